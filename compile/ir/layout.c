/* compile/ir/layout.c: a function with holes becomes one as isa/ir.h describes it.
 *
 * Cleans the graph: unreachable blocks go, parameters that are always one value are replaced by
 * it, branches with two equal edges become jumps (with a select, if they differ in one
 * argument), edges to blocks that only jump go on to the target, and a block whose only
 * predecessor jumps to it is merged with that. Wasm has no irreducible control flow and its
 * order is topological but for back edges; both stay so. */
#include "compile/ir/layout.h"

/* Block number k in an order that is topological but for back edges. */
static u32 block_at(const struct work *w, u32 k) {
    return w->order ? w->order[k] : k;
}

/* Marks what the entry reaches, by edges that go forward, and collects the edges into each
 * block. */
static void find_reached(struct graph *g) {
    struct work *w = g->w;
    struct ir_function *f = w->f;
    struct arena *a = w->pass;
    u32 n = f->block_count, ordered = w->order ? w->order_count : n, edges = 0;
    g->reached = ARENA_ARRAY(a, bool, n);
    g->pred_first = ARENA_ARRAY(a, u32, n + 2);
    u32 *next = g->pred_first + 1;
    g->reached[0] = true;
    for (u32 k = 0; k < ordered; k++) {
        u32 b = block_at(w, k);
        const struct ins *i = block_end(f, b);
        if (!g->reached[b] || !ins_has_edges(i)) continue;
        for (u32 e = i->edge_first; e < i->edge_first + i->edge_count; e++) {
            u32 to = f->edges[e].to;
            g->reached[to] = true;
            next[to + 1]++;
        }
        edges += i->edge_count;
    }
    for (u32 b = 1; b <= n; b++) next[b] += next[b - 1];
    g->preds = arena_alloc(a, edges * sizeof(u32));
    for (u32 b = 0; b < n; b++) {
        const struct ins *i = block_end(f, b);
        if (!g->reached[b] || !ins_has_edges(i)) continue;
        for (u32 e = i->edge_first; e < i->edge_first + i->edge_count; e++)
            g->preds[next[f->edges[e].to]++] = e;
    }
}

/* The same of a function as it was built: every block that was filled is reached. The others get
 * an end, which they need to be looked at. */
static void take_built(struct graph *g) {
    struct work *w = g->w;
    struct ir_function *f = w->f;
    g->reached = arena_alloc(w->pass, f->block_count);
    for (u32 b = 0; b < f->block_count; b++) {
        g->reached[b] = f->blocks[b].ins_end != 0;
        if (g->reached[b]) continue;
        u32 ii = work_ins(w, 0);
        f->ins[ii].op = OP_UNREACHABLE;
        f->blocks[b].ins_first = ii;
        f->blocks[b].ins_end = ii + 1;
    }
    g->pred_first = w->raw_pred_first;
    g->preds = w->raw_preds;
}

/* The same of a function that was laid out before and whose branches are what they were. */
static void take_reached(struct graph *g) {
    struct ir_function *f = g->w->f;
    g->reached = arena_alloc(g->w->pass, f->block_count);
    memset(g->reached, true, f->block_count);
    g->pred_first = arena_alloc(g->w->pass, (f->block_count + 1) * sizeof(u32));
    for (u32 b = 0; b < f->block_count; b++) g->pred_first[b] = f->blocks[b].pred_first;
    g->pred_first[f->block_count] = f->pred_count;
    g->preds = f->preds;
}

/* The one value that a parameter always has, or NO_VALUE. */
static u32 only_value(struct graph *g, u32 b, u32 k, u32 param) {
    struct work *w = g->w;
    u32 only = NO_VALUE;
    for (u32 n = g->pred_first[b]; n < g->pred_first[b + 1]; n++) {
        u32 v = work_find(w, w->f->lists[w->f->edges[g->preds[n]].arg_first + k]);
        if (v == param || v == only) continue;
        if (only != NO_VALUE) return NO_VALUE;
        only = v;
    }
    return only;
}

static void remove_trivial_params(struct graph *g) {
    struct work *w = g->w;
    bool changed = true;
    for (u32 round = 0; changed && round < 8; round++) {
        changed = false;
        for (u32 b = 1; b < w->f->block_count; b++) {
            if (!g->reached[b]) continue;
            const struct block *block = &w->f->blocks[b];
            for (u32 k = 0; k < block->param_count; k++) {
                u32 param = block_param(w, block, k);
                if (!param_alive(w, param)) continue;
                u32 v = only_value(g, b, k, param);
                if (v == NO_VALUE) continue;
                w->same[param] = v;
                changed = true;
            }
        }
    }
}

static bool same_edges(struct work *w, const struct edge *x, const struct edge *y) {
    if (x->to != y->to) return false;
    const struct block *to = &w->f->blocks[x->to];
    for (u32 k = 0; k < to->param_count; k++)
        if (param_alive(w, block_param(w, to, k)) &&
            work_find(w, w->f->lists[x->arg_first + k]) !=
                work_find(w, w->f->lists[y->arg_first + k]))
            return false;
    return true;
}

static void become_jump(struct ins *i) {
    *i = (struct ins){.op = OP_JUMP,
                      .result = NO_VALUE,
                      .edge_first = i->edge_first,
                      .edge_count = 1,
                      .arg = {NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE}};
}

static void merge_equal_edges(struct work *w, struct ins *i) {
    if (i->op != OP_BRANCH && i->op != OP_SWITCH) return;
    const struct edge *edges = w->f->edges + i->edge_first;
    for (u32 n = 1; n < i->edge_count; n++)
        if (!same_edges(w, &edges[0], &edges[n])) return;
    become_jump(i);
}

/* A BRANCH whose edges differ in one integer argument becomes a SELECT and a JUMP. */
static void select_argument(struct work *w, u32 b) {
    struct ir_function *f = w->f;
    struct ins *i = block_end(f, b);
    if (i->op != OP_BRANCH) return;
    const struct edge *yes = &f->edges[i->edge_first], *no = yes + 1;
    if (yes->to != no->to) return;
    const struct block *to = &f->blocks[yes->to];
    u32 differs = NO_VALUE;
    for (u32 k = 0; k < to->param_count; k++) {
        if (!param_alive(w, block_param(w, to, k)) ||
            work_find(w, f->lists[yes->arg_first + k]) ==
                work_find(w, f->lists[no->arg_first + k]))
            continue;
        if (differs != NO_VALUE) return;
        differs = k;
    }
    enum type t = f->values[block_param(w, to, differs)].type;
    if (type_is_float(t)) return;
    struct ins ins = {.op = OP_SELECT, .type = (u8)t, .type2 = i->type2, .cc = i->cc};
    ins.arg[0] = i->arg[0];
    ins.arg[1] = i->arg[1];
    ins.arg[2] = f->lists[yes->arg_first + differs];
    ins.arg[3] = f->lists[no->arg_first + differs];
    u32 before = f->blocks[b].ins_end - 1;
    u32 v = work_insert(w, before, f->source[before], ins, t);
    f->lists[yes->arg_first + differs] = v;
    become_jump(i);
}

/* A block that does nothing but jump on, to another block. */
static bool only_jumps(const struct work *w, u32 b) {
    const struct ir_function *f = w->f;
    const struct ins *end = block_end(f, b);
    if (b == 0 || end->op != OP_JUMP || f->edges[end->edge_first].to == b) return false;
    for (u32 ii = f->blocks[b].ins_first; ii < f->blocks[b].ins_end; ii++) {
        if (f->ins[ii].op != OP_DEAD && ii + 1 != f->blocks[b].ins_end) return false;
        if (w->insert_head && w->insert_head[ii] != NO_VALUE) return false;
    }
    return true;
}

static bool has_params(const struct work *w, u32 b) {
    const struct block *block = &w->f->blocks[b];
    for (u32 k = 0; k < block->param_count; k++)
        if (param_alive(w, block_param(w, block, k))) return true;
    return false;
}

/* True when a block's parameters are used by nothing but its own jump. uses: NULL when no block
 * that only jumps has any. */
static bool params_used_here(struct work *w, u32 b, const u32 *uses) {
    struct ir_function *f = w->f;
    const struct block *block = &f->blocks[b];
    if (!uses) return true;
    const struct edge *out = &f->edges[block_end(f, b)->edge_first];
    for (u32 k = 0; k < block->param_count; k++) {
        u32 param = block_param(w, block, k), here = 0;
        if (!param_alive(w, param)) continue;
        for (u32 n = 0; n < out->arg_count; n++)
            here += work_find(w, f->lists[out->arg_first + n]) == param;
        if (here != uses[param]) return false;
    }
    return true;
}

/* The edge goes straight to where the block that it leads to jumps. */
static void thread_edge(struct work *w, u32 e, u32 *uses) {
    struct ir_function *f = w->f;
    u32 middle = f->edges[e].to;
    struct edge out = f->edges[block_end(f, middle)->edge_first], in = f->edges[e];
    u32 first = work_list(w, out.arg_count);
    for (u32 n = 0; n < out.arg_count; n++) {
        u32 v = work_find(w, f->lists[out.arg_first + n]);
        const struct block *block = &f->blocks[middle];
        if (f->values[v].kind == VALUE_PARAM)
            for (u32 k = 0; k < block->param_count; k++)
                if (block_param(w, block, k) == v) {
                    v = work_find(w, f->lists[in.arg_first + k]);
                    break;
                }
        f->lists[first + n] = v;
        if (uses) uses[v]++; /* the counts err on the safe side: nothing is taken off */
    }
    f->edges[e] = (struct edge){out.to, first, out.arg_count};
}

/* Sends an edge of block b as far as blocks only jump on; false when it had to stop before. */
static bool thread_far(struct work *w, u32 e, u32 b, const bool *empty, u32 *uses) {
    for (u32 hops = 0; hops < 16; hops++) {
        u32 to = w->f->edges[e].to;
        if (!empty[to] || to == b || !params_used_here(w, to, uses)) return true;
        if (!only_jumps(w, to)) return true; /* it has become a jump to itself */
        thread_edge(w, e, uses);
    }
    return false;
}

/* False when there was nothing to do. */
static bool thread_jumps(struct graph *g) {
    struct work *w = g->w;
    struct ir_function *f = w->f;
    bool *empty = ARENA_ARRAY(w->pass, bool, f->block_count), any = false, params = false;
    u32 *uses = NULL;
    for (u32 b = 1; b < f->block_count; b++) {
        empty[b] = g->reached[b] && only_jumps(w, b);
        any |= empty[b];
        params |= empty[b] && has_params(w, b);
    }
    if (!any) return false;
    if (params) uses = work_use_counts(w);
    /* An edge that had to stop on a long way, maybe a back edge to where no other edge stops,
     * gets to the end in a second sweep: by then the way is short. */
    bool stopped = true;
    for (u32 sweep = 0; sweep < 2 && stopped; sweep++) {
        stopped = false;
        for (u32 b = f->block_count; b-- > 0;) {
            struct ins *i = block_end(f, b);
            if (!g->reached[b] || !ins_has_edges(i)) continue;
            for (u32 e = i->edge_first; e < i->edge_first + i->edge_count; e++)
                stopped |= !thread_far(w, e, b, empty, uses);
            merge_equal_edges(w, i);
            select_argument(w, b);
        }
    }
    return true;
}

/* Puts a block with one predecessor behind that when it jumps to it. */
static void merge_chains(struct graph *g) {
    struct work *w = g->w;
    struct ir_function *f = w->f;
    g->next = arena_alloc(w->pass, f->block_count * sizeof(u32));
    memset(g->next, 0xff, f->block_count * sizeof(u32));
    for (u32 b = 1; b < f->block_count; b++) {
        if (!g->reached[b] || g->pred_first[b + 1] - g->pred_first[b] != 1) continue;
        u32 e = g->preds[g->pred_first[b]], from = f->edge_from[e];
        if (block_end(f, from)->op != OP_JUMP || from == b) continue;
        g->next[from] = b;
        for (u32 k = 0; k < f->blocks[b].param_count; k++) {
            u32 param = block_param(w, &f->blocks[b], k);
            if (param_alive(w, param))
                w->same[param] = work_find(w, f->lists[f->edges[e].arg_first + k]);
        }
    }
}

/* Numbers the chains in the order of their first blocks. */
static void number_chains(struct graph *g) {
    struct work *w = g->w;
    u32 n = w->f->block_count;
    bool *merged = ARENA_ARRAY(w->pass, bool, n);
    for (u32 b = 0; b < n; b++)
        if (g->next[b] != NO_BLOCK) merged[g->next[b]] = true;
    g->head = arena_alloc(w->pass, n * sizeof(u32));
    g->position = arena_alloc(w->pass, n * sizeof(u32));
    memset(g->position, 0xff, n * sizeof(u32));
    u32 blocks = w->order ? w->order_count : n;
    for (u32 k = 0; k < blocks; k++) {
        u32 b = block_at(w, k);
        if (!g->reached[b] || merged[b]) continue;
        for (u32 member = b; member != NO_BLOCK; member = g->next[member])
            g->position[member] = g->count;
        g->head[g->count++] = b;
    }
}

/* Every block is a chain of its own, and stays where it is. */
static void keep_order(struct graph *g) {
    struct ir_function *f = g->w->f;
    u32 *self = arena_alloc(g->w->pass, f->block_count * sizeof(u32));
    for (u32 b = 0; b < f->block_count; b++) self[b] = b;
    g->count = f->block_count;
    g->head = g->position = g->order = g->number = self;
    g->next = arena_alloc(g->w->pass, f->block_count * sizeof(u32));
    memset(g->next, 0xff, f->block_count * sizeof(u32));
}

void layout(struct work *w, struct arena *to) {
    struct graph *g = ARENA_NEW(w->pass, struct graph);
    g->w = w;
    g->is_kept = !w->order && !w->is_folded;
    if (w->order)
        take_built(g);
    else if (g->is_kept)
        take_reached(g);
    else
        find_reached(g);
    remove_trivial_params(g);
    if (thread_jumps(g)) {
        g->is_kept = false;
        find_reached(g);
    }
    if (g->is_kept) {
        keep_order(g);
    } else {
        merge_chains(g);
        number_chains(g);
        graph_order(g);
    }
    w->f = graph_compact(g, to);
    w->is_folded = false;
}
