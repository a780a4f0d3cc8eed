/* tests/isa/ops_machine.c: see the header. */
#include "ops_machine.h"

#include <assert.h>
#include <setjmp.h>
#include <stdlib.h>
#include <sys/mman.h>

#include <cmocka.h>

static void must(uc_err error, const char *what) {
    if (error != UC_ERR_OK) fail_msg("%s: %s", what, uc_strerror(error));
}

static u8 *host_memory(size_t bytes) {
    u8 *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(at != MAP_FAILED);
    return at;
}

/* ---- Opening ---------------------------------------------------------------------------- */

static void host_called(struct machine *m) {
    const struct emulation *em = &m->isa->emulation;
    u64 pc = 0;
    uc_reg_read(m->uc, em->pc, &pc);
    m->called = true;
    m->call_pc = em->hostcall_pc_at ? pc : pc - (u64)em->hostcall_bytes;
    uc_emu_stop(m->uc);
}

static void on_interrupt(uc_engine *uc, u32 number, void *user) {
    struct machine *m = user;
    m->interrupt = (int)number;
    if ((int)number == m->isa->emulation.hostcall_number)
        host_called(m);
    else
        uc_emu_stop(uc);
}

static void on_syscall(uc_engine *uc, void *user) {
    (void)uc;
    host_called(user);
}

static void map(struct machine *m, u64 at, u64 bytes, u32 rights, u8 *host) {
    must(uc_mem_map_ptr(m->uc, at, bytes, rights, host), "mapping memory");
}

static void open_engine(struct machine *m) {
    const struct layout *l = &m->isa->layout;
    const struct emulation *em = &m->isa->emulation;
    must(uc_open(em->arch, em->mode, &m->uc), "uc_open");
    if (em->cpu_model >= 0) must(uc_ctl_set_cpu_model(m->uc, em->cpu_model), "CPU model");
    map(m, 0, MEMORY_BYTES, UC_PROT_READ | UC_PROT_WRITE, m->memory);
    map(m, l->context_base, CONTEXT_BYTES, UC_PROT_READ | UC_PROT_WRITE, m->context);
    for (u32 n = 0; n < TABLES; n++)
        map(m, l->tables_base + n * l->table_stride, TABLE_BYTES, UC_PROT_READ | UC_PROT_WRITE,
            m->tables + n * TABLE_BYTES);
    map(m, l->stack_base, STACK_BYTES, UC_PROT_READ | UC_PROT_WRITE, m->stack);
    map(m, l->code_base, CODE_BYTES, UC_PROT_READ | UC_PROT_EXEC, m->code);
    for (u32 n = 0; n < em->setup_count; n++) {
        u64 value[2] = {em->setup[n].value, 0};
        must(uc_reg_write(m->uc, em->setup[n].id, value), "set-up of a register");
    }
    uc_hook hook;
    must(uc_hook_add(m->uc, &hook, UC_HOOK_INTR, (void *)on_interrupt, m, 1, 0), "hook");
    if (em->hostcall_hook == HOSTCALL_SYSCALL)
        must(uc_hook_add(m->uc, &hook, UC_HOOK_INSN, (void *)on_syscall, m, 1, 0,
                         UC_X86_INS_SYSCALL),
             "hook");
}

static void make_helpers(struct machine *m) {
    struct emitter e;
    emitter_init(&e, m->model);
    m->isa->helpers(&e);
    assert_true(emitter_finish(&e));
    m->code_used = ROWS_BYTES;
    u32 at = machine_room(m, e.code.count);
    assert_true(e.helper_at.count <= COUNT_OF(m->helper_at));
    m->helper_count = e.helper_at.count;
    for (u32 n = 0; n < m->helper_count; n++) m->helper_at[n] = at + e.helper_at.at[n];
    assert_true(machine_link(m, &e, at));
    emitter_free(&e);
}

void machine_open(struct machine *m, const struct isa *isa, const struct model *model) {
    *m = (struct machine){.isa = isa, .model = model};
    m->memory = host_memory(MEMORY_BYTES);
    m->context = host_memory(CONTEXT_BYTES);
    m->tables = host_memory(TABLES * TABLE_BYTES);
    m->stack = host_memory(STACK_BYTES);
    m->code = host_memory(CODE_BYTES);
    u32 pages = MEMORY_BYTES >> 16;
    memcpy(m->context + CONTEXT_MEMORY_PAGES, &pages, 4);
    for (u32 r = 0; r < 64; r++) {
        if (!isa->registers[r].name || isa->registers[r].role == ROLE_ZERO) continue;
        m->before_at[m->count] = &m->before[r];
        m->after_at[m->count] = &m->after[r];
        m->ids[m->count] = isa->registers[r].unicorn_id;
        m->regs[m->count++] = (reg)r;
    }
    open_engine(m);
    make_helpers(m);
}

static void close_engine(struct machine *m) {
    uc_close(m->uc);
    m->uc = NULL;
}

void machine_renew(struct machine *m) {
    close_engine(m);
    memset(m->code, 0, CODE_BYTES);
    open_engine(m);
    make_helpers(m);
}

void machine_close(struct machine *m) {
    close_engine(m);
    munmap(m->memory, MEMORY_BYTES);
    munmap(m->context, CONTEXT_BYTES);
    munmap(m->tables, TABLES * TABLE_BYTES);
    munmap(m->stack, STACK_BYTES);
    munmap(m->code, CODE_BYTES);
}

/* ---- Code ------------------------------------------------------------------------------- */

u32 machine_room(struct machine *m, u32 bytes) {
    if (m->code_used + bytes + 64 > CODE_BYTES) machine_renew(m);
    u32 at = (u32)align_up(m->code_used, 16);
    m->code_used = at + bytes;
    return at;
}

u64 machine_pc_of(const struct machine *m, u32 at) {
    return m->isa->layout.code_base + at;
}

bool machine_link(struct machine *m, struct emitter *e, u32 at) {
    const struct layout *l = &m->isa->layout;
    bool reached = true;
    for (u32 n = 0; n < e->fixups.count; n++) {
        const struct fixup *x = &e->fixups.at[n];
        u64 target = 0;
        switch ((enum fixup_target)x->what) {
        case FIX_LABEL: target = machine_pc_of(m, at + e->labels.at[x->target]); break;
        case FIX_FUNCTION: target = machine_pc_of(m, x->target); break; /* tests: an offset */
        case FIX_HELPER:
            assert_true(x->target < m->helper_count);
            target = machine_pc_of(m, m->helper_at[x->target]);
            break;
        case FIX_CONTEXT: target = l->context_base + x->target; break;
        case FIX_TABLES: target = l->tables_base + x->target; break;
        case FIX_ROWS: target = l->code_base + x->target; break;
        }
        i64 distance = (i64)(target - machine_pc_of(m, at + x->at));
        reached &= m->isa->patch(e->code.at + x->at, x->kind, distance);
    }
    if (e->code.count) memcpy(m->code + at, e->code.at, e->code.count);
    return reached;
}

void machine_disassemble(const struct machine *m, u32 at, u32 bytes, struct text *out) {
    for (u32 n = 0; n < bytes;) {
        char line[160] = "?";
        u64 pc = machine_pc_of(m, at + n);
        u32 size =
            m->isa->disassemble(m->isa, m->code + at + n, bytes - n, pc, line, sizeof line);
        text_printf(out, "    %9llx  ", (unsigned long long)pc);
        u32 shown = size ? size : (m->isa->instruction_bytes ? m->isa->instruction_bytes : 1);
        for (u32 k = 0; k < shown && n + k < bytes; k++)
            text_printf(out, "%02x", m->code[at + n + k]);
        text_printf(out, "  %s\n", size ? line : "?");
        n += shown;
    }
}

/* ---- Running ---------------------------------------------------------------------------- */

u64 machine_sp(const struct machine *m) {
    return m->isa->layout.stack_base + STACK_BYTES / 2;
}

u8 *machine_stack(const struct machine *m, u64 address) {
    u64 offset = address - m->isa->layout.stack_base;
    assert_true(offset < STACK_BYTES);
    return m->stack + offset;
}

void machine_randomise(struct machine *m, u64 *seed, u64 sp) {
    const struct isa *isa = m->isa;
    u64 word = isa->word_bytes == 4 ? 0xffffffff : ~0ull;
    for (u32 n = 0; n < m->count; n++) {
        reg r = m->regs[n];
        struct contents *c = &m->before[r];
        bool is_float = reg_class_of(r) == CLASS_FLOAT;
        *c = (struct contents){{random_next(seed) & (is_float ? ~0ull : word), 0}};
        switch ((enum reg_role)isa->registers[r].role) {
        case ROLE_STACK: c->words[0] = sp; break;
        case ROLE_CONTEXT: c->words[0] = isa->layout.context_base; break;
        case ROLE_CONSTANT:
            for (u32 k = 0; k < isa->emulation.setup_count; k++)
                if (isa->emulation.setup[k].id == m->ids[n])
                    c->words[0] = isa->emulation.setup[k].value;
            break;
        default: break;
        }
    }
}

void machine_run(struct machine *m, u64 pc) {
    must(uc_reg_write_batch(m->uc, m->ids, m->before_at, (int)m->count), "writing registers");
    m->called = false;
    m->interrupt = -1;
    m->error = uc_emu_start(m->uc, pc, 0, 0, 0);
    memset(m->after, 0, sizeof m->after);
    must(uc_reg_read_batch(m->uc, m->ids, m->after_at, (int)m->count), "reading registers");
}

const struct site *machine_site(const struct machine *m, const struct emitter *e, u32 at) {
    if (!m->called) return NULL;
    for (u32 n = 0; n < e->sites.count; n++)
        if (machine_pc_of(m, at + e->sites.at[n].at) == m->call_pc) return &e->sites.at[n];
    return NULL;
}

enum outcome machine_outcome(const struct machine *m, const struct emitter *e, u32 at,
                             u64 *what) {
    const struct site *s = machine_site(m, e, at);
    *what = s ? s->what : 0;
    if (s) return s->kind == SITE_TRAP ? OUT_TRAP : OUT_DONE;
    bool data_fault = m->error == UC_ERR_READ_UNMAPPED || m->error == UC_ERR_WRITE_UNMAPPED ||
                      m->error == UC_ERR_READ_PROT || m->error == UC_ERR_WRITE_PROT;
    return data_fault && !m->called ? OUT_FAULT : OUT_LOST;
}

/* ---- Forms ------------------------------------------------------------------------------ */

static enum narrow_form form_of(const struct isa *isa, enum type t) {
    if (t == I32) return isa->i32_form;
    return t == F32 ? isa->f32_form : FORM_EXACT;
}

u64 machine_form(const struct isa *isa, enum type t, u64 bits) {
    switch (form_of(isa, t)) {
    case FORM_SIGN: return (u64)(i64)(i32)(u32)bits;
    case FORM_BOXED: return bits | 0xffffffff00000000;
    default: return bits;
    }
}

bool machine_form_is(const struct isa *isa, enum type t, u64 content, u64 bits) {
    /* Unicorn 2.0.1 does not box the results of RISC-V's f32 arithmetic, nor does it ask for
     * it. */
    enum narrow_form form = form_of(isa, t);
    if ((form == FORM_EXACT || form == FORM_BOXED) && type_bytes(t) == 4)
        return (u32)content == (u32)bits;
    return content == machine_form(isa, t, bits);
}

u64 machine_read(const struct isa *isa, const u8 *at, u32 bytes) {
    u64 v = 0;
    for (u32 k = 0; k < bytes; k++)
        v |= (u64)at[k] << 8 * (isa->big_endian ? bytes - 1 - k : k);
    return v;
}

void machine_write(const struct isa *isa, u8 *at, u32 bytes, u64 v) {
    for (u32 k = 0; k < bytes; k++)
        at[k] = (u8)(v >> 8 * (isa->big_endian ? bytes - 1 - k : k));
}
