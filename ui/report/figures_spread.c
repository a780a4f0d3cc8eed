/* ui/report/figures_spread.c: distributions of what varies from migration to migration. */
#include <math.h>

#include "ui/report/figures.h"

enum { GROUPS_MAX = 6, CURVE_POINTS = 160 };

/* The curve of the share that is at most x, as steps; thinned where there are many numbers. */
static void fill_curve(struct chart_line *line, const struct numbers *n) {
    u32 count = n->at.count;
    double before = 0, drawn = -1;
    for (u32 k = 0; k < count; k++) {
        double x = n->at.at[k], share = (k + 1.0) / count;
        bool last = k + 1 == count;
        if (!last && n->at.at[k + 1] == x) continue;
        /* Steps too small to be seen are left out; near the end they are looked at closely. */
        double least = share > 0.95 ? 0.1 / CURVE_POINTS : 1.0 / CURVE_POINTS;
        if (!last && share - drawn < least) continue;
        array_push(&line->points, ((struct xy){x, before}));
        array_push(&line->points, ((struct xy){x, share}));
        before = drawn = share;
    }
    line->marked = true;
    array_push(&line->marks, ((struct xy){numbers_percentile(n, 50), 0.5}));
    array_push(&line->marks, ((struct xy){numbers_percentile(n, 99), 0.99}));
}

struct spread {
    const char *id, *title, *what, *column, *axis;
    enum quantity quantity;
    enum scale_kind scale;
    bool to; /* grouped by where migrations went, not where they came from */
    bool of_host_times;
    size_t offset; /* of the number in struct move */
};
static const struct spread spreads[] = {
    {"distance", "Distance from stop to point",
     "How many instructions the process ran on from where it was stopped to where it could "
     "move",
     "distance_instructions", "instructions (logarithmic scale)", QUANTITY_COUNT,
     SCALE_LOG_ZERO, false, false, offsetof(struct move, distance)},
    {"frames", "Frames on the stack", "How many frames were translated", "frames",
     "frames (logarithmic scale)", QUANTITY_COUNT, SCALE_LOG, false, false,
     offsetof(struct move, frames)},
    {"downtime", "Simulated downtime", "How long the process would have stood still",
     "downtime_simulated_ns", "downtime (logarithmic scale)", QUANTITY_TIME, SCALE_LOG, true,
     false, offsetof(struct move, downtime_ns)},
    {"translation-time", "Translation time",
     "How long it took to read the state from one machine and rebuild it in the other, on the "
     "host",
     "translation_ns", "time (logarithmic scale)", QUANTITY_TIME, SCALE_LOG, true, true,
     offsetof(struct move, translate_ns)},
};

static double number_in(const struct move *m, const struct spread *s) {
    double x;
    memcpy(&x, (const char *)m + s->offset, sizeof x);
    return x;
}

/* By ISA if there are several and not too many; else by machine; else all together. */
static const char *group_name(const struct move *m, const struct spread *s, u32 way) {
    const struct machine *machine = s->to ? m->to : m->from;
    if (way == 0) return machine ? machine->isa : "?";
    return way == 1 ? s->to ? m->to_name : m->from_name : "all migrations";
}

static u32 grouping(const struct report_data *d, const struct spread *s) {
    for (u32 way = 0; way < 2; way++) {
        struct groups g = {0};
        for (u32 n = 0; n < d->moves.count; n++)
            groups_find(&g, group_name(&d->moves.at[n], s, way));
        u32 count = g.names.count;
        groups_free(&g);
        if (count >= 2 && count <= GROUPS_MAX) return way;
    }
    return 2;
}

static void add_spread(const struct report_data *d, const struct spread *s, struct figures *f) {
    struct groups g = {0};
    struct numbers all[GROUPS_MAX] = {0};
    u32 way = grouping(d, s);
    bool vary = false;
    double first = d->moves.count ? number_in(&d->moves.at[0], s) : NAN;
    for (u32 n = 0; n < d->moves.count; n++) {
        const struct move *m = &d->moves.at[n];
        numbers_add(&all[groups_find(&g, group_name(m, s, way))], number_in(m, s));
        vary |= number_in(m, s) != first;
    }
    struct chart *c = figure_add(f, CHART_LINES, s->id);
    c->title = s->title;
    c->caption = arena_printf(
        &f->arena,
        "%s: the share of migrations in which it was at most that much%s. Marks are the median "
        "and the 99th percentile.",
        s->what,
        way == 2 ? ""
        : s->to  ? ", by the machine that they went to"
                 : ", by the machine that they left");
    c->share_x = c->share_y = true;
    c->of_host_times = s->of_host_times;
    c->key_label = way == 2 ? NULL : way == 1 ? "machine" : "isa";
    c->column_label = s->column;
    c->value_label = "share";
    struct chart_panel *p = chart_panel_add(c, NULL);
    p->x = (struct axis){.label = s->axis, .quantity = s->quantity, .scale = s->scale};
    p->y = (struct axis){.label = "Share of migrations", .quantity = QUANTITY_SHARE, .high = 1};
    for (u32 k = 0; k < g.names.count && vary; k++) {
        numbers_sort(&all[k]);
        if (!all[k].at.count) continue;
        array_push(
            &c->keys,
            arena_printf(&f->arena, "%s: p50 %s, p99 %s", g.names.at[k],
                         number_text(&f->arena, s->quantity, numbers_percentile(&all[k], 50)),
                         number_text(&f->arena, s->quantity, numbers_percentile(&all[k], 99))));
        fill_curve(chart_line_add(p, c->keys.count - 1), &all[k]);
    }
    for (u32 k = 0; k < g.names.count; k++) numbers_free(&all[k]);
    groups_free(&g);
    figure_settle(f);
}

void figures_distributions(const struct report_data *d, struct figures *f) {
    for (u32 k = 0; k < COUNT_OF(spreads); k++) add_spread(d, &spreads[k], f);
}
