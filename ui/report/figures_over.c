/* ui/report/figures_over.c: lines over the numeric dimension, such as register counts. */
#include <math.h>

#include "ui/report/figures.h"

enum { KEYS_MAX = 6, LOG_FROM = 50 };

/* ---- Means of cells --------------------------------------------------------------------- */

static u32 level_count(const struct dimension *p) {
    return p ? p->levels.count : 1;
}

static u32 level_in(const struct dimension *p, u32 run) {
    return p ? p->of_run[run] : 0;
}

/* The mean over all runs with these levels: [panel][line][x]; relative: of how much more it is
 * than at the last level of x. */
static double *cells_make(const struct report_data *d, const struct roles *r, enum measure_id m,
                          bool relative, struct arena *a) {
    u32 nx = level_count(r->x), nl = level_count(r->lines), np = level_count(r->panels);
    u32 count = nx * nl * np;
    struct numbers *all = ARENA_ARRAY(a, struct numbers, count);
    double *cells = ARENA_ARRAY(a, double, count);
    struct partners base = {0};
    if (relative) partners_make(d, r->x, r->x->levels.count - 1, &base);
    for (u32 run = 0; run < d->runs.count; run++) {
        u32 at = (level_in(r->panels, run) * nl + level_in(r->lines, run)) * nx +
                 level_in(r->x, run);
        numbers_add(&all[at],
                    relative ? partners_ratio(d, &base, run, m) : d->runs.at[run].measure[m]);
    }
    map_free(&base.runs);
    for (u32 n = 0; n < count; n++) {
        cells[n] = numbers_mean(&all[n], relative || measures[m].geometric);
        numbers_free(&all[n]);
    }
    return cells;
}

/* ---- Axes ------------------------------------------------------------------------------- */

static void set_x(struct axis *x, const struct dimension *p) {
    double low = p->levels.at[0].number, high = p->levels.at[p->levels.count - 1].number;
    x->label = dimension_label(p);
    x->quantity = QUANTITY_COUNT;
    x->scale = low > 0 && high >= LOG_FROM * low ? SCALE_LOG : SCALE_LINEAR;
    x->at_values = true;
}

/* Logarithmic where numbers differ much; says so. label: NULL where the panel's title says what
 * it is. */
static void set_y(struct figures *f, struct axis *y, const char *label, enum quantity q,
                  const double *cells, u32 n) {
    double low = INFINITY, high = 0;
    for (u32 k = 0; k < n; k++) {
        if (isnan(cells[k])) continue;
        low = fmin(low, cells[k]);
        high = fmax(high, cells[k]);
    }
    bool log = low > 0 && high >= LOG_FROM * low && q != QUANTITY_SHARE;
    y->label = !log    ? label
               : label ? arena_printf(&f->arena, "%s (logarithmic scale)", label)
                       : "logarithmic scale";
    y->quantity = q;
    y->scale = log ? SCALE_LOG : SCALE_LINEAR;
    /* Ratios lie around 1; all else is measured from 0. */
    y->from_zero = !log && q != QUANTITY_RATIO;
}

static void fill_line(struct chart_panel *p, u32 key, const struct dimension *x,
                      const double *cells) {
    struct chart_line *line = chart_line_add(p, key);
    for (u32 k = 0; k < x->levels.count; k++)
        array_push(&line->points, ((struct xy){x->levels.at[k].number, cells[k]}));
}

/* ---- Figures ---------------------------------------------------------------------------- */

/* What the other dimensions do: "; means over X and Y". */
static const char *averaged(const struct report_data *d, const struct roles *r,
                            struct figures *f, bool geometric) {
    const char *list = "";
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        if (p == r->x || p == r->lines || p == r->panels) continue;
        list =
            arena_printf(&f->arena, "%s%s%s", list, *list ? " and " : "", dimension_label(p));
    }
    return *list ? arena_printf(&f->arena, " Each point is the %smean over %s.",
                                geometric ? "geometric " : "", list)
                 : "";
}

/* One measure: lines in panels, or a panel per line with the others behind it. */
static void add_measure(const struct report_data *d, const struct roles *r, enum measure_id m,
                        bool relative, struct figures *f) {
    const struct measure *what = &measures[m];
    const struct dimension *x = r->x;
    u32 nx = level_count(x), nl = level_count(r->lines), np = level_count(r->panels);
    bool backdrop = nl > KEYS_MAX && np == 1;
    struct arena a;
    arena_init(&a);
    double *cells = cells_make(d, r, m, relative, &a);
    const char *by = dimension_label(x);
    const char *base = number_text(&f->arena, QUANTITY_COUNT, x->levels.at[nx - 1].number);
    struct chart *c =
        figure_add(f, CHART_LINES, arena_printf(&f->arena, "%s-over-%s", what->name, by));
    const char *label =
        relative ? arena_printf(&f->arena, "%s, against %s %s", what->label, base, by)
                 : what->label;
    c->title = arena_printf(&f->arena, "%s over %s", what->label, by);
    c->caption = arena_printf(
        &f->arena, "%s at each %s%s%s%s.%s%s", what->label, dimension_each(x, &f->arena),
        relative ? arena_printf(&f->arena, ", relative to that at %s", base) : "",
        nl > 1 ? ", by " : "", nl > 1 ? dimension_label(r->lines) : "",
        backdrop ? " Each panel shows one of them; the others are the grey lines behind." : "",
        averaged(d, r, f, relative || what->geometric));
    c->share_x = c->share_y = true;
    c->backdrop = backdrop;
    c->of_host_times = what->of_host_times;
    c->column_label = by;
    c->value_label = relative ? arena_printf(&f->arena, "%s_relative", what->name) : what->name;
    if (nl > 1) c->key_label = dimension_label(r->lines);
    if (np > 1) c->panel_label = dimension_label(r->panels);
    for (u32 k = 0; k < nl; k++)
        array_push(&c->keys, nl > 1 ? r->lines->levels.at[k].label : what->label);
    for (u32 n = 0; n < (backdrop ? nl : np); n++) {
        struct chart_panel *p = chart_panel_add(c, backdrop ? c->keys.at[n]
                                                   : np > 1 ? r->panels->levels.at[n].label
                                                            : NULL);
        set_x(&p->x, x);
        set_y(f, &p->y, label, relative ? QUANTITY_RATIO : what->quantity, cells, nx * nl * np);
        if (backdrop)
            fill_line(p, n, x, cells + n * nx);
        else
            for (u32 k = 0; k < nl; k++) fill_line(p, k, x, cells + (n * nl + k) * nx);
    }
    arena_free(&a);
    figure_settle(f);
}

/* Several measures side by side, each relative to nothing: a panel each. */
static void add_overview(const struct report_data *d, const struct roles *r,
                         struct figures *f) {
    static const enum measure_id shown[] = {MEASURE_VALUES,   MEASURE_THROUGH_MEMORY,
                                            MEASURE_DOWNTIME, MEASURE_CODE,
                                            MEASURE_MAP,      MEASURE_FRAME_BYTES};
    struct roles only = {r->x, level_count(r->lines) <= 8 ? r->lines : NULL, NULL};
    u32 nx = level_count(r->x), nl = level_count(only.lines);
    const char *by = dimension_label(r->x);
    struct chart *c =
        figure_add(f, CHART_LINES, arena_printf(&f->arena, "measures-over-%s", by));
    c->title = arena_printf(&f->arena, "What else changes with %s", by);
    c->caption = arena_printf(&f->arena, "Means per run at each %s%s%s.",
                              dimension_each(r->x, &f->arena), nl > 1 ? ", by " : "",
                              nl > 1 ? dimension_label(only.lines) : "");
    c->panel_label = "measure";
    c->column_label = by;
    c->value_label = "value";
    if (nl > 1) c->key_label = dimension_label(only.lines);
    for (u32 k = 0; k < nl; k++)
        array_push(&c->keys, nl > 1 ? only.lines->levels.at[k].label : "all");
    for (u32 n = 0; n < COUNT_OF(shown); n++) {
        const struct measure *what = &measures[shown[n]];
        struct arena a;
        arena_init(&a);
        double *cells = cells_make(d, &only, shown[n], false, &a);
        bool any = false;
        for (u32 k = 0; k < nx * nl; k++) any |= !isnan(cells[k]);
        if (any) {
            struct chart_panel *p = chart_panel_add(c, what->label);
            set_x(&p->x, r->x);
            set_y(f, &p->y, NULL, what->quantity, cells, nx * nl);
            for (u32 k = 0; k < nl; k++) fill_line(p, k, r->x, cells + k * nx);
        }
        arena_free(&a);
    }
    figure_settle(f);
}

/* It is the same for all processes of a schedule. */
static void add_makespan(const struct report_data *d, const struct roles *r,
                         struct figures *f) {
    const struct dimension *left[2] = {0};
    u32 count = 0;
    if (r->lines && !r->lines->of_processes) left[count++] = r->lines;
    if (r->panels && !r->panels->of_processes) left[count++] = r->panels;
    add_measure(d, &(struct roles){r->x, left[0], left[1]}, MEASURE_MAKESPAN, false, f);
    if (d->schedules.count) add_measure(d, r, MEASURE_TURNAROUND, false, f);
}

void figures_over(const struct report_data *d, const struct roles *r, struct figures *f) {
    if (!r->x) return;
    bool several = level_count(r->lines) * level_count(r->panels) > 1;
    add_measure(d, r, MEASURE_INSTRUCTIONS, several, f);
    add_measure(d, r, MEASURE_SPILL_TRAFFIC, false, f);
    add_makespan(d, r, f);
    add_overview(d, r, f);
    add_measure(d, r, MEASURE_TRANSLATE, false, f);
}
