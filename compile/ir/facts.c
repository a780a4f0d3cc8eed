/* compile/ir/facts.c: what is known of integers, and what follows for memory accesses.
 *
 * A walk over the tree of dominators keeps an interval for each integer value and makes use of it. Branches narrow
 * intervals in the blocks that only they lead to; an access narrows its address everywhere that
 * it dominates: linear memory never reaches beyond 2 GiB - 64 MiB, so an address that did not
 * trap is far below 2^31, and small constants can be added to it without wrapping.
 *
 * Before the walk goes into a loop whose header needs assumptions, it settles it and those in
 * it: parameters of loops are assumed optimistically (what enters the loop; then: that and what
 * a back edge brings; then: not negative; then: anything; where the number of rounds is known
 * (trips.c), nothing needs to be assumed), and a loop is walked over again from its header on
 * when a back edge contradicts. Once nothing does, the assumptions are an induction.
 *
 * Use is made of facts like this:
 *   - INS_NONNEG, INS_NOWRAP; sign extensions of non-negative values become zero extensions,
 *     signed divisions of such unsigned ones;
 *   - additions of constants that can't wrap move into the offsets of accesses; of several sums
 *     of a value and constants that are accessed, only the lowest is made where that keeps
 *     every trap; other additions and shifts that nobody else needs move into addresses. */
#include "compile/ir/range.h"

enum { ROUNDS_MAX = 8, EARLY_MAX = 4, LOOK_AHEAD = 100 };
static const u64 memory_limit = (1ull << 31) - (64ull << 20);
/* What is assumed of a pointer that moves upward: room on both sides for small constants. */
static const u64 pointer_max = (1ull << 31) - (32ull << 20);

/* The last one: its range follows from a count. */
enum stage {
    STAGE_ENTRY,
    STAGE_JOIN,
    STAGE_UPWARD,
    STAGE_NONNEG,
    STAGE_ANYTHING,
    STAGE_COUNTED
};
enum undo_kind { UNDO_RANGE, UNDO_SIGNED, UNDO_SUM };
struct undo {
    u32 value, kind;
    struct range range; /* UNDO_SUM: in lo */
};
/* What is known of an i32 as a signed number. Only accesses teach it: x is in -4 .. 100 when
 * [x + 4] was accessed and x + 4 may have wrapped. */
struct signed_range {
    i32 lo, hi;
};
static const struct signed_range any_signed = {INT32_MIN, INT32_MAX};
struct scope {
    u32 block, undo_count;
};
/* Of a loop's header. */
struct loop {
    u32 last;          /* the loop's last block, as a place in the order of dominators */
    u32 early;         /* how often it was walked over again before it was seen whole */
    bool contradicted; /* by a back edge, since the walk came to the header */
    bool settled;      /* what is assumed holds */
};
struct facts {
    struct work *w;
    struct ir_function *f;
    struct dominators d;
    struct range *ranges;               /* per value: what is known here */
    struct signed_range *signed_ranges; /* per value */
    u32 *sums; /* per value: a sum of it and a constant that was accessed, or NO_VALUE */
    struct range *joined;  /* per value: of parameters, over the edges seen so far */
    struct range *assumed; /* per value: of parameters of loop headers */
    struct range *wider;   /* per value: STAGE_JOIN: what a back edge brought */
    u8 *stage, *tried;     /* per value: to be assumed next, assumed in this round */
    struct trips *trips;   /* per block */
    struct loop *loops;    /* per block */
    u32 *open;             /* a stack: headers of the loops that the walk is in */
    u32 learned;           /* how many things so far, forgotten ones, too */
    u32 *visited_at;       /* per value: c->learned when its operation was visited */
    struct undo *undo;
    u32 undo_count, undo_capacity;
    u32 *uses, *address_uses;
    struct scope *scopes; /* a stack: blocks that dominate the one at hand */
    u32 scope_count;
    u32 limit;   /* blocks from here on are not walked over */
    u32 against; /* the header whose assumptions the block at hand contradicts, or NO_BLOCK */
    bool replaced;
    bool use; /* false while a loop is settled */
};

static bool is_integer(enum type t) {
    return t == I32 || t == I64;
}

static void remember(struct facts *c, u32 v, enum undo_kind kind, struct range r) {
    if (c->undo_count == c->undo_capacity)
        c->undo =
            work_grown(c->w->pass, c->undo, c->undo_count, &c->undo_capacity, sizeof *c->undo);
    c->undo[c->undo_count++] = (struct undo){v, kind, r};
    c->learned++;
}

/* Narrows what is known of a value in the current scope. */
static inline void learn(struct facts *c, u32 v, struct range r) {
    struct range known = c->ranges[v], both = {MAX(known.lo, r.lo), MIN(known.hi, r.hi)};
    if ((both.lo == known.lo && both.hi == known.hi) || both.lo > both.hi) return;
    remember(c, v, UNDO_RANGE, known);
    c->ranges[v] = both;
}

static void learn_signed(struct facts *c, u32 v, i64 lo, i64 hi) {
    struct signed_range *s = &c->signed_ranges[v];
    lo = MAX(lo, (i64)s->lo);
    hi = MIN(hi, (i64)s->hi);
    if (lo > hi || (lo == s->lo && hi == s->hi)) return;
    remember(c, v, UNDO_SIGNED, (struct range){(u32)s->lo, (u32)s->hi});
    *s = (struct signed_range){(i32)lo, (i32)hi};
}

static void forget(struct facts *c, u32 undo_count) {
    while (c->undo_count > undo_count) {
        const struct undo *u = &c->undo[--c->undo_count];
        struct range r = u->range;
        switch ((enum undo_kind)u->kind) {
        case UNDO_RANGE: c->ranges[u->value] = r; break;
        case UNDO_SIGNED:
            c->signed_ranges[u->value] = (struct signed_range){(i32)(u32)r.lo, (i32)(u32)r.hi};
            break;
        case UNDO_SUM: c->sums[u->value] = (u32)r.lo; break;
        }
    }
}

static struct signed_range as_signed(const struct facts *c, u32 v) {
    struct range r = c->ranges[v];
    if (r.hi <= 0x7fffffff) return (struct signed_range){(i32)r.lo, (i32)r.hi};
    if (r.lo > 0x7fffffff) return (struct signed_range){(i32)(u32)r.lo, (i32)(u32)r.hi};
    return c->signed_ranges[v];
}

/* The sum of an ADD of i32s as a signed number; false when it may overflow. */
static bool signed_sum(const struct facts *c, const struct ins *i, struct signed_range *sum) {
    struct signed_range x = as_signed(c, i->arg[0]), y = as_signed(c, i->arg[1]);
    return !__builtin_add_overflow(x.lo, y.lo, &sum->lo) &&
           !__builtin_add_overflow(x.hi, y.hi, &sum->hi);
}

/* The range of an operation's result; *s: the same as a signed number, if it is an ADD. */
static struct range range_now(const struct facts *c, const struct ins *i,
                              struct signed_range *s) {
    struct range r = range_of_ins(i, c->ranges);
    if (i->op != OP_ADD) return r;
    if (i->type != I32 || !signed_sum(c, i, s)) {
        *s = any_signed;
        return r;
    }
    return s->lo < 0 ? r : range_meet(r, (struct range){(u64)s->lo, (u64)s->hi});
}

/* A walk has come to an operation whose range follows from its operands. */
static void visit_ins(struct facts *c, const struct ins *i) {
    c->ranges[i->result] = range_now(c, i, &c->signed_ranges[i->result]);
    c->visited_at[i->result] = c->learned;
}

static void learn_most(struct facts *c, u32 v, u64 hi, u32 depth);

/* x + by has turned out to be at most hi; by is a constant. */
static void learn_from_sum(struct facts *c, u32 x, u32 by, u64 hi, u32 depth) {
    u32 down = 0 - by;
    if (c->ranges[x].hi + by <= 0xffffffff) {
        if (hi >= by) learn_most(c, x, hi - by, depth);
    } else if ((i32)by >= 0) {
        if (hi - (u64)by <= 0x7fffffff || hi < by) learn_signed(c, x, -(i64)by, (i64)hi - by);
    } else if (hi + down <= 0xffffffff) {
        learn(c, x, (struct range){down, hi + down});
    }
}

/* A parameter of a loop that only moves upward is never below what enters the loop. */
static void learn_entry(struct facts *c, u32 v, u64 hi, u32 depth) {
    struct ir_function *f = c->f;
    u32 b = f->values[v].def, n = v - f->blocks[b].param_first;
    if (!b || f->blocks[b].loop_header != b || f->blocks[b].pred_count != 2 ||
        c->assumed[v].hi > 0x7fffffff)
        return;
    u32 entry = NO_VALUE;
    for (u32 k = 0; k < 2; k++) {
        u32 e = f->preds[f->blocks[b].pred_first + k];
        u32 argument = f->lists[f->edges[e].arg_first + n];
        if (f->edge_from[e] < b) {
            entry = argument;
            continue;
        }
        const struct ins *add = value_ins(f, argument);
        if (!add || add->op != OP_ADD || add->arg[0] != v || !value_is_const(f, add->arg[1]) ||
            f->values[add->arg[1]].bits > 0x7fffffff)
            return;
    }
    if (entry != NO_VALUE) learn_most(c, entry, hi, depth);
}

/* An access has shown that v is at most hi; so are the parts of a sum that can't have wrapped.
 */
static void learn_most(struct facts *c, u32 v, u64 hi, u32 depth) {
    learn(c, v, (struct range){0, hi});
    const struct ins *i = value_ins(c->f, v);
    if (depth && c->f->values[v].kind == VALUE_PARAM) learn_entry(c, v, hi, depth - 1);
    if (depth && i && i->op == OP_ADD && value_is_const(c->f, i->arg[1])) {
        learn_from_sum(c, i->arg[0], (u32)c->f->values[i->arg[1]].bits, hi, depth - 1);
        return;
    }
    if (!i || !depth || (i->op != OP_ADD && i->op != OP_SHL)) return;
    struct range a = c->ranges[i->arg[0]];
    if (i->op == OP_ADD) {
        struct range b = c->ranges[i->arg[1]];
        if (a.hi + b.hi > 0xffffffff) return;
        if (hi >= b.lo) learn_most(c, i->arg[0], hi - b.lo, depth - 1);
        if (hi >= a.lo) learn_most(c, i->arg[1], hi - a.lo, depth - 1);
    } else if (i->op == OP_SHL && value_is_const(c->f, i->arg[1])) {
        u64 by = c->f->values[i->arg[1]].bits & 31;
        if (a.hi <= 0xffffffff >> by) learn_most(c, i->arg[0], hi >> by, depth - 1);
    }
}

/* Looks at a value's operation again, if something was learned since it was visited: more may
 * be known of its operands. */
static void reconsider(struct facts *c, u32 v, u32 depth) {
    const struct ins *i = value_ins(c->f, v);
    if (!i || (i->op != OP_ADD && i->op != OP_SHL && i->op != OP_AND && i->op != OP_SUB))
        return;
    if (c->visited_at[v] == c->learned) return;
    if (depth) reconsider(c, i->arg[0], depth - 1);
    struct signed_range s;
    learn(c, v, range_now(c, i, &s));
}

/* ---- Edges ------------------------------------------------------------------------------ */

static void assume(struct facts *c, enum cc cc, enum type t, u32 x, u32 y) {
    if (cc_is_float(cc)) return;
    struct range rx = c->ranges[x], ry = c->ranges[y];
    range_assume(cc, t, &rx, &ry);
    learn(c, x, rx);
    learn(c, y, ry);
}

/* What holds on edge number n of a terminator. */
static void assume_edge(struct facts *c, const struct ins *i, u32 n) {
    if (i->op == OP_SWITCH) {
        u64 last = i->edge_count - 1;
        learn(c, i->arg[0], n < last ? (struct range){n, n} : (struct range){last, 0xffffffff});
        return;
    }
    if (i->op != OP_BRANCH) return;
    enum cc cc = n ? cc_invert(i->cc) : (enum cc)i->cc;
    assume(c, cc, i->type2, i->arg[0], i->arg[1]);
    const struct ins *compare = value_ins(c->f, i->arg[0]);
    if (compare && compare->op == OP_COMPARE && (cc == CC_EQ || cc == CC_NE) &&
        c->f->values[i->arg[1]].kind == VALUE_CONST && !c->f->values[i->arg[1]].bits)
        assume(c, cc == CC_NE ? (enum cc)compare->cc : cc_invert(compare->cc), compare->type2,
               compare->arg[0], compare->arg[1]);
}

/* A back edge brings value v of range r to a loop's parameter. */
static void check_assumption(struct facts *c, u32 param, u32 v, struct range r) {
    if (c->tried[param] >= STAGE_ANYTHING || range_within(r, c->assumed[param])) return;
    c->against = MIN(c->against, c->f->values[param].def);
    enum type t = c->f->values[param].type;
    const struct ins *i = value_ins(c->f, v);
    bool counts = i && i->op == OP_ADD && i->arg[0] == param;
    bool upward = r.lo >= c->assumed[param].lo && (t == I64 || r.hi <= pointer_max);
    u32 stage = !range_nonneg(r, t) ? STAGE_ANYTHING : upward ? STAGE_UPWARD : STAGE_NONNEG;
    if (c->tried[param] == STAGE_ENTRY && !counts && range_nonneg(r, t)) {
        bool first = c->stage[param] == STAGE_ENTRY; /* of this loop's back edges */
        c->wider[param] = first ? r : range_join(c->wider[param], r);
        stage = STAGE_JOIN;
    }
    stage = MAX(stage, c->tried[param] + 1u);
    c->stage[param] = (u8)MAX(stage, c->stage[param]);
}

static void visit_edges(struct facts *c, u32 b) {
    struct ir_function *f = c->f;
    const struct ins *i = &f->ins[f->blocks[b].ins_end - 1];
    if (!ins_has_edges(i)) return;
    for (u32 n = 0; n < i->edge_count; n++) {
        const struct edge *e = &f->edges[i->edge_first + n];
        bool back = e->to <= b;
        if (!e->arg_count || e->to >= c->limit || (back && c->use)) continue;
        u32 mark = c->undo_count;
        assume_edge(c, i, n);
        const struct block *to = &f->blocks[e->to];
        for (u32 k = 0; k < e->arg_count; k++) {
            u32 param = to->param_first + k, v = f->lists[e->arg_first + k];
            if (!is_integer(f->values[param].type)) continue;
            reconsider(c, v, 1);
            if (back)
                check_assumption(c, param, v, c->ranges[v]);
            else
                c->joined[param] = range_join(c->joined[param], c->ranges[v]);
        }
        forget(c, mark);
    }
}

static bool is_loop_header(const struct ir_function *f, u32 b) {
    return f->blocks[b].loop_header == b;
}

/* What is assumed of parameter v of a loop's header; r: what enters the loop. */
static struct range assumption(struct facts *c, u32 v, struct range r) {
    enum type t = c->f->values[v].type;
    if (trips_range(c->f, c->trips, v, &r)) {
        c->tried[v] = STAGE_COUNTED;
        return r;
    }
    enum stage stage = range_nonneg(r, t) ? c->stage[v] : STAGE_ANYTHING;
    if (stage == STAGE_ENTRY && r.lo == r.hi && trips_upward(c->f, c->trips, v))
        stage = STAGE_UPWARD; /* it does not stay where it starts */
    c->tried[v] = (u8)stage;
    if (stage == STAGE_JOIN) r = range_join(r, c->wider[v]);
    if (stage == STAGE_UPWARD) r.hi = MAX(r.hi, t == I32 ? pointer_max : signed_max(t));
    if (stage == STAGE_NONNEG) r = (struct range){0, signed_max(t)};
    if (stage == STAGE_ANYTHING) r = range_full(t);
    return r;
}

/* Sets what the parameters of a block can be. True when it is only assumed that nothing else
 * comes by a back edge. */
static bool enter_params(struct facts *c, u32 b) {
    struct ir_function *f = c->f;
    const struct block *block = &f->blocks[b];
    bool header = is_loop_header(f, b), assumes = false;
    for (u32 v = block->param_first; v < block->param_first + block->param_count; v++) {
        enum type t = f->values[v].type;
        if (!is_integer(t)) continue;
        if (header && !c->loops[b].settled) {
            struct range r = c->joined[v];
            c->assumed[v] = assumption(c, v, r.lo <= r.hi ? r : range_full(t));
            assumes |= c->tried[v] < STAGE_ANYTHING;
        }
        struct range r = header ? c->assumed[v] : c->joined[v];
        c->ranges[v] = r.lo <= r.hi ? r : range_full(t); /* full when nothing leads here */
    }
    return assumes;
}

static void enter_block(struct facts *c, u32 b) {
    struct ir_function *f = c->f;
    const struct block *block = &f->blocks[b];
    if (b) enter_params(c, b);
    if (block->pred_count != 1) return;
    u32 e = f->preds[block->pred_first], from = f->edge_from[e];
    const struct ins *i = &f->ins[f->blocks[from].ins_end - 1];
    if (e >= i->edge_first && e < i->edge_first + i->edge_count)
        assume_edge(c, i, e - i->edge_first);
}

/* ---- Making use ------------------------------------------------------------------------- */

static void drop_use(struct facts *c, u32 v) {
    if (c->uses[v]) c->uses[v]--;
}

/* [x + c] is [x] with a larger offset if x + c does not wrap. Only where the sum is for
 * addresses alone, so that it goes away. */
static void fold_offsets(struct facts *c, struct ins *i) {
    struct ir_function *f = c->f;
    for (;;) {
        u32 v = i->arg[0];
        const struct ins *add = value_ins(f, v);
        if (!add || add->op != OP_ADD || !value_is_const(f, add->arg[1])) return;
        u64 by = f->values[add->arg[1]].bits;
        if (c->uses[v] != c->address_uses[v] || i->imm + by > 0xffffffff ||
            c->ranges[add->arg[0]].hi + by > 0xffffffff)
            return;
        i->arg[0] = add->arg[0];
        i->imm += by;
        c->address_uses[v]--;
        drop_use(c, v);
        c->uses[i->arg[0]] += c->uses[v] != 0;
        c->address_uses[i->arg[0]]++;
    }
}

/* The sum x + by that is accessed at i, as another sum of x that was accessed before: then
 * there is one sum less to make, and more is known of that one. Where there is none, or this
 * one is lower, those after it may use this one. */
static void rebase(struct facts *c, struct ins *i) {
    struct ir_function *f = c->f;
    u32 v = i->arg[0];
    const struct ins *add = value_ins(f, v);
    if (!add || add->op != OP_ADD || !value_is_const(f, add->arg[1])) return;
    u32 x = add->arg[0], other = c->sums[x];
    if (other == v) return;
    if (other != NO_VALUE) {
        u32 other_by = (u32)f->values[value_ins(f, other)->arg[1]].bits;
        i64 by = (i32)((u32)f->values[add->arg[1]].bits - other_by), offset = (i64)i->imm + by;
        bool exact = by >= 0 ? c->ranges[other].hi + (u64)by <= 0xffffffff
                             : c->ranges[other].lo >= (u64)-by;
        if (exact && offset >= 0 && offset <= 0xffffffff && c->uses[v] == c->address_uses[v]) {
            i->arg[0] = other;
            i->imm = (u64)offset;
            c->address_uses[v]--;
            drop_use(c, v);
            c->uses[other]++;
            c->address_uses[other]++;
            return;
        }
        if (by >= 0) return;
    }
    remember(c, x, UNDO_SUM, (struct range){other, 0});
    c->sums[x] = v;
}

/* The lowest sum of x and a constant, or x, whose access is sure to follow that of the sum v (x
 * + by) at ii, or v. Between them nothing but loads can trap. */
static u32 find_lower(const struct facts *c, u32 ii, u32 end, u32 x, u32 by, u32 *lower_by) {
    const struct ir_function *f = c->f;
    u32 lower = f->ins[ii].arg[0];
    *lower_by = by;
    for (u32 k = ii + 1; k < end; k++) {
        const struct ins *i = &f->ins[k];
        if (i->op == OP_DEAD) continue;
        bool is_access = i->op == OP_LOAD || i->op == OP_STORE;
        if (is_access && i->arg[1] == NO_VALUE) {
            const struct ins *add = value_ins(f, i->arg[0]);
            u32 other = NO_VALUE;
            if (i->arg[0] == x)
                other = 0;
            else if (add && add->op == OP_ADD && add->arg[0] == x &&
                     value_is_const(f, add->arg[1]))
                other = (u32)f->values[add->arg[1]].bits;
            if (other != NO_VALUE && (i32)(*lower_by - other) > 0 && (i32)(by - other) > 0) {
                *lower_by = other;
                lower = i->arg[0];
            }
        }
        if (i->op != OP_LOAD && op_info[i->op].flags & (OP_T | OP_E | OP_C | OP_J)) break;
    }
    return lower;
}

/* [v] with v = x + by is accessed at ii, and then surely [w] with w = x + less: v can be
 * accessed as w with an offset, too. Where that is another address, w is beyond memory, and the
 * program is about to trap. w is made where v was. */
static void use_lower(struct facts *c, u32 ii, u32 block_end) {
    struct ir_function *f = c->f;
    u32 v = f->ins[ii].arg[0], end = MIN(block_end, ii + LOOK_AHEAD);
    const struct ins *add = value_ins(f, v);
    if (f->ins[ii].op != OP_LOAD || !add || add->op != OP_ADD ||
        !value_is_const(f, add->arg[1]) || c->uses[v] != c->address_uses[v])
        return;
    u32 x = add->arg[0], by = (u32)f->values[add->arg[1]].bits, lower_by;
    if (c->sums[x] == v) return;
    u32 w = find_lower(c, ii, end, x, by, &lower_by);
    if (w == v) return;
    u64 more = by - lower_by;
    u32 seen = 0;
    for (u32 k = ii; k < end; k++) {
        const struct ins *i = &f->ins[k];
        bool is_access = i->op == OP_LOAD || i->op == OP_STORE;
        if (is_access && i->arg[0] == v && i->arg[1] == NO_VALUE && i->imm + more <= 0xffffffff)
            seen++;
    }
    if (seen != c->uses[v]) return;
    for (u32 k = ii; k < end; k++) {
        struct ins *i = &f->ins[k];
        if ((i->op != OP_LOAD && i->op != OP_STORE) || i->arg[0] != v) continue;
        i->arg[0] = w;
        i->imm += more;
    }
    c->uses[w] += seen;
    c->address_uses[w] += seen;
    c->uses[v] = c->address_uses[v] = 0;
    u32 old = f->values[v].def, late = f->values[w].def;
    if (w == x || late < ii || late >= block_end) return;
    struct ins *made = &f->ins[old];
    *made = f->ins[late];
    f->values[w].def = old;
    f->values[v].def = late;
    f->ins[late].op = OP_DEAD;
    visit_ins(c, made);
}

/* An addition in the same block that only this access needs becomes part of it. */
static void fold_index(struct facts *c, struct ins *i, u32 first) {
    struct ir_function *f = c->f;
    const struct ins *add = value_ins(f, i->arg[0]);
    if (!add || add->op != OP_ADD || c->uses[i->arg[0]] != 1 ||
        f->values[i->arg[0]].def < first || value_is_const(f, add->arg[1]))
        return;
    u32 base = add->arg[0], index = add->arg[1], by = 0;
    for (u32 swap = 0; swap < 2 && !by; swap++) {
        const struct ins *shl = value_ins(f, index);
        if (shl && shl->op == OP_SHL && c->uses[index] == 1 && value_is_const(f, shl->arg[1]) &&
            f->values[index].def >= first) {
            u64 n = f->values[shl->arg[1]].bits;
            if (n >= 1 && n <= 3) {
                by = (u32)n;
                index = shl->arg[0];
                break;
            }
        }
        u32 t = base;
        base = index;
        index = t;
    }
    i->arg[0] = base;
    i->arg[1] = index;
    i->shift = (u8)by;
    if (c->ranges[base].hi + (c->ranges[index].hi << by) <= 0xffffffff) i->flags |= INS_NOWRAP;
}

static void replace(struct facts *c, const struct ins *i, u32 v) {
    c->w->same[i->result] = v;
    c->replaced = true;
}

static void simplify_again(struct facts *c, struct ins *i) {
    struct ir_function *f = c->f;
    u32 count = f->value_count, v = simplify(c->w, i);
    if (v != NO_VALUE) replace(c, i, v);
    for (; count < f->value_count; count++) /* new constants */
        c->ranges[count] = (struct range){f->values[count].bits, f->values[count].bits};
}

static void use_in_access(struct facts *c, u32 ii, u32 b) {
    const struct block *block = &c->f->blocks[b];
    struct ins *i = &c->f->ins[ii];
    if (i->arg[1] != NO_VALUE) return;
    fold_offsets(c, i);
    use_lower(c, ii, block->ins_end);
    rebase(c, i);
    if (range_nonneg(c->ranges[i->arg[0]], I32)) i->flags |= INS_NONNEG;
    fold_index(c, i, block->ins_first);
}

static void use_facts(struct facts *c, struct ins *i) {
    struct ir_function *f = c->f;
    enum type t = i->type;
    switch (i->op) {
    case OP_EXTEND_S:
    case OP_EXTEND_U:
        if (!range_nonneg(c->ranges[i->arg[0]], I32)) break;
        i->op = OP_EXTEND_U;
        i->flags |= INS_NONNEG;
        break;
    case OP_SHR_S:
        if (range_nonneg(c->ranges[i->arg[0]], t)) i->op = OP_SHR_U;
        break;
    case OP_DIV_S:
    case OP_REM_S:
        if (!range_nonneg(c->ranges[i->arg[0]], t) || !range_nonneg(c->ranges[i->arg[1]], t))
            break;
        i->op = i->op == OP_DIV_S ? OP_DIV_U : OP_REM_U;
        simplify_again(c, i);
        break;
    case OP_AND:
        if (value_is_const(f, i->arg[1])) {
            u64 mask = f->values[i->arg[1]].bits;
            u64 low_ones = ~mask ? (1ull << lowest_bit(~mask)) - 1 : ~0ull;
            if (c->ranges[i->arg[0]].hi <= low_ones) replace(c, i, i->arg[0]);
        }
        break;
    default: break;
    }
}

/* ---- The walk --------------------------------------------------------------------------- */

/* An access, before or after use was made of it, shows that its address is in memory. */
static void learn_from_access(struct facts *c, const struct ins *i) {
    u64 end = i->imm + mem_bytes(i->cc);
    if (end <= memory_limit) learn_most(c, i->arg[0], memory_limit - end, 3);
}

static void visit_access(struct facts *c, u32 ii, u32 b) {
    struct ins *i = &c->f->ins[ii], before = *i;
    reconsider(c, i->arg[0], 1);
    if (c->use) use_in_access(c, ii, b);
    learn_from_access(c, &before);
    if (i->arg[0] != before.arg[0] && i->arg[1] == NO_VALUE) learn_from_access(c, i);
}

static void visit_block(struct facts *c, u32 b) {
    struct ir_function *f = c->f;
    enter_block(c, b);
    for (u32 ii = f->blocks[b].ins_first; ii < f->blocks[b].ins_end; ii++) {
        struct ins *i = &f->ins[ii];
        if (i->op == OP_LOAD || i->op == OP_STORE) {
            visit_access(c, ii, b);
        } else if (op_in(range_follows, i->op) && is_integer(i->type)) {
            visit_ins(c, i);
            if (c->use) use_facts(c, i);
        }
    }
    visit_edges(c, b);
}

/* Leaves the scopes that don't dominate b, down to the first `base` ones. */
static void leave_scopes(struct facts *c, u32 base, u32 b) {
    while (c->scope_count > base && !dominates(&c->d, c->scopes[c->scope_count - 1].block, b))
        forget(c, c->scopes[--c->scope_count].undo_count);
}

static void visit_in_scope(struct facts *c, u32 b) {
    c->scopes[c->scope_count++] = (struct scope){b, c->undo_count};
    visit_block(c, b);
}

/* Nothing has come yet to the parameters of blocks first .. end - 1. */
static void clear_joined(struct facts *c, u32 first, u32 end) {
    for (u32 b = first; b < end; b++)
        for (u32 k = 0; k < c->f->blocks[b].param_count; k++)
            c->joined[c->f->blocks[b].param_first + k] = (struct range){~0ull, 0};
}

static void assume_nothing(struct facts *c, u32 first, u32 end) {
    for (u32 b = first; b < end; b++)
        for (u32 k = 0; k < c->f->blocks[b].param_count; k++)
            c->stage[c->f->blocks[b].param_first + k] = STAGE_ANYTHING;
}

static u32 count_operations(const struct ir_function *f, u32 first, u32 end) {
    return f->blocks[end - 1].ins_end - f->blocks[first].ins_first;
}

/* The loop that has to be walked over again after block b, the n-th: at once the first times,
 * then once it was seen whole. NO_BLOCK if there is none. Closes the loops that end here. */
static u32 find_contradicted(struct facts *c, u32 n, u32 *depth) {
    u32 h = c->against;
    if (h != NO_BLOCK) {
        c->loops[h].contradicted = true;
        if (c->loops[h].early++ < EARLY_MAX) return h;
    }
    for (; *depth && c->loops[c->open[*depth - 1]].last == n; --*depth)
        if (c->loops[c->open[*depth - 1]].contradicted) return c->open[*depth - 1];
    return NO_BLOCK;
}

/* Finds assumptions for a loop, and those in it, that their back edges bear out. */
static void settle(struct facts *c, u32 header) {
    struct ir_function *f = c->f;
    u32 end = f->loop_end[header], base = c->scope_count, undo_count = c->undo_count;
    u64 left = (u64)ROUNDS_MAX * count_operations(f, header, end);
    c->use = false;
    c->limit = end;
    u32 depth = 0, n = c->d.in[header];
    while (n <= c->loops[header].last) {
        u32 b = c->d.order[n], cost = count_operations(f, b, b + 1);
        if (b >= end) { /* outside, as is what it dominates */
            n = c->d.out[b];
            continue;
        }
        if (cost > left) break;
        left -= cost;
        leave_scopes(c, base, b);
        if (is_loop_header(f, b)) {
            c->open[depth++] = b;
            c->loops[b].contradicted = false;
        }
        c->against = NO_BLOCK;
        visit_in_scope(c, b);
        u32 again = find_contradicted(c, n++, &depth);
        if (again == NO_BLOCK) continue;
        while (c->open[--depth] != again) continue;
        leave_scopes(c, base, f->blocks[again].idom);
        clear_joined(c, again + 1, f->loop_end[again]);
        left -= MIN(left, f->loop_end[again] - again);
        n = c->d.in[again];
    }
    bool settled = n > c->loops[header].last;
    if (!settled) assume_nothing(c, header, end); /* it takes too long */
    for (u32 b = header; b < end; b++) c->loops[b].settled = settled;
    c->scope_count = base;
    forget(c, undo_count);
    clear_joined(c, header + 1, end);
    c->limit = NO_BLOCK;
    c->use = true;
}

static void walk(struct facts *c) {
    for (u32 n = 0; n < c->f->block_count; n++) {
        u32 b = c->d.order[n];
        leave_scopes(c, 0, b);
        if (is_loop_header(c->f, b) && !c->loops[b].settled && enter_params(c, b)) settle(c, b);
        visit_in_scope(c, b);
    }
}

/* ---- Beginning -------------------------------------------------------------------------- */

/* Finds where loops end in the order of dominators. */
static void find_last(struct facts *c) {
    struct ir_function *f = c->f;
    u32 depth = 0;
    for (u32 b = 0;; b++) {
        for (; depth && f->loop_end[c->open[depth - 1]] == b; depth--)
            if (depth > 1) {
                struct loop *around = &c->loops[c->open[depth - 2]];
                around->last = MAX(around->last, c->loops[c->open[depth - 1]].last);
            }
        if (b == f->block_count) return;
        if (is_loop_header(f, b)) c->open[depth++] = b;
        if (!depth) continue;
        struct loop *loop = &c->loops[c->open[depth - 1]];
        loop->last = MAX(loop->last, c->d.in[b]);
    }
}

/* What is known before anything is looked at. Results of operations whose range follows from
 * others are set whenever a walk comes to them, before their uses. */
static void begin(struct facts *c) {
    struct ir_function *f = c->f;
    for (u32 v = 0; v < f->value_count; v++) {
        const struct value *value = &f->values[v];
        c->signed_ranges[v] = any_signed;
        c->ranges[v] = value->kind == VALUE_CONST ? (struct range){value->bits, value->bits}
                                                  : range_full(value->type);
    }
    for (u32 ii = 0; ii < f->ins_count; ii++) {
        const struct ins *i = &f->ins[ii];
        if (i->op == OP_DEAD) continue;
        ins_count_uses(f, i, c->uses); /* gvn has put what replaces them in their place */
        ins_count_edges(f, i, c->uses);
        if ((i->op == OP_LOAD || i->op == OP_STORE) && i->arg[1] == NO_VALUE)
            c->address_uses[i->arg[0]]++;
        if (i->result_count == 1 && !op_in(range_follows, i->op))
            c->ranges[i->result] = range_of_result(i, i->type);
    }
}

void pass_facts(struct work *w) {
    struct ir_function *f = w->f;
    struct arena *a = w->pass;
    struct facts *c = ARENA_NEW(a, struct facts);
    u32 n = f->value_count + f->ins_count; /* constants may come while facts are used */
    *c = (struct facts){.w = w, .f = f, .d = w->dominators};
    c->ranges = arena_alloc(a, n * sizeof *c->ranges);
    c->joined = arena_alloc(a, n * sizeof *c->joined);
    c->assumed = arena_alloc(a, n * sizeof *c->assumed);
    c->wider = arena_alloc(a, n * sizeof *c->wider);
    c->stage = arena_zalloc(a, n);
    c->tried = arena_alloc(a, n);
    c->trips = arena_alloc(a, f->block_count * sizeof *c->trips);
    trips_find(f, c->trips);
    c->sums = arena_alloc(a, n * sizeof *c->sums);
    memset(c->sums, 0xff, n * sizeof *c->sums);
    c->visited_at = arena_alloc(a, n * sizeof *c->visited_at);
    c->signed_ranges = arena_alloc(a, n * sizeof *c->signed_ranges);
    c->uses = work_counts(w, a);
    c->address_uses = ARENA_ARRAY(a, u32, f->value_count);
    begin(c);
    clear_joined(c, 1, f->block_count);
    c->loops = ARENA_ARRAY(a, struct loop, f->block_count);
    c->open = arena_alloc(a, f->block_count * sizeof *c->open);
    find_last(c);
    c->scopes = arena_alloc(a, f->block_count * sizeof *c->scopes);
    c->limit = NO_BLOCK;
    c->use = true;
    walk(c);
    if (c->replaced) work_apply(w);
}
