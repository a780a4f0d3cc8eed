/* Reading JSON: what is not JSON, where a value is, typed reads, json_set. */
#include "tests/base/check.h"

static struct json_document *parse(const char *text) {
    struct status st = {0};
    struct json_document *d = json_parse("q.json", text, strlen(text), &st);
    if (!d) fail_msg("%s", st.text);
    return d;
}

/* ---- Not JSON --------------------------------------------------------------------------- */

static void syntax_errors_say_where(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"", "q.json:1:1: expected a value, found the end of the text"},
        {"  \n ", "q.json:2:2: expected a value, found the end of the text"},
        {"{", "q.json:1:2: expected a key in quotes or '}', found the end of the text"},
        {"{\n  \"a\": 1,\n}", "q.json:3:1: expected a key in quotes, found '}'"},
        {"{'a': 1}", "q.json:1:2: expected a key in quotes or '}', found '''"},
        {"{\"a\" 1}", "q.json:1:6: expected ':', found '1'"},
        {"{\"a\":}", "q.json:1:6: expected a value, found '}'"},
        {"{\"a\": 1 \"b\": 2}", "q.json:1:9: expected ',' or '}', found '\"'"},
        {"[1, 2", "q.json:1:6: expected ',' or ']', found the end of the text"},
        {"[1,]", "q.json:1:4: expected a value, found ']'"},
        {"[1] 2", "q.json:1:5: expected the end of the text, found '2'"},
        {"// no\n1", "q.json:1:1: expected a value, found '/'"},
        {"tru", "q.json:1:1: expected a value, found 't'"},
        {"truer", "q.json:1:1: expected a value, found 't'"},
        {"NaN", "q.json:1:1: expected a value, found 'N'"},
        {"01", "q.json:1:1: a number cannot begin with 0"},
        {"+1", "q.json:1:1: expected a value, found '+'"},
        {".5", "q.json:1:1: expected a value, found '.'"},
        {"1.", "q.json:1:3: expected a digit, found the end of the text"},
        {"[-]", "q.json:1:3: expected a digit, found ']'"},
        {"1e+", "q.json:1:4: expected a digit, found the end of the text"},
        {"0x10", "q.json:1:2: expected the end of the text, found 'x'"},
        {"1111111111111111111111111111111111111111111111111111111111111",
         "q.json:1:1: a number of too many digits"},
        {"\"abc",
         "q.json:1:5: expected '\"' at the end of the string, found the end of the text"},
        {"\"ab\ncd\"",
         "q.json:1:4: expected '\"' at the end of the string, found the end of the line"},
        {"\"\t\"", "q.json:1:2: expected '\"' at the end of the string, found the byte 0x09"},
        {"\"\\x\"", "q.json:1:3: expected one of \"\\/bfnrtu after the backslash, found 'x'"},
        {"\"\\u12g4\"", "q.json:1:2: expected four hexadecimal digits after \\u"},
        {"\"\\u12", "q.json:1:2: expected four hexadecimal digits after \\u"},
        {"\"a\\u0000\"", "q.json:1:3: \\u0000 cannot be part of a string here"},
        {"\"\\ud800\"", "q.json:1:2: half of a surrogate pair"},
        {"\"\\ud800\\u0041\"", "q.json:1:2: half of a surrogate pair"},
        {"\"\\udc00\\ud800\"", "q.json:1:2: half of a surrogate pair"},
        {"\"\xff\"", "q.json:1:2: expected text in UTF-8, found the byte 0xff"},
        {"\"\xc3\"", "q.json:1:2: expected text in UTF-8, found the byte 0xc3"},
        /* Columns count characters. */
        {"[\"äöü€😀\" x]", "q.json:1:10: expected ',' or ']', found 'x'"},
        {"[1, €]", "q.json:1:5: expected a value, found '€'"},
        {"[1\r\n, \r\n x]", "q.json:3:2: expected a value, found 'x'"},
        {"{\"a\": 1, \"b\": {\"c\": 2,\n \"d\": 3, \"c\": 4}}",
         "q.json:2:15: /b/c: the key is there twice"},
        {"{\"a\": 1, \"\\u0061\": 2}", "q.json:1:20: /a: the key is there twice"},
        {"[{\"\": 1, \"\": 2},\n{\"x\": 1, \"x\": 1}]",
         "q.json:1:14: /0/: the key is there twice\nq.json:2:15: /1/x: the key is there twice"},
    };
    for (u32 n = 0; n < COUNT_OF(cases); n++) {
        struct status st = {0};
        assert_null(json_parse("q.json", cases[n].text, strlen(cases[n].text), &st));
        assert_failure(&st, FAULT_USER, cases[n].message);
    }
}

static void a_nul_in_the_text_is_an_error(void **state) {
    (void)state;
    struct status st = {0};
    assert_null(json_parse("q.json", "[1,\0 2]", 7, &st));
    assert_failure(&st, FAULT_USER, "q.json:1:4: expected a value, found the byte 0x00");
    assert_null(json_parse("q.json", "1\0", 2, &st));
    assert_failure(&st, FAULT_USER,
                   "q.json:1:2: expected the end of the text, found the byte 0x00");
}

static void depth_is_limited(void **state) {
    (void)state;
    char text[2000];
    struct status st = {0};
    memset(text, '[', 256), memset(text + 256, ']', 256);
    struct json_document *d = json_parse("q.json", text, 512, &st);
    assert_non_null(d);
    json_free(d);
    memset(text, '[', 1000), memset(text + 1000, ']', 1000);
    assert_null(json_parse("q.json", text, 2000, &st));
    assert_failure(&st, FAULT_USER, "q.json:1:257: nested too deeply");
}

static void what_is_json_parses(void **state) {
    (void)state;
    static const char *const texts[] = {
        "0",
        "-0",
        "-0.5e-3",
        "1E5",
        "1e+5",
        "true",
        "false",
        "null",
        "\"\"",
        "[]",
        "{}",
        " [ 1 , [ ] , { } ] ",
        "\xef\xbb\xbf{\"a\": 1}",
        "\"\\ud83d\\ude00\\u00e4\\\"\\/\"",
        "\"\x7f\"",
        "{\"a\": {\"a\": {\"a\": null}}}",
    };
    for (u32 n = 0; n < COUNT_OF(texts); n++) json_free(parse(texts[n]));

    struct status st = {0};
    struct json_document *d = parse("\"\\ud83d\\ude00\\u00e4\\n\"");
    assert_string_equal(json_string(json_root(d), NULL, &st), "😀ä\n");
    json_free(d);
    json_free(NULL);
}

/* ---- Walking ---------------------------------------------------------------------------- */

static void walks(void **state) {
    (void)state;
    struct json_document *d =
        parse("{\"a\": [1, \"x\", true, {}], \"B\": null, \"a/b~\": {\"c\": 2.5}}");
    struct json root = json_root(d), a = json_member(root, "a");
    struct status st = {0};
    assert_true(json_is_object(root) && !json_is_array(root));
    assert_int_equal(json_count(root), 3);
    assert_string_equal(json_key_at(root, 1), "B");
    assert_null(json_key_at(root, 3));
    assert_true(json_present(json_value_at(root, 1)));
    assert_false(json_present(json_value_at(root, 3)));
    assert_false(json_present(json_member(root, "b")));
    assert_true(json_is_array(a));
    assert_int_equal(json_count(a), 4);
    assert_true(json_is_number(json_item(a, 0)));
    assert_true(json_is_string(json_item(a, 1)));
    assert_true(json_is_bool(json_item(a, 2)));
    assert_false(json_present(json_item(a, 4)));
    assert_int_equal(json_count(json_item(a, 1)), 0);

    /* What is absent or of another kind has no members. */
    assert_false(json_present(json_member(json_member(root, "none"), "x")));
    assert_false(json_present(json_member(a, "x")));
    assert_false(json_present(json_item(root, 0)));

    assert_string_equal(json_pointer(root), "");
    assert_string_equal(json_pointer(json_item(a, 3)), "/a/3");
    struct json c = json_member(json_member(root, "a/b~"), "c");
    assert_string_equal(json_pointer(c), "/a~1b~0/c");
    assert_string_equal(json_pointer(json_member(root, "none")), "");
    assert_true(json_number(c, 0, &st) == 2.5);
    assert_true(status_ok(&st));
    json_free(d);
}

/* ---- Typed reads ------------------------------------------------------------------------ */

static const char EXPERIMENT[] = "{\n"
                                 "  \"program\": 7,\n"
                                 "  \"machines\": {\n"
                                 "    \"small\": { \"registers\": 2.5,\n"
                                 "               \"isa\": [] } },\n"
                                 "  \"args\": [\"8\", null],\n"
                                 "  \"seed\": -1, \"check\": \"yes\", \"rate\": true\n"
                                 "}\n";

static void wrong_types_say_where(void **state) {
    (void)state;
    struct json_document *d = parse(EXPERIMENT);
    struct json root = json_root(d);
    struct json small = json_member(json_member(root, "machines"), "small");
    struct status st = {0};
    assert_string_equal(json_string(json_member(root, "program"), "p", &st), "p");
    assert_int_equal(json_integer(json_member(small, "registers"), 9, 4, 28, &st), 9);
    assert_string_equal(json_string(json_member(small, "isa"), "i", &st), "i");
    assert_null(json_string(json_item(json_member(root, "args"), 1), NULL, &st));
    assert_int_equal(json_integer(json_member(root, "seed"), 1, 0, INT64_MAX, &st), 1);
    assert_int_equal(json_bool(json_member(root, "check"), true, &st), true);
    assert_true(json_number(json_member(root, "rate"), 0.5, &st) == 0.5);
    assert_false(json_error(root, &st, "no \"%s\"", "start"));
    assert_false(json_error(json_member(root, "none"), &st, "absent"));
    assert_failure(
        &st, FAULT_USER,
        "q.json:2:14: /program: expected a string, found the number 7\n"
        "q.json:4:29: /machines/small/registers: expected an integer from 4 to 28, found the "
        "number 2.5\n"
        "q.json:5:23: /machines/small/isa: expected a string, found an array\n"
        "q.json:6:17: /args/1: expected a string, found null\n"
        "q.json:7:11: /seed: expected an integer of at least 0, found the number -1\n"
        "q.json:7:24: /check: expected true or false, found the string \"yes\"\n"
        "q.json:7:39: /rate: expected a number, found true\n"
        "q.json:1:1: no \"start\"\n"
        "q.json: absent");
    json_free(d);
}

static void absent_values_take_the_default_in_silence(void **state) {
    (void)state;
    struct json_document *d = parse("{}");
    struct json absent = json_member(json_root(d), "x");
    struct status st = {0};
    assert_string_equal(json_string(absent, "d", &st), "d");
    assert_int_equal(json_integer(absent, 3, 5, 6, &st), 3);
    assert_true(json_number(absent, 1.5, &st) == 1.5);
    assert_true(json_bool(absent, true, &st));
    assert_true(json_known_keys(absent, NULL, 0, &st));
    assert_true(status_ok(&st));
    json_free(d);
}

static void integers_are_exact(void **state) {
    (void)state;
    struct status st = {0};
    struct json_document *d =
        parse("[9007199254740991, -9007199254740991, 9007199254740993, 1e3, 1e300, -5, 1e999]");
    struct json root = json_root(d);
    assert_true(json_integer(json_item(root, 0), 0, INT64_MIN, INT64_MAX, &st) ==
                9007199254740991);
    assert_true(json_integer(json_item(root, 1), 0, INT64_MIN, INT64_MAX, &st) ==
                -9007199254740991);
    assert_int_equal(json_integer(json_item(root, 3), 0, 0, 1000, &st), 1000);
    assert_true(status_ok(&st));
    assert_int_equal(json_integer(json_item(root, 2), 1, INT64_MIN, INT64_MAX, &st), 1);
    assert_int_equal(json_integer(json_item(root, 4), 1, 0, 5, &st), 1);
    assert_int_equal(json_integer(json_item(root, 5), 1, INT64_MIN, -6, &st), 1);
    assert_true(json_number(json_item(root, 6), 0.5, &st) == 0.5);
    assert_failure(
        &st, FAULT_USER,
        "q.json:1:39: /2: expected an integer (between -2^53 and 2^53, to be exact), found the "
        "number 9007199254740992\n"
        "q.json:1:62: /4: expected an integer from 0 to 5 (between -2^53 and 2^53, to be "
        "exact), "
        "found the number 1e+300\n"
        "q.json:1:69: /5: expected an integer of at most -6, found the number -5\n"
        "q.json:1:73: /6: expected a number, found the number inf");
    json_free(d);
}

static void long_strings_are_cut_in_messages(void **state) {
    (void)state;
    struct status st = {0};
    struct json_document *d =
        parse("\"0123456789012345678901234567890123456789€€ and so on and on\"");
    json_integer(json_root(d), 0, 0, 1, &st);
    assert_failure(&st, FAULT_USER,
                   "q.json:1:1: expected an integer from 0 to 1, found the string "
                   "\"0123456789012345678901234567890123456789...\"");
    json_free(d);
}

static void unknown_keys_bring_suggestions(void **state) {
    (void)state;
    static const char *const known[] = {"isa", "registers", "allocator"};
    struct status st = {0};
    struct json_document *d = parse("{\"isa\": 1,\n \"regsiters\": 2, \"qqqqqqqqq\": 3}");
    assert_false(json_known_keys(json_root(d), known, COUNT_OF(known), &st));
    assert_failure(&st, FAULT_USER,
                   "q.json:2:2: /regsiters: unknown key \"regsiters\"; did you mean "
                   "\"registers\"?\n"
                   "q.json:2:18: /qqqqqqqqq: unknown key \"qqqqqqqqq\"; known are \"isa\", "
                   "\"registers\", \"allocator\"");
    assert_false(json_known_keys(json_member(json_root(d), "isa"), known, 3, &st));
    assert_failure(&st, FAULT_USER, "q.json:1:9: /isa: expected an object, found the number 1");
    json_free(d);
    d = parse("{\"registers\": 1, \"isa\": 2}");
    assert_true(json_known_keys(json_root(d), known, COUNT_OF(known), &st));
    assert_true(status_ok(&st));
    json_free(d);
}

/* ---- json_set --------------------------------------------------------------------------- */

static void sets_values(void **state) {
    (void)state;
    struct json_document *d = parse("{\"a\": {\"b\": 1, \"c\": 2}, \"list\": [1, 2]}");
    struct status st = {0};
    assert_true(json_set(d, "/a/b", "5", &st));
    assert_true(json_set(d, "/a/new", "{\"x\": [true]}", &st));
    assert_true(json_set(d, "/list/0", "queens.c", &st)); /* not JSON: a string */
    assert_true(json_set(d, "/list/-", "3", &st));
    assert_true(json_set(d, "/list/3", "\"4\"", &st));
    assert_true(json_set(d, "/x~1y~0/z", "false", &st)); /* makes the object between */
    assert_true(json_set(d, "/", "0", &st));             /* the key "" */
    struct json root = json_root(d), a = json_member(root, "a"),
                list = json_member(root, "list");
    assert_int_equal(json_integer(json_member(a, "b"), 0, 0, 9, &st), 5);
    assert_string_equal(json_key_at(a, 0), "b"); /* keeps its place */
    assert_int_equal(json_integer(json_member(a, "c"), 0, 0, 9, &st), 2);
    struct json x = json_member(json_member(a, "new"), "x");
    assert_true(json_bool(json_item(x, 0), false, &st));
    assert_int_equal(json_count(list), 4);
    assert_string_equal(json_string(json_item(list, 0), "", &st), "queens.c");
    assert_int_equal(json_integer(json_item(list, 2), 0, 0, 9, &st), 3);
    assert_string_equal(json_string(json_item(list, 3), "", &st), "4");
    struct json z = json_member(json_member(root, "x/y~"), "z");
    assert_string_equal(json_pointer(z), "/x~1y~0/z");
    assert_false(json_bool(z, true, &st));
    assert_true(json_present(json_member(root, "")));
    assert_true(status_ok(&st));

    assert_true(json_set(d, "", "[1]", &st));
    assert_true(json_is_array(json_root(d)));
    json_free(d);
}

/* A value that came from json_set is in no file: its message has no line. Others keep theirs.
 */
static void set_values_have_no_position(void **state) {
    (void)state;
    struct json_document *d = parse("{\"a\": {\"b\": 1}, \"list\": [1, 2],\n \"last\": 3}");
    struct status st = {0};
    assert_true(json_set(d, "/a", "{\"b\": [0]}", &st));
    assert_true(json_set(d, "/list/-", "x", &st));
    assert_true(json_set(d, "/p/q", "1", &st));
    struct json root = json_root(d), list = json_member(root, "list");
    json_error(json_item(json_member(json_member(root, "a"), "b"), 0), &st, "1");
    json_error(json_item(list, 1), &st, "2");
    json_error(json_item(list, 2), &st, "3");
    json_error(json_member(root, "last"), &st, "4");
    json_error(json_member(root, "p"), &st, "5");
    assert_failure(&st, FAULT_USER,
                   "q.json: /a/b/0: 1\n"
                   "q.json:1:29: /list/1: 2\n"
                   "q.json: /list/2: 3\n"
                   "q.json:2:10: /last: 4\n"
                   "q.json: /p: 5");
    json_free(d);
}

static void bad_pointers_are_refused(void **state) {
    (void)state;
    struct json_document *d = parse("{\"a\": {\"b\": 1}, \"list\": [1, 2]}");
    struct status st = {0};
    assert_false(json_set(d, "a/b", "1", &st));
    assert_failure(&st, FAULT_USER,
                   "q.json: expected a JSON pointer such as /seed, found \"a/b\"");
    assert_false(json_set(d, "/a/b/c", "1", &st));
    assert_failure(&st, FAULT_USER, "q.json: /a/b/c: /a/b has no members");
    assert_false(json_set(d, "/list/3", "1", &st));
    assert_failure(&st, FAULT_USER, "q.json: /list/3: no item \"3\" in an array of 2");
    assert_false(json_set(d, "/list/01", "1", &st));
    assert_failure(&st, FAULT_USER, "q.json: /list/01: no item \"01\" in an array of 2");
    assert_false(json_set(d, "/list/x/y", "1", &st));
    assert_failure(&st, FAULT_USER, "q.json: /list/x/y: no item \"x\" in an array of 2");
    assert_false(json_set(d, "/a~2", "1", &st));
    assert_failure(&st, FAULT_USER, "q.json: /a~2: expected ~0 or ~1 after the ~");
    assert_false(json_set(d, "/a~", "1", &st));
    assert_failure(&st, FAULT_USER, "q.json: /a~: expected ~0 or ~1 after the ~");
    assert_false(json_set(d, "/a", "{\"x\": 1, \"x\": 2}", &st));
    assert_failure(&st, FAULT_USER,
                   "setting /a: {\"x\": 1, \"x\": 2}:1:15: /x: the key is there twice");
    assert_int_equal(json_count(json_root(d)), 2);
    json_free(d);
}

static void files_are_parsed(void **state) {
    (void)state;
    struct status st = {0};
    assert_null(json_parse_file("none.json", &st));
    assert_failure(&st, FAULT_WORLD, "none.json: cannot open: No such file or directory");
    assert_true(file_write("one.json", "{\"a\": 1}", 8, &st));
    struct json_document *d = json_parse_file("one.json", &st);
    assert_int_equal(json_integer(json_member(json_root(d), "a"), 0, 0, 1, &st), 1);
    json_free(d);
}

static void values_are_text_again(void **state) {
    (void)state;
    static const char *const same[] = {
        "9007199254740991",
        "-1234567890123457",
        "0.1",
        "1.5e+300",
        "[1,[],{},\"x\",true,false,null]",
        "{\"a\":{\"b\":[\"\\\"\\n\\\\\"]},\"\":-0.5}",
    };
    for (u32 n = 0; n < COUNT_OF(same); n++) {
        struct json_document *d = parse(same[n]);
        struct text t = {0};
        json_text(json_root(d), &t);
        assert_string_equal(t.at, same[n]);
        text_free(&t);
        json_free(d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(syntax_errors_say_where),
        cmocka_unit_test(a_nul_in_the_text_is_an_error),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(what_is_json_parses),
        cmocka_unit_test(walks),
        cmocka_unit_test(wrong_types_say_where),
        cmocka_unit_test(absent_values_take_the_default_in_silence),
        cmocka_unit_test(integers_are_exact),
        cmocka_unit_test(long_strings_are_cut_in_messages),
        cmocka_unit_test(unknown_keys_bring_suggestions),
        cmocka_unit_test(values_are_text_again),
        cmocka_unit_test(sets_values),
        cmocka_unit_test(set_values_have_no_position),
        cmocka_unit_test(bad_pointers_are_refused),
        cmocka_unit_test(files_are_parsed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
