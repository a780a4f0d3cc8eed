/* migrate/reason.h: why a value is in memory at a point, and not in a register. Told from an
 * image's location map, which knows places, not decisions; so it is an account of what was
 * possible there, not of what the allocator thought.
 */
#ifndef HPMSIM_MIGRATE_REASON_H
#define HPMSIM_MIGRATE_REASON_H

#include "migrate/migrate.h"

/* ORDER REASON */
enum reason {
    REASON_PRESSURE, /* more values are live there than there are registers */
    REASON_CALL,     /* it outlives a call, and no register that calls preserve was free */
    REASON_STACK,    /* an argument that came on the stack */
    REASON_AWAY,     /* it was spilled for a place further on or back, and isn't needed yet */
    REASON_COUNT
};
extern const char *const reason_names[REASON_COUNT]; /* "pressure" ... */

/* Registers' worth of values that are live at a point. */
void reason_count_live(const struct point_map *map, u32 live[CLASS_COUNT]);
/* The values of a function that outlive a call in it: the same for all images of a program. */
struct bits reason_find_across(struct image *image, const struct program *p, u32 function,
                               struct arena *a);
/* Why `placed` is in memory; live and across as above, of its point and function. */
enum reason reason_of(const struct image *image, u32 function, const struct placed *placed,
                      const u32 live[CLASS_COUNT], const struct bits *across);

/* Counts reasons over whole states; remembers what it found out about functions. Zero it at
 * first, except for the program. */
struct reason_book {
    const struct program *program;
    struct arena arena;
    struct bits *across; /* per function */
    bool *known;         /* per function: across is found */
};
void reason_book_free(struct reason_book *b);
/* Adds, by reason, the parts of values of a state (as plan_make) that are in memory on the
 * machine of `image`. */
void reason_book_count(struct reason_book *b, struct image *image, const struct state *s,
                       u64 reasons[REASON_COUNT]);

#endif
