/* bench/distance.c: how far a process runs on after it was stopped, until it stands at a point
 * where it can be moved. Stops at random instructions of whole programs. */
#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"

enum where { IN_OPERATION, IN_PROLOGUE, IN_LATE, IN_HELPER, WHERE_COUNT };
static const char *const where_names[] = {"operation", "prologue", "edge and late code",
                                          "helper"};

struct stopped { /* one stop that was far from a point */
    u32 distance;
    enum where where;
    struct point_id at;
    const char *program;
    char *place;
};
enum { WORST = 10 };
struct distances {
    struct numbers all, at[WHERE_COUNT];
    struct stopped worst[WORST]; /* falling; no two at the same place */
};

static enum where where_is(struct image *image, u32 pc, struct point_id *at) {
    i64 f = image_function_at(image, pc);
    *at = (struct point_id){f < 0 ? 0 : (u32)f, 0};
    if (f < 0) return IN_HELPER;
    if (pc < image->functions[f].points_start) return IN_PROLOGUE;
    if (pc >= image->functions[f].points_end) return IN_LATE;
    image_operation_at(image, pc, at);
    return IN_OPERATION;
}

static char *describe(struct bench *b, const struct program *p, enum where where,
                      struct point_id at) {
    if (where == IN_HELPER) return arena_strdup(&b->arena, "helper");
    const char *name = program_function_name(p, at.function);
    if (where != IN_OPERATION)
        return arena_printf(&b->arena, "%s of %s", where_names[where], name);
    struct arena a;
    arena_init(&a);
    const char *op = "wrapper";
    if (!p->functions[at.function].imported) {
        struct ir_function *f = ir_build(p, at.function, &a, &a, NULL, NULL);
        if (at.point < f->ins_count) op = op_info[f->ins[at.point].op].name;
    }
    char *place = arena_printf(&b->arena, "%s at point %u of %s", op, at.point, name);
    arena_free(&a);
    return place;
}

static void keep_worst(struct bench *b, struct distances *d, const struct program *p,
                       const char *program, u32 distance, enum where where,
                       struct point_id at) {
    struct stopped new = {distance, where, at, program, NULL};
    u32 n = 0;
    if (distance <= d->worst[WORST - 1].distance) return;
    for (; n < WORST - 1 && d->worst[n].distance; n++) {
        const struct stopped *s = &d->worst[n];
        if (s->where != where || s->at.function != at.function || s->at.point != at.point ||
            s->program != program)
            continue;
        if (s->distance >= distance) return;
        new.place = s->place;
        break;
    }
    /* Entry n is the same place, or free, or the least: it goes, and the new one moves up. */
    if (!new.place) new.place = describe(b, p, where, at);
    for (; n > 0 && d->worst[n - 1].distance < distance; n--) d->worst[n] = d->worst[n - 1];
    d->worst[n] = new;
}

/* How many instructions a program takes, on one ISA; about the same as on others. */
static bool count(struct bench *b, struct program *p, struct image *image,
                  const struct workload *w, u64 *total, struct status *st) {
    struct run r = {0};
    bool ok = *total || (run_open(&r, b, p, image, w->name, w->quick, true, st) &&
                         run_to_end(&r, total, st));
    run_free(&r);
    return ok;
}

/* Stops the program at random, 1 to `gap` instructions apart. */
static bool stop_often(struct bench *b, struct distances *d, struct program *p,
                       struct image *image, const struct workload *w, u64 gap, u64 *random,
                       struct status *st) {
    struct run r;
    u64 ran = 0;
    bool ok = run_open(&r, b, p, image, w->name, w->quick, true, st);
    enum stop stop = STOP_LIMIT;
    while (ok && stop == STOP_LIMIT) {
        struct point_id at;
        u32 distance;
        stop = machine_run(r.machine, 1 + random_next(random) % gap, &ran, st);
        if (stop != STOP_LIMIT) break;
        enum where where = where_is(image, machine_pc(r.machine), &at);
        stop = machine_roll(r.machine, &distance, st);
        if (stop != STOP_LIMIT) break;
        numbers_add(&d->all, distance);
        numbers_add(&d->at[where], distance);
        keep_worst(b, d, p, w->name, distance, where, at);
    }
    ok = ok && run_ended(&r, stop, st);
    run_free(&r);
    return ok;
}

static void print_distances(struct bench *b, const char *isa, struct distances *d) {
    text_printf(&b->details, "\n%-20s %8s %7s %7s %7s %7s %7s\n", isa, "stops", "mean", "p50",
                "p99", "p99.9", "most");
    for (u32 n = 0; n <= WHERE_COUNT; n++) {
        struct numbers *x = n < WHERE_COUNT ? &d->at[n] : &d->all;
        const char *name = n < WHERE_COUNT ? where_names[n] : "all";
        if (!x->all.count) continue;
        text_printf(&b->details, "%-20s %8u %7.2f %7.0f %7.0f %7.0f %7.0f\n", name,
                    x->all.count, numbers_mean(x), numbers_percentile(x, 0.5),
                    numbers_percentile(x, 0.99), numbers_percentile(x, 0.999),
                    numbers_percentile(x, 1));
        bench_measure(b, "distance", isa, name, "stops", x->all.count);
        bench_measure(b, "distance", isa, name, "mean", numbers_mean(x));
        bench_measure(b, "distance", isa, name, "p50", numbers_percentile(x, 0.5));
        bench_measure(b, "distance", isa, name, "p99", numbers_percentile(x, 0.99));
        bench_measure(b, "distance", isa, name, "most", numbers_percentile(x, 1));
    }
    text_add(&b->details, "the worst:\n");
    for (u32 n = 0; n < WORST && d->worst[n].distance; n++)
        text_printf(&b->details, "  %4u from the %s (%s)\n", d->worst[n].distance,
                    d->worst[n].place, d->worst[n].program);
}

/* totals: instructions that each program takes; 0: not known yet. */
static void measure_isa(struct bench *b, const char *isa, u64 *totals) {
    struct distances d = {0};
    struct compile_options options = {0};
    u64 random = 1;
    u32 failed = 0, stops = (b->quick ? 4000 : 24000) / workloads_taken(b);
    for (u32 n = 0; n < workload_count; n++) {
        if (workload_skipped(b, n)) continue;
        const struct workload *w = &workloads[n];
        struct status st = {0};
        struct model model;
        struct image *image = NULL;
        bench_progress("distance: %s, %s", isa, w->name);
        struct program *p = program_made(b, workload_wasm(b, w), &st);
        if (!p || !model_find(isa, &model, &st) ||
            !program_compile(p, &model, 1, &options, &image, NULL, &st) ||
            !count(b, p, image, w, &totals[n], &st) ||
            !stop_often(b, &d, p, image, w, MAX(2 * totals[n] / stops, 2), &random, &st)) {
            bench_trouble(b, &st, "distance of %s on %s", w->name, isa);
            failed++;
        }
        image_free(image);
        program_free(p);
    }
    print_distances(b, isa, &d);
    char measured[64];
    double p50 = numbers_percentile(&d.all, 0.5), p99 = numbers_percentile(&d.all, 0.99);
    snprintf(measured, sizeof measured, "p50 %.0f p99 %.0f max %.0f", p50, p99,
             numbers_percentile(&d.all, 1));
    bench_promise(b, arena_printf(&b->arena, "instructions from stop to point, %s", isa),
                  "p50 1 p99 16",
                  failed || !d.all.all.count ? VERDICT_SKIPPED
                  : p50 <= 1 && p99 <= 16    ? VERDICT_KEPT
                                             : VERDICT_BROKEN,
                  measured, "");
    numbers_free(&d.all);
    for (u32 n = 0; n < WHERE_COUNT; n++) numbers_free(&d.at[n]);
}

void section_distance(struct bench *b) {
    u64 *totals = ARENA_ARRAY(&b->arena, u64, workload_count);
    for (u32 n = 0; n < workload_count; n++)
        if (!workload_skipped(b, n)) workload_wasm(b, &workloads[n]);
    bench_make(b);
    text_add(&b->details,
             "\nInstructions from a random stop to the point where the process can be "
             "moved, by where the stop was\n");
    for (u32 n = 0; n < b->isas.count; n++) measure_isa(b, b->isas.at[n], totals);
}
