/* tests/testbed/test_sweep.c: the axes and points of sweeps, and what is said of bad ones. */
#include "testbed/sweep.h"
#include "tests/base/check.h"

static void write_experiment(const char *sweep) {
    struct status st = {0};
    struct text t = {0};
    text_printf(&t, "{ \"seed\": 1, \"sweep\": %s }", sweep);
    assert_true(file_write("sweep.json", t.at, t.length, &st));
    text_free(&t);
}

/* The labels of all points: "4 a; 4 b; ..." */
static void assert_points(const char *sweep, const char *expected) {
    struct status st = {0};
    struct sweep s;
    struct text t = {0};
    write_experiment(sweep);
    if (!sweep_read("sweep.json", NULL, 0, &s, &st)) fail_msg("%s", st.text);
    for (u32 point = 0; point < s.points; point++)
        for (u32 k = 0; k < s.parameters.count; k++)
            text_printf(&t, "%s%s",
                        k       ? " "
                        : point ? "; "
                                : "",
                        sweep_value(&s, k, point)->label);
    assert_string_equal(text_string(&t), expected);
    text_free(&t);
    sweep_free(&s);
}

static void assert_bad(const char *sweep, const char *message) {
    struct status st = {0};
    struct sweep s;
    write_experiment(sweep);
    assert_false(sweep_read("sweep.json", NULL, 0, &s, &st));
    if (!strstr(st.text, message)) fail_msg("\"%s\" is not in: %s", message, st.text);
    status_free(&st);
    sweep_free(&s);
}

static void points(void **unused) {
    (void)unused;
    assert_points("{\"/a\": [1, \"x\", null]}", "1; x; null");
    assert_points("{\"/a\": {\"from\": 4, \"to\": 7}}", "4; 5; 6; 7");
    assert_points("{\"/a\": {\"from\": 4, \"to\": 28, \"step\": 10}}", "4; 14; 24");
    assert_points("{\"/a\": {\"from\": 3, \"to\": 1}}", "3; 2; 1");
    assert_points("{\"/a\": {\"from\": 0, \"to\": 0.3, \"step\": 0.1}}", "0; 0.1; 0.2; 0.3");
    assert_points("{\"/a\": {\"from\": 10, \"to\": 10000, \"factor\": 10}}",
                  "10; 100; 1000; 10000");
    assert_points("{\"/a\": [1, 2], \"/b\": [\"x\", \"y\"]}", "1 x; 1 y; 2 x; 2 y");
    assert_points("{\"/a\": [1, 2], \"zip\": [{\"/b\": [3, 4], \"/c\": [5, 6]}]}",
                  "1 3 5; 1 4 6; 2 3 5; 2 4 6");
    assert_points("{\"zip\": [{\"/b\": [3, 4]}], \"/a\": [1, 2]}", "3 1; 3 2; 4 1; 4 2");
    assert_points("{\"/program\": [\"../workloads/sort.c\", \"x.c\"]}", "sort; x.c");
    assert_points("{\"/a\": {\"values\": [[1], {\"b\": 2}]}}", "[1]; {\"b\":2}");
    assert_points("{\"/a\": {\"values\": [[1], [2]], \"labels\": [\"p\", \"q\"]}}", "p; q");
    /* Integers are exact as far as doubles are. */
    assert_points("{\"/a\": [9007199254740991, 1234567890123457, 1e3, 0.1]}",
                  "9007199254740991; 1234567890123457; 1000; 0.1");
    assert_points("{\"/a\": {\"from\": 9007199254740989, \"to\": 9007199254740991}}",
                  "9007199254740989; 9007199254740990; 9007199254740991");
    assert_points("{}", "");
}

static void names_and_settings(void **unused) {
    (void)unused;
    struct status st = {0};
    struct sweep s;
    struct setting common = {"/seed", "7"}, settings[3];
    write_experiment("{\"/machines/my box/registers\": [4, 5],"
                     " \"/args/0\": {\"values\": [\"8\"], \"name\": \"size\"}}");
    assert_true(sweep_read("sweep.json", &common, 1, &s, &st));
    assert_string_equal(s.parameters.at[0].name, "machines_my_box_registers");
    assert_string_equal(s.parameters.at[1].name, "size");
    assert_non_null(strstr(s.experiment_json, "\"seed\":7"));
    sweep_settings(&s, 1, &common, 1, settings);
    assert_string_equal(settings[0].pointer, "/seed");
    assert_string_equal(settings[1].value, "5");
    assert_string_equal(settings[2].value, "\"8\"");
    sweep_free(&s);
}

static void bad_ones(void **unused) {
    (void)unused;
    assert_bad("[]", "sweep.json:1:23: /sweep: expected an object: {\"/POINTER\": [VALUES], "
                     "...}, found an array");
    assert_bad("{\"/a\": 5}", "/sweep/~1a: expected a list of values or {\"from\"");
    assert_bad("{\"/a\": []}", "there must be a value at least");
    assert_bad("{\"a\": [1]}", "expected a JSON pointer such as");
    assert_bad("{\"/sweep/x\": [1]}", "a sweep can't change itself");
    assert_bad("{\"/a\": [1], \"/a/b\": [1]}", "/a is swept over too");
    assert_bad("{\"/a/b\": [1], \"/a_b\": [1]}", "/a/b is named \"a_b\" too");
    assert_bad("{\"/a\": {\"from\": 1}}", "\"to\" is missing: the end of the range");
    assert_bad("{\"/a\": {\"from\": 1, \"to\": 2, \"stop\": 1}}", "did you mean \"step\"?");
    assert_bad("{\"/a\": {\"from\": 1, \"to\": 2, \"step\": -1}}", "never lead to 2");
    assert_bad("{\"/a\": {\"from\": 1, \"to\": 2, \"step\": 0}}", "never lead to 2");
    assert_bad("{\"/a\": {\"from\": 0, \"to\": 2, \"factor\": 2}}", "must be above 0");
    assert_bad("{\"/a\": {\"from\": 1, \"to\": 2, \"step\": 1, \"factor\": 2}}",
               "exclude each other");
    assert_bad("{\"/a\": {\"from\": 0, \"to\": 1e9}}", "more than 1000000 values");
    assert_bad("{\"/a\": {\"from\": 1, \"to\": 2000}, \"/b\": {\"from\": 1, \"to\": 2000}}",
               "more than 1000000 points");
    assert_bad("{\"/a\": {\"values\": [1, 2], \"labels\": [\"x\"]}}",
               "expected a list of 2 labels");
    assert_bad("{\"/a\": {\"values\": [1], \"name\": \"a b\"}}", "letters, digits and _ only");
    assert_bad("{\"zip\": [{\"/a\": [1, 2], \"/b\": [1]}]}",
               "1 values, but /a has 2: what is zipped has one length");
    assert_bad("{\"/a\": {\"values\": [1], \"from\": 1}}",
               "\"values\" and \"from\" exclude each other");
    assert_bad("{\"/a\": {\"name\": \"x\"}}",
               "/sweep/~1a: which values? \"values\" or \"from\" is missing");
    assert_bad("{\"zpi\": []}", "unknown key \"zpi\"; did you mean \"zip\"?");
    assert_bad("{\"zip\": [{}]}", "/sweep/zip/0: there must be a parameter at least");
    assert_bad("{\"zip\": {}}", "expected a list of objects");
}

/* Keys of points, by which a sweep knows what it has kept, know the programs of all processes. */
static void keys(void **unused) {
    (void)unused;
    static const char text[] =
        "{ \"machines\": {\"m\": {\"isa\": \"aarch64\"}},"
        " \"processes\": {\"a\": {\"program\": \"a.wat\"}, \"b\": {\"program\": \"b.wat\"}},"
        " \"sweep\": {\"/seed\": [1, 2]} }";
    struct status st = {0};
    struct sweep s;
    u64 first[2], again[2], other[2];
    assert_true(file_write("keys.json", text, strlen(text), &st));
    assert_true(file_write("a.wat", "a", 1, &st) && file_write("b.wat", "b", 1, &st));
    assert_true(sweep_read("keys.json", NULL, 0, &s, &st));
    assert_true(sweep_check(&s, "keys.json", NULL, 0, first, &st));
    assert_true(sweep_check(&s, "keys.json", NULL, 0, again, &st));
    assert_true(file_write("b.wat", "c", 1, &st));
    assert_true(sweep_check(&s, "keys.json", NULL, 0, other, &st));
    assert_true(first[0] != first[1]);
    for (u32 point = 0; point < 2; point++) {
        assert_true(first[point] == again[point]);
        assert_true(first[point] != other[point]);
    }
    sweep_free(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points),
        cmocka_unit_test(names_and_settings),
        cmocka_unit_test(bad_ones),
        cmocka_unit_test(keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
