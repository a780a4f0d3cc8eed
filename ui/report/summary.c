/* ui/report/summary.c: what came out, in words and key numbers. */
#include <math.h>

#include "testbed/layout.h"
#include "ui/report/report.h"

int run_verdict(const struct report_data *d, u32 run) {
    static const char *const columns[] = {"output_same", "exit_same", "memory_same",
                                          "state_same", "repeats_same"};
    int verdict = -1;
    for (u32 k = 0; k < COUNT_OF(columns); k++) {
        const char *cell = data_text(d, RUNS, run, columns[k]);
        if (!strcmp(cell, "false")) return 0;
        if (!strcmp(cell, "true")) verdict = 1;
    }
    return verdict;
}

/* ---- Lists in words --------------------------------------------------------------------- */

/* "a", "a and b", "a, b and c"; of many, the first few: "a, b, c and 9 more". */
static const char *list_words(struct arena *a, const char *const *words, u32 n) {
    enum { FEW = 6 };
    u32 shown = n <= FEW ? n : FEW - 1;
    const char *list = "";
    for (u32 k = 0; k < shown; k++)
        list = arena_printf(a, "%s%s%s", list,
                            k == 0                     ? ""
                            : k + 1 == n && shown == n ? " and "
                                                       : ", ",
                            words[k]);
    return shown < n ? arena_printf(a, "%s and %u more", list, n - shown) : list;
}

static void distinct(const struct report_data *d, const char *column, struct groups *out) {
    for (u32 run = 0; run < d->runs.count; run++)
        groups_find(out, data_text(d, RUNS, run, column));
}

/* "4 to 28" for numbers, else the levels. */
static const char *levels_words(struct arena *a, const struct dimension *p) {
    if (p->numeric && p->levels.count > 3)
        return arena_printf(a, "%s to %s", p->levels.at[0].label,
                            p->levels.at[p->levels.count - 1].label);
    const char **labels = ARENA_ARRAY(a, const char *, p->levels.count);
    for (u32 k = 0; k < p->levels.count; k++) labels[k] = p->levels.at[k].label;
    return list_words(a, labels, p->levels.count);
}

/* "narrow (aarch64 with 4 to 28 registers)", or "(aarch64/8)", or "(aarch64 or x86-64)". */
static const char *machine_words(const struct report_data *d, const char *name,
                                 struct arena *a) {
    struct groups models = {0}, isas = {0};
    double low = INFINITY, high = -INFINITY;
    for (u32 n = 0; n < d->machines.count; n++) {
        const struct machine *m = &d->machines.at[n];
        if (strcmp(m->name, name)) continue;
        groups_find(&models, m->model);
        groups_find(&isas, m->isa);
        low = fmin(low, m->registers);
        high = fmax(high, m->registers);
    }
    const char *words;
    if (models.names.count > 1 && isas.names.count == 1 && low < high)
        words = arena_printf(a, "%s with %g to %g registers", isas.names.at[0], low, high);
    else
        words = list_words(a, models.names.at, models.names.count);
    if (strcmp(words, name)) words = arena_printf(a, "%s (%s)", name, words);
    groups_free(&models);
    groups_free(&isas);
    return words;
}

static const char *machines_words(const struct report_data *d, struct arena *a) {
    struct groups names = {0};
    for (u32 n = 0; n < d->machines.count; n++) groups_find(&names, d->machines.at[n].name);
    const char **words = ARENA_ARRAY(a, const char *, MAX(names.names.count, 1u));
    for (u32 k = 0; k < names.names.count; k++)
        words[k] = machine_words(d, names.names.at[k], a);
    const char *list = list_words(a, words, names.names.count);
    groups_free(&names);
    return list;
}

/* "4 processes" */
static const char *several(struct arena *a, u32 count) {
    return arena_printf(a, "%u process%s", count, count == 1 ? "" : "es");
}

const char *report_title(const struct report_data *d, struct arena *a) {
    struct groups programs = {0};
    const char *title;
    distinct(d, "program", &programs);
    if (d->dimensions.count) {
        const char **names = ARENA_ARRAY(a, const char *, d->dimensions.count);
        u32 count = 0;
        for (u32 n = 0; n < d->dimensions.count; n++)
            if (!d->dimensions.at[n].of_processes)
                names[count++] = dimension_label(&d->dimensions.at[n]);
        title = arena_printf(a, "A sweep over %s", list_words(a, names, count));
        if (d->schedules.count)
            title = arena_printf(
                a, "%s: %s", several(a, d->schedules.at[0].processes),
                count ? title + 2 : arena_printf(a, "policy %s", d->schedules.at[0].policy));
        else if (programs.names.count == 1)
            title = arena_printf(a, "%s: %s", programs.names.at[0], title + 2);
    } else if (d->runs.count) {
        title =
            arena_printf(a, "%s %s", programs.names.at[0], data_text(d, RUNS, 0, "arguments"));
    } else {
        title = "No runs";
    }
    groups_free(&programs);
    return title;
}

/* ---- Sentences -------------------------------------------------------------------------- */

struct facts {
    u32 runs, same, different, failed; /* failed: did not exit */
    double instructions, moves, values, ways[WAYS];
    struct numbers distance, translate, downtime;
    struct numbers map;
};

static void facts_make(const struct report_data *d, struct facts *f) {
    struct numbers moves = {0}, values = {0}, instructions = {0};
    *f = (struct facts){.runs = d->runs.count};
    for (u32 run = 0; run < d->runs.count; run++) {
        const char *end = data_text(d, RUNS, run, "end");
        int verdict = run_verdict(d, run);
        f->same += verdict == 1;
        f->different += verdict == 0;
        f->failed += *end && strcmp(end, "exit") != 0;
        numbers_add(&instructions, d->runs.at[run].measure[MEASURE_INSTRUCTIONS]);
        numbers_add(&moves, data_number(d, RUNS, run, "migrations"));
        numbers_add(&values, data_number(d, RUNS, run, "values"));
        for (u32 k = 0; k < WAYS; k++) {
            double way = data_number(d, RUNS, run, way_labels[k].column);
            f->ways[k] += isnan(way) ? 0 : way;
        }
        numbers_add(&f->map, d->runs.at[run].measure[MEASURE_MAP]);
    }
    f->instructions = numbers_sum(&instructions);
    f->moves = numbers_sum(&moves);
    f->values = numbers_sum(&values);
    numbers_free(&instructions);
    numbers_free(&moves);
    numbers_free(&values);
    for (u32 n = 0; n < d->moves.count; n++) {
        numbers_add(&f->distance, d->moves.at[n].distance);
        numbers_add(&f->translate, d->moves.at[n].translate_ns);
        numbers_add(&f->downtime, d->moves.at[n].downtime_ns);
    }
    numbers_sort(&f->distance);
    numbers_sort(&f->translate);
    numbers_sort(&f->downtime);
}

static void facts_free(struct facts *f) {
    numbers_free(&f->distance);
    numbers_free(&f->translate);
    numbers_free(&f->downtime);
    numbers_free(&f->map);
}

static const char *programs_words(const struct report_data *d, struct arena *a) {
    struct groups programs = {0};
    distinct(d, "program", &programs);
    const char *words = programs.names.count == 1
                            ? programs.names.at[0]
                            : arena_printf(a, "%u programs", programs.names.count);
    groups_free(&programs);
    return words;
}

/* "4 processes (a, b, c and d)" */
static const char *processes_words(const struct report_data *d, struct arena *a) {
    struct groups names = {0};
    for (u32 n = 0; n < d->scheduled_runs.count; n++)
        groups_find(&names, d->runs.at[d->scheduled_runs.at[n].run].process);
    const char *words = arena_printf(a, "%s (%s)", several(a, names.names.count),
                                     list_words(a, names.names.at, names.names.count));
    groups_free(&names);
    return words;
}

static void add_lead(const struct report_data *d, const struct facts *f, struct arena *a,
                     struct text *out) {
    struct text t = {0};
    u32 over = 0;
    if (d->schedules.count)
        text_printf(&t, "%s of %s", text_plural(a, d->schedules.count, "schedule"),
                    processes_words(d, a));
    if (d->schedules.count == 1) text_printf(&t, " by policy %s", d->schedules.at[0].policy);
    if (!d->schedules.count)
        text_printf(&t, "%s of %s", text_plural(a, f->runs, "run"), programs_words(d, a));
    if (d->machines.count) text_printf(&t, " on %s", machines_words(d, a));
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        if (p->of_processes) continue;
        text_printf(&t, "%s%s %s", over++ ? "; " : ", over ", dimension_label(p),
                    levels_words(a, p));
    }
    text_add(&t, ".");
    if (f->moves > 0)
        text_printf(&t, " %s executed %s instructions and moved %s, with %s values%s.",
                    f->runs == 1 ? "The process" : "Together they",
                    number_text(a, QUANTITY_COUNT, f->instructions),
                    f->moves == 1
                        ? "once"
                        : arena_printf(a, "%s times", number_text(a, QUANTITY_COUNT, f->moves)),
                    number_text(a, QUANTITY_COUNT, f->values), f->moves == 1 ? "" : " in all");
    text_add(out, "<p class=\"lead\">");
    text_add_escaped(out, t.at);
    text_add(out, "</p>\n");
    text_free(&t);
}

static void add_verdict(const struct facts *f, struct arena *a, struct text *out) {
    const char *words;
    if (!f->different && !f->failed && f->same == f->runs)
        words = f->runs == 1
                    ? "Compared with the run without migration, all came out the same."
                    : "Compared with runs without migration, all of them came out the same.";
    else if (!f->different && !f->failed)
        words = f->same ? arena_printf(a,
                                       "%u of %u runs were compared with one without "
                                       "migration, and came out the same.",
                                       f->same, f->runs)
                        : "Nothing was compared with a run without migration.";
    else
        words = arena_printf(a,
                             "%u of %u runs differ from the one without migration; %u did not "
                             "exit by themselves. The table of runs says which.",
                             f->different, f->runs, f->failed);
    text_printf(out, "<p%s>", f->different || f->failed ? " class=\"bad\"" : "");
    text_add_escaped(out, words);
    text_add(out, "</p>\n");
}

/* ---- Key numbers ------------------------------------------------------------------------ */

static void tile(struct text *out, const char *name, const char *value, const char *more) {
    text_add(out, "<div><dt>");
    text_add_escaped(out, name);
    text_add(out, "</dt><dd>");
    text_add_escaped(out, value);
    text_add(out, "<small>");
    text_add_escaped(out, more);
    text_add(out, "</small></dd></div>\n");
}

/* Median, 99th percentile and largest of sorted numbers. */
static void spread_tile(struct text *out, struct arena *a, const char *name, enum quantity q,
                        const struct numbers *n) {
    if (!n->at.count) return;
    tile(out, name, number_text(a, q, numbers_percentile(n, 50)),
         arena_printf(a, "median; p99 %s, at most %s",
                      number_text(a, q, numbers_percentile(n, 99)),
                      number_text(a, q, numbers_percentile(n, 100))));
}

/* The schedule that ends first or last; one at least has a makespan. */
static u32 extreme_schedule(const struct report_data *d, bool longest) {
    u32 found = 0;
    for (u32 k = 1; k < d->schedules.count; k++) {
        double x = d->schedules.at[k].makespan_ns, y = d->schedules.at[found].makespan_ns;
        if (longest ? x > y : x < y) found = k;
    }
    return found;
}

static void add_makespan_tile(const struct report_data *d, struct arena *a, struct text *out) {
    if (!d->schedules.count) return;
    u32 best = extreme_schedule(d, false), worst = extreme_schedule(d, true);
    tile(out, "Makespan, simulated",
         number_text(a, QUANTITY_TIME, d->schedules.at[best].makespan_ns),
         best == worst
             ? "until the last process ended"
             : arena_printf(a, "with %s; %s with %s", schedule_label(d, best, a),
                            number_text(a, QUANTITY_TIME, d->schedules.at[worst].makespan_ns),
                            schedule_label(d, worst, a)));
}

static void add_tiles(const struct report_data *d, const struct facts *f, struct arena *a,
                      struct text *out) {
    text_add(out, "<dl class=\"tiles\">\n");
    add_makespan_tile(d, a, out);
    tile(out, "Runs", number_text(a, QUANTITY_COUNT, f->runs),
         f->same || f->different
             ? arena_printf(a,
                            f->runs == 1 ? "%s as without migration"
                                         : "%s the same as without migration",
                            f->runs > 1 ? number_text(a, QUANTITY_COUNT, f->same)
                            : f->same   ? "the same"
                                        : "not the same")
             : "not compared");
    tile(out, "Instructions", number_short(a, QUANTITY_COUNT, f->instructions), "executed");
    tile(out, "Migrations", number_text(a, QUANTITY_COUNT, f->moves),
         f->moves > 0 ? arena_printf(a, "one per %s instructions",
                                     number_text(a, QUANTITY_COUNT, f->instructions / f->moves))
                      : "");
    if (f->moves > 0) {
        double through = f->ways[1] + f->ways[2];
        tile(out, "Values per migration", number_text(a, QUANTITY_COUNT, f->values / f->moves),
             f->values > 0 ? arena_printf(a, "%s spilled or filled",
                                          number_text(a, QUANTITY_SHARE, through / f->values))
                           : "");
    }
    spread_tile(out, a, "Distance, instructions", QUANTITY_COUNT, &f->distance);
    spread_tile(out, a, "Translation time", QUANTITY_TIME, &f->translate);
    spread_tile(out, a, "Simulated downtime", QUANTITY_TIME, &f->downtime);
    if (f->map.at.count)
        tile(out, "Code and map", number_text(a, QUANTITY_RATIO, numbers_mean(&f->map, true)),
             "of code alone, geometric mean");
    text_add(out, "</dl>\n");
}

/* ---- Findings --------------------------------------------------------------------------- */

/* How a measure at the first level of x compares with the last, over all and at the extremes. */
static void add_finding(const struct report_data *d, const struct roles *r, enum measure_id m,
                        const char *verb, struct arena *a, struct text *out) {
    u32 groups = r->lines ? r->lines->levels.count : 1, most = 0, least = 0, measured = 0;
    struct numbers all = {0}, *by_line = xcalloc(groups, sizeof *by_line);
    double *means = xcalloc(groups, sizeof *means);
    struct partners last = {0};
    partners_make(d, r->x, r->x->levels.count - 1, &last);
    for (u32 run = 0; run < d->runs.count; run++) {
        if (r->x->of_run[run] != 0) continue;
        double ratio = partners_ratio(d, &last, run, m);
        numbers_add(&all, ratio);
        numbers_add(&by_line[r->lines ? r->lines->of_run[run] : 0], ratio);
    }
    for (u32 k = 0; k < groups; k++) {
        means[k] = numbers_mean(&by_line[k], true);
        if (means[k] > means[most] || isnan(means[most])) most = k;
        if (means[k] < means[least] || isnan(means[least])) least = k;
        measured += !isnan(means[k]);
        numbers_free(&by_line[k]);
    }
    if (all.at.count) {
        struct text t = {0};
        const char *by = dimension_label(r->x);
        text_printf(&t, "With %s %s, %s %s what it is with %s", r->x->levels.at[0].label, by,
                    verb, number_text(a, QUANTITY_RATIO, numbers_mean(&all, true)),
                    r->x->levels.at[r->x->levels.count - 1].label);
        if (measured > 1)
            text_printf(
                &t, " (geometric mean): %s for %s, %s for %s",
                number_text(a, QUANTITY_RATIO, means[least]), r->lines->levels.at[least].label,
                number_text(a, QUANTITY_RATIO, means[most]), r->lines->levels.at[most].label);
        text_add(&t, ".");
        html_element(out, "li", t.at);
        text_free(&t);
    }
    array_release((void **)&by_line);
    array_release((void **)&means);
    numbers_free(&all);
    map_free(&last.runs);
}

static void add_findings(const struct report_data *d, struct arena *a, struct text *out) {
    struct roles r = roles_of(d);
    if (!r.x) return;
    text_add(out, "<ul class=\"findings\">\n");
    add_finding(d, &r, MEASURE_INSTRUCTIONS, "the number of instructions executed is", a, out);
    add_finding(d, &r, MEASURE_SPILL_TRAFFIC, "the share of spill loads and stores is", a, out);
    add_finding(d, &r, MEASURE_VALUES, "the number of values that a migration moves is", a,
                out);
    add_finding(d, &r, MEASURE_MAKESPAN, "the makespan is", a, out);
    add_finding(d, &r, MEASURE_FRAME_BYTES, "the size of all functions' frames is", a, out);
    text_add(out, "</ul>\n");
}

void add_summary(const struct report_data *d, struct text *out) {
    struct facts f;
    struct arena a;
    arena_init(&a);
    facts_make(d, &f);
    html_section(out, "summary", "Summary");
    if (d->runs.count) {
        add_lead(d, &f, &a, out);
        add_verdict(&f, &a, out);
        add_tiles(d, &f, &a, out);
        add_findings(d, &a, out);
    } else {
        html_element(out, "p", "There are no runs in these results.");
    }
    html_section_end(out);
    facts_free(&f);
    arena_free(&a);
}
