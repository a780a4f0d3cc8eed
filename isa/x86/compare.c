/* isa/x86/compare.c: COMPARE, SELECT and BRANCH. */
#include "isa/x86/x86.h"

/* Float comparisons with ucomis: it sets CF, ZF and PF alike for "unordered", so that only
 * "above" and "above or equal" are false for a NaN. What asks for "below" swaps its operands;
 * the complements take the complement's condition. ORDER CC */
static const struct {
    u8 swap, cc, parity;
} float_conditions[] = {
    [CC_FEQ - CC_FEQ] = {0, X86_E, PARITY_AND_NOT},
    [CC_FNE - CC_FEQ] = {0, X86_NE, PARITY_OR},
    [CC_FLT - CC_FEQ] = {1, X86_A, PARITY_NONE},
    [CC_FGT - CC_FEQ] = {0, X86_A, PARITY_NONE},
    [CC_FLE - CC_FEQ] = {1, X86_AE, PARITY_NONE},
    [CC_FGE - CC_FEQ] = {0, X86_AE, PARITY_NONE},
    [CC_FNLT - CC_FEQ] = {1, X86_BE, PARITY_NONE},
    [CC_FNGT - CC_FEQ] = {0, X86_BE, PARITY_NONE},
    [CC_FNLE - CC_FEQ] = {1, X86_B, PARITY_NONE},
    [CC_FNGE - CC_FEQ] = {0, X86_B, PARITY_NONE},
};

/* SELECT and BRANCH and COMPARE alike: the type of what is compared. */
static bool compares_pair(const struct isa *isa, const struct ins *i) {
    return i->type2 == I64 && !x86_is_64(isa);
}

/* Which argument comes first in the instruction: the second when a constant or a float
 * condition asks for it. */
static bool is_swapped(const struct ir_function *f, const struct ins *i) {
    if (cc_is_float(i->cc)) return float_conditions[i->cc - CC_FEQ].swap;
    return value_is_const(f, i->arg[0]) && !value_is_const(f, i->arg[1]);
}

void ask_condition(const struct x86_ask *a) {
    if (compares_pair(a->isa, a->i)) {
        ask_pair_condition(a);
        return;
    }
    bool swap = is_swapped(a->f, a->i);
    ask_use(a, a->i->arg[swap], 0, cc_is_float(a->i->cc) ? AT_REG : AT_ANY);
    ask_source(a, a->i->arg[!swap], 0);
}

struct x86_flags do_condition(struct x86_job *j) {
    if (compares_pair(j->e->isa, j->i)) return do_pair_condition(j);
    enum cc cc = j->i->cc;
    bool swap = is_swapped(j->f, j->i);
    struct x86_rm x = take_rm(j);
    struct x86_src y = take_source(j, j->i->arg[!swap], 0);
    if (cc_is_float(cc)) {
        x86_rm(j->e, x86_of(X86_UCOMISS, j->i->type2), 4, x.base, y.m);
        return (struct x86_flags){float_conditions[cc - CC_FEQ].cc,
                                  float_conditions[cc - CC_FEQ].parity};
    }
    x86_compare(j->e, width_of(j->i->type2), src_rm(x), y);
    return (struct x86_flags){x86_cc_of(swap ? cc_swap(cc) : cc), PARITY_NONE};
}

/* ---- COMPARE ------------------------------------------------------------------------------
 */

/* x < 0 and x >= 0 are the sign bit. */
static bool is_sign_test(const struct ir_function *f, const struct ins *i) {
    return (i->cc == CC_LT_S || i->cc == CC_GE_S) && value_is_const(f, i->arg[1]) &&
           f->values[i->arg[1]].bits == 0 && !value_is_const(f, i->arg[0]);
}

/* On x86-32 the high half of an i64 has its sign. */
static u32 sign_part(const struct isa *isa, const struct ins *i) {
    return compares_pair(isa, i) ? 1 : 0;
}

void ask_compare(const struct x86_ask *a) {
    if (is_sign_test(a->f, a->i))
        ask_use(a, a->i->arg[0], sign_part(a->isa, a->i), AT_ANY);
    else
        ask_condition(a);
    ask_def(a, 0);
}

static void do_sign_test(struct x86_job *j) {
    u32 w = compares_pair(j->e->isa, j->i) ? 4 : width_of(j->i->type2);
    struct x86_rm x = take_rm(j);
    reg d = take_reg(j);
    x86_load(j->e, w, d, src_rm(x));
    if (j->i->cc == CC_GE_S) x86_r(j->e, X86_NOT, w, d);
    x86_ri(j->e, X86_SHR_I, w, d, w * 8 - 1);
}

void do_compare(struct x86_job *j) {
    struct emitter *e = j->e;
    if (is_sign_test(j->f, j->i)) {
        do_sign_test(j);
        return;
    }
    struct x86_flags flags = do_condition(j);
    reg d = take_reg(j);
    x86_set(e, flags.cc, d);
    if (flags.parity != PARITY_NONE) { /* unordered: 0 for equal, 1 for not equal */
        x86_load_keep(e, 4, x86_scratch(e), src_imm(flags.parity == PARITY_OR));
        x86_put(e, X86_CMOVCC, 4, d, x86_reg(x86_scratch(e)), X86_P);
    }
}

/* ---- SELECT -------------------------------------------------------------------------------
 */

/* The result starts as `keep`, and becomes `take` when flags say so. To test for parity with
 * two conditional moves one needs "or" (NE or P), with two jumps over a move "and" (E and not
 * P). */
static bool keeps_first(const struct ins *i) {
    return i->cc == (type_is_float(i->type) ? CC_FNE : CC_FEQ);
}

void ask_select(const struct x86_ask *a) {
    u32 keep = a->i->arg[keeps_first(a->i) ? 2 : 3],
        take = a->i->arg[keeps_first(a->i) ? 3 : 2];
    u32 parts = vreg_count_of_type(a->isa, a->i->type);
    ask_condition(a);
    u32 first = a->c->count;
    for (u32 part = 0; part < parts; part++) ask_use(a, keep, part, AT_REG);
    if (!value_is_const(a->f, take))
        for (u32 part = 0; part < parts; part++) ask_use(a, take, part, AT_ANY);
    for (u32 part = 0; part < parts; part++) ask_def_same(a, part, first + part);
}

/* What may be moved: a constant comes from memory, as cmov has no immediate. */
static struct x86_rm take_choice(struct x86_job *j, u32 value, u32 part) {
    if (!value_is_const(j->f, value)) return take_rm(j);
    enum type t = vreg_type(j->e->isa, type_of(j->f, value));
    u64 bits = j->f->values[value].bits >> 32 * part;
    return x86_label(
        emitter_literal(j->e, type_bytes(t), type_bytes(t) == 4 ? (u32)bits : bits));
}

static void select_float(struct x86_job *j, struct x86_flags flags) {
    struct emitter *e = j->e;
    u32 over = emitter_label(e);
    /* NE or P, for which `keep` and `take` were swapped, is the complement of E and not P. */
    if (flags.parity == PARITY_OR) flags.cc = X86_E;
    u32 take = j->i->arg[keeps_first(j->i) ? 3 : 2];
    x86_jcc(e, x86_cc_invert(flags.cc), over);
    if (flags.parity != PARITY_NONE) x86_jcc(e, X86_P, over);
    struct x86_rm keep = take_rm(j), from = take_choice(j, take, 0);
    reg d = take_reg(j);
    (void)keep;
    x86_float_load(e, j->i->type, d, from);
    emitter_place(e, over);
}

void do_select(struct x86_job *j) {
    struct emitter *e = j->e;
    u32 parts = vreg_count_of_type(e->isa, j->i->type);
    u32 w = parts == 2 ? 4 : width_of(j->i->type);
    struct x86_rm keep[2], take[2];
    struct x86_flags flags = do_condition(j);
    if (type_is_float(j->i->type)) {
        select_float(j, flags);
        return;
    }
    if (flags.parity == PARITY_AND_NOT) flags.cc = X86_NE; /* swapped: NE or P */
    for (u32 part = 0; part < parts; part++) keep[part] = take_rm(j);
    u32 choice = j->i->arg[keeps_first(j->i) ? 3 : 2];
    for (u32 part = 0; part < parts; part++) take[part] = take_choice(j, choice, part);
    for (u32 part = 0; part < parts; part++) {
        reg d = take_reg(j);
        x86_load_keep(e, w, d, src_rm(keep[part]));
        x86_put(e, X86_CMOVCC, w, d, take[part], flags.cc);
        if (flags.parity != PARITY_NONE) x86_put(e, X86_CMOVCC, w, d, take[part], X86_P);
    }
}

/* ---- BRANCH -------------------------------------------------------------------------------
 */

void x86_branch(struct emitter *e, const struct ir_function *f, const struct ins *i,
                const struct operand *operands, bool invert, u32 label) {
    struct x86_job j = {e, f, i, operands};
    if (compares_pair(e->isa, i)) {
        do_pair_branch(&j, invert, label);
        return;
    }
    struct x86_flags flags = do_condition(&j);
    if (flags.parity == PARITY_NONE) {
        x86_jcc(e, invert ? x86_cc_invert(flags.cc) : flags.cc, label);
    } else if ((flags.parity == PARITY_OR) != invert) { /* NE or P */
        x86_jcc(e, X86_NE, label);
        x86_jcc(e, X86_P, label);
    } else { /* E and not P */
        u32 over = emitter_label(e);
        x86_jcc(e, X86_P, over);
        x86_jcc(e, X86_E, label);
        emitter_place(e, over);
    }
}
