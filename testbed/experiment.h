/* testbed/experiment.h: an experiment as its JSON file says it.
 *
 *     { "program": "../workloads/nqueens.c",
 *       "machines": { "big": { "isa": "aarch64" }, "small": { "isa": "x86-32", "registers": 5 } },
 *       "migrations": [ { "at": { "instructions": 1000 }, "to": "small" } ] }
 *
 * The tables of testbed/experiment_form.h tell all that it can say; docs/EXPERIMENTS.md is made
 * from them.
 * Only "program" and "machines" must be there. All that is wrong is told in one go.
 */
#ifndef HPMSIM_TESTBED_EXPERIMENT_H
#define HPMSIM_TESTBED_EXPERIMENT_H

#include "testbed/policy.h"
#include "testbed/session.h"

struct experiment_machine {
    const char *name;               /* of the document */
    struct model model;             /* narrowed */
    u32 registers, float_registers; /* asked for; 0: as many as the model has */
    const struct allocator *allocator;
    u64 instructions_per_s; /* simulated */
};

struct trigger_parts { /* of the trigger of the same number */
    u32 *to;           /* owned */
    u64 *positions;    /* owned */
    struct json named; /* the value that names its function, line ..., or absent */
    bool seeded;       /* it has a seed of its own */
};

/* Of an experiment of several processes, each is an experiment of its own, which borrows what all
 * have in common. */
struct experiment {
    const char *process; /* its name; NULL: the only one */
    bool has_seed;       /* of its own */
    bool borrows;        /* path, folder, document and machines are another one's */
    ARRAY(struct experiment *) processes; /* owned */
    struct experiment *reading;           /* while it is read: the process at hand, or itself */
    struct policy_options policy;         /* of several processes */
    char *path;                           /* of the file */
    char *folder; /* that relative paths start from: "" or with a final slash */
    struct json_document *document;
    char *program;                        /* path; "" when it is missing */
    const char *name;                     /* its last part: argv[0] */
    ARRAY(const char *) args;             /* without argv[0] */
    ARRAY(char *) env;                    /* "K=V"; owned */
    ARRAY(struct process_folder) folders; /* host: owned */
    ARRAY(struct experiment_machine) machines;
    u32 start;
    ARRAY(struct trigger) triggers; /* .to and .positions point into `parts` */
    ARRAY(struct trigger_parts) parts;
    bool check_reference, check_state;
    bool profile; /* count what is executed, by function and kind */
    const struct strategy *strategy;
    const struct allocator *allocator; /* of machines that name none */
    struct link link;
    u64 seed;
    u32 repeat;
};

struct setting { /* --set POINTER=VALUE */
    const char *pointer, *value;
};

/* Reads a file, after changing it (in memory) by n settings. Adds to st all that is wrong, and
 * returns what could be read; NULL when that is nothing. */
struct experiment *experiment_read(const char *path, const struct setting *settings, u32 n,
                                   struct status *st);
/* Looks up what triggers name; adds to st what is wrong. b NULL: only what the module tells. */
bool experiment_resolve(struct experiment *e, const struct program *p, const struct build *b,
                        struct status *st);
/* Profiles it, and each of its processes. */
void experiment_profile(struct experiment *e);
void experiment_free(struct experiment *e);
/* What a session needs, for a run with migrations or (moves = false) without any. args has room
 * for e->args.count + 1 strings. Points into e. */
void experiment_options(const struct experiment *e, bool moves, const char **args,
                        struct session_options *out);

#endif
