/* compile/codegen/verify.h: the checker's own state, shared by its files:
 *
 *   verify.c           the walk: points, ranges, calls, edges
 *   verify_state.c     what each place holds; parallel copies
 *   verify_operands.c  one operation: what the ISA asks for, and where the operands are
 *   verify_live.c      liveness of vregs and of values
 *
 * A *place* is a register or a word of memory, all numbered through. It holds a set of vregs:
 * one, or several that are known to have the same value. */
#ifndef HPMSIM_COMPILE_CODEGEN_VERIFY_H
#define HPMSIM_COMPILE_CODEGEN_VERIFY_H

#include "compile/codegen/alloc.h"

#define NO_PLACE 0xffffffffu
#define NONE     0xffffffffu /* end of a chain; the empty set */

/* The state at a point is exactly what the map says there: the *claims*. What an operation
 * changes is laid over it, and what an edge changes over that. */
enum layer { LAYER_OPERATION, LAYER_EDGE, LAYER_COUNT };
struct cell {
    u32 claims;             /* ranges in force here, chained by next_claim */
    u32 stamp[LAYER_COUNT]; /* = checker.stamp[layer]: `set` counts, and nothing below it */
    u32 set[LAYER_COUNT];   /* first node, or NONE */
    u32 group;              /* = checker.group: copy number `copy` of the group writes here */
    u32 copy;
};
struct node { /* of a set */
    u32 vreg, next;
};

struct live_sets { /* rows of ids */
    u32 *first;    /* per row and one more: in ids */
    u32 *ids;
};
/* What is live inside the block at hand: id is live at a point of the block, once it is
 * defined, if block_of[id] is the block's number + 1 and the point is not behind last[id]. */
struct live_here {
    u32 *block_of, *last;
};

struct checker {
    const struct allocation *al;
    const struct lowered *l;
    const struct ir_function *f;
    const struct model *model;
    const struct isa *isa;
    struct arena *a; /* the lowered function's */
    struct status *st;
    u32 errors;

    /* Where we are, for messages. */
    u32 point; /* NO_VALUE: at the function's entry */
    u32 edge;  /* NO_VALUE: on none */
    char names[4][48];
    u32 name;

    /* Places: registers, then areas of memory, each followed by a word that is never used. */
    u32 area_base[LOC_CONST], area_words[LOC_CONST]; /* by kind */
    u32 place_count;
    struct cell *cells;
    enum layer layer;
    u32 stamp[LAYER_COUNT], group;
    ARRAY(u32) touched[LAYER_COUNT]; /* places */
    ARRAY(struct node) nodes;        /* of the operation at hand */
    ARRAY(u32) pending;              /* sets on their way, of the group at hand */

    /* Ranges. */
    u32 *next_claim;           /* per range */
    u32 *ending, *next_ending; /* per point: ranges that end there, chained per range */
    u32 next_range;            /* the first that has not begun */
    u32 *block_claims_first;   /* per block and one more */
    ARRAY(u32) block_claims;   /* ranges in force where a block begins */
    u32 *cover[2];             /* per vreg: ranges in force; registers, memory */

    /* Liveness. A vreg is `wanted` where the code still reads it, a value is live where the IR
     * does. On machines of 32 bits a half of a live value may be wanted by nobody. */
    struct live_sets wanted_in, live_in; /* per block: vregs, values */
    struct live_sets edge_reads;         /* per edge: vregs that become wanted parameters */
    struct live_here wanted, live;
    u32 *block_in; /* per value: live into this block (number + 1) */

    /* What the ISA asks of the operation at hand. */
    struct constraints expect;
    u32 expect_isa; /* the first operand that is the ISA's own */

    regset written;
};

/* ---- Messages (verify.c). "point 12 (add): ..." */
void verify_fail(struct checker *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
const char *verify_name(struct checker *c, u32 vreg); /* lives for three more calls */

/* ---- State (verify_state.c) */
void state_init(struct checker *c);
static inline bool vreg_is_wide(const struct checker *c, u32 vreg) {
    return type_bytes(c->l->vreg_type[vreg]) > c->isa->word_bytes;
}
static inline bool vreg_is_valid(const struct checker *c, u32 vreg) {
    return vreg < c->l->vreg_count;
}
/* NO_PLACE: there is no such place, or a value of this vreg's type does not fit there. */
u32 place_of(const struct checker *c, struct loc l, u32 vreg);
const char *place_name(struct checker *c, struct loc l);
/* What a place holds, for messages. */
const char *place_content(struct checker *c, u32 place);
bool place_holds(const struct checker *c, u32 place, u32 vreg);
/* In the layer at hand. set: NONE or of set_of. */
void place_write(struct checker *c, u32 place, u32 set);
/* Like place_write, but leaves the words beside it alone. */
void place_put(struct checker *c, u32 place, u32 set);
u32 set_of(struct checker *c, u32 vreg, u32 rest);
/* Forgets the layer's changes. */
void layer_drop(struct checker *c, enum layer layer);
/* One parallel copy; targets may be of the kinds in the set of bits `kinds`. */
void check_copies(struct checker *c, struct copies group, u32 kinds);

/* ---- Operands (verify_operands.c) */
/* The lowered function against the model and the ISA. */
void check_lowered(struct checker *c);
/* Uses, and where everything is. */
void check_operands(struct checker *c, u32 n);
/* Clobbers, temps, what a callee may write to; then definitions. */
void destroy_operands(struct checker *c, u32 n);
void define_operands(struct checker *c, u32 n);
/* The function's parameters. */
void define_entry(struct checker *c);

/* ---- Homes (verify_homes.c) */
/* The laws of ranges, and of the claims in force where a block begins. */
void check_home_ranges(struct checker *c);
void check_loop_homes(struct checker *c, u32 block);

/* ---- Liveness (verify_live.c) */
void live_init(struct checker *c);
/* Edges behind an operation. */
static inline u32 ins_edges(const struct ins *i) {
    return i->op == OP_JUMP || i->op == OP_BRANCH || i->op == OP_SWITCH ? i->edge_count : 0;
}
/* Fills in `wanted`, `live` and `block_in`. */
void live_enter(struct checker *c, u32 block);
static inline bool live_at(const struct live_here *h, u32 id, u32 block, u32 point) {
    return h->block_of[id] == block + 1 && h->last[id] >= point;
}

#endif
