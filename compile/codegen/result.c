/* compile/codegen/result.c: what allocators have in common at the end: spill slots for vregs
 * whose lives don't overlap, and the ranges of the location map in order. */
#include <stdlib.h>

#include "compile/codegen/alloc.h"

/* ---- Slots ------------------------------------------------------------------------------ */

static int by_first(const void *x, const void *y) {
    const struct slot_life *p = x, *q = y;
    return p->first != q->first ? (p->first < q->first ? -1 : 1)
                                : (p->vreg > q->vreg) - (p->vreg < q->vreg);
}

enum { SLOTS_TRIED = 256 }; /* so that large functions take linear time */

struct slot {
    u32 index, free_from;
};

/* Linear scan over the lives: a slot is free again once the last point of its life is past. */
u32 slots_assign(const struct lowered *l, struct slot_life *lives, u32 n) {
    struct slot *slots[2]; /* of one word, of two */
    u32 counts[2] = {0}, words = home_words(l);
    for (u32 k = 0; k < 2; k++) slots[k] = arena_alloc(l->a, sizeof *slots[k] * n);
    if (n) qsort(lives, n, sizeof *lives, by_first);
    for (u32 k = 0; k < n; k++) {
        if (vreg_has_home(l, lives[k].vreg)) {
            lives[k].slot = vreg_home(l, lives[k].vreg);
            continue;
        }
        bool two = type_bytes(l->vreg_type[lives[k].vreg]) > l->model->isa->word_bytes;
        u32 found = NO_VALUE;
        /* The store happens in the operation before the first point, hence the strict order. */
        for (u32 j = 0; j < counts[two] && j < SLOTS_TRIED && found == NO_VALUE; j++)
            if (slots[two][j].free_from < lives[k].first) found = j;
        if (found == NO_VALUE) {
            found = counts[two]++;
            slots[two][found].index = words;
            words += two ? 2 : 1;
        }
        slots[two][found].free_from = lives[k].end;
        lives[k].slot = (struct loc){LOC_SLOT, slots[two][found].index};
    }
    return words;
}

/* ---- Ranges ----------------------------------------------------------------------------- */

/* Ranges by their first points, in a counting sort. */
static struct map_range *by_first_point(const struct lowered *l, const struct map_range *in,
                                        u32 n) {
    u32 points = l->f->ins_count + 2;
    struct map_range *out = arena_alloc(l->a, sizeof *out * (n + 1));
    u32 *at = ARENA_ARRAY(l->a, u32, points + 1);
    for (u32 k = 0; k < n; k++) at[in[k].first + 1]++;
    for (u32 k = 0; k < points; k++) at[k + 1] += at[k];
    for (u32 k = 0; k < n; k++) out[at[in[k].first]++] = in[k];
    return out;
}

static int by_place(const void *x, const void *y) {
    const struct map_range *p = x, *q = y;
    u64 mine = (u64)p->vreg << 4 | p->loc.kind, other = (u64)q->vreg << 4 | q->loc.kind;
    return (mine > other) - (mine < other);
}

/* Orders ranges that begin at the same point: by vreg, then kind of place. */
static void sort_group(struct map_range *at, u32 n) {
    enum { FEW = 12 };
    if (n > FEW) {
        qsort(at, n, sizeof *at, by_place);
        return;
    }
    for (u32 i = 1; i < n; i++) {
        struct map_range r = at[i];
        u32 j = i;
        for (; j > 0 && by_place(&at[j - 1], &r) > 0; j--) at[j] = at[j - 1];
        at[j] = r;
    }
}

void ranges_finish(struct allocation *al, const struct map_range *in, u32 n) {
    const struct lowered *l = al->l;
    struct map_range *out = by_first_point(l, in, n);
    /* The last range of each vreg in a register and in memory, to join what continues. */
    u32 *last = arena_alloc(l->a, sizeof *last * (l->vreg_count + 1) * 2), count = 0;
    memset(last, 0xff, sizeof *last * (l->vreg_count + 1) * 2);
    for (u32 k = 0; k < n; k++) {
        struct map_range r = out[k];
        u32 *open = &last[r.vreg * 2 + (r.loc.kind != LOC_REG)];
        if (r.first >= r.end) continue;
        if (*open != NO_VALUE && out[*open].end >= r.first && loc_same(out[*open].loc, r.loc)) {
            out[*open].end = MAX(out[*open].end, r.end);
            continue;
        }
        *open = count;
        out[count++] = r;
    }
    for (u32 k = 0, end; k < count; k = end) {
        for (end = k + 1; end < count && out[end].first == out[k].first;) end++;
        sort_group(out + k, end - k);
    }
    al->ranges = out;
    al->range_count = count;
}

void allocation_keep_copies(struct allocation *al, const struct copy *copies, u32 n) {
    al->copy_count = n;
    al->copies = arena_alloc(al->l->a, sizeof *copies * (n + 1));
    if (n) memcpy(al->copies, copies, sizeof *copies * n);
}

struct allocation *allocation_new(struct lowered *l) {
    struct arena *a = l->a;
    struct allocation *al = ARENA_NEW(a, struct allocation);
    al->l = l;
    al->before = ARENA_ARRAY(a, struct copies, (size_t)l->f->ins_count * 3);
    al->after = al->before + l->f->ins_count;
    al->stores = al->after + l->f->ins_count;
    al->on_edge = ARENA_ARRAY(a, struct copies, l->f->edge_count + 1);
    al->early = ARENA_ARRAY(a, bool, l->f->edge_count + 1);
    return al;
}
