/* testbed/stats.h: numbers over many migrations. Percentiles are exact: every number is kept.
 */
#ifndef HPMSIM_TESTBED_STATS_H
#define HPMSIM_TESTBED_STATS_H

#include "migrate/migrate.h"

/* A multiset of numbers. Small ones are counted by value, so that a hundred million of them
 * take no room. */
struct tally {
    ARRAY(u64) counts; /* counts.at[x]: how often x < TALLY_SMALL was added */
    ARRAY(u64) large;  /* the others, as they came; sorted by tally_percentile */
    u64 count, sum, max;
    u32 sorted; /* the first so many of `large` are in order */
};
enum { TALLY_SMALL = 1 << 16 };

void tally_add(struct tally *t, u64 value);
void tally_free(struct tally *t);
/* The smallest number that at least p percent of all are not above (0 when there are none). */
u64 tally_percentile(struct tally *t, double p);
double tally_mean(const struct tally *t);
/* {"mean": ..., "p50": ..., "p99": ..., "max": ...} */
void tally_write(struct json_writer *w, const char *key, struct tally *t);

struct migration_stats {
    u64 count;
    u64 failed;                            /* the process stayed where it was */
    struct tally distance, frames, values; /* per migration */
    struct tally translate_ns, roll_ns;    /* host time; translation is capture + rebuild */
    u64 ways[WAY_COUNT];
    u64 frames_copied; /* as bytes, not translated */
};
void migration_stats_add(struct migration_stats *s, const struct migration *m);
void migration_stats_free(struct migration_stats *s);
/* Values moved by one migration. */
u64 migration_values(const struct migration *m);
/* Writes {"count": ..., "distance_instructions": {...}, "frames": ..., "values": ...,
 * "translate_ns": ...} as members of the object that is open, but does not close it. */
void migration_stats_write(struct migration_stats *s, struct json_writer *w);

#endif
