/* migrate/migrate.c: one migration: roll to a point, capture, rebuild, plan. */
#include "migrate/plan.h"

enum moved migrate(struct machine *from, struct machine *to, const struct program *p,
                   const struct point_id *at, bool check, struct state space[2],
                   struct migration *out, enum stop *stop, struct status *st) {
    u64 start = time_now_ns();
    *stop = machine_roll(from, &out->distance, st);
    if (*stop == STOP_ERROR) return MOVED_FAILED;
    if (*stop != STOP_LIMIT) return MOVED_NOT_ENDED;
    u64 rolled = time_now_ns();
    if (machine_image(from)->program_hash != machine_image(to)->program_hash) {
        status_fail(st, FAULT_USER, "images of different programs: nothing is moved");
        return MOVED_FAILED;
    }
    if (at && image_point_offset(machine_image(from), *at) != machine_pc(from)) at = NULL;
    if (!state_capture_for(from, machine_image(to), p, at, &space[0], st)) return MOVED_FAILED;
    u64 captured = time_now_ns();
    if (!state_rebuild(to, p, &space[0], st)) return MOVED_FAILED;
    u64 rebuilt = time_now_ns();
    out->roll_ns = rolled - start;
    out->capture_ns = captured - rolled;
    out->rebuild_ns = rebuilt - captured;
    out->at = space[0].frames.at[0].at;
    out->frames = space[0].frames.count;
    struct plan plan;
    plan_make(machine_image(from), machine_image(to), p, &space[0], &plan);
    memcpy(out->ways, plan.ways, sizeof out->ways);
    out->frames_copied = plan.frames_copied;
    out->plan_ns = time_now_ns() - rebuilt;
    if (check && !state_arrived(from, to, p, &space[0], &space[1], st)) return MOVED_FAILED;
    return MOVED;
}
