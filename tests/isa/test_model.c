/* tests/isa/test_model.c: ISA models: reading, narrowing, what their errors say; the calling
 * convention; facts about operations and conditions. */
#include "isa/isa.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *name_of(const struct model *m, reg r) {
    return m->isa->registers[r].name;
}

static void find(const char *name, struct model *m) {
    struct status st = {0};
    if (!model_find(name, m, &st)) fail_msg("%s", st.text);
    assert_true(status_ok(&st));
}

static void expect_list(const struct model *m, const reg *at, u32 count, const char *wanted) {
    struct text t = {0};
    for (u32 n = 0; n < count; n++) text_printf(&t, "%s%s", n ? " " : "", name_of(m, at[n]));
    assert_string_equal(text_string(&t), wanted);
    text_free(&t);
}

static void expect_no_model(const char *name, const char *message) {
    struct status st = {0};
    struct model m;
    assert_false(model_find(name, &m, &st));
    assert_int_equal(st.fault, FAULT_USER);
    assert_string_equal(st.text, message);
    status_free(&st);
}

/* Reads a model's text; the errors, if any, are returned (owned by the caller). */
static char *read_text(const char *text, struct model *m) {
    struct status st = {0};
    struct json_document *d = json_parse("m.json", text, strlen(text), &st);
    assert_non_null(d);
    bool ok = model_read(json_root(d), m, &st);
    assert_int_equal(ok, status_ok(&st));
    json_free(d);
    return st.text;
}

static void expect_errors(const char *text, const char *wanted) {
    struct model m;
    char *errors = read_text(text, &m);
    if (!errors) fail_msg("no error for %s", text);
    assert_string_equal(errors, wanted);
    free(errors);
}

/* ---- Every ISA's own model -------------------------------------------------------------- */

static regset set_of(const reg *at, u32 count) {
    regset set = 0;
    for (u32 n = 0; n < count; n++) {
        assert_false(regset_has(set, at[n])); /* none twice */
        set |= regset_of(at[n]);
    }
    return set;
}

static void check_consistent(const struct model *m) {
    regset all = 0, results = 0;
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
        regset class = set_of(m->order[cl], m->count[cl]);
        regset mask = cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT;
        all |= class;
        results |= set_of(m->results[cl], m->result_count[cl]);
        assert_int_equal(class & ~mask, 0);
        assert_int_equal(set_of(m->args[cl], m->arg_count[cl]) & ~class, 0);
        assert_int_equal(set_of(m->results[cl], m->result_count[cl]) & ~class, 0);
        assert_true(m->count[cl] >= 4);
    }
    assert_int_equal(all, m->allocatable);
    assert_int_equal(m->callee_saved & ~all, 0);
    assert_int_equal(m->callee_saved & results, 0);
    assert_int_equal(m->isa->required & ~all, 0);
    for (u32 r = 0; r < 64; r++) {
        if (!regset_has(all, (reg)r)) continue;
        assert_non_null(m->isa->registers[r].name);
        assert_int_equal(m->isa->registers[r].role, ROLE_GENERAL);
    }
}

static void test_all_narrow(void **state) {
    (void)state;
    for (u32 n = 0; n < isa_count; n++) {
        const struct isa *isa = isa_list[n];
        struct model whole;
        struct status st = {0};
        assert_ptr_equal(isa_find(isa->name), isa);
        find(isa->name, &whole);
        assert_string_equal(whole.name, isa->name);
        assert_ptr_equal(whole.isa, isa);
        check_consistent(&whole);
        u64 last = model_hash(&whole);
        for (u32 k = whole.count[CLASS_INT]; k-- > 4;) {
            struct model m = whole;
            char name[64];
            assert_true(model_narrow(&m, CLASS_INT, k, &st));
            check_consistent(&m);
            assert_int_equal(m.count[CLASS_INT], k);
            assert_int_equal(m.count[CLASS_FLOAT], whole.count[CLASS_FLOAT]);
            snprintf(name, sizeof name, "%s/%u", isa->name, k);
            assert_string_equal(m.name, name);
            assert_true(m.arg_count[CLASS_INT] > 0 && m.result_count[CLASS_INT] > 0);
            assert_int_not_equal(model_hash(&m), last);
            last = model_hash(&m);
            struct model found;
            find(name, &found);
            assert_int_equal(model_hash(&found), last);
            /* In steps or at once: the same. */
            assert_true(model_narrow(&found, CLASS_INT, 4, &st));
            assert_true(model_narrow(&m, CLASS_INT, 4, &st));
            assert_int_equal(model_hash(&found), model_hash(&m));
        }
        for (u32 k = whole.count[CLASS_FLOAT]; k-- > 4;) {
            struct model m = whole;
            assert_true(model_narrow(&m, CLASS_FLOAT, k, &st));
            check_consistent(&m);
            assert_string_equal(m.name, isa->name);
        }
    }
    assert_null(isa_find("z80"));
}

static void test_aarch64(void **state) {
    (void)state;
    struct model m;
    find("aarch64", &m);
    assert_int_equal(m.count[CLASS_INT], 28);
    assert_int_equal(m.count[CLASS_FLOAT], 31);
    find("aarch64/4", &m);
    expect_list(&m, m.order[CLASS_INT], m.count[CLASS_INT], "x0 x19 x1 x20");
    expect_list(&m, m.args[CLASS_INT], m.arg_count[CLASS_INT], "x0 x1");
    expect_list(&m, m.results[CLASS_INT], m.result_count[CLASS_INT], "x0 x1");
    assert_int_equal(count_bits(m.callee_saved & REGSET_INT), 2);
    find("aarch64/9", &m);
    expect_list(&m, m.order[CLASS_INT], m.count[CLASS_INT], "x0 x19 x1 x20 x2 x21 x3 x22 x4");
}

static void test_unknown(void **state) {
    (void)state;
    expect_no_model("aarch46", "there is no ISA model \"aarch46\"; did you mean \"aarch64\"?");
    expect_no_model(
        "aarch64/3",
        "aarch64 has 28 allocatable integer registers; asked for 3; 4 is the least");
    expect_no_model(
        "aarch64/40",
        "aarch64 has 28 allocatable integer registers; asked for 40; 4 is the least");
    struct status st = {0};
    struct model m;
    assert_false(model_find("no/such.json", &m, &st));
    assert_int_equal(st.fault, FAULT_WORLD);
    status_free(&st);
    assert_false(model_find("vax", &m, &st));
    assert_non_null(strstr(st.text, "there is no ISA model \"vax\"; there are aarch64"));
    status_free(&st);
}

/* ---- Reading ---------------------------------------------------------------------------- */

static void test_inherit(void **state) {
    (void)state;
    struct model m, base;
    find("aarch64", &base);
    assert_null(read_text("{\"name\": \"same\", \"base\": \"aarch64\"}", &m));
    assert_string_equal(m.name, "same");
    assert_int_equal(model_hash(&m), model_hash(&base));

    assert_null(read_text("{\"name\": \"nine\", \"base\": \"aarch64\", \"title\": \"t\","
                          " \"integer_registers\": 9, \"float_registers\": 5}",
                          &m));
    assert_string_equal(m.name, "nine");
    expect_list(&m, m.order[CLASS_INT], m.count[CLASS_INT], "x0 x19 x1 x20 x2 x21 x3 x22 x4");
    assert_int_equal(m.count[CLASS_FLOAT], 5);
    check_consistent(&m);

    /* A list has its own order; the rest follows the base. Aliases are names too. */
    assert_null(read_text("{\"name\": \"list\", \"base\": \"aarch64\","
                          " \"integer_registers\": [\"fp\", \"x3\", \"x1\", \"x19\", \"x9\"]}",
                          &m));
    expect_list(&m, m.order[CLASS_INT], m.count[CLASS_INT], "x29 x3 x1 x19 x9");
    expect_list(&m, m.args[CLASS_INT], m.arg_count[CLASS_INT], "x1 x3");
    expect_list(&m, m.results[CLASS_INT], m.result_count[CLASS_INT], "x1");
    assert_int_equal(m.callee_saved & REGSET_INT, regset_of(29) | regset_of(19));
    check_consistent(&m);

    assert_null(read_text("{\"name\": \"own\", \"base\": \"aarch64\","
                          " \"integer_registers\": [\"x5\", \"x6\", \"x7\", \"x8\"],"
                          " \"arguments\": {\"integer\": [\"x6\", \"x5\"]},"
                          " \"results\": {\"integer\": [\"x8\"], \"float\": [\"v3\"]},"
                          " \"callee_saved\": [\"x7\", \"v9\"]}",
                          &m));
    expect_list(&m, m.args[CLASS_INT], m.arg_count[CLASS_INT], "x6 x5");
    expect_list(&m, m.results[CLASS_INT], m.result_count[CLASS_INT], "x8");
    expect_list(&m, m.results[CLASS_FLOAT], m.result_count[CLASS_FLOAT], "v3");
    assert_int_equal(m.callee_saved, regset_of(7) | regset_of(FIRST_FLOAT + 9));
    check_consistent(&m);
}

static void test_file(void **state) {
    (void)state;
    static const char text[] = "{\"name\": \"filed\", \"base\": \"aarch64\"}";
    struct status st = {0};
    struct model m;
    assert_true(file_write("filed.json", text, sizeof text - 1, &st));
    find("filed.json", &m);
    assert_string_equal(m.name, "filed");
    find("./filed.json/6", &m);
    assert_string_equal(m.name, "filed/6");
    assert_int_equal(m.count[CLASS_INT], 6);
    assert_false(model_find("filed.json/60", &m, &st));
    assert_string_equal(
        st.text, "filed has 28 allocatable integer registers; asked for 60; 4 is the least");
    status_free(&st);
}

#define MODEL(rest) "{\"name\": \"m\", \"base\": \"aarch64\", " rest "}"

static void test_errors(void **state) {
    (void)state;
    expect_errors("[]",
                  "m.json:1:1: expected an ISA model, which is an object, found an array");
    expect_errors("{\"name\": \"m\"}",
                  "m.json:1:1: \"base\" is missing: the ISA that it is a model of");
    expect_errors("{\"base\": \"aarch64\"}",
                  "m.json:1:1: \"name\" is missing: what the model is called");
    expect_errors("{\"name\": \"m\", \"base\": \"aarch63\"}",
                  "m.json:1:23: /base: there is no ISA \"aarch63\"; did you mean \"aarch64\"?");
    expect_errors("{\"name\": \"a/b\", \"base\": \"aarch64\"}",
                  "m.json:1:10: /name: expected a name of 1 to 28 characters without '/', "
                  "found the string \"a/b\"");
    expect_errors(MODEL("\"integer_registers\": 40"),
                  "m.json:1:55: /integer_registers: aarch64 has 28 allocatable integer "
                  "registers; asked for 40; 4 is the least");
    expect_errors(MODEL("\"float_registers\": 3"),
                  "m.json:1:53: /float_registers: expected a count of registers, from 4 up to "
                  "those that the base has, found the number 3");
    expect_errors(
        MODEL("\"integer_registers\": \"all\""),
        "m.json:1:55: /integer_registers: expected a count or a list of registers, found "
        "the string \"all\"");
    expect_errors(MODEL("\"integer_registers\": [\"x0\", \"x1\", \"x2\"]"),
                  "m.json:1:55: /integer_registers: found 3 registers; 4 is the least");
    /* All errors of a list at once. */
    expect_errors(
        MODEL("\"integer_registers\": [\"x0\", \"x16\", \"x00\", \"v1\", \"x0\", 7, \"sp\"]"),
        "m.json:1:88: /integer_registers/5: expected the name of a register, found the number "
        "7\n"
        "m.json:1:62: /integer_registers/1: x16 is reserved: on aarch64 it is a scratch "
        "register of code generation\n"
        "m.json:1:69: /integer_registers/2: aarch64 has no register \"x00\"; did you mean "
        "\"x0\"?\n"
        "m.json:1:76: /integer_registers/3: v1 is a float register; expected an integer one\n"
        "m.json:1:82: /integer_registers/4: x0 is listed twice\n"
        "m.json:1:91: /integer_registers/6: sp is reserved: on aarch64 it is the stack "
        "pointer");
    expect_errors(MODEL("\"integer_registers\": 4, \"arguments\": {\"integer\": [\"x9\"]}"),
                  "m.json:1:84: /arguments/integer/0: x9 is not among the model's "
                  "integer_registers");
    expect_errors(MODEL("\"results\": {\"integer\": [\"x0\", \"x1\", \"x2\", \"x3\", \"x4\"]}"),
                  "m.json:1:57: /results/integer: found 5 registers; 4 is the most");
    expect_errors(MODEL("\"callee_saved\": [\"x0\"]"),
                  "m.json:1:50: /callee_saved: x0 carries a result, so it cannot be "
                  "callee-saved");
    expect_errors(MODEL("\"callee_save\": []"),
                  "m.json:1:34: /callee_save: unknown key \"callee_save\"; did you mean "
                  "\"callee_saved\"?");
}

/* ---- The calling convention ------------------------------------------------------------- */

static void expect_places(const struct model *m, const struct convention *c,
                          const char *wanted) {
    struct text t = {0};
    for (u32 n = 0; n < c->count; n++) {
        assert_true(c->at[n].kind == LOC_REG || c->at[n].kind == LOC_OUTGOING);
        text_add(&t, n ? " " : "");
        if (c->at[n].kind == LOC_REG)
            text_add(&t, name_of(m, (reg)c->at[n].index));
        else
            text_printf(&t, "[%u]", c->at[n].index);
    }
    assert_string_equal(text_string(&t), wanted);
    text_free(&t);
}

static void test_convention(void **state) {
    (void)state;
    static const u8 types[] = {I32, F64, I64, F32, I64, I32, I32};
    struct arena a;
    struct model m;
    arena_init(&a);
    find("aarch64/4", &m);
    struct convention c = convention_arguments(&m, types, COUNT_OF(types), &a);
    expect_places(&m, &c, "x0 v0 x1 v1 [0] [1] [2]");
    assert_int_equal(c.words, 3);
    c = convention_results(&m, types, 5, c.words, &a);
    expect_places(&m, &c, "x0 v0 x1 v1 [3]");
    assert_int_equal(c.words, 4);
    c = convention_arguments(&m, types, 0, &a);
    assert_int_equal(c.count + c.words, 0);
    arena_free(&a);
}

/* On 32-bit machines: pairs take two registers or none, doubles two words. */
static void test_convention_pairs(void **state) {
    (void)state;
    static const u8 types[] = {I32, I64, I32, F64, I64, F64};
    struct arena a;
    struct model m;
    arena_init(&a);
    find("x86-32", &m);
    assert_int_equal(m.isa->parts, 2);
    m.arg_count[CLASS_INT] = 2;
    m.arg_count[CLASS_FLOAT] = 1;
    struct convention c = convention_arguments(&m, types, COUNT_OF(types), &a);
    assert_int_equal(c.count, 8);
    assert_int_equal(c.at[0].kind, LOC_REG);      /* i32 */
    assert_int_equal(c.at[1].kind, LOC_OUTGOING); /* i64: only one register is left */
    assert_int_equal(c.at[1].index, 0);
    assert_int_equal(c.at[2].index, 1);
    assert_int_equal(c.types[2], I32);
    assert_int_equal(c.at[3].kind, LOC_REG); /* i32: that one */
    assert_int_equal(c.at[3].index, m.args[CLASS_INT][1]);
    assert_int_equal(c.at[4].kind, LOC_REG); /* f64 */
    assert_int_equal(c.at[5].index, 2);      /* i64 */
    assert_int_equal(c.at[6].index, 3);
    assert_int_equal(c.at[7].index, 4); /* f64 */
    assert_int_equal(c.words, 6);
    arena_free(&a);
}

/* ---- Operations ------------------------------------------------------------------------- */

static bool holds(enum cc cc, double x, double y) {
    switch (cc) {
    case CC_EQ:
    case CC_FEQ: return x == y;
    case CC_NE:
    case CC_FNE: return !(x == y);
    case CC_LT_S:
    case CC_LT_U:
    case CC_FLT: return x < y;
    case CC_GT_S:
    case CC_GT_U:
    case CC_FGT: return x > y;
    case CC_LE_S:
    case CC_LE_U:
    case CC_FLE: return x <= y;
    case CC_GE_S:
    case CC_GE_U:
    case CC_FGE: return x >= y;
    case CC_FNLT: return !(x < y);
    case CC_FNGT: return !(x > y);
    case CC_FNLE: return !(x <= y);
    case CC_FNGE: return !(x >= y);
    case CC_COUNT: break;
    }
    return false;
}

static void test_conditions(void **state) {
    (void)state;
    double numbers[] = {1, 2, __builtin_nan("")};
    for (enum cc cc = 0; cc < CC_COUNT; cc++) {
        assert_int_equal(cc_invert(cc_invert(cc)), cc);
        assert_int_equal(cc_swap(cc_swap(cc)), cc);
        assert_int_equal(cc_is_float(cc_invert(cc)), cc_is_float(cc));
        for (u32 x = 0; x < (cc_is_float(cc) ? 3 : 2); x++)
            for (u32 y = 0; y < (cc_is_float(cc) ? 3 : 2); y++) {
                bool now = holds(cc, numbers[x], numbers[y]);
                assert_int_equal(holds(cc_invert(cc), numbers[x], numbers[y]), !now);
                assert_int_equal(holds(cc_swap(cc), numbers[y], numbers[x]), now);
            }
    }
    assert_string_equal(cc_name(CC_LT_S), "lt_s");
    assert_string_equal(cc_name(CC_FNGE), "fnge");
}

static void test_operations(void **state) {
    (void)state;
    assert_string_equal(op_info[OP_UNREACHABLE].name, "unreachable");
    assert_int_equal(op_info[OP_CALL].arg_count, -1);
    assert_int_equal(op_info[OP_LOAD].flags, OP_R | OP_T);
    assert_int_equal(mem_bytes(MEM_8S), 1);
    assert_int_equal(mem_bytes(MEM_32U), 4);
    assert_int_equal(mem_bytes(MEM_F64), 8);
    assert_string_equal(trap_text(TRAP_DIVIDE_BY_ZERO), "integer divide by zero");
    assert_string_equal(host_service_name(HOST_ELEM_DROP), "elem_drop");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_narrow), cmocka_unit_test(test_aarch64),
        cmocka_unit_test(test_unknown),    cmocka_unit_test(test_inherit),
        cmocka_unit_test(test_file),       cmocka_unit_test(test_errors),
        cmocka_unit_test(test_convention), cmocka_unit_test(test_convention_pairs),
        cmocka_unit_test(test_conditions), cmocka_unit_test(test_operations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
