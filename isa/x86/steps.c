/* isa/x86/steps.c: the small steps that operations are made of, and the two sides of their
 * operands: asking (constrain) and taking (emit). */
#include "isa/x86/x86.h"

#include <assert.h>

static void load_constant(struct emitter *e, u32 w, reg d, i64 v, bool keep_flags) {
    if (w == 4) v = (u32)v;
    if (v == 0 && !keep_flags)
        x86_rr(e, X86_XOR_RM, 4, d, d);
    else if (v == (u32)v)
        x86_ri(e, X86_MOV_OI, 4, d, v);
    else if (fits_i32(v))
        x86_ri(e, X86_MOV_MI, 8, d, v);
    else
        x86_ri(e, X86_MOV_OI64, 8, d, v);
}

void x86_load(struct emitter *e, u32 w, reg d, struct x86_src s) {
    if (s.is_imm)
        load_constant(e, w, d, s.imm, false);
    else if (!src_is(s, d))
        x86_rm(e, X86_MOV_RM, w, d, s.m);
}

void x86_load_keep(struct emitter *e, u32 w, reg d, struct x86_src s) {
    if (s.is_imm)
        load_constant(e, w, d, s.imm, true);
    else
        x86_load(e, w, d, s);
}

void x86_alu(struct emitter *e, enum x86_insn rm_row, u32 w, reg d, struct x86_src s) {
    if (s.is_imm)
        x86_ri(e, rm_row + 2, w, d, s.imm);
    else
        x86_rm(e, rm_row, w, d, s.m);
}

void x86_compare(struct emitter *e, u32 w, struct x86_src x, struct x86_src y) {
    if (x.is_imm || (!src_is_reg(x) && !src_is_reg(y) && !y.is_imm)) {
        x86_load(e, w, x86_scratch(e), x);
        x = src_rm(x86_reg(x86_scratch(e)));
    }
    if (y.is_imm && y.imm == 0 && src_is_reg(x))
        x86_rr(e, X86_TEST_MR, w, x.m.base, x.m.base);
    else if (y.is_imm)
        x86_mi(e, X86_CMP_MI, w, x.m, y.imm);
    else if (src_is_reg(x))
        x86_rm(e, X86_CMP_RM, w, x.m.base, y.m);
    else
        x86_rm(e, X86_CMP_MR, w, y.m.base, x.m);
}

void x86_set(struct emitter *e, enum x86_cc cc, reg d) {
    reg byte = x86_has_byte(e, d) ? d : x86_scratch(e);
    x86_mi(e, X86_SETCC, 4, x86_reg(byte), cc);
    x86_rr(e, X86_MOVZX8, 4, d, byte);
}

void x86_float_load(struct emitter *e, enum type t, reg d, struct x86_rm m) {
    if (m.kind != RM_REG)
        x86_rm(e, x86_of(X86_MOVSS, t), 4, d, m);
    else if (m.base != d)
        x86_rm(e, X86_MOVAPS, 4, d, m);
}

enum x86_cc x86_cc_of(enum cc cc) {
    /* ORDER CC */
    static const u8 codes[] = {
        [CC_EQ] = X86_E,    [CC_NE] = X86_NE,   [CC_LT_S] = X86_L,  [CC_LT_U] = X86_B,
        [CC_GT_S] = X86_G,  [CC_GT_U] = X86_A,  [CC_LE_S] = X86_LE, [CC_LE_U] = X86_BE,
        [CC_GE_S] = X86_GE, [CC_GE_U] = X86_AE,
    };
    return codes[cc];
}

struct x86_rm x86_place(const struct emitter *e, struct loc l) {
    if (l.kind == LOC_REG) return x86_reg((reg)l.index);
    struct memory_operand m = emitter_memory(e, l);
    return m.base == NO_REG ? x86_absolute((u64)m.offset) : x86_at(m.base, (i32)m.offset);
}

/* ---- Constants ----------------------------------------------------------------------------
 */

i64 x86_const_part(const struct isa *isa, const struct ir_function *f, u32 value, u32 part) {
    u64 bits = f->values[value].bits;
    if (f->values[value].type == I64)
        return x86_is_64(isa) ? (i64)bits : (i32)(bits >> 32 * part);
    return (i32)bits;
}

bool x86_folds(const struct isa *isa, const struct ir_function *f, u32 value, u32 part) {
    return value_is_const(f, value) &&
           (type_is_float(type_of(f, value)) || fits_i32(x86_const_part(isa, f, value, part)));
}

/* ---- Asking -------------------------------------------------------------------------------
 */

static enum type part_type(const struct x86_ask *a, u32 value) {
    return vreg_type(a->isa, type_of(a->f, value));
}

u32 ask_use(const struct x86_ask *a, u32 value, u32 part, enum operand_at at) {
    return constrain_use(a->c, vreg_of(a->c, value, part), part_type(a, value), at);
}

u32 ask_fixed(const struct x86_ask *a, u32 value, u32 part, reg r) {
    return constrain_use_fixed(a->c, vreg_of(a->c, value, part), part_type(a, value), r);
}

void ask_source(const struct x86_ask *a, u32 value, u32 part) {
    if (!x86_folds(a->isa, a->f, value, part)) ask_use(a, value, part, AT_ANY);
}

static u32 result_vreg(const struct x86_ask *a, u32 part) {
    return vreg_of(a->c, a->i->result, part);
}

u32 ask_def(const struct x86_ask *a, u32 part) {
    return constrain_def(a->c, result_vreg(a, part), vreg_type(a->isa, a->i->type));
}

u32 ask_def_same(const struct x86_ask *a, u32 part, u32 use) {
    return constrain_def_same(a->c, result_vreg(a, part), vreg_type(a->isa, a->i->type), use);
}

u32 ask_def_either(const struct x86_ask *a, u32 part, u32 use) {
    u32 def = ask_def_same(a, part, use);
    a->c->operands[def].either = true;
    return def;
}

u32 ask_def_fixed(const struct x86_ask *a, u32 part, reg r) {
    return constrain_def_fixed(a->c, result_vreg(a, part), vreg_type(a->isa, a->i->type), r);
}

void ask_early(const struct x86_ask *a, u32 def) {
    a->c->operands[def].early = true;
}

/* ---- Taking -------------------------------------------------------------------------------
 */

reg take_reg(struct x86_job *j) {
    assert(j->next->loc.kind == LOC_REG);
    return operand_reg(j->next++);
}

struct x86_rm take_rm(struct x86_job *j) {
    return x86_place(j->e, j->next++->loc);
}

struct x86_src take_source(struct x86_job *j, u32 value, u32 part) {
    if (!x86_folds(j->e->isa, j->f, value, part)) return src_rm(take_rm(j));
    enum type t = type_of(j->f, value);
    if (type_is_float(t))
        return src_rm(
            x86_label(emitter_literal(j->e, type_bytes(t), j->f->values[value].bits)));
    return src_imm(x86_const_part(j->e->isa, j->f, value, part));
}
