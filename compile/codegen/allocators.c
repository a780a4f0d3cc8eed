/* compile/codegen/allocators.c: the list of allocators. */
#include "compile/codegen/alloc.h"
#include "compile/compile.h"

const struct allocator allocator_list[] = {
    {"ssa", "spilling by next use and colouring in one walk over the SSA form", allocate_ssa},
    {"linear", "linear scan over intervals that are split and have holes", allocate_linear},
    {"naive", "every value in memory, loaded and stored by each operation", allocate_naive},
};
const u32 allocator_count = COUNT_OF(allocator_list);

const struct allocator *allocator_find(const char *name, struct status *st) {
    const char *names[COUNT_OF(allocator_list)];
    if (!name) return &allocator_list[0];
    for (u32 n = 0; n < allocator_count; n++) {
        names[n] = allocator_list[n].name;
        if (!strcmp(name, names[n])) return &allocator_list[n];
    }
    const char *near = suggest(name, names, allocator_count);
    struct text t = {0};
    for (u32 n = 0; n < allocator_count; n++)
        text_printf(&t, "%s\"%s\"", n ? ", " : "", names[n]);
    if (near)
        status_fail(st, FAULT_USER, "there is no allocator \"%s\"; did you mean \"%s\"?", name,
                    near);
    else
        status_fail(st, FAULT_USER, "there is no allocator \"%s\"; expected one of %s", name,
                    text_string(&t));
    text_free(&t);
    return NULL;
}
