/* compile/ir/operations.c: wasm's operations other than control flow and locals. */
#include "compile/ir/build.h"

/* What an instruction with fixed types becomes. `extra`: cc of compares, mem of accesses. */
struct row {
    u8 op, type, type2, extra;
};

#define INTEGER(W, T)                                                                         \
    [WASM_##W##_EQ] = {OP_COMPARE, I32, T, CC_EQ},                                            \
    [WASM_##W##_NE] = {OP_COMPARE, I32, T, CC_NE},                                            \
    [WASM_##W##_LT_S] = {OP_COMPARE, I32, T, CC_LT_S},                                        \
    [WASM_##W##_LT_U] = {OP_COMPARE, I32, T, CC_LT_U},                                        \
    [WASM_##W##_GT_S] = {OP_COMPARE, I32, T, CC_GT_S},                                        \
    [WASM_##W##_GT_U] = {OP_COMPARE, I32, T, CC_GT_U},                                        \
    [WASM_##W##_LE_S] = {OP_COMPARE, I32, T, CC_LE_S},                                        \
    [WASM_##W##_LE_U] = {OP_COMPARE, I32, T, CC_LE_U},                                        \
    [WASM_##W##_GE_S] = {OP_COMPARE, I32, T, CC_GE_S},                                        \
    [WASM_##W##_GE_U] = {OP_COMPARE, I32, T, CC_GE_U}, [WASM_##W##_CLZ] = {OP_CLZ, T, T, 0},  \
    [WASM_##W##_CTZ] = {OP_CTZ, T, T, 0}, [WASM_##W##_POPCNT] = {OP_POPCNT, T, T, 0},         \
    [WASM_##W##_ADD] = {OP_ADD, T, T, 0}, [WASM_##W##_SUB] = {OP_SUB, T, T, 0},               \
    [WASM_##W##_MUL] = {OP_MUL, T, T, 0}, [WASM_##W##_DIV_S] = {OP_DIV_S, T, T, 0},           \
    [WASM_##W##_DIV_U] = {OP_DIV_U, T, T, 0}, [WASM_##W##_REM_S] = {OP_REM_S, T, T, 0},       \
    [WASM_##W##_REM_U] = {OP_REM_U, T, T, 0}, [WASM_##W##_AND] = {OP_AND, T, T, 0},           \
    [WASM_##W##_OR] = {OP_OR, T, T, 0}, [WASM_##W##_XOR] = {OP_XOR, T, T, 0},                 \
    [WASM_##W##_SHL] = {OP_SHL, T, T, 0}, [WASM_##W##_SHR_S] = {OP_SHR_S, T, T, 0},           \
    [WASM_##W##_SHR_U] = {OP_SHR_U, T, T, 0}, [WASM_##W##_ROTL] = {OP_ROTL, T, T, 0},         \
    [WASM_##W##_ROTR] = {OP_ROTR, T, T, 0}, [WASM_##W##_EXTEND8_S] = {OP_EXTEND_8S, T, T, 0}, \
    [WASM_##W##_EXTEND16_S] = {OP_EXTEND_16S, T, T, 0},                                       \
    [WASM_##W##_TRUNC_F32_S] = {OP_TRUNC_S, T, F32, 0},                                       \
    [WASM_##W##_TRUNC_F32_U] = {OP_TRUNC_U, T, F32, 0},                                       \
    [WASM_##W##_TRUNC_F64_S] = {OP_TRUNC_S, T, F64, 0},                                       \
    [WASM_##W##_TRUNC_F64_U] = {OP_TRUNC_U, T, F64, 0},                                       \
    [WASM_##W##_TRUNC_SAT_F32_S] = {OP_TRUNC_SAT_S, T, F32, 0},                               \
    [WASM_##W##_TRUNC_SAT_F32_U] = {OP_TRUNC_SAT_U, T, F32, 0},                               \
    [WASM_##W##_TRUNC_SAT_F64_S] = {OP_TRUNC_SAT_S, T, F64, 0},                               \
    [WASM_##W##_TRUNC_SAT_F64_U] = {OP_TRUNC_SAT_U, T, F64, 0},                               \
    [WASM_##W##_LOAD8_S] = {OP_LOAD, T, I32, MEM_8S},                                         \
    [WASM_##W##_LOAD8_U] = {OP_LOAD, T, I32, MEM_8U},                                         \
    [WASM_##W##_LOAD16_S] = {OP_LOAD, T, I32, MEM_16S},                                       \
    [WASM_##W##_LOAD16_U] = {OP_LOAD, T, I32, MEM_16U},                                       \
    [WASM_##W##_STORE8] = {OP_STORE, T, I32, MEM_8U},                                         \
    [WASM_##W##_STORE16] = {OP_STORE, T, I32, MEM_16U}

#define FLOAT(W, T)                                                                         \
    [WASM_##W##_EQ] = {OP_COMPARE, I32, T, CC_FEQ},                                         \
    [WASM_##W##_NE] = {OP_COMPARE, I32, T, CC_FNE},                                         \
    [WASM_##W##_LT] = {OP_COMPARE, I32, T, CC_FLT},                                         \
    [WASM_##W##_GT] = {OP_COMPARE, I32, T, CC_FGT},                                         \
    [WASM_##W##_LE] = {OP_COMPARE, I32, T, CC_FLE},                                         \
    [WASM_##W##_GE] = {OP_COMPARE, I32, T, CC_FGE}, [WASM_##W##_ABS] = {OP_FABS, T, T, 0},  \
    [WASM_##W##_NEG] = {OP_FNEG, T, T, 0}, [WASM_##W##_CEIL] = {OP_FCEIL, T, T, 0},         \
    [WASM_##W##_FLOOR] = {OP_FFLOOR, T, T, 0}, [WASM_##W##_TRUNC] = {OP_FTRUNC, T, T, 0},   \
    [WASM_##W##_NEAREST] = {OP_FNEAREST, T, T, 0}, [WASM_##W##_SQRT] = {OP_FSQRT, T, T, 0}, \
    [WASM_##W##_ADD] = {OP_FADD, T, T, 0}, [WASM_##W##_SUB] = {OP_FSUB, T, T, 0},           \
    [WASM_##W##_MUL] = {OP_FMUL, T, T, 0}, [WASM_##W##_DIV] = {OP_FDIV, T, T, 0},           \
    [WASM_##W##_MIN] = {OP_FMIN, T, T, 0}, [WASM_##W##_MAX] = {OP_FMAX, T, T, 0},           \
    [WASM_##W##_COPYSIGN] = {OP_FCOPYSIGN, T, T, 0},                                        \
    [WASM_##W##_CONVERT_I32_S] = {OP_CONVERT_S, T, I32, 0},                                 \
    [WASM_##W##_CONVERT_I32_U] = {OP_CONVERT_U, T, I32, 0},                                 \
    [WASM_##W##_CONVERT_I64_S] = {OP_CONVERT_S, T, I64, 0},                                 \
    [WASM_##W##_CONVERT_I64_U] = {OP_CONVERT_U, T, I64, 0}

static const struct row rows[WASM_OP_COUNT] = {
    INTEGER(I32, I32),
    INTEGER(I64, I64),
    FLOAT(F32, F32),
    FLOAT(F64, F64),
    [WASM_I64_EXTEND32_S] = {OP_EXTEND_32S, I64, I64, 0},
    [WASM_I32_WRAP_I64] = {OP_WRAP, I32, I64, 0},
    [WASM_I64_EXTEND_I32_S] = {OP_EXTEND_S, I64, I32, 0},
    [WASM_I64_EXTEND_I32_U] = {OP_EXTEND_U, I64, I32, 0},
    [WASM_F32_DEMOTE_F64] = {OP_DEMOTE, F32, F64, 0},
    [WASM_F64_PROMOTE_F32] = {OP_PROMOTE, F64, F32, 0},
    [WASM_I32_REINTERPRET_F32] = {OP_REINTERPRET, I32, F32, 0},
    [WASM_I64_REINTERPRET_F64] = {OP_REINTERPRET, I64, F64, 0},
    [WASM_F32_REINTERPRET_I32] = {OP_REINTERPRET, F32, I32, 0},
    [WASM_F64_REINTERPRET_I64] = {OP_REINTERPRET, F64, I64, 0},
    [WASM_I32_LOAD] = {OP_LOAD, I32, I32, MEM_32},
    [WASM_I64_LOAD] = {OP_LOAD, I64, I32, MEM_64},
    [WASM_F32_LOAD] = {OP_LOAD, F32, I32, MEM_F32},
    [WASM_F64_LOAD] = {OP_LOAD, F64, I32, MEM_F64},
    [WASM_I64_LOAD32_S] = {OP_LOAD, I64, I32, MEM_32S},
    [WASM_I64_LOAD32_U] = {OP_LOAD, I64, I32, MEM_32U},
    [WASM_I32_STORE] = {OP_STORE, I32, I32, MEM_32},
    [WASM_I64_STORE] = {OP_STORE, I64, I32, MEM_64},
    [WASM_F32_STORE] = {OP_STORE, F32, I32, MEM_F32},
    [WASM_F64_STORE] = {OP_STORE, F64, I32, MEM_F64},
    [WASM_I64_STORE32] = {OP_STORE, I64, I32, MEM_32U},
};

static void translate_fixed(struct build *b, const struct row *row) {
    struct ins *i = emit(b, row->op, row->type, row->type2);
    i->cc = row->extra;
    if (row->op == OP_LOAD || row->op == OP_STORE) {
        leb_u32(&b->at); /* alignment: a hint */
        i->imm = leb_u32(&b->at);
        if (row->op == OP_STORE) i->arg[2] = pop(b);
        i->arg[0] = pop(b);
    } else {
        if (op_info[row->op].arg_count == 2) i->arg[1] = pop(b);
        i->arg[0] = pop(b);
    }
    if (row->op != OP_STORE) push_result(b, i, row->type);
}

static void push_const(struct build *b, enum type t, u64 bits) {
    push(b, work_const(b->w, t, bits));
}

static u64 read_bytes(struct build *b, u32 n) {
    u64 bits = 0;
    for (u32 k = 0; k < n; k++) bits |= (u64)*b->at++ << k * 8;
    return bits;
}

/* Takes n operands off the stack into the operation's list. */
static void take_list(struct build *b, struct ins *i, u32 n) {
    i->list_first = work_list(b->w, n);
    i->list_count = n;
    b->height -= n;
    if (n) memcpy(b->w->f->lists + i->list_first, b->stack + b->height, n * sizeof(u32));
}

static void push_results(struct build *b, struct ins *i, const u8 *types, u32 n) {
    i->type = n ? types[0] : TYPE_NONE;
    for (u32 k = 0; k < n; k++) push_result(b, i, types[k]);
}

static void do_call(struct build *b, u32 function) {
    const struct program_function *callee = &b->p->functions[function];
    const struct function_type *type = &b->p->types[callee->type];
    struct ins *i = emit(b, callee->imported ? OP_HOST : OP_CALL, TYPE_NONE, TYPE_NONE);
    i->imm = callee->imported ? HOST_IMPORT | (u64)function << 32 : function;
    take_list(b, i, type->param_count);
    push_results(b, i, type->results, type->result_count);
}

static void do_call_indirect(struct build *b) {
    u32 type_index = leb_u32(&b->at), table = leb_u32(&b->at);
    const struct function_type *type = &b->p->types[type_index];
    struct ins *i = emit(b, OP_CALL_INDIRECT, TYPE_NONE, TYPE_NONE);
    i->imm = type->canonical | (u64)table << 32;
    take_list(b, i, type->param_count + 1);
    push_results(b, i, type->results, type->result_count);
}

static void do_host(struct build *b, enum host_service s, u32 argument, u32 args, bool result) {
    static const u8 i32_type[] = {I32};
    struct ins *i = emit(b, OP_HOST, TYPE_NONE, TYPE_NONE);
    i->imm = (u64)s | (u64)argument << 32;
    take_list(b, i, args);
    push_results(b, i, i32_type, result);
}

static void do_global_get(struct build *b) {
    u32 index = leb_u32(&b->at);
    const struct global *g = &b->p->globals[index];
    if (!g->mutable && !g->imported && g->init.kind != INIT_GLOBAL) {
        push_const(b, g->type, g->init.bits);
        return;
    }
    struct ins *i = emit(b, OP_GLOBAL_GET, g->type, TYPE_NONE);
    i->imm = index;
    push_result(b, i, g->type);
}

static void do_global_set(struct build *b) {
    u32 index = leb_u32(&b->at);
    struct ins *i = emit(b, OP_GLOBAL_SET, TYPE_NONE, b->p->globals[index].type);
    i->imm = index;
    i->arg[0] = pop(b);
}

static void do_select(struct build *b) {
    u32 zero = work_const(b->w, I32, 0);
    u32 condition = pop(b), otherwise = pop(b), value = pop(b);
    enum type t = b->w->f->values[value].type;
    struct ins *i = emit(b, OP_SELECT, t, I32);
    i->cc = CC_NE;
    i->arg[0] = condition;
    i->arg[1] = zero;
    i->arg[2] = value;
    i->arg[3] = otherwise;
    push_result(b, i, t);
}

/* x == bits */
static void do_equals(struct build *b, enum type t, u64 bits) {
    u32 constant = work_const(b->w, t, bits);
    struct ins *i = emit(b, OP_COMPARE, I32, t);
    i->cc = CC_EQ;
    i->arg[0] = pop(b);
    i->arg[1] = constant;
    push_result(b, i, I32);
}

static void do_bulk(struct build *b, u32 op) {
    u32 first, second;
    switch (op) {
    case WASM_MEMORY_INIT:
        first = leb_u32(&b->at);
        b->at++;
        do_host(b, HOST_MEMORY_INIT, first, 3, false);
        break;
    case WASM_DATA_DROP: do_host(b, HOST_DATA_DROP, leb_u32(&b->at), 0, false); break;
    case WASM_MEMORY_COPY:
        b->at += 2;
        do_host(b, HOST_MEMORY_COPY, 0, 3, false);
        break;
    case WASM_MEMORY_FILL:
        b->at++;
        do_host(b, HOST_MEMORY_FILL, 0, 3, false);
        break;
    case WASM_TABLE_INIT: /* element segment, table */
        first = leb_u32(&b->at);
        second = leb_u32(&b->at);
        do_host(b, HOST_TABLE_INIT, second | first << 16, 3, false);
        break;
    case WASM_ELEM_DROP: do_host(b, HOST_ELEM_DROP, leb_u32(&b->at), 0, false); break;
    case WASM_TABLE_COPY: /* to, from */
        first = leb_u32(&b->at);
        second = leb_u32(&b->at);
        do_host(b, HOST_TABLE_COPY, first | second << 16, 3, false);
        break;
    case WASM_TABLE_GROW: do_host(b, HOST_TABLE_GROW, leb_u32(&b->at), 2, true); break;
    case WASM_TABLE_SIZE: do_host(b, HOST_TABLE_SIZE, leb_u32(&b->at), 0, true); break;
    case WASM_TABLE_FILL: do_host(b, HOST_TABLE_FILL, leb_u32(&b->at), 3, false); break;
    default: break;
    }
}

void translate(struct build *b, u32 op) {
    const struct row *row = &rows[op];
    if (row->type) {
        translate_fixed(b, row);
        return;
    }
    switch (op) {
    case WASM_I32_CONST: push_const(b, I32, (u32)leb_signed(&b->at)); break;
    case WASM_I64_CONST: push_const(b, I64, (u64)leb_signed(&b->at)); break;
    case WASM_F32_CONST: push_const(b, F32, read_bytes(b, 4)); break;
    case WASM_F64_CONST: push_const(b, F64, read_bytes(b, 8)); break;
    case WASM_I32_EQZ: do_equals(b, I32, 0); break;
    case WASM_I64_EQZ: do_equals(b, I64, 0); break;
    case WASM_REF_IS_NULL: do_equals(b, I32, NULL_REFERENCE); break;
    case WASM_REF_NULL:
        b->at++;
        push_const(b, I32, NULL_REFERENCE);
        break;
    case WASM_REF_FUNC: push_const(b, I32, leb_u32(&b->at)); break;
    case WASM_DROP: pop(b); break;
    case WASM_SELECT_T:
        wasm_skip_immediate(&b->at, op);
        do_select(b);
        break;
    case WASM_SELECT: do_select(b); break;
    case WASM_CALL: do_call(b, leb_u32(&b->at)); break;
    case WASM_CALL_INDIRECT: do_call_indirect(b); break;
    case WASM_GLOBAL_GET: do_global_get(b); break;
    case WASM_GLOBAL_SET: do_global_set(b); break;
    case WASM_TABLE_GET: do_host(b, HOST_TABLE_GET, leb_u32(&b->at), 1, true); break;
    case WASM_TABLE_SET: do_host(b, HOST_TABLE_SET, leb_u32(&b->at), 2, false); break;
    case WASM_MEMORY_SIZE:
        b->at++;
        push_result(b, emit(b, OP_MEMORY_SIZE, I32, TYPE_NONE), I32);
        break;
    case WASM_MEMORY_GROW:
        b->at++;
        do_host(b, HOST_MEMORY_GROW, 0, 1, true);
        break;
    default: do_bulk(b, op);
    }
}
