/* Decoding arbitrary bytes. test_wasm_mutation calls it with mutated modules; for libFuzzer,
 * from the top folder:
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -I. tests/compile/fuzz_decode.c
 *       compile/wasm/(all).c image/program.c base/(all).c -lcjson -lxxhash -lm -o fuzz_decode
 *   ./fuzz_decode -max_len=4096 FOLDER_OF_MODULES
 */
#include "compile/compile.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t size);

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t size) {
    struct status st = {0};
    u8 *copy = xmalloc(size); /* exactly: sanitizers see a byte read too much */
    if (size) memcpy(copy, bytes, size);
    struct program *p = program_decode("bytes", copy, size, &st);
    unsigned offset;
    bool located = st.text && sscanf(st.text, "bytes: 0x%6x: ", &offset) == 1 && offset <= size;
    if (p ? !status_ok(&st) : st.fault != FAULT_USER || !located) {
        fprintf(stderr, "neither a program nor an error: %s\n",
                st.text ? st.text : "(nothing)");
        abort();
    }
    program_free(p);
    status_free(&st);
    return 0;
}
