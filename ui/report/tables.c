/* ui/report/tables.c: the tables behind the summary. */
#include <math.h>

#include "ui/report/report.h"

enum { RUNS_MAX = 200, MOVES_MAX = 100, MACHINES_MAX = 100, PAIRS_MAX = 64 };

/* ---- Parameters ------------------------------------------------------------------------- */

/* Where the sweep's parameter points to. */
static const char *pointer_of(const struct report_data *d, const char *name) {
    struct status none = {0};
    const char *pointer = "";
    if (!d->sweep) return pointer;
    struct json all = json_member(json_root(d->sweep), "parameters");
    for (u32 k = 0; k < json_count(all); k++) {
        struct json p = json_item(all, k);
        if (!strcmp(json_string(json_member(p, "name"), "", &none), name))
            pointer = json_string(json_member(p, "pointer"), "", &none);
    }
    status_free(&none);
    return pointer;
}

static u32 parameter_count(const struct report_data *d) {
    u32 count = 0;
    for (u32 n = 0; n < d->dimensions.count; n++) count += !d->dimensions.at[n].of_processes;
    return count;
}

static void add_parameters(const struct report_data *d, struct text *out) {
    if (!parameter_count(d) && !d->fixed.count) return;
    html_table_begin(out, "Parameters of the sweep");
    html_head(out, "parameter", false);
    html_head(out, "in the experiment", false);
    html_head(out, "values", false);
    html_body(out);
    for (u32 n = 0; n < d->dimensions.count; n++) {
        const struct dimension *p = &d->dimensions.at[n];
        struct text values = {0};
        if (p->of_processes) continue;
        for (u32 k = 0; k < p->levels.count && k < 40; k++)
            text_printf(&values, "%s%s", k ? ", " : "", p->levels.at[k].label);
        if (p->levels.count > 40) text_printf(&values, ", … (%u)", p->levels.count);
        html_row(out);
        html_cell(out, p->name);
        html_cell(out, pointer_of(d, p->name));
        html_cell(out, values.at);
        text_free(&values);
    }
    for (u32 n = 0; n < d->fixed.count; n++) {
        const struct fixed_parameter *p = &d->fixed.at[n];
        struct text value = {0};
        if (p->follows)
            text_printf(&value, "goes with %s", p->follows);
        else
            text_add(&value, p->value);
        html_row(out);
        html_cell(out, p->name);
        html_cell(out, pointer_of(d, p->name));
        html_cell(out, text_string(&value));
        text_free(&value);
    }
    html_table_end(out);
}

/* ---- Machines --------------------------------------------------------------------------- */

struct machine_sums {
    const struct machine *machine;
    double code, map, frames;
    u32 runs;
};

static void add_machines(const struct report_data *d, struct text *out) {
    ARRAY(struct machine_sums) all = {0};
    for (u32 n = 0; n < d->machines.count; n++) {
        const struct machine *m = &d->machines.at[n];
        u32 k = 0;
        while (k < all.count && (strcmp(all.at[k].machine->name, m->name) != 0 ||
                                 strcmp(all.at[k].machine->model, m->model) != 0))
            k++;
        if (k == all.count) {
            if (all.count == MACHINES_MAX) continue;
            array_push(&all, ((struct machine_sums){.machine = m}));
        }
        all.at[k].code += m->code_bytes;
        all.at[k].map += m->map_bytes;
        all.at[k].frames += m->frame_bytes;
        all.at[k].runs++;
    }
    if (all.count) {
        html_table_begin(out, "Machines; sizes are means over the runs");
        html_head(out, "machine", false);
        html_head(out, "model", false);
        html_head(out, "ISA", false);
        html_head(out, "registers", true);
        html_head(out, "runs", true);
        html_head(out, "code", true);
        html_head(out, "map", true);
        html_head(out, "code and map", true);
        html_head(out, "frames", true);
        html_body(out);
    }
    for (u32 k = 0; k < all.count; k++) {
        const struct machine_sums *s = &all.at[k];
        html_row(out);
        html_cell(out, s->machine->name);
        html_cell(out, s->machine->model);
        html_cell(out, s->machine->isa);
        html_number(out, QUANTITY_COUNT, s->machine->registers);
        html_number(out, QUANTITY_COUNT, s->runs);
        html_number(out, QUANTITY_BYTES, s->code / s->runs);
        html_number(out, QUANTITY_BYTES, s->map / s->runs);
        html_number(out, QUANTITY_RATIO, s->code > 0 ? (s->code + s->map) / s->code : NAN);
        html_number(out, QUANTITY_BYTES, s->frames / s->runs);
    }
    if (all.count) html_table_end(out);
    array_free(&all);
}

/* ---- Pairs ------------------------------------------------------------------------------ */

struct pair_sums {
    double moves, values, frames, ways[WAYS];
    struct numbers distance, translate;
};

static void add_pairs(const struct report_data *d, struct text *out) {
    struct figures names = {0}; /* only its arena is used */
    struct groups pairs = {0};
    struct pair_sums *all = xcalloc(PAIRS_MAX, sizeof *all);
    bool by_isa = pairs_by_isa(d);
    arena_init(&names.arena);
    for (u32 n = 0; n < d->moves.count; n++) {
        const struct move *m = &d->moves.at[n];
        u32 k = groups_find(&pairs, pair_name(&names, m, by_isa));
        if (k >= PAIRS_MAX) continue;
        all[k].moves++;
        all[k].values += m->values;
        all[k].frames += m->frames;
        for (u32 w = 0; w < WAYS; w++) all[k].ways[w] += m->ways[w];
        numbers_add(&all[k].distance, m->distance);
        numbers_add(&all[k].translate, m->translate_ns);
    }
    u32 count = MIN(pairs.names.count, (u32)PAIRS_MAX);
    static const char *const ways[WAYS] = {"reg → reg", "spill", "fill",    "slot → slot",
                                           "split",     "join",  "constant"};
    if (count) {
        html_table_begin(out,
                         "Migrations by pair; frames and values are means of one migration");
        html_head(out, "from → to", false);
        static const char *const heads[] = {"migrations", "distance p50", "p99", "frames",
                                            "values"};
        for (u32 k = 0; k < COUNT_OF(heads); k++) html_head(out, heads[k], true);
        for (u32 k = 0; k < WAYS; k++) html_head(out, ways[k], true);
        html_head(out, "translation p50", true);
        html_head(out, "p99", true);
        html_body(out);
    }
    for (u32 k = 0; k < count; k++) {
        struct pair_sums *s = &all[k];
        numbers_sort(&s->distance);
        numbers_sort(&s->translate);
        html_row(out);
        html_cell(out, pairs.names.at[k]);
        html_number(out, QUANTITY_COUNT, s->moves);
        html_number(out, QUANTITY_COUNT, numbers_percentile(&s->distance, 50));
        html_number(out, QUANTITY_COUNT, numbers_percentile(&s->distance, 99));
        html_number(out, QUANTITY_COUNT, s->frames / s->moves);
        html_number(out, QUANTITY_COUNT, s->values / s->moves);
        for (u32 w = 0; w < WAYS; w++) html_number(out, QUANTITY_COUNT, s->ways[w] / s->moves);
        html_number(out, QUANTITY_TIME, numbers_percentile(&s->translate, 50));
        html_number(out, QUANTITY_TIME, numbers_percentile(&s->translate, 99));
        numbers_free(&s->distance);
        numbers_free(&s->translate);
    }
    if (count) html_table_end(out);
    groups_free(&pairs);
    array_release((void **)&all);
    arena_free(&names.arena);
}

/* ---- Runs ------------------------------------------------------------------------------- */

static void add_run_row(const struct report_data *d, u32 run, struct text *out) {
    const double *m = d->runs.at[run].measure;
    const char *end = data_text(d, RUNS, run, "end"),
               *exit = data_text(d, RUNS, run, "exit_status");
    int verdict = run_verdict(d, run);
    html_row(out);
    html_cell(out, data_text(d, RUNS, run, "point"));
    for (u32 k = 0; k < d->dimensions.count; k++) {
        const struct dimension *p = &d->dimensions.at[k];
        html_cell(out, p->levels.at[p->of_run[run]].label);
    }
    if (!d->dimensions.count) html_cell(out, data_text(d, RUNS, run, "program"));
    html_number(out, QUANTITY_COUNT, m[MEASURE_INSTRUCTIONS]);
    html_number(out, QUANTITY_RATIO, m[MEASURE_OVERHEAD]);
    html_number(out, QUANTITY_COUNT, data_number(d, RUNS, run, "migrations"));
    html_number(out, QUANTITY_COUNT, m[MEASURE_VALUES]);
    html_number(out, QUANTITY_COUNT, data_number(d, RUNS, run, "distance_p50_instructions"));
    html_number(out, QUANTITY_COUNT, m[MEASURE_DISTANCE]);
    html_number(out, QUANTITY_TIME, m[MEASURE_TRANSLATE]);
    struct arena a;
    arena_init(&a);
    html_cell(out, *exit && strcmp(exit, "0") ? arena_printf(&a, "%s %s", end, exit) : end);
    html_cell(out, verdict < 0 ? "" : verdict ? "same" : "DIFFERS");
    arena_free(&a);
}

static void add_runs(const struct report_data *d, struct text *out) {
    struct arena a;
    u32 shown = MIN(d->runs.count, (u32)RUNS_MAX);
    if (!shown) return;
    arena_init(&a);
    html_table_begin(out, shown < d->runs.count
                              ? arena_printf(&a, "The first %u of %u runs; runs.csv has all",
                                             shown, d->runs.count)
                              : "Runs");
    html_head(out, "point", false);
    for (u32 k = 0; k < d->dimensions.count; k++)
        html_head(out, dimension_label(&d->dimensions.at[k]), false);
    if (!d->dimensions.count) html_head(out, "program", false);
    static const char *const heads[] = {"instructions",   "against unmigrated",
                                        "migrations",     "values per migration",
                                        "distance p50",   "p99",
                                        "translation p50"};
    for (u32 k = 0; k < COUNT_OF(heads); k++) html_head(out, heads[k], true);
    html_head(out, "end", false);
    html_head(out, "compared", false);
    html_body(out);
    for (u32 run = 0; run < shown; run++) add_run_row(d, run, out);
    html_table_end(out);
    arena_free(&a);
}

/* ---- Migrations of a single run --------------------------------------------------------- */

static void add_moves(const struct report_data *d, struct text *out) {
    struct arena a;
    u32 shown = MIN(d->moves.count, (u32)MOVES_MAX);
    if (!shown || d->runs.count != 1) return;
    arena_init(&a);
    html_table_begin(
        out, shown < d->moves.count
                 ? arena_printf(&a, "The first %u of %u migrations; migrations.csv has all",
                                shown, d->moves.count)
                 : "Migrations");
    static const char *const heads[] = {"at instruction", "from",     "to",         "function",
                                        "line",           "distance", "frames",     "values",
                                        "spilled",        "filled",   "translation"};
    for (u32 k = 0; k < COUNT_OF(heads); k++) html_head(out, heads[k], k == 0 || k > 4);
    html_body(out);
    for (u32 n = 0; n < shown; n++) {
        const struct move *m = &d->moves.at[n];
        html_row(out);
        html_number(out, QUANTITY_COUNT, m->instruction);
        html_cell(out, m->from_name);
        html_cell(out, m->to_name);
        html_cell(out, m->function);
        html_cell(out, m->line);
        html_number(out, QUANTITY_COUNT, m->distance);
        html_number(out, QUANTITY_COUNT, m->frames);
        html_number(out, QUANTITY_COUNT, m->values);
        html_number(out, QUANTITY_COUNT, m->ways[1]);
        html_number(out, QUANTITY_COUNT, m->ways[2]);
        html_number(out, QUANTITY_TIME, m->translate_ns);
    }
    html_table_end(out);
    arena_free(&a);
}

void add_tables(const struct report_data *d, struct text *out) {
    html_section(out, "tables", "Tables");
    add_parameters(d, out);
    add_schedule_tables(d, out);
    add_machines(d, out);
    add_pairs(d, out);
    add_runs(d, out);
    add_moves(d, out);
    html_section_end(out);
}
