/* image/map_points.c: the first part of a function's map: where its operations' code lies.
 *
 * Lengths count in instructions where all have one length, else in bytes. A call is an operation
 * with a return address; what lies between that and the end of the operation is short, mostly
 * nothing. */
#include "image/map_code.h"

static u32 unit_of(const struct map_shape *s) {
    return s->isa->instruction_bytes ? s->isa->instruction_bytes : 1;
}

/* The call, if operation n is one: its place among t's calls. Both directions count on. */
static void code_call(struct coder *c, struct point_models *m, const struct map_shape *s,
                      struct point_table *t, u32 n, u32 *calls) {
    bool encoding = c->mode != CODER_DECODE;
    u32 unit = unit_of(s), length = (t->at[n + 1] - t->at[n]) / unit;
    u32 is_call = encoding && *calls < t->call_count && t->calls[*calls] == n;
    if (length == 0 || !code_bit(c, &m->call[MIN(length - 1, 3)], is_call)) return;
    u32 behind = encoding ? (t->at[n + 1] - t->returns[*calls]) / unit : 0;
    behind = code_number(c, m->behind_call, behind);
    if (behind > length) {
        c->bad = true;
        return;
    }
    if (!encoding) {
        t->calls[*calls] = n;
        t->returns[*calls] = t->at[n + 1] - behind * unit;
    }
    (*calls)++;
}

void code_points(struct coder *c, struct point_models *m, const struct map_shape *s,
                 struct point_table *t) {
    u32 unit = unit_of(s), before = 0, calls = 0;
    bool encoding = c->mode != CODER_DECODE;
    if (!encoding) {
        t->count = s->point_count;
        t->at[0] = s->points_start;
        t->at[t->count] = s->points_end;
    }
    for (u32 n = 0; n < t->count && !coder_failed(c); n++) {
        if (n + 1 < t->count) {
            u32 length = encoding ? (t->at[n + 1] - t->at[n]) / unit : 0;
            length = code_number(c, m->length[MIN(before, 3)], length);
            before = length;
            if (length > (s->points_end - t->at[n]) / unit) {
                c->bad = true;
                return;
            }
            if (!encoding) t->at[n + 1] = t->at[n] + length * unit;
        }
        code_call(c, m, s, t, n, &calls);
    }
    if (!encoding) t->call_count = calls;
}
