/*
 * hashmap: a map from strings to counts, with chains of allocated entries and incremental
 * growth; it counts the words of a generated text.
 *
 * Exercises malloc, calloc and free in mixed sizes and orders, string functions of libc and
 * pointers to pointers. A researcher would choose it because the whole heap is alive and
 * linked while the process moves, and because growth is spread over many calls: at most
 * moments the map is half in one table and half in another.
 *
 * Arguments: [words, 1..1000000; default 300000]
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BUCKETS = 8, MOVED_PER_CALL = 2 };

struct entry {
    struct entry *next; /* in the same bucket */
    uint32_t hash, count;
    char *word; /* owned */
};

struct table {
    struct entry **buckets; /* owned */
    size_t bucket_count;    /* a power of two */
};

/* While the map grows, buckets of `old` below `moved` are empty: their entries are in
 * `current`. Otherwise `old` has no buckets. */
struct map {
    struct table current, old;
    size_t entry_count, moved;
    unsigned growths;
};

static void *must(void *memory) {
    if (!memory) {
        fprintf(stderr, "hashmap: out of memory\n");
        exit(1);
    }
    return memory;
}

static uint32_t hash_of(const char *word) {
    uint32_t hash = 2166136261u;
    for (; *word != '\0'; word++) hash = (hash ^ (unsigned char)*word) * 16777619u;
    return hash ^ hash >> 15;
}

static struct table new_table(size_t bucket_count) {
    struct entry **buckets = must(calloc(bucket_count, sizeof *buckets));
    return (struct table){buckets, bucket_count};
}

static struct entry **bucket_of(const struct table *table, uint32_t hash) {
    return &table->buckets[hash & (table->bucket_count - 1)];
}

/* The link to the entry of a word, or to the end of its chain. */
static struct entry **find_in(const struct table *table, const char *word, uint32_t hash) {
    struct entry **link = bucket_of(table, hash);
    while (*link && ((*link)->hash != hash || strcmp((*link)->word, word) != 0)) {
        link = &(*link)->next;
    }
    return link;
}

static void move_some_buckets(struct map *map) {
    for (int i = 0; i < MOVED_PER_CALL && map->moved < map->old.bucket_count; i++) {
        struct entry *entry = map->old.buckets[map->moved];
        map->old.buckets[map->moved++] = NULL;
        while (entry) {
            struct entry *next = entry->next;
            struct entry **bucket = bucket_of(&map->current, entry->hash);
            entry->next = *bucket;
            *bucket = entry;
            entry = next;
        }
    }
    if (map->old.buckets && map->moved == map->old.bucket_count) {
        free(map->old.buckets);
        map->old = (struct table){NULL, 0};
    }
}

/* The link to the entry of a word in either table, NULL if there is none. */
static struct entry **map_find(struct map *map, const char *word) {
    uint32_t hash = hash_of(word);
    move_some_buckets(map);
    struct entry **link = find_in(&map->current, word, hash);
    if (*link) return link;
    if (!map->old.buckets) return NULL;
    link = find_in(&map->old, word, hash);
    return *link ? link : NULL;
}

/* The count of a word, made 0 if it is new. */
static uint32_t *map_count(struct map *map, const char *word) {
    struct entry **found = map_find(map, word);
    if (found) return &(*found)->count;
    if (map->entry_count >= map->current.bucket_count && !map->old.buckets) {
        map->old = map->current;
        map->current = new_table(2 * map->old.bucket_count);
        map->moved = 0;
        map->growths++;
    }
    struct entry *entry = must(malloc(sizeof *entry));
    struct entry **bucket = bucket_of(&map->current, hash_of(word));
    size_t size = strlen(word) + 1;
    *entry = (struct entry){*bucket, hash_of(word), 0, must(malloc(size))};
    memcpy(entry->word, word, size);
    *bucket = entry;
    map->entry_count++;
    return &entry->count;
}

static void free_entry(struct entry *entry) {
    free(entry->word);
    free(entry);
}

static bool map_remove(struct map *map, const char *word) {
    struct entry **link = map_find(map, word);
    if (!link) return false;
    struct entry *entry = *link;
    *link = entry->next;
    free_entry(entry);
    map->entry_count--;
    return true;
}

static void table_free(struct table *table) {
    for (size_t i = 0; i < table->bucket_count; i++) {
        while (table->buckets[i]) {
            struct entry *entry = table->buckets[i];
            table->buckets[i] = entry->next;
            free_entry(entry);
        }
    }
    free(table->buckets);
}

static int compare_entries(const void *a, const void *b) {
    const struct entry *x = *(struct entry *const *)a, *y = *(struct entry *const *)b;
    if (x->count != y->count) return x->count < y->count ? 1 : -1;
    return strcmp(x->word, y->word);
}

static size_t list_entries(const struct table *table, struct entry **list) {
    size_t count = 0;
    for (size_t i = 0; i < table->bucket_count; i++) {
        for (struct entry *e = table->buckets[i]; e; e = e->next) list[count++] = e;
    }
    return count;
}

/* All entries, most frequent first; the caller frees the array. */
static struct entry **sorted_entries(const struct map *map) {
    struct entry **list = must(malloc((map->entry_count + 1) * sizeof(struct entry *)));
    size_t count = list_entries(&map->current, list);
    count += list_entries(&map->old, list + count);
    qsort(list, count, sizeof *list, compare_entries);
    return list;
}

/* ---- The text ---- */

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Writes the word of a number: the smaller, the shorter. */
static void spell(char *word, uint32_t number) {
    static const char *const syllables[] = {"ka", "to", "mi",  "re", "su", "no", "la", "chi",
                                            "po", "du", "gei", "ze", "fa", "wu", "ya", "bro"};
    *word = '\0';
    do {
        strcat(word, syllables[number % 16]);
        number /= 16;
    } while (number > 0);
}

/* Small numbers are much more frequent than large ones, as with words of a language. */
static uint32_t draw_number(uint32_t *random) {
    uint32_t bits = next_random(random) % 16 + 1;
    return next_random(random) & ((1u << bits) - 1);
}

struct summary {
    uint32_t words, removed, distinct, digest;
};

/* Counts `words` words; after every seventh, removes a random one. */
static struct summary count_words(struct map *map, uint32_t *counted, uint32_t words) {
    struct summary summary = {.digest = 2166136261u};
    uint32_t random = 2024;
    char word[64];
    for (uint32_t i = 0; i < words; i++) {
        uint32_t number = draw_number(&random);
        spell(word, number);
        ++*map_count(map, word);
        counted[number]++;
        if (i % 7 != 6) continue;
        number = draw_number(&random);
        spell(word, number);
        if (map_remove(map, word)) summary.removed += counted[number];
        counted[number] = 0;
    }
    struct entry **list = sorted_entries(map);
    for (size_t i = 0; i < map->entry_count; i++) {
        summary.words += list[i]->count;
        summary.digest = (summary.digest ^ list[i]->hash) * 16777619u;
        summary.digest = (summary.digest ^ list[i]->count) * 16777619u;
        if (i < 10) printf("%6u %s\n", (unsigned)list[i]->count, list[i]->word);
    }
    summary.distinct = (uint32_t)map->entry_count;
    free(list);
    return summary;
}

/* ---- Checks ---- */

enum { NUMBERS = 1 << 16 }; /* draw_number's results are below */

static const struct {
    uint32_t words, digest;
} known[] = {{20, 0xbffbeec7}, {1000, 0x95706de7}, {300000, 0x93aae8eb}};

static bool expect(bool right, const char *what) {
    if (!right) printf("WRONG: %s\n", what);
    return right;
}

/* Compares the map with an array that was counted along. */
static bool map_is_right(struct map *map, const uint32_t *counted) {
    for (uint32_t number = 0; number < NUMBERS; number++) {
        char word[64];
        spell(word, number);
        struct entry **link = map_find(map, word);
        if (!expect((link ? (*link)->count : 0) == counted[number], word)) return false;
    }
    return true;
}

int main(int argc, char **argv) {
    uint32_t words = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 300000;
    if (words < 1 || words > 1000000) {
        fprintf(stderr, "usage: hashmap [words, 1..1000000]\n");
        return 2;
    }
    struct map map = {.current = new_table(FIRST_BUCKETS)};
    uint32_t *counted = must(calloc(NUMBERS, sizeof *counted));
    struct summary summary = count_words(&map, counted, words);
    printf("%u words, %u removed, %u distinct, %u growths: digest %08x\n", (unsigned)words,
           (unsigned)summary.removed, (unsigned)summary.distinct, map.growths,
           (unsigned)summary.digest);

    bool right = map_is_right(&map, counted);
    right &= expect(summary.words + summary.removed == words, "words were lost");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].words == words) {
            right &= expect(known[i].digest == summary.digest, "unexpected digest");
        }
    }
    table_free(&map.current);
    table_free(&map.old);
    free(counted);
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
