/* Whole C programs through the IR: workloads are compiled with clang for WASI, run in the
 * interpreter of ir_interpreter.h with a shim for what they import, and must print what the
 * same source prints when it is compiled for the host. Needs clang, wasi-libc and cc. */
#include "tests/compile/ir_interpreter.h"
#include "tests/compile/wasm_files.h"

struct guest {
    struct text out;
    u32 status;
    const char *args[8];
    u32 arg_count;
};

static void put_u32(struct interpreter *in, u64 at, u32 x) {
    if (at + 4 <= (u64)in->pages << 16) memcpy(in->memory + at, &x, 4);
}

static u32 get_u32(const struct interpreter *in, u64 at) {
    u32 x = 0;
    if (at + 4 <= (u64)in->pages << 16) memcpy(&x, in->memory + at, 4);
    return x;
}

static u32 fd_write(struct interpreter *in, struct guest *g, const u64 *args) {
    u32 written = 0;
    for (u64 n = 0; n < args[2]; n++) {
        u32 at = get_u32(in, args[1] + n * 8), size = get_u32(in, args[1] + n * 8 + 4);
        assert_true((u64)at + size <= (u64)in->pages << 16);
        text_add_bytes(&g->out, in->memory + at, size);
        written += size;
    }
    put_u32(in, args[3], written);
    return 0;
}

static void give_args(struct interpreter *in, const struct guest *g, u32 pointers, u32 buffer) {
    for (u32 n = 0; n < g->arg_count; n++) {
        size_t size = strlen(g->args[n]) + 1;
        put_u32(in, pointers + n * 4, buffer);
        memcpy(in->memory + buffer, g->args[n], size);
        buffer += (u32)size;
    }
}

static bool wasi(struct interpreter *in, u32 function, const u64 *args, u64 *results) {
    struct guest *g = in->context;
    const char *name = in->p->imports[function].name;
    u32 result = 0, size = 0;
    if (!strcmp(name, "fd_write")) {
        result = fd_write(in, g, args);
    } else if (!strcmp(name, "proc_exit")) {
        g->status = (u32)args[0];
        in->stopped = true;
        in->trap = TRAP_HOST;
        return false;
    } else if (!strcmp(name, "args_sizes_get")) {
        for (u32 n = 0; n < g->arg_count; n++) size += (u32)strlen(g->args[n]) + 1;
        put_u32(in, args[0], g->arg_count);
        put_u32(in, args[1], size);
    } else if (!strcmp(name, "args_get")) {
        give_args(in, g, (u32)args[0], (u32)args[1]);
    } else if (!strcmp(name, "environ_sizes_get")) {
        put_u32(in, args[0], 0);
        put_u32(in, args[1], 0);
    } else if (!strcmp(name, "fd_fdstat_get")) {
        memset(in->memory + args[1], 0, 24);
        in->memory[args[1]] = 2; /* a character device */
    } else if (!strcmp(name, "fd_read")) {
        put_u32(in, args[3], 0);
    } else if (!strcmp(name, "clock_time_get")) {
        memset(in->memory + args[2], 0, 8);
    } else {
        result = 8; /* badf */
    }
    results[0] = result;
    return true;
}

/* Runs work/NAME.wasm; its output is compared with work/NAME.expected. */
static void run_program(const char *name, const char *args) {
    char path[200];
    struct status st = {0};
    snprintf(path, sizeof path, "work/%s.wasm", name);
    struct program *p = decode_file(path, &st);
    if (!p) fail_msg("%s", st.text);
    struct guest g = {.args = {name, args}, .arg_count = args ? 2 : 1};
    struct interpreter in;
    interpreter_open(&in, p, wasi);
    in.context = &g;
    assert_true(interpreter_start(&in));
    i64 start = program_find_export(p, EXTERNAL_FUNCTION, "_start");
    assert_true(start >= 0);
    bool ok = interpreter_call(&in, (u32)start, NULL, NULL);
    if (!ok && !in.stopped) fail_msg("%s: trap: %s", name, trap_text(in.trap));
    if (*in.broken) fail_msg("%s: %s", name, in.broken);
    for (u32 n = p->imported_function_count; n < p->function_count; n++)
        if (!ir_check(p, interpreter_function(&in, n), &st)) fail_msg("%s", st.text);

    snprintf(path, sizeof path, "work/%s.expected", name);
    struct bytes expected;
    assert_true(file_read(path, &expected, &st));
    print_message("%s: %llu operations, %zu bytes of output\n", name,
                  (unsigned long long)in.operations, g.out.length);
    assert_string_equal(text_string(&g.out), (const char *)expected.at);
    free(expected.at);
    text_free(&g.out);
    interpreter_close(&in);
    program_free(p);
}

/* A workload at several levels of optimisation: they give the IR different things to do. */
static void check_workload(const char *name, const char *args, const char *native_libs) {
    if (!have_tool("clang") || !have_tool("cc")) skip();
    if (!run("cc -O1 -w -ffp-contract=off %s/workloads/%s.c -o work/%s.native %s && "
             "(work/%s.native %s > work/%s.expected || true)",
             HPMSIM_SOURCE_DIR, name, name, native_libs, name, args ? args : "", name)) {
        print_message("SKIPPED: cc does not compile %s\n", name);
        skip();
    }
    static const char *const levels[] = {"-O0", "-O2"};
    for (size_t n = 0; n < COUNT_OF(levels); n++) {
        if (!run("clang --target=wasm32-wasi -w %s %s/workloads/%s.c -o work/%s.wasm",
                 levels[n], HPMSIM_SOURCE_DIR, name, name)) {
            print_message("SKIPPED: clang does not compile %s for WASI\n", name);
            skip();
        }
        run_program(name, args);
    }
}

static void nqueens(void **state) {
    (void)state;
    check_workload("nqueens", "6", "");
}
static void sort(void **state) {
    (void)state;
    check_workload("sort", "300", "");
}
static void fft(void **state) {
    (void)state;
    check_workload("fft", "6", "-lm");
}
static void btree(void **state) {
    (void)state;
    check_workload("btree", "500", "");
}
static void format(void **state) {
    (void)state;
    check_workload("format", "2", "-lm");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nqueens), cmocka_unit_test(sort),
                                       cmocka_unit_test(fft), cmocka_unit_test(btree),
                                       cmocka_unit_test(format)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
