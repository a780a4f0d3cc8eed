/* Several accesses in one block of code, of all widths. The argument says which of them meets
 * no memory: its line is marked with that letter. Lines are as they are: the test counts them.
 */
#include <stdint.h>
#include <stdio.h>

struct node {
    struct node *next;
    int value;
};
static struct node first, second;
static int32_t w[4];
static double d[4];
static int16_t h[4];
static int8_t b[4];
static int64_t l[4];
static float f[4];

__attribute__((noinline)) static void put(volatile int32_t *w, volatile double *d,
                                          volatile int16_t *h, volatile int8_t *b,
                                          volatile int64_t *l, volatile float *f) {
    w[0] = 1; /* A */
    d[1] = 2; /* B */
    h[2] = 3; /* C */
    b[3] = 4; /* D */
    l[1] = 5; /* E */
    f[2] = 6; /* F */
}

__attribute__((noinline)) static double get(volatile int32_t *w, volatile double *d,
                                            volatile int16_t *h, volatile int8_t *b,
                                            volatile int64_t *l, volatile float *f) {
    double sum = w[0]; /* G */
    sum += d[1];       /* H */
    sum += h[2];       /* I */
    sum += b[3];       /* J */
    sum += l[1];       /* K */
    sum += f[2];       /* L */
    return sum;
}

__attribute__((noinline)) static int follow(volatile struct node *n) {
    int sum = n->value; /* M */
    n = n->next;
    sum += n->value; /* N */
    n = n->next;
    sum += n->value; /* O */
    n = n->next;
    sum += n->value; /* P */
    return sum;
}

int main(int argc, char **argv) {
    char c = argc > 1 ? argv[1][0] : ' ';
    void *bad = (void *)0x7ff00000;
    put(c == 'A' ? bad : w, c == 'B' ? bad : d, c == 'C' ? bad : h, c == 'D' ? bad : b,
        c == 'E' ? bad : l, c == 'F' ? bad : f);
    double sum = get(c == 'G' ? bad : w, c == 'H' ? bad : d, c == 'I' ? bad : h,
                     c == 'J' ? bad : b, c == 'K' ? bad : l, c == 'L' ? bad : f);
    first.next = c == 'N' ? bad : &second;
    second.next = c == 'O' ? bad : &first;
    struct node *n = c == 'M' ? bad : &first;
    if (c == 'P') {
        static struct node third;
        third.next = bad;
        second.next = &third;
    }
    printf("%g %d\n", sum, follow(n));
}
