/* isa/x86/pair_compare.c: conditions on i64 values of x86-32.
 *
 * Order: subtract with borrow, first low halves, then high ones; the flags then tell "less" and
 * "not less". "Greater" and its complement swap their operands, or take the next constant.
 * Equality: differing bits of both halves, collected; a branch compares one half after the
 * other instead. */
#include "isa/x86/x86.h"

struct ordering {
    u32 first, second; /* values */
    bool adjusted;     /* the second is constant `bits` instead */
    u64 bits;
    enum cc cc;
};

static bool is_equality(const struct ins *i) {
    return i->cc == CC_EQ || i->cc == CC_NE;
}

/* x > c is x >= c + 1, unless c is the last. */
static bool can_increment(enum cc cc, u64 bits) {
    return cc == CC_GT_S || cc == CC_LE_S ? bits != INT64_MAX : bits != UINT64_MAX;
}

static struct ordering ordering_of(const struct ir_function *f, const struct ins *i) {
    struct ordering o = {.first = i->arg[0], .second = i->arg[1], .cc = i->cc};
    if (value_is_const(f, o.first) && !value_is_const(f, o.second)) {
        o = (struct ordering){.first = i->arg[1], .second = i->arg[0], .cc = cc_swap(o.cc)};
    }
    if (is_equality(i)) return o;
    bool strict = o.cc == CC_GT_S || o.cc == CC_GT_U;
    if (!strict && o.cc != CC_LE_S && o.cc != CC_LE_U) return o;
    u64 bits = f->values[o.second].bits;
    if (value_is_const(f, o.second) && can_increment(o.cc, bits)) {
        o.adjusted = true;
        o.bits = bits + 1;
        switch (o.cc) {
        case CC_GT_S: o.cc = CC_GE_S; break;
        case CC_GT_U: o.cc = CC_GE_U; break;
        case CC_LE_S: o.cc = CC_LT_S; break;
        default: o.cc = CC_LT_U; break;
        }
        return o;
    }
    return (struct ordering){.first = o.second, .second = o.first, .cc = cc_swap(o.cc)};
}

/* The low halves don't matter when nothing can be borrowed for the second's. */
static bool compares_high_only(const struct ir_function *f, const struct ordering *o) {
    return value_is_const(f, o->second) &&
           (u32)(o->adjusted ? o->bits : f->values[o->second].bits) == 0;
}

static void ask_order(const struct x86_ask *a) {
    struct ordering o = ordering_of(a->f, a->i);
    u32 part = compares_high_only(a->f, &o) ? 1 : 0;
    for (; part < 2; part++) {
        ask_source(a, o.first, part);
        ask_source(a, o.second, part);
    }
}

static struct x86_src second_part(struct x86_job *j, const struct ordering *o, u32 part) {
    if (!o->adjusted) return take_source(j, o->second, part);
    return src_imm((i32)(o->bits >> 32 * part));
}

static struct x86_flags do_order(struct x86_job *j) {
    struct emitter *e = j->e;
    reg s = x86_scratch(e);
    struct ordering o = ordering_of(j->f, j->i);
    enum x86_cc cc = x86_cc_of(o.cc);
    if (compares_high_only(j->f, &o)) {
        struct x86_src x = take_source(j, o.first, 1), y = second_part(j, &o, 1);
        x86_compare(e, 4, x, y);
        return (struct x86_flags){cc, PARITY_NONE};
    }
    struct x86_src x = take_source(j, o.first, 0), y = second_part(j, &o, 0);
    struct x86_src x_high = take_source(j, o.first, 1), y_high = second_part(j, &o, 1);
    x86_compare(e, 4, x, y);
    x86_load_keep(e, 4, s, x_high);
    x86_alu(e, X86_SBB_RM, 4, s, y_high);
    return (struct x86_flags){cc, PARITY_NONE};
}

/* ---- Equality -----------------------------------------------------------------------------
 */

static bool is_zero(const struct ir_function *f, u32 value) {
    return value_is_const(f, value) && f->values[value].bits == 0;
}

static void ask_equality(const struct x86_ask *a) {
    struct ordering o = ordering_of(a->f, a->i);
    for (u32 part = 0; part < 2; part++) {
        ask_use(a, o.first, part, AT_ANY);
        ask_source(a, o.second, part);
    }
}

struct halves {
    struct x86_src x[2], y[2];
};

static struct halves take_halves(struct x86_job *j) {
    struct ordering o = ordering_of(j->f, j->i);
    struct halves h;
    for (u32 part = 0; part < 2; part++) {
        h.x[part] = src_rm(take_rm(j));
        h.y[part] = take_source(j, o.second, part);
    }
    return h;
}

/* Flags of both halves together: ZF when none is set. */
static void test_halves(struct emitter *e, const struct halves *h) {
    x86_load(e, 4, x86_scratch(e), h->x[0]);
    x86_alu(e, X86_OR_RM, 4, x86_scratch(e), h->x[1]);
}

static struct x86_flags do_equality(struct x86_job *j) {
    struct emitter *e = j->e;
    struct halves h = take_halves(j);
    struct x86_flags flags = {x86_cc_of(j->i->cc), PARITY_NONE};
    if (is_zero(j->f, ordering_of(j->f, j->i).second)) {
        test_halves(e, &h);
        return flags;
    }
    u32 over = emitter_label(e);
    x86_compare(e, 4, h.x[0], h.y[0]);
    x86_jcc(e, X86_NE, over);
    x86_compare(e, 4, h.x[1], h.y[1]);
    emitter_place(e, over);
    return flags;
}

void ask_pair_condition(const struct x86_ask *a) {
    if (is_equality(a->i))
        ask_equality(a);
    else
        ask_order(a);
}

struct x86_flags do_pair_condition(struct x86_job *j) {
    return is_equality(j->i) ? do_equality(j) : do_order(j);
}

/* ---- BRANCH -------------------------------------------------------------------------------
 */

static void branch_on_equality(struct x86_job *j, bool equal, u32 label) {
    struct emitter *e = j->e;
    struct halves h = take_halves(j);
    if (is_zero(j->f, ordering_of(j->f, j->i).second)) {
        test_halves(e, &h);
        x86_jcc(e, equal ? X86_E : X86_NE, label);
        return;
    }
    u32 over = equal ? emitter_label(e) : label;
    x86_compare(e, 4, h.x[0], h.y[0]);
    x86_jcc(e, X86_NE, over);
    x86_compare(e, 4, h.x[1], h.y[1]);
    x86_jcc(e, equal ? X86_E : X86_NE, label);
    if (equal) emitter_place(e, over);
}

void do_pair_branch(struct x86_job *j, bool invert, u32 label) {
    if (is_equality(j->i)) {
        branch_on_equality(j, (j->i->cc == CC_EQ) != invert, label);
        return;
    }
    enum x86_cc cc = do_order(j).cc;
    x86_jcc(j->e, invert ? x86_cc_invert(cc) : cc, label);
}
