/* isa/x86/pair_shift.c: i64 shifts and rotates on x86-32. */
#include "isa/x86/x86.h"

static bool is_rotate(enum op op) {
    return op == OP_ROTL || op == OP_ROTR;
}

/* The count of a shift by a constant; rotates are all to the left. */
static u32 constant_count(const struct ir_function *f, const struct ins *i) {
    u32 count = (u32)f->values[i->arg[1]].bits & 63;
    return i->op == OP_ROTR ? (64 - count) & 63 : count;
}

static bool by_constant(const struct ir_function *f, const struct ins *i) {
    return value_is_const(f, i->arg[1]);
}

/* By 32 and more a shift keeps one half: which becomes the other. */
static bool keeps_half(const struct ir_function *f, const struct ins *i) {
    return by_constant(f, i) && !is_rotate(i->op) && constant_count(f, i) >= 32;
}

/* The same value is shifted and says how far: its low half is in ecx and must stay there until
 * the end. */
static bool by_itself(const struct ins *i) {
    return i->arg[0] == i->arg[1];
}

void ask_pair_shift(const struct x86_ask *a) {
    u32 x = a->i->arg[0];
    if (keeps_half(a->f, a->i)) {
        u32 kept = a->i->op == OP_SHL ? 0 : 1;
        u32 use = ask_use(a, x, kept, AT_REG);
        ask_def_same(a, !kept, use);
        ask_def(a, kept);
        return;
    }
    if (!by_constant(a->f, a->i) && by_itself(a->i)) {
        ask_fixed(a, x, 0, RCX);
        u32 high = ask_use(a, x, 1, AT_REG);
        ask_early(a, ask_def(a, 0));
        ask_def_same(a, 1, high);
        return;
    }
    u32 use[2] = {ask_use(a, x, 0, AT_REG), 0};
    use[1] = ask_use(a, x, 1, AT_REG);
    if (!by_constant(a->f, a->i)) ask_fixed(a, a->i->arg[1], 0, RCX);
    /* A rotate by 32 and more starts from swapped halves. */
    bool swap = by_constant(a->f, a->i) && constant_count(a->f, a->i) >= 32;
    ask_def_same(a, 0, use[swap]);
    ask_def_same(a, 1, use[!swap]);
}

static void keep_half(struct x86_job *j) {
    struct emitter *e = j->e;
    u32 count = constant_count(j->f, j->i) - 32;
    struct x86_src x = src_rm(take_rm(j));
    reg d = take_reg(j), other = take_reg(j);
    x86_load(e, 4, d, x);
    if (j->i->op == OP_SHR_S) {
        x86_rr(e, X86_MOV_RM, 4, other, d);
        x86_ri(e, X86_SAR_I, 4, other, 31);
    }
    if (count)
        x86_ri(e,
               j->i->op == OP_SHL     ? X86_SHL_I
               : j->i->op == OP_SHR_S ? X86_SAR_I
                                      : X86_SHR_I,
               4, d, count);
    if (j->i->op != OP_SHR_S) x86_rr(e, X86_XOR_RM, 4, other, other);
}

/* 0 < count < 32. */
static void shift_by_constant(struct emitter *e, enum op op, reg low, reg high, u32 count) {
    reg s = x86_scratch(e);
    switch (op) {
    case OP_SHL:
        x86_put(e, X86_SHLD_I, 4, low, x86_reg(high), count);
        x86_ri(e, X86_SHL_I, 4, low, count);
        break;
    case OP_SHR_S:
    case OP_SHR_U:
        x86_put(e, X86_SHRD_I, 4, high, x86_reg(low), count);
        x86_ri(e, op == OP_SHR_S ? X86_SAR_I : X86_SHR_I, 4, high, count);
        break;
    default:
        x86_rr(e, X86_MOV_RM, 4, s, high);
        x86_put(e, X86_SHLD_I, 4, low, x86_reg(high), count);
        x86_put(e, X86_SHLD_I, 4, s, x86_reg(low), count);
        break;
    }
}

static void move_if_32(struct emitter *e, reg d, reg s) {
    x86_put(e, X86_CMOVCC, 4, d, x86_reg(s), X86_NE);
}

/* The instructions take cl modulo 32; bit 5 of it, tested last, moves by a whole half. */
static void shift_by_cl(struct emitter *e, enum op op, reg low, reg high) {
    reg s = x86_scratch(e);
    switch (op) {
    case OP_SHL:
        x86_rr(e, X86_SHLD_CL, 4, low, high);
        x86_r(e, X86_SHL_CL, 4, low);
        x86_rr(e, X86_XOR_RM, 4, s, s);
        x86_mi(e, X86_TEST8_MI, 4, x86_reg(RCX), 32);
        move_if_32(e, high, low);
        move_if_32(e, low, s);
        break;
    case OP_SHR_S:
    case OP_SHR_U:
        x86_rr(e, X86_SHRD_CL, 4, high, low);
        x86_r(e, op == OP_SHR_S ? X86_SAR_CL : X86_SHR_CL, 4, high);
        if (op == OP_SHR_S) {
            x86_rr(e, X86_MOV_RM, 4, s, high);
            x86_ri(e, X86_SAR_I, 4, s, 31);
        } else {
            x86_rr(e, X86_XOR_RM, 4, s, s);
        }
        x86_mi(e, X86_TEST8_MI, 4, x86_reg(RCX), 32);
        move_if_32(e, low, high);
        move_if_32(e, high, s);
        break;
    default: {
        enum x86_insn row = op == OP_ROTL ? X86_SHLD_CL : X86_SHRD_CL;
        reg first = op == OP_ROTL ? high : low, second = op == OP_ROTL ? low : high;
        x86_rr(e, X86_MOV_RM, 4, s, first);
        x86_rr(e, row, 4, second, first);
        x86_rr(e, row, 4, s, second);
        x86_mi(e, X86_TEST8_MI, 4, x86_reg(RCX), 32);
        x86_rr(e, X86_MOV_RM, 4, s, first);
        move_if_32(e, first, second);
        move_if_32(e, second, s);
        break;
    }
    }
}

void do_pair_shift(struct x86_job *j) {
    struct emitter *e = j->e;
    if (keeps_half(j->f, j->i)) {
        keep_half(j);
        return;
    }
    struct x86_rm x[2] = {take_rm(j), take_rm(j)};
    if (!by_constant(j->f, j->i)) {
        if (!by_itself(j->i)) take_reg(j);
        reg low = take_reg(j), high = take_reg(j);
        x86_load(e, 4, low, src_rm(x[0]));
        shift_by_cl(e, j->i->op, low, high);
        return;
    }
    u32 count = constant_count(j->f, j->i);
    reg low = take_reg(j), high = take_reg(j);
    x86_load(e, 4, low, src_rm(x[count >= 32]));
    x86_load(e, 4, high, src_rm(x[count < 32]));
    if (count % 32) shift_by_constant(e, j->i->op, low, high, count % 32);
}
