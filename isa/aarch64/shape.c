/* isa/aarch64/shape.c: how each operation is written on A64: which constants fold into the
 * instruction, and so which args are in registers. constrain.c asks for those registers and
 * emit writes the instructions, both by the same answer. */
#include "isa/aarch64/aarch64.h"

#include <assert.h>

static bool is_const(const struct ir_function *f, u32 v) {
    return v != NO_VALUE && value_is_const(f, v);
}

/* An integer constant as a signed number. */
static i64 const_of(const struct ir_function *f, u32 v) {
    const struct value *value = &f->values[v];
    return value->type == I32 ? (i32)value->bits : (i64)value->bits;
}

static bool is_power(u64 n, u8 *log) {
    if (n == 0 || (n & (n - 1)) != 0) return false;
    *log = (u8)lowest_bit(n);
    return true;
}

/* ---- Arithmetic ------------------------------------------------------------------------- */

static struct arithmetic registers(void) {
    return (struct arithmetic){.form = FORM_REGISTERS, .uses = 3};
}

static struct arithmetic folded(enum form form, u8 x, i64 c) {
    return (struct arithmetic){.form = (u8)form, .uses = (u8)(1u << x), .x = x, .c = c};
}

static struct arithmetic shifted(enum form form, u8 x, u8 shift) {
    return (struct arithmetic){.form = (u8)form, .uses = (u8)(1u << x), .x = x, .shift = shift};
}

static struct arithmetic add_shape(const struct ins *i, u8 x, i64 c) {
    if (i->type == I32) c = (i32)c;
    return a64_fits_add(c) ? folded(FORM_ADD, x, c) : registers();
}

static struct arithmetic mul_shape(const struct ins *i, u8 x, i64 c) {
    u64 mask = i->type == I32 ? 0xffffffff : ~0ull, n = (u64)c & mask;
    u8 log;
    if (is_power(n, &log)) return shifted(FORM_LEFT, x, log);
    if (is_power((n - 1) & mask, &log)) return shifted(FORM_ADD_SELF, x, log);
    if (is_power((1 - n) & mask, &log)) return shifted(FORM_SUB_SELF, x, log);
    if (is_power((0 - n) & mask, &log)) return shifted(FORM_NEG, x, log);
    return registers();
}

static struct arithmetic logic_shape(const struct ins *i, u8 x, i64 c) {
    u32 field;
    if (i->op == OP_XOR && c == -1) return folded(FORM_NOT, x, 0);
    if (!a64_fits_bitmask((u64)c, i->type == I64, &field)) return registers();
    return folded(FORM_LOGIC, x, field);
}

/* Division without a sign by a power of two; that by other constants is udiv. */
static struct arithmetic divide_shape(const struct ins *i, i64 c) {
    u64 n = i->type == I32 ? (u32)c : (u64)c;
    u8 log;
    u32 field;
    if (!is_power(n, &log)) return registers();
    if (i->op == OP_DIV_U) return folded(FORM_SHIFT, 0, log);
    if (!a64_fits_bitmask(n - 1, i->type == I64, &field)) return registers();
    return folded(FORM_LOGIC, 0, field);
}

static struct arithmetic shift_shape(const struct ins *i, i64 c) {
    u32 width = i->type == I32 ? 32 : 64;
    u32 count = (u32)c % width;
    if (i->op == OP_SHL) return shifted(FORM_LEFT, 0, (u8)count);
    if (i->op == OP_ROTL) count = (width - count) % width;
    return folded(FORM_SHIFT, 0, count);
}

/* a + (b << shift) */
static struct arithmetic add_shl_shape(const struct ir_function *f, const struct ins *i) {
    if (is_const(f, i->arg[1]))
        return add_shape(i, 0, (i64)((u64)const_of(f, i->arg[1]) << i->shift));
    if (!is_const(f, i->arg[0])) return registers();
    i64 c = const_of(f, i->arg[0]);
    if (c == 0) return shifted(FORM_LEFT, 1, i->shift);
    if (!a64_fits_add(c)) return registers();
    struct arithmetic shape = shifted(FORM_LEFT_ADD, 1, i->shift);
    shape.c = c;
    return shape;
}

struct arithmetic a64_arithmetic(const struct ir_function *f, const struct ins *i) {
    bool left = is_const(f, i->arg[0]), right = is_const(f, i->arg[1]);
    u8 x = right ? 0 : 1; /* of commutative ones: the arg that is not constant */
    i64 c = right ? const_of(f, i->arg[1]) : left ? const_of(f, i->arg[0]) : 0;
    switch ((enum op)i->op) {
    case OP_ADD: return left || right ? add_shape(i, x, c) : registers();
    case OP_SUB:
        if (right) return add_shape(i, 0, (i64)(0 - (u64)c));
        if (left && c == 0) return shifted(FORM_NEG, 1, 0);
        return left && c == -1 ? folded(FORM_NOT, 1, 0) : registers();
    case OP_MUL: return left || right ? mul_shape(i, x, c) : registers();
    case OP_AND:
    case OP_OR:
    case OP_XOR: return left || right ? logic_shape(i, x, c) : registers();
    case OP_DIV_U:
    case OP_REM_U: return right ? divide_shape(i, c) : registers();
    case OP_SHL:
    case OP_SHR_S:
    case OP_SHR_U:
    case OP_ROTL:
    case OP_ROTR: return right ? shift_shape(i, c) : registers();
    case OP_ADD_SHL: return add_shl_shape(f, i);
    default: return registers();
    }
}

/* ---- Comparison and choice -------------------------------------------------------------- */

/* x cc c where c does not fit, but its neighbour does: x < c is x <= c - 1, and so on. */
static void use_neighbour(struct compare *s) {
    static const struct {
        u8 from, to;
        i8 step;
    } ways[] = {
        {CC_LT_S, CC_LE_S, -1}, {CC_GE_S, CC_GT_S, -1}, {CC_LE_S, CC_LT_S, 1},
        {CC_GT_S, CC_GE_S, 1},  {CC_LT_U, CC_LE_U, -1}, {CC_GE_U, CC_GT_U, -1},
        {CC_LE_U, CC_LT_U, 1},  {CC_GT_U, CC_GE_U, 1},
    };
    if (a64_fits_add(s->c)) return;
    for (u32 n = 0; n < COUNT_OF(ways); n++) {
        if (ways[n].from != s->cc) continue;
        /* A c that has no neighbour on that side is far from fitting. */
        i64 c = (i64)((u64)s->c + (u64)(i64)ways[n].step);
        if (!a64_fits_add(c)) return;
        s->cc = ways[n].to;
        s->c = c;
        return;
    }
}

/* Against 0 and -1 several conditions say the same; these have instructions of their own. */
static void use_zero(struct compare *s) {
    static const struct {
        u8 from;
        i8 c;
        u8 to;
    } ways[] = {
        {CC_LT_U, 1, CC_EQ}, {CC_GE_U, 1, CC_NE},    {CC_LE_U, 0, CC_EQ},
        {CC_GT_U, 0, CC_NE}, {CC_LE_S, -1, CC_LT_S}, {CC_GT_S, -1, CC_GE_S},
    };
    for (u32 n = 0; n < COUNT_OF(ways); n++) {
        if (ways[n].from != s->cc || ways[n].c != s->c) continue;
        s->cc = ways[n].to;
        s->c = 0;
        return;
    }
}

static bool is_zero_float(const struct ir_function *f, u32 v) {
    u64 sign = f->values[v].type == F64 ? 1ull << 63 : 1ull << 31;
    return is_const(f, v) && (f->values[v].bits & ~sign) == 0;
}

static void swap_args(struct compare *s) {
    s->x = 1;
    s->y = 0;
    s->cc = (u8)cc_swap(s->cc);
}

struct compare a64_compare(const struct ir_function *f, const struct ins *i) {
    struct compare s = {.cc = i->cc, .uses = 3, .x = 0, .y = 1};
    s.wide = a64_wide(f->values[i->arg[0]].type);
    if (cc_is_float(i->cc)) {
        if (!is_zero_float(f, i->arg[1]) && is_zero_float(f, i->arg[0])) swap_args(&s);
        s.folded = is_zero_float(f, i->arg[s.y]);
    } else {
        if (!is_const(f, i->arg[1]) && is_const(f, i->arg[0])) swap_args(&s);
        if (is_const(f, i->arg[s.y])) {
            s.c = const_of(f, i->arg[s.y]);
            use_neighbour(&s);
            use_zero(&s);
            s.folded = a64_fits_add(s.c);
        }
    }
    if (s.folded) s.uses = (u8)(1u << s.x);
    return s;
}

/* What csel and its kin can take instead of a register, as the row that makes it of zero. */
static u16 row_of_const(const struct ir_function *f, u32 v) {
    if (!is_const(f, v)) return A64_COUNT;
    switch (const_of(f, v)) {
    case 0: return A64_CSEL;
    case 1: return A64_CSINC;
    case -1: return A64_CSINV;
    default: return A64_COUNT;
    }
}

static u8 choice_uses(const struct choice *s) {
    return (u8)((s->n == NO_ARG ? 0 : 1u << s->n) | (s->m == NO_ARG ? 0 : 1u << s->m));
}

/* Two constants that differ by 1 need one register. */
static bool neighbours(const struct ir_function *f, u32 low, u32 high) {
    if (!is_const(f, low) || !is_const(f, high)) return false;
    u64 mask = f->values[low].type == I32 ? 0xffffffff : ~0ull;
    return ((f->values[low].bits + 1 - f->values[high].bits) & mask) == 0;
}

struct choice a64_choice(const struct ir_function *f, const struct ins *i) {
    struct choice s = {.n = 2, .m = 3, .row = A64_CSEL};
    if (type_is_float(f->values[i->arg[2]].type)) {
        s.row = A64_FCSEL;
        s.uses = choice_uses(&s);
        return s;
    }
    u16 yes = row_of_const(f, i->arg[2]), no = row_of_const(f, i->arg[3]);
    bool yes_plain = yes == A64_CSEL || yes == A64_COUNT;
    bool no_plain = no == A64_CSEL || no == A64_COUNT;
    if (yes == A64_COUNT && no == A64_COUNT) {
        if (neighbours(f, i->arg[2], i->arg[3])) {
            s.m = 2;
            s.row = A64_CSINC;
        } else if (neighbours(f, i->arg[3], i->arg[2])) {
            s.n = 3;
            s.row = A64_CSINC;
            s.invert = true;
        }
    } else if (!yes_plain && no_plain) {
        s = (struct choice){.n = no == A64_CSEL ? NO_ARG : 3, .m = NO_ARG, .invert = true};
        s.row = yes;
    } else {
        if (yes == A64_CSEL) s.n = NO_ARG;
        if (no != A64_COUNT) {
            s.m = NO_ARG;
            s.row = no;
        }
    }
    s.uses = choice_uses(&s);
    return s;
}

/* ---- Addresses -------------------------------------------------------------------------- */

/* How far an offset from a register can be without another register: see emit_memory.c. */
static bool is_near(u64 offset) {
    return offset < 0x1000000;
}

static struct address plus(const struct ins *i, u8 x, u8 shift, u64 c) {
    struct address s = {.kind = ADDRESS_PLUS, .x = x, .shift = shift, .offset = i->imm};
    s.uses = (u8)(1u << x);
    s.c = (u32)c;
    s.wrap = !(i->flags & INS_NOWRAP);
    if (!s.wrap || s.c == 0) {
        s.offset += s.c;
        s.c = 0;
    }
    if (s.c == 0 && shift == 0)
        s.kind = ADDRESS_BASE;
    else
        s.temp = !is_near(s.offset);
    return s;
}

/* Constant base c, index shifted: whether the constant is better in a register of its own,
 * which the allocator may keep across a loop, than made for each access. */
static bool wants_register(const struct ins *i, u64 c) {
    bool indexed = i->shift == 0 || 1u << i->shift == mem_bytes(i->cc);
    u64 sum = c + i->imm;
    if (c == 0) return false;
    if (!(i->flags & INS_NOWRAP)) return i->shift != 0 || !a64_fits_add((i32)c);
    if (i->shift == 0 && sum < 0x1000) return false;
    return i->imm == 0 ? indexed : !indexed || a64_constant_length(sum, true) > 1;
}

struct address a64_address(const struct ir_function *f, const struct ins *i) {
    bool indexed = i->arg[1] != NO_VALUE;
    bool left = is_const(f, i->arg[0]), right = is_const(f, i->arg[1]);
    u64 base = left ? f->values[i->arg[0]].bits : 0;
    u64 index = right ? f->values[i->arg[1]].bits << i->shift : 0;
    if (left && (right || !indexed))
        return (struct address){.kind = ADDRESS_CONSTANT, .c = (u32)(base + index) + i->imm};
    if (right || !indexed) return plus(i, 0, 0, index);
    if (left && !wants_register(i, base)) return plus(i, 1, i->shift, base);
    struct address s = {.kind = ADDRESS_SUM, .uses = 3, .x = 0, .y = 1, .shift = i->shift};
    s.wrap = !(i->flags & INS_NOWRAP);
    s.offset = i->imm;
    s.temp = !is_near(s.offset);
    return s;
}

/* ---- Uses ------------------------------------------------------------------------------- */

static bool is_zero_bits(const struct ir_function *f, u32 v) {
    return is_const(f, v) && f->values[v].bits == 0;
}

u32 a64_uses(const struct ir_function *f, const struct ins *i) {
    switch ((enum op)i->op) {
    case OP_COMPARE:
    case OP_BRANCH: return a64_compare(f, i).uses;
    case OP_SELECT: return a64_compare(f, i).uses | a64_choice(f, i).uses;
    case OP_LOAD: return a64_address(f, i).uses;
    case OP_STORE: return a64_address(f, i).uses | (is_zero_bits(f, i->arg[2]) ? 0 : 4);
    case OP_GLOBAL_SET: return !is_zero_bits(f, i->arg[0]);
    case OP_SWITCH: return 1;
    default: break;
    }
    if (op_info[i->op].arg_count == 1) return 1;
    if (op_info[i->op].arg_count != 2) return 0;
    return type_is_float(i->type) ? 3 : a64_arithmetic(f, i).uses;
}
