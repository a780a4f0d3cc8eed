/* bench/programs.c: the whole programs of workloads/, and processes of them. */
#include "bench/bench.h"

/* Full sizes are the programs' defaults, but for those that emulators take seconds for
 * (software floating point): fft 15, mandelbrot 400, matmul 320, nbody 80000, raytrace 1024. */
const struct workload workloads[] = {
    {"bignum", "1000", "8000", false},
    {"btree", "10000", "100000", false},
    {"chacha20", "128", "1024", false},
    {"dijkstra", "4000", "40000", false},
    {"fft", "9", "13", false},
    {"format", "1000", "20000", true},
    {"hashmap", "10000", "300000", true},
    {"lisp", "1", "4", false},
    {"lz", "20000", "700000", false},
    {"mandelbrot", "64", "250", false},
    {"matmul", "64", "200", false},
    {"nbody", "1000", "20000", false},
    {"nqueens", "9", "12", false},
    {"perft", "3", "4", false},
    {"raytrace", "96", "512", false},
    {"sha256", "256", "8192", false},
    {"sort", "3000", "100000", true},
    {"vm", "500", "7000", false},
    {"wordcount", "- 3", "- 20", true},
};
const u32 workload_count = COUNT_OF(workloads);

bool workload_skipped(const struct bench *b, u32 n) {
    return b->only ? !in_list(b->only, workloads[n].name) : b->quick && n % 3 != 0;
}

u32 workloads_taken(const struct bench *b) {
    u32 taken = 0;
    for (u32 n = 0; n < workload_count; n++) taken += !workload_skipped(b, n);
    return taken;
}

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
    if (!bench_made(b, path, st) || !file_read(path, &bytes, st)) return NULL;
    return program_decode(path_name(path), bytes.at, bytes.size, st);
}

bool run_open(struct run *r, struct bench *b, struct program *p, struct image *image,
              const char *name, const char *arguments, bool counting, struct status *st) {
    struct words w = {0};
    words_add(&w, name);
    words_split(b, &w, arguments);
    /* The process keeps the addresses. */
    const char **args = ARENA_ARRAY(&b->arena, const char *, w.at.count);
    memcpy(args, w.at.at, w.at.count * sizeof *args);
    struct process_options options = {
        .args = args, .arg_count = w.at.count, .in = -1, .out = -1, .err = -1, .capture = true};
    array_free(&w.at);
    *r = (struct run){0};
    i64 start = program_find_export(p, EXTERNAL_FUNCTION, "_start");
    if (start < 0) return status_fail(st, FAULT_USER, "%s exports no _start", name);
    r->process = process_create(p, &options, st);
    if (r->process) r->machine = machine_create(image, r->process, counting, st);
    return r->machine && process_start(r->machine, p, (u32)start, NULL, st);
}

bool run_ended(const struct run *r, enum stop stop, struct status *st) {
    if (stop == STOP_TRAP)
        return status_fail(st, FAULT_INTERNAL, "trap: %s", trap_text(r->process->trap));
    if (stop == STOP_EXIT && r->process->exit_status != 0)
        return status_fail(st, FAULT_INTERNAL, "exit status %u: %.200s",
                           r->process->exit_status, text_string(&r->process->output));
    return stop == STOP_DONE || stop == STOP_EXIT ||
           status_fail(st, FAULT_INTERNAL, "the machine stopped before the end");
}

bool run_to_end(struct run *r, u64 *executed, struct status *st) {
    return run_ended(r, machine_run(r->machine, UINT64_MAX, executed, st), st);
}

void run_free(struct run *r) {
    machine_free(r->machine);
    process_free(r->process);
    *r = (struct run){0};
}
