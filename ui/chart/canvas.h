/* ui/chart/canvas.h: a surface to draw on, whatever becomes of it: SVG text or a PDF file.
 *
 * Colours are named by what they are for, not by what they look like: in SVG they are CSS classes,
 * so that a page can be light or dark; on paper they are the light ones. The colours of series
 * are those of Okabe and Ito ("Color Universal Design", 2008), which people with any kind of colour
 * vision can tell apart; the steps of heat differ in lightness too.
 *
 * Lengths are CSS pixels (1/96 inch), x to the right, y down.
 */
#ifndef HPMSIM_UI_CHART_CANVAS_H
#define HPMSIM_UI_CHART_CANVAS_H

#include "base/base.h"

enum { SERIES_COLOURS = 8, HEAT_COLOURS = 9 };
enum paint {
    PAINT_NONE,
    PAINT_PAPER, /* the background */
    PAINT_INK,   /* text and what matters most */
    PAINT_SOFT,  /* text that matters less */
    PAINT_LINE,  /* axes */
    PAINT_GRID,  /* lines behind the data */
    PAINT_FAINT, /* data that is there for comparison */
    PAINT_SERIES,
    PAINT_HEAT = PAINT_SERIES + SERIES_COLOURS, /* from little to much */
    PAINT_COUNT = PAINT_HEAT + HEAT_COLOURS
};
/* "#0072b2" */
const char *paint_colour(enum paint p, bool dark);
/* Adds the CSS custom properties of all paints (--p1: #...;). */
void paint_properties(struct text *out, bool dark);
/* Adds the CSS rules of the classes that figures use. Colours are those of paint_properties or,
 * for readers of SVG that know no custom properties, the light ones (literal). */
void paint_rules(struct text *out, bool literal);

struct xy {
    double x, y;
};
enum dash { DASH_SOLID, DASH_LONG, DASH_DOTTED, DASH_MIXED, DASH_COUNT };
struct pen {
    enum paint fill, stroke;
    double width;
    enum dash dash;
};
enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };
struct font {
    double size;
    enum anchor anchor;
    bool bold;
};

struct canvas;
struct canvas_kind {
    void (*path)(struct canvas *c, const struct xy *at, u32 n, bool closed, struct pen p);
    void (*rect)(struct canvas *c, struct xy at, struct xy size, struct pen p);
    void (*circle)(struct canvas *c, struct xy centre, double radius, struct pen p);
    void (*text)(struct canvas *c, struct xy at, const char *text, struct font f, enum paint p);
    void (*note_begin)(struct canvas *c, const char *text);
    void (*note_end)(struct canvas *c);
    bool (*finish)(struct canvas *c, struct status *st);
};
struct canvas {
    const struct canvas_kind *kind;
};

/* Lines from point to point; a point whose x is NAN lifts the pen. */
static inline void canvas_path(struct canvas *c, const struct xy *at, u32 n, bool closed,
                               struct pen p) {
    c->kind->path(c, at, n, closed, p);
}
static inline void canvas_rect(struct canvas *c, double x, double y, double width,
                               double height, struct pen p) {
    c->kind->rect(c, (struct xy){x, y}, (struct xy){width, height}, p);
}
static inline void canvas_circle(struct canvas *c, double x, double y, double radius,
                                 struct pen p) {
    c->kind->circle(c, (struct xy){x, y}, radius, p);
}
/* y is the base line's. */
static inline void canvas_text(struct canvas *c, double x, double y, const char *text,
                               struct font f, enum paint p) {
    c->kind->text(c, (struct xy){x, y}, text, f, p);
}
/* What is drawn between the two says this text when it is pointed at. They don't nest. */
static inline void canvas_note_begin(struct canvas *c, const char *text) {
    c->kind->note_begin(c, text);
}
static inline void canvas_note_end(struct canvas *c) {
    c->kind->note_end(c);
}
/* Completes the drawing and frees the canvas. */
static inline bool canvas_finish(struct canvas *c, struct status *st) {
    return c->kind->finish(c, st);
}

/* How wide a text is, about: from the widths of Helvetica, whatever font is there in the end. */
double text_extent(const char *text, double size, bool bold);

struct picture { /* what a drawing says of itself */
    const char *id, *title, *description;
    double width, height;
};
/* An <svg> element; with `alone` a document of its own that brings its (light) colours. The text
 * and the picture's strings must outlive the canvas. */
struct canvas *canvas_svg(const struct picture *p, bool alone, struct text *out);
/* A PDF file. Finishing writes it. */
struct canvas *canvas_pdf(const struct picture *p, const char *path);

/* Adds a text with &, <, >, " and ' escaped, as HTML and XML want it; control characters that XML
 * forbids and bytes that are not UTF-8 become U+FFFD. */
void text_add_escaped(struct text *out, const char *text);

#endif
