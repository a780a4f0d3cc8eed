/* Ticks lie at 1, 2, 5 times powers of ten and tell each other apart; numbers read well. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ui/chart/axis.h"

static struct arena a;

/* "0 | 0.5 | 1" */
static const char *ticks(struct scale *s, u32 wanted, unsigned widen, enum quantity q) {
    struct ticks t = ticks_make(s, wanted, widen, q);
    const char *list = "";
    for (u32 k = 0; k < t.count; k++)
        list = arena_printf(&a, "%s%s%s", list, k ? " | " : "", tick_text(&a, q, &t, k));
    return list;
}

static const char *linear(double low, double high, u32 wanted, enum quantity q) {
    struct scale s = {SCALE_LINEAR, low, high, 0, 100};
    return ticks(&s, wanted, WIDEN_LOW | WIDEN_HIGH, q);
}

static void test_linear(void **state) {
    (void)state;
    assert_string_equal(linear(0, 1, 5, QUANTITY_PLAIN), "0 | 0.2 | 0.4 | 0.6 | 0.8 | 1");
    assert_string_equal(linear(0.93, 1.63, 4, QUANTITY_RATIO),
                        "0.8× | 1× | 1.2× | 1.4× | 1.6× | 1.8×");
    assert_string_equal(linear(0, 47, 5, QUANTITY_COUNT), "0 | 10 | 20 | 30 | 40 | 50");
    assert_string_equal(linear(0, 3, 10, QUANTITY_COUNT), "0 | 1 | 2 | 3"); /* whole ones */
    assert_string_equal(linear(0, 230e6, 3, QUANTITY_COUNT), "0 | 100 M | 200 M | 300 M");
    assert_string_equal(linear(0, 2500, 3, QUANTITY_TIME), "0 | 1 µs | 2 µs | 3 µs");
    assert_string_equal(linear(0, 0.4, 2, QUANTITY_SHARE), "0 % | 20 % | 40 %");
    assert_string_equal(linear(-3, 4, 4, QUANTITY_PLAIN), "−4 | −2 | 0 | 2 | 4");
}

static void test_neighbours_differ(void **state) {
    (void)state;
    assert_string_equal(linear(1.092, 1.111, 4, QUANTITY_RATIO),
                        "1.09× | 1.095× | 1.1× | 1.105× | 1.11× | 1.115×");
    assert_string_equal(linear(1234567, 1234569, 2, QUANTITY_COUNT),
                        "1.234567 M | 1.234568 M | 1.234569 M");
}

static void test_one_value(void **state) {
    (void)state;
    assert_string_equal(linear(7, 7, 4, QUANTITY_COUNT), "2 | 4 | 6 | 8 | 10 | 12");
    assert_string_equal(linear(0, 0, 2, QUANTITY_COUNT), "0 | 1");
}

static void test_logarithmic(void **state) {
    (void)state;
    struct scale s = {SCALE_LOG, 3, 450, 0, 100};
    assert_string_equal(ticks(&s, 6, 0, QUANTITY_COUNT), "5 | 10 | 20 | 50 | 100 | 200");
    s = (struct scale){SCALE_LOG, 3, 450, 0, 100};
    assert_string_equal(ticks(&s, 6, WIDEN_LOW | WIDEN_HIGH, QUANTITY_COUNT),
                        "2 | 5 | 10 | 20 | 50 | 100 | 200 | 500");
    assert_true(s.low == 2 && s.high == 500);
    s = (struct scale){SCALE_LOG, 1, 1e6, 0, 100};
    assert_string_equal(ticks(&s, 4, 0, QUANTITY_TIME), "1 ns | 100 ns | 10 µs | 1 ms");
    s = (struct scale){SCALE_LOG_ZERO, 0, 30, 0, 100};
    assert_string_equal(ticks(&s, 6, 0, QUANTITY_COUNT), "0 | 1 | 2 | 5 | 10 | 20");
    s = (struct scale){SCALE_LOG_ZERO, 0, 0, 0, 100};
    assert_string_equal(ticks(&s, 6, 0, QUANTITY_COUNT), "0 | 1");
}

/* Whatever the range: 2 to TICKS_MAX ticks, in order, within it, all texts different. */
static void test_any_range(void **state) {
    (void)state;
    u64 seed = 7;
    for (u32 n = 0; n < 20000; n++) {
        double low = pow(10, (double)(random_next(&seed) % 1000) / 70 - 2);
        double high = low * (1.0001 + pow(10, (double)(random_next(&seed) % 1000) / 150 - 4));
        u32 wanted = 1 + random_next(&seed) % 10;
        bool log = n % 2;
        struct scale s = {log ? SCALE_LOG : SCALE_LINEAR, low, high, 0, 100};
        struct ticks t =
            ticks_make(&s, wanted, log ? 0 : WIDEN_LOW | WIDEN_HIGH, QUANTITY_PLAIN);
        assert_in_range(t.count, log ? 0 : 2, TICKS_MAX);
        assert_true(s.low <= low && s.high >= high);
        for (u32 k = 0; k < t.count; k++) {
            double at = scale_at(&s, t.at[k]);
            assert_true(at > -0.001 && at < 100.001);
            assert_true(k == 0 || t.at[k] > t.at[k - 1]);
            if (k && !log)
                assert_string_not_equal(tick_text(&a, QUANTITY_TIME, &t, k),
                                        tick_text(&a, QUANTITY_TIME, &t, k - 1));
        }
        arena_reset(&a);
    }
}

static void test_scale(void **state) {
    (void)state;
    struct scale s = {SCALE_LOG, 1, 100, 10, 30};
    assert_true(fabs(scale_at(&s, 10) - 20) < 1e-9);
    s = (struct scale){SCALE_LOG_ZERO, 0, 100, 0, 230};
    assert_true(fabs(scale_at(&s, 0)) < 1e-9);
    assert_true(fabs(scale_at(&s, 1) - 30) < 1e-9);
    assert_true(fabs(scale_at(&s, 10) - 130) < 1e-9);
    s = (struct scale){SCALE_LINEAR, 5, 5, 0, 100}; /* of no extent: its middle */
    assert_true(scale_at(&s, 5) == 50);
}

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        enum quantity q;
        double x;
        const char *text, *brief;
    } cases[] = {
        {QUANTITY_COUNT, 1234567, "1,234,567", "1.23 M"},
        {QUANTITY_COUNT, 9999, "9,999", "9,999"},
        {QUANTITY_COUNT, 0.04567, "0.0457", "0.0457"},
        {QUANTITY_COUNT, -1234, "−1,234", "−1,234"},
        {QUANTITY_TIME, 999, "999 ns", "999 ns"},
        {QUANTITY_TIME, 3056, "3.06 µs", "3.06 µs"},
        {QUANTITY_TIME, 2.5e9, "2.5 s", "2.5 s"},
        {QUANTITY_BYTES, 40960, "41 KB", "41 KB"},
        {QUANTITY_RATIO, 1.1, "1.10×", "1.10×"},
        {QUANTITY_SHARE, 0.1673, "16.7 %", "16.7 %"},
        {QUANTITY_COUNT, NAN, "-", "-"},
        {QUANTITY_TIME, INFINITY, "∞", "∞"},
    };
    for (u32 k = 0; k < COUNT_OF(cases); k++) {
        assert_string_equal(number_text(&a, cases[k].q, cases[k].x), cases[k].text);
        assert_string_equal(number_short(&a, cases[k].q, cases[k].x), cases[k].brief);
    }
    struct text t = {0};
    number_exact(&t, 0.1);
    text_add(&t, " ");
    number_exact(&t, 1.0 / 3);
    text_add(&t, " ");
    number_exact(&t, NAN);
    assert_string_equal(t.at, "0.1 0.3333333333333333 ");
    text_free(&t);
}

static int set_up(void **state) {
    (void)state;
    arena_init(&a);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(&a);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_linear),    cmocka_unit_test(test_neighbours_differ),
        cmocka_unit_test(test_one_value), cmocka_unit_test(test_logarithmic),
        cmocka_unit_test(test_any_range), cmocka_unit_test(test_scale),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
