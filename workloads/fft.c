/*
 * fft: the fast Fourier transform of complex doubles, in place, two levels at a time.
 *
 * Exercises strided memory, a bit-reversal permutation and butterflies with eight doubles
 * and four twiddle factors live at once. A researcher would choose it because its butterflies
 * want more floating-point registers than most machines have, and because the inverse
 * transform undoes the forward one only if every intermediate value survived.
 *
 * The twiddle factors come from our own series, so that results are the same on all machines,
 * to the last bit, wherever products and sums aren't fused (gcc: -ffp-contract=off).
 *
 * Arguments: [log2 of the number of points, 1..16; default 15]
 */
#include <stdint.h>

enum { MAX_LOG = 16, MAX_POINTS = 1 << MAX_LOG, ROUNDS = 64 };

struct complex {
    double re, im;
};

static struct complex signal[MAX_POINTS], twiddle[MAX_POINTS];

/* exp(i angle) for 0 <= angle <= pi / 4, by Taylor's series. */
static struct complex rotation(double angle) {
    double square = angle * angle;
    double cosine = 0, sine = 0;
    for (int k = 20; k > 0; k -= 2) {
        cosine = (1 + cosine) * -square / (double)(k * (k - 1));
        sine = (1 + sine) * -square / (double)(k * (k + 1));
    }
    return (struct complex){1 + cosine, angle * (1 + sine)};
}

/* exp(-2 pi i k / n), reduced to the first octant. */
static struct complex root_of_unity(uint32_t k, uint32_t n) {
    const double pi = 3.14159265358979323846;
    uint32_t octant = 8 * k / n, in_octant = 8 * k % n; /* angle: in_octant/n octants */
    if (octant & 1) in_octant = n - in_octant;
    struct complex w = rotation(pi / 4 * (double)in_octant / (double)n);
    if ((octant + 1) & 2) w = (struct complex){w.im, w.re};
    if ((octant + 2) & 4) w.re = -w.re;
    if (octant < 4) w.im = -w.im;
    return w;
}

static void make_twiddles(uint32_t n) {
    for (uint32_t k = 0; k < n; k++) twiddle[k] = root_of_unity(k, n);
}

static struct complex times(struct complex a, struct complex b) {
    return (struct complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

static struct complex plus(struct complex a, struct complex b) {
    return (struct complex){a.re + b.re, a.im + b.im};
}

static struct complex minus(struct complex a, struct complex b) {
    return (struct complex){a.re - b.re, a.im - b.im};
}

static void reverse_bits(struct complex *x, uint32_t n) {
    for (uint32_t i = 1, j = 0; i < n; i++) {
        uint32_t bit = n >> 1;
        for (; j & bit; bit >>= 1) j ^= bit;
        j ^= bit;
        if (i < j) {
            struct complex swap = x[i];
            x[i] = x[j];
            x[j] = swap;
        }
    }
}

/* Joins pairs of transforms of 1 point. */
static void join_pairs(struct complex *x, uint32_t n) {
    for (uint32_t i = 0; i < n; i += 2) {
        struct complex a = x[i], b = x[i + 1];
        x[i] = plus(a, b);
        x[i + 1] = minus(a, b);
    }
}

/* Joins fours of transforms of h points into transforms of 4 h points. */
static void join_fours(struct complex *x, uint32_t n, uint32_t h) {
    uint32_t stride = n / (4 * h);
    for (uint32_t base = 0; base < n; base += 4 * h) {
        for (uint32_t j = 0; j < h; j++) {
            struct complex *p = x + base + j;
            struct complex w1 = twiddle[2 * j * stride], w2 = twiddle[j * stride];
            struct complex t1 = times(w1, p[h]), t3 = times(w1, p[3 * h]);
            struct complex b0 = plus(p[0], t1), b1 = minus(p[0], t1);
            struct complex b2 = times(w2, plus(p[2 * h], t3));
            struct complex b3 = times(w2, minus(p[2 * h], t3));
            struct complex turned = {b3.im, -b3.re}; /* -i b3 */
            p[0] = plus(b0, b2);
            p[h] = plus(b1, turned);
            p[2 * h] = minus(b0, b2);
            p[3 * h] = minus(b1, turned);
        }
    }
}

/* Transforms x, for which make_twiddles(n) has been called. */
static void transform(struct complex *x, uint32_t n) {
    reverse_bits(x, n);
    uint32_t h = 1, levels = 0;
    while (1u << levels < n) levels++;
    if (levels & 1) {
        join_pairs(x, n);
        h = 2;
    }
    for (; h < n; h *= 4) join_fours(x, n, h);
}

/* The inverse is the transform with real and imaginary parts exchanged, over n. */
static void transform_back(struct complex *x, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) x[i] = (struct complex){x[i].im, x[i].re};
    transform(x, n);
    for (uint32_t i = 0; i < n; i++) {
        x[i] = (struct complex){x[i].im / (double)n, x[i].re / (double)n};
    }
}

static struct complex sample(uint32_t i) {
    uint32_t mixed = (i + 1) * 2654435761u;
    return (struct complex){(double)(mixed >> 24) - 128, (double)(mixed >> 16 & 255) - 128};
}

static uint32_t fold_double(uint32_t digest, double x) {
    union {
        double value;
        uint64_t bits;
    } view = {x};
    digest = (digest ^ (uint32_t)view.bits) * 16777619u;
    return (digest ^ (uint32_t)(view.bits >> 32)) * 16777619u;
}

/* Transforms 2^n points forth and back, ROUNDS times. Returns a digest of all bits of the
 * last spectrum, or 0 if the signal isn't back. */
uint32_t kernel(uint32_t n) {
    uint32_t points = 1u << n, digest = 2166136261u;
    make_twiddles(points);
    for (uint32_t i = 0; i < points; i++) signal[i] = sample(i);
    for (int round = 0; round < ROUNDS; round++) {
        transform(signal, points);
        if (round == ROUNDS - 1) {
            for (uint32_t i = 0; i < points; i++) {
                digest = fold_double(digest, signal[i].re);
                digest = fold_double(digest, signal[i].im);
            }
        }
        transform_back(signal, points);
    }
    for (uint32_t i = 0; i < points; i++) {
        struct complex error = minus(signal[i], sample(i));
        if (error.re * error.re + error.im * error.im > 1e-18) return 0;
    }
    return digest;
}

#ifndef KERNEL_ONLY
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    uint32_t n, answer;
} known[] = {{3, 0xaf49b9e8}, {8, 0x97ee15c0}, {15, 0x115f8e38}};

static bool expect(bool right, const char *what) {
    if (!right) printf("WRONG: %s\n", what);
    return right;
}

/* Compares with the sum that defines the transform. */
static bool spectrum_is_right(uint32_t n) {
    enum { MAX = 128 };
    struct complex x[MAX], spectrum[MAX];
    double worst = 0, power_before = 0, power_after = 0;
    for (uint32_t i = 0; i < n; i++) x[i] = spectrum[i] = sample(i);
    make_twiddles(n);
    transform(spectrum, n);
    for (uint32_t k = 0; k < n; k++) {
        struct complex sum = {0, 0};
        for (uint32_t i = 0; i < n; i++) sum = plus(sum, times(x[i], twiddle[i * k % n]));
        worst = fmax(worst, fabs(sum.re - spectrum[k].re));
        worst = fmax(worst, fabs(sum.im - spectrum[k].im));
        power_before += x[k].re * x[k].re + x[k].im * x[k].im;
        power_after += spectrum[k].re * spectrum[k].re + spectrum[k].im * spectrum[k].im;
    }
    printf("%u points: error below 1e-10: %s; power %.6f, of the spectrum %.6f\n", (unsigned)n,
           worst < 1e-10 ? "yes" : "no", power_before, power_after / n);
    return worst < 1e-10 && fabs(power_after / n / power_before - 1) < 1e-14;
}

static bool twiddles_are_right(uint32_t n) {
    make_twiddles(n);
    for (uint32_t k = 0; k < n; k++) {
        double angle = -2 * 3.14159265358979323846 * k / n;
        if (fabs(twiddle[k].re - cos(angle)) > 1e-15) return false;
        if (fabs(twiddle[k].im - sin(angle)) > 1e-15) return false;
    }
    return true;
}

/* 123456789123456789^2 by convolution of its decimal digits. */
static bool square_is_right(void) {
    enum { POINTS = 64, DIGITS = 18 };
    static const char number[] = "123456789123456789",
                      square[] = "15241578780673678515622620750190521";
    struct complex x[POINTS] = {{0, 0}};
    char result[2 * DIGITS + 1];
    long carry = 0;
    for (int i = 0; i < DIGITS; i++) x[i].re = number[DIGITS - 1 - i] - '0';
    make_twiddles(POINTS);
    transform(x, POINTS);
    for (int i = 0; i < POINTS; i++) x[i] = times(x[i], x[i]);
    transform_back(x, POINTS);
    for (int i = 0; i < 2 * DIGITS; i++) {
        carry += lround(x[i].re);
        result[2 * DIGITS - 1 - i] = (char)('0' + carry % 10);
        carry /= 10;
    }
    result[2 * DIGITS] = '\0';
    const char *digits = result[0] == '0' ? result + 1 : result;
    printf("%s squared: %s\n", number, digits);
    for (int i = 0; square[i] != '\0'; i++) {
        if (digits[i] != square[i]) return false;
    }
    return true;
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 15;
    if (n < 1 || n > MAX_LOG) {
        fprintf(stderr, "usage: fft [log2 of points, 1..%d]\n", MAX_LOG);
        return 2;
    }
    bool right = expect(twiddles_are_right(256), "twiddle factors");
    right &= expect(spectrum_is_right(64), "64 points");
    right &= expect(spectrum_is_right(128), "128 points");
    right &= expect(square_is_right(), "square");

    uint32_t answer = kernel(n);
    printf("2^%u points, %d rounds: digest %08x\n", (unsigned)n, ROUNDS, (unsigned)answer);
    right &= expect(answer != 0, "the signal isn't back");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n) right &= expect(known[i].answer == answer, "unexpected digest");
    }
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
