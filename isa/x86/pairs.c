/* isa/x86/pairs.c: i64 arithmetic on x86-32, where a value is two halves with two places.
 * `x.lo`, `x.hi` name halves below. Each operation fits four registers; ebx is scratch. */
#include "isa/x86/x86.h"

#include <assert.h>

static bool high_is_zero(const struct ir_function *f, u32 v) {
    const struct value *value = &f->values[v];
    if (value->kind == VALUE_CONST) return value->bits >> 32 == 0;
    if (value->kind != VALUE_RESULT) return false;
    const struct ins *i = &f->ins[value->def];
    switch (i->op) {
    case OP_EXTEND_U: return true;
    case OP_LOAD: return i->cc == MEM_8U || i->cc == MEM_16U || i->cc == MEM_32U;
    case OP_SHR_U:
        return value_is_const(f, i->arg[1]) && (f->values[i->arg[1]].bits & 63) >= 32;
    case OP_AND:
        return (value_is_const(f, i->arg[0]) && f->values[i->arg[0]].bits >> 32 == 0) ||
               (value_is_const(f, i->arg[1]) && f->values[i->arg[1]].bits >> 32 == 0);
    default: return false;
    }
}

/* Is the value the sign extension of its low half? */
static bool is_extended(const struct ir_function *f, u32 v) {
    const struct value *value = &f->values[v];
    if (value->kind == VALUE_CONST) return fits_i32((i64)value->bits);
    if (value->kind != VALUE_RESULT) return false;
    const struct ins *i = &f->ins[value->def];
    return i->op == OP_EXTEND_S || i->op == OP_EXTEND_32S ||
           (i->op == OP_LOAD && (i->cc == MEM_8S || i->cc == MEM_16S || i->cc == MEM_32S));
}

/* The operands of a commutative operation, a constant last. */
static void ordered(const struct ir_function *f, const struct ins *i, u32 *x, u32 *y) {
    bool swap =
        i->op != OP_SUB && value_is_const(f, i->arg[0]) && !value_is_const(f, i->arg[1]);
    *x = i->arg[swap];
    *y = i->arg[!swap];
}

static void sign_of(struct emitter *e, reg high, reg low) {
    if (high == RDX && low == RAX) {
        x86_n(e, X86_CDQ, 4);
        return;
    }
    x86_rr(e, X86_MOV_RM, 4, high, low);
    x86_ri(e, X86_SAR_I, 4, high, 31);
}

static void zero(struct emitter *e, reg d) {
    x86_rr(e, X86_XOR_RM, 4, d, d);
}

/* ---- Add and subtract ---------------------------------------------------------------------
 */

void ask_pair_add_sub(const struct x86_ask *a) {
    u32 x, y;
    ordered(a->f, a->i, &x, &y);
    u32 low = ask_use(a, x, 0, AT_REG), high = ask_use(a, x, 1, AT_REG);
    ask_source(a, y, 0);
    ask_source(a, y, 1);
    ask_def_same(a, 0, low);
    ask_def_same(a, 1, high);
}

void do_pair_add_sub(struct x86_job *j) {
    struct emitter *e = j->e;
    bool add = j->i->op == OP_ADD;
    u32 x, y;
    ordered(j->f, j->i, &x, &y);
    struct x86_src from[2] = {src_rm(take_rm(j)), src_rm(take_rm(j))};
    struct x86_src low = take_source(j, y, 0), high = take_source(j, y, 1);
    reg d[2] = {take_reg(j), take_reg(j)};
    for (u32 part = 0; part < 2; part++) x86_load(e, 4, d[part], from[part]);
    if (low.is_imm && low.imm == 0) {
        x86_alu(e, add ? X86_ADD_RM : X86_SUB_RM, 4, d[1], high);
        return;
    }
    x86_alu(e, add ? X86_ADD_RM : X86_SUB_RM, 4, d[0], low);
    x86_alu(e, add ? X86_ADC_RM : X86_SBB_RM, 4, d[1], high);
}

/* x + (y << shift): y is shifted in the result's place; if it is x as well, in a copy. */
void ask_pair_add_shl(const struct x86_ask *a) {
    bool same = a->i->arg[0] == a->i->arg[1];
    u32 use[2];
    for (u32 part = 0; part < 2; part++) use[part] = ask_use(a, a->i->arg[1], part, AT_REG);
    for (u32 part = 0; part < 2; part++) ask_source(a, a->i->arg[0], part);
    for (u32 part = 0; part < 2; part++) {
        if (same)
            ask_early(a, ask_def(a, part));
        else
            ask_def_same(a, part, use[part]);
    }
}

void do_pair_add_shl(struct x86_job *j) {
    struct emitter *e = j->e;
    struct x86_rm y[2] = {take_rm(j), take_rm(j)};
    struct x86_src low = take_source(j, j->i->arg[0], 0),
                   high = take_source(j, j->i->arg[0], 1);
    reg d[2] = {take_reg(j), take_reg(j)};
    for (u32 part = 0; part < 2; part++) x86_load(e, 4, d[part], src_rm(y[part]));
    x86_put(e, X86_SHLD_I, 4, d[0], x86_reg(d[1]), j->i->shift);
    x86_ri(e, X86_SHL_I, 4, d[0], j->i->shift);
    x86_alu(e, X86_ADD_RM, 4, d[0], low);
    x86_alu(e, X86_ADC_RM, 4, d[1], high);
}

/* ---- Logic --------------------------------------------------------------------------------
 */

/* A half that AND with a constant makes zero is not read. */
static bool half_is_zero(const struct x86_ask *a, u32 y, u32 part) {
    return a->i->op == OP_AND && value_is_const(a->f, y) &&
           x86_const_part(a->isa, a->f, y, part) == 0;
}

void ask_pair_logic(const struct x86_ask *a) {
    u32 x, y, use[2] = {0, 0};
    ordered(a->f, a->i, &x, &y);
    for (u32 part = 0; part < 2; part++)
        if (!half_is_zero(a, y, part)) use[part] = ask_use(a, x, part, AT_REG);
    for (u32 part = 0; part < 2; part++) ask_source(a, y, part);
    for (u32 part = 0; part < 2; part++) {
        if (half_is_zero(a, y, part))
            ask_def(a, part);
        else
            ask_def_same(a, part, use[part]);
    }
}

static void logic_half(struct emitter *e, enum op op, reg d, struct x86_src y) {
    if (y.is_imm && y.imm == (op == OP_AND ? -1 : 0)) return;
    if (y.is_imm && y.imm == -1 && op == OP_XOR)
        x86_r(e, X86_NOT, 4, d);
    else if (y.is_imm && y.imm == -1 && op == OP_OR)
        x86_load(e, 4, d, y);
    else
        x86_alu(e, op == OP_AND ? X86_AND_RM : op == OP_OR ? X86_OR_RM : X86_XOR_RM, 4, d, y);
}

void do_pair_logic(struct x86_job *j) {
    struct emitter *e = j->e;
    const struct x86_ask a = {e->isa, j->f, j->i, NULL};
    u32 x, y;
    ordered(j->f, j->i, &x, &y);
    struct x86_src from[2], with[2];
    bool is_zero[2];
    for (u32 part = 0; part < 2; part++) {
        is_zero[part] = half_is_zero(&a, y, part);
        if (!is_zero[part]) from[part] = src_rm(take_rm(j));
    }
    for (u32 part = 0; part < 2; part++) with[part] = take_source(j, y, part);
    reg d[2] = {take_reg(j), take_reg(j)};
    for (u32 part = 0; part < 2; part++) {
        if (is_zero[part]) continue;
        x86_load(e, 4, d[part], from[part]);
        logic_half(e, j->i->op, d[part], with[part]);
    }
    for (u32 part = 0; part < 2; part++)
        if (is_zero[part]) zero(e, d[part]);
}

/* ---- Multiply -----------------------------------------------------------------------------
 */

/* x.lo * y.lo is 64 bits wide; of x.hi * y.lo and x.lo * y.hi the low 32 count. Halves that are
 * known to be zero need no product, and where both operands are sign extensions a signed
 * multiplication does it all. */
struct product {
    u32 x, y;
    bool is_signed, x_high, y_high; /* which high halves count */
};

static struct product product_of(const struct ir_function *f, const struct ins *i) {
    struct product p;
    ordered(f, i, &p.x, &p.y);
    p.is_signed = is_extended(f, p.x) && is_extended(f, p.y);
    p.x_high = !p.is_signed && !high_is_zero(f, p.x);
    p.y_high = !p.is_signed && !high_is_zero(f, p.y);
    return p;
}

void ask_pair_mul(const struct x86_ask *a) {
    struct product p = product_of(a->f, a->i);
    ask_fixed(a, p.x, 0, RAX);
    if (p.x_high) ask_use(a, p.x, 1, AT_ANY);
    ask_source(a, p.y, 0);
    if (p.y_high) ask_source(a, p.y, 1);
    ask_def_fixed(a, 0, RAX);
    ask_early(a, ask_def_fixed(a, 1, RDX));
}

/* d = x * y, 32 bits; d is neither. */
static void multiply_into(struct emitter *e, reg d, struct x86_rm x, struct x86_src y) {
    if (y.is_imm) {
        x86_put(e, X86_IMUL_RMI, 4, d, x, y.imm);
    } else {
        x86_rm(e, X86_MOV_RM, 4, d, y.m);
        x86_rm(e, X86_IMUL_RM, 4, d, x);
    }
}

void do_pair_mul(struct x86_job *j) {
    struct emitter *e = j->e;
    struct product p = product_of(j->f, j->i);
    reg s = x86_scratch(e);
    take_reg(j);
    struct x86_rm x_high = x86_reg(s);
    struct x86_src y_high = src_imm(0);
    if (p.x_high) x_high = take_rm(j);
    struct x86_src y_low = take_source(j, p.y, 0);
    if (p.y_high) y_high = take_source(j, p.y, 1);
    if (p.x_high) multiply_into(e, s, x_high, y_low);
    if (p.y_high && p.x_high) {
        multiply_into(e, RDX, x86_reg(RAX), y_high);
        x86_rr(e, X86_ADD_RM, 4, s, RDX);
    } else if (p.y_high) {
        multiply_into(e, s, x86_reg(RAX), y_high);
    }
    if (y_low.is_imm) {
        x86_load(e, 4, RDX, y_low);
        y_low = src_rm(x86_reg(RDX));
    }
    x86_m(e, p.is_signed ? X86_IMUL_M : X86_MUL, 4, y_low.m);
    if (p.x_high || p.y_high) x86_rr(e, X86_ADD_RM, 4, RDX, s);
}

/* ---- Counting bits ------------------------------------------------------------------------
 */

void ask_pair_count_bits(const struct x86_ask *a) {
    ask_use(a, a->i->arg[0], 0, AT_ANY);
    ask_use(a, a->i->arg[0], 1, AT_ANY);
    ask_def(a, 0);
    ask_def(a, 1);
}

void do_pair_count_bits(struct x86_job *j) {
    struct emitter *e = j->e;
    bool leading = j->i->op == OP_CLZ;
    enum x86_insn row = leading ? X86_LZCNT : X86_TZCNT;
    struct x86_rm half[2] = {take_rm(j), take_rm(j)};
    reg low = take_reg(j), high = take_reg(j), s = x86_scratch(e);
    /* Carry tells that the half which counts first is all zeros. */
    x86_rm(e, row, 4, s, half[leading ? 0 : 1]);
    x86_ri(e, X86_ADD_MI, 4, s, 32);
    x86_rm(e, row, 4, low, half[leading ? 1 : 0]);
    x86_put(e, X86_CMOVCC, 4, low, x86_reg(s), X86_B);
    zero(e, high);
}

void ask_pair_popcnt(const struct x86_ask *a) {
    u32 low = ask_use(a, a->i->arg[0], 0, AT_REG), high = ask_use(a, a->i->arg[0], 1, AT_REG);
    ask_def_same(a, 0, low);
    ask_def_same(a, 1, high);
}

void do_pair_popcnt(struct x86_job *j) {
    struct emitter *e = j->e;
    struct x86_rm half[2] = {take_rm(j), take_rm(j)};
    reg d[2] = {take_reg(j), take_reg(j)};
    for (u32 part = 0; part < 2; part++) {
        x86_load(e, 4, d[part], src_rm(half[part]));
        x86_popcnt_fields(e, 4, d[part], NO_REG);
    }
    x86_rr(e, X86_ADD_RM, 4, d[0], d[1]); /* fields of 4 bits: 8 at most */
    x86_popcnt_sum(e, 4, d[0], NO_REG);
    zero(e, d[1]);
}

/* ---- Widening and narrowing ---------------------------------------------------------------
 */

void ask_pair_sign_extend(const struct x86_ask *a) {
    enum op op = a->i->op;
    u32 use = ask_use(a, a->i->arg[0], 0,
                      op == OP_EXTEND_8S || op == OP_EXTEND_16S ? AT_ANY : AT_REG);
    if (op == OP_EXTEND_8S)
        a->c->operands[use].prefer = regset_of(RAX) | regset_of(RCX) | regset_of(RDX);
    if (op == OP_EXTEND_8S || op == OP_EXTEND_16S)
        ask_def(a, 0);
    else
        ask_def_same(a, 0, use);
    ask_def(a, 1);
}

void do_pair_sign_extend(struct x86_job *j) {
    struct emitter *e = j->e;
    struct x86_src x = src_rm(take_rm(j));
    reg low = take_reg(j), high = take_reg(j);
    if (j->i->op == OP_EXTEND_8S) {
        if (src_is_reg(x) && !x86_has_byte(e, x.m.base)) {
            x86_load(e, 4, x86_scratch(e), x);
            x = src_rm(x86_reg(x86_scratch(e)));
        }
        x86_rm(e, X86_MOVSX8, 4, low, x.m);
    } else if (j->i->op == OP_EXTEND_16S) {
        x86_rm(e, X86_MOVSX16, 4, low, x.m);
    } else {
        x86_load(e, 4, low, x);
    }
    sign_of(e, high, low);
}

/* EXTEND_U. */
void ask_pair_extend(const struct x86_ask *a) {
    ask_def_same(a, 0, ask_use(a, a->i->arg[0], 0, AT_REG));
    ask_def(a, 1);
}

void do_pair_extend(struct x86_job *j) {
    struct x86_src x = src_rm(take_rm(j));
    reg low = take_reg(j), high = take_reg(j);
    x86_load(j->e, 4, low, x);
    zero(j->e, high);
}

void ask_pair_wrap(const struct x86_ask *a) {
    ask_def_same(a, 0, ask_use(a, a->i->arg[0], 0, AT_REG));
}

void do_pair_wrap(struct x86_job *j) {
    struct x86_src x = src_rm(take_rm(j));
    x86_load(j->e, 4, take_reg(j), x);
}

/* ---- Divide -------------------------------------------------------------------------------
 */

static bool by_constant_zero(const struct ir_function *f, const struct ins *i) {
    return value_is_const(f, i->arg[1]) && f->values[i->arg[1]].bits == 0;
}

void ask_pair_divide(const struct x86_ask *a) {
    bool quotient = a->i->op == OP_DIV_S || a->i->op == OP_DIV_U;
    if (by_constant_zero(a->f, a->i)) { /* the dividend lives here, as on other machines */
        for (u32 part = 0; part < 2; part++) ask_source(a, a->i->arg[0], part);
        ask_def(a, 0);
        ask_def(a, 1);
        return;
    }
    ask_fixed(a, a->i->arg[0], 0, RAX);
    ask_fixed(a, a->i->arg[0], 1, RDX);
    ask_fixed(a, a->i->arg[1], 0, RCX);
    ask_fixed(a, a->i->arg[1], 1, RSI);
    ask_def_fixed(a, 0, quotient ? RAX : RCX);
    ask_def_fixed(a, 1, quotient ? RDX : RSI);
    a->c->clobbers |=
        quotient ? regset_of(RCX) | regset_of(RSI) : regset_of(RAX) | regset_of(RDX);
}

/* The divisor is -1: is the dividend the lowest integer? */
static void write_overflow(struct emitter *e, const struct pending_code *p) {
    x86_rr(e, X86_TEST_MR, 4, RAX, RAX);
    x86_jcc(e, X86_NE, p->back);
    x86_ri(e, X86_CMP_MI, 4, RDX, INT32_MIN);
    x86_jcc(e, X86_E, emitter_trap(e, TRAP_INTEGER_OVERFLOW));
    x86_jump(e, p->back);
}

void do_pair_divide(struct x86_job *j) {
    struct emitter *e = j->e;
    bool with_sign = j->i->op == OP_DIV_S || j->i->op == OP_REM_S;
    bool constant = value_is_const(j->f, j->i->arg[1]);
    reg s = x86_scratch(e);
    if (by_constant_zero(j->f, j->i)) {
        x86_jump(e, emitter_trap(e, TRAP_DIVIDE_BY_ZERO));
        return;
    }
    if (!constant) {
        x86_rr(e, X86_MOV_RM, 4, s, RCX);
        x86_rr(e, X86_OR_RM, 4, s, RSI);
        x86_jcc(e, X86_E, emitter_trap(e, TRAP_DIVIDE_BY_ZERO));
    }
    if (j->i->op == OP_DIV_S && (!constant || j->f->values[j->i->arg[1]].bits == UINT64_MAX)) {
        struct pending_code *p = emitter_later(e, write_overflow);
        u32 label = p->label, back = p->back;
        x86_rr(e, X86_MOV_RM, 4, s, RCX);
        x86_rr(e, X86_AND_RM, 4, s, RSI);
        x86_ri(e, X86_CMP_MI, 4, s, -1);
        x86_jcc(e, X86_E, label);
        emitter_place(e, back);
    }
    x86_call(e, FIX_HELPER, with_sign ? HELPER_DIVIDE_S : HELPER_DIVIDE_U);
}
