/* compile/ir/trips.c: loops that count to a constant.
 *
 * A loop with one back edge, taken as long as a counter that starts at a constant and moves by
 * a constant has not reached a constant, enters its header a known number of times at most.
 * That needs no assumption: the counter's values follow from the back edge alone. */
#include "compile/ir/range.h"

/* The addition of a constant that makes v from param, or NULL. */
static const struct ins *step_of(const struct ir_function *f, u32 param, u32 v) {
    const struct ins *i = value_ins(f, v);
    return i && i->op == OP_ADD && i->arg[0] == param && value_is_const(f, i->arg[1]) ? i
                                                                                      : NULL;
}

static u32 edge_argument(const struct ir_function *f, u32 edge, u32 n) {
    return f->lists[f->edges[edge].arg_first + n];
}

/* The only edge that goes back to h, or NO_VALUE. */
static u32 only_back_edge(const struct ir_function *f, u32 h) {
    const struct block *b = &f->blocks[h];
    u32 found = NO_VALUE;
    for (u32 n = b->pred_first; n < b->pred_first + b->pred_count; n++) {
        if (f->edge_from[f->preds[n]] < h) continue;
        if (found != NO_VALUE) return NO_VALUE;
        found = f->preds[n];
    }
    return found;
}

/* What all edges into the loop bring to parameter n of h, if that is one constant. */
static bool entry_constant(const struct ir_function *f, u32 h, u32 n, u64 *bits) {
    const struct block *b = &f->blocks[h];
    u32 v = NO_VALUE;
    for (u32 k = b->pred_first; k < b->pred_first + b->pred_count; k++) {
        if (f->edge_from[f->preds[k]] >= h) continue;
        u32 argument = edge_argument(f, f->preds[k], n);
        if (v != NO_VALUE && v != argument) return false;
        v = argument;
    }
    if (v == NO_VALUE || !value_is_const(f, v)) return false;
    *bits = f->values[v].bits;
    return true;
}

/* A counter is start, start + step, ...; how many steps there are before it is `end`, or not
 * below `end` any more. 0: can't be told. */
static u64 steps_to(enum cc cc, enum type t, u64 start, u64 step, u64 end) {
    u64 mask = type_mask(t);
    if (cc == CC_NE) {
        u64 way = (end - start) & mask;
        if (type_signed(t, step) < 0) {
            way = (start - end) & mask;
            step = (0 - step) & mask;
        }
        return way % step ? 0 : way / step;
    }
    u64 most = cc == CC_LT_U ? mask : cc == CC_LT_S ? signed_max(t) : 0;
    if (!most || start > most || end > most || step > most || end > most - step) return 0;
    return start >= end ? 0 : (end - start + step - 1) / step;
}

static u64 count_trips(const struct ir_function *f, u32 h, u32 back) {
    const struct ins *i = &f->ins[f->blocks[f->edge_from[back]].ins_end - 1];
    const struct block *b = &f->blocks[h];
    if (i->op != OP_BRANCH || cc_is_float(i->cc) || !value_is_const(f, i->arg[1])) return 0;
    enum cc cc = back == i->edge_first ? (enum cc)i->cc : cc_invert(i->cc);
    const struct ins *made = value_ins(f, i->arg[0]);
    u32 param = made && made->op == OP_ADD ? made->arg[0] : i->arg[0];
    if (param - b->param_first >= b->param_count) return 0;
    u32 n = param - b->param_first, next = edge_argument(f, back, n);
    const struct ins *step = step_of(f, param, next);
    u64 start;
    if (!step || (i->arg[0] != next && i->arg[0] != param) || !entry_constant(f, h, n, &start))
        return 0;
    u64 by = f->values[step->arg[1]].bits;
    if (!by) return 0;
    u64 steps = steps_to(cc, i->type2, start, by, f->values[i->arg[1]].bits);
    return steps && i->arg[0] == param ? steps + 1 : steps;
}

void trips_find(const struct ir_function *f, struct trips *trips) {
    for (u32 h = 0; h < f->block_count; h++) {
        trips[h] = (struct trips){NO_VALUE, 0};
        if (f->blocks[h].loop_header != h) continue;
        u32 back = only_back_edge(f, h);
        if (back != NO_VALUE) trips[h] = (struct trips){back, count_trips(f, h, back)};
    }
}

/* The addition by which a loop's only back edge moves a parameter of its header, or NULL. */
static const struct ins *step_of_param(const struct ir_function *f, const struct trips *trips,
                                       u32 param) {
    u32 h = f->values[param].def, back = trips[h].back_edge;
    if (back == NO_VALUE) return NULL;
    return step_of(f, param, edge_argument(f, back, param - f->blocks[h].param_first));
}

bool trips_upward(const struct ir_function *f, const struct trips *trips, u32 param) {
    const struct ins *step = step_of_param(f, trips, param);
    return step && type_signed(f->values[param].type, f->values[step->arg[1]].bits) > 0;
}

bool trips_range(const struct ir_function *f, const struct trips *trips, u32 param,
                 struct range *r) {
    u32 h = f->values[param].def;
    if (!trips[h].most) return false;
    const struct ins *step = step_of_param(f, trips, param);
    if (!step) return false;
    enum type t = f->values[param].type;
    u64 by = f->values[step->arg[1]].bits, way;
    bool down = type_signed(t, by) < 0;
    if (down) by = (0 - by) & type_mask(t);
    if (__builtin_mul_overflow(by, trips[h].most - 1, &way)) return false;
    if (down ? r->lo < way : way > type_mask(t) || r->hi > type_mask(t) - way) return false;
    if (down)
        r->lo -= way;
    else
        r->hi += way;
    return true;
}
