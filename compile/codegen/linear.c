/* compile/codegen/linear.c: linear scan over intervals with holes, which are split and spilled
 * (Wimmer & Moessenboeck 2005; on SSA form: Wimmer & Franz 2010).
 *
 * Pieces of intervals are taken in the order in which they begin. One gets a register that is
 * free for all of it; or one that is free for a while, and is split; or that of the piece whose
 * next use is furthest away, which goes to memory, or goes there itself. What went to memory is
 * split again before it must be in a register. Splits move out of loops.
 *
 * Requires: a lowered function. Keeps: the order of operations, all effects.
 */
#include <assert.h>

#include "compile/codegen/linear.h"

/* ---- Pieces to come: a heap ------------------------------------------------------------- */

/* What needs a register for longest within an operation has the least choice. */
static bool comes_before(const struct scan *s, u32 x, u32 y) {
    const struct piece *p = &s->pieces.at[x], *q = &s->pieces.at[y];
    if (p->from != q->from) return p->from < q->from;
    if (p->lasting != q->lasting) return p->lasting;
    return x < y;
}

static void push(struct scan *s, u32 i) {
    u32 k = s->unhandled.count;
    array_push(&s->unhandled, i);
    u32 *heap = s->unhandled.at;
    for (; k && comes_before(s, i, heap[(k - 1) / 2]); k = (k - 1) / 2)
        heap[k] = heap[(k - 1) / 2];
    heap[k] = i;
}

static u32 pop(struct scan *s) {
    u32 *heap = s->unhandled.at, first = heap[0], n = --s->unhandled.count, last = heap[n];
    u32 k = 0;
    for (u32 child; (child = 2 * k + 1) < n; k = child) {
        if (child + 1 < n && comes_before(s, heap[child + 1], heap[child])) child++;
        if (!comes_before(s, heap[child], last)) break;
        heap[k] = heap[child];
    }
    if (n) heap[k] = last;
    return first;
}

/* ---- Pieces at hand --------------------------------------------------------------------- */

static bool covers(struct scan *s, u32 i) {
    struct piece *x = &s->pieces.at[i];
    while (x->here != NONE && s->spans.at[x->here].to <= s->position)
        x->here = s->spans.at[x->here].next;
    return x->here != NONE && s->spans.at[x->here].from <= s->position;
}

static void release(struct scan *s, reg r) {
    s->occupant[r] = NONE;
    s->occupied &= ~regset_of(r);
}

static void occupy(struct scan *s, u32 i, reg r) {
    assert(s->occupant[r] == NONE);
    s->occupant[r] = i;
    s->occupied |= regset_of(r);
}

/* Moves on to a position: pieces end, go into holes and come out of them. */
static void advance(struct scan *s, u32 p) {
    u32 kept = 0, inactive = s->inactive.count;
    s->position = p;
    for (regset set = s->occupied; set; set &= set - 1) {
        reg r = (reg)lowest_bit(set);
        u32 i = s->occupant[r];
        if (covers(s, i)) continue;
        release(s, r);
        if (s->pieces.at[i].to > p) array_push(&s->inactive, i);
    }
    for (u32 k = 0; k < inactive; k++) {
        u32 i = s->inactive.at[k];
        if (covers(s, i))
            occupy(s, i, s->pieces.at[i].r);
        else if (s->pieces.at[i].to > p)
            s->inactive.at[kept++] = i;
    }
    for (u32 k = inactive; k < s->inactive.count; k++)
        s->inactive.at[kept++] = s->inactive.at[k];
    s->inactive.count = kept;
    for (u32 r = 0; r < REGS; r++)
        while (s->fixed[r] != NONE && s->spans.at[s->fixed[r]].to <= p)
            s->fixed[r] = s->spans.at[s->fixed[r]].next;
}

static regset registers_of(const struct scan *s, u32 i) {
    return s->allowed & (s->pieces.at[i].cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT);
}

static bool is_const(const struct scan *s, u32 i) {
    u32 vreg = s->pieces.at[i].vreg;
    return vreg != NO_VALUE && vreg_is_const(s->l, vreg);
}

static void assign(struct scan *s, u32 i, reg r) {
    s->pieces.at[i].r = r;
    s->al->used |= regset_of(r);
    occupy(s, i, r);
}

/* ---- Spilling --------------------------------------------------------------------------- */

/* A piece goes to memory, from its beginning until it must be in a register again. */
static void to_memory(struct scan *s, u32 i) {
    u32 use = register_use_from(s, i, s->pieces.at[i].from);
    s->pieces.at[i].r = NO_REG;
    if (use == NEVER) return;
    u32 lo = MAX(s->pieces.at[i].from, s->position) + 1;
    assert(use >= lo);
    u32 rest = piece_split(s, i, split_position(s, lo, use));
    s->pieces.at[rest].reloaded = true;
    push(s, rest);
}

/* Piece i is in memory from p on. from: the register that it leaves, or NO_REG. */
static void note(struct scan *s, u32 i, u32 p, u32 for_vreg, reg from) {
    const struct piece *x = &s->pieces.at[i];
    u32 b = s->block_of[MIN(p / POSITIONS, s->f->ins_count - 1)];
    if (!s->with_notes || is_const(s, i)) return;
    struct note n = {.point = p / POSITIONS,
                     .vreg = x->vreg,
                     .for_vreg = for_vreg,
                     .next_use = use_distance(s, i, p),
                     .loop_depth = s->f->blocks[b].loop_depth,
                     .cost = s->v->frequency[b],
                     .from = from,
                     .kind = from == NO_REG ? NOTE_OUTDONE : NOTE_EVICTED};
    array_push(&s->notes, n);
}

/* Cuts piece i at p at the latest, and before that not earlier than lo; what is behind is
 * allocated anew, or goes to memory where it can go nowhere else: an operation that reads it from
 * its register destroys that. */
static void split_rest(struct scan *s, u32 i, u32 lo, u32 hi) {
    u32 p = split_position(s, MAX(lo, s->pieces.at[i].from + 1), hi);
    u32 rest = piece_split(s, i, p);
    if (is_memory_only(p) && s->pieces.at[rest].from == p) {
        note(s, rest, p, NO_VALUE, s->pieces.at[i].r);
        to_memory(s, rest);
    } else {
        push(s, rest);
    }
}

/* What is in register r leaves it, for good. */
static void evict(struct scan *s, reg r, u32 for_vreg) {
    u32 i = s->occupant[r];
    note(s, i, s->position, for_vreg, r);
    release(s, r);
    u32 lo = behind_last_use(s, i, s->position);
    u32 p = split_position(s, lo, s->position);
    if (p > s->pieces.at[i].from) i = piece_split(s, i, p);
    to_memory(s, i);
}

/* Those in holes that would come back to r while piece i has it look for another register
 * then. */
static void clear_holes(struct scan *s, u32 i, reg r) {
    u32 kept = 0;
    for (u32 k = 0; k < s->inactive.count; k++) {
        u32 other = s->inactive.at[k];
        const struct piece *x = &s->pieces.at[other];
        if (x->r != r || spans_meet(s, s->pieces.at[i].span, x->here, NO_VALUE) == NEVER) {
            s->inactive.at[kept++] = other;
            continue;
        }
        u32 p = s->spans.at[x->here].from;
        push(s, piece_split(s, other, p));
    }
    s->inactive.count = kept;
}

/* ---- A register for a piece ------------------------------------------------------------- */

/* How long each register is free: NEVER for those that are for all of the piece. */
struct freedom {
    u32 until[REGS]; /* from other pieces */
    u32 fixed[REGS]; /* from operations that need the register */
};

static void find_freedom(struct scan *s, u32 i, struct freedom *f) {
    const struct piece *x = &s->pieces.at[i];
    for (regset p = registers_of(s, i); p; p &= p - 1) {
        u32 r = (u32)lowest_bit(p);
        f->until[r] = s->occupant[r] != NONE ? 0 : NEVER;
        f->fixed[r] = spans_meet(s, x->span, s->fixed[r], x->vreg);
    }
    for (u32 k = 0; k < s->inactive.count; k++) {
        const struct piece *y = &s->pieces.at[s->inactive.at[k]];
        if (y->cl != x->cl || !f->until[y->r]) continue;
        f->until[y->r] = MIN(f->until[y->r], spans_meet(s, x->span, y->here, NO_VALUE));
    }
}

/* When piece i needs its register for the first time. */
static u32 needed_from(const struct scan *s, u32 i) {
    u32 use = use_from(s, i, s->pieces.at[i].from);
    return use == NEVER ? s->pieces.at[i].from : use;
}

static bool try_free(struct scan *s, u32 i, const struct freedom *f) {
    regset whole = 0, part = 0;
    u32 longest = needed_from(s, i);
    for (regset p = registers_of(s, i); p; p &= p - 1) {
        u32 r = (u32)lowest_bit(p), until = MIN(f->until[r], f->fixed[r]);
        if (until == NEVER) whole |= regset_of((reg)r);
        if (until > longest) part = 0;
        if (until >= longest && until > needed_from(s, i)) {
            longest = until;
            part |= regset_of((reg)r);
        }
    }
    if (!whole && !part) return false;
    assign(s, i, hint_choose(s, i, whole ? whole : part));
    if (!whole) split_rest(s, i, behind_last_use(s, i, longest), longest);
    return true;
}

/* A piece that needs its register only while this operation reads makes room for one that needs
 * it until it has written. */
static bool displace(struct scan *s, u32 i, const struct freedom *f) {
    if (!s->pieces.at[i].lasting) return false;
    for (regset p = registers_of(s, i) & s->occupied; p; p &= p - 1) {
        reg r = (reg)lowest_bit(p);
        u32 other = s->occupant[r];
        if (f->fixed[r] <= s->pieces.at[i].to || s->pieces.at[other].lasting) continue;
        if (s->pieces.at[other].from < s->position)
            other = piece_split(s, other, s->position);
        else
            s->pieces.at[other].r = NO_REG;
        release(s, r);
        push(s, other);
        clear_holes(s, i, r);
        assign(s, i, r);
        return true;
    }
    return false;
}

/* The register that piece i was in up to here and that the operation at hand needs or destroys;
 * NO_REG. */
static reg lost_register(const struct scan *s, u32 i) {
    const struct piece *x = &s->pieces.at[i];
    if (x->vreg == NO_VALUE || s->first_piece[x->vreg] == i) return NO_REG;
    const struct piece *before = &s->pieces.at[s->first_piece[x->vreg]];
    while (before->next != i) before = &s->pieces.at[before->next];
    u32 end = (s->position / POSITIONS + 1) * POSITIONS;
    if (before->r == NO_REG || before->to != x->from || s->fixed[before->r] == NONE ||
        s->spans.at[s->fixed[before->r]].from >= end)
        return NO_REG;
    return before->r;
}

static void take_blocked(struct scan *s, u32 i, const struct freedom *f) {
    const struct piece *x = &s->pieces.at[i];
    u32 needed = needed_from(s, i), best = NO_REG, vreg = x->vreg;
    u64 furthest = 0;
    for (regset p = registers_of(s, i); p; p &= p - 1) {
        u32 r = (u32)lowest_bit(p), other = s->occupant[r];
        if (f->fixed[r] <= needed) continue;
        u32 distance = NEVER;
        bool cheap = true;
        if (other != NONE) {
            if (register_use_from(s, other, s->position) == s->position) continue;
            distance = use_distance(s, other, s->position);
            cheap = s->pieces.at[other].reloaded || is_const(s, other);
        } else if (f->until[r] <= needed) {
            distance = (f->until[r] - s->position) / POSITIONS;
        }
        u64 key = (u64)distance * 2 + cheap;
        if (best != NO_REG && key <= furthest) continue;
        furthest = key;
        best = r;
    }
    bool must = register_use_from(s, i, x->from) == x->from;
    if (!must && (best == NO_REG || use_distance(s, i, s->position) * 2ull >= furthest)) {
        note(s, i, s->position, NO_VALUE, lost_register(s, i));
        to_memory(s, i);
        return;
    }
    if (best == NO_REG) {
        bool found = displace(s, i, f);
        assert(found);
        (void)found;
        return;
    }
    if (s->occupant[best] != NONE) evict(s, (reg)best, vreg);
    clear_holes(s, i, (reg)best);
    assign(s, i, (reg)best);
    if (f->fixed[best] < s->pieces.at[i].to)
        split_rest(s, i, behind_last_use(s, i, f->fixed[best]), f->fixed[best]);
}

static void allocate_piece(struct scan *s, u32 i) {
    const struct piece *x = &s->pieces.at[i];
    u32 vreg = x->vreg;
    bool whole = vreg != NO_VALUE && s->first_piece[vreg] == i;
    advance(s, x->from);
    /* What begins in memory, or nowhere, stays there until it must be in a register. */
    if (whole && (s->incoming[vreg] || vreg_is_const(s->l, vreg)) &&
        register_use_from(s, i, x->from) != x->from) {
        to_memory(s, i);
        return;
    }
    struct freedom f;
    find_freedom(s, i, &f);
    if (!try_free(s, i, &f)) take_blocked(s, i, &f);
}

/* ---- The allocator ---------------------------------------------------------------------- */

static void find_tiers(struct scan *s) {
    const struct model *m = s->model;
    regset args = 0, scratch = m->allocatable & ~m->callee_saved;
    for (u32 cl = 0; cl < CLASS_COUNT; cl++)
        for (u32 k = 0; k < m->arg_count[cl]; k++) args |= regset_of(m->args[cl][k]);
    s->allowed = m->allocatable;
    /* Shadow registers come after all others. */
    for (u32 k = 0; k < 2; k++) {
        regset mine = k ? m->shadow : ~m->shadow;
        s->tier[3 * k] = mine & scratch & ~args;
        s->tier[3 * k + 1] = mine & scratch & args;
        s->tier[3 * k + 2] = mine & m->allocatable & m->callee_saved;
    }
}

static void find_blocks(struct scan *s) {
    s->block_of = ARENA_ARRAY(s->a, u32, s->f->ins_count + 1);
    for (u32 b = 0; b < s->f->block_count; b++)
        for (u32 n = s->f->blocks[b].ins_first; n < s->f->blocks[b].ins_end; n++)
            s->block_of[n] = b;
}

struct allocation *allocate_linear(struct lowered *l, bool with_notes) {
    struct scan s = {.l = l, .f = l->f, .model = l->model, .a = l->a, .with_notes = with_notes};
    s.al = allocation_new(l);
    s.v = liveness_find(l);
    s.incoming = ARENA_ARRAY(l->a, bool, l->vreg_count + 1);
    s.home = arena_alloc(l->a, sizeof *s.home * (l->vreg_count + 1));
    for (u32 v = 0; v < l->vreg_count; v++) s.home[v] = (struct loc){LOC_SLOT, v};
    for (u32 r = 0; r < REGS; r++) s.occupant[r] = s.fixed[r] = NONE;
    find_blocks(&s);
    find_tiers(&s);
    intervals_build(&s);
    for (u32 i = 0; i < s.pieces.count; i++) push(&s, i);
    while (s.unhandled.count) allocate_piece(&s, pop(&s));
    scan_finish(&s);
    array_free(&s.spans);
    array_free(&s.uses);
    array_free(&s.hints);
    array_free(&s.pieces);
    array_free(&s.inactive);
    array_free(&s.unhandled);
    array_free(&s.notes);
    return s.al;
}
