/* cli/command_check.c: hpmsim check: can the program move, everywhere, between all of these? */
#include <stdlib.h>

#include "cli/cli.h"
#include "testbed/check.h"
#include "testbed/layout.h"

static const struct option_row options[] = {
    {"isa", 'i', "MODEL[/K],...", "The machines: two at least.", NULL, false},
    OPTION_ALLOCATOR,
    {"function", 'f', "FUNCTION",
     "Only this function; and list every value that is in memory at some point, with the "
     "reason.",
     NULL, false},
    OPTION_STRATEGY,
    {"json", 0, NULL, "Print JSON.", NULL, false},
};

/* ---- For people ------------------------------------------------------------------------- */

static void print_machines(const struct check_results *r, const struct style *s,
                           struct arena *a, struct text *out) {
    struct grid g = {.column_count = 10,
                     .columns = {{"machine", 0, 0},
                                 {"values", 1, 0},
                                 {"in registers", 1, 0},
                                 {"in memory", 1, 0},
                                 {reason_names[REASON_PRESSURE], 1, 0},
                                 {reason_names[REASON_CALL], 1, 0},
                                 {reason_names[REASON_STACK], 1, 0},
                                 {reason_names[REASON_AWAY], 1, 0},
                                 {"most live", 1, 0},
                                 {"registers", 1, 0}}};
    for (u32 n = 0; n < r->count; n++) {
        const struct machine_check *m = &r->machines[n];
        const struct model *model = &r->build->images[n]->model;
        grid_cell(&g, model->name);
        grid_cell(&g, text_count(a, m->values));
        grid_cell(&g, text_count(a, m->in_register));
        grid_cell(&g, text_count(a, m->values - m->in_register));
        for (u32 k = 0; k < REASON_COUNT; k++) grid_cell(&g, text_count(a, m->in_memory[k]));
        grid_cell(&g, text_printed(a, "%u+%u", m->most_live[0], m->most_live[1]));
        grid_cell(&g, text_printed(a, "%u+%u", model->count[0], model->count[1]));
    }
    text_add(out, "\n");
    add_toned(out, s, TONE_BOLD, "Where values are, summed over all points\n");
    grid_add(&g, out, s, 2);
    grid_free(&g);
    text_add(out,
             "  pressure: more values live than registers; call: outlives a call; argument: "
             "came on the stack;\n  away: spilled nearby, not needed here; most live, "
             "registers: integer + float\n");
}

static void print_pairs(const struct check_results *r, const struct style *s, struct arena *a,
                        struct text *out) {
    static const char *const heads[WAY_COUNT] = {"reg-reg", "spill", "fill",    "slot-slot",
                                                 "split",   "join",  "constant"};
    struct grid g = {.column_count = 3 + WAY_COUNT, .columns = {{"from", 0, 0}, {"to", 0, 0}}};
    for (u32 way = 0; way < WAY_COUNT; way++)
        g.columns[2 + way] = (struct column){heads[way], true, 0};
    g.columns[2 + WAY_COUNT] = (struct column){"problems", true, 0};
    for (u32 from = 0; from < r->count; from++) {
        for (u32 to = 0; to < r->count; to++) {
            const struct pair_check *pair = &r->pairs[from * r->count + to];
            if (from == to) continue;
            grid_cell(&g, r->build->images[from]->model.name);
            grid_cell(&g, r->build->images[to]->model.name);
            for (u32 way = 0; way < WAY_COUNT; way++)
                grid_cell(&g, pair->ways[way] ? text_count(a, pair->ways[way]) : "-");
            grid_cell(&g, pair->problems ? text_count(a, pair->problems) : "none");
        }
    }
    text_add(out, "\n");
    add_toned(out, s, TONE_BOLD,
              "Ways of values, summed over all points and suspended calls\n");
    grid_add(&g, out, s, 2);
    grid_free(&g);
}

static void problem_text(const struct check_results *r, const struct check_problem *p,
                         struct text *out) {
    const struct program *program = r->build->program;
    if (p->from == p->to)
        text_printf(out, "%s: ", r->build->images[p->from]->model.name);
    else
        text_printf(out, "%s to %s: ", r->build->images[p->from]->model.name,
                    r->build->images[p->to]->model.name);
    point_text(program, p->at, out);
    text_printf(out, " point %u%s: %s", p->at.point, p->in_call ? " (suspended call)" : "",
                p->text);
}

static void print_problems(const struct check_results *r, const struct style *s,
                           struct arena *a, struct text *out) {
    enum { SHOWN = 20 };
    text_add(out, "\n");
    if (!r->problem_count) {
        add_toned(out, s, TONE_GOOD, "Everything can move everywhere.\n");
        return;
    }
    add_toned(out, s, TONE_BAD, text_plural(a, r->problem_count, "problem"));
    text_add(out, "\n");
    for (u32 n = 0; n < r->problems.count && n < SHOWN; n++) {
        text_add(out, "  ");
        problem_text(r, &r->problems.at[n], out);
        text_add(out, "\n");
    }
    if (r->problem_count > SHOWN)
        text_printf(out, "  ... and %s more\n", text_count(a, r->problem_count - SHOWN));
}

static void print_points(const struct check_results *r, u32 function, const struct style *s,
                         struct text *out) {
    const struct program *p = r->build->program;
    text_add(out, "\n");
    add_toned(out, s, TONE_BOLD, "Values in memory\n");
    for (u32 n = 0; n < p->functions[function].point_count; n++) {
        struct text values = {0};
        check_point_text(r->build, (struct point_id){function, n}, &values);
        if (values.length) {
            char line[256];
            program_line_text(p, function, n, line, sizeof line);
            text_printf(out, "  point %u%s%s\n", n, line[0] ? ", " : "", line);
            for (const char *at = values.at; *at; at += strcspn(at, "\n") + 1)
                text_printf(out, "    %.*s\n", (int)strcspn(at, "\n"), at);
        }
        text_free(&values);
    }
}

static void print(const struct check_results *r, i64 function, struct text *out) {
    struct style s = {colour_on(stdout), 100};
    struct arena a;
    arena_init(&a);
    text_printf(out, "%s: %s, %s, %s\n", r->build->program->name,
                text_plural(&a, r->functions, "function"), text_plural(&a, r->points, "point"),
                text_plural(&a, r->calls, "call"));
    print_machines(r, &s, &a, out);
    print_pairs(r, &s, &a, out);
    if (function >= 0) print_points(r, (u32)function, &s, out);
    print_problems(r, &s, &a, out);
    arena_free(&a);
}

/* ---- For programs ----------------------------------------------------------------------- */

static void write_machine(const struct machine_check *m, const struct model *model,
                          struct json_writer *w) {
    json_begin_object(w, NULL);
    json_put_string(w, "isa", model->name);
    json_put_integer(w, "registers", model->count[CLASS_INT]);
    json_put_integer(w, "float_registers", model->count[CLASS_FLOAT]);
    json_put_integer(w, "values", (i64)m->values);
    json_put_integer(w, "in_register", (i64)m->in_register);
    json_put_integer(w, "constants", (i64)m->constants);
    json_begin_object(w, "in_memory");
    for (u32 k = 0; k < REASON_COUNT; k++)
        json_put_integer(w, reason_names[k], (i64)m->in_memory[k]);
    json_end_object(w);
    json_put_integer(w, "most_live", m->most_live[CLASS_INT]);
    json_put_integer(w, "most_live_float", m->most_live[CLASS_FLOAT]);
    json_end_object(w);
}

static void write(const struct check_results *r, struct text *out) {
    struct json_writer w = {.out = out};
    json_begin_object(&w, NULL);
    json_put_string(&w, "program", r->build->program->name);
    json_put_integer(&w, "functions", (i64)r->functions);
    json_put_integer(&w, "points", (i64)r->points);
    json_put_integer(&w, "calls", (i64)r->calls);
    json_put_integer(&w, "problems", (i64)r->problem_count);
    json_begin_array(&w, "machines");
    for (u32 n = 0; n < r->count; n++)
        write_machine(&r->machines[n], &r->build->images[n]->model, &w);
    json_end_array(&w);
    json_begin_array(&w, "pairs");
    for (u32 n = 0; n < r->count * r->count; n++) {
        if (n / r->count == n % r->count) continue;
        json_begin_object(&w, NULL);
        json_put_string(&w, "from", r->build->images[n / r->count]->model.name);
        json_put_string(&w, "to", r->build->images[n % r->count]->model.name);
        for (u32 way = 0; way < WAY_COUNT; way++)
            json_put_integer(&w, way_names[way], (i64)r->pairs[n].ways[way]);
        json_put_integer(&w, "problems", (i64)r->pairs[n].problems);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_begin_array(&w, "problem_list");
    for (u32 n = 0; n < r->problems.count; n++) {
        struct text t = {0};
        problem_text(r, &r->problems.at[n], &t);
        json_put_string(&w, NULL, text_string(&t));
        text_free(&t);
    }
    json_end_array(&w);
    json_end_object(&w);
}

/* ---- The command ------------------------------------------------------------------------ */

static int check(const struct build *b, i64 function, bool json) {
    struct check_results results;
    struct text out = {0};
    check_images(b, function, &results);
    if (json)
        write(&results, &out);
    else
        print(&results, function, &out);
    fputs(text_string(&out), stdout);
    int exit_status = results.problem_count ? EXIT_CHECK : EXIT_DONE;
    text_free(&out);
    check_free(&results);
    return exit_status;
}

static int run(const struct invocation *i) {
    struct status st = {0};
    struct model *models = xcalloc(MODELS_MAX, sizeof *models);
    struct build build = {0};
    const char *name = option_value(i, "function");
    u32 count = 0;
    i64 function = -1;
    int exit_status;
    struct build_options o = {
        .allocator = read_allocator(i, &st), .strategy = read_strategy(i, &st), .cache = true};
    if (!option_given(i, "isa"))
        status_add(&st, FAULT_USER,
                   "check: --isa is missing: the machines, as in --isa "
                   "aarch64,x86-32/5");
    else if (read_models(option_value(i, "isa"), models, &count, &st) && count < 2)
        status_add(&st, FAULT_USER,
                   "check: --isa: one machine makes no pair; name two or more");
    struct program *p = status_ok(&st) ? program_load(i->operands[0], &st) : NULL;
    if (p && name) function = find_function(p, name, &st);
    if (!status_ok(&st)) {
        program_free(p);
        exit_status = report(&st);
    } else if (build_make(&build, p, models, count, &o, &st)) {
        exit_status = check(&build, function, option_given(i, "json"));
    } else {
        exit_status = report(&st);
    }
    build_free(&build);
    free(models);
    return exit_status;
}

const struct command command_check = {
    .name = "check",
    .operands = "PROGRAM --isa MODEL[/K],MODEL[/K],...",
    .summary = "prove that a program can move at every point, between all pairs of machines",
    .about =
        "For every point of every function and every ordered pair of machines: can the "
        "process be captured on the one and rebuilt on the other? Every live value must have "
        "a place on both, of the same type, that holds nothing else. Prints how values would "
        "move, and why values are in memory. Nothing is run.\n"
        "Exit status: 1 when something can't move.",
    .examples = "hpmsim check workloads/nqueens.c --isa aarch64,riscv64,x86-32/5\n"
                "hpmsim check workloads/nqueens.c --isa aarch64,x86-32/5 --function solve",
    .options = options,
    .option_count = COUNT_OF(options),
    .least = 1,
    .most = 1,
    .run = run,
};
