/* bench/translation.c: how long it takes to capture a process on one machine and to rebuild it
 * on another, by the depth of its stack.
 *
 * A program (descend.c) calls itself down to a depth and then loops; it is moved there and
 * back, a few instructions apart. Cold: images that nothing has been looked up in yet, as at
 * the first migration of a run. Warm: when the points at hand have been seen before. */
#include <stdio.h>

#include "bench/bench.h"

enum { DEEP = 3, SMALL_DEPTH = 50 };
static const u32 deep[DEEP] = {100, 1000, 10000};

struct direction { /* from one ISA to another */
    struct numbers cold, warm, deep_cold[DEEP], deep_warm[DEEP];
};

struct pair {
    struct bench *b;
    const char *wasm;
    struct model models[2];
    struct direction *way[2]; /* 0: from models[0] to models[1]; 1: back */
};

/* A process at the bottom of its calls. */
struct session {
    struct program *program;
    struct image *images[2];
    struct process *process;
    struct machine *machines[2];
};

static void session_close(struct session *s) {
    for (u32 k = 0; k < 2; k++) machine_free(s->machines[k]);
    process_free(s->process);
    for (u32 k = 0; k < 2; k++) image_free(s->images[k]);
    program_free(s->program);
    *s = (struct session){0};
}

static bool session_open(const struct pair *p, u32 depth, u32 first, struct session *s,
                         struct status *st) {
    struct compile_options options = {.threads = 1};
    struct process_options nothing = {.in = -1, .out = -1, .err = -1};
    u64 args[2] = {depth, 0x7fffffff}, ran = 0;
    *s = (struct session){0};
    s->program = program_made(p->b, p->wasm, st);
    if (!s->program ||
        !program_compile(s->program, p->models, 2, &options, s->images, NULL, st))
        return false;
    s->process = process_create(s->program, &nothing, st);
    for (u32 k = 0; k < 2 && s->process; k++)
        if (!(s->machines[k] = machine_create(s->images[k], s->process, true, st)))
            return false;
    i64 f = program_find_export(s->program, EXTERNAL_FUNCTION, "descend");
    if (!s->process || f < 0) return status_fail(st, FAULT_USER, "no descend");
    if (!process_start(s->machines[first], s->program, (u32)f, args, st)) return false;
    enum stop stop = machine_run(s->machines[first], 1000 + 200ull * depth, &ran, st);
    return stop == STOP_LIMIT || status_fail(st, FAULT_INTERNAL, "the program ended early");
}

/* Moves the process `moves` times; notes the first of each direction as cold, those after a
 * while as warm. */
static bool move_about(const struct pair *p, u32 depth, u32 moves, struct numbers *cold[2],
                       struct numbers *warm[2], u64 *random, struct status *st) {
    struct session s;
    u32 first = (u32)(random_next(random) & 1);
    struct state space[2] = {0};
    bool ok = session_open(p, depth, first, &s, st);
    const u32 settled = moves / 2; /* by then the loop's points have been seen */
    for (u32 n = 0, at = first; ok && n < moves; n++, at = !at) {
        struct migration m;
        enum stop stop;
        u64 ran = 0;
        ok = migrate(s.machines[at], s.machines[!at], s.program, NULL, false, space, &m, &stop,
                     st) == MOVED;
        if (ok && m.frames < depth)
            ok = status_fail(st, FAULT_INTERNAL, "%u frames at depth %u", m.frames, depth);
        double us = (double)(m.capture_ns + m.rebuild_ns) / 1000;
        if (ok && n < 1) numbers_add(cold[at], us);
        if (ok && n >= settled) numbers_add(warm[at], us);
        ok = ok &&
             machine_run(s.machines[!at], 1 + random_next(random) % 60, &ran, st) == STOP_LIMIT;
    }
    for (u32 k = 0; k < 2; k++) state_free(&space[k]);
    session_close(&s);
    return ok || status_fail(st, FAULT_INTERNAL, "the process was not moved");
}

static bool measure_pair(struct pair *p, u64 *random, struct status *st) {
    u32 sessions = p->b->quick ? 8 : 60;
    struct numbers *cold[2], *warm[2];
    for (u32 n = 0; n < sessions; n++) {
        for (u32 k = 0; k < 2; k++) cold[k] = &p->way[k]->cold, warm[k] = &p->way[k]->warm;
        u32 depth = 1 + (u32)(random_next(random) % SMALL_DEPTH);
        if (!move_about(p, depth, 120, cold, warm, random, st)) return false;
    }
    for (u32 d = 0; d < DEEP; d++) {
        for (u32 k = 0; k < 2; k++)
            cold[k] = &p->way[k]->deep_cold[d], warm[k] = &p->way[k]->deep_warm[d];
        for (u32 n = 0; n < (p->b->quick ? 1u : 3u); n++)
            if (!move_about(p, deep[d], 40, cold, warm, random, st)) return false;
    }
    return true;
}

static void print_direction(struct bench *b, const char *from, const char *to,
                            struct direction *d) {
    const char *name = arena_printf(&b->arena, "%s to %s", from, to);
    text_printf(&b->details, "%-20s %7.1f %7.1f %7.1f %7.1f", name,
                numbers_percentile(&d->warm, 0.5), numbers_percentile(&d->warm, 0.99),
                numbers_percentile(&d->cold, 0.5), numbers_percentile(&d->cold, 0.99));
    bench_measure(b, "translation", name, "1..50 frames", "warm_p50_us",
                  numbers_percentile(&d->warm, 0.5));
    bench_measure(b, "translation", name, "1..50 frames", "warm_p99_us",
                  numbers_percentile(&d->warm, 0.99));
    bench_measure(b, "translation", name, "1..50 frames", "cold_p50_us",
                  numbers_percentile(&d->cold, 0.5));
    for (u32 k = 0; k < DEEP; k++) {
        double us = numbers_percentile(&d->deep_warm[k], 0.5);
        text_printf(&b->details, " %8.0f", us);
        bench_measure(b, "translation", name, arena_printf(&b->arena, "%u frames", deep[k]),
                      "warm_p50_us", us);
    }
    text_printf(&b->details, " %8.1f\n",
                numbers_percentile(&d->deep_warm[DEEP - 1], 0.5) * 1000 / deep[DEEP - 1]);
}

static void add_numbers(struct numbers *to, const struct numbers *from) {
    for (u32 n = 0; n < from->all.count; n++) numbers_add(to, from->all.at[n]);
}

static void free_direction(struct direction *d) {
    numbers_free(&d->cold);
    numbers_free(&d->warm);
    for (u32 k = 0; k < DEEP; k++) {
        numbers_free(&d->deep_cold[k]);
        numbers_free(&d->deep_warm[k]);
    }
}

/* All pairs' numbers together, and the worst growth beyond 100 frames. */
struct overall {
    struct numbers cold, warm, growth;
    u32 failed;
};

static void measure_both(struct bench *b, const char *wasm, const char *x, const char *y,
                         u64 *random, struct overall *o) {
    struct direction ways[2] = {0};
    struct pair p = {.b = b, .wasm = wasm, .way = {&ways[0], &ways[1]}};
    struct status st = {0};
    bench_progress("translation: %s and %s", x, y);
    bool ok = model_find(x, &p.models[0], &st) && model_find(y, &p.models[1], &st) &&
              measure_pair(&p, random, &st);
    if (!ok) {
        bench_trouble(b, &st, "translation between %s and %s", x, y);
        o->failed++;
    }
    for (u32 k = 0; k < 2 && ok; k++) {
        print_direction(b, k ? y : x, k ? x : y, &ways[k]);
        add_numbers(&o->cold, &ways[k].cold);
        add_numbers(&o->warm, &ways[k].warm);
        /* Time per frame at 10000 against that at 1000: 1 is linear. */
        double thousand = numbers_percentile(&ways[k].deep_warm[1], 0.5),
               most = numbers_percentile(&ways[k].deep_warm[2], 0.5);
        numbers_add(&o->growth, most / 10 / thousand);
    }
    for (u32 k = 0; k < 2; k++) free_direction(&ways[k]);
}

static void promise(struct bench *b, struct overall *o) {
    char measured[64];
    double p50 = numbers_percentile(&o->warm, 0.5), p99 = numbers_percentile(&o->warm, 0.99),
           cold = numbers_percentile(&o->cold, 0.5), growth = numbers_percentile(&o->growth, 1);
    bool complete = !o->failed && o->warm.all.count;
    snprintf(measured, sizeof measured, "p50 %.1f p99 %.1f us", p50, p99);
    bench_promise(b, "translation, up to 50 frames, warm", "p99 <= 20 us",
                  !complete   ? VERDICT_SKIPPED
                  : p99 <= 20 ? VERDICT_KEPT
                              : VERDICT_BROKEN,
                  measured, "");
    snprintf(measured, sizeof measured, "p50 %.1f p99 %.1f us", cold,
             numbers_percentile(&o->cold, 0.99));
    bench_promise(b, "translation, up to 50 frames, cold", "p50 <= 20 us",
                  !complete    ? VERDICT_SKIPPED
                  : cold <= 20 ? VERDICT_KEPT
                               : VERDICT_BROKEN,
                  measured, "");
    snprintf(measured, sizeof measured, "%.2f times", growth);
    bench_promise(b, "time per frame, 10000 frames against 1000", "<= 2 (linear)",
                  !complete     ? VERDICT_SKIPPED
                  : growth <= 2 ? VERDICT_KEPT
                                : VERDICT_BROKEN,
                  measured, "");
}

void section_translation(struct bench *b) {
    struct words w = {0};
    struct overall o = {0};
    u64 random = 1;
    words_split(b, &w,
                "clang --target=wasm32 -O2 -ffreestanding -nostdlib -Wl,--no-entry "
                "-Wl,--export=descend");
    words_add(&w, arena_printf(&b->arena, "%s/bench/descend.c", b->source));
    words_split(b, &w, "-o %o");
    const char *wasm = bench_want(b, "descend", "wasm", &w);
    bench_make(b);
    text_printf(&b->details,
                "\nTranslation (capture and rebuild), in us, by frames on the stack\n\n"
                "%-20s %15s %15s %26s %8s\n%-20s %7s %7s %7s %7s %8u %8u %8u %8s\n",
                "", "1..50 warm", "1..50 cold", "warm, p50", "ns each", "", "p50", "p99", "p50",
                "p99", deep[0], deep[1], deep[2], "");
    for (u32 x = 0; x < b->isas.count; x++)
        for (u32 y = x + 1; y < b->isas.count; y++)
            measure_both(b, wasm, b->isas.at[x], b->isas.at[y], &random, &o);
    promise(b, &o);
    numbers_free(&o.cold);
    numbers_free(&o.warm);
    numbers_free(&o.growth);
}
