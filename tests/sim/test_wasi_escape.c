/* tests/sim/test_wasi_escape.c: there is no way out of a preopened folder, whatever a program
 * tries: by every path call with every kind of path that leads out, and by random arguments to
 * every call. Beside the box lies a folder that must not change and must not be read.
 *
 * HPMSIM_FUZZ: random calls per function (default 500). */
#define _GNU_SOURCE /* memmem */
#include "guest.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

enum { RESULT = 0x100, VECTORS = 0x200, PATH = 0x400, PATH2 = 0x800, BUFFER = 0x1000 };
enum { END = 2 * PAGE_BYTES };

static const struct process_folder folders[] = {{"jail/box", "/box"}, {"jail/box2", "/box2"}};
static const char *const args[] = {"prog"};
static const struct process_options options = {.args = args,
                                               .arg_count = 1,
                                               .env = args,
                                               .env_count = 1,
                                               .folders = folders,
                                               .folder_count = 2,
                                               .in = -1,
                                               .out = -1,
                                               .err = -1,
                                               .capture = true};

static char outside[4096]; /* absolute path of the folder that must stay as it is */

static void jail_make(void) {
    shell("rm -rf jail && mkdir -p jail/box/dir/sub jail/box2 jail/outside/inner && cd jail && "
          "printf secret >outside/secret && printf mine >box/file && "
          "ln -s ../outside box/out && ln -s ../../outside box/dir/out && "
          "ln -s ../outside/secret box/secret && ln -s ../outside/new box/new && "
          "ln -s .. box/up && ln -s ../.. box/dir/up && ln -s dir/../.. box/roundabout && "
          "ln -s \"$PWD/outside\" box/abs && ln -s / box/root && ln -s chain2 box/chain1 && "
          "ln -s dir/out box/chain2 && ln -s loop2 box/loop && ln -s loop box/loop2 && "
          "ln -s dir/sub/../../file box/fine && ln -s ../file box/dir/finetoo && "
          "ln -s ../box2 box/neighbour && ln -s /proc/self/cwd box/magic");
    assert_non_null(getcwd(outside, sizeof outside - 20));
    strcat(outside, "/jail/outside");
}

/* What is outside, and beside the boxes: names, kinds, times, contents. */
static void look_outside(struct text *out) {
    FILE *pipe =
        popen("cd jail && ls -1d * && find outside -printf '%p %y %m %n %T@ %C@\\n' | sort"
              " && cat outside/secret",
              "r");
    char line[512];
    while (fgets(line, sizeof line, pipe)) text_add(out, line);
    pclose(pipe);
}

static void vector(struct guest *g, u32 address, u32 size) {
    put32(g->p->memory + VECTORS, address);
    put32(g->p->memory + VECTORS + 4, size);
}

/* ---- Each path call with each way out --------------------------------------------------- */

/* From the box on. What is behind the last slash may be a link that leads out, so these are
 * ways out for calls that follow it; those with more behind are for all. */
static const char *const ways_out[] = {
    "..",
    "../",
    "../outside",
    "../outside/secret",
    "../box/file",
    "../box2",
    "./..",
    "dir/../..",
    "dir/../../outside/secret",
    "dir/sub/../../../outside/secret",
    "dir/./.././../outside",
    "//..",
    "dir//..//..//outside",
    "out/secret",
    "out/../secret",
    "out/inner/",
    "out/",
    "dir/out/secret",
    "dir/out/new",
    "up/outside/secret",
    "up/box/file",
    "dir/up/outside/secret",
    "roundabout/outside/secret",
    "abs/secret",
    "root/etc/passwd",
    "root/tmp",
    "chain1/secret",
    "chain2/secret",
    "neighbour/x",
    "/",
    "/etc/passwd",
    "//etc/passwd",
    "/box/file",
    "magic/x",
    "dir/../up/outside",
    "up/",
    "root/",
    "abs/",
    "up/../outside",
    "magic/",
};
static const char *const links_out[] = {"out",        "dir/out",   "secret", "new",
                                        "up",         "dir/up",    "abs",    "root",
                                        "roundabout", "neighbour", "magic"};

static u64 open_path(struct guest *g, u64 dir, const char *path, u32 lookup, u32 oflags,
                     u64 rights) {
    u32 n = guest_text(g, PATH, path);
    return CALL(g, "path_open", dir, lookup, PATH, n, oflags, rights, RIGHTS_ALL, 0, RESULT);
}

/* Every call that takes a path, from directory fd `dir`; none may succeed. */
static void try_all(struct guest *g, u64 dir, const char *path, u32 lookup) {
    static const u32 oflags[] = {0, OPEN_CREAT, OPEN_DIRECTORY, OPEN_TRUNC,
                                 OPEN_CREAT | OPEN_EXCL};
    for (u32 i = 0; i < COUNT_OF(oflags); i++) {
        assert_int_not_equal(open_path(g, dir, path, lookup, oflags[i], RIGHT_READ), 0);
        assert_int_not_equal(open_path(g, dir, path, lookup, oflags[i], RIGHT_WRITE), 0);
        assert_int_not_equal(open_path(g, dir, path, lookup, oflags[i], 0), 0);
    }
    u32 n = guest_text(g, PATH, path);
    assert_int_not_equal(CALL(g, "path_filestat_get", dir, lookup, PATH, n, BUFFER), 0);
    assert_int_not_equal(CALL(g, "path_filestat_set_times", dir, lookup, PATH, n, 1, 1, 5), 0);
    u32 n2 = guest_text(g, PATH2, "stolen");
    assert_int_not_equal(CALL(g, "path_link", dir, lookup, PATH, n, dir, PATH2, n2), 0);
}

static void try_unfollowed(struct guest *g, u64 dir, const char *path) {
    u32 n = guest_text(g, PATH, path), n2 = guest_text(g, PATH2, "stolen");
    assert_int_not_equal(CALL(g, "path_readlink", dir, PATH, n, BUFFER, 100, RESULT), 0);
    assert_int_not_equal(CALL(g, "path_create_directory", dir, PATH, n), 0);
    assert_int_not_equal(CALL(g, "path_rename", dir, PATH, n, dir, PATH2, n2), 0);
    n2 = guest_text(g, PATH2, "file");
    assert_int_not_equal(CALL(g, "path_rename", dir, PATH2, n2, dir, PATH, n), 0);
    assert_int_not_equal(CALL(g, "path_link", dir, 0, PATH2, n2, dir, PATH, n), 0);
    assert_int_not_equal(CALL(g, "path_symlink", PATH2, n2, dir, PATH, n), 0);
    assert_int_not_equal(CALL(g, "path_remove_directory", dir, PATH, n), 0);
    assert_int_not_equal(CALL(g, "path_unlink_file", dir, PATH, n), 0);
}

static void unchanged(const struct text *before) {
    struct text after = {0};
    look_outside(&after);
    assert_string_equal(text_string(&after), text_string(before));
    text_free(&after);
}

static void test_ways_out(void **state) {
    (void)state;
    struct guest g;
    struct text before = {0};
    jail_make();
    look_outside(&before);
    guest_program(&g);
    guest_start(&g, &options);
    for (u32 i = 0; i < COUNT_OF(ways_out); i++) {
        try_all(&g, 3, ways_out[i], 0);
        try_all(&g, 3, ways_out[i], LOOKUP_FOLLOW);
        try_unfollowed(&g, 3, ways_out[i]);
    }
    for (u32 i = 0; i < COUNT_OF(links_out); i++) try_all(&g, 3, links_out[i], LOOKUP_FOLLOW);
    try_all(&g, 3, outside, LOOKUP_FOLLOW);
    try_unfollowed(&g, 3, outside);
    assert_int_equal(open_path(&g, 3, "loop", LOOKUP_FOLLOW, 0, RIGHT_READ), WASI_ELOOP);
    assert_int_equal(open_path(&g, 3, "..", LOOKUP_FOLLOW, 0, RIGHT_READ), WASI_ENOTCAPABLE);
    assert_int_equal(open_path(&g, 3, "abs/secret", 0, 0, RIGHT_READ), WASI_ENOTCAPABLE);
    assert_int_equal(open_path(&g, 3, "fine", LOOKUP_FOLLOW, 0, RIGHT_READ), 0);
    assert_int_equal(open_path(&g, 3, "dir/finetoo", LOOKUP_FOLLOW, 0, RIGHT_READ), 0);
    unchanged(&before);
    text_free(&before);
    guest_end(&g);
}

/* A folder that a program opened is a top too, also after it moved. */
static void test_opened_folder(void **state) {
    (void)state;
    struct guest g;
    struct text before = {0};
    jail_make();
    look_outside(&before);
    guest_program(&g);
    guest_start(&g, &options);
    assert_int_equal(open_path(&g, 3, "dir/sub", 0, OPEN_DIRECTORY, RIGHTS_ALL), 0);
    u32 sub = guest_u32(&g, RESULT);
    try_all(&g, sub, "..", LOOKUP_FOLLOW);
    try_all(&g, sub, "../../file", LOOKUP_FOLLOW);
    u32 n = guest_text(&g, PATH, "dir/sub"), n2 = guest_text(&g, PATH2, "moved");
    assert_int_equal(CALL(&g, "path_rename", 3, PATH, n, 4, PATH2, n2), 0);
    try_all(&g, sub, "..", LOOKUP_FOLLOW);
    try_all(&g, sub, "../../outside/secret", LOOKUP_FOLLOW);

    /* links that the program makes and moves itself lead nowhere either */
    n = guest_text(&g, PATH, "../../outside");
    n2 = guest_text(&g, PATH2, "dir/a");
    assert_int_equal(CALL(&g, "path_symlink", PATH, n, 3, PATH2, n2), 0);
    try_all(&g, 3, "dir/a/secret", LOOKUP_FOLLOW);
    n = guest_text(&g, PATH, "dir/a");
    n2 = guest_text(&g, PATH2, "a");
    assert_int_equal(CALL(&g, "path_rename", 3, PATH, n, 3, PATH2, n2), 0);
    try_all(&g, 3, "a/outside/secret", LOOKUP_FOLLOW);
    try_all(&g, 3, "a/secret", LOOKUP_FOLLOW);

    /* the listing says nothing of what is above */
    assert_int_equal(CALL(&g, "fd_readdir", 3, BUFFER, 60, 0, RESULT), 0);
    assert_int_equal(guest_u64(&g, BUFFER + 8), guest_u64(&g, BUFFER + 25 + 8));
    unchanged(&before);
    text_free(&before);
    guest_end(&g);
}

/* ---- Random arguments ------------------------------------------------------------------- */

static const char *const words[] = {"..",        ".",     "dir",  "sub",  "out",    "up",
                                    "root",      "abs",   "file", "new",  "secret", "outside",
                                    "chain1",    "box",   "x",    "loop", "inner",  "a",
                                    "neighbour", "magic", ""};

static u64 seed = 1;

static u64 roll(u64 n) {
    return random_next(&seed) % n;
}

static void random_path(struct guest *g, u32 address) {
    char path[96];
    size_t n = 0;
    for (u64 left = 1 + roll(roll(2) ? 2 : 5); left; left--) {
        const char *word = words[roll(COUNT_OF(words))];
        n += (size_t)snprintf(path + n, sizeof path - n, "%s%s", roll(30) ? "" : "/", word);
        if (left > 1 || !roll(8)) n += (size_t)snprintf(path + n, sizeof path - n, "/");
    }
    if (!roll(50)) path[roll(n + 1)] = (char)roll(256);
    memcpy(g->p->memory + address, path, sizeof path);
    put32(g->p->memory + address - 4, (u32)n);
}

/* An argument of 32 bits: fds, small numbers, addresses of what is laid out, ends, anything. */
static u32 random_u32(void) {
    switch (roll(10)) {
    case 0: return (u32)random_next(&seed);
    case 1: return END - (u32)roll(70);
    case 2: return (u32)roll(4 * PAGE_BYTES);
    case 3: return BUFFER + (u32)roll(2000);
    case 4: return (u32)roll(40);
    default: return (u32)roll(12);
    }
}

static u64 random_u64(void) {
    switch (roll(6)) {
    case 0: return random_next(&seed);
    case 1: return RIGHTS_ALL;
    case 2: return random_next(&seed) & RIGHTS_ALL;
    case 3: return 1ull << roll(64);
    default: return roll(5000);
    }
}

/* Vectors and subscriptions: whatever lies there. */
static void random_memory(struct guest *g) {
    random_path(g, PATH);
    random_path(g, PATH2);
    vector(g, BUFFER, (u32)roll(300));
    for (u32 i = 8; i < 64; i += 8) {
        put32(g->p->memory + VECTORS + i, roll(4) ? BUFFER : random_u32());
        put32(g->p->memory + VECTORS + i + 4, roll(4) ? (u32)roll(300) : random_u32());
    }
    for (u32 i = 0; i < 8; i++) {
        u8 *s = g->p->memory + BUFFER + 48 * i;
        s[8] = (u8)roll(4);
        put32(s + 16, (u32)roll(10));
        put64(s + 24, random_u64());
        put16(s + 40, (u16)roll(3));
    }
}

/* Arguments that mean something, as far as the names say; then some are spoilt. */
static void random_args(struct guest *g, u32 number, u64 *a) {
    const struct host_function *f = &wasi_functions[number];
    bool path = !strncmp(f->name, "path_", 5), first = true;
    for (u32 i = 0; f->signature[i] != ':'; i++)
        a[i] = f->signature[i] == 'i' ? random_u32() : random_u64();
    if (roll(8)) a[0] = roll(3) ? 3 + roll(path ? 2 : 5) : roll(10);
    for (u32 i = !strcmp(f->name, "path_symlink") ? 0 : 1; path && f->signature[i + 1] == 'i';
         i++) {
        bool lookup = i == 1 && (strstr(f->name, "open") || strstr(f->name, "filestat") ||
                                 strstr(f->name, "link"));
        if (lookup && strcmp(f->name, "path_readlink") && strcmp(f->name, "path_unlink_file") &&
            strcmp(f->name, "path_symlink")) {
            a[i] = roll(2);
            continue;
        }
        if (!roll(6)) break;
        u32 address = first ? PATH : PATH2;
        if (!first) a[i++] = 3 + roll(4);
        a[i] = address;
        a[i + 1] = guest_u32(g, address - 4);
        i++;
        if (!first) break;
        first = false;
    }
    if (!strcmp(f->name, "path_open")) {
        a[4] = roll(3) ? roll(2) : roll(20);
        a[5] = roll(4) ? RIGHTS_ALL : random_u64();
        a[6] = roll(4) ? RIGHTS_ALL : random_u64();
        a[7] = roll(4) ? 0 : roll(40);
        a[8] = RESULT;
    }
    bool moves = strstr(f->name, "read") || strstr(f->name, "write");
    if (!path && moves && roll(4)) a[1] = VECTORS, a[2] = roll(9);
    bool takes = !strcmp(f->name, "fd_close") || !strcmp(f->name, "fd_fdstat_set_rights");
    if (takes && a[0] < 5 && roll(200)) a[0] = 5 + roll(8);
    if (!strncmp(f->name, "poll", 4) && roll(3)) a[0] = BUFFER, a[1] = BUFFER, a[2] = roll(9);
}

/* No result of any call shows the secret. */
static void no_secret(struct guest *g) {
    assert_null(memmem(g->p->memory, g->p->memory_bytes, "TOP SECRET", 10));
}

static void test_random_calls(void **state) {
    (void)state;
    const char *wanted = getenv("HPMSIM_FUZZ");
    u64 rounds = wanted ? strtoull(wanted, NULL, 10) : 500;
    struct rlimit small = {1 << 20, RLIM_INFINITY};
    struct guest g;
    struct text before = {0};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    jail_make();
    shell("printf 'TOP SECRET' >jail/outside/secret");
    look_outside(&before);
    guest_program(&g);
    guest_start(&g, &options);
    for (u64 i = 0; i < rounds; i++) {
        for (u32 k = 0; k < wasi_function_count; k++) {
            u64 a[CONTEXT_HOST_MAX] = {0};
            u32 number = (u32)roll(wasi_function_count);
            random_memory(&g);
            random_args(&g, number, a);
            guest_call_number(&g, number, a);
            g.p->state = PROCESS_RUNNING;
        }
        no_secret(&g);
        if (i % 64 == 63) { /* begin anew: by now much is closed and removed */
            guest_end(&g);
            unchanged(&before);
            shell(
                "find jail/box jail/box2 -mindepth 1 -delete; mkdir -p jail/box/dir/sub && "
                "cd jail/box && printf mine >file && ln -s ../outside out && ln -s .. up && "
                "ln -s ../../outside dir/out && ln -s out chain1 && ln -s .. dir/sub/up && "
                "ln -s ../box2 neighbour && ln -s ../outside/secret secret && ln -s / root && "
                "ln -s /proc/self/cwd magic && ln -s \"$PWD/../outside\" abs");
            guest_program(&g);
            guest_start(&g, &options);
        }
    }
    guest_end(&g);
    unchanged(&before);
    text_free(&before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways_out),
        cmocka_unit_test(test_opened_folder),
        cmocka_unit_test(test_random_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
