/* sim/wasi/state.c: what a process has open, the virtual clock, and what files look like to a
 * guest, so that runs repeat.
 */
#include "sim/wasi/wasi.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* ---- Errors ----------------------------------------------------------------------------- */

static const struct {
    int host;
    u8 wasi;
} errors[] = {
    {E2BIG, WASI_E2BIG},
    {EACCES, WASI_EACCES},
    {EADDRINUSE, WASI_EADDRINUSE},
    {EADDRNOTAVAIL, WASI_EADDRNOTAVAIL},
    {EAFNOSUPPORT, WASI_EAFNOSUPPORT},
    {EAGAIN, WASI_EAGAIN},
    {EALREADY, WASI_EALREADY},
    {EBADF, WASI_EBADF},
    {EBADMSG, WASI_EBADMSG},
    {EBUSY, WASI_EBUSY},
    {ECANCELED, WASI_ECANCELED},
    {ECHILD, WASI_ECHILD},
    {ECONNABORTED, WASI_ECONNABORTED},
    {ECONNREFUSED, WASI_ECONNREFUSED},
    {ECONNRESET, WASI_ECONNRESET},
    {EDEADLK, WASI_EDEADLK},
    {EDESTADDRREQ, WASI_EDESTADDRREQ},
    {EDOM, WASI_EDOM},
    {EDQUOT, WASI_EDQUOT},
    {EEXIST, WASI_EEXIST},
    {EFAULT, WASI_EFAULT},
    {EFBIG, WASI_EFBIG},
    {EHOSTUNREACH, WASI_EHOSTUNREACH},
    {EIDRM, WASI_EIDRM},
    {EILSEQ, WASI_EILSEQ},
    {EINPROGRESS, WASI_EINPROGRESS},
    {EINTR, WASI_EINTR},
    {EINVAL, WASI_EINVAL},
    {EIO, WASI_EIO},
    {EISCONN, WASI_EISCONN},
    {EISDIR, WASI_EISDIR},
    {ELOOP, WASI_ELOOP},
    {EMFILE, WASI_EMFILE},
    {EMLINK, WASI_EMLINK},
    {EMSGSIZE, WASI_EMSGSIZE},
    {EMULTIHOP, WASI_EMULTIHOP},
    {ENAMETOOLONG, WASI_ENAMETOOLONG},
    {ENETDOWN, WASI_ENETDOWN},
    {ENETRESET, WASI_ENETRESET},
    {ENETUNREACH, WASI_ENETUNREACH},
    {ENFILE, WASI_ENFILE},
    {ENOBUFS, WASI_ENOBUFS},
    {ENODEV, WASI_ENODEV},
    {ENOENT, WASI_ENOENT},
    {ENOEXEC, WASI_ENOEXEC},
    {ENOLCK, WASI_ENOLCK},
    {ENOLINK, WASI_ENOLINK},
    {ENOMEM, WASI_ENOMEM},
    {ENOMSG, WASI_ENOMSG},
    {ENOPROTOOPT, WASI_ENOPROTOOPT},
    {ENOSPC, WASI_ENOSPC},
    {ENOSYS, WASI_ENOSYS},
    {ENOTCONN, WASI_ENOTCONN},
    {ENOTDIR, WASI_ENOTDIR},
    {ENOTEMPTY, WASI_ENOTEMPTY},
    {ENOTRECOVERABLE, WASI_ENOTRECOVERABLE},
    {ENOTSOCK, WASI_ENOTSOCK},
    {EOPNOTSUPP, WASI_ENOTSUP},
    {ENOTTY, WASI_ENOTTY},
    {ENXIO, WASI_ENXIO},
    {EOVERFLOW, WASI_EOVERFLOW},
    {EOWNERDEAD, WASI_EOWNERDEAD},
    {EPERM, WASI_EPERM},
    {EPIPE, WASI_EPIPE},
    {EPROTO, WASI_EPROTO},
    {EPROTONOSUPPORT, WASI_EPROTONOSUPPORT},
    {EPROTOTYPE, WASI_EPROTOTYPE},
    {ERANGE, WASI_ERANGE},
    {EROFS, WASI_EROFS},
    {ESPIPE, WASI_ESPIPE},
    {ESRCH, WASI_ESRCH},
    {ESTALE, WASI_ESTALE},
    {ETIMEDOUT, WASI_ETIMEDOUT},
    {ETXTBSY, WASI_ETXTBSY},
    {EXDEV, WASI_EXDEV},
};

u32 wasi_errno_of(int host_errno) {
    if (!host_errno) return WASI_SUCCESS;
    for (u32 i = 0; i < COUNT_OF(errors); i++)
        if (errors[i].host == host_errno) return errors[i].wasi;
    return WASI_EIO;
}

u32 wasi_result(int result) {
    return result < 0 ? wasi_errno_of(errno) : WASI_SUCCESS;
}

/* ---- Guest memory ----------------------------------------------------------------------- */

u32 guest_put32(struct process *p, u64 address, u32 value) {
    u8 *at = guest_at(p, address, 4);
    if (!at) return WASI_EFAULT;
    put32(at, value);
    return WASI_SUCCESS;
}

u32 guest_put64(struct process *p, u64 address, u64 value) {
    u8 *at = guest_at(p, address, 8);
    if (!at) return WASI_EFAULT;
    put64(at, value);
    return WASI_SUCCESS;
}

/* ---- Descriptors ------------------------------------------------------------------------ */

u32 fd_get(struct process *p, u64 fd, u64 rights, struct descriptor **out) {
    if (fd >= FD_MAX || p->wasi->fds[fd].kind == FD_FREE) return WASI_EBADF;
    *out = &p->wasi->fds[fd];
    return (rights & ~(*out)->rights) ? WASI_ENOTCAPABLE : WASI_SUCCESS;
}

u32 fd_get_directory(struct process *p, u64 fd, u64 rights, struct descriptor **out) {
    u32 error = fd_get(p, fd, 0, out);
    if (error) return error;
    return (*out)->kind == FD_DIRECTORY ? fd_get(p, fd, rights, out) : WASI_ENOTDIR;
}

u32 fd_get_file(struct process *p, u64 fd, u64 rights, u32 stdio, struct descriptor **out) {
    u32 error = fd_get(p, fd, 0, out);
    if (error) return error;
    if ((*out)->kind == FD_DIRECTORY) return rights & RIGHT_READ ? WASI_EISDIR : WASI_EBADF;
    return (*out)->kind == FD_FILE ? fd_get(p, fd, rights, out) : stdio;
}

u32 fd_lowest_free(const struct process *p) {
    u32 fd = 0;
    while (fd < FD_MAX && p->wasi->fds[fd].kind != FD_FREE) fd++;
    return fd;
}

void fd_listing_clear(struct descriptor *d) {
    for (u32 i = 0; i < d->listing.count; i++) free(d->listing.at[i].name);
    array_free(&d->listing);
}

int fd_release(struct descriptor *d) {
    bool owned = d->kind == FD_FILE || d->kind == FD_DIRECTORY;
    int error = owned && close(d->host) && errno != EINTR ? errno : 0;
    fd_listing_clear(d);
    free(d->preopened);
    free(d->path);
    *d = (struct descriptor){.kind = FD_FREE, .host = -1};
    return error;
}

/* ---- Clocks ----------------------------------------------------------------------------- */

/* When virtual time begins: 2000-01-01T00:00:00Z. */
#define REALTIME_START (946684800ull * 1000000000)

static u64 host_clock(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (u64)now.tv_sec * 1000000000 + (u64)now.tv_nsec;
}

u32 clock_now(const struct process *p, u32 clock, u64 *ns) {
    static const clockid_t host_clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC,
                                            CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID};
    if (clock >= COUNT_OF(host_clocks)) return WASI_EINVAL;
    if (p->host_clock)
        *ns = host_clock(host_clocks[clock]);
    else
        *ns = p->clock_ns + (clock == CLOCK_WASI_REALTIME ? REALTIME_START : 0);
    return WASI_SUCCESS;
}

u64 clock_realtime(const struct process *p) {
    u64 ns = 0;
    clock_now(p, CLOCK_WASI_REALTIME, &ns);
    return ns;
}

/* The end leaves room for realtime in 64 bits. */
void clock_advance(struct process *p, u64 ns) {
    u64 end = UINT64_MAX - REALTIME_START;
    p->clock_ns = ns > end - p->clock_ns ? end : p->clock_ns + ns;
}

/* ---- Files as the guest sees them -----------------------------------------------------------
 * The host's inodes differ from run to run, and one that was freed may come back for the next
 * file or may not: so numbers are given in order of first sight, and forgotten as soon as this
 * process removes the file. What is open keeps its number. */

static u64 inode_key(const struct stat *st) {
    u64 pair[2] = {(u64)st->st_dev, (u64)st->st_ino};
    return hash_bytes(pair, sizeof pair, 0);
}

u32 inode_number(struct process *p, const struct stat *st) {
    struct wasi *w = p->wasi;
    u64 key = inode_key(st), number = 0;
    if (map_get(&w->numbers, key, &number) && number) return (u32)number;
    struct inode fresh = {REALTIME_START, REALTIME_START, REALTIME_START};
    array_push(&w->inodes, fresh);
    map_put(&w->numbers, key, w->inodes.count);
    return w->inodes.count;
}

void inode_forget(struct process *p, const struct stat *st) {
    u64 number;
    if (map_get(&p->wasi->numbers, inode_key(st), &number))
        map_put(&p->wasi->numbers, inode_key(st), 0);
}

void inode_touch(struct process *p, u32 number) {
    struct inode *i = &p->wasi->inodes.at[number - 1];
    i->mtim = i->ctim = clock_realtime(p);
}

u8 filetype_of(mode_t mode) {
    switch (mode & S_IFMT) {
    case S_IFBLK: return TYPE_BLOCK_DEVICE;
    case S_IFCHR: return TYPE_CHARACTER_DEVICE;
    case S_IFDIR: return TYPE_DIRECTORY;
    case S_IFREG: return TYPE_REGULAR_FILE;
    case S_IFSOCK: return TYPE_SOCKET_STREAM;
    case S_IFLNK: return TYPE_SYMBOLIC_LINK;
    default: return TYPE_UNKNOWN;
    }
}

struct filestat {
    u64 device, inode, links, size, atim, mtim, ctim;
    u8 type;
};

/*            device inode type links      size atim mtim ctim  in all
 * preview 1       0     8   16    24 u64    32   40   48   56      64
 * unstable        0     8   16    20 u32    24   32   40   48      56 */
static u32 filestat_write(struct process *p, u64 address, const struct filestat *s,
                          bool unstable) {
    u8 *at = guest_at(p, address, unstable ? 56 : 64);
    if (!at) return WASI_EFAULT;
    u64 times[] = {s->size, s->atim, s->mtim, s->ctim};
    memset(at, 0, unstable ? 56 : 64);
    put64(at, s->device);
    put64(at + 8, s->inode);
    at[16] = s->type;
    if (unstable)
        put32(at + 20, (u32)s->links);
    else
        put64(at + 24, s->links);
    for (u32 i = 0; i < COUNT_OF(times); i++)
        put64(at + (unstable ? 24 : 32) + 8 * i, times[i]);
    return WASI_SUCCESS;
}

static u64 time_ns(struct timespec t) {
    return t.tv_sec < 0 ? 0 : (u64)t.tv_sec * 1000000000 + (u64)t.tv_nsec;
}

u32 filestat_put(struct process *p, u64 address, const struct stat *st, u32 number,
                 bool unstable) {
    struct filestat s = {.device = (u64)st->st_dev,
                         .inode = (u64)st->st_ino,
                         .links = (u64)st->st_nlink,
                         .size = (u64)st->st_size,
                         .atim = time_ns(st->st_atim),
                         .mtim = time_ns(st->st_mtim),
                         .ctim = time_ns(st->st_ctim),
                         .type = filetype_of(st->st_mode)};
    if (!p->host_clock) {
        const struct inode *i = &p->wasi->inodes.at[number - 1];
        s.device = 1;
        s.inode = number;
        s.atim = i->atim;
        s.mtim = i->mtim;
        s.ctim = i->ctim;
        if (s.type == TYPE_DIRECTORY) s.links = 1, s.size = 0;
    }
    return filestat_write(p, address, &s, unstable);
}

u32 filestat_put_stdio(struct process *p, u64 address, u64 fd, bool unstable) {
    struct filestat s = {.inode = fd,
                         .links = 1,
                         .atim = REALTIME_START,
                         .mtim = REALTIME_START,
                         .ctim = REALTIME_START,
                         .type = TYPE_CHARACTER_DEVICE};
    return filestat_write(p, address, &s, unstable);
}

/* ---- Setting times ---------------------------------------------------------------------- */

static struct timespec timespec_of(u64 ns, bool set, bool now) {
    if (now) return (struct timespec){.tv_nsec = UTIME_NOW};
    if (!set) return (struct timespec){.tv_nsec = UTIME_OMIT};
    return (struct timespec){.tv_sec = (time_t)(ns / 1000000000),
                             .tv_nsec = (long)(ns % 1000000000)};
}

u32 times_of(u64 atim, u64 mtim, u64 flags, struct timespec times[2]) {

    bool both = (flags & SET_ATIM && flags & SET_ATIM_NOW) ||
                (flags & SET_MTIM && flags & SET_MTIM_NOW);
    if (both || flags > 15) return WASI_EINVAL;
    times[0] = timespec_of(atim, flags & SET_ATIM, flags & SET_ATIM_NOW);
    times[1] = timespec_of(mtim, flags & SET_MTIM, flags & SET_MTIM_NOW);
    return WASI_SUCCESS;
}

void inode_set_times(struct process *p, u32 number, u64 atim, u64 mtim, u64 flags) {
    struct inode *i = &p->wasi->inodes.at[number - 1];
    u64 now = clock_realtime(p);
    if (flags & SET_ATIM) i->atim = atim;
    if (flags & SET_ATIM_NOW) i->atim = now;
    if (flags & SET_MTIM) i->mtim = mtim;
    if (flags & SET_MTIM_NOW) i->mtim = now;
    i->ctim = now;
}
