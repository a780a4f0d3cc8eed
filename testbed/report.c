/* testbed/report.c: the results of an experiment, for people. */
#include <stdlib.h>

#include "testbed/run.h"

enum { OUTPUT_LINES = 24, LISTED = 20, INDENT = 2 };

struct page {
    const struct results *r;
    const struct style *style;
    struct text *out;
    struct arena a;
};

static void heading(struct page *p, const char *title, const char *remark) {
    text_add(p->out, "\n");
    add_toned(p->out, p->style, TONE_BOLD, title);
    if (remark) text_printf(p->out, "  %s", remark);
    text_add(p->out, "\n");
}

/* ---- What was run ----------------------------------------------------------------------- */

static void add_program(struct page *p) {
    const struct experiment *e = p->r->experiment;
    const struct build *b = p->r->build;
    struct text line = {0};
    u64 points = 0;
    for (u32 f = 0; f < b->program->function_count; f++)
        points += b->program->functions[f].point_count;
    text_add(&line, e->name);
    for (u32 n = 0; n < e->args.count; n++) text_printf(&line, " %s", e->args.at[n]);
    add_toned(p->out, p->style, TONE_BOLD, text_string(&line));
    text_printf(p->out, "  (%s: %s, %s)\n", e->path,
                text_plural(&p->a, b->program->function_count, "function"),
                text_plural(&p->a, points, "migration point"));
    text_free(&line);
    if (e->strategy != strategy_find(NULL, NULL))
        text_printf(p->out, "strategy %s: %s\n", e->strategy->name, e->strategy->title);
}

static void add_machines(struct page *p) {
    const struct experiment *e = p->r->experiment;
    const struct session *s = p->r->session;
    struct grid t = {.column_count = 9,
                     .columns = {{"machine", 0, 0},
                                 {"model", 0, 0},
                                 {"allocator", 0, 0},
                                 {"integer", 1, 0},
                                 {"float", 1, 0},
                                 {"code", 1, 0},
                                 {"map", 1, 0},
                                 {"compiled in", 1, 0},
                                 {"instructions run", 1, 0}}};
    for (u32 n = 0; n < e->machines.count; n++) {
        struct image *image = p->r->build->images[n];
        const struct model *m = &e->machines.at[n].model;
        grid_cell(&t, e->machines.at[n].name);
        grid_cell(&t, image->model.name);
        grid_cell(&t, image->allocator);
        grid_cell(&t, text_count(&p->a, m->count[CLASS_INT]));
        grid_cell(&t, text_count(&p->a, m->count[CLASS_FLOAT]));
        grid_cell(&t, text_size(&p->a, image->code_size));
        grid_cell(&t, text_size(&p->a, image_map_bytes(image)));
        grid_cell(&t, image->compile_ns ? text_time(&p->a, image->compile_ns) : "(cache)");
        grid_cell(&t, text_count(&p->a, s->instructions_on[n]));
    }
    text_add(p->out, "\n");
    grid_add(&t, p->out, p->style, INDENT);
    grid_free(&t);
}

static u32 count_lines(const char *text) {
    u32 n = 0;
    for (const char *at = text; *at; n++) {
        const char *end = strchr(at, '\n');
        if (!end) return n + 1;
        at = end + 1;
    }
    return n;
}

/* The program's output, each line marked; control characters made harmless. */
static void add_output(struct page *p) {
    const char *text = text_string(&p->r->ending.output);
    u32 lines = count_lines(text), shown = 0;
    if (!lines) return;
    heading(p, "Output", NULL);
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "\n");
        bool skip = lines > OUTPUT_LINES && shown >= OUTPUT_LINES / 2 &&
                    shown < lines - OUTPUT_LINES / 2;
        if (!skip) {
            text_printf(p->out, "%*s", INDENT, "");
            add_toned(p->out, p->style, TONE_DIM, "|");
            text_add(p->out, length ? " " : "");
            for (size_t k = 0; k < length; k++) {
                char c = (u8)at[k] < ' ' && at[k] != '\t' ? '?' : at[k];
                text_add_bytes(p->out, &c, 1);
            }
            text_add(p->out, "\n");
        } else if (shown == OUTPUT_LINES / 2) {
            text_printf(p->out, "%*s... %s more ...\n", INDENT, "",
                        text_plural(&p->a, lines - OUTPUT_LINES / 2 * 2, "line"));
        }
        shown++;
        at += length + (at[length] == '\n');
    }
}

/* ---- Migrations ------------------------------------------------------------------------- */

/* A count of a way that some migration has; nothing in a column that has none. */
static const char *way_cell(struct page *p, const struct migration *m, enum way way) {
    if (!p->r->session->stats.ways[way]) return NULL;
    return m->ways[way] ? text_count(&p->a, m->ways[way]) : "-";
}

static void add_record(struct page *p, struct grid *t, u32 n) {
    const struct program *program = p->r->build->program;
    const struct record *r = &p->r->session->records.at[n];
    const struct migration *m = &r->migration;
    char line[256];
    program_line_text(program, m->at.function, m->at.point, line, sizeof line);
    grid_cell(t, text_count(&p->a, n + 1));
    grid_cell(t, text_count(&p->a, r->instruction));
    grid_cell(t, p->r->experiment->machines.at[r->from].name);
    grid_cell(t, p->r->experiment->machines.at[r->to].name);
    grid_cell(t, program_function_name(program, m->at.function));
    grid_cell(t, line[0] ? arena_strdup(&p->a, line) : NULL);
    grid_cell(t, text_count(&p->a, m->distance));
    grid_cell(t, text_count(&p->a, m->frames));
    grid_cell(t, text_count(&p->a, migration_values(m)));
    grid_cell(t, way_cell(p, m, WAY_SPILL));
    grid_cell(t, way_cell(p, m, WAY_FILL));
    grid_cell(t, way_cell(p, m, WAY_SPLIT));
    grid_cell(t, way_cell(p, m, WAY_JOIN));
    grid_cell(t, text_time(&p->a, m->capture_ns + m->rebuild_ns));
}

static void add_records(struct page *p, u32 listed) {
    struct grid t = {.column_count = 14,
                     .flexible = 4,
                     .tight = true,
                     .columns = {{"#", 1, 0},
                                 {"at", 1, 0},
                                 {"from", 0, 10},
                                 {"to", 0, 10},
                                 {"in", 0, 32},
                                 {"line", 0, 22},
                                 {"dist", 1, 0},
                                 {"frames", 1, 0},
                                 {"values", 1, 0},
                                 {"spill", 1, 0},
                                 {"fill", 1, 0},
                                 {"split", 1, 0},
                                 {"join", 1, 0},
                                 {"time", 1, 0}}};
    for (u32 n = 0; n < listed; n++) add_record(p, &t, n);
    grid_add(&t, p->out, p->style, INDENT);
    grid_free(&t);
    u64 more = p->r->session->stats.count - listed;
    if (more)
        text_printf(p->out, "%*s... and %s more (all in summary.json, with -o)\n", INDENT, "",
                    text_count(&p->a, more));
}

static void add_label(struct page *p, const char *label) {
    text_printf(p->out, "%*s%-14s", INDENT, "", label);
}

static void add_totals(struct page *p) {
    struct migration_stats *s = &p->r->session->stats;
    static const char *const names[] = {"register to register",
                                        "spilled",
                                        "filled",
                                        "slot to slot",
                                        "split",
                                        "joined",
                                        "constant"};
    bool first = true;
    text_add(p->out, "\n");
    add_label(p, "values");
    text_printf(p->out, "%s moved: ", text_count(&p->a, s->values.sum));
    for (u32 way = 0; way < WAY_COUNT; way++) {
        if (!s->ways[way]) continue;
        text_printf(p->out, "%s%s %s", first ? "" : ", ", text_count(&p->a, s->ways[way]),
                    names[way]);
        first = false;
    }
    text_add(p->out, "\n");
    add_label(p, "distance");
    text_printf(p->out, "from stop to point: median %llu, p99 %llu, at most %s\n",
                (unsigned long long)tally_percentile(&s->distance, 50),
                (unsigned long long)tally_percentile(&s->distance, 99),
                text_plural(&p->a, s->distance.max, "instruction"));
    add_label(p, "translation");
    text_printf(p->out, "capture and rebuild: median %s, p99 %s, at most %s\n",
                text_time(&p->a, tally_percentile(&s->translate_ns, 50)),
                text_time(&p->a, tally_percentile(&s->translate_ns, 99)),
                text_time(&p->a, s->translate_ns.max));
    struct tally *copy = &p->r->session->copy_ns;
    if (!copy->count) return;
    add_label(p, "copying");
    text_printf(p->out, "linear memory, %s: median %s, p99 %s, at most %s\n",
                text_size(&p->a, p->r->session->copied_bytes),
                text_time(&p->a, tally_percentile(copy, 50)),
                text_time(&p->a, tally_percentile(copy, 99)), text_time(&p->a, copy->max));
}

/* Why values lie in memory where the process came to; how long a link would have taken. */
static void add_memory_and_link(struct page *p) {
    const struct session *s = p->r->session;
    const struct link *link = &p->r->experiment->link;
    static const char *const why[] = {"more are live than registers", "they outlive a call",
                                      "stack arguments", "spilled for another place"};
    bool first = true;
    for (u32 k = 0; k < REASON_COUNT; k++) {
        if (!s->reasons[k]) continue;
        if (first) add_label(p, "in memory");
        text_printf(p->out, "%s%s: %s", first ? "" : ", ", why[k],
                    text_count(&p->a, s->reasons[k]));
        first = false;
    }
    if (!first) text_add(p->out, "\n");
    if (!link->bandwidth_bytes_per_s) return;
    add_label(p, "link");
    text_printf(p->out, "%s at %s/s and %s latency: down for %s in all (simulated)\n",
                text_size(&p->a, s->link_bytes), text_size(&p->a, link->bandwidth_bytes_per_s),
                text_time(&p->a, link->latency_ns), text_time(&p->a, s->downtime_simulated_ns));
}

/* Triggers that never fired, or found the process where they were to move it. */
static void add_trigger_notes(struct page *p) {
    const struct session *s = p->r->session;
    const char **names = results_machine_names(p->r);
    for (u32 k = 0; k < s->options->trigger_count; k++) {
        const struct trigger_state *state = &s->states[k];
        struct text why = {0};
        if (trigger_missed(&s->options->triggers[k], state, p->r->build->program, names,
                           s->instructions, s->process, &why)) {
            add_label(p, "note");
            text_printf(p->out, "/migrations/%u never %s: %s\n", k,
                        state->fired ? "fired at all of its positions" : "fired", why.at);
        }
        if (state->idle) {
            add_label(p, "note");
            text_printf(p->out, "/migrations/%u fired %s when the process was there already\n",
                        k, text_plural(&p->a, state->idle, "time"));
        }
        text_free(&why);
    }
    free(names);
    if (!s->stats.failed) return;
    add_label(p, "note");
    text_printf(p->out, "%s impossible, and the process stayed: %s\n",
                text_plural(&p->a, s->stats.failed, "migration"), s->failure);
}

static void add_migrations(struct page *p) {
    const struct session *s = p->r->session;
    u32 listed = s->records.count > LISTED + 1 ? LISTED : s->records.count;
    heading(p, "Migrations",
            s->stats.count ? text_count(&p->a, s->stats.count) : "none took place");
    if (listed) {
        add_records(p, listed);
        add_totals(p);
        add_memory_and_link(p);
    }
    add_trigger_notes(p);
}

static void add_profile(struct page *p) {
    if (!p->r->profile.machines) return;
    const char **names = results_machine_names(p->r);
    heading(p, "Profile", "what was executed");
    session_profile_print(p->r->session, &p->r->profile, names, p->style, INDENT, p->out);
    free(names);
}

/* ---- How it came out -------------------------------------------------------------------- */

static void add_verdict(struct page *p, enum verdict v, const char *what, const char *same,
                        const char *different) {
    if (v == VERDICT_NONE) return;
    bool good = v == VERDICT_SAME;
    text_printf(p->out, "%*s", INDENT, "");
    add_toned(p->out, p->style, good ? TONE_GOOD : TONE_BAD,
              good ? "same       " : "DIFFERENT  ");
    text_printf(p->out, "%s: %s\n", what, good ? same : different);
}

static const char *exit_text(struct page *p, const struct ending *e) {
    switch (e->end) {
    case END_EXIT: return text_printed(&p->a, "exit status %u", e->exit_status);
    case END_TRAP: return text_printed(&p->a, "%.*s", (int)strcspn(e->trap, "\n"), e->trap);
    case END_INTERRUPTED:
    case END_PAUSED: return "interrupted";
    case END_ERROR: return "error";
    }
    return "";
}

/* Line and column of the first byte that differs. */
static const char *first_difference(struct page *p) {
    const struct text *x = &p->r->reference.output, *y = &p->r->ending.output;
    size_t n = 0;
    u32 line = 1;
    for (; n < x->length && n < y->length && x->at[n] == y->at[n]; n++)
        line += x->at[n] == '\n';
    return text_printed(&p->a, "%s, without migration %s; the first difference is in line %u",
                        text_plural(&p->a, y->length, "byte"),
                        text_plural(&p->a, x->length, "byte"), line);
}

static void add_verdicts(struct page *p) {
    const struct results *r = p->r;
    const struct ending *e = &r->ending;
    struct arena *a = &p->a;
    heading(p, r->has_reference ? "Compared with the run without migration" : "Result", NULL);
    if (!r->has_reference) text_printf(p->out, "%*s%s\n", INDENT, "", exit_text(p, e));
    add_verdict(p, r->output, "output", text_plural(a, e->output.length, "byte"),
                first_difference(p));
    add_verdict(p, r->exit_status, "end", exit_text(p, e),
                text_printed(a, "%s, without migration %s", exit_text(p, e),
                             exit_text(p, &r->reference)));
    add_verdict(p, r->memory, "final memory, globals and tables",
                text_printed(a, "hash %016llx", (unsigned long long)e->state_hash),
                text_printed(a, "hash %016llx, without migration %016llx",
                             (unsigned long long)e->state_hash,
                             (unsigned long long)r->reference.state_hash));
    add_verdict(p, r->state, "frames and values, captured again after each migration",
                text_plural(a, r->session->stats.count, "time"),
                r->state_difference ? r->state_difference : "");
    if (r->runs > 1)
        add_verdict(p, r->repeats, text_plural(a, r->runs, "run"),
                    text_printed(a, "%s each", text_plural(a, e->instructions, "instruction")),
                    "they differ in output, final memory or number of instructions");
    const char *remark = results_folder_remark(r);
    if (!remark) return;
    text_printf(p->out, "%*s%-11s%s\n", INDENT, "", "note", remark);
}

static void add_traps(struct page *p) {
    if (!p->r->ending.trap) return;
    heading(p, "The program trapped", NULL);
    for (const char *at = p->r->ending.trap; *at;) {
        size_t length = strcspn(at, "\n");
        text_printf(p->out, "%*s%.*s\n", INDENT, "", (int)length, at);
        at += length + (at[length] == '\n');
    }
}

static void add_end(struct page *p) {
    const struct results *r = p->r;
    const struct ending *e = &r->ending;
    text_add(p->out, "\n");
    if (r->interrupted) add_toned(p->out, p->style, TONE_BAD, "Interrupted: ");
    text_printf(p->out, "%s and %s in %s", text_plural(&p->a, e->instructions, "instruction"),
                text_plural(&p->a, r->session->stats.count, "migration"),
                text_time(&p->a, e->time_ns));
    if (r->has_reference)
        text_printf(p->out, "; without migration %s in %s",
                    text_plural(&p->a, r->reference.instructions, "instruction"),
                    text_time(&p->a, r->reference.time_ns));
    text_add(p->out, "\n");
}

void results_print(const struct results *r, const struct style *s, struct text *out) {
    struct page p = {.r = r, .style = s, .out = out};
    arena_init(&p.a);
    add_program(&p);
    add_machines(&p);
    if (r->times_ns.count) {
        add_output(&p);
        add_migrations(&p);
        add_profile(&p);
        add_traps(&p);
        if (!r->interrupted) add_verdicts(&p);
        add_end(&p);
    } else {
        text_add(out, "\nInterrupted in the run without migration, which comes first.\n");
    }
    arena_free(&p.a);
}
