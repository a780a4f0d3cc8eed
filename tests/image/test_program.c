/* Looking things up in a program. */
#include "image/program.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

static struct program_function functions[] = {
    {.name = "env.puts", .imported = true},
    {.name = "main",
     .point_count = 40,
     .lines = (struct point_line[]){{3, {0, 10}}, {4, {0, 11}}, {20, {1, 7}}, {30, {0, 0}}},
     .line_count = 4},
    {.name = "helper"},
    {.name = "helper"}, /* two static functions of one name */
};
static struct export exports[] = {
    {"memory", EXTERNAL_MEMORY, 0}, {"run", EXTERNAL_FUNCTION, 1}, {"", EXTERNAL_FUNCTION, 2}};
static struct program program = {
    .functions = functions,
    .function_count = COUNT_OF(functions),
    .exports = exports,
    .export_count = COUNT_OF(exports),
    .files = (char *[]){"/src/a.c", "b.h"},
    .file_count = 2,
};

static void finds_by_name(void **state) {
    (void)state;
    assert_string_equal(program_function_name(&program, 1), "main");
    assert_int_equal(program_find_function(&program, "main"), 1);
    assert_int_equal(program_find_function(&program, "helper"), 2);
    assert_int_equal(program_find_function(&program, "help"), -1);
    assert_int_equal(program_find_export(&program, EXTERNAL_FUNCTION, "run"), 1);
    assert_int_equal(program_find_export(&program, EXTERNAL_FUNCTION, ""), 2);
    assert_int_equal(program_find_export(&program, EXTERNAL_MEMORY, "memory"), 0);
    assert_int_equal(program_find_export(&program, EXTERNAL_FUNCTION, "memory"), -1);
}

static void finds_lines(void **state) {
    (void)state;
    static const struct {
        u32 function, point;
        const char *text;
    } rows[] = {{1, 0, ""},        {1, 2, ""},       {1, 3, "a.c:10"}, {1, 4, "a.c:11"},
                {1, 19, "a.c:11"}, {1, 20, "b.h:7"}, {1, 29, "b.h:7"}, {1, 30, ""},
                {1, 39, ""},       {2, 0, ""}};
    char buffer[40];
    for (size_t n = 0; n < COUNT_OF(rows); n++)
        assert_string_equal(
            program_line_text(&program, rows[n].function, rows[n].point, buffer, sizeof buffer),
            rows[n].text);
    assert_string_equal(program_line_text(&program, 1, 3, buffer, 4),
                        "a.c"); /* cut, no overrun */
    assert_int_equal(program_line(&program, 1, 25).file, 1);
    assert_int_equal(program_line(&program, 2, 25).file, UINT32_MAX);
}

static void frees_nothing(void **state) {
    (void)state;
    program_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_name),
        cmocka_unit_test(finds_lines),
        cmocka_unit_test(frees_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
