/* sim/machine.c: set-up, running and stopping. The rules come from measurements of
 * Unicorn 2.0.1:
 *
 *   - Stopping in a hook at the start of a block is exact on every ISA; stopping inside a block
 * is not. So a stop at the Nth instruction goes to the start of the block that holds it, and
 * runs the rest up to that instruction's address (`until`), which is exact when translated
 * afresh: hence the uc_ctl_remove_cache before and after.
 *   - What a hook or an `until` makes of a block is baked in when the block is translated.
 *   - A fault leaves registers exact and the program counter at the start of the block;
 *     fast_store_find_pc makes it exact, too.
 *   - A block that is translated anew leaves what it was before in a buffer of 1 GiB. After about
 *     a million stops that is full, and Unicorn crashes. So now and then the machine goes on in a
 *     new engine: see renew.
 */
#include "sim/machine.h"

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unicorn/unicorn.h>

#include "sim/fast_store.h"

enum mode { MODE_RUN, MODE_TO_ADDRESS };

struct machine {
    uc_engine *uc;
    struct image *image;
    struct process *process;
    const struct isa *isa;
    u8 *code; /* host copy, mapped at code_base */
    u64 code_bytes;
    struct machine_stack stack;
    bool counting;
    struct profile *profile; /* NULL: none is asked for */
    u32 pc;                  /* offset from code_base; true whenever the engine stands */

    /* What the mapping of the process looked like when it was last made known to the engine. */
    u32 generation;
    u64 memory_mapped;
    u64 tables_mapped[CONTEXT_TABLES_MAX];

    /* The run at hand. */
    enum mode mode;
    u64 left; /* instructions until the limit */
    u64 executed;
    u64 block;     /* address of the block last begun */
    u64 block_end; /* its end; 0 when the machine comes from nowhere */
    struct watch_list watches;
    bool fresh;   /* no block has been executed since the run began */
    u32 event_at; /* MODE_RUN: offset of the place to stop at, or NO_OFFSET */
    u32 rest;     /* MODE_RUN: instructions to go on in the block that it stopped at */
    bool due;     /* a watch has become due in a host call */
    bool started; /* MODE_TO_ADDRESS: its first block was begun */
    u32 rolled;   /* MODE_TO_ADDRESS: instructions of that block */
    bool stopped_at_block;
    u64 retranslated;           /* instructions, since the engine was opened */
    u64 stop_begun_ns, stop_ns; /* host time of the stop */
    bool at_event;              /* stopped at this very block, as a watch is due */
    bool faulted;               /* an access met nothing */
    u64 fault_address;
    struct fast_store fast;
    bool done;
    atomic_bool interrupted;
    struct point_id trap_at;
    bool trap_known;
    struct status *st;
};

struct image *machine_image(const struct machine *m) {
    return m->image;
}
const struct isa *machine_isa(const struct machine *m) {
    return m->isa;
}
u32 machine_pc(const struct machine *m) {
    return m->pc;
}
struct machine_stack machine_stack(const struct machine *m) {
    return m->stack;
}
u64 machine_trap_address(const struct machine *m) {
    return m->fault_address;
}
u64 machine_stop_ns(const struct machine *m) {
    return m->stop_ns;
}
void machine_interrupt(struct machine *m) {
    m->interrupted = true;
}

bool machine_trap_point(const struct machine *m, struct point_id *at) {
    *at = m->trap_at;
    return m->trap_known;
}

static bool check(uc_err e, const char *what, struct status *st) {
    return e == UC_ERR_OK ||
           status_fail(st, FAULT_INTERNAL, "emulator: %s: %s", what, uc_strerror(e));
}

/* ---- Mapping ---------------------------------------------------------------------------- */

static bool map(struct machine *m, u64 at, u64 size, u32 access, void *host, const char *what,
                struct status *st) {
    return size == 0 || check(uc_mem_map_ptr(m->uc, at, size, access, host), what, st);
}

/* Makes known what has grown since the process was last here. */
static bool map_growth(struct machine *m, struct status *st) {
    struct process *p = m->process;
    if (m->generation == p->mapping_generation) return true;
    m->generation = p->mapping_generation;
    if (!map(m, m->memory_mapped, p->memory_bytes - m->memory_mapped,
             UC_PROT_READ | UC_PROT_WRITE, p->memory + m->memory_mapped,
             "mapping linear memory", st))
        return false;
    m->memory_mapped = m->fast.end = p->memory_bytes;
    m->fast.host = p->memory + p->memory_bytes;
    for (u32 k = 0; k < p->table_count; k++) {
        u64 bytes = align_up((u64)process_table_size(p, k) * 4, 4096),
            old = m->tables_mapped[k];
        if (!map(m, m->isa->layout.tables_base + k * m->isa->layout.table_stride + old,
                 bytes - old, UC_PROT_READ | UC_PROT_WRITE, p->tables + k * TABLE_STRIDE + old,
                 "mapping a table", st))
            return false;
        m->tables_mapped[k] = bytes;
    }
    return true;
}

/* The machine's own memory, on the host. */
static bool allocate(struct machine *m, struct status *st) {
    const struct layout *l = &m->isa->layout;
    m->code_bytes = align_up(m->image->code_size, 4096);
    m->code =
        mmap(NULL, m->code_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    m->stack.base = l->stack_base;
    m->stack.bytes = l->stack_bytes;
    m->stack.host = mmap(NULL, l->stack_bytes, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (m->code == MAP_FAILED || m->stack.host == MAP_FAILED)
        return status_fail(st, FAULT_WORLD, "no memory for a machine: %s", strerror(errno));
    memcpy(m->code, m->image->code, m->image->code_size);
    return true;
}

static bool map_all(struct machine *m, struct status *st) {
    const struct layout *l = &m->isa->layout;
    struct process *p = m->process;
    m->generation = p->mapping_generation - 1;
    m->memory_mapped = 0;
    memset(m->tables_mapped, 0, sizeof m->tables_mapped);
    return map(m, l->code_base, m->code_bytes, UC_PROT_READ | UC_PROT_EXEC, m->code,
               "mapping code", st) &&
           map(m, l->stack_base, l->stack_bytes, UC_PROT_READ | UC_PROT_WRITE, m->stack.host,
               "mapping the stack", st) &&
           map(m, l->context_base, p->context_bytes, UC_PROT_READ | UC_PROT_WRITE, p->context,
               "mapping the context", st) &&
           map_growth(m, st);
}

/* ---- Hooks ------------------------------------------------------------------------------ */

static void stop_here(struct machine *m, u64 address) {
    m->stopped_at_block = true;
    if (m->mode == MODE_RUN) m->stop_begun_ns = time_now_ns();
    m->block_end = 0; /* entries are counted by now */
    m->pc = (u32)(address - m->image->code_base);
    uc_emu_stop(m->uc);
}

/* Whether the block that was begun last ended with a return from a function. */
static bool returned(const struct machine *m) {
    struct point_id at;
    u32 last = (u32)(m->block_end - m->image->code_base) - 1;
    return image_operation_at(m->image, last, &at) &&
           program_traits(m->process->program, at.function, at.point) & POINT_RETURN;
}

/* Tells watches of a block that begins, and where it came from: a function's first instruction
 * is reached by calls, but also by a loop that begins there. True when one has become due. */
static bool arrive(struct machine *m, u32 from) {
    struct point_id call;
    if (!m->block_end || !watch_list_marks(&m->watches, from, from + 1)) return false;
    u32 end = (u32)(m->block_end - m->image->code_base);
    return watch_arrive(&m->watches, from, image_call_returning_to(m->image, end, &call),
                        returned(m));
}

/* Tells watches of code that is executed. */
static void pass(struct machine *m, u32 from, u32 to) {
    if (m->fresh || watch_list_marks(&m->watches, from, to)) watch_pass(&m->watches, from, to);
    m->fresh = false;
}

/* A block of n instructions begins in MODE_RUN: whether the machine has to stop at it or in it,
 * `rest` instructions further on. */
static bool has_to_stop(struct machine *m, u32 from, u32 to, u64 n) {
    bool found = watch_list_marks(&m->watches, from, to) &&
                 watch_find(&m->watches, from, to, &m->event_at);
    if (!found) m->event_at = NO_OFFSET;
    if (!found && m->left >= n && !m->interrupted && !m->at_event) return false;
    u64 rest = found ? image_count_instructions(m->image, from, m->event_at) : n;
    m->rest = m->interrupted || m->at_event ? 0 : (u32)MIN(rest, m->left);
    return true;
}

static void on_block(uc_engine *uc, u64 address, u32 size, void *data) {
    struct machine *m = data;
    (void)uc;
    if (m->stopped_at_block) return;
    u64 base = m->image->code_base;
    u32 from = (u32)(address - base), to = from + size;
    bool due = m->watches.all.count && arrive(m, from);
    m->at_event = due || m->due;
    m->due = false;
    if (m->profile && m->block_end)
        profile_arrive(m->profile, from, (u32)(m->block_end - base));
    m->block = address;
    m->block_end = address + size;
    if (m->mode == MODE_TO_ADDRESS) {
        if (m->started) {
            stop_here(m, address);
            return;
        }
        m->started = true;
        if (m->profile) profile_block(m->profile, from, size);
        if (m->watches.all.count) pass(m, from, to);
        m->rolled = image_count_instructions(m->image, from, to);
        return;
    }
    u64 n = image_count_instructions(m->image, from, to);
    if (has_to_stop(m, from, to, n)) {
        stop_here(m, address);
        return;
    }
    if (m->profile) profile_block(m->profile, from, size);
    if (m->watches.all.count) pass(m, from, to);
    m->left -= n;
    m->executed += n;
}

static void end_run(struct machine *m, u32 at) {
    m->pc = at;
    uc_emu_stop(m->uc);
}

static void set_trap(struct machine *m, enum trap trap, bool known, struct point_id at) {
    m->process->state = PROCESS_TRAPPED;
    m->process->trap = trap;
    m->trap_known = known;
    m->trap_at = at;
}

/* A host call: which one is told by its address alone. */
static void serve(struct machine *m) {
    const struct emulation *em = &m->isa->emulation;
    u64 pc = 0;
    uc_reg_read(m->uc, em->pc, &pc);
    u32 at =
        (u32)(pc - m->image->code_base) - (em->hostcall_pc_at ? 0 : (u32)em->hostcall_bytes);
    const struct site *site = image_site_at(m->image, at);
    if (!site) {
        status_fail(m->st, FAULT_INTERNAL, "a host call at %08x, where the image has none", at);
        end_run(m, at);
        return;
    }
    i64 function = image_function_at(m->image, at);
    struct point_id point = {(u32)function, site->point};
    switch ((enum site_kind)site->kind) {
    case SITE_DONE:
        m->done = true;
        end_run(m, at);
        return;
    case SITE_TRAP:
        set_trap(m, (enum trap)site->what, function >= 0, point);
        end_run(m, at);
        return;
    case SITE_HOST: break;
    }
    if (process_host(m->process, site->what) != HOST_CONTINUE) {
        m->trap_known = true;
        m->trap_at = point;
        end_run(m, at);
    } else if (!map_growth(m, m->st)) {
        end_run(m, at);
    } else if (m->watches.all.count) {
        m->due = watch_host_call(&m->watches, m->process, point);
    }
}

static void on_interrupt(uc_engine *uc, u32 number, void *data) {
    struct machine *m = data;
    (void)uc;
    if ((int)number == m->isa->emulation.hostcall_number) {
        serve(m);
        return;
    }
    status_fail(m->st, FAULT_INTERNAL, "%s: exception %u near %08x", m->isa->name, number,
                (u32)(m->block - m->image->code_base));
    uc_emu_stop(m->uc);
}

static void on_syscall(uc_engine *uc, void *data) {
    (void)uc;
    serve(data);
}

static bool on_unmapped(uc_engine *uc, uc_mem_type type, u64 address, int size, i64 value,
                        void *data) {
    struct machine *m = data;
    (void)uc, (void)size, (void)value;
    m->faulted = true;
    m->fault_address = address;
    fast_store_put_back(&m->fast);
    fast_store_find_pc(&m->fast, type == UC_MEM_WRITE_UNMAPPED);
    return false;
}

static bool add_hooks(struct machine *m, struct status *st) {
    uc_hook h;
    const struct emulation *em = &m->isa->emulation;
    uc_err e = em->hostcall_hook == HOSTCALL_SYSCALL
                   ? uc_hook_add(m->uc, &h, UC_HOOK_INSN, (void *)on_syscall, m, 1, 0,
                                 UC_X86_INS_SYSCALL)
                   : UC_ERR_OK;
    return check(e, "hook", st) &&
           check(uc_hook_add(m->uc, &h, UC_HOOK_INTR, (void *)on_interrupt, m, 1, 0), "hook",
                 st) &&
           check(uc_hook_add(m->uc, &h, UC_HOOK_MEM_INVALID, (void *)on_unmapped, m, 1, 0),
                 "hook", st) &&
           (!m->counting ||
            check(uc_hook_add(m->uc, &h, UC_HOOK_BLOCK, (void *)on_block, m, 1, 0), "hook",
                  st));
}

/* ---- Life ------------------------------------------------------------------------------- */

static bool open_engine(struct machine *m, struct status *st) {
    const struct emulation *em = &m->isa->emulation;
    m->retranslated = 0;
    if (!check(uc_open((uc_arch)em->arch, (uc_mode)em->mode, &m->uc), "open", st)) return false;
    if (em->cpu_model >= 0 &&
        !check(uc_ctl_set_cpu_model(m->uc, em->cpu_model), "choosing the CPU model", st))
        return false;
    for (u32 k = 0; k < em->setup_count; k++) {
        u64 value[2] = {em->setup[k].value, 0};
        if (!check(uc_reg_write(m->uc, em->setup[k].id, value), "setting up a register", st))
            return false;
    }
    if (m->isa->context != NO_REG) {
        u64 context = m->isa->layout.context_base;
        uc_reg_write(m->uc, m->isa->registers[m->isa->context].unicorn_id, &context);
    }
    return map_all(m, st) && add_hooks(m, st);
}

struct machine *machine_create(struct image *image, struct process *p, bool counting,
                               struct status *st) {
    struct machine *m = xcalloc(1, sizeof *m);
    m->image = image;
    m->process = p;
    m->isa = image->model.isa;
    m->counting = counting;
    m->code = m->stack.host = MAP_FAILED;
    if (allocate(m, st) && open_engine(m, st)) return m;
    machine_free(m);
    return NULL;
}

static void close_engine(struct machine *m) {
    if (m->uc) uc_close(m->uc);
    m->uc = NULL;
    fast_store_forget();
}

void machine_free(struct machine *m) {
    if (!m) return;
    close_engine(m);
    if (m->code != MAP_FAILED) munmap(m->code, m->code_bytes);
    if (m->stack.host != MAP_FAILED) munmap(m->stack.host, m->stack.bytes);
    watch_list_free(&m->watches);
    profile_free(m->profile);
    free(m);
}

void machine_profile_begin(struct machine *m) {
    assert(m->counting);
    if (!m->profile) m->profile = profile_new(m->image);
}

const struct profile *machine_profile(const struct machine *m) {
    return m->profile;
}

void *machine_engine(struct machine *m) {
    return m->uc;
}

/* ---- State ------------------------------------------------------------------------------ */

/* Some registers are wider than 64 bits to the emulator; the rest of them is zero. */
static void read_register(struct machine *m, int id, u64 *out) {
    u64 value[8] = {0};
    uc_reg_read(m->uc, id, value);
    *out = value[0];
}

static void write_register(struct machine *m, int id, u64 in) {
    u64 value[8] = {in};
    uc_reg_write(m->uc, id, value);
}

/* The word of a shadow register: little-endian, as all of the context. */
static u8 *area_word(struct machine *m, reg r) {
    return m->process->context + CONTEXT_AREA + 8 * r;
}

static u64 read_area(struct machine *m, reg r) {
    const u8 *at = area_word(m, r);
    u64 value = 0;
    for (u32 k = 8; k-- > 0;) value = value << 8 | at[k];
    return value;
}

static void write_area(struct machine *m, reg r, u64 value) {
    u8 *at = area_word(m, r);
    for (u32 k = 0; k < 8; k++, value >>= 8) at[k] = (u8)value;
}

static bool writable(const struct isa *isa, reg r) {
    return isa->registers[r].name && r != isa->stack && r != isa->link;
}

void machine_get(struct machine *m, regset which, struct machine_state *s) {
    const struct reg_info *info = m->isa->registers;
    for (; which; which &= which - 1) {
        reg r = (reg)lowest_bit(which);
        if (regset_has(m->image->model.shadow, r))
            s->regs[r] = read_area(m, r);
        else if (writable(m->isa, r))
            read_register(m, info[r].unicorn_id, &s->regs[r]);
    }
    read_register(m, m->isa->emulation.sp, &s->sp);
    s->link = 0;
    if (m->isa->link != NO_REG) read_register(m, info[m->isa->link].unicorn_id, &s->link);
    if (m->isa->word_bytes == 4) s->sp &= 0xffffffffu, s->link &= 0xffffffffu;
    s->pc = m->pc;
}

void machine_set(struct machine *m, regset which, const struct machine_state *s) {
    const struct reg_info *info = m->isa->registers;
    for (; which; which &= which - 1) {
        reg r = (reg)lowest_bit(which);
        if (regset_has(m->image->model.shadow, r))
            write_area(m, r, s->regs[r]);
        else if (writable(m->isa, r))
            write_register(m, info[r].unicorn_id, s->regs[r]);
    }
    write_register(m, m->isa->emulation.sp, s->sp);
    if (m->isa->link != NO_REG) write_register(m, info[m->isa->link].unicorn_id, s->link);
    m->pc = s->pc;
    m->block_end = 0;
}

/* ---- Watches ---------------------------------------------------------------------------- */

void machine_watch(struct machine *m, struct watch *w, const struct watch_place *places,
                   u32 count) {
    assert(m->counting);
    watch_list_add(&m->watches, m->image->code_size, w, places, count);
}

/* ---- Running ---------------------------------------------------------------------------- */

static u64 guest(const struct machine *m, u32 offset) {
    return m->image->code_base + offset;
}

static void forget(struct machine *m, u64 address) {
    uc_ctl_remove_cache(m->uc, address, address + 1);
}

/* Stops translate a block anew thrice or so; a block takes about 100 bytes for each of its
 * instructions and for each of eight more, so this keeps the buffer below 100 MiB. A new engine
 * costs less than a millisecond. */
enum { RETRANSLATED_MAX = 1 << 18, RETRANSLATED_BLOCK = 8 };

/* At a point, when the old engine has translated much: goes on in a new one. What is not in
 * registers is not the engine's, and condition flags are not live at points. */
static bool renew(struct machine *m, struct status *st) {
    const regset all = (regset)-1;
    struct machine_state s = {0};
    if (m->retranslated < RETRANSLATED_MAX) return true;
    u64 block_end = m->block_end;
    machine_get(m, all, &s);
    close_engine(m);
    if (!open_engine(m, st)) return false;
    machine_set(m, all, &s);
    m->block_end = block_end;
    return true;
}

/* After the engine has stood still: what was it? Only for stops that are not at a block. */
static enum stop judge(struct machine *m, uc_err e) {
    if (m->st && !status_ok(m->st)) return STOP_ERROR;
    if (m->process->state == PROCESS_EXITED) return STOP_EXIT;
    if (m->process->state == PROCESS_TRAPPED) return STOP_TRAP;
    if (m->done) return STOP_DONE;
    if (e == UC_ERR_OK) return STOP_LIMIT;
    if (m->faulted) {
        u64 pc = 0;
        uc_reg_read(m->uc, m->isa->emulation.pc, &pc);
        m->pc = (u32)(pc - m->image->code_base);
        /* An access just below the stack is the stack's end; anything else is the program's. */
        u64 below = m->stack.base - m->fault_address;
        bool overflow = m->fault_address < m->stack.base && below <= 64u << 20;
        struct point_id at = {0, 0};
        bool known = image_operation_at(m->image, m->pc, &at);
        i64 function = image_function_at(m->image, m->pc);
        if (!known && function >= 0) at.function = (u32)function, known = true;
        set_trap(m, overflow ? TRAP_STACK_EXHAUSTED : TRAP_OUT_OF_BOUNDS, known, at);
        return STOP_TRAP;
    }
    status_fail(m->st, FAULT_INTERNAL, "%s: emulator: %s near %08x", m->isa->name,
                uc_strerror(e), m->pc);
    return STOP_ERROR;
}

static void begin(struct machine *m, enum mode mode, struct status *st) {
    m->mode = mode;
    m->st = st;
    m->at_event = m->due = m->started = m->stopped_at_block = m->faulted = m->done = false;
    m->fresh = true;
}

static uc_err go(struct machine *m, u64 from, u64 until) {
    fast_store_begin(&m->fast);
    uc_err e = uc_emu_start(m->uc, from, until, 0, 0);
    fast_store_end();
    return e;
}

/* Runs from pc up to `target` in the same block, or to the start of the next block if that
 * comes first. STOP_LIMIT: m->pc is where it stands. */
static enum stop run_to(struct machine *m, u32 target, struct status *st) {
    u64 from = guest(m, m->pc);
    uc_hook hook = 0;
    begin(m, MODE_TO_ADDRESS, st);
    if (!m->counting) uc_hook_add(m->uc, &hook, UC_HOOK_BLOCK, (void *)on_block, m, 1, 0);
    forget(m, guest(m, target));
    forget(m, from);
    uc_err e = go(m, from, guest(m, target));
    forget(m, from);
    if (hook) {
        uc_hook_del(m->uc, hook);
        uc_ctl_remove_cache(m->uc, guest(m, 0), guest(m, m->image->code_size));
    }
    m->retranslated += m->rolled + RETRANSLATED_BLOCK;
    if (m->stopped_at_block) return STOP_LIMIT;
    enum stop stop = judge(m, e);
    if (stop == STOP_LIMIT) m->pc = target;
    return stop;
}

enum stop machine_run(struct machine *m, u64 limit, u64 *executed, struct status *st) {
    assert(limit == UINT64_MAX || m->counting);
    if (!map_growth(m, st)) return STOP_ERROR;
    m->executed = m->stop_ns = 0;
    m->left = limit;
    m->fault_address = 0;
    begin(m, MODE_RUN, st);
    uc_err e = go(m, guest(m, m->pc), UINT64_MAX);
    enum stop stop = STOP_LIMIT;
    if (m->stopped_at_block) {
        if (m->rest) {
            stop = run_to(m, image_nth_instruction(m->image, m->pc, m->rest), st);
            m->executed += m->rest;
        }
        if (stop == STOP_LIMIT) {
            m->stop_ns = time_now_ns() - m->stop_begun_ns;
            if (m->pc == m->event_at) watch_reach(&m->watches, m->pc);
        }
    } else {
        stop = judge(m, e);
    }
    m->interrupted = false;
    if (executed) *executed += m->executed;
    return stop;
}

enum stop machine_roll(struct machine *m, u32 *distance, struct status *st) {
    struct point_id at;
    *distance = 0;
    if (!map_growth(m, st)) return STOP_ERROR;
    while (!image_point_at(m->image, m->pc, &at)) {
        u32 from = m->pc, target = image_next_point(m->image, from);
        /* Outside operations (prologues, edge code, helpers) go on block by block. */
        if (target <= from) target = m->image->code_size;
        enum stop stop = run_to(m, target, st);
        if (stop != STOP_LIMIT) return stop;
        *distance += m->rolled;
    }
    return renew(m, st) ? STOP_LIMIT : STOP_ERROR;
}

/* ---- The emulator ----------------------------------------------------------------------- */

const char *machine_stores_slow_why(void) {
    /* mov [rsp], rax: one store in a mapped page shows which path stores take. */
    static const u8 store[] = {0x48, 0x89, 0x04, 0x24};
    uc_engine *uc;
    u64 sp = 0x2000;
    if (fast_store_reached()) return NULL;
    if (uc_open(UC_ARCH_X86, UC_MODE_64, &uc) != UC_ERR_OK)
        return "the emulator does not start";
    if (uc_mem_map(uc, 0x1000, 0x2000, UC_PROT_ALL) == UC_ERR_OK &&
        uc_mem_write(uc, 0x1000, store, sizeof store) == UC_ERR_OK &&
        uc_reg_write(uc, UC_X86_REG_RSP, &sp) == UC_ERR_OK)
        uc_emu_start(uc, 0x1000, 0x1000 + sizeof store, 0, 0);
    uc_close(uc);
    return fast_store_reached() ? NULL : fast_store_obstacle();
}

u32 machine_emulator_version(void) {
    return uc_version(NULL, NULL);
}
