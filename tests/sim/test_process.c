/* tests/sim/test_process.c: instantiation, memory, tables, globals, the services of the host.
 */
#include "guest.h"

static const struct process_options quiet = {.in = -1, .out = -1, .err = -1, .spectest = true};

/* ---- A program by hand: memory of 1 to 3 pages, tables of 4 (to 10) functions and 2
 * embedder's elements, three globals, a passive data segment and a passive element segment */

static const u8 hello[] = "hello";
static struct function_type nothing_to_nothing;
static struct program_function functions[3];
static struct table tables[] = {{{4, 10, true}, REF_FUNCTION, false},
                                {{2, 0, false}, REF_EXTERN, false}};
static struct global globals[] = {
    {I32, 0x7f, true, false, {INIT_CONST, I32, 0xffffffff}},
    {I64, 0x7e, true, false, {INIT_CONST, I64, 0x0123456789abcdef}},
    {I32, 0x70, true, false, {INIT_FUNCTION, I32, 2}},
};
static struct init items[] = {
    {INIT_FUNCTION, I32, 2}, {INIT_CONST, I32, NULL_REFERENCE}, {INIT_GLOBAL, I32, 2}};
static struct element_segment elements[] = {
    {SEGMENT_ACTIVE, REF_FUNCTION, 0, {INIT_CONST, I32, 1}, 2, items},
    {SEGMENT_PASSIVE, REF_FUNCTION, 0, {0}, 3, items},
    {SEGMENT_DECLARED, REF_FUNCTION, 0, {0}, 3, items},
};
static struct data_segment datas[] = {
    {SEGMENT_ACTIVE, {INIT_CONST, I32, 65536 - 5}, hello, 5},
    {SEGMENT_PASSIVE, {0}, hello, 5},
};

static struct program by_hand(void) {
    static char name[] = "hand.wasm";
    return (struct program){.name = name,
                            .types = &nothing_to_nothing,
                            .type_count = 1,
                            .functions = functions,
                            .function_count = 3,
                            .tables = tables,
                            .table_count = 2,
                            .globals = globals,
                            .global_count = 3,
                            .elements = elements,
                            .element_count = 3,
                            .datas = datas,
                            .data_count = 2,
                            .has_memory = true,
                            .memory = {1, 3, true}};
}

static struct process *start(struct program *program) {
    struct status st = {0};
    struct process *p = process_create(program, &quiet, &st);
    if (!p) fail_msg("%s", st.text);
    return p;
}

/* Creation must fail with this text. */
static void refused(struct program *program, bool spectest, const char *message) {
    struct process_options o = quiet;
    o.spectest = spectest;
    struct status st = {0};
    assert_null(process_create(program, &o, &st));
    assert_int_equal(st.fault, FAULT_USER);
    assert_string_equal(st.text, message);
    status_free(&st);
}

#define SERVICE(p, service, argument, ...) \
    guest_service((p), HOST_##service | (u64)(argument) << 32, (const u64[4]){__VA_ARGS__}, 4)
#define DOES(p, service, argument, ...) \
    assert_int_equal(SERVICE(p, service, argument, __VA_ARGS__), HOST_CONTINUE)
#define RESULT(p) get64((p)->context + CONTEXT_HOST)
#define YIELDS(value, p, service, argument, ...)   \
    do {                                           \
        DOES(p, service, argument, __VA_ARGS__);   \
        assert_int_equal(RESULT(p), (u32)(value)); \
    } while (0)
#define TRAPS_WITH(why, p, service, argument, ...)                                  \
    do {                                                                            \
        assert_int_equal(SERVICE(p, service, argument, __VA_ARGS__), HOST_TRAPPED); \
        assert_int_equal((p)->state, PROCESS_TRAPPED);                              \
        assert_int_equal((p)->trap, TRAP_##why);                                    \
        (p)->state = PROCESS_RUNNING;                                               \
    } while (0)

/* ---- Instantiation ---------------------------------------------------------------------- */

static void test_create(void **state) {
    (void)state;
    struct program program = by_hand();
    struct process *p = start(&program);
    assert_int_equal(p->memory_bytes, 65536);
    assert_int_equal(get32(p->context + CONTEXT_MEMORY_PAGES), 1);
    assert_memory_equal(p->memory + 65536 - 5, "hello", 5);
    assert_int_equal(process_global(p, 0), 0xffffffff);
    assert_int_equal(process_global(p, 1), 0x0123456789abcdef);
    assert_int_equal(process_global(p, 2), 2);
    process_set_global(p, 0, 0x1122334455667788);
    assert_int_equal(process_global(p, 0), 0x55667788);

    assert_int_equal(process_table_size(p, 0), 4);
    assert_int_equal(get32(p->context + CONTEXT_TABLE_SIZES), 4);
    static const u32 seen[] = {NULL_REFERENCE, 2, NULL_REFERENCE, NULL_REFERENCE};
    for (u32 i = 0; i < 4; i++) assert_int_equal(process_table_get(p, 0, i), seen[i]);
    static const u32 lies[] = {3, 2, 3, 3}; /* null: the number of functions */
    for (u32 i = 0; i < 4; i++) assert_int_equal(get32(p->tables + 4 * i), lies[i]);
    assert_int_equal(process_table_get(p, 1, 1), NULL_REFERENCE);
    assert_true(process_memory(p, 0, 65536) == p->memory);
    assert_null(process_memory(p, 1, 65536));
    assert_null(process_memory(p, UINT32_MAX, UINT32_MAX));
    process_free(p);
}

static void test_segments_out_of_bounds(void **state) {
    (void)state;
    struct program program = by_hand();
    struct data_segment beyond = {SEGMENT_ACTIVE, {INIT_CONST, I32, 65532}, hello, 5};
    program.datas = &beyond;
    program.data_count = 1;
    refused(&program, true,
            "hand.wasm: out of bounds memory access: data segment 0 puts 5 bytes at 65532 of a "
            "memory of 65536");
    /* even nothing must lie within, and at the end it does */
    beyond = (struct data_segment){SEGMENT_ACTIVE, {INIT_CONST, I32, 65537}, hello, 0};
    refused(&program, true,
            "hand.wasm: out of bounds memory access: data segment 0 puts 0 bytes at 65537 of a "
            "memory of 65536");
    beyond.offset.bits = 65536;
    process_free(start(&program));
    beyond = (struct data_segment){SEGMENT_ACTIVE, {INIT_CONST, I32, 0xffffffff}, hello, 5};
    refused(&program, true,
            "hand.wasm: out of bounds memory access: data segment 0 puts 5 bytes at 4294967295 "
            "of a memory of 65536");

    program = by_hand();
    struct element_segment far = {SEGMENT_ACTIVE, REF_FUNCTION, 0, {INIT_CONST, I32, 2}, 3,
                                  items};
    program.elements = &far;
    program.element_count = 1;
    refused(&program, true,
            "hand.wasm: out of bounds table access: element segment 0 puts 3 elements at 2 of "
            "table 0, which has 4");
}

static void test_too_large(void **state) {
    (void)state;
    struct program program = by_hand();
    program.memory = (struct limits){40000, 0, false};
    refused(&program, true,
            "hand.wasm: a memory of 40000 pages of 64 KiB; machines here have up to 31744");
    struct table big = {{17 << 20, 0, false}, REF_FUNCTION, false};
    program = by_hand();
    program.tables = &big;
    program.table_count = 1;
    refused(&program, true,
            "hand.wasm: table 0 of 17825792 elements; machines here have up to 16777216");
    program.table_count = 17;
    refused(&program, true, "hand.wasm: 17 tables; machines here have up to 16");
}

/* ---- Imports ---------------------------------------------------------------------------- */

static void test_imports(void **state) {
    (void)state;
    static const u8 kinds[] = {0x7f, 0x7e, 0x7f}, types[] = {I32, I64, I32};
    struct function_type type = {2, 1, types, types + 2, kinds, 0};
    struct import import = {"wasi_snapshot_preview1", "fd_wrte", EXTERNAL_FUNCTION, 0};
    struct program program = by_hand();
    program.types = &type;
    program.imports = &import;
    program.import_count = program.imported_function_count = 1;
    refused(&program, true,
            "hand.wasm: unknown import: function wasi_snapshot_preview1.fd_wrte (i32, i64) -> "
            "i32; did you mean fd_write?");
    import.name = "fd_write";
    refused(&program, true,
            "hand.wasm: incompatible import type: function wasi_snapshot_preview1.fd_write "
            "(i32, i64) -> i32; the host has (i32, i32, i32, i32) -> i32");
    import.module = "env";
    refused(&program, true,
            "hand.wasm: unknown import: function env.fd_write (i32, i64) -> i32; did you mean "
            "wasi_snapshot_preview1.fd_write?");
    import.module = "wasi_snapshot_preview1";
    import.name = "proc_exit";
    refused(&program, true,
            "hand.wasm: incompatible import type: function wasi_snapshot_preview1.proc_exit "
            "(i32, i64) -> i32; the host has (i32) -> ()");
    import = (struct import){"spectest", "global_i32", EXTERNAL_FUNCTION, 0};
    refused(&program, true,
            "hand.wasm: incompatible import type: function spectest.global_i32 (i32, i64) -> "
            "i32; the host has a global");
    refused(&program, false,
            "hand.wasm: unknown import: function spectest.global_i32 (i32, i64) -> i32");

    type = (struct function_type){0};
    struct import several[] = {{"env", "one", EXTERNAL_FUNCTION, 0},
                               {"env", "two", EXTERNAL_MEMORY, 0}};
    program.imports = several;
    program.import_count = 2;
    program.memory_imported = true;
    refused(&program, true,
            "hand.wasm: unknown import: function env.one () -> ()\n"
            "hand.wasm: unknown import: memory env.two, pages: 1 to 3");
}

static void test_spectest(void **state) {
    (void)state;
    struct program program = by_hand();
    struct table table = {{5, 25, true}, REF_FUNCTION, true};
    struct global all[] = {{I32, 0x7f, false, true, {0}},
                           {I64, 0x7e, false, true, {0}},
                           {F32, 0x7d, false, true, {0}},
                           {F64, 0x7c, false, true, {0}},
                           {I32, 0x7f, false, false, {INIT_GLOBAL, I32, 0}}};
    struct import imports[] = {
        {"spectest", "print", EXTERNAL_FUNCTION, 0},
        {"spectest", "memory", EXTERNAL_MEMORY, 0},
        {"spectest", "table", EXTERNAL_TABLE, 0},
        {"spectest", "global_i32", EXTERNAL_GLOBAL, 0},
        {"spectest", "global_i64", EXTERNAL_GLOBAL, 1},
        {"spectest", "global_f32", EXTERNAL_GLOBAL, 2},
        {"spectest", "global_f64", EXTERNAL_GLOBAL, 3},
    };
    struct program_function with_import[3] = {{.imported = true}};
    program.functions = with_import;
    program.imports = imports;
    program.import_count = COUNT_OF(imports);
    program.imported_function_count = 1;
    program.memory_imported = true;
    program.memory = (struct limits){1, 0, false};
    program.tables = &table;
    program.table_count = 1;
    program.globals = all;
    program.global_count = 5;
    program.imported_global_count = 4;
    program.element_count = 0;
    struct process *p = start(&program);
    float single = 666.6f;
    double twice = 666.6;
    u64 bits = process_global(p, 2);
    assert_int_equal(process_global(p, 0), 666);
    assert_int_equal(process_global(p, 1), 666);
    assert_memory_equal(&bits, &single, 4);
    bits = process_global(p, 3);
    assert_memory_equal(&bits, &twice, 8);
    assert_int_equal(process_global(p, 4), 666);
    assert_int_equal(process_table_size(p, 0), 10);
    DOES(p, IMPORT, 0, 0);
    YIELDS(1, p, MEMORY_GROW, 0, 1); /* the host's memory has up to 2 pages */
    YIELDS(-1, p, MEMORY_GROW, 0, 1);
    YIELDS(10, p, TABLE_GROW, 0, NULL_REFERENCE, 10);
    YIELDS(-1, p, TABLE_GROW, 0, NULL_REFERENCE, 1);
    process_free(p);

    table.limits.max = 19;
    refused(&program, true,
            "hand.wasm: incompatible import type: table spectest.table of funcref, elements: 5 "
            "to 19; the host has a table of funcref, elements: 10 to 20");
    table.limits.has_max = false;
    program.memory = (struct limits){3, 0, false};
    refused(
        &program, true,
        "hand.wasm: incompatible import type: memory spectest.memory, pages: 3 or more; the "
        "host has a memory, pages: 1 to 2");
    program.memory.min = 0;
    all[1].mutable = true;
    refused(&program, true,
            "hand.wasm: incompatible import type: global spectest.global_i64 mut i64; the host "
            "has a constant i64");
}

/* ---- Memory ----------------------------------------------------------------------------- */

static void test_memory_grow(void **state) {
    (void)state;
    struct program program = by_hand();
    struct process *p = start(&program);
    u32 generation = p->mapping_generation;
    u8 *memory = p->memory;
    YIELDS(1, p, MEMORY_GROW, 0, 0);
    assert_int_equal(p->mapping_generation, generation);
    YIELDS(1, p, MEMORY_GROW, 0, 0xdead00000002); /* an i32: the upper half is no part of it */
    assert_true(p->mapping_generation > generation);
    assert_true(p->memory == memory);
    assert_int_equal(p->memory_bytes, 3 * 65536);
    assert_int_equal(get32(p->context + CONTEXT_MEMORY_PAGES), 3);
    assert_memory_equal(p->memory + 65536 - 5, "hello", 5);
    assert_int_equal(p->memory[3 * 65536 - 1], 0);
    p->memory[3 * 65536 - 1] = 1;
    generation = p->mapping_generation;
    YIELDS(-1, p, MEMORY_GROW, 0, 1);
    YIELDS(-1, p, MEMORY_GROW, 0, 0xffffffff);
    YIELDS(3, p, MEMORY_GROW, 0, 0);
    assert_int_equal(p->mapping_generation, generation);
    process_free(p);

    program.memory = (struct limits){1, 0, false};
    p = start(&program);
    YIELDS(-1, p, MEMORY_GROW, 0, 31744);
    YIELDS(1, p, MEMORY_GROW, 0, 31743);
    assert_int_equal(p->memory_bytes, MEMORY_LIMIT);
    YIELDS(-1, p, MEMORY_GROW, 0, 1);
    process_free(p);
}

static void test_bulk_memory(void **state) {
    (void)state;
    struct program program = by_hand();
    struct process *p = start(&program);
    DOES(p, MEMORY_FILL, 0, 10, 0x1234, 4);
    assert_memory_equal(p->memory + 9, "\0\x34\x34\x34\x34\0", 6);
    DOES(p, MEMORY_FILL, 0, 65536, 1, 0);
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_FILL, 0, 65537, 1, 0);
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_FILL, 0, 65530, 1, 7);
    assert_memory_equal(p->memory + 65531, "hello", 5); /* nothing was written */
    DOES(p, MEMORY_COPY, 0, 100, 65531, 5);
    DOES(p, MEMORY_COPY, 0, 102, 100, 5); /* overlapping */
    assert_memory_equal(p->memory + 100, "hehello", 7);
    DOES(p, MEMORY_COPY, 0, 65536, 65536, 0);
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_COPY, 0, 65537, 0, 0);
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_COPY, 0, 0, 65537, 0);
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_COPY, 0, 0, 65535, 2);
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_COPY, 0, 0, 0xffffffff, 0xffffffff);
    DOES(p, MEMORY_INIT, 1, 200, 1, 3);
    assert_memory_equal(p->memory + 200, "ell", 4);
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_INIT, 1, 200, 1, 5);
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_INIT, 1, 65535, 0, 2);
    DOES(p, MEMORY_INIT, 0, 0, 0, 0); /* active: dropped already, so it has 0 bytes */
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_INIT, 0, 0, 0, 1);
    DOES(p, DATA_DROP, 1, 0);
    DOES(p, DATA_DROP, 1, 0);
    DOES(p, MEMORY_INIT, 1, 0, 0, 0);
    TRAPS_WITH(OUT_OF_BOUNDS, p, MEMORY_INIT, 1, 0, 0, 1);
    process_free(p);
}

/* ---- Tables ----------------------------------------------------------------------------- */

static void test_tables(void **state) {
    (void)state;
    struct program program = by_hand();
    struct process *p = start(&program);
    YIELDS(4, p, TABLE_SIZE, 0, 0);
    YIELDS(2, p, TABLE_GET, 0, 1);
    YIELDS(NULL_REFERENCE, p, TABLE_GET, 0, 0);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_GET, 0, 4);
    DOES(p, TABLE_SET, 0, 3, 1);
    YIELDS(1, p, TABLE_GET, 0, 3);
    DOES(p, TABLE_SET, 0, 3, NULL_REFERENCE);
    assert_int_equal(get32(p->tables + 12), 3);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_SET, 0, 4, 0);

    u32 generation = p->mapping_generation;
    YIELDS(4, p, TABLE_GROW, 0, 1, 3);
    assert_true(p->mapping_generation > generation);
    YIELDS(7, p, TABLE_SIZE, 0, 0);
    YIELDS(1, p, TABLE_GET, 0, 6);
    YIELDS(-1, p, TABLE_GROW, 0, 1, 4);
    YIELDS(-1, p, TABLE_GROW, 0, 1, 0xffffffff);
    YIELDS(7, p, TABLE_GROW, 0, 1, 0);

    DOES(p, TABLE_FILL, 0, 4, NULL_REFERENCE, 3);
    YIELDS(NULL_REFERENCE, p, TABLE_GET, 0, 6);
    DOES(p, TABLE_FILL, 0, 7, 1, 0);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_FILL, 0, 8, 1, 0);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_FILL, 0, 5, 1, 3);

    u64 init = 0 | 1 << 16; /* table 0 from segment 1 */
    DOES(p, TABLE_INIT, init, 4, 0, 3);
    YIELDS(2, p, TABLE_GET, 0, 4);
    YIELDS(NULL_REFERENCE, p, TABLE_GET, 0, 5);
    YIELDS(2, p, TABLE_GET, 0, 6);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_INIT, init, 5, 0, 3);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_INIT, init, 0, 1, 3);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_INIT, 2 << 16, 0, 0, 1); /* declared: dropped */
    DOES(p, ELEM_DROP, 1, 0);
    DOES(p, TABLE_INIT, init, 0, 0, 0);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_INIT, init, 0, 0, 1);

    DOES(p, TABLE_COPY, 0, 0, 4, 3);
    YIELDS(2, p, TABLE_GET, 0, 0);
    YIELDS(NULL_REFERENCE, p, TABLE_GET, 0, 1);
    DOES(p, TABLE_COPY, 0, 1, 0, 3); /* overlapping */
    YIELDS(2, p, TABLE_GET, 0, 1);
    YIELDS(2, p, TABLE_GET, 0, 3);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_COPY, 0, 5, 0, 3);
    TRAPS_WITH(TABLE_BOUNDS, p, TABLE_COPY, 0, 0, 8, 0);
    process_free(p);
}

/* An embedder's element may well be the number of functions: 3 is no null here. */
static void test_embedder_table(void **state) {
    (void)state;
    struct program program = by_hand();
    struct process *p = start(&program);
    DOES(p, TABLE_SET, 1, 0, 3);
    YIELDS(3, p, TABLE_GET, 1, 0);
    YIELDS(NULL_REFERENCE, p, TABLE_GET, 1, 1);
    YIELDS(2, p, TABLE_GROW, 1, 7, 20000);
    YIELDS(7, p, TABLE_GET, 1, 20001);
    YIELDS(NULL_REFERENCE, p, TABLE_GET, 1, 1);
    YIELDS(-1, p, TABLE_GROW, 1, 7, 16 << 20);
    process_free(p);
}

/* ---- Hash ------------------------------------------------------------------------------- */

static void test_hash(void **state) {
    (void)state;
    struct program program = by_hand();
    program.memory = (struct limits){31744, 0, false};
    struct process *p = start(&program), *q = start(&program);
    u64 hash = process_state_hash(p);
    assert_int_equal(process_state_hash(q), hash);
    q->memory[1 << 30] = 0; /* touched, still zero */
    assert_int_equal(process_state_hash(q), hash);
    q->memory[MEMORY_LIMIT - 1] = 1;
    assert_int_not_equal(process_state_hash(q), hash);
    q->memory[MEMORY_LIMIT - 1] = 0;
    assert_int_equal(process_state_hash(q), hash);
    q->memory[4096] = 1;
    p->memory[8192] = 1;
    assert_int_not_equal(process_state_hash(q), process_state_hash(p));
    q->memory[4096] = 0;
    q->memory[8192] = 1;
    assert_int_equal(process_state_hash(q), process_state_hash(p));
    process_set_global(q, 1, 5);
    assert_int_not_equal(process_state_hash(q), process_state_hash(p));
    process_set_global(p, 1, 5);
    assert_int_equal(process_state_hash(q), process_state_hash(p));
    DOES(q, TABLE_SET, 0, 0, 1);
    assert_int_not_equal(process_state_hash(q), process_state_hash(p));
    process_free(p);
    process_free(q);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_create),         cmocka_unit_test(test_segments_out_of_bounds),
        cmocka_unit_test(test_too_large),      cmocka_unit_test(test_imports),
        cmocka_unit_test(test_spectest),       cmocka_unit_test(test_memory_grow),
        cmocka_unit_test(test_bulk_memory),    cmocka_unit_test(test_tables),
        cmocka_unit_test(test_embedder_table), cmocka_unit_test(test_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
