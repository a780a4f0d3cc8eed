/* ui/report/figures_ways.c: the ways that values go when a process moves: bars stacked of ways, for
 * each pair of machines; and matrices of machine by machine. */
#include <math.h>

#include "ui/report/figures.h"

enum { PAIRS_MAX = 4, ROWS_MAX = 30, MATRIX_LEAST = 3, MATRIX_MAX = 16 };

/* ---- Bars of ways ----------------------------------------------------------------------- */

struct way_sums {
    double ways[WAYS], moves;
};

/* The row of a migration: its level of p, or (p NULL) its pair. */
static u32 row_of(struct figures *f, const struct move *m, const struct dimension *p,
                  struct groups *pairs, bool by_isa) {
    return p ? p->of_run[m->run] : groups_find(pairs, pair_name(f, m, by_isa));
}

static void fill_panel(struct chart_panel *panel, const struct way_sums *sums, u32 rows,
                       const struct dimension *p, const struct groups *pairs) {
    panel->x.label = "values per migration";
    panel->x.quantity = QUANTITY_COUNT;
    for (u32 row = 0; row < rows; row++) {
        array_push(&panel->rows, p ? p->levels.at[row].label : pairs->names.at[row]);
        for (u32 k = 0; k < WAYS; k++)
            array_push(&panel->cells,
                       sums[row].moves > 0 ? sums[row].ways[k] / sums[row].moves : NAN);
    }
}

/* Means per migration; rows are levels of p, or pairs; panels are pairs if there are few. */
static void add_ways(const struct report_data *d, const struct dimension *p, const char *id,
                     struct figures *f) {
    struct groups pairs = {0};
    bool by_isa = pairs_by_isa(d);
    for (u32 n = 0; n < d->moves.count; n++)
        groups_find(&pairs, pair_name(f, &d->moves.at[n], by_isa));
    u32 rows = p ? p->levels.count : pairs.names.count;
    u32 panels = p && pairs.names.count <= PAIRS_MAX ? pairs.names.count : 1;
    struct way_sums *sums = xcalloc((size_t)MAX(rows * panels, 1u), sizeof *sums);
    for (u32 n = 0; n < d->moves.count; n++) {
        const struct move *m = &d->moves.at[n];
        u32 panel = panels > 1 ? groups_find(&pairs, pair_name(f, m, by_isa)) : 0;
        struct way_sums *s = &sums[panel * rows + row_of(f, m, p, &pairs, by_isa)];
        s->moves++;
        for (u32 k = 0; k < WAYS; k++) s->ways[k] += m->ways[k];
    }
    const char *by = p ? dimension_label(p) : "pair of machines";
    struct chart *c = figure_add(f, CHART_BARS, id);
    c->title = arena_printf(&f->arena, "Where values go, by %s", by);
    c->caption = arena_printf(
        &f->arena,
        "How many values one migration moves, and which way they go, on average for each %s. "
        "The number at the end of a bar is their sum.",
        p ? dimension_each(p, &f->arena) : by);
    c->row_label = p ? by : "pair";
    c->key_label = "way";
    c->value_label = "values_per_migration";
    c->share_x = c->share_y = true;
    if (panels > 1) c->panel_label = "pair";
    for (u32 k = 0; k < WAYS; k++) array_push(&c->keys, way_labels[k].label);
    for (u32 n = 0; n < panels && rows <= ROWS_MAX; n++)
        fill_panel(chart_panel_add(c, panels > 1 ? pairs.names.at[n] : NULL), sums + n * rows,
                   rows, p, &pairs);
    array_release((void **)&sums);
    groups_free(&pairs);
    figure_settle(f);
}

void figures_ways(const struct report_data *d, const struct roles *r, struct figures *f) {
    if (!d->moves.count) return;
    if (r->x)
        add_ways(d, r->x, arena_printf(&f->arena, "ways-over-%s", dimension_label(r->x)), f);
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        if (p != r->x)
            add_ways(d, p, arena_printf(&f->arena, "ways-by-%s", dimension_label(p)), f);
    }
    add_ways(d, NULL, "ways-by-pair", f);
}

/* ---- Matrices --------------------------------------------------------------------------- */

struct matrix_view {
    const char *name;
    enum quantity quantity;
};

enum { VIEW_VALUES, VIEW_MEMORY, VIEW_DISTANCE, VIEW_DOWNTIME, VIEW_TRANSLATE, VIEWS };
static const struct matrix_view views[VIEWS] = {
    [VIEW_VALUES] = {"Values per migration (mean)", QUANTITY_COUNT},
    [VIEW_MEMORY] = {"Share of values spilled or filled", QUANTITY_SHARE},
    [VIEW_DISTANCE] = {"Distance to the point, instructions (mean)", QUANTITY_COUNT},
    [VIEW_DOWNTIME] = {"Simulated downtime (median)", QUANTITY_TIME},
    [VIEW_TRANSLATE] = {"Translation time (median)", QUANTITY_TIME},
};

struct matrix {
    struct groups names;
    bool by_isa;
    struct numbers *cells[VIEWS]; /* from x to */
};

static const char *name_of(const struct machine *m, const char *name, bool by_isa) {
    return by_isa && m ? m->isa : name;
}

/* By ISA where there are several, else by the machines' names. */
static bool matrix_make(const struct report_data *d, struct matrix *m) {
    struct groups isas = {0}, names = {0};
    for (u32 n = 0; n < d->moves.count; n++) {
        const struct move *v = &d->moves.at[n];
        groups_find(&names, v->from_name);
        groups_find(&names, v->to_name);
        groups_find(&isas, name_of(v->from, v->from_name, true));
        groups_find(&isas, name_of(v->to, v->to_name, true));
    }
    m->by_isa = isas.names.count >= MATRIX_LEAST;
    m->names = m->by_isa ? isas : names;
    groups_free(m->by_isa ? &names : &isas);
    u32 n = m->names.names.count;
    if (n < MATRIX_LEAST || n > MATRIX_MAX) {
        groups_free(&m->names);
        return false;
    }
    for (u32 k = 0; k < VIEWS; k++) m->cells[k] = xcalloc((size_t)n * n, sizeof **m->cells);
    for (u32 k = 0; k < d->moves.count; k++) {
        const struct move *v = &d->moves.at[k];
        u32 from = groups_find(&m->names, name_of(v->from, v->from_name, m->by_isa));
        u32 at = from * n + groups_find(&m->names, name_of(v->to, v->to_name, m->by_isa));
        numbers_add(&m->cells[VIEW_VALUES][at], v->values);
        if (v->values > 0)
            numbers_add(&m->cells[VIEW_MEMORY][at], (v->ways[1] + v->ways[2]) / v->values);
        numbers_add(&m->cells[VIEW_DISTANCE][at], v->distance);
        numbers_add(&m->cells[VIEW_DOWNTIME][at], v->downtime_ns);
        numbers_add(&m->cells[VIEW_TRANSLATE][at], v->translate_ns);
    }
    return true;
}

static void matrix_free(struct matrix *m) {
    u32 n = m->names.names.count;
    for (u32 k = 0; k < VIEWS; k++) {
        for (u32 i = 0; i < n * n; i++) numbers_free(&m->cells[k][i]);
        array_release((void **)&m->cells[k]);
    }
    groups_free(&m->names);
}

static void add_view(struct matrix *m, u32 view, struct chart *c) {
    u32 n = m->names.names.count;
    struct chart_panel *p = chart_panel_add(c, views[view].name);
    bool any = false;
    p->x.quantity = views[view].quantity;
    for (u32 row = 0; row < n; row++) {
        array_push(&p->rows, m->names.names.at[row]);
        array_push(&p->columns, m->names.names.at[row]);
    }
    for (u32 k = 0; k < n * n; k++) {
        struct numbers *cell = &m->cells[view][k];
        bool median = views[view].quantity == QUANTITY_TIME;
        if (median) numbers_sort(cell);
        double x = median ? numbers_percentile(cell, 50) : numbers_mean(cell, false);
        any |= !isnan(x);
        array_push(&p->cells, x);
    }
    if (any) return;
    array_free(&p->rows);
    array_free(&p->columns);
    array_free(&p->cells);
    c->panels.count--;
}

static void add_matrix(struct matrix *m, bool of_host_times, struct figures *f) {
    const char *what = m->by_isa ? "ISA" : "machine";
    struct chart *c =
        figure_add(f, CHART_HEAT, of_host_times ? "matrix-of-translation" : "matrix");
    c->title = arena_printf(
        &f->arena, of_host_times ? "Translation time, %s by %s" : "Migrations, %s by %s", what,
        what);
    c->caption = arena_printf(
        &f->arena,
        "Rows are the %s that the process left, columns the one it went to. The stronger the "
        "colour, the larger the number; each panel has its own scale.",
        what);
    c->row_label = "from";
    c->column_label = "to";
    c->value_label = "value";
    c->panel_label = "measure";
    c->of_host_times = of_host_times;
    for (u32 view = 0; view < VIEWS; view++)
        if ((view == VIEW_TRANSLATE) == of_host_times) add_view(m, view, c);
    figure_settle(f);
}

void figures_matrix(const struct report_data *d, struct figures *f) {
    struct matrix m = {0};
    if (!matrix_make(d, &m)) return;
    add_matrix(&m, false, f);
    add_matrix(&m, true, f);
    matrix_free(&m);
}
