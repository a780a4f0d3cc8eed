/* testbed/session.c: the run loop. Run up to the next position at which a trigger wants to
 * fire, or to an event that one waits for; fire; go on.
 */
#include "testbed/session.h"

#include <stdlib.h>

/* ---- Life -----------------------------------------------------------------------------------
 */

static bool machine_for(struct session *s, u32 which, struct status *st) {
    if (s->machines[which]) return true;
    s->machines[which] = machine_create(s->build->images[which], s->process, s->counting, st);
    struct machine *m = s->machines[which];
    if (m && s->options->profile) machine_profile_begin(m);
    for (u32 k = 0; m && k < s->options->trigger_count; k++)
        trigger_arm(&s->options->triggers[k], &s->states[k], m, which, s->build->program);
    return m != NULL;
}

static bool begin_function(struct session *s, u32 function, struct status *st) {
    for (u32 k = 0; k < s->options->trigger_count; k++)
        trigger_call(&s->options->triggers[k], &s->states[k], function);
    return process_start(s->machines[s->current], s->build->program, function, NULL, st);
}

static bool find_entry(struct session *s, struct status *st) {
    const struct program *p = s->build->program;
    i64 entry = program_find_export(p, EXTERNAL_FUNCTION, "_start");
    if (entry < 0) {
        bool reactor = program_find_export(p, EXTERNAL_FUNCTION, "_initialize") >= 0;
        return status_fail(st, FAULT_USER,
                           "%s: not a command module: it exports no function _start%s", p->name,
                           reactor ? " (it is a reactor: a library)" : "");
    }
    const struct function_type *t = &p->types[p->functions[entry].type];
    if (t->param_count || t->result_count)
        return status_fail(st, FAULT_USER,
                           "%s: _start must have neither parameters nor results", p->name);
    s->entry = (u32)entry;
    return true;
}

static bool begin_process(struct session *s, struct status *st) {
    const struct session_options *o = s->options;
    s->process = process_create(s->build->program, &o->process, st);
    for (u32 k = 0; s->process && k < o->trigger_count; k++)
        trigger_begin(&o->triggers[k], &s->states[k], s->process);
    return s->process != NULL;
}

struct session *session_create(const struct build *b, const struct session_options *o,
                               struct status *st) {
    struct session *s = xcalloc(1, sizeof *s);
    const struct program *p = b->program;
    s->build = b;
    s->reason_book.program = p;
    s->options = o;
    s->current = o->start;
    s->machines = xcalloc(b->count, sizeof *s->machines);
    s->instructions_on = xcalloc(b->count, sizeof *s->instructions_on);
    s->counting = o->counting || o->profile || o->trigger_count > 0;
    s->states = xcalloc(o->trigger_count + 1, sizeof *s->states);
    if (find_entry(s, st) && begin_process(s, st) && machine_for(s, o->start, st)) {
        s->starting = p->has_start;
        if (begin_function(s, p->has_start ? p->start : s->entry, st)) return s;
    }
    session_free(s);
    return NULL;
}

void session_free(struct session *s) {
    if (!s) return;
    for (u32 k = 0; k < s->build->count; k++) machine_free(s->machines[k]);
    process_free(s->process);
    free(s->machines);
    free(s->instructions_on);
    free(s->states);
    free(s->failure);
    array_free(&s->records);
    migration_stats_free(&s->stats);
    reason_book_free(&s->reason_book);
    tally_free(&s->copy_ns);
    free(s->memory_copy.at);
    state_free(&s->space[0]);
    state_free(&s->space[1]);
    free(s);
}

void session_interrupt(struct session *s) {
    s->interrupted = true;
    struct machine *m = s->running;
    if (m) machine_interrupt(m);
}

/* ---- Triggers -------------------------------------------------------------------------------
 */

/* Instructions until a trigger wants to fire; 0: one does now; UINT64_MAX: none does at a position
 * that is known. */
static u64 next_stop(const struct session *s) {
    u64 least = UINT64_MAX;
    for (u32 k = 0; k < s->options->trigger_count; k++) {
        const struct trigger *t = &s->options->triggers[k];
        if (trigger_due(t, &s->states[k], s->instructions)) return 0;
        least = MIN(least, trigger_next(t, &s->states[k]));
    }
    return least == UINT64_MAX ? least : least - s->instructions;
}

/* The next machine of the trigger's list that the process isn't on; -1: there is none. */
static i64 choose(struct session *s, u32 trigger) {
    const struct trigger *t = &s->options->triggers[trigger];
    for (u32 n = 0; n < t->to_count; n++) {
        u32 to = t->to[s->states[trigger].next_to];
        s->states[trigger].next_to = (s->states[trigger].next_to + 1) % t->to_count;
        if (to != s->current) return to;
    }
    return -1;
}

/* ---- Running --------------------------------------------------------------------------------
 */

static void advance(struct session *s, u64 executed) {
    s->instructions += executed;
    s->instructions_on[s->current] += executed;
}

/* Captures again on the machine that the process moved to, and compares. */
static bool check_state(struct session *s, struct machine *from, struct machine *to,
                        struct status *st) {
    s->state_differed =
        !state_arrived(from, to, s->build->program, &s->space[0], &s->space[1], st);
    return !s->state_differed;
}

/* Copies linear memory to where a machine with a memory of its own would have it; the host time
 * that takes. */
static u64 copy_memory(struct session *s) {
    struct memory_copy *copy = &s->memory_copy;
    u64 bytes = s->process->memory_bytes;
    if (copy->bytes < bytes) {
        free(copy->at);
        *copy = (struct memory_copy){xmalloc(bytes), bytes};
    }
    u64 start = time_now_ns();
    if (bytes) memcpy(copy->at, s->process->memory, bytes);
    return time_now_ns() - start;
}

/* What the migration would have taken over the link; space[0] is the state that moved. */
static void charge(struct session *s, struct record *r) {
    const struct link *link = &s->options->link;
    r->state_bytes = link_state_bytes(&s->space[0]);
    s->state_bytes += r->state_bytes;
    if (!link->bandwidth_bytes_per_s) return;
    r->link_bytes = link_bytes(link, &s->space[0], s->process->memory_bytes);
    r->downtime_simulated_ns = link_downtime_ns(link, r->link_bytes);
    if (link->copies_memory) {
        r->copied_bytes = s->process->memory_bytes;
        r->copy_ns = copy_memory(s);
        tally_add(&s->copy_ns, r->copy_ns);
    }
    s->copied_bytes += r->copied_bytes;
    s->link_bytes += r->link_bytes;
    s->downtime_simulated_ns += r->downtime_simulated_ns;
}

/* Lists a migration, with what is told of listed ones alone. */
static void list(struct session *s, struct record *r) {
    if (s->records.count == s->options->records) return;
    reason_book_count(&s->reason_book, s->build->images[r->to], &s->space[0], r->reasons);
    for (u32 k = 0; k < REASON_COUNT; k++) s->reasons[k] += r->reasons[k];
    array_push(&s->records, *r);
}

/* Moves the process; where that is impossible, it stays. *stop other than STOP_LIMIT: it ended
 * on the way. */
static bool move(struct session *s, u32 trigger, u32 to, enum stop *stop, struct status *st) {
    struct record r = {.from = s->current, .to = to, .trigger = trigger};
    r.instruction = s->instructions;
    r.stop_ns = machine_stop_ns(s->machines[s->current]);
    struct status mine = {0};
    if (!machine_for(s, to, st)) return false;
    const struct point_id *at = trigger == NO_TRIGGER ? NULL : trigger_at(&s->states[trigger]);
    enum moved moved = migrate(s->machines[r.from], s->machines[to], s->build->program, at,
                               false, s->space, &r.migration, stop, &mine);
    advance(s, r.migration.distance);
    if (moved == MOVED_NOT_ENDED) return true;
    if (moved == MOVED_FAILED && mine.fault == FAULT_INTERNAL) {
        status_fail(st, mine.fault, "%s", mine.text);
        status_free(&mine);
        return false;
    }
    if (moved == MOVED_FAILED) {
        s->stats.failed++;
        if (s->failure) status_free(&mine);
        s->failure = s->failure ? s->failure : mine.text;
        return true;
    }
    if (s->options->check_state && !check_state(s, s->machines[r.from], s->machines[to], st))
        return false;
    s->current = to;
    charge(s, &r);
    migration_stats_add(&s->stats, &r.migration);
    list(s, &r);
    return true;
}

/* Fires what is due. As move(). */
static bool fire(struct session *s, enum stop *stop, struct status *st) {
    *stop = STOP_LIMIT;
    for (u32 k = 0; k < s->options->trigger_count && *stop == STOP_LIMIT; k++) {
        const struct trigger *t = &s->options->triggers[k];
        if (!trigger_due(t, &s->states[k], s->instructions)) continue;
        i64 to = choose(s, k);
        if (to < 0)
            s->states[k].idle++;
        else if (!move(s, k, (u32)to, stop, st))
            return false;
        trigger_fired(t, &s->states[k], s->instructions, s->process);
    }
    return true;
}

/* What follows a stop that no trigger asked for. *on: the run goes on. */
static enum session_end conclude(struct session *s, enum stop stop, bool *on,
                                 struct status *st) {
    switch (stop) {
    case STOP_LIMIT: break;
    case STOP_EXIT: return END_EXIT;
    case STOP_TRAP: return END_TRAP;
    case STOP_ERROR: return END_ERROR;
    case STOP_DONE:
        if (!s->starting) return END_EXIT;
        s->starting = false;
        if (!begin_function(s, s->entry, st)) return END_ERROR;
        break;
    }
    *on = true;
    return END_EXIT;
}

/* Runs the machine that the process is on for so many instructions. */
static enum stop run_machine(struct session *s, u64 limit, struct status *st) {
    enum stop stop = STOP_LIMIT;
    u64 executed = 0;
    if (!limit) return STOP_LIMIT;
    s->running = s->machines[s->current];
    if (!s->interrupted) stop = machine_run(s->running, limit, &executed, st);
    s->running = NULL;
    advance(s, executed);
    return stop;
}

static enum session_end run(struct session *s, u64 until, struct status *st) {
    u32 began = s->current;
    for (;;) {
        bool on = false;
        u64 left = until == UINT64_MAX ? until : until - MIN(until, s->instructions);
        enum stop stop = run_machine(s, MIN(next_stop(s), left), st);
        if (stop == STOP_LIMIT && s->interrupted) {
            s->interrupted = false;
            return END_INTERRUPTED;
        }
        if (stop == STOP_LIMIT && !fire(s, &stop, st)) return END_ERROR;
        enum session_end end = conclude(s, stop, &on, st);
        if (!on) return end;
        if (until != UINT64_MAX && (s->instructions >= until || s->current != began))
            return END_PAUSED;
    }
}

enum session_end session_run_until(struct session *s, u64 instructions, struct status *st) {
    u64 start = time_now_ns();
    enum session_end end = run(s, instructions, st);
    s->time_ns += time_now_ns() - start;
    return end;
}

enum session_end session_run(struct session *s, struct status *st) {
    return session_run_until(s, UINT64_MAX, st);
}

enum session_end session_move(struct session *s, u32 to, struct status *st) {
    u64 start = time_now_ns();
    enum stop stop = STOP_LIMIT;
    bool on = false, ok = to == s->current || move(s, NO_TRIGGER, to, &stop, st);
    enum session_end end = ok ? conclude(s, stop, &on, st) : END_ERROR;
    s->time_ns += time_now_ns() - start;
    return on ? END_PAUSED : end;
}

/* ---- Traps ----------------------------------------------------------------------------------
 */

void point_text(const struct program *p, struct point_id at, struct text *out) {
    char line[256];
    program_line_text(p, at.function, at.point, line, sizeof line);
    text_add(out, program_function_name(p, at.function));
    if (line[0]) text_printf(out, " (%s)", line);
}

void session_trap_text(const struct session *s, struct text *out) {
    enum { DEPTH = 1 << 20, TOP = 16, BOTTOM = 4 };
    const struct program *p = s->build->program;
    struct machine *m = s->machines[s->current];
    struct point_id *frames = xmalloc(DEPTH * sizeof *frames);
    u32 count = stack_trace(m, frames, DEPTH);
    text_printf(out, "trap: %s", trap_text(s->process->trap));
    if (s->process->trap == TRAP_OUT_OF_BOUNDS && machine_trap_address(m))
        text_printf(out, " (address 0x%llx)", (unsigned long long)machine_trap_address(m));
    text_add(out, "\n");
    for (u32 n = 0; n < count; n++) {
        if (count > TOP + BOTTOM + 1 && n == TOP) {
            text_printf(out, "  ... %u more frames\n", count - TOP - BOTTOM);
            n = count - BOTTOM;
        }
        text_add(out, n ? "  by " : "  at ");
        point_text(p, frames[n], out);
        text_add(out, "\n");
    }
    free(frames);
}
