/* base/text.c: text that grows. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

void text_free(struct text *t) {
    free(t->at);
    *t = (struct text){0};
}

void text_clear(struct text *t) {
    t->length = 0;
    if (t->at) t->at[0] = '\0';
}

/* Makes room for `more` bytes and the NUL. */
static void text_reserve(struct text *t, size_t more) {
    size_t needed = t->length + more + 1;
    if (needed <= t->capacity) return;
    t->capacity = MAX(needed, MAX(t->capacity * 2, (size_t)64));
    t->at = xrealloc(t->at, t->capacity);
}

void text_add_bytes(struct text *t, const void *bytes, size_t size) {
    if (!size) return;
    text_reserve(t, size);
    memcpy(t->at + t->length, bytes, size);
    t->length += size;
    t->at[t->length] = '\0';
}

void text_add(struct text *t, const char *string) {
    text_add_bytes(t, string, strlen(string));
}

void text_printf(struct text *t, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    text_vprintf(t, fmt, args);
    va_end(args);
}

void text_vprintf(struct text *t, const char *fmt, va_list args) {
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (length <= 0) return;
    text_reserve(t, (size_t)length);
    vsnprintf(t->at + t->length, (size_t)length + 1, fmt, args);
    t->length += (size_t)length;
}

const char *text_string(const struct text *t) {
    return t->at ? t->at : "";
}
