/* Writing JSON. */
#include "tests/base/check.h"

#include <math.h>

static void writes_indented(void **state) {
    (void)state;
    struct text t = {0};
    struct json_writer w = {.out = &t};
    json_begin_object(&w, NULL);
    json_put_string(&w, "isa", "x86");
    json_begin_array(&w, "list");
    json_put_integer(&w, NULL, -5);
    json_begin_object(&w, NULL);
    json_end_object(&w);
    json_end_array(&w);
    json_begin_array(&w, "empty");
    json_end_array(&w);
    json_put_bool(&w, "ok", true);
    json_end_object(&w);
    assert_string_equal(text_string(&t), "{\n"
                                         "    \"isa\": \"x86\",\n"
                                         "    \"list\": [\n"
                                         "        -5,\n"
                                         "        {}\n"
                                         "    ],\n"
                                         "    \"empty\": [],\n"
                                         "    \"ok\": true\n"
                                         "}\n");
    text_free(&t);
}

static void writes_compact(void **state) {
    (void)state;
    struct text t = {0};
    struct json_writer w = {.out = &t, .compact = true};
    json_begin_object(&w, NULL);
    json_begin_array(&w, "a");
    json_put_bool(&w, NULL, false);
    json_put_string(&w, NULL, NULL);
    json_end_array(&w);
    json_put_integer(&w, "b", INT64_MIN);
    json_end_object(&w);
    assert_string_equal(text_string(&t), "{\"a\": [false, null], \"b\": -9223372036854775808}");
    text_free(&t);
}

/* Turned on inside an indented document: a short array on one line. */
static void compact_inside_indented(void **state) {
    (void)state;
    struct text t = {0};
    struct json_writer w = {.out = &t};
    json_begin_object(&w, NULL);
    json_begin_array(&w, "pair");
    w.compact = true;
    json_put_integer(&w, NULL, 1);
    json_put_integer(&w, NULL, 2);
    json_end_array(&w);
    w.compact = false;
    json_put_integer(&w, "c", 3);
    json_end_object(&w);
    assert_string_equal(text_string(&t), "{\n    \"pair\": [1, 2],\n    \"c\": 3\n}\n");
    text_free(&t);
}

static void strings_are_quoted(void **state) {
    (void)state;
    static const struct {
        const char *value, *json;
    } cases[] = {
        {"", "\"\"\n"},
        {"a\"b\\c/", "\"a\\\"b\\\\c/\"\n"},
        {"\n\t\r\x01\x1f\x7f", "\"\\n\\t\\u000d\\u0001\\u001f\\u007f\"\n"},
        {"ä€😀", "\"ä€😀\"\n"},
        {"a\xff\xc3", "\"a\\ufffd\\ufffd\"\n"},
        {"\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\"\n"}, /* a surrogate is not UTF-8 */
    };
    for (u32 n = 0; n < COUNT_OF(cases); n++) {
        struct text t = {0};
        struct json_writer w = {.out = &t};
        json_put_string(&w, NULL, cases[n].value);
        assert_string_equal(text_string(&t), cases[n].json);
        text_free(&t);
    }
}

static void numbers_read_back(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *json;
    } cases[] = {
        {0, "0\n"},          {-0.0, "-0\n"},
        {0.1, "0.1\n"},      {1.0 / 3, "0.3333333333333333\n"},
        {1e100, "1e+100\n"}, {5e-324, "4.94065645841247e-324\n"},
        {NAN, "null\n"},     {INFINITY, "null\n"},
        {2.5, "2.5\n"},      {9007199254740991.0, "9007199254740991\n"},
        {100, "100\n"},
    };
    for (u32 n = 0; n < COUNT_OF(cases); n++) {
        struct text t = {0};
        struct json_writer w = {.out = &t};
        json_put_number(&w, NULL, cases[n].value);
        assert_string_equal(text_string(&t), cases[n].json);
        text_free(&t);
    }
}

static void what_is_written_reads_back(void **state) {
    (void)state;
    struct text t = {0};
    struct status st = {0};
    struct json_writer w = {.out = &t};
    json_begin_object(&w, NULL);
    json_put_string(&w, "key \"\n\x01", "value \\ ä");
    json_put_number(&w, "n", 0.1);
    json_put_integer(&w, "i", 9007199254740991);
    json_end_object(&w);
    struct json_document *d = json_parse("t", t.at, t.length, &st);
    assert_non_null(d);
    struct json root = json_root(d);
    assert_string_equal(json_string(json_member(root, "key \"\n\x01"), "", &st), "value \\ ä");
    assert_true(json_number(json_member(root, "n"), 0, &st) == 0.1);
    assert_true(json_integer(json_member(root, "i"), 0, 0, INT64_MAX, &st) == 9007199254740991);
    assert_true(status_ok(&st));
    json_free(d);
    text_free(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_indented),         cmocka_unit_test(writes_compact),
        cmocka_unit_test(compact_inside_indented), cmocka_unit_test(strings_are_quoted),
        cmocka_unit_test(numbers_read_back),       cmocka_unit_test(what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
