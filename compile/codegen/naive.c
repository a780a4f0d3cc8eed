/* compile/codegen/naive.c: the allocator that keeps nothing in registers: the baseline that the
 * others are measured against.
 *
 * Every vreg lives in its spill slot (an argument that came on the stack, there). An operation
 * loads what it uses and stores what it defines; constants are made anew for each use; block
 * parameters are copied from slot to slot on edges. Registers carry values within one operation
 * only, so any of them will do, and at every point the map holds slots alone.
 *
 * Requires: a lowered function. Keeps: the order of operations, all effects.
 */
#include <assert.h>

#include "compile/codegen/alloc.h"

struct naive {
    struct lowered *l;
    const struct ir_function *f;
    struct liveness *v;
    struct allocation *al;
    ARRAY(struct copy) copies;
    ARRAY(struct map_range) ranges;
    ARRAY(u32) here;  /* vregs that were live somewhere in the block at hand */
    u32 *since;       /* per vreg: point from which it is live, NO_VALUE: it isn't */
    struct loc *home; /* per vreg; LOC_SLOT with the vreg's number until slots are assigned */
    u32 block;
    bool with_notes;
    ARRAY(struct note) notes;
};

/* ---- Lives ------------------------------------------------------------------------------ */

static void begin_life(struct naive *a, u32 vreg, u32 point) {
    if (vreg_is_const(a->l, vreg)) return;
    a->since[vreg] = point;
    array_push(&a->here, vreg);
}

static void end_life(struct naive *a, u32 vreg, u32 point) {
    if (a->since[vreg] == NO_VALUE) return;
    array_push(&a->ranges, ((struct map_range){vreg, a->since[vreg], point, a->home[vreg]}));
    a->since[vreg] = NO_VALUE;
}

/* ---- Copies ----------------------------------------------------------------------------- */

static void copy(struct naive *a, u32 vreg, struct loc from, struct loc to, u32 source,
                 enum why why) {
    if (vreg_is_const(a->l, source)) from = (struct loc){LOC_CONST, 0};
    if (from.kind == LOC_CONST) why = WHY_REMAKE;
    if (!loc_same(from, to))
        array_push(&a->copies, ((struct copy){vreg, from, to, source, (u8)why}));
}

static struct copies group_since(const struct naive *a, u32 first) {
    return (struct copies){first, a->copies.count - first};
}

/* ---- Registers of one operation --------------------------------------------------------- */

struct operation {
    const struct model *model;
    struct operand *o;
    u32 count;
    regset in;  /* busy when the operation reads: uses, temps, early defs */
    regset out; /* busy when it has written: defs, temps, what is destroyed */
};

/* A register that is not busy: a caller-saved one, if there is one. */
static void take(struct operation *p, struct operand *o, regset busy) {
    regset mine = type_class(o->type) == CLASS_INT ? REGSET_INT : REGSET_FLOAT;
    regset free = p->model->allocatable & mine & ~busy;
    if (free & o->prefer) free &= o->prefer;
    if (free & ~p->model->callee_saved) free &= ~p->model->callee_saved;
    assert(free);
    o->loc = loc_reg((reg)lowest_bit(free));
}

static bool is_tied(const struct operation *p, u32 use) {
    for (u32 k = 0; k < p->count; k++)
        if (p->o[k].kind == OPERAND_DEF && p->o[k].at == AT_SAME && p->o[k].index == use)
            return true;
    return false;
}

static void place_fixed(struct operation *p) {
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        if (o->at != AT_FIXED) continue;
        o->loc = loc_reg((reg)o->index);
        if (o->kind != OPERAND_DEF || o->early) p->in |= regset_of((reg)o->index);
        if (o->kind != OPERAND_USE || is_tied(p, k)) p->out |= regset_of((reg)o->index);
    }
}

/* What needs a register both while the operation reads and when it has written: these have the
 * least choice, so they come first. */
static void place_lasting(struct operation *p) {
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        bool lasts = o->kind == OPERAND_TEMP || (o->kind == OPERAND_DEF && o->early) ||
                     (o->kind == OPERAND_USE && is_tied(p, k));
        if (!lasts || o->at != AT_REG) continue;
        take(p, o, p->in | p->out);
        p->in |= regset_of((reg)o->loc.index);
        p->out |= regset_of((reg)o->loc.index);
    }
}

static void place_rest(struct operation *p, const struct naive *a) {
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        if (o->kind == OPERAND_USE && o->at == AT_ANY && !vreg_is_const(a->l, o->vreg)) {
            o->loc = a->home[o->vreg]; /* read where it is */
        } else if (o->kind == OPERAND_USE && (o->at == AT_REG || o->at == AT_ANY) &&
                   !is_tied(p, k)) {
            take(p, o, p->in);
            p->in |= regset_of((reg)o->loc.index);
        } else if (o->kind == OPERAND_DEF && o->at == AT_REG && !o->early) {
            take(p, o, p->out);
            p->out |= regset_of((reg)o->loc.index);
        } else if (o->kind == OPERAND_DEF && o->at == AT_SAME) {
            o->loc = p->o[o->index].loc;
        }
    }
}

/* ---- Operations ------------------------------------------------------------------------- */

static bool brought_before(const struct naive *a, u32 first, struct loc to) {
    for (u32 k = first; k < a->copies.count; k++)
        if (loc_same(a->copies.at[k].to, to)) return true;
    return false;
}

static void load_uses(struct naive *a, const struct operation *p, u32 n) {
    u32 first = a->copies.count;
    for (u32 k = 0; k < p->count; k++) {
        const struct operand *o = &p->o[k];
        if (o->kind != OPERAND_USE || brought_before(a, first, o->loc)) continue;
        copy(a, o->vreg, a->home[o->vreg], o->loc, o->vreg, WHY_RELOAD);
    }
    a->al->before[n] = group_since(a, first);
}

/* Results that lie in memory come first: they go through a scratch register. */
static void store_defs(struct naive *a, const struct operation *p, u32 n) {
    const u32 *next = a->v->next + a->l->operand_first[n];
    for (u32 memory = 2; memory-- > 0;) {
        u32 first = a->copies.count;
        for (u32 k = 0; k < p->count; k++) {
            const struct operand *o = &p->o[k];
            if (o->kind != OPERAND_DEF || next[k] == NEVER || (o->at == AT_LOC) != memory)
                continue;
            copy(a, o->vreg, o->loc, a->home[o->vreg], o->vreg, WHY_SPILL);
        }
        *(memory ? &a->al->after[n] : &a->al->stores[n]) = group_since(a, first);
    }
}

static void note(struct naive *a, u32 vreg, u32 point, u32 next_use) {
    const struct block *b = &a->f->blocks[a->block];
    if (!a->with_notes) return;
    struct note n = {
        .point = point,
        .vreg = vreg,
        .for_vreg = NO_VALUE,
        .next_use = next_use,
        .loop_depth = b->loop_depth,
        .cost = a->home[vreg].kind == LOC_SLOT ? a->v->frequency[a->block] : 0,
        .from = NO_REG,
        .kind = NOTE_RULE,
    };
    array_push(&a->notes, n);
}

static void do_operation(struct naive *a, u32 n) {
    u32 operand = a->l->operand_first[n];
    struct operation p = {.model = a->l->model,
                          .o = a->l->operands + operand,
                          .count = a->l->operand_first[n + 1] - operand,
                          .out = a->l->clobbers[n]};
    place_fixed(&p);
    place_lasting(&p);
    place_rest(&p, a);
    load_uses(a, &p, n);
    store_defs(a, &p, n);
    a->al->used |= a->l->clobbers[n];
    for (u32 k = 0; k < p.count; k++) {
        const struct operand *o = &p.o[k];
        if (o->loc.kind == LOC_REG) a->al->used |= regset_of((reg)o->loc.index);
        if (o->kind == OPERAND_USE && a->v->next[operand + k] == NEVER)
            end_life(a, o->vreg, n + 1);
        if (o->kind == OPERAND_DEF && a->v->next[operand + k] != NEVER) {
            u32 next = a->v->next[operand + k], at = n - a->f->blocks[a->block].ins_first;
            note(a, o->vreg, n, next - MIN(next, at));
            begin_life(a, o->vreg, n + 1);
        }
    }
}

/* ---- Blocks and edges ------------------------------------------------------------------- */

static void enter_function(struct naive *a) {
    for (u32 k = a->l->entry_first; k < a->l->entry_end; k++) {
        struct operand *o = &a->l->operands[k];
        if (o->at == AT_LOC && !vreg_has_home(a->l, o->vreg)) {
            a->home[o->vreg] = o->loc;
            continue;
        }
        if (o->at != AT_LOC) o->loc = loc_reg((reg)o->index);
        if (a->v->param_use[o->vreg] != NEVER)
            copy(a, o->vreg, o->loc, a->home[o->vreg], o->vreg, WHY_SPILL);
    }
    a->al->entry = group_since(a, 0);
}

static void do_block(struct naive *a, u32 b) {
    const struct block *block = &a->f->blocks[b];
    a->here.count = 0;
    a->block = b;
    for (u32 k = 0; k < a->v->in[b].count; k++)
        begin_life(a, a->v->in[b].at[k].vreg, block->ins_first);
    struct vreg_span params = block_params(a->l, block);
    for (u32 v = params.first; v < params.end; v++)
        if (a->v->param_use[v] != NEVER) {
            note(a, v, block->ins_first, a->v->param_use[v]);
            begin_life(a, v, block->ins_first);
        }
    for (u32 n = block->ins_first; n < block->ins_end; n++) do_operation(a, n);
    for (u32 k = 0; k < a->here.count; k++) end_life(a, a->here.at[k], block->ins_end);
}

static void do_edge(struct naive *a, u32 edge) {
    const struct edge *e = &a->f->edges[edge];
    u32 first = a->copies.count;
    struct vreg_span params = block_params(a->l, &a->f->blocks[e->to]);
    for (u32 param = params.first; param < params.end; param++) {
        u32 arg = edge_argument(a->l, e, param);
        if (a->v->param_use[param] != NEVER && !share_home(a->l, arg, param))
            copy(a, param, a->home[arg], a->home[param], arg, WHY_EDGE);
    }
    a->al->on_edge[edge] = group_since(a, first);
}

/* ---- Result ----------------------------------------------------------------------------- */

/* A slot for each vreg that lives at some point, for the hull of its ranges. */
static void assign_slots(struct naive *a) {
    struct slot_life *lives = arena_alloc(a->l->a, sizeof *lives * (a->l->vreg_count + 1));
    u32 *life_of = arena_alloc(a->l->a, sizeof *life_of * (a->l->vreg_count + 1)), count = 0;
    memset(life_of, 0xff, sizeof *life_of * (a->l->vreg_count + 1));
    for (u32 k = 0; k < a->ranges.count; k++) {
        const struct map_range *r = &a->ranges.at[k];
        u32 *life = &life_of[r->vreg];
        if (a->home[r->vreg].kind != LOC_SLOT) continue;
        if (*life == NO_VALUE) {
            *life = count;
            lives[count++] = (struct slot_life){.vreg = r->vreg, .first = r->first};
        }
        lives[*life].first = MIN(lives[*life].first, r->first);
        lives[*life].end = MAX(lives[*life].end, r->end);
    }
    a->al->slot_words = slots_assign(a->l, lives, count);
    for (u32 k = 0; k < count; k++) a->home[lives[k].vreg] = lives[k].slot;
}

static void resolve(const struct naive *a, struct loc *l) {
    if (l->kind == LOC_SLOT) *l = a->home[l->index];
}

static void finish(struct naive *a) {
    assign_slots(a);
    for (u32 k = 0; k < a->copies.count; k++) {
        resolve(a, &a->copies.at[k].from);
        resolve(a, &a->copies.at[k].to);
    }
    for (u32 k = 0; k < a->l->operand_count; k++) resolve(a, &a->l->operands[k].loc);
    for (u32 k = 0; k < a->ranges.count; k++) resolve(a, &a->ranges.at[k].loc);
    ranges_finish(a->al, a->ranges.at, a->ranges.count);
    allocation_keep_copies(a->al, a->copies.at, a->copies.count);
    a->al->note_count = a->notes.count;
    a->al->notes = arena_alloc(a->l->a, sizeof *a->al->notes * (a->notes.count + 1));
    if (a->notes.count)
        memcpy(a->al->notes, a->notes.at, sizeof *a->al->notes * a->notes.count);
}

struct allocation *allocate_naive(struct lowered *l, bool with_notes) {
    struct naive a = {.l = l, .f = l->f, .al = allocation_new(l), .with_notes = with_notes};
    a.v = liveness_find(l);
    a.since = arena_alloc(l->a, sizeof *a.since * (l->vreg_count + 1));
    memset(a.since, 0xff, sizeof *a.since * (l->vreg_count + 1));
    a.home = arena_alloc(l->a, sizeof *a.home * (l->vreg_count + 1));
    for (u32 v = 0; v < l->vreg_count; v++) a.home[v] = (struct loc){LOC_SLOT, v};
    enter_function(&a);
    for (u32 b = 0; b < l->f->block_count; b++) do_block(&a, b);
    for (u32 e = 0; e < l->f->edge_count; e++) do_edge(&a, e);
    finish(&a);
    array_free(&a.copies);
    array_free(&a.ranges);
    array_free(&a.here);
    array_free(&a.notes);
    return a.al;
}
