/* The official WebAssembly suite on machines: on each base ISA by itself, whole and with four
 * registers of each class, and while moving at random among all of them. Needs HPMSIM_SPEC_DIR
 * and wabt's wast2json.
 *
 *     test_spec stay|move [PART/PARTS]
 *
 * HPMSIM_SUITE_FILE: only files whose names contain this. HPMSIM_SEED: another seed. */
/* entries: stay move */
#include "tests/base/check.h"
#include "tests/migrate/suite.h"

#include <dirent.h>
#include <stdio.h>

struct choice {
    bool move;
    u32 part, parts;
};

static void add_lanes(struct suite *s, bool move) {
    const char *seed_text = getenv("HPMSIM_SEED");
    u64 seed = seed_text ? strtoull(seed_text, NULL, 0) : 1;
    ring_all(&s->ring, true);
    if (!move) {
        for (u32 n = 0; n < s->ring.count; n++)
            suite_lane(s, s->ring.models[n].name)->start = n;
        return;
    }
    static const u64 distances[] = {1, 5, 30};
    for (u32 n = 0; n < COUNT_OF(distances); n++) {
        char name[64];
        snprintf(name, sizeof name, "every %llu", (unsigned long long)distances[n]);
        struct lane *l = suite_lane(s, name);
        l->start = n % s->ring.count;
        l->way = (struct way_to_go){GAIT_RANDOM, .distance = distances[n], .seed = seed + n,
                                    .frames_most = 2, .migrations_most = 100};
    }
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

static void runs_the_suite(void **state) {
    const struct choice *c = *state;
    if (!*HPMSIM_SPEC_DIR) {
        print_message("SKIPPED: no HPMSIM_SPEC_DIR\n");
        skip();
    }
    need_tool("wast2json");
    struct suite s = {0};
    add_lanes(&s, c->move);
    struct dirent **files;
    int count = scandir(HPMSIM_SPEC_DIR, &files, NULL, alphasort);
    assert_true(count > 0);
    const char *only = getenv("HPMSIM_SUITE_FILE");
    for (int n = 0; n < count; n++) {
        const char *name = files[n]->d_name, *dot = strrchr(name, '.');
        bool mine = (u32)n % c->parts == c->part && (!only || strstr(name, only));
        if (dot && !strcmp(dot, ".wast") && mine) suite_run_file(&s, name);
        free(files[n]);
    }
    free(files);
    report(&s);
    u32 failed = 0;
    for (u32 n = 0; n < s.lane_count; n++) {
        failed += s.lanes[n].failed;
        assert_true(only || s.lanes[n].returned > 0);
    }
    suite_free(&s);
    assert_int_equal(failed, 0);
}

int main(int argc, char **argv) {
    struct choice c = {.parts = 1};
    for (int n = 1; n < argc; n++) {
        c.move |= !strcmp(argv[n], "move");
        sscanf(argv[n], "%u/%u", &c.part, &c.parts);
    }
    const struct CMUnitTest tests[] = {{"the suite", runs_the_suite, NULL, NULL, &c}};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
