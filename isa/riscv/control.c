/* isa/riscv/control.c: branches, jumps, switches, calls, and how their distances are patched.
 *
 * A conditional branch reaches 4 KiB, jal 1 MiB. Labels ahead are supposed to be near on the
 * first try; if one proves too far, the function is emitted again, and then what does not reach
 * becomes an inverted branch over a jal, or auipc and jalr (emitter_reaches). */
#include "isa/riscv/riscv.h"

enum { BRANCH_REACH = 4096 - 16, JAL_REACH = (1 << 20) - 16 };

/* ---- Patching --------------------------------------------------------------------------- */

static u32 get32(const u8 *at) {
    return (u32)at[0] | (u32)at[1] << 8 | (u32)at[2] << 16 | (u32)at[3] << 24;
}

static void put32(u8 *at, u32 v) {
    for (u32 k = 0; k < 4; k++) at[k] = (u8)(v >> 8 * k);
}

static bool fits(i64 v, u32 bits) {
    return v >= -(1ll << (bits - 1)) && v < 1ll << (bits - 1);
}

enum { TABLE_AFTER_AUIPC = 24 }; /* rv_switch: bytes from auipc to the table */

bool rv_patch(u8 *code, u8 kind, i64 distance) {
    switch ((enum rv_patch)kind) {
    case PATCH_BRANCH:
        if (!fits(distance, 13)) return false;
        put32(code, (get32(code) & ~rv_bits_b(-2)) | rv_bits_b(distance));
        return true;
    case PATCH_JAL:
        if (!fits(distance, 21)) return false;
        put32(code, (get32(code) & ~rv_bits_j(-2)) | rv_bits_j(distance));
        return true;
    case PATCH_PAIR: {
        if (!fits(distance + 2048, 32)) return false;
        u32 upper = (u32)((u64)(distance + 2048) >> 12);
        put32(code, (get32(code) & 0xfff) | upper << 12);
        put32(code + 4, (get32(code + 4) & 0xfffff) | (u32)distance << 20);
        return true;
    }
    case PATCH_TABLE: put32(code, (u32)(distance + TABLE_AFTER_AUIPC)); return true;
    }
    return false;
}

void rv_land(struct emitter *e, u32 skip) {
    bool reached = rv_patch(e->code.at + skip, PATCH_BRANCH, (i64)e->code.count - skip);
    assert(reached);
    (void)reached;
}

/* ---- Branches --------------------------------------------------------------------------- */

enum rv rv_branch_row(enum cc cc, reg *x, reg *y) {
    static const u8 rows[] = {
        [CC_EQ] = RV_BEQ,   [CC_NE] = RV_BNE,    [CC_LT_S] = RV_BLT, [CC_LT_U] = RV_BLTU,
        [CC_GT_S] = RV_BLT, [CC_GT_U] = RV_BLTU, [CC_LE_S] = RV_BGE, [CC_LE_U] = RV_BGEU,
        [CC_GE_S] = RV_BGE, [CC_GE_U] = RV_BGEU};
    if (cc == CC_GT_S || cc == CC_GT_U || cc == CC_LE_S || cc == CC_LE_U) {
        reg swapped = *x;
        *x = *y;
        *y = swapped;
    }
    return rows[cc];
}

enum rv rv_invert_row(enum rv row) {
    switch (row) {
    case RV_BEQ: return RV_BNE;
    case RV_BNE: return RV_BEQ;
    case RV_BLT: return RV_BGE;
    case RV_BGE: return RV_BLT;
    case RV_BLTU: return RV_BGEU;
    default: return RV_BLTU;
    }
}

void rv_jump(struct emitter *e, u32 label) {
    if (emitter_reaches(e, label, JAL_REACH)) {
        emitter_fixup(e, PATCH_JAL, FIX_LABEL, label);
        rv_u(e, RV_JAL, X0, 0);
    } else {
        emitter_fixup(e, PATCH_PAIR, FIX_LABEL, label);
        rv_u(e, RV_AUIPC, T6, 0);
        rv_i(e, RV_JALR, X0, T6, 0);
    }
}

static void branch_to(struct emitter *e, enum rv row, reg x, reg y, u32 label) {
    bool always = row == RV_BEQ && x == y, never = row == RV_BNE && x == y;
    if (never) return;
    if (always) {
        rv_jump(e, label);
    } else if (emitter_reaches(e, label, BRANCH_REACH)) {
        emitter_fixup(e, PATCH_BRANCH, FIX_LABEL, label);
        rv_b(e, row, x, y, 0);
    } else {
        u32 skip = rv_skip(e, rv_invert_row(row), x, y);
        rv_jump(e, label);
        rv_land(e, skip);
    }
}

void rv_trap_if(struct emitter *e, enum rv row, reg x, reg y, enum trap trap) {
    branch_to(e, row, x, y, emitter_trap(e, trap));
}

void rv_branch(struct emitter *e, const struct ir_function *f, const struct ins *i,
               const struct operand *operands, bool invert, u32 label) {
    struct rv_shape shape = rv_shape(f, i);
    struct rv_regs r = rv_regs(i, &shape, operands);
    struct rv_test t = rv_test_branch(f, i);
    reg x = r.arg[t.x], y = r.arg[t.y];
    enum rv row;
    if (cc_is_float(t.cc)) {
        bool inverted = rv_float_test(e, i->cc, i->type2, T6, r.arg[0], r.arg[1]);
        row = inverted ? RV_BEQ : RV_BNE;
        x = T6;
        y = X0;
    } else {
        row = rv_branch_row(t.cc, &x, &y);
    }
    branch_to(e, invert ? rv_invert_row(row) : row, x, y, label);
}

/* ---- Switch ----------------------------------------------------------------------------- */

/* Few cases: one comparison each. */
static void switch_chain(struct emitter *e, reg x, const u32 *labels, u32 n) {
    for (u32 k = 0; k + 1 < n; k++) {
        if (k > 0) rv_i(e, RV_ADDI, T6, X0, k);
        branch_to(e, RV_BEQ, x, k > 0 ? T6 : X0, labels[k]);
    }
    rv_jump(e, labels[n - 1]);
}

/* A table of 32-bit distances, from its own rows (see PATCH_TABLE):
 *
 *      auipc t6, 0
 *      slli  temp, x, 2
 *      add   temp, temp, t6
 *      lw    t6, 24(temp)
 *      add   t6, t6, temp
 *      jr    t6
 *      row 0, row 1, ... */
void rv_switch(struct emitter *e, const struct ir_function *f, const struct ins *i,
               const struct operand *operands, const u32 *labels, u32 n) {
    struct rv_shape shape = rv_shape(f, i);
    struct rv_regs r = rv_regs(i, &shape, operands);
    reg x = r.arg[0];
    if (n <= 4) {
        switch_chain(e, x, labels, n);
        return;
    }
    rv_load_integer(e, T6, n - 1);
    u32 inside = rv_skip(e, RV_BLTU, x, T6);
    rv_jump(e, labels[n - 1]);
    rv_land(e, inside);
    rv_u(e, RV_AUIPC, T6, 0);
    rv_i(e, RV_SLLI, r.temp, x, 2);
    rv_r(e, RV_ADD, r.temp, r.temp, T6);
    rv_i(e, RV_LW, T6, r.temp, TABLE_AFTER_AUIPC);
    rv_r(e, RV_ADD, T6, T6, r.temp);
    rv_i(e, RV_JALR, X0, T6, 0);
    for (u32 k = 0; k + 1 < n; k++) {
        emitter_fixup(e, PATCH_TABLE, FIX_LABEL, labels[k]);
        emit_u32(e, 0);
    }
}

/* ---- Calls ------------------------------------------------------------------------------ */

void rv_call(struct emitter *e, const struct ins *i) {
    if (e->near_calls) {
        emitter_fixup(e, PATCH_JAL, FIX_FUNCTION, (u32)i->imm);
        rv_u(e, RV_JAL, RA, 0);
    } else {
        emitter_fixup(e, PATCH_PAIR, FIX_FUNCTION, (u32)i->imm);
        rv_u(e, RV_AUIPC, RA, 0);
        rv_i(e, RV_JALR, RA, RA, 0);
    }
    e->return_at = e->code.count;
}

/* Behind the code: the function is null, whose row (at t6) has address 0, or of another type.
 */
static void write_wrong_element(struct emitter *e, const struct pending_code *p) {
    (void)p;
    rv_i(e, RV_LD, T6, T6, 0);
    rv_trap_if(e, RV_BEQ, T6, X0, TRAP_NULL_ELEMENT);
    rv_jump(e, emitter_trap(e, TRAP_BAD_SIGNATURE));
}

/* ra is free: the call destroys it, so the function has saved it. An index below the table's
 * size is its own zero-extension. */
void rv_call_indirect(struct emitter *e, const struct ir_function *f, const struct ins *i,
                      const struct operand *operands) {
    const struct layout *layout = &e->isa->layout;
    u32 type = e->canonical_types[(u32)i->imm], table = (u32)(i->imm >> 32);
    u32 v = f->lists[i->list_first + i->list_count - 1];
    bool zero = value_is_const(f, v) && f->values[v].bits == 0;
    reg index = zero ? X0 : operand_reg(operands++);

    rv_i(e, RV_LW, T6, TP, CONTEXT_TABLE_SIZES + 4 * (i64)table);
    rv_trap_if(e, RV_BGEU, index, T6, TRAP_UNDEFINED_ELEMENT);

    /* t6 = table[index] */
    u64 base = layout->tables_base + table * layout->table_stride;
    rv_load_integer(e, T6, (i64)(base >> 2));
    rv_r(e, RV_ADD, T6, T6, index);
    rv_i(e, RV_SLLI, T6, T6, 2);
    rv_i(e, RV_LW, T6, T6, 0);

    /* t6 = address of the row of that function: code_base + 16 * t6 */
    rv_load_integer(e, RA, (i64)(layout->code_base >> 4));
    rv_r(e, RV_ADD, T6, T6, RA);
    rv_i(e, RV_SLLI, T6, T6, 4);
    rv_i(e, RV_LW, RA, T6, 8);
    struct pending_code *p = emitter_later(e, write_wrong_element);
    u32 wrong = p->label;
    emitter_place(e, p->back); /* nothing comes back */
    if (type == 0) {
        branch_to(e, RV_BNE, RA, X0, wrong);
    } else if (type <= 2048) {
        rv_i(e, RV_ADDI, RA, RA, -(i64)type);
        branch_to(e, RV_BNE, RA, X0, wrong);
    } else {
        reg temp = operand_reg(operands);
        rv_load_integer(e, temp, type);
        branch_to(e, RV_BNE, RA, temp, wrong);
    }
    rv_i(e, RV_LD, T6, T6, 0);
    rv_i(e, RV_JALR, RA, T6, 0);
    e->return_at = e->code.count;
}
