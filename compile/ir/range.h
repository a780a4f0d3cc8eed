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
/* The range of an operation's result, from those of its operands. */
struct range range_of_ins(const struct ir_function *f, const struct ins *i,
                          const struct range *ranges);
/* What x and y can be when `x cc y` holds. */
void range_assume(enum cc cc, enum type t, struct range *x, struct range *y);

#endif
