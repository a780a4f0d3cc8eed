/*
 * mandelbrot: how fast each point of a grid escapes under z -> z^2 + c, in doubles.
 *
 * Exercises a tight floating-point loop with an exit that no branch predictor or compiler
 * can foresee. A researcher would choose it because nearly all time passes in one loop of a
 * few values: it shows the cost of migrations that stop at the same few points again and
 * again, and how exactly floating-point state is carried over.
 *
 * Arguments: [columns and rows, 2..1024; default 400]
 */
#include <stdint.h>

enum { MAX_SIZE = 1024, MAX_STEPS = 500 };

static uint16_t steps_to_escape[MAX_SIZE][MAX_SIZE]; /* MAX_STEPS: not escaped */

static uint32_t count_steps(double c_re, double c_im) {
    double re = 0, im = 0, re2 = 0, im2 = 0;
    uint32_t steps = 0;
    while (steps < MAX_STEPS && re2 + im2 <= 4) {
        im = 2 * re * im + c_im;
        re = re2 - im2 + c_re;
        re2 = re * re;
        im2 = im * im;
        steps++;
    }
    return steps;
}

/* Renders n x n points of the square of side 2.5 around -0.75. Returns a digest of the step
 * counts of all points. */
uint32_t kernel(uint32_t n) {
    uint32_t digest = 2166136261u;
    double half_step = 1.25 / (double)n;
    for (uint32_t row = 0; row < n; row++) {
        double c_im = (double)(int32_t)(n - 1 - 2 * row) * half_step;
        for (uint32_t column = 0; column < n; column++) {
            double c_re = (double)(int32_t)(2 * column + 1 - n) * half_step - 0.75;
            uint32_t steps = count_steps(c_re, c_im);
            steps_to_escape[row][column] = (uint16_t)steps;
            digest = (digest ^ steps) * 16777619u;
        }
    }
    return digest;
}

#ifndef KERNEL_ONLY
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    uint32_t n, answer;
} known[] = {{8, 0x7f7a69a9}, {64, 0xd57d72f5}, {400, 0x9d59f281}};

static void print_picture(uint32_t n) {
    enum { ROWS = 24, COLUMNS = 64 };
    static const char shades[] = " .:-=+*%";
    for (uint32_t row = 0; row < ROWS; row++) {
        char line[COLUMNS + 1];
        for (uint32_t column = 0; column < COLUMNS; column++) {
            uint32_t steps = steps_to_escape[row * n / ROWS][column * n / COLUMNS];
            uint32_t shade = 0;
            while (shade < sizeof shades - 2 && steps >> shade > 1) shade++;
            line[column] = steps == MAX_STEPS ? '#' : shades[shade];
        }
        line[COLUMNS] = '\0';
        printf("%s\n", line);
    }
}

/* The set is its own mirror image; its area is 1.5065918849... */
static bool picture_is_right(uint32_t n, double area) {
    for (uint32_t row = 0; row < n; row++) {
        for (uint32_t column = 0; column < n; column++) {
            if (steps_to_escape[row][column] != steps_to_escape[n - 1 - row][column]) {
                printf("WRONG: asymmetric at row %u, column %u\n", (unsigned)row,
                       (unsigned)column);
                return false;
            }
        }
    }
    if (n >= 100 && (area < 1.48 || area > 1.54)) {
        printf("WRONG: area\n");
        return false;
    }
    return true;
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 400;
    if (n < 2 || n > MAX_SIZE) {
        fprintf(stderr, "usage: mandelbrot [columns, 2..%d]\n", MAX_SIZE);
        return 2;
    }
    uint32_t answer = kernel(n);
    print_picture(n);

    uint32_t inside = 0;
    for (uint32_t row = 0; row < n; row++) {
        for (uint32_t column = 0; column < n; column++) {
            inside += steps_to_escape[row][column] == MAX_STEPS;
        }
    }
    double area = 6.25 * inside / ((double)n * n);
    printf("%u x %u: %u points inside, area %.4f, digest %08x\n", (unsigned)n, (unsigned)n,
           (unsigned)inside, area, (unsigned)answer);

    bool right = picture_is_right(n, area);
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
