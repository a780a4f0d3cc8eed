/* base/json_write.c: writing JSON. */
#include "base/json_scan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { INDENT = 4 };

/* Numbers below are printed with the "." of the C locale: hpmsim never sets another one. */

/* Bytes that are not UTF-8 (a guest may print any) become U+FFFD: the output is JSON whatever
 * comes in. */
static void quote(struct text *t, const char *string) {
    size_t left = strlen(string);
    text_add(t, "\"");
    while (left) {
        u8 byte = (u8)*string;
        u32 size = json_utf8_size(string, left);
        if (byte == '"' || byte == '\\')
            text_printf(t, "\\%c", byte);
        else if (byte == '\n')
            text_add(t, "\\n");
        else if (byte == '\t')
            text_add(t, "\\t");
        else if (byte < ' ' || byte == 0x7f)
            text_printf(t, "\\u%04x", byte);
        else if (!size)
            text_add(t, "\\ufffd");
        else
            text_add_bytes(t, string, size);
        size = MAX(size, 1);
        string += size, left -= size;
    }
    text_add(t, "\"");
}

static void new_line(struct json_writer *w) {
    text_printf(w->out, "\n%*s", (int)(w->depth * INDENT), "");
}

/* What stands before a value: the comma after the one before, the line, the key. */
static void begin_value(struct json_writer *w, const char *key) {
    if (w->depth) {
        if (!w->first) text_add(w->out, w->compact ? ", " : ",");
        if (!w->compact) new_line(w);
    }
    w->first = false;
    if (!key) return;
    quote(w->out, key);
    text_add(w->out, ": ");
}

static void end_value(struct json_writer *w) {
    if (!w->depth && !w->compact) text_add(w->out, "\n");
}

static void begin_nest(struct json_writer *w, const char *key, const char *bracket) {
    begin_value(w, key);
    text_add(w->out, bracket);
    w->depth++;
    w->first = true;
}

static void end_nest(struct json_writer *w, const char *bracket) {
    w->depth--;
    if (!w->first && !w->compact) new_line(w);
    w->first = false;
    text_add(w->out, bracket);
    end_value(w);
}

void json_begin_object(struct json_writer *w, const char *key) {
    begin_nest(w, key, "{");
}
void json_end_object(struct json_writer *w) {
    end_nest(w, "}");
}
void json_begin_array(struct json_writer *w, const char *key) {
    begin_nest(w, key, "[");
}
void json_end_array(struct json_writer *w) {
    end_nest(w, "]");
}

void json_put_string(struct json_writer *w, const char *key, const char *value) {
    begin_value(w, key);
    if (value)
        quote(w->out, value);
    else
        text_add(w->out, "null");
    end_value(w);
}

void json_put_integer(struct json_writer *w, const char *key, i64 value) {
    begin_value(w, key);
    text_printf(w->out, "%lld", (long long)value);
    end_value(w);
}

void json_number_digits(double value, char digits[JSON_DIGITS]) {
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, JSON_DIGITS, "%.*g", precision, value);
        if (strtod(digits, NULL) == value) return;
    }
}

void json_put_number(struct json_writer *w, const char *key, double value) {
    char digits[JSON_DIGITS] = "null"; /* JSON has no infinities and no NaN */
    if (isfinite(value)) json_number_digits(value, digits);
    begin_value(w, key);
    text_add(w->out, digits);
    end_value(w);
}

void json_put_literal(struct json_writer *w, const char *key, const char *text) {
    begin_value(w, key);
    text_add(w->out, text);
    end_value(w);
}

void json_put_bool(struct json_writer *w, const char *key, bool value) {
    begin_value(w, key);
    text_add(w->out, value ? "true" : "false");
    end_value(w);
}

/* ---- Values of documents ---------------------------------------------------------------- */

static void add_number(struct json j, struct text *out) {
    struct status unused = {0};
    char digits[JSON_DIGITS];
    double value = json_number(j, 0, &unused);
    json_number_digits(value, digits);
    text_add(out, status_ok(&unused) ? digits : "null"); /* 1e999 */
    status_free(&unused);
}

void json_text(struct json j, struct text *out) {
    struct status unused = {0};
    bool object = json_is_object(j);
    if (!json_present(j)) return;
    if (json_is_string(j)) {
        quote(out, json_string(j, "", &unused));
    } else if (json_is_number(j)) {
        add_number(j, out);
    } else if (json_is_bool(j)) {
        text_add(out, json_bool(j, false, &unused) ? "true" : "false");
    } else if (!object && !json_is_array(j)) {
        text_add(out, "null");
    } else {
        text_add(out, object ? "{" : "[");
        struct json first = json_first(j);
        for (struct json item = first; json_present(item); item = json_next(item)) {
            if (item.node != first.node) text_add(out, ",");
            if (object) quote(out, json_key(item));
            if (object) text_add(out, ":");
            json_text(item, out);
        }
        text_add(out, object ? "}" : "]");
    }
}
