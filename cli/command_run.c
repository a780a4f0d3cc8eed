/* cli/command_run.c: hpmsim run: one experiment. */
#include <stdlib.h>
#include <sys/ioctl.h>

#include "cli/cli.h"
#include "testbed/run.h"

static const struct option_row options[] = {
    {"output", 'o', "DIR",
     "Write summary.json (all there is to know about each migration) and the program's output, "
     "output.txt, to this folder.",
     NULL, false},
    {"set", 0, "/POINTER=VALUE",
     "Change the experiment before it runs: the value at a JSON pointer, as in "
     "--set /machines/small/registers=4.",
     NULL, true},
    {"json", 0, NULL, "Print summary.json instead of the summary for people.", NULL, false},
    {"quiet", 'q', NULL, "Print nothing but errors; the exit status tells the verdict.", NULL,
     false},
};

static struct setting *read_settings(const struct invocation *i, struct status *st) {
    u32 count = option_count(i, "set");
    struct setting *settings = xcalloc(count + 1, sizeof *settings);
    for (u32 n = 0; n < count; n++) {
        const char *text = option_nth(i, "set", n), *equals = strchr(text, '=');
        if (text[0] != '/' || !equals) {
            status_add(st, FAULT_USER,
                       "run: --set: expected /POINTER=VALUE, as in /seed=7, found \"%s\"",
                       text);
            continue;
        }
        char *pointer = xstrdup(text);
        pointer[equals - text] = 0;
        settings[n] = (struct setting){pointer, equals + 1};
    }
    return settings;
}

static void free_settings(struct setting *settings, u32 count) {
    for (u32 n = 0; n < count; n++) free((char *)settings[n].pointer);
    free(settings);
}

static struct style page_style(void) {
    struct style s = {colour_on(stdout), 100};
    struct winsize size;
    if (ioctl(fileno(stdout), TIOCGWINSZ, &size) == 0 && size.ws_col)
        s.width = MIN(MAX(size.ws_col, 80u), 120u);
    return s;
}

static void print(const struct results *r, bool json, struct text *out) {
    struct json_writer w = {.out = out};
    struct style style = page_style();
    if (json)
        results_write(r, &w);
    else
        results_print(r, &style, out);
}

static bool write_folder(const struct results *r, const char *folder, struct status *st) {
    struct text path = {0}, summary = {0};
    bool ok = folder_make(folder, st);
    print(r, true, &summary);
    text_printf(&path, "%s/summary.json", folder);
    ok = ok && file_write(text_string(&path), summary.at, summary.length, st);
    text_free(&path);
    text_printf(&path, "%s/output.txt", folder);
    ok = ok && file_write(text_string(&path), text_string(&r->ending.output),
                          r->ending.output.length, st);
    text_free(&path);
    text_free(&summary);
    return ok;
}

static int show(const struct results *r, const struct invocation *i, struct status *st) {
    const char *folder = option_value(i, "output");
    if (!option_given(i, "quiet")) {
        struct text page = {0};
        print(r, option_given(i, "json"), &page);
        fputs(text_string(&page), stdout);
        text_free(&page);
    }
    if (folder && !write_folder(r, folder, st)) return report(st);
    if (r->interrupted) return EXIT_INTERRUPTED;
    return results_good(r) ? EXIT_DONE : EXIT_CHECK;
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
    struct build_options o = {.allocators = allocators, .cache = true};
    bool ok = build_make(b, p, models, e->machines.count, &o, st);
    free(models);
    free(allocators);
    return ok;
}

static int run(const struct invocation *i) {
    struct status st = {0};
    struct build build = {0};
    struct results results = {0};
    int exit_status;
    struct setting *settings = read_settings(i, &st);
    struct experiment *e =
        status_ok(&st) ? experiment_read(i->operands[0], settings, option_count(i, "set"), &st)
                       : NULL;
    struct program *p = NULL;
    if (e && e->program[0]) {
        /* Also after errors: so that all of them are told at once. */
        struct status mine = {0};
        p = program_load(e->program, &mine);
        if (p)
            experiment_resolve(e, p, &st);
        else
            status_add(&st, mine.fault, "%s", mine.text);
        status_free(&mine);
    }
    if (!status_ok(&st)) {
        program_free(p);
        exit_status = report(&st);
    } else if (compile(e, p, &build, &st) &&
               experiment_run(e, &build, interrupts_go_to, &results, &st)) {
        exit_status = show(&results, i, &st);
    } else {
        exit_status = report(&st);
    }
    results_free(&results);
    build_free(&build);
    experiment_free(e);
    free_settings(settings, option_count(i, "set"));
    return exit_status;
}

const struct command command_run = {
    .name = "run",
    .operands = "EXPERIMENT.json",
    .summary = "run an experiment and tell what moved, and whether it came out the same",
    .about = "Compiles the experiment's program for each of its machines, runs it, moves it "
             "between the machines as the experiment says, and compares the outcome with a run "
             "without migration.\n"
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
