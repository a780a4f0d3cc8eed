/* testbed/results.c: writing the tables of an experiment. */
#include "testbed/results.h"

#include "testbed/csv.h"

static void add_header(const struct result_table *t, const struct origin *o, struct text *out) {
    csv_field(out, "point", true);
    for (u32 k = 0; k < o->parameter_count; k++) {
        struct text name = {0};
        text_printf(&name, "parameter_%s", o->parameters[k].name);
        csv_field(out, name.at, false);
        text_free(&name);
    }
    for (u32 k = 0; k < t->column_count; k++) csv_field(out, t->columns[k].name, false);
    text_add(out, "\n");
}

static void add_row(const struct result_table *t, const struct result_row *row,
                    struct text *out) {
    struct text cell = {0};
    text_printf(out, "%u", row->origin->point);
    for (u32 k = 0; k < row->origin->parameter_count; k++)
        csv_field(out, row->origin->parameters[k].value, false);
    for (u32 k = 0; k < t->column_count; k++) {
        text_clear(&cell);
        t->columns[k].put(row, &cell);
        csv_field(out, text_string(&cell), false);
    }
    text_add(out, "\n");
    text_free(&cell);
}

static void add_rows(const struct result_table *t, const struct results *r,
                     const struct origin *o, struct text *out) {
    struct result_row row = {0};
    for (u32 n = 0; t->row(r, n, &row); n++) {
        row.results = r;
        row.origin = o;
        row.number = n;
        add_row(t, &row, out);
    }
}

/* ---- runs.jsonl ---------------------------------------------------------------------------
 */

static void put_hash(struct json_writer *w, const char *key, u64 hash) {
    struct text t = {0};
    text_printf(&t, "%016llx", (unsigned long long)hash);
    json_put_string(w, key, t.at);
    text_free(&t);
}

/* A cell as JSON: null when it is empty. */
static void put_cell(struct json_writer *w, const struct result_column *c, const char *cell) {
    if (!cell[0])
        json_put_string(w, c->name, NULL);
    else if (c->type == COLUMN_BOOL)
        json_put_bool(w, c->name, !strcmp(cell, "true"));
    else if (c->type == COLUMN_NUMBER)
        json_put_literal(w, c->name, cell);
    else
        json_put_string(w, c->name, cell);
}

static void put_origin(const struct results *r, const struct origin *o, struct json_writer *w) {
    const struct build *b = r->build;
    json_put_integer(w, "point", o->point);
    json_begin_object(w, "parameters");
    for (u32 k = 0; k < o->parameter_count; k++)
        json_put_string(w, o->parameters[k].name, o->parameters[k].value);
    json_end_object(w);
    json_put_string(w, "hpmsim", hpmsim_version());
    json_put_string(w, "command", o->command);
    put_hash(w, "program_hash", b->program->hash);
    json_begin_object(w, "machines");
    for (u32 n = 0; n < r->experiment->machines.count; n++) {
        const struct image *i = b->images[n];
        json_begin_object(w, r->experiment->machines.at[n].name);
        json_put_string(w, "model", i->model.name);
        put_hash(w, "model_hash", model_hash(&i->model));
        put_hash(w, "code_hash", hash_bytes(i->code, i->code_size, 0));
        json_end_object(w);
    }
    json_end_object(w);
    put_hash(w, "output_hash",
             hash_bytes(text_string(&r->ending.output), r->ending.output.length, 0));
    put_hash(w, "memory_hash", r->ending.state_hash);
}

/* Adds the line of runs.jsonl. */
static void add_line(const struct results *r, const struct origin *o, struct text *out) {
    struct json_writer w = {.out = out, .compact = true};
    const struct result_table *runs = &result_tables[0];
    struct result_row row = {.results = r, .origin = o};
    struct text cell = {0};
    json_begin_object(&w, NULL);
    put_origin(r, o, &w);
    for (u32 k = 0; runs->row(r, 0, &row) && k < runs->column_count; k++) {
        text_clear(&cell);
        runs->columns[k].put(&row, &cell);
        put_cell(&w, &runs->columns[k], text_string(&cell));
    }
    json_end_object(&w);
    text_add(out, "\n");
    text_free(&cell);
}

/* ---- Files ------------------------------------------------------------------------------ */

static bool save(const char *folder, const char *file, const struct text *t,
                 struct status *st) {
    struct text path = {0};
    text_printf(&path, "%s/%s", folder, file);
    bool ok = file_write(path.at, text_string(t), t->length, st);
    text_free(&path);
    return ok;
}

bool results_save(const struct results *const *all, u32 count, const struct origin *o,
                  const char *folder, struct status *st) {
    bool ok = folder_make(folder, st);
    struct text t = {0};
    for (u32 k = 0; k < result_table_count && ok; k++) {
        add_header(&result_tables[k], o, &t);
        for (u32 n = 0; n < count; n++) add_rows(&result_tables[k], all[n], o, &t);
        ok = save(folder, result_tables[k].file, &t, st);
        text_free(&t);
    }
    if (ok) {
        for (u32 n = 0; n < count; n++) add_line(all[n], o, &t);
        ok = save(folder, "runs.jsonl", &t, st);
    }
    text_free(&t);
    return ok;
}
