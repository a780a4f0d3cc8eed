/* ui/chart/draw_strip.c: which row something was in over x, as bars along the rows. A span that
 * holds only a share of its time is as high as that share. */
#include <math.h>

#include "ui/chart/draw.h"

void draw_strip(struct drawing *d, u32 panel) {
    enum { LINKS_MAX = 200 };
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    double thick = d->layout.pitch * 0.6;
    struct pen link = {PAINT_NONE, PAINT_LINE, 1, DASH_SOLID};
    for (u32 n = 1; n < p->spans.count && p->spans.count <= LINKS_MAX; n++) {
        double x = scale_at(&f->sx, p->spans.at[n].from);
        struct xy line[] = {{x, f->y + (p->spans.at[n - 1].row + 0.5) * d->layout.pitch},
                            {x, f->y + (p->spans.at[n].row + 0.5) * d->layout.pitch}};
        canvas_path(d->canvas, line, 2, false, link);
    }
    for (u32 n = 0; n < p->spans.count; n++) {
        const struct chart_span *s = &p->spans.at[n];
        double from = scale_at(&f->sx, s->from), to = scale_at(&f->sx, s->to);
        double middle = f->y + (s->row + 0.5) * d->layout.pitch;
        struct pen pen = {key_paint(s->row), PAINT_NONE, 0, DASH_SOLID};
        if (d->notes)
            canvas_note_begin(d->canvas,
                              arena_printf(&d->arena, "%s: %s to %s", p->rows.at[s->row],
                                           number_text(&d->arena, p->x.quantity, s->from),
                                           number_text(&d->arena, p->x.quantity, s->to)));
        canvas_rect(d->canvas, from, middle - thick / 2 * s->share, fmax(to - from, 0.6),
                    thick * s->share, pen);
        if (d->notes) canvas_note_end(d->canvas);
    }
}
