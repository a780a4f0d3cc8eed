/* bench/kernels.c: the kernels of workloads/, compiled for both sides from the same sources. */
#include "bench/bench.h"

/* Sizes at which a kernel takes 1 to 50 million instructions; in quick mode, about a tenth. */
const struct kernel kernels[] = {
    {"bignum", 100, 1000, 100, 0xa1ab1a78},
    {"btree", 1000, 20000, 1000, 0x1b2c708e},
    {"chacha20", 16, 48, 16, 0x14b08fc2},
    {"dijkstra", 1000, 20000, 1000, 0x0ff950ba},
    {"fft", 8, 11, 8, 0x97ee15c0},
    {"lz", 5000, 100000, 5000, 0x2e75f777},
    {"mandelbrot", 64, 128, 64, 0xd57d72f5},
    {"matmul", 32, 128, 32, 0xc68283de},
    {"nbody", 100, 5000, 100, 0x8a01c252},
    {"nqueens", 8, 10, 8, 0x8c11f40d},
    {"perft", 3, 3, 3, 8902},
    {"raytrace", 64, 256, 64, 0xe83c8cee},
    {"sha256", 16, 512, 16, 0xfbbbb42b},
    {"sort", 1000, 20000, 1000, 0x8298a4b6},
    {"vm", 100, 1000, 100, 0x22f49d19},
};
const u32 kernel_count = COUNT_OF(kernels);

const struct kernel *kernel_find(const char *name) {
    for (u32 n = 0; n < kernel_count; n++)
        if (strcmp(kernels[n].name, name) == 0) return &kernels[n];
    return NULL;
}

static void add_sources(struct bench *b, struct words *w, const struct kernel *k) {
    words_add(w, arena_printf(&b->arena, "%s/workloads/%s.c", b->source, k->name));
    words_add(w, arena_printf(&b->arena, "%s/bench/support.c", b->source));
    words_split(b, w, "-o %o");
}

const char *kernel_wasm(struct bench *b, const struct kernel *k) {
    struct words w = {0};
    words_split(b, &w,
                "clang --target=wasm32 -O2 -ffreestanding -nostdlib -DKERNEL_ONLY "
                "-Wl,--no-entry -Wl,--export=kernel");
    add_sources(b, &w, k);
    return bench_want(b, k->name, "wasm", &w);
}

/* Our machines have no SIMD operations: vector code would compare the ISA, not the compiler. */
static const char *const rival_flags[RIVALS] = {
    "-fno-tree-vectorize", "",
    "-fno-vectorize -fno-slp-vectorize -Wno-unused-command-line-argument"};

const char *kernel_rival(struct bench *b, const struct kernel *k, const struct toolchain *t,
                         u32 rival) {
    struct words w = {0};
    if (rival == RIVAL_CLANG) {
        words_add(&w, "clang");
        words_add(&w, arena_printf(&b->arena, "--target=%s", t->prefix));
    } else {
        words_add(&w, arena_printf(&b->arena, "%s-gcc", t->prefix));
    }
    words_split(b, &w,
                "-O2 -ffreestanding -DKERNEL_ONLY -fno-pic -no-pie -static -nostdlib "
                "-fno-stack-protector -fcf-protection=none -ffp-contract=off -fno-math-errno "
                "-Wl,-e,kernel -Wl,-z,separate-code -Wl,--build-id=none");
    words_split(b, &w, t->flags);
    words_split(b, &w, t->more);
    words_split(b, &w, rival_flags[rival]);
    add_sources(b, &w, k);
    words_add(&w, "-lgcc");
    const char *name = arena_printf(&b->arena, "%s-%s", k->name, t->isa);
    return bench_want(b, name, "elf", &w);
}
