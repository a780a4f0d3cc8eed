/* testbed/sweep.h: one experiment, many settings.
 *
 *     "sweep": {
 *         "/machines/small/registers": { "from": 4, "to": 28, "step": 4 },
 *         "/migrations/0/every/instructions": { "from": 1000, "to": 1000000, "factor": 10 },
 *         "/program": [ "../workloads/sort.c", "../workloads/fft.c" ],
 *         "/strategy": { "values": [ "map", "common" ], "name": "strategy" },
 *         "zip": [ { "/args/0": [ "8", "9" ], "/seed": [ 1, 2 ] } ] }
 *
 * Each member is an *axis*: a JSON pointer into the experiment and the values that it takes. The
 * lists of an object inside "zip" have one length and advance together: they are one axis. The
 * *points* of a sweep are all combinations, numbered from 0; the first axis advances slowest.
 *
 * A parameter's name (column parameter_NAME in tables) is the pointer with _ for /, unless
 * "name" gives one. A value's label is the value itself as text, unless "labels" gives others;
 * of a path to a file it is the file's name without folder and ending. What the file may look like
 * is said in testbed/sweep_form.c.
 */
#ifndef HPMSIM_TESTBED_SWEEP_H
#define HPMSIM_TESTBED_SWEEP_H

#include "testbed/experiment.h"

enum { SWEEP_POINTS_MAX = 1000000 };

struct sweep_value {
    char *json;  /* as JSON text */
    char *label; /* for tables and lists */
};
struct sweep_parameter {
    char *pointer, *name;
    ARRAY(struct sweep_value) values; /* one per step of its axis */
    u32 axis;
};
struct sweep_axis {
    u32 length; /* values */
};
struct sweep {
    struct arena arena; /* owns all text */
    ARRAY(struct sweep_parameter) parameters;
    ARRAY(struct sweep_axis) axes;
    u32 points;            /* the product of the axes' lengths; 1 where there are none */
    u64 identity;          /* hash of the experiment with its settings, and of the sweep */
    char *experiment_json; /* the experiment with its settings, as one line */
};

/* Reads the sweep of an experiment's file after n settings; adds to st all that is wrong with
 * it. The experiment itself is not looked at: sweep_check does that. */
bool sweep_read(const char *path, const struct setting *settings, u32 n, struct sweep *out,
                struct status *st);
void sweep_free(struct sweep *s);
/* The value that a parameter has at a point. */
const struct sweep_value *sweep_value(const struct sweep *s, u32 parameter, u32 point);
/* The settings of a point: the n common ones, then one per parameter. `out` has room for n +
 * parameters.count. */
void sweep_settings(const struct sweep *s, u32 point, const struct setting *common, u32 n,
                    struct setting *out);
/* Whether each point is a good experiment; adds to st what is wrong with the first few that are
 * not. keys (NULL: not wanted), per point: a hash of all that its results depend on: version of
 * hpmsim, experiment with settings, models, the program's file. */
bool sweep_check(const struct sweep *s, const char *path, const struct setting *common, u32 n,
                 u64 *keys, struct status *st);

/* A part of a sweep: the points p with p % count == index. */
struct shard {
    u32 index, count; /* index from 0 */
};
static inline bool shard_has(struct shard s, u32 point) {
    return point % s.count == s.index;
}

#endif
