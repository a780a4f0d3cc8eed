/* ui/chart/chart.c: making charts, and their numbers as a table. */
#include "ui/chart/chart.h"

#include <math.h>

#include "testbed/csv.h"

void chart_free(struct chart *c) {
    for (u32 n = 0; n < c->panels.count; n++) {
        struct chart_panel *p = &c->panels.at[n];
        for (u32 k = 0; k < p->lines.count; k++) {
            array_free(&p->lines.at[k].points);
            array_free(&p->lines.at[k].marks);
        }
        array_free(&p->lines);
        array_free(&p->rows);
        array_free(&p->columns);
        array_free(&p->cells);
        array_free(&p->spans);
    }
    array_free(&c->panels);
    array_free(&c->keys);
}

struct chart_panel *chart_panel_add(struct chart *c, const char *name) {
    struct chart_panel *p = array_extend(&c->panels, 1);
    p->name = name;
    return p;
}

struct chart_line *chart_line_add(struct chart_panel *p, u32 key) {
    struct chart_line *l = array_extend(&p->lines, 1);
    l->key = key;
    return l;
}

bool chart_empty(const struct chart *c) {
    for (u32 n = 0; n < c->panels.count; n++) {
        const struct chart_panel *p = &c->panels.at[n];
        if (p->spans.count) return false;
        for (u32 k = 0; k < p->cells.count; k++)
            if (!isnan(p->cells.at[k])) return false;
        for (u32 k = 0; k < p->lines.count; k++)
            for (u32 i = 0; i < p->lines.at[k].points.count; i++)
                if (!isnan(p->lines.at[k].points.at[i].y)) return false;
    }
    return true;
}

/* ---- The table -------------------------------------------------------------------------- */

static void put_text(struct chart_table *t, const char *text) {
    array_push(&t->cells, ((struct table_cell){.text = text}));
}

static void put_number(struct chart_table *t, enum quantity q, double x) {
    array_push(&t->cells, ((struct table_cell){NULL, x, q}));
}

static void add_lines(const struct chart *c, const struct chart_panel *p,
                      struct chart_table *t) {
    for (u32 k = 0; k < p->lines.count; k++)
        for (u32 n = 0; n < p->lines.at[k].points.count; n++) {
            struct xy at = p->lines.at[k].points.at[n];
            if (isnan(at.y)) continue;
            if (c->panel_label) put_text(t, p->name);
            if (c->key_label) put_text(t, c->keys.at[p->lines.at[k].key]);
            put_number(t, p->x.quantity, at.x);
            put_number(t, p->y.quantity, at.y);
            t->rows++;
        }
}

static void add_bars(const struct chart *c, const struct chart_panel *p,
                     struct chart_table *t) {
    for (u32 row = 0; row < p->rows.count; row++)
        for (u32 k = 0; k < c->keys.count; k++) {
            double part = p->cells.at[row * c->keys.count + k];
            if (isnan(part)) continue;
            if (c->panel_label) put_text(t, p->name);
            put_text(t, p->rows.at[row]);
            if (c->key_label) put_text(t, c->keys.at[k]);
            put_number(t, p->x.quantity, part);
            t->rows++;
        }
}

static void add_heat(const struct chart *c, const struct chart_panel *p,
                     struct chart_table *t) {
    for (u32 row = 0; row < p->rows.count; row++)
        for (u32 k = 0; k < p->columns.count; k++) {
            double cell = p->cells.at[row * p->columns.count + k];
            if (isnan(cell)) continue;
            if (c->panel_label) put_text(t, p->name);
            put_text(t, p->rows.at[row]);
            put_text(t, p->columns.at[k]);
            put_number(t, p->x.quantity, cell);
            t->rows++;
        }
}

static void add_strip(const struct chart *c, const struct chart_panel *p,
                      struct chart_table *t) {
    for (u32 n = 0; n < p->spans.count; n++) {
        const struct chart_span *s = &p->spans.at[n];
        if (c->panel_label) put_text(t, p->name);
        put_text(t, p->rows.at[s->row]);
        if (c->key_label) put_text(t, c->keys.at[s->key]);
        put_number(t, p->x.quantity, s->from);
        put_number(t, p->x.quantity, s->to);
        put_number(t, QUANTITY_SHARE, s->share);
        t->rows++;
    }
}

static void put_head(struct chart_table *t, const char *head) {
    if (head) t->heads[t->columns++] = head;
}

void chart_table_make(const struct chart *c, struct chart_table *t) {
    *t = (struct chart_table){0};
    arena_init(&t->arena);
    put_head(t, c->panel_label);
    if (c->kind != CHART_LINES) put_head(t, c->row_label);
    if (c->kind != CHART_HEAT) put_head(t, c->key_label);
    if (c->kind == CHART_LINES || c->kind == CHART_HEAT) put_head(t, c->column_label);
    if (c->kind == CHART_STRIP) {
        put_head(t, "from");
        put_head(t, "to");
    }
    put_head(t, c->value_label);
    for (u32 n = 0; n < c->panels.count; n++) {
        const struct chart_panel *p = &c->panels.at[n];
        switch (c->kind) {
        case CHART_LINES: add_lines(c, p, t); break;
        case CHART_BARS: add_bars(c, p, t); break;
        case CHART_HEAT: add_heat(c, p, t); break;
        case CHART_STRIP: add_strip(c, p, t); break;
        }
    }
}

void chart_table_free(struct chart_table *t) {
    array_free(&t->cells);
    arena_free(&t->arena);
}

void chart_csv(const struct chart *c, struct text *out) {
    struct chart_table t;
    chart_table_make(c, &t);
    for (u32 k = 0; k < t.columns; k++) csv_field(out, t.heads[k], k == 0);
    text_add(out, "\n");
    for (u32 n = 0; n < t.rows * t.columns; n++) {
        const struct table_cell *cell = &t.cells.at[n];
        bool first = n % t.columns == 0;
        if (cell->text) {
            csv_field(out, cell->text, first);
        } else {
            if (!first) text_add(out, ",");
            number_exact(out, cell->number);
        }
        if (n % t.columns == t.columns - 1) text_add(out, "\n");
    }
    chart_table_free(&t);
}
