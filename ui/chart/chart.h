/* ui/chart/chart.h: figures as data: what is shown, not how. One model is drawn on any canvas and
 * written as a table with the scripts that draw it again elsewhere.
 *
 * A chart has *panels* (small multiples), and in each the same *keys*: the lines of a plot, the parts
 * of a bar. A key has one look in all panels: colour, and besides it a marker and dashes, or a
 * hatch, so that nothing depends on colour alone.
 */
#ifndef HPMSIM_UI_CHART_CHART_H
#define HPMSIM_UI_CHART_CHART_H

#include "ui/chart/axis.h"
#include "ui/chart/canvas.h"

enum chart_kind {
    CHART_LINES, /* y over x, a line per key */
    CHART_BARS,  /* a bar per row, stacked of keys */
    CHART_HEAT,  /* rows and columns, a number in each cell */
    CHART_STRIP  /* rows over x: when something was so; with keys, what was so */
};

struct axis {
    const char *label; /* with its unit, where the numbers don't carry it */
    enum quantity quantity;
    enum scale_kind scale;
    bool from_zero;   /* a linear axis begins at 0 */
    bool at_values;   /* ticks are the x of the data */
    double low, high; /* if low < high: what to show, whatever the data */
};

struct chart_line {
    u32 key;
    ARRAY(struct xy) points; /* by x; a y that is NAN is left out */
    ARRAY(struct xy) marks;  /* where markers are, if `marked`; else at each point */
    bool marked;
};
struct chart_span {
    u32 row;
    double from, to;
    double share; /* how much of it, 0 to 1 */
    u32 key;      /* where the chart has keys: those of one time and row stand on each other */
};
struct chart_panel {
    const char *name; /* NULL: there is only one */
    struct axis x, y;
    ARRAY(struct chart_line) lines;
    ARRAY(const char *) rows, columns;
    ARRAY(double) cells; /* BARS: rows x keys; HEAT: rows x columns; NAN: not there */
    ARRAY(struct chart_span) spans;
};
struct chart {
    enum chart_kind kind;
    const char *id;      /* a name for files and links: letters, digits, - */
    const char *title;   /* says what is seen, in a line */
    const char *caption; /* what is shown and how to read it; plain text */
    /* Names of the table's columns; of LINES, column_label is that of x. NULL where there is none.
     */
    const char *panel_label, *key_label, *row_label, *column_label, *value_label;
    ARRAY(const char *) keys;
    ARRAY(struct chart_panel) panels;
    u32 across; /* panels side by side; 0: as it fits */
    bool share_x, share_y;
    /* BARS, STRIP: the last two keys are no things but states between them: on the way, and
     * waiting; drawn dark and pale. */
    bool states;
    bool backdrop;      /* each panel shows the lines of the others too, faintly */
    bool of_host_times; /* not the same in every run */
};

void chart_free(struct chart *c); /* the arrays; text belongs to others */
struct chart_panel *chart_panel_add(struct chart *c, const char *name);
struct chart_line *chart_line_add(struct chart_panel *p, u32 key);
/* Whether there is anything to be seen. */
bool chart_empty(const struct chart *c);

/* Draws on an <svg> element that is added to out. */
void chart_svg(const struct chart *c, bool alone, struct text *out);
bool chart_pdf(const struct chart *c, const char *path, struct status *st);

/* The numbers as a tidy table: a row per point, cell, part or span. */
struct table_cell {
    const char *text; /* NULL: a number */
    double number;
    enum quantity quantity;
};
struct chart_table {
    struct arena arena;
    const char *heads[6];
    u32 columns, rows;
    ARRAY(struct table_cell) cells; /* row by row */
};
void chart_table_make(const struct chart *c, struct chart_table *out);
void chart_table_free(struct chart_table *t);
void chart_csv(const struct chart *c, struct text *out);
/* Adds what draws the figure again from ID.csv: gnuplot's commands; a call for pandas. */
void chart_gnuplot(const struct chart *c, struct text *out);
void chart_python(const struct chart *c, struct text *out);

#endif
