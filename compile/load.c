/* compile/load.c: programs from files: .wasm as it is, .wat through wat2wasm, .c through clang.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compile/compile.h"

extern char **environ;

static bool ends_with(const char *text, const char *end) {
    size_t n = strlen(text), k = strlen(end);
    return n >= k && !strcmp(text + n - k, end);
}

/* Collects what a child wrote into a file that is already gone from its folder. */
static void read_output(int fd, struct text *out) {
    char buffer[4096];
    lseek(fd, 0, SEEK_SET);
    for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;)
        text_add_bytes(out, buffer, (size_t)n);
}

static int temporary(char *template, struct status *st) {
    int fd = mkstemp(template);
    if (fd < 0) status_fail(st, FAULT_WORLD, "%s: %s", template, strerror(errno));
    return fd;
}

/* Runs a tool; what it prints goes to *messages. False when it can't be run or fails. */
static bool run_tool(char *const *argv, const char *needs, struct text *messages,
                     struct status *st) {
    char name[] = "/tmp/hpmsim-messages-XXXXXX";
    int fd = temporary(name, st);
    if (fd < 0) return false;
    unlink(name);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, fd, 1);
    posix_spawn_file_actions_adddup2(&actions, fd, 2);
    pid_t pid;
    int error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    int how = -1;
    if (!error) waitpid(pid, &how, 0);
    read_output(fd, messages);
    close(fd);
    if (error)
        return status_fail(st, FAULT_USER, "%s: %s (install %s)", argv[0], strerror(error),
                           needs);
    while (messages->length && messages->at[messages->length - 1] == '\n')
        messages->at[--messages->length] = 0;
    return how == 0 ||
           status_fail(st, FAULT_USER, "%s failed:\n%s", argv[0], text_string(messages));
}

/* Builds `path` with a tool whose argument list ends in -o OUTPUT; decodes what it made. */
static struct program *build(const char *path, char **argv, u32 argc, const char *needs,
                             struct status *st) {
    char output[] = "/tmp/hpmsim-XXXXXX";
    int fd = temporary(output, st);
    if (fd < 0) return NULL;
    close(fd);
    argv[argc++] = "-o";
    argv[argc++] = output;
    argv[argc] = NULL;
    struct text messages = {0};
    struct bytes wasm = {0};
    struct program *p = NULL;
    if (run_tool(argv, needs, &messages, st) && file_read(output, &wasm, st))
        p = program_decode(path, wasm.at, wasm.size, st);
    unlink(output);
    text_free(&messages);
    return p;
}

/* Tells what a file is not before it is decoded: it may be anything. */
static bool is_module(const char *path, const struct bytes *file, struct status *st) {
    if (!file->size) return status_fail(st, FAULT_USER, "%s: the file is empty", path);
    if (ends_with(path, ".wasm") || file->at[0] == 0) return true;
    return status_fail(st, FAULT_USER,
                       "%s: expected a .c, .wat or .wasm file, and it is not WebAssembly",
                       path);
}

/* Whether a text file has the words. */
static bool mentions(const char *path, const char *words) {
    struct bytes file;
    struct status st = {0};
    if (!file_read(path, &file, &st)) {
        status_free(&st);
        return false;
    }
    bool found = strstr((const char *)file.at, words) != NULL;
    free(file.at);
    return found;
}

struct program *program_load(const char *path, struct status *st) {
    if (!file_exists(path)) {
        status_fail(st, FAULT_USER, "%s: no such file", path);
        return NULL;
    }
    char *argv[16] = {0};
    u32 n = 0;
    if (ends_with(path, ".c")) {
        argv[n++] = "clang";
        argv[n++] = "--target=wasm32-wasi";
        argv[n++] = "-O2";
        argv[n++] = "-g";
        argv[n++] = (char *)path;
        argv[n++] = "-lm";
        /* wasi-libc's printf and scanf can't do them otherwise. */
        if (mentions(path, "long double")) argv[n++] = "-lc-printscan-long-double";
        return build(path, argv, n, "clang, lld, wasi-libc and libclang-rt-14-dev-wasm32", st);
    }
    if (ends_with(path, ".wat")) {
        argv[n++] = "wat2wasm";
        argv[n++] = "--debug-names";
        argv[n++] = (char *)path;
        return build(path, argv, n, "wabt", st);
    }
    struct bytes wasm;
    if (!file_read(path, &wasm, st)) return NULL;
    if (!is_module(path, &wasm, st)) {
        free(wasm.at);
        return NULL;
    }
    return program_decode(path, wasm.at, wasm.size, st);
}
