/* Frames of one layout (strategy memory): that they are of one layout on all machines, and that
 * what is suspended in calls is copied where both machines have homes, and only there. */
#include "tests/migrate/torture.h"

#include <stdio.h>

/* All models, whole and narrow, each of them with homes. */
static void ring_with_homes(struct ring *r) {
    ring_all(r, true);
    for (u32 n = 0; n < r->count; n++) model_use_homes(&r->models[n]);
}

/* ---- One layout ------------------------------------------------------------------------- */

/* Where a value lies in the homes of a frame; fails when it isn't there. */
static u32 place_in_homes(const struct image *image, u32 function, const struct placed *p) {
    const struct image_function *f = &image->functions[function];
    u32 at = (u32)p->offset - f->slot_offset;
    if (p->in_reg || p->offset < 0 || at + type_bytes(p->type) > f->home_bytes)
        fail_msg("%s, function %u: v%u is not in a home", image->model.name, function,
                 p->value);
    return at - 4 * p->part; /* all are little-endian */
}

/* At one call: in each image all that lives across it lies in the same homes. */
static u32 compare_call(struct fleet *f, struct point_id call, u32 *place) {
    u32 count = 0;
    memset(place, 0xff, sizeof *place * f->program->functions[call.function].value_count);
    for (u32 n = 0; n < f->ring->count; n++) {
        struct point_map map = image_call_map(f->images[n], f->program, call);
        for (u32 k = 0; k < map.count; k++) {
            u32 at = place_in_homes(f->images[n], call.function, &map.at[k]);
            u32 *known = &place[map.at[k].value];
            if (*known != NO_VALUE && *known != at)
                fail_msg("%s, function %u, call %u: v%u is at %u, elsewhere at %u",
                         f->ring->models[n].name, call.function, call.point, map.at[k].value,
                         at, *known);
            count += *known == NO_VALUE;
            *known = at;
        }
    }
    return count;
}

static u32 compare_function(struct fleet *f, u32 function) {
    u32 count = 0, values = f->program->functions[function].value_count;
    u32 *place = xcalloc(values + 1, sizeof *place);
    for (u32 n = 1; n < f->ring->count; n++)
        assert_true(image_same_layout(f->images[0], f->images[n], function));
    for (u32 n = 0; n < f->program->functions[function].point_count; n++) {
        struct point_id at = {function, n};
        if (image_return_offset(f->images[0], at) != NO_OFFSET)
            count += compare_call(f, at, place);
    }
    free(place);
    return count;
}

static void lies_alike_on_all_machines(void **state) {
    (void)state;
    need_tool("wat2wasm");
    static const char *const names[] = {"recursion", "wide",     "floats", "live",
                                        "many",      "indirect", "deep"};
    struct ring ring = {0};
    ring_with_homes(&ring);
    for (size_t k = 0; k < COUNT_OF(names); k++) {
        char path[500];
        u32 values = 0;
        snprintf(path, sizeof path, PROGRAMS "%s.wat", names[k]);
        struct fleet *f = fleet_load(path, &ring);
        for (u32 n = 0; n < f->program->function_count; n++) values += compare_function(f, n);
        print_message("%-10s %4u values across calls, on %u models\n", names[k], values,
                      ring.count);
        assert_true(values > 0);
        fleet_free(f);
    }
}

/* ---- Copies ----------------------------------------------------------------------------- */

struct deep { /* a process, many calls deep */
    struct ring *ring;
    struct fleet *fleet;
    struct traveller *t;
    u32 run;
};

/* Models 0 and 1 have homes, model 2 has none. */
static struct deep go_down(u64 calls) {
    static const struct process_options nothing = {.in = -1, .out = -1, .err = -1};
    struct deep d = {0};
    struct status st = {0};
    struct way_to_go way = {.gait = GAIT_EVERY, .distance = 1};
    d.ring = xcalloc(1, sizeof *d.ring);
    ring_add(d.ring, "aarch64");
    ring_add(d.ring, "x86-32/4");
    ring_add(d.ring, "riscv64");
    model_use_homes(&d.ring->models[0]);
    model_use_homes(&d.ring->models[1]);
    d.fleet = fleet_load(PROGRAMS "depth.wat", d.ring);
    d.t = traveller_new(d.fleet, &nothing, 0, &way, &st);
    d.run = (u32)program_find_export(d.fleet->program, EXTERNAL_FUNCTION, "run");
    assert_true(d.t && traveller_start(d.t, d.run, &calls));
    u64 executed = 0;
    assert_int_equal(machine_run(d.t->machines[0], 15 * calls, &executed, &st), STOP_LIMIT);
    return d;
}

static void come_back(struct deep *d, u64 *result) {
    struct status st = {0};
    u64 executed = 0;
    struct traveller *t = d->t;
    assert_int_equal(machine_run(t->machines[t->at], UINT64_MAX, &executed, &st), STOP_DONE);
    process_results(t->machines[t->at], d->fleet->program, d->run, result);
    traveller_free(t);
    fleet_free(d->fleet);
    free(d->ring);
}

static void copies_what_is_suspended(void **state) {
    (void)state;
    need_tool("wat2wasm");
    u64 stayed, moved;
    struct deep d = go_down(1000);
    come_back(&d, &stayed);
    d = go_down(1000);
    static const u32 to[] = {1, 2, 0, 1, 0};
    for (u32 k = 0; k < COUNT_OF(to); k++) {
        bool homes = to[k] != 2 && d.t->at != 2;
        enum stop stop;
        if (traveller_move(d.t, to[k], &stop) != MOVED) fail_msg("%s", d.t->trouble.at);
        print_message("%u frames, %u copied\n", d.t->last.frames, d.t->last.frames_copied);
        assert_true(d.t->last.frames > 500);
        assert_int_equal(d.t->last.frames_copied, homes ? d.t->last.frames - 1 : 0);
    }
    come_back(&d, &moved);
    assert_int_equal(moved, stayed);
}

/* The check of states compares what was copied too. */
static void notices_a_bad_copy(void **state) {
    (void)state;
    need_tool("wat2wasm");
    struct deep d = go_down(100);
    struct status st = {0};
    struct state s = {0}, again = {0};
    struct machine *from = d.t->machines[0], *to = traveller_machine(d.t, 1);
    u32 distance;
    u64 result;
    const struct program *p = d.fleet->program;
    assert_int_equal(machine_roll(from, &distance, &st), STOP_LIMIT);
    assert_true(state_capture_for(from, d.fleet->images[1], p, NULL, &s, &st));
    assert_true(s.frames.count > 50 && s.frames.at[9].copied);
    assert_true(state_rebuild(to, p, &s, &st));
    assert_true(state_arrived(from, to, p, &s, &again, &st));
    const struct image_function *f = &d.fleet->images[0]->functions[s.frames.at[9].at.function];
    for (u32 k = 0; k < f->home_bytes; k++) s.bytes.at[s.frames.at[9].bytes_first + k] ^= 0x55;
    assert_true(state_rebuild(to, p, &s, &st));
    assert_false(state_arrived(from, to, p, &s, &again, &st));
    assert_non_null(strstr(st.text, "state check: frame 9, "));
    status_free(&st);
    state_free(&s);
    state_free(&again);
    come_back(&d, &result);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lies_alike_on_all_machines),
        cmocka_unit_test(copies_what_is_suspended),
        cmocka_unit_test(notices_a_bad_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
