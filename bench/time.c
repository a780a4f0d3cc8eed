/* bench/time.c: wall time of whole programs, ours in the simulator against gcc -O2's static
 * executable under qemu-user. Repetitions of both take turns, the fastest of each counts. */
#include <stdio.h>

#include "bench/bench.h"

struct times {
    u64 compile_ns, run_ns, qemu_ns;
};

/* One run of ours; keeps the best times and checks the output. */
static bool run_ours(struct bench *b, const struct workload *w, const char *wasm,
                     const struct model *model, const char *arguments,
                     const struct text *expected, struct times *best, struct status *st) {
    struct compile_options options = {0};
    struct image *image = NULL;
    struct run r = {0};
    u64 begun = time_now_ns(), ran = 0;
    struct program *p = program_made(b, wasm, st);
    bool ok = p && program_compile(p, model, 1, &options, &image, NULL, st) &&
              run_open(&r, b, p, image, w->name, arguments, false, st);
    u64 ready = time_now_ns();
    if (ok) {
        ok = run_to_end(&r, NULL, st);
        ran = time_now_ns();
    }
    if (ok && strcmp(text_string(&r.process->output), text_string(expected)) != 0)
        ok = status_fail(st, FAULT_INTERNAL, "the output differs from qemu's");
    if (ok) {
        best->compile_ns = MIN(best->compile_ns, ready - begun);
        best->run_ns = MIN(best->run_ns, ran - ready);
    }
    run_free(&r);
    image_free(image);
    program_free(p);
    return ok;
}

static bool run_qemu(struct bench *b, const struct toolchain *t, const char *elf,
                     const char *arguments, struct text *output, struct times *best,
                     struct status *st) {
    struct words w = {0};
    u64 ns = 0;
    words_add(&w, t->qemu);
    words_add(&w, elf);
    words_split(b, &w, arguments);
    words_add(&w, NULL);
    output->length = 0;
    int status = tool_run(w.at.at, false, output, &ns);
    array_free(&w.at);
    best->qemu_ns = MIN(best->qemu_ns, ns);
    return status == 0 || status_fail(st, FAULT_WORLD, "%s: exit status %d", t->qemu, status);
}

static bool measure(struct bench *b, const struct workload *w, const struct toolchain *t,
                    struct times *best, struct status *st) {
    const char *arguments = b->quick ? w->quick : w->full;
    const char *elf = workload_gcc(b, w, t), *wasm = workload_wasm(b, w);
    struct text expected = {0};
    struct model model;
    bool ok = model_find(t->isa, &model, st) && bench_made(b, elf, st);
    *best = (struct times){UINT64_MAX, UINT64_MAX, UINT64_MAX};
    /* Short runs vary more: they are repeated for a while. */
    u64 begun = time_now_ns(), enough = b->quick ? 100000000 : 500000000;
    for (u32 n = 0; ok && n < 5 && (!n || time_now_ns() - begun < enough); n++)
        ok = run_qemu(b, t, elf, arguments, &expected, best, st) &&
             run_ours(b, w, wasm, &model, arguments, &expected, best, st);
    text_free(&expected);
    return ok;
}

static void measure_isa(struct bench *b, const struct toolchain *t, struct numbers *run,
                        struct numbers *all, struct numbers *own) {
    text_printf(&b->details, "\n%-11s %10s %10s %10s %7s %7s\n", t->isa, "compile ms", "run ms",
                "qemu ms", "run", "both");
    for (u32 n = 0; n < workload_count; n++) {
        if (workload_skipped(b, n)) continue;
        const struct workload *w = &workloads[n];
        struct times best;
        struct status st = {0};
        bench_progress("time: %s, %s", t->isa, w->name);
        if (!measure(b, w, t, &best, &st)) {
            text_printf(&b->details, "%-11s failed\n", w->name);
            bench_trouble(b, &st, "time of %s on %s", w->name, t->isa);
            continue;
        }
        double compile = (double)best.compile_ns / 1e6, ran = (double)best.run_ns / 1e6,
               qemu = (double)best.qemu_ns / 1e6;
        numbers_add(run, ran / qemu);
        numbers_add(all, (compile + ran) / qemu);
        if (!w->libc) numbers_add(own, ran / qemu);
        text_printf(&b->details, "%-11s %10.1f %10.1f %10.1f %7.2f %7.2f\n", w->name, compile,
                    ran, qemu, ran / qemu, (compile + ran) / qemu);
        bench_measure(b, "time", t->isa, w->name, "compile_ms", compile);
        bench_measure(b, "time", t->isa, w->name, "run_ms", ran);
        bench_measure(b, "time", t->isa, w->name, "qemu_ms", qemu);
    }
    if (!run->all.count) return;
    text_printf(&b->details, "%-11s %32s %7.2f %7.2f\n", "mean", "", numbers_geomean(run),
                numbers_geomean(all));
    text_printf(&b->details, "%-11s %32s %7.2f  without those that work in the C library\n",
                "mean", "", numbers_geomean(own));
    bench_measure(b, "time", t->isa, "geometric mean", "run_own_code", numbers_geomean(own));
    bench_measure(b, "time", t->isa, "geometric mean", "run", numbers_geomean(run));
    bench_measure(b, "time", t->isa, "geometric mean", "compile_and_run", numbers_geomean(all));
}

void section_time(struct bench *b) {
    for (u32 n = 0; n < b->isas.count; n++)
        for (u32 k = 0; k < workload_count; k++) {
            if (workload_skipped(b, k)) continue;
            const struct toolchain *t = toolchain_find(b->isas.at[n]);
            workload_wasm(b, &workloads[k]);
            if (t) workload_gcc(b, &workloads[k], t);
        }
    bench_make(b);
    text_printf(&b->details,
                "\nWall time against qemu-user with gcc -O2's static executable (fastest of "
                "interleaved runs; stores %s)\n",
                machine_stores_slow_why() ? "on the slow path" : "on the fast path");
    for (u32 n = 0; n < b->isas.count; n++) {
        const struct toolchain *t = toolchain_find(b->isas.at[n]);
        struct numbers run = {0}, all = {0}, own = {0};
        char measured[64] = "nothing";
        const char *lacking = !t ? "no toolchain" : tool_exists(t->qemu) ? "" : "no qemu-user";
        if (!*lacking) measure_isa(b, t, &run, &all, &own);
        if (all.all.count)
            snprintf(measured, sizeof measured, "%.2f (run %.2f)", numbers_geomean(&all),
                     numbers_geomean(&run));
        bench_promise(
            b, arena_printf(&b->arena, "compile + run against qemu-user, %s", b->isas.at[n]),
            "<= 3",
            all.all.count < workloads_taken(b) ? VERDICT_SKIPPED
            : numbers_geomean(&all) <= 3.0     ? VERDICT_KEPT
                                               : VERDICT_BROKEN,
            measured, lacking);
        numbers_free(&run);
        numbers_free(&all);
        numbers_free(&own);
    }
}
