/* The official WebAssembly test suite against the decoder: what is a module must decode, what
 * is none must not. Needs HPMSIM_SPEC_DIR and wabt's wast2json. */
#include "tests/compile/wasm_files.h"

#include <dirent.h>

/* Files that need what we leave out, by the beginning of their names. */
static const char *const left_out[] = {"simd", "memory64", "exception", "tail-call"};

struct tally {
    u32 files, modules, refused, texts, commands_failed;
};

static bool is_left_out(const char *file) {
    for (size_t n = 0; n < COUNT_OF(left_out); n++)
        if (!strncmp(file, left_out[n], strlen(left_out[n]))) return true;
    return false;
}

static void complain(struct tally *t, const char *file, struct json command, const char *what,
                     const char *text) {
    struct status ignored = {0};
    print_message("%s:%d: %s: %s\n", file,
                  (int)json_integer(json_member(command, "line"), 0, 0, INT32_MAX, &ignored),
                  what, text);
    t->commands_failed++;
}

static void check_command(struct tally *t, const char *file, struct json command) {
    struct status st = {0}, ignored = {0};
    const char *type = json_string(json_member(command, "type"), "", &st);
    const char *kind = json_string(json_member(command, "module_type"), "binary", &st);
    const char *module = json_string(json_member(command, "filename"), "", &st);
    const char *text = json_string(json_member(command, "text"), "", &st);
    assert_true(status_ok(&st));
    bool bad = !strcmp(type, "assert_invalid") || !strcmp(type, "assert_malformed");
    /* modules that can't be linked or started are valid all the same */
    bool good = !strcmp(type, "module") || !strcmp(type, "assert_unlinkable") ||
                !strcmp(type, "assert_uninstantiable") || !strcmp(type, "assert_trap");
    if (!*module || strcmp(kind, "binary") || (!bad && !good)) return;

    char path[600];
    snprintf(path, sizeof path, "work/%s", module);
    struct program *p = decode_file(path, &st);
    if (good) {
        t->modules++;
        if (!p) complain(t, file, command, "a valid module was refused", st.text);
    } else if (p) {
        complain(t, file, command, "an invalid module was accepted", text);
    } else {
        t->refused++;
        const char *found = strstr(st.text, ": 0x");
        assert_non_null(found);
        found = strstr(found + 2, ": ") + 2;
        if (!strncmp(found, text, strlen(text))) {
            t->texts++;
        } else {
            print_message("%s: other words: \"%s\" for \"%s\"\n", module, found, text);
        }
    }
    program_free(p);
    status_free(&st);
    status_free(&ignored);
}

static void check_file(struct tally *t, const char *file) {
    if (is_left_out(file)) {
        print_message("SKIPPED: %s uses what is not supported\n", file);
        return;
    }
    if (!run("wast2json %s/%s -o work/suite.json", HPMSIM_SPEC_DIR, file)) {
        print_message("SKIPPED: wast2json does not accept %s\n", file);
        return;
    }
    t->files++;
    /* NULs in names of exports, which are all the same to us, can't be read as text */
    assert_true(run("sed -i 's/\\\\u0000/?/g' work/suite.json"));
    struct status st = {0};
    struct json_document *document = json_parse_file("work/suite.json", &st);
    if (!document) fail_msg("%s: %s", file, st.text);
    struct json commands = json_member(json_root(document), "commands");
    for (u32 n = 0, count = json_count(commands); n < count; n++)
        check_command(t, file, json_item(commands, n));
    json_free(document);
    assert_true(run("rm -f work/suite.*"));
}

static void decodes_the_suite(void **state) {
    (void)state;
    if (!*HPMSIM_SPEC_DIR) {
        print_message("SKIPPED: no HPMSIM_SPEC_DIR\n");
        skip();
    }
    if (!have_tool("wast2json")) skip();
    struct tally t = {0};
    struct dirent **files;
    int count = scandir(HPMSIM_SPEC_DIR, &files, NULL, alphasort);
    assert_true(count > 0);
    for (int n = 0; n < count; n++) {
        const char *dot = strrchr(files[n]->d_name, '.');
        if (dot && !strcmp(dot, ".wast")) check_file(&t, files[n]->d_name);
        free(files[n]);
    }
    free(files);
    print_message(
        "%u files: %u modules accepted; %u refused, %u of them in the suite's words\n", t.files,
        t.modules, t.refused, t.texts);
    assert_int_equal(t.commands_failed, 0);
    assert_true(t.modules > 0 && t.refused > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(decodes_the_suite)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
