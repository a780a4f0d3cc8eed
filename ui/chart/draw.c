/* ui/chart/draw.c: a chart on a canvas: legend, axes, and the panels' data between them. */
#include <math.h>

#include "ui/chart/draw.h"

static const struct font small = {SMALL_SIZE, ANCHOR_MIDDLE, false};
static const struct font small_end = {SMALL_SIZE, ANCHOR_END, false};
static const struct font plain = {TEXT_SIZE, ANCHOR_START, false};
static const struct font head = {TEXT_SIZE, ANCHOR_START, true};

static void draw_legend(struct drawing *d) {
    const struct chart *c = d->chart;
    double x = 0, y = 14;
    for (u32 k = 0; k < c->keys.count; k++) {
        if (!key_seen(c, k)) continue;
        double width = 48 + text_extent(c->keys.at[k], TEXT_SIZE, false);
        if (x > 0 && x + width > PAGE_WIDTH) x = 0, y += LEGEND_LINE;
        if (c->kind == CHART_LINES) {
            struct xy line[] = {{x + 1, y - 4}, {x + 25, y - 4}};
            bool marked = c->panels.count && c->panels.at[0].lines.count &&
                          c->panels.at[0].lines.at[0].marked;
            canvas_path(
                d->canvas, line, 2, false,
                (struct pen){PAINT_NONE, key_paint(k), 2, marked ? key_dash(k) : DASH_SOLID});
            draw_marker(d->canvas, k, x + 13, y - 4, 4);
        } else {
            draw_part(d, k, x + 6, y - 11, 18, 13);
        }
        canvas_text(d->canvas, x + 31, y, c->keys.at[k], plain, PAINT_INK);
        x += width;
    }
}

/* ---- Axes ------------------------------------------------------------------------------- */

static void draw_x_axis(struct drawing *d, u32 panel) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    struct pen grid = {PAINT_NONE, PAINT_GRID, 1, DASH_SOLID};
    double bottom = f->y + f->height;
    for (u32 k = 0; k < f->tx.count; k++) {
        double x = scale_at(&f->sx, f->tx.at[k]);
        struct xy line[] = {{x, f->y}, {x, bottom}};
        canvas_path(d->canvas, line, 2, false, grid);
        canvas_text(d->canvas, x, bottom + 15, tick_text(&d->arena, p->x.quantity, &f->tx, k),
                    small, PAINT_SOFT);
    }
    if (!c->share_x && p->x.label)
        canvas_text(d->canvas, f->x + f->width / 2, bottom + 15 + LINE_HEIGHT,
                    text_fitted(&d->arena, p->x.label, SMALL_SIZE, f->width + 20), small,
                    PAINT_SOFT);
}

static void draw_y_axis(struct drawing *d, u32 panel) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    struct pen grid = {PAINT_NONE, PAINT_GRID, 1, DASH_SOLID};
    bool numbers = !c->share_y || panel % d->layout.across == 0;
    for (u32 k = 0; k < f->ty.count; k++) {
        double y = scale_at(&f->sy, f->ty.at[k]);
        struct xy line[] = {{f->x, y}, {f->x + f->width, y}};
        bool one = p->y.quantity == QUANTITY_RATIO && f->ty.at[k] == 1; /* what ratios are to */
        grid.stroke = one ? PAINT_LINE : PAINT_GRID;
        canvas_path(d->canvas, line, 2, false, grid);
        if (numbers)
            canvas_text(d->canvas, f->x - 7, y + 4,
                        tick_text(&d->arena, p->y.quantity, &f->ty, k), small_end, PAINT_SOFT);
    }
    if (!c->share_y && p->y.label)
        canvas_text(d->canvas, f->x - d->layout.labels + 4, f->y - 10,
                    text_fitted(&d->arena, p->y.label, SMALL_SIZE, f->width + d->layout.labels),
                    (struct font){SMALL_SIZE, ANCHOR_START, false}, PAINT_SOFT);
}

static void draw_row_labels(struct drawing *d, u32 panel) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    if (rows_shared(c) && panel % d->layout.across) return;
    for (u32 row = 0; row < p->rows.count; row++)
        canvas_text(d->canvas, f->x - 8, f->y + (row + 0.5) * d->layout.pitch + 4,
                    text_fitted(&d->arena, p->rows.at[row], TEXT_SIZE, d->layout.labels - 8),
                    (struct font){TEXT_SIZE, ANCHOR_END, false}, PAINT_INK);
}

static void draw_name(struct drawing *d, u32 panel) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    double lift = c->kind == CHART_HEAT                   ? 2 * LINE_HEIGHT + 8
                  : c->kind == CHART_LINES && !c->share_y ? LINE_HEIGHT + 10
                                                          : 9;
    if (c->kind == CHART_LINES && !c->share_y && !p->y.label) lift = 11;
    double left = c->kind == CHART_LINES && !c->share_y ? f->x - d->layout.labels + 4 : f->x;
    if (p->name)
        canvas_text(d->canvas, left, f->y - lift,
                    text_fitted(&d->arena, p->name, TEXT_SIZE * 1.08, f->width), head,
                    PAINT_INK);
}

static void draw_panel(struct drawing *d, u32 panel) {
    const struct frame *f = &d->layout.frames[panel];
    struct pen axis = {PAINT_NONE, PAINT_LINE, 1, DASH_SOLID};
    struct xy base[] = {{f->x, f->y + f->height}, {f->x + f->width, f->y + f->height}};
    struct xy side[] = {{f->x, f->y}, {f->x, f->y + f->height}};
    draw_name(d, panel);
    switch (d->chart->kind) {
    case CHART_LINES:
        draw_x_axis(d, panel);
        draw_y_axis(d, panel);
        canvas_path(d->canvas, base, 2, false, axis);
        draw_lines(d, panel);
        break;
    case CHART_BARS:
        draw_x_axis(d, panel);
        draw_row_labels(d, panel);
        draw_bars(d, panel);
        canvas_path(d->canvas, side, 2, false, axis);
        break;
    case CHART_HEAT:
        draw_row_labels(d, panel);
        draw_heat(d, panel);
        break;
    case CHART_STRIP:
        draw_x_axis(d, panel);
        draw_row_labels(d, panel);
        draw_strip(d, panel);
        canvas_path(d->canvas, base, 2, false, axis);
        break;
    }
}

static void draw_shared_labels(struct drawing *d) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[0];
    const struct layout *l = &d->layout;
    const struct frame *f = &l->frames[0];
    double middle = f->x + (l->across * (f->width + l->gap) - l->gap) / 2;
    if (c->share_x && p->x.label && c->kind != CHART_HEAT)
        canvas_text(d->canvas, middle, l->height - 6, p->x.label, small, PAINT_SOFT);
    if (c->share_y && p->y.label && c->kind == CHART_LINES)
        canvas_text(d->canvas, 0, l->legend + 11, p->y.label,
                    (struct font){SMALL_SIZE, ANCHOR_START, false}, PAINT_SOFT);
}

/* ---- A figure --------------------------------------------------------------------------- */

static u32 points_of(const struct chart *c) {
    u32 points = 0;
    for (u32 n = 0; n < c->panels.count; n++) {
        const struct chart_panel *p = &c->panels.at[n];
        points += p->cells.count + p->spans.count;
        for (u32 k = 0; k < p->lines.count; k++)
            points += p->lines.at[k].marked ? 0 : p->lines.at[k].points.count;
    }
    return points;
}

static void drawing_begin(struct drawing *d, const struct chart *c, struct picture *p) {
    enum { NOTES_MAX = 1500 };
    *d = (struct drawing){.chart = c, .notes = points_of(c) <= NOTES_MAX};
    arena_init(&d->arena);
    layout_make(d);
    *p = (struct picture){c->id, c->title, c->caption, PAGE_WIDTH, d->layout.height};
}

static void draw_all(struct drawing *d) {
    if (d->layout.legend > 0) draw_legend(d);
    for (u32 n = 0; n < d->chart->panels.count; n++) draw_panel(d, n);
    if (d->chart->panels.count) draw_shared_labels(d);
}

void chart_svg(const struct chart *c, bool alone, struct text *out) {
    struct drawing d;
    struct picture p;
    struct status none = {0};
    drawing_begin(&d, c, &p);
    d.canvas = canvas_svg(&p, alone, out);
    draw_all(&d);
    canvas_finish(d.canvas, &none);
    arena_free(&d.arena);
}

bool chart_pdf(const struct chart *c, const char *path, struct status *st) {
    struct drawing d;
    struct picture p;
    drawing_begin(&d, c, &p);
    d.canvas = canvas_pdf(&p, path);
    draw_all(&d);
    arena_free(&d.arena);
    return canvas_finish(d.canvas, st);
}
