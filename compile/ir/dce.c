/* compile/ir/dce.c: removes operations and block parameters that nothing needs.
 *
 * Needed are effects, ends of blocks, and what may trap; then whatever those use. A division
 * may go when its divisor is a constant with which it can't trap; loads stay. */
#include "compile/ir/work.h"

struct marker {
    struct work *w;
    u32 *uses;  /* per value */
    u32 *stack; /* used values whose makers are yet to be looked at */
    u32 depth;
};

/* An operation that traps with some operands, with these. */
static bool may_trap(const struct ir_function *f, const struct ins *i) {
    if (i->op < OP_DIV_S || i->op > OP_REM_U) return true;
    const struct value *divisor = &f->values[i->arg[1]];
    if (divisor->kind != VALUE_CONST || !divisor->bits) return true;
    return i->op == OP_DIV_S && type_signed(i->type, divisor->bits) == -1;
}

/* Whatever becomes of its results. */
static bool is_needed(const struct ir_function *f, const struct ins *i) {
    u32 flags = op_info[i->op].flags & (OP_E | OP_J | OP_C | OP_T);
    return flags && (flags != OP_T || may_trap(f, i));
}

static void mark(struct marker *m, u32 v) {
    if (v == NO_VALUE) return;
    bool is_first = !m->uses[v]++;
    m->stack[m->depth] = v;
    m->depth += is_first & (m->w->f->values[v].kind != VALUE_CONST);
}

static void mark_operands(struct marker *m, struct ins *i) {
    u32 count;
    const u32 *args = ins_operands(m->w->f, i, &count);
    for (u32 n = 0; n < count; n++) mark(m, args[n]);
}

void pass_dce(struct work *w) {
    struct ir_function *f = w->f;
    struct marker m = {w, ARENA_ARRAY(w->arena, u32, f->value_count),
                       arena_alloc(w->pass, (f->value_count + 1) * sizeof(u32)), 0};
    for (u32 ii = 0; ii < f->ins_count; ii++) {
        struct ins *i = &f->ins[ii];
        if (i->op != OP_DEAD && is_needed(f, i)) mark_operands(&m, i);
    }
    while (m.depth) {
        u32 v = m.stack[--m.depth];
        const struct value *value = &f->values[v];
        if (value->kind == VALUE_RESULT) {
            struct ins *i = &f->ins[value->def];
            if (!is_needed(f, i)) mark_operands(&m, i);
            continue;
        }
        const struct block *b = &f->blocks[value->def];
        for (u32 n = b->pred_first; n < b->pred_first + b->pred_count; n++)
            mark(&m, f->lists[f->edges[f->preds[n]].arg_first + (v - b->param_first)]);
    }
    for (u32 ii = 0; ii < f->ins_count; ii++) {
        struct ins *i = &f->ins[ii];
        if (i->op == OP_DEAD || !i->result_count || m.uses[i->result]) continue;
        if (!is_needed(f, i)) i->op = OP_DEAD;
    }
    for (u32 b = 1; b < f->block_count; b++)
        for (u32 n = 0; n < f->blocks[b].param_count; n++) {
            u32 v = f->blocks[b].param_first + n;
            if (!m.uses[v]) f->values[v].kind = VALUE_DEAD;
        }
    w->uses = m.uses;
}
