/* sim/wasi/fd.c: calls on open files: reading, writing, seeking, sizes, flags, rights.
 */
#include "sim/wasi/wasi.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- Buffers of the guest --------------------------------------------------------------- */

enum { VECTORS_MAX = 1024 }; /* POSIX's IOV_MAX, ours and the guest's libc's */

/* Checks n vectors of {u32 address, u32 size} at `address` and turns them into the host's. */
static u32 vectors_get(struct process *p, u64 address, u64 n, struct iovec out[VECTORS_MAX]) {
    if (n > VECTORS_MAX) return WASI_EINVAL;
    const u8 *at = guest_at(p, address, 8 * n);
    if (!at) return WASI_EFAULT;
    u64 total = 0;
    for (u32 i = 0; i < n; i++) {
        u32 size = get32(at + 8 * i + 4);
        u8 *bytes = size ? guest_at(p, get32(at + 8 * i), size) : p->memory;
        if (!bytes) return WASI_EFAULT;
        out[i] = (struct iovec){bytes, size};
        total += size;
    }
    return total > INT32_MAX ? WASI_EINVAL : WASI_SUCCESS;
}

/* Ends a read or write of `done` bytes (or the host's failure, < 0). */
static u32 transferred(struct process *p, ssize_t done, u64 result) {
    if (done < 0) return wasi_errno_of(errno);
    clock_advance(p, (u64)done);
    return guest_put32(p, result, (u32)done);
}

/* ---- Standard streams ------------------------------------------------------------------- */

static bool wait_for(int host, short events) {
    struct pollfd one = {host, events, 0};
    return poll(&one, 1, -1) >= 0 || errno == EINTR;
}

/* Whether a failed transfer is worth another try, after waiting if need be. */
static bool again(int host, short events) {
    if (errno == EINTR) return true;
    return (errno == EAGAIN || errno == EWOULDBLOCK) && wait_for(host, events);
}

static ssize_t write_all(int host, const u8 *bytes, size_t size) {
    for (size_t at = 0; at < size;) {
        ssize_t n = write(host, bytes + at, size - at);
        if (n >= 0)
            at += (size_t)n;
        else if (!again(host, POLLOUT))
            return -1;
    }
    return (ssize_t)size;
}

static ssize_t output(struct process *p, const struct descriptor *d, const struct iovec *v,
                      u32 n) {
    ssize_t total = 0;
    for (u32 i = 0; i < n; i++) {
        if (p->capture) text_add_bytes(&p->output, v[i].iov_base, v[i].iov_len);
        if (d->host >= 0 && write_all(d->host, v[i].iov_base, v[i].iov_len) < 0) return -1;
        total += (ssize_t)v[i].iov_len;
        p->output_bytes += v[i].iov_len;
    }
    return total;
}

/* How much a pipe gives at a time depends on its writer's speed; so the whole buffer is filled,
 * up to the end of the input, unless somebody types. */
static ssize_t input(struct process *p, const struct descriptor *d, const struct iovec *v,
                     u32 n) {
    bool whole = !p->host_clock && d->host >= 0 && !isatty(d->host);
    ssize_t total = 0;
    if (d->host < 0) return 0;
    for (u32 i = 0; i < n; i++) {
        for (size_t at = 0; at < v[i].iov_len;) {
            ssize_t got = read(d->host, (u8 *)v[i].iov_base + at, v[i].iov_len - at);
            if (got < 0 && again(d->host, POLLIN)) continue;
            if (got < 0) return total ? total : -1;
            total += got;
            at += (size_t)got;
            if (!got || !whole) return total;
        }
    }
    return total;
}

/* ---- Reading and writing: (fd, vectors, count, [offset], result) ------------------------ */

u32 wasi_fd_read(struct process *p, const u64 *a) {
    struct iovec v[VECTORS_MAX];
    struct descriptor *d;
    u32 error = fd_get(p, a[0], 0, &d);
    if (!error && d->kind == FD_DIRECTORY) error = WASI_EISDIR;
    if (!error) error = fd_get(p, a[0], RIGHT_READ, &d);
    if (!error) error = vectors_get(p, a[1], a[2], v);
    if (!error && !guest_at(p, a[3], 4)) error = WASI_EFAULT;
    if (error) return error;
    ssize_t n = d->kind == FD_INPUT ? input(p, d, v, (u32)a[2]) : readv(d->host, v, (int)a[2]);
    return transferred(p, n, a[3]);
}

u32 wasi_fd_write(struct process *p, const u64 *a) {
    struct iovec v[VECTORS_MAX];
    struct descriptor *d;
    u32 error = fd_get(p, a[0], 0, &d);
    if (!error && d->kind == FD_DIRECTORY) error = WASI_EBADF;
    if (!error) error = fd_get(p, a[0], RIGHT_WRITE, &d);
    if (!error) error = vectors_get(p, a[1], a[2], v);
    if (!error && !guest_at(p, a[3], 4)) error = WASI_EFAULT;
    if (error) return error;
    if (d->kind == FD_OUTPUT) return transferred(p, output(p, d, v, (u32)a[2]), a[3]);
    ssize_t n = writev(d->host, v, (int)a[2]);
    error = transferred(p, n, a[3]);
    if (n > 0) inode_touch(p, d->inode);
    return error;
}

static u32 positioned(struct process *p, const u64 *a, u64 right, struct iovec *v,
                      struct descriptor **d) {
    u32 error = fd_get_file(p, a[0], right | RIGHT_SEEK, WASI_ESPIPE, d);
    if (!error) error = vectors_get(p, a[1], a[2], v);
    if (!error && !guest_at(p, a[4], 4)) error = WASI_EFAULT;
    if (!error && a[3] > INT64_MAX) error = WASI_EINVAL;
    return error;
}

u32 wasi_fd_pread(struct process *p, const u64 *a) {
    struct iovec v[VECTORS_MAX];
    struct descriptor *d;
    u32 error = positioned(p, a, RIGHT_READ, v, &d);
    if (error) return error;
    return transferred(p, preadv(d->host, v, (int)a[2], (off_t)a[3]), a[4]);
}

u32 wasi_fd_pwrite(struct process *p, const u64 *a) {
    struct iovec v[VECTORS_MAX];
    struct descriptor *d;
    u32 error = positioned(p, a, RIGHT_WRITE, v, &d);
    if (error) return error;
    ssize_t n = pwritev(d->host, v, (int)a[2], (off_t)a[3]);
    error = transferred(p, n, a[4]);
    if (n > 0) inode_touch(p, d->inode);
    return error;
}

/* ---- Positions -------------------------------------------------------------------------- */

static u32 seek(struct process *p, u64 fd, i64 by, int whence, u64 right, u64 result) {
    struct descriptor *d;
    u32 error = fd_get_file(p, fd, right, WASI_ESPIPE, &d);
    if (!error && !guest_at(p, result, 8)) error = WASI_EFAULT;
    if (error) return error;
    off_t at = lseek(d->host, (off_t)by, whence);
    return at < 0 ? wasi_errno_of(errno) : guest_put64(p, result, (u64)at);
}

/* (fd, offset, whence, result) */
static u32 seek_by(struct process *p, const u64 *a, const int whences[3]) {
    if (a[2] > 2) return WASI_EINVAL;
    int whence = whences[a[2]];
    bool tells = whence == SEEK_CUR && !a[1];
    return seek(p, a[0], (i64)a[1], whence, tells ? RIGHT_TELL : RIGHT_SEEK, a[3]);
}

u32 wasi_fd_seek(struct process *p, const u64 *a) {
    static const int whences[] = {SEEK_SET, SEEK_CUR, SEEK_END};
    return seek_by(p, a, whences);
}

u32 wasi_fd_seek_unstable(struct process *p, const u64 *a) {
    static const int whences[] = {SEEK_CUR, SEEK_END, SEEK_SET};
    return seek_by(p, a, whences);
}

u32 wasi_fd_tell(struct process *p, const u64 *a) {
    return seek(p, a[0], 0, SEEK_CUR, RIGHT_TELL, a[1]);
}

/* ---- Space and sync --------------------------------------------------------------------- */

u32 wasi_fd_advise(struct process *p, const u64 *a) {
    static const int advices[] = {POSIX_FADV_NORMAL,   POSIX_FADV_SEQUENTIAL,
                                  POSIX_FADV_RANDOM,   POSIX_FADV_WILLNEED,
                                  POSIX_FADV_DONTNEED, POSIX_FADV_NOREUSE};
    struct descriptor *d;
    u32 error = fd_get_file(p, a[0], RIGHT_ADVISE, WASI_ESPIPE, &d);
    if (error) return error;
    if (a[3] >= COUNT_OF(advices) || a[1] > INT64_MAX || a[2] > INT64_MAX) return WASI_EINVAL;
    return wasi_errno_of(posix_fadvise(d->host, (off_t)a[1], (off_t)a[2], advices[a[3]]));
}

u32 wasi_fd_allocate(struct process *p, const u64 *a) {
    struct descriptor *d;
    u32 error = fd_get_file(p, a[0], RIGHT_ALLOCATE, WASI_ESPIPE, &d);
    if (error) return error;
    if (!a[2] || a[1] > INT64_MAX || a[2] > INT64_MAX) return WASI_EINVAL;
    error = wasi_errno_of(posix_fallocate(d->host, (off_t)a[1], (off_t)a[2]));
    if (!error) inode_touch(p, d->inode);
    return error;
}

u32 wasi_fd_filestat_set_size(struct process *p, const u64 *a) {
    struct descriptor *d;
    u32 error = fd_get_file(p, a[0], RIGHT_SET_SIZE, WASI_EINVAL, &d);
    if (error) return error;
    if (a[1] > INT64_MAX) return WASI_EINVAL;
    error = wasi_result(ftruncate(d->host, (off_t)a[1]));
    if (!error) inode_touch(p, d->inode);
    return error;
}

static u32 synchronise(struct process *p, u64 fd, u64 right, int (*sync)(int)) {
    struct descriptor *d;
    u32 error = fd_get(p, fd, 0, &d);
    if (!error && d->kind != FD_FILE && d->kind != FD_DIRECTORY) error = WASI_EINVAL;
    if (!error) error = fd_get(p, fd, right, &d);
    return error ? error : wasi_result(sync(d->host));
}

u32 wasi_fd_sync(struct process *p, const u64 *a) {
    return synchronise(p, a[0], RIGHT_SYNC, fsync);
}

u32 wasi_fd_datasync(struct process *p, const u64 *a) {
    return synchronise(p, a[0], RIGHT_DATASYNC, fdatasync);
}

/* ---- Status of the file ----------------------------------------------------------------- */

static u32 filestat_get(struct process *p, const u64 *a, bool unstable) {
    struct descriptor *d;
    struct stat st;
    u32 error = fd_get(p, a[0], RIGHT_STAT, &d);
    if (error) return error;
    if (d->kind == FD_INPUT || d->kind == FD_OUTPUT)
        return filestat_put_stdio(p, a[1], a[0], unstable);
    error = wasi_result(fstat(d->host, &st));
    return error ? error : filestat_put(p, a[1], &st, d->inode, unstable);
}

u32 wasi_fd_filestat_get(struct process *p, const u64 *a) {
    return filestat_get(p, a, false);
}

u32 wasi_fd_filestat_get_unstable(struct process *p, const u64 *a) {
    return filestat_get(p, a, true);
}

u32 wasi_fd_filestat_set_times(struct process *p, const u64 *a) {
    struct timespec times[2];
    struct descriptor *d;
    u32 error = fd_get(p, a[0], RIGHT_SET_TIMES, &d);
    if (!error) error = times_of(a[1], a[2], a[3], times);
    if (!error) error = wasi_result(futimens(d->host, times));
    if (!error) inode_set_times(p, d->inode, a[1], a[2], a[3]);
    return error;
}

/* ---- Status of the descriptor: {u8 type @0, u16 flags @2, u64 rights @8, inheriting @16} ----
 */

u32 wasi_fd_fdstat_get(struct process *p, const u64 *a) {
    struct descriptor *d;
    u32 error = fd_get(p, a[0], 0, &d);
    if (error) return error;
    u8 *at = guest_at(p, a[1], 24);
    if (!at) return WASI_EFAULT;
    memset(at, 0, 24);
    at[0] = d->type;
    put16(at + 2, d->flags);
    put64(at + 8, d->rights);
    put64(at + 16, d->inheriting);
    return WASI_SUCCESS;
}

/* Of an open file only append and nonblock can change. A standard stream's are only noted: on
 * the host it is shared with others. */
u32 wasi_fd_fdstat_set_flags(struct process *p, const u64 *a) {
    struct descriptor *d;
    u32 error = fd_get(p, a[0], RIGHT_SET_FLAGS, &d);
    if (error) return error;
    u64 changed = a[1] ^ d->flags;
    if (changed & ~(u64)(FLAG_APPEND | FLAG_NONBLOCK)) return WASI_EINVAL;
    if (d->kind == FD_FILE) {
        int flags = fcntl(d->host, F_GETFL);
        if (flags < 0) return wasi_errno_of(errno);
        flags &= ~(O_APPEND | O_NONBLOCK);
        if (a[1] & FLAG_APPEND) flags |= O_APPEND;
        if (a[1] & FLAG_NONBLOCK) flags |= O_NONBLOCK;
        if (fcntl(d->host, F_SETFL, flags) < 0) return wasi_errno_of(errno);
    }
    d->flags = (u16)a[1];
    return WASI_SUCCESS;
}

/* Rights can only be given up. */
u32 wasi_fd_fdstat_set_rights(struct process *p, const u64 *a) {
    struct descriptor *d;
    u32 error = fd_get(p, a[0], 0, &d);
    if (error) return error;
    if ((a[1] & ~d->rights) || (a[2] & ~d->inheriting)) return WASI_ENOTCAPABLE;
    d->rights = a[1];
    d->inheriting = a[2];
    return WASI_SUCCESS;
}

/* ---- Closing and renumbering ------------------------------------------------------------ */

u32 wasi_fd_close(struct process *p, const u64 *a) {
    struct descriptor *d;
    u32 error = fd_get(p, a[0], 0, &d);
    return error ? error : wasi_errno_of(fd_release(d));
}

/* Both must be open; the preopened folders stay where libc found them. */
u32 wasi_fd_renumber(struct process *p, const u64 *a) {
    struct descriptor *from, *to;
    u32 error = fd_get(p, a[0], 0, &from);
    if (!error) error = fd_get(p, a[1], 0, &to);
    if (error) return error;
    if (from->preopened || to->preopened) return WASI_ENOTSUP;
    if (from == to) return WASI_SUCCESS;
    fd_release(to);
    *to = *from;
    *from = (struct descriptor){.kind = FD_FREE, .host = -1};
    return WASI_SUCCESS;
}

/* ---- Preopened folders ------------------------------------------------------------------ */

static u32 preopened(struct process *p, u64 fd, struct descriptor **out) {
    u32 error = fd_get(p, fd, 0, out);
    return error ? error : (*out)->preopened ? WASI_SUCCESS : WASI_EBADF;
}

/* {u8 kind @0: 0, a folder; u32 length of the name @4} */
u32 wasi_fd_prestat_get(struct process *p, const u64 *a) {
    struct descriptor *d;
    u32 error = preopened(p, a[0], &d);
    if (error) return error;
    u8 *at = guest_at(p, a[1], 8);
    if (!at) return WASI_EFAULT;
    put32(at, 0);
    put32(at + 4, (u32)strlen(d->preopened));
    return WASI_SUCCESS;
}

u32 wasi_fd_prestat_dir_name(struct process *p, const u64 *a) {
    struct descriptor *d;
    u32 error = preopened(p, a[0], &d);
    if (error) return error;
    size_t length = strlen(d->preopened);
    if (a[2] < length) return WASI_ENAMETOOLONG;
    u8 *at = guest_at(p, a[1], length);
    if (!at) return WASI_EFAULT;
    memcpy(at, d->preopened, length);
    return WASI_SUCCESS;
}
