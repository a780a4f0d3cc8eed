/* The official WebAssembly test suite through the IR: each module's functions are built and
 * checked, and its assertions run in the interpreter of ir_interpreter.h. Modules that import
 * from other modules are left out and counted. Needs HPMSIM_SPEC_DIR and wabt's wast2json. */
#include "tests/compile/ir_interpreter.h"
#include "tests/compile/wasm_files.h"

#include <dirent.h>

struct instance {
    char *name; /* of the module, or "" */
    struct interpreter in;
};
struct suite {
    const char *file;
    ARRAY(struct instance *) instances;
    struct instance *last; /* NULL: the last module could not be used */
    bool left_out;         /* a module of this file: others may miss what it does to them */
    u32 modules, functions, linked, returned, trapped, skipped, failed;
};

static bool print_nothing(struct interpreter *in, u32 function, const u64 *args, u64 *results) {
    (void)in, (void)function, (void)args, (void)results;
    return true;
}

static const char *text_of(struct json j, const char *key) {
    struct status ignored = {0};
    struct json member = json_member(j, key);
    return json_present(member) ? json_string(member, "", &ignored) : "";
}

static void complain(struct suite *s, struct json command, const char *what, const char *text) {
    struct status ignored = {0};
    print_message("%s:%d: %s %s: %s\n", s->file,
                  (int)json_integer(json_member(command, "line"), 0, 0, INT32_MAX, &ignored),
                  text_of(json_member(command, "action"), "field"), what, text);
    s->failed++;
}

static bool can_link(const struct program *p) {
    for (u32 n = 0; n < p->import_count; n++)
        if (strcmp(p->imports[n].module, "spectest")) return false;
    return true;
}

static void check_functions(struct suite *s, struct interpreter *in) {
    struct status st = {0};
    for (u32 n = in->p->imported_function_count; n < in->p->function_count; n++) {
        if (!ir_check(in->p, interpreter_function(in, n), &st)) fail_msg("%s", st.text);
        s->functions++;
    }
}

static struct instance *open_module(struct suite *s, struct json command) {
    char path[600];
    snprintf(path, sizeof path, "work/%s", text_of(command, "filename"));
    struct status st = {0};
    struct program *p = decode_file(path, &st);
    if (!p) fail_msg("%s", st.text);
    s->modules++;
    if (!can_link(p)) {
        s->linked++;
        s->left_out = true;
        program_free(p);
        return NULL;
    }
    struct instance *i = xcalloc(1, sizeof *i);
    i->name = xstrdup(text_of(command, "name"));
    interpreter_open(&i->in, p, print_nothing);
    check_functions(s, &i->in);
    array_push(&s->instances, i);
    return i;
}

static void close_modules(struct suite *s) {
    for (u32 n = 0; n < s->instances.count; n++) {
        struct program *p = s->instances.at[n]->in.p;
        interpreter_close(&s->instances.at[n]->in);
        program_free(p);
        free(s->instances.at[n]->name);
        free(s->instances.at[n]);
    }
    array_free(&s->instances);
    s->last = NULL;
}

static struct instance *find_module(struct suite *s, struct json action) {
    const char *name = text_of(action, "module");
    if (!*name) return s->last;
    for (u32 n = s->instances.count; n-- > 0;)
        if (!strcmp(s->instances.at[n]->name, name)) return s->instances.at[n];
    return NULL;
}

static u64 read_value(struct json j) {
    const char *text = text_of(j, "value");
    if (!strcmp(text, "null")) return NULL_REFERENCE;
    return strtoull(text, NULL, 10);
}

/* NaNs that arithmetic makes must be the canonical one, of which the suite leaves the sign and,
 * for arithmetic ones, the payload open. */
static bool value_matches(struct json expected, u64 found) {
    const char *type = text_of(expected, "type"), *text = text_of(expected, "value");
    bool narrow = !strcmp(type, "f32");
    if (!strncmp(text, "nan:", 4)) return found == (narrow ? 0x7fc00000 : 0x7ff8000000000000);
    if (!*text) return found != NULL_REFERENCE; /* some reference */
    return found == read_value(expected);
}

enum outcome { SKIPPED, RETURNED, TRAPPED };

static enum outcome do_action(struct suite *s, struct json command, u64 *results,
                              const char **trap) {
    struct json action = json_member(command, "action");
    struct instance *i = find_module(s, action);
    if (!i || (s->left_out && i != s->last)) return SKIPPED;
    const char *field = text_of(action, "field");
    if (!strcmp(text_of(action, "type"), "get")) {
        i64 global = program_find_export(i->in.p, EXTERNAL_GLOBAL, field);
        assert_true(global >= 0);
        results[0] = i->in.globals[global];
        return RETURNED;
    }
    i64 function = program_find_export(i->in.p, EXTERNAL_FUNCTION, field);
    if (function < 0) return SKIPPED; /* a name that JSON can't say */
    u64 args[64] = {0};
    struct json list = json_member(action, "args");
    for (u32 n = 0, count = json_count(list); n < count; n++)
        args[n] = read_value(json_item(list, n));
    i->in.depth = 0;
    bool ok = interpreter_call(&i->in, (u32)function, args, results);
    if (*i->in.broken) {
        complain(s, command, "broke a promise", i->in.broken);
        *i->in.broken = 0;
    }
    *trap = ok ? "" : trap_text(i->in.trap);
    return ok ? RETURNED : TRAPPED;
}

static void check_return(struct suite *s, struct json command) {
    u64 results[64] = {0};
    const char *trap = "";
    enum outcome outcome = do_action(s, command, results, &trap);
    if (outcome == SKIPPED) {
        s->skipped++;
        return;
    }
    if (outcome == TRAPPED) {
        complain(s, command, "trapped", trap);
        return;
    }
    struct json expected = json_member(command, "expected");
    for (u32 n = 0, count = json_count(expected); n < count; n++)
        if (!value_matches(json_item(expected, n), results[n])) {
            char text[100];
            snprintf(text, sizeof text, "0x%llx", (unsigned long long)results[n]);
            complain(s, command, "returned", text);
            return;
        }
    s->returned++;
}

static void check_trap(struct suite *s, struct json command) {
    u64 results[64];
    const char *trap = "";
    if (!json_present(json_member(command, "action"))) return;
    enum outcome outcome = do_action(s, command, results, &trap);
    if (outcome == SKIPPED) {
        s->skipped++;
        return;
    }
    const char *text = text_of(command, "text");
    size_t length = MIN(strlen(trap), strlen(text));
    if (outcome == TRAPPED && !strncmp(trap, text, length))
        s->trapped++;
    else
        complain(s, command, "should trap, but", outcome == TRAPPED ? trap : "returned");
}

static void do_command(struct suite *s, struct json command) {
    const char *type = text_of(command, "type");
    if (!strcmp(type, "module")) {
        s->last = open_module(s, command);
        if (s->last && !interpreter_start(&s->last->in))
            complain(s, command, "start trapped", trap_text(s->last->in.trap));
    } else if (!strcmp(type, "assert_uninstantiable")) {
        struct instance *last = s->last, *i = open_module(s, command);
        s->last = last;
        if (!i) return;
        if (interpreter_start(&i->in))
            complain(s, command, "start should trap", text_of(command, "text"));
        else
            s->trapped++;
    } else if (!strcmp(type, "assert_return")) {
        check_return(s, command);
    } else if (!strcmp(type, "assert_trap") || !strcmp(type, "assert_exhaustion")) {
        check_trap(s, command);
    } else if (!strcmp(type, "action")) {
        u64 results[64];
        const char *trap = "";
        if (do_action(s, command, results, &trap) == TRAPPED)
            complain(s, command, "trapped", trap);
    }
}

static void run_file(struct suite *s, const char *file) {
    if (!strcmp(file, "linking.wast")) {
        print_message("SKIPPED: %s is about modules that share what they define\n", file);
        return;
    }
    s->file = file;
    s->left_out = false;
    if (!run("wast2json %s/%s -o work/ir.json", HPMSIM_SPEC_DIR, file)) {
        print_message("SKIPPED: wast2json does not accept %s\n", file);
        return;
    }
    assert_true(run("sed -i 's/\\\\u0000/?/g' work/ir.json"));
    struct status st = {0};
    struct json_document *document = json_parse_file("work/ir.json", &st);
    if (!document) fail_msg("%s: %s", file, st.text);
    struct json commands = json_member(json_root(document), "commands");
    for (u32 n = 0, count = json_count(commands); n < count; n++)
        do_command(s, json_item(commands, n));
    close_modules(s);
    json_free(document);
    assert_true(run("rm -f work/ir.*"));
}

static void runs_the_suite(void **state) {
    (void)state;
    if (!*HPMSIM_SPEC_DIR) {
        print_message("SKIPPED: no HPMSIM_SPEC_DIR\n");
        skip();
    }
    if (!have_tool("wast2json")) skip();
    struct suite s = {0};
    struct dirent **files;
    int count = scandir(HPMSIM_SPEC_DIR, &files, NULL, alphasort);
    assert_true(count > 0);
    const char *only = getenv("HPMSIM_SUITE_FILE");
    for (int n = 0; n < count; n++) {
        const char *dot = strrchr(files[n]->d_name, '.');
        if (dot && !strcmp(dot, ".wast") && (!only || strstr(files[n]->d_name, only)))
            run_file(&s, files[n]->d_name);
        free(files[n]);
    }
    free(files);
    print_message("%u modules, of which %u import from other modules (left out); %u functions; "
                  "%u returns and %u traps as expected, %u left out, %u wrong\n",
                  s.modules, s.linked, s.functions, s.returned, s.trapped, s.skipped, s.failed);
    assert_int_equal(s.failed, 0);
    assert_true(only || s.returned > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(runs_the_suite)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
