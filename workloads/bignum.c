/*
 * bignum: digits of pi, and powers modulo large primes.
 *
 * Exercises 64-bit integers on nearly every line: products of 32-bit limbs, carries and
 * borrows, division of 64 by 32 bits, signed and unsigned shifts and comparisons. A
 * researcher would choose it because on 32-bit machines each of its values is a pair of
 * registers: migration to and from 64-bit machines must split and join them all the time.
 *
 * Arguments: [digits of pi, 10..10000; default 8000]
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- Pi: fixed-point numbers, one integer limb, then limbs of nine decimal digits ---- */

enum {
    LIMB = 1000000000,
    LIMB_DIGITS = 9,
    MAX_DIGITS = 10000,
    GUARD_LIMBS = 2,
    MAX_LIMBS = MAX_DIGITS / LIMB_DIGITS + 2 + GUARD_LIMBS
};

static struct {
    size_t count;
    uint32_t sum[MAX_LIMBS], term[MAX_LIMBS], part[MAX_LIMBS];
} pi;

/* quotient = dividend / divisor, of which the limbs before `from` are zero. */
static void divide(uint32_t *quotient, const uint32_t *dividend, uint64_t divisor,
                   size_t from) {
    uint64_t remainder = 0;
    for (size_t i = from; i < pi.count; i++) {
        uint64_t part = remainder * LIMB + dividend[i];
        quotient[i] = (uint32_t)(part / divisor);
        remainder = part % divisor;
    }
}

/* sum += sign * part, of which the limbs before `from` are zero. */
static void add_signed(uint32_t *sum, const uint32_t *part, int64_t sign, size_t from) {
    int64_t carry = 0;
    for (size_t i = pi.count; i-- > 0 && (i >= from || carry != 0);) {
        int64_t limb = sum[i] + carry + (i >= from ? sign * (int64_t)part[i] : 0);
        carry = limb < 0 ? -1 : limb >= LIMB;
        sum[i] = (uint32_t)(limb - carry * LIMB);
    }
}

/* pi.sum += factor * arctan(1 / x) */
static void add_arctangent(int64_t factor, uint64_t x) {
    int64_t sign = factor < 0 ? -1 : 1;
    for (size_t i = 0; i < pi.count; i++) pi.term[i] = 0;
    pi.term[0] = (uint32_t)(factor * sign);
    divide(pi.term, pi.term, x, 0);
    size_t from = 0;
    for (uint64_t k = 1; from < pi.count; k += 2) {
        divide(pi.part, pi.term, k, from);
        add_signed(pi.sum, pi.part, sign, from);
        divide(pi.term, pi.term, x * x, from);
        while (from < pi.count && pi.term[from] == 0) from++;
        sign = -sign;
    }
}

/* Machin's formula: pi = 16 arctan(1/5) - 4 arctan(1/239) */
static void compute_pi(uint32_t digits) {
    pi.count = digits / LIMB_DIGITS + 2 + GUARD_LIMBS;
    for (size_t i = 0; i < pi.count; i++) pi.sum[i] = 0;
    add_arctangent(16, 5);
    add_arctangent(-4, 239);
}

/* Digit 0 is the 3 before the point. */
static uint32_t digit_of_pi(uint32_t index) {
    if (index == 0) return pi.sum[0];
    uint32_t limb = pi.sum[(index - 1) / LIMB_DIGITS + 1];
    for (uint32_t i = (index - 1) % LIMB_DIGITS; i < LIMB_DIGITS - 1; i++) limb /= 10;
    return limb % 10;
}

/* ---- Powers modulo odd numbers of 256 bits, by Montgomery's method ---- */

enum { WORDS = 8, BITS = 32 * WORDS };

/* Least significant word first. */
struct number {
    uint32_t words[WORDS];
};

struct modulus {
    struct number m;
    uint32_t minus_inverse; /* -1 / m modulo 2^32 */
    struct number one;      /* R = 2^BITS modulo m: the image of 1 */
    struct number square;   /* R^2 modulo m: takes numbers to their images */
};

static bool is_less(const struct number *a, const struct number *b) {
    for (int i = WORDS; i-- > 0;) {
        if (a->words[i] != b->words[i]) return a->words[i] < b->words[i];
    }
    return false;
}

/* a -= b. Returns the borrow, 0 or -1. */
static int64_t subtract(struct number *a, const struct number *b) {
    int64_t borrow = 0;
    for (int i = 0; i < WORDS; i++) {
        int64_t word = (int64_t)a->words[i] - b->words[i] + borrow;
        a->words[i] = (uint32_t)word;
        borrow = word < 0 ? -1 : 0;
    }
    return borrow;
}

/* a = 2 a modulo m, for a < m. */
static void double_modulo(struct number *a, const struct number *m) {
    uint64_t carry = 0;
    for (int i = 0; i < WORDS; i++) {
        carry |= (uint64_t)a->words[i] << 1;
        a->words[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0 || !is_less(a, m)) subtract(a, m);
}

static struct modulus make_modulus(const struct number *m) {
    struct modulus result = {.m = *m, .minus_inverse = 1, .one = {{1}}};
    /* Newton's iteration doubles the number of right bits. */
    for (int bits = 1; bits < 32; bits *= 2) {
        result.minus_inverse *= 2 + m->words[0] * result.minus_inverse;
    }
    for (int i = 0; i < BITS; i++) double_modulo(&result.one, m);
    result.square = result.one;
    for (int i = 0; i < BITS; i++) double_modulo(&result.square, m);
    return result;
}

/* a b / R modulo m */
static struct number multiply(const struct modulus *modulus, const struct number *a,
                              const struct number *b) {
    uint32_t t[WORDS + 2] = {0};
    for (int i = 0; i < WORDS; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < WORDS; j++) {
            carry += (uint64_t)a->words[j] * b->words[i] + t[j];
            t[j] = (uint32_t)carry;
            carry >>= 32;
        }
        carry += t[WORDS];
        t[WORDS] = (uint32_t)carry;
        t[WORDS + 1] = (uint32_t)(carry >> 32);

        uint32_t factor = t[0] * modulus->minus_inverse;
        carry = ((uint64_t)factor * modulus->m.words[0] + t[0]) >> 32;
        for (int j = 1; j < WORDS; j++) {
            carry += (uint64_t)factor * modulus->m.words[j] + t[j];
            t[j - 1] = (uint32_t)carry;
            carry >>= 32;
        }
        carry += t[WORDS];
        t[WORDS - 1] = (uint32_t)carry;
        t[WORDS] = t[WORDS + 1] + (uint32_t)(carry >> 32);
    }
    struct number result;
    for (int i = 0; i < WORDS; i++) result.words[i] = t[i];
    if (t[WORDS] != 0 || !is_less(&result, &modulus->m)) subtract(&result, &modulus->m);
    return result;
}

/* base^exponent modulo m */
static struct number power(const struct number *m, uint32_t base,
                           const struct number *exponent) {
    struct modulus modulus = make_modulus(m);
    struct number result = modulus.one, number = {{base}}, unit = {{1}};
    struct number image = multiply(&modulus, &number, &modulus.square);
    for (int i = BITS; i-- > 0;) {
        result = multiply(&modulus, &result, &result);
        if (exponent->words[i / 32] >> i % 32 & 1) result = multiply(&modulus, &result, &image);
    }
    return multiply(&modulus, &result, &unit);
}

/* Fermat's test to base 3: whether 3^(m - 1) = 1 modulo m. */
static bool seems_prime(const struct number *m) {
    struct number exponent = *m, one = {{1}};
    subtract(&exponent, &one);
    struct number result = power(m, 3, &exponent);
    return !is_less(&result, &one) && !is_less(&one, &result);
}

/* 2^256 - 189, the largest prime below 2^256, and the odd numbers above it. */
static struct number near_top(uint32_t below) {
    struct number result;
    for (int i = 0; i < WORDS; i++) result.words[i] = UINT32_MAX;
    result.words[0] -= below - 1;
    return result;
}

/* How many of the numbers from 2^256 - 189 on are tested along with n digits of pi. */
static uint32_t tests_for(uint32_t n) {
    return n / 80 < 94 ? n / 80 + 1 : 95;
}

/* Computes n digits of pi, and tests up to 95 odd numbers from 2^256 - 189 for primality.
 * Returns a digest of the digits and of the tests' results. */
uint32_t kernel(uint32_t n) {
    uint32_t digest = 2166136261u;
    compute_pi(n);
    for (uint32_t i = 0; i <= n; i++) digest = (digest ^ digit_of_pi(i)) * 16777619u;
    for (uint32_t i = 0; i < tests_for(n); i++) {
        struct number m = near_top(189 - 2 * i);
        digest = (digest ^ (uint32_t)seems_prime(&m)) * 16777619u;
    }
    return digest;
}

#ifndef KERNEL_ONLY
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    uint32_t n, answer;
} known[] = {{10, 0xb45a6f22}, {100, 0xa1ab1a78}, {8000, 0x5876daf9}};

static bool expect(bool right, const char *what) {
    if (!right) printf("WRONG: %s\n", what);
    return right;
}

static bool digits_are(uint32_t first, const char *digits) {
    for (uint32_t i = 0; digits[i] != '\0'; i++) {
        if (digit_of_pi(first + i) != (uint32_t)(digits[i] - '0')) return false;
    }
    return true;
}

static void print_pi(uint32_t digits) {
    printf("pi = 3.");
    for (uint32_t i = 1; i <= digits && i <= 500; i++) {
        printf("%u%s", (unsigned)digit_of_pi(i), i % 80 == 0 ? "\n       " : "");
    }
    printf("%s\n", digits > 500 ? "..." : "");
}

/* Small moduli, whose powers 64-bit arithmetic can check. */
static bool small_powers_are_right(void) {
    for (uint64_t m = 3; m < 4000000000u; m = m * 7 + 2) {
        struct number modulus = {{(uint32_t)m}}, exponent = {{(uint32_t)(m / 3)}};
        struct number result = power(&modulus, 12345, &exponent);
        uint64_t expected = 1 % m, square = 12345 % m;
        for (uint64_t e = m / 3; e > 0; e >>= 1) {
            if (e & 1) expected = expected * square % m;
            square = square * square % m;
        }
        printf("12345^%" PRIu64 " = %" PRIu64 " modulo %" PRIu64 "\n", m / 3, expected, m);
        if (result.words[0] != expected) return false;
    }
    return true;
}

/* Known primes, and a Carmichael number, which only looks like one. */
static bool known_primes_are_right(void) {
    struct number ed25519 = near_top(19),
                  mersenne = {{UINT32_MAX, UINT32_MAX, UINT32_MAX, 0x7fffffff}};
    struct number carmichael = {{1105}}, composite = {{1107}};
    ed25519.words[WORDS - 1] >>= 1; /* 2^255 - 19 */
    bool right = expect(seems_prime(&ed25519), "2^255 - 19");
    right &= expect(seems_prime(&mersenne), "2^127 - 1");
    right &= expect(seems_prime(&carmichael), "1105");
    return right & expect(!seems_prime(&composite), "1107");
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 8000;
    if (n < 10 || n > MAX_DIGITS) {
        fprintf(stderr, "usage: bignum [digits, 10..%d]\n", MAX_DIGITS);
        return 2;
    }
    uint32_t answer = kernel(n);
    print_pi(n);
    printf("%u digits: digest %08x\n", (unsigned)n, (unsigned)answer);
    bool right = expect(digits_are(0, "31415926535"), "digits 0 to 10");
    if (n >= 767) right &= expect(digits_are(762, "999999"), "digits 762 to 767");
    if (n >= 1000) right &= expect(digits_are(991, "2164201989"), "digits 991 to 1000");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n) right &= expect(known[i].answer == answer, "unexpected digest");
    }

    for (uint32_t i = 0; i < tests_for(n); i++) {
        uint32_t below = 189 - 2 * i;
        struct number m = near_top(below);
        bool prime = seems_prime(&m);
        if (prime) printf("2^256 - %u is prime\n", (unsigned)below);
        right &= expect(prime == (below == 189), "the largest prime below 2^256");
    }
    right &= expect(small_powers_are_right(), "powers");
    right &= known_primes_are_right();
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
