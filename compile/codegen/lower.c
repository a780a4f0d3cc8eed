/* compile/codegen/lower.c: asks the ISA, for every operation, where it wants its operands and
 * what it destroys. Calls, host services, returns and the function's entry follow the calling
 * convention, which is the same rule on all ISAs; the rest is the ISA's constrain().
 */
#include "compile/codegen/alloc.h"

struct lowering {
    struct lowered *l;
    const struct program *program;
    /* Of the operation at hand: operand numbers are its own. Its operands come right behind
     * those of the operations before it, in l->operands. */
    struct constraints c;
    u32 capacity; /* of l->operands */
};

u64 vreg_const_bits(const struct lowered *l, u32 vreg) {
    u64 bits = l->f->values[l->value_of[vreg]].bits;
    if (!vreg_is_half(l, vreg)) return bits;
    return vreg_part(l, vreg) ? bits >> 32 : bits & 0xffffffffu;
}

static struct operand *push(struct lowering *w, u32 vreg, u8 kind, u8 at) {
    u32 n = kind == OPERAND_DEF ? constrain_def(&w->c, vreg, w->l->vreg_type[vreg])
                                : constrain_use(&w->c, vreg, w->l->vreg_type[vreg], at);
    struct operand *o = &w->c.operands[n];
    o->at = at;
    return o;
}

/* Operands for a list of values whose places a convention gives. */
static void push_by_convention(struct lowering *w, const u32 *values, u32 n, u8 kind,
                               const struct convention *cv, enum loc_kind memory) {
    u32 k = 0;
    for (u32 j = 0; j < n; j++) {
        u32 parts = vreg_count_of_type(w->l->model->isa, w->l->f->values[values[j]].type);
        for (u32 part = 0; part < parts; part++, k++) {
            u32 vreg = vreg_of(&w->c, values[j], part);
            struct operand *o =
                push(w, vreg, kind, cv->at[k].kind == LOC_REG ? AT_FIXED : AT_LOC);
            o->index = (u16)(cv->at[k].kind == LOC_REG ? cv->at[k].index : 0);
            o->loc = cv->at[k];
            if (o->at == AT_LOC) o->loc.kind = memory;
        }
    }
}

static void push_host(struct lowering *w, const u32 *values, u32 n, u8 kind) {
    for (u32 j = 0; j < n; j++) {
        u32 parts = vreg_count_of_type(w->l->model->isa, w->l->f->values[values[j]].type);
        for (u32 part = 0; part < parts; part++) {
            struct operand *o = push(w, vreg_of(&w->c, values[j], part), kind, AT_LOC);
            o->loc = (struct loc){LOC_HOST, j + part * 0x100};
        }
    }
}

static void result_values(struct lowering *w, const struct ins *i, u32 *out) {
    (void)w;
    for (u32 k = 0; k < i->result_count; k++) out[k] = i->result + k;
}

/* Arguments, results and clobbers of a call. For an indirect one the last operand of the list
 * is the element's index, which the ISA asks for itself. */
static void lower_call(struct lowering *w, const struct ins *i, u32 n) {
    struct lowered *l = w->l;
    u32 type = i->op == OP_CALL ? w->program->functions[i->imm].type : (u32)i->imm;
    const struct function_type *t = &w->program->types[type];
    struct convention args = convention_arguments(l->model, t->params, t->param_count, l->a);
    struct convention results =
        convention_results(l->model, t->results, t->result_count, args.words, l->a);
    u32 *list = arena_alloc(l->a, sizeof *list * t->result_count);
    result_values(w, i, list);
    push_by_convention(w, l->f->lists + i->list_first, t->param_count, OPERAND_USE, &args,
                       LOC_OUTGOING);
    push_by_convention(w, list, t->result_count, OPERAND_DEF, &results, LOC_OUTGOING);
    l->isa_first[n] = l->operand_first[n] + w->c.count;
    w->c.clobbers = l->model->allocatable & ~l->model->callee_saved;
    w->c.outgoing_words = MAX(w->c.outgoing_words, results.words);
    if (i->op == OP_CALL_INDIRECT) l->model->isa->constrain(l->model, l->f, i, &w->c);
    for (u32 k = 0; k < w->c.count; k++) {
        const struct operand *o = &w->c.operands[k];
        if (o->kind != OPERAND_USE && o->at == AT_FIXED)
            w->c.clobbers &= ~regset_of((reg)o->index);
    }
}

static void lower_return(struct lowering *w, const struct ins *i) {
    struct lowered *l = w->l;
    struct convention results = convention_results(l->model, l->f->result_types,
                                                   l->f->result_count, l->argument_words, l->a);
    push_by_convention(w, l->f->lists + i->list_first, i->list_count, OPERAND_USE, &results,
                       LOC_INCOMING);
}

/* Goes on to the next operation, which has `listed` values in lists. */
static void begin_operation(struct lowering *w, u32 listed) {
    struct lowered *l = w->l;
    u32 room = OPERANDS_MAX + listed * l->model->isa->parts;
    l->operand_count += w->c.count;
    if (l->operand_count + room > w->capacity) {
        w->capacity = MAX(w->capacity * 2, l->operand_count + room);
        struct operand *larger = arena_alloc(l->a, sizeof *larger * w->capacity);
        if (l->operand_count) memcpy(larger, l->operands, sizeof *larger * l->operand_count);
        l->operands = larger;
    }
    w->c.operands = l->operands + l->operand_count;
    w->c.count = 0;
    w->c.capacity = room;
    w->c.clobbers = 0;
}

static void lower_operation(struct lowering *w, u32 n) {
    struct lowered *l = w->l;
    const struct ins *i = &l->f->ins[n];
    begin_operation(w, op_info[i->op].arg_count < 0 ? i->list_count + i->result_count : 0);
    l->operand_first[n] = l->isa_first[n] = l->operand_count;
    switch (i->op) {
    case OP_CALL:
    case OP_CALL_INDIRECT: lower_call(w, i, n); break;
    case OP_HOST: {
        u32 *list = arena_alloc(l->a, sizeof *list * i->result_count);
        result_values(w, i, list);
        push_host(w, l->f->lists + i->list_first, i->list_count, OPERAND_USE);
        push_host(w, list, i->result_count, OPERAND_DEF);
        break;
    }
    case OP_RETURN: lower_return(w, i); break;
    case OP_JUMP:
    case OP_UNREACHABLE: break;
    default: l->model->isa->constrain(l->model, l->f, i, &w->c); break;
    }
    l->clobbers[n] = w->c.clobbers;
}

static void find_vregs(struct lowered *l) {
    const struct isa *isa = l->model->isa;
    u32 values = l->f->value_count, room = values * isa->parts, vreg = 0;
    l->vreg_first = arena_alloc(l->a, sizeof *l->vreg_first * (values + 1));
    l->value_of = arena_alloc(l->a, sizeof *l->value_of * room);
    l->vreg_type = arena_alloc(l->a, room);
    l->vreg_const = arena_alloc(l->a, sizeof *l->vreg_const * room);
    for (u32 v = 0; v < values; v++) {
        enum type t = l->f->values[v].type;
        l->vreg_first[v] = vreg;
        for (u32 end = vreg + vreg_count_of_type(isa, t); vreg < end; vreg++) {
            l->value_of[vreg] = v;
            l->vreg_type[vreg] = (u8)vreg_type(isa, t);
            l->vreg_const[vreg] = value_is_const(l->f, v);
        }
    }
    l->vreg_first[values] = l->vreg_count = vreg;
}

struct lowered *lower(const struct program *p, const struct ir_function *f,
                      const struct model *model, struct arena *a) {
    struct lowered *l = ARENA_NEW(a, struct lowered);
    *l = (struct lowered){.f = f, .model = model, .a = a};
    l->operand_first = arena_alloc(a, sizeof(u32) * (f->ins_count + 1));
    l->isa_first = arena_alloc(a, sizeof(u32) * (f->ins_count + 1));
    l->clobbers = arena_alloc(a, sizeof(regset) * (f->ins_count + 1));
    find_vregs(l);
    if (model->homes) l->homes = homes_find(f, a);

    struct lowering w = {
        .l = l, .program = p, .capacity = f->ins_count * 3, .c.vreg_first = l->vreg_first};
    l->operands = arena_alloc(a, sizeof *l->operands * w.capacity);
    struct convention args = convention_arguments(model, f->param_types, f->param_count, a);
    l->argument_words = args.words;
    for (u32 n = 0; n < f->ins_count; n++) lower_operation(&w, n);

    u32 *params = arena_alloc(a, sizeof *params * f->param_count);
    for (u32 k = 0; k < f->param_count; k++) params[k] = f->blocks[0].param_first + k;
    begin_operation(&w, f->param_count);
    l->operand_first[f->ins_count] = l->isa_first[f->ins_count] = l->operand_count;
    l->entry_first = l->operand_count;
    push_by_convention(&w, params, f->param_count, OPERAND_DEF, &args, LOC_INCOMING);
    l->operand_count += w.c.count;
    l->entry_end = l->operand_count;
    l->outgoing_words = w.c.outgoing_words;
    return l;
}
