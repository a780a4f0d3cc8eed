/* Arenas, growable arrays, maps, sets of bits, hashing, random numbers. */
#include "tests/base/check.h"

static void arena_gives_aligned_separate_memory(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    char *at[2000];
    for (u32 n = 0; n < COUNT_OF(at); n++) {
        at[n] = arena_alloc(&a, n % 300);
        assert_int_equal((uintptr_t)at[n] % 16, 0);
        memset(at[n], (int)n, n % 300);
    }
    for (u32 n = 0; n < COUNT_OF(at); n++)
        for (u32 byte = 0; byte < n % 300; byte++) assert_int_equal((u8)at[n][byte], (u8)n);
    arena_free(&a);
}

static void arena_serves_large_between_small(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    char *small = arena_strdup(&a, "small");
    u8 *large = arena_zalloc(&a, 10 << 20);
    char *after = arena_printf(&a, "%s-%d", small, 7);
    assert_int_equal(large[0], 0);
    assert_int_equal(large[(10 << 20) - 1], 0);
    large[(10 << 20) - 1] = 1;
    assert_string_equal(small, "small");
    assert_string_equal(after, "small-7");
    assert_string_equal(arena_strndup(&a, "abcdef", 3), "abc");
    assert_string_equal(arena_strndup(&a, NULL, 0), "");
    arena_free(&a);
}

static void arena_is_usable_after_reset_and_free(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    arena_reset(&a);
    for (u32 round = 0; round < 5; round++) {
        for (u32 n = 0; n < 1000; n++) memset(arena_alloc(&a, 100), 0xff, 100);
        u32 *zeroed = ARENA_ARRAY(&a, u32, 100);
        for (u32 n = 0; n < 100; n++) assert_int_equal(zeroed[n], 0);
        if (round == 2)
            arena_free(&a);
        else
            arena_reset(&a);
    }
    arena_free(&a);
    arena_free(&a);
}

struct point {
    u32 x;
    char y;
};

static void array_pushes_extends_and_reserves(void **state) {
    (void)state;
    struct {
        ARRAY(struct point) points;
    } s = {0};
    for (u32 n = 0; n < 1000; n++) array_push(&s.points, ((struct point){n, 'y'}));
    struct point *more = array_extend(&s.points, 10);
    assert_ptr_equal(more, s.points.at + 1000);
    for (u32 n = 0; n < 10; n++) assert_true(more[n].x == 0 && more[n].y == 0);
    assert_int_equal(s.points.count, 1010);
    for (u32 n = 0; n < 1000; n++) assert_int_equal(s.points.at[n].x, n);
    array_reserve(&s.points, 5000);
    assert_true(s.points.capacity >= 5000);
    assert_int_equal(s.points.count, 1010);
    array_free(&s.points);
    assert_null(s.points.at);
    assert_int_equal(s.points.count, 0);
    array_free(&s.points);
}

static void array_extends_by_nothing(void **state) {
    (void)state;
    struct {
        ARRAY(u64) words;
    } s = {0};
    array_extend(&s.words, 0);
    assert_int_equal(s.words.count, 0);
    array_push(&s.words, 5u);
    array_push(&s.words, s.words.count - 1); /* the count before */
    assert_int_equal(s.words.at[s.words.count - 1], s.words.count - 2);
    s.words.count--;
    array_extend(&s.words, 0);
    assert_int_equal(s.words.count, 1);
    array_free(&s.words);
}

static void map_keeps_what_was_put(void **state) {
    (void)state;
    struct map m = {0};
    u64 value = 99;
    assert_false(map_get(&m, 0, &value));
    /* Dense keys, keys that differ in high bits only, the extremes. */
    for (u64 n = 0; n < 5000; n++) map_put(&m, n, n * 3), map_put(&m, n << 48 | 1ull << 40, n);
    map_put(&m, UINT64_MAX, 1);
    assert_int_equal(m.count, 10001);
    for (u64 n = 0; n < 5000; n++) {
        assert_true(map_get(&m, n, &value));
        assert_int_equal(value, n * 3);
        assert_true(map_get(&m, n << 48 | 1ull << 40, &value));
        assert_int_equal(value, n);
    }
    assert_true(map_get(&m, UINT64_MAX, NULL));
    assert_false(map_get(&m, 5000, &value));

    map_put(&m, 7, 70);
    assert_int_equal(m.count, 10001);
    assert_true(map_get(&m, 7, &value));
    assert_int_equal(value, 70);

    map_clear(&m);
    assert_int_equal(m.count, 0);
    assert_false(map_get(&m, 7, &value));
    map_put(&m, 7, 1);
    assert_true(map_get(&m, 7, &value));
    map_free(&m);
    assert_false(map_get(&m, 7, &value));
    map_free(&m);
}

static void bits_are_set_and_cleared(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct bits s = bits_new(&a, 130);
    for (u32 n = 0; n < 130; n++) assert_false(bits_has(&s, n));
    bits_add(&s, 0), bits_add(&s, 63), bits_add(&s, 64), bits_add(&s, 129);
    bits_remove(&s, 63);
    for (u32 n = 0; n < 130; n++)
        assert_int_equal(bits_has(&s, n), n == 0 || n == 64 || n == 129);
    bits_clear(&s);
    assert_false(bits_has(&s, 129));
    struct bits none = bits_new(&a, 0);
    bits_clear(&none);
    arena_free(&a);
}

static void small_helpers(void **state) {
    (void)state;
    assert_int_equal(align_up(0, 8), 0);
    assert_int_equal(align_up(9, 8), 16);
    assert_int_equal(count_bits(0xf0f), 8);
    assert_int_equal(lowest_bit(0x50), 4);
}

/* These values are written into images and caches: they must never change. */
static void hash_and_random_are_fixed(void **state) {
    (void)state;
    assert_true(hash_bytes("", 0, 0) == 0x2d06800538d394c2u);
    assert_true(hash_bytes("abc", 3, 0) == 0x78af5f94892f3950u);
    assert_true(hash_bytes("abc", 3, 1) != hash_bytes("abc", 3, 0));
    u64 seed = 1234567;
    assert_true(random_next(&seed) == 6457827717110365317u);
    assert_true(random_next(&seed) == 3203168211198807973u);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_aligned_separate_memory),
        cmocka_unit_test(arena_serves_large_between_small),
        cmocka_unit_test(arena_is_usable_after_reset_and_free),
        cmocka_unit_test(array_pushes_extends_and_reserves),
        cmocka_unit_test(array_extends_by_nothing),
        cmocka_unit_test(map_keeps_what_was_put),
        cmocka_unit_test(bits_are_set_and_cleared),
        cmocka_unit_test(small_helpers),
        cmocka_unit_test(hash_and_random_are_fixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
