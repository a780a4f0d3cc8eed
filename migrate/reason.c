/* migrate/reason.c: see migrate/reason.h. */
#include "migrate/reason.h"

const char *const reason_names[REASON_COUNT] = {"pressure", "call", "argument", "away"};

void reason_count_live(const struct point_map *map, u32 live[CLASS_COUNT]) {
    memset(live, 0, sizeof *live * CLASS_COUNT);
    for (u32 k = 0; k < map->count; k++) {
        const struct placed *p = &map->at[k];
        if (!p->home && !p->is_const) live[type_class(p->type)]++;
    }
}

struct bits reason_find_across(struct image *image, const struct program *p, u32 function,
                               struct arena *a) {
    const struct program_function *f = &p->functions[function];
    struct bits across = bits_new(a, f->value_count);
    for (u32 n = 0; n < f->point_count; n++) {
        struct point_id at = {function, n};
        if (image_return_offset(image, at) == NO_OFFSET) continue;
        struct point_map map = image_call_map(image, p, at);
        for (u32 k = 0; k < map.count; k++)
            if (map.at[k].value < across.count) bits_add(&across, map.at[k].value);
    }
    return across;
}

enum reason reason_of(const struct image *image, u32 function, const struct placed *placed,
                      const u32 live[CLASS_COUNT], const struct bits *across) {
    enum reg_class cl = type_class(placed->type);
    if (live[cl] > image->model.count[cl]) return REASON_PRESSURE;
    if (placed->offset >= 0 && (u32)placed->offset >= image->functions[function].frame_bytes)
        return REASON_STACK;
    if (placed->value < across->count && bits_has(across, placed->value)) return REASON_CALL;
    return REASON_AWAY;
}

/* ---- States ----------------------------------------------------------------------------- */

static const struct bits *across_of(struct reason_book *b, struct image *image, u32 function) {
    if (!b->across) {
        arena_init(&b->arena);
        b->across = ARENA_ARRAY(&b->arena, struct bits, b->program->function_count);
        b->known = ARENA_ARRAY(&b->arena, bool, b->program->function_count);
    }
    if (!b->known[function]) {
        b->across[function] = reason_find_across(image, b->program, function, &b->arena);
        b->known[function] = true;
    }
    return &b->across[function];
}

void reason_book_free(struct reason_book *b) {
    if (b->across) arena_free(&b->arena);
    b->across = NULL;
}

void reason_book_count(struct reason_book *b, struct image *image, const struct state *s,
                       u64 reasons[REASON_COUNT]) {
    for (u32 n = 0; n < s->frames.count; n++) {
        struct point_id at = s->frames.at[n].at;
        const struct bits *across = across_of(b, image, at.function);
        struct point_map map =
            n ? image_call_map(image, b->program, at) : image_map(image, b->program, at);
        u32 live[CLASS_COUNT];
        reason_count_live(&map, live);
        for (u32 k = 0; k < map.count; k++) {
            const struct placed *p = &map.at[k];
            if (!p->in_reg && !p->home && !p->is_const)
                reasons[reason_of(image, at.function, p, live, across)]++;
        }
    }
}
