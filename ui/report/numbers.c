/* ui/report/numbers.c: percentiles and means. */
#include <math.h>
#include <stdlib.h>

#include "ui/report/data.h"

void numbers_free(struct numbers *n) {
    array_free(&n->at);
}

static int compare(const void *x, const void *y) {
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

void numbers_sort(struct numbers *n) {
    if (n->at.count) qsort(n->at.at, n->at.count, sizeof *n->at.at, compare);
}

double numbers_percentile(const struct numbers *n, double p) {
    if (!n->at.count) return NAN;
    double rank = ceil(p / 100 * n->at.count);
    return n->at.at[(u32)fmin(fmax(rank - 1, 0), n->at.count - 1)];
}

double numbers_sum(const struct numbers *n) {
    double sum = 0;
    for (u32 k = 0; k < n->at.count; k++) sum += n->at.at[k];
    return n->at.count ? sum : NAN;
}

double numbers_mean(const struct numbers *n, bool geometric) {
    double sum = 0;
    if (!geometric) return numbers_sum(n) / n->at.count;
    for (u32 k = 0; k < n->at.count; k++) {
        if (!(n->at.at[k] > 0)) return numbers_mean(n, false);
        sum += log(n->at.at[k]);
    }
    return n->at.count ? exp(sum / n->at.count) : NAN;
}
