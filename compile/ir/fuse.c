/* compile/ir/fuse.c: operations that ISAs do in one instruction become one operation.
 *
 * A COMPARE whose result is only asked for being zero or not goes into the BRANCH or SELECT
 * that asks. It is fused when all its uses can be, so that it goes away; otherwise the
 * comparison would be done twice. Shifts by 1..3 go into the ADD in the same way. */
#include "compile/ir/work.h"

static bool is_zero(const struct ir_function *f, u32 v) {
    return f->values[v].kind == VALUE_CONST && !f->values[v].bits;
}

/* BRANCH or SELECT that asks whether an i32 is zero. */
static bool asks_for_zero(const struct ir_function *f, const struct ins *i) {
    return (i->op == OP_BRANCH || i->op == OP_SELECT) && i->type2 == I32 &&
           (i->cc == CC_EQ || i->cc == CC_NE) && is_zero(f, i->arg[1]);
}

static bool adds_shifted(const struct ir_function *f, const struct ins *i, u32 n) {
    const struct ins *shift = value_ins(f, i->arg[n]);
    if (!shift || shift->op != OP_SHL || f->values[shift->arg[1]].kind != VALUE_CONST)
        return false;
    u64 by = f->values[shift->arg[1]].bits;
    return by >= 1 && by <= 3;
}

/* The operand of an ADD that is a shift to be taken in, or 2. */
static u32 shifted_operand(const struct ir_function *f, const struct ins *i) {
    if (i->op != OP_ADD || f->values[i->arg[1]].kind == VALUE_CONST) return 2;
    return adds_shifted(f, i, 1) ? 1 : adds_shifted(f, i, 0) ? 0 : 2;
}

/* Gives i the operands x and y; those that it had used what it takes in. */
static void replace_operands(struct work *w, struct ins *i, u32 x, u32 y) {
    w->uses[x]++;
    w->uses[y]++;
    w->uses[i->arg[0]]--;
    w->uses[i->arg[1]]--;
    i->arg[0] = x;
    i->arg[1] = y;
}

/* An operation whose result nobody uses any more goes. */
static void drop_unused(struct work *w, struct ins *i) {
    if (w->uses[i->result]) return;
    w->uses[i->arg[0]]--;
    w->uses[i->arg[1]]--;
    i->op = OP_DEAD;
}

void pass_fuse(struct work *w) {
    struct ir_function *f = w->f;
    const u32 *uses = w->uses;
    u32 *fusable = ARENA_ARRAY(w->pass, u32, f->value_count);
    u32 *takers = arena_alloc(w->pass, f->ins_count * sizeof(u32)), count = 0;
    for (u32 ii = 0; ii < f->ins_count; ii++) {
        const struct ins *i = &f->ins[ii];
        if (!op_in(OP_BIT(BRANCH) | OP_BIT(SELECT) | OP_BIT(ADD), i->op)) continue;
        u32 n = i->op == OP_ADD ? shifted_operand(f, i) : asks_for_zero(f, i) ? 0 : 2;
        if (n == 2) continue;
        fusable[i->arg[n]]++;
        takers[count++] = ii;
    }
    for (u32 k = 0; k < count; k++) {
        struct ins *i = &f->ins[takers[k]];
        u32 n = shifted_operand(f, i);
        if (n < 2 && fusable[i->arg[n]] == uses[i->arg[n]]) {
            struct ins *shift = value_ins(f, i->arg[n]);
            i->op = OP_ADD_SHL;
            i->shift = (u8)f->values[shift->arg[1]].bits;
            replace_operands(w, i, i->arg[1 - n], shift->arg[0]);
            fusable[shift->result]--;
            drop_unused(w, shift);
            continue;
        }
        if (!asks_for_zero(f, i)) continue;
        struct ins *compare = value_ins(f, i->arg[0]);
        if (!compare || compare->op != OP_COMPARE || fusable[i->arg[0]] != uses[i->arg[0]])
            continue;
        i->cc = (u8)(i->cc == CC_NE ? compare->cc : cc_invert(compare->cc));
        i->type2 = compare->type2;
        replace_operands(w, i, compare->arg[0], compare->arg[1]);
        fusable[compare->result]--;
        drop_unused(w, compare);
    }
}
