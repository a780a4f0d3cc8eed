/* tests/compile/wasm_files.c: getting modules to test with. */
#include "tests/compile/wasm_files.h"

#include <sys/stat.h>

bool run(const char *fmt, ...) {
    mkdir("work", 0777);
    struct text command = {0};
    text_add(&command, "(");
    va_list args;
    va_start(args, fmt);
    text_vprintf(&command, fmt, args);
    va_end(args);
    text_add(&command, ") >work/log 2>&1");
    int status = system(text_string(&command));
    text_free(&command);
    return status == 0;
}

bool compile_c(const char *name, const char *source, const char *flags) {
    struct status st = {0};
    char path[200];
    mkdir("work", 0777);
    snprintf(path, sizeof path, "work/%s.c", name);
    assert_true(file_write(path, source, strlen(source), &st));
    return run("clang --target=wasm32-wasi %s %s -o work/%s.wasm", flags, path, name);
}

struct program *decode_file(const char *path, struct status *st) {
    struct bytes file;
    if (!file_read(path, &file, st)) return NULL;
    return program_decode(path, file.at, file.size, st);
}

struct program *decode_copy(const u8 *bytes, size_t size, struct status *st) {
    u8 *copy = xmalloc(size); /* exactly: sanitizers see a byte read too much */
    if (size) memcpy(copy, bytes, size);
    return program_decode("bytes", copy, size, st);
}
