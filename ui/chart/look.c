/* ui/chart/look.c: what tells the keys of a chart apart, besides their colours. */
#include <math.h>

#include "ui/chart/draw.h"

enum paint key_paint(u32 key) {
    return PAINT_SERIES + key % SERIES_COLOURS;
}

enum paint part_paint(const struct chart *c, u32 key) {
    u32 left = c->keys.count - key;
    if (c->states && left <= 2) return left == 2 ? PAINT_INK : PAINT_FAINT;
    return key_paint(key);
}

enum dash key_dash(u32 key) {
    return key % DASH_COUNT;
}

/* ---- Markers ---------------------------------------------------------------------------- */

static void polygon(struct canvas *c, u32 sides, double turn, double x, double y, double radius,
                    struct pen p) {
    struct xy at[8];
    for (u32 k = 0; k < sides; k++) {
        double angle = turn + k * 6.283185307179586 / sides;
        at[k] = (struct xy){x + radius * sin(angle), y - radius * cos(angle)};
    }
    canvas_path(c, at, sides, true, p);
}

void draw_marker(struct canvas *c, u32 key, double x, double y, double radius) {
    const double half = 3.141592653589793;
    struct pen full = {key_paint(key), PAINT_PAPER, 1, DASH_SOLID};
    struct pen hollow = {PAINT_PAPER, key_paint(key), 1.5, DASH_SOLID};
    switch (key % SERIES_COLOURS) {
    case 0: canvas_circle(c, x, y, radius, full); break;
    case 1: polygon(c, 4, half / 4, x, y, radius * 1.25, full); break;
    case 2: polygon(c, 3, 0, x, y, radius * 1.35, full); break;
    case 3: polygon(c, 4, 0, x, y, radius * 1.3, full); break;
    case 4: polygon(c, 3, half, x, y, radius * 1.35, full); break;
    case 5: canvas_circle(c, x, y, radius * 0.9, hollow); break;
    case 6: polygon(c, 4, half / 4, x, y, radius * 1.15, hollow); break;
    default: polygon(c, 3, 0, x, y, radius * 1.25, hollow); break;
    }
}

/* ---- Hatches ---------------------------------------------------------------------------- */

enum hatch { HATCH_NONE, HATCH_RISING, HATCH_FALLING, HATCH_LEVEL, HATCH_UPRIGHT };

/* Lines slope * x + y = k * apart within a rectangle, as one path. */
static void slanted(struct canvas *c, double slope, double apart, double x, double y,
                    double width, double height, struct pen p) {
    ARRAY(struct xy) at = {0};
    double left = slope > 0 ? 0 : -width, right = slope > 0 ? width + height : height;
    for (double k = ceil(left / apart) * apart; k < right; k += apart) {
        /* y = k - slope * x, for x in [0, width] and y in [0, height] */
        double x0 = slope > 0 ? fmax(0, k - height) : fmax(0, -k);
        double x1 = slope > 0 ? fmin(width, k) : fmin(width, height - k);
        if (x1 - x0 < 0.3) continue;
        array_push(&at, ((struct xy){x + x0, y + k - slope * x0}));
        array_push(&at, ((struct xy){x + x1, y + k - slope * x1}));
        array_push(&at, ((struct xy){NAN, 0}));
    }
    if (at.count) canvas_path(c, at.at, at.count, false, p);
    array_free(&at);
}

static void straight(struct canvas *c, bool level, double apart, double x, double y,
                     double width, double height, struct pen p) {
    ARRAY(struct xy) at = {0};
    for (double k = apart / 2; k < (level ? height : width); k += apart) {
        array_push(&at, ((struct xy){level ? x : x + k, level ? y + k : y}));
        array_push(&at, ((struct xy){level ? x + width : x + k, level ? y + k : y + height}));
        array_push(&at, ((struct xy){NAN, 0}));
    }
    if (at.count) canvas_path(c, at.at, at.count, false, p);
    array_free(&at);
}

void draw_part(struct drawing *d, u32 key, double x, double y, double width, double height) {
    static const enum hatch hatches[SERIES_COLOURS] = {HATCH_NONE,    HATCH_RISING,  HATCH_NONE,
                                                       HATCH_LEVEL,   HATCH_FALLING, HATCH_NONE,
                                                       HATCH_UPRIGHT, HATCH_NONE};
    struct pen lines = {PAINT_NONE, PAINT_PAPER, 0.9, DASH_SOLID};
    const double apart = 5;
    struct canvas *c = d->canvas;
    enum paint paint = part_paint(d->chart, key);
    canvas_rect(c, x, y, width, height, (struct pen){paint, PAINT_NONE, 0, DASH_SOLID});
    switch (paint == key_paint(key) ? hatches[key % SERIES_COLOURS] : HATCH_NONE) {
    case HATCH_NONE: break;
    case HATCH_RISING: slanted(c, 1, apart, x, y, width, height, lines); break;
    case HATCH_FALLING: slanted(c, -1, apart, x, y, width, height, lines); break;
    case HATCH_LEVEL: straight(c, true, apart - 1, x, y, width, height, lines); break;
    case HATCH_UPRIGHT: straight(c, false, apart - 1, x, y, width, height, lines); break;
    }
}

/* ---- Text ------------------------------------------------------------------------------- */

const char *text_fitted(struct arena *a, const char *text, double size, double room) {
    if (text_extent(text, size, false) <= room) return text;
    char *cut = arena_printf(a, "%s…", text);
    size_t length = strlen(text);
    while (length) {
        do length--;
        while (length && ((u8)cut[length] & 0xc0) == 0x80);
        strcpy(cut + length, "…");
        if (text_extent(cut, size, false) <= room) break;
    }
    return cut;
}
