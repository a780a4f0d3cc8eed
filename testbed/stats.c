/* testbed/stats.c: tallies of migrations. */
#include "testbed/stats.h"

#include <math.h>
#include <stdlib.h>

void tally_add(struct tally *t, u64 value) {
    t->count++;
    t->sum += value;
    t->max = MAX(t->max, value);
    if (value >= TALLY_SMALL) {
        array_push(&t->large, value);
        return;
    }
    if (value >= t->counts.count) array_extend(&t->counts, value + 1 - t->counts.count);
    t->counts.at[value]++;
}

void tally_free(struct tally *t) {
    array_free(&t->counts);
    array_free(&t->large);
    *t = (struct tally){0};
}

static int by_value(const void *x, const void *y) {
    u64 a = *(const u64 *)x, b = *(const u64 *)y;
    return (a > b) - (a < b);
}

u64 tally_percentile(struct tally *t, double p) {
    if (!t->count) return 0;
    u64 rank = (u64)ceil((double)t->count * p / 100);
    rank = MIN(MAX(rank, 1), t->count);
    for (u32 value = 0; value < t->counts.count; value++) {
        if (rank <= t->counts.at[value]) return value;
        rank -= t->counts.at[value];
    }
    if (t->sorted < t->large.count)
        qsort(t->large.at, t->large.count, sizeof *t->large.at, by_value);
    t->sorted = t->large.count;
    return t->large.at[rank - 1];
}

double tally_mean(const struct tally *t) {
    return t->count ? (double)t->sum / (double)t->count : 0;
}

u64 migration_values(const struct migration *m) {
    u64 n = 0;
    for (u32 way = 0; way < WAY_COUNT; way++) n += m->ways[way];
    return n;
}

void migration_stats_add(struct migration_stats *s, const struct migration *m) {
    s->count++;
    tally_add(&s->distance, m->distance);
    tally_add(&s->frames, m->frames);
    s->frames_copied += m->frames_copied;
    tally_add(&s->values, migration_values(m));
    tally_add(&s->translate_ns, m->capture_ns + m->rebuild_ns);
    tally_add(&s->roll_ns, m->roll_ns);
    for (u32 way = 0; way < WAY_COUNT; way++) s->ways[way] += m->ways[way];
}

void migration_stats_free(struct migration_stats *s) {
    tally_free(&s->distance);
    tally_free(&s->frames);
    tally_free(&s->values);
    tally_free(&s->translate_ns);
    tally_free(&s->roll_ns);
}

void tally_write(struct json_writer *w, const char *key, struct tally *t) {
    json_begin_object(w, key);
    json_put_number(w, "mean", tally_mean(t));
    json_put_integer(w, "p50", (i64)tally_percentile(t, 50));
    json_put_integer(w, "p99", (i64)tally_percentile(t, 99));
    json_put_integer(w, "max", (i64)t->max);
    json_end_object(w);
}

void migration_stats_write(struct migration_stats *s, struct json_writer *w) {
    json_put_integer(w, "count", (i64)s->count);
    json_put_integer(w, "failed", (i64)s->failed);
    tally_write(w, "distance_instructions", &s->distance);
    tally_write(w, "frames", &s->frames);
    json_put_integer(w, "frames_copied", (i64)s->frames_copied);
    json_begin_object(w, "values");
    json_put_integer(w, "total", (i64)s->values.sum);
    for (u32 way = 0; way < WAY_COUNT; way++)
        json_put_integer(w, way_names[way], (i64)s->ways[way]);
    json_end_object(w);
    tally_write(w, "translate_ns", &s->translate_ns);
    tally_write(w, "roll_ns", &s->roll_ns);
}
