/* bench/programs.c: the whole programs of workloads/, and processes of them. */
#include "bench/bench.h"

/* Full sizes are the programs' defaults, but for those that emulators take seconds for (software
 * floating point): fft 15, mandelbrot 400, matmul 320, nbody 80000, raytrace 1024. */
const struct workload workloads[] = {
    {"bignum", "1000", "8000"},       {"btree", "10000", "100000"},
    {"chacha20", "128", "1024"},      {"dijkstra", "4000", "40000"},
    {"fft", "9", "13"},               {"format", "1000", "20000"},
    {"hashmap", "30000", "300000"},   {"lisp", "1", "4"},
    {"lz", "50000", "700000"},        {"mandelbrot", "64", "250"},
    {"matmul", "64", "200"},          {"nbody", "1000", "20000"},
    {"nqueens", "9", "12"},           {"perft", "3", "4"},
    {"raytrace", "96", "512"},        {"sha256", "1024", "8192"},
    {"sort", "10000", "100000"},      {"vm", "500", "7000"},
    {"wordcount", "- 3", "- 20"},
};
const u32 workload_count = COUNT_OF(workloads);

static void add_source(struct bench *b, struct words *words, const struct workload *w) {
    words_add(words, arena_printf(&b->arena, "%s/workloads/%s.c", b->source, w->name));
    words_split(b, words, "-o %o -lm");
}

const char *workload_wasm(struct bench *b, const struct workload *w) {
    struct words words = {0};
    words_split(b, &words, "clang --target=wasm32-wasi -O2 -g");
    add_source(b, &words, w);
    return bench_want(b, arena_printf(&b->arena, "%s-wasi", w->name), "wasm", &words);
}

const char *workload_gcc(struct bench *b, const struct workload *w, const struct toolchain *t) {
    struct words words = {0};
    words_add(&words, arena_printf(&b->arena, "%s-gcc", t->prefix));
    words_split(b, &words, "-O2 -static -ffp-contract=off");
    words_split(b, &words, t->flags);
    add_source(b, &words, w);
    return bench_want(b, arena_printf(&b->arena, "%s-%s-linux", w->name, t->isa), "elf",
                      &words);
}

struct program *program_made(struct bench *b, const char *path, struct status *st) {
    struct bytes bytes;
    const char *name = strrchr(path, '/');
    if (!bench_made(b, path, st) || !file_read(path, &bytes, st)) return NULL;
    return program_decode(name ? name + 1 : path, bytes.at, bytes.size, st);
}

bool run_open(struct run *r, struct bench *b, struct program *p, struct image *image,
              const char *name, const char *arguments, bool counting, struct status *st) {
    struct words w = {0};
    words_add(&w, name);
    words_split(b, &w, arguments);
    /* The process keeps the addresses. */
    const char **args = ARENA_ARRAY(&b->arena, const char *, w.at.count);
    memcpy(args, w.at.at, w.at.count * sizeof *args);
    struct process_options options = {.args = args,
                                      .arg_count = w.at.count,
                                      .in = -1,
                                      .out = -1,
                                      .err = -1,
                                      .capture = true};
    array_free(&w.at);
    *r = (struct run){0};
    i64 start = program_find_export(p, EXTERNAL_FUNCTION, "_start");
    if (start < 0) return status_fail(st, FAULT_USER, "%s exports no _start", name);
    r->process = process_create(p, &options, st);
    if (r->process) r->machine = machine_create(image, r->process, counting, st);
    return r->machine && process_start(r->machine, p, (u32)start, NULL, st);
}

void run_free(struct run *r) {
    machine_free(r->machine);
    process_free(r->process);
    *r = (struct run){0};
}
