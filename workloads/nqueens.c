/*
 * nqueens: counts the ways to place n queens on an n x n board so that no two share a row, a
 * column or a diagonal.
 *
 * Exercises recursion that branches at every level, with half a dozen integers live across
 * each recursive call. A researcher would choose it because at any moment the stack is up to
 * n frames deep, so that a process stopped anywhere has many frames to translate, and because
 * the number of solutions is known for every n.
 *
 * Arguments: [board size, 1..16; default 12]
 */
#include <stdint.h>

enum { MAX_SIZE = 16 };

static struct {
    uint32_t all;                    /* one bit per column of the board */
    uint32_t solutions;              /* found so far */
    uint32_t digest;                 /* folds every solution found, in order */
    uint8_t column_of_row[MAX_SIZE]; /* the queens placed so far */
    uint8_t first[MAX_SIZE];         /* the first solution */
} search;

static void record_solution(uint32_t size) {
    for (uint32_t row = 0; row < size; row++) {
        uint8_t column = search.column_of_row[row];
        search.digest = (search.digest ^ column) * 16777619u;
        if (search.solutions == 0) search.first[row] = column;
    }
    search.solutions++;
}

/* Places a queen in `row` and all rows after it. The other arguments are the columns of this
 * row that are attacked: vertically, along falling and along rising diagonals. */
static void solve(uint32_t size, uint32_t row, uint32_t columns, uint32_t falling,
                  uint32_t rising) {
    if (row == size) {
        record_solution(size);
        return;
    }
    uint32_t free = search.all & ~(columns | falling | rising);
    for (uint32_t column = 0; free >> column != 0; column++) {
        uint32_t queen = 1u << column;
        if ((free & queen) == 0) continue;
        search.column_of_row[row] = (uint8_t)column;
        solve(size, row + 1, columns | queen, (falling | queen) << 1, (rising | queen) >> 1);
    }
}

/* Returns a digest of all solutions; their number is left in search.solutions. */
uint32_t kernel(uint32_t n) {
    search.all = (1u << n) - 1;
    search.solutions = 0;
    search.digest = 2166136261u;
    solve(n, 0, 0, 0, 0);
    return search.digest;
}

#ifndef KERNEL_ONLY
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const uint32_t solutions_of_size[MAX_SIZE + 1] = {
    0, 1, 0, 0, 2, 10, 4, 40, 92, 352, 724, 2680, 14200, 73712, 365596, 2279184, 14772512};

static const struct {
    uint32_t n, answer;
} known[] = {{4, 0xd4db9789}, {8, 0x8c11f40d}, {12, 0x2a2c5f95}};

static bool attacks(uint32_t row_a, uint32_t row_b) {
    int columns_apart = abs(search.first[row_a] - search.first[row_b]);
    int rows_apart = abs((int)row_a - (int)row_b);
    return columns_apart == 0 || columns_apart == rows_apart;
}

static bool first_solution_is_right(uint32_t size) {
    for (uint32_t a = 0; a < size; a++) {
        for (uint32_t b = 0; b < a; b++) {
            if (attacks(a, b)) return false;
        }
    }
    return true;
}

static void print_first_solution(uint32_t size) {
    for (uint32_t row = 0; row < size; row++) {
        for (uint32_t column = 0; column < size; column++) {
            printf(" %c", search.first[row] == column ? 'Q' : '.');
        }
        printf("\n");
    }
}

int main(int argc, char **argv) {
    uint32_t size = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 12;
    if (size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "usage: nqueens [board size, 1..%d]\n", MAX_SIZE);
        return 2;
    }
    uint32_t digest = kernel(size);
    if (search.solutions > 0) print_first_solution(size);
    printf("%u queens: %u solutions, digest %08x\n", (unsigned)size, (unsigned)search.solutions,
           (unsigned)digest);

    bool right = search.solutions == solutions_of_size[size];
    if (search.solutions > 0) right = right && first_solution_is_right(size);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == size) right = right && known[i].answer == digest;
    }
    if (!right) {
        printf("WRONG: expected %u solutions\n", (unsigned)solutions_of_size[size]);
        return 1;
    }
    printf("ok\n");
    return 0;
}
#endif
