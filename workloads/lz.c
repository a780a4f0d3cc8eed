/*
 * lz: a compressor and decompressor: Lempel-Ziv matches, coded by an adaptive binary range
 * coder.
 *
 * Exercises hash chains over a sliding window, a bit-serial coder with a 64-bit accumulator
 * and carries, and adaptive probabilities in memory. A researcher would choose it because
 * each coded bit depends on the one before: there is no parallelism to hide a slow
 * instruction, and one wrong bit makes all that follows garbage.
 *
 * Arguments: [bytes to compress, 1..1048576; default 700000]
 *
 * The format: a bit 0, then a literal byte, coded with the byte before it as context; or a
 * bit 1, then a length and a distance, each as the number of its bits, then the bits.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MAX_BYTES = 1 << 20,
    HASH_BITS = 15,
    WINDOW = 1 << 16,
    MIN_MATCH = 4,
    MAX_MATCH = 1024,
    CHAIN_LIMIT = 32, /* candidates tried for each match */
    PROBABILITY_BITS = 12,
    ADAPTATION = 5 /* each bit moves its probability by 1/32 of the way */
};

/* ---- The model: the probabilities that a bit is 0, in units of 1/4096 ---- */

struct number_model {
    uint16_t bit_count[32];   /* a tree of 5 levels */
    uint16_t top_bits[32][4]; /* the two bits after the leading one, a tree of 2 levels */
};

struct model {
    uint16_t is_match[2]; /* after a literal, after a match */
    uint16_t literal[256][256];
    struct number_model length, distance;
};

static void reset_tree(uint16_t *tree, size_t count) {
    for (size_t i = 0; i < count; i++) tree[i] = 1 << (PROBABILITY_BITS - 1);
}

static void reset_number(struct number_model *model) {
    reset_tree(model->bit_count, 32);
    for (int i = 0; i < 32; i++) reset_tree(model->top_bits[i], 4);
}

static void reset_model(struct model *model) {
    reset_tree(model->is_match, 2);
    for (int i = 0; i < 256; i++) reset_tree(model->literal[i], 256);
    reset_number(&model->length);
    reset_number(&model->distance);
}

static void adapt(uint16_t *probability, bool bit) {
    if (bit) {
        *probability = (uint16_t)(*probability - (*probability >> ADAPTATION));
    } else {
        uint32_t missing = (1u << PROBABILITY_BITS) - *probability;
        *probability = (uint16_t)(*probability + (missing >> ADAPTATION));
    }
}

/* ---- The range coder ---- */

/* The bytes to come are low + [0, range). A carry out of the low 32 bits of `low` goes into
 * bytes already decided but held back: `cached`, then `pending` bytes of 0xff. */
struct encoder {
    uint8_t *out;
    size_t count, capacity;
    uint64_t low;
    uint32_t range, pending;
    uint8_t cached;
    bool has_cached, overflow;
};

static void put_byte(struct encoder *e, uint8_t byte) {
    if (e->count == e->capacity) {
        e->overflow = true;
    } else {
        e->out[e->count++] = byte;
    }
}

static void shift_low(struct encoder *e) {
    bool carry = e->low >> 32 != 0;
    if (carry || (uint32_t)e->low < 0xff000000u) {
        if (e->has_cached) put_byte(e, (uint8_t)(e->cached + carry));
        for (; e->pending > 0; e->pending--) put_byte(e, carry ? 0x00 : 0xff);
        e->cached = (uint8_t)(e->low >> 24);
        e->has_cached = true;
    } else {
        e->pending++;
    }
    e->low = (e->low & 0x00ffffffu) << 8;
}

static void encode_bit(struct encoder *e, uint16_t *probability, bool bit) {
    uint32_t bound = (e->range >> PROBABILITY_BITS) * *probability;
    if (bit) {
        e->low += bound;
        e->range -= bound;
    } else {
        e->range = bound;
    }
    adapt(probability, bit);
    for (; e->range < 1u << 24; e->range <<= 8) shift_low(e);
}

static void encode_even_bit(struct encoder *e, bool bit) {
    e->range >>= 1;
    if (bit) e->low += e->range;
    for (; e->range < 1u << 24; e->range <<= 8) shift_low(e);
}

struct decoder {
    const uint8_t *in;
    size_t count, at;
    uint32_t code, range;
};

/* Past the end come zero bytes. */
static void next_byte(struct decoder *d) {
    d->code = d->code << 8 | (d->at < d->count ? d->in[d->at] : 0);
    d->at++;
}

static bool decode_bit(struct decoder *d, uint16_t *probability) {
    uint32_t bound = (d->range >> PROBABILITY_BITS) * *probability;
    bool bit = d->code >= bound;
    if (bit) {
        d->code -= bound;
        d->range -= bound;
    } else {
        d->range = bound;
    }
    adapt(probability, bit);
    for (; d->range < 1u << 24; d->range <<= 8) next_byte(d);
    return bit;
}

static bool decode_even_bit(struct decoder *d) {
    d->range >>= 1;
    bool bit = d->code >= d->range;
    if (bit) d->code -= d->range;
    for (; d->range < 1u << 24; d->range <<= 8) next_byte(d);
    return bit;
}

/* ---- Symbols made of bits: trees and numbers ---- */

static void encode_tree(struct encoder *e, uint16_t *tree, int levels, uint32_t symbol) {
    uint32_t node = 1;
    while (levels-- > 0) {
        bool bit = symbol >> levels & 1;
        encode_bit(e, &tree[node], bit);
        node = 2 * node + bit;
    }
}

static uint32_t decode_tree(struct decoder *d, uint16_t *tree, int levels) {
    uint32_t node = 1;
    for (int i = 0; i < levels; i++) node = 2 * node + decode_bit(d, &tree[node]);
    return node - (1u << levels);
}

/* The number of bits of x > 0 after the leading one. */
static int bits_after_top(uint32_t x) {
    int count = 0;
    while (x >>= 1) count++;
    return count;
}

/* A number >= 1: how many bits follow the leading one; of those, two adaptively, the rest
 * evenly. */
static void encode_number(struct encoder *e, struct number_model *model, uint32_t x) {
    int bits = bits_after_top(x), top = bits < 2 ? bits : 2;
    encode_tree(e, model->bit_count, 5, (uint32_t)bits);
    encode_tree(e, model->top_bits[bits], top, x >> (bits - top) & ((1u << top) - 1));
    for (int i = bits - top; i-- > 0;) encode_even_bit(e, x >> i & 1);
}

static uint32_t decode_number(struct decoder *d, struct number_model *model) {
    int bits = (int)decode_tree(d, model->bit_count, 5), top = bits < 2 ? bits : 2;
    uint32_t x = 1u << top | decode_tree(d, model->top_bits[bits], top);
    for (int i = bits - top; i-- > 0;) x = x << 1 | decode_even_bit(d);
    return x;
}

/* ---- Matches ---- */

/* Positions with the same hash form a list, the latest first; 0 ends it, so positions are
 * stored plus 1. */
static struct {
    uint32_t head[1 << HASH_BITS];
    uint32_t previous[WINDOW];
} chains;

static uint32_t hash_of(const uint8_t *bytes) {
    uint32_t word = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
                    (uint32_t)bytes[3] << 24;
    return word * 2654435769u >> (32 - HASH_BITS);
}

static void remember(const uint8_t *bytes, size_t count, size_t at) {
    if (at + MIN_MATCH > count) return;
    uint32_t *head = &chains.head[hash_of(bytes + at)];
    chains.previous[at % WINDOW] = *head;
    *head = (uint32_t)at + 1;
}

static uint32_t match_length(const uint8_t *bytes, size_t count, size_t a, size_t b) {
    uint32_t length = 0;
    while (b + length < count && length < MAX_MATCH && bytes[a + length] == bytes[b + length]) {
        length++;
    }
    return length;
}

struct match {
    uint32_t length, distance;
};

/* The longest match for what starts at `at`; of length 0 if there is none. */
static struct match find_match(const uint8_t *bytes, size_t count, size_t at) {
    struct match best = {0, 0};
    if (at + MIN_MATCH > count) return best;
    uint32_t candidate = chains.head[hash_of(bytes + at)];
    for (int tries = 0; candidate != 0 && tries < CHAIN_LIMIT; tries++) {
        size_t start = candidate - 1;
        if (at - start >= WINDOW) break;
        uint32_t length = match_length(bytes, count, start, at);
        if (length >= MIN_MATCH && length > best.length) {
            best = (struct match){length, (uint32_t)(at - start)};
        }
        candidate = chains.previous[start % WINDOW];
    }
    return best;
}

/* ---- The whole ---- */

/* Returns the number of bytes written to `out`, 0 if they don't fit. */
static size_t compress(uint8_t *out, size_t capacity, const uint8_t *bytes, size_t count) {
    static struct model model;
    struct encoder e = {.out = out, .capacity = capacity, .range = UINT32_MAX};
    bool after_match = false;
    uint8_t context = 0;
    reset_model(&model);
    for (size_t i = 0; i < 1 << HASH_BITS; i++) chains.head[i] = 0;
    for (size_t at = 0; at < count;) {
        struct match match = find_match(bytes, count, at);
        uint32_t length = match.length > 0 ? match.length : 1;
        encode_bit(&e, &model.is_match[after_match], match.length > 0);
        if (match.length > 0) {
            encode_number(&e, &model.length, match.length - MIN_MATCH + 1);
            encode_number(&e, &model.distance, match.distance);
        } else {
            encode_tree(&e, model.literal[context], 8, bytes[at]);
        }
        after_match = match.length > 0;
        for (; length > 0; length--) remember(bytes, count, at++);
        context = bytes[at - 1];
    }
    for (int i = 0; i < 5; i++) shift_low(&e);
    return e.overflow ? 0 : e.count;
}

/* Decompresses to exactly `count` bytes. Returns whether the input made sense. */
static bool decompress(uint8_t *bytes, size_t count, const uint8_t *in, size_t in_count) {
    static struct model model;
    struct decoder d = {.in = in, .count = in_count, .range = UINT32_MAX};
    bool after_match = false;
    uint8_t context = 0;
    reset_model(&model);
    for (int i = 0; i < 4; i++) next_byte(&d);
    for (size_t at = 0; at < count;) {
        after_match = decode_bit(&d, &model.is_match[after_match]);
        if (after_match) {
            size_t length = (size_t)decode_number(&d, &model.length) + MIN_MATCH - 1;
            size_t distance = decode_number(&d, &model.distance);
            if (distance > at || length > count - at) return false;
            for (; length > 0; length--, at++) bytes[at] = bytes[at - distance];
        } else {
            bytes[at++] = (uint8_t)decode_tree(&d, model.literal[context], 8);
        }
        context = bytes[at - 1];
    }
    return true;
}

static uint32_t crc32_of(const uint8_t *bytes, size_t count) {
    static uint32_t table[256];
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t entry = i;
        for (int k = 0; k < 8; k++) entry = entry >> 1 ^ (entry & 1 ? 0xedb88320u : 0);
        table[i] = entry;
    }
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < count; i++) crc = crc >> 8 ^ table[(crc ^ bytes[i]) & 255];
    return ~crc;
}

/* Text like a log: lines of words from a small dictionary, with numbers between them. */
static void make_text(uint8_t *bytes, size_t count) {
    static const char *const words[] = {
        "process", "moved from", "moved to", "register", "spilled", "filled",  "frame",
        "page",    "resumed at", "stopped",  "machine",  "pointer", "the",     "of",
        "stack",   "and",        "again",    "slot",     "copied",  "waiting", "(see below)"};
    uint32_t random = 1;
    size_t at = 0;
    while (at < count) {
        random = random * 1664525u + 1013904223u;
        const char *word = words[(random >> 16) % (sizeof words / sizeof words[0])];
        for (; *word != '\0' && at < count; word++) bytes[at++] = (uint8_t)*word;
        if (random >> 29 == 0) {
            for (uint32_t number = random >> 8; number > 0 && at < count; number /= 10) {
                bytes[at++] = (uint8_t)('0' + number % 10);
            }
        }
        if (at < count) bytes[at++] = (random >> 28) % 8 == 7 ? '\n' : ' ';
    }
}

static uint8_t text[MAX_BYTES], packed[MAX_BYTES + MAX_BYTES / 8 + 64], unpacked[MAX_BYTES];
static size_t packed_count;

/* Compresses and decompresses n bytes of text. Returns the CRC-32 of the compressed bytes,
 * or 0 if decompression doesn't give the text. */
uint32_t kernel(uint32_t n) {
    make_text(text, n);
    packed_count = compress(packed, sizeof packed, text, n);
    if (packed_count == 0 || !decompress(unpacked, n, packed, packed_count)) return 0;
    for (size_t i = 0; i < n; i++) {
        if (unpacked[i] != text[i]) return 0;
    }
    return crc32_of(packed, packed_count);
}

#ifndef KERNEL_ONLY
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    uint32_t n, answer;
} known[] = {{100, 0xc5218b96}, {5000, 0x2e75f777}, {700000, 0xd9ef9cc5}};

static bool expect(bool right, const char *what) {
    if (!right) printf("WRONG: %s\n", what);
    return right;
}

/* What the format finds hard or easy: random bytes, one byte repeated, all bytes in turn. */
static bool round_trip_is_right(const char *name, size_t count, size_t least, size_t most) {
    size_t size = compress(packed, sizeof packed, text, count);
    memset(unpacked, 0, count);
    bool right = size > 0 && decompress(unpacked, count, packed, size) &&
                 memcmp(unpacked, text, count) == 0;
    printf("%-13s %7zu -> %7zu bytes, crc %08x\n", name, count, size,
           (unsigned)crc32_of(packed, size));
    return expect(right, "didn't come back") && expect(size >= least && size <= most, "size");
}

static bool special_texts_are_right(void) {
    uint32_t random = 7;
    for (size_t i = 0; i < 20000; i++) {
        random = random * 1664525u + 1013904223u;
        text[i] = (uint8_t)(random >> 24);
    }
    bool right = round_trip_is_right("random", 20000, 20000, 21000);
    memset(text, 'a', 20000);
    right &= round_trip_is_right("repeated", 20000, 5, 60);
    for (size_t i = 0; i < 20000; i++) text[i] = (uint8_t)i;
    right &= round_trip_is_right("all bytes", 20000, 256, 500);
    return right & round_trip_is_right("a single byte", 1, 1, 8);
}

/* Damage must be noticed by the CRC of the text or by the decoder; it must do no harm. */
static bool damage_is_noticed(size_t count) {
    size_t size = compress(packed, sizeof packed, text, count);
    uint32_t crc = crc32_of(text, count);
    unsigned noticed = 0, tries = 0;
    for (size_t at = 0; at < size; at += size / 16 + 1) {
        packed[at] ^= 0x10;
        tries++;
        if (!decompress(unpacked, count, packed, size) || crc32_of(unpacked, count) != crc) {
            noticed++;
        }
        packed[at] ^= 0x10;
    }
    printf("%u of %u damaged copies noticed\n", noticed, tries);
    return expect(noticed + 1 >= tries, "damage went unnoticed");
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 700000;
    if (n < 1 || n > MAX_BYTES) {
        fprintf(stderr, "usage: lz [bytes, 1..%d]\n", MAX_BYTES);
        return 2;
    }
    uint32_t answer = kernel(n);
    printf("text          %7u -> %7zu bytes, crc digest %08x\n", (unsigned)n, packed_count,
           (unsigned)answer);
    bool right = expect(answer != 0, "didn't come back");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n) right &= expect(known[i].answer == answer, "unexpected digest");
    }
    right &= expect(crc32_of((const uint8_t *)"123456789", 9) == 0xcbf43926u, "CRC-32");
    if (n >= 1000) right &= damage_is_noticed(n < 20000 ? n : 20000);
    right &= special_texts_are_right();
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
