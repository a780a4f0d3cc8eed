/* ui/report/html.c: the page: its style, its order, its figures. */
#include <math.h>

#include "ui/report/report.h"

/* ---- Elements --------------------------------------------------------------------------- */

void html_section(struct text *out, const char *id, const char *heading) {
    text_printf(out, "<section id=\"%s\">\n", id);
    html_element(out, "h2", heading);
}

void html_section_end(struct text *out) {
    text_add(out, "</section>\n");
}

void html_element(struct text *out, const char *element, const char *text) {
    text_printf(out, "<%s>", element);
    text_add_escaped(out, text);
    text_printf(out, "</%s>\n", element);
}

void html_table_begin(struct text *out, const char *caption) {
    text_add(out, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
    text_add_escaped(out, caption);
    text_add(out, "\"><table>\n");
    html_element(out, "caption", caption);
    text_add(out, "<thead><tr>");
}

void html_head(struct text *out, const char *text, bool number) {
    text_add(out, number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    text_add_escaped(out, text);
    text_add(out, "</th>");
}

void html_body(struct text *out) {
    text_add(out, "</tr></thead>\n<tbody>");
}

void html_row(struct text *out) {
    text_add(out, "\n<tr>"); /* HTML closes a row where the next begins */
}

void html_cell(struct text *out, const char *text) {
    enum { LONG = 40 };
    text_add(out, strlen(text) > LONG ? "<td class=\"long\">" : "<td>");
    text_add_escaped(out, text);
    text_add(out, "</td>");
}

void html_number(struct text *out, enum quantity q, double x) {
    struct arena a;
    arena_init(&a);
    text_add(out, "<td class=\"n\">");
    text_add_escaped(out, isnan(x) ? "" : number_text(&a, q, x));
    text_add(out, "</td>");
    arena_free(&a);
}

void html_table_end(struct text *out) {
    text_add(out, "\n</tbody></table></div>\n");
}

/* ---- Style ------------------------------------------------------------------------------ */

static const char style[] =
    "*{box-sizing:border-box}\n"
    "html{color-scheme:light dark;-webkit-text-size-adjust:100%}\n"
    "body{margin:0 auto;max-width:60rem;padding:2.5rem 1.5rem 4rem;background:var(--p1);"
    "color:var(--p2);font:16px/1.55 system-ui,-apple-system,\"Segoe UI\",\"Helvetica Neue\","
    "Helvetica,Arial,sans-serif;font-variant-numeric:lining-nums}\n"
    "h1{font-size:2rem;line-height:1.2;letter-spacing:-.015em;margin:.2rem 0 .4rem;"
    "text-wrap:balance}\n"
    "h2{font-size:1.35rem;line-height:1.3;letter-spacing:-.01em;margin:3rem 0 .8rem}\n"
    "h3{font-size:1.05rem;margin:0 0 .15rem}\n"
    "p{margin:.6rem 0;max-width:46rem;text-wrap:pretty}\n"
    "a{color:var(--p7)}\n"
    ".kicker{color:var(--p3);font-size:.85rem;letter-spacing:.06em;text-transform:uppercase;"
    "margin:0}\n"
    ".lead{font-size:1.1rem}\n"
    "nav{margin:1.2rem 0 0;font-size:.9rem}nav ul{list-style:none;margin:0;padding:0;"
    "display:flex;flex-wrap:wrap;gap:.3rem 1.1rem}\n"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(12.5rem,1fr));gap:.8rem;"
    "margin:1.6rem 0;padding:0}\n"
    ".tiles div{border:1px solid var(--p5);border-radius:.6rem;padding:.75rem .9rem}\n"
    ".tiles dt{color:var(--p3);font-size:.85rem}\n"
    ".tiles dd{margin:.1rem 0 0;font-size:1.5rem;line-height:1.25;font-weight:600;"
    "letter-spacing:-.01em;font-variant-numeric:tabular-nums}\n"
    ".tiles small{display:block;font-size:.8rem;font-weight:400;color:var(--p3);"
    "letter-spacing:0}\n"
    ".bad{border-left:4px solid var(--p8);padding:.1rem 0 .1rem .9rem}\n"
    "ul.findings{padding-left:1.2rem;max-width:46rem}ul.findings li{margin:.35rem 0}\n"
    "figure{margin:1.4rem 0 2rem;border:1px solid var(--p5);border-radius:.6rem;"
    "padding:1.1rem 1.2rem 1rem}\n"
    "figcaption p{color:var(--p3);font-size:.92rem;line-height:1.45;margin:0 0 .9rem}\n"
    ".scroll{overflow-x:auto}\n"
    "svg.figure{display:block;width:100%;height:auto;min-width:38rem}\n"
    "details{margin-top:.8rem;font-size:.92rem}summary{cursor:pointer;color:var(--p3)}\n"
    ".wide{overflow-x:auto;margin:.8rem 0 1.6rem}\n"
    "details .wide{max-height:24rem;overflow:auto;margin:.5rem 0 0}\n"
    "table{border-collapse:collapse;font-size:.88rem;line-height:1.35;"
    "font-variant-numeric:tabular-nums}\n"
    "caption{text-align:left;color:var(--p3);padding:0 0 .5rem;caption-side:top}\n"
    "th{text-align:left;font-weight:600;vertical-align:bottom;border-bottom:1.5px solid "
    "var(--p4)}\n"
    "th,td{padding:.32rem 1rem .32rem 0}td{border-bottom:1px solid var(--p5)}\n"
    "th.n,td.n{text-align:right}td{white-space:nowrap}td.long{white-space:normal}\n"
    "pre,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\","
    "monospace;font-size:.85rem}\n"
    "pre{border:1px solid var(--p5);border-radius:.6rem;padding:.9rem 1rem;overflow-x:auto;"
    "line-height:1.45;max-height:40rem}\n"
    "footer{margin-top:3.5rem;color:var(--p3);font-size:.85rem}\n"
    "@media print{@page{margin:16mm 14mm}\n"
    "html{color-scheme:light;print-color-adjust:exact;-webkit-print-color-adjust:exact}\n"
    "body{max-width:none;padding:0;font-size:10.5pt}nav,figure details{display:none}\n"
    "h1{font-size:20pt}h2{font-size:14pt;margin-top:1.6rem;break-after:avoid}\n"
    "figure{break-inside:avoid;border:0;padding:0;margin:1rem 0 1.4rem}\n"
    ".tiles{grid-template-columns:repeat(4,1fr)}.tiles dd{font-size:13pt}\n"
    ".tiles div,tr{break-inside:avoid}pre{max-height:none;white-space:pre-wrap;"
    "overflow:visible;overflow-wrap:anywhere}\n"
    "svg.figure{min-width:0}table{font-size:8pt}th,td{padding-right:.6rem}"
    ".wide,.scroll{overflow:visible}a{color:inherit;text-decoration:none}}\n";

static void add_style(struct text *out) {
    text_add(out, "<style>\n:root{");
    paint_properties(out, false);
    text_add(out, "}\n@media screen and (prefers-color-scheme:dark){:root{");
    paint_properties(out, true);
    text_add(out, "}}\n");
    paint_rules(out, false);
    text_add(out, style);
    text_add(out, "</style>\n");
}

/* ---- Figures ---------------------------------------------------------------------------- */

static void add_numbers(const struct chart *c, struct text *out) {
    enum { ROWS_MAX = 300 };
    struct chart_table t;
    struct arena a;
    arena_init(&a);
    chart_table_make(c, &t);
    u32 shown = MIN(t.rows, (u32)ROWS_MAX);
    const char *caption =
        t.rows <= ROWS_MAX
            ? arena_printf(&a, "%s: all numbers", c->title)
            : arena_printf(&a,
                           "%s: the first %u of %u rows; hpmsim report --figures writes all",
                           c->title, shown, t.rows);
    text_add(out, "<details><summary>The numbers</summary>\n");
    html_table_begin(out, caption);
    for (u32 k = 0; k < t.columns; k++)
        html_head(out, t.heads[k], t.rows && !t.cells.at[k].text);
    html_body(out);
    for (u32 n = 0; n < shown * t.columns; n++) {
        const struct table_cell *cell = &t.cells.at[n];
        if (n % t.columns == 0) html_row(out);
        if (cell->text)
            html_cell(out, cell->text);
        else
            html_number(out, cell->quantity, cell->number);
    }
    html_table_end(out);
    text_add(out, "</details>\n");
    chart_table_free(&t);
    arena_free(&a);
}

static void add_figure(const struct chart *c, struct text *out) {
    text_printf(out, "<figure id=\"%s\">\n<figcaption>", c->id);
    html_element(out, "h3", c->title);
    html_element(out, "p", c->caption);
    text_add(out, "</figcaption>\n<div class=\"scroll\">");
    chart_svg(c, false, out);
    text_add(out, "</div>\n");
    add_numbers(c, out);
    text_add(out, "</figure>\n");
}

/* Figures of host times are a section of their own: they aren't the same in every run. */
static void add_figures(const struct figures *f, bool of_host_times, struct text *out) {
    bool any = false;
    for (u32 n = 0; n < f->at.count; n++) any |= f->at.at[n].of_host_times == of_host_times;
    if (!any) return;
    if (of_host_times) {
        html_section(out, "host-times", "Times on the host");
        html_element(out, "p",
                     "These depend on the computer that ran the experiment and on what else it "
                     "was doing. Everything else here is the same in every run.");
    } else {
        html_section(out, "figures", "Figures");
    }
    for (u32 n = 0; n < f->at.count; n++)
        if (f->at.at[n].of_host_times == of_host_times) add_figure(&f->at.at[n], out);
    html_section_end(out);
}

/* ---- The page --------------------------------------------------------------------------- */

static void add_contents(const struct figures *f, struct text *out) {
    bool host = false, other = false;
    for (u32 n = 0; n < f->at.count; n++) {
        host |= f->at.at[n].of_host_times;
        other |= !f->at.at[n].of_host_times;
    }
    text_add(out, "<nav aria-label=\"Contents\"><ul><li><a href=\"#summary\">Summary</a></li>");
    if (other) text_add(out, "<li><a href=\"#figures\">Figures</a></li>");
    if (host) text_add(out, "<li><a href=\"#host-times\">Times on the host</a></li>");
    text_add(out, "<li><a href=\"#tables\">Tables</a></li>"
                  "<li><a href=\"#experiment\">The experiment</a></li>"
                  "<li><a href=\"#reproduce\">How to reproduce it</a></li></ul></nav>\n");
}

void report_page(const struct report_data *d, const struct figures *f, const char *title,
                 struct text *out) {
    struct arena a;
    arena_init(&a);
    if (!title) title = report_title(d, &a);
    text_add(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html_element(out, "title", title);
    add_style(out);
    text_add(out, "</head>\n<body>\n<header>\n<p class=\"kicker\">hpmsim report</p>\n");
    html_element(out, "h1", title);
    add_contents(f, out);
    text_add(out, "</header>\n<main>\n");
    add_summary(d, out);
    add_figures(f, false, out);
    add_figures(f, true, out);
    add_tables(d, out);
    add_origin(d, out);
    text_add(out, "</main>\n<footer>Made by <code>hpmsim report</code>, version ");
    text_add_escaped(out, hpmsim_version());
    text_add(out, ".</footer>\n</body>\n</html>\n");
    arena_free(&a);
}
