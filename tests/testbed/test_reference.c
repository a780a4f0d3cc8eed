/* tests/testbed/test_reference.c: the tables of docs/EXPERIMENTS.md are those of the forms, and
 * the schemas in docs/ theirs. With HPMSIM_UPDATE set, they are written anew. A table stands between two comments:
 *
 *     <!-- table machine: made by test_reference -->
 *     <!-- end of table -->
 *
 * Each form that has a name has one, and so do "experiment" and "model". tests/cli/cli_reference.sh
 * runs the examples. */
#include "isa/model_form.h"
#include "testbed/experiment_form.h"
#include "tests/base/check.h"

#define DOCUMENT HPMSIM_SOURCE_DIR "/docs/EXPERIMENTS.md"
#define BEGIN    "<!-- table "
#define BEHIND   ": made by test_reference -->\n"
#define WITHOUT  "; without it, "
#define END      "<!-- end of table -->\n"

enum { FORMS_MAX = 64 };
struct forms {
    const struct form *at[FORMS_MAX];
    const char *names[FORMS_MAX];
    bool told[FORMS_MAX];
    u32 count;
};

static void add(struct forms *all, const struct form *f, const char *name) {
    assert_true(all->count < FORMS_MAX);
    all->names[all->count] = name;
    all->at[all->count++] = f;
}

/* The objects that have a name, and what lies inside. */
static void collect(struct forms *all, const struct form *f) {
    for (u32 n = 0; n < all->count; n++)
        if (all->at[n] == f && f->name) return;
    if (f->name && f->kind == FORM_OBJECT) add(all, f, f->name);
    for (u32 n = 0; n < f->key_count; n++)
        for (u32 k = 0; k < n; k++) assert_string_not_equal(f->keys[n].key, f->keys[k].key);
    for (u32 n = 0; n < f->key_count; n++) collect(all, f->keys[n].form);
    if (f->item) collect(all, f->item);
    for (u32 n = 0; n < f->form_count; n++) collect(all, f->forms[n]);
}

/* ---- Cells ------------------------------------------------------------------------------ */

static void add_choices(const struct form *f, struct text *out) {
    for (u32 n = 0; form_choice(f, n); n++)
        text_printf(out, "%s`\"%s\"`", n ? ", " : "", form_choice(f, n));
}

static void add_type(const struct form *f, struct text *out) {
    switch (f->kind) {
    case FORM_ANY: text_add(out, "any value"); break;
    case FORM_BOOL: text_add(out, "true, false"); break;
    case FORM_INTEGER:
        text_printf(out, "integer, %lld ", (long long)f->least);
        if (f->most)
            text_printf(out, "to %lld", (long long)f->most);
        else
            text_add(out, "or more");
        break;
    case FORM_NUMBER: text_add(out, "number"); break;
    case FORM_STRING: text_add(out, "string"); break;
    case FORM_CHOICE: add_choices(f, out); break;
    case FORM_LIST:
        text_add(out, "[");
        add_type(f->item, out);
        text_add(out, ", ...]");
        break;
    case FORM_OBJECT:
        if (f->name) {
            text_printf(out, "[%s](#%s)", f->name, f->name);
        } else {
            text_printf(out, "{\"%s\": ", f->key_title ? f->key_title : "KEY");
            add_type(f->item, out);
            text_add(out, ", ...}");
        }
        break;
    case FORM_EITHER:
        for (u32 n = 0; n < f->form_count; n++) {
            text_add(out, n ? " or " : "");
            add_type(f->forms[n], out);
        }
        break;
    }
}

static bool is_required(const struct form *f, const struct form_key *row) {
    bool always = f->variant_count > 0;
    for (u32 n = 0; n < f->variant_count; n++)
        always &= !strcmp(f->variants[n].key, row->key) ||
                  form_words_have(f->variants[n].required, row->key);
    return row->required || always;
}

/* "...; without it, the first" goes to a column of its own. What choices mean is told once, with
 * the key that has a default. */
static void add_row(const struct form *f, const struct form_key *row, struct text *out) {
    const struct form *value = row->form;
    const char *without = strstr(row->about, WITHOUT);
    size_t length = without ? (size_t)(without - row->about) : strlen(row->about);
    text_printf(out, "| `%s` | ", row->key);
    add_type(value, out);
    text_add(out, " | ");
    if (row->initial)
        text_printf(out, "`%s`", row->initial);
    else if (without)
        text_add(out, without + strlen(WITHOUT));
    else if (is_required(f, row))
        text_add(out, "needed");
    text_printf(out, " | %.*s", (int)length, row->about);
    for (u32 n = 0; row->initial && value->about_of && value->about_of(n); n++)
        text_printf(out, "%s `%s`: %s", n ? ";" : ".", form_choice(value, n),
                    value->about_of(n));
    text_add(out, " |\n");
}

/* "`a`, `b`" */
static void add_words(const char *words, struct text *out) {
    for (const char *at = words; at && *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        text_printf(out, "%s`%.*s`", at == words ? "" : ", ", (int)n, at);
        at += n;
    }
}

static void add_variants(const struct form *f, struct text *out) {
    if (f->variant_count < 2) return;
    text_add(out, "\nOne of:\n\n");
    for (u32 n = 0; n < f->variant_count; n++) {
        const struct form_variant *v = &f->variants[n];
        text_printf(out, "- `%s`", v->key);
        if (v->required) text_add(out, " with ");
        add_words(v->required, out);
        if (v->optional) text_add(out, "; optional: ");
        add_words(v->optional, out);
        text_add(out, "\n");
    }
}

static void add_table(const struct form *f, struct text *out) {
    text_add(out, "| key | value | without it | meaning |\n|---|---|---|---|\n");
    for (u32 n = 0; n < f->key_count; n++) add_row(f, &f->keys[n], out);
    if (f->item) {
        text_printf(out, "| %s | ", f->key_title);
        add_type(f->item, out);
        text_printf(out, " | | a %s |\n", f->noun);
    }
    add_variants(f, out);
}

/* ---- The document ----------------------------------------------------------------------- */

static void add_table_of(struct forms *all, const char *name, size_t length, struct text *out) {
    for (u32 n = 0; n < all->count; n++) {
        if (strlen(all->names[n]) != length || strncmp(all->names[n], name, length)) continue;
        add_table(all->at[n], out);
        all->told[n] = true;
        return;
    }
    fail_msg("%s: there is no table %.*s", DOCUMENT, (int)length, name);
}

static void document_is_true(void **unused) {
    (void)unused;
    struct status st = {0};
    struct bytes b;
    struct text wanted = {0};
    struct forms all = {0};
    add(&all, &experiment_form, "experiment");
    collect(&all, &experiment_form);
    add(&all, &model_form, "model");
    collect(&all, &model_form);
    assert_true(file_read(DOCUMENT, &b, &st));
    const char *at = (const char *)b.at;
    for (const char *begin; (begin = strstr(at, BEGIN)); at = strstr(begin, END)) {
        const char *name = begin + strlen(BEGIN), *behind = strstr(name, BEHIND);
        if (!behind || !strstr(begin, END)) fail_msg("%s: a table without end", DOCUMENT);
        text_add_bytes(&wanted, at, (size_t)(behind + strlen(BEHIND) - at));
        add_table_of(&all, name, (size_t)(behind - name), &wanted);
    }
    text_add(&wanted, at);
    for (u32 n = 0; n < all.count; n++)
        if (!all.told[n]) fail_msg("%s: the table %s is missing", DOCUMENT, all.names[n]);
    if (getenv("HPMSIM_UPDATE"))
        assert_true(file_write(DOCUMENT, wanted.at, wanted.length, &st));
    else if (strcmp(wanted.at, (const char *)b.at))
        fail_msg("docs/EXPERIMENTS.md is not up to date: HPMSIM_UPDATE=1 ./dev test -R "
                 "test_reference");
    text_free(&wanted);
    free(b.at);
}

static void schema_is_true(const char *path, const struct form *f) {
    struct status st = {0};
    struct bytes b;
    struct text wanted = {0};
    form_write_schema(f, &wanted);
    if (getenv("HPMSIM_UPDATE")) assert_true(file_write(path, wanted.at, wanted.length, &st));
    assert_true(file_read(path, &b, &st));
    if (strcmp(wanted.at, (const char *)b.at))
        fail_msg("%s is not up to date: HPMSIM_UPDATE=1 ./dev test -R test_reference", path);
    text_free(&wanted);
    free(b.at);
}

static void schemas_are_true(void **unused) {
    (void)unused;
    schema_is_true(HPMSIM_SOURCE_DIR "/docs/experiment.schema.json", &experiment_form);
    schema_is_true(HPMSIM_SOURCE_DIR "/docs/model.schema.json", &model_form);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(document_is_true),
                                       cmocka_unit_test(schemas_are_true)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
