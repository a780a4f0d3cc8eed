/* The checker of allocations against allocations that are wrong: correct ones are broken in one
 * place, in many ways, and each must be rejected.
 *
 * A mutation may also leave an allocation correct (a copy dropped that brought a value to where
 * it was already, a range lengthened over points at which the register still holds the value).
 * So each kind below takes only places where it is wrong for certain, by what the *original*
 * claims: the reason stands beside it. Two vregs can have the same value only if they are
 * joined by parameters and arguments: in one *web*.
 *
 * Wild mutations, anything anywhere, come on top: the checker must not crash, and how many it
 * accepts is printed. */
#include "tests/compile/allocations.h"
#include "tests/compile/random_function.h"

struct subject {
    struct arena a;
    struct lowered *l;
    const struct ir_function *f;
    struct allocation *al, saved;
    struct operand *saved_operands;
    regset *saved_clobbers;
    u32 *web; /* per vreg: union-find */
    u64 random;
};

/* ---- Chance and copies of things -------------------------------------------------------- */

static u32 below(struct subject *s, u32 n) {
    return (u32)(random_next(&s->random) >> 11) % n;
}

static void *keep(struct subject *s, const void *from, size_t size) {
    void *to = arena_alloc(&s->a, size + 1);
    if (size) memcpy(to, from, size);
    return to;
}

static void copy_parts(struct subject *s, struct allocation *to,
                       const struct allocation *from) {
    u32 n = s->f->ins_count;
    *to = *from;
    to->copies = keep(s, from->copies, sizeof *from->copies * from->copy_count);
    to->before = keep(s, from->before, sizeof *from->before * n);
    to->after = keep(s, from->after, sizeof *from->after * n);
    to->stores = keep(s, from->stores, sizeof *from->stores * n);
    to->on_edge = keep(s, from->on_edge, sizeof *from->on_edge * s->f->edge_count);
    to->early = keep(s, from->early, sizeof *from->early * s->f->edge_count);
    to->ranges = keep(s, from->ranges, sizeof *from->ranges * from->range_count);
}

static void restore(struct subject *s) {
    u32 n = s->f->ins_count;
    struct allocation *al = s->al, *old = &s->saved;
    memcpy(al->copies, old->copies, sizeof *al->copies * al->copy_count);
    memcpy(al->before, old->before, sizeof *al->before * n);
    memcpy(al->after, old->after, sizeof *al->after * n);
    memcpy(al->stores, old->stores, sizeof *al->stores * n);
    if (s->f->edge_count)
        memcpy(al->on_edge, old->on_edge, sizeof *al->on_edge * s->f->edge_count);
    if (s->f->edge_count) memcpy(al->early, old->early, sizeof *al->early * s->f->edge_count);
    memcpy(al->ranges, old->ranges, sizeof *al->ranges * old->range_count);
    memcpy(s->l->operands, s->saved_operands, sizeof *s->l->operands * s->l->operand_count);
    memcpy(s->l->clobbers, s->saved_clobbers, sizeof *s->l->clobbers * n);
    al->entry = old->entry;
    al->used = old->used;
    al->slot_words = old->slot_words;
    al->range_count = old->range_count;
}

static u32 find_web(struct subject *s, u32 vreg) {
    while (s->web[vreg] != vreg) vreg = s->web[vreg] = s->web[s->web[vreg]];
    return vreg;
}

static void join_webs(struct subject *s) {
    const struct ir_function *f = s->f;
    s->web = ARENA_ARRAY(&s->a, u32, s->l->vreg_count + 1);
    for (u32 v = 0; v < s->l->vreg_count; v++) s->web[v] = v;
    for (u32 e = 0; e < f->edge_count; e++)
        for (u32 k = 0; k < f->edges[e].arg_count; k++) {
            u32 arg = s->l->vreg_first[f->lists[f->edges[e].arg_first + k]];
            u32 value = f->blocks[f->edges[e].to].param_first + k;
            u32 param = s->l->vreg_first[value], end = s->l->vreg_first[value + 1];
            for (; param < end; param++, arg++) s->web[find_web(s, arg)] = find_web(s, param);
        }
}

static void subject_open(struct subject *s, const struct program *p,
                         const struct ir_function *f, const struct model *m, u64 seed) {
    *s = (struct subject){.f = f, .random = seed};
    arena_init(&s->a);
    s->l = lower(p, f, m, &s->a);
    s->al = allocate_ssa(s->l, false);
    copy_parts(s, &s->saved, s->al);
    s->saved_operands = keep(s, s->l->operands, sizeof *s->l->operands * s->l->operand_count);
    s->saved_clobbers = keep(s, s->l->clobbers, sizeof *s->l->clobbers * f->ins_count);
    join_webs(s);
}

/* ---- What the original says ------------------------------------------------------------- */

static bool joined(struct subject *s, u32 v, u32 w) {
    return find_web(s, v) == find_web(s, w);
}

static bool claimed(const struct subject *s, u32 vreg, struct loc at, u32 point) {
    for (u32 r = 0; r < s->saved.range_count; r++) {
        const struct map_range *range = &s->saved.ranges[r];
        if (range->vreg == vreg && range->first <= point && point < range->end &&
            loc_same(range->loc, at))
            return true;
    }
    return false;
}

static bool begins(const struct subject *s, u32 vreg, struct loc at, u32 point) {
    for (u32 r = 0; r < s->saved.range_count; r++) {
        const struct map_range *range = &s->saved.ranges[r];
        if (range->vreg == vreg && range->first == point && loc_same(range->loc, at))
            return true;
    }
    return false;
}

/* The claim that another web's vreg has on a place at a point. */
static bool others_claim(struct subject *s, u32 vreg, struct loc at, u32 point) {
    for (u32 r = 0; r < s->saved.range_count; r++) {
        const struct map_range *range = &s->saved.ranges[r];
        if (range->first <= point && point < range->end && loc_same(range->loc, at) &&
            !joined(s, range->vreg, vreg))
            return true;
    }
    return false;
}

static bool is_terminator(const struct subject *s, u32 n) {
    return op_info[s->f->ins[n].op].flags & OP_J;
}

static bool is_written(const struct subject *s, struct copies group, struct loc at) {
    for (u32 k = 0; k < group.count; k++)
        if (loc_same(s->saved.copies[group.first + k].to, at)) return true;
    return false;
}

/* A USE operand of operation n reads the vreg there. */
static bool is_read(const struct subject *s, u32 n, u32 vreg, struct loc at) {
    for (u32 k = s->l->operand_first[n]; k < s->l->operand_first[n + 1]; k++) {
        const struct operand *o = &s->saved_operands[k];
        if (o->kind == OPERAND_USE && o->vreg == vreg && loc_same(o->loc, at)) return true;
    }
    return false;
}

/* Without this copy its target would not hold the vreg, and the operation, or the map at the
 * next point, wants it there. */
static bool is_needed(const struct subject *s, u32 n, const struct copy *c) {
    if (claimed(s, c->vreg, c->to, n)) return false;
    return is_read(s, n, c->vreg, c->to) ||
           (!is_terminator(s, n) && begins(s, c->vreg, c->to, n + 1));
}

/* ---- Candidates ------------------------------------------------------------------------- */

enum { TRIES = 60 };

static u32 any_operation(struct subject *s) {
    return below(s, s->f->ins_count);
}

static struct copy *any_copy(struct subject *s, struct copies group) {
    return &s->al->copies[group.first + below(s, group.count)];
}

/* A copy before an operation that is needed there; NULL when none is found. */
static struct copy *needed_copy(struct subject *s, u32 *n) {
    for (u32 k = 0; k < TRIES; k++) {
        *n = any_operation(s);
        if (!s->al->before[*n].count) continue;
        struct copy *c = any_copy(s, s->al->before[*n]);
        if (is_needed(s, *n, c)) return c;
    }
    return NULL;
}

static struct operand *any_operand(struct subject *s, u32 *n, u8 kind) {
    for (u32 k = 0; k < TRIES; k++) {
        *n = any_operation(s);
        u32 first = s->l->operand_first[*n], count = s->l->operand_first[*n + 1] - first;
        if (!count) continue;
        struct operand *o = &s->l->operands[first + below(s, count)];
        if (o->kind == kind && o->loc.kind == LOC_REG) return o;
    }
    return NULL;
}

static struct map_range *any_range(struct subject *s) {
    return s->al->range_count ? &s->al->ranges[below(s, s->al->range_count)] : NULL;
}

/* Another allocatable register of the class. */
static struct loc other_register(struct subject *s, struct loc from) {
    const struct model *m = s->l->model;
    enum reg_class cl = reg_class_of((reg)from.index);
    for (;;) {
        struct loc l = loc_reg(m->order[cl][below(s, m->count[cl])]);
        if (!loc_same(l, from)) return l;
    }
}

static void drop(struct subject *s, struct copies *group, struct copy *c) {
    *c = s->al->copies[group->first + --group->count];
}

/* ---- Copies ----------------------------------------------------------------------------- */

/* The copy is needed. */
static bool drop_copy(struct subject *s) {
    u32 n;
    struct copy *c = needed_copy(s, &n);
    if (c) drop(s, &s->al->before[n], c);
    return c;
}

/* It is needed where it went. */
static bool redirect_copy(struct subject *s) {
    u32 n;
    struct copy *c = needed_copy(s, &n);
    if (!c) return false;
    if (c->to.kind == LOC_REG)
        c->to = other_register(s, c->to);
    else
        c->to.index ^= 1;
    return true;
}

/* Nothing says that its vreg is there. */
static bool misread_copy(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n = any_operation(s);
        if (!s->al->before[n].count) continue;
        struct copy *c = any_copy(s, s->al->before[n]);
        enum reg_class cl = vreg_class(s->l, c->vreg);
        struct loc from = other_register(s, loc_reg(s->l->model->order[cl][0]));
        if (claimed(s, c->source, from, n)) continue;
        c->from = from;
        return true;
    }
    return false;
}

/* No constant. */
static bool make_variable_anew(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        if (!s->al->copy_count) return false;
        u32 n = any_operation(s);
        if (!s->al->before[n].count) continue;
        struct copy *c = any_copy(s, s->al->before[n]);
        if (vreg_is_const(s->l, c->source)) continue;
        c->from = (struct loc){LOC_CONST, 0};
        return true;
    }
    return false;
}

/* The operation wants the one that was. */
static bool make_other_constant(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n;
        struct copy *c = needed_copy(s, &n);
        if (!c) return false;
        u32 v = below(s, s->l->vreg_count);
        if (c->from.kind != LOC_CONST || v == c->vreg || !vreg_is_const(s->l, v) ||
            s->l->vreg_type[v] != s->l->vreg_type[c->vreg])
            continue;
        c->vreg = c->source = v;
        return true;
    }
    return false;
}

/* Neither is where the other was. */
static bool swap_sources(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n = any_operation(s);
        if (s->al->before[n].count < 2) continue;
        struct copy *c = any_copy(s, s->al->before[n]), *d = any_copy(s, s->al->before[n]);
        if (d->from.kind == LOC_CONST || joined(s, c->source, d->source) ||
            claimed(s, c->source, d->from, n))
            continue;
        struct loc from = c->from;
        c->from = d->from;
        d->from = from;
        return true;
    }
    return false;
}

static bool write_twice(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n = any_operation(s);
        if (s->al->before[n].count < 2) continue;
        struct copy *c = any_copy(s, s->al->before[n]), *d = any_copy(s, s->al->before[n]);
        if (c == d) continue;
        c->to = d->to;
        return true;
    }
    return false;
}

/* The map has the new vreg there at the next point, and it comes from nowhere else. */
static bool drop_behind(struct subject *s, struct copies *groups) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n = any_operation(s);
        if (!groups[n].count) continue;
        struct copy *c = any_copy(s, groups[n]);
        if (!begins(s, c->vreg, c->to, n + 1)) continue;
        drop(s, &groups[n], c);
        return true;
    }
    return false;
}
static bool drop_after(struct subject *s) {
    return drop_behind(s, s->al->after);
}
static bool drop_store(struct subject *s) {
    return drop_behind(s, s->al->stores);
}
static bool drop_entry_store(struct subject *s) {
    if (!s->al->entry.count) return false;
    struct copy *c = any_copy(s, s->al->entry);
    if (!claimed(s, c->vreg, c->to, 0)) return false;
    drop(s, &s->al->entry, c);
    return true;
}

/* A copy on an edge without which the block would not find its vreg. */
static struct copy *edge_copy(struct subject *s, u32 *e) {
    for (u32 k = 0; k < TRIES && s->f->edge_count; k++) {
        *e = below(s, s->f->edge_count);
        if (!s->al->on_edge[*e].count) continue;
        struct copy *c = any_copy(s, s->al->on_edge[*e]);
        u32 last = s->f->blocks[s->f->edge_from[*e]].ins_end - 1;
        u32 first = s->f->blocks[s->f->edges[*e].to].ins_first;
        if (claimed(s, c->vreg, c->to, first) && !claimed(s, c->source, c->to, last) &&
            !is_written(s, s->saved.before[last], c->to))
            return c;
    }
    return NULL;
}
static bool drop_edge_copy(struct subject *s) {
    u32 e;
    struct copy *c = edge_copy(s, &e);
    if (c) drop(s, &s->al->on_edge[e], c);
    return c;
}
static bool redirect_edge_copy(struct subject *s) {
    u32 e;
    struct copy *c = edge_copy(s, &e);
    if (!c) return false;
    if (c->to.kind == LOC_REG)
        c->to = other_register(s, c->to);
    else
        c->to.index++;
    return true;
}
/* The other argument is not joined with this one. */
static bool pass_other_argument(struct subject *s) {
    u32 e;
    struct copy *c = edge_copy(s, &e);
    if (!c) return false;
    const struct copy *d = any_copy(s, s->al->on_edge[e]);
    if (joined(s, c->source, d->source) ||
        s->l->vreg_type[c->source] != s->l->vreg_type[d->source])
        return false;
    c->from = d->from;
    c->source = d->source;
    return true;
}

/* The block that the other edge leads to finds what the copies overwrite. */
static bool copy_early(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 e;
        const struct copy *c = edge_copy(s, &e);
        if (!c) return false;
        const struct ins *i = &s->f->ins[s->f->blocks[s->f->edge_from[e]].ins_end - 1];
        if (i->op != OP_BRANCH) continue;
        u32 other = e == i->edge_first ? e + 1 : i->edge_first;
        u32 point = s->f->blocks[s->f->edges[other].to].ins_first;
        if (!others_claim(s, c->source, c->to, point) ||
            is_written(s, s->saved.on_edge[other], c->to))
            continue;
        s->al->early[e] = true;
        return true;
    }
    return false;
}

/* ---- Operands --------------------------------------------------------------------------- */

/* Two vregs that are not joined. */
static bool swap_uses(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n;
        struct operand *o = any_operand(s, &n, OPERAND_USE);
        if (!o) return false;
        u32 first = s->l->operand_first[n], count = s->l->operand_first[n + 1] - first;
        struct operand *other = &s->l->operands[first + below(s, count)];
        if (other->kind != OPERAND_USE || other->loc.kind != LOC_REG ||
            joined(s, o->vreg, other->vreg))
            continue;
        struct loc loc = o->loc;
        o->loc = other->loc;
        other->loc = loc;
        return true;
    }
    return false;
}

/* The vreg is neither there before nor copied there. */
static bool move_use(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n;
        struct operand *o = any_operand(s, &n, OPERAND_USE);
        if (!o) return false;
        struct loc to = other_register(s, o->loc);
        if (claimed(s, o->vreg, to, n) || is_written(s, s->saved.before[n], to)) continue;
        o->loc = to;
        return true;
    }
    return false;
}

/* The map has it where it was. */
static bool move_def(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n;
        struct operand *o = any_operand(s, &n, OPERAND_DEF);
        if (!o) return false;
        if (!begins(s, o->vreg, o->loc, n + 1)) continue;
        o->loc = other_register(s, o->loc);
        return true;
    }
    return false;
}

/* Not allowed. */
static bool temp_on_operand(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n;
        struct operand *o = any_operand(s, &n, OPERAND_TEMP);
        if (!o) return false;
        u32 first = s->l->operand_first[n], count = s->l->operand_first[n + 1] - first;
        struct operand *other = &s->l->operands[first + below(s, count)];
        if (other == o || other->loc.kind != LOC_REG) continue;
        o->loc = other->loc;
        return true;
    }
    return false;
}

/* Not what the ISA asks for. */
static bool forget_wish(struct subject *s) {
    u32 n;
    struct operand *o = any_operand(s, &n, OPERAND_USE);
    if (!o) return false;
    o->at = o->at == AT_REG ? AT_ANY : AT_REG;
    return true;
}
static bool forget_clobber(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        u32 n = any_operation(s);
        if (!s->l->clobbers[n]) continue;
        s->l->clobbers[n] &= s->l->clobbers[n] - 1;
        return true;
    }
    return false;
}

/* ---- Ranges ----------------------------------------------------------------------------- */

/* Some operation reads the vreg there, and no copy brings it. */
static bool relies_on(const struct subject *s, const struct map_range *r, u32 n) {
    return is_read(s, n, r->vreg, r->loc) && !is_written(s, s->saved.before[n], r->loc);
}
static bool drop_range(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        struct map_range *r = any_range(s);
        if (!r) return false;
        for (u32 n = r->first; n < r->end; n++) {
            if (!relies_on(s, r, n)) continue;
            *r = s->al->ranges[--s->al->range_count];
            return true;
        }
    }
    return false;
}
static bool shorten_range(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        struct map_range *r = any_range(s);
        if (!r) return false;
        if (r->end - r->first < 2 || !relies_on(s, r, r->end - 1)) continue;
        r->end--;
        return true;
    }
    return false;
}
static bool shorten_range_at_start(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        struct map_range *r = any_range(s);
        if (!r) return false;
        if (r->end - r->first < 2 || !relies_on(s, r, r->first)) continue;
        r->first++;
        return true;
    }
    return false;
}
/* Somebody else's place at that point, or no point at all. */
static bool lengthen_range(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        struct map_range *r = any_range(s);
        if (!r) return false;
        if (r->end < s->f->ins_count && !others_claim(s, r->vreg, r->loc, r->end)) continue;
        r->end++;
        return true;
    }
    return false;
}
static bool is_defined_by(const struct subject *s, u32 vreg, u32 n) {
    const struct value *v = &s->f->values[s->l->value_of[vreg]];
    return v->kind == VALUE_RESULT && v->def == n;
}
/* Before its definition. */
static bool begin_early(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        struct map_range *r = any_range(s);
        if (!r) return false;
        if (!r->first || !is_defined_by(s, r->vreg, r->first - 1)) continue;
        r->first--;
        return true;
    }
    return false;
}
/* The definition puts it elsewhere, and no copy moves it on. */
static bool change_register(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        struct map_range *r = any_range(s);
        if (!r) return false;
        if (!r->first || r->loc.kind != LOC_REG || !is_defined_by(s, r->vreg, r->first - 1))
            continue;
        r->loc = other_register(s, r->loc);
        return true;
    }
    return false;
}
/* Across a call, in a register that the callee may use. */
static bool survive_in_clobbered(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        struct map_range *r = any_range(s);
        if (!r) return false;
        regset destroyed = s->l->model->allocatable & ~s->l->model->callee_saved &
                           (vreg_class(s->l, r->vreg) == CLASS_INT ? REGSET_INT : REGSET_FLOAT);
        for (u32 n = r->first; n + 1 < r->end; n++)
            if (op_info[s->f->ins[n].op].flags & OP_C && destroyed) {
                r->loc = loc_reg((reg)lowest_bit(destroyed));
                return true;
            }
    }
    return false;
}

/* ---- The whole -------------------------------------------------------------------------- */

static void rename_slot(struct loc *l, u32 from, u32 to) {
    if (l->kind == LOC_SLOT && l->index == from) l->index = to;
}
/* Two vregs that are not joined lie in them at one point. */
static bool merge_slots(struct subject *s) {
    for (u32 k = 0; k < TRIES; k++) {
        const struct map_range *x = any_range(s), *y = any_range(s);
        if (!x || x->loc.kind != LOC_SLOT || y->loc.kind != LOC_SLOT ||
            joined(s, x->vreg, y->vreg) || x->first >= y->end || y->first >= x->end ||
            s->l->vreg_type[x->vreg] != s->l->vreg_type[y->vreg] || loc_same(x->loc, y->loc))
            continue;
        u32 from = x->loc.index, to = y->loc.index;
        for (u32 n = 0; n < s->al->copy_count; n++) {
            rename_slot(&s->al->copies[n].from, from, to);
            rename_slot(&s->al->copies[n].to, from, to);
        }
        for (u32 n = 0; n < s->al->range_count; n++)
            rename_slot(&s->al->ranges[n].loc, from, to);
        for (u32 n = 0; n < s->l->operand_count; n++)
            rename_slot(&s->l->operands[n].loc, from, to);
        return true;
    }
    return false;
}
/* A definition writes it. */
static bool forget_used(struct subject *s) {
    u32 n;
    struct operand *o = any_operand(s, &n, OPERAND_DEF);
    if (!o) return false;
    s->al->used &= ~regset_of((reg)o->loc.index);
    return true;
}
/* The last word is somebody's. */
static bool shrink_frame(struct subject *s) {
    for (u32 r = 0; r < s->al->range_count; r++) {
        const struct map_range *range = &s->al->ranges[r];
        bool two = type_bytes(s->l->vreg_type[range->vreg]) > s->l->model->isa->word_bytes;
        if (range->loc.kind != LOC_SLOT || range->loc.index + 1u + two != s->al->slot_words)
            continue;
        s->al->slot_words--;
        return true;
    }
    return false;
}

static const struct mutation {
    const char *name;
    bool (*apply)(struct subject *s); /* false: no place was found */
} mutations[] = {
    {"a copy is dropped", drop_copy},
    {"a copy goes elsewhere", redirect_copy},
    {"a copy comes from elsewhere", misread_copy},
    {"a variable is made like a constant", make_variable_anew},
    {"another constant is made", make_other_constant},
    {"two copies' sources are swapped", swap_sources},
    {"two copies have one target", write_twice},
    {"a copy behind an operation is dropped", drop_after},
    {"a store is dropped", drop_store},
    {"a parameter is not stored", drop_entry_store},
    {"a copy on an edge is dropped", drop_edge_copy},
    {"a copy on an edge goes elsewhere", redirect_edge_copy},
    {"another argument is passed", pass_other_argument},
    {"an edge's copies are made too early", copy_early},
    {"two operands are swapped", swap_uses},
    {"an operand is elsewhere", move_use},
    {"a result is elsewhere", move_def},
    {"a temp shares a register", temp_on_operand},
    {"an operand's wish is forgotten", forget_wish},
    {"a clobber is forgotten", forget_clobber},
    {"a range is dropped", drop_range},
    {"a range ends early", shorten_range},
    {"a range begins late", shorten_range_at_start},
    {"a range ends late", lengthen_range},
    {"a range begins early", begin_early},
    {"a range has another register", change_register},
    {"a clobbered register survives", survive_in_clobbered},
    {"two slots are merged", merge_slots},
    {"a used register is forgotten", forget_used},
    {"the frame is too small", shrink_frame},
};

/* ---- Wild ones -------------------------------------------------------------------------- */

static u32 any_u32(struct subject *s) {
    return below(s, 4) ? below(s, 70) : (u32)random_next(&s->random);
}
static struct loc any_loc(struct subject *s) {
    return (struct loc){below(s, 8), any_u32(s)};
}
static void go_wild(struct subject *s) {
    struct allocation *al = s->al;
    u32 n = any_operation(s);
    switch (below(s, 14)) {
    case 0:
        if (al->copy_count) al->copies[below(s, al->copy_count)].to = any_loc(s);
        break;
    case 1:
        if (al->copy_count) al->copies[below(s, al->copy_count)].from = any_loc(s);
        break;
    case 2:
        if (al->copy_count) al->copies[below(s, al->copy_count)].source = any_u32(s);
        break;
    case 3:
        if (al->copy_count) al->copies[below(s, al->copy_count)].vreg = any_u32(s);
        break;
    case 4: al->before[n] = (struct copies){any_u32(s), any_u32(s)}; break;
    case 5: al->after[n].count = any_u32(s); break;
    case 6: al->stores[n].first = any_u32(s); break;
    case 7:
        if (s->f->edge_count) al->on_edge[below(s, s->f->edge_count)].count = any_u32(s);
        break;
    case 8:
        if (al->range_count) any_range(s)->vreg = any_u32(s);
        break;
    case 9:
        if (al->range_count) any_range(s)->first = any_u32(s);
        break;
    case 10:
        if (al->range_count) any_range(s)->end = any_u32(s);
        break;
    case 11:
        if (al->range_count) any_range(s)->loc = any_loc(s);
        break;
    case 12:
        if (s->l->operand_count) s->l->operands[below(s, s->l->operand_count)].loc = any_loc(s);
        break;
    case 13:
        if (s->l->operand_count)
            s->l->operands[below(s, s->l->operand_count)].vreg = any_u32(s);
        break;
    }
}

/* ---- Tests ------------------------------------------------------------------------------ */

static struct model models[MODELS_MAX];
static u32 model_count;
static u32 made[COUNT_OF(mutations)], accepted, wild, wild_accepted;

static int by_first(const void *x, const void *y) {
    const struct map_range *p = x, *q = y;
    if (p->first != q->first) return p->first < q->first ? -1 : 1;
    if (p->vreg != q->vreg) return p->vreg < q->vreg ? -1 : 1;
    return (int)p->loc.kind - (int)q->loc.kind;
}

/* Rejected for what they say, not for their order. */
static void sort_ranges(struct subject *s) {
    if (s->al->range_count)
        qsort(s->al->ranges, s->al->range_count, sizeof *s->al->ranges, by_first);
}

static void mutate(struct subject *s, u32 rounds) {
    struct status st = {0};
    if (!allocation_verify(s->al, &st)) fail_msg("%s: %s", s->l->model->name, st.text);
    for (u32 k = 0; k < COUNT_OF(mutations) * rounds; k++) {
        u32 kind = k % COUNT_OF(mutations);
        bool applied = mutations[kind].apply(s);
        sort_ranges(s);
        if (applied && allocation_verify(s->al, &st)) {
            accepted++;
            print_message("ACCEPTED: %s (%s, %u operations)\n", mutations[kind].name,
                          s->l->model->name, s->f->ins_count);
        }
        made[kind] += applied;
        status_free(&st);
        restore(s);
    }
    for (u32 k = 0; k < rounds * 8; k++) {
        go_wild(s);
        sort_ranges(s);
        wild_accepted += allocation_verify(s->al, &st);
        wild++;
        status_free(&st);
        restore(s);
    }
    if (!allocation_verify(s->al, &st)) fail_msg("not restored: %s", st.text);
}

static void rejects_in_random_functions(void **state) {
    (void)state;
    for (u64 seed = 1; seed <= 120; seed++) {
        struct arena a;
        arena_init(&a);
        struct random_shape shape = {.seed = seed,
                                     .operations = 10 + (u32)seed % 80,
                                     .old = (u32)seed * 7 % 90,
                                     .floats = (u32)seed * 5 % 50};
        struct program *p = random_program(seed, &a);
        struct ir_function *f = random_function(p, &shape, &a);
        for (u32 k = 0; k < 4; k++) {
            struct subject s;
            subject_open(&s, p, f, &models[(seed * 4 + k) % model_count], seed * 10 + k);
            mutate(&s, 2);
            arena_free(&s.a);
        }
        arena_free(&a);
    }
}

static void rejects_in_a_program(void **state) {
    (void)state;
    struct program *p = workload("sort");
    if (!p) skip();
    struct arena a;
    arena_init(&a);
    for (u32 n = p->imported_function_count; n < p->function_count; n++) {
        struct ir_function *f = ir_build(p, n, &a, &a, NULL, NULL);
        for (u32 k = 0; k < 2 && f->ins_count <= 300; k++) {
            struct subject s;
            subject_open(&s, p, f, &models[(n * 2 + k) % model_count], n * 10 + k);
            mutate(&s, 2);
            arena_free(&s.a);
        }
        arena_reset(&a);
    }
    arena_free(&a);
    program_free(p);
}

static void rejected_all(void **state) {
    (void)state;
    u32 total = 0, kinds = 0;
    for (u32 k = 0; k < COUNT_OF(mutations); k++) {
        print_message("%6u  %s\n", made[k], mutations[k].name);
        total += made[k];
        kinds += made[k] > 0;
    }
    print_message("%u wrong allocations, %u accepted; of %u wild ones %u accepted\n", total,
                  accepted, wild, wild_accepted);
    assert_int_equal(accepted, 0);
    assert_int_equal(kinds, COUNT_OF(mutations));
}

int main(void) {
    model_count = every_model(models);
    const struct CMUnitTest tests[] = {cmocka_unit_test(rejects_in_random_functions),
                                       cmocka_unit_test(rejects_in_a_program),
                                       cmocka_unit_test(rejected_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
