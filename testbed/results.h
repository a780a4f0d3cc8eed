/* testbed/results.h: what an experiment came to, as tables for other programs.
 *
 *     runs.csv                 a row per run
 *     machines.csv             a row per machine of a run
 *     migrations.csv           a row per migration
 *     functions.csv            a row per function that a machine executed, if profiled
 *     schedules.csv            a row per run of several processes (schedule.h)
 *     schedule_processes.csv   a row per process of it
 *     schedule_machines.csv    a row per machine of it
 *     schedule_timeline.csv    a row per stretch of a process's time: it ran, waited or moved
 *     host_times.csv, host_times_machines.csv, host_times_migrations.csv
 *     runs.jsonl               a line per run: its row, and where it comes from
 *
 * Tables are tidy: a row is one observation, a column one variable, with its unit in its name. Each
 * begins with the columns `point` (of a sweep; else 0) and parameter_NAME (of a sweep). All but
 * host_times* are the same, byte for byte, whenever the same experiment is run by the same
 * version. The columns are the rows of result_tables; docs/RESULTS.md lists them.
 */
#ifndef HPMSIM_TESTBED_RESULTS_H
#define HPMSIM_TESTBED_RESULTS_H

#include "testbed/run.h"

struct stretch; /* schedule.h */

struct parameter { /* of a sweep */
    const char *name, *value;
};
struct origin { /* where a run comes from */
    u32 point;
    const struct parameter *parameters;
    u32 parameter_count;
    const char *command; /* that makes the same results again, in the experiment's folder */
};

/* What a row of a table is about. */
struct result_row {
    const struct results *results;
    const struct origin *origin;
    u32 number;                  /* of the row within its run, from 0 */
    const struct record *record; /* of a migration */
    const struct function_profile *function;
    const struct stretch *stretch;
};

enum column_type { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_BOOL };
struct result_column {
    const char *name;
    enum column_type type;
    const char *help; /* half a sentence; what an empty cell means, if it can be empty */
    /* Adds the cell's text; nothing leaves it empty. Booleans: true, false. */
    void (*put)(const struct result_row *row, struct text *out);
};
struct result_table {
    const char *file, *about;
    const struct result_column *columns;
    u32 column_count;
    /* Row number n of a run; false: there are no more. */
    bool (*row)(const struct results *r, u32 n, struct result_row *out);
};
extern const struct result_table result_tables[];
extern const u32 result_table_count;

/* Writes all tables and runs.jsonl to a folder, which it makes: of one run, or of several, the
 * processes of a schedule. */
bool results_save(const struct results *const *all, u32 count, const struct origin *o,
                  const char *folder, struct status *st);

/* "exit", "trap", "interrupted", "error" */
const char *session_end_name(enum session_end end);

#endif
