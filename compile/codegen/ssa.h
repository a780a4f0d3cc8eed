/* compile/codegen/ssa.h: the default allocator's own state, shared by its four files.
 *
 *   ssa_budget.c  which callee-saved registers are worth their saving
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
    bool valid; /* its slot holds it too */
};
struct held_list {
    struct held *at;
    u32 count;
};

struct home {         /* what is known of a vreg's place in memory */
    float evict_cost; /* how often it would be stored if stored when it is evicted */
    bool needed;      /* some code reads it from memory */
    bool at_def; /* stored once, where it is defined: then the slot is valid for all its life */
    bool stored; /* a copy behind its definition does that */
    bool born;   /* its definition puts it there */
    bool incoming;  /* lies in the caller's outgoing area from the start: never stored */
    struct loc loc; /* in the end */
};

struct walk {
    struct lowered *l;
    const struct ir_function *f;
    const struct model *model;
    struct liveness *v;
    struct allocation *al; /* its groups before and after operations are in `copies` for now */
    struct arena *a;
    bool with_notes;

    /* The state at hand. */
    u32 occupant[REGS]; /* vreg or NO_VALUE */
    regset occupied;    /* registers that have an occupant */
    reg *where;         /* per vreg; NO_REG: in memory, or not live */
    u32 *time;          /* per live vreg: next use, from the block's start */
    u32 *since;         /* per vreg in a register: point at which it came there */
    u32 *slot_since;  /* per live vreg: point from which its slot holds it (vregs never change,
                          so it does from then on), NO_VALUE: it doesn't */
    u32 *live_in;     /* per vreg: the block that it was last live into */
    u32 *memory_at;   /* per vreg: position in `memory`, NO_VALUE when not there */
    u32 *memory;      /* live vregs that are in no register (constants left out) */
    u32 memory_count; /* room is for all vregs */
    u32 block;
    regset taken; /* callee-saved registers used so far */

    struct held_list *entry, *exit; /* per block */
    ARRAY(struct copy) copies;
    ARRAY(struct map_range) ranges;
    u32 (*last_range)[2]; /* per vreg: its latest range in a register, in its slot; plus 1 */
    ARRAY(struct note) notes;
    struct home *home; /* per vreg */
    u32 *web;          /* per vreg: the vreg that stands for all those it is joined with */
    reg *web_reg;      /* per web: the register its members had last */
    u32 *flows_to;  /* per vreg: the parameter that it is passed to most often, or NO_VALUE */
    reg *param_reg; /* per parameter: its register where its block begins */
    regset *loop_regs;      /* per loop header: the registers that its parameters begin in */
    const float *frequency; /* per block */
    regset allowed; /* the model's registers less the callee-saved ones that don't pay */
    regset tier[6]; /* allocatable registers in order of preference */
};

/* Bookkeeping of the state; at = the point from which the new place holds. */
void walk_put(struct walk *w, u32 vreg, reg r,
              u32 at); /* comes to life in r, or NO_REG: memory */
void walk_move(struct walk *w, u32 vreg, reg r, u32 at); /* r = NO_REG: leaves its register */
void walk_kill(struct walk *w, u32 vreg, u32 at);
/* To be called before so many vregs at most change places or die, each once. */
static inline void walk_expect_ranges(struct walk *w, u32 vregs) {
    array_reserve(&w->ranges, w->ranges.count + 2ull * vregs);
}
static inline bool slot_valid(const struct walk *w, u32 vreg) {
    return w->slot_since[vreg] != NO_VALUE;
}
/* The best of the candidate registers for a vreg, NO_REG when there are none. */
reg walk_choose(struct walk *w, u32 vreg, regset candidates);
regset walk_class(const struct walk *w,
                  enum reg_class cl); /* allocatable registers of a class */
/* The block that defines a vreg. */
u32 walk_def_block(const struct walk *w, u32 vreg);
/* Whether a vreg lives across calls. */
bool walk_crosses_calls(const struct walk *w, u32 vreg);
static inline struct loc memory_of(u32 vreg) {
    return (struct loc){LOC_SLOT, vreg};
}

/* Which registers the function may use: a callee-saved one costs a save and a restore, and is
 * worth it where the vregs that would live in it would cost more in memory (ssa_budget.c). */
regset budget_registers(struct walk *w);
void place_operation(struct walk *w, u32 n);
struct allocation *walk_finish(struct walk *w);

#endif
