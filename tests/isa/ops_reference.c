/* tests/isa/ops_reference.c: see the header. Written for clearness and from the WebAssembly
 * specification, not from any ISA's code. */
#include "ops_reference.h"

#include <math.h>

static float f32_of(u64 bits) {
    u32 low = (u32)bits;
    float x;
    memcpy(&x, &low, 4);
    return x;
}
static double f64_of(u64 bits) {
    double x;
    memcpy(&x, &bits, 8);
    return x;
}
static u64 bits_of_f32(float x) {
    u32 bits;
    memcpy(&bits, &x, 4);
    return bits;
}
static u64 bits_of_f64(double x) {
    u64 bits;
    memcpy(&bits, &x, 8);
    return bits;
}
static double number(enum type t, u64 bits) {
    return t == F32 ? (double)f32_of(bits) : f64_of(bits);
}

bool reference_is_nan(enum type t, u64 bits) {
    if (t == F32) return (bits & 0x7fffffff) > 0x7f800000;
    return t == F64 && (bits & ~(1ull << 63)) > 0x7ff0000000000000;
}

static struct reference value(u64 bits) {
    return (struct reference){.bits = bits};
}
static struct reference trap(enum trap t) {
    return (struct reference){.traps = true, .trap = t};
}
/* A result of arithmetic. */
static struct reference arithmetic(enum type t, u64 bits) {
    if (!reference_is_nan(t, bits)) return value(bits);
    return (struct reference){.bits = t == F32 ? CANONICAL_F32 : CANONICAL_F64,
                              .any_nan = true};
}

/* ---- Integers --------------------------------------------------------------------------- */

static u32 clz(u64 x, u32 width) {
    u32 n = 0;
    while (n < width && !(x >> (width - 1 - n) & 1)) n++;
    return n;
}
static u32 ctz(u64 x, u32 width) {
    u32 n = 0;
    while (n < width && !(x >> n & 1)) n++;
    return n;
}
static u32 popcnt(u64 x) {
    u32 n = 0;
    for (; x; x >>= 1) n += x & 1;
    return n;
}
static u64 rotate_left(u64 x, u32 n, u32 width) {
    if (n == 0) return x;
    return x << n | x >> (width - n);
}

static struct reference divide(enum op op, u64 x, u64 y, u32 width) {
    i64 sx = width == 32 ? (i32)(u32)x : (i64)x, sy = width == 32 ? (i32)(u32)y : (i64)y;
    i64 least = width == 32 ? INT32_MIN : INT64_MIN;
    if (y == 0) return trap(TRAP_DIVIDE_BY_ZERO);
    if (op == OP_DIV_S && sx == least && sy == -1) return trap(TRAP_INTEGER_OVERFLOW);
    switch (op) {
    case OP_DIV_S: return value((u64)(sx / sy));
    case OP_DIV_U: return value(x / y);
    case OP_REM_S: return value(sy == -1 ? 0 : (u64)(sx % sy));
    default: return value(x % y);
    }
}

static struct reference integer(const struct ins *i, u64 x, u64 y) {
    u32 width = i->type == I32 ? 32 : 64;
    u32 count = (u32)(y & (width - 1));
    i64 sx = width == 32 ? (i32)(u32)x : (i64)x;
    switch (i->op) {
    case OP_ADD: return value(x + y);
    case OP_SUB: return value(x - y);
    case OP_MUL: return value(x * y);
    case OP_DIV_S:
    case OP_DIV_U:
    case OP_REM_S:
    case OP_REM_U: return divide(i->op, x, y, width);
    case OP_AND: return value(x & y);
    case OP_OR: return value(x | y);
    case OP_XOR: return value(x ^ y);
    case OP_SHL: return value(x << count);
    case OP_SHR_S: return value((u64)(sx >> count));
    case OP_SHR_U: return value(x >> count);
    case OP_ROTL: return value(rotate_left(x, count, width));
    case OP_ROTR: return value(rotate_left(x, (width - count) & (width - 1), width));
    case OP_ADD_SHL: return value(x + (y << i->shift));
    case OP_CLZ: return value(clz(x, width));
    case OP_CTZ: return value(ctz(x, width));
    case OP_POPCNT: return value(popcnt(x));
    case OP_EXTEND_8S: return value((u64)(i64)(i8)x);
    case OP_EXTEND_16S: return value((u64)(i64)(i16)x);
    default: return value((u64)(i64)(i32)x); /* EXTEND_32S */
    }
}

bool reference_holds(enum cc cc, enum type t, u64 x, u64 y) {
    i64 sx = t == I32 ? (i32)(u32)x : (i64)x, sy = t == I32 ? (i32)(u32)y : (i64)y;
    double fx = 0, fy = 0;
    if (type_is_float(t)) {
        fx = number(t, x);
        fy = number(t, y);
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

/* ---- Floats ----------------------------------------------------------------------------- */

static u64 sign_bit(enum type t) {
    return t == F32 ? 1u << 31 : 1ull << 63;
}

static struct reference min_max(const struct ins *i, u64 x, u64 y) {
    enum type t = i->type;
    if (reference_is_nan(t, x) || reference_is_nan(t, y))
        return arithmetic(t, t == F32 ? CANONICAL_F32 : CANONICAL_F64);
    double fx = number(t, x), fy = number(t, y);
    bool least = i->op == OP_FMIN;
    if (fx == fy) return value(least ? x | y : x & y); /* only the zeros have unlike bits */
    return value((fx < fy) == least ? x : y);
}

static struct reference float_operation(const struct ins *i, u64 x, u64 y) {
    enum type t = i->type;
    u64 sign = sign_bit(t);
    switch (i->op) {
    case OP_FMIN:
    case OP_FMAX: return min_max(i, x, y);
    case OP_FCOPYSIGN: return value((x & ~sign) | (y & sign));
    case OP_FABS: return value(x & ~sign);
    case OP_FNEG: return value(x ^ sign);
    case OP_FCANON:
        if (!reference_is_nan(t, x)) return value(x);
        return value(t == F32 ? CANONICAL_F32 : CANONICAL_F64);
    default: break;
    }
    if (t == F32) {
        float fx = f32_of(x), fy = f32_of(y), r;
        switch (i->op) {
        case OP_FADD: r = fx + fy; break;
        case OP_FSUB: r = fx - fy; break;
        case OP_FMUL: r = fx * fy; break;
        case OP_FDIV: r = fx / fy; break;
        case OP_FSQRT: r = sqrtf(fx); break;
        case OP_FCEIL: r = ceilf(fx); break;
        case OP_FFLOOR: r = floorf(fx); break;
        case OP_FTRUNC: r = truncf(fx); break;
        default: r = nearbyintf(fx); break;
        }
        return arithmetic(t, bits_of_f32(r));
    }
    double fx = f64_of(x), fy = f64_of(y), r;
    switch (i->op) {
    case OP_FADD: r = fx + fy; break;
    case OP_FSUB: r = fx - fy; break;
    case OP_FMUL: r = fx * fy; break;
    case OP_FDIV: r = fx / fy; break;
    case OP_FSQRT: r = sqrt(fx); break;
    case OP_FCEIL: r = ceil(fx); break;
    case OP_FFLOOR: r = floor(fx); break;
    case OP_FTRUNC: r = trunc(fx); break;
    default: r = nearbyint(fx); break;
    }
    return arithmetic(t, bits_of_f64(r));
}

/* ---- Conversions ------------------------------------------------------------------------ */

static struct reference truncate(const struct ins *i, u64 x) {
    bool is_signed = i->op == OP_TRUNC_S || i->op == OP_TRUNC_SAT_S;
    bool saturates = i->op == OP_TRUNC_SAT_S || i->op == OP_TRUNC_SAT_U;
    u32 width = i->type == I32 ? 32 : 64;
    double fx = number(i->type2, x);
    if (isnan(fx)) return saturates ? value(0) : trap(TRAP_BAD_CONVERSION);
    fx = trunc(fx);
    double above = ldexp(1, (int)(is_signed ? width - 1 : width));
    double least = is_signed ? -above : 0;
    if (fx >= above) {
        u64 most = is_signed ? ~0ull >> (65 - width) : ~0ull;
        return saturates ? value(most) : trap(TRAP_INTEGER_OVERFLOW);
    }
    if (fx < least)
        return saturates ? value(is_signed ? 1ull << (width - 1) : 0)
                         : trap(TRAP_INTEGER_OVERFLOW);
    return value(is_signed ? (u64)(i64)fx : (u64)fx);
}

static struct reference convert(const struct ins *i, u64 x) {
    bool is_signed = i->op == OP_CONVERT_S;
    i64 sx = i->type2 == I32 ? (i32)(u32)x : (i64)x;
    if (i->type == F32) return value(bits_of_f32(is_signed ? (float)sx : (float)x));
    return value(bits_of_f64(is_signed ? (double)sx : (double)x));
}

static struct reference on_bits(const struct ins *i, const u64 *arg) {
    switch (i->op) {
    case OP_COMPARE: return value(reference_holds(i->cc, i->type2, arg[0], arg[1]));
    case OP_SELECT:
        return value(reference_holds(i->cc, i->type2, arg[0], arg[1]) ? arg[2] : arg[3]);
    case OP_WRAP:
    case OP_EXTEND_U:
    case OP_REINTERPRET: return value(arg[0]);
    case OP_EXTEND_S: return value((u64)(i64)(i32)(u32)arg[0]);
    case OP_TRUNC_S:
    case OP_TRUNC_U:
    case OP_TRUNC_SAT_S:
    case OP_TRUNC_SAT_U: return truncate(i, arg[0]);
    case OP_CONVERT_S:
    case OP_CONVERT_U: return convert(i, arg[0]);
    case OP_DEMOTE: return arithmetic(F32, bits_of_f32((float)f64_of(arg[0])));
    case OP_PROMOTE: return arithmetic(F64, bits_of_f64((double)f32_of(arg[0])));
    default: break;
    }
    if (type_is_float(i->type)) return float_operation(i, arg[0], arg[1]);
    return integer(i, arg[0], arg[1]);
}

struct reference reference_of(const struct ins *i, const u64 *arg) {
    struct reference r = on_bits(i, arg);
    if (type_bytes(i->type) == 4) r.bits = (u32)r.bits;
    return r;
}

/* ---- Memory ----------------------------------------------------------------------------- */

u64 reference_load(enum mem m, enum type t, const u8 *at) {
    u64 bits = 0;
    u32 bytes = mem_bytes(m);
    for (u32 k = 0; k < bytes; k++) bits |= (u64)at[k] << 8 * k;
    switch (m) {
    case MEM_8S: bits = (u64)(i64)(i8)bits; break;
    case MEM_16S: bits = (u64)(i64)(i16)bits; break;
    case MEM_32S: bits = (u64)(i64)(i32)bits; break;
    default: break;
    }
    return type_bytes(t) == 4 ? (u32)bits : bits;
}

void reference_store(enum mem m, u8 *at, u64 bits) {
    u32 bytes = mem_bytes(m);
    for (u32 k = 0; k < bytes; k++) at[k] = (u8)(bits >> 8 * k);
}
