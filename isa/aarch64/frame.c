/* isa/aarch64/frame.c: entering and leaving functions, moves, constants. */
#include "isa/aarch64/aarch64.h"

#include <assert.h>

static void adjust_stack(struct emitter *e, i64 bytes) {
    i64 low = bytes % 0x1000;
    assert(bytes < 0x1000000 && bytes > -0x1000000);
    if (bytes != low) a64_add_constant(e, true, SP, SP, bytes - low);
    if (low) a64_add_constant(e, true, SP, SP, low);
}

/* ---- Prologue and epilogue ---------------------------------------------------------------
 *
 *     the upper part of the frame, with the saved registers:
 *         stp x19, x20, [sp, #-upper]!     or   sub sp, sp, #upper, where the lowest pair has
 * no stp x21, x22, [sp, #16]               saved register or is too far from the top
 *         ...
 *     the lower part, when stp's offsets do not reach over it:
 *         sub sp, sp, #low
 *
 * A register without a partner next to it in the lowest pair is stored twice: nothing else is
 * in the frame yet. The epilogue loads the partner's place into a scratch register. */

struct save {
    u32 offset;
    reg r;
};
struct saves {
    struct save at[65];
    u32 count;
    u32 low, upper; /* the two parts of the frame; offsets count from `low` */
};

static struct saves saves_of(const struct frame *frame) {
    struct saves s = {0};
    for (u32 n = 0; n < frame->saved_count; n++)
        s.at[s.count++] = (struct save){frame->saved_offset + 8 * n, frame->saved[n]};
    if (frame->link_offset >= 0) {
        assert(s.count == 0 || (u32)frame->link_offset > s.at[s.count - 1].offset);
        s.at[s.count++] = (struct save){(u32)frame->link_offset, X30};
    }
    if (s.count > 0 && s.at[s.count - 1].offset > 504) s.low = s.at[0].offset & ~15u;
    s.upper = frame->frame_bytes - s.low;
    for (u32 n = 0; n < s.count; n++) s.at[n].offset -= s.low;
    return s;
}

static bool is_pair(const struct saves *s, u32 n) {
    return n + 1 < s->count && s->at[n + 1].offset == s->at[n].offset + 8 &&
           reg_class_of(s->at[n].r) == reg_class_of(s->at[n + 1].r);
}

/* How many saves the instruction that moves the stack pointer takes with it. */
static u32 saves_in_first(const struct saves *s) {
    if (s->count == 0 || s->at[0].offset >= 16 || s->upper > 504) return 0;
    return s->at[0].offset == 0 && is_pair(s, 0) ? 2 : 1;
}

/* Stores or loads all but the first `done`. */
static void transfer(struct emitter *e, const struct saves *s, u32 done, bool store) {
    for (u32 n = done; n < s->count; n++) {
        u32 r = s->at[n].r % FIRST_FLOAT, field = s->at[n].offset / 8;
        bool is_float = reg_class_of(s->at[n].r) == CLASS_FLOAT;
        if (!is_pair(s, n)) {
            A64_PUT(e, a64_plain_access(is_float ? F64 : I64, store), r, SP, field);
            continue;
        }
        enum a64 row =
            is_float ? (store ? A64_STP_D : A64_LDP_D) : (store ? A64_STP_X : A64_LDP_X);
        A64_PUT(e, row, r, s->at[n + 1].r % FIRST_FLOAT, SP, field);
        n++;
    }
}

void a64_prologue(struct emitter *e) {
    struct saves s = saves_of(&e->frame);
    u32 done = saves_in_first(&s);
    if (done > 0) {
        u32 r = s.at[0].r % FIRST_FLOAT, partner = s.at[done - 1].r % FIRST_FLOAT;
        if (reg_class_of(s.at[0].r) == CLASS_FLOAT)
            A64(e, STP_D_PRE, r, partner, SP, 0 - s.upper / 8);
        else
            A64(e, STP_X_PRE, r, partner, SP, 0 - s.upper / 8);
    } else {
        adjust_stack(e, -(i64)s.upper);
    }
    transfer(e, &s, done, true);
    adjust_stack(e, -(i64)s.low);
}

void a64_epilogue(struct emitter *e) {
    struct saves s = saves_of(&e->frame);
    u32 done = saves_in_first(&s);
    adjust_stack(e, s.low);
    transfer(e, &s, done, false);
    if (done > 0) {
        /* Loading one register twice is not allowed. V31 is numbered otherwise than X16. */
        bool is_float = reg_class_of(s.at[0].r) == CLASS_FLOAT;
        u32 scratch = is_float ? V31 : X16;
        u32 low = s.at[0].offset == 0 ? s.at[0].r % FIRST_FLOAT : scratch;
        u32 high = s.at[0].offset == 8 ? s.at[0].r % FIRST_FLOAT
                   : done == 2         ? s.at[1].r % FIRST_FLOAT
                                       : scratch;
        if (is_float)
            A64(e, LDP_D_POST, low, high, SP, s.upper / 8);
        else
            A64(e, LDP_X_POST, low, high, SP, s.upper / 8);
    } else {
        adjust_stack(e, s.upper);
    }
    A64(e, RET, X30);
}

/* ---- Moves ------------------------------------------------------------------------------ */

static void memory(struct emitter *e, enum type t, u32 r, struct loc l, bool store) {
    struct memory_operand m = emitter_memory(e, l);
    u32 bytes = type_bytes(t);
    enum a64 row = a64_plain_access(t, store);
    assert(m.offset >= 0 && m.offset % bytes == 0);
    if (m.offset / bytes < 0x1000) {
        A64_PUT(e, row, r, m.base, (u32)m.offset / bytes);
        return;
    }
    /* No register is free: the stack pointer itself goes there and back. */
    i64 far = m.offset & ~0xfffll;
    assert(m.base == SP);
    adjust_stack(e, far);
    A64_PUT(e, row, r, SP, (u32)(m.offset - far) / bytes);
    adjust_stack(e, -far);
}

void a64_op_move(struct emitter *e, enum type t, struct loc to, struct loc from) {
    bool is_float = type_is_float(t);
    if (to.kind == LOC_REG && from.kind == LOC_REG) {
        u32 d = to.index % FIRST_FLOAT, n = from.index % FIRST_FLOAT;
        if (d == n) return;
        if (is_float)
            A64(e, FMOV, t == F64, d, n);
        else
            A64(e, MOV, t == I64, d, n);
    } else if (to.kind == LOC_REG) {
        memory(e, t, to.index % FIRST_FLOAT, from, false);
    } else {
        assert(from.kind == LOC_REG);
        memory(e, t, from.index % FIRST_FLOAT, to, true);
    }
}

/* ---- Constants -------------------------------------------------------------------------- */

void a64_float_constant(struct emitter *e, enum type t, u32 d, u64 bits) {
    bool wide = t == F64;
    u32 field;
    if (!wide) bits &= 0xffffffff;
    if (bits == 0) {
        A64(e, MOVI_0, d);
    } else if (a64_fits_float(t, bits, &field)) {
        A64(e, FMOV_I, wide, d, field);
    } else if (e->far) {
        a64_constant(e, wide, X16, bits);
        A64(e, FMOV_FI, wide, d, X16);
    } else {
        emitter_fixup(e, FIXUP_19, FIX_LABEL, emitter_literal(e, type_bytes(t), bits));
        if (wide)
            A64(e, LDR_D_LIT, d, 0);
        else
            A64(e, LDR_S_LIT, d, 0);
    }
}

void a64_op_constant(struct emitter *e, enum type t, struct loc to, u64 bits) {
    bool wide = a64_wide(t);
    if (to.kind == LOC_REG) {
        if (type_is_float(t))
            a64_float_constant(e, t, to.index % FIRST_FLOAT, bits);
        else
            a64_constant(e, wide, to.index, bits);
        return;
    }
    /* Memory takes the bits; their class does not matter. */
    u32 from = ZR;
    if (bits != 0) {
        a64_constant(e, wide, X16, bits);
        from = X16;
    }
    memory(e, wide ? I64 : I32, from, to, true);
}

u32 a64_constant_cost(const struct model *m, enum type t, u64 bits) {
    (void)m;
    if (type_is_float(t)) return 1;
    u32 length = a64_constant_length(bits, t == I64);
    return length > 2 ? 1 : length; /* a literal */
}
