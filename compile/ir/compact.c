/* compile/ir/compact.c: writes the cleaned and ordered function: values renumbered (constants
 * first, by first use, then by position), arrays of exact size, no holes. */
#include "compile/ir/layout.h"

struct copier {
    struct graph *g;
    struct work *w;
    const struct ir_function *from;
    struct ir_function *f;
    u32 *value; /* old value -> its number among constants, or among the others; NO_VALUE */
    u32 *final; /* old value -> new value */
    u32 consts, others;
    u32 ins_count, edge_count, list_count;
};

/* ---- Counting and numbering ---------------------------------------------------------------
 */

static void count_use(struct copier *c, u32 v) {
    v = work_find(c->w, v);
    if (c->from->values[v].kind == VALUE_CONST && c->value[v] == NO_VALUE)
        c->value[v] = c->consts++;
}

static void count_ins(struct copier *c, struct ins *i) {
    const struct ir_function *from = c->from;
    u32 count;
    const u32 *args = ins_operands(from, i, &count);
    for (u32 n = 0; n < count; n++)
        if (args[n] != NO_VALUE) count_use(c, args[n]);
    if (op_info[i->op].arg_count < 0) c->list_count += count;
    for (u32 n = 0; n < i->result_count; n++) c->value[i->result + n] = c->others++;
    c->ins_count++;
    if (!ins_has_edges(i)) return;
    c->edge_count += i->edge_count;
    for (u32 e = i->edge_first; e < i->edge_first + i->edge_count; e++) {
        const struct edge *edge = &from->edges[e];
        const struct block *to = &from->blocks[edge->to];
        for (u32 k = 0; k < to->param_count; k++)
            if (param_alive(c->w, block_param(c->w, to, k))) {
                count_use(c, from->lists[edge->arg_first + k]);
                c->list_count++;
            }
    }
}

/* Where a block's operations end that are kept: the jump between two merged blocks is dropped. */
static u32 kept_end(const struct copier *c, u32 block) {
    return c->from->blocks[block].ins_end - (c->g->next[block] != NO_BLOCK);
}

static void count_inserts(struct copier *c, u32 ii) {
    for (u32 k = c->w->insert_head[ii]; k != NO_VALUE; k = c->w->inserts[k].next)
        count_ins(c, &c->w->inserts[k].ins);
}

static void count_block(struct copier *c, u32 block) {
    u32 end = c->from->blocks[block].ins_end, kept = kept_end(c, block);
    for (u32 ii = c->from->blocks[block].ins_first; ii < end; ii++) {
        if (c->w->insert_head) count_inserts(c, ii);
        if (c->from->ins[ii].op != OP_DEAD && ii < kept) count_ins(c, &c->from->ins[ii]);
    }
}

static void count_all(struct copier *c) {
    for (u32 n = 0; n < c->g->count; n++) {
        u32 block = c->g->head[c->g->order[n]];
        const struct block *head = &c->from->blocks[block];
        for (u32 k = 0; k < head->param_count; k++) {
            u32 v = block_param(c->w, head, k);
            if (param_alive(c->w, v)) c->value[v] = c->others++;
        }
        for (; block != NO_BLOCK; block = c->g->next[block]) count_block(c, block);
    }
}

/* ---- Copying ---------------------------------------------------------------------------- */

static u32 new_value(const struct copier *c, u32 v) {
    return c->final[v];
}

/* The new number of each old value, or of what replaces it. */
static void number_values(struct copier *c) {
    const struct value *values = c->from->values;
    c->final = arena_alloc(c->w->arena, c->from->value_count * sizeof(u32));
    for (u32 v = 0; v < c->from->value_count; v++) {
        u32 kept = work_find(c->w, v);
        c->final[v] = c->value[kept] + (values[kept].kind == VALUE_CONST ? 0 : c->consts);
    }
}

static void copy_edge(struct copier *c, const struct edge *from, u32 block) {
    struct ir_function *f = c->f;
    const struct block *to = &c->from->blocks[from->to];
    u32 e = f->edge_count++;
    f->edges[e] = (struct edge){c->g->number[c->g->position[from->to]], f->list_count, 0};
    f->edge_from[e] = block;
    for (u32 k = 0; k < to->param_count; k++)
        if (param_alive(c->w, block_param(c->w, to, k))) {
            f->lists[f->list_count++] = new_value(c, c->from->lists[from->arg_first + k]);
            f->edges[e].arg_count++;
        }
}

static void copy_ins(struct copier *c, const struct ins *from, u32 source, u32 block) {
    struct ir_function *f = c->f;
    u32 ii = f->ins_count++;
    struct ins *i = &f->ins[ii];
    *i = *from;
    f->source[ii] = source;
    if (i->result_count) {
        i->result = c->consts + c->value[from->result];
        for (u32 n = 0; n < i->result_count; n++)
            f->values[i->result + n] =
                (struct value){.kind = VALUE_RESULT,
                               .type = c->from->values[from->result + n].type,
                               .def = ii};
    }
    for (u32 n = 0; n < 4; n++)
        if (i->arg[n] != NO_VALUE) i->arg[n] = new_value(c, i->arg[n]);
    if (op_info[i->op].arg_count < 0) {
        i->list_first = f->list_count;
        f->list_count += i->list_count;
        for (u32 n = 0; n < i->list_count; n++)
            f->lists[i->list_first + n] = new_value(c, c->from->lists[from->list_first + n]);
    } else if (ins_has_edges(i)) {
        i->edge_first = f->edge_count;
        for (u32 n = 0; n < i->edge_count; n++)
            copy_edge(c, &c->from->edges[from->edge_first + n], block);
    } else {
        i->unused = 0;
    }
}

static void copy_inserts(struct copier *c, u32 ii, u32 block) {
    for (u32 k = c->w->insert_head[ii]; k != NO_VALUE; k = c->w->inserts[k].next)
        copy_ins(c, &c->w->inserts[k].ins, c->w->inserts[k].source, block);
}

/* The operations of a block of the old function, as part of block n of the new one. */
static void copy_operations(struct copier *c, u32 old, u32 n) {
    u32 end = c->from->blocks[old].ins_end, kept = kept_end(c, old);
    for (u32 ii = c->from->blocks[old].ins_first; ii < end; ii++) {
        if (c->w->insert_head) copy_inserts(c, ii, n);
        if (c->from->ins[ii].op != OP_DEAD && ii < kept)
            copy_ins(c, &c->from->ins[ii], c->from->source[ii], n);
    }
}

static void copy_block(struct copier *c, u32 n) {
    struct ir_function *f = c->f;
    struct graph *g = c->g;
    u32 position = g->order[n], old = g->head[position];
    struct block *b = &f->blocks[n];
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
    b->param_first = NO_VALUE;
    for (u32 k = 0; k < c->from->blocks[old].param_count; k++) {
        u32 v = block_param(c->w, &c->from->blocks[old], k);
        if (!param_alive(c->w, v)) continue;
        u32 to = new_value(c, v);
        f->values[to] =
            (struct value){.kind = VALUE_PARAM, .type = c->from->values[v].type, .def = n};
        if (!b->param_count++) b->param_first = to;
    }
    if (!b->param_count) b->param_first = 0;
    b->ins_first = f->ins_count;
    for (; old != NO_BLOCK; old = g->next[old]) copy_operations(c, old, n);
    b->ins_end = f->ins_count;
}

static void fill_preds(struct copier *c) {
    struct ir_function *f = c->f;
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

struct ir_function *graph_compact(struct graph *g, struct arena *to) {
    struct work *w = g->w;
    struct ir_function *f = ARENA_NEW(to, struct ir_function);
    struct copier *c = &(struct copier){.g = g, .w = w, .from = w->f, .f = f};
    c->value = arena_alloc(w->arena, w->f->value_count * sizeof(u32));
    memset(c->value, 0xff, w->f->value_count * sizeof(u32));
    count_all(c);
    number_values(c);

    *f = *w->f;
    f->value_count = c->consts + c->others;
    f->values = arena_alloc(to, f->value_count * sizeof *f->values);
    f->ins = arena_alloc(to, c->ins_count * sizeof *f->ins);
    f->source = arena_alloc(to, c->ins_count * sizeof *f->source);
    f->blocks = ARENA_ARRAY(to, struct block, g->count);
    f->loop_end = arena_alloc(to, g->count * sizeof(u32));
    f->edges = arena_alloc(to, c->edge_count * sizeof *f->edges);
    f->edge_from = arena_alloc(to, c->edge_count * sizeof(u32));
    f->lists = arena_alloc(to, c->list_count * sizeof(u32));
    f->preds = arena_alloc(to, c->edge_count * sizeof(u32));
    f->block_count = g->count;
    f->ins_count = f->edge_count = f->list_count = 0;
    for (u32 v = 0; v < w->f->value_count; v++)
        if (w->f->values[v].kind == VALUE_CONST && c->value[v] != NO_VALUE)
            f->values[c->value[v]] = w->f->values[v];
    for (u32 n = 0; n < g->count; n++) copy_block(c, n);
    fill_preds(c);

    w->value_capacity = f->value_count;
    w->ins_capacity = f->ins_count;
    w->edge_capacity = f->edge_count;
    w->list_capacity = f->list_count;
    w->block_capacity = f->block_count;
    w->same = arena_alloc(w->arena, f->value_count * sizeof(u32));
    for (u32 v = 0; v < f->value_count; v++) w->same[v] = v;
    w->const_slots = NULL;
    w->const_capacity = 0;
    w->const_count = c->consts;
    w->order = NULL;
    w->insert_head = NULL;
    w->insert_count = 0;
    return f;
}
