/* ui/chart/draw_lines.c: lines with markers. */
#include <math.h>

#include "ui/chart/draw.h"

static struct xy place(const struct frame *f, struct xy at) {
    bool seen = !isnan(at.y) && !(f->sx.kind == SCALE_LOG && at.x <= 0) &&
                !(f->sy.kind == SCALE_LOG && at.y <= 0);
    return seen ? (struct xy){scale_at(&f->sx, at.x), scale_at(&f->sy, at.y)}
                : (struct xy){NAN, 0};
}

static void draw_line(struct drawing *d, const struct frame *f, const struct chart_line *line,
                      struct pen p) {
    u32 n = line->points.count;
    struct xy *at = ARENA_ARRAY(&d->arena, struct xy, MAX(n, 1u));
    for (u32 k = 0; k < n; k++) at[k] = place(f, line->points.at[k]);
    if (n) canvas_path(d->canvas, at, n, false, p);
}

static void draw_marks(struct drawing *d, u32 panel, const struct chart_line *line) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct xy *at = line->marked ? line->marks.at : line->points.at;
    u32 n = line->marked ? line->marks.count : line->points.count;
    bool crowded = !line->marked && n > 40;
    for (u32 k = 0; k < n && !crowded; k++) {
        struct xy where = place(&d->layout.frames[panel], at[k]);
        if (isnan(where.x)) continue;
        if (d->notes)
            canvas_note_begin(d->canvas,
                              arena_printf(&d->arena, "%s: %s at %s", c->keys.at[line->key],
                                           number_text(&d->arena, p->y.quantity, at[k].y),
                                           number_text(&d->arena, p->x.quantity, at[k].x)));
        draw_marker(d->canvas, c->backdrop ? 0 : line->key, where.x, where.y,
                    d->layout.across > 2 ? 3.2 : 4);
        if (d->notes) canvas_note_end(d->canvas);
    }
}

void draw_lines(struct drawing *d, u32 panel) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    struct pen faint = {PAINT_NONE, PAINT_FAINT, 1, DASH_SOLID};
    for (u32 n = 0; n < c->panels.count && c->backdrop; n++)
        for (u32 k = 0; k < c->panels.at[n].lines.count && n != panel; k++)
            draw_line(d, f, &c->panels.at[n].lines.at[k], faint);
    for (u32 k = 0; k < p->lines.count; k++) {
        const struct chart_line *line = &p->lines.at[k];
        struct pen pen = {PAINT_NONE, key_paint(c->backdrop ? 0 : line->key),
                          d->layout.across > 2 ? 1.8 : 2,
                          line->marked ? key_dash(line->key) : DASH_SOLID};
        draw_line(d, f, line, pen);
    }
    for (u32 k = 0; k < p->lines.count; k++) draw_marks(d, panel, &p->lines.at[k]);
}
