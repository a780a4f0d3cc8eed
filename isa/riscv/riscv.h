/* isa/riscv/riscv.h: private to isa/riscv/. The encoding rows of RISC-V, their encoders, and
 * what the parts of the ISA share.
 *
 * Values: an i32 lies sign-extended in its register, an f32 is NaN-boxed.
 * gp always holds 0xffffffff: zero-extension is one `and`. t6 and ft11 are scratch.
 */
#ifndef HPMSIM_ISA_RISCV_H
#define HPMSIM_ISA_RISCV_H

#include "isa/emit.h"

#include <assert.h>

enum { X0, RA, SP, GP, TP, T6 = 31, FT11 = FIRST_FLOAT + 31 };
#define LOW_WORD GP /* the register that holds 0xffffffff */

/* ---- Encoding rows --------------------------------------------------------------------------
 * ROW(enumerator, mnemonic, match, mask, operands). An instruction is of this row when
 * (word & mask) == match. `operands` says what fills the other bits, in assembly order:
 *     d s t   integer registers at bits 7, 15, 20        D S T   the same, float registers
 *     i       signed 12 bits at 20                       o       signed 12 bits, split (stores)
 *     z w     shift count, 6 or 5 bits at 20             u       upper 20 bits
 *     b j     branch and jump distance; shown as the address
 *     m       rounding mode at 12, preceded by a comma; not shown when dynamic
 * Any other character stands for itself. ORDER RV */
#define RV_R(opcode, funct3, funct7) ((opcode) | (funct3) << 12 | (u32)(funct7) << 25)
#define RV_FP(funct7, rs2, funct3)   (RV_R(0x53, funct3, funct7) | (u32)(rs2) << 20)
#define RV_MASK_U                    0x7fu
#define RV_MASK_I                    0x707fu
#define RV_MASK_R                    0xfe00707fu
#define RV_MASK_SHIFT                0xfc00707fu
#define RV_MASK_RM                   0xfe00007fu /* R, with a rounding mode in funct3 */
#define RV_MASK_RM1                  0xfff0007fu /* the same, rs2 is part of the opcode */
#define RV_MASK_R1                   0xfff0707fu /* R, rs2 is part of the opcode */

#define RV_ROWS_INTEGER(ROW)                                       \
    ROW(LUI, "lui", 0x37, RV_MASK_U, "d,u")                        \
    ROW(AUIPC, "auipc", 0x17, RV_MASK_U, "d,u")                    \
    ROW(JAL, "jal", 0x6f, RV_MASK_U, "d,j")                        \
    ROW(JALR, "jalr", 0x67, RV_MASK_I, "d,i(s)")                   \
    ROW(BEQ, "beq", RV_R(0x63, 0, 0), RV_MASK_I, "s,t,b")          \
    ROW(BNE, "bne", RV_R(0x63, 1, 0), RV_MASK_I, "s,t,b")          \
    ROW(BLT, "blt", RV_R(0x63, 4, 0), RV_MASK_I, "s,t,b")          \
    ROW(BGE, "bge", RV_R(0x63, 5, 0), RV_MASK_I, "s,t,b")          \
    ROW(BLTU, "bltu", RV_R(0x63, 6, 0), RV_MASK_I, "s,t,b")        \
    ROW(BGEU, "bgeu", RV_R(0x63, 7, 0), RV_MASK_I, "s,t,b")        \
    ROW(LB, "lb", RV_R(0x03, 0, 0), RV_MASK_I, "d,i(s)")           \
    ROW(LH, "lh", RV_R(0x03, 1, 0), RV_MASK_I, "d,i(s)")           \
    ROW(LW, "lw", RV_R(0x03, 2, 0), RV_MASK_I, "d,i(s)")           \
    ROW(LD, "ld", RV_R(0x03, 3, 0), RV_MASK_I, "d,i(s)")           \
    ROW(LBU, "lbu", RV_R(0x03, 4, 0), RV_MASK_I, "d,i(s)")         \
    ROW(LHU, "lhu", RV_R(0x03, 5, 0), RV_MASK_I, "d,i(s)")         \
    ROW(LWU, "lwu", RV_R(0x03, 6, 0), RV_MASK_I, "d,i(s)")         \
    ROW(SB, "sb", RV_R(0x23, 0, 0), RV_MASK_I, "t,o(s)")           \
    ROW(SH, "sh", RV_R(0x23, 1, 0), RV_MASK_I, "t,o(s)")           \
    ROW(SW, "sw", RV_R(0x23, 2, 0), RV_MASK_I, "t,o(s)")           \
    ROW(SD, "sd", RV_R(0x23, 3, 0), RV_MASK_I, "t,o(s)")           \
    ROW(ADDI, "addi", RV_R(0x13, 0, 0), RV_MASK_I, "d,s,i")        \
    ROW(SLTI, "slti", RV_R(0x13, 2, 0), RV_MASK_I, "d,s,i")        \
    ROW(SLTIU, "sltiu", RV_R(0x13, 3, 0), RV_MASK_I, "d,s,i")      \
    ROW(XORI, "xori", RV_R(0x13, 4, 0), RV_MASK_I, "d,s,i")        \
    ROW(ORI, "ori", RV_R(0x13, 6, 0), RV_MASK_I, "d,s,i")          \
    ROW(ANDI, "andi", RV_R(0x13, 7, 0), RV_MASK_I, "d,s,i")        \
    ROW(SLLI, "slli", RV_R(0x13, 1, 0), RV_MASK_SHIFT, "d,s,z")    \
    ROW(SRLI, "srli", RV_R(0x13, 5, 0), RV_MASK_SHIFT, "d,s,z")    \
    ROW(SRAI, "srai", RV_R(0x13, 5, 0x20), RV_MASK_SHIFT, "d,s,z") \
    ROW(ADDIW, "addiw", RV_R(0x1b, 0, 0), RV_MASK_I, "d,s,i")      \
    ROW(SLLIW, "slliw", RV_R(0x1b, 1, 0), RV_MASK_R, "d,s,w")      \
    ROW(SRLIW, "srliw", RV_R(0x1b, 5, 0), RV_MASK_R, "d,s,w")      \
    ROW(SRAIW, "sraiw", RV_R(0x1b, 5, 0x20), RV_MASK_R, "d,s,w")   \
    ROW(ADD, "add", RV_R(0x33, 0, 0), RV_MASK_R, "d,s,t")          \
    ROW(SUB, "sub", RV_R(0x33, 0, 0x20), RV_MASK_R, "d,s,t")       \
    ROW(SLL, "sll", RV_R(0x33, 1, 0), RV_MASK_R, "d,s,t")          \
    ROW(SLT, "slt", RV_R(0x33, 2, 0), RV_MASK_R, "d,s,t")          \
    ROW(SLTU, "sltu", RV_R(0x33, 3, 0), RV_MASK_R, "d,s,t")        \
    ROW(XOR, "xor", RV_R(0x33, 4, 0), RV_MASK_R, "d,s,t")          \
    ROW(SRL, "srl", RV_R(0x33, 5, 0), RV_MASK_R, "d,s,t")          \
    ROW(SRA, "sra", RV_R(0x33, 5, 0x20), RV_MASK_R, "d,s,t")       \
    ROW(OR, "or", RV_R(0x33, 6, 0), RV_MASK_R, "d,s,t")            \
    ROW(AND, "and", RV_R(0x33, 7, 0), RV_MASK_R, "d,s,t")          \
    ROW(ADDW, "addw", RV_R(0x3b, 0, 0), RV_MASK_R, "d,s,t")        \
    ROW(SUBW, "subw", RV_R(0x3b, 0, 0x20), RV_MASK_R, "d,s,t")     \
    ROW(SLLW, "sllw", RV_R(0x3b, 1, 0), RV_MASK_R, "d,s,t")        \
    ROW(SRLW, "srlw", RV_R(0x3b, 5, 0), RV_MASK_R, "d,s,t")        \
    ROW(SRAW, "sraw", RV_R(0x3b, 5, 0x20), RV_MASK_R, "d,s,t")     \
    ROW(ECALL, "ecall", 0x73, 0xffffffffu, "")                     \
    ROW(MUL, "mul", RV_R(0x33, 0, 1), RV_MASK_R, "d,s,t")          \
    ROW(DIV, "div", RV_R(0x33, 4, 1), RV_MASK_R, "d,s,t")          \
    ROW(DIVU, "divu", RV_R(0x33, 5, 1), RV_MASK_R, "d,s,t")        \
    ROW(REM, "rem", RV_R(0x33, 6, 1), RV_MASK_R, "d,s,t")          \
    ROW(REMU, "remu", RV_R(0x33, 7, 1), RV_MASK_R, "d,s,t")        \
    ROW(MULW, "mulw", RV_R(0x3b, 0, 1), RV_MASK_R, "d,s,t")        \
    ROW(DIVW, "divw", RV_R(0x3b, 4, 1), RV_MASK_R, "d,s,t")        \
    ROW(DIVUW, "divuw", RV_R(0x3b, 5, 1), RV_MASK_R, "d,s,t")      \
    ROW(REMW, "remw", RV_R(0x3b, 6, 1), RV_MASK_R, "d,s,t")        \
    ROW(REMUW, "remuw", RV_R(0x3b, 7, 1), RV_MASK_R, "d,s,t")

/* Both float formats: p is S or D, funct7 of the first is even, of the second odd. */
#define RV_ROWS_FORMAT(ROW, p, n, fmt)                                              \
    ROW(FADD_##p, "fadd." n, RV_FP(0x00 + fmt, 0, 0), RV_MASK_RM, "D,S,Tm")         \
    ROW(FSUB_##p, "fsub." n, RV_FP(0x04 + fmt, 0, 0), RV_MASK_RM, "D,S,Tm")         \
    ROW(FMUL_##p, "fmul." n, RV_FP(0x08 + fmt, 0, 0), RV_MASK_RM, "D,S,Tm")         \
    ROW(FDIV_##p, "fdiv." n, RV_FP(0x0c + fmt, 0, 0), RV_MASK_RM, "D,S,Tm")         \
    ROW(FSQRT_##p, "fsqrt." n, RV_FP(0x2c + fmt, 0, 0), RV_MASK_RM1, "D,Sm")        \
    ROW(FSGNJ_##p, "fsgnj." n, RV_FP(0x10 + fmt, 0, 0), RV_MASK_R, "D,S,T")         \
    ROW(FSGNJN_##p, "fsgnjn." n, RV_FP(0x10 + fmt, 0, 1), RV_MASK_R, "D,S,T")       \
    ROW(FSGNJX_##p, "fsgnjx." n, RV_FP(0x10 + fmt, 0, 2), RV_MASK_R, "D,S,T")       \
    ROW(FMIN_##p, "fmin." n, RV_FP(0x14 + fmt, 0, 0), RV_MASK_R, "D,S,T")           \
    ROW(FMAX_##p, "fmax." n, RV_FP(0x14 + fmt, 0, 1), RV_MASK_R, "D,S,T")           \
    ROW(FLE_##p, "fle." n, RV_FP(0x50 + fmt, 0, 0), RV_MASK_R, "d,S,T")             \
    ROW(FLT_##p, "flt." n, RV_FP(0x50 + fmt, 0, 1), RV_MASK_R, "d,S,T")             \
    ROW(FEQ_##p, "feq." n, RV_FP(0x50 + fmt, 0, 2), RV_MASK_R, "d,S,T")             \
    ROW(FCVT_W_##p, "fcvt.w." n, RV_FP(0x60 + fmt, 0, 0), RV_MASK_RM1, "d,Sm")      \
    ROW(FCVT_WU_##p, "fcvt.wu." n, RV_FP(0x60 + fmt, 1, 0), RV_MASK_RM1, "d,Sm")    \
    ROW(FCVT_L_##p, "fcvt.l." n, RV_FP(0x60 + fmt, 2, 0), RV_MASK_RM1, "d,Sm")      \
    ROW(FCVT_LU_##p, "fcvt.lu." n, RV_FP(0x60 + fmt, 3, 0), RV_MASK_RM1, "d,Sm")    \
    ROW(FCVT_##p##_L, "fcvt." n ".l", RV_FP(0x68 + fmt, 2, 0), RV_MASK_RM1, "D,sm") \
    ROW(FCVT_##p##_LU, "fcvt." n ".lu", RV_FP(0x68 + fmt, 3, 0), RV_MASK_RM1, "D,sm")

#define RV_ROWS_FLOAT(ROW)                                              \
    RV_ROWS_FORMAT(ROW, S, "s", 0)                                      \
    RV_ROWS_FORMAT(ROW, D, "d", 1)                                      \
    ROW(FLW, "flw", RV_R(0x07, 2, 0), RV_MASK_I, "D,i(s)")              \
    ROW(FLD, "fld", RV_R(0x07, 3, 0), RV_MASK_I, "D,i(s)")              \
    ROW(FSW, "fsw", RV_R(0x27, 2, 0), RV_MASK_I, "T,o(s)")              \
    ROW(FSD, "fsd", RV_R(0x27, 3, 0), RV_MASK_I, "T,o(s)")              \
    ROW(FCVT_S_W, "fcvt.s.w", RV_FP(0x68, 0, 0), RV_MASK_RM1, "D,sm")   \
    ROW(FCVT_S_WU, "fcvt.s.wu", RV_FP(0x68, 1, 0), RV_MASK_RM1, "D,sm") \
    /* exact: no rounding mode */                                       \
    ROW(FCVT_D_W, "fcvt.d.w", RV_FP(0x69, 0, 0), RV_MASK_R1, "D,s")     \
    ROW(FCVT_D_WU, "fcvt.d.wu", RV_FP(0x69, 1, 0), RV_MASK_R1, "D,s")   \
    ROW(FCVT_D_S, "fcvt.d.s", RV_FP(0x21, 0, 0), RV_MASK_R1, "D,S")     \
    ROW(FCVT_S_D, "fcvt.s.d", RV_FP(0x20, 1, 0), RV_MASK_RM1, "D,Sm")   \
    ROW(FMV_X_S, "fmv.x.w", RV_FP(0x70, 0, 0), RV_MASK_R1, "d,S")       \
    ROW(FMV_X_D, "fmv.x.d", RV_FP(0x71, 0, 0), RV_MASK_R1, "d,S")       \
    ROW(FMV_S_X, "fmv.w.x", RV_FP(0x78, 0, 0), RV_MASK_R1, "D,s")       \
    ROW(FMV_D_X, "fmv.d.x", RV_FP(0x79, 0, 0), RV_MASK_R1, "D,s")

#define RV_ROWS(ROW) RV_ROWS_INTEGER(ROW) RV_ROWS_FLOAT(ROW)

enum rv {
#define ROW(enumerator, name, match, mask, operands) RV_##enumerator,
    RV_ROWS(ROW)
#undef ROW
        RV_COUNT
};

struct rv_row {
    const char *name;
    u32 match, mask;
    const char *operands;
};
extern const struct rv_row rv_rows[RV_COUNT];

enum rv_rounding { RM_NEAREST, RM_ZERO, RM_DOWN, RM_UP, RM_DYNAMIC = 7 };

/* The fields of an instruction, as numbers. Registers are hardware numbers; `value` is the
 * immediate, shift count or distance. */
struct rv_fields {
    u8 d, s, t, rounding;
    i64 value;
};
u32 rv_encode(const struct rv_row *row, struct rv_fields fields);
/* The row of a word and its fields; NULL when it is no instruction of ours. */
const struct rv_row *rv_decode(u32 word, struct rv_fields *fields);
u32 rv_disassemble(const struct isa *isa, const u8 *code, size_t size, u64 pc, char *out,
                   size_t out_size);

/* ---- Encoders -------------------------------------------------------------------------------
 * One for each shape of row; registers are those of isa.h (only the low 5 bits matter). */

static inline bool fits12(i64 v) {
    return v >= -2048 && v < 2048;
}
static inline void rv_word(struct emitter *e, u32 word) {
    u32 opcode = word & 0x7f; /* 03, 07: loads; 23, 27: stores */
    emitter_start(e);
    emitter_mark(e, e->duty, (opcode & ~4u) == 0x03, (opcode & ~4u) == 0x23);
    emit_u32(e, word);
}
static inline u32 rv_bits_b(i64 distance) {
    u32 v = (u32)distance;
    return (v >> 12 & 1) << 31 | (v >> 5 & 0x3f) << 25 | (v >> 1 & 0xf) << 8 |
           (v >> 11 & 1) << 7;
}
static inline u32 rv_bits_j(i64 distance) {
    u32 v = (u32)distance;
    return (v >> 20 & 1) << 31 | (v >> 1 & 0x3ff) << 21 | (v >> 11 & 1) << 20 |
           (v >> 12 & 0xff) << 12;
}
static inline u32 rv_bits_dst(reg d, reg s, reg t) {
    return (d & 31u) << 7 | (s & 31u) << 15 | (t & 31u) << 20;
}
/* d, s, t */
static inline void rv_r(struct emitter *e, enum rv row, reg d, reg s, reg t) {
    rv_word(e, rv_rows[row].match | rv_bits_dst(d, s, t));
}
/* d, s, t with a rounding mode */
static inline void rv_m(struct emitter *e, enum rv row, reg d, reg s, reg t,
                        enum rv_rounding rounding) {
    rv_word(e, rv_rows[row].match | rv_bits_dst(d, s, t) | (u32)rounding << 12);
}
/* d, s, immediate or shift count; loads: d, immediate(s) */
static inline void rv_i(struct emitter *e, enum rv row, reg d, reg s, i64 immediate) {
    assert(fits12(immediate));
    rv_word(e, rv_rows[row].match | rv_bits_dst(d, s, 0) | (u32)immediate << 20);
}
/* stores: t, immediate(s) */
static inline void rv_s(struct emitter *e, enum rv row, reg t, reg s, i64 immediate) {
    assert(fits12(immediate));
    u32 v = (u32)immediate;
    rv_word(e, rv_rows[row].match | rv_bits_dst(v & 31, s, t) | (v >> 5 & 0x7f) << 25);
}
static inline void rv_b(struct emitter *e, enum rv row, reg s, reg t, i64 distance) {
    rv_word(e, rv_rows[row].match | rv_bits_dst(0, s, t) | rv_bits_b(distance));
}
static inline void rv_u(struct emitter *e, enum rv row, reg d, u32 upper) {
    rv_word(e, rv_rows[row].match | rv_bits_dst(d, 0, 0) | upper << 12);
}
static inline void rv_copy(struct emitter *e, reg d, reg s) {
    if (d != s) rv_i(e, RV_ADDI, d, s, 0);
}
static inline void rv_copy_float(struct emitter *e, reg d, reg s) {
    if (d != s) rv_r(e, RV_FSGNJ_D, d, s, s);
}
/* A branch over what follows, up to rv_land. */
static inline u32 rv_skip(struct emitter *e, enum rv row, reg s, reg t) {
    rv_b(e, row, s, t, 0);
    return e->code.count - 4;
}
void rv_land(struct emitter *e, u32 skip);

/* Kinds of fixups. */
enum rv_patch {
    PATCH_BRANCH, /* conditional branch */
    PATCH_JAL,
    PATCH_PAIR, /* auipc, then an instruction with a 12-bit immediate */
    PATCH_TABLE /* a row of a jump table, see rv_switch */
};
bool rv_patch(u8 *code, u8 kind, i64 distance);

/* ---- Operations: which arguments take a register (shape.c) ----------------------------------
 */

/* A condition with its constant brought into the form that the hardware has. x and y are
 * numbers of arguments; if y_is_const, y takes no register and stands for `c`. */
struct rv_test {
    u8 cc, x, y;
    bool y_is_const;
    i64 c;
};
struct rv_test rv_test_compare(const struct ir_function *f, const struct ins *i);
/* The same for BRANCH and SELECT, where the only constant is zero. */
struct rv_test rv_test_branch(const struct ir_function *f, const struct ins *i);

/* How an operation is carried out. constrain and emit both ask rv_shape, so they agree. */
struct rv_shape {
    u8 absorbed; /* bit k: argument k is a constant within the instructions, or x0 */
    u8 x, y;     /* for operations with two arguments: their order, constant last */
    i8 same;     /* the argument whose register the result takes, or -1 */
    bool temp;   /* one integer register more */
};
struct rv_shape rv_shape(const struct ir_function *f, const struct ins *i);
void rv_constrain(const struct model *m, const struct ir_function *f, const struct ins *i,
                  struct constraints *c);

/* The registers of an operation: of its arguments (X0 where absorbed), result and temp. */
struct rv_regs {
    reg arg[4], d, temp;
};
struct rv_regs rv_regs(const struct ins *i, const struct rv_shape *shape,
                       const struct operand *operands);

/* A constant as the register would hold it: i32 sign-extended. */
static inline i64 rv_value(const struct ir_function *f, u32 v) {
    const struct value *value = &f->values[v];
    return value->type == I32 ? (i32)(u32)value->bits : (i64)value->bits;
}
/* n if the constant is 2^n (in the width of its type), else -1. */
int rv_log2(const struct ir_function *f, u32 v);
/* n if c is 2^n - 1 and n is 12 or more, else 0. */
u32 rv_low_mask(i64 c);

/* ---- Emission --------------------------------------------------------------------------- */

void rv_emit(struct emitter *e, const struct ir_function *f, const struct ins *i,
             const struct operand *operands);
void rv_emit_float(struct emitter *e, const struct ins *i, const struct rv_regs *r);
void rv_emit_integer(struct emitter *e, const struct ir_function *f, const struct ins *i,
                     const struct rv_shape *shape, const struct rv_regs *r);
void rv_emit_select(struct emitter *e, const struct ir_function *f, const struct ins *i,
                    const struct rv_shape *shape, const struct rv_regs *r);
void rv_emit_convert(struct emitter *e, const struct ins *i, const struct rv_regs *r);
void rv_emit_memory(struct emitter *e, const struct ir_function *f, const struct ins *i,
                    const struct rv_regs *r);
bool rv_access_needs_temp(const struct ir_function *f, const struct ins *i);
bool rv_absorbs_base(const struct ir_function *f, const struct ins *i);
bool rv_absorbs_index(const struct ir_function *f, const struct ins *i);

void rv_call(struct emitter *e, const struct ins *i);
void rv_call_indirect(struct emitter *e, const struct ir_function *f, const struct ins *i,
                      const struct operand *operands);
/* Compares two floats: d = 1 or 0; returns true when the result is inverted. */
bool rv_float_test(struct emitter *e, enum cc cc, enum type t, reg d, reg x, reg y);
/* The row of an integer condition; swaps x and y where the hardware has only the mirrored one.
 */
enum rv rv_branch_row(enum cc cc, reg *x, reg *y);
enum rv rv_invert_row(enum rv row);
/* Branches to the trap of the current operation. */
void rv_trap_if(struct emitter *e, enum rv row, reg x, reg y, enum trap trap);
void rv_branch(struct emitter *e, const struct ir_function *f, const struct ins *i,
               const struct operand *operands, bool invert, u32 label);
void rv_jump(struct emitter *e, u32 label);
void rv_switch(struct emitter *e, const struct ir_function *f, const struct ins *i,
               const struct operand *operands, const u32 *labels, u32 n);

void rv_move(struct emitter *e, enum type t, struct loc to, struct loc from);
void rv_constant(struct emitter *e, enum type t, struct loc to, u64 bits);
u32 rv_constant_cost(const struct model *m, enum type t, u64 bits);
/* An integer into a register; destroys nothing else. */
void rv_load_integer(struct emitter *e, reg d, i64 v);
/* In how many instructions. */
u32 rv_integer_cost(i64 v);
void rv_prologue(struct emitter *e);
void rv_epilogue(struct emitter *e);
void rv_host_call(struct emitter *e);
void rv_helpers(struct emitter *e);

#endif
