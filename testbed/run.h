/* testbed/run.h: an experiment carried out: the run without migration that it is compared with,
 * the runs themselves, the verdicts.
 */
#ifndef HPMSIM_TESTBED_RUN_H
#define HPMSIM_TESTBED_RUN_H

#include "testbed/experiment.h"
#include "testbed/layout.h"
#include "testbed/profile.h"

struct ending { /* what a run came to */
    enum session_end end;
    u32 exit_status;    /* END_EXIT */
    char *trap;         /* END_TRAP: session_trap_text; owned */
    struct text output; /* stdout and stderr, in order */
    u64 state_hash;
    u64 instructions, time_ns;
};

enum verdict { VERDICT_NONE, VERDICT_SAME, VERDICT_DIFFERENT };

struct schedule;
struct scheduled_process;

struct results {
    const struct experiment *experiment; /* not owned, nor is the build */
    const struct build *build;
    const struct schedule *schedule; /* that it is part of; NULL: none. Not owned */
    const struct scheduled_process *scheduled;
    struct session *session;        /* the last run; NULL when not even one began */
    struct session_options options; /* of the session */
    const char **args;
    struct ending reference; /* the run without migration */
    bool has_reference;
    struct ending ending;           /* of the last run */
    struct session_profile profile; /* of the last run; empty unless experiment->profile */
    u32 runs;                       /* that came to an end */
    ARRAY(u64) times_ns;            /* of each run */
    bool measured;                  /* the run is profiled even if nobody asked for a profile */
    bool interrupted; /* in the last run; in the one without migration, if !times_ns.count */
    enum verdict output, exit_status, memory; /* against the reference */
    enum verdict state;                       /* captured again after each migration */
    enum verdict repeats;                     /* runs against each other */
    char *state_difference;                   /* owned; where the state differed */
};

/* Runs it. `begun` is called with each session before it runs and with NULL afterwards: for
 * interrupts. False on errors; a difference is not an error but a verdict. results must be
 * freed in any case. */
bool experiment_run(const struct experiment *e, const struct build *b,
                    void (*begun)(struct session *), struct results *out, struct status *st);
void results_free(struct results *r);
/* A possible reason why runs differ that has nothing to do with migration: files that one run wrote
 * and the next one found. NULL when they don't differ, or have no folder. */
const char *results_folder_remark(const struct results *r);
/* The same in steps, for runs that somebody else drives (schedule.h): the run without migration; a
 * session, in results->session; what it came to, with the text of its failure, which is taken. */
bool results_begin(const struct experiment *e, const struct build *b,
                   void (*begun)(struct session *), struct results *out, struct status *st);
bool results_launch(struct results *r, struct status *st);
bool results_end(struct results *r, enum session_end end, struct status *mine,
                 struct status *st);
/* The names of the machines, per machine; free the array. */
const char **results_machine_names(const struct results *r);
/* No verdict is bad, and the program neither trapped nor was interrupted. */
bool results_good(const struct results *r);

/* For people and for programs. The JSON is complete, and host times aside the same each time.
 */
void results_print(const struct results *r, const struct style *s, struct text *out);
void results_write(const struct results *r, struct json_writer *w);
void results_write_as(const struct results *r, const char *key, struct json_writer *w);

enum { RECORDS_MAX = 100000 }; /* migrations that are listed one by one */

#endif
