/* ui/chart/draw_strip.c: which row something was in over x, as bars along the rows; or, with keys, what
 * each row was in, as bars in the keys' colours. A span that holds only a share of its time is as
 * high as that share; with keys, those of one time stand on each other. */
#include <math.h>

#include "ui/chart/draw.h"

/* A span of a row that the process was in. */
static void draw_place(struct drawing *d, const struct chart_span *s, double x, double width,
                       double middle, double thick) {
    canvas_rect(d->canvas, x, middle - thick / 2 * s->share, fmax(width, 0.6), thick * s->share,
                (struct pen){key_paint(s->row), PAINT_NONE, 0, DASH_SOLID});
}

/* A span of a key, from `base` on (0 to 1). Narrow ones are not hatched, but can be seen. */
static void draw_state(struct drawing *d, const struct chart_span *s, double x, double width,
                       double middle, double thick, double base) {
    const double hatched = 7, least = 0.8;
    double y = middle + thick / 2 - (base + s->share) * thick;
    if (width >= hatched && s->share == 1)
        draw_part(d, s->key, x, y, width, thick);
    else
        canvas_rect(d->canvas, x, y, fmax(width, least), thick * s->share,
                    (struct pen){part_paint(d->chart, s->key), PAINT_NONE, 0, DASH_SOLID});
}

static void draw_links(struct drawing *d, const struct chart_panel *p, const struct frame *f) {
    enum { LINKS_MAX = 200 };
    struct pen link = {PAINT_NONE, PAINT_LINE, 1, DASH_SOLID};
    for (u32 n = 1; n < p->spans.count && p->spans.count <= LINKS_MAX; n++) {
        double x = scale_at(&f->sx, p->spans.at[n].from);
        struct xy line[] = {{x, f->y + (p->spans.at[n - 1].row + 0.5) * d->layout.pitch},
                            {x, f->y + (p->spans.at[n].row + 0.5) * d->layout.pitch}};
        canvas_path(d->canvas, line, 2, false, link);
    }
}

static const char *note(struct drawing *d, const struct chart_panel *p,
                        const struct chart_span *s) {
    const struct chart *c = d->chart;
    struct arena *a = &d->arena;
    const char *what = c->keys.count ? arena_printf(a, ", %s", c->keys.at[s->key]) : "";
    const char *share =
        s->share < 1 ? arena_printf(a, " (%s)", number_text(a, QUANTITY_SHARE, s->share)) : "";
    return arena_printf(a, "%s%s: %s to %s%s", p->rows.at[s->row], what,
                        number_text(a, p->x.quantity, s->from),
                        number_text(a, p->x.quantity, s->to), share);
}

void draw_strip(struct drawing *d, u32 panel) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    const struct frame *f = &d->layout.frames[panel];
    double thick = d->layout.pitch * (c->keys.count ? 0.74 : 0.6), base = 0;
    if (!c->keys.count) draw_links(d, p, f);
    for (u32 n = 0; n < p->spans.count; n++) {
        const struct chart_span *s = &p->spans.at[n], *before = n ? s - 1 : NULL;
        bool on =
            before && before->row == s->row && before->from == s->from && before->to == s->to;
        double x = scale_at(&f->sx, s->from), width = scale_at(&f->sx, s->to) - x;
        double middle = f->y + (s->row + 0.5) * d->layout.pitch;
        base = on ? base + before->share : 0;
        if (d->notes) canvas_note_begin(d->canvas, note(d, p, s));
        if (c->keys.count)
            draw_state(d, s, x, width, middle, thick, base);
        else
            draw_place(d, s, x, width, middle, thick);
        if (d->notes) canvas_note_end(d->canvas);
    }
}
