/* tests/testbed/test_experiment.c: what experiments say, and what is wrong with them. */
#include "testbed/experiment.h"
#include "testbed/experiment_form.h"
#include "tests/base/check.h"

static const char good[] =
    "{ \"program\": \"loop.wat\", \"args\": [\"8\", \"x\"],\n"
    "  \"env\": {\"HOME\": \"/\"}, \"dirs\": {\"/data\": \"box\", \"/abs\": \"/tmp\"},\n"
    "  \"machines\": { \"big\": {\"isa\": \"aarch64\"},\n"
    "                \"small\": {\"isa\": \"riscv64\", \"registers\": 5, \"float_registers\": "
    "6},\n"
    "                \"tiny\": {\"isa\": \"aarch64/4\"} },\n"
    "  \"start\": \"small\",\n"
    "  \"migrations\": [ {\"at\": {\"instructions\": 0}, \"to\": \"big\"},\n"
    "    {\"at\": {\"function\": \"leaf\", \"entry\": 3}, \"to\": \"tiny\"},\n"
    "    {\"every\": {\"instructions\": 7}, \"cycle\": [\"small\", \"big\"], \"limit\": 9} ],\n"
    "  \"check\": {\"reference\": false}, \"seed\": 5, \"repeat\": 2 }";

static const char program[] =
    "(module (func $leaf) (func $other) (func (export \"_start\") call $leaf call $other))";

static void put_file(const char *path, const char *content) {
    struct status st = {0};
    assert_true(file_write(path, content, strlen(content), &st));
}

static struct experiment *read(const char *content, struct status *st) {
    put_file("loop.wat", program);
    put_file("exp.json", content);
    return experiment_read("exp.json", NULL, 0, st);
}

/* The whole of what is wrong. */
static void assert_wrong(const char *content, const char *errors) {
    struct status st = {0};
    struct experiment *e = read(content, &st);
    assert_failure(&st, FAULT_USER, errors);
    experiment_free(e);
}

/* Wrong are parts of this one: %s stands for machines' further members and for others. */
#define WITH(rest)                                                                 \
    "{\"program\": \"loop.wat\", \"machines\": {\"big\": {\"isa\": \"aarch64\"}, " \
    "\"small\": {\"isa\": \"riscv64\"}},\n" rest "}"

static void reads_all(void **unused) {
    (void)unused;
    struct status st = {0};
    struct experiment *e = read(good, &st);
    assert_null(st.text);
    assert_string_equal(e->program, "loop.wat");
    assert_string_equal(e->name, "loop.wat");
    assert_int_equal(e->args.count, 2);
    assert_string_equal(e->args.at[1], "x");
    assert_string_equal(e->env.at[0], "HOME=/");
    assert_string_equal(e->folders.at[0].host, "box");
    assert_string_equal(e->folders.at[0].guest, "/data");
    assert_string_equal(e->folders.at[1].host, "/tmp");
    assert_int_equal(e->machines.count, 3);
    assert_int_equal(e->machines.at[1].model.count[CLASS_INT], 5);
    assert_int_equal(e->machines.at[1].model.count[CLASS_FLOAT], 6);
    assert_string_equal(e->machines.at[2].model.name, "aarch64/4");
    assert_int_equal(e->start, 1);
    assert_int_equal(e->triggers.count, 3);
    assert_int_equal(e->triggers.at[0].kind, TRIGGER_INSTRUCTIONS);
    assert_int_equal(e->triggers.at[0].n, 0);
    assert_int_equal(e->triggers.at[1].kind, TRIGGER_ENTRY);
    assert_int_equal(e->triggers.at[1].n, 3);
    assert_int_equal(e->triggers.at[1].to[0], 2);
    assert_int_equal(e->triggers.at[2].kind, TRIGGER_INSTRUCTIONS);
    assert_true(e->triggers.at[2].every);
    assert_int_equal(e->triggers.at[2].to_count, 2);
    assert_int_equal(e->triggers.at[2].to[0], 1);
    assert_int_equal(e->triggers.at[2].limit, 9);
    assert_false(e->check_reference);
    assert_true(e->check_state);
    assert_int_equal(e->seed, 5);
    assert_int_equal(e->repeat, 2);
    experiment_free(e);
}

static void settings_change_it(void **unused) {
    (void)unused;
    struct status st = {0};
    put_file("loop.wat", program);
    put_file("exp.json", good);
    const struct setting settings[] = {{"/machines/small/registers", "4"}, {"/seed", "9"}};
    struct experiment *e = experiment_read("exp.json", settings, 2, &st);
    assert_null(st.text);
    assert_int_equal(e->machines.at[1].model.count[CLASS_INT], 4);
    assert_int_equal(e->seed, 9);
    experiment_free(e);
}

static void paths_start_at_the_file(void **unused) {
    (void)unused;
    struct status st = {0};
    assert_true(folder_make("sub", &st));
    put_file("loop.wat", program);
    put_file("mine.json",
             "{\"name\": \"mine\", \"base\": \"aarch64\", \"integer_registers\": 7}");
    put_file("sub/exp.json", "{\"program\": \"../loop.wat\", \"machines\": {\"m\": {\"isa\": "
                             "\"../mine.json\"}, \"n\": {\"isa\": \"../mine.json/5\"}}}");
    struct experiment *e = experiment_read("sub/exp.json", NULL, 0, &st);
    assert_null(st.text);
    assert_string_equal(e->program, "sub/../loop.wat");
    assert_int_equal(e->machines.at[0].model.count[CLASS_INT], 7);
    assert_int_equal(e->machines.at[1].model.count[CLASS_INT], 5);
    experiment_free(e);
}

/* A round of n(n-1) migrations from each machine to each other, back to the first. */
static void pairs_are_a_round(void **unused) {
    enum { MACHINES = 5 };
    (void)unused;
    struct status st = {0};
    bool seen[MACHINES][MACHINES] = {0};
    put_file("loop.wat", program);
    put_file("exp.json",
             "{\"program\": \"loop.wat\", \"machines\": {\"a\": {\"isa\": \"aarch64\"}, "
             "\"b\": {\"isa\": \"aarch64/4\"}, \"c\": {\"isa\": \"x86-32\"}, \"d\": {\"isa\": "
             "\"x86-64\"}, \"e\": {\"isa\": \"riscv64\"}}, \"start\": \"d\", \"migrations\": "
             "[{\"every\": {\"instructions\": 3}, \"cycle\": \"pairs\"}]}");
    struct experiment *e = experiment_read("exp.json", NULL, 0, &st);
    assert_null(st.text);
    const struct trigger *t = &e->triggers.at[0];
    assert_int_equal(t->to_count, MACHINES * (MACHINES - 1));
    u32 at = e->start;
    for (u32 k = 0; k < t->to_count; at = t->to[k++]) {
        assert_int_not_equal(at, t->to[k]);
        assert_false(seen[at][t->to[k]]);
        seen[at][t->to[k]] = true;
    }
    assert_int_equal(at, e->start);
    experiment_free(e);
}

static void pairs_need_two(void **unused) {
    (void)unused;
    struct status st = {0};
    put_file("loop.wat", program);
    put_file("exp.json",
             "{\"program\": \"loop.wat\", \"machines\": {\"a\": {\"isa\": \"aarch64\"}},\n"
             "\"migrations\": [{\"every\": {\"instructions\": 3}, \"cycle\": \"pairs\"},\n"
             "{\"every\": {\"instructions\": 3}, \"cycle\": \"pears\"}]}");
    experiment_free(experiment_read("exp.json", NULL, 0, &st));
    assert_string_equal(
        st.text,
        "exp.json:2:56: /migrations/0/cycle: there are no pairs of a single machine\n"
        "exp.json:3:41: /migrations/1/cycle: there is no cycle \"pears\"; did you mean "
        "\"pairs\"?");
    status_free(&st);
}

static void all_errors_at_once(void **unused) {
    (void)unused;
    assert_wrong(
        "{ \"program\": \"lop.wat\",\n"
        "  \"machines\": {\"big\": {\"isa\": \"aarch46\"}, \"small\": {\"isa\": \"riscv64\",\n"
        "    \"registers\": 3, \"regsiters\": 4}},\n"
        "  \"start\": \"bigg\", \"sed\": 1,\n"
        "  \"migrations\": [{\"at\": {\"instructions\": \"5\"}, \"to\": \"smal\"}] }",
        "exp.json:4:20: /sed: unknown key \"sed\"; did you mean \"seed\"?\n"
        "exp.json:1:14: /program: lop.wat: no such file\n"
        "exp.json:2:31: /machines/big/isa: there is no ISA model \"aarch46\"; did you mean "
        "\"aarch64\"?\n"
        "exp.json:3:21: /machines/small/regsiters: unknown key \"regsiters\"; did you mean "
        "\"registers\"?\n"
        "exp.json:3:18: /machines/small/registers: expected a count of registers, from 4 up "
        "to those that the model has, found the number 3\n"
        "exp.json:4:12: /start: there is no machine \"bigg\"; did you mean \"big\"?\n"
        "exp.json:5:42: /migrations/0/at/instructions: expected an integer of at least 0, "
        "or a list of them, found the string \"5\"\n"
        "exp.json:5:54: /migrations/0/to: there is no machine \"smal\"; did you mean "
        "\"small\"?");
}

static void missing_parts(void **unused) {
    (void)unused;
    assert_wrong("{}",
                 "exp.json:1:1: \"machines\" is missing: the machines, by name: {\"big\": "
                 "{\"isa\": \"aarch64\"}, ...}\n"
                 "exp.json:1:1: \"program\" is missing: what is run: a .c, .wasm or .wat file");
    assert_wrong("[]",
                 "exp.json:1:1: expected an experiment, which is an object, found an array");
    assert_wrong("{\"program\": \"loop.wat\", \"machines\": {}}",
                 "exp.json:1:37: /machines: there must be a machine at least");
    assert_wrong("{\"program\": \"loop.wat\", \"machines\": {\"m\": {}}}",
                 "exp.json:1:43: /machines/m: \"isa\" is missing: the name of an ISA model or "
                 "the path of its "
                 "file");
}

static void strategies_and_allocators(void **unused) {
    (void)unused;
    struct status st = {0};
    struct experiment *e = read(WITH("\"strategy\": \"shadow\""), &st);
    assert_null(st.text);
    assert_string_equal(e->strategy->name, "shadow");
    experiment_free(e);
    assert_wrong(WITH("\"strategy\": \"xyz\""),
                 "exp.json:2:13: /strategy: there is no strategy \"xyz\"; expected "
                 "\"map\", \"common\", \"memory\" or \"shadow\"");
    assert_wrong(WITH("\"strategy\": \"mapp\""),
                 "exp.json:2:13: /strategy: there is no strategy "
                 "\"mapp\"; did you mean \"map\"?");
    assert_wrong(
        WITH("\"allocator\": \"ssb\""),
        "exp.json:2:14: /allocator: there is no allocator \"ssb\"; did you mean \"ssa\"?");
}

/* What the schema calls the default is what holds. */
static void defaults_are_true(void **unused) {
    (void)unused;
    for (u32 n = 0; n < experiment_form.key_count; n++) {
        const struct form_key *row = &experiment_form.keys[n];
        if (!strcmp(row->key, "strategy"))
            assert_string_equal(row->initial, strategy_find(NULL, NULL)->name);
        if (!strcmp(row->key, "allocator"))
            assert_string_equal(row->initial, allocator_find(NULL, NULL)->name);
    }
    struct status st = {0};
    struct experiment *e = read(WITH("\"link\": {\"bandwidth_bytes_per_s\": 5}"), &st);
    assert_null(st.text);
    assert_ptr_equal(e->strategy, strategy_find(NULL, NULL));
    assert_ptr_equal(e->machines.at[1].allocator, allocator_find(NULL, NULL));
    assert_int_equal(e->repeat, 1);
    assert_int_equal(e->seed, 0);
    assert_true(e->check_reference && e->check_state);
    assert_false(e->profile || e->link.copies_memory);
    assert_int_equal(e->link.bandwidth_bytes_per_s, 5);
    experiment_free(e);
}

static void wrong_migrations(void **unused) {
    (void)unused;
    assert_wrong(
        WITH("\"migrations\": [{\"to\": \"big\"}, 5, {\"at\": {}, \"to\": \"big\"},\n"
             "{\"at\": {\"function\": \"f\", \"instructions\": 1}, \"to\": \"big\"},\n"
             "{\"at\": {\"instructions\": 1, \"entry\": 1}},\n"
             "{\"every\": {\"instructions\": 0}, \"cycle\": []},\n"
             "{\"at\": {\"instructions\": 1}, \"to\": \"big\", \"limit\": 1, \"cycle\": "
             "[\"big\"]}]"),
        "exp.json:2:16: /migrations/0: when? \"at\", \"every\" or \"random\" is missing\n"
        "exp.json:2:31: /migrations/1: expected an object: {\"at\": ..., \"to\": ...} or "
        "{\"every\": ..., \"cycle\": ...}, found the number 5\n"
        "exp.json:2:41: /migrations/2/at: when? \"instructions\", \"function\", \"line\", "
        "\"address\", \"host_call\", \"output_bytes\", \"memory_bytes\" or \"depth\" is "
        "missing\n"
        "exp.json:3:8: /migrations/3/at: \"instructions\" and \"function\" exclude each "
        "other\n"
        "exp.json:4:28: /migrations/4/at/entry: \"entry\" goes with \"function\"\n"
        "exp.json:4:1: /migrations/4: where to? \"to\" or \"cycle\" is missing\n"
        "exp.json:5:28: /migrations/5/every/instructions: expected an integer of at least "
        "1, found the number 0\n"
        "exp.json:5:41: /migrations/5/cycle: there must be a machine at least\n"
        "exp.json:6:42: /migrations/6/limit: \"limit\" goes with \"every\" or \"random\"\n"
        "exp.json:6:1: /migrations/6: \"to\" and \"cycle\" exclude each other");
    assert_wrong(
        WITH("\"migrations\": [{\"at\": {\"instructions\": [5, 5]}, \"to\": \"big\"},\n"
             "{\"at\": {\"address\": \"1f40\"}, \"to\": \"big\"},\n"
             "{\"at\": {\"line\": \"loop.c\", \"entry\": 2}, \"to\": \"big\"},\n"
             "{\"random\": {}, \"to\": \"big\"},\n"
             "{\"at\": {\"exit\": 1}, \"to\": \"big\"},\n"
             "{\"at\": {\"function\": \"f\", \"exit\": 1, \"depth\": 1}, \"to\": \"big\"}]"),
        "exp.json:2:44: /migrations/0/at/instructions/1: positions must ascend\n"
        "exp.json:3:20: /migrations/1/at/address: expected an address, as in \"0x1f40\", found "
        "the string \"1f40\"\n"
        "exp.json:3:8: /migrations/1/at: \"machine\" is missing: the machine whose code the "
        "address is in\n"
        "exp.json:4:27: /migrations/2/at/entry: \"entry\" goes with \"function\"\n"
        "exp.json:4:17: /migrations/2/at/line: expected a file and a line, as in "
        "\"loop.c:12\", found the string \"loop.c\"\n"
        "exp.json:5:12: /migrations/3/random: \"mean_instructions\" is missing: how many "
        "instructions lie between two migrations, on average\n"
        "exp.json:6:8: /migrations/4/at: \"function\" is missing: when this function is "
        "entered\n"
        "exp.json:7:8: /migrations/5/at: \"exit\" and \"depth\" exclude each other");
}

static void triggers_of_all_kinds(void **unused) {
    (void)unused;
    struct status st = {0};
    struct experiment *e = read(
        WITH("\"seed\": 70, \"migrations\": [\n"
             "{\"at\": {\"instructions\": [5, 7]}, \"cycle\": [\"big\", \"small\"]},\n"
             "{\"every\": {\"function\": \"leaf\"}, \"to\": \"big\", \"limit\": 3},\n"
             "{\"at\": {\"function\": \"leaf\", \"exit\": 2}, \"to\": \"big\"},\n"
             "{\"every\": {\"line\": \"a.c:12\", \"occurrence\": 4}, \"to\": \"big\"},\n"
             "{\"at\": {\"address\": \"0x1f40\", \"machine\": \"small\"}, \"to\": \"big\"},\n"
             "{\"at\": {\"host_call\": \"fd_write\"}, \"to\": \"big\"},\n"
             "{\"every\": {\"output_bytes\": 100}, \"to\": \"big\"},\n"
             "{\"at\": {\"memory_bytes\": 70000}, \"to\": \"big\"},\n"
             "{\"at\": {\"depth\": 9}, \"to\": \"big\"},\n"
             "{\"at\": {\"depth\": 9, \"function\": \"leaf\", \"occurrence\": 2}, \"to\": "
             "\"big\"},\n"
             "{\"random\": {\"mean_instructions\": 50}, \"to\": \"big\"},\n"
             "{\"random\": {\"mean_instructions\": 50, \"seed\": 1}, \"to\": \"big\"}]"),
        &st);
    if (st.text) fail_msg("%s", st.text);
    static const enum trigger_kind kinds[] = {
        TRIGGER_INSTRUCTIONS, TRIGGER_ENTRY,     TRIGGER_EXIT,   TRIGGER_LINE,
        TRIGGER_ADDRESS,      TRIGGER_HOST_CALL, TRIGGER_OUTPUT, TRIGGER_MEMORY,
        TRIGGER_DEPTH,        TRIGGER_DEPTH,     TRIGGER_RANDOM, TRIGGER_RANDOM};
    static const u64 numbers[] = {0, 1, 2, 4, 1, 1, 100, 70000, 1, 2, 50, 50};
    static const char *const names[] = {NULL, "leaf", "leaf", "a.c:12", NULL, "fd_write",
                                        NULL, NULL,   NULL,   "leaf",   NULL, NULL};
    const struct trigger *t = e->triggers.at;
    assert_int_equal(e->triggers.count, COUNT_OF(kinds));
    for (u32 k = 0; k < COUNT_OF(kinds); k++) {
        assert_int_equal(t[k].kind, kinds[k]);
        if (k) assert_int_equal(t[k].n, numbers[k]);
        assert_int_equal(t[k].to_count, k ? 1 : 2);
        assert_int_equal(t[k].every, k == 1 || k == 3 || k == 6);
        assert_int_equal(t[k].limit, k == 1 ? 3 : INT64_MAX);
        if (names[k])
            assert_string_equal(t[k].name, names[k]);
        else
            assert_null(t[k].name);
    }
    assert_int_equal(t[0].position_count, 2);
    assert_int_equal(t[0].positions[1], 7);
    assert_int_equal(t[4].address, 0x1f40);
    assert_int_equal(t[4].machine, 1);
    assert_int_equal(t[8].depth, 9);
    assert_int_equal(t[8].function, ANY_FUNCTION);
    assert_int_equal(t[9].depth, 9);
    assert_int_equal(t[10].seed, 80);
    assert_int_equal(t[11].seed, 1);
    experiment_free(e);
}

static void functions_are_looked_up(void **unused) {
    (void)unused;
    struct status st = {0};
    struct experiment *e =
        read(WITH("\"migrations\": [{\"at\": {\"function\": \"other\"}, \"to\": \"big\"},\n"
                  "{\"at\": {\"function\": \"laef\"}, \"to\": \"big\"}]"),
             &st);
    assert_null(st.text);
    need_tool("wat2wasm");
    struct program *p = program_load("loop.wat", &st);
    if (!p) fail_msg("%s", st.text);
    assert_false(experiment_resolve(e, p, NULL, &st));
    assert_failure(
        &st, FAULT_USER,
        "exp.json:3:21: /migrations/1/at/function: loop.wat has no function \"laef\"; did "
        "you mean \"leaf\"?");
    assert_int_equal(e->triggers.at[0].function, 1);
    program_free(p);
    experiment_free(e);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_all),
        cmocka_unit_test(settings_change_it),
        cmocka_unit_test(paths_start_at_the_file),
        cmocka_unit_test(pairs_are_a_round),
        cmocka_unit_test(pairs_need_two),
        cmocka_unit_test(all_errors_at_once),
        cmocka_unit_test(missing_parts),
        cmocka_unit_test(strategies_and_allocators),
        cmocka_unit_test(defaults_are_true),
        cmocka_unit_test(wrong_migrations),
        cmocka_unit_test(triggers_of_all_kinds),
        cmocka_unit_test(functions_are_looked_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
