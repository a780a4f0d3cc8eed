/* ui/report/figures_trade.c: running well against moving cheaply. Categories such as strategies
 * differ in how many instructions a program takes and in how long a migration takes; which of them
 * is best depends on how often a process moves. */
#include <math.h>

#include "ui/report/figures.h"

enum { LEVELS_MAX = 8, PER_DECADE = 8, FIRST_DECADE = 2, LAST_DECADE = 6 };
static const double instructions_per_s = 1e9; /* of the machine that is assumed */

struct trade {      /* of a level */
    double run_ns;  /* for the work that takes the first level a second */
    double move_ns; /* a migration: translation, and what the link adds */
};

/* False: not measured at all levels, or there is nothing to choose. */
static bool trades_make(const struct report_data *d, const struct dimension *p,
                        struct trade *out) {
    struct numbers run[LEVELS_MAX] = {0}, move[LEVELS_MAX] = {0};
    struct partners first;
    bool measured = true;
    partners_make(d, p, 0, &first);
    for (u32 k = 0; k < d->runs.count; k++) {
        const double *m = d->runs.at[k].measure;
        double link = isnan(m[MEASURE_DOWNTIME]) ? 0 : m[MEASURE_DOWNTIME];
        numbers_add(&run[p->of_run[k]], partners_ratio(d, &first, k, MEASURE_INSTRUCTIONS));
        numbers_add(&move[p->of_run[k]], m[MEASURE_TRANSLATE] + link);
    }
    map_free(&first.runs);
    for (u32 k = 0; k < p->levels.count; k++) {
        out[k].run_ns = numbers_mean(&run[k], true) * 1e9;
        out[k].move_ns = numbers_mean(&move[k], false);
        measured &= !isnan(out[k].run_ns) && !isnan(out[k].move_ns);
        numbers_free(&run[k]);
        numbers_free(&move[k]);
    }
    return measured;
}

/* Time for the work at so many migrations in it, against that of the first level. */
static double relative_time(const struct trade *t, const struct trade *first, double moves) {
    return (t->run_ns + moves * t->move_ns) / (first->run_ns + moves * first->move_ns);
}

/* "common takes 1.13× the instructions, and a migration 3.2 µs for 3.9 µs: it wins above
 * 190 k migrations a second." */
static const char *verdict(struct arena *a, const char *name, const char *other,
                           const struct trade *t, const struct trade *first) {
    const char *facts = arena_printf(
        a, " %s takes %s the instructions of %s, and a migration %s for %s: ", name,
        number_text(a, QUANTITY_RATIO, t->run_ns / first->run_ns), other,
        number_text(a, QUANTITY_TIME, t->move_ns),
        number_text(a, QUANTITY_TIME, first->move_ns));
    double slower = t->run_ns - first->run_ns, saves = first->move_ns - t->move_ns;
    const char *rate =
        slower * saves > 0 ? number_short(a, QUANTITY_COUNT, slower / saves) : NULL;
    const char *when = slower >= 0 && saves <= 0   ? "it never wins."
                       : slower <= 0 && saves >= 0 ? "it always wins."
                       : slower > 0
                           ? arena_printf(a, "it wins above %s migrations a second.", rate)
                           : arena_printf(a, "it wins below %s migrations a second.", rate);
    return arena_printf(a, "%s%s", facts, when);
}

static void add_trade(const struct dimension *p, const struct trade *t, struct figures *f) {
    struct arena *a = &f->arena;
    const char *by = dimension_label(p), *first = p->levels.at[0].label, *verdicts = "";
    for (u32 k = 1; k < p->levels.count; k++)
        verdicts = arena_printf(a, "%s%s", verdicts,
                                verdict(a, p->levels.at[k].label, first, &t[k], &t[0]));
    struct chart *c = figure_add(f, CHART_LINES, arena_printf(a, "trade-by-%s", by));
    c->title = arena_printf(a, "To run well or to move cheaply, by %s", by);
    c->caption = arena_printf(
        a,
        "Time for the same work, against that with %s, at each rate of migrations; on "
        "machines that execute %s instructions a second, with migrations that take as long "
        "as here.%s",
        first, number_short(a, QUANTITY_COUNT, instructions_per_s), verdicts);
    c->of_host_times = true;
    c->key_label = by;
    c->column_label = "migrations_per_s";
    c->value_label = "time_relative";
    struct chart_panel *panel = chart_panel_add(c, NULL);
    panel->x.label = "migrations a second (logarithmic scale)";
    panel->x.quantity = QUANTITY_COUNT;
    panel->x.scale = SCALE_LOG;
    panel->y.label = arena_printf(a, "time, against %s", first);
    panel->y.quantity = QUANTITY_RATIO;
    for (u32 k = 0; k < p->levels.count; k++) {
        array_push(&c->keys, p->levels.at[k].label);
        struct chart_line *line = chart_line_add(panel, k);
        line->marked = true;
        for (u32 n = FIRST_DECADE * PER_DECADE; n <= LAST_DECADE * PER_DECADE; n++) {
            double moves = pow(10, (double)n / PER_DECADE);
            struct xy at = {moves, relative_time(&t[k], &t[0], moves)};
            array_push(&line->points, at);
            if (n % PER_DECADE == 0) array_push(&line->marks, at);
        }
    }
}

void figures_trade(const struct report_data *d, const struct roles *r, struct figures *f) {
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        struct trade trades[LEVELS_MAX];
        if (p == r->x || p->numeric || p->levels.count > LEVELS_MAX || varies_program(d, p) ||
            varies_policy(d, p) || p->of_processes)
            continue;
        if (trades_make(d, p, trades)) add_trade(p, trades, f);
    }
}
