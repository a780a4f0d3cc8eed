/* bench/instructions.c: guest instructions executed, ours against gcc -O2 for the same ISA. */
#include <stdio.h>

#include "bench/bench.h"

/* One kernel on one ISA. */
struct outcome {
    u64 ours, gcc[GCC_VARIANTS];
    bool known;
};

static bool gcc_count(struct bench *b, const struct kernel *k, const struct toolchain *t,
                      u32 variant, u32 n, u32 result, u64 *out, struct status *st) {
    struct profile p = {0};
    const char *path = kernel_gcc(b, k, t, variant);
    bool ok = bench_made(b, path, st) && elf_profile(t, path, n, &p, st);
    if (ok && p.result != result)
        ok = status_fail(st, FAULT_INTERNAL, "results differ: %08x is ours, %08x gcc's", result,
                         p.result);
    *out = p.total;
    profile_free(&p);
    return ok;
}

static bool our_count(const struct ours *o, u32 n, u32 *result, u64 *out, struct status *st) {
    struct profile p = {0};
    u64 counted;
    bool ok = ours_profile(o, n, &p, &counted, st);
    *out = p.total;
    *result = p.result;
    profile_free(&p);
    return ok;
}

static bool measure(struct bench *b, const struct kernel *k, const struct toolchain *t,
                    struct outcome *out, struct status *st) {
    struct ours o = {0};
    u32 n = b->quick ? k->quick : k->full, result = 0, answer = 0;
    u64 unused;
    const char *wasm = kernel_wasm(b, k);
    bool ok = bench_made(b, wasm, st) && ours_load(&o, wasm, t->isa, NULL, NULL, st) &&
              our_count(&o, k->known, &answer, &unused, st) &&
              our_count(&o, n, &result, &out->ours, st);
    if (ok && answer != k->answer)
        ok = status_fail(st, FAULT_INTERNAL, "kernel(%u) gives %08x, right is %08x", k->known,
                         answer, k->answer);
    for (u32 v = 0; v < GCC_VARIANTS && ok; v++)
        ok = gcc_count(b, k, t, v, n, result, &out->gcc[v], st);
    ours_free(&o);
    return ok;
}

static void measure_isa(struct bench *b, const struct toolchain *t, struct numbers *scalar,
                        struct numbers *normal) {
    text_printf(&b->details, "\n%-11s %12s %12s %7s %7s\n", t->isa, "ours", "gcc -O2", "ratio",
                "SIMD");
    for (u32 n = 0; n < kernel_count; n++) {
        const struct kernel *k = &kernels[n];
        struct status st = {0};
        struct outcome o = {0};
        bench_progress("instructions: %s, %s", t->isa, k->name);
        if (!measure(b, k, t, &o, &st)) {
            text_printf(&b->details, "%-11s failed\n", k->name);
            bench_trouble(b, &st, "instructions of %s on %s", k->name, t->isa);
            continue;
        }
        double ratio = (double)o.ours / (double)o.gcc[GCC_SCALAR];
        double other = (double)o.ours / (double)o.gcc[GCC_DEFAULT];
        numbers_add(scalar, ratio);
        numbers_add(normal, other);
        text_printf(&b->details, "%-11s %12llu %12llu %7.3f", k->name,
                    (unsigned long long)o.ours, (unsigned long long)o.gcc[GCC_SCALAR], ratio);
        text_printf(&b->details, o.gcc[0] == o.gcc[1] ? "\n" : " %7.3f\n", other);
        bench_measure(b, "instructions", t->isa, k->name, "ours", (double)o.ours);
        bench_measure(b, "instructions", t->isa, k->name, "gcc", (double)o.gcc[GCC_SCALAR]);
        bench_measure(b, "instructions", t->isa, k->name, "ratio", ratio);
        bench_measure(b, "instructions", t->isa, k->name, "ratio_vectorized", other);
    }
    if (!scalar->all.count) return;
    text_printf(&b->details, "%-11s %12s %12s %7.3f %7.3f\n", "mean", "", "",
                numbers_geomean(scalar), numbers_geomean(normal));
    bench_measure(b, "instructions", t->isa, "geometric mean", "ratio",
                  numbers_geomean(scalar));
    bench_measure(b, "instructions", t->isa, "geometric mean", "ratio_vectorized",
                  numbers_geomean(normal));
}

void section_instructions(struct bench *b) {
    const double bound = 1.5;
    for (u32 n = 0; n < b->isas.count; n++)
        for (u32 k = 0; k < kernel_count; k++) {
            const struct toolchain *t = toolchain_find(b->isas.at[n]);
            kernel_wasm(b, &kernels[k]);
            for (u32 v = 0; v < GCC_VARIANTS && t; v++) kernel_gcc(b, &kernels[k], t, v);
        }
    bench_make(b);
    text_add(&b->details,
             "\nGuest instructions against gcc -O2 (scalar; SIMD: ratio to gcc's own "
             "-O2, where it vectorizes)\n");
    for (u32 n = 0; n < b->isas.count; n++) {
        const struct toolchain *t = toolchain_find(b->isas.at[n]);
        struct numbers scalar = {0}, normal = {0};
        char measured[32] = "nothing";
        if (t) measure_isa(b, t, &scalar, &normal);
        double mean = numbers_geomean(&scalar);
        if (scalar.all.count) snprintf(measured, sizeof measured, "%.3f", mean);
        enum verdict v = scalar.all.count < kernel_count ? VERDICT_SKIPPED
                         : mean <= bound                 ? VERDICT_KEPT
                                                         : VERDICT_BROKEN;
        bench_promise(b,
                      arena_printf(&b->arena, "instructions against gcc -O2, %s",
                                   b->isas.at[n]),
                      "<= 1.5", v, measured, t ? "" : "no toolchain");
        numbers_free(&scalar);
        numbers_free(&normal);
    }
}
