/* tests/testbed/test_schema.c: readers and schemas agree. The files in tests/testbed/schema/good/
 * are read, those in bad/ are refused with the errors in the file of that name with .txt behind
 * (HPMSIM_UPDATE writes those). Then all of them, the ready experiments and models, and mutants of
 * the good ones go to an independent validator (tests/testbed/schema/validate.py), with what the
 * reader said.
 *
 * Mutants of a document, one by one: each key misspelt, each member removed, each value replaced by
 * values of other types, each object given the members of others. */
#include "base/form.h"
#include "isa/model_form.h"
#include "testbed/experiment_form.h"
#include "testbed/sweep.h"
#include "tests/base/check.h"

#include <dirent.h>
#include <fts.h>
#include <stdio.h>
#include <sys/wait.h>

#define FOLDER HPMSIM_SOURCE_DIR "/tests/testbed/schema"

enum { NAMES_MAX = 256 };
static FILE *cases; /* cases.jsonl */

/* ---- Files ------------------------------------------------------------------------------ */

static int compare(const void *x, const void *y) {
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* The .json files of a folder, sorted: paths, owned by the caller. */
static u32 list(const char *folder, char **paths) {
    DIR *d = opendir(folder);
    u32 count = 0;
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));) {
        const char *ending = strrchr(entry->d_name, '.');
        struct text t = {0};
        if (!ending || strcmp(ending, ".json")) continue;
        text_printf(&t, "%s/%s", folder, entry->d_name);
        assert_true(count < NAMES_MAX);
        paths[count++] = t.at;
    }
    closedir(d);
    qsort(paths, count, sizeof *paths, compare);
    return count;
}

static struct bytes content(const char *path) {
    struct status st = {0};
    struct bytes b;
    if (!file_read(path, &b, &st)) fail_msg("%s", st.text);
    return b;
}

static void put(const char *path, const char *text, size_t size) {
    struct status st = {0};
    if (!file_write(path, text, size, &st)) fail_msg("%s", st.text);
}

static bool is_model(const char *path) {
    return strstr(path, "model-") || strstr(path, "/isa/models/");
}

/* ---- Reading ---------------------------------------------------------------------------- */

/* What the reader says of a file in this folder: NULL, or (owned by the caller) its errors. */
static char *errors_of(const char *path, bool model) {
    struct status st = {0}, of_sweep = {0};
    if (model) {
        struct model m;
        struct json_document *d = json_parse_file(path, &st);
        if (d) model_read(json_root(d), &m, &st);
        json_free(d);
        return st.text;
    }
    struct experiment *e = experiment_read(path, NULL, 0, &st);
    experiment_free(e);
    struct sweep s;
    /* Of errors in a sweep's form both tell. */
    if (!sweep_read(path, NULL, 0, &s, &of_sweep) && status_ok(&st))
        status_add(&st, of_sweep.fault, "%s", of_sweep.text);
    sweep_free(&s);
    status_free(&of_sweep);
    return st.text;
}

/* Reads a text as a document of its own; gives the case to the validator. Returns the errors. */
static char *judge(const char *what, const char *text, bool model) {
    put("case.json", text, strlen(text));
    char *errors = errors_of("case.json", model);
    struct text line = {0};
    struct json_writer w = {.out = &line, .compact = true};
    char *document = xstrdup(text); /* on one line: strings hold no line ends */
    for (char *c = document; *c; c++)
        if (*c == '\n') *c = ' ';
    json_begin_object(&w, NULL);
    json_put_string(&w, "what", what);
    json_put_string(&w, "schema", model ? "model" : "experiment");
    json_put_literal(&w, "document", document);
    json_put_string(&w, "errors", errors);
    json_end_object(&w);
    fprintf(cases, "%s\n", line.at);
    text_free(&line);
    free(document);
    return errors;
}

/* ---- Mutants ---------------------------------------------------------------------------- */

static const char *const values[] = {"null", "true", "0",  "1",     "-1",  "2.5",
                                     "1e18", "\"\"", "[]", "\"x\"", "[1]", "{}"};
static const char *const spare_keys[] = {
    "\"isa\": \"aarch64\"", "\"at\": {\"instructions\": 5}",
    "\"to\": \"big\"",      "\"every\": {\"instructions\": 5}",
    "\"cycle\": [\"big\"]", "\"limit\": 3",
    "\"instructions\": 5",  "\"function\": \"f\"",
    "\"entry\": 2",         "\"from\": 1",
    "\"factor\": 2",        "\"step\": 1",
    "\"values\": [1]",      "\"name\": \"n\"",
    "\"/x\": [1]",          "\"zip\": []",
    "\"integer\": []"};

/* Mutant number `left` of a walk through a document; done once left is below 0. */
struct mutation {
    i32 left;
    const char *kind; /* of the mutation that was done; NULL: none */
};

static bool due(struct mutation *m, const char *kind) {
    bool now = m->left-- == 0;
    if (now) m->kind = kind;
    return now;
}

static void add_mutant(struct json j, struct mutation *m, struct text *out);

static void add_members(struct json j, struct mutation *m, struct text *out) {
    bool first = true, object = json_is_object(j);
    text_add(out, object ? "{" : "[");
    for (struct json item = json_first(j); json_present(item); item = json_next(item)) {
        if (due(m, "removed")) continue;
        text_add(out, first ? "" : ", ");
        first = false;
        if (object) {
            struct text key = {0};
            struct json_writer w = {.out = &key, .compact = true};
            json_put_string(&w, NULL, json_key(item));
            text_printf(out, "%.*s%s\": ", (int)key.length - 1, key.at,
                        due(m, "misspelt") ? "x" : "");
            text_free(&key);
        }
        add_mutant(item, m, out);
    }
    for (u32 n = 0; object && n < COUNT_OF(spare_keys); n++) {
        struct text key = {0}; /* without its quotes */
        text_add_bytes(&key, spare_keys[n] + 1, strcspn(spare_keys[n] + 1, "\""));
        bool there = json_present(json_member(j, key.at));
        text_free(&key);
        if (there || !due(m, "added")) continue;
        text_printf(out, "%s%s", first ? "" : ", ", spare_keys[n]);
        first = false;
    }
    text_add(out, object ? "}" : "]");
}

static void add_mutant(struct json j, struct mutation *m, struct text *out) {
    for (u32 n = 0; n < COUNT_OF(values); n++) {
        if (!due(m, "replaced")) continue;
        text_add(out, values[n]);
        return;
    }
    if (json_is_object(j) || json_is_array(j))
        add_members(j, m, out);
    else
        json_text(j, out);
}

static void judge_mutants(const char *path, const char *text, bool model) {
    struct status st = {0};
    struct json_document *d = json_parse(path, text, strlen(text), &st);
    assert_non_null(d);
    for (i32 n = 0;; n++) {
        struct mutation m = {n, NULL};
        struct text mutant = {0}, what = {0};
        add_mutant(json_root(d), &m, &mutant);
        text_printf(&what, "%s, %s", path, m.kind ? m.kind : "");
        if (m.kind) free(judge(what.at, mutant.at, model));
        text_free(&mutant);
        text_free(&what);
        if (!m.kind) break;
    }
    json_free(d);
}

/* ---- Tests ------------------------------------------------------------------------------ */

static void good_files_are_read(void **unused) {
    (void)unused;
    char *paths[NAMES_MAX];
    u32 count = list(FOLDER "/good", paths);
    assert_true(count >= 7);
    for (u32 n = 0; n < count; n++) {
        struct bytes b = content(paths[n]);
        char *errors = judge(paths[n], (const char *)b.at, is_model(paths[n]));
        if (errors) fail_msg("%s: %s", paths[n], errors);
        judge_mutants(paths[n], (const char *)b.at, is_model(paths[n]));
        free(b.at);
        free(paths[n]);
    }
}

static void bad_files_are_refused(void **unused) {
    (void)unused;
    char *paths[NAMES_MAX];
    u32 count = list(FOLDER "/bad", paths), wrong = 0;
    assert_true(count >= 35);
    for (u32 n = 0; n < count; n++) {
        struct bytes b = content(paths[n]);
        struct text expected = {0};
        char *errors = judge(paths[n], (const char *)b.at, is_model(paths[n]));
        if (!errors) fail_msg("%s: no error", paths[n]);
        text_printf(&expected, "%.*s.txt", (int)(strlen(paths[n]) - strlen(".json")), paths[n]);
        if (getenv("HPMSIM_UPDATE")) {
            struct text t = {0};
            text_printf(&t, "%s\n", errors);
            put(expected.at, t.at, t.length);
            text_free(&t);
        }
        struct bytes told = content(expected.at);
        told.at[told.size - (told.size > 0)] = 0; /* the newline */
        if (strcmp((char *)told.at, errors)) {
            print_error("%s: found\n%s\n", expected.at, errors);
            wrong++;
        }
        free(told.at);
        free(errors);
        free(b.at);
        text_free(&expected);
        free(paths[n]);
    }
    assert_int_equal(wrong, 0);
}

/* What a file calls its schema is docs/KIND.schema.json. */
static void names_its_schema(const char *path) {
    struct status st = {0};
    struct json_document *d = json_parse_file(path, &st);
    struct text named = {0};
    const char *wanted = is_model(path) ? HPMSIM_SOURCE_DIR "/docs/model.schema.json"
                                        : HPMSIM_SOURCE_DIR "/docs/experiment.schema.json";
    text_printf(&named, "%.*s%s", (int)(strrchr(path, '/') + 1 - path), path,
                json_string(json_member(json_root(d), "$schema"), "", &st));
    char *found = realpath(named.at, NULL), *right = realpath(wanted, NULL);
    if (!found || strcmp(found, right))
        fail_msg("%s: \"$schema\" does not lead to %s", path, wanted);
    free(found);
    free(right);
    text_free(&named);
    json_free(d);
}

/* All .json files of a folder and those inside it, where they lie; in the list of cases for the
 * schema's sake. Returns how many there are. */
static u32 read_ready(const char *folder) {
    char *names[] = {(char *)folder, NULL};
    u32 count = 0;
    FTS *tree = fts_open(names, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    assert_non_null(tree);
    for (FTSENT *entry; (entry = fts_read(tree));) {
        const char *path = entry->fts_path, *ending = strrchr(path, '.');
        if (entry->fts_info != FTS_F || !ending || strcmp(ending, ".json")) continue;
        char *errors = errors_of(path, is_model(path));
        if (errors) fail_msg("%s: %s", path, errors);
        struct bytes b = content(path);
        free(judge(path, (const char *)b.at, is_model(path)));
        free(b.at);
        names_its_schema(path);
        count++;
    }
    fts_close(tree);
    return count;
}

static void ready_files_are_read(void **unused) {
    (void)unused;
    assert_true(read_ready(HPMSIM_SOURCE_DIR "/experiments") >= 8);
    assert_true(read_ready(HPMSIM_SOURCE_DIR "/isa/models") >= 4);
}

static void put_schema(const char *path, const struct form *f) {
    struct text t = {0};
    form_write_schema(f, &t);
    put(path, t.at, t.length);
    text_free(&t);
}

static bool no_validator;

/* Debian's Python, whose packages ./dev installs, before any other. */
static void the_validator_agrees(void **unused) {
    (void)unused;
    fclose(cases);
    put_schema("experiment.schema.json", &experiment_form);
    put_schema("model.schema.json", &model_form);
    int status = system("python=/usr/bin/python3; [ -x $python ] || python=python3\n"
                        "$python " FOLDER "/validate.py cases.jsonl " FOLDER "/meaning.txt "
                        "experiment.schema.json model.schema.json");
    if (WIFEXITED(status) && (WEXITSTATUS(status) == 77 || WEXITSTATUS(status) == 127)) {
        no_validator = true;
        skip();
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void) {
    static const char *const beside[] = {"program.wat", "mine.json", "broken.json"};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_files_are_read),
        cmocka_unit_test(bad_files_are_refused),
        cmocka_unit_test(ready_files_are_read),
        cmocka_unit_test(the_validator_agrees),
    };
    for (u32 n = 0; n < COUNT_OF(beside); n++) {
        struct text path = {0};
        text_printf(&path, FOLDER "/%s", beside[n]);
        struct bytes b = content(path.at);
        put(beside[n], (const char *)b.at, b.size);
        free(b.at);
        text_free(&path);
    }
    cases = fopen("cases.jsonl", "w");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed ? failed : no_validator ? 77 : 0;
}
