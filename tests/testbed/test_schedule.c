/* tests/testbed/test_schedule.c: policies decide as they say; schedules keep their books, come out
 * the same each time, and change nothing that a program sees. */
#include "testbed/results.h"
#include "testbed/schedule.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/base/check.h"

/* ---- Policies --------------------------------------------------------------------------- */

enum { MACHINES = 3, PROCESSES = 4 };
static struct policy_machine machines[MACHINES];
static struct policy_process processes[PROCESSES];
static const struct policy_view view = {machines, processes, MACHINES, PROCESSES};
static u32 to[PROCESSES];

static void (*place_of(const char *name))(const struct policy_view *,
                                          const struct policy_options *, u32 *) {
    for (u32 k = 0; k < policy_count; k++)
        if (!strcmp(policy_list[k].name, name)) return policy_list[k].place;
    fail_msg("there is no policy %s", name);
    return NULL;
}

/* Machines of 28, 5 and 6 registers; processes on the machines given, all movable and measured. */
static void on_machines(const u32 at[PROCESSES]) {
    static const u32 registers[] = {28, 5, 6};
    for (u32 m = 0; m < MACHINES; m++)
        machines[m] = (struct policy_machine){registers[m], 1000, 0};
    for (u32 p = 0; p < PROCESSES; p++) {
        processes[p] =
            (struct policy_process){.machine = at[p], .movable = true, .measured = true};
        machines[at[p]].assigned++;
    }
}

static void asked(const char *policy, const u32 wanted[PROCESSES]) {
    const struct policy_options o = {.leave_above = 5, .leave_below = 1};
    for (u32 p = 0; p < PROCESSES; p++) to[p] = processes[p].machine;
    place_of(policy)(&view, &o, to);
    for (u32 p = 0; p < PROCESSES; p++) assert_int_equal(to[p], wanted[p]);
}

static void round_robin(void **unused) {
    (void)unused;
    on_machines((const u32[]){0, 1, 2, 2});
    asked("none", (const u32[]){0, 1, 2, 2});
    asked("round-robin", (const u32[]){0, 1, 2, 2});
    processes[0].slice_over = processes[2].slice_over = true;
    asked("round-robin", (const u32[]){1, 1, 0, 2});
    processes[2].movable = false;
    asked("round-robin", (const u32[]){1, 1, 2, 2});
}

static void load(void **unused) {
    (void)unused;
    on_machines((const u32[]){0, 1, 2, 2}); /* nothing would be gained */
    asked("load", (const u32[]){0, 1, 2, 2});
    on_machines((const u32[]){0, 0, 0, 1});
    processes[1].slice_over = true;
    asked("load", (const u32[]){0, 2, 0, 1});
    processes[1].movable = false;
    asked("load", (const u32[]){2, 0, 0, 1});
    on_machines((const u32[]){0, 0, 0, 0}); /* as evenly as can be, in one go */
    asked("load", (const u32[]){1, 2, 0, 0});
    on_machines(
        (const u32[]){0, 0, 1, 2}); /* a machine that is twice as fast has room for two */
    machines[0].instructions_per_s = 2000;
    asked("load", (const u32[]){0, 0, 1, 2});
    on_machines((const u32[]){0, 0, 1, 2});
    processes[2].ended = true;
    machines[1].assigned = 0;
    asked("load", (const u32[]){1, 0, 1, 2});
}

static void phase(void **unused) {
    (void)unused;
    on_machines((const u32[]){1, 1, 2, 2}); /* the rich machine is free */
    for (u32 p = 0; p < PROCESSES; p++) processes[p].spill_rate = processes[p].need = 3;
    asked("phase", (const u32[]){1, 1, 2, 2});
    processes[2].spill_rate = processes[2].need = 9;
    asked("phase", (const u32[]){1, 1, 0, 2});
    processes[2].measured = false;
    asked("phase", (const u32[]){1, 1, 2, 2});
    on_machines((const u32[]){0, 1, 2, 2}); /* who needs it more gets it */
    for (u32 p = 0; p < PROCESSES; p++) processes[p].spill_rate = 3;
    processes[0].need = 10;
    processes[2].need = processes[3].need = 50;
    processes[1].spill_rate = processes[1].need = 11; /* hardly more */
    asked("phase", (const u32[]){0, 1, 2, 2});
    processes[1].spill_rate = processes[1].need = 20;
    asked("phase", (const u32[]){0, 0, 2, 2});
    on_machines((const u32[]){0, 0, 2, 2}); /* who needs it less leaves */
    for (u32 p = 0; p < PROCESSES; p++) processes[p].spill_rate = 3;
    processes[0].need = 10;
    processes[1].need = 20;
    asked("phase", (const u32[]){1, 0, 2, 2});
    on_machines((const u32[]){0, 2, 2, 2}); /* spills are rare: away, if a machine is free */
    for (u32 p = 0; p < PROCESSES; p++) processes[p].spill_rate = 3;
    processes[0].spill_rate = 0.5;
    asked("phase", (const u32[]){1, 2, 2, 2});
    machines[1].assigned = 1;
    asked("phase", (const u32[]){0, 2, 2, 2});
}

/* ---- Schedules -------------------------------------------------------------------------- */

/* Exits with 3 after 1000 * n rounds of a loop, n the byte at 0. */
#define PROGRAM(n)                                                                       \
    "(module (import \"wasi_snapshot_preview1\" \"proc_exit\" (func $exit (param i32)))" \
    " (memory (export \"memory\") 1)\n"                                                  \
    "  (func $step (param i32) (result i32)\n"                                           \
    "    (i32.store (i32.const 4) (i32.add (i32.load (i32.const 4)) (local.get 0)))\n"   \
    "    (i32.sub (local.get 0) (i32.const 1)))\n"                                       \
    "  (func (export \"_start\") (local i32)\n"                                          \
    "    (local.set 0 (i32.const " n "000))\n"                                           \
    "    (loop $again (br_if $again (local.tee 0 (call $step (local.get 0)))))\n"        \
    "    (call $exit (i32.const 3))))\n"

static const char experiment_text[] =
    "{ \"machines\": { \"big\": {\"isa\": \"aarch64\"},\n"
    "    \"small\": {\"isa\": \"x86-32\", \"registers\": 5, \"instructions_per_s\": 500000000} "
    "},\n"
    "  \"processes\": { \"a\": {\"program\": \"one.wat\"}, \"b\": {\"program\": \"two.wat\"},\n"
    "    \"c\": {\"program\": \"one.wat\", \"start\": \"big\",\n"
    "            \"migrations\": [{\"at\": {\"function\": \"step\", \"entry\": 500}, \"to\": "
    "\"small\"}]} },\n"
    "  \"policy\": {\"name\": \"%s\", \"slice_ns\": 1000, \"window_instructions\": 1000},\n"
    "  \"link\": {\"bandwidth_bytes_per_s\": 1000000000, \"latency_ns\": 77} }";

static void put_file(const char *path, const char *content) {
    struct status st = {0};
    assert_true(file_write(path, content, strlen(content), &st));
}

static void nobody(struct session *s) {
    (void)s;
}

static void interrupt(struct session *s) {
    if (s) session_interrupt(s);
}

struct trial {
    struct experiment *e;
    struct schedule s;
};

static void run(const char *policy, void (*begun)(struct session *), struct trial *t) {
    struct status st = {0};
    struct build builds[3];
    struct text text = {0};
    need_tool("wat2wasm");
    put_file("one.wat", PROGRAM("1"));
    put_file("two.wat", PROGRAM("2"));
    text_printf(&text, experiment_text, policy);
    put_file("exp.json", text.at);
    text_free(&text);
    *t = (struct trial){.e = experiment_read("exp.json", NULL, 0, &st)};
    if (st.text) fail_msg("%s", st.text);
    assert_int_equal(t->e->processes.count, 3);
    for (u32 k = 0; k < 3; k++) {
        const struct experiment *e = t->e->processes.at[k];
        struct model models[2] = {e->machines.at[0].model, e->machines.at[1].model};
        struct program *p = program_load(e->program, &st);
        if (!p) fail_msg("%s", st.text);
        assert_true(build_make(&builds[k], p, models, 2, &(struct build_options){0}, &st));
        assert_true(experiment_resolve(t->e->processes.at[k], p, &builds[k], &st));
    }
    if (!schedule_run(t->e, builds, begun, &t->s, &st)) fail_msg("%s", st.text);
}

static void done(struct trial *t) {
    schedule_free(&t->s);
    experiment_free(t->e);
}

/* A process's stretches follow each other, and add up to what is told of it. */
static void assert_timeline(const struct scheduled_process *p) {
    u64 at = 0, sums[3] = {0}, slices = 0, instructions = 0, moves = 0;
    for (u32 n = 0; n < p->stretches.count; n++) {
        const struct stretch *x = &p->stretches.at[n];
        const struct stretch *before = n ? x - 1 : NULL;
        assert_int_equal(x->begin_ns, at);
        assert_true(x->end_ns >= at);
        if (before) assert_int_equal(x->machine, before->to);
        if (before && x->kind != STRETCH_MOVING) assert_int_not_equal(x->kind, before->kind);
        sums[x->kind] += x->end_ns - at;
        slices += x->slices;
        instructions += x->instructions;
        moves += x->to != x->machine;
        at = x->end_ns;
    }
    assert_int_equal(at, p->finish_ns);
    assert_int_equal(sums[STRETCH_RUNNING], p->running_ns);
    assert_int_equal(sums[STRETCH_WAITING], p->waiting_ns);
    assert_int_equal(sums[STRETCH_MOVING], p->moving_ns);
    assert_int_equal(slices, p->slices);
    assert_int_equal(instructions, p->results.ending.instructions);
    assert_int_equal(moves, p->results.session->stats.count);
}

/* What must hold of any schedule. */
static void assert_books(const struct schedule *s) {
    u64 last = 0, on_machines_ns = 0, of_processes_ns = 0, on = 0, of = 0;
    assert_true(schedule_good(s));
    for (u32 k = 0; k < s->process_count; k++) {
        const struct scheduled_process *p = &s->processes[k];
        const struct results *r = &p->results;
        assert_int_equal(p->state, SCHEDULED_ENDED);
        assert_int_equal(r->ending.exit_status, 3);
        assert_int_equal(r->output, VERDICT_SAME);
        assert_int_equal(r->exit_status, VERDICT_SAME);
        assert_int_equal(r->memory, VERDICT_SAME);
        assert_int_not_equal(r->state, VERDICT_DIFFERENT);
        assert_int_equal(p->finish_ns, p->running_ns + p->waiting_ns + p->moving_ns);
        assert_timeline(p);
        last = MAX(last, p->finish_ns);
        of_processes_ns += p->running_ns;
        of += r->ending.instructions;
    }
    for (u32 k = 0; k < s->machine_count; k++) {
        assert_true(s->machines[k].busy_ns <= s->makespan_ns);
        assert_int_equal(s->machines[k].queue.count, 0);
        on_machines_ns += s->machines[k].busy_ns;
        on += s->machines[k].instructions;
    }
    assert_int_equal(s->makespan_ns, last);
    assert_int_equal(on_machines_ns, of_processes_ns);
    assert_int_equal(on, of);
}

static void books_are_kept(void **unused) {
    (void)unused;
    for (u32 k = 0; k < policy_count; k++) {
        struct trial x, y;
        run(policy_list[k].name, nobody, &x);
        assert_books(&x.s);
        run(policy_list[k].name, nobody, &y);
        assert_int_equal(x.s.makespan_ns, y.s.makespan_ns);
        for (u32 p = 0; p < 3; p++) {
            assert_int_equal(x.s.processes[p].finish_ns, y.s.processes[p].finish_ns);
            assert_int_equal(x.s.processes[p].slices, y.s.processes[p].slices);
            assert_int_equal(x.s.processes[p].results.session->stats.count,
                             y.s.processes[p].results.session->stats.count);
        }
        done(&x);
        done(&y);
    }
}

/* a and c share big until c's trigger takes it to b's machine, which is half as fast. */
static void queues_and_speeds(void **unused) {
    (void)unused;
    struct trial t;
    run("none", nobody, &t);
    const struct scheduled_process *p = t.s.processes;
    assert_int_equal(schedule_migrations(&t.s), 1);
    assert_int_equal(p[2].results.session->stats.count, 1);
    assert_int_equal(p[2].machine, 1);
    assert_int_equal(p[2].policy_moves, 0);
    assert_true(p[2].moving_ns >= 77);
    assert_true(p[0].waiting_ns > 0 && p[1].waiting_ns > 0 && p[2].waiting_ns > 0);
    assert_int_equal(p[0].running_ns, p[0].results.ending.instructions);
    assert_int_equal(p[1].running_ns, 2 * p[1].results.ending.instructions);
    /* never is a machine idle while a process waits for it */
    assert_int_equal(t.s.machines[1].busy_ns, t.s.makespan_ns);
    done(&t);
}

static void policies_move(void **unused) {
    (void)unused;
    struct trial t;
    run("round-robin", nobody, &t);
    for (u32 p = 0; p < 3; p++) {
        assert_true(t.s.processes[p].policy_moves + 3 > t.s.processes[p].slices);
        assert_true(t.s.processes[p].moving_ns >= 77 * t.s.processes[p].policy_moves);
    }
    done(&t);
}

/* Interrupted in the first run without migration: the other processes never begin. */
static void interrupted_early(void **unused) {
    (void)unused;
    struct trial t;
    struct status st = {0};
    struct text page = {0};
    struct style plain = {0};
    struct json_writer w = {.out = &page};
    const struct results *all[3];
    run("none", interrupt, &t);
    for (u32 p = 0; p < 3; p++) all[p] = &t.s.processes[p].results;
    assert_true(t.s.interrupted && !schedule_good(&t.s));
    schedule_print(&t.s, &plain, &page);
    assert_non_null(strstr(page.at, "Interrupted in the runs without migration"));
    schedule_write(&t.s, &w);
    assert_true(results_save(all, 3, &(struct origin){.command = "x"}, "interrupted", &st));
    text_free(&page);
    done(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_robin),
        cmocka_unit_test(load),
        cmocka_unit_test(phase),
        cmocka_unit_test(books_are_kept),
        cmocka_unit_test(queues_and_speeds),
        cmocka_unit_test(policies_move),
        cmocka_unit_test(interrupted_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
