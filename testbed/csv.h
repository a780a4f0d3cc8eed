/* testbed/csv.h: tables as comma-separated values (RFC 4180): a header, records that end with a
 * line feed (CR LF is read too), quotes where a field needs them.
 */
#ifndef HPMSIM_TESTBED_CSV_H
#define HPMSIM_TESTBED_CSV_H

#include "base/base.h"

/* Adds a field, quoted if it must be; the comma before it too, unless it is the first. */
void csv_field(struct text *out, const char *field, bool first);

/* Behind the end of the record that begins at `at` (line ends within quotes belong to it). */
const char *csv_record_end(const char *at, const char *end);

struct csv { /* a table in memory */
    struct arena arena;
    ARRAY(const char *) cells; /* row by row, the header first */
    u32 columns, rows;         /* rows: without the header */
};
/* Reads a file. Every record must have as many fields as the header; errors say the line. */
bool csv_read(const char *path, struct csv *out, struct status *st);
void csv_free(struct csv *t);
/* The column of that name, or -1. */
i64 csv_column(const struct csv *t, const char *name);
static inline const char *csv_name(const struct csv *t, u32 column) {
    return t->cells.at[column];
}
static inline const char *csv_cell(const struct csv *t, u32 row, u32 column) {
    return t->cells.at[(size_t)(row + 1) * t->columns + column];
}
/* The cell as a number; NAN when it is empty or none. */
double csv_number(const struct csv *t, u32 row, u32 column);

#endif
