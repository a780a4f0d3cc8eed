/* image/map_code.c: the maps of an image's functions, one after the other:
 *
 *     u32   size of the models' bytes, little-endian
 *     ...   for each model that the image has enough of: its probability (range coded)
 *     ...   function after function (image_function.map_start, map_size)
 *
 * Functions are short, so a model that starts from nothing learns too late. Hence two passes:
 * the first counts, over a sample of the functions, the second writes each function starting
 * from the image's averages. A function is read alone, when it is first asked about. */
#include <assert.h>
#include <stdlib.h>

#include "image/map_code.h"

struct map_models {
    struct point_models points;
    struct range_models ranges;
};
enum { MODEL_COUNT = sizeof(struct map_models) / sizeof(struct bit_model) };
_Static_assert(sizeof(struct map_models) % sizeof(struct bit_model) == 0, "nothing but models");

/* ---- The image's averages --------------------------------------------------------------- */

/* Probabilities that a model may start from: 1 / (1 + e^-x), x in steps of 1/2. */
enum { STARTS = 32, NO_START = 32 };
static const u16 start_at[STARTS] = {28,    47,    77,    126,   208,   342,   562,   922,
                                     1506,  2446,  3938,  6249,  9702,  14595, 21025, 28693,
                                     36843, 44511, 50941, 55834, 59287, 61598, 63090, 64030,
                                     64614, 64974, 65194, 65328, 65410, 65459, 65489, 65508};
/* START_SEEN: how sure the averages are. START_COST: bits that writing one takes. */
enum { START_SEEN = 30, START_COST = 5, HEADER = 4, CLASS_POINTS = 2500, START_POINTS = 4000 };

static u8 nearest_start(u32 one) {
    u8 k = 0;
    while (k < STARTS - 1 && start_at[k] + start_at[k + 1] < 2 * (i32)one) k++;
    return k;
}

/* The average of what was counted, if it is worth its room. */
static u8 find_start(const struct bit_count *n, u32 weight) {
    u64 all = (u64)n->bits[0] + n->bits[1];
    if (all == 0) return NO_START;
    u8 k = nearest_start((u32)(((u64)n->bits[1] * 2 + 1) * 65536 / (all * 2 + 2)));
    u64 cost = (u64)n->bits[0] * bit_cost(65536u - start_at[k]) +
               (u64)n->bits[1] * bit_cost(start_at[k]);
    if (cost >= n->cost) return NO_START;
    return (n->cost - cost) * weight / 256 > START_COST ? k : NO_START;
}

/* Both directions. */
static void code_starts(struct coder *c, u8 *starts) {
    struct bit_model given[4], value[STARTS];
    for (u32 k = 0; k < 4; k++) given[k] = BIT_MODEL_NEW;
    for (u32 k = 0; k < STARTS; k++) value[k] = BIT_MODEL_NEW;
    u32 context = 0; /* the last two that were given or not */
    for (u32 k = 0; k < MODEL_COUNT; k++) {
        u32 is = code_bit(c, &given[context], starts[k] != NO_START);
        context = (context << 1 | is) & 3;
        starts[k] = is ? (u8)code_tree(c, value, starts[k], 5) : NO_START;
    }
}

static void models_init(struct map_models *models, const u8 *starts) {
    struct bit_model *m = (struct bit_model *)models;
    for (u32 k = 0; k < MODEL_COUNT; k++)
        m[k] = starts[k] == NO_START ? BIT_MODEL_NEW
                                     : (struct bit_model){start_at[starts[k]], START_SEEN};
}

/* ---- Encoding --------------------------------------------------------------------------- */

struct map_shape map_shape(const struct image *image, const struct program *program,
                           u32 function) {
    const struct image_function *f = &image->functions[function];
    const struct program_function *pf = &program->functions[function];
    return (struct map_shape){.isa = image->model.isa,
                              .point_count = pf->point_count,
                              .value_count = pf->value_count,
                              .value_types = pf->value_types,
                              .code = image->code + f->code_start,
                              .starts = image->starts,
                              .code_start = f->code_start,
                              .points_start = f->points_start - f->code_start,
                              .points_end = f->points_end - f->code_start};
}

struct encoder {
    struct image *image;
    const struct program *program;
    struct arena scratch;
    struct map_models start, models;
    struct map_classes classes;
    struct walk *walk;
    struct coder c;
};

static bool has_points(const struct encoder *e, u32 function) {
    struct range_list unused;
    const struct point_table *t = point_cache_kept(e->image->cache, function, &unused);
    return t && t->count;
}

static void encode_function(struct encoder *e, u32 function) {
    struct range_list ranges;
    struct point_table t = *point_cache_kept(e->image->cache, function, &ranges);
    struct map_shape s = map_shape(e->image, e->program, function);
    struct map_plan plan;
    arena_reset(&e->scratch);
    map_plan_make(&plan, &s, ranges.at, ranges.count, &e->scratch);
    e->models = e->start;
    code_points(&e->c, &e->models.points, &s, &e->classes, &t);
    code_ranges(e->walk, &e->c, &e->models.ranges, &s, &t, &plan, NULL);
    assert(!coder_failed(&e->c));
}

/* Every how many functions one is in a sample: of an eighth of the points, but at least `least`
 * and at most eight times that. */
static u32 sample_step(const struct encoder *e, u32 least) {
    u64 points = 0;
    for (u32 n = 0; n < e->image->function_count; n++)
        if (has_points(e, n)) points += e->program->functions[n].point_count;
    u64 wanted = MIN(MAX(points / 8, least), least * 8);
    return (u32)(points / wanted) + 1;
}

static void find_classes(struct encoder *e) {
    u32 step = sample_step(e, CLASS_POINTS);
    struct class_learner *l = class_learner_new(e->image->model.isa);
    for (u32 n = 0, k = 0; n < e->image->function_count; n++) {
        if (!has_points(e, n) || k++ % step) continue;
        struct range_list ranges;
        const struct point_table *t = point_cache_kept(e->image->cache, n, &ranges);
        struct map_shape s = map_shape(e->image, e->program, n);
        class_learner_add(l, &s, t, ranges.at, ranges.count);
    }
    class_learner_finish(l, &e->classes);
    class_learner_free(l);
}

static void find_starts(struct encoder *e, u8 *starts) {
    u32 step = sample_step(e, START_POINTS);
    struct bit_count *counts = xcalloc(MODEL_COUNT, sizeof *counts);
    memset(starts, NO_START, MODEL_COUNT);
    models_init(&e->start, starts);
    coder_count(&e->c, (struct bit_model *)&e->models, counts);
    for (u32 n = 0, k = 0; n < e->image->function_count; n++)
        if (has_points(e, n) && k++ % step == 0) encode_function(e, n);
    for (u32 k = 0; k < MODEL_COUNT; k++) starts[k] = find_start(&counts[k], step);
    free(counts);
}

static void encode_head(struct encoder *e) {
    u8 starts[MODEL_COUNT];
    find_classes(e);
    find_starts(e, starts);
    models_init(&e->start, starts);
    e->c = (struct coder){0};
    for (u32 k = 0; k < HEADER; k++) array_push(&e->c.out, 0);
    coder_encode(&e->c);
    code_classes(&e->c, &e->classes);
    code_starts(&e->c, starts);
    coder_finish(&e->c);
    for (u32 k = 0; k < HEADER; k++) e->c.out.at[k] = (u8)((e->c.out.count - HEADER) >> 8 * k);
}

void map_encode(struct image *image, const struct program *program) {
    struct encoder *e = xcalloc(1, sizeof *e);
    e->image = image;
    e->program = program;
    e->walk = walk_new(&image->model, &e->classes);
    encode_head(e);
    for (u32 n = 0; n < image->function_count; n++) {
        image->functions[n].map_start = e->c.out.count;
        image->functions[n].map_size = 0;
        if (!has_points(e, n)) continue;
        coder_encode(&e->c);
        encode_function(e, n);
        coder_finish(&e->c);
        image->functions[n].map_size = e->c.out.count - image->functions[n].map_start;
    }
    image->map = e->c.out.at; /* the image owns the storage now */
    image->map_size = e->c.out.count;
    walk_free(e->walk);
    arena_free(&e->scratch);
    free(e);
}

/* ---- Decoding --------------------------------------------------------------------------- */

struct map_decoder {
    struct map_classes classes;
    struct map_models start, models;
    struct walk *walk;
};

void map_decoder_free(struct map_decoder *d) {
    if (!d) return;
    walk_free(d->walk);
    free(d);
}

struct map_decoder *map_decoder_new(const struct image *image) {
    struct map_decoder *d = xcalloc(1, sizeof *d);
    u8 starts[MODEL_COUNT];
    struct coder c;
    u32 size = 0;
    if (image->map_size < HEADER) goto bad;
    for (u32 k = 0; k < HEADER; k++) size |= (u32)image->map[k] << 8 * k;
    if (size > image->map_size - HEADER) goto bad;
    coder_decode(&c, image->map + HEADER, size);
    if (!code_classes(&c, &d->classes)) goto bad;
    code_starts(&c, starts);
    if (coder_failed(&c)) goto bad;
    models_init(&d->start, starts);
    d->walk = walk_new(&image->model, &d->classes);
    return d;
bad:
    free(d);
    return NULL;
}

/* An empty function's map is empty; else its bytes must lie within the image's. */
static bool map_of(const struct image *image, u32 function, const u8 **at, u32 *size) {
    const struct image_function *f = &image->functions[function];
    *at = image->map + f->map_start;
    *size = f->map_size;
    return f->map_size && f->map_start <= image->map_size &&
           f->map_size <= image->map_size - f->map_start;
}

static u32 *keep(struct arena *a, const u32 *from, u32 count) {
    u32 *to = arena_alloc(a, sizeof *to * (count + 1));
    if (count) memcpy(to, from, sizeof *to * count);
    return to;
}

bool map_decode_points(struct map_decoder *d, const struct image *image,
                       const struct map_shape *s, u32 function, struct arena *a,
                       struct point_table *t, struct map_rest *rest) {
    const u8 *at;
    u32 size, n = s->point_count;
    struct coder c;
    *t = (struct point_table){0};
    if (!map_of(image, function, &at, &size)) return false;
    d->models.points = d->start.points;
    coder_decode(&c, at, size);
    t->at = arena_alloc(a, sizeof(u32) * ((size_t)n + 1));
    u32 *calls = xmalloc(sizeof(u32) * ((size_t)n + 1) * 2);
    t->calls = calls;
    t->returns = calls + n + 1;
    code_points(&c, &d->models.points, s, &d->classes, t);
    t->calls = keep(a, t->calls, t->call_count);
    t->returns = keep(a, t->returns, t->call_count);
    free(calls);
    *rest = (struct map_rest){c.range, c.code, c.past_end, c.in};
    return !coder_failed(&c);
}

bool map_decode_ranges(struct map_decoder *d, const struct image *image,
                       const struct map_shape *s, u32 function, const struct point_table *t,
                       const struct map_rest *rest, struct arena *a, struct range_list *out) {
    const u8 *at;
    u32 size;
    *out = (struct range_list){0};
    if (!map_of(image, function, &at, &size)) return false;
    d->models.ranges = d->start.ranges;
    struct coder c = {.mode = CODER_DECODE, .range = rest->range, .code = rest->code};
    c.in = rest->in;
    c.in_end = at + size;
    c.past_end = rest->past_end;
    struct range_list found = {0};
    code_ranges(d->walk, &c, &d->models.ranges, s, t, NULL, &found);
    if (coder_failed(&c)) return false;
    out->count = found.count;
    out->at = arena_alloc(a, sizeof *out->at * (found.count + 1));
    if (found.count) memcpy(out->at, found.at, sizeof *out->at * found.count);
    return true;
}
