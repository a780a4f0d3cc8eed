/* isa/emit.c: what the emission of every ISA shares. See isa/emit.h. */
#include "isa/emit.h"

#include <assert.h>
#include <stdlib.h>

const char *const duty_names[DUTY_COUNT] = {"operation", "fill",      "spill",     "move",
                                            "constant",  "take",      "pass",      "save",
                                            "restore",   "area_load", "area_store"};

enum duty duty_of_move(struct loc to, struct loc from) {
    if (to.kind == LOC_SLOT) return DUTY_SPILL;
    if (to.kind == LOC_AREA) return DUTY_AREA_STORE;
    if (to.kind != LOC_REG) return DUTY_PASS;
    switch (from.kind) {
    case LOC_REG: return DUTY_MOVE;
    case LOC_CONST: return DUTY_CONSTANT;
    case LOC_SLOT: return DUTY_FILL;
    case LOC_AREA: return DUTY_AREA_LOAD;
    default: return DUTY_TAKE;
    }
}

void emitter_init(struct emitter *e, const struct model *m) {
    *e = (struct emitter){.model = m, .isa = m->isa, .return_at = NO_OFFSET};
}

void emitter_free(struct emitter *e) {
    array_free(&e->code);
    array_free(&e->starts);
    array_free(&e->marks);
    array_free(&e->labels);
    array_free(&e->fixups);
    array_free(&e->sites);
    array_free(&e->traps);
    array_free(&e->literals);
    array_free(&e->first_try);
    array_free(&e->later);
    array_free(&e->helper_at);
}

void emitter_reset(struct emitter *e) {
    e->code.count = e->starts.count = e->marks.count = e->labels.count = 0;
    e->duty = DUTY_OPERATION;
    e->fixups.count = e->sites.count = e->traps.count = e->literals.count = 0;
    e->later.count = 0;
    e->helper_at.count = 0;
    e->frame = (struct frame){.link_offset = -1};
    e->point = 0;
    e->return_at = NO_OFFSET;
}

u32 emitter_label(struct emitter *e) {
    array_push(&e->labels, NO_OFFSET);
    return e->labels.count - 1;
}

void emitter_place(struct emitter *e, u32 label) {
    assert(e->labels.at[label] == NO_OFFSET);
    e->labels.at[label] = e->code.count;
}

/* ---- Bytes ------------------------------------------------------------------------------ */

static u8 *room_for(struct emitter *e, u32 bytes) {
    array_reserve(&e->code, (u64)e->code.count + bytes);
    u8 *to = e->code.at + e->code.count;
    e->code.count += bytes;
    return to;
}

static inline void put_bytes(u8 *to, u64 v, u32 n, bool big_endian) {
    for (u32 k = 0; k < n; k++) to[k] = (u8)(v >> 8 * (big_endian ? n - 1 - k : k));
}

static void emit_bytes(struct emitter *e, u64 v, u32 n) {
    put_bytes(room_for(e, n), v, n, e->isa->big_endian);
}

void emit_u16(struct emitter *e, u16 v) {
    emit_bytes(e, v, 2);
}

/* Constant arguments, so that each becomes one store. */
void emit_u32(struct emitter *e, u32 v) {
    if (e->isa->big_endian)
        put_bytes(room_for(e, 4), v, 4, true);
    else
        put_bytes(room_for(e, 4), v, 4, false);
}

void emit_u64(struct emitter *e, u64 v) {
    emit_bytes(e, v, 8);
}

/* ---- What comes behind the code --------------------------------------------------------- */

u32 emitter_trap(struct emitter *e, enum trap trap) {
    for (u32 n = e->traps.count; n-- > 0 && e->traps.at[n].point == e->point;)
        if (e->traps.at[n].trap == trap) return e->traps.at[n].label;
    struct pending_trap new = {emitter_label(e), e->point, (u8)trap};
    array_push(&e->traps, new);
    return new.label;
}

u32 emitter_literal(struct emitter *e, u32 bytes, u64 bits) {
    for (u32 n = 0; n < e->literals.count; n++)
        if (e->literals.at[n].bits == bits && e->literals.at[n].bytes == bytes)
            return e->literals.at[n].label;
    struct pending_literal new = {emitter_label(e), (u8)bytes, bits};
    array_push(&e->literals, new);
    return new.label;
}

struct pending_code *emitter_later(struct emitter *e,
                                   void (*write)(struct emitter *,
                                                 const struct pending_code *)) {
    struct pending_code *p = array_extend(&e->later, 1);
    p->write = write;
    p->label = emitter_label(e);
    p->back = emitter_label(e);
    p->point = e->point;
    return p;
}

void emitter_fixup(struct emitter *e, u8 kind, enum fixup_target what, u32 target) {
    array_push(&e->fixups, ((struct fixup){e->code.count, target, kind, (u8)what}));
}

static void emit_later(struct emitter *e) {
    for (u32 n = 0; n < e->later.count; n++) {
        struct pending_code p = e->later.at[n]; /* a copy: the array may move */
        e->point = p.point;
        emitter_place(e, p.label);
        p.write(e, &p);
    }
}

static void emit_traps(struct emitter *e) {
    for (u32 n = 0; n < e->traps.count; n++) {
        const struct pending_trap *t = &e->traps.at[n];
        emitter_place(e, t->label);
        array_push(&e->sites, ((struct site){e->code.count, t->point, t->trap, SITE_TRAP}));
        e->isa->host_call(e);
    }
}

static void emit_literals(struct emitter *e) {
    for (u32 bytes = 8; bytes >= 4; bytes /= 2) /* big first: one gap at most */
        for (u32 n = 0; n < e->literals.count; n++) {
            const struct pending_literal *l = &e->literals.at[n];
            if (l->bytes != bytes) continue;
            while (e->code.count % bytes) emit_u8(e, 0);
            emitter_place(e, l->label);
            emit_bytes(e, l->bits, bytes);
        }
}

static i64 distance_of(const struct emitter *e, const struct fixup *x) {
    assert(e->labels.at[x->target] != NO_OFFSET);
    return (i64)e->labels.at[x->target] - x->at;
}

/* The first fixup that lies at `offset` or behind it. */
static u32 fixup_at(const struct emitter *e, u32 offset) {
    u32 low = 0, high = e->fixups.count;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (e->fixups.at[middle].at < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* For the second try. */
static void note_reaches(struct emitter *e) {
    e->first_try.count = 0;
    for (u32 n = 0; n < e->fixups.count; n++) {
        struct reach r = {0};
        const struct fixup *x = &e->fixups.at[n];
        if (x->what == FIX_LABEL) {
            u32 to = fixup_at(e, e->labels.at[x->target]);
            r = (struct reach){distance_of(e, x), to > n ? to - n : n - to};
        }
        array_push(&e->first_try, r);
    }
}

bool emitter_reaches(const struct emitter *e, u32 label, i64 limit) {
    enum { GROWTH = 8, PADDING = 8 };
    if (e->labels.at[label] != NO_OFFSET)
        return (i64)e->code.count - e->labels.at[label] < limit;
    if (!e->far) return true;
    assert(e->fixups.count < e->first_try.count);
    const struct reach *r = &e->first_try.at[e->fixups.count];
    return r->distance + (i64)r->between * GROWTH + PADDING < limit;
}

static bool resolve_labels(struct emitter *e) {
    bool reached = true;
    for (u32 n = 0; n < e->fixups.count; n++) {
        const struct fixup *x = &e->fixups.at[n];
        if (x->what == FIX_LABEL)
            reached &= e->isa->patch(e->code.at + x->at, x->kind, distance_of(e, x));
    }
    if (!reached) {
        note_reaches(e);
        return false;
    }
    u32 kept = 0;
    for (u32 n = 0; n < e->fixups.count; n++)
        if (e->fixups.at[n].what != FIX_LABEL) e->fixups.at[kept++] = e->fixups.at[n];
    e->fixups.count = kept;
    return true;
}

bool emitter_finish(struct emitter *e) {
    emit_later(e);
    emit_traps(e);
    emit_literals(e);
    return resolve_labels(e);
}

/* ---- Places ----------------------------------------------------------------------------- */

static struct memory_operand context_memory(const struct emitter *e, i64 offset) {
    if (e->isa->context != NO_REG) return (struct memory_operand){e->isa->context, offset};
    return (struct memory_operand){NO_REG, (i64)e->isa->layout.context_base + offset};
}

struct memory_operand emitter_memory(const struct emitter *e, struct loc l) {
    i64 words = (i64)l.index * e->isa->word_bytes;
    u32 high = l.index & 0x100 ? 4 : 0;
    switch ((enum loc_kind)l.kind) {
    case LOC_SLOT: return (struct memory_operand){e->isa->stack, e->frame.slot_offset + words};
    case LOC_INCOMING:
        return (struct memory_operand){e->isa->stack, e->frame.frame_bytes + words};
    case LOC_OUTGOING: return (struct memory_operand){e->isa->stack, words};
    case LOC_HOST: return context_memory(e, CONTEXT_HOST + (l.index & 0xff) * 8 + high);
    case LOC_AREA: return context_memory(e, CONTEXT_AREA + (l.index & 0xff) * 8 + high);
    case LOC_NONE:
    case LOC_REG:
    case LOC_CONST: break;
    }
    assert(!"a place in memory");
    abort();
}
