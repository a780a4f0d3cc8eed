/* isa/shadow.c: real registers that stand in for shadow ones. See isa/shadow.h.
 *
 * An operation reads its uses before it writes its defs, except the early ones. So there are two
 * phases, in which a real register has at most one tenant each: `in` (uses, temps, early defs)
 * and `out` (defs, temps). The law of struct constraints, at most four registers of a class in
 * either phase, makes sure that there is always one to be found. */
#include "isa/shadow.h"

#include <assert.h>

#include "isa/emit.h"

struct lending {
    const struct shadow_question *q;
    struct shadow_answer *a;
    regset real;     /* the machine's registers, as far as the model has them */
    regset in, out;  /* taken in these phases */
    regset lent;     /* stand in for something already */
    regset saved;    /* of those: to be saved before and restored behind the operation */
    regset parked;   /* read from their words of the area: to be saved before it */
    u8 stand_in[64]; /* per shadow register that is read: its register, or NO_REG */
};

static bool is_shadow(const struct lending *l, const struct operand *o) {
    return o->loc.kind == LOC_REG && regset_has(l->q->model->shadow, (reg)o->loc.index);
}

bool shadow_concerns(const struct model *m, const struct operand *operands, u32 count) {
    if (!m->shadow) return false;
    for (u32 k = 0; k < count; k++)
        if (operands[k].loc.kind == LOC_REG &&
            regset_has(m->shadow, (reg)operands[k].loc.index))
            return true;
    return false;
}

static regset class_registers(enum reg_class cl) {
    return cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT;
}

static struct loc area_of(reg r) {
    return (struct loc){LOC_AREA, r};
}

static void before(struct lending *l, enum type t, struct loc to, struct loc from) {
    assert(l->a->before_count < SHADOW_MOVES_MAX);
    l->a->before[l->a->before_count++] = (struct shadow_move){(u8)t, to, from};
}

static void after(struct lending *l, enum type t, struct loc to, struct loc from) {
    assert(l->a->after_count < SHADOW_MOVES_MAX);
    l->a->after[l->a->after_count++] = (struct shadow_move){(u8)t, to, from};
}

static const struct operand *tied_def(const struct lending *l, u32 use) {
    for (u32 k = 0; k < l->q->count; k++) {
        const struct operand *o = &l->q->operands[k];
        if (o->kind == OPERAND_DEF && o->at == AT_SAME && o->index == use) return o;
    }
    return NULL;
}

/* A use that may as well be read from memory: no def takes its register over. */
static bool may_lie_in_memory(const struct lending *l, u32 k) {
    const struct operand *o = &l->q->operands[k];
    return o->kind == OPERAND_USE && o->at == AT_ANY && !tied_def(l, k);
}

/* Where registers are short, an operand AT_ANY gives up its real register and is read from that
 * one's word of the area. Returns the register, or none. */
static regset give_up_any(struct lending *l, enum reg_class cl, regset forbidden) {
    regset held = l->real & l->in & ~forbidden & ~l->q->busy & class_registers(cl);
    for (; held; held &= held - 1) {
        struct loc at = loc_reg((reg)lowest_bit(held));
        bool only = true;
        for (u32 k = 0; k < l->q->count; k++)
            only &= !loc_same(l->a->operands[k].loc, at) || may_lie_in_memory(l, k);
        if (!only || regset_has(l->lent, (reg)at.index)) continue;
        for (u32 k = 0; k < l->q->count; k++)
            if (loc_same(l->a->operands[k].loc, at))
                l->a->operands[k].loc = area_of((reg)at.index);
        l->parked |= regset_of((reg)at.index);
        l->in &= ~regset_of((reg)at.index);
        return regset_of((reg)at.index);
    }
    return 0;
}

/* The cheapest register for an operand that is to be alone in the given phases. `spare`:
 * registers whose content the operation itself overwrites. */
static reg lend(struct lending *l, const struct operand *o, bool in, bool out, regset spare) {
    const struct shadow_question *q = l->q;
    enum reg_class cl = type_class(o->type);
    regset written = out ? l->out | q->clobbers : 0;
    regset from = l->real & ~written & ~(in ? l->in : 0) & class_registers(cl);
    if (!from && in) from = give_up_any(l, cl, written);
    regset unsaved = l->lent | spare | q->model->kept_back | ~q->live;
    const regset choices[] = {from & (l->lent | spare), from & q->model->kept_back,
                              from & ~q->live, from};
    assert(from);
    u32 k = 0;
    while (!choices[k]) k++;
    reg r = (reg)lowest_bit(choices[k] & o->prefer ? choices[k] & o->prefer : choices[k]);
    assert(!q->leaves || regset_has(q->model->kept_back, r));
    if (!regset_has(unsaved, r)) l->saved |= regset_of(r);
    l->lent |= regset_of(r);
    return r;
}

/* Real registers that operands have got already. */
static void take_real(struct lending *l) {
    l->in = l->out = l->q->busy;
    for (u32 k = 0; k < l->q->count; k++) {
        const struct operand *o = &l->q->operands[k];
        if (o->loc.kind != LOC_REG || is_shadow(l, o)) continue;
        if (o->kind != OPERAND_DEF || o->early) l->in |= regset_of((reg)o->loc.index);
        if (o->kind != OPERAND_USE) l->out |= regset_of((reg)o->loc.index);
    }
}

/* Temps, and defs that are written while uses are still read: in both phases. */
static void lend_to_temps(struct lending *l) {
    for (u32 k = 0; k < l->q->count; k++) {
        struct operand *o = &l->a->operands[k];
        bool early = o->kind == OPERAND_DEF && o->early && o->at != AT_SAME;
        if (!is_shadow(l, &l->q->operands[k]) || (o->kind != OPERAND_TEMP && !early)) continue;
        reg r = lend(l, o, true, true, 0);
        l->in |= regset_of(r);
        l->out |= regset_of(r);
        o->loc = loc_reg(r);
    }
}

/* Uses; those whose register a def takes over come first, as fewer registers will do. */
static void lend_to_uses(struct lending *l) {
    for (u32 round = 0; round < 2; round++)
        for (u32 k = 0; k < l->q->count; k++) {
            struct operand *o = &l->a->operands[k];
            if (o->kind != OPERAND_USE || may_lie_in_memory(l, k) ||
                !is_shadow(l, &l->q->operands[k]))
                continue;
            bool tied = tied_def(l, k);
            reg shadow = (reg)l->q->operands[k].loc.index;
            if (tied == round) continue;
            reg r = l->stand_in[shadow];
            if (r == NO_REG) {
                r = lend(l, o, true, tied, tied ? 0 : l->out & ~l->in & ~l->q->busy);
                before(l, o->type, loc_reg(r), area_of(shadow));
                l->stand_in[shadow] = r;
            }
            l->in |= regset_of(r);
            if (tied) l->out |= regset_of(r);
            o->loc = loc_reg(r);
        }
}

/* What may be read from memory is, unless a register holds it anyhow. */
static void point_to_area(struct lending *l) {
    bool early = false;
    for (u32 k = 0; k < l->q->count; k++) early |= l->q->operands[k].early;
    for (u32 k = 0; k < l->q->count; k++) {
        struct operand *o = &l->a->operands[k];
        if (!may_lie_in_memory(l, k) || !is_shadow(l, &l->q->operands[k])) continue;
        reg shadow = (reg)o->loc.index, r = l->stand_in[shadow];
        o->loc = r != NO_REG && !early ? loc_reg(r) : area_of(shadow);
    }
}

static void lend_to_defs(struct lending *l) {
    for (u32 k = 0; k < l->q->count; k++) {
        const struct operand *asked = &l->q->operands[k];
        struct operand *o = &l->a->operands[k];
        if (o->kind != OPERAND_DEF || !is_shadow(l, asked)) continue;
        if (o->at == AT_SAME) {
            o->loc = l->a->operands[o->index].loc;
        } else if (!o->early) {
            o->loc = loc_reg(lend(l, o, false, true, 0));
            l->out |= regset_of((reg)o->loc.index);
        }
        after(l, o->type, area_of((reg)asked->loc.index), o->loc);
    }
}

/* Saves go before all else, restores behind it. */
static void save_and_restore(struct lending *l) {
    struct shadow_answer *a = l->a;
    regset saves = l->saved | l->parked;
    u32 n = (u32)count_bits(saves);
    assert(a->before_count + n <= SHADOW_MOVES_MAX);
    memmove(a->before + n, a->before, sizeof *a->before * a->before_count);
    a->before_count += n;
    for (; saves; saves &= saves - 1) {
        reg r = (reg)lowest_bit(saves);
        enum type t = register_type(l->q->model->isa, reg_class_of(r));
        a->before[--n] = (struct shadow_move){(u8)t, area_of(r), loc_reg(r)};
        if (regset_has(l->saved, r)) after(l, t, loc_reg(r), area_of(r));
    }
}

void shadow_answer(const struct shadow_question *q, struct shadow_answer *out) {
    struct lending l = {.q = q, .a = out};
    l.real = (q->model->allocatable & ~q->model->shadow) | q->model->kept_back;
    assert(q->count <= OPERANDS_MAX);
    out->before_count = out->after_count = 0;
    memcpy(out->operands, q->operands, sizeof *out->operands * q->count);
    memset(l.stand_in, NO_REG, sizeof l.stand_in);
    take_real(&l);
    lend_to_temps(&l);
    lend_to_uses(&l);
    point_to_area(&l);
    lend_to_defs(&l);
    save_and_restore(&l);
}

/* ---- Emission --------------------------------------------------------------------------- */

void shadow_moves_emit(struct emitter *e, const struct shadow_move *moves, u32 count) {
    for (u32 k = 0; k < count; k++) {
        e->duty = (u8)duty_of_move(moves[k].to, moves[k].from);
        e->isa->move(e, moves[k].type, moves[k].to, moves[k].from);
    }
    e->duty = DUTY_OPERATION;
}

/* The words where a frame keeps them continue its spill slots. */
static void move_saved(struct emitter *e, bool save) {
    const struct frame *f = &e->frame;
    u32 at = f->shadow_offset;
    for (u32 k = 0; k < f->shadow_count; k++) {
        reg r = f->shadow_saved[k];
        enum reg_class cl = reg_class_of(r);
        enum type t = register_type(e->isa, cl);
        struct loc slot = {LOC_SLOT, (at - f->slot_offset) / e->isa->word_bytes};
        struct loc scratch = loc_reg(e->isa->scratch[cl]);
        e->isa->move(e, t, scratch, save ? area_of(r) : slot);
        e->isa->move(e, t, save ? slot : area_of(r), scratch);
        at += register_bytes(e->isa, r);
    }
}

void shadow_save_emit(struct emitter *e) {
    move_saved(e, true);
}

void shadow_restore_emit(struct emitter *e) {
    move_saved(e, false);
}

u32 saved_in_order(const struct model *m, regset saved, reg out[64]) {
    u32 n = 0;
    for (u32 round = 0; round < 2; round++)
        for (regset s = round ? saved & ~m->shadow : saved & m->shadow; s; s &= s - 1)
            out[n++] = (reg)lowest_bit(s);
    return n;
}
