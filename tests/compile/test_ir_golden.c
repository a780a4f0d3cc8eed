/* Golden tests of the IR: tests/compile/golden/NAME.wat says in its first line after which pass
 * to print; what is printed must be NAME.ir. With HPMSIM_UPDATE_GOLDEN set, the .ir files are
 * written instead. Also builds bodies that are as large, as deep and as wide as no compiler
 * makes them. Needs wabt's wat2wasm for the first. */
#include "tests/compile/ir_interpreter.h"
#include "tests/compile/wasm_files.h"

static void check_golden(const char *name) {
    char path[600], pass[32] = "";
    struct status st = {0};
    if (!run("wat2wasm %s/tests/compile/golden/%s.wat -o work/golden.wasm", HPMSIM_SOURCE_DIR,
             name))
        fail_msg("wat2wasm does not accept %s.wat", name);
    struct bytes wat;
    snprintf(path, sizeof path, "%s/tests/compile/golden/%s.wat", HPMSIM_SOURCE_DIR, name);
    assert_true(file_read(path, &wat, &st));
    assert_int_equal(sscanf((const char *)wat.at, ";; dump: %31s", pass), 1);
    free(wat.at);

    struct program *p = decode_file("work/golden.wasm", &st);
    if (!p) fail_msg("%s", st.text);
    struct arena a;
    arena_init(&a);
    struct text t = {0};
    for (u32 n = p->imported_function_count; n < p->function_count; n++)
        ir_build(p, n, &a, &a, pass, &t);
    arena_free(&a);
    program_free(p);

    snprintf(path, sizeof path, "%s/tests/compile/golden/%s.ir", HPMSIM_SOURCE_DIR, name);
    if (getenv("HPMSIM_UPDATE_GOLDEN")) {
        assert_true(file_write(path, text_string(&t), t.length, &st));
    } else {
        struct bytes expected;
        if (!file_read(path, &expected, &st)) fail_msg("%s", st.text);
        assert_string_equal(text_string(&t), (const char *)expected.at);
        free(expected.at);
    }
    text_free(&t);
}

static void golden(void **state) {
    (void)state;
    if (!have_tool("wat2wasm")) skip();
    static const char *const names[] = {"fuse",   "algebra", "loads",  "facts",
                                        "canon",  "loops",   "thread", "results",
                                        "counts", "bounds",  "settle"};
    for (size_t n = 0; n < COUNT_OF(names); n++) check_golden(names[n]);
}

/* ---- Large bodies, made byte by byte ---------------------------------------------------- */

typedef ARRAY(u8) bytes_out;

static void put(bytes_out *out, const char *bytes, size_t n) {
    for (size_t k = 0; k < n; k++) array_push(out, (u8)bytes[k]);
}
#define PUT(out, literal) put((out), (literal), sizeof(literal) - 1)

static void put_leb(bytes_out *out, u32 n) {
    for (; n >= 0x80; n >>= 7) array_push(out, (u8)(n | 0x80));
    array_push(out, (u8)n);
}

/* One function (i32, i32) -> i32 with `locals` i32 locals more and the given code; builds it,
 * calls it, and returns what it returns. */
static u32 build_and_run(const bytes_out *code, u32 locals, u64 x, u64 y) {
    bytes_out body = {0}, module = {0};
    PUT(&body, "\x01");
    put_leb(&body, locals);
    PUT(&body, "\x7f");
    put(&body, (const char *)code->at, code->count);
    PUT(&module, "\0asm\1\0\0\0"
                 "\x01\x07\x01\x60\x02\x7f\x7f\x01\x7f"
                 "\x03\x02\x01\x00"
                 "\x07\x05\x01\x01\x66\x00\x00"
                 "\x0a");
    bytes_out size = {0};
    put_leb(&size, body.count);
    put_leb(&module, 1 + size.count + body.count);
    PUT(&module, "\x01");
    put(&module, (const char *)size.at, size.count);
    put(&module, (const char *)body.at, body.count);
    struct status st = {0};
    struct program *p = decode_copy(module.at, module.count, &st);
    if (!p) fail_msg("%s", st.text);
    struct interpreter in;
    interpreter_open(&in, p, NULL);
    u64 start = time_now_ns();
    struct ir_function *f = interpreter_function(&in, 0);
    u64 end = time_now_ns();
    print_message("%u bytes of code, %u operations, %u blocks: %u us\n", code->count,
                  f->ins_count, f->block_count, (u32)((end - start) / 1000));
    assert_true(end - start < 20000000000u); /* not quadratic */
    if (!ir_check(p, f, &st)) fail_msg("%s", st.text);
    u64 args[] = {x, y}, result = 0;
    assert_true(interpreter_call(&in, 0, args, &result));
    interpreter_close(&in);
    program_free(p);
    array_free(&body);
    array_free(&module);
    array_free(&size);
    return (u32)result;
}

/* Blocks in blocks, each left early by a br_if to the outermost. */
static void deep_nesting(void **state) {
    (void)state;
    bytes_out code = {0};
    enum { DEPTH = 20000 };
    for (u32 n = 0; n < DEPTH; n++) {
        PUT(&code, "\x02\x40\x20\x00\x45\x0d"); /* block; br_if outermost (local 0 == 0) */
        put_leb(&code, n);
        PUT(&code,
            "\x20\x00\x41\x7f\x6a\x21\x00\x20\x01\x41\x01\x6a\x21\x01"); /* 0: -1, 1: +1 */
    }
    for (u32 n = 0; n < DEPTH; n++) PUT(&code, "\x0b");
    PUT(&code, "\x20\x01\x0b");
    assert_int_equal(build_and_run(&code, 0, 500, 7), 507);
    assert_int_equal(build_and_run(&code, 0, 50000, 0), DEPTH);
    array_free(&code);
}

/* Loops in loops with locals set in each. */
static void nested_loops(void **state) {
    (void)state;
    bytes_out code = {0};
    enum { DEPTH = 1000 };
    for (u32 n = 0; n < DEPTH; n++) {
        PUT(&code, "\x03\x40\x20\x01\x41\x01\x6a\x21\x01\x20\x01\x21");
        put_leb(&code, 2 + n % 600);
    }
    for (u32 n = 0; n < DEPTH; n++) PUT(&code, "\x20\x01\x20\x00\x49\x0d\x00\x0b");
    PUT(&code, "\x20\x01\x20\x80\x02\x6a\x0b");
    assert_int_equal(build_and_run(&code, 600, 5, 0), 1000 + 855);
    array_free(&code);
}

/* IF after IF, each with another of many locals, all of them read by all. */
static void many_joins(void **state) {
    (void)state;
    bytes_out code = {0};
    enum { JOINS = 20000, LOCALS = 600 };
    for (u32 n = 0; n < JOINS; n++) {
        PUT(&code, "\x20\x00\x41");
        put_leb(&code, n % 60);
        PUT(&code, "\x71\x04\x40\x20"); /* if (local 0 & n) */
        put_leb(&code, 2 + n % LOCALS);
        PUT(&code, "\x20\x01\x6a\x21");
        put_leb(&code, 2 + n % 7);
        PUT(&code, "\x05\x41\x01\x21\x01\x0b");
    }
    PUT(&code, "\x20\x02\x0b");
    build_and_run(&code, LOCALS, 0, 0);
    array_free(&code);
}

/* A switch with thousands of cases, each of which sets and falls through. */
static void large_switch(void **state) {
    (void)state;
    bytes_out code = {0};
    enum { CASES = 5000 };
    PUT(&code, "\x03\x40"); /* loop */
    for (u32 n = 0; n <= CASES; n++) PUT(&code, "\x02\x40");
    PUT(&code, "\x20\x00\x0e");
    put_leb(&code, CASES);
    for (u32 n = 0; n <= CASES; n++) put_leb(&code, n);
    PUT(&code, "\x0b");
    for (u32 n = 0; n < CASES; n++) {
        PUT(&code, "\x20\x01\x41\x01\x6a\x21\x01"); /* local 1 += 1 */
        if (n % 3 == 0) {
            PUT(&code, "\x20\x00\x41\x01\x6a\x21\x00\x0c"); /* local 0 += 1; continue */
            put_leb(&code, CASES - n);
        }
        PUT(&code, "\x0b");
    }
    PUT(&code, "\x0b\x20\x01\x0b");
    assert_int_equal(build_and_run(&code, 0, CASES - 2, 0), 2);
    array_free(&code);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(golden), cmocka_unit_test(deep_nesting),
                                       cmocka_unit_test(nested_loops),
                                       cmocka_unit_test(many_joins),
                                       cmocka_unit_test(large_switch)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
