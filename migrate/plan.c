/* migrate/plan.c: the ways of all values of a state, from the maps of both images. */
#include "migrate/plan.h"

const char *const way_names[WAY_COUNT] = {
    "register_to_register", "spill", "fill", "slot_to_slot", "split", "join", "constant"};

/* The way of a value between its primary places on two machines. */
static enum way way_of(const struct placed *from, u32 from_parts, const struct placed *to,
                       u32 to_parts) {
    if (from_parts < to_parts) return WAY_SPLIT;
    if (from_parts > to_parts) return WAY_JOIN;
    if (from->in_reg) return to->in_reg ? WAY_REG_TO_REG : WAY_SPILL;
    return to->in_reg ? WAY_FILL : WAY_SLOT_TO_SLOT;
}

/* Index behind the entries of the value at k; counts its parts; skips second copies. */
static u32 value_end(const struct point_map *m, u32 k, u32 *parts) {
    u32 value = m->at[k].value;
    *parts = 0;
    for (; k < m->count && m->at[k].value == value; k++) *parts += !m->at[k].home;
    return k;
}

static void count_ways(const struct point_map *from, const struct point_map *to, u32 *ways) {
    u32 j = 0, k = 0;
    while (k < to->count) {
        u32 to_parts, from_parts, end = value_end(to, k, &to_parts);
        const struct placed *p = &to->at[k];
        if (p->is_const) {
            ways[WAY_CONSTANT]++;
        } else {
            while (j < from->count && from->at[j].value < p->value) j++;
            if (j < from->count && from->at[j].value == p->value) {
                u32 next = value_end(from, j, &from_parts);
                ways[way_of(&from->at[j], from_parts, p, to_parts)]++;
                j = next;
            }
        }
        k = end;
    }
}

void plan_make(struct image *from, struct image *to, const struct program *p,
               const struct state *s, struct plan *out) {
    *out = (struct plan){0};
    for (u32 n = 0; n < s->frames.count; n++) {
        struct point_id at = s->frames.at[n].at;
        struct point_map a = n ? image_call_map(from, p, at) : image_map(from, p, at);
        struct point_map b = n ? image_call_map(to, p, at) : image_map(to, p, at);
        count_ways(&a, &b, out->ways);
        out->frames_copied += n && image_same_layout(from, to, at.function);
    }
}
