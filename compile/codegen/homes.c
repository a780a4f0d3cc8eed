/* compile/codegen/homes.c: the frame layout that all machines share (strategy memory; the idea
 * of Unifico: Mavrogeorgis and others, "UNIFICO: thread migration in heterogeneous-ISA CPUs
 * without state transformation", CC 2024).
 *
 * A value has a *home*, 8 bytes in its function's frame, if it lives across a call, is live
 * into the header of a loop, or is a header's parameter. Who has one, and which, follows from
 * the frozen IR alone; so frames that are suspended in calls look alike on all machines, and
 * can be copied as they are.
 *
 * Requires: frozen IR. Lives are found by value (Boissinot et al. 2011, section 4.2), from each
 * use up to the definition. Homes are shared by values whose lives don't overlap in the order of
 * code; a parameter had best share its argument's, as then nothing is copied.
 */
#include <stdlib.h>

#include "compile/codegen/alloc.h"

struct life {
    u32 value;
    u32 first, end; /* its points lie within first .. end - 1 */
};

/* An f64 never shares with another type: on a machine of 32 bits it is one vreg of two words,
 * while an i64 is two of one, and parallel copies can't put in an order what overlaps in part. */
struct home {
    u32 free_from; /* the point */
    bool f64;
};

struct finder {
    const struct ir_function *f;
    struct arena *a;
    u32 *calls_before;      /* per operation and one more: calls among the operations before */
    u32 *def_block;         /* per value */
    u32 *use_first;         /* in `use`; see list_uses */
    u32 *use, *use_block;   /* operations that read values, and their blocks */
    u32 *in, *out, *inside; /* per block: value + 1 that was seen live into it, out of it, used
                               there */
    u32 *last;              /* per block with `inside`: the last operation that reads it */
    ARRAY(u32) stack, blocks;
    ARRAY(struct life) lives; /* of values that have a home */
    u32 *flows_to;            /* per value: a parameter that it is passed to, or NO_VALUE */
    ARRAY(struct home) homes;
    struct homes *out_homes;
};

/* ---- Uses ------------------------------------------------------------------------------- */

static u32 edge_count(const struct ins *i) {
    return i->op == OP_JUMP || i->op == OP_BRANCH || i->op == OP_SWITCH ? i->edge_count : 0;
}

/* Tells of each value that operation n reads, arguments of its edges among them. In the first
 * round they are counted, in the second they are listed. */
static void note_use(struct finder *s, u32 value, u32 n, u32 block, bool counting) {
    if (value == NO_VALUE || value_is_const(s->f, value)) return;
    u32 *at = &s->use_first[value + 1];
    if (counting) {
        ++*at;
        return;
    }
    s->use[--*at] = n;
    s->use_block[*at] = block;
}

static void read_operation(struct finder *s, u32 n, u32 block, bool counting) {
    const struct ir_function *f = s->f;
    const struct ins *i = &f->ins[n];
    int args = op_info[i->op].arg_count;
    for (int k = 0; k < args; k++) note_use(s, i->arg[k], n, block, counting);
    for (u32 k = 0; args < 0 && k < i->list_count; k++)
        note_use(s, f->lists[i->list_first + k], n, block, counting);
    for (u32 k = 0; k < edge_count(i); k++) {
        const struct edge *e = &f->edges[i->edge_first + k];
        for (u32 j = 0; j < e->arg_count; j++)
            note_use(s, f->lists[e->arg_first + j], n, block, counting);
    }
}

static void list_uses(struct finder *s) {
    const struct ir_function *f = s->f;
    for (u32 round = 0; round < 2; round++) {
        for (u32 b = 0; b < f->block_count; b++)
            for (u32 n = f->blocks[b].ins_first; n < f->blocks[b].ins_end; n++)
                read_operation(s, n, b, round == 0);
        if (round == 1) break;
        /* use_first[v + 1] counts v's; make it where they end, from where they are filled in
         * downwards. */
        for (u32 v = 0; v < f->value_count; v++) s->use_first[v + 1] += s->use_first[v];
        u32 total = s->use_first[f->value_count + 1] = s->use_first[f->value_count];
        s->use = ARENA_ARRAY(s->a, u32, total + 1);
        s->use_block = ARENA_ARRAY(s->a, u32, total + 1);
    }
    /* Now v's are those from use_first[v + 1] up to use_first[v + 2]. */
}

static void find_definitions(struct finder *s) {
    const struct ir_function *f = s->f;
    for (u32 b = 0; b < f->block_count; b++) {
        const struct block *block = &f->blocks[b];
        for (u32 k = 0; k < block->param_count; k++) s->def_block[block->param_first + k] = b;
        for (u32 n = block->ins_first; n < block->ins_end; n++) {
            bool calls = op_info[f->ins[n].op].flags & OP_C;
            s->calls_before[n + 1] = s->calls_before[n] + calls;
            for (u32 k = 0; k < f->ins[n].result_count; k++)
                s->def_block[f->ins[n].result + k] = b;
        }
    }
}

/* ---- Lives ------------------------------------------------------------------------------ */

static void see_block(struct finder *s, u32 b, u32 stamp) {
    if (s->in[b] == stamp || s->out[b] == stamp || s->inside[b] == stamp) return;
    array_push(&s->blocks, b);
}

static void live_into(struct finder *s, u32 b, u32 stamp) {
    if (s->in[b] == stamp) return;
    see_block(s, b, stamp);
    s->in[b] = stamp;
    array_push(&s->stack, b);
}

/* Lists the blocks in which a value is live, and marks how far. */
static void follow(struct finder *s, u32 value) {
    const struct ir_function *f = s->f;
    u32 stamp = value + 1, def = s->def_block[value];
    s->blocks.count = 0;
    for (u32 k = s->use_first[value + 1]; k < s->use_first[value + 2]; k++) {
        u32 b = s->use_block[k];
        see_block(s, b, stamp);
        s->last[b] = s->inside[b] == stamp ? MAX(s->last[b], s->use[k]) : s->use[k];
        s->inside[b] = stamp;
        if (b != def) live_into(s, b, stamp);
    }
    while (s->stack.count) {
        const struct block *block = &f->blocks[s->stack.at[--s->stack.count]];
        for (u32 k = 0; k < block->pred_count; k++) {
            u32 from = f->edge_from[f->preds[block->pred_first + k]];
            see_block(s, from, stamp);
            s->out[from] = stamp;
            if (from != def) live_into(s, from, stamp);
        }
    }
}

/* Finds a value's life; true if the value must have a home. */
static bool find_life(struct finder *s, u32 value, struct life *life) {
    const struct ir_function *f = s->f;
    u32 stamp = value + 1, def = s->def_block[value];
    bool result = f->values[value].kind == VALUE_RESULT;
    bool lasting = !result && f->loop_end[def];
    follow(s, value);
    *life =
        (struct life){value, result ? f->values[value].def + 1 : f->blocks[def].ins_first, 0};
    for (u32 k = 0; k < s->blocks.count; k++) {
        u32 b = s->blocks.at[k];
        u32 first = b == def ? life->first : f->blocks[b].ins_first;
        /* What only call n itself reads does not live across it. */
        u32 end = s->out[b] == stamp ? f->blocks[b].ins_end : s->last[b];
        if (end > first) lasting |= s->calls_before[end] > s->calls_before[first];
        if (s->in[b] == stamp && f->loop_end[b]) lasting = true;
        life->end = MAX(life->end, s->out[b] == stamp ? end : end + 1);
    }
    return lasting;
}

static void find_lives(struct finder *s) {
    for (u32 v = 0; v < s->f->value_count; v++) {
        struct life life;
        if (s->use_first[v + 1] == s->use_first[v + 2]) continue; /* constants too */
        if (find_life(s, v, &life)) array_push(&s->lives, life);
    }
}

/* ---- Homes ------------------------------------------------------------------------------ */

/* The parameter that runs most often counts. */
static void find_flows(struct finder *s) {
    const struct ir_function *f = s->f;
    memset(s->flows_to, 0xff, sizeof *s->flows_to * (f->value_count + 1));
    for (u32 e = 0; e < f->edge_count; e++)
        for (u32 k = 0; k < f->edges[e].arg_count; k++) {
            const struct block *to = &f->blocks[f->edges[e].to];
            u32 *flows = &s->flows_to[f->lists[f->edges[e].arg_first + k]];
            if (*flows == NO_VALUE ||
                f->blocks[s->def_block[*flows]].loop_depth < to->loop_depth)
                *flows = to->param_first + k;
        }
}

enum { HOMES_TRIED = 256, EDGES_TRIED = 16 }; /* so that large functions take linear time */

static bool is_f64(const struct finder *s, const struct life *life) {
    return s->f->values[life->value].type == F64;
}

static bool fits(const struct finder *s, const struct life *life, u32 home) {
    return home != NO_VALUE && s->homes.at[home].free_from <= life->first &&
           s->homes.at[home].f64 == is_f64(s, life);
}

/* A home that makes a copy between a parameter and its argument unnecessary; NO_VALUE. */
static u32 joined_home(const struct finder *s, const struct life *life) {
    const struct ir_function *f = s->f;
    const u32 *slot = s->out_homes->slot;
    u32 param = s->flows_to[life->value];
    if (param != NO_VALUE && fits(s, life, slot[param])) return slot[param];
    if (f->values[life->value].kind != VALUE_PARAM) return NO_VALUE;
    const struct block *block = &f->blocks[s->def_block[life->value]];
    for (u32 k = 0; k < block->pred_count && k < EDGES_TRIED; k++) {
        const struct edge *e = &f->edges[f->preds[block->pred_first + k]];
        u32 arg = f->lists[e->arg_first + life->value - block->param_first];
        if (fits(s, life, slot[arg])) return slot[arg];
    }
    return NO_VALUE;
}

static int by_first(const void *x, const void *y) {
    const struct life *p = x, *q = y;
    return p->first != q->first ? (p->first < q->first ? -1 : 1)
                                : (p->value > q->value) - (p->value < q->value);
}

/* A home is written by the operation, or on the edge, before the first point of a life, when all
 * is read that ends there: lives may meet. */
static void assign_homes(struct finder *s) {
    struct homes *out = s->out_homes;
    if (s->lives.count) qsort(s->lives.at, s->lives.count, sizeof *s->lives.at, by_first);
    for (u32 k = 0; k < s->lives.count; k++) {
        const struct life *life = &s->lives.at[k];
        u32 home = joined_home(s, life);
        for (u32 j = 0; j < s->homes.count && j < HOMES_TRIED && home == NO_VALUE; j++)
            if (fits(s, life, j)) home = j;
        if (home == NO_VALUE) {
            home = s->homes.count;
            array_push(&s->homes, ((struct home){0, is_f64(s, life)}));
        }
        s->homes.at[home].free_from = life->end;
        out->slot[life->value] = home;
    }
    out->count = s->homes.count;
}

static u64 hash_layout(const struct finder *s) {
    struct text t = {0};
    for (u32 k = 0; k < s->lives.count; k++) {
        u32 value = s->lives.at[k].value;
        const u32 row[] = {value, s->f->values[value].type, s->out_homes->slot[value]};
        for (u32 j = 0; j < COUNT_OF(row) * 4; j++) {
            u8 byte = (u8)(row[j / 4] >> j % 4 * 8);
            text_add_bytes(&t, &byte, 1);
        }
    }
    u64 hash = hash_bytes(t.at, t.length, 0);
    text_free(&t);
    return hash;
}

const struct homes *homes_find(const struct ir_function *f, struct arena *a) {
    struct finder s = {.f = f, .a = a};
    u32 values = f->value_count + 2, blocks = f->block_count;
    s.calls_before = ARENA_ARRAY(a, u32, f->ins_count + 1);
    s.def_block = ARENA_ARRAY(a, u32, values);
    s.use_first = ARENA_ARRAY(a, u32, values);
    s.in = ARENA_ARRAY(a, u32, blocks);
    s.out = ARENA_ARRAY(a, u32, blocks);
    s.inside = ARENA_ARRAY(a, u32, blocks);
    s.last = ARENA_ARRAY(a, u32, blocks);
    s.flows_to = ARENA_ARRAY(a, u32, values);
    s.out_homes = ARENA_NEW(a, struct homes);
    s.out_homes->slot = ARENA_ARRAY(a, u32, values);
    memset(s.out_homes->slot, 0xff, sizeof *s.out_homes->slot * values);

    find_definitions(&s);
    list_uses(&s);
    find_lives(&s);
    find_flows(&s);
    assign_homes(&s);
    s.out_homes->layout = hash_layout(&s);
    array_free(&s.stack);
    array_free(&s.blocks);
    array_free(&s.lives);
    array_free(&s.homes);
    return s.out_homes;
}
