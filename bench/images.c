/* bench/images.c: what it costs a program to be migratable. While it runs: nothing, if the code
 * with maps is the code without, byte for byte. In memory: the maps. */
#include <stdio.h>

#include "bench/bench.h"

static const u32 few_registers = 4;

/* Sums over programs. */
struct sizes {
    u64 code, map;
    u32 images, different;
    double smallest, largest;             /* (map + code) / code */
    const char *smallest_of, *largest_of; /* programs */
};

static void add_sizes(struct sizes *s, struct image *image, const char *name) {
    double ratio = 1 + (double)image_map_bytes(image) / (double)image->code_size;
    s->code += image->code_size;
    s->map += image->map_size;
    if (!s->images || ratio < s->smallest) s->smallest = ratio, s->smallest_of = name;
    if (!s->images || ratio > s->largest) s->largest = ratio, s->largest_of = name;
    s->images++;
}

static bool compare(struct program *p, const struct model *m, const char *name, struct sizes *s,
                    struct status *st) {
    struct compile_options with = {0}, without = {.without_maps = true};
    struct image *x = NULL, *y = NULL;
    bool ok = program_compile(p, m, 1, &with, &x, NULL, st) &&
              program_compile(p, m, 1, &without, &y, NULL, st);
    if (ok) {
        add_sizes(s, x, name);
        s->different += x->code_size != y->code_size || image_map_bytes(y) != 0 ||
                        memcmp(x->code, y->code, x->code_size) != 0;
    }
    image_free(x);
    image_free(y);
    return ok;
}

static void measure(struct bench *b, const char *isa, u32 registers, struct sizes *s) {
    const char *name = registers ? arena_printf(&b->arena, "%s/%u", isa, registers) : isa;
    for (u32 n = 0; n < workload_count; n++) {
        if (workload_skipped(b, n)) continue;
        struct status st = {0};
        struct model model;
        const struct workload *w = &workloads[n];
        bench_progress("images: %s, %s", name, w->name);
        struct program *p = program_made(b, workload_wasm(b, w), &st);
        if (!p || !model_find(name, &model, &st) || !compare(p, &model, w->name, s, &st))
            bench_trouble(b, &st, "images of %s for %s", w->name, name);
        program_free(p);
    }
    if (!s->code) return;
    double ratio = 1 + (double)s->map / (double)s->code;
    text_printf(&b->details, "%-11s %9llu %9llu %7.3f %7.3f %-10s %7.3f %-10s %6u of %u\n",
                name, (unsigned long long)s->code, (unsigned long long)s->map, ratio,
                s->smallest, s->smallest_of, s->largest, s->largest_of,
                s->images - s->different, s->images);
    bench_measure(b, "images", name, "all programs", "code_bytes", (double)s->code);
    bench_measure(b, "images", name, "all programs", "map_bytes", (double)s->map);
    bench_measure(b, "images", name, "all programs", "ratio", ratio);
    bench_measure(b, "images", name, "all programs", "different", s->different);
}

static void promise(struct bench *b, const char *isa, const struct sizes *full,
                    const struct sizes *few) {
    char measured[64] = "nothing";
    u32 images = full->images + few->images, different = full->different + few->different;
    bool complete = images == 2 * workloads_taken(b);
    snprintf(measured, sizeof measured, "%u of %u", images - different, images);
    bench_promise(b, arena_printf(&b->arena, "code the same with and without maps, %s", isa),
                  "all",
                  different  ? VERDICT_BROKEN
                  : complete ? VERDICT_KEPT
                             : VERDICT_SKIPPED,
                  measured, "");
    double ratio = full->code ? 1 + (double)full->map / (double)full->code : 0;
    snprintf(measured, sizeof measured, "%.3f (%u regs %.3f)", ratio, few_registers,
             few->code ? 1 + (double)few->map / (double)few->code : 0);
    bench_promise(b, arena_printf(&b->arena, "(map + code) / code, %s", isa), "<= 1.35",
                  !complete       ? VERDICT_SKIPPED
                  : ratio <= 1.35 ? VERDICT_KEPT
                                  : VERDICT_BROKEN,
                  measured, "");
}

void section_images(struct bench *b) {
    for (u32 n = 0; n < workload_count; n++)
        if (!workload_skipped(b, n)) workload_wasm(b, &workloads[n]);
    bench_make(b);
    text_printf(&b->details,
                "\nImages of all programs: map + code over code; bytes of code that are the "
                "same with and without maps\n\n%-11s %9s %9s %7s %-18s %-18s %11s\n",
                "", "code", "map", "ratio", "smallest", "largest", "the same");
    for (u32 n = 0; n < b->isas.count; n++) {
        struct sizes full = {0}, few = {0};
        measure(b, b->isas.at[n], 0, &full);
        measure(b, b->isas.at[n], few_registers, &few);
        promise(b, b->isas.at[n], &full, &few);
    }
}
