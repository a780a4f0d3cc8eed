/* base/base.h: the ground floor. Memory by lifetime, growable arrays, maps, sets of bits,
 * text, errors that say where, files, JSON. Knows nothing of programs or machines.
 *
 * Letters used for the same thing everywhere in the house:
 *   a arena   st status   f function   b block   i instruction (index: ii)   v value   r
 * register m machine   p process   n count
 */
#ifndef HPMSIM_BASE_H
#define HPMSIM_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t i8;
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;
__extension__ typedef unsigned __int128 u128;

#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))
#define COUNT_OF(array)         (sizeof(array) / sizeof *(array))
#define MIN(x, y)               ((x) < (y) ? (x) : (y))
#define MAX(x, y)               ((x) > (y) ? (x) : (y))

static inline u64 align_up(u64 n, u64 to) {
    return (n + to - 1) / to * to;
}
static inline int count_bits(u64 bits) {
    return __builtin_popcountll(bits);
}
/* Index of the lowest set bit; bits must not be 0. */
static inline int lowest_bit(u64 bits) {
    return __builtin_ctzll(bits);
}

/* ---- Memory ------------------------------------------------------------------------------
 * Allocation never returns NULL: when the host has no memory left, the process ends with a
 * message (there is nothing useful that a testbed can do then). */

/* For the beginning of a program that compiles again and again: what it frees it keeps for
 * itself. Giving memory back to the host and taking it again costs more than using it. */
void memory_keep(void);
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *text);

/* An arena owns many small things that die together: one for a program, one for a function,
 * one for a pass. With -DHPMSIM_ARENA_MALLOC each allocation is a malloc of its own, so that
 * sanitizers see overruns. */
struct arena {
    struct arena_chunk *chunks; /* newest first */
    char *next, *end;           /* free part of the newest chunk */
};

void arena_init(struct arena *a);
/* Frees everything at once; the arena can be used again. */
void arena_free(struct arena *a);
/* Like arena_free, but keeps one chunk for reuse. */
void arena_reset(struct arena *a);
void *arena_alloc_slow(struct arena *a, size_t size); /* arena_alloc without room for it */
/* Not zeroed, aligned to 16 bytes. */
static inline void *arena_alloc(struct arena *a, size_t size) {
    if (size >= (size_t)(a->end - a->next)) return arena_alloc_slow(a, size);
    char *at = a->next;
    a->next += (size + 15) & ~(size_t)15;
    return at;
}
void *arena_zalloc(struct arena *a, size_t size);
char *arena_strdup(struct arena *a, const char *text);
char *arena_strndup(struct arena *a, const char *text, size_t length);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

#define ARENA_NEW(a, T)      ((T *)arena_zalloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_zalloc((a), sizeof(T) * (size_t)(n)))

/* ---- Growable arrays: struct { ARRAY(struct point) points; }; zero-initialised = empty.
 * The array owns its elements' storage: array_free. */
#define ARRAY(T)             \
    struct {                 \
        T *at;               \
        u32 count, capacity; \
    }
/* In `value`, the array's count is the one before. */
#define array_push(array, value)                                                             \
    (array_reserve((array), (u64)(array)->count + 1), (array)->at[(array)->count] = (value), \
     (void)(array)->count++)
/* Appends n zeroed elements and yields the address of the first. */
#define array_extend(array, n)                                                        \
    ((__typeof__((array)->at))array_extend_by((void **)&(array)->at, &(array)->count, \
                                              &(array)->capacity, (u64)(n),           \
                                              sizeof *(array)->at))
#define array_reserve(array, n)                                                            \
    ((u64)(n) <= (array)->capacity ? (void)0                                               \
                                   : array_grow((void **)&(array)->at, &(array)->capacity, \
                                                (u64)(n), sizeof *(array)->at))
#define array_free(array) \
    (array_release((void **)&(array)->at), (array)->count = (array)->capacity = 0)
void array_grow(void **at, u32 *capacity, u64 needed, size_t element_size);
void *array_extend_by(void **at, u32 *count, u32 *capacity, u64 n, size_t element_size);
void array_release(void **at);

/* ---- Hash map from u64 to u64 (open addressing). Zero-initialised = empty. */
struct map {
    struct map_entry *entries;
    u32 count, capacity;
};
void map_free(struct map *m);
void map_clear(struct map *m);
void map_put(struct map *m, u64 key, u64 value);
bool map_get(const struct map *m, u64 key, u64 *value);

/* ---- Sets of bits of fixed size, storage from an arena. */
struct bits {
    u64 *words;
    u32 count; /* bits */
};
struct bits bits_new(struct arena *a, u32 count);
static inline bool bits_has(const struct bits *s, u32 n) {
    return s->words[n / 64] >> (n % 64) & 1;
}
static inline void bits_add(struct bits *s, u32 n) {
    s->words[n / 64] |= 1ull << (n % 64);
}
static inline void bits_remove(struct bits *s, u32 n) {
    s->words[n / 64] &= ~(1ull << (n % 64));
}
void bits_clear(struct bits *s);

/* XXH3 of a run of bytes. */
u64 hash_bytes(const void *data, size_t size, u64 seed);

/* Deterministic random numbers (splitmix64). */
u64 random_next(u64 *state);

/* ---- Status: what went wrong, first failure sticks ----------------------------------------
 */
enum fault {
    FAULT_NONE,
    FAULT_USER,    /* bad input: a file, a program, a command line */
    FAULT_WORLD,   /* the host: no such file, no memory for a mapping, ... */
    FAULT_INTERNAL /* ours */
};
struct status {
    enum fault fault;
    char *text; /* owned; one or more lines without final newline; NULL while all is well */
};
/* Zero-initialise a status before use. */
void status_free(struct status *st);
static inline bool status_ok(const struct status *st) {
    return st->fault == FAULT_NONE;
}
/* Records a failure if none is recorded yet. Always returns false, for `return
 * status_fail(..)`. */
bool status_fail(struct status *st, enum fault fault, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Records a failure, or appends a line to the one recorded (after 20 lines, one that says that
 * there are more): for readers that keep going to find more. Always returns false. */
bool status_add(struct status *st, enum fault fault, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Puts "context: " before the text of a failure; no effect while all is well. */
void status_prefix(struct status *st, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* ---- Text that grows -------------------------------------------------------------------- */
struct text {
    char *at; /* owned, always NUL-terminated once something was added; NULL when empty */
    size_t length, capacity;
};
void text_free(struct text *t);
/* Empties it, but keeps the room. */
void text_clear(struct text *t);
void text_add(struct text *t, const char *string);
void text_add_bytes(struct text *t, const void *bytes, size_t size);
void text_printf(struct text *t, const char *fmt, ...) PRINTF_LIKE(2, 3);
void text_vprintf(struct text *t, const char *fmt, va_list args);
/* "" while nothing was added. */
const char *text_string(const struct text *t);

/* ---- Files ------------------------------------------------------------------------------ */
struct bytes {
    u8 *at;
    size_t size;
};
/* Reads a whole file; out->at is owned by the caller (free) and has a NUL behind its end. */
bool file_read(const char *path, struct bytes *out, struct status *st);
/* Writes under a temporary name in the same folder, then renames: the path has the old content
 * or the new, and after a failure no temporary is left. A device or pipe is written to. */
bool file_write(const char *path, const void *data, size_t size, struct status *st);
/* Whether file_write can create it, to be asked before long work: fails as it would. */
bool file_can_write(const char *path, struct status *st);
bool file_exists(const char *path);
/* What follows a path's last '/'. */
const char *path_name(const char *path);
/* mkdir -p. */
bool folder_make(const char *path, struct status *st);
/* rm -r: a file or folder with all that is in it, links not followed; one that isn't there is
 * no failure. */
bool folder_remove(const char *path, struct status *st);
/* Appends the project's folder in the user's cache ($XDG_CACHE_HOME/hpmsim or ~/.cache/hpmsim),
 * made on demand. False when there is none. */
bool folder_cache(struct text *out);

/* "0.1.0 (3f2a1b9c0)": the version, and the commit that it was built from, if known; "+" behind
 * the commit: with changes. */
const char *hpmsim_version(void);
/* "2026-11-25", the day of that commit; "" when it isn't known. */
const char *hpmsim_date(void);

/* Monotonic host time in nanoseconds. */
u64 time_now_ns(void);
/* Number of host cores available to this process. */
u32 host_cores(void);

/* The nearest of n candidates to `word` by edit distance, or NULL when none is near: for "did
 * you mean". */
const char *suggest(const char *word, const char *const *candidates, size_t n);

/* ---- JSON (cJSON beneath; no other file includes it) ---------------------------------------
 * Reading knows the JSON pointer of each value, so that errors can say where: messages read
 * "FILE:LINE:COL: /pointer: expected ..., found ...". Readers add to the document's status and
 * go on with the default, so that one run shows every error. */
struct json_document; /* owns text and tree */
struct json {         /* one value of a document; .node is NULL when absent */
    struct json_document *document;
    const void *node;
};
/* name is used in messages. NULL on syntax errors, with line and column in st. */
struct json_document *json_parse(const char *name, const char *text, size_t size,
                                 struct status *st);
struct json_document *json_parse_file(const char *path, struct status *st);
void json_free(struct json_document *d);
struct json json_root(struct json_document *d);
/* Replaces (or adds) the value at an RFC 6901 pointer by the JSON text; a text that is not JSON
 * is taken as a string. Objects on the way that are missing are made. A struct json that stood
 * for the replaced value, or for one inside it, must not be used any more. */
bool json_set(struct json_document *d, const char *pointer, const char *text,
              struct status *st);

static inline bool json_present(struct json j) {
    return j.node != NULL;
}
bool json_is_object(struct json j);
bool json_is_array(struct json j);
bool json_is_string(struct json j);
bool json_is_number(struct json j);
bool json_is_bool(struct json j);
struct json json_member(struct json object, const char *key); /* absent when not there */
struct json json_item(struct json array, u32 index);
u32 json_count(struct json array_or_object);
/* The key and value of member number `index` of an object. */
const char *json_key_at(struct json object, u32 index);
struct json json_value_at(struct json object, u32 index);
/* The first item or member, and the one after: absent past the end. */
struct json json_first(struct json array_or_object);
struct json json_next(struct json item);
/* The key of a member; NULL for items and the root. */
const char *json_key(struct json j);
/* Adds the value as JSON on one line, without spaces. Numbers read back as the same doubles. */
void json_text(struct json j, struct text *out);
/* The pointer of a value ("/machines/small/registers"); valid until the document is freed. */
const char *json_pointer(struct json j);
/* Adds "FILE:LINE:COL: /pointer: <message>" to st. Always returns false. */
bool json_error(struct json j, struct status *st, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Same, with line and column of the member's key. */
bool json_key_error(struct json j, struct status *st, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Adds "expected WHAT, found the number 5". Always returns false. */
bool json_unexpected(struct json j, const char *what, struct status *st);
/* Typed reads: when the value is absent the default is returned in silence; when it has the
 * wrong type or lies outside [min, max], an error is added to st and the default returned.
 * Integers are exact: those of 2^53 and more in magnitude are errors. Strings live as long as
 * the document. */
const char *json_string(struct json j, const char *otherwise, struct status *st);
i64 json_integer(struct json j, i64 otherwise, i64 min, i64 max, struct status *st);
double json_number(struct json j, double otherwise, struct status *st);
bool json_bool(struct json j, bool otherwise, struct status *st);
/* Adds an error for each member of the object whose key is not among the n known ones, with a
 * suggestion. */
bool json_known_keys(struct json object, const char *const *known, size_t n, struct status *st);

/* Writing: indented JSON to a text, commas and quoting done here. Start from
 * (struct json_writer){.out = &text}. `compact` may be turned on and off between calls: what is
 * begun before and ended after turning it on stands on one line. An indented document ends with
 * a newline, a compact one does not. */
struct json_writer {
    struct text *out;
    u32 depth;
    bool first, compact;
};
void json_begin_object(struct json_writer *w, const char *key); /* key NULL inside arrays */
void json_end_object(struct json_writer *w);
void json_begin_array(struct json_writer *w, const char *key);
void json_end_array(struct json_writer *w);
/* NULL is written as null; bytes that are not UTF-8 as U+FFFD. */
void json_put_string(struct json_writer *w, const char *key, const char *value);
void json_put_integer(struct json_writer *w, const char *key, i64 value);
/* Reads back as the same double; null for infinities and NaN. */
void json_put_number(struct json_writer *w, const char *key, double value);
/* Text that is JSON already. */
void json_put_literal(struct json_writer *w, const char *key, const char *text);
void json_put_bool(struct json_writer *w, const char *key, bool value);

#endif
