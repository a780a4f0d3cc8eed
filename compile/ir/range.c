/* compile/ir/range.c: arithmetic on intervals. */
#include "compile/ir/range.h"

static struct range add(enum type t, struct range a, struct range b) {
    u64 lo, hi;
    if (t == I32) {
        lo = a.lo + b.lo;
        hi = a.hi + b.hi;
        if (hi >> 32 == 0) return (struct range){lo, hi};
        if (lo >> 32) return (struct range){(u32)lo, (u32)hi}; /* all of them wrap */
        return range_full(t);
    }
    bool lo_wraps = __builtin_add_overflow(a.lo, b.lo, &lo);
    bool hi_wraps = __builtin_add_overflow(a.hi, b.hi, &hi);
    return lo_wraps == hi_wraps ? (struct range){lo, hi} : range_full(t);
}

static struct range multiply(enum type t, struct range a, struct range b) {
    u64 hi;
    if (__builtin_mul_overflow(a.hi, b.hi, &hi) || hi > type_mask(t)) return range_full(t);
    return (struct range){a.lo * b.lo, hi};
}

/* All numbers that need no more bits than hi. */
static struct range as_wide_as(u64 lo, u64 hi) {
    return (struct range){lo, hi ? ~0ull >> __builtin_clzll(hi) : 0};
}

static struct range shift(const struct ins *i, struct range a, struct range by) {
    enum type t = i->type;
    u32 width = type_bytes(t) * 8;
    bool known = by.lo == by.hi;
    u32 n = (u32)by.lo & (width - 1);
    if (i->op == OP_SHL) {
        if (!known || a.hi > type_mask(t) >> n) return range_full(t);
        return (struct range){a.lo << n, a.hi << n};
    }
    if (i->op == OP_SHR_S && !range_nonneg(a, t)) return range_full(t);
    return known ? (struct range){a.lo >> n, a.hi >> n} : (struct range){0, a.hi};
}

static struct range divide(const struct ins *i, struct range a, struct range b) {
    enum type t = i->type;
    bool is_signed = i->op == OP_DIV_S || i->op == OP_REM_S;
    if (is_signed && !range_nonneg(a, t)) return range_full(t);
    if (i->op == OP_DIV_U || i->op == OP_DIV_S) {
        if (is_signed && !range_nonneg(b, t)) return range_full(t);
        return (struct range){b.hi ? a.lo / b.hi : 0, a.hi / MAX(b.lo, 1ull)};
    }
    if ((is_signed && !range_nonneg(b, t)) || !b.hi) return (struct range){0, a.hi};
    return (struct range){0, MIN(a.hi, b.hi - 1)};
}

/* Arms that are operands of the comparison are known better. */
static struct range select_range(const struct ins *i, const struct range *ranges) {
    struct range x = ranges[i->arg[0]], y = ranges[i->arg[1]];
    struct range yes = ranges[i->arg[2]], no = ranges[i->arg[3]];
    if (!type_is_float(i->type2)) {
        struct range nx = x, ny = y;
        range_assume(i->cc, i->type2, &x, &y);
        range_assume(cc_invert(i->cc), i->type2, &nx, &ny);
        if (i->arg[2] == i->arg[0]) yes = range_meet(yes, x);
        if (i->arg[2] == i->arg[1]) yes = range_meet(yes, y);
        if (i->arg[3] == i->arg[0]) no = range_meet(no, nx);
        if (i->arg[3] == i->arg[1]) no = range_meet(no, ny);
    }
    return range_join(yes, no);
}

struct range range_of_ins(const struct ins *i, const struct range *ranges) {
    enum type t = i->type;
    struct range a = ranges[i->arg[0]], b = i->arg[1] != NO_VALUE ? ranges[i->arg[1]] : a;
    switch (i->op) {
    case OP_ADD: return add(t, a, b);
    case OP_SUB: return a.lo >= b.hi ? (struct range){a.lo - b.hi, a.hi - b.lo} : range_full(t);
    case OP_MUL: return multiply(t, a, b);
    case OP_AND: return (struct range){0, MIN(a.hi, b.hi)};
    case OP_OR: return as_wide_as(MAX(a.lo, b.lo), a.hi | b.hi);
    case OP_XOR: return as_wide_as(0, a.hi | b.hi);
    case OP_SHL:
    case OP_SHR_U:
    case OP_SHR_S: return shift(i, a, b);
    case OP_DIV_U:
    case OP_DIV_S:
    case OP_REM_U:
    case OP_REM_S: return divide(i, a, b);
    case OP_SELECT: return select_range(i, ranges);
    case OP_WRAP: return a.hi <= 0xffffffff ? a : range_full(t);
    case OP_EXTEND_U: return a;
    case OP_EXTEND_S:
    case OP_EXTEND_32S: return a.hi <= 0x7fffffff ? a : range_full(t);
    case OP_EXTEND_8S: return a.hi <= 0x7f ? a : range_full(t);
    case OP_EXTEND_16S: return a.hi <= 0x7fff ? a : range_full(t);
    default: return range_full(t);
    }
}

struct range range_of_result(const struct ins *i, enum type t) {
    switch (i->op) {
    case OP_COMPARE: return (struct range){0, 1};
    case OP_CLZ:
    case OP_CTZ:
    case OP_POPCNT: return (struct range){0, type_bytes(t) * 8};
    case OP_MEMORY_SIZE: return (struct range){0, 0x8000};
    case OP_LOAD:
        if (i->cc == MEM_8U) return (struct range){0, 0xff};
        if (i->cc == MEM_16U) return (struct range){0, 0xffff};
        if (i->cc == MEM_32U) return (struct range){0, 0xffffffff};
        break;
    default: break;
    }
    return range_full(t);
}

static void assume_less(enum type t, bool or_equal, struct range *x, struct range *y) {
    u64 mask = type_mask(t), step = !or_equal;
    if (y->hi >= step) *x = range_meet(*x, (struct range){0, y->hi - step});
    if (x->lo <= mask - step) *y = range_meet(*y, (struct range){x->lo + step, mask});
}

/* x < y or x <= y, signed. */
static void assume_less_signed(enum type t, bool or_equal, struct range *x, struct range *y) {
    u64 max = signed_max(t), mask = type_mask(t);
    bool minus_one = x->lo == mask; /* x can only be -1 */
    if (range_nonneg(*x, t) || (minus_one && !or_equal)) {
        *y = range_meet(*y, (struct range){0, max}); /* so y is not negative either */
        if (!minus_one) assume_less(t, or_equal, x, y);
    } else if (y->lo > max || (y->hi == 0 && !or_equal)) {
        *x = range_meet(*x, (struct range){max + 1, mask}); /* below what is not positive */
    }
}

void range_assume(enum cc cc, enum type t, struct range *x, struct range *y) {
    switch (cc) {
    case CC_EQ: {
        struct range both = range_meet(*x, *y);
        *x = *y = both;
        break;
    }
    case CC_NE:
        if (y->lo == y->hi && x->lo < x->hi) {
            if (x->lo == y->lo)
                x->lo++;
            else if (x->hi == y->lo)
                x->hi--;
        }
        break;
    case CC_LT_U: assume_less(t, false, x, y); break;
    case CC_LE_U: assume_less(t, true, x, y); break;
    case CC_GT_U: assume_less(t, false, y, x); break;
    case CC_GE_U: assume_less(t, true, y, x); break;
    case CC_LT_S: assume_less_signed(t, false, x, y); break;
    case CC_LE_S: assume_less_signed(t, true, x, y); break;
    case CC_GT_S: assume_less_signed(t, false, y, x); break;
    case CC_GE_S: assume_less_signed(t, true, y, x); break;
    default: break;
    }
}
