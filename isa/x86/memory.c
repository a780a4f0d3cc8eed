/* isa/x86/memory.c: linear memory and the context.
 *
 * x86-64: linear memory starts at guest address 0 and nothing else lies below 2^33, so an
 * access at a zero-extended 32-bit sum plus an offset needs no check. Only the sum must be made
 * to wrap.
 *
 * x86-32: the sum wraps by itself. Below 2^31, and with an offset below X86_32_FREE_OFFSET, the
 * access meets linear memory or the gap above it, where it faults; so it is enough to look at
 * the sum's sign. With bigger offsets the sum is compared with the last good one. */
#include "isa/x86/x86.h"

#include <assert.h>

/* The parts of an address. A constant argument goes into `sum`. */
struct parts {
    bool base, index; /* in registers */
    u32 sum;          /* added to them, modulo 2^32 */
    u32 offset;       /* added to that */
};

static struct parts parts_of(const struct ir_function *f, const struct ins *i) {
    struct parts p = {.offset = (u32)i->imm};
    p.base = !value_is_const(f, i->arg[0]);
    if (!p.base) p.sum = (u32)f->values[i->arg[0]].bits;
    if (i->arg[1] == NO_VALUE) return p;
    p.index = !value_is_const(f, i->arg[1]);
    if (!p.index) p.sum += (u32)f->values[i->arg[1]].bits << i->shift;
    return p;
}

void ask_address(const struct x86_ask *a) {
    struct parts p = parts_of(a->f, a->i);
    if (p.base) ask_use(a, a->i->arg[0], 0, AT_REG);
    if (p.index) ask_use(a, a->i->arg[1], 0, AT_REG);
}

static bool always_traps(struct x86_job *j) {
    x86_jump(j->e, emitter_trap(j->e, TRAP_OUT_OF_BOUNDS));
    return false;
}

/* The sum is `m` without its displacement, plus p.sum. */
static void address_64(struct emitter *e, const struct ins *i, const struct parts *p,
                       struct x86_rm *m) {
    /* On its own a register is a sum already; with INS_NOWRAP, two are. A constant may be added
     * to none of them: base + constant may wrap as well. */
    bool exact =
        p->sum == 0 && (!p->index || (!p->base && i->shift == 0) || i->flags & INS_NOWRAP);
    bool one_constant = p->sum && i->flags & INS_NOWRAP && (u64)p->sum + p->offset <= INT32_MAX;
    if (exact || one_constant) {
        m->disp = (i32)(p->sum + p->offset);
        return;
    }
    m->disp = (i32)p->sum;
    x86_rm(e, X86_LEA, 4, x86_scratch(e), *m);
    *m = x86_at(x86_scratch(e), (i32)p->offset);
}

static void address_32(struct x86_job *j, const struct parts *p, u64 last_sum,
                       struct x86_rm *m) {
    struct emitter *e = j->e;
    bool big_offset = p->offset >= X86_32_FREE_OFFSET;
    if (big_offset || !(j->i->flags & INS_NONNEG)) {
        reg sum = m->base;
        if (m->base == NO_REG || m->index != NO_REG || p->sum) {
            sum = x86_scratch(e);
            m->disp = (i32)p->sum;
            x86_rm(e, X86_LEA, 4, sum, *m);
        }
        if (big_offset) {
            x86_ri(e, X86_CMP_MI, 4, sum, (i32)last_sum);
            x86_jcc(e, X86_A, emitter_trap(e, TRAP_OUT_OF_BOUNDS));
        } else {
            x86_rr(e, X86_TEST_MR, 4, sum, sum);
            x86_jcc(e, X86_S, emitter_trap(e, TRAP_OUT_OF_BOUNDS));
        }
    }
    m->disp = (i32)(p->sum + p->offset);
}

bool do_address(struct x86_job *j, struct x86_rm *m) {
    struct emitter *e = j->e;
    struct parts p = parts_of(j->f, j->i);
    u64 limit = e->isa->layout.memory_limit;
    u64 bytes = mem_bytes(j->i->cc);
    reg base = p.base ? take_reg(j) : NO_REG, index = p.index ? take_reg(j) : NO_REG;
    *m = x86_indexed(base, index, index == NO_REG ? 0 : j->i->shift, 0);
    if ((u64)p.offset + bytes > limit) return always_traps(j);
    if (base == NO_REG && index == NO_REG) {
        if ((u64)p.sum + p.offset + bytes > limit) return always_traps(j);
        m->disp = (i32)(p.sum + p.offset);
        return true;
    }
    if (base == NO_REG && m->shift == 0) { /* shorter as a base */
        m->base = index;
        m->index = NO_REG;
    }
    if (x86_is_64(e->isa))
        address_64(e, j->i, &p, m);
    else
        address_32(j, &p, limit - bytes - p.offset, m);
    return true;
}

/* ---- Loads --------------------------------------------------------------------------------
 */

/* ORDER MEM */
static const struct {
    u8 load;
    bool wide; /* on x86-64 the load is 64 bits wide for an i64 */
} loads[] = {
    [MEM_8S] = {X86_MOVSX8, true},   [MEM_8U] = {X86_MOVZX8, false},
    [MEM_16S] = {X86_MOVSX16, true}, [MEM_16U] = {X86_MOVZX16, false},
    [MEM_32S] = {X86_MOVSXD, true},  [MEM_32U] = {X86_MOV_RM, false},
    [MEM_32] = {X86_MOV_RM, false},  [MEM_64] = {X86_MOV_RM, true},
    [MEM_F32] = {X86_MOVSS, false},  [MEM_F64] = {X86_MOVSD, false},
};

static bool is_pair(const struct isa *isa, const struct ins *i) {
    return i->type == I64 && !x86_is_64(isa);
}

void ask_load(const struct x86_ask *a) {
    ask_address(a);
    ask_def(a, 0);
    if (is_pair(a->isa, a->i)) ask_def(a, 1);
}

/* Two halves; the one whose register the address still needs comes last. */
static void load_halves(struct emitter *e, reg low, reg high, struct x86_rm m) {
    bool low_needed = low == m.base || low == m.index;
    if (low_needed && (high == m.base || high == m.index)) {
        x86_rm(e, X86_LEA, 4, x86_scratch(e), m);
        m = x86_at(x86_scratch(e), 0);
        low_needed = false;
    }
    struct x86_rm upper = m;
    upper.disp = (i32)((u32)m.disp + 4);
    if (!low_needed) x86_rm(e, X86_MOV_RM, 4, low, m);
    x86_rm(e, X86_MOV_RM, 4, high, upper);
    if (low_needed) x86_rm(e, X86_MOV_RM, 4, low, m);
}

static void load_pair(struct x86_job *j, struct x86_rm m) {
    struct emitter *e = j->e;
    reg low = take_reg(j), high = take_reg(j);
    if (j->i->cc == MEM_64) {
        load_halves(e, low, high, m);
        return;
    }
    bool with_sign = j->i->cc == MEM_8S || j->i->cc == MEM_16S || j->i->cc == MEM_32S;
    x86_rm(e, j->i->cc == MEM_32S ? X86_MOV_RM : loads[j->i->cc].load, 4, low, m);
    if (with_sign) {
        x86_rr(e, X86_MOV_RM, 4, high, low);
        x86_ri(e, X86_SAR_I, 4, high, 31);
    } else {
        x86_rr(e, X86_XOR_RM, 4, high, high);
    }
}

void do_load(struct x86_job *j) {
    struct x86_rm m;
    if (!do_address(j, &m)) return;
    if (is_pair(j->e->isa, j->i)) {
        load_pair(j, m);
        return;
    }
    u32 w = loads[j->i->cc].wide ? width_of(j->i->type) : 4;
    x86_rm(j->e, loads[j->i->cc].load, w, take_reg(j), m);
}

/* ---- Stores -------------------------------------------------------------------------------
 */

/* A float constant is stored as integer halves. */
static bool stores_halves(const struct ir_function *f, const struct ins *i) {
    return i->cc == MEM_F64 && value_is_const(f, i->arg[2]);
}

void ask_store(const struct x86_ask *a) {
    u32 v = a->i->arg[2];
    ask_address(a);
    if (is_pair(a->isa, a->i) && a->i->cc == MEM_64) {
        ask_source(a, v, 0);
        ask_source(a, v, 1);
        return;
    }
    if (x86_folds(a->isa, a->f, v, 0)) return;
    u32 use = ask_use(a, v, 0, AT_REG);
    if (a->i->cc == MEM_8U && !x86_is_64(a->isa))
        a->c->operands[use].prefer = regset_of(RAX) | regset_of(RCX) | regset_of(RDX);
}

/* Two words of memory that lie as the halves of one. */
static bool are_adjacent(struct x86_src low, struct x86_src high) {
    return !low.is_imm && !high.is_imm && low.m.kind == RM_MEM && high.m.kind == RM_MEM &&
           low.m.base == high.m.base && high.m.disp == low.m.disp + 4;
}

/* High half first: if it lies beyond the end of memory, nothing has been written yet. */
static void store_halves(struct emitter *e, struct x86_rm m, struct x86_src low,
                         struct x86_src high) {
    struct x86_src half[2] = {low, high};
    if (are_adjacent(low, high)) {
        x86_rm(e, X86_MOVSD, 4, x86_scratch_float(e), low.m);
        x86_rm(e, X86_MOVSD_MR, 4, x86_scratch_float(e), m);
        return;
    }
    for (u32 part = 2; part-- > 0;) {
        struct x86_rm to = m;
        to.disp = (i32)((u32)m.disp + 4 * part);
        if (half[part].is_imm) {
            x86_mi(e, X86_MOV_MI, 4, to, half[part].imm);
            continue;
        }
        if (!src_is_reg(half[part])) {
            x86_load(e, 4, x86_scratch(e), half[part]);
            half[part] = src_rm(x86_reg(x86_scratch(e)));
        }
        x86_rm(e, X86_MOV_MR, 4, half[part].m.base, to);
    }
}

static void store_constant(struct emitter *e, enum mem mem, struct x86_rm m, i64 v) {
    switch (mem) {
    case MEM_8S:
    case MEM_8U: x86_mi(e, X86_MOV8_MI, 4, m, v); break;
    case MEM_16S:
    case MEM_16U: x86_mi(e, X86_MOV16_MI, 4, m, v); break;
    case MEM_32S:
    case MEM_32U:
    case MEM_32:
    case MEM_F32: x86_mi(e, X86_MOV_MI, 4, m, v); break;
    case MEM_64: x86_mi(e, X86_MOV_MI, 8, m, v); break;
    case MEM_F64: assert(!"stored as halves"); break;
    }
}

static void store_register(struct emitter *e, enum mem mem, struct x86_rm m, reg r) {
    switch (mem) {
    case MEM_8S:
    case MEM_8U:
        if (!x86_has_byte(e, r)) {
            x86_rr(e, X86_MOV_RM, 4, x86_scratch(e), r);
            r = x86_scratch(e);
        }
        x86_rm(e, X86_MOV8_MR, 4, r, m);
        break;
    case MEM_16S:
    case MEM_16U: x86_rm(e, X86_MOV16_MR, 4, r, m); break;
    case MEM_32S:
    case MEM_32U:
    case MEM_32: x86_rm(e, X86_MOV_MR, 4, r, m); break;
    case MEM_64: x86_rm(e, X86_MOV_MR, 8, r, m); break;
    case MEM_F32: x86_rm(e, X86_MOVSS_MR, 4, r, m); break;
    case MEM_F64: x86_rm(e, X86_MOVSD_MR, 4, r, m); break;
    }
}

void do_store(struct x86_job *j) {
    struct emitter *e = j->e;
    struct x86_rm m;
    u32 v = j->i->arg[2];
    if (!do_address(j, &m)) return;
    if (is_pair(e->isa, j->i) && j->i->cc == MEM_64) {
        struct x86_src low = take_source(j, v, 0), high = take_source(j, v, 1);
        store_halves(e, m, low, high);
    } else if (stores_halves(j->f, j->i)) {
        u64 bits = j->f->values[v].bits;
        store_halves(e, m, src_imm((i32)bits), src_imm((i32)(bits >> 32)));
    } else if (x86_folds(e->isa, j->f, v, 0)) {
        store_constant(e, j->i->cc, m, x86_const_part(e->isa, j->f, v, 0));
    } else {
        store_register(e, j->i->cc, m, take_reg(j));
    }
}

/* ---- The context --------------------------------------------------------------------------
 */

static struct x86_rm global(const struct emitter *e, const struct ins *i, u32 part) {
    return x86_context(e, CONTEXT_GLOBALS + 8 * (u32)i->imm + 4 * part);
}

void ask_global_get(const struct x86_ask *a) {
    ask_def(a, 0);
    if (is_pair(a->isa, a->i)) ask_def(a, 1);
}

void do_global_get(struct x86_job *j) {
    enum type t = j->i->type;
    reg d = take_reg(j);
    if (type_is_float(t)) {
        x86_float_load(j->e, t, d, global(j->e, j->i, 0));
    } else if (is_pair(j->e->isa, j->i)) {
        x86_rm(j->e, X86_MOV_RM, 4, d, global(j->e, j->i, 0));
        x86_rm(j->e, X86_MOV_RM, 4, take_reg(j), global(j->e, j->i, 1));
    } else {
        x86_rm(j->e, X86_MOV_RM, width_of(t), d, global(j->e, j->i, 0));
    }
}

/* The type of a global is that of the operand. */
static u32 global_parts(const struct isa *isa, const struct ir_function *f,
                        const struct ins *i) {
    return vreg_count_of_type(isa, type_of(f, i->arg[0]));
}

void ask_global_set(const struct x86_ask *a) {
    u32 v = a->i->arg[0];
    for (u32 part = 0; part < global_parts(a->isa, a->f, a->i); part++)
        if (!x86_folds(a->isa, a->f, v, part) || type_of(a->f, v) == F64)
            ask_use(a, v, part, AT_REG);
}

void do_global_set(struct x86_job *j) {
    struct emitter *e = j->e;
    u32 v = j->i->arg[0], parts = global_parts(e->isa, j->f, j->i);
    enum type t = type_of(j->f, v);
    for (u32 part = 0; part < parts; part++) {
        struct x86_rm to = global(e, j->i, part);
        enum mem mem = t == F32                 ? MEM_F32
                       : t == F64               ? MEM_F64
                       : t == I64 && parts == 1 ? MEM_64
                                                : MEM_32;
        if (x86_folds(e->isa, j->f, v, part) && t != F64)
            store_constant(e, mem, to, x86_const_part(e->isa, j->f, v, part));
        else
            store_register(e, mem, to, take_reg(j));
    }
}

void ask_memory_size(const struct x86_ask *a) {
    ask_def(a, 0);
}

void do_memory_size(struct x86_job *j) {
    x86_rm(j->e, X86_MOV_RM, 4, take_reg(j), x86_context(j->e, CONTEXT_MEMORY_PAGES));
}
