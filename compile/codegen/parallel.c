/* compile/codegen/parallel.c: a parallel copy as a sequence of moves. Every target is written
 * once, so copies form chains and cycles: chains are emitted from their ends, and a cycle is
 * broken by parking one value in the scratch register of its class. Memory, shadow registers
 * among it, goes to memory through the other scratch register. Constants come last, as no copy reads what they write.
 */
#include <assert.h>

#include "compile/codegen/alloc.h"
#include "isa/emit.h"

struct sequence {
    struct emitter *e;
    const struct lowered *l;
    struct copy *pending;
    u32 count;
    u32 emitted;
    bool parked[CLASS_COUNT]; /* the class's scratch register holds a value */
};

static bool is_memory(struct loc l) {
    return l.kind == LOC_SLOT || l.kind == LOC_INCOMING || l.kind == LOC_OUTGOING ||
           l.kind == LOC_HOST || l.kind == LOC_AREA;
}

static void move(struct sequence *s, enum type t, struct loc to, struct loc from) {
    s->e->duty = duty_of_move(to, from);
    s->e->isa->move(s->e, t, to, from);
    s->e->duty = DUTY_OPERATION;
    s->emitted++;
}

/* The second word of a place of two. */
static struct loc second_word(struct loc l) {
    l.index += l.kind == LOC_HOST || l.kind == LOC_AREA ? 0x100 : 1;
    return l;
}

/* Memory to memory: bits only, so either class will do. */
static void move_through(struct sequence *s, enum type t, struct loc to, struct loc from) {
    bool wide = type_bytes(t) == 8;
    enum reg_class cl = s->parked[type_class(t)] ? !type_class(t) : type_class(t);
    struct loc scratch = loc_reg(s->e->isa->scratch[cl]);
    if (cl == CLASS_INT && wide && s->e->isa->word_bytes == 4) {
        move(s, I32, scratch, from);
        move(s, I32, to, scratch);
        move(s, I32, scratch, second_word(from));
        move(s, I32, second_word(to), scratch);
        return;
    }
    enum type as = cl == CLASS_INT ? (wide ? I64 : I32) : (wide ? F64 : F32);
    move(s, as, scratch, from);
    move(s, as, to, scratch);
}

static void emit_one(struct sequence *s, const struct copy *c) {
    enum type t = s->l->vreg_type[c->source];
    if (c->from.kind == LOC_CONST) {
        s->e->duty = duty_of_move(c->to, c->from);
        s->e->isa->constant(s->e, t, c->to, vreg_const_bits(s->l, c->source));
        s->e->duty = DUTY_OPERATION;
        s->emitted++;
    } else if (is_memory(c->from) && is_memory(c->to)) {
        move_through(s, t, c->to, c->from);
    } else {
        move(s, t, c->to, c->from);
    }
}

static bool is_read(const struct sequence *s, struct loc l, u32 but) {
    for (u32 k = 0; k < s->count; k++)
        if (k != but && loc_same(s->pending[k].from, l)) return true;
    return false;
}

/* Emits everything whose target nobody else reads any more; false when nothing was. */
static bool emit_ready(struct sequence *s) {
    bool progress = false;
    for (u32 k = 0; k < s->count;) {
        struct copy c = s->pending[k];
        if (c.from.kind == LOC_CONST || is_read(s, c.to, k)) {
            k++;
            continue;
        }
        emit_one(s, &c);
        s->pending[k] = s->pending[--s->count];
        progress = true;
    }
    return progress;
}

/* Parks what lies in the target of a copy of a cycle. */
static void break_cycle(struct sequence *s, u32 k) {
    struct loc busy = s->pending[k].to;
    enum type t = TYPE_NONE;
    for (u32 j = 0; j < s->count; j++)
        if (loc_same(s->pending[j].from, busy)) t = s->l->vreg_type[s->pending[j].source];
    enum reg_class cl = type_class(t);
    struct loc scratch = loc_reg(s->e->isa->scratch[cl]);
    move(s, t, scratch, busy);
    s->parked[cl] = true;
    for (u32 j = 0; j < s->count; j++)
        if (loc_same(s->pending[j].from, busy)) s->pending[j].from = scratch;
    while (emit_ready(s)) continue;
    s->parked[cl] = false;
}

/* A shadow register is a word in memory. */
static struct loc real_place(const struct model *m, struct loc l) {
    if (l.kind == LOC_REG && regset_has(m->shadow, (reg)l.index)) l.kind = LOC_AREA;
    return l;
}

u32 copies_emit(struct emitter *e, const struct lowered *l, const struct copy *group,
                u32 count) {
    struct copy few[64];
    struct sequence s = {.e = e, .l = l, .count = count};
    if (count == 1) { /* mostly */
        struct copy c = *group;
        c.from = real_place(l->model, c.from);
        c.to = real_place(l->model, c.to);
        emit_one(&s, &c);
        return s.emitted;
    }
    s.pending = count <= COUNT_OF(few) ? few : xmalloc(sizeof *s.pending * count);
    for (u32 k = 0; k < count; k++) {
        s.pending[k] = group[k];
        s.pending[k].from = real_place(l->model, group[k].from);
        s.pending[k].to = real_place(l->model, group[k].to);
    }
    while (emit_ready(&s)) continue;
    for (u32 k = 0; k < s.count;) {
        if (s.pending[k].from.kind == LOC_CONST) {
            k++;
            continue;
        }
        break_cycle(&s, k);
        k = 0;
    }
    for (u32 k = 0; k < s.count; k++) emit_one(&s, &s.pending[k]);
    if (s.pending != few) array_release((void **)&s.pending);
    return s.emitted;
}
