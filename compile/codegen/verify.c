/* compile/codegen/verify.c: proves an allocation and its location map by symbolic execution, in
 * the spirit of regalloc2's checker, and goes one step further: the machine's state at a point
 * is taken to be what the map says there and *nothing more*, as that is all that a migration
 * brings along. So the map is what is proved by induction, and no iteration is needed:
 *
 *   - where a block begins, what its ranges claim is taken for granted;
 *   - each operation is carried out on the claims at its point: copies, uses, what it destroys,
 *     definitions, copies, stores; the claims at the next point must then hold. Whatever else
 * the registers and slots contain is forgotten;
 *   - each edge must make the claims of the block it leads to come true, parameters standing
 * for their arguments; and the function's entry those of point 0;
 *   - while a function is suspended in a call, the claims of the point behind it, less the
 * call's results, hold already, in places that the callee keeps; on return, there is nothing
 * else; with homes, see verify_homes.c.
 *
 * The claims themselves: where the code still reads a vreg, the map has it; the map has a vreg
 * only where its value is live in the IR, and some part of every value that is, so that any two
 * machines agree about which values there are.
 *
 * Not proved here: that emission does what the allocation says (the order of parallel copies,
 * the frame, the ISA's instructions). */
#include "compile/codegen/verify.h"

#include <stdio.h>

/* ---- Messages --------------------------------------------------------------------------- */

#define ERRORS_MAX 30 /* a status shows 20 */

void verify_fail(struct checker *c, const char *fmt, ...) {
    if (c->errors++ >= ERRORS_MAX) return;
    struct text t = {0};
    if (c->point == NO_VALUE) {
        text_add(&t, "entry: ");
    } else {
        text_printf(&t, "point %u (%s", c->point, op_info[c->f->ins[c->point].op].name);
        if (c->edge != NO_VALUE) text_printf(&t, ", to block %u", c->f->edges[c->edge].to);
        text_add(&t, "): ");
    }
    va_list args;
    va_start(args, fmt);
    text_vprintf(&t, fmt, args);
    va_end(args);
    status_add(c->st, FAULT_INTERNAL, "%s", text_string(&t));
    text_free(&t);
}

const char *verify_name(struct checker *c, u32 vreg) {
    char *out = c->names[c->name++ % COUNT_OF(c->names)];
    bool half = vreg_is_valid(c, vreg) && vreg_is_half(c->l, vreg);
    snprintf(out, sizeof c->names[0], "v%u%s",
             vreg_is_valid(c, vreg) ? c->l->value_of[vreg] : vreg,
             half ? (vreg_part(c->l, vreg) ? ".hi" : ".lo") : "");
    return out;
}

/* ---- Ranges ----------------------------------------------------------------------------- */

static u32 range_place(const struct checker *c, u32 r) {
    return place_of(c, c->al->ranges[r].loc, c->al->ranges[r].vreg);
}

static bool in_memory(struct loc l) {
    return l.kind != LOC_REG;
}

static const char *range_fault(const struct checker *c, u32 r) {
    const struct map_range *range = &c->al->ranges[r], *before = range - 1;
    if (!vreg_is_valid(c, range->vreg)) return "is of no vreg";
    if (range->first >= range->end || range->end > c->f->ins_count)
        return "is not within the function";
    bool kind = range->loc.kind == LOC_REG || range->loc.kind == LOC_SLOT ||
                range->loc.kind == LOC_INCOMING;
    if (!kind || range_place(c, r) == NO_PLACE) return "is in no place";
    if (range->loc.kind == LOC_REG && !regset_has(c->model->allocatable, (reg)range->loc.index))
        return "is in a register that is not allocatable";
    if (vreg_is_const(c->l, range->vreg) && in_memory(range->loc))
        return "holds a constant in memory";
    if (r > 0 && (range->first < before->first ||
                  (range->first == before->first &&
                   (range->vreg < before->vreg ||
                    (range->vreg == before->vreg && range->loc.kind < before->loc.kind)))))
        return "is out of order";
    return NULL;
}

static bool check_ranges(struct checker *c) {
    u32 errors = c->errors;
    c->point = NO_VALUE;
    for (u32 r = 0; r < c->al->range_count; r++) {
        const char *fault = range_fault(c, r);
        if (fault) verify_fail(c, "range %u %s", r, fault);
    }
    return c->errors == errors;
}

/* Lists, per point, the ranges that end there, and, per block, those in force where it begins.
 */
static void sort_ranges(struct checker *c) {
    u32 points = c->f->ins_count + 1, count = c->al->range_count;
    c->ending = arena_alloc(c->a, sizeof *c->ending * points);
    for (u32 n = 0; n < points; n++) c->ending[n] = NONE;
    c->next_ending = ARENA_ARRAY(c->a, u32, count + 1);
    c->next_claim = ARENA_ARRAY(c->a, u32, count + 1);
    for (u32 r = count; r-- > 0;) {
        c->next_ending[r] = c->ending[c->al->ranges[r].end];
        c->ending[c->al->ranges[r].end] = r;
    }
    c->block_claims_first = ARENA_ARRAY(c->a, u32, c->f->block_count + 2);
    ARRAY(u32) active = {0};
    for (u32 b = 0, r = 0; b < c->f->block_count; b++) {
        u32 point = c->f->blocks[b].ins_first, kept = 0;
        for (; r < count && c->al->ranges[r].first <= point; r++) array_push(&active, r);
        for (u32 k = 0; k < active.count; k++)
            if (c->al->ranges[active.at[k]].end > point) active.at[kept++] = active.at[k];
        active.count = kept;
        for (u32 k = 0; k < kept; k++) array_push(&c->block_claims, active.at[k]);
        c->block_claims_first[b + 1] = c->block_claims.count;
    }
    array_free(&active);
}

/* ---- Claims in force -------------------------------------------------------------------- */

/* At a point of the block at hand: what is read further on is in the map, and of a value that
 * is live there is some part. */
static void check_covered(struct checker *c, u32 vreg, u32 block, u32 point) {
    if (vreg_is_const(c->l, vreg)) return;
    if (live_at(&c->wanted, vreg, block, point) && !c->cover[0][vreg] && !c->cover[1][vreg])
        verify_fail(c, "at point %u the map lacks %s", point, verify_name(c, vreg));
    u32 value = c->l->value_of[vreg], covers = 0;
    if (!live_at(&c->live, value, block, point)) return;
    for (u32 v = c->l->vreg_first[value]; v < c->l->vreg_first[value + 1]; v++)
        covers += c->cover[0][v] + c->cover[1][v];
    if (!covers) verify_fail(c, "at point %u the map has nothing of v%u", point, value);
}

static void check_value_covered(struct checker *c, u32 value, u32 block, u32 point) {
    for (u32 v = c->l->vreg_first[value]; v < c->l->vreg_first[value + 1]; v++)
        check_covered(c, v, block, point);
}

/* A range in force at `point` lies where its value is live as far as it goes in this block. */
static void check_life(struct checker *c, u32 r, u32 block, u32 point) {
    const struct map_range *range = &c->al->ranges[r];
    u32 last = MIN(range->end, c->f->blocks[block].ins_end) - 1;
    u32 value = c->l->value_of[range->vreg];
    if (vreg_is_const(c->l, range->vreg)) return;
    bool here = point > c->f->blocks[block].ins_first || c->block_in[value] == block + 1;
    if (!here || !live_at(&c->live, value, block, last))
        verify_fail(c, "at point %u the map has %s in %s, but it is not live up to point %u",
                    point, verify_name(c, range->vreg), place_name(c, range->loc), last);
}

static void link_range(struct checker *c, u32 r, u32 point) {
    const struct map_range *range = &c->al->ranges[r];
    struct cell *cell = &c->cells[range_place(c, r)];
    c->next_claim[r] = cell->claims;
    cell->claims = r;
    if (c->cover[in_memory(range->loc)][range->vreg]++)
        verify_fail(c, "at point %u the map has %s twice in %s", point,
                    verify_name(c, range->vreg),
                    in_memory(range->loc) ? "memory" : "registers");
}

static void unlink_range(struct checker *c, u32 r) {
    const struct map_range *range = &c->al->ranges[r];
    u32 *at = &c->cells[range_place(c, r)].claims;
    while (*at != r) at = &c->next_claim[*at];
    *at = c->next_claim[r];
    c->cover[in_memory(range->loc)][range->vreg]--;
}

/* Makes the claims those of `point`. */
static void change_claims(struct checker *c, u32 block, u32 point) {
    const struct map_range *ranges = c->al->ranges;
    for (u32 r = c->ending[point]; r != NONE; r = c->next_ending[r]) unlink_range(c, r);
    for (; c->next_range < c->al->range_count && ranges[c->next_range].first == point;
         c->next_range++) {
        link_range(c, c->next_range, point);
        if (point > c->f->blocks[block].ins_first) check_life(c, c->next_range, block, point);
    }
}

/* ---- From point to point ---------------------------------------------------------------- */

static void check_claim(struct checker *c, u32 r, u32 vreg, const char *when) {
    u32 place = range_place(c, r);
    if (!place_holds(c, place, vreg))
        verify_fail(c, "%s the map has %s in %s, which holds %s", when,
                    verify_name(c, c->al->ranges[r].vreg), place_name(c, c->al->ranges[r].loc),
                    place_content(c, place));
}

/* The claims of the next point hold: those that go on, in places that were written, and new
 * ones. */
static void check_next(struct checker *c, u32 point) {
    const struct map_range *ranges = c->al->ranges;
    for (u32 k = 0; k < c->touched[LAYER_OPERATION].count; k++)
        for (u32 r = c->cells[c->touched[LAYER_OPERATION].at[k]].claims; r != NONE;
             r = c->next_claim[r])
            if (ranges[r].end > point) check_claim(c, r, ranges[r].vreg, "behind it");
    for (u32 r = c->next_range; r < c->al->range_count && ranges[r].first == point; r++)
        check_claim(c, r, ranges[r].vreg, "behind it");
}

static void arrive(struct checker *c, u32 block, u32 point) {
    check_next(c, point);
    u32 begun = c->next_range;
    change_claims(c, block, point);
    for (u32 r = c->ending[point]; r != NONE; r = c->next_ending[r])
        check_covered(c, c->al->ranges[r].vreg, block, point);
    for (u32 r = begun; r < c->next_range; r++)
        check_covered(c, c->al->ranges[r].vreg, block, point);
    const struct ins *i = &c->f->ins[point - 1];
    for (u32 k = 0; k < i->result_count; k++)
        check_value_covered(c, i->result + k, block, point);
    layer_drop(c, LAYER_OPERATION);
}

/* ---- Calls ------------------------------------------------------------------------------ */

static bool is_result(const struct checker *c, u32 vreg, u32 n) {
    const struct value *v = &c->f->values[c->l->value_of[vreg]];
    return v->kind == VALUE_RESULT && v->def == n;
}

static void check_survivor(struct checker *c, u32 r) {
    const struct map_range *range = &c->al->ranges[r];
    check_claim(c, r, range->vreg, "during the call");
    if (range->loc.kind == LOC_REG &&
        !regset_has(c->model->callee_saved, (reg)range->loc.index))
        verify_fail(c, "during the call the map has %s in %s, which the callee may destroy",
                    verify_name(c, range->vreg), place_name(c, range->loc));
}

/* Makes a place hold nothing but what is claimed there, now and at `point`. */
static void keep_claims(struct checker *c, u32 place, u32 point) {
    u32 set = NONE;
    for (u32 r = c->cells[place].claims; r != NONE; r = c->next_claim[r])
        if (c->al->ranges[r].end > point) set = set_of(c, c->al->ranges[r].vreg, set);
    place_put(c, place, set);
}

/* A process may move while call n runs: what it finds on return is the claims of the point
 * behind the call and the results, nothing else. */
static void suspend(struct checker *c, u32 n) {
    const struct map_range *ranges = c->al->ranges;
    u32 point = n + 1, new_end = c->next_range;
    while (new_end < c->al->range_count && ranges[new_end].first == point) new_end++;
    for (u32 k = 0; k < c->touched[LAYER_OPERATION].count; k++)
        for (u32 r = c->cells[c->touched[LAYER_OPERATION].at[k]].claims; r != NONE;
             r = c->next_claim[r])
            if (ranges[r].end > point) check_survivor(c, r);
    for (u32 r = c->next_range; r < new_end; r++)
        if (!is_result(c, ranges[r].vreg, n)) check_survivor(c, r);

    for (u32 k = 0; k < c->touched[LAYER_OPERATION].count; k++)
        keep_claims(c, c->touched[LAYER_OPERATION].at[k], point);
    for (u32 r = c->ending[point]; r != NONE; r = c->next_ending[r])
        keep_claims(c, range_place(c, r), point);
    for (u32 r = c->next_range; r < new_end; r++) {
        if (is_result(c, ranges[r].vreg, n)) continue;
        u32 place = range_place(c, r);
        const struct cell *cell = &c->cells[place];
        bool kept = cell->stamp[LAYER_OPERATION] == c->stamp[LAYER_OPERATION];
        if (!kept) keep_claims(c, place, point);
        place_put(c, place, set_of(c, ranges[r].vreg, cell->set[LAYER_OPERATION]));
    }
}

/* ---- Edges ------------------------------------------------------------------------------ */

enum { KINDS_FRAME = 1 << LOC_REG | 1 << LOC_SLOT }; /* where copies may go */

/* What stands on edge e for a vreg of the block that it leads to. */
static u32 before_edge(const struct checker *c, u32 e, u32 vreg) {
    const struct edge *edge = &c->f->edges[e];
    u32 param = c->l->value_of[vreg] - c->f->blocks[edge->to].param_first;
    if (param >= edge->arg_count) return vreg;
    return c->l->vreg_first[c->f->lists[edge->arg_first + param]] + vreg_part(c->l, vreg);
}

static void check_edge(struct checker *c, u32 e, bool copied) {
    u32 to = c->f->edges[e].to;
    c->edge = e;
    c->layer = LAYER_EDGE;
    if (!copied) check_copies(c, c->al->on_edge[e], KINDS_FRAME);
    for (u32 k = c->block_claims_first[to]; k < c->block_claims_first[to + 1]; k++) {
        u32 r = c->block_claims.at[k];
        check_claim(c, r, before_edge(c, e, c->al->ranges[r].vreg), "there");
    }
    layer_drop(c, LAYER_EDGE);
    c->layer = LAYER_OPERATION;
    c->edge = NO_VALUE;
}

/* ---- The walk --------------------------------------------------------------------------- */

static void enter_function(struct checker *c) {
    c->point = NO_VALUE;
    define_entry(c);
    check_copies(c, c->al->entry, KINDS_FRAME);
    for (u32 k = c->block_claims_first[0]; k < c->block_claims_first[1]; k++)
        check_claim(c, c->block_claims.at[k], c->al->ranges[c->block_claims.at[k]].vreg,
                    "behind it");
    layer_drop(c, LAYER_OPERATION);
}

static void enter_block(struct checker *c, u32 block) {
    const struct block *b = &c->f->blocks[block];
    u32 point = c->point = b->ins_first;
    live_enter(c, block);
    change_claims(c, block, point);
    for (u32 k = c->block_claims_first[block]; k < c->block_claims_first[block + 1]; k++)
        check_life(c, c->block_claims.at[k], block, point);
    for (u32 k = c->wanted_in.first[block]; k < c->wanted_in.first[block + 1]; k++)
        check_covered(c, c->wanted_in.ids[k], block, point);
    for (u32 k = c->live_in.first[block]; k < c->live_in.first[block + 1]; k++)
        check_value_covered(c, c->live_in.ids[k], block, point);
    for (u32 k = 0; k < b->param_count; k++)
        check_value_covered(c, b->param_first + k, block, point);
    check_loop_homes(c, block);
}

/* Where copies before an operation may go, beside the frame. */
static u32 kinds_before(enum op op) {
    switch (op) {
    case OP_CALL:
    case OP_CALL_INDIRECT: return KINDS_FRAME | 1 << LOC_OUTGOING;
    case OP_HOST: return KINDS_FRAME | 1 << LOC_HOST;
    case OP_RETURN: return KINDS_FRAME | 1 << LOC_INCOMING;
    default: return KINDS_FRAME;
    }
}

/* The copies of an edge marked `early` may also be made before the branch: once more, with them
 * there. */
static void check_early(struct checker *c, u32 n) {
    const struct ins *i = &c->f->ins[n];
    for (u32 e = i->edge_first; e < i->edge_first + ins_edges(i); e++) {
        if (!c->al->early[e]) continue;
        check_copies(c, c->al->before[n], kinds_before(i->op));
        check_copies(c, c->al->on_edge[e], KINDS_FRAME);
        check_operands(c, n);
        destroy_operands(c, n);
        for (u32 k = i->edge_first; k < i->edge_first + ins_edges(i); k++)
            check_edge(c, k, k == e);
        layer_drop(c, LAYER_OPERATION);
    }
}

static void do_operation(struct checker *c, u32 block, u32 n) {
    const struct ins *i = &c->f->ins[n];
    u8 flags = op_info[i->op].flags;
    c->point = n;
    check_copies(c, c->al->before[n], kinds_before(i->op));
    check_operands(c, n);
    destroy_operands(c, n);
    if (flags & OP_C) suspend(c, n);
    define_operands(c, n);
    if (flags & OP_J) {
        if (c->al->after[n].count || c->al->stores[n].count)
            verify_fail(c, "no copies can follow this operation");
        for (u32 k = 0; k < ins_edges(i); k++) check_edge(c, i->edge_first + k, false);
        layer_drop(c, LAYER_OPERATION);
        check_early(c, n);
        return;
    }
    check_copies(c, c->al->after[n], KINDS_FRAME);
    check_copies(c, c->al->stores[n], KINDS_FRAME);
    arrive(c, block, n + 1);
}

static void check_written(struct checker *c) {
    c->point = NO_VALUE;
    for (regset s = c->written & ~c->al->used; s; s &= s - 1)
        verify_fail(c, "%s is written, but is not among the registers used",
                    place_name(c, loc_reg((reg)lowest_bit(s))));
    if (c->al->used & ~c->model->allocatable)
        verify_fail(c, "registers are used that are not allocatable");
}

static void check_function(struct checker *c) {
    state_init(c);
    check_lowered(c);
    if (c->errors || !check_ranges(c)) return; /* nothing to build on */
    check_home_ranges(c);
    live_init(c);
    sort_ranges(c);
    for (u32 k = 0; k < COUNT_OF(c->cover); k++)
        c->cover[k] = ARENA_ARRAY(c->a, u32, c->l->vreg_count + 1);
    enter_function(c);
    for (u32 b = 0; b < c->f->block_count && c->errors < ERRORS_MAX; b++) {
        enter_block(c, b);
        for (u32 n = c->f->blocks[b].ins_first; n < c->f->blocks[b].ins_end; n++)
            do_operation(c, b, n);
    }
    check_written(c);
}

bool allocation_verify(const struct allocation *al, struct status *st) {
    struct checker c = {.al = al,
                        .l = al->l,
                        .f = al->l->f,
                        .model = al->l->model,
                        .isa = al->l->model->isa,
                        .expect.vreg_first = al->l->vreg_first,
                        .a = al->l->a,
                        .st = st,
                        .point = NO_VALUE,
                        .edge = NO_VALUE};
    check_function(&c);
    array_release((void **)&c.expect.operands);
    for (u32 k = 0; k < LAYER_COUNT; k++) array_free(&c.touched[k]);
    array_free(&c.nodes);
    array_free(&c.pending);
    array_free(&c.block_claims);
    return c.errors == 0;
}
