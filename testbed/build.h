/* testbed/build.h: a program and its images, one per machine; shared by all sessions. */
#ifndef HPMSIM_TESTBED_BUILD_H
#define HPMSIM_TESTBED_BUILD_H

#include "compile/compile.h"
#include "testbed/strategy.h"

struct build {
    struct program *program; /* owned */
    struct image **images;   /* per machine; machines of equal models and allocators
                                share one */
    u32 count;
    struct compile_numbers numbers;
    u64 wall_ns; /* that compiling took */
};
struct build_options {
    const struct allocator *allocator;         /* of all machines; NULL: the default */
    const struct allocator *const *allocators; /* per machine, where it isn't NULL; or NULL */
    const struct strategy *strategy;           /* NULL: the default */
    bool cache;                                /* use and fill the user's cache */
};
/* Compiles for n machines, whose models become what the strategy makes of them: images[k]->model.
 * Takes ownership of the program in any case. */
bool build_make(struct build *b, struct program *program, const struct model *models, u32 n,
                const struct build_options *o, struct status *st);
void build_free(struct build *b);
/* Whether image number n is the first that is this one: for lists that name each image once. */
bool build_first(const struct build *b, u32 n);

#endif
