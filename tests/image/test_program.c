/* Looking things up in a program. */
#include "image/program.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

static struct program_function functions[] = {
    {.name = "env.puts", .imported = true},
    {.name = "main", .point_count = 2, .source = (u32[]){100, 102}},
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

static void knows_no_lines(void **state) {
    (void)state;
    char buffer[40];
    for (u32 function = 1; function < 3; function++)
        for (u32 point = 0; point < 3; point++) {
            assert_int_equal(program_line(&program, function, point).file, UINT32_MAX);
            assert_string_equal(
                program_line_text(&program, function, point, buffer, sizeof buffer), "");
        }
    assert_int_equal(program_file_count(&program), 0);
}

static void frees_nothing(void **state) {
    (void)state;
    program_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_name),
        cmocka_unit_test(knows_no_lines),
        cmocka_unit_test(frees_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
