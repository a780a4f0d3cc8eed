/* compile/codegen/ssa.c: the default register allocator.
 *
 * One walk over the blocks in reverse post-order, on SSA form. Within a block it follows Belady
 * as Braun & Hack 2009 ("Register spilling and live-range splitting for SSA-form programs") do:
 * what is used furthest away leaves its register when one is wanted. Between blocks each vreg
 * may be in another place: where paths join, the block's entry state is chosen once, and edges
 * carry parallel copies that establish it (so no SSA repair is needed: a vreg's copies are all
 * the same value). Registers are chosen by hints: fixed uses to come, the parameters and
 * arguments that a value is joined with, and the registers that operations destroy during its
 * life (so a value that lives across calls is born in a callee-saved register).
 *
 * Requires: a lowered function. Keeps: the order of operations, all effects. Stores go where
 * they cost least: at the definition (once, and out of loops), or at evictions (cold paths).
 */
#include <assert.h>

#include "compile/codegen/ssa.h"

/* ---- State ------------------------------------------------------------------------------ */

/* Appends a range, or prolongs the vreg's latest one when it goes on in the same place. */
static void add_range(struct walk *w, u32 vreg, struct loc loc, u32 first, u32 end) {
    assert(w->ranges.count < w->ranges.capacity); /* walk_expect_ranges */
    u32 *last = &w->last_range[vreg][loc.kind != LOC_REG];
    if (*last) {
        struct map_range *r = &w->ranges.at[*last - 1];
        if (r->end == first && loc_same(r->loc, loc)) {
            r->end = end;
            return;
        }
    }
    w->ranges.at[w->ranges.count++] = (struct map_range){vreg, first, end, loc};
    *last = w->ranges.count;
}

static void enter_memory(struct walk *w, u32 vreg, u32 at) {
    if (vreg_is_const(w->l, vreg)) return;
    if (!slot_valid(w, vreg)) w->slot_since[vreg] = at;
    w->home[vreg].needed = true;
    w->memory_at[vreg] = w->memory_count;
    w->memory[w->memory_count++] = vreg;
}

static void leave_memory(struct walk *w, u32 vreg) {
    u32 at = w->memory_at[vreg];
    if (at == NO_VALUE) return;
    u32 last = w->memory[--w->memory_count];
    w->memory[at] = last;
    w->memory_at[last] = at;
    w->memory_at[vreg] = NO_VALUE;
}

static void enter(struct walk *w, u32 vreg, reg r, u32 at) {
    w->where[vreg] = r;
    w->since[vreg] = at;
    if (r == NO_REG) {
        enter_memory(w, vreg, at);
        return;
    }
    w->occupant[r] = vreg;
    w->occupied |= regset_of(r);
    w->taken |= regset_of(r);
    if (!vreg_is_const(w->l, vreg)) w->web_reg[w->web[vreg]] = r;
}

static void leave(struct walk *w, u32 vreg, u32 at) {
    reg r = w->where[vreg];
    if (r == NO_REG) {
        leave_memory(w, vreg);
        return;
    }
    if (w->since[vreg] < at) add_range(w, vreg, loc_reg(r), w->since[vreg], at);
    if (w->occupant[r] == vreg) {
        w->occupant[r] = NO_VALUE;
        w->occupied &= ~regset_of(r);
    }
    w->where[vreg] = NO_REG;
}

void walk_put(struct walk *w, u32 vreg, reg r, u32 at) {
    enter(w, vreg, r, at);
    if (!vreg_has_home(w->l, vreg)) return;
    w->home[vreg].needed = true;
    if (!slot_valid(w, vreg)) w->slot_since[vreg] = at;
}

void walk_move(struct walk *w, u32 vreg, reg r, u32 at) {
    leave(w, vreg, at);
    enter(w, vreg, r, at);
}

static void leave_slot(struct walk *w, u32 vreg, u32 at) {
    if (!slot_valid(w, vreg)) return;
    /* Even if it is empty: a vreg stored by a block's last operation and loaded on an edge
     * needs a slot, though there is no point at which it lies there. */
    add_range(w, vreg, memory_of(vreg), w->slot_since[vreg], at);
    w->slot_since[vreg] = NO_VALUE;
}

void walk_kill(struct walk *w, u32 vreg, u32 at) {
    leave(w, vreg, at);
    leave_slot(w, vreg, at);
}

regset walk_class(const struct walk *w, enum reg_class cl) {
    return w->allowed & (cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT);
}

u32 walk_def_block(const struct walk *w, u32 vreg) {
    const struct value *v = &w->f->values[w->l->value_of[vreg]];
    if (v->kind == VALUE_PARAM) return v->def;
    u32 lo = 0, hi = w->f->block_count;
    while (hi - lo > 1) {
        u32 mid = (lo + hi) / 2;
        if (w->f->blocks[mid].ins_first <= v->def)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

bool walk_crosses_calls(const struct walk *w, u32 vreg) {
    regset destroyed = w->model->allocatable & ~w->model->callee_saved &
                       (vreg_class(w->l, vreg) == CLASS_INT ? REGSET_INT : REGSET_FLOAT);
    return (w->v->avoid[vreg] & destroyed) == destroyed;
}

/* The register that a vreg will be wanted in: that of the parameter that it is passed to, or
 * what the values that it is joined with had. */
static reg joined_reg(struct walk *w, u32 vreg) {
    u32 param = w->flows_to[vreg];
    if (param != NO_VALUE && w->param_reg[param] != NO_REG) return w->param_reg[param];
    return w->web_reg[w->web[vreg]];
}

reg walk_choose(struct walk *w, u32 vreg, regset candidates) {
    if (!candidates) return NO_REG;
    regset safe = candidates & ~w->v->avoid[vreg];
    regset from = safe ? safe : candidates;
    if (!vreg_is_const(w->l, vreg)) {
        reg hint = joined_reg(w, vreg);
        if (hint != NO_REG && regset_has(from, hint)) return hint;
    }
    if (w->v->want[vreg] & from) return (reg)lowest_bit(w->v->want[vreg] & from);
    /* Leave free what the loop's next round begins in. */
    u32 header = w->f->blocks[w->block].loop_header;
    regset cheap = from & (w->taken | ~w->model->callee_saved);
    if (header != NO_BLOCK && cheap & ~w->loop_regs[header])
        from = cheap & ~w->loop_regs[header];
    regset used = from & w->taken;
    for (u32 k = 0; k < COUNT_OF(w->tier); k++) {
        /* Callee-saved registers that the prologue saves anyhow are as good as others. */
        if (w->tier[k] & w->model->callee_saved && used) return (reg)lowest_bit(used);
        if (w->tier[k] & from) return (reg)lowest_bit(w->tier[k] & from);
    }
    return (reg)lowest_bit(from);
}

/* ---- Where blocks begin ----------------------------------------------------------------- */

struct candidate {
    u32 vreg;
    u32 distance;
    reg r; /* where the base predecessor holds it, or NO_REG */
    bool constant, param, everywhere, done;
    bool valid; /* its slot holds it on all ways into the block */
};

struct seen {    /* of a vreg where the predecessors walked already end */
    u16 held_in; /* in how many of them a register holds it */
    u16 unsaved; /* in how many of those its slot doesn't */
    u32 base;    /* the register that holds it in the base predecessor, or NO_REG */
};
static const struct seen unseen = {.base = NO_REG};

struct entry_plan { /* arrays have room for all vregs */
    struct candidate *candidates;
    u32 count;
    u64 *ranks;
    u32 *order;        /* in candidates */
    u32 *number;       /* per vreg: in candidates */
    u32 base;          /* block whose exit state is followed */
    u32 preds;         /* predecessors walked already */
    struct seen *seen; /* per vreg */
};

static const struct edge *edge_of(const struct walk *w, u32 pred_number) {
    return &w->f->edges[w->f->preds[pred_number]];
}

static bool done_before(const struct walk *w, u32 pred, u32 b) {
    return w->v->rpo_index[pred] < w->v->rpo_index[b];
}

static void choose_base(struct walk *w, u32 b, struct entry_plan *plan) {
    const struct block *block = &w->f->blocks[b];
    plan->base = NO_BLOCK;
    plan->preds = 0;
    for (u32 k = 0; k < block->pred_count; k++) {
        u32 from = w->f->edge_from[w->f->preds[block->pred_first + k]];
        if (!done_before(w, from, b)) continue;
        plan->preds++;
        if (plan->base == NO_BLOCK || w->frequency[from] > w->frequency[plan->base])
            plan->base = from;
        struct held_list out = w->exit[from];
        for (u32 j = 0; j < out.count; j++) {
            struct seen *x = &plan->seen[out.at[j].vreg];
            x->held_in++;
            x->unsaved += !out.at[j].valid;
        }
    }
    struct held_list out = w->exit[plan->base];
    for (u32 j = 0; j < out.count; j++) plan->seen[out.at[j].vreg].base = out.at[j].r;
}

static void forget_preds(struct walk *w, u32 b, struct entry_plan *plan) {
    const struct block *block = &w->f->blocks[b];
    for (u32 k = 0; k < block->pred_count; k++) {
        u32 from = w->f->edge_from[w->f->preds[block->pred_first + k]];
        if (!done_before(w, from, b)) continue;
        struct held_list out = w->exit[from];
        for (u32 j = 0; j < out.count; j++) plan->seen[out.at[j].vreg] = unseen;
    }
}

/* The register that holds a parameter's argument where the base predecessor ends. */
static reg argument_reg(struct walk *w, u32 b, struct entry_plan *plan, u32 param) {
    const struct block *block = &w->f->blocks[b];
    for (u32 k = 0; k < block->pred_count; k++) {
        if (w->f->edge_from[w->f->preds[block->pred_first + k]] != plan->base) continue;
        u32 v = edge_argument(w->l, edge_of(w, block->pred_first + k), param);
        return vreg_is_const(w->l, v) ? NO_REG : (reg)plan->seen[v].base;
    }
    return NO_REG;
}

static void gather(struct walk *w, u32 b, struct entry_plan *plan) {
    bool header = w->f->loop_end[b] != 0;
    struct live_list in = w->v->in[b];
    struct candidate *to = plan->candidates;
    for (u32 j = 0; j < in.count; j++) {
        u32 vreg = in.at[j].vreg;
        struct seen x = plan->seen[vreg];
        *to++ = (struct candidate){.vreg = vreg,
                                   .distance = in.at[j].distance,
                                   .r = (reg)x.base,
                                   .constant = vreg_is_const(w->l, vreg),
                                   .valid = !header && !x.unsaved,
                                   .everywhere = x.held_in == plan->preds};
    }
    struct vreg_span params = block_params(w->l, &w->f->blocks[b]);
    for (u32 v = params.first; v < params.end; v++)
        *to++ = (struct candidate){.vreg = v,
                                   .distance = w->v->param_use[v],
                                   .r = argument_reg(w, b, plan, v),
                                   .param = true,
                                   .everywhere = true};
    plan->count = (u32)(to - plan->candidates);
}

/* The most that is live at once in a loop, and whether most of its rounds call something. */
static void loop_pressure(struct walk *w, u32 header, u32 most[CLASS_COUNT], bool *calls) {
    float called = 0;
    most[CLASS_INT] = most[CLASS_FLOAT] = 0;
    for (u32 b = header; b < w->f->loop_end[header]; b++) {
        for (u32 cl = 0; cl < CLASS_COUNT; cl++)
            most[cl] = MAX(most[cl], w->v->pressure[b][cl]);
        if (w->v->calls[b]) called += w->frequency[b];
    }
    *calls = called >= w->frequency[header] / 2;
}

/* Lower is taken first: variables used soon, constants, what is only live through a loop. No
 * two are alike: of values used at the same time the youngest comes first. */
enum { VREG_BITS = 30, VREG_MASK = (1 << VREG_BITS) - 1 };
static u64 rank(const struct candidate *c) {
    u64 far = c->distance >= NOTE_FAR;
    return (far * 2 + c->constant) << 62 | (u64)c->distance << VREG_BITS |
           (VREG_MASK - c->vreg);
}

/* Whether a register at the block's start is possible at all. */
static bool is_able(const struct entry_plan *plan, const struct candidate *c, bool header) {
    bool far = c->distance >= NOTE_FAR;
    if (c->distance == NEVER) return false;
    if (header) return !far || (!c->constant && c->r != NO_REG);
    return c->everywhere || (!c->constant && !far && plan->seen[c->vreg].held_in > 0);
}

/* Puts those that are able first into plan->order, by rank, the others behind them. Returns how
 * many are able. */
static u32 sort_candidates(struct entry_plan *plan, bool header) {
    u32 n = plan->count, able = 0, unable = n, *order = plan->order;
    u64 *at = plan->ranks;
    for (u32 k = 0; k < n; k++) {
        const struct candidate *c = &plan->candidates[k];
        plan->number[c->vreg] = k;
        if (is_able(plan, c, header))
            at[able++] = rank(c);
        else
            order[--unable] = k;
    }
    for (u32 gap = able / 2; gap; gap /= 2) /* Shell sort: short lists, mostly in order */
        for (u32 i = gap; i < able; i++) {
            u64 key = at[i];
            u32 j = i;
            for (; j >= gap && at[j - gap] > key; j -= gap) at[j] = at[j - gap];
            at[j] = key;
        }
    for (u32 k = 0; k < able; k++)
        order[k] = plan->number[VREG_MASK - (u32)(at[k] & VREG_MASK)];
    return able;
}

/* Decides who begins block b in a register: moves those to the front of plan->order, returns how
 * many. */
static u32 select_entries(struct walk *w, u32 b, struct entry_plan *plan) {
    u32 room[CLASS_COUNT], through[CLASS_COUNT], constants[CLASS_COUNT], kept[CLASS_COUNT];
    bool header = w->f->loop_end[b] != 0, calls = false;
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
        room[cl] = through[cl] = constants[cl] = (u32)count_bits(walk_class(w, cl));
        kept[cl] = (u32)count_bits(walk_class(w, cl) & w->model->callee_saved);
    }
    if (header) {
        u32 most[CLASS_COUNT];
        loop_pressure(w, b, most, &calls);
        for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
            /* What isn't used in the loop may stay as far as the loop leaves registers over. */
            u32 unused = 0;
            for (u32 k = 0; k < plan->count; k++) {
                struct candidate *c = &plan->candidates[k];
                unused +=
                    !c->constant && c->distance >= NOTE_FAR && vreg_class(w->l, c->vreg) == cl;
            }
            u32 busy = most[cl] - MIN(unused, most[cl]);
            through[cl] = room[cl] - MIN(busy, room[cl]);
            constants[cl] = room[cl] - MIN(most[cl], room[cl]);
            if (calls) through[cl] = MIN(through[cl], kept[cl]);
        }
    }
    u32 able = sort_candidates(plan, header), *order = plan->order, n = 0;
    for (u32 k = 0; k < able; k++) {
        u32 number = order[k];
        const struct candidate *c = &plan->candidates[number];
        enum reg_class cl = vreg_class(w->l, c->vreg);
        bool far = c->distance >= NOTE_FAR, take = room[cl] > 0;
        if (header && far) take = take && through[cl] > 0;
        if (header && c->constant) take = take && constants[cl] > 0;
        /* What would be thrown out by a call in every round rather stays in memory. */
        bool keep = calls && !c->param && walk_crosses_calls(w, c->vreg);
        if (!take || (keep && !kept[cl])) continue;
        kept[cl] -= keep;
        room[cl]--;
        if (far && through[cl]) through[cl]--;
        if (c->constant && constants[cl]) constants[cl]--;
        order[k] = order[n];
        order[n++] = number;
    }
    return n;
}

/* Gives registers to the first n candidates: who can stay where the base predecessor has it
 * does; but a header's values rather move once, before the loop, out of what the loop destroys.
 */
static void assign_entries(struct walk *w, u32 b, struct entry_plan *plan, u32 n) {
    u32 point = w->f->blocks[b].ins_first;
    regset free = w->allowed;
    bool header = w->f->loop_end[b] != 0;
    for (u32 round = 0; round < 3; round++)
        for (u32 k = 0; k < n; k++) {
            struct candidate *c = &plan->candidates[plan->order[k]];
            regset mine = free & walk_class(w, vreg_class(w->l, c->vreg));
            if (c->done) continue;
            reg r = c->r;
            bool unsafe = r == NO_REG || w->v->avoid[c->vreg] >> r & 1;
            if (round == 0 && (r == NO_REG || !regset_has(mine, r) || (header && unsafe)))
                continue;
            if (round == 1) {
                if (!(mine & ~w->v->avoid[c->vreg])) continue;
                r = walk_choose(w, c->vreg, mine);
            }
            if (round == 2)
                r = r != NO_REG && regset_has(mine, r) ? r : walk_choose(w, c->vreg, mine);
            walk_put(w, c->vreg, r, point);
            if (c->param) {
                w->param_reg[c->vreg] = r;
                if (header) w->loop_regs[b] |= regset_of(r);
            }
            if (c->valid && !c->constant) w->slot_since[c->vreg] = point;
            free &= ~regset_of(r);
            c->done = true;
        }
}

static void begin_joined(struct walk *w, u32 b, struct entry_plan *plan) {
    choose_base(w, b, plan);
    gather(w, b, plan);
    u32 n = select_entries(w, b, plan);
    assign_entries(w, b, plan, n);
    for (u32 k = n; k < plan->count; k++) {
        const struct candidate *c = &plan->candidates[plan->order[k]];
        if (!c->constant && c->distance != NEVER)
            walk_put(w, c->vreg, NO_REG, w->f->blocks[b].ins_first);
    }
    forget_preds(w, b, plan);
}

/* Whether block b goes on where the block walked just before it ends, in the code too: then the
 * state is kept. */
static bool continues(const struct walk *w, u32 b) {
    const struct block *block = &w->f->blocks[b];
    return block->pred_count == 1 && block->param_count == 0 && w->block + 1 == b &&
           w->f->edge_from[w->f->preds[block->pred_first]] == w->block;
}

/* What is not live into b ends with the block before it. */
static void continue_straight(struct walk *w, u32 b) {
    u32 point = w->f->blocks[b].ins_first;
    for (regset s = w->occupied; s; s &= s - 1) {
        reg r = (reg)lowest_bit(s);
        u32 vreg = w->occupant[r];
        if (w->live_in[vreg] != b)
            walk_kill(w, vreg, point);
        else if (!vreg_is_const(w->l, vreg))
            w->web_reg[w->web[vreg]] = r;
    }
    for (u32 k = w->memory_count; k-- > 0;)
        if (w->live_in[w->memory[k]] != b) walk_kill(w, w->memory[k], point);
}

/* A block with one predecessor goes on where that ended. */
static void begin_straight(struct walk *w, u32 b, u32 pred) {
    u32 point = w->f->blocks[b].ins_first;
    struct held_list out = w->exit[pred];
    struct live_list in = w->v->in[b];
    for (u32 j = 0; j < out.count; j++) {
        struct held h = out.at[j];
        if (w->live_in[h.vreg] != b) continue;
        walk_put(w, h.vreg, h.r, point);
        if (h.valid && !vreg_is_const(w->l, h.vreg)) w->slot_since[h.vreg] = point;
    }
    for (u32 j = 0; j < in.count; j++)
        if (w->where[in.at[j].vreg] == NO_REG && !vreg_is_const(w->l, in.at[j].vreg))
            walk_put(w, in.at[j].vreg, NO_REG, point);
}

static void begin_function(struct walk *w) {
    for (u32 k = w->l->entry_first; k < w->l->entry_end; k++) {
        struct operand *o = &w->l->operands[k];
        u32 use = w->v->param_use[o->vreg];
        if (o->at == AT_FIXED) o->loc = loc_reg((reg)o->index);
        if (o->loc.kind == LOC_INCOMING && !vreg_has_home(w->l, o->vreg)) {
            w->home[o->vreg].incoming = true;
            w->home[o->vreg].loc = o->loc;
        }
        if (use != NEVER)
            walk_put(w, o->vreg, o->loc.kind == LOC_REG ? (reg)o->loc.index : NO_REG, 0);
    }
}

static struct held_list save_state(struct walk *w) {
    u32 count = (u32)count_bits(w->occupied);
    struct held *at = arena_alloc(w->a, sizeof *at * count), *to = at;
    for (regset s = w->occupied; s; s &= s - 1) {
        reg r = (reg)lowest_bit(s);
        u32 vreg = w->occupant[r];
        *to++ = (struct held){vreg, r, slot_valid(w, vreg)};
    }
    return (struct held_list){at, count};
}

static void clear_state(struct walk *w, u32 at) {
    for (; w->occupied; w->occupied &= w->occupied - 1) {
        reg r = (reg)lowest_bit(w->occupied);
        u32 vreg = w->occupant[r];
        if (w->since[vreg] < at) add_range(w, vreg, loc_reg(r), w->since[vreg], at);
        leave_slot(w, vreg, at);
        w->occupant[r] = NO_VALUE;
        w->where[vreg] = NO_REG;
    }
    for (; w->memory_count; w->memory_count--) {
        u32 vreg = w->memory[w->memory_count - 1];
        leave_slot(w, vreg, at);
        w->memory_at[vreg] = NO_VALUE;
    }
}

static void walk_block(struct walk *w, u32 b, struct entry_plan *plan) {
    const struct block *block = &w->f->blocks[b];
    struct live_list in = w->v->in[b];
    bool keep = b && continues(w, b);
    walk_expect_ranges(w, REGS + w->memory_count);
    if (b && !keep) clear_state(w, w->f->blocks[w->block].ins_end);
    w->block = b;
    for (u32 j = 0; j < in.count; j++) {
        w->time[in.at[j].vreg] = in.at[j].distance;
        w->live_in[in.at[j].vreg] = b;
    }
    struct vreg_span params = block_params(w->l, block);
    for (u32 v = params.first; v < params.end; v++) w->time[v] = w->v->param_use[v];
    if (b == 0)
        begin_function(w);
    else if (keep)
        continue_straight(w, b);
    else if (block->pred_count == 1 && block->param_count == 0)
        begin_straight(w, b, w->f->edge_from[w->f->preds[block->pred_first]]);
    else
        begin_joined(w, b, plan);
    w->entry[b] = save_state(w);
    for (u32 n = block->ins_first; n < block->ins_end; n++) place_operation(w, n);
    w->exit[b] = save_state(w);
}

/* ---- Set-up ----------------------------------------------------------------------------- */

/* Union-find over block parameters and their arguments. */
static u32 web_of(struct walk *w, u32 vreg) {
    while (w->web[vreg] != vreg) {
        w->web[vreg] = w->web[w->web[vreg]];
        vreg = w->web[vreg];
    }
    return vreg;
}

/* Notes that arg is passed to param along an edge from block `from`. */
static void join(struct walk *w, u32 arg, u32 param, u32 from, float *most) {
    w->web[web_of(w, arg)] = web_of(w, param);
    if (w->frequency[from] <= most[arg]) return;
    most[arg] = w->frequency[from];
    w->flows_to[arg] = param;
}

/* Parameters and their arguments are one web: they should share a register. */
static void join_webs(struct walk *w) {
    const struct ir_function *f = w->f;
    float *most = ARENA_ARRAY(w->a, float, w->l->vreg_count + 1);
    u32 vregs = w->l->vreg_count;
    for (u32 v = 0; v < vregs; v++) w->web[v] = v;
    memset(w->web_reg, NO_REG, vregs);
    memset(w->param_reg, NO_REG, vregs);
    memset(w->flows_to, 0xff, sizeof *w->flows_to * vregs);
    for (u32 k = 0; k < f->edge_count; k++) {
        const struct edge *e = &f->edges[k];
        struct vreg_span params = block_params(w->l, &f->blocks[e->to]);
        for (u32 v = params.first; v < params.end; v++) {
            u32 arg = edge_argument(w->l, e, v);
            if (!vreg_is_const(w->l, arg)) join(w, arg, v, f->edge_from[k], most);
        }
    }
    for (u32 v = 0; v < vregs; v++)
        if (w->web[v] != v) w->web[v] = web_of(w, v);
}

static void find_tiers(struct walk *w) {
    const struct model *m = w->model;
    regset args = 0;
    for (u32 cl = 0; cl < CLASS_COUNT; cl++)
        for (u32 k = 0; k < m->arg_count[cl]; k++) args |= regset_of(m->args[cl][k]);
    regset scratch = m->allocatable & ~m->callee_saved;
    /* Shadow registers come after all others. */
    for (u32 k = 0; k < 2; k++) {
        regset mine = k ? m->shadow : ~m->shadow;
        w->tier[3 * k] = mine & scratch & ~args;
        w->tier[3 * k + 1] = mine & scratch & args;
        w->tier[3 * k + 2] = mine & m->allocatable & m->callee_saved;
    }
}

struct allocation *allocate_ssa(struct lowered *l, bool with_notes) {
    struct arena *a = l->a;
    u32 vregs = l->vreg_count + 1, blocks = l->f->block_count;
    struct walk w = {.l = l, .f = l->f, .model = l->model, .a = a, .with_notes = with_notes};
    w.v = liveness_find(l);
    w.where = arena_alloc(a, vregs);
    memset(w.where, NO_REG, vregs);
    w.time = arena_alloc(a, sizeof *w.time * vregs);
    w.since = arena_alloc(a, sizeof *w.since * vregs);
    w.slot_since = arena_alloc(a, sizeof *w.slot_since * vregs);
    memset(w.slot_since, 0xff, sizeof *w.slot_since * vregs);
    w.live_in = ARENA_ARRAY(a, u32, vregs);
    w.memory_at = arena_alloc(a, sizeof *w.memory_at * vregs);
    memset(w.memory_at, 0xff, sizeof *w.memory_at * vregs);
    w.entry = ARENA_ARRAY(a, struct held_list, blocks);
    w.exit = ARENA_ARRAY(a, struct held_list, blocks);
    w.al = allocation_new(l);
    w.home = ARENA_ARRAY(a, struct home, vregs);
    w.last_range = arena_zalloc(a, sizeof *w.last_range * vregs);
    w.web = arena_alloc(a, sizeof *w.web * vregs);
    w.web_reg = arena_alloc(a, vregs);
    w.param_reg = arena_alloc(a, vregs);
    w.flows_to = arena_alloc(a, sizeof *w.flows_to * vregs);
    w.loop_regs = ARENA_ARRAY(a, regset, blocks);
    w.frequency = w.v->frequency;
    for (u32 r = 0; r < REGS; r++) w.occupant[r] = NO_VALUE;
    array_reserve(&w.copies, l->f->ins_count + 16);
    array_reserve(&w.ranges, vregs * 2);
    w.memory = arena_alloc(a, sizeof *w.memory * vregs);
    join_webs(&w);
    find_tiers(&w);
    w.allowed = budget_registers(&w);

    struct entry_plan plan = {0};
    plan.candidates = arena_alloc(a, sizeof *plan.candidates * vregs);
    plan.ranks = arena_alloc(a, sizeof *plan.ranks * vregs);
    plan.order = arena_alloc(a, sizeof *plan.order * vregs);
    plan.number = arena_alloc(a, sizeof *plan.number * vregs);
    plan.seen = arena_alloc(a, sizeof *plan.seen * vregs);
    for (u32 v = 0; v < vregs; v++) plan.seen[v] = unseen;
    for (u32 k = 0; k < w.v->rpo_count; k++) walk_block(&w, w.v->rpo[k], &plan);
    walk_expect_ranges(&w, REGS + w.memory_count);
    clear_state(&w, l->f->blocks[w.block].ins_end);

    struct allocation *al = walk_finish(&w);
    array_free(&w.copies);
    array_free(&w.ranges);
    array_free(&w.notes);
    return al;
}
