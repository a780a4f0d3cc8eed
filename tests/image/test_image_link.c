/* Linking: the layout, the function array, fixups, sites, instruction starts. */
#include "image/private.h"
#include "tests/image/tiny.h"

static u32 big(const u8 *at) {
    return (u32)at[0] << 24 | (u32)at[1] << 16 | (u32)at[2] << 8 | at[3];
}
static u64 little(const u8 *at, u32 bytes) {
    u64 v = 0;
    for (u32 k = 0; k < bytes; k++) v |= (u64)at[k] << 8 * k;
    return v;
}

struct set {
    struct program *p;
    struct compiled_function **f;
    struct model model;
    struct status st;
};

/* Functions 1 .. count - 1 have code, function 0 is imported. */
static struct set make(const struct isa *isa, u32 count, u32 points) {
    struct set s = {.p = tiny_program(count, 1), .model = tiny_model(isa)};
    u64 seed = 42;
    s.f = ARENA_ARRAY(&s.p->arena, struct compiled_function *, count);
    for (u32 n = 1; n < count; n++)
        s.f[n] = tiny_function(s.p, n, isa, points, RANGES_BLOCKS, &seed);
    return s;
}

static void done(struct set *s, struct image *image) {
    image_free(image);
    program_free(s->p);
    status_free(&s->st);
}

static void layout_is_in_order(void **state) {
    (void)state;
    struct set s = make(&tiny, 5, 30);
    struct image *m = image_link(s.p, &s.model, s.f, true, &s.st);
    assert_non_null(m);
    assert_int_equal(m->done_at, 6 * 8);
    assert_int_equal(m->helpers_end, 6 * 8 + 4 + 4 + 12);
    assert_int_equal(m->functions[0].code_start, m->functions[0].code_end);
    u32 end = m->helpers_end;
    for (u32 n = 1; n < 5; n++) {
        const struct image_function *f = &m->functions[n];
        assert_int_equal(f->code_start % 8, 0);
        assert_true(f->code_start >= end && f->code_start < end + 8);
        assert_int_equal(f->code_end - f->code_start, s.f[n]->code_size);
        assert_memory_equal(m->code + f->code_start, s.f[n]->code, s.f[n]->code_size);
        assert_int_equal(f->points_start, f->code_start + s.f[n]->point_at[0]);
        assert_int_equal(f->points_end, f->code_start + s.f[n]->point_at[30]);
        assert_int_equal(f->frame_bytes, 160);
        assert_int_equal(f->link_offset, 152);
        assert_int_equal(f->saved, regset_of(3));
        assert_int_equal(f->counts.constants, 4);
        end = f->code_end;
    }
    assert_int_equal(m->code_size, end);
    assert_int_equal(m->program_hash, s.p->hash);
    done(&s, m);
}

static void rows_are_in_the_machines_order(void **state) {
    (void)state;
    struct set s = make(&tiny, 3, 10);
    struct image *m = image_link(s.p, &s.model, s.f, true, &s.st);
    assert_int_equal(big(m->code), 0); /* imported, without code: like null */
    assert_int_equal(big(m->code + 4), 0xffffffff);
    assert_int_equal(big(m->code + 8), 0x40000000 + m->functions[1].code_start);
    assert_int_equal(big(m->code + 12), 0);
    assert_int_equal(big(m->code + 24), 0);
    assert_int_equal(big(m->code + 28), 0xffffffff);
    done(&s, m);

    s = make(&tinywide, 3, 10);
    u64 seed = 9;
    s.f[0] = tiny_function(s.p, 0, &tinywide, 2, RANGES_BLOCKS, &seed);
    m = image_link(s.p, &s.model, s.f, true, &s.st);
    assert_int_equal(little(m->code, 8), 0x200000000 + m->functions[0].code_start);
    assert_int_equal(little(m->code + 8, 8), 1); /* canonical type of imported functions here */
    assert_int_equal(little(m->code + 16, 8), 0x200000000 + m->functions[1].code_start);
    assert_int_equal(little(m->code + 24, 8), 0);
    assert_int_equal(little(m->code + 48, 8), 0);
    assert_int_equal(little(m->code + 56, 8), 0xffffffff);
    done(&s, m);
}

static void fixups_are_distances(void **state) {
    (void)state;
    struct set s = make(&tiny, 3, 10);
    struct fixup x[] = {{0, 2, TINY_NEAR, FIX_FUNCTION},
                        {4, 1, TINY_FAR, FIX_HELPER},
                        {8, 256, TINY_FAR, FIX_CONTEXT},
                        {12, 12, TINY_FAR, FIX_TABLES},
                        {16, 8, TINY_FAR, FIX_ROWS}};
    s.f[1]->fixups = x;
    s.f[1]->fixup_count = COUNT_OF(x);
    u8 before = s.f[1]->code[0];
    struct image *m = image_link(s.p, &s.model, s.f, true, &s.st);
    assert_non_null(m);
    u32 at = m->functions[1].code_start;
    u8 *code = m->code + at;
    u32 address = 0x40000000 + at;
    assert_int_equal(big(code),
                     (u32)before << 24 | (m->functions[2].code_start - at)); /* kind NEAR */
    assert_int_equal((u32)(address + 4 + big(code + 4)), 0x40000000 + m->done_at + 8);
    assert_int_equal((u32)(address + 8 + big(code + 8)), 0x41000000 + 256);
    assert_int_equal((u32)(address + 12 + big(code + 12)), 0x41100000 + 12);
    assert_int_equal((u32)(address + 16 + big(code + 16)), 0x40000008);
    /* the helpers' own: done stub, helper 0, then helper 1 */
    code = m->code + m->done_at;
    assert_int_equal(big(code), 0xdead0001);
    assert_int_equal(big(code + 4), 0x11111111);
    assert_int_equal((i32)big(code + 8), -4);
    address = 0x40000000 + m->done_at + 12;
    assert_int_equal((u32)(address + big(code + 12)), 0x41000008);
    done(&s, m);
}

static void out_of_reach_is_the_users_fault(void **state) {
    (void)state;
    struct set s = make(&tiny, 5, 10);
    s.f[2]->code = ARENA_ARRAY(&s.p->arena, u8, 1 << 20);
    s.f[2]->code_size = 1 << 20;
    struct fixup x = {4, 3, TINY_NEAR, FIX_FUNCTION};
    s.f[1]->fixups = &x;
    s.f[1]->fixup_count = 1;
    assert_null(image_link(s.p, &s.model, s.f, true, &s.st));
    assert_failure(
        &s.st, FAULT_USER,
        "image too large for tiny-model: f1, 0 KiB from the start, does not reach f3");
    s.f[2]->code_size = 1 << 24; /* more than lies between code and context */
    s.f[2]->code = ARENA_ARRAY(&s.p->arena, u8, 1 << 24);
    assert_null(image_link(s.p, &s.model, s.f, true, &s.st));
    assert_failure(&s.st, FAULT_USER,
                   "image too large for tiny-model: its code has room for 16 MiB");
    done(&s, NULL);
}

static void fixups_of_nothing_are_our_fault(void **state) {
    (void)state;
    struct set s = make(&tiny, 3, 10);
    struct fixup x = {0, 0, TINY_NEAR, FIX_FUNCTION};
    s.f[1]->fixups = &x;
    s.f[1]->fixup_count = 1;
    assert_null(image_link(s.p, &s.model, s.f, true, &s.st));
    assert_failure(&s.st, FAULT_INTERNAL,
                   "tiny-model: f1 refers to function 0, which has no code");
    x = (struct fixup){0, 9, TINY_NEAR, FIX_HELPER};
    assert_null(image_link(s.p, &s.model, s.f, true, &s.st));
    assert_failure(&s.st, FAULT_INTERNAL,
                   "tiny-model: f1 refers to helper 9, which has no code");
    done(&s, NULL);
}

/* ---- Questions -------------------------------------------------------------------------- */

static void functions_are_found(void **state) {
    (void)state;
    struct set s = make(&tiny, 40, 12);
    s.f[7] = s.f[8] = s.f[39] = NULL; /* as imported ones: no code */
    struct image *m = image_link(s.p, &s.model, s.f, true, &s.st);
    for (u32 at = 0; at < m->code_size + 50; at++) {
        i64 wanted = -1;
        for (u32 n = 0; n < 40; n++)
            if (at >= m->functions[n].code_start && at < m->functions[n].code_end) wanted = n;
        assert_int_equal(image_function_at(m, at), wanted);
    }
    done(&s, m);
}

static void points_are_found(void **state) {
    (void)state;
    const struct isa *isas[] = {&tiny, &tinywide};
    for (u32 k = 0; k < 2; k++) {
        struct set s = make(isas[k], 6, 90);
        struct image *m = image_link(s.p, &s.model, s.f, true, &s.st);
        for (u32 n = 1; n < 6; n++) {
            const struct image_function *f = &m->functions[n];
            for (u32 at = f->code_start; at < f->code_end; at++) {
                i64 last = -1, operation = -1;
                u32 next = f->points_end;
                for (u32 p = 0; p < 90; p++) {
                    u32 point = f->code_start + s.f[n]->point_at[p];
                    if (point == at) last = p;
                    if (point <= at && at < f->points_end) operation = p;
                    if (point >= at && next > point) next = point;
                }
                struct point_id id = {0, 0};
                assert_int_equal(image_point_at(m, at, &id), last >= 0);
                if (last >= 0) assert_int_equal(id.point, last);
                assert_int_equal(image_operation_at(m, at, &id), operation >= 0);
                if (operation >= 0) assert_int_equal(id.point, operation);
                assert_int_equal(image_next_point(m, at), next);
            }
        }
        struct point_id id;
        assert_false(image_point_at(m, m->done_at, &id));
        assert_false(image_operation_at(m, m->done_at, &id));
        assert_false(image_call_returning_to(m, 0, &id));
        assert_int_equal(image_next_point(m, m->done_at), m->code_size);
        done(&s, m);
    }
}

static void sites_are_found(void **state) {
    (void)state;
    struct set s = make(&tinywide, 30, 20);
    struct image *m = image_link(s.p, &s.model, s.f, true, &s.st);
    assert_int_equal(m->site_count, 30);
    assert_int_equal(image_site_at(m, m->done_at)->kind, SITE_DONE);
    for (u32 n = 1; n < 30; n++) {
        const struct site *site = image_site_at(m, m->functions[n].code_end - 4);
        assert_non_null(site);
        assert_int_equal(site->kind, SITE_TRAP);
        assert_int_equal(site->what, 7);
        assert_int_equal(site->point, 19);
        assert_null(image_site_at(m, m->functions[n].code_end - 5));
    }
    assert_null(image_site_at(m, m->code_size + 100));
    done(&s, m);
}

static void instructions_are_counted(void **state) {
    (void)state;
    struct set s = make(&tinywide, 8, 100);
    struct image *m = image_link(s.p, &s.model, s.f, true, &s.st);
    u8 *is = calloc(m->code_size + 1, 1);
    is[m->done_at] = 1;
    for (u32 k = 0; k < 4; k++) is[m->done_at + 2 + 4 * k] = 1; /* the helpers' */
    for (u32 n = 1; n < 8; n++)
        for (u32 k = 0; k < s.f[n]->start_count; k++)
            is[m->functions[n].code_start + s.f[n]->starts[k]] = 1;
    u64 seed = 3;
    for (u32 round = 0; round < 20000; round++) {
        u32 from = below(&seed, m->code_size), to = from + below(&seed, 300), count = 0;
        for (u32 at = from; at < to && at < m->code_size; at++) count += is[at];
        assert_int_equal(image_count_instructions(m, from, to), count);
        u32 n = below(&seed, 100), at = from;
        for (u32 left = n + 1; at < m->code_size; at++)
            if (is[at] && --left == 0) break;
        assert_int_equal(image_nth_instruction(m, from, n), at);
    }
    assert_int_equal(image_count_instructions(m, 10, 10), 0);
    assert_int_equal(image_count_instructions(m, 10, 5), 0);
    free(is);
    done(&s, m);

    s = make(&tiny, 3, 100);
    m = image_link(s.p, &s.model, s.f, true, &s.st);
    assert_null(m->starts);
    assert_int_equal(image_count_instructions(m, 8, 32), 6);
    assert_int_equal(image_nth_instruction(m, 8, 6), 32);
    assert_int_equal(image_nth_instruction(m, 8, 0xffffffff), m->code_size);
    done(&s, m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_is_in_order),
        cmocka_unit_test(rows_are_in_the_machines_order),
        cmocka_unit_test(fixups_are_distances),
        cmocka_unit_test(out_of_reach_is_the_users_fault),
        cmocka_unit_test(fixups_of_nothing_are_our_fault),
        cmocka_unit_test(functions_are_found),
        cmocka_unit_test(points_are_found),
        cmocka_unit_test(sites_are_found),
        cmocka_unit_test(instructions_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
