/* Text that grows, status, suggestions. */
#include "tests/base/check.h"

static void text_grows(void **state) {
    (void)state;
    struct text t = {0};
    assert_string_equal(text_string(&t), "");
    text_add(&t, "");
    text_printf(&t, "%s", "");
    assert_string_equal(text_string(&t), "");
    text_add(&t, "one");
    text_printf(&t, " %d %s", 2, "three");
    text_add_bytes(&t, "\0x", 2);
    assert_int_equal(t.length, 13);
    assert_memory_equal(t.at, "one 2 three\0x", 14);
    for (u32 n = 0; n < 1000; n++) text_printf(&t, "%04u", n);
    assert_int_equal(t.length, 4013);
    assert_string_equal(t.at + 4009, "0999");
    text_free(&t);
    assert_string_equal(text_string(&t), "");
}

static void first_failure_sticks(void **state) {
    (void)state;
    struct status st = {0};
    assert_true(status_ok(&st));
    status_prefix(&st, "nothing");
    assert_null(st.text);
    assert_false(status_fail(&st, FAULT_WORLD, "no %s", "disk"));
    assert_false(status_fail(&st, FAULT_USER, "later"));
    assert_false(status_ok(&st));
    status_prefix(&st, "%s:%d", "file", 3);
    assert_failure(&st, FAULT_WORLD, "file:3: no disk");
    assert_true(status_ok(&st));
    status_free(&st);
}

static void failures_add_up(void **state) {
    (void)state;
    struct status st = {0};
    assert_false(status_add(&st, FAULT_USER, "one"));
    assert_false(status_add(&st, FAULT_WORLD, "two"));
    assert_failure(&st, FAULT_USER, "one\ntwo");

    for (u32 n = 1; n <= 30; n++) status_add(&st, FAULT_USER, "%u", n);
    assert_failure(&st, FAULT_USER,
                   "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"
                   "(more errors are not shown)");

    status_fail(&st, FAULT_INTERNAL, "%s", "");
    assert_failure(&st, FAULT_INTERNAL, "");
}

static void suggestions_are_near(void **state) {
    (void)state;
    static const char *const names[] = {"aarch64",  "x86-32",    "x86-64", "riscv32",
                                        "riscv64",  "registers", "seed",   "s390x",
                                        "machines", "migrations"};
    static const struct {
        const char *word, *nearest;
    } cases[] = {
        {"aarch46", "aarch64"},     /* swapped */
        {"AArch64", "aarch64"},     /* case is free */
        {"regsiters", "registers"}, /* swapped in the middle */
        {"register", "registers"},  /* one left out */
        {"machine", "machines"},
        {"migration", "migrations"},
        {"sed", "seed"},
        {"sseed", "seed"},
        {"riscv", "riscv32"}, /* the first of equals */
        {"s309x", "s390x"},
        {"z", NULL},
        {"", NULL},
        {"colour", NULL},
    };
    for (u32 n = 0; n < COUNT_OF(cases); n++) {
        const char *found = suggest(cases[n].word, names, COUNT_OF(names));
        if (!cases[n].nearest)
            assert_null(found);
        else
            assert_string_equal(found ? found : "nothing", cases[n].nearest);
    }
    assert_null(suggest("aarch64", names, 0));
    char endless[200];
    memset(endless, 'a', sizeof endless);
    endless[199] = '\0';
    const char *long_name = endless;
    assert_null(suggest(endless, names, COUNT_OF(names)));
    assert_null(suggest("aaaa", &long_name, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows),
        cmocka_unit_test(first_failure_sticks),
        cmocka_unit_test(failures_add_up),
        cmocka_unit_test(suggestions_are_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
