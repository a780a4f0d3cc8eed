/* ui/report/figures_split.c: what a migration's time on the host is split into, for each pair of
 * machines. */
#include <math.h>

#include "ui/report/figures.h"

enum { ROWS_MAX = 30 };

const struct host_time host_times[HOST_TIMES] = {
    {"stop_ns", "stop"},       {"roll_ns", "roll to a point"},
    {"capture_ns", "capture"}, {"rebuild_ns", "rebuild"},
    {"plan_ns", "plan"},       {"copy_ns", "copy memory"},
};

void figures_split(const struct report_data *d, struct figures *f) {
    struct groups pairs = {0};
    bool by_isa = pairs_by_isa(d);
    for (u32 n = 0; n < d->moves.count; n++)
        groups_find(&pairs, pair_name(f, &d->moves.at[n], by_isa));
    u32 rows = pairs.names.count;
    struct numbers(*all)[HOST_TIMES] = xcalloc(MAX(rows, 1u), sizeof *all);
    for (u32 n = 0; n < d->moves.count; n++) {
        const struct move *m = &d->moves.at[n];
        u32 row = groups_find(&pairs, pair_name(f, m, by_isa));
        for (u32 k = 0; k < HOST_TIMES; k++) numbers_add(&all[row][k], m->host_ns[k]);
    }
    struct chart *c = figure_add(f, CHART_BARS, "host-time-split");
    c->title = "What a migration's time is split into";
    c->caption = "Medians over the migrations of each pair of machines, on the host: to come "
                 "to a stop, to "
                 "run on to a point, to read the state, to set up the other machine, to tell "
                 "the ways of "
                 "values afterwards, and, over a link that copies it, to copy linear memory.";
    c->of_host_times = true;
    c->row_label = "pair";
    c->key_label = "part";
    c->value_label = "host_ns";
    for (u32 k = 0; k < HOST_TIMES; k++) array_push(&c->keys, host_times[k].label);
    struct chart_panel *p = chart_panel_add(c, NULL);
    p->x = (struct axis){.label = "time on the host", .quantity = QUANTITY_TIME};
    for (u32 row = 0; row < rows; row++) {
        if (rows <= ROWS_MAX) array_push(&p->rows, pairs.names.at[row]);
        for (u32 k = 0; k < HOST_TIMES; k++) {
            numbers_sort(&all[row][k]);
            if (rows <= ROWS_MAX) array_push(&p->cells, numbers_percentile(&all[row][k], 50));
            numbers_free(&all[row][k]);
        }
    }
    array_release((void **)&all);
    groups_free(&pairs);
    figure_settle(f);
}
