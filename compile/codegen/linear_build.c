/* compile/codegen/linear_build.c: intervals with holes, built in one backward pass over the
 * blocks in SSA form, without iterating to a fixed point (Wimmer & Franz 2010, section 4):
 * blocks lie in an order in which loops are contiguous and only back edges lead backward, so
 * what is live into a loop's header is live in all of the loop, and all else is known when a
 * block is reached.
 *
 * Constants take part where a register must hold them. Their intervals begin, in no place, at
 * the top of the block that liveness gives them.
 */
#include "compile/codegen/linear.h"

struct builder {
    struct scan *s;
    u32 *span, *use; /* per vreg: chains so far */
    /* The live set at hand. */
    ARRAY(u32) live;
    u32 *place; /* per vreg: index in `live`, NONE */
    /* What is live into each block, for the blocks before. */
    ARRAY(u32) in;
    u32 *in_first, *in_count;
    u32 *seen;                    /* per block: 1 + the block that had it as a successor last */
    u32 *const_next, *const_head; /* constants by the block they begin in */
    u32 block;
};

/* ---- The live set ----------------------------------------------------------------------- */

static bool is_live(const struct builder *b, u32 vreg) {
    return b->place[vreg] != NONE;
}

static void live_add(struct builder *b, u32 vreg) {
    if (is_live(b, vreg)) return;
    b->place[vreg] = b->live.count;
    array_push(&b->live, vreg);
}

static void live_remove(struct builder *b, u32 vreg) {
    if (!is_live(b, vreg)) return;
    u32 last = b->live.at[--b->live.count];
    b->live.at[b->place[vreg]] = last;
    b->place[last] = b->place[vreg];
    b->place[vreg] = NONE;
}

static void live_clear(struct builder *b) {
    for (u32 k = 0; k < b->live.count; k++) b->place[b->live.at[k]] = NONE;
    b->live.count = 0;
}

/* ---- Chains ----------------------------------------------------------------------------- */

static u32 block_from(const struct builder *b) {
    return b->s->f->blocks[b->block].ins_first * POSITIONS;
}

/* Spans come from the end to the beginning; those that meet become one. */
static u32 add_span(struct scan *s, u32 chain, u32 from, u32 to, u32 vreg) {
    while (chain != NONE && s->spans.at[chain].from <= to && s->spans.at[chain].vreg == vreg) {
        from = MIN(from, s->spans.at[chain].from);
        to = MAX(to, s->spans.at[chain].to);
        chain = s->spans.at[chain].next;
    }
    array_push(&s->spans, ((struct span){from, to, chain, vreg}));
    return s->spans.count - 1;
}

static void lives(struct builder *b, u32 vreg, u32 from, u32 to) {
    b->span[vreg] = add_span(b->s, b->span[vreg], from, to, NO_VALUE);
}

static void fix(struct scan *s, reg r, u32 from, u32 to, u32 vreg) {
    s->fixed[r] = add_span(s, s->fixed[r], from, to, vreg);
}

static void add_use(struct builder *b, u32 vreg, u32 at, enum use_kind kind) {
    array_push(&b->s->uses, ((struct use){at, b->use[vreg], kind}));
    b->use[vreg] = b->s->uses.count - 1;
}

static void add_hint(struct builder *b, u32 vreg, struct hint h) {
    h.next = b->s->hint[vreg];
    array_push(&b->s->hints, h);
    b->s->hint[vreg] = b->s->hints.count - 1;
}

static void hint_regs(struct builder *b, u32 vreg, u32 at, regset regs) {
    float weight = b->s->v->frequency[b->block];
    add_hint(b, vreg,
             (struct hint){.at = at, .vreg = NO_VALUE, .regs = regs, .weight = weight});
}

/* ---- Operands --------------------------------------------------------------------------- */

/* The def that takes over the register of use k, or NULL. */
static const struct operand *tied_def(const struct operand *o, u32 count, u32 k) {
    for (u32 j = 0; j < count; j++)
        if (o[j].kind == OPERAND_DEF && o[j].at == AT_SAME && o[j].index == k) return &o[j];
    return NULL;
}

/* Where either of two uses would do for a def, the one that dies here. */
static void choose_ties(const struct builder *b, struct operand *o, u32 count) {
    for (u32 k = 0; k < count; k++) {
        if (o[k].kind != OPERAND_DEF || o[k].at != AT_SAME || !o[k].either) continue;
        const struct operand *x = &o[o[k].index], *y = x + 1;
        bool could = y->kind == OPERAND_USE && (y->at == AT_REG || y->at == AT_ANY) &&
                     !vreg_is_const(b->s->l, y->vreg) && x->vreg != y->vreg;
        if (could && is_live(b, x->vreg) && !is_live(b, y->vreg)) o[k].index++;
    }
}

/* Another use of the same vreg reads the copy that was made for a tied def. */
static bool reads_tied(const struct operand *o, u32 count, u32 k) {
    for (u32 j = 0; j < count; j++) {
        const struct operand *def = j != k && o[j].kind == OPERAND_USE && o[j].vreg == o[k].vreg
                                        ? tied_def(o, count, j)
                                        : NULL;
        if (def && !def->early) return true;
    }
    return false;
}

static void build_def(struct builder *b, const struct operand *o, u32 n,
                      const struct operand *operands) {
    bool fixed_tie = o->at == AT_SAME && operands[o->index].at == AT_FIXED;
    bool elsewhere = o->at == AT_FIXED || o->at == AT_LOC || fixed_tie;
    u32 from = elsewhere                      ? position_behind(n)
               : o->at == AT_SAME || o->early ? position_in(n)
                                              : position_out(n);
    u32 vreg = o->vreg;
    if (is_live(b, vreg)) {
        b->s->spans.at[b->span[vreg]].from = from;
        live_remove(b, vreg);
    } else if (elsewhere) {
        return; /* stays where the operation leaves it */
    } else {
        lives(b, vreg, from, position_behind(n));
    }
    if (o->at == AT_FIXED) hint_regs(b, vreg, from, regset_of((reg)o->index));
    if (fixed_tie) hint_regs(b, vreg, from, regset_of((reg)operands[o->index].index));
    if (elsewhere) return;
    if (o->prefer) hint_regs(b, vreg, position_out(n), o->prefer);
    add_use(b, vreg, position_out(n), USE_REGISTER);
    if (from == position_in(n)) add_use(b, vreg, from, USE_REGISTER);
    if (o->at == AT_SAME)
        add_hint(b, vreg,
                 (struct hint){.at = from,
                               .vreg = operands[o->index].vreg,
                               .there = n * POSITIONS,
                               .weight = b->s->v->frequency[b->block]});
}

/* copied: those that are copied to where the operation wants them, or the others. */
static void build_use(struct builder *b, const struct operand *o, u32 n, u32 k, u32 count,
                      bool copied) {
    const struct operand *use = &o[k], *def = tied_def(o, count, k);
    bool constant = vreg_is_const(b->s->l, use->vreg);
    if (copied != (use->at == AT_FIXED || use->at == AT_LOC || def || reads_tied(o, count, k)))
        return;
    if (copied && constant) return; /* made on the spot */
    u32 at = copied ? n * POSITIONS : position_in(n);
    bool must = !copied && (use->at == AT_REG || constant);
    if (!is_live(b, use->vreg) || !copied) lives(b, use->vreg, block_from(b), at + 1);
    live_add(b, use->vreg);
    add_use(b, use->vreg, at, must ? USE_REGISTER : USE_ANYWHERE);
    if (use->at == AT_FIXED) hint_regs(b, use->vreg, at, regset_of((reg)use->index));
    if (use->prefer && !copied) hint_regs(b, use->vreg, at, use->prefer);
    if (def && use->at != AT_FIXED)
        add_hint(b, use->vreg,
                 (struct hint){.at = at,
                               .vreg = def->vreg,
                               .there = position_in(n),
                               .weight = b->s->v->frequency[b->block]});
}

static void build_temp(struct builder *b, const struct operand *o, u32 n, u32 operand) {
    struct scan *s = b->s;
    struct piece t = {.vreg = NO_VALUE,
                      .operand = operand,
                      .from = position_in(n),
                      .to = position_behind(n),
                      .next = NONE,
                      .r = NO_REG,
                      .cl = (u8)type_class(o->type),
                      .lasting = true};
    t.span = t.here = add_span(s, NONE, t.from, t.to, NO_VALUE);
    array_push(&s->uses, ((struct use){position_out(n), NONE, USE_REGISTER}));
    array_push(&s->uses, ((struct use){position_in(n), s->uses.count - 1, USE_REGISTER}));
    t.use = s->uses.count - 1;
    s->temp_piece[operand] = s->pieces.count;
    array_push(&s->pieces, t);
}

/* Registers that operation n needs or destroys, whoever is in them. */
static void build_fixed(struct scan *s, const struct operand *o, u32 n, u32 count) {
    regset in = 0, out = s->l->clobbers[n];
    u32 owner[REGS];
    for (u32 k = 0; k < count; k++) {
        if (o[k].at != AT_FIXED) continue;
        regset r = regset_of((reg)o[k].index);
        bool use = o[k].kind == OPERAND_USE;
        bool tied = use && tied_def(o, count, k);
        if (use) owner[o[k].index] = tied ? NO_VALUE : o[k].vreg;
        if (!use) out |= r;
        if (tied) out |= r;
        if (use) in |= r;
        if (!use && (o[k].early || o[k].kind == OPERAND_TEMP)) {
            in |= r;
            owner[o[k].index] = NO_VALUE;
        }
    }
    for (; out; out &= out - 1)
        fix(s, (reg)lowest_bit(out), position_out(n), position_behind(n), NO_VALUE);
    for (; in; in &= in - 1) {
        reg r = (reg)lowest_bit(in);
        fix(s, r, position_in(n), position_out(n), owner[r]);
    }
}

static void build_operation(struct builder *b, u32 n) {
    struct lowered *l = b->s->l;
    u32 first = l->operand_first[n], count = l->operand_first[n + 1] - first;
    struct operand *o = l->operands + first;
    build_fixed(b->s, o, n, count);
    for (u32 k = 0; k < count; k++)
        if (o[k].kind == OPERAND_TEMP && o[k].at != AT_FIXED)
            build_temp(b, &o[k], n, first + k);
    /* What dies is known once the defs are gone. */
    choose_ties(b, o, count);
    for (u32 k = 0; k < count; k++)
        if (o[k].kind == OPERAND_DEF) build_def(b, &o[k], n, o);
    for (u32 copied = 0; copied < 2; copied++) /* later positions first */
        for (u32 k = 0; k < count; k++)
            if (o[k].kind == OPERAND_USE) build_use(b, o, n, k, count, copied);
}

/* ---- Blocks ----------------------------------------------------------------------------- */

/* Arguments are read where the block ends, and would like to be where their parameter is. */
static void build_arguments(struct builder *b, const struct edge *e) {
    const struct scan *s = b->s;
    u32 end = s->f->blocks[b->block].ins_end * POSITIONS;
    u32 target = s->f->blocks[e->to].ins_first * POSITIONS;
    float weight = MIN(s->v->frequency[b->block], s->v->frequency[e->to]);
    struct vreg_span params = block_params(s->l, &s->f->blocks[e->to]);
    for (u32 param = params.first; param < params.end; param++) {
        u32 vreg = edge_argument(s->l, e, param);
        if (vreg_is_const(s->l, vreg)) continue;
        live_add(b, vreg);
        add_use(b, vreg, end - 1, USE_ANYWHERE);
        add_hint(
            b, vreg,
            (struct hint){.at = end - 1, .vreg = param, .there = target, .weight = weight});
    }
}

static void build_exit(struct builder *b) {
    const struct ir_function *f = b->s->f;
    const struct block *block = &f->blocks[b->block];
    const struct ins *last = &f->ins[block->ins_end - 1];
    if (last->op != OP_JUMP && last->op != OP_BRANCH && last->op != OP_SWITCH) return;
    for (u32 k = 0; k < last->edge_count; k++) {
        const struct edge *e = &f->edges[last->edge_first + k];
        build_arguments(b, e);
        if (b->seen[e->to] == b->block + 1) continue; /* switches name a block often */
        b->seen[e->to] = b->block + 1;
        for (u32 j = 0; j < b->in_count[e->to]; j++)
            live_add(b, b->in.at[b->in_first[e->to] + j]);
    }
    for (u32 k = 0; k < b->live.count; k++)
        lives(b, b->live.at[k], block_from(b), block->ins_end * POSITIONS);
}

/* Parameters begin with their block, and would like to be where their arguments are. */
static void build_params(struct builder *b) {
    const struct scan *s = b->s;
    const struct block *block = &s->f->blocks[b->block];
    struct vreg_span params = block_params(s->l, block);
    for (u32 vreg = params.first; vreg < params.end; vreg++) {
        if (!is_live(b, vreg)) continue;
        live_remove(b, vreg);
        for (u32 j = 0; j < block->pred_count; j++) {
            u32 edge = s->f->preds[block->pred_first + j], from = s->f->edge_from[edge];
            u32 arg = edge_argument(s->l, &s->f->edges[edge], vreg);
            if (vreg_is_const(s->l, arg)) continue;
            add_hint(
                b, vreg,
                (struct hint){.at = block_from(b),
                              .vreg = arg,
                              .there = s->f->blocks[from].ins_end * POSITIONS - 1,
                              .weight = MIN(s->v->frequency[from], s->v->frequency[b->block])});
        }
    }
    for (u32 v = b->const_head[b->block]; v != NONE; v = b->const_next[v]) live_remove(b, v);
}

/* A use in the loop is also one at its end, for the next round. */
static void add_loop_use(struct builder *b, u32 vreg, u32 end) {
    struct scan *s = b->s;
    u32 *at = &b->use[vreg];
    if (*at == NONE || s->uses.at[*at].at >= end) return;
    u32 last = NONE;
    for (u32 k = *at; k != NONE && s->uses.at[k].at < end; k = s->uses.at[k].next) last = k;
    u32 next = s->uses.at[last].next;
    if (s->uses.at[last].at == end - 1) return;
    array_push(&s->uses, ((struct use){end - 1, next, USE_LOOP}));
    s->uses.at[last].next = s->uses.count - 1;
}

static void build_loop(struct builder *b) {
    const struct ir_function *f = b->s->f;
    if (!f->loop_end[b->block]) return;
    u32 end = f->blocks[f->loop_end[b->block] - 1].ins_end * POSITIONS;
    for (u32 k = 0; k < b->live.count; k++) {
        lives(b, b->live.at[k], block_from(b), end);
        add_loop_use(b, b->live.at[k], end);
    }
}

static void build_block(struct builder *b) {
    const struct block *block = &b->s->f->blocks[b->block];
    build_exit(b);
    for (u32 n = block->ins_end; n-- > block->ins_first;) build_operation(b, n);
    build_params(b);
    build_loop(b);
    b->in_first[b->block] = b->in.count;
    b->in_count[b->block] = b->live.count;
    for (u32 k = 0; k < b->live.count; k++) array_push(&b->in, b->live.at[k]);
    live_clear(b);
}

/* ---- Result ----------------------------------------------------------------------------- */

static void build_entry(struct builder *b) {
    struct scan *s = b->s;
    b->block = 0;
    for (u32 k = s->l->entry_first; k < s->l->entry_end; k++) {
        const struct operand *o = &s->l->operands[k];
        if (o->at == AT_FIXED) {
            hint_regs(b, o->vreg, 0, regset_of((reg)o->index));
        } else if (!vreg_has_home(s->l, o->vreg)) {
            s->incoming[o->vreg] = true;
            s->home[o->vreg] = o->loc;
        }
    }
}

static void make_pieces(struct builder *b) {
    struct scan *s = b->s;
    for (u32 v = 0; v < s->l->vreg_count; v++) {
        if (b->span[v] == NONE) continue;
        u32 last = b->span[v];
        while (s->spans.at[last].next != NONE) last = s->spans.at[last].next;
        struct piece p = {.vreg = v,
                          .from = s->spans.at[b->span[v]].from,
                          .to = s->spans.at[last].to,
                          .span = b->span[v],
                          .here = b->span[v],
                          .use = b->use[v],
                          .next = NONE,
                          .r = NO_REG,
                          .cl = (u8)vreg_class(s->l, v)};
        p.lasting = p.from % POSITIONS == 1;
        s->first_piece[v] = s->pieces.count;
        array_push(&s->pieces, p);
    }
}

static u32 *none_per(struct scan *s, u32 n) {
    u32 *at = arena_alloc(s->a, sizeof *at * (n + 1));
    memset(at, 0xff, sizeof *at * (n + 1));
    return at;
}

void intervals_build(struct scan *s) {
    u32 vregs = s->l->vreg_count, blocks = s->f->block_count;
    struct builder b = {.s = s, .span = none_per(s, vregs), .use = none_per(s, vregs)};
    b.place = none_per(s, vregs);
    b.in_first = ARENA_ARRAY(s->a, u32, blocks);
    b.in_count = ARENA_ARRAY(s->a, u32, blocks);
    b.seen = ARENA_ARRAY(s->a, u32, blocks);
    b.const_next = none_per(s, vregs);
    b.const_head = none_per(s, blocks);
    s->first_piece = none_per(s, vregs);
    s->hint = none_per(s, vregs);
    s->temp_piece = none_per(s, s->l->operand_count);
    for (u32 v = 0; v < vregs; v++) {
        u32 block = s->v->const_block[v];
        if (block == NO_BLOCK) continue;
        b.const_next[v] = b.const_head[block];
        b.const_head[block] = v;
    }
    for (b.block = blocks; b.block-- > 0;) build_block(&b);
    build_entry(&b);
    make_pieces(&b);
    array_free(&b.live);
    array_free(&b.in);
}
