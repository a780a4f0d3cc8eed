/* isa/x86/ops.c: which functions carry out which operation. */
#include "isa/x86/x86.h"

#include <assert.h>

#define USE(name) \
    { ask_##name, do_##name }

const struct x86_op x86_ops[OP_COUNT] = {
    [OP_ADD] = USE(add),
    [OP_SUB] = USE(sub),
    [OP_MUL] = USE(mul),
    [OP_DIV_S] = USE(divide),
    [OP_DIV_U] = USE(divide),
    [OP_REM_S] = USE(divide),
    [OP_REM_U] = USE(divide),
    [OP_AND] = USE(logic),
    [OP_OR] = USE(logic),
    [OP_XOR] = USE(logic),
    [OP_SHL] = USE(shift),
    [OP_SHR_S] = USE(shift),
    [OP_SHR_U] = USE(shift),
    [OP_ROTL] = USE(rotate),
    [OP_ROTR] = USE(rotate),
    [OP_ADD_SHL] = USE(add_shl),
    [OP_CLZ] = USE(count_bits),
    [OP_CTZ] = USE(count_bits),
    [OP_POPCNT] = USE(popcnt),
    [OP_EXTEND_8S] = USE(sign_extend),
    [OP_EXTEND_16S] = USE(sign_extend),
    [OP_EXTEND_32S] = USE(sign_extend),
    [OP_COMPARE] = USE(compare),
    [OP_SELECT] = USE(select),
    [OP_FADD] = USE(float_binary),
    [OP_FSUB] = USE(float_binary),
    [OP_FMUL] = USE(float_binary),
    [OP_FDIV] = USE(float_binary),
    [OP_FMIN] = USE(float_min_max),
    [OP_FMAX] = USE(float_min_max),
    [OP_FCOPYSIGN] = USE(float_copysign),
    [OP_FABS] = USE(float_sign),
    [OP_FNEG] = USE(float_sign),
    [OP_FSQRT] = USE(float_sqrt),
    [OP_FCEIL] = USE(float_round),
    [OP_FFLOOR] = USE(float_round),
    [OP_FTRUNC] = USE(float_round),
    [OP_FNEAREST] = USE(float_round),
    [OP_FCANON] = USE(float_canon),
    [OP_WRAP] = USE(wrap),
    [OP_EXTEND_S] = USE(sign_extend),
    [OP_EXTEND_U] = USE(extend_u),
    [OP_TRUNC_S] = USE(truncate),
    [OP_TRUNC_U] = USE(truncate),
    [OP_TRUNC_SAT_S] = USE(truncate),
    [OP_TRUNC_SAT_U] = USE(truncate),
    [OP_CONVERT_S] = USE(convert),
    [OP_CONVERT_U] = USE(convert),
    [OP_DEMOTE] = USE(float_resize),
    [OP_PROMOTE] = USE(float_resize),
    [OP_REINTERPRET] = USE(reinterpret),
    [OP_LOAD] = USE(load),
    [OP_STORE] = USE(store),
    [OP_GLOBAL_GET] = USE(global_get),
    [OP_GLOBAL_SET] = USE(global_set),
    [OP_MEMORY_SIZE] = USE(memory_size),
    [OP_CALL] = USE(call),
    [OP_CALL_INDIRECT] = USE(call_indirect),
    [OP_BRANCH] = {ask_condition, NULL},
    [OP_SWITCH] = {ask_switch, NULL},
    [OP_UNREACHABLE] = {NULL, do_unreachable},
};

/* What is not here treats an I64 like other types, part by part. */
const struct x86_op x86_pair_ops[OP_COUNT] = {
    [OP_ADD] = USE(pair_add_sub),
    [OP_SUB] = USE(pair_add_sub),
    [OP_MUL] = USE(pair_mul),
    [OP_DIV_S] = USE(pair_divide),
    [OP_DIV_U] = USE(pair_divide),
    [OP_REM_S] = USE(pair_divide),
    [OP_REM_U] = USE(pair_divide),
    [OP_AND] = USE(pair_logic),
    [OP_OR] = USE(pair_logic),
    [OP_XOR] = USE(pair_logic),
    [OP_SHL] = USE(pair_shift),
    [OP_SHR_S] = USE(pair_shift),
    [OP_SHR_U] = USE(pair_shift),
    [OP_ROTL] = USE(pair_shift),
    [OP_ROTR] = USE(pair_shift),
    [OP_ADD_SHL] = USE(pair_add_shl),
    [OP_CLZ] = USE(pair_count_bits),
    [OP_CTZ] = USE(pair_count_bits),
    [OP_POPCNT] = USE(pair_popcnt),
    [OP_EXTEND_8S] = USE(pair_sign_extend),
    [OP_EXTEND_16S] = USE(pair_sign_extend),
    [OP_EXTEND_32S] = USE(pair_sign_extend),
    [OP_EXTEND_S] = USE(pair_sign_extend),
    [OP_EXTEND_U] = USE(pair_extend),
    [OP_WRAP] = USE(pair_wrap),
    [OP_TRUNC_S] = USE(pair_truncate),
    [OP_TRUNC_U] = USE(pair_truncate),
    [OP_TRUNC_SAT_S] = USE(pair_truncate),
    [OP_TRUNC_SAT_U] = USE(pair_truncate),
    [OP_CONVERT_S] = USE(pair_convert),
    [OP_CONVERT_U] = USE(pair_convert),
    [OP_REINTERPRET] = USE(pair_reinterpret),
};

/* The operation's row: for the halves of an I64, if it treats them in a way of its own. */
static const struct x86_op *find(const struct isa *isa, const struct ins *i) {
    const struct x86_op *pair = &x86_pair_ops[i->op];
    bool wide = i->type == I64 || i->type2 == I64;
    if (!x86_is_64(isa) && wide && (pair->ask || pair->act)) return pair;
    return &x86_ops[i->op];
}

void x86_constrain(const struct model *m, const struct ir_function *f, const struct ins *i,
                   struct constraints *c) {
    const struct x86_ask a = {m->isa, f, i, c};
    const struct x86_op *op = find(m->isa, i);
    assert(op->ask);
    op->ask(&a);
}

void x86_emit(struct emitter *e, const struct ir_function *f, const struct ins *i,
              const struct operand *operands) {
    struct x86_job j = {e, f, i, operands};
    const struct x86_op *op = find(e->isa, i);
    assert(op->act);
    op->act(&j);
}

/* ---- What needs no file of its own --------------------------------------------------------
 */

void ask_switch(const struct x86_ask *a) {
    ask_use(a, a->i->arg[0], 0, AT_ANY);
}

void do_unreachable(struct x86_job *j) {
    x86_jump(j->e, emitter_trap(j->e, TRAP_UNREACHABLE));
}
