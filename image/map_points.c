/* image/map_points.c: the first part of a function's map: where its operations' code lies.
 *
 * Lengths count in instructions. A call is an operation with a return address; what lies
 * between that and the end of the operation is short, mostly nothing. */
#include <assert.h>

#include "image/map_code.h"

/* How many instructions start in [at, end). */
static u32 count_instructions(const struct map_shape *s, u32 at, u32 end) {
    u32 count = 0;
    for (; at < end; at = instruction_end(s, at, end)) count++;
    return count;
}

/* Where the instruction lies that comes `count` after the one at `at`; at most `end`. */
static u32 skip_instructions(const struct map_shape *s, u32 at, u32 count, u32 end) {
    for (; count && at < end; count--) at = instruction_end(s, at, end);
    return at;
}

static u32 code_length(struct coder *c, struct point_models *m, u32 class, u32 length) {
    u32 low = code_unary(c, m->length[class], length, LENGTH_UNARY);
    return low < LENGTH_UNARY
               ? low
               : LENGTH_UNARY + code_number(c, m->long_length, length - LENGTH_UNARY);
}

/* The call, if operation n is one: the next of t's calls. Both directions count on. */
static void code_call(struct coder *c, struct point_models *m, const struct map_shape *s,
                      const struct map_classes *classes, struct point_table *t, u32 n,
                      u32 *calls) {
    bool encoding = c->mode != CODER_DECODE;
    u32 at = t->at[n], end = t->at[n + 1], last = at;
    for (u32 next = at; next < end; next = instruction_end(s, next, end)) last = next;
    u32 class = class_of(classes, instruction_bits(s, last));
    u32 is_call = encoding && *calls < t->call_count && t->calls[*calls] == n;
    if (!code_bit(c, &m->call[class], is_call)) return;
    u32 behind = encoding ? count_instructions(s, t->returns[*calls], end) : 0;
    behind = code_number(c, m->behind_call, behind);
    u32 length = count_instructions(s, at, end);
    if (behind >= length) {
        c->bad = true;
        return;
    }
    if (!encoding) {
        t->calls[*calls] = n;
        t->returns[*calls] = skip_instructions(s, at, length - behind, end);
    }
    (*calls)++;
}

void code_points(struct coder *c, struct point_models *m, const struct map_shape *s,
                 const struct map_classes *classes, struct point_table *t) {
    u32 calls = 0;
    bool encoding = c->mode != CODER_DECODE;
    if (!encoding) {
        t->count = s->point_count;
        t->at[0] = s->points_start;
        t->at[t->count] = s->points_end;
    }
    for (u32 n = 0; n < t->count && !coder_failed(c); n++) {
        u32 at = t->at[n];
        if (n + 1 < t->count) {
            u32 class = class_of(classes, instruction_bits(s, at));
            u32 length = encoding ? count_instructions(s, at, t->at[n + 1]) : 0;
            length = code_length(c, m, class, length);
            if (!encoding) t->at[n + 1] = skip_instructions(s, at, length, s->points_end);
        }
        if (t->at[n + 1] > at) code_call(c, m, s, classes, t, n, &calls);
    }
    if (!encoding) t->call_count = calls;
}
