/* isa/aarch64/emit.c: the operations that compute. */
#include "isa/aarch64/aarch64.h"

#include <assert.h>

/* An operation being emitted: its registers, as encoded. */
struct work {
    struct emitter *e;
    const struct ir_function *f;
    const struct ins *i;
    u32 d;          /* result */
    u32 reg[4];     /* args; ZR where folded */
    bool wide;      /* the result is of 64 bits */
    enum type from; /* type of arg 0 */
};

/* Rows by operation, for those that are one instruction. */
static enum a64 row_of(enum op op) {
    switch (op) {
    case OP_ADD:
    case OP_ADD_SHL: return A64_ADD;
    case OP_SUB: return A64_SUB;
    case OP_MUL: return A64_MUL;
    case OP_DIV_S:
    case OP_REM_S: return A64_SDIV;
    case OP_DIV_U:
    case OP_REM_U: return A64_UDIV;
    case OP_AND: return A64_AND;
    case OP_OR: return A64_ORR;
    case OP_XOR: return A64_EOR;
    case OP_SHL: return A64_LSL;
    case OP_SHR_S: return A64_ASR;
    case OP_SHR_U: return A64_LSR;
    case OP_ROTL:
    case OP_ROTR: return A64_ROR;
    case OP_FADD: return A64_FADD;
    case OP_FSUB: return A64_FSUB;
    case OP_FMUL: return A64_FMUL;
    case OP_FDIV: return A64_FDIV;
    case OP_FMIN: return A64_FMIN;
    case OP_FMAX: return A64_FMAX;
    case OP_FABS: return A64_FABS;
    case OP_FNEG: return A64_FNEG;
    case OP_FSQRT: return A64_FSQRT;
    case OP_FCEIL: return A64_FRINTP;
    case OP_FFLOOR: return A64_FRINTM;
    case OP_FTRUNC: return A64_FRINTZ;
    case OP_FNEAREST: return A64_FRINTN;
    case OP_TRUNC_SAT_S: return A64_FCVTZS;
    case OP_TRUNC_SAT_U: return A64_FCVTZU;
    case OP_CONVERT_S: return A64_SCVTF;
    case OP_CONVERT_U: return A64_UCVTF;
    default: assert(!"an operation with a row"); return A64_COUNT;
    }
}

/* ---- Integer arithmetic ----------------------------------------------------------------- */

static void logic_immediate(const struct work *o, u32 x, u32 field) {
    switch ((enum op)o->i->op) {
    case OP_OR: A64(o->e, ORR_I, o->wide, o->d, x, field); return;
    case OP_XOR: A64(o->e, EOR_I, o->wide, o->d, x, field); return;
    default: A64(o->e, AND_I, o->wide, o->d, x, field); return; /* AND, REM_U */
    }
}

static void shift_immediate(const struct work *o, u32 x, u32 count) {
    switch ((enum op)o->i->op) {
    case OP_SHR_S: A64(o->e, ASR_I, o->wide, o->d, x, count); return;
    case OP_ROTL:
    case OP_ROTR: A64(o->e, EXTR, o->wide, o->d, x, x, count); return;
    default: A64(o->e, LSR_I, o->wide, o->d, x, count); return; /* SHR_U, DIV_U */
    }
}

static void of_registers(const struct work *o) {
    u32 a = o->reg[0], b = o->reg[1];
    switch ((enum op)o->i->op) {
    case OP_ADD:
    case OP_SUB: A64_PUT(o->e, row_of(o->i->op), o->wide, o->d, a, b, 0); return;
    case OP_ADD_SHL: A64(o->e, ADD, o->wide, o->d, a, b, o->i->shift); return;
    case OP_ROTL:
        A64(o->e, NEG, o->wide, X16, b, 0);
        A64(o->e, ROR, o->wide, o->d, a, X16);
        return;
    default: A64_PUT(o->e, row_of(o->i->op), o->wide, o->d, a, b); return;
    }
}

static void arithmetic(const struct work *o) {
    struct arithmetic s = a64_arithmetic(o->f, o->i);
    u32 x = o->reg[s.x];
    switch ((enum form)s.form) {
    case FORM_REGISTERS: of_registers(o); return;
    case FORM_ADD: a64_add_constant(o->e, o->wide, o->d, x, s.c); return;
    case FORM_NEG: A64(o->e, NEG, o->wide, o->d, x, s.shift); return;
    case FORM_NOT: A64(o->e, MVN, o->wide, o->d, x); return;
    case FORM_LOGIC: logic_immediate(o, x, (u32)s.c); return;
    case FORM_SHIFT: shift_immediate(o, x, (u32)s.c); return;
    case FORM_LEFT: a64_shift_left(o->e, o->wide, o->d, x, s.shift); return;
    case FORM_LEFT_ADD:
        a64_shift_left(o->e, o->wide, o->d, x, s.shift);
        a64_add_constant(o->e, o->wide, o->d, o->d, s.c);
        return;
    case FORM_ADD_SELF: A64(o->e, ADD, o->wide, o->d, x, x, s.shift); return;
    case FORM_SUB_SELF: A64(o->e, SUB, o->wide, o->d, x, x, s.shift); return;
    }
}

static bool may_be(const struct work *o, u32 arg, u64 bits) {
    const struct value *v = &o->f->values[o->i->arg[arg]];
    u64 mask = o->wide ? ~0ull : 0xffffffff;
    return v->kind != VALUE_CONST || ((v->bits ^ bits) & mask) == 0;
}

/* Behind the code: the divisor is 0 or -1. data: 64-bit form. */
static void write_divide_check(struct emitter *e, const struct pending_code *p) {
    a64_branch_zero(e, p->data, p->regs[1], true, emitter_trap(e, TRAP_DIVIDE_BY_ZERO));
    A64(e, CMP_I, (u32)p->data, p->regs[0], 1, 0); /* overflows for the lowest number only */
    a64_branch(e, COND_VS, emitter_trap(e, TRAP_INTEGER_OVERFLOW));
    a64_op_jump(e, p->back);
}

/* sdiv gives 0 for x / 0 and the dividend for lowest / -1: both trap, so they are looked for.
 */
static void check_division(const struct work *o) {
    struct emitter *e = o->e;
    u64 lowest = o->wide ? 1ull << 63 : 1ull << 31;
    bool zero = may_be(o, 1, 0);
    if (o->i->op != OP_DIV_S || !may_be(o, 1, ~0ull) || !may_be(o, 0, lowest)) {
        if (zero)
            a64_branch_zero(e, o->wide, o->reg[1], true, emitter_trap(e, TRAP_DIVIDE_BY_ZERO));
        return;
    }
    struct pending_code *p = emitter_later(e, write_divide_check);
    u32 label = p->label, back = p->back;
    p->regs[0] = (reg)o->reg[0];
    p->regs[1] = (reg)o->reg[1];
    p->data = o->wide;
    A64(e, ADD_I, o->wide, X16, o->reg[1], 1, 0);
    A64(e, CMP_I, o->wide, X16, 1, 0);
    a64_branch(e, COND_LS, label);
    emitter_place(e, back);
}

static void divide(const struct work *o) {
    struct emitter *e = o->e;
    u32 a = o->reg[0], b = o->reg[1];
    bool remainder = o->i->op == OP_REM_S || o->i->op == OP_REM_U;
    if (a64_arithmetic(o->f, o->i).form != FORM_REGISTERS) {
        arithmetic(o);
        return;
    }
    check_division(o);
    A64_PUT(e, row_of(o->i->op), o->wide, remainder ? X16 : o->d, a, b);
    if (remainder) A64(e, MSUB, o->wide, o->d, X16, b, a);
}

static void count_ones(const struct work *o) {
    A64(o->e, FMOV_FI, o->wide, V31, o->reg[0]);
    A64(o->e, CNT, V31, V31);
    A64(o->e, ADDV, V31, V31);
    A64(o->e, FMOV_IF, 0, o->d, V31);
}

/* ---- Comparison and choice -------------------------------------------------------------- */

void a64_emit_compare(struct emitter *e, const struct compare *c, const u32 *reg) {
    u32 x = reg[c->x], y = reg[c->y];
    if (cc_is_float(c->cc)) {
        if (c->folded)
            A64(e, FCMP_0, c->wide, x);
        else
            A64(e, FCMP, c->wide, x, y);
        return;
    }
    if (!c->folded) {
        A64(e, CMP, c->wide, x, y);
        return;
    }
    u32 size = (u32)(c->c < 0 ? -c->c : c->c);
    bool shifted = size >= 0x1000;
    u32 field = shifted ? size >> 12 : size;
    if (c->c < 0)
        A64(e, CMN_I, c->wide, x, field, shifted);
    else
        A64(e, CMP_I, c->wide, x, field, shifted);
}

static void compare(const struct work *o) {
    struct compare c = a64_compare(o->f, o->i);
    if (c.folded && c.c == 0 && c.cc == CC_LT_S) {
        A64(o->e, LSR_I, c.wide, o->d, o->reg[c.x], c.wide ? 63 : 31);
        return;
    }
    a64_emit_compare(o->e, &c, o->reg);
    A64(o->e, CSINC, 0, o->d, ZR, ZR, a64_cond(c.cc) ^ 1);
}

static void choose(const struct work *o) {
    struct compare c = a64_compare(o->f, o->i);
    struct choice s = a64_choice(o->f, o->i);
    u32 cond = a64_cond(c.cc) ^ s.invert;
    a64_emit_compare(o->e, &c, o->reg);
    A64_PUT(o->e, s.row, o->wide, o->d, s.n == NO_ARG ? ZR : o->reg[s.n],
            s.m == NO_ARG ? ZR : o->reg[s.m], cond);
}

/* ---- Floating point --------------------------------------------------------------------- */

/* d is a's register: the sign bit of b is inserted. */
static void copy_sign(const struct work *o) {
    if (o->wide) {
        A64(o->e, MOVI_2D, V31);
        A64(o->e, FNEG_2D, V31, V31);
    } else {
        A64(o->e, MOVI_80, V31);
    }
    A64(o->e, BIT, o->d, o->reg[1], V31);
}

/* Behind the code: the operand is a NaN or out of range. data: it is a double. */
static void write_trunc_trap(struct emitter *e, const struct pending_code *p) {
    A64(e, FCMP, (u32)p->data, p->regs[0], p->regs[0]);
    a64_branch(e, COND_VS, emitter_trap(e, TRAP_BAD_CONVERSION));
    a64_op_jump(e, emitter_trap(e, TRAP_INTEGER_OVERFLOW));
}

static void trap_trunc(const struct work *o, enum a64_cond cond) {
    struct pending_code *p = emitter_later(o->e, write_trunc_trap);
    p->regs[0] = (reg)o->reg[0];
    p->data = o->from == F64;
    emitter_place(o->e, p->back); /* nothing comes back */
    a64_branch(o->e, cond, p->label);
}

/* Into an i32: converted to 64 bits, the upper half must not matter; nor is it a NaN, the
 * second comparison, made if the first gave `equal`. */
static void trunc_32(const struct work *o) {
    struct emitter *e = o->e;
    u32 a = o->reg[0], dbl = o->from == F64;
    A64(e, FCVTZS, 1, dbl, X16, a);
    if (o->i->op == OP_TRUNC_S)
        A64(e, CMP_SXTW, X16, X16);
    else
        A64(e, CMP_UXTW, X16, X16);
    A64(e, FCCMP, dbl, a, a, 0, COND_EQ);
    trap_trunc(o, COND_NE);
    A64(e, MOV, 0, o->d, X16);
}

/* Into an i64. Signed: a < 2^63 and a >= -2^63. Unsigned: a < 2^64 and a > -1. The second
 * comparison is made if the first holds; else its outcome is `less`. */
static void trunc_64(const struct work *o) {
    enum { LESS = 8 };
    struct emitter *e = o->e;
    u32 a = o->reg[0], minus_one = 0xf0;
    bool sign = o->i->op == OP_TRUNC_S, dbl = o->from == F64;
    u64 above = dbl ? (sign ? 0x43e0ull << 48 : 0x43f0ull << 48)
                    : (sign ? 0x5f00ull << 16 : 0x5f80ull << 16);
    a64_float_constant(e, o->from, V31, above);
    A64(e, FCMP, dbl, a, V31);
    if (sign)
        A64(e, FNEG, dbl, V31, V31);
    else
        A64(e, FMOV_I, dbl, V31, minus_one);
    A64(e, FCCMP, dbl, a, V31, LESS, COND_MI);
    trap_trunc(o, sign ? COND_LT : COND_LE);
    if (sign)
        A64(e, FCVTZS, 1, dbl, o->d, a);
    else
        A64(e, FCVTZU, 1, dbl, o->d, a);
}

static void reinterpret(const struct work *o) {
    if (type_is_float(o->i->type))
        A64(o->e, FMOV_FI, o->wide, o->d, o->reg[0]);
    else
        A64(o->e, FMOV_IF, o->wide, o->d, o->reg[0]);
}

/* ---- The context ------------------------------------------------------------------------ */

/* Loads and stores at an offset from x28 that one instruction may not reach. */
static void global(const struct work *o, bool load) {
    u64 offset = CONTEXT_GLOBALS + 8 * o->i->imm;
    u32 base = X28, bytes = type_bytes(load ? (enum type)o->i->type : o->from);
    enum type t = load ? (enum type)o->i->type : o->from;
    if (offset / bytes >= 0x1000) {
        A64(o->e, ADD_I, 1, X16, X28, (u32)(offset >> 12), 1);
        base = X16;
        offset &= 0xfff;
    }
    u32 field = (u32)offset / bytes, value = load ? o->d : o->reg[0];
    bool zero =
        !load && value_is_const(o->f, o->i->arg[0]) && o->f->values[o->i->arg[0]].bits == 0;
    if (zero) t = bytes == 4 ? I32 : I64;
    A64_PUT(o->e, a64_plain_access(t, !load), value, base, field);
}

/* ---- All of them ------------------------------------------------------------------------ */

static void unreachable(struct emitter *e) {
    struct site site = {e->code.count, e->point, TRAP_UNREACHABLE, SITE_TRAP};
    array_push(&e->sites, site);
    a64_host_call(e);
}

static void operation(const struct work *o, u32 temp) {
    struct emitter *e = o->e;
    const struct ins *i = o->i;
    u32 d = o->d, a = o->reg[0], b = o->reg[1];
    bool wide = o->wide;
    switch ((enum op)i->op) {
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_AND:
    case OP_OR:
    case OP_XOR:
    case OP_SHL:
    case OP_SHR_S:
    case OP_SHR_U:
    case OP_ROTL:
    case OP_ROTR:
    case OP_ADD_SHL: arithmetic(o); return;
    case OP_DIV_S:
    case OP_DIV_U:
    case OP_REM_S:
    case OP_REM_U: divide(o); return;
    case OP_CLZ: A64(e, CLZ, wide, d, a); return;
    case OP_CTZ:
        A64(e, RBIT, wide, d, a);
        A64(e, CLZ, wide, d, d);
        return;
    case OP_POPCNT: count_ones(o); return;
    case OP_EXTEND_8S: A64(e, SXTB, wide, d, a); return;
    case OP_EXTEND_16S: A64(e, SXTH, wide, d, a); return;
    case OP_EXTEND_32S:
    case OP_EXTEND_S: A64(e, SXTW, d, a); return;
    case OP_COMPARE: compare(o); return;
    case OP_SELECT: choose(o); return;
    case OP_FADD:
    case OP_FSUB:
    case OP_FMUL:
    case OP_FDIV:
    case OP_FMIN:
    case OP_FMAX: A64_PUT(e, row_of(i->op), wide, d, a, b); return;
    case OP_FCOPYSIGN: copy_sign(o); return;
    case OP_FABS:
    case OP_FNEG:
    case OP_FSQRT:
    case OP_FCEIL:
    case OP_FFLOOR:
    case OP_FTRUNC:
    case OP_FNEAREST: A64_PUT(e, row_of(i->op), wide, d, a); return;
    case OP_FCANON: /* FPCR.DN: there is no other NaN; d is a */
    case OP_EXTEND_U: /* i32 is kept zero-extended; d is a */ return;
    case OP_WRAP: A64(e, MOV, 0, d, a); return;
    case OP_TRUNC_S:
    case OP_TRUNC_U:
        if (wide)
            trunc_64(o);
        else
            trunc_32(o);
        return;
    case OP_TRUNC_SAT_S:
    case OP_TRUNC_SAT_U: A64_PUT(e, row_of(i->op), wide, a64_wide(o->from), d, a); return;
    case OP_CONVERT_S:
    case OP_CONVERT_U: A64_PUT(e, row_of(i->op), a64_wide(o->from), wide, d, a); return;
    case OP_DEMOTE: A64(e, FCVT_SD, d, a); return;
    case OP_PROMOTE: A64(e, FCVT_DS, d, a); return;
    case OP_REINTERPRET: reinterpret(o); return;
    case OP_LOAD: a64_emit_memory(e, o->f, i, o->reg, d, temp); return;
    case OP_STORE: a64_emit_memory(e, o->f, i, o->reg, o->reg[2], temp); return;
    case OP_GLOBAL_GET: global(o, true); return;
    case OP_GLOBAL_SET: global(o, false); return;
    case OP_MEMORY_SIZE: A64(e, LDR_W_U, d, X28, CONTEXT_MEMORY_PAGES / 4); return;
    case OP_CALL: a64_emit_call(e, i); return;
    case OP_UNREACHABLE: unreachable(e); return;
    case OP_CALL_INDIRECT: /* below */
    case OP_HOST:
    case OP_JUMP:
    case OP_BRANCH:
    case OP_SWITCH:
    case OP_RETURN:
    case OP_COUNT: break;
    }
    assert(!"an operation that is emitted here");
}

void a64_operation(struct emitter *e, const struct ir_function *f, const struct ins *i,
                   const struct operand *operands) {
    if (i->op == OP_CALL_INDIRECT) {
        a64_emit_call_indirect(e, i, operand_reg(&operands[0]));
        return;
    }
    struct work o = {.e = e, .f = f, .i = i, .d = ZR, .wide = a64_wide(i->type)};
    u32 temp = ZR;
    if (op_info[i->op].arg_count > 0) o.from = f->values[i->arg[0]].type;
    for (u32 k = 0; k < 4; k++) o.reg[k] = ZR;
    for (u32 uses = a64_uses(f, i); uses; uses &= uses - 1)
        o.reg[lowest_bit(uses)] = operand_reg(operands++) % FIRST_FLOAT;
    if ((i->op == OP_LOAD || i->op == OP_STORE) && a64_address(f, i).temp)
        temp = operand_reg(operands++);
    if (i->result != NO_VALUE && op_info[i->op].arg_count >= 0)
        o.d = operand_reg(operands) % FIRST_FLOAT;
    operation(&o, temp);
}
