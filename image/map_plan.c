/* image/map_plan.c: what the encoder of location maps finds out before it writes.
 *
 * Ranges of one item that touch are joined. Then each point where something comes back that was
 * gone is looked at: it is the start of a block that does not continue the one before it in
 * code. What is there is probably what was there at the end of an earlier block, less a few
 * items. The best such end is noted as the point's `jump`: the decoder starts from what was
 * there then. This finds the edges of the function that matter, from the ranges alone. */
#include <assert.h>
#include <stdlib.h>

#include "image/map_plan.h"

/* ---- Items ------------------------------------------------------------------------------ */

static int by_first(const void *x, const void *y) {
    const struct map_range *p = x, *q = y;
    if (p->first != q->first) return p->first < q->first ? -1 : 1;
    if (p->vreg != q->vreg) return p->vreg < q->vreg ? -1 : 1;
    if (p->loc.kind != q->loc.kind) return p->loc.kind < q->loc.kind ? -1 : 1;
    return (p->loc.index > q->loc.index) - (p->loc.index < q->loc.index);
}

static bool sorted(const struct map_range *at, u32 count) {
    for (u32 n = 1; n < count; n++)
        if (by_first(&at[n - 1], &at[n]) > 0) return false;
    return true;
}

/* The ranges sorted, if they are not. */
static const struct map_range *in_order(const struct map_range *ranges, u32 count,
                                        struct arena *a) {
    if (sorted(ranges, count)) return ranges;
    struct map_range *copy = arena_alloc(a, sizeof *copy * count);
    memcpy(copy, ranges, sizeof *copy * count);
    qsort(copy, count, sizeof *copy, by_first);
    return copy;
}

static void find_items(struct map_plan *plan, const struct map_shape *s,
                       const struct map_range *ranges, u32 count, struct arena *a) {
    u32 vreg_count = s->value_count * s->isa->parts;
    u32 *first_item = arena_alloc(a, sizeof *first_item * (vreg_count + 1));
    memset(first_item, 0xff, sizeof *first_item * (vreg_count + 1));
    plan->items = arena_alloc(a, sizeof *plan->items * (count + 1));
    plan->ranges = arena_alloc(a, sizeof *plan->ranges * (count + 1));
    for (u32 k = 0; k < count; k++) {
        const struct map_range *r = &ranges[k];
        assert(r->vreg < vreg_count && r->end <= s->point_count);
        if (r->first >= r->end) continue;
        u32 item = first_item[r->vreg];
        while (item != NONE && !loc_same(plan->items[item].loc, r->loc))
            item = plan->items[item].twin;
        if (item == NONE) {
            item = plan->item_count++;
            plan->items[item] = (struct plan_item){r->vreg, r->loc, NONE, first_item[r->vreg]};
            first_item[r->vreg] = item;
        }
        u32 last = plan->items[item].last;
        if (last != NONE && plan->ranges[last].end >= r->first) {
            plan->ranges[last].end = MAX(plan->ranges[last].end, r->end);
            continue;
        }
        plan->items[item].last = plan->range_count;
        plan->ranges[plan->range_count++] = (struct plan_range){item, r->first, r->end, last};
    }
}

struct range_list ranges_join(const struct map_shape *s, const struct map_range *ranges,
                              u32 count, struct arena *a) {
    struct map_plan plan = {0};
    struct arena scratch;
    arena_init(&scratch);
    find_items(&plan, s, in_order(ranges, count, &scratch), count, &scratch);
    struct range_list out = {.count = plan.range_count};
    out.at = arena_alloc(a, sizeof *out.at * (plan.range_count + 1));
    for (u32 k = 0; k < plan.range_count; k++) {
        const struct plan_range *r = &plan.ranges[k];
        const struct plan_item *i = &plan.items[r->item];
        out.at[k] = (struct map_range){i->vreg, r->first, r->end, i->loc};
    }
    arena_free(&scratch);
    return out;
}

/* ---- Jumps ------------------------------------------------------------------------------ */

enum { CANDIDATES = 8, COST_GONE = 1, COST_NEW = 8, COST_JUMP = 8 };

struct search {
    struct map_plan *plan;
    u32 *there_count; /* per point: items that are there */
    ARRAY(u32) there; /* items at the point at hand */
};

/* The range of an item that covers point p, at or before item.last; NONE when there is none. */
static u32 covering(const struct map_plan *plan, u32 item, u32 p) {
    u32 k = plan->items[item].last;
    while (k != NONE && plan->ranges[k].first > p) k = plan->ranges[k].before;
    return k != NONE && plan->ranges[k].end > p ? k : NONE;
}

/* What it takes to write the items at hand starting from those at point `from`. */
static u32 cost_from(const struct search *s, u32 from, u32 best) {
    u32 in_both = 0, budget = best / COST_NEW + 1, missing = 0;
    for (u32 k = 0; k < s->there.count && missing <= budget; k++) {
        bool there = covering(s->plan, s->there.at[k], from) != NONE;
        in_both += there;
        missing += !there;
    }
    return (s->there_count[from] - in_both) * COST_GONE + missing * COST_NEW;
}

/* Looks for the best point to start from at point p, where ranges first .. end - 1 start. */
static void find_jump(struct search *s, u32 p, u32 first, u32 end) {
    struct map_plan *plan = s->plan;
    u32 candidates[CANDIDATES], count = 0;
    for (u32 k = first; k < end; k++) {
        u32 before = plan->ranges[k].before;
        if (before == NONE) continue;
        u32 from = plan->ranges[before].end - 1;
        bool known = from + 1 >= p;
        for (u32 n = 0; n < count; n++) known |= candidates[n] == from;
        if (!known && count < CANDIDATES) candidates[count++] = from;
    }
    if (count == 0) return;
    u32 best = cost_from(s, p - 1, NONE - COST_NEW), found = NONE;
    best = best > COST_JUMP ? best - COST_JUMP : 0;
    for (u32 n = 0; n < count; n++) {
        u32 cost = cost_from(s, candidates[n], best);
        if (cost >= best) continue;
        best = cost;
        found = candidates[n];
    }
    if (found == NONE) return;
    plan->jump[p] = found + 1;
    plan->boundary[p] = plan->boundary[found + 1] = 1;
}

static void find_jumps(struct map_plan *plan, const struct map_shape *s, struct arena *a) {
    struct search search = {.plan = plan};
    u32 n = s->point_count, *count = ARENA_ARRAY(a, u32, n + 1);
    for (u32 k = 0; k < plan->range_count; k++) {
        count[plan->ranges[k].first]++;
        count[plan->ranges[k].end]--;
        plan->ended[plan->ranges[k].end]++;
    }
    for (u32 p = 1; p <= n; p++) count[p] += count[p - 1];
    search.there_count = count;
    for (u32 i = 0; i < plan->item_count; i++) plan->items[i].last = NONE;

    u32 next = 0;
    for (u32 p = 0; p < n && next < plan->range_count; p++) {
        u32 kept = 0, first = next;
        if (plan->ranges[next].first > p) continue;
        for (u32 k = 0; k < search.there.count; k++)
            if (plan_alive(plan, search.there.at[k], p))
                search.there.at[kept++] = search.there.at[k];
        search.there.count = kept;
        for (; next < plan->range_count && plan->ranges[next].first == p; next++) {
            u32 item = plan->ranges[next].item;
            plan->items[item].last = next;
            array_push(&search.there, item);
        }
        if (p > 0) find_jump(&search, p, first, next);
    }
    array_free(&search.there);
}

void map_plan_make(struct map_plan *plan, const struct map_shape *s,
                   const struct map_range *ranges, u32 range_count, struct arena *a) {
    *plan = (struct map_plan){0};
    find_items(plan, s, in_order(ranges, range_count, a), range_count, a);
    plan->ended = ARENA_ARRAY(a, u32, s->point_count + 1);
    plan->boundary = ARENA_ARRAY(a, u8, s->point_count + 1);
    plan->jump = arena_alloc(a, sizeof *plan->jump * (s->point_count + 1));
    memset(plan->jump, 0xff, sizeof *plan->jump * (s->point_count + 1));
    find_jumps(plan, s, a);
    for (u32 i = 0; i < plan->item_count; i++) plan->items[i].last = NONE;
}
