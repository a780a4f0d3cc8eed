/* compile/ir/locals.c: which definition of a local reaches a place.
 *
 * SSA construction on demand, as in Braun et al., "Simple and Efficient Construction of Static
 * Single Assignment Form" (CC 2013): a block parameter exists only if somebody reads it. But
 * where that algorithm walks predecessors, this one uses wasm's nesting. Let s be the last set
 * of the local before position p:
 *
 *   - if the construct that holds s is still open at p, s dominates p (structured code);
 *   - if it was closed in between, the outermost closed one around s joins its values at its
 *     END: the parameter of the block there. (The arms of an IF don't see each other.)
 *   - either way, a loop that was opened since and that sets the local again further on needs a
 *     parameter at its header.
 *
 * So a question costs a search among the sets of one local and a climb of the nesting, however
 * many blocks and locals there are. Arguments of parameters are found at the very end, when all
 * edges are known, by asking the same question at each edge; there is no recursion and nothing
 * needs sealing. Parameters that turn out to be trivial are removed by layout. */
#include "compile/ir/build.h"

void locals_begin(struct build *b) {
    struct arena *a = b->w->arena;
    u32 n = b->s.local_count, sets = b->s.set_first[n];
    b->local_value = arena_alloc(a, n * sizeof(u32));
    b->local_stamp = ARENA_ARRAY(a, u32, n);
    b->set_done = arena_alloc(a, n * sizeof(u32));
    if (n) memcpy(b->set_done, b->s.set_first, n * sizeof(u32));
    b->set_value = arena_alloc(a, sets * sizeof(u32));
    b->set_node = arena_alloc(a, sets * sizeof(u32));
    b->stamp = 1;
}

static u32 lazy_hash(u32 block, u32 local) {
    return (u32)((((u64)block << 32 | local) * 0x9e3779b97f4a7c15u) >> 32);
}

static void lazy_rehash(struct build *b) {
    b->lazy_slot_count = b->lazy_slot_count ? b->lazy_slot_count * 2 : 32;
    b->lazy_slots = ARENA_ARRAY(b->w->arena, u32, b->lazy_slot_count);
    for (u32 k = 0; k < b->lazy_count; k++) {
        u32 n = lazy_hash(b->lazies[k].block, b->lazies[k].local);
        while (b->lazy_slots[n &= b->lazy_slot_count - 1]) n++;
        b->lazy_slots[n] = k + 1;
    }
}

/* The parameter of a block that carries the local. */
static u32 lazy_param(struct build *b, u32 block, u32 local) {
    if (b->lazy_count * 2 >= b->lazy_slot_count) lazy_rehash(b);
    u32 n = lazy_hash(block, local);
    for (; b->lazy_slots[n &= b->lazy_slot_count - 1]; n++) {
        const struct lazy *l = &b->lazies[b->lazy_slots[n] - 1];
        if (l->block == block && l->local == local) return l->value;
    }
    if (b->lazy_count == b->lazy_capacity)
        b->lazies = work_grown(b->w->arena, b->lazies, b->lazy_count, &b->lazy_capacity,
                               sizeof *b->lazies);
    u32 k = b->lazy_count++;
    enum type t = b->s.local_types[local] & ~LOCAL_IS_REF;
    b->lazies[k] =
        (struct lazy){block, local, work_value(b->w, VALUE_PARAM, t, block), NO_VALUE, NULL};
    b->lazy_slots[n] = k + 1;
    struct block_info *info = &b->info[block];
    if (info->lazy_count++)
        b->lazies[info->lazy_last].next = k;
    else
        info->lazy_first = k;
    info->lazy_last = k;
    return b->lazies[k].value;
}

/* What a local holds when the function begins. */
static u32 initial_value(struct build *b, u32 local) {
    const struct block_info *entry = &b->info[0];
    if (local < entry->param_count) return b->fixed_params[entry->params + local];
    u8 t = b->s.local_types[local];
    if (t & LOCAL_IS_REF) return work_const(b->w, I32, NULL_REFERENCE);
    return work_const(b->w, t, 0);
}

static bool inside(const struct node *n, u32 at) {
    return n->start < at && at <= n->end;
}

/* One past the last set of the local before a position, in s.set_at. */
static u32 sets_before(const struct build *b, u32 local, u32 at) {
    u32 low = b->s.set_first[local], high = b->s.set_first[local + 1];
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (b->s.set_at[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A construct behind whose END a local is what it was at the END. */
static bool passes(const struct build *b, const struct node *n) {
    if (n->kind == NODE_LOOP) return true;
    return n->kind != NODE_THEN && !b->info[n->block].pred_count;
}

/* The node at whose end the construct of n ends: for the arms of an IF, the ELSE if there is
 * one. */
static u32 last_arm(const struct node *nodes, u32 n) {
    return nodes[n].kind == NODE_THEN && nodes[n].other != NO_NODE ? nodes[n].other : n;
}

/* What the local is at p, before which there are the sets below k. */
static u32 resolve(struct build *b, u32 local, struct place p, u32 k) {
    const struct node *nodes = b->s.nodes;
    u32 first = b->s.set_first[local], end = b->s.set_first[local + 1];
    for (;; k = sets_before(b, local, p.at)) {
        u32 next_set = k < end ? b->s.set_at[k] : UINT32_MAX;
        u32 anchor = 0; /* nothing is set between anchor and p */
        /* The outermost construct around the last set that is closed at p, and the outermost of
         * those that does not just pass the local on. */
        u32 closed = NO_NODE, stop = NO_NODE;
        if (k > first) {
            anchor = b->s.set_at[k - 1];
            for (u32 n = b->set_node[k - 1]; !inside(&nodes[n], p.at); n = nodes[n].parent) {
                closed = n;
                if (!passes(b, &nodes[n])) stop = n;
            }
        }
        struct place back = {0, NO_NODE}; /* where to go on looking */
        u32 join = NO_BLOCK;
        if (closed != NO_NODE) {
            u32 last = last_arm(nodes, closed);
            anchor = nodes[last].end;
            if (last != closed && inside(&nodes[last], p.at)) {
                anchor = nodes[closed].start;
                back = (struct place){anchor, nodes[closed].parent};
            } else if (closed != stop) {
                if (stop != NO_NODE)
                    back = (struct place){nodes[last_arm(nodes, stop)].end + 1,
                                          nodes[stop].parent};
            } else {
                const struct block_info *info = &b->info[nodes[closed].block];
                if (!info->pred_count)
                    back = (struct place){nodes[last].end, last};
                else if (info->pred_count == 1)
                    back = b->edge_place[info->last_edge];
                else
                    join = nodes[closed].block;
            }
        }
        u32 l = nodes[p.node].loop;
        for (; l != NO_NODE && nodes[l].start > anchor; l = nodes[nodes[l].parent].loop)
            if (nodes[l].end > next_set) return lazy_param(b, nodes[l].block, local);
        if (join != NO_BLOCK) return lazy_param(b, join, local);
        if (back.node == NO_NODE)
            return k > first ? b->set_value[k - 1] : initial_value(b, local);
        p = back;
    }
}

u32 local_get(struct build *b, u32 local) {
    if (b->local_stamp[local] != b->stamp) {
        b->local_stamp[local] = b->stamp;
        b->local_value[local] =
            resolve(b, local, (struct place){b->here, b->node}, b->set_done[local]);
    }
    return b->local_value[local];
}

void local_set(struct build *b, u32 local, u32 value) {
    u32 k = b->set_done[local]++;
    b->set_value[k] = value;
    b->set_node[k] = b->node;
    b->local_stamp[local] = b->stamp;
    b->local_value[local] = value;
}

/* Edges into each block, in order. */
static void collect_preds(struct build *b) {
    struct work *w = b->w;
    struct ir_function *f = w->f;
    w->raw_pred_first = ARENA_ARRAY(w->arena, u32, f->block_count + 2);
    u32 *next = w->raw_pred_first + 1;
    u32 *preds = w->raw_preds = arena_alloc(w->arena, f->edge_count * sizeof(u32));
    for (u32 n = 0; n < f->block_count; n++) next[n + 1] = next[n] + b->info[n].pred_count;
    for (u32 e = 0; e < f->edge_count; e++) preds[next[f->edges[e].to]++] = e;
}

/* The arguments for locals go behind those of wasm's own parameters. */
static void extend_edges(struct build *b, u32 block, const u32 *preds) {
    struct ir_function *f = b->w->f;
    const struct block_info *info = &b->info[block];
    for (u32 n = 0; n < info->pred_count; n++) {
        struct edge *edge = &f->edges[preds[n]];
        u32 to = work_list(b->w, edge->arg_count + info->lazy_count);
        if (edge->arg_count)
            memcpy(f->lists + to, f->lists + edge->arg_first, edge->arg_count * sizeof(u32));
        edge->arg_first = to;
        to += edge->arg_count;
        edge->arg_count += info->lazy_count;
        for (u32 k = info->lazy_first, i = 0; i < info->lazy_count; k = b->lazies[k].next, i++)
            f->lists[to++] = b->lazies[k].args[n];
    }
}

void locals_end(struct build *b) {
    struct work *w = b->w;
    struct ir_function *f = w->f;
    collect_preds(b);
    const u32 *first = w->raw_pred_first, *preds = w->raw_preds;
    for (u32 k = 0; k < b->lazy_count; k++) { /* more come while this runs */
        u32 block = b->lazies[k].block, count = b->info[block].pred_count;
        u32 *args = arena_alloc(w->arena, count * sizeof(u32));
        b->lazies[k].args = args;
        u32 local = b->lazies[k].local;
        for (u32 n = 0; n < count; n++) {
            struct place p = b->edge_place[preds[first[block] + n]];
            args[n] = resolve(b, local, p, sets_before(b, local, p.at));
        }
    }
    w->raw_params = arena_alloc(w->arena, (b->fixed_count + b->lazy_count) * sizeof(u32));
    u32 to = 0;
    for (u32 n = 0; n < f->block_count; n++) {
        const struct block_info *info = &b->info[n];
        f->blocks[n].param_first = to;
        f->blocks[n].param_count = info->param_count + info->lazy_count;
        for (u32 k = 0; k < info->param_count; k++)
            w->raw_params[to++] = b->fixed_params[info->params + k];
        for (u32 k = info->lazy_first, i = 0; i < info->lazy_count; k = b->lazies[k].next, i++)
            w->raw_params[to++] = b->lazies[k].value;
        if (info->lazy_count) extend_edges(b, n, preds + first[n]);
    }
}
