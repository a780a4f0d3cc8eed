/* tests/testbed/test_profile.c: what profiles count is what happens. The emulator's own hooks on
 * memory are the oracle: how many loads and stores there were, and, by their addresses in the
 * frame, which of them touched spill slots and saved registers. The generator's classes of
 * instructions play no part in that. */
#include "testbed/session.h"
#include "tests/base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicorn/unicorn.h>

#define WORKLOADS HPMSIM_SOURCE_DIR "/workloads/"

static const struct process_options quiet = {.in = -1, .out = -1, .err = -1};

/* ---- The oracle ------------------------------------------------------------------------- */

struct oracle {
    struct machine *m;
    const struct image_function *function; /* of the block at hand; NULL: none */
    u64 block_end;
    u64 body_sp; /* of the frame at hand */
    bool pushed; /* the last access pushed a return address: of a function or of a helper? */
    i64 last;    /* offset in the frame of the last access to the stack */
    bool last_store;
    u64 loads, stores, fills, spills, saves, restores;
};

static u64 stack_pointer(const struct oracle *o) {
    u64 sp[8] = {0};
    uc_reg_read(machine_engine(o->m), machine_isa(o->m)->emulation.sp, sp);
    return machine_isa(o->m)->word_bytes == 4 ? (u32)sp[0] : sp[0];
}

static void on_block(uc_engine *uc, u64 address, u32 size, void *data) {
    struct oracle *o = data;
    const struct image *image = machine_image(o->m);
    u32 at = (u32)(address - image->code_base);
    i64 f = image_function_at(image, at);
    (void)uc;
    if (o->pushed && f >= 0) o->saves++;
    o->pushed = false;
    /* Blocks end where pages do, also amid the code that moves the stack pointer. */
    bool on = f >= 0 && o->function == &image->functions[f] && o->block_end == address;
    o->block_end = address + size;
    if (on) return;
    o->function = f < 0 ? NULL : &image->functions[f];
    if (f < 0) return;
    o->body_sp = stack_pointer(o);
    if (at < o->function->points_start)
        o->body_sp += (machine_isa(o->m)->call_pushes ? machine_isa(o->m)->word_bytes : 0) -
                      (u64)o->function->frame_bytes;
}

/* aarch64 saves and restores a lowest register that has no partner by a pair all the same, which
 * reaches below: both accesses are that pair's. */
static bool reaches_below(const struct oracle *o, i64 offset, bool store) {
    const struct image_function *f = o->function;
    return !strcmp(machine_isa(o->m)->name, "aarch64") && f->saved_offset == 8 && offset == 8 &&
           f->frame_bytes > 8 && o->last == 0 && o->last_store == store;
}

static void on_access(uc_engine *uc, uc_mem_type type, u64 address, int size, i64 value,
                      void *data) {
    struct oracle *o = data;
    const struct isa *isa = machine_isa(o->m);
    struct machine_stack stack = machine_stack(o->m);
    bool store = type == UC_MEM_WRITE;
    (void)uc, (void)size, (void)value;
    if (store)
        o->stores++;
    else
        o->loads++;
    if (!o->function || address < stack.base || address >= stack.base + stack.bytes) return;
    i64 offset = (i64)(address - o->body_sp);
    const struct image_function *f = o->function;
    if (reaches_below(o, offset, store)) {
        *(store ? &o->saves : &o->restores) += 2;
        *(store ? &o->spills : &o->fills) -= f->slot_offset == 0;
        return;
    }
    o->last = offset;
    o->last_store = store;
    if (offset >= f->slot_offset && offset < f->saved_offset) {
        if (store)
            o->spills++;
        else
            o->fills++;
    } else if (offset >= f->saved_offset && offset < f->frame_bytes) {
        if (store)
            o->saves++;
        else
            o->restores++;
    } else if (store && isa->call_pushes && offset == -(i64)isa->word_bytes) {
        o->pushed = true;
    }
}

static struct oracle *watch(struct session *s, u32 machine) {
    struct status st = {0};
    struct oracle *o = xcalloc(1, sizeof *o);
    uc_hook hook;
    if (!s->machines[machine])
        s->machines[machine] = machine_create(s->build->images[machine], s->process, true, &st);
    o->m = s->machines[machine];
    assert_non_null(o->m);
    machine_profile_begin(o->m);
    uc_engine *uc = machine_engine(o->m);
    assert_int_equal(uc_hook_add(uc, &hook, UC_HOOK_BLOCK, (void *)on_block, o, 1, 0), 0);
    assert_int_equal(uc_hook_add(uc, &hook, UC_HOOK_MEM_READ | UC_HOOK_MEM_WRITE,
                                 (void *)on_access, o, 1, 0),
                     0);
    return o;
}

/* ---- Comparing -------------------------------------------------------------------------- */

static struct profile_counts total(const struct session *s, u32 machine) {
    u32 count = s->build->program->function_count + 1;
    struct profile_counts sum = {0};
    struct profile_counts *f = xcalloc(count, sizeof *f);
    profile_functions(machine_profile(s->machines[machine]), f);
    for (u32 n = 0; n < count; n++) profile_counts_add(&sum, &f[n]);
    free(f);
    return sum;
}

static void same(const char *what, const char *model, u64 profile, u64 oracle) {
    if (profile != oracle)
        fail_msg("%s: %s: profile %llu, oracle %llu", model, what, (unsigned long long)profile,
                 (unsigned long long)oracle);
}

static struct session *start(const struct build *b, const struct session_options *o) {
    struct status st = {0};
    struct session *s = session_create(b, o, &st);
    if (!s) fail_msg("%s", st.text);
    return s;
}

static void finish(struct session *s) {
    struct status st = {0};
    if (session_run(s, &st) != END_EXIT) fail_msg("%s", st.text ? st.text : "no exit");
}

/* On one machine, from beginning to end: all classes that addresses tell. */
static void staying(const struct build *b, const char **args, u32 machine) {
    struct session_options options = {.process = quiet, .start = machine, .counting = true};
    options.process.args = args;
    options.process.arg_count = 2;
    struct session *s = start(b, &options);
    struct oracle *o = watch(s, machine);
    finish(s);
    struct profile_counts c = total(s, machine);
    const char *model = b->images[machine]->model.name;
    same("instructions", model, c.instructions, s->instructions);
    same("loads", model, c.loads, o->loads);
    same("stores", model, c.stores, o->stores);
    same("fills", model, c.duties[DUTY_FILL], o->fills);
    same("spills", model, c.duties[DUTY_SPILL], o->spills);
    same("saves", model, c.duties[DUTY_SAVE], o->saves);
    same("restores", model, c.duties[DUTY_RESTORE], o->restores);
    assert_true(c.loads && c.stores && c.duties[DUTY_SAVE]);
    assert_int_equal(c.duties[DUTY_OPERATION], 0);
    free(o);
    session_free(s);
}

/* Round all machines, stopped anywhere: accesses and instructions. */
static void moving(const struct build *b, const char **args, u64 every) {
    u32 *ring = xcalloc(b->count, sizeof *ring);
    struct oracle **o = xcalloc(b->count, sizeof *o);
    for (u32 n = 0; n < b->count; n++) ring[n] = (n + 1) % b->count;
    struct trigger t = {
        .every = true, .n = every, .to = ring, .to_count = b->count, .limit = UINT64_MAX};
    struct session_options options = {.process = quiet, .triggers = &t, .trigger_count = 1};
    options.process.args = args;
    options.process.arg_count = 2;
    struct session *s = start(b, &options);
    for (u32 n = 0; n < b->count; n++) o[n] = watch(s, n);
    finish(s);
    assert_true(s->stats.count > b->count);
    for (u32 n = 0; n < b->count; n++) {
        struct profile_counts c = total(s, n);
        const char *model = b->images[n]->model.name;
        same("instructions, moving", model, c.instructions, s->instructions_on[n]);
        same("loads, moving", model, c.loads, o[n]->loads);
        same("stores, moving", model, c.stores, o[n]->stores);
        free(o[n]);
    }
    session_free(s);
    free(ring);
    free(o);
}

static bool make(struct build *b, const char *path, u32 registers) {
    struct status st = {0};
    struct model models[16];
    if (!have_tool("clang") || !have_tool("wat2wasm")) return false;
    struct program *p = program_load(path, &st);
    if (!p) fail_msg("%s", st.text);
    for (u32 n = 0; n < isa_count; n++) {
        assert_true(model_find(isa_list[n]->name, &models[n], &st));
        if (registers) assert_true(model_narrow(&models[n], CLASS_INT, registers, &st));
    }
    if (!build_make(b, p, models, isa_count, &(struct build_options){0}, &st))
        fail_msg("%s", st.text);
    return true;
}

static void accesses_are_those_that_happen(void **unused) {
    (void)unused;
    static const struct {
        const char *path, *argument;
        u64 every;
    } programs[] = {{WORKLOADS "nqueens.c", "5", 997},
                    {WORKLOADS "nbody.c", "20", 5003},
                    {WORKLOADS "bignum.c", "30", 5003},
                    {WORKLOADS "sort.c", "60", 5003}};
    for (u32 n = 0; n < COUNT_OF(programs); n++) {
        for (u32 registers = 0; registers <= 4; registers += 4) {
            struct build b;
            const char *args[] = {"program", programs[n].argument};
            if (!make(&b, programs[n].path, registers)) skip();
            for (u32 machine = 0; machine < b.count; machine++) staying(&b, args, machine);
            moving(&b, args, programs[n].every);
            build_free(&b);
        }
    }
}

/* ---- Functions -------------------------------------------------------------------------- */

/* leaf has no frame, and its loop begins at its first instruction; fib calls itself. */
static const char source[] =
    "(module (memory (export \"memory\") 1)\n"
    "  (func $leaf (param i32) (result i32)\n"
    "    (loop $again\n"
    "      (local.set 0 (i32.sub (local.get 0) (i32.const 1)))\n"
    "      (br_if $again (i32.gt_s (local.get 0) (i32.const 0))))\n"
    "    (local.get 0))\n"
    "  (func $fib (param i32) (result i32)\n"
    "    (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))\n"
    "      (then (local.get 0))\n"
    "      (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1)))\n"
    "                     (call $fib (i32.sub (local.get 0) (i32.const 2)))))))\n"
    "  (func $touch (param i32)\n"
    "    (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (i32.const 1))))\n"
    "  (func (export \"_start\") (local i32)\n"
    "    (loop $again\n"
    "      (call $touch (call $leaf (i32.const 5)))\n"
    "      (drop (call $fib (i32.const 6)))\n"
    "      (local.set 0 (i32.add (local.get 0) (i32.const 1)))\n"
    "      (br_if $again (i32.lt_s (local.get 0) (i32.const 10))))))\n";
enum { LEAF_CALLS = 10, FIB_CALLS = 25 * 10 };

/* Calls are counted exactly, however often the process moves meanwhile; what a function does is
 * its own. */
static void functions_have_their_own(void **unused) {
    (void)unused;
    struct build b;
    struct status st = {0};
    static const u64 steps[] = {0, 1, 3, 50};
    assert_true(file_write("functions.wat", source, sizeof source - 1, &st));
    if (!make(&b, "functions.wat", 0)) skip();
    u32 leaf = (u32)program_find_function(b.program, "leaf");
    u32 fib = (u32)program_find_function(b.program, "fib");
    u32 touch = (u32)program_find_function(b.program, "touch");
    u32 ring[16], count = b.program->function_count + 1;
    for (u32 n = 0; n < b.count; n++) ring[n] = (n + 1) % b.count;
    for (u32 k = 0; k < COUNT_OF(steps) * b.count; k++) {
        u64 every = steps[k % COUNT_OF(steps)];
        struct trigger t = {.every = true,
                            .n = MAX(every, 1),
                            .to = ring,
                            .to_count = b.count,
                            .limit = UINT64_MAX};
        struct session_options o = {.process = quiet,
                                    .start = k / COUNT_OF(steps),
                                    .triggers = &t,
                                    .trigger_count = every != 0,
                                    .profile = true};
        struct session *s = start(&b, &o);
        finish(s);
        struct profile_counts *sum = xcalloc(count, sizeof *sum);
        for (u32 n = 0; n < b.count; n++)
            if (s->machines[n]) profile_functions(machine_profile(s->machines[n]), sum);
        assert_int_equal(sum[leaf].calls, LEAF_CALLS);
        assert_int_equal(sum[fib].calls, FIB_CALLS);
        assert_int_equal(sum[touch].calls, LEAF_CALLS);
        assert_int_equal(sum[leaf].stores, 0);
        assert_true(sum[fib].instructions > sum[leaf].instructions);
        if (!every) {
            /* Its own access, and where calls push it, the return address. */
            const struct isa *isa = b.images[o.start]->model.isa;
            assert_int_equal(sum[touch].loads, LEAF_CALLS * (1 + isa->call_pushes));
            assert_int_equal(sum[touch].stores, LEAF_CALLS);
            assert_int_equal(sum[fib].duties[DUTY_SAVE] + (isa->call_pushes ? LEAF_CALLS : 0),
                             sum[fib].duties[DUTY_RESTORE]);
        }
        free(sum);
        session_free(s);
    }
    build_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(accesses_are_those_that_happen),
                                       cmocka_unit_test(functions_have_their_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
