/* base/form.c: reading a document by its form; see form.h. It goes on after an error, so that one
 * run shows every error: first those of an object's keys, then those of its values, row by row. */
#include "base/form.h"

#include <assert.h>
#include <regex.h>
#include <stdlib.h>

enum { KEYS_MAX = 64, VARIANTS_MAX = 32 };

/* ---- Words and names -------------------------------------------------------------------- */

bool form_words_have(const char *words, const char *word) {
    size_t length = strlen(word);
    for (const char *at = words; at && *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        if (n == length && !strncmp(at, word, n)) return true;
        at += n;
    }
    return false;
}

const char *form_choice(const struct form *f, u32 n) {
    return f->names ? f->names[n] : f->name_of(n);
}

/* Adds `"a"`, `"a" or "b"`, `"a", "b" or "c"`. */
static void add_words(struct text *out, const char *const *words, u32 count) {
    for (u32 n = 0; n < count; n++)
        text_printf(out, "%s\"%s\"", !n ? "" : n + 1 < count ? ", " : " or ", words[n]);
}

static u32 choices(const struct form *f, const char *names[KEYS_MAX]) {
    u32 count = 0;
    for (; count < KEYS_MAX && form_choice(f, count); count++)
        names[count] = form_choice(f, count);
    return count;
}

/* Of a regular expression of a table: NULL matches all. */
static bool matches(const char *pattern, const char *string) {
    regex_t regex;
    if (!pattern) return true;
    int error = regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB);
    assert(!error);
    bool match = !regexec(&regex, string, 0, NULL, 0);
    regfree(&regex);
    return match && !error;
}

/* ---- What is expected ------------------------------------------------------------------- */

static void add_integers(const struct form *f, struct text *out) {
    text_add(out, "an integer");
    if (f->most)
        text_printf(out, " from %lld to %lld", (long long)f->least, (long long)f->most);
    else if (f->least > FORM_LEAST_INTEGER)
        text_printf(out, " of at least %lld", (long long)f->least);
}

void form_expected(const struct form *f, struct text *out) {
    const char *names[KEYS_MAX];
    if (f->expected) {
        text_add(out, f->expected);
        return;
    }
    switch (f->kind) {
    case FORM_ANY: text_add(out, "a value"); break;
    case FORM_BOOL: text_add(out, "true or false"); break;
    case FORM_INTEGER: add_integers(f, out); break;
    case FORM_NUMBER: text_add(out, "a number"); break;
    case FORM_STRING: text_add(out, "a string"); break;
    case FORM_CHOICE: add_words(out, names, choices(f, names)); break;
    case FORM_LIST: text_printf(out, "a list of %ss", f->noun ? f->noun : "value"); break;
    case FORM_OBJECT: text_add(out, "an object"); break;
    case FORM_EITHER:
        for (u32 n = 0; n < f->form_count; n++) {
            text_add(out, n ? " or " : "");
            form_expected(f->forms[n], out);
        }
        break;
    }
}

static bool unexpected(struct form_reader *r, const struct form *f, struct json j) {
    struct text t = {0};
    form_expected(f, &t);
    json_unexpected(j, text_string(&t), r->st);
    text_free(&t);
    return false;
}

/* ---- Storing ---------------------------------------------------------------------------- */

static void put_integer(void *at, u32 size, i64 value) {
    switch (at ? size : 0) {
    case 0: break;
    case 1: *(u8 *)at = (u8)value; break;
    case 2: *(u16 *)at = (u16)value; break;
    case 4: *(u32 *)at = (u32)value; break;
    case 8: *(i64 *)at = value; break;
    default: assert(!"a field of an integer's size");
    }
}

static void put_number(void *at, u32 size, double value) {
    assert(!size || size == sizeof value);
    if (at && size) *(double *)at = value;
}

static void put_string(void *at, u32 size, const char *value) {
    assert(!size || size == sizeof value);
    if (at && size) *(const char **)at = value;
}

/* Bytes of an item that `place` found a field for. */
static u32 item_size(const struct form *f) {
    switch (f->kind) {
    case FORM_BOOL: return sizeof(bool);
    case FORM_CHOICE: return sizeof(u32);
    default: return 8;
    }
}

static void *field(const struct form_key *row, void *object) {
    return object ? (char *)object + row->offset : NULL;
}

/* What holds when a row's key is absent. */
static void put_initial(const struct form_key *row, void *object) {
    const struct form *f = row->form;
    void *at = row->size ? field(row, object) : object;
    if (f->kind == FORM_OBJECT && !f->variants && !row->required)
        for (u32 n = 0; n < f->key_count; n++) put_initial(&f->keys[n], at);
    if (!row->initial || !row->size || f->take) return;
    switch (f->kind) {
    case FORM_BOOL: put_integer(at, row->size, !strcmp(row->initial, "true")); break;
    case FORM_INTEGER: put_integer(at, row->size, strtoll(row->initial, NULL, 10)); break;
    case FORM_NUMBER: put_number(at, row->size, strtod(row->initial, NULL)); break;
    case FORM_STRING: put_string(at, row->size, row->initial); break;
    case FORM_CHOICE:
        for (u32 n = 0; form_choice(f, n); n++)
            if (!strcmp(form_choice(f, n), row->initial)) put_integer(at, row->size, n);
        break;
    default: assert(!"an initial value of a type that has none");
    }
}

/* ---- Scalars ---------------------------------------------------------------------------- */

static bool read_value(struct form_reader *r, const struct form *f, struct json j, void *at,
                       u32 size);

static bool read_integer(struct form_reader *r, const struct form *f, struct json j, void *at,
                         u32 size) {
    struct status mine = {0};
    i64 value = json_integer(j, 0, f->least, f->most ? f->most : INT64_MAX, &mine);
    bool ok = status_ok(&mine);
    if (ok && !f->take) put_integer(at, size, value);
    if (!ok && f->expected) unexpected(r, f, j);
    if (!ok && !f->expected) status_add(r->st, mine.fault, "%s", mine.text);
    status_free(&mine);
    return ok;
}

static bool read_number(struct form_reader *r, const struct form *f, struct json j, void *at,
                        u32 size) {
    struct status mine = {0};
    double value = json_number(j, 0, &mine);
    bool ok = status_ok(&mine);
    if (ok && !f->take) put_number(at, size, value);
    if (!ok) unexpected(r, f, j);
    status_free(&mine);
    return ok;
}

static bool read_string(struct form_reader *r, const struct form *f, struct json j, void *at,
                        u32 size) {
    const char *value = json_is_string(j) ? json_string(j, NULL, r->st) : NULL;
    if (!value || !matches(f->pattern, value)) return unexpected(r, f, j);
    if (!f->take) put_string(at, size, value);
    return true;
}

static bool read_choice(struct form_reader *r, const struct form *f, struct json j, void *at,
                        u32 size) {
    const char *names[KEYS_MAX];
    u32 count = choices(f, names);
    if (!json_is_string(j)) return unexpected(r, f, j);
    const char *value = json_string(j, "", r->st);
    for (u32 n = 0; n < count; n++) {
        if (strcmp(value, names[n])) continue;
        if (!f->take) put_integer(at, size, n);
        return true;
    }
    const char *near = suggest(value, names, count);
    if (!near && (!f->noun || f->expected)) return unexpected(r, f, j);
    struct text t = {0};
    text_printf(&t, "there is no %s \"%s\"; ", f->noun ? f->noun : "choice", value);
    if (near)
        text_printf(&t, "did you mean \"%s\"?", near);
    else {
        text_add(&t, "expected ");
        form_expected(f, &t);
    }
    json_error(j, r->st, "%s", text_string(&t));
    text_free(&t);
    return false;
}

/* ---- Lists, and members in no row ------------------------------------------------------- */

static bool check_count(struct form_reader *r, const struct form *f, struct json j, u32 count) {
    const char *noun = f->noun ? f->noun : "item";
    if (!count && f->least == 1)
        return json_error(j, r->st, "there must be a %s at least", noun);
    if (count < f->least)
        return json_error(j, r->st, "found %u %s%s; %lld is the least", count, noun,
                          count == 1 ? "" : "s", (long long)f->least);
    if (f->most && count > f->most)
        return json_error(j, r->st, "found %u %ss; %lld is the most", count, noun,
                          (long long)f->most);
    return true;
}

static bool read_item(struct form_reader *r, const struct form *f, struct json item, void *at) {
    u32 size = 0;
    if (f->place) {
        at = f->place(r, item, at);
        size = at ? item_size(f->item) : 0;
    }
    return read_value(r, f->item, item, at, size);
}

static bool read_list(struct form_reader *r, const struct form *f, struct json j, void *at) {
    if (!json_is_array(j)) return unexpected(r, f, j);
    bool ok = check_count(r, f, j, json_count(j));
    i64 left = f->most ? f->most : INT64_MAX;
    for (struct json item = json_first(j); json_present(item) && left--; item = json_next(item))
        ok &= read_item(r, f, item, at);
    return ok;
}

/* ---- Objects ---------------------------------------------------------------------------- */

static const struct form_key *find_row(const struct form *f, const char *key) {
    for (u32 n = 0; n < f->key_count; n++)
        if (!strcmp(f->keys[n].key, key)) return &f->keys[n];
    return NULL;
}

/* Whether the variant itself names a key. */
static bool names(const struct form_variant *v, const char *key) {
    return !strcmp(v->key, key) || form_words_have(v->required, key) ||
           form_words_have(v->optional, key);
}

bool form_variant_has(const struct form *f, const struct form_variant *v, const char *key) {
    if (names(v, key)) return true;
    for (u32 n = 0; n < f->variant_count; n++)
        if (names(&f->variants[n], key)) return false;
    return true;
}

/* None of the variants is there. Those are told of that need no key that tells another. */
static void no_variant(struct form_reader *r, const struct form *f, struct json j) {
    const char *keys[VARIANTS_MAX];
    u32 count = 0;
    for (u32 n = 0; n < f->variant_count; n++) {
        bool more = false;
        for (u32 k = 0; k < f->variant_count; k++)
            more |= k != n && form_words_have(f->variants[n].required, f->variants[k].key);
        if (!more) keys[count++] = f->variants[n].key;
    }
    struct text t = {0};
    if (f->question) text_printf(&t, "%s ", f->question);
    add_words(&t, keys, count);
    json_error(j, r->st, "%s is missing", text_string(&t));
    text_free(&t);
}

/* The variant that an object is meant as; NULL and an error: none, or several. */
static const struct form_variant *choose(struct form_reader *r, const struct form *f,
                                         struct json j) {
    const struct form_variant *meant[VARIANTS_MAX], *left[VARIANTS_MAX];
    u32 count = 0, left_count = 0;
    assert(f->variant_count <= VARIANTS_MAX);
    for (u32 n = 0; n < f->variant_count; n++)
        if (json_present(json_member(j, f->variants[n].key))) meant[count++] = &f->variants[n];
    for (u32 n = 0; n < count; n++) {
        bool part = false;
        for (u32 k = 0; k < count; k++) part |= k != n && names(meant[k], meant[n]->key);
        if (!part) left[left_count++] = meant[n];
    }
    if (left_count == 1) return left[0];
    if (!left_count)
        no_variant(r, f, j);
    else
        json_error(j, r->st, "\"%s\" and \"%s\" exclude each other", left[0]->key,
                   left[1]->key);
    return NULL;
}

/* A key that belongs to other variants than the one that is meant. */
static void out_of_place(struct form_reader *r, const struct form *f,
                         const struct form_variant *v, struct json object, struct json member) {
    const char *key = json_key(member), *homes[VARIANTS_MAX];
    u32 count = 0;
    bool conflict = false;
    for (u32 n = 0; n < f->variant_count; n++) {
        if (!names(&f->variants[n], key)) continue;
        homes[count++] = f->variants[n].key;
        conflict |= json_present(json_member(object, f->variants[n].key));
    }
    struct text t = {0};
    if (conflict) {
        text_printf(&t, "\"%s\" and \"%s\" exclude each other", key, v->key);
    } else {
        text_printf(&t, "\"%s\" goes with ", key);
        add_words(&t, homes, count);
    }
    json_key_error(member, r->st, "%s", text_string(&t));
    text_free(&t);
}

/* A member in no row, of an object that has others than those in rows. */
static bool check_key(struct form_reader *r, const struct form *f, struct json member) {
    const char *key = json_key(member), *known[KEYS_MAX];
    u32 count = 0;
    if (matches(f->key_pattern, key)) return true;
    for (u32 n = 0; n < f->key_count; n++) known[count++] = f->keys[n].key;
    const char *near = suggest(key, known, count);
    if (near)
        return json_key_error(member, r->st, "unknown key \"%s\"; did you mean \"%s\"?", key,
                              near);
    return json_key_error(member, r->st, "expected %s, found the key \"%s\"", f->key_expected,
                          key);
}

/* Are all keys known, and of the variant? */
static bool check_keys(struct form_reader *r, const struct form *f,
                       const struct form_variant *v, struct json j) {
    const char *known[KEYS_MAX];
    u32 count = 0;
    bool ok = true;
    assert(f->key_count <= KEYS_MAX);
    for (u32 n = 0; n < f->key_count; n++) known[count++] = f->keys[n].key;
    if (!f->item) ok = json_known_keys(j, known, count, r->st);
    if (!v) return ok;
    for (struct json member = json_first(j); json_present(member); member = json_next(member)) {
        const char *key = json_key(member);
        if (!find_row(f, key) || form_variant_has(f, v, key)) continue;
        out_of_place(r, f, v, j, member);
        ok = false;
    }
    return ok;
}

static bool is_required(const struct form_key *row, const struct form_variant *v) {
    return row->required || (v && form_words_have(v->required, row->key));
}

static bool read_row(struct form_reader *r, const struct form_key *row,
                     const struct form_variant *v, struct json object, void *at) {
    struct json value = json_member(object, row->key);
    if (json_present(value))
        return read_value(r, row->form, value, row->size ? field(row, at) : at, row->size);
    if (is_required(row, v))
        return json_error(object, r->st, "\"%s\" is missing: %.*s", row->key,
                          (int)strcspn(row->about, ";"), row->about);
    put_initial(row, at);
    return true;
}

static bool read_others(struct form_reader *r, const struct form *f, struct json j, void *at) {
    bool ok = true;
    u32 count = 0;
    for (struct json member = json_first(j); json_present(member); member = json_next(member)) {
        if (find_row(f, json_key(member))) continue;
        ok &= check_key(r, f, member);
        count++;
    }
    ok &= check_count(r, f, j, count);
    i64 left = f->most ? f->most : INT64_MAX;
    for (struct json member = json_first(j); json_present(member) && left;
         member = json_next(member)) {
        const char *key = json_key(member);
        if (find_row(f, key) || !matches(f->key_pattern, key)) continue;
        ok &= read_item(r, f, member, at);
        left--;
    }
    return ok;
}

static bool read_object(struct form_reader *r, const struct form *f, struct json j, void *at) {
    if (!json_is_object(j)) return unexpected(r, f, j);
    const struct form_variant *v = f->variants ? choose(r, f, j) : NULL;
    bool ok = !f->variants || v;
    ok &= check_keys(r, f, v, j);
    for (u32 n = 0; n < f->key_count; n++)
        if (!f->variants || (v && form_variant_has(f, v, f->keys[n].key)))
            ok &= read_row(r, &f->keys[n], v, j, at);
    if (f->item) ok &= read_others(r, f, j, at);
    return ok;
}

/* ---- All kinds -------------------------------------------------------------------------- */

static bool is_kind(const struct form *f, struct json j) {
    switch (f->kind) {
    case FORM_ANY: return true;
    case FORM_BOOL: return json_is_bool(j);
    case FORM_INTEGER:
    case FORM_NUMBER: return json_is_number(j);
    case FORM_STRING:
    case FORM_CHOICE: return json_is_string(j);
    case FORM_LIST: return json_is_array(j);
    case FORM_OBJECT: return json_is_object(j);
    case FORM_EITHER:
        for (u32 n = 0; n < f->form_count; n++)
            if (is_kind(f->forms[n], j)) return true;
        return false;
    }
    return false;
}

static bool read_either(struct form_reader *r, const struct form *f, struct json j, void *at,
                        u32 size) {
    for (u32 n = 0; n < f->form_count; n++)
        if (is_kind(f->forms[n], j)) return read_value(r, f->forms[n], j, at, size);
    return unexpected(r, f, j);
}

static bool read_value(struct form_reader *r, const struct form *f, struct json j, void *at,
                       u32 size) {
    bool ok = true, whole = is_kind(f, j) && (f->kind == FORM_LIST || f->kind == FORM_OBJECT);
    switch (f->kind) {
    case FORM_ANY: break;
    case FORM_BOOL:
        ok = json_is_bool(j) || unexpected(r, f, j);
        if (ok && !f->take) put_integer(at, size, json_bool(j, false, r->st));
        break;
    case FORM_INTEGER: ok = read_integer(r, f, j, at, size); break;
    case FORM_NUMBER: ok = read_number(r, f, j, at, size); break;
    case FORM_STRING: ok = read_string(r, f, j, at, size); break;
    case FORM_CHOICE: ok = read_choice(r, f, j, at, size); break;
    case FORM_LIST: ok = read_list(r, f, j, at); break;
    case FORM_OBJECT: ok = read_object(r, f, j, at); break;
    case FORM_EITHER: ok = read_either(r, f, j, at, size); break;
    }
    if (f->take && (ok || whole)) ok &= f->take(r, j, at);
    return ok;
}

bool form_read(const struct form *f, struct json j, void *at, void *context,
               struct status *st) {
    struct form_reader r = {context, st};
    return read_value(&r, f, j, at, 0);
}
