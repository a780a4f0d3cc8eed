/* cli/command_report.c: hpmsim report: results as a page for people, and figures for papers. */
#include "cli/cli.h"
#include "testbed/layout.h"
#include "ui/report/report.h"

static const struct option_row options[] = {
    {"output", 'o', "FILE", "The page; - is standard output.", "DIR/report.html", false},
    {"figures", 'f', "DIR",
     "Write each figure too: as SVG, PDF and CSV, with scripts for gnuplot and pandas that "
     "draw "
     "it again.",
     NULL, false},
    {"title", 't', "TEXT", "What the page is called.", NULL, false},
    {"json", 0, NULL, "Print what was written as JSON.", NULL, false},
    {"quiet", 'q', NULL, "Print nothing but errors.", NULL, false},
};

/* folder: of figures; NULL: none was asked for. */
static void tell(const struct report_data *d, const struct figures *f, const char *page,
                 const char *folder, size_t page_bytes, bool json) {
    struct text t = {0};
    struct json_writer w = {.out = &t};
    struct arena a;
    arena_init(&a);
    if (json) {
        json_begin_object(&w, NULL);
        json_put_string(&w, "page", page);
        json_put_integer(&w, "page_bytes", (i64)page_bytes);
        json_put_integer(&w, "runs", d->runs.count);
        json_put_integer(&w, "figures", f->at.count);
        json_put_string(&w, "figures_folder", folder);
        json_end_object(&w);
    } else {
        text_printf(&t, "%s with %s in %s (%s)\n", text_plural(&a, d->runs.count, "run"),
                    text_plural(&a, f->at.count, "figure"), page, text_size(&a, page_bytes));
        if (folder) text_printf(&t, "Figures in %s\n", folder);
    }
    fputs(t.at, stdout);
    text_free(&t);
    arena_free(&a);
}

static bool write_all(const struct invocation *i, const struct report_data *d,
                      const struct figures *f, struct status *st) {
    const char *folder = option_value(i, "figures"), *given = option_value(i, "output");
    struct text page = {0}, path = {0};
    if (given)
        text_add(&path, given);
    else
        text_printf(&path, "%s/report.html", i->operands[0]);
    report_page(d, f, option_value(i, "title"), &page);
    bool ok = write_out(path.at, &page, st);
    ok = ok && (!folder || report_figures_save(f, folder, st));
    if (ok && !option_given(i, "quiet") && strcmp(path.at, "-") != 0)
        tell(d, f, path.at, folder, page.length, option_given(i, "json"));
    text_free(&page);
    text_free(&path);
    return ok;
}

static int run(const struct invocation *i) {
    struct status st = {0};
    struct report_data data;
    struct figures figures = {0};
    bool ok = report_data_read(i->operands[0], &data, &st);
    if (ok) {
        figures_make(&data, &figures);
        ok = write_all(i, &data, &figures, &st);
        figures_free(&figures);
    }
    report_data_free(&data);
    return ok ? EXIT_DONE : report(&st);
}

const struct command command_report = {
    .name = "report",
    .operands = "DIR",
    .summary = "make a page of figures and tables of results",
    .about =
        "Makes one HTML page of the results in DIR, the folder of `hpmsim run`, `sweep` or "
        "`merge`: a summary, figures, tables, the experiment and how to reproduce it. The page "
        "needs no other file. Which figures there are follows from the results: lines over "
        "parameters that are numbers, comparisons of others, matrices of machines, "
        "distributions, for a single run where the process was, for several processes Gantt "
        "charts.",
    .examples = "hpmsim report results\n"
                "hpmsim report results -o report.html --figures figures",
    .options = options,
    .option_count = COUNT_OF(options),
    .least = 1,
    .most = 1,
    .run = run,
};
