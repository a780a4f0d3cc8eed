/* sim/watch.c: counting events, block by block. */
#include "sim/watch.h"

#include <stdlib.h>

/* ---- Lists ------------------------------------------------------------------------------ */

static int by_offset(const void *x, const void *y) {
    const struct watch_place *a = x, *b = y;
    if (a->offset != b->offset) return a->offset < b->offset ? -1 : 1;
    return (int)a->kind - (int)b->kind;
}

void watch_list_add(struct watch_list *l, u32 code_bytes, struct watch *w,
                    const struct watch_place *places, u32 count) {
    struct watch_here here = {.watch = w, .count = count};
    here.places = xmalloc((count + 1) * sizeof *here.places);
    if (count) memcpy(here.places, places, count * sizeof *places);
    qsort(here.places, count, sizeof *here.places, by_offset);
    array_push(&l->all, here);
    if (!count) return;
    if (!l->marked) l->marked = xcalloc(code_bytes / 64 + 1, sizeof *l->marked);
    for (u32 k = 0; k < count; k++)
        l->marked[places[k].offset / 64] |= 1ull << places[k].offset % 64;
}

void watch_list_free(struct watch_list *l) {
    for (u32 k = 0; k < l->all.count; k++) free(l->all.at[k].places);
    array_free(&l->all);
    free(l->marked);
    l->marked = NULL;
}

/* The first place of a watch at or behind an offset. */
static u32 first_from(const struct watch_here *h, u32 offset) {
    u32 low = 0, high = h->count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (h->places[middle].offset < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ---- Events ----------------------------------------------------------------------------- */

bool watch_event(struct watch *w, const struct point_id *at) {
    w->seen++;
    if (!w->left || --w->left) return false;
    w->due = true;
    w->known = at != NULL;
    if (at) w->at = *at;
    return true;
}

static bool event_at(struct watch *w, const struct watch_place *p) {
    return watch_event(w, p->known ? &p->at : NULL);
}

/* ---- Blocks that begin ------------------------------------------------------------------ */

static bool enter(struct watch *w, const struct watch_place *p) {
    w->inside = false;
    if (w->kind == WATCH_DEPTH) w->depth++;
    w->deepest = MAX(w->deepest, w->depth);
    return (w->kind == WATCH_ENTRY || (w->kind == WATCH_DEPTH && w->depth == w->level)) &&
           event_at(w, p);
}

static bool arrive(const struct watch_here *h, u32 from, bool by_call, bool by_return) {
    struct watch *w = h->watch;
    bool due = false;
    for (u32 k = first_from(h, from); k < h->count && h->places[k].offset == from; k++) {
        const struct watch_place *p = &h->places[k];
        if (p->kind == PLACE_ENTER && by_call) due |= enter(w, p);
        if (p->kind == PLACE_BACK && by_return) w->inside = p->on;
    }
    return due;
}

bool watch_arrive(struct watch_list *l, u32 from, bool by_call, bool by_return) {
    bool due = false;
    for (u32 k = 0; k < l->all.count; k++) {
        if (l->all.at[k].watch->armed) due |= arrive(&l->all.at[k], from, by_call, by_return);
    }
    return due;
}

/* ---- Blocks that are executed ----------------------------------------------------------- */

/* Counts the place. True when the watch becomes due by it. */
static bool pass_place(struct watch *w, const struct watch_place *p) {
    bool reached = w->kind == WATCH_PLACE || (w->kind == WATCH_LINE && p->on && !w->inside);
    w->inside = p->on;
    if (w->kind == WATCH_DEPTH && w->depth) w->depth--;
    return reached && event_at(w, p);
}

/* Counts the places in [from, to): up to and with the one that makes the watch due, NULL when
 * there is none such. */
static const struct watch_place *pass(const struct watch_here *h, struct watch *w, u32 from,
                                      u32 to) {
    for (u32 k = first_from(h, from); k < h->count && h->places[k].offset < to; k++) {
        const struct watch_place *p = &h->places[k];
        if (p->kind != PLACE_PASS || (w->counted && p->offset == from)) continue;
        if (pass_place(w, p)) return p;
    }
    return NULL;
}

bool watch_find(const struct watch_list *l, u32 from, u32 to, u32 *at) {
    bool found = false;
    for (u32 k = 0; k < l->all.count; k++) {
        struct watch trial = *l->all.at[k].watch;
        if (!trial.armed || !trial.left) continue;
        const struct watch_place *p = pass(&l->all.at[k], &trial, from, to);
        if (!p) continue;
        *at = found ? MIN(*at, p->offset) : p->offset;
        found = true;
    }
    return found;
}

void watch_pass(struct watch_list *l, u32 from, u32 to) {
    for (u32 k = 0; k < l->all.count; k++) {
        struct watch *w = l->all.at[k].watch;
        const struct watch_place *p = NULL;
        u32 next = from;
        while (w->armed && (p = pass(&l->all.at[k], w, next, to))) next = p->offset + 1;
        w->counted = false;
    }
}

void watch_reach(struct watch_list *l, u32 at) {
    watch_pass(l, at, at + 1);
    for (u32 k = 0; k < l->all.count; k++) l->all.at[k].watch->counted = true;
}

bool watch_host_call(struct watch_list *l, const struct process *p, struct point_id call) {
    bool due = false;
    struct point_id behind = {call.function, call.point + 1};
    for (u32 k = 0; k < l->all.count; k++) {
        struct watch *w = l->all.at[k].watch;
        if (w->kind != WATCH_OUTPUT && w->kind != WATCH_MEMORY) continue;
        u64 now = w->kind == WATCH_OUTPUT ? p->output_bytes : p->memory_bytes;
        if (w->armed && w->left && now >= w->level) due |= watch_event(w, &behind);
    }
    return due;
}

void watch_begin(struct watch *w, bool watched, struct point_id at) {
    w->inside = w->counted = false;
    w->depth = 0;
    struct watch_place p = {.known = true, .at = at};
    if (watched && w->armed) enter(w, &p);
}
