/* bench/guest.c: a bare engine that runs one stretch of code and counts each instruction.
 *
 * A hook at the start of each block notes where the block begins and ends, as steps up and down
 * of a count per byte: their running sum is how often the instruction at each byte was
 * executed. Blocks may overlap. */
#include <stdlib.h>
#include <unicorn/unicorn.h>

#include "bench/bench.h"

static bool check(uc_err e, const char *what, struct status *st) {
    return e == UC_ERR_OK ||
           status_fail(st, FAULT_INTERNAL, "emulator: %s: %s", what, uc_strerror(e));
}

static void on_block(uc_engine *uc, u64 address, u32 size, void *data) {
    struct guest *g = data;
    (void)uc;
    u64 from = address - g->base;
    g->last_block = address;
    if (from + size > g->bytes) return;
    u32 begin = (u32)from, end = begin + size, first = begin;
    /* An x86 instruction with a repeat prefix runs as a block per repetition; it counts once.
     */
    if (g->repeats && g->repeats[begin] && g->last_end == begin + g->repeats[begin])
        first += g->repeats[begin];
    g->steps[first]++;
    g->steps[end]--;
    g->leaders[begin] = g->leaders[end] = 1;
    g->last_end = end;
}

static void end_run(struct guest *g) {
    const struct emulation *em = &g->isa->emulation;
    u64 pc = guest_get(g, em->pc);
    g->called = true;
    g->hostcall = pc - (em->hostcall_pc_at ? 0 : (u64)em->hostcall_bytes);
    uc_emu_stop(g->uc);
}

static void on_interrupt(uc_engine *uc, u32 number, void *data) {
    struct guest *g = data;
    if ((int)number == g->isa->emulation.hostcall_number) {
        end_run(g);
        return;
    }
    status_fail(g->st, FAULT_INTERNAL, "exception %u in the block at 0x%llx", number,
                (unsigned long long)g->last_block);
    uc_emu_stop(uc);
}

static void on_syscall(uc_engine *uc, void *data) {
    (void)uc;
    end_run(data);
}

static bool on_unmapped(uc_engine *uc, uc_mem_type type, u64 address, int size, i64 value,
                        void *data) {
    struct guest *g = data;
    (void)uc, (void)type, (void)size, (void)value;
    return status_fail(g->st, FAULT_INTERNAL, "access to 0x%llx in the block at 0x%llx",
                       (unsigned long long)address, (unsigned long long)g->last_block);
}

static bool add_hooks(struct guest *g, struct status *st) {
    uc_hook h;
    uc_err e = UC_ERR_OK;
    if (g->isa->emulation.hostcall_hook == HOSTCALL_SYSCALL)
        e = uc_hook_add(g->uc, &h, UC_HOOK_INSN, (void *)on_syscall, g, 1, 0,
                        UC_X86_INS_SYSCALL);
    return check(e, "hook", st) &&
           check(uc_hook_add(g->uc, &h, UC_HOOK_INTR, (void *)on_interrupt, g, 1, 0), "hook",
                 st) &&
           check(uc_hook_add(g->uc, &h, UC_HOOK_MEM_INVALID, (void *)on_unmapped, g, 1, 0),
                 "hook", st) &&
           check(uc_hook_add(g->uc, &h, UC_HOOK_BLOCK, (void *)on_block, g, 1, 0), "hook", st);
}

bool guest_open(struct guest *g, const struct isa *isa, u64 base, u32 bytes,
                struct status *st) {
    const struct emulation *em = &isa->emulation;
    *g = (struct guest){.isa = isa, .base = base, .bytes = bytes};
    g->steps = xcalloc((size_t)bytes + 1, sizeof *g->steps);
    g->leaders = xcalloc((size_t)bytes + 1, 1);
    if (!check(uc_open((uc_arch)em->arch, (uc_mode)em->mode, &g->uc), "open", st)) return false;
    if (em->cpu_model >= 0 &&
        !check(uc_ctl_set_cpu_model(g->uc, em->cpu_model), "choosing the CPU model", st))
        return false;
    for (u32 n = 0; n < em->setup_count; n++) guest_set(g, em->setup[n].id, em->setup[n].value);
    return add_hooks(g, st);
}

bool guest_map(struct guest *g, u64 at, u64 bytes, u32 rights, void *host, struct status *st) {
    return bytes == 0 || check(uc_mem_map_ptr(g->uc, at, bytes, rights, host), "map", st);
}

/* Some registers are wider than 64 bits to the emulator. */
void guest_set(struct guest *g, int unicorn_id, u64 value) {
    u64 wide[8] = {value};
    uc_reg_write(g->uc, unicorn_id, wide);
}

u64 guest_get(struct guest *g, int unicorn_id) {
    u64 wide[8] = {0};
    uc_reg_read(g->uc, unicorn_id, wide);
    return wide[0];
}

bool guest_run(struct guest *g, u64 pc, u64 until, struct status *st) {
    g->st = st;
    g->last_end = UINT32_MAX;
    uc_err e = uc_emu_start(g->uc, pc, until, 0, 0);
    return status_ok(st) && check(e, "run", st);
}

u64 *guest_counts(const struct guest *g) {
    u64 *counts = xcalloc((size_t)g->bytes + 1, sizeof *counts);
    i64 sum = 0;
    for (u32 at = 0; at < g->bytes; at++) {
        sum += g->steps[at];
        counts[at] = (u64)sum;
    }
    return counts;
}

void guest_close(struct guest *g) {
    if (g->uc) uc_close(g->uc);
    free(g->steps);
    free(g->leaders);
    *g = (struct guest){0};
}
