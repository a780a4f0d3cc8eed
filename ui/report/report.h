/* ui/report/report.h: a folder of results as one HTML page for people, and as files of figures.
 *
 * The page needs nothing but itself: no script, no font, no picture from elsewhere. It follows the
 * reader's choice of light or dark, and prints. The same results give the same page, byte for
 * byte, but for what is made of host times.
 */
#ifndef HPMSIM_UI_REPORT_REPORT_H
#define HPMSIM_UI_REPORT_REPORT_H

#include "ui/report/figures.h"

/* Adds the page. title NULL: one is made up from the data. */
void report_page(const struct report_data *d, const struct figures *f, const char *title,
                 struct text *out);
/* Writes each figure as ID.svg, ID.pdf and ID.csv, and figures.gp and figures.py that draw them
 * again from the CSV, to a folder, which it makes. */
bool report_figures_save(const struct figures *f, const char *folder, struct status *st);

/* ---- Parts of the page ------------------------------------------------------------------- */

/* A title for the page, in the arena. */
const char *report_title(const struct report_data *d, struct arena *a);
/* The summary: sentences, key numbers, findings. */
void add_summary(const struct report_data *d, struct text *out);
/* Tables of parameters, machines, pairs, runs, migrations: a section each that has rows. */
void add_tables(const struct report_data *d, struct text *out);
/* Of several processes that shared the machines: schedules, processes, machines. */
void add_schedule_tables(const struct report_data *d, struct text *out);
/* The experiment, and how to get the same results. */
void add_origin(const struct report_data *d, struct text *out);

/* ---- HTML -------------------------------------------------------------------------------- */

void html_section(struct text *out, const char *id, const char *heading);
void html_section_end(struct text *out);
/* An element that holds a text, escaped. */
void html_element(struct text *out, const char *element, const char *text);
void html_table_begin(struct text *out, const char *caption);
/* Heads, then rows of cells: th and td; a number is aligned as one. */
void html_head(struct text *out, const char *text, bool number);
void html_body(struct text *out); /* behind the heads */
void html_row(struct text *out);  /* before a row */
void html_cell(struct text *out, const char *text);
void html_number(struct text *out, enum quantity q, double x);
void html_table_end(struct text *out);

/* What a run's comparisons say: 1 all is the same, 0 something differs, -1 nothing was compared. */
int run_verdict(const struct report_data *d, u32 run);

#endif
