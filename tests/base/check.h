/* tests/base/check.h: cmocka with the headers that it wants before it, and base. */
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

#endif
