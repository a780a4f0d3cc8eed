/* bench/ours.c: our side of a comparison: a kernel compiled by us, run and counted.
 *
 * A machine (sim/) sets the process up; then a bare engine with the same memory, stack and
 * registers runs it, so that every instruction is counted. */
#include <stdlib.h>
#include <unicorn/unicorn.h>

#include "bench/bench.h"

void kernel_profile_free(struct kernel_profile *p) {
    array_free(&p->steps);
    array_free(&p->functions);
    arena_free(&p->arena);
    *p = (struct kernel_profile){0};
}

bool ours_load(struct ours *o, const char *wasm, const char *model, const char *dump,
               struct text *dump_text, struct status *st) {
    struct bytes bytes;
    struct model m;
    struct compile_options options = {.threads = 1, .dump = dump, .dump_text = dump_text};
    *o = (struct ours){0};
    if (!model_find(model, &m, st) || !file_read(wasm, &bytes, st)) return false;
    o->program = program_decode(wasm, bytes.at, bytes.size, st);
    return o->program &&
           program_compile(o->program, &m, 1, &options, &o->image, &o->numbers, st);
}

void ours_free(struct ours *o) {
    image_free(o->image);
    program_free(o->program);
    *o = (struct ours){0};
}

static regset all_registers(const struct isa *isa) {
    regset all = 0;
    for (reg r = 0; r < 64; r++)
        if (isa->registers[r].name && isa->registers[r].role != ROLE_ZERO) all |= regset_of(r);
    return all;
}

static bool map_process(struct guest *g, const struct ours *o, struct process *p,
                        struct machine *m, void *code, struct status *st) {
    const struct layout *l = &g->isa->layout;
    struct machine_stack stack = machine_stack(m);
    const u32 data = UC_PROT_READ | UC_PROT_WRITE;
    for (u32 k = 0; k < p->table_count; k++)
        if (!guest_map(g, l->tables_base + k * l->table_stride,
                       align_up((u64)process_table_size(p, k) * 4, 4096), data,
                       p->tables + k * TABLE_STRIDE, st))
            return false;
    return guest_map(g, l->code_base, align_up(o->image->code_size, 4096),
                     UC_PROT_READ | UC_PROT_EXEC, code, st) &&
           guest_map(g, stack.base, stack.bytes, data, stack.host, st) &&
           guest_map(g, l->context_base, p->context_bytes, data, p->context, st) &&
           guest_map(g, 0, p->memory_bytes, data, p->memory, st);
}

static void move_registers(struct guest *g, struct machine *m, bool to_guest) {
    const struct isa *isa = g->isa;
    regset all = all_registers(isa);
    struct machine_state s;
    machine_get(m, all, &s);
    for (reg r = 0; r < 64; r++) {
        if (!regset_has(all, r) || r == isa->stack || r == isa->link) continue;
        if (to_guest)
            guest_set(g, isa->registers[r].unicorn_id, s.regs[r]);
        else
            s.regs[r] = guest_get(g, isa->registers[r].unicorn_id);
    }
    if (to_guest) {
        guest_set(g, isa->emulation.sp, s.sp);
        if (isa->link != NO_REG) guest_set(g, isa->registers[isa->link].unicorn_id, s.link);
    } else {
        s.sp = guest_get(g, isa->emulation.sp);
        machine_set(m, all, &s);
    }
}

/* Notes each executed instruction, in the order of code. */
static void note_steps(const struct ours *o, const struct guest *g,
                       struct kernel_profile *out) {
    struct image *image = o->image;
    u64 *counts = guest_counts(g);
    u32 unit = MAX(g->isa->instruction_bytes, 1);
    i64 last = -2;
    for (u32 at = 0; at < image->code_size; at += unit) {
        if (!counts[at] || image_count_instructions(image, at, at + unit) == 0) continue;
        i64 function = image_function_at(image, at);
        if (function != last) {
            array_push(&out->functions,
                       function < 0
                           ? "(helpers)"
                           : arena_strdup(&out->arena,
                                          program_function_name(o->program, (u32)function)));
            last = function;
        }
        array_push(&out->steps, ((struct step){.at = at,
                                               .function = out->functions.count - 1,
                                               .count = counts[at],
                                               .leader = g->leaders[at]}));
        out->total += counts[at];
    }
    free(counts);
}

static bool run_guest(const struct ours *o, struct process *p, struct machine *m, u32 function,
                      struct kernel_profile *out, struct status *st) {
    struct guest g;
    struct image *image = o->image;
    size_t code_bytes = align_up(image->code_size, 4096);
    void *code = aligned_alloc(4096, code_bytes);
    memset(code, 0, code_bytes);
    memcpy(code, image->code, image->code_size);
    bool ok = guest_open(&g, machine_isa(m), image->code_base, image->code_size, st) &&
              map_process(&g, o, p, m, code, st);
    if (ok) {
        move_registers(&g, m, true);
        ok = guest_run(&g, image->code_base + machine_pc(m), UINT64_MAX, st);
    }
    if (ok && (!g.called || g.hostcall != image->code_base + image->done_at))
        ok = status_fail(st, FAULT_INTERNAL, "the kernel did not return: stopped near 0x%llx",
                         (unsigned long long)(g.hostcall - image->code_base));
    if (ok) {
        u64 result = 0;
        move_registers(&g, m, false);
        process_results(m, o->program, function, &result);
        out->result = (u32)result;
        out->base = image->code_base;
        note_steps(o, &g, out);
    }
    guest_close(&g);
    free(code);
    return ok;
}

/* A fresh process on a fresh machine, ready to run the kernel. */
static bool prepare(const struct ours *o, u32 function, u32 n, bool counting,
                    struct process **p, struct machine **m, struct status *st) {
    struct process_options options = {.in = -1, .out = -1, .err = -1};
    u64 argument = n;
    *m = NULL;
    *p = process_create(o->program, &options, st);
    if (*p) *m = machine_create(o->image, *p, counting, st);
    return *m && process_start(*m, o->program, function, &argument, st);
}

bool ours_profile(const struct ours *o, u32 n, struct kernel_profile *out, u64 *counted,
                  struct status *st) {
    struct process *p;
    struct machine *m;
    *out = (struct kernel_profile){0};
    *counted = 0;
    i64 function = program_find_export(o->program, EXTERNAL_FUNCTION, "kernel");
    if (function < 0) return status_fail(st, FAULT_USER, "the module exports no kernel");
    bool ok = prepare(o, (u32)function, n, false, &p, &m, st) &&
              run_guest(o, p, m, (u32)function, out, st);
    machine_free(m);
    process_free(p);
    if (!ok) return false;

    u64 result = 0;
    ok = prepare(o, (u32)function, n, true, &p, &m, st);
    if (ok) {
        enum stop stop = machine_run(m, UINT64_MAX, counted, st);
        if (stop == STOP_TRAP)
            ok = status_fail(st, FAULT_INTERNAL, "trap: %s", trap_text(p->trap));
        else if (stop != STOP_DONE)
            ok = status_fail(st, FAULT_INTERNAL, "the machine did not come to the end");
    }
    if (ok) process_results(m, o->program, (u32)function, &result);
    machine_free(m);
    process_free(p);
    if (ok && ((u32)result != out->result || *counted != out->total))
        ok = status_fail(st, FAULT_INTERNAL,
                         "machine and bare engine differ: %08x after %llu instructions, "
                         "%08x after %llu",
                         (u32)result, (unsigned long long)*counted, out->result,
                         (unsigned long long)out->total);
    return ok;
}
