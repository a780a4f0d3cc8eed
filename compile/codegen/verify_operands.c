/* compile/codegen/verify_operands.c: one operation. What the convention and the ISA ask for is
 * found out again, so that nothing depends on what an allocator has done to its input; then
 * each operand must be where it may be, and each use must find its vreg there. */
#include "compile/codegen/verify.h"

/* ---- What is asked for ------------------------------------------------------------------ */

static void expect(struct checker *c, u32 vreg, u8 kind, u8 at, struct loc loc) {
    enum type t = c->l->vreg_type[vreg];
    u32 n = kind == OPERAND_DEF ? constrain_def(&c->expect, vreg, t)
                                : constrain_use(&c->expect, vreg, t, at);
    struct operand *o = &c->expect.operands[n];
    o->at = at;
    o->loc = loc;
    if (at == AT_FIXED) o->index = (u16)loc.index;
}

/* Values at the places that a convention gives to their types; `memory` is what the
 * convention's outgoing area is called from here. */
static void expect_values(struct checker *c, const u32 *values, u32 n, u8 kind,
                          const struct convention *places, enum loc_kind memory) {
    for (u32 j = 0, k = 0; j < n; j++)
        for (u32 part = 0; part < vreg_count_of_type(c->isa, c->f->values[values[j]].type);
             part++) {
            struct loc at = places->at[k++];
            u8 how = at.kind == LOC_REG ? AT_FIXED : AT_LOC;
            if (how == AT_LOC) at.kind = memory;
            expect(c, vreg_of(&c->expect, values[j], part), kind, how, at);
        }
}

static const u32 *list_of(const struct checker *c, const struct ins *i) {
    return i->list_count ? c->f->lists + i->list_first : NULL;
}

static u8 *types_of(struct checker *c, const u32 *values, u32 n) {
    u8 *types = ARENA_ARRAY(c->a, u8, n + 1);
    for (u32 k = 0; k < n; k++) types[k] = c->f->values[values[k]].type;
    return types;
}

static u32 *results_of(struct checker *c, const struct ins *i) {
    u32 *values = ARENA_ARRAY(c->a, u32, i->result_count + 1u);
    for (u32 k = 0; k < i->result_count; k++) values[k] = i->result + k;
    return values;
}

static void expect_call(struct checker *c, const struct ins *i) {
    const u32 *args = list_of(c, i), *results = results_of(c, i);
    u32 n = i->list_count - (i->op == OP_CALL_INDIRECT);
    struct convention to = convention_arguments(c->model, types_of(c, args, n), n, c->a);
    struct convention from = convention_results(c->model, types_of(c, results, i->result_count),
                                                i->result_count, to.words, c->a);
    expect_values(c, args, n, OPERAND_USE, &to, LOC_OUTGOING);
    expect_values(c, results, i->result_count, OPERAND_DEF, &from, LOC_OUTGOING);
    c->expect_isa = c->expect.count;
    c->expect.clobbers = c->model->allocatable & ~c->model->callee_saved;
    c->expect.outgoing_words = MAX(c->expect.outgoing_words, from.words);
    if (i->op == OP_CALL_INDIRECT) c->isa->constrain(c->model, c->f, i, &c->expect);
    for (u32 k = 0; k < c->expect.count; k++) {
        const struct operand *o = &c->expect.operands[k];
        if (o->kind != OPERAND_USE && o->at == AT_FIXED)
            c->expect.clobbers &= ~regset_of((reg)o->index);
    }
}

static void expect_host(struct checker *c, const u32 *values, u32 n, u8 kind) {
    for (u32 j = 0; j < n; j++)
        for (u32 part = 0; part < vreg_count_of_type(c->isa, c->f->values[values[j]].type);
             part++)
            expect(c, vreg_of(&c->expect, values[j], part), kind, AT_LOC,
                   (struct loc){LOC_HOST, j + part * 0x100});
}

static void expect_return(struct checker *c, const struct ins *i) {
    struct convention to = convention_results(c->model, c->f->result_types, c->f->result_count,
                                              c->l->argument_words, c->a);
    expect_values(c, list_of(c, i), i->list_count, OPERAND_USE, &to, LOC_INCOMING);
}

static void expect_operation(struct checker *c, u32 n) {
    const struct ins *i = &c->f->ins[n];
    c->expect.count = 0;
    c->expect.clobbers = 0;
    c->expect_isa = 0;
    switch (i->op) {
    case OP_CALL:
    case OP_CALL_INDIRECT: expect_call(c, i); break;
    case OP_HOST:
        expect_host(c, list_of(c, i), i->list_count, OPERAND_USE);
        expect_host(c, results_of(c, i), i->result_count, OPERAND_DEF);
        break;
    case OP_RETURN: expect_return(c, i); break;
    case OP_JUMP:
    case OP_UNREACHABLE: break;
    default: c->isa->constrain(c->model, c->f, i, &c->expect); break;
    }
}

static void expect_entry(struct checker *c) {
    u32 n = c->f->param_count;
    u32 *params = ARENA_ARRAY(c->a, u32, n + 1);
    for (u32 k = 0; k < n; k++) params[k] = c->f->blocks[0].param_first + k;
    struct convention from = convention_arguments(c->model, c->f->param_types, n, c->a);
    if (from.words != c->l->argument_words)
        verify_fail(c, "there are %u words of arguments, not %u", from.words,
                    c->l->argument_words);
    c->expect.count = 0;
    expect_values(c, params, n, OPERAND_DEF, &from, LOC_INCOMING);
}

/* ---- The lowered function --------------------------------------------------------------- */

/* An allocator fills in places, and may settle which of two uses a def shares a register with.
 */
static bool is_as_asked(const struct operand *o, const struct operand *asked) {
    bool same_index = o->index == asked->index ||
                      (asked->at != AT_FIXED && asked->at != AT_SAME) ||
                      (asked->at == AT_SAME && asked->either && o->index == asked->index + 1);
    return o->vreg == asked->vreg && o->kind == asked->kind && o->at == asked->at &&
           o->type == asked->type && o->early == asked->early && o->either == asked->either &&
           same_index && (o->at != AT_LOC || loc_same(o->loc, asked->loc));
}

/* Compares operands first .. end - 1 with those asked for. */
static void compare_operands(struct checker *c, u32 first, u32 end) {
    if (end < first || end > c->l->operand_count || end - first != c->expect.count) {
        verify_fail(c, "there should be %u operands", c->expect.count);
        return;
    }
    for (u32 k = 0; k < c->expect.count; k++)
        if (!is_as_asked(&c->l->operands[first + k], &c->expect.operands[k]))
            verify_fail(c, "operand %u is not as the ISA asked for it", k);
}

static bool types_are_right(const struct checker *c) {
    const struct lowered *l = c->l;
    u32 vreg = 0;
    for (u32 v = 0; v < c->f->value_count; v++) {
        enum type t = c->f->values[v].type;
        if (l->vreg_first[v] != vreg) return false;
        for (u32 part = 0; part < vreg_count_of_type(c->isa, t); part++, vreg++)
            if (vreg >= l->vreg_count || l->value_of[vreg] != v ||
                l->vreg_type[vreg] != vreg_type(c->isa, t))
                return false;
    }
    return l->vreg_first[c->f->value_count] == vreg && l->vreg_count == vreg;
}

void check_lowered(struct checker *c) {
    const struct lowered *l = c->l;
    c->point = NO_VALUE;
    if (!types_are_right(c)) {
        verify_fail(c, "the types of vregs are not those of the values");
        return;
    }
    expect_entry(c);
    compare_operands(c, l->entry_first, l->entry_end);
    for (u32 n = 0; n < c->f->ins_count; n++) {
        c->point = n;
        expect_operation(c, n);
        compare_operands(c, l->operand_first[n], l->operand_first[n + 1]);
        if (l->isa_first[n] != l->operand_first[n] + c->expect_isa)
            verify_fail(c, "the ISA's own operands begin elsewhere");
        if (l->clobbers[n] != c->expect.clobbers)
            verify_fail(c, "other clobbers were asked for");
    }
    if (l->outgoing_words < c->expect.outgoing_words)
        verify_fail(c, "the outgoing area should have %u words", c->expect.outgoing_words);
}

/* ---- Where operands are ----------------------------------------------------------------- */

struct operation {
    struct checker *c;
    const struct operand *o;
    u32 count, n;
    regset uses, defs, temps; /* registers of these */
};

static struct operation operation_at(struct checker *c, u32 n) {
    u32 first = c->l->operand_first[n];
    return (struct operation){.c = c,
                              .o = c->l->operands + first,
                              .count = c->l->operand_first[n + 1] - first,
                              .n = n};
}

static const char *operand_name(struct checker *c, const struct operand *o) {
    return o->kind == OPERAND_TEMP ? "a temp" : verify_name(c, o->vreg);
}

/* The register that an operand is in; none if it is in none, or in one that there isn't. */
static regset register_of(const struct operand *o) {
    return o->loc.kind == LOC_REG && o->loc.index < 64 ? regset_of((reg)o->loc.index) : 0;
}

static bool is_allocatable(const struct checker *c, const struct operand *o) {
    return register_of(o) & c->model->allocatable &&
           reg_class_of((reg)o->loc.index) == type_class(o->type);
}

static bool is_tied(const struct operation *p, const struct operand *o, u32 use) {
    return use < p->count && p->o[use].kind == OPERAND_USE && p->o[use].loc.kind == LOC_REG &&
           loc_same(o->loc, p->o[use].loc);
}

static bool is_where_asked(const struct operation *p, const struct operand *o) {
    switch ((enum operand_at)o->at) {
    case AT_REG: return is_allocatable(p->c, o);
    case AT_ANY:
        return is_allocatable(p->c, o) || o->loc.kind == LOC_SLOT ||
               o->loc.kind == LOC_INCOMING;
    case AT_FIXED: return is_allocatable(p->c, o) && o->loc.index == o->index;
    case AT_SAME: return is_allocatable(p->c, o) && is_tied(p, o, o->index);
    case AT_LOC: return true; /* compared with what was asked already */
    }
    return false;
}

static void check_use(struct operation *p, const struct operand *o) {
    struct checker *c = p->c;
    u32 place = place_of(c, o->loc, o->vreg);
    if (place == NO_PLACE || !place_holds(c, place, o->vreg))
        verify_fail(c, "%s is wanted in %s, which holds %s", verify_name(c, o->vreg),
                    place_name(c, o->loc), place_content(c, place));
}

/* A register that is written beside those that are read: `others` must not have it. */
static void check_apart(struct operation *p, const struct operand *o, regset others,
                        const char *what) {
    if (register_of(o) & others)
        verify_fail(p->c, "%s shares %s with %s", operand_name(p->c, o),
                    place_name(p->c, o->loc), what);
}

/* Registers of uses, but not of the one that a def is tied to. */
static regset other_uses(const struct operation *p, const struct operand *def) {
    regset s = 0;
    for (u32 k = 0; k < p->count; k++) {
        const struct operand *o = &p->o[k];
        bool tied = def->at == AT_SAME && k == def->index;
        if (o->kind == OPERAND_USE && !tied) s |= register_of(o);
    }
    return s;
}

static void check_write(struct operation *p, const struct operand *o) {
    struct checker *c = p->c;
    check_apart(p, o, p->temps, "a temp");
    check_apart(p, o, p->defs, "another result");
    check_apart(p, o, c->l->clobbers[p->n], "what the operation destroys");
    if (o->kind == OPERAND_TEMP) check_apart(p, o, p->uses, "an argument");
    if (o->kind == OPERAND_DEF && o->early) check_apart(p, o, other_uses(p, o), "an argument");
    regset *own = o->kind == OPERAND_TEMP ? &p->temps : &p->defs;
    *own |= register_of(o);
    c->written |= register_of(o);
}

void check_operands(struct checker *c, u32 n) {
    struct operation p = operation_at(c, n);
    for (u32 k = 0; k < p.count; k++) {
        const struct operand *o = &p.o[k];
        if (!is_where_asked(&p, o)) {
            verify_fail(c, "%s may not be in %s", operand_name(c, o), place_name(c, o->loc));
            continue;
        }
        if (o->kind != OPERAND_USE) continue;
        check_use(&p, o);
        p.uses |= register_of(o);
    }
    for (u32 k = 0; k < p.count; k++)
        if (p.o[k].kind != OPERAND_USE) check_write(&p, &p.o[k]);
    if (c->f->ins[n].op == OP_RETURN && p.uses & c->model->callee_saved)
        verify_fail(c, "a result is in a register that the epilogue restores");
    c->written |= c->l->clobbers[n] & c->model->callee_saved;
}

void destroy_operands(struct checker *c, u32 n) {
    struct operation p = operation_at(c, n);
    for (regset s = c->l->clobbers[n]; s; s &= s - 1) place_put(c, (u32)lowest_bit(s), NONE);
    for (u32 k = 0; k < p.count; k++)
        if (p.o[k].kind == OPERAND_TEMP && register_of(&p.o[k]))
            place_put(c, p.o[k].loc.index, NONE);
    /* A callee may write to its results at any time, and to its arguments; the host to its own.
     */
    if (op_info[c->f->ins[n].op].flags & OP_C || c->f->ins[n].op == OP_HOST)
        for (u32 k = 0; k < p.count; k++) {
            u32 place =
                p.o[k].kind == OPERAND_TEMP ? NO_PLACE : place_of(c, p.o[k].loc, p.o[k].vreg);
            if (place == NO_PLACE || (p.o[k].kind == OPERAND_USE && p.o[k].at != AT_LOC))
                continue;
            place_put(c, place, NONE);
        }
}

static void define(struct checker *c, const struct operand *o) {
    u32 place = place_of(c, o->loc, o->vreg);
    if (place != NO_PLACE) place_write(c, place, set_of(c, o->vreg, NONE));
}

void define_operands(struct checker *c, u32 n) {
    struct operation p = operation_at(c, n);
    for (u32 k = 0; k < p.count; k++)
        if (p.o[k].kind == OPERAND_DEF) define(c, &p.o[k]);
}

/* Fixed registers and incoming words, as compared with what was asked: an allocator need not
 * fill in the place of the fixed ones. */
void define_entry(struct checker *c) {
    for (u32 k = c->l->entry_first; k < c->l->entry_end; k++) {
        struct operand o = c->l->operands[k];
        if (o.at == AT_FIXED) o.loc = loc_reg((reg)o.index);
        define(c, &o);
    }
}
