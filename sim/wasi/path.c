/* sim/wasi/path.c: calls on paths. Each walks its path (paths.c) and hands the host a directory
 * and a single name.
 */
#include "sim/wasi/wasi.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- Opening ---------------------------------------------------------------------------- */

struct opening {
    u64 lookup, open_flags, rights, inheriting, flags;
};

/* What the directory must allow. */
static u64 rights_needed(const struct opening *o) {
    u64 needed = RIGHT_OPEN;
    if (o->open_flags & OPEN_CREAT) needed |= RIGHT_CREATE_FILE;
    if (o->open_flags & OPEN_TRUNC) needed |= RIGHT_PATH_SET_SIZE;
    return needed;
}

static u32 opening_check(struct process *p, u64 fd, struct opening *o) {
    struct descriptor *d;
    u32 error = fd_get_directory(p, fd, rights_needed(o), &d);
    if (error) return error;
    bool unknown = o->open_flags > 15 || o->flags > 31;
    bool both = o->open_flags & OPEN_CREAT && o->open_flags & OPEN_DIRECTORY;
    if (unknown || both) return WASI_EINVAL;
    o->rights &= RIGHTS_ALL;
    o->inheriting &= RIGHTS_ALL;
    return (o->rights | o->inheriting) & ~d->inheriting ? WASI_ENOTCAPABLE : WASI_SUCCESS;
}

/* The name itself must be new: no link is followed to one. */
static bool exclusive(const struct opening *o) {
    return o->open_flags & OPEN_CREAT && o->open_flags & OPEN_EXCL;
}

/* The access mode follows from the rights, as wasi-libc asks for them. */
static int host_flags(const struct opening *o, bool slash) {
    bool reads = o->rights & (RIGHT_READ | RIGHT_READDIR);
    bool writes = o->rights & (RIGHT_WRITE | RIGHT_ALLOCATE | RIGHT_SET_SIZE);
    int flags = O_NOFOLLOW | O_NOCTTY | O_CLOEXEC;
    bool directory = o->open_flags & OPEN_DIRECTORY || slash;
    if (directory)
        flags |= O_DIRECTORY;
    else if (writes)
        flags |= reads ? O_RDWR : O_WRONLY;
    if (o->open_flags & OPEN_CREAT) flags |= O_CREAT;
    if (exclusive(o)) flags |= O_EXCL;
    if (o->open_flags & OPEN_TRUNC) flags |= O_TRUNC;
    if (o->flags & FLAG_APPEND) flags |= O_APPEND;
    if (o->flags & FLAG_DSYNC) flags |= O_DSYNC;
    if (o->flags & FLAG_NONBLOCK) flags |= O_NONBLOCK;
    if (o->flags & (FLAG_RSYNC | FLAG_SYNC)) flags |= O_SYNC;
    return flags;
}

static u64 rights_of_type(const struct stat *st) {
    if (S_ISDIR(st->st_mode)) return RIGHTS_DIRECTORY;
    bool seekable = S_ISREG(st->st_mode) || S_ISBLK(st->st_mode);
    return seekable ? RIGHTS_FILE : RIGHTS_FILE & ~(u64)RIGHTS_SEEK;
}

/* The path of something below a directory, from the preopened folder on. */
static char *path_below(const struct descriptor *directory, const char *path) {
    struct text t = {0};
    if (!strcmp(path, "."))
        path = directory->path;
    else if (strcmp(directory->path, "."))
        text_printf(&t, "%s/", directory->path);
    text_add(&t, path);
    return t.at;
}

/* Opens what was found below directory d, as fd number `fd`. */
static u32 place_open(struct process *p, const struct place *at, const struct opening *o,
                      const struct descriptor *d, u32 fd) {
    if (at->slash && o->open_flags & OPEN_CREAT) return WASI_EISDIR;
    struct stat st;
    bool existed = !place_stat(at, &st);
    int host = openat(at->parent, at->name, host_flags(o, at->slash), 0666);
    if (host < 0) return wasi_errno_of(errno);
    if (fstat(host, &st)) {
        close(host);
        return wasi_errno_of(errno);
    }
    if (!existed) inode_forget(p, &st);
    bool directory = S_ISDIR(st.st_mode);
    struct descriptor opened = {
        .kind = directory ? FD_DIRECTORY : FD_FILE,
        .type = filetype_of(st.st_mode),
        .flags = (u16)o->flags,
        .host = host,
        .inode = inode_number(p, &st),
        .rights = o->rights & rights_of_type(&st),
        .inheriting = directory ? o->inheriting : 0,
        .root = d->root,
        .path = path_below(d, at->path),
    };
    p->wasi->fds[fd] = opened;
    if (!existed || o->open_flags & OPEN_TRUNC) inode_touch(p, opened.inode);
    return WASI_SUCCESS;
}

/* (directory, lookup flags, path, length, open flags, rights, inheriting, flags, result) */
u32 wasi_path_open(struct process *p, const u64 *a) {
    struct opening o = {a[1], a[4], a[5], a[6], a[7]};
    struct place at;
    if (!guest_at(p, a[8], 4)) return WASI_EFAULT;
    u32 error = opening_check(p, a[0], &o);
    if (error) return error;
    u32 fd = fd_lowest_free(p);
    if (fd == FD_MAX) return WASI_EMFILE;
    enum last_link last = o.lookup & LOOKUP_FOLLOW && !exclusive(&o) ? LINK_FOLLOW : LINK_SLASH;
    error = place_find(p, a[0], rights_needed(&o), a[2], a[3], last, &at);
    if (error) return error;
    error = place_open(p, &at, &o, &p->wasi->fds[a[0]], fd);
    place_close(&at);
    return error ? error : guest_put32(p, a[8], fd);
}

/* ---- Status ----------------------------------------------------------------------------- */

static u32 find_and_stat(struct process *p, u64 fd, u64 right, u64 lookup, u64 path, u64 length,
                         struct place *at, struct stat *st) {
    enum last_link last = lookup & LOOKUP_FOLLOW ? LINK_FOLLOW : LINK_SLASH;
    u32 error = place_find(p, fd, right, path, length, last, at);
    if (error) return error;
    error = place_stat(at, st);
    if (!error && at->slash && !S_ISDIR(st->st_mode)) error = WASI_ENOTDIR;
    if (error) place_close(at);
    return error;
}

/* (directory, lookup flags, path, length, result) */
static u32 path_filestat_get(struct process *p, const u64 *a, bool unstable) {
    struct place at;
    struct stat st;
    u32 error = find_and_stat(p, a[0], RIGHT_PATH_STAT, a[1], a[2], a[3], &at, &st);
    if (error) return error;
    place_close(&at);
    return filestat_put(p, a[4], &st, inode_number(p, &st), unstable);
}

u32 wasi_path_filestat_get(struct process *p, const u64 *a) {
    return path_filestat_get(p, a, false);
}

u32 wasi_path_filestat_get_unstable(struct process *p, const u64 *a) {
    return path_filestat_get(p, a, true);
}

/* (directory, lookup flags, path, length, atim, mtim, which) */
u32 wasi_path_filestat_set_times(struct process *p, const u64 *a) {
    struct timespec times[2];
    struct place at;
    struct stat st;
    u32 error = times_of(a[4], a[5], a[6], times);
    if (error) return error;
    error = find_and_stat(p, a[0], RIGHT_PATH_SET_TIMES, a[1], a[2], a[3], &at, &st);
    if (error) return error;
    error = wasi_result(utimensat(at.parent, at.name, times, AT_SYMLINK_NOFOLLOW));
    if (!error) inode_set_times(p, inode_number(p, &st), a[4], a[5], a[6]);
    place_close(&at);
    return error;
}

/* (directory, path, length, buffer, size, result); without a NUL, cut to the buffer's size */
u32 wasi_path_readlink(struct process *p, const u64 *a) {
    char target[PATH_BYTES];
    struct place at;
    u8 *to = guest_at(p, a[3], a[4]);
    if (!to || !guest_at(p, a[5], 4)) return WASI_EFAULT;
    u32 error = place_find(p, a[0], RIGHT_READLINK, a[1], a[2], LINK_SLASH, &at);
    if (error) return error;
    ssize_t size = readlinkat(at.parent, at.name, target, sizeof target);
    error = size < 0 ? wasi_errno_of(errno) : WASI_SUCCESS;
    place_close(&at);
    if (error) return error;
    u64 n = MIN((u64)size, a[4]);
    memcpy(to, target, n);
    return guest_put32(p, a[5], (u32)n);
}

/* ---- Making ----------------------------------------------------------------------------- */

/* Something was made at this place: it has no past. */
static void place_made(struct process *p, const struct place *at) {
    struct stat st;
    if (place_stat(at, &st)) return;
    inode_forget(p, &st);
    inode_touch(p, inode_number(p, &st));
}

u32 wasi_path_create_directory(struct process *p, const u64 *a) {
    struct place at;
    u32 error = place_find(p, a[0], RIGHT_CREATE_DIRECTORY, a[1], a[2], LINK_KEEP, &at);
    if (error) return error;
    error = wasi_result(mkdirat(at.parent, at.name, 0777));
    if (!error) place_made(p, &at);
    place_close(&at);
    return error;
}

/* (text, length, directory, path, length). The text may lead anywhere but to an absolute path:
 * what follows links here refuses to leave. */
u32 wasi_path_symlink(struct process *p, const u64 *a) {
    char target[PATH_BYTES];
    struct place at;
    const u8 *text = guest_at(p, a[0], a[1]);
    if (!text) return WASI_EFAULT;
    if (!a[1]) return WASI_ENOENT;
    if (a[1] >= sizeof target) return WASI_ENAMETOOLONG;
    if (memchr(text, 0, a[1])) return WASI_EINVAL;
    if (text[0] == '/') return WASI_ENOTCAPABLE;
    memcpy(target, text, a[1]);
    target[a[1]] = 0;
    u32 error = place_find(p, a[2], RIGHT_SYMLINK, a[3], a[4], LINK_KEEP, &at);
    if (error) return error;
    struct stat st;
    if (at.slash)
        error = place_stat(&at, &st) ? WASI_ENOENT : WASI_EEXIST;
    else
        error = wasi_result(symlinkat(target, at.parent, at.name));
    if (!error) place_made(p, &at);
    place_close(&at);
    return error;
}

/* (directory, lookup flags, path, length, directory, path, length) */
u32 wasi_path_link(struct process *p, const u64 *a) {
    struct place from, to;
    struct stat st;
    u32 error = find_and_stat(p, a[0], RIGHT_LINK_SOURCE, a[1], a[2], a[3], &from, &st);
    if (error) return error;
    error = place_find(p, a[4], RIGHT_LINK_TARGET, a[5], a[6], LINK_KEEP, &to);
    if (!error) {
        if (to.slash)
            error = WASI_ENOENT;
        else
            error = wasi_result(linkat(from.parent, from.name, to.parent, to.name, 0));
        place_close(&to);
    }
    place_close(&from);
    return error;
}

/* ---- Removing and renaming -------------------------------------------------------------- */

/* A file's last name goes, or a folder: its inode may come back as another's. */
static void place_gone(struct process *p, const struct stat *st) {
    if (S_ISDIR(st->st_mode) || st->st_nlink <= 1) inode_forget(p, st);
}

static u32 remove_at(struct process *p, const u64 *a, u64 right, bool directory) {
    struct place at;
    struct stat st;
    u32 error = place_find(p, a[0], right, a[1], a[2], LINK_KEEP, &at);
    if (error) return error;
    error = place_stat(&at, &st);
    if (!error && at.slash && !S_ISDIR(st.st_mode)) error = WASI_ENOTDIR;
    if (!error) error = wasi_result(unlinkat(at.parent, at.name, directory ? AT_REMOVEDIR : 0));
    if (!error) place_gone(p, &st);
    place_close(&at);
    return error;
}

u32 wasi_path_unlink_file(struct process *p, const u64 *a) {
    return remove_at(p, a, RIGHT_UNLINK, false);
}

u32 wasi_path_remove_directory(struct process *p, const u64 *a) {
    return remove_at(p, a, RIGHT_REMOVE_DIRECTORY, true);
}

static u32 rename_places(struct process *p, const struct place *from, const struct place *to) {
    struct stat moved, replaced;
    u32 error = place_stat(from, &moved);
    if (error) return error;
    if ((from->slash || to->slash) && !S_ISDIR(moved.st_mode)) return WASI_ENOTDIR;
    bool replaces = !place_stat(to, &replaced) &&
                    (replaced.st_ino != moved.st_ino || replaced.st_dev != moved.st_dev);
    error = wasi_result(renameat(from->parent, from->name, to->parent, to->name));
    if (!error && replaces) place_gone(p, &replaced);
    return error;
}

/* (directory, path, length, directory, path, length) */
u32 wasi_path_rename(struct process *p, const u64 *a) {
    struct place from, to;
    u32 error = place_find(p, a[0], RIGHT_RENAME_SOURCE, a[1], a[2], LINK_KEEP, &from);
    if (error) return error;
    error = place_find(p, a[3], RIGHT_RENAME_TARGET, a[4], a[5], LINK_KEEP, &to);
    if (!error) {
        error = rename_places(p, &from, &to);
        place_close(&to);
    }
    place_close(&from);
    return error;
}
