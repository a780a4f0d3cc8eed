/* image/map.c: location maps as they are asked for.
 *
 * Of an image that was just compiled, the compiler's own tables are kept. Of one that was read, a
 * function's points are decoded when one of them is first asked about, its ranges when the
 * first map is. What is alive at a point is then found through an index:
 *
 *     ranges, by first    [ . . . . | . . . . . | . . . ]
 *     per 32 points       those alive at the first of them, by vreg; the others that can be
 *                         alive at a point start behind it, and lie together
 *
 * The map of a point is kept once it has been asked for: a migration engine asks for the same
 * ones again and again. */
#include <assert.h>
#include <stdlib.h>

#include "image/private.h"

enum { CHUNK = 32 };
enum state { UNTRIED, GOOD, BAD };

struct chunk {
    u32 alive, alive_count; /* in cached.alive: ranges alive at the chunk's first point */
    u32 next;               /* the first range that starts behind that point */
};

struct cached {
    bool kept; /* `points` and `plain` are the compiler's; else both are decoded */
    struct range_list plain;
    u8 points_state, ranges_state; /* enum state */
    u32 point_count;
    struct point_table points;
    struct map_rest rest;
    struct range_list ranges;
    struct placed *placed; /* per range; `home` is found per point */
    u8 *earliest;          /* per range: no range of its vreg starts before it does */
    struct chunk *chunks;
    u32 *alive;
    struct point_map *maps;      /* per point; .at NULL while not asked for */
    struct point_map *call_maps; /* per call */
};

struct point_cache {
    struct arena arena;
    struct map_decoder *decoder; /* NULL when there are no maps, or none that can be read */
    const struct program *program;
    u32 function_count;
    struct cached *functions;
};

struct point_cache *point_cache_new(const struct image *image, const struct program *program) {
    struct point_cache *cache = xcalloc(1, sizeof *cache);
    arena_init(&cache->arena);
    cache->program = program;
    cache->function_count = image->function_count;
    cache->functions = xcalloc(image->function_count, sizeof *cache->functions);
    for (u32 n = 0; n < image->function_count; n++)
        cache->functions[n].point_count = program->functions[n].point_count;
    return cache;
}

const struct program *point_cache_program(const struct point_cache *cache) {
    return cache->program;
}

void point_cache_free(struct point_cache *cache) {
    if (!cache) return;
    arena_free(&cache->arena);
    map_decoder_free(cache->decoder);
    free(cache->functions);
    free(cache);
}

/* ---- What the compiler says ------------------------------------------------------------- */

static void *copy(struct arena *a, const void *from, size_t size) {
    void *to = arena_alloc(a, size + 1);
    if (size) memcpy(to, from, size);
    return to;
}

void point_cache_keep(struct point_cache *cache, u32 function,
                      const struct compiled_function *f) {
    struct cached *c = &cache->functions[function];
    struct point_table *t = &c->points;
    u32 calls = 0;
    assert(c->point_count == f->point_count);
    for (u32 n = 0; n < f->point_count; n++) calls += f->return_at[n] != NO_OFFSET;
    t->count = f->point_count;
    t->at = copy(&cache->arena, f->point_at, sizeof *t->at * (f->point_count + 1));
    t->calls = arena_alloc(&cache->arena, sizeof *t->calls * 2 * (calls + 1));
    t->returns = t->calls + calls + 1;
    for (u32 n = 0; n < f->point_count; n++) {
        assert(f->point_at[n] <= f->point_at[n + 1]);
        if (f->return_at[n] == NO_OFFSET) continue;
        assert(f->point_at[n] < f->return_at[n] && f->return_at[n] <= f->point_at[n + 1]);
        t->calls[t->call_count] = n;
        t->returns[t->call_count++] = f->return_at[n];
    }
    c->plain.count = f->range_count;
    c->plain.at = copy(&cache->arena, f->ranges, sizeof *c->plain.at * f->range_count);
    c->kept = true;
    c->points_state = f->point_count ? GOOD : BAD;
}

const struct point_table *point_cache_kept(const struct point_cache *cache, u32 function,
                                           struct range_list *ranges) {
    const struct cached *c = &cache->functions[function];
    *ranges = c->plain;
    return c->kept ? &c->points : NULL;
}

/* ---- Points ----------------------------------------------------------------------------- */

static bool decode_points(struct image *image, u32 function, struct cached *f) {
    const struct image_function *at = &image->functions[function];
    struct point_cache *cache = image->cache;
    if (!f->point_count || !at->map_size) return false;
    if (!cache->decoder) cache->decoder = map_decoder_new(image);
    if (!cache->decoder) return false;
    struct map_shape s = {.isa = image->model.isa, .point_count = f->point_count};
    s.code = image->code + at->code_start;
    s.starts = image->starts;
    s.code_start = at->code_start;
    s.points_start = at->points_start - at->code_start;
    s.points_end = at->points_end - at->code_start;
    return map_decode_points(cache->decoder, image, &s, function, &cache->arena, &f->points,
                             &f->rest);
}

const struct point_table *point_table(struct image *image, u32 function) {
    if (function >= image->cache->function_count) return NULL;
    struct cached *f = &image->cache->functions[function];
    if (f->points_state == UNTRIED)
        f->points_state = decode_points(image, function, f) ? GOOD : BAD;
    return f->points_state == GOOD ? &f->points : NULL;
}

/* ---- Ranges ----------------------------------------------------------------------------- */

static struct placed place(const struct image *image, const struct image_function *f,
                           const struct program_function *pf, const struct map_range *r) {
    const struct isa *isa = image->model.isa;
    struct placed out = {.value = r->vreg / isa->parts, .part = (u8)(r->vreg % isa->parts)};
    u8 type = pf->value_types[out.value];
    out.type = (u8)vreg_type(isa, type & VALUE_TYPE);
    out.is_const = (type & VALUE_IS_CONST) != 0;
    out.in_reg = r->loc.kind == LOC_REG;
    out.reg = out.in_reg ? (reg)r->loc.index : NO_REG;
    if (!out.in_reg) {
        u32 base = r->loc.kind == LOC_SLOT ? f->slot_offset : f->frame_bytes;
        out.offset = (i32)(base + r->loc.index * isa->word_bytes);
    }
    return out;
}

static void find_earliest(struct cached *f, u32 vreg_count, struct arena *a) {
    u32 *first = xmalloc(sizeof *first * (vreg_count + 1));
    memset(first, 0xff, sizeof *first * (vreg_count + 1));
    f->earliest = arena_alloc(a, f->ranges.count);
    for (u32 k = 0; k < f->ranges.count; k++) {
        const struct map_range *r = &f->ranges.at[k];
        if (first[r->vreg] == NO_VALUE) first[r->vreg] = r->first;
        f->earliest[k] = first[r->vreg] == r->first;
    }
    free(first);
}

/* Ranges in the order that maps have: by vreg, registers before memory. */
static bool in_order(const struct cached *f, u32 x, u32 y) {
    const struct map_range *p = &f->ranges.at[x], *q = &f->ranges.at[y];
    if (p->vreg != q->vreg) return p->vreg < q->vreg;
    return p->loc.kind < q->loc.kind;
}

static void make_index(struct cached *f, struct arena *a) {
    u32 chunks = f->point_count / CHUNK + 1, next = 0;
    ARRAY(u32) all = {0}, now = {0};
    f->chunks = ARENA_ARRAY(a, struct chunk, chunks);
    for (u32 c = 0; c < chunks; c++) {
        u32 p = c * CHUNK, kept = 0;
        for (; next < f->ranges.count && f->ranges.at[next].first <= p; next++) {
            u32 k = now.count;
            array_push(&now, next);
            for (; k > 0 && in_order(f, next, now.at[k - 1]); k--) now.at[k] = now.at[k - 1];
            now.at[k] = next;
        }
        for (u32 k = 0; k < now.count; k++)
            if (f->ranges.at[now.at[k]].end > p) now.at[kept++] = now.at[k];
        now.count = kept;
        f->chunks[c] = (struct chunk){all.count, kept, next};
        for (u32 k = 0; k < kept; k++) array_push(&all, now.at[k]);
    }
    f->alive = arena_alloc(a, sizeof *f->alive * all.count);
    if (all.count) memcpy(f->alive, all.at, sizeof *f->alive * all.count);
    array_free(&all);
    array_free(&now);
}

static bool decode_ranges(struct image *image, const struct program *program, u32 function,
                          struct cached *f) {
    struct point_cache *cache = image->cache;
    struct arena *a = &cache->arena;
    if (!point_table(image, function)) return false;
    struct map_shape s = map_shape(image, program, function);
    if (f->kept)
        f->ranges = ranges_join(&s, f->plain.at, f->plain.count, a);
    else if (!map_decode_ranges(cache->decoder, image, &s, function, &f->points, &f->rest, a,
                                &f->ranges))
        return false;
    const struct program_function *pf = &program->functions[function];
    f->placed = arena_alloc(a, sizeof *f->placed * f->ranges.count);
    for (u32 k = 0; k < f->ranges.count; k++)
        f->placed[k] = place(image, &image->functions[function], pf, &f->ranges.at[k]);
    find_earliest(f, s.value_count * s.isa->parts, a);
    make_index(f, a);
    f->maps = ARENA_ARRAY(a, struct point_map, f->point_count);
    f->call_maps = ARENA_ARRAY(a, struct point_map, f->points.call_count);
    return true;
}

/* The function with its ranges decoded; NULL when there are none. */
static struct cached *with_ranges(struct image *image, const struct program *program,
                                  u32 function) {
    if (function >= image->cache->function_count) return NULL;
    struct cached *f = &image->cache->functions[function];
    if (f->ranges_state == UNTRIED)
        f->ranges_state = decode_ranges(image, program, function, f) ? GOOD : BAD;
    return f->ranges_state == GOOD ? f : NULL;
}

struct range_list range_list(struct image *image, const struct program *program, u32 function) {
    struct cached *f = with_ranges(image, program, function);
    return f ? f->ranges : (struct range_list){0};
}

/* ---- Maps ------------------------------------------------------------------------------- */

/* The range covers p, and is not left out for being defined there. */
static inline bool belongs(const struct cached *f, u32 r, u32 p, u32 defined_at) {
    if (f->ranges.at[r].end <= p) return false;
    return f->ranges.at[r].first != defined_at || !f->earliest[r] || f->placed[r].is_const;
}

/* The ranges that cover point p, in order. `defined_at`: leaves out values whose earliest range
 * starts at that point; NO_VALUE: none are left out. */
static struct point_map gather(struct image *image, struct cached *f, u32 p, u32 defined_at) {
    const struct chunk *chunk = &f->chunks[p / CHUNK];
    u32 end = chunk->next;
    while (end < f->ranges.count && f->ranges.at[end].first <= p) end++;
    u32 most = chunk->alive_count + end - chunk->next, count = 0;
    u32 small[64], *found = most <= COUNT_OF(small) ? small : xmalloc(sizeof *found * most);
    for (u32 k = 0; k < chunk->alive_count; k++) {
        u32 r = f->alive[chunk->alive + k];
        if (belongs(f, r, p, defined_at)) found[count++] = r;
    }
    for (u32 r = chunk->next; r < end; r++) {
        if (!belongs(f, r, p, defined_at)) continue;
        u32 k = count++;
        for (; k > 0 && in_order(f, r, found[k - 1]); k--) found[k] = found[k - 1];
        found[k] = r;
    }
    struct placed *at = arena_alloc(&image->cache->arena, sizeof *at * (count + 1));
    for (u32 k = 0; k < count; k++) {
        at[k] = f->placed[found[k]];
        at[k].home = k > 0 && f->ranges.at[found[k]].vreg == f->ranges.at[found[k - 1]].vreg;
    }
    if (found != small) free(found);
    return (struct point_map){at, count};
}

struct point_map image_map(struct image *image, const struct program *program,
                           struct point_id at) {
    struct cached *f = with_ranges(image, program, at.function);
    if (!f || at.point >= f->point_count) return (struct point_map){0};
    struct point_map *map = &f->maps[at.point];
    if (!map->at) *map = gather(image, f, at.point, NO_VALUE);
    return *map;
}

struct point_map image_call_map(struct image *image, const struct program *program,
                                struct point_id call) {
    struct cached *f = with_ranges(image, program, call.function);
    if (!f || call.point + 1 >= f->point_count) return (struct point_map){0};
    u32 low = 0, count = f->points.call_count;
    while (count) {
        u32 half = count / 2;
        if (f->points.calls[low + half] < call.point) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    if (low == f->points.call_count || f->points.calls[low] != call.point)
        return (struct point_map){0};
    struct point_map *map = &f->call_maps[low];
    if (!map->at) *map = gather(image, f, call.point + 1, call.point + 1);
    return *map;
}

void image_prepare(struct image *image, const struct program *program, u64 budget_ns) {
    u64 end = time_now_ns() + budget_ns;
    for (u32 k = 0; k < image->function_count && time_now_ns() < end; k++)
        with_ranges(image, program, k);
}
