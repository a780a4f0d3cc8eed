/* image/link.c: compiled functions put together into an image.
 *
 *     code_base  +---------------------+
 *                | function array      |  (function_count + 1) rows of two words
 *                | done stub, helpers  |  one emitter for both, aligned to 8
 *                | function 0          |  each aligned to 8, as the literals of a function
 *                | ...                 |  are aligned within it
 *                +---------------------+
 *
 * Requires functions whose labels are resolved. All distances are taken between guest
 * addresses, so that code may refer to the context and the tables as well. */
#include <assert.h>
#include <stdlib.h>

#include "image/private.h"

enum { FUNCTION_ALIGN = 8 };

struct linker {
    const struct program *program;
    const struct isa *isa;
    struct compiled_function *const *functions;
    struct image *image;
    struct emitter helpers;
    u32 helpers_at; /* offset of the done stub and the helpers from code_base */
    struct status *st;
};

/* ---- Layout ----------------------------------------------------------------------------- */

/* Where a function lies and what its frame looks like; its map comes later. */
static void describe(struct image_function *out, const struct compiled_function *f, u32 start) {
    *out = (struct image_function){.code_start = start, .code_end = start, .link_offset = -1};
    out->points_start = out->points_end = start;
    if (!f) return;
    out->code_end = start + f->code_size;
    out->points_start = start + f->point_at[0];
    out->points_end = start + f->point_at[f->point_count];
    out->frame_bytes = f->frame.frame_bytes;
    out->slot_offset = f->frame.slot_offset;
    out->home_bytes = f->frame.home_bytes;
    out->layout = f->layout;
    out->saved_offset = f->frame.shadow_offset;
    out->link_offset = f->frame.link_offset;
    out->counts = f->counts;
    for (u32 n = 0; n < f->frame.saved_count; n++) {
        assert(n == 0 || f->frame.saved[n - 1] < f->frame.saved[n]);
        out->saved |= regset_of(f->frame.saved[n]);
    }
    for (u32 n = 0; n < f->frame.shadow_count; n++)
        out->saved |= regset_of(f->frame.shadow_saved[n]);
}

/* The lowest address that belongs to something else, at or above code_base. */
static u64 code_limit(const struct layout *l) {
    const u64 others[] = {l->context_base, l->tables_base, l->stack_base};
    u64 limit = l->code_base + (1ull << 31);
    for (u32 n = 0; n < COUNT_OF(others); n++)
        if (others[n] > l->code_base) limit = MIN(limit, others[n]);
    return limit;
}

static bool lay_out(struct linker *l) {
    struct image *image = l->image;
    u64 at = (u64)(l->program->function_count + 1) * 2 * l->isa->word_bytes;
    at = align_up(at, FUNCTION_ALIGN);
    l->helpers_at = (u32)at;
    at += l->helpers.code.count;
    image->helpers_end = (u32)at;
    u64 room = code_limit(&l->isa->layout) - image->code_base;
    for (u32 n = 0; n < l->program->function_count; n++) {
        const struct compiled_function *f = l->functions[n];
        if (f) at = align_up(at, FUNCTION_ALIGN);
        if (at + (f ? f->code_size : 0) > room)
            return status_fail(l->st, FAULT_USER,
                               "image too large for %s: its code has room for %llu MiB",
                               image->model.name, (unsigned long long)room >> 20);
        describe(&image->functions[n], f, (u32)at);
        at += f ? f->code_size : 0;
    }
    image->code_size = (u32)at;
    return true;
}

/* ---- Code ------------------------------------------------------------------------------- */

/* The done stub and the helpers; the emitter is kept until the fixups are done. */
static void emit_helpers(struct linker *l) {
    struct emitter *e = &l->helpers;
    emitter_init(e, &l->image->model);
    bool reached;
    do {
        array_push(&e->sites, ((struct site){.at = 0, .kind = SITE_DONE}));
        l->isa->host_call(e);
        if (l->isa->helpers) l->isa->helpers(e);
        reached = emitter_finish(e);
        if (!reached) {
            assert(!e->far);
            emitter_reset(e);
            e->far = true;
        }
    } while (!reached);
}

static void put_word(const struct isa *isa, u8 *to, u64 word) {
    for (u32 k = 0; k < isa->word_bytes; k++)
        to[k] = (u8)(word >> 8 * (isa->big_endian ? isa->word_bytes - 1 - k : k));
}

/* The function array: rows of functions without code are like the last, null's. */
static void put_rows(const struct linker *l) {
    const struct program *p = l->program;
    u32 word = l->isa->word_bytes;
    u8 *to = l->image->code;
    for (u32 n = 0; n <= p->function_count; n++, to += 2 * word) {
        bool has_code = n < p->function_count && l->functions[n];
        u64 at = has_code ? l->image->code_base + l->image->functions[n].code_start : 0;
        put_word(l->isa, to, at);
        put_word(l->isa, to + word,
                 has_code ? p->types[p->functions[n].type].canonical : 0xffffffffu);
    }
}

static void put_code(const struct linker *l) {
    struct image *image = l->image;
    memcpy(image->code + l->helpers_at, l->helpers.code.at, l->helpers.code.count);
    for (u32 n = 0; n < image->function_count; n++) {
        const struct compiled_function *f = l->functions[n];
        if (f && f->code_size)
            memcpy(image->code + image->functions[n].code_start, f->code, f->code_size);
    }
    put_rows(l);
}

/* ---- Fixups ----------------------------------------------------------------------------- */

/* The guest address that a fixup refers to; false for one that there is not. */
static bool target_of(const struct linker *l, const struct fixup *x, u64 *address) {
    const struct layout *layout = &l->isa->layout;
    const struct image *image = l->image;
    switch ((enum fixup_target)x->what) {
    case FIX_FUNCTION:
        if (x->target >= image->function_count || !l->functions[x->target]) return false;
        *address = image->code_base + image->functions[x->target].code_start;
        return true;
    case FIX_HELPER:
        if (x->target >= l->helpers.helper_at.count) return false;
        if (l->helpers.helper_at.at[x->target] == NO_OFFSET) return false;
        *address = image->code_base + l->helpers_at + l->helpers.helper_at.at[x->target];
        return true;
    case FIX_CONTEXT: *address = layout->context_base + x->target; return true;
    case FIX_TABLES: *address = layout->tables_base + x->target; return true;
    case FIX_ROWS: *address = layout->code_base + x->target; return true;
    case FIX_LABEL: break;
    }
    return false;
}

/* Resolves the fixups of the code at offset `start`; `whose` is for messages. */
static bool fix(const struct linker *l, u32 start, const struct fixup *fixups, u32 count,
                const char *whose) {
    static const char *const names[] = {"label",       "function",   "helper",
                                        "the context", "the tables", "the function array"};
    for (u32 n = 0; n < count; n++) {
        const struct fixup *x = &fixups[n];
        u64 target, here = l->image->code_base + start + x->at;
        if (!target_of(l, x, &target))
            return status_fail(l->st, FAULT_INTERNAL,
                               "%s: %s refers to %s %u, which has no code",
                               l->image->model.name, whose, names[x->what], x->target);
        u8 *code = l->image->code + start + x->at;
        if (l->isa->patch(code, x->kind, (i64)(target - here))) continue;
        const char *what = x->what == FIX_FUNCTION
                               ? program_function_name(l->program, x->target)
                               : names[x->what];
        return status_fail(
            l->st, FAULT_USER,
            "image too large for %s: %s, %u KiB from the start, does not reach %s",
            l->image->model.name, whose, (start + x->at) >> 10, what);
    }
    return true;
}

static bool fix_all(const struct linker *l) {
    if (!fix(l, l->helpers_at, l->helpers.fixups.at, l->helpers.fixups.count, "a helper"))
        return false;
    for (u32 n = 0; n < l->image->function_count; n++) {
        const struct compiled_function *f = l->functions[n];
        if (f && !fix(l, l->image->functions[n].code_start, f->fixups, f->fixup_count,
                      program_function_name(l->program, n)))
            return false;
    }
    return true;
}

/* ---- Sites and instruction starts ------------------------------------------------------- */

static int by_offset(const void *x, const void *y) {
    u32 p = ((const struct site *)x)->at, q = ((const struct site *)y)->at;
    return (p > q) - (p < q);
}

static void merge_sites(struct linker *l) {
    struct image *image = l->image;
    ARRAY(struct site) all = {0};
    for (u32 n = 0; n < l->helpers.sites.count; n++) {
        array_push(&all, l->helpers.sites.at[n]);
        all.at[n].at += l->helpers_at;
    }
    for (u32 n = 0; n < image->function_count; n++) {
        const struct compiled_function *f = l->functions[n];
        for (u32 k = 0; f && k < f->site_count; k++) {
            array_push(&all, f->sites[k]);
            all.at[all.count - 1].at += image->functions[n].code_start;
        }
    }
    qsort(all.at, all.count, sizeof *all.at, by_offset);
    image->sites = all.at; /* the image owns the storage now */
    image->site_count = all.count;
}

static void mark_starts(u8 *bitmap, u32 from, const u32 *starts, u32 count) {
    for (u32 n = 0; n < count; n++) {
        u32 at = from + starts[n];
        bitmap[at / 8] |= (u8)(1 << at % 8);
    }
}

static void merge_starts(struct linker *l) {
    struct image *image = l->image;
    if (l->isa->instruction_bytes) return;
    image->starts = xcalloc(starts_bytes(image->code_size), 1);
    mark_starts(image->starts, l->helpers_at, l->helpers.starts.at, l->helpers.starts.count);
    for (u32 n = 0; n < image->function_count; n++)
        if (l->functions[n])
            mark_starts(image->starts, image->functions[n].code_start, l->functions[n]->starts,
                        l->functions[n]->start_count);
}

/* ---- All of it -------------------------------------------------------------------------- */

struct image *image_link(const struct program *program, const struct model *model,
                         struct compiled_function *const *functions, bool with_map,
                         struct status *st) {
    struct image *image = xcalloc(1, sizeof *image);
    struct linker l = {.program = program, .isa = model->isa, .functions = functions};
    l.image = image;
    l.st = st;
    image->model = *model;
    image->program_hash = program->hash;
    image->code_base = model->isa->layout.code_base;
    image->function_count = program->function_count;
    image->functions = xcalloc(program->function_count, sizeof *image->functions);

    emit_helpers(&l);
    bool ok = lay_out(&l);
    if (!ok) goto out;
    image->done_at = l.helpers_at;
    image->code = xcalloc(image->code_size + CODE_SLACK, 1);
    put_code(&l);
    ok = fix_all(&l);
    if (!ok) goto out;
    merge_sites(&l);
    merge_starts(&l);
    marks_encode(image, &l.helpers, l.helpers_at, functions);
    image->cache = point_cache_new(image, program);
    image->has_maps = with_map;
    for (u32 n = 0; n < image->function_count && with_map; n++)
        if (functions[n]) point_cache_keep(image->cache, n, functions[n]);
out:
    emitter_free(&l.helpers);
    if (ok) return image;
    image_free(image);
    return NULL;
}

void image_encode_maps(struct image *image) {
    if (image->has_maps && !image->map) map_encode(image, point_cache_program(image->cache));
}

void image_forget_tables(struct image *image) {
    const struct program *program = point_cache_program(image->cache);
    image_encode_maps(image);
    point_cache_free(image->cache);
    image->cache = point_cache_new(image, program);
}

u32 image_map_bytes(struct image *image) {
    image_encode_maps(image);
    return image->map_size;
}

void image_free(struct image *image) {
    if (!image) return;
    point_cache_free(image->cache);
    free(image->code);
    free(image->sites);
    free(image->starts);
    free(image->marks);
    free(image->functions);
    free(image->map);
    free(image);
}
