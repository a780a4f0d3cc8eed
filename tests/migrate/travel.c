/* tests/migrate/travel.c: running a process that moves. */
#include "tests/migrate/travel.h"

#include <stdio.h>
#include <stdlib.h>

#include "image/private.h"

/* ---- Rings ------------------------------------------------------------------------------ */

void ring_add(struct ring *r, const char *name) {
    struct status st = {0};
    struct model *m = &r->models[r->count];
    char base[64];
    unsigned ints = 0, floats = 0;
    snprintf(base, sizeof base, "%s", name);
    char *slash = strchr(base, '/');
    if (slash) {
        *slash = 0;
        sscanf(slash + 1, "%u/%u", &ints, &floats);
    }
    if (!isa_find(base)) {
        static bool said[64];
        bool *once = &said[hash_bytes(base, strlen(base), 0) % COUNT_OF(said)];
        if (!*once) printf("LEFT OUT: there is no ISA named %s\n", base);
        *once = true;
        return;
    }
    bool ok = model_find(base, m, &st) && (!ints || model_narrow(m, CLASS_INT, ints, &st)) &&
              (!floats || model_narrow(m, CLASS_FLOAT, floats, &st));
    if (!ok) {
        printf("%s: %s\n", name, st.text);
        abort();
    }
    snprintf(m->name, sizeof m->name, "%s", name);
    r->count++;
}

void ring_all(struct ring *r, bool narrow) {
    char name[64];
    for (u32 n = 0; n < isa_count; n++) {
        ring_add(r, isa_list[n]->name);
        snprintf(name, sizeof name, "%s/4/4", isa_list[n]->name);
        if (narrow) ring_add(r, name);
    }
}

void ring_strategy(struct ring *r, const struct strategy *s) {
    struct model *models = strategy_models(s, r->models, r->count);
    memcpy(r->models, models, sizeof *models * r->count);
    free(models);
}

void ring_allocators(struct ring *r, u32 first) {
    for (u32 n = 0; n < r->count; n++) {
        struct model *m = &r->models[n];
        size_t length = strlen(m->name);
        r->allocators[n] = &allocator_list[(first + n) % allocator_count];
        snprintf(m->name + length, sizeof m->name - length, " %s", r->allocators[n]->name);
    }
}

/* ---- Fleets ----------------------------------------------------------------------------- */

struct fleet *fleet_compile(struct program *program, const struct ring *ring, bool verify,
                            struct status *st) {
    struct fleet *f = xcalloc(1, sizeof *f);
    f->program = program;
    f->ring = ring;
    struct compile_options o = {.threads = 1, .verify = verify, .allocators = ring->allocators};
    if (!program_compile(program, ring->models, ring->count, &o, f->images, NULL, st)) {
        fleet_free(f);
        return NULL;
    }
    /* Every other image answers from its encoded maps, the others from the compiler's tables. */
    for (u32 n = 1; n < ring->count; n += 2) image_forget_tables(f->images[n]);
    return f;
}

void fleet_free(struct fleet *f) {
    if (!f) return;
    for (u32 n = 0; n < f->ring->count; n++) image_free(f->images[n]);
    program_free(f->program);
    free(f);
}

/* ---- Trouble ---------------------------------------------------------------------------- */

const char *traveller_place(struct traveller *t) {
    static char text[600];
    char line[200];
    const struct program *p = t->fleet->program;
    const struct model *models = t->fleet->ring->models;
    if (!t->migrations) {
        snprintf(text, sizeof text, "on %s, before any migration (seed %llu)",
                 models[t->at].name, (unsigned long long)t->way.seed);
        return text;
    }
    struct point_id at = t->last.at;
    program_line_text(p, at.function, at.point, line, sizeof line);
    snprintf(text, sizeof text,
             "%s -> %s, migration %llu (seed %llu), %s point %u %s, %u frames",
             models[t->last_from].name, models[t->at].name, (unsigned long long)t->migrations,
             (unsigned long long)t->way.seed, program_function_name(p, at.function), at.point,
             line, t->last.frames);
    return text;
}

static enum stop trouble(struct traveller *t, const char *what, struct status *st) {
    text_printf(&t->trouble, "%s: %s; last: %s", what, st->text ? st->text : "?",
                traveller_place(t));
    status_free(st);
    return STOP_ERROR;
}

/* ---- Travelling ------------------------------------------------------------------------- */

struct traveller *traveller_new(struct fleet *f, const struct process_options *o, u32 start,
                                const struct way_to_go *way, struct status *st) {
    struct process *p = process_create(f->program, o, st);
    if (!p) return NULL;
    struct traveller *t = xcalloc(1, sizeof *t);
    t->fleet = f;
    t->process = p;
    t->at = start;
    t->way = *way;
    t->random = way->seed;
    return t;
}

void traveller_free(struct traveller *t) {
    if (!t) return;
    for (u32 n = 0; n < RING_MAX; n++) machine_free(t->machines[n]);
    process_free(t->process);
    state_free(&t->space[0]);
    state_free(&t->space[1]);
    text_free(&t->trouble);
    free(t);
}

struct machine *traveller_machine(struct traveller *t, u32 n) {
    struct status st = {0};
    bool counting = t->way.gait != GAIT_STAY || t->way.most;
    if (!t->machines[n])
        t->machines[n] = machine_create(t->fleet->images[n], t->process, counting, &st);
    if (!t->machines[n]) {
        printf("%s\n", st.text);
        abort();
    }
    return t->machines[n];
}

/* Geometric, by inversion without logarithms, which may differ between hosts: the place of the
 * first success among bytes that are below 256 / mean, in strides. */
static u64 random_distance(struct traveller *t, u64 mean) {
    u64 n = 0, stride = mean / 16 + 1, steps = mean / stride;
    while (n < 40 * steps && random_next(&t->random) % (steps + 1) != 0) n++;
    return n * stride + random_next(&t->random) % stride;
}

static u64 next_distance(struct traveller *t) {
    const struct way_to_go *w = &t->way;
    u64 mean = w->distance;
    if (w->gait == GAIT_STAY || (w->limit && t->migrations >= w->limit)) return UINT64_MAX;
    if (w->frames_most && t->frames > w->frames_most) mean = mean * t->frames / w->frames_most;
    if (w->migrations_most && t->run_migrations > w->migrations_most)
        mean = mean * t->run_migrations / w->migrations_most;
    return w->gait == GAIT_EVERY ? mean : random_distance(t, mean);
}

static u32 next_model(struct traveller *t) {
    u32 count = t->fleet->ring->count;
    if (count == 1) return t->at;
    if (t->way.gait != GAIT_RANDOM) return (t->at + 1) % count;
    return (t->at + 1 + (u32)(random_next(&t->random) % (count - 1))) % count;
}

/* HPMSIM_TRACE: each migration, with the innermost frame's values. */
static void trace(struct traveller *t) {
    const struct state *s = &t->space[0];
    printf("%s, %u instructions on:", traveller_place(t), t->last.distance);
    for (u32 n = 0; n < s->frames.at[0].count; n++) {
        const struct cell *c = &s->cells.at[s->frames.at[0].first + n];
        printf(" v%u=%llx%s", c->value, (unsigned long long)c->bits,
               c->parts == 1   ? "(low)"
               : c->parts == 2 ? "(high)"
                               : "");
    }
    printf("\n");
}

enum moved traveller_move(struct traveller *t, u32 to, enum stop *stop) {
    struct status st = {0};
    struct machine *other = traveller_machine(t, to);
    t->run_migrations++;
    enum moved moved = migrate(t->machines[t->at], other, t->fleet->program, NULL, true,
                               t->space, &t->last, stop, &st);
    if (moved == MOVED) {
        t->last_from = t->at;
        t->at = to;
        t->migrations++;
        t->frames = t->last.frames;
        t->distance += t->last.distance;
        t->distance_max = MAX(t->distance_max, t->last.distance);
        if (getenv("HPMSIM_TRACE")) trace(t);
    } else if (moved == MOVED_FAILED) {
        bool full = st.fault == FAULT_USER && strstr(st.text, "too small");
        t->refused += full;
        if (!full) {
            char what[200];
            snprintf(what, sizeof what, "migration %llu from %s to %s failed",
                     (unsigned long long)t->migrations + 1, t->fleet->ring->models[t->at].name,
                     t->fleet->ring->models[to].name);
            trouble(t, what, &st);
            *stop = STOP_ERROR;
        } else {
            *stop = STOP_LIMIT;
            t->frames = t->space[0].frames.count;
        }
    }
    status_free(&st);
    return moved;
}

bool traveller_start(struct traveller *t, u32 function, const u64 *args) {
    struct status st = {0};
    t->process->state = PROCESS_RUNNING;
    t->frames = 1;
    t->run_migrations = 0;
    if (process_start(traveller_machine(t, t->at), t->fleet->program, function, args, &st))
        return true;
    trouble(t, "start", &st);
    return false;
}

enum stop traveller_run(struct traveller *t) {
    u64 end = t->way.most ? t->executed + t->way.most : UINT64_MAX;
    for (;;) {
        struct status st = {0};
        u64 limit = next_distance(t);
        if (t->way.most) limit = MIN(limit, t->way.most + 1);
        enum stop stop = machine_run(t->machines[t->at], limit, &t->executed, &st);
        if (stop == STOP_ERROR) return trouble(t, "run", &st);
        if (stop == STOP_LIMIT && t->executed > end) {
            status_fail(&st, FAULT_INTERNAL, "no end in sight");
            return trouble(t, "run", &st);
        }
        if (stop == STOP_LIMIT && traveller_move(t, next_model(t), &stop) != MOVED_NOT_ENDED &&
            stop != STOP_ERROR)
            continue;
        return stop;
    }
}

enum stop traveller_call(struct traveller *t, u32 function, const u64 *args, u64 *results) {
    if (!traveller_start(t, function, args)) return STOP_ERROR;
    enum stop stop = traveller_run(t);
    if (stop == STOP_DONE)
        process_results(t->machines[t->at], t->fleet->program, function, results);
    return stop;
}
