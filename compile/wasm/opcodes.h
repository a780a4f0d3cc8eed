/* compile/wasm/opcodes.h: the instructions of WebAssembly 2.0 without SIMD, one row each.
 *
 * Row: W(code, ENUMERATOR, name, immediate, operands, result)
 *   code       the opcode byte; 0x100 + n for the instructions behind the prefix byte 0xfc
 *   immediate  what follows the opcode in the code: enum wasm_immediate without WASM_IMM_
 *   operands   types in push order, the last on top: i i32, I i64, f f32, F f64;
 *              "*" where they depend on the immediate or the context
 *   result     likewise, "" when there is none
 * The instructions whose operands and result are both spelled out need no more than their row
 * to be validated. ORDER WASM */
#ifndef HPMSIM_COMPILE_WASM_OPCODES_H
#define HPMSIM_COMPILE_WASM_OPCODES_H

#include "base/base.h"

/* Value types as the module spells them. */
enum wasm_type {
    WASM_TYPE_I32 = 0x7f,
    WASM_TYPE_I64 = 0x7e,
    WASM_TYPE_F32 = 0x7d,
    WASM_TYPE_F64 = 0x7c,
    WASM_TYPE_FUNCREF = 0x70,
    WASM_TYPE_EXTERNREF = 0x6f,
    WASM_TYPE_EMPTY = 0x40, /* block type: no parameters, no results */
    WASM_TYPE_FUNCTION = 0x60
};

/* u32, s33, ... are LEB128 numbers. MEM_n: alignment (log2) u32, offset u32, of an access of n
 * bits: its natural alignment is log2(n / 8). */
enum wasm_immediate {
    WASM_IMM_NONE,
    WASM_IMM_BLOCK,    /* s33: type index, or one byte: a value type or EMPTY */
    WASM_IMM_LABEL,    /* u32 */
    WASM_IMM_LABELS,   /* u32 count, count labels, the default label */
    WASM_IMM_FUNCTION, /* u32 */
    WASM_IMM_INDIRECT, /* u32 type, u32 table */
    WASM_IMM_TYPES,    /* u32 count, count value types */
    WASM_IMM_LOCAL,    /* u32 */
    WASM_IMM_GLOBAL,   /* u32 */
    WASM_IMM_TABLE,    /* u32 */
    WASM_IMM_MEM_8,
    WASM_IMM_MEM_16,
    WASM_IMM_MEM_32,
    WASM_IMM_MEM_64,
    WASM_IMM_MEMORY,        /* one zero byte */
    WASM_IMM_I32,           /* s32 */
    WASM_IMM_I64,           /* s64 */
    WASM_IMM_F32,           /* 4 bytes, little-endian */
    WASM_IMM_F64,           /* 8 bytes, little-endian */
    WASM_IMM_REF_TYPE,      /* one byte: FUNCREF or EXTERNREF */
    WASM_IMM_DATA,          /* u32 */
    WASM_IMM_DATA_MEMORY,   /* u32 data segment, one zero byte */
    WASM_IMM_MEMORY_MEMORY, /* two zero bytes */
    WASM_IMM_ELEMENT,       /* u32 */
    WASM_IMM_ELEMENT_TABLE, /* u32 element segment, u32 table */
    WASM_IMM_TABLE_TABLE    /* u32 to, u32 from */
};

/* clang-format off */
#define WASM_OPS(W)                                                                    \
    W(0x00, UNREACHABLE, "unreachable", NONE, "*", "*")                                \
    W(0x01, NOP, "nop", NONE, "*", "*")                                                \
    W(0x02, BLOCK, "block", BLOCK, "*", "*")                                           \
    W(0x03, LOOP, "loop", BLOCK, "*", "*")                                             \
    W(0x04, IF, "if", BLOCK, "*", "*")                                                 \
    W(0x05, ELSE, "else", NONE, "*", "*")                                              \
    W(0x0b, END, "end", NONE, "*", "*")                                                \
    W(0x0c, BR, "br", LABEL, "*", "*")                                                 \
    W(0x0d, BR_IF, "br_if", LABEL, "*", "*")                                           \
    W(0x0e, BR_TABLE, "br_table", LABELS, "*", "*")                                    \
    W(0x0f, RETURN, "return", NONE, "*", "*")                                          \
    W(0x10, CALL, "call", FUNCTION, "*", "*")                                          \
    W(0x11, CALL_INDIRECT, "call_indirect", INDIRECT, "*", "*")                        \
    W(0x1a, DROP, "drop", NONE, "*", "")                                               \
    W(0x1b, SELECT, "select", NONE, "*", "*")                                          \
    W(0x1c, SELECT_T, "select", TYPES, "*", "*")                                       \
    W(0x20, LOCAL_GET, "local.get", LOCAL, "*", "*")                                   \
    W(0x21, LOCAL_SET, "local.set", LOCAL, "*", "*")                                   \
    W(0x22, LOCAL_TEE, "local.tee", LOCAL, "*", "*")                                   \
    W(0x23, GLOBAL_GET, "global.get", GLOBAL, "*", "*")                                \
    W(0x24, GLOBAL_SET, "global.set", GLOBAL, "*", "*")                                \
    W(0x25, TABLE_GET, "table.get", TABLE, "*", "*")                                   \
    W(0x26, TABLE_SET, "table.set", TABLE, "*", "*")                                   \
    W(0x28, I32_LOAD, "i32.load", MEM_32, "i", "i")                                    \
    W(0x29, I64_LOAD, "i64.load", MEM_64, "i", "I")                                    \
    W(0x2a, F32_LOAD, "f32.load", MEM_32, "i", "f")                                    \
    W(0x2b, F64_LOAD, "f64.load", MEM_64, "i", "F")                                    \
    W(0x2c, I32_LOAD8_S, "i32.load8_s", MEM_8, "i", "i")                               \
    W(0x2d, I32_LOAD8_U, "i32.load8_u", MEM_8, "i", "i")                               \
    W(0x2e, I32_LOAD16_S, "i32.load16_s", MEM_16, "i", "i")                            \
    W(0x2f, I32_LOAD16_U, "i32.load16_u", MEM_16, "i", "i")                            \
    W(0x30, I64_LOAD8_S, "i64.load8_s", MEM_8, "i", "I")                               \
    W(0x31, I64_LOAD8_U, "i64.load8_u", MEM_8, "i", "I")                               \
    W(0x32, I64_LOAD16_S, "i64.load16_s", MEM_16, "i", "I")                            \
    W(0x33, I64_LOAD16_U, "i64.load16_u", MEM_16, "i", "I")                            \
    W(0x34, I64_LOAD32_S, "i64.load32_s", MEM_32, "i", "I")                            \
    W(0x35, I64_LOAD32_U, "i64.load32_u", MEM_32, "i", "I")                            \
    W(0x36, I32_STORE, "i32.store", MEM_32, "ii", "")                                  \
    W(0x37, I64_STORE, "i64.store", MEM_64, "iI", "")                                  \
    W(0x38, F32_STORE, "f32.store", MEM_32, "if", "")                                  \
    W(0x39, F64_STORE, "f64.store", MEM_64, "iF", "")                                  \
    W(0x3a, I32_STORE8, "i32.store8", MEM_8, "ii", "")                                 \
    W(0x3b, I32_STORE16, "i32.store16", MEM_16, "ii", "")                              \
    W(0x3c, I64_STORE8, "i64.store8", MEM_8, "iI", "")                                 \
    W(0x3d, I64_STORE16, "i64.store16", MEM_16, "iI", "")                              \
    W(0x3e, I64_STORE32, "i64.store32", MEM_32, "iI", "")                              \
    W(0x3f, MEMORY_SIZE, "memory.size", MEMORY, "", "i")                               \
    W(0x40, MEMORY_GROW, "memory.grow", MEMORY, "i", "i")                              \
    W(0x41, I32_CONST, "i32.const", I32, "", "i")                                      \
    W(0x42, I64_CONST, "i64.const", I64, "", "I")                                      \
    W(0x43, F32_CONST, "f32.const", F32, "", "f")                                      \
    W(0x44, F64_CONST, "f64.const", F64, "", "F")                                      \
    W(0x45, I32_EQZ, "i32.eqz", NONE, "i", "i")                                        \
    W(0x46, I32_EQ, "i32.eq", NONE, "ii", "i")                                         \
    W(0x47, I32_NE, "i32.ne", NONE, "ii", "i")                                         \
    W(0x48, I32_LT_S, "i32.lt_s", NONE, "ii", "i")                                     \
    W(0x49, I32_LT_U, "i32.lt_u", NONE, "ii", "i")                                     \
    W(0x4a, I32_GT_S, "i32.gt_s", NONE, "ii", "i")                                     \
    W(0x4b, I32_GT_U, "i32.gt_u", NONE, "ii", "i")                                     \
    W(0x4c, I32_LE_S, "i32.le_s", NONE, "ii", "i")                                     \
    W(0x4d, I32_LE_U, "i32.le_u", NONE, "ii", "i")                                     \
    W(0x4e, I32_GE_S, "i32.ge_s", NONE, "ii", "i")                                     \
    W(0x4f, I32_GE_U, "i32.ge_u", NONE, "ii", "i")                                     \
    W(0x50, I64_EQZ, "i64.eqz", NONE, "I", "i")                                        \
    W(0x51, I64_EQ, "i64.eq", NONE, "II", "i")                                         \
    W(0x52, I64_NE, "i64.ne", NONE, "II", "i")                                         \
    W(0x53, I64_LT_S, "i64.lt_s", NONE, "II", "i")                                     \
    W(0x54, I64_LT_U, "i64.lt_u", NONE, "II", "i")                                     \
    W(0x55, I64_GT_S, "i64.gt_s", NONE, "II", "i")                                     \
    W(0x56, I64_GT_U, "i64.gt_u", NONE, "II", "i")                                     \
    W(0x57, I64_LE_S, "i64.le_s", NONE, "II", "i")                                     \
    W(0x58, I64_LE_U, "i64.le_u", NONE, "II", "i")                                     \
    W(0x59, I64_GE_S, "i64.ge_s", NONE, "II", "i")                                     \
    W(0x5a, I64_GE_U, "i64.ge_u", NONE, "II", "i")                                     \
    W(0x5b, F32_EQ, "f32.eq", NONE, "ff", "i")                                         \
    W(0x5c, F32_NE, "f32.ne", NONE, "ff", "i")                                         \
    W(0x5d, F32_LT, "f32.lt", NONE, "ff", "i")                                         \
    W(0x5e, F32_GT, "f32.gt", NONE, "ff", "i")                                         \
    W(0x5f, F32_LE, "f32.le", NONE, "ff", "i")                                         \
    W(0x60, F32_GE, "f32.ge", NONE, "ff", "i")                                         \
    W(0x61, F64_EQ, "f64.eq", NONE, "FF", "i")                                         \
    W(0x62, F64_NE, "f64.ne", NONE, "FF", "i")                                         \
    W(0x63, F64_LT, "f64.lt", NONE, "FF", "i")                                         \
    W(0x64, F64_GT, "f64.gt", NONE, "FF", "i")                                         \
    W(0x65, F64_LE, "f64.le", NONE, "FF", "i")                                         \
    W(0x66, F64_GE, "f64.ge", NONE, "FF", "i")                                         \
    W(0x67, I32_CLZ, "i32.clz", NONE, "i", "i")                                        \
    W(0x68, I32_CTZ, "i32.ctz", NONE, "i", "i")                                        \
    W(0x69, I32_POPCNT, "i32.popcnt", NONE, "i", "i")                                  \
    W(0x6a, I32_ADD, "i32.add", NONE, "ii", "i")                                       \
    W(0x6b, I32_SUB, "i32.sub", NONE, "ii", "i")                                       \
    W(0x6c, I32_MUL, "i32.mul", NONE, "ii", "i")                                       \
    W(0x6d, I32_DIV_S, "i32.div_s", NONE, "ii", "i")                                   \
    W(0x6e, I32_DIV_U, "i32.div_u", NONE, "ii", "i")                                   \
    W(0x6f, I32_REM_S, "i32.rem_s", NONE, "ii", "i")                                   \
    W(0x70, I32_REM_U, "i32.rem_u", NONE, "ii", "i")                                   \
    W(0x71, I32_AND, "i32.and", NONE, "ii", "i")                                       \
    W(0x72, I32_OR, "i32.or", NONE, "ii", "i")                                         \
    W(0x73, I32_XOR, "i32.xor", NONE, "ii", "i")                                       \
    W(0x74, I32_SHL, "i32.shl", NONE, "ii", "i")                                       \
    W(0x75, I32_SHR_S, "i32.shr_s", NONE, "ii", "i")                                   \
    W(0x76, I32_SHR_U, "i32.shr_u", NONE, "ii", "i")                                   \
    W(0x77, I32_ROTL, "i32.rotl", NONE, "ii", "i")                                     \
    W(0x78, I32_ROTR, "i32.rotr", NONE, "ii", "i")                                     \
    W(0x79, I64_CLZ, "i64.clz", NONE, "I", "I")                                        \
    W(0x7a, I64_CTZ, "i64.ctz", NONE, "I", "I")                                        \
    W(0x7b, I64_POPCNT, "i64.popcnt", NONE, "I", "I")                                  \
    W(0x7c, I64_ADD, "i64.add", NONE, "II", "I")                                       \
    W(0x7d, I64_SUB, "i64.sub", NONE, "II", "I")                                       \
    W(0x7e, I64_MUL, "i64.mul", NONE, "II", "I")                                       \
    W(0x7f, I64_DIV_S, "i64.div_s", NONE, "II", "I")                                   \
    W(0x80, I64_DIV_U, "i64.div_u", NONE, "II", "I")                                   \
    W(0x81, I64_REM_S, "i64.rem_s", NONE, "II", "I")                                   \
    W(0x82, I64_REM_U, "i64.rem_u", NONE, "II", "I")                                   \
    W(0x83, I64_AND, "i64.and", NONE, "II", "I")                                       \
    W(0x84, I64_OR, "i64.or", NONE, "II", "I")                                         \
    W(0x85, I64_XOR, "i64.xor", NONE, "II", "I")                                       \
    W(0x86, I64_SHL, "i64.shl", NONE, "II", "I")                                       \
    W(0x87, I64_SHR_S, "i64.shr_s", NONE, "II", "I")                                   \
    W(0x88, I64_SHR_U, "i64.shr_u", NONE, "II", "I")                                   \
    W(0x89, I64_ROTL, "i64.rotl", NONE, "II", "I")                                     \
    W(0x8a, I64_ROTR, "i64.rotr", NONE, "II", "I")                                     \
    W(0x8b, F32_ABS, "f32.abs", NONE, "f", "f")                                        \
    W(0x8c, F32_NEG, "f32.neg", NONE, "f", "f")                                        \
    W(0x8d, F32_CEIL, "f32.ceil", NONE, "f", "f")                                      \
    W(0x8e, F32_FLOOR, "f32.floor", NONE, "f", "f")                                    \
    W(0x8f, F32_TRUNC, "f32.trunc", NONE, "f", "f")                                    \
    W(0x90, F32_NEAREST, "f32.nearest", NONE, "f", "f")                                \
    W(0x91, F32_SQRT, "f32.sqrt", NONE, "f", "f")                                      \
    W(0x92, F32_ADD, "f32.add", NONE, "ff", "f")                                       \
    W(0x93, F32_SUB, "f32.sub", NONE, "ff", "f")                                       \
    W(0x94, F32_MUL, "f32.mul", NONE, "ff", "f")                                       \
    W(0x95, F32_DIV, "f32.div", NONE, "ff", "f")                                       \
    W(0x96, F32_MIN, "f32.min", NONE, "ff", "f")                                       \
    W(0x97, F32_MAX, "f32.max", NONE, "ff", "f")                                       \
    W(0x98, F32_COPYSIGN, "f32.copysign", NONE, "ff", "f")                             \
    W(0x99, F64_ABS, "f64.abs", NONE, "F", "F")                                        \
    W(0x9a, F64_NEG, "f64.neg", NONE, "F", "F")                                        \
    W(0x9b, F64_CEIL, "f64.ceil", NONE, "F", "F")                                      \
    W(0x9c, F64_FLOOR, "f64.floor", NONE, "F", "F")                                    \
    W(0x9d, F64_TRUNC, "f64.trunc", NONE, "F", "F")                                    \
    W(0x9e, F64_NEAREST, "f64.nearest", NONE, "F", "F")                                \
    W(0x9f, F64_SQRT, "f64.sqrt", NONE, "F", "F")                                      \
    W(0xa0, F64_ADD, "f64.add", NONE, "FF", "F")                                       \
    W(0xa1, F64_SUB, "f64.sub", NONE, "FF", "F")                                       \
    W(0xa2, F64_MUL, "f64.mul", NONE, "FF", "F")                                       \
    W(0xa3, F64_DIV, "f64.div", NONE, "FF", "F")                                       \
    W(0xa4, F64_MIN, "f64.min", NONE, "FF", "F")                                       \
    W(0xa5, F64_MAX, "f64.max", NONE, "FF", "F")                                       \
    W(0xa6, F64_COPYSIGN, "f64.copysign", NONE, "FF", "F")                             \
    W(0xa7, I32_WRAP_I64, "i32.wrap_i64", NONE, "I", "i")                              \
    W(0xa8, I32_TRUNC_F32_S, "i32.trunc_f32_s", NONE, "f", "i")                        \
    W(0xa9, I32_TRUNC_F32_U, "i32.trunc_f32_u", NONE, "f", "i")                        \
    W(0xaa, I32_TRUNC_F64_S, "i32.trunc_f64_s", NONE, "F", "i")                        \
    W(0xab, I32_TRUNC_F64_U, "i32.trunc_f64_u", NONE, "F", "i")                        \
    W(0xac, I64_EXTEND_I32_S, "i64.extend_i32_s", NONE, "i", "I")                      \
    W(0xad, I64_EXTEND_I32_U, "i64.extend_i32_u", NONE, "i", "I")                      \
    W(0xae, I64_TRUNC_F32_S, "i64.trunc_f32_s", NONE, "f", "I")                        \
    W(0xaf, I64_TRUNC_F32_U, "i64.trunc_f32_u", NONE, "f", "I")                        \
    W(0xb0, I64_TRUNC_F64_S, "i64.trunc_f64_s", NONE, "F", "I")                        \
    W(0xb1, I64_TRUNC_F64_U, "i64.trunc_f64_u", NONE, "F", "I")                        \
    W(0xb2, F32_CONVERT_I32_S, "f32.convert_i32_s", NONE, "i", "f")                    \
    W(0xb3, F32_CONVERT_I32_U, "f32.convert_i32_u", NONE, "i", "f")                    \
    W(0xb4, F32_CONVERT_I64_S, "f32.convert_i64_s", NONE, "I", "f")                    \
    W(0xb5, F32_CONVERT_I64_U, "f32.convert_i64_u", NONE, "I", "f")                    \
    W(0xb6, F32_DEMOTE_F64, "f32.demote_f64", NONE, "F", "f")                          \
    W(0xb7, F64_CONVERT_I32_S, "f64.convert_i32_s", NONE, "i", "F")                    \
    W(0xb8, F64_CONVERT_I32_U, "f64.convert_i32_u", NONE, "i", "F")                    \
    W(0xb9, F64_CONVERT_I64_S, "f64.convert_i64_s", NONE, "I", "F")                    \
    W(0xba, F64_CONVERT_I64_U, "f64.convert_i64_u", NONE, "I", "F")                    \
    W(0xbb, F64_PROMOTE_F32, "f64.promote_f32", NONE, "f", "F")                        \
    W(0xbc, I32_REINTERPRET_F32, "i32.reinterpret_f32", NONE, "f", "i")                \
    W(0xbd, I64_REINTERPRET_F64, "i64.reinterpret_f64", NONE, "F", "I")                \
    W(0xbe, F32_REINTERPRET_I32, "f32.reinterpret_i32", NONE, "i", "f")                \
    W(0xbf, F64_REINTERPRET_I64, "f64.reinterpret_i64", NONE, "I", "F")                \
    W(0xc0, I32_EXTEND8_S, "i32.extend8_s", NONE, "i", "i")                            \
    W(0xc1, I32_EXTEND16_S, "i32.extend16_s", NONE, "i", "i")                          \
    W(0xc2, I64_EXTEND8_S, "i64.extend8_s", NONE, "I", "I")                            \
    W(0xc3, I64_EXTEND16_S, "i64.extend16_s", NONE, "I", "I")                          \
    W(0xc4, I64_EXTEND32_S, "i64.extend32_s", NONE, "I", "I")                          \
    W(0xd0, REF_NULL, "ref.null", REF_TYPE, "*", "*")                                  \
    W(0xd1, REF_IS_NULL, "ref.is_null", NONE, "*", "i")                                \
    W(0xd2, REF_FUNC, "ref.func", FUNCTION, "", "*")                                   \
    W(0x100, I32_TRUNC_SAT_F32_S, "i32.trunc_sat_f32_s", NONE, "f", "i")               \
    W(0x101, I32_TRUNC_SAT_F32_U, "i32.trunc_sat_f32_u", NONE, "f", "i")               \
    W(0x102, I32_TRUNC_SAT_F64_S, "i32.trunc_sat_f64_s", NONE, "F", "i")               \
    W(0x103, I32_TRUNC_SAT_F64_U, "i32.trunc_sat_f64_u", NONE, "F", "i")               \
    W(0x104, I64_TRUNC_SAT_F32_S, "i64.trunc_sat_f32_s", NONE, "f", "I")               \
    W(0x105, I64_TRUNC_SAT_F32_U, "i64.trunc_sat_f32_u", NONE, "f", "I")               \
    W(0x106, I64_TRUNC_SAT_F64_S, "i64.trunc_sat_f64_s", NONE, "F", "I")               \
    W(0x107, I64_TRUNC_SAT_F64_U, "i64.trunc_sat_f64_u", NONE, "F", "I")               \
    W(0x108, MEMORY_INIT, "memory.init", DATA_MEMORY, "iii", "")                       \
    W(0x109, DATA_DROP, "data.drop", DATA, "", "")                                     \
    W(0x10a, MEMORY_COPY, "memory.copy", MEMORY_MEMORY, "iii", "")                     \
    W(0x10b, MEMORY_FILL, "memory.fill", MEMORY, "iii", "")                            \
    W(0x10c, TABLE_INIT, "table.init", ELEMENT_TABLE, "iii", "")                       \
    W(0x10d, ELEM_DROP, "elem.drop", ELEMENT, "", "")                                  \
    W(0x10e, TABLE_COPY, "table.copy", TABLE_TABLE, "iii", "")                         \
    W(0x10f, TABLE_GROW, "table.grow", TABLE, "*", "i")                                \
    W(0x110, TABLE_SIZE, "table.size", TABLE, "", "i")                                 \
    W(0x111, TABLE_FILL, "table.fill", TABLE, "*", "")
/* clang-format on */

enum wasm_op {
#define W(code, enumerator, name, immediate, operands, result) WASM_##enumerator = code,
    WASM_OPS(W)
#undef W
        WASM_PREFIX = 0xfc,
    WASM_OP_COUNT = 0x112
};

struct wasm_op_info {
    const char *name; /* NULL: no such instruction */
    u8 immediate;     /* enum wasm_immediate */
    bool fixed;       /* operands and result are those given here; else see above */
    u8 operand_count;
    u8 operands[4]; /* up to 3: enum wasm_type, in push order */
    u8 result;      /* enum wasm_type; 0: none */
};
extern const struct wasm_op_info wasm_op_info[WASM_OP_COUNT];

/* "i32", "funcref", ...; "?" for anything else. */
const char *wasm_type_name(u8 type);

#endif
