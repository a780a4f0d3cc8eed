/* image/program.c: looking things up in a program. */
#include "image/program.h"

#include <stdio.h>
#include <stdlib.h>

void program_free(struct program *p) {
    if (!p) return;
    lines_free(p->lines);
    arena_free(&p->arena);
    free((void *)p->wasm);
    free(p);
}

const char *program_function_name(const struct program *p, u32 function) {
    const char *name = p->functions[function].name;
    return name ? name : "?"; /* a program made by hand */
}

i64 program_find_export(const struct program *p, enum external_kind kind, const char *name) {
    for (u32 n = 0; n < p->export_count; n++)
        if (p->exports[n].kind == kind && !strcmp(p->exports[n].name, name))
            return p->exports[n].index;
    return -1;
}

i64 program_find_function(const struct program *p, const char *name) {
    for (u32 n = 0; n < p->function_count; n++)
        if (!strcmp(program_function_name(p, n), name)) return n;
    return -1;
}

bool program_unknown_function(const struct program *p, const char *name, struct status *st) {
    const char **names = xcalloc(p->function_count + 1, sizeof *names);
    for (u32 f = 0; f < p->function_count; f++) names[f] = program_function_name(p, f);
    const char *near = suggest(name, names, p->function_count);
    if (near)
        status_add(st, FAULT_USER, "%s has no function \"%s\"; did you mean \"%s\"?", p->name,
                   name, near);
    else
        status_add(st, FAULT_USER, "%s has no function \"%s\" (it may have been inlined)",
                   p->name, name);
    free(names);
    return false;
}

struct source_line program_line(const struct program *p, u32 function, u32 point) {
    const struct program_function *f = &p->functions[function];
    if (!f->source || point >= f->point_count) return (struct source_line){UINT32_MAX, 0};
    return program_line_at(p, f->source[point]);
}

u32 program_traits(const struct program *p, u32 function, u32 point) {
    const struct program_function *f = &p->functions[function];
    return f->traits && point < f->point_count ? f->traits[point / 4] >> point % 4 * 2 & 3u : 0;
}

const char *program_line_text(const struct program *p, u32 function, u32 point, char *buffer,
                              size_t size) {
    struct source_line where = program_line(p, function, point);
    if (size) *buffer = 0;
    if (where.line == 0 || where.file == UINT32_MAX) return buffer;
    snprintf(buffer, size, "%s:%u", path_name(program_file(p, where.file)), where.line);
    return buffer;
}
