/* tests/compile/random_function.h: random functions in SSA form, valid by isa/ir.h though no
 * program would have them: branches, switches, loops with several exits, many parameters,
 * calls, all types, constants anywhere. For what comes after the IR: allocators and their
 * checker. */
#ifndef HPMSIM_TESTS_RANDOM_FUNCTION_H
#define HPMSIM_TESTS_RANDOM_FUNCTION_H

#include "compile/compile.h"

struct random_shape {
    u64 seed;
    u32 operations; /* about so many */
    u32 old;    /* how often an operand is any value rather than a recent one, in percent: long
                   live ranges, hence many at once */
    u32 floats; /* how often a type is a float, in percent */
};

/* A program that declares what random functions call; memory is the arena's, do not free it. */
struct program *random_program(u64 seed, struct arena *a);
struct ir_function *random_function(const struct program *p, const struct random_shape *shape,
                                    struct arena *a);

#endif
