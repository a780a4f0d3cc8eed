/* isa/riscv/emit_memory.c: loads and stores of linear memory and of the context.
 *
 * Linear memory starts at guest address 0, so an IR address is the guest's: the base,
 * zero-extended to 64 bits, plus the offset. The base lies sign-extended in its register. That
 * is as good
 *   - when it is known to lie below 2^31 (INS_NONNEG);
 *   - without offset: what is not below 2^31 becomes an address at the top of the 64-bit space,
 *     where nothing is, and traps, as it must, since memory is smaller than 2^31.
 * Else one `and` with LOW_WORD zero-extends it.
 *
 * A small constant index c is part of the instruction, though the sum of base and index wraps
 * at 32 bits and that of the instruction does not: they differ only where the true sum is
 * within 2 KiB below 2^31, where there is no memory, and there the instruction's is below
 * -2^31, where there is none either. */
#include "isa/riscv/riscv.h"

/* base + offset, once what does not fit into the instruction is added. */
struct address {
    reg base;
    i64 offset;
};

static i64 low12(i64 v) {
    return (i64)((u64)v << 52) >> 52;
}

static bool exact_sum(const struct ins *i) {
    u8 both = INS_NONNEG | INS_NOWRAP;
    return (i->flags & both) == both;
}

/* The constant index that is part of the instruction. */
static i64 index_constant(const struct ir_function *f, const struct ins *i) {
    return (i32)(u32)((u64)rv_value(f, i->arg[1]) << i->shift);
}

bool rv_absorbs_index(const struct ir_function *f, const struct ins *i) {
    if (i->arg[1] == NO_VALUE || value_is_const(f, i->arg[0]) || !value_is_const(f, i->arg[1]))
        return false;
    bool stays_negative = i->flags & INS_NONNEG && i->imm < 0x70000000;
    return fits12(index_constant(f, i)) && (i->imm == 0 || stays_negative);
}

static bool has_index(const struct ir_function *f, const struct ins *i) {
    return i->arg[1] != NO_VALUE && !rv_absorbs_index(f, i);
}

/* With an index, the sum wraps, so that the base can go into the offset only if it does not. */
bool rv_absorbs_base(const struct ir_function *f, const struct ins *i) {
    if (!value_is_const(f, i->arg[0])) return false;
    i64 c = rv_value(f, i->arg[0]);
    return !has_index(f, i) || exact_sum(i) || fits12(c);
}

/* The offset, with a constant base or index that may be added to it. */
static i64 total_offset(const struct ir_function *f, const struct ins *i) {
    if (rv_absorbs_index(f, i)) return (i64)i->imm + index_constant(f, i);
    bool add = value_is_const(f, i->arg[0]) && (!has_index(f, i) || exact_sum(i));
    return (i64)i->imm + (add ? (u32)rv_value(f, i->arg[0]) : 0);
}

/* Offsets that two instructions reach: addi and the access. */
static bool reaches_by_addi(i64 offset) {
    return offset >= -2048 && offset <= 2 * 2047;
}

/* A big offset comes into t6, the sum is added to it. Where the sum must be in t6 itself, the
 * offset needs another register: a load's own (if integer) or a temp. */
static bool offset_needs_register(const struct ir_function *f, const struct ins *i) {
    bool no_base = value_is_const(f, i->arg[0]) && !has_index(f, i);
    if (no_base || reaches_by_addi(total_offset(f, i))) return false;
    return has_index(f, i) || !(i->flags & INS_NONNEG);
}

bool rv_access_needs_temp(const struct ir_function *f, const struct ins *i) {
    bool own = i->op == OP_LOAD && !type_is_float(i->type);
    return !own && offset_needs_register(f, i);
}

/* The sum of base and index, as a sign-extended i32, or exactly if it is known not to wrap. */
static reg emit_sum(struct emitter *e, const struct ir_function *f, const struct ins *i,
                    const struct rv_regs *r) {
    reg base = r->arg[0], index = r->arg[1];
    if (!has_index(f, i)) return base;
    bool base_const = rv_absorbs_base(f, i);
    i64 c = base_const && !exact_sum(i) ? rv_value(f, i->arg[0]) : 0;
    if (base_const && c == 0 && !exact_sum(i)) {
        if (i->shift == 0) return index;
        rv_i(e, RV_SLLIW, T6, index, i->shift);
        return T6;
    }
    if (i->shift) {
        rv_i(e, RV_SLLI, T6, index, i->shift);
        index = T6;
    }
    if (!base_const)
        rv_r(e, RV_ADDW, T6, index, base);
    else if (c == 0)
        return index;
    else
        rv_i(e, RV_ADDIW, T6, index, c);
    return T6;
}

/* `spare`: a register that may be destroyed once base and index are read; X0 if there is none
 * and none is needed. */
static struct address emit_address(struct emitter *e, const struct ir_function *f,
                                   const struct ins *i, const struct rv_regs *r, reg spare) {
    i64 offset = total_offset(f, i);
    if (value_is_const(f, i->arg[0]) && !has_index(f, i)) {
        i64 low = low12(offset);
        if (low == offset) return (struct address){X0, low};
        rv_load_integer(e, T6, offset - low);
        return (struct address){T6, low};
    }
    reg sum = emit_sum(e, f, i, r);
    if (offset == 0) return (struct address){sum, 0};
    if (!(i->flags & INS_NONNEG) && !rv_absorbs_index(f, i)) {
        rv_r(e, RV_AND, T6, sum, LOW_WORD);
        sum = T6;
    }
    if (fits12(offset)) return (struct address){sum, offset};
    if (reaches_by_addi(offset)) {
        rv_i(e, RV_ADDI, T6, sum, 2047);
        return (struct address){T6, offset - 2047};
    }
    i64 low = low12(offset);
    reg high = sum == T6 ? spare : T6;
    rv_load_integer(e, high, offset - low);
    rv_r(e, RV_ADD, T6, high, sum);
    return (struct address){T6, low};
}

/* ORDER MEM */
static const u8 loads[] = {RV_LB,  RV_LBU, RV_LH, RV_LHU, RV_LW,
                           RV_LWU, RV_LW,  RV_LD, RV_FLW, RV_FLD};
static const u8 stores[] = {RV_SB, RV_SB, RV_SH, RV_SH,  RV_SW,
                            RV_SW, RV_SW, RV_SD, RV_FSW, RV_FSD};

static void emit_load(struct emitter *e, const struct ir_function *f, const struct ins *i,
                      const struct rv_regs *r) {
    reg spare = type_is_float(i->type) ? r->temp : r->d;
    struct address a = emit_address(e, f, i, r, spare);
    rv_i(e, loads[i->cc], r->d, a.base, a.offset);
}

/* A float zero is stored from x0. */
static enum rv store_row(enum rv row, reg value) {
    if (value != X0) return row;
    return row == RV_FSW ? RV_SW : row == RV_FSD ? RV_SD : row;
}

static void emit_store(struct emitter *e, const struct ir_function *f, const struct ins *i,
                       const struct rv_regs *r) {
    struct address a = emit_address(e, f, i, r, r->temp);
    rv_s(e, store_row(stores[i->cc], r->arg[2]), r->arg[2], a.base, a.offset);
}

/* ---- The context ------------------------------------------------------------------------ */

/* ORDER TYPE */
static const u8 type_loads[] = {0, RV_LW, RV_LD, RV_FLW, RV_FLD};
static const u8 type_stores[] = {0, RV_SW, RV_SD, RV_FSW, RV_FSD};

static struct address context_address(struct emitter *e, i64 offset) {
    if (fits12(offset)) return (struct address){TP, offset};
    i64 low = low12(offset);
    rv_load_integer(e, T6, offset - low);
    rv_r(e, RV_ADD, T6, T6, TP);
    return (struct address){T6, low};
}

void rv_emit_memory(struct emitter *e, const struct ir_function *f, const struct ins *i,
                    const struct rv_regs *r) {
    switch (i->op) {
    case OP_LOAD: emit_load(e, f, i, r); break;
    case OP_STORE: emit_store(e, f, i, r); break;
    case OP_MEMORY_SIZE: rv_i(e, RV_LW, r->d, TP, CONTEXT_MEMORY_PAGES); break;
    case OP_GLOBAL_GET: {
        struct address a = context_address(e, CONTEXT_GLOBALS + (i64)i->imm * 8);
        rv_i(e, type_loads[i->type], r->d, a.base, a.offset);
        break;
    }
    case OP_GLOBAL_SET: {
        struct address a = context_address(e, CONTEXT_GLOBALS + (i64)i->imm * 8);
        enum type t = f->values[i->arg[0]].type;
        rv_s(e, store_row(type_stores[t], r->arg[0]), r->arg[0], a.base, a.offset);
        break;
    }
    }
}
