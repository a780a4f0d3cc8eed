/* compile/wasm/decode.c: the sections of a module, in one pass over its bytes, to struct
 * program.
 *
 * Requires nothing of the bytes. What a section refers to lies in an earlier one, so that every
 * check is made where the thing is read; function bodies are validated on the way. Kept until
 * the end: names, and whether the counts of sections that belong together agree. */
#include "compile/compile.h"
#include "compile/wasm/module.h"

#include <stdlib.h>

enum section {
    SECTION_CUSTOM,
    SECTION_TYPE,
    SECTION_IMPORT,
    SECTION_FUNCTION,
    SECTION_TABLE,
    SECTION_MEMORY,
    SECTION_GLOBAL,
    SECTION_EXPORT,
    SECTION_START,
    SECTION_ELEMENT,
    SECTION_CODE,
    SECTION_DATA,
    SECTION_DATA_COUNT,
    SECTION_COUNT,
    SECTION_TAG = SECTION_COUNT /* exceptions: not supported */
};

bool is_ref_type(u8 type) {
    return type == WASM_TYPE_FUNCREF || type == WASM_TYPE_EXTERNREF;
}
bool is_value_type(u8 type) {
    return (type >= WASM_TYPE_F64 && type <= WASM_TYPE_I32) || is_ref_type(type);
}

enum type machine_type(u8 value_type) {
    switch (value_type) {
    case WASM_TYPE_I64: return I64;
    case WASM_TYPE_F32: return F32;
    case WASM_TYPE_F64: return F64;
    default: return I32;
    }
}

/* ---- Types ------------------------------------------------------------------------------ */

/* The value types of one side of a function type, appended to kinds. */
static u32 read_type_list(struct decoder *d, u32 max, const char *what, u8 *kinds) {
    struct reader *r = &d->r;
    u32 count = reader_count(r, max, what);
    for (u32 n = 0; n < count; n++) {
        const u8 *at = r->at;
        kinds[n] = reader_u8(r);
        if (!r->failed && !is_value_type(kinds[n])) reader_fail_type(r, at, kinds[n]);
        if (r->failed) return 0;
    }
    return count;
}

static void read_function_type(struct decoder *d, struct function_type *t) {
    struct reader *r = &d->r;
    const u8 *at = r->at;
    u8 form = reader_u8(r);
    if (!r->failed && form >= 0x80) {
        reader_fail(r, at, "integer representation too long: a type's form is one byte");
    } else if (!r->failed && form != WASM_TYPE_FUNCTION) {
        reader_fail(r, at, "malformed function type: form 0x%02x, expected 0x60", form);
    }

    u8 kinds[MAX_PARAMS + MAX_RESULTS];
    u32 params = read_type_list(d, MAX_PARAMS, "parameters", kinds);
    u32 results = read_type_list(d, MAX_RESULTS, "results", kinds + params);
    if (r->failed) return;
    u32 count = params + results;
    u8 *types = arena_alloc(&d->p->arena, 2 * (size_t)count);
    for (u32 n = 0; n < count; n++) types[n] = (u8)machine_type(kinds[n]);
    memcpy(types + count, kinds, count);
    *t = (struct function_type){.param_count = params,
                                .result_count = results,
                                .params = types,
                                .results = types + params,
                                .kinds = types + count};
}

static bool same_type(const struct function_type *x, const struct function_type *y) {
    return x->param_count == y->param_count && x->result_count == y->result_count &&
           !memcmp(x->kinds, y->kinds, x->param_count + x->result_count);
}

static void read_types(struct decoder *d) {
    struct program *p = d->p;
    u32 count = reader_count(&d->r, MAX_TYPES, "types");
    p->types = ARENA_ARRAY(&p->arena, struct function_type, count);
    struct map first = {0}; /* hash -> lowest type of that hash */
    for (u32 n = 0; n < count && !d->r.failed; n++) {
        struct function_type *t = &p->types[n];
        read_function_type(d, t);
        if (d->r.failed) break;
        p->type_count = n + 1;
        u64 hash = hash_bytes(t->kinds, t->param_count + t->result_count, t->param_count);
        u64 other;
        while (map_get(&first, hash, &other) && !same_type(t, &p->types[other])) hash++;
        t->canonical = map_get(&first, hash, &other) ? (u32)other : n;
        map_put(&first, hash, t->canonical);
    }
    map_free(&first);
}

static u32 read_type_index(struct decoder *d) {
    const u8 *at = d->r.at;
    u32 type = reader_u32(&d->r);
    if (type >= d->p->type_count) reader_fail(&d->r, at, "unknown type %u", type);
    return d->r.failed ? 0 : type;
}

/* ---- Tables, memories, globals: as declared and as imported ----------------------------- */

u8 read_ref_type(struct decoder *d) {
    const u8 *at = d->r.at;
    u8 type = reader_u8(&d->r);
    if (!d->r.failed && !is_ref_type(type))
        reader_fail(&d->r, at, "malformed reference type: 0x%02x", type);
    return d->r.failed ? 0 : type;
}

static struct limits read_limits(struct decoder *d) {
    struct reader *r = &d->r;
    const u8 *at = r->at;
    u8 flags = reader_u8(r);
    if (!r->failed && flags >= 0x80) {
        reader_fail(r, at, "integer representation too long: the flags of limits are one byte");
    } else if (!r->failed && flags > 1) {
        reader_fail(r, at, "integer too large: the flags of limits are 0 or 1, found %u%s",
                    flags,
                    flags & 4   ? ": memories of 64 bits are not supported"
                    : flags & 2 ? ": shared memory (threads) is not supported"
                                : "");
    }
    struct limits limits = {.has_max = flags & 1};
    limits.min = reader_u32(r);
    if (limits.has_max) limits.max = reader_u32(r);
    return limits;
}

static void check_limits(struct decoder *d, const u8 *at, struct limits l) {
    if (l.has_max && l.min > l.max)
        reader_fail(&d->r, at, "size minimum must not be greater than maximum: %u, %u", l.min,
                    l.max);
}

static struct table read_table_type(struct decoder *d) {
    u8 ref = read_ref_type(d);
    const u8 *at = d->r.at;
    struct limits limits = read_limits(d);
    check_limits(d, at, limits);
    return (struct table){limits, ref == WASM_TYPE_FUNCREF ? REF_FUNCTION : REF_EXTERN, false};
}

static void read_memory_type(struct decoder *d) {
    const u8 *at = d->r.at;
    struct limits limits = read_limits(d);
    if (limits.min > 65536 || (limits.has_max && limits.max > 65536))
        reader_fail(&d->r, at, "memory size must be at most 65536 pages (4GiB)");
    check_limits(d, at, limits);
    if (d->p->has_memory) reader_fail(&d->r, at, "multiple memories are not supported");
    d->p->has_memory = true;
    d->p->memory = limits;
}

static struct global read_global_type(struct decoder *d) {
    struct reader *r = &d->r;
    const u8 *at = r->at;
    u8 value_type = reader_u8(r);
    if (!r->failed && !is_value_type(value_type)) reader_fail_type(r, at, value_type);
    at = r->at;
    u8 mutability = reader_u8(r);
    if (!r->failed && mutability > 1)
        reader_fail(r, at, "malformed mutability: %u", mutability);
    return (struct global){.type = (u8)machine_type(value_type),
                           .value_type = value_type,
                           .mutable = mutability & 1};
}

/* Room for n more elements behind `count` ones, from the program's arena. */
#define EXTEND(p, array, count, n) \
    ((array) = extend(&(p)->arena, (array), (count), (n), sizeof *(array)))
static void *extend(struct arena *a, const void *old, u32 count, u32 n, size_t size) {
    void *bigger = arena_zalloc(a, ((size_t)count + n) * size);
    if (count) memcpy(bigger, old, count * size);
    return bigger;
}

static void read_tables(struct decoder *d) {
    struct program *p = d->p;
    u32 count = reader_count(&d->r, MAX_TABLES - MIN(p->table_count, MAX_TABLES), "tables");
    EXTEND(p, p->tables, p->table_count, count);
    for (u32 n = 0; n < count && !d->r.failed; n++)
        p->tables[p->table_count++] = read_table_type(d);
}

static void read_memories(struct decoder *d) {
    u32 count = reader_count(&d->r, UINT32_MAX, "memories");
    for (u32 n = 0; n < count && !d->r.failed; n++) read_memory_type(d);
}

static void read_globals(struct decoder *d) {
    struct program *p = d->p;
    u32 count = reader_count(&d->r, MAX_GLOBALS, "globals");
    EXTEND(p, p->globals, p->global_count, count);
    for (u32 n = 0; n < count && !d->r.failed; n++) {
        struct global g = read_global_type(d);
        read_init(d, g.value_type, &g.init);
        p->globals[p->global_count++] = g;
    }
}

/* ---- Imports, functions, exports, start ------------------------------------------------- */

/* Imports come before everything else of their kind, so their arrays grow by doubling here. */
struct imported {
    ARRAY(struct program_function) functions;
    ARRAY(struct table) tables;
    ARRAY(struct global) globals;
};

static void read_import(struct decoder *d, struct imported *lists, struct import *import) {
    struct reader *r = &d->r;
    struct program *p = d->p;
    import->module = reader_name(r, &p->arena);
    import->name = reader_name(r, &p->arena);
    const u8 *at = r->at;
    import->kind = reader_u8(r);
    if (r->failed) return;
    switch (import->kind) {
    case EXTERNAL_FUNCTION: {
        import->index = lists->functions.count;
        struct program_function f = {.type = read_type_index(d), .imported = true};
        array_push(&lists->functions, f);
        break;
    }
    case EXTERNAL_TABLE: {
        import->index = lists->tables.count;
        if (import->index == MAX_TABLES) reader_fail(r, at, "too many tables");
        struct table t = read_table_type(d);
        t.imported = true;
        array_push(&lists->tables, t);
        break;
    }
    case EXTERNAL_MEMORY:
        read_memory_type(d);
        p->memory_imported = true;
        break;
    case EXTERNAL_GLOBAL: {
        import->index = lists->globals.count;
        struct global g = read_global_type(d);
        g.imported = true;
        array_push(&lists->globals, g);
        break;
    }
    default: reader_fail(r, at, "malformed import kind: %u", import->kind);
    }
}

static void read_imports(struct decoder *d) {
    struct program *p = d->p;
    struct imported lists = {0};
    u32 count = reader_count(&d->r, MAX_IMPORTS, "imports");
    p->imports = ARENA_ARRAY(&p->arena, struct import, count);
    for (; p->import_count < count && !d->r.failed; p->import_count++)
        read_import(d, &lists, &p->imports[p->import_count]);

    p->functions =
        extend(&p->arena, lists.functions.at, lists.functions.count, 0, sizeof *p->functions);
    p->tables = extend(&p->arena, lists.tables.at, lists.tables.count, 0, sizeof *p->tables);
    p->globals =
        extend(&p->arena, lists.globals.at, lists.globals.count, 0, sizeof *p->globals);
    p->function_count = p->imported_function_count = lists.functions.count;
    p->table_count = lists.tables.count;
    p->global_count = p->imported_global_count = lists.globals.count;
    array_free(&lists.functions);
    array_free(&lists.tables);
    array_free(&lists.globals);
}

static void read_functions(struct decoder *d) {
    struct program *p = d->p;
    u32 count = reader_count(&d->r, MAX_FUNCTIONS, "functions");
    EXTEND(p, p->functions, p->function_count, count);
    for (u32 n = 0; n < count && !d->r.failed; n++)
        p->functions[p->function_count++].type = read_type_index(d);
}

static void check_export(struct decoder *d, const u8 *at, const struct export *e) {
    const struct program *p = d->p;
    switch (e->kind) {
    case EXTERNAL_FUNCTION:
        if (e->index >= p->function_count) {
            reader_fail(&d->r, at, "unknown function %u", e->index);
        } else {
            bits_add(&d->declared, e->index);
        }
        break;
    case EXTERNAL_TABLE:
        if (e->index >= p->table_count) reader_fail(&d->r, at, "unknown table %u", e->index);
        break;
    case EXTERNAL_MEMORY:
        if (e->index >= p->has_memory) reader_fail(&d->r, at, "unknown memory %u", e->index);
        break;
    case EXTERNAL_GLOBAL:
        if (e->index >= p->global_count) reader_fail(&d->r, at, "unknown global %u", e->index);
        break;
    default: reader_fail(&d->r, at, "malformed export kind: %u", e->kind);
    }
}

static void read_exports(struct decoder *d) {
    struct program *p = d->p;
    u32 count = reader_count(&d->r, MAX_EXPORTS, "exports");
    p->exports = ARENA_ARRAY(&p->arena, struct export, count);
    struct map named = {0}; /* hash of the name -> export */
    for (u32 n = 0; n < count && !d->r.failed; n++) {
        const u8 *at = d->r.at;
        struct export *e = &p->exports[n];
        e->name = reader_name(&d->r, &p->arena);
        e->kind = reader_u8(&d->r);
        e->index = reader_u32(&d->r);
        if (d->r.failed) break;
        check_export(d, at, e);
        u64 hash = hash_bytes(e->name, strlen(e->name), 0), other;
        while (map_get(&named, hash, &other) && strcmp(e->name, p->exports[other].name)) hash++;
        if (map_get(&named, hash, &other))
            reader_fail(&d->r, at, "duplicate export name \"%s\"", e->name);
        map_put(&named, hash, n);
        p->export_count++;
    }
    map_free(&named);
}

static void read_start(struct decoder *d) {
    struct program *p = d->p;
    const u8 *at = d->r.at;
    u32 function = reader_u32(&d->r);
    if (d->r.failed) return;
    if (function >= p->function_count) {
        reader_fail(&d->r, at, "unknown function %u", function);
        return;
    }
    const struct function_type *t = &p->types[p->functions[function].type];
    if (t->param_count || t->result_count)
        reader_fail(&d->r, at, "start function must have neither parameters nor results");
    p->has_start = true;
    p->start = function;
}

/* ---- Code ------------------------------------------------------------------------------- */

static void read_code(struct decoder *d) {
    struct reader *r = &d->r;
    struct program *p = d->p;
    const u8 *at = r->at;
    d->code_count = reader_u32(r);
    if (r->failed) return;
    if (d->code_count != p->function_count - p->imported_function_count) {
        reader_fail(r, at, "function and code section have inconsistent lengths: %u, %u",
                    p->function_count - p->imported_function_count, d->code_count);
        return;
    }
    d->validator = validator_new(d);
    const u8 *section_end = r->end;
    for (u32 n = p->imported_function_count; n < p->function_count && !r->failed; n++) {
        at = r->at;
        u32 size = reader_u32(r);
        if (r->failed) break;
        if (size > reader_left(r)) {
            reader_fail(
                r, at, "section size mismatch: the body of func[%u] has %u bytes, %zu are left",
                n, size, reader_left(r));
            break;
        }
        p->functions[n].body_offset = reader_offset(r, r->at);
        p->functions[n].body_size = size;
        r->end = r->at + size;
        validate_body(d->validator, n);
        r->end = section_end;
    }
}

/* ---- The module ------------------------------------------------------------------------- */

static void read_custom(struct decoder *d) {
    struct reader *r = &d->r;
    const char *name = reader_name(r, &d->scratch);
    if (r->failed) return;
    if (!d->names && !strcmp(name, "name")) {
        d->names = r->at;
        d->names_end = r->end;
    }
    r->at = r->end;
}

static void read_section(struct decoder *d, u8 id) {
    switch (id) {
    case SECTION_CUSTOM: read_custom(d); break;
    case SECTION_TYPE: read_types(d); break;
    case SECTION_IMPORT: read_imports(d); break;
    case SECTION_FUNCTION: read_functions(d); break;
    case SECTION_TABLE: read_tables(d); break;
    case SECTION_MEMORY: read_memories(d); break;
    case SECTION_GLOBAL: read_globals(d); break;
    case SECTION_EXPORT: read_exports(d); break;
    case SECTION_START: read_start(d); break;
    case SECTION_ELEMENT: read_elements(d); break;
    case SECTION_CODE: read_code(d); break;
    case SECTION_DATA: read_data(d); break;
    case SECTION_DATA_COUNT:
        d->p->has_data_count = true;
        d->declared_data_count = reader_u32(&d->r);
        break;
    }
}

/* Where a section stands among the others; each at most once, custom ones anywhere. */
static const u8 section_rank[SECTION_COUNT] = {
    [SECTION_TYPE] = 1,   [SECTION_IMPORT] = 2, [SECTION_FUNCTION] = 3,
    [SECTION_TABLE] = 4,  [SECTION_MEMORY] = 5, [SECTION_GLOBAL] = 6,
    [SECTION_EXPORT] = 7, [SECTION_START] = 8,  [SECTION_ELEMENT] = 9,
    [SECTION_CODE] = 11,  [SECTION_DATA] = 12,  [SECTION_DATA_COUNT] = 10,
};

static void read_sections(struct decoder *d) {
    struct reader *r = &d->r;
    const u8 *file_end = r->end;
    u8 rank = 0;
    while (r->at != file_end && !r->failed) {
        const u8 *at = r->at;
        u8 id = reader_u8(r);
        if (id >= SECTION_COUNT) {
            reader_fail(r, at, "malformed section id: %u%s", id,
                        id == SECTION_TAG ? ": exceptions are not supported" : "");
            break;
        }
        const u8 *size_at = r->at;
        u32 size = reader_u32(r);
        if (r->failed) break;
        if (size > reader_left(r)) {
            reader_fail(r, size_at, "length out of bounds: a section of %u bytes, %zu are left",
                        size, reader_left(r));
            break;
        }
        if (id != SECTION_CUSTOM && section_rank[id] <= rank) {
            reader_fail(r, at,
                        "unexpected content after last section: section %u is repeated "
                        "or out of order",
                        id);
            break;
        }
        if (id != SECTION_CUSTOM) rank = section_rank[id];
        /* Bodies may take references of functions that exports, elements or globals name: all
         * functions are known before those. */
        if (rank > section_rank[SECTION_FUNCTION] && !d->declared.words)
            d->declared = bits_new(&d->scratch, d->p->function_count);

        r->end = r->at + size;
        read_section(d, id);
        if (!r->failed && r->at != r->end)
            reader_fail(r, r->at, "section size mismatch: %zu bytes are left", reader_left(r));
        r->end = file_end;
    }
}

static void read_module(struct decoder *d) {
    struct reader *r = &d->r;
    struct program *p = d->p;
    static const u8 magic[] = {0, 'a', 's', 'm'}, version[] = {1, 0, 0, 0};
    const u8 *at = reader_skip(r, 4);
    if (!at) return;
    if (memcmp(at, magic, 4)) {
        reader_fail(r, at, "magic header not detected: not a WebAssembly module");
        return;
    }
    at = reader_skip(r, 4);
    if (at && memcmp(at, version, 4))
        reader_fail(r, at, "unknown binary version: expected 1 0 0 0, found %u %u %u %u", at[0],
                    at[1], at[2], at[3]);
    read_sections(d);

    u32 defined = p->function_count - p->imported_function_count;
    if (d->code_count != defined)
        reader_fail(r, r->at, "function and code section have inconsistent lengths: %u, %u",
                    defined, d->code_count);
    if (p->has_data_count && p->data_count != d->declared_data_count)
        reader_fail(r, r->at, "data count and data section have inconsistent lengths: %u, %u",
                    d->declared_data_count, p->data_count);
}

struct program *program_decode(const char *name, u8 *bytes, size_t size, struct status *st) {
    struct program *p = xcalloc(1, sizeof *p);
    arena_init(&p->arena);
    p->lines = lines_new();
    p->name = arena_strdup(&p->arena, name);
    p->wasm = bytes;
    p->wasm_size = size;
    struct decoder d = {.p = p, .r = {bytes, bytes + size, bytes, p->name, st, false}};
    arena_init(&d.scratch);
    if (size > MAX_MODULE_BYTES) {
        reader_fail(&d.r, bytes, "the module has %zu bytes, at most 1 GiB is supported", size);
    } else {
        read_module(&d);
    }
    if (!d.r.failed) {
        read_names(&d);
        p->hash = hash_bytes(bytes, size, COMPILE_VERSION);
    }
    validator_free(d.validator);
    arena_free(&d.scratch);
    if (!d.r.failed) return p;
    program_free(p);
    return NULL;
}
