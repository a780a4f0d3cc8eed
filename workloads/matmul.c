/*
 * matmul: the product of two matrices of doubles, once by the textbook's three loops and
 * once in 4 x 4 tiles that are accumulated in registers.
 *
 * Exercises floating-point registers and address arithmetic. A researcher would choose it
 * because the tile has sixteen accumulators: it shows how a small floating-point register
 * file turns the faster algorithm into the slower one. All elements are small integers, so
 * every product and sum is exact and the result is the same whatever the order of additions.
 *
 * Arguments: [rows and columns, 1..384; default 320]
 */
#include <stdbool.h>
#include <stdint.h>

enum { MAX_SIZE = 384, TILE = 4 };

typedef double matrix[MAX_SIZE][MAX_SIZE];

static matrix a, b, product, tiled_product;

/* Elements outside the n x n corner are zero, so that tiles may reach over its edge. */
static void fill(uint32_t n) {
    for (uint32_t i = 0; i < MAX_SIZE; i++) {
        for (uint32_t j = 0; j < MAX_SIZE; j++) {
            bool inside = i < n && j < n;
            a[i][j] = inside ? (double)((i * 7 + j * 3) % 11) - 5 : 0;
            b[i][j] = inside ? (double)((i * i + 5 * j) % 13) - 6 : 0;
        }
    }
}

static void multiply(uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < n; j++) {
            double sum = 0;
            for (uint32_t k = 0; k < n; k++) sum += a[i][k] * b[k][j];
            product[i][j] = sum;
        }
    }
}

/* Computes the tile of the product whose upper left corner is (i, j). */
static void multiply_tile(uint32_t n, uint32_t i, uint32_t j) {
    double c00 = 0, c01 = 0, c02 = 0, c03 = 0, c10 = 0, c11 = 0, c12 = 0, c13 = 0;
    double c20 = 0, c21 = 0, c22 = 0, c23 = 0, c30 = 0, c31 = 0, c32 = 0, c33 = 0;
    for (uint32_t k = 0; k < n; k++) {
        double a0 = a[i][k], a1 = a[i + 1][k], a2 = a[i + 2][k], a3 = a[i + 3][k];
        double b0 = b[k][j], b1 = b[k][j + 1], b2 = b[k][j + 2], b3 = b[k][j + 3];
        c00 += a0 * b0, c01 += a0 * b1, c02 += a0 * b2, c03 += a0 * b3;
        c10 += a1 * b0, c11 += a1 * b1, c12 += a1 * b2, c13 += a1 * b3;
        c20 += a2 * b0, c21 += a2 * b1, c22 += a2 * b2, c23 += a2 * b3;
        c30 += a3 * b0, c31 += a3 * b1, c32 += a3 * b2, c33 += a3 * b3;
    }
    double *row = &tiled_product[i][j];
    row[0] = c00, row[1] = c01, row[2] = c02, row[3] = c03;
    row += MAX_SIZE;
    row[0] = c10, row[1] = c11, row[2] = c12, row[3] = c13;
    row += MAX_SIZE;
    row[0] = c20, row[1] = c21, row[2] = c22, row[3] = c23;
    row += MAX_SIZE;
    row[0] = c30, row[1] = c31, row[2] = c32, row[3] = c33;
}

static void multiply_in_tiles(uint32_t n) {
    for (uint32_t i = 0; i < n; i += TILE) {
        for (uint32_t j = 0; j < n; j += TILE) multiply_tile(n, i, j);
    }
}

/* Multiplies two n x n matrices in both ways. Returns a digest of the product, or 0 if the
 * ways disagree. */
uint32_t kernel(uint32_t n) {
    fill(n);
    multiply(n);
    multiply_in_tiles(n);
    uint32_t digest = 2166136261u;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < n; j++) {
            if (product[i][j] != tiled_product[i][j]) return 0;
            digest = (digest ^ (uint32_t)(int32_t)product[i][j]) * 16777619u;
        }
    }
    return digest;
}

#ifndef KERNEL_ONLY
#include <stdio.h>
#include <stdlib.h>

static const struct {
    uint32_t n, answer;
} known[] = {{5, 0x9bcd2efa}, {32, 0xc68283de}, {320, 0xf82bc56c}};

/* Freivalds' check: whether (A B) v = A (B v) for a vector v. */
static bool product_is_right(uint32_t n) {
    double v[MAX_SIZE], b_v[MAX_SIZE];
    for (uint32_t i = 0; i < n; i++) v[i] = (double)(i * i % 17) - 8;
    for (uint32_t i = 0; i < n; i++) {
        b_v[i] = 0;
        for (uint32_t j = 0; j < n; j++) b_v[i] += b[i][j] * v[j];
    }
    for (uint32_t i = 0; i < n; i++) {
        double left = 0, right = 0;
        for (uint32_t j = 0; j < n; j++) {
            left += product[i][j] * v[j];
            right += a[i][j] * b_v[j];
        }
        if (left != right) return false;
    }
    return true;
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 320;
    if (n < 1 || n > MAX_SIZE) {
        fprintf(stderr, "usage: matmul [rows, 1..%d]\n", MAX_SIZE);
        return 2;
    }
    uint32_t answer = kernel(n);
    double trace = 0;
    for (uint32_t i = 0; i < n; i++) trace += product[i][i];
    printf("%u x %u: trace %.1f, last element %.1f, digest %08x\n", (unsigned)n, (unsigned)n,
           trace, product[n - 1][n - 1], (unsigned)answer);

    bool right = true;
    if (answer == 0) {
        printf("WRONG: the tiled product differs\n");
        right = false;
    }
    if (!product_is_right(n)) {
        printf("WRONG: (A B) v differs from A (B v)\n");
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
