/* isa/x86/helpers.c: what lies at the image's start: the division of 64 bits by 64 for x86-32,
 * and masks for packed float instructions. */
#include "isa/x86/x86.h"

static void begin(struct emitter *e) {
    array_push(&e->helper_at, e->code.count);
}

static void negate_pair(struct emitter *e, reg low, reg high) {
    x86_r(e, X86_NEG, 4, low);
    x86_ri(e, X86_ADC_MI, 4, high, 0);
    x86_r(e, X86_NEG, 4, high);
}

/* The divisor fits 32 bits: two divisions, or one when the quotient does too. */
static void divide_by_word(struct emitter *e) {
    u32 two = emitter_label(e);
    x86_rr(e, X86_CMP_RM, 4, RDX, RCX);
    x86_jcc(e, X86_AE, two);
    x86_r(e, X86_DIV, 4, RCX);
    x86_rr(e, X86_MOV_RM, 4, RCX, RDX); /* remainder; its high half, esi, is 0 already */
    x86_rr(e, X86_XOR_RM, 4, RDX, RDX);
    x86_n(e, X86_RET, 4);
    emitter_place(e, two);
    x86_rr(e, X86_MOV_RM, 4, RBX, RAX);
    x86_rr(e, X86_MOV_RM, 4, RAX, RDX);
    x86_rr(e, X86_XOR_RM, 4, RDX, RDX);
    x86_r(e, X86_DIV, 4, RCX);
    x86_rr(e, X86_XCHG_MR, 4, RAX, RBX); /* ebx: high half of the quotient */
    x86_r(e, X86_DIV, 4, RCX);
    x86_rr(e, X86_MOV_RM, 4, RCX, RDX);
    x86_rr(e, X86_MOV_RM, 4, RDX, RBX);
    x86_n(e, X86_RET, 4);
}

/* The divisor has a high half, so the quotient q fits 32 bits. With n the divisor's leading
 * zeros, (dividend / 2) / (divisor << n >> 32) << n >> 31 is q or q + 1 (Hacker's Delight,
 * 9-5). */
static void divide_by_pair(struct emitter *e) {
    u32 done = emitter_label(e);
    x86_r(e, X86_PUSH, 4, RDI);
    x86_r(e, X86_PUSH, 4, RBP);
    x86_r(e, X86_PUSH, 4, RSI);
    x86_rr(e, X86_MOV_RM, 4, RDI, RAX);
    x86_rr(e, X86_MOV_RM, 4, RBP, RDX);
    x86_rr(e, X86_MOV_RM, 4, RBX, RCX);
    x86_rr(e, X86_LZCNT, 4, RCX, RSI);
    x86_rr(e, X86_SHLD_CL, 4, RBX, RSI);
    x86_ri(e, X86_SHR_I, 4, RDX, 1);
    x86_ri(e, X86_RCR_I, 4, RAX, 1);
    x86_r(e, X86_DIV, 4, RSI);
    x86_r(e, X86_POP, 4, RSI);
    x86_ri(e, X86_XOR_MI, 4, RCX, 31);
    x86_r(e, X86_SHR_CL, 4, RAX);
    x86_ri(e, X86_SUB_MI, 4, RAX, 1); /* q - 1 or q, but not below 0 */
    x86_ri(e, X86_ADC_MI, 4, RAX, 0);
    /* ebp:edi = dividend - eax * divisor */
    x86_rr(e, X86_MOV_RM, 4, RCX, RAX);
    x86_r(e, X86_MUL, 4, RBX);
    x86_rr(e, X86_SUB_RM, 4, RDI, RAX);
    x86_rr(e, X86_SBB_RM, 4, RBP, RDX);
    x86_rr(e, X86_MOV_RM, 4, RAX, RCX);
    x86_rr(e, X86_IMUL_RM, 4, RCX, RSI);
    x86_rr(e, X86_SUB_RM, 4, RBP, RCX);
    /* One more if the divisor still fits. */
    x86_rr(e, X86_CMP_RM, 4, RDI, RBX);
    x86_rr(e, X86_MOV_RM, 4, RDX, RBP);
    x86_rr(e, X86_SBB_RM, 4, RDX, RSI);
    x86_jcc(e, X86_B, done);
    x86_ri(e, X86_ADD_MI, 4, RAX, 1);
    x86_rr(e, X86_SUB_RM, 4, RDI, RBX);
    x86_rr(e, X86_SBB_RM, 4, RBP, RSI);
    emitter_place(e, done);
    x86_rr(e, X86_MOV_RM, 4, RCX, RDI);
    x86_rr(e, X86_MOV_RM, 4, RSI, RBP);
    x86_rr(e, X86_XOR_RM, 4, RDX, RDX);
    x86_r(e, X86_POP, 4, RBP);
    x86_r(e, X86_POP, 4, RDI);
    x86_n(e, X86_RET, 4);
}

static void divide_unsigned(struct emitter *e) {
    u32 pair = emitter_label(e);
    x86_rr(e, X86_TEST_MR, 4, RSI, RSI);
    x86_jcc(e, X86_NE, pair);
    divide_by_word(e);
    emitter_place(e, pair);
    divide_by_pair(e);
}

/* Of absolute values; the quotient is negative if one of the two was, the remainder if the
 * dividend was. */
static void divide_signed(struct emitter *e, u32 divide_unsigned_label) {
    u32 labels[4];
    for (u32 n = 0; n < 4; n++) labels[n] = emitter_label(e);
    x86_r(e, X86_PUSH, 4, RDX);
    x86_rr(e, X86_MOV_RM, 4, RBX, RDX);
    x86_rr(e, X86_XOR_RM, 4, RBX, RSI);
    x86_r(e, X86_PUSH, 4, RBX);
    x86_rr(e, X86_TEST_MR, 4, RDX, RDX);
    x86_jcc(e, X86_NS, labels[0]);
    negate_pair(e, RAX, RDX);
    emitter_place(e, labels[0]);
    x86_rr(e, X86_TEST_MR, 4, RSI, RSI);
    x86_jcc(e, X86_NS, labels[1]);
    negate_pair(e, RCX, RSI);
    emitter_place(e, labels[1]);
    x86_call(e, FIX_LABEL, divide_unsigned_label);
    x86_r(e, X86_POP, 4, RBX);
    x86_rr(e, X86_TEST_MR, 4, RBX, RBX);
    x86_jcc(e, X86_NS, labels[2]);
    negate_pair(e, RAX, RDX);
    emitter_place(e, labels[2]);
    x86_r(e, X86_POP, 4, RBX);
    x86_rr(e, X86_TEST_MR, 4, RBX, RBX);
    x86_jcc(e, X86_NS, labels[3]);
    negate_pair(e, RCX, RSI);
    emitter_place(e, labels[3]);
    x86_n(e, X86_RET, 4);
}

/* 16 bytes, whose low part counts. */
static void put_mask(struct emitter *e, u64 mask) {
    begin(e);
    emitter_start(e);
    emit_u64(e, mask);
    emit_u64(e, 0);
}

void x86_helpers(struct emitter *e) {
    /* ORDER HELPER: enum x86_helper. x86-64 has no use for the routines. */
    u32 unsigned_label = emitter_label(e);
    begin(e);
    emitter_place(e, unsigned_label);
    if (!x86_is_64(e->isa)) divide_unsigned(e);
    begin(e);
    if (!x86_is_64(e->isa)) divide_signed(e, unsigned_label);
    if (e->code.count % 16) emitter_start(e);
    while (e->code.count % 16) emit_u8(e, 0x90);
    put_mask(e, 0x7fffffff);
    put_mask(e, 0x7fffffffffffffff);
    put_mask(e, 0x80000000);
    put_mask(e, 0x8000000000000000);
}
