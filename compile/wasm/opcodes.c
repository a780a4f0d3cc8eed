/* compile/wasm/opcodes.c: the rows of opcodes.h as a table. */
#include "compile/wasm/opcodes.h"

/* The type of a letter of a row; 0 for "*", and behind the end of a short text. */
#define LETTER(c)                 \
    ((c) == 'i'   ? WASM_TYPE_I32 \
     : (c) == 'I' ? WASM_TYPE_I64 \
     : (c) == 'f' ? WASM_TYPE_F32 \
     : (c) == 'F' ? WASM_TYPE_F64 \
                  : 0)
#define AT(text, n)   LETTER(sizeof(text) > (n) + 1 ? (text)[(n) < sizeof(text) ? (n) : 0] : 0)
#define IS_OPEN(text) ((text)[0] == '*')

const struct wasm_op_info wasm_op_info[WASM_OP_COUNT] = {
#define W(code, enumerator, name, immediate, operands, result)     \
    [code] = {name,                                                \
              WASM_IMM_##immediate,                                \
              !IS_OPEN(operands) && !IS_OPEN(result),              \
              IS_OPEN(operands) ? 0 : sizeof(operands) - 1,        \
              {AT(operands, 0), AT(operands, 1), AT(operands, 2)}, \
              AT(result, 0)},
    WASM_OPS(W)
#undef W
};

const char *wasm_type_name(u8 type) {
    switch (type) {
    case WASM_TYPE_I32: return "i32";
    case WASM_TYPE_I64: return "i64";
    case WASM_TYPE_F32: return "f32";
    case WASM_TYPE_F64: return "f64";
    case WASM_TYPE_FUNCREF: return "funcref";
    case WASM_TYPE_EXTERNREF: return "externref";
    default: return "?";
    }
}
