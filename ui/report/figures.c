/* ui/report/figures.c: which figures there are; what their parts share. */
#include "ui/report/figures.h"

#include <math.h>

/* ---- Roles ------------------------------------------------------------------------------ */

enum { LINES_MAX = 24, PANELS_MAX = 12, X_LEAST = 3 };

const char *dimension_label(const struct dimension *p) {
    static const char *const words[] = {"registers", "instructions"};
    if (!strcmp(p->name, "policy_name")) return "policy";
    if (!strncmp(p->name, "policy_", strlen("policy_"))) return p->name + strlen("policy_");
    for (u32 k = 0; k < COUNT_OF(words); k++) {
        size_t n = strlen(p->name), w = strlen(words[k]);
        if (n > w && !strcmp(p->name + n - w, words[k]) && p->name[n - w - 1] == '_')
            return words[k];
    }
    return p->name;
}

const char *dimension_each(const struct dimension *p, struct arena *a) {
    const char *label = dimension_label(p);
    bool counted = !strcmp(label, "registers") || !strcmp(label, "instructions");
    if (!p->numeric && !counted) return label;
    return arena_printf(a, "%s of %s", counted ? "number" : "value", label);
}

struct roles roles_of(const struct report_data *d) {
    struct roles r = {0};
    u32 best = 0;
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        bool registers = strstr(p->name, "register") != NULL;
        u32 score = p->levels.count + (registers ? 1000000 : 0);
        if (p->numeric && p->levels.count >= X_LEAST && score > best) r.x = p, best = score;
    }
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        if (p == r.x || p->levels.count > LINES_MAX) continue;
        bool many = p->levels.count > PANELS_MAX;
        if (!r.lines)
            r.lines = p;
        else if (!r.panels && !many)
            r.panels = p;
    }
    /* Programs are the panels, if there are both. */
    if (r.panels && r.lines && r.lines->levels.count <= PANELS_MAX &&
        varies_program(d, r.lines) && !varies_program(d, r.panels)) {
        const struct dimension *swap = r.lines;
        r.lines = r.panels;
        r.panels = swap;
    }
    return r;
}

/* ---- Partners --------------------------------------------------------------------------- */

static u64 levels_without(const struct report_data *d, const struct dimension *along, u32 run) {
    u64 hash = 1;
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        u32 level = p == along ? 0 : p->of_run[run];
        hash = hash_bytes(&level, sizeof level, hash);
    }
    return hash;
}

void partners_make(const struct report_data *d, const struct dimension *along, u32 level,
                   struct partners *out) {
    *out = (struct partners){along, {0}};
    for (u32 run = 0; run < d->runs.count; run++)
        if (along->of_run[run] == level)
            map_put(&out->runs, levels_without(d, along, run), run);
}

/* The partner of a run; -1: there is none. */
static i64 partners_find(const struct report_data *d, const struct partners *p, u32 run) {
    u64 base;
    return map_get(&p->runs, levels_without(d, p->along, run), &base) ? (i64)base : -1;
}

double partners_ratio(const struct report_data *d, const struct partners *p, u32 run,
                      enum measure_id m) {
    i64 base = partners_find(d, p, run);
    if (base < 0) return NAN;
    double ratio = d->runs.at[run].measure[m] / d->runs.at[base].measure[m];
    return isfinite(ratio) ? ratio : NAN;
}

static bool varies(const struct report_data *d, const struct dimension *p,
                   const char *(*of)(const struct report_data *d, u32 run)) {
    struct partners first;
    bool varies = false;
    partners_make(d, p, 0, &first);
    for (u32 run = 0; run < d->runs.count && !varies; run++) {
        i64 base = partners_find(d, &first, run);
        varies = base >= 0 && strcmp(of(d, run), of(d, (u32)base)) != 0;
    }
    map_free(&first.runs);
    return varies;
}

static const char *program_of(const struct report_data *d, u32 run) {
    return data_text(d, RUNS, run, "program");
}

static const char *policy_of(const struct report_data *d, u32 run) {
    u32 schedule = d->runs.at[run].schedule;
    return schedule == NO_SCHEDULE ? "" : d->schedules.at[schedule].policy;
}

bool varies_program(const struct report_data *d, const struct dimension *p) {
    return varies(d, p, program_of);
}

bool varies_policy(const struct report_data *d, const struct dimension *p) {
    return varies(d, p, policy_of);
}

/* ---- Groups ----------------------------------------------------------------------------- */

u32 groups_find(struct groups *g, const char *name) {
    for (u32 k = 0; k < g->names.count; k++)
        if (!strcmp(g->names.at[k], name)) return k;
    array_push(&g->names, name);
    return g->names.count - 1;
}

void groups_free(struct groups *g) {
    array_free(&g->names);
}

bool pairs_by_isa(const struct report_data *d) {
    struct groups isas = {0}, names = {0};
    for (u32 n = 0; n < d->moves.count; n++) {
        const struct move *m = &d->moves.at[n];
        if (m->from) groups_find(&isas, m->from->isa);
        groups_find(&names, m->from_name);
    }
    bool by_isa = isas.names.count > names.names.count;
    groups_free(&isas);
    groups_free(&names);
    return by_isa;
}

const char *pair_name(struct figures *f, const struct move *m, bool by_isa) {
    const char *from = by_isa && m->from ? m->from->isa : m->from_name;
    const char *to = by_isa && m->to ? m->to->isa : m->to_name;
    return arena_printf(&f->arena, "%s → %s", from, to);
}

/* ---- The list --------------------------------------------------------------------------- */

struct chart *figure_add(struct figures *f, enum chart_kind kind, const char *id) {
    char *name = arena_strdup(&f->arena, id);
    for (char *at = name; *at; at++) {
        bool fine = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                    (*at >= '0' && *at <= '9') || *at == '_';
        if (!fine) *at = '-';
    }
    bool taken = false;
    for (u32 n = 0; n < f->at.count; n++) taken |= !strcmp(f->at.at[n].id, name);
    struct chart *c = array_extend(&f->at, 1);
    c->kind = kind;
    c->id = taken ? arena_printf(&f->arena, "%s-%u", name, f->at.count) : name;
    return c;
}

void figure_settle(struct figures *f) {
    if (!chart_empty(&f->at.at[f->at.count - 1])) return;
    chart_free(&f->at.at[f->at.count - 1]);
    f->at.count--;
}

void figures_make(const struct report_data *d, struct figures *out) {
    *out = (struct figures){0};
    arena_init(&out->arena);
    struct roles r = roles_of(d);
    figures_schedule(d, out);
    figures_gantt(d, out);
    if (d->runs.count == 1) figures_timeline(d, out);
    figures_over(d, &r, out);
    figures_compare(d, &r, out);
    figures_trade(d, &r, out);
    figures_ways(d, &r, out);
    figures_matrix(d, out);
    figures_distributions(d, out);
    figures_split(d, out);
    figures_functions(d, out);
}

void figures_free(struct figures *f) {
    for (u32 n = 0; n < f->at.count; n++) chart_free(&f->at.at[n]);
    array_free(&f->at);
    arena_free(&f->arena);
}
