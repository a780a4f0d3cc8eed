/* compile/codegen/linear_finish.c: resolution. Every vreg is a list of pieces now; what is left
 * is to make copies where its place changes: before and behind operations, and on edges, where
 * block parameters get their arguments in the same parallel copies (Wimmer & Franz 2010, section
 * 6). Then stores, slots and the ranges of the map.
 *
 * A vreg that is ever read from memory is stored once, where it is defined, or each time that
 * it leaves a register, whichever is rarer.
 */
#include <assert.h>

#include "compile/codegen/linear.h"

/* Groups of copies, in the order in which they lie in the end. */
enum group { BEFORE, AFTER, STORES, GROUPS };

struct
    grouped { /* a copy and its group: operation * GROUPS + enum group, then edges, then entry
                 */
    u32 group;
    struct copy copy;
};

struct finish {
    struct scan *s;
    ARRAY(struct grouped) copies;
    ARRAY(struct map_range) ranges;
    bool *in_memory; /* per vreg: some piece is, or it has a home (constants never) */
    bool *at_def;    /* per vreg: stored where it is defined */
    float *cost;     /* per vreg: of stores where it leaves registers */
    float *def_cost; /* per vreg: of a store where it is defined */
};

/* ---- Places ----------------------------------------------------------------------------- */

static struct loc piece_loc(const struct scan *s, u32 i) {
    const struct piece *x = &s->pieces.at[i];
    if (x->r != NO_REG) return loc_reg(x->r);
    return vreg_is_const(s->l, x->vreg) ? (struct loc){LOC_CONST, 0} : s->home[x->vreg];
}

static bool in_hole(const struct scan *s, u32 i, u32 p) {
    u32 k = s->pieces.at[i].span;
    while (k != NONE && s->spans.at[k].to <= p) k = s->spans.at[k].next;
    return k == NONE || s->spans.at[k].from > p;
}

/* LOC_NONE: the vreg isn't live there. Constants are read in their holes, too. */
static struct loc loc_at(const struct scan *s, u32 vreg, u32 p) {
    u32 i = piece_at(s, vreg, p);
    bool constant = vreg_is_const(s->l, vreg);
    if (i != NONE && !(constant && in_hole(s, i, p))) return piece_loc(s, i);
    return (struct loc){constant ? LOC_CONST : LOC_NONE, 0};
}

static bool is_reg(struct loc l) {
    return l.kind == LOC_REG;
}

/* ---- Copies ----------------------------------------------------------------------------- */

static u32 group_of(u32 n, enum group g) {
    return n * GROUPS + g;
}
static u32 edge_group(const struct scan *s, u32 edge) {
    return s->f->ins_count * GROUPS + edge;
}
static u32 entry_group(const struct scan *s) {
    return s->f->ins_count * GROUPS + s->f->edge_count;
}

static void copy(struct finish *f, u32 group, u32 vreg, struct loc from, struct loc to,
                 u32 source, enum why why) {
    if (loc_same(from, to)) return;
    if (from.kind == LOC_CONST) why = WHY_REMAKE;
    array_push(&f->copies, ((struct grouped){group, {vreg, from, to, source, (u8)why}}));
}

static void store(struct finish *f, u32 group, u32 vreg, struct loc from, enum why why) {
    if (is_reg(from) && !vreg_is_const(f->s->l, vreg))
        copy(f, group, vreg, from, f->s->home[vreg], vreg, why);
}

/* ---- Where pieces follow one another ---------------------------------------------------- */

static bool is_block_start(const struct scan *s, u32 p) {
    return p % POSITIONS == 0 &&
           s->f->blocks[s->block_of[p / POSITIONS]].ins_first == p / POSITIONS;
}

/* From piece i to the next one, without a hole and within a block. */
static bool follows(const struct scan *s, u32 i, u32 next) {
    return s->pieces.at[i].to == s->pieces.at[next].from &&
           !is_block_start(s, s->pieces.at[next].from);
}

/* Where the store of a vreg that goes to memory at p would be, and from where. */
static struct loc stored_from(const struct scan *s, u32 vreg, u32 p, u32 *group) {
    u32 n = p / POSITIONS;
    *group = group_of(n, p % POSITIONS == 3 ? AFTER : BEFORE);
    return loc_at(s, vreg, p % POSITIONS == 3 ? position_out(n) : n * POSITIONS);
}

static void change_piece(struct finish *f, u32 i, u32 next, bool count) {
    struct scan *s = f->s;
    u32 p = s->pieces.at[next].from, vreg = s->pieces.at[i].vreg, group;
    struct loc from = piece_loc(s, i), to = piece_loc(s, next);
    if (!is_reg(to)) {
        from = stored_from(s, vreg, p, &group);
        if (!is_reg(from)) return;
        if (count)
            f->cost[vreg] += s->v->frequency[s->block_of[p / POSITIONS]];
        else if (!f->at_def[vreg])
            store(f, group, vreg, from, WHY_EVICT);
        return;
    }
    if (count) return;
    copy(f, group_of(p / POSITIONS, BEFORE), vreg, from, to, vreg,
         is_reg(from) ? WHY_FIXED : WHY_RELOAD);
}

/* The vreg's place where block b begins, on each edge that leads there. */
static void change_block(struct finish *f, u32 vreg, u32 b, bool count) {
    struct scan *s = f->s;
    const struct block *block = &s->f->blocks[b];
    struct loc to = loc_at(s, vreg, block->ins_first * POSITIONS);
    for (u32 k = 0; k < block->pred_count; k++) {
        u32 edge = s->f->preds[block->pred_first + k], pred = s->f->edge_from[edge];
        struct loc from = loc_at(s, vreg, s->f->blocks[pred].ins_end * POSITIONS - 1);
        if (loc_same(from, to)) continue;
        if (is_reg(to)) {
            if (!count)
                copy(f, edge_group(s, edge), vreg, from, to, vreg,
                     is_reg(from) ? WHY_EDGE : WHY_RELOAD);
        } else if (count) {
            f->cost[vreg] += MIN(s->v->frequency[pred], s->v->frequency[b]);
        } else if (!f->at_def[vreg]) {
            store(f, edge_group(s, edge), vreg, from, WHY_EVICT);
        }
    }
}

/* A vreg that is a parameter of block b gets its value there otherwise. */
static bool is_param_of(const struct scan *s, u32 vreg, u32 b) {
    const struct value *v = &s->f->values[s->l->value_of[vreg]];
    return v->kind == VALUE_PARAM && v->def == b;
}

static void change_places(struct finish *f, u32 vreg, bool count) {
    struct scan *s = f->s;
    u32 first = s->first_piece[vreg];
    if (first == NONE || s->pieces.at[first].next == NONE) return;
    for (u32 i = first, next; (next = s->pieces.at[i].next) != NONE; i = next)
        if (follows(s, i, next)) change_piece(f, i, next, count);
    u32 done = NO_BLOCK; /* pieces may meet in the middle of a block, or where it begins */
    for (u32 i = first; i != NONE; i = s->pieces.at[i].next)
        for (u32 k = s->pieces.at[i].span; k != NONE; k = s->spans.at[k].next) {
            u32 p = s->spans.at[k].from, b = s->block_of[p / POSITIONS];
            if (!is_block_start(s, p)) b++;
            for (; b < s->f->block_count &&
                   s->f->blocks[b].ins_first * POSITIONS < s->spans.at[k].to;
                 b++)
                if (b != done && !is_param_of(s, vreg, b))
                    change_block(f, vreg, done = b, count);
        }
}

/* ---- Definitions ------------------------------------------------------------------------ */

static void finish_edges(struct finish *f) {
    struct scan *s = f->s;
    for (u32 edge = 0; edge < s->f->edge_count; edge++) {
        const struct edge *e = &s->f->edges[edge];
        const struct block *to = &s->f->blocks[e->to];
        u32 end = s->f->blocks[s->f->edge_from[edge]].ins_end * POSITIONS - 1;
        struct vreg_span params = block_params(s->l, to);
        for (u32 param = params.first; param < params.end; param++) {
            u32 arg = edge_argument(s->l, e, param);
            if (s->first_piece[param] == NONE) continue;
            struct loc at = loc_at(s, param, to->ins_first * POSITIONS);
            struct loc from = loc_at(s, arg, end);
            bool stored = share_home(s->l, arg, param);
            if (is_reg(at) || !stored)
                copy(f, edge_group(s, edge), param, from, at, arg, WHY_EDGE);
            if (is_reg(at) && f->at_def[param] && !stored)
                copy(f, edge_group(s, edge), param, from, s->home[param], arg, WHY_SPILL);
        }
    }
}

static void finish_entry(struct finish *f) {
    struct scan *s = f->s;
    for (u32 k = s->l->entry_first; k < s->l->entry_end; k++) {
        struct operand *o = &s->l->operands[k];
        if (o->at == AT_FIXED) o->loc = loc_reg((reg)o->index);
        if (s->first_piece[o->vreg] == NONE) continue;
        struct loc to = loc_at(s, o->vreg, 0);
        copy(f, entry_group(s), o->vreg, o->loc, to, o->vreg,
             is_reg(to) ? (is_reg(o->loc) ? WHY_FIXED : WHY_RELOAD) : WHY_SPILL);
        if (is_reg(to) && f->at_def[o->vreg])
            copy(f, entry_group(s), o->vreg, o->loc, s->home[o->vreg], o->vreg, WHY_SPILL);
    }
}

/* Where the operation leaves a def, and how it comes from there to its own place. */
static void finish_def(struct finish *f, struct operand *o, u32 n,
                       const struct operand *operands) {
    struct scan *s = f->s;
    bool tie_fixed = o->at == AT_SAME && operands[o->index].at == AT_FIXED;
    if (o->at == AT_FIXED) o->loc = loc_reg((reg)o->index);
    if (tie_fixed) o->loc = loc_reg((reg)operands[o->index].index);
    if (s->first_piece[o->vreg] == NONE) return;
    if (o->at == AT_FIXED || o->at == AT_LOC || tie_fixed) {
        struct loc to = loc_at(s, o->vreg, position_behind(n));
        copy(f, group_of(n, AFTER), o->vreg, o->loc, to, o->vreg,
             !is_reg(to)      ? WHY_SPILL
             : is_reg(o->loc) ? WHY_FIXED
                              : WHY_RELOAD);
        if (f->at_def[o->vreg]) store(f, group_of(n, STORES), o->vreg, to, WHY_SPILL);
        return;
    }
    o->loc = loc_at(s, o->vreg, position_out(n));
    assert(is_reg(o->loc));
    if (f->at_def[o->vreg]) store(f, group_of(n, AFTER), o->vreg, o->loc, WHY_SPILL);
}

/* ---- Operations ------------------------------------------------------------------------- */

/* The place of a use that a tied def takes over, or of another one that reads the same copy. */
static struct loc tied_loc(const struct scan *s, const struct operand *o, u32 count, u32 k,
                           u32 n) {
    for (u32 j = 0; j < count; j++) {
        if (o[j].kind != OPERAND_DEF || o[j].at != AT_SAME) continue;
        const struct operand *use = &o[o[j].index];
        if (o[j].index != k && (use->vreg != o[k].vreg || o[j].early)) continue;
        return use->at == AT_FIXED ? loc_reg((reg)use->index)
                                   : loc_at(s, o[j].vreg, position_in(n));
    }
    return (struct loc){LOC_NONE, 0};
}

static void finish_use(struct finish *f, struct operand *o, u32 n, u32 k, u32 count) {
    struct scan *s = f->s;
    struct operand *use = &o[k];
    struct loc tied = {LOC_NONE, 0};
    enum why why = WHY_FIXED;
    if (use->at == AT_FIXED) {
        use->loc = loc_reg((reg)use->index);
        /* The same operation reads it from a register, too, and that came out to be this one:
         * it comes there as its next piece. */
        if (loc_same(use->loc, loc_at(s, use->vreg, position_in(n)))) return;
    } else if (use->at != AT_LOC) {
        tied = tied_loc(s, o, count, k, n);
        use->loc = tied.kind == LOC_NONE ? loc_at(s, use->vreg, position_in(n)) : tied;
        assert(is_reg(use->loc) || use->at == AT_ANY);
        if (tied.kind == LOC_NONE) return;
        why = WHY_SAME;
    }
    /* Two operands may read the same copy. */
    for (u32 j = 0; j < k; j++)
        if (o[j].kind == OPERAND_USE && o[j].vreg == use->vreg &&
            loc_same(o[j].loc, use->loc) && tied.kind != LOC_NONE)
            return;
    struct loc from = loc_at(s, use->vreg, n * POSITIONS);
    if (!is_reg(from)) why = WHY_RELOAD;
    copy(f, group_of(n, BEFORE), use->vreg, from, use->loc, use->vreg, why);
}

static void finish_operation(struct finish *f, u32 n) {
    struct scan *s = f->s;
    u32 first = s->l->operand_first[n], count = s->l->operand_first[n + 1] - first;
    struct operand *o = s->l->operands + first;
    for (u32 k = 0; k < count; k++) {
        if (o[k].kind == OPERAND_USE) finish_use(f, o, n, k, count);
        if (o[k].kind == OPERAND_DEF) finish_def(f, &o[k], n, o);
        if (o[k].kind == OPERAND_TEMP)
            o[k].loc = o[k].at == AT_FIXED ? loc_reg((reg)o[k].index)
                                           : loc_reg(s->pieces.at[s->temp_piece[first + k]].r);
        if (o[k].loc.kind == LOC_REG) s->al->used |= regset_of((reg)o[k].loc.index);
    }
    s->al->used |= s->l->clobbers[n];
}

/* ---- Stores ----------------------------------------------------------------------------- */

static void find_def_costs(struct finish *f) {
    const struct scan *s = f->s;
    for (u32 v = 0; v < s->l->vreg_count; v++)
        if (s->first_piece[v] != NONE)
            f->def_cost[v] =
                s->v->frequency[s->block_of[s->pieces.at[s->first_piece[v]].from / POSITIONS]];
}

static void decide_stores(struct finish *f) {
    const struct scan *s = f->s;
    find_def_costs(f);
    for (u32 v = 0; v < s->l->vreg_count; v++) {
        if (s->first_piece[v] == NONE || vreg_is_const(s->l, v)) continue;
        f->in_memory[v] = vreg_has_home(s->l, v);
        for (u32 i = s->first_piece[v]; i != NONE; i = s->pieces.at[i].next)
            f->in_memory[v] |= s->pieces.at[i].r == NO_REG;
        if (!f->in_memory[v]) continue;
        change_places(f, v, true);
        f->at_def[v] = s->incoming[v] || vreg_has_home(s->l, v) || f->def_cost[v] <= f->cost[v];
    }
}

/* ---- Ranges and slots ------------------------------------------------------------------- */

static u32 point_from(u32 p) {
    return (p + POSITIONS - 1) / POSITIONS;
}

static void make_ranges(struct finish *f) {
    struct scan *s = f->s;
    for (u32 i = 0; i < s->pieces.count; i++) {
        const struct piece *x = &s->pieces.at[i];
        if (x->vreg == NO_VALUE) continue;
        struct loc at = piece_loc(s, i);
        for (u32 k = x->span; k != NONE; k = s->spans.at[k].next) {
            struct map_range r = {x->vreg, point_from(s->spans.at[k].from),
                                  point_from(s->spans.at[k].to), at};
            if (r.first >= r.end) continue;
            if (at.kind != LOC_CONST) array_push(&f->ranges, r);
            if (!is_reg(at) || !f->at_def[x->vreg]) continue;
            r.loc = s->home[x->vreg];
            array_push(&f->ranges, r);
        }
    }
}

/* Points at which a slot must be a piece's own: of each operation that may write or read it,
 * and of those between them. */
static void lengthen_life(const struct finish *f, struct slot_life *life, u32 i) {
    const struct scan *s = f->s;
    const struct piece *x = &s->pieces.at[i];
    u32 first = x->from / POSITIONS, end = point_from(x->to);
    /* What is defined is stored behind its operation; what is evicted, before. */
    if (s->first_piece[x->vreg] == i) first = point_from(x->from);
    life->first = MIN(life->first, first);
    life->end = MAX(life->end, MAX(end, first + 1));
}

/* A slot for each vreg that is in memory somewhere, for the hull of its pieces there. */
static void assign_slots(struct finish *f) {
    struct scan *s = f->s;
    struct slot_life *lives = arena_alloc(s->a, sizeof *lives * (s->l->vreg_count + 1));
    u32 count = 0;
    for (u32 v = 0; v < s->l->vreg_count; v++) {
        if (!f->in_memory[v] || s->home[v].kind != LOC_SLOT) continue;
        struct slot_life *life = &lives[count++];
        *life = (struct slot_life){.vreg = v, .first = NONE};
        for (u32 i = s->first_piece[v]; i != NONE; i = s->pieces.at[i].next)
            if (s->pieces.at[i].r == NO_REG || f->at_def[v]) lengthen_life(f, life, i);
    }
    s->al->slot_words = slots_assign(s->l, lives, count);
    for (u32 k = 0; k < count; k++) s->home[lives[k].vreg] = lives[k].slot;
}

static void resolve(const struct scan *s, struct loc *l) {
    if (l->kind == LOC_SLOT) *l = s->home[l->index];
}

static void resolve_all(struct finish *f) {
    const struct scan *s = f->s;
    for (u32 k = 0; k < f->copies.count; k++) {
        resolve(s, &f->copies.at[k].copy.from);
        resolve(s, &f->copies.at[k].copy.to);
    }
    for (u32 k = 0; k < s->l->operand_count; k++) resolve(s, &s->l->operands[k].loc);
    for (u32 k = 0; k < f->ranges.count; k++) resolve(s, &f->ranges.at[k].loc);
}

/* ---- Result ----------------------------------------------------------------------------- */

/* Copies in the order of their groups, by a counting sort. */
static void keep_copies(struct finish *f) {
    struct scan *s = f->s;
    struct allocation *al = s->al;
    u32 groups = entry_group(s) + 1;
    u32 *first = ARENA_ARRAY(s->a, u32, groups + 1);
    u32 *next = arena_alloc(s->a, sizeof *next * groups);
    struct copy *sorted = arena_alloc(s->a, sizeof *sorted * (f->copies.count + 1));
    for (u32 k = 0; k < f->copies.count; k++) first[f->copies.at[k].group + 1]++;
    for (u32 g = 0; g < groups; g++) first[g + 1] += first[g];
    memcpy(next, first, sizeof *next * groups);
    for (u32 k = 0; k < f->copies.count; k++)
        sorted[next[f->copies.at[k].group]++] = f->copies.at[k].copy;
    for (u32 g = 0; g < groups; g++) {
        struct copies c = {first[g], first[g + 1] - first[g]};
        u32 n = g / GROUPS;
        if (g == entry_group(s))
            al->entry = c;
        else if (n >= s->f->ins_count)
            al->on_edge[g - s->f->ins_count * GROUPS] = c;
        else
            *(g % GROUPS == BEFORE  ? &al->before[n]
              : g % GROUPS == AFTER ? &al->after[n]
                                    : &al->stores[n]) = c;
    }
    allocation_keep_copies(al, sorted, f->copies.count);
}

/* Most come in order; those about registers that an operation destroys come early. What is stored
 * where it is defined costs nothing later. */
static void keep_notes(const struct finish *f) {
    struct scan *s = f->s;
    u32 n = s->notes.count;
    struct note *out = arena_alloc(s->a, sizeof *out * (n + 1));
    for (u32 k = 0, j; k < n; k++) {
        for (j = k; j > 0 && out[j - 1].point > s->notes.at[k].point; j--) out[j] = out[j - 1];
        out[j] = s->notes.at[k];
        if (f->at_def[out[j].vreg]) out[j].cost = 0;
    }
    s->al->notes = out;
    s->al->note_count = n;
}

void scan_finish(struct scan *s) {
    u32 vregs = s->l->vreg_count + 1;
    struct finish f = {.s = s,
                       .in_memory = ARENA_ARRAY(s->a, bool, vregs),
                       .at_def = ARENA_ARRAY(s->a, bool, vregs),
                       .cost = ARENA_ARRAY(s->a, float, vregs),
                       .def_cost = ARENA_ARRAY(s->a, float, vregs)};
    decide_stores(&f);
    finish_entry(&f);
    for (u32 n = 0; n < s->f->ins_count; n++) finish_operation(&f, n);
    for (u32 v = 0; v < s->l->vreg_count; v++) change_places(&f, v, false);
    finish_edges(&f);
    make_ranges(&f);
    assign_slots(&f);
    resolve_all(&f);
    keep_copies(&f);
    ranges_finish(s->al, f.ranges.at, f.ranges.count);
    keep_notes(&f);
    array_free(&f.copies);
    array_free(&f.ranges);
}
