/* ui/report/origin.c: the experiment itself, and how to get its results again. */
#include <stdlib.h>

#include "ui/report/report.h"

/* ---- JSON, as a person would write it ---------------------------------------------------- */

enum { SHORT_MAX = 64 }; /* bytes of a value that stands on one line */

static void put_value(struct json_writer *w, const char *key, struct json j) {
    struct text line = {0};
    json_text(j, &line);
    bool compact = w->compact;
    bool object = json_is_object(j), array = json_is_array(j);
    if (!object && !array) {
        json_put_literal(w, key, text_string(&line));
        text_free(&line);
        return;
    }
    if (object)
        json_begin_object(w, key);
    else
        json_begin_array(w, key);
    w->compact = compact || line.length <= SHORT_MAX;
    for (u32 k = 0; k < json_count(j); k++)
        put_value(w, object ? json_key_at(j, k) : NULL,
                  object ? json_value_at(j, k) : json_item(j, k));
    if (object)
        json_end_object(w);
    else
        json_end_array(w);
    w->compact = compact;
    text_free(&line);
}

static void add_experiment(const struct report_data *d, struct text *out) {
    struct text t = {0};
    struct json_writer w = {.out = &t};
    html_section(out, "experiment", "The experiment");
    if (d->experiment) {
        put_value(&w, NULL, json_root(d->experiment));
        html_element(out, "p",
                     "As it was run, with all settings of the command line in it. "
                     "Paths are relative to the folder that its file was in.");
        html_element(out, "pre", text_string(&t));
    } else {
        html_element(out, "p",
                     "The results hold no experiment.json; the command below names "
                     "the experiment's file.");
    }
    html_section_end(out);
    text_free(&t);
}

/* ---- Where it comes from ---------------------------------------------------------------- */

/* Names and their hashes, each once, in the order in which they come. */
struct named_hash {
    const char *kind, *name, *hash;
};
struct hashes {
    struct arena arena;
    ARRAY(struct named_hash) at;
};

static void hashes_add(struct hashes *h, const char *kind, const char *name, const char *hash) {
    enum { HASHES_MAX = 100 };
    for (u32 k = 0; k < h->at.count; k++)
        if (!strcmp(h->at.at[k].kind, kind) && !strcmp(h->at.at[k].name, name) &&
            !strcmp(h->at.at[k].hash, hash))
            return;
    if (h->at.count == HASHES_MAX || !*hash) return;
    array_push(&h->at, ((struct named_hash){kind, arena_strdup(&h->arena, name),
                                            arena_strdup(&h->arena, hash)}));
}

static void add_line(struct hashes *h, struct json run) {
    struct status none = {0};
    hashes_add(h, "program", json_string(json_member(run, "program"), "", &none),
               json_string(json_member(run, "program_hash"), "", &none));
    struct json machines = json_member(run, "machines");
    for (u32 k = 0; k < json_count(machines); k++) {
        struct json m = json_value_at(machines, k);
        hashes_add(h, "model", json_string(json_member(m, "model"), "", &none),
                   json_string(json_member(m, "model_hash"), "", &none));
    }
    status_free(&none);
}

/* From the first lines of runs.jsonl. */
static void hashes_read(const struct report_data *d, struct hashes *h) {
    enum { LINES_MAX = 5000 };
    struct status none = {0};
    struct bytes b = {0};
    arena_init(&h->arena);
    const char *path = arena_printf(&h->arena, "%s/runs.jsonl", d->folder);
    if (file_exists(path) && file_read(path, &b, &none)) {
        const char *at = (const char *)b.at;
        for (u32 n = 0; n < LINES_MAX && *at; n++) {
            size_t length = strcspn(at, "\n");
            struct json_document *line = json_parse(path, at, length, &none);
            if (line) add_line(h, json_root(line));
            json_free(line);
            at += length;
            at += *at == '\n';
        }
    }
    free(b.at);
    status_free(&none);
}

static void add_hashes(const struct report_data *d, struct text *out) {
    struct hashes h = {0};
    hashes_read(d, &h);
    if (h.at.count) {
        html_table_begin(out, "Hashes of what the results depend on");
        html_head(out, "kind", false);
        html_head(out, "name", false);
        html_head(out, "hash", false);
        html_body(out);
    }
    for (u32 k = 0; k < h.at.count; k++) {
        html_row(out);
        html_cell(out, h.at.at[k].kind);
        html_cell(out, h.at.at[k].name);
        html_cell(out, h.at.at[k].hash);
    }
    if (h.at.count) html_table_end(out);
    array_free(&h.at);
    arena_free(&h.arena);
}

static const char *text_of(struct json_document *j, const char *key) {
    struct status none = {0};
    const char *text = j ? json_string(json_member(json_root(j), key), "", &none) : "";
    status_free(&none);
    return text;
}

static void add_commands(const struct report_data *d, struct text *out) {
    struct text t = {0};
    const char *command = text_of(d->provenance, "command");
    if (d->sweep)
        text_add(&t, "# experiment.json is the experiment above\n"
                     "hpmsim sweep experiment.json -o results\n");
    else if (*command)
        text_printf(&t, "%s -o results\n", command);
    else
        text_add(&t, "hpmsim run experiment.json -o results\n");
    text_add(&t, "hpmsim report results -o report.html\n"
                 "hpmsim report results --figures figures    # SVG, PDF, CSV, scripts\n");
    html_element(out, "pre", t.at);
    if (d->sweep && *command) {
        text_clear(&t);
        text_printf(&t, "%s\n", command);
        html_element(out, "p", "One point alone, here the first:");
        html_element(out, "pre", t.at);
    }
    text_free(&t);
}

static void add_seeds(const struct report_data *d, struct text *t) {
    struct groups seeds = {0};
    for (u32 run = 0; run < d->runs.count; run++)
        groups_find(&seeds, data_text(d, RUNS, run, "seed"));
    if (seeds.names.count && *seeds.names.at[0]) {
        text_add(t, seeds.names.count > 1 ? " Seeds: " : " The seed is ");
        for (u32 k = 0; k < seeds.names.count && k < 12; k++)
            text_printf(t, "%s%s", k ? ", " : "", seeds.names.at[k]);
        text_add(t, seeds.names.count > 12 ? ", …" : ".");
    }
    groups_free(&seeds);
}

void add_origin(const struct report_data *d, struct text *out) {
    struct text t = {0};
    add_experiment(d, out);
    html_section(out, "reproduce", "How to reproduce it");
    const char *version = text_of(d->sweep, "hpmsim");
    if (!*version) version = text_of(d->provenance, "hpmsim");
    if (*version) text_printf(&t, "The results were made by hpmsim %s.", version);
    if (*text_of(d->sweep, "identity"))
        text_printf(&t, " The sweep's identity is %s.", text_of(d->sweep, "identity"));
    add_seeds(d, &t);
    text_add(&t, " The same version, experiment and seed give the same results, byte for byte, "
                 "but for times on the host.");
    html_element(out, "p", t.at + (t.at[0] == ' '));
    add_commands(d, out);
    add_hashes(d, out);
    html_section_end(out);
    text_free(&t);
}
