/* ui/report/data.c: reading the tables of results and joining them. */
#include "ui/report/data.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char *const files[] = {
    [RUNS] = "runs.csv",
    [MACHINES] = "machines.csv",
    [MIGRATIONS] = "migrations.csv",
    [HOST_MIGRATIONS] = "host_times_migrations.csv",
    [HOST_RUNS] = "host_times.csv",
    [FUNCTIONS] = "functions.csv",
    [SCHEDULES] = "schedules.csv",
    [SCHEDULE_PROCESSES] = "schedule_processes.csv",
    [SCHEDULE_MACHINES] = "schedule_machines.csv",
    [TIMELINE] = "schedule_timeline.csv",
};
_Static_assert(COUNT_OF(files) == TABLE_COUNT, "a file for each table");

const struct way_label way_labels[WAYS] = {
    {"values_register_to_register", "register → register"},
    {"values_spill", "register → slot (spill)"},
    {"values_fill", "slot → register (fill)"},
    {"values_slot_to_slot", "slot → slot"},
    {"values_split", "one → pair (split)"},
    {"values_join", "pair → one (join)"},
    {"values_constant", "constant"},
};

const struct measure measures[MEASURE_COUNT] = {
    [MEASURE_INSTRUCTIONS] = {"instructions", "Instructions executed", QUANTITY_COUNT, true,
                              false},
    [MEASURE_OVERHEAD] = {"overhead", "Instructions against the run without migration",
                          QUANTITY_RATIO, true, false},
    [MEASURE_SPILL_TRAFFIC] = {"spill_traffic", "Share of spill loads and stores",
                               QUANTITY_SHARE, false, false},
    [MEASURE_VALUES] = {"values", "Values moved per migration", QUANTITY_COUNT, false, false},
    [MEASURE_THROUGH_MEMORY] = {"spilled_or_filled", "Share of values spilled or filled",
                                QUANTITY_SHARE, false, false},
    [MEASURE_FRAMES] = {"frames", "Frames per migration", QUANTITY_COUNT, false, false},
    [MEASURE_DISTANCE] = {"distance_p99", "Distance, p99 (instructions)", QUANTITY_COUNT, false,
                          false},
    [MEASURE_DOWNTIME] = {"downtime", "Median simulated downtime", QUANTITY_TIME, false, false},
    [MEASURE_TRANSLATE] = {"translation", "Median translation time", QUANTITY_TIME, false,
                           true},
    [MEASURE_CODE] = {"code", "Machine code, all machines", QUANTITY_BYTES, true, false},
    [MEASURE_MAP] = {"map", "Code and map against code", QUANTITY_RATIO, true, false},
    [MEASURE_FRAME_BYTES] = {"frame_bytes", "Frames of all functions", QUANTITY_BYTES, true,
                             false},
    [MEASURE_MAKESPAN] = {"makespan", "Makespan, simulated", QUANTITY_TIME, true, false},
    [MEASURE_TURNAROUND] = {"turnaround", "Turnaround of a process, simulated", QUANTITY_TIME,
                            true, false},
};

/* ---- Tables ----------------------------------------------------------------------------- */

const char *data_text(const struct report_data *d, enum table_id t, u32 row,
                      const char *column) {
    i64 at = d->present[t] ? csv_column(&d->tables[t], column) : -1;
    return at < 0 ? "" : csv_cell(&d->tables[t], row, (u32)at);
}

double data_number(const struct report_data *d, enum table_id t, u32 row, const char *column) {
    i64 at = d->present[t] ? csv_column(&d->tables[t], column) : -1;
    return at < 0 ? NAN : csv_number(&d->tables[t], row, (u32)at);
}

static char *path_in(struct report_data *d, const char *file) {
    return arena_printf(&d->arena, "%s/%s", d->folder, file);
}

static bool read_tables(struct report_data *d, struct status *st) {
    for (u32 t = 0; t < COUNT_OF(files); t++) {
        const char *path = path_in(d, files[t]);
        if (!file_exists(path)) continue;
        d->present[t] = true; /* also of a bad one there is something to free */
        if (!csv_read(path, &d->tables[t], st)) return false;
    }
    if (d->present[RUNS] && csv_column(&d->tables[RUNS], "point") < 0)
        return status_fail(st, FAULT_USER,
                           "%s/runs.csv: expected a column \"point\", as in the tables of "
                           "hpmsim run, sweep and merge",
                           d->folder);
    return true;
}

/* The first line of runs.jsonl. */
static struct json_document *read_provenance(struct report_data *d, struct status *st) {
    const char *path = path_in(d, "runs.jsonl");
    struct bytes b = {0};
    if (!file_exists(path)) return NULL;
    if (!file_read(path, &b, st)) return NULL;
    size_t length = strcspn((const char *)b.at, "\n");
    struct json_document *j = length ? json_parse(path, (const char *)b.at, length, st) : NULL;
    free(b.at);
    return j;
}

static struct json_document *read_json(struct report_data *d, const char *file,
                                       struct status *st) {
    const char *path = path_in(d, file);
    return file_exists(path) ? json_parse_file(path, st) : NULL;
}

/* ---- Joining ---------------------------------------------------------------------------- */

static void add_runs(struct report_data *d) {
    const struct csv *t = &d->tables[RUNS];
    struct run *runs = array_extend(&d->runs, t->rows);
    for (u32 row = 0; row < t->rows; row++) {
        runs[row].row = row;
        runs[row].process = data_text(d, RUNS, row, "process");
        runs[row].schedule = NO_SCHEDULE;
        for (u32 k = 0; k < MEASURE_COUNT; k++) runs[row].measure[k] = NAN;
    }
}

/* The number of a process's name, from 0; -1: there is none of that name. */
static i64 find_process(const struct run_finder *f, const char *name) {
    for (u32 k = 0; k < f->processes.count; k++)
        if (!strcmp(f->processes.at[k], name)) return k;
    return -1;
}

void run_finder_make(const struct report_data *d, struct run_finder *out) {
    *out = (struct run_finder){.data = d};
    for (u32 n = 0; n < d->runs.count; n++) {
        double point = data_number(d, RUNS, n, "point");
        const char *name = d->runs.at[n].process;
        i64 process = find_process(out, name);
        if (process < 0) {
            process = out->processes.count;
            array_push(&out->processes, name);
        }
        if (point >= 0 && point < 4e9) map_put(&out->runs, (u64)point << 32 | (u64)process, n);
    }
}

void run_finder_free(struct run_finder *f) {
    map_free(&f->runs);
    array_free(&f->processes);
}

struct run_keys run_keys_of(const struct report_data *d, enum table_id t) {
    const struct csv *table = &d->tables[t];
    return (struct run_keys){table, csv_column(table, "point"), csv_column(table, "process")};
}

bool run_find(const struct run_finder *f, const struct run_keys *k, u32 row, u32 *run) {
    u64 n;
    double point = k->point < 0 ? NAN : csv_number(k->table, row, (u32)k->point);
    i64 process =
        find_process(f, k->process < 0 ? "" : csv_cell(k->table, row, (u32)k->process));
    if (!(point >= 0 && point < 4e9) || process < 0 ||
        !map_get(&f->runs, (u64)point << 32 | (u64)process, &n))
        return false;
    *run = (u32)n;
    return true;
}

static void add_machines(struct report_data *d, const struct run_finder *f) {
    const struct csv *t = &d->tables[MACHINES];
    struct run_keys keys = run_keys_of(d, MACHINES);
    array_reserve(&d->machines, MAX(t->rows, 1u));
    for (u32 row = 0; row < t->rows; row++) {
        u32 run;
        if (!run_find(f, &keys, row, &run)) continue;
        struct run *r = &d->runs.at[run];
        if (!r->machines) r->first_machine = d->machines.count;
        if (r->first_machine + r->machines != d->machines.count) continue; /* not in order */
        r->machines++;
        array_push(&d->machines, ((struct machine){
                                     data_text(d, MACHINES, row, "machine"),
                                     data_text(d, MACHINES, row, "model"),
                                     data_text(d, MACHINES, row, "isa"),
                                     data_number(d, MACHINES, row, "registers"),
                                     data_number(d, MACHINES, row, "code_bytes"),
                                     data_number(d, MACHINES, row, "map_bytes"),
                                     data_number(d, MACHINES, row, "frame_bytes"),
                                 }));
    }
}

static const struct machine *find_machine(const struct report_data *d, u32 run,
                                          const char *name) {
    const struct run *r = &d->runs.at[run];
    for (u32 k = 0; k < r->machines; k++)
        if (!strcmp(d->machines.at[r->first_machine + k].name, name))
            return &d->machines.at[r->first_machine + k];
    return NULL;
}

/* (run, number of the migration) -> row of host_times_migrations.csv */
static void map_times(const struct report_data *d, const struct run_finder *f,
                      struct map *out) {
    const struct csv *t = &d->tables[HOST_MIGRATIONS];
    struct run_keys keys = run_keys_of(d, HOST_MIGRATIONS);
    i64 migration = csv_column(t, "migration");
    if (migration < 0) return;
    for (u32 row = 0; row < t->rows; row++) {
        u32 run;
        double n = csv_number(t, row, (u32)migration);
        if (run_find(f, &keys, row, &run) && n >= 0 && n < 4e9)
            map_put(out, (u64)run << 32 | (u32)n, row);
    }
}

static double number_at(const struct csv *t, u32 row, i64 column) {
    return column < 0 ? NAN : csv_number(t, row, (u32)column);
}

static const char *text_at(const struct csv *t, u32 row, i64 column) {
    return column < 0 ? "" : csv_cell(t, row, (u32)column);
}

static void add_moves(struct report_data *d, const struct run_finder *f) {
    const struct csv *t = &d->tables[MIGRATIONS], *h = &d->tables[HOST_MIGRATIONS];
    struct map times = {0};
    struct run_keys keys = run_keys_of(d, MIGRATIONS);
    i64 ways[WAYS], number = csv_column(t, "migration");
    i64 from = csv_column(t, "from"), to = csv_column(t, "to");
    i64 function = csv_column(t, "function"), line = csv_column(t, "line");
    i64 instruction = csv_column(t, "instruction"), frames = csv_column(t, "frames");
    i64 distance = csv_column(t, "distance_instructions"), values = csv_column(t, "values");
    i64 downtime = csv_column(t, "downtime_simulated_ns");
    i64 capture = csv_column(h, "capture_ns"), rebuild = csv_column(h, "rebuild_ns");
    i64 parts[HOST_TIMES];
    for (u32 k = 0; k < HOST_TIMES; k++) parts[k] = csv_column(h, host_times[k].column);
    for (u32 k = 0; k < WAYS; k++) ways[k] = csv_column(t, way_labels[k].column);
    if (d->present[HOST_MIGRATIONS]) map_times(d, f, &times);
    array_reserve(&d->moves, MAX(t->rows, 1u));
    for (u32 row = 0; row < t->rows; row++) {
        struct move m = {0};
        u64 time_row;
        if (!run_find(f, &keys, row, &m.run)) continue;
        m.from_name = text_at(t, row, from);
        m.to_name = text_at(t, row, to);
        m.from = find_machine(d, m.run, m.from_name);
        m.to = find_machine(d, m.run, m.to_name);
        m.function = text_at(t, row, function);
        m.line = text_at(t, row, line);
        m.instruction = number_at(t, row, instruction);
        m.distance = number_at(t, row, distance);
        m.frames = number_at(t, row, frames);
        m.values = number_at(t, row, values);
        for (u32 k = 0; k < WAYS; k++) m.ways[k] = number_at(t, row, ways[k]);
        m.downtime_ns = number_at(t, row, downtime);
        m.translate_ns = NAN;
        for (u32 k = 0; k < HOST_TIMES; k++) m.host_ns[k] = NAN;
        double n = number_at(t, row, number);
        if (n >= 0 && n < 4e9 && map_get(&times, (u64)m.run << 32 | (u32)n, &time_row)) {
            m.translate_ns =
                number_at(h, (u32)time_row, capture) + number_at(h, (u32)time_row, rebuild);
            for (u32 k = 0; k < HOST_TIMES; k++)
                m.host_ns[k] = number_at(h, (u32)time_row, parts[k]);
        }
        array_push(&d->moves, m);
    }
    map_free(&times);
}

/* ---- Measures --------------------------------------------------------------------------- */

static void measure_machines(struct report_data *d, struct run *r) {
    double code = 0, map = 0, frames = 0;
    for (u32 k = 0; k < r->machines; k++) {
        const struct machine *m = &d->machines.at[r->first_machine + k];
        code += m->code_bytes;
        map += m->map_bytes;
        frames += m->frame_bytes;
    }
    if (!r->machines) return;
    r->measure[MEASURE_CODE] = code;
    r->measure[MEASURE_MAP] = code > 0 ? (code + map) / code : NAN;
    r->measure[MEASURE_FRAME_BYTES] = frames;
}

static void measure_run(struct report_data *d, u32 run) {
    struct run *r = &d->runs.at[run];
    double *m = r->measure, moves = data_number(d, RUNS, run, "migrations");
    double values = data_number(d, RUNS, run, "values");
    double memory =
        data_number(d, RUNS, run, "values_spill") + data_number(d, RUNS, run, "values_fill");
    m[MEASURE_INSTRUCTIONS] = data_number(d, RUNS, run, "instructions");
    m[MEASURE_OVERHEAD] =
        m[MEASURE_INSTRUCTIONS] / data_number(d, RUNS, run, "reference_instructions");
    if (isinf(m[MEASURE_OVERHEAD])) m[MEASURE_OVERHEAD] = NAN;
    if (moves > 0) {
        m[MEASURE_VALUES] = values / moves;
        m[MEASURE_THROUGH_MEMORY] = values > 0 ? memory / values : NAN;
        m[MEASURE_FRAMES] = data_number(d, RUNS, run, "frames") / moves;
        m[MEASURE_DISTANCE] = data_number(d, RUNS, run, "distance_p99_instructions");
    }
    measure_machines(d, r);
}

/* Medians over the migrations of each run; moves are in the order of runs, mostly. */
static void measure_moves(struct report_data *d) {
    struct numbers translate = {0}, downtime = {0};
    for (u32 n = 0; n < d->moves.count; n++) {
        const struct move *m = &d->moves.at[n];
        numbers_add(&translate, m->translate_ns);
        numbers_add(&downtime, m->downtime_ns);
        if (n + 1 < d->moves.count && d->moves.at[n + 1].run == m->run) continue;
        numbers_sort(&translate);
        numbers_sort(&downtime);
        d->runs.at[m->run].measure[MEASURE_TRANSLATE] = numbers_percentile(&translate, 50);
        d->runs.at[m->run].measure[MEASURE_DOWNTIME] = numbers_percentile(&downtime, 50);
        translate.at.count = downtime.at.count = 0;
    }
    numbers_free(&translate);
    numbers_free(&downtime);
}

/* From functions.csv, where a run was profiled. */
static void measure_spills(struct report_data *d, const struct run_finder *f) {
    const struct csv *t = &d->tables[FUNCTIONS];
    struct run_keys keys = run_keys_of(d, FUNCTIONS);
    i64 loads = csv_column(t, "spill_loads");
    i64 stores = csv_column(t, "spill_stores");
    if (loads < 0 || stores < 0) return;
    for (u32 row = 0; row < t->rows; row++) {
        u32 run;
        double spills = csv_number(t, row, (u32)loads) + csv_number(t, row, (u32)stores);
        if (isnan(spills) || !run_find(f, &keys, row, &run)) continue;
        double *m = d->runs.at[run].measure;
        double share = spills / m[MEASURE_INSTRUCTIONS];
        if (!isfinite(share)) continue;
        m[MEASURE_SPILL_TRAFFIC] =
            isnan(m[MEASURE_SPILL_TRAFFIC]) ? share : m[MEASURE_SPILL_TRAFFIC] + share;
    }
}

/* ---- Parameters ------------------------------------------------------------------------- */

static const char prefix[] = "parameter_";

static u32 level_of(struct dimension *p, const char *label, double number) {
    for (u32 k = 0; k < p->levels.count; k++)
        if (!strcmp(p->levels.at[k].label, label)) return k;
    array_push(&p->levels, ((struct level){label, number}));
    return p->levels.count - 1;
}

/* Puts the levels of a numeric dimension in order. */
static void sort_levels(struct dimension *p, u32 runs) {
    for (u32 n = 1; n < p->levels.count; n++)
        for (u32 k = n; k && p->levels.at[k].number < p->levels.at[k - 1].number; k--) {
            struct level swap = p->levels.at[k];
            p->levels.at[k] = p->levels.at[k - 1];
            p->levels.at[k - 1] = swap;
            for (u32 r = 0; r < runs; r++)
                p->of_run[r] = p->of_run[r] == k       ? k - 1
                               : p->of_run[r] == k - 1 ? k
                                                       : p->of_run[r];
        }
}

static void add_parameter(struct report_data *d, u32 column, const char *name,
                          bool of_processes) {
    enum { LEVELS_MAX = 4096 };
    const struct csv *t = &d->tables[RUNS];
    struct dimension p = {.name = name, .numeric = !of_processes, .of_processes = of_processes};
    p.of_run = ARENA_ARRAY(&d->arena, u32, MAX(d->runs.count, 1u));
    for (u32 r = 0; r < d->runs.count && p.levels.count < LEVELS_MAX; r++) {
        double number = csv_number(t, r, column);
        if (isnan(number)) p.numeric = false;
        p.of_run[r] = level_of(&p, csv_cell(t, r, column), number);
    }
    if (p.levels.count > 1 && p.levels.count < LEVELS_MAX) {
        if (p.numeric) sort_levels(&p, d->runs.count);
        array_push(&d->dimensions, p);
        return;
    }
    if (p.levels.count == 1 && !of_processes)
        array_push(&d->fixed, ((struct fixed_parameter){p.name, p.levels.at[0].label, NULL}));
    array_free(&p.levels);
}

/* Whether the level of p says what the level of q is. */
static bool determines(const struct report_data *d, const struct dimension *p,
                       const struct dimension *q) {
    struct map levels = {0};
    bool same = true;
    for (u32 r = 0; r < d->runs.count && same; r++) {
        u64 other;
        if (map_get(&levels, p->of_run[r], &other))
            same = other == q->of_run[r];
        else
            map_put(&levels, p->of_run[r], q->of_run[r]);
    }
    map_free(&levels);
    return same;
}

/* Parameters that advance together, as those of a "zip" do, are one dimension: the first of those
 * with the most levels. */
static void drop_followers(struct report_data *d) {
    u32 kept = 0;
    for (u32 n = 0; n < d->dimensions.count; n++) {
        struct dimension *q = &d->dimensions.at[n];
        const struct dimension *leader = NULL;
        for (u32 k = 0; k < d->dimensions.count && !leader; k++) {
            const struct dimension *p = &d->dimensions.at[k];
            bool gone = k < n && k >= kept; /* moved down, or dropped itself */
            bool more = p->levels.count > q->levels.count ||
                        (p->levels.count == q->levels.count && k < kept);
            if (k != n && !gone && more && determines(d, p, q)) leader = p;
        }
        if (leader) {
            array_push(&d->fixed, ((struct fixed_parameter){q->name, "", leader->name}));
            array_free(&q->levels);
        } else {
            d->dimensions.at[kept++] = *q;
        }
    }
    d->dimensions.count = kept;
}

static void add_parameters(struct report_data *d) {
    const struct csv *t = &d->tables[RUNS];
    for (u32 k = 0; k < t->columns; k++)
        if (!strncmp(csv_name(t, k), prefix, strlen(prefix)))
            add_parameter(d, k, csv_name(t, k) + strlen(prefix), false);
    drop_followers(d);
    i64 process = csv_column(t, "process");
    if (d->schedules.count && process >= 0) add_parameter(d, (u32)process, "process", true);
}

/* ---- All of it -------------------------------------------------------------------------- */

static bool check_folder(const char *folder, struct status *st) {
    struct stat s;
    if (stat(folder, &s) != 0)
        return status_fail(st, FAULT_USER, "%s: %s", folder, strerror(errno));
    if (!S_ISDIR(s.st_mode))
        return status_fail(st, FAULT_USER,
                           "%s: expected the folder of results of hpmsim run, sweep or merge, "
                           "found a file",
                           folder);
    return true;
}

bool report_data_read(const char *folder, struct report_data *d, struct status *st) {
    *d = (struct report_data){.folder = folder};
    struct run_finder f;
    arena_init(&d->arena);
    if (!check_folder(folder, st) || !read_tables(d, st)) return false;
    if (!d->present[RUNS])
        return status_fail(
            st, FAULT_USER,
            "%s: expected the results of hpmsim run, sweep or merge -o, found no "
            "runs.csv in it",
            folder);
    add_runs(d);
    run_finder_make(d, &f);
    if (d->present[MACHINES]) add_machines(d, &f);
    if (d->present[MIGRATIONS]) add_moves(d, &f);
    for (u32 n = 0; n < d->runs.count; n++) measure_run(d, n);
    measure_moves(d);
    if (d->present[FUNCTIONS]) measure_spills(d, &f);
    data_add_schedules(d, &f);
    add_parameters(d);
    d->provenance = read_provenance(d, st);
    d->experiment = read_json(d, "experiment.json", st);
    d->sweep = read_json(d, "sweep.json", st);
    d->summary = read_json(d, "summary.json", st);
    run_finder_free(&f);
    return status_ok(st);
}

void report_data_free(struct report_data *d) {
    for (u32 t = 0; t < COUNT_OF(files); t++)
        if (d->present[t]) csv_free(&d->tables[t]);
    for (u32 n = 0; n < d->dimensions.count; n++) array_free(&d->dimensions.at[n].levels);
    array_free(&d->runs);
    array_free(&d->machines);
    array_free(&d->moves);
    array_free(&d->schedules);
    array_free(&d->scheduled_runs);
    array_free(&d->scheduled_machines);
    array_free(&d->stretches);
    array_free(&d->dimensions);
    array_free(&d->fixed);
    json_free(d->provenance);
    json_free(d->experiment);
    json_free(d->sweep);
    json_free(d->summary);
    arena_free(&d->arena);
}
