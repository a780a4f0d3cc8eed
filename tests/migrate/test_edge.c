/* The edges of machines and of migration: first and last instructions, ends while the machine
 * rolls to a point, stacks that are full or too small, growth that other machines must see, many
 * stops, interrupts, places of traps. */
#include "tests/migrate/torture.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>

static struct traveller *set_out(struct fleet *f, u32 start, struct way_to_go way,
                                 const char *argument) {
    struct status st = {0};
    const char *args[] = {"program", argument};
    struct process_options o = {.args = args,
                                .arg_count = argument ? 2 : 1,
                                .in = -1,
                                .out = -1,
                                .err = -1,
                                .capture = true};
    struct traveller *t = traveller_new(f, &o, start, &way, &st);
    if (!t) fail_msg("%s", st.text);
    return t;
}

static u32 export_of(const struct fleet *f, const char *name) {
    i64 function = program_find_export(f->program, EXTERNAL_FUNCTION, name);
    assert_true(function >= 0);
    return (u32)function;
}

/* The model with the smallest (or largest) stack. */
static u32 model_by_stack(const struct ring *r, bool largest) {
    u32 best = 0;
    for (u32 n = 1; n < r->count; n++) {
        u64 bytes = r->models[n].isa->layout.stack_bytes;
        u64 most = r->models[best].isa->layout.stack_bytes;
        if (largest ? bytes > most : bytes < most) best = n;
    }
    return best;
}

/* ---- One migration, at each instruction of a program, for each way in which it can end ----
 */

enum { WAYS_TO_END = 10 };
struct end {
    enum stop stop;
    u32 trap, exit_status;
    struct point_id at;
    u64 result, hash;
    u64 host_calls;
};

static struct end end_of(struct traveller *t, enum stop stop) {
    struct end e = {.stop = stop, .hash = process_state_hash(t->process)};
    e.host_calls = t->process->host_calls;
    if (stop == STOP_DONE)
        process_results(t->machines[t->at], t->fleet->program, export_of(t->fleet, "run"),
                        &e.result);
    if (stop == STOP_EXIT) e.exit_status = t->process->exit_status;
    if (stop == STOP_TRAP) {
        e.trap = t->process->trap;
        assert_true(machine_trap_point(t->machines[t->at], &e.at));
    }
    assert_string_equal(text_string(&t->process->output), "abc");
    return e;
}

static void check_end(const struct end *right, const struct end *e, const struct model *from,
                      u64 instructions) {
    bool same = e->stop == right->stop && e->trap == right->trap &&
                e->exit_status == right->exit_status && e->at.function == right->at.function &&
                e->at.point == right->at.point && e->result == right->result &&
                e->hash == right->hash && e->host_calls == right->host_calls;
    if (!same)
        fail_msg(
            "from %s after %llu instructions: stop %d trap %u status %u at %u/%u result %llx "
            "calls %llu; not stop %d trap %u status %u at %u/%u result %llx calls %llu",
            from->name, (unsigned long long)instructions, e->stop, e->trap, e->exit_status,
            e->at.function, e->at.point, (unsigned long long)e->result,
            (unsigned long long)e->host_calls, right->stop, right->trap, right->exit_status,
            right->at.function, right->at.point, (unsigned long long)right->result,
            (unsigned long long)right->host_calls);
}

/* True when the process ended while the machine rolled to the point. */
static bool move_once(struct fleet *f, u32 from, u32 to, u64 how, u64 instructions,
                      const struct end *right, bool *over) {
    static const struct way_to_go none = {.gait = GAIT_EVERY, .distance = UINT64_MAX};
    struct traveller *t = set_out(f, from, none, NULL);
    struct status st = {0};
    u64 executed = 0, args[4] = {how};
    assert_true(traveller_start(t, export_of(f, "run"), args));
    enum stop stop = machine_run(t->machines[from], instructions, &executed, &st);
    *over = stop != STOP_LIMIT;
    bool rolled_to_end = false;
    if (stop == STOP_LIMIT) {
        assert_int_equal(executed, instructions);
        enum moved moved = traveller_move(t, to, &stop);
        if (moved == MOVED_FAILED) fail_msg("%s", text_string(&t->trouble));
        rolled_to_end = moved == MOVED_NOT_ENDED;
        if (moved == MOVED) stop = machine_run(t->machines[to], UINT64_MAX, &executed, &st);
    }
    if (stop == STOP_ERROR) fail_msg("%s", st.text);
    struct end e = end_of(t, stop);
    check_end(right, &e, &f->ring->models[from], instructions);
    traveller_free(t);
    return rolled_to_end;
}

static void moves_once_at_each_instruction(void **state) {
    (void)state;
    need_tool("wat2wasm");
    struct ring ring = {0};
    torture_ring(&ring);
    struct fleet *f = fleet_load(PROGRAMS "ends.wat", &ring);
    u32 rolled[5] = {0}, runs = 0;
    for (u64 how = 0; how < WAYS_TO_END; how++) {
        struct traveller *t = set_out(f, 0, (struct way_to_go){0}, NULL);
        u64 args[4] = {how}, results[4];
        struct end right = end_of(t, traveller_call(t, export_of(f, "run"), args, results));
        traveller_free(t);
        for (u32 from = 0; from < ring.count; from++) {
            bool over = false;
            for (u64 n = 0; !over; n++, runs++) {
                u32 to = (from + 1 + (u32)(n % (ring.count - 1))) % ring.count;
                if (move_once(f, from, to, how, n, &right, &over)) rolled[right.stop]++;
            }
        }
    }
    fleet_free(f);
    print_message("%u migrations; ended while rolling: %u returned, %u left, %u trapped\n",
                  runs, rolled[STOP_DONE], rolled[STOP_EXIT], rolled[STOP_TRAP]);
    assert_true(rolled[STOP_DONE] && rolled[STOP_EXIT] && rolled[STOP_TRAP]);
}

/* ---- Stacks ----------------------------------------------------------------------------- */

static void overflows_while_moving(void **state) {
    (void)state;
    need_tool("wat2wasm");
    struct ring ring = {0};
    torture_ring(&ring);
    struct fleet *f = fleet_load(PROGRAMS "depth.wat", &ring);
    for (u32 start = 0; start < ring.count; start++) {
        struct way_to_go way = {GAIT_RANDOM, .distance = 50, .seed = start + 1,
                                .frames_most = 5};
        struct traveller *t = set_out(f, start, way, NULL);
        u64 args[4] = {100000000}, results[4];
        enum stop stop = traveller_call(t, export_of(f, "run"), args, results);
        if (stop == STOP_ERROR) fail_msg("%s", text_string(&t->trouble));
        assert_int_equal(stop, STOP_TRAP);
        assert_int_equal(t->process->trap, TRAP_STACK_EXHAUSTED);
        struct point_id trace[8];
        u32 frames = stack_trace(t->machines[t->at], trace, COUNT_OF(trace));
        print_message("%-12s %llu migrations, %llu refused, %llu calls deep on %s, trace %u\n",
                      ring.models[start].name, (unsigned long long)t->migrations,
                      (unsigned long long)t->refused,
                      (unsigned long long)process_global(t->process, 0),
                      ring.models[t->at].name, frames);
        assert_int_equal(frames, COUNT_OF(trace));
        for (u32 n = 0; n < frames; n++)
            assert_string_equal(program_function_name(f->program, trace[n].function), "down");
        traveller_free(t);
    }
    fleet_free(f);
}

/* L6: what can't move stays where it is, and goes on there. */
static void stays_when_the_other_stack_is_too_small(void **state) {
    (void)state;
    need_tool("wat2wasm");
    struct ring ring = {0};
    torture_ring(&ring);
    u32 small = model_by_stack(&ring, false), large = model_by_stack(&ring, true);
    u64 bytes = ring.models[small].isa->layout.stack_bytes;
    if (bytes == ring.models[large].isa->layout.stack_bytes) {
        print_message("SKIPPED: all stacks have one size\n");
        skip();
    }
    struct fleet *f = fleet_load(PROGRAMS "depth.wat", &ring);
    u64 depth = 1 + bytes / f->images[small]->functions[0].frame_bytes;
    u64 args[4] = {depth}, right[4], moving[4];
    struct traveller *t = set_out(f, large, (struct way_to_go){0}, NULL);
    assert_int_equal(traveller_call(t, export_of(f, "run"), args, right), STOP_DONE);
    traveller_free(t);
    struct way_to_go way = {GAIT_EVERY, .distance = depth, .seed = 1};
    t = set_out(f, large, way, NULL);
    u32 refused = 0, moved = 0;
    struct status st = {0};
    assert_true(traveller_start(t, export_of(f, "run"), args));
    for (u64 executed = 0;;) {
        enum stop stop = machine_run(t->machines[t->at], depth, &executed, &st);
        if (stop != STOP_LIMIT) {
            assert_int_equal(stop, STOP_DONE);
            break;
        }
        enum moved m = traveller_move(t, small, &stop);
        if (m == MOVED) assert_int_equal(traveller_move(t, large, &stop), MOVED);
        if (t->trouble.length) fail_msg("%s", text_string(&t->trouble));
        refused += m == MOVED_FAILED;
        moved += m == MOVED;
    }
    process_results(t->machines[t->at], f->program, export_of(f, "run"), moving);
    print_message("%llu calls deep: %u times moved, %u times refused\n",
                  (unsigned long long)depth, moved, refused);
    assert_int_equal(moving[0], right[0]);
    assert_true(moved > 0 && refused > 0);
    traveller_free(t);
    fleet_free(f);
}

static void refuses_another_program(void **state) {
    (void)state;
    need_tool("wat2wasm");
    struct ring ring = {0};
    ring_all(&ring, false);
    struct fleet *f = fleet_load(PROGRAMS "globals.wat", &ring);
    struct fleet *other = fleet_load(PROGRAMS "loops.wat", &ring);
    struct status st = {0};
    struct way_to_go way = {GAIT_EVERY, .distance = 50};
    struct traveller *t = set_out(f, 0, way, NULL);
    struct machine *m = machine_create(other->images[0], t->process, true, &st);
    assert_non_null(m);
    assert_true(traveller_start(t, export_of(f, "run"), NULL));
    u64 executed = 0, right[4], results[4];
    assert_int_equal(machine_run(t->machines[0], 50, &executed, &st), STOP_LIMIT);
    struct state space[2] = {0};
    struct migration out;
    enum stop stop;
    assert_int_equal(
        migrate(t->machines[0], m, f->program, NULL, true, space, &out, &stop, &st),
        MOVED_FAILED);
    assert_int_equal(st.fault, FAULT_USER);
    status_free(&st);
    assert_int_equal(machine_run(t->machines[0], UINT64_MAX, &executed, &st), STOP_DONE);
    process_results(t->machines[0], f->program, export_of(f, "run"), results);
    struct traveller *rest = set_out(f, 0, (struct way_to_go){0}, NULL);
    assert_int_equal(traveller_call(rest, export_of(f, "run"), NULL, right), STOP_DONE);
    assert_int_equal(results[0], right[0]);
    state_free(&space[0]);
    state_free(&space[1]);
    machine_free(m);
    traveller_free(rest);
    traveller_free(t);
    fleet_free(f);
    fleet_free(other);
}

/* ---- Growth ----------------------------------------------------------------------------- */

/* All machines are there from the start, so that each learns of what grew elsewhere. */
static void sees_what_grew_elsewhere(void **state) {
    (void)state;
    need_tool("wat2wasm");
    static const char *const programs[] = {PROGRAMS "memory.wat", PROGRAMS "indirect.wat"};
    struct ring ring = {0};
    torture_ring(&ring);
    for (size_t k = 0; k < COUNT_OF(programs); k++) {
        struct fleet *f = fleet_load(programs[k], &ring);
        struct traveller *t = set_out(f, 0, (struct way_to_go){0}, NULL);
        u64 right[4], results[4];
        assert_int_equal(traveller_call(t, export_of(f, "run"), NULL, right), STOP_DONE);
        u64 hash = process_state_hash(t->process);
        traveller_free(t);
        struct way_to_go way = {GAIT_RANDOM, .distance = 7, .seed = 11};
        t = set_out(f, 0, way, NULL);
        for (u32 n = 0; n < ring.count; n++) assert_non_null(traveller_machine(t, n));
        enum stop stop = traveller_call(t, export_of(f, "run"), NULL, results);
        if (stop == STOP_ERROR) fail_msg("%s", text_string(&t->trouble));
        assert_int_equal(stop, STOP_DONE);
        assert_int_equal(results[0], right[0]);
        assert_int_equal(process_state_hash(t->process), hash);
        traveller_free(t);
        fleet_free(f);
    }
}

/* ---- Many stops ------------------------------------------------------------------------- */

static u64 resident_bytes(void) {
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    assert_non_null(f);
    assert_int_equal(fscanf(f, "%*u %lu", &pages), 1);
    fclose(f);
    return (u64)pages * (u64)sysconf(_SC_PAGESIZE);
}

/* Each stop leaves a kilobyte of translated code behind in the emulator, which crashes once that
 * is a gigabyte; so the machine gets rid of it, and the process notices nothing. */
static void stops_leave_nothing_behind(void **state) {
    (void)state;
    need_tool("wat2wasm");
#ifdef __SANITIZE_ADDRESS__
    enum { GROWTH_MAX = 512 << 20 }; /* what is freed stays in quarantine for a while */
#else
    enum { GROWTH_MAX = 40 << 20 };
#endif
    enum { STOPS = 60000, LOOK_EVERY = 2000 };
    struct ring ring = {0};
    ring_all(&ring, false);
    struct fleet *f = fleet_load(PROGRAMS "endless.wat", &ring);
    u64 args[4] = {STOPS / 4}, right[4], results[4];
    for (u32 n = 0; n < ring.count; n++) {
        struct status st = {0};
        struct traveller *t = set_out(f, n, (struct way_to_go){0}, NULL);
        assert_int_equal(traveller_call(t, export_of(f, "run"), args, right), STOP_DONE);
        traveller_free(t);
        t = set_out(f, n, (struct way_to_go){GAIT_EVERY, .distance = STOPS}, NULL);
        assert_true(traveller_start(t, export_of(f, "run"), args));
        struct machine *m = t->machines[n];
        u64 executed = 0, before = resident_bytes();
        enum stop stop = STOP_LIMIT;
        for (u32 k = 0; k < STOPS && stop == STOP_LIMIT; k++) {
            u32 distance;
            stop = machine_run(m, 1, &executed, &st);
            if (stop == STOP_LIMIT) stop = machine_roll(m, &distance, &st);
            u64 now = k % LOOK_EVERY ? 0 : resident_bytes();
            if (now > before + GROWTH_MAX)
                fail_msg("%s: %llu MiB more after %u stops", machine_isa(m)->name,
                         (unsigned long long)(now - before) >> 20, k);
        }
        if (stop == STOP_LIMIT) stop = machine_run(m, UINT64_MAX, &executed, &st);
        assert_int_equal(stop, STOP_DONE);
        process_results(m, f->program, export_of(f, "run"), results);
        assert_int_equal(results[0], right[0]);
        traveller_free(t);
    }
    fleet_free(f);
}

/* ---- Interrupts ------------------------------------------------------------------------- */

static struct machine *volatile running;

static void on_alarm(int number) {
    (void)number;
    if (running) machine_interrupt(running);
}

static void *interrupt_often(void *data) {
    volatile bool *ended = data;
    while (!*ended) {
        usleep(50);
        if (running) machine_interrupt(running);
    }
    return NULL;
}

/* Interrupted again and again, moved each time; the end is the same. */
static void run_interrupted(struct fleet *f, u32 start, u64 calls, u64 result, u32 *times) {
    struct way_to_go way = {GAIT_RANDOM, .distance = 1, .seed = start};
    struct traveller *t = set_out(f, start, way, NULL);
    struct status st = {0};
    u64 args[4] = {calls}, results[4], executed = 0;
    assert_true(traveller_start(t, export_of(f, "run"), args));
    for (u32 n = 0; n < f->ring->count; n++) traveller_machine(t, n);
    for (;;) {
        running = t->machines[t->at];
        enum stop stop = machine_run(t->machines[t->at], UINT64_MAX, &executed, &st);
        running = NULL;
        if (stop == STOP_ERROR) fail_msg("%s", st.text);
        if (stop == STOP_LIMIT) {
            ++*times;
            enum moved moved = traveller_move(t, (t->at + 1) % f->ring->count, &stop);
            if (moved == MOVED_FAILED) fail_msg("%s", text_string(&t->trouble));
            if (moved == MOVED) continue;
        }
        assert_int_equal(stop, STOP_DONE);
        break;
    }
    process_results(t->machines[t->at], f->program, export_of(f, "run"), results);
    assert_int_equal(results[0], result);
    traveller_free(t);
}

static void can_be_interrupted(void **state) {
    (void)state;
    need_tool("wat2wasm");
    enum { ROUNDS = 2000000 };
    struct ring ring = {0};
    torture_ring(&ring);
    struct fleet *f = fleet_load(PROGRAMS "endless.wat", &ring);
    u64 args[4] = {ROUNDS}, right[4];
    struct traveller *t = set_out(f, 0, (struct way_to_go){0}, NULL);
    assert_int_equal(traveller_call(t, export_of(f, "run"), args, right), STOP_DONE);
    traveller_free(t);
    u32 by_signal = 0, by_thread = 0;
    struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART}, before;
    sigaction(SIGALRM, &action, &before);
    struct itimerval timer = {{0, 500}, {0, 500}}, none = {0};
    setitimer(ITIMER_REAL, &timer, NULL);
    for (u32 n = 0; n < ring.count; n++) run_interrupted(f, n, ROUNDS, right[0], &by_signal);
    setitimer(ITIMER_REAL, &none, NULL);
    sigaction(SIGALRM, &before, NULL);
    pthread_t thread;
    volatile bool ended = false;
    assert_int_equal(pthread_create(&thread, NULL, interrupt_often, (void *)&ended), 0);
    for (u32 n = 0; n < ring.count; n++) run_interrupted(f, n, ROUNDS, right[0], &by_thread);
    ended = true;
    pthread_join(thread, NULL);
    fleet_free(f);
    print_message("interrupted %u times by a signal, %u times by a thread\n", by_signal,
                  by_thread);
    assert_true(by_signal > 0 && by_thread > 0);
}

/* ---- Places of traps -------------------------------------------------------------------- */

/* The line of faults.c that carries the mark. */
static u32 marked_line(const char *path, char mark) {
    char text[8], line[200];
    u32 n = 0;
    snprintf(text, sizeof text, "/* %c */", mark);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        n++;
        if (strstr(line, text)) break;
    }
    fclose(file);
    return n;
}

static void names_the_line_of_a_fault(void **state) {
    (void)state;
    need_tool("clang");
    struct ring ring = {0};
    torture_ring(&ring);
    struct fleet *f = fleet_load(PROGRAMS "faults.c", &ring);
    u32 wrong = 0;
    for (u32 model = 0; model < ring.count; model++) {
        for (char mark = 'A'; mark <= 'P'; mark++) {
            char argument[] = {mark, 0}, right[40], found[200];
            struct traveller *t = set_out(f, model, (struct way_to_go){0}, argument);
            assert_int_equal(traveller_call(t, export_of(f, "_start"), NULL, NULL), STOP_TRAP);
            assert_int_equal(t->process->trap, TRAP_OUT_OF_BOUNDS);
            struct point_id at;
            assert_true(machine_trap_point(t->machines[model], &at));
            program_line_text(f->program, at.function, at.point, found, sizeof found);
            snprintf(right, sizeof right, "faults.c:%u",
                     marked_line(PROGRAMS "faults.c", mark));
            u64 address = machine_trap_address(t->machines[model]);
            if (!strstr(found, right) || address < 0x7ff00000 || address >= 0x7ff00020) {
                print_message("%s, %c: %s, not %s; address %llx\n", ring.models[model].name,
                              mark, found, right, (unsigned long long)address);
                wrong++;
            }
            traveller_free(t);
        }
    }
    fleet_free(f);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_once_at_each_instruction),
        cmocka_unit_test(overflows_while_moving),
        cmocka_unit_test(stays_when_the_other_stack_is_too_small),
        cmocka_unit_test(refuses_another_program),
        cmocka_unit_test(sees_what_grew_elsewhere),
        cmocka_unit_test(stops_leave_nothing_behind),
        cmocka_unit_test(can_be_interrupted),
        cmocka_unit_test(names_the_line_of_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
