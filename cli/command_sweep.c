/* cli/command_sweep.c: hpmsim sweep: one experiment, many settings. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "testbed/layout.h"
#include "testbed/sweep_run.h"

static const struct option_row options[] = {
    {"output", 'o', "DIR", "The folder that gets the results. Must be given, but with --list.",
     NULL, false},
    {"jobs", 'j', "N", "How many points run at a time, each in a process of its own.",
     "one per core", false},
    {"shard", 0, "I/N",
     "Run only part I (from 1) of N: every Nth point. `hpmsim merge` puts parts together.",
     "1/1", false},
    {"resume", 0, NULL,
     "Go on with the sweep in DIR: points that are complete and would come out the same are "
     "kept.",
     NULL, false},
    {"list", 0, NULL, "List the points and their parameters; run nothing.", NULL, false},
    {"set", 0, "/POINTER=VALUE", "Change the experiment for all points, as `hpmsim run --set`.",
     NULL, true},
    {"json", 0, NULL, "Print the list, or what became of the points, as JSON.", NULL, false},
    {"quiet", 'q', NULL, "Print nothing but errors.", NULL, false},
};

/* ---- --list --------------------------------------------------------------------------------
 */

static void list_json(const struct sweep *s, struct shard shard) {
    struct text t = {0};
    struct json_writer w = {.out = &t};
    json_begin_array(&w, NULL);
    for (u32 point = 0; point < s->points; point++) {
        if (!shard_has(shard, point)) continue;
        json_begin_object(&w, NULL);
        w.compact = true;
        json_put_integer(&w, "point", point);
        for (u32 k = 0; k < s->parameters.count; k++)
            json_put_string(&w, s->parameters.at[k].name, sweep_value(s, k, point)->label);
        json_end_object(&w);
        w.compact = false;
    }
    json_end_array(&w);
    fputs(text_string(&t), stdout);
    text_free(&t);
}

static void list_text(const struct sweep *s, struct shard shard) {
    struct text t = {0};
    struct style style = {colour_on(stdout), 0};
    struct grid g = {.column_count = MIN(s->parameters.count + 1, (u32)COLUMNS_MAX)};
    struct arena a;
    arena_init(&a);
    g.columns[0] = (struct column){"point", true, 0};
    for (u32 k = 1; k < g.column_count; k++)
        g.columns[k] = (struct column){s->parameters.at[k - 1].name, true, 0};
    for (u32 point = 0; point < s->points; point++) {
        if (!shard_has(shard, point)) continue;
        grid_cell(&g, arena_printf(&a, "%u", point));
        for (u32 k = 1; k < g.column_count; k++)
            grid_cell(&g, sweep_value(s, k - 1, point)->label);
    }
    grid_add(&g, &t, &style, 0);
    fputs(text_string(&t), stdout);
    grid_free(&g);
    arena_free(&a);
    text_free(&t);
}

/* ---- Progress ------------------------------------------------------------------------------
 */

struct meter {
    bool live; /* a line on a terminal that is written over */
    bool drawn;
    u64 last_ns;
};

static void draw(void *context, const struct sweep_progress *p) {
    struct meter *m = context;
    u64 now = time_now_ns();
    bool last = !p->running;
    if (!m->live || (!last && m->drawn && now - m->last_ns < 100 * 1000 * 1000)) return;
    struct arena a;
    struct text t = {0};
    arena_init(&a);
    text_printf(&t, "%u of %u points", p->done + p->failed, p->total);
    if (p->kept) text_printf(&t, " (%u kept)", p->kept);
    if (p->different) text_printf(&t, ", %u differ", p->different);
    if (p->failed) text_printf(&t, ", %u failed", p->failed);
    if (p->running) text_printf(&t, ", %u running", p->running);
    text_printf(&t, ", %s", text_time(&a, p->elapsed_ns));
    if (p->left_ns && p->running) text_printf(&t, ", %s to go", text_time(&a, p->left_ns));
    fprintf(stderr, "\r\033[K%s", text_string(&t));
    fflush(stderr);
    m->drawn = true;
    m->last_ns = now;
    text_free(&t);
    arena_free(&a);
}

static void summarize(const struct sweep_progress *p, const char *folder, bool json) {
    struct text t = {0};
    struct arena a;
    arena_init(&a);
    if (json) {
        struct json_writer w = {.out = &t};
        json_begin_object(&w, NULL);
        json_put_integer(&w, "points", p->total);
        json_put_integer(&w, "complete", p->done);
        json_put_integer(&w, "kept", p->kept);
        json_put_integer(&w, "different", p->different);
        json_put_integer(&w, "failed", p->failed);
        json_put_integer(&w, "time_ns", (i64)p->elapsed_ns);
        json_end_object(&w);
    } else {
        text_printf(&t, "%s of %u complete in %s", text_plural(&a, p->done, "point"), p->total,
                    text_time(&a, p->elapsed_ns));
        if (p->kept) text_printf(&t, ", %u of them kept", p->kept);
        text_add(&t, "\n");
        if (p->different)
            text_printf(&t, "%s where the program trapped or a check failed: see runs.csv\n",
                        text_plural(&a, p->different, "point"));
        text_printf(&t, "Tables in %s: runs.csv and others\n", folder);
    }
    fputs(text_string(&t), stdout);
    text_free(&t);
    arena_free(&a);
}

/* The first line or two of what a point said that failed. */
static void tell_failures(const struct sweep *s, struct shard shard, const char *folder) {
    enum { TOLD_MAX = 5, LINES_MAX = 3 };
    u32 told = 0, more = 0;
    for (u32 point = 0; point < s->points; point++) {
        struct text path = {0};
        struct bytes b = {0};
        struct status unused = {0};
        if (!shard_has(shard, point)) continue;
        text_printf(&path, "%s/failures/%06u.txt", folder, point);
        if (file_exists(path.at) && file_read(path.at, &b, &unused)) {
            if (told++ < TOLD_MAX) {
                const char *end = (const char *)b.at;
                for (u32 line = 0; line < LINES_MAX && *end; line++)
                    end += strcspn(end, "\n"), end += *end == '\n';
                complain("point %u failed: %.*s", point, (int)(end - (const char *)b.at),
                         (const char *)b.at);
            } else {
                more++;
            }
            free(b.at);
        }
        status_free(&unused);
        text_free(&path);
    }
    if (more) complain("%u more failed; see %s/failures", more, folder);
}

/* ---- The command ------------------------------------------------------------------------- */

static struct shard read_shard(const struct invocation *i, struct status *st) {
    const char *text = option_value(i, "shard");
    struct shard shard = {0, 1};
    int end = 0;
    u32 index, count;
    if (!text) return shard;
    if (sscanf(text, "%u/%u%n", &index, &count, &end) == 2 && !text[end] && text[0] != '-' &&
        index >= 1 && index <= count)
        return (struct shard){index - 1, count};
    status_add(st, FAULT_USER, "sweep: --shard: expected I/N with I from 1 to N, found \"%s\"",
               text);
    return shard;
}

static int carry_out(const struct sweep *s, const struct sweep_options *o,
                     const struct invocation *i, struct status *st) {
    struct sweep_progress p = {0};
    bool interrupted = false;
    struct meter *meter = o->context;
    bool ok = sweep_run(s, o, &p, &interrupted, st);
    if (meter->drawn) fputs("\r\033[K", stderr);
    if (!ok) return report(st);
    if (!option_given(i, "quiet")) summarize(&p, o->folder, option_given(i, "json"));
    if (p.failed) tell_failures(s, o->shard, o->folder);
    if (interrupted) {
        complain("interrupted: the same command with --resume goes on");
        return EXIT_INTERRUPTED;
    }
    return p.failed || p.different ? EXIT_CHECK : EXIT_DONE;
}

static int run(const struct invocation *i) {
    struct status st = {0};
    struct sweep s = {0};
    struct meter meter = {.live = isatty(STDERR_FILENO) && !option_given(i, "quiet")};
    u32 count = option_count(i, "set");
    struct setting *settings = settings_read(i, &st);
    struct sweep_options o = {
        .experiment = i->operands[0],
        .folder = option_value(i, "output"),
        .settings = settings,
        .setting_count = count,
        .shard = read_shard(i, &st),
        .workers = (u32)option_number(i, "jobs", host_cores(), 1, 1024, &st),
        .resume = option_given(i, "resume"),
        .hpmsim = "/proc/self/exe",
        .progress = draw,
        .context = &meter,
    };
    int result;
    if (!o.folder && !option_given(i, "list"))
        status_add(&st, FAULT_USER, "sweep: --output: a folder for the results must be given");
    if (!status_ok(&st) || !sweep_read(o.experiment, settings, count, &s, &st)) {
        result = report(&st);
    } else if (!s.parameters.count) {
        status_fail(&st, FAULT_USER, "%s has no \"sweep\": `hpmsim run` runs it once",
                    o.experiment);
        result = report(&st);
    } else if (option_given(i, "list")) {
        result = EXIT_DONE;
        if (!sweep_check(&s, o.experiment, settings, count, NULL, &st))
            result = report(&st);
        else if (option_given(i, "json"))
            list_json(&s, o.shard);
        else
            list_text(&s, o.shard);
    } else {
        result = carry_out(&s, &o, i, &st);
    }
    sweep_free(&s);
    settings_free(settings, count);
    return result;
}

const struct command command_sweep = {
    .name = "sweep",
    .operands = "EXPERIMENT.json",
    .summary = "run an experiment for all combinations of settings that its \"sweep\" names",
    .about =
        "Runs the experiment once for each point of its \"sweep\", several at a time, each "
        "in a process of its own: one that crashes costs its point and is reported. Results "
        "go to DIR: a folder for each point, and tables of all of them.\n"
        "After an interrupt, or a crash of the host, --resume goes on where it stopped.\n"
        "Exit status: 0 when all points are good, 1 when some failed or differ from their "
        "reference, 2 for a bad experiment (nothing was run), 130 after an interrupt.",
    .examples = "hpmsim sweep experiments/registers.json -o results\n"
                "hpmsim sweep experiments/registers.json --list\n"
                "hpmsim sweep experiments/registers.json -o part2 --shard 2/4 -j 8",
    .options = options,
    .option_count = COUNT_OF(options),
    .least = 1,
    .most = 1,
    .run = run,
};
