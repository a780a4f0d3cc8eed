/* ui/chart/layout.c: where the panels of a chart go, and on what scales. */
#include <math.h>

#include "ui/chart/draw.h"

enum { LABELS_MAX = 230, CELL_HEIGHT = 40, CELL_WIDTH = 104, STRIP_PITCH = 30 };

bool key_seen(const struct chart *c, u32 key) {
    if (c->kind == CHART_STRIP) {
        for (u32 n = 0; n < c->panels.count; n++)
            for (u32 k = 0; k < c->panels.at[n].spans.count; k++)
                if (c->panels.at[n].spans.at[k].key == key) return true;
        return false;
    }
    if (c->kind != CHART_BARS) return true;
    for (u32 n = 0; n < c->panels.count; n++) {
        const struct chart_panel *p = &c->panels.at[n];
        for (u32 row = 0; row < p->rows.count; row++)
            if (p->cells.at[row * c->keys.count + key] > 0) return true;
    }
    return false;
}

bool rows_shared(const struct chart *c) {
    return c->share_y || c->kind == CHART_LINES;
}

/* ---- Extents of data -------------------------------------------------------------------- */

struct extent {
    double low, high, least; /* least: the smallest above 0 */
};
static const struct extent no_extent = {INFINITY, -INFINITY, INFINITY};

static void extend(struct extent *e, double x) {
    if (isnan(x) || isinf(x)) return;
    e->low = fmin(e->low, x);
    e->high = fmax(e->high, x);
    if (x > 0) e->least = fmin(e->least, x);
}

/* What the parts of a bar add up to. */
static double bar_sum(const struct chart_panel *p, u32 row, u32 keys) {
    double sum = 0;
    for (u32 k = 0; k < keys; k++) {
        double part = p->cells.at[row * keys + k];
        if (!isnan(part)) sum += part;
    }
    return sum;
}

static void extend_by_panel(const struct chart *c, const struct chart_panel *p,
                            struct extent *x, struct extent *y) {
    for (u32 k = 0; k < p->lines.count; k++)
        for (u32 n = 0; n < p->lines.at[k].points.count; n++) {
            struct xy at = p->lines.at[k].points.at[n];
            if (isnan(at.y)) continue;
            extend(x, at.x);
            extend(y, at.y);
        }
    for (u32 n = 0; n < p->spans.count; n++) {
        extend(x, p->spans.at[n].from);
        extend(x, p->spans.at[n].to);
    }
    if (c->kind != CHART_BARS) return;
    for (u32 row = 0; row < p->rows.count; row++) {
        extend(x, 0);
        extend(x, bar_sum(p, row, c->keys.count));
    }
}

static struct scale scale_over(const struct axis *a, struct extent e) {
    struct scale s = {.kind = a->scale, .low = e.low, .high = e.high};
    if (a->low < a->high) return (struct scale){a->scale, a->low, a->high, 0, 0};
    if (!(e.low <= e.high)) s.low = 0, s.high = 1;
    if (s.kind == SCALE_LOG) {
        s.low = isinf(e.least) ? 1 : e.least;
        if (!(s.high >= s.low)) s.high = s.low * 10;
    }
    if (s.kind == SCALE_LOG_ZERO) s.low = 0;
    if (s.kind == SCALE_LINEAR && a->from_zero) s.low = fmin(s.low, 0);
    return s;
}

/* The distinct x of a panel's points, as ticks; false: there are too many. */
static bool ticks_at_values(const struct chart_panel *p, struct ticks *out) {
    *out = (struct ticks){.digits = 6};
    for (u32 k = 0; k < p->lines.count; k++)
        for (u32 n = 0; n < p->lines.at[k].points.count; n++) {
            double x = p->lines.at[k].points.at[n].x;
            u32 at = 0;
            while (at < out->count && out->at[at] < x) at++;
            if (at < out->count && out->at[at] == x) continue;
            if (out->count == TICKS_MAX) return false;
            memmove(out->at + at + 1, out->at + at, (out->count - at) * sizeof *out->at);
            out->at[at] = x;
            out->count++;
        }
    return true;
}

/* Whether there is room for the number of every `stride`-th tick. */
static bool ticks_fit(struct arena *a, const struct ticks *t, u32 stride, const struct scale *s,
                      enum quantity q) {
    enum { BETWEEN = 8 };
    double end = -INFINITY;
    for (u32 k = 0; k < t->count; k += stride) {
        double half = text_extent(tick_text(a, q, t, k), SMALL_SIZE, false) / 2;
        double x = scale_at(s, t->at[k]);
        if (x - half < end + BETWEEN) return false;
        end = x + half;
    }
    return true;
}

/* Keeps every second, third, ... tick where the numbers of all would touch. */
static void thin_ticks(struct arena *a, struct ticks *t, const struct scale *s,
                       enum quantity q) {
    u32 stride = 1, kept = 0;
    while (!ticks_fit(a, t, stride, s, q)) stride++;
    for (u32 k = 0; k < t->count; k += stride) t->at[kept++] = t->at[k];
    t->count = kept;
}

/* ---- Scales ----------------------------------------------------------------------------- */

static void make_scales(struct drawing *d) {
    const struct chart *c = d->chart;
    struct extent all_x = no_extent, all_y = no_extent;
    for (u32 n = 0; n < c->panels.count; n++)
        extend_by_panel(c, &c->panels.at[n], &all_x, &all_y);
    for (u32 n = 0; n < c->panels.count; n++) {
        const struct chart_panel *p = &c->panels.at[n];
        struct frame *f = &d->layout.frames[n];
        struct extent x = no_extent, y = no_extent;
        extend_by_panel(c, p, &x, &y);
        if (c->share_x) x = all_x;
        if (c->share_y) y = all_y;
        f->sx = scale_over(&p->x, x);
        f->sy = scale_over(&p->y, y);
    }
}

/* Ends the scale of bars so far left that what is written behind each bar has room. */
static void make_room_for_sums(struct drawing *d, const struct chart_panel *p,
                               struct frame *f) {
    u32 keys = d->chart->keys.count;
    double right = f->x + f->width + SUM_BEYOND, from = f->sx.from;
    for (u32 row = 0; row < p->rows.count; row++) {
        double sum = bar_sum(p, row, keys), share = sum / f->sx.high;
        if (!(share > 0)) continue;
        const char *text = number_short(&d->arena, p->x.quantity, sum);
        double end = right - SUM_GAP - text_extent(text, SMALL_SIZE, false);
        f->sx.to = fmin(f->sx.to, from + (end - from) / share);
    }
}

static void make_ticks(struct drawing *d, u32 panel) {
    const struct chart *c = d->chart;
    const struct chart_panel *p = &c->panels.at[panel];
    struct frame *f = &d->layout.frames[panel];
    unsigned widen_x = c->kind == CHART_BARS ? WIDEN_HIGH : 0;
    unsigned widen_y = p->y.low < p->y.high ? 0 : WIDEN_LOW | WIDEN_HIGH;
    u32 wanted_x = (u32)fmax(f->width / 90, 2), wanted_y = (u32)fmax(f->height / 36, 2);
    double inset = c->kind == CHART_LINES ? PLOT_INSET : 0;
    f->sx.from = f->x + inset;
    f->sx.to = f->x + f->width - inset;
    f->sy.from = f->y + f->height;
    f->sy.to = f->y;
    f->tx = ticks_make(&f->sx, wanted_x, widen_x, p->x.quantity);
    f->ty = ticks_make(&f->sy, wanted_y, widen_y, p->y.quantity);
    struct ticks at;
    if (p->x.at_values && ticks_at_values(p, &at)) f->tx = at;
    if (c->kind == CHART_BARS) make_room_for_sums(d, p, f);
}

/* Panels that share their scale have the same room for it. */
static void share_room(struct drawing *d) {
    struct layout *l = &d->layout;
    double length = INFINITY;
    for (u32 k = 0; k < d->chart->panels.count; k++)
        length = fmin(length, l->frames[k].sx.to - l->frames[k].sx.from);
    for (u32 k = 0; k < d->chart->panels.count; k++)
        l->frames[k].sx.to = l->frames[k].sx.from + length;
}

/* ---- Room ------------------------------------------------------------------------------- */

static double legend_height(const struct drawing *d) {
    const struct chart *c = d->chart;
    double x = 0;
    u32 lines = 1;
    if (c->kind == CHART_HEAT || c->keys.count < 2 || c->backdrop) return 0;
    for (u32 k = 0; k < c->keys.count; k++) {
        if (!key_seen(c, k)) continue;
        double width = 48 + text_extent(c->keys.at[k], TEXT_SIZE, false);
        if (x > 0 && x + width > PAGE_WIDTH) lines++, x = 0;
        x += width;
    }
    return lines * LEGEND_LINE + 6;
}

/* The widest label of rows, or number of the y axis. */
static double label_width(struct drawing *d) {
    const struct chart *c = d->chart;
    double width = 0;
    for (u32 n = 0; n < c->panels.count; n++) {
        const struct chart_panel *p = &c->panels.at[n];
        for (u32 row = 0; row < p->rows.count; row++)
            width = fmax(width, text_extent(p->rows.at[row], TEXT_SIZE, false));
        if (c->kind != CHART_LINES) continue;
        struct frame f = d->layout.frames[n]; /* a copy: ticks come later, with the real room */
        struct ticks t = ticks_make(&f.sy, 6, WIDEN_LOW | WIDEN_HIGH, p->y.quantity);
        for (u32 k = 0; k < t.count; k++)
            width = fmax(width, text_extent(tick_text(&d->arena, p->y.quantity, &t, k),
                                            SMALL_SIZE, false));
    }
    return fmin(width, LABELS_MAX) + 10;
}

static u32 most_rows(const struct chart *c) {
    u32 rows = 0;
    for (u32 n = 0; n < c->panels.count; n++) rows = MAX(rows, c->panels.at[n].rows.count);
    return rows;
}

static u32 most_columns(const struct chart *c) {
    u32 columns = 0;
    for (u32 n = 0; n < c->panels.count; n++)
        columns = MAX(columns, c->panels.at[n].columns.count);
    return columns;
}

static u32 panels_across(const struct drawing *d) {
    const struct chart *c = d->chart;
    u32 n = MAX(c->panels.count, 1u);
    if (c->kind == CHART_HEAT) {
        double one = d->layout.labels + 20 + most_columns(c) * (double)CELL_WIDTH * 0.62;
        return MIN(MAX((u32)(PAGE_WIDTH / one), 1u), n);
    }
    if (c->across) return MIN(c->across, n);
    return n <= 3 ? n : n == 4 ? 2 : n <= 9 ? 3 : 4;
}

/* The height of a panel's data. */
static double plot_height(struct drawing *d, double width) {
    struct layout *l = &d->layout;
    const struct chart *c = d->chart;
    u32 rows = most_rows(c);
    switch (c->kind) {
    case CHART_LINES: return l->across == 1 ? 300 : fmax(fmin(width * 0.68, 240), 120);
    case CHART_BARS: l->pitch = rows > 12 ? 19 : l->across > 2 ? 20 : 26; break;
    case CHART_HEAT: l->pitch = rows > 10 ? 26 : CELL_HEIGHT; break;
    case CHART_STRIP: l->pitch = rows * l->down > 10 ? 23 : STRIP_PITCH; break;
    }
    return rows * l->pitch;
}

void layout_make(struct drawing *d) {
    const struct chart *c = d->chart;
    struct layout *l = &d->layout;
    u32 n = c->panels.count;
    l->frames = ARENA_ARRAY(&d->arena, struct frame, MAX(n, 1u));
    make_scales(d);
    l->legend = legend_height(d);
    l->labels = label_width(d);
    l->across = panels_across(d);
    l->down = (n + l->across - 1) / MAX(l->across, 1u);

    bool shared_rows = rows_shared(c) && (c->kind != CHART_LINES || c->share_y);
    bool named = n && c->panels.at[0].name;
    double outer = shared_rows ? l->labels : 0, inner = shared_rows ? 0 : l->labels;
    double gap = c->kind == CHART_BARS ? 2 * PANEL_GAP : PANEL_GAP;
    l->gap = gap;
    double width = (PAGE_WIDTH - 18 - outer - gap * (l->across - 1.0)) / l->across - inner;
    if (c->kind == CHART_HEAT && most_columns(c))
        width = fmin(width, most_columns(c) * (double)CELL_WIDTH);
    double height = plot_height(d, width);

    /* Above a panel: its name, the label of y; below: numbers and label of x. */
    bool label_y = false;
    for (u32 k = 0; k < n; k++) label_y |= c->kind == CHART_LINES && c->panels.at[k].y.label;
    double above = (named ? LINE_HEIGHT : 0) + (label_y && !c->share_y ? LINE_HEIGHT : 0) + 6;
    if (c->kind == CHART_HEAT) above = (named ? LINE_HEIGHT + 4 : 0) + 2.0 * LINE_HEIGHT;
    bool label_x = false;
    for (u32 k = 0; k < n; k++) label_x |= c->panels.at[k].x.label && !c->share_x;
    double below = c->kind == CHART_HEAT ? 10 : LINE_HEIGHT + (label_x ? LINE_HEIGHT : 0);
    double top = l->legend + (label_y && c->share_y ? LINE_HEIGHT : 0);
    double bottom = (c->share_x && c->kind != CHART_HEAT ? LINE_HEIGHT : 0) + 4;
    double cell_height = above + height + below + (l->down > 1 ? 8 : 0);
    for (u32 k = 0; k < n; k++) {
        struct frame *f = &l->frames[k];
        u32 column = k % l->across, row = k / l->across;
        f->width = width;
        f->height = c->kind == CHART_LINES ? height : c->panels.at[k].rows.count * l->pitch;
        f->x = outer + column * (width + inner + gap) + inner;
        f->y = top + row * cell_height + above;
        make_ticks(d, k);
    }
    if (c->kind == CHART_BARS && c->share_x) share_room(d);
    for (u32 k = 0; k < n; k++)
        thin_ticks(&d->arena, &l->frames[k].tx, &l->frames[k].sx, c->panels.at[k].x.quantity);
    l->height = top + l->down * cell_height + bottom;
}
