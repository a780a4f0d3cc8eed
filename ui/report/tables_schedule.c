/* ui/report/tables_schedule.c: tables of schedules, their processes and machines. */
#include <math.h>

#include "ui/report/report.h"

enum { ROWS_MAX = 200 };

static void head(struct text *out, const char *const *heads, u32 count, u32 texts) {
    for (u32 k = 0; k < count; k++) html_head(out, heads[k], k >= texts);
}

/* "The first 200 of 400 schedules; schedules.csv has all" */
static const char *caption_of(struct arena *a, const char *what, u32 count, const char *file) {
    return count <= ROWS_MAX ? what
                             : arena_printf(a, "%s: the first %u of %u; %s has all", what,
                                            (u32)ROWS_MAX, count, file);
}

static double state_sum(const struct report_data *d, u32 schedule, enum time_kind state) {
    struct numbers all = {0};
    for (u32 n = 0; n < d->scheduled_runs.count; n++) {
        const struct scheduled_run *p = &d->scheduled_runs.at[n];
        if (d->runs.at[p->run].schedule == schedule) numbers_add(&all, p->states_ns[state]);
    }
    double sum = numbers_sum(&all);
    numbers_free(&all);
    return sum;
}

static void add_schedules(const struct report_data *d, struct arena *a, struct text *out) {
    const char *heads[] = {schedules_by(d, a), "policy", "processes", "makespan",
                           "running",          "moving", "waiting",   "migrations"};
    html_table_begin(out, caption_of(a, "Schedules; simulated time, of all processes together",
                                     d->schedules.count, "schedules.csv"));
    head(out, heads, COUNT_OF(heads), 2);
    html_body(out);
    for (u32 k = 0; k < d->schedules.count && k < ROWS_MAX; k++) {
        const struct scheduled *s = &d->schedules.at[k];
        html_row(out);
        html_cell(out, schedule_label(d, k, a));
        html_cell(out, s->policy);
        html_number(out, QUANTITY_COUNT, s->processes);
        html_number(out, QUANTITY_TIME, s->makespan_ns);
        for (u32 state = 0; state < TIME_COUNT; state++)
            html_number(out, QUANTITY_TIME, state_sum(d, k, state));
        html_number(out, QUANTITY_COUNT, s->migrations);
    }
    html_table_end(out);
}

static void add_processes(const struct report_data *d, struct arena *a, struct text *out) {
    const char *heads[] = {schedules_by(d, a), "process", "start",  "ended after", "running",
                           "moving",           "waiting", "slices", "migrations"};
    html_table_begin(out, caption_of(a, "Processes; simulated time", d->scheduled_runs.count,
                                     "schedule_processes.csv"));
    head(out, heads, COUNT_OF(heads), 3);
    html_body(out);
    for (u32 n = 0; n < d->scheduled_runs.count && n < ROWS_MAX; n++) {
        const struct scheduled_run *p = &d->scheduled_runs.at[n];
        const struct run *r = &d->runs.at[p->run];
        html_row(out);
        html_cell(out, schedule_label(d, r->schedule, a));
        html_cell(out, r->process);
        html_cell(out, data_text(d, RUNS, p->run, "start"));
        html_number(out, QUANTITY_TIME, p->finish_ns);
        for (u32 state = 0; state < TIME_COUNT; state++)
            html_number(out, QUANTITY_TIME, p->states_ns[state]);
        html_number(out, QUANTITY_COUNT, p->slices);
        html_number(out, QUANTITY_COUNT, data_number(d, RUNS, p->run, "migrations"));
    }
    html_table_end(out);
}

static void add_machines(const struct report_data *d, struct arena *a, struct text *out) {
    const char *heads[] = {schedules_by(d, a), "machine",      "busy",
                           "utilisation",      "instructions", "slices"};
    html_table_begin(out, caption_of(a, "Machines in simulated time",
                                     d->scheduled_machines.count, "schedule_machines.csv"));
    head(out, heads, COUNT_OF(heads), 2);
    html_body(out);
    for (u32 n = 0; n < d->scheduled_machines.count && n < ROWS_MAX; n++) {
        const struct busy_machine *m = &d->scheduled_machines.at[n];
        html_row(out);
        html_cell(out, schedule_label(d, m->schedule, a));
        html_cell(out, m->name);
        html_number(out, QUANTITY_TIME, m->busy_ns);
        html_number(out, QUANTITY_SHARE, m->utilisation);
        html_number(out, QUANTITY_COUNT, m->instructions);
        html_number(out, QUANTITY_COUNT, m->slices);
    }
    html_table_end(out);
}

void add_schedule_tables(const struct report_data *d, struct text *out) {
    struct arena a;
    if (!d->scheduled_runs.count) return;
    arena_init(&a);
    add_schedules(d, &a, out);
    add_processes(d, &a, out);
    if (d->scheduled_machines.count) add_machines(d, &a, out);
    arena_free(&a);
}
