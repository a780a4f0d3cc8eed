/* tests/sim/box.h: a process with a folder of its own, "box" in the working folder, which it
 * knows as fd 3, "/box":
 *
 *     file: "hello"   link -> file   dirlink -> sub/deep   dangling -> nowhere
 *     sub/a: ""   sub/b: "abc"   sub/deep/
 */
#ifndef HPMSIM_TESTS_SIM_BOX_H
#define HPMSIM_TESTS_SIM_BOX_H

#include "guest.h"

/* Guest addresses that the tests use: results, vectors, path, second path, buffer. */
enum { RESULT = 0x100, VECTORS = 0x200, PATH = 0x400, PATH2 = 0x800, BUFFER = 0x1000 };
enum { END = 2 * PAGE_BYTES };

#define IS(call, error) assert_int_equal(call, WASI_##error)
/* A call whose first arguments are fd 3 and a path. */
#define ON_PATH(g, name, path, ...) \
    CALL(g, name, 3, PATH, guest_text(g, PATH, path), ##__VA_ARGS__)

extern const struct process_options box_options;
/* A fresh box and a process. */
void box_start_with(struct guest *g, const struct process_options *o);
void box_start(struct guest *g);
/* path_open, following links, with all rights to pass on. The second must succeed; yields the
 * fd. */
u64 box_open_with(struct guest *g, u64 dir, const char *path, u32 oflags, u64 rights,
                  u32 flags);
u32 box_open(struct guest *g, const char *path, u32 oflags, u64 rights);

/* Puts {address, size} at VECTORS. */
void guest_vector(struct guest *g, u32 index, u32 address, u32 size);
u64 guest_write(struct guest *g, u64 fd, const char *text);
/* Reads up to 100 bytes: exactly this text. */
void guest_reads(struct guest *g, u64 fd, const char *text);

#endif
