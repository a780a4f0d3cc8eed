/* ui/report/figures_schedule.c: several processes that shared the machines: schedules compared, what
 * the time of each process went to, how busy machines were. Rows are schedules; of a single one,
 * processes and machines. */
#include <math.h>

#include "ui/report/figures.h"

enum { ROWS_MAX = 24, PANELS_MAX = 12 };

const char *schedule_label(const struct report_data *d, u32 schedule, struct arena *a) {
    const struct scheduled *s = &d->schedules.at[schedule];
    const char *label = "";
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        if (p->of_processes) continue;
        label = arena_printf(a, "%s%s%s", label, *label ? ", " : "",
                             p->levels.at[p->of_run[s->first_run]].label);
    }
    return *label ? label : s->policy;
}

const char *schedules_by(const struct report_data *d, struct arena *a) {
    const char *by = "";
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        if (!p->of_processes)
            by = arena_printf(a, "%s%s%s", by, *by ? ", " : "", dimension_label(p));
    }
    return *by ? by : "schedule";
}

/* ---- Schedules side by side ------------------------------------------------------------- */

enum view { VIEW_MAKESPAN, VIEW_TURNAROUND, VIEW_WAITING, VIEW_MIGRATIONS, VIEW_COUNT };
static const struct {
    const char *name;
    enum quantity quantity;
} views[VIEW_COUNT] = {
    [VIEW_MAKESPAN] = {"Makespan", QUANTITY_TIME},
    [VIEW_TURNAROUND] = {"Turnaround (mean)", QUANTITY_TIME},
    [VIEW_WAITING] = {"Waiting (mean)", QUANTITY_TIME},
    [VIEW_MIGRATIONS] = {"Migrations", QUANTITY_COUNT},
};

static double view_of(const struct report_data *d, u32 schedule, enum view v) {
    const struct scheduled *s = &d->schedules.at[schedule];
    struct numbers all = {0};
    if (v == VIEW_MAKESPAN) return s->makespan_ns;
    if (v == VIEW_MIGRATIONS) return s->migrations;
    for (u32 n = 0; n < d->scheduled_runs.count; n++) {
        const struct scheduled_run *p = &d->scheduled_runs.at[n];
        if (d->runs.at[p->run].schedule == schedule)
            numbers_add(&all, v == VIEW_WAITING ? p->states_ns[TIME_WAITING] : p->finish_ns);
    }
    double mean = numbers_mean(&all, false);
    numbers_free(&all);
    return mean;
}

static void add_schedules(const struct report_data *d, struct figures *f) {
    const char *by = schedules_by(d, &f->arena);
    struct chart *c = figure_add(f, CHART_BARS, arena_printf(&f->arena, "schedules-by-%s", by));
    c->title = arena_printf(&f->arena, "Schedules by %s", by);
    c->caption = "Simulated time. Makespan: until the last process ended. Turnaround: from the "
                 "beginning, when all processes are there, to the end of each. Waiting: in the "
                 "queues of machines.";
    c->panel_label = "measure";
    c->row_label = by;
    c->value_label = "value";
    c->share_y = true;
    c->across = 2;
    array_push(&c->keys, "schedule");
    for (u32 v = 0; v < VIEW_COUNT; v++) {
        struct chart_panel *p = chart_panel_add(c, views[v].name);
        p->x.quantity = views[v].quantity;
        for (u32 k = 0; k < d->schedules.count; k++) {
            array_push(&p->rows, schedule_label(d, k, &f->arena));
            array_push(&p->cells, view_of(d, k, v));
        }
    }
    figure_settle(f);
}

/* ---- Where the time went ---------------------------------------------------------------- */

static void add_states(struct chart_panel *p, const char *row, const struct scheduled_run *r) {
    array_push(&p->rows, row);
    for (u32 k = 0; k < TIME_COUNT; k++) array_push(&p->cells, r->states_ns[k]);
}

/* The process of that name in a schedule; NULL: none. */
static const struct scheduled_run *process_in(const struct report_data *d, u32 schedule,
                                              const char *name) {
    for (u32 n = 0; n < d->scheduled_runs.count; n++) {
        const struct run *r = &d->runs.at[d->scheduled_runs.at[n].run];
        if (r->schedule == schedule && !strcmp(r->process, name))
            return &d->scheduled_runs.at[n];
    }
    return NULL;
}

static void fill_by_process(const struct report_data *d, struct chart *c, struct figures *f) {
    struct groups names = {0};
    for (u32 n = 0; n < d->scheduled_runs.count; n++)
        groups_find(&names, d->runs.at[d->scheduled_runs.at[n].run].process);
    c->panel_label = "process";
    c->row_label = schedules_by(d, &f->arena);
    for (u32 n = 0; n < names.names.count && names.names.count <= PANELS_MAX; n++) {
        struct chart_panel *p = chart_panel_add(c, names.names.at[n]);
        p->x = (struct axis){.label = "simulated time", .quantity = QUANTITY_TIME};
        for (u32 k = 0; k < d->schedules.count; k++) {
            static const struct scheduled_run none = {.states_ns = {NAN, NAN, NAN}};
            const struct scheduled_run *r = process_in(d, k, names.names.at[n]);
            add_states(p, schedule_label(d, k, &f->arena), r ? r : &none);
        }
    }
    groups_free(&names);
}

static void fill_single(const struct report_data *d, struct chart *c) {
    struct chart_panel *p = chart_panel_add(c, NULL);
    p->x = (struct axis){.label = "simulated time", .quantity = QUANTITY_TIME};
    c->row_label = "process";
    for (u32 n = 0; n < d->scheduled_runs.count && n < 2 * ROWS_MAX; n++) {
        const struct scheduled_run *r = &d->scheduled_runs.at[n];
        add_states(p, d->runs.at[r->run].process, r);
    }
}

static void add_turnaround(const struct report_data *d, struct figures *f) {
    struct chart *c = figure_add(f, CHART_BARS, "turnaround");
    c->title = "What the time of each process went to";
    c->caption =
        "From the beginning to the end of each process, in simulated time: running on a "
        "machine, moving between machines, waiting for one. The number at the end of a "
        "bar is when the process ended.";
    c->key_label = "state";
    c->value_label = "simulated_ns";
    c->share_x = c->share_y = c->states = true;
    for (u32 k = 0; k < TIME_COUNT; k++) array_push(&c->keys, time_kinds[k]);
    if (d->schedules.count > 1)
        fill_by_process(d, c, f);
    else
        fill_single(d, c);
    figure_settle(f);
}

/* ---- Machines --------------------------------------------------------------------------- */

static double utilisation_of(const struct report_data *d, u32 schedule, const char *name) {
    for (u32 n = 0; n < d->scheduled_machines.count; n++) {
        const struct busy_machine *m = &d->scheduled_machines.at[n];
        if (m->schedule == schedule && !strcmp(m->name, name)) return m->utilisation;
    }
    return NAN;
}

static void add_utilisation(const struct report_data *d, struct figures *f) {
    bool single = d->schedules.count == 1;
    struct groups names = {0};
    for (u32 n = 0; n < d->scheduled_machines.count; n++)
        groups_find(&names, d->scheduled_machines.at[n].name);
    struct chart *c = figure_add(f, CHART_BARS, "utilisation");
    c->title = "Utilisation of machines";
    c->caption = "The part of the makespan in which each machine ran a process.";
    c->value_label = "utilisation";
    c->row_label = single ? "machine" : schedules_by(d, &f->arena);
    c->share_x = c->share_y = true;
    if (!single) c->panel_label = "machine";
    array_push(&c->keys, "busy");
    struct axis x = {.quantity = QUANTITY_SHARE, .high = 1, .label = "part of the makespan"};
    struct chart_panel *p = single ? chart_panel_add(c, NULL) : NULL;
    if (single) p->x = x;
    for (u32 n = 0; n < names.names.count && names.names.count <= PANELS_MAX; n++) {
        const char *name = names.names.at[n];
        if (!single) {
            p = chart_panel_add(c, name);
            p->x = x;
        }
        for (u32 k = 0; k < d->schedules.count; k++) {
            array_push(&p->rows, single ? name : schedule_label(d, k, &f->arena));
            array_push(&p->cells, utilisation_of(d, k, name));
        }
    }
    groups_free(&names);
    figure_settle(f);
}

void figures_schedule(const struct report_data *d, struct figures *f) {
    if (!d->scheduled_runs.count || d->schedules.count > ROWS_MAX) return;
    if (d->schedules.count > 1) add_schedules(d, f);
    add_turnaround(d, f);
    add_utilisation(d, f);
}
