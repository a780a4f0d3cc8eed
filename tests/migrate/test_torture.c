/* Migration under torture: small programs that move after every instruction, round machines of
 * all base ISAs with few registers and many; larger ones at random distances; deep stacks. Each
 * run must end as the same program does at rest: output, status, trap and its place, results,
 * memory, globals, tables. Each migration is checked besides: the state captured again from the
 * machine that it came to is the same.
 *
 *     test_torture modules|programs|steps|workloads|depth|strategies|homes
 *
 * HPMSIM_CASE: only cases whose names contain this; see torture.h for more. */
/* entries: modules programs steps workloads depth strategies homes */
#include "tests/migrate/torture.h"

#include <stdio.h>

#define WORKLOADS HPMSIM_SOURCE_DIR "/workloads/"

static bool wanted(const char *name) {
    const char *only = getenv("HPMSIM_CASE");
    return !only || strstr(name, only);
}

static void report(const char *name, const struct torture *t, u64 start_ns) {
    double mean = t->migrations ? (double)t->distance / (double)t->migrations : 0;
    print_message(
        "%-12s %2u runs, %8llu migrations, %llu refused, distance %.2f, at most %llu; "
        "%.1f s\n",
        name, t->runs, (unsigned long long)t->migrations, (unsigned long long)t->refused, mean,
        (unsigned long long)t->distance_max, (double)(time_now_ns() - start_ns) / 1e9);
}

static bool go(const char *name, struct torture *t) {
    if (!wanted(name)) return true;
    u64 start = time_now_ns();
    torture_ring(&t->ring);
    if (t->strategy) ring_strategy(&t->ring, t->strategy);
    if (t->allocators) ring_allocators(&t->ring, t->allocators - 1);
    for (u32 n = 0; t->homes && n + 1 < t->ring.count; n++) model_use_homes(&t->ring.models[n]);
    bool ok = torture(t);
    report(name, t, start);
    return ok;
}

/* ---- After every instruction ------------------------------------------------------------ */

static const char *const names[] = {"recursion", "wide",  "floats", "indirect",
                                    "live",      "loops", "memory", "globals",
                                    "switch",    "many",  "deep",   "trap"};

static u32 move_modules(bool homes) {
    u32 failed = 0;
    for (size_t n = 0; n < COUNT_OF(names); n++) {
        char path[500];
        snprintf(path, sizeof path, PROGRAMS "%s.wat", names[n]);
        struct torture t = {.path = path,
                            .way = {GAIT_EVERY, .distance = 1, .seed = 1},
                            .verify = true,
                            .homes = homes};
        failed += !go(names[n], &t);
    }
    return failed;
}

static void moves_modules_at_every_instruction(void **state) {
    (void)state;
    need_tool("wat2wasm");
    assert_int_equal(move_modules(false), 0);
}

static void moves_programs_at_every_instruction(void **state) {
    (void)state;
    need_tool("clang");
    u32 failed = 0;
    struct torture trees = {.path = PROGRAMS "trees.c",
                            .way = {GAIT_EVERY, .distance = 1, .seed = 1},
                            .each_isa = true,
                            .verify = true};
    failed += !go("trees", &trees);
    static const char *const args[] = {"3", NULL};
    struct torture library = {.path = PROGRAMS "library.c",
                              .args = args,
                              .folder = "box",
                              .way = {GAIT_EVERY, .distance = 1, .seed = 1},
                              .one_start = true,
                              .verify = true};
    failed += !go("library", &library);
    struct torture longer = {.path = PROGRAMS "library.c",
                             .folder = "box",
                             .way = {GAIT_RANDOM, .distance = 20, .seed = 2},
                             .each_isa = true};
    failed += !go("library", &longer);
    assert_int_equal(failed, 0);
}

/* ---- Allocators and strategies ---------------------------------------------------------- */

/* Under each strategy, from machine to machine with images of different allocators; each machine
 * has each allocator once. */
static void moves_under_every_strategy(void **state) {
    (void)state;
    need_tool("wat2wasm");
    need_tool("clang");
    u32 failed = 0;
    for (u32 s = 0; s < strategy_count; s++) {
        print_message("strategy %s\n", strategy_list[s].name);
        for (size_t n = 0; n < COUNT_OF(names); n++) {
            char path[500];
            snprintf(path, sizeof path, PROGRAMS "%s.wat", names[n]);
            struct torture t = {.path = path,
                                .way = {GAIT_EVERY, .distance = 1, .seed = 1},
                                .strategy = &strategy_list[s],
                                .allocators = 1 + s,
                                .verify = true};
            failed += !go(names[n], &t);
        }
        struct torture trees = {.path = PROGRAMS "trees.c",
                                .way = {GAIT_EVERY, .distance = 1, .seed = 1},
                                .strategy = &strategy_list[s],
                                .allocators = 1 + s,
                                .one_start = true,
                                .verify = true};
        failed += !go("trees", &trees);
        struct torture library = {.path = PROGRAMS "library.c",
                                  .folder = "box",
                                  .way = {GAIT_RANDOM, .distance = 20, .seed = 2},
                                  .strategy = &strategy_list[s],
                                  .allocators = 1 + s,
                                  .one_start = true};
        failed += !go("library", &library);
    }
    assert_int_equal(failed, 0);
}

/* ---- At random distances ---------------------------------------------------------------- */

struct workload {
    const char *name, *args[4];
    u64 distance;
    bool folder;
};
static const struct workload workloads[] = {
    {"bignum", {"10"}, 5000, false},
    {"btree", {"200"}, 500, false},
    {"chacha20", {"1"}, 1000, false},
    {"dijkstra", {"60"}, 300, false},
    {"fft", {"6"}, 1000, false},
    {"format", {"20"}, 1000, false},
    {"hashmap", {"500"}, 5000, false},
    {"lisp", {"1"}, 30000, false},
    {"lz", {"2000"}, 8000, false},
    {"mandelbrot", {"12"}, 500, false},
    {"matmul", {"9"}, 2000, false},
    {"nbody", {"30"}, 500, false},
    {"nqueens", {"6"}, 200, false},
    {"perft", {"2"}, 500, false},
    {"raytrace", {"10"}, 500, false},
    {"sha256", {"1"}, 20000, false},
    {"sort", {"100"}, 1000, false},
    {"vm", {"20"}, 500, false},
    {"wordcount", {"-", "1"}, 3000, false},
    {"wordcount", {".", "1"}, 3000, true},
};

static void moves_workloads_at_random(void **state) {
    (void)state;
    need_tool("clang");
    u32 failed = 0;
    for (size_t n = 0; n < COUNT_OF(workloads); n++) {
        const struct workload *w = &workloads[n];
        char path[500];
        snprintf(path, sizeof path, WORKLOADS "%s.c", w->name);
        struct torture t = {.path = path,
                            .args = w->args,
                            .folder = w->folder ? "box" : NULL,
                            .way = {GAIT_RANDOM, .distance = w->distance, .seed = n + 1},
                            .each_isa = true};
        failed += !go(w->name, &t);
    }
    assert_int_equal(failed, 0);
}

/* The smallest of them after every instruction. */
static void moves_workloads_at_every_instruction(void **state) {
    static const struct workload smallest[] = {
        {"dijkstra", {"20"}, 1, false}, {"nqueens", {"4"}, 1, false},
        {"perft", {"1"}, 1, false},     {"raytrace", {"8"}, 1, false},
        {"vm", {"10"}, 1, false},       {"btree", {"20"}, 1, false},
        {"mandelbrot", {"8"}, 1, false}};
    (void)state;
    need_tool("clang");
    u32 failed = 0;
    for (size_t n = 0; n < COUNT_OF(smallest); n++) {
        const struct workload *w = &smallest[n];
        char path[500];
        snprintf(path, sizeof path, WORKLOADS "%s.c", w->name);
        struct torture t = {.path = path,
                            .args = w->args,
                            .way = {GAIT_EVERY, .distance = w->distance, .seed = 1},
                            .one_start = true};
        failed += !go(w->name, &t);
    }
    assert_int_equal(failed, 0);
}

/* ---- Deep stacks ------------------------------------------------------------------------ */

static void move_deep_stacks(bool homes) {
    u64 calls[4] = {10000};
    struct torture deep = {
        .path = PROGRAMS "depth.wat",
        .run_args = calls,
        .way = {GAIT_RANDOM, .distance = 2000, .seed = 3, .frames_most = 100000},
        .each_isa = true,
        .homes = homes};
    assert_true(go("depth", &deep));
    assert_int_equal(deep.refused, 0);
}

static void moves_deep_stacks(void **state) {
    (void)state;
    need_tool("wat2wasm");
    move_deep_stacks(false);
}

/* ---- Frames of one layout --------------------------------------------------------------- */

static void moves_frames_of_one_layout(void **state) {
    (void)state;
    need_tool("wat2wasm");
    u32 failed = move_modules(true);
    move_deep_stacks(true);
    if (have_tool("clang")) {
        struct torture trees = {.path = PROGRAMS "trees.c",
                                .way = {GAIT_EVERY, .distance = 1, .seed = 1},
                                .one_start = true,
                                .verify = true,
                                .homes = true};
        failed += !go("trees", &trees);
    }
    assert_int_equal(failed, 0);
}

int main(int argc, char **argv) {
    static const struct {
        const char *entry;
        struct CMUnitTest test;
    } tests[] = {
        {"modules", cmocka_unit_test(moves_modules_at_every_instruction)},
        {"programs", cmocka_unit_test(moves_programs_at_every_instruction)},
        {"steps", cmocka_unit_test(moves_workloads_at_every_instruction)},
        {"workloads", cmocka_unit_test(moves_workloads_at_random)},
        {"depth", cmocka_unit_test(moves_deep_stacks)},
        {"strategies", cmocka_unit_test(moves_under_every_strategy)},
        {"homes", cmocka_unit_test(moves_frames_of_one_layout)},
    };
    int failed = 0;
    for (size_t n = 0; n < COUNT_OF(tests); n++) {
        if (argc > 1 && strcmp(argv[1], tests[n].entry)) continue;
        const struct CMUnitTest one[] = {tests[n].test};
        failed += cmocka_run_group_tests_name(tests[n].entry, one, NULL, NULL);
    }
    return failed;
}
