/* testbed/trigger.c: triggers in a run: where their events are in a machine's code, when they are
 * due. A row of the table per kind. */
#include "testbed/trigger.h"

#include <stdlib.h>

/* ---- Places in a machine's code --------------------------------------------------------- */

struct places {
    ARRAY(struct watch_place) all;
    struct image *image;
    const struct program *program;
};

static bool has_code(const struct places *p, u32 function) {
    const struct image_function *f = &p->image->functions[function];
    return f->code_end > f->code_start;
}

static void add_entry(struct places *p, u32 function) {
    if (!has_code(p, function)) return;
    array_push(&p->all, ((struct watch_place){p->image->functions[function].code_start,
                                              PLACE_ENTER,
                                              false,
                                              true,
                                              {function, 0}}));
}

static void add_point(struct places *p, struct point_id at, bool on) {
    array_push(&p->all, ((struct watch_place){image_point_offset(p->image, at), PLACE_PASS, on,
                                              true, at}));
}

static void add_returns(struct places *p, u32 function) {
    if (!has_code(p, function)) return;
    for (u32 n = 0; n < p->program->functions[function].point_count; n++)
        if (program_traits(p->program, function, n) & POINT_RETURN)
            add_point(p, (struct point_id){function, n}, false);
}

static void entry_places(const struct trigger *t, u32 machine, struct places *p) {
    (void)machine;
    add_entry(p, t->function);
}

static void exit_places(const struct trigger *t, u32 machine, struct places *p) {
    (void)machine;
    add_returns(p, t->function);
}

static void depth_places(const struct trigger *t, u32 machine, struct places *p) {
    (void)machine;
    for (u32 f = 0; f < p->program->function_count; f++) {
        if (t->function != ANY_FUNCTION && t->function != f) continue;
        add_entry(p, f);
        add_returns(p, f);
    }
}

static void address_places(const struct trigger *t, u32 machine, struct places *p) {
    struct watch_place place = {.offset = (u32)t->address, .kind = PLACE_PASS};
    if (machine == t->machine) array_push(&p->all, place);
}

static void host_places(const struct trigger *t, u32 machine, struct places *p) {
    (void)machine;
    for (u32 k = 0; k < p->image->site_count; k++) {
        const struct site *s = &p->image->sites[k];
        if (s->kind != SITE_HOST || s->what != (HOST_IMPORT | (u64)t->function << 32)) continue;
        i64 function = image_function_at(p->image, s->at);
        if (function >= 0) add_point(p, (struct point_id){(u32)function, s->point}, false);
    }
}

/* All firm operations of a function, and where its calls return to. */
static void add_line_places(const struct trigger *t, struct places *p, u32 function) {
    add_entry(p, function);
    for (u32 n = 0; n < p->program->functions[function].point_count; n++) {
        struct point_id at = {function, n};
        bool on = trigger_on_line(t, p->program, program_line(p->program, function, n));
        if (program_traits(p->program, function, n) & POINT_FIRM) add_point(p, at, on);
        u32 back = image_return_offset(p->image, at);
        if (back != NO_OFFSET)
            array_push(&p->all, ((struct watch_place){.offset = back, PLACE_BACK, .on = on}));
    }
}

static void line_places(const struct trigger *t, u32 machine, struct places *p) {
    (void)machine;
    for (u32 f = 0; f < p->program->function_count; f++) {
        bool there = false;
        for (u32 n = 0; n < p->program->functions[f].point_count && !there; n++)
            there = trigger_on_line(t, p->program, program_line(p->program, f, n));
        if (there && has_code(p, f)) add_line_places(t, p, f);
    }
}

/* ---- The table -------------------------------------------------------------------------- */

/* ORDER TRIGGER */
static const struct row {
    const char *name;
    enum watch_kind watch; /* WATCH_NONE: it is due at a position */
    /* Where it may have to stop; NULL: machines know by themselves. */
    void (*places)(const struct trigger *t, u32 machine, struct places *p);
} rows[] = {
    [TRIGGER_INSTRUCTIONS] = {"instructions", WATCH_NONE, NULL},
    [TRIGGER_ENTRY] = {"entry", WATCH_ENTRY, entry_places},
    [TRIGGER_EXIT] = {"exit", WATCH_PLACE, exit_places},
    [TRIGGER_LINE] = {"line", WATCH_LINE, line_places},
    [TRIGGER_ADDRESS] = {"address", WATCH_PLACE, address_places},
    [TRIGGER_HOST_CALL] = {"host_call", WATCH_PLACE, host_places},
    [TRIGGER_OUTPUT] = {"output_bytes", WATCH_OUTPUT, NULL},
    [TRIGGER_MEMORY] = {"memory_bytes", WATCH_MEMORY, NULL},
    [TRIGGER_DEPTH] = {"depth", WATCH_DEPTH, depth_places},
    [TRIGGER_RANDOM] = {"random", WATCH_NONE, NULL},
};
_Static_assert(COUNT_OF(rows) == TRIGGER_KIND_COUNT, "a row for each kind");

const char *trigger_kind_name(enum trigger_kind kind) {
    return rows[kind].name;
}

static bool by_position(const struct trigger *t) {
    return rows[t->kind].watch == WATCH_NONE;
}

/* ---- Random gaps ------------------------------------------------------------------------ */

/* -log2(x / 2^64) in 1/2^32, for x > 0; by squaring, so that it is the same on every host. */
static u64 minus_log2(u64 x) {
    u64 integer = 0, fraction = 0;
    for (; !(x >> 63); x <<= 1) integer++;
    for (u32 bit = 0; bit < 32; bit++) {
        u128 square = (u128)x * x; /* x / 2^63 lies in [1, 2) */
        fraction <<= 1;
        if (square >> 127) {
            fraction |= 1;
            x = (u64)(square >> 64);
        } else {
            x = (u64)(square >> 63);
        }
    }
    return ((integer + 1) << 32) - fraction;
}

/* 1 + an exponential variable of mean `mean` - 1/2, rounded down: geometric, of that mean but for
 * 1 / (12 mean). */
u64 trigger_random_gap(u64 *state, u64 mean) {
    const u64 ln2 = 2977044472; /* in 1/2^32 */
    if (mean <= 1) return 1;
    u64 exponential = (u64)((u128)minus_log2(random_next(state) | 1) * ln2 >> 32);
    u128 gap = 1 + (((u128)(2 * mean - 1) * exponential) >> 33);
    return gap < UINT64_MAX ? (u64)gap : UINT64_MAX;
}

/* ---- In a run --------------------------------------------------------------------------- */

static u64 measure(const struct trigger *t, const struct process *p) {
    return t->kind == TRIGGER_OUTPUT ? p->output_bytes : p->memory_bytes;
}

/* The position of the nth firing. */
static u64 position(const struct trigger *t, u64 n) {
    return t->positions ? t->positions[n] : t->n;
}

static u64 positions(const struct trigger *t) {
    return t->positions ? t->position_count : 1;
}

static void begin_watch(const struct trigger *t, struct trigger_state *s,
                        const struct process *p) {
    struct watch *w = &s->watch;
    bool by_level = t->kind == TRIGGER_OUTPUT || t->kind == TRIGGER_MEMORY;
    w->kind = rows[t->kind].watch;
    w->armed = true;
    w->left = by_level ? 1 : t->n;
    w->level = by_level ? t->n : t->depth;
    if (!by_level) return;
    if (t->every)
        w->level = (measure(t, p) / t->n + 1) * t->n;
    else if (measure(t, p) >= w->level)
        watch_event(w, NULL);
}

void trigger_begin(const struct trigger *t, struct trigger_state *s, const struct process *p) {
    *s = (struct trigger_state){.random = t->seed};
    s->spent = t->every && !t->limit;
    if (t->kind == TRIGGER_RANDOM)
        s->next = trigger_random_gap(&s->random, t->n);
    else if (by_position(t))
        s->next = t->every ? t->n : position(t, 0);
    else if (!s->spent)
        begin_watch(t, s, p);
}

void trigger_call(const struct trigger *t, struct trigger_state *s, u32 function) {
    if (by_position(t)) return;
    bool watched =
        (t->kind == TRIGGER_DEPTH && t->function == ANY_FUNCTION) ||
        ((t->kind == TRIGGER_DEPTH || t->kind == TRIGGER_ENTRY) && t->function == function);
    watch_begin(&s->watch, watched, (struct point_id){function, 0});
}

void trigger_arm(const struct trigger *t, struct trigger_state *s, struct machine *m, u32 which,
                 const struct program *p) {
    const struct row *row = &rows[t->kind];
    if (row->watch == WATCH_NONE) return;
    struct places places = {.image = machine_image(m), .program = p};
    if (row->places) row->places(t, which, &places);
    machine_watch(m, &s->watch, places.all.at, places.all.count);
    array_free(&places.all);
}

u64 trigger_next(const struct trigger *t, const struct trigger_state *s) {
    return by_position(t) && !s->spent ? s->next : UINT64_MAX;
}

bool trigger_due(const struct trigger *t, const struct trigger_state *s, u64 instructions) {
    if (s->spent) return false;
    return by_position(t) ? instructions >= s->next : s->watch.due;
}

const struct point_id *trigger_at(const struct trigger_state *s) {
    return s->watch.due && s->watch.known ? &s->watch.at : NULL;
}

static void wait_again(const struct trigger *t, struct trigger_state *s, u64 instructions,
                       const struct process *p) {
    struct watch *w = &s->watch;
    bool by_level = t->kind == TRIGGER_OUTPUT || t->kind == TRIGGER_MEMORY;
    if (t->kind == TRIGGER_RANDOM) {
        s->next = instructions + trigger_random_gap(&s->random, t->n);
    } else if (by_position(t)) {
        s->next = t->every ? instructions + t->n : position(t, s->fired);
    } else {
        w->left = by_level ? 1 : t->n;
        if (by_level) w->level = (measure(t, p) / t->n + 1) * t->n;
    }
}

void trigger_fired(const struct trigger *t, struct trigger_state *s, u64 instructions,
                   const struct process *p) {
    s->fired++;
    s->watch.due = false;
    s->spent = s->fired == (t->every || t->kind == TRIGGER_RANDOM ? t->limit : positions(t));
    if (s->spent)
        s->watch.armed = false;
    else
        wait_again(t, s, instructions, p);
}
