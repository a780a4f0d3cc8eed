/* ui/chart/scripts.c: what draws a chart again from its CSV: gnuplot's commands, a call for pandas.
 */
#include <math.h>
#include <stdlib.h>

#include "ui/chart/draw.h"

/* A string as both gnuplot (in double quotes) and Python read it. */
static void add_quoted(struct text *out, const char *s) {
    text_add(out, "\"");
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') text_add(out, "\\");
        if ((u8)*s >= ' ') text_add_bytes(out, s, 1);
    }
    text_add(out, "\"");
}

/* ---- gnuplot ---------------------------------------------------------------------------- */

/* strcol(2) eq "a". gnuplot 5.4 ends a string at a comma, even a quoted one. */
static void add_test(struct text *out, u32 column, const char *value) {
    char *head = xstrdup(value);
    head[strcspn(head, ",")] = 0;
    text_printf(out, "strcol(%u) eq ", column);
    add_quoted(out, head);
    free(head);
}

/* The numbers of the table's columns, from 1; 0: there is none. */
struct columns {
    u32 panel, row, key, x, value;
};

static struct columns columns_of(const struct chart *c) {
    struct columns k = {0};
    u32 n = 0;
    if (c->panel_label) k.panel = ++n;
    if (c->kind != CHART_LINES && c->row_label) k.row = ++n;
    if (c->kind != CHART_HEAT && c->key_label) k.key = ++n;
    if (c->kind == CHART_LINES || c->kind == CHART_HEAT || c->kind == CHART_STRIP) k.x = ++n;
    k.value = ++n;
    return k;
}

static void add_condition(struct text *out, u32 column, const char *value) {
    if (!column) return;
    add_test(out, column, value);
    text_add(out, " && ");
}

/* (strcol(3) eq "a" ? 1 : strcol(3) eq "b" ? 2 : 0) */
static void add_index(struct text *out, u32 column, const char *const *names, u32 n) {
    text_add(out, "(");
    for (u32 k = 0; k < n; k++) {
        add_test(out, column, names[k]);
        text_printf(out, " ? %u : ", k + 1);
    }
    text_add(out, "0)");
}

static void add_tics(struct text *out, const char *axis, const char *const *names, u32 n) {
    text_printf(out, "set %stics (", axis);
    for (u32 k = 0; k < n; k++) {
        text_add(out, k ? ", " : "");
        add_quoted(out, names[k]);
        text_printf(out, " %u", k + 1);
    }
    text_add(out, ")\n");
}

static void add_axis(struct text *out, char which, const struct axis *a) {
    text_printf(out, "set %clabel ", which);
    struct text label = {0};
    text_printf(&label, "%s%s", a->label ? a->label : "",
                a->quantity == QUANTITY_TIME ? " (ns)" : "");
    add_quoted(out, text_string(&label));
    text_free(&label);
    text_printf(out, "\n%s logscale %c\n", a->scale == SCALE_LOG ? "set" : "unset", which);
}

static void plot_lines(const struct chart *c, const struct chart_panel *p, struct columns at,
                       struct text *out) {
    add_axis(out, 'x', &p->x);
    add_axis(out, 'y', &p->y);
    text_add(out, "plot ");
    for (u32 k = 0; k < p->lines.count; k++) {
        const struct chart_line *line = &p->lines.at[k];
        text_printf(out, "%sFILE skip 1 using (", k ? ", \\\n     " : "");
        add_condition(out, at.panel, p->name);
        add_condition(out, at.key, c->keys.at[line->key]);
        text_printf(out, "1 ? column(%u) : NaN):(column(%u)) with %s lc rgb \"%s\" title ",
                    at.x, at.value, line->marked ? "lines" : "linespoints",
                    paint_colour(key_paint(line->key), false));
        add_quoted(out, c->keys.at[line->key]);
    }
    text_add(out, "\n");
}

/* The axes of panels that have rows from top to bottom. */
static void add_rows(struct text *out, const struct chart_panel *p) {
    add_axis(out, 'x', &p->x);
    add_tics(out, "y", p->rows.at, p->rows.count);
    text_printf(out, "set yrange [%g:0.4]\n", p->rows.count + 0.6);
}

/* Boxes, one behind the other in each row: the table has the parts of a row together. */
static void plot_bars(const struct chart *c, const struct chart_panel *p, struct columns at,
                      struct text *out) {
    add_rows(out, p);
    text_add(out, "last = -1; sum = 0.0\nplot ");
    for (u32 k = 0; k < c->keys.count; k++) {
        if (k) text_add(out, ", \\\n     ");
        text_printf(out, "last = -1 FILE skip 1 using (row = ");
        add_index(out, at.row, p->rows.at, p->rows.count);
        text_add(out, ", mine = (");
        add_condition(out, at.panel, p->name);
        text_printf(out,
                    "1), sum = (row == last ? sum : 0.0), last = row, old = sum, "
                    "sum = sum + (mine ? column(%u) : 0), (",
                    at.value);
        if (at.key) add_condition(out, at.key, c->keys.at[k]);
        text_add(out, "mine) ? (old + sum) / 2 : NaN):(row):(old):(sum):(row - 0.35):"
                      "(row + 0.35) with boxxyerror fill solid 1 noborder lc rgb ");
        add_quoted(out, paint_colour(part_paint(c, k), false));
        text_add(out, " title ");
        add_quoted(out, c->keys.at[k]);
    }
    text_add(out, "\nset yrange [*:*]\nset ytics auto\n");
}

static void plot_heat(const struct chart_panel *p, struct columns at, struct text *out) {
    add_tics(out, "x", p->columns.at, p->columns.count);
    add_tics(out, "y", p->rows.at, p->rows.count);
    text_printf(out,
                "unset xlabel\nunset ylabel\nset xrange [0.5:%g]\nset yrange [%g:0.5]\n"
                "set palette defined (0 \"%s\", 1 \"%s\")\nplot FILE skip 1 using (x = ",
                p->columns.count + 0.5, p->rows.count + 0.5, paint_colour(PAINT_HEAT, false),
                paint_colour(PAINT_HEAT + HEAT_COLOURS - 1, false));
    add_condition(out, at.panel, p->name);
    text_add(out, "1 ? ");
    add_index(out, at.x, p->columns.at, p->columns.count);
    text_add(out, " : NaN):(y = ");
    add_index(out, at.row, p->rows.at, p->rows.count);
    text_printf(out,
                "):(x - 0.5):(x + 0.5):(y - 0.5):(y + 0.5):(column(%u)) with boxxyerror "
                "fill solid 1 noborder lc palette notitle\n",
                at.value);
    text_add(out, "set xrange [*:*]\nset yrange [*:*]\nset xtics auto\nset ytics auto\n");
}

static void plot_strip(const struct chart_panel *p, struct columns at, struct text *out) {
    add_rows(out, p);
    text_printf(out, "plot FILE skip 1 using (column(%u)):(row = ", at.x);
    add_index(out, at.row, p->rows.at, p->rows.count);
    text_printf(out,
                "):(column(%u)):(column(%u)):(row - 0.3 * column(%u)):"
                "(row + 0.3 * column(%u)) with boxxyerror fill solid 1 noborder lc rgb \"%s\" "
                "notitle\nset yrange [*:*]\nset ytics auto\n",
                at.x, at.x + 1, at.x + 2, at.x + 2, paint_colour(PAINT_SERIES, false));
}

/* Boxes in the keys' colours; those of one time, which follow each other, stand on each other. */
static void plot_states(const struct chart *c, const struct chart_panel *p, struct columns at,
                        struct text *out) {
    add_rows(out, p);
    text_add(out, "set format x \"%.1s%c\"\nset xtics rotate by -30\n"
                  "base = part = begin = end = 0.0\nplot ");
    for (u32 k = 0; k < c->keys.count; k++) {
        if (k) text_add(out, ", \\\n     ");
        text_add(out, "last = -1 FILE skip 1 using (row = ");
        add_index(out, at.row, p->rows.at, p->rows.count);
        text_add(out, ", mine = (");
        add_condition(out, at.panel, p->name);
        text_printf(
            out,
            "1), base = (mine && row == last && column(%u) == begin && column(%u) == end "
            "? base + part : 0.0), part = column(%u), begin = column(%u), "
            "end = column(%u), last = mine ? row : -1, (",
            at.x, at.x + 1, at.x + 2, at.x, at.x + 1);
        add_condition(out, at.key, c->keys.at[k]);
        text_printf(out,
                    "mine) ? begin : NaN):(row):(begin):(end):(row + 0.35 - 0.7 * base):"
                    "(row + 0.35 - 0.7 * (base + part)) with boxxyerror fill solid 1 noborder "
                    "lc rgb \"%s\" title ",
                    paint_colour(part_paint(c, k), false));
        add_quoted(out, c->keys.at[k]);
    }
    text_add(out, "\nset yrange [*:*]\nset ytics auto\n"
                  "set format x \"%g\"\nset xtics norotate\n");
}

void chart_gnuplot(const struct chart *c, struct text *out) {
    struct columns at = columns_of(c);
    u32 n = c->panels.count, across = n < 4 ? n : n < 10 ? 3 : 4;
    text_printf(out, "\n# %s\nFILE = \"%s.csv\"\nset output \"%s-gnuplot.pdf\"\n", c->id, c->id,
                c->id);
    if (n > 1)
        text_printf(out, "set multiplot layout %u,%u\n", (n + across - 1) / across, across);
    for (u32 k = 0; k < n; k++) {
        const struct chart_panel *p = &c->panels.at[k];
        text_add(out, "set title ");
        add_quoted(out, p->name ? p->name : c->title);
        text_add(out, "\n");
        switch (c->kind) {
        case CHART_LINES: plot_lines(c, p, at, out); break;
        case CHART_BARS: plot_bars(c, p, at, out); break;
        case CHART_HEAT: plot_heat(p, at, out); break;
        case CHART_STRIP:
            if (c->keys.count)
                plot_states(c, p, at, out);
            else
                plot_strip(p, at, out);
            break;
        }
    }
    if (n > 1) text_add(out, "unset multiplot\n");
}

/* ---- pandas ----------------------------------------------------------------------------- */

static void add_argument(struct text *out, const char *name, const char *value) {
    if (!value) return;
    text_printf(out, ", %s=", name);
    add_quoted(out, value);
}

void chart_python(const struct chart *c, struct text *out) {
    static const char *const functions[] = {"lines", "bars", "heat", "strip"};
    const struct chart_panel *p = &c->panels.at[0];
    bool lines = c->kind == CHART_LINES;
    bool gantt = c->kind == CHART_STRIP && c->keys.count;
    text_printf(out, "%s(\"%s\"", gantt ? "gantt" : functions[c->kind], c->id);
    add_argument(out, "panel", c->panel_label);
    if (!lines) add_argument(out, "row", c->row_label);
    if (c->kind != CHART_HEAT) add_argument(out, "key", c->key_label);
    if (lines || c->kind == CHART_HEAT) add_argument(out, "x", c->column_label);
    if (c->kind != CHART_STRIP) add_argument(out, "value", c->value_label);
    if (gantt) {
        text_add(out, ", keys=[");
        for (u32 k = 0; k < c->keys.count; k++) {
            text_add(out, k ? ", " : "");
            add_quoted(out, c->keys.at[k]);
        }
        text_add(out, "]");
    }
    if (c->states) text_add(out, ", states=True");
    if (lines && p->x.scale == SCALE_LOG) text_add(out, ", log_x=True");
    if (lines && p->y.scale == SCALE_LOG) text_add(out, ", log_y=True");
    text_add(out, ")\n");
}
