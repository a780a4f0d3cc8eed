/* tests/testbed/test_csv.c: comma-separated values, there and back, and bad files. */
#include <math.h>

#include "testbed/csv.h"
#include "tests/base/check.h"

static void write_table(const char *text) {
    struct status st = {0};
    assert_true(file_write("table.csv", text, strlen(text), &st));
}

static void there_and_back(void **unused) {
    (void)unused;
    static const char *const fields[] = {"plain",     "",           "a,b",
                                         "say \"x\"", "two\nlines", "ende\r"};
    struct text t = {0};
    struct csv table;
    struct status st = {0};
    for (u32 row = 0; row < 2; row++) {
        for (u32 k = 0; k < COUNT_OF(fields); k++) csv_field(&t, fields[k], k == 0);
        text_add(&t, "\n");
    }
    const char *second = csv_record_end(t.at, t.at + t.length);
    assert_int_equal(second - t.at, t.length / 2);
    write_table(t.at);
    assert_true(csv_read("table.csv", &table, &st));
    assert_int_equal(table.rows, 1);
    assert_int_equal(table.columns, COUNT_OF(fields));
    for (u32 k = 0; k < COUNT_OF(fields); k++) {
        assert_string_equal(csv_name(&table, k), fields[k]);
        assert_string_equal(csv_cell(&table, 0, k), fields[k]);
    }
    assert_int_equal(csv_column(&table, "a,b"), 2);
    assert_int_equal(csv_column(&table, "c"), -1);
    csv_free(&table);
    text_free(&t);
}

static void other_writers(void **unused) {
    (void)unused;
    struct csv table;
    struct status st = {0};
    write_table("a,b\r\n1,\r\n2.5e3,x"); /* CR LF; no line end at the end */
    assert_true(csv_read("table.csv", &table, &st));
    assert_int_equal(table.rows, 2);
    assert_true(csv_number(&table, 1, 0) == 2500);
    assert_true(isnan(csv_number(&table, 0, 1)) && isnan(csv_number(&table, 1, 1)));
    csv_free(&table);
}

static void assert_bad(const char *text, const char *message) {
    struct csv table;
    struct status st = {0};
    write_table(text);
    assert_false(csv_read("table.csv", &table, &st));
    assert_string_equal(st.text, message);
    status_free(&st);
    csv_free(&table);
}

static void bad_files(void **unused) {
    (void)unused;
    assert_bad("", "table.csv:1: there is no header");
    assert_bad("a,b\n1\n", "table.csv:2: 1 fields, but the header has 2");
    assert_bad("a\n\"x\ny\"\n1,2\n", "table.csv:4: 2 fields, but the header has 1");
    assert_bad("a\n\"x", "table.csv:2: a quote that isn't closed");
    assert_bad("a\n\"x\"y\n", "table.csv:2: expected a comma or the end of the line");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(other_writers),
        cmocka_unit_test(bad_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
