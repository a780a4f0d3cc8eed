/* base/status.c: what went wrong. The first failure sticks. */
#include "base/base.h"

#include <stdlib.h>

enum { STATUS_MESSAGES_MAX = 20 };
static const char MORE[] = "(more errors are not shown)";

void status_free(struct status *st) {
    free(st->text);
    *st = (struct status){0};
}

bool status_fail(struct status *st, enum fault fault, const char *fmt, ...) {
    if (!status_ok(st)) return false;
    struct text t = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&t, fmt, args);
    va_end(args);
    st->fault = fault;
    st->text = t.at ? t.at : xstrdup("");
    return false;
}

static u32 lines_of(const char *text) {
    u32 lines = 1;
    while ((text = strchr(text, '\n'))) text++, lines++;
    return lines;
}

bool status_add(struct status *st, enum fault fault, const char *fmt, ...) {
    u32 lines = status_ok(st) ? 0 : lines_of(st->text);
    if (lines > STATUS_MESSAGES_MAX) return false;
    struct text t = {0};
    if (lines) text_printf(&t, "%s\n", st->text);
    if (lines == STATUS_MESSAGES_MAX) {
        text_add(&t, MORE);
    } else {
        va_list args;
        va_start(args, fmt);
        text_vprintf(&t, fmt, args);
        va_end(args);
    }
    free(st->text);
    st->text = t.at ? t.at : xstrdup("");
    if (!lines) st->fault = fault;
    return false;
}

void status_prefix(struct status *st, const char *fmt, ...) {
    if (status_ok(st)) return;
    struct text t = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&t, fmt, args);
    va_end(args);
    text_printf(&t, ": %s", st->text);
    free(st->text);
    st->text = t.at;
}
