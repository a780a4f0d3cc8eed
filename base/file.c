/* base/file.c: whole files, folders, and what else is asked of the host. */
#define _GNU_SOURCE
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

bool file_read(const char *path, struct bytes *out, struct status *st) {
    *out = (struct bytes){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return status_fail(st, FAULT_WORLD, "%s: cannot open: %s", path, strerror(errno));

    /* The size is a hint: pipes have none, and a file may grow meanwhile. */
    struct stat info;
    size_t capacity = 4096, size = 0;
    if (!fstat(fd, &info) && S_ISREG(info.st_mode)) capacity = (size_t)info.st_size + 2;
    u8 *at = xmalloc(capacity);
    for (;;) {
        if (size + 1 >= capacity) at = xrealloc(at, capacity *= 2);
        ssize_t n = read(fd, at + size, capacity - size - 1);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            status_fail(st, FAULT_WORLD, "%s: cannot read: %s", path, strerror(errno));
            break;
        }
        if (n == 0) {
            at[size] = '\0';
            *out = (struct bytes){at, size};
            at = NULL;
            break;
        }
        size += (size_t)n;
    }
    free(at);
    close(fd);
    return out->at != NULL;
}

static bool write_all(int fd, const u8 *at, size_t size) {
    while (size) {
        ssize_t n = write(fd, at, size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

/* Opens a new file in the folder of `path`; its name is left in `name`. O_EXCL makes the name
 * ours alone among threads and processes; it is short, so that any legal path has a legal
 * neighbour. Mode 0666 leaves the permissions to the user's umask, as for any other file. */
static int open_beside(const char *path, struct text *name) {
    size_t folder = (size_t)(path_name(path) - path);
    u64 random = time_now_ns() ^ (u64)getpid() << 40;
    for (u32 tries = 0;; tries++) {
        name->length = 0;
        text_add_bytes(name, path, folder);
        text_printf(name, ".hpmsim-%08x.tmp", (u32)random_next(&random));
        int fd = open(name->at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST || tries == 100) return fd;
    }
}

bool file_write(const char *path, const void *data, size_t size, struct status *st) {
    /* A device or a pipe (/dev/stdout, /dev/null) is written to, never replaced. */
    struct stat info;
    bool replace = stat(path, &info) < 0 || S_ISREG(info.st_mode) || S_ISDIR(info.st_mode);
    struct text name = {0};
    const char *failed = NULL; /* what could not be done; errno says why */

    int fd = replace ? open_beside(path, &name) : open(path, O_WRONLY | O_CLOEXEC);
    bool made = replace && fd >= 0;
    if (fd < 0) {
        failed = "cannot create";
    } else {
        if (!write_all(fd, data, size)) failed = "cannot write";
        int why = errno;
        if (close(fd) < 0 && !failed) failed = "cannot write", why = errno;
        errno = why;
    }
    if (!failed && replace && rename(name.at, path) < 0) failed = "cannot create";
    if (failed) {
        status_fail(st, FAULT_WORLD, "%s: %s: %s", path, failed, strerror(errno));
        if (made) unlink(name.at);
    }
    text_free(&name);
    return !failed;
}

bool file_can_write(const char *path, struct status *st) {
    struct stat info;
    bool there = stat(path, &info) == 0, folder = there && S_ISDIR(info.st_mode);
    struct text beside = {0};
    text_add_bytes(&beside, path, (size_t)(path_name(path) - path));
    text_add(&beside, ".");
    bool replace = !there || S_ISREG(info.st_mode);
    if (folder) errno = EISDIR;
    bool ok = !folder && access(replace ? beside.at : path, W_OK) == 0;
    text_free(&beside);
    return ok || status_fail(st, FAULT_WORLD, "%s: cannot create: %s", path, strerror(errno));
}

bool file_exists(const char *path) {
    return access(path, F_OK) == 0;
}

const char *path_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool is_folder(const char *path) {
    struct stat info;
    return !stat(path, &info) && S_ISDIR(info.st_mode);
}

bool folder_make(const char *path, struct status *st) {
    struct text part = {0};
    bool ok = true;
    for (const char *end = path; ok && *end;) {
        while (*end == '/') end++;
        while (*end && *end != '/') end++;
        part.length = 0;
        text_add_bytes(&part, path, (size_t)(end - path));
        if (mkdir(part.at, 0777) < 0) {
            int why = errno; /* EEXIST, or EROFS and the like although it is there already */
            if (is_folder(part.at)) continue;
            ok = status_fail(st, FAULT_WORLD, "%s: cannot make the folder: %s", part.at,
                             why == EEXIST ? "a file has that name" : strerror(why));
        }
    }
    text_free(&part);
    return ok;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *at) {
    (void)info, (void)kind, (void)at;
    return remove(path);
}

bool folder_remove(const char *path, struct status *st) {
    enum { DESCRIPTORS = 16 };
    if (nftw(path, remove_entry, DESCRIPTORS, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
        return true;
    return status_fail(st, FAULT_WORLD, "%s: cannot remove it: %s", path, strerror(errno));
}

bool folder_cache(struct text *out) {
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    struct text path = {0};
    struct status st = {0};
    /* Relative values are invalid by the XDG Base Directory Specification. */
    if (cache && cache[0] == '/')
        text_printf(&path, "%s/hpmsim", cache);
    else if (home && home[0] == '/')
        text_printf(&path, "%s/.cache/hpmsim", home);
    bool ok = path.at && folder_make(path.at, &st) && access(path.at, W_OK | X_OK) == 0;
    if (ok) text_add(out, path.at);
    text_free(&path);
    status_free(&st);
    return ok;
}

u64 time_now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (u64)now.tv_sec * 1000000000u + (u64)now.tv_nsec;
}

u32 host_cores(void) {
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) < 0) return 1;
    return (u32)MAX(CPU_COUNT(&cores), 1);
}
