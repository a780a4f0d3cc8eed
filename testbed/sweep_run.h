/* testbed/sweep_run.h: carrying out a sweep: one process per point, several at a time.
 *
 *     DIR/sweep.json         what was swept: version, identity, parameters, number of points
 *     DIR/experiment.json    the experiment, with its settings
 *     DIR/points/000012/     the results of point 12, as `hpmsim run -o` writes them
 *     DIR/failures/000013.txt   what a point that gave no results printed
 *     DIR/runs.csv, ...      the tables of all points, in their order (testbed/merge.h)
 *
 * A point's folder appears by a rename when it is complete, so that a sweep that was interrupted,
 * in whatever way, can be resumed: points whose *key* (hash of version, experiment with settings,
 * models and the program's file) is the same are kept, the others are run (again).
 */
#ifndef HPMSIM_TESTBED_SWEEP_RUN_H
#define HPMSIM_TESTBED_SWEEP_RUN_H

#include "testbed/sweep.h"

struct sweep_progress {
    u32 total;     /* points of this shard */
    u32 kept;      /* complete before this run */
    u32 done;      /* complete, kept ones included */
    u32 different; /* of those: a check failed or the program trapped */
    u32 failed;    /* gave no results */
    u32 running;
    u64 elapsed_ns;
    u64 left_ns; /* estimate; 0 while there is none */
};

struct sweep_options {
    const char *experiment; /* path of the file */
    const char *folder;     /* where results go */
    const struct setting *settings;
    u32 setting_count;
    struct shard shard;
    u32 workers; /* at least 1 */
    bool resume; /* keep what is there; without it, a folder that holds a sweep is an error */
    const char *hpmsim; /* the executable that runs points */
    /* Called after every change and now and then. */
    void (*progress)(void *context, const struct sweep_progress *p);
    void *context;
};

/* Runs all points of the shard, then makes the tables. While it works, SIGINT, SIGTERM and
 * SIGHUP end it in good order: points that run are given up, the tables hold what is complete,
 * *interrupted is set. False on errors that end the sweep; points that fail don't. */
bool sweep_run(const struct sweep *s, const struct sweep_options *o, struct sweep_progress *out,
               bool *interrupted, struct status *st);

#endif
