/* isa/riscv/disassemble.c: text of an instruction out of the encoding rows, with the usual
 * short names for special cases; the same text as binutils. */
#include "isa/riscv/riscv.h"

#include <stdio.h>

/* Shown instead of the row when (word & mask) == match and, if so asked, rs1 == rs2. More
 * special ones first. */
static const struct alias {
    struct rv_row row;
    bool same;
} aliases[] = {
    {{"nop", 0x13, 0xffffffffu, ""}, false},
    {{"li", 0x13, 0xff07fu, "d,i"}, false}, /* addi from x0 */
    {{"mv", 0x13, 0xfff0707fu, "d,s"}, false},
    {{"sext.w", 0x1b, 0xfff0707fu, "d,s"}, false},
    {{"zext.b", RV_R(0x13, 7, 0) | 0xffu << 20, 0xfff0707fu, "d,s"}, false},
    {{"not", RV_R(0x13, 4, 0) | 0xfffu << 20, 0xfff0707fu, "d,s"}, false},
    {{"seqz", RV_R(0x13, 3, 0) | 1u << 20, 0xfff0707fu, "d,s"}, false},
    {{"snez", RV_R(0x33, 3, 0), 0xfe0ff07fu, "d,t"}, false},
    {{"sltz", RV_R(0x33, 2, 0), 0xfff0707fu, "d,s"}, false},
    {{"sgtz", RV_R(0x33, 2, 0), 0xfe0ff07fu, "d,t"}, false},
    {{"neg", RV_R(0x33, 0, 0x20), 0xfe0ff07fu, "d,t"}, false},
    {{"negw", RV_R(0x3b, 0, 0x20), 0xfe0ff07fu, "d,t"}, false},
    {{"beqz", RV_R(0x63, 0, 0), 0x01f0707fu, "s,b"}, false},
    {{"bnez", RV_R(0x63, 1, 0), 0x01f0707fu, "s,b"}, false},
    {{"blez", RV_R(0x63, 5, 0), 0x000ff07fu, "t,b"}, false},
    {{"bgez", RV_R(0x63, 5, 0), 0x01f0707fu, "s,b"}, false},
    {{"bltz", RV_R(0x63, 4, 0), 0x01f0707fu, "s,b"}, false},
    {{"bgtz", RV_R(0x63, 4, 0), 0x000ff07fu, "t,b"}, false},
    {{"j", 0x6f, 0xfff, "j"}, false},
    {{"jal", 0xef, 0xfff, "j"}, false},
    {{"ret", 0x8067, 0xffffffffu, ""}, false},
    {{"jr", 0x67, 0xfff07fffu, "s"}, false},
    {{"jr", 0x67, 0x7fff, "i(s)"}, false},
    {{"jalr", 0xe7, 0xfff07fffu, "s"}, false},
    {{"jalr", 0xe7, 0x7fff, "i(s)"}, false},
    {{"fmv.s", RV_FP(0x10, 0, 0), RV_MASK_R, "D,S"}, true},
    {{"fneg.s", RV_FP(0x10, 0, 1), RV_MASK_R, "D,S"}, true},
    {{"fabs.s", RV_FP(0x10, 0, 2), RV_MASK_R, "D,S"}, true},
    {{"fmv.d", RV_FP(0x11, 0, 0), RV_MASK_R, "D,S"}, true},
    {{"fneg.d", RV_FP(0x11, 0, 1), RV_MASK_R, "D,S"}, true},
    {{"fabs.d", RV_FP(0x11, 0, 2), RV_MASK_R, "D,S"}, true},
};

static const char *operands_of(u32 word, const struct rv_row *row, const char **name) {
    bool same = (word >> 15 & 31) == (word >> 20 & 31);
    for (u32 n = 0; n < COUNT_OF(aliases); n++) {
        const struct alias *a = &aliases[n];
        if ((word & a->row.mask) != a->row.match || (a->same && !same)) continue;
        *name = a->row.name;
        return a->row.operands;
    }
    *name = row->name;
    return row->operands;
}

static void add_operand(struct text *t, char operand, const struct isa *isa,
                        const struct rv_fields *fields, u64 pc) {
    static const char *const rounding[] = {"rne", "rtz", "rdn", "rup", "rmm", "?", "?", ""};
    switch (operand) {
    case 'd': text_add(t, isa->registers[fields->d].alias); break;
    case 's': text_add(t, isa->registers[fields->s].alias); break;
    case 't': text_add(t, isa->registers[fields->t].alias); break;
    case 'D': text_add(t, isa->registers[FIRST_FLOAT + fields->d].alias); break;
    case 'S': text_add(t, isa->registers[FIRST_FLOAT + fields->s].alias); break;
    case 'T': text_add(t, isa->registers[FIRST_FLOAT + fields->t].alias); break;
    case 'm':
        if (fields->rounding != RM_DYNAMIC) text_printf(t, ",%s", rounding[fields->rounding]);
        break;
    case 'i':
    case 'o': text_printf(t, "%lld", (long long)fields->value); break;
    case 'z':
    case 'w':
    case 'u': text_printf(t, "0x%llx", (unsigned long long)fields->value); break;
    case 'b':
    case 'j': text_printf(t, "0x%llx", (unsigned long long)(pc + (u64)fields->value)); break;
    default: text_printf(t, "%c", operand);
    }
}

u32 rv_disassemble(const struct isa *isa, const u8 *code, size_t size, u64 pc, char *out,
                   size_t out_size) {
    if (size < 4) return 0;
    u32 word = (u32)code[0] | (u32)code[1] << 8 | (u32)code[2] << 16 | (u32)code[3] << 24;
    struct rv_fields fields;
    const struct rv_row *row = rv_decode(word, &fields);
    if (!row) return 0;
    const char *name, *operands = operands_of(word, row, &name);
    struct text text = {0};
    text_printf(&text, *operands ? "%-7s " : "%s", name);
    for (; *operands; operands++) add_operand(&text, *operands, isa, &fields, pc);
    snprintf(out, out_size, "%s", text_string(&text));
    text_free(&text);
    return 4;
}
