/* The official WebAssembly suite on machines: on each base ISA by itself, whole and with four
 * registers of each class, while moving at random among all of them, and the latter under every
 * strategy, from images of one allocator to those of others. Needs HPMSIM_SPEC_DIR and wabt's
 * wast2json.
 *
 *     test_spec stay|move|STRATEGY [PART/PARTS]
 *
 * HPMSIM_SUITE_FILE: only files whose names contain this. HPMSIM_SEED: another seed. */
/* entries: stay move map common memory shadow */
#include "tests/base/check.h"
#include "tests/migrate/suite.h"

#include <dirent.h>
#include <stdio.h>

struct choice {
    const char *entry;
    u32 part, parts;
};

static void add_moving_lane(struct suite *s, const char *name, u32 start, u64 distance) {
    const char *seed = getenv("HPMSIM_SEED");
    struct lane *l = suite_lane(s, name);
    l->start = start % s->ring.count;
    l->way = (struct way_to_go){GAIT_RANDOM, .distance = distance,
                                .seed = start + (seed ? strtoull(seed, NULL, 0) : 1),
                                .frames_most = 2, .migrations_most = 100};
}

static void report(const struct suite *s) {
    for (u32 n = 0; n < s->omissions.count; n++)
        print_message("LEFT OUT: %s: %s (%u)\n", s->omissions.at[n].file,
                      s->omissions.at[n].why, s->omissions.at[n].commands);
    print_message(
        "%u modules, %u functions; converting %.1f s, compiling for %u models %.1f s\n",
        s->modules, s->functions, (double)s->convert_ns / 1e9, s->ring.count,
        (double)s->compile_ns / 1e9);
    for (u32 n = 0; n < s->lane_count; n++) {
        const struct lane *l = &s->lanes[n];
        print_message("%-12s %u returns, %u traps, %u exhaustions, %u refused modules as "
                      "expected, %u wrong; %llu migrations (%llu found too small a stack), "
                      "%llu instructions, %.1f s\n",
                      l->name, l->returned, l->trapped, l->exhausted, l->refused_modules,
                      l->failed, (unsigned long long)l->migrations,
                      (unsigned long long)l->too_small, (unsigned long long)l->executed,
                      (double)l->time_ns / 1e9);
    }
}

/* Runs the files on the lanes of s, which are there. Returns how much went wrong. */
static u32 run(struct suite *s, const struct choice *c) {
    struct dirent **files;
    int count = scandir(HPMSIM_SPEC_DIR, &files, NULL, alphasort);
    assert_true(count > 0);
    const char *only = getenv("HPMSIM_SUITE_FILE");
    for (int n = 0; n < count; n++) {
        const char *name = files[n]->d_name, *dot = strrchr(name, '.');
        bool mine = (u32)n % c->parts == c->part && (!only || strstr(name, only));
        if (dot && !strcmp(dot, ".wast") && mine) suite_run_file(s, name);
        free(files[n]);
    }
    free(files);
    report(s);
    u32 failed = 0;
    for (u32 n = 0; n < s->lane_count; n++) {
        failed += s->lanes[n].failed;
        assert_true(only || s->lanes[n].returned > 0);
    }
    suite_free(s);
    return failed;
}

static void need_suite(void) {
    if (!*HPMSIM_SPEC_DIR) {
        print_message("SKIPPED: no HPMSIM_SPEC_DIR\n");
        skip();
    }
    need_tool("wast2json");
}

static void runs_on_each_model(void **state) {
    struct suite s = {0};
    need_suite();
    ring_all(&s.ring, true);
    for (u32 n = 0; n < s.ring.count; n++) suite_lane(&s, s.ring.models[n].name)->start = n;
    assert_int_equal(run(&s, *state), 0);
}

static void runs_while_moving(void **state) {
    static const u64 distances[] = {1, 5, 30};
    struct suite s = {0};
    need_suite();
    ring_all(&s.ring, true);
    for (u32 n = 0; n < COUNT_OF(distances); n++) {
        char name[64];
        snprintf(name, sizeof name, "every %llu", (unsigned long long)distances[n]);
        add_moving_lane(&s, name, n, distances[n]);
    }
    assert_int_equal(run(&s, *state), 0);
}

static void moves_under_the_strategy(void **state) {
    const struct choice *c = *state;
    u32 n = 0;
    need_suite();
    while (n < strategy_count && strcmp(strategy_list[n].name, c->entry)) n++;
    if (n == strategy_count) fail_msg("there is no entry %s", c->entry);
    struct suite s = {0};
    ring_all(&s.ring, true);
    ring_strategy(&s.ring, &strategy_list[n]);
    ring_allocators(&s.ring, n + 1);
    add_moving_lane(&s, c->entry, n, 4);
    assert_int_equal(run(&s, c), 0);
}

int main(int argc, char **argv) {
    struct choice c = {.entry = argc > 1 ? argv[1] : "stay", .parts = 1};
    if (argc > 2) sscanf(argv[2], "%u/%u", &c.part, &c.parts);
    CMUnitTestFunction test = !strcmp(c.entry, "stay")   ? runs_on_each_model
                              : !strcmp(c.entry, "move") ? runs_while_moving
                                                         : moves_under_the_strategy;
    const struct CMUnitTest tests[] = {{c.entry, test, NULL, NULL, &c}};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
