/* testbed/schedule_report.c: schedules for people, and as JSON. */
#include "testbed/results.h"
#include "testbed/schedule.h"

#include <stdlib.h>

enum { INDENT = 2 };

static const struct policy *policy_of(const struct schedule *s) {
    return &policy_list[s->experiment->policy.number];
}

static double part(u64 x, u64 of) {
    return of ? (double)x / (double)of : 0;
}

/* ---- For people ------------------------------------------------------------------------- */

static void add_machines(const struct schedule *s, const struct style *style, struct arena *a,
                         struct text *out) {
    struct grid t = {.column_count = 7,
                     .columns = {{"machine", 0, 0},
                                 {"model", 0, 0},
                                 {"integer", 1, 0},
                                 {"instructions/s", 1, 0},
                                 {"instructions run", 1, 0},
                                 {"busy", 1, 0},
                                 {"utilisation", 1, 0}}};
    for (u32 k = 0; k < s->machine_count; k++) {
        const struct scheduled_machine *m = &s->machines[k];
        grid_cell(&t, m->machine->name);
        grid_cell(&t, m->machine->model.name);
        grid_cell(&t, text_count(a, m->machine->model.count[CLASS_INT]));
        grid_cell(&t, text_count(a, m->machine->instructions_per_s));
        grid_cell(&t, text_count(a, m->instructions));
        grid_cell(&t, text_time(a, m->busy_ns));
        grid_cell(&t, text_printed(a, "%.1f %%", 100 * part(m->busy_ns, s->makespan_ns)));
    }
    text_add(out, "\n");
    grid_add(&t, out, style, INDENT);
    grid_free(&t);
}

/* "same", or what differs from the run without migration. */
static const char *verdict_text(const struct results *r) {
    if (r->interrupted) return "interrupted";
    if (r->state_difference) return "STATE DIFFERS";
    if (r->output == VERDICT_DIFFERENT) return "OUTPUT DIFFERS";
    if (r->exit_status == VERDICT_DIFFERENT) return "END DIFFERS";
    if (r->memory == VERDICT_DIFFERENT) return "MEMORY DIFFERS";
    return r->has_reference ? "same" : "not compared";
}

static void add_processes(const struct schedule *s, const struct style *style, struct arena *a,
                          struct text *out) {
    struct grid t = {.column_count = 9,
                     .columns = {{"process", 0, 0},
                                 {"end", 0, 0},
                                 {"instructions", 1, 0},
                                 {"finished at", 1, 0},
                                 {"running", 1, 0},
                                 {"waiting", 1, 0},
                                 {"moving", 1, 0},
                                 {"migrations", 1, 0},
                                 {"without migration", 0, 0}}};
    for (u32 k = 0; k < s->process_count; k++) {
        const struct scheduled_process *p = &s->processes[k];
        const struct ending *e = &p->results.ending;
        grid_cell(&t, p->experiment->process);
        grid_cell(&t, e->end == END_EXIT ? text_printed(a, "exit %u", e->exit_status)
                                         : session_end_name(e->end));
        grid_cell(&t, text_count(a, e->instructions));
        grid_cell(&t, text_time(a, p->finish_ns));
        grid_cell(&t, text_time(a, p->running_ns));
        grid_cell(&t, text_time(a, p->waiting_ns));
        grid_cell(&t, text_time(a, p->moving_ns));
        grid_cell(&t, text_count(a, p->results.session->stats.count));
        grid_cell(&t, verdict_text(&p->results));
    }
    text_add(out, "\n");
    grid_add(&t, out, style, INDENT);
    grid_free(&t);
}

static void add_notes(const struct schedule *s, struct text *out) {
    for (u32 k = 0; k < s->process_count; k++) {
        const struct results *r = &s->processes[k].results;
        const char *name = s->processes[k].experiment->process;
        if (r->ending.trap) text_printf(out, "\n%s: %s", name, r->ending.trap);
        if (r->state_difference) text_printf(out, "\n%s: %s\n", name, r->state_difference);
        const char *remark = results_folder_remark(r);
        if (remark) text_printf(out, "\n%s: %s\n", name, remark);
        if (r->session->failure)
            text_printf(out, "\n%s: %llu migrations impossible: %s\n", name,
                        (unsigned long long)r->session->stats.failed, r->session->failure);
    }
}

void schedule_print(const struct schedule *s, const struct style *style, struct text *out) {
    struct arena a;
    arena_init(&a);
    add_toned(out, style, TONE_BOLD,
              text_printed(&a, "%u process%s on %s", s->process_count,
                           s->process_count == 1 ? "" : "es",
                           text_plural(&a, s->machine_count, "machine")));
    text_printf(out, "  (%s: policy %s, slices of %s)\n", s->experiment->path,
                policy_of(s)->name, text_time(&a, s->experiment->policy.slice_ns));
    if (s->processes[s->process_count - 1].results.times_ns.count) {
        add_machines(s, style, &a, out);
        add_processes(s, style, &a, out);
        add_notes(s, out);
        text_add(out, "\n");
        if (s->interrupted) add_toned(out, style, TONE_BAD, "Interrupted");
        text_printf(out, "%s after %s of simulated time, with %s\n",
                    s->interrupted ? "" : "All ended",
                    text_time(&a, s->interrupted ? s->now_ns : s->makespan_ns),
                    text_plural(&a, schedule_migrations(s), "migration"));
    } else {
        text_add(out, "\nInterrupted in the runs without migration, which come first.\n");
    }
    arena_free(&a);
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void write_simulated(const struct scheduled_process *p, struct json_writer *w) {
    json_begin_object(w, p->experiment->process);
    json_put_integer(w, "finish_simulated_ns", (i64)p->finish_ns);
    json_put_integer(w, "running_simulated_ns", (i64)p->running_ns);
    json_put_integer(w, "waiting_simulated_ns", (i64)p->waiting_ns);
    json_put_integer(w, "moving_simulated_ns", (i64)p->moving_ns);
    json_put_integer(w, "slices", (i64)p->slices);
    json_put_integer(w, "policy_migrations", (i64)p->policy_moves);
    results_write_as(&p->results, "results", w);
    json_end_object(w);
}

void schedule_write(const struct schedule *s, struct json_writer *w) {
    const struct policy_options *o = &s->experiment->policy;
    json_begin_object(w, NULL);
    json_put_string(w, "experiment", s->experiment->path);
    json_begin_object(w, "policy");
    json_put_string(w, "name", policy_of(s)->name);
    json_put_integer(w, "slice_ns", (i64)o->slice_ns);
    json_put_integer(w, "window_instructions", (i64)o->window_instructions);
    json_put_number(w, "leave_above", o->leave_above);
    json_put_number(w, "leave_below", o->leave_below);
    json_end_object(w);
    json_put_bool(w, "good", schedule_good(s));
    json_put_bool(w, "interrupted", s->interrupted);
    json_put_integer(w, "makespan_simulated_ns", (i64)s->makespan_ns);
    json_put_integer(w, "migrations", (i64)schedule_migrations(s));
    json_begin_object(w, "machines");
    for (u32 k = 0; k < s->machine_count; k++) {
        const struct scheduled_machine *m = &s->machines[k];
        json_begin_object(w, m->machine->name);
        json_put_string(w, "model", m->machine->model.name);
        json_put_integer(w, "instructions_per_s", (i64)m->machine->instructions_per_s);
        json_put_integer(w, "instructions", (i64)m->instructions);
        json_put_integer(w, "busy_simulated_ns", (i64)m->busy_ns);
        json_put_number(w, "utilisation", part(m->busy_ns, s->makespan_ns));
        json_put_integer(w, "slices", (i64)m->slices);
        json_end_object(w);
    }
    json_end_object(w);
    json_begin_object(w, "processes");
    for (u32 k = 0; k < s->process_count; k++)
        if (s->processes[k].results.session) write_simulated(&s->processes[k], w);
    json_end_object(w);
    json_end_object(w);
}
