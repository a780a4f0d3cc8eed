/* compile/ir/canon.c: makes NaNs alike on all machines wherever they can be seen.
 *
 * Arithmetic on NaNs gives different bits on different ISAs. Each float value gets two marks:
 *   DIRTY      it may be a NaN that arithmetic made
 *   PRESERVED  it may be a NaN that came from elsewhere, whose bits the program may rely on
 * Block parameters, SELECT, FNEG, FABS and FCOPYSIGN pass marks on. A value that is only DIRTY
 * may be made canonical by FCANON without harm, and is, for those of its uses that *observe*
 * its bits; other uses go on with the raw value. One that is both can't be: then what it was
 * made from is, if it is observed at all. FNEG and FCOPYSIGN of a DIRTY value are both, for
 * FCANON has no code on machines that make no NaN but the canonical one: it would not undo
 * them.
 *
 * Between the operation that made a DIRTY value and its FCANON the process can move. So
 * migrate/ makes values that are only DIRTY canonical, too (ir_find_any_nans).
 *
 * Bounds of magnitudes show that some arithmetic makes no NaN at all: sums and products of
 * finite numbers are numbers or infinite. What loops carry has no bound.
 *
 * FCANON goes where the loop depth is lowest among the blocks that dominate all observing uses
 * and are dominated by the definition, as late as possible there. */
#include "compile/ir/work.h"

enum { DIRTY = 1, PRESERVED = 2 };
/* A bound b: no NaN, and at most 2^b in magnitude. */
enum { BOUND_INFINITE = 0x7000, BOUND_NONE = 0x7fff };

struct use {
    u32 ii, block; /* the operation; for arguments of edges, the terminator */
    u32 next;
    u32 *slot;
};
struct canon {
    struct work *w;
    struct ir_function *f;
    struct dominators d;
    u8 *marks;      /* per value */
    i16 *bounds;    /* per value, of floats */
    u32 *first_use; /* observing ones, per value */
    struct use *uses;
    u32 use_count, use_capacity;
    struct bits observed; /* values with both marks */
    u32 *stack;           /* those whose makers are yet to be looked at */
    u32 depth;
    u32 *block_of; /* per operation */
};

static bool is_nan_bits(enum type t, u64 bits) {
    return t == F32 ? (bits & 0x7fffffff) > 0x7f800000
                    : (bits & ~(1ull << 63)) > 0x7ff0000000000000;
}

static u8 marks_of(const struct canon *c, const struct ins *i) {
    const u8 *marks = c->marks;
    switch (i->op) {
    case OP_FADD:
    case OP_FSUB:
    case OP_FMUL:
    case OP_FDIV:
    case OP_FSQRT: return c->bounds[i->result] == BOUND_NONE ? DIRTY : 0;
    case OP_FMIN:
    case OP_FMAX: return marks[i->arg[0]] | marks[i->arg[1]] ? DIRTY : 0;
    case OP_FCEIL:
    case OP_FFLOOR:
    case OP_FTRUNC:
    case OP_FNEAREST:
    case OP_DEMOTE:
    case OP_PROMOTE: return marks[i->arg[0]] ? DIRTY : 0;
    case OP_FABS: return marks[i->arg[0]];
    case OP_FNEG: /* the sign is the program's: what made the NaN is to be canonical */
    case OP_FCOPYSIGN: return marks[i->arg[0]] ? marks[i->arg[0]] | PRESERVED : 0;
    case OP_SELECT: return marks[i->arg[2]] | marks[i->arg[3]];
    case OP_CONVERT_S:
    case OP_CONVERT_U:
    case OP_FCANON: return 0;
    default: return PRESERVED;
    }
}

/* ---- Bounds ----------------------------------------------------------------------------- */

static i32 bound_const(enum type t, u64 bits) {
    u32 exponent = (u32)(t == F32 ? bits >> 23 & 0xff : bits >> 52 & 0x7ff);
    i32 bias = t == F32 ? 127 : 1023;
    if (is_nan_bits(t, bits)) return BOUND_NONE;
    return exponent == (t == F32 ? 0xffu : 0x7ffu) ? BOUND_INFINITE : (i32)exponent - bias + 1;
}

static i32 bound_of(const struct canon *c, const struct ins *i) {
    const struct ir_function *f = c->f;
    if (i->op == OP_LOAD) return BOUND_NONE;
    i32 x = BOUND_NONE, y = BOUND_NONE;
    u32 first = i->op == OP_SELECT ? 2 : 0;
    if (type_is_float(f->values[i->arg[first]].type)) x = c->bounds[i->arg[first]];
    if (op_info[i->op].arg_count > 1) y = c->bounds[i->arg[first + 1]];
    i32 most = MAX(x, y);
    switch (i->op) {
    case OP_CONVERT_S:
    case OP_CONVERT_U: return type_bytes(i->type2) == 4 ? 33 : 65;
    case OP_FADD:
    case OP_FSUB: return most >= BOUND_INFINITE ? BOUND_NONE : most + 1;
    case OP_FMUL: return most >= BOUND_INFINITE ? BOUND_NONE : x + y;
    case OP_FDIV: {
        const struct value *by = &f->values[i->arg[1]];
        if (most >= BOUND_INFINITE || by->kind != VALUE_CONST) return BOUND_NONE;
        /* not zero and not subnormal */
        return y <= (by->type == F32 ? -126 : -1022) ? BOUND_NONE : x - (y - 1);
    }
    case OP_FMIN:
    case OP_FMAX:
    case OP_SELECT: return most;
    case OP_FABS:
    case OP_FNEG:
    case OP_FCOPYSIGN:
    case OP_PROMOTE:
    case OP_DEMOTE: return x;
    case OP_FCEIL:
    case OP_FFLOOR:
    case OP_FTRUNC:
    case OP_FNEAREST: return x == BOUND_NONE ? x : MAX(x + 1, 1);
    default: return BOUND_NONE;
    }
}

/* Too large for the type is infinite; too small is as good as 2^-100. */
static i32 bound_fit(enum type t, i32 bound) {
    if (bound >= BOUND_INFINITE) return bound == BOUND_NONE ? bound : BOUND_INFINITE;
    if (bound >= (t == F32 ? 127 : 1023)) return BOUND_INFINITE;
    return MAX(bound, -100);
}

static void begin_bounds(struct canon *c) {
    struct ir_function *f = c->f;
    for (u32 v = 0; v < f->value_count; v++) {
        const struct value *value = &f->values[v];
        if (!type_is_float(value->type)) continue;
        bool known = value->kind == VALUE_CONST;
        c->bounds[v] = (i16)(known ? bound_const(value->type, value->bits) : BOUND_NONE);
        if (known) c->marks[v] = is_nan_bits(value->type, value->bits) ? PRESERVED : 0;
    }
    for (u32 k = 0; k < f->blocks[0].param_count; k++)
        c->marks[f->blocks[0].param_first + k] = PRESERVED;
}

/* What the edges into a block bring to its parameter number k. */
static u8 joined_marks(const struct canon *c, const struct block *block, u32 k) {
    const struct ir_function *f = c->f;
    u8 marks = c->marks[block->param_first + k];
    for (u32 n = block->pred_first; n < block->pred_first + block->pred_count; n++)
        marks |= c->marks[f->lists[f->edges[f->preds[n]].arg_first + k]];
    return marks;
}

static i32 joined_bounds(const struct canon *c, const struct block *block, u32 k) {
    const struct ir_function *f = c->f;
    i32 bound = block->pred_count ? -100 : BOUND_NONE;
    for (u32 n = block->pred_first; n < block->pred_first + block->pred_count; n++) {
        u32 argument = f->lists[f->edges[f->preds[n]].arg_first + k];
        bound = MAX(bound, c->bounds[argument]); /* NONE around a loop */
    }
    return bound;
}

/* Bounds are found on the first visit. */
static void visit_block(struct canon *c, const struct block *block, bool first) {
    struct ir_function *f = c->f;
    for (u32 k = 0; k < block->param_count; k++) {
        u32 v = block->param_first + k;
        if (!type_is_float(f->values[v].type)) continue;
        if (first) c->bounds[v] = (i16)joined_bounds(c, block, k);
        c->marks[v] = joined_marks(c, block, k);
    }
    for (u32 ii = block->ins_first; ii < block->ins_end; ii++) {
        const struct ins *i = &f->ins[ii];
        if (!i->result_count || i->op == OP_DEAD) continue;
        if (op_info[i->op].arg_count < 0) {
            for (u32 n = 0; n < i->result_count; n++) c->marks[i->result + n] = PRESERVED;
        } else if (type_is_float(i->type)) {
            if (first && op_info[i->op].arg_count)
                c->bounds[i->result] = (i16)bound_fit(i->type, bound_of(c, i));
            c->marks[i->result] = marks_of(c, i);
        }
    }
}

/* Whether a back edge brings marks that the parameters of a loop haven't. */
static bool loops_add_marks(const struct canon *c) {
    const struct ir_function *f = c->f;
    for (u32 b = 0; b < f->block_count; b++) {
        const struct block *block = &f->blocks[b];
        for (u32 k = 0; f->loop_end[b] && k < block->param_count; k++)
            if (type_is_float(f->values[block->param_first + k].type) &&
                joined_marks(c, block, k) != c->marks[block->param_first + k])
                return true;
    }
    return false;
}

/* Marks only grow, and all other edges go forward. */
static void mark_values(struct canon *c) {
    begin_bounds(c);
    bool first = true;
    do {
        for (u32 b = 0; b < c->f->block_count; b++) visit_block(c, &c->f->blocks[b], first);
        first = false;
    } while (loops_add_marks(c));
}

static void observe(struct canon *c, u32 *slot, u32 ii) {
    u32 v = *slot;
    if (c->marks[v] == (DIRTY | PRESERVED)) {
        if (bits_has(&c->observed, v)) return;
        bits_add(&c->observed, v);
        c->stack[c->depth++] = v;
    } else if (c->marks[v] == DIRTY) {
        if (c->use_count == c->use_capacity)
            c->uses = work_grown(c->w->pass, c->uses, c->use_count, &c->use_capacity,
                                 sizeof *c->uses);
        c->uses[c->use_count] = (struct use){ii, c->block_of[ii], c->first_use[v], slot};
        c->first_use[v] = c->use_count++;
    }
}

/* What a value with both marks was made from. */
static void observe_makers(struct canon *c, u32 v) {
    struct ir_function *f = c->f;
    const struct value *value = &f->values[v];
    if (value->kind == VALUE_PARAM) {
        const struct block *b = &f->blocks[value->def];
        for (u32 n = b->pred_first; n < b->pred_first + b->pred_count; n++) {
            u32 e = f->preds[n];
            observe(c, &f->lists[f->edges[e].arg_first + (v - b->param_first)],
                    f->blocks[f->edge_from[e]].ins_end - 1);
        }
        return;
    }
    struct ins *i = &f->ins[value->def];
    if (i->op == OP_SELECT) {
        observe(c, &i->arg[2], value->def);
        observe(c, &i->arg[3], value->def);
    } else {
        observe(c, &i->arg[0], value->def);
    }
}

static void find_uses(struct canon *c) {
    struct ir_function *f = c->f;
    for (u32 ii = 0; ii < f->ins_count; ii++) {
        struct ins *i = &f->ins[ii];
        switch (i->op) {
        case OP_STORE: observe(c, &i->arg[2], ii); break;
        case OP_REINTERPRET:
        case OP_GLOBAL_SET: observe(c, &i->arg[0], ii); break;
        case OP_FCOPYSIGN: observe(c, &i->arg[1], ii); break;
        case OP_CALL:
        case OP_CALL_INDIRECT:
        case OP_HOST:
        case OP_RETURN:
            for (u32 n = 0; n < i->list_count; n++)
                observe(c, &f->lists[i->list_first + n], ii);
            break;
        default: break;
        }
    }
    while (c->depth) observe_makers(c, c->stack[--c->depth]);
}

/* Puts an FCANON of v for its observing uses. */
static void make_canonical(struct canon *c, u32 v) {
    struct ir_function *f = c->f;
    const struct value *value = &f->values[v];
    u32 home = value->kind == VALUE_PARAM ? value->def : c->block_of[value->def];
    u32 common = c->uses[c->first_use[v]].block;
    for (u32 n = c->first_use[v]; n != NO_VALUE; n = c->uses[n].next)
        while (!dominates(&c->d, common, c->uses[n].block)) common = f->blocks[common].idom;
    u32 best = common;
    for (u32 b = common; b != home;) {
        b = f->blocks[b].idom;
        if (f->blocks[b].loop_depth < f->blocks[best].loop_depth) best = b;
    }
    u32 before = f->blocks[best].ins_end - 1;
    for (u32 n = c->first_use[v]; n != NO_VALUE; n = c->uses[n].next)
        if (c->uses[n].block == best) before = MIN(before, c->uses[n].ii);
    enum type t = value->type;
    struct ins ins = {.op = OP_FCANON,
                      .type = (u8)t,
                      .type2 = (u8)t,
                      .arg = {v, NO_VALUE, NO_VALUE, NO_VALUE}};
    u32 canonical = work_insert(c->w, before, f->source[before], ins, t);
    for (u32 n = c->first_use[v]; n != NO_VALUE; n = c->uses[n].next)
        *c->uses[n].slot = canonical;
}

static bool makes_nans(const struct ir_function *f) {
    const u64 makers = OP_BIT(FADD) | OP_BIT(FSUB) | OP_BIT(FMUL) | OP_BIT(FDIV) |
                       OP_BIT(FSQRT) | OP_BIT(FMIN) | OP_BIT(FMAX) | OP_BIT(FCEIL) |
                       OP_BIT(FFLOOR) | OP_BIT(FTRUNC) | OP_BIT(FNEAREST) | OP_BIT(DEMOTE) |
                       OP_BIT(PROMOTE);
    bool any = false;
    for (u32 ii = 0; ii < f->ins_count; ii++) any |= op_in(makers, f->ins[ii].op);
    return any;
}

void pass_canon(struct work *w) {
    struct ir_function *f = w->f;
    if (!makes_nans(f)) return;
    struct arena *a = w->pass;
    u32 values = f->value_count;
    struct canon *c = ARENA_NEW(a, struct canon);
    *c = (struct canon){.w = w, .f = f, .d = w->dominators};
    c->marks = arena_zalloc(a, values);
    c->bounds = arena_alloc(a, values * sizeof *c->bounds);
    c->observed = bits_new(a, values);
    c->stack = arena_alloc(a, values * sizeof(u32));
    c->first_use = arena_alloc(a, values * sizeof(u32));
    memset(c->first_use, 0xff, values * sizeof(u32));
    c->block_of = arena_alloc(a, f->ins_count * sizeof(u32));
    for (u32 b = 0; b < f->block_count; b++)
        for (u32 ii = f->blocks[b].ins_first; ii < f->blocks[b].ins_end; ii++)
            c->block_of[ii] = b;
    mark_values(c);
    find_uses(c);
    for (u32 v = 0; v < values; v++)
        if (c->first_use[v] != NO_VALUE) make_canonical(c, v);
}

void ir_find_any_nans(const struct ir_function *f, u8 *any_nan) {
    memset(any_nan, 0, f->value_count);
    if (!makes_nans(f)) return;
    struct arena a;
    arena_init(&a);
    struct canon c = {.f = (struct ir_function *)f, .marks = any_nan};
    c.bounds = arena_alloc(&a, f->value_count * sizeof *c.bounds);
    mark_values(&c);
    arena_free(&a);
    for (u32 v = 0; v < f->value_count; v++) any_nan[v] = any_nan[v] == DIRTY;
}
