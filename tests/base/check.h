/* tests/base/check.h: cmocka with the headers that it wants before it, and base; what tests of all
 * folders ask. */
#ifndef HPMSIM_TESTS_BASE_CHECK_H
#define HPMSIM_TESTS_BASE_CHECK_H

#include "base/base.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

/* The status failed with exactly this text; clears it. */
#define assert_failure(st, kind, message)         \
    do {                                          \
        assert_int_equal((st)->fault, kind);      \
        assert_string_equal((st)->text, message); \
        status_free(st);                          \
    } while (0)

/* Whether a program can be called; says so where it can't. */
static inline bool have_tool(const char *tool) {
    struct text command = {0};
    text_printf(&command, "command -v %s >/dev/null 2>&1", tool);
    bool have = !system(command.at);
    text_free(&command);
    if (!have) print_message("SKIPPED: %s is not installed\n", tool);
    return have;
}

/* Skips the test where it can't. */
static inline void need_tool(const char *tool) {
    if (!have_tool(tool)) skip();
}

#endif
