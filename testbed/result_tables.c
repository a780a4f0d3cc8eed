/* testbed/result_tables.c: the columns of all tables, a row of code per column. */
#include "testbed/results.h"
#include "testbed/schedule.h"

typedef const struct result_row row_type;

static void put_number(struct text *out, u64 n) {
    text_printf(out, "%llu", (unsigned long long)n);
}

static void put_verdict(struct text *out, enum verdict v) {
    if (v != VERDICT_NONE) text_add(out, v == VERDICT_SAME ? "true" : "false");
}

const char *session_end_name(enum session_end end) {
    static const char *const names[] = {"exit", "trap", "interrupted", "error", "paused"};
    return names[end];
}

/* A function that puts one cell. */
#define PUT(name) static void put_##name(row_type *row, struct text *out)

/* ---- A run ------------------------------------------------------------------------------ */

static struct migration_stats *stats_of(row_type *row) {
    return &row->results->session->stats;
}
static const struct session *stats_session(row_type *row) {
    return row->results->session;
}
static bool has_link(row_type *row) {
    return row->results->experiment->link.bandwidth_bytes_per_s != 0;
}
PUT(process) {
    const char *name = row->results->experiment->process;
    if (name) text_add(out, name);
}
PUT(program) {
    text_add(out, row->results->experiment->name);
}
PUT(arguments) {
    const struct experiment *e = row->results->experiment;
    for (u32 k = 0; k < e->args.count; k++)
        text_printf(out, "%s%s", k ? " " : "", e->args.at[k]);
}
PUT(seed) {
    put_number(out, row->results->experiment->seed);
}
PUT(start) {
    text_add(out, row->results->experiment->machines.at[row->results->experiment->start].name);
}
PUT(end) {
    text_add(out, session_end_name(row->results->ending.end));
}
PUT(exit_status) {
    if (row->results->ending.end == END_EXIT) put_number(out, row->results->ending.exit_status);
}
PUT(output_same) {
    put_verdict(out, row->results->output);
}
PUT(exit_same) {
    put_verdict(out, row->results->exit_status);
}
PUT(memory_same) {
    put_verdict(out, row->results->memory);
}
PUT(state_same) {
    put_verdict(out, row->results->state);
}
PUT(repeats_same) {
    put_verdict(out, row->results->repeats);
}
PUT(output_bytes) {
    put_number(out, row->results->ending.output.length);
}
PUT(instructions) {
    put_number(out, row->results->ending.instructions);
}
PUT(reference_instructions) {
    if (row->results->has_reference) put_number(out, row->results->reference.instructions);
}
PUT(migrations) {
    put_number(out, stats_of(row)->count);
}
PUT(migrations_failed) {
    put_number(out, stats_of(row)->failed);
}
PUT(distance_p50) {
    put_number(out, tally_percentile(&stats_of(row)->distance, 50));
}
PUT(distance_p99) {
    put_number(out, tally_percentile(&stats_of(row)->distance, 99));
}
PUT(distance_max) {
    put_number(out, stats_of(row)->distance.max);
}
PUT(frames_copied_sum) {
    put_number(out, stats_of(row)->frames_copied);
}
PUT(frames_max) {
    put_number(out, stats_of(row)->frames.max);
}
PUT(frames_sum) {
    put_number(out, stats_of(row)->frames.sum);
}
PUT(values_sum) {
    put_number(out, stats_of(row)->values.sum);
}
#define PUT_WAY(name, way)                                 \
    PUT(sum_##name) {                                      \
        put_number(out, stats_of(row)->ways[way]);         \
    }                                                      \
    PUT(name) {                                            \
        put_number(out, row->record->migration.ways[way]); \
    }
PUT_WAY(register_to_register, WAY_REG_TO_REG)
PUT_WAY(spill, WAY_SPILL)
PUT_WAY(fill, WAY_FILL)
PUT_WAY(slot_to_slot, WAY_SLOT_TO_SLOT)
PUT_WAY(split, WAY_SPLIT)
PUT_WAY(join, WAY_JOIN)
PUT_WAY(constant, WAY_CONSTANT)

/* ---- Profiles --------------------------------------------------------------------------- */

static bool has_profile(row_type *row) {
    return row->results->profile.machines;
}

/* Three cells for each measure: of a run, of a machine, of a function. */
#define PUT_MEASURE(name, member, help)                                            \
    PUT(run_##name) {                                                              \
        if (has_profile(row)) put_number(out, row->results->profile.total.member); \
    }                                                                              \
    PUT(machine_##name) {                                                          \
        if (has_profile(row))                                                      \
            put_number(out, row->results->profile.machines[row->number].member);   \
    }                                                                              \
    PUT(function_##name) {                                                         \
        put_number(out, row->function->counts.member);                             \
    }
PROFILE_MEASURES(PUT_MEASURE)
#define RUN_COLUMN(name, member, help) \
    {#name, COLUMN_NUMBER, help "; empty: not profiled", put_run_##name},
#define MACHINE_COLUMN(name, member, help) \
    {#name, COLUMN_NUMBER, help "; empty: not profiled", put_machine_##name},
#define FUNCTION_COLUMN(name, member, help) {#name, COLUMN_NUMBER, help, put_function_##name},

PUT(profiled_machine) {
    text_add(out, row->results->experiment->machines.at[row->function->machine].name);
}
PUT(profiled_function) {
    text_add(out, profile_function_name(row->results->build->program, row->function->function));
}
PUT(function_instructions) {
    put_number(out, row->function->counts.instructions);
}
PUT(function_calls) {
    put_number(out, row->function->counts.calls);
}
static const struct image_function *profiled_image_function(row_type *row) {
    const struct image *image = row->results->build->images[row->function->machine];
    u32 f = row->function->function;
    return f < image->function_count ? &image->functions[f] : NULL;
}
PUT(function_code_bytes) {
    const struct image_function *f = profiled_image_function(row);
    if (f) put_number(out, f->code_end - f->code_start);
}
PUT(function_frame_bytes) {
    const struct image_function *f = profiled_image_function(row);
    if (f) put_number(out, f->frame_bytes);
}

static bool function_row(const struct results *r, u32 n, struct result_row *out) {
    if (n >= r->profile.functions.count) return false;
    out->function = &r->profile.functions.at[n];
    return true;
}

static const struct result_column function_columns[] = {
    {"process", COLUMN_TEXT, "its name, where there are several; else empty", put_process},
    {"machine", COLUMN_TEXT, "its name in the experiment", put_profiled_machine},
    {"function", COLUMN_TEXT, "its name; (helpers): routines that belong to no function",
     put_profiled_function},
    {"instructions", COLUMN_NUMBER, "executed in it on that machine",
     put_function_instructions},
    {"calls", COLUMN_NUMBER, "entries by call instructions", put_function_calls},
    PROFILE_MEASURES(FUNCTION_COLUMN){"code_bytes", COLUMN_NUMBER,
                                      "of its machine code; empty: helpers",
                                      put_function_code_bytes},
    {"frame_bytes", COLUMN_NUMBER, "of its frame; empty: helpers", put_function_frame_bytes},
};

/* ---- Runs ------------------------------------------------------------------------------- */

PUT(run_state_bytes) {
    put_number(out, stats_session(row)->state_bytes);
}
PUT(run_link_bytes) {
    if (has_link(row)) put_number(out, stats_session(row)->link_bytes);
}
PUT(run_downtime) {
    if (has_link(row)) put_number(out, stats_session(row)->downtime_simulated_ns);
}
#define PUT_REASON(name, reason)                              \
    PUT(sum_##name) {                                         \
        put_number(out, stats_session(row)->reasons[reason]); \
    }                                                         \
    PUT(name) {                                               \
        put_number(out, row->record->reasons[reason]);        \
    }
PUT_REASON(reason_pressure, REASON_PRESSURE)
PUT_REASON(reason_call, REASON_CALL)
PUT_REASON(reason_argument, REASON_STACK)
PUT_REASON(reason_away, REASON_AWAY)

static bool run_row(const struct results *r, u32 n, struct result_row *out) {
    (void)out;
    return n == 0 && r->times_ns.count;
}

static const struct result_column run_columns[] = {
    {"process", COLUMN_TEXT, "its name, where there are several; else empty", put_process},
    {"program", COLUMN_TEXT, "file name of the program", put_program},
    {"arguments", COLUMN_TEXT, "what it was given, without its name", put_arguments},
    {"start", COLUMN_TEXT, "machine that it began on", put_start},
    {"seed", COLUMN_NUMBER, "of its random bytes", put_seed},
    {"end", COLUMN_TEXT, "exit, trap, interrupted or error", put_end},
    {"exit_status", COLUMN_NUMBER, "empty when it did not exit", put_exit_status},
    {"output_same", COLUMN_BOOL, "as without migration; empty: not compared", put_output_same},
    {"exit_same", COLUMN_BOOL, "exit status or trap, likewise", put_exit_same},
    {"memory_same", COLUMN_BOOL, "final memory, globals and tables, likewise", put_memory_same},
    {"state_same", COLUMN_BOOL,
     "frames and values, captured again after each migration; empty: not compared",
     put_state_same},
    {"repeats_same", COLUMN_BOOL, "repeats came out alike; empty: there was one run",
     put_repeats_same},
    {"output_bytes", COLUMN_NUMBER, "written to standard output and error", put_output_bytes},
    {"instructions", COLUMN_NUMBER, "guest instructions executed, on all machines",
     put_instructions},
    {"reference_instructions", COLUMN_NUMBER,
     "of the run without migration; empty: there was none", put_reference_instructions},
    {"migrations", COLUMN_NUMBER, "that took place", put_migrations},
    {"migrations_failed", COLUMN_NUMBER, "that could not take place: the process stayed",
     put_migrations_failed},
    {"distance_p50_instructions", COLUMN_NUMBER,
     "from stop to point, median over all migrations", put_distance_p50},
    {"distance_p99_instructions", COLUMN_NUMBER, "99th percentile", put_distance_p99},
    {"distance_max_instructions", COLUMN_NUMBER, "largest", put_distance_max},
    {"frames", COLUMN_NUMBER, "moved by all migrations together", put_frames_sum},
    {"frames_copied", COLUMN_NUMBER,
     "of these: copied as bytes, not translated (strategy memory)", put_frames_copied_sum},
    {"frames_max", COLUMN_NUMBER, "most by one migration", put_frames_max},
    {"values", COLUMN_NUMBER, "moved by all migrations together", put_values_sum},
    {"values_register_to_register", COLUMN_NUMBER, "of those: from register to register",
     put_sum_register_to_register},
    {"values_spill", COLUMN_NUMBER, "from register to stack slot", put_sum_spill},
    {"values_fill", COLUMN_NUMBER, "from stack slot to register", put_sum_fill},
    {"values_slot_to_slot", COLUMN_NUMBER, "from slot to slot", put_sum_slot_to_slot},
    {"values_split", COLUMN_NUMBER, "from one place to two halves", put_sum_split},
    {"values_join", COLUMN_NUMBER, "from two halves to one place", put_sum_join},
    {"values_constant", COLUMN_NUMBER, "constants put where the other machine keeps them",
     put_sum_constant},
    {"memory_pressure", COLUMN_NUMBER,
     "parts of values in memory on the target, as more were live than it has registers; of all "
     "migrations listed",
     put_sum_reason_pressure},
    {"memory_call", COLUMN_NUMBER,
     "as they outlive a call and no register that is kept was free", put_sum_reason_call},
    {"memory_argument", COLUMN_NUMBER, "as they came as arguments on the stack",
     put_sum_reason_argument},
    {"memory_away", COLUMN_NUMBER, "as they were spilled for a place further on or back",
     put_sum_reason_away},
    {"state_bytes", COLUMN_NUMBER,
     "of abstract state that all migrations moved: frames, values", put_run_state_bytes},
    {"link_bytes", COLUMN_NUMBER, "over the link by all migrations; empty: there is no link",
     put_run_link_bytes},
    {"downtime_simulated_ns", COLUMN_NUMBER,
     "on the link, of all migrations together; empty: there is no link", put_run_downtime},
    PROFILE_MEASURES(RUN_COLUMN)};

/* ---- A machine -------------------------------------------------------------------------- */

static const struct experiment_machine *machine_of(row_type *row) {
    return &row->results->experiment->machines.at[row->number];
}
static struct image *image_of(row_type *row) {
    return row->results->build->images[row->number];
}
PUT(machine) {
    text_add(out, machine_of(row)->name);
}
PUT(model) {
    text_add(out, image_of(row)->model.name);
}
PUT(isa) {
    text_add(out, image_of(row)->model.isa->name);
}
PUT(registers) {
    put_number(out, image_of(row)->model.count[CLASS_INT]);
}
PUT(float_registers) {
    put_number(out, image_of(row)->model.count[CLASS_FLOAT]);
}
PUT(machine_instructions) {
    put_number(out, row->results->session->instructions_on[row->number]);
}
PUT(code_bytes) {
    put_number(out, image_of(row)->code_size);
}
PUT(map_bytes) {
    put_number(out, image_map_bytes(image_of(row)));
}
PUT(frame_bytes_max) {
    u32 most = 0;
    for (u32 f = 0; f < image_of(row)->function_count; f++)
        most = MAX(most, image_of(row)->functions[f].frame_bytes);
    put_number(out, most);
}
PUT(frame_bytes_sum) {
    u64 sum = 0;
    for (u32 f = 0; f < image_of(row)->function_count; f++)
        sum += image_of(row)->functions[f].frame_bytes;
    put_number(out, sum);
}

static bool machine_row(const struct results *r, u32 n, struct result_row *out) {
    (void)out;
    return n < r->experiment->machines.count && r->times_ns.count;
}

static const struct result_column machine_columns[] = {
    {"process", COLUMN_TEXT, "its name, where there are several; else empty", put_process},
    {"machine", COLUMN_TEXT, "its name in the experiment", put_machine},
    {"model", COLUMN_TEXT, "ISA model", put_model},
    {"isa", COLUMN_TEXT, "base ISA", put_isa},
    {"registers", COLUMN_NUMBER, "allocatable integer registers", put_registers},
    {"float_registers", COLUMN_NUMBER, "allocatable float registers", put_float_registers},
    {"instructions", COLUMN_NUMBER, "guest instructions executed on it",
     put_machine_instructions},
    {"code_bytes", COLUMN_NUMBER, "machine code of the program", put_code_bytes},
    {"map_bytes", COLUMN_NUMBER, "location maps of all points, encoded", put_map_bytes},
    {"frame_bytes", COLUMN_NUMBER, "frames of all functions added up", put_frame_bytes_sum},
    {"frame_max_bytes", COLUMN_NUMBER, "the largest frame", put_frame_bytes_max},
    PROFILE_MEASURES(MACHINE_COLUMN)};

/* ---- A migration ------------------------------------------------------------------------ */

PUT(row_number) {
    put_number(out, row->number);
}
PUT(trigger) {
    if (row->record->trigger != NO_TRIGGER) put_number(out, row->record->trigger);
}
PUT(trigger_kind) {
    const struct session *s = row->results->session;
    u32 n = row->record->trigger;
    text_add(out, n == NO_TRIGGER ? "policy" : trigger_kind_name(s->options->triggers[n].kind));
}
PUT(stopped_at) {
    put_number(out, row->record->instruction);
}
PUT(from) {
    text_add(out, row->results->experiment->machines.at[row->record->from].name);
}
PUT(to) {
    text_add(out, row->results->experiment->machines.at[row->record->to].name);
}
PUT(function) {
    text_add(out, program_function_name(row->results->build->program,
                                        row->record->migration.at.function));
}
PUT(ir_point) {
    put_number(out, row->record->migration.at.point);
}
PUT(line) {
    char line[256];
    struct point_id at = row->record->migration.at;
    text_add(out, program_line_text(row->results->build->program, at.function, at.point, line,
                                    sizeof line));
}
PUT(distance) {
    put_number(out, row->record->migration.distance);
}
PUT(frames_copied) {
    put_number(out, row->record->migration.frames_copied);
}
PUT(frames) {
    put_number(out, row->record->migration.frames);
}
PUT(values) {
    put_number(out, migration_values(&row->record->migration));
}

PUT(state_bytes) {
    put_number(out, row->record->state_bytes);
}
PUT(copied_bytes) {
    put_number(out, row->record->copied_bytes);
}
PUT(link_bytes) {
    if (has_link(row)) put_number(out, row->record->link_bytes);
}
PUT(downtime) {
    if (has_link(row)) put_number(out, row->record->downtime_simulated_ns);
}

static bool migration_row(const struct results *r, u32 n, struct result_row *out) {
    if (!r->session || n >= r->session->records.count) return false;
    out->record = &r->session->records.at[n];
    return true;
}

static const struct result_column migration_columns[] = {
    {"process", COLUMN_TEXT, "its name, where there are several; else empty", put_process},
    {"migration", COLUMN_NUMBER, "its number within the run, from 0", put_row_number},
    {"trigger", COLUMN_NUMBER,
     "that asked for it: index in \"migrations\"; empty: the policy did", put_trigger},
    {"trigger_kind", COLUMN_TEXT,
     "instructions, entry, exit, line, address, host_call, output_bytes, memory_bytes, depth, "
     "random; or policy",
     put_trigger_kind},
    {"instruction", COLUMN_NUMBER, "instructions executed when it was stopped", put_stopped_at},
    {"from", COLUMN_TEXT, "machine", put_from},
    {"to", COLUMN_TEXT, "machine", put_to},
    {"function", COLUMN_TEXT, "of the innermost frame", put_function},
    {"ir_point", COLUMN_NUMBER, "point of that function", put_ir_point},
    {"line", COLUMN_TEXT, "its source line; empty: unknown", put_line},
    {"distance_instructions", COLUMN_NUMBER, "from the stop to the point", put_distance},
    {"frames", COLUMN_NUMBER, "on the stack", put_frames},
    {"frames_copied", COLUMN_NUMBER,
     "of these: copied as bytes, not translated (strategy memory)", put_frames_copied},
    {"values", COLUMN_NUMBER, "moved", put_values},
    {"values_register_to_register", COLUMN_NUMBER, "of those: from register to register",
     put_register_to_register},
    {"values_spill", COLUMN_NUMBER, "from register to stack slot", put_spill},
    {"values_fill", COLUMN_NUMBER, "from stack slot to register", put_fill},
    {"values_slot_to_slot", COLUMN_NUMBER, "from slot to slot", put_slot_to_slot},
    {"values_split", COLUMN_NUMBER, "from one place to two halves", put_split},
    {"values_join", COLUMN_NUMBER, "from two halves to one place", put_join},
    {"values_constant", COLUMN_NUMBER, "constants put where the other machine keeps them",
     put_constant},
    {"memory_pressure", COLUMN_NUMBER,
     "parts of values in memory on the target, as more were live than it has registers",
     put_reason_pressure},
    {"memory_call", COLUMN_NUMBER,
     "as they outlive a call and no register that is kept was free", put_reason_call},
    {"memory_argument", COLUMN_NUMBER, "as they came as arguments on the stack",
     put_reason_argument},
    {"memory_away", COLUMN_NUMBER, "as they were spilled for a place further on or back",
     put_reason_away},
    {"state_bytes", COLUMN_NUMBER, "of abstract state: 8 for each frame and each value",
     put_state_bytes},
    {"copied_bytes", COLUMN_NUMBER, "of linear memory that went along; 0: machines share it",
     put_copied_bytes},
    {"link_bytes", COLUMN_NUMBER, "over the link; empty: there is none", put_link_bytes},
    {"downtime_simulated_ns", COLUMN_NUMBER, "on the link; empty: there is none", put_downtime},
};

/* ---- Host times ------------------------------------------------------------------------- */

PUT(run_ns) {
    put_number(out, row->results->times_ns.at[row->number]);
}
PUT(reference_ns) {
    if (row->results->has_reference) put_number(out, row->results->reference.time_ns);
}
PUT(compile_ns) {
    if (image_of(row)->compile_ns) put_number(out, image_of(row)->compile_ns);
}
PUT(stop_ns) {
    put_number(out, row->record->stop_ns);
}
PUT(plan_ns) {
    put_number(out, row->record->migration.plan_ns);
}
PUT(copy_ns) {
    const struct link *link = &row->results->experiment->link;
    if (link->bandwidth_bytes_per_s && link->copies_memory)
        put_number(out, row->record->copy_ns);
}
PUT(roll_ns) {
    put_number(out, row->record->migration.roll_ns);
}
PUT(capture_ns) {
    put_number(out, row->record->migration.capture_ns);
}
PUT(rebuild_ns) {
    put_number(out, row->record->migration.rebuild_ns);
}

static bool repeat_row(const struct results *r, u32 n, struct result_row *out) {
    (void)out;
    return n < r->times_ns.count;
}

static const struct result_column time_columns[] = {
    {"process", COLUMN_TEXT, "its name, where there are several; else empty", put_process},
    {"repeat", COLUMN_NUMBER, "from 0", put_row_number},
    {"run_ns", COLUMN_NUMBER, "host time of the run, migrations included", put_run_ns},
    {"reference_ns", COLUMN_NUMBER, "of the run without migration; empty: there was none",
     put_reference_ns},
};
static const struct result_column machine_time_columns[] = {
    {"process", COLUMN_TEXT, "its name, where there are several; else empty", put_process},
    {"machine", COLUMN_TEXT, "its name in the experiment", put_machine},
    {"compile_ns", COLUMN_NUMBER, "host CPU time; empty: its image was in the cache",
     put_compile_ns},
};
static const struct result_column migration_time_columns[] = {
    {"process", COLUMN_TEXT, "its name, where there are several; else empty", put_process},
    {"migration", COLUMN_NUMBER, "its number within the run, from 0", put_row_number},
    {"stop_ns", COLUMN_NUMBER,
     "host time from the block in which it was to stop to where it stood", put_stop_ns},
    {"roll_ns", COLUMN_NUMBER, "host time from stop to point", put_roll_ns},
    {"capture_ns", COLUMN_NUMBER, "host time to read the state", put_capture_ns},
    {"rebuild_ns", COLUMN_NUMBER, "host time to set the other machine up", put_rebuild_ns},
    {"plan_ns", COLUMN_NUMBER, "host time to tell the ways of values, afterwards", put_plan_ns},
    {"copy_ns", COLUMN_NUMBER,
     "host time to copy linear memory, as for a machine with a memory of its own; the first of "
     "a "
     "run takes pages that are new to the host; empty: no link, or it shares memory",
     put_copy_ns},
};

/* ---- Schedules -------------------------------------------------------------------------- */

static const struct schedule *schedule_of(row_type *row) {
    return row->results->schedule;
}
static const struct scheduled_machine *scheduled_machine(row_type *row) {
    return &schedule_of(row)->machines[row->number];
}
PUT(policy) {
    text_add(out, policy_list[schedule_of(row)->experiment->policy.number].name);
}
PUT(slice_ns) {
    put_number(out, schedule_of(row)->experiment->policy.slice_ns);
}
PUT(process_count) {
    put_number(out, schedule_of(row)->process_count);
}
PUT(makespan) {
    put_number(out, schedule_of(row)->makespan_ns);
}
PUT(schedule_migrations) {
    put_number(out, schedule_migrations(schedule_of(row)));
}
PUT(schedule_good) {
    text_add(out, schedule_good(schedule_of(row)) ? "true" : "false");
}
PUT(schedule_start) {
    const struct experiment *e = row->results->experiment;
    text_add(out, e->machines.at[e->start].name);
}
PUT(policy_moves) {
    put_number(out, row->results->scheduled->policy_moves);
}
PUT(speed) {
    put_number(out, scheduled_machine(row)->machine->instructions_per_s);
}
PUT(scheduled_machine) {
    text_add(out, scheduled_machine(row)->machine->name);
}
PUT(utilisation) {
    u64 whole = schedule_of(row)->makespan_ns;
    if (whole)
        text_printf(out, "%.6f", (double)scheduled_machine(row)->busy_ns / (double)whole);
}
/* Sums over all processes, and of each; numbers of machines. */
#define PUT_SIMULATED(name, member)                               \
    PUT(sum_##name) {                                             \
        u64 sum = 0;                                              \
        for (u32 k = 0; k < schedule_of(row)->process_count; k++) \
            sum += schedule_of(row)->processes[k].member;         \
        put_number(out, sum);                                     \
    }                                                             \
    PUT(name) {                                                   \
        put_number(out, row->results->scheduled->member);         \
    }
PUT_SIMULATED(running, running_ns)
PUT_SIMULATED(waiting, waiting_ns)
PUT_SIMULATED(moving, moving_ns)
PUT(finish) {
    put_number(out, row->results->scheduled->finish_ns);
}
PUT(process_slices) {
    put_number(out, row->results->scheduled->slices);
}
PUT(scheduled_registers) {
    put_number(out, scheduled_machine(row)->machine->model.count[CLASS_INT]);
}
PUT(scheduled_instructions) {
    put_number(out, scheduled_machine(row)->instructions);
}
PUT(busy) {
    put_number(out, scheduled_machine(row)->busy_ns);
}
PUT(machine_slices) {
    put_number(out, scheduled_machine(row)->slices);
}

static bool is_first(const struct results *r) {
    return r->schedule && r->scheduled == &r->schedule->processes[0] && r->times_ns.count;
}
static bool schedule_row(const struct results *r, u32 n, struct result_row *out) {
    (void)out;
    return n == 0 && is_first(r);
}
static bool schedule_process_row(const struct results *r, u32 n, struct result_row *out) {
    (void)out;
    return n == 0 && r->schedule && r->times_ns.count;
}
static bool timeline_row(const struct results *r, u32 n, struct result_row *out) {
    if (!r->schedule || !r->times_ns.count || n >= r->scheduled->stretches.count) return false;
    out->stretch = &r->scheduled->stretches.at[n];
    return true;
}
static bool schedule_machine_row(const struct results *r, u32 n, struct result_row *out) {
    (void)out;
    return is_first(r) && n < r->schedule->machine_count;
}

static const char *machine_name(row_type *row, u32 machine) {
    return row->results->experiment->machines.at[machine].name;
}
PUT(stretch_kind) {
    static const char *const names[] = {"running", "waiting", "moving"};
    text_add(out, names[row->stretch->kind]);
}
PUT(stretch_machine) {
    text_add(out, machine_name(row, row->stretch->machine));
}
PUT(stretch_to) {
    if (row->stretch->kind == STRETCH_MOVING)
        text_add(out, machine_name(row, row->stretch->to));
}
PUT(stretch_begin) {
    put_number(out, row->stretch->begin_ns);
}
PUT(stretch_end) {
    put_number(out, row->stretch->end_ns);
}
PUT(stretch_slices) {
    put_number(out, row->stretch->slices);
}
PUT(stretch_instructions) {
    put_number(out, row->stretch->instructions);
}

static const struct result_column schedule_columns[] = {
    {"policy", COLUMN_TEXT, "which process is on which machine", put_policy},
    {"slice_ns", COLUMN_NUMBER, "simulated time that a process runs at a time", put_slice_ns},
    {"processes", COLUMN_NUMBER, "that shared the machines", put_process_count},
    {"good", COLUMN_BOOL, "all processes ended well and as without migration",
     put_schedule_good},
    {"makespan_simulated_ns", COLUMN_NUMBER, "until the last process ended", put_makespan},
    {"running_simulated_ns", COLUMN_NUMBER, "of all processes together", put_sum_running},
    {"waiting_simulated_ns", COLUMN_NUMBER, "in queues, of all processes together",
     put_sum_waiting},
    {"moving_simulated_ns", COLUMN_NUMBER, "on the way, of all processes together",
     put_sum_moving},
    {"migrations", COLUMN_NUMBER, "of all processes", put_schedule_migrations},
};
static const struct result_column schedule_process_columns[] = {
    {"process", COLUMN_TEXT, "its name", put_process},
    {"policy", COLUMN_TEXT, "of the run", put_policy},
    {"program", COLUMN_TEXT, "file name of the program", put_program},
    {"start", COLUMN_TEXT, "machine that it began on", put_schedule_start},
    {"end", COLUMN_TEXT, "exit, trap, interrupted or error", put_end},
    {"instructions", COLUMN_NUMBER, "guest instructions executed, on all machines",
     put_instructions},
    {"finish_simulated_ns", COLUMN_NUMBER, "when it ended", put_finish},
    {"running_simulated_ns", COLUMN_NUMBER, "that it ran", put_running},
    {"waiting_simulated_ns", COLUMN_NUMBER, "that it was in queues", put_waiting},
    {"moving_simulated_ns", COLUMN_NUMBER, "that it was on the way from machine to machine",
     put_moving},
    {"slices", COLUMN_NUMBER, "in which it ran", put_process_slices},
    {"migrations", COLUMN_NUMBER, "that took place", put_migrations},
    {"policy_migrations", COLUMN_NUMBER, "of those: that the policy asked for",
     put_policy_moves},
};
static const struct result_column schedule_machine_columns[] = {
    {"machine", COLUMN_TEXT, "its name in the experiment", put_scheduled_machine},
    {"policy", COLUMN_TEXT, "of the run", put_policy},
    {"registers", COLUMN_NUMBER, "allocatable integer registers", put_scheduled_registers},
    {"instructions_per_s", COLUMN_NUMBER, "its simulated speed", put_speed},
    {"instructions", COLUMN_NUMBER, "guest instructions executed on it, of all processes",
     put_scheduled_instructions},
    {"busy_simulated_ns", COLUMN_NUMBER, "that it ran", put_busy},
    {"utilisation", COLUMN_NUMBER,
     "part of the makespan that it ran, 0 to 1; empty: no time "
     "passed",
     put_utilisation},
    {"slices", COLUMN_NUMBER, "that it ran", put_machine_slices},
};
static const struct result_column timeline_columns[] = {
    {"process", COLUMN_TEXT, "its name", put_process},
    {"policy", COLUMN_TEXT, "of the run", put_policy},
    {"stretch", COLUMN_NUMBER, "its number within the process's time, from 0", put_row_number},
    {"state", COLUMN_TEXT, "running; waiting in a queue; moving: from the stop to the arrival",
     put_stretch_kind},
    {"machine", COLUMN_TEXT, "that the process runs on, waits for, or leaves",
     put_stretch_machine},
    {"to", COLUMN_TEXT, "machine that it moves to; empty: it does not move", put_stretch_to},
    {"begin_simulated_ns", COLUMN_NUMBER,
     "since all began; a process's stretches follow each other without gaps",
     put_stretch_begin},
    {"end_simulated_ns", COLUMN_NUMBER, "likewise", put_stretch_end},
    {"slices", COLUMN_NUMBER,
     "that it ran in; those that follow each other on one machine are one stretch",
     put_stretch_slices},
    {"instructions", COLUMN_NUMBER, "executed; moving: on to the point at which it could move",
     put_stretch_instructions},
};

/* ---- The tables ------------------------------------------------------------------------- */

#define COLUMNS(array) array, COUNT_OF(array)
const struct result_table result_tables[] = {
    {"runs.csv", "a row per run", COLUMNS(run_columns), run_row},
    {"machines.csv", "a row per machine of a run", COLUMNS(machine_columns), machine_row},
    {"migrations.csv", "a row per migration", COLUMNS(migration_columns), migration_row},
    {"functions.csv", "a row per function that a machine executed, if the run was profiled",
     COLUMNS(function_columns), function_row},
    {"schedules.csv", "a row per run of several processes", COLUMNS(schedule_columns),
     schedule_row},
    {"schedule_processes.csv", "a row per process of a run of several",
     COLUMNS(schedule_process_columns), schedule_process_row},
    {"schedule_machines.csv", "a row per machine of a run of several processes",
     COLUMNS(schedule_machine_columns), schedule_machine_row},
    {"schedule_timeline.csv",
     "a row per stretch of a process's time, in a run of several; the first 100,000 of each",
     COLUMNS(timeline_columns), timeline_row},
    {"host_times.csv", "a row per repeat", COLUMNS(time_columns), repeat_row},
    {"host_times_machines.csv", "a row per machine of a run", COLUMNS(machine_time_columns),
     machine_row},
    {"host_times_migrations.csv", "a row per migration", COLUMNS(migration_time_columns),
     migration_row},
};
const u32 result_table_count = COUNT_OF(result_tables);
