/* isa/ir.h: the operations that a program is made of, and that every ISA must carry out.
 *
 * A program's IR is made once (compile/) and then frozen; each ISA model turns the same
 * operations into its own machine code. A function is a control-flow graph in SSA form with
 * block parameters:
 *
 *     block 3 (v17 i32, v18 f64):            parameters, given by each edge into the block
 *         v19 = add v17 v4                    operations; operands are value numbers
 *         store [v4 + v17 << 3 + 16] v18
 *         branch lt_s v19 v2 -> 3(v19 v18), 4()
 *
 * Point number i of a function is the boundary before f->ins[i], so points are numbered by the
 * order of the operations, the same on every machine.
 *
 * Constants are values without an operation: they exist everywhere, and an ISA folds them into
 * an instruction where it can, else the allocator keeps them in a register or makes them again.
 */
#ifndef HPMSIM_ISA_IR_H
#define HPMSIM_ISA_IR_H

#include "base/base.h"

enum type { TYPE_NONE, I32, I64, F32, F64, TYPE_COUNT };
static inline bool type_is_float(enum type t) {
    return t >= F32;
}
static inline u32 type_bytes(enum type t) {
    return t == I32 || t == F32 ? 4 : 8;
}
/* References are I32: a function's index or the embedder's number; null is all ones. */
#define NULL_REFERENCE 0xffffffffu

/* Conditions of compare, select and branch. Integer conditions, then float conditions. The
 * float ones are WebAssembly's: with a NaN on either side only NE holds; the last four are the
 * complements of LT GT LE GE (true on NaN), so that every condition has an inverse. ORDER CC */
/* clang-format off */
enum cc {
    CC_EQ, CC_NE, CC_LT_S, CC_LT_U, CC_GT_S, CC_GT_U, CC_LE_S, CC_LE_U, CC_GE_S, CC_GE_U,
    CC_FEQ, CC_FNE, CC_FLT, CC_FGT, CC_FLE, CC_FGE, CC_FNLT, CC_FNGT, CC_FNLE, CC_FNGE,
    CC_COUNT
};
/* clang-format on */
enum cc cc_invert(enum cc cc); /* holds exactly when cc does not */
enum cc cc_swap(enum cc cc);   /* holds for (b, a) exactly when cc holds for (a, b) */
const char *cc_name(enum cc cc);
static inline bool cc_is_float(enum cc cc) {
    return cc >= CC_FEQ;
}

/* What a load or store moves. ORDER MEM */
enum mem {
    MEM_8S,
    MEM_8U,
    MEM_16S,
    MEM_16U,
    MEM_32S,
    MEM_32U,
    MEM_32,
    MEM_64,
    MEM_F32,
    MEM_F64
};
/* MEM_32S and MEM_32U load 32 bits into an i64 (and MEM_32U stores the low 32 bits of an i64);
 * MEM_32 moves an i32. Stores of narrow integers use the _U forms. */
u32 mem_bytes(enum mem m);

/* Each row: OP(enumerator, name, operand count or -1 for a list, flags)
 *   R has a result          T may trap          E has an effect: never moved, never removed
 *   J ends a block          C calls: clobbers what the convention says
 * `type` is the type of the result (of the stored value, for stores); `type2` the type of the
 * operands where it differs or where there is no result. ORDER OP */
/* clang-format off */
#define OPS(OP)                                                                                \
    /* integer arithmetic; i32 and i64. Shift counts are taken modulo the width */             \
    OP(ADD, "add", 2, R) OP(SUB, "sub", 2, R) OP(MUL, "mul", 2, R)                             \
    OP(DIV_S, "div_s", 2, R | T) OP(DIV_U, "div_u", 2, R | T)                                  \
    OP(REM_S, "rem_s", 2, R | T) OP(REM_U, "rem_u", 2, R | T)                                  \
    OP(AND, "and", 2, R) OP(OR, "or", 2, R) OP(XOR, "xor", 2, R)                               \
    OP(SHL, "shl", 2, R) OP(SHR_S, "shr_s", 2, R) OP(SHR_U, "shr_u", 2, R)                     \
    OP(ROTL, "rotl", 2, R) OP(ROTR, "rotr", 2, R)                                              \
    /* a + (b << shift), shift 1..3, wrapping in the type's width */                           \
    OP(ADD_SHL, "add_shl", 2, R)                                                               \
    OP(CLZ, "clz", 1, R) OP(CTZ, "ctz", 1, R) OP(POPCNT, "popcnt", 1, R)                       \
    OP(EXTEND_8S, "extend_8s", 1, R) OP(EXTEND_16S, "extend_16s", 1, R)                        \
    OP(EXTEND_32S, "extend_32s", 1, R) /* i64 -> i64: sign-extends the low 32 bits */          \
    /* 1 or 0 (i32) by cc of two operands of type2 */                                          \
    OP(COMPARE, "compare", 2, R)                                                               \
    /* cc of args 0, 1 (type2) ? arg 2 : arg 3 (type) */                                       \
    OP(SELECT, "select", 4, R)                                                                 \
    /* floating point; f32 and f64 */                                                          \
    OP(FADD, "fadd", 2, R) OP(FSUB, "fsub", 2, R) OP(FMUL, "fmul", 2, R) OP(FDIV, "fdiv", 2, R) \
    OP(FMIN, "fmin", 2, R) OP(FMAX, "fmax", 2, R) OP(FCOPYSIGN, "fcopysign", 2, R)             \
    OP(FABS, "fabs", 1, R) OP(FNEG, "fneg", 1, R) OP(FSQRT, "fsqrt", 1, R)                     \
    OP(FCEIL, "fceil", 1, R) OP(FFLOOR, "ffloor", 1, R) OP(FTRUNC, "ftrunc", 1, R)             \
    OP(FNEAREST, "fnearest", 1, R)                                                             \
    /* a NaN becomes the canonical one (positive quiet NaN, payload 0); other values stay. No     \
     * code on ISAs whose arithmetic makes no other NaN */                                     \
    OP(FCANON, "fcanon", 1, R)                                                                 \
    /* conversions, type2 -> type */                                                           \
    OP(WRAP, "wrap", 1, R)         /* i64 -> i32 */                                            \
    OP(EXTEND_S, "extend_s", 1, R) /* i32 -> i64 */                                            \
    OP(EXTEND_U, "extend_u", 1, R) /* i32 -> i64; flag INS_NONNEG: operand known >= 0 signed */  \
    OP(TRUNC_S, "trunc_s", 1, R | T) OP(TRUNC_U, "trunc_u", 1, R | T) /* float -> integer */   \
    OP(TRUNC_SAT_S, "trunc_sat_s", 1, R) OP(TRUNC_SAT_U, "trunc_sat_u", 1, R)                  \
    OP(CONVERT_S, "convert_s", 1, R) OP(CONVERT_U, "convert_u", 1, R) /* integer -> float */   \
    OP(DEMOTE, "demote", 1, R) OP(PROMOTE, "promote", 1, R)                                    \
    OP(REINTERPRET, "reinterpret", 1, R) /* same bits, other class */                          \
    /* memory: address = ((arg 0 + (arg 1 << shift)) modulo 2^32) + imm, where arg 1 may be     \
     * NO_VALUE; imm is the offset, below 2^32. Store: the value is arg 2 */                   \
    OP(LOAD, "load", 2, R | T) OP(STORE, "store", 3, T | E)                                    \
    OP(GLOBAL_GET, "global_get", 0, R) OP(GLOBAL_SET, "global_set", 1, E) /* imm = index */    \
    OP(MEMORY_SIZE, "memory_size", 0, R)                                                       \
    /* lists of operands (f->lists, from list_first): calls. imm = function index; for           \
     * CALL_INDIRECT imm = type index | table index << 32, and the last operand is the table      \
     * element's index. A call's results are the values result .. result + result_count - 1 */ \
    OP(CALL, "call", -1, R | T | E | C) OP(CALL_INDIRECT, "call_indirect", -1, R | T | E | C)  \
    /* a service of the machine's host: imm = enum host_service | argument << 32 */            \
    OP(HOST, "host", -1, R | T | E)                                                            \
    /* ends of blocks; edges in f->edges from edge_first */                                    \
    OP(JUMP, "jump", 0, J)                                                                     \
    OP(BRANCH, "branch", 2, J) /* cc of args 0, 1 (type2) ? edge 0 : edge 1 */                 \
    OP(SWITCH, "switch", 1, J) /* edge arg 0, or the last edge when arg 0 is beyond */         \
    OP(RETURN, "return", -1, J) OP(UNREACHABLE, "unreachable", 0, J | T)
/* clang-format on */

enum op {
#define OP(enumerator, name, args, flags) OP_##enumerator,
    OPS(OP)
#undef OP
        OP_COUNT
};

enum { OP_R = 1, OP_T = 2, OP_E = 4, OP_J = 8, OP_C = 16 };
struct op_info {
    const char *name;
    i8 arg_count; /* -1: list */
    u8 flags;     /* OP_R ... */
};
extern const struct op_info op_info[OP_COUNT];

/* Services of the host (OP_HOST). The first: an imported function, by import index. ORDER HOST
 */
/* clang-format off */
#define HOST_SERVICES(S)                                                                       \
    S(IMPORT, "import")           /* argument: function index; operands per its type */       \
    S(MEMORY_GROW, "memory_grow") /* (pages) -> old size or -1 */                              \
    S(MEMORY_COPY, "memory_copy") /* (to, from, size) */                                       \
    S(MEMORY_FILL, "memory_fill") /* (to, byte, size) */                                       \
    S(MEMORY_INIT, "memory_init") /* argument: data segment; (to, from, size) */               \
    S(DATA_DROP, "data_drop")     /* argument: data segment */                                 \
    S(TABLE_GET, "table_get")     /* argument: table; (index) -> ref */                        \
    S(TABLE_SET, "table_set")     /* argument: table; (index, ref) */                          \
    S(TABLE_SIZE, "table_size")   /* argument: table */                                        \
    S(TABLE_GROW, "table_grow")   /* argument: table; (ref, n) -> old size or -1 */            \
    S(TABLE_FILL, "table_fill")   /* argument: table; (index, ref, n) */                       \
    S(TABLE_COPY, "table_copy")   /* argument: to table | from table << 16 */                  \
    S(TABLE_INIT, "table_init")   /* argument: table | element segment << 16 */                \
    S(ELEM_DROP, "elem_drop")     /* argument: element segment */
/* clang-format on */
enum host_service {
#define S(enumerator, name) HOST_##enumerator,
    HOST_SERVICES(S)
#undef S
        HOST_SERVICE_COUNT
};
const char *host_service_name(enum host_service s);

/* Why a program traps. The texts are the official suite's. ORDER TRAP */
/* clang-format off */
#define TRAPS(T)                                                                               \
    T(UNREACHABLE, "unreachable")                                                              \
    T(OUT_OF_BOUNDS, "out of bounds memory access")                                            \
    T(DIVIDE_BY_ZERO, "integer divide by zero")                                                \
    T(INTEGER_OVERFLOW, "integer overflow")                                                    \
    T(BAD_CONVERSION, "invalid conversion to integer")                                         \
    T(UNDEFINED_ELEMENT, "undefined element")                                                  \
    T(NULL_ELEMENT, "uninitialized element")                                                   \
    T(BAD_SIGNATURE, "indirect call type mismatch")                                            \
    T(STACK_EXHAUSTED, "call stack exhausted")                                                 \
    T(TABLE_BOUNDS, "out of bounds table access")                                              \
    T(HOST, "trap in a host function")
/* clang-format on */
enum trap {
#define T(enumerator, text) TRAP_##enumerator,
    TRAPS(T)
#undef T
        TRAP_COUNT
};
const char *trap_text(enum trap t);

#define NO_VALUE 0xffffffffu
#define NO_BLOCK 0xffffffffu

enum value_kind { VALUE_CONST, VALUE_PARAM, VALUE_RESULT };
struct value {
    u8 kind;  /* enum value_kind */
    u8 type;  /* enum type */
    u32 def;  /* RESULT: index of the operation; PARAM: block; CONST: unused */
    u64 bits; /* CONST: the bits (i32 zero-extended, floats as they lie in memory) */
};

enum {
    INS_NONNEG = 1, /* EXTEND_U: operand >= 0. LOAD/STORE: the 32-bit sum of arg 0 and shifted
                       arg 1 is known to lie below 2^31 */
    INS_NOWRAP = 2  /* LOAD/STORE with arg 1: arg 0 + (arg 1 << shift) computed with both
                       operands  zero-extended to 64 bits does not exceed 2^32 - 1 */
};
struct ins {
    u16 op;           /* enum op */
    u8 type;          /* enum type of the result; of the value, for STORE */
    u8 type2;         /* enum type of the operands, where it differs or there is no result */
    u8 cc;            /* enum cc of COMPARE SELECT BRANCH; enum mem of LOAD STORE */
    u8 shift;         /* ADD_SHL LOAD STORE */
    u8 flags;         /* INS_... */
    u16 result_count; /* 0 or 1; calls and HOST: any number, results are consecutive values */
    u32 result;       /* first result or NO_VALUE */
    u32 arg[4];       /* value numbers; NO_VALUE where absent */
    union {
        struct {
            u32 list_first, list_count;
        }; /* in f->lists: CALL... HOST RETURN */
        struct {
            u32 edge_first, edge_count;
        }; /* in f->edges: JUMP BRANCH SWITCH */
        u64 unused;
    };
    u64 imm; /* offset, global, function, service: see the row */
};

struct edge {
    u32 to;        /* block */
    u32 arg_first; /* in f->lists: one value per parameter of the block */
    u32 arg_count;
};

struct block {
    u32 ins_first, ins_end;       /* the last is a terminator */
    u32 param_first, param_count; /* parameters are consecutive values */
    u32 pred_first,
        pred_count;  /* in f->preds: the number of an edge, for each edge into here */
    u32 loop_header; /* innermost loop that holds this block, NO_BLOCK outside loops */
    u32 loop_depth;  /* 0 outside loops */
    u32 idom;        /* immediate dominator; NO_BLOCK for block 0 */
};

/* Blocks lie in an order in which every block comes after its immediate dominator and loops are
 * contiguous (a loop's blocks are header .. loop_end - 1). Block 0 is the entry, has no
 * predecessors, and its parameters are the function's. */
struct ir_function {
    u32 index; /* in the module's function index space */
    u32 type_index;
    const u8 *param_types; /* of the function: enum type */
    const u8 *result_types;
    u32 param_count, result_count;
    struct value *values;
    struct ins *ins;
    struct block *blocks;
    struct edge *edges;
    u32 *edge_from; /* block that holds the edge, per edge */
    u32 *lists;     /* value numbers */
    u32 *preds;     /* edge numbers */
    u32 *loop_end;  /* per block: for a loop header, one past the loop's last block;
                       else 0 */
    u32 *source;    /* per operation: offset in the wasm file of the bytes it came from */
    u32 value_count, ins_count, block_count, edge_count, list_count, pred_count;
};

static inline bool value_is_const(const struct ir_function *f, u32 v) {
    return f->values[v].kind == VALUE_CONST;
}

#endif
