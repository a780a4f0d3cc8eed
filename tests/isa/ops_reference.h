/* tests/isa/ops_reference.h: what the operations of isa/ir.h mean, in plain C. Values are bits:
 * an i32 and an f32 in the low 32, zero above. */
#ifndef HPMSIM_TESTS_OPS_REFERENCE_H
#define HPMSIM_TESTS_OPS_REFERENCE_H

#include "isa/ir.h"

#define CANONICAL_F32 0x7fc00000u
#define CANONICAL_F64 0x7ff8000000000000ull

struct reference {
    bool traps;
    enum trap trap;
    u64 bits;
    bool any_nan; /* the result is a NaN whose bits WebAssembly leaves open; bits: canonical */
};
/* Everything but memory, globals, calls and control flow. */
struct reference reference_of(const struct ins *i, const u64 *arg);
bool reference_holds(enum cc cc, enum type t, u64 x, u64 y);
/* What a load makes of bytes, and which bytes a store writes. */
u64 reference_load(enum mem m, enum type t, const u8 *at);
void reference_store(enum mem m, u8 *at, u64 bits);
bool reference_is_nan(enum type t, u64 bits);

#endif
