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

/* What a migration's time on the host is split into, in the order in which it passes. */
enum { HOST_TIMES = 6 };
extern const struct host_time { const char *column, *label; } host_times[HOST_TIMES];

struct level {
    const char *label;
    double number; /* NAN: not one */
};
struct dimension {
    const char *name;
    bool numeric;
    ARRAY(struct level) levels; /* numbers in order, others as they come */
    u32 *of_run;                /* each run's level */
    bool of_processes;          /* no parameter, but which process of a schedule a run is */
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
    MEASURE_MAKESPAN,   /* of the schedule that the run is part of */
    MEASURE_TURNAROUND, /* of a process in a schedule */
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
    double host_ns[HOST_TIMES];       /* by host_times; NAN: unknown */
};
/* Runs of one point that are processes of one schedule are runs with a name each. */
enum { NO_SCHEDULE = UINT32_MAX };
struct run {
    u32 row;                       /* in runs.csv */
    const char *process;           /* its name; "": it is not one of several */
    u32 schedule;                  /* in report_data.schedules; NO_SCHEDULE */
    u32 first_machine, machines;   /* in report_data.machines */
    double measure[MEASURE_COUNT]; /* NAN: unknown */
};

/* What a process did from when to when, and in all. ORDER TIME KIND */
enum time_kind { TIME_RUNNING, TIME_MOVING, TIME_WAITING, TIME_COUNT };
extern const char *const time_kinds[TIME_COUNT];
struct time_span {
    u32 run;
    enum time_kind state;
    const char *machine; /* that it ran on, waited for, or left */
    double begin_ns, end_ns;
};
struct scheduled { /* several processes that shared the machines */
    u32 point;
    const char *policy;
    double makespan_ns, migrations;
    u32 processes; /* found among the runs */
    u32 first_run;
};
struct scheduled_run { /* a process of it */
    u32 run;
    double states_ns[TIME_COUNT], finish_ns, slices;
};
struct busy_machine {
    u32 schedule;
    const char *name;
    double busy_ns, utilisation, instructions, slices;
};

enum table_id {
    RUNS,
    MACHINES,
    MIGRATIONS,
    HOST_MIGRATIONS,
    HOST_RUNS,
    FUNCTIONS,
    SCHEDULES,
    SCHEDULE_PROCESSES,
    SCHEDULE_MACHINES,
    TIMELINE,
    TABLE_COUNT
};
struct report_data {
    struct arena arena;
    const char *folder;
    struct csv tables[TABLE_COUNT];
    bool present[TABLE_COUNT];
    ARRAY(struct run) runs;
    ARRAY(struct machine) machines;
    ARRAY(struct move) moves;
    ARRAY(struct scheduled) schedules;
    ARRAY(struct scheduled_run) scheduled_runs; /* by schedule */
    ARRAY(struct busy_machine) scheduled_machines;
    ARRAY(struct time_span) stretches; /* by run and time */
    ARRAY(struct dimension) dimensions;
    ARRAY(struct fixed_parameter) fixed;
    struct json_document *provenance, *experiment, *sweep, *summary; /* NULL: there is none */
};
bool report_data_read(const char *folder, struct report_data *out, struct status *st);
void report_data_free(struct report_data *d);

/* A cell of a table, by the column's name; "" and NAN where there is no such column. */
const char *data_text(const struct report_data *d, enum table_id t, u32 row,
                      const char *column);
double data_number(const struct report_data *d, enum table_id t, u32 row, const char *column);

/* Which run a row of a table is of: by its point, and by its process where there are several. */
struct run_finder {
    const struct report_data *data;
    struct map runs; /* by point and number of the process */
    ARRAY(const char *) processes;
};
struct run_keys { /* the columns of a table that tell */
    const struct csv *table;
    i64 point, process;
};
void run_finder_make(const struct report_data *d, struct run_finder *out);
void run_finder_free(struct run_finder *f);
struct run_keys run_keys_of(const struct report_data *d, enum table_id t);
/* False: none. */
bool run_find(const struct run_finder *f, const struct run_keys *k, u32 row, u32 *run);

/* Reads what there is of schedules, once runs are known. */
void data_add_schedules(struct report_data *d, const struct run_finder *f);

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
