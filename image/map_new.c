/* image/map_new.c: how new items are told: the vreg, then the place.
 *
 * Most are vregs that come into being, and those come in order of their numbers, as values are
 * numbered in order of definition. Most go to the register that the operation before them names
 * as its destination, else to one that was used not long ago. */
#include <assert.h>

#include "image/map_walk.h"

/* ---- Registers -------------------------------------------------------------------------- */

/* The likeliest registers come first: those that the code names as destinations (its last
 * instruction's before the others), then those used or freed most recently. */
void favour(struct walk *w, reg r) {
    u8 *order = w->order[reg_class_of(r)], moved = r;
    if (!regset_has(w->allocatable, r)) return;
    for (u32 k = 0;; k++) {
        u8 here = order[k];
        order[k] = moved;
        if (here == r) return;
        moved = here;
    }
}

/* A register that a vreg may be expected in: of its class, allocatable, and free. */
static bool expected_reg(const struct walk *w, u32 vreg, reg r) {
    return reg_class_of(r) == vreg_class(w, vreg) && regset_has(w->allocatable, r) &&
           !w->busy[r];
}

/* An expected register, by its rank among them. */
static reg code_rank(struct walk *w, u32 vreg, enum kind kind, reg r) {
    enum reg_class class = vreg_class(w, vreg);
    struct bit_model *m = w->m->rank[class][kind][w->situation], *first = m;
    if (w->situation <= AT_EDGE && kind == KIND_FRESH) first = &w->m->rank_first[w->look.last];
    u32 n = 0;
    for (u32 k = 0; k < w->model->count[class]; k++) {
        reg here = w->order[class][k];
        if (w->busy[here]) continue;
        struct bit_model *model = n == 0 ? first : &m[MIN(n, RANKS - 1)];
        if (code_bit(w->c, model, here == r)) {
            favour(w, here);
            return here;
        }
        n++;
    }
    w->c->bad = true;
    return 0;
}

static reg code_reg(struct walk *w, u32 vreg, enum kind kind, reg r) {
    bool expected = writing(w) && expected_reg(w, vreg, r);
    if (code_bit(w->c, &w->m->expected_reg, expected)) return code_rank(w, vreg, kind, r);
    return (reg)code_raw(w->c, r, 6);
}

/* ---- Memory ----------------------------------------------------------------------------- */

static bool slot_is_free(const struct walk *w, u32 index) {
    for (u32 k = 0; k < w->list.count; k++) {
        const struct item *i = &w->items.at[w->list.at[k]];
        if (i->loc.kind == LOC_SLOT && i->loc.index == index) return false;
    }
    return true;
}

static u32 code_slot(struct walk *w, u32 vreg, u32 index) {
    struct range_models *m = w->m;
    u32 known = NONE, free = 0;
    for (u32 k = w->first_item.at[vreg]; k != NONE; k = w->items.at[k].twin)
        if (w->items.at[k].loc.kind == LOC_SLOT && !w->items.at[k].listed)
            known = w->items.at[k].loc.index;
    if (known != NONE && code_bit(w->c, &m->slot_known, index == known)) return known;
    while (!slot_is_free(w, free)) free++;
    if (code_bit(w->c, &m->slot_free, index == free)) return free;
    return code_number(w->c, m->slot_index, index);
}

static struct loc code_place(struct walk *w, u32 vreg, enum kind kind, struct loc loc) {
    static const u8 kinds[] = {LOC_REG, LOC_SLOT, LOC_INCOMING};
    u32 which = 0, index = loc.index;
    if (writing(w))
        while (which < COUNT_OF(kinds) && kinds[which] != loc.kind) which++;
    assert(which < COUNT_OF(kinds));
    which = code_unary(w->c, w->m->place[kind], which, COUNT_OF(kinds) - 1);
    switch (kinds[which]) {
    case LOC_REG: index = code_reg(w, vreg, kind, (reg)index); break;
    case LOC_SLOT: index = code_slot(w, vreg, index); break;
    default: index = code_number(w->c, w->m->incoming, index); break;
    }
    if (index >= 1u << 28) w->c->bad = true;
    return (struct loc){kinds[which], index & ((1u << 28) - 1)};
}

/* ---- Vregs ------------------------------------------------------------------------------ */

/* Writing: where the vreg is in a list of items, newest first; the list's length if nowhere. */
static u32 place_in(const struct walk *w, const u32 *list, u32 count, u32 vreg) {
    u32 at = 0;
    while (at < count && w->items.at[list[count - 1 - at]].vreg != vreg) at++;
    return at;
}

/* A vreg that is in memory, and not also in a register. */
static bool only_in_memory(const struct walk *w, u32 item) {
    const struct item *i = &w->items.at[item];
    return i->loc.kind != LOC_REG && w->listed.at[i->vreg] == 1;
}

static enum kind kind_of(const struct walk *w, u32 vreg, u32 before) {
    if (vreg == before) return KIND_TWIN;
    if (vreg_const(w, vreg)) return KIND_CONST;
    if (vreg >= w->fresh) return KIND_FRESH;
    if (place_in(w, w->gone.at, w->gone.count, vreg) < w->gone.count) return KIND_MOVED;
    for (u32 k = w->first_item.at[vreg]; k != NONE; k = w->items.at[k].twin)
        if (w->items.at[k].listed && only_in_memory(w, k)) return KIND_LOADED;
    return KIND_OLD;
}

static u32 code_fresh(struct walk *w, u32 vreg) {
    u32 skipped = 0, at = w->fresh;
    if (writing(w)) {
        for (; at < vreg; at = next_fresh(w, at + 1)) skipped++;
        assert(at == vreg);
    }
    skipped = code_number(w->c, w->m->skipped, skipped);
    for (at = w->fresh; skipped && at < w->vreg_count; skipped--) at = next_fresh(w, at + 1);
    w->fresh = at < w->vreg_count ? next_fresh(w, at + 1) : at;
    return at;
}

static u32 code_moved(struct walk *w, u32 vreg) {
    u32 count = w->gone.count, at = 0;
    if (count == 0) return NONE;
    if (writing(w)) at = place_in(w, w->gone.at, count, vreg);
    u32 n = 0;
    while (n + 1 < count && code_bit(w->c, &w->m->moved[MIN(n, 7)], at > n)) n++;
    return item_at(w, w->gone.at[count - 1 - n])->vreg;
}

/* One of those that are only in memory, newest first. */
static u32 code_loaded(struct walk *w, u32 vreg) {
    u32 rank = 0, n = 0;
    if (writing(w))
        for (u32 k = w->list.count; w->items.at[w->list.at[k - 1]].vreg != vreg; k--)
            rank += only_in_memory(w, w->list.at[k - 1]);
    rank = code_number(w->c, w->m->loaded, rank);
    for (u32 k = w->list.count; k-- > 0;)
        if (only_in_memory(w, w->list.at[k]) && n++ == rank)
            return w->items.at[w->list.at[k]].vreg;
    return NONE;
}

/* One that is somewhere else already, or one that is long gone. */
static u32 code_old(struct walk *w, u32 vreg) {
    struct range_models *m = w->m;
    u32 count = w->list.count, at = 0;
    if (writing(w)) at = place_in(w, w->list.at, count, vreg);
    if (count && code_bit(w->c, &m->in_list, at < count)) {
        at = code_number(w->c, m->list_index, at);
        return at < count ? w->items.at[w->list.at[count - 1 - at]].vreg : NONE;
    }
    u32 distance = code_number(w->c, m->distance, w->fresh - 1 - vreg);
    return distance < w->fresh ? w->fresh - 1 - distance : NONE;
}

static u32 code_const(struct walk *w, u32 vreg) {
    struct range_models *m = w->m;
    u32 at = 0, count = w->seen.count;
    if (writing(w))
        while (at < count && w->seen.at[count - 1 - at] != vreg) at++;
    if (count && code_bit(w->c, &m->const_seen, at < count)) {
        at = code_number(w->c, m->const_index, at);
        return at < count ? w->seen.at[count - 1 - at] : NONE;
    }
    u32 last = count ? w->seen.at[count - 1] : 0;
    u32 step = vreg >= last ? (vreg - last) * 2 : (last - vreg) * 2 - 1;
    step = code_number(w->c, m->const_new, step);
    vreg = step % 2 ? last - (step + 1) / 2 : last + step / 2;
    if (vreg >= w->vreg_count || !vreg_const(w, vreg) || count >= w->vreg_count) return NONE;
    array_push(&w->seen, vreg);
    return vreg;
}

static u32 code_vreg(struct walk *w, enum kind kind, u32 vreg, u32 before) {
    switch (kind) {
    case KIND_FRESH: return code_fresh(w, vreg);
    case KIND_TWIN: return before;
    case KIND_MOVED: return code_moved(w, vreg);
    case KIND_CONST: return code_const(w, vreg);
    case KIND_LOADED: return code_loaded(w, vreg);
    case KIND_OLD: return code_old(w, vreg);
    case KINDS: break;
    }
    return NONE;
}

/* ---- Items ------------------------------------------------------------------------------ */

static void add_item(struct walk *w, u32 vreg, struct loc loc, u32 truth) {
    u32 item = find_item(w, vreg, loc);
    if (item == NONE) {
        item = w->items.count;
        struct item new = {
            .vreg = vreg, .loc = loc, .twin = w->first_item.at[vreg], .open = NONE};
        new.truth = truth;
        array_push(&w->items, new);
        w->first_item.at[vreg] = item;
        if (writing(w)) w->item_of.at[truth] = item;
    }
    if (w->items.at[item].listed) {
        w->c->bad = true;
        return;
    }
    w->items.at[item].since = w->p;
    w->items.at[item].uses = 0;
    list_add(w, item);
}

/* Most items: the next vreg comes into being in an expected register. */
static bool is_ordinary(const struct walk *w, u32 vreg, struct loc loc) {
    return vreg == w->fresh && loc.kind == LOC_REG && expected_reg(w, vreg, (reg)loc.index);
}

/* One new item; truth: the plan's. before: the vreg of the one before it; *kind: its kind. */
static u32 code_item(struct walk *w, u32 truth, u32 before, enum kind *kind) {
    bool first = before == NONE, ordinary = false;
    struct range_models *m = w->m;
    u32 vreg = NONE;
    struct loc loc = {0};
    if (writing(w)) {
        vreg = w->plan->items[truth].vreg;
        loc = w->plan->items[truth].loc;
        ordinary = is_ordinary(w, vreg, loc);
    }
    ordinary = code_bit(w->c,
                        first ? &m->ordinary[w->situation][class_context(w)]
                              : &m->ordinary_again[w->situation][*kind],
                        ordinary);
    if (ordinary) {
        vreg = w->fresh;
        *kind = KIND_FRESH;
        if (vreg >= w->vreg_count) w->c->bad = true;
        if (coder_failed(w->c)) return NONE;
        loc = loc_reg(code_rank(w, vreg, *kind, (reg)loc.index));
        w->fresh = next_fresh(w, vreg + 1);
    } else {
        enum kind is = writing(w) ? kind_of(w, vreg, before) : KIND_FRESH;
        *kind = (enum kind)code_tree(w->c, first ? m->kind[w->situation] : m->kind_again[*kind],
                                     is, 3);
        vreg = code_vreg(w, *kind, vreg, before);
        if (vreg >= w->vreg_count) w->c->bad = true;
        if (coder_failed(w->c)) return NONE;
        loc = code_place(w, vreg, *kind, loc);
    }
    if (!coder_failed(w->c)) add_item(w, vreg, loc, truth);
    return vreg;
}

/* The registers that the code names as destinations become the likeliest, those of its last
 * instruction more than the others. */
static void favour_defs(struct walk *w) {
    for (u32 k = 0; k < w->look.def_count; k++)
        for (u64 regs = w->regs_of[w->look.defs[k]] & w->allocatable; regs; regs &= regs - 1)
            if (!w->busy[lowest_bit(regs)]) favour(w, (reg)lowest_bit(regs));
}

void code_new(struct walk *w) {
    u32 before = NONE;
    enum kind kind = KIND_FRESH;
    for (u32 n = 0; !coder_failed(w->c); n++) {
        bool more = writing(w) && n < w->wanted.count;
        struct bit_model *m = n ? &w->m->more_again[w->situation][kind]
                                : &w->m->more[w->situation][class_context(w)];
        if (!code_bit(w->c, m, more)) return;
        if (n == 0) favour_defs(w);
        before = code_item(w, more ? w->wanted.at[n] : NONE, before, &kind);
        if (w->list.count > RANGES_MAX) w->c->bad = true;
    }
}
