/* tests/testbed/test_trigger.c: triggers of every kind fire where they should: at the same points
 * on every machine, wherever the process moves meanwhile. What should is told by a trace of the
 * program, one migration per instruction, which uses no watches. */
#include "testbed/trigger.h"

#include <stdio.h>
#include <stdlib.h>

#include "testbed/session.h"
#include "tests/base/check.h"

static const char source[] =
    "\n"                                           /* 1 */
    "#include <unistd.h>\n"                        /* 2 */
    "#define NOINLINE __attribute__((noinline))\n" /* 3 */
    "unsigned sum, at[64];\n"                      /* 4 */
    "NOINLINE unsigned leaf(unsigned x) {\n"       /* 5 */
    "    unsigned n = 0;\n"                        /* 6 */
    "    for (; x; x &= x - 1) n += at[x % 64];\n" /* 7 */
    "    return n;\n"                              /* 8 */
    "}\n"                                          /* 9 */
    "NOINLINE unsigned walk(unsigned depth) {\n"   /* 10 */
    "    unsigned mine = leaf(depth) + depth;\n"   /* 11 */
    "    if (!depth)\n"                            /* 12 */
    "        return mine ^ sum;\n"                 /* 13 */
    "    sum += walk(depth - 1) + (depth > 2 ? walk(depth - 3) : 1);\n"
    "    sum ^= mine;\n"                                     /* 15 */
    "    return sum;\n"                                      /* 16 */
    "}\n"                                                    /* 17 */
    "int main(void) {\n"                                     /* 18 */
    "    for (unsigned k = 0; k < 64; k++) at[k] = k * k;\n" /* 19 */
    "    for (unsigned k = 0; k < 4; k++) {\n"               /* 20 */
    "        char text[3] = {'a' + walk(k + 2) % 26, '!', 10};\n"
    "        if (write(1, text, k + 1 & 3) < 0) return 1;\n" /* 22 */
    "    }\n"                                                /* 23 */
    "    volatile char *new = (char *)(__builtin_wasm_memory_grow(0, 3) << 16);\n"
    "    new[sum & 0xffff] = 7;\n"    /* 25 */
    "    return new[sum & 0xffff];\n" /* 26 */
    "}\n";
enum { STATUS = 7, OUTPUT_BYTES = 1 + 2 + 3 };

struct event {
    struct point_id at;
    u32 frames;
};
typedef ARRAY(struct event) events;

static struct build build;
static bool built;
static u32 ring[16];
static events trace; /* of firm operations */

static const struct process_options quiet = {.in = -1, .out = -1, .err = -1};

/* ---- Running ---------------------------------------------------------------------------- */

/* Runs to the end, and adds where trigger 0 moved the process. */
static struct session *run(const struct trigger *t, u32 count, u32 start, events *out) {
    struct status st = {0};
    static struct session_options o;
    o = (struct session_options){.process = quiet,
                                 .start = start,
                                 .triggers = t,
                                 .trigger_count = count,
                                 .check_state = true,
                                 .records = 1000000};
    struct session *s = session_create(&build, &o, &st);
    assert_null(st.text);
    enum session_end end = session_run(s, &st);
    if (st.text) fprintf(stderr, "%s\n", st.text);
    assert_int_equal(end, END_EXIT);
    assert_int_equal(s->process->exit_status, STATUS);
    assert_int_equal(s->process->output_bytes, OUTPUT_BYTES);
    for (u32 k = 0; out && k < s->records.count; k++) {
        const struct migration *m = &s->records.at[k].migration;
        if (!s->records.at[k].trigger) array_push(out, ((struct event){m->at, m->frames}));
    }
    return s;
}

static void make_trace(void) {
    const struct trigger t = {
        .every = true, .n = 1, .to = ring, .to_count = build.count, .limit = UINT64_MAX};
    events all = {0};
    session_free(run(&t, 1, 0, &all));
    for (u32 k = 0; k < all.count; k++)
        if (program_traits(build.program, all.at[k].at.function, all.at[k].at.point) &
            POINT_FIRM)
            array_push(&trace, all.at[k]);
    array_free(&all);
}

static int set_up(void **unused) {
    (void)unused;
    struct status st = {0};
    struct model models[16];
    if (!file_write("loop.c", source, sizeof source - 1, &st)) return -1;
    if (!have_tool("clang")) return 0;
    struct program *p = program_load("loop.c", &st);
    if (!p) fprintf(stderr, "%s\n", st.text);
    if (!p) return -1;
    for (u32 n = 0; n < isa_count; n++) {
        if (!model_find(isa_list[n]->name, &models[n], &st)) return -1;
        if (n % 2 && !model_narrow(&models[n], CLASS_INT, 5, &st)) return -1;
        ring[n] = (n + 1) % isa_count;
    }
    built = build_make(&build, p, models, isa_count, &(struct build_options){0}, &st);
    if (!built) fprintf(stderr, "%s\n", st.text);
    if (built) make_trace();
    return built ? 0 : -1;
}

static int tear_down(void **unused) {
    (void)unused;
    array_free(&trace);
    if (built) build_free(&build);
    return 0;
}

static u32 function_named(const char *name) {
    i64 f = program_find_function(build.program, name);
    assert_true(f >= 0);
    return (u32)f;
}

/* ---- What should happen ----------------------------------------------------------------- */

static u32 traits(const struct event *e) {
    return program_traits(build.program, e->at.function, e->at.point);
}

static void expected_entries(u32 function, u32 depth, events *out) {
    for (u32 k = 1; k < trace.count; k++) {
        const struct event *e = &trace.at[k];
        if (e->frames <= trace.at[k - 1].frames) continue;
        if (function != ANY_FUNCTION && e->at.function != function) continue;
        if (!depth || e->frames == depth)
            array_push(out, ((struct event){{e->at.function, 0}, e->frames}));
    }
}

/* Entries that make the number of activations of a function `depth`. */
static void expected_activations(u32 function, u32 depth, events *out) {
    u32 now = 0;
    for (u32 k = 1; k < trace.count; k++) {
        const struct event *e = &trace.at[k];
        if (e->at.function != function) continue;
        if (e->frames > trace.at[k - 1].frames && ++now == depth)
            array_push(out, ((struct event){{function, 0}, e->frames}));
        if (traits(e) & POINT_RETURN) now--;
    }
}

static void expected_exits(u32 function, events *out) {
    for (u32 k = 0; k < trace.count; k++)
        if (trace.at[k].at.function == function && traits(&trace.at[k]) & POINT_RETURN)
            array_push(out, trace.at[k]);
}

static void expected_lines(const struct trigger *t, events *out) {
    bool inside[256] = {0};
    u32 frames = 0;
    for (u32 k = 0; k < trace.count; k++) {
        const struct event *e = &trace.at[k];
        bool on = trigger_on_line(t, build.program,
                                  program_line(build.program, e->at.function, e->at.point));
        assert_true(e->frames < COUNT_OF(inside));
        for (; frames < e->frames; frames++) inside[frames + 1] = false;
        frames = e->frames;
        if (on && !inside[frames]) array_push(out, *e);
        inside[frames] = on;
    }
}

static void expected_host_calls(u32 function, u32 behind, events *out) {
    const struct image *image = build.images[0];
    for (u32 k = 0; k < trace.count; k++)
        for (u32 n = 0; n < image->site_count; n++) {
            struct event e = trace.at[k];
            if (image->sites[n].kind != SITE_HOST || image->sites[n].point != e.at.point ||
                image->sites[n].what != (HOST_IMPORT | (u64)function << 32) ||
                image_function_at(image, image->sites[n].at) != e.at.function)
                continue;
            e.at.point += behind;
            array_push(out, e);
        }
}

static void assert_same(const events *got, const events *wanted) {
    for (u32 k = 0; k < MIN(got->count, wanted->count); k++) {
        assert_int_equal(got->at[k].at.function, wanted->at[k].at.function);
        assert_int_equal(got->at[k].at.point, wanted->at[k].at.point);
        assert_int_equal(got->at[k].frames, wanted->at[k].frames);
    }
    assert_int_equal(got->count, wanted->count);
}

/* ---- Each kind, from every machine ------------------------------------------------------ */

/* Again and again, moving at each event, and at every third; once, at some; all that while other
 * triggers move the process, too. */
static void fires_at(struct trigger t, const events *wanted) {
    static const u64 noise[] = {0, 1, 7};
    t.to = ring;
    t.to_count = build.count;
    t.limit = UINT64_MAX;
    assert_true(wanted->count > 0);
    for (u32 from = 0; from < build.count; from++)
        for (u32 k = 0; k < COUNT_OF(noise); k++) {
            events got = {0}, thirds = {0}, third = {0};
            struct trigger other = {.every = true,
                                    .n = noise[k],
                                    .to = ring,
                                    .to_count = build.count,
                                    .limit = UINT64_MAX};
            struct trigger both[] = {t, other};
            both[0].every = true;
            both[0].n = 1;
            session_free(run(both, noise[k] ? 2 : 1, from, &got));
            assert_same(&got, wanted);
            both[0].n = 3;
            session_free(run(both, noise[k] ? 2 : 1, from, &third));
            for (u32 n = 2; n < wanted->count; n += 3) array_push(&thirds, wanted->at[n]);
            assert_same(&third, &thirds);
            array_free(&got);
            array_free(&thirds);
            array_free(&third);
        }
    for (u32 from = 0; from < build.count; from++)
        for (u32 n = 1; n <= wanted->count; n += 1 + wanted->count / 5) {
            events got = {0}, one = {0};
            t.every = false;
            t.n = n;
            array_push(&one, wanted->at[n - 1]);
            struct session *s = run(&t, 1, from, &got);
            assert_same(&got, &one);
            assert_true(s->states[0].spent);
            session_free(s);
            t.n = wanted->count + 1;
            s = run(&t, 1, from, NULL);
            assert_int_equal(s->stats.count, 0);
            assert_int_equal(s->states[0].watch.seen, wanted->count);
            session_free(s);
            array_free(&got);
            array_free(&one);
        }
}

static void entries(void **unused) {
    (void)unused;
    if (!built) skip();
    static const char *const names[] = {"leaf", "walk", "write"};
    for (u32 k = 0; k < COUNT_OF(names); k++) {
        events wanted = {0};
        u32 function = function_named(names[k]);
        expected_entries(function, 0, &wanted);
        fires_at((struct trigger){.kind = TRIGGER_ENTRY, .function = function}, &wanted);
        array_free(&wanted);
    }
}

static void exits(void **unused) {
    (void)unused;
    if (!built) skip();
    static const char *const names[] = {"leaf", "walk"};
    for (u32 k = 0; k < COUNT_OF(names); k++) {
        events wanted = {0};
        u32 function = function_named(names[k]);
        expected_exits(function, &wanted);
        fires_at((struct trigger){.kind = TRIGGER_EXIT, .function = function}, &wanted);
        array_free(&wanted);
    }
}

static void lines(void **unused) {
    (void)unused;
    if (!built) skip();
    u32 fired = 0;
    for (u32 line = 5; line < 26; line++) {
        char name[40];
        struct status st = {0};
        snprintf(name, sizeof name, "loop.c:%u", line);
        struct trigger t = {.kind = TRIGGER_LINE, .name = name};
        events wanted = {0};
        bool found = trigger_find(&t, build.program, &build, &st);
        if (found) expected_lines(&t, &wanted);
        if (wanted.count) fires_at(t, &wanted);
        fired += wanted.count > 0;
        status_free(&st);
        array_free(&wanted);
    }
    assert_true(fired > 8);
}

static void host_calls(void **unused) {
    (void)unused;
    if (!built) skip();
    struct status st = {0};
    struct trigger t = {.kind = TRIGGER_HOST_CALL, .name = "fd_write"};
    events wanted = {0};
    assert_true(trigger_find(&t, build.program, NULL, &st));
    expected_host_calls(t.function, 0, &wanted);
    assert_int_equal(wanted.count, 4);
    fires_at(t, &wanted);
    array_free(&wanted);
}

static void depths(void **unused) {
    (void)unused;
    if (!built) skip();
    u32 most = 0, walk = function_named("walk");
    for (u32 k = 0; k < trace.count; k++) most = MAX(most, trace.at[k].frames);
    for (u32 depth = 4; depth <= most; depth++) {
        events wanted = {0}, activations = {0};
        expected_entries(ANY_FUNCTION, depth, &wanted);
        fires_at(
            (struct trigger){.kind = TRIGGER_DEPTH, .depth = depth, .function = ANY_FUNCTION},
            &wanted);
        expected_activations(walk, depth - 3, &activations);
        if (activations.count)
            fires_at(
                (struct trigger){.kind = TRIGGER_DEPTH, .depth = depth - 3, .function = walk},
                &activations);
        array_free(&wanted);
        array_free(&activations);
    }
    struct trigger deeper = {
        .kind = TRIGGER_DEPTH, .n = 1, .depth = most + 1, .function = ANY_FUNCTION};
    struct session *s = run(&deeper, 1, 0, NULL);
    assert_int_equal(s->states[0].watch.deepest, most);
    session_free(s);
}

/* One byte, then two, then three: every byte fires thrice, every second one at 3 and 6. */
static void output(void **unused) {
    (void)unused;
    if (!built) skip();
    struct status st = {0};
    struct trigger call = {.kind = TRIGGER_HOST_CALL, .name = "fd_write"};
    events calls = {0};
    assert_true(trigger_find(&call, build.program, NULL, &st));
    expected_host_calls(call.function, 1, &calls);
    static const struct {
        u64 n;
        bool every;
        u32 count, first;
    } cases[] = {{1, true, 3, 0},  {2, true, 2, 1},  {4, true, 1, 2}, {1, false, 1, 0},
                 {2, false, 1, 1}, {3, false, 1, 1}, {6, false, 1, 2}};
    for (u32 from = 0; from < build.count; from++)
        for (u32 k = 0; k < COUNT_OF(cases); k++) {
            struct trigger t = {.kind = TRIGGER_OUTPUT,
                                .every = cases[k].every,
                                .n = cases[k].n,
                                .to = ring,
                                .to_count = build.count,
                                .limit = UINT64_MAX};
            events got = {0};
            session_free(run(&t, 1, from, &got));
            assert_int_equal(got.count, cases[k].count);
            for (u32 n = 0; n < got.count; n++) {
                assert_int_equal(got.at[n].at.function,
                                 calls.at[cases[k].first + n].at.function);
                assert_int_equal(got.at[n].at.point, calls.at[cases[k].first + n].at.point);
                assert_int_equal(got.at[n].frames, calls.at[cases[k].first + n].frames);
            }
            array_free(&got);
        }
    array_free(&calls);
}

static void memory(void **unused) {
    (void)unused;
    if (!built) skip();
    u64 initial = (u64)build.program->memory.min * PAGE_BYTES;
    struct event first = {0};
    for (u32 from = 0; from < build.count; from++) {
        struct trigger t = {.kind = TRIGGER_MEMORY,
                            .n = initial + 1,
                            .to = ring,
                            .to_count = build.count,
                            .limit = UINT64_MAX};
        events got = {0}, at_once = {0};
        session_free(run(&t, 1, from, &got));
        assert_int_equal(got.count, 1);
        if (!from) first = got.at[0];
        assert_memory_equal(&got.at[0], &first, sizeof first);
        t.n = initial; /* it has as much from the beginning */
        struct session *s = run(&t, 1, from, &at_once);
        assert_int_equal(s->records.at[0].instruction, 0);
        assert_int_equal(at_once.count, 1);
        session_free(s);
        array_free(&got);
        array_free(&at_once);
    }
}

/* Each instruction of `walk` on one machine. */
static void addresses(void **unused) {
    (void)unused;
    if (!built) skip();
    u32 walk = function_named("walk");
    for (u32 from = 0; from < build.count; from++) {
        struct image *image = build.images[from];
        const struct image_function *f = &image->functions[walk];
        u32 count = image_count_instructions(image, f->code_start, f->points_end), fired = 0;
        for (u32 k = 0; k < count; k += 2) {
            u32 address = image_nth_instruction(image, f->code_start, k);
            struct trigger t = {.kind = TRIGGER_ADDRESS,
                                .n = 2,
                                .machine = from,
                                .address = address,
                                .to = ring,
                                .to_count = build.count};
            struct status st = {0};
            struct point_id at;
            assert_true(trigger_find(&t, build.program, &build, &st));
            struct session *s = run(&t, 1, from, NULL);
            fired += s->stats.count;
            if (s->stats.count && image_point_at(image, address, &at)) {
                const struct record *r = &s->records.at[0];
                assert_int_equal(r->migration.distance, 0);
                assert_int_equal(r->migration.at.function, walk);
                assert_int_equal(r->migration.at.point, at.point);
                struct trigger there = {
                    .n = r->instruction, .to = ring, .to_count = build.count};
                struct session *by_count = run(&there, 1, from, NULL);
                assert_int_equal(by_count->records.at[0].migration.at.point, at.point);
                session_free(by_count);
            }
            session_free(s);
            s = run(&t, 1, (from + 1) % build.count, NULL); /* it never comes there */
            assert_int_equal(s->stats.count, 0);
            session_free(s);
        }
        assert_true(fired > count / 4);
    }
}

/* ---- Positions -------------------------------------------------------------------------- */

static void lists_of_positions(void **unused) {
    (void)unused;
    if (!built) skip();
    static const u64 positions[] = {0, 10, 11, 500, 1ull << 40};
    struct trigger t = {
        .positions = positions, .position_count = 5, .to = ring, .to_count = build.count};
    struct text why = {0};
    struct session *s = run(&t, 1, 0, NULL);
    assert_int_equal(s->records.count, 4);
    for (u32 k = 0; k < 4; k++) assert_int_equal(s->records.at[k].instruction, positions[k]);
    assert_true(trigger_missed(&t, &s->states[0], build.program, NULL, 1234, s->process, &why));
    assert_string_equal(why.at, "the run had only 1,234 instructions, and fired 4 times");
    text_free(&why);
    session_free(s);
}

static void random_positions(void **unused) {
    (void)unused;
    if (!built) skip();
    for (u32 from = 0; from < build.count; from++) {
        struct trigger t = {.kind = TRIGGER_RANDOM,
                            .n = 100,
                            .seed = 5,
                            .to = ring,
                            .to_count = build.count,
                            .limit = 12};
        struct session *s = run(&t, 1, from, NULL);
        u64 state = 5, resumed = 0;
        assert_int_equal(s->records.count, 12);
        for (u32 k = 0; k < s->records.count; k++) {
            const struct record *r = &s->records.at[k];
            assert_int_equal(r->instruction, resumed + trigger_random_gap(&state, 100));
            resumed = r->instruction + r->migration.distance;
        }
        session_free(s);
    }
}

/* Geometric: mean, share of ones, share beyond the mean, no memory. */
static void gaps_are_geometric(void **unused) {
    (void)unused;
    static const u64 means[] = {1, 2, 10, 1000, 1000000};
    enum { COUNT = 400000 };
    for (u32 k = 0; k < COUNT_OF(means); k++) {
        u64 state = 1, sum = 0, ones = 0, beyond = 0, twice = 0, m = means[k];
        for (u32 n = 0; n < COUNT; n++) {
            u64 gap = trigger_random_gap(&state, m);
            assert_true(gap >= 1);
            sum += gap;
            ones += gap == 1;
            beyond += gap > m;
            twice += gap > 2 * m;
        }
        double mean = (double)sum / COUNT, p = 1.0 / (double)m;
        double tail = 1;
        for (u64 n = 0; n < m; n++) tail *= 1 - p;
        /* 1 / (12 m) of bias, 5 standard deviations of noise */
        assert_true(mean > (double)m * (1 - 0.008 - p * p / 12 - p / 40) &&
                    mean < (double)m * (1 + 0.008 + p * p / 12 + p / 40));
        assert_true((double)beyond / COUNT < tail + 0.02 &&
                    (double)beyond / COUNT > tail - 0.02);
        if (m >= 10) {
            assert_true((double)ones / COUNT < p * 1.1 + 0.0005);
            assert_true((double)twice / COUNT < tail * tail + 0.01);
            assert_true((double)twice / COUNT > tail * tail - 0.01);
        }
    }
    /* The same numbers on every host. */
    u64 state = 1;
    u64 first = trigger_random_gap(&state, 1000), second = trigger_random_gap(&state, 1000);
    u64 third = trigger_random_gap(&state, 1000);
    assert_int_equal(first, 568);
    assert_int_equal(second, 294);
    assert_int_equal(third, 30);
}

/* ---- Words ------------------------------------------------------------------------------ */

static void assert_text(struct trigger t, const char *wanted) {
    static const char *const machines[] = {"big", "small"};
    struct text got = {0};
    trigger_text(&t, build.program, machines, &got);
    assert_string_equal(got.at, wanted);
    text_free(&got);
}

static void words(void **unused) {
    (void)unused;
    if (!built) skip();
    static const u64 positions[] = {1, 2000};
    u32 leaf = function_named("leaf");
    assert_text((struct trigger){.n = 1000}, "instruction 1,000");
    assert_text((struct trigger){.positions = positions, .position_count = 2},
                "instructions 1, 2,000");
    assert_text((struct trigger){.n = 1000, .every = true}, "every 1,000 instructions");
    assert_text((struct trigger){.n = 1, .every = true}, "every instruction");
    assert_text((struct trigger){.kind = TRIGGER_ENTRY, .n = 3, .function = leaf},
                "entry 3 of leaf");
    assert_text((struct trigger){.kind = TRIGGER_ENTRY, .n = 1, .function = leaf},
                "entry of leaf");
    assert_text((struct trigger){.kind = TRIGGER_EXIT, .n = 3, .every = true, .function = leaf},
                "every 3 exits of leaf");
    assert_text((struct trigger){.kind = TRIGGER_LINE, .n = 1, .every = true, .name = "l.c:7"},
                "every arrival at l.c:7");
    assert_text((struct trigger){.kind = TRIGGER_ADDRESS, .n = 2, .address = 64, .machine = 1},
                "arrival 2 at 0x40 on small");
    assert_text((struct trigger){.kind = TRIGGER_HOST_CALL, .n = 1, .name = "fd_write"},
                "call of fd_write");
    assert_text((struct trigger){.kind = TRIGGER_OUTPUT, .n = 1}, "1 byte of output");
    assert_text((struct trigger){.kind = TRIGGER_MEMORY, .n = 65536, .every = true},
                "every 65,536 bytes of memory");
    assert_text(
        (struct trigger){.kind = TRIGGER_DEPTH, .n = 1, .depth = 9, .function = ANY_FUNCTION},
        "arrival at depth 9");
    assert_text((struct trigger){.kind = TRIGGER_DEPTH, .n = 2, .depth = 9, .function = leaf},
                "arrival 2 at depth 9 of leaf");
    assert_text((struct trigger){.kind = TRIGGER_RANDOM, .n = 50},
                "every 50 instructions on average");
}

static void assert_missed(struct trigger t, const char *wanted) {
    struct status st = {0};
    struct text why = {0};
    static const char *const machines[] = {"big", "small"};
    t.to = ring;
    t.to_count = build.count;
    if (!trigger_find(&t, build.program, &build, &st)) fail_msg("%s", st.text);
    struct session *s = run(&t, 1, 0, NULL);
    assert_true(trigger_missed(&t, &s->states[0], build.program, machines, s->instructions,
                               s->process, &why));
    assert_string_equal(why.at, wanted);
    text_free(&why);
    session_free(s);
}

static void missed(void **unused) {
    (void)unused;
    if (!built) skip();
    assert_missed((struct trigger){.kind = TRIGGER_ENTRY, .n = 5, .name = "write"},
                  "write was entered 4 times, not 5");
    assert_missed((struct trigger){.kind = TRIGGER_HOST_CALL, .n = 9, .name = "fd_write"},
                  "fd_write was called 4 times, not 9");
    assert_missed((struct trigger){.kind = TRIGGER_LINE, .n = 9, .name = "loop.c:22"},
                  "loop.c:22 was reached 4 times, not 9");
    assert_missed((struct trigger){.kind = TRIGGER_OUTPUT, .n = 7},
                  "the run had only 6 bytes of output");
    struct session *s = run(NULL, 0, 0, NULL);
    u64 bytes = s->process->memory_bytes;
    session_free(s);
    struct text text = {0};
    text_printf(&text, "the run had only %llu,%03llu bytes of memory",
                (unsigned long long)bytes / 1000, (unsigned long long)bytes % 1000);
    assert_missed((struct trigger){.kind = TRIGGER_MEMORY, .n = 1 << 30}, text.at);
    text_free(&text);
}

static void assert_unknown(struct trigger t, const char *wanted) {
    struct status st = {0};
    assert_false(trigger_find(&t, build.program, &build, &st));
    assert_failure(&st, FAULT_USER, wanted);
}

static void nearest_is_suggested(void **unused) {
    (void)unused;
    if (!built) skip();
    char expected[256];
    const struct image_function *walk = &build.images[0]->functions[function_named("walk")];
    assert_unknown((struct trigger){.kind = TRIGGER_ENTRY, .name = "laef"},
                   "loop.c has no function \"laef\"; did you mean \"leaf\"?");
    assert_unknown((struct trigger){.kind = TRIGGER_EXIT, .name = "wallk"},
                   "loop.c has no function \"wallk\"; did you mean \"walk\"?");
    assert_unknown((struct trigger){.kind = TRIGGER_HOST_CALL, .name = "fd_wirte"},
                   "loop.c calls no function \"fd_wirte\" of the host; did you mean "
                   "\"fd_write\"?");
    assert_unknown((struct trigger){.kind = TRIGGER_LINE, .name = "loop.c"},
                   "expected a file and a line, as in \"loop.c:12\"");
    assert_unknown((struct trigger){.kind = TRIGGER_LINE, .name = "loop.c:x"},
                   "expected a file and a line, as in \"loop.c:12\"");
    assert_unknown((struct trigger){.kind = TRIGGER_LINE, .name = "loop.c:2"},
                   "there is no code at line 2 of loop.c; the nearest line with code is 7");
    assert_unknown((struct trigger){.kind = TRIGGER_LINE, .name = "lop.c:7"},
                   "loop.c has no code from \"lop.c\"; did you mean \"loop.c\"?");
    snprintf(expected, sizeof expected,
             "0x%x is inside of an instruction of \"walk\"; the next begins at 0x%x",
             walk->code_start + 5, walk->code_start + 8);
    assert_unknown((struct trigger){.kind = TRIGGER_ADDRESS, .address = walk->code_start + 5},
                   expected);
    struct status st = {0};
    struct trigger outside = {.kind = TRIGGER_ADDRESS, .address = 1u << 30};
    assert_false(trigger_find(&outside, build.program, &build, &st));
    assert_non_null(strstr(st.text, "0x40000000 lies outside of functions; the nearest, \""));
    status_free(&st);
}

/* ---- What watches rest upon ------------------------------------------------------------- */

/* Operations that are called firm have code: in all workloads, for every ISA, with all registers
 * and with few. */
static void firm_operations_have_code(void **unused) {
    (void)unused;
    static const char *const names[] = {"hashmap", "bignum", "chacha20",
                                        "fft",     "sha256", "format"};
    static const u32 registers[] = {64, 4};
    u64 firm = 0, returns = 0;
    if (!built) skip();
    for (u32 w = 0; w < COUNT_OF(names); w++) {
        struct status st = {0};
        struct model models[48];
        struct build b;
        u32 count = 0;
        char path[256];
        snprintf(path, sizeof path, HPMSIM_SOURCE_DIR "/workloads/%s.c", names[w]);
        struct program *p = program_load(path, &st);
        assert_non_null(p);
        for (u32 n = 0; n < isa_count; n++)
            for (u32 r = 0; r < COUNT_OF(registers); r++) {
                struct model *m = &models[count++];
                assert_true(model_find(isa_list[n]->name, m, &st));
                if (registers[r] < m->count[CLASS_INT])
                    assert_true(model_narrow(m, CLASS_INT, registers[r], &st));
            }
        assert_true(build_make(&b, p, models, count, &(struct build_options){0}, &st));
        for (u32 f = 0; f < p->function_count; f++)
            for (u32 n = 0; n < p->functions[f].point_count; n++) {
                u32 trait = program_traits(p, f, n);
                firm += trait & POINT_FIRM;
                returns += trait & POINT_RETURN;
                assert_true(!(trait & POINT_RETURN) || trait & POINT_FIRM);
                for (u32 m = 0; trait & POINT_FIRM && m < b.count; m++)
                    if (image_point_offset(b.images[m], (struct point_id){f, n}) >=
                        image_point_offset(b.images[m], (struct point_id){f, n + 1}))
                        fail_msg("%s: %s has no code at point %u of %s", names[w],
                                 b.images[m]->model.name, n, program_function_name(p, f));
            }
        build_free(&b);
    }
    assert_true(firm > 10000 && returns > 500);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries),
        cmocka_unit_test(exits),
        cmocka_unit_test(lines),
        cmocka_unit_test(host_calls),
        cmocka_unit_test(depths),
        cmocka_unit_test(output),
        cmocka_unit_test(memory),
        cmocka_unit_test(addresses),
        cmocka_unit_test(lists_of_positions),
        cmocka_unit_test(random_positions),
        cmocka_unit_test(gaps_are_geometric),
        cmocka_unit_test(words),
        cmocka_unit_test(missed),
        cmocka_unit_test(nearest_is_suggested),
        cmocka_unit_test(firm_operations_have_code),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
