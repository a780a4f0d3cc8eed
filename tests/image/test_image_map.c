/* Location maps: what goes in comes out, for ranges as an allocator makes them and for any
 * others; and nothing bad happens when the bytes are not what was written. */
#include "image/coder.h"
#include "image/private.h"
#include "tests/image/tiny.h"

struct made {
    struct program *p;
    struct compiled_function **functions;
    struct image *image;
};

static struct made make(const struct isa *isa, u32 count, u32 points, enum ranges_style style,
                        u64 *seed) {
    struct made m = {.p = tiny_program(count, 1)};
    m.functions = ARENA_ARRAY(&m.p->arena, struct compiled_function *, count);
    for (u32 n = 1; n < count; n++)
        m.functions[n] = tiny_function(m.p, n, isa, 1 + below(seed, points), style, seed);
    struct model model = tiny_model(isa);
    struct status st = {0};
    m.image = image_link(m.p, &model, m.functions, true, &st);
    assert_non_null(m.image);
    assert_true(status_ok(&st));
    return m;
}

static void done(struct made *m) {
    image_free(m->image);
    program_free(m->p);
}

/* ---- The coder -------------------------------------------------------------------------- */

/* Numbers of all sizes and bits of all skews, many of them likely: long carries included. */
static void code_something(struct coder *c, u64 seed, u32 *found) {
    struct bit_model number[NUMBER_MODELS], tree[64], skewed[8];
    for (u32 k = 0; k < NUMBER_MODELS; k++) number[k] = BIT_MODEL_NEW;
    for (u32 k = 0; k < 64; k++) tree[k] = BIT_MODEL_NEW;
    for (u32 k = 0; k < 8; k++) skewed[k] = BIT_MODEL_NEW;
    u32 count = below(&seed, 400);
    for (u32 n = 0; n < count; n++) {
        u32 wanted[4] = {(u32)random_next(&seed) >> below(&seed, 32), below(&seed, 64),
                         below(&seed, 1000) > 0, below(&seed, 1u << 20)};
        if (n % 50 == 7) wanted[0] = 0xffffffff - below(&seed, 3);
        bool known = c->mode != CODER_DECODE;
        u32 got[4] = {code_number(c, number, known ? wanted[0] : 0),
                      code_tree(c, tree, known ? wanted[1] : 0, 6),
                      code_bit(c, &skewed[n % 8], known && wanted[2]),
                      code_raw(c, known ? wanted[3] : 0, 20)};
        for (u32 k = 0; k < 4; k++) *found += got[k] == wanted[k];
    }
    *found -= count * 4;
}

static void the_coder_gives_back_what_it_took(void **state) {
    (void)state;
    for (u64 seed = 0; seed < 400; seed++) {
        struct coder c = {0}, d;
        u32 wrong = 0;
        coder_encode(&c);
        code_something(&c, seed, &wrong);
        coder_finish(&c);
        u8 *exact = xmalloc(c.out.count); /* so that a sanitizer sees reads behind the end */
        if (c.out.count) memcpy(exact, c.out.at, c.out.count);
        coder_decode(&d, exact, c.out.count);
        code_something(&d, seed, &wrong);
        assert_int_equal(wrong, 0);
        assert_false(coder_failed(&d));
        free(exact);
        array_free(&c.out);
    }
}

/* ---- The map of a point, the slow way --------------------------------------------------- */

static int by_value(const void *x, const void *y) {
    const struct placed *p = x, *q = y;
    if (p->value != q->value) return p->value < q->value ? -1 : 1;
    if (p->part != q->part) return (int)p->part - (int)q->part;
    return (int)q->in_reg - (int)p->in_reg;
}

static u32 expect(const struct made *m, u32 function, u32 p, u32 call, struct placed *out) {
    const struct compiled_function *f = m->functions[function];
    const struct isa *isa = m->image->model.isa;
    u32 count = 0;
    for (u32 k = 0; k < f->range_count && f->ranges[k].first <= p; k++) {
        const struct map_range *r = &f->ranges[k];
        u8 type = m->p->functions[function].value_types[r->vreg / isa->parts];
        if (r->end <= p) continue;
        if (call != NO_VALUE && !(type & VALUE_IS_CONST)) {
            bool earlier = false;
            for (u32 j = 0; j < f->range_count && f->ranges[j].first <= call; j++)
                earlier |= f->ranges[j].vreg == r->vreg;
            if (!earlier) continue;
        }
        struct placed *at = &out[count++];
        *at = (struct placed){.value = r->vreg / isa->parts,
                              .part = (u8)(r->vreg % isa->parts),
                              .is_const = (type & VALUE_IS_CONST) != 0,
                              .in_reg = r->loc.kind == LOC_REG,
                              .reg = NO_REG};
        at->type = (u8)(type & VALUE_TYPE);
        if (at->type == I64 && isa->parts == 2) at->type = I32;
        if (at->in_reg)
            at->reg = (reg)r->loc.index;
        else
            at->offset =
                (i32)(r->loc.index * isa->word_bytes + (r->loc.kind == LOC_SLOT ? 16u : 160u));
    }
    if (count) qsort(out, count, sizeof *out, by_value);
    for (u32 k = 1; k < count; k++)
        out[k].home = out[k].value == out[k - 1].value && out[k].part == out[k - 1].part;
    return count;
}

static void compare(struct point_map found, const struct placed *wanted, u32 count) {
    assert_int_equal(found.count, count);
    for (u32 k = 0; k < count; k++) same_placed(&found.at[k], &wanted[k]);
}

static void check_function(const struct made *m, u32 function, u64 *seed) {
    const struct compiled_function *f = m->functions[function];
    u32 start = m->image->functions[function].code_start;
    struct placed *wanted = xmalloc(sizeof *wanted * (f->range_count + 1));
    u32 step = f->point_count > 500 ? 37 : 1;
    for (u32 p = 0; p < f->point_count; p++) {
        struct point_id at = {function, p}, call;
        assert_int_equal(image_point_offset(m->image, at), start + f->point_at[p]);
        u32 back = f->return_at[p];
        assert_int_equal(image_return_offset(m->image, at),
                         back == NO_OFFSET ? NO_OFFSET : start + back);
        if (back != NO_OFFSET) {
            assert_true(image_call_returning_to(m->image, start + back, &call));
            assert_int_equal(call.function, function);
            assert_int_equal(call.point, p);
        }
        if (p % step && below(seed, 60)) continue;
        compare(image_map(m->image, m->p, at), wanted,
                expect(m, function, p, NO_VALUE, wanted));
        struct point_map again = image_map(m->image, m->p, at);
        assert_ptr_equal(again.at, image_map(m->image, m->p, at).at);
        if (back != NO_OFFSET)
            compare(image_call_map(m->image, m->p, at), wanted,
                    expect(m, function, p + 1, p, wanted));
        else
            assert_int_equal(image_call_map(m->image, m->p, at).count, 0);
    }
    free(wanted);
}

static void round_trip(const struct isa *isa, u32 count, u32 points, enum ranges_style style,
                       u64 seed) {
    struct made m = make(isa, count, points, style, &seed);
    for (u32 n = 1; n < count; n++) check_function(&m, n, &seed);
    image_forget_tables(m.image);
    for (u32 n = 1; n < count; n++) check_function(&m, n, &seed);
    done(&m);
}

static void maps_of_blocks_come_back(void **state) {
    (void)state;
    for (u64 seed = 1; seed <= 30; seed++) {
        round_trip(&tiny, 6, 120, RANGES_BLOCKS, seed);
        round_trip(&tinywide, 6, 120, RANGES_BLOCKS, seed);
    }
}

static void maps_of_anything_come_back(void **state) {
    (void)state;
    for (u64 seed = 1; seed <= 60; seed++) {
        round_trip(&tiny, 5, 1 + (u32)seed * 2, RANGES_WILD, seed);
        round_trip(&tinywide, 5, 1 + (u32)seed * 2, RANGES_WILD, seed);
    }
}

static void maps_of_large_functions_come_back(void **state) {
    (void)state;
    round_trip(&tiny, 3, 6000, RANGES_BLOCKS, 77);
    round_trip(&tinywide, 3, 6000, RANGES_WILD, 78);
}

/* ---- No map, and bad bytes -------------------------------------------------------------- */

static void code_is_the_same_without_maps(void **state) {
    (void)state;
    u64 seed = 5;
    struct made m = make(&tiny, 9, 80, RANGES_BLOCKS, &seed);
    struct model model = tiny_model(&tiny);
    struct status st = {0};
    struct image *bare = image_link(m.p, &model, m.functions, false, &st);
    assert_non_null(bare);
    assert_int_equal(image_map_bytes(bare), 0);
    assert_int_equal(bare->code_size, m.image->code_size);
    assert_memory_equal(bare->code, m.image->code, bare->code_size);
    struct point_id at;
    assert_false(image_point_at(bare, bare->functions[3].points_start, &at));
    assert_int_equal(image_map(bare, m.p, (struct point_id){3, 0}).count, 0);
    assert_int_equal(image_point_offset(bare, (struct point_id){3, 0}), NO_OFFSET);
    image_free(bare);
    done(&m);
}

static void bad_bytes_are_safe(void **state) {
    (void)state;
    u64 seed = 99;
    for (u32 round = 0; round < 400; round++) {
        const struct isa *isa = round % 2 ? &tiny : &tinywide;
        struct made m = make(isa, 4, 60, round % 4 < 2 ? RANGES_BLOCKS : RANGES_WILD, &seed);
        image_forget_tables(m.image);
        u32 flips = 1 + below(&seed, 20);
        for (u32 k = 0; k < flips; k++)
            m.image->map[below(&seed, m.image->map_size)] ^= (u8)(1 << below(&seed, 8));
        for (u32 n = 1; n < 4; n++) {
            if (below(&seed, 6) == 0) m.image->functions[n].map_size = below(&seed, 9000);
            if (below(&seed, 6) == 0) m.image->functions[n].map_start = below(&seed, 9000);
            for (u32 p = 0; p < m.functions[n]->point_count; p++) {
                image_map(m.image, m.p, (struct point_id){n, p});
                image_call_map(m.image, m.p, (struct point_id){n, p});
            }
        }
        done(&m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_coder_gives_back_what_it_took),
        cmocka_unit_test(maps_of_blocks_come_back),
        cmocka_unit_test(maps_of_anything_come_back),
        cmocka_unit_test(maps_of_large_functions_come_back),
        cmocka_unit_test(code_is_the_same_without_maps),
        cmocka_unit_test(bad_bytes_are_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
