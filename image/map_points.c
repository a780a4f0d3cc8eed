/* image/map_points.c: the first part of a function's map: where its operations' code lies.
 *
 * Instruction after instruction it is told whether the operation goes on: mostly known from the
 * class of the instruction before, and whether this one uses what that one makes. A call is an
 * operation with a return address; what lies between that and the end of the operation is
 * short, mostly nothing. */
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

struct instruction {
    u64 bits;
    u32 class;
};

static struct instruction instruction_at(const struct map_shape *s,
                                         const struct map_classes *classes, u32 at) {
    u64 bits = instruction_bits(s, at);
    return (struct instruction){bits, class_of(classes, bits)};
}

/* `y` names a register, as one that it uses, that `x` makes. */
static bool depends(const struct map_classes *classes, const struct instruction *x,
                    const struct instruction *y) {
    const struct field *made = &classes->fields[x->class].at[DEF];
    const struct field *used = classes->fields[y->class].at;
    if (made->at == FIELD_NONE) return false;
    u32 number = field_value(x->bits, *made, classes->width);
    for (u32 k = DEF + 1; k < FIELDS; k++)
        if (used[k].at != FIELD_NONE && field_value(y->bits, used[k], classes->width) == number)
            return true;
    return false;
}

/* Where the operation at `at` ends; encoding: at `end`. */
static u32 code_end(struct coder *c, struct point_models *m, const struct map_shape *s,
                    const struct map_classes *classes, u32 at, u32 end) {
    struct instruction before = instruction_at(s, classes, at);
    if (!code_bit(c, &m->any[before.class], end > at)) return at;
    for (u32 n = 0;; n++) {
        at = instruction_end(s, at, s->points_end);
        if (at == s->points_end) return at;
        struct instruction here = instruction_at(s, classes, at);
        struct bit_model *more =
            &m->more[MIN(n, 1)][depends(classes, &before, &here)][before.class];
        if (!code_bit(c, more, end > at)) return at;
        before = here;
    }
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
        if (n + 1 < t->count)
            t->at[n + 1] = at == s->points_end
                               ? at
                               : code_end(c, m, s, classes, at, encoding ? t->at[n + 1] : 0);
        if (t->at[n + 1] > at) code_call(c, m, s, classes, t, n, &calls);
    }
    if (!encoding) t->call_count = calls;
}
