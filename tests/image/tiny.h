/* tests/image/tiny.h: two small ISAs of the tests' own, and programs and functions to go with
 * them, so that image/ is tested without real ISAs and without the compiler.
 *   tiny       32 bits, big-endian, 4 integer and 4 float registers, instructions of 4 bytes
 *   tinywide   64 bits, little-endian, 16 and 16 registers, instructions of 1 to 9 bytes, calls
 *              push
 */
#ifndef HPMSIM_TESTS_IMAGE_TINY_H
#define HPMSIM_TESTS_IMAGE_TINY_H

#include "image/image.h"
#include "tests/base/check.h"

/* What `patch` writes: kind 0: a signed distance of 20 bits in the low half of a 32-bit word
 * (so 512 KiB are in reach); kind 1: 32 bits. */
enum { TINY_NEAR, TINY_FAR };

extern const struct isa tiny, tinywide;
const struct isa *tiny_find(const char *name);
struct model tiny_model(const struct isa *isa);

/* A program of `count` functions, all of type 0 but the first `imported`; point counts and
 * values are set by the functions below. program_free. */
struct program *tiny_program(u32 count, u32 imported);

/* A random number below n. */
u32 below(u64 *seed, u32 n);

enum ranges_style {
    RANGES_BLOCKS, /* as an allocator makes them: blocks, holes, moves, slots */
    RANGES_WILD    /* anything goes */
};
/* Makes up a function with about `points` points, and enters its points and values in the
 * program. All memory is the program's. */
struct compiled_function *tiny_function(struct program *p, u32 index, const struct isa *isa,
                                        u32 points, enum ranges_style style, u64 *seed);

/* The test fails unless two places are the same. */
void same_placed(const struct placed *x, const struct placed *y);

#endif
