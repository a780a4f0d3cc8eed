/* ui/chart/draw.h: what the files that draw charts share. Private to ui/chart/. */
#ifndef HPMSIM_UI_CHART_DRAW_H
#define HPMSIM_UI_CHART_DRAW_H

#include "ui/chart/chart.h"

enum { /* pixels */
       PAGE_WIDTH = 860,
       TEXT_SIZE = 12,
       SMALL_SIZE = 11,
       LINE_HEIGHT = 18,
       LEGEND_LINE = 21,
       PANEL_GAP = 18,
       PLOT_INSET = 7, /* between the frame and the outermost data */
       SUM_GAP = 5,    /* between a bar and its sum */
       SUM_BEYOND = 12 /* so far into the gap between panels a sum may reach */
};

struct frame { /* of a panel: the rectangle that the data are in */
    double x, y, width, height;
    struct scale sx, sy;
    struct ticks tx, ty;
};
struct layout {
    double height; /* of the whole figure */
    double legend; /* height of the legend */
    double labels; /* width of row labels, or of the y axis' numbers, with their gap */
    double pitch;  /* height of a row, where there are rows */
    double gap;    /* between panels side by side */
    u32 across, down;
    struct frame *frames; /* a panel's each */
};
struct drawing {
    const struct chart *chart;
    struct canvas *canvas;
    struct layout layout;
    struct arena arena;
    bool notes; /* points say what they are */
};

/* In layout.c: where everything goes. */
void layout_make(struct drawing *d);

/* In draw_lines.c, ...: the data of a panel within its frame. */
void draw_lines(struct drawing *d, u32 panel);
void draw_bars(struct drawing *d, u32 panel);
void draw_heat(struct drawing *d, u32 panel);
void draw_strip(struct drawing *d, u32 panel);

/* In look.c: what keys look like. */
enum paint key_paint(u32 key);
enum paint part_paint(const struct chart *c, u32 key); /* as key_paint, but for states */
enum dash key_dash(u32 key);
void draw_marker(struct canvas *c, u32 key, double x, double y, double radius);
/* A bar's part, hatched as its key is. */
void draw_part(struct drawing *d, u32 key, double x, double y, double width, double height);

/* Whether a key has anything to it: bars of nothing have no legend. */
bool key_seen(const struct chart *c, u32 key);
/* Whether only the panels of the first column (the last row) have labels of rows (numbers of x). */
bool rows_shared(const struct chart *c);
/* A text cut so that it fits in so many pixels. */
const char *text_fitted(struct arena *a, const char *text, double size, double room);

static inline const char *row_name(const struct chart_panel *p, u32 row) {
    return p->rows.at[row];
}

#endif
