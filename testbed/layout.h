/* testbed/layout.h: text for people: numbers with units, aligned columns, colours if wanted. */
#ifndef HPMSIM_TESTBED_LAYOUT_H
#define HPMSIM_TESTBED_LAYOUT_H

#include "base/base.h"

struct style {
    bool colour;
    u32 width; /* columns of the page */
};

enum tone { TONE_PLAIN, TONE_BOLD, TONE_DIM, TONE_GOOD, TONE_BAD };
/* Adds the text in a tone, if the style is for colour. */
void add_toned(struct text *out, const struct style *s, enum tone tone, const char *text);

/* Numbers as text; the result lives in the arena. */
const char *text_count(struct arena *a, u64 n);                    /* "1,234,567" */
const char *text_plural(struct arena *a, u64 n, const char *noun); /* "1 frame", "2 frames" */
const char *text_size(struct arena *a, u64 bytes); /* "812 B", "33.8 KB", "1.2 MB" */
const char *text_time(struct arena *a, u64 ns);    /* "812 ns", "2.9 µs", "1.25 s" */
const char *text_printed(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Columns that a text takes (UTF-8; each character is one wide). */
u32 text_width(const char *text);
/* At most `width` columns of it; "..." where something was left out. */
const char *text_cut(struct arena *a, const char *text, u32 width);

enum { COLUMNS_MAX = 24 };
struct column {
    const char *head; /* NULL: none */
    bool right;       /* aligned to the right */
    u32 most;         /* columns that it may take; 0: as many as it wants */
};
struct grid {
    struct column columns[COLUMNS_MAX];
    u32 column_count;
    ARRAY(const char *) cells; /* row by row; NULL: empty */
    u32 flexible;              /* the column that shrinks when the page is too narrow */
    bool tight;                /* numbers stand one space apart, not two */
};
void grid_cell(struct grid *t, const char *text);
/* Adds the table, each line indented. A column of which all cells are empty is left out. */
void grid_add(struct grid *t, struct text *out, const struct style *s, u32 indent);
void grid_free(struct grid *t);

#endif
