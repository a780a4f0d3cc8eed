/* compile/codegen/ssa_place.c: registers for one operation.
 *
 * Between the point before an operation and the operation itself lies one parallel copy: it
 * brings operands to where the ISA wants them and moves out of the way what must survive. Two
 * sets of registers are kept apart: those busy *in* (when the operation reads: uses, temps,
 * survivors) and those busy *out* (when it has written: defs, survivors). A use that dies here
 * frees its register for a def.
 *
 * A *survivor* is in a register and lives on after the operation. It stays where it is unless
 * the operation needs or destroys its register; then it moves, or is evicted.
 */
#include <assert.h>

#include "compile/codegen/ssa.h"

struct placing {
    struct walk *w;
    u32 n;             /* the operation */
    u32 at;            /* its time, from the block's start */
    struct operand *o; /* its operands */
    u32 *next;         /* and their next uses */
    u32 count;
    bool tied, fixed;   /* some def is AT_SAME, some operand AT_FIXED */
    bool temps, copied; /* some operand is a temp, some use AT_FIXED or AT_LOC */
    regset dying;       /* registers whose vregs have their last use here */
    regset in, out;
    regset displaced; /* survivors that must leave these registers */
    regset pinned;    /* hold operands, or are the operation's own: not taken for others */
    u32 first_copy;
    u32 old_count;
    struct {
        u32 vreg;
        reg r;
    } old[64]; /* where vregs that moved were at the point before; old_count are set */
};

static bool lives_on(const struct placing *p, u32 k) {
    return p->next[k] != NEVER;
}

/* ---- Copies ----------------------------------------------------------------------------- */

/* Where a vreg is at the point before the operation: all copies read from there. */
static struct loc source(const struct placing *p, u32 vreg) {
    reg r = p->w->where[vreg];
    for (u32 k = 0; k < p->old_count; k++)
        if (p->old[k].vreg == vreg) {
            r = p->old[k].r;
            break;
        }
    if (r != NO_REG) return loc_reg(r);
    if (vreg_is_const(p->w->l, vreg)) return (struct loc){LOC_CONST, 0};
    p->w->home[vreg].needed = true;
    return memory_of(vreg);
}

static void copy(struct placing *p, u32 vreg, struct loc to, enum why why) {
    struct loc from = source(p, vreg);
    if (loc_same(from, to)) return;
    if (from.kind == LOC_CONST && why == WHY_RELOAD) why = WHY_REMAKE;
    array_push(&p->w->copies, ((struct copy){vreg, from, to, vreg, (u8)why}));
}

/* A new home for a vreg; r = NO_REG: evicted. */
static void rehome(struct placing *p, u32 vreg, reg r) {
    bool known = false;
    for (u32 k = 0; k < p->old_count && !known; k++) known = p->old[k].vreg == vreg;
    if (!known && p->old_count < COUNT_OF(p->old)) {
        p->old[p->old_count].vreg = vreg;
        p->old[p->old_count++].r = p->w->where[vreg];
    }
    walk_move(p->w, vreg, r, p->n + 1);
}

/* ---- Eviction --------------------------------------------------------------------------- */

static u32 next_of(const struct placing *p, u32 vreg) {
    for (u32 k = 0; k < p->count; k++)
        if (p->o[k].kind == OPERAND_USE && p->o[k].vreg == vreg) return p->next[k];
    return p->w->time[vreg];
}

static void note(struct placing *p, u32 vreg, u32 for_vreg, reg from) {
    const struct walk *w = p->w;
    u32 next = next_of(p, vreg);
    if (!w->with_notes) return;
    struct note n = {.point = p->n,
                     .vreg = vreg,
                     .for_vreg = for_vreg,
                     .next_use = next - MIN(next, p->at),
                     .loop_depth = w->f->blocks[w->block].loop_depth,
                     .cost = slot_valid(p->w, vreg) ? 0 : w->frequency[w->block],
                     .from = from,
                     .kind = NOTE_EVICTED};
    array_push(&p->w->notes, n);
}

/* Forgets the copy that brought a survivor to register r in this very operation. */
static void drop_copy(struct placing *p, u32 vreg, reg r) {
    struct walk *w = p->w;
    for (u32 k = p->first_copy; k < w->copies.count; k++)
        if (w->copies.at[k].vreg == vreg && loc_same(w->copies.at[k].to, loc_reg(r))) {
            w->copies.at[k] = w->copies.at[--w->copies.count];
            return;
        }
}

static void evict(struct placing *p, u32 vreg, u32 for_vreg) {
    reg r = p->w->where[vreg];
    if (!regset_has(p->pinned, r)) drop_copy(p, vreg, r);
    if (!vreg_is_const(p->w->l, vreg)) {
        note(p, vreg, for_vreg, r);
        if (!slot_valid(p->w, vreg)) {
            p->w->home[vreg].evict_cost += p->w->frequency[p->w->block];
            copy(p, vreg, memory_of(vreg), WHY_EVICT);
        }
    }
    rehome(p, vreg, NO_REG);
    p->displaced &= ~regset_of(r);
}

/* How much a vreg deserves to leave: far uses first; among like ones, those that cost no store.
 */
static u64 leaving(const struct placing *p, u32 vreg) {
    u32 next = next_of(p, vreg);
    bool cheap = vreg_is_const(p->w->l, vreg) || slot_valid(p->w, vreg);
    return (u64)next * 2 + cheap;
}

/* The survivor in one of `from` whose next use is furthest, NO_VALUE when there is none. */
static u32 victim(const struct placing *p, regset from) {
    u32 best = NO_VALUE;
    for (regset s = from; s; s &= s - 1) {
        u32 vreg = p->w->occupant[lowest_bit(s)];
        if (vreg == NO_VALUE) continue;
        if (best == NO_VALUE || leaving(p, vreg) > leaving(p, best)) best = vreg;
    }
    return best;
}

/* A register of the class free both in and out, by eviction if it must be. */
static reg take_both(struct placing *p, u32 vreg, enum reg_class cl, regset prefer) {
    struct walk *w = p->w;
    regset mine = walk_class(w, cl), free = mine & ~p->in & ~p->out;
    if (free & prefer) free &= prefer;
    reg r =
        vreg == NO_VALUE ? (free ? (reg)lowest_bit(free) : NO_REG) : walk_choose(w, vreg, free);
    if (r == NO_REG) {
        u32 v = victim(p, mine & p->in & p->out & ~p->pinned);
        if (v == NO_VALUE) return NO_REG;
        r = w->where[v];
        evict(p, v, vreg);
    }
    p->in |= regset_of(r);
    p->out |= regset_of(r);
    return r;
}

/* ---- Steps ------------------------------------------------------------------------------ */

static bool is_reg_use(const struct operand *o) {
    return o->kind == OPERAND_USE && (o->at == AT_REG || o->at == AT_ANY);
}

/* The def that must take the register of use k, or NULL. */
static const struct operand *tied_def(const struct placing *p, u32 k) {
    if (!p->tied) return NULL;
    for (u32 j = 0; j < p->count; j++)
        if (p->o[j].kind == OPERAND_DEF && p->o[j].at == AT_SAME && p->o[j].index == k)
            return &p->o[j];
    return NULL;
}

static bool used_elsewhere(const struct placing *p, u32 k) {
    for (u32 j = 0; j < p->count; j++)
        if (j != k && p->o[j].kind == OPERAND_USE && p->o[j].at != AT_LOC &&
            p->o[j].vreg == p->o[k].vreg)
            return true;
    return false;
}

/* Whether use k needs a register of its own although its vreg may be in one: a def overwrites
 * it while the vreg lives on, or while other operands still read it. */
static bool needs_own(const struct placing *p, u32 k) {
    const struct operand *def = tied_def(p, k);
    return def && (lives_on(p, k) || (def->early && used_elsewhere(p, k)));
}

/* What the steps ask for again and again. */
static void survey(struct placing *p) {
    const reg *where = p->w->where;
    u32 places = 0, use_places = 0, kinds = 0; /* bits by enumerator */
    regset dying = 0;
    for (u32 k = 0; k < p->count; k++) {
        const struct operand *o = &p->o[k];
        places |= 1u << o->at;
        kinds |= 1u << o->kind;
        if (o->kind != OPERAND_USE) continue;
        use_places |= 1u << o->at;
        if (!lives_on(p, k) && where[o->vreg] != NO_REG) dying |= regset_of(where[o->vreg]);
    }
    p->fixed = places >> AT_FIXED & 1;
    p->tied = places >> AT_SAME & 1;
    p->temps = kinds >> OPERAND_TEMP & 1;
    p->copied = (use_places & (1u << AT_FIXED | 1u << AT_LOC)) != 0;
    p->dying = dying;
}

/* Registers that hold another vreg than the one that a fixed use wants there, or one that a def
 * takes over. */
static regset wanted_by_others(const struct placing *p) {
    regset set = 0;
    for (u32 k = 0; k < p->count; k++) {
        const struct operand *o = &p->o[k];
        if (o->kind == OPERAND_USE && o->at == AT_FIXED &&
            (p->w->occupant[o->index] != o->vreg || tied_def(p, k)))
            set |= regset_of((reg)o->index);
    }
    return set;
}

static void place_fixed(struct placing *p) {
    regset destroyed = p->w->l->clobbers[p->n], others = 0;
    p->out |= destroyed;
    if (p->fixed) {
        for (u32 k = 0; k < p->count; k++) {
            struct operand *o = &p->o[k];
            if (o->at != AT_FIXED) continue;
            regset r = regset_of((reg)o->index);
            o->loc = loc_reg((reg)o->index);
            if (o->kind == OPERAND_USE || o->kind == OPERAND_TEMP || o->early) p->in |= r;
            if (o->kind != OPERAND_USE) destroyed |= r;
            if (o->kind != OPERAND_USE) p->out |= r;
            p->pinned |= r;
        }
        others = wanted_by_others(p);
    }
    p->pinned |= destroyed;
    p->w->taken |= p->pinned;
    regset survivors = p->w->occupied & ~p->dying;
    p->displaced = survivors & (destroyed | others);
    survivors &= ~p->displaced;
    p->in |= survivors;
    p->out |= survivors;
}

/* Whether another operand for the same vreg, which is placed already, reads register r. */
static bool is_shared(const struct placing *p, u32 k, reg r) {
    for (u32 j = 0; j < p->count; j++) {
        const struct operand *o = &p->o[j];
        if (j != k && o->kind == OPERAND_USE && o->loc.kind == LOC_REG && o->loc.index == r &&
            o->vreg == p->o[k].vreg && !(tied_def(p, j) && tied_def(p, j)->early))
            return true;
    }
    return false;
}

/* Uses whose vreg is in a register that it can be read from stay there. */
static void place_in_place(struct placing *p) {
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        if (!is_reg_use(o) || p->w->where[o->vreg] == NO_REG || needs_own(p, k)) continue;
        reg r = p->w->where[o->vreg];
        bool survivor = lives_on(p, k) && !regset_has(p->displaced, r);
        /* Dies here, or will move: read where it is unless another operand wants to be there. */
        if (!survivor && regset_has(p->in, r) && !is_shared(p, k, r)) continue;
        if (o->prefer && !(o->prefer & regset_of(r)) && !survivor) continue;
        o->loc = loc_reg(r);
        p->in |= regset_of(r);
        p->pinned |= regset_of(r);
    }
}

static bool share_loaded(struct placing *p, u32 k) {
    if (tied_def(p, k)) return false;
    for (u32 j = 0; j < p->count; j++)
        if (j != k && is_reg_use(&p->o[j]) && p->o[j].vreg == p->o[k].vreg &&
            p->o[j].loc.kind == LOC_REG && !tied_def(p, j)) {
            p->o[k].loc = p->o[j].loc;
            return true;
        }
    return false;
}

/* Sends an operand that could as well be read from memory there, to free its register. False
 * when there is none. */
static bool demote_any(struct placing *p, enum reg_class cl) {
    struct walk *w = p->w;
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        if (o->kind != OPERAND_USE || o->at != AT_ANY || o->loc.kind != LOC_REG ||
            type_class(o->type) != cl || vreg_is_const(w->l, o->vreg) ||
            w->where[o->vreg] != o->loc.index)
            continue;
        bool only = true;
        for (u32 j = 0; j < p->count; j++)
            only &= p->o[j].kind != OPERAND_USE || p->o[j].vreg != o->vreg ||
                    p->o[j].at == AT_ANY || p->o[j].at == AT_LOC;
        if (!only) continue;
        regset r = regset_of((reg)o->loc.index);
        u32 vreg = o->vreg;
        p->pinned &= ~r;
        evict(p, vreg, NO_VALUE);
        p->in &= ~r;
        p->out &= ~r;
        w->home[vreg].needed = true;
        for (u32 j = 0; j < p->count; j++)
            if (p->o[j].kind == OPERAND_USE && p->o[j].vreg == vreg && p->o[j].at == AT_ANY)
                p->o[j].loc = memory_of(vreg);
        return true;
    }
    return false;
}

/* Straight from memory where the ISA can and no register is to be had for nothing. */
static bool use_memory(struct placing *p, struct operand *o, bool lasting) {
    struct walk *w = p->w;
    if (o->at != AT_ANY || w->where[o->vreg] != NO_REG || vreg_is_const(w->l, o->vreg))
        return false;
    regset free = walk_class(w, type_class(o->type)) & ~p->in & ~p->out;
    if (lasting && (free & ~w->v->avoid[o->vreg])) return false;
    o->loc = memory_of(o->vreg);
    w->home[o->vreg].needed = true;
    return true;
}

/* A use whose register a def takes over although its vreg lives on: when no register is free to
 * copy it to, the vreg itself goes to memory and the def gets its register for nothing. */
static bool yields_its_register(const struct placing *p, u32 k) {
    const struct walk *w = p->w;
    const struct operand *o = &p->o[k];
    return lives_on(p, k) && !used_elsewhere(p, k) && !vreg_is_const(w->l, o->vreg) &&
           !(walk_class(w, type_class(o->type)) & ~p->in & ~p->out);
}

static void place_use(struct placing *p, u32 k) {
    struct walk *w = p->w;
    struct operand *o = &p->o[k];
    enum reg_class cl = type_class(o->type);
    bool own = needs_own(p, k), lasting = lives_on(p, k) && !own;
    if (use_memory(p, o, lasting)) return;
    reg r = NO_REG;
    bool was_out = w->where[o->vreg] == NO_REG;
    bool moves = !was_out && regset_has(p->displaced, w->where[o->vreg]);
    if (lasting && (was_out || moves)) {
        r = take_both(p, o->vreg, cl, o->prefer);
        if (r != NO_REG) {
            if (moves) p->displaced &= ~regset_of(w->where[o->vreg]);
            rehome(p, o->vreg, r);
        }
    }
    if (r == NO_REG && own && !was_out && !moves && yields_its_register(p, k)) {
        r = w->where[o->vreg];
        const struct operand *def = tied_def(p, k);
        evict(p, o->vreg, def ? def->vreg : o->vreg);
    }
    if (r == NO_REG) {
        /* For this operation only: a register that is free while it reads. */
        regset free = walk_class(w, cl) & ~p->in;
        if (tied_def(p, k)) free &= ~p->out;
        if (free & o->prefer) free &= o->prefer;
        /* The register of the def that takes it over decides, if there is one. */
        const struct operand *def = tied_def(p, k);
        r = walk_choose(w, def ? def->vreg : o->vreg, free);
        if (r == NO_REG) {
            r = take_both(p, o->vreg, cl, 0);
            if (r == NO_REG && demote_any(p, cl)) r = take_both(p, o->vreg, cl, 0);
            assert(r != NO_REG);
            p->out &= ~regset_of(r); /* what was there has left: room for a def */
        }
        p->in |= regset_of(r);
        if (def) p->out |= regset_of(r);
        w->taken |= regset_of(r);
    }
    o->loc = loc_reg(r);
    p->pinned |= regset_of(r);
    copy(p, o->vreg, o->loc, own ? WHY_SAME : was_out ? WHY_RELOAD : WHY_FIXED);
}

static void place_temps(struct placing *p) {
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        if (o->kind != OPERAND_TEMP || o->at == AT_FIXED) continue;
        reg r = take_both(p, NO_VALUE, type_class(o->type), o->prefer);
        if (r == NO_REG && demote_any(p, type_class(o->type)))
            r = take_both(p, NO_VALUE, type_class(o->type), o->prefer);
        assert(r != NO_REG);
        o->loc = loc_reg(r);
        p->pinned |= regset_of(r);
        p->w->taken |= regset_of(r);
    }
}

/* Survivors that must leave their registers go where room is, or to memory. */
static void move_displaced(struct placing *p) {
    struct walk *w = p->w;
    while (p->displaced) {
        reg from = (reg)lowest_bit(p->displaced);
        u32 vreg = w->occupant[from];
        p->displaced &= p->displaced - 1;
        if (vreg == NO_VALUE || w->where[vreg] != from) continue;
        regset mine = walk_class(w, vreg_class(w->l, vreg)), free = mine & ~p->in & ~p->out;
        /* A constant is made again when it is wanted. */
        if (vreg_is_const(w->l, vreg)) {
            evict(p, vreg, NO_VALUE);
            continue;
        }
        reg r = walk_choose(w, vreg, free);
        if (r == NO_REG) {
            u32 v = victim(p, mine & p->in & p->out & ~p->pinned);
            if (v == NO_VALUE || leaving(p, v) <= leaving(p, vreg)) {
                evict(p, vreg, NO_VALUE);
                continue;
            }
            r = w->where[v];
            evict(p, v, vreg);
        }
        p->in |= regset_of(r);
        p->out |= regset_of(r);
        rehome(p, vreg, r);
        copy(p, vreg, loc_reg(r), WHY_FIXED);
    }
}

/* Copies to fixed registers and to memory places of the convention. */
static void copy_fixed(struct placing *p) {
    struct walk *w = p->w;
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        if (o->kind != OPERAND_USE || (o->at != AT_FIXED && o->at != AT_LOC)) continue;
        bool was_out = w->where[o->vreg] == NO_REG;
        copy(p, o->vreg, o->loc, was_out ? WHY_RELOAD : WHY_FIXED);
        /* What was brought in for a fixed use and survives may as well stay. */
        if (o->at == AT_FIXED && was_out && lives_on(p, k) && !tied_def(p, k) &&
            !regset_has(p->out, (reg)o->index) && source(p, o->vreg).kind != LOC_REG) {
            rehome(p, o->vreg, (reg)o->index);
            p->out |= regset_of((reg)o->index);
        }
    }
}

static reg choose_def(struct placing *p, const struct operand *o) {
    struct walk *w = p->w;
    regset mine = walk_class(w, type_class(o->type)) & ~w->l->clobbers[p->n];
    regset free = mine & ~p->out;
    if (o->early) free &= ~p->in;
    if (free & o->prefer) free &= o->prefer;
    return walk_choose(w, o->vreg, free);
}

static void place_def(struct placing *p, u32 k) {
    struct walk *w = p->w;
    struct operand *o = &p->o[k];
    reg r = NO_REG;
    if (o->at == AT_FIXED) {
        r = (reg)o->index;
    } else if (o->at == AT_SAME) {
        r = (reg)p->o[o->index].loc.index;
    } else {
        r = choose_def(p, o);
        if (r == NO_REG && o->at != AT_LOC) {
            /* Survivors that are operands may leave too, after they are read. */
            regset mine = walk_class(w, type_class(o->type)) & ~w->l->clobbers[p->n] & p->out;
            if (o->early) mine &= ~p->pinned;
            regset survivors = 0;
            for (regset s = mine; s; s &= s - 1) {
                u32 vreg = w->occupant[lowest_bit(s)];
                if (vreg != NO_VALUE && w->where[vreg] == lowest_bit(s) &&
                    next_of(p, vreg) != NEVER)
                    survivors |= s & -s;
            }
            u32 v = victim(p, survivors);
            assert(v != NO_VALUE);
            r = w->where[v];
            evict(p, v, o->vreg);
        }
    }
    if (r != NO_REG) p->out |= regset_of(r);
    if (o->at == AT_LOC)
        o->index = r; /* until commit; NO_REG: goes to memory at once */
    else
        o->loc = loc_reg(r);
}

/* After the operation: who dies here leaves, defs come to life. */
static void commit(struct placing *p) {
    struct walk *w = p->w;
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        if (o->kind != OPERAND_USE) continue;
        if (lives_on(p, k)) {
            w->time[o->vreg] = p->next[k];
        } else if (w->where[o->vreg] != NO_REG || w->memory_at[o->vreg] != NO_VALUE) {
            walk_kill(w, o->vreg, p->n + 1);
        }
    }
    u32 first = w->copies.count;
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        if (o->kind != OPERAND_DEF) continue;
        if (o->loc.kind == LOC_REG) w->taken |= regset_of((reg)o->loc.index);
        if (!lives_on(p, k)) continue;
        w->time[o->vreg] = p->next[k];
        if (o->at == AT_LOC) {
            reg r = (reg)o->index;
            struct loc to = r == NO_REG ? memory_of(o->vreg) : loc_reg(r);
            array_push(&w->copies, ((struct copy){o->vreg, o->loc, to, o->vreg, WHY_FIXED}));
            w->home[o->vreg].born = r == NO_REG;
            walk_put(w, o->vreg, r, p->n + 1);
        } else {
            walk_put(w, o->vreg, (reg)o->loc.index, p->n + 1);
        }
    }
    w->al->after[p->n] = (struct copies){first, w->copies.count - first};
}

/* Where either source would do for a def's register, the one that dies here. */
static void choose_ties(struct placing *p) {
    for (u32 k = 0; k < p->count; k++) {
        struct operand *o = &p->o[k];
        if (o->kind != OPERAND_DEF || o->at != AT_SAME || !o->either) continue;
        const struct operand *x = &p->o[o->index], *y = x + 1;
        if (!is_reg_use(y) || vreg_is_const(p->w->l, y->vreg)) continue;
        if (lives_on(p, o->index) && !lives_on(p, o->index + 1u) &&
            p->w->where[y->vreg] != NO_REG && y->vreg != x->vreg)
            o->index++;
    }
}

void place_operation(struct walk *w, u32 n) {
    u32 first = w->l->operand_first[n];
    struct placing p;
    memset(&p, 0, offsetof(struct placing, old));
    p.w = w;
    p.n = n;
    p.at = n - w->f->blocks[w->block].ins_first;
    p.o = w->l->operands + first;
    p.next = w->v->next + first;
    p.count = w->l->operand_first[n + 1] - first;
    p.first_copy = w->copies.count;
    walk_expect_ranges(w, p.count + REGS);
    survey(&p);
    if (p.tied) choose_ties(&p);
    place_fixed(&p);
    place_in_place(&p);
    for (u32 k = 0; k < p.count; k++)
        if (p.o[k].loc.kind == LOC_NONE && is_reg_use(&p.o[k]) && !share_loaded(&p, k))
            place_use(&p, k);
    if (p.temps) place_temps(&p);
    move_displaced(&p);
    if (p.copied) copy_fixed(&p);
    for (u32 k = 0; k < p.count && (p.tied || p.fixed); k++)
        if (p.o[k].kind == OPERAND_DEF && p.o[k].at != AT_REG && p.o[k].at != AT_LOC)
            place_def(&p, k);
    for (u32 k = 0; k < p.count; k++)
        if (p.o[k].kind == OPERAND_DEF &&
            (p.o[k].at == AT_REG || (p.o[k].at == AT_LOC && lives_on(&p, k))))
            place_def(&p, k);
    w->al->before[n] = (struct copies){p.first_copy, w->copies.count - p.first_copy};
    commit(&p);
}
