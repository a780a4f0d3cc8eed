/* isa/x86/integer.c: integer arithmetic on one register. */
#include "isa/x86/x86.h"

/* The operands of a commutative operation, a constant last. */
struct pair_of_args {
    u32 x, y;
};
static struct pair_of_args ordered(const struct ir_function *f, const struct ins *i) {
    bool swap = value_is_const(f, i->arg[0]) && !value_is_const(f, i->arg[1]);
    return (struct pair_of_args){i->arg[swap], i->arg[!swap]};
}

/* ---- Add and subtract ---------------------------------------------------------------------
 */

/* d = x + y: add where d is one of them, else lea. */
static void add_into(struct emitter *e, u32 w, reg d, struct x86_src x, struct x86_src y) {
    if (y.is_imm && y.imm == 0) {
        x86_load(e, w, d, x);
    } else if (y.is_imm && src_is_reg(x) && !src_is(x, d)) {
        x86_rm(e, X86_LEA, w, d, x86_at(x.m.base, (i32)y.imm));
    } else if (src_is(y, d)) {
        x86_alu(e, X86_ADD_RM, w, d, x);
    } else if (src_is_reg(x) && src_is_reg(y) && !src_is(x, d)) {
        x86_rm(e, X86_LEA, w, d, x86_indexed(x.m.base, y.m.base, 0, 0));
    } else {
        x86_load(e, w, d, x);
        x86_alu(e, X86_ADD_RM, w, d, y);
    }
}

void ask_add(const struct x86_ask *a) {
    struct pair_of_args args = ordered(a->f, a->i);
    ask_use(a, args.x, 0, AT_ANY);
    ask_source(a, args.y, 0);
    ask_def(a, 0);
}

void do_add(struct x86_job *j) {
    struct pair_of_args args = ordered(j->f, j->i);
    struct x86_src x = src_rm(take_rm(j)), y = take_source(j, args.y, 0);
    add_into(j->e, width_of(j->i->type), take_reg(j), x, y);
}

void ask_sub(const struct x86_ask *a) {
    u32 x = a->i->arg[0], y = a->i->arg[1];
    if (x86_folds(a->isa, a->f, y, 0)) {
        ask_use(a, x, 0, AT_ANY);
        ask_def(a, 0);
    } else if (x86_folds(a->isa, a->f, x, 0)) {
        ask_def_same(a, 0, ask_use(a, y, 0, AT_REG));
    } else {
        u32 use = ask_use(a, x, 0, AT_REG);
        ask_use(a, y, 0, AT_ANY);
        ask_def_same(a, 0, use);
    }
}

void do_sub(struct x86_job *j) {
    struct emitter *e = j->e;
    u32 w = width_of(j->i->type);
    u32 x = j->i->arg[0], y = j->i->arg[1];
    if (x86_folds(e->isa, j->f, y, 0)) {
        struct x86_src from = src_rm(take_rm(j));
        i64 imm = x86_const_part(e->isa, j->f, y, 0);
        reg d = take_reg(j);
        if (fits_i32(-imm) || w == 4) {
            add_into(e, w, d, from, src_imm((i32)-imm));
        } else {
            x86_load(e, w, d, from);
            x86_ri(e, X86_SUB_MI, w, d, imm);
        }
    } else if (x86_folds(e->isa, j->f, x, 0)) { /* x - y = -y + x */
        struct x86_src from = src_rm(take_rm(j));
        i64 imm = x86_const_part(e->isa, j->f, x, 0);
        reg d = take_reg(j);
        x86_load(e, w, d, from);
        x86_r(e, X86_NEG, w, d);
        if (imm) x86_ri(e, X86_ADD_MI, w, d, imm);
    } else {
        struct x86_src from = src_rm(take_rm(j)), less = src_rm(take_rm(j));
        reg d = take_reg(j);
        x86_load(e, w, d, from);
        x86_alu(e, X86_SUB_RM, w, d, less);
    }
}

/* ADD_SHL: x + (y << shift). */
static i64 shifted_constant(const struct isa *isa, const struct ir_function *f,
                            const struct ins *i) {
    return (i64)((u64)x86_const_part(isa, f, i->arg[1], 0) << i->shift);
}

static bool add_shl_is_add(const struct isa *isa, const struct ir_function *f,
                           const struct ins *i) {
    return value_is_const(f, i->arg[1]) && fits_i32(shifted_constant(isa, f, i));
}

void ask_add_shl(const struct x86_ask *a) {
    if (add_shl_is_add(a->isa, a->f, a->i)) {
        ask_use(a, a->i->arg[0], 0, AT_ANY);
    } else {
        if (!x86_folds(a->isa, a->f, a->i->arg[0], 0)) ask_use(a, a->i->arg[0], 0, AT_REG);
        ask_use(a, a->i->arg[1], 0, AT_REG);
    }
    ask_def(a, 0);
}

void do_add_shl(struct x86_job *j) {
    struct emitter *e = j->e;
    u32 w = width_of(j->i->type);
    if (add_shl_is_add(e->isa, j->f, j->i)) {
        struct x86_src x = src_rm(take_rm(j));
        i64 y = shifted_constant(e->isa, j->f, j->i);
        add_into(e, w, take_reg(j), x, src_imm((i32)y));
        return;
    }
    struct x86_src x = take_source(j, j->i->arg[0], 0);
    reg index = take_reg(j), d = take_reg(j);
    reg base = x.is_imm ? NO_REG : x.m.base;
    x86_rm(e, X86_LEA, w, d, x86_indexed(base, index, j->i->shift, x.is_imm ? (i32)x.imm : 0));
}

/* ---- Logic --------------------------------------------------------------------------------
 */

/* An AND that a move does: bytes that stay, else 0. */
static u32 mask_bytes(const struct ir_function *f, const struct ins *i, u32 y) {
    if (i->op != OP_AND || !value_is_const(f, y)) return 0;
    switch (f->values[y].bits) {
    case 0xff: return 1;
    case 0xffff: return 2;
    case 0xffffffff: return 4;
    }
    return 0;
}

/* An AND of 64 bits whose upper half becomes 0: an operation of 32 bits does. */
static bool is_short_mask(const struct ir_function *f, const struct ins *i, u32 y) {
    return i->op == OP_AND && i->type == I64 && value_is_const(f, y) &&
           f->values[y].bits >> 32 == 0;
}

void ask_logic(const struct x86_ask *a) {
    struct pair_of_args args = ordered(a->f, a->i);
    if (mask_bytes(a->f, a->i, args.y)) {
        ask_use(a, args.x, 0, AT_ANY);
        ask_def(a, 0);
        return;
    }
    u32 use = ask_use(a, args.x, 0, AT_REG);
    if (!is_short_mask(a->f, a->i, args.y)) ask_source(a, args.y, 0);
    bool folded = a->c->count == use + 1;
    if (folded)
        ask_def_same(a, 0, use);
    else
        ask_def_either(a, 0, use);
}

static void zero_extend(struct emitter *e, u32 bytes, reg d, struct x86_src x) {
    if (bytes == 4) {
        x86_rm(e, X86_MOV_RM, 4, d, x.m);
    } else if (bytes == 2) {
        x86_rm(e, X86_MOVZX16, 4, d, x.m);
    } else if (src_is_reg(x) && !x86_has_byte(e, x.m.base)) {
        x86_load(e, 4, d, x);
        x86_ri(e, X86_AND_MI, 4, d, 0xff);
    } else {
        x86_rm(e, X86_MOVZX8, 4, d, x.m);
    }
}

/* d = x op y, where d is x, or y, or neither. */
static void combine(struct emitter *e, enum x86_insn rm_row, u32 w, reg d, struct x86_src x,
                    struct x86_src y) {
    if (src_is(y, d)) {
        x86_alu(e, rm_row, w, d, x);
    } else {
        x86_load(e, w, d, x);
        x86_alu(e, rm_row, w, d, y);
    }
}

void do_logic(struct x86_job *j) {
    struct emitter *e = j->e;
    struct pair_of_args args = ordered(j->f, j->i);
    u32 w = width_of(j->i->type);
    u32 bytes = mask_bytes(j->f, j->i, args.y);
    struct x86_src x = src_rm(take_rm(j)), y;
    if (bytes) {
        zero_extend(e, bytes, take_reg(j), x);
        return;
    }
    if (is_short_mask(j->f, j->i, args.y)) {
        y = src_imm((i32)j->f->values[args.y].bits);
        w = 4;
    } else {
        y = take_source(j, args.y, 0);
    }
    reg d = take_reg(j);
    if (j->i->op == OP_XOR && y.is_imm && y.imm == -1) {
        x86_load(e, w, d, x);
        x86_r(e, X86_NOT, w, d);
        return;
    }
    combine(e,
            j->i->op == OP_AND  ? X86_AND_RM
            : j->i->op == OP_OR ? X86_OR_RM
                                : X86_XOR_RM,
            w, d, x, y);
}

void ask_mul(const struct x86_ask *a) {
    struct pair_of_args args = ordered(a->f, a->i);
    if (x86_folds(a->isa, a->f, args.y, 0)) {
        ask_use(a, args.x, 0, AT_ANY);
        ask_def(a, 0);
    } else {
        u32 use = ask_use(a, args.x, 0, AT_REG);
        ask_use(a, args.y, 0, AT_ANY);
        ask_def_either(a, 0, use);
    }
}

void do_mul(struct x86_job *j) {
    u32 w = width_of(j->i->type);
    struct pair_of_args args = ordered(j->f, j->i);
    struct x86_src x = src_rm(take_rm(j)), y = take_source(j, args.y, 0);
    reg d = take_reg(j);
    if (y.is_imm)
        x86_put(j->e, X86_IMUL_RMI, w, d, x.m, y.imm);
    else
        combine(j->e, X86_IMUL_RM, w, d, x, y);
}

/* ---- Shifts and rotates -------------------------------------------------------------------
 */

static u32 constant_count(const struct ir_function *f, const struct ins *i) {
    return (u32)f->values[i->arg[1]].bits & (type_bytes(i->type) * 8 - 1);
}

/* A left shift that lea can do into another register. */
static bool shift_is_lea(const struct ir_function *f, const struct ins *i) {
    return i->op == OP_SHL && constant_count(f, i) <= 3;
}

void ask_shift(const struct x86_ask *a) {
    if (!value_is_const(a->f, a->i->arg[1])) { /* shlx and the like */
        ask_use(a, a->i->arg[0], 0, AT_ANY);
        ask_use(a, a->i->arg[1], 0, AT_REG);
        ask_def(a, 0);
    } else if (shift_is_lea(a->f, a->i)) {
        ask_use(a, a->i->arg[0], 0, AT_ANY);
        ask_def(a, 0);
    } else {
        ask_def_same(a, 0, ask_use(a, a->i->arg[0], 0, AT_REG));
    }
}

static void shift_left_by_lea(struct emitter *e, u32 w, reg d, struct x86_src x, u32 count) {
    if (count && src_is_reg(x) && !src_is(x, d)) {
        reg r = x.m.base;
        x86_rm(e, X86_LEA, w, d,
               count == 1 ? x86_indexed(r, r, 0, 0) : x86_indexed(NO_REG, r, (u8)count, 0));
        return;
    }
    x86_load(e, w, d, x);
    if (count) x86_ri(e, X86_SHL_I, w, d, count);
}

void do_shift(struct x86_job *j) {
    struct emitter *e = j->e;
    enum op op = j->i->op;
    u32 w = width_of(j->i->type);
    struct x86_src x = src_rm(take_rm(j));
    if (!value_is_const(j->f, j->i->arg[1])) {
        reg count = take_reg(j), d = take_reg(j);
        enum x86_insn row = op == OP_SHL ? X86_SHLX : op == OP_SHR_S ? X86_SARX : X86_SHRX;
        x86_put(e, row, w, d, x.m, count);
        return;
    }
    reg d = take_reg(j);
    u32 count = constant_count(j->f, j->i);
    if (shift_is_lea(j->f, j->i)) {
        shift_left_by_lea(e, w, d, x, count);
        return;
    }
    x86_load(e, w, d, x);
    enum x86_insn row = op == OP_SHL ? X86_SHL_I : op == OP_SHR_S ? X86_SAR_I : X86_SHR_I;
    if (count) x86_ri(e, row, w, d, count);
}

void ask_rotate(const struct x86_ask *a) {
    if (value_is_const(a->f, a->i->arg[1])) { /* rorx */
        ask_use(a, a->i->arg[0], 0, AT_ANY);
        ask_def(a, 0);
        return;
    }
    u32 use = ask_use(a, a->i->arg[0], 0, AT_REG);
    ask_fixed(a, a->i->arg[1], 0, RCX);
    ask_def_same(a, 0, use);
}

void do_rotate(struct x86_job *j) {
    struct emitter *e = j->e;
    u32 w = width_of(j->i->type);
    bool left = j->i->op == OP_ROTL;
    struct x86_src x = src_rm(take_rm(j));
    if (!value_is_const(j->f, j->i->arg[1])) {
        take_reg(j);
        reg d = take_reg(j);
        x86_load(e, w, d, x);
        x86_r(e, left ? X86_ROL_CL : X86_ROR_CL, w, d);
        return;
    }
    reg d = take_reg(j);
    u32 count = constant_count(j->f, j->i);
    if (count == 0)
        x86_load(e, w, d, x);
    else if (src_is(x, d))
        x86_ri(e, left ? X86_ROL_I : X86_ROR_I, w, d, count);
    else
        x86_put(e, X86_RORX, w, d, x.m, left ? w * 8 - count : count);
}

/* ---- Counting bits ------------------------------------------------------------------------
 */

void ask_count_bits(const struct x86_ask *a) {
    ask_use(a, a->i->arg[0], 0, AT_ANY);
    ask_def(a, 0);
}

void do_count_bits(struct x86_job *j) {
    struct x86_rm x = take_rm(j);
    x86_rm(j->e, j->i->op == OP_CLZ ? X86_LZCNT : X86_TZCNT, width_of(j->i->type), take_reg(j),
           x);
}

/* There is no popcnt in the emulator's default processor: fields of 2, 4, 8 bits are summed.
 * Rotates stand for shifts, as the masks drop the bits that come in. On x86-64 a temp holds the
 * masks of 64 bits. */
void ask_popcnt(const struct x86_ask *a) {
    u32 use = ask_use(a, a->i->arg[0], 0, AT_REG);
    ask_def_same(a, 0, use);
    if (a->i->type == I64 && x86_is_64(a->isa)) constrain_temp(a->c, CLASS_INT);
}

static struct x86_src popcnt_mask(struct emitter *e, u32 w, reg temp, u64 mask) {
    if (w == 4) return src_imm((i32)mask);
    x86_load(e, 8, temp, src_imm((i64)mask));
    return src_rm(x86_reg(temp));
}

void x86_popcnt_fields(struct emitter *e, u32 w, reg d, reg temp) {
    reg s = x86_scratch(e);
    x86_put(e, X86_RORX, w, s, x86_reg(d), 1);
    x86_alu(e, X86_AND_RM, w, s, popcnt_mask(e, w, temp, 0x5555555555555555));
    x86_rr(e, X86_SUB_RM, w, d, s);
    x86_put(e, X86_RORX, w, s, x86_reg(d), 2);
    struct x86_src mask = popcnt_mask(e, w, temp, 0x3333333333333333);
    x86_alu(e, X86_AND_RM, w, s, mask);
    x86_alu(e, X86_AND_RM, w, d, mask);
    x86_rr(e, X86_ADD_RM, w, d, s);
}

void x86_popcnt_sum(struct emitter *e, u32 w, reg d, reg temp) {
    reg s = x86_scratch(e);
    struct x86_src mask = popcnt_mask(e, w, temp, 0x0f0f0f0f0f0f0f0f);
    x86_put(e, X86_RORX, w, s, x86_reg(d), 4);
    x86_alu(e, X86_AND_RM, w, s, mask);
    x86_alu(e, X86_AND_RM, w, d, mask);
    x86_rr(e, X86_ADD_RM, w, d, s);
    mask = popcnt_mask(e, w, temp, 0x0101010101010101);
    if (mask.is_imm)
        x86_put(e, X86_IMUL_RMI, w, d, x86_reg(d), mask.imm);
    else
        x86_rm(e, X86_IMUL_RM, w, d, mask.m);
    x86_ri(e, X86_SHR_I, w, d, w * 8 - 8);
}

void do_popcnt(struct x86_job *j) {
    u32 w = width_of(j->i->type);
    struct x86_src x = src_rm(take_rm(j));
    reg d = take_reg(j), temp = w == 8 ? take_reg(j) : NO_REG;
    x86_load(j->e, w, d, x);
    x86_popcnt_fields(j->e, w, d, temp);
    x86_popcnt_sum(j->e, w, d, temp);
}

/* ---- Widening and narrowing ---------------------------------------------------------------
 */

/* EXTEND_8S, 16S, 32S and, on x86-64, EXTEND_S. */
void ask_sign_extend(const struct x86_ask *a) {
    u32 use = ask_use(a, a->i->arg[0], 0, AT_ANY);
    if (a->i->op == OP_EXTEND_8S && !x86_is_64(a->isa))
        a->c->operands[use].prefer = regset_of(RAX) | regset_of(RCX) | regset_of(RDX);
    ask_def(a, 0);
}

void do_sign_extend(struct x86_job *j) {
    struct emitter *e = j->e;
    u32 w = width_of(j->i->type);
    struct x86_src x = src_rm(take_rm(j));
    reg d = take_reg(j);
    if (j->i->op == OP_EXTEND_8S) {
        if (src_is_reg(x) && !x86_has_byte(e, x.m.base)) {
            x86_load(e, 4, x86_scratch(e), x);
            x = src_rm(x86_reg(x86_scratch(e)));
        }
        x86_rm(e, X86_MOVSX8, w, d, x.m);
    } else {
        x86_rm(e, j->i->op == OP_EXTEND_16S ? X86_MOVSX16 : X86_MOVSXD, w, d, x.m);
    }
}

/* x86-64: an i32 is kept zero-extended. */
void ask_wrap(const struct x86_ask *a) {
    ask_use(a, a->i->arg[0], 0, AT_ANY);
    ask_def(a, 0);
}

void do_wrap(struct x86_job *j) {
    struct x86_rm x = take_rm(j);
    x86_rm(j->e, X86_MOV_RM, 4, take_reg(j), x);
}

void ask_extend_u(const struct x86_ask *a) {
    ask_def_same(a, 0, ask_use(a, a->i->arg[0], 0, AT_REG));
}

void do_extend_u(struct x86_job *j) {
    reg x = take_reg(j), d = take_reg(j);
    x86_load(j->e, 4, d, src_rm(x86_reg(x)));
}
