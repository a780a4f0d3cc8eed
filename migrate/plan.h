/* migrate/plan.h: what a migration between two images does to each value: its way from the
 * place that one image's map gives it to the place in the other's. Only maps are read; no
 * machine is touched, so a plan can be made before, after or without moving.
 */
#ifndef HPMSIM_MIGRATE_PLAN_H
#define HPMSIM_MIGRATE_PLAN_H

#include "migrate/migrate.h"

struct plan {
    u32 ways[WAY_COUNT]; /* values by way, over all frames */
    u32 frames_copied;   /* whose values stay where they are, in frames of one layout */
};
/* Plans the move of a state: its innermost frame stands at a point, the outer ones are
 * suspended in calls. Both images must be of program p. */
void plan_make(struct image *from, struct image *to, const struct program *p,
               const struct state *s, struct plan *out);

#endif
