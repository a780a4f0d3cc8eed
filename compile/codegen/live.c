/* compile/codegen/live.c: which vregs are live into each block, and how far away their next use
 * is (Braun & Hack 2009, section 4.1: distances over the control-flow graph, where an edge that
 * leaves a loop costs NOTE_FAR, so that what is used in a loop always counts as nearer).
 *
 * Operations are looked at twice: a scan notes what each block uses of other blocks, which is
 * little, and the last pass tells for each operand when it is used next. Between them, live sets
 * are found from the notes alone. WebAssembly's control flow is reducible, so two passes do
 * without iterating to a fixed point (Boissinot et al. 2011): a backward pass that ignores back
 * edges, then, from outer loops to inner ones, everything live into a loop's header is live
 * throughout the loop. Before and behind all loops the last pass finds the live sets itself.
 *
 * Constants take part: each is "defined" at the top of the block that dominates its register
 * uses, moved out of the loops around that block, where it exists in no register yet.
 */
#include <assert.h>

#include "compile/codegen/alloc.h"

#define HOIST_BLOCKS 256 /* a constant isn't moved out of loops of more blocks than this */

/* What the passes know of a vreg. */
struct life {
    u32 time;      /* next use, counted from the start of the block at hand; NEVER: not live */
    u32 def_block; /* whose operation defines it; NO_BLOCK: parameters, constants */
    u32 stamp;     /* the block, or round, that has seen it */
    u32 end;       /* last pass: where its life in the block ends; NEVER: not in it */
    u32 calls; /* last pass: calls from the block's end back to its nearest use seen, or NEVER */
    u8 cl;     /* enum reg_class */
    bool constant;
};

struct finder {
    const struct lowered *l;
    const struct ir_function *f;
    struct liveness *v;
    struct life *lives; /* per vreg */
    u32 *touched;       /* what has come to life in the block at hand; it may have gone since */
    u32 touched_count;  /* room is for all vregs */
    /* Uses of vregs that the block does not define by an operation: of each the first. */
    struct live_entry *exposed;
    u32 *exposed_first; /* per position in rpo, and one more */
    u32 stamp;
    u32 *dom_depth;  /* per block */
    u32 *const_next; /* chains of constants by block: next vreg */
    u32 *const_head; /* per block */
};

/* Never NEVER. */
static u32 add_time(u32 x, u32 y) {
    return MIN(x + y, NEVER - 1);
}

/* ---- Order of blocks ------------------------------------------------------------------------
 */

struct visit {
    u32 block, edge;
};

static void find_rpo(struct finder *s) {
    const struct ir_function *f = s->f;
    struct arena *a = s->l->a;
    struct liveness *v = s->v;
    struct visit *stack = ARENA_ARRAY(a, struct visit, f->block_count + 1);
    bool *seen = ARENA_ARRAY(a, bool, f->block_count);
    u32 depth = 0, at = f->block_count;
    v->rpo = ARENA_ARRAY(a, u32, f->block_count);
    v->rpo_index = ARENA_ARRAY(a, u32, f->block_count);
    stack[depth++].block = 0;
    stack[0].edge = 0;
    seen[0] = true;
    while (depth) {
        u32 b = stack[depth - 1].block;
        const struct ins *last = &f->ins[f->blocks[b].ins_end - 1];
        bool has_edges = last->op == OP_JUMP || last->op == OP_BRANCH || last->op == OP_SWITCH;
        u32 n = has_edges ? last->edge_count : 0;
        /* Last edge first: the first successor comes right behind its predecessor. */
        if (stack[depth - 1].edge < n) {
            u32 to = f->edges[last->edge_first + n - 1 - stack[depth - 1].edge++].to;
            if (!seen[to]) {
                seen[to] = true;
                stack[depth].block = to;
                stack[depth++].edge = 0;
            }
        } else {
            v->rpo[--at] = b;
            depth--;
        }
    }
    v->rpo_count = f->block_count - at;
    v->rpo += at;
    for (u32 k = 0; k < v->rpo_count; k++) v->rpo_index[v->rpo[k]] = k;
}

/* ---- Frequencies ------------------------------------------------------------------------ */

enum { LOOP_TRIPS = 8 };

static bool ends_badly(const struct ir_function *f, u32 b) {
    return f->ins[f->blocks[b].ins_end - 1].op == OP_UNREACHABLE;
}

/* How block b's runs divide among its edges: loops are left rarely, and what ends in a trap is
 * never meant to happen; else all edges are alike. */
static float edge_weight(const struct ir_function *f, u32 b, u32 to) {
    if (ends_badly(f, to)) return 0.001f;
    return f->blocks[to].loop_depth < f->blocks[b].loop_depth ? 1.0f / (LOOP_TRIPS - 1) : 1;
}

static float sum_weights(const struct ir_function *f, u32 b) {
    const struct ins *last = &f->ins[f->blocks[b].ins_end - 1];
    float sum = 0;
    for (u32 k = 0; k < last->edge_count; k++)
        sum += edge_weight(f, b, f->edges[last->edge_first + k].to);
    return sum;
}

static void find_frequencies(struct finder *s) {
    const struct ir_function *f = s->f;
    float *frequency = s->v->frequency;
    float *sums = ARENA_ARRAY(s->l->a, float, f->block_count); /* of blocks with edges */
    frequency[0] = 1;
    for (u32 k = 0; k < s->v->rpo_count; k++) {
        u32 b = s->v->rpo[k];
        for (u32 j = 0; j < f->blocks[b].pred_count; j++) {
            u32 edge = f->preds[f->blocks[b].pred_first + j], from = f->edge_from[edge];
            if (s->v->rpo_index[from] >= k) continue;
            if (!sums[from]) sums[from] = sum_weights(f, from);
            frequency[b] += frequency[from] * (edge_weight(f, from, b) / sums[from]);
        }
        if (f->loop_end[b]) frequency[b] *= LOOP_TRIPS;
        if (frequency[b] > 1e12f) frequency[b] = 1e12f;
    }
}

/* ---- Constants -------------------------------------------------------------------------- */

static u32 common_dominator(const struct finder *s, u32 x, u32 y) {
    while (x != y) {
        if (s->dom_depth[x] < s->dom_depth[y]) {
            u32 t = x;
            x = y;
            y = t;
        }
        x = s->f->blocks[x].idom;
    }
    return x;
}

/* A use of a constant in block b. */
static void note_constant(struct finder *s, u32 vreg, u32 b) {
    u32 *at = &s->v->const_block[vreg];
    *at = *at == NO_BLOCK ? b : common_dominator(s, *at, b);
}

/* Out of the loops around the block that dominates their uses. */
static void place_constants(struct finder *s) {
    const struct ir_function *f = s->f;
    memset(s->const_head, 0xff, sizeof *s->const_head * f->block_count);
    for (u32 v = 0; v < s->l->vreg_count; v++) {
        u32 b = s->v->const_block[v];
        if (b == NO_BLOCK) continue;
        for (u32 h = f->blocks[b].loop_header;
             h != NO_BLOCK && f->loop_end[h] - h <= HOIST_BLOCKS; h = f->blocks[b].loop_header)
            b = f->blocks[h].idom;
        s->v->const_block[v] = b;
        s->const_next[v] = s->const_head[b];
        s->const_head[b] = v;
    }
}

/* ---- The scan ---------------------------------------------------------------------------
 * Uses make a vreg live; constants count only where a register is wanted, as everywhere else
 * they are made on the spot. */

static bool wants_register(const struct operand *o) {
    return o->at == AT_REG || o->at == AT_ANY;
}

/* Whether the use exposes its vreg. */
static bool scan_use(struct finder *s, const struct operand *o, u32 b) {
    struct life *x = &s->lives[o->vreg];
    if (o->at == AT_FIXED) s->v->want[o->vreg] |= regset_of((reg)o->index);
    if (x->constant && !wants_register(o)) return false;
    if (x->def_block == b || x->stamp == b) return false;
    x->stamp = b;
    if (x->constant) note_constant(s, o->vreg, b);
    return true;
}

static void scan(struct finder *s) {
    const struct ir_function *f = s->f;
    const struct lowered *l = s->l;
    u32 exposed = 0;
    for (u32 b = 1; b < f->block_count; b++)
        if (f->blocks[b].idom != NO_BLOCK)
            s->dom_depth[b] = s->dom_depth[f->blocks[b].idom] + 1;
    for (u32 k = 0; k < s->v->rpo_count; k++) {
        u32 b = s->v->rpo[k], first = f->blocks[b].ins_first;
        s->exposed_first[k] = exposed;
        for (u32 n = first; n < f->blocks[b].ins_end; n++)
            for (u32 j = l->operand_first[n]; j < l->operand_first[n + 1]; j++) {
                const struct operand *o = &l->operands[j];
                if (o->kind == OPERAND_DEF)
                    s->lives[o->vreg].def_block = b;
                else if (o->kind == OPERAND_USE && scan_use(s, o, b))
                    s->exposed[exposed++] = (struct live_entry){o->vreg, n - first};
            }
    }
    s->exposed_first[s->v->rpo_count] = exposed;
    s->stamp = f->block_count;
}

/* ---- The live set ----------------------------------------------------------------------- */

static void use(struct finder *s, u32 vreg, u32 time) {
    struct life *x = &s->lives[vreg];
    if (x->time == NEVER) s->touched[s->touched_count++] = vreg;
    x->time = MIN(x->time, time);
}

static void forget(struct finder *s) {
    for (u32 k = 0; k < s->touched_count; k++) s->lives[s->touched[k]].time = NEVER;
    s->touched_count = 0;
}

enum { ALL_BLOCKS = NO_BLOCK - 1 };

/* The arguments that an edge passes, but for those that operations of block `but` define. */
static void use_arguments(struct finder *s, const struct edge *e, u32 length, u32 but) {
    const u32 *values = s->f->lists + e->arg_first, *first = s->l->vreg_first;
    u32 param = first[s->f->blocks[e->to].param_first];
    for (u32 k = 0; k < e->arg_count; k++)
        for (u32 vreg = first[values[k]]; vreg < first[values[k] + 1]; vreg++, param++) {
            const struct life *x = &s->lives[vreg];
            if (x->constant || x->def_block == but) continue;
            u32 distance = s->v->param_use[param];
            use(s, vreg, add_time(length, distance == NEVER ? 0 : distance));
        }
}

/* What is live into block b, at a distance, but for what operations of block `but` define. */
static void use_entries(struct finder *s, u32 b, u32 far, u32 but) {
    struct live_list in = s->v->in[b];
    u32 *to = s->touched + s->touched_count;
    if (!s->touched_count) { /* all are new */
        for (u32 j = 0; j < in.count; j++) {
            struct life *x = &s->lives[in.at[j].vreg];
            if (x->def_block == but) continue;
            *to++ = in.at[j].vreg;
            x->time = add_time(far, in.at[j].distance);
        }
        s->touched_count = (u32)(to - s->touched);
        return;
    }
    for (u32 j = 0; j < in.count; j++) {
        struct life *x = &s->lives[in.at[j].vreg];
        if (x->def_block == but) continue;
        *to = in.at[j].vreg; /* stays only if it is new; without a branch */
        to += x->time == NEVER;
        x->time = MIN(x->time, add_time(far, in.at[j].distance));
    }
    s->touched_count = (u32)(to - s->touched);
}

/* Adds what is live out of block b, times counted from the block's start, but for what
 * operations of block `but` define. */
static void live_out(struct finder *s, u32 b, bool back_edges, u32 but) {
    const struct ir_function *f = s->f;
    const struct block *block = &f->blocks[b];
    const struct ins *last = &f->ins[block->ins_end - 1];
    u32 length = block->ins_end - block->ins_first;
    if (last->op != OP_JUMP && last->op != OP_BRANCH && last->op != OP_SWITCH) return;
    for (u32 k = 0; k < last->edge_count; k++) {
        const struct edge *e = &f->edges[last->edge_first + k];
        u32 far = length, depth = f->blocks[e->to].loop_depth;
        bool repeated = false; /* switches name the same block often */
        for (u32 j = k; j-- > 0 && k - j < 8 && !repeated;)
            repeated = f->edges[last->edge_first + j].to == e->to;
        if (depth < block->loop_depth)
            far = add_time(far, NOTE_FAR * (block->loop_depth - depth));
        if (!repeated && (back_edges || s->v->rpo_index[e->to] > s->v->rpo_index[b]))
            use_entries(s, e->to, far, but);
        use_arguments(s, e, far, but);
    }
}

/* Parameters of block b, and constants that are defined there, are not live into it. */
static void end_lives(struct finder *s, u32 b) {
    struct vreg_span params = block_params(s->l, &s->f->blocks[b]);
    for (u32 v = params.first; v < params.end; v++) {
        s->v->param_use[v] = s->lives[v].time;
        s->lives[v].time = NEVER;
    }
    for (u32 v = s->const_head[b]; v != NO_VALUE; v = s->const_next[v])
        s->lives[v].time = NEVER;
}

/* Notes what is live into block b, and forgets it. */
static void keep_entries(struct finder *s, u32 b) {
    struct live_entry *in = arena_alloc(s->l->a, sizeof *in * (s->touched_count + 1)), *to = in;
    for (u32 k = 0; k < s->touched_count; k++) {
        u32 vreg = s->touched[k];
        u32 *time = &s->lives[vreg].time, distance = *time;
        *time = NEVER;
        *to = (struct live_entry){vreg, distance};
        to += distance != NEVER; /* without a branch */
    }
    s->touched_count = 0;
    s->v->in[b] = (struct live_list){in, (u32)(to - in)};
}

/* ---- Without back edges ----------------------------------------------------------------- */

/* Over blocks first .. end - 1 of v->rpo. */
static void first_pass(struct finder *s, u32 first, u32 end) {
    for (u32 k = end; k-- > first;) {
        u32 b = s->v->rpo[k];
        live_out(s, b, false, b);
        for (u32 j = s->exposed_first[k]; j < s->exposed_first[k + 1]; j++)
            use(s, s->exposed[j].vreg, s->exposed[j].distance);
        end_lives(s, b);
        keep_entries(s, b);
    }
}

/* ---- Loops ------------------------------------------------------------------------------ */

/* Adds what is live into header h to the header of a loop within its loop, or brings it nearer.
 * The outer header's vregs are touched, with their distances. */
static void through_header(struct finder *s, u32 h, u32 inner) {
    const struct ir_function *f = s->f;
    u32 to_header = f->blocks[f->loop_end[h] - 1].ins_end - f->blocks[inner].ins_first;
    u32 missing = s->touched_count, stamp = s->stamp++;
    struct live_list *in = &s->v->in[inner];
    for (u32 j = 0; j < in->count; j++) {
        struct life *x = &s->lives[in->at[j].vreg];
        if (x->time == NEVER) continue;
        in->at[j].distance = MIN(in->at[j].distance, add_time(to_header, x->time));
        x->stamp = stamp;
        missing--;
    }
    if (!missing) return;
    u32 count = in->count + missing;
    struct live_entry *larger = arena_alloc(s->l->a, sizeof *larger * count), *to = larger;
    for (u32 j = 0; j < in->count; j++) *to++ = in->at[j];
    for (u32 k = 0; k < s->touched_count; k++) {
        const struct life *x = &s->lives[s->touched[k]];
        if (x->stamp != stamp)
            *to++ = (struct live_entry){s->touched[k], add_time(to_header, x->time)};
    }
    *in = (struct live_list){larger, count};
}

/* Back edges lead to headers only: the last pass finds anew what is live into other blocks. */
static void loop_pass(struct finder *s) {
    const struct ir_function *f = s->f;
    for (u32 h = 0; h < f->block_count; h++) {
        if (!f->loop_end[h] || !s->v->in[h].count) continue;
        for (u32 j = 0; j < s->v->in[h].count; j++)
            use(s, s->v->in[h].at[j].vreg, s->v->in[h].at[j].distance);
        for (u32 b = h + 1; b < f->loop_end[h]; b++) {
            if (!f->loop_end[b]) continue;
            through_header(s, h, b);
            b = f->loop_end[b] - 1; /* loops within get it from their own header */
        }
        forget(s);
    }
}

/* ---- Last pass: next uses, pressure, what to avoid -------------------------------------- */

struct destroyer { /* an operation of the block that destroys registers */
    u32 at;
    regset set;
};

struct last_pass {
    struct finder *s;
    struct destroyer *destroyers; /* of this block, last first; room is for all operations */
    u32 destroyer_count;
    regset all; /* of the block */
    u32 calls;  /* from the block's end to here */
    u32 live[CLASS_COUNT], with_constants[CLASS_COUNT];
    u32 most[CLASS_COUNT], most_with_constants[CLASS_COUNT];
    float frequency; /* of the block */
};

/* A life that begins, going backward, at the use at hand. */
static void begins(struct last_pass *w, struct life *x, u32 at) {
    x->end = at;
    x->calls = w->calls;
    w->live[x->cl] += !x->constant;
    w->with_constants[x->cl]++;
    w->most[x->cl] = MAX(w->most[x->cl], w->live[x->cl]);
    w->most_with_constants[x->cl] =
        MAX(w->most_with_constants[x->cl], w->with_constants[x->cl]);
}

/* Lives that go on where the block ends. */
static void begin_at_end(struct last_pass *w) {
    u32 counts[CLASS_COUNT][2] = {0};
    const struct finder *s = w->s;
    for (u32 k = 0; k < s->touched_count; k++) {
        const struct life *x = &s->lives[s->touched[k]];
        counts[x->cl][x->constant]++;
    }
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
        w->live[cl] = w->most[cl] = counts[cl][false];
        w->with_constants[cl] = w->most_with_constants[cl] =
            counts[cl][false] + counts[cl][true];
    }
}

/* Going backward past a use or the start of a life: the use seen before, further down, needs a
 * reload if calls lie between. At a block's start one is assumed. */
static void count_reload(struct last_pass *w, struct life *x, u32 vreg, bool block_start) {
    if (x->calls != NEVER && (block_start || w->calls > x->calls))
        w->s->v->reloads[vreg] += w->frequency;
    x->calls = w->calls;
}

/* The life of a vreg in this block was [at, end): collects what is destroyed strictly within. */
static void ends(struct last_pass *w, struct life *x, u32 vreg, u32 at) {
    count_reload(w, x, vreg, at == 0);
    w->live[x->cl] -= !x->constant;
    w->with_constants[x->cl]--;
    regset avoid = 0;
    u32 looked = 0;
    for (u32 k = w->destroyer_count; k-- > 0 && looked < 32; looked++) {
        struct destroyer *d = &w->destroyers[k];
        if (d->at >= x->end) break;
        if (d->at > at || at == 0) avoid |= d->set;
    }
    if (looked == 32) avoid = w->all;
    if (avoid) w->s->v->avoid[vreg] |= avoid;
}

/* Operation n, whose position is `at`, counted from 1 where the block starts. */
static void last_operation(struct last_pass *w, u32 n, u32 at) {
    struct finder *s = w->s;
    const struct lowered *l = s->l;
    u32 first = l->operand_first[n];
    const struct operand *operands = l->operands + first,
                         *end = l->operands + l->operand_first[n + 1];
    u32 *next = s->v->next + first;
    regset destroyed = l->clobbers[n];
    for (const struct operand *o = operands; o < end; o++, next++) {
        if (o->at == AT_FIXED) destroyed |= regset_of((reg)o->index);
        if (o->kind == OPERAND_TEMP) continue;
        struct life *x = &s->lives[o->vreg];
        *next = x->time;
        if (o->kind != OPERAND_DEF || x->time == NEVER) continue;
        ends(w, x, o->vreg, at);
        x->time = x->end = x->calls = NEVER;
    }
    if (destroyed) {
        w->destroyers[w->destroyer_count++] = (struct destroyer){at, destroyed};
        w->all |= destroyed;
    }
    w->calls += op_info[s->f->ins[n].op].flags / OP_C & 1;
    for (const struct operand *o = operands; o < end; o++) {
        if (o->kind != OPERAND_USE) continue;
        struct life *x = &s->lives[o->vreg];
        if (x->constant && !wants_register(o)) continue;
        if (x->time == NEVER) {
            begins(w, x, at);
            s->touched[s->touched_count++] = o->vreg;
        }
        count_reload(w, x, o->vreg, false);
        x->time = at - 1;
    }
}

/* A vreg is live into the block, or a parameter or constant of it. */
static void ends_at_start(struct last_pass *w, struct life *x, u32 vreg) {
    if (x->end != NEVER || x->calls != NEVER)
        ends(w, x, vreg, 0);
    else if (w->all) /* no use in the block */
        w->s->v->avoid[vreg] |= w->all;
    x->time = x->end = x->calls = NEVER;
}

/* Notes what is live into block b, exactly now that back edges count, and forgets it. */
static void keep_exact(struct last_pass *w, u32 b) {
    struct finder *s = w->s;
    struct live_entry *in = arena_alloc(s->l->a, sizeof *in * (s->touched_count + 1)), *to = in;
    for (u32 k = 0; k < s->touched_count; k++) {
        u32 vreg = s->touched[k];
        struct life *x = &s->lives[vreg];
        if (x->time == NEVER) continue;
        *to++ = (struct live_entry){vreg, x->time};
        ends_at_start(w, x, vreg);
    }
    s->touched_count = 0;
    u32 count = (u32)(to - in);
    assert(!s->f->loop_end[b] || count == s->v->in[b].count);
    s->v->in[b] = (struct live_list){in, count};
}

static void last_block(struct last_pass *w, u32 b) {
    struct finder *s = w->s;
    const struct block *block = &s->f->blocks[b];
    w->destroyer_count = 0;
    w->all = 0;
    w->calls = 0;
    w->frequency = s->v->frequency[b];
    live_out(s, b, true, ALL_BLOCKS);
    begin_at_end(w);
    for (u32 n = block->ins_end; n-- > block->ins_first;)
        last_operation(w, n, n - block->ins_first + 1);
    s->v->calls[b] = w->calls != 0;
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
        s->v->pressure[b][cl] = (u16)MIN(w->most[cl], 0xffffu);
        s->v->demand[b][cl] = (u16)MIN(w->most_with_constants[cl], 0xffffu);
    }
    struct vreg_span params = block_params(s->l, block);
    for (u32 v = params.first; v < params.end; v++) {
        s->v->param_use[v] = s->lives[v].time;
        if (s->lives[v].time != NEVER) ends_at_start(w, &s->lives[v], v);
    }
    for (u32 v = s->const_head[b]; v != NO_VALUE; v = s->const_next[v])
        if (s->lives[v].time != NEVER) ends_at_start(w, &s->lives[v], v);
    keep_exact(w, b);
}

static struct life *new_lives(const struct lowered *l) {
    struct life *lives = arena_alloc(l->a, sizeof *lives * (l->vreg_count + 1));
    for (u32 v = 0; v < l->vreg_count; v++)
        lives[v] = (struct life){.time = NEVER,
                                 .end = NEVER,
                                 .calls = NEVER,
                                 .def_block = NO_BLOCK,
                                 .stamp = NO_BLOCK,
                                 .cl = (u8)vreg_class(l, v),
                                 .constant = vreg_is_const(l, v)};
    return lives;
}

struct liveness *liveness_find(const struct lowered *l) {
    const struct ir_function *f = l->f;
    struct arena *a = l->a;
    struct liveness *v = ARENA_NEW(a, struct liveness);
    struct finder s = {.l = l, .f = f, .v = v, .lives = new_lives(l)};
    u32 vregs = l->vreg_count + 1, blocks = f->block_count;
    v->in = ARENA_ARRAY(a, struct live_list, blocks);
    v->next = arena_alloc(a, sizeof *v->next * (l->operand_count + 1));
    v->pressure = arena_zalloc(a, sizeof *v->pressure * blocks);
    v->demand = arena_zalloc(a, sizeof *v->demand * blocks);
    v->avoid = ARENA_ARRAY(a, regset, vregs);
    v->want = ARENA_ARRAY(a, regset, vregs);
    v->calls = ARENA_ARRAY(a, bool, blocks);
    v->param_use = arena_alloc(a, sizeof *v->param_use * vregs);
    memset(v->param_use, 0xff, sizeof *v->param_use * vregs);
    v->const_block = arena_alloc(a, sizeof *v->const_block * vregs);
    memset(v->const_block, 0xff, sizeof *v->const_block * vregs);
    v->frequency = ARENA_ARRAY(a, float, blocks);
    v->reloads = ARENA_ARRAY(a, float, vregs);
    s.exposed_first = arena_alloc(a, sizeof *s.exposed_first * (blocks + 1));
    s.dom_depth = ARENA_ARRAY(a, u32, blocks);
    s.const_next = arena_alloc(a, sizeof *s.const_next * vregs);
    s.const_head = arena_alloc(a, sizeof *s.const_head * blocks);
    s.touched = arena_alloc(a, sizeof *s.touched * vregs);
    s.exposed = arena_alloc(a, sizeof *s.exposed * l->operand_count);

    find_rpo(&s);
    find_frequencies(&s);
    scan(&s);
    place_constants(&s);
    u32 first = v->rpo_count, end = 0, k = v->rpo_count; /* all loops lie within first .. end */
    for (u32 j = 0; j < v->rpo_count; j++)
        if (f->blocks[v->rpo[j]].loop_header != NO_BLOCK) {
            first = MIN(first, j);
            end = j + 1;
        }
    struct last_pass w = {.s = &s};
    w.destroyers = arena_alloc(a, sizeof *w.destroyers * f->ins_count);
    while (k > end) last_block(&w, v->rpo[--k]);
    if (end) {
        first_pass(&s, first, end);
        loop_pass(&s);
    }
    while (k) last_block(&w, v->rpo[--k]);
    return v;
}
