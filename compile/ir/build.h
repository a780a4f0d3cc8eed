/* compile/ir/build.h: the builder's state; private to build.c, operations.c and locals.c. */
#ifndef HPMSIM_COMPILE_IR_BUILD_H
#define HPMSIM_COMPILE_IR_BUILD_H

#include "compile/ir/work.h"

struct place { /* a position and the innermost node that holds it */
    u32 at, node;
};
/* A construct that is open: the target of branches. */
struct control {
    u32 node, block;            /* block: the loop's header, or where its END leads */
    u32 else_block;             /* THEN with ELSE */
    u32 height;                 /* of the stack, below the parameters */
    u32 saved;                  /* THEN with ELSE: its parameters in build.saved */
    const u8 *params, *results; /* enum type */
    u32 param_count, result_count;
};
struct block_info {
    u32 pred_count, last_edge;
    u32 params, param_count;               /* those of wasm's own, in build.fixed_params */
    u32 lazy_first, lazy_last, lazy_count; /* those that locals need */
};
/* A block parameter that carries a local; made when somebody first asks for it. */
struct lazy {
    u32 block, local, value, next;
    u32 *args; /* one per predecessor */
};

struct build {
    struct work *w;
    const struct program *p;
    struct scan s;
    const u8 *at;
    u32 here;  /* offset of the opcode in the file */
    u32 block; /* being filled; NO_BLOCK in unreachable code */
    u32 node, next_node;
    u32 *stack;
    u32 height, stack_capacity;
    struct control *control;
    u32 depth, control_capacity;
    u32 *saved;
    u32 saved_count, saved_capacity;
    u32 *fixed_params;
    u32 fixed_count, fixed_capacity;
    struct place *edge_place; /* per edge */
    u32 edge_place_capacity;
    struct block_info *info; /* per block */
    u32 info_capacity, order_capacity;
    /* Locals. A remembered value holds while its stamp is the current one. */
    u32 stamp;
    u32 *local_value, *local_stamp, *set_done;
    u32 *set_value, *set_node; /* parallel to s.set_at */
    struct lazy *lazies;
    u32 lazy_count, lazy_capacity;
    u32 *lazy_slots;
    u32 lazy_slot_count;
};

static inline void push(struct build *b, u32 v) {
    if (b->height == b->stack_capacity)
        b->stack =
            work_grown(b->w->arena, b->stack, b->height, &b->stack_capacity, sizeof *b->stack);
    b->stack[b->height++] = v;
}
static inline u32 pop(struct build *b) {
    return b->stack[--b->height];
}
static inline struct ins *emit(struct build *b, enum op op, enum type t, enum type t2) {
    u32 ii = work_ins(b->w, b->here); /* may move the array */
    struct ins *i = &b->w->f->ins[ii];
    i->op = (u16)op;
    i->type = (u8)t;
    i->type2 = (u8)t2;
    return i;
}
/* A result of type t for the operation, pushed. */
static inline void push_result(struct build *b, struct ins *i, enum type t) {
    u32 v = work_value(b->w, VALUE_RESULT, t, (u32)(i - b->w->f->ins));
    if (!i->result_count++) i->result = v;
    push(b, v);
}
/* Translates an operation that has nothing to do with control flow or locals; at the opcode's
 * immediate. */
void translate(struct build *b, u32 op);

void locals_begin(struct build *b);
u32 local_get(struct build *b, u32 local);
void local_set(struct build *b, u32 local, u32 value);
/* Gives the locals' parameters their arguments on all edges; fills w->raw_params. */
void locals_end(struct build *b);

#endif
