/* Structures by value, function pointers, variable arguments, recursion with large frames. */
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

struct value {
    enum { NUMBER, REAL, PAIR } kind;
    union {
        int64_t number;
        double real;
        struct node *pair;
    };
};
struct node {
    struct value left, right;
};

static struct node nodes[64];
static int used;

static struct value number(int64_t n) {
    return (struct value){NUMBER, {.number = n}};
}

static struct value pair(struct value left, struct value right) {
    struct node *n = &nodes[used++];
    n->left = left;
    n->right = right;
    return (struct value){PAIR, {.pair = n}};
}

static struct value build(int depth, int64_t seed) {
    int64_t local[6];
    for (int k = 0; k < 6; k++) local[k] = seed * (k + 3) ^ depth;
    if (depth == 0)
        return seed & 1 ? number(local[seed & 3])
                        : (struct value){REAL, {.real = (double)local[2] / 16}};
    struct value left = build(depth - 1, local[1]);
    struct value right = build(depth - 1, local[4] + (int)left.kind);
    return pair(left, right);
}

typedef double visit(struct value, double);
static double add(struct value v, double x) {
    return v.kind == NUMBER ? x + (double)(v.number % 1000) : x - v.real;
}
static double most(struct value v, double x) {
    double own = v.kind == NUMBER ? (double)v.number : v.real;
    return own > x ? own : x;
}

static double fold(struct value v, visit *f, double x) {
    if (v.kind != PAIR) return f(v, x);
    return fold(v.pair->right, f, fold(v.pair->left, f, x));
}

static int64_t sum(int n, ...) {
    va_list args;
    int64_t s = 0;
    va_start(args, n);
    for (int k = 0; k < n; k++)
        s = k % 2 ? s + (int64_t)va_arg(args, double) : s ^ va_arg(args, int64_t);
    va_end(args);
    return s;
}

static void put(uint64_t n) {
    char text[24];
    int k = 24;
    text[--k] = '\n';
    do text[--k] = (char)('0' + n % 10);
    while (n /= 10);
    write(1, text + k, (size_t)(24 - k));
}

int main(void) {
    static visit *const visits[] = {add, most};
    for (int k = 0; k < 2; k++) {
        used = 0;
        struct value v = build(4, 1234567 + k);
        double x = fold(v, visits[k], 0.5);
        put((uint64_t)(int64_t)x);
        put((uint64_t)sum(4, (int64_t)used, x, (int64_t)1 << 40, x / 3));
    }
    _Exit(used);
}
