/* isa/riscv/frame.c: moves, constants, prologue and epilogue.
 *
 * `move` may destroy nothing, but an offset from sp beyond 2 KiB needs a register for the
 * address. It is the register that is loaded, if that is an integer one; else ra, which is free
 * in a function that has saved it; else gp, which gets its constant back afterwards. */
#include "isa/riscv/riscv.h"

/* ---- Integer constants --------------------------------------------------------------------
 */

struct step {
    u8 row;
    reg from; /* X0 or another: the register it starts from; STEP_SAME: the register itself */
    i32 value;
};
enum { STEPS_MAX = 16, STEP_SAME = 0xfe, BUILT_MAX = 3 };

static i64 low12(i64 v) {
    return (i64)((u64)v << 52) >> 52;
}

static u32 add_step(struct step *to, u32 n, enum rv row, reg from, i32 value) {
    to[n] = (struct step){(u8)row, from, value};
    return n + 1;
}

static u32 steps_of_32(struct step *to, i32 v) {
    i32 low = (i32)low12(v);
    u32 upper = ((u32)v - (u32)low) >> 12;
    if (upper == 0) return add_step(to, 0, RV_ADDI, X0, low);
    u32 n = add_step(to, 0, RV_LUI, X0, (i32)upper);
    return low ? add_step(to, n, RV_ADDIW, STEP_SAME, low) : n;
}

/* Upper part, shift, lower 12 bits; again for the upper part. */
static u32 steps_by_shifts(struct step *to, i64 v) {
    if (v == (i32)v) return steps_of_32(to, (i32)v);
    i64 low = low12(v);
    i64 upper = (i64)((u64)v - (u64)low);
    i32 shift = lowest_bit((u64)upper);
    u32 n = steps_by_shifts(to, upper >> shift);
    n = add_step(to, n, RV_SLLI, STEP_SAME, shift);
    return low ? add_step(to, n, RV_ADDI, STEP_SAME, (i32)low) : n;
}

/* The shortest known way to make v in a register, without another one. */
static u32 steps_of(struct step *best, i64 v) {
    u32 n = steps_by_shifts(best, v);
    if (n <= 2 || v < 0) return n;
    if (v == 0xffffffff) return add_step(best, 0, RV_ADDI, LOW_WORD, 0);

    struct step other[STEPS_MAX];
    if (v >> 32 == 0) { /* the low word of a negative i32 */
        u32 m = steps_of_32(other, (i32)(u32)v);
        m = add_step(other, m, RV_AND, STEP_SAME, 0);
        if (m < n) memcpy(best, other, (n = m) * sizeof *best);
    }
    i32 zeros = __builtin_clzll((u64)v);
    for (u64 fill = 0; fill < 2; fill++) { /* shifted right out of something easier */
        u64 wide = (u64)v << zeros | (fill ? (1ull << zeros) - 1 : 0);
        u32 m = steps_by_shifts(other, (i64)wide);
        m = add_step(other, m, RV_SRLI, STEP_SAME, zeros);
        if (m < n) memcpy(best, other, (n = m) * sizeof *best);
    }
    return n;
}

/* auipc and a load, through register `address`. */
static void load_literal(struct emitter *e, enum rv row, reg d, reg address, u32 bytes,
                         u64 bits) {
    emitter_fixup(e, PATCH_PAIR, FIX_LABEL, emitter_literal(e, bytes, bits));
    rv_u(e, RV_AUIPC, address, 0);
    rv_i(e, row, d, address, 0);
}

void rv_load_integer(struct emitter *e, reg d, i64 v) {
    struct step steps[STEPS_MAX];
    u32 n = steps_of(steps, v);
    if (n > BUILT_MAX) {
        load_literal(e, RV_LD, d, d, 8, (u64)v);
        return;
    }
    for (u32 k = 0; k < n; k++) {
        const struct step *s = &steps[k];
        reg from = s->from == STEP_SAME ? d : s->from;
        switch (s->row) {
        case RV_LUI: rv_u(e, RV_LUI, d, (u32)s->value); break;
        case RV_AND: rv_r(e, RV_AND, d, from, LOW_WORD); break;
        default: rv_i(e, s->row, d, from, s->value);
        }
    }
}

u32 rv_integer_cost(i64 v) {
    struct step steps[STEPS_MAX];
    u32 n = steps_of(steps, v);
    return n > BUILT_MAX ? 2 : n;
}

/* ---- Constants of any type -------------------------------------------------------------- */

static i64 as_integer(enum type t, u64 bits) {
    return t == I32 || t == F32 ? (i32)(u32)bits : (i64)bits;
}

/* A float comes out of an integer register, if it gets there by one instruction. */
static void float_constant(struct emitter *e, enum type t, reg d, u64 bits) {
    enum rv move = t == F32 ? RV_FMV_S_X : RV_FMV_D_X;
    i64 v = as_integer(t, bits);
    if (v == 0) {
        rv_r(e, move, d, X0, X0);
    } else if (rv_integer_cost(v) == 1) {
        rv_load_integer(e, T6, v);
        rv_r(e, move, d, T6, X0);
    } else if (t == F32) {
        load_literal(e, RV_FLW, d, T6, 4, (u32)bits);
    } else {
        load_literal(e, RV_FLD, d, T6, 8, bits);
    }
}

u32 rv_constant_cost(const struct model *m, enum type t, u64 bits) {
    (void)m;
    i64 v = as_integer(t, bits);
    if (type_is_float(t)) return v == 0 ? 1 : 2;
    return rv_integer_cost(v);
}

/* ---- Memory of the frame and the context ------------------------------------------------ */

/* ORDER TYPE */
static const u8 type_loads[] = {0, RV_LW, RV_LD, RV_FLW, RV_FLD};
static const u8 type_stores[] = {0, RV_SW, RV_SD, RV_FSW, RV_FSD};

static reg address_register(const struct emitter *e) {
    return e->frame.link_offset >= 0 ? RA : GP;
}

static void restore_address_register(struct emitter *e, reg r) {
    if (r != GP) return;
    rv_i(e, RV_ADDI, GP, X0, -1);
    rv_i(e, RV_SRLI, GP, GP, 32);
}

/* `address` = the operand's address less its low 12 bits, which are returned. */
static i64 far_address(struct emitter *e, struct memory_operand m, reg address) {
    i64 low = low12(m.offset);
    rv_load_integer(e, address, m.offset - low);
    rv_r(e, RV_ADD, address, address, m.base);
    return low;
}

static void load(struct emitter *e, enum type t, reg d, struct memory_operand m) {
    if (fits12(m.offset)) {
        rv_i(e, type_loads[t], d, m.base, m.offset);
        return;
    }
    reg address = type_is_float(t) ? address_register(e) : d;
    i64 low = far_address(e, m, address);
    rv_i(e, type_loads[t], d, address, low);
    restore_address_register(e, address);
}

static void store(struct emitter *e, enum rv row, reg s, struct memory_operand m) {
    if (fits12(m.offset)) {
        rv_s(e, row, s, m.base, m.offset);
        return;
    }
    reg address = address_register(e);
    i64 low = far_address(e, m, address);
    rv_s(e, row, s, address, low);
    restore_address_register(e, address);
}

/* ---- Moves ------------------------------------------------------------------------------ */

void rv_move(struct emitter *e, enum type t, struct loc to, struct loc from) {
    if (to.kind == LOC_REG && from.kind == LOC_REG) {
        if (type_is_float(t))
            rv_copy_float(e, (reg)to.index, (reg)from.index);
        else
            rv_copy(e, (reg)to.index, (reg)from.index);
    } else if (to.kind == LOC_REG) {
        load(e, t, (reg)to.index, emitter_memory(e, from));
    } else {
        assert(from.kind == LOC_REG);
        store(e, type_stores[t], (reg)from.index, emitter_memory(e, to));
    }
}

void rv_constant(struct emitter *e, enum type t, struct loc to, u64 bits) {
    i64 v = as_integer(t, bits);
    if (to.kind != LOC_REG) {
        reg from = v == 0 ? X0 : T6;
        if (v != 0) rv_load_integer(e, T6, v);
        store(e, type_bytes(t) == 4 ? RV_SW : RV_SD, from, emitter_memory(e, to));
    } else if (type_is_float(t)) {
        float_constant(e, t, (reg)to.index, bits);
    } else {
        rv_load_integer(e, (reg)to.index, v);
    }
}

/* ---- Prologue and epilogue ----------------------------------------------------------------
 * The saved registers lie at the top of the frame. A big frame is made in two steps, the first
 * just big enough for them, so that they are in reach of sp. */

static void adjust_stack(struct emitter *e, i64 bytes) {
    if (bytes == 0) return;
    if (fits12(bytes)) {
        rv_i(e, RV_ADDI, SP, SP, bytes);
    } else {
        rv_load_integer(e, T6, bytes);
        rv_r(e, RV_ADD, SP, SP, T6);
    }
}

/* Bytes of the frame's first step. */
static u32 first_step(const struct emitter *e) {
    const struct frame *fr = &e->frame;
    if (fr->frame_bytes <= 2032) return fr->frame_bytes;
    u32 lowest = fr->frame_bytes;
    if (fr->saved_count > 0) lowest = MIN(lowest, fr->saved_offset);
    if (fr->link_offset >= 0) lowest = MIN(lowest, (u32)fr->link_offset);
    return (u32)align_up(fr->frame_bytes - lowest, e->isa->stack_align);
}

/* Saves or restores the link and the saved registers, sp being `below` bytes above the body's.
 */
static void saved_registers(struct emitter *e, u32 below, bool save) {
    const struct frame *fr = &e->frame;
    if (fr->link_offset >= 0) {
        i64 offset = (i64)fr->link_offset - below;
        save ? rv_s(e, RV_SD, RA, SP, offset) : rv_i(e, RV_LD, RA, SP, offset);
    }
    i64 offset = (i64)fr->saved_offset - below;
    for (u32 k = 0; k < fr->saved_count; k++, offset += 8) {
        bool is_float = reg_class_of(fr->saved[k]) == CLASS_FLOAT;
        if (save)
            rv_s(e, is_float ? RV_FSD : RV_SD, fr->saved[k], SP, offset);
        else
            rv_i(e, is_float ? RV_FLD : RV_LD, fr->saved[k], SP, offset);
    }
}

void rv_prologue(struct emitter *e) {
    u32 first = first_step(e), rest = e->frame.frame_bytes - first;
    adjust_stack(e, -(i64)first);
    saved_registers(e, rest, true);
    adjust_stack(e, -(i64)rest);
}

void rv_epilogue(struct emitter *e) {
    u32 first = first_step(e), rest = e->frame.frame_bytes - first;
    adjust_stack(e, rest);
    saved_registers(e, rest, false);
    adjust_stack(e, first);
    rv_i(e, RV_JALR, X0, RA, 0);
}

void rv_host_call(struct emitter *e) {
    rv_word(e, rv_rows[RV_ECALL].match);
}

/* No operation needs a routine. */
void rv_helpers(struct emitter *e) {
    (void)e;
}
