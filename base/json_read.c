/* base/json_read.c: typed reads of JSON values and the errors they give. */
#include "base/json_tree.h"

#include <math.h>

/* Doubles hold every integer below this exactly, and this one also stands for its neighbour
 * (RFC 8259, section 6). */
static const double EXACT_LIMIT = 9007199254740992.0; /* 2^53 */

/* ---- Errors ----------------------------------------------------------------------------- */

/* Whether the value, or one that it lies in, came from json_set. */
static bool was_set(const struct json_document *d, const char *pointer) {
    for (u32 n = 0; n < d->set.count; n++) {
        size_t length = strlen(d->set.at[n]);
        if (!strncmp(d->set.at[n], pointer, length) &&
            (!pointer[length] || pointer[length] == '/'))
            return true;
    }
    return false;
}

static bool error_at(struct json j, bool at_key, struct status *st, const char *message) {
    const char *name = j.document ? j.document->name : "JSON";
    struct json_path path;
    if (!json_find(j.document, j.node, &path))
        return status_add(st, FAULT_USER, "%s: %s", name, message);

    const char *pointer = json_pointer(j), *colon = *pointer ? ": " : "";
    struct json_place place;
    struct json_scan_error unused;
    bool found = json_scan(j.document->text, j.document->size, &path, &place, &unused);
    if (!found || !place.found || was_set(j.document, pointer))
        return status_add(st, FAULT_USER, "%s: %s%s%s", name, pointer, colon, message);
    struct json_line_column at =
        json_line_column(j.document->text, at_key ? place.key : place.value);
    return status_add(st, FAULT_USER, "%s:%u:%u: %s%s%s", name, at.line, at.column, pointer,
                      colon, message);
}

bool json_error(struct json j, struct status *st, const char *fmt, ...) {
    struct text message = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&message, fmt, args);
    va_end(args);
    error_at(j, false, st, text_string(&message));
    text_free(&message);
    return false;
}

bool json_key_error(struct json j, struct status *st, const char *fmt, ...) {
    struct text message = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&message, fmt, args);
    va_end(args);
    error_at(j, true, st, text_string(&message));
    text_free(&message);
    return false;
}

/* Adds what the value is: `the number 5`, `an object`, `the string "abc"`. */
static void describe(const cJSON *node, struct text *t) {
    enum { SHOWN_MAX = 40 };
    if (cJSON_IsString(node)) {
        const char *string = node->valuestring;
        size_t length = strlen(string), shown = 0;
        while (shown < length && shown < SHOWN_MAX)
            shown += MAX(json_utf8_size(string + shown, length - shown), 1u);
        text_printf(t, "the string \"%.*s%s\"", (int)shown, string,
                    shown < length ? "..." : "");
    } else if (cJSON_IsNumber(node)) {
        char digits[JSON_DIGITS];
        json_number_digits(node->valuedouble, digits);
        text_printf(t, "the number %s", digits);
    } else {
        text_add(t, cJSON_IsObject(node)  ? "an object"
                    : cJSON_IsArray(node) ? "an array"
                    : cJSON_IsTrue(node)  ? "true"
                    : cJSON_IsFalse(node) ? "false"
                                          : "null");
    }
}

bool json_unexpected(struct json j, const char *what, struct status *st) {
    struct text found = {0};
    describe(j.node, &found);
    json_error(j, st, "expected %s, found %s", what, text_string(&found));
    text_free(&found);
    return false;
}

/* ---- Reads ------------------------------------------------------------------------------ */

const char *json_string(struct json j, const char *otherwise, struct status *st) {
    if (!j.node) return otherwise;
    if (json_is_string(j)) return json_node(j)->valuestring;
    json_unexpected(j, "a string", st);
    return otherwise;
}

i64 json_integer(struct json j, i64 otherwise, i64 min, i64 max, struct status *st) {
    if (!j.node) return otherwise;
    double value = json_is_number(j) ? json_node(j)->valuedouble : NAN;
    bool integer = value == trunc(value); /* false for NAN */
    bool exact = integer && fabs(value) < EXACT_LIMIT;
    if (exact && (i64)value >= min && (i64)value <= max) return (i64)value;

    struct text what = {0};
    text_add(&what, "an integer");
    if ((double)min > -EXACT_LIMIT && (double)max < EXACT_LIMIT)
        text_printf(&what, " from %lld to %lld", (long long)min, (long long)max);
    else if ((double)min > -EXACT_LIMIT)
        text_printf(&what, " of at least %lld", (long long)min);
    else if ((double)max < EXACT_LIMIT)
        text_printf(&what, " of at most %lld", (long long)max);
    if (integer && !exact) text_add(&what, " (between -2^53 and 2^53, to be exact)");
    json_unexpected(j, text_string(&what), st);
    text_free(&what);
    return otherwise;
}

double json_number(struct json j, double otherwise, struct status *st) {
    if (!j.node) return otherwise;
    if (json_is_number(j) && isfinite(json_node(j)->valuedouble))
        return json_node(j)->valuedouble;
    json_unexpected(j, "a number", st);
    return otherwise;
}

bool json_bool(struct json j, bool otherwise, struct status *st) {
    if (!j.node) return otherwise;
    if (json_is_bool(j)) return cJSON_IsTrue(json_node(j));
    json_unexpected(j, "true or false", st);
    return otherwise;
}

bool json_known_keys(struct json object, const char *const *known, size_t n,
                     struct status *st) {
    if (!object.node) return true;
    if (!json_is_object(object)) {
        return json_unexpected(object, "an object", st);
    }
    bool ok = true;
    for (const cJSON *member = json_node(object)->child; member; member = member->next) {
        bool found = false;
        for (size_t ii = 0; ii < n && !found; ii++) found = !strcmp(member->string, known[ii]);
        if (found) continue;
        struct text message = {0};
        const char *near = suggest(member->string, known, n);
        text_printf(&message, "unknown key \"%s\"", member->string);
        if (near) text_printf(&message, "; did you mean \"%s\"?", near);
        if (!near && n) text_add(&message, "; known are ");
        for (size_t ii = 0; !near && ii < n; ii++)
            text_printf(&message, "%s\"%s\"", ii ? ", " : "", known[ii]);
        ok = error_at((struct json){object.document, member}, true, st, text_string(&message));
        text_free(&message);
    }
    return ok;
}
