/* tests/migrate/suite.h: the official WebAssembly suite on machines. A *lane* is one way to run
 * all of it: on one model, or moving. Each module is compiled once for all models; each lane
 * has its own process of it, on which the suite's commands are carried out in turn. */
#ifndef HPMSIM_TESTS_MIGRATE_SUITE_H
#define HPMSIM_TESTS_MIGRATE_SUITE_H

#include "tests/migrate/travel.h"

struct lane {
    char name[64];
    u32 start; /* model of the ring */
    struct way_to_go way;
    u32 returned, trapped, exhausted, refused_modules, failed; /* assertions */
    u64 migrations, executed, too_small;
    u64 time_ns; /* in this lane, all told */
};
enum { LANES_MAX = RING_MAX };

/* What is left out, and why. */
struct omission {
    char file[64], why[120];
    u32 commands;
};

struct suite {
    struct ring ring;
    struct lane lanes[LANES_MAX];
    u32 lane_count;
    u32 modules, functions;
    u64 convert_ns, compile_ns;
    ARRAY(struct omission) omissions;
    /* the file at hand */
    const char *file;
    ARRAY(struct instance *) instances;
    struct instance *last; /* NULL: the last module could not be used */
    ARRAY(struct registration) registrations;
};

struct lane *suite_lane(struct suite *s, const char *name);
/* Converts a file of HPMSIM_SPEC_DIR with wast2json and carries it out. */
void suite_run_file(struct suite *s, const char *file);
void suite_free(struct suite *s);

#endif
