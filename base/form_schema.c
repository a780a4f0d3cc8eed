/* base/form_schema.c: the JSON Schema (draft-07) of a form. Forms that have a name become
 * definitions; a row whose form is one refers to it inside "allOf", since draft-07 ignores what
 * stands beside "$ref". Each variant of an object is an object of its own inside "oneOf". */
#include "base/form.h"

#include <assert.h>
#include <stdlib.h>

enum { DEFINITIONS_MAX = 64 };

struct definitions {
    const struct form *at[DEFINITIONS_MAX];
    u32 count;
};

/* Adds the forms that have a name, in the order in which they are met. */
static void collect(const struct form *f, bool root, struct definitions *d) {
    for (u32 n = 0; n < d->count; n++)
        if (d->at[n] == f) return;
    if (f->name && !root) {
        assert(d->count < DEFINITIONS_MAX);
        d->at[d->count++] = f;
    }
    for (u32 n = 0; n < f->key_count; n++) collect(f->keys[n].form, false, d);
    if (f->item) collect(f->item, false, d);
    for (u32 n = 0; n < f->form_count; n++) collect(f->forms[n], false, d);
}

static void put_form(struct json_writer *w, const struct form *f);

/* A value of its own, or a reference. */
static void put_reference(struct json_writer *w, const char *key, const struct form *f) {
    bool compact = w->compact;
    json_begin_object(w, key);
    if (f->name) {
        struct text t = {0};
        w->compact = true;
        text_printf(&t, "#/definitions/%s", f->name);
        json_put_string(w, "$ref", text_string(&t));
        text_free(&t);
    } else {
        put_form(w, f);
    }
    json_end_object(w);
    w->compact = compact;
}

/* ---- Scalars ---------------------------------------------------------------------------- */

static void put_strings(struct json_writer *w, const char *key, const struct form *f,
                        const char *(*name_of)(const struct form *, u32)) {
    bool compact = w->compact;
    json_begin_array(w, key);
    w->compact = true;
    for (u32 n = 0; name_of(f, n); n++) json_put_string(w, NULL, name_of(f, n));
    json_end_array(w);
    w->compact = compact;
}

static const char *example(const struct form *f, u32 n) {
    return f->example_of(n);
}

static const char *meaning(const struct form *f, u32 n) {
    return f->about_of(n);
}

static void put_integer_limits(struct json_writer *w, const struct form *f) {
    json_put_integer(w, "minimum", MAX(f->least, FORM_LEAST_INTEGER));
    json_put_integer(w, "maximum", f->most ? f->most : FORM_GREATEST_INTEGER);
}

static void put_initial(struct json_writer *w, const struct form *f, const char *initial) {
    switch (f->kind) {
    case FORM_BOOL:
    case FORM_INTEGER:
    case FORM_NUMBER: json_put_literal(w, "default", initial); break;
    case FORM_STRING:
    case FORM_CHOICE: json_put_string(w, "default", initial); break;
    default: assert(!"an initial value of a type that has none");
    }
}

/* ---- Lists and objects ------------------------------------------------------------------ */

static void put_counts(struct json_writer *w, const struct form *f, const char *least,
                       const char *most) {
    if (f->least) json_put_integer(w, least, f->least);
    if (f->most) json_put_integer(w, most, f->most);
}

static void put_row(struct json_writer *w, const struct form_key *row) {
    json_begin_object(w, row->key);
    if (row->about) json_put_string(w, "description", row->about);
    if (row->initial) put_initial(w, row->form, row->initial);
    if (row->form->name) {
        json_begin_array(w, "allOf");
        put_reference(w, NULL, row->form);
        json_end_array(w);
    } else {
        put_form(w, row->form);
    }
    json_end_object(w);
}

static void put_required(struct json_writer *w, const struct form *f,
                         const struct form_variant *v) {
    bool compact = w->compact, any = false;
    for (u32 n = 0; n < f->key_count; n++) {
        const struct form_key *row = &f->keys[n];
        bool key = v && !strcmp(v->key, row->key);
        if (!row->required && !key && !(v && form_words_have(v->required, row->key))) continue;
        if (!any) json_begin_array(w, "required");
        any = w->compact = true;
        json_put_string(w, NULL, row->key);
    }
    if (any) json_end_array(w);
    w->compact = compact;
}

/* The members of an object, or of one of its variants. */
static void put_members(struct json_writer *w, const struct form *f,
                        const struct form_variant *v) {
    if (f->key_count) {
        json_begin_object(w, "properties");
        for (u32 n = 0; n < f->key_count; n++)
            if (!v || form_variant_has(f, v, f->keys[n].key)) put_row(w, &f->keys[n]);
        json_end_object(w);
    }
    put_required(w, f, v);
    if (f->item && f->key_pattern) {
        json_begin_object(w, "patternProperties");
        put_reference(w, f->key_pattern, f->item);
        json_end_object(w);
    } else if (f->item) {
        put_reference(w, "additionalProperties", f->item);
    }
    if (f->item) put_counts(w, f, "minProperties", "maxProperties");
    if (!f->item || f->key_pattern) json_put_bool(w, "additionalProperties", false);
}

static void put_object(struct json_writer *w, const struct form *f) {
    json_put_string(w, "type", "object");
    if (!f->variants) {
        put_members(w, f, NULL);
        return;
    }
    json_begin_array(w, "oneOf");
    for (u32 n = 0; n < f->variant_count; n++) {
        json_begin_object(w, NULL);
        put_members(w, f, &f->variants[n]);
        json_end_object(w);
    }
    json_end_array(w);
}

/* ---- All kinds -------------------------------------------------------------------------- */

/* The inside of an object that is opened already. */
static void put_form(struct json_writer *w, const struct form *f) {
    if (f->about) json_put_string(w, "description", f->about);
    switch (f->kind) {
    case FORM_ANY: break;
    case FORM_BOOL: json_put_string(w, "type", "boolean"); break;
    case FORM_INTEGER:
        json_put_string(w, "type", "integer");
        put_integer_limits(w, f);
        break;
    case FORM_NUMBER: json_put_string(w, "type", "number"); break;
    case FORM_STRING:
        json_put_string(w, "type", "string");
        if (f->pattern) json_put_string(w, "pattern", f->pattern);
        if (f->example_of) put_strings(w, "examples", f, example);
        break;
    case FORM_CHOICE:
        put_strings(w, "enum", f, form_choice);
        /* Not of the standard, but editors know it. */
        if (f->about_of) put_strings(w, "enumDescriptions", f, meaning);
        break;
    case FORM_LIST:
        json_put_string(w, "type", "array");
        put_reference(w, "items", f->item);
        put_counts(w, f, "minItems", "maxItems");
        if (f->unique) json_put_bool(w, "uniqueItems", true);
        break;
    case FORM_OBJECT: put_object(w, f); break;
    case FORM_EITHER:
        json_begin_array(w, "anyOf");
        for (u32 n = 0; n < f->form_count; n++) put_reference(w, NULL, f->forms[n]);
        json_end_array(w);
        break;
    }
}

void form_write_schema(const struct form *f, struct text *out) {
    struct json_writer w = {.out = out};
    struct definitions d = {0};
    collect(f, true, &d);
    json_begin_object(&w, NULL);
    json_put_string(&w, "$schema", "http://json-schema.org/draft-07/schema#");
    json_put_string(&w, "title", f->title);
    put_form(&w, f);
    if (d.count) json_begin_object(&w, "definitions");
    for (u32 n = 0; n < d.count; n++) {
        json_begin_object(&w, d.at[n]->name);
        put_form(&w, d.at[n]);
        json_end_object(&w);
    }
    if (d.count) json_end_object(&w);
    json_end_object(&w);
}
