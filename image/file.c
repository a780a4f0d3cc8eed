/* image/file.c: images as files.
 *
 *     8   "hpmimage"
 *     4   version            all numbers little-endian
 *     4   0
 *     8   size of what follows the head
 *     8   XXH3 of what follows the head
 *         sections, in the order of enum section: 4 number, 4 size, then that many bytes:
 *           MODEL      the model, registers by number
 *           IMAGE      what struct image says in single numbers
 *           FUNCTIONS  struct image_function, one after the other
 *           CODE SITES STARTS MARKS MAP
 *           PROGRAM    what is the same on all machines since the IR was frozen: points, types
 * of values, constants, lines; so that a program whose images are all at hand need not be
 * compiled again
 *
 * Reading checks the hash first, then every number that memory is reached by, so that nothing
 * bad comes of a file that somebody made up. */
#include <stdio.h>
#include <stdlib.h>

#include "image/private.h"

enum section {
    MODEL = 1,
    IMAGE,
    FUNCTIONS,
    CODE,
    SITES,
    STARTS,
    MARKS,
    MAP,
    PROGRAM,
    SECTIONS
};
static const char *const section_names[] = {"",      "model",  "image", "functions", "code",
                                            "sites", "starts", "marks", "map",       "program"};
enum { HEAD = 32 };
static const char magic[8] = {'h', 'p', 'm', 'i', 'm', 'a', 'g', 'e'};

/* ---- Writing ---------------------------------------------------------------------------- */

static void put(struct text *t, u64 v, u32 bytes) {
    u8 at[8];
    for (u32 k = 0; k < bytes; k++) at[k] = (u8)(v >> 8 * k);
    text_add_bytes(t, at, bytes);
}

/* A number of which most are small: 7 bits a byte. */
static void put_number(struct text *t, u64 v) {
    for (; v >= 0x80; v >>= 7) put(t, v | 0x80, 1);
    put(t, v, 1);
}

static void put_string(struct text *t, const char *string) {
    put_number(t, strlen(string));
    text_add(t, string);
}

static void put_regs(struct text *t, const reg *regs, u32 count) {
    put(t, count, 1);
    text_add_bytes(t, regs, count);
}

static void put_model(struct text *t, const struct model *m) {
    put_string(t, m->isa->name);
    put_string(t, m->name);
    for (u32 c = 0; c < CLASS_COUNT; c++) {
        put_regs(t, m->order[c], m->count[c]);
        put_regs(t, m->args[c], m->arg_count[c]);
        put_regs(t, m->results[c], m->result_count[c]);
    }
    put(t, m->allocatable, 8);
    put(t, m->callee_saved, 8);
    put(t, m->shadow, 8);
    put(t, m->kept_back, 8);
    put(t, m->homes, 1);
}

static void put_image(struct text *t, const struct image *m) {
    put_string(t, m->allocator);
    put(t, m->program_hash, 8);
    put(t, m->code_base, 8);
    put(t, m->code_size, 4);
    put(t, m->helpers_end, 4);
    put(t, m->done_at, 4);
    put(t, m->function_count, 4);
    put(t, m->site_count, 4);
    put(t, m->map_size, 4);
}

static void put_function(struct text *t, const struct image_function *f) {
    const u32 numbers[] = {f->code_start,   f->code_end,         f->points_start,
                           f->points_end,   f->frame_bytes,      f->slot_offset,
                           f->saved_offset, (u32)f->link_offset, f->map_start,
                           f->map_size,     f->counts.spills,    f->counts.reloads,
                           f->counts.moves, f->counts.constants, f->home_bytes};
    for (u32 k = 0; k < COUNT_OF(numbers); k++) put(t, numbers[k], 4);
    put(t, f->saved, 8);
    put(t, f->layout, 8);
}

static void put_site(struct text *t, const struct site *s) {
    put(t, s->at, 4);
    put(t, s->point, 4);
    put(t, s->what, 8);
    put(t, s->kind, 1);
}

/* From one point to the next it is a small step, mostly forward. */
static void put_source(struct text *t, const struct program_function *f) {
    u32 last = 0;
    put_number(t, f->source != NULL);
    for (u32 k = 0; f->source && k < f->point_count; k++) {
        i64 step = (i64)f->source[k] - last;
        put_number(t, (u64)(step * 2) ^ (u64)(step >> 63));
        last = f->source[k];
    }
}

static void put_program(struct text *t, const struct program *p) {
    for (u32 n = 0; n < p->function_count; n++) {
        const struct program_function *f = &p->functions[n];
        put_number(t, f->point_count);
        put_number(t, f->value_count);
        if (f->value_count) text_add_bytes(t, f->value_types, f->value_count);
        for (u32 v = 0; v < f->value_count; v++)
            if (f->value_types[v] & VALUE_IS_CONST) put_number(t, f->const_bits[v]);
        put_source(t, f);
        put_number(t, f->traits != NULL);
        if (f->traits) text_add_bytes(t, f->traits, traits_bytes(f->point_count));
    }
}

static void put_section(struct text *t, enum section number, const struct image *m,
                        const struct program *p) {
    size_t begin = t->length;
    put(t, number, 4);
    put(t, 0, 4);
    switch (number) {
    case MODEL: put_model(t, &m->model); break;
    case IMAGE: put_image(t, m); break;
    case FUNCTIONS:
        for (u32 n = 0; n < m->function_count; n++) put_function(t, &m->functions[n]);
        break;
    case CODE: text_add_bytes(t, m->code, m->code_size); break;
    case SITES:
        for (u32 n = 0; n < m->site_count; n++) put_site(t, &m->sites[n]);
        break;
    case STARTS:
        if (m->starts) text_add_bytes(t, m->starts, starts_bytes(m->code_size));
        break;
    case MARKS:
        if (m->marks_size) text_add_bytes(t, m->marks, m->marks_size);
        break;
    case MAP:
        if (m->map_size) text_add_bytes(t, m->map, m->map_size);
        break;
    case PROGRAM: put_program(t, p); break;
    case SECTIONS: break;
    }
    u32 size = (u32)(t->length - begin - 8);
    for (u32 k = 0; k < 4; k++) t->at[begin + 4 + k] = (char)(size >> 8 * k);
}

void image_to_bytes(struct image *image, const struct program *program, struct text *out) {
    image_encode_maps(image);
    struct text body = {0};
    for (u32 n = MODEL; n < SECTIONS; n++) put_section(&body, (enum section)n, image, program);
    text_add_bytes(out, magic, sizeof magic);
    put(out, IMAGE_VERSION, 4);
    put(out, 0, 4);
    put(out, body.length, 8);
    put(out, hash_bytes(body.at, body.length, 0), 8);
    text_add_bytes(out, body.at, body.length);
    text_free(&body);
}

bool image_write(struct image *image, const char *path, struct status *st) {
    struct text bytes = {0};
    image_to_bytes(image, point_cache_program(image->cache), &bytes);
    bool ok = file_write(path, bytes.at, bytes.length, st);
    text_free(&bytes);
    return ok;
}

/* ---- Reading ---------------------------------------------------------------------------- */

struct reader {
    const char *name;
    const u8 *bytes;
    size_t at, end; /* of the section at hand */
    enum section section;
    struct status *st;
};

/* Something in the section is not as it must be; the first failure sticks. */
static bool bad(struct reader *r, const char *what) {
    return status_fail(r->st, FAULT_USER, "%s: damaged at byte %zu (%s): %s", r->name, r->at,
                       section_names[r->section], what);
}

static bool good(const struct reader *r) {
    return status_ok(r->st);
}

/* The address of the next `size` bytes, or NULL at the section's end. */
static const u8 *take(struct reader *r, u64 size) {
    if (!good(r)) return NULL;
    if (size > r->end - r->at) {
        bad(r, "the section is too short");
        return NULL;
    }
    const u8 *at = r->bytes + r->at;
    r->at += size;
    return at;
}

static u64 get(struct reader *r, u32 bytes) {
    const u8 *at = take(r, bytes);
    u64 v = 0;
    for (u32 k = 0; at && k < bytes; k++) v |= (u64)at[k] << 8 * k;
    return v;
}

static u64 get_number(struct reader *r) {
    u64 v = 0;
    for (u32 shift = 0; shift < 64; shift += 7) {
        u64 byte = get(r, 1);
        v |= (byte & 0x7f) << shift;
        if (byte < 0x80) return v;
    }
    bad(r, "a number is too long");
    return 0;
}

/* A number that may not exceed `most`. */
static u32 get_count(struct reader *r, u64 most) {
    u64 v = get_number(r);
    if (v > most) bad(r, "a count is too large");
    return good(r) ? (u32)v : 0;
}

static void get_name(struct reader *r, char *out, u32 room) {
    u32 size = get_count(r, room - 1);
    const u8 *at = take(r, size);
    if (at) memcpy(out, at, size);
    out[at ? size : 0] = '\0';
}

static void get_regs(struct reader *r, enum reg_class class, reg *out, u32 room, u8 *count) {
    *count = (u8)get(r, 1);
    if (*count > room) bad(r, "more registers than there can be");
    if (!good(r)) *count = 0;
    for (u32 k = 0; k < *count; k++) {
        out[k] = (reg)get(r, 1);
        if (out[k] >= 64 || reg_class_of(out[k]) != class) {
            bad(r, "no such register");
            out[k] = 0;
        }
    }
}

static void get_model(struct reader *r, const struct isa *(*find)(const char *),
                      struct model *m) {
    char isa[64];
    get_name(r, isa, sizeof isa);
    get_name(r, m->name, sizeof m->name);
    m->isa = good(r) ? find(isa) : NULL;
    if (!m->isa) {
        status_fail(r->st, FAULT_USER, "%s: is for the ISA \"%s\", which is not known", r->name,
                    isa);
        return;
    }
    for (enum reg_class c = 0; c < CLASS_COUNT; c++) {
        get_regs(r, c, m->order[c], COUNT_OF(m->order[c]), &m->count[c]);
        get_regs(r, c, m->args[c], COUNT_OF(m->args[c]), &m->arg_count[c]);
        get_regs(r, c, m->results[c], COUNT_OF(m->results[c]), &m->result_count[c]);
    }
    m->allocatable = get(r, 8);
    m->callee_saved = get(r, 8);
    m->shadow = get(r, 8);
    m->kept_back = get(r, 8);
    m->homes = get(r, 1);
    if (m->shadow & ~m->allocatable) bad(r, "a shadow register that is not allocatable");
}

static void get_image(struct reader *r, const struct program *p, struct image *m) {
    get_name(r, m->allocator, sizeof m->allocator);
    m->program_hash = get(r, 8);
    m->code_base = get(r, 8);
    m->code_size = (u32)get(r, 4);
    m->helpers_end = (u32)get(r, 4);
    m->done_at = (u32)get(r, 4);
    m->function_count = (u32)get(r, 4);
    m->site_count = (u32)get(r, 4);
    m->map_size = (u32)get(r, 4);
    if (!good(r)) return;
    if (m->program_hash != p->hash)
        status_fail(r->st, FAULT_USER,
                    "%s: is of another program (%016llx) than %s (%016llx); compile it again",
                    r->name, (unsigned long long)m->program_hash, p->name,
                    (unsigned long long)p->hash);
    else if (m->code_base != m->model.isa->layout.code_base)
        bad(r, "code is made for another address");
    else if (m->function_count != p->function_count)
        bad(r, "it has not as many functions as the program");
    else if (m->helpers_end > m->code_size || m->done_at >= m->helpers_end)
        bad(r, "the helpers lie outside the code");
}

static void get_function(struct reader *r, const struct image *m, u32 *code_end,
                         struct image_function *f) {
    u32 *const numbers[] = {&f->code_start,   &f->code_end,           &f->points_start,
                            &f->points_end,   &f->frame_bytes,        &f->slot_offset,
                            &f->saved_offset, (u32 *)&f->link_offset, &f->map_start,
                            &f->map_size,     &f->counts.spills,      &f->counts.reloads,
                            &f->counts.moves, &f->counts.constants,   &f->home_bytes};
    for (u32 k = 0; k < COUNT_OF(numbers); k++) *numbers[k] = (u32)get(r, 4);
    f->saved = get(r, 8);
    f->layout = get(r, 8);
    if (f->slot_offset > f->frame_bytes || f->home_bytes > f->frame_bytes - f->slot_offset ||
        f->home_bytes % 8)
        bad(r, "a function's homes are no part of its frame");
    u32 unit = m->model.isa->instruction_bytes ? m->model.isa->instruction_bytes : 1;
    if (f->code_start < *code_end || f->points_start < f->code_start ||
        f->points_end < f->points_start || f->code_end < f->points_end ||
        f->code_end > m->code_size || (f->points_start - f->code_start) % unit ||
        (f->points_end - f->points_start) % unit)
        bad(r, "a function lies outside its place");
    if (f->map_start > m->map_size || f->map_size > m->map_size - f->map_start)
        bad(r, "a function's map lies outside the maps");
    *code_end = f->code_end;
}

static void get_functions(struct reader *r, struct image *m) {
    u32 code_end = m->helpers_end;
    m->functions = xcalloc(m->function_count, sizeof *m->functions);
    for (u32 n = 0; n < m->function_count && good(r); n++)
        get_function(r, m, &code_end, &m->functions[n]);
}

/* All that is left of the section, with zero bytes behind it; NULL unless it is `size` long. */
static u8 *get_bytes(struct reader *r, u64 size, u32 slack) {
    if (r->end - r->at != size) bad(r, "the section has the wrong size");
    const u8 *at = take(r, size);
    if (!at) return NULL;
    u8 *copy = xcalloc(size + slack, 1);
    memcpy(copy, at, size);
    return copy;
}

static void get_sites(struct reader *r, struct image *m) {
    if ((r->end - r->at) / 17 != m->site_count || (r->end - r->at) % 17) {
        bad(r, "the section has the wrong size");
        return;
    }
    m->sites = xcalloc(m->site_count, sizeof *m->sites);
    for (u32 n = 0; n < m->site_count; n++) {
        struct site *s = &m->sites[n];
        s->at = (u32)get(r, 4);
        s->point = (u32)get(r, 4);
        s->what = get(r, 8);
        s->kind = (u8)get(r, 1);
        if (s->at >= m->code_size || (n && s->at < m->sites[n - 1].at) || s->kind > SITE_DONE)
            bad(r, "a site lies outside its place");
    }
}

static void get_marks(struct reader *r, struct image *m) {
    m->marks_size = (u32)(r->end - r->at);
    if (m->marks_size) m->marks = get_bytes(r, m->marks_size, 0);
    if (good(r) && !marks_good(m)) bad(r, "an instruction is marked that is none");
}

/* ---- What the program knows since its IR was frozen ------------------------------------- */

static void get_source(struct reader *r, struct arena *a, struct program_function *f) {
    if (!get_count(r, 1)) return;
    if (f->point_count > r->end - r->at) {
        bad(r, "it has no source for some points");
        return;
    }
    f->source = arena_alloc(a, f->point_count * sizeof *f->source);
    u32 last = 0;
    for (u32 k = 0; k < f->point_count && good(r); k++) {
        u64 step = get_number(r);
        f->source[k] = last += (u32)(step >> 1) ^ (0 - (u32)(step & 1));
    }
}

static void get_values(struct reader *r, struct arena *a, struct program_function *f) {
    const u8 *types = take(r, f->value_count);
    if (!types) return;
    bool constants = false;
    for (u32 v = 0; v < f->value_count; v++) {
        if ((types[v] & ~(VALUE_IS_CONST | VALUE_ANY_NAN)) >= TYPE_COUNT)
            bad(r, "no such type");
        constants |= (types[v] & VALUE_IS_CONST) != 0;
    }
    if (!good(r)) return;
    f->value_types = arena_alloc(a, f->value_count + 1);
    memcpy(f->value_types, types, f->value_count);
    f->const_bits = constants ? ARENA_ARRAY(a, u64, f->value_count) : NULL;
    for (u32 v = 0; v < f->value_count; v++)
        if (types[v] & VALUE_IS_CONST) f->const_bits[v] = get_number(r);
}

static void get_traits(struct reader *r, struct arena *a, struct program_function *f) {
    if (!get_count(r, 1)) return;
    u32 size = traits_bytes(f->point_count);
    const u8 *at = take(r, size);
    if (!at) return;
    f->traits = arena_alloc(a, size + 1);
    memcpy(f->traits, at, size);
}

/* Reads everything into an arena of its own first; `out` has room for each function. */
static void get_program(struct reader *r, struct arena *a, u32 function_count,
                        struct program_function *out) {
    for (u32 n = 0; n < function_count && good(r); n++) {
        struct program_function *f = &out[n];
        f->point_count = get_count(r, NO_VALUE / 4);
        f->value_count = get_count(r, r->end - r->at);
        get_values(r, a, f);
        get_source(r, a, f);
        get_traits(r, a, f);
    }
}

/* Gives the program what it does not know yet, and holds the rest against what it knows. */
static void learn(struct reader *r, struct program *p, const struct program_function *known) {
    for (u32 n = 0; n < p->function_count; n++) {
        const struct program_function *f = &p->functions[n], *k = &known[n];
        if (!f->value_types) continue;
        if (f->point_count != k->point_count || f->value_count != k->value_count ||
            memcmp(f->value_types, k->value_types, f->value_count) != 0) {
            bad(r, "it does not fit the program");
            return;
        }
    }
    struct arena *a = &p->arena;
    for (u32 n = 0; n < p->function_count; n++) {
        struct program_function *f = &p->functions[n];
        const struct program_function *k = &known[n];
        if (f->value_types) continue;
        f->point_count = k->point_count;
        f->value_count = k->value_count;
        f->value_types = arena_alloc(a, k->value_count + 1);
        memcpy(f->value_types, k->value_types, k->value_count);
        for (u32 v = 0; v < k->value_count; v++)
            f->any_nans |= (f->value_types[v] & VALUE_ANY_NAN) != 0;
        f->const_bits = NULL;
        if (k->const_bits) {
            f->const_bits = ARENA_ARRAY(a, u64, k->value_count);
            memcpy(f->const_bits, k->const_bits, sizeof *f->const_bits * k->value_count);
        }
        f->source = NULL;
        if (k->source) {
            f->source = arena_alloc(a, k->point_count * sizeof *f->source);
            memcpy(f->source, k->source, k->point_count * sizeof *f->source);
        }
        f->traits = NULL;
        if (k->traits) {
            f->traits = arena_alloc(a, traits_bytes(k->point_count) + 1);
            memcpy(f->traits, k->traits, traits_bytes(k->point_count));
        }
    }
}

static void get_program_part(struct reader *r, struct program *p) {
    struct arena a;
    arena_init(&a);
    struct program_function *known =
        ARENA_ARRAY(&a, struct program_function, p->function_count);
    get_program(r, &a, p->function_count, known);
    if (good(r)) learn(r, p, known);
    arena_free(&a);
}

/* ---- The whole file --------------------------------------------------------------------- */

static bool get_head(struct reader *r, size_t size) {
    size_t compared = MIN(size, sizeof magic);
    if (memcmp(r->bytes, magic, compared) != 0)
        return status_fail(r->st, FAULT_USER, "%s: is not an image", r->name);
    if (size < HEAD)
        return status_fail(r->st, FAULT_USER, "%s: truncated at byte %zu: the head has %u",
                           r->name, size, HEAD);
    r->at = sizeof magic;
    r->end = HEAD;
    u32 version = (u32)get(r, 4);
    if (version != IMAGE_VERSION)
        return status_fail(r->st, FAULT_USER, "%s: has version %u; expected %u", r->name,
                           version, IMAGE_VERSION);
    get(r, 4);
    u64 body = get(r, 8), hash = get(r, 8);
    if (size - HEAD < body)
        return status_fail(r->st, FAULT_USER,
                           "%s: truncated at byte %zu: %llu bytes are missing", r->name, size,
                           (unsigned long long)(body - (size - HEAD)));
    if (size - HEAD > body)
        return status_fail(r->st, FAULT_USER, "%s: %llu bytes too long", r->name,
                           (unsigned long long)(size - HEAD - body));
    if (hash_bytes(r->bytes + HEAD, body, 0) != hash)
        return status_fail(r->st, FAULT_USER, "%s: damaged: its hash is not what it says",
                           r->name);
    return true;
}

static void get_section(struct reader *r, struct program *p,
                        const struct isa *(*find)(const char *), struct image *m) {
    switch (r->section) {
    case MODEL: get_model(r, find, &m->model); break;
    case IMAGE: get_image(r, p, m); break;
    case FUNCTIONS: get_functions(r, m); break;
    case CODE: m->code = get_bytes(r, m->code_size, CODE_SLACK); break;
    case SITES: get_sites(r, m); break;
    case STARTS:
        if (!m->model.isa->instruction_bytes)
            m->starts = get_bytes(r, starts_bytes(m->code_size), 0);
        break;
    case MARKS: get_marks(r, m); break;
    case MAP:
        if (m->map_size) m->map = get_bytes(r, m->map_size, 0);
        break;
    case PROGRAM: get_program_part(r, p); break;
    case SECTIONS: break;
    }
    if (good(r) && r->at != r->end) bad(r, "the section is too long");
}

struct image *image_from_bytes(const char *name, const u8 *at, size_t size,
                               struct program *program, const struct isa *(*find)(const char *),
                               struct status *st) {
    struct status mine = {0};
    struct reader r = {.name = name, .bytes = at, .st = &mine};
    struct image *m = xcalloc(1, sizeof *m);
    size_t next = HEAD;
    get_head(&r, size);
    for (r.section = MODEL; r.section < SECTIONS && good(&r); r.section++) {
        r.at = next;
        r.end = size;
        u32 number = (u32)get(&r, 4), bytes = (u32)get(&r, 4);
        if (good(&r) && (number != r.section || bytes > r.end - r.at))
            bad(&r, "the section is not where it should be");
        if (!good(&r)) break;
        r.end = next = r.at + bytes;
        get_section(&r, program, find, m);
    }
    if (good(&r)) {
        m->has_maps = m->map_size > 0;
        m->cache = point_cache_new(m, program);
        return m;
    }
    status_fail(st, mine.fault, "%s", mine.text);
    status_free(&mine);
    image_free(m);
    return NULL;
}

struct image *image_read(const char *path, struct program *program, struct status *st) {
    struct bytes file;
    if (!file_read(path, &file, st)) return NULL;
    struct image *m = image_from_bytes(path, file.at, file.size, program, isa_find, st);
    free(file.at);
    return m;
}
