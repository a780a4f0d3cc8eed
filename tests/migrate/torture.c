/* tests/migrate/torture.c: see torture.h. */
#include "tests/migrate/torture.h"

#include <stdio.h>
#include <stdlib.h>

void torture_ring(struct ring *r) {
    static const char *const names[] = {"aarch64",     "x86-32/4", "riscv64/6",   "x86-64",
                                        "aarch64/4/4", "x86-32/5", "riscv64/4/4", "x86-64/4/4"};
    for (size_t n = 0; n < COUNT_OF(names); n++) ring_add(r, names[n]);
    for (u32 n = 0; n < isa_count; n++) {
        bool there = false;
        for (u32 k = 0; k < r->count; k++) there |= r->models[k].isa == isa_list[n];
        char narrow[64];
        snprintf(narrow, sizeof narrow, "%s/4/4", isa_list[n]->name);
        if (!there) ring_add(r, isa_list[n]->name);
        if (!there) ring_add(r, narrow);
    }
}

struct fleet *fleet_load(const char *path, const struct ring *ring) {
    struct status st = {0};
    struct program *p = program_load(path, &st);
    struct fleet *f = p ? fleet_compile(p, ring, true, &st) : NULL;
    if (!f) fail_msg("%s: %s", path, st.text);
    return f;
}

/* ---- One run ---------------------------------------------------------------------------- */

struct ending {
    enum stop stop;
    u32 exit_status;
    enum trap trap;
    struct point_id trap_at; /* when known */
    u64 results[16];
    u64 hash;
    struct text output, trouble;
};

static void ending_free(struct ending *e) {
    text_free(&e->output);
    text_free(&e->trouble);
}

static void empty_folder(const char *folder) {
    char command[300];
    if (!folder) return;
    snprintf(command, sizeof command, "rm -rf '%s' && mkdir -p '%s'", folder, folder);
    if (system(command)) abort();
}

static struct traveller *set_out(const struct torture *t, struct fleet *f, u32 start,
                                 const struct way_to_go *way, struct status *st) {
    const char *args[16] = {"program"};
    u32 n = 1;
    for (; t->args && t->args[n - 1]; n++) args[n] = t->args[n - 1];
    struct process_folder folder = {t->folder, "."};
    struct process_options o = {.args = args,
                                .arg_count = n,
                                .folders = &folder,
                                .folder_count = t->folder ? 1 : 0,
                                .seed = 1,
                                .in = -1,
                                .out = -1,
                                .err = -1,
                                .capture = true};
    empty_folder(t->folder);
    return traveller_new(f, &o, start, way, st);
}

static i64 entry_of(const struct program *p) {
    i64 run = program_find_export(p, EXTERNAL_FUNCTION, "run");
    return run >= 0 ? run : program_find_export(p, EXTERNAL_FUNCTION, "_start");
}

static bool run_once(struct torture *t, struct fleet *f, u32 start, const struct way_to_go *way,
                     struct ending *e) {
    struct status st = {0};
    *e = (struct ending){0};
    struct traveller *v = set_out(t, f, start, way, &st);
    if (!v) {
        printf("%s: %s\n", t->path, st.text);
        status_free(&st);
        return false;
    }
    static const u64 none[4];
    e->stop = traveller_call(v, (u32)entry_of(f->program), t->run_args ? t->run_args : none,
                             e->results);
    e->exit_status = v->process->exit_status;
    e->trap = e->stop == STOP_TRAP ? v->process->trap : 0;
    if (e->stop == STOP_TRAP) machine_trap_point(v->machines[v->at], &e->trap_at);
    e->hash = process_state_hash(v->process);
    text_add_bytes(&e->output, v->process->output.at, v->process->output.length);
    text_printf(&e->trouble, "%s; last: %s", text_string(&v->trouble), traveller_place(v));
    t->migrations += v->migrations;
    t->instructions += v->executed;
    t->distance += v->distance;
    t->distance_max = MAX(t->distance_max, v->distance_max);
    t->refused += v->refused;
    t->runs++;
    traveller_free(v);
    return true;
}

/* ---- Comparing -------------------------------------------------------------------------- */

static bool same(const struct ending *x, const struct ending *y) {
    return x->stop == y->stop && x->exit_status == y->exit_status && x->trap == y->trap &&
           x->trap_at.function == y->trap_at.function && x->trap_at.point == y->trap_at.point &&
           !memcmp(x->results, y->results, sizeof x->results) && x->hash == y->hash &&
           !strcmp(text_string(&x->output), text_string(&y->output));
}

static void print_ending(const char *what, const struct ending *e) {
    static const char *const stops[] = {"limit", "done", "exit", "trap", "error"};
    printf("  %s: %s, status %u, %s at %u/%u, result %llx, hash %llx\n    %s\n    output: "
           "%.2000s\n",
           what, stops[e->stop], e->exit_status,
           e->stop == STOP_TRAP ? trap_text(e->trap) : "no trap", e->trap_at.function,
           e->trap_at.point, (unsigned long long)e->results[0], (unsigned long long)e->hash,
           text_string(&e->trouble), text_string(&e->output));
}

/* The fewest migrations after which a run that then stays still ends wrong. */
static u64 fewest(struct torture *t, struct fleet *f, u32 start, struct way_to_go way,
                  const struct ending *right, u64 most) {
    u64 low = 0, high = most; /* low is right, high is wrong */
    while (low + 1 < high) {
        struct ending e;
        way.limit = (low + high) / 2;
        if (!run_once(t, f, start, &way, &e)) return 0;
        if (same(&e, right))
            low = way.limit;
        else
            high = way.limit;
        ending_free(&e);
    }
    return high;
}

static void tell(struct torture *t, struct fleet *f, u32 start, const struct ending *right,
                 const struct ending *wrong, u64 migrations) {
    printf("WRONG: %s from %s, seed %llu\n", t->path, t->ring.models[start].name,
           (unsigned long long)t->way.seed);
    print_ending("at rest", right);
    print_ending("moving", wrong);
    if (!migrations) return;
    struct way_to_go way = t->way;
    struct ending e;
    way.limit = fewest(t, f, start, way, right, migrations);
    if (!run_once(t, f, start, &way, &e)) return;
    printf("  to repeat: HPMSIM_SEED=%llu HPMSIM_START=%u HPMSIM_LIMIT=%llu\n    %s\n",
           (unsigned long long)t->way.seed, start, (unsigned long long)way.limit,
           text_string(&e.trouble));
    ending_free(&e);
}

/* ---- All runs --------------------------------------------------------------------------- */

static bool runs_at_rest(struct torture *t, struct fleet *f, struct ending *first) {
    bool ok = true;
    struct way_to_go rest = {.most = 1ull << 60}; /* so that instructions are counted */
    for (u32 n = 0; n < t->ring.count; n++) {
        struct ending e;
        if (!run_once(t, f, n, &rest, &e)) return false;
        rest.most = 0;
        if (n == 0) {
            *first = e;
            t->way.most = 16 * t->instructions + 10000; /* more: it goes round in circles */
            continue;
        }
        if (!same(first, &e)) {
            printf("%s ends on %s otherwise than on %s\n", t->path, t->ring.models[n].name,
                   t->ring.models[0].name);
            print_ending(t->ring.models[0].name, first);
            print_ending(t->ring.models[n].name, &e);
            ok = false;
        }
        ending_free(&e);
    }
    return ok;
}

static bool is_first_of_isa(const struct ring *r, u32 n) {
    for (u32 k = 0; k < n; k++)
        if (r->models[k].isa == r->models[n].isa) return false;
    return true;
}

static u64 number_from(const char *name, u64 otherwise) {
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 0) : otherwise;
}

static bool runs_moving(struct torture *t, struct fleet *f, const struct ending *right) {
    u32 wrong = 0;
    u64 only = number_from("HPMSIM_START", UINT64_MAX);
    for (u32 n = 0; n < t->ring.count && wrong < 3; n++) {
        if (only != UINT64_MAX && n != only) continue;
        if (only == UINT64_MAX && t->each_isa && !is_first_of_isa(&t->ring, n)) continue;
        if (only == UINT64_MAX && t->one_start && n) continue;
        struct ending e;
        u64 before = t->migrations;
        if (!run_once(t, f, n, &t->way, &e)) return false;
        if (!same(right, &e)) {
            wrong++;
            tell(t, f, n, right, &e, t->migrations - before);
        }
        ending_free(&e);
    }
    return wrong == 0;
}

bool torture(struct torture *t) {
    struct status st = {0};
    t->way.seed = number_from("HPMSIM_SEED", t->way.seed);
    t->way.limit = number_from("HPMSIM_LIMIT", t->way.limit);
    if (!t->way.frames_most)
        t->way.frames_most = 1000; /* else what goes wrong may take hours */
    struct program *p = program_load(t->path, &st);
    struct fleet *f = p ? fleet_compile(p, &t->ring, t->verify, &st) : NULL;
    if (!f) {
        printf("%s: %s\n", t->path, st.text);
        status_free(&st);
        return false;
    }
    struct ending right = {0};
    bool ok = runs_at_rest(t, f, &right);
    ok = runs_moving(t, f, &right) && ok;
    ending_free(&right);
    fleet_free(f);
    return ok;
}
