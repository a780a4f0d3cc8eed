/* ui/chart/canvas_svg.c: drawing as SVG: text stays text, colours are classes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "ui/chart/canvas.h"

struct svg {
    struct canvas base;
    struct text *out;
    bool alone;
};

/* At most two places behind the point, and none that say nothing: "12", "3.5". */
static void add_length(struct text *out, double x) {
    char digits[64];
    if (fabs(x) < 0.005) x = 0;
    int n = snprintf(digits, sizeof digits, "%.2f", x);
    while (digits[n - 1] == '0') n--;
    if (digits[n - 1] == '.') n--;
    text_add_bytes(out, digits, (size_t)n);
}

static void add_attribute(struct text *out, const char *name, double x) {
    text_printf(out, " %s=\"", name);
    add_length(out, x);
    text_add(out, "\"");
}

/* The length of the UTF-8 sequence at s if XML may hold the character, else 0. */
static u32 character_length(const u8 *s) {
    u32 n = s[0] < 0x80                   ? 1
            : s[0] >= 0xc2 && s[0] < 0xe0 ? 2
            : s[0] >= 0xe0 && s[0] < 0xf0 ? 3
            : s[0] >= 0xf0 && s[0] < 0xf5 ? 4
                                          : 0;
    if (n == 1) return s[0] >= 0x20 ? s[0] != 0x7f : s[0] == '\n' || s[0] == '\t';
    for (u32 k = 1; k < n; k++)
        if ((s[k] & 0xc0) != 0x80) return 0;
    bool overlong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90);
    bool surrogate = s[0] == 0xed && s[1] >= 0xa0;
    bool beyond = s[0] == 0xf4 && s[1] >= 0x90;
    bool not_one = s[0] == 0xef && s[1] == 0xbf && s[2] >= 0xbe;
    return overlong || surrogate || beyond || not_one ? 0 : n;
}

void text_add_escaped(struct text *out, const char *text) {
    for (const u8 *s = (const u8 *)text; *s;) {
        u32 n = character_length(s);
        switch (*s) {
        case '&': text_add(out, "&amp;"); break;
        case '<': text_add(out, "&lt;"); break;
        case '>': text_add(out, "&gt;"); break;
        case '"': text_add(out, "&quot;"); break;
        case '\'': text_add(out, "&#39;"); break;
        default:
            if (n)
                text_add_bytes(out, s, n);
            else
                text_add(out, "\xef\xbf\xbd");
        }
        s += n ? n : 1;
    }
}

static void add_pen(struct text *out, struct pen p) {
    text_printf(out, " class=\"f%d", p.fill);
    if (p.stroke) text_printf(out, " s%d", p.stroke);
    if (p.stroke && p.dash) text_printf(out, " d%d", p.dash);
    text_add(out, "\"");
    if (p.stroke && p.width != 1) add_attribute(out, "stroke-width", p.width);
}

static void svg_path(struct canvas *c, const struct xy *at, u32 n, bool closed, struct pen p) {
    struct text *out = ((struct svg *)c)->out;
    bool down = false;
    text_add(out, "<path d=\"");
    for (u32 k = 0; k < n; k++) {
        if (isnan(at[k].x)) {
            down = false;
            continue;
        }
        text_add(out, down ? "L" : "M");
        add_length(out, at[k].x);
        text_add(out, " ");
        add_length(out, at[k].y);
        down = true;
    }
    text_add(out, closed ? "Z\"" : "\"");
    add_pen(out, p);
    text_add(out, "/>\n");
}

static void svg_rect(struct canvas *c, struct xy at, struct xy size, struct pen p) {
    struct text *out = ((struct svg *)c)->out;
    text_add(out, "<rect");
    add_attribute(out, "x", at.x);
    add_attribute(out, "y", at.y);
    add_attribute(out, "width", fmax(size.x, 0));
    add_attribute(out, "height", fmax(size.y, 0));
    add_pen(out, p);
    text_add(out, "/>\n");
}

static void svg_circle(struct canvas *c, struct xy centre, double radius, struct pen p) {
    struct text *out = ((struct svg *)c)->out;
    text_add(out, "<circle");
    add_attribute(out, "cx", centre.x);
    add_attribute(out, "cy", centre.y);
    add_attribute(out, "r", radius);
    add_pen(out, p);
    text_add(out, "/>\n");
}

static void svg_text(struct canvas *c, struct xy at, const char *text, struct font f,
                     enum paint p) {
    static const char *const anchors[] = {"", " middle", " end"};
    struct text *out = ((struct svg *)c)->out;
    text_add(out, "<text");
    add_attribute(out, "x", at.x);
    add_attribute(out, "y", at.y);
    text_printf(out, " class=\"f%d%s%s\"", p, anchors[f.anchor], f.bold ? " bold" : "");
    add_attribute(out, "font-size", f.size);
    text_add(out, ">");
    text_add_escaped(out, text);
    text_add(out, "</text>\n");
}

static void svg_note_begin(struct canvas *c, const char *text) {
    struct text *out = ((struct svg *)c)->out;
    text_add(out, "<g><title>");
    text_add_escaped(out, text);
    text_add(out, "</title>\n");
}

static void svg_note_end(struct canvas *c) {
    text_add(((struct svg *)c)->out, "</g>\n");
}

static bool svg_finish(struct canvas *c, struct status *st) {
    (void)st;
    text_add(((struct svg *)c)->out, "</svg>\n");
    free(c);
    return true;
}

static const struct canvas_kind svg_kind = {svg_path,       svg_rect,     svg_circle, svg_text,
                                            svg_note_begin, svg_note_end, svg_finish};

struct canvas *canvas_svg(const struct picture *p, bool alone, struct text *out) {
    struct svg *s = xcalloc(1, sizeof *s);
    s->base.kind = &svg_kind;
    s->out = out;
    s->alone = alone;
    if (alone) text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" role=\"img\"");
    text_printf(out, " aria-labelledby=\"%s-title %s-desc\"", p->id, p->id);
    text_add(out, " viewBox=\"0 0 ");
    add_length(out, p->width);
    text_add(out, " ");
    add_length(out, p->height);
    text_add(out, "\"");
    add_attribute(out, "width", p->width);
    add_attribute(out, "height", p->height);
    text_printf(out, ">\n<title id=\"%s-title\">", p->id);
    text_add_escaped(out, p->title);
    text_printf(out, "</title>\n<desc id=\"%s-desc\">", p->id);
    text_add_escaped(out, p->description);
    text_add(out, "</desc>\n");
    if (alone) {
        text_add(out, "<style>\n");
        paint_rules(out, true);
        text_printf(out, "</style>\n<rect width=\"100%%\" height=\"100%%\" class=\"f%d\"/>\n",
                    PAINT_PAPER);
    }
    return &s->base;
}
