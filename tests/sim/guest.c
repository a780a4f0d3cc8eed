/* tests/sim/guest.c: a process without a machine. */
#include "guest.h"

/* A function type from a host function's signature. */
static struct function_type type_of(struct arena *a, const char *signature) {
    struct function_type t = {0};
    size_t n = strlen(signature) - 1;
    u8 *types = arena_zalloc(a, n + 1), *kinds = arena_zalloc(a, n + 1);
    u32 at = 0;
    for (const char *s = signature; *s; s++) {
        static const char letters[] = "iIfF";
        if (*s == ':') {
            t.param_count = at;
            continue;
        }
        u32 letter = (u32)(strchr(letters, *s) - letters);
        types[at] = (u8)(I32 + letter);
        kinds[at++] = (u8)(0x7f - letter);
    }
    t.result_count = at - t.param_count;
    t.params = types;
    t.results = types + t.param_count;
    t.kinds = kinds;
    return t;
}

void guest_program(struct guest *g) {
    *g = (struct guest){.module = "wasi_snapshot_preview1"};
    struct program *p = &g->program;
    u32 n = wasi_function_count;
    arena_init(&p->arena);
    p->name = arena_strdup(&p->arena, "guest.wasm");
    p->types = ARENA_ARRAY(&p->arena, struct function_type, n);
    p->imports = ARENA_ARRAY(&p->arena, struct import, n);
    p->functions = ARENA_ARRAY(&p->arena, struct program_function, n);
    p->type_count = p->import_count = p->function_count = p->imported_function_count = n;
    for (u32 i = 0; i < n; i++) {
        const struct host_function *f = &wasi_functions[i];
        p->types[i] = type_of(&p->arena, f->signature);
        p->imports[i] = (struct import){f->module, f->name, EXTERNAL_FUNCTION, i};
        p->functions[i] = (struct program_function){.type = i, .imported = true};
    }
    p->has_memory = true;
    p->memory = (struct limits){2, 4, true};
}

void guest_start(struct guest *g, const struct process_options *o) {
    struct status st = {0};
    g->p = process_create(&g->program, o, &st);
    if (!g->p) fail_msg("%s", st.text);
}

void guest_end(struct guest *g) {
    process_free(g->p);
    arena_free(&g->program.arena);
}

enum host_outcome guest_service(struct process *p, u64 service, const u64 *cells, u32 n) {
    for (u32 i = 0; i < n; i++) put64(p->context + CONTEXT_HOST + 8 * i, cells[i]);
    return process_host(p, service);
}

u64 guest_call_number(struct guest *g, u32 number, const u64 *args) {
    const struct function_type *t = &g->program.types[number];
    u64 cells[CONTEXT_HOST_MAX] = {0};
    for (u32 i = 0; i < t->param_count; i++)
        cells[i] = type_bytes(t->params[i]) == 4 ? (u32)args[i] | 0xdeadbeefull << 32 : args[i];
    guest_service(g->p, HOST_IMPORT | (u64)number << 32, cells, CONTEXT_HOST_MAX);
    return get64(g->p->context + CONTEXT_HOST);
}

u64 guest_call(struct guest *g, const char *name, const u64 *args) {
    for (u32 i = 0; i < wasi_function_count; i++)
        if (!strcmp(wasi_functions[i].name, name) &&
            !strcmp(wasi_functions[i].module, g->module))
            return guest_call_number(g, i, args);
    fail_msg("no call %s.%s", g->module, name);
    return 0;
}

u32 guest_text(struct guest *g, u32 address, const char *text) {
    u8 *at = process_memory(g->p, address, strlen(text));
    assert_non_null(at);
    memcpy(at, text, strlen(text));
    return (u32)strlen(text);
}

u32 guest_u32(const struct guest *g, u32 address) {
    return get32(process_memory(g->p, address, 4));
}

u64 guest_u64(const struct guest *g, u32 address) {
    return get64(process_memory(g->p, address, 8));
}

void shell(const char *fmt, ...) {
    struct text t = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&t, fmt, args);
    va_end(args);
    int result = system(text_string(&t));
    if (result) fail_msg("failed: %s", text_string(&t));
    text_free(&t);
}
