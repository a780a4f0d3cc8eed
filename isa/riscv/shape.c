/* isa/riscv/shape.c: legalisation. Which arguments of an operation are built into instructions,
 * which take registers, and where the result goes. Nothing here depends on the model: RISC-V
 * has no registers with fixed tasks but the reserved ones. */
#include "isa/riscv/riscv.h"

int rv_log2(const struct ir_function *f, u32 v) {
    u64 bits = f->values[v].bits;
    if (f->values[v].type == I32) bits = (u32)bits;
    return bits && (bits & (bits - 1)) == 0 ? lowest_bit(bits) : -1;
}

u32 rv_low_mask(i64 c) {
    u64 bits = (u64)c;
    if (c < 0xfff || (bits & (bits + 1)) != 0) return 0;
    return (u32)count_bits(bits);
}

static i64 narrow(enum type t, i64 c) {
    return t == I32 ? (i32)(u32)c : c;
}

static bool is_zero(const struct ir_function *f, u32 v) {
    return v != NO_VALUE && value_is_const(f, v) && f->values[v].bits == 0;
}

/* ---- Conditions ------------------------------------------------------------------------- */

/* Arguments in order, the constant last, the condition as it is. */
static struct rv_test test_of(const struct ir_function *f, const struct ins *i) {
    struct rv_test t = {.cc = i->cc, .x = 0, .y = 1};
    if (value_is_const(f, i->arg[0]) && !value_is_const(f, i->arg[1])) {
        t.cc = (u8)cc_swap(i->cc);
        t.x = 1;
        t.y = 0;
    }
    if (!cc_is_float(i->cc) && value_is_const(f, i->arg[t.y])) {
        t.y_is_const = true;
        t.c = rv_value(f, i->arg[t.y]);
    }
    return t;
}

/* > c and <= c as >= and < of the next number, where there is one. */
static struct rv_test without_gt(struct rv_test t, enum type type) {
    i64 most = t.cc == CC_GT_S || t.cc == CC_LE_S ? (type == I32 ? INT32_MAX : INT64_MAX) : -1;
    if (!t.y_is_const || t.c == most) return t;
    switch (t.cc) {
    case CC_GT_S: t.cc = CC_GE_S; break;
    case CC_GT_U: t.cc = CC_GE_U; break;
    case CC_LE_S: t.cc = CC_LT_S; break;
    case CC_LE_U: t.cc = CC_LT_U; break;
    default: return t;
    }
    t.c = narrow(type, (i64)((u64)t.c + 1));
    return t;
}

struct rv_test rv_test_compare(const struct ir_function *f, const struct ins *i) {
    struct rv_test plain = test_of(f, i), t = without_gt(plain, i->type2);
    bool mirrored = t.cc == CC_GT_S || t.cc == CC_GT_U || t.cc == CC_LE_S || t.cc == CC_LE_U;
    if (t.y_is_const && !mirrored && fits12(t.c)) return t;
    plain.y_is_const = false;
    return plain;
}

struct rv_test rv_test_branch(const struct ir_function *f, const struct ins *i) {
    struct rv_test plain = test_of(f, i), t = without_gt(plain, i->type2);
    if (plain.y_is_const && plain.c == 0) return plain;
    if (t.y_is_const && t.c == 0) return t;
    if (t.y_is_const && t.c == 1) {
        t.c = 0;
        switch (t.cc) {
        case CC_LT_S: t.cc = CC_LE_S; return t;
        case CC_GE_S: t.cc = CC_GT_S; return t;
        case CC_LT_U: t.cc = CC_EQ; return t;
        case CC_GE_U: t.cc = CC_NE; return t;
        }
    }
    plain.y_is_const = false;
    return plain;
}

/* ---- Operations ------------------------------------------------------------------------- */

static bool commutes(enum op op) {
    return op == OP_ADD || op == OP_MUL || op == OP_AND || op == OP_OR || op == OP_XOR;
}

/* Is a second argument that is the constant v built in? */
static bool absorbs_second(const struct ir_function *f, const struct ins *i, u32 v) {
    i64 c = rv_value(f, v);
    switch (i->op) {
    case OP_ADD:
    case OP_OR:
    case OP_XOR: return fits12(c);
    case OP_SUB: return c > -2048 && c <= 2048;
    case OP_AND: return fits12(c) || rv_low_mask(c);
    case OP_MUL:
    case OP_DIV_U:
    case OP_REM_U: return rv_log2(f, v) >= 0;
    case OP_SHL:
    case OP_SHR_S:
    case OP_SHR_U:
    case OP_ROTL:
    case OP_ROTR: return true;
    default: return false;
    }
}

static void shape_binary(struct rv_shape *s, const struct ir_function *f, const struct ins *i) {
    if (commutes(i->op) && value_is_const(f, i->arg[0]) && !value_is_const(f, i->arg[1])) {
        s->x = 1;
        s->y = 0;
    }
    u32 y = i->arg[s->y];
    if (value_is_const(f, y) && absorbs_second(f, i, y)) s->absorbed |= (u8)(1 << s->y);
}

static void shape_add_shl(struct rv_shape *s, const struct ir_function *f,
                          const struct ins *i) {
    u32 base = i->arg[0], index = i->arg[1];
    if (value_is_const(f, index) &&
        fits12(narrow(i->type, (i64)((u64)rv_value(f, index) << i->shift))))
        s->absorbed |= 2;
    else if (value_is_const(f, base) && fits12(rv_value(f, base)))
        s->absorbed |= 1;
}

/* Can a select make the constant v by one instruction in place of a move? */
static bool one_instruction(const struct ir_function *f, u32 v) {
    if (type_is_float(f->values[v].type)) return f->values[v].bits == 0;
    return rv_integer_cost(rv_value(f, v)) == 1;
}

static void shape_select(struct rv_shape *s, const struct ir_function *f, const struct ins *i) {
    struct rv_test t = rv_test_branch(f, i);
    if (t.y_is_const) s->absorbed |= (u8)(1 << t.y);
    bool const2 = value_is_const(f, i->arg[2]), const3 = value_is_const(f, i->arg[3]);
    s->same = const3 && !const2 && one_instruction(f, i->arg[3]) ? 2 : 3;
    u32 other = s->same == 2 ? 3 : 2;
    if (value_is_const(f, i->arg[other]) && one_instruction(f, i->arg[other]))
        s->absorbed |= (u8)(1 << other);
}

struct rv_shape rv_shape(const struct ir_function *f, const struct ins *i) {
    struct rv_shape s = {.x = 0, .y = 1, .same = -1};
    switch (i->op) {
    case OP_COMPARE: {
        struct rv_test t = rv_test_compare(f, i);
        if (t.y_is_const) s.absorbed |= (u8)(1 << t.y);
        break;
    }
    case OP_BRANCH: {
        struct rv_test t = rv_test_branch(f, i);
        if (t.y_is_const) s.absorbed |= (u8)(1 << t.y);
        break;
    }
    case OP_SELECT: shape_select(&s, f, i); break;
    case OP_ADD_SHL: shape_add_shl(&s, f, i); break;
    case OP_POPCNT: s.temp = true; break;
    case OP_EXTEND_S:
    case OP_FCANON: s.same = 0; break;
    case OP_EXTEND_U:
        if (i->flags & INS_NONNEG) s.same = 0;
        break;
    case OP_LOAD:
    case OP_STORE:
        if (rv_absorbs_base(f, i)) s.absorbed |= 1;
        if (rv_absorbs_index(f, i)) s.absorbed |= 2;
        s.temp = rv_access_needs_temp(f, i);
        break;
    case OP_SWITCH: s.temp = true; break;
    default:
        if (op_info[i->op].arg_count == 2 && !type_is_float(i->type)) shape_binary(&s, f, i);
    }

    /* x0 is zero, for stores also of floats. */
    bool float_zero = i->op == OP_STORE || i->op == OP_GLOBAL_SET;
    for (i32 k = 0; k < op_info[i->op].arg_count; k++)
        if (k != s.same && is_zero(f, i->arg[k]) &&
            (float_zero || !type_is_float(f->values[i->arg[k]].type)))
            s.absorbed |= (u8)(1 << k);
    return s;
}

/* ---- For the allocator ------------------------------------------------------------------ */

void rv_constrain(const struct model *m, const struct ir_function *f, const struct ins *i,
                  struct constraints *c) {
    (void)m;
    if (i->op == OP_CALL_INDIRECT) {
        u32 index = f->lists[i->list_first + i->list_count - 1];
        if (!is_zero(f, index)) constrain_use(c, index, I32, AT_REG);
        if ((u32)i->imm >= 2048) constrain_temp(c, CLASS_INT);
        return;
    }
    struct rv_shape s = rv_shape(f, i);
    u32 same = 0;
    for (i32 k = 0; k < op_info[i->op].arg_count; k++) {
        u32 v = i->arg[k];
        if (v == NO_VALUE || s.absorbed >> k & 1) continue;
        u32 use = constrain_use(c, v, f->values[v].type, AT_REG);
        if (k == s.same) same = use;
    }
    if (i->result_count == 1) {
        if (s.same >= 0)
            constrain_def_same(c, i->result, i->type, same);
        else
            constrain_def(c, i->result, i->type);
    }
    if (s.temp) constrain_temp(c, CLASS_INT);
}

struct rv_regs rv_regs(const struct ins *i, const struct rv_shape *shape,
                       const struct operand *operands) {
    struct rv_regs r = {{X0, X0, X0, X0}, X0, X0};
    for (i32 k = 0; k < op_info[i->op].arg_count; k++)
        if (i->arg[k] != NO_VALUE && !(shape->absorbed >> k & 1))
            r.arg[k] = operand_reg(operands++);
    if (i->result_count == 1) r.d = operand_reg(operands++);
    if (shape->temp) r.temp = operand_reg(operands);
    return r;
}
