/* bench/compile.c: compile speed in MB of wasm code per second on one core: decoding and
 * validation, IR and shared passes, code generation, linking with maps. Over the programs of
 * workloads/ and one big module of generated C; for one model at a time, and for all of them in
 * one go, as a ring of machines is compiled, which shares all that comes before code generation.
 * Beside it: what it takes to encode the maps for a file, and to read the debug lines, which
 * happens when somebody asks for one. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/bench.h"

static bool big_skipped(const struct bench *b) {
    return b->only && !in_list(b->only, "big");
}

/* The path of the big module; NULL when it is skipped or can't be written. */
static const char *want_big(struct bench *b) {
    struct text t = {0};
    struct words w = {0};
    struct status st = {0};
    if (big_skipped(b)) return NULL;
    u32 functions = b->quick ? 500 : 2400;
    const char *source = arena_printf(&b->arena, "%s/big-%u.c", b->work, functions);
    big_program(&t, functions);
    bool ok = file_write(source, t.at, t.length, &st);
    text_free(&t);
    if (!ok) {
        bench_trouble(b, &st, "the big module");
        return NULL;
    }
    words_split(b, &w,
                "clang --target=wasm32 -O1 -ffreestanding -nostdlib -Wl,--no-entry "
                "-Wl,--export=kernel -Wl,--no-gc-sections -w");
    words_add(&w, source);
    words_split(b, &w, "-o %o");
    return bench_want(b, "big", "wasm", &w);
}

/* ---- Measuring -------------------------------------------------------------------------- */

enum { MODELS_MAX = 16 };

struct speed {
    u64 bytes, decode_ns, ir_ns, codegen_ns, link_ns, all_ns;
    /* not part of all_ns: */
    u64 encode_ns; /* of the maps, for a file */
    u64 lines_ns;
};

static u64 thread_time_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (u64)t.tv_sec * 1000000000u + (u64)t.tv_nsec;
}

static bool compile_once(struct bench *b, const char *path, const struct model *models,
                         u32 count, struct speed *s, struct status *st) {
    struct compile_options options = {.threads = 1};
    struct compile_numbers n = {0};
    struct image *images[MODELS_MAX] = {0};
    struct bytes bytes;
    if (!bench_made(b, path, st) || !file_read(path, &bytes, st)) return false;
    u64 begun = thread_time_ns();
    struct program *p = program_decode(path, bytes.at, bytes.size, st);
    u64 decoded = thread_time_ns();
    bool ok = p && program_compile(p, models, count, &options, images, &n, st);
    u64 compiled = thread_time_ns();
    for (u32 k = 0; ok && k < count; k++) image_encode_maps(images[k]);
    u64 encoded = thread_time_ns();
    if (ok) program_file_count(p); /* reads the lines */
    u64 read = thread_time_ns();
    *s = (struct speed){.bytes = n.wasm_code_bytes * count,
                        .decode_ns = decoded - begun,
                        .ir_ns = n.ir_ns,
                        .codegen_ns = n.codegen_ns,
                        .link_ns = n.link_ns,
                        .all_ns = compiled - begun,
                        .encode_ns = encoded - compiled,
                        .lines_ns = read - encoded};
    for (u32 k = 0; k < count; k++) image_free(images[k]);
    program_free(p);
    return ok;
}

/* The fastest of some runs is added to the sum. */
static bool add_speed(struct bench *b, const char *path, const struct model *models, u32 count,
                      u32 times, struct speed *sum, struct status *st) {
    struct speed best = {.all_ns = UINT64_MAX}, s;
    for (u32 n = 0; n < times; n++) {
        if (!compile_once(b, path, models, count, &s, st)) return false;
        if (s.all_ns < best.all_ns) best = s;
    }
    sum->bytes += best.bytes;
    sum->decode_ns += best.decode_ns;
    sum->ir_ns += best.ir_ns;
    sum->encode_ns += best.encode_ns;
    sum->lines_ns += best.lines_ns;
    sum->codegen_ns += best.codegen_ns;
    sum->link_ns += best.link_ns;
    sum->all_ns += best.all_ns;
    return true;
}

static double rate(const struct speed *s) { /* MB/s */
    return s->all_ns ? (double)s->bytes * 1000 / (double)s->all_ns : 0;
}
static double rate_to_file(const struct speed *s) { /* likewise, with the maps encoded */
    return s->all_ns ? (double)s->bytes * 1000 / (double)(s->all_ns + s->encode_ns) : 0;
}

static void print_speed(struct bench *b, const char *isa, const char *what,
                        const struct speed *s) {
    double all = (double)s->all_ns / 100;
    if (!s->all_ns) return;
    text_printf(&b->details,
                "%-11s %-10s %10llu %8.2f %7.1f%% %7.1f%% %7.1f%% %7.1f%% %7.1f%% %8.2f\n", isa,
                what, (unsigned long long)s->bytes, rate(s), (double)s->decode_ns / all,
                (double)s->ir_ns / all, (double)s->codegen_ns / all, (double)s->link_ns / all,
                (double)s->lines_ns / all, rate_to_file(s));
    bench_measure(b, "compile", isa, what, "MB_per_second", rate(s));
    bench_measure(b, "compile", isa, what, "MB_per_second_to_file", rate_to_file(s));
    bench_measure(b, "compile", isa, what, "encode_ns", (double)s->encode_ns);
    bench_measure(b, "compile", isa, what, "lines_ns", (double)s->lines_ns);
    bench_measure(b, "compile", isa, what, "decode_ns", (double)s->decode_ns);
    bench_measure(b, "compile", isa, what, "ir_ns", (double)s->ir_ns);
    bench_measure(b, "compile", isa, what, "codegen_ns", (double)s->codegen_ns);
    bench_measure(b, "compile", isa, what, "link_ns", (double)s->link_ns);
}

static void promise(struct bench *b, const char *isa, const char *what, const struct speed *s,
                    bool ok) {
    bench_promise(b, arena_printf(&b->arena, "compile MB/s, %s, %s", isa, what), ">= 5",
                  !ok            ? VERDICT_SKIPPED
                  : rate(s) >= 5 ? VERDICT_KEPT
                                 : VERDICT_BROKEN,
                  arena_printf(&b->arena, "%.2f", rate(s)), "");
}

/* Adds the rows of the table for the models together, and the promises for one alone. */
static void measure(struct bench *b, const char *name, const struct model *models, u32 count,
                    const char *big) {
    struct speed small = {0}, large = {0};
    struct status st = {0};
    bool ok = true;
    for (u32 n = 0; n < workload_count; n++) {
        if (workload_skipped(b, n)) continue;
        bench_progress("compile: %s, %s", name, workloads[n].name);
        if (add_speed(b, workload_wasm(b, &workloads[n]), models, count, 5, &small, &st))
            continue;
        bench_trouble(b, &st, "compile speed of %s for %s", workloads[n].name, name);
        ok = false;
    }
    if (!big_skipped(b)) {
        bench_progress("compile: %s, big module", name);
        if (!big || !add_speed(b, big, models, count, b->quick ? 2 : 3, &large, &st)) {
            bench_trouble(b, &st, "compile speed of the big module for %s", name);
            ok = false;
        }
    }
    print_speed(b, name, "workloads", &small);
    print_speed(b, name, "big", &large);
    if (count > 1) return;
    if (workloads_taken(b)) promise(b, name, "small programs", &small, ok);
    if (!big_skipped(b)) promise(b, name, "big module", &large, ok);
}

void section_compile(struct bench *b) {
    for (u32 n = 0; n < workload_count; n++)
        if (!workload_skipped(b, n)) workload_wasm(b, &workloads[n]);
    const char *big = want_big(b);
    bench_make(b);
    text_printf(
        &b->details,
        "\nCompile speed on one core: MB of wasm code a second for each machine, and the "
        "shares of the time; beside them, what reading debug lines takes when one is asked "
        "for; and MB a second with the maps encoded for a file\n\n"
        "%-11s %-10s %10s %8s %8s %8s %8s %8s %8s %8s\n",
        "", "", "bytes", "MB/s", "decode", "IR", "codegen", "link", "+ lines", "to file");
    struct model models[MODELS_MAX];
    struct status st = {0};
    u32 count = MIN(b->isas.count, MODELS_MAX);
    for (u32 n = 0; n < count; n++)
        if (!model_find(b->isas.at[n], &models[n], &st)) {
            bench_trouble(b, &st, "compile speed");
            return;
        }
    for (u32 n = 0; n < count; n++) measure(b, b->isas.at[n], &models[n], 1, big);
    if (count > 1) measure(b, "together", models, count, big);
}
