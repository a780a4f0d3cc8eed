/* isa/aarch64/emit_control.c: branches, switches, calls. */
#include "isa/aarch64/aarch64.h"

#include <assert.h>

/* tbz reaches 32 KiB; in functions that may be larger, a comparison is better than to begin
 * again with far branches. */
static bool sign_test_reaches(const struct ir_function *f) {
    return f->ins_count < 2000;
}

void a64_op_branch(struct emitter *e, const struct ir_function *f, const struct ins *i,
                   const struct operand *operands, bool invert, u32 label) {
    struct compare c = a64_compare(f, i);
    u32 reg[2] = {ZR, ZR};
    for (u32 uses = c.uses; uses; uses &= uses - 1)
        reg[lowest_bit(uses)] = operand_reg(operands++) % FIRST_FLOAT;
    if (invert) c.cc = (u8)cc_invert(c.cc);
    if (c.folded && c.c == 0 && (c.cc == CC_EQ || c.cc == CC_NE)) {
        a64_branch_zero(e, c.wide, reg[c.x], c.cc == CC_EQ, label);
    } else if (c.folded && c.c == 0 && (c.cc == CC_LT_S || c.cc == CC_GE_S) &&
               sign_test_reaches(f)) {
        a64_branch_sign(e, c.wide, reg[c.x], c.cc == CC_LT_S, label);
    } else {
        a64_emit_compare(e, &c, reg);
        a64_branch(e, a64_cond(c.cc), label);
    }
}

/* A jump into a table of jumps: as many instructions as with a table of distances, and no
 * register but x16. */
void a64_op_switch(struct emitter *e, const struct ir_function *f, const struct ins *i,
                   const struct operand *operands, const u32 *labels, u32 n) {
    (void)f;
    (void)i;
    u32 index = operand_reg(&operands[0]), otherwise = labels[n - 1];
    if (n == 2) a64_branch_zero(e, false, index, true, labels[0]);
    if (n <= 2) {
        a64_op_jump(e, otherwise);
        return;
    }
    if (n - 1 < 0x1000) {
        A64(e, CMP_I, 0, index, n - 1, 0);
    } else {
        a64_constant(e, false, X16, n - 1);
        A64(e, CMP, 0, index, X16);
    }
    a64_branch(e, COND_HS, otherwise);
    A64(e, ADR, X16, 3); /* instructions from here to the table */
    A64(e, ADD_UXTW, X16, X16, index, 2);
    A64(e, BR, X16);
    for (u32 k = 0; k < n - 1; k++) a64_op_jump(e, labels[k]);
}

void a64_emit_call(struct emitter *e, const struct ins *i) {
    emitter_fixup(e, FIXUP_26, FIX_FUNCTION, (u32)i->imm);
    A64(e, BL, 0);
    e->return_at = e->code.count;
}

/* Behind the code: the function is null, whose row has address 0, or of another type. */
static void write_wrong_element(struct emitter *e, const struct pending_code *p) {
    (void)p;
    a64_branch_zero(e, true, X16, true, emitter_trap(e, TRAP_NULL_ELEMENT));
    a64_op_jump(e, emitter_trap(e, TRAP_BAD_SIGNATURE));
}

/* The function's index comes from the table, its row (address, type) from the image's array. A
 * function that calls has saved x30, which serves as a second scratch. */
void a64_emit_call_indirect(struct emitter *e, const struct ins *i, u32 index) {
    u32 type = e->canonical_types[(u32)i->imm], table = (u32)(i->imm >> 32);
    assert(table < CONTEXT_TABLES_MAX && type < 0x1000000);
    A64(e, LDR_W_U, X16, X28, CONTEXT_TABLE_SIZES / 4 + table);
    A64(e, CMP, 0, index, X16);
    a64_branch(e, COND_HS, emitter_trap(e, TRAP_UNDEFINED_ELEMENT));
    a64_constant(e, true, X16, A64_TABLES_BASE + table * A64_TABLE_STRIDE);
    A64(e, LDR_W_R, X16, X16, index, 1);
    a64_constant(e, true, X30, A64_CODE_BASE);
    A64(e, ADD, 1, X16, X30, X16, 4);
    A64(e, LDP_X, X16, X30, X16, 0);
    if (type >= 0x1000) A64(e, SUB_I, 0, X30, X30, type >> 12, 1);
    A64(e, CMP_I, 0, X30, type & 0xfff, 0);
    struct pending_code *p = emitter_later(e, write_wrong_element);
    emitter_place(e, p->back); /* nothing comes back */
    a64_branch(e, COND_NE, p->label);
    A64(e, BLR, X16);
    e->return_at = e->code.count;
}

/* The host tells services apart by the address of the instruction. */
void a64_host_call(struct emitter *e) {
    A64(e, SVC, 0);
}

/* Each operation is a short sequence: none needs a routine. */
void a64_helpers(struct emitter *e) {
    (void)e;
}
