/* ui/report/figures.h: which figures follow from the data, and their contents.
 *
 *     a numeric dimension      lines over it; bars of ways at each level
 *     other dimensions         a line or a panel per level; comparisons
 *     three machines and more  a matrix of from and to
 *     migrations               distributions, ways by pair
 *     a single run             where the process was, and how much it took along
 *     profiles                 spills by function and machine
 *     schedules                compared; time of processes, utilisation of machines, Gantt charts
 */
#ifndef HPMSIM_UI_REPORT_FIGURES_H
#define HPMSIM_UI_REPORT_FIGURES_H

#include "ui/chart/chart.h"
#include "ui/report/data.h"

struct figures {
    struct arena arena; /* owns the charts' text, as does the data's arena */
    ARRAY(struct chart) at;
};
/* The data must outlive the figures. */
void figures_make(const struct report_data *d, struct figures *out);
void figures_free(struct figures *f);

/* What the dimensions are used for; NULL: for nothing. */
struct roles {
    const struct dimension *x;     /* numeric: along the axis */
    const struct dimension *lines; /* a line each, or a panel each where they are many */
    const struct dimension *panels;
};
struct roles roles_of(const struct report_data *d);
/* "registers" for a parameter's name such as machines_small_registers. */
const char *dimension_label(const struct dimension *p);
/* "number of registers", "value of bandwidth", "program": what there is one of per level. */
const char *dimension_each(const struct dimension *p, struct arena *a);
/* Whether runs that differ along a dimension alone are of different programs, so that their ratios
 * tell nothing. */
bool varies_program(const struct report_data *d, const struct dimension *p);
/* The same of policies. */
bool varies_policy(const struct report_data *d, const struct dimension *p);

/* The parts of figures_make. */
void figures_over(const struct report_data *d, const struct roles *r, struct figures *out);
void figures_compare(const struct report_data *d, const struct roles *r, struct figures *out);
void figures_trade(const struct report_data *d, const struct roles *r, struct figures *out);
void figures_ways(const struct report_data *d, const struct roles *r, struct figures *out);
void figures_matrix(const struct report_data *d, struct figures *out);
void figures_distributions(const struct report_data *d, struct figures *out);
void figures_timeline(const struct report_data *d, struct figures *out);
void figures_split(const struct report_data *d, struct figures *out);
void figures_functions(const struct report_data *d, struct figures *out);
void figures_schedule(const struct report_data *d, struct figures *out);
void figures_gantt(const struct report_data *d, struct figures *out);

/* What tells a schedule from others: its levels, "phase, 100000"; else its policy. */
const char *schedule_label(const struct report_data *d, u32 schedule, struct arena *a);
/* What they differ in: "policy, slice_ns"; "schedule" where there is one. */
const char *schedules_by(const struct report_data *d, struct arena *a);

/* The runs at one level of a dimension, found by the levels of all the others. */
struct partners {
    const struct dimension *along;
    struct map runs; /* map_free */
};
void partners_make(const struct report_data *d, const struct dimension *along, u32 level,
                   struct partners *out);
/* A run's measure over that of its partner; NAN: there is none. */
double partners_ratio(const struct report_data *d, const struct partners *p, u32 run,
                      enum measure_id m);

/* Adds a chart, empty so far. Its id is made of the text: letters, digits, - and _. */
struct chart *figure_add(struct figures *f, enum chart_kind kind, const char *id);
/* Takes the newest chart away again if there is nothing to see in it. */
void figure_settle(struct figures *f);

/* Names of a few: what migrations are grouped by. Groups are numbered as they come. */
struct groups {
    ARRAY(const char *) names;
};
u32 groups_find(struct groups *g, const char *name);
void groups_free(struct groups *g);
/* "big → small" of a migration, or "aarch64 → x86-32" if machines have many names. */
const char *pair_name(struct figures *f, const struct move *m, bool by_isa);
/* Whether pairs are told by ISA rather than by the machines' names. */
bool pairs_by_isa(const struct report_data *d);

#endif
