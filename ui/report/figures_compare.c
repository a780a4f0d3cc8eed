/* ui/report/figures_compare.c: categories side by side, such as strategies or programs: a panel per
 * measure, a bar per category. Where other things are equal but for the category, bars are
 * geometric means of ratios to the first one. */
#include <math.h>

#include "ui/report/figures.h"

enum { ROWS_MAX = 24 };

/* A measure's panel: a bar per level; false: nothing to show. */
static bool add_panel(const struct report_data *d, const struct dimension *p, enum measure_id m,
                      bool relative, struct chart *c) {
    const struct measure *what = &measures[m];
    bool ratio = relative && what->geometric && what->quantity != QUANTITY_RATIO, any = false;
    struct numbers *all = xcalloc(p->levels.count, sizeof *all);
    struct partners first = {0};
    if (ratio) partners_make(d, p, 0, &first);
    for (u32 run = 0; run < d->runs.count; run++)
        numbers_add(&all[p->of_run[run]],
                    ratio ? partners_ratio(d, &first, run, m) : d->runs.at[run].measure[m]);
    map_free(&first.runs);
    double *means = xcalloc(p->levels.count, sizeof *means);
    for (u32 k = 0; k < p->levels.count; k++) {
        means[k] = numbers_mean(&all[k], ratio || what->geometric);
        any |= !isnan(means[k]) && means[k] != 0;
        numbers_free(&all[k]);
    }
    if (any) {
        struct chart_panel *panel = chart_panel_add(c, what->label);
        panel->x.quantity = ratio ? QUANTITY_RATIO : what->quantity;
        if (ratio) panel->x.label = "against the first row";
        for (u32 k = 0; k < p->levels.count; k++) {
            array_push(&panel->rows, p->levels.at[k].label);
            array_push(&panel->cells, means[k]);
        }
    }
    array_release((void **)&means);
    array_release((void **)&all);
    return any;
}

static void add_comparison(const struct report_data *d, const struct dimension *p,
                           bool of_host_times, struct figures *f) {
    static const enum measure_id shown[] = {
        MEASURE_INSTRUCTIONS, MEASURE_VALUES,    MEASURE_THROUGH_MEMORY, MEASURE_DISTANCE,
        MEASURE_CODE,         MEASURE_MAP,       MEASURE_SPILL_TRAFFIC,  MEASURE_DOWNTIME,
        MEASURE_MAKESPAN,     MEASURE_TURNAROUND};
    bool programs = varies_program(d, p);
    const char *by = dimension_label(p);
    struct chart *c = figure_add(
        f, CHART_BARS,
        arena_printf(&f->arena, of_host_times ? "translation-by-%s" : "comparison-by-%s", by));
    c->title = arena_printf(&f->arena,
                            of_host_times ? "Translation time by %s" : "Compared by %s", by);
    c->caption = arena_printf(
        &f->arena, "A bar for each %s; %s.", dimension_each(p, &f->arena),
        programs || of_host_times
            ? "means over all runs with it"
            : "ratios compare runs that differ in nothing else, and are geometric means");
    c->panel_label = of_host_times ? NULL : "measure";
    c->row_label = by;
    c->value_label = of_host_times ? "translation_ns" : "value";
    c->share_y = true;
    c->of_host_times = of_host_times;
    array_push(&c->keys, "mean");
    if (of_host_times) {
        if (add_panel(d, p, MEASURE_TRANSLATE, false, c)) {
            c->panels.at[0].x.label = measures[MEASURE_TRANSLATE].label;
            c->panels.at[0].name = NULL;
        }
    } else {
        for (u32 k = 0; k < COUNT_OF(shown); k++)
            if (!p->of_processes || shown[k] != MEASURE_MAKESPAN)
                add_panel(d, p, shown[k], !programs, c);
    }
    figure_settle(f);
}

void figures_compare(const struct report_data *d, const struct roles *r, struct figures *f) {
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        if (p == r->x || p->levels.count > ROWS_MAX) continue;
        add_comparison(d, p, false, f);
        add_comparison(d, p, true, f);
    }
}
