/* testbed/merge.c: tables of points, put together. Rows are never taken apart: what goes out is
 * what came in. */
#include "testbed/merge.h"

#include "testbed/csv.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define RUNS       "runs.csv"
#define HOST_TIMES "host_times" /* tables whose names begin so differ each time */

struct group { /* the rows of one point in one table of one source */
    u32 point, source;
    const char *at;
    size_t length;
};
struct source_text {
    struct bytes bytes;
};
struct table_merge {
    const char *name; /* of the file */
    char *header;     /* of .csv; owned */
    ARRAY(struct source_text) texts;
    ARRAY(struct group) groups;
};
struct merge {
    const char *const *sources;
    u32 source_count;
    struct arena arena;
    ARRAY(const char *) names; /* of the tables, sorted */
};

/* ---- Rows ------------------------------------------------------------------------------- */

static bool bad_row(const char *source, const char *name, struct status *st) {
    return status_fail(st, FAULT_USER, "%s/%s: a row does not tell its point", source, name);
}

/* The number that a row of CSV begins with. */
static bool csv_point(const char *at, const char *end, u32 *point) {
    u64 n = 0;
    const char *digit = at;
    for (; digit < end && *digit >= '0' && *digit <= '9' && n <= UINT32_MAX; digit++)
        n = n * 10 + (u64)(*digit - '0');
    *point = (u32)n;
    return digit > at && digit < end && n <= UINT32_MAX && *digit == ',';
}

static bool jsonl_point(const char *at, const char *end, u32 *point) {
    struct status unused = {0};
    struct json_document *d = json_parse("row", at, (size_t)(end - at), &unused);
    i64 n =
        d ? json_integer(json_member(json_root(d), "point"), -1, 0, UINT32_MAX, &unused) : -1;
    json_free(d);
    status_free(&unused);
    *point = (u32)n;
    return n >= 0;
}

/* Adds the rows of a source's table, those of one point in one group. */
static bool add_rows(const struct merge *m, struct table_merge *t, u32 source, const char *at,
                     const char *end, bool csv, struct status *st) {
    u32 first = t->groups.count;
    while (at < end) {
        const char *next = csv_record_end(at, end);
        u32 point;
        if (!(csv ? csv_point : jsonl_point)(at, next, &point))
            return bad_row(m->sources[source], t->name, st);
        struct group *last =
            t->groups.count > first ? &t->groups.at[t->groups.count - 1] : NULL;
        if (last && last->point == point)
            last->length += (size_t)(next - at);
        else
            array_push(&t->groups, ((struct group){point, source, at, (size_t)(next - at)}));
        at = next;
    }
    return true;
}

static bool same_header(const struct merge *m, struct table_merge *t, u32 source,
                        const char *at, size_t length, struct status *st) {
    if (!t->header) {
        t->header = xmalloc(length + 1);
        memcpy(t->header, at, length);
        t->header[length] = 0;
    }
    if (strlen(t->header) == length && !memcmp(t->header, at, length)) return true;
    return status_fail(st, FAULT_USER, "%s/%s has other columns than the tables before it",
                       m->sources[source], t->name);
}

static bool read_source(const struct merge *m, struct table_merge *t, u32 source,
                        struct status *st) {
    struct text path = {0};
    struct source_text text = {0};
    bool csv = strstr(t->name, ".csv") != NULL;
    text_printf(&path, "%s/%s", m->sources[source], t->name);
    bool ok = !file_exists(path.at);
    if (!ok && file_read(path.at, &text.bytes, st)) {
        array_push(&t->texts, text);
        const char *at = (const char *)text.bytes.at, *end = at + text.bytes.size;
        const char *rows = csv ? csv_record_end(at, end) : at;
        ok = (!csv || same_header(m, t, source, at, (size_t)(rows - at), st)) &&
             add_rows(m, t, source, rows, end, csv, st);
    }
    text_free(&path);
    return ok;
}

/* ---- Tables ----------------------------------------------------------------------------- */

static int by_point(const void *x, const void *y) {
    const struct group *a = x, *b = y;
    if (a->point != b->point) return a->point < b->point ? -1 : 1;
    return a->source < b->source ? -1 : a->source > b->source;
}

/* Sorts the groups and drops what is there twice. */
static bool settle(const struct merge *m, struct table_merge *t, struct status *st) {
    u32 kept = 0;
    bool times = !strncmp(t->name, HOST_TIMES, strlen(HOST_TIMES));
    if (t->groups.count) qsort(t->groups.at, t->groups.count, sizeof *t->groups.at, by_point);
    for (u32 k = 0; k < t->groups.count; k++) {
        const struct group *g = &t->groups.at[k];
        const struct group *before = kept ? &t->groups.at[kept - 1] : NULL;
        if (!before || before->point != g->point) {
            t->groups.at[kept++] = *g;
        } else if (!times &&
                   (before->length != g->length || memcmp(before->at, g->at, g->length))) {
            return status_fail(st, FAULT_USER, "point %u is in %s and in %s, and %s differs",
                               g->point, m->sources[before->source], m->sources[g->source],
                               t->name);
        }
    }
    t->groups.count = kept;
    return true;
}

static bool read_table(const struct merge *m, struct table_merge *t, struct status *st) {
    for (u32 k = 0; k < m->source_count; k++)
        if (!read_source(m, t, k, st)) return false;
    return settle(m, t, st);
}

static bool write_table(const struct table_merge *t, const char *path, struct status *st) {
    struct text out = {0};
    if (t->header) text_add(&out, t->header);
    for (u32 k = 0; k < t->groups.count; k++)
        text_add_bytes(&out, t->groups.at[k].at, t->groups.at[k].length);
    bool ok = file_write(path, text_string(&out), out.length, st);
    text_free(&out);
    return ok;
}

static void free_table(struct table_merge *t) {
    for (u32 k = 0; k < t->texts.count; k++) free(t->texts.at[k].bytes.at);
    array_free(&t->texts);
    array_free(&t->groups);
    free(t->header);
}

/* ---- All tables of some sources ------------------------------------------------------------ */

static int by_name(const void *x, const void *y) {
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool is_table(const char *name) {
    const char *dot = strrchr(name, '.');
    return name[0] != '.' && dot && (!strcmp(dot, ".csv") || !strcmp(dot, ".jsonl"));
}

static void find_tables(struct merge *m) {
    for (u32 k = 0; k < m->source_count; k++) {
        DIR *folder = opendir(m->sources[k]);
        struct dirent *entry;
        while (folder && (entry = readdir(folder))) {
            bool known = !is_table(entry->d_name);
            for (u32 n = 0; n < m->names.count && !known; n++)
                known = !strcmp(m->names.at[n], entry->d_name);
            if (!known) array_push(&m->names, arena_strdup(&m->arena, entry->d_name));
        }
        if (folder) closedir(folder);
    }
    if (m->names.count) qsort(m->names.at, m->names.count, sizeof *m->names.at, by_name);
}

/* Calls for the points that the table of runs lacks. */
static bool all_there(const struct table_merge *runs, u32 points, struct status *st) {
    enum { NAMED_MAX = 8 };
    struct text missing = {0};
    u32 count = 0, k = 0;
    for (u32 point = 0; point < points; point++) {
        if (k < runs->groups.count && runs->groups.at[k].point == point) {
            k++;
            continue;
        }
        if (count++ < NAMED_MAX) text_printf(&missing, "%s%u", count > 1 ? ", " : "", point);
    }
    if (count)
        status_fail(st, FAULT_USER, "%u of %u points are missing: %s%s", count, points,
                    missing.at, count > NAMED_MAX ? ", ..." : "");
    text_free(&missing);
    return !count;
}

/* Reads and checks all tables, then writes them: what is refused leaves nothing behind.
 * only_runs: `out` is the file of the table of runs. must: how many points there must be; 0:
 * any. */
static bool merge_all(struct merge *m, const char *out, bool only_runs, u32 must, u32 *points,
                      struct status *st) {
    bool ok = true;
    struct text path = {0};
    find_tables(m);
    struct table_merge *tables = xcalloc(m->names.count + 1, sizeof *tables);
    for (u32 k = 0; k < m->names.count && ok; k++) {
        struct table_merge *t = &tables[k];
        t->name = m->names.at[k];
        bool runs = !strcmp(t->name, RUNS);
        if (only_runs && !runs) continue;
        ok = read_table(m, t, st);
        if (ok && runs) {
            *points = t->groups.count;
            ok = !must || all_there(t, must, st);
        }
    }
    for (u32 k = 0; k < m->names.count && ok; k++) {
        if (only_runs && strcmp(tables[k].name, RUNS)) continue;
        text_clear(&path);
        text_printf(&path, only_runs ? "%s" : "%s/%s", out, m->names.at[k]);
        ok = write_table(&tables[k], path.at, st);
    }
    for (u32 k = 0; k < m->names.count; k++) free_table(&tables[k]);
    free(tables);
    text_free(&path);
    return ok;
}

bool merge_tables(const char *const *sources, u32 n, const char *out, struct status *st) {
    struct merge m = {.sources = sources, .source_count = n};
    u32 points = 0;
    arena_init(&m.arena);
    bool ok = merge_all(&m, out, false, 0, &points, st);
    array_free(&m.names);
    arena_free(&m.arena);
    return ok;
}

/* ---- Manifests -------------------------------------------------------------------------- */

bool sweep_manifest_write(const struct sweep *s, const char *folder, struct status *st) {
    struct text t = {0}, path = {0};
    struct json_writer w = {.out = &t};
    char identity[32];
    snprintf(identity, sizeof identity, "%016llx", (unsigned long long)s->identity);
    json_begin_object(&w, NULL);
    json_put_string(&w, "hpmsim", hpmsim_version());
    json_put_string(&w, "identity", identity);
    json_put_integer(&w, "points", s->points);
    json_begin_array(&w, "parameters");
    for (u32 k = 0; k < s->parameters.count; k++) {
        const struct sweep_parameter *p = &s->parameters.at[k];
        json_begin_object(&w, NULL);
        json_put_string(&w, "name", p->name);
        json_put_string(&w, "pointer", p->pointer);
        json_put_integer(&w, "axis", p->axis);
        json_begin_array(&w, "values");
        w.compact = true;
        for (u32 n = 0; n < p->values.count; n++)
            json_put_string(&w, NULL, p->values.at[n].label);
        json_end_array(&w);
        w.compact = false;
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    text_printf(&path, "%s/sweep.json", folder);
    bool ok = file_write(path.at, t.at, t.length, st);
    text_free(&path);
    text_free(&t);
    text_printf(&path, "%s/experiment.json", folder);
    text_printf(&t, "%s\n", s->experiment_json);
    ok = ok && file_write(path.at, t.at, t.length, st);
    text_free(&path);
    text_free(&t);
    return ok;
}

struct manifest {
    char *path; /* owned */
    struct json_document *document;
    const char *version, *identity;
    u32 points;
};

static void manifest_free(struct manifest *m) {
    json_free(m->document);
    free(m->path);
}

static bool manifest_read(const char *folder, struct manifest *m, struct status *st) {
    struct text path = {0};
    text_printf(&path, "%s/sweep.json", folder);
    m->path = path.at;
    if (!file_exists(m->path))
        return status_fail(st, FAULT_USER,
                           "%s: not the results of a sweep: no sweep.json in it", folder);
    m->document = json_parse_file(m->path, st);
    if (!m->document) return false;
    struct json root = json_root(m->document), points = json_member(root, "points");
    m->version = json_string(json_member(root, "hpmsim"), "", st);
    m->identity = json_string(json_member(root, "identity"), "", st);
    m->points = (u32)json_integer(points, 0, 1, SWEEP_POINTS_MAX, st);
    if (!json_present(points)) json_error(root, st, "\"points\" is missing");
    return status_ok(st);
}

/* Whether two folders hold parts of one sweep. */
static bool same_sweep(const struct manifest *x, const struct manifest *y, struct status *st) {
    if (strcmp(x->version, y->version))
        return status_fail(st, FAULT_USER,
                           "%s was made by hpmsim %s, %s by %s: versions don't mix", x->path,
                           x->version, y->path, y->version);
    if (strcmp(x->identity, y->identity) || x->points != y->points)
        return status_fail(st, FAULT_USER, "%s and %s are not of the same sweep", x->path,
                           y->path);
    return true;
}

static bool copy_file(const char *from, const char *to, const char *name, struct status *st) {
    struct text path = {0};
    struct bytes b = {0};
    text_printf(&path, "%s/%s", from, name);
    bool ok = file_read(path.at, &b, st);
    text_free(&path);
    text_printf(&path, "%s/%s", to, name);
    ok = ok && file_write(path.at, b.at, b.size, st);
    free(b.at);
    text_free(&path);
    return ok;
}

bool merge_folders(const char *const *folders, u32 n, const char *out, bool partial,
                   u32 *points, struct status *st) {
    struct merge m = {.sources = folders, .source_count = n};
    struct manifest first = {0};
    size_t length = strlen(out);
    bool only_runs = length > 4 && !strcmp(out + length - 4, ".csv");
    arena_init(&m.arena);
    bool ok = manifest_read(folders[0], &first, st);
    for (u32 k = 1; k < n && ok; k++) {
        struct manifest other = {0};
        ok = manifest_read(folders[k], &other, st) && same_sweep(&first, &other, st);
        manifest_free(&other);
    }
    if (ok && !only_runs)
        ok = folder_make(out, st) && copy_file(folders[0], out, "sweep.json", st) &&
             copy_file(folders[0], out, "experiment.json", st);
    ok = ok && merge_all(&m, out, only_runs, partial ? 0 : first.points, points, st);
    manifest_free(&first);
    array_free(&m.names);
    arena_free(&m.arena);
    return ok;
}
