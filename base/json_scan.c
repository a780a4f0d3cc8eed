/* base/json_scan.c: see json_scan.h. Recursive descent over RFC 8259, with three restrictions
 * that the tree beneath needs: depth, the length of numbers, and no NUL in strings. */
#include "base/json_scan.h"

#include <ctype.h>
#include <stdio.h>

enum { NUMBER_LENGTH_MAX = 60 }; /* cJSON copies numbers into 64 bytes */

struct scan {
    const char *text, *at, *end; /* *end is NUL */
    const struct json_path *path;
    struct json_place *place;
    struct json_scan_error *error;
};

static bool scan_value(struct scan *s, u32 depth, bool on_path);

static bool fail(struct scan *s, const char *at, const char *message) {
    s->error->offset = (size_t)(at - s->text);
    snprintf(s->error->message, sizeof s->error->message, "%s", message);
    return false;
}

/* "expected WHAT, found ..." at the current place. */
static bool expected(struct scan *s, const char *what) {
    char found[40];
    u8 byte = (u8)*s->at;
    u32 size = json_utf8_size(s->at, (size_t)(s->end - s->at));
    if (s->at == s->end)
        snprintf(found, sizeof found, "the end of the text");
    else if (byte == '\n' || byte == '\r')
        snprintf(found, sizeof found, "the end of the line");
    else if (byte < ' ' || !size)
        snprintf(found, sizeof found, "the byte 0x%02x", byte);
    else
        snprintf(found, sizeof found, "'%.*s'", (int)size, s->at);
    char message[sizeof s->error->message];
    snprintf(message, sizeof message, "expected %s, found %s", what, found);
    return fail(s, s->at, message);
}

static void skip_space(struct scan *s) {
    while (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r') s->at++;
}

static bool take(struct scan *s, char c) {
    if (*s->at != c || s->at == s->end) return false;
    s->at++;
    return true;
}

/* The four digits of \uXXXX, or -1. */
static i32 hex4(const char *at) {
    i32 code = 0;
    for (u32 n = 0; n < 4; n++) {
        if (!isxdigit((unsigned char)at[n])) return -1;
        code =
            code * 16 + (isdigit((unsigned char)at[n]) ? at[n] - '0' : (at[n] | 32) - 'a' + 10);
    }
    return code;
}

/* At a backslash. */
static bool scan_escape(struct scan *s) {
    const char *start = s->at++;
    if (*s->at && strchr("\"\\/bfnrt", *s->at)) {
        s->at++;
        return true;
    }
    if (*s->at != 'u') return expected(s, "one of \"\\/bfnrtu after the backslash");
    i32 code = hex4(s->at + 1);
    if (code < 0) return fail(s, start, "expected four hexadecimal digits after \\u");
    if (code == 0) return fail(s, start, "\\u0000 cannot be part of a string here");
    s->at += 5;
    if (code < 0xd800 || code > 0xdfff) return true;
    i32 low = code < 0xdc00 && s->at[0] == '\\' && s->at[1] == 'u' ? hex4(s->at + 2) : -1;
    if (low < 0xdc00 || low > 0xdfff) return fail(s, start, "half of a surrogate pair");
    s->at += 6;
    return true;
}

/* Behind the opening quote. */
static bool scan_string(struct scan *s) {
    while (!take(s, '"')) {
        u32 size = json_utf8_size(s->at, (size_t)(s->end - s->at));
        if (*s->at == '\\') {
            if (!scan_escape(s)) return false;
        } else if ((u8)*s->at < ' ') {
            return expected(s, "'\"' at the end of the string");
        } else if (!size) {
            return expected(s, "text in UTF-8");
        } else {
            s->at += size;
        }
    }
    return true;
}

static bool scan_digits(struct scan *s) {
    if (!isdigit((unsigned char)*s->at)) return expected(s, "a digit");
    while (isdigit((unsigned char)*s->at)) s->at++;
    return true;
}

static bool scan_number(struct scan *s) {
    const char *start = s->at;
    take(s, '-');
    if (!take(s, '0') && !scan_digits(s)) return false;
    if (isdigit((unsigned char)*s->at)) return fail(s, start, "a number cannot begin with 0");
    if (take(s, '.') && !scan_digits(s)) return false;
    if (*s->at == 'e' || *s->at == 'E') {
        s->at++;
        if (!take(s, '+')) take(s, '-');
        if (!scan_digits(s)) return false;
    }
    if (s->at - start > NUMBER_LENGTH_MAX) return fail(s, start, "a number of too many digits");
    return true;
}

static bool scan_word(struct scan *s, const char *word) {
    size_t length = strlen(word);
    if (strncmp(s->at, word, length) || isalnum((unsigned char)s->at[length]))
        return expected(s, "a value");
    s->at += length;
    return true;
}

/* Behind the opening bracket. `on_path`: the path leads to this value or into it. */
static bool scan_inside(struct scan *s, char close, u32 depth, bool on_path) {
    bool object = close == '}';
    if (depth >= JSON_DEPTH_MAX) return fail(s, s->at - 1, "nested too deeply");
    skip_space(s);
    if (take(s, close)) return true;
    for (u32 n = 0;; n++) {
        bool here = on_path && depth < s->path->count && s->path->at[depth] == n;
        skip_space(s);
        const char *key = s->at;
        if (object) {
            if (!take(s, '"'))
                return expected(s, n ? "a key in quotes" : "a key in quotes or '}'");
            if (!scan_string(s)) return false;
            skip_space(s);
            if (!take(s, ':')) return expected(s, "':'");
            skip_space(s);
        }
        if (here && depth + 1 == s->path->count)
            *s->place =
                (struct json_place){(size_t)(key - s->text), (size_t)(s->at - s->text), true};
        if (!scan_value(s, depth + 1, here)) return false;
        skip_space(s);
        if (take(s, close)) return true;
        if (!take(s, ',')) return expected(s, object ? "',' or '}'" : "',' or ']'");
    }
}

static bool scan_value(struct scan *s, u32 depth, bool on_path) {
    switch (*s->at) {
    case '{': s->at++; return scan_inside(s, '}', depth, on_path);
    case '[': s->at++; return scan_inside(s, ']', depth, on_path);
    case '"': s->at++; return scan_string(s);
    case 't': return scan_word(s, "true");
    case 'f': return scan_word(s, "false");
    case 'n': return scan_word(s, "null");
    default:
        if (*s->at != '-' && !isdigit((unsigned char)*s->at)) return expected(s, "a value");
        return scan_number(s);
    }
}

bool json_scan(const char *text, size_t size, const struct json_path *path,
               struct json_place *place, struct json_scan_error *error) {
    struct scan s = {text, text, text + size, path, place, error};
    if (size >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) s.at += 3; /* byte order mark */
    skip_space(&s);
    if (path) {
        size_t root = (size_t)(s.at - text);
        *place = (struct json_place){root, root, path->count == 0};
    }
    if (!scan_value(&s, 0, path != NULL)) return false;
    skip_space(&s);
    return s.at == s.end || expected(&s, "the end of the text");
}

struct json_line_column json_line_column(const char *text, size_t offset) {
    struct json_line_column where = {1, 1};
    for (size_t n = 0; n < offset; n++) {
        if (text[n] == '\n')
            where = (struct json_line_column){where.line + 1, 1};
        else if (((u8)text[n] & 0xc0) != 0x80)
            where.column++;
    }
    return where;
}

u32 json_utf8_size(const char *at, size_t left) {
    const u8 *byte = (const u8 *)at;
    if (!left) return 0;
    u32 size = byte[0] < 0x80   ? 1
               : byte[0] < 0xc2 ? 0
               : byte[0] < 0xe0 ? 2
               : byte[0] < 0xf0 ? 3
               : byte[0] < 0xf5 ? 4
                                : 0;
    if (size > left) return 0;
    for (u32 n = 1; n < size; n++)
        if ((byte[n] & 0xc0) != 0x80) return 0;
    /* Too long forms, surrogates, beyond U+10FFFF. */
    if (byte[0] == 0xe0 && byte[1] < 0xa0) return 0;
    if (byte[0] == 0xed && byte[1] > 0x9f) return 0;
    if (byte[0] == 0xf0 && byte[1] < 0x90) return 0;
    if (byte[0] == 0xf4 && byte[1] > 0x8f) return 0;
    return size;
}
