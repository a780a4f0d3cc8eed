/* bench/tools.c: running compilers and other tools, and keeping what they make. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

extern char **environ;

void words_add(struct words *w, const char *word) {
    array_push(&w->at, word);
}

void words_split(struct bench *b, struct words *w, const char *text) {
    while (*text) {
        size_t blank = strspn(text, " "), length = strcspn(text + blank, " ");
        if (length) words_add(w, arena_strndup(&b->arena, text + blank, length));
        text += blank + length;
    }
}

/* ---- Finding ---------------------------------------------------------------------------- */

/* The file of a tool; false when the PATH has none. */
static bool tool_path(const char *name, char *out, size_t size) {
    if (strchr(name, '/'))
        return snprintf(out, size, "%s", name) > 0 && access(name, X_OK) == 0;
    const char *path = getenv("PATH");
    for (path = path ? path : "/usr/bin:/bin"; *path;) {
        size_t length = strcspn(path, ":");
        snprintf(out, size, "%.*s/%s", (int)length, path, name);
        if (access(out, X_OK) == 0) return true;
        path += length + (path[length] == ':');
    }
    return false;
}

bool tool_exists(const char *name) {
    char path[4096];
    return tool_path(name, path, sizeof path);
}

/* ---- Running ---------------------------------------------------------------------------- */

static pid_t start(const char *const *argv, int out, int errors) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    if (errors >= 0) posix_spawn_file_actions_adddup2(&actions, errors, 2);
    pid_t pid = -1;
    if (posix_spawnp(&pid, argv[0], &actions, NULL, (char *const *)argv, environ) != 0)
        pid = -1;
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

/* A file without a name, for a child's output. */
static int nameless(void) {
    char name[] = "/tmp/hpmsim-bench-XXXXXX";
    int fd = mkstemp(name);
    if (fd >= 0) unlink(name);
    return fd;
}

static void read_back(int fd, struct text *out) {
    char buffer[65536];
    lseek(fd, 0, SEEK_SET);
    for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;)
        text_add_bytes(out, buffer, (size_t)n);
    close(fd);
}

int tool_run(const char *const *argv, bool errors, struct text *out, u64 *ns) {
    int fd = nameless(), how = -1;
    if (fd < 0) return -1;
    u64 begun = time_now_ns();
    pid_t pid = start(argv, fd, errors ? fd : -1);
    if (pid > 0) waitpid(pid, &how, 0);
    if (ns) *ns = time_now_ns() - begun;
    read_back(fd, out);
    return pid > 0 && WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

/* ---- Building --------------------------------------------------------------------------- */

/* Hash of a command: of its words, of the files that they name, of the compiler. */
static u64 command_hash(const struct words *w) {
    char tool[4096];
    struct stat info;
    u64 hash = 0;
    if (tool_path(w->at.at[0], tool, sizeof tool) && stat(tool, &info) == 0) {
        hash = hash_bytes(&info.st_size, sizeof info.st_size, hash);
        hash = hash_bytes(&info.st_mtime, sizeof info.st_mtime, hash);
    }
    for (u32 n = 0; n < w->at.count; n++) {
        const char *word = w->at.at[n];
        struct bytes content;
        struct status st = {0};
        bool file = n && strchr(word, '.') && word[0] != '-' && file_exists(word);
        const char *name = strrchr(word, '/');
        if (file && file_read(word, &content, &st)) {
            hash = hash_bytes(content.at, content.size, hash);
            free(content.at);
            word = name ? name : word;
        }
        hash = hash_bytes(word, strlen(word), hash);
        status_free(&st);
    }
    return hash;
}

const char *bench_want(struct bench *b, const char *name, const char *extension,
                       struct words *w) {
    char *output = arena_printf(&b->arena, "%s/%s-%016llx.%s", b->work, name,
                                (unsigned long long)command_hash(w), extension);
    char **argv = ARENA_ARRAY(&b->arena, char *, w->at.count + 1);
    for (u32 n = 0; n < w->at.count; n++)
        argv[n] = strcmp(w->at.at[n], "%o") ? arena_strdup(&b->arena, w->at.at[n]) : output;
    array_free(&w->at);
    for (u32 n = 0; n < b->builds.count; n++)
        if (strcmp(b->builds.at[n].output, output) == 0) return output;
    array_push(&b->builds, ((struct build){.output = output, .argv = argv}));
    return output;
}

struct running {
    pid_t pid;
    int fd;
    u32 build;
};

static void end_build(struct bench *b, struct running *r, int how) {
    struct text messages = {0};
    struct build *build = &b->builds.at[r->build];
    read_back(r->fd, &messages);
    if (how != 0) {
        unlink(build->output);
        build->messages = arena_printf(&b->arena, "%s failed:\n%.2000s", build->argv[0],
                                       text_string(&messages));
    }
    text_free(&messages);
    *r = (struct running){0};
}

static void begin_build(struct bench *b, struct running *r, u32 n) {
    struct build *build = &b->builds.at[n];
    *r = (struct running){.fd = nameless(), .build = n};
    r->pid = r->fd < 0 ? -1 : start((const char *const *)build->argv, r->fd, r->fd);
    if (r->pid > 0) return;
    build->messages = arena_printf(&b->arena, "%s can't be run", build->argv[0]);
    if (r->fd >= 0) close(r->fd);
    *r = (struct running){0};
}

/* The next build that was not tried and has no output; -1: no more. */
static i64 next_missing(struct bench *b, u32 *next) {
    while (*next < b->builds.count) {
        struct build *build = &b->builds.at[(*next)++];
        if (build->tried || file_exists(build->output)) continue;
        build->tried = true;
        return *next - 1;
    }
    return -1;
}

void bench_make(struct bench *b) {
    struct running running[8] = {0};
    u32 slots = MIN(MAX(host_cores(), 1), COUNT_OF(running)), busy = 0, next = 0;
    bool told = false;
    for (;;) {
        for (i64 n; busy < slots && (n = next_missing(b, &next)) >= 0;) {
            u32 slot = 0;
            while (running[slot].pid) slot++;
            if (!told) bench_progress("building what is missing in %s", b->work);
            told = true;
            begin_build(b, &running[slot], (u32)n);
            busy += running[slot].pid != 0;
        }
        if (!busy) break;
        int how = -1;
        pid_t pid = wait(&how);
        for (u32 k = 0; k < slots; k++)
            if (running[k].pid == pid) end_build(b, &running[k], how), busy--;
    }
}

bool bench_made(struct bench *b, const char *path, struct status *st) {
    if (file_exists(path)) return true;
    for (u32 n = 0; n < b->builds.count; n++) {
        const struct build *build = &b->builds.at[n];
        if (strcmp(build->output, path) == 0 && build->messages)
            return status_fail(st, FAULT_WORLD, "%s", build->messages);
    }
    return status_fail(st, FAULT_WORLD, "%s was not built", path);
}
