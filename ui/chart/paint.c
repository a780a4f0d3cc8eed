/* ui/chart/paint.c: colours, and how wide text is. */
#include <math.h>

#include "ui/chart/canvas.h"

static const char *const colours[PAINT_COUNT][2] = {
    [PAINT_NONE] = {"none", "none"},
    [PAINT_PAPER] = {"#ffffff", "#15191e"},
    [PAINT_INK] = {"#1b1f24", "#e8eaed"},
    [PAINT_SOFT] = {"#57606a", "#a3abb5"},
    [PAINT_LINE] = {"#8c959f", "#6b7480"},
    [PAINT_GRID] = {"#e4e7eb", "#2a3038"},
    [PAINT_FAINT] = {"#ccd1d7", "#3f4751"},
    /* Okabe and Ito's, the one that is black last; lighter on dark where they would be lost. */
    [PAINT_SERIES + 0] = {"#0072b2", "#3f9fdb"},
    [PAINT_SERIES + 1] = {"#d55e00", "#ec7a22"},
    [PAINT_SERIES + 2] = {"#009e73", "#16b88a"},
    [PAINT_SERIES + 3] = {"#cc79a7", "#d98cb6"},
    [PAINT_SERIES + 4] = {"#e69f00", "#f0b429"},
    [PAINT_SERIES + 5] = {"#56b4e9", "#86cdf3"},
    [PAINT_SERIES + 6] = {"#8a7f00", "#f0e442"},
    [PAINT_SERIES + 7] = {"#24292f", "#d6dbe1"},
    [PAINT_HEAT + 0] = {"#eef4f9", "#1b2530"},
    [PAINT_HEAT + 1] = {"#d9e7f3", "#1c3044"},
    [PAINT_HEAT + 2] = {"#c0d8ec", "#1d3c59"},
    [PAINT_HEAT + 3] = {"#a1c6e3", "#20496e"},
    [PAINT_HEAT + 4] = {"#7cb0d8", "#255a86"},
    [PAINT_HEAT + 5] = {"#5596c8", "#3b79a8"},
    [PAINT_HEAT + 6] = {"#347bb3", "#619cc8"},
    [PAINT_HEAT + 7] = {"#1c5f99", "#90bee2"},
    [PAINT_HEAT + 8] = {"#0b4475", "#c4dff5"},
};

const char *paint_colour(enum paint p, bool dark) {
    return colours[p][dark];
}

void paint_properties(struct text *out, bool dark) {
    for (u32 p = PAINT_PAPER; p < PAINT_COUNT; p++)
        text_printf(out, "--p%u:%s;", p, colours[p][dark]);
}

void paint_rules(struct text *out, bool literal) {
    text_add(out, ".figure{font-family:system-ui,\"Helvetica Neue\",Helvetica,Arial,"
                  "\"DejaVu Sans\",sans-serif}\n"
                  ".figure text{font-variant-numeric:tabular-nums}\n"
                  ".figure .middle{text-anchor:middle}.figure .end{text-anchor:end}"
                  ".figure .bold{font-weight:600}\n"
                  ".figure path,.figure rect{stroke-linejoin:round}\n"
                  ".f0{fill:none}");
    for (u32 p = PAINT_PAPER; p < PAINT_COUNT; p++) {
        if (literal)
            text_printf(out, ".f%u{fill:%s}.s%u{stroke:%s}", p, colours[p][0], p,
                        colours[p][0]);
        else
            text_printf(out, ".f%u{fill:var(--p%u)}.s%u{stroke:var(--p%u)}", p, p, p, p);
    }
    text_add(out, "\n.d1{stroke-dasharray:7 3}.d2{stroke-dasharray:2 2.5}"
                  ".d3{stroke-dasharray:8 3 2 3}\n");
}

double text_extent(const char *text, double size, bool bold) {
    /* Of Helvetica's characters from space to ~, in hundredths of the size. */
    static const u8 widths[] = {28,  28, 36, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28,
                                56,  56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 58, 58, 58, 56,
                                102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72, 78,
                                67,  78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 28, 28, 28, 47, 56,
                                33,  56, 56, 50, 56, 56, 28, 56, 56, 22, 22, 50, 22, 83, 56, 56,
                                56,  56, 33, 50, 28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58};
    double sum = 0;
    for (const u8 *s = (const u8 *)text; *s; s++) {
        if (*s >= ' ' && *s <= '~')
            sum += widths[*s - ' '];
        else if ((*s & 0xc0) != 0x80) /* the first byte of a longer character */
            sum += 70;
    }
    return sum / 100 * size * (bold ? 1.26 : 1.15); /* fonts for screens are wider */
}
