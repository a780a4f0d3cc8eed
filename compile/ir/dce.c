/* compile/ir/dce.c: removes operations and block parameters that nothing needs.
 *
 * Needed are effects, ends of blocks, and what may trap; then whatever those use. A division
 * may go when its divisor is a constant with which it can't trap; loads stay. */
#include "compile/ir/work.h"

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

struct marker {
    struct ir_function *f;
    u32 *uses;   /* per value */
    u32 *late;   /* a stack: values that came to be used when the walk had passed them */
    u32 *unused; /* operations that were not needed when the walk came to them */
    u32 late_count, unused_count;
};

/* A use, of one of the values from `passed` on if it matters. */
static void use_late(struct marker *m, u32 v, u32 passed) {
    if (v == NO_VALUE) return;
    bool is_first = !m->uses[v]++;
    m->late[m->late_count] = v;
    m->late_count += is_first & (v >= passed) & (m->f->values[v].kind != VALUE_CONST);
}

/* What edges bring to a parameter of block b that is used. */
static void use_arguments(struct marker *m, const struct block *b, u32 v, u32 passed) {
    const struct ir_function *f = m->f;
    for (u32 n = b->pred_first; n < b->pred_first + b->pred_count; n++)
        use_late(m, f->lists[f->edges[f->preds[n]].arg_first + (v - b->param_first)], passed);
}

/* From the end to the beginning, so that uses come before definitions, but for arguments on back
 * edges. Values have ascending numbers. */
static void walk_back(struct marker *m) {
    struct ir_function *f = m->f;
    for (u32 b = f->block_count; b-- > 0;) {
        const struct block *block = &f->blocks[b];
        for (u32 ii = block->ins_end; ii-- > block->ins_first;) {
            const struct ins *i = &f->ins[ii];
            if (i->op == OP_DEAD) continue;
            if (is_needed(f, i) || m->uses[i->result])
                ins_count_uses(f, i, m->uses);
            else
                m->unused[m->unused_count++] = ii;
        }
        for (u32 v = block->param_first + block->param_count; v-- > block->param_first;)
            if (m->uses[v]) use_arguments(m, block, v, v);
    }
}

static void use_late_operands(struct marker *m, u32 v) {
    struct ir_function *f = m->f;
    const struct value *value = &f->values[v];
    if (value->kind == VALUE_PARAM) {
        use_arguments(m, &f->blocks[value->def], v, 0);
        return;
    }
    struct ins *i = &f->ins[value->def];
    u32 count;
    if (is_needed(f, i)) return;
    const u32 *args = ins_operands(f, i, &count);
    for (u32 n = 0; n < count; n++) use_late(m, args[n], 0);
}

void pass_dce(struct work *w) {
    struct ir_function *f = w->f;
    struct marker m = {.f = f, .uses = w->uses = work_counts(w, w->arena)};
    m.late = arena_alloc(w->pass, (f->value_count + 1) * sizeof *m.late);
    m.unused = arena_alloc(w->pass, f->ins_count * sizeof *m.unused);
    walk_back(&m);
    while (m.late_count) use_late_operands(&m, m.late[--m.late_count]);
    for (u32 n = 0; n < m.unused_count; n++) {
        struct ins *i = &f->ins[m.unused[n]];
        if (!m.uses[i->result]) i->op = OP_DEAD;
    }
    for (u32 b = 1; b < f->block_count; b++)
        for (u32 n = 0; n < f->blocks[b].param_count; n++) {
            u32 v = f->blocks[b].param_first + n;
            if (!m.uses[v]) f->values[v].kind = VALUE_DEAD;
        }
}
