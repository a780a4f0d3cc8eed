/* testbed/trigger.h: triggers: when a process moves, and where to.
 *
 * A trigger fires once at its event ("at"), or again and again ("every"). Events lie at points of
 * the program, the same ones whichever machine it runs on:
 *
 *     INSTRUCTIONS  so many guest instructions were executed, on all machines together
 *     ENTRY         a function is entered by a call: its first point
 *     EXIT          a function is about to return: the point of an operation that returns
 *     LINE          execution comes to a source line from another one of the same activation of a
 *                   function, or as the first of it: the line's first operation. Only operations
 *                   that have code on every machine count (POINT_FIRM); a call does not leave its
 *                   line
 *     HOST_CALL     a function of the host is about to be called: the point of the call
 *     OUTPUT        bytes were written to standard output and error: the point behind the call
 *     MEMORY        linear memory has grown to a size: the point behind the call
 *     DEPTH         a function is entered, and so many frames are on the stack: its first point
 *
 * but for two of them:
 *
 *     ADDRESS       an instruction of one machine's code is about to be executed, on that machine
 *     RANDOM        gaps between firings are geometrically distributed numbers of instructions,
 *                   from a generator of its own
 *
 * Triggers are told to machines as watches (sim/watch.h); nothing is added to the program's code.
 */
#ifndef HPMSIM_TESTBED_TRIGGER_H
#define HPMSIM_TESTBED_TRIGGER_H

#include "sim/machine.h"
#include "testbed/build.h"

enum trigger_kind { /* ORDER TRIGGER */
                    TRIGGER_INSTRUCTIONS,
                    TRIGGER_ENTRY,
                    TRIGGER_EXIT,
                    TRIGGER_LINE,
                    TRIGGER_ADDRESS,
                    TRIGGER_HOST_CALL,
                    TRIGGER_OUTPUT,
                    TRIGGER_MEMORY,
                    TRIGGER_DEPTH,
                    TRIGGER_RANDOM,
                    TRIGGER_KIND_COUNT
};
#define ANY_FUNCTION UINT32_MAX

/* When it fires, the process goes to the next machine of `to` that it isn't on; when there is
 * none, nothing happens. */
struct trigger {
    enum trigger_kind kind;
    bool every; /* again and again; always so for RANDOM */
    /* INSTRUCTIONS: position, or period (from where the process resumed). ENTRY EXIT LINE ADDRESS
     * HOST_CALL DEPTH: the nth event, or every nth. OUTPUT, MEMORY: bytes. RANDOM: mean gap.
     * From 1; a position: from 0. */
    u64 n;
    u64 depth;            /* DEPTH: frames */
    const u64 *positions; /* INSTRUCTIONS: fires at each, ascending; NULL: n alone. Not owned */
    u32 position_count;
    const char *name; /* of the function, line ("file.c:12") or host call; NULL: numbers are
                         given instead. Not owned */
    u32 function;     /* ENTRY EXIT HOST_CALL; DEPTH: frames of that one, or ANY_FUNCTION */
    u32 line;         /* LINE: of the files that `name` fits */
    u32 machine;      /* ADDRESS */
    u64 address;      /* guest address in that machine's code, or offset in the code; since
                             trigger_find: offset */
    u64 seed;         /* RANDOM */
    const u32 *to;    /* machines; not owned */
    u32 to_count;
    u64 limit; /* every: fires at most so often */
};

/* ---- Names ------------------------------------------------------------------------------ */

/* "entry": of a kind, in results. */
const char *trigger_kind_name(enum trigger_kind kind);
/* Looks up what the trigger names. b NULL: only what the module alone tells, functions and host
 * calls. Adds to st what is wrong, with what would be right. */
bool trigger_find(struct trigger *t, const struct program *p, const struct build *b,
                  struct status *st);
/* "entry 3 of leaf", "every 100 instructions". machines: their names. */
void trigger_text(const struct trigger *t, const struct program *p, const char *const *machines,
                  struct text *out);

/* ---- In a run --------------------------------------------------------------------------- */

struct trigger_state {
    u64 next; /* INSTRUCTIONS, RANDOM: position at which it fires next */
    u64 fired;
    u64 idle;    /* fired, but the process was already there */
    u32 next_to; /* in trigger.to */
    bool spent;  /* it does not fire any more */
    u64 random;
    struct watch watch;
};

void trigger_begin(const struct trigger *t, struct trigger_state *s, const struct process *p);
/* The process begins with a call of a function. */
void trigger_call(const struct trigger *t, struct trigger_state *s, u32 function);
/* Tells a machine what to look for; `which`: its number. */
void trigger_arm(const struct trigger *t, struct trigger_state *s, struct machine *m, u32 which,
                 const struct program *p);
/* The position at which it wants to fire; UINT64_MAX: at none that is known. */
u64 trigger_next(const struct trigger *t, const struct trigger_state *s);
bool trigger_due(const struct trigger *t, const struct trigger_state *s, u64 instructions);
/* The point of the event that it is due for; NULL: whatever point comes next. */
const struct point_id *trigger_at(const struct trigger_state *s);
void trigger_fired(const struct trigger *t, struct trigger_state *s, u64 instructions,
                   const struct process *p);
/* Why a trigger has not fired (as often as it has positions), at the end of a run: "leaf was
 * entered 2 times, not 3". False when it has. */
bool trigger_missed(const struct trigger *t, const struct trigger_state *s,
                    const struct program *p, const char *const *machines, u64 instructions,
                    const struct process *process, struct text *out);

/* ---- For the files of triggers ---------------------------------------------------------- */

/* Whether the source line of a point is the trigger's. */
bool trigger_on_line(const struct trigger *t, const struct program *p, struct source_line l);
/* The next gap of geometric distribution, from 1, of mean `mean`. */
u64 trigger_random_gap(u64 *state, u64 mean);

#endif
