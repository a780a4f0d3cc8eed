/* testbed/csv.c: reading and writing comma-separated values. */
#include "testbed/csv.h"

#include <math.h>
#include <stdlib.h>

void csv_field(struct text *out, const char *field, bool first) {
    if (!first) text_add(out, ",");
    if (!field[strcspn(field, ",\"\r\n")]) {
        text_add(out, field);
        return;
    }
    text_add(out, "\"");
    for (const char *c = field; *c; c++)
        text_add_bytes(out, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    text_add(out, "\"");
}

const char *csv_record_end(const char *at, const char *end) {
    bool quoted = false;
    for (; at < end; at++) {
        if (*at == '"') quoted = !quoted;
        if (*at == '\n' && !quoted) return at + 1;
    }
    return end;
}

struct reader {
    const char *path, *at, *end;
    u32 line;
    struct status *st;
};

static bool wrong(const struct reader *r, const char *what) {
    return status_fail(r->st, FAULT_USER, "%s:%u: %s", r->path, r->line, what);
}

/* One field; *last: the record ends behind it. */
static bool read_field(struct reader *r, struct text *field, bool *last) {
    text_clear(field);
    if (r->at < r->end && *r->at == '"') {
        for (r->at++;; r->at++) {
            if (r->at == r->end) return wrong(r, "a quote that isn't closed");
            if (*r->at == '"' && (++r->at == r->end || *r->at != '"')) break;
            if (*r->at == '\n') r->line++;
            text_add_bytes(field, r->at, 1);
        }
    } else {
        while (r->at < r->end && !memchr(",\r\n\"", *r->at, 4))
            text_add_bytes(field, r->at++, 1);
    }
    *last = r->at == r->end;
    if (*last) return true;
    if (*r->at == ',') {
        r->at++;
        return true;
    }
    if (*r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n') r->at++;
    if (*r->at != '\n') return wrong(r, "expected a comma or the end of the line");
    r->at++;
    r->line++;
    return *last = true;
}

static bool read_record(struct reader *r, struct csv *t, struct text *field) {
    u32 line = r->line, count = 0;
    for (bool last = false; !last; count++) {
        if (!read_field(r, field, &last)) return false;
        array_push(&t->cells, arena_strdup(&t->arena, text_string(field)));
    }
    if (!t->columns) t->columns = count;
    if (count == t->columns) return true;
    return status_fail(r->st, FAULT_USER, "%s:%u: %u fields, but the header has %u", r->path,
                       line, count, t->columns);
}

bool csv_read(const char *path, struct csv *out, struct status *st) {
    struct bytes b;
    *out = (struct csv){0};
    arena_init(&out->arena);
    if (!file_read(path, &b, st)) return false;
    struct reader r = {path, (const char *)b.at, (const char *)b.at + b.size, 1, st};
    struct text field = {0};
    bool ok = memchr(b.at, 0, b.size) == NULL || wrong(&r, "not text: it holds a NUL");
    if (ok && !b.size) ok = wrong(&r, "there is no header");
    for (out->rows = 0; ok && r.at < r.end; out->rows++) ok = read_record(&r, out, &field);
    if (ok) out->rows--; /* the header */
    text_free(&field);
    free(b.at);
    return ok;
}

void csv_free(struct csv *t) {
    array_free(&t->cells);
    arena_free(&t->arena);
}

i64 csv_column(const struct csv *t, const char *name) {
    for (u32 n = 0; n < t->columns; n++)
        if (!strcmp(csv_name(t, n), name)) return n;
    return -1;
}

double csv_number(const struct csv *t, u32 row, u32 column) {
    const char *cell = csv_cell(t, row, column);
    char *end;
    double number = strtod(cell, &end);
    return end == cell || *end ? NAN : number;
}
