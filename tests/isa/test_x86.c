/* tests/isa/test_x86.c: the encoding rows of x86-64 and x86-32. Each row, with random operands,
 * is encoded and given to the disassembler, which must read the same mnemonic and operands;
 * then jumps and fixups. */
#include "isa/x86/x86.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

extern const struct isa isa_x86_64, isa_x86_32;

enum { SAMPLES = 400 };

/* ---- What a row's text should be ----------------------------------------------------------
 */

/* Sizes of a row's operands, in the order in which they are written: b w d q: integer of 1 2 4
 * 8 bytes; v: of the width; p: of the ISA's word; x: float register. i: immediate, c: cl. An
 * upper-case letter: memory only. */
static const char *shape_of(enum x86_insn insn) {
    switch (insn) {
    case X86_MOVZX8: return "db";
    case X86_MOVZX16: return "dw";
    case X86_MOVSX8: return "vb";
    case X86_MOVSX16: return "vw";
    case X86_MOVSXD: return "qd";
    case X86_MOV8_MR: return "bb";
    case X86_MOV16_MR: return "ww";
    case X86_MOV8_MI:
    case X86_TEST8_MI: return "bi";
    case X86_MOV16_MI: return "wi";
    case X86_MOV_OI: return "di";
    case X86_MOV_OI64: return "qi";
    case X86_SETCC: return "b";
    case X86_LEA: return "vV";
    case X86_PUSH:
    case X86_POP:
    case X86_JMP_M:
    case X86_CALL_M: return "p";
    case X86_SHLD_CL:
    case X86_SHRD_CL: return "vvc";
    case X86_SHLX:
    case X86_SHRX:
    case X86_SARX: return "vvv";
    case X86_CVTSI2SS:
    case X86_CVTSI2SD:
    case X86_MOVD_RM: return "xv";
    case X86_CVTTSS2SI:
    case X86_CVTTSD2SI:
    case X86_MOVD_MR: return "vx";
    case X86_PINSRD: return "xvi";
    case X86_PEXTRD: return "vxi";
    case X86_PSLLQ_I: return "xi";
    case X86_ROUNDSS:
    case X86_ROUNDSD: return "xxi";
    case X86_MOVSS_MR:
    case X86_MOVSD_MR: return "Xx";
    default: break;
    }
    if (insn >= X86_FLD32) return "P";
    if (insn >= X86_ADDSS) return "xx";
    switch ((enum x86_form)x86_rows[insn].form) {
    case FORM_M: return x86_rows[insn].opcode == 0xd3 ? "vc" : "v";
    case FORM_MI:
    case FORM_MI8:
    case FORM_MI32: return "vi";
    case FORM_RMI:
    case FORM_RMI8:
    case FORM_MRI8:
    case FORM_VRMI8: return "vvi";
    case FORM_N: return "";
    default: return "vv";
    }
}

static void mnemonic_of(enum x86_insn insn, u32 w, i64 imm, char *out, size_t size) {
    static const char *const conditions[] = {"o", "no", "b", "ae", "e", "ne", "be", "a",
                                             "s", "ns", "p", "np", "l", "ge", "le", "g"};
    const struct x86_row *row = &x86_rows[insn];
    const char *wide = insn == X86_CDQ                              ? "cqo"
                       : insn == X86_MOVD_RM || insn == X86_MOVD_MR ? "movq"
                       : insn == X86_PINSRD                         ? "pinsrq"
                       : insn == X86_PEXTRD                         ? "pextrq"
                                                                    : row->mnemonic;
    snprintf(out, size, "%s%s", w == 8 ? wide : row->mnemonic,
             row->flags & X86_C ? conditions[imm] : "");
}

static const char *register_name(reg r, u32 bytes, char *out) {
    static const char *const old[] = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
    static const char *const low[] = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"};
    static const char suffix[] = {[1] = 'b', [2] = 'w', [4] = 'd'};
    if (r >= 8)
        snprintf(out, 8, bytes == 8 ? "r%u" : "r%u%c", r, bytes == 8 ? 0 : suffix[bytes]);
    else if (bytes == 1)
        snprintf(out, 8, "%s", low[r]);
    else
        snprintf(out, 8, "%s%s", bytes == 8 ? "r" : bytes == 4 ? "e" : "", old[r]);
    return out;
}

/* ---- Reading the disassembler's text ------------------------------------------------------
 */

/* "[base + index*scale + 0x10]", base and index optional. */
static void check_memory(const char *text, struct x86_rm m, u32 word) {
    char name[8];
    struct x86_rm found = x86_at(NO_REG, 0);
    int sign = 1;
    assert_int_equal(*text, '[');
    for (const char *at = text + 1; *at != ']';) {
        char *end;
        if (*at == ' ' || *at == '+' || *at == '-') {
            if (*at != ' ') sign = *at == '-' ? -1 : 1;
            at++;
        } else if (isdigit((unsigned char)*at)) {
            found.disp += (i32)(sign * (i64)strtoull(at, &end, 0));
            at = end;
        } else {
            size_t length = strcspn(at, " *]");
            reg r = 0;
            while (strlen(register_name(r, word, name)) != length ||
                   strncmp(name, at, length) != 0)
                assert_true(++r < 16);
            at += length;
            bool scaled = *at == '*';
            if (scaled) {
                found.shift = (u8)lowest_bit(strtoull(at + 1, &end, 10));
                at = end;
            }
            if (scaled || found.base != NO_REG)
                found.index = r;
            else
                found.base = r;
        }
    }
    assert_int_equal(found.base, m.base);
    assert_int_equal(found.index, m.index);
    if (m.index != NO_REG) assert_int_equal(found.shift, m.shift);
    assert_int_equal(found.disp, m.disp);
}

struct sample {
    enum x86_insn insn;
    u32 w;
    reg r;
    struct x86_rm m;
    i64 imm;
};

static u32 letter_bytes(char letter, const struct sample *x, u32 word) {
    switch (tolower(letter)) {
    case 'b': return 1;
    case 'w': return 2;
    case 'd': return 4;
    case 'q': return 8;
    case 'v': return x->w;
    default: return word;
    }
}

static void check_immediate(const char *text, u64 imm, u32 bytes) {
    char *end;
    u64 found = strtoull(text, &end, 0); /* takes a minus sign */
    assert_int_equal(*end, 0);
    u32 unused = 64 - 8 * bytes;
    assert_int_equal(found << unused >> unused, imm << unused >> unused);
}

/* Is operand n of the text the r/m one? */
static bool is_rm(enum x86_form form, u32 n) {
    switch (form) {
    case FORM_RM:
    case FORM_RMI:
    case FORM_RMI8:
    case FORM_VRMV:
    case FORM_VRMI8: return n == 1;
    default: return n == 0;
    }
}

static void check_operand(const char *text, const struct sample *x, u32 n, u32 word) {
    char name[8];
    enum x86_form form = x86_rows[x->insn].form;
    const char *shape = shape_of(x->insn);
    char letter = shape[n];
    u32 bytes = letter_bytes(letter, x, word);
    if (letter == 'i') {
        u32 of = letter_bytes(shape[0], x, word);
        bool extended = form == FORM_MI || form == FORM_RMI || form == FORM_MI32 ||
                        form == FORM_OI || form == FORM_OI64 || form == FORM_MI16;
        check_immediate(text, (u64)x->imm, extended && shape[0] != 'x' ? of : 1);
        return;
    }
    if (letter == 'c') {
        assert_string_equal(text, "cl");
        return;
    }
    const char *ptr = strstr(text, "ptr ");
    if (ptr) text = ptr + 4;
    if (is_rm(form, n) && x->m.kind == RM_MEM) {
        check_memory(text, x->m, word);
        return;
    }
    reg r = form == FORM_VRMV && n == 2 ? (reg)x->imm : is_rm(form, n) ? x->m.base : x->r;
    if (letter == 'x') {
        snprintf(name, sizeof name, "xmm%u", r - FIRST_FLOAT);
        assert_string_equal(text, name);
    } else {
        assert_string_equal(text, register_name(r, bytes, name));
    }
}

static void check_text(char *text, const struct sample *x, u32 word) {
    char mnemonic[16];
    mnemonic_of(x->insn, x->w, x->imm, mnemonic, sizeof mnemonic);
    size_t length = strlen(mnemonic);
    assert_memory_equal(text, mnemonic, length);
    char *at = text + length;
    u32 count = (u32)strlen(shape_of(x->insn));
    for (u32 n = 0; n < count; n++) {
        assert_int_equal(*at, n ? ',' : ' ');
        at += n ? 2 : 1;
        char *end = at + strcspn(at, ",");
        char comma = *end;
        *end = 0;
        check_operand(at, x, n, word);
        *end = comma;
        at = end;
    }
    assert_int_equal(*at, 0);
}

/* ---- Random operands ----------------------------------------------------------------------
 */

static reg random_register(u64 *seed, char letter, const struct isa *isa) {
    bool is_64 = isa->word_bytes == 8;
    u32 count = tolower(letter) == 'b' && !is_64 ? 4 : is_64 ? 16 : 8;
    reg r = (reg)(random_next(seed) % count);
    return tolower(letter) == 'x' ? FIRST_FLOAT + r : r;
}

static i32 random_displacement(u64 *seed) {
    u64 bits = random_next(seed);
    switch (bits % 4) {
    case 0: return 0;
    case 1: return (i8)(bits >> 8);
    default: return (i32)(bits >> 8);
    }
}

static struct x86_rm random_memory(u64 *seed, const struct isa *isa) {
    struct x86_rm m = x86_at(random_register(seed, 'p', isa), random_displacement(seed));
    if (random_next(seed) % 4 == 0) m.base = NO_REG;
    if (random_next(seed) % 2) {
        m.index = random_register(seed, 'p', isa);
        m.shift = random_next(seed) % 4;
    }
    if (m.index == RSP) m.index = NO_REG;
    if (m.index == NO_REG) m.shift = 0;
    /* Without base and scale the text does not tell which of the two it is. */
    if (m.base == NO_REG && m.index != NO_REG && m.shift == 0) m.shift = 1;
    return m;
}

static bool is_only_64(enum x86_insn insn) {
    return x86_rows[insn].flags & X86_W1;
}

static struct sample random_sample(enum x86_insn insn, u64 *seed, const struct isa *isa) {
    const struct x86_row *row = &x86_rows[insn];
    const char *shape = shape_of(insn);
    struct sample x = {.insn = insn, .w = 4};
    if (isa->word_bytes == 8 && row->flags & X86_W) x.w = random_next(seed) % 2 ? 8 : 4;
    char reg_letter = 0, rm_letter = 0;
    for (u32 n = 0; n < 2 && shape[n]; n++)
        *(is_rm(row->form, n) ? &rm_letter : &reg_letter) = shape[n];
    x.r = random_register(seed, reg_letter, isa);
    bool in_opcode = row->form == FORM_O || row->form == FORM_OI || row->form == FORM_OI64;
    bool may_be_memory = !in_opcode && row->form != FORM_N && insn != X86_PSLLQ_I;
    if (isupper((unsigned char)rm_letter) || (may_be_memory && random_next(seed) % 2))
        x.m = random_memory(seed, isa);
    else
        x.m = x86_reg(random_register(seed, rm_letter, isa));
    x.imm = (i64)random_next(seed);
    if (row->flags & X86_C) x.imm &= 15;
    if (row->form == FORM_VRMV) x.imm = random_register(seed, 'v', isa);
    switch ((enum x86_form)row->form) {
    case FORM_MI:
    case FORM_RMI:
    case FORM_MI32: x.imm = random_displacement(seed); break;
    case FORM_MI8:
    case FORM_RMI8:
    case FORM_MRI8:
    case FORM_VRMI8: x.imm &= insn == X86_PINSRD || insn == X86_PEXTRD ? 1 : 15; break;
    default: break;
    }
    if (row->form == FORM_MI8 && x.imm == 0) x.imm = 1;
    return x;
}

static void check_rows(const struct isa *isa) {
    u64 seed = 7;
    struct model m = {.isa = isa};
    struct emitter e;
    char text[200];
    emitter_init(&e, &m);
    for (enum x86_insn insn = 0; insn < X86_INSN_COUNT; insn++) {
        if (isa->word_bytes == 4 && (is_only_64(insn) || insn == X86_SYSCALL)) continue;
        for (u32 n = 0; n < SAMPLES; n++) {
            struct sample x = random_sample(insn, &seed, isa);
            emitter_reset(&e);
            x86_put(&e, x.insn, x.w, x.r, x.m, x.imm);
            assert_int_equal(e.starts.count, 1);
            u32 length = isa->disassemble(isa, e.code.at, e.code.count, 0, text, sizeof text);
            if (length != e.code.count) print_error("%s: %s\n", x86_rows[insn].mnemonic, text);
            assert_int_equal(length, e.code.count);
            check_text(text, &x, isa->word_bytes);
        }
    }
    emitter_free(&e);
}

static void test_rows_64(void **state) {
    (void)state;
    check_rows(&isa_x86_64);
}

static void test_rows_32(void **state) {
    (void)state;
    check_rows(&isa_x86_32);
}

/* ---- Jumps, labels, fixups ----------------------------------------------------------------
 */

static void expect(struct emitter *e, u32 at, u64 pc, const char *expected) {
    char text[200];
    u32 length = e->isa->disassemble(e->isa, e->code.at + at, e->code.count - at, pc + at, text,
                                     sizeof text);
    assert_int_not_equal(length, 0);
    assert_string_equal(text, expected);
}

static void test_jumps(void **state) {
    (void)state;
    struct model m = {.isa = &isa_x86_64};
    struct emitter e;
    emitter_init(&e, &m);
    u32 back = emitter_label(&e), ahead = emitter_label(&e);
    emitter_place(&e, back);
    x86_jcc(&e, X86_L, ahead); /* 0: long, as it is not known yet */
    x86_jump(&e, back);        /* 6: short */
    x86_jump(&e, ahead);       /* 8: long */
    for (u32 n = 0; n < 127; n++) x86_n(&e, X86_RET, 4);
    x86_jcc(&e, X86_NP, back); /* 140: long, too far */
    emitter_place(&e, ahead);  /* 146 */
    x86_n(&e, X86_RET, 4);
    assert_true(emitter_finish(&e));
    assert_int_equal(e.fixups.count, 0);
    expect(&e, 0, 0x1000, "jl 0x1092");
    expect(&e, 6, 0x1000, "jmp 0x1000");
    expect(&e, 8, 0x1000, "jmp 0x1092");
    expect(&e, 140, 0x1000, "jnp 0x1000");
    emitter_free(&e);
}

/* A literal: relative on x86-64, absolute on x86-32, where the image's place comes in. */
static void check_literal(const struct isa *isa, const char *expected) {
    struct model m = {.isa = isa};
    struct emitter e;
    emitter_init(&e, &m);
    u32 literal = emitter_literal(&e, 8, 0x123456789abcdef0);
    x86_put(&e, X86_ROUNDSD, 4, XMM0 + 1, x86_label(literal), 9); /* an immediate behind it */
    assert_true(emitter_finish(&e));
    u64 pc = isa->layout.code_base + 0x100;
    for (u32 n = 0; n < e.fixups.count; n++) {
        struct fixup x = e.fixups.at[n];
        assert_int_equal(x.what, FIX_ROWS);
        assert_true(isa->patch(e.code.at + x.at, x.kind,
                               (i64)(isa->layout.code_base + x.target - (pc + x.at))));
    }
    expect(&e, 0, pc, expected);
    u64 found;
    memcpy(&found, e.code.at + 16, 8);
    assert_true(found == 0x123456789abcdef0);
    emitter_free(&e);
}

static void test_literals(void **state) {
    (void)state;
    check_literal(&isa_x86_64, "roundsd xmm1, qword ptr [rip + 6], 9");
    check_literal(&isa_x86_32, "roundsd xmm1, qword ptr [0xea000110], 9");
}

/* Fields of 32 bits do not reach everywhere. */
static void test_reach(void **state) {
    (void)state;
    u8 field[4] = {0xfc, 0xff, 0xff, 0xff};
    assert_false(isa_x86_64.patch(field, X86_FIX_RELATIVE, 1ll << 32));
    assert_true(isa_x86_64.patch(field, X86_FIX_RELATIVE, 4));
    assert_memory_equal(field, "\0\0\0\0", 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_64), cmocka_unit_test(test_rows_32),
        cmocka_unit_test(test_jumps),   cmocka_unit_test(test_literals),
        cmocka_unit_test(test_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
