/* tests/migrate/travel.h: a program compiled for a ring of models, and a process that runs on
 * their machines, moving as it is told. What goes wrong is told in a way that can be repeated:
 * seed, number of the migration, from where to where, function and point. */
#ifndef HPMSIM_TESTS_MIGRATE_TRAVEL_H
#define HPMSIM_TESTS_MIGRATE_TRAVEL_H

#include "compile/compile.h"
#include "migrate/migrate.h"
#include "testbed/strategy.h"

enum { RING_MAX = 32 };
struct ring { /* models; an ISA that isn't there yet is left out, and said so once */
    struct model models[RING_MAX];
    const struct allocator *allocators[RING_MAX]; /* NULL: the default one */
    u32 count;
};
/* Adds "aarch64", "x86-32/5", or "riscv64/4/4" (4 integer and 4 float registers). */
void ring_add(struct ring *r, const char *name);
/* All base ISAs, whole and (narrow) with 4 integer and 4 float registers. */
void ring_all(struct ring *r, bool narrow);

/* Makes of all models what the strategy wants. */
void ring_strategy(struct ring *r, const struct strategy *s);
/* Gives the models all allocators in turn, from number `first` on, so that neighbours differ; their
 * names tell. */
void ring_allocators(struct ring *r, u32 first);

struct fleet { /* a program and its images, one for each model of the ring */
    struct program *program;
    const struct ring *ring;
    struct image *images[RING_MAX];
};
/* Takes the program; NULL when it can't be compiled. */
struct fleet *fleet_compile(struct program *program, const struct ring *ring, bool verify,
                            struct status *st);
void fleet_free(struct fleet *f);

/* How a process moves. Distances are counted in instructions of the machine that it is on. */
enum gait {
    GAIT_STAY,
    GAIT_EVERY,  /* each `distance` instructions, to the next model of the ring */
    GAIT_RANDOM, /* at random distances, `distance` on the average, to a random other model */
};
struct way_to_go {
    enum gait gait;
    u64 distance;
    u64 seed;
    u64 limit; /* migrations; 0: as many as come */
    /* For the sake of time, distances grow in proportion to the frames on the stack beyond so
     * many, and to the migrations of one run beyond so many; 0: never. */
    u32 frames_most, migrations_most;
    u64 most; /* instructions; beyond that many the run is stopped as endless; 0: any */
};

struct traveller {
    struct fleet *fleet;
    struct process *process;
    struct machine *machines[RING_MAX]; /* made when first needed */
    u32 at;                             /* the machine that the process is on */
    struct way_to_go way;
    u64 random;
    struct state space[2];
    u64 run_migrations;                /* of the run at hand */
    u64 executed, migrations, refused; /* refused: the other machine's stack was too small */
    u64 distance, distance_max;        /* instructions from stop to point */
    u32 frames;                        /* at the last migration */
    struct migration last;
    u32 last_from;
    struct text trouble; /* what went wrong; "" while all is well */
};
/* NULL when the process can't be made (its status says why). */
struct traveller *traveller_new(struct fleet *f, const struct process_options *o, u32 start,
                                const struct way_to_go *way, struct status *st);
void traveller_free(struct traveller *t);
/* Runs a function to its end, moving on the way. STOP_DONE: results are filled in. A failure of
 * ours is STOP_ERROR, and `trouble` tells it. */
enum stop traveller_call(struct traveller *t, u32 function, const u64 *args, u64 *results);
/* The two halves of that, for those who want to stop in between. */
bool traveller_start(struct traveller *t, u32 function, const u64 *args);
enum stop traveller_run(struct traveller *t);
struct machine *traveller_machine(struct traveller *t, u32 n);
/* One migration from where the process stands. */
enum moved traveller_move(struct traveller *t, u32 to, enum stop *stop);
/* "riscv64 -> x86-32/4, migration 17 (seed 5), sort.c:compare point 12 (sort.c:30)" */
const char *traveller_place(struct traveller *t);

#endif
