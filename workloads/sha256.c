/*
 * sha256: the SHA-256 hash (FIPS 180-4), fed in pieces of uneven size.
 *
 * Exercises 32-bit rotations, additions and logic with eight working variables and a table
 * live at once: more than a small register file holds. A researcher would choose it because
 * it is the classic register-hungry kernel, because spill code shows at once in its speed,
 * and because one wrong bit anywhere changes the whole digest.
 *
 * Arguments: [KiB to hash, 0..65536; default 8192]
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BLOCK_BYTES = 64, DIGEST_WORDS = 8 };

struct sha256 {
    uint32_t state[DIGEST_WORDS];
    uint64_t length_bytes;
    uint8_t pending[BLOCK_BYTES]; /* the last length_bytes % BLOCK_BYTES bytes */
};

/* The fractional parts of the cube roots of the first 64 primes. */
static const uint32_t round_constant[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t rotate_right(uint32_t x, unsigned count) {
    return x >> count | x << (32 - count);
}

static uint32_t load_be32(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

static void compress(uint32_t state[DIGEST_WORDS], const uint8_t block[BLOCK_BYTES]) {
    uint32_t w[64];
    for (int i = 0; i < 16; i++) w[i] = load_be32(block + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t x = w[i - 15], y = w[i - 2];
        uint32_t s0 = rotate_right(x, 7) ^ rotate_right(x, 18) ^ x >> 3;
        uint32_t s1 = rotate_right(y, 17) ^ rotate_right(y, 19) ^ y >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }

    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i++) {
        uint32_t s1 = rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25);
        uint32_t choice = (e & f) ^ (~e & g);
        uint32_t t1 = h + s1 + choice + round_constant[i] + w[i];
        uint32_t s0 = rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22);
        uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
        uint32_t t2 = s0 + majority;
        h = g, g = f, f = e, e = d + t1;
        d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static void sha256_start(struct sha256 *hash) {
    static const uint32_t initial[DIGEST_WORDS] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
                                                   0xa54ff53a, 0x510e527f, 0x9b05688c,
                                                   0x1f83d9ab, 0x5be0cd19};
    for (int i = 0; i < DIGEST_WORDS; i++) hash->state[i] = initial[i];
    hash->length_bytes = 0;
}

static void sha256_add(struct sha256 *hash, const uint8_t *bytes, size_t count) {
    size_t filled = hash->length_bytes % BLOCK_BYTES;
    hash->length_bytes += count;
    while (count > 0) {
        if (filled == 0 && count >= BLOCK_BYTES) {
            compress(hash->state, bytes);
            bytes += BLOCK_BYTES, count -= BLOCK_BYTES;
            continue;
        }
        hash->pending[filled++] = *bytes++;
        count--;
        if (filled == BLOCK_BYTES) {
            compress(hash->state, hash->pending);
            filled = 0;
        }
    }
}

/* Pads the message; its digest is then hash->state. */
static void sha256_finish(struct sha256 *hash) {
    uint64_t length_bits = hash->length_bytes * 8;
    static const uint8_t end_mark = 0x80, zero = 0;
    sha256_add(hash, &end_mark, 1);
    while (hash->length_bytes % BLOCK_BYTES != BLOCK_BYTES - 8) sha256_add(hash, &zero, 1);
    uint8_t length_field[8];
    for (int i = 0; i < 8; i++) length_field[i] = (uint8_t)(length_bits >> (56 - 8 * i));
    sha256_add(hash, length_field, sizeof length_field);
}

/* Hashes n KiB of a fixed pseudo-random message in pieces of 1024 bytes, each cut in two at
 * a different place. Returns the first word of the digest. */
uint32_t kernel(uint32_t n) {
    static uint8_t piece[1024];
    static struct sha256 hash;
    uint32_t random = 1;
    sha256_start(&hash);
    for (uint32_t k = 0; k < n; k++) {
        for (size_t i = 0; i < sizeof piece; i++) {
            random = random * 1664525u + 1013904223u;
            piece[i] = (uint8_t)(random >> 24);
        }
        size_t cut = k * 37 % sizeof piece;
        sha256_add(&hash, piece, cut);
        sha256_add(&hash, piece + cut, sizeof piece - cut);
    }
    sha256_finish(&hash);
    return hash.state[0];
}

#ifndef KERNEL_ONLY
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    uint32_t n, answer;
} known[] = {{0, 0xe3b0c442}, {16, 0xfbbbb42b}, {8192, 0x0dfebe2a}};

/* From FIPS 180-4's examples: `repeat` times the text. */
static const struct {
    const char *text;
    uint32_t repeat;
    const char *digest;
} vectors[] = {
    {"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

static bool vector_is_right(size_t index) {
    struct sha256 hash;
    char digest[DIGEST_WORDS * 8 + 1];
    sha256_start(&hash);
    for (uint32_t i = 0; i < vectors[index].repeat; i++) {
        sha256_add(&hash, (const uint8_t *)vectors[index].text, strlen(vectors[index].text));
    }
    sha256_finish(&hash);
    for (int i = 0; i < DIGEST_WORDS; i++) {
        snprintf(digest + 8 * i, 9, "%08x", (unsigned)hash.state[i]);
    }
    printf("%s  %u x \"%.20s\"\n", digest, (unsigned)vectors[index].repeat,
           vectors[index].text);
    return strcmp(digest, vectors[index].digest) == 0;
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 8192;
    if (n > 65536) {
        fprintf(stderr, "usage: sha256 [KiB, 0..65536]\n");
        return 2;
    }
    bool right = true;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        if (!vector_is_right(i)) {
            printf("WRONG: expected %s\n", vectors[i].digest);
            right = false;
        }
    }
    uint32_t answer = kernel(n);
    printf("%u KiB: %08x\n", (unsigned)n, (unsigned)answer);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n && known[i].answer != answer) {
            printf("WRONG: expected %08x\n", (unsigned)known[i].answer);
            right = false;
        }
    }
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
