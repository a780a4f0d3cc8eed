/* compile/ir/simplify.c: algebra on one operation.
 *
 * Each rule rewrites the operation in place, or names the value that it equals; rules look at
 * the operations that made its operands, never at who uses it. The caller tries again as long
 * as something changed, so rules are one step each. Rules for floats keep every bit. */
#include "compile/ir/work.h"

struct rule {
    struct work *w;
    struct ir_function *f;
    struct ins *i;
    enum type t;
    u64 mask; /* of the type */
    bool changed;
};

static bool is_const(const struct rule *r, u32 v) {
    return value_is_const(r->f, v);
}
static u64 bits_of(const struct rule *r, u32 v) {
    return r->f->values[v].bits;
}
static bool has_bits(const struct rule *r, u32 v, u64 bits) {
    return is_const(r, v) && bits_of(r, v) == bits;
}
/* The operation that makes v if it is an `op`. */
static const struct ins *made_by(const struct rule *r, u32 v, enum op op) {
    const struct ins *i = value_ins(r->f, v);
    return i && i->op == op ? i : NULL;
}
/* The same, with a constant as its second operand. */
static const struct ins *made_with_const(const struct rule *r, u32 v, enum op op) {
    const struct ins *i = made_by(r, v, op);
    return i && is_const(r, i->arg[1]) ? i : NULL;
}
static u32 constant(const struct rule *r, u64 bits) {
    return work_const(r->w, r->t, bits & r->mask);
}
static u32 now(struct rule *r, enum op op, u32 x, u32 y) {
    r->i->op = (u16)op;
    r->i->arg[0] = x;
    r->i->arg[1] = y;
    r->changed = true;
    return NO_VALUE;
}
static u32 now_compare(struct rule *r, enum cc cc, enum type t, u32 x, u32 y) {
    r->i->cc = (u8)cc;
    r->i->type2 = (u8)t;
    return now(r, r->i->op, x, y);
}
static u32 now_convert(struct rule *r, enum op op, enum type from, u32 x) {
    r->i->type2 = (u8)from;
    return now(r, op, x, NO_VALUE);
}

static bool is_commutative(enum op op) {
    switch (op) {
    case OP_ADD:
    case OP_MUL:
    case OP_AND:
    case OP_OR:
    case OP_XOR:
    case OP_FADD:
    case OP_FMUL:
    case OP_FMIN:
    case OP_FMAX: return true;
    default: return false;
    }
}

static u32 simplify_add(struct rule *r, u32 x, u32 y) {
    if (!is_const(r, y)) return NO_VALUE;
    if (!bits_of(r, y)) return x;
    const struct ins *inner = made_with_const(r, x, OP_ADD);
    if (inner)
        return now(r, OP_ADD, inner->arg[0],
                   constant(r, bits_of(r, inner->arg[1]) + bits_of(r, y)));
    return NO_VALUE;
}

static u32 simplify_sub(struct rule *r, u32 x, u32 y) {
    if (x == y) return constant(r, 0);
    if (is_const(r, y)) return now(r, OP_ADD, x, constant(r, 0 - bits_of(r, y)));
    return NO_VALUE;
}

static u32 simplify_mul(struct rule *r, u32 x, u32 y) {
    if (!is_const(r, y)) return NO_VALUE;
    u64 by = bits_of(r, y);
    if (!by) return y;
    if (by == 1) return x;
    if (by & (by - 1)) return NO_VALUE;
    return now(r, OP_SHL, x, constant(r, (u64)lowest_bit(by)));
}

static u32 simplify_and(struct rule *r, u32 x, u32 y) {
    if (x == y || has_bits(r, y, r->mask)) return x;
    if (!is_const(r, y)) return NO_VALUE;
    u64 mask = bits_of(r, y);
    if (!mask) return y;
    const struct ins *inner = made_with_const(r, x, OP_AND);
    if (inner)
        return now(r, OP_AND, inner->arg[0], constant(r, bits_of(r, inner->arg[1]) & mask));
    const struct ins *load = made_by(r, x, OP_LOAD);
    if (load && (load->cc == MEM_8U || load->cc == MEM_16U)) {
        u64 all = load->cc == MEM_8U ? 0xff : 0xffff;
        if ((mask & all) == all) return x;
    }
    if (made_by(r, x, OP_COMPARE) && mask & 1) return x;
    if (mask == 0xffffffff) { /* i64 */
        const struct ins *extend = made_by(r, x, OP_EXTEND_S);
        if (extend) return now_convert(r, OP_EXTEND_U, I32, extend->arg[0]);
        if (made_by(r, x, OP_EXTEND_U)) return x;
    }
    const struct ins *signs = made_by(r, x, OP_EXTEND_8S);
    if (signs && mask <= 0xff) return now(r, OP_AND, signs->arg[0], y);
    signs = made_by(r, x, OP_EXTEND_16S);
    if (signs && mask <= 0xffff) return now(r, OP_AND, signs->arg[0], y);
    return NO_VALUE;
}

static u32 simplify_or_xor(struct rule *r, u32 x, u32 y) {
    enum op op = r->i->op;
    if (x == y) return op == OP_OR ? x : constant(r, 0);
    if (!is_const(r, y)) return NO_VALUE;
    u64 bits = bits_of(r, y);
    if (!bits) return x;
    if (op == OP_OR && bits == r->mask) return y;
    const struct ins *inner = made_with_const(r, x, op);
    if (inner) {
        u64 other = bits_of(r, inner->arg[1]);
        return now(r, op, inner->arg[0],
                   constant(r, op == OP_OR ? other | bits : other ^ bits));
    }
    const struct ins *compare = made_by(r, x, OP_COMPARE);
    if (op == OP_XOR && bits == 1 && compare && r->t == I32) {
        struct ins c = *compare;
        r->i->op = OP_COMPARE;
        return now_compare(r, cc_invert(c.cc), c.type2, c.arg[0], c.arg[1]);
    }
    return NO_VALUE;
}

/* (x << c) >> c, with the second shift signed or not. */
static u32 shift_back(struct rule *r, u32 x, u32 by) {
    u32 width = type_bytes(r->t) * 8, left = width - by;
    if (r->i->op == OP_SHR_U) return now(r, OP_AND, x, constant(r, r->mask >> by));
    enum op op = left == 8 ? OP_EXTEND_8S : left == 16 ? OP_EXTEND_16S : OP_EXTEND_32S;
    if (left == 8 || left == 16 || (left == 32 && r->t == I64)) return now(r, op, x, NO_VALUE);
    return NO_VALUE;
}

static u32 simplify_shift(struct rule *r, u32 x, u32 y) {
    enum op op = r->i->op;
    u32 width = type_bytes(r->t) * 8;
    const struct ins *masked = made_with_const(r, y, OP_AND);
    if (masked && (bits_of(r, masked->arg[1]) & (width - 1)) == width - 1)
        return now(r, op, x, masked->arg[0]); /* counts are taken modulo the width anyway */
    if (!is_const(r, y)) return NO_VALUE;
    u32 by = (u32)bits_of(r, y) & (width - 1);
    if (!by) return x;
    if (by != bits_of(r, y)) return now(r, op, x, constant(r, by));
    const struct ins *inner = made_with_const(r, x, op);
    if (inner && op != OP_ROTL && op != OP_ROTR) {
        u32 sum = by + ((u32)bits_of(r, inner->arg[1]) & (width - 1));
        if (sum >= width && op != OP_SHR_S) return constant(r, 0);
        return now(r, op, inner->arg[0], constant(r, MIN(sum, width - 1)));
    }
    inner = op == OP_SHR_S || op == OP_SHR_U ? made_with_const(r, x, OP_SHL) : NULL;
    if (inner && bits_of(r, inner->arg[1]) == by) return shift_back(r, inner->arg[0], by);
    inner = op == OP_SHL ? made_with_const(r, x, OP_SHR_U) : NULL;
    if (inner && bits_of(r, inner->arg[1]) == by)
        return now(r, OP_AND, inner->arg[0], constant(r, r->mask << by));
    return NO_VALUE;
}

static u32 simplify_divide(struct rule *r, u32 x, u32 y) {
    if (!is_const(r, y)) return NO_VALUE;
    u64 by = bits_of(r, y);
    bool is_rem = r->i->op == OP_REM_U || r->i->op == OP_REM_S;
    if (by == 1) return is_rem ? constant(r, 0) : x;
    if (!by || by & (by - 1)) return NO_VALUE;
    if (r->i->op == OP_DIV_U) return now(r, OP_SHR_U, x, constant(r, (u64)lowest_bit(by)));
    if (r->i->op == OP_REM_U) return now(r, OP_AND, x, constant(r, by - 1));
    return NO_VALUE;
}

static u32 simplify_extend(struct rule *r, u32 x) {
    enum op op = r->i->op;
    const struct ins *inner = value_ins(r->f, x);
    if (!inner) return NO_VALUE;
    if (inner->op == op) return x;
    if (op == OP_EXTEND_8S && inner->op == OP_EXTEND_16S)
        return now(r, op, inner->arg[0], NO_VALUE);
    if ((op == OP_EXTEND_16S || op == OP_EXTEND_32S) &&
        (inner->op == OP_EXTEND_8S || inner->op == OP_EXTEND_16S || inner->op == OP_EXTEND_S))
        return op == OP_EXTEND_16S && inner->op == OP_EXTEND_S ? NO_VALUE : x;
    if (op == OP_EXTEND_32S && inner->op == OP_EXTEND_U)
        return now_convert(r, OP_EXTEND_S, I32, inner->arg[0]);
    if (inner->op == OP_LOAD && op == OP_EXTEND_8S && inner->cc == MEM_8S) return x;
    if (inner->op == OP_LOAD && op == OP_EXTEND_16S &&
        (inner->cc == MEM_8S || inner->cc == MEM_16S))
        return x;
    return NO_VALUE;
}

/* The i32 whose extension v is, or a constant's low half; NO_VALUE. */
static u32 narrow_source(struct rule *r, u32 v) {
    if (is_const(r, v)) return work_const(r->w, I32, (u32)bits_of(r, v));
    const struct ins *i = value_ins(r->f, v);
    return i && (i->op == OP_EXTEND_S || i->op == OP_EXTEND_U) ? i->arg[0] : NO_VALUE;
}

static u32 simplify_wrap(struct rule *r, u32 x) {
    u32 narrow = narrow_source(r, x);
    if (narrow != NO_VALUE) return narrow;
    const struct ins *wide = value_ins(r->f, x);
    if (!wide) return NO_VALUE;
    switch (wide->op) {
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_AND:
    case OP_OR:
    case OP_XOR: {
        struct ins copy = *wide;
        u32 a = narrow_source(r, copy.arg[0]), b = narrow_source(r, copy.arg[1]);
        if (a == NO_VALUE || b == NO_VALUE) return NO_VALUE;
        r->i->type2 = I32;
        return now(r, copy.op, a, b);
    }
    case OP_SHL: {
        struct ins copy = *wide;
        u32 a = narrow_source(r, copy.arg[0]);
        if (a == NO_VALUE || !is_const(r, copy.arg[1])) return NO_VALUE;
        u64 by = bits_of(r, copy.arg[1]) & 63;
        if (by >= 32) return constant(r, 0);
        r->i->type2 = I32;
        return now(r, OP_SHL, a, constant(r, by));
    }
    default: return NO_VALUE;
    }
}

/* Both operands of a comparison of i64 are extensions of i32s. */
static u32 narrow_compare(struct rule *r, u32 x, u32 y) {
    const struct ins *a = value_ins(r->f, x), *b = value_ins(r->f, y);
    if (!a || (a->op != OP_EXTEND_U && a->op != OP_EXTEND_S)) return NO_VALUE;
    bool is_signed = a->op == OP_EXTEND_S;
    u32 left = a->arg[0], right;
    if (b && b->op == a->op) {
        right = b->arg[0];
    } else if (is_const(r, y)) {
        i64 bits = (i64)bits_of(r, y);
        if (is_signed ? bits != (i32)bits : bits != (u32)bits) return NO_VALUE;
        right = work_const(r->w, I32, (u32)bits);
    } else {
        return NO_VALUE;
    }
    enum cc cc = r->i->cc;
    if (!is_signed) switch (cc) {
        case CC_LT_S: cc = CC_LT_U; break;
        case CC_GT_S: cc = CC_GT_U; break;
        case CC_LE_S: cc = CC_LE_U; break;
        case CC_GE_S: cc = CC_GE_U; break;
        default: break;
        }
    return now_compare(r, cc, I32, left, right);
}

/* Conditions of COMPARE, SELECT and BRANCH. Returns 0 or 1 when the outcome is known, else 2.
 */
static u32 simplify_condition(struct rule *r) {
    struct ins *i = r->i;
    enum type t = i->type2;
    u32 x = i->arg[0], y = i->arg[1];
    enum cc cc = i->cc;
    if (is_const(r, x) && is_const(r, y))
        return fold_compare(cc, t, bits_of(r, x), bits_of(r, y));
    if (is_const(r, x)) {
        now_compare(r, cc_swap(cc), t, y, x);
        return 2;
    }
    if (cc_is_float(cc)) return 2;
    if (x == y)
        return cc == CC_EQ || cc == CC_LE_S || cc == CC_LE_U || cc == CC_GE_S || cc == CC_GE_U;
    if (t == I64 && narrow_compare(r, x, y) == NO_VALUE && r->changed) return 2;
    if (!is_const(r, y)) return 2;
    u64 c = bits_of(r, y), mask = type_mask(t);
    if (cc == CC_LT_U && c == 0) return 0;
    if (cc == CC_GE_U && c == 0) return 1;
    if (cc == CC_GT_U && c == mask) return 0;
    if (cc == CC_LE_U && c == mask) return 1;
    if ((cc == CC_LT_U && c == 1) || (cc == CC_LE_U && c == 0)) {
        now_compare(r, CC_EQ, t, x, work_const(r->w, t, 0));
        return 2;
    }
    if ((cc == CC_GE_U && c == 1) || (cc == CC_GT_U && c == 0)) {
        now_compare(r, CC_NE, t, x, work_const(r->w, t, 0));
        return 2;
    }
    if (cc != CC_EQ && cc != CC_NE) return 2;
    const struct ins *made = value_ins(r->f, x);
    if (!made) return 2;
    if (made->op == OP_COMPARE && c > 1) {
        return cc == CC_NE;
    } else if (made->op == OP_COMPARE && i->op == OP_COMPARE) {
        /* BRANCH and SELECT take it in later, when it has no other use (fuse) */
        bool keep = (cc == CC_NE) == (c == 0);
        struct ins m = *made;
        now_compare(r, keep ? m.cc : cc_invert(m.cc), m.type2, m.arg[0], m.arg[1]);
    } else if (made->op == OP_COMPARE && c == 1) {
        now_compare(r, cc_invert(cc), t, x, work_const(r->w, t, 0));
    }
    return 2;
}

static u32 simplify_select(struct rule *r) {
    struct ins *i = r->i;
    u32 yes = i->arg[2], no = i->arg[3];
    if (yes == no) return yes;
    u32 outcome = simplify_condition(r);
    if (outcome < 2) return outcome ? yes : no;
    if (r->changed || i->type != I32 || !is_const(r, yes) || !is_const(r, no)) return NO_VALUE;
    if (bits_of(r, yes) + bits_of(r, no) != 1 || (bits_of(r, yes) ^ bits_of(r, no)) != 1)
        return NO_VALUE;
    if (bits_of(r, no)) i->cc = (u8)cc_invert(i->cc);
    i->op = OP_COMPARE;
    i->arg[2] = i->arg[3] = NO_VALUE;
    r->changed = true;
    return NO_VALUE;
}

static u32 simplify_float(struct rule *r, u32 x) {
    const struct ins *inner = value_ins(r->f, x);
    if (!inner) return NO_VALUE;
    if (r->i->op == OP_FNEG && inner->op == OP_FNEG) return inner->arg[0];
    if (r->i->op != OP_FABS) return NO_VALUE;
    if (inner->op == OP_FABS) return x;
    if (inner->op == OP_FNEG || inner->op == OP_FCOPYSIGN)
        return now(r, OP_FABS, inner->arg[0], NO_VALUE);
    return NO_VALUE;
}

/* What is stored is cut anyway. */
static void simplify_store(struct rule *r) {
    struct ins *i = r->i;
    if (i->cc != MEM_8U && i->cc != MEM_16U && i->cc != MEM_32U) return;
    u64 kept = i->cc == MEM_8U ? 0xff : i->cc == MEM_16U ? 0xffff : 0xffffffff;
    const struct ins *made = value_ins(r->f, i->arg[2]);
    if (!made) return;
    if ((made->op == OP_AND && is_const(r, made->arg[1]) &&
         (bits_of(r, made->arg[1]) & kept) == kept) ||
        (made->op == OP_EXTEND_8S && kept == 0xff) ||
        (made->op == OP_EXTEND_16S && kept <= 0xffff) || made->op == OP_EXTEND_32S) {
        i->arg[2] = made->arg[0];
        r->changed = true;
    } else if (made->op == OP_EXTEND_S || made->op == OP_EXTEND_U) {
        i->arg[2] = made->arg[0];
        i->type = I32;
        if (i->cc == MEM_32U) i->cc = MEM_32;
        r->changed = true;
    }
}

static u32 simplify_once(struct rule *r) {
    struct ins *i = r->i;
    u32 x = i->arg[0], y = i->arg[1];
    if (is_commutative(i->op) && is_const(r, x) && !is_const(r, y)) return now(r, i->op, y, x);
    switch (i->op) {
    case OP_ADD: return simplify_add(r, x, y);
    case OP_SUB: return simplify_sub(r, x, y);
    case OP_MUL: return simplify_mul(r, x, y);
    case OP_AND: return simplify_and(r, x, y);
    case OP_OR:
    case OP_XOR: return simplify_or_xor(r, x, y);
    case OP_SHL:
    case OP_SHR_S:
    case OP_SHR_U:
    case OP_ROTL:
    case OP_ROTR: return simplify_shift(r, x, y);
    case OP_DIV_S:
    case OP_DIV_U:
    case OP_REM_S:
    case OP_REM_U: return simplify_divide(r, x, y);
    case OP_EXTEND_8S:
    case OP_EXTEND_16S:
    case OP_EXTEND_32S: return simplify_extend(r, x);
    case OP_WRAP: return simplify_wrap(r, x);
    case OP_EXTEND_S: {
        const struct ins *wrap = made_by(r, x, OP_WRAP);
        return wrap ? now_convert(r, OP_EXTEND_32S, I64, wrap->arg[0]) : NO_VALUE;
    }
    case OP_REINTERPRET: {
        const struct ins *inner = made_by(r, x, OP_REINTERPRET);
        return inner ? inner->arg[0] : NO_VALUE;
    }
    case OP_COMPARE: {
        u32 outcome = simplify_condition(r);
        return outcome < 2 ? work_const(r->w, I32, outcome) : NO_VALUE;
    }
    case OP_SELECT: return simplify_select(r);
    case OP_FNEG:
    case OP_FABS: return simplify_float(r, x);
    default: return NO_VALUE;
    }
}

/* BRANCH and SWITCH with a known outcome become JUMP. */
static void simplify_branch(struct rule *r) {
    struct ins *i = r->i;
    u32 edge = NO_VALUE;
    if (i->op == OP_SWITCH) {
        if (is_const(r, i->arg[0]))
            edge = (u32)MIN(bits_of(r, i->arg[0]), (u64)i->edge_count - 1);
    } else {
        u32 outcome = simplify_condition(r);
        if (outcome < 2) edge = 1 - outcome;
    }
    if (edge == NO_VALUE) return;
    *i = (struct ins){.op = OP_JUMP,
                      .result = NO_VALUE,
                      .edge_first = i->edge_first + edge,
                      .edge_count = 1,
                      .arg = {NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE}};
    r->w->is_folded = true;
    r->changed = false;
}

u32 simplify(struct work *w, struct ins *i) {
    if (op_info[i->op].arg_count < 1 || i->op == OP_LOAD) return NO_VALUE;
    for (u32 round = 0; round < 16; round++) {
        struct rule r = {.w = w, .f = w->f, .i = i};
        if (i->op == OP_BRANCH || i->op == OP_SWITCH) {
            simplify_branch(&r);
        } else if (i->op == OP_STORE) {
            simplify_store(&r);
        } else {
            const struct value *args[2] = {&w->f->values[i->arg[0]], NULL};
            if (i->arg[1] != NO_VALUE) args[1] = &w->f->values[i->arg[1]];
            u64 bits;
            if (args[0]->kind == VALUE_CONST && (!args[1] || args[1]->kind == VALUE_CONST) &&
                i->op != OP_SELECT && i->result_count && fold_constants(i->op, i, args, &bits))
                return work_const(w, i->type, bits);
            if (!i->result_count) return NO_VALUE;
            r.t = i->type;
            r.mask = type_mask(i->type);
            u32 v = simplify_once(&r);
            if (v != NO_VALUE) return v;
        }
        if (!r.changed) return NO_VALUE;
    }
    return NO_VALUE;
}
