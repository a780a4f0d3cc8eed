/* isa/riscv/emit_float.c: floating-point operations and conversions.
 *
 * RISC-V arithmetic makes only the canonical NaN. Here results of fmin, fmax and the roundings
 * are canonical too when an operand is a NaN. Conversions to integers saturate and take NaN for
 * the greatest number; what WebAssembly wants besides is checked by integer comparisons. */
#include "isa/riscv/riscv.h"

/* The row for the format: the rows of f32 and f64 lie at the same distance from each other. */
enum { FORMAT_DISTANCE = RV_FADD_D - RV_FADD_S };
static enum rv of_format(enum rv single, enum type t) {
    return t == F64 ? single + FORMAT_DISTANCE : single;
}
_Static_assert(RV_FCVT_D_LU - RV_FCVT_S_LU == FORMAT_DISTANCE, "rows of the two formats");

bool rv_float_test(struct emitter *e, enum cc cc, enum type t, reg d, reg x, reg y) {
    bool invert = false;
    enum rv row = RV_FEQ_S;
    switch (cc) {
    case CC_FNE: invert = true; break;
    case CC_FNLT:
    case CC_FNGT: invert = true; /* fallthrough */
    case CC_FLT:
    case CC_FGT: row = RV_FLT_S; break;
    case CC_FNLE:
    case CC_FNGE: invert = true; /* fallthrough */
    case CC_FLE:
    case CC_FGE: row = RV_FLE_S; break;
    default: break;
    }
    bool mirrored = cc == CC_FGT || cc == CC_FGE || cc == CC_FNGT || cc == CC_FNGE;
    rv_r(e, of_format(row, t), d, mirrored ? y : x, mirrored ? x : y);
    return invert;
}

/* A NaN sum means that an operand is a NaN, or that they are two infinities of unlike signs. */
static void emit_min_max(struct emitter *e, const struct ins *i, const struct rv_regs *r) {
    reg x = r->arg[0], y = r->arg[1];
    enum rv feq = of_format(RV_FEQ_S, i->type);
    rv_m(e, of_format(RV_FADD_S, i->type), FT11, x, y, RM_DYNAMIC);
    rv_r(e, feq, T6, FT11, FT11);
    u32 numbers = rv_skip(e, RV_BNE, T6, X0);
    rv_r(e, feq, T6, x, x);
    u32 nan = rv_skip(e, RV_BEQ, T6, X0);
    rv_r(e, feq, T6, y, y);
    u32 infinities = rv_skip(e, RV_BNE, T6, X0);
    rv_land(e, nan);
    rv_r(e, RV_FSGNJ_D, r->d, FT11, FT11);
    u32 done = rv_skip(e, RV_BEQ, X0, X0);
    rv_land(e, numbers);
    rv_land(e, infinities);
    rv_r(e, of_format(i->op == OP_FMIN ? RV_FMIN_S : RV_FMAX_S, i->type), r->d, x, y);
    rv_land(e, done);
}

/* Through an integer, which keeps neither -0 (so the sign is copied) nor big numbers: those
 * with an exponent that leaves no bits behind the point are integers already, or NaN. */
static void emit_round(struct emitter *e, const struct ins *i, const struct rv_regs *r,
                       enum rv_rounding rounding) {
    bool single = i->type == F32;
    reg x = r->arg[0];
    rv_r(e, single ? RV_FMV_X_S : RV_FMV_X_D, T6, x, X0);
    rv_i(e, RV_SLLI, T6, T6, single ? 33 : 1);
    rv_i(e, RV_SRLI, T6, T6, single ? 56 : 53);
    rv_i(e, RV_ADDI, T6, T6, single ? -(127 + 23) : -(1023 + 52));
    u32 small = rv_skip(e, RV_BLT, T6, X0);
    rv_r(e, of_format(RV_FMIN_S, i->type), r->d, x, x); /* makes a NaN canonical */
    u32 done = rv_skip(e, RV_BEQ, X0, X0);
    rv_land(e, small);
    rv_m(e, single ? RV_FCVT_W_S : RV_FCVT_L_D, T6, x, X0, rounding);
    rv_m(e, single ? RV_FCVT_S_W : RV_FCVT_D_L, FT11, T6, X0, RM_DYNAMIC);
    rv_r(e, of_format(RV_FSGNJ_S, i->type), r->d, FT11, x);
    rv_land(e, done);
}

void rv_emit_float(struct emitter *e, const struct ins *i, const struct rv_regs *r) {
    reg x = r->arg[0], y = r->arg[1];
    switch (i->op) {
    case OP_FADD: rv_m(e, of_format(RV_FADD_S, i->type), r->d, x, y, RM_DYNAMIC); break;
    case OP_FSUB: rv_m(e, of_format(RV_FSUB_S, i->type), r->d, x, y, RM_DYNAMIC); break;
    case OP_FMUL: rv_m(e, of_format(RV_FMUL_S, i->type), r->d, x, y, RM_DYNAMIC); break;
    case OP_FDIV: rv_m(e, of_format(RV_FDIV_S, i->type), r->d, x, y, RM_DYNAMIC); break;
    case OP_FSQRT: rv_m(e, of_format(RV_FSQRT_S, i->type), r->d, x, X0, RM_DYNAMIC); break;
    case OP_FMIN:
    case OP_FMAX: emit_min_max(e, i, r); break;
    case OP_FCOPYSIGN: rv_r(e, of_format(RV_FSGNJ_S, i->type), r->d, x, y); break;
    case OP_FABS: rv_r(e, of_format(RV_FSGNJX_S, i->type), r->d, x, x); break;
    case OP_FNEG: rv_r(e, of_format(RV_FSGNJN_S, i->type), r->d, x, x); break;
    case OP_FCEIL: emit_round(e, i, r, RM_UP); break;
    case OP_FFLOOR: emit_round(e, i, r, RM_DOWN); break;
    case OP_FTRUNC: emit_round(e, i, r, RM_ZERO); break;
    case OP_FNEAREST: emit_round(e, i, r, RM_NEAREST); break;
    case OP_FCANON: break;
    }
}

/* ---- Conversions to integers ------------------------------------------------------------ */

/* Behind a conversion that failed: x is a NaN, or too big. */
static void trap_nan_or_overflow(struct emitter *e, const struct ins *i, reg x) {
    rv_r(e, of_format(RV_FEQ_S, i->type2), T6, x, x);
    rv_trap_if(e, RV_BEQ, T6, X0, TRAP_BAD_CONVERSION);
    rv_trap_if(e, RV_BEQ, X0, X0, TRAP_INTEGER_OVERFLOW);
}

/* To i32: through an i64, whose saturated values are no i32. */
static void emit_trunc_32(struct emitter *e, const struct ins *i, const struct rv_regs *r) {
    u32 good;
    rv_m(e, of_format(RV_FCVT_L_S, i->type2), T6, r->arg[0], X0, RM_ZERO);
    rv_i(e, RV_ADDIW, r->d, T6, 0);
    if (i->op == OP_TRUNC_S) {
        good = rv_skip(e, RV_BEQ, r->d, T6);
    } else {
        rv_i(e, RV_SRLI, T6, T6, 32);
        good = rv_skip(e, RV_BEQ, T6, X0);
    }
    trap_nan_or_overflow(e, i, r->arg[0]);
    rv_land(e, good);
}

/* To i64: no float converts to the greatest number, except by saturation; the least one is
 * right if it converts back to the operand. */
static void emit_trunc_64_signed(struct emitter *e, const struct ins *i,
                                 const struct rv_regs *r) {
    reg x = r->arg[0];
    rv_m(e, of_format(RV_FCVT_L_S, i->type2), r->d, x, X0, RM_ZERO);
    /* The greatest and the least number, and only they, become the least one by this. */
    rv_i(e, RV_SRAI, T6, r->d, 63);
    rv_r(e, RV_XOR, T6, T6, r->d);
    rv_i(e, RV_ADDI, T6, T6, 1);
    u32 good = rv_skip(e, RV_BGE, T6, X0);
    u32 greatest = rv_skip(e, RV_BGE, r->d, X0);
    rv_m(e, of_format(RV_FCVT_S_L, i->type2), FT11, r->d, X0, RM_DYNAMIC);
    rv_r(e, of_format(RV_FEQ_S, i->type2), T6, FT11, x);
    u32 least = rv_skip(e, RV_BNE, T6, X0);
    rv_land(e, greatest);
    trap_nan_or_overflow(e, i, x);
    rv_land(e, good);
    rv_land(e, least);
}

/* To unsigned i64: the greatest number comes only by saturation; 0 also from all below -1. */
static void emit_trunc_64_unsigned(struct emitter *e, const struct ins *i,
                                   const struct rv_regs *r) {
    reg x = r->arg[0];
    rv_m(e, of_format(RV_FCVT_LU_S, i->type2), r->d, x, X0, RM_ZERO);
    rv_i(e, RV_ADDI, T6, r->d, 1);
    rv_i(e, RV_SLTIU, T6, T6, 2);
    u32 good = rv_skip(e, RV_BEQ, T6, X0);
    u32 greatest = rv_skip(e, RV_BNE, r->d, X0);
    rv_i(e, RV_ADDI, T6, X0, -1);
    rv_m(e, of_format(RV_FCVT_S_L, i->type2), FT11, T6, X0, RM_DYNAMIC);
    rv_r(e, of_format(RV_FLT_S, i->type2), T6, FT11, x);
    u32 zero = rv_skip(e, RV_BNE, T6, X0);
    rv_land(e, greatest);
    trap_nan_or_overflow(e, i, x);
    rv_land(e, good);
    rv_land(e, zero);
}

/* The hardware saturates; only NaN must become 0. */
static void emit_trunc_sat(struct emitter *e, const struct ins *i, const struct rv_regs *r) {
    enum rv row = i->type == I32 ? (i->op == OP_TRUNC_SAT_S ? RV_FCVT_W_S : RV_FCVT_WU_S)
                                 : (i->op == OP_TRUNC_SAT_S ? RV_FCVT_L_S : RV_FCVT_LU_S);
    rv_r(e, of_format(RV_FEQ_S, i->type2), T6, r->arg[0], r->arg[0]);
    rv_r(e, RV_SUB, T6, X0, T6);
    rv_m(e, of_format(row, i->type2), r->d, r->arg[0], X0, RM_ZERO);
    rv_r(e, RV_AND, r->d, r->d, T6);
}

/* ---- All conversions -------------------------------------------------------------------- */

static void emit_from_integer(struct emitter *e, const struct ins *i, const struct rv_regs *r) {
    bool is_signed = i->op == OP_CONVERT_S;
    reg x = r->arg[0];
    if (i->type2 == I64)
        rv_m(e, of_format(is_signed ? RV_FCVT_S_L : RV_FCVT_S_LU, i->type), r->d, x, X0,
             RM_DYNAMIC);
    else if (i->type == F32)
        rv_m(e, is_signed ? RV_FCVT_S_W : RV_FCVT_S_WU, r->d, x, X0, RM_DYNAMIC);
    else
        rv_r(e, is_signed ? RV_FCVT_D_W : RV_FCVT_D_WU, r->d, x, X0);
}

void rv_emit_convert(struct emitter *e, const struct ins *i, const struct rv_regs *r) {
    static const u8 moves[TYPE_COUNT] = {
        [I32] = RV_FMV_X_S, [I64] = RV_FMV_X_D, [F32] = RV_FMV_S_X, [F64] = RV_FMV_D_X};
    switch (i->op) {
    case OP_TRUNC_S:
    case OP_TRUNC_U:
        if (i->type == I32)
            emit_trunc_32(e, i, r);
        else if (i->op == OP_TRUNC_S)
            emit_trunc_64_signed(e, i, r);
        else
            emit_trunc_64_unsigned(e, i, r);
        break;
    case OP_TRUNC_SAT_S:
    case OP_TRUNC_SAT_U: emit_trunc_sat(e, i, r); break;
    case OP_CONVERT_S:
    case OP_CONVERT_U: emit_from_integer(e, i, r); break;
    case OP_DEMOTE: rv_m(e, RV_FCVT_S_D, r->d, r->arg[0], X0, RM_DYNAMIC); break;
    case OP_PROMOTE: rv_r(e, RV_FCVT_D_S, r->d, r->arg[0], X0); break;
    case OP_REINTERPRET: rv_r(e, moves[i->type], r->d, r->arg[0], X0); break;
    }
}
