/* image/marks.c: what instructions do (struct mark, isa/emit.h), for profiles. In the image they
 * are a run of bytes, one entry after the other in the order of code:
 *
 *     how far it is from the entry before (from code_base), in units of instructions where all
 *         have one length, else in bytes: 7 bits a byte, the last without 0x80
 *     duty | loads << 4 | stores << 6
 */
#include <stdlib.h>

#include "image/private.h"

enum { ACCESSES_MAX = 3, ENTRY_MAX = 6 };
_Static_assert(DUTY_COUNT <= 16, "four bits hold a duty");

struct mark_encoder {
    u8 *out;
    u32 unit, at; /* at: of the entry before */
};

static void encode(struct mark_encoder *c, const struct mark *marks, u32 count, u32 start) {
    u8 *out = c->out;
    for (u32 n = 0; n < count; n++) {
        const struct mark *m = &marks[n];
        u32 distance = (start + m->at - c->at) / c->unit;
        c->at = start + m->at;
        for (; distance >= 0x80; distance >>= 7) *out++ = (u8)(distance | 0x80);
        *out++ = (u8)distance;
        *out++ = (u8)(m->duty | m->loads << 4 | m->stores << 6);
    }
    c->out = out;
}

static u32 unit_of(const struct image *image) {
    return image->model.isa->instruction_bytes ? image->model.isa->instruction_bytes : 1;
}

void marks_encode(struct image *image, const struct emitter *helpers, u32 helpers_at,
                  struct compiled_function *const *functions) {
    u64 count = helpers->marks.count;
    for (u32 n = 0; n < image->function_count; n++)
        if (functions[n]) count += functions[n]->mark_count;
    image->marks = xmalloc(count * ENTRY_MAX + 1);
    struct mark_encoder c = {image->marks, unit_of(image), 0};
    encode(&c, helpers->marks.at, helpers->marks.count, helpers_at);
    for (u32 n = 0; n < image->function_count; n++)
        if (functions[n])
            encode(&c, functions[n]->marks, functions[n]->mark_count,
                   image->functions[n].code_start);
    image->marks_size = (u32)(c.out - image->marks);
    image->marks = xrealloc(image->marks, image->marks_size + 1);
}

/* The entry at *in; false at the end, and when the bytes make no sense. */
static bool decode(const struct image *image, u32 *in, struct mark *m) {
    u64 distance = 0;
    u32 shift = 0, at = *in;
    do {
        if (at == image->marks_size || shift > 28) return false;
        distance |= (u64)(image->marks[at] & 0x7f) << shift;
        shift += 7;
    } while (image->marks[at++] & 0x80);
    if (at == image->marks_size) return false;
    u8 what = image->marks[at++];
    u64 offset = m->at + distance * unit_of(image);
    if (offset >= image->code_size || (distance == 0 && *in) || (what & 15) >= DUTY_COUNT)
        return false;
    *m = (struct mark){(u32)offset, what & 15, what >> 4 & ACCESSES_MAX, what >> 6};
    *in = at;
    return true;
}

bool marks_good(const struct image *image) {
    struct mark m = {0};
    u32 in = 0;
    while (decode(image, &in, &m)) continue;
    return in == image->marks_size;
}

struct mark *image_marks(const struct image *image, u32 *count) {
    ARRAY(struct mark) all = {0};
    struct mark m = {0};
    u32 in = 0;
    while (decode(image, &in, &m)) array_push(&all, m);
    *count = all.count;
    return all.at;
}
