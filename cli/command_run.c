/* cli/command_run.c: hpmsim run: one experiment. */
#include <stdlib.h>
#include <sys/ioctl.h>

#include "cli/cli.h"
#include "testbed/results.h"
#include "testbed/schedule.h"
#include "testbed/sweep.h"

static const struct option_row options[] = {
    {"output", 'o', "DIR",
     "Write the results to this folder: tables (runs.csv, machines.csv, migrations.csv, "
     "functions.csv, schedule*.csv, host_times*.csv, runs.jsonl), summary.json and the "
     "program's output, output.txt.",
     NULL, false},
    {"set", 0, "/POINTER=VALUE",
     "Change the experiment before it runs: the value at a JSON pointer, as in "
     "--set /machines/small/registers=4.",
     NULL, true},
    {"profile", 0, NULL,
     "Count loads, stores, spills, moves executed, by function and machine (as \"profile\": "
     "true in the experiment): columns of the tables, functions.csv.",
     NULL, false},
    {"json", 0, NULL, "Print summary.json instead of the summary for people.", NULL, false},
    {"quiet", 'q', NULL, "Print nothing but errors; the exit status tells the verdict.", NULL,
     false},
    {"point", 0, "N", "The number of this run in a sweep, for the tables.", "0", false},
    {"parameter", 0, "NAME=VALUE", "A parameter of this run in a sweep, for the tables.", NULL,
     true},
};

static struct style page_style(void) {
    struct style s = {colour_on(stdout), 100};
    struct winsize size;
    if (ioctl(fileno(stdout), TIOCGWINSZ, &size) == 0 && size.ws_col)
        s.width = MIN(MAX(size.ws_col, 80u), 120u);
    return s;
}

/* What was run: one process, or several. */
struct outcome {
    struct results results;
    struct schedule schedule;
    bool several;
};

static void print(const struct outcome *o, bool json, struct text *out) {
    struct json_writer w = {.out = out};
    struct style style = page_style();
    if (o->several && json)
        schedule_write(&o->schedule, &w);
    else if (o->several)
        schedule_print(&o->schedule, &style, out);
    else if (json)
        results_write(&o->results, &w);
    else
        results_print(&o->results, &style, out);
}

static bool good(const struct outcome *o) {
    return o->several ? schedule_good(&o->schedule) : results_good(&o->results);
}

static bool was_interrupted(const struct outcome *o) {
    return o->several ? o->schedule.interrupted : o->results.interrupted;
}

/* Of each process; free the array. */
static const struct results **all_results(const struct outcome *o, u32 *count) {
    *count = o->several ? o->schedule.process_count : 1;
    const struct results **all = xcalloc(*count, sizeof *all);
    for (u32 k = 0; k < *count; k++)
        all[k] = o->several ? &o->schedule.processes[k].results : &o->results;
    return all;
}

/* A word as a shell takes it. */
static void add_word(struct text *t, const char *word) {
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=-+:,%@";
    text_add(t, " ");
    if (word[0] && !word[strspn(word, plain)]) {
        text_add(t, word);
        return;
    }
    text_add(t, "'");
    for (const char *c = word; *c; c++)
        text_add_bytes(t, *c == '\'' ? "'\\''" : c, *c == '\'' ? 4 : 1);
    text_add(t, "'");
}

/* The command that makes the same results again, in the experiment's folder: so it does not
 * depend on where that is. */
static void add_command(const struct invocation *i, struct text *t) {
    text_add(t, "hpmsim run");
    add_word(t, path_name(i->operands[0]));
    if (option_given(i, "profile")) text_add(t, " --profile");
    for (u32 n = 0; n < option_count(i, "set"); n++) {
        text_add(t, " --set");
        add_word(t, option_nth(i, "set", n));
    }
}

static struct parameter *read_parameters(const struct invocation *i, struct status *st) {
    u32 count = option_count(i, "parameter");
    struct parameter *parameters = xcalloc(count + 1, sizeof *parameters);
    for (u32 n = 0; n < count; n++) {
        const char *text = option_nth(i, "parameter", n), *equals = strchr(text, '=');
        parameters[n] = (struct parameter){xstrdup(text), equals ? equals + 1 : ""};
        if (!equals || equals == text)
            status_add(st, FAULT_USER, "run: --parameter: expected NAME=VALUE, found \"%s\"",
                       text);
        else
            ((char *)parameters[n].name)[equals - text] = 0;
    }
    return parameters;
}

static bool save_tables(const struct outcome *o, const struct invocation *i, const char *folder,
                        struct status *st) {
    struct text command = {0};
    u32 count = option_count(i, "parameter");
    struct parameter *parameters = read_parameters(i, st);
    add_command(i, &command);
    struct origin origin = {.point = (u32)option_number(i, "point", 0, 0, SWEEP_POINTS_MAX, st),
                            .parameters = parameters,
                            .parameter_count = count,
                            .command = command.at};
    u32 processes;
    const struct results **all = all_results(o, &processes);
    bool ok = status_ok(st) && results_save(all, processes, &origin, folder, st);
    free(all);
    for (u32 n = 0; n < count; n++) free((char *)parameters[n].name);
    free(parameters);
    text_free(&command);
    return ok;
}

/* The experiment with its settings. */
static bool save_experiment(const struct invocation *i, const char *folder, struct status *st) {
    struct sweep s = {0};
    struct text path = {0}, t = {0};
    u32 count = option_count(i, "set");
    struct setting *settings = settings_read(i, st);
    bool ok = sweep_read(i->operands[0], settings, count, &s, st);
    text_printf(&path, "%s/experiment.json", folder);
    if (ok) text_printf(&t, "%s\n", s.experiment_json);
    ok = ok && file_write(path.at, t.at, t.length, st);
    text_free(&path);
    text_free(&t);
    sweep_free(&s);
    settings_free(settings, count);
    return ok;
}

/* output.txt; output-NAME.txt where there are several processes. */
static bool save_output(const struct results *r, const char *folder, struct status *st) {
    struct text path = {0};
    const char *name = r->experiment->process;
    text_printf(&path, "%s/output%s%s.txt", folder, name ? "-" : "", name ? name : "");
    bool ok = file_write(text_string(&path), text_string(&r->ending.output),
                         r->ending.output.length, st);
    text_free(&path);
    return ok;
}

static bool write_folder(const struct outcome *o, const struct invocation *i,
                         const char *folder, struct status *st) {
    struct text path = {0}, summary = {0};
    u32 count;
    const struct results **all = all_results(o, &count);
    bool ok = folder_make(folder, st) && save_tables(o, i, folder, st) &&
              save_experiment(i, folder, st);
    print(o, true, &summary);
    text_printf(&path, "%s/summary.json", folder);
    ok = ok && file_write(text_string(&path), summary.at, summary.length, st);
    for (u32 k = 0; k < count; k++) ok = ok && save_output(all[k], folder, st);
    text_free(&path);
    text_free(&summary);
    free(all);
    return ok;
}

static int show(const struct outcome *o, const struct invocation *i, struct status *st) {
    const char *folder = option_value(i, "output");
    if (!option_given(i, "quiet")) {
        struct text page = {0};
        print(o, option_given(i, "json"), &page);
        fputs(text_string(&page), stdout);
        text_free(&page);
    }
    if (folder && !write_folder(o, i, folder, st)) return report(st);
    if (was_interrupted(o)) return EXIT_INTERRUPTED;
    return good(o) ? EXIT_DONE : EXIT_CHECK;
}

/* Compiles for all machines of the experiment. Takes the program. */
static bool compile(const struct experiment *e, struct program *p, struct build *b,
                    struct status *st) {
    struct model *models = xcalloc(e->machines.count, sizeof *models);
    const struct allocator **allocators = xcalloc(e->machines.count, sizeof *allocators);
    for (u32 n = 0; n < e->machines.count; n++) {
        models[n] = e->machines.at[n].model;
        allocators[n] = e->machines.at[n].allocator;
    }
    struct build_options o = {.allocators = allocators, .strategy = e->strategy, .cache = true};
    bool ok = build_make(b, p, models, e->machines.count, &o, st);
    free(models);
    free(allocators);
    return ok;
}

/* Of an experiment with a sweep: it is good too, and is not what runs now. Points of a sweep have a
 * number and say nothing. */
static void look_at_sweep(const struct invocation *i, const struct setting *settings,
                          struct status *st) {
    const char *path = i->operands[0];
    struct sweep s;
    if (option_given(i, "point") || !status_ok(st)) return;
    if (sweep_read(path, settings, option_count(i, "set"), &s, st) && s.parameters.count &&
        !option_given(i, "quiet"))
        complain(
            "%s: its \"sweep\" is left out, this is one run; `hpmsim sweep %s -o DIR` runs "
            "all %u points",
            path, path, s.points);
    sweep_free(&s);
}

/* The experiments of its processes; of itself, where it is of one program. Free the array. */
static struct experiment **parts_of(struct experiment *e, u32 *count) {
    *count = MAX(e->processes.count, 1);
    struct experiment **parts = xcalloc(*count, sizeof *parts);
    for (u32 k = 0; k < *count; k++) parts[k] = e->processes.count ? e->processes.at[k] : e;
    return parts;
}

/* Whether an earlier part's program is the same file, and could not be loaded. */
static bool told_before(struct experiment **parts, struct program **programs, u32 part) {
    for (u32 k = 0; k < part; k++)
        if (!programs[k] && !strcmp(parts[k]->program, parts[part]->program)) return true;
    return false;
}

/* Loads programs, also after errors: so that all of them are told at once, each once. */
static void load(struct experiment **parts, u32 count, struct program **programs,
                 struct status *st) {
    for (u32 k = 0; k < count; k++) {
        struct status mine = {0};
        if (!parts[k]->program[0] || told_before(parts, programs, k)) continue;
        programs[k] = program_load(parts[k]->program, &mine);
        if (programs[k])
            experiment_resolve(parts[k], programs[k], NULL, st);
        else
            status_add(st, mine.fault, "%s", mine.text);
        status_free(&mine);
    }
}

/* Takes the programs. */
static bool compile_all(struct experiment **parts, u32 count, struct program **programs,
                        struct build *builds, struct status *st) {
    bool ok = status_ok(st);
    for (u32 k = 0; k < count; k++) {
        if (!ok)
            program_free(programs[k]);
        else
            ok = compile(parts[k], programs[k], &builds[k], st) &&
                 experiment_resolve(parts[k], builds[k].program, &builds[k], st);
    }
    return ok;
}

/* Takes the builds. */
static bool carry_out(const struct experiment *e, struct build *builds, struct outcome *o,
                      struct status *st) {
    o->several = e->processes.count > 0;
    if (!o->several) return experiment_run(e, builds, interrupts_go_to, &o->results, st);
    bool ok = schedule_run(e, builds, interrupts_go_to, &o->schedule, st);
    memset(builds, 0, e->processes.count * sizeof *builds);
    return ok;
}

static int run_experiment(struct experiment *e, const struct invocation *i,
                          const struct setting *settings, struct status *st) {
    u32 count;
    struct outcome o = {0};
    struct experiment **parts = parts_of(e, &count);
    struct program **programs = xcalloc(count, sizeof *programs);
    struct build *builds = xcalloc(count, sizeof *builds);
    load(parts, count, programs, st);
    look_at_sweep(i, settings, st);
    bool ok = compile_all(parts, count, programs, builds, st) && carry_out(e, builds, &o, st);
    int exit_status = ok ? show(&o, i, st) : report(st);
    results_free(&o.results);
    schedule_free(&o.schedule);
    for (u32 k = 0; k < count; k++)
        if (builds[k].program) build_free(&builds[k]);
    free(builds);
    free(programs);
    free(parts);
    return exit_status;
}

static int run(const struct invocation *i) {
    struct status st = {0};
    struct setting *settings = settings_read(i, &st);
    struct experiment *e =
        status_ok(&st) ? experiment_read(i->operands[0], settings, option_count(i, "set"), &st)
                       : NULL;
    if (e && option_given(i, "profile")) experiment_profile(e);
    int exit_status = e ? run_experiment(e, i, settings, &st) : report(&st);
    experiment_free(e);
    settings_free(settings, option_count(i, "set"));
    return exit_status;
}

const struct command command_run = {
    .name = "run",
    .operands = "EXPERIMENT.json",
    .summary = "run an experiment and tell what moved, and whether it came out the same",
    .about = "Compiles the experiment's program for each of its machines, runs it, moves it "
             "between the machines as the experiment says, and compares the outcome with a run "
             "without migration. A \"sweep\" in it is left out: `hpmsim sweep` runs that.\n"
             "Exit status: 0 when all is the same, 1 when something differs or the program "
             "trapped, 2 for a bad experiment, 130 after an interrupt.",
    .examples = "hpmsim run experiments/quickstart.json\n"
                "hpmsim run experiments/quickstart.json --set /machines/small/registers=4\n"
                "hpmsim run experiments/quickstart.json -q -o /tmp/results",
    .options = options,
    .option_count = COUNT_OF(options),
    .least = 1,
    .most = 1,
    .run = run,
};
