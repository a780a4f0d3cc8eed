/* image/coder.c: see image/coder.h. */
#include "image/coder.h"

/* 2^15 / (n + 1.6): the share of the n-th bit in the average so far. */
const u16 model_rates[MODEL_SEEN_MAX + 1] = {
    20480, 12603, 9102, 7123, 5851, 4965, 4312, 3810, 3413, 3091, 2825, 2601, 2409,
    2244,  2101,  1974, 1862, 1762, 1672, 1591, 1517, 1450, 1388, 1332, 1280, 1232,
    1187,  1146,  1107, 1071, 1037, 1005, 975,  947,  920,  895,  871,  849,  827,
    807,   788,   769,  752,  735,  719,  703,  688,  674,  661,  648,  635,  623,
    611,   600,   589,  579,  569,  559,  550,  541,  532};

/* ---- Begin and end ---------------------------------------------------------------------- */

void coder_encode(struct coder *c) {
    c->mode = CODER_ENCODE;
    c->range = 0xffffffffu;
    c->low = 0;
    c->cache = 0;
    c->held = 1;
    c->first = true; /* the first byte moved out is always 0: it is left away */
}

void coder_decode(struct coder *c, const u8 *at, size_t size) {
    *c = (struct coder){.mode = CODER_DECODE, .range = 0xffffffffu, .in = at};
    c->in_end = at + size;
    for (u32 n = 0; n < 4; n++) {
        u32 byte = 0;
        if (c->in < c->in_end)
            byte = *c->in++;
        else
            c->past_end++;
        c->code = c->code << 8 | byte;
    }
}

void coder_count(struct coder *c, struct bit_model *models, struct bit_count *counts) {
    *c = (struct coder){.mode = CODER_COUNT, .range = 0xffffffffu, .models = models};
    c->counts = counts;
}

/* low is 33 bits: carry, the byte to move out, 24 bits that stay. A byte of 0xff is held back,
 * as is the byte before it, until it is known whether a carry comes. */
static void coder_shift(struct coder *c) {
    if (c->low < 0xff000000u || c->low > 0xffffffffu) {
        u32 carry = (u32)(c->low >> 32);
        for (; c->held; c->held--) {
            if (!c->first) array_push(&c->out, (u8)(c->cache + carry));
            c->first = false;
            c->cache = 0xff;
        }
        c->cache = (u32)(c->low >> 24) & 0xff;
    }
    c->held++;
    c->low = (c->low & 0x00ffffffu) << 8;
}

u32 bit_cost(u32 p) {
    /* -log2 of the mantissa x in [1, 2) by x * (4 - x) / 3, off by 0.01 at most */
    u32 top = 31 - (u32)__builtin_clz(p | 1), x = (p << 16 >> top) - 65536;
    return ((16 - top) << 8) - (x * ((4 * 65536 - x) >> 8) / (3 * 65536));
}

u32 code_bit_known(struct coder *c, struct bit_model *m, u32 bit) {
    if (c->mode == CODER_COUNT) {
        struct bit_count *count = &c->counts[m - c->models];
        count->bits[bit]++;
        count->cost += bit_cost(bit ? m->one : 65536u - m->one);
    } else {
        u32 bound = (c->range >> 16) * m->one;
        if (bit) {
            c->range = bound;
        } else {
            c->low += bound;
            c->range -= bound;
        }
        while (c->range < CODER_TOP) {
            c->range <<= 8;
            coder_shift(c);
        }
    }
    model_update(m, bit);
    return bit;
}

void coder_finish(struct coder *c) {
    u32 begin = c->out.count;
    /* Any number in [low, low + range) will do: take the one with the most zeros at its end. */
    for (u32 zeros = 32; zeros > 0; zeros--) {
        u64 mask = (1ull << zeros) - 1, rounded = (c->low + mask) & ~mask;
        if (rounded - c->low >= c->range) continue;
        c->low = rounded;
        break;
    }
    for (u32 n = 0; n < 5; n++) coder_shift(c);
    /* Only what this call moved out is trimmed, so that the decoder misses few bytes. */
    u32 trimmed = 0;
    while (trimmed < CODER_TRIMMED && c->out.count > begin && !c->out.at[c->out.count - 1]) {
        c->out.count--;
        trimmed++;
    }
}

/* ---- Numbers ---------------------------------------------------------------------------- */

u32 code_raw(struct coder *c, u32 value, u32 count) {
    u32 out = 0;
    while (count--) {
        struct bit_model even = BIT_MODEL_NEW;
        u32 bit = value >> count & 1;
        if (c->mode != CODER_COUNT) bit = code_bit(c, &even, bit);
        out = out << 1 | bit;
    }
    return out;
}

u32 code_number(struct coder *c, struct bit_model *m, u32 value) {
    u32 small = code_unary(c, m, value, NUMBER_DIRECT);
    if (small < NUMBER_DIRECT) return small;
    /* value - NUMBER_DIRECT + 1 has its highest bit at `size`. */
    bool known = c->mode != CODER_DECODE;
    u64 rest = (u64)value - NUMBER_DIRECT + 1, out = 1;
    u32 wanted = known ? 63 - (u32)__builtin_clzll(rest) : 0, size = 0;
    struct bit_model *sizes = m + NUMBER_DIRECT, *highest = sizes + NUMBER_SIZES;
    while (size < 32 && code_bit(c, &sizes[MIN(size, NUMBER_SIZES - 1)], wanted > size)) size++;
    for (u32 n = size; n-- > 0;) {
        u32 bit = known ? rest >> n & 1 : 0;
        if (n + 1 == size)
            bit = code_bit(c, &highest[MIN(size, NUMBER_SIZES - 1)], bit);
        else
            bit = code_raw(c, bit, 1);
        out = out << 1 | bit;
    }
    return (u32)(out + NUMBER_DIRECT - 1);
}
