/* base/memory.c: allocation that cannot fail, arenas, growable arrays, sets of bits. */
#include "base/base.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

/* The one place of the libraries that ends the process: nothing above it can go on without
 * memory, and every caller is the simpler for not having to try. */
static _Noreturn void out_of_memory(size_t size) {
    fprintf(stderr, "hpmsim: out of memory (%zu bytes wanted)\n", size);
    abort();
}

void memory_keep(void) {
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
}

void *xmalloc(size_t size) {
    void *at = malloc(size ? size : 1);
    if (!at) out_of_memory(size);
    return at;
}

void *xcalloc(size_t count, size_t size) {
    void *at = calloc(count ? count : 1, size ? size : 1);
    if (!at) out_of_memory(count * size);
    return at;
}

void *xrealloc(void *old, size_t size) {
    void *at = realloc(old, size ? size : 1);
    if (!at) out_of_memory(size);
    return at;
}

char *xstrdup(const char *text) {
    size_t size = strlen(text) + 1;
    return memcpy(xmalloc(size), text, size);
}

/* ---- Arena -------------------------------------------------------------------------------
 *
 *   a->chunks -> [header|data......free] -> [header|data...] -> NULL
 *                        a->next^   ^a->end
 *
 * Invariant: next and end lie in the newest chunk, next is a multiple of ARENA_ALIGN, or both
 * are NULL. An allocation too big for a fresh chunk gets one of its own, put behind the newest
 * so that the free part of the newest is not lost. */

enum { ARENA_ALIGN = 16, ARENA_CHUNK = 32 << 10, ARENA_CHUNK_MAX = 1 << 20 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* of the data behind the header */
};
_Static_assert(sizeof(struct arena_chunk) % ARENA_ALIGN == 0, "data behind it is aligned");

static struct arena_chunk *chunk_new(size_t size, struct arena_chunk *older) {
    if (size > SIZE_MAX - sizeof(struct arena_chunk)) out_of_memory(size);
    struct arena_chunk *chunk = xmalloc(sizeof *chunk + size);
    chunk->older = older;
    chunk->size = size;
    return chunk;
}

static char *chunk_data(struct arena_chunk *chunk) {
    return (char *)(chunk + 1);
}

void arena_init(struct arena *a) {
    *a = (struct arena){0};
}

void arena_free(struct arena *a) {
    for (struct arena_chunk *chunk = a->chunks, *older; chunk; chunk = older) {
        older = chunk->older;
        free(chunk);
    }
    arena_init(a);
}

#ifdef HPMSIM_ARENA_MALLOC

void arena_reset(struct arena *a) {
    arena_free(a);
}

void *arena_alloc_slow(struct arena *a, size_t size) {
    a->chunks = chunk_new(size, a->chunks);
    return chunk_data(a->chunks);
}

#else

void arena_reset(struct arena *a) {
    struct arena_chunk *kept = a->chunks;
    if (!kept) return;
    a->chunks = kept->older;
    arena_free(a);
    kept->older = NULL;
    a->chunks = kept;
    a->next = chunk_data(kept);
    a->end = a->next + kept->size;
}

/* Each chunk is twice the one before, up to a limit: small arenas stay small, large ones make
 * few allocations. */
void *arena_alloc_slow(struct arena *a, size_t size) {
    if (size > SIZE_MAX - ARENA_ALIGN) out_of_memory(size);
    size = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    struct arena_chunk *newest = a->chunks;
    size_t usual = newest ? MIN(newest->size * 2, (size_t)ARENA_CHUNK_MAX) : ARENA_CHUNK;
    if (newest && size > usual / 4) {
        newest->older = chunk_new(size, newest->older);
        return chunk_data(newest->older);
    }
    a->chunks = chunk_new(MAX(usual, size), newest);
    a->next = chunk_data(a->chunks) + size;
    a->end = chunk_data(a->chunks) + a->chunks->size;
    return chunk_data(a->chunks);
}

#endif

void *arena_zalloc(struct arena *a, size_t size) {
    return memset(arena_alloc(a, size), 0, size);
}

char *arena_strdup(struct arena *a, const char *text) {
    return arena_strndup(a, text, strlen(text));
}

char *arena_strndup(struct arena *a, const char *text, size_t length) {
    char *copy = arena_alloc(a, length + 1);
    if (length) memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...) {
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    char *at = arena_alloc(a, (size_t)length + 1);
    vsnprintf(at, (size_t)length + 1, fmt, args);
    va_end(args);
    return at;
}

/* ---- Growable arrays ---------------------------------------------------------------------
 * The address of the element pointer comes in as void ** whatever the element type; it is read
 * and written through memcpy, so that the types' aliasing rules are kept. */

void array_grow(void **at, u32 *capacity, u64 needed, size_t element_size) {
    u64 larger = MAX(needed, MIN((u64)*capacity * 2, (u64)UINT32_MAX));
    larger = MAX(larger, 8);
    if (needed > UINT32_MAX || larger > SIZE_MAX / element_size) out_of_memory(SIZE_MAX);
    void *old;
    memcpy(&old, at, sizeof old);
    old = xrealloc(old, (size_t)larger * element_size);
    memcpy(at, &old, sizeof old);
    *capacity = (u32)larger;
}

void *array_extend_by(void **at, u32 *count, u32 *capacity, u64 n, size_t element_size) {
    if (n > UINT32_MAX) out_of_memory(SIZE_MAX);
    u64 first = *count;
    if (first + n > *capacity) array_grow(at, capacity, first + n, element_size);
    *count = (u32)(first + n);
    char *elements;
    memcpy(&elements, at, sizeof elements);
    if (!n) return elements ? elements + first * element_size : NULL;
    return memset(elements + first * element_size, 0, n * element_size);
}

void array_release(void **at) {
    void *old;
    memcpy(&old, at, sizeof old);
    free(old);
    old = NULL;
    memcpy(at, &old, sizeof old);
}
