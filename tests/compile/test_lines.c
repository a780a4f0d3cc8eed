/* Debug lines of modules that clang makes, against what is known of their source, and against
 * llvm-dwarfdump. */
#include "tests/compile/wasm_files.h"

static const char source[] = "int unused(int x);\n"                         /* 1 */
                             "static int helper(int x) { return x * 3; }\n" /* 2 */
                             "int twice(int x) {\n"                         /* 3 */
                             "    int y = x;\n"                             /* 4 */
                             "    for (int i = 0; i < 3; i++)\n"            /* 5 */
                             "        y += helper(i) * x;\n"                /* 6 */
                             "    return y;\n"                              /* 7 */
                             "}\n"                                          /* 8 */
                             "int unused(int x) {\n"                        /* 9 */
                             "    return x + helper(x);\n"                  /* 10 */
                             "}\n"                                          /* 11 */
                             "void _start(void) {\n"                        /* 12 */
                             "    twice(4);\n"                              /* 13 */
                             "}\n";                                         /* 14 */

static const char libc_source[] = "#include <stdio.h>\n"
                                  "#include <stdlib.h>\n"
                                  "int main(int argc, char **argv) {\n"
                                  "    char *copy = malloc(100);\n"
                                  "    snprintf(copy, 100, \"%s %g\", argv[0], argc * 0.5);\n"
                                  "    return puts(copy) < 0;\n"
                                  "}\n";

static struct program *decode(const char *name) {
    struct status st = {0};
    char path[100];
    snprintf(path, sizeof path, "work/%s.wasm", name);
    struct program *p = decode_file(path, &st);
    if (!p) fail_msg("%s", st.text);
    return p;
}

/* The lines of a function's body are exactly these, in some order, beginning with the first. */
static void expect_lines(const struct program *p, const char *name, const u32 *lines,
                         u32 count) {
    i64 index = program_find_function(p, name);
    assert_true(index >= 0);
    const struct program_function *f = &p->functions[index];
    u32 found = 0;
    for (u32 at = f->body_offset; at < f->body_offset + f->body_size; at++) {
        struct source_line where = program_line_at(p, at);
        u32 n = 0;
        while (n < count && lines[n] != where.line) n++;
        if (n == count) fail_msg("%s: 0x%x has line %u", name, at, where.line);
        if (at == f->body_offset) assert_int_equal(n, 0);
        found |= 1u << n;
        assert_in_range(where.file, 0, program_file_count(p) - 1);
        assert_non_null(strstr(program_file(p, where.file), "work/known.c"));
    }
    assert_int_equal(found, (1u << count) - 1);
}

static void knows_lines_of(const char *flags) {
    assert_true(compile_c("known", source, flags));
    struct program *p = decode("known");
    expect_lines(p, "twice", (u32[]){3, 4, 5, 6, 7}, 5);
    expect_lines(p, "_start", (u32[]){12, 13, 14}, 3);
    assert_int_equal(program_line_at(p, 0).line, 0);
    assert_int_equal(program_line_at(p, (u32)p->wasm_size - 1).line, 0);
    assert_int_equal(program_line_at(p, UINT32_MAX).line, 0);
    program_free(p);
}

/* A frozen function's points, after compiling. */
static void points_know_lines(void **state) {
    (void)state;
    if (!have_tool("clang")) skip();
    assert_true(compile_c("known", source, "-O0 -g -nostdlib"));
    struct program *p = decode("known");
    struct status st = {0};
    struct model model;
    struct image *image;
    struct compile_options options = {.threads = 1};
    assert_true(model_find("aarch64", &model, &st));
    if (!program_compile(p, &model, 1, &options, &image, NULL, &st)) fail_msg("%s", st.text);
    u32 function = (u32)program_find_function(p, "twice"), known = 0;
    const struct program_function *f = &p->functions[function];
    for (u32 n = 0; n < f->point_count; n++) {
        struct source_line where = program_line(p, function, n);
        char text[40], whole[40], cut[6];
        snprintf(whole, sizeof whole, "known.c:%u", where.line);
        assert_string_equal(program_line_text(p, function, n, text, sizeof text), whole);
        assert_string_equal(program_line_text(p, function, n, cut, sizeof cut), "known");
        assert_in_range(where.line, 2, 7);
        known |= 1u << where.line;
    }
    assert_true(known & 1u << 6 && known & 1u << 7);
    assert_string_equal(program_line_text(p, function, f->point_count, (char[9]){"?"}, 9), "");
    image_free(image);
    program_free(p);
}

static void knows_lines(void **state) {
    (void)state;
    if (!have_tool("clang")) skip();
    knows_lines_of("-O0 -g -nostdlib");
    knows_lines_of("-O0 -g -gdwarf-5 -nostdlib");
    /* the linker drops unused(): its rows must not turn up anywhere */
    knows_lines_of("-O0 -g -ffunction-sections -Wl,--gc-sections -nostdlib");
}

static void does_without_lines(void **state) {
    (void)state;
    if (!have_tool("clang")) skip();
    assert_true(compile_c("plain", source, "-O2 -nostdlib"));
    struct program *p = decode("plain");
    assert_int_equal(program_file_count(p), 0);
    assert_int_equal(program_line_at(p, 100).line, 0);
    program_free(p);
}

/* ---- Against llvm-dwarfdump ------------------------------------------------------------- */

struct dumped {
    u32 address, line;
    bool end;
};

/* Rows of the output of llvm-dwarfdump --debug-line: ADDRESS LINE COLUMN FILE ... FLAGS. */
static u32 read_dump(const char *path, struct dumped **rows) {
    struct status st = {0};
    struct bytes file;
    ARRAY(struct dumped) list = {0};
    if (!file_read(path, &file, &st)) fail_msg("%s", st.text);
    for (char *next, *at = (char *)file.at; at; at = next) {
        next = strchr(at, '\n');
        if (next) *next++ = 0;
        unsigned long long address;
        unsigned line;
        if (sscanf(at, "0x%llx %u", &address, &line) != 2 || address > UINT32_MAX) continue;
        struct dumped row = {(u32)address, line, strstr(at, "end_sequence") != NULL};
        array_push(&list, row);
    }
    free(file.at);
    *rows = list.at;
    return list.count;
}

static u32 code_offset(const struct program *p) {
    const struct program_function *first = &p->functions[p->imported_function_count];
    assert_true(
        run("wasm-objdump -h work/libc.wasm | sed -n 's/.*Code start=\\(0x[0-9a-f]*\\).*"
            "/\\1/p' > work/code"));
    FILE *file = fopen("work/code", "r");
    u32 offset = 0;
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%x", &offset), 1);
    fclose(file);
    assert_in_range(first->body_offset - offset, 1, 20);
    return offset;
}

static void agrees_with_llvm(void **state) {
    (void)state;
    if (!have_tool("clang") || !have_tool("llvm-dwarfdump") || !have_tool("wasm-objdump"))
        skip();
    assert_true(compile_c("libc", libc_source, "-O2 -g"));
    struct program *p = decode("libc");
    assert_true(run("llvm-dwarfdump --debug-line work/libc.wasm > work/dump"));
    struct dumped *rows;
    u32 count = read_dump("work/dump", &rows), start = code_offset(p), compared = 0;
    for (u32 n = 0; n < count; n++) {
        if (rows[n].end || !rows[n].line || start + rows[n].address >= p->wasm_size) continue;
        bool replaced = false; /* by a later row at the same address */
        for (u32 k = n + 1; k < count && rows[k].address == rows[n].address; k++)
            replaced |= rows[k].line && !rows[k].end;
        if (replaced) continue;
        struct source_line where = program_line_at(p, start + rows[n].address);
        if (where.line != rows[n].line)
            fail_msg("0x%x: line %u, llvm-dwarfdump has %u", rows[n].address, where.line,
                     rows[n].line);
        compared++;
    }
    print_message("%u rows compared, %u files\n", compared, program_file_count(p));
    assert_true(compared > 1000);
    for (u32 n = 0; n < program_file_count(p); n++) /* each once */
        for (u32 k = 0; k < n; k++)
            assert_string_not_equal(program_file(p, n), program_file(p, k));
    free(rows);
    program_free(p);
}

/* ---- Damage ----------------------------------------------------------------------------- */

static void survives_noise_in(const char *flags, u32 rounds) {
    assert_true(compile_c("noise", source, flags));
    struct program *p = decode("noise");
    /* the debug sections lie behind the code */
    const struct program_function *last = &p->functions[p->function_count - 1];
    u32 begin = last->body_offset + last->body_size, with_lines = 0;
    u64 seed = 1;
    for (u32 n = 0; n < rounds; n++) {
        u8 *copy = xmalloc(p->wasm_size);
        memcpy(copy, p->wasm, p->wasm_size);
        for (u64 flips = 1 + random_next(&seed) % 4; flips; flips--)
            copy[begin + random_next(&seed) % (p->wasm_size - begin)] = (u8)random_next(&seed);
        struct status st = {0};
        struct program *q = program_decode("noise", copy, p->wasm_size, &st);
        u32 known = 0;
        for (u32 at = 0; q && at < q->wasm_size; at++) {
            struct source_line where = program_line_at(q, at);
            assert_true(where.file == UINT32_MAX || where.file < program_file_count(q));
            known += where.line != 0;
        }
        with_lines += known != 0;
        program_free(q);
        status_free(&st);
    }
    assert_in_range(with_lines, rounds / 10, rounds);
    program_free(p);
}

static void survives_noise(void **state) {
    (void)state;
    if (!have_tool("clang")) skip();
    survives_noise_in("-O0 -g -nostdlib", 5000);
    survives_noise_in("-O0 -g -gdwarf-5 -nostdlib", 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_lines),        cmocka_unit_test(points_know_lines),
        cmocka_unit_test(does_without_lines), cmocka_unit_test(agrees_with_llvm),
        cmocka_unit_test(survives_noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
