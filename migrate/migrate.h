/* migrate/migrate.h: moving a running process from one machine to another.
 *
 *     machine A (stopped anywhere) -- roll --> at a point
 *        -- capture --> abstract state: frames of (function, point, values)
 *        -- rebuild --> registers and stack of machine B, at the same point
 *
 * Nothing is compiled; all that is used are the two images' location maps. Linear memory,
 * globals, tables and files stay where they are.
 *
 * A frame suspended in a call whose function has one layout on both images (image_same_layout)
 * is not translated: its homes are copied as they are, and only the return address is the other
 * machine's own.
 */
#ifndef HPMSIM_MIGRATE_MIGRATE_H
#define HPMSIM_MIGRATE_MIGRATE_H

#include "sim/machine.h"

/* ---- Abstract state -------------------------------------------------------------------------
 */

struct cell { /* one live IR value; constants are left out, as every image knows them */
    u32 value;
    u8 parts; /* bit 0: the low half (or all of a narrow value) is known, bit 1: the high half;
                 on 32-bit machines half of an i64 can be dead */
    u64 bits; /* i32 zero-extended, floats as they lie in memory */
};
struct state_frame {
    struct point_id at; /* innermost frame: the point; outer frames: the call operation that
                           they are suspended in */
    u32 first, count;   /* in state.cells, ascending value */
    bool copied;        /* no cells, but homes: home_bytes from bytes_first on in state.bytes */
    u32 bytes_first;
};
struct state {
    ARRAY(struct state_frame) frames; /* innermost first */
    ARRAY(struct cell) cells;
    ARRAY(u8) bytes;
};
void state_free(struct state *s);
void state_clear(struct state *s);

/* Reads the frames of a machine that stands at a point. Several points can share an address;
 * `at` says which is meant (it must be one of them), NULL: the last. The machine isn't changed.
 */
bool state_capture(struct machine *m, const struct program *p, const struct point_id *at,
                   struct state *s, struct status *st);
/* The same for a move to a machine of image `to`: frames that are the same there are kept as
 * bytes. */
bool state_capture_for(struct machine *m, struct image *to, const struct program *p,
                       const struct point_id *at, struct state *s, struct status *st);
/* Sets a machine up so that it continues from s. On failure (the stack is too small) the
 * machine must not be run; the state is as good as before. */
bool state_rebuild(struct machine *m, const struct program *p, const struct state *s,
                   struct status *st);
/* Whether two captures of one process agree; says where they don't. Halves known to only one
 * side are not compared, nor frames that either side has as bytes. */
bool state_same(const struct program *p, const struct state *x, const struct state *y,
                struct status *st);

/* After a migration: captures the process anew where it came to, through the maps, and compares
 * with s, which was moved there; where frames were moved as bytes, with what `from`, which has
 * not run since, has in them by its maps. `again` is working storage. */
bool state_arrived(struct machine *from, struct machine *to, const struct program *p,
                   const struct state *s, struct state *again, struct status *st);

/* ---- Starting and ending ---------------------------------------------------------------- */

/* Prepares a machine to run a function: a process starts as the abstract state of one frame at
 * point 0. args: bits per parameter. */
bool process_start(struct machine *m, const struct program *p, u32 function, const u64 *args,
                   struct status *st);
/* The results of that function once the machine stopped with STOP_DONE (on whichever machine
 * that was). */
void process_results(struct machine *m, const struct program *p, u32 function, u64 *results);

/* ---- Migration -------------------------------------------------------------------------- */

/* The way of a value (of each part, where one side splits it). ORDER WAY */
enum way {
    WAY_REG_TO_REG,
    WAY_SPILL,
    WAY_FILL,
    WAY_SLOT_TO_SLOT,
    WAY_SPLIT,
    WAY_JOIN,
    WAY_CONSTANT,
    WAY_COUNT
};
extern const char *const way_names[WAY_COUNT]; /* "register_to_register" ... */

struct migration {
    struct point_id at; /* of the innermost frame */
    u32 distance;       /* instructions from the stop to the point */
    u32 frames;
    u32 frames_copied;                   /* of those: as bytes, not translated */
    u32 ways[WAY_COUNT];                 /* values by way */
    u64 roll_ns, capture_ns, rebuild_ns; /* host time; translation is capture + rebuild */
    u64 plan_ns; /* host time to count the ways; no part of the translation */
};
enum moved { MOVED, MOVED_NOT_ENDED, MOVED_FAILED };
/* Rolls machine `from` to its next point and moves the process to `to`. Where several points
 * share that address, `at` is taken if it is one of them; NULL, or if it isn't: the last.
 * MOVED_NOT_ENDED: while
 * it rolled the process ended (*stop says how): nothing was moved. MOVED_FAILED: the process is
 * still on `from` and can go on there. check: capture again from `to` and compare. `space` is
 * working storage, kept between calls (zero-initialised at first); afterwards space[0] holds
 * the state. */
enum moved migrate(struct machine *from, struct machine *to, const struct program *p,
                   const struct point_id *at, bool check, struct state space[2],
                   struct migration *out, enum stop *stop, struct status *st);

/* Functions on the stack of a stopped machine, innermost first, for stack traces: works
 * anywhere, not only at points. Returns the number of frames written. */
u32 stack_trace(struct machine *m, struct point_id *out, u32 max);

#endif
