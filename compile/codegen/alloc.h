/* compile/codegen/alloc.h: register allocation, its input and its result.
 *
 * Input: a function *lowered* for a model: for each operation the ISA's operands and clobbers.
 * Result: a place for every operand, and the moves that make it so, before and after operations
 * and on edges; and, as a by-product of the same walk, the ranges of the location map. Whatever
 * produced it, verify.c can prove it.
 */
#ifndef HPMSIM_COMPILE_CODEGEN_ALLOC_H
#define HPMSIM_COMPILE_CODEGEN_ALLOC_H

#include "image/image.h"
#include "isa/isa.h"

/* ---- Homes ---------------------------------------------------------------------------------
 * Of values that live across calls, or into loops, where the model asks for them (struct model):
 * 8 bytes each at the beginning of the spill area, the same ones on all machines. Each such
 * value is stored to its home where it is defined (a parameter on the edges into its block), and
 * lies there, perhaps in a register too, as long as it lives. */
struct homes {
    u32 *slot;  /* per value: the number of its home; NO_VALUE: it has none */
    u32 count;  /* of homes in the frame */
    u64 layout; /* hash of which value has which */
};
/* From frozen IR alone. The result lives in a. */
const struct homes *homes_find(const struct ir_function *f, struct arena *a);

/* ---- Lowered function ------------------------------------------------------------------- */

struct lowered {
    const struct ir_function *f;
    const struct model *model;
    struct arena *a;
    u32 vreg_count;
    u32 *vreg_first;          /* per value, and one more */
    u32 *value_of;            /* per vreg */
    u8 *vreg_type;            /* enum type per vreg */
    bool *vreg_const;         /* per vreg: part of a constant */
    struct operand *operands; /* all operations' operands, one after the other */
    u32 operand_count;
    u32 *operand_first; /* per operation, and one more */
    u32 *isa_first;     /* per operation: the first operand that the ISA itself added */
    regset *clobbers;   /* per operation */
    u32 entry_first,
        entry_end; /* operands that define the function's parameters: FIXED or INCOMING */
    u32 outgoing_words;
    u32 argument_words;        /* of this function's own incoming arguments */
    const struct homes *homes; /* NULL: the model asks for none */
};

struct lowered *lower(const struct program *p, const struct ir_function *f,
                      const struct model *model, struct arena *a);

static inline bool vreg_is_const(const struct lowered *l, u32 vreg) {
    return l->vreg_const[vreg];
}
/* Which part of its value a vreg is. */
static inline u32 vreg_part(const struct lowered *l, u32 vreg) {
    return vreg - l->vreg_first[l->value_of[vreg]];
}
/* Whether it is a half. */
static inline bool vreg_is_half(const struct lowered *l, u32 vreg) {
    u32 value = l->value_of[vreg];
    return l->vreg_first[value + 1] - l->vreg_first[value] == 2;
}
/* The vreg that an edge passes to one that is (part of) a parameter of its block. */
static inline u32 edge_argument(const struct lowered *l, const struct edge *e, u32 vreg) {
    u32 param = l->value_of[vreg], k = param - l->f->blocks[e->to].param_first;
    return l->vreg_first[l->f->lists[e->arg_first + k]] + vreg - l->vreg_first[param];
}
/* The parameters of a block are the vregs first .. end - 1. */
struct vreg_span {
    u32 first, end;
};
static inline struct vreg_span block_params(const struct lowered *l, const struct block *b) {
    return (struct vreg_span){l->vreg_first[b->param_first],
                              l->vreg_first[b->param_first + b->param_count]};
}
/* The bits of a constant vreg. */
u64 vreg_const_bits(const struct lowered *l, u32 vreg);
static inline enum reg_class vreg_class(const struct lowered *l, u32 vreg) {
    return type_class(l->vreg_type[vreg]);
}
/* Whether a vreg has a home, or (half of) its value does; and that home's place. */
static inline bool vreg_has_home(const struct lowered *l, u32 vreg) {
    return l->homes && l->homes->slot[l->value_of[vreg]] != NO_VALUE;
}
static inline struct loc vreg_home(const struct lowered *l, u32 vreg) {
    u32 home = l->homes->slot[l->value_of[vreg]], part = vreg_part(l, vreg);
    if (vreg_is_half(l, vreg) && l->model->isa->big_endian) part ^= 1;
    return (struct loc){LOC_SLOT, home * (8u / l->model->isa->word_bytes) + part};
}
/* Whether a parameter has its argument's home, so that an edge has nothing to store. */
static inline bool share_home(const struct lowered *l, u32 arg, u32 param) {
    return vreg_has_home(l, arg) && vreg_has_home(l, param) &&
           loc_same(vreg_home(l, arg), vreg_home(l, param));
}
/* Words of all homes. */
static inline u32 home_words(const struct lowered *l) {
    return l->homes ? l->homes->count * (8u / l->model->isa->word_bytes) : 0;
}

/* ---- Result ----------------------------------------------------------------------------- */

/* Why a move is there. ORDER WHY */
enum why {
    WHY_FIXED,
    WHY_RELOAD,
    WHY_REMAKE,
    WHY_SPILL,
    WHY_EVICT,
    WHY_SAME,
    WHY_EDGE,
    WHY_COUNT
};

/* One copy of a parallel copy: all sources of a group are read before any target is written. */
struct copy {
    u32 vreg;        /* whose value moves; on edges, the target's */
    struct loc from; /* LOC_CONST: the constant `source` is made anew */
    struct loc to;
    u32 source; /* on edges: vreg that is copied; else = vreg */
    u8 why;
};
struct copies {
    u32 first, count; /* in allocation.copies */
};

/* A decision worth telling. Printed by dumps, shown by the visualizer and the labs. */
enum note_kind {
    NOTE_EVICTED, /* left its register */
    NOTE_OUTDONE, /* found no register: all hold what is used sooner */
    NOTE_RULE     /* lies in memory as everything does */
};
struct note {
    u32 point;
    u32 vreg;
    u32 for_vreg; /* EVICTED: for whom; NO_VALUE: for a fixed register or a clobber */
    u32 next_use; /* operations until its next use; NOTE_FAR + n: n after leaving a loop */
    u32 loop_depth;
    float
        cost; /* of the store that this takes: how often it runs for each call of the function,
                   guessed; 0: it is stored where it is defined, or was before */
    reg from; /* EVICTED */
    u8 kind;  /* enum note_kind */
};
#define NOTE_FAR (1u << 20)

struct allocation {
    struct lowered *l; /* operands' `loc` are filled in */
    struct copy *copies;
    u32 copy_count;
    struct copies *before;  /* per operation */
    struct copies *after;   /* per operation: results that lie in memory are loaded */
    struct copies *stores;  /* per operation, behind `after`: what it defined is spilled */
    struct copies *on_edge; /* per edge */
    bool *early;         /* per edge of a BRANCH: its copies may be made before the branch, as
                            they overwrite nothing that the branch or the other edge needs;
                            then the branch goes straight to the block */
    struct copies entry; /* behind the prologue, before point 0 */
    struct map_range *ranges; /* sorted by first, then vreg, then kind; vregs are l's */
    u32 range_count;
    u32 slot_words;     /* size of the spill area */
    regset used;        /* registers that are written */
    struct note *notes; /* by point */
    u32 note_count;
};

/* The allocators behind struct allocator (compile/compile.h). with_notes: tell of decisions;
 * the code is the same without. */
struct allocation *allocate_ssa(struct lowered *l, bool with_notes);
struct allocation *allocate_naive(struct lowered *l, bool with_notes);
struct allocation *allocate_linear(struct lowered *l, bool with_notes);

/* ---- What allocators share (result.c) ------------------------------------------------------
 */

/* An allocation of l without copies and ranges; all lives in l's arena. */
struct allocation *allocation_new(struct lowered *l);
void allocation_keep_copies(struct allocation *al, const struct copy *copies, u32 n);
/* Puts n ranges (of any order; empty ones are left out, those of a vreg in one place that
 * overlap or meet are joined) into the order of al->ranges. */
void ranges_finish(struct allocation *al, const struct map_range *in, u32 n);

struct slot_life { /* a vreg needs its slot at points first .. end - 1 */
    u32 vreg, first, end;
    struct loc slot; /* found by slots_assign */
};
/* Gives lives that don't overlap the same slots, and vregs that have homes those; sorts them.
 * Returns the words of all slots and homes. */
u32 slots_assign(const struct lowered *l, struct slot_life *lives, u32 n);

/* ---- Proof and print --------------------------------------------------------------------- */

/* Proves an allocation by symbolic execution; adds what is wrong to st. Shares no code with any
 * allocator. */
bool allocation_verify(const struct allocation *al, struct status *st);

void allocation_print(const struct allocation *al, const struct program *p, struct text *out);

/* ---- Liveness ------------------------------------------------------------------------------
 * Next-use distances in operations; leaving a loop costs NOTE_FAR. */
#define NEVER 0xffffffffu
struct live_entry {
    u32 vreg;
    u32 distance; /* from the block's start */
};
struct live_list {
    struct live_entry *at;
    u32 count;
};
struct liveness {
    struct live_list *in; /* per block: live into it, without parameters; sorted by nothing */
    u32 *next;            /* per operand (uses): time of the next use after its operation, from
                           the block's start; NEVER when it dies there. Defs: time of first use */
    u32 *rpo;             /* blocks in reverse post-order */
    u32 *rpo_index;
    u32 rpo_count;
    u16 (*pressure)[CLASS_COUNT]; /* per block: most vregs live at once, constants left out */
    u16 (*demand)[CLASS_COUNT];   /* the same, constants counted */
    regset *avoid;    /* per vreg: registers destroyed by operations that it lives across */
    regset *want;     /* per vreg: registers that fixed uses ask for */
    bool *calls;      /* per block: holds a call */
    u32 *param_use;   /* per vreg that is a parameter of a block: distance of its first use */
    u32 *const_block; /* per constant that a register must hold: the block at whose top its life
                         begins, out of loops; else NO_BLOCK */
    float *frequency; /* per block: how often it runs for each call of the function, guessed */
    float *reloads;   /* per vreg: how often it would be reloaded if it lay in memory across
                         calls, by the same guess */
};
struct liveness *liveness_find(const struct lowered *l);

/* ---- Parallel copies -----------------------------------------------------------------------
 * Emits a group of copies through the ISA's move and constant, cycles broken by scratch
 * registers. */
struct emitter;
u32 copies_emit(struct emitter *e, const struct lowered *l, const struct copy *group,
                u32 count);

#endif
