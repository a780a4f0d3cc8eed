/* isa/riscv/emit.c: integer operations as instructions, and the way to the other files' ones.
 *
 * Requires: i32 values lie sign-extended. Keeps: so do i32 results; the W forms do it for free,
 * AND OR XOR of sign-extended values are sign-extended, and all results of compares, counts and
 * masks are small. */
#include "isa/riscv/riscv.h"

/* ---- Division --------------------------------------------------------------------------- */

/* Traps when the divisor is 0 or, if `overflow`, on the least number divided by -1. Returns
 * false when it always traps. */
static bool check_division(struct emitter *e, const struct ir_function *f, const struct ins *i,
                           const struct rv_regs *r, bool overflow) {
    u32 x = i->arg[0], y = i->arg[1];
    i64 least = i->type == I32 ? INT32_MIN : INT64_MIN;
    bool y_const = value_is_const(f, y);
    if (y_const && rv_value(f, y) == 0) {
        rv_trap_if(e, RV_BEQ, X0, X0, TRAP_DIVIDE_BY_ZERO);
        return false;
    }
    if (!y_const) rv_trap_if(e, RV_BEQ, r->arg[1], X0, TRAP_DIVIDE_BY_ZERO);
    if (y_const && rv_value(f, y) != -1) overflow = false;
    if (value_is_const(f, x) && rv_value(f, x) != least) overflow = false;
    if (!overflow) return true;

    u32 skip = 0;
    if (!y_const) {
        rv_i(e, RV_ADDI, T6, r->arg[1], 1);
        skip = rv_skip(e, RV_BNE, T6, X0);
    }
    rv_load_integer(e, T6, least);
    rv_trap_if(e, RV_BEQ, r->arg[0], T6, TRAP_INTEGER_OVERFLOW);
    if (!y_const) rv_land(e, skip);
    return true;
}

static void emit_division(struct emitter *e, const struct ir_function *f, const struct ins *i,
                          const struct rv_shape *shape, const struct rv_regs *r) {
    static const u8 rows[][2] = {
        {RV_DIV, RV_DIVW}, {RV_DIVU, RV_DIVUW}, {RV_REM, RV_REMW}, {RV_REMU, RV_REMUW}};
    bool narrow = i->type == I32;
    reg x = r->arg[0];
    int n = shape->absorbed & 2 ? rv_log2(f, i->arg[1]) : -1;
    if (n >= 0 && i->op == OP_DIV_U) {
        rv_i(e, narrow ? RV_SRLIW : RV_SRLI, r->d, x, n);
    } else if (n >= 0 && n < 12) {
        rv_i(e, RV_ANDI, r->d, x, (1 << n) - 1);
    } else if (n >= 0) {
        rv_i(e, RV_SLLI, r->d, x, 64 - n);
        rv_i(e, RV_SRLI, r->d, r->d, 64 - n);
    } else if (check_division(e, f, i, r, i->op == OP_DIV_S)) {
        rv_r(e, rows[i->op - OP_DIV_S][narrow], r->d, x, r->arg[1]);
    }
}
_Static_assert(OP_DIV_U == OP_DIV_S + 1 && OP_REM_S == OP_DIV_S + 2 && OP_REM_U == OP_DIV_S + 3,
               "rows of emit_division");

/* ---- Arithmetic, logic, shifts ---------------------------------------------------------- */

static void emit_and_constant(struct emitter *e, reg d, reg x, i64 c) {
    u32 n = rv_low_mask(c);
    if (fits12(c)) {
        rv_i(e, RV_ANDI, d, x, c);
    } else if (n == 32) {
        rv_r(e, RV_AND, d, x, LOW_WORD);
    } else {
        rv_i(e, RV_SLLI, d, x, 64 - n);
        rv_i(e, RV_SRLI, d, d, 64 - n);
    }
}

static void emit_rotate(struct emitter *e, const struct ins *i, const struct rv_regs *r,
                        bool constant, i64 count) {
    bool narrow = i->type == I32;
    u32 width = narrow ? 32 : 64;
    if (constant) {
        u32 left = (u32)count & (width - 1);
        if (i->op == OP_ROTR) left = (width - left) & (width - 1);
        if (left == 0) {
            rv_copy(e, r->d, r->arg[0]);
            return;
        }
        rv_i(e, narrow ? RV_SLLIW : RV_SLLI, T6, r->arg[0], left);
        rv_i(e, narrow ? RV_SRLIW : RV_SRLI, r->d, r->arg[0], width - left);
    } else {
        bool left = i->op == OP_ROTL;
        enum rv there = narrow ? (left ? RV_SRLW : RV_SLLW) : (left ? RV_SRL : RV_SLL);
        enum rv here = narrow ? (left ? RV_SLLW : RV_SRLW) : (left ? RV_SLL : RV_SRL);
        rv_r(e, RV_SUB, T6, X0, r->arg[1]);
        rv_r(e, there, T6, r->arg[0], T6);
        rv_r(e, here, r->d, r->arg[0], r->arg[1]);
    }
    rv_r(e, RV_OR, r->d, r->d, T6);
}

/* Rows for registers and for a constant, i64 and i32. */
struct binary {
    u8 op, row[2], constant_row[2];
};
static const struct binary binaries[] = {
    {OP_ADD, {RV_ADD, RV_ADDW}, {RV_ADDI, RV_ADDIW}},
    {OP_SUB, {RV_SUB, RV_SUBW}, {RV_ADDI, RV_ADDIW}}, /* of the negative */
    {OP_MUL, {RV_MUL, RV_MULW}, {RV_SLLI, RV_SLLIW}}, /* of the logarithm */
    {OP_AND, {RV_AND, RV_AND}, {RV_ANDI, RV_ANDI}},
    {OP_OR, {RV_OR, RV_OR}, {RV_ORI, RV_ORI}},
    {OP_XOR, {RV_XOR, RV_XOR}, {RV_XORI, RV_XORI}},
    {OP_SHL, {RV_SLL, RV_SLLW}, {RV_SLLI, RV_SLLIW}},
    {OP_SHR_S, {RV_SRA, RV_SRAW}, {RV_SRAI, RV_SRAIW}},
    {OP_SHR_U, {RV_SRL, RV_SRLW}, {RV_SRLI, RV_SRLIW}},
};

static void emit_binary(struct emitter *e, const struct ir_function *f, const struct ins *i,
                        const struct rv_shape *shape, const struct rv_regs *r) {
    const struct binary *b = binaries;
    while (b->op != i->op) b++;
    bool narrow = i->type == I32;
    reg x = r->arg[shape->x], y = r->arg[shape->y];
    if (!(shape->absorbed >> shape->y & 1)) {
        rv_r(e, b->row[narrow], r->d, x, y);
        return;
    }
    i64 c = rv_value(f, i->arg[shape->y]);
    switch (i->op) {
    case OP_AND: emit_and_constant(e, r->d, x, c); return;
    case OP_SUB: c = -c; break;
    case OP_MUL:
        if (c == 0) {
            rv_i(e, RV_ADDI, r->d, X0, 0);
            return;
        }
        c = rv_log2(f, i->arg[shape->y]);
        break;
    case OP_SHL:
    case OP_SHR_S:
    case OP_SHR_U: c &= narrow ? 31 : 63; break;
    }
    if (c == 0)
        rv_copy(e, r->d, x); /* every constant form does nothing by 0 */
    else
        rv_i(e, b->constant_row[narrow], r->d, x, c);
}

static void emit_add_shl(struct emitter *e, const struct ir_function *f, const struct ins *i,
                         const struct rv_shape *shape, const struct rv_regs *r) {
    bool narrow = i->type == I32;
    enum rv add = narrow ? RV_ADDW : RV_ADD, add_constant = narrow ? RV_ADDIW : RV_ADDI;
    enum rv shift = narrow ? RV_SLLIW : RV_SLLI;
    if (shape->absorbed & 2) {
        i64 c = (i64)((u64)rv_value(f, i->arg[1]) << i->shift);
        rv_i(e, add_constant, r->d, r->arg[0], narrow ? (i32)(u32)c : c);
        return;
    }
    i64 base = shape->absorbed & 1 ? rv_value(f, i->arg[0]) : 0;
    if (shape->absorbed & 1 && base == 0) {
        rv_i(e, shift, r->d, r->arg[1], i->shift);
        return;
    }
    rv_i(e, RV_SLLI, T6, r->arg[1], i->shift);
    if (shape->absorbed & 1)
        rv_i(e, add_constant, r->d, T6, base);
    else
        rv_r(e, add, r->d, T6, r->arg[0]);
}

/* ---- Counting bits ---------------------------------------------------------------------- */

enum { EXPONENT_BIAS = 1023 };

/* t6 = the biased exponent of x (as i->type, unsigned) as a double, rounded towards zero so
 * that it tells the highest bit; 0 for 0. */
static void emit_exponent(struct emitter *e, const struct ins *i, reg x) {
    if (i->type == I32)
        rv_r(e, RV_FCVT_D_WU, FT11, x, X0);
    else
        rv_m(e, RV_FCVT_D_LU, FT11, x, X0, RM_ZERO);
    rv_r(e, RV_FMV_X_D, T6, FT11, X0);
    rv_i(e, RV_SRLI, T6, T6, 52);
}

static void emit_clz(struct emitter *e, const struct ins *i, const struct rv_regs *r) {
    i64 width = i->type == I32 ? 32 : 64;
    emit_exponent(e, i, r->arg[0]);
    u32 skip = rv_skip(e, RV_BNE, T6, X0);
    rv_i(e, RV_ADDI, T6, X0, EXPONENT_BIAS - 1); /* as if the bit were at -1 */
    rv_land(e, skip);
    rv_i(e, RV_XORI, T6, T6, -1);
    rv_i(e, RV_ADDI, r->d, T6, EXPONENT_BIAS + width);
}

static void emit_ctz(struct emitter *e, const struct ins *i, const struct rv_regs *r) {
    rv_r(e, RV_SUB, T6, X0, r->arg[0]);
    rv_r(e, RV_AND, T6, T6, r->arg[0]); /* the lowest bit alone */
    emit_exponent(e, i, T6);
    rv_i(e, RV_ADDI, r->d, T6, -EXPONENT_BIAS);
    u32 skip = rv_skip(e, RV_BGE, r->d, X0);
    rv_i(e, RV_ADDI, r->d, X0, i->type == I32 ? 32 : 64);
    rv_land(e, skip);
}

/* d = 32 bits, repeated in the upper half if `twice`. */
static void load_pattern(struct emitter *e, reg d, i64 pattern, bool twice, reg scratch) {
    rv_load_integer(e, d, pattern);
    if (!twice) return;
    rv_i(e, RV_SLLI, scratch, d, 32);
    rv_r(e, RV_ADD, d, d, scratch);
}

/* Sums of 2, 4 and 8 bits, then the sum of all bytes by a multiplication. d may be x, so it is
 * written only when x is done with. */
static void emit_popcnt(struct emitter *e, const struct ins *i, const struct rv_regs *r) {
    bool narrow = i->type == I32;
    reg x = r->arg[0], d = r->d, mask = r->temp;
    load_pattern(e, mask, 0x55555555, !narrow, T6);
    rv_i(e, RV_SRLI, T6, x, 1);
    rv_r(e, RV_AND, T6, T6, mask);
    rv_r(e, narrow ? RV_SUBW : RV_SUB, T6, x, T6);
    load_pattern(e, mask, 0x33333333, !narrow, d);
    rv_r(e, RV_AND, d, T6, mask);
    rv_i(e, RV_SRLI, T6, T6, 2);
    rv_r(e, RV_AND, T6, T6, mask);
    rv_r(e, RV_ADD, T6, T6, d);
    load_pattern(e, mask, 0x0f0f0f0f, !narrow, d);
    rv_i(e, RV_SRLI, d, T6, 4);
    rv_r(e, RV_ADD, T6, T6, d);
    rv_r(e, RV_AND, T6, T6, mask);
    load_pattern(e, mask, 0x01010101, !narrow, d);
    rv_r(e, RV_MUL, T6, T6, mask);
    rv_i(e, narrow ? RV_SRLIW : RV_SRLI, d, T6, narrow ? 24 : 56);
}

/* ---- Compare and select ----------------------------------------------------------------- */

static void emit_equal(struct emitter *e, const struct rv_test *t, const struct rv_regs *r) {
    reg x = r->arg[t->x];
    if (!t->y_is_const) {
        rv_r(e, RV_SUB, T6, x, r->arg[t->y]);
        x = T6;
    } else if (t->c != 0) {
        rv_i(e, RV_XORI, T6, x, t->c);
        x = T6;
    }
    if (t->cc == CC_EQ)
        rv_i(e, RV_SLTIU, r->d, x, 1);
    else
        rv_r(e, RV_SLTU, r->d, X0, x);
}

static void emit_compare(struct emitter *e, const struct ir_function *f, const struct ins *i,
                         const struct rv_regs *r) {
    struct rv_test t = rv_test_compare(f, i);
    reg x = r->arg[t.x], y = r->arg[t.y];
    bool invert = false, is_unsigned = false;
    if (cc_is_float(t.cc)) {
        invert = rv_float_test(e, i->cc, i->type2, r->d, r->arg[0], r->arg[1]);
    } else if (t.cc == CC_EQ || t.cc == CC_NE) {
        emit_equal(e, &t, r);
    } else {
        switch (t.cc) {
        case CC_LT_U:
        case CC_GE_U:
        case CC_GT_U:
        case CC_LE_U: is_unsigned = true;
        }
        bool mirrored =
            t.cc == CC_GT_S || t.cc == CC_GT_U || t.cc == CC_LE_S || t.cc == CC_LE_U;
        invert = t.cc == CC_GE_S || t.cc == CC_GE_U || t.cc == CC_LE_S || t.cc == CC_LE_U;
        if (t.y_is_const)
            rv_i(e, is_unsigned ? RV_SLTIU : RV_SLTI, r->d, x, t.c);
        else
            rv_r(e, is_unsigned ? RV_SLTU : RV_SLT, r->d, mirrored ? y : x, mirrored ? x : y);
    }
    if (invert) rv_i(e, RV_XORI, r->d, r->d, 1);
}

/* The result already holds one of the two values: a branch over the move of the other. */
void rv_emit_select(struct emitter *e, const struct ir_function *f, const struct ins *i,
                    const struct rv_shape *shape, const struct rv_regs *r) {
    struct rv_test t = rv_test_branch(f, i);
    bool skip_if_holds = shape->same == 2;
    u32 other = shape->same == 2 ? 3 : 2;
    enum rv row;
    reg x = r->arg[t.x], y = r->arg[t.y];
    if (cc_is_float(t.cc)) {
        bool inverted = rv_float_test(e, i->cc, i->type2, T6, r->arg[0], r->arg[1]);
        row = inverted ? RV_BEQ : RV_BNE;
        x = T6;
        y = X0;
    } else {
        row = rv_branch_row(t.cc, &x, &y);
    }
    u32 skip = rv_skip(e, skip_if_holds ? row : rv_invert_row(row), x, y);
    if (type_is_float(i->type)) {
        if (shape->absorbed >> other & 1)
            rv_r(e, i->type == F32 ? RV_FMV_S_X : RV_FMV_D_X, r->d, X0, X0);
        else
            rv_r(e, RV_FSGNJ_D, r->d, r->arg[other], r->arg[other]);
    } else if (shape->absorbed >> other & 1) {
        rv_load_integer(e, r->d, rv_value(f, i->arg[other]));
    } else {
        rv_i(e, RV_ADDI, r->d, r->arg[other], 0);
    }
    rv_land(e, skip);
}

/* ---- One operation ---------------------------------------------------------------------- */

void rv_emit_integer(struct emitter *e, const struct ir_function *f, const struct ins *i,
                     const struct rv_shape *shape, const struct rv_regs *r) {
    reg x = r->arg[0];
    switch (i->op) {
    case OP_DIV_S:
    case OP_DIV_U:
    case OP_REM_S:
    case OP_REM_U: emit_division(e, f, i, shape, r); break;
    case OP_ROTL:
    case OP_ROTR: {
        bool constant = shape->absorbed & 2;
        emit_rotate(e, i, r, constant, constant ? rv_value(f, i->arg[1]) : 0);
        break;
    }
    case OP_ADD_SHL: emit_add_shl(e, f, i, shape, r); break;
    case OP_CLZ: emit_clz(e, i, r); break;
    case OP_CTZ: emit_ctz(e, i, r); break;
    case OP_POPCNT: emit_popcnt(e, i, r); break;
    case OP_EXTEND_8S:
        rv_i(e, RV_SLLI, r->d, x, 56);
        rv_i(e, RV_SRAI, r->d, r->d, 56);
        break;
    case OP_EXTEND_16S:
        rv_i(e, RV_SLLI, r->d, x, 48);
        rv_i(e, RV_SRAI, r->d, r->d, 48);
        break;
    case OP_EXTEND_32S:
    case OP_WRAP: rv_i(e, RV_ADDIW, r->d, x, 0); break;
    case OP_EXTEND_S: break;
    case OP_UNREACHABLE: rv_trap_if(e, RV_BEQ, X0, X0, TRAP_UNREACHABLE); break;
    case OP_EXTEND_U:
        if (!(i->flags & INS_NONNEG)) rv_r(e, RV_AND, r->d, x, LOW_WORD);
        break;
    case OP_COMPARE: emit_compare(e, f, i, r); break;
    case OP_SELECT: rv_emit_select(e, f, i, shape, r); break;
    default: emit_binary(e, f, i, shape, r);
    }
}

void rv_emit(struct emitter *e, const struct ir_function *f, const struct ins *i,
             const struct operand *operands) {
    if (i->op == OP_CALL) {
        rv_call(e, i);
        return;
    }
    if (i->op == OP_CALL_INDIRECT) {
        rv_call_indirect(e, f, i, operands);
        return;
    }
    struct rv_shape shape = rv_shape(f, i);
    struct rv_regs r = rv_regs(i, &shape, operands);
    switch (i->op) {
    case OP_FADD:
    case OP_FSUB:
    case OP_FMUL:
    case OP_FDIV:
    case OP_FMIN:
    case OP_FMAX:
    case OP_FCOPYSIGN:
    case OP_FABS:
    case OP_FNEG:
    case OP_FSQRT:
    case OP_FCEIL:
    case OP_FFLOOR:
    case OP_FTRUNC:
    case OP_FNEAREST:
    case OP_FCANON: rv_emit_float(e, i, &r); break;
    case OP_TRUNC_S:
    case OP_TRUNC_U:
    case OP_TRUNC_SAT_S:
    case OP_TRUNC_SAT_U:
    case OP_CONVERT_S:
    case OP_CONVERT_U:
    case OP_DEMOTE:
    case OP_PROMOTE:
    case OP_REINTERPRET: rv_emit_convert(e, i, &r); break;
    case OP_LOAD:
    case OP_STORE:
    case OP_GLOBAL_GET:
    case OP_GLOBAL_SET:
    case OP_MEMORY_SIZE: rv_emit_memory(e, f, i, &r); break;
    default: rv_emit_integer(e, f, i, &shape, &r);
    }
}
