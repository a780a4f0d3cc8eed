/* compile/ir/range.h: intervals of integer values, as unsigned numbers of their type. */
#ifndef HPMSIM_COMPILE_IR_RANGE_H
#define HPMSIM_COMPILE_IR_RANGE_H

#include "compile/ir/work.h"

struct range {
    u64 lo, hi; /* lo > hi: no value at all */
};
static inline struct range range_full(enum type t) {
    return (struct range){0, type_mask(t)};
}
static inline u64 signed_max(enum type t) {
    return type_mask(t) >> 1;
}
static inline bool range_nonneg(struct range r, enum type t) {
    return r.hi <= signed_max(t);
}
static inline struct range range_join(struct range x, struct range y) {
    return (struct range){MIN(x.lo, y.lo), MAX(x.hi, y.hi)};
}
static inline bool range_within(struct range x, struct range y) {
    return x.lo >= y.lo && x.hi <= y.hi;
}
/* What is in both; x when nothing is (the place can't be reached then, and x is safe). */
static inline struct range range_meet(struct range x, struct range y) {
    struct range both = {MAX(x.lo, y.lo), MIN(x.hi, y.hi)};
    return both.lo <= both.hi ? both : x;
}
/* Operations whose result's range follows from those of their operands. */
static const u64 range_follows =
    OP_BIT(ADD) | OP_BIT(SUB) | OP_BIT(MUL) | OP_BIT(DIV_S) | OP_BIT(DIV_U) | OP_BIT(REM_S) |
    OP_BIT(REM_U) | OP_BIT(AND) | OP_BIT(OR) | OP_BIT(XOR) | OP_BIT(SHL) | OP_BIT(SHR_S) |
    OP_BIT(SHR_U) | OP_BIT(SELECT) | OP_BIT(EXTEND_8S) | OP_BIT(EXTEND_16S) |
    OP_BIT(EXTEND_32S) | OP_BIT(WRAP) | OP_BIT(EXTEND_S) | OP_BIT(EXTEND_U);
/* The range of such a result. */
struct range range_of_ins(const struct ins *i, const struct range *ranges);
/* The range of another operation's result. */
struct range range_of_result(const struct ins *i, enum type t);
/* Loops that count to a constant (trips.c), per block. */
struct trips {
    u32 back_edge; /* of a header, if there is only one; else NO_VALUE */
    u64 most;      /* how often the header is entered before the loop is left; 0: unknown */
};
void trips_find(const struct ir_function *f, struct trips *trips);
/* Widens the range of what enters the loop for `param`, of its header, to all that param can
 * be. False when param does not move by a constant, or not so often that it is known. */
bool trips_range(const struct ir_function *f, const struct trips *trips, u32 param,
                 struct range *r);
/* Whether `param`, of a loop's header, moves up by a constant on the loop's only back edge. */
bool trips_upward(const struct ir_function *f, const struct trips *trips, u32 param);
/* What x and y can be when `x cc y` holds. */
void range_assume(enum cc cc, enum type t, struct range *x, struct range *y);

#endif
