/*
 * sort: merge sort, heap sort and quicksort of our own, and libc's qsort and bsearch with
 * callbacks, all over the same records.
 *
 * Exercises data-dependent branches, swaps of small structs, a recursion whose depth depends
 * on the data and, in libc's part, indirect calls from library code back into the program. A
 * researcher would choose it because a process may be stopped inside a callback, with frames
 * of the library between two frames of the program.
 *
 * Arguments: [records, 2..262144; default 100000]
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAX_RECORDS = 1 << 18, INSERTION_LIMIT = 12 };

/* Many keys are equal; `serial`, the place in the unsorted input, tells records apart. */
struct record {
    uint32_t key, serial;
};

static struct record input[MAX_RECORDS], merged[MAX_RECORDS], heaped[MAX_RECORDS],
    quick[MAX_RECORDS], scratch[MAX_RECORDS];

static uint32_t next_random(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void fill_input(uint32_t n) {
    uint32_t random = 2463534242u;
    for (uint32_t i = 0; i < n; i++) {
        input[i].key = next_random(&random) % (n / 2 + 1);
        input[i].serial = i;
    }
}

static bool is_before(struct record a, struct record b) {
    return a.key != b.key ? a.key < b.key : a.serial < b.serial;
}

/* Bottom-up merge sort. It compares keys alone: being stable, it must leave equal keys in
 * order of serial by itself. */
static void merge_sort(struct record *records, uint32_t n) {
    struct record *from = records, *to = scratch;
    for (uint32_t width = 1; width < n; width *= 2) {
        for (uint32_t low = 0; low < n; low += 2 * width) {
            uint32_t middle = low + width < n ? low + width : n;
            uint32_t high = middle + width < n ? middle + width : n;
            uint32_t left = low, right = middle;
            for (uint32_t out = low; out < high; out++) {
                bool take_left =
                    left < middle && (right == high || from[left].key <= from[right].key);
                to[out] = take_left ? from[left++] : from[right++];
            }
        }
        struct record *swap = from;
        from = to, to = swap;
    }
    if (from != records) {
        for (uint32_t i = 0; i < n; i++) records[i] = from[i];
    }
}

static void sift_down(struct record *heap, uint32_t root, uint32_t n) {
    struct record moving = heap[root];
    for (;;) {
        uint32_t child = 2 * root + 1;
        if (child >= n) break;
        if (child + 1 < n && is_before(heap[child], heap[child + 1])) child++;
        if (!is_before(moving, heap[child])) break;
        heap[root] = heap[child];
        root = child;
    }
    heap[root] = moving;
}

static void heap_sort(struct record *records, uint32_t n) {
    for (uint32_t root = n / 2; root-- > 0;) sift_down(records, root, n);
    for (uint32_t end = n - 1; end > 0; end--) {
        struct record largest = records[0];
        records[0] = records[end];
        records[end] = largest;
        sift_down(records, 0, end);
    }
}

static void insertion_sort(struct record *records, uint32_t n) {
    for (uint32_t i = 1; i < n; i++) {
        struct record moving = records[i];
        uint32_t hole = i;
        for (; hole > 0 && is_before(moving, records[hole - 1]); hole--) {
            records[hole] = records[hole - 1];
        }
        records[hole] = moving;
    }
}

static struct record median(struct record a, struct record b, struct record c) {
    if (is_before(b, a)) {
        struct record swap = a;
        a = b, b = swap;
    }
    if (!is_before(c, b)) return b;
    return is_before(c, a) ? a : c;
}

/* Quicksort with Hoare's partition: recursion into the shorter part, a loop for the longer. */
static void quick_sort(struct record *records, uint32_t n) {
    while (n > INSERTION_LIMIT) {
        struct record pivot = median(records[0], records[n / 2], records[n - 1]);
        uint32_t low = 0, high = n - 1;
        for (;;) {
            while (is_before(records[low], pivot)) low++;
            while (is_before(pivot, records[high])) high--;
            if (low >= high) break;
            struct record swap = records[low];
            records[low++] = records[high];
            records[high--] = swap;
        }
        uint32_t left = low, right = n - low;
        if (left < right) {
            quick_sort(records, left);
            records += left, n = right;
        } else {
            quick_sort(records + left, right);
            n = left;
        }
    }
    insertion_sort(records, n);
}

static uint32_t digest_of(const struct record *records, uint32_t n) {
    uint32_t digest = 2166136261u;
    for (uint32_t i = 0; i < n; i++) {
        digest = (digest ^ records[i].key) * 16777619u;
        digest = (digest ^ records[i].serial) * 16777619u;
    }
    return digest;
}

static bool is_sorted(const struct record *records, uint32_t n) {
    for (uint32_t i = 1; i < n; i++) {
        if (!is_before(records[i - 1], records[i])) return false;
    }
    return true;
}

/* Sorts n records in three ways. Returns a digest of the sorted records, 0 if the ways
 * disagree or a result isn't sorted. */
uint32_t kernel(uint32_t n) {
    fill_input(n);
    for (uint32_t i = 0; i < n; i++) merged[i] = heaped[i] = quick[i] = input[i];
    merge_sort(merged, n);
    heap_sort(heaped, n);
    quick_sort(quick, n);
    if (!is_sorted(merged, n) || !is_sorted(heaped, n) || !is_sorted(quick, n)) return 0;
    uint32_t digest = digest_of(merged, n);
    bool agree = digest_of(heaped, n) == digest && digest_of(quick, n) == digest;
    return agree ? digest : 0;
}

#ifndef KERNEL_ONLY
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    uint32_t n, answer;
} known[] = {{16, 0x83213bf6}, {1000, 0x8298a4b6}, {100000, 0x0674c932}};

static int compare_ascending(const void *a, const void *b) {
    const struct record *x = a, *y = b;
    return is_before(*x, *y) ? -1 : is_before(*y, *x);
}

static int compare_descending(const void *a, const void *b) {
    return compare_ascending(b, a);
}

static int compare_input_order(const void *a, const void *b) {
    const struct record *x = a, *y = b;
    return (x->serial > y->serial) - (x->serial < y->serial);
}

/* By the decimal digits of the key, as text: 10 before 9. */
static int compare_as_text(const void *a, const void *b) {
    const struct record *x = a, *y = b;
    char x_text[12], y_text[12];
    snprintf(x_text, sizeof x_text, "%u", (unsigned)x->key);
    snprintf(y_text, sizeof y_text, "%u", (unsigned)y->key);
    int order = strcmp(x_text, y_text);
    return order != 0 ? order : compare_input_order(a, b);
}

static const struct {
    const char *name;
    int (*compare)(const void *, const void *);
} orders[] = {
    {"descending", compare_descending},
    {"as text", compare_as_text},
    {"ascending", compare_ascending},
};

static bool expect(bool right, const char *what) {
    if (!right) printf("WRONG: %s\n", what);
    return right;
}

static bool is_ordered_by(int (*compare)(const void *, const void *), uint32_t n) {
    for (uint32_t i = 1; i < n; i++) {
        if (compare(&scratch[i - 1], &scratch[i]) >= 0) return false;
    }
    return true;
}

/* Sorts the first n records of the input by each order in turn, then back again. */
static bool check_library_sort(uint32_t n) {
    bool right = true;
    memcpy(scratch, input, n * sizeof *scratch);
    for (size_t k = 0; k < sizeof orders / sizeof orders[0]; k++) {
        qsort(scratch, n, sizeof *scratch, orders[k].compare);
        printf("qsort, %s: first key %u, digest %08x\n", orders[k].name,
               (unsigned)scratch[0].key, (unsigned)digest_of(scratch, n));
        right &= expect(is_ordered_by(orders[k].compare, n), "qsort's result isn't ordered");
    }
    qsort(scratch, n, sizeof *scratch, compare_input_order);
    right &= expect(memcmp(scratch, input, n * sizeof *scratch) == 0, "records were lost");
    return right;
}

/* Looks up each record of the input, and one record that isn't there. */
static bool check_search(uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        struct record *hit = bsearch(&input[i], merged, n, sizeof *merged, compare_ascending);
        if (!expect(hit && hit->serial == i, "bsearch missed a record")) return false;
    }
    struct record absent = {.key = merged[n / 2].key, .serial = UINT32_MAX};
    void *hit = bsearch(&absent, merged, n, sizeof *merged, compare_ascending);
    return expect(hit == NULL, "bsearch found a record that isn't there");
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 100000;
    if (n < 2 || n > MAX_RECORDS) {
        fprintf(stderr, "usage: sort [records, 2..%d]\n", MAX_RECORDS);
        return 2;
    }
    uint32_t answer = kernel(n);
    printf("merge, heap and quick sort of %u records: digest %08x\n", (unsigned)n,
           (unsigned)answer);
    bool right = expect(answer != 0, "the sorts disagree");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n) right &= expect(known[i].answer == answer, "unexpected digest");
    }
    right &= check_search(n);
    right &= check_library_sort(n < 20000 ? n : 20000);
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
