/* compile/wasm/names.c: a name for every function.
 *
 * From the "name" section, else of an import MODULE.NAME, else the first export, else
 * its number. The section is
 * no part of a program's meaning, so that what is wrong with it is passed over in silence. */
#include "compile/wasm/module.h"

enum { NAMES_OF_FUNCTIONS = 1 };

/* Subsection of function names: a vector of (function, name). */
static void read_function_names(struct program *p, struct reader *r) {
    u32 count = reader_u32(r);
    for (u32 n = 0; n < count && !r->failed; n++) {
        u32 function = reader_u32(r), size = reader_u32(r);
        const u8 *at = reader_skip(r, size);
        if (r->failed || !size || function >= p->function_count) continue;
        if (p->functions[function].name || memchr(at, 0, size) || !utf8_valid(at, size))
            continue;
        p->functions[function].name = arena_strndup(&p->arena, (const char *)at, size);
    }
}

static void read_name_section(struct decoder *d) {
    struct status ignored = {0};
    struct reader r = {d->names, d->names_end, d->r.start, d->r.name, &ignored, false};
    while (r.at != r.end) {
        u8 id = reader_u8(&r);
        u32 size = reader_u32(&r);
        struct reader part = r;
        if (!reader_skip(&r, size)) break;
        part.end = r.at;
        if (id == NAMES_OF_FUNCTIONS) read_function_names(d->p, &part);
    }
    status_free(&ignored);
}

void read_names(struct decoder *d) {
    struct program *p = d->p;
    if (d->names) read_name_section(d);
    for (u32 n = 0; n < p->import_count; n++) {
        const struct import *i = &p->imports[n];
        if (i->kind != EXTERNAL_FUNCTION || p->functions[i->index].name) continue;
        p->functions[i->index].name = arena_printf(&p->arena, "%s.%s", i->module, i->name);
    }
    for (u32 n = 0; n < p->export_count; n++) {
        const struct export *e = &p->exports[n];
        if (e->kind == EXTERNAL_FUNCTION && !p->functions[e->index].name && *e->name)
            p->functions[e->index].name = e->name;
    }
    for (u32 n = 0; n < p->function_count; n++)
        if (!p->functions[n].name)
            p->functions[n].name = arena_printf(&p->arena, "func[%u]", n);
}
