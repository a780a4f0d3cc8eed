/* tests/sim/box.c: a process with a folder. */
#include "box.h"

/* A fresh folder "box" with a few files in it, as fd 3 with the name "/box". */
static void box_make(void) {
    shell("rm -rf box && mkdir -p box/sub/deep && printf hello >box/file && "
          "printf abc >box/sub/b && printf '' >box/sub/a && ln -s file box/link && "
          "ln -s sub/deep box/dirlink && ln -s nowhere box/dangling");
}

static const struct process_folder folders[] = {{"box", "/box"}};
static const char *const args[] = {"prog", "x y", ""};
static const char *const env[] = {"A=1", "LONG=value"};
const struct process_options box_options = {.args = args,
                                            .arg_count = 3,
                                            .env = env,
                                            .env_count = 2,
                                            .folders = folders,
                                            .folder_count = 1,
                                            .seed = 7,
                                            .in = -1,
                                            .out = -1,
                                            .err = -1,
                                            .capture = true};

void box_start_with(struct guest *g, const struct process_options *o) {
    box_make();
    guest_program(g);
    guest_start(g, o);
}

void box_start(struct guest *g) {
    box_start_with(g, &box_options);
}

/* The guest's number of vectors and their places. */
void guest_vector(struct guest *g, u32 index, u32 address, u32 size) {
    put32(g->p->memory + VECTORS + 8 * index, address);
    put32(g->p->memory + VECTORS + 8 * index + 4, size);
}

u64 box_open_with(struct guest *g, u64 dir, const char *path, u32 oflags, u64 rights,
                  u32 flags) {
    u32 n = guest_text(g, PATH, path);
    return CALL(g, "path_open", dir, LOOKUP_FOLLOW, PATH, n, oflags, rights, RIGHTS_ALL, flags,
                RESULT);
}

u32 box_open(struct guest *g, const char *path, u32 oflags, u64 rights) {
    assert_int_equal(box_open_with(g, 3, path, oflags, rights, 0), WASI_SUCCESS);
    return guest_u32(g, RESULT);
}

u64 guest_write(struct guest *g, u64 fd, const char *text) {
    guest_vector(g, 0, BUFFER, guest_text(g, BUFFER, text));
    u64 error = CALL(g, "fd_write", fd, VECTORS, 1, RESULT);
    if (!error) assert_int_equal(guest_u32(g, RESULT), strlen(text));
    return error;
}

/* Reads up to 100 bytes and compares. */
void guest_reads(struct guest *g, u64 fd, const char *text) {
    guest_vector(g, 0, BUFFER, 100);
    assert_int_equal(CALL(g, "fd_read", fd, VECTORS, 1, RESULT), WASI_SUCCESS);
    assert_int_equal(guest_u32(g, RESULT), strlen(text));
    assert_memory_equal(g->p->memory + BUFFER, text, strlen(text));
}
