/* ui/report/figures_run.c: a single run over its instructions; spills by function. */
#include <math.h>
#include <stdlib.h>

#include "ui/report/figures.h"

/* ---- Where the process was -------------------------------------------------------------- */

enum { SPANS_MAX = 400, BINS = 240 };

static u32 row_of(const struct chart_panel *p, const char *name) {
    for (u32 k = 0; k < p->rows.count; k++)
        if (!strcmp(p->rows.at[k], name)) return k;
    return 0;
}

/* Many spans become bins: each row's share of each bin. */
static void gather(struct chart_panel *p, double end) {
    double *shares = xcalloc((size_t)p->rows.count * BINS, sizeof *shares), width = end / BINS;
    for (u32 n = 0; n < p->spans.count; n++) {
        const struct chart_span *s = &p->spans.at[n];
        u32 bin = (u32)fmin(s->from / width, BINS - 1);
        for (; bin < BINS && bin * width < s->to; bin++) {
            double inside = fmin(s->to, (bin + 1) * width) - fmax(s->from, bin * width);
            shares[s->row * BINS + bin] += fmax(inside, 0) / width;
        }
    }
    p->spans.count = 0;
    for (u32 row = 0; row < p->rows.count; row++)
        for (u32 bin = 0; bin < BINS; bin++)
            if (shares[row * BINS + bin] > 0)
                array_push(&p->spans,
                           ((struct chart_span){row, bin * width, (bin + 1) * width,
                                                fmin(shares[row * BINS + bin], 1), 0}));
    free(shares);
}

static void add_strip(const struct report_data *d, struct figures *f) {
    double end = d->runs.at[0].measure[MEASURE_INSTRUCTIONS], from = 0;
    struct chart *c = figure_add(f, CHART_STRIP, "timeline");
    struct chart_panel *p = chart_panel_add(c, NULL);
    for (u32 k = 0; k < d->machines.count; k++) array_push(&p->rows, d->machines.at[k].name);
    c->title = "Where the process was";
    c->caption = "The machine that the process was on, over the instructions that it executed.";
    c->row_label = "machine";
    c->value_label = "share";
    c->share_x = true;
    p->x = (struct axis){.label = "instructions executed", .quantity = QUANTITY_COUNT};
    u32 row = row_of(p, data_text(d, RUNS, 0, "start"));
    for (u32 n = 0; n < d->moves.count && p->rows.count; n++) {
        const struct move *m = &d->moves.at[n];
        if (!(m->instruction >= from)) continue;
        array_push(&p->spans, ((struct chart_span){row, from, m->instruction, 1, 0}));
        from = m->instruction;
        row = row_of(p, m->to_name);
    }
    if (p->rows.count && end > from)
        array_push(&p->spans, ((struct chart_span){row, from, end, 1, 0}));
    if (p->spans.count > SPANS_MAX && end > 0) {
        gather(p, end);
        c->caption = "The machine that the process was on, over the instructions that it "
                     "executed. There were too many moves to draw each: the height of a bar is "
                     "the share of its time that the process was there.";
    }
    figure_settle(f);
}

/* ---- What it took along ----------------------------------------------------------------- */

/* A line of the largest number in each bin of instructions, or of all numbers if they are few. */
static void fill_over_time(const struct report_data *d, struct chart_panel *p, size_t offset) {
    struct chart_line *line = chart_line_add(p, 0);
    double width = d->runs.at[0].measure[MEASURE_INSTRUCTIONS] / BINS;
    bool each = d->moves.count <= BINS || !(width > 0);
    for (u32 n = 0; n < d->moves.count; n++) {
        const struct move *m = &d->moves.at[n];
        double y;
        memcpy(&y, (const char *)m + offset, sizeof y);
        struct xy at = {m->instruction, y};
        struct xy *last = line->points.count ? &line->points.at[line->points.count - 1] : NULL;
        if (isnan(at.x) || isnan(at.y)) continue;
        if (each || !last || floor(last->x / width) != floor(at.x / width))
            array_push(&line->points, at);
        else if (at.y > last->y)
            *last = at;
    }
}

static void add_over_time(const struct report_data *d, struct figures *f) {
    static const struct {
        const char *name;
        size_t offset;
    } shown[] = {{"Frames on the stack", offsetof(struct move, frames)},
                 {"Values moved", offsetof(struct move, values)},
                 {"Distance to the point, in instructions", offsetof(struct move, distance)}};
    struct chart *c = figure_add(f, CHART_LINES, "moves-over-time");
    c->title = "What each migration took along";
    c->caption = d->moves.count > BINS
                     ? "At each migration, over the instructions executed; where there were "
                       "many migrations close together, the largest of them."
                     : "At each migration, over the instructions executed.";
    c->panel_label = "measure";
    c->column_label = "instructions";
    c->value_label = "value";
    c->across = 3;
    array_push(&c->keys, "migrations");
    for (u32 k = 0; k < COUNT_OF(shown); k++) {
        struct chart_panel *p = chart_panel_add(c, shown[k].name);
        p->x = (struct axis){.label = "instructions executed", .quantity = QUANTITY_COUNT};
        p->y = (struct axis){.quantity = QUANTITY_COUNT, .from_zero = true};
        fill_over_time(d, p, shown[k].offset);
    }
    figure_settle(f);
}

void figures_timeline(const struct report_data *d, struct figures *f) {
    if (!d->moves.count) return;
    add_strip(d, f);
    add_over_time(d, f);
}

/* ---- Spills by function ----------------------------------------------------------------- */

struct spills {
    const char *function;
    double loads[4], stores[4], sum; /* by machine */
};

static int by_sum(const void *x, const void *y) {
    const struct spills *a = x, *b = y;
    if (a->sum != b->sum) return a->sum < b->sum ? 1 : -1;
    return strcmp(a->function, b->function);
}

void figures_functions(const struct report_data *d, struct figures *f) {
    enum { FUNCTIONS_MAX = 16, MACHINES_MAX = 4 };
    const struct csv *t = &d->tables[FUNCTIONS];
    struct groups machines = {0};
    struct map found = {0};
    ARRAY(struct spills) all = {0};
    if (!d->present[FUNCTIONS]) return;
    i64 function = csv_column(t, "function"), machine = csv_column(t, "machine");
    i64 loads = csv_column(t, "spill_loads"), stores = csv_column(t, "spill_stores");
    if (function < 0 || loads < 0 || stores < 0) return;
    for (u32 row = 0; row < t->rows && machine >= 0; row++)
        groups_find(&machines, csv_cell(t, row, (u32)machine));
    bool together = !machines.names.count || machines.names.count > MACHINES_MAX;
    for (u32 row = 0; row < t->rows; row++) {
        const char *name = csv_cell(t, row, (u32)function);
        double load = csv_number(t, row, (u32)loads), store = csv_number(t, row, (u32)stores);
        u64 at, key = hash_bytes(name, strlen(name), 0);
        u32 m = together ? 0 : groups_find(&machines, csv_cell(t, row, (u32)machine));
        if (!map_get(&found, key, &at)) {
            map_put(&found, key, at = all.count);
            array_push(&all, ((struct spills){.function = name}));
        }
        all.at[at].loads[m] += isnan(load) ? 0 : load;
        all.at[at].stores[m] += isnan(store) ? 0 : store;
        all.at[at].sum += (isnan(load) ? 0 : load) + (isnan(store) ? 0 : store);
    }
    if (all.count) qsort(all.at, all.count, sizeof *all.at, by_sum);
    struct chart *c = figure_add(f, CHART_BARS, "spills-by-function");
    c->title = "Spill traffic by function";
    c->caption =
        "Loads from and stores to spill slots that were executed, over all runs, in the "
        "functions where there were most.";
    c->row_label = "function";
    c->key_label = "kind";
    c->value_label = "executed";
    c->panel_label = together ? NULL : "machine";
    c->share_x = c->share_y = true;
    array_push(&c->keys, "spill loads");
    array_push(&c->keys, "spill stores");
    for (u32 m = 0; m < (together ? 1 : machines.names.count); m++) {
        struct chart_panel *p = chart_panel_add(c, together ? NULL : machines.names.at[m]);
        p->x = (struct axis){.label = "executed", .quantity = QUANTITY_COUNT};
        for (u32 k = 0; k < MIN(all.count, (u32)FUNCTIONS_MAX); k++) {
            if (!(all.at[k].sum > 0)) break;
            array_push(&p->rows, all.at[k].function);
            array_push(&p->cells, all.at[k].loads[m]);
            array_push(&p->cells, all.at[k].stores[m]);
        }
    }
    figure_settle(f);
    map_free(&found);
    array_free(&all);
    groups_free(&machines);
}
