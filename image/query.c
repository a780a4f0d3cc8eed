/* image/query.c: questions about an image's code that its tables answer without the maps'
 * ranges. Functions, sites and points lie in order of address: all searches are binary. Points
 * come from image/map.c, which decodes a function's points when it is first asked about. */
#include "image/private.h"

/* ---- Functions and sites ---------------------------------------------------------------- */

i64 image_function_at(const struct image *image, u32 offset) {
    u32 low = 0, high = image->function_count; /* those below low start at or before offset */
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (image->functions[middle].code_start <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    /* Functions without code share their start with the next one that has some, or lie behind
     * the last. */
    if (low == 0 || offset >= image->functions[low - 1].code_end) return -1;
    return low - 1;
}

const struct site *image_site_at(const struct image *image, u32 offset) {
    u32 low = 0, high = image->site_count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (image->sites[middle].at < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < image->site_count && image->sites[low].at == offset ? &image->sites[low]
                                                                     : NULL;
}

/* ---- Points ----------------------------------------------------------------------------- */

/* Number of elements of a sorted array that are <= key. */
static u32 count_up_to(const u32 *at, u32 count, u32 key) {
    u32 low = 0;
    while (count) {
        u32 half = count / 2;
        if (at[low + half] <= key) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}

/* The points of the function whose code holds the offset; NULL outside functions. *relative
 * counts from the function's start. */
static const struct point_table *points_around(struct image *image, u32 offset, u32 *function,
                                               u32 *relative) {
    i64 f = image_function_at(image, offset);
    if (f < 0) return NULL;
    *function = (u32)f;
    *relative = offset - image->functions[f].code_start;
    return point_table(image, (u32)f);
}

bool image_point_at(struct image *image, u32 offset, struct point_id *out) {
    u32 function, relative;
    const struct point_table *t = points_around(image, offset, &function, &relative);
    if (!t) return false;
    u32 n = count_up_to(t->at, t->count, relative);
    if (n == 0 || t->at[n - 1] != relative) return false;
    *out = (struct point_id){function, n - 1};
    return true;
}

bool image_operation_at(struct image *image, u32 offset, struct point_id *out) {
    u32 function, relative;
    const struct point_table *t = points_around(image, offset, &function, &relative);
    if (!t || t->count == 0 || relative >= t->at[t->count]) return false;
    u32 n = count_up_to(t->at, t->count, relative);
    if (n == 0) return false;
    *out = (struct point_id){function, n - 1};
    return true;
}

u32 image_next_point(struct image *image, u32 offset) {
    u32 function, relative;
    const struct point_table *t = points_around(image, offset, &function, &relative);
    if (!t) return image->code_size;
    u32 n = relative ? count_up_to(t->at, t->count, relative - 1) : 0;
    if (n >= t->count) return image->functions[function].points_end;
    return image->functions[function].code_start + t->at[n];
}

u32 image_point_offset(struct image *image, struct point_id at) {
    const struct point_table *t = point_table(image, at.function);
    if (!t || at.point > t->count) return NO_OFFSET;
    return image->functions[at.function].code_start + t->at[at.point];
}

/* ---- Calls ------------------------------------------------------------------------------ */

u32 image_return_offset(struct image *image, struct point_id call) {
    const struct point_table *t = point_table(image, call.function);
    if (!t) return NO_OFFSET;
    u32 n = count_up_to(t->calls, t->call_count, call.point);
    if (n == 0 || t->calls[n - 1] != call.point) return NO_OFFSET;
    return image->functions[call.function].code_start + t->returns[n - 1];
}

bool image_call_returning_to(struct image *image, u32 offset, struct point_id *call) {
    /* A call that never returns may be the last instruction of its function. */
    u32 function, relative;
    if (offset == 0) return false;
    const struct point_table *t = points_around(image, offset - 1, &function, &relative);
    if (!t) return false;
    u32 n = count_up_to(t->returns, t->call_count, relative + 1);
    if (n == 0 || t->returns[n - 1] != relative + 1) return false;
    *call = (struct point_id){function, t->calls[n - 1]};
    return true;
}

/* ---- Instructions ----------------------------------------------------------------------- */

/* These run for every block that the machine executes. */

/* 64 bits of the bitmap from bit `from` on: at least 57 of them are right. */
static inline u64 starts_from(const u8 *starts, u32 from) {
    u64 bits;
    memcpy(&bits, starts + from / 8, sizeof bits);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bits = __builtin_bswap64(bits);
#endif
    return bits >> from % 8;
}

enum { STARTS_AT_ONCE = 56 };

u32 image_count_instructions(const struct image *image, u32 from, u32 to) {
    if (to > image->code_size) to = image->code_size;
    if (from >= to) return 0;
    u32 bytes = image->model.isa->instruction_bytes;
    if (bytes) return (to - from + bytes - 1) / bytes;
    u32 count = 0;
    for (; to - from > STARTS_AT_ONCE; from += STARTS_AT_ONCE)
        count += (u32)count_bits(starts_from(image->starts, from) << (64 - STARTS_AT_ONCE));
    return count + (u32)count_bits(starts_from(image->starts, from) << (64 - (to - from)));
}

u32 image_nth_instruction(const struct image *image, u32 from, u32 n) {
    u32 bytes = image->model.isa->instruction_bytes;
    if (bytes) {
        u64 at = from + (u64)n * bytes;
        return at < image->code_size ? (u32)at : image->code_size;
    }
    for (; from < image->code_size; from += STARTS_AT_ONCE) {
        u64 bits = starts_from(image->starts, from) << (64 - STARTS_AT_ONCE);
        u32 here = (u32)count_bits(bits);
        if (n >= here) {
            n -= here;
            continue;
        }
        for (; n; n--) bits &= bits - 1;
        return from + (u32)lowest_bit(bits) - (64 - STARTS_AT_ONCE);
    }
    return image->code_size;
}
