/* isa/x86/convert.c: between integers of one register and floats. */
#include "isa/x86/x86.h"

void ask_reinterpret(const struct x86_ask *a) {
    ask_use(a, a->i->arg[0], 0, AT_ANY);
    ask_def(a, 0);
}

void do_reinterpret(struct x86_job *j) {
    enum type t = j->i->type;
    u32 w = width_of(t);
    struct x86_rm x = take_rm(j);
    reg d = take_reg(j);
    bool in_reg = x.kind == RM_REG;
    if (type_is_float(t) && in_reg)
        x86_rm(j->e, X86_MOVD_RM, w, d, x);
    else if (type_is_float(t))
        x86_float_load(j->e, t, d, x);
    else if (in_reg)
        x86_rm(j->e, X86_MOVD_MR, w, x.base, x86_reg(d));
    else
        x86_rm(j->e, X86_MOV_RM, w, d, x);
}

/* ---- Integer to float ---------------------------------------------------------------------
 */

void ask_convert(const struct x86_ask *a) {
    bool in_reg = a->i->op == OP_CONVERT_U && a->i->type2 == I64;
    ask_use(a, a->i->arg[0], 0, in_reg ? AT_REG : AT_ANY);
    ask_def(a, 0);
}

/* An i64 with its top bit set: halved, the lost bit kept as a sticky one, so that the
 * conversion rounds as it would have; then doubled. regs: result, operand, whether f64. */
static void write_convert_u64(struct emitter *e, const struct pending_code *p) {
    enum type t = p->regs[2] ? F64 : F32;
    reg s = x86_scratch(e);
    u32 even = emitter_label(e);
    x86_rr(e, X86_MOV_RM, 8, s, p->regs[1]);
    x86_ri(e, X86_SHR_I, 8, s, 1);
    x86_jcc(e, X86_AE, even);
    x86_ri(e, X86_OR_MI, 8, s, 1);
    emitter_place(e, even);
    x86_rr(e, x86_of(X86_CVTSI2SS, t), 8, p->regs[0], s);
    x86_rr(e, x86_of(X86_ADDSS, t), 4, p->regs[0], p->regs[0]);
    x86_jump(e, p->back);
}

static void convert_u64(struct emitter *e, enum type t, reg d, reg x) {
    struct pending_code *p = emitter_later(e, write_convert_u64);
    u32 label = p->label, back = p->back;
    p->regs[0] = d;
    p->regs[1] = x;
    p->regs[2] = t == F64;
    x86_rr(e, X86_TEST_MR, 8, x, x);
    x86_jcc(e, X86_S, label);
    x86_rr(e, x86_of(X86_CVTSI2SS, t), 8, d, x);
    emitter_place(e, back);
}

/* x86-32: the bits below those of 2^52 make 2^52 + x, exactly. */
static void convert_u32_on_32(struct emitter *e, enum type t, reg d, struct x86_rm x) {
    reg s = x86_scratch_float(e);
    x86_float_load(e, F64, s, x86_label(emitter_literal(e, 8, 0x4330000000000000)));
    x86_rm(e, X86_MOVD_RM, 4, d, x);
    x86_rr(e, X86_ORPS, 4, d, s);
    x86_rr(e, X86_SUBSD, 4, d, s);
    if (t == F32) x86_rr(e, X86_CVTSD2SS, 4, d, d);
}

void do_convert(struct x86_job *j) {
    struct emitter *e = j->e;
    enum type t = j->i->type, from = j->i->type2;
    struct x86_rm x = take_rm(j);
    reg d = take_reg(j);
    if (j->i->op == OP_CONVERT_S) {
        x86_rm(e, x86_of(X86_CVTSI2SS, t), width_of(from), d, x);
    } else if (from == I64) {
        convert_u64(e, t, d, x.base);
    } else if (!x86_is_64(e->isa)) {
        convert_u32_on_32(e, t, d, x);
    } else {
        if (x.kind != RM_REG) {
            x86_rm(e, X86_MOV_RM, 4, x86_scratch(e), x);
            x = x86_reg(x86_scratch(e));
        }
        x86_rm(e, x86_of(X86_CVTSI2SS, t), 8, d, x); /* zero-extended: never negative */
    }
}

/* ---- Float to integer ---------------------------------------------------------------------
 * cvtt gives the lowest integer for what it can't convert. A signed result is good unless it is
 * that one; an unsigned one is good unless it is negative. The rest is settled behind the code.
 */

void ask_truncate(const struct x86_ask *a) {
    ask_use(a, a->i->arg[0], 0, AT_REG);
    ask_def(a, 0);
}

static bool is_unsigned(enum op op) {
    return op == OP_TRUNC_U || op == OP_TRUNC_SAT_U;
}
static bool saturates(enum op op) {
    return op == OP_TRUNC_SAT_S || op == OP_TRUNC_SAT_U;
}

/* What the code behind needs to know. */
struct truncation {
    reg d, x;
    enum type to, from;
    enum op op;
};
static struct truncation truncation_of(const struct pending_code *p) {
    return (struct truncation){p->regs[0], p->regs[1], p->regs[2], p->regs[3],
                               (enum op)p->data};
}

static struct x86_rm float_literal(struct emitter *e, enum type t, double v) {
    float single = (float)v;
    u32 bits32;
    u64 bits64;
    memcpy(&bits32, &single, 4);
    memcpy(&bits64, &v, 8);
    return x86_label(t == F64 ? emitter_literal(e, 8, bits64) : emitter_literal(e, 4, bits32));
}

static double half_range(enum type t) {
    return t == I64 ? 0x1p63 : 0x1p31;
}

/* Jumps when x is less than 0 (or else falls through; x is no NaN). */
static void jump_if_negative(struct emitter *e, const struct truncation *t, u32 label) {
    reg s = x86_scratch_float(e);
    x86_rr(e, X86_XORPS, 4, s, s);
    x86_rr(e, x86_of(X86_UCOMISS, t->from), 4, s, t->x);
    x86_jcc(e, X86_A, label);
}

/* Jumps, for a NaN, to the trap or to `label`. */
static void jump_if_nan(struct emitter *e, const struct truncation *t, u32 label) {
    x86_rr(e, x86_of(X86_UCOMISS, t->from), 4, t->x, t->x);
    x86_jcc(e, X86_P, saturates(t->op) ? label : emitter_trap(e, TRAP_BAD_CONVERSION));
}

static void write_signed_trapping(struct emitter *e, const struct truncation *t, u32 back) {
    u32 overflow = emitter_trap(e, TRAP_INTEGER_OVERFLOW);
    jump_if_nan(e, t, NO_OFFSET);
    if (t->from == F64 && t->to == I32) { /* down to the next integer below, exclusively */
        x86_rm(e, X86_UCOMISD, 4, t->x, float_literal(e, F64, -0x1p31 - 1));
        x86_jcc(e, X86_BE, overflow);
        jump_if_negative(e, t, back);
        x86_jump(e, overflow);
    } else {
        x86_rm(e, x86_of(X86_UCOMISS, t->from), 4, t->x,
               float_literal(e, t->from, -half_range(t->to)));
        x86_jcc(e, X86_NE, overflow);
        x86_jump(e, back);
    }
}

static void write_signed_saturating(struct emitter *e, const struct truncation *t, u32 back) {
    u32 nan = emitter_label(e), w = width_of(t->to);
    jump_if_nan(e, t, nan);
    jump_if_negative(e, t, back); /* the lowest it is */
    x86_load(e, w, t->d, src_imm(t->to == I64 ? INT64_MAX : INT32_MAX));
    x86_jump(e, back);
    emitter_place(e, nan);
    x86_rr(e, X86_XOR_RM, 4, t->d, t->d);
    x86_jump(e, back);
}

static void write_unsigned(struct emitter *e, const struct truncation *t, u32 back) {
    u32 w = width_of(t->to);
    u32 zero = emitter_label(e), high = emitter_label(e);
    reg s = x86_scratch_float(e);
    jump_if_nan(e, t, zero);
    if (saturates(t->op)) jump_if_negative(e, t, zero);
    x86_rr(e, X86_MOVAPS, 4, s, t->x);
    x86_rm(e, x86_of(X86_SUBSS, t->from), 4, s, float_literal(e, t->from, half_range(t->to)));
    x86_rr(e, x86_of(X86_CVTTSS2SI, t->from), w, t->d, s);
    x86_rr(e, X86_TEST_MR, w, t->d, t->d);
    x86_jcc(e, X86_S, saturates(t->op) ? high : emitter_trap(e, TRAP_INTEGER_OVERFLOW));
    x86_ri(e, X86_BTC_I, w, t->d, w * 8 - 1);
    x86_jump(e, back);
    if (!saturates(t->op)) return;
    emitter_place(e, high);
    x86_load(e, w, t->d, src_imm(-1));
    x86_jump(e, back);
    emitter_place(e, zero);
    x86_rr(e, X86_XOR_RM, 4, t->d, t->d);
    x86_jump(e, back);
}

static void write_truncate(struct emitter *e, const struct pending_code *p) {
    struct truncation t = truncation_of(p);
    if (is_unsigned(t.op))
        write_unsigned(e, &t, p->back);
    else if (saturates(t.op))
        write_signed_saturating(e, &t, p->back);
    else
        write_signed_trapping(e, &t, p->back);
}

void do_truncate(struct x86_job *j) {
    struct emitter *e = j->e;
    enum op op = j->i->op;
    enum type from = j->i->type2;
    u32 w = width_of(j->i->type);
    reg x = take_reg(j), d = take_reg(j);
    struct pending_code *p = emitter_later(e, write_truncate);
    u32 label = p->label, back = p->back;
    p->regs[0] = d;
    p->regs[1] = x;
    p->regs[2] = (reg)j->i->type;
    p->regs[3] = (reg)from;
    p->data = op;
    x86_rr(e, x86_of(X86_CVTTSS2SI, from), w, d, x);
    if (is_unsigned(op)) {
        x86_rr(e, X86_TEST_MR, w, d, d);
        x86_jcc(e, X86_S, label);
    } else {
        x86_ri(e, X86_CMP_MI, w, d, 1); /* overflows only from the lowest integer */
        x86_jcc(e, X86_O, label);
    }
    emitter_place(e, back);
}
