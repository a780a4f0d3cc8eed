/* image/coder.h: an adaptive binary range coder (Martin 1979; the carry as in LZMA).
 *
 * One routine, code_bit, both encodes and decodes, so that what is written and what is read
 * cannot drift apart: a caller walks the data once, with the true bits in hand when it encodes,
 * and takes the bits that code_bit returns.
 *
 * The decoder is safe on any input: it reads zeros behind the end, and says so (coder_failed).
 */
#ifndef HPMSIM_IMAGE_CODER_H
#define HPMSIM_IMAGE_CODER_H

#include "base/base.h"

/* What is known about one kind of bit: the share of ones, and from how many bits so far. */
struct bit_model {
    u16 one;  /* probability of a 1, in 1/65536 */
    u16 seen; /* bits seen; the more, the slower the probability moves */
};
#define BIT_MODEL_NEW ((struct bit_model){32768, 0})

/* CODER_COUNT goes through the motions and only counts the bits of each model. */
enum coder_mode { CODER_DECODE, CODER_ENCODE, CODER_COUNT };
struct coder {
    enum coder_mode mode;
    u32 range;
    u32 code;        /* decoding */
    u64 low;         /* encoding: below 2^33 */
    u32 held, cache; /* encoding: bytes that a carry may still change */
    bool first;      /* encoding: nothing was moved out yet */
    const u8 *in, *in_end;
    u32 past_end; /* bytes that were read behind the end */
    bool bad;     /* what was decoded makes no sense; set by callers */
    ARRAY(u8) out;
    struct bit_model *models; /* all models, for counting */
    struct bit_count *counts; /* per model */
};
struct bit_count {
    u32 bits[2]; /* zeros and ones */
    u32 cost;    /* what they would take, in 1/256 bit */
};

/* Encoding appends to c->out; the caller owns that array. */
void coder_encode(struct coder *c);
/* Ends the run of bytes begun by coder_encode, as short as it can be. */
void coder_finish(struct coder *c);
void coder_decode(struct coder *c, const u8 *at, size_t size);
/* counts: one per model of `models`. */
void coder_count(struct coder *c, struct bit_model *models, struct bit_count *counts);
/* What a bit takes whose probability is p / 65536, in 1/256 bit. */
u32 bit_cost(u32 p);

enum { CODER_TRIMMED = 4 }; /* zero bytes at the end that coder_finish may leave away */
static inline bool coder_failed(const struct coder *c) {
    return c->bad || c->past_end > CODER_TRIMMED;
}

/* ---- One bit ---------------------------------------------------------------------------- */

enum { CODER_TOP = 1 << 24, MODEL_SEEN_MAX = 60 };
extern const u16 model_rates[MODEL_SEEN_MAX + 1];

static inline void model_update(struct bit_model *m, u32 bit) {
    i32 target = bit ? 65535 : 0;
    i32 one = m->one + (((target - m->one) * model_rates[m->seen]) >> 15);
    m->one = (u16)(one < 24 ? 24 : one > 65536 - 24 ? 65536 - 24 : one);
    if (m->seen < MODEL_SEEN_MAX) m->seen++;
}

/* Decoding: the next byte; zero behind the end. */
static inline void coder_take(struct coder *c) {
    c->range <<= 8;
    c->code <<= 8;
    if (c->in < c->in_end)
        c->code |= *c->in++;
    else
        c->past_end++;
}

u32 code_bit_known(struct coder *c, struct bit_model *m, u32 bit); /* encoding, counting */

/* Encoding: takes `bit` and returns it. Decoding: returns the bit, `bit` is not looked at. */
static inline u32 code_bit(struct coder *c, struct bit_model *m, u32 bit) {
    if (c->mode != CODER_DECODE) return code_bit_known(c, m, bit);
    u32 bound = (c->range >> 16) * m->one;
    bit = c->code < bound;
    if (bit) {
        c->range = bound;
    } else {
        c->code -= bound;
        c->range -= bound;
    }
    while (c->range < CODER_TOP) coder_take(c);
    model_update(m, bit);
    return bit;
}

/* ---- Numbers ---------------------------------------------------------------------------- */

/* `count` bits of equal probability. */
u32 code_raw(struct coder *c, u32 value, u32 count);

/* A number below 2^count, bit by bit from the highest, each in the context of those before it:
 * 2^count models. */
static inline u32 code_tree(struct coder *c, struct bit_model *m, u32 value, u32 count) {
    u32 node = 1;
    while (count--) node = node * 2 + code_bit(c, &m[node], value >> count & 1);
    u32 top = 31 - (u32)__builtin_clz(node);
    return node - (1u << top);
}

/* A number of at most `most` in unary: as many ones, then a zero. `most` models. */
static inline u32 code_unary(struct coder *c, struct bit_model *m, u32 value, u32 most) {
    u32 n = 0;
    while (n < most && code_bit(c, &m[n], value > n)) n++;
    return n;
}

/* Any number: 0 .. NUMBER_DIRECT - 1 in unary, larger ones as their size in bits and then the
 * bits, of which the two highest have models. Small numbers are cheap; the models learn which.
 */
enum { NUMBER_DIRECT = 6, NUMBER_SIZES = 16, NUMBER_MODELS = NUMBER_DIRECT + 2 * NUMBER_SIZES };
u32 code_number(struct coder *c, struct bit_model *m, u32 value);

#endif
