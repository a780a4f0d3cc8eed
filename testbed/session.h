/* testbed/session.h: running a program on several machines, and moving it between them on the
 * way.
 *
 *     build    a program and its images, one per machine; shared by all sessions (build.h)
 *     trigger  when the process is to move, and where to (trigger.h)
 *     session  one run: a process, its machines (made when first needed), triggers that move it
 *
 * Positions in a run are counted in guest instructions since its start, on whichever machine;
 * those executed while rolling to a point count too.
 */
#ifndef HPMSIM_TESTBED_SESSION_H
#define HPMSIM_TESTBED_SESSION_H

#include "migrate/reason.h"
#include "testbed/build.h"
#include "testbed/link.h"
#include "testbed/stats.h"
#include "testbed/trigger.h"

/* ---- Sessions -------------------------------------------------------------------------------
 */

enum session_end {
    END_EXIT,        /* the program ended: process->exit_status */
    END_TRAP,        /* it trapped: process->trap, session_trap_text */
    END_INTERRUPTED, /* session_interrupt; session_run would go on */
    END_ERROR,       /* status */
    END_PAUSED       /* session_run_until came so far */
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

#define NO_TRIGGER UINT32_MAX

struct record {      /* one migration that took place */
    u64 instruction; /* position at which the trigger stopped the run */
    u32 from, to;    /* machines */
    u32 trigger;     /* NO_TRIGGER: session_move */
    struct migration migration;
    u64 stop_ns;               /* host time to come to a stop; machine_stop_ns */
    u64 reasons[REASON_COUNT]; /* parts of values in memory on `to`, by why they are there */
    u64 state_bytes;           /* link_state_bytes */
    u64 copied_bytes;          /* of linear memory, over the link; 0: it is shared */
    u64 link_bytes;            /* over the link; 0: there is none */
    u64 downtime_simulated_ns; /* on the link; 0: there is none */
    u64 copy_ns;               /* host time to copy copied_bytes; 0: none are copied */
};

/* Where linear memory is copied to by each migration over a link that copies it: what the memory of
 * the other machine would be, if machines did not share theirs. Nothing reads it; it is there so
 * that the copying really takes place and takes its time, page faults of fresh memory included. */
struct memory_copy {
    u8 *at; /* owned; NULL: nothing was copied so far */
    u64 bytes;
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
    ARRAY(struct record) records;
    struct migration_stats stats;
    u64 link_bytes, downtime_simulated_ns; /* of all migrations */
    u64 state_bytes, copied_bytes;
    struct tally copy_ns; /* of migrations over a link that copies memory */
    struct memory_copy memory_copy;
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
/* Runs up to a position, or until a trigger has moved the process, if that comes first: END_PAUSED
 * then. It may come a little further: what it rolls counts too. */
enum session_end session_run_until(struct session *s, u64 instructions, struct status *st);
/* Moves a process that is paused: END_PAUSED. It may end on the way to a point; where moving is
 * impossible it stays, and the failure is counted. */
enum session_end session_move(struct session *s, u32 to, struct status *st);
/* Ends session_run at the next block; safe in a signal handler. Needs counting. */
void session_interrupt(struct session *s);

/* "trap: integer divide by zero\n  at divide (foo.c:12)\n  by main (foo.c:30)\n", of a session
 * that ended with END_TRAP. */
void session_trap_text(const struct session *s, struct text *out);
/* "divide (foo.c:12)" or "divide". */
void point_text(const struct program *p, struct point_id at, struct text *out);

#endif
