/* ui/chart/canvas_cairo.c: drawing with Cairo, as PDF. The only file here that knows it.
 *
 * Text is Cairo's own, not Pango's: Pango needs GLib, and Unicorn's library exports functions of
 * its own under GLib's names (g_hash_table_new, ...), which GLib would then be bound to.
 */
#include <cairo/cairo-pdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "ui/chart/canvas.h"

struct paper {
    struct canvas base;
    char *path; /* owned */
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct text pdf;
};

static void set_paint(cairo_t *cr, enum paint p) {
    unsigned red = 0, green = 0, blue = 0;
    sscanf(paint_colour(p, false), "#%2x%2x%2x", &red, &green, &blue);
    cairo_set_source_rgb(cr, red / 255.0, green / 255.0, blue / 255.0);
}

/* Fills and strokes the current path. */
static void apply(cairo_t *cr, struct pen p) {
    static const struct {
        double lengths[4];
        int count;
    } dashes[DASH_COUNT] = {[DASH_LONG] = {{7, 3}, 2},
                            [DASH_DOTTED] = {{2, 2.5}, 2},
                            [DASH_MIXED] = {{8, 3, 2, 3}, 4}};
    if (p.fill) {
        set_paint(cr, p.fill);
        cairo_fill_preserve(cr);
    }
    if (p.stroke) {
        set_paint(cr, p.stroke);
        cairo_set_line_width(cr, p.width);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_set_dash(cr, dashes[p.dash].lengths, dashes[p.dash].count, 0);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static cairo_t *cairo_of(struct canvas *c) {
    return ((struct paper *)c)->cairo;
}

static void paper_path(struct canvas *c, const struct xy *at, u32 n, bool closed,
                       struct pen p) {
    cairo_t *cr = cairo_of(c);
    bool down = false;
    for (u32 k = 0; k < n; k++) {
        if (isnan(at[k].x))
            down = false;
        else if (down)
            cairo_line_to(cr, at[k].x, at[k].y);
        else
            cairo_move_to(cr, at[k].x, at[k].y), down = true;
    }
    if (closed) cairo_close_path(cr);
    apply(cr, p);
}

static void paper_rect(struct canvas *c, struct xy at, struct xy size, struct pen p) {
    cairo_rectangle(cairo_of(c), at.x, at.y, fmax(size.x, 0), fmax(size.y, 0));
    apply(cairo_of(c), p);
}

static void paper_circle(struct canvas *c, struct xy centre, double radius, struct pen p) {
    cairo_new_sub_path(cairo_of(c));
    cairo_arc(cairo_of(c), centre.x, centre.y, radius, 0, 6.283185307179586);
    apply(cairo_of(c), p);
}

static void paper_text(struct canvas *c, struct xy at, const char *text, struct font f,
                       enum paint p) {
    cairo_t *cr = cairo_of(c);
    cairo_text_extents_t real;
    double room = text_extent(text, f.size, f.bold);
    cairo_select_font_face(cr, "Helvetica", CAIRO_FONT_SLANT_NORMAL,
                           f.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, f.size);
    cairo_text_extents(cr, text, &real);
    /* A wider font is narrowed to what the layout counts on. */
    double narrow = real.x_advance > room ? room / real.x_advance : 1;
    double shift = f.anchor == ANCHOR_START ? 0 : f.anchor == ANCHOR_MIDDLE ? 0.5 : 1;
    cairo_save(cr);
    cairo_translate(cr, at.x - shift * real.x_advance * narrow, at.y);
    cairo_scale(cr, narrow, 1);
    cairo_move_to(cr, 0, 0);
    set_paint(cr, p);
    cairo_show_text(cr, text);
    cairo_restore(cr);
    cairo_new_path(cr);
}

static void paper_note_begin(struct canvas *c, const char *text) {
    (void)c;
    (void)text;
}

static void paper_note_end(struct canvas *c) {
    (void)c;
}

static cairo_status_t take_bytes(void *closure, const unsigned char *data, unsigned length) {
    text_add_bytes(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static bool paper_finish(struct canvas *c, struct status *st) {
    struct paper *p = (struct paper *)c;
    cairo_show_page(p->cairo);
    cairo_surface_finish(p->surface);
    cairo_status_t fault = cairo_status(p->cairo);
    if (!fault) fault = cairo_surface_status(p->surface);
    cairo_destroy(p->cairo);
    cairo_surface_destroy(p->surface);
    bool ok = fault ? status_fail(st, FAULT_WORLD, "%s: drawing failed: %s", p->path,
                                  cairo_status_to_string(fault))
                    : file_write(p->path, p->pdf.at, p->pdf.length, st);
    text_free(&p->pdf);
    free(p->path);
    free(p);
    return ok;
}

static const struct canvas_kind paper_kind = {paper_path,  paper_rect,       paper_circle,
                                              paper_text,  paper_note_begin, paper_note_end,
                                              paper_finish};

struct canvas *canvas_pdf(const struct picture *p, const char *path) {
    const double points = 72.0 / 96;
    struct paper *paper = xcalloc(1, sizeof *paper);
    paper->base.kind = &paper_kind;
    paper->path = xstrdup(path);
    paper->surface = cairo_pdf_surface_create_for_stream(take_bytes, &paper->pdf,
                                                         p->width * points, p->height * points);
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_TITLE, p->title);
    /* The same data give the same file. */
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   "2000-01-01T00:00:00Z");
    paper->cairo = cairo_create(paper->surface);
    cairo_scale(paper->cairo, points, points);
    return &paper->base;
}
