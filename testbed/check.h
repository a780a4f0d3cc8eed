/* testbed/check.h: can a process move? For every point of every function and every ordered pair
 * of machines: whether what is live there has a place on both, and which way each value would
 * go. All this comes out of the images' location maps; nothing is run.
 */
#ifndef HPMSIM_TESTBED_CHECK_H
#define HPMSIM_TESTBED_CHECK_H

#include "migrate/reason.h"
#include "testbed/session.h"

struct machine_check { /* one machine, over all points */
    u64 values;        /* live, constants left out */
    u64 in_register, constants;
    u64 in_memory[REASON_COUNT];
    u32 most_live[CLASS_COUNT]; /* registers' worth of values, at any point */
};
struct pair_check { /* one ordered pair of machines */
    u64 ways[WAY_COUNT];
    u64 problems;
};
struct check_problem {
    struct point_id at;
    bool in_call; /* of the frame that is suspended in the call there */
    u32 from, to; /* machines; equal: it concerns that machine alone */
    char *text;   /* owned */
};

struct check_results {
    const struct build *build;
    u32 count; /* machines */
    u64 functions, points, calls;
    struct machine_check *machines;
    struct pair_check *pairs;             /* [from * count + to] */
    ARRAY(struct check_problem) problems; /* the first PROBLEMS_MAX */
    u64 problem_count;
};
enum { PROBLEMS_MAX = 100 };

/* function: its index, or -1 for all. */
void check_images(const struct build *b, i64 function, struct check_results *out);
void check_free(struct check_results *r);

/* What is live at a point and where, one line per value with a place per machine, values that
 * some machine keeps in memory with the reason: "v7 i32  x19  [sp+16] pressure: 17 live, 5
 * registers". */
void check_point_text(const struct build *b, struct point_id at, struct text *out);

#endif
