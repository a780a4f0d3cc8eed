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
    u32 parts = w->isa->parts;
    for (; vreg < w->vreg_count; vreg++) {
        u32 value = vreg / parts;
        if (w->s->value_types[value] & VALUE_IS_CONST) continue;
        if (vreg % parts < vreg_count_of_type(w->isa, value_type(w, value))) break;
    }
    return vreg;
}

/* ---- The list --------------------------------------------------------------------------- */

u32 find_item(const struct walk *w, u32 vreg, struct loc loc) {
    u32 item = w->first_item.at[vreg];
    while (item != NONE && !loc_same(item_at(w, item)->loc, loc)) item = item_at(w, item)->twin;
    return item;
}

void list_add(struct walk *w, u32 item) {
    struct item *i = item_at(w, item);
    i->listed = 1;
    w->listed.at[i->vreg]++;
    if (i->loc.kind == LOC_REG) {
        w->busy[i->loc.index]++;
        w->occupant[i->loc.index] = item;
    }
    array_push(&w->list, item);
}

static void list_forget(struct walk *w, u32 item) {
    struct item *i = item_at(w, item);
    i->listed = 0;
    w->listed.at[i->vreg]--;
    if (i->loc.kind == LOC_REG) w->busy[i->loc.index]--;
}

static void list_remove(struct walk *w, u32 item) {
    list_forget(w, item);
    u32 k = w->list.count - 1;
    while (w->list.at[k] != item) k--;
    memmove(w->list.at + k, w->list.at + k + 1, sizeof(u32) * (w->list.count - k - 1));
    w->list.count--;
}

/* ---- Boundaries ------------------------------------------------------------------------- */

static void note_list(struct walk *w) {
    u32 first = w->noted.count, count = w->list.count;
    array_reserve(&w->noted, (u64)first + count);
    if (count) memcpy(w->noted.at + first, w->list.at, sizeof(u32) * count);
    w->noted.count += count;
    array_push(&w->notes, ((struct note){first, count}));
}

/* Takes a noted list for the present one, which is kept as `old`. */
static void go_to_note(struct walk *w, struct note note) {
    array_reserve(&w->old, w->list.count);
    for (u32 k = 0; k < w->list.count; k++) {
        array_push(&w->old, w->list.at[k]);
        list_forget(w, w->list.at[k]);
    }
    w->list.count = 0;
    for (u32 k = 0; k < note.count; k++) list_add(w, w->noted.at[note.first + k]);
}

static enum situation code_boundary(struct walk *w) {
    const struct map_plan *plan = w->plan;
    if (w->p == 0) return AT_ENTRY;
    bool boundary = plan && plan->boundary[w->p];
    if (!code_bit(w->c, &w->m->boundary[w->look.edge][w->look.last], boundary))
        return w->look.edge ? AT_EDGE : WITHIN;
    u32 notes = w->notes.count;
    if (plan) w->boundary_at.at[w->p] = notes;
    note_list(w);
    if (notes == 0) return AT_BOUNDARY;
    bool jump = plan && plan->jump[w->p] != NONE;
    if (!code_bit(w->c, &w->m->jump, jump)) return AT_BOUNDARY;
    u32 back = jump ? notes - 1 - w->boundary_at.at[plan->jump[w->p]] : 0;
    back = code_number(w->c, w->m->jump_back, back);
    if (back >= notes) {
        w->c->bad = true;
        return AT_BOUNDARY;
    }
    go_to_note(w, w->notes.at[notes - 1 - back]);
    return AFTER_JUMP;
}

/* ---- What is gone ----------------------------------------------------------------------- */

static u32 age_of(const struct walk *w, const struct item *i) {
    u32 points = w->p - i->since;
    return points <= 2 ? points - (points > 0) : points <= 5 ? 2 : 3;
}

static void code_verdict(struct walk *w, struct bit_model *m, u32 item) {
    struct item *i = item_at(w, item);
    bool gone = writing(w) && !plan_alive(w->plan, i->truth, w->p);
    gone = code_bit(w->c, m, gone);
    i->verdict = gone ? GONE : STAYS;
    if (!gone) return;
    array_push(&w->gone, item);
    if (w->listed.at[i->vreg] == 1) return;
    /* What the vreg has elsewhere goes mostly with it. */
    for (u32 k = w->first_item.at[i->vreg]; k != NONE; k = item_at(w, k)->twin)
        if (item_at(w, k)->listed && item_at(w, k)->verdict == NOT_ASKED)
            code_verdict(w, &w->m->gone_twin, k);
}

/* The items whose registers the operation names. */
static void code_named(struct walk *w) {
    for (u32 k = 0; k < w->look.named_count; k++) {
        u32 number = w->look.named[k], flags = w->look.flags[number];
        for (u64 regs = w->regs_of[number]; regs; regs &= regs - 1) {
            u32 r = (u32)lowest_bit(regs);
            if (!w->busy[r]) continue;
            u32 item = w->occupant[r];
            struct item *i = item_at(w, item);
            if (!i->listed || i->verdict != NOT_ASKED) continue;
            code_verdict(w,
                         &w->m->gone_named[w->situation != WITHIN][flags][MIN(
                             i->uses, USES - 1)][age_of(w, i)][w->gone.count > 0],
                         item);
            i->uses += flags > 1 && i->uses < USES;
        }
    }
}

static bool any_other(const struct walk *w) {
    if (w->situation != AFTER_JUMP) return w->plan->ended[w->p] != w->gone.count;
    for (u32 k = 0; k < w->list.count; k++) {
        const struct item *i = item_at(w, w->list.at[k]);
        if (i->verdict == NOT_ASKED && !plan_alive(w->plan, i->truth, w->p)) return true;
    }
    return false;
}

static void code_others(struct walk *w) {
    u32 before = w->gone.count;
    bool any = writing(w) && any_other(w);
    if (!code_bit(w->c, &w->m->gone_any[w->situation][class_context(w)], any)) return;
    for (u32 k = w->list.count; k-- > 0;) {
        const struct item *i = item_at(w, w->list.at[k]);
        if (i->verdict != NOT_ASKED) continue;
        u32 so_far = MIN(w->gone.count - before, 2);
        code_verdict(w, &w->m->gone[w->situation][i->loc.kind != LOC_REG][age_of(w, i)][so_far],
                     w->list.at[k]);
    }
    for (u32 k = 0; k < w->list.count; k++) item_at(w, w->list.at[k])->verdict = NOT_ASKED;
}

/* Forgets what was asked about the items that the operation names. */
static void clear_named(struct walk *w) {
    for (u32 k = 0; k < w->look.named_count; k++)
        for (u64 regs = w->regs_of[w->look.named[k]]; regs; regs &= regs - 1)
            if (w->busy[lowest_bit(regs)])
                item_at(w, w->occupant[lowest_bit(regs)])->verdict = NOT_ASKED;
}

static void code_gone(struct walk *w) {
    w->gone.count = 0;
    if (w->list.count == 0) return;
    code_named(w);
    code_others(w);
    clear_named(w);
    for (u32 k = 0; k < w->gone.count; k++) {
        struct item *i = item_at(w, w->gone.at[k]);
        for (u32 j = w->first_item.at[i->vreg]; j != NONE; j = item_at(w, j)->twin)
            item_at(w, j)->verdict = NOT_ASKED;
        list_remove(w, w->gone.at[k]);
        if (i->loc.kind == LOC_REG) favour(w, (reg)i->loc.index);
    }
}

/* ---- What is new ------------------------------------------------------------------------ */

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
    u32 item = w->item_of.at[truth];
    if (item != NONE && item_at(w, item)->listed) return;
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
        u32 truth = item_at(w, w->old.at[k])->truth, last = w->plan->items[truth].last;
        bool started_now = last != NONE && w->plan->ranges[last].first == w->p;
        if (!started_now && plan_alive(w->plan, truth, w->p)) want(w, truth);
    }
}

/* ---- Ranges that end and begin ---------------------------------------------------------- */

static int by_place(const void *x, const void *y) {
    const struct map_range *p = x, *q = y;
    if (p->vreg != q->vreg) return p->vreg < q->vreg ? -1 : 1;
    if (p->loc.kind != q->loc.kind) return p->loc.kind < q->loc.kind ? -1 : 1;
    return (p->loc.index > q->loc.index) - (p->loc.index < q->loc.index);
}

static void close_range(struct walk *w, u32 item) {
    struct item *i = item_at(w, item);
    if (i->listed || i->open == NONE) return;
    w->ranges.at[i->open].end = w->p;
    i->open = NONE;
}

/* Reading: ends the ranges of what was in the list before and is not any more, and begins those
 * of what is new: all but the first `kept` of the list, or any after a jump. */
static void close_and_open(struct walk *w, u32 kept) {
    for (u32 k = 0; k < w->gone.count; k++) close_range(w, w->gone.at[k]);
    for (u32 k = 0; k < w->old.count; k++) close_range(w, w->old.at[k]);
    u32 first = w->ranges.count;
    for (u32 k = w->situation == AFTER_JUMP ? 0 : kept; k < w->list.count; k++) {
        struct item *i = item_at(w, w->list.at[k]);
        if (i->open != NONE) continue;
        i->open = w->ranges.count;
        array_push(&w->ranges, ((struct map_range){i->vreg, w->p, 0, i->loc}));
    }
    u32 count = w->ranges.count - first;
    if (w->ranges.count > RANGES_MAX) w->c->bad = true;
    if (count < 2) return;
    qsort(w->ranges.at + first, count, sizeof *w->ranges.at, by_place);
    for (u32 k = first; k < w->ranges.count; k++) {
        const struct map_range *r = &w->ranges.at[k];
        item_at(w, find_item(w, r->vreg, r->loc))->open = k;
    }
}

/* ---- The walk --------------------------------------------------------------------------- */

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
    w->situation = code_boundary(w);
    code_gone(w);
    u32 kept = w->list.count;
    if (writing(w)) find_wanted(w, first_range);
    code_new(w);
    if (!writing(w) && !coder_failed(w->c)) close_and_open(w, kept);
}

/* n elements, all bits of which are `byte`. */
#define fill(array, n, byte)                                   \
    ((array)->count = 0, array_reserve((array), (u64)(n) + 1), \
     memset((array)->at, (byte), sizeof *(array)->at * ((size_t)(n) + 1)))

static void prepare(struct walk *w) {
    u32 vregs = w->vreg_count = w->s->value_count * w->isa->parts;
    w->items.count = w->list.count = w->noted.count = w->notes.count = w->ranges.count = 0;
    w->seen.count = w->next_range = 0;
    fill(&w->first_item, vregs, 0xff);
    fill(&w->listed, vregs, 0);
    w->fresh = next_fresh(w, 0);
    memcpy(w->order, w->model->order, sizeof w->order);
    memset(w->busy, 0, sizeof w->busy);
    operation_look(w->classes, w->s, 0, 0, &w->look);
    if (!writing(w)) return;
    fill(&w->item_of, w->plan->item_count, 0xff);
    fill(&w->boundary_at, w->s->point_count, 0xff);
}

void code_ranges(struct walk *w, struct coder *c, struct range_models *m,
                 const struct map_shape *s, const struct point_table *t, struct map_plan *plan,
                 struct range_list *out) {
    w->c = c;
    w->m = m;
    w->s = s;
    w->plan = plan;
    prepare(w);
    for (w->p = 0; w->p < s->point_count && !coder_failed(c); w->p++) {
        if (w->p) operation_look(w->classes, s, t->at[w->p - 1], t->at[w->p], &w->look);
        code_point(w);
    }
    if (plan || coder_failed(c)) return;
    for (u32 k = 0; k < w->list.count; k++)
        w->ranges.at[item_at(w, w->list.at[k])->open].end = s->point_count;
    *out = (struct range_list){w->ranges.at, w->ranges.count};
}

struct walk *walk_new(const struct model *model, const struct map_classes *classes) {
    struct walk *w = xcalloc(1, sizeof *w);
    w->isa = model->isa;
    w->model = model;
    w->classes = classes;
    for (u32 c = 0; c < CLASS_COUNT; c++)
        for (u32 k = 0; k < model->count[c]; k++)
            w->allocatable |= regset_of(model->order[c][k]);
    for (u32 r = 0; r < 64; r++)
        w->regs_of[field_number(w->isa, loc_reg((reg)r))] |= regset_of((reg)r);
    return w;
}

void walk_free(struct walk *w) {
    if (!w) return;
    array_free(&w->items);
    array_free(&w->list);
    array_free(&w->old);
    array_free(&w->gone);
    array_free(&w->wanted);
    array_free(&w->noted);
    array_free(&w->notes);
    array_free(&w->ranges);
    array_free(&w->first_item);
    array_free(&w->listed);
    array_free(&w->seen);
    array_free(&w->item_of);
    array_free(&w->boundary_at);
    free(w);
}
