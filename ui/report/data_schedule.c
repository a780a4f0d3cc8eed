/* ui/report/data_schedule.c: reading schedules: several processes that share the machines. */
#include <math.h>
#include <stdlib.h>

#include "ui/report/data.h"

/* ORDER TIME KIND */
const char *const time_kinds[TIME_COUNT] = {"running", "moving", "waiting"};

static double number_at(const struct csv *t, u32 row, i64 column) {
    return column < 0 ? NAN : csv_number(t, row, (u32)column);
}

static const char *text_at(const struct csv *t, u32 row, i64 column) {
    return column < 0 ? "" : csv_cell(t, row, (u32)column);
}

/* The schedule of a row's point; -1: none. */
static i64 schedule_of(const struct map *points, const struct csv *t, u32 row, i64 column) {
    u64 at;
    double point = number_at(t, row, column);
    return point >= 0 && point < 4e9 && map_get(points, (u64)point, &at) ? (i64)at : -1;
}

static void add_schedules(struct report_data *d, struct map *points) {
    const struct csv *t = &d->tables[SCHEDULES];
    i64 point = csv_column(t, "point"), policy = csv_column(t, "policy");
    i64 makespan = csv_column(t, "makespan_simulated_ns");
    i64 migrations = csv_column(t, "migrations");
    for (u32 row = 0; row < t->rows; row++) {
        double number = number_at(t, row, point);
        if (!(number >= 0 && number < 4e9)) continue;
        map_put(points, (u64)number, d->schedules.count);
        array_push(&d->schedules,
                   ((struct scheduled){.point = (u32)number,
                                       .policy = text_at(t, row, policy),
                                       .makespan_ns = number_at(t, row, makespan),
                                       .migrations = number_at(t, row, migrations)}));
    }
}

static void add_processes(struct report_data *d, const struct run_finder *f,
                          const struct map *points) {
    const struct csv *t = &d->tables[SCHEDULE_PROCESSES];
    struct run_keys keys = run_keys_of(d, SCHEDULE_PROCESSES);
    i64 states[TIME_COUNT], finish = csv_column(t, "finish_simulated_ns");
    i64 slices = csv_column(t, "slices");
    struct arena a;
    arena_init(&a);
    for (u32 k = 0; k < TIME_COUNT; k++)
        states[k] = csv_column(t, arena_printf(&a, "%s_simulated_ns", time_kinds[k]));
    arena_free(&a);
    for (u32 row = 0; row < t->rows; row++) {
        struct scheduled_run p = {0};
        i64 schedule = schedule_of(points, t, row, keys.point);
        if (schedule < 0 || !run_find(f, &keys, row, &p.run)) continue;
        struct scheduled *s = &d->schedules.at[schedule];
        struct run *r = &d->runs.at[p.run];
        for (u32 k = 0; k < TIME_COUNT; k++) p.states_ns[k] = number_at(t, row, states[k]);
        p.finish_ns = number_at(t, row, finish);
        p.slices = number_at(t, row, slices);
        if (!s->processes++) s->first_run = p.run;
        r->schedule = (u32)schedule;
        r->measure[MEASURE_MAKESPAN] = s->makespan_ns;
        r->measure[MEASURE_TURNAROUND] = p.finish_ns;
        array_push(&d->scheduled_runs, p);
    }
}

static void add_machines(struct report_data *d, const struct map *points) {
    const struct csv *t = &d->tables[SCHEDULE_MACHINES];
    i64 point = csv_column(t, "point"), name = csv_column(t, "machine");
    i64 busy = csv_column(t, "busy_simulated_ns"), part = csv_column(t, "utilisation");
    i64 instructions = csv_column(t, "instructions"), slices = csv_column(t, "slices");
    for (u32 row = 0; row < t->rows; row++) {
        i64 schedule = schedule_of(points, t, row, point);
        if (schedule < 0) continue;
        array_push(&d->scheduled_machines,
                   ((struct busy_machine){(u32)schedule, text_at(t, row, name),
                                          number_at(t, row, busy), number_at(t, row, part),
                                          number_at(t, row, instructions),
                                          number_at(t, row, slices)}));
    }
}

static void add_stretches(struct report_data *d, const struct run_finder *f) {
    const struct csv *t = &d->tables[TIMELINE];
    struct run_keys keys = run_keys_of(d, TIMELINE);
    i64 state = csv_column(t, "state"), machine = csv_column(t, "machine");
    i64 begin = csv_column(t, "begin_simulated_ns"), end = csv_column(t, "end_simulated_ns");
    for (u32 row = 0; row < t->rows; row++) {
        struct time_span s = {.machine = text_at(t, row, machine),
                              .begin_ns = number_at(t, row, begin),
                              .end_ns = number_at(t, row, end)};
        const char *name = text_at(t, row, state);
        u32 k = 0;
        while (k < TIME_COUNT && strcmp(time_kinds[k], name) != 0) k++;
        s.state = k;
        if (k < TIME_COUNT && s.begin_ns >= 0 && s.end_ns >= s.begin_ns &&
            run_find(f, &keys, row, &s.run) && d->runs.at[s.run].schedule != NO_SCHEDULE)
            array_push(&d->stretches, s);
    }
}

/* Schedules of which no process is among the runs go. */
static void drop_empty(struct report_data *d) {
    u32 *to = xcalloc(d->schedules.count + 1, sizeof *to), kept = 0, machines = 0;
    for (u32 k = 0; k < d->schedules.count; k++) {
        to[k] = d->schedules.at[k].processes ? kept : NO_SCHEDULE;
        if (d->schedules.at[k].processes) d->schedules.at[kept++] = d->schedules.at[k];
    }
    d->schedules.count = kept;
    for (u32 n = 0; n < d->runs.count; n++)
        if (d->runs.at[n].schedule != NO_SCHEDULE)
            d->runs.at[n].schedule = to[d->runs.at[n].schedule];
    for (u32 n = 0; n < d->scheduled_machines.count; n++) {
        struct busy_machine m = d->scheduled_machines.at[n];
        m.schedule = to[m.schedule];
        if (m.schedule != NO_SCHEDULE) d->scheduled_machines.at[machines++] = m;
    }
    d->scheduled_machines.count = machines;
    free(to);
}

void data_add_schedules(struct report_data *d, const struct run_finder *f) {
    struct map points = {0};
    if (d->present[SCHEDULES]) add_schedules(d, &points);
    if (d->present[SCHEDULE_PROCESSES]) add_processes(d, f, &points);
    if (d->present[SCHEDULE_MACHINES]) add_machines(d, &points);
    drop_empty(d);
    if (d->present[TIMELINE]) add_stretches(d, f);
    map_free(&points);
}
