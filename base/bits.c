/* base/bits.c: sets of bits, hashing, random numbers. */
#include "base/base.h"

#include <xxhash.h>

static size_t bits_words(u32 count) {
    return ((size_t)count + 63) / 64;
}

struct bits bits_new(struct arena *a, u32 count) {
    return (struct bits){ARENA_ARRAY(a, u64, bits_words(count)), count};
}

void bits_clear(struct bits *s) {
    if (s->count) memset(s->words, 0, bits_words(s->count) * sizeof *s->words);
}

u64 hash_bytes(const void *data, size_t size, u64 seed) {
    return XXH3_64bits_withSeed(data, size, seed);
}

u64 random_next(u64 *state) {
    u64 z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}
