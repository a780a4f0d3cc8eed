/* testbed/check.c: every point of every function, every ordered pair of machines. */
#include "testbed/check.h"

#include <stdlib.h>

struct place_map { /* the map of one machine at the point in hand */
    struct point_map map;
    u32 live[CLASS_COUNT]; /* registers' worth of values */
};

struct checker {
    const struct build *build;
    const struct program *program;
    struct check_results *out;
    struct point_id at;
    bool in_call;
    struct place_map *maps; /* per machine */
    struct bits across;     /* values of the function that outlive a call */
    u32 *taken;             /* per 4 bytes of the frame: `stamp` when a value is there */
    u32 taken_count, stamp;
};

/* ---- Problems --------------------------------------------------------------------------- */

static void problem(struct checker *c, u32 from, u32 to, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

static void problem(struct checker *c, u32 from, u32 to, const char *fmt, ...) {
    struct text t = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&t, fmt, args);
    va_end(args);
    c->out->problem_count++;
    if (from != to) c->out->pairs[from * c->out->count + to].problems++;
    if (c->out->problems.count < PROBLEMS_MAX)
        array_push(&c->out->problems,
                   ((struct check_problem){c->at, c->in_call, from, to, t.at}));
    else
        text_free(&t);
}

/* ---- One machine ------------------------------------------------------------------------ */

static const struct model *model_of(const struct checker *c, u32 machine) {
    return &c->build->images[machine]->model;
}

static void check_type(struct checker *c, u32 machine, const struct placed *p) {
    const struct program_function *f = &c->program->functions[c->at.function];
    if (p->value >= f->value_count) {
        problem(c, machine, machine, "v%u: the function has no such value", p->value);
        return;
    }
    enum type t = (enum type)(f->value_types[p->value] & VALUE_TYPE);
    bool half = t == I64 && model_of(c, machine)->isa->parts == 2;
    if (p->type != (half ? I32 : t) || p->part > half)
        problem(c, machine, machine, "v%u: the map has another type than the program",
                p->value);
}

static void check_register(struct checker *c, u32 machine, const struct placed *p,
                           regset *used) {
    const struct model *m = model_of(c, machine);
    const char *name = model_register_name(m, p->reg);
    if (!regset_has(m->allocatable, p->reg) || reg_class_of(p->reg) != type_class(p->type))
        problem(c, machine, machine, "v%u: %s can't hold it", p->value, name);
    if (regset_has(*used, p->reg))
        problem(c, machine, machine, "v%u: %s holds another value, too", p->value, name);
    if (c->in_call && !regset_has(m->callee_saved, p->reg))
        problem(c, machine, machine, "v%u: %s doesn't outlive calls", p->value, name);
    *used |= regset_of(p->reg);
}

static void check_memory(struct checker *c, u32 machine, const struct placed *p) {
    u32 size = type_bytes(p->type);
    u64 end = (u64)(i64)p->offset + size;
    if (p->offset < 0 || p->offset % 4 || end > (u64)c->taken_count * 4) {
        problem(c, machine, machine, "v%u: sp + %d lies outside the frame", p->value,
                p->offset);
        return;
    }
    for (u32 k = (u32)p->offset / 4; k < end / 4; k++) {
        if (c->taken[k] == c->stamp)
            problem(c, machine, machine, "v%u: sp + %d holds another value, too", p->value,
                    p->offset);
        c->taken[k] = c->stamp;
    }
}

static enum reason reason_here(const struct checker *c, u32 machine, const struct placed *p) {
    return reason_of(c->build->images[machine], c->at.function, p, c->maps[machine].live,
                     &c->across);
}

static void count_live(struct checker *c, u32 machine) {
    struct place_map *m = &c->maps[machine];
    struct machine_check *out = &c->out->machines[machine];
    reason_count_live(&m->map, m->live);
    for (u32 cl = 0; cl < CLASS_COUNT; cl++)
        out->most_live[cl] = MAX(out->most_live[cl], m->live[cl]);
}

static void check_machine(struct checker *c, u32 machine) {
    const struct point_map *map = &c->maps[machine].map;
    struct machine_check *out = &c->out->machines[machine];
    regset used = 0;
    c->stamp++;
    count_live(c, machine);
    for (u32 k = 0; k < map->count; k++) {
        const struct placed *p = &map->at[k];
        check_type(c, machine, p);
        if (p->in_reg)
            check_register(c, machine, p, &used);
        else
            check_memory(c, machine, p);
        if (p->home) continue;
        if (p->is_const) {
            out->constants++;
            continue;
        }
        out->values++;
        if (p->in_reg)
            out->in_register++;
        else
            out->in_memory[reason_here(c, machine, p)]++;
    }
}

/* ---- Pairs ------------------------------------------------------------------------------ */

/* The entries of one value: its parts, without second copies. */
struct parts {
    u32 value, count, next; /* next: index behind them in the map */
    const struct placed *first;
    u8 known; /* bit 0: low half or all of a narrow value, bit 1: high half */
};

static struct parts parts_at(const struct point_map *m, u32 k) {
    struct parts v = {.value = m->at[k].value, .first = &m->at[k]};
    for (; k < m->count && m->at[k].value == v.value; k++) {
        const struct placed *p = &m->at[k];
        if (p->home) continue;
        v.count++;
        v.known |= p->part ? 2 : type_bytes(p->type) == 8 ? 3 : 1;
    }
    v.next = k;
    return v;
}

static enum way way_of(const struct parts *from, const struct parts *to) {
    if (from->count < to->count) return WAY_SPLIT;
    if (from->count > to->count) return WAY_JOIN;
    if (from->first->in_reg) return to->first->in_reg ? WAY_REG_TO_REG : WAY_SPILL;
    return to->first->in_reg ? WAY_FILL : WAY_SLOT_TO_SLOT;
}

/* Halves: one that `to` keeps must be known to `from`; where `to` keeps a value whole, either
 * half will do, as the other one is dead. */
static bool supplies(const struct parts *from, const struct parts *to) {
    bool whole = to->count == 1 && to->known == 3;
    return whole ? from->known != 0 : (to->known & ~from->known) == 0;
}

static void check_pair(struct checker *c, u32 from, u32 to) {
    const struct point_map *x = &c->maps[from].map, *y = &c->maps[to].map;
    struct pair_check *out = &c->out->pairs[from * c->out->count + to];
    u32 j = 0, k = 0;
    while (j < x->count || k < y->count) {
        struct parts a = {.value = NO_VALUE}, b = {.value = NO_VALUE};
        if (j < x->count) a = parts_at(x, j);
        if (k < y->count) b = parts_at(y, k);
        if (a.value <= b.value) j = a.next;
        if (b.value <= a.value) k = b.next;
        if (b.value <= a.value && b.first->is_const) {
            out->ways[WAY_CONSTANT]++;
        } else if (a.value == b.value) {
            out->ways[way_of(&a, &b)]++;
            if (!supplies(&a, &b))
                problem(c, from, to, "v%u: half of it is live on %s, but not on %s", a.value,
                        model_of(c, to)->name, model_of(c, from)->name);
        } else if (a.value < b.value && !a.first->is_const) {
            problem(c, from, to, "v%u: has a place on %s, but none on %s", a.value,
                    model_of(c, from)->name, model_of(c, to)->name);
        } else if (b.value < a.value) {
            problem(c, from, to, "v%u: has a place on %s, but none on %s", b.value,
                    model_of(c, to)->name, model_of(c, from)->name);
        }
    }
}

/* ---- Points ----------------------------------------------------------------------------- */

static void check_maps(struct checker *c) {
    for (u32 m = 0; m < c->out->count; m++) {
        struct image *image = c->build->images[m];
        c->maps[m].map = c->in_call ? image_call_map(image, c->program, c->at)
                                    : image_map(image, c->program, c->at);
        check_machine(c, m);
    }
    for (u32 from = 0; from < c->out->count; from++)
        for (u32 to = 0; to < c->out->count; to++)
            if (from != to) check_pair(c, from, to);
}

static bool is_call(struct checker *c, u32 machine) {
    return image_return_offset(c->build->images[machine], c->at) != NO_OFFSET;
}

/* Whether all machines have the point; it is a call on all of them, or on none. */
static bool check_existence(struct checker *c) {
    bool all = true;
    for (u32 m = 0; m < c->out->count; m++) {
        if (image_point_offset(c->build->images[m], c->at) == NO_OFFSET) {
            problem(c, m, m, "%s has no such point", model_of(c, m)->name);
            all = false;
        } else if (is_call(c, m) != is_call(c, 0)) {
            problem(c, m, m, "a call on one machine, but not on the other");
            all = false;
        }
    }
    return all;
}

static void begin_function(struct checker *c, u32 function, struct arena *a) {
    const struct program_function *f = &c->program->functions[function];
    const struct function_type *t = &c->program->types[f->type];
    u32 bytes = 0;
    c->at = (struct point_id){function, 0};
    for (u32 m = 0; m < c->build->count; m++)
        bytes = MAX(bytes, c->build->images[m]->functions[function].frame_bytes);
    /* Stack arguments and results lie above the frame. */
    c->taken_count = (bytes + (t->param_count + t->result_count) * 8 + 64) / 4;
    c->taken = ARENA_ARRAY(a, u32, c->taken_count);
    c->stamp = 0;
    c->across = reason_find_across(c->build->images[0], c->program, function, a);
}

static void check_function(struct checker *c, u32 function) {
    u32 points = c->program->functions[function].point_count;
    struct arena a;
    arena_init(&a);
    begin_function(c, function, &a);
    for (u32 n = 0; n < points; n++) {
        c->at.point = n;
        c->in_call = false;
        c->out->points++;
        if (!check_existence(c)) continue;
        check_maps(c);
        if (!is_call(c, 0)) continue;
        c->out->calls++;
        c->in_call = true;
        check_maps(c);
    }
    c->out->functions++;
    arena_free(&a);
}

void check_images(const struct build *b, i64 function, struct check_results *out) {
    *out = (struct check_results){.build = b, .count = b->count};
    out->machines = xcalloc(b->count, sizeof *out->machines);
    out->pairs = xcalloc((size_t)b->count * b->count, sizeof *out->pairs);
    struct checker c = {.build = b, .program = b->program, .out = out};
    c.maps = xcalloc(b->count, sizeof *c.maps);
    for (u32 f = 0; f < b->program->function_count; f++)
        if (function < 0 || f == (u32)function) check_function(&c, f);
    free(c.maps);
}

void check_free(struct check_results *r) {
    for (u32 k = 0; k < r->problems.count; k++) free(r->problems.at[k].text);
    array_free(&r->problems);
    free(r->machines);
    free(r->pairs);
}

/* ---- One point, for people -------------------------------------------------------------- */

static void place_text(const struct model *m, const struct placed *p, struct text *out) {
    if (p->in_reg)
        text_add(out, model_register_name(m, p->reg));
    else
        text_printf(out, "[sp+%d]", p->offset);
}

static bool is_in_memory(const struct point_map *m, u32 value) {
    for (u32 k = 0; k < m->count; k++)
        if (m->at[k].value == value && !m->at[k].home && !m->at[k].in_reg) return true;
    return false;
}

/* " aarch64/5 [sp+16] (pressure)" for each machine that has the value in memory, and the places
 * on the others. */
static void value_text(struct checker *c, u32 value, struct text *out) {
    for (u32 m = 0; m < c->build->count; m++) {
        const struct point_map *map = &c->maps[m].map;
        bool first = true;
        for (u32 k = 0; k < map->count; k++) {
            const struct placed *p = &map->at[k];
            if (p->value != value || p->home) continue;
            if (first) text_printf(out, "%s%s ", m ? ", " : "", model_of(c, m)->name);
            if (!first) text_add(out, ":");
            place_text(model_of(c, m), p, out);
            if (!p->in_reg) text_printf(out, " (%s)", reason_names[reason_here(c, m, p)]);
            first = false;
        }
    }
}

void check_point_text(const struct build *b, struct point_id at, struct text *out) {
    static const char *const types[] = {"none", "i32", "i64", "f32", "f64"};
    struct check_results unused = {.build = b, .count = b->count};
    struct checker c = {.build = b, .program = b->program, .out = &unused};
    const struct program_function *f = &b->program->functions[at.function];
    struct arena a;
    unused.machines = xcalloc(b->count, sizeof *unused.machines);
    c.maps = xcalloc(b->count, sizeof *c.maps);
    arena_init(&a);
    begin_function(&c, at.function, &a);
    c.at = at;
    for (u32 m = 0; m < b->count; m++) {
        c.maps[m].map = image_map(b->images[m], b->program, at);
        count_live(&c, m);
    }
    for (u32 value = 0; value < f->value_count; value++) {
        bool in_memory = false;
        for (u32 m = 0; m < b->count; m++) in_memory |= is_in_memory(&c.maps[m].map, value);
        if (!in_memory) continue;
        text_printf(out, "v%u %s: ", value, types[f->value_types[value] & VALUE_TYPE]);
        value_text(&c, value, out);
        text_add(out, "\n");
    }
    arena_free(&a);
    free(unused.machines);
    free(c.maps);
}
