/* testbed/merge.h: the tables of many points as one set of tables.
 *
 * A *source* is a folder with tables (*.csv, *.jsonl) whose rows tell their point: a point's own
 * folder, or that of a sweep or of a shard of one. Merging takes the rows as they are and puts them
 * in the order of points; so the tables of merged shards are byte-identical to those of the sweep
 * in one go (those of host times, host_times*.csv, aside).
 */
#ifndef HPMSIM_TESTBED_MERGE_H
#define HPMSIM_TESTBED_MERGE_H

#include "testbed/sweep.h"

/* Writes sweep.json and experiment.json. */
bool sweep_manifest_write(const struct sweep *s, const char *folder, struct status *st);

/* Merges the tables of n sources into the folder `out`. */
bool merge_tables(const char *const *sources, u32 n, const char *out, struct status *st);

/* Merges the folders of n sweeps or shards into `out`: a folder, or a file "*.csv" that gets
 * the table of runs alone. Refused, unless said otherwise: folders of different sweeps or
 * versions of hpmsim; a point that is there twice and not the same; points that are missing
 * (allowed with `partial`). *points: how many there are. */
bool merge_folders(const char *const *folders, u32 n, const char *out, bool partial,
                   u32 *points, struct status *st);

#endif
