/* isa/aarch64/aarch64.h: private to isa/aarch64/. What its files share.
 *
 * Registers: x28 points to the process's context, x16 and v31 are scratch, x30 is the link
 * register, which serves as a second scratch where the frame has saved it (around calls). An
 * i32 is kept zero-extended, an f32 in an s register; FPCR.DN is set, so arithmetic yields no
 * NaN but the canonical one. Linear memory starts at guest address 0: a zero-extended i32 is
 * its own address. */
#ifndef HPMSIM_ISA_AARCH64_AARCH64_H
#define HPMSIM_ISA_AARCH64_AARCH64_H

#include "isa/aarch64/rows.h"
#include "isa/emit.h"

/* Registers' numbers in encodings: 0-30 are those of struct isa too; floats lie 32 above. */
enum { X16 = 16, X28 = 28, X30 = 30, SP = 31, ZR = 31, V31 = 31 };

/* Layout in the guest; the files that make constants of it name it here. */
#define A64_CODE_BASE    0x300000000ull
#define A64_CONTEXT_BASE 0x2f0000000ull
#define A64_TABLES_BASE  0x400000000ull
#define A64_TABLE_STRIDE 0x4000000ull

/* ---- encode.c --------------------------------------------------------------------------- */

/* Conditions, as encoded; the lowest bit inverts. */
enum a64_cond {
    COND_EQ,
    COND_NE,
    COND_HS,
    COND_LO,
    COND_MI,
    COND_PL,
    COND_VS,
    COND_VC,
    COND_HI,
    COND_LS,
    COND_GE,
    COND_LT,
    COND_GT,
    COND_LE
};
enum a64_cond a64_cond(enum cc cc);

/* Fixups: which field holds the distance. */
enum a64_fixup { FIXUP_26, FIXUP_19, FIXUP_14 };

u32 a64_encode(enum a64 row, const u32 *fields);
void a64_emit(struct emitter *e, enum a64 row, const u32 *fields, u32 count);
/* A64(e, ADD, wide, d, n, m, 0): one number for each letter of the row's fields. */
#define A64(e, NAME, ...) A64_PUT(e, A64_##NAME, __VA_ARGS__)
#define A64_PUT(e, row, ...) \
    a64_emit((e), (row), (const u32[]){__VA_ARGS__}, sizeof((const u32[]){__VA_ARGS__}) / 4)
bool a64_patch(u8 *code, u8 kind, i64 distance);

/* What immediates can hold. */
bool a64_fits_add(i64 c); /* add or sub, perhaps shifted */
bool a64_fits_bitmask(u64 bits, bool wide, u32 *field);
bool a64_fits_float(enum type t, u64 bits, u32 *field);

/* ---- assemble.c: small sequences -------------------------------------------------------- */

void a64_move(struct emitter *e, u32 d, u32 n); /* 64 bits; nothing when d is n */
void a64_add_constant(struct emitter *e, bool wide, u32 d, u32 n, i64 c); /* a64_fits_add(c) */
void a64_shift_left(struct emitter *e, bool wide, u32 d, u32 n, u32 shift);
/* Any constant, in at most one instruction (with a literal) or a64_constant_length. */
void a64_constant(struct emitter *e, bool wide, u32 d, u64 bits);
u32 a64_constant_length(u64 bits, bool wide);
/* The row of a load or store of a register of type t, offset scaled by its size. */
enum a64 a64_plain_access(enum type t, bool store);
void a64_branch(struct emitter *e, enum a64_cond cond, u32 label);
void a64_branch_zero(struct emitter *e, bool wide, u32 r, bool zero, u32 label);
void a64_branch_sign(struct emitter *e, bool wide, u32 r, bool negative, u32 label);

/* ---- shape.c: how an operation is written, decided once for constrain and emit ---------- */

/* `uses` has bit k set when arg k is in a register; the others are folded. */
enum form {
    FORM_REGISTERS, /* all args in registers */
    FORM_ADD,       /* x + c */
    FORM_NEG,       /* -(x << shift) */
    FORM_NOT,       /* ~x */
    FORM_LOGIC,     /* x op bitmask field c */
    FORM_SHIFT,     /* x shifted or rotated (row `row`) by c */
    FORM_LEFT,      /* x << shift */
    FORM_LEFT_ADD,  /* (x << shift) + c */
    FORM_ADD_SELF,  /* x + (x << shift) */
    FORM_SUB_SELF   /* x - (x << shift) */
};
struct arithmetic {
    u8 form, uses, x; /* x: which arg is the register */
    u8 shift;
    i64 c;
};
struct arithmetic a64_arithmetic(const struct ir_function *f, const struct ins *i);

struct compare {
    u8 cc; /* of arg x against arg y, or the constant */
    u8 uses, x, y;
    bool folded; /* the constant is c; of floats: zero */
    bool wide;   /* of integers: 64 bits; of floats: double */
    i64 c;
};
struct compare a64_compare(const struct ir_function *f, const struct ins *i);

struct choice {    /* d = cc ? arg n : arg m, by `row` (csel, csinc, csinv, fcsel) */
    u8 uses, n, m; /* NO_ARG: the zero register */
    bool invert;   /* the condition */
    u16 row;
};
#define NO_ARG 0xff
struct choice a64_choice(const struct ir_function *f, const struct ins *i);

struct address { /* of a load or store; the sums below wrap at 2^32 if `wrap` */
    enum {
        ADDRESS_CONSTANT, /* c */
        ADDRESS_BASE,     /* arg x + offset */
        ADDRESS_SUM,      /* (arg x + (arg y << shift)) + offset */
        ADDRESS_PLUS,     /* ((arg x << shift) + c) + offset */
    } kind;
    u8 uses, x, y, shift;
    bool wrap;
    bool temp; /* wants a register to put the address together */
    u64 c, offset;
};
struct address a64_address(const struct ir_function *f, const struct ins *i);

/* The args of any operation that are in registers. */
u32 a64_uses(const struct ir_function *f, const struct ins *i);

static inline bool a64_wide(enum type t) {
    return t == I64 || t == F64;
}

/* ---- The functions of struct isa -------------------------------------------------------- */

extern const struct reg_info a64_registers[64];
void a64_constrain(const struct model *m, const struct ir_function *f, const struct ins *i,
                   struct constraints *c);
void a64_operation(struct emitter *e, const struct ir_function *f, const struct ins *i,
                   const struct operand *operands);
void a64_op_branch(struct emitter *e, const struct ir_function *f, const struct ins *i,
                   const struct operand *operands, bool invert, u32 label);
void a64_op_jump(struct emitter *e, u32 label);
void a64_op_switch(struct emitter *e, const struct ir_function *f, const struct ins *i,
                   const struct operand *operands, const u32 *labels, u32 n);
void a64_op_move(struct emitter *e, enum type t, struct loc to, struct loc from);
void a64_op_constant(struct emitter *e, enum type t, struct loc to, u64 bits);
u32 a64_constant_cost(const struct model *m, enum type t, u64 bits);
void a64_float_constant(struct emitter *e, enum type t, u32 d, u64 bits);
void a64_prologue(struct emitter *e);
void a64_epilogue(struct emitter *e);
void a64_host_call(struct emitter *e);
void a64_helpers(struct emitter *e);

/* Parts of a64_operation. reg[k]: hardware register of arg k, ZR where it has none. */
void a64_emit_compare(struct emitter *e, const struct compare *c, const u32 *reg);
void a64_emit_memory(struct emitter *e, const struct ir_function *f, const struct ins *i,
                     const u32 *reg, u32 value, u32 temp);
void a64_emit_call(struct emitter *e, const struct ins *i);
void a64_emit_call_indirect(struct emitter *e, const struct ins *i, u32 index);

#endif
