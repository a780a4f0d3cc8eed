/* testbed/summary.c: the results of an experiment as JSON: complete, and the same each time but
 * for members whose names end in _ns, of which those in _simulated_ns are the same too. */
#include "testbed/results.h"

#include <stdlib.h>

static void put_hash(struct json_writer *w, const char *key, u64 hash) {
    struct text t = {0};
    text_printf(&t, "%016llx", (unsigned long long)hash);
    json_put_string(w, key, text_string(&t));
    text_free(&t);
}

static void write_machines(const struct results *r, struct json_writer *w) {
    const struct experiment *e = r->experiment;
    json_begin_object(w, "machines");
    for (u32 n = 0; n < e->machines.count; n++) {
        struct image *image = r->build->images[n];
        const struct model *m = &e->machines.at[n].model;
        json_begin_object(w, e->machines.at[n].name);
        json_put_string(w, "model", image->model.name);
        json_put_string(w, "isa", m->isa->name);
        json_put_string(w, "allocator", image->allocator);
        json_put_integer(w, "registers", m->count[CLASS_INT]);
        json_put_integer(w, "float_registers", m->count[CLASS_FLOAT]);
        if (image->model.shadow) {
            regset shadow = image->model.shadow;
            json_put_integer(w, "shadow_registers", count_bits(shadow & REGSET_INT));
            json_put_integer(w, "shadow_float_registers", count_bits(shadow & REGSET_FLOAT));
        }
        json_put_integer(w, "code_bytes", image->code_size);
        json_put_integer(w, "map_bytes", image_map_bytes(image));
        json_put_integer(w, "compile_ns", (i64)image->compile_ns);
        json_put_integer(w, "instructions", (i64)r->session->instructions_on[n]);
        json_end_object(w);
    }
    json_end_object(w);
}

static void write_ending(const struct ending *e, const char *key, struct json_writer *w) {
    json_begin_object(w, key);
    json_put_string(w, "end", session_end_name(e->end));
    if (e->end == END_EXIT) json_put_integer(w, "exit_status", e->exit_status);
    if (e->trap) json_put_string(w, "trap", e->trap);
    json_put_integer(w, "output_bytes", (i64)e->output.length);
    put_hash(w, "output_hash", hash_bytes(text_string(&e->output), e->output.length, 0));
    put_hash(w, "memory_hash", e->state_hash);
    json_put_integer(w, "instructions", (i64)e->instructions);
    json_put_integer(w, "time_ns", (i64)e->time_ns);
    json_end_object(w);
}

static void put_verdict(struct json_writer *w, const char *key, enum verdict v) {
    if (v != VERDICT_NONE) json_put_string(w, key, v == VERDICT_SAME ? "same" : "different");
}

static void write_checks(const struct results *r, struct json_writer *w) {
    json_begin_object(w, "checks");
    put_verdict(w, "output", r->output);
    put_verdict(w, "exit", r->exit_status);
    put_verdict(w, "memory", r->memory);
    put_verdict(w, "state", r->state);
    if (r->state_difference) json_put_string(w, "state_difference", r->state_difference);
    put_verdict(w, "repeats", r->repeats);
    json_end_object(w);
}

/* Parts of values in memory on the target, by reason. */
static void write_reasons(const u64 *reasons, struct json_writer *w) {
    json_begin_object(w, "in_memory");
    for (u32 k = 0; k < REASON_COUNT; k++)
        json_put_integer(w, reason_names[k], (i64)reasons[k]);
    json_end_object(w);
}

static void write_record(const struct results *r, const struct record *record,
                         struct json_writer *w) {
    const struct program *p = r->build->program;
    const struct migration *m = &record->migration;
    char line[256];
    program_line_text(p, m->at.function, m->at.point, line, sizeof line);
    json_begin_object(w, NULL);
    w->compact = true;
    json_put_integer(w, "instruction", (i64)record->instruction);
    json_put_string(w, "from", r->experiment->machines.at[record->from].name);
    json_put_string(w, "to", r->experiment->machines.at[record->to].name);
    if (record->trigger != NO_TRIGGER) json_put_integer(w, "trigger", record->trigger);
    json_put_string(w, "function", program_function_name(p, m->at.function));
    json_put_integer(w, "point", m->at.point);
    json_put_string(w, "line", line);
    json_put_integer(w, "distance_instructions", m->distance);
    json_put_integer(w, "frames", m->frames);
    json_put_integer(w, "frames_copied", m->frames_copied);
    json_put_integer(w, "values", (i64)migration_values(m));
    for (u32 way = 0; way < WAY_COUNT; way++) json_put_integer(w, way_names[way], m->ways[way]);
    write_reasons(record->reasons, w);
    json_put_integer(w, "state_bytes", (i64)record->state_bytes);
    json_put_integer(w, "copied_bytes", (i64)record->copied_bytes);
    if (r->experiment->link.bandwidth_bytes_per_s) {
        json_put_integer(w, "link_bytes", (i64)record->link_bytes);
        json_put_integer(w, "downtime_simulated_ns", (i64)record->downtime_simulated_ns);
    }
    json_put_integer(w, "stop_ns", (i64)record->stop_ns);
    json_put_integer(w, "roll_ns", (i64)m->roll_ns);
    json_put_integer(w, "capture_ns", (i64)m->capture_ns);
    json_put_integer(w, "rebuild_ns", (i64)m->rebuild_ns);
    json_put_integer(w, "plan_ns", (i64)m->plan_ns);
    if (r->experiment->link.copies_memory) json_put_integer(w, "copy_ns", (i64)record->copy_ns);
    json_end_object(w);
    w->compact = false;
}

static void write_triggers(const struct results *r, struct json_writer *w) {
    const struct session *s = r->session;
    const char **names = results_machine_names(r);
    json_begin_array(w, "triggers");
    for (u32 k = 0; k < s->options->trigger_count; k++) {
        const struct trigger *t = &s->options->triggers[k];
        struct text text = {0}, why = {0};
        trigger_text(t, r->build->program, names, &text);
        json_begin_object(w, NULL);
        w->compact = true;
        json_put_string(w, "kind", trigger_kind_name(t->kind));
        json_put_string(w, "at", text.at);
        json_put_integer(w, "fired", (i64)s->states[k].fired);
        json_put_integer(w, "already_there", (i64)s->states[k].idle);
        if (trigger_missed(t, &s->states[k], r->build->program, names, s->instructions,
                           s->process, &why))
            json_put_string(w, "missed", why.at);
        json_end_object(w);
        w->compact = false;
        text_free(&text);
        text_free(&why);
    }
    json_end_array(w);
    free(names);
}

static void write_migrations(const struct results *r, struct json_writer *w) {
    struct session *s = r->session;
    json_begin_object(w, "migrations");
    migration_stats_write(&s->stats, w);
    write_reasons(s->reasons, w);
    json_put_integer(w, "state_bytes", (i64)s->state_bytes);
    if (r->experiment->link.bandwidth_bytes_per_s) {
        json_put_integer(w, "copied_bytes", (i64)s->copied_bytes);
        json_put_integer(w, "link_bytes", (i64)s->link_bytes);
        json_put_integer(w, "downtime_simulated_ns", (i64)s->downtime_simulated_ns);
    }
    if (r->experiment->link.copies_memory) tally_write(w, "copy_ns", &s->copy_ns);
    if (s->failure) json_put_string(w, "failure", s->failure);
    write_triggers(r, w);
    json_put_integer(w, "listed", s->records.count);
    json_begin_array(w, "list");
    for (u32 k = 0; k < s->records.count; k++) write_record(r, &s->records.at[k], w);
    json_end_array(w);
    json_end_object(w);
}

static void write_profile(const struct results *r, struct json_writer *w) {
    const char **names = results_machine_names(r);
    session_profile_write(r->session, &r->profile, names, w);
    free(names);
}

void results_write(const struct results *r, struct json_writer *w) {
    results_write_as(r, NULL, w);
}

void results_write_as(const struct results *r, const char *key, struct json_writer *w) {
    const struct experiment *e = r->experiment;
    json_begin_object(w, key);
    json_put_string(w, "experiment", e->path);
    json_put_string(w, "program", e->program);
    json_begin_array(w, "args");
    for (u32 n = 0; n < e->args.count; n++) json_put_string(w, NULL, e->args.at[n]);
    json_end_array(w);
    json_put_integer(w, "seed", (i64)e->seed);
    put_hash(w, "program_hash", r->build->program->hash);
    json_put_string(w, "strategy", e->strategy->name);
    json_put_bool(w, "good", results_good(r));
    json_put_integer(w, "runs", r->runs);
    json_put_bool(w, "interrupted", r->interrupted);
    write_machines(r, w);
    if (r->times_ns.count) {
        write_ending(&r->ending, "run", w);
        if (r->has_reference) write_ending(&r->reference, "reference", w);
        json_begin_array(w, "times_ns");
        for (u32 n = 0; n < r->times_ns.count; n++)
            json_put_integer(w, NULL, (i64)r->times_ns.at[n]);
        json_end_array(w);
        write_checks(r, w);
        write_migrations(r, w);
        if (r->profile.machines) write_profile(r, w);
    }
    json_end_object(w);
}
