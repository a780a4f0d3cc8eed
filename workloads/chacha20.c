/*
 * chacha20: the ChaCha20 stream cipher (RFC 8439).
 *
 * Exercises twenty rounds of 32-bit additions, exclusive-ors and rotations over sixteen
 * words, all live all the time. A researcher would choose it because it fits exactly into
 * sixteen registers and into no smaller file: the number of spills as a function of the
 * number of registers is the cleanest of all our programs.
 *
 * Arguments: [KiB to encrypt, 1..1024; default 1024]
 */
#include <stddef.h>
#include <stdint.h>

enum { BLOCK_BYTES = 64, BLOCK_WORDS = 16, MAX_KIB = 1024, PASSES = 16 };

static uint32_t rotate_left(uint32_t x, unsigned count) {
    return x << count | x >> (32 - count);
}

static uint32_t load_le32(const uint8_t *bytes) {
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static void store_le32(uint8_t *bytes, uint32_t word) {
    for (int i = 0; i < 4; i++) bytes[i] = (uint8_t)(word >> (8 * i));
}

#define QUARTER_ROUND(a, b, c, d)           \
    do {                                    \
        a += b, d = rotate_left(d ^ a, 16); \
        c += d, b = rotate_left(b ^ c, 12); \
        a += b, d = rotate_left(d ^ a, 8);  \
        c += d, b = rotate_left(b ^ c, 7);  \
    } while (0)

/* Writes the block of key stream that belongs to `state`. */
static void make_block(uint8_t block[BLOCK_BYTES], const uint32_t state[BLOCK_WORDS]) {
    uint32_t x0 = state[0], x1 = state[1], x2 = state[2], x3 = state[3];
    uint32_t x4 = state[4], x5 = state[5], x6 = state[6], x7 = state[7];
    uint32_t x8 = state[8], x9 = state[9], x10 = state[10], x11 = state[11];
    uint32_t x12 = state[12], x13 = state[13], x14 = state[14], x15 = state[15];
    for (int i = 0; i < 10; i++) {
        QUARTER_ROUND(x0, x4, x8, x12);
        QUARTER_ROUND(x1, x5, x9, x13);
        QUARTER_ROUND(x2, x6, x10, x14);
        QUARTER_ROUND(x3, x7, x11, x15);
        QUARTER_ROUND(x0, x5, x10, x15);
        QUARTER_ROUND(x1, x6, x11, x12);
        QUARTER_ROUND(x2, x7, x8, x13);
        QUARTER_ROUND(x3, x4, x9, x14);
    }
    store_le32(block, x0 + state[0]);
    store_le32(block + 4, x1 + state[1]);
    store_le32(block + 8, x2 + state[2]);
    store_le32(block + 12, x3 + state[3]);
    store_le32(block + 16, x4 + state[4]);
    store_le32(block + 20, x5 + state[5]);
    store_le32(block + 24, x6 + state[6]);
    store_le32(block + 28, x7 + state[7]);
    store_le32(block + 32, x8 + state[8]);
    store_le32(block + 36, x9 + state[9]);
    store_le32(block + 40, x10 + state[10]);
    store_le32(block + 44, x11 + state[11]);
    store_le32(block + 48, x12 + state[12]);
    store_le32(block + 52, x13 + state[13]);
    store_le32(block + 56, x14 + state[14]);
    store_le32(block + 60, x15 + state[15]);
}

/* Encrypts or decrypts `bytes` in place. */
static void apply_cipher(uint8_t *bytes, size_t count, const uint8_t key[32],
                         const uint8_t nonce[12], uint32_t counter) {
    uint32_t state[BLOCK_WORDS] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    for (int i = 0; i < 8; i++) state[4 + i] = load_le32(key + 4 * i);
    for (int i = 0; i < 3; i++) state[13 + i] = load_le32(nonce + 4 * i);
    for (size_t start = 0; start < count; start += BLOCK_BYTES) {
        uint8_t block[BLOCK_BYTES];
        size_t length = count - start < BLOCK_BYTES ? count - start : BLOCK_BYTES;
        state[12] = counter++;
        make_block(block, state);
        for (size_t i = 0; i < length; i++) bytes[start + i] ^= block[i];
    }
}

static uint32_t digest_of(const uint8_t *bytes, size_t count) {
    uint32_t digest = 2166136261u;
    for (size_t i = 0; i < count; i++) digest = (digest ^ bytes[i]) * 16777619u;
    return digest;
}

/* Encrypts n KiB with PASSES keys, one over the other, and takes a digest; then decrypts in
 * the same order (the ciphers commute). Returns the digest, or 0 if the text isn't back. */
uint32_t kernel(uint32_t n) {
    static uint8_t text[MAX_KIB * 1024];
    size_t count = (size_t)n * 1024 - n % 7;
    uint8_t key[32], nonce[12];
    for (int i = 0; i < 32; i++) key[i] = (uint8_t)(i * i);
    for (int i = 0; i < 12; i++) nonce[i] = (uint8_t)(200 - i);
    for (size_t i = 0; i < count; i++) text[i] = (uint8_t)(i * 31 >> 3);

    for (int pass = 0; pass < PASSES; pass++) {
        key[0] = (uint8_t)pass;
        apply_cipher(text, count, key, nonce, 1);
    }
    uint32_t digest = digest_of(text, count);
    for (int pass = 0; pass < PASSES; pass++) {
        key[0] = (uint8_t)pass;
        apply_cipher(text, count, key, nonce, 1);
    }
    for (size_t i = 0; i < count; i++) {
        if (text[i] != (uint8_t)(i * 31 >> 3)) return 0;
    }
    return digest;
}

#ifndef KERNEL_ONLY
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    uint32_t n, answer;
} known[] = {{1, 0xe5a8ddc8}, {16, 0x14b08fc2}, {1024, 0xe36d8db2}};

/* RFC 8439, section 2.4.2 */
static const char sunscreen[] =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
    "future, sunscreen would be it.";

static const uint8_t sunscreen_encrypted[sizeof sunscreen - 1] = {
    0x6e, 0x2e, 0x35, 0x9a, 0x25, 0x68, 0xf9, 0x80, 0x41, 0xba, 0x07, 0x28, 0xdd, 0x0d, 0x69,
    0x81, 0xe9, 0x7e, 0x7a, 0xec, 0x1d, 0x43, 0x60, 0xc2, 0x0a, 0x27, 0xaf, 0xcc, 0xfd, 0x9f,
    0xae, 0x0b, 0xf9, 0x1b, 0x65, 0xc5, 0x52, 0x47, 0x33, 0xab, 0x8f, 0x59, 0x3d, 0xab, 0xcd,
    0x62, 0xb3, 0x57, 0x16, 0x39, 0xd6, 0x24, 0xe6, 0x51, 0x52, 0xab, 0x8f, 0x53, 0x0c, 0x35,
    0x9f, 0x08, 0x61, 0xd8, 0x07, 0xca, 0x0d, 0xbf, 0x50, 0x0d, 0x6a, 0x61, 0x56, 0xa3, 0x8e,
    0x08, 0x8a, 0x22, 0xb6, 0x5e, 0x52, 0xbc, 0x51, 0x4d, 0x16, 0xcc, 0xf8, 0x06, 0x81, 0x8c,
    0xe9, 0x1a, 0xb7, 0x79, 0x37, 0x36, 0x5a, 0xf9, 0x0b, 0xbf, 0x74, 0xa3, 0x5b, 0xe6, 0xb4,
    0x0b, 0x8e, 0xed, 0xf2, 0x78, 0x5e, 0x42, 0x87, 0x4d};

static bool sunscreen_is_right(void) {
    static const uint8_t nonce[12] = {[7] = 0x4a};
    uint8_t key[32], text[sizeof sunscreen];
    for (int i = 0; i < 32; i++) key[i] = (uint8_t)i;
    memcpy(text, sunscreen, sizeof sunscreen);

    apply_cipher(text, sizeof sunscreen - 1, key, nonce, 1);
    for (size_t i = 0; i < sizeof sunscreen - 1; i++) {
        printf("%02x%s", text[i], i % 32 == 31 ? "\n" : "");
    }
    bool right = memcmp(text, sunscreen_encrypted, sizeof sunscreen_encrypted) == 0;
    apply_cipher(text, sizeof sunscreen - 1, key, nonce, 1);
    printf("\n%s\n", (const char *)text);
    return right && memcmp(text, sunscreen, sizeof sunscreen) == 0;
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : MAX_KIB;
    if (n < 1 || n > MAX_KIB) {
        fprintf(stderr, "usage: chacha20 [KiB, 1..%d]\n", MAX_KIB);
        return 2;
    }
    bool right = sunscreen_is_right();
    if (!right) printf("WRONG: differs from RFC 8439\n");

    uint32_t answer = kernel(n);
    printf("%u KiB, %d keys: digest %08x\n", (unsigned)n, PASSES, (unsigned)answer);
    if (answer == 0) {
        printf("WRONG: decryption didn't give the text back\n");
        right = false;
    }
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
