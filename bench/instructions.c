/* bench/instructions.c: guest instructions executed, ours against gcc -O2 for the same ISA. */
#include <stdio.h>

#include "bench/bench.h"

struct outcome { /* one kernel on one ISA; 0: not counted */
    u64 ours, rival[RIVALS];
};

struct ratios { /* of one ISA */
    struct numbers rival[RIVALS];
    u32 failed;
};

static bool kernel_skipped(const struct bench *b, u32 n) {
    return b->only && !in_list(b->only, kernels[n].name);
}

static bool rival_count(struct bench *b, const struct kernel *k, const struct toolchain *t,
                        u32 rival, u32 n, u32 result, u64 *out, struct status *st) {
    struct kernel_profile p = {0};
    const char *path = kernel_rival(b, k, t, rival);
    bool ok = bench_made(b, path, st) && elf_profile(t, path, n, &p, st);
    if (ok && p.result != result)
        ok = status_fail(st, FAULT_INTERNAL, "results differ: %08x is ours, %08x that of %s",
                         result, p.result, rival_names[rival]);
    *out = p.total;
    kernel_profile_free(&p);
    return ok;
}

static bool our_count(const struct ours *o, u32 n, u32 *result, u64 *out, struct status *st) {
    struct kernel_profile p = {0};
    u64 counted;
    bool ok = ours_profile(o, n, &p, &counted, st);
    *out = p.total;
    *result = p.result;
    kernel_profile_free(&p);
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
    for (u32 r = 0; r < RIVALS && ok; r++) {
        struct status clang = {0}; /* clang may lack what it needs: it is an extra */
        ok = rival_count(b, k, t, r, n, result, &out->rival[r],
                         r == RIVAL_CLANG ? &clang : st) ||
             r == RIVAL_CLANG;
        if (!status_ok(&clang)) {
            out->rival[r] = 0;
            bench_trouble(b, &clang, "clang for %s", t->isa);
        }
    }
    ours_free(&o);
    return ok;
}

static void tell(struct bench *b, const char *isa, const char *name, const struct outcome *o,
                 struct ratios *ratios) {
    static const char *const metrics[RIVALS] = {"ratio", "ratio_simd", "ratio_clang"};
    text_printf(&b->details, "%-11s %12llu %12llu", name, (unsigned long long)o->ours,
                (unsigned long long)o->rival[RIVAL_GCC]);
    bench_measure(b, "instructions", isa, name, "ours", (double)o->ours);
    bench_measure(b, "instructions", isa, name, "gcc", (double)o->rival[RIVAL_GCC]);
    for (u32 r = 0; r < RIVALS; r++) {
        double ratio = o->rival[r] ? (double)o->ours / (double)o->rival[r] : 0;
        if (!o->rival[r]) {
            text_printf(&b->details, " %7s", "");
            continue;
        }
        numbers_add(&ratios->rival[r], ratio);
        bench_measure(b, "instructions", isa, name, metrics[r], ratio);
        text_printf(&b->details, " %7.3f", ratio);
    }
    text_add(&b->details, "\n");
}

static void measure_isa(struct bench *b, const struct toolchain *t, struct ratios *ratios) {
    text_printf(&b->details, "\n%-11s %12s %12s %7s %7s %7s\n", t->isa, "ours", "gcc", "ratio",
                "SIMD", "clang");
    for (u32 n = 0; n < kernel_count; n++) {
        const struct kernel *k = &kernels[n];
        if (kernel_skipped(b, n)) continue;
        struct status st = {0};
        struct outcome o = {0};
        bench_progress("instructions: %s, %s", t->isa, k->name);
        if (measure(b, k, t, &o, &st)) {
            tell(b, t->isa, k->name, &o, ratios);
            continue;
        }
        text_printf(&b->details, "%-11s failed\n", k->name);
        ratios->failed++;
        bench_trouble(b, &st, "instructions of %s on %s", k->name, t->isa);
    }
    text_printf(&b->details, "%-11s %25s", "mean", "");
    for (u32 r = 0; r < RIVALS; r++)
        text_printf(&b->details, " %7.3f", numbers_geomean(&ratios->rival[r]));
    text_add(&b->details, "\n");
    if (ratios->rival[RIVAL_GCC].all.count)
        bench_measure(b, "instructions", t->isa, "geometric mean", "ratio",
                      numbers_geomean(&ratios->rival[RIVAL_GCC]));
}

static void promise(struct bench *b, const char *isa, bool toolchain, struct ratios *ratios) {
    double mean = numbers_geomean(&ratios->rival[RIVAL_GCC]);
    bool complete = ratios->rival[RIVAL_GCC].all.count && !ratios->failed;
    char measured[64] = "nothing";
    if (mean > 0) snprintf(measured, sizeof measured, "%.3f", mean);
    bench_promise(b, arena_printf(&b->arena, "instructions against gcc -O2, %s", isa), "<= 1.5",
                  !complete     ? VERDICT_SKIPPED
                  : mean <= 1.5 ? VERDICT_KEPT
                                : VERDICT_BROKEN,
                  measured, toolchain ? "" : "no toolchain");
}

void section_instructions(struct bench *b) {
    for (u32 n = 0; n < b->isas.count; n++)
        for (u32 k = 0; k < kernel_count; k++) {
            const struct toolchain *t = toolchain_find(b->isas.at[n]);
            if (kernel_skipped(b, k)) continue;
            kernel_wasm(b, &kernels[k]);
            for (u32 r = 0; r < RIVALS && t; r++) kernel_rival(b, &kernels[k], t, r);
        }
    bench_make(b);
    text_add(&b->details,
             "\nGuest instructions against gcc -O2 without vectorization (SIMD: gcc's own -O2; "
             "clang: clang -O2 without vectorization)\n");
    for (u32 n = 0; n < b->isas.count; n++) {
        const struct toolchain *t = toolchain_find(b->isas.at[n]);
        struct ratios ratios = {0};
        if (t) measure_isa(b, t, &ratios);
        promise(b, b->isas.at[n], t, &ratios);
        for (u32 r = 0; r < RIVALS; r++) numbers_free(&ratios.rival[r]);
    }
}
