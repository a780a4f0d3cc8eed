/* isa/constrain.c: appending operands to the constraints of an operation. */
#include "isa/isa.h"

static struct operand *append(struct constraints *c, u32 vreg, enum operand_kind kind,
                              enum operand_at at, enum type t) {
    if (c->count == c->capacity) {
        c->capacity = c->capacity ? c->capacity * 2 : OPERANDS_MAX;
        c->operands = xrealloc(c->operands, c->capacity * sizeof *c->operands);
    }
    struct operand *o = &c->operands[c->count++];
    *o = (struct operand){.vreg = vreg, .kind = (u8)kind, .at = (u8)at, .type = (u8)t};
    return o;
}

u32 constrain_use(struct constraints *c, u32 vreg, enum type t, enum operand_at at) {
    append(c, vreg, OPERAND_USE, at, t);
    return c->count - 1;
}

u32 constrain_use_fixed(struct constraints *c, u32 vreg, enum type t, reg r) {
    append(c, vreg, OPERAND_USE, AT_FIXED, t)->index = r;
    return c->count - 1;
}

u32 constrain_def(struct constraints *c, u32 vreg, enum type t) {
    append(c, vreg, OPERAND_DEF, AT_REG, t);
    return c->count - 1;
}

u32 constrain_def_fixed(struct constraints *c, u32 vreg, enum type t, reg r) {
    append(c, vreg, OPERAND_DEF, AT_FIXED, t)->index = r;
    return c->count - 1;
}

u32 constrain_def_same(struct constraints *c, u32 vreg, enum type t, u32 use) {
    append(c, vreg, OPERAND_DEF, AT_SAME, t)->index = (u16)use;
    return c->count - 1;
}

/* The type of a temp is one that fills a register of its class on every ISA. */
static enum type temp_type(enum reg_class cl) {
    return cl == CLASS_FLOAT ? F64 : I32;
}

u32 constrain_temp(struct constraints *c, enum reg_class cl) {
    append(c, NO_VALUE, OPERAND_TEMP, AT_REG, temp_type(cl));
    return c->count - 1;
}

u32 constrain_temp_fixed(struct constraints *c, reg r) {
    append(c, NO_VALUE, OPERAND_TEMP, AT_FIXED, temp_type(reg_class_of(r)))->index = r;
    return c->count - 1;
}
