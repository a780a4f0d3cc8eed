/* cli/command_merge.c: hpmsim merge: the parts of a sweep put together. */
#include "cli/cli.h"
#include "testbed/layout.h"
#include "testbed/merge.h"

static const struct option_row options[] = {
    {"output", 'o', "OUT",
     "A folder that gets all tables, or a file, as in results.csv, that gets the table of "
     "runs.",
     NULL, false},
    {"partial", 0, NULL, "Points may be missing.", NULL, false},
    {"json", 0, NULL, "Print what was done as JSON.", NULL, false},
    {"quiet", 'q', NULL, "Print nothing but errors.", NULL, false},
};

static void tell(u32 points, u32 parts, const char *path, bool json) {
    struct text t = {0};
    struct json_writer w = {.out = &t};
    if (json) {
        json_begin_object(&w, NULL);
        json_put_integer(&w, "points", points);
        json_put_integer(&w, "parts", parts);
        json_put_string(&w, "output", path);
        json_end_object(&w);
    } else {
        text_printf(&t, "%u points in %s\n", points, path);
    }
    fputs(t.at, stdout);
    text_free(&t);
}

static int run(const struct invocation *i) {
    struct status st = {0};
    u32 points = 0;
    const char *out = option_value(i, "output");
    if (!out) {
        status_add(&st, FAULT_USER, "merge: --output: where to must be given");
        return report(&st);
    }
    if (!merge_folders(i->operands, i->operand_count, out, option_given(i, "partial"), &points,
                       &st))
        return report(&st);
    if (!option_given(i, "quiet")) tell(points, i->operand_count, out, option_given(i, "json"));
    return EXIT_DONE;
}

const struct command command_merge = {
    .name = "merge",
    .operands = "DIR...",
    .summary = "put the results of a sweep's shards together",
    .about =
        "Puts the tables of shards of one sweep together, in the order of points: they are "
        "the same, byte for byte, as those of the sweep in one go (host times aside).\n"
        "Refused: parts of different sweeps or made by different versions of hpmsim; a "
        "point that is there twice and differs; missing points, but with --partial.",
    .examples = "hpmsim merge part1 part2 part3 -o results\n"
                "hpmsim merge part1 part2 part3 -o results.csv",
    .options = options,
    .option_count = COUNT_OF(options),
    .least = 1,
    .most = MANY,
    .run = run,
};
