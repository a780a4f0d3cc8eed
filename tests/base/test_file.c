/* Files and folders. Runs in a folder of its own. */
#include "tests/base/check.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Number of entries of a folder, without "." and "..". */
static u32 entries(const char *path) {
    u32 n = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        n += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
    closedir(folder);
    return n;
}

static int fresh_folder(void **state) {
    (void)state;
    return system("chmod -Rf u+w work; rm -rf work; mkdir work");
}

static void writes_and_reads_back(void **state) {
    (void)state;
    struct status st = {0};
    struct bytes in;
    u8 data[100000];
    for (u32 n = 0; n < sizeof data; n++) data[n] = (u8)(n * 7);
    assert_false(file_exists("work/f"));
    assert_true(file_write("work/f", data, sizeof data, &st));
    assert_true(file_exists("work/f"));
    assert_true(file_read("work/f", &in, &st));
    assert_int_equal(in.size, sizeof data);
    assert_memory_equal(in.at, data, sizeof data);
    assert_int_equal(in.at[in.size], 0);
    free(in.at);

    assert_true(file_write("work/f", NULL, 0, &st));
    assert_true(file_read("work/f", &in, &st));
    assert_int_equal(in.size, 0);
    assert_int_equal(in.at[0], 0);
    free(in.at);
    assert_int_equal(entries("work"), 1);
}

static void a_write_replaces_the_whole_file(void **state) {
    (void)state;
    struct status st = {0};
    assert_true(file_write("work/f", "old", 3, &st));
    FILE *reader = fopen("work/f", "r");
    assert_true(file_write("work/f", "new!", 4, &st));
    char seen[8] = "";
    assert_int_equal(fread(seen, 1, sizeof seen, reader), 3);
    assert_string_equal(seen, "old");
    fclose(reader);
}

static void a_new_file_has_the_usual_permissions(void **state) {
    (void)state;
    struct status st = {0};
    mode_t before = umask(027);
    assert_true(file_write("work/f", "x", 1, &st));
    umask(before);
    struct stat info;
    assert_int_equal(stat("work/f", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
}

static void a_failed_write_leaves_nothing(void **state) {
    (void)state;
    struct status st = {0};
    assert_true(folder_make("work/folder/inside", &st));
    assert_false(file_write("work/folder", "x", 1, &st));
    assert_failure(&st, FAULT_WORLD, "work/folder: cannot create: Is a directory");
    assert_int_equal(entries("work"), 1);

    assert_false(file_write("work/none/f", "x", 1, &st));
    assert_failure(&st, FAULT_WORLD, "work/none/f: cannot create: No such file or directory");
    if (access("/dev/full", W_OK) == 0) {
        assert_false(file_write("/dev/full", "x", 1, &st));
        assert_failure(&st, FAULT_WORLD, "/dev/full: cannot write: No space left on device");
    }
}

static void devices_are_written_to(void **state) {
    (void)state;
    struct status st = {0};
    struct stat info;
    assert_true(file_write("/dev/null", "x", 1, &st));
    assert_int_equal(stat("/dev/null", &info), 0);
    assert_true(S_ISCHR(info.st_mode));
}

static void what_cannot_be_read_is_named(void **state) {
    (void)state;
    struct status st = {0};
    struct bytes in;
    assert_false(file_read("work/none", &in, &st));
    assert_null(in.at);
    assert_failure(&st, FAULT_WORLD, "work/none: cannot open: No such file or directory");
    assert_false(file_read("work", &in, &st));
    assert_failure(&st, FAULT_WORLD, "work: cannot read: Is a directory");
}

static void reads_what_has_no_size(void **state) {
    (void)state;
    struct status st = {0};
    struct bytes in;
    int ends[2];
    char path[32];
    assert_int_equal(pipe(ends), 0);
    for (u32 n = 0; n < 1000; n++) assert_int_equal(write(ends[1], "0123456789", 10), 10);
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_true(file_read(path, &in, &st));
    assert_int_equal(in.size, 10000);
    free(in.at);
    close(ends[0]);
}

static void folders_are_made_with_their_parents(void **state) {
    (void)state;
    struct status st = {0};
    assert_true(folder_make("work/a//b/c/", &st));
    assert_true(folder_make("work/a/b", &st));
    assert_true(folder_make("/", &st));
    assert_true(folder_make(".", &st));
    assert_int_equal(entries("work/a/b/c"), 0);
    assert_true(file_write("work/a/file", "", 0, &st));
    assert_false(folder_make("work/a/file/d", &st));
    assert_failure(&st, FAULT_WORLD,
                   "work/a/file: cannot make the folder: a file has that name");
}

static void the_cache_is_where_xdg_says(void **state) {
    (void)state;
    struct text cache = {0}, wanted = {0};
    char here[1024];
    assert_non_null(getcwd(here, sizeof here));
    text_printf(&wanted, "%s/work/cache", here);
    setenv("XDG_CACHE_HOME", wanted.at, 1);
    assert_true(folder_cache(&cache));
    text_add(&wanted, "/hpmsim");
    assert_string_equal(cache.at, wanted.at);
    assert_true(file_exists(cache.at));
    text_free(&cache);
    text_free(&wanted);

    setenv("XDG_CACHE_HOME", "relative", 1); /* invalid, so HOME decides */
    text_printf(&wanted, "%s/work", here);
    setenv("HOME", wanted.at, 1);
    assert_true(folder_cache(&cache));
    text_add(&wanted, "/.cache/hpmsim");
    assert_string_equal(cache.at, wanted.at);
    text_free(&cache);
    text_free(&wanted);

    unsetenv("XDG_CACHE_HOME");
    setenv("HOME", "/dev/null", 1);
    assert_false(folder_cache(&cache));
    unsetenv("HOME");
    assert_false(folder_cache(&cache));
    assert_string_equal(text_string(&cache), "");
}

static void the_host_answers(void **state) {
    (void)state;
    u64 before = time_now_ns();
    assert_true(before > 0 && time_now_ns() >= before);
    assert_true(host_cores() >= 1);
}

static void names_of_paths(void **state) {
    (void)state;
    assert_string_equal(path_name("a/b.c"), "b.c");
    assert_string_equal(path_name("/b.c"), "b.c");
    assert_string_equal(path_name("b.c"), "b.c");
    assert_string_equal(path_name("a/"), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(writes_and_reads_back, fresh_folder),
        cmocka_unit_test_setup(a_write_replaces_the_whole_file, fresh_folder),
        cmocka_unit_test_setup(a_new_file_has_the_usual_permissions, fresh_folder),
        cmocka_unit_test_setup(a_failed_write_leaves_nothing, fresh_folder),
        cmocka_unit_test_setup(devices_are_written_to, fresh_folder),
        cmocka_unit_test_setup(what_cannot_be_read_is_named, fresh_folder),
        cmocka_unit_test_setup(reads_what_has_no_size, fresh_folder),
        cmocka_unit_test_setup(folders_are_made_with_their_parents, fresh_folder),
        cmocka_unit_test_setup(the_cache_is_where_xdg_says, fresh_folder),
        cmocka_unit_test(names_of_paths),
        cmocka_unit_test(the_host_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
