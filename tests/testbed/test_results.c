/* tests/testbed/test_results.c: docs/RESULTS.md tells every column of every table. With
 * HPMSIM_UPDATE set, it is written anew. */
#include "testbed/results.h"
#include "tests/base/check.h"

#define DOCUMENT HPMSIM_SOURCE_DIR "/docs/RESULTS.md"
#define BEGIN    "<!-- the tables below are made by test_results -->\n"

static void add_tables(struct text *t) {
    for (u32 k = 0; k < result_table_count; k++) {
        const struct result_table *table = &result_tables[k];
        text_printf(t, "\n## %s: %s\n\n| column | | meaning |\n|---|---|---|\n", table->file,
                    table->about);
        for (u32 n = 0; n < table->column_count; n++) {
            static const char *const types[] = {"text", "number", "true/false"};
            const struct result_column *c = &table->columns[n];
            text_printf(t, "| `%s` | %s | %s |\n", c->name, types[c->type], c->help);
        }
    }
}

static void document_is_true(void **unused) {
    (void)unused;
    struct status st = {0};
    struct bytes b;
    struct text expected = {0};
    assert_true(file_read(DOCUMENT, &b, &st));
    char *begin = strstr((char *)b.at, BEGIN);
    assert_non_null(begin);
    begin += strlen(BEGIN);
    add_tables(&expected);
    if (getenv("HPMSIM_UPDATE")) {
        struct text all = {0};
        text_add_bytes(&all, b.at, (size_t)(begin - (char *)b.at));
        text_add(&all, expected.at);
        assert_true(file_write(DOCUMENT, all.at, all.length, &st));
        text_free(&all);
    } else if (strcmp(begin, expected.at)) {
        fail_msg(
            "docs/RESULTS.md is not up to date: HPMSIM_UPDATE=1 ./dev test -R test_results");
    }
    text_free(&expected);
    free(b.at);
}

static void columns_are_well_named(void **unused) {
    (void)unused;
    for (u32 k = 0; k < result_table_count; k++)
        for (u32 n = 0; n < result_tables[k].column_count; n++) {
            const char *name = result_tables[k].columns[n].name;
            assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_"),
                             strlen(name));
            for (u32 j = 0; j < n; j++)
                assert_string_not_equal(result_tables[k].columns[j].name, name);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document_is_true),
        cmocka_unit_test(columns_are_well_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
