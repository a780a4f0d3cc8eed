/* base/form.h: forms: what a JSON document looks like, told once, as tables. The reader of a kind
 * of document, its JSON Schema (base/form_schema.c) and its reference come from the same tables.
 *
 * A form says what a value may be. The rows of an object say for each key which form its value
 * has, what it is for, what holds without it, and where it goes. What a table can't say, such as
 * the name of a machine, is a hook that the form points to. For example
 *
 *     static const struct form port = {.kind = FORM_INTEGER, .least = 1, .most = 65535};
 *     static const struct form_key rows[] = {
 *         {"port", &port, .about = "the port to listen on", .initial = "80",
 *          FORM_FIELD(struct server, port)},
 *     };
 *     const struct form server = {.kind = FORM_OBJECT, FORM_KEYS(rows)};
 */
#ifndef HPMSIM_FORM_H
#define HPMSIM_FORM_H

#include "base/base.h"

enum form_kind {
    FORM_ANY, /* anything */
    FORM_BOOL,
    FORM_INTEGER,
    FORM_NUMBER,
    FORM_STRING,
    FORM_CHOICE, /* a string, one of a few */
    FORM_LIST,
    FORM_OBJECT,
    FORM_EITHER /* one of several forms, told apart by the type of the JSON value */
};

/* One reading of a document. Hooks add what is wrong to st (json_error). */
struct form_reader {
    void *context; /* of whoever reads */
    struct status *st;
};
struct form;

/* The value is of the form's type and within its limits: take it. `at` is where it goes: the
 * field of its row, or the struct of the object that it belongs to when the row names no field.
 * A form with this hook stores nothing by itself. For lists and objects it is called after all
 * that is inside was read, also when something inside was wrong; for other values only when
 * nothing is. Returns false after adding an error. */
typedef bool form_take(struct form_reader *r, struct json j, void *at);
/* An item of a list, or a member whose key is in no row, comes next: returns the struct or field
 * that it goes to, or NULL for nowhere. `at` is that of the list or object. Without this hook the
 * item gets the same `at`. */
typedef void *form_place(struct form_reader *r, struct json item, void *at);

struct form_key { /* a row */
    const char *key;
    const struct form *form;
    const char *about; /* half a sentence, for schemas and documents; for errors too, up to the
                            first ';' */
    const char *initial; /* what holds when it is absent, as text: "true", "1", "map"; NULL: the
                            field stays as it was */
    bool required;
    u32 offset, size; /* FORM_FIELD: where the value goes in the object's struct */
};
/* Types of fields: bool, any integer, double, const char * (lives as long as the document); of a
 * choice, its number as an integer; of an object, a struct. */
#define FORM_FIELD(T, member) .offset = offsetof(T, member), .size = sizeof(((T *)0)->member)

/* Objects that take one of several sets of keys: {"instructions": N} or {"function": F} or
 * {"function": F, "entry": K}. Lists of keys are words with spaces between. Keys that no variant
 * names belong to all of them. A variant is meant when its key is there, unless another variant
 * that is meant too names that key among its own. */
struct form_variant {
    const char *key;      /* that tells it from the others */
    const char *required; /* further keys that it must have; NULL: none */
    const char *optional; /* ... that it may have; NULL: none */
};

struct form {
    enum form_kind kind;
    const char *name; /* of its definition in schemas, and of its section in documents; NULL: it
                             is told where it is used */
    const char *title;    /* of a kind of document, for schemas */
    const char *about;    /* a few sentences, of forms that have a name or a title */
    const char *expected; /* for errors, "expected ..."; NULL: told by the kind */
    form_take *take;
    /* INTEGER: limits; most 0: none. LIST, OBJECT: how many items, or members that are in no row;
     * most 0: any number. Those past the limit are not read. */
    i64 least, most;
    const char *pattern; /* STRING: an extended regular expression, of those that ECMA 262 and
                            POSIX understand alike */
    const char *const *names;            /* CHOICE: ends with NULL; or */
    const char *(*name_of)(u32 number);  /* name number n; NULL: there are no more */
    const char *(*about_of)(u32 number); /* CHOICE: what it means, for editors and documents; or
                                              NULL */
    const char *(*example_of)(u32 number); /* STRING: ditto, for editors; or NULL */
    const char *noun;                      /* CHOICE, LIST, OBJECT: what one of them is, as in
                                              `there is no allocator "x"` */
    const struct form
        *item;         /* LIST: of its items. OBJECT: of members in no row; NULL: there are
                                none */
    form_place *place; /* of those; or NULL */
    bool unique; /* LIST: no item is there twice. Told to schemas; to see to it is up to `take`,
                    which knows better what is alike */
    const char *key_pattern;     /* OBJECT: of keys in no row, as `pattern`; NULL: any */
    const char *key_expected;    /* for errors; goes with key_pattern */
    const char *key_title;       /* what such a key is, in documents: "MACHINE" */
    const struct form_key *keys; /* OBJECT */
    u32 key_count;
    const struct form_variant *variants; /* OBJECT: NULL: there is but one */
    u32 variant_count;
    const char *question;            /* what a missing variant leaves open: "when?" */
    const struct form *const *forms; /* EITHER */
    u32 form_count;
};
#define FORM_KEYS(rows)       .keys = (rows), .key_count = COUNT_OF(rows)
#define FORM_VARIANTS(rows)   .variants = (rows), .variant_count = COUNT_OF(rows)
#define FORM_FORMS(list)      .forms = (list), .form_count = COUNT_OF(list)
#define FORM_LEAST_INTEGER    (-((i64)1 << 53) + 1) /* integers are exact within these */
#define FORM_GREATEST_INTEGER (((i64)1 << 53) - 1)

/* Reads j, adding to st all that is wrong; returns whether nothing was. Absent keys get what
 * their rows say; so do those of absent objects that aren't required. */
bool form_read(const struct form *f, struct json j, void *at, void *context, struct status *st);

/* Whether a list of words holds this one; lists may be NULL. */
bool form_words_have(const char *words, const char *word);
/* Whether a variant may have a key: its own, those that it names, those that no variant names. */
bool form_variant_has(const struct form *f, const struct form_variant *v, const char *key);
/* Name number n of a choice; NULL: there are no more. */
const char *form_choice(const struct form *f, u32 n);
/* Adds what is expected: "a list of machines", "an integer from 1 to 5". */
void form_expected(const struct form *f, struct text *out);

/* Adds the JSON Schema (draft-07) that accepts what form_read accepts, but for what hooks find. */
void form_write_schema(const struct form *f, struct text *out);

#endif
