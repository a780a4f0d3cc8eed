/* compile/ir/work.h: a function's IR while it is being made; private to compile/ir/.
 *
 *     scan      one look over the body: nesting, where each local is set
 *     build     wasm to SSA, locals resolved through the nesting       -> raw IR
 *     layout    CFG cleaned, ordered, loops found, values renumbered   -> the IR of isa/ir.h
 *     gvn       constants, algebra, value numbering
 *     dce       what nobody uses
 *     facts     value ranges: flags of accesses, offsets, fused addresses
 *     fuse      compare + branch/select, shift + add
 *     canon     NaNs where they can be seen
 *     layout    once more: the frozen function
 *
 * Passes change the function in place and leave holes (OP_DEAD, VALUE_DEAD, work.same) which
 * layout removes.
 *
 * Letters: w work   f function   b block   i instruction (index: ii)   v value   e edge
 */
#ifndef HPMSIM_COMPILE_IR_WORK_H
#define HPMSIM_COMPILE_IR_WORK_H

#include "compile/compile.h"
#include "compile/wasm/opcodes.h"

enum { OP_DEAD = 0xffff, VALUE_DEAD = 0xff };

/* An operation to be put before operation `before` by the next layout. Inserts before the same
 * operation keep the order in which they were made. */
struct insert {
    u32 before, next;
    u32 source;
    struct ins ins;
};

/* The tree of dominators of a laid-out function: blocks in an order in which each comes right
 * before those that it dominates, children in the order of the layout, so that all forward
 * predecessors of a block come before it. */
struct dominators {
    u32 *order;    /* block_count blocks */
    u32 *in, *out; /* x dominates y: in[x] <= in[y] < out[x] */
};
struct dominators dominators_find(struct arena *a, const struct ir_function *f);
static inline bool dominates(const struct dominators *d, u32 x, u32 y) {
    return d->in[x] <= d->in[y] && d->in[y] < d->out[x];
}

struct work {
    const struct program *program;
    struct arena *arena; /* for what lasts from pass to pass */
    struct arena *pass;  /* for what one pass needs; emptied behind it */
    struct ir_function *f;
    u32 value_capacity, ins_capacity, edge_capacity, list_capacity, block_capacity;
    /* Per value: itself, or what replaces it (follow to the end: work_find). */
    u32 *same;
    /* Constants by content: open addressing, value + 1. */
    u32 *const_slots;
    u32 const_capacity, const_count;
    /* Raw IR: blocks in the order in which they were filled. NULL once laid out. */
    u32 *order;
    u32 order_count;
    /* Raw IR: a block's parameters are raw_params[param_first] ... and need not be consecutive
     * values. */
    u32 *raw_params;
    /* Raw IR: edges into a block: raw_preds[raw_pred_first[b]] .. [raw_pred_first[b + 1] - 1]. */
    u32 *raw_pred_first, *raw_preds;
    struct insert *inserts;
    u32 insert_count, insert_capacity;
    u32 *insert_head, *insert_tail; /* per operation; NULL while there are none */
    struct dominators dominators;   /* of the laid-out function; until it is laid out again */
    bool is_folded;                 /* a branch has become a jump since it was laid out */
    /* Per value: its uses, in operations and on edges. Set by dce, kept by fuse; later passes
     * add no uses of constants. */
    u32 *uses;
};

/* A larger copy of an array of the arena. */
void *work_grown(struct arena *a, void *old, u32 count, u32 *capacity, size_t size);
/* Room in an empty function, so that its arrays needn't grow. */
void work_reserve(struct work *w, u32 ins, u32 values);
void work_grow_values(struct work *w);
void work_grow_ins(struct work *w);
static inline u32 work_value(struct work *w, enum value_kind kind, enum type t, u32 def) {
    if (w->f->value_count == w->value_capacity) work_grow_values(w);
    u32 v = w->f->value_count++;
    w->f->values[v] = (struct value){.kind = (u8)kind, .type = (u8)t, .def = def};
    w->same[v] = v;
    return v;
}
static inline u32 work_ins(struct work *w, u32 source) {
    if (w->f->ins_count == w->ins_capacity) work_grow_ins(w);
    u32 ii = w->f->ins_count++;
    w->f->source[ii] = source;
    w->f->ins[ii] =
        (struct ins){.result = NO_VALUE, .arg = {NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE}};
    return ii;
}
u32 work_const(struct work *w, enum type t, u64 bits);
u32 work_edge(struct work *w, u32 from, u32 to);
u32 work_list(struct work *w, u32 n); /* room for n values in f->lists */
u32 work_block(struct work *w);
/* A new operation with one result, to be put before operation `before`; returns the result. */
u32 work_insert(struct work *w, u32 before, u32 source, struct ins ins, enum type t);
static inline u32 work_find(struct work *w, u32 v) {
    while (w->same[v] != v) v = w->same[v] = w->same[w->same[v]];
    return v;
}
/* Puts what replaces them in the place of all operands, in operations and on edges. */
void work_apply(struct work *w);
/* A zero for each value, and one before them for NO_VALUE. */
u32 *work_counts(const struct work *w, struct arena *a);
/* Uses of each value, and of those that it replaces, in operations and on edges; for this pass. */
u32 *work_use_counts(struct work *w);

/* A set of operations is a word of their bits; OP_DEAD is in none. */
_Static_assert(OP_COUNT <= 64, "sets of operations");
#define OP_BIT(op) (1ull << OP_##op)
static inline bool op_in(u64 set, u32 op) {
    return (op < OP_COUNT) & (set >> (op & 63));
}
static inline bool ins_has_list(const struct ins *i) {
    return op_info[i->op].arg_count < 0;
}
static inline bool ins_has_edges(const struct ins *i) {
    return i->op == OP_JUMP || i->op == OP_BRANCH || i->op == OP_SWITCH;
}
/* Counts the uses of values in an operation; uses: from work_counts. Operands that are not there
 * are counted, too: that takes fewer branches than to look for them. */
static inline void ins_count_uses(const struct ir_function *f, const struct ins *i, u32 *uses) {
    uses[(i32)i->arg[0]]++;
    uses[(i32)i->arg[1]]++;
    if (i->arg[2] != NO_VALUE) {
        uses[(i32)i->arg[2]]++;
        uses[(i32)i->arg[3]]++;
    }
    if (!ins_has_list(i)) return;
    for (u32 n = 0; n < i->list_count; n++) uses[f->lists[i->list_first + n]]++;
}
/* The same on the edges at the end of a block. */
static inline void ins_count_edges(const struct ir_function *f, const struct ins *i,
                                   u32 *uses) {
    if (!ins_has_edges(i)) return;
    for (u32 e = i->edge_first; e < i->edge_first + i->edge_count; e++)
        for (u32 n = 0; n < f->edges[e].arg_count; n++)
            uses[f->lists[f->edges[e].arg_first + n]]++;
}
static inline u32 *ins_operands(const struct ir_function *f, struct ins *i, u32 *count) {
    if (ins_has_list(i)) {
        *count = i->list_count;
        return i->list_count ? f->lists + i->list_first : NULL;
    }
    *count = (u32)op_info[i->op].arg_count;
    return i->arg;
}
static inline bool ins_has(const struct ins *i, u32 flag) {
    return op_info[i->op].flags & flag;
}
/* The operation that makes v, or NULL. */
static inline struct ins *value_ins(const struct ir_function *f, u32 v) {
    return f->values[v].kind == VALUE_RESULT ? &f->ins[f->values[v].def] : NULL;
}
static inline u64 type_mask(enum type t) {
    return type_bytes(t) == 4 ? 0xffffffffu : ~0ull;
}
/* Sign-extended bits of an integer constant. */
static inline i64 type_signed(enum type t, u64 bits) {
    return type_bytes(t) == 4 ? (i32)(u32)bits : (i64)bits;
}

/* ---- What scan finds -------------------------------------------------------------------- */

enum node_kind { NODE_BODY, NODE_BLOCK, NODE_LOOP, NODE_THEN, NODE_ELSE };
#define NO_NODE 0xffffffffu
/* A stretch of reachable code: all offsets are the file's. A position p is in the node when
 * start < p <= end. */
struct node {
    u8 kind;
    u32 start, end;   /* of the opcode that opens it, of the END or ELSE that closes it */
    u32 parent, loop; /* innermost loop that holds it (itself, for a loop) */
    u32 other;        /* THEN: its ELSE or NO_NODE; ELSE: its THEN */
    u32 block;        /* for the builder: where a branch to it goes */
};
enum { LOCAL_IS_REF = 0x80 };
struct scan {
    struct node *nodes; /* in order of start; 0 is the body */
    u32 node_count, node_capacity;
    u32 op_count;    /* reachable opcodes */
    u32 local_count; /* with parameters */
    u8 *local_types; /* enum type; | LOCAL_IS_REF for declared locals that start as null */
    const u8 *code, *code_end;
    /* Reachable local.set and local.tee, by local: those of local x are set_first[x] ..
     * set_first[x + 1] - 1, positions ascending. */
    u32 *set_first, *set_at;
};
void scan_body(const struct program *p, u32 function, struct arena *a, struct scan *s);

/* Readers of validated LEB128. */
u32 leb_u32_long(const u8 **at);
static inline u32 leb_u32(const u8 **at) {
    if (**at < 0x80) return *(*at)++;
    return leb_u32_long(at);
}
i64 leb_signed(const u8 **at);
/* Skips the immediate of an opcode. */
void wasm_skip_immediate(const u8 **at, u32 op);
/* The opcode at *at with its prefix; moves behind it. */
static inline u32 wasm_opcode(const u8 **at) {
    u8 op = *(*at)++;
    return op == WASM_PREFIX ? 0x100 + leb_u32(at) : op;
}
enum type type_of_wasm(u8 value_type);

/* ---- Passes ----------------------------------------------------------------------------- */

void build_raw(struct work *w, u32 function);
/* The function anew, all arrays from arena `to`; w->f goes on as the result. */
void layout(struct work *w, struct arena *to);
void pass_gvn(struct work *w);
void pass_dce(struct work *w);
void pass_facts(struct work *w);
void pass_fuse(struct work *w);
void pass_canon(struct work *w);

/* Algebra on one operation, operands replaced already: rewrites it in place into something
 * cheaper, and returns the value that its result equals (then the operation is not needed) or
 * NO_VALUE. */
u32 simplify(struct work *w, struct ins *i);
/* The result of an operation whose operands are constants; false when it can't be told, or
 * would trap, or is a NaN. */
bool fold_constants(enum op op, const struct ins *i, const struct value *const *args,
                    u64 *bits);
bool fold_compare(enum cc cc, enum type t, u64 x, u64 y);

#endif
