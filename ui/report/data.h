/* ui/report/data.h: the tables of a folder of results, read, joined and classified.
 *
 * A *dimension* is a parameter of the sweep that takes several values here, called *levels*; two
 * parameters that advance together are one. Files and columns may be missing: what needs them is
 * NAN, and figures of nothing are left out.
 */
#ifndef HPMSIM_UI_REPORT_DATA_H
#define HPMSIM_UI_REPORT_DATA_H

#include "testbed/csv.h"
#include "ui/chart/axis.h"

enum { WAYS = 7 };
/* Of ways that values go, in the order in which they are stacked. */
extern const struct way_label { const char *column, *label; } way_labels[WAYS];

struct level {
    const char *label;
    double number; /* NAN: not one */
};
struct dimension {
    const char *name;
    bool numeric;
    ARRAY(struct level) levels; /* numbers in order, others as they come */
    u32 *of_run;                /* each run's level */
};
struct fixed_parameter { /* one that is the same in all runs, or follows a dimension */
    const char *name, *value;
    const char *follows; /* the dimension's name; NULL: the same in all */
};

/* What is measured of a run; the row of `measures`. */
enum measure_id {
    MEASURE_INSTRUCTIONS,
    MEASURE_OVERHEAD,
    MEASURE_SPILL_TRAFFIC,
    MEASURE_VALUES,
    MEASURE_THROUGH_MEMORY,
    MEASURE_FRAMES,
    MEASURE_DISTANCE,
    MEASURE_DOWNTIME,
    MEASURE_TRANSLATE,
    MEASURE_CODE,
    MEASURE_MAP,
    MEASURE_FRAME_BYTES,
    MEASURE_COUNT
};
struct measure {
    const char *name;  /* for files */
    const char *label; /* for axes */
    enum quantity quantity;
    bool geometric; /* means are geometric, and comparisons are ratios */
    bool of_host_times;
};
extern const struct measure measures[MEASURE_COUNT];

struct machine {
    const char *name, *model, *isa;
    double registers, code_bytes, map_bytes, frame_bytes;
};
struct move { /* a migration */
    u32 run;
    const struct machine *from, *to; /* NULL: unknown */
    const char *from_name, *to_name, *function, *line;
    double instruction, distance, frames, values, ways[WAYS];
    double translate_ns, downtime_ns; /* NAN: unknown */
};
struct run {
    u32 row;                       /* in runs.csv */
    u32 first_machine, machines;   /* in report_data.machines */
    double measure[MEASURE_COUNT]; /* NAN: unknown */
};

struct report_data {
    struct arena arena;
    const char *folder;
    struct csv tables[6]; /* enum table_id */
    bool present[6];
    ARRAY(struct run) runs;
    ARRAY(struct machine) machines;
    ARRAY(struct move) moves;
    ARRAY(struct dimension) dimensions;
    ARRAY(struct fixed_parameter) fixed;
    struct json_document *provenance, *experiment, *sweep, *summary; /* NULL: there is none */
};
enum table_id { RUNS, MACHINES, MIGRATIONS, HOST_MIGRATIONS, HOST_RUNS, FUNCTIONS };

bool report_data_read(const char *folder, struct report_data *out, struct status *st);
void report_data_free(struct report_data *d);

/* A cell of a table, by the column's name; "" and NAN where there is no such column. */
const char *data_text(const struct report_data *d, enum table_id t, u32 row,
                      const char *column);
double data_number(const struct report_data *d, enum table_id t, u32 row, const char *column);

/* ---- Numbers about numbers: NANs are left out; of none, the result is NAN. */
struct numbers {
    ARRAY(double) at;
};
static inline void numbers_add(struct numbers *n, double x) {
    if (x == x) array_push(&n->at, x);
}
void numbers_free(struct numbers *n);
void numbers_sort(struct numbers *n);
/* Of sorted numbers: the smallest that at least p percent are not above. */
double numbers_percentile(const struct numbers *n, double p);
double numbers_mean(const struct numbers *n, bool geometric);
double numbers_sum(const struct numbers *n);

#endif
