/* compile/ir/work.c: growing and rewriting a function that is being made. */
#include "compile/ir/work.h"

void *work_grown(struct arena *a, void *old, u32 count, u32 *capacity, size_t size) {
    u32 larger = MAX(16, *capacity * 2);
    void *at = arena_alloc(a, larger * size);
    if (count) memcpy(at, old, count * size);
    *capacity = larger;
    return at;
}

void work_reserve(struct work *w, u32 ins, u32 values) {
    struct ir_function *f = w->f;
    w->ins_capacity = ins;
    f->ins = arena_alloc(w->arena, ins * sizeof *f->ins);
    f->source = arena_alloc(w->arena, ins * sizeof *f->source);
    w->value_capacity = values;
    f->values = arena_alloc(w->arena, values * sizeof *f->values);
    w->same = arena_alloc(w->arena, values * sizeof *w->same);
}

void work_grow_values(struct work *w) {
    struct ir_function *f = w->f;
    u32 capacity = w->value_capacity;
    w->same = work_grown(w->arena, w->same, f->value_count, &capacity, sizeof *w->same);
    f->values =
        work_grown(w->arena, f->values, f->value_count, &w->value_capacity, sizeof *f->values);
}

void work_grow_ins(struct work *w) {
    struct ir_function *f = w->f;
    u32 capacity = w->ins_capacity;
    f->source = work_grown(w->arena, f->source, f->ins_count, &capacity, sizeof *f->source);
    f->ins = work_grown(w->arena, f->ins, f->ins_count, &w->ins_capacity, sizeof *f->ins);
}

static u32 const_hash(enum type t, u64 bits) {
    return (u32)(((bits ^ (u64)t << 60) * 0x9e3779b97f4a7c15u) >> 32);
}

static void const_rehash(struct work *w) {
    w->const_capacity = MAX(w->const_capacity, 16) * 2;
    while (w->const_capacity <= w->const_count * 2) w->const_capacity *= 2;
    w->const_slots = ARENA_ARRAY(w->arena, u32, w->const_capacity);
    for (u32 v = 0, left = w->const_count; left; v++) {
        const struct value *value = &w->f->values[v];
        if (value->kind != VALUE_CONST) continue;
        left--;
        u32 n = const_hash(value->type, value->bits);
        while (w->const_slots[n &= w->const_capacity - 1]) n++;
        w->const_slots[n] = v + 1;
    }
}

u32 work_const(struct work *w, enum type t, u64 bits) {
    if (type_bytes(t) == 4) bits = (u32)bits;
    if (w->const_count * 2 >= w->const_capacity) const_rehash(w);
    u32 n = const_hash(t, bits);
    for (; w->const_slots[n &= w->const_capacity - 1]; n++) {
        u32 v = w->const_slots[n] - 1;
        if (w->f->values[v].bits == bits && w->f->values[v].type == t) return v;
    }
    u32 v = work_value(w, VALUE_CONST, t, 0);
    w->f->values[v].bits = bits;
    w->const_slots[n] = v + 1;
    w->const_count++;
    return v;
}

u32 work_edge(struct work *w, u32 from, u32 to) {
    struct ir_function *f = w->f;
    if (f->edge_count == w->edge_capacity) {
        u32 capacity = w->edge_capacity;
        f->edge_from =
            work_grown(w->arena, f->edge_from, f->edge_count, &capacity, sizeof *f->edge_from);
        f->edges =
            work_grown(w->arena, f->edges, f->edge_count, &w->edge_capacity, sizeof *f->edges);
    }
    f->edge_from[f->edge_count] = from;
    f->edges[f->edge_count] = (struct edge){.to = to};
    return f->edge_count++;
}

u32 work_list(struct work *w, u32 n) {
    struct ir_function *f = w->f;
    while (f->list_count + n > w->list_capacity)
        f->lists =
            work_grown(w->arena, f->lists, f->list_count, &w->list_capacity, sizeof *f->lists);
    f->list_count += n;
    return f->list_count - n;
}

u32 work_block(struct work *w) {
    struct ir_function *f = w->f;
    if (f->block_count == w->block_capacity)
        f->blocks = work_grown(w->arena, f->blocks, f->block_count, &w->block_capacity,
                               sizeof *f->blocks);
    f->blocks[f->block_count] = (struct block){.idom = NO_BLOCK, .loop_header = NO_BLOCK};
    return f->block_count++;
}

u32 work_insert(struct work *w, u32 before, u32 source, struct ins ins, enum type t) {
    struct ir_function *f = w->f;
    if (!w->insert_head) {
        w->insert_head = arena_alloc(w->arena, f->ins_count * sizeof(u32) * 2);
        memset(w->insert_head, 0xff, f->ins_count * sizeof(u32) * 2);
        w->insert_tail = w->insert_head + f->ins_count;
    }
    if (w->insert_count == w->insert_capacity)
        w->inserts = work_grown(w->arena, w->inserts, w->insert_count, &w->insert_capacity,
                                sizeof *w->inserts);
    ins.result = work_value(w, VALUE_RESULT, t, NO_VALUE);
    ins.result_count = 1;
    w->inserts[w->insert_count] = (struct insert){before, NO_VALUE, source, ins};
    if (w->insert_head[before] == NO_VALUE)
        w->insert_head[before] = w->insert_count;
    else
        w->inserts[w->insert_tail[before]].next = w->insert_count;
    w->insert_tail[before] = w->insert_count++;
    return ins.result;
}

void work_apply(struct work *w) {
    struct ir_function *f = w->f;
    for (u32 ii = 0; ii < f->ins_count; ii++) {
        struct ins *i = &f->ins[ii];
        if (i->op == OP_DEAD) continue;
        for (u32 n = 0; n < 4; n++)
            if (i->arg[n] != NO_VALUE) i->arg[n] = work_find(w, i->arg[n]);
    }
    for (u32 n = 0; n < f->list_count; n++)
        if (f->lists[n] != NO_VALUE) f->lists[n] = work_find(w, f->lists[n]);
}

u32 *work_counts(const struct work *w, struct arena *a) {
    return ARENA_ARRAY(a, u32, w->f->value_count + 1) + 1;
}

u32 *work_use_counts(struct work *w) {
    struct ir_function *f = w->f;
    u32 *uses = work_counts(w, w->pass);
    for (u32 ii = 0; ii < f->ins_count; ii++) {
        const struct ins *i = &f->ins[ii];
        if (i->op == OP_DEAD) continue;
        ins_count_uses(f, i, uses);
        ins_count_edges(f, i, uses);
    }
    for (u32 n = 0; n < w->insert_count; n++) ins_count_uses(f, &w->inserts[n].ins, uses);
    for (u32 v = 0; v < f->value_count; v++)
        if (w->same[v] != v) uses[work_find(w, v)] += uses[v];
    return uses;
}

/* Children of each block in a linked list by descending number, then a walk with a stack, which
 * turns the order of siblings round. */
struct dominators dominators_find(struct arena *a, const struct ir_function *f) {
    u32 n = f->block_count;
    struct dominators d = {arena_alloc(a, n * sizeof(u32)), arena_alloc(a, n * sizeof(u32)),
                           arena_alloc(a, n * sizeof(u32))};
    u32 *child = arena_alloc(a, n * 3 * sizeof(u32)), *sibling = child + n,
        *stack = child + 2 * n;
    memset(child, 0xff, n * sizeof(u32));
    u32 *last = d.out; /* not needed yet */
    for (u32 b = 1; b < n; b++) {
        u32 parent = f->blocks[b].idom;
        sibling[b] = NO_BLOCK;
        if (child[parent] == NO_BLOCK)
            child[parent] = b;
        else
            sibling[last[parent]] = b;
        last[parent] = b;
    }
    u32 depth = 0, count = 0, b = 0;
    for (;;) {
        d.in[b] = count;
        d.order[count++] = b;
        stack[depth++] = b;
        u32 next = child[b];
        while (next == NO_BLOCK) { /* up until there is a sibling */
            u32 done = stack[--depth];
            d.out[done] = count;
            if (!depth) return d;
            next = sibling[done];
        }
        b = next;
    }
}
