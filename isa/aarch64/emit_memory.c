/* isa/aarch64/emit_memory.c: loads and stores of linear memory. What lies beyond it is
 * unmapped, so nothing is checked. The address of an operation (a64_address) becomes a register
 * plus an offset, of which the instruction holds what it can. */
#include "isa/aarch64/aarch64.h"

#include <assert.h>

struct access { /* the instruction to come: rows .. rows + 2 are its _U _I _R forms */
    struct emitter *e;
    enum a64 rows;
    u32 value, bytes, log;
    u32 temp; /* a register for far offsets from x16 */
};

_Static_assert(A64_LDRB_I == A64_LDRB_U + 1 && A64_LDRB_R == A64_LDRB_U + 2, "ORDER MEMORY");

static enum a64 rows_of(enum mem m, enum type t, bool store, bool zero) {
    bool wide = t == I64;
    switch (m) {
    case MEM_8S: return wide ? A64_LDRSB_X_U : A64_LDRSB_W_U;
    case MEM_8U: return store ? A64_STRB_U : A64_LDRB_U;
    case MEM_16S: return wide ? A64_LDRSH_X_U : A64_LDRSH_W_U;
    case MEM_16U: return store ? A64_STRH_U : A64_LDRH_U;
    case MEM_32S: return A64_LDRSW_U;
    case MEM_32U:
    case MEM_32: return store ? A64_STR_W_U : A64_LDR_W_U;
    case MEM_64: return store ? A64_STR_X_U : A64_LDR_X_U;
    case MEM_F32: return zero ? A64_STR_W_U : store ? A64_STR_S_U : A64_LDR_S_U;
    case MEM_F64: return zero ? A64_STR_X_U : store ? A64_STR_D_U : A64_LDR_D_U;
    }
    assert(!"a memory type");
    return A64_COUNT;
}

/* [base, #offset], if the instruction holds the offset. */
static bool access_held(const struct access *x, u32 base, u64 offset) {
    if (offset % x->bytes == 0 && offset / x->bytes < 0x1000)
        A64_PUT(x->e, x->rows, x->value, base, (u32)(offset >> x->log));
    else if (offset < 0x100)
        A64_PUT(x->e, x->rows + 1, x->value, base, (u32)offset);
    else
        return false;
    return true;
}

static void access_indexed(const struct access *x, u32 base, u32 index, bool scaled) {
    A64_PUT(x->e, x->rows + 2, x->value, base, index, scaled);
}

/* [base + offset], for any offset; base may be x16. */
static void access_at(const struct access *x, u32 base, u64 offset) {
    if (access_held(x, base, offset)) return;
    if (offset < 0x1000000) {
        A64(x->e, ADD_I, 1, X16, base, (u32)(offset >> 12), 1);
        if (access_held(x, X16, offset & 0xfff)) return;
        A64(x->e, ADD_I, 1, X16, X16, (u32)offset & 0xfff, 0);
        access_held(x, X16, 0);
        return;
    }
    u32 other = base == X16 ? x->temp : X16;
    a64_constant(x->e, true, other, offset);
    access_indexed(x, base, other, false);
}

/* A constant address: the upper part in x16, the lower in the instruction. */
static void access_constant(const struct access *x, u64 address) {
    static const u64 lower[] = {0, 0xffff, 0xfff};
    for (u32 n = 0; n < COUNT_OF(lower); n++) {
        u64 low = address & lower[n], high = address & ~lower[n];
        bool held = low % x->bytes == 0 ? low / x->bytes < 0x1000 : low < 0x100;
        if (!held || a64_constant_length(high, true) > 1) continue;
        a64_constant(x->e, true, X16, high);
        access_held(x, X16, low);
        return;
    }
    a64_constant(x->e, true, X16, address);
    access_held(x, X16, 0);
}

/* (a + (b << shift)) + offset */
static void access_sum(const struct access *x, const struct address *s, u32 a, u32 b) {
    bool scaled = s->shift == x->log;
    if (!s->wrap && s->offset == 0 && (scaled || s->shift == 0)) {
        access_indexed(x, a, b, scaled && s->shift != 0);
        return;
    }
    A64(x->e, ADD, 0, X16, a, b, s->shift); /* of 32 bits: wraps, and clears the upper half */
    access_at(x, X16, s->offset);
}

/* ((b << shift) + c) + offset, where c is 0 unless the sum wraps */
static void access_plus(const struct access *x, const struct address *s, u32 b) {
    bool scaled = s->shift == x->log;
    if (s->c == 0) {
        bool held =
            s->offset % x->bytes == 0 ? s->offset / x->bytes < 0x1000 : s->offset < 0x100;
        if (!s->wrap && scaled && !held) {
            a64_constant(x->e, true, X16, s->offset);
            access_indexed(x, X16, b, true);
            return;
        }
        a64_shift_left(x->e, false, X16, b, s->shift);
    } else if (s->shift == 0 && a64_fits_add((i32)s->c)) {
        a64_add_constant(x->e, false, X16, b, (i32)s->c);
    } else {
        a64_constant(x->e, false, X16, s->c);
        A64(x->e, ADD, 0, X16, X16, b, s->shift);
    }
    access_at(x, X16, s->offset);
}

void a64_emit_memory(struct emitter *e, const struct ir_function *f, const struct ins *i,
                     const u32 *reg, u32 value, u32 temp) {
    struct address s = a64_address(f, i);
    bool store = i->op == OP_STORE;
    bool zero = store && !(a64_uses(f, i) & 4);
    enum type t = store ? f->values[i->arg[2]].type : i->type;
    struct access x = {.e = e, .value = value, .temp = temp};
    x.rows = rows_of(i->cc, t, store, zero);
    x.bytes = mem_bytes(i->cc);
    x.log = (u32)lowest_bit(x.bytes);
    switch (s.kind) {
    case ADDRESS_CONSTANT: access_constant(&x, s.c); return;
    case ADDRESS_BASE: access_at(&x, reg[s.x], s.offset); return;
    case ADDRESS_SUM: access_sum(&x, &s, reg[s.x], reg[s.y]); return;
    case ADDRESS_PLUS: access_plus(&x, &s, reg[s.x]); return;
    }
}
