/* isa/x86/pair_convert.c: between i64 and floats on x86-32.
 *
 * SSE has no instructions for 64-bit integers in this mode; the x87 has. Its registers hold any
 * i64 exactly, and its store rounds once. Two words of the outgoing area carry the value. */
#include "isa/x86/x86.h"

static struct x86_rm word(const struct emitter *e, u32 n) {
    return x86_place(e, (struct loc){LOC_OUTGOING, n});
}

static void reserve_words(const struct x86_ask *a) {
    a->c->outgoing_words = MAX(a->c->outgoing_words, 2u);
}

void ask_pair_reinterpret(const struct x86_ask *a) {
    ask_use(a, a->i->arg[0], 0, AT_ANY);
    if (a->i->type2 == I64) ask_use(a, a->i->arg[0], 1, AT_ANY);
    ask_def(a, 0);
    if (a->i->type == I64) ask_def(a, 1);
}

void do_pair_reinterpret(struct x86_job *j) {
    struct emitter *e = j->e;
    struct x86_rm x = take_rm(j);
    if (j->i->type2 == I64) {
        struct x86_rm high = take_rm(j);
        reg d = take_reg(j);
        x86_rm(e, X86_MOVD_RM, 4, d, x);
        x86_put(e, X86_PINSRD, 4, d, high, 1);
        return;
    }
    reg low = take_reg(j), high = take_reg(j);
    if (x.kind == RM_REG) {
        x86_rm(e, X86_MOVD_MR, 4, x.base, x86_reg(low));
        x86_put(e, X86_PEXTRD, 4, x.base, x86_reg(high), 1);
    } else {
        x86_rm(e, X86_MOV_RM, 4, low, x);
        x.disp += 4;
        x86_rm(e, X86_MOV_RM, 4, high, x);
    }
}

/* ---- i64 to float -------------------------------------------------------------------------
 */

void ask_pair_convert(const struct x86_ask *a) {
    reserve_words(a);
    ask_source(a, a->i->arg[0], 0);
    ask_source(a, a->i->arg[0], 1);
    ask_def(a, 0);
}

static void store_word(struct emitter *e, u32 n, struct x86_src s) {
    if (s.is_imm) {
        x86_mi(e, X86_MOV_MI, 4, word(e, n), s.imm);
        return;
    }
    if (!src_is_reg(s)) {
        x86_load(e, 4, x86_scratch(e), s);
        s = src_rm(x86_reg(x86_scratch(e)));
    }
    x86_rm(e, X86_MOV_MR, 4, s.m.base, word(e, n));
}

/* An unsigned value was read as less by 2^64. */
static void write_add_2_64(struct emitter *e, const struct pending_code *p) {
    x86_m(e, X86_FADD32, 4, x86_label(emitter_literal(e, 4, 0x5f800000)));
    x86_jump(e, p->back);
}

void do_pair_convert(struct x86_job *j) {
    struct emitter *e = j->e;
    enum type t = j->i->type;
    u32 v = j->i->arg[0];
    struct x86_src low = take_source(j, v, 0), high = take_source(j, v, 1);
    reg d = take_reg(j);
    store_word(e, 0, low);
    store_word(e, 1, high);
    x86_m(e, X86_FILD64, 4, word(e, 0));
    if (j->i->op == OP_CONVERT_U) {
        struct pending_code *p = emitter_later(e, write_add_2_64);
        u32 label = p->label, back = p->back;
        x86_compare(e, 4, src_is_reg(high) ? high : src_rm(word(e, 1)), src_imm(0));
        x86_jcc(e, X86_S, label);
        emitter_place(e, back);
    }
    x86_m(e, t == F64 ? X86_FSTP64 : X86_FSTP32, 4, word(e, 0));
    x86_float_load(e, t, d, word(e, 0));
}

/* ---- Float to i64 -------------------------------------------------------------------------
 * What fisttp can't convert becomes the lowest integer; or, in some emulators, the nearest one.
 * So a high half next to either end is doubted, and the float itself is looked at behind the
 * code. */

void ask_pair_truncate(const struct x86_ask *a) {
    reserve_words(a);
    ask_use(a, a->i->arg[0], 0, AT_REG);
    ask_def(a, 0);
    ask_def(a, 1);
}

struct truncation {
    reg low, high, x;
    enum type from;
    enum op op;
};

static bool saturates(enum op op) {
    return op == OP_TRUNC_SAT_S || op == OP_TRUNC_SAT_U;
}
static bool is_unsigned(enum op op) {
    return op == OP_TRUNC_U || op == OP_TRUNC_SAT_U;
}

static void truncate_to(struct emitter *e, enum type from, reg x, reg low, reg high) {
    x86_rm(e, x86_of(X86_MOVSS_MR, from), 4, x, word(e, 0));
    x86_m(e, from == F64 ? X86_FLD64 : X86_FLD32, 4, word(e, 0));
    x86_m(e, X86_FISTTP64, 4, word(e, 0));
    x86_rm(e, X86_MOV_RM, 4, low, word(e, 0));
    x86_rm(e, X86_MOV_RM, 4, high, word(e, 1));
}

static void set_both(struct emitter *e, const struct truncation *t, i32 low, i32 high,
                     u32 back) {
    x86_load(e, 4, t->low, src_imm(low));
    x86_load(e, 4, t->high, src_imm(high));
    x86_jump(e, back);
}

/* Powers of two that floats of both types hold. */
enum power { TWO_63, MINUS_TWO_63, TWO_64, MINUS_ONE };
static struct x86_rm power_of_two(struct emitter *e, enum type t, enum power p) {
    static const u64 bits[][2] = {
        [TWO_63] = {0x5f000000, 0x43e0000000000000},
        [MINUS_TWO_63] = {0xdf000000, 0xc3e0000000000000},
        [TWO_64] = {0x5f800000, 0x43f0000000000000},
        [MINUS_ONE] = {0xbf800000, 0xbff0000000000000},
    };
    return x86_label(emitter_literal(e, type_bytes(t), bits[p][t == F64]));
}

static void compare_with(struct emitter *e, const struct truncation *t, enum power p) {
    x86_rm(e, x86_of(X86_UCOMISS, t->from), 4, t->x, power_of_two(e, t->from, p));
}

/* Where a NaN, a too high and a too low value lead. */
struct exits {
    u32 nan, above, below;
};

static struct exits exits_of(struct emitter *e, const struct truncation *t) {
    if (saturates(t->op))
        return (struct exits){emitter_label(e), emitter_label(e), emitter_label(e)};
    u32 overflow = emitter_trap(e, TRAP_INTEGER_OVERFLOW);
    return (struct exits){emitter_trap(e, TRAP_BAD_CONVERSION), overflow, overflow};
}

static void write_truncate_signed(struct emitter *e, const struct truncation *t,
                                  const struct exits *to, u32 back) {
    compare_with(e, t, TWO_63);
    x86_jcc(e, X86_P, to->nan);
    x86_jcc(e, X86_AE, to->above);
    compare_with(e, t, MINUS_TWO_63);
    x86_jcc(e, X86_B, to->below);
    x86_jump(e, back);
    if (!saturates(t->op)) return;
    emitter_place(e, to->above);
    set_both(e, t, -1, INT32_MAX, back);
    emitter_place(e, to->below);
    set_both(e, t, 0, INT32_MIN, back);
    emitter_place(e, to->nan);
    set_both(e, t, 0, 0, back);
}

/* From 2^63 on, less 2^63 first. */
static void write_truncate_unsigned(struct emitter *e, const struct truncation *t,
                                    const struct exits *to, u32 back) {
    reg s = x86_scratch_float(e);
    compare_with(e, t, TWO_64);
    x86_jcc(e, X86_P, to->nan);
    x86_jcc(e, X86_AE, to->above);
    compare_with(e, t, MINUS_ONE);
    x86_jcc(e, X86_BE, to->below);
    compare_with(e, t, TWO_63);
    x86_jcc(e, X86_B, back);
    x86_rr(e, X86_MOVAPS, 4, s, t->x);
    x86_rm(e, x86_of(X86_SUBSS, t->from), 4, s, power_of_two(e, t->from, TWO_63));
    truncate_to(e, t->from, s, t->low, t->high);
    x86_ri(e, X86_XOR_MI, 4, t->high, INT32_MIN);
    x86_jump(e, back);
    if (!saturates(t->op)) return;
    emitter_place(e, to->above);
    set_both(e, t, -1, -1, back);
    emitter_place(e, to->below);
    emitter_place(e, to->nan);
    set_both(e, t, 0, 0, back);
}

/* regs: low, high, operand, its type; data: the operation. */
static void write_truncate(struct emitter *e, const struct pending_code *p) {
    struct truncation t = {p->regs[0], p->regs[1], p->regs[2], p->regs[3], (enum op)p->data};
    struct exits to = exits_of(e, &t);
    if (is_unsigned(t.op))
        write_truncate_unsigned(e, &t, &to, p->back);
    else
        write_truncate_signed(e, &t, &to, p->back);
}

void do_pair_truncate(struct x86_job *j) {
    struct emitter *e = j->e;
    enum op op = j->i->op;
    enum type from = j->i->type2;
    reg x = take_reg(j), low = take_reg(j), high = take_reg(j), s = x86_scratch(e);
    truncate_to(e, from, x, low, high);
    struct pending_code *p = emitter_later(e, write_truncate);
    u32 label = p->label, back = p->back;
    p->regs[0] = low;
    p->regs[1] = high;
    p->regs[2] = x;
    p->regs[3] = (reg)from;
    p->data = op;
    if (is_unsigned(op)) {
        x86_ri(e, X86_CMP_MI, 4, high, INT32_MAX);
        x86_jcc(e, X86_AE, label);
    } else { /* 0x7fffffff and 0x80000000 become 0 and 1 */
        x86_rm(e, X86_LEA, 4, s, x86_at(high, INT32_MIN + 1));
        x86_ri(e, X86_CMP_MI, 4, s, 1);
        x86_jcc(e, X86_BE, label);
    }
    emitter_place(e, back);
}
