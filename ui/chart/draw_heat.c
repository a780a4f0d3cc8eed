/* ui/chart/draw_heat.c: a matrix whose cells are the darker (on dark pages: the lighter) the more
 * they hold; the numbers stand in them. */
#include <math.h>

#include "ui/chart/draw.h"

/* The step of colour for a number: linear, or over many decades logarithmic. */
static u32 heat_of(double x, double low, double high) {
    bool log = low > 0 && high > 50 * low;
    double at = log ? log10(x / low) / log10(high / low) : (x - low) / (high - low);
    if (!(high > low)) at = 0.4;
    return (u32)fmin(fmax(floor(at * HEAT_COLOURS), 0), HEAT_COLOURS - 1);
}

static void draw_cell(struct drawing *d, u32 panel, u32 row, u32 column, double low,
                      double high) {
    const struct chart_panel *p = &d->chart->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    double width = f->width / p->columns.count, x = f->x + column * width;
    double y = f->y + row * d->layout.pitch;
    double value = p->cells.at[row * p->columns.count + column];
    u32 heat = isnan(value) ? 0 : heat_of(value, low, high);
    struct pen pen = {isnan(value) ? PAINT_NONE : PAINT_HEAT + heat, PAINT_NONE, 1, DASH_SOLID};
    if (isnan(value)) pen.stroke = PAINT_GRID;
    if (d->notes)
        canvas_note_begin(d->canvas,
                          arena_printf(&d->arena, "%s → %s: %s", p->rows.at[row],
                                       p->columns.at[column],
                                       number_text(&d->arena, p->x.quantity, value)));
    canvas_rect(d->canvas, x + 1, y + 1, width - 2, d->layout.pitch - 2, pen);
    const char *text = isnan(value) ? "–" : number_short(&d->arena, p->x.quantity, value);
    if (text_extent(text, SMALL_SIZE, false) < width - 3)
        canvas_text(d->canvas, x + width / 2, y + d->layout.pitch / 2 + 4, text,
                    (struct font){TEXT_SIZE, ANCHOR_MIDDLE, false},
                    isnan(value)              ? PAINT_SOFT
                    : heat > HEAT_COLOURS / 2 ? PAINT_PAPER
                                              : PAINT_INK);
    if (d->notes) canvas_note_end(d->canvas);
}

/* Numbers that are nearly alike look alike: the colours span half of what they are at least. */
static void widen(double *low, double *high) {
    double middle = (*low + *high) / 2, least = fabs(middle) / 2;
    if (!(*high - *low < least)) return;
    *low = middle - least / 2;
    *high = middle + least / 2;
}

void draw_heat(struct drawing *d, u32 panel) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    struct font small = {SMALL_SIZE, ANCHOR_MIDDLE, false};
    double low = INFINITY, high = -INFINITY, width = f->width / MAX(p->columns.count, 1u);
    for (u32 n = 0; n < p->cells.count; n++) {
        if (isnan(p->cells.at[n])) continue;
        low = fmin(low, p->cells.at[n]);
        high = fmax(high, p->cells.at[n]);
    }
    widen(&low, &high);
    for (u32 k = 0; k < p->columns.count; k++)
        canvas_text(d->canvas, f->x + (k + 0.5) * width, f->y - 6,
                    text_fitted(&d->arena, p->columns.at[k], TEXT_SIZE, width - 2),
                    (struct font){TEXT_SIZE, ANCHOR_MIDDLE, false}, PAINT_INK);
    if (c->row_label && c->column_label)
        canvas_text(
            d->canvas, f->x + f->width / 2, f->y - 6 - LINE_HEIGHT,
            arena_printf(&d->arena, "%s (columns) ← %s (rows)", c->column_label, c->row_label),
            small, PAINT_SOFT);
    for (u32 row = 0; row < p->rows.count; row++)
        for (u32 k = 0; k < p->columns.count; k++) draw_cell(d, panel, row, k, low, high);
}
