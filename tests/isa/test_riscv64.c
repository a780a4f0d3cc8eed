/* tests/isa/test_riscv64.c: the encoding rows of RISC-V. Each row, with random operands, is
 * encoded and decoded again; the emitter's encoders agree with the rows; and binutils and LLVM,
 * where installed, agree with both. */
#include "isa/riscv/riscv.h"
#include "tests/base/check.h"

#include <stdio.h>
#include <unistd.h>

extern const struct isa isa_riscv64;

enum { SAMPLES = 40 };

static bool uses(const struct rv_row *row, char operand) {
    return strchr(row->operands, operand) != NULL;
}

static i64 random_signed(u64 *seed, u32 bits) {
    return (i64)random_next(seed) >> (64 - bits);
}

/* Random fields for what a row has; zero for the others. Every fourth sample has small
 * registers, so that the rows with short names come up too. */
static struct rv_fields random_fields(const struct rv_row *row, u64 *seed, u32 sample) {
    struct rv_fields x = {0};
    u32 registers = sample % 4 == 0 ? 3 : 31;
    if (uses(row, 'd') || uses(row, 'D')) x.d = random_next(seed) & registers;
    if (uses(row, 's') || uses(row, 'S')) x.s = random_next(seed) & registers;
    if (uses(row, 't') || uses(row, 'T')) x.t = random_next(seed) & registers;
    if (sample % 4 == 1) x.t = uses(row, 'T') || uses(row, 't') ? x.s : 0;
    static const u8 roundings[] = {RM_NEAREST, RM_ZERO, RM_DOWN, RM_UP, RM_DYNAMIC};
    if (uses(row, 'm')) x.rounding = roundings[random_next(seed) % COUNT_OF(roundings)];
    u64 bits = random_next(seed);
    if (uses(row, 'i') || uses(row, 'o')) x.value = random_signed(seed, sample % 8 ? 12 : 2);
    if (uses(row, 'z')) x.value = bits & 63;
    if (uses(row, 'w')) x.value = bits & 31;
    if (uses(row, 'u')) x.value = bits & 0xfffff;
    if (uses(row, 'b')) x.value = random_signed(seed, 12) * 2;
    if (uses(row, 'j')) x.value = random_signed(seed, 20) * 2;
    return x;
}

static void test_rows(void **state) {
    (void)state;
    u64 seed = 1;
    for (const struct rv_row *row = rv_rows; row < rv_rows + RV_COUNT; row++) {
        assert_int_equal(row->match & ~row->mask, 0);
        for (u32 n = 0; n < 10 * SAMPLES; n++) {
            struct rv_fields x = random_fields(row, &seed, n), y;
            const struct rv_row *found = rv_decode(rv_encode(row, x), &y);
            assert_non_null(found);
            assert_string_equal(found->name, row->name);
            assert_int_equal(x.d, y.d);
            assert_int_equal(x.s, y.s);
            assert_int_equal(x.t, y.t);
            assert_int_equal(x.rounding, y.rounding);
            assert_int_equal(x.value, y.value);
        }
    }
    struct rv_fields fields;
    assert_null(rv_decode(0, &fields));
    assert_null(rv_decode(0xffffffff, &fields));
}

/* What the emitter's encoders write, by the row's operands. */
static void emit_sample(struct emitter *e, const struct rv_row *row, struct rv_fields x) {
    enum rv number = (enum rv)(row - rv_rows);
    u32 at = e->code.count;
    if (uses(row, 'm'))
        rv_m(e, number, x.d, x.s, x.t, x.rounding);
    else if (uses(row, 'o'))
        rv_s(e, number, x.t, x.s, x.value);
    else if (uses(row, 'b'))
        rv_b(e, number, x.s, x.t, x.value);
    else if (uses(row, 'j')) {
        rv_u(e, number, x.d, 0);
        assert_true(rv_patch(e->code.at + at, PATCH_JAL, 2)); /* patching twice is allowed */
        assert_true(rv_patch(e->code.at + at, PATCH_JAL, x.value));
    } else if (uses(row, 'u'))
        rv_u(e, number, x.d, (u32)x.value);
    else if (uses(row, 'i') || uses(row, 'z') || uses(row, 'w'))
        rv_i(e, number, x.d, x.s, x.value);
    else
        rv_r(e, number, x.d, x.s, x.t);
}

/* Code of random samples of every row. nonnegative: no distance goes back before 0. */
static void samples(struct emitter *e, u64 seed, bool nonnegative) {
    *e = (struct emitter){.isa = &isa_riscv64};
    for (const struct rv_row *row = rv_rows; row < rv_rows + RV_COUNT; row++)
        for (u32 n = 0; n < SAMPLES; n++) {
            struct rv_fields x = random_fields(row, &seed, n);
            if (nonnegative && (uses(row, 'b') || uses(row, 'j'))) x.value &= 0xffe;
            emit_sample(e, row, x);
            u32 word, wanted = rv_encode(row, x);
            memcpy(&word, e->code.at + e->code.count - 4, 4);
            assert_int_equal(word, wanted);
        }
}

static void test_encoders(void **state) {
    (void)state;
    struct emitter e;
    samples(&e, 2, false);
    emitter_free(&e);
}

/* One line without runs of white space and what follows a comment. */
static void squeeze(char *line) {
    char *to = line, *comment = strstr(line, " #");
    if (comment) *comment = '\0';
    bool space = false;
    for (const char *from = line; *from; from++) {
        if (strchr(" \t\n", *from)) {
            space = to > line && to[-1] != ',';
        } else {
            if (space) *to++ = ' ';
            *to++ = *from;
            space = false;
        }
    }
    *to = '\0';
}

static void put_file(const char *path, const void *data, size_t size) {
    struct status st = {0};
    assert_true(file_write(path, data, size, &st));
}

/* binutils writes `add` for `addi` and the like, since the operands tell. */
static bool same_text(const char *ours, const char *theirs) {
    size_t same = 0;
    while (ours[same] && ours[same] == theirs[same]) same++;
    return strcmp(ours + same, theirs + same) == 0 ||
           (ours[same] == 'i' && strcmp(ours + same + 1, theirs + same) == 0);
}

static void test_binutils(void **state) {
    (void)state;
    need_tool("riscv64-linux-gnu-objdump");
    struct emitter e;
    samples(&e, 3, false);
    put_file("rows.bin", e.code.at, e.code.count);
    FILE *pipe = popen("riscv64-linux-gnu-objdump -D -b binary -m riscv:rv64 -z rows.bin", "r");
    assert_non_null(pipe);
    char line[300], ours[100];
    u32 n = 0;
    while (fgets(line, sizeof line, pipe)) {
        unsigned at, word;
        int text;
        if (sscanf(line, " %x: %x %n", &at, &word, &text) < 2) continue;
        assert_int_equal(at, n * 4);
        assert_int_equal(rv_disassemble(&isa_riscv64, e.code.at + at, 4, at, ours, sizeof ours),
                         4);
        char *theirs = line + text;
        squeeze(theirs);
        squeeze(ours);
        if (!same_text(ours, theirs)) fail_msg("%s, but binutils has %s", ours, theirs);
        n++;
    }
    assert_int_equal(n, RV_COUNT * SAMPLES);
    pclose(pipe);
    emitter_free(&e);
}

static void test_llvm(void **state) {
    (void)state;
    need_tool("llvm-mc");
    struct emitter e;
    struct text source = {0};
    samples(&e, 4, true);
    for (u32 at = 0; at < e.code.count; at += 4) {
        char line[100];
        rv_disassemble(&isa_riscv64, e.code.at + at, 4, 0, line, sizeof line);
        text_printf(&source, "%s\n", line);
    }
    put_file("rows.s", text_string(&source), source.length);
    FILE *pipe = popen("llvm-mc -triple=riscv64 -mattr=+m,+f,+d -show-encoding rows.s", "r");
    assert_non_null(pipe);
    char line[300];
    u32 at = 0;
    while (fgets(line, sizeof line, pipe)) {
        const char *encoding = strstr(line, "encoding: [");
        unsigned b[4];
        if (!encoding) continue;
        assert_int_equal(
            sscanf(encoding, "encoding: [%x,%x,%x,%x]", &b[0], &b[1], &b[2], &b[3]), 4);
        for (u32 k = 0; k < 4; k++)
            if (b[k] != e.code.at[at + k]) fail_msg("at %u: LLVM has %s", at, line);
        at += 4;
    }
    assert_int_equal(at, e.code.count);
    pclose(pipe);
    text_free(&source);
    emitter_free(&e);
}

static void test_patch(void **state) {
    (void)state;
    u8 code[8] = {0};
    assert_true(rv_patch(code, PATCH_BRANCH, 4094));
    assert_true(rv_patch(code, PATCH_BRANCH, -4096));
    assert_false(rv_patch(code, PATCH_BRANCH, 4096));
    assert_false(rv_patch(code, PATCH_BRANCH, -4098));
    assert_true(rv_patch(code, PATCH_JAL, (1 << 20) - 2));
    assert_false(rv_patch(code, PATCH_JAL, 1 << 20));
    assert_false(rv_patch(code, PATCH_JAL, -(1 << 20) - 2));
    assert_true(rv_patch(code, PATCH_PAIR, 0x7ffff7ff));
    assert_false(rv_patch(code, PATCH_PAIR, 0x7ffff800));
    assert_true(rv_patch(code, PATCH_PAIR, -0x80000800ll));
    assert_false(rv_patch(code, PATCH_PAIR, -0x80000801ll));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),     cmocka_unit_test(test_encoders),
        cmocka_unit_test(test_binutils), cmocka_unit_test(test_llvm),
        cmocka_unit_test(test_patch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
