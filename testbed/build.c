/* testbed/build.c: a program and its images, one per machine. */
#include "testbed/build.h"

#include <stdlib.h>

#define PREPARE_NS 500000000ull

bool build_first(const struct build *b, u32 n) {
    for (u32 k = 0; k < n; k++)
        if (b->images[k] == b->images[n]) return false;
    return true;
}

bool build_make(struct build *b, struct program *program, const struct model *models, u32 n,
                const struct build_options *o, struct status *st) {
    struct model *machines =
        strategy_models(o->strategy ? o->strategy : strategy_find(NULL, NULL), models, n);
    *b = (struct build){.program = program, .count = n};
    b->images = xcalloc(n, sizeof *b->images);
    struct model *distinct = xcalloc(n, sizeof *distinct);
    const struct allocator **allocators = xcalloc(n, sizeof *allocators);
    struct image **images = xcalloc(n, sizeof *images);
    u32 *which = xcalloc(n, sizeof *which), count = 0;
    for (u32 k = 0; k < n; k++) {
        const struct allocator *allocator = o->allocators ? o->allocators[k] : NULL;
        if (!allocator) allocator = o->allocator;
        u64 hash = model_hash(&machines[k]);
        u32 j = 0;
        while (j < count && (model_hash(&distinct[j]) != hash || allocators[j] != allocator))
            j++;
        if (j == count) {
            allocators[count] = allocator;
            distinct[count++] = machines[k];
        }
        which[k] = j;
    }
    struct compile_options options = {.allocators = allocators, .cache = o->cache};
    u64 start = time_now_ns();
    bool ok = program_compile(program, distinct, count, &options, images, &b->numbers, st);
    b->wall_ns = time_now_ns() - start;
    for (u32 k = 0; k < n; k++) b->images[k] = images[which[k]];
    /* Machines are ready to move processes before one runs. */
    for (u32 k = 0; ok && count > 1 && k < count; k++)
        image_prepare(images[k], program, PREPARE_NS / count);
    free(machines);
    free(distinct);
    free(allocators);
    free(images);
    free(which);
    if (!ok) build_free(b);
    return ok;
}

void build_free(struct build *b) {
    for (u32 k = b->count; k-- > 0;)
        if (build_first(b, k)) image_free(b->images[k]);
    free(b->images);
    program_free(b->program);
    *b = (struct build){0};
}
