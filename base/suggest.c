/* base/suggest.c: the nearest of a list of words, for "did you mean". */
#include "base/base.h"

#include <ctype.h>

enum { WORD_MAX = 63 };

static bool same(char x, char y) {
    return tolower((unsigned char)x) == tolower((unsigned char)y);
}

/* Damerau-Levenshtein distance in its optimal-string-alignment form: insertions, deletions,
 * substitutions and swaps of neighbours cost 1 each; case costs nothing. Only the last three
 * rows of the matrix are kept. Both words are at most WORD_MAX long. */
static u32 distance(const char *x, size_t nx, const char *y, size_t ny) {
    u32 rows[3][WORD_MAX + 1];
    u32 *before = rows[0], *above = rows[1], *row = rows[2];
    for (u32 j = 0; j <= ny; j++) row[j] = j;
    for (u32 i = 1; i <= nx; i++) {
        u32 *oldest = before;
        before = above, above = row, row = oldest;
        row[0] = i;
        for (u32 j = 1; j <= ny; j++) {
            u32 least = above[j - 1] + !same(x[i - 1], y[j - 1]);
            least = MIN(least, above[j] + 1);
            least = MIN(least, row[j - 1] + 1);
            bool swapped =
                i > 1 && j > 1 && same(x[i - 1], y[j - 2]) && same(x[i - 2], y[j - 1]);
            if (swapped) least = MIN(least, before[j - 2] + 1);
            row[j] = least;
        }
    }
    return row[ny];
}

/* Near is at most a third of the word wrong, rounded up: "aarch46", "regsiters", but not "x".
 */
const char *suggest(const char *word, const char *const *candidates, size_t n) {
    size_t length = strlen(word);
    if (length > WORD_MAX) return NULL;
    const char *nearest = NULL;
    u32 least = (u32)MIN((length + 2) / 3 + 1, length);
    for (size_t ii = 0; ii < n; ii++) {
        size_t other = strlen(candidates[ii]);
        if (other > WORD_MAX) continue;
        u32 d = distance(word, length, candidates[ii], other);
        if (d < least) least = d, nearest = candidates[ii];
    }
    return nearest;
}
