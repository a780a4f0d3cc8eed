/* tests/testbed/test_session.c: triggers fire where they should, on every machine, and entries
 * are counted exactly, however often the process moves meanwhile. */
#include "migrate/plan.h"
#include "testbed/layout.h"
#include "testbed/run.h"
#include "tests/base/check.h"

#include <stdio.h>
#include <stdlib.h>

/* leaf: no frame, and its loop begins at its first instruction. fib: calls itself. */
static const char source[] =
    "(module (memory (export \"memory\") 1)\n"
    "  (func $leaf (param i32) (result i32)\n"
    "    (loop $again\n"
    "      (local.set 0 (i32.sub (local.get 0) (i32.const 1)))\n"
    "      (br_if $again (i32.gt_s (local.get 0) (i32.const 0))))\n"
    "    (local.get 0))\n"
    "  (func $fib (param i32) (result i32)\n"
    "    (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))\n"
    "      (then (local.get 0))\n"
    "      (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1)))\n"
    "                     (call $fib (i32.sub (local.get 0) (i32.const 2)))))))\n"
    "  (func (export \"_start\") (local i32)\n"
    "    (loop $again\n"
    "      (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (call $leaf (i32.const "
    "5))))\n"
    "      (i32.store (i32.const 4) (i32.add (i32.load (i32.const 4)) (call $fib (i32.const "
    "6))))\n"
    "      (local.set 0 (i32.add (local.get 0) (i32.const 1)))\n"
    "      (br_if $again (i32.lt_s (local.get 0) (i32.const 10))))))\n";
enum { LEAF_CALLS = 10, FIB_CALLS = 25 * 10, FIB_SUM = 8 * 10 };

static struct build build;
static bool built;
static u32 ring[16];

static int set_up(void **unused) {
    (void)unused;
    struct status st = {0};
    struct model models[16];
    if (!file_write("entries.wat", source, sizeof source - 1, &st)) return -1;
    if (!have_tool("wat2wasm")) return 0;
    struct program *p = program_load("entries.wat", &st);
    if (!p) fprintf(stderr, "%s\n", st.text);
    if (!p) return -1;
    for (u32 n = 0; n < isa_count; n++) {
        if (!model_find(isa_list[n]->name, &models[n], &st)) return -1;
        ring[n] = (n + 1) % isa_count;
    }
    built = build_make(&build, p, models, isa_count, &(struct build_options){0}, &st);
    if (!built) fprintf(stderr, "%s\n", st.text);
    return built ? 0 : -1;
}

static int tear_down(void **unused) {
    (void)unused;
    if (built) build_free(&build);
    return 0;
}

static struct session *start(const struct session_options *o) {
    struct status st = {0};
    struct session *s = session_create(&build, o, &st);
    assert_null(st.text);
    return s;
}

static void finish(struct session *s) {
    struct status st = {0};
    enum session_end end = session_run(s, &st);
    if (st.text) fprintf(stderr, "%s\n", st.text);
    assert_int_equal(end, END_EXIT);
    assert_int_equal(s->process->memory[4], FIB_SUM);
}

static const struct process_options quiet = {.in = -1, .out = -1, .err = -1};

/* Counts entries on every machine, and while moving every `every` instructions (0: never). */
static void entries_are_exact(void **unused) {
    (void)unused;
    if (!built) skip();
    u32 leaf = (u32)program_find_function(build.program, "leaf");
    u32 fib = (u32)program_find_function(build.program, "fib");
    static const u64 steps[] = {0, 1, 2, 3, 7, 50, 1001};
    for (u32 from = 0; from < build.count; from++) {
        for (u32 k = 0; k < COUNT_OF(steps); k++) {
            const struct trigger triggers[] = {{.kind = TRIGGER_ENTRY,
                                                .n = 1000000,
                                                .function = leaf,
                                                .to = &ring[from],
                                                .to_count = 1},
                                               {.kind = TRIGGER_ENTRY,
                                                .n = 1000000,
                                                .function = fib,
                                                .to = &ring[from],
                                                .to_count = 1},
                                               {.every = true,
                                                .n = MAX(steps[k], 1),
                                                .to = ring,
                                                .to_count = isa_count,
                                                .limit = UINT64_MAX}};
            struct session_options o = {.process = quiet,
                                        .start = from,
                                        .triggers = triggers,
                                        .trigger_count = steps[k] ? 3 : 2,
                                        .check_state = true};
            struct session *s = start(&o);
            finish(s);
            assert_int_equal(s->states[0].watch.seen, LEAF_CALLS);
            assert_int_equal(s->states[1].watch.seen, FIB_CALLS);
            if (steps[k] == 1) assert_true(s->stats.count > 1000);
            session_free(s);
        }
    }
}

/* The nth entry of fib for each n: the migration takes place in fib, at its very beginning. */
static void entries_stop_there(void **unused) {
    (void)unused;
    if (!built) skip();
    u32 fib = (u32)program_find_function(build.program, "fib");
    for (u32 from = 0; from < build.count; from++) {
        u64 last = 0;
        for (u64 nth = 1; nth <= FIB_CALLS; nth += 3) {
            const struct trigger t = {.kind = TRIGGER_ENTRY,
                                      .n = nth,
                                      .function = fib,
                                      .to = &ring[from],
                                      .to_count = 1};
            struct session_options o = {.process = quiet,
                                        .start = from,
                                        .triggers = &t,
                                        .trigger_count = 1,
                                        .check_state = true,
                                        .records = 10};
            struct session *s = start(&o);
            finish(s);
            assert_int_equal(s->stats.count, 1);
            const struct record *r = &s->records.at[0];
            assert_int_equal(r->migration.at.function, fib);
            assert_int_equal(r->from, from);
            assert_int_equal(r->to, ring[from]);
            assert_true(r->instruction > last);
            assert_true(r->migration.frames >= 2);
            last = r->instruction;
            session_free(s);
        }
    }
}

static void positions_are_exact(void **unused) {
    (void)unused;
    if (!built) skip();
    const struct trigger triggers[] = {
        {.n = 0, .to = &ring[0], .to_count = 1},
        {.n = 101, .to = &ring[1], .to_count = 1},
        {.every = true, .n = 200, .to = ring, .to_count = isa_count, .limit = 3},
        {.n = 1 << 30, .to = &ring[1], .to_count = 1}};
    struct session_options o = {
        .process = quiet, .triggers = triggers, .trigger_count = 4, .records = 10};
    struct session *s = start(&o);
    finish(s);
    assert_int_equal(s->records.count, 5);
    assert_int_equal(s->records.at[0].instruction, 0);
    assert_int_equal(s->records.at[1].instruction, 101);
    assert_int_equal(s->records.at[2].instruction, 200);
    for (u32 n = 3; n < 5; n++) {
        const struct record *before = &s->records.at[n - 1];
        assert_int_equal(s->records.at[n].instruction,
                         before->instruction + before->migration.distance + 200);
    }
    assert_int_equal(s->states[2].fired, 3);
    assert_int_equal(s->states[3].fired, 0);
    session_free(s);
}

/* A plan for the state of the last migration is what that migration counted; the plan for the
 * way back has each way turned round; a plan from a machine to itself leaves all in place. */
static void plans_turn_round(void **unused) {
    (void)unused;
    if (!built) skip();
    u64 seen[WAY_COUNT] = {0};
    for (u32 from = 0; from < build.count; from++) {
        for (u64 at = 5; at < 400; at += 7) {
            const struct trigger t = {.n = at, .to = &ring[from], .to_count = 1};
            struct session_options o = {.process = quiet,
                                        .start = from,
                                        .triggers = &t,
                                        .trigger_count = 1,
                                        .records = 1};
            struct session *s = start(&o);
            finish(s);
            assert_int_equal(s->records.count, 1);
            const struct record *r = &s->records.at[0];
            struct image *a = build.images[r->from], *b = build.images[r->to];
            struct plan there, back, stay;
            plan_make(a, b, build.program, &s->space[0], &there);
            plan_make(b, a, build.program, &s->space[0], &back);
            plan_make(a, a, build.program, &s->space[0], &stay);
            for (u32 way = 0; way < WAY_COUNT; way++) {
                assert_int_equal(there.ways[way], r->migration.ways[way]);
                seen[way] += there.ways[way];
            }
            assert_int_equal(back.ways[WAY_REG_TO_REG], there.ways[WAY_REG_TO_REG]);
            assert_int_equal(back.ways[WAY_SLOT_TO_SLOT], there.ways[WAY_SLOT_TO_SLOT]);
            assert_int_equal(back.ways[WAY_SPILL], there.ways[WAY_FILL]);
            assert_int_equal(back.ways[WAY_FILL], there.ways[WAY_SPILL]);
            assert_int_equal(back.ways[WAY_SPLIT], there.ways[WAY_JOIN]);
            assert_int_equal(back.ways[WAY_JOIN], there.ways[WAY_SPLIT]);
            assert_int_equal(stay.ways[WAY_SPILL] + stay.ways[WAY_FILL] + stay.ways[WAY_SPLIT] +
                                 stay.ways[WAY_JOIN],
                             0);
            session_free(s);
        }
    }
    assert_true(seen[WAY_REG_TO_REG] > 0);
}

/* Where nothing is in halves, each value that comes to lie in memory has one reason; on machines
 * of four registers most reasons occur. */
static void reasons_account_for_memory(void **unused) {
    (void)unused;
    struct status st = {0};
    struct build b;
    struct model models[16];
    u32 count = 0;
    u64 seen[REASON_COUNT] = {0};
    need_tool("clang");
    struct program *p = program_load(HPMSIM_SOURCE_DIR "/workloads/nqueens.c", &st);
    if (!p) fail_msg("%s", st.text);
    for (u32 n = 0; n < isa_count; n++)
        if (isa_list[n]->parts == 1) {
            assert_true(model_find(isa_list[n]->name, &models[count], &st));
            assert_true(model_narrow(&models[count++], CLASS_INT, 4, &st));
        }
    assert_true(build_make(&b, p, models, count, &(struct build_options){0}, &st));
    u32 round[16];
    for (u32 n = 0; n < count; n++) round[n] = (n + 1) % count;
    const char *args[] = {"nqueens", "6"};
    const struct trigger t = {
        .every = true, .n = 501, .to = round, .to_count = count, .limit = UINT64_MAX};
    struct session_options o = {
        .process = quiet, .triggers = &t, .trigger_count = 1, .records = 40};
    o.process.args = args;
    o.process.arg_count = 2;
    struct session *s = session_create(&b, &o, &st);
    assert_non_null(s);
    assert_int_equal(session_run(s, &st), END_EXIT);
    assert_int_equal(s->records.count, 40);
    for (u32 n = 0; n < s->records.count; n++) {
        const struct record *r = &s->records.at[n];
        u64 in_memory = 0;
        for (u32 k = 0; k < REASON_COUNT; k++) {
            in_memory += r->reasons[k];
            seen[k] += r->reasons[k];
        }
        assert_int_equal(in_memory,
                         r->migration.ways[WAY_SPILL] + r->migration.ways[WAY_SLOT_TO_SLOT]);
        assert_true(r->stop_ns > 0);
    }
    for (u32 k = 0; k < REASON_COUNT; k++) assert_int_equal(s->reasons[k], seen[k]);
    assert_true(seen[REASON_PRESSURE] > 0 && seen[REASON_CALL] > 0);
    session_free(s);
    build_free(&b);
}

static void links_cost_time(void **unused) {
    (void)unused;
    if (!built) skip();
    const struct trigger t = {
        .every = true, .n = 100, .to = ring, .to_count = isa_count, .limit = 9};
    for (u32 copies = 0; copies < 2; copies++) {
        struct session_options o = {.process = quiet,
                                    .triggers = &t,
                                    .trigger_count = 1,
                                    .records = 9,
                                    .check_state = true,
                                    .link = {3000000, 500, copies}};
        struct session *s = start(&o);
        finish(s);
        u64 sum = 0;
        assert_int_equal(s->records.count, 9);
        for (u32 n = 0; n < s->records.count; n++) {
            const struct record *r = &s->records.at[n];
            assert_true(r->state_bytes >= 8 * r->migration.frames);
            assert_int_equal(r->copied_bytes, copies * 65536);
            assert_int_equal(r->link_bytes, r->state_bytes + r->copied_bytes);
            /* 3 bytes a microsecond, rounded up, and the latency */
            assert_int_equal(r->downtime_simulated_ns, 500 + (r->link_bytes * 1000 + 2) / 3);
            sum += r->downtime_simulated_ns;
            assert_true(copies ? r->copy_ns > 0 : r->copy_ns == 0);
        }
        /* The copy is that of the last migration; without a link that copies there is none. */
        assert_int_equal(s->copy_ns.count, copies * 9);
        assert_int_equal(s->memory_copy.bytes, copies * 65536);
        assert_true(copies == (s->memory_copy.at != NULL));
        assert_int_equal(s->downtime_simulated_ns, sum);
        session_free(s);
    }
}

static void going_nowhere(void **unused) {
    (void)unused;
    if (!built) skip();
    const u32 here = 0;
    const struct trigger t = {
        .every = true, .n = 100, .to = &here, .to_count = 1, .limit = UINT64_MAX};
    struct session_options o = {.process = quiet, .triggers = &t, .trigger_count = 1};
    struct session *s = start(&o);
    finish(s);
    assert_int_equal(s->stats.count, 0);
    assert_true(s->states[0].idle == s->states[0].fired && s->states[0].idle > 10);
    session_free(s);
}

/* ---- Numbers ---------------------------------------------------------------------------- */

static void percentiles(void **unused) {
    (void)unused;
    struct tally t = {0};
    assert_int_equal(tally_percentile(&t, 50), 0);
    for (u64 n = 1; n <= 100; n++) tally_add(&t, n * 10007 % 1000003); /* small and large */
    for (u64 n = 100; n > 0; n--) tally_add(&t, n);
    assert_int_equal(t.count, 200);
    assert_int_equal(tally_percentile(&t, 0), 1);
    assert_int_equal(tally_percentile(&t, 25), 50);
    assert_int_equal(tally_percentile(&t, 50), 100);
    assert_int_equal(tally_percentile(&t, 50.5), 697);
    assert_int_equal(tally_percentile(&t, 100), t.max);
    assert_int_equal(tally_percentile(&t, 99.5), 980686);
    tally_free(&t);
}

static void numbers_as_text(void **unused) {
    (void)unused;
    struct arena a;
    arena_init(&a);
    assert_string_equal(text_count(&a, 0), "0");
    assert_string_equal(text_count(&a, 999), "999");
    assert_string_equal(text_count(&a, 1234567), "1,234,567");
    assert_string_equal(text_plural(&a, 1, "frame"), "1 frame");
    assert_string_equal(text_size(&a, 999), "999 B");
    assert_string_equal(text_size(&a, 33812), "33.8 KB");
    assert_string_equal(text_size(&a, 999999), "1.00 MB");
    assert_string_equal(text_time(&a, 999), "999 ns");
    assert_string_equal(text_time(&a, 9999), "10.0 µs");
    assert_string_equal(text_time(&a, 1250000000), "1.25 s");
    assert_string_equal(text_cut(&a, "ünïcödé", 7), "ünïcödé");
    assert_string_equal(text_cut(&a, "ünïcödéß", 7), "ünïc...");
    arena_free(&a);
}

static void aligned_columns(void **unused) {
    (void)unused;
    struct grid g = {.column_count = 4,
                     .columns = {{"name", 0, 0}, {"n", 1, 0}, {"empty", 0, 0}, {"end", 0, 0}}};
    const char *cells[] = {"é", "1", NULL, "x", "long", "200", NULL, NULL};
    struct style s = {false, 80};
    struct text out = {0};
    for (u32 k = 0; k < COUNT_OF(cells); k++) grid_cell(&g, cells[k]);
    grid_add(&g, &out, &s, 1);
    assert_string_equal(out.at, " name    n  end\n é       1  x\n long  200\n");
    text_free(&out);
    grid_free(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_exact),
        cmocka_unit_test(entries_stop_there),
        cmocka_unit_test(positions_are_exact),
        cmocka_unit_test(going_nowhere),
        cmocka_unit_test(plans_turn_round),
        cmocka_unit_test(links_cost_time),
        cmocka_unit_test(reasons_account_for_memory),
        cmocka_unit_test(percentiles),
        cmocka_unit_test(numbers_as_text),
        cmocka_unit_test(aligned_columns),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
