/* isa/x86/division.c: quotients and remainders of what fits a register.
 *
 * The divide instructions want the dividend in edx:eax and leave quotient and remainder there.
 * They fault alike for a zero divisor and for a quotient that does not fit, so both are checked
 * before, unless a constant shows that they can't be. */
#include "isa/x86/x86.h"

enum kind {
    BY_VARIABLE, /* or by a constant that has no better way */
    BY_ZERO,
    BY_ONE,
    BY_MINUS_ONE, /* signed */
    BY_POWER,     /* 2^k, k >= 1; signed: positive */
};

static bool is_signed(const struct ins *i) {
    return i->op == OP_DIV_S || i->op == OP_REM_S;
}
static bool is_quotient(const struct ins *i) {
    return i->op == OP_DIV_S || i->op == OP_DIV_U;
}

static i64 divisor_of(const struct ir_function *f, const struct ins *i) {
    u64 bits = f->values[i->arg[1]].bits;
    return i->type == I64 ? (i64)bits : is_signed(i) ? (i32)bits : (i64)(u32)bits;
}

static enum kind kind_of(const struct ir_function *f, const struct ins *i) {
    if (!value_is_const(f, i->arg[1])) return BY_VARIABLE;
    i64 divisor = divisor_of(f, i);
    if (divisor == 0) return BY_ZERO;
    if (divisor == 1) return BY_ONE;
    if (is_signed(i) && divisor == -1) return BY_MINUS_ONE;
    if (is_signed(i) && divisor < 0) return BY_VARIABLE;
    return count_bits((u64)divisor) == 1 ? BY_POWER : BY_VARIABLE;
}

/* Can the quotient overflow? Only the lowest integer divided by -1 does. */
static bool may_overflow(const struct ir_function *f, const struct ins *i) {
    if (!is_signed(i) || value_is_const(f, i->arg[1])) return false;
    if (!value_is_const(f, i->arg[0])) return true;
    u64 bits = f->values[i->arg[0]].bits;
    return i->type == I64 ? bits == 1ull << 63 : (u32)bits == 1u << 31;
}

void ask_divide(const struct x86_ask *a) {
    switch (kind_of(a->f, a->i)) {
    case BY_ZERO: /* the dividend lives here, as on other machines */
        ask_source(a, a->i->arg[0], 0);
        ask_def(a, 0);
        return;
    case BY_ONE:
    case BY_MINUS_ONE:
    case BY_POWER: ask_def_same(a, 0, ask_use(a, a->i->arg[0], 0, AT_REG)); return;
    case BY_VARIABLE: break;
    }
    ask_fixed(a, a->i->arg[0], 0, RAX);
    if (!value_is_const(a->f, a->i->arg[1])) ask_use(a, a->i->arg[1], 0, AT_ANY);
    if (is_quotient(a->i)) {
        constrain_temp_fixed(a->c, RDX);
        ask_def_fixed(a, 0, RAX);
    } else {
        ask_early(a, ask_def_fixed(a, 0, RDX));
        a->c->clobbers |= regset_of(RAX);
    }
}

/* Rounds towards zero: what is negative gets 2^k - 1 added before the shift. */
static void signed_by_power(struct x86_job *j, u32 w, reg d, u32 k) {
    struct emitter *e = j->e;
    reg s = x86_scratch(e);
    x86_rr(e, X86_MOV_RM, w, s, d);
    if (k > 1) x86_ri(e, X86_SAR_I, w, s, w * 8 - 1);
    x86_ri(e, X86_SHR_I, w, s, w * 8 - k);
    if (is_quotient(j->i)) {
        x86_rr(e, X86_ADD_RM, w, d, s);
        x86_ri(e, X86_SAR_I, w, d, k);
        return;
    }
    /* remainder = x - ((x + bias) with its low k bits cleared) */
    x86_rr(e, X86_ADD_RM, w, s, d);
    if (k < 32) {
        x86_ri(e, X86_AND_MI, w, s, -(i64)(1ull << k));
    } else {
        x86_ri(e, X86_SHR_I, w, s, k);
        x86_ri(e, X86_SHL_I, w, s, k);
    }
    x86_rr(e, X86_SUB_RM, w, d, s);
}

static void unsigned_by_power(struct x86_job *j, u32 w, reg d, u32 k) {
    struct emitter *e = j->e;
    if (is_quotient(j->i)) {
        x86_ri(e, X86_SHR_I, w, d, k);
    } else if (k < 32) {
        x86_ri(e, X86_AND_MI, 4, d, (i32)((1u << k) - 1)); /* clears the upper half as well */
    } else if (k == 32) {
        x86_rr(e, X86_MOV_RM, 4, d, d);
    } else {
        x86_load(e, 8, x86_scratch(e), src_imm((i64)((1ull << k) - 1)));
        x86_rr(e, X86_AND_RM, 8, d, x86_scratch(e));
    }
}

static void by_minus_one(struct x86_job *j, u32 w, reg d) {
    if (is_quotient(j->i)) {
        x86_r(j->e, X86_NEG, w, d);
        x86_jcc(j->e, X86_O, emitter_trap(j->e, TRAP_INTEGER_OVERFLOW));
    } else {
        x86_rr(j->e, X86_XOR_RM, 4, d, d);
    }
}

/* Behind the code: the divisor is -1. data: width, and bit 8 for a quotient. */
static void write_by_minus_one(struct emitter *e, const struct pending_code *p) {
    u32 w = p->data & 15;
    if (p->data >> 8) {
        x86_r(e, X86_NEG, w, RAX);
        x86_jcc(e, X86_O, emitter_trap(e, TRAP_INTEGER_OVERFLOW));
    } else {
        x86_rr(e, X86_XOR_RM, 4, RDX, RDX);
    }
    x86_jump(e, p->back);
}

static void by_variable(struct x86_job *j, u32 w) {
    struct emitter *e = j->e;
    u32 back = NO_OFFSET;
    take_reg(j);
    struct x86_rm y = x86_reg(x86_scratch(e));
    if (value_is_const(j->f, j->i->arg[1])) {
        x86_load(e, w, y.base, src_imm(divisor_of(j->f, j->i)));
    } else {
        y = take_rm(j);
        x86_compare(e, w, src_rm(y), src_imm(0));
        x86_jcc(e, X86_E, emitter_trap(e, TRAP_DIVIDE_BY_ZERO));
    }
    if (may_overflow(j->f, j->i)) {
        struct pending_code *p = emitter_later(e, write_by_minus_one);
        p->data = w | (is_quotient(j->i) ? 0x100 : 0);
        back = p->back;
        u32 label = p->label;
        x86_mi(e, X86_CMP_MI, w, y, -1);
        x86_jcc(e, X86_E, label);
    }
    if (is_signed(j->i)) {
        x86_n(e, X86_CDQ, w);
        x86_m(e, X86_IDIV, w, y);
    } else {
        x86_rr(e, X86_XOR_RM, 4, RDX, RDX);
        x86_m(e, X86_DIV, w, y);
    }
    if (back != NO_OFFSET) emitter_place(e, back);
}

void do_divide(struct x86_job *j) {
    struct emitter *e = j->e;
    u32 w = width_of(j->i->type);
    enum kind kind = kind_of(j->f, j->i);
    if (kind == BY_VARIABLE) {
        by_variable(j, w);
        return;
    }
    if (kind == BY_ZERO) {
        x86_jump(e, emitter_trap(e, TRAP_DIVIDE_BY_ZERO));
        return;
    }
    struct x86_rm x = take_rm(j);
    reg d = take_reg(j);
    x86_load(e, w, d, src_rm(x));
    if (kind == BY_MINUS_ONE) {
        by_minus_one(j, w, d);
    } else if (kind == BY_ONE) {
        if (!is_quotient(j->i)) x86_rr(e, X86_XOR_RM, 4, d, d);
    } else {
        u32 k = (u32)lowest_bit((u64)divisor_of(j->f, j->i));
        if (is_signed(j->i))
            signed_by_power(j, w, d, k);
        else
            unsigned_by_power(j, w, d, k);
    }
}
