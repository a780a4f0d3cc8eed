/* image/map_walk.c: the second part of a function's map: what is where at each point.
 *
 * The walk keeps the list of items that are there, oldest first. At each point it codes
 *
 *     boundary?  at a boundary the list is noted; jump?  it is replaced by one noted earlier
 *     gone?      of the items whose registers the operation names: each; any others? which?
 *     new items  (map_new.c)
 *
 * Writing and reading are one routine: `w->plan` says what to write; reading, it is NULL. */
#include <stdlib.h>

#include "image/map_walk.h"

u32 next_fresh(const struct walk *w, u32 vreg) {
    u32 parts = w->s->isa->parts;
    for (; vreg < w->vreg_count; vreg++) {
        u32 value = vreg / parts;
        if (w->s->value_types[value] & VALUE_IS_CONST) continue;
        if (vreg % parts < vreg_count_of_type(w->s->isa, value_type(w, value))) break;
    }
    return vreg;
}

/* ---- The list -------------------------------------------------------------------------------
 */

u32 find_item(const struct walk *w, u32 vreg, struct loc loc) {
    u32 item = w->first_item[vreg];
    while (item != NONE && !loc_same(w->items.at[item].loc, loc)) item = w->items.at[item].twin;
    return item;
}

void list_add(struct walk *w, u32 item) {
    struct item *i = &w->items.at[item];
    i->listed = 1;
    w->listed[i->vreg]++;
    if (i->loc.kind == LOC_REG) w->busy[i->loc.index]++;
    array_push(&w->list, item);
}

static void list_forget(struct walk *w, u32 item) {
    struct item *i = &w->items.at[item];
    i->listed = 0;
    w->listed[i->vreg]--;
    if (i->loc.kind == LOC_REG) w->busy[i->loc.index]--;
}

static void list_copy(struct walk *w, const u32 *from, u32 count) {
    for (u32 k = 0; k < w->list.count; k++) list_forget(w, w->list.at[k]);
    w->list.count = 0;
    for (u32 k = 0; k < count; k++) list_add(w, from[k]);
}

/* ---- Boundaries -------------------------------------------------------------------------- */

static void note_list(struct walk *w) {
    u32 first = w->noted.count;
    array_reserve(&w->noted, (u64)first + w->old.count);
    for (u32 k = 0; k < w->old.count; k++) array_push(&w->noted, w->old.at[k]);
    array_push(&w->notes, ((struct note){first, w->old.count}));
}

static enum situation code_boundary(struct walk *w) {
    struct map_plan *plan = w->plan;
    bool boundary = plan && plan->boundary[w->p];
    if (!code_bit(w->c, &w->m->boundary[w->look.last], boundary)) return WITHIN;
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

/* ---- What is gone ------------------------------------------------------------------------ */

static u32 age_of(const struct walk *w, const struct item *i) {
    u32 points = w->p - i->since;
    return points <= 3 ? points : points <= 7 ? 4 : 5;
}

static void code_verdict(struct walk *w, struct bit_model *m, u32 item) {
    struct item *i = &w->items.at[item];
    bool gone = writing(w) && !plan_alive(w->plan, i->truth, w->p);
    gone = code_bit(w->c, m, gone);
    i->verdict = gone ? GONE : STAYS;
    if (!gone) return;
    array_push(&w->gone, item);
    if (w->listed[i->vreg] == 1) return;
    /* What the vreg has elsewhere goes mostly with it. */
    for (u32 k = w->first_item[i->vreg]; k != NONE; k = w->items.at[k].twin)
        if (w->items.at[k].listed && w->items.at[k].verdict == NOT_ASKED)
            code_verdict(w, &w->m->gone_twin, k);
}

/* The items whose registers the operation names. */
static void code_named(struct walk *w) {
    for (u32 k = w->list.count; k-- > 0;) {
        const struct item *i = &w->items.at[w->list.at[k]];
        if (i->loc.kind != LOC_REG || i->verdict != NOT_ASKED) continue;
        u32 named = w->look.named[i->number];
        if (!named) continue;
        code_verdict(w, &w->m->gone_named[named][age_of(w, i)][MIN(w->gone.count, 2)],
                     w->list.at[k]);
    }
}

static bool any_other(const struct walk *w) {
    for (u32 k = 0; k < w->list.count; k++) {
        const struct item *i = &w->items.at[w->list.at[k]];
        if (i->verdict == NOT_ASKED && !plan_alive(w->plan, i->truth, w->p)) return true;
    }
    return false;
}

static void code_others(struct walk *w) {
    u32 before = w->gone.count;
    bool any = writing(w) && any_other(w);
    if (!code_bit(w->c, &w->m->gone_any[w->situation][w->look.last], any)) return;
    for (u32 k = w->list.count; k-- > 0;) {
        const struct item *i = &w->items.at[w->list.at[k]];
        if (i->verdict != NOT_ASKED) continue;
        u32 so_far = MIN(w->gone.count - before, 2);
        code_verdict(w, &w->m->gone[w->situation][i->loc.kind != LOC_REG][age_of(w, i)][so_far],
                     w->list.at[k]);
    }
}

static void code_gone(struct walk *w) {
    w->gone.count = 0;
    if (w->list.count == 0) return;
    code_named(w);
    code_others(w);
    u32 kept = 0;
    for (u32 k = 0; k < w->list.count; k++) {
        u32 item = w->list.at[k];
        struct item *i = &w->items.at[item];
        if (i->verdict == GONE) {
            list_forget(w, item);
            if (i->loc.kind == LOC_REG) favour(w, (reg)i->loc.index);
        } else {
            w->list.at[kept++] = item;
        }
        i->verdict = NOT_ASKED;
    }
    w->list.count = kept;
}

/* ---- What is new ------------------------------------------------------------------------- */

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

static void find_wanted(struct walk *w, u32 first_range) {
    w->wanted.count = 0;
    for (u32 k = first_range; k < w->next_range; k++) want(w, w->plan->ranges[k].item);
    if (w->situation != AFTER_JUMP) return;
    for (u32 k = 0; k < w->old.count; k++) {
        u32 truth = w->items.at[w->old.at[k]].truth, last = w->plan->items[truth].last;
        bool started_now = last != NONE && w->plan->ranges[last].first == w->p;
        if (!started_now && plan_alive(w->plan, truth, w->p)) want(w, truth);
    }
}

/* ---- Ranges that end and begin ----------------------------------------------------------- */

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

/* ---- The walk ---------------------------------------------------------------------------- */

/* Writing: the plan's ranges that start at the point at hand are the last of their items. */
static u32 start_ranges(struct walk *w) {
    u32 first = w->next_range;
    if (!writing(w)) return 0;
    for (; w->next_range < w->plan->range_count && w->plan->ranges[w->next_range].first == w->p;
         w->next_range++)
        w->plan->items[w->plan->ranges[w->next_range].item].last = w->next_range;
    return first;
}

static void code_point(struct walk *w) {
    u32 first_range = start_ranges(w);
    w->old.count = 0;
    array_reserve(&w->old, w->list.count);
    if (w->list.count) memcpy(w->old.at, w->list.at, sizeof(u32) * w->list.count);
    w->old.count = w->list.count;
    w->situation = AT_ENTRY;
    if (w->p > 0) {
        operation_look(w->classes, w->s, w->t->at[w->p - 1], w->t->at[w->p], &w->look);
        w->situation = code_boundary(w);
    }
    code_gone(w);
    if (writing(w)) find_wanted(w, first_range);
    code_new(w);
    if (!writing(w) && !coder_failed(w->c)) close_and_open(w);
}

static void prepare(struct walk *w) {
    u32 vregs = w->vreg_count = w->s->value_count * w->s->isa->parts;
    w->first_item = arena_alloc(w->a, sizeof *w->first_item * (vregs + 1));
    memset(w->first_item, 0xff, sizeof *w->first_item * (vregs + 1));
    w->seen = arena_alloc(w->a, sizeof *w->seen * (vregs + 1));
    w->listed = ARENA_ARRAY(w->a, u8, vregs + 1);
    w->fresh = next_fresh(w, 0);
    for (u32 r = 0; r < 64; r++) w->order[r / 32][r % 32] = (u8)r;
    if (!w->plan) return;
    w->item_of = arena_alloc(w->a, sizeof *w->item_of * (w->plan->item_count + 1));
    memset(w->item_of, 0xff, sizeof *w->item_of * (w->plan->item_count + 1));
    w->boundary_at = arena_alloc(w->a, sizeof *w->boundary_at * (w->s->point_count + 1));
}

void code_ranges(struct coder *c, struct range_models *m, const struct map_shape *s,
                 const struct map_classes *classes, const struct point_table *t,
                 struct map_plan *plan, struct arena *a, struct range_list *out) {
    struct walk w = {.c = c, .m = m, .s = s, .t = t, .plan = plan, .a = a};
    w.classes = classes;
    prepare(&w);
    for (w.p = 0; w.p < s->point_count && !coder_failed(c); w.p++) code_point(&w);
    if (!plan && !coder_failed(c)) finish(&w, out);
    array_free(&w.items);
    array_free(&w.list);
    array_free(&w.old);
    array_free(&w.gone);
    array_free(&w.wanted);
    array_free(&w.noted);
    array_free(&w.notes);
    array_free(&w.ranges);
}
