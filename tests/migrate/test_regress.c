/* Bugs that were found, each by its smallest input: tests/regress/NAME.wat (its function "run")
 * or NAME.c, and NAME.txt, which says how it must end, in lines such as
 *
 *     result: 0x12            bits of the first result
 *     trap: unreachable
 *     status: 3
 *     memory 65528: 01 ff     bytes at the end
 *     anything else           the output, to the end of the file
 *
 * At rest on each model of a ring, then moving after every instruction from each: with the default
 * allocator, then with all allocators in turn round the ring. */
#include "tests/migrate/torture.h"

#include <dirent.h>
#include <stdio.h>

#define REGRESS HPMSIM_SOURCE_DIR "/tests/regress/"

static u32 entry_of(const struct program *p) {
    i64 run = program_find_export(p, EXTERNAL_FUNCTION, "run");
    if (run < 0) run = program_find_export(p, EXTERNAL_FUNCTION, "_start");
    assert_true(run >= 0);
    return (u32)run;
}

static bool memory_is(const struct process *p, const char *line) {
    unsigned at, byte;
    int n = 0;
    if (sscanf(line, "memory %u:%n", &at, &n) != 1) return false;
    for (const char *text = line + n; sscanf(text, " %x%n", &byte, &n) == 1; text += n) {
        const u8 *found = process_memory(p, at++, 1);
        if (!found || *found != byte) return false;
    }
    return true;
}

static bool line_holds(const char *line, const struct traveller *t, enum stop stop,
                       u64 result) {
    const struct process *p = t->process;
    if (!strncmp(line, "result: ", 8))
        return stop == STOP_DONE && result == strtoull(line + 8, NULL, 0);
    if (!strncmp(line, "trap: ", 6))
        return stop == STOP_TRAP && !strcmp(trap_text(p->trap), line + 6);
    if (!strncmp(line, "status: ", 8))
        return stop == STOP_EXIT && p->exit_status == strtoul(line + 8, NULL, 0);
    return memory_is(p, line);
}

static bool is_claim(const char *line) {
    return !strncmp(line, "result: ", 8) || !strncmp(line, "trap: ", 6) ||
           !strncmp(line, "status: ", 8) || !strncmp(line, "memory ", 7);
}

/* "" or the line of the expectation that does not hold. */
static void compare(const char *expected, const struct traveller *t, enum stop stop, u64 result,
                    char *wrong, size_t size) {
    *wrong = 0;
    while (is_claim(expected)) {
        char line[200];
        snprintf(line, sizeof line, "%.*s", (int)strcspn(expected, "\n"), expected);
        expected += strcspn(expected, "\n");
        expected += *expected == '\n';
        if (!line_holds(line, t, stop, result)) {
            snprintf(wrong, size, "%s", line);
            return;
        }
    }
    if (strcmp(text_string(&t->process->output), expected)) snprintf(wrong, size, "the output");
}

static bool run(struct fleet *f, const char *name, const char *expected, u32 start,
                enum gait gait) {
    struct status st = {0};
    const char *args[] = {name};
    struct process_options o = {
        .args = args, .arg_count = 1, .in = -1, .out = -1, .err = -1, .capture = true};
    struct way_to_go way = {gait, .distance = 1};
    struct traveller *t = traveller_new(f, &o, start, &way, &st);
    if (!t) fail_msg("%s", st.text);
    u64 results[16] = {0};
    char wrong[200];
    enum stop stop = traveller_call(t, entry_of(f->program), NULL, results);
    compare(expected, t, stop, results[0], wrong, sizeof wrong);
    if (*wrong)
        print_message(
            "%s: wrong %s on %s: %s (stop %d, result 0x%llx, trap %s, output %s; %s %s)\n",
            name, gait == GAIT_STAY ? "at rest" : "moving", f->ring->models[start].name, wrong,
            stop, (unsigned long long)results[0],
            stop == STOP_TRAP ? trap_text(t->process->trap) : "none",
            text_string(&t->process->output), text_string(&t->trouble), traveller_place(t));
    traveller_free(t);
    return !*wrong;
}

static u32 check_on(const char *name, const char *expected, const struct ring *ring) {
    char path[500];
    u32 failed = 0;
    snprintf(path, sizeof path, REGRESS "%s", name);
    struct fleet *f = fleet_load(path, ring);
    for (u32 n = 0; n < ring->count; n++) {
        failed += !run(f, name, expected, n, GAIT_STAY);
        failed += !run(f, name, expected, n, GAIT_EVERY);
    }
    fleet_free(f);
    return failed;
}

static u32 check(const char *name) {
    char path[500];
    struct status st = {0};
    struct bytes expected;
    snprintf(path, sizeof path, REGRESS "%.*s.txt", (int)strcspn(name, "."), name);
    if (!file_read(path, &expected, &st)) fail_msg("%s", st.text);
    u32 failed = 0;
    for (u32 k = 0; k <= allocator_count; k++) {
        struct ring ring = {0};
        torture_ring(&ring);
        if (k) ring_allocators(&ring, k - 1);
        failed += check_on(name, (char *)expected.at, &ring);
    }
    free(expected.at);
    return failed;
}

static void no_bug_is_back(void **state) {
    (void)state;
    need_tool("wat2wasm");
    need_tool("clang");
    struct dirent **files;
    int count = scandir(REGRESS, &files, NULL, alphasort);
    const char *only = getenv("HPMSIM_CASE");
    u32 failed = 0, cases = 0;
    assert_true(count > 0);
    for (int n = 0; n < count; n++) {
        const char *name = files[n]->d_name, *dot = strrchr(name, '.');
        bool source = dot && (!strcmp(dot, ".wat") || !strcmp(dot, ".c"));
        if (source && (!only || strstr(name, only))) {
            cases++;
            failed += check(name);
        }
        free(files[n]);
    }
    free(files);
    print_message("%u cases\n", cases);
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_bug_is_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
