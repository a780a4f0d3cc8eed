/* compile/codegen/live.c: which vregs are live into each block, and how far away their next use
 * is (Braun & Hack 2009, section 4.1: distances over the control-flow graph, where an edge that
 * leaves a loop costs NOTE_FAR, so that what is used in a loop always counts as nearer).
 *
 * WebAssembly's control flow is reducible, so two passes do without iterating to a fixed point
 * (Boissinot et al. 2011): a backward pass that ignores back edges, then, from outer loops to
 * inner ones, everything live into a loop's header is live throughout the loop.
 *
 * Constants take part: each is "defined" at the top of the block that dominates its register
 * uses, moved out of the loops around that block, where it exists in no register yet.
 */
#include "compile/codegen/alloc.h"

#define HOIST_BLOCKS 256 /* a constant isn't moved out of loops of more blocks than this */

struct finder {
    const struct lowered *l;
    const struct ir_function *f;
    struct liveness *v;
    ARRAY(struct live_entry) entries;
    /* Scratch, indexed by vreg: the live set at hand. */
    u32 *time;     /* NEVER: not live */
    u32 *position; /* in `set` */
    ARRAY(u32) set;
    u32 *dom_depth;   /* per block */
    u32 *const_block; /* per vreg: block that defines the constant */
    u32 *const_next;  /* chains of constants by block: next vreg */
    u32 *const_head;  /* per block */
};

static u32 add_time(u32 x, u32 y) {
    return x == NEVER || y == NEVER ? NEVER : MIN(x + y, NEVER - 1);
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

/* ---- The live set ----------------------------------------------------------------------- */

static void set_use(struct finder *s, u32 vreg, u32 time) {
    if (s->time[vreg] == NEVER) {
        s->position[vreg] = s->set.count;
        array_push(&s->set, vreg);
        s->time[vreg] = time;
    } else if (time < s->time[vreg]) {
        s->time[vreg] = time;
    }
}

static void set_kill(struct finder *s, u32 vreg) {
    if (s->time[vreg] == NEVER) return;
    u32 last = s->set.at[--s->set.count];
    s->set.at[s->position[vreg]] = last;
    s->position[last] = s->position[vreg];
    s->time[vreg] = NEVER;
}

static void set_clear(struct finder *s) {
    for (u32 k = 0; k < s->set.count; k++) s->time[s->set.at[k]] = NEVER;
    s->set.count = 0;
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

static void place_constants(struct finder *s) {
    const struct ir_function *f = s->f;
    for (u32 b = 1; b < f->block_count; b++)
        if (f->blocks[b].idom != NO_BLOCK)
            s->dom_depth[b] = s->dom_depth[f->blocks[b].idom] + 1;
    for (u32 b = 0; b < f->block_count; b++) s->const_head[b] = NO_VALUE;
    for (u32 v = 0; v < s->l->vreg_count; v++) s->const_block[v] = NO_BLOCK;
    for (u32 k = 0; k < s->v->rpo_count; k++) {
        u32 b = s->v->rpo[k];
        u32 end = s->l->operand_first[f->blocks[b].ins_end];
        for (u32 n = s->l->operand_first[f->blocks[b].ins_first]; n < end; n++) {
            const struct operand *o = &s->l->operands[n];
            if (o->kind != OPERAND_USE || (o->at != AT_REG && o->at != AT_ANY) ||
                !vreg_is_const(s->l, o->vreg))
                continue;
            u32 *at = &s->const_block[o->vreg];
            *at = *at == NO_BLOCK ? b : common_dominator(s, *at, b);
        }
    }
    for (u32 v = 0; v < s->l->vreg_count; v++) {
        u32 b = s->const_block[v];
        if (b == NO_BLOCK) continue;
        for (u32 h = f->blocks[b].loop_header;
             h != NO_BLOCK && f->loop_end[h] - h <= HOIST_BLOCKS; h = f->blocks[b].loop_header)
            b = f->blocks[h].idom;
        s->const_block[v] = b;
        s->const_next[v] = s->const_head[b];
        s->const_head[b] = v;
    }
}

/* Uses that make a vreg live: constants count only where a register is wanted, as everywhere
 * else they are made on the spot. */
static bool counts(const struct finder *s, const struct operand *o) {
    return o->kind == OPERAND_USE &&
           (!vreg_is_const(s->l, o->vreg) || o->at == AT_REG || o->at == AT_ANY);
}

/* ---- Blocks, backward ------------------------------------------------------------------- */

static void use_edge_args(struct finder *s, const struct edge *e, u32 length) {
    const struct block *to = &s->f->blocks[e->to];
    for (u32 k = 0; k < e->arg_count; k++) {
        u32 v = s->f->lists[e->arg_first + k];
        if (value_is_const(s->f, v)) continue;
        u32 parts = vreg_count_of_type(s->l->model->isa, s->f->values[v].type);
        for (u32 part = 0; part < parts; part++) {
            u32 distance =
                s->v->param_use[vreg_of(s->l->model->isa, to->param_first + k, part)];
            set_use(s, vreg_of(s->l->model->isa, v, part),
                    add_time(length, distance == NEVER ? 0 : distance));
        }
    }
}

/* Puts what is live out of block b into the set, times counted from the block's start. */
static void live_out(struct finder *s, u32 b, bool back_edges) {
    const struct ir_function *f = s->f;
    const struct block *block = &f->blocks[b];
    const struct ins *last = &f->ins[block->ins_end - 1];
    u32 length = block->ins_end - block->ins_first;
    if (last->op != OP_JUMP && last->op != OP_BRANCH && last->op != OP_SWITCH) return;
    for (u32 k = 0; k < last->edge_count; k++) {
        const struct edge *e = &f->edges[last->edge_first + k];
        u32 far = length;
        bool repeated = false; /* switches name the same block often */
        for (u32 j = k; j-- > 0 && k - j < 8 && !repeated;)
            repeated = f->edges[last->edge_first + j].to == e->to;
        if (f->blocks[e->to].loop_depth < block->loop_depth)
            far = add_time(far, NOTE_FAR * (block->loop_depth - f->blocks[e->to].loop_depth));
        use_edge_args(s, e, far);
        if (repeated || (!back_edges && s->v->rpo_index[e->to] <= s->v->rpo_index[b])) continue;
        for (u32 j = 0; j < s->v->count[e->to]; j++) {
            struct live_entry *in = &s->entries.at[s->v->first[e->to] + j];
            set_use(s, in->vreg, add_time(far, in->distance));
        }
    }
}

/* From the set at the block's end to the set at its start (parameters and constants that are
 * defined here killed). */
static void walk_back(struct finder *s, u32 b) {
    const struct block *block = &s->f->blocks[b];
    for (u32 n = block->ins_end; n-- > block->ins_first;) {
        u32 first = s->l->operand_first[n], end = s->l->operand_first[n + 1];
        for (u32 k = first; k < end; k++)
            if (s->l->operands[k].kind == OPERAND_DEF) set_kill(s, s->l->operands[k].vreg);
        for (u32 k = first; k < end; k++)
            if (counts(s, &s->l->operands[k])) {
                u32 vreg = s->l->operands[k].vreg;
                set_use(s, vreg, n - block->ins_first);
                s->time[vreg] = n - block->ins_first;
            }
    }
}

static void kill_params(struct finder *s, u32 b) {
    const struct block *block = &s->f->blocks[b];
    for (u32 v = block->param_first * s->l->parts;
         v < (block->param_first + block->param_count) * s->l->parts; v++) {
        s->v->param_use[v] = s->time[v];
        set_kill(s, v);
    }
    for (u32 v = s->const_head[b]; v != NO_VALUE; v = s->const_next[v]) set_kill(s, v);
}

static void first_pass(struct finder *s) {
    for (u32 k = s->v->rpo_count; k-- > 0;) {
        u32 b = s->v->rpo[k];
        live_out(s, b, false);
        walk_back(s, b);
        kill_params(s, b);
        s->v->first[b] = s->entries.count;
        s->v->count[b] = s->set.count;
        for (u32 j = 0; j < s->set.count; j++)
            array_push(&s->entries, ((struct live_entry){s->set.at[j], s->time[s->set.at[j]]}));
        set_clear(s);
    }
}

/* ---- Loops ------------------------------------------------------------------------------ */

/* Adds what is live into header h to block b of its loop, or brings it nearer. The set holds
 * the header's vregs with their distances; `seen` marks them in turn. */
static void through_block(struct finder *s, u32 h, u32 b, u32 *seen) {
    const struct ir_function *f = s->f;
    struct liveness *v = s->v;
    u32 to_header = f->blocks[f->loop_end[h] - 1].ins_end - f->blocks[b].ins_first;
    u32 missing = s->set.count;
    for (u32 j = 0; j < v->count[b]; j++) {
        struct live_entry *in = &s->entries.at[v->first[b] + j];
        if (s->time[in->vreg] == NEVER) continue;
        in->distance = MIN(in->distance, add_time(to_header, s->time[in->vreg]));
        seen[in->vreg] = b;
        missing--;
    }
    if (!missing) return;
    u32 first = s->entries.count;
    array_reserve(&s->entries, first + v->count[b] + missing);
    memcpy(s->entries.at + first, s->entries.at + v->first[b],
           sizeof *s->entries.at * v->count[b]);
    s->entries.count += v->count[b];
    for (u32 k = 0; k < s->set.count; k++) {
        u32 vreg = s->set.at[k];
        if (seen[vreg] != b)
            array_push(&s->entries,
                       ((struct live_entry){vreg, add_time(to_header, s->time[vreg])}));
    }
    v->first[b] = first;
    v->count[b] = s->entries.count - first;
}

static void loop_pass(struct finder *s) {
    const struct ir_function *f = s->f;
    u32 *seen = ARENA_ARRAY(s->l->a, u32, s->l->vreg_count + 1);
    memset(seen, 0xff, sizeof *seen * (s->l->vreg_count + 1));
    for (u32 h = 0; h < f->block_count; h++) {
        if (!f->loop_end[h] || !s->v->count[h]) continue;
        for (u32 j = 0; j < s->v->count[h]; j++) {
            struct live_entry *in = &s->entries.at[s->v->first[h] + j];
            set_use(s, in->vreg, in->distance);
        }
        for (u32 b = h + 1; b < f->loop_end[h]; b++) {
            through_block(s, h, b, seen);
            /* The rest of an inner loop gets it from its own header. */
            if (f->loop_end[b]) b = f->loop_end[b] - 1;
        }
        set_clear(s);
    }
}

/* ---- Last pass: next uses, pressure, what to avoid -------------------------------------- */

struct destroyer { /* an operation of the block that destroys registers */
    u32 at;
    regset set;
};

/* Registers that operation n destroys for vregs that live across it. */
static regset destroyed(const struct finder *s, u32 n) {
    regset set = s->l->clobbers[n];
    for (u32 k = s->l->operand_first[n]; k < s->l->operand_first[n + 1]; k++) {
        const struct operand *o = &s->l->operands[k];
        if (o->at == AT_FIXED) set |= regset_of((reg)o->index);
    }
    return set;
}

struct last_pass {
    u32 *calls_at_use; /* per vreg: calls from the block's end back to its nearest use seen */
    u32 calls;         /* from the block's end to here */
    struct finder *s;
    ARRAY(struct destroyer) destroyers; /* of this block, last first */
    regset all;                         /* of the block */
    u32 *end;                           /* per vreg: where its life in this block ends */
    u32 live[CLASS_COUNT], constants[CLASS_COUNT];
    u32 block;
};

static void begins(struct last_pass *w, u32 vreg, u32 at) {
    w->end[vreg] = at;
    w->calls_at_use[vreg] = at == NEVER ? NEVER : w->calls;
    enum reg_class cl = vreg_class(w->s->l, vreg);
    u16 *most = w->s->v->pressure[w->block], *demand = w->s->v->demand[w->block];
    if (vreg_is_const(w->s->l, vreg))
        w->constants[cl]++;
    else
        w->live[cl]++;
    most[cl] = (u16)MIN(MAX(most[cl], w->live[cl]), 0xffffu);
    demand[cl] = (u16)MIN(MAX(demand[cl], w->live[cl] + w->constants[cl]), 0xffffu);
}

/* Going backward past a use or the start of a life: the use seen before, further down, needs a
 * reload if calls lie between. At a block's start one is assumed. */
static void count_reload(struct last_pass *w, u32 vreg, bool block_start) {
    u32 *at = &w->calls_at_use[vreg];
    if (*at != NEVER && (block_start || w->calls > *at))
        w->s->v->reloads[vreg] += w->s->v->frequency[w->block];
    *at = w->calls;
}

/* The life of a vreg in this block was [at, end): collects what is destroyed strictly within.
 */
static void ends(struct last_pass *w, u32 vreg, u32 at) {
    count_reload(w, vreg, at == 0);
    u32 *live = vreg_is_const(w->s->l, vreg) ? w->constants : w->live;
    live[vreg_class(w->s->l, vreg)]--;
    regset avoid = 0;
    u32 looked = 0;
    for (u32 k = w->destroyers.count; k-- > 0 && looked < 32; looked++) {
        struct destroyer *d = &w->destroyers.at[k];
        if (d->at >= w->end[vreg]) break;
        if (d->at > at || at == 0) avoid |= d->set;
    }
    if (looked == 32) avoid = w->all;
    w->s->v->avoid[vreg] |= avoid;
}

static void last_block(struct last_pass *w, u32 b) {
    struct finder *s = w->s;
    const struct lowered *l = s->l;
    const struct block *block = &s->f->blocks[b];
    w->block = b;
    w->destroyers.count = 0;
    w->all = 0;
    memset(w->live, 0, sizeof w->live);
    memset(w->constants, 0, sizeof w->constants);
    w->calls = 0;
    live_out(s, b, true);
    for (u32 k = 0; k < s->set.count; k++) begins(w, s->set.at[k], NEVER);
    for (u32 n = block->ins_end; n-- > block->ins_first;) {
        u32 first = l->operand_first[n], end = l->operand_first[n + 1];
        u32 at = n - block->ins_first + 1; /* positions from 1: 0 is the block's start */
        for (u32 k = first; k < end; k++) {
            const struct operand *o = &l->operands[k];
            if (o->kind != OPERAND_DEF) continue;
            s->v->next[k] = s->time[o->vreg];
            if (s->time[o->vreg] != NEVER) ends(w, o->vreg, at);
            set_kill(s, o->vreg);
        }
        regset set = destroyed(s, n);
        if (set) {
            array_push(&w->destroyers, ((struct destroyer){at, set}));
            w->all |= set;
        }
        if (op_info[s->f->ins[n].op].flags & OP_C) {
            s->v->calls[b] = true;
            w->calls++;
        }
        for (u32 k = first; k < end; k++)
            if (l->operands[k].kind == OPERAND_USE)
                s->v->next[k] = s->time[l->operands[k].vreg];
        for (u32 k = first; k < end; k++) {
            const struct operand *o = &l->operands[k];
            if (o->kind == OPERAND_USE && o->at == AT_FIXED)
                s->v->want[o->vreg] |= regset_of((reg)o->index);
            if (!counts(s, o)) continue;
            if (s->time[o->vreg] == NEVER) begins(w, o->vreg, at);
            count_reload(w, o->vreg, false);
            set_use(s, o->vreg, at - 1);
            s->time[o->vreg] = at - 1;
        }
    }
    for (u32 k = 0; k < s->set.count; k++) ends(w, s->set.at[k], 0);
    kill_params(s, b);
    /* Distances are exact now that back edges count. */
    for (u32 j = 0; j < s->v->count[b]; j++) {
        struct live_entry *in = &s->entries.at[s->v->first[b] + j];
        if (s->time[in->vreg] != NEVER) in->distance = s->time[in->vreg];
    }
    set_clear(s);
}

struct liveness *liveness_find(const struct lowered *l) {
    const struct ir_function *f = l->f;
    struct arena *a = l->a;
    struct liveness *v = ARENA_NEW(a, struct liveness);
    struct finder s = {.l = l, .f = f, .v = v};
    u32 vregs = l->vreg_count + 1, blocks = f->block_count;
    v->first = ARENA_ARRAY(a, u32, blocks);
    v->count = ARENA_ARRAY(a, u32, blocks);
    v->next = ARENA_ARRAY(a, u32, l->operand_count + 1);
    v->pressure = arena_zalloc(a, sizeof *v->pressure * blocks);
    v->demand = arena_zalloc(a, sizeof *v->demand * blocks);
    v->avoid = ARENA_ARRAY(a, regset, vregs);
    v->want = ARENA_ARRAY(a, regset, vregs);
    v->calls = ARENA_ARRAY(a, bool, blocks);
    v->param_use = ARENA_ARRAY(a, u32, vregs);
    memset(v->param_use, 0xff, sizeof *v->param_use * vregs);
    v->frequency = ARENA_ARRAY(a, float, blocks);
    v->reloads = ARENA_ARRAY(a, float, vregs);
    s.time = ARENA_ARRAY(a, u32, vregs);
    memset(s.time, 0xff, sizeof *s.time * vregs);
    s.position = ARENA_ARRAY(a, u32, vregs);
    s.dom_depth = ARENA_ARRAY(a, u32, blocks);
    s.const_block = ARENA_ARRAY(a, u32, vregs);
    s.const_next = ARENA_ARRAY(a, u32, vregs);
    s.const_head = ARENA_ARRAY(a, u32, blocks);

    find_rpo(&s);
    find_frequencies(&s);
    place_constants(&s);
    first_pass(&s);
    loop_pass(&s);
    struct last_pass w = {.s = &s, .end = ARENA_ARRAY(a, u32, vregs)};
    w.calls_at_use = ARENA_ARRAY(a, u32, vregs);
    for (u32 k = v->rpo_count; k-- > 0;) last_block(&w, v->rpo[k]);

    v->const_block = s.const_block;
    v->entries = arena_alloc(a, sizeof *v->entries * (s.entries.count + 1));
    if (s.entries.count) memcpy(v->entries, s.entries.at, sizeof *v->entries * s.entries.count);
    array_free(&s.entries);
    array_free(&s.set);
    array_free(&w.destroyers);
    return v;
}
