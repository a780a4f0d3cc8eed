/* ui/report/figures_gantt.c: schedules over simulated time: which machine each process was on, which
 * process each machine ran. A panel for each schedule, or for the first of each policy. Where there
 * is more than can be seen, bars are split by the share of time; then the beginning is shown close
 * up as well. */
#include <math.h>
#include <stdlib.h>

#include "ui/report/figures.h"

enum { PANELS_MAX = 6, ROWS_MAX = 24, SPANS_MAX = 260, BINS = 160, CLOSE_SPANS = 110 };

struct gantt {
    const struct report_data *data;
    bool of_machines; /* rows are machines and keys processes; else the other way round */
    u32 shown[PANELS_MAX], count;
    struct groups machines, processes; /* in all schedules */
    double until;                      /* what is later is left out */
};

static u32 schedule_of(const struct gantt *g, const struct time_span *s) {
    return g->data->runs.at[s->run].schedule;
}

/* All schedules, if they are few; else the first of each policy. */
static void choose(struct gantt *g) {
    const struct report_data *d = g->data;
    struct groups policies = {0};
    for (u32 k = 0; k < d->schedules.count && g->count < PANELS_MAX; k++) {
        u32 before = policies.names.count;
        groups_find(&policies, d->schedules.at[k].policy);
        bool first = policies.names.count > before;
        if (first || d->schedules.count <= PANELS_MAX) g->shown[g->count++] = k;
    }
    groups_free(&policies);
}

/* ---- Spans ------------------------------------------------------------------------------ */

static u32 states_from(const struct gantt *g) {
    return (g->of_machines ? &g->processes : &g->machines)->names.count;
}

/* False: the stretch is not seen in this view, or not at all. */
static bool span_of(struct gantt *g, const struct time_span *s, u32 schedule,
                    struct chart_span *out) {
    if (schedule_of(g, s) != schedule || s->begin_ns >= g->until) return false;
    if (g->of_machines && s->state != TIME_RUNNING) return false;
    u32 machine = groups_find(&g->machines, s->machine);
    u32 process = groups_find(&g->processes, g->data->runs.at[s->run].process);
    *out = (struct chart_span){.from = s->begin_ns,
                               .to = fmin(s->end_ns, g->until),
                               .share = 1,
                               .row = g->of_machines ? machine : process,
                               .key = g->of_machines ? process : machine};
    if (s->state != TIME_RUNNING) out->key = states_from(g) + s->state - TIME_MOVING;
    return true;
}

/* Many spans become bins: how much of each is of which key. */
static void gather(struct chart_panel *p, u32 keys) {
    double end = 0;
    for (u32 n = 0; n < p->spans.count; n++) end = fmax(end, p->spans.at[n].to);
    double width = end / BINS, *shares;
    shares = xcalloc((size_t)p->rows.count * keys * BINS, sizeof *shares);
    for (u32 n = 0; n < p->spans.count; n++) {
        const struct chart_span *s = &p->spans.at[n];
        for (u32 bin = (u32)fmin(s->from / width, BINS - 1); bin < BINS && bin * width < s->to;
             bin++) {
            double inside = fmin(s->to, (bin + 1) * width) - fmax(s->from, bin * width);
            shares[(s->row * BINS + bin) * keys + s->key] += fmax(inside, 0) / width;
        }
    }
    p->spans.count = 0;
    for (u32 row = 0; row < p->rows.count; row++)
        for (u32 bin = 0; bin < BINS; bin++)
            for (u32 key = 0; key < keys; key++) {
                double share = fmin(shares[(row * BINS + bin) * keys + key], 1);
                if (share > 1e-9)
                    array_push(&p->spans, ((struct chart_span){row, bin * width,
                                                               (bin + 1) * width, share, key}));
            }
    free(shares);
}

/* Bins of one key alone are one span. */
static void join(struct chart_panel *p) {
    u32 kept = 0;
    for (u32 n = 0; n < p->spans.count; n++) {
        const struct chart_span *s = &p->spans.at[n];
        struct chart_span *last = kept ? &p->spans.at[kept - 1] : NULL;
        bool whole = s->share > 1 - 1e-9;
        if (last && whole && last->share > 1 - 1e-9 && last->key == s->key &&
            last->row == s->row && fabs(last->to - s->from) < 1e-6 * s->to)
            last->to = s->to;
        else
            p->spans.at[kept++] = *s;
    }
    p->spans.count = kept;
}

/* True: it was too much, and is in bins. */
static bool fill_panel(struct gantt *g, u32 schedule, struct chart_panel *p) {
    const struct report_data *d = g->data;
    const struct groups *rows = g->of_machines ? &g->machines : &g->processes;
    p->x = (struct axis){.label = "simulated time", .quantity = QUANTITY_TIME};
    for (u32 k = 0; k < rows->names.count; k++) array_push(&p->rows, rows->names.at[k]);
    for (u32 n = 0; n < d->stretches.count; n++) {
        struct chart_span s;
        if (span_of(g, &d->stretches.at[n], schedule, &s)) array_push(&p->spans, s);
    }
    if (p->spans.count <= SPANS_MAX) return false;
    gather(p, states_from(g) + (g->of_machines ? 0 : 2));
    join(p);
    return true;
}

/* ---- Figures ---------------------------------------------------------------------------- */

/* The time until which there is little enough to be seen span by span. */
static double close_up(const struct gantt *g) {
    const struct report_data *d = g->data;
    double until = INFINITY;
    for (u32 k = 0; k < g->count; k++) {
        struct numbers begins = {0};
        for (u32 n = 0; n < d->stretches.count; n++)
            if (schedule_of(g, &d->stretches.at[n]) == g->shown[k])
                numbers_add(&begins, d->stretches.at[n].begin_ns);
        numbers_sort(&begins);
        if (begins.at.count > CLOSE_SPANS) until = fmin(until, begins.at.at[CLOSE_SPANS]);
        numbers_free(&begins);
    }
    return until;
}

static const char *which(const struct gantt *g, struct arena *a) {
    u32 all = g->data->schedules.count;
    return g->count == all ? ""
                           : arena_printf(a,
                                          " Shown are %u of %u schedules, the first of each "
                                          "policy.",
                                          g->count, all);
}

/* True: something of it is in bins. */
static bool add_gantt(struct gantt *g, const char *id, const char *title, const char *caption,
                      struct figures *f) {
    bool binned = false;
    struct chart *c = figure_add(f, CHART_STRIP, id);
    const struct groups *keys = g->of_machines ? &g->processes : &g->machines;
    c->title = title;
    c->row_label = g->of_machines ? "machine" : "process";
    c->key_label = g->of_machines ? "process" : "state";
    c->value_label = "share";
    c->share_x = true;
    c->across = 1;
    c->states = !g->of_machines;
    if (g->count > 1) c->panel_label = "schedule";
    for (u32 k = 0; k < keys->names.count; k++) array_push(&c->keys, keys->names.at[k]);
    for (u32 k = TIME_MOVING; k < TIME_COUNT && c->states; k++)
        array_push(&c->keys, time_kinds[k]);
    for (u32 k = 0; k < g->count; k++) {
        const char *label =
            g->count > 1 ? schedule_label(g->data, g->shown[k], &f->arena) : NULL;
        binned |= fill_panel(g, g->shown[k], chart_panel_add(c, label));
    }
    c->caption = arena_printf(
        &f->arena, "%s%s%s", caption,
        binned
            ? " Where changes are too many to be seen one by one, a bar is split by how much "
              "of that time each of them had."
            : "",
        which(g, &f->arena));
    figure_settle(f);
    return binned;
}

static void add_all(struct gantt *g, struct figures *f) {
    static const char processes[] =
        "The machine that each process ran on, over simulated time, when it moved and when it "
        "waited for the machine that it was on.";
    static const char machines[] =
        "The process that each machine ran, over simulated time; where there is none, the "
        "machine was idle.";
    g->until = INFINITY;
    bool binned = add_gantt(g, "gantt", "Where processes were", processes, f);
    g->of_machines = true;
    add_gantt(g, "gantt-machines", "What machines ran", machines, f);
    g->until = close_up(g);
    if (!binned || isinf(g->until)) return;
    const char *until = number_text(&f->arena, QUANTITY_TIME, g->until);
    g->of_machines = false;
    add_gantt(g, "gantt-begin",
              arena_printf(&f->arena, "Where processes were in the first %s", until), processes,
              f);
    g->of_machines = true;
    add_gantt(g, "gantt-machines-begin",
              arena_printf(&f->arena, "What machines ran in the first %s", until), machines, f);
}

void figures_gantt(const struct report_data *d, struct figures *f) {
    struct gantt g = {.data = d};
    choose(&g);
    for (u32 n = 0; n < d->scheduled_machines.count; n++)
        groups_find(&g.machines, d->scheduled_machines.at[n].name);
    for (u32 n = 0; n < d->stretches.count; n++) {
        groups_find(&g.machines, d->stretches.at[n].machine);
        groups_find(&g.processes, d->runs.at[d->stretches.at[n].run].process);
    }
    if (g.count && d->stretches.count && g.machines.names.count <= ROWS_MAX &&
        g.processes.names.count <= ROWS_MAX)
        add_all(&g, f);
    groups_free(&g.machines);
    groups_free(&g.processes);
}
