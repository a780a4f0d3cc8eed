/* isa/aarch64/assemble.c: small sequences of instructions. */
#include "isa/aarch64/aarch64.h"

#include <assert.h>

void a64_move(struct emitter *e, u32 d, u32 n) {
    if (d != n) A64(e, MOV, 1, d, n);
}

void a64_add_constant(struct emitter *e, bool wide, u32 d, u32 n, i64 c) {
    assert(a64_fits_add(c));
    u32 size = (u32)(c < 0 ? -c : c);
    bool shifted = size >= 0x1000;
    u32 field = shifted ? size >> 12 : size;
    if (c < 0)
        A64(e, SUB_I, wide, d, n, field, shifted);
    else
        A64(e, ADD_I, wide, d, n, field, shifted);
}

void a64_shift_left(struct emitter *e, bool wide, u32 d, u32 n, u32 shift) {
    u32 width = wide ? 64 : 32;
    A64(e, UBFM, wide, d, n, (width - shift) % width, width - 1 - shift);
}

/* ---- Constants -------------------------------------------------------------------------- */

/* How many of the pieces of 16 bits differ from `fill`. */
static u32 pieces_unlike(u64 bits, bool wide, u16 fill) {
    u32 n = 0;
    for (u32 k = 0; k < (wide ? 4 : 2); k++) n += (u16)(bits >> 16 * k) != fill;
    return n;
}

/* The upper half is cleared anyhow by an instruction of 32 bits. */
static bool needs_wide(u64 bits, bool wide) {
    return wide && bits >> 32 != 0;
}

u32 a64_constant_length(u64 bits, bool wide) {
    u32 field;
    wide = needs_wide(bits, wide);
    u32 moves = MIN(pieces_unlike(bits, wide, 0), pieces_unlike(bits, wide, 0xffff));
    if (moves <= 1 || a64_fits_bitmask(bits, wide, &field)) return 1;
    return moves;
}

static void move_pieces(struct emitter *e, bool wide, u32 d, u64 bits) {
    bool ones = pieces_unlike(bits, wide, 0xffff) < pieces_unlike(bits, wide, 0);
    u16 fill = ones ? 0xffff : 0;
    bool first = true;
    for (u32 k = 0; k < (wide ? 4 : 2); k++) {
        u16 piece = (u16)(bits >> 16 * k);
        if (piece == fill) continue;
        if (!first)
            A64(e, MOVK, wide, d, piece, k);
        else if (ones)
            A64(e, MOVN, wide, d, (u16)~piece, k);
        else
            A64(e, MOVZ, wide, d, piece, k);
        first = false;
    }
    if (!first) return;
    if (ones)
        A64(e, MOVN, wide, d, 0, 0);
    else
        A64(e, MOVZ, wide, d, 0, 0);
}

void a64_constant(struct emitter *e, bool wide, u32 d, u64 bits) {
    u32 field;
    if (!wide) bits &= 0xffffffff;
    wide = needs_wide(bits, wide);
    u32 moves = MIN(pieces_unlike(bits, wide, 0), pieces_unlike(bits, wide, 0xffff));
    if (moves > 1 && a64_fits_bitmask(bits, wide, &field)) {
        A64(e, ORR_I, wide, d, ZR, field);
    } else if (moves > 2 && !e->far) {
        emitter_fixup(e, FIXUP_19, FIX_LABEL, emitter_literal(e, 8, bits));
        A64(e, LDR_X_LIT, d, 0);
    } else {
        move_pieces(e, wide, d, bits);
    }
}

/* ---- Memory ----------------------------------------------------------------------------- */

enum a64 a64_plain_access(enum type t, bool store) {
    switch (t) {
    case I32: return store ? A64_STR_W_U : A64_LDR_W_U;
    case I64: return store ? A64_STR_X_U : A64_LDR_X_U;
    case F32: return store ? A64_STR_S_U : A64_LDR_S_U;
    case F64: return store ? A64_STR_D_U : A64_LDR_D_U;
    case TYPE_NONE:
    case TYPE_COUNT: break;
    }
    assert(!"a type of values");
    return A64_COUNT;
}

/* ---- Branches to labels ----------------------------------------------------------------- */

void a64_op_jump(struct emitter *e, u32 label) {
    emitter_fixup(e, FIXUP_26, FIX_LABEL, label);
    A64(e, B, 0);
}

/* The far form skips a jump under the inverse condition. */
enum { OVER_NEXT = 2 };

void a64_branch(struct emitter *e, enum a64_cond cond, u32 label) {
    if (e->far) {
        A64(e, B_COND, cond ^ 1, OVER_NEXT);
        a64_op_jump(e, label);
    } else {
        emitter_fixup(e, FIXUP_19, FIX_LABEL, label);
        A64(e, B_COND, cond, 0);
    }
}

static void zero_test(struct emitter *e, bool wide, u32 r, bool zero, u32 words) {
    if (zero)
        A64(e, CBZ, wide, r, words);
    else
        A64(e, CBNZ, wide, r, words);
}

void a64_branch_zero(struct emitter *e, bool wide, u32 r, bool zero, u32 label) {
    if (e->far) {
        zero_test(e, wide, r, !zero, OVER_NEXT);
        a64_op_jump(e, label);
    } else {
        emitter_fixup(e, FIXUP_19, FIX_LABEL, label);
        zero_test(e, wide, r, zero, 0);
    }
}

static void sign_test(struct emitter *e, bool wide, u32 r, bool negative, u32 words) {
    if (wide && negative)
        A64(e, TBNZ_63, r, words);
    else if (wide)
        A64(e, TBZ_63, r, words);
    else if (negative)
        A64(e, TBNZ, r, 31, words);
    else
        A64(e, TBZ, r, 31, words);
}

void a64_branch_sign(struct emitter *e, bool wide, u32 r, bool negative, u32 label) {
    if (e->far) {
        sign_test(e, wide, r, !negative, OVER_NEXT);
        a64_op_jump(e, label);
    } else {
        emitter_fixup(e, FIXUP_14, FIX_LABEL, label);
        sign_test(e, wide, r, negative, 0);
    }
}
