/* compile/codegen/linear.h: the linear-scan allocator's own state, shared by its files:
 *
 *   linear_build.c   intervals, in one backward pass over the SSA form
 *   linear.c         the scan: a register for each interval, splitting and spilling
 *   linear_split.c   where intervals may be split, and where that costs least
 *   linear_hint.c    which register an interval had better have
 *   linear_finish.c  resolution: copies, stores, slots, ranges
 *
 * A *position* is finer than a point. Operation n has four:
 *
 *   4n      point n: where the map says things are
 *   4n + 1  in:  the copies before the operation are done; it reads
 *   4n + 2  out: it has written
 *   4n + 3  behind: the copies behind it are done
 *
 * So a fixed use reads its vreg at 4n, from wherever it is; a register use at 4n + 1. A def is
 * written at 4n + 2, and one in a fixed register or in memory comes to its own place at 4n + 3.
 * A def that takes over a use's register begins at 4n + 1, as a copy of it.
 *
 * Letters: s scan, i piece, p position, n operation, b block.
 */
#ifndef HPMSIM_COMPILE_CODEGEN_LINEAR_H
#define HPMSIM_COMPILE_CODEGEN_LINEAR_H

#include "compile/codegen/alloc.h"

#define NONE      0xffffffffu /* end of a chain; no piece */
#define REGS      64
#define POSITIONS 4 /* per operation */

static inline u32 position_in(u32 n) {
    return n * POSITIONS + 1;
}
static inline u32 position_out(u32 n) {
    return n * POSITIONS + 2;
}
static inline u32 position_behind(u32 n) {
    return n * POSITIONS + 3;
}

/* Chains, in ascending order. */
struct span { /* positions from .. to - 1; between spans are the interval's *holes* */
    u32 from, to, next;
    u32 vreg; /* of fixed spans: the vreg that is brought there, which may stay; or NO_VALUE */
};
enum use_kind {
    USE_REGISTER, /* must be in a register */
    USE_ANYWHERE, /* as well from memory */
    USE_LOOP      /* end of a loop that it is live through and used in: comes round again */
};
struct use {
    u32 at, next;
    enum use_kind kind;
};
struct hint { /* at position `at` it should be in one of regs, or where vreg is at `there` */
    u32 at, next;
    u32 vreg, there; /* NO_VALUE: none */
    regset regs;
    float weight; /* copies saved, by frequency */
};

/* A piece of a vreg's interval: all of it in the same place. */
struct piece {
    u32 vreg;      /* NO_VALUE: a temp */
    u32 operand;   /* of a temp */
    u32 from, to;  /* of first and last span */
    u32 span, use; /* chains */
    u32 next;      /* the vreg's next piece */
    u32 here;      /* first span that ends behind the position at hand */
    reg r;         /* NO_REG: in memory, or not allocated yet */
    u8 cl;         /* enum reg_class */
    bool reloaded; /* came out of memory: to evict it costs no store */
    bool lasting;  /* must be in a register both when an operation reads and when it writes */
};

struct scan {
    struct lowered *l;
    const struct ir_function *f;
    const struct model *model;
    struct liveness *v; /* frequencies; where constants begin */
    struct arena *a;
    struct allocation *al;
    bool with_notes;
    u32 *block_of; /* per operation */

    ARRAY(struct span) spans;
    ARRAY(struct use) uses;
    ARRAY(struct hint) hints;
    ARRAY(struct piece) pieces;
    u32 *first_piece; /* per vreg, or NONE */
    u32 *hint;        /* per vreg: chain */
    u32 *temp_piece;  /* per operand, of temps */
    u32 fixed[REGS];  /* per register: spans in which operations need it */
    bool *incoming;   /* per vreg: lies in the caller's outgoing area from the start */
    struct loc *home; /* per vreg: its place in memory; LOC_SLOT with the vreg's number until
                         slots are assigned */

    /* The scan. */
    u32 position;
    u32 occupant[REGS]; /* the piece that has it now, or NONE */
    regset occupied;
    ARRAY(u32) inactive;  /* pieces in a hole */
    ARRAY(u32) unhandled; /* heap of pieces by where they begin */
    regset allowed;
    regset tier[6]; /* registers in order of preference */
    ARRAY(struct note) notes;
};

/* ---- Intervals (linear_build.c) */
void intervals_build(struct scan *s);

/* ---- Splitting (linear_split.c) */
/* The best place to split in lo .. hi. May be one at which the part behind can only go to
 * memory. */
u32 split_position(const struct scan *s, u32 lo, u32 hi);
/* Within an operation no register can be copied to another. */
static inline bool is_memory_only(u32 p) {
    return p % POSITIONS >= 2;
}
/* Cuts a piece in two at p, which lies behind its beginning and before its end; returns the
 * later one, which begins at p or, if there is a hole, behind that. */
u32 piece_split(struct scan *s, u32 i, u32 p);
/* First use from p on, of any kind, or of USE_REGISTER; NEVER: none. */
u32 use_from(const struct scan *s, u32 i, u32 p);
u32 register_use_from(const struct scan *s, u32 i, u32 p);
/* One past the last use before p; the piece's beginning if there is none. */
u32 behind_last_use(const struct scan *s, u32 i, u32 p);
/* Operations from p to the piece's next use, NOTE_FAR for each loop that is left on the way. */
u32 use_distance(const struct scan *s, u32 i, u32 p);
/* The first position from p on at which two chains of spans meet; NEVER: none. */
u32 spans_meet(const struct scan *s, u32 x, u32 y, u32 skip_vreg);

/* The piece that a vreg is in at p; NONE. */
u32 piece_at(const struct scan *s, u32 vreg, u32 p);

/* ---- Hints (linear_hint.c) */
/* The best of the candidate registers for a piece. */
reg hint_choose(const struct scan *s, u32 i, regset candidates);

/* ---- Result (linear_finish.c) */
void scan_finish(struct scan *s);

#endif
