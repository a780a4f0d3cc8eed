/* compile/codegen/verify_live.c: liveness for the checker, of vregs as the code reads them and
 * of values as the IR does. Computed by variable (Boissinot et al. 2011, section 4.2): from
 * each use upwards to the definition; the cost is the size of the result. */
#include "compile/codegen/verify.h"

struct use { /* of an id, in a block that does not define it */
    u32 block, next;
};
struct finder {
    struct checker *c;
    const struct ir_function *f;
    u32 id_count;
    const u32 *value_of;  /* per id; NULL: ids are values */
    const u32 *def_block; /* per value */
    u32 *head;            /* per id: its uses */
    ARRAY(struct use) uses;
    ARRAY(u32) found, stack; /* pairs of block and id; blocks to visit */
};

static const u32 *find_def_blocks(struct checker *c) {
    const struct ir_function *f = c->f;
    u32 *of = ARENA_ARRAY(c->a, u32, f->value_count + 1);
    for (u32 b = 0; b < f->block_count; b++) {
        for (u32 k = 0; k < f->blocks[b].param_count; k++) of[f->blocks[b].param_first + k] = b;
        for (u32 n = f->blocks[b].ins_first; n < f->blocks[b].ins_end; n++)
            for (u32 k = 0; k < f->ins[n].result_count; k++) of[f->ins[n].result + k] = b;
    }
    return of;
}

static struct finder finder_new(struct checker *c, u32 id_count, const u32 *value_of,
                                const u32 *def_block) {
    struct finder s = {
        .c = c, .f = c->f, .id_count = id_count, .value_of = value_of, .def_block = def_block};
    s.head = arena_alloc(c->a, sizeof *s.head * (s.id_count + 1));
    for (u32 k = 0; k < s.id_count; k++) s.head[k] = NONE;
    return s;
}

static u32 value_of(const struct finder *s, u32 id) {
    return s->value_of ? s->value_of[id] : id;
}

static void note_use(struct finder *s, u32 id, u32 block) {
    u32 value = value_of(s, id);
    if (value_is_const(s->f, value) || s->def_block[value] == block) return;
    u32 newest = s->head[id];
    if (newest != NONE && s->uses.at[newest].block == block) return;
    array_push(&s->uses, ((struct use){block, newest}));
    s->head[id] = s->uses.count - 1;
}

static struct live_sets find_sets(struct finder *s) {
    const struct ir_function *f = s->f;
    struct arena *a = s->c->a;
    struct live_sets sets;
    u32 *marked = ARENA_ARRAY(a, u32, f->block_count + 1); /* id + 1 */
    sets.first = ARENA_ARRAY(a, u32, f->block_count + 2);
    for (u32 id = 0; id < s->id_count; id++) {
        u32 def = s->def_block[value_of(s, id)];
        for (u32 u = s->head[id]; u != NONE; u = s->uses.at[u].next)
            array_push(&s->stack, s->uses.at[u].block);
        while (s->stack.count) {
            u32 b = s->stack.at[--s->stack.count];
            if (b == def || marked[b] == id + 1) continue;
            marked[b] = id + 1;
            array_push(&s->found, b);
            array_push(&s->found, id);
            sets.first[b + 1]++;
            for (u32 k = 0; k < f->blocks[b].pred_count; k++)
                array_push(&s->stack, f->edge_from[f->preds[f->blocks[b].pred_first + k]]);
        }
    }
    for (u32 b = 0; b < f->block_count; b++) sets.first[b + 1] += sets.first[b];
    sets.ids = arena_alloc(a, sizeof *sets.ids * (s->found.count / 2 + 1));
    u32 *at = marked; /* its work is done */
    memcpy(at, sets.first, sizeof *at * f->block_count);
    for (u32 k = 0; k < s->found.count; k += 2)
        sets.ids[at[s->found.at[k]]++] = s->found.at[k + 1];
    array_free(&s->uses);
    array_free(&s->found);
    array_free(&s->stack);
    return sets;
}

/* ---- Values ----------------------------------------------------------------------------- */

struct args {
    const u32 *at; /* NO_VALUE where absent */
    u32 count;
};
static struct args args_of(const struct ir_function *f, u32 n) {
    const struct ins *i = &f->ins[n];
    int count = op_info[i->op].arg_count;
    if (count >= 0) return (struct args){i->arg, (u32)count};
    return (struct args){i->list_count ? f->lists + i->list_first : NULL, i->list_count};
}

static void find_live_values(struct checker *c, const u32 *def_block) {
    struct finder s = finder_new(c, c->f->value_count, NULL, def_block);
    for (u32 b = 0; b < c->f->block_count; b++)
        for (u32 n = c->f->blocks[b].ins_first; n < c->f->blocks[b].ins_end; n++) {
            struct args args = args_of(c->f, n);
            for (u32 k = 0; k < args.count; k++)
                if (args.at[k] != NO_VALUE) note_use(&s, args.at[k], b);
        }
    for (u32 e = 0; e < c->f->edge_count; e++)
        for (u32 k = 0; k < c->f->edges[e].arg_count; k++)
            note_use(&s, c->f->lists[c->f->edges[e].arg_first + k], c->f->edge_from[e]);
    c->live_in = find_sets(&s);
}

/* ---- Vregs ------------------------------------------------------------------------------ */

/* Operands are useful, and so is what flows into useful parameters. */
static void find_useful(struct checker *c, bool *useful) {
    const struct lowered *l = c->l;
    ARRAY(u32) work = {0};
    for (u32 k = 0; k < l->entry_first; k++) {
        const struct operand *o = &l->operands[k];
        if (o->kind != OPERAND_USE || useful[o->vreg]) continue;
        useful[o->vreg] = true;
        array_push(&work, o->vreg);
    }
    while (work.count) {
        u32 v = work.at[--work.count];
        const struct value *value = &c->f->values[l->value_of[v]];
        if (value->kind != VALUE_PARAM || value->def == 0) continue;
        const struct block *b = &c->f->blocks[value->def];
        for (u32 k = 0; k < b->pred_count; k++) {
            const struct edge *e = &c->f->edges[c->f->preds[b->pred_first + k]];
            u32 from = edge_argument(l, e, v);
            if (useful[from]) continue;
            useful[from] = true;
            array_push(&work, from);
        }
    }
    array_free(&work);
}

/* Per edge, the arguments of its useful parameters. */
static void find_edge_reads(struct checker *c) {
    bool *useful = ARENA_ARRAY(c->a, bool, c->l->vreg_count + 1);
    find_useful(c, useful);
    ARRAY(u32) ids = {0};
    c->edge_reads.first = ARENA_ARRAY(c->a, u32, c->f->edge_count + 1);
    for (u32 e = 0; e < c->f->edge_count; e++) {
        const struct edge *edge = &c->f->edges[e];
        struct vreg_span params = block_params(c->l, &c->f->blocks[edge->to]);
        for (u32 v = params.first; v < params.end; v++)
            if (useful[v]) array_push(&ids, edge_argument(c->l, edge, v));
        c->edge_reads.first[e + 1] = ids.count;
    }
    c->edge_reads.ids = ARENA_ARRAY(c->a, u32, ids.count + 1);
    if (ids.count) memcpy(c->edge_reads.ids, ids.at, sizeof *ids.at * ids.count);
    array_free(&ids);
}

static void find_wanted_vregs(struct checker *c, const u32 *def_block) {
    const struct lowered *l = c->l;
    struct finder s = finder_new(c, l->vreg_count, l->value_of, def_block);
    for (u32 b = 0; b < c->f->block_count; b++) {
        u32 end = l->operand_first[c->f->blocks[b].ins_end];
        for (u32 k = l->operand_first[c->f->blocks[b].ins_first]; k < end; k++)
            if (l->operands[k].kind == OPERAND_USE) note_use(&s, l->operands[k].vreg, b);
    }
    for (u32 e = 0; e < c->f->edge_count; e++)
        for (u32 k = c->edge_reads.first[e]; k < c->edge_reads.first[e + 1]; k++)
            note_use(&s, c->edge_reads.ids[k], c->f->edge_from[e]);
    c->wanted_in = find_sets(&s);
}

/* ---- Face ------------------------------------------------------------------------------- */

static struct live_here here_new(struct checker *c, u32 count) {
    return (struct live_here){ARENA_ARRAY(c->a, u32, count + 1),
                              ARENA_ARRAY(c->a, u32, count + 1)};
}

void live_init(struct checker *c) {
    const u32 *def_block = find_def_blocks(c);
    find_live_values(c, def_block);
    find_edge_reads(c);
    find_wanted_vregs(c, def_block);
    c->wanted = here_new(c, c->l->vreg_count);
    c->live = here_new(c, c->f->value_count);
    c->block_in = ARENA_ARRAY(c->a, u32, c->f->value_count + 1);
}

static void read_at(struct live_here *h, u32 id, u32 block, u32 point) {
    h->block_of[id] = block + 1;
    h->last[id] = point;
}

static void read_all(struct live_here *h, const struct live_sets *s, u32 row, u32 block,
                     u32 point) {
    for (u32 k = s->first[row]; k < s->first[row + 1]; k++) read_at(h, s->ids[k], block, point);
}

static void read_edge(struct checker *c, u32 e, u32 block, u32 point) {
    const struct edge *edge = &c->f->edges[e];
    read_all(&c->wanted, &c->wanted_in, edge->to, block, point);
    read_all(&c->wanted, &c->edge_reads, e, block, point);
    read_all(&c->live, &c->live_in, edge->to, block, point);
    for (u32 k = 0; k < edge->arg_count; k++)
        read_at(&c->live, c->f->lists[edge->arg_first + k], block, point);
}

void live_enter(struct checker *c, u32 block) {
    const struct lowered *l = c->l;
    const struct block *b = &c->f->blocks[block];
    for (u32 n = b->ins_first; n < b->ins_end; n++) {
        for (u32 k = l->operand_first[n]; k < l->operand_first[n + 1]; k++)
            if (l->operands[k].kind == OPERAND_USE)
                read_at(&c->wanted, l->operands[k].vreg, block, n);
        struct args args = args_of(c->f, n);
        for (u32 k = 0; k < args.count; k++)
            if (args.at[k] != NO_VALUE) read_at(&c->live, args.at[k], block, n);
    }
    const struct ins *last = &c->f->ins[b->ins_end - 1];
    for (u32 k = 0; k < ins_edges(last); k++)
        read_edge(c, last->edge_first + k, block, b->ins_end - 1);
    for (u32 k = c->live_in.first[block]; k < c->live_in.first[block + 1]; k++)
        c->block_in[c->live_in.ids[k]] = block + 1;
    for (u32 k = 0; k < b->param_count; k++) c->block_in[b->param_first + k] = block + 1;
}
