/* compile/codegen/ssa.h: the default allocator's own state, shared by its three files.
 *
 *   ssa.c         the walk over blocks: what is in registers where blocks begin
 *   ssa_place.c   one operation: a register for each operand, evictions, moves
 *   ssa_finish.c  stores, spill slots, edges, ranges: the result put together
 *
 * Memory places are written as LOC_SLOT with the vreg's number until slots are assigned.
 */
#ifndef HPMSIM_COMPILE_CODEGEN_SSA_H
#define HPMSIM_COMPILE_CODEGEN_SSA_H

#include "compile/codegen/alloc.h"

#define REGS 64

struct held { /* a vreg in a register */
    u32 vreg;
    reg r;
};
struct held_list { /* in walk.held */
    u32 first, count;
};

struct home { /* what is known of a vreg's place in memory */
    float evict_cost; /* how often it would be stored if stored whenever it is evicted */
    bool needed;      /* some code reads it from memory */
    bool at_def;      /* stored once, where it is defined: then the slot is valid for all its life */
    bool born;        /* its definition puts it there */
    bool incoming;    /* lies in the caller's outgoing area from the start: never stored */
    struct loc loc;   /* in the end */
};

struct walk {
    struct lowered *l;
    const struct ir_function *f;
    const struct model *model;
    struct liveness *v;
    struct arena *a;
    bool with_notes;

    /* The state at hand. */
    u32 occupant[REGS]; /* vreg or NO_VALUE */
    reg *where;         /* per vreg; NO_REG: in memory, or not live */
    u32 *time;          /* per live vreg: next use, from the block's start */
    u32 *since;         /* per live vreg: point at which it came to where it is */
    u32 *memory_at;     /* per vreg: position in `memory`, NO_VALUE when not there */
    ARRAY(u32) memory;  /* live vregs that are in no register (constants left out) */
    u32 block;
    regset taken;       /* callee-saved registers used so far */

    struct held_list *entry, *exit; /* per block */
    ARRAY(struct held) held;
    ARRAY(struct copy) copies;
    struct copies *before, *after; /* per operation */
    ARRAY(struct map_range) ranges;
    ARRAY(struct note) notes;
    struct home *home;    /* per vreg */
    u32 *web;             /* per vreg: union-find over block parameters and their arguments */
    reg *web_reg;         /* per web: the register its members had last */
    float *frequency;     /* per block */
    regset tier[4];       /* allocatable registers in order of preference */
};

/* Bookkeeping of the state; at = the point from which the new place holds. */
void walk_put(struct walk *w, u32 vreg, reg r, u32 at);  /* comes to life in r, or NO_REG: memory */
void walk_move(struct walk *w, u32 vreg, reg r, u32 at); /* r = NO_REG: leaves its register */
void walk_kill(struct walk *w, u32 vreg, u32 at);
/* The best of the candidate registers for a vreg, NO_REG when there are none. */
reg walk_choose(struct walk *w, u32 vreg, regset candidates);
regset walk_class(const struct walk *w, enum reg_class cl); /* allocatable registers of a class */
u32 web_of(struct walk *w, u32 vreg);
static inline struct loc memory_of(u32 vreg) { return (struct loc){LOC_SLOT, vreg}; }

void place_operation(struct walk *w, u32 n);
struct allocation *walk_finish(struct walk *w);

#endif
