/* compile/codegen/ssa_budget.c: which callee-saved registers pay.
 *
 * A callee-saved register costs a save in the prologue and a restore in each epilogue: 2 per
 * call of the function, on every path. What it saves are the stores and reloads of the vregs
 * that live in it across calls. So the vregs that live across calls are packed, dearest first,
 * into as many bins as the model has such registers, where those in one bin have lives that
 * don't overlap (by blocks); a bin whose vregs cost more than 2 in memory earns a register.
 * Loops that need more registers than the caller-saved ones get what they need.
 */
#include <stdlib.h>

#include "compile/codegen/ssa.h"

#define SAVE_COST  2.0f
#define MOST_VREGS 4000 /* packed; in functions with more, the dearest are */

struct wish { /* of a vreg to live in a callee-saved register */
    u32 vreg;
    float gain;
    u32 first, end; /* blocks of its life */
};

static int by_gain(const void *x, const void *y) {
    const struct wish *p = x, *q = y;
    if (p->gain != q->gain) return p->gain > q->gain ? -1 : 1;
    return (p->vreg > q->vreg) - (p->vreg < q->vreg);
}

struct wishes {
    struct wish *at;
    u32 count;
};

/* Vregs that live across calls, with what memory would cost them, by class. */
static void gather(struct walk *w, struct wishes *wishes, u32 *last_block) {
    for (u32 v = 0; v < w->l->vreg_count; v++) {
        if (!w->v->avoid[v] || vreg_is_const(w->l, v) || !walk_crosses_calls(w, v)) continue;
        struct wishes *mine = &wishes[vreg_class(w->l, v)];
        u32 b = walk_def_block(w, v);
        float gain = w->v->reloads[v] + w->frequency[b];
        mine->at[mine->count++] = (struct wish){v, gain, b, MAX(last_block[v], b) + 1};
    }
}

static bool overlaps(const struct bits *bin, u32 first, u32 end) {
    for (u32 b = first; b < end; b++) {
        if (b % 64 == 0 && b + 64 <= end) {
            if (bin->words[b / 64]) return true;
            b += 63;
        } else if (bits_has(bin, b)) {
            return true;
        }
    }
    return false;
}

static u32 count_paying(struct walk *w, struct wish *wishes, u32 n, u32 bins) {
    struct bits used[REGS];
    float gain[REGS] = {0};
    u32 paying = 0, begun = 0; /* the first bins hold something */
    if (!n) return 0;
    qsort(wishes, n, sizeof *wishes, by_gain);
    for (u32 j = 0; j < MIN(n, MOST_VREGS); j++)
        for (u32 k = 0; k < bins; k++) {
            if (k == begun) used[begun++] = bits_new(w->a, w->f->block_count + 64);
            if (overlaps(&used[k], wishes[j].first, wishes[j].end)) continue;
            for (u32 b = wishes[j].first; b < wishes[j].end; b++) bits_add(&used[k], b);
            gain[k] += wishes[j].gain;
            break;
        }
    for (u32 k = 0; k < begun; k++) paying += gain[k] > SAVE_COST;
    return paying;
}

/* Callee-saved registers that blocks which run often want, beyond the caller-saved ones. */
static u32 pressure_wants(const struct walk *w, enum reg_class cl, u32 caller_saved) {
    u32 most = 0;
    for (u32 b = 0; b < w->f->block_count; b++) {
        if (w->frequency[b] > SAVE_COST / 2) most = MAX(most, w->v->pressure[b][cl]);
        if (w->frequency[b] > SAVE_COST) most = MAX(most, w->v->demand[b][cl]);
    }
    return most > caller_saved ? most - caller_saved : 0;
}

/* The most registers of a class that operation n needs at once. */
static u32 operation_needs(const struct walk *w, u32 n, enum reg_class cl) {
    regset mine = w->model->allocatable & (cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT);
    regset in = 0, out = w->l->clobbers[n] & mine;
    u32 uses = 0, defs = 0, temps = 0;
    for (u32 k = w->l->operand_first[n]; k < w->l->operand_first[n + 1]; k++) {
        const struct operand *o = &w->l->operands[k];
        if (type_class(o->type) != cl) continue;
        if (o->at == AT_FIXED) {
            if (o->kind != OPERAND_DEF || o->early) in |= regset_of((reg)o->index);
            if (o->kind != OPERAND_USE) out |= regset_of((reg)o->index);
        } else if (o->at == AT_REG || (o->at == AT_ANY && vreg_is_const(w->l, o->vreg))) {
            uses += o->kind == OPERAND_USE || (o->kind == OPERAND_DEF && o->early);
            defs += o->kind == OPERAND_DEF;
            temps += o->kind == OPERAND_TEMP;
        }
    }
    u32 most = MAX((u32)count_bits(in) + uses + temps, (u32)count_bits(out) + defs + temps);
    return temps ? MAX(most, (u32)count_bits(in | out) + temps) : most;
}

/* The most registers of each class that one operation needs at once, if more than `most`,
 * however little it pays: the fixed ones may all be caller-saved (an indirect call's arguments)
 * and leave none for the others. */
static void operations_want(const struct walk *w, u32 most[CLASS_COUNT]) {
    const struct lowered *l = w->l;
    u32 least = MIN(most[CLASS_INT], most[CLASS_FLOAT]);
    for (u32 n = 0; n < w->f->ins_count; n++) {
        u32 count = l->operand_first[n + 1] - l->operand_first[n];
        if (count <= least && !l->clobbers[n]) continue;
        for (enum reg_class cl = 0; cl < CLASS_COUNT; cl++)
            most[cl] = MAX(most[cl], operation_needs(w, n, cl));
    }
}

static void find_last_blocks(struct walk *w, u32 *last_block) {
    for (u32 b = 0; b < w->f->block_count; b++)
        for (u32 j = 0; j < w->v->in[b].count; j++) last_block[w->v->in[b].at[j].vreg] = b;
}

regset budget_registers(struct walk *w) {
    const struct model *m = w->model;
    u32 *last_block = ARENA_ARRAY(w->a, u32, w->l->vreg_count + 1);
    struct wishes wishes[CLASS_COUNT] = {0};
    u32 caller_saved[CLASS_COUNT], least[CLASS_COUNT];
    regset mine[CLASS_COUNT] = {m->callee_saved & REGSET_INT, m->callee_saved & REGSET_FLOAT};
    regset allowed = m->allocatable & ~m->callee_saved;
    find_last_blocks(w, last_block);
    for (enum reg_class cl = 0; cl < CLASS_COUNT; cl++) {
        wishes[cl].at = arena_alloc(w->a, sizeof *wishes->at * (w->l->vreg_count + 1));
        caller_saved[cl] = m->count[cl] - (u32)count_bits(mine[cl]);
        least[cl] = MAX(4, caller_saved[cl]);
    }
    gather(w, wishes, last_block);
    operations_want(w, least);
    for (enum reg_class cl = 0; cl < CLASS_COUNT; cl++) {
        u32 take = count_paying(w, wishes[cl].at, wishes[cl].count, (u32)count_bits(mine[cl]));
        take = MAX(take, pressure_wants(w, cl, caller_saved[cl]));
        if (caller_saved[cl] < least[cl]) take = MAX(take, least[cl] - caller_saved[cl]);
        for (u32 k = 0; k < m->count[cl] && take; k++) {
            reg r = m->order[cl][k];
            if (!regset_has(mine[cl], r)) continue;
            allowed |= regset_of(r);
            take--;
        }
    }
    return allowed;
}
