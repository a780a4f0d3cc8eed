/* image/map_plan.h: private to the codec of location maps: what the encoder finds out before it
 * writes. An *item* is a vreg in a place; a range says from when to when an item is there. */
#ifndef HPMSIM_IMAGE_MAP_PLAN_H
#define HPMSIM_IMAGE_MAP_PLAN_H

#include "image/private.h"

#define NONE 0xffffffffu

struct plan_range {
    u32 item, first, end;
    u32 before; /* the range of the same item before this one, or NONE */
};
struct plan_item {
    u32 vreg;
    struct loc loc;
    u32 last; /* its last range that starts at or before the point at hand, or NONE */
    u32 twin; /* another item of the same vreg, or NONE: a chain */
};
struct map_plan {
    struct plan_item *items;
    u32 item_count;
    struct plan_range *ranges; /* sorted by first, then vreg, kind and index of the place */
    u32 range_count;
    u32 *ended;   /* per point: ranges that end there */
    u8 *boundary; /* per point: the items that were there just before it are noted */
    u32 *jump;    /* per point: what is there is like just before boundary `jump`; or NONE */
};
/* All memory is the arena's. */
void map_plan_make(struct map_plan *plan, const struct map_shape *s,
                   const struct map_range *ranges, u32 range_count, struct arena *a);
/* The item is there at point p, if ranges up to p have been seen (item.last). */
static inline bool plan_alive(const struct map_plan *plan, u32 item, u32 p) {
    u32 last = plan->items[item].last;
    return last != NONE && plan->ranges[last].end > p;
}

#endif
