/* testbed/session.h: running a program on several machines, and moving it between them on the
 * way.
 *
 *     build    a program and its images, one per machine; shared by all sessions
 *     session  one run: a process, its machines (made when first needed), triggers that move it
 *
 * Positions in a run are counted in guest instructions since its start, on whichever machine;
 * those executed while rolling to a point count too.
 */
#ifndef HPMSIM_TESTBED_SESSION_H
#define HPMSIM_TESTBED_SESSION_H

#include "compile/compile.h"
#include "migrate/migrate.h"
#include "migrate/reason.h"
#include "testbed/link.h"
#include "testbed/stats.h"
#include "testbed/strategy.h"

/* ---- Builds ---------------------------------------------------------------------------------
 */

struct build {
    struct program *program; /* owned */
    struct image **images;   /* per machine; machines of equal models and allocators
                                share one */
    u32 count;
    struct compile_numbers numbers;
    u64 wall_ns; /* that compiling took */
};
struct build_options {
    const struct allocator *allocator;         /* of all machines; NULL: the default */
    const struct allocator *const *allocators; /* per machine, where it isn't NULL; or NULL */
    const struct strategy *strategy;           /* NULL: the default */
    bool cache;                                /* use and fill the user's cache */
};
/* Compiles for n machines, whose models become what the strategy makes of them: images[k]->model.
 * Takes ownership of the program in any case. */
bool build_make(struct build *b, struct program *program, const struct model *models, u32 n,
                const struct build_options *o, struct status *st);
void build_free(struct build *b);
/* Whether image number n is the first that is this one: for lists that name each image once. */
bool build_first(const struct build *b, u32 n);

/* ---- Triggers -------------------------------------------------------------------------------
 */

enum trigger_kind {
    TRIGGER_INSTRUCTION, /* once, at instruction number n */
    TRIGGER_ENTRY,       /* once, when `function` is entered for the nth time */
    TRIGGER_EVERY        /* each time n instructions were executed since it fired last */
};
/* When it fires, the process goes to the next machine of `to` that it isn't on; when there is
 * none, nothing happens. */
struct trigger {
    enum trigger_kind kind;
    u64 n;         /* from 1 (INSTRUCTION: from 0) */
    u32 function;  /* ENTRY */
    const u32 *to; /* not owned */
    u32 to_count;
    u64 limit; /* EVERY: fires at most so often */
};

/* ---- Sessions -------------------------------------------------------------------------------
 */

enum session_end {
    END_EXIT,        /* the program ended: process->exit_status */
    END_TRAP,        /* it trapped: process->trap, session_trap_text */
    END_INTERRUPTED, /* session_interrupt; session_run would go on */
    END_ERROR        /* status */
};

struct session_options {
    struct process_options process;
    u32 start;                      /* machine */
    const struct trigger *triggers; /* must outlive the session */
    u32 trigger_count;
    bool counting;    /* count instructions even where no trigger needs it */
    bool profile;     /* count what is executed, by function and kind: machine_profile */
    bool check_state; /* after each migration capture again and compare */
    u32 records;      /* list at most so many migrations */
    struct link link; /* that migrations are charged for */
};

struct record {      /* one migration that took place */
    u64 instruction; /* position at which the trigger stopped the run */
    u32 from, to;    /* machines */
    u32 trigger;
    struct migration migration;
    u64 stop_ns;               /* host time to come to a stop; machine_stop_ns */
    u64 reasons[REASON_COUNT]; /* parts of values in memory on `to`, by why they are there */
    u64 state_bytes;           /* link_state_bytes */
    u64 copied_bytes;          /* of linear memory, over the link; 0: it is shared */
    u64 link_bytes;            /* over the link; 0: there is none */
    u64 downtime_simulated_ns; /* on the link; 0: there is none */
};

struct watch { /* a function whose entries are counted */
    u32 function;
    u64 entries; /* so far, on all machines */
    u64 asked;   /* what the current machine still waits for */
};

struct trigger_state {
    u64 next; /* EVERY: position at which it fires next */
    u64 fired;
    u64 idle;    /* fired, but the process was already there */
    u32 next_to; /* in trigger.to */
    bool spent;
};

struct session {
    const struct build *build;
    const struct session_options *options; /* not owned */
    struct process *process;
    struct machine **machines; /* per machine; NULL until it is needed */
    bool counting;
    u32 current; /* machine that the process is on */
    u64 instructions;
    u64 *instructions_on;         /* per machine */
    u64 time_ns;                  /* host time of session_run, migrations included */
    struct trigger_state *states; /* per trigger */
    ARRAY(struct watch) watches;
    ARRAY(struct record) records;
    struct migration_stats stats;
    u64 link_bytes, downtime_simulated_ns; /* of all migrations */
    u64 state_bytes, copied_bytes;
    u64 reasons[REASON_COUNT]; /* of all that are listed */
    struct reason_book reason_book;
    char *failure;       /* why the first migration that failed did so; NULL: none did. owned */
    bool state_differed; /* check_state found a difference: END_ERROR */
    bool starting;       /* the module's start function runs */
    u32 entry;           /* _start */
    struct state space[2];
    struct machine *volatile running; /* for session_interrupt */
    volatile bool interrupted;
};

/* Makes the process and puts it at its beginning. The program must be a command module (export
 * _start). Build and options must outlive the session. NULL on error. */
struct session *session_create(const struct build *b, const struct session_options *o,
                               struct status *st);
void session_free(struct session *s);
enum session_end session_run(struct session *s, struct status *st);
/* Ends session_run at the next block; safe in a signal handler. Needs counting. */
void session_interrupt(struct session *s);

/* How often a function was entered; of those only that triggers wait for. */
u64 session_entries(const struct session *s, u32 function);

/* "trap: integer divide by zero\n  at divide (foo.c:12)\n  by main (foo.c:30)\n", of a session
 * that ended with END_TRAP. */
void session_trap_text(const struct session *s, struct text *out);
/* The function whose name is nearest to a name that no function has; NULL: none is near. */
const char *program_suggest_function(const struct program *p, const char *name);
/* "divide (foo.c:12)" or "divide". */
void point_text(const struct program *p, struct point_id at, struct text *out);

#endif
