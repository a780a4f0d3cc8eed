/* Modules with damage: cut off, and with random bytes in them. Whatever comes out, there is a
 * program or a message with an offset, and no crash (sanitizers look for less). */
#include "tests/compile/wasm_files.h"

#include <dirent.h>

enum { MODULES = 6, MUTATIONS = 20000, CUTS = 3000 /* per module, at most */ };

static struct bytes modules[MODULES];
static u32 module_count;

/* A lot of what C makes: a switch, floats, 64 bits, indirect calls, memory. */
static const char small_c[] =
    "typedef int (*fn)(int);\n"
    "static int one(int x) { return x + 1; }\n"
    "static int two(int x) { return x * 2; }\n"
    "volatile fn table[] = {one, two};\n"
    "double sum; long long wide[64];\n"
    "int run(int n) {\n"
    "    for (int i = 0; i < n; i++) {\n"
    "        switch (i % 7) {\n"
    "        case 0: sum += i; break;\n"
    "        case 1: wide[i & 63] <<= i; break;\n"
    "        case 2: sum = (float)sum * 0.5f; break;\n"
    "        case 3: wide[i & 63] ^= (long long)sum / (i + 1); break;\n"
    "        case 5: n = table[i & 1](n); break;\n"
    "        default: wide[0] += __builtin_clzll(i); break;\n"
    "        }\n"
    "    }\n"
    "    return n + (int)wide[3];\n"
    "}\n"
    "void _start(void) { run(100); }\n";

static const char libc_c[] = "#include <stdio.h>\n"
                             "#include <stdlib.h>\n"
                             "int main(int argc, char **argv) {\n"
                             "    char *copy = malloc(100);\n"
                             "    snprintf(copy, 100, \"%s %g\", argv[0], argc * 0.5);\n"
                             "    return puts(copy) < 0;\n"
                             "}\n";

static void add_module(const char *path) {
    struct status st = {0};
    assert_int_not_equal(module_count, MODULES);
    if (!file_read(path, &modules[module_count++], &st)) fail_msg("%s", st.text);
}

/* The suite's largest module of a file. */
static void add_of_suite(const char *name) {
    assert_true(run("wast2json %s/%s.wast -o work/%s.json", HPMSIM_SPEC_DIR, name, name));
    char path[300];
    snprintf(path, sizeof path, "work/%s.wasm", name);
    assert_true(run("cp \"$(ls -S work/%s.*.wasm | head -n 1)\" %s && rm work/%s.[0-9j]*", name,
                    path, name));
    add_module(path);
}

static int collect(void **state) {
    (void)state;
    if (have_tool("clang")) {
        assert_true(compile_c("small", small_c, "-O2 -g -nostdlib -Wl,--export=run"));
        add_module("work/small.wasm");
        assert_true(compile_c("libc", libc_c, "-O2 -g"));
        add_module("work/libc.wasm");
    }
    if (!*HPMSIM_SPEC_DIR) {
        print_message("SKIPPED: no HPMSIM_SPEC_DIR\n");
    } else if (have_tool("wast2json")) {
        add_of_suite("br_table");
        add_of_suite("elem");
        add_of_suite("imports");
        add_of_suite("table_init");
    }
    return 0;
}

static int discard(void **state) {
    (void)state;
    while (module_count) free(modules[--module_count].at);
    return 0;
}

static void survives_cuts(void **state) {
    (void)state;
    if (!module_count) skip();
    for (u32 m = 0; m < module_count; m++) {
        size_t step = modules[m].size / CUTS + 1;
        for (size_t size = 0; size <= modules[m].size; size += step)
            LLVMFuzzerTestOneInput(modules[m].at, size);
    }
}

static void survives_noise(void **state) {
    (void)state;
    if (!module_count) skip();
    u64 seed = 1;
    for (u32 n = 0; n < MUTATIONS; n++) {
        const struct bytes *module = &modules[n % module_count];
        u8 *copy = xmalloc(module->size);
        memcpy(copy, module->at, module->size);
        for (u64 flips = 1 + random_next(&seed) % 4; flips; flips--) {
            u64 random = random_next(&seed);
            u8 *at = copy + random_next(&seed) % module->size;
            *at = random & 1 ? (u8)(random >> 8) : *at ^ (u8)(1 << (random >> 8 & 7));
        }
        LLVMFuzzerTestOneInput(copy, module->size);
        free(copy);
    }
}

static void survives_random_bytes(void **state) {
    (void)state;
    u64 seed = 2;
    for (u32 n = 0; n < MUTATIONS; n++) {
        u8 bytes[100] = {0, 'a', 's', 'm', 1};
        size_t size = 8 + random_next(&seed) % (sizeof bytes - 8);
        for (size_t k = 8; k < size; k++) bytes[k] = (u8)(random_next(&seed) & 0x8f);
        LLVMFuzzerTestOneInput(bytes, size);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_cuts),
        cmocka_unit_test(survives_noise),
        cmocka_unit_test(survives_random_bytes),
    };
    return cmocka_run_group_tests(tests, collect, discard);
}
