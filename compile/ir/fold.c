/* compile/ir/fold.c: operations on constants, exactly as WebAssembly defines them. What would
 * trap is left to trap at run time; a NaN is left to be made at run time, so that all NaNs come
 * from one place. */
#include "compile/ir/work.h"

#include <math.h>

union single {
    u32 bits;
    float x;
};
union twofold {
    u64 bits;
    double x;
};

static double number(enum type t, u64 bits) {
    return t == F32 ? (double)(union single){.bits = (u32)bits}.x
                    : (union twofold){.bits = bits}.x;
}
static u64 number_bits(enum type t, double x) {
    return t == F32 ? (union single){.x = (float)x}.bits : (union twofold){.x = x}.bits;
}

bool fold_compare(enum cc cc, enum type t, u64 x, u64 y) {
    i64 sx = 0, sy = 0;
    double fx = 0, fy = 0;
    if (cc_is_float(cc)) {
        fx = number(t, x);
        fy = number(t, y);
    } else {
        sx = type_signed(t, x);
        sy = type_signed(t, y);
    }
    switch (cc) {
    case CC_EQ: return x == y;
    case CC_NE: return x != y;
    case CC_LT_S: return sx < sy;
    case CC_LT_U: return x < y;
    case CC_GT_S: return sx > sy;
    case CC_GT_U: return x > y;
    case CC_LE_S: return sx <= sy;
    case CC_LE_U: return x <= y;
    case CC_GE_S: return sx >= sy;
    case CC_GE_U: return x >= y;
    case CC_FEQ: return fx == fy;
    case CC_FNE: return fx != fy;
    case CC_FLT: return fx < fy;
    case CC_FGT: return fx > fy;
    case CC_FLE: return fx <= fy;
    case CC_FGE: return fx >= fy;
    case CC_FNLT: return !(fx < fy);
    case CC_FNGT: return !(fx > fy);
    case CC_FNLE: return !(fx <= fy);
    case CC_FNGE: return !(fx >= fy);
    default: return false;
    }
}

static bool fold_integer(enum op op, const struct ins *i, u64 x, u64 y, u64 *bits) {
    enum type t = i->type;
    u32 width = type_bytes(t) * 8, by = (u32)y & (width - 1);
    i64 sx = type_signed(t, x), sy = type_signed(t, y);
    switch (op) {
    case OP_ADD: *bits = x + y; break;
    case OP_SUB: *bits = x - y; break;
    case OP_MUL: *bits = x * y; break;
    case OP_AND: *bits = x & y; break;
    case OP_OR: *bits = x | y; break;
    case OP_XOR: *bits = x ^ y; break;
    case OP_SHL: *bits = x << by; break;
    case OP_SHR_U: *bits = x >> by; break;
    case OP_SHR_S: *bits = (u64)(sx >> by); break;
    case OP_ROTL: *bits = by ? x << by | x >> (width - by) : x; break;
    case OP_ROTR: *bits = by ? x >> by | x << (width - by) : x; break;
    case OP_ADD_SHL: *bits = x + (y << i->shift); break;
    case OP_DIV_U:
        if (!y) return false;
        *bits = x / y;
        break;
    case OP_REM_U:
        if (!y) return false;
        *bits = x % y;
        break;
    case OP_DIV_S:
        if (!sy || (sy == -1 && x == 1ull << (width - 1))) return false;
        *bits = (u64)(sx / sy);
        break;
    case OP_REM_S:
        if (!sy) return false;
        *bits = sy == -1 ? 0 : (u64)(sx % sy);
        break;
    case OP_CLZ: *bits = x ? (u32)__builtin_clzll(x) - (64 - width) : width; break;
    case OP_CTZ: *bits = x ? (u32)__builtin_ctzll(x) : width; break;
    case OP_POPCNT: *bits = (u32)__builtin_popcountll(x); break;
    case OP_EXTEND_8S: *bits = (u64)(i64)(i8)x; break;
    case OP_EXTEND_16S: *bits = (u64)(i64)(i16)x; break;
    case OP_EXTEND_32S:
    case OP_EXTEND_S: *bits = (u64)(i64)(i32)x; break;
    case OP_WRAP:
    case OP_EXTEND_U: *bits = (u32)x; break;
    case OP_REINTERPRET: *bits = x; break;
    default: return false;
    }
    if (width == 32) *bits = (u32)*bits;
    return true;
}

/* Sums, products and quotients of two floats in double precision round to the same float as in
 * single precision (53 >= 2 * 24 + 2), so one computation does for both types. */
static bool fold_float(enum op op, enum type t, u64 x, u64 y, u64 *bits) {
    u64 sign = 1ull << (type_bytes(t) * 8 - 1);
    double fx = number(t, x), fy = number(t, y), r;
    switch (op) {
    case OP_FABS: *bits = x & ~sign; return true;
    case OP_FNEG: *bits = x ^ sign; return true;
    case OP_FCOPYSIGN: *bits = (x & ~sign) | (y & sign); return true;
    case OP_FADD: r = fx + fy; break;
    case OP_FSUB: r = fx - fy; break;
    case OP_FMUL: r = fx * fy; break;
    case OP_FDIV: r = fx / fy; break;
    case OP_FSQRT: r = sqrt(fx); break;
    case OP_FCEIL: r = ceil(fx); break;
    case OP_FFLOOR: r = floor(fx); break;
    case OP_FTRUNC: r = trunc(fx); break;
    case OP_FNEAREST: r = rint(fx); break;
    default: return false;
    }
    if (isnan(r) || isnan(fx)) return false;
    *bits = number_bits(t, r);
    return true;
}

bool fold_constants(enum op op, const struct ins *i, const struct value *const *args,
                    u64 *bits) {
    u64 x = args[0]->bits, y = args[1] ? args[1]->bits : 0;
    switch (op) {
    case OP_COMPARE: *bits = fold_compare(i->cc, i->type2, x, y); return true;
    case OP_CONVERT_S: {
        i64 s = type_signed(i->type2, x); /* to a float in one rounding */
        *bits =
            i->type == F32 ? (union single){.x = (float)s}.bits : number_bits(F64, (double)s);
        return true;
    }
    case OP_CONVERT_U:
        *bits =
            i->type == F32 ? (union single){.x = (float)x}.bits : number_bits(F64, (double)x);
        return true;
    case OP_DEMOTE:
    case OP_PROMOTE:
        if (isnan(number(i->type2, x))) return false;
        *bits = number_bits(i->type, number(i->type2, x));
        return true;
    case OP_REINTERPRET: *bits = x; return true;
    default: break;
    }
    if (type_is_float(i->type)) return fold_float(op, i->type, x, y, bits);
    if (type_is_float(i->type2)) return false; /* truncations */
    return fold_integer(op, i, x, y, bits);
}
