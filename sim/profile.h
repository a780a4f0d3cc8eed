/* sim/profile.h: what a machine executed, counted by blocks: how often each block was begun times
 * what its instructions do (image_marks). A block that ends early, as an access in it trapped, is
 * counted whole, as the machine's count of instructions does.
 */
#ifndef HPMSIM_SIM_PROFILE_H
#define HPMSIM_SIM_PROFILE_H

#include "image/image.h"

struct profile_counts {
    u64 instructions;
    u64 calls;         /* entries of functions by call instructions */
    u64 loads, stores; /* accesses to memory: all that instructions make */
    /* Of those, by what they are there for (isa/emit.h): loads of FILL, TAKE, RESTORE, AREA_LOAD;
     * stores of SPILL, PASS, SAVE, AREA_STORE. Of MOVE and CONSTANT: instructions. OPERATION: 0.
     */
    u64 duties[DUTY_COUNT];
};
void profile_counts_add(struct profile_counts *to, const struct profile_counts *more);

struct profile;
/* The image must outlive it. */
struct profile *profile_new(struct image *image);
void profile_free(struct profile *p);
/* A block of code is executed; offsets count from code_base. */
void profile_block(struct profile *p, u32 from, u32 bytes);
/* A block is reached from the one that ends at `before`: it may be a function's first. */
void profile_arrive(struct profile *p, u32 from, u32 before);

/* Adds what each function executed; helper routines, which belong to none, come last: out has
 * function_count + 1 elements. */
void profile_functions(const struct profile *p, struct profile_counts *out);

#endif
