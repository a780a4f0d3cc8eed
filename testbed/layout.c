/* testbed/layout.c: numbers with units, aligned columns. */
#include "testbed/layout.h"

#include <stdio.h>
#include <stdlib.h>

void add_toned(struct text *out, const struct style *s, enum tone tone, const char *text) {
    static const char *const codes[] = {"", "\033[1m", "\033[2m", "\033[32m", "\033[1;31m"};
    bool toned = s->colour && tone != TONE_PLAIN;
    if (toned) text_add(out, codes[tone]);
    text_add(out, text);
    if (toned) text_add(out, "\033[0m");
}

/* ---- Numbers ---------------------------------------------------------------------------- */

const char *text_printed(struct arena *a, const char *fmt, ...) {
    struct text t = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&t, fmt, args);
    va_end(args);
    char *copy = arena_strdup(a, text_string(&t));
    text_free(&t);
    return copy;
}

const char *text_count(struct arena *a, u64 n) {
    char digits[24], out[32], *to = out;
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (int k = 0; k < length; k++) {
        if (k && (length - k) % 3 == 0) *to++ = ',';
        *to++ = digits[k];
    }
    *to = 0;
    return arena_strdup(a, out);
}

const char *text_plural(struct arena *a, u64 n, const char *noun) {
    return text_printed(a, "%s %s%s", text_count(a, n), noun, n == 1 ? "" : "s");
}

/* Three significant digits. */
static const char *scaled(struct arena *a, double x, const char *unit) {
    return text_printed(a, "%.*f %s", x < 9.995 ? 2 : x < 99.95 ? 1 : 0, x, unit);
}

const char *text_size(struct arena *a, u64 bytes) {
    static const char *const units[] = {"KB", "MB", "GB", "TB"};
    if (bytes < 1000) return text_printed(a, "%llu B", (unsigned long long)bytes);
    double x = (double)bytes / 1000;
    u32 unit = 0;
    for (; x >= 999.5 && unit + 1 < COUNT_OF(units); unit++) x /= 1000;
    return scaled(a, x, units[unit]);
}

const char *text_time(struct arena *a, u64 ns) {
    static const char *const units[] = {"µs", "ms", "s"};
    if (ns < 1000) return text_printed(a, "%llu ns", (unsigned long long)ns);
    double x = (double)ns / 1000;
    u32 unit = 0;
    for (; x >= 999.5 && unit + 1 < COUNT_OF(units); unit++) x /= 1000;
    return scaled(a, x, units[unit]);
}

/* ---- Width ------------------------------------------------------------------------------ */

u32 text_width(const char *text) {
    u32 n = 0;
    for (; *text; text++) n += ((u8)*text & 0xc0) != 0x80;
    return n;
}

const char *text_cut(struct arena *a, const char *text, u32 width) {
    if (text_width(text) <= width) return text;
    const char *end = text;
    for (u32 n = 0; n + 3 < width && *end; n++) do
            end++;
        while (((u8)*end & 0xc0) == 0x80);
    return text_printed(a, "%.*s...", (int)(end - text), text);
}

/* ---- Tables ----------------------------------------------------------------------------- */

void grid_cell(struct grid *t, const char *text) {
    array_push(&t->cells, text);
}

void grid_free(struct grid *t) {
    array_free(&t->cells);
}

static void measure(const struct grid *t, u32 *widths) {
    for (u32 c = 0; c < t->column_count; c++) {
        bool used = false;
        widths[c] = t->columns[c].head ? text_width(t->columns[c].head) : 0;
        for (u32 n = c; n < t->cells.count; n += t->column_count) {
            if (!t->cells.at[n]) continue;
            used = true;
            widths[c] = MAX(widths[c], text_width(t->cells.at[n]));
        }
        if (!used) widths[c] = 0;
        if (t->columns[c].most) widths[c] = MIN(widths[c], t->columns[c].most);
    }
}

/* Spaces behind a column. */
static u32 gap_behind(const struct grid *t, u32 column) {
    bool numbers = column + 1 < t->column_count && t->columns[column].right &&
                   t->columns[column + 1].right;
    return t->tight && numbers ? 1 : 2;
}

static void shrink(const struct grid *t, u32 *widths, u32 room) {
    enum { LEAST = 10 };
    u32 total = 0, *flexible = &widths[t->flexible];
    for (u32 c = 0; c < t->column_count; c++)
        if (widths[c]) total += widths[c] + gap_behind(t, c);
    if (total > room + 2 && *flexible > LEAST)
        *flexible = MAX(*flexible - MIN(*flexible, total - room - 2), LEAST);
}

static void add_line(const struct grid *t, const u32 *widths, const char *const *cells,
                     struct arena *a, struct text *out) {
    u32 owed = 0; /* spaces, not yet written: none at the ends of lines */
    for (u32 c = 0; c < t->column_count; c++) {
        if (!widths[c]) continue;
        const char *cell = cells[c] ? text_cut(a, cells[c], widths[c]) : "";
        u32 fill = widths[c] - text_width(cell);
        if (t->columns[c].right) owed += fill;
        if (*cell) {
            text_printf(out, "%*s%s", (int)owed, "", cell);
            owed = 0;
        }
        owed += gap_behind(t, c) + (t->columns[c].right ? 0 : fill);
    }
}

void grid_add(struct grid *t, struct text *out, const struct style *s, u32 indent) {
    u32 widths[COLUMNS_MAX] = {0};
    struct arena a;
    bool headed = false;
    arena_init(&a);
    measure(t, widths);
    shrink(t, widths, s->width > indent ? s->width - indent : 0);
    const char *heads[COLUMNS_MAX];
    for (u32 c = 0; c < t->column_count; c++)
        headed |= (heads[c] = t->columns[c].head) && widths[c];
    if (headed) {
        struct text line = {0};
        add_line(t, widths, heads, &a, &line);
        text_printf(out, "%*s", (int)indent, "");
        add_toned(out, s, TONE_DIM, text_string(&line));
        text_add(out, "\n");
        text_free(&line);
    }
    for (u32 n = 0; n + t->column_count <= t->cells.count; n += t->column_count) {
        text_printf(out, "%*s", (int)indent, "");
        add_line(t, widths, t->cells.at + n, &a, out);
        text_add(out, "\n");
    }
    arena_free(&a);
}
