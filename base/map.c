/* base/map.c: a hash map from u64 to u64. Open addressing with linear probing.
 *
 * Invariants: capacity is 0 or a power of two; at most three quarters of it are used, so that
 * every probe ends at a free entry; nothing is ever removed alone, so that no entry that a
 * probe passed becomes free again. */
#include "base/base.h"

#include <stdlib.h>

struct map_entry {
    u64 key, value;
    bool used;
};

enum { MAP_SMALLEST = 16 };

/* Keys are often small, dense or multiples of a power of two; the finaliser of splitmix64
 * spreads each of their bits. */
static u64 mix(u64 key) {
    key = (key ^ key >> 30) * 0xbf58476d1ce4e5b9u;
    key = (key ^ key >> 27) * 0x94d049bb133111ebu;
    return key ^ key >> 31;
}

/* The entry of the key, or the free one where it would go. */
static struct map_entry *map_find(const struct map *m, u64 key) {
    u32 mask = m->capacity - 1;
    u32 n = (u32)mix(key) & mask;
    while (m->entries[n].used && m->entries[n].key != key) n = (n + 1) & mask;
    return &m->entries[n];
}

static void map_resize(struct map *m, u32 capacity) {
    struct map old = *m;
    m->entries = xcalloc(capacity, sizeof *m->entries);
    m->capacity = capacity;
    for (u32 n = 0; n < old.capacity; n++)
        if (old.entries[n].used) *map_find(m, old.entries[n].key) = old.entries[n];
    free(old.entries);
}

void map_free(struct map *m) {
    free(m->entries);
    *m = (struct map){0};
}

void map_clear(struct map *m) {
    if (m->count) memset(m->entries, 0, m->capacity * sizeof *m->entries);
    m->count = 0;
}

void map_put(struct map *m, u64 key, u64 value) {
    if ((u64)m->count + 1 > (u64)m->capacity / 4 * 3)
        map_resize(m, m->capacity ? m->capacity * 2 : MAP_SMALLEST);
    struct map_entry *entry = map_find(m, key);
    m->count += !entry->used;
    *entry = (struct map_entry){key, value, true};
}

bool map_get(const struct map *m, u64 key, u64 *value) {
    if (!m->count) return false;
    const struct map_entry *entry = map_find(m, key);
    if (!entry->used) return false;
    if (value) *value = entry->value;
    return true;
}
