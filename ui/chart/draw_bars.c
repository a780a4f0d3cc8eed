/* ui/chart/draw_bars.c: bars, stacked of parts. */
#include <math.h>

#include "ui/chart/draw.h"

/* The sum behind the end of a bar. */
static void draw_sum(struct drawing *d, enum quantity q, double sum, double end, double y) {
    canvas_text(d->canvas, end + SUM_GAP, y + 4, number_short(&d->arena, q, sum),
                (struct font){SMALL_SIZE, ANCHOR_START, false}, PAINT_SOFT);
}

void draw_bars(struct drawing *d, u32 panel) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    double thick = d->layout.pitch * 0.68;
    for (u32 row = 0; row < p->rows.count; row++) {
        double y = f->y + (row + 0.5) * d->layout.pitch, sum = 0, x = scale_at(&f->sx, 0);
        bool any = false;
        for (u32 k = 0; k < c->keys.count; k++) {
            double part = p->cells.at[row * c->keys.count + k];
            if (isnan(part)) continue;
            any = true;
            sum += part;
            double to = scale_at(&f->sx, sum);
            if (to - x < 0.2) continue;
            if (d->notes)
                canvas_note_begin(d->canvas,
                                  arena_printf(&d->arena, "%s, %s: %s", p->rows.at[row],
                                               c->keys.at[k],
                                               number_text(&d->arena, p->x.quantity, part)));
            draw_part(d, k, x, y - thick / 2, fmax(to - x - (to - x > 2 ? 0.8 : 0), 0.4),
                      thick);
            if (d->notes) canvas_note_end(d->canvas);
            x = to;
        }
        if (any) draw_sum(d, p->x.quantity, sum, x, y);
    }
}
