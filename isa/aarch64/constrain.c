/* isa/aarch64/constrain.c: where each operation wants its operands. Any register will do nearly
 * everywhere: three-operand instructions, and constants that fit are folded (shape.c). */
#include "isa/aarch64/aarch64.h"

/* Operations whose result is their operand's register as it is. */
static bool keeps_register(const struct ins *i) {
    return i->op == OP_EXTEND_U || i->op == OP_FCANON;
}

void a64_constrain(const struct model *m, const struct ir_function *f, const struct ins *i,
                   struct constraints *c) {
    (void)m;
    if (i->op == OP_CALL_INDIRECT) {
        u32 index = f->lists[i->list_first + i->list_count - 1];
        constrain_use(c, index, I32, AT_REG);
        return;
    }
    u32 uses = a64_uses(f, i);
    for (u32 left = uses; left; left &= left - 1) {
        u32 v = i->arg[lowest_bit(left)];
        constrain_use(c, v, f->values[v].type, AT_REG);
    }
    if ((i->op == OP_LOAD || i->op == OP_STORE) && a64_address(f, i).temp)
        constrain_temp(c, CLASS_INT);
    if (i->result == NO_VALUE) return;
    if (keeps_register(i) || i->op == OP_FCOPYSIGN)
        constrain_def_same(c, i->result, i->type, 0);
    else
        constrain_def(c, i->result, i->type);
}
