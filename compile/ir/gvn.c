/* compile/ir/gvn.c: constants, algebra and value numbering in one walk over the tree of
 * dominators. Each operation is simplified; if an equal one that dominates it was seen before,
 * its result is that one's. Operations that may trap are equal, too: had the first trapped, the
 * second would not run. Loads and reads of globals are equal only within a block, with nothing
 * in between that could write. */
#include "compile/ir/work.h"

/* Where an operation that was taken note of last appeared. */
struct seen {
    u32 block;
    u32 epoch; /* of reads of state */
};
struct numbering {
    struct work *w;
    struct ir_function *f;
    struct dominators d;
    u32 *slots; /* operations by content: open addressing, operation + 1 */
    u32 mask;
    struct seen *seen; /* per operation in a slot */
    u32 epoch;         /* moves on with each block and each write */
};

static const u64 state_readers = OP_BIT(LOAD) | OP_BIT(GLOBAL_GET) | OP_BIT(MEMORY_SIZE);
static const u64 commutative =
    OP_BIT(ADD) | OP_BIT(MUL) | OP_BIT(AND) | OP_BIT(OR) | OP_BIT(XOR);

static bool can_number(const struct ins *i) {
    return ins_has(i, OP_R) && !ins_has(i, OP_E | OP_C);
}

static u32 hash_ins(const struct ins *i) {
    bool swap = op_in(commutative, i->op) & (i->arg[0] > i->arg[1]);
    u64 x = i->arg[swap], y = i->arg[!swap];
    u64 h = (i->op | (u64)i->type << 16 | (u64)i->type2 << 20 | (u64)i->cc << 24 |
             (u64)i->shift << 32) *
            0x9e3779b97f4a7c15u;
    h = (h ^ h >> 29 ^ (x | y << 32)) * 0xbf58476d1ce4e5b9u;
    h = (h ^ h >> 32 ^ ((u64)i->arg[2] << 32 | i->arg[3]) ^ i->imm) * 0x94d049bb133111ebu;
    return (u32)(h >> 32);
}

static bool same_ins(const struct ins *x, const struct ins *y) {
    if (x->op != y->op || x->type != y->type || x->type2 != y->type2 || x->cc != y->cc ||
        x->shift != y->shift || x->imm != y->imm || x->arg[2] != y->arg[2] ||
        x->arg[3] != y->arg[3])
        return false;
    if (x->arg[0] == y->arg[0] && x->arg[1] == y->arg[1]) return true;
    return op_in(commutative, x->op) && x->arg[0] == y->arg[1] && x->arg[1] == y->arg[0];
}

/* The result of an equal operation, or NO_VALUE after taking note of this one. What does not
 * dominate this block will not dominate any later one either: its place is free. */
static u32 find_equal(struct numbering *g, u32 ii, u32 block) {
    struct ins *i = &g->f->ins[ii];
    u32 epoch = op_in(state_readers, i->op) ? g->epoch : 0;
    for (u32 n = hash_ins(i);; n++) {
        u32 *slot = &g->slots[n & g->mask];
        if (*slot) {
            u32 other = *slot - 1;
            const struct seen *seen = &g->seen[other];
            if (!same_ins(i, &g->f->ins[other])) continue;
            if (seen->epoch == epoch && dominates(&g->d, seen->block, block))
                return g->f->ins[other].result;
        }
        *slot = ii + 1;
        g->seen[ii] = (struct seen){block, epoch};
        return NO_VALUE;
    }
}

static void visit_block(struct numbering *g, u32 b) {
    struct work *w = g->w;
    struct ir_function *f = g->f;
    g->epoch++;
    for (u32 ii = f->blocks[b].ins_first; ii < f->blocks[b].ins_end; ii++) {
        struct ins *i = &f->ins[ii];
        if (i->op == OP_DEAD) continue;
        u32 count;
        u32 *args = ins_operands(f, i, &count);
        for (u32 n = 0; n < count; n++)
            if (args[n] != NO_VALUE) args[n] = work_find(w, args[n]);
        u32 v = simplify(w, i);
        if (v == NO_VALUE && can_number(i)) v = find_equal(g, ii, b);
        if (v != NO_VALUE) {
            w->same[i->result] = v;
            i->op = OP_DEAD;
        } else if (ins_has(i, OP_E | OP_C)) {
            g->epoch++;
        }
    }
}

void pass_gvn(struct work *w) {
    struct ir_function *f = w->f;
    struct numbering g = {.w = w, .f = f, .d = w->dominators};
    u32 size = 64;
    while (size < f->ins_count * 2) size *= 2;
    g.slots = ARENA_ARRAY(w->pass, u32, size);
    g.mask = size - 1;
    g.seen = arena_alloc(w->pass, f->ins_count * sizeof *g.seen);
    for (u32 n = 0; n < f->block_count; n++) visit_block(&g, g.d.order[n]);
    /* Operands were replaced on the way; arguments of edges were not. */
    for (u32 n = 0; n < f->list_count; n++) f->lists[n] = work_find(w, f->lists[n]);
}
