/* The C library at work: formatted output, the heap, sorting with callbacks, files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    double weight;
    long long key;
    char name[12];
    struct entry *next;
};

static int compared;

static int by_weight(const void *x, const void *y) {
    const struct entry *const *a = x, *const *b = y;
    compared++;
    return (*a)->weight < (*b)->weight ? -1 : (*a)->weight > (*b)->weight;
}

static struct entry *make(struct entry *list, int n) {
    for (int k = 0; k < n; k++) {
        struct entry *e = malloc(sizeof *e + (size_t)k);
        if (!e) exit(9);
        e->key = (k * 7919ll) % 101 - (1ll << 33);
        e->weight = (double)((k * 37) % 23) / 8.0;
        snprintf(e->name, sizeof e->name, "e%02d", k);
        e->next = list;
        list = e;
    }
    return list;
}

static int write_file(struct entry **at, int n) {
    FILE *f = fopen("torture.txt", "w");
    if (!f) return 1;
    for (int k = 0; k < n; k++)
        fprintf(f, "%s %lld %.3f\n", at[k]->name, at[k]->key, at[k]->weight);
    return fclose(f);
}

static int read_file(long long *sum, double *total) {
    FILE *f = fopen("torture.txt", "r");
    char line[80], name[12];
    int lines = 0;
    if (!f) return -1;
    while (fgets(line, sizeof line, f)) {
        long long key;
        double weight;
        if (sscanf(line, "%11s %lld %lf", name, &key, &weight) != 3) return -2;
        *sum += key;
        *total += weight;
        lines++;
    }
    fclose(f);
    return remove("torture.txt") ? -3 : lines;
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 5;
    struct entry *list = make(NULL, n), **at = calloc((size_t)n, sizeof *at);
    int k = 0;
    for (struct entry *e = list; e; e = e->next) at[k++] = e;
    qsort(at, (size_t)n, sizeof *at, by_weight);
    for (k = 0; k < n; k++)
        printf("%d: %-6s|%5.2f|%+lld|%#llx\n", k, at[k]->name, at[k]->weight, at[k]->key,
               (unsigned long long)at[k]->key);
    long long sum = 0;
    double total = 0;
    if (write_file(at, n)) return 2;
    int lines = read_file(&sum, &total);
    printf("%d lines, %lld, %g, %d compared\n", lines, sum, total, compared > n);
    while (list) {
        struct entry *next = list->next;
        free(list);
        list = next;
    }
    free(at);
    return lines == n ? 7 : 3;
}
