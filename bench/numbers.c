/* bench/numbers.c: means and percentiles. */
#include <math.h>
#include <stdlib.h>

#include "bench/bench.h"

void numbers_add(struct numbers *n, double value) {
    array_push(&n->all, value);
}

void numbers_free(struct numbers *n) {
    array_free(&n->all);
}

double numbers_geomean(const struct numbers *n) {
    double sum = 0;
    for (u32 k = 0; k < n->all.count; k++) sum += log(n->all.at[k]);
    return n->all.count ? exp(sum / n->all.count) : 0;
}

double numbers_mean(const struct numbers *n) {
    double sum = 0;
    for (u32 k = 0; k < n->all.count; k++) sum += n->all.at[k];
    return n->all.count ? sum / n->all.count : 0;
}

static int ascending(const void *x, const void *y) {
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

double numbers_percentile(struct numbers *n, double share) {
    if (!n->all.count) return 0;
    qsort(n->all.at, n->all.count, sizeof *n->all.at, ascending);
    u32 k = (u32)ceil(share * n->all.count);
    return n->all.at[k ? k - 1 : 0];
}
