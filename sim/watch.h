/* sim/watch.h: watches: events in a program's run that a machine counts and stops for. Each lies
 * at a point, the same one on every machine:
 *
 *     ENTRY    a function is entered by a call: its first point
 *     PLACE    one of some operations is about to be executed: its point
 *     LINE     of the operations of some functions, those of a line are "on", the others "off":
 *              one that is on comes after one that is off, or as the first of its activation
 *     DEPTH    a function is entered, and `level` activations of the watched functions are on the
 *              stack: the function's first point
 *     OUTPUT   `level` bytes were written to standard output and error: behind the host call
 *     MEMORY   linear memory has `level` bytes: behind the host call
 *
 * A watch belongs to whoever set it, and goes with the process from machine to machine; where its
 * places are in the code is told to each machine. Nothing is added to the program's code: places
 * are looked for where blocks begin, as for counting instructions.
 */
#ifndef HPMSIM_SIM_WATCH_H
#define HPMSIM_SIM_WATCH_H

#include "image/image.h"
#include "sim/process.h"

enum watch_kind {
    WATCH_ENTRY,
    WATCH_PLACE,
    WATCH_LINE,
    WATCH_DEPTH,
    WATCH_OUTPUT,
    WATCH_MEMORY,
    WATCH_NONE
};

struct watch {
    enum watch_kind kind;
    bool armed; /* false: nothing is counted */
    u64 left;   /* events until it is due; 0: none is waited for */
    u64 seen;   /* events so far */
    bool due;   /* `left` has become 0: the machine stops, or will have rolled past it */
    bool known; /* `at` is known */
    struct point_id at; /* of the event at which it became due */
    u64 level;          /* DEPTH: activations; OUTPUT, MEMORY: bytes */
    u64 depth, deepest; /* DEPTH: activations now, and most so far */
    bool inside;  /* LINE: the last operation of the innermost watched activation was on */
    bool counted; /* PLACE, LINE: the machine stands at a place that was counted already */
};

enum place_kind {
    PLACE_ENTER, /* ENTRY, LINE, DEPTH: a function's first instruction */
    PLACE_PASS,  /* PLACE, LINE: an operation. DEPTH: one that returns */
    PLACE_BACK   /* LINE: where a call returns to */
};
struct watch_place {
    u32 offset;         /* from code_base */
    u8 kind;            /* enum place_kind */
    bool on;            /* LINE: the operation, or that of the call, is of the line */
    bool known;         /* `at` is */
    struct point_id at; /* its point */
};

/* ---- For machines ----------------------------------------------------------------------- */

struct watch_here { /* a watch, and its places on one machine */
    struct watch *watch;
    struct watch_place *places; /* sorted by offset; owned */
    u32 count;
};
struct watch_list {
    ARRAY(struct watch_here) all;
    u64 *marked; /* a bit per byte of code: a place is there; owned. NULL: no places */
};
void watch_list_add(struct watch_list *l, u32 code_bytes, struct watch *w,
                    const struct watch_place *places, u32 count);
void watch_list_free(struct watch_list *l);

/* Whether there may be a place in [from, to). Asked for each block. */
static inline bool watch_list_marks(const struct watch_list *l, u32 from, u32 to) {
    if (!l->marked) return false;
    for (u32 word = from / 64; word <= (to - 1) / 64; word++)
        if (l->marked[word]) return true;
    return false;
}

/* A block is begun at `from`, behind one that ended with a call or a return. True when a watch
 * has become due by it. */
bool watch_arrive(struct watch_list *l, u32 from, bool by_call, bool by_return);
/* The first place in [from, to) that would make a watch due; false when there is none. */
bool watch_find(const struct watch_list *l, u32 from, u32 to, u32 *at);
/* The code in [from, to) is executed: counts. */
void watch_pass(struct watch_list *l, u32 from, u32 to);
/* The machine stops at `at`, whose places count now and not again when it goes on. */
void watch_reach(struct watch_list *l, u32 at);
/* A host call of operation `call` was carried out. True when a watch has become due. */
bool watch_host_call(struct watch_list *l, const struct process *p, struct point_id call);

/* ---- For those who set watches ---------------------------------------------------------- */

/* An event takes place: true when the watch becomes due by it. */
bool watch_event(struct watch *w, const struct point_id *at);
/* The process begins (again) with a call of a function, which is one of the watched. */
void watch_begin(struct watch *w, bool watched, struct point_id at);

#endif
