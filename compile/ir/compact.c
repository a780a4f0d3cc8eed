/* compile/ir/compact.c: writes the cleaned and ordered function: values renumbered (constants
 * first, by first use, then by position), no holes. */
#include "compile/ir/layout.h"

#include <assert.h>

static const u32 unknown = 0xfefefefe; /* no value has that number */

/* While operations are copied, the other values are numbered from `base` on: as many as there
 * may be constants. Values are defined before they are used, in the order of blocks. */
struct copier {
    struct graph *g;
    struct work *w;
    const struct ir_function *from;
    struct ir_function *f;
    u32 *value; /* old value + 1 -> new value, unknown while there is none; first NO_VALUE's */
    u32 base, consts, others;
};

/* ---- Copying ---------------------------------------------------------------------------- */

/* A value that comes to be used for the first time: a constant, or replaced by another one. */
static u32 first_use(struct copier *c, u32 v) {
    u32 kept = work_find(c->w, v), *to = &c->value[kept + 1];
    if (*to == unknown) {
        assert(c->from->values[kept].kind == VALUE_CONST && c->consts < c->base);
        c->f->values[c->consts] = c->from->values[kept];
        *to = c->consts++;
    }
    return c->value[v + 1] = *to;
}

/* Of v, which may be NO_VALUE. */
static inline u32 new_value(struct copier *c, u32 v) {
    u32 to = c->value[(u32)(v + 1)];
    return to != unknown ? to : first_use(c, v);
}

/* The operands of an operation. As a rule none is used for the first time. */
static inline void copy_operands(struct copier *c, const u32 *from, u32 *to) {
    const u32 *value = c->value;
    u32 x = value[(u32)(from[0] + 1)], y = value[(u32)(from[1] + 1)];
    u32 z = value[(u32)(from[2] + 1)], t = value[(u32)(from[3] + 1)];
    to[0] = x;
    to[1] = y;
    to[2] = z;
    to[3] = t;
    if ((x == unknown) | (y == unknown) | (z == unknown) | (t == unknown))
        for (u32 n = 0; n < 4; n++) to[n] = new_value(c, from[n]);
}

/* The parameter, or result, v is defined at `def`. */
static void define(struct copier *c, u32 v, u32 def) {
    struct value *to = &c->f->values[c->others];
    *to = c->from->values[v];
    to->def = def;
    c->value[v + 1] = c->others++;
}

static void copy_edge(struct copier *c, const struct edge *from, u32 block) {
    struct ir_function *f = c->f;
    const struct block *to = &c->from->blocks[from->to];
    u32 e = f->edge_count++;
    f->edges[e] = (struct edge){c->g->number[c->g->position[from->to]], f->list_count, 0};
    f->edge_from[e] = block;
    for (u32 k = 0; k < to->param_count; k++)
        if (param_alive(c->w, block_param(c->w, to, k)))
            f->lists[f->list_count++] = new_value(c, c->from->lists[from->arg_first + k]);
    f->edges[e].arg_count = f->list_count - f->edges[e].arg_first;
}

/* The edges of a copied end of a block. */
static void copy_edges(struct copier *c, struct ins *end, u32 block) {
    if (!ins_has_edges(end)) return;
    const struct edge *from = &c->from->edges[end->edge_first];
    end->edge_first = c->f->edge_count;
    for (u32 n = 0; n < end->edge_count; n++) copy_edge(c, &from[n], block);
}

static inline void copy_ins(struct copier *c, const struct ins *from, u32 source) {
    struct ir_function *f = c->f;
    u32 ii = f->ins_count++;
    struct ins *i = &f->ins[ii];
    *i = *from;
    f->source[ii] = source;
    copy_operands(c, from->arg, i->arg);
    if (ins_has_list(i)) {
        i->list_first = f->list_count;
        for (u32 n = 0; n < i->list_count; n++)
            f->lists[f->list_count++] = new_value(c, c->from->lists[from->list_first + n]);
    }
    i->result = i->result_count ? c->others : NO_VALUE;
    for (u32 n = 0; n < i->result_count; n++) define(c, from->result + n, ii);
}

static void copy_inserts(struct copier *c, u32 ii) {
    for (u32 k = c->w->insert_head[ii]; k != NO_VALUE; k = c->w->inserts[k].next)
        copy_ins(c, &c->w->inserts[k].ins, c->w->inserts[k].source);
}

/* The operations of a block of the old function. The jump between two merged blocks is dropped.
 */
static void copy_operations(struct copier *c, u32 old) {
    const struct block *b = &c->from->blocks[old];
    const struct ins *ins = c->from->ins;
    const u32 *source = c->from->source;
    bool is_merged = c->g->next[old] != NO_BLOCK, inserts = c->w->insert_head;
    u32 end = b->ins_end - is_merged;
    for (u32 ii = b->ins_first; ii < end; ii++) {
        if (inserts) copy_inserts(c, ii);
        if (ins[ii].op != OP_DEAD) copy_ins(c, &ins[ii], source[ii]);
    }
    if (inserts && is_merged) copy_inserts(c, end);
}

/* Where the block at a position is in the trees of dominators and loops. Edges into it are what
 * they were if blocks are. */
static void place_block(struct copier *c, u32 n, u32 position) {
    struct ir_function *f = c->f;
    struct graph *g = c->g;
    struct block *b = &f->blocks[n];
    if (g->is_kept) {
        *b = c->from->blocks[n];
        f->loop_end[n] = c->from->loop_end[n];
        return;
    }
    b->idom = g->idom[position] == NO_BLOCK ? NO_BLOCK : g->number[g->idom[position]];
    u32 loop = g->loop[position];
    b->loop_header = loop == NO_BLOCK ? NO_BLOCK : g->number[loop];
    if (loop == position) { /* the header of the loop around comes before it */
        u32 around = g->parent[position];
        b->loop_depth = 1 + (around == NO_BLOCK ? 0 : f->blocks[g->number[around]].loop_depth);
    } else {
        b->loop_depth = loop == NO_BLOCK ? 0 : f->blocks[g->number[loop]].loop_depth;
    }
    f->loop_end[n] = g->loop_end[position];
}

static void copy_block(struct copier *c, u32 n) {
    struct ir_function *f = c->f;
    struct graph *g = c->g;
    u32 position = g->order[n], old = g->head[position];
    struct block *b = &f->blocks[n];
    place_block(c, n, position);
    b->param_first = c->others;
    for (u32 k = 0; k < c->from->blocks[old].param_count; k++) {
        u32 v = block_param(c->w, &c->from->blocks[old], k);
        if (param_alive(c->w, v)) define(c, v, n);
    }
    b->param_count = c->others - b->param_first;
    b->ins_first = f->ins_count;
    for (; old != NO_BLOCK; old = g->next[old]) copy_operations(c, old);
    b->ins_end = f->ins_count;
    copy_edges(c, &f->ins[b->ins_end - 1], n);
}

/* Fewer constants were used than there are: the other values follow them. */
static void close_gap(struct copier *c) {
    struct ir_function *f = c->f;
    u32 gap = c->base - c->consts;
    for (u32 b = 0; b < f->block_count; b++) {
        struct block *block = &f->blocks[b];
        block->param_first = block->param_count ? block->param_first - gap : 0;
    }
    f->value_count = c->others - gap;
    if (!gap) return;
    memmove(f->values + c->consts, f->values + c->base,
            (c->others - c->base) * sizeof *f->values);
    for (u32 ii = 0; ii < f->ins_count; ii++) {
        struct ins *i = &f->ins[ii];
        if (i->result_count) i->result -= gap;
        for (u32 n = 0; n < 4; n++) {
            bool moves = i->arg[n] >= c->base && i->arg[n] != NO_VALUE;
            i->arg[n] -= moves ? gap : 0;
        }
    }
    for (u32 n = 0; n < f->list_count; n++) f->lists[n] -= f->lists[n] >= c->base ? gap : 0;
}

static void fill_preds(struct ir_function *f) {
    for (u32 e = 0; e < f->edge_count; e++) f->blocks[f->edges[e].to].pred_count++;
    u32 at = 0;
    for (u32 b = 0; b < f->block_count; b++) {
        f->blocks[b].pred_first = at;
        at += f->blocks[b].pred_count;
        f->blocks[b].pred_count = 0;
    }
    for (u32 e = 0; e < f->edge_count; e++) {
        struct block *to = &f->blocks[f->edges[e].to];
        f->preds[to->pred_first + to->pred_count++] = e;
    }
    f->pred_count = f->edge_count;
}

/* As many constants are used, or less. */
static u32 most_constants(const struct work *w) {
    if (!w->uses) return w->const_count;
    u32 count = 0;
    for (u32 v = 0, left = w->const_count; left; v++) {
        if (!value_is_const(w->f, v)) continue;
        left--;
        count += w->uses[v] != 0;
    }
    return count;
}

struct ir_function *graph_compact(struct graph *g, struct arena *to) {
    struct work *w = g->w;
    struct ir_function *f = ARENA_NEW(to, struct ir_function);
    struct copier *c = &(struct copier){.g = g, .w = w, .from = w->f, .f = f};
    u32 most_ins = w->f->ins_count + w->insert_count;
    c->value = arena_alloc(w->pass, (w->f->value_count + 1) * sizeof(u32));
    memset(c->value, 0xfe, (w->f->value_count + 1) * sizeof(u32));
    c->value[0] = NO_VALUE;
    c->base = c->others = most_constants(w);

    *f = *w->f;
    f->values = arena_alloc(to, f->value_count * sizeof *f->values);
    f->ins = arena_alloc(to, most_ins * sizeof *f->ins);
    f->source = arena_alloc(to, most_ins * sizeof *f->source);
    f->blocks = ARENA_ARRAY(to, struct block, g->count);
    f->loop_end = arena_alloc(to, g->count * sizeof(u32));
    f->edges = arena_alloc(to, f->edge_count * sizeof *f->edges);
    if (!g->is_kept) f->edge_from = arena_alloc(to, f->edge_count * sizeof(u32));
    f->lists = arena_alloc(to, f->list_count * sizeof(u32));
    f->block_count = g->count;
    f->ins_count = f->edge_count = f->list_count = 0;
    for (u32 n = 0; n < g->count; n++) copy_block(c, n);
    close_gap(c);
    if (!g->is_kept) {
        f->preds = arena_alloc(to, f->edge_count * sizeof(u32));
        fill_preds(f);
    }

    w->value_capacity = f->value_count;
    w->ins_capacity = f->ins_count;
    w->edge_capacity = f->edge_count;
    w->list_capacity = f->list_count;
    w->block_capacity = f->block_count;
    u32 values = f->value_count, *same = w->same = arena_alloc(to, values * sizeof(u32));
    for (u32 v = 0; v < values; v++) same[v] = v;
    w->const_slots = NULL;
    w->const_capacity = 0;
    w->const_count = c->consts;
    w->order = NULL;
    w->inserts = NULL;
    w->insert_head = NULL;
    w->insert_count = w->insert_capacity = 0;
    return f;
}
