/* sim/wasi/calls.c: the table of all calls, by module and name.
 *
 * `wasi_unstable` (snapshot 0) differs from `wasi_snapshot_preview1` in the numbers of
 * fd_seek's whence, in the layout of filestat (a link count of 32 bits) and in that of
 * poll_oneoff's subscriptions (a clock has an identifier of its own).
 */
#include "sim/wasi/wasi.h"

/* From a call as wasi_NAME knows it to one as process.h knows it. */
#define C(name, signature)                                                                \
    static enum host_outcome call_##name(struct process *p, const u64 *a, u64 *results) { \
        clock_advance(p, 1000);                                                           \
        results[0] = wasi_##name(p, a);                                                   \
        return p->state == PROCESS_RUNNING ? HOST_CONTINUE : HOST_EXIT;                   \
    }
#define C_TWOFOLD(name, signature) C(name, signature) C(name##_unstable, signature)
WASI_SHARED(C)
WASI_TWOFOLD(C_TWOFOLD)
WASI_NEW(C)
#undef C
#undef C_TWOFOLD

#define NEW(name, signature)  {"wasi_snapshot_preview1", #name, signature, call_##name},
#define OLD(name, signature)  {"wasi_unstable", #name, signature, call_##name},
#define BOTH(name, signature) NEW(name, signature) OLD(name, signature)
#define TWOFOLD(name, signature) \
    NEW(name, signature){"wasi_unstable", #name, signature, call_##name##_unstable},

const struct host_function wasi_functions[] = {WASI_SHARED(BOTH) WASI_TWOFOLD(TWOFOLD)
                                                   WASI_NEW(NEW)};
const u32 wasi_function_count = COUNT_OF(wasi_functions);
