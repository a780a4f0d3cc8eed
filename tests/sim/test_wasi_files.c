/* tests/sim/test_wasi_files.c: WASI with files: opening, reading, names, status, listings. */
#include "box.h"

/* ---- Files ------------------------------------------------------------------------------ */

static void test_files(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    u32 fd = box_open(&g, "file", 0, RIGHTS_FILE);
    assert_int_equal(fd, 4);
    guest_reads(&g, fd, "hello");
    guest_reads(&g, fd, "");
    IS(CALL(&g, "fd_tell", fd, RESULT), SUCCESS);
    assert_int_equal(guest_u64(&g, RESULT), 5);
    IS(CALL(&g, "fd_seek", fd, (u64)-2, 2, RESULT), SUCCESS);
    assert_int_equal(guest_u64(&g, RESULT), 3);
    guest_reads(&g, fd, "lo");
    IS(CALL(&g, "fd_seek", fd, 1, 0, RESULT), SUCCESS);
    IS(CALL(&g, "fd_seek", fd, 1, 1, RESULT), SUCCESS);
    assert_int_equal(guest_u64(&g, RESULT), 2);
    IS(CALL(&g, "fd_seek", fd, (u64)-1, 0, RESULT), EINVAL);
    IS(CALL(&g, "fd_seek", fd, 0, 3, RESULT), EINVAL);
    IS(CALL(&g, "fd_seek", fd, 0, 0, END - 7), EFAULT);
    g.module = "wasi_unstable"; /* 0 current, 1 end, 2 start */
    IS(CALL(&g, "fd_seek", fd, 1, 0, RESULT), SUCCESS);
    assert_int_equal(guest_u64(&g, RESULT), 3);
    IS(CALL(&g, "fd_seek", fd, 0, 1, RESULT), SUCCESS);
    assert_int_equal(guest_u64(&g, RESULT), 5);
    IS(CALL(&g, "fd_seek", fd, 1, 2, RESULT), SUCCESS);
    assert_int_equal(guest_u64(&g, RESULT), 1);
    g.module = "wasi_snapshot_preview1";

    guest_vector(&g, 0, BUFFER, 3);
    IS(CALL(&g, "fd_pread", fd, VECTORS, 1, 2, RESULT), SUCCESS);
    assert_memory_equal(g.p->memory + BUFFER, "llo", 3);
    IS(CALL(&g, "fd_pread", fd, VECTORS, 1, UINT64_MAX, RESULT), EINVAL);
    IS(CALL(&g, "fd_pread", 0, VECTORS, 1, 0, RESULT), ESPIPE);
    guest_vector(&g, 0, BUFFER, guest_text(&g, BUFFER, "XY"));
    IS(CALL(&g, "fd_pwrite", fd, VECTORS, 1, 7, RESULT), SUCCESS);
    shell("printf 'hello\\0\\0XY' | cmp - box/file");
    IS(CALL(&g, "fd_filestat_set_size", fd, 2), SUCCESS);
    IS(CALL(&g, "fd_filestat_set_size", fd, UINT64_MAX), EINVAL);
    IS(CALL(&g, "fd_allocate", fd, 0, 4), SUCCESS);
    IS(CALL(&g, "fd_allocate", fd, 0, 0), EINVAL);
    IS(CALL(&g, "fd_sync", fd), SUCCESS);
    IS(CALL(&g, "fd_datasync", fd), SUCCESS);
    IS(CALL(&g, "fd_advise", fd, 0, 0, 5), SUCCESS);
    IS(CALL(&g, "fd_advise", fd, 0, 0, 6), EINVAL);
    shell("printf 'he\\0\\0' | cmp - box/file");

    IS(CALL(&g, "fd_fdstat_set_flags", fd, FLAG_APPEND), SUCCESS);
    IS(CALL(&g, "fd_fdstat_set_flags", fd, FLAG_SYNC), EINVAL);
    IS(guest_write(&g, fd, "end"), SUCCESS);
    shell("printf 'he\\0\\0end' | cmp - box/file");
    IS(CALL(&g, "fd_fdstat_get", fd, BUFFER), SUCCESS);
    assert_int_equal(g.p->memory[BUFFER], TYPE_REGULAR_FILE);
    assert_int_equal(guest_u32(&g, BUFFER) >> 16, FLAG_APPEND);
    assert_int_equal(guest_u64(&g, BUFFER + 8), RIGHTS_FILE);
    IS(CALL(&g, "fd_fdstat_set_rights", fd, RIGHT_READ, 0), SUCCESS);
    IS(CALL(&g, "fd_fdstat_set_rights", fd, RIGHT_READ | RIGHT_WRITE, 0), ENOTCAPABLE);
    IS(guest_write(&g, fd, "x"), ENOTCAPABLE);
    IS(CALL(&g, "fd_filestat_get", fd, BUFFER), ENOTCAPABLE);
    guest_end(&g);
}

static void test_open(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    u32 fd = box_open(&g, "new", OPEN_CREAT | OPEN_EXCL, RIGHT_WRITE | RIGHT_STAT);
    IS(guest_write(&g, fd, "fresh"), SUCCESS);
    shell("printf fresh | cmp - box/new");
    IS(box_open_with(&g, 3, "new", OPEN_CREAT | OPEN_EXCL, RIGHT_WRITE, 0), EEXIST);
    IS(box_open_with(&g, 3, "link", OPEN_CREAT | OPEN_EXCL, RIGHT_WRITE, 0), EEXIST);
    IS(box_open_with(&g, 3, "dangling", OPEN_CREAT | OPEN_EXCL, RIGHT_WRITE, 0), EEXIST);
    box_open(&g, "new", OPEN_TRUNC, RIGHT_WRITE);
    shell("cmp /dev/null box/new");
    box_open(&g, "dangling", OPEN_CREAT, RIGHT_WRITE); /* makes what it leads to, in the box */
    shell("test -f box/nowhere && test -L box/dangling");
    guest_reads(&g, box_open(&g, "./sub//../link", 0, RIGHT_READ), "hello");
    guest_reads(&g, box_open(&g, "dirlink/../b", 0, RIGHT_READ), "abc");

    u32 n = guest_text(&g, PATH, "link");
    IS(CALL(&g, "path_open", 3, 0, PATH, n, 0, RIGHT_READ, 0, 0, RESULT), ELOOP);
    IS(box_open_with(&g, 3, "nothing", 0, RIGHT_READ, 0), ENOENT);
    IS(box_open_with(&g, 3, "", 0, RIGHT_READ, 0), ENOENT);
    IS(box_open_with(&g, 3, "file/", 0, RIGHT_READ, 0), ENOTDIR);
    IS(box_open_with(&g, 3, "file/x", 0, RIGHT_READ, 0), ENOTDIR);
    IS(box_open_with(&g, 3, "file/..", 0, RIGHT_READ, 0), ENOTDIR);
    IS(box_open_with(&g, 3, "file", OPEN_DIRECTORY, RIGHT_READ, 0), ENOTDIR);
    IS(box_open_with(&g, 3, "sub", 0, RIGHT_READ | RIGHT_WRITE, 0), EISDIR);
    IS(box_open_with(&g, 3, "fresh/", OPEN_CREAT, RIGHT_WRITE, 0), EISDIR);
    IS(box_open_with(&g, 3, "x", OPEN_CREAT | OPEN_DIRECTORY, RIGHT_READ, 0), EINVAL);
    IS(box_open_with(&g, 3, "x", 16, RIGHT_READ, 0), EINVAL);
    IS(box_open_with(&g, 3, "x", 0, RIGHT_READ, 32), EINVAL);
    IS(box_open_with(&g, 1, "x", 0, RIGHT_READ, 0), ENOTDIR);
    IS(box_open_with(&g, 99, "x", 0, RIGHT_READ, 0), EBADF);
    IS(CALL(&g, "path_open", 3, 0, PATH, n, 0, RIGHT_READ, 0, 0, END - 3), EFAULT);
    IS(CALL(&g, "path_open", 3, 0, END - 3, 4, 0, RIGHT_READ, 0, 0, RESULT), EFAULT);
    IS(CALL(&g, "path_open", 3, 0, PATH, 5000, 0, RIGHT_READ, 0, 0, RESULT), ENAMETOOLONG);
    memcpy(g.p->memory + PATH, "fi\0le", 5);
    IS(CALL(&g, "path_open", 3, 0, PATH, 5, 0, RIGHT_READ, 0, 0, RESULT), EINVAL);
    memset(g.p->memory + PATH, 'x', 300);
    IS(CALL(&g, "path_open", 3, 0, PATH, 300, 0, RIGHT_READ, 0, 0, RESULT), ENAMETOOLONG);

    /* a folder opened with fewer rights passes on no more */
    u32 dir = box_open(&g, "sub", OPEN_DIRECTORY, ~0ull);
    IS(CALL(&g, "fd_fdstat_get", dir, BUFFER), SUCCESS);
    assert_int_equal(g.p->memory[BUFFER], TYPE_DIRECTORY);
    assert_int_equal(guest_u64(&g, BUFFER + 8), RIGHTS_DIRECTORY);
    IS(CALL(&g, "fd_read", dir, VECTORS, 1, RESULT), EISDIR);
    IS(CALL(&g, "fd_fdstat_set_rights", dir, RIGHTS_DIRECTORY, RIGHT_READ), SUCCESS);
    IS(box_open_with(&g, dir, "b", 0, RIGHT_READ, 0), ENOTCAPABLE); /* asks to pass on all */
    n = guest_text(&g, PATH, "b");
    IS(CALL(&g, "path_open", dir, 0, PATH, n, 0, RIGHT_READ, 0, 0, RESULT), SUCCESS);
    IS(CALL(&g, "path_open", dir, 0, PATH, n, 0, RIGHT_WRITE, 0, 0, RESULT), ENOTCAPABLE);
    assert_string_equal(g.p->wasi->fds[guest_u32(&g, RESULT)].path, "sub/b");

    u64 error = 0;
    for (u32 i = 0; i < FD_MAX && !error; i++)
        error = box_open_with(&g, 3, "file", 0, RIGHT_READ, 0);
    IS(error, EMFILE);
    guest_end(&g);
}

static void test_renumber(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    u32 fd = box_open(&g, "new", OPEN_CREAT, RIGHT_WRITE);
    IS(CALL(&g, "fd_renumber", fd, 1), SUCCESS); /* as freopen does */
    IS(guest_write(&g, 1, "to file"), SUCCESS);
    shell("printf 'to file' | cmp - box/new");
    assert_int_equal(g.p->output_bytes, 0);
    IS(CALL(&g, "fd_renumber", fd, 1), EBADF);
    IS(CALL(&g, "fd_renumber", 1, fd), EBADF);
    IS(CALL(&g, "fd_renumber", 1, 1), SUCCESS);
    IS(CALL(&g, "fd_renumber", 1, 3), ENOTSUP);
    IS(CALL(&g, "fd_renumber", 3, 1), ENOTSUP);
    assert_int_equal(box_open(&g, "file", 0, RIGHT_READ), fd);
    guest_end(&g);
}

static void test_prestat(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    IS(CALL(&g, "fd_prestat_get", 3, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 0);
    assert_int_equal(guest_u32(&g, RESULT + 4), 4);
    IS(CALL(&g, "fd_prestat_dir_name", 3, BUFFER, 4), SUCCESS);
    assert_memory_equal(g.p->memory + BUFFER, "/box", 5);
    IS(CALL(&g, "fd_prestat_dir_name", 3, BUFFER, 3), ENAMETOOLONG);
    IS(CALL(&g, "fd_prestat_dir_name", 3, END - 3, 4), EFAULT);
    IS(CALL(&g, "fd_prestat_get", 4, RESULT), EBADF);
    IS(CALL(&g, "fd_prestat_get", box_open(&g, "sub", OPEN_DIRECTORY, 0), RESULT), EBADF);
    struct process_folder none[] = {{"box", "/"}, {"no such folder", "x"}};
    struct process_options o = box_options;
    struct status st = {0};
    o.folders = none;
    o.folder_count = 2;
    assert_null(process_create(&g.program, &o, &st));
    assert_string_equal(st.text,
                        "cannot open folder no such folder: No such file or directory");
    status_free(&st);
    guest_end(&g);
}

/* ---- Names and status ------------------------------------------------------------------- */

static u64 path_stat(struct guest *g, const char *path, u32 follow) {
    u32 n = guest_text(g, PATH, path);
    return CALL(g, "path_filestat_get", 3, follow, PATH, n, BUFFER);
}

static void test_filestat(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    const u8 *at = g.p->memory + BUFFER;
    const u64 start_ns = 946684800000000000;
    IS(path_stat(&g, "file", 0), SUCCESS);
    u64 inode = get64(at + 8);
    assert_int_equal(get64(at), 1);
    assert_int_equal(at[16], TYPE_REGULAR_FILE);
    assert_int_equal(get64(at + 24), 1);
    assert_int_equal(get64(at + 32), 5);
    for (u32 i = 40; i <= 56; i += 8) assert_int_equal(get64(at + i), start_ns);
    IS(path_stat(&g, "link", 1), SUCCESS);
    assert_int_equal(get64(at + 8), inode);
    IS(path_stat(&g, "link", 0), SUCCESS);
    assert_int_equal(at[16], TYPE_SYMBOLIC_LINK);
    assert_int_not_equal(get64(at + 8), inode);
    IS(path_stat(&g, "sub/", 0), SUCCESS);
    assert_int_equal(at[16], TYPE_DIRECTORY);
    assert_int_equal(get64(at + 32), 0);
    IS(path_stat(&g, "file/", 0), ENOTDIR);
    IS(path_stat(&g, "dangling", 1), ENOENT);
    IS(path_stat(&g, "dirlink", 0), SUCCESS);
    assert_int_equal(at[16], TYPE_SYMBOLIC_LINK);
    IS(path_stat(&g, "dirlink/", 0), SUCCESS);
    assert_int_equal(at[16], TYPE_DIRECTORY);
    IS(CALL(&g, "path_filestat_get", 3, 0, PATH, 7, END - 63), EFAULT);

    /* the older layout: a link count of 32 bits at 20, and all behind it 8 lower */
    g.module = "wasi_unstable";
    memset(g.p->memory + BUFFER, 0xee, 64);
    IS(path_stat(&g, "file", 0), SUCCESS);
    assert_int_equal(get64(at + 8), inode);
    assert_int_equal(get32(at + 20), 1);
    assert_int_equal(get64(at + 24), 5);
    assert_int_equal(get64(at + 48), start_ns);
    assert_int_equal(get64(at + 56), 0xeeeeeeeeeeeeeeee);
    IS(CALL(&g, "path_filestat_get", 3, 0, PATH, 4, END - 56), SUCCESS);
    g.module = "wasi_snapshot_preview1";

    /* times are those of the virtual clock, once this process writes */
    u32 fd = box_open(&g, "file", 0, RIGHTS_FILE);
    IS(guest_write(&g, fd, "x"), SUCCESS);
    IS(CALL(&g, "fd_filestat_get", fd, BUFFER), SUCCESS);
    assert_int_equal(get64(at + 8), inode);
    assert_int_equal(get64(at + 40), start_ns);
    assert_true(get64(at + 48) > start_ns && get64(at + 48) < start_ns + 1000000);
    IS(CALL(&g, "fd_filestat_set_times", fd, 5, 1234567890, SET_ATIM | SET_MTIM), SUCCESS);
    IS(path_stat(&g, "file", 0), SUCCESS);
    assert_int_equal(get64(at + 40), 5);
    assert_int_equal(get64(at + 48), 1234567890);
    struct stat st;
    assert_int_equal(stat("box/file", &st), 0);
    assert_int_equal(st.st_mtim.tv_sec, 1);
    assert_int_equal(st.st_mtim.tv_nsec, 234567890);
    u32 n = guest_text(&g, PATH, "file");
    IS(CALL(&g, "path_filestat_set_times", 3, 0, PATH, n, 7, 7, SET_ATIM), SUCCESS);
    IS(path_stat(&g, "file", 0), SUCCESS);
    assert_int_equal(get64(at + 40), 7);
    assert_int_equal(get64(at + 48), 1234567890);
    IS(CALL(&g, "path_filestat_set_times", 3, 0, PATH, n, 7, 7, 3), EINVAL);
    IS(CALL(&g, "path_filestat_set_times", 3, 0, PATH, n, 7, 7, 16), EINVAL);

    /* a file that takes the place of a removed one is another, whatever the host's inode */
    IS(ON_PATH(&g, "path_unlink_file", "file"), SUCCESS);
    IS(CALL(&g, "fd_filestat_get", fd, BUFFER), SUCCESS);
    assert_int_equal(get64(at + 8), inode);
    assert_int_equal(get64(at + 24), 0);
    IS(CALL(&g, "fd_close", fd), SUCCESS);
    box_open(&g, "file", OPEN_CREAT, RIGHT_WRITE);
    IS(path_stat(&g, "file", 0), SUCCESS);
    assert_int_not_equal(get64(at + 8), inode);
    guest_end(&g);
}

static u64 two_paths(struct guest *g, const char *name, const char *from, const char *to) {
    u32 n = guest_text(g, PATH, from), n2 = guest_text(g, PATH2, to);
    if (!strcmp(name, "path_symlink")) return CALL(g, name, PATH, n, 3, PATH2, n2);
    if (!strcmp(name, "path_link")) return CALL(g, name, 3, 0, PATH, n, 3, PATH2, n2);
    return CALL(g, name, 3, PATH, n, 3, PATH2, n2);
}

static void test_names(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    IS(ON_PATH(&g, "path_create_directory", "made"), SUCCESS);
    IS(ON_PATH(&g, "path_create_directory", "made/inner/"), SUCCESS);
    IS(ON_PATH(&g, "path_create_directory", "made"), EEXIST);
    IS(ON_PATH(&g, "path_create_directory", "link"), EEXIST);
    IS(ON_PATH(&g, "path_create_directory", "no/made"), ENOENT);
    IS(ON_PATH(&g, "path_remove_directory", "made"), ENOTEMPTY);
    IS(ON_PATH(&g, "path_remove_directory", "made/inner/"), SUCCESS);
    IS(ON_PATH(&g, "path_remove_directory", "file"), ENOTDIR);
    IS(ON_PATH(&g, "path_remove_directory", "."), EINVAL);
    IS(ON_PATH(&g, "path_unlink_file", "made"), EISDIR);
    IS(ON_PATH(&g, "path_unlink_file", "file/"), ENOTDIR);
    IS(ON_PATH(&g, "path_unlink_file", "link/"), ENOTDIR);
    IS(ON_PATH(&g, "path_unlink_file", "nothing"), ENOENT);
    IS(ON_PATH(&g, "path_unlink_file", "dangling"), SUCCESS);

    IS(two_paths(&g, "path_rename", "file", "made/moved"), SUCCESS);
    shell("test ! -e box/file && printf hello | cmp - box/made/moved");
    IS(two_paths(&g, "path_rename", "made/moved", "new/"), ENOTDIR);
    IS(two_paths(&g, "path_rename", "made/", "sub/made/"), SUCCESS);
    IS(two_paths(&g, "path_rename", "sub", "sub/made/in"), EINVAL);
    IS(two_paths(&g, "path_rename", "sub/b", "sub/made"), EISDIR);
    IS(two_paths(&g, "path_rename", "sub/b", "sub/a"), SUCCESS);
    shell("printf abc | cmp - box/sub/a && test ! -e box/sub/b");
    IS(two_paths(&g, "path_rename", ".", "x"), EBUSY);

    IS(two_paths(&g, "path_link", "sub/a", "hard"), SUCCESS);
    IS(two_paths(&g, "path_link", "sub/a", "hard"), EEXIST);
    IS(two_paths(&g, "path_link", "sub", "dirhard"), EPERM);
    IS(path_stat(&g, "hard", 0), SUCCESS);
    assert_int_equal(guest_u64(&g, BUFFER + 24), 2);
    IS(two_paths(&g, "path_symlink", "sub/a", "soft"), SUCCESS);
    IS(two_paths(&g, "path_symlink", "sub/a", "soft"), EEXIST);
    IS(two_paths(&g, "path_symlink", "", "empty"), ENOENT);
    IS(two_paths(&g, "path_symlink", "/etc", "absolute"), ENOTCAPABLE);
    IS(ON_PATH(&g, "path_readlink", "soft", BUFFER, 100, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 5);
    assert_memory_equal(g.p->memory + BUFFER, "sub/a", 5);
    memset(g.p->memory + BUFFER, '#', 8);
    IS(ON_PATH(&g, "path_readlink", "soft", BUFFER, 3, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 3);
    assert_memory_equal(g.p->memory + BUFFER, "sub#", 4);
    IS(ON_PATH(&g, "path_readlink", "hard", BUFFER, 3, RESULT), EINVAL);
    IS(ON_PATH(&g, "path_readlink", "soft", END - 3, 4, RESULT), EFAULT);
    guest_end(&g);
}

/* ---- Listings --------------------------------------------------------------------------- */

/* Reads a folder through a buffer of `size` bytes as libc does, into "name:type ..." */
static void listing(struct guest *g, u64 fd, u32 size, struct text *out) {
    u64 cookie = 0;
    for (u32 used = size; used == size;) {
        IS(CALL(g, "fd_readdir", fd, BUFFER, size, cookie, RESULT), SUCCESS);
        used = guest_u32(g, RESULT);
        assert_true(used <= size);
        for (u32 at = 0; used - at >= 24;) {
            const u8 *entry = g->p->memory + BUFFER + at;
            u32 length = get32(entry + 16);
            if (used - at - 24 < length) break;
            text_printf(out, "%.*s:%u:%u ", (int)length, (const char *)entry + 24, entry[20],
                        (u32)get64(entry + 8));
            cookie = get64(entry);
            at += 24 + length;
        }
    }
}

static void test_readdir(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    struct text all = {0};
    listing(&g, 3, 4096, &all);
    assert_string_equal(text_string(&all), ".:3:1 ..:3:1 dangling:7:2 dirlink:7:3 file:4:4 "
                                           "link:7:5 sub:3:6 ");
    for (u32 size = 32; size < 200; size++) {
        struct text paged = {0};
        listing(&g, 3, size, &paged);
        assert_string_equal(text_string(&paged), text_string(&all));
        text_free(&paged);
    }
    text_free(&all);
    IS(CALL(&g, "fd_readdir", 3, BUFFER, 10, 0, RESULT), SUCCESS); /* part of a head */
    assert_int_equal(guest_u32(&g, RESULT), 10);
    IS(CALL(&g, "fd_readdir", 3, BUFFER, 100, 7, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 0);
    IS(CALL(&g, "fd_readdir", 3, BUFFER, 100, UINT64_MAX, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 0);
    IS(CALL(&g, "fd_readdir", 3, END - 9, 10, 0, RESULT), EFAULT);
    IS(CALL(&g, "fd_readdir", box_open(&g, "file", 0, RIGHT_READ), BUFFER, 10, 0, RESULT),
       ENOTDIR);
    guest_end(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),    cmocka_unit_test(test_open),
        cmocka_unit_test(test_renumber), cmocka_unit_test(test_prestat),
        cmocka_unit_test(test_filestat), cmocka_unit_test(test_names),
        cmocka_unit_test(test_readdir),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
