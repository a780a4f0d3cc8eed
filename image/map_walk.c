/* image/map_walk.c: the second part of a function's map: what is where at each point.
 *
 * The walk keeps the list of items that are there, oldest first. At each point it codes
 *
 *     boundary?  at a boundary the list is noted; jump?  it is replaced by one noted earlier
 *     for each item, newest first: is it gone?
 *     for each new item: which vreg, which place
 *
 * New vregs come in order of their numbers, as values are numbered in order of definition.
 *
 * Writing and reading are one routine: `w->plan` says what to write; reading, it is NULL. */
#include <assert.h>
#include <stdlib.h>

#include "image/map_code.h"

/* How a new item's vreg is told. ORDER KIND */
enum kind { KIND_FRESH, KIND_TWIN, KIND_OLD, KIND_CONST };
enum situation { WITHIN, AT_BOUNDARY, AFTER_JUMP };

struct item {
    u32 vreg;
    struct loc loc;
    u32 twin;  /* another item of the same vreg, or NONE: a chain */
    u32 open;  /* reading: its range that has no end yet, or NONE; writing: 0 or NONE */
    u32 since; /* point at which it was last added */
    u32 truth; /* writing: the plan's number of it */
    u8 listed; /* it is in the list */
    u8 verdict; /* at this point: 0 not asked yet, 1 stays, 2 is gone */
};

struct note { /* a list, noted at a boundary */
    u32 first, count;
};

struct walk {
    struct coder *c;
    struct range_models *m;
    const struct map_shape *s;
    const struct point_table *t;
    struct map_plan *plan;
    struct arena *a;
    u32 p;              /* the point at hand */
    u32 vreg_count;
    u32 *first_item;    /* per vreg */
    u32 *seen;          /* constants seen, in order of first use */
    u32 seen_count;
    u32 fresh;          /* the lowest vreg that has not come yet */
    u8 order[CLASS_COUNT][32]; /* registers of a class, last used first */
    u8 busy[64];        /* items of the list that are in a register */
    u32 next_range;     /* writing: the first range of the plan that starts after p */
    u32 *item_of;       /* writing: item of the plan's items, or NONE */
    u32 *boundary_at;   /* writing: number of the boundary at a point */
    ARRAY(struct item) items;
    ARRAY(u32) list;
    ARRAY(u32) base;    /* the list before anything was gone from it, at this point */
    ARRAY(u32) old;     /* the list at the point before */
    ARRAY(u32) wanted;  /* writing: the plan's items that are new */
    ARRAY(u32) noted;   /* storage of the notes */
    ARRAY(struct note) notes;
    ARRAY(struct map_range) ranges; /* reading: the result */
};

enum { RANGES_MAX = 1 << 26 };

static bool writing(const struct walk *w) { return w->plan != NULL; }

/* ---- Vregs ---------------------------------------------------------------------------------- */

static enum type value_type(const struct walk *w, u32 value) {
    return w->s->value_types[value] & ~VALUE_IS_CONST;
}
static bool vreg_const(const struct walk *w, u32 vreg) {
    return w->s->value_types[vreg / w->s->isa->parts] & VALUE_IS_CONST;
}
static bool vreg_exists(const struct walk *w, u32 vreg) {
    u32 parts = w->s->isa->parts;
    return vreg % parts < vreg_count_of_type(w->s->isa, value_type(w, vreg / parts));
}
static enum reg_class vreg_class(const struct walk *w, u32 vreg) {
    return type_class(value_type(w, vreg / w->s->isa->parts));
}
/* The first vreg from `vreg` on that exists and is no constant. */
static u32 next_fresh(const struct walk *w, u32 vreg) {
    while (vreg < w->vreg_count && (vreg_const(w, vreg) || !vreg_exists(w, vreg))) vreg++;
    return vreg;
}

/* ---- The list ------------------------------------------------------------------------------- */

static void list_add(struct walk *w, u32 item) {
    struct item *i = &w->items.at[item];
    i->listed = 1;
    if (i->loc.kind == LOC_REG) w->busy[i->loc.index & 63]++;
    array_push(&w->list, item);
}

static void list_forget(struct walk *w, u32 item) {
    struct item *i = &w->items.at[item];
    i->listed = 0;
    if (i->loc.kind == LOC_REG) w->busy[i->loc.index & 63]--;
}

static void list_copy(struct walk *w, const u32 *from, u32 count) {
    for (u32 k = 0; k < w->list.count; k++) list_forget(w, w->list.at[k]);
    w->list.count = 0;
    for (u32 k = 0; k < count; k++) list_add(w, from[k]);
}

static u32 find_item(const struct walk *w, u32 vreg, struct loc loc) {
    u32 item = w->first_item[vreg];
    while (item != NONE && !loc_same(w->items.at[item].loc, loc))
        item = w->items.at[item].twin;
    return item;
}

/* The list item of the same vreg in another place, or NONE. */
static u32 listed_twin(const struct walk *w, u32 vreg, u32 not_this) {
    for (u32 k = w->first_item[vreg]; k != NONE; k = w->items.at[k].twin)
        if (k != not_this && w->items.at[k].listed) return k;
    return NONE;
}

/* ---- Boundaries ------------------------------------------------------------------------------ */

static void note_list(struct walk *w) {
    u32 first = w->noted.count;
    array_reserve(&w->noted, (u64)first + w->old.count);
    for (u32 k = 0; k < w->old.count; k++) array_push(&w->noted, w->old.at[k]);
    array_push(&w->notes, ((struct note){first, w->old.count}));
}

static enum situation code_boundary(struct walk *w) {
    struct map_plan *plan = w->plan;
    bool boundary = plan && plan->boundary[w->p];
    if (!code_bit(w->c, &w->m->boundary, boundary)) return WITHIN;
    if (plan) w->boundary_at[w->p] = w->notes.count;
    u32 notes = w->notes.count;
    note_list(w);
    if (notes == 0) return AT_BOUNDARY;
    bool jump = plan && plan->jump[w->p] != NONE;
    if (!code_bit(w->c, &w->m->jump, jump)) return AT_BOUNDARY;
    u32 back = jump ? notes - 1 - w->boundary_at[plan->jump[w->p]] : 0;
    back = code_number(w->c, w->m->jump_back, back);
    if (back >= notes) {
        w->c->bad = true;
        return AT_BOUNDARY;
    }
    struct note note = w->notes.at[notes - 1 - back];
    list_copy(w, w->noted.at + note.first, note.count);
    return AFTER_JUMP;
}

/* ---- What is gone ----------------------------------------------------------------------------- */

static u32 age_of(u32 points) {
    return points <= 3 ? points : points <= 7 ? 4 : 5;
}

static void code_gone(struct walk *w, enum situation situation) {
    u32 gone = 0;
    for (u32 k = w->list.count; k-- > 0;) {
        u32 item = w->list.at[k];
        struct item *i = &w->items.at[item];
        u32 twin = listed_twin(w, i->vreg, item);
        u32 of_twin = twin == NONE ? 0 : w->items.at[twin].verdict;
        struct bit_model *m = &w->m->gone[situation][i->loc.kind != LOC_REG][MIN(gone, 2)]
                                         [age_of(w->p - i->since)][of_twin];
        bool is = writing(w) && !plan_alive(w->plan, i->truth, w->p);
        is = code_bit(w->c, m, is);
        i->verdict = is ? 2 : 1;
        gone += is;
    }
    u32 kept = 0;
    for (u32 k = 0; k < w->list.count; k++) {
        u32 item = w->list.at[k];
        if (w->items.at[item].verdict == 2)
            list_forget(w, item);
        else
            w->list.at[kept++] = item;
        w->items.at[item].verdict = 0;
    }
    w->list.count = kept;
}

/* ---- Places ----------------------------------------------------------------------------------- */

static void use_reg(struct walk *w, reg r) {
    u8 *order = w->order[reg_class_of(r)], moved = r;
    for (u32 k = 0; k < 32; k++) {
        u8 here = order[k];
        order[k] = moved;
        if (here == r) return;
        moved = here;
    }
}

static reg code_reg(struct walk *w, u32 vreg, enum kind kind, reg r) {
    enum reg_class class = vreg_class(w, vreg);
    struct range_models *m = w->m;
    bool other = writing(w) && reg_class_of(r) != class;
    if (code_bit(w->c, &m->other_class, other)) class = CLASS_COUNT - 1 - class;
    bool busy = writing(w) && w->busy[r];
    u32 rank = 0;
    if (code_bit(w->c, &m->busy_reg, busy)) {
        r = (reg)(class * FIRST_FLOAT + code_raw(w->c, r, 5));
    } else {
        const u8 *order = w->order[class];
        u32 free = 0, at = 32;
        for (u32 k = 0; k < 32; k++) {
            if (w->busy[order[k]]) continue;
            if (writing(w) && order[k] == r) rank = free;
            free++;
        }
        if (free == 0) {
            w->c->bad = true;
            return 0;
        }
        rank = code_unary(w->c, m->reg_rank[class][kind == KIND_FRESH], rank, free - 1);
        for (u32 k = 0; k < 32 && at == 32; k++)
            if (!w->busy[order[k]] && rank-- == 0) at = k;
        r = order[at];
    }
    use_reg(w, r);
    return r;
}

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
    for (u32 k = w->first_item[vreg]; k != NONE; k = w->items.at[k].twin)
        if (w->items.at[k].loc.kind == LOC_SLOT && !w->items.at[k].listed)
            known = w->items.at[k].loc.index;
    if (known != NONE && code_bit(w->c, &m->slot_known, index == known)) return known;
    while (!slot_is_free(w, free)) free++;
    if (code_bit(w->c, &m->slot_free, index == free)) return free;
    return code_number(w->c, m->slot_index, index);
}

static struct loc code_place(struct walk *w, u32 vreg, enum kind kind, struct loc loc) {
    static const u8 kinds[] = {LOC_REG, LOC_SLOT, LOC_INCOMING};
    u32 which = 0;
    if (writing(w))
        while (which < COUNT_OF(kinds) && kinds[which] != loc.kind) which++;
    assert(which < COUNT_OF(kinds));
    which = code_unary(w->c, w->m->place[kind], which, COUNT_OF(kinds) - 1);
    u32 index = loc.index;
    switch (kinds[which]) {
    case LOC_REG: index = code_reg(w, vreg, kind, (reg)index); break;
    case LOC_SLOT: index = code_slot(w, vreg, index); break;
    default: index = code_number(w->c, w->m->incoming, index); break;
    }
    if (index >= 1u << 28) w->c->bad = true;
    return (struct loc){kinds[which], index & ((1u << 28) - 1)};
}

/* ---- What is new ------------------------------------------------------------------------------ */

static enum kind kind_of(const struct walk *w, u32 vreg, u32 before) {
    if (vreg == before) return KIND_TWIN;
    if (vreg_const(w, vreg)) return KIND_CONST;
    return vreg >= w->fresh ? KIND_FRESH : KIND_OLD;
}

static u32 code_fresh(struct walk *w, u32 vreg) {
    u32 skipped = 0, at = w->fresh;
    if (writing(w)) {
        for (; at < vreg; at = next_fresh(w, at + 1)) skipped++;
        assert(at == vreg);
    }
    skipped = code_number(w->c, w->m->skipped, skipped);
    for (at = w->fresh; skipped && at < w->vreg_count; skipped--) at = next_fresh(w, at + 1);
    return at;
}

/* A vreg that is, or was a moment ago, somewhere else; or one that is long gone. */
static u32 code_old(struct walk *w, u32 vreg) {
    struct range_models *m = w->m;
    u32 count = w->base.count, at = 0;
    if (writing(w))
        while (at < count && w->items.at[w->base.at[count - 1 - at]].vreg != vreg) at++;
    if (count && code_bit(w->c, &m->in_base, at < count)) {
        at = code_number(w->c, m->base_index, at);
        if (at < count) return w->items.at[w->base.at[count - 1 - at]].vreg;
    } else {
        u32 distance = code_number(w->c, m->distance, w->fresh - 1 - vreg);
        if (distance < w->fresh) return w->fresh - 1 - distance;
    }
    w->c->bad = true;
    return 0;
}

static u32 code_const(struct walk *w, u32 vreg) {
    struct range_models *m = w->m;
    u32 at = 0, count = w->seen_count;
    if (writing(w))
        while (at < count && w->seen[count - 1 - at] != vreg) at++;
    if (count && code_bit(w->c, &m->const_seen, at < count)) {
        at = code_number(w->c, m->const_index, at);
        if (at < count) return w->seen[count - 1 - at];
        w->c->bad = true;
        return 0;
    }
    u32 last = count ? w->seen[count - 1] : 0;
    u32 step = vreg >= last ? (vreg - last) * 2 : (last - vreg) * 2 - 1;
    step = code_number(w->c, m->const_new, step);
    vreg = step % 2 ? last - (step + 1) / 2 : last + step / 2;
    if (vreg >= w->vreg_count || !vreg_const(w, vreg) || count >= w->vreg_count) {
        w->c->bad = true;
        return 0;
    }
    w->seen[w->seen_count++] = vreg;
    return vreg;
}

/* One new item; truth: the plan's. Returns its vreg. */
static u32 code_item(struct walk *w, u32 truth, u32 before, u32 *context) {
    u32 vreg = before;
    struct loc loc = {0};
    enum kind kind = KIND_FRESH;
    if (writing(w)) {
        vreg = w->plan->items[truth].vreg;
        loc = w->plan->items[truth].loc;
        kind = kind_of(w, vreg, before);
    }
    kind = (enum kind)code_tree(w->c, w->m->kind[*context], kind, 2);
    *context = kind + 1;
    switch (kind) {
    case KIND_FRESH:
        vreg = code_fresh(w, vreg);
        w->fresh = vreg < w->vreg_count ? next_fresh(w, vreg + 1) : vreg;
        break;
    case KIND_TWIN: break;
    case KIND_OLD: vreg = code_old(w, vreg); break;
    case KIND_CONST: vreg = code_const(w, vreg); break;
    }
    if (vreg >= w->vreg_count) w->c->bad = true;
    if (coder_failed(w->c)) return before;
    loc = code_place(w, vreg, kind, loc);
    if (coder_failed(w->c)) return before;
    u32 item = find_item(w, vreg, loc);
    if (item == NONE) {
        item = w->items.count;
        array_push(&w->items,
                   ((struct item){vreg, loc, w->first_item[vreg], NONE, w->p, truth, 0, 0}));
        w->first_item[vreg] = item;
        if (writing(w)) w->item_of[truth] = item;
    }
    if (w->items.at[item].listed) {
        w->c->bad = true;
        return before;
    }
    w->items.at[item].since = w->p;
    list_add(w, item);
    return vreg;
}

/* Writing: puts the plan's items that are new into `wanted`. Those of old vregs first, then
 * constants, then fresh ones, by vreg; twins follow one another. */
static u32 rank_of(const struct walk *w, u32 vreg) {
    return vreg_const(w, vreg) ? 1 : vreg < w->fresh ? 0 : 2;
}

static bool comes_before(const struct walk *w, u32 x, u32 y) {
    const struct plan_item *i = &w->plan->items[x], *j = &w->plan->items[y];
    u32 ri = rank_of(w, i->vreg), rj = rank_of(w, j->vreg);
    if (ri != rj) return ri < rj;
    if (i->vreg != j->vreg) return i->vreg < j->vreg;
    if (i->loc.kind != j->loc.kind) return i->loc.kind < j->loc.kind;
    return i->loc.index < j->loc.index;
}

static void want(struct walk *w, u32 truth) {
    u32 item = w->item_of[truth];
    if (item != NONE && w->items.at[item].listed) return;
    array_push(&w->wanted, truth);
    u32 k = w->wanted.count - 1;
    for (; k > 0 && comes_before(w, truth, w->wanted.at[k - 1]); k--)
        w->wanted.at[k] = w->wanted.at[k - 1];
    w->wanted.at[k] = truth;
}

static void find_wanted(struct walk *w, u32 first_range, enum situation situation) {
    w->wanted.count = 0;
    for (u32 k = first_range; k < w->next_range; k++) want(w, w->plan->ranges[k].item);
    if (situation != AFTER_JUMP) return;
    for (u32 k = 0; k < w->old.count; k++) {
        u32 truth = w->items.at[w->old.at[k]].truth, last = w->plan->items[truth].last;
        bool started_now = last != NONE && w->plan->ranges[last].first == w->p;
        if (!started_now && plan_alive(w->plan, truth, w->p)) want(w, truth);
    }
}

static void code_new(struct walk *w, enum situation situation) {
    u32 before = NONE, context = 0;
    for (u32 n = 0; !coder_failed(w->c); n++) {
        bool more = writing(w) && n < w->wanted.count;
        if (!code_bit(w->c, &w->m->more[situation][MIN(n, 3)], more)) return;
        before = code_item(w, more ? w->wanted.at[n] : NONE, before, &context);
        if (w->list.count > RANGES_MAX) w->c->bad = true;
    }
}

/* ---- Ranges that end and begin ---------------------------------------------------------------- */

static int by_place(const void *x, const void *y) {
    const struct map_range *p = x, *q = y;
    if (p->vreg != q->vreg) return p->vreg < q->vreg ? -1 : 1;
    if (p->loc.kind != q->loc.kind) return p->loc.kind < q->loc.kind ? -1 : 1;
    return (p->loc.index > q->loc.index) - (p->loc.index < q->loc.index);
}

/* Reading: ends the ranges of what was in the list before and is not any more, and begins those
 * of what is new. */
static void close_and_open(struct walk *w) {
    for (u32 k = 0; k < w->old.count; k++) {
        struct item *i = &w->items.at[w->old.at[k]];
        if (i->listed) continue;
        w->ranges.at[i->open].end = w->p;
        i->open = NONE;
    }
    u32 first = w->ranges.count;
    for (u32 k = 0; k < w->list.count; k++) {
        struct item *i = &w->items.at[w->list.at[k]];
        if (i->open != NONE) continue;
        array_push(&w->ranges, ((struct map_range){i->vreg, w->p, 0, i->loc}));
        i->open = 0; /* set right below, when the order is known */
    }
    u32 count = w->ranges.count - first;
    if (count > 1) qsort(w->ranges.at + first, count, sizeof *w->ranges.at, by_place);
    for (u32 k = first; k < w->ranges.count; k++) {
        const struct map_range *r = &w->ranges.at[k];
        w->items.at[find_item(w, r->vreg, r->loc)].open = k;
    }
    if (w->ranges.count > RANGES_MAX) w->c->bad = true;
}

static void finish(struct walk *w, struct range_list *out) {
    for (u32 k = 0; k < w->list.count; k++)
        w->ranges.at[w->items.at[w->list.at[k]].open].end = w->s->point_count;
    out->count = w->ranges.count;
    out->at = arena_alloc(w->a, sizeof *out->at * (out->count + 1));
    if (out->count) memcpy(out->at, w->ranges.at, sizeof *out->at * out->count);
}

/* ---- The walk --------------------------------------------------------------------------------- */

static void code_point(struct walk *w) {
    u32 first_range = w->next_range;
    enum situation situation = WITHIN;
    w->old.count = 0;
    array_reserve(&w->old, w->list.count);
    for (u32 k = 0; k < w->list.count; k++) array_push(&w->old, w->list.at[k]);
    if (writing(w))
        for (; w->next_range < w->plan->range_count &&
               w->plan->ranges[w->next_range].first == w->p;
             w->next_range++)
            w->plan->items[w->plan->ranges[w->next_range].item].last = w->next_range;

    if (w->p > 0) situation = code_boundary(w);
    w->base.count = 0;
    array_reserve(&w->base, w->list.count);
    for (u32 k = 0; k < w->list.count; k++) array_push(&w->base, w->list.at[k]);
    code_gone(w, situation);
    if (writing(w)) find_wanted(w, first_range, situation);
    code_new(w, situation);
    if (!writing(w) && !coder_failed(w->c)) close_and_open(w);
}

static void prepare(struct walk *w) {
    u32 vregs = w->vreg_count = w->s->value_count * w->s->isa->parts;
    w->first_item = arena_alloc(w->a, sizeof *w->first_item * (vregs + 1));
    memset(w->first_item, 0xff, sizeof *w->first_item * (vregs + 1));
    w->seen = arena_alloc(w->a, sizeof *w->seen * (vregs + 1));
    w->fresh = next_fresh(w, 0);
    for (u32 r = 0; r < 64; r++) w->order[r / 32][r % 32] = (u8)r;
    if (!w->plan) return;
    w->item_of = arena_alloc(w->a, sizeof *w->item_of * (w->plan->item_count + 1));
    memset(w->item_of, 0xff, sizeof *w->item_of * (w->plan->item_count + 1));
    w->boundary_at = arena_alloc(w->a, sizeof *w->boundary_at * (w->s->point_count + 1));
}

void code_ranges(struct coder *c, struct range_models *m, const struct map_shape *s,
                 const struct point_table *t, struct map_plan *plan, struct arena *a,
                 struct range_list *out) {
    struct walk w = {.c = c, .m = m, .s = s, .t = t, .plan = plan, .a = a};
    prepare(&w);
    for (w.p = 0; w.p < s->point_count && !coder_failed(c); w.p++) code_point(&w);
    if (!plan && !coder_failed(c)) finish(&w, out);
    array_free(&w.items);
    array_free(&w.list);
    array_free(&w.base);
    array_free(&w.old);
    array_free(&w.wanted);
    array_free(&w.noted);
    array_free(&w.notes);
    array_free(&w.ranges);
}
