/* compile/codegen/verify_state.c: what each place holds, and what parallel copies make of it.
 *
 * Areas of memory are numbered behind the registers. On a machine of 32 bits an f64 in memory
 * takes two words: the set is that of the first, and the second word's own set is empty; who
 * writes either word destroys it. */
#include "compile/codegen/verify.h"

#include <stdio.h>

/* ---- Places ----------------------------------------------------------------------------- */

#define HOST_WORDS 512 /* argument * 2, + 1 for the high half */

void state_init(struct checker *c) {
    struct convention results = convention_results(
        c->model, c->f->result_types, c->f->result_count, c->l->argument_words, c->a);
    c->area_words[LOC_REG] = 64;
    c->area_words[LOC_SLOT] = c->al->slot_words;
    c->area_words[LOC_INCOMING] = results.words;
    c->area_words[LOC_OUTGOING] = c->l->outgoing_words;
    c->area_words[LOC_HOST] = HOST_WORDS;
    for (u32 kind = LOC_REG; kind < LOC_CONST; kind++) {
        c->area_base[kind] = c->place_count;
        c->place_count += c->area_words[kind] + 1;
    }
    c->cells = ARENA_ARRAY(c->a, struct cell, c->place_count);
    for (u32 p = 0; p < c->place_count; p++) c->cells[p].claims = NONE;
    c->stamp[LAYER_OPERATION] = c->stamp[LAYER_EDGE] = c->group = 1;
}

u32 place_of(const struct checker *c, struct loc l, u32 vreg) {
    if (l.kind == LOC_NONE || l.kind >= LOC_CONST) return NO_PLACE;
    u32 index = l.index;
    if (l.kind == LOC_REG) {
        if (index >= 64 || reg_class_of((reg)index) != vreg_class(c->l, vreg)) return NO_PLACE;
        return index;
    }
    if (l.kind == LOC_HOST) {
        if (index & ~0x1ffu || (index & 0x100 && vreg_is_wide(c, vreg))) return NO_PLACE;
        index = (index & 0xff) * 2 + (index >> 8);
    }
    if (index + vreg_is_wide(c, vreg) >= c->area_words[l.kind]) return NO_PLACE;
    return c->area_base[l.kind] + index;
}

const char *place_name(struct checker *c, struct loc l) {
    char *out = c->names[c->name++ % COUNT_OF(c->names)];
    size_t size = sizeof c->names[0];
    switch ((enum loc_kind)l.kind) {
    case LOC_NONE: snprintf(out, size, "nowhere"); break;
    case LOC_REG:
        if (l.index < 64 &&
            (c->isa->registers[l.index].name || regset_has(c->model->shadow, (reg)l.index)))
            snprintf(out, size, "%s", model_register_name(c->model, (reg)l.index));
        else
            snprintf(out, size, "no register (%u)", l.index);
        break;
    case LOC_SLOT: snprintf(out, size, "slot%u", l.index); break;
    case LOC_INCOMING: snprintf(out, size, "in%u", l.index); break;
    case LOC_OUTGOING: snprintf(out, size, "out%u", l.index); break;
    case LOC_HOST:
        snprintf(out, size, "host%u%s", l.index & 0xff, l.index & 0x100 ? ".hi" : "");
        break;
    case LOC_CONST: snprintf(out, size, "a constant"); break;
    case LOC_AREA: snprintf(out, size, "the register area (%u)", l.index); break;
    }
    return out;
}

/* ---- Sets ------------------------------------------------------------------------------- */

/* A walk over the set of a place: of nodes, or of claims while nothing has been written there.
 */
struct set_walk {
    const struct checker *c;
    u32 at;
    bool claims;
};

static struct set_walk walk_set(const struct checker *c, u32 place) {
    const struct cell *cell = &c->cells[place];
    for (u32 layer = c->layer + 1; layer-- > 0;)
        if (cell->stamp[layer] == c->stamp[layer])
            return (struct set_walk){c, cell->set[layer], false};
    return (struct set_walk){c, cell->claims, true};
}

/* The next vreg; NO_VALUE at the end. */
static u32 set_next(struct set_walk *w) {
    if (w->at == NONE) return NO_VALUE;
    u32 at = w->at;
    w->at = w->claims ? w->c->next_claim[at] : w->c->nodes.at[at].next;
    return w->claims ? w->c->al->ranges[at].vreg : w->c->nodes.at[at].vreg;
}

bool place_holds(const struct checker *c, u32 place, u32 vreg) {
    struct set_walk w = walk_set(c, place);
    for (u32 v; (v = set_next(&w)) != NO_VALUE;)
        if (v == vreg) return true;
    return false;
}

const char *place_content(struct checker *c, u32 place) {
    if (place == NO_PLACE) return "nothing";
    struct set_walk w = walk_set(c, place);
    u32 v = set_next(&w);
    return v == NO_VALUE ? "nothing" : verify_name(c, v);
}

static bool is_wide_at(const struct checker *c, u32 place) {
    struct set_walk w = walk_set(c, place);
    u32 v = set_next(&w);
    return v != NO_VALUE && vreg_is_wide(c, v);
}

u32 set_of(struct checker *c, u32 vreg, u32 rest) {
    array_push(&c->nodes, ((struct node){vreg, rest}));
    return c->nodes.count - 1;
}

void place_put(struct checker *c, u32 place, u32 set) {
    struct cell *cell = &c->cells[place];
    if (cell->stamp[c->layer] != c->stamp[c->layer]) array_push(&c->touched[c->layer], place);
    cell->stamp[c->layer] = c->stamp[c->layer];
    cell->set[c->layer] = set;
}

void place_write(struct checker *c, u32 place, u32 set) {
    if (place > c->area_base[LOC_SLOT]) {
        if (is_wide_at(c, place - 1)) place_put(c, place - 1, NONE);
        if (set != NONE && vreg_is_wide(c, c->nodes.at[set].vreg))
            place_put(c, place + 1, NONE);
    }
    place_put(c, place, set);
}

void layer_drop(struct checker *c, enum layer layer) {
    c->stamp[layer]++;
    c->touched[layer].count = 0;
    if (layer == LAYER_OPERATION) c->nodes.count = 0;
}

/* ---- Copies ----------------------------------------------------------------------------- */

/* The set that a move of source's type takes along. */
static u32 moved_set(struct checker *c, const struct copy *copy) {
    if (copy->from.kind == LOC_CONST) return set_of(c, copy->source, NONE);
    u32 set = NONE;
    struct set_walk w = walk_set(c, place_of(c, copy->from, copy->source));
    for (u32 v; (v = set_next(&w)) != NO_VALUE;)
        if (c->l->vreg_type[v] == c->l->vreg_type[copy->source]) set = set_of(c, v, set);
    return set;
}

static bool check_source(struct checker *c, const struct copy *copy) {
    if (copy->from.kind == LOC_CONST) {
        if (vreg_is_const(c->l, copy->source)) return true;
        verify_fail(c, "%s is made anew, but is no constant", verify_name(c, copy->source));
        return false;
    }
    u32 place = place_of(c, copy->from, copy->source);
    if (place != NO_PLACE && place_holds(c, place, copy->source)) return true;
    verify_fail(c, "%s is copied from %s, which holds %s", verify_name(c, copy->source),
                place_name(c, copy->from), place_content(c, place));
    return false;
}

static bool check_target(struct checker *c, const struct copy *copy, u32 kinds) {
    u32 place = place_of(c, copy->to, copy->source);
    bool good = place != NO_PLACE && kinds >> copy->to.kind & 1;
    if (good && copy->to.kind == LOC_REG)
        good = regset_has(c->model->allocatable, (reg)copy->to.index);
    if (!good)
        verify_fail(c, "%s is copied to %s, where it may not go", verify_name(c, copy->source),
                    place_name(c, copy->to));
    else if (copy->to.kind == LOC_REG)
        c->written |= regset_of((reg)copy->to.index);
    return good;
}

/* Notes which words the copy number k of a group writes. */
static bool mark_target(struct checker *c, const struct copy *copy, u32 k) {
    u32 place = place_of(c, copy->to, copy->source);
    u32 words = copy->to.kind != LOC_REG && vreg_is_wide(c, copy->source) ? 2 : 1;
    for (u32 w = 0; w < words; w++) {
        struct cell *cell = &c->cells[place + w];
        if (cell->group == c->group) {
            verify_fail(c, "two copies at once write to %s", place_name(c, copy->to));
            return false;
        }
        cell->group = c->group;
        cell->copy = k;
    }
    return true;
}

/* Copies are put in an order by comparing places: a source may be another's target, but not
 * share just a word with it. */
static bool check_overlap(struct checker *c, const struct copy *group,
                          const struct copy *copy) {
    if (copy->from.kind == LOC_CONST || copy->from.kind == LOC_REG) return true;
    u32 place = place_of(c, copy->from, copy->source);
    for (u32 w = 0; w < 1u + vreg_is_wide(c, copy->source); w++) {
        const struct cell *cell = &c->cells[place + w];
        if (cell->group != c->group || loc_same(group[cell->copy].to, copy->from)) continue;
        verify_fail(c, "a copy from %s and one to %s overlap", place_name(c, copy->from),
                    place_name(c, group[cell->copy].to));
        return false;
    }
    return true;
}

void check_copies(struct checker *c, struct copies group, u32 kinds) {
    if (!group.count) return;
    if (group.first > c->al->copy_count || group.count > c->al->copy_count - group.first) {
        verify_fail(c, "copies %u to %u are not there", group.first,
                    group.first + group.count - 1);
        return;
    }
    const struct copy *copies = c->al->copies + group.first;
    bool good = true;
    c->pending.count = 0;
    c->group++;
    for (u32 k = 0; k < group.count; k++) {
        const struct copy *copy = &copies[k];
        if (!vreg_is_valid(c, copy->source) || !vreg_is_valid(c, copy->vreg) ||
            c->l->vreg_type[copy->vreg] != c->l->vreg_type[copy->source]) {
            verify_fail(c, "copy %u is of no vreg", group.first + k);
            return;
        }
        if (!check_target(c, copy, kinds)) return;
        good &= mark_target(c, copy, k) && check_source(c, copy);
    }
    if (!good) return;
    for (u32 k = 0; k < group.count; k++) {
        if (!check_overlap(c, copies, &copies[k])) return;
        array_push(&c->pending, moved_set(c, &copies[k]));
    }
    for (u32 k = 0; k < group.count; k++)
        place_write(c, place_of(c, copies[k].to, copies[k].source), c->pending.at[k]);
}
