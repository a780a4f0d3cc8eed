/* compile/codegen/linear_split.c: pieces of intervals: where they are used, where they may be
 * cut, and where that costs least.
 *
 * A piece may be cut before an operation (4n + 1: its copy is one of those before it) and where
 * a block begins (copies on edges). Within an operation and behind it (4n + 2, 4n + 3) it may
 * only go to memory: the value does not change, so it can be stored before the operation that
 * still reads it from its register.
 */
#include <assert.h>

#include "compile/codegen/linear.h"

/* ---- Uses ------------------------------------------------------------------------------- */

u32 use_from(const struct scan *s, u32 i, u32 p) {
    for (u32 k = s->pieces.at[i].use; k != NONE; k = s->uses.at[k].next)
        if (s->uses.at[k].at >= p) return s->uses.at[k].at;
    return NEVER;
}

u32 register_use_from(const struct scan *s, u32 i, u32 p) {
    for (u32 k = s->pieces.at[i].use; k != NONE; k = s->uses.at[k].next)
        if (s->uses.at[k].at >= p && s->uses.at[k].kind == USE_REGISTER)
            return s->uses.at[k].at;
    return NEVER;
}

u32 behind_last_use(const struct scan *s, u32 i, u32 p) {
    u32 last = s->pieces.at[i].from;
    for (u32 k = s->pieces.at[i].use; k != NONE && s->uses.at[k].at < p; k = s->uses.at[k].next)
        last = s->uses.at[k].at + 1;
    return last;
}

static u32 block_at(const struct scan *s, u32 p) {
    return s->block_of[MIN(p / POSITIONS, s->f->ins_count - 1)];
}

static u32 loop_first(const struct scan *s, u32 header) {
    return s->f->blocks[header].ins_first * POSITIONS;
}

static u32 loop_end(const struct scan *s, u32 header) {
    return s->f->blocks[s->f->loop_end[header] - 1].ins_end * POSITIONS;
}

/* The header of the loop around a header's. */
static u32 outer_loop(const struct scan *s, u32 header) {
    return s->f->blocks[s->f->blocks[header].idom].loop_header;
}

u32 use_distance(const struct scan *s, u32 i, u32 p) {
    u32 at = use_from(s, i, p), loops = 0;
    if (at == NEVER) at = s->pieces.at[i].to;
    for (u32 h = s->f->blocks[block_at(s, p)].loop_header;
         h != NO_BLOCK && loop_end(s, h) <= at && loops < 1000; h = outer_loop(s, h))
        loops++;
    return loops * NOTE_FAR + (at - p + POSITIONS - 1) / POSITIONS;
}

/* ---- Splitting -------------------------------------------------------------------------- */

u32 split_position(const struct scan *s, u32 lo, u32 hi) {
    u32 best = hi;
    if (is_memory_only(hi)) best = MAX(lo, position_in(hi / POSITIONS));
    /* Out of loops: to where the outermost one begins that does not hold lo. */
    for (u32 h = s->f->blocks[block_at(s, hi)].loop_header;
         h != NO_BLOCK && loop_first(s, h) >= lo; h = outer_loop(s, h))
        best = loop_first(s, h);
    return best;
}

/* Cuts a chain of spans at p; returns the part behind. */
static u32 cut_spans(struct scan *s, u32 *chain, u32 p) {
    u32 *at = chain;
    while (s->spans.at[*at].to <= p) at = &s->spans.at[*at].next;
    u32 k = *at;
    if (s->spans.at[k].from >= p) {
        *at = NONE;
        return k;
    }
    struct span rest = s->spans.at[k];
    rest.from = p;
    s->spans.at[k].to = p;
    s->spans.at[k].next = NONE;
    array_push(&s->spans, rest);
    return s->spans.count - 1;
}

static u32 cut_uses(struct scan *s, u32 *chain, u32 p) {
    u32 *at = chain;
    while (*at != NONE && s->uses.at[*at].at < p) at = &s->uses.at[*at].next;
    u32 k = *at;
    *at = NONE;
    return k;
}

static u32 chain_end(const struct scan *s, u32 chain) {
    while (s->spans.at[chain].next != NONE) chain = s->spans.at[chain].next;
    return s->spans.at[chain].to;
}

u32 piece_split(struct scan *s, u32 i, u32 p) {
    struct piece *x = &s->pieces.at[i];
    struct piece rest = *x;
    assert(p > x->from && p < x->to && x->vreg != NO_VALUE);
    rest.span = cut_spans(s, &x->span, p);
    rest.use = cut_uses(s, &x->use, p);
    rest.here = rest.span;
    rest.from = s->spans.at[rest.span].from;
    rest.r = NO_REG;
    rest.reloaded = rest.lasting = false;
    x->to = chain_end(s, x->span);
    x->here = x->span;
    x->next = s->pieces.count;
    array_push(&s->pieces, rest);
    return s->pieces.count - 1;
}

u32 spans_meet(const struct scan *s, u32 x, u32 y, u32 skip_vreg) {
    while (x != NONE && y != NONE) {
        const struct span *p = &s->spans.at[x], *q = &s->spans.at[y];
        if (p->to <= q->from)
            x = p->next;
        else if (q->to <= p->from || (skip_vreg != NO_VALUE && q->vreg == skip_vreg))
            y = q->next;
        else
            return MAX(p->from, q->from);
    }
    return NEVER;
}

u32 piece_at(const struct scan *s, u32 vreg, u32 p) {
    for (u32 i = s->first_piece[vreg]; i != NONE; i = s->pieces.at[i].next)
        if (s->pieces.at[i].from <= p && p < s->pieces.at[i].to) return i;
    return NONE;
}
