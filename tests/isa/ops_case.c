/* tests/isa/ops_case.c: see the header. */
#include "ops_case.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { FRAME_BYTES = 1024, SLOT_OFFSET = 256, REPORTS_MAX = 30 };

/* ---- The function around the operation -------------------------------------------------- */

struct op_case op_case_of(enum op op, enum type type, enum type type2, u32 args) {
    struct op_case oc = {.ins = {.op = (u16)op, .type = (u8)type, .type2 = (u8)type2},
                         .arg_count = (u8)args,
                         .same_as = {0, 1, 2, 3}};
    for (u32 k = 0; k < args; k++) oc.arg_type[k] = (u8)(type2 ? type2 : type);
    return oc;
}

static void make_function(struct built *b) {
    const struct op_case *oc = b->oc;
    struct ins *i = &b->ins[0];
    *i = oc->ins;
    for (u32 k = 0; k < ARGS; k++) {
        bool absent = k >= oc->arg_count || oc->arg_type[k] == TYPE_NONE;
        bool constant = oc->const_mask >> k & 1;
        i->arg[k] = absent ? NO_VALUE : oc->same_as[k];
        b->values[k] = (struct value){.kind = constant ? VALUE_CONST : VALUE_PARAM,
                                      .type = oc->arg_type[k],
                                      .bits = constant ? oc->const_bits[k] : 0};
    }
    bool result = op_info[i->op].flags & OP_R;
    i->result = result ? RESULT_VALUE : NO_VALUE;
    i->result_count = result;
    b->values[RESULT_VALUE] = (struct value){VALUE_RESULT, i->type, 0, 0};

    u32 edges = i->op == OP_BRANCH ? 2 : i->op == OP_SWITCH ? oc->labels : 0;
    i->edge_first = 0;
    i->edge_count = edges;
    b->blocks[0] = (struct block){.ins_end = edges ? 1 : 2, .idom = NO_BLOCK};
    for (u32 k = 0; k < edges; k++) {
        b->edges[k].to = k + 1;
        b->blocks[k + 1] = (struct block){.ins_first = k + 1, .ins_end = k + 2};
    }
    for (u32 k = 1; k <= MAX(edges, 1); k++)
        b->ins[k] = (struct ins){.op = OP_RETURN, .result = NO_VALUE};
    b->f = (struct ir_function){.values = b->values,
                                .ins = b->ins,
                                .blocks = b->blocks,
                                .edges = b->edges,
                                .value_count = COUNT_OF(b->values),
                                .ins_count = MAX(edges, 1) + 1,
                                .block_count = edges + 1,
                                .edge_count = edges};
}

/* ---- Places ----------------------------------------------------------------------------- */

struct assigner {
    struct constraints *c;
    const struct model *model;
    u64 *seed;
    u64 lives;                      /* bit per vreg: needed after the operation */
    regset temps, defs, uses, kept; /* kept: registers of uses that must survive */
    u32 owner[64];
    bool failed;
};

static bool chance(struct assigner *a, u32 one_in) {
    return random_next(a->seed) % one_in == 0;
}

static reg pick(struct assigner *a, regset from) {
    if (from == 0) {
        a->failed = true;
        return 0;
    }
    u32 n = (u32)(random_next(a->seed) % (u32)count_bits(from));
    while (n--) from &= from - 1;
    return (reg)lowest_bit(from);
}

static regset of_class(const struct assigner *a, enum type t) {
    return a->model->allocatable & (type_class(t) == CLASS_INT ? REGSET_INT : REGSET_FLOAT);
}

/* The def that takes the register of use number n, or NULL. */
static const struct operand *same_def(const struct assigner *a, u32 n) {
    for (u32 k = 0; k < a->c->count; k++) {
        const struct operand *o = &a->c->operands[k];
        if (o->kind == OPERAND_DEF && o->at == AT_SAME && o->index == n) return o;
    }
    return NULL;
}

static void own(struct assigner *a, u32 n, reg r) {
    struct operand *o = &a->c->operands[n];
    o->loc = loc_reg(r);
    bool lives = a->lives >> o->vreg & 1;
    if (a->owner[r] != NO_VALUE && a->owner[r] != o->vreg) a->failed = true;
    a->owner[r] = o->vreg;
    a->uses |= regset_of(r);
    if (lives && !same_def(a, n)) a->kept |= regset_of(r);
    if (lives && same_def(a, n)) a->owner[r] = NO_VALUE - 1; /* a copy: shared with nobody */
}

static void place_use(struct assigner *a, u32 n) {
    struct operand *o = &a->c->operands[n];
    if (o->at == AT_FIXED) {
        own(a, n, (reg)o->index);
        return;
    }
    if (o->at == AT_ANY && chance(a, 2)) {
        o->loc = (struct loc){LOC_SLOT, n * 2};
        return;
    }
    regset free = of_class(a, o->type) & ~a->temps, shared = 0;
    for (reg r = 0; r < 64; r++) {
        if (a->owner[r] == NO_VALUE) continue;
        if (a->owner[r] == o->vreg)
            shared |= regset_of(r);
        else
            free &= ~regset_of(r);
    }
    bool copy = a->lives >> o->vreg & 1 && same_def(a, n);
    if (copy) free &= ~shared;
    if (!copy && (shared & free) && !chance(a, 4)) free &= shared;
    if ((o->prefer & free) && chance(a, 2)) free &= o->prefer;
    own(a, n, pick(a, free));
}

static void place_def(struct assigner *a, u32 n) {
    struct operand *o = &a->c->operands[n];
    regset forbidden = a->temps | a->defs | a->kept | (o->early ? a->uses : 0);
    reg r;
    if (o->at == AT_SAME) {
        r = operand_reg(&a->c->operands[o->index]);
    } else if (o->at == AT_FIXED) {
        r = (reg)o->index;
    } else {
        regset free = of_class(a, o->type) & ~forbidden & ~a->c->clobbers;
        for (u32 k = 0; k < a->c->count; k++) { /* leave what other defs must have */
            const struct operand *other = &a->c->operands[k];
            if (other->kind != OPERAND_DEF || other == o) continue;
            if (other->at == AT_FIXED) free &= ~regset_of((reg)other->index);
            if (other->at == AT_SAME)
                free &= ~regset_of(operand_reg(&a->c->operands[other->index]));
        }
        if ((free & a->uses) && chance(a, 2)) free &= a->uses;
        r = pick(a, free);
    }
    if (regset_has(forbidden | a->c->clobbers, r)) a->failed = true;
    o->loc = loc_reg(r);
    a->defs |= regset_of(r);
}

static bool try_assignment(struct assigner *a) {
    struct constraints *c = a->c;
    a->failed = false;
    a->temps = a->defs = a->uses = a->kept = 0;
    memset(a->owner, 0xff, sizeof a->owner);
    for (u32 n = 0; n < c->count; n++)
        if (c->operands[n].kind == OPERAND_TEMP && c->operands[n].at == AT_FIXED) {
            c->operands[n].loc = loc_reg((reg)c->operands[n].index);
            a->temps |= regset_of((reg)c->operands[n].index);
        }
    for (u32 pass = 0; pass < 2; pass++) /* fixed uses first */
        for (u32 n = 0; n < c->count; n++)
            if (c->operands[n].kind == OPERAND_USE && (c->operands[n].at == AT_FIXED) == !pass)
                place_use(a, n);
    if ((a->uses & a->temps) || (a->kept & c->clobbers)) a->failed = true;
    for (u32 n = 0; n < c->count; n++)
        if (c->operands[n].kind == OPERAND_DEF) place_def(a, n);
    for (u32 n = 0; n < c->count; n++) {
        struct operand *o = &c->operands[n];
        if (o->kind != OPERAND_TEMP || o->at != AT_REG) continue;
        reg r = pick(a, of_class(a, o->type) & ~(a->temps | a->uses | a->defs));
        o->loc = loc_reg(r);
        a->temps |= regset_of(r);
    }
    return !a->failed;
}

static bool assign(struct built *b, struct tester *t) {
    struct assigner a = {.c = &b->c, .model = b->model, .seed = &t->seed};
    for (u32 n = 0; n < 400; n++) {
        a.lives = n < 200 ? random_next(&t->seed) & random_next(&t->seed) : 0;
        if (try_assignment(&a)) return true;
    }
    return false;
}

/* ---- Emission --------------------------------------------------------------------------- */

static void done_here(struct emitter *e, u64 what) {
    array_push(&e->sites, ((struct site){e->code.count, e->point, what, SITE_DONE}));
    e->isa->host_call(e);
}

static void fill(struct emitter *e, u32 bytes) {
    for (u32 end = e->code.count + bytes; e->code.count < end;) e->isa->host_call(e);
}

static bool is_shadow(const struct built *b, const struct operand *o) {
    return o->loc.kind == LOC_REG && regset_has(b->model->shadow, (reg)o->loc.index);
}

/* Registers in which something is wanted afterwards: any that the operation leaves alone. */
static regset draw_live(const struct built *b, struct tester *t) {
    regset live = b->model->allocatable & ~b->model->shadow & ~b->c.clobbers &
                  (random_next(&t->seed) | random_next(&t->seed));
    for (u32 n = 0; n < b->c.count; n++) {
        const struct operand *o = &b->c.operands[n];
        if (o->kind != OPERAND_USE && !is_shadow(b, o)) live &= ~regset_of(operand_reg(o));
    }
    return live;
}

static void stand_in(struct built *b, struct tester *t) {
    enum op op = b->ins[0].op;
    b->with_shadows = shadow_concerns(b->model, b->c.operands, b->c.count);
    if (!b->with_shadows) return;
    struct shadow_question q = {.model = b->model,
                                .operands = b->c.operands,
                                .count = b->c.count,
                                .clobbers = b->c.clobbers};
    q.leaves = op == OP_BRANCH || op == OP_SWITCH || op == OP_CALL_INDIRECT;
    b->live = draw_live(b, t);
    q.live = q.leaves ? REGSET_INT | REGSET_FLOAT : b->live;
    shadow_answer(&q, &b->shadows);
}

static void emit_code(struct built *b) {
    const struct isa *isa = b->model->isa;
    struct emitter *e = &b->e;
    const struct ins *i = &b->ins[0];
    const struct op_case *oc = b->oc;
    e->frame = (struct frame){
        .frame_bytes = FRAME_BYTES, .slot_offset = SLOT_OFFSET, .link_offset = -1};
    e->point = 0;
    const struct operand *operands = b->with_shadows ? b->shadows.operands : b->c.operands;
    if (b->with_shadows) shadow_moves_emit(e, b->shadows.before, b->shadows.before_count);
    if (i->op == OP_BRANCH) {
        u32 label = emitter_label(e);
        isa->branch(e, &b->f, i, operands, oc->invert, label);
        done_here(e, oc->invert); /* does the condition hold? */
        fill(e, oc->filler);
        emitter_place(e, label);
        done_here(e, !oc->invert);
    } else if (i->op == OP_SWITCH) {
        u32 labels[LABELS_MAX];
        for (u32 k = 0; k < oc->labels; k++) labels[k] = emitter_label(e);
        isa->switch_to(e, &b->f, i, operands, labels, oc->labels);
        fill(e, oc->filler);
        for (u32 k = 0; k < oc->labels; k++) {
            emitter_place(e, labels[k]);
            done_here(e, k);
        }
    } else {
        isa->emit(e, &b->f, i, operands);
        if (b->with_shadows) shadow_moves_emit(e, b->shadows.after, b->shadows.after_count);
        done_here(e, 0);
    }
}

/* Everything from constraints to linked code; b->f and b->e are set up. */
static bool make_code(struct built *b, struct tester *t) {
    for (u32 v = 0; v < COUNT_OF(b->vreg_first); v++) b->vreg_first[v] = v * t->isa->parts;
    b->c.vreg_first = b->vreg_first;
    if (b->ins[0].op != OP_CALL) t->isa->constrain(b->model, &b->f, &b->ins[0], &b->c);
    t->codes++;
    if (b->c.count > OPERANDS_MAX) {
        tester_fail(t, b, NULL, "%u operands", b->c.count);
        return false;
    }
    if (!assign(b, t)) {
        tester_fail(t, b, NULL, "operands do not fit into the registers of %s", b->model->name);
        return false;
    }
    stand_in(b, t);
    emitter_reset(&b->e);
    emit_code(b);
    if (!emitter_finish(&b->e)) {
        b->e.far = true;
        emitter_reset(&b->e);
        emit_code(b);
        if (!emitter_finish(&b->e)) {
            tester_fail(t, b, NULL, "the second try does not reach its labels");
            return false;
        }
    }
    b->at = machine_room(&t->m, b->e.code.count);
    b->emitted = true;
    if (!machine_link(&t->m, &b->e, b->at)) {
        tester_fail(t, b, NULL, "a fixup does not reach");
        return false;
    }
    return true;
}

static void prepare(struct built *b, const struct op_case *oc, const struct model *model) {
    memset(b, 0, sizeof *b);
    b->oc = oc;
    b->model = model;
    make_function(b);
    emitter_init(&b->e, model);
}

bool built_make(struct built *b, struct tester *t, const struct op_case *oc,
                const struct model *model) {
    prepare(b, oc, model);
    return make_code(b, t);
}

bool built_make_call(struct built *b, struct tester *t, const struct op_case *oc,
                     const struct model *model, u32 *list, const u32 *canonical_types,
                     u32 callee, bool near) {
    prepare(b, oc, model);
    struct ins *i = &b->ins[0];
    list[0] = i->arg[0]; /* the index; calls have their operands in a list */
    i->list_first = 0;
    i->list_count = i->op == OP_CALL_INDIRECT;
    for (u32 k = 0; k < ARGS; k++) i->arg[k] = NO_VALUE;
    i->result = NO_VALUE;
    i->result_count = 0;
    if (i->op == OP_CALL) i->imm = callee;
    b->f.lists = list;
    b->f.list_count = 1;
    b->e.canonical_types = canonical_types;
    b->e.near_calls = near;
    return make_code(b, t);
}

void built_free(struct built *b) {
    emitter_free(&b->e);
    free(b->c.operands);
}

/* ---- Running ---------------------------------------------------------------------------- */

static u64 part_of(const struct isa *isa, u64 bits, u32 vreg) {
    if (isa->parts == 1) return bits;
    return vreg % 2 ? bits >> 32 : (u32)bits;
}

/* The bits of a vreg that is a part of argument values. */
static u64 vreg_bits(const struct built *b, const u64 *in, u32 vreg) {
    u32 v = vreg / b->model->isa->parts;
    const struct value *value = &b->values[v];
    u64 bits = value->kind == VALUE_CONST ? value->bits : in[v];
    return value->type == I64 ? part_of(b->model->isa, bits, vreg) : bits;
}

static u8 *area_word(const struct tester *t, u32 r) {
    return t->m.context + CONTEXT_AREA + 8 * r;
}

static u64 read_area(const struct tester *t, u32 r) {
    return machine_read(&(struct isa){0}, area_word(t, r), 8); /* little-endian everywhere */
}

enum outcome built_run(struct built *b, struct tester *t, const u64 *in, u64 *what) {
    struct machine *m = &t->m;
    const struct isa *isa = t->isa;
    u64 sp = machine_sp(m);
    machine_randomise(m, &t->seed, sp);
    for (u32 k = 0; k < 64 * 8; k++) area_word(t, 0)[k] = (u8)random_next(&t->seed);
    for (u32 k = 0; k < FRAME_BYTES; k += 8) {
        u64 noise = 0x5eed0000 + k;
        memcpy(machine_stack(m, sp + k), &noise, 8);
    }
    for (u32 n = 0; n < b->c.count; n++) {
        const struct operand *o = &b->c.operands[n];
        if (o->kind != OPERAND_USE) continue;
        u64 content = machine_form(isa, o->type, vreg_bits(b, in, o->vreg));
        if (is_shadow(b, o)) {
            machine_write(&(struct isa){0}, area_word(t, o->loc.index), type_bytes(o->type),
                          vreg_bits(b, in, o->vreg));
        } else if (o->loc.kind == LOC_REG) {
            u64 *word = &m->before[o->loc.index].words[0];
            *word = o->type == F32 && isa->f32_form == FORM_EXACT
                        ? (*word & ~0xffffffffull) | (u32)content
                        : content;
        } else {
            u32 bytes = type_bytes(o->type) == 8 ? 8 : isa->word_bytes;
            u64 to = sp + SLOT_OFFSET + (u64)o->loc.index * isa->word_bytes;
            machine_write(isa, machine_stack(m, to), bytes, content);
        }
    }
    static u8 frame[FRAME_BYTES];
    memcpy(frame, machine_stack(m, sp), FRAME_BYTES);
    memcpy(t->area, area_word(t, 0), sizeof t->area);
    machine_run(m, machine_pc_of(m, b->at));
    t->runs++;
    enum outcome outcome = machine_outcome(m, &b->e, b->at, what);
    u32 own = b->c.outgoing_words * isa->word_bytes; /* the operation's to use */
    if (outcome == OUT_DONE &&
        memcmp(frame + own, machine_stack(m, sp + own), FRAME_BYTES - own) != 0)
        tester_fail(t, b, in, "the frame has changed");
    return outcome;
}

/* Registers that may have another content afterwards. */
static regset may_change(const struct built *b) {
    regset s = b->c.clobbers;
    for (u32 n = 0; n < b->c.count; n++) {
        const struct operand *o = &b->c.operands[n];
        if (o->kind != OPERAND_USE && !is_shadow(b, o)) s |= regset_of(operand_reg(o));
    }
    if (b->with_shadows) s |= (b->model->allocatable & ~b->model->shadow & ~b->live);
    s |= b->model->kept_back;
    for (u32 r = 0; r < 64; r++)
        if (b->model->isa->registers[r].name &&
            b->model->isa->registers[r].role == ROLE_SCRATCH)
            s |= regset_of((reg)r);
    return s;
}

static bool check_untouched(struct built *b, struct tester *t, const u64 *in) {
    regset free = may_change(b);
    for (u32 n = 0; n < t->m.count; n++) {
        reg r = t->m.regs[n];
        if (regset_has(free, r)) continue;
        u64 before = t->m.before[r].words[0], after = t->m.after[r].words[0];
        if (before == after) continue;
        tester_fail(t, b, in, "register %s changed: %#llx, was %#llx",
                    t->isa->registers[r].name, (unsigned long long)after,
                    (unsigned long long)before);
        return false;
    }
    return true;
}

/* Shadow registers that aren't written; words of real ones are free to use. */
static bool check_area(struct built *b, struct tester *t, const u64 *in) {
    regset fixed = b->model->shadow & ~b->c.clobbers;
    for (u32 n = 0; n < b->c.count; n++)
        if (b->c.operands[n].kind != OPERAND_USE && is_shadow(b, &b->c.operands[n]))
            fixed &= ~regset_of(operand_reg(&b->c.operands[n]));
    for (; fixed; fixed &= fixed - 1) {
        u32 r = (u32)lowest_bit(fixed);
        if (!memcmp(area_word(t, r), t->area + 8 * r, 8)) continue;
        tester_fail(t, b, in, "shadow register %s changed",
                    model_register_name(b->model, (reg)r));
        return false;
    }
    return true;
}

/* Is the bits a right NaN where WebAssembly leaves its bits open? Quiet at least. */
static bool good_nan(const struct tester *t, enum type type, u64 bits, u64 canonical) {
    if (t->nan_exact) return bits == canonical;
    return reference_is_nan(type, bits) && (bits & canonical) == canonical;
}

static bool check_result(struct built *b, struct tester *t, const u64 *in,
                         const struct reference *expected) {
    const struct isa *isa = t->isa;
    for (u32 n = 0; n < b->c.count; n++) {
        const struct operand *o = &b->c.operands[n];
        if (o->kind != OPERAND_DEF) continue;
        u64 content = t->m.after[operand_reg(o)].words[0];
        u64 bits = expected->bits;
        if (is_shadow(b, o)) {
            content = read_area(t, o->loc.index);
            if (type_bytes(o->type) == 4) /* only that much of the word has a meaning */
                content = machine_form(isa, o->type, (u32)content);
        }
        if (b->ins[0].type == I64) bits = part_of(isa, bits, o->vreg);
        if (expected->any_nan) {
            u64 low = o->type == F32 ? (u32)content : content;
            if (good_nan(t, o->type, low, bits) && machine_form_is(isa, o->type, content, low))
                continue;
        } else if (machine_form_is(isa, o->type, content, bits)) {
            continue;
        }
        tester_fail(t, b, in, "result in %s is %#llx; expected %s %#llx",
                    model_register_name(b->model, operand_reg(o)), (unsigned long long)content,
                    expected->any_nan ? "a NaN like" : "the form of", (unsigned long long)bits);
        return false;
    }
    return true;
}

bool built_check(struct built *b, struct tester *t, const u64 *in, enum outcome outcome,
                 u64 what, const struct reference *expected) {
    static const char *const names[] = {"done", "a trap", "a fault", "lost"};
    if (expected->traps) {
        bool fault = expected->trap == TRAP_OUT_OF_BOUNDS && outcome == OUT_FAULT;
        if (fault || (outcome == OUT_TRAP && what == expected->trap)) return true;
        tester_fail(t, b, in, "expected the trap '%s', got %s%s%s", trap_text(expected->trap),
                    names[outcome], outcome == OUT_TRAP ? ": " : "",
                    outcome == OUT_TRAP ? trap_text((enum trap)what) : "");
        return false;
    }
    if (outcome != OUT_DONE) {
        tester_fail(t, b, in, "expected %#llx, got %s%s%s", (unsigned long long)expected->bits,
                    names[outcome], outcome == OUT_TRAP ? ": " : "",
                    outcome == OUT_TRAP ? trap_text((enum trap)what) : "");
        return false;
    }
    enum op op = b->ins[0].op;
    if ((op == OP_BRANCH || op == OP_SWITCH) && what != expected->bits) {
        tester_fail(t, b, in, "went to label %llu, expected %llu", (unsigned long long)what,
                    (unsigned long long)expected->bits);
        return false;
    }
    return check_result(b, t, in, expected) && check_untouched(b, t, in) &&
           check_area(b, t, in);
}

void run_case(struct tester *t, const struct op_case *oc, const u64 (*in)[ARGS], u32 n,
              u32 assignments, u32 stride, expect_fn *expect) {
    static struct built b;
    for (u32 k = 0; k < assignments; k++) {
        if (built_make(&b, t, oc, tester_model(t, k))) {
            u32 failures = t->failures, step = k == 0 ? 1 : stride;
            for (u32 v = k; v < n && t->failures < failures + 3; v += step) {
                u64 what;
                struct reference expected = expect(t, oc, in[v]);
                enum outcome outcome = built_run(&b, t, in[v], &what);
                built_check(&b, t, in[v], outcome, what, &expected);
            }
        }
        built_free(&b);
    }
}

/* ---- Reports ---------------------------------------------------------------------------- */

static const char *const type_names[] = {"-", "i32", "i64", "f32", "f64"};

static void describe_operand(struct text *out, const struct model *m, const struct operand *o) {
    const struct isa *isa = m->isa;
    static const char *const kinds[] = {"use", "def", "temp"};
    text_printf(out, " %s", kinds[o->kind]);
    if (o->vreg != NO_VALUE) text_printf(out, " v%u", o->vreg / isa->parts);
    if (isa->parts == 2 && o->vreg != NO_VALUE && o->type == I32)
        text_add(out, o->vreg % 2 ? ".high" : ".low");
    if (o->loc.kind == LOC_REG)
        text_printf(out, ":%s", model_register_name(m, operand_reg(o)));
    else if (o->loc.kind == LOC_SLOT)
        text_printf(out, ":slot%u", o->loc.index);
    if (o->at == AT_FIXED) text_add(out, "(fixed)");
    if (o->at == AT_SAME) text_printf(out, "(same %u)", o->index);
    if (o->early) text_add(out, "(early)");
}

static void describe(struct text *out, struct tester *t, const struct built *b, const u64 *in) {
    const struct ins *i = &b->ins[0];
    text_printf(out, "  %s %s", b->model->name, op_info[i->op].name);
    if (i->op == OP_COMPARE || i->op == OP_SELECT || i->op == OP_BRANCH)
        text_printf(out, " %s", cc_name(i->cc));
    if (i->op == OP_LOAD || i->op == OP_STORE)
        text_printf(out, " mem %u offset %#llx", i->cc, (unsigned long long)i->imm);
    text_printf(out, " %s (%s) shift %u flags %u%s\n ", type_names[i->type],
                type_names[i->type2], i->shift, i->flags, b->oc->invert ? " inverted" : "");
    for (u32 k = 0; k < ARGS; k++) {
        if (i->arg[k] == NO_VALUE) continue;
        const struct value *v = &b->values[i->arg[k]];
        u64 bits = v->kind == VALUE_CONST ? v->bits : in ? in[i->arg[k]] : 0;
        text_printf(out, " v%u %s %s%#llx", i->arg[k], type_names[v->type],
                    v->kind == VALUE_CONST ? "constant " : "", (unsigned long long)bits);
    }
    text_add(out, "\n ");
    for (u32 n = 0; n < b->c.count; n++) describe_operand(out, b->model, &b->c.operands[n]);
    text_add(out, "\n");
    if (t->m.error != UC_ERR_OK) text_printf(out, "  %s\n", uc_strerror(t->m.error));
    if (b->emitted) machine_disassemble(&t->m, b->at, MIN(b->e.code.count, 400), out);
}

void tester_fail(struct tester *t, const struct built *b, const u64 *in, const char *fmt, ...) {
    t->failures++;
    if (t->reported >= REPORTS_MAX) return;
    t->reported++;
    struct text out = {0};
    va_list args;
    va_start(args, fmt);
    text_printf(&out, "%s: ", t->isa->name);
    text_vprintf(&out, fmt, args);
    va_end(args);
    text_add(&out, "\n");
    if (b) describe(&out, t, b, in);
    fputs(text_string(&out), stderr);
    text_free(&out);
}

/* ---- Testers ---------------------------------------------------------------------------- */

static bool makes_no_code(struct tester *t, enum op op, enum type type) {
    struct op_case oc = op_case_of(op, type, TYPE_NONE, 1);
    static struct built b;
    bool none =
        built_make(&b, t, &oc, &t->models[0]) && b.e.sites.count > 0 && b.e.sites.at[0].at == 0;
    built_free(&b);
    return none;
}

/* Gives a model so many registers of each class, and a calling convention to go with them. */
static void widen(struct model *m, u8 count) {
    const struct model like = {.count = {count, count},
                               .arg_count = {2, 2},
                               .result_count = {2, 2},
                               .callee_saved = 0xfull | 0xfull << FIRST_FLOAT};
    const struct model *const both[CLASS_COUNT] = {&like, &like};
    model_widen(m, both);
    assert_true(m->shadow & REGSET_INT && m->shadow & REGSET_FLOAT);
}

const struct model *tester_model(const struct tester *t, u32 n) {
    if (n % 3 != 1) return &t->models[n % 3 == 2 && t->codes % 2 ? 2 : 0];
    return &t->models[1 + t->codes % 3];
}

void tester_open(struct tester *t, const struct isa *isa) {
    struct status st = {0};
    *t = (struct tester){.isa = isa, .seed = 0x1234567};
    for (u32 n = 0; n < COUNT_OF(t->models); n++)
        if (!model_find(isa->name, &t->models[n], &st)) fail_msg("%s", st.text);
    for (u32 n = 1; n < COUNT_OF(t->models); n++)
        for (u32 cl = 0; cl < CLASS_COUNT; cl++)
            if (!model_narrow(&t->models[n], cl, n == 3 ? 6 : 4, &st)) fail_msg("%s", st.text);
    widen(&t->models[2], 30);
    widen(&t->models[3], 10);
    machine_open(&t->m, isa, &t->models[0]);
    u64 seed = 99;
    for (u32 k = 0; k < MEMORY_BYTES; k += 8) {
        u64 noise = random_next(&seed);
        memcpy(t->m.memory + k, &noise, 8);
    }
    t->nan_exact = makes_no_code(t, OP_FCANON, F32) && makes_no_code(t, OP_FCANON, F64);
}

void tester_close(struct tester *t) {
    machine_close(&t->m);
}
