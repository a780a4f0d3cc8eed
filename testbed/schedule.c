/* testbed/schedule.c: the simulation: slices begin where machines are idle, time goes on to the
 * next event, slices end, the policy moves processes. */
#include "testbed/schedule.h"

#include <stdlib.h>

#define SECOND_NS 1000000000u
#define NEVER     UINT64_MAX

/* ---- Time ------------------------------------------------------------------------------- */

static u64 time_of(const struct scheduled_machine *m, u64 instructions) {
    u64 speed = m->machine->instructions_per_s;
    return (u64)(((u128)instructions * SECOND_NS + speed - 1) / speed);
}

static u64 instructions_in(const struct scheduled_machine *m, u64 ns) {
    u64 n = (u64)((u128)ns * m->machine->instructions_per_s / SECOND_NS);
    return MAX(n, 1);
}

/* ---- Spills ----------------------------------------------------------------------------- */

/* Loads and stores of spill slots that the process has executed on the machine it is on. */
static u64 spills_here(const struct scheduled_process *p) {
    const struct session *s = p->results.session;
    const struct profile *profile = machine_profile(s->machines[p->machine]);
    u32 functions = p->build.program->function_count;
    struct profile_counts *counts = xcalloc(functions + 1, sizeof *counts);
    u64 spills = 0;
    profile_functions(profile, counts);
    for (u32 f = 0; f <= functions; f++)
        spills += counts[f].duties[DUTY_FILL] + counts[f].duties[DUTY_SPILL];
    free(counts);
    return spills;
}

static void begin_window(struct scheduled_process *p) {
    p->window_from = p->results.session->instructions;
    p->window_spills = spills_here(p);
}

static bool another_is_richer(const struct schedule *s, u32 machine) {
    const struct experiment_machine *m = s->experiment->machines.at;
    for (u32 k = 0; k < s->machine_count; k++)
        if (m[k].model.count[CLASS_INT] > m[machine].model.count[CLASS_INT]) return true;
    return false;
}

/* Once a window's instructions were executed on one machine. */
static void measure(const struct schedule *s, struct scheduled_process *p) {
    u64 executed = p->results.session->instructions - p->window_from;
    if (executed < s->experiment->policy.window_instructions) return;
    u64 before = p->window_spills;
    begin_window(p);
    p->measured = true;
    p->spill_rate = 100 * (double)(p->window_spills - before) / (double)executed;
    if (another_is_richer(s, p->machine))
        p->need = p->spill_rate;
    else
        p->need -= p->need / 64;
}

/* ---- Stretches -------------------------------------------------------------------------- */

static void note(struct scheduled_process *p, struct stretch s) {
    struct stretch *last = p->stretches.count ? &p->stretches.at[p->stretches.count - 1] : NULL;
    if (s.kind == STRETCH_WAITING && s.begin_ns == s.end_ns) return;
    if (last && last->kind == s.kind && s.kind != STRETCH_MOVING &&
        last->machine == s.machine && last->end_ns == s.begin_ns) {
        last->end_ns = s.end_ns;
        last->slices += s.slices;
        last->instructions += s.instructions;
    } else if (p->stretches.count < RECORDS_MAX) {
        array_push(&p->stretches, s);
    }
}

/* The process has waited until now in the queue of its machine. */
static void end_waiting(struct schedule *s, struct scheduled_process *p) {
    p->waiting_ns += s->now_ns - p->ready_ns;
    note(p, (struct stretch){STRETCH_WAITING, p->machine, p->machine, p->ready_ns, s->now_ns, 0,
                             0});
}

/* The process is on its way from now on, for so long; on p->machine it rolled. */
static void note_moving(struct schedule *s, struct scheduled_process *p, u64 moved_ns,
                        u64 rolled) {
    p->moving_ns += moved_ns;
    note(p, (struct stretch){STRETCH_MOVING, p->machine, p->results.session->current, s->now_ns,
                             s->now_ns + moved_ns, 0, rolled});
}

/* ---- Slices ----------------------------------------------------------------------------- */

static void enqueue(struct schedule *s, u32 process, u32 machine, u64 ready_ns) {
    struct scheduled_process *p = &s->processes[process];
    p->state = SCHEDULED_WAITING;
    p->ready_ns = ready_ns;
    if (machine != p->machine) p->measured = false;
    bool moved = machine != p->machine;
    p->machine = machine;
    if (moved) begin_window(p);
    array_push(&s->machines[machine].queue, process);
}

static void dequeue(struct scheduled_machine *m, u32 process) {
    u32 k = 0;
    while (m->queue.at[k] != process) k++;
    memmove(m->queue.at + k, m->queue.at + k + 1,
            (m->queue.count - k - 1) * sizeof *m->queue.at);
    m->queue.count--;
}

/* The first of the queue that is there by now; -1: none is. */
static i64 first_ready(const struct schedule *s, const struct scheduled_machine *m) {
    for (u32 k = 0; k < m->queue.count; k++)
        if (s->processes[m->queue.at[k]].ready_ns <= s->now_ns) return m->queue.at[k];
    return -1;
}

/* Carries a slice out; it takes its simulated time, at the end of which end_slice tells. */
static void begin_slice(struct schedule *s, struct scheduled_machine *m, u32 process,
                        void (*begun)(struct session *)) {
    struct scheduled_process *p = &s->processes[process];
    struct session *session = p->results.session;
    u64 before = session->instructions, slice_ns = s->experiment->policy.slice_ns;
    dequeue(m, process);
    end_waiting(s, p);
    p->state = SCHEDULED_RUNNING;
    begun(session);
    p->end = session_run_until(session, before + instructions_in(m, slice_ns), &p->status);
    begun(NULL);
    u64 executed = session->instructions - before, took_ns = time_of(m, executed);
    p->running_ns += took_ns;
    note(p, (struct stretch){STRETCH_RUNNING, p->machine, p->machine, s->now_ns,
                             s->now_ns + took_ns, 1, executed});
    p->slices++;
    m->slices++;
    m->instructions += executed;
    m->busy_ns += took_ns;
    m->running = process;
    m->until_ns = s->now_ns + took_ns;
}

static bool end_process(struct schedule *s, struct scheduled_process *p, u64 at_ns,
                        struct status *st) {
    p->state = SCHEDULED_ENDED;
    p->finish_ns = at_ns;
    s->makespan_ns = MAX(s->makespan_ns, at_ns);
    s->interrupted |= p->end == END_INTERRUPTED;
    return results_end(&p->results, p->end, &p->status, st);
}

static u64 downtime(const struct scheduled_process *p) {
    return p->results.session->downtime_simulated_ns;
}

/* A trigger of the process may have moved it: downtime is that of this slice alone. */
static bool end_slice(struct schedule *s, struct scheduled_machine *m, struct status *st) {
    u32 process = (u32)m->running;
    struct scheduled_process *p = &s->processes[process];
    m->running = -1;
    u32 now_on = p->results.session->current;
    u64 moved_ns = downtime(p) - p->moving_before_ns;
    p->moving_before_ns += moved_ns;
    if (moved_ns || now_on != p->machine) note_moving(s, p, moved_ns, 0);
    if (p->end != END_PAUSED) return end_process(s, p, s->now_ns + moved_ns, st);
    if (now_on == p->machine) measure(s, p);
    enqueue(s, process, now_on, s->now_ns + moved_ns);
    p->slice_over = true;
    return true;
}

/* ---- The policy ------------------------------------------------------------------------- */

static bool is_movable(const struct schedule *s, const struct scheduled_process *p) {
    return p->state == SCHEDULED_WAITING && p->ready_ns <= s->now_ns;
}

static bool move(struct schedule *s, u32 process, u32 to, struct status *st) {
    struct scheduled_process *p = &s->processes[process];
    struct scheduled_machine *m = &s->machines[p->machine];
    struct session *session = p->results.session;
    u64 before = session->instructions;
    end_waiting(s, p);
    dequeue(m, process);
    p->end = session_move(session, to, &p->status);
    u64 executed = session->instructions - before, took_ns = time_of(m, executed);
    u64 moved_ns = took_ns + downtime(p) - p->moving_before_ns;
    p->moving_before_ns = downtime(p);
    note_moving(s, p, moved_ns, executed);
    m->instructions += executed;
    if (p->end != END_PAUSED) return end_process(s, p, s->now_ns + moved_ns, st);
    p->policy_moves += session->current == to;
    enqueue(s, process, session->current, s->now_ns + moved_ns);
    return true;
}

static void look(const struct schedule *s, struct policy_machine *machines,
                 struct policy_process *processes, u32 *to) {
    for (u32 k = 0; k < s->machine_count; k++) {
        const struct experiment_machine *m = s->machines[k].machine;
        machines[k] =
            (struct policy_machine){m->model.count[CLASS_INT], m->instructions_per_s, 0};
    }
    for (u32 k = 0; k < s->process_count; k++) {
        const struct scheduled_process *p = &s->processes[k];
        processes[k] = (struct policy_process){.machine = p->machine,
                                               .ended = p->state == SCHEDULED_ENDED,
                                               .movable = is_movable(s, p),
                                               .slice_over = p->slice_over,
                                               .measured = p->measured,
                                               .spill_rate = p->spill_rate,
                                               .need = p->need};
        to[k] = p->machine;
        machines[p->machine].assigned += p->state != SCHEDULED_ENDED;
    }
}

static bool ask_policy(struct schedule *s, struct status *st) {
    struct policy_machine *machines = xcalloc(s->machine_count, sizeof *machines);
    struct policy_process *processes = xcalloc(s->process_count, sizeof *processes);
    u32 *to = xcalloc(s->process_count, sizeof *to);
    const struct policy_options *o = &s->experiment->policy;
    struct policy_view view = {machines, processes, s->machine_count, s->process_count};
    bool ok = true;
    look(s, machines, processes, to);
    policy_list[o->number].place(&view, o, to);
    for (u32 k = 0; k < s->process_count; k++) {
        s->processes[k].slice_over = false;
        if (ok && processes[k].movable && to[k] != s->processes[k].machine)
            ok = move(s, k, to[k], st);
    }
    free(machines);
    free(processes);
    free(to);
    return ok;
}

/* ---- Events ----------------------------------------------------------------------------- */

static void begin_slices(struct schedule *s, void (*begun)(struct session *)) {
    for (u32 k = 0; k < s->machine_count; k++) {
        struct scheduled_machine *m = &s->machines[k];
        i64 process = m->running < 0 ? first_ready(s, m) : -1;
        if (process >= 0) begin_slice(s, m, (u32)process, begun);
    }
}

static u64 next_event(const struct schedule *s) {
    u64 next = NEVER;
    for (u32 k = 0; k < s->machine_count; k++) {
        const struct scheduled_machine *m = &s->machines[k];
        if (m->running >= 0) next = MIN(next, m->until_ns);
        for (u32 n = 0; m->running < 0 && n < m->queue.count; n++)
            next = MIN(next, s->processes[m->queue.at[n]].ready_ns);
    }
    return next;
}

static bool end_slices(struct schedule *s, struct status *st) {
    bool any = false;
    for (u32 k = 0; k < s->machine_count; k++) {
        struct scheduled_machine *m = &s->machines[k];
        if (m->running < 0 || m->until_ns != s->now_ns) continue;
        if (!end_slice(s, m, st)) return false;
        any = true;
    }
    return !any || s->interrupted || ask_policy(s, st);
}

static bool simulate(struct schedule *s, void (*begun)(struct session *), struct status *st) {
    while (!s->interrupted) {
        begin_slices(s, begun);
        u64 next = next_event(s);
        if (next == NEVER) break;
        s->now_ns = next;
        if (!end_slices(s, st)) return false;
    }
    /* After an interrupt: those that had not ended. */
    for (u32 k = 0; k < s->process_count; k++)
        if (s->processes[k].state != SCHEDULED_ENDED &&
            !results_end(&s->processes[k].results, END_INTERRUPTED, &s->processes[k].status,
                         st))
            return false;
    return true;
}

/* ---- All of it -------------------------------------------------------------------------- */

static void set_up(struct schedule *s, const struct experiment *e, const struct build *builds) {
    *s = (struct schedule){.experiment = e,
                           .process_count = e->processes.count,
                           .machine_count = e->machines.count};
    s->processes = xcalloc(s->process_count, sizeof *s->processes);
    s->machines = xcalloc(s->machine_count, sizeof *s->machines);
    for (u32 k = 0; k < s->machine_count; k++) {
        s->machines[k].machine = &e->machines.at[k];
        s->machines[k].running = -1;
    }
    for (u32 k = 0; k < s->process_count; k++) {
        struct scheduled_process *p = &s->processes[k];
        p->experiment = e->processes.at[k];
        p->build = builds[k];
        p->machine = p->experiment->start;
        /* Also of those that an interrupt keeps from beginning. */
        p->results = (struct results){.experiment = p->experiment, .build = &p->build};
    }
}

bool schedule_run(const struct experiment *e, const struct build *builds,
                  void (*begun)(struct session *), struct schedule *out, struct status *st) {
    set_up(out, e, builds);
    for (u32 k = 0; k < out->process_count; k++) {
        struct scheduled_process *p = &out->processes[k];
        bool ok = results_begin(p->experiment, &p->build, begun, &p->results, st);
        p->results.schedule = out;
        p->results.scheduled = p;
        if (!ok) return false;
        out->interrupted |= p->results.interrupted;
        if (out->interrupted) return true;
    }
    for (u32 k = 0; k < out->process_count; k++) {
        if (!results_launch(&out->processes[k].results, st)) return false;
        enqueue(out, k, out->processes[k].machine, 0);
    }
    return simulate(out, begun, st);
}

void schedule_free(struct schedule *s) {
    for (u32 k = 0; k < s->process_count; k++) {
        results_free(&s->processes[k].results);
        build_free(&s->processes[k].build);
        array_free(&s->processes[k].stretches);
        status_free(&s->processes[k].status);
    }
    for (u32 k = 0; k < s->machine_count; k++) array_free(&s->machines[k].queue);
    free(s->processes);
    free(s->machines);
    *s = (struct schedule){0};
}

bool schedule_good(const struct schedule *s) {
    for (u32 k = 0; k < s->process_count; k++)
        if (!results_good(&s->processes[k].results)) return false;
    return !s->interrupted;
}

u64 schedule_migrations(const struct schedule *s) {
    u64 sum = 0;
    for (u32 k = 0; k < s->process_count; k++)
        if (s->processes[k].results.session)
            sum += s->processes[k].results.session->stats.count;
    return sum;
}
