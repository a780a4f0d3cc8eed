/* isa/ir.c: facts about the operations of isa/ir.h. */
#include "isa/ir.h"

enum { R = OP_R, T = OP_T, E = OP_E, J = OP_J, C = OP_C };

const struct op_info op_info[OP_COUNT] = {
#define OP(enumerator, name, args, flags) [OP_##enumerator] = {name, args, flags},
    OPS(OP)
#undef OP
};

/* One row per condition. ORDER CC */
static const struct {
    const char *name;
    u8 invert, swap;
} conditions[CC_COUNT] = {
    [CC_EQ] = {"eq", CC_NE, CC_EQ},         [CC_NE] = {"ne", CC_EQ, CC_NE},
    [CC_LT_S] = {"lt_s", CC_GE_S, CC_GT_S}, [CC_LT_U] = {"lt_u", CC_GE_U, CC_GT_U},
    [CC_GT_S] = {"gt_s", CC_LE_S, CC_LT_S}, [CC_GT_U] = {"gt_u", CC_LE_U, CC_LT_U},
    [CC_LE_S] = {"le_s", CC_GT_S, CC_GE_S}, [CC_LE_U] = {"le_u", CC_GT_U, CC_GE_U},
    [CC_GE_S] = {"ge_s", CC_LT_S, CC_LE_S}, [CC_GE_U] = {"ge_u", CC_LT_U, CC_LE_U},
    [CC_FEQ] = {"feq", CC_FNE, CC_FEQ},     [CC_FNE] = {"fne", CC_FEQ, CC_FNE},
    [CC_FLT] = {"flt", CC_FNLT, CC_FGT},    [CC_FGT] = {"fgt", CC_FNGT, CC_FLT},
    [CC_FLE] = {"fle", CC_FNLE, CC_FGE},    [CC_FGE] = {"fge", CC_FNGE, CC_FLE},
    [CC_FNLT] = {"fnlt", CC_FLT, CC_FNGT},  [CC_FNGT] = {"fngt", CC_FGT, CC_FNLT},
    [CC_FNLE] = {"fnle", CC_FLE, CC_FNGE},  [CC_FNGE] = {"fnge", CC_FGE, CC_FNLE},
};

enum cc cc_invert(enum cc cc) {
    return conditions[cc].invert;
}

enum cc cc_swap(enum cc cc) {
    return conditions[cc].swap;
}

const char *cc_name(enum cc cc) {
    return conditions[cc].name;
}

u32 mem_bytes(enum mem m) {
    /* ORDER MEM */
    static const u8 bytes[] = {
        [MEM_8S] = 1,  [MEM_8U] = 1, [MEM_16S] = 2, [MEM_16U] = 2, [MEM_32S] = 4,
        [MEM_32U] = 4, [MEM_32] = 4, [MEM_64] = 8,  [MEM_F32] = 4, [MEM_F64] = 8,
    };
    return bytes[m];
}

const char *host_service_name(enum host_service s) {
    static const char *const names[] = {
#define S(enumerator, name) [HOST_##enumerator] = name,
        HOST_SERVICES(S)
#undef S
    };
    return names[s];
}

const char *trap_text(enum trap t) {
    static const char *const texts[] = {
#define T(enumerator, text) [TRAP_##enumerator] = text,
        TRAPS(T)
#undef T
    };
    return texts[t];
}
