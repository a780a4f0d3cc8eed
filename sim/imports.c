/* sim/imports.c: what a program imports, found by name and exact type among what the host
 * offers: the rows of sim/wasi/calls.c and, for the official test suite only, the module
 * "spectest".
 */
#include "sim/host.h"

/* ---- What the official suite imports ---------------------------------------------------- */

static enum host_outcome print_nothing(struct process *p, const u64 *args, u64 *results) {
    (void)p, (void)args, (void)results;
    return HOST_CONTINUE;
}

static const struct host_function spectest_functions[] = {
    {"spectest", "print", ":", print_nothing},
    {"spectest", "print_i32", "i:", print_nothing},
    {"spectest", "print_i64", "I:", print_nothing},
    {"spectest", "print_f32", "f:", print_nothing},
    {"spectest", "print_f64", "F:", print_nothing},
    {"spectest", "print_i32_f32", "if:", print_nothing},
    {"spectest", "print_f64_f64", "FF:", print_nothing},
};

static const struct {
    const char *name;
    u8 value_type;
    u64 bits;
} spectest_globals[] = {
    {"global_i32", 0x7f, 666},
    {"global_i64", 0x7e, 666},
    {"global_f32", 0x7d, 0x4426a666},         /* 666.6f */
    {"global_f64", 0x7c, 0x4084d4cccccccccd}, /* 666.6 */
};

/* The only memory and the only table that the host offers are these: an imported one is this.
 */
static const struct limits spectest_memory = {1, 2, true};
static const struct limits spectest_table = {10, 20, true};

struct limits imports_memory_limits(const struct program *program) {
    return program->memory_imported ? spectest_memory : program->memory;
}

struct limits imports_table_limits(const struct program *program, u32 table) {
    const struct table *t = &program->tables[table];
    return t->imported ? spectest_table : t->limits;
}

/* ---- Types, for reading ----------------------------------------------------------------- */

static const char *value_type_name(u8 value_type) {
    switch (value_type) {
    case 0x7f: return "i32";
    case 0x7e: return "i64";
    case 0x7d: return "f32";
    case 0x7c: return "f64";
    case 0x70: return "funcref";
    case 0x6f: return "externref";
    default: return "?";
    }
}

static u8 value_type_of_letter(char letter) {
    static const struct {
        char letter;
        u8 value_type;
    } letters[] = {{'i', 0x7f}, {'I', 0x7e}, {'f', 0x7d}, {'F', 0x7c}};
    for (u32 i = 0; i < COUNT_OF(letters); i++)
        if (letters[i].letter == letter) return letters[i].value_type;
    return 0;
}

/* Appends "(i32, i64) -> i32". */
static void signature_text(struct text *out, const u8 *params, u32 param_count,
                           const u8 *results, u32 result_count) {
    text_add(out, "(");
    for (u32 i = 0; i < param_count; i++)
        text_printf(out, "%s%s", i ? ", " : "", value_type_name(params[i]));
    text_add(out, ") -> ");
    if (result_count != 1) text_add(out, "(");
    for (u32 i = 0; i < result_count; i++)
        text_printf(out, "%s%s", i ? ", " : "", value_type_name(results[i]));
    if (result_count != 1) text_add(out, ")");
}

static void type_text(struct text *out, const struct function_type *t) {
    signature_text(out, t->kinds, t->param_count, t->kinds + t->param_count, t->result_count);
}

/* A host function's signature as the module's value types: how many parameters, how many types
 * in all. */
enum { SIGNATURE_MAX = 2 * CONTEXT_HOST_MAX };
static u32 signature_types(const char *signature, u8 types[SIGNATURE_MAX], u32 *param_count) {
    u32 n = 0;
    for (const char *s = signature; *s; s++) {
        if (*s == ':')
            *param_count = n;
        else
            types[n++] = value_type_of_letter(*s);
    }
    return n;
}

static void limits_text(struct text *out, const struct limits *l) {
    text_printf(out, "%u", l->min);
    if (l->has_max) text_printf(out, " to %u", l->max);
    if (!l->has_max) text_add(out, " or more");
}

/* ---- Errors: the official suite's words first ------------------------------------------- */

static const struct host_function *function_find(const char *module, const char *name,
                                                 bool spectest) {
    for (u32 i = 0; i < wasi_function_count; i++) {
        const struct host_function *f = &wasi_functions[i];
        if (!strcmp(f->name, name) && !strcmp(f->module, module)) return f;
    }
    for (u32 i = 0; spectest && i < COUNT_OF(spectest_functions); i++)
        if (!strcmp(spectest_functions[i].name, name) && !strcmp("spectest", module))
            return &spectest_functions[i];
    return NULL;
}

static const char *const kind_names[] = {"function", "table", "memory", "global"};

/* What an import asks for, behind its name. */
static void import_text(const struct process *p, const struct import *import,
                        struct text *out) {
    const struct program *program = p->program;
    switch (import->kind) {
    case EXTERNAL_FUNCTION:
        text_add(out, " ");
        type_text(out, &program->types[program->functions[import->index].type]);
        break;
    case EXTERNAL_TABLE:
        text_printf(out, " of %s, elements: ",
                    program->tables[import->index].ref == REF_FUNCTION ? "funcref"
                                                                       : "externref");
        limits_text(out, &program->tables[import->index].limits);
        break;
    case EXTERNAL_MEMORY:
        text_add(out, ", pages: ");
        limits_text(out, &program->memory);
        break;
    case EXTERNAL_GLOBAL:
        text_printf(out, " %s%s", program->globals[import->index].mutable ? "mut " : "",
                    value_type_name(program->globals[import->index].value_type));
        break;
    }
}

/* Appends "; did you mean ...?" where a function has nearly that name, or has it in another
 * module. */
static void add_suggestion(const struct import *import, struct text *out) {
    const char *names[256] = {0};
    u32 n = 0;
    for (u32 i = 0; i < wasi_function_count && n < COUNT_OF(names); i++)
        if (!strcmp(wasi_functions[i].module, import->module))
            names[n++] = wasi_functions[i].name;
    const char *near = suggest(import->name, names, n);
    if (near) text_printf(out, "; did you mean %s?", near);
    if (!n && function_find("wasi_snapshot_preview1", import->name, false))
        text_printf(out, "; did you mean wasi_snapshot_preview1.%s?", import->name);
}

static bool import_fail(const struct process *p, const struct import *import, const char *what,
                        const struct text *offered, struct status *st) {
    struct text t = {0};
    text_printf(&t, "%s: %s: %s %s.%s", p->program->name, what, kind_names[import->kind],
                import->module, import->name);
    import_text(p, import, &t);
    if (offered) text_printf(&t, "; the host has %s", text_string(offered));
    if (!offered && import->kind == EXTERNAL_FUNCTION) add_suggestion(import, &t);
    status_add(st, FAULT_USER, "%s", text_string(&t));
    text_free(&t);
    return false;
}

static bool import_unknown(const struct process *p, const struct import *import,
                           struct status *st) {
    return import_fail(p, import, "unknown import", NULL, st);
}

static bool import_incompatible(const struct process *p, const struct import *import,
                                struct text *offered, struct status *st) {
    import_fail(p, import, "incompatible import type", offered, st);
    text_free(offered);
    return false;
}

/* ---- Resolution ------------------------------------------------------------------------- */

static bool resolve_function(struct process *p, const struct import *import,
                             const struct host_function *f, struct status *st) {
    const struct function_type *t =
        &p->program->types[p->program->functions[import->index].type];
    u8 types[SIGNATURE_MAX];
    u32 params = 0, n = signature_types(f->signature, types, &params);
    bool same = params == t->param_count && n - params == t->result_count &&
                (!n || !memcmp(types, t->kinds, n));
    if (same) {
        p->imports[import->index] = f;
        return true;
    }
    struct text offered = {0};
    signature_text(&offered, types, params, types + params, n - params);
    return import_incompatible(p, import, &offered, st);
}

static bool limits_match(const struct limits *has, const struct limits *wanted) {
    return has->min >= wanted->min &&
           (!wanted->has_max || (has->has_max && has->max <= wanted->max));
}

static bool resolve_limits(struct process *p, const struct import *import,
                           const struct limits *has, const struct limits *wanted, bool type_ok,
                           const char *what, struct status *st) {
    if (type_ok && limits_match(has, wanted)) return true;
    struct text offered = {0};
    text_printf(&offered, "%s ", what);
    limits_text(&offered, has);
    return import_incompatible(p, import, &offered, st);
}

static bool resolve_global(struct process *p, const struct import *import, u32 row,
                           struct status *st) {
    const struct global *g = &p->program->globals[import->index];
    if (!g->mutable && g->value_type == spectest_globals[row].value_type) {
        process_set_global(p, import->index, spectest_globals[row].bits);
        return true;
    }
    struct text offered = {0};
    text_printf(&offered, "a constant %s", value_type_name(spectest_globals[row].value_type));
    return import_incompatible(p, import, &offered, st);
}

/* What the host has under that name, of whatever kind: -1 when nothing. */
struct offer {
    int kind; /* enum external_kind or -1 */
    const struct host_function *function;
    u32 global; /* row */
};

static struct offer offer_find(const struct import *import, bool spectest) {
    const struct host_function *f = function_find(import->module, import->name, spectest);
    if (f) return (struct offer){EXTERNAL_FUNCTION, f, 0};
    if (!spectest || strcmp(import->module, "spectest")) return (struct offer){-1, NULL, 0};
    if (!strcmp(import->name, "memory")) return (struct offer){EXTERNAL_MEMORY, NULL, 0};
    if (!strcmp(import->name, "table")) return (struct offer){EXTERNAL_TABLE, NULL, 0};
    for (u32 i = 0; i < COUNT_OF(spectest_globals); i++)
        if (!strcmp(import->name, spectest_globals[i].name))
            return (struct offer){EXTERNAL_GLOBAL, NULL, i};
    return (struct offer){-1, NULL, 0};
}

static bool resolve(struct process *p, const struct import *import, bool spectest,
                    struct status *st) {
    struct offer offer = offer_find(import, spectest);
    if (offer.kind < 0) return import_unknown(p, import, st);
    if (offer.kind != import->kind) {
        struct text offered = {0};
        text_printf(&offered, "a %s", kind_names[offer.kind]);
        return import_incompatible(p, import, &offered, st);
    }
    switch (import->kind) {
    case EXTERNAL_FUNCTION: return resolve_function(p, import, offer.function, st);
    case EXTERNAL_TABLE: {
        const struct table *t = &p->program->tables[import->index];
        return resolve_limits(p, import, &spectest_table, &t->limits, t->ref == REF_FUNCTION,
                              "a table of funcref, elements:", st);
    }
    case EXTERNAL_MEMORY:
        return resolve_limits(p, import, &spectest_memory, &p->program->memory, true,
                              "a memory, pages:", st);
    default: return resolve_global(p, import, offer.global, st);
    }
}

bool imports_resolve(struct process *p, bool spectest, struct status *st) {
    p->imports = xcalloc(p->program->imported_function_count, sizeof *p->imports);
    for (u32 i = 0; i < p->program->import_count; i++)
        resolve(p, &p->program->imports[i], spectest, st);
    return status_ok(st);
}
