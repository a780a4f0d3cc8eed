/* isa/x86/float.c: floating-point arithmetic, with SSE2 and SSE4.1's round instructions. */
#include "isa/x86/x86.h"

static bool commutes(const struct ins *i) {
    return i->op == OP_FADD || i->op == OP_FMUL;
}

/* The operands of FADD and FMUL, a constant last. */
static bool is_swapped(const struct ir_function *f, const struct ins *i) {
    return commutes(i) && value_is_const(f, i->arg[0]) && !value_is_const(f, i->arg[1]);
}

void ask_float_binary(const struct x86_ask *a) {
    bool swap = is_swapped(a->f, a->i);
    u32 use = ask_use(a, a->i->arg[swap], 0, AT_REG);
    ask_source(a, a->i->arg[!swap], 0);
    if (commutes(a->i) && a->c->count > use + 1)
        ask_def_either(a, 0, use);
    else
        ask_def_same(a, 0, use);
}

static enum x86_insn binary_row(enum op op) {
    switch (op) {
    case OP_FADD: return X86_ADDSS;
    case OP_FSUB: return X86_SUBSS;
    case OP_FMUL: return X86_MULSS;
    default: return X86_DIVSS;
    }
}

void do_float_binary(struct x86_job *j) {
    enum type t = j->i->type;
    bool swap = is_swapped(j->f, j->i);
    struct x86_rm x = take_rm(j), y = take_source(j, j->i->arg[!swap], 0).m;
    reg d = take_reg(j);
    if (commutes(j->i) && y.kind == RM_REG && y.base == d) {
        y = x;
    } else {
        x86_float_load(j->e, t, d, x);
    }
    x86_rm(j->e, x86_of(binary_row(j->i->op), t), 4, d, y);
}

/* ---- Minimum and maximum ------------------------------------------------------------------
 */

/* The instructions give the second operand when the two are unordered or equal (as zeros of
 * different signs are). Both cases are seen by ucomis as "equal" and settled behind the code.
 */
void ask_float_min_max(const struct x86_ask *a) {
    u32 use = ask_use(a, a->i->arg[0], 0, AT_REG);
    ask_source(a, a->i->arg[1], 0);
    ask_def_same(a, 0, use);
}

enum { LATER_F64 = 1, LATER_MAX = 2 };

/* regs: result (which is the first operand), the second's base and kind, LATER_ bits; data: the
 * second's displacement or target. */
static void write_min_max(struct emitter *e, const struct pending_code *p) {
    enum type t = p->regs[3] & LATER_F64 ? F64 : F32;
    struct x86_rm y = {
        .kind = p->regs[2], .base = p->regs[1], .index = NO_REG, .target = (u32)p->data};
    reg d = p->regs[0], s = x86_scratch_float(e);
    u32 unordered = emitter_label(e);
    x86_float_load(e, t, s, y);
    x86_jcc(e, X86_P, unordered);
    /* Equal: of two zeros the minimum has either's sign, the maximum both's. */
    x86_rr(e, p->regs[3] & LATER_MAX ? X86_ANDPS : X86_ORPS, 4, d, s);
    x86_jump(e, p->back);
    emitter_place(e, unordered);
    x86_rr(e, x86_of(X86_ADDSS, t), 4, d, s); /* a quiet NaN */
    x86_jump(e, p->back);
}

void do_float_min_max(struct x86_job *j) {
    struct emitter *e = j->e;
    enum type t = j->i->type;
    bool max = j->i->op == OP_FMAX;
    struct x86_rm x = take_rm(j), y = take_source(j, j->i->arg[1], 0).m;
    reg d = take_reg(j);
    x86_float_load(e, t, d, x);
    struct pending_code *p = emitter_later(e, write_min_max);
    u32 label = p->label, back = p->back;
    p->regs[0] = d;
    p->regs[1] = y.base;
    p->regs[2] = y.kind;
    p->regs[3] = (reg)((t == F64 ? LATER_F64 : 0) | (max ? LATER_MAX : 0));
    p->data = y.target;
    x86_rm(e, x86_of(X86_UCOMISS, t), 4, d, y);
    x86_jcc(e, X86_E, label);
    x86_rm(e, x86_of(max ? X86_MAXSS : X86_MINSS, t), 4, d, y);
    emitter_place(e, back);
}

/* ---- Signs --------------------------------------------------------------------------------
 */

void ask_float_sign(const struct x86_ask *a) {
    ask_def_same(a, 0, ask_use(a, a->i->arg[0], 0, AT_REG));
}

void do_float_sign(struct x86_job *j) {
    enum type t = j->i->type;
    struct x86_rm x = take_rm(j);
    reg d = take_reg(j);
    x86_float_load(j->e, t, d, x);
    if (j->i->op == OP_FABS)
        x86_rm(j->e, X86_ANDPS, 4, d, x86_mask(HELPER_ABS_32, t));
    else
        x86_rm(j->e, X86_XORPS, 4, d, x86_mask(HELPER_SIGN_32, t));
}

void ask_float_copysign(const struct x86_ask *a) {
    u32 use = ask_use(a, a->i->arg[0], 0, AT_REG);
    ask_source(a, a->i->arg[1], 0);
    ask_def_same(a, 0, use);
}

void do_float_copysign(struct x86_job *j) {
    struct emitter *e = j->e;
    enum type t = j->i->type;
    struct x86_rm x = take_rm(j), y = take_source(j, j->i->arg[1], 0).m;
    reg d = take_reg(j), s = x86_scratch_float(e);
    x86_float_load(e, t, d, x);
    if (value_is_const(j->f, j->i->arg[1])) {
        u64 bits = j->f->values[j->i->arg[1]].bits;
        bool negative = bits >> (type_bytes(t) * 8 - 1) & 1;
        x86_rm(e, negative ? X86_ORPS : X86_ANDPS, 4, d,
               x86_mask(negative ? HELPER_SIGN_32 : HELPER_ABS_32, t));
        return;
    }
    x86_float_load(e, t, s, y);
    x86_rm(e, X86_ANDPS, 4, s, x86_mask(HELPER_SIGN_32, t));
    x86_rm(e, X86_ANDPS, 4, d, x86_mask(HELPER_ABS_32, t));
    x86_rr(e, X86_ORPS, 4, d, s);
}

/* ---- Roots, rounding, NaNs, sizes ---------------------------------------------------------
 */

void ask_float_sqrt(const struct x86_ask *a) {
    ask_source(a, a->i->arg[0], 0);
    ask_def(a, 0);
}

void do_float_sqrt(struct x86_job *j) {
    struct x86_rm x = take_source(j, j->i->arg[0], 0).m;
    x86_rm(j->e, x86_of(X86_SQRTSS, j->i->type), 4, take_reg(j), x);
}

void ask_float_round(const struct x86_ask *a) {
    ask_float_sqrt(a);
}

void do_float_round(struct x86_job *j) {
    enum { NEAREST, DOWN, UP, TO_ZERO, NO_EXCEPTION = 8 };
    i64 mode = j->i->op == OP_FNEAREST ? NEAREST
               : j->i->op == OP_FFLOOR ? DOWN
               : j->i->op == OP_FCEIL  ? UP
                                       : TO_ZERO;
    struct x86_rm x = take_source(j, j->i->arg[0], 0).m;
    x86_put(j->e, x86_of(X86_ROUNDSS, j->i->type), 4, take_reg(j), x, mode | NO_EXCEPTION);
}

void ask_float_canon(const struct x86_ask *a) {
    ask_float_sign(a);
}

/* regs: result, whether f64. */
static void write_canon(struct emitter *e, const struct pending_code *p) {
    enum type t = p->regs[1] ? F64 : F32;
    u32 literal = t == F64 ? emitter_literal(e, 8, 0x7ff8000000000000)
                           : emitter_literal(e, 4, 0x7fc00000);
    x86_float_load(e, t, p->regs[0], x86_label(literal));
    x86_jump(e, p->back);
}

void do_float_canon(struct x86_job *j) {
    struct emitter *e = j->e;
    enum type t = j->i->type;
    struct x86_rm x = take_rm(j);
    reg d = take_reg(j);
    x86_float_load(e, t, d, x);
    struct pending_code *p = emitter_later(e, write_canon);
    u32 label = p->label, back = p->back;
    p->regs[0] = d;
    p->regs[1] = t == F64;
    x86_rr(e, x86_of(X86_UCOMISS, t), 4, d, d);
    x86_jcc(e, X86_P, label);
    emitter_place(e, back);
}

void ask_float_resize(const struct x86_ask *a) {
    ask_float_sqrt(a);
}

void do_float_resize(struct x86_job *j) {
    struct x86_rm x = take_source(j, j->i->arg[0], 0).m;
    x86_rm(j->e, j->i->op == OP_DEMOTE ? X86_CVTSD2SS : X86_CVTSS2SD, 4, take_reg(j), x);
}
