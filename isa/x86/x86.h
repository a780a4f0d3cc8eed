/* isa/x86/x86.h: private to isa/x86. x86-64 and x86-32 share everything here; what differs is
 * asked of the emitter's isa (word_bytes).
 *
 * Letters: e emitter   a ask (what constrain works on)   j job (what emit works on)
 *          w width in bytes (4 or 8)   d destination register   m r/m operand   s source
 */
#ifndef HPMSIM_ISA_X86_H
#define HPMSIM_ISA_X86_H

#include "isa/emit.h"
#include "isa/x86/rows.h"

/* Our register numbers are the hardware's. */
enum {
    RAX,
    RCX,
    RDX,
    RBX,
    RSP,
    RBP,
    RSI,
    RDI,
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15,
    XMM0 = FIRST_FLOAT,
    XMM7 = XMM0 + 7,
    XMM15 = XMM0 + 15
};

/* Conditions as encoded. */
enum x86_cc {
    X86_O,
    X86_NO,
    X86_B,
    X86_AE,
    X86_E,
    X86_NE,
    X86_BE,
    X86_A,
    X86_S,
    X86_NS,
    X86_P,
    X86_NP,
    X86_L,
    X86_GE,
    X86_LE,
    X86_G
};
static inline enum x86_cc x86_cc_invert(enum x86_cc cc) {
    return cc ^ 1;
}

/* ---- Encoding (encode.c) ------------------------------------------------------------------
 */

enum x86_insn {
#define ROW(enumerator, mnemonic, form, prefix, map, opcode, extension, flags) X86_##enumerator,
    X86_ROWS(ROW)
#undef ROW
        X86_INSN_COUNT
};
enum x86_form {
    FORM_RM,
    FORM_MR,
    FORM_M,
    FORM_N,
    FORM_MI,
    FORM_RMI,
    FORM_MI8,
    FORM_RMI8,
    FORM_MRI8,
    FORM_MI16,
    FORM_MI32,
    FORM_O,
    FORM_OI,
    FORM_OI64,
    FORM_VRMV,
    FORM_VRMI8
};
enum {
    X86_W = 1,
    X86_W1 = 2,
    X86_BR = 4,
    X86_BM = 8,
    X86_C = 16,
    X86_WR = 32,
    X86_UP = 64,
    X86_PK = 128,
    X86_AO = X86_WR | X86_UP
};
struct x86_row {
    const char *mnemonic;
    u8 form, prefix, map, opcode, extension, flags;
};
extern const struct x86_row x86_rows[X86_INSN_COUNT];

/* A register or memory operand: 8 bytes, as it is passed by value everywhere. */
enum x86_rm_kind { RM_REG, RM_MEM, RM_LABEL, RM_HELPER };
struct x86_rm {
    u8 kind;   /* enum x86_rm_kind */
    reg base;  /* REG: the register. MEM: NO_REG for none */
    reg index; /* MEM, LABEL: NO_REG for none; not rsp */
    u8 shift;  /* of the index: 0..3 */
    union {
        i32 disp;   /* MEM; without base and index: an absolute address */
        u32 target; /* LABEL: label; HELPER: number */
    };
};
static inline struct x86_rm x86_reg(reg r) {
    return (struct x86_rm){.kind = RM_REG, .base = r, .index = NO_REG};
}
static inline struct x86_rm x86_at(reg base, i32 disp) {
    return (struct x86_rm){.kind = RM_MEM, .base = base, .index = NO_REG, .disp = disp};
}
static inline struct x86_rm x86_indexed(reg base, reg index, u8 shift, i32 disp) {
    return (struct x86_rm){RM_MEM, base, index, shift, {disp}};
}
static inline struct x86_rm x86_label(u32 label) {
    return (struct x86_rm){.kind = RM_LABEL, .base = NO_REG, .index = NO_REG, .target = label};
}
/* An address of the layout, which lies where 32 bits (sign-extended on x86-64) reach. */
static inline struct x86_rm x86_absolute(u64 address) {
    return x86_at(NO_REG, (i32)(u32)address);
}
static inline struct x86_rm x86_context(const struct emitter *e, u32 offset) {
    return x86_absolute(e->isa->layout.context_base + offset);
}

/* The one encoder: row `insn` at width w, reg field r, operand m, immediate (or condition).
 * What a form has not is ignored. For VRMV, `imm` is the second register. */
void x86_put(struct emitter *e, enum x86_insn insn, u32 w, reg r, struct x86_rm m, i64 imm);
static inline void x86_rr(struct emitter *e, enum x86_insn insn, u32 w, reg r, reg m) {
    x86_put(e, insn, w, r, x86_reg(m), 0);
}
static inline void x86_rm(struct emitter *e, enum x86_insn insn, u32 w, reg r,
                          struct x86_rm m) {
    x86_put(e, insn, w, r, m, 0);
}
/* Forms without a reg field. */
static inline void x86_m(struct emitter *e, enum x86_insn insn, u32 w, struct x86_rm m) {
    x86_put(e, insn, w, 0, m, 0);
}
static inline void x86_mi(struct emitter *e, enum x86_insn insn, u32 w, struct x86_rm m,
                          i64 imm) {
    x86_put(e, insn, w, 0, m, imm);
}
static inline void x86_r(struct emitter *e, enum x86_insn insn, u32 w, reg r) {
    x86_put(e, insn, w, r, x86_reg(r), 0);
}
static inline void x86_ri(struct emitter *e, enum x86_insn insn, u32 w, reg r, i64 imm) {
    x86_put(e, insn, w, r, x86_reg(r), imm);
}
static inline void x86_n(struct emitter *e, enum x86_insn insn, u32 w) {
    x86_put(e, insn, w, 0, x86_reg(0), 0);
}
void x86_jump(struct emitter *e, u32 label);
void x86_jcc(struct emitter *e, enum x86_cc cc, u32 label);
void x86_call(struct emitter *e, enum fixup_target what, u32 target);
void x86_host_call(struct emitter *e);

/* Fixups: `at` is a field of 32 bits, which already holds an addend. */
enum {
    X86_FIX_RELATIVE, /* field += target - field's address */
    X86_FIX_ABSOLUTE  /* with FIX_ROWS, 0: field += field's own address. Together with
                         X86_FIX_RELATIVE of the same field: the target's absolute address */
};
bool x86_patch_64(u8 *code, u8 kind, i64 distance);
bool x86_patch_32(u8 *code, u8 kind, i64 distance);

/* Guest addresses. On both machines all that is not linear memory can be reached by an absolute
 * displacement: on x86-64 it lies in the last 2 GiB, since displacements are sign-extended. */
#define X86_MEMORY_LIMIT 0x7c000000ull
#define X86_64_CODE_BASE 0xffffffffc8000000ull
#define X86_32_CODE_BASE 0xea000000ull
extern const struct reg_info x86_registers_64[64], x86_registers_32[64];
/* x86-32: an access at a sum (arg 0 + arg 1 << shift) below 2^31 with an offset below this
 * meets linear memory or the gap, which ends at 0xc0010000. */
#define X86_32_FREE_OFFSET 0x40000000ull

/* ---- Small steps (steps.c) ----------------------------------------------------------------
 */

static inline bool x86_is_64(const struct isa *isa) {
    return isa->word_bytes == 8;
}
static inline reg x86_scratch(const struct emitter *e) {
    return e->isa->scratch[CLASS_INT];
}
static inline reg x86_scratch_float(const struct emitter *e) {
    return e->isa->scratch[CLASS_FLOAT];
}
/* Has the register a byte form? All have on x86-64. */
static inline bool x86_has_byte(const struct emitter *e, reg r) {
    return x86_is_64(e->isa) || r < 4;
}
static inline bool fits_i8(i64 v) {
    return v == (i8)v;
}
static inline bool fits_i32(i64 v) {
    return v == (i32)v;
}
/* The row of a float type: `single` is the row for f32, the next that for f64. */
static inline enum x86_insn x86_of(enum x86_insn single, enum type t) {
    return single + (t == F64);
}

/* What an operation reads: a register, memory, or a constant. */
struct x86_src {
    bool is_imm;
    i64 imm;
    struct x86_rm m;
};
static inline bool src_is_reg(struct x86_src s) {
    return !s.is_imm && s.m.kind == RM_REG;
}
static inline bool src_is(struct x86_src s, reg r) {
    return src_is_reg(s) && s.m.base == r;
}
static inline struct x86_src src_imm(i64 imm) {
    return (struct x86_src){.is_imm = true, .imm = imm};
}
static inline struct x86_src src_rm(struct x86_rm m) {
    return (struct x86_src){.m = m};
}

/* d = s; nothing when it is there already. A zero constant is made by xor only if flags may be
 * destroyed: _keep leaves them. */
void x86_load(struct emitter *e, u32 w, reg d, struct x86_src s);
void x86_load_keep(struct emitter *e, u32 w, reg d, struct x86_src s);
/* d op= s for rows NAME_RM, NAME_MR, NAME_MI (in that order). */
void x86_alu(struct emitter *e, enum x86_insn rm_row, u32 w, reg d, struct x86_src s);
/* Compares; a constant can only be `y`. Uses the scratch register when both are memory. */
void x86_compare(struct emitter *e, u32 w, struct x86_src x, struct x86_src y);
/* d = condition, 1 or 0, and nothing else in its 32 bits. */
void x86_set(struct emitter *e, enum x86_cc cc, reg d);
void x86_float_load(struct emitter *e, enum type t, reg d, struct x86_rm m);
enum x86_cc x86_cc_of(enum cc cc); /* of an integer condition */
struct x86_rm x86_place(const struct emitter *e, struct loc l);

/* ---- Asking and doing: constrain and emit of one operation ----------------------------------
 * Each operation has two functions side by side: `ask` names the operands, `do` takes them in
 * the same order. A constant that fits into the instruction is no operand. */

struct x86_ask {
    const struct isa *isa;
    const struct ir_function *f;
    const struct ins *i;
    struct constraints *c;
};
struct x86_job {
    struct emitter *e;
    const struct ir_function *f;
    const struct ins *i;
    const struct operand *next;
};

/* part 1 is the high half of an I64 on x86-32. */
u32 ask_use(const struct x86_ask *a, u32 value, u32 part, enum operand_at at);
u32 ask_fixed(const struct x86_ask *a, u32 value, u32 part, reg r);
/* An operand wherever it is, and none for a constant that can be folded. */
void ask_source(const struct x86_ask *a, u32 value, u32 part);
u32 ask_def(const struct x86_ask *a, u32 part);
u32 ask_def_same(const struct x86_ask *a, u32 part, u32 use);
/* The same, or the use behind it: for commutative operations. */
u32 ask_def_either(const struct x86_ask *a, u32 part, u32 use);
u32 ask_def_fixed(const struct x86_ask *a, u32 part, reg r);
void ask_early(const struct x86_ask *a, u32 def);

reg take_reg(struct x86_job *j);
struct x86_rm take_rm(struct x86_job *j);
struct x86_src take_source(struct x86_job *j, u32 value, u32 part);

static inline u32 width_of(enum type t) {
    return type_bytes(t);
}
static inline enum type type_of(const struct ir_function *f, u32 value) {
    return f->values[value].type;
}
/* Is the value (or half) a constant that fits an immediate? */
bool x86_folds(const struct isa *isa, const struct ir_function *f, u32 value, u32 part);
i64 x86_const_part(const struct isa *isa, const struct ir_function *f, u32 value, u32 part);

typedef void x86_ask_fn(const struct x86_ask *a);
typedef void x86_do_fn(struct x86_job *j);
struct x86_op {
    x86_ask_fn *ask;
    x86_do_fn *act;
};
/* Operations on what fits a register, and operations of x86-32 that read or make an I64. */
extern const struct x86_op x86_ops[OP_COUNT], x86_pair_ops[OP_COUNT];

/* integer.c, division.c, compare.c, memory.c, float.c, convert.c, control.c, pairs.c ... */
#define X86_OP(name)                          \
    void ask_##name(const struct x86_ask *a); \
    void do_##name(struct x86_job *j);
/* clang-format off */
X86_OP(add) X86_OP(sub) X86_OP(logic) X86_OP(mul) X86_OP(shift) X86_OP(rotate) X86_OP(add_shl)
X86_OP(count_bits) X86_OP(popcnt) X86_OP(sign_extend) X86_OP(wrap) X86_OP(extend_u)
X86_OP(divide) X86_OP(compare) X86_OP(select) X86_OP(load) X86_OP(store) X86_OP(global_get)
X86_OP(global_set) X86_OP(memory_size) X86_OP(float_binary) X86_OP(float_min_max)
X86_OP(float_copysign) X86_OP(float_sign) X86_OP(float_sqrt) X86_OP(float_round)
X86_OP(float_canon) X86_OP(float_resize) X86_OP(reinterpret) X86_OP(convert) X86_OP(truncate)
X86_OP(call) X86_OP(call_indirect) X86_OP(pair_add_sub) X86_OP(pair_logic) X86_OP(pair_mul)
X86_OP(pair_shift) X86_OP(pair_count_bits) X86_OP(pair_popcnt) X86_OP(pair_sign_extend)
X86_OP(pair_wrap) X86_OP(pair_extend) X86_OP(pair_divide) X86_OP(pair_reinterpret)
X86_OP(pair_convert) X86_OP(pair_truncate) X86_OP(pair_add_shl)
/* clang-format on */
#undef X86_OP
                                            void ask_switch(const struct x86_ask *a);
void do_unreachable(struct x86_job *j);

/* integer.c: popcnt in two steps: fields of 4 bits that hold at most 4 (their sum with
 * another's still fits), and the sum of all fields. temp: for masks of 64 bits, if w is 8. */
void x86_popcnt_fields(struct emitter *e, u32 w, reg d, reg temp);
void x86_popcnt_sum(struct emitter *e, u32 w, reg d, reg temp);

/* ---- Conditions of COMPARE, SELECT and BRANCH (compare.c) ---------------------------------
 */

/* How flags tell whether a condition holds: `cc`; for FEQ also "and not parity", for FNE also
 * "or parity". */
struct x86_flags {
    enum x86_cc cc;
    enum { PARITY_NONE, PARITY_AND_NOT, PARITY_OR } parity;
};
void ask_condition(const struct x86_ask *a);
struct x86_flags do_condition(struct x86_job *j);
/* I64 on x86-32 (pair_compare.c). */
void ask_pair_condition(const struct x86_ask *a);
struct x86_flags do_pair_condition(struct x86_job *j);
void do_pair_branch(struct x86_job *j, bool invert, u32 label);

/* The address of a load or store (memory.c). */
void ask_address(const struct x86_ask *a);
/* Emits what checks the address takes. False: the access always traps, and that is emitted. The
 * scratch register may be part of *m only on x86-64. */
bool do_address(struct x86_job *j, struct x86_rm *m);

/* ---- The struct isa's functions (control.c, moves.c, helpers.c, ops.c) ---------------------
 */

void x86_constrain(const struct model *m, const struct ir_function *f, const struct ins *i,
                   struct constraints *c);
void x86_emit(struct emitter *e, const struct ir_function *f, const struct ins *i,
              const struct operand *operands);
void x86_branch(struct emitter *e, const struct ir_function *f, const struct ins *i,
                const struct operand *operands, bool invert, u32 label);
void x86_switch_to(struct emitter *e, const struct ir_function *f, const struct ins *i,
                   const struct operand *operands, const u32 *labels, u32 n);
void x86_move(struct emitter *e, enum type t, struct loc to, struct loc from);
void x86_constant(struct emitter *e, enum type t, struct loc to, u64 bits);
u32 x86_constant_cost(const struct model *m, enum type t, u64 bits);
void x86_prologue(struct emitter *e);
void x86_epilogue(struct emitter *e);
void x86_helpers(struct emitter *e);

/* Helpers: routines, then tables. */
enum x86_helper {
    HELPER_DIVIDE_U, /* edx:eax / esi:ecx -> quotient edx:eax, remainder esi:ecx; ebx lost */
    HELPER_DIVIDE_S, /* the same, signed */
    HELPER_ABS_32, /* 16 bytes each: masks of f32, of f64, as operands of packed instructions */
    HELPER_ABS_64,
    HELPER_SIGN_32,
    HELPER_SIGN_64,
    HELPER_COUNT
};
static inline struct x86_rm x86_mask(enum x86_helper mask, enum type t) {
    return (struct x86_rm){
        .kind = RM_HELPER, .base = NO_REG, .index = NO_REG, .target = mask + (t == F64)};
}

#endif
