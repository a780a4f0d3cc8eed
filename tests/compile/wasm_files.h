/* tests/compile/wasm_files.h: getting modules to test with. Everything is written below the
 * working folder. */
#ifndef HPMSIM_TESTS_COMPILE_WASM_FILES_H
#define HPMSIM_TESTS_COMPILE_WASM_FILES_H

#include "compile/compile.h"
#include "tests/base/check.h"

#include <stdio.h>
#include <unistd.h>

/* Runs a command of the shell, whose output, if it goes nowhere else, goes to the file
 * work/log; false when it fails. */
bool run(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* Compiles C for WASI: work/NAME.wasm. `flags` go to the compiler. */
bool compile_c(const char *name, const char *source, const char *flags);

/* Reads and decodes a file; NULL with the reason in st. */
struct program *decode_file(const char *path, struct status *st);
/* Decodes a copy of bytes. */
struct program *decode_copy(const u8 *bytes, size_t size, struct status *st);

/* Decodes arbitrary bytes: whatever they are, either there is a program or a message with an
 * offset. Returns 0 (as fuzzers want it). */
int LLVMFuzzerTestOneInput(const u8 *bytes, size_t size);

#endif
