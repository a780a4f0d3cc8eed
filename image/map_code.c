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

/* ---- The image's averages ---------------------------------------------------------------- */

/* Probabilities that a model may start from: 1 / (1 + e^-x), x in steps of 1/2. */
static const u16 start_at[32] = {28,    47,    77,    126,   208,   342,   562,   922,
                                 1506,  2446,  3938,  6249,  9702,  14595, 21025, 28693,
                                 36843, 44511, 50941, 55834, 59287, 61598, 63090, 64030,
                                 64614, 64974, 65194, 65328, 65410, 65459, 65489, 65508};
enum { START_SEEN = 24, START_LEAST = 12, HEADER = 4, SAMPLE_POINTS = 60000 };

static u32 nearest_start(u32 one) {
    u32 k = 0;
    while (k < 31 && start_at[k] + start_at[k + 1] < 2 * one) k++;
    return k;
}

/* Both directions: starts[k] is 32 for a model that has no average. */
static void code_starts(struct coder *c, u8 *starts) {
    struct bit_model given[3], value[33];
    for (u32 k = 0; k < 3; k++) given[k] = BIT_MODEL_NEW;
    for (u32 k = 0; k < 33; k++) value[k] = BIT_MODEL_NEW;
    u32 context = 0;
    for (u32 k = 0; k < MODEL_COUNT; k++) {
        u32 is = code_bit(c, &given[context], starts[k] < 32);
        context = is ? 2 : context == 2 ? 1 : 0;
        starts[k] = is ? (u8)code_tree(c, value, starts[k], 5) : 32;
    }
}

static void models_init(struct map_models *models, const u8 *starts) {
    struct bit_model *m = (struct bit_model *)models;
    for (u32 k = 0; k < MODEL_COUNT; k++)
        m[k] = starts[k] < 32 ? (struct bit_model){start_at[starts[k]], START_SEEN}
                              : BIT_MODEL_NEW;
}

/* ---- Encoding ---------------------------------------------------------------------------- */

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

static struct point_table table_of(const struct compiled_function *f, struct arena *a) {
    struct point_table t = {.count = f->point_count, .at = f->point_at};
    t.calls = arena_alloc(a, sizeof(u32) * (f->point_count + 1));
    t.returns = arena_alloc(a, sizeof(u32) * (f->point_count + 1));
    for (u32 n = 0; n < f->point_count; n++) {
        assert(f->point_at[n] <= f->point_at[n + 1]);
        if (f->return_at[n] == NO_OFFSET) continue;
        assert(f->point_at[n] < f->return_at[n] && f->return_at[n] <= f->point_at[n + 1]);
        t.calls[t.call_count] = n;
        t.returns[t.call_count++] = f->return_at[n];
    }
    return t;
}

#ifdef CODER_STATS
#endif

struct encoder {
    struct image *image;
    const struct program *program;
    struct arena scratch;
    struct map_models models;
    struct map_classes classes;
    struct coder c;
};

static void encode_function(struct encoder *e, u32 function,
                            const struct compiled_function *f) {
    arena_reset(&e->scratch);
    struct map_shape s = map_shape(e->image, e->program, function);
    assert(s.point_count == f->point_count);
    struct point_table t = table_of(f, &e->scratch);
    struct map_plan plan;
    map_plan_make(&plan, &s, f->ranges, f->range_count, &e->scratch);
    code_points(&e->c, &e->models.points, &s, &e->classes, &t);
    code_ranges(&e->c, &e->models.ranges, &s, &e->classes, &t, &plan, &e->scratch, NULL);
    assert(!coder_failed(&e->c));
}

/* Functions whose numbers are multiples of this are the sample. */
static u32 sample_step(const struct image *image, struct compiled_function *const *functions) {
    u64 points = 0;
    for (u32 n = 0; n < image->function_count; n++)
        if (functions[n]) points += functions[n]->point_count;
    return (u32)(points / SAMPLE_POINTS) + 1;
}

static void find_classes(struct encoder *e, struct compiled_function *const *functions) {
    struct class_learner *l = class_learner_new(e->image->model.isa);
    u32 step = 1;
    for (u32 n = 0, k = 0; n < e->image->function_count; n++) {
        const struct compiled_function *f = functions[n];
        if (!f || !f->point_count || k++ % step) continue;
        arena_reset(&e->scratch);
        struct map_shape s = map_shape(e->image, e->program, n);
        struct point_table t = table_of(f, &e->scratch);
        class_learner_add(l, &s, &t, f->ranges, f->range_count);
    }
    class_learner_finish(l, step, &e->classes);
    class_learner_free(l);
}

static void find_starts(struct encoder *e, struct compiled_function *const *functions,
                        u8 *starts) {
    u32(*counts)[2] = xcalloc(MODEL_COUNT, sizeof *counts);
    u32 step = sample_step(e->image, functions);
    memset(starts, 32, MODEL_COUNT);
    models_init(&e->models, starts);
    coder_count(&e->c, (struct bit_model *)&e->models, counts);
    for (u32 n = 0, k = 0; n < e->image->function_count; n++)
        if (functions[n] && functions[n]->point_count && k++ % step == 0)
            encode_function(e, n, functions[n]);
    for (u32 k = 0; k < MODEL_COUNT; k++) {
        u64 all = (u64)counts[k][0] + counts[k][1];
        if (all >= START_LEAST)
            starts[k] =
                (u8)nearest_start((u32)(((u64)counts[k][1] * 2 + 1) * 65536 / (all * 2 + 2)));
    }
    free(counts);
}

void map_encode(struct image *image, const struct program *program,
                struct compiled_function *const *functions) {
    struct encoder *e = xcalloc(1, sizeof *e);
#ifdef CODER_STATS
    stat_base = &e->models;
#endif
    e->image = image;
    e->program = program;
    u8 starts[MODEL_COUNT];
    find_classes(e, functions);
    find_starts(e, functions, starts);
    e->c = (struct coder){0};
    for (u32 k = 0; k < HEADER; k++) array_push(&e->c.out, 0);
    coder_encode(&e->c);
    code_classes(&e->c, &e->classes);
    code_starts(&e->c, starts);
    coder_finish(&e->c);
    for (u32 k = 0; k < HEADER; k++) e->c.out.at[k] = (u8)((e->c.out.count - HEADER) >> 8 * k);
    for (u32 n = 0; n < image->function_count; n++) {
        image->functions[n].map_start = e->c.out.count;
        image->functions[n].map_size = 0;
        if (!functions[n] || !functions[n]->point_count) continue;
        models_init(&e->models, starts);
        coder_encode(&e->c);
        encode_function(e, n, functions[n]);
        coder_finish(&e->c);
        image->functions[n].map_size = e->c.out.count - image->functions[n].map_start;
    }
    image->map = e->c.out.at;
    image->map_size = e->c.out.count;
    arena_free(&e->scratch);
    free(e);
}

/* ---- Decoding ---------------------------------------------------------------------------- */

struct map_decoder {
    struct map_classes classes;
    u8 starts[MODEL_COUNT];
};

struct map_decoder *map_decoder_new(const struct image *image) {
    struct map_decoder *d = xcalloc(1, sizeof *d);
    struct coder c;
    u32 size = 0;
    if (image->map_size < HEADER) goto bad;
    for (u32 k = 0; k < HEADER; k++) size |= (u32)image->map[k] << 8 * k;
    if (size > image->map_size - HEADER) goto bad;
    coder_decode(&c, image->map + HEADER, size);
    if (!code_classes(&c, &d->classes)) goto bad;
    code_starts(&c, d->starts);
    if (!coder_failed(&c)) return d;
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

bool map_decode_points(const struct map_decoder *d, const struct image *image,
                       const struct map_shape *s, u32 function, struct arena *a,
                       struct point_table *t, struct map_rest *rest) {
    const u8 *at;
    u32 size, n = s->point_count;
    *t = (struct point_table){0};
    if (!map_of(image, function, &at, &size)) return false;
    struct map_models *models = xmalloc(sizeof *models);
    struct coder c;
    models_init(models, d->starts);
    coder_decode(&c, at, size);
    t->at = arena_alloc(a, sizeof(u32) * ((size_t)n + 1));
    u32 *calls = xmalloc(sizeof(u32) * ((size_t)n + 1) * 2);
    t->calls = calls;
    t->returns = calls + n + 1;
    code_points(&c, &models->points, s, &d->classes, t);
    u32 bytes = t->call_count * (u32)sizeof(u32);
    t->calls = memcpy(arena_alloc(a, bytes), t->calls, bytes);
    t->returns = memcpy(arena_alloc(a, bytes), t->returns, bytes);
    *rest = (struct map_rest){c.range, c.code, c.past_end, c.in};
    free(calls);
    free(models);
    return !coder_failed(&c);
}

bool map_decode_ranges(const struct map_decoder *d, const struct image *image,
                       const struct map_shape *s, u32 function, const struct point_table *t,
                       const struct map_rest *rest, struct arena *a, struct range_list *out) {
    const u8 *at;
    u32 size;
    *out = (struct range_list){0};
    if (!map_of(image, function, &at, &size)) return false;
    struct map_models *models = xmalloc(sizeof *models);
    models_init(models, d->starts);
    struct coder c = {.mode = CODER_DECODE, .range = rest->range, .code = rest->code};
    c.in = rest->in;
    c.in_end = at + size;
    c.past_end = rest->past_end;
    struct arena scratch = {0};
    arena_init(&scratch);
    struct range_list found = {0};
    code_ranges(&c, &models->ranges, s, &d->classes, t, NULL, &scratch, &found);
    bool ok = !coder_failed(&c);
    if (ok) {
        out->count = found.count;
        out->at = arena_alloc(a, sizeof *out->at * found.count);
        if (found.count) memcpy(out->at, found.at, sizeof *out->at * found.count);
    }
    arena_free(&scratch);
    free(models);
    return ok;
}
