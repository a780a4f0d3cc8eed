/* tests/isa/test_aarch64.c: the encoding rows of A64 with random operands, against Capstone and
 * (where installed) LLVM's assembler; immediates; and the text of code for typical operations,
 * prologues and constants. That operations compute what they should is for test_ops. */
#include "isa/aarch64/aarch64.h"
#include "tests/base/check.h"

#include <stdio.h>

extern const struct isa isa_aarch64;

static const char *const conditions[] = {"eq", "ne", "hs", "lo", "mi", "pl", "vs",
                                         "vc", "hi", "ls", "ge", "lt", "gt", "le"};

/* ---- Immediates ------------------------------------------------------------------------- */

/* The architecture's own way from a field to a bitmask. */
static bool bitmask_of(u32 field, bool wide, u64 *bits) {
    u32 n = field >> 12, immr = field >> 6 & 63, imms = field & 63;
    u32 x = n << 6 | (~imms & 63), length = 0;
    for (u32 k = 0; k < 7; k++)
        if (x >> k & 1) length = k;
    if (length < 1 || (!wide && n)) return false;
    u32 size = 1u << length, ones = (imms & (size - 1)) + 1, turn = immr & (size - 1);
    if (ones == size || immr >= size) return false;
    u64 mask = size == 64 ? ~0ull : (1ull << size) - 1, run = (1ull << ones) - 1;
    u64 element = turn ? (run >> turn | run << (size - turn)) & mask : run;
    *bits = 0;
    for (u32 at = 0; at < (wide ? 64 : 32); at += size) *bits |= element << at;
    return true;
}

static void test_bitmasks(void **state) {
    (void)state;
    u32 counts[2] = {0}, found;
    for (u32 wide = 0; wide < 2; wide++)
        for (u32 field = 0; field < 1 << 13; field++) {
            u64 bits, again;
            if (!bitmask_of(field, wide, &bits)) continue;
            counts[wide]++;
            assert_true(a64_fits_bitmask(bits, wide, &found));
            assert_true(bitmask_of(found, wide, &again) && again == bits);
            /* One bit off is a bitmask only if a field says so, which the next line asks. */
            if (a64_fits_bitmask(bits ^ 1, wide, &found))
                assert_true(bitmask_of(found, wide, &again) && again == (bits ^ 1));
        }
    assert_int_equal(counts[0], 1302);
    assert_int_equal(counts[1], 5334);
    assert_false(a64_fits_bitmask(0, true, &found));
    assert_false(a64_fits_bitmask(~0ull, true, &found));
    assert_false(a64_fits_bitmask(0xffffffff, false, &found));
    assert_false(a64_fits_bitmask(0x1234567890, true, &found));
}

static double float_of(u32 field) {
    i32 exponent = (i32)((field >> 4 & 3) | (field & 0x40 ? 0 : 4)) - 3;
    double value =
        (16 + (field & 15)) / 16.0 * (exponent < 0 ? 1.0 / (1 << -exponent) : 1 << exponent);
    return field & 0x80 ? -value : value;
}

static void test_floats(void **state) {
    (void)state;
    u32 found;
    for (u32 field = 0; field < 256; field++) {
        /* exponents: b = 1: -3 .. 0, b = 0: 1 .. 4 */
        double d = float_of(field);
        float f = (float)d;
        u64 bits = 0;
        memcpy(&bits, &d, 8);
        assert_true(a64_fits_float(F64, bits, &found) && found == field);
        assert_false(a64_fits_float(F64, bits + 1, &found));
        bits = 0;
        memcpy(&bits, &f, 4);
        assert_true(a64_fits_float(F32, bits, &found) && found == field);
        assert_false(a64_fits_float(F32, bits ^ 1ull << 29, &found));
    }
    assert_false(a64_fits_float(F64, 0, &found));
    assert_false(a64_fits_float(F32, 0, &found));
    assert_false(a64_fits_float(F64, 0x3fb999999999999aull, &found)); /* 0.1 */
}

static void test_add_immediates(void **state) {
    (void)state;
    static const i64 fit[] = {0, 1, -1, 0xfff, -0xfff, 0x1000, 0xfff000, -0xfff000};
    static const i64 unfit[] = {0x1001, -0x1001, 0x1000000, INT64_MIN, INT64_MAX};
    for (u32 n = 0; n < COUNT_OF(fit); n++) assert_true(a64_fits_add(fit[n]));
    for (u32 n = 0; n < COUNT_OF(unfit); n++) assert_false(a64_fits_add(unfit[n]));
}

/* ---- Rows ------------------------------------------------------------------------------- */

enum { SAMPLES = 24 };

static u32 field_of(const struct a64_row *row, const u32 *values, char letter) {
    const char *at = strchr(row->fields, letter);
    return at ? values[at - row->fields] : 0;
}

static bool is_wide(const struct a64_row *row, const u32 *values) {
    return field_of(row, values, 'f') | field_of(row, values, 'F') | field_of(row, values, 'l');
}

static i32 sign_extend(u32 v, u32 width) {
    return (i32)(v << (32 - width)) >> (32 - width);
}

/* The number that a field stands for. */
static i32 number_of(char letter, u32 v) {
    switch (letter) {
    case 'p': return sign_extend(v, 7);
    case '9': return sign_extend(v, 9);
    case 'w': return sign_extend(v, 19) * 4;
    case 'W': return sign_extend(v, 26) * 4;
    case 'j': return sign_extend(v, 14) * 4;
    default: return (i32)v;
    }
}

static void random_values(const struct a64_row *row, u64 *seed, u32 sample, u32 *values) {
    bool wide = sample & 1;
    for (u32 k = 0; row->fields[k]; k++) {
        u32 v = (u32)random_next(seed);
        switch (row->fields[k]) {
        case 'f':
        case 'F':
        case 'l': v = wide; break;
        case 'e': v = sample >> 1 & 1; break;
        case 's': v &= 1; break;
        case 'S': v = strchr(row->syntax, '1') ? 0 : v & 1; break;
        case 'd':
        case 'n':
        case 'm':
        case '5': v &= 31; break;
        case 't': v = sample; break; /* pairs need different registers */
        case 'u': v = sample == 0 ? 31 : 0; break;
        case 'i': v &= 0xfff; break;
        case 'b': {
            u64 bits;
            while (!bitmask_of(v &= 0x1fff, wide, &bits)) v = (u32)random_next(seed);
            break;
        }
        case 'r':
        case 'z': v &= wide ? 63 : 31; break;
        case 'q': v &= 31; break;
        case 'k': v &= 0xffff; break;
        case 'h': v &= wide ? 3 : 1; break;
        case 'x': v %= 5; break;
        case 'c':
        case 'C': v %= 14; break;
        case 'v': v &= 15; break;
        case 'p': v &= 0x7f; break;
        case '9': v &= 0x1ff; break;
        case 'w': v &= 0x7ffff; break;
        case 'W': v &= 0x3ffffff; break;
        case 'j': v &= 0x3fff; break;
        case '8': v &= 0xff; break;
        default: fail_msg("field %c?", row->fields[k]);
        }
        values[k] = v;
    }
    char *n = strchr(row->fields, 'n'); /* write-back needs a base of its own */
    if (n && strchr(row->fields, 'p')) values[n - row->fields] = 28 + sample % 4;
}

static void print_register(struct text *t, char kind, u32 v, bool wide, bool dbl) {
    switch (kind) {
    case 'r': kind = wide ? 'x' : 'w'; break;
    case 'g': kind = dbl ? 'd' : 's'; break;
    case 'p':
    case 'X':
        kind = wide || kind == 'X' ? 'x' : 'w';
        if (v == 31) {
            text_add(t, kind == 'x' ? "sp" : "wsp");
            return;
        }
        break;
    }
    if (v == 31 && (kind == 'w' || kind == 'x'))
        text_printf(t, "%czr", kind);
    else
        text_printf(t, "%c%u", kind, v);
}

/* The row's syntax with these values: see rows.h. */
static void print_row(struct text *t, const struct a64_row *row, const u32 *values) {
    bool wide = is_wide(row, values);
    bool dbl = field_of(row, values, 'e') | field_of(row, values, 'F');
    text_printf(t, row->mnemonic[strlen(row->mnemonic) - 1] == '.' ? "%s" : "%s ",
                row->mnemonic);
    for (const char *s = row->syntax; *s; s++) {
        if (*s != '%') {
            text_add_bytes(t, s, 1);
            continue;
        }
        char kind = *++s, letter = *++s;
        u32 v = field_of(row, values, letter);
        i32 number = number_of(letter, v);
        u64 bits;
        switch (kind) {
        case 'i':
        case 'I': text_printf(t, "%d", number); break;
        case '1':
        case '2':
        case '4':
        case '8':
            if (letter != 'S')
                text_printf(t, "%d", number * (kind - '0'));
            else if (v)
                text_printf(t, ", lsl #%d", lowest_bit((u64)kind - '0'));
            break;
        case 'L':
            if (v) text_printf(t, ", lsl #%u", v);
            break;
        case 'Z':
            if (v) text_add(t, ", lsl #12");
            break;
        case 'H': text_printf(t, ", lsl #%u", v * 16); break;
        case 'c': text_add(t, conditions[v]); break;
        case 'M':
            assert_true(bitmask_of(v, wide, &bits));
            text_printf(t, "0x%llx", (unsigned long long)bits);
            break;
        case 'F': text_printf(t, "%.17g", float_of(v)); break;
        default: print_register(t, kind, v, wide, dbl);
        }
    }
}

/* Names under which Capstone shows a row's instruction where it prefers an alias. */
static bool is_alias(const char *mnemonic, const char *shown) {
    static const char *const aliases[][2] = {
        {"add", "mov"},    {"sub", "neg"},    {"orr", "mov"},     {"movz", "mov"},
        {"movn", "mov"},   {"ubfm", "lsl"},   {"ubfm", "lsr"},    {"ubfm", "ubfx"},
        {"ubfm", "ubfiz"}, {"ubfm", "uxtb"},  {"ubfm", "uxth"},   {"ubfm", "ubfm"},
        {"sbfm", "sbfx"},  {"sbfm", "sbfiz"}, {"sbfm", "asr"},    {"sbfm", "sxtb"},
        {"sbfm", "sxth"},  {"sbfm", "sxtw"},  {"extr", "ror"},    {"csinc", "cinc"},
        {"csinc", "cset"}, {"csinv", "cinv"}, {"csinv", "csetm"}, {"msub", "mneg"},
        {"sub", "negs"},   {"cmp", "negs"},   {"sub", "mov"},     {"sxtw", "sbfx"},
    };
    size_t length = strlen(mnemonic);
    if (strcmp(mnemonic, shown) == 0) return true;
    if (mnemonic[length - 1] == '.') return strncmp(mnemonic, shown, length) == 0;
    for (u32 n = 0; n < COUNT_OF(aliases); n++)
        if (strcmp(aliases[n][0], mnemonic) == 0 && strcmp(aliases[n][1], shown) == 0)
            return true;
    return false;
}

static void show(u32 word, char *out, size_t size) {
    u8 code[4] = {(u8)word, (u8)(word >> 8), (u8)(word >> 16), (u8)(word >> 24)};
    assert_int_equal(isa_aarch64.disassemble(&isa_aarch64, code, 4, 0, out, size), 4);
}

static void test_rows_by_capstone(void **state) {
    (void)state;
    u64 seed = 1;
    for (u32 row = 0; row < A64_COUNT; row++)
        for (u32 n = 0; n < SAMPLES; n++) {
            u32 values[8];
            char shown[128];
            random_values(&a64_rows[row], &seed, n, values);
            show(a64_encode(row, values), shown, sizeof shown);
            shown[strcspn(shown, " ")] = 0;
            if (!is_alias(a64_rows[row].mnemonic, shown))
                fail_msg("%s became %s", a64_rows[row].mnemonic, shown);
        }
}

/* Assembles what the rows' syntax says and what Capstone says, and expects our word for both.
 */
static void test_rows_by_llvm(void **state) {
    (void)state;
    struct text source = {0};
    struct status st = {0};
    struct {
        ARRAY(u32) words;
    } wanted = {0};
    u64 seed = 2;
    need_tool("llvm-mc");
    for (u32 row = 0; row < A64_COUNT; row++)
        for (u32 n = 0; n < SAMPLES; n++) {
            u32 values[8];
            char shown[128];
            random_values(&a64_rows[row], &seed, n, values);
            u32 word = a64_encode(row, values);
            print_row(&source, &a64_rows[row], values);
            show(word, shown, sizeof shown);
            text_printf(&source, "\n%s\n", shown);
            array_push(&wanted.words, word);
            array_push(&wanted.words, word);
        }
    assert_true(file_write("rows.s", source.at, source.length, &st));
    assert_int_equal(
        system("llvm-mc --triple=aarch64 --show-encoding rows.s >rows.txt 2>errors.txt"), 0);
    struct bytes out;
    assert_true(file_read("rows.txt", &out, &st));
    char *line = source.at;
    const char *at = (const char *)out.at;
    u32 n = 0;
    for (; (at = strstr(at, "encoding: [")) != NULL; n++) {
        u32 b[4];
        assert_int_equal(
            sscanf(at, "encoding: [0x%x,0x%x,0x%x,0x%x]", &b[0], &b[1], &b[2], &b[3]), 4);
        u32 word = b[0] | b[1] << 8 | b[2] << 16 | b[3] << 24;
        size_t length = strcspn(line, "\n");
        line[length] = 0;
        assert_true(n < wanted.words.count);
        if (word != wanted.words.at[n])
            fail_msg("%s: LLVM has %08x, we have %08x", line, word, wanted.words.at[n]);
        line += length + 1;
        at++;
    }
    assert_int_equal(n, wanted.words.count);
    array_free(&wanted.words);
    text_free(&source);
    free(out.at);
}

/* ---- Code of single operations ---------------------------------------------------------- */

/* Values of the test function: 0-3 i32, 4-7 i64, 8-11 f32, 12-15 f64, each in the register of
 * its number; K and L are constants; constants that do not fold
 * are in 22 (K) and 23 (L), results come to register 20, temps are 21. */
enum { W0 = 0, X4 = 4, S8 = 8, D12 = 12, K = 16, L = 17, RESULT = 18, VALUES = 19 };

struct sample {
    struct ins i;
    u64 k, l;
    const char *text;
};

static enum type type_of_value(const struct ins *i, u32 v) {
    if (v < K) return I32 + v / 4;
    if (v == RESULT) return i->type;
    if (i->op == OP_LOAD || (i->op == OP_STORE && v == K)) return I32;
    if (i->op == OP_SELECT) return v == K ? i->type2 : i->type;
    return i->type2 ? i->type2 : i->type;
}

static void add_text(struct text *t, const struct emitter *e) {
    for (u32 at = 0; at < e->code.count; at += 4) {
        char shown[128];
        assert_int_equal(isa_aarch64.disassemble(&isa_aarch64, e->code.at + at,
                                                 e->code.count - at, at, shown, sizeof shown),
                         4);
        text_printf(t, "%s%s", at ? "; " : "", shown);
    }
}

static void expect_text(struct emitter *e, const char *wanted) {
    struct text t = {0};
    add_text(&t, e);
    assert_string_equal(text_string(&t), wanted);
    text_free(&t);
}

static void check_sample(const struct sample *s, struct emitter *e) {
    struct value values[VALUES];
    struct ir_function f = {.values = values, .ins_count = 1, .value_count = VALUES};
    struct operand room[OPERANDS_MAX];
    struct constraints c = {.operands = room, .capacity = OPERANDS_MAX};
    struct ins i = s->i;
    if (op_info[i.op].flags & OP_R)
        i.result = RESULT;
    else
        i.result = NO_VALUE;
    for (u32 v = 0; v < VALUES; v++)
        values[v] =
            (struct value){v < K ? VALUE_PARAM : VALUE_CONST, (u8)type_of_value(&i, v), 0,
                           v == K   ? s->k
                           : v == L ? s->l
                                    : 0};
    f.ins = &i;
    isa_aarch64.constrain(e->model, &f, &i, &c);
    for (u32 n = 0; n < c.count; n++) {
        struct operand *o = &c.operands[n];
        u32 first = type_is_float(o->type) ? FIRST_FLOAT : 0;
        u32 r = o->kind == OPERAND_DEF    ? 20
                : o->kind == OPERAND_TEMP ? 21
                : o->vreg < K             ? o->vreg
                                          : 22 + o->vreg - K;
        if (o->at == AT_SAME) r = c.operands[o->index].vreg;
        o->loc = loc_reg((reg)(first + r));
    }
    emitter_reset(e);
    if (i.op == OP_BRANCH) {
        u32 label = emitter_label(e);
        isa_aarch64.branch(e, &f, &i, c.operands, false, label);
        emitter_place(e, label);
    } else {
        isa_aarch64.emit(e, &f, &i, c.operands);
    }
    assert_true(emitter_finish(e));
    expect_text(e, s->text);
}

static struct emitter new_emitter(struct model *m) {
    struct status st = {0};
    struct emitter e;
    assert_true(model_find("aarch64", m, &st));
    emitter_init(&e, m);
    emitter_reset(&e);
    return e;
}

/* Rows of samples: operation, type (of the compared, in CC), args, constants K and L, code. */
/* clang-format off */
#define OP(OP_, T, A, B, K_, TEXT) \
    {{.op = OP_, .type = T, .arg = {A, B}}, K_, 0, TEXT}
#define ADD_SHL(T, A, B, SHIFT, K_, TEXT) \
    {{.op = OP_ADD_SHL, .type = T, .shift = SHIFT, .arg = {A, B}}, K_, 0, TEXT}
#define CC(OP_, CC_, T, A, B, K_, TEXT) \
    {{.op = OP_, .type = I32, .type2 = T, .cc = CC_, .arg = {A, B}}, K_, 0, TEXT}
#define SELECT(CC_, A, B, Y, N, K_, L_, TEXT) \
    {{.op = OP_SELECT, .type = I32, .type2 = I32, .cc = CC_, .arg = {A, B, Y, N}}, K_, L_, TEXT}
#define LOAD(MEM, T, A, B, SHIFT, OFFSET, FLAGS, K_, TEXT) \
    {{.op = OP_LOAD, .type = T, .cc = MEM, .shift = SHIFT, .flags = FLAGS, .imm = OFFSET, \
      .arg = {A, B}}, K_, 0, TEXT}
#define STORE(MEM, T, A, V, OFFSET, TEXT) \
    {{.op = OP_STORE, .type = T, .cc = MEM, .imm = OFFSET, .arg = {A, NO_VALUE, V}}, 0, 0, TEXT}
/* clang-format on */

static void test_code(void **state) {
    (void)state;
    static const struct sample samples[] = {
        /* integers */
        OP(OP_ADD, I32, 0, 1, 0, "add w20, w0, w1"),
        OP(OP_ADD, I32, 0, K, 5, "add w20, w0, #5"),
        OP(OP_ADD, I32, K, 0, 0xffffffff, "sub w20, w0, #1"),
        OP(OP_ADD, I64, 4, K, 0x5000, "add x20, x4, #5, lsl #12"),
        OP(OP_SUB, I64, 4, K, 1, "sub x20, x4, #1"),
        OP(OP_SUB, I32, K, 0, 0, "neg w20, w0"),
        OP(OP_SUB, I32, K, 0, 0xffffffff, "mvn w20, w0"),
        OP(OP_MUL, I32, 0, K, 8, "lsl w20, w0, #3"),
        OP(OP_MUL, I32, K, 0, 9, "add w20, w0, w0, lsl #3"),
        OP(OP_MUL, I64, 4, K, -7ull, "sub x20, x4, x4, lsl #3"),
        OP(OP_MUL, I64, 4, 5, 0, "mul x20, x4, x5"),
        OP(OP_AND, I32, 0, K, 0xff, "and w20, w0, #0xff"),
        OP(OP_XOR, I64, K, 4, ~0ull, "mvn x20, x4"),
        OP(OP_SHL, I32, 0, K, 35, "lsl w20, w0, #3"),
        OP(OP_SHR_S, I64, 4, K, 63, "asr x20, x4, #0x3f"),
        OP(OP_ROTL, I32, 0, K, 1, "ror w20, w0, #0x1f"),
        OP(OP_ROTL, I32, 0, 1, 0, "neg w16, w1; ror w20, w0, w16"),
        OP(OP_DIV_U, I32, 0, K, 8, "lsr w20, w0, #3"),
        OP(OP_REM_U, I32, 0, K, 8, "and w20, w0, #7"),
        OP(OP_DIV_U, I32, 0, 1, 0, "cbz w1, #8; udiv w20, w0, w1; svc #0"),
        OP(OP_DIV_S, I32, 0, K, 10, "sdiv w20, w0, w22"),
        OP(OP_DIV_S, I64, 4, 5, 0,
           "add x16, x5, #1; cmp x16, #1; b.ls #0x10; sdiv x20, x4, x5; "
           "cbz x5, #0x20; cmp x4, #1; b.vs #0x24; b #0xc; svc #0; svc #0"),
        OP(OP_REM_S, I32, 0, 1, 0,
           "cbz w1, #0xc; sdiv w16, w0, w1; msub w20, w16, w1, w0; svc #0"),
        ADD_SHL(I64, 4, 5, 3, 0, "add x20, x4, x5, lsl #3"),
        ADD_SHL(I32, K, 1, 2, 0x1000, "lsl w20, w1, #2; add w20, w20, #1, lsl #12"),
        OP(OP_CTZ, I32, 0, NO_VALUE, 0, "rbit w20, w0; clz w20, w20"),
        OP(OP_EXTEND_U, I64, 0, NO_VALUE, 0, ""),
        OP(OP_FCANON, F64, 12, NO_VALUE, 0, ""),
        OP(OP_WRAP, I32, 4, NO_VALUE, 0, "mov w20, w4"),
        /* comparison */
        CC(OP_COMPARE, CC_LT_S, I32, 0, 1, 0, "cmp w0, w1; cset w20, lt"),
        CC(OP_COMPARE, CC_LT_S, I64, 4, K, 0, "lsr x20, x4, #0x3f"),
        CC(OP_COMPARE, CC_GT_S, I32, K, 0, 5, "cmp w0, #5; cset w20, lt"),
        CC(OP_COMPARE, CC_EQ, I32, 0, K, 0xfffffffb, "cmn w0, #5; cset w20, eq"),
        CC(OP_COMPARE, CC_LT_U, I32, 0, K, 0x1001, "cmp w0, #1, lsl #12; cset w20, ls"),
        CC(OP_COMPARE, CC_FNLT, F64, 12, 13, 0, "fcmp d12, d13; cset w20, pl"),
        CC(OP_COMPARE, CC_FGT, F32, K, 8, 0, "fcmp s8, #0.0; cset w20, mi"),
        CC(OP_BRANCH, CC_EQ, I32, 0, K, 0, "cbz w0, #4"),
        CC(OP_BRANCH, CC_GE_U, I64, 4, K, 1, "cbnz x4, #4"),
        CC(OP_BRANCH, CC_LE_S, I32, 0, K, 0xffffffff, "tbnz w0, #0x1f, #4"),
        CC(OP_BRANCH, CC_GE_S, I64, 4, K, 0, "tbz x4, #0x3f, #4"),
        CC(OP_BRANCH, CC_LE_U, I32, 0, 1, 0, "cmp w0, w1; b.ls #8"),
        SELECT(CC_LT_S, 0, 1, 2, 3, 0, 0, "cmp w0, w1; csel w20, w2, w3, lt"),
        SELECT(CC_LT_S, 0, 1, 2, L, 0, 0, "cmp w0, w1; csel w20, w2, wzr, lt"),
        SELECT(CC_LT_S, 0, 1, 2, L, 0, 1, "cmp w0, w1; csinc w20, w2, wzr, lt"),
        SELECT(CC_LT_S, 0, 1, L, 3, 0, 1, "cmp w0, w1; csinc w20, w3, wzr, ge"),
        SELECT(CC_NE, 0, K, L, 3, 7, 0xffffffff, "cmp w0, #7; csinv w20, w3, wzr, eq"),
        /* memory */
        LOAD(MEM_32, I32, 0, NO_VALUE, 0, 16, 0, 0, "ldr w20, [x0, #0x10]"),
        LOAD(MEM_64, I64, 0, NO_VALUE, 0, 3, 0, 0, "ldur x20, [x0, #3]"),
        LOAD(MEM_16S, I64, 0, NO_VALUE, 0, 0x12342, 0, 0,
             "add x16, x0, #0x12, lsl #12; ldrsh x20, [x16, #0x342]"),
        LOAD(MEM_8U, I32, 0, NO_VALUE, 0, 0x12345678, 0, 0,
             "movz w16, #0x5678; movk w16, #0x1234, lsl #16; ldrb w20, [x0, x16]"),
        LOAD(MEM_F64, F64, 0, 1, 3, 8, 0, 0, "add w16, w0, w1, lsl #3; ldr d20, [x16, #8]"),
        LOAD(MEM_F64, F64, 0, 1, 3, 0, INS_NOWRAP, 0, "ldr d20, [x0, x1, lsl #3]"),
        LOAD(MEM_32, I32, 0, 1, 0, 0, INS_NOWRAP, 0, "ldr w20, [x0, x1]"),
        LOAD(MEM_32, I32, K, NO_VALUE, 0, 4, 0, 0x20000,
             "movz w16, #0x2, lsl #16; ldr w20, [x16, #4]"),
        LOAD(MEM_32, I32, K, 1, 2, 4, INS_NOWRAP, 0x1000,
             "lsl w16, w1, #2; ldr w20, [x16, #0x1004]"),
        LOAD(MEM_32, I32, K, 1, 2, 0, INS_NOWRAP, 0x20004, "ldr w20, [x22, x1, lsl #2]"),
        LOAD(MEM_32, I32, K, 1, 2, 4, 0, 0x20000,
             "add w16, w22, w1, lsl #2; ldr w20, [x16, #4]"),
        LOAD(MEM_32, I32, K, 1, 2, 4, 0, 0, "lsl w16, w1, #2; ldr w20, [x16, #4]"),
        LOAD(MEM_32, I32, K, 1, 0, 4, 0, 0x5000,
             "add w16, w1, #5, lsl #12; ldr w20, [x16, #4]"),
        LOAD(MEM_32, I32, K, 1, 0, 4, INS_NOWRAP, 0x800, "ldr w20, [x1, #0x804]"),
        LOAD(MEM_32, I32, 0, K, 0, 4, 0, 0xfffffff0, "sub w16, w0, #0x10; ldr w20, [x16, #4]"),
        LOAD(MEM_32, I32, 0, 1, 2, 0x10000000, 0, 0,
             "add w16, w0, w1, lsl #2; movz w21, #0x1000, lsl #16; ldr w20, [x16, x21]"),
        STORE(MEM_8U, I32, 0, L, 1, "strb wzr, [x0, #1]"),
        STORE(MEM_F64, F64, 0, L, 8, "str xzr, [x0, #8]"),
        STORE(MEM_F64, F64, 0, 12, 8, "str d12, [x0, #8]"),
        {{.op = OP_GLOBAL_GET, .type = I32, .imm = 2}, 0, 0, "ldr w20, [x28, #0x310]"},
    };
    struct model m;
    struct emitter e = new_emitter(&m);
    for (u32 n = 0; n < COUNT_OF(samples); n++) check_sample(&samples[n], &e);
    emitter_free(&e);
}

/* Emits at e's point an operation whose operand, if any, is in register 5. */
static void emit_call(struct emitter *e, struct ins i) {
    struct ir_function f = {.ins = &i, .ins_count = 1};
    struct operand index = {.loc = loc_reg(5)};
    emitter_reset(e);
    isa_aarch64.emit(e, &f, &i, &index);
    assert_int_equal(e->return_at, e->code.count);
}

static void test_calls(void **state) {
    (void)state;
    static const u32 types[] = {0, 1, 7, 0x1234};
    struct model m;
    struct emitter e = new_emitter(&m);
    e.canonical_types = types;
    emit_call(&e, (struct ins){.op = OP_CALL, .imm = 42, .result = NO_VALUE});
    assert_int_equal(e.fixups.count, 1);
    assert_int_equal(e.fixups.at[0].what, FIX_FUNCTION);
    assert_int_equal(e.fixups.at[0].target, 42);
    assert_true(isa_aarch64.patch(e.code.at, e.fixups.at[0].kind, -0x8000000));
    expect_text(&e, "bl #0xfffffffff8000000");
    assert_true(isa_aarch64.patch(e.code.at, e.fixups.at[0].kind, 8)); /* overwrites */
    expect_text(&e, "bl #8");
    assert_false(isa_aarch64.patch(e.code.at, e.fixups.at[0].kind, 0x8000000));

    emit_call(&e, (struct ins){.op = OP_CALL_INDIRECT, .imm = 2, .result = NO_VALUE});
    assert_true(emitter_finish(&e));
    /* The word in x16 is 0 in the row of null alone: then the trap is another one. */
    expect_text(&e, "ldr w16, [x28, #0xc0]; cmp w5, w16; b.hs #0x34; "
                    "movz x16, #0x4, lsl #32; ldr w16, [x16, x5, lsl #2]; "
                    "movz x30, #0x3, lsl #32; add x16, x30, x16, lsl #4; "
                    "ldp x16, x30, [x16]; cmp w30, #7; b.ne #0x2c; blr x16; cbz x16, #0x38; "
                    "b #0x3c; svc #0; svc #0; svc #0");
    assert_int_equal(e.sites.count, 3);
    assert_int_equal(e.sites.at[0].what, TRAP_UNDEFINED_ELEMENT);
    assert_int_equal(e.sites.at[1].what, TRAP_NULL_ELEMENT);
    assert_int_equal(e.sites.at[2].what, TRAP_BAD_SIGNATURE);

    emit_call(&e, (struct ins){.op = OP_CALL_INDIRECT, .imm = 3 | 1ull << 32});
    assert_true(emitter_finish(&e));
    expect_text(&e, "ldr w16, [x28, #0xc4]; cmp w5, w16; b.hs #0x3c; "
                    "movz x16, #0x400, lsl #16; movk x16, #0x4, lsl #32; "
                    "ldr w16, [x16, x5, lsl #2]; "
                    "movz x30, #0x3, lsl #32; add x16, x30, x16, lsl #4; "
                    "ldp x16, x30, [x16]; sub w30, w30, #1, lsl #12; cmp w30, #0x234; "
                    "b.ne #0x34; blr x16; cbz x16, #0x40; b #0x44; svc #0; svc #0; svc #0");
    emitter_free(&e);
}

static void test_switch(void **state) {
    (void)state;
    struct ir_function f = {0};
    struct ins i = {.op = OP_SWITCH};
    struct operand index = {.loc = loc_reg(5)};
    struct model m;
    struct emitter e = new_emitter(&m);
    for (u32 n = 1; n <= 4; n++) {
        u32 labels[4];
        emitter_reset(&e);
        for (u32 k = 0; k < n; k++) labels[k] = emitter_label(&e);
        isa_aarch64.switch_to(&e, &f, &i, &index, labels, n);
        u32 end = e.code.count;
        for (u32 k = 0; k < n; k++) {
            emitter_place(&e, labels[k]);
            emit_u32(&e, 0);
        }
        assert_true(emitter_finish(&e));
        e.code.count = end;
        if (n == 1) expect_text(&e, "b #4");
        if (n == 2) expect_text(&e, "cbz w5, #8; b #0xc");
        if (n == 4)
            expect_text(&e, "cmp w5, #3; b.hs #0x2c; adr x16, #0x14; "
                            "add x16, x16, w5, uxtw #2; br x16; "
                            "b #0x20; b #0x24; b #0x28");
    }
    emitter_free(&e);
}

/* ---- Frames, moves, constants ----------------------------------------------------------- */

static void set_frame(struct emitter *e, u32 bytes, u32 saved, u32 saved_offset, i32 link) {
    emitter_reset(e);
    e->frame = (struct frame){.frame_bytes = bytes,
                              .saved_count = (u8)saved,
                              .saved_offset = saved_offset,
                              .link_offset = link};
    for (u32 n = 0; n < saved; n++) e->frame.saved[n] = (reg)(19 + n);
}

static void expect_frame(struct emitter *e, const char *in, const char *out) {
    isa_aarch64.prologue(e);
    expect_text(e, in);
    e->code.count = 0;
    isa_aarch64.epilogue(e);
    expect_text(e, out);
}

static void test_frames(void **state) {
    (void)state;
    struct model m;
    struct emitter e = new_emitter(&m);
    set_frame(&e, 0, 0, 0, -1);
    expect_frame(&e, "", "ret");
    set_frame(&e, 16, 0, 0, 8);
    expect_frame(&e, "stp x30, x30, [sp, #-0x10]!", "ldp x16, x30, [sp], #0x10; ret");
    set_frame(&e, 32, 2, 0, 24);
    expect_frame(&e, "stp x19, x20, [sp, #-0x20]!; str x30, [sp, #0x18]",
                 "ldr x30, [sp, #0x18]; ldp x19, x20, [sp], #0x20; ret");
    set_frame(&e, 32, 1, 16, 24);
    expect_frame(&e, "sub sp, sp, #0x20; stp x19, x30, [sp, #0x10]",
                 "ldp x19, x30, [sp, #0x10]; add sp, sp, #0x20; ret");
    set_frame(&e, 0x12350, 2, 0x12338, 0x12348);
    expect_frame(&e,
                 "stp x19, x19, [sp, #-0x20]!; stp x20, x30, [sp, #0x10]; "
                 "sub sp, sp, #0x12, lsl #12; sub sp, sp, #0x330",
                 "add sp, sp, #0x12, lsl #12; add sp, sp, #0x330; "
                 "ldp x20, x30, [sp, #0x10]; ldp x16, x19, [sp], #0x20; ret");
    set_frame(&e, 32, 1, 0, 24);
    e.frame.saved[0] = FIRST_FLOAT + 8;
    expect_frame(&e, "stp d8, d8, [sp, #-0x20]!; str x30, [sp, #0x18]",
                 "ldr x30, [sp, #0x18]; ldp d8, d31, [sp], #0x20; ret");
    emitter_free(&e);
}

static void test_moves(void **state) {
    (void)state;
    struct model m;
    struct emitter e = new_emitter(&m);
    struct loc x1 = loc_reg(1), d2 = loc_reg(FIRST_FLOAT + 2);
    set_frame(&e, 0x20000, 0, 0, -1);
    e.frame.slot_offset = 16;
    isa_aarch64.move(&e, I64, x1, loc_reg(2));
    isa_aarch64.move(&e, F32, d2, loc_reg(FIRST_FLOAT + 3));
    isa_aarch64.move(&e, I32, x1, (struct loc){LOC_SLOT, 1});
    isa_aarch64.move(&e, F64, (struct loc){LOC_OUTGOING, 2}, d2);
    isa_aarch64.move(&e, I64, x1, (struct loc){LOC_INCOMING, 1});
    isa_aarch64.move(&e, I32, (struct loc){LOC_HOST, 3}, x1);
    expect_text(&e, "mov x1, x2; fmov s2, s3; ldr w1, [sp, #0x18]; str d2, [sp, #0x10]; "
                    "add sp, sp, #0x20, lsl #12; ldr x1, [sp, #8]; "
                    "sub sp, sp, #0x20, lsl #12; str w1, [x28, #0x58]");
    emitter_free(&e);
}

static void test_constants(void **state) {
    (void)state;
    static const struct {
        enum type t;
        u64 bits;
        const char *text;
    } constants[] = {
        {I32, 0, "movz w1, #0"},
        {I32, 0xffff1234, "movn w1, #0xedcb"},
        {I32, 0x12345678, "movz w1, #0x5678; movk w1, #0x1234, lsl #16"},
        {I64, ~0ull, "movn x1, #0"},
        {I64, 0xffffffff, "movn w1, #0"},
        {I64, 0x00ff00ff00ff00ff, "orr x1, xzr, #0xff00ff00ff00ff"},
        {I64, 0x1234000000005678, "movz x1, #0x5678; movk x1, #0x1234, lsl #48"},
        {I64, 0x1234567890ull, "ldr x1, #8; .word 0; 0x1234567890"},
        {F64, 0, "movi d1, #0000000000000000"},
        {F64, 0x3ff0000000000000, "fmov d1, #1.00000000"},
        {F32, 0x3dcccccd, "ldr s1, #4; 0x3dcccccd"},
    };
    struct model m;
    struct emitter e = new_emitter(&m);
    for (u32 n = 0; n < COUNT_OF(constants); n++) {
        struct loc to = loc_reg(type_is_float(constants[n].t) ? FIRST_FLOAT + 1 : 1);
        const char *literal = strstr(constants[n].text, "ldr");
        emitter_reset(&e);
        isa_aarch64.constant(&e, constants[n].t, to, constants[n].bits);
        u32 length = e.code.count;
        u32 cost = isa_aarch64.constant_cost(&m, constants[n].t, constants[n].bits);
        assert_int_equal(length / 4, cost);
        assert_true(emitter_finish(&e));
        if (literal) {
            u64 bits = 0;
            u32 size = type_bytes(constants[n].t);
            memcpy(&bits, e.code.at + e.code.count - size, size);
            assert_int_equal(bits, constants[n].bits);
        } else {
            expect_text(&e, constants[n].text);
        }
        assert_int_equal(e.code.count > length, literal != NULL);
    }
    emitter_free(&e);
}

/* Branches whose target is out of reach: a second try, with `far`, reaches. */
static void test_far(void **state) {
    (void)state;
    struct model m;
    struct emitter e = new_emitter(&m);
    for (u32 far = 0; far < 2; far++) {
        emitter_reset(&e);
        e.far = far;
        u32 label = emitter_label(&e);
        a64_branch_sign(&e, false, 1, true, label);
        a64_branch_zero(&e, true, 2, true, label);
        a64_branch(&e, COND_LT, label);
        u32 end = e.code.count;
        while (e.code.count < 40000) emit_u32(&e, 0);
        emitter_place(&e, label);
        assert_int_equal(emitter_finish(&e), far);
        e.code.count = end;
    }
    expect_text(&e, "tbz w1, #0x1f, #8; b #0x9c40; cbnz x2, #0x10; b #0x9c40; b.ge #0x18; "
                    "b #0x9c40");
    emitter_free(&e);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bitmasks),       cmocka_unit_test(test_floats),
        cmocka_unit_test(test_add_immediates), cmocka_unit_test(test_rows_by_capstone),
        cmocka_unit_test(test_rows_by_llvm),   cmocka_unit_test(test_code),
        cmocka_unit_test(test_calls),          cmocka_unit_test(test_switch),
        cmocka_unit_test(test_frames),         cmocka_unit_test(test_moves),
        cmocka_unit_test(test_constants),      cmocka_unit_test(test_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
