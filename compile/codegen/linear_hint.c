/* compile/codegen/linear_hint.c: which register a piece had better have: one that saves copies,
 * by how often they would be made; else one that costs least to use. */
#include "compile/codegen/linear.h"

static void add_reg(float *weight, reg r, float w) {
    if (r != NO_REG) weight[r] += w;
}

static void weigh(const struct scan *s, u32 i, float *weight) {
    const struct piece *x = &s->pieces.at[i];
    if (x->vreg == NO_VALUE) {
        for (regset p = s->l->operands[x->operand].prefer; p; p &= p - 1)
            weight[lowest_bit(p)] += 1;
        return;
    }
    for (u32 k = s->hint[x->vreg]; k != NONE; k = s->hints.at[k].next) {
        const struct hint *h = &s->hints.at[k];
        if (h->at < x->from || h->at > x->to) continue;
        for (regset p = h->regs; p; p &= p - 1) weight[lowest_bit(p)] += h->weight;
        if (h->vreg == NO_VALUE) continue;
        u32 other = piece_at(s, h->vreg, h->there);
        if (other != NONE) add_reg(weight, s->pieces.at[other].r, h->weight);
    }
    /* Where it was before it was split. */
    u32 before = s->first_piece[x->vreg];
    if (before == i) return;
    while (s->pieces.at[before].next != i) before = s->pieces.at[before].next;
    add_reg(weight, s->pieces.at[before].r, s->v->frequency[s->block_of[x->from / POSITIONS]]);
}

reg hint_choose(const struct scan *s, u32 i, regset candidates) {
    float weight[REGS] = {0}, most = 0;
    weigh(s, i, weight);
    for (regset p = candidates; p; p &= p - 1) most = MAX(most, weight[lowest_bit(p)]);
    if (most > 0)
        for (regset p = candidates; p; p &= p - 1)
            if (weight[lowest_bit(p)] < most) candidates &= ~regset_of((reg)lowest_bit(p));
    for (u32 k = 0; k < COUNT_OF(s->tier); k++)
        if (candidates & s->tier[k]) return (reg)lowest_bit(candidates & s->tier[k]);
    return NO_REG;
}
