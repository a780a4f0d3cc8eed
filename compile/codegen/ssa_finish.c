/* compile/codegen/ssa_finish.c: the default allocator's result put together.
 *
 * When all blocks are walked it is known which vregs are ever read from memory, and where they
 * were evicted. For each of them the stores are placed where they cost least: once, where it is
 * defined, or at each eviction. Then spill slots are shared by vregs whose lives don't overlap,
 * edges get their parallel copies, and the ranges of the location map are put in order.
 */
#include "compile/codegen/ssa.h"

struct finish {
    struct walk *w;
    struct allocation *al;
    ARRAY(struct copy) copies; /* the final ones */
    struct held_at *exit;      /* per vreg: at the end of the predecessor at hand */
    u32 *entry;                /* per vreg: 1 + the block that it begins in a register */
    u32 *evictions;            /* per edge: how many it makes */
    bool stores;               /* some vreg is `stored` */
};

/* Where a vreg is at the end of an edge's block. Entries of other edges are out of date. */
struct held_at {
    u32 edge; /* 1 + its number */
    reg r;
};

/* ---- Edges ------------------------------------------------------------------------------ */

/* A block that goes on where its one predecessor ends: its edge copies nothing. */
static bool is_straight(const struct walk *w, u32 b) {
    return w->f->blocks[b].pred_count == 1 && w->f->blocks[b].param_count == 0;
}

static void load_exit(struct finish *s, u32 edge) {
    struct held_list out = s->w->exit[s->w->f->edge_from[edge]];
    for (u32 j = 0; j < out.count; j++)
        s->exit[out.at[j].vreg] = (struct held_at){edge + 1, out.at[j].r};
}

static void mark_entry(struct finish *s, u32 b) {
    const struct walk *w = s->w;
    struct live_list in = w->v->in[b];
    struct held_list held = w->entry[b];
    for (u32 j = 0; j < in.count; j++) w->live_in[in.at[j].vreg] = b;
    for (u32 j = 0; j < held.count; j++) s->entry[held.at[j].vreg] = b + 1;
}

/* Whether what a register holds where the predecessor ends must be stored on the way to b: it
 * is in memory there, and its slot may not hold it. */
static bool is_evicted(const struct finish *s, const struct held *h, u32 b) {
    return !h->valid && s->w->live_in[h->vreg] == b && s->entry[h->vreg] != b + 1 &&
           !vreg_is_const(s->w->l, h->vreg) && !s->w->home[h->vreg].incoming;
}

static void count_evictions(struct finish *s, u32 edge, u32 b) {
    struct walk *w = s->w;
    u32 pred = w->f->edge_from[edge];
    const struct held *h = w->exit[pred].at;
    for (u32 j = 0; j < w->exit[pred].count; j++) {
        if (!is_evicted(s, &h[j], b)) continue;
        w->home[h[j].vreg].evict_cost += MIN(w->frequency[pred], w->frequency[b]);
        s->evictions[edge]++;
    }
}

static void push_evictions(struct finish *s, u32 edge, u32 b) {
    struct walk *w = s->w;
    u32 pred = w->f->edge_from[edge];
    const struct held *h = w->exit[pred].at;
    if (!s->evictions[edge]) return;
    for (u32 j = 0; j < w->exit[pred].count; j++)
        if (is_evicted(s, &h[j], b) && !w->home[h[j].vreg].at_def)
            array_push(&s->copies, ((struct copy){h[j].vreg, loc_reg(h[j].r),
                                                  memory_of(h[j].vreg), h[j].vreg, WHY_EVICT}));
}

static struct loc at_exit(const struct finish *s, u32 edge, u32 vreg) {
    if (s->exit[vreg].edge == edge + 1) return loc_reg(s->exit[vreg].r);
    return vreg_is_const(s->w->l, vreg) ? (struct loc){LOC_CONST, 0} : memory_of(vreg);
}

static void push_copy(struct finish *s, u32 vreg, struct loc from, struct loc to, u32 source) {
    u8 why = from.kind == LOC_CONST  ? WHY_REMAKE
             : from.kind == LOC_SLOT ? WHY_RELOAD
             : to.kind == LOC_SLOT   ? WHY_SPILL
                                     : WHY_EDGE;
    array_push(&s->copies, ((struct copy){vreg, from, to, source, why}));
}

static inline void push_edge(struct finish *s, u32 vreg, struct loc from, struct loc to,
                             u32 source) {
    if (!loc_same(from, to)) push_copy(s, vreg, from, to, source);
}

static void edge_copies(struct finish *s, u32 edge, u32 b) {
    struct walk *w = s->w;
    const struct edge *e = &w->f->edges[edge];
    const struct held *h = w->entry[b].at;
    struct vreg_span params = block_params(w->l, &w->f->blocks[b]);
    push_evictions(s, edge, b);
    for (u32 j = 0; j < w->entry[b].count; j++) {
        bool param = h[j].vreg >= params.first && h[j].vreg < params.end;
        u32 from = param ? edge_argument(w->l, e, h[j].vreg) : h[j].vreg;
        push_edge(s, h[j].vreg, at_exit(s, edge, from), loc_reg(h[j].r), from);
    }
    for (u32 v = params.first; v < params.end; v++) {
        if (!w->home[v].needed || w->v->param_use[v] == NEVER) continue;
        if (!w->home[v].at_def && s->entry[v] == b + 1) continue;
        u32 from = edge_argument(w->l, e, v);
        if (share_home(w->l, from, v)) continue;
        push_edge(s, v, at_exit(s, edge, from), memory_of(v), from);
    }
}

/* Evictions on edges are counted before it is decided where stores go, and made after. */
static void each_edge(struct finish *s, bool make) {
    const struct ir_function *f = s->w->f;
    for (u32 b = 1; b < f->block_count; b++) {
        if (is_straight(s->w, b)) continue;
        mark_entry(s, b);
        for (u32 k = 0; k < f->blocks[b].pred_count; k++) {
            u32 edge = f->preds[f->blocks[b].pred_first + k], first = s->copies.count;
            if (!make) {
                count_evictions(s, edge, b);
                continue;
            }
            load_exit(s, edge);
            edge_copies(s, edge, b);
            s->al->on_edge[edge] = (struct copies){first, s->copies.count - first};
        }
    }
}

/* ---- Stores ----------------------------------------------------------------------------- */

static void decide_stores(struct finish *s) {
    struct walk *w = s->w;
    for (u32 v = 0; v < w->l->vreg_count; v++) {
        struct home *h = &w->home[v];
        if (!h->needed) continue;
        h->at_def = h->born || h->incoming || vreg_has_home(w->l, v) ||
                    w->frequency[walk_def_block(w, v)] <= h->evict_cost;
        h->stored = h->at_def && !h->born && !h->incoming;
        s->stores |= h->stored;
    }
}

/* ---- Slots ------------------------------------------------------------------------------ */

struct lives {
    struct slot_life *at; /* room is for all vregs */
    u32 count;
    u32 *of; /* per vreg, or NO_VALUE */
};

/* The life of a vreg covers points first .. end - 1. */
static void extend_life(struct lives *l, u32 vreg, u32 first, u32 end) {
    if (l->of[vreg] == NO_VALUE) {
        l->of[vreg] = l->count;
        l->at[l->count++] = (struct slot_life){.vreg = vreg, .first = first, .end = end};
    }
    struct slot_life *life = &l->at[l->of[vreg]];
    life->first = MIN(life->first, first);
    life->end = MAX(life->end, end);
}

/* What is evicted by the last operation of its life, or of its block, has no range in memory,
 * but the operation, or an edge behind it, reads it there. */
static void extend_by_evictions(struct finish *s, struct lives *lives) {
    for (u32 n = 0; n < s->w->f->ins_count; n++)
        for (u32 k = 0; k < s->al->before[n].count; k++) {
            const struct copy *c = &s->copies.at[s->al->before[n].first + k];
            if (c->to.kind == LOC_SLOT) extend_life(lives, c->vreg, n + 1, n + 2);
        }
}

static void assign_slots(struct finish *s) {
    struct walk *w = s->w;
    u32 vregs = w->l->vreg_count;
    struct lives lives = {.at = arena_alloc(w->a, sizeof *lives.at * vregs),
                          .of = arena_alloc(w->a, sizeof *lives.of * vregs)};
    if (vregs) memset(lives.of, 0xff, sizeof *lives.of * vregs);
    for (u32 k = 0; k < w->ranges.count; k++) {
        struct map_range *r = &w->ranges.at[k];
        struct home *h = &w->home[r->vreg];
        if (!h->needed || h->incoming || (r->loc.kind == LOC_REG && !h->at_def)) continue;
        extend_life(&lives, r->vreg, r->first, r->end);
    }
    extend_by_evictions(s, &lives);
    s->al->slot_words = slots_assign(w->l, lives.at, lives.count);
    for (u32 v = 0; w->l->homes && v < vregs; v++)
        if (vreg_has_home(w->l, v)) w->home[v].loc = vreg_home(w->l, v);
    for (u32 k = 0; k < lives.count; k++) w->home[lives.at[k].vreg].loc = lives.at[k].slot;
}

static void resolve(const struct walk *w, struct loc *loc) {
    if (loc->kind == LOC_SLOT) *loc = w->home[loc->index].loc;
}

/* ---- Assembly --------------------------------------------------------------------------- */

/* Stores of the operation's defs whose slot is valid for all their life. */
static void push_def_stores(struct finish *s, u32 first, u32 end) {
    struct walk *w = s->w;
    for (u32 k = first; k < end; k++) {
        const struct operand *o = &w->l->operands[k];
        if (o->kind != OPERAND_DEF || !w->home[o->vreg].stored) continue;
        /* A result that lies in memory is loaded by the copy before this one. */
        bool loaded = o->at == AT_LOC && o->loc.kind != LOC_INCOMING;
        struct loc from = loaded ? loc_reg((reg)o->index) : o->loc;
        array_push(&s->copies,
                   ((struct copy){o->vreg, from, memory_of(o->vreg), o->vreg, WHY_SPILL}));
    }
}

static void keep_group(struct finish *s, struct copies *group) {
    u32 first = s->copies.count;
    for (u32 k = 0; k < group->count; k++) {
        struct copy c = s->w->copies.at[group->first + k];
        if (c.why == WHY_EVICT && s->w->home[c.vreg].at_def) continue;
        array_push(&s->copies, c);
    }
    *group = (struct copies){first, s->copies.count - first};
}

/* The loads of results come before the stores of those results: two groups in a row. */
static void assemble(struct finish *s) {
    struct walk *w = s->w;
    for (u32 n = 0; n < w->f->ins_count; n++) {
        if (s->al->before[n].count) keep_group(s, &s->al->before[n]);
        if (s->al->after[n].count) keep_group(s, &s->al->after[n]);
        if (!s->stores) continue;
        u32 first = s->copies.count;
        push_def_stores(s, w->l->operand_first[n], w->l->operand_first[n + 1]);
        s->al->stores[n] = (struct copies){first, s->copies.count - first};
    }
    u32 first = s->copies.count;
    if (s->stores) push_def_stores(s, w->l->entry_first, w->l->entry_end);
    s->al->entry = (struct copies){first, s->copies.count - first};
}

/* The slots of vregs that are stored at their definition are added. */
static void finish_ranges(struct finish *s) {
    struct walk *w = s->w;
    for (u32 k = 0, n = w->ranges.count; k < n; k++) {
        struct map_range r = w->ranges.at[k];
        const struct home *h = &w->home[r.vreg];
        if (r.loc.kind != LOC_REG)
            w->ranges.at[k].loc = h->loc;
        else if (h->needed && h->at_def)
            array_push(&w->ranges, ((struct map_range){r.vreg, r.first, r.end, h->loc}));
    }
    ranges_finish(s->al, w->ranges.at, w->ranges.count);
}

static void resolve_all(struct finish *s) {
    struct walk *w = s->w;
    for (u32 k = 0; k < s->copies.count; k++) {
        resolve(w, &s->copies.at[k].from);
        resolve(w, &s->copies.at[k].to);
    }
    for (u32 k = 0; k < w->l->operand_count; k++)
        if (w->l->operands[k].at != AT_LOC) resolve(w, &w->l->operands[k].loc);
}

/* ---- Early edges ------------------------------------------------------------------------ */

enum { EARLY_COPIES = 6 };

static bool writes(const struct finish *s, struct copies group, struct loc at) {
    for (u32 k = 0; k < group.count; k++)
        if (loc_same(s->copies.at[group.first + k].to, at)) return true;
    return false;
}

/* Whether the copies of an edge would disturb the branch itself. */
static bool disturbs_branch(const struct finish *s, struct copies group, u32 n) {
    const struct lowered *l = s->w->l;
    for (u32 k = l->operand_first[n]; k < l->operand_first[n + 1]; k++)
        if (writes(s, group, l->operands[k].loc)) return true;
    for (regset r = l->clobbers[n]; r; r &= r - 1)
        if (writes(s, group, loc_reg((reg)lowest_bit(r)))) return true;
    return false;
}

/* Whether they would overwrite what the other edge, or the block that it leads to, finds. */
static bool disturbs_edge(const struct finish *s, struct copies group, u32 edge) {
    const struct walk *w = s->w;
    struct copies own = s->al->on_edge[edge];
    u32 to = w->f->edges[edge].to;
    for (u32 k = 0; k < own.count; k++)
        if (writes(s, group, s->copies.at[own.first + k].from)) return true;
    for (u32 j = 0; j < w->entry[to].count; j++) {
        struct loc at = loc_reg(w->entry[to].at[j].r);
        if (writes(s, group, at) && !writes(s, own, at)) return true;
    }
    for (u32 j = 0; j < w->v->in[to].count; j++) {
        const struct home *h = &w->home[w->v->in[to].at[j].vreg];
        if (h->needed && writes(s, group, h->loc)) return true;
    }
    /* A parameter may lie where its argument does, without a copy. */
    struct vreg_span params = block_params(w->l, &w->f->blocks[to]);
    for (u32 v = params.first; v < params.end; v++) {
        const struct home *h = &w->home[v];
        if (h->needed && writes(s, group, h->loc) && !writes(s, own, h->loc)) return true;
    }
    return false;
}

static void find_early_edges(struct finish *s) {
    const struct ir_function *f = s->w->f;
    for (u32 b = 0; b < f->block_count; b++) {
        u32 n = f->blocks[b].ins_end - 1;
        if (f->ins[n].op != OP_BRANCH) continue;
        for (u32 k = 0; k < 2; k++) {
            u32 edge = f->ins[n].edge_first + k, other = f->ins[n].edge_first + !k;
            struct copies group = s->al->on_edge[edge];
            /* Without, the taken edge costs a jump; with, the other one costs the copies. */
            bool likely = f->blocks[f->edges[edge].to].loop_depth >
                          f->blocks[f->edges[other].to].loop_depth;
            s->al->early[edge] = group.count && group.count <= EARLY_COPIES && likely &&
                                 !disturbs_branch(s, group, n) &&
                                 !disturbs_edge(s, group, other);
        }
    }
}

struct allocation *walk_finish(struct walk *w) {
    struct arena *a = w->a;
    struct allocation *al = w->al;
    struct finish s = {.w = w, .al = al};
    u32 vregs = w->l->vreg_count + 1;
    s.exit = ARENA_ARRAY(a, struct held_at, vregs);
    s.entry = ARENA_ARRAY(a, u32, vregs);
    s.evictions = ARENA_ARRAY(a, u32, w->f->edge_count + 1);

    array_reserve(&s.copies, w->copies.count * 2 + 16);

    each_edge(&s, false);
    decide_stores(&s);
    assemble(&s);
    each_edge(&s, true);
    assign_slots(&s);
    finish_ranges(&s);
    resolve_all(&s);
    find_early_edges(&s);

    allocation_keep_copies(al, s.copies.at, s.copies.count);
    al->note_count = w->notes.count;
    al->notes = arena_alloc(a, sizeof *al->notes * (w->notes.count + 1));
    for (u32 k = 0; k < w->notes.count; k++) {
        const struct home *h = &w->home[w->notes.at[k].vreg];
        al->notes[k] = w->notes.at[k];
        if (h->at_def || !h->needed) al->notes[k].cost = 0;
    }
    al->used = w->taken;
    array_free(&s.copies);
    return al;
}
