/* tests/migrate/torture.h: running a program at rest on each machine of a ring, then moving in
 * every way asked for, and comparing how it ends. */
#ifndef HPMSIM_TESTS_MIGRATE_TORTURE_H
#define HPMSIM_TESTS_MIGRATE_TORTURE_H

#include "tests/base/check.h"
#include "tests/migrate/travel.h"

#define PROGRAMS HPMSIM_SOURCE_DIR "/tests/migrate/programs/"

struct torture {
    const char *path;        /* .wat (its function "run"), .c or .wasm (its _start) */
    const char *const *args; /* of C programs, behind the name; NULL-terminated, or NULL */
    const u64 *run_args;     /* of "run" */
    const char *folder;      /* given to the program, emptied before each run; or NULL */
    struct ring ring;
    const struct strategy *strategy; /* NULL: the default one */
    u32 allocators; /* all in turn round the ring, the first model gets number `allocators` - 1; 0:
                       the default one for all */
    struct way_to_go way;
    bool each_isa;  /* starts only on the first model of each ISA; else on all */
    bool one_start; /* moves from the first model only */
    bool verify;    /* proves the allocations */
    bool homes;     /* models have homes, as strategy memory has it, but for the last */
    /* out */
    u64 migrations, instructions, distance, distance_max, refused;
    u32 runs;
};
/* Runs it; prints what went wrong (with the fewest migrations that suffice) and returns false.
 * HPMSIM_SEED, HPMSIM_START (number of a model) and HPMSIM_LIMIT (migrations) repeat one run;
 * HPMSIM_TRACE shows each migration. */
bool torture(struct torture *t);
/* Adds what a model of the ring that all tests go round is named, in an order in which most
 * steps change both word size and number of registers. */
void torture_ring(struct ring *r);
/* Loads a program and compiles it for a ring, with proofs; a test fails where that can't be done. */
struct fleet *fleet_load(const char *path, const struct ring *ring);

#endif
