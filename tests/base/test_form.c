/* tests/base/test_form.c: reading by forms: where values go, what is said of wrong ones, and
 * which schema comes out. */
#include "base/form.h"
#include "tests/base/check.h"

/* ---- A form with everything ------------------------------------------------------------- */

struct door {
    const char *name;
    u32 width;
};
struct house {
    bool warm;
    u8 floors;
    u64 number;
    double height;
    const char *street;
    u32 colour;
    struct {
        i64 depth;
        bool wet;
    } cellar;
    u32 kind;
    ARRAY(const char *) words;
    ARRAY(struct door) doors;
    u32 visits; /* how often the hook was called */
};

static void *place_word(struct form_reader *r, struct json item, void *at) {
    struct house *h = r->context;
    (void)item;
    assert_ptr_equal(at, h);
    return array_extend(&h->words, 1);
}

static void *place_door(struct form_reader *r, struct json item, void *at) {
    struct house *h = r->context;
    (void)at;
    struct door *d = array_extend(&h->doors, 1);
    d->name = json_key(item);
    return d;
}

static bool take_house(struct form_reader *r, struct json j, void *at) {
    struct house *h = at;
    h->visits++;
    if (h->floors == 13) return json_error(json_member(j, "floors"), r->st, "bad luck");
    return true;
}

static const char *const colours[] = {"red", "green", "blue", NULL};
static const struct form flag = {.kind = FORM_BOOL};
static const struct form small = {.kind = FORM_INTEGER, .least = 1, .most = 99};
static const struct form whole = {.kind = FORM_INTEGER, .least = FORM_LEAST_INTEGER};
static const struct form number = {.kind = FORM_NUMBER};
static const struct form street = {
    .kind = FORM_STRING, .pattern = "^[A-Z]", .expected = "a name that begins with a capital"};
static const struct form colour = {.kind = FORM_CHOICE, .names = colours, .noun = "colour"};
static const struct form word = {.kind = FORM_STRING};
static const struct form words = {
    .kind = FORM_LIST, .noun = "word", .most = 3, .item = &word, .place = place_word};
static const struct form_key cellar_keys[] = {
    {"depth", &whole, .about = "metres down", .initial = "-2",
     FORM_FIELD(__typeof__(((struct house *)0)->cellar), depth)},
    {"wet", &flag, .about = "whether it is", .initial = "true",
     FORM_FIELD(__typeof__(((struct house *)0)->cellar), wet)},
};
static const struct form cellar = {
    .kind = FORM_OBJECT, .name = "cellar", .about = "Below.", FORM_KEYS(cellar_keys)};
static const struct form_key door_keys[] = {
    {"width", &small, .about = "decimetres; of the frame", .required = true,
     FORM_FIELD(struct door, width)},
};
static const struct form door = {.kind = FORM_OBJECT, .name = "door", FORM_KEYS(door_keys)};
static const struct form doors = {.kind = FORM_OBJECT,
                                  .noun = "door",
                                  .least = 1,
                                  .most = 2,
                                  .item = &door,
                                  .place = place_door,
                                  .key_pattern = "^[a-z]+$",
                                  .key_expected = "a name in small letters"};
static const struct form_key when_keys[] = {
    {"day", &small, .about = "a day"},     {"hour", &small, .about = "an hour"},
    {"moon", &flag, .about = "a moon"},    {"rise", &small, .about = "which one"},
    {"deep", &small, .about = "how deep"}, {"note", &word, .about = "anything"},
};
static const struct form_variant when_variants[] = {
    {"day", NULL, "hour"},
    {"moon", NULL, NULL},
    {"rise", "moon", NULL},
    {"deep", NULL, "moon"},
};
static const struct form when = {.kind = FORM_OBJECT,
                                 .question = "when?",
                                 FORM_KEYS(when_keys),
                                 FORM_VARIANTS(when_variants)};
static const struct form *const either_forms[] = {&small, &words};
static const struct form either = {.kind = FORM_EITHER, FORM_FORMS(either_forms)};
static const struct form_key house_keys[] = {
    {"street", &street, .about = "where it is", .initial = "Lane",
     FORM_FIELD(struct house, street)},
    {"number", &small, .about = "its number; in that street", .required = true,
     FORM_FIELD(struct house, number)},
    {"warm", &flag, .initial = "true", FORM_FIELD(struct house, warm)},
    {"floors", &small, .initial = "2", FORM_FIELD(struct house, floors)},
    {"height", &number, .initial = "7.5", FORM_FIELD(struct house, height)},
    {"colour", &colour, .initial = "blue", FORM_FIELD(struct house, colour)},
    {"cellar", &cellar, .about = "below", FORM_FIELD(struct house, cellar)},
    {"words", &words, .about = "said"},
    {"doors", &doors, .about = "ways in"},
    {"when", &when, .about = "then"},
    {"either", &either, FORM_FIELD(struct house, kind)},
};
static const struct form house = {
    .kind = FORM_OBJECT, .title = "A house", .take = take_house, FORM_KEYS(house_keys)};

/* ---- Reading ---------------------------------------------------------------------------- */

static struct json_document *document;
static struct house *read_house(const char *text, struct status *st) {
    static struct house h;
    array_free(&h.words);
    array_free(&h.doors);
    h = (struct house){0};
    json_free(document);
    document = json_parse("h.json", text, strlen(text), st);
    assert_non_null(document);
    bool ok = form_read(&house, json_root(document), &h, &h, st);
    assert_int_equal(ok, status_ok(st));
    return &h;
}

static void wrong(const char *text, const char *errors) {
    struct status st = {0};
    read_house(text, &st);
    if (!st.text) fail_msg("no error for %s", text);
    assert_failure(&st, FAULT_USER, errors);
}

static void values_go_to_fields(void **unused) {
    (void)unused;
    struct status st = {0};
    struct house *h = read_house(
        "{\"street\": \"Hill\", \"number\": 7, \"warm\": false, \"floors\": 3, \"height\": 0.5,"
        " \"colour\": \"green\", \"cellar\": {\"depth\": -9}, \"words\": [\"a\", \"b\"],"
        " \"doors\": {\"front\": {\"width\": 9}, \"back\": {\"width\": 8}}, \"either\": 5}",
        &st);
    assert_null(st.text);
    assert_string_equal(h->street, "Hill");
    assert_int_equal(h->number, 7);
    assert_false(h->warm);
    assert_int_equal(h->floors, 3);
    assert_true(h->height == 0.5);
    assert_int_equal(h->colour, 1);
    assert_int_equal(h->cellar.depth, -9);
    assert_true(h->cellar.wet);
    assert_int_equal(h->words.count, 2);
    assert_string_equal(h->words.at[1], "b");
    assert_int_equal(h->doors.count, 2);
    assert_string_equal(h->doors.at[1].name, "back");
    assert_int_equal(h->doors.at[1].width, 8);
    assert_int_equal(h->kind, 5);
    assert_int_equal(h->visits, 1);
}

static void absent_ones_get_what_rows_say(void **unused) {
    (void)unused;
    struct status st = {0};
    struct house *h = read_house("{\"number\": 1}", &st);
    assert_null(st.text);
    assert_string_equal(h->street, "Lane");
    assert_true(h->warm);
    assert_int_equal(h->floors, 2);
    assert_true(h->height == 7.5);
    assert_int_equal(h->colour, 2);
    assert_int_equal(h->cellar.depth, -2);
    assert_true(h->cellar.wet);
}

static void every_error_is_told(void **unused) {
    (void)unused;
    wrong("[]", "h.json:1:1: expected an object, found an array");
    wrong("{\n \"numbr\": 1,\n \"street\": \"hill\", \"warm\": 1, \"floors\": 100,\n"
          " \"height\": \"x\", \"colour\": \"gren\", \"cellar\": 5}",
          "h.json:2:2: /numbr: unknown key \"numbr\"; did you mean \"number\"?\n"
          "h.json:3:12: /street: expected a name that begins with a capital, found the string "
          "\"hill\"\n"
          "h.json:1:1: \"number\" is missing: its number\n"
          "h.json:3:28: /warm: expected true or false, found the number 1\n"
          "h.json:3:41: /floors: expected an integer from 1 to 99, found the number 100\n"
          "h.json:4:12: /height: expected a number, found the string \"x\"\n"
          "h.json:4:27: /colour: there is no colour \"gren\"; did you mean \"green\"?\n"
          "h.json:4:45: /cellar: expected an object, found the number 5");
    wrong("{\"number\": 1, \"colour\": \"x\"}",
          "h.json:1:25: /colour: there is no colour \"x\"; expected \"red\", \"green\" or "
          "\"blue\"");
    wrong("{\"number\": 1, \"colour\": 3}",
          "h.json:1:25: /colour: expected \"red\", \"green\" or \"blue\", found the number 3");
    /* The hook of an object has its say, whatever else is wrong. */
    wrong("{\"number\": 1, \"floors\": 13, \"warm\": 0}",
          "h.json:1:37: /warm: expected true or false, found the number 0\n"
          "h.json:1:25: /floors: bad luck");
}

static void lists_and_other_members(void **unused) {
    (void)unused;
    wrong("{\"number\": 1, \"words\": [1, \"a\", \"b\", \"c\"]}",
          "h.json:1:24: /words: found 4 words; 3 is the most\n"
          "h.json:1:25: /words/0: expected a string, found the number 1");
    wrong("{\"number\": 1, \"words\": {}}",
          "h.json:1:24: /words: expected a list of words, found an object");
    wrong("{\"number\": 1, \"doors\": {}}",
          "h.json:1:24: /doors: there must be a door at least");
    wrong("{\"number\": 1, \"doors\": {\"A\": {}, \"b\": {}}}",
          "h.json:1:25: /doors/A: expected a name in small letters, found the key \"A\"\n"
          "h.json:1:39: /doors/b: \"width\" is missing: decimetres");
    wrong(
        "{\"number\": 1, \"either\": \"x\"}",
        "h.json:1:25: /either: expected an integer from 1 to 99 or a list of words, found the "
        "string \"x\"");
}

#define WHEN(text) "{\"number\": 1, \"when\": {" text "}}"

static void variants(void **unused) {
    (void)unused;
    static const char *const good[] = {
        WHEN("\"day\": 1"),     WHEN("\"hour\": 2, \"day\": 1, \"note\": \"x\""),
        WHEN("\"moon\": true"), WHEN("\"moon\": true, \"rise\": 1"),
        WHEN("\"deep\": 1"),    WHEN("\"deep\": 1, \"moon\": true"),
    };
    for (u32 n = 0; n < COUNT_OF(good); n++) {
        struct status st = {0};
        read_house(good[n], &st);
        if (st.text) fail_msg("%s: %s", good[n], st.text);
    }
    wrong(WHEN(""), "h.json:1:23: /when: when? \"day\", \"moon\" or \"deep\" is missing");
    wrong(WHEN("\"day\": 1, \"moon\": true"),
          "h.json:1:23: /when: \"day\" and \"moon\" exclude each other");
    wrong(WHEN("\"rise\": 1"), "h.json:1:23: /when: \"moon\" is missing: a moon");
    wrong(WHEN("\"moon\": true, \"hour\": 1"),
          "h.json:1:38: /when/hour: \"hour\" goes with \"day\"");
    wrong(WHEN("\"deep\": 1, \"rise\": 1, \"moon\": true"),
          "h.json:1:23: /when: \"rise\" and \"deep\" exclude each other");
    wrong(WHEN("\"day\": 0, \"dya\": 1"),
          "h.json:1:34: /when/dya: unknown key \"dya\"; did you mean \"day\"?\n"
          "h.json:1:31: /when/day: expected an integer from 1 to 99, found the number 0");
}

/* ---- Schemas ---------------------------------------------------------------------------- */

static void schema_of_the_form(void **unused) {
    (void)unused;
    struct status st = {0};
    struct text t = {0}, part = {0};
    form_write_schema(&house, &t);
    struct json_document *d = json_parse("schema", t.at, t.length, &st);
    if (!d) fail_msg("%s", st.text);
    struct json root = json_root(d), rows = json_member(root, "properties");
    json_text(json_member(rows, "floors"), &part);
    assert_string_equal(part.at,
                        "{\"default\":2,\"type\":\"integer\",\"minimum\":1,\"maximum\":99}");
    text_clear(&part);
    json_text(json_member(rows, "cellar"), &part);
    assert_string_equal(
        part.at, "{\"description\":\"below\",\"allOf\":[{\"$ref\":\"#/definitions/cellar\"}]}");
    text_clear(&part);
    json_text(json_member(rows, "doors"), &part);
    assert_string_equal(
        part.at, "{\"description\":\"ways "
                 "in\",\"type\":\"object\",\"patternProperties\":{\"^[a-z]+$\":{\"$ref\":"
                 "\"#/definitions/door\"}},\"minProperties\":1,\"maxProperties\":2,"
                 "\"additionalProperties\":false}");
    text_clear(&part);
    json_text(json_item(json_member(json_member(rows, "when"), "oneOf"), 2), &part);
    assert_string_equal(
        part.at, "{\"properties\":{\"moon\":{\"description\":\"a moon\",\"type\":\"boolean\"},"
                 "\"rise\":{\"description\":\"which one\",\"type\":\"integer\",\"minimum\":1,"
                 "\"maximum\":99},\"note\":{\"description\":\"anything\",\"type\":\"string\"}},"
                 "\"required\":[\"moon\",\"rise\"],\"additionalProperties\":false}");
    text_clear(&part);
    json_text(json_member(root, "required"), &part);
    assert_string_equal(part.at, "[\"number\"]");
    text_free(&part);
    text_free(&t);
    json_free(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_go_to_fields),
        cmocka_unit_test(absent_ones_get_what_rows_say),
        cmocka_unit_test(every_error_is_told),
        cmocka_unit_test(lists_and_other_members),
        cmocka_unit_test(variants),
        cmocka_unit_test(schema_of_the_form),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    struct status st = {0};
    read_house("{\"number\": 1}", &st); /* frees what the one before left */
    json_free(document);
    return failed;
}
