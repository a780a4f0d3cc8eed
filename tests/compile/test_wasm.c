/* The decoder on modules made by hand: what it reads, what it refuses and in which words. */
#include "tests/compile/wasm_files.h"

#include <ctype.h>

/* ---- Making modules: bytes in hex ---------------------------------------------------------
 */

static void add_hex(struct text *to, const char *hex) {
    while (*hex) {
        if (isspace((unsigned char)*hex)) {
            hex++;
            continue;
        }
        unsigned byte;
        assert_int_equal(sscanf(hex, "%2x", &byte), 1);
        char c = (char)byte;
        text_add_bytes(to, &c, 1);
        hex += 2;
    }
}

static void add_u32(struct text *to, u32 value) {
    do {
        char c = (char)((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
        text_add_bytes(to, &c, 1);
    } while (value >>= 7);
}

static void add_header(struct text *to) {
    add_hex(to, "00 61 73 6d 01 00 00 00");
}

static void add_section(struct text *to, u8 id, const void *content, size_t size) {
    text_add_bytes(to, &id, 1);
    add_u32(to, (u32)size);
    text_add_bytes(to, content, size);
}

static void add_hex_section(struct text *to, u8 id, const char *hex) {
    struct text content = {0};
    add_hex(&content, hex);
    add_section(to, id, content.at, content.length);
    text_free(&content);
}

static struct program *decode_text(struct text *module, struct status *st) {
    struct program *p = decode_copy((const u8 *)module->at, module->length, st);
    text_free(module);
    return p;
}

/* The message of a failure, behind name and offset. */
static const char *words(const struct status *st) {
    const char *at = st->text ? strstr(st->text, "bytes: 0x") : NULL;
    assert_non_null(at);
    return strstr(at + 7, ": ") + 2;
}

static void expect(struct text *module, const char *expected, const char *what) {
    struct status st = {0};
    struct program *p = decode_text(module, &st);
    if (!expected) {
        if (!p) fail_msg("%s: %s", what, st.text);
    } else if (p) {
        fail_msg("%s: accepted, expected: %s", what, expected);
    } else if (strncmp(words(&st), expected, strlen(expected))) {
        fail_msg("%s: found \"%s\", expected \"%s\"", what, words(&st), expected);
    }
    program_free(p);
    status_free(&st);
}

/* ---- Bodies ----------------------------------------------------------------------------- */

/* A module with one function of the body given, of type 0, and all that a body may name:
 *   types    0: [] -> []   1: [i32] -> [i32]   2: [] -> [i32 i64]   3: [i32 i64] -> [i64 i32]
 *   function 1: imported "m" "f" of type 1; the body is that of function 1 (import is 0)
 *   tables   0: funcref   1: externref         globals 0: mutable i32   1: i64
 *   elem segments 0: declared, names function 0   1: passive externref
 *   data segment 0: passive */
static void add_body_module(struct text *m, const void *body, size_t size) {
    struct text code = {0};
    add_header(m);
    add_hex_section(m, 1, "04 600000 60017f017f 6000027f7e 60027f7e027e7f");
    add_hex_section(m, 2, "01 016d 0166 00 01");
    add_hex_section(m, 3, "01 00");
    add_hex_section(m, 4, "02 700001 6f0001");
    add_hex_section(m, 5, "01 0001");
    add_hex_section(m, 6, "02 7f01 4100 0b 7e00 4201 0b");
    add_hex_section(m, 9, "02 03 00 01 00 05 6f 01 d06f 0b");
    add_hex_section(m, 12, "01");
    add_u32(&code, 1);
    add_u32(&code, (u32)size);
    text_add_bytes(&code, body, size);
    add_section(m, 10, code.at, code.length);
    add_hex_section(m, 11, "01 01 02 6869");
    text_free(&code);
}

static void expect_body(const char *hex, const char *expected) {
    struct text body = {0}, m = {0};
    add_hex(&body, hex);
    add_body_module(&m, body.at, body.length);
    expect(&m, expected, hex);
    text_free(&body);
}

static void validates_numbers(void **state) {
    (void)state;
    expect_body("00 0b", NULL);
    expect_body("00 01 0b", NULL);
    expect_body("00 4180808080 00 1a 0b", NULL); /* padded LEB128 */
    expect_body("00 41ffffffff0f 1a 0b", "integer too large");
    expect_body("00 41ffffffff7f 1a 0b", NULL);
    expect_body("00 4180808080 80 00 1a 0b", "integer representation too long");
    expect_body("00 42ffffffffffffffffff7f 1a 0b", NULL);
    expect_body("00 42ffffffffffffffffff01 1a 0b", "integer too large");
    expect_body("00 4301020304 1a 440102030405060708 1a 0b", NULL);
    expect_body("00 43010203", "unexpected end of section or function");
    expect_body("00 4100 4200 6a 1a 0b",
                "type mismatch: i32.add needs i32, found i64 (in func[1])");
    expect_body("00 4100 6a 1a 0b",
                "type mismatch: i32.add needs a value of type i32, the operand "
                "stack is empty");
    expect_body("00 4200 fc00 1a 0b",
                "type mismatch: i32.trunc_sat_f32_s needs f32, found i64");
    expect_body("00 4300000000 fc00 1a 0b", NULL);
    expect_body("00 4300000000 fc8080808000 1a 0b", NULL);
    expect_body("00 4100 c0 c1 ac c2 c3 c4 1a 0b", NULL);
    expect_body("00 06 0b", "illegal opcode 0x06: exceptions are not supported");
    expect_body("00 1200 0b", "illegal opcode 0x12: tail calls are not supported");
    expect_body("00 fe00 0b", "illegal opcode 0xfe: threads are not supported");
    expect_body("00 fc12 0b", "illegal opcode 0xfc 18");
    expect_body("00 fcffffffff0f 0b", "illegal opcode 0xfc 4294967295");
    expect_body("00 fd0c 0b", "illegal opcode 0xfd: SIMD is not supported");
    expect_body("00 ff 0b", "illegal opcode 0xff");
}

static void validates_blocks(void **state) {
    (void)state;
    expect_body("00 02 02 4100 4200 0b 1a 1a 0b", NULL);                 /* two results */
    expect_body("00 4100 4200 02 03 1a 1a 4201 4101 0b 1a 1a 0b", NULL); /* and parameters */
    expect_body("00 4100 4200 02 83 80 00 1a 1a 4201 4101 0b 1a 1a 0b", NULL);
    expect_body("00 4200 4100 02 03 1a 1a 4201 4101 0b 1a 1a 0b",
                "type mismatch: block needs i64");
    expect_body("00 02 02 4100 0b 1a 1a 0b", "type mismatch: end needs i64, found i32");
    expect_body("00 02 04 0b 0b", "unknown type 4");
    expect_body("00 02 7b 0b 0b", "unknown type -5"); /* v128 */
    expect_body("00 02 40 4100 0b 0b", "type mismatch: 1 values are left");
    /* a loop's label takes its parameters, a block's its results */
    expect_body("00 4100 03 01 41010d 00 0b 1a 0b", NULL);
    expect_body("00 4100 4200 03 03 4101 0d00 1a 1a 4200 4100 0b 1a 1a 0b", NULL);
    expect_body("00 4100 4200 02 03 4101 0d00 1a 1a 4200 4100 0b 1a 1a 0b", "type mismatch");
    /* if */
    expect_body("00 4100 04 40 0b 0b", NULL);
    expect_body("00 4100 4101 04 01 0b 1a 0b", NULL); /* [i32] -> [i32] needs no else */
    expect_body("00 4101 04 7f 4100 0b 1a 0b", "type mismatch: if without else");
    expect_body("00 4101 04 7f 4100 05 4101 0b 1a 0b", NULL);
    expect_body("00 4101 04 7f 4100 05 0b 1a 0b", "type mismatch: end needs");
    expect_body("00 4101 04 7f 05 4100 0b 1a 0b", "type mismatch: else needs");
    expect_body("00 4101 04 40 05 05 0b 0b", "unexpected token: else without if");
    expect_body("00 05 0b", "unexpected token: else without if");
    expect_body("00", "unexpected end of section or function");
    expect_body("00 02 40 0b", "unexpected end of section or function: func[1] has no end");
    expect_body("00 0b 0b", "section size mismatch: 1 bytes behind the end of func[1]");
    /* a block does not see the operands around it */
    expect_body("00 4100 02 40 1a 0b 1a 0b", "type mismatch: drop needs");
    expect_body("00 0c 01 0b", "unknown label 1");
    expect_body("00 0c 00 0b", NULL);
}

static void validates_unreachable_code(void **state) {
    (void)state;
    expect_body("00 00 6a 1a 0b", NULL);
    expect_body("00 00 4200 6a 1a 0b", "type mismatch");
    expect_body("00 00 6a 4200 7c 1a 0b", "type mismatch"); /* the sum is an i32 */
    expect_body("00 0f 1b 1a 0b", NULL);
    expect_body("00 00 4100 1b 6a 1a 0b", NULL); /* of unknown type */
    expect_body("00 00 4200 4100 1b 6a 1a 0b", "type mismatch");
    expect_body("00 00 4100 0b", "type mismatch: 1 values are left");
    /* labels of different types in one br_table: only for operands of unknown type */
    expect_body("00 02 7e 02 7f 00 4100 0e 01 00 01 0b 1a 4200 0b 1a 0b", NULL);
    expect_body("00 02 7e 02 7f 4100 4100 0e 01 00 01 0b 1a 4200 0b 1a 0b", "type mismatch");
    expect_body("00 02 7e 02 40 00 4100 0e 01 00 01 0b 4200 0b 1a 0b",
                "type mismatch: labels of br_table take 0 and 1 values");
    expect_body("00 4100 0e 00 00 0b", NULL);
    expect_body("00 4100 0e ffffffff0f 00 0b", "unexpected end of section or function");
    /* br_if gives its operands the types of the label */
    expect_body("00 02 7f 00 4100 0d00 7c 1a 4100 0b 1a 0b", "type mismatch");
    /* else is reachable again */
    expect_body("00 4100 04 40 00 05 6a 1a 0b 0b", "type mismatch");
    expect_body("00 00 d1 1a 0b", NULL);
}

static void validates_variables(void **state) {
    (void)state;
    expect_body("02 017f 027e 2002 2101 2000 2200 1a 0b", NULL);
    expect_body("01 017f 2001 1a 0b", "unknown local 1");
    expect_body("01 017f 4200 2100 0b", "type mismatch: local.set needs i32, found i64");
    expect_body("01 0170 2000 2100 0b", NULL);
    expect_body("01 017b 0b", "malformed value type: 0x7b: SIMD is not supported");
    expect_body("01 d08603 7f 20cf8603 1a 0b", NULL); /* 50,000 locals */
    expect_body("02 d08603 7f 017f 0b", "too many locals");
    expect_body("02 ffffffff0f 7f ffffffff0f 7f 0b", "too many locals");
    expect_body("00 2300 2400 2301 1a 0b", NULL);
    expect_body("00 4200 2401 0b", "global is immutable: 1");
    expect_body("00 2302 1a 0b", "unknown global 2");
    expect_body("00 4100 1000 1a 0b", NULL);
    expect_body("00 1002 0b", "unknown function 2");
    expect_body("00 4100 4101 11 01 00 1a 0b", NULL);
    expect_body("00 4100 4101 11 01 01 1a 0b", "type mismatch: call_indirect through table 1");
    expect_body("00 4100 11 04 00 0b", "unknown type 4");
    expect_body("00 4100 11 00 02 0b", "unknown table 2");
}

static void validates_memory(void **state) {
    (void)state;
    expect_body("00 4100 28 02 00 1a 4100 29 03 ffffffff0f 1a 0b", NULL);
    expect_body("00 4100 28 03 00 1a 0b", "alignment must not be larger than natural");
    expect_body("00 4100 2d 01 00 1a 0b", "alignment must not be larger than natural");
    expect_body("00 4100 28 ffffffff0f 00 1a 0b", "alignment must not be larger than natural");
    expect_body("00 4100 4200 37 03 00 0b", NULL);
    expect_body("00 4100 4100 37 03 00 0b", "type mismatch: i64.store needs i64, found i32");
    expect_body("00 3f00 4000 1a 0b", NULL);
    expect_body("00 3f01 1a 0b", "zero byte expected");
    expect_body("00 3f8000 1a 0b", "zero byte expected");
    expect_body("00 4100 4100 4100 fc0a 0000 0b", NULL);
    expect_body("00 4100 4100 4100 fc0b 00 0b", NULL);
    expect_body("00 4100 4100 4100 fc08 00 00 fc09 00 0b", NULL);
    expect_body("00 fc09 01 0b", "unknown data segment 1");
    struct text m = {0};
    add_header(&m);
    add_hex_section(&m, 1, "01 600000");
    add_hex_section(&m, 3, "01 00");
    add_hex_section(&m, 10, "01 08 00 4100 28 02 00 1a 0b");
    expect(&m, "unknown memory 0", "load without memory");
}

static void validates_references(void **state) {
    (void)state;
    expect_body("00 d070 1a d06f d1 1a 0b", NULL);
    expect_body("00 d07f 1a 0b", "malformed reference type");
    expect_body("00 4100 d1 1a 0b", "type mismatch: ref.is_null needs a reference, found i32");
    expect_body("00 d200 1a 0b", NULL);
    expect_body("00 d201 1a 0b", "undeclared function reference: 1");
    expect_body("00 d202 1a 0b", "unknown function 2");
    expect_body("00 d070 d070 4100 1b 1a 0b", "type mismatch: select of references");
    expect_body("00 d070 d070 4100 1c 01 70 1a 0b", NULL);
    expect_body("00 d070 d06f 4100 1c 01 70 1a 0b", "type mismatch: select needs funcref");
    expect_body("00 4100 4100 4100 1c 02 7f 7f 1a 0b", "invalid result arity");
    expect_body("00 4100 4100 4100 1c 00 1a 0b", "invalid result arity");
    expect_body("00 4100 2501 1a 4100 d070 2600 0b", NULL);
    expect_body("00 4100 d06f 2600 0b",
                "type mismatch: table.set needs funcref, found externref");
    expect_body("00 d070 4101 fc0f 00 1a fc10 01 1a 4100 d06f 4101 fc11 01 0b", NULL);
    expect_body("00 4100 4100 4100 fc0c 00 00 fc0d 01 0b", NULL);
    expect_body("00 4100 4100 4100 fc0c 01 00 0b", "type mismatch: elem segment 1 and table 0");
    expect_body("00 4100 4100 4100 fc0c 02 00 0b", "unknown elem segment 2");
    expect_body("00 fc0d 02 0b", "unknown elem segment 2");
    expect_body("00 4100 4100 4100 fc0e 00 00 4100 4100 4100 fc0e 01 01 0b", NULL);
    expect_body("00 4100 4100 4100 fc0e 00 01 0b", "type mismatch: tables 0 and 1");
}

/* `count` times the bytes of `part` between `before` and `after`. */
static void expect_repeated(const char *before, const char *part, u32 count, const char *middle,
                            const char *part2, const char *after, const char *expected) {
    struct text body = {0}, m = {0};
    add_hex(&body, before);
    for (u32 n = 0; n < count; n++) add_hex(&body, part);
    add_hex(&body, middle);
    for (u32 n = 0; n < count; n++) add_hex(&body, part2);
    add_hex(&body, after);
    add_body_module(&m, body.at, body.length);
    expect(&m, expected, part);
    text_free(&body);
}

static void bounds_depths(void **state) {
    (void)state;
    expect_repeated("00", "02 40", 99999, "", "0b", "0b", NULL);
    expect_repeated("00", "02 40", 100000, "", "0b", "0b", "nesting too deep");
    expect_repeated("00", "41 00", 1 << 20, "", "1a", "0b", NULL);
    expect_repeated("00", "41 00", (1 << 20) + 1, "", "1a", "0b", "too many operands");
    expect_repeated("00 41 00 0e c09a0c", "00", 200000, "00", "", "0b", NULL); /* br_table */
    expect_repeated("c09a0c", "00 7f", 200000, "0b", "", "", NULL); /* local groups */
}

/* ---- Sections --------------------------------------------------------------------------- */

struct section {
    u8 id;
    const char *hex;
};

static void expect_sections(const struct section *sections, u32 count, const char *expected) {
    struct text m = {0};
    add_header(&m);
    for (u32 n = 0; n < count; n++) add_hex_section(&m, sections[n].id, sections[n].hex);
    expect(&m, expected, expected ? expected : sections[0].hex);
}
#define EXPECT(expected, ...)                        \
    expect_sections((struct section[]){__VA_ARGS__}, \
                    COUNT_OF(((struct section[]){__VA_ARGS__})), expected)

static void expect_bytes(const char *hex, const char *expected) {
    struct text m = {0};
    text_add_bytes(&m, "", 0);
    add_hex(&m, hex);
    expect(&m, expected, hex);
}

static void checks_the_frame(void **state) {
    (void)state;
    expect_bytes("", "unexpected end");
    expect_bytes("00 61 73", "unexpected end");
    expect_bytes("00 61 73 6e 01 00 00 00", "magic header not detected");
    expect_bytes("7f 45 4c 46 01 00 00 00", "magic header not detected");
    expect_bytes("00 61 73 6d 01 00 00", "unexpected end");
    expect_bytes("00 61 73 6d 0d 00 01 00",
                 "unknown binary version: expected 1 0 0 0, found 13");
    expect_bytes("00 61 73 6d 01 00 00 00", NULL);
    expect_bytes("00 61 73 6d 01 00 00 00 01 81808080 00 00", NULL); /* padded section size */
    expect_bytes("00 61 73 6d 01 00 00 00 01 02 00", "length out of bounds");
    expect_bytes("00 61 73 6d 01 00 00 00 01 02 00 00", "section size mismatch: 1 bytes");
    expect_bytes("00 61 73 6d 01 00 00 00 01", "unexpected end");
    EXPECT("malformed section id: 13: exceptions are not supported", {13, ""});
    EXPECT("unexpected content after last section", {1, "00"}, {1, "00"});
    EXPECT("unexpected content after last section", {3, "00"}, {1, "00"});
    EXPECT(NULL, {12, "00"}, {10, "00"}, {11, "00"});
    EXPECT("unexpected content after last section", {10, "00"}, {12, "00"});
    EXPECT("function and code section have inconsistent lengths", {1, "01 600000"},
           {3, "01 00"});
    EXPECT("function and code section have inconsistent lengths", {10, "01 02 00 0b"});
    EXPECT("data count and data section have inconsistent lengths", {12, "01"});
    EXPECT("section size mismatch: the body of func[0]", {1, "01 600000"}, {3, "01 00"},
           {10, "01 03 00 0b"});
    EXPECT("malformed UTF-8 encoding", {0, "02 c080"});
    EXPECT("length out of bounds", {0, "03 6162"});
    EXPECT(NULL, {0, "02 6162 ffff"}, {1, "00"}, {0, "00"});
}

static void checks_declarations(void **state) {
    (void)state;
    EXPECT("malformed function type: form 0x5f", {1, "01 5f0000"});
    EXPECT("malformed value type: 0x7b", {1, "01 60017b00"});
    EXPECT("unexpected end of section or function: 4294967295 types", {1, "ffffffff0f"});
    EXPECT("unexpected end of section or function", {1, "01 60ffffffff0f"});
    EXPECT("unknown type 1", {1, "01 600000"}, {3, "01 01"});
    EXPECT("malformed reference type: 0x7f", {4, "01 7f0001"});
    EXPECT("size minimum must not be greater than maximum", {4, "01 70010100"});
    EXPECT("memory size must be at most 65536 pages (4GiB)", {5, "01 00 818004"});
    EXPECT(NULL, {5, "01 01 808004 808004"});
    EXPECT("memory size must be at most 65536 pages (4GiB)", {5, "01 01 00 818004"});
    EXPECT("multiple memories", {5, "02 0001 0001"});
    EXPECT("multiple memories", {2, "01 00 00 02 0001"}, {5, "01 0001"});
    EXPECT("integer too large", {5, "01 0201"});
    EXPECT("integer representation too long", {5, "01 8101"});
    EXPECT("malformed mutability: 2", {6, "01 7f02 4100 0b"});
    EXPECT("malformed import kind: 4", {2, "01 00 00 04"});
    EXPECT("duplicate export name \"a\"", {5, "01 0001"}, {7, "02 0161 02 00 0161 02 00"});
    EXPECT("unknown memory 0", {7, "01 0161 02 00"});
    EXPECT("unknown memory 1", {5, "01 0001"}, {7, "01 0161 02 01"});
    EXPECT("malformed export kind: 4", {7, "01 0161 04 00"});
    EXPECT("unknown function 0", {8, "00"});
    EXPECT("start function", {1, "01 60017f00"}, {2, "01 00 00 00 00"}, {8, "00"});
    EXPECT(NULL, {1, "01 600000"}, {2, "01 00 00 00 00"}, {8, "00"});
}

static void checks_constants(void **state) {
    (void)state;
    EXPECT(NULL, {6, "04 7f00 41000b 7e00 42000b 7d00 43000000000b 7c00 4400000000000000000b"});
    EXPECT("type mismatch: expected a constant of type i32, found i64", {6, "01 7f00 42000b"});
    EXPECT("type mismatch: a constant expression is one i32, found 0", {6, "01 7f00 0b"});
    EXPECT("type mismatch: a constant expression is one i32, found 2",
           {6, "01 7f00 410041000b"});
    EXPECT("constant expression required", {6, "01 7f00 410041006a0b"});
    EXPECT("constant expression required", {6, "01 7f00 fc080b"});
    EXPECT("illegal opcode 0xf3", {6, "01 7f00 f30b"});
    EXPECT("unknown global 0", {6, "02 7f00 41000b 7f00 23000b"});
    EXPECT(NULL, {2, "01 00 00 037f00"}, {6, "01 7f00 23000b"});
    EXPECT("constant expression required: global 0 is mutable", {2, "01 00 00 037f01"},
           {6, "01 7f00 23000b"});
    EXPECT("type mismatch", {2, "01 00 00 037000"}, {6, "01 6f00 23000b"});
    EXPECT("type mismatch", {6, "01 7000 d06f0b"});
    EXPECT("unexpected end", {6, "01 7f00 4100"});
    EXPECT("malformed elements segment kind: flags 8", {4, "01 700001"}, {9, "01 0800"});
    EXPECT("malformed element kind: 1", {4, "01 700001"}, {9, "01 01 01 00"});
    EXPECT("unknown table 0", {9, "01 00 41000b 00"});
    EXPECT("type mismatch: elements of type funcref", {4, "01 6f0001"}, {9, "01 00 41000b 00"});
    EXPECT("unknown memory 0", {11, "01 00 41000b 00"});
    EXPECT("unknown memory 1", {5, "01 0001"}, {11, "01 02 01 41000b 00"});
    EXPECT("malformed data segment kind: flags 3", {5, "01 0001"}, {11, "01 03 00"});
}

/* ---- What a program then holds ---------------------------------------------------------- */

static struct program *decode_sections(const struct section *sections, u32 count) {
    struct text m = {0};
    struct status st = {0};
    add_header(&m);
    for (u32 n = 0; n < count; n++) add_hex_section(&m, sections[n].id, sections[n].hex);
    struct program *p = decode_text(&m, &st);
    if (!p) fail_msg("%s", st.text);
    return p;
}

static void keeps_declarations(void **state) {
    (void)state;
    static const struct section sections[] = {
        {1, "04 600000 60027f70017e 60027f6f017e 60027f70017e"},
        {2, "03 0161 0162 00 01  0161 0163 03 7f 00  0161 0164 01 6f 01 02 05"},
        {3, "02 00 03"},
        {4, "01 70 00 07"},
        {5, "01 01 02 03"},
        {6, "02 7c01 44000000000000f03f 0b  7000 d202 0b"},
        {7, "03 016d 02 00  026600 00 01  0166 00 02"},
        {8, "01"},
        {10, "02 02 00 0b 04 00 4200 0b"},
    };
    struct program *p = decode_sections(sections, COUNT_OF(sections));
    assert_int_equal(p->type_count, 4);
    assert_int_equal(p->types[1].canonical, 1);
    assert_int_equal(p->types[2].canonical, 2); /* externref is not funcref */
    assert_int_equal(p->types[3].canonical, 1);
    assert_int_equal(p->types[1].params[1], I32);
    assert_int_equal(p->types[1].kinds[1], 0x70);
    assert_int_equal(p->types[1].results[0], I64);
    assert_int_equal(p->types[1].kinds[2], 0x7e);

    assert_int_equal(p->import_count, 3);
    assert_int_equal(p->imported_function_count, 1);
    assert_int_equal(p->function_count, 3);
    assert_true(p->functions[0].imported && !p->functions[1].imported);
    assert_string_equal(program_function_name(p, 0), "a.b");
    assert_string_equal(program_function_name(p, 1), "f\xc0\x80"); /* a NUL in the name */
    assert_string_equal(program_function_name(p, 2), "f");
    assert_int_equal(program_find_export(p, EXTERNAL_FUNCTION, "f"), 2);
    assert_int_equal(p->functions[2].type, 3);
    assert_int_equal(p->functions[2].body_size, 4);
    assert_int_equal(p->wasm[p->functions[2].body_offset + 1], 0x42);

    assert_int_equal(p->table_count, 2);
    assert_true(p->tables[0].imported && p->tables[0].ref == REF_EXTERN);
    assert_true(p->tables[0].limits.has_max && p->tables[0].limits.max == 5);
    assert_true(p->tables[1].ref == REF_FUNCTION && !p->tables[1].limits.has_max);
    assert_int_equal(p->tables[1].limits.min, 7);
    assert_true(p->has_memory && !p->memory_imported && p->memory.has_max);
    assert_int_equal(p->memory.max, 3);

    assert_int_equal(p->global_count, 3);
    assert_true(p->globals[0].imported && !p->globals[0].mutable);
    assert_true(p->globals[1].mutable && p->globals[1].type == F64);
    assert_int_equal(p->globals[1].init.bits, 0x3ff0000000000000);
    assert_int_equal(p->globals[2].value_type, 0x70);
    assert_int_equal(p->globals[2].type, I32);
    assert_int_equal(p->globals[2].init.kind, INIT_FUNCTION);
    assert_int_equal(p->globals[2].init.bits, 2);
    assert_true(p->has_start && p->start == 1);
    program_free(p);
}

static void keeps_segments(void **state) {
    (void)state;
    static const struct section sections[] = {
        {1, "01 600000"},
        {2, "03 0161 0162 00 00  0161 0163 03 7f 00  0161 0164 03 70 00"},
        {4, "02 70 00 09 70 00 09"},
        {5, "01 00 01"},
        {9, "08 00 4103 0b 02 00 00"         /* active, functions */
            "   01 00 01 00"                 /* passive, functions */
            "   02 01 2300 0b 00 01 00"      /* active in table 1 */
            "   03 00 00"                    /* declared */
            "   04 4100 0b 01 d200 0b"       /* active, expressions */
            "   05 6f 01 d06f 0b"            /* passive externref */
            "   06 01 4100 0b 70 01 2301 0b" /* active in table 1, expressions */
            "   07 70 01 d070 0b"},          /* declared */
        {12, "03"},
        {11, "03 00 417f 0b 02 6869  01 01 6a  02 00 4100 0b 00"},
    };
    struct program *p = decode_sections(sections, COUNT_OF(sections));
    static const struct {
        u8 mode, ref;
        u32 table, count;
        u8 item_kind;
        u64 item_bits;
    } rows[] = {
        {SEGMENT_ACTIVE, REF_FUNCTION, 0, 2, INIT_FUNCTION, 0},
        {SEGMENT_PASSIVE, REF_FUNCTION, 0, 1, INIT_FUNCTION, 0},
        {SEGMENT_ACTIVE, REF_FUNCTION, 1, 1, INIT_FUNCTION, 0},
        {SEGMENT_DECLARED, REF_FUNCTION, 0, 0, 0, 0},
        {SEGMENT_ACTIVE, REF_FUNCTION, 0, 1, INIT_FUNCTION, 0},
        {SEGMENT_PASSIVE, REF_EXTERN, 0, 1, INIT_CONST, NULL_REFERENCE},
        {SEGMENT_ACTIVE, REF_FUNCTION, 1, 1, INIT_GLOBAL, 1},
        {SEGMENT_DECLARED, REF_FUNCTION, 0, 1, INIT_CONST, NULL_REFERENCE},
    };
    assert_int_equal(p->element_count, COUNT_OF(rows));
    for (u32 n = 0; n < COUNT_OF(rows); n++) {
        const struct element_segment *e = &p->elements[n];
        assert_int_equal(e->mode, rows[n].mode);
        assert_int_equal(e->ref, rows[n].ref);
        assert_int_equal(e->table, rows[n].table);
        assert_int_equal(e->count, rows[n].count);
        if (!e->count) continue;
        assert_int_equal(e->items[0].kind, rows[n].item_kind);
        assert_int_equal(e->items[0].bits, rows[n].item_bits);
        assert_int_equal(e->items[0].type, I32);
    }
    assert_int_equal(p->elements[0].offset.bits, 3);
    assert_int_equal(p->elements[2].offset.kind, INIT_GLOBAL);

    assert_int_equal(p->data_count, 3);
    assert_true(p->has_data_count);
    assert_int_equal(p->datas[0].mode, SEGMENT_ACTIVE);
    assert_int_equal(p->datas[0].offset.bits, 0xffffffff);
    assert_memory_equal(p->datas[0].bytes, "hi", 2);
    assert_int_equal(p->datas[1].mode, SEGMENT_PASSIVE);
    assert_int_equal(p->datas[1].size, 1);
    assert_int_equal(p->datas[2].size, 0);
    program_free(p);
}

/* Names are taken where they are good; nothing about them makes a module bad. */
static void reads_names_leniently(void **state) {
    (void)state;
    struct section sections[] = {
        {1, "01 600000"},
        {2, "01 0161 0162 00 00"},
        {3, "04 00 00 00 00"},
        {10, "04 02 00 0b 02 00 0b 02 00 0b 02 00 0b"},
        /* module name, then functions: 1 "one", 9 (none such), 2 (bad UTF-8), 3 "three" */
        {0, "04 6e616d65  00 02 01 6d  01 13 04 01 03 6f6e65  09 01 78  02 01 ff  "
            "03 05 7468726565"},
    };
    struct program *p = decode_sections(sections, COUNT_OF(sections));
    assert_string_equal(program_function_name(p, 0), "a.b");
    assert_string_equal(program_function_name(p, 1), "one");
    assert_string_equal(program_function_name(p, 2), "func[2]");
    assert_string_equal(program_function_name(p, 3), "three");
    assert_string_equal(program_function_name(p, 4), "func[4]");
    program_free(p);

    /* cut short in the middle of a name, and a subsection that is too long */
    sections[4].hex = "04 6e616d65  01 09 02 01 03 6f6e65  03 05 74";
    p = decode_sections(sections, COUNT_OF(sections));
    assert_string_equal(program_function_name(p, 1), "one");
    assert_string_equal(program_function_name(p, 3), "func[3]");
    program_free(p);
    sections[4].hex = "04 6e616d65  01 09 01 01 03 6f6e65"; /* says 9 bytes, has 6 */
    p = decode_sections(sections, COUNT_OF(sections));
    assert_string_equal(program_function_name(p, 1), "func[1]");
    program_free(p);
    sections[4].hex = "04 6e616d65  01 80";
    program_free(decode_sections(sections, COUNT_OF(sections)));
    sections[4].hex = "04 6e616d65";
    program_free(decode_sections(sections, COUNT_OF(sections)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(validates_numbers),
        cmocka_unit_test(validates_blocks),
        cmocka_unit_test(validates_unreachable_code),
        cmocka_unit_test(validates_variables),
        cmocka_unit_test(validates_memory),
        cmocka_unit_test(validates_references),
        cmocka_unit_test(bounds_depths),
        cmocka_unit_test(checks_the_frame),
        cmocka_unit_test(checks_declarations),
        cmocka_unit_test(checks_constants),
        cmocka_unit_test(keeps_declarations),
        cmocka_unit_test(keeps_segments),
        cmocka_unit_test(reads_names_leniently),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
