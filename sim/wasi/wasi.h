/* sim/wasi/wasi.h: WASI preview 1, and its older form `wasi_unstable`, as programs use them.
 * Private to sim/wasi/.
 *
 * A call gets the process and its arguments (i32 zero-extended) and answers with a WASI errno.
 * Nothing that a guest passes is trusted: each pointer is checked against linear memory, each
 * path is walked here (paths.c) and never given to the host whole, each fd and right is looked
 * up.
 *
 * Runs repeat. Unless the host's clock is asked for, nothing that a program can see depends on
 * the host or the time of day:
 *   time         the virtual clock: 1 us per call, 1 ns per byte read or written, and what
 *                poll_oneoff sleeps; realtime is that behind a fixed date
 *   inode        numbers in order of first sight; device 1; link count of folders 1, size 0
 *   file times   the virtual clock of what this process did; else the fixed date
 *   listings     sorted by name
 *   stdio        fd 0, 1, 2 are character devices, whatever they are on the host, so that libc
 *                buffers by line everywhere and both streams keep their order; reads fill the
 *                whole buffer unless the host's end is a terminal
 */
#ifndef HPMSIM_SIM_WASI_WASI_H
#define HPMSIM_SIM_WASI_WASI_H

#include "sim/host.h"

#include <sys/stat.h>
#include <sys/uio.h>

/* WASI's errno, in its own order. ORDER WASI_ERRNO */
enum wasi_errno {
    WASI_SUCCESS,
    WASI_E2BIG,
    WASI_EACCES,
    WASI_EADDRINUSE,
    WASI_EADDRNOTAVAIL,
    WASI_EAFNOSUPPORT,
    WASI_EAGAIN,
    WASI_EALREADY,
    WASI_EBADF,
    WASI_EBADMSG,
    WASI_EBUSY,
    WASI_ECANCELED,
    WASI_ECHILD,
    WASI_ECONNABORTED,
    WASI_ECONNREFUSED,
    WASI_ECONNRESET,
    WASI_EDEADLK,
    WASI_EDESTADDRREQ,
    WASI_EDOM,
    WASI_EDQUOT,
    WASI_EEXIST,
    WASI_EFAULT,
    WASI_EFBIG,
    WASI_EHOSTUNREACH,
    WASI_EIDRM,
    WASI_EILSEQ,
    WASI_EINPROGRESS,
    WASI_EINTR,
    WASI_EINVAL,
    WASI_EIO,
    WASI_EISCONN,
    WASI_EISDIR,
    WASI_ELOOP,
    WASI_EMFILE,
    WASI_EMLINK,
    WASI_EMSGSIZE,
    WASI_EMULTIHOP,
    WASI_ENAMETOOLONG,
    WASI_ENETDOWN,
    WASI_ENETRESET,
    WASI_ENETUNREACH,
    WASI_ENFILE,
    WASI_ENOBUFS,
    WASI_ENODEV,
    WASI_ENOENT,
    WASI_ENOEXEC,
    WASI_ENOLCK,
    WASI_ENOLINK,
    WASI_ENOMEM,
    WASI_ENOMSG,
    WASI_ENOPROTOOPT,
    WASI_ENOSPC,
    WASI_ENOSYS,
    WASI_ENOTCONN,
    WASI_ENOTDIR,
    WASI_ENOTEMPTY,
    WASI_ENOTRECOVERABLE,
    WASI_ENOTSOCK,
    WASI_ENOTSUP,
    WASI_ENOTTY,
    WASI_ENXIO,
    WASI_EOVERFLOW,
    WASI_EOWNERDEAD,
    WASI_EPERM,
    WASI_EPIPE,
    WASI_EPROTO,
    WASI_EPROTONOSUPPORT,
    WASI_EPROTOTYPE,
    WASI_ERANGE,
    WASI_EROFS,
    WASI_ESPIPE,
    WASI_ESRCH,
    WASI_ESTALE,
    WASI_ETIMEDOUT,
    WASI_ETXTBSY,
    WASI_EXDEV,
    WASI_ENOTCAPABLE,
    WASI_ERRNO_COUNT
};
_Static_assert(WASI_ENOTCAPABLE == 76, "WASI's last errno");

enum {
    TYPE_UNKNOWN,
    TYPE_BLOCK_DEVICE,
    TYPE_CHARACTER_DEVICE,
    TYPE_DIRECTORY,
    TYPE_REGULAR_FILE,
    TYPE_SOCKET_DGRAM,
    TYPE_SOCKET_STREAM,
    TYPE_SYMBOLIC_LINK
};
enum { CLOCK_WASI_REALTIME, CLOCK_WASI_MONOTONIC, CLOCK_WASI_PROCESS, CLOCK_WASI_THREAD };
enum { FLAG_APPEND = 1, FLAG_DSYNC = 2, FLAG_NONBLOCK = 4, FLAG_RSYNC = 8, FLAG_SYNC = 16 };
enum { OPEN_CREAT = 1, OPEN_DIRECTORY = 2, OPEN_EXCL = 4, OPEN_TRUNC = 8 };
enum { SET_ATIM = 1, SET_ATIM_NOW = 2, SET_MTIM = 4, SET_MTIM_NOW = 8 };
enum { LOOKUP_FOLLOW = 1 };

/* Rights. ORDER RIGHT */
enum {
    RIGHT_DATASYNC = 1 << 0,
    RIGHT_READ = 1 << 1,
    RIGHT_SEEK = 1 << 2,
    RIGHT_SET_FLAGS = 1 << 3,
    RIGHT_SYNC = 1 << 4,
    RIGHT_TELL = 1 << 5,
    RIGHT_WRITE = 1 << 6,
    RIGHT_ADVISE = 1 << 7,
    RIGHT_ALLOCATE = 1 << 8,
    RIGHT_CREATE_DIRECTORY = 1 << 9,
    RIGHT_CREATE_FILE = 1 << 10,
    RIGHT_LINK_SOURCE = 1 << 11,
    RIGHT_LINK_TARGET = 1 << 12,
    RIGHT_OPEN = 1 << 13,
    RIGHT_READDIR = 1 << 14,
    RIGHT_READLINK = 1 << 15,
    RIGHT_RENAME_SOURCE = 1 << 16,
    RIGHT_RENAME_TARGET = 1 << 17,
    RIGHT_PATH_STAT = 1 << 18,
    RIGHT_PATH_SET_SIZE = 1 << 19,
    RIGHT_PATH_SET_TIMES = 1 << 20,
    RIGHT_STAT = 1 << 21,
    RIGHT_SET_SIZE = 1 << 22,
    RIGHT_SET_TIMES = 1 << 23,
    RIGHT_SYMLINK = 1 << 24,
    RIGHT_REMOVE_DIRECTORY = 1 << 25,
    RIGHT_UNLINK = 1 << 26,
    RIGHT_POLL = 1 << 27,
    RIGHT_SHUTDOWN = 1 << 28,
    RIGHT_ACCEPT = 1 << 29,

    RIGHTS_ALL = (1 << 30) - 1,
    RIGHTS_FILE = RIGHT_DATASYNC | RIGHT_READ | RIGHT_SEEK | RIGHT_SET_FLAGS | RIGHT_SYNC |
                  RIGHT_TELL | RIGHT_WRITE | RIGHT_ADVISE | RIGHT_ALLOCATE | RIGHT_STAT |
                  RIGHT_SET_SIZE | RIGHT_SET_TIMES | RIGHT_POLL,
    RIGHTS_SEEK = RIGHT_SEEK | RIGHT_TELL, /* not for devices and pipes */
    RIGHTS_DIRECTORY =
        RIGHT_SET_FLAGS | RIGHT_SYNC | RIGHT_DATASYNC | RIGHT_ADVISE | RIGHT_CREATE_DIRECTORY |
        RIGHT_CREATE_FILE | RIGHT_LINK_SOURCE | RIGHT_LINK_TARGET | RIGHT_OPEN | RIGHT_READDIR |
        RIGHT_READLINK | RIGHT_RENAME_SOURCE | RIGHT_RENAME_TARGET | RIGHT_PATH_STAT |
        RIGHT_PATH_SET_SIZE | RIGHT_PATH_SET_TIMES | RIGHT_STAT | RIGHT_SET_TIMES |
        RIGHT_SYMLINK | RIGHT_REMOVE_DIRECTORY | RIGHT_UNLINK | RIGHT_POLL,
    RIGHTS_INPUT = RIGHT_READ | RIGHT_SET_FLAGS | RIGHT_STAT | RIGHT_POLL,
    RIGHTS_OUTPUT = RIGHT_WRITE | RIGHT_SET_FLAGS | RIGHT_STAT | RIGHT_POLL
};

/* ---- What is open ----------------------------------------------------------------------- */

enum { FD_MAX = 1024 }; /* a guest's fds are below this */

enum fd_kind {
    FD_FREE,
    FD_INPUT,    /* the host's stdin, if any; host is not owned */
    FD_OUTPUT,   /* stdout or stderr; host is not owned */
    FD_FILE,     /* whatever is no directory; host is owned */
    FD_DIRECTORY /* host is owned */
};
struct listing_entry {
    char *name; /* owned */
    u64 inode;
    u8 type;
};
struct descriptor {
    u8 kind;   /* enum fd_kind */
    u8 type;   /* TYPE_... as the guest sees it */
    u16 flags; /* FLAG_... */
    int host;  /* -1: nothing there (INPUT, OUTPUT only) */
    u32 inode; /* number in wasi.inodes; 0 for INPUT, OUTPUT */
    u64 rights, inheriting;
    char *preopened; /* the guest's name of a preopened folder, owned; else NULL */
    u32 root;        /* fd number of the preopened folder through which it was opened, */
    char *path;      /* and the path from there, symlinks resolved; owned; NULL for stdio */
    ARRAY(struct listing_entry) listing; /* of the last fd_readdir that began anew */
};

/* What a file is to the guest under the virtual clock; realtime in ns. */
struct inode {
    u64 atim, mtim, ctim;
};

struct wasi {
    char **args, **env; /* owned, and each string */
    u32 arg_count, env_count;
    struct descriptor *fds;     /* FD_MAX */
    ARRAY(struct inode) inodes; /* number n at n - 1 */
    struct map numbers; /* hash of the host's device and inode -> number, 0: forgotten */
};

/* ---- state.c: descriptors, errno, times ------------------------------------------------- */

/* WASI's errno for the host's. */
u32 wasi_errno_of(int host_errno);
/* That of errno when the host's call failed (result < 0), else success. */
u32 wasi_result(int result);
/* Looks up an open fd that has all of `rights`. */
u32 fd_get(struct process *p, u64 fd, u64 rights, struct descriptor **out);
/* The same for one that must be a directory (or must be none: for file operations; `stdio` is
 * the answer when it is one of the standard streams). */
u32 fd_get_directory(struct process *p, u64 fd, u64 rights, struct descriptor **out);
u32 fd_get_file(struct process *p, u64 fd, u64 rights, u32 stdio, struct descriptor **out);
/* The lowest free fd, or FD_MAX. */
u32 fd_lowest_free(const struct process *p);
/* Closes what is the descriptor's own and marks it free. Yields the host's errno. */
int fd_release(struct descriptor *d);
void fd_listing_clear(struct descriptor *d);

/* Nanoseconds of a WASI clock now. */
u32 clock_now(const struct process *p, u32 clock, u64 *ns);
u64 clock_realtime(const struct process *p);
/* Advances the virtual clock; never beyond its end. */
void clock_advance(struct process *p, u64 ns);

/* The guest's number of a file, given on first sight. */
u32 inode_number(struct process *p, const struct stat *st);
/* The file is gone, or new: whatever had the host's inode before was another file. */
void inode_forget(struct process *p, const struct stat *st);
/* The file was written to just now. */
void inode_touch(struct process *p, u32 number);
u8 filetype_of(mode_t mode);
/* A filestat at a guest address; `unstable` for the older layout. */
u32 filestat_put(struct process *p, u64 address, const struct stat *st, u32 number,
                 bool unstable);
/* The filestat of a standard stream. */
u32 filestat_put_stdio(struct process *p, u64 address, u64 fd, bool unstable);
/* Two times for utimensat, from the arguments of *_set_times. */
u32 times_of(u64 atim, u64 mtim, u64 flags, struct timespec times[2]);
/* Notes what was set. */
void inode_set_times(struct process *p, u32 number, u64 atim, u64 mtim, u64 flags);

/* ---- guest memory */

static inline u8 *guest_at(const struct process *p, u64 address, u64 size) {
    return process_memory(p, (u32)address, size);
}
/* Writes a result; EFAULT when there is no memory. */
u32 guest_put32(struct process *p, u64 address, u32 value);
u32 guest_put64(struct process *p, u64 address, u64 value);

/* ---- paths.c ---------------------------------------------------------------------------- */

/* What to do when the last component is a symbolic link. */
enum last_link {
    LINK_KEEP,   /* it is meant itself: remove, rename, make */
    LINK_SLASH,  /* itself, unless a slash follows it */
    LINK_FOLLOW, /* what it leads to */
};
enum { PATH_BYTES = 4096 };
/* A name in a directory: what a path of the guest comes down to. The name holds no slash, and
 * is
 * "." when the path leads to the directory itself. It may not exist. */
struct place {
    int parent; /* host fd of the directory */
    bool parent_owned;
    bool slash;            /* the path ended with a slash: must be a directory */
    const char *name;      /* in `path` or "." */
    char path[PATH_BYTES]; /* resolved, from the descriptor on: no links, no dots */
};
/* Walks the path at a guest address, from directory fd. Call place_close when it succeeded. */
u32 place_find(struct process *p, u64 fd, u64 rights, u64 path, u64 length, enum last_link last,
               struct place *out);
void place_close(struct place *at);
/* Without following links. */
u32 place_stat(const struct place *at, struct stat *st);

/* ---- The calls: name, signature. ORDER is that of the list in calls.c ------------------- */

/* clang-format off */
/* Alike in both modules. */
#define WASI_SHARED(C) \
    C(args_get, "ii:i")                          C(args_sizes_get, "ii:i")                    \
    C(environ_get, "ii:i")                       C(environ_sizes_get, "ii:i")                 \
    C(clock_res_get, "ii:i")                     C(clock_time_get, "iIi:i")                   \
    C(fd_advise, "iIIi:i")                       C(fd_allocate, "iII:i")                      \
    C(fd_close, "i:i")                           C(fd_datasync, "i:i")                        \
    C(fd_fdstat_get, "ii:i")                     C(fd_fdstat_set_flags, "ii:i")               \
    C(fd_fdstat_set_rights, "iII:i")             C(fd_filestat_set_size, "iI:i")              \
    C(fd_filestat_set_times, "iIIi:i")           C(fd_pread, "iiiIi:i")                       \
    C(fd_prestat_get, "ii:i")                    C(fd_prestat_dir_name, "iii:i")              \
    C(fd_pwrite, "iiiIi:i")                      C(fd_read, "iiii:i")                         \
    C(fd_readdir, "iiiIi:i")                     C(fd_renumber, "ii:i")                       \
    C(fd_sync, "i:i")                            C(fd_tell, "ii:i")                           \
    C(fd_write, "iiii:i")                        C(path_create_directory, "iii:i")            \
    C(path_filestat_set_times, "iiiiIIi:i")      C(path_link, "iiiiiii:i")                    \
    C(path_open, "iiiiiIIii:i")                  C(path_readlink, "iiiiii:i")                 \
    C(path_remove_directory, "iii:i")            C(path_rename, "iiiiii:i")                   \
    C(path_symlink, "iiiii:i")                   C(path_unlink_file, "iii:i")                 \
    C(proc_exit, "i:")                           C(proc_raise, "i:i")                         \
    C(random_get, "ii:i")                        C(sched_yield, ":i")                         \
    C(sock_recv, "iiiiii:i")                     C(sock_send, "iiiii:i")                      \
    C(sock_shutdown, "ii:i")
/* Not alike: each has a function wasi_NAME and a function wasi_NAME_unstable. */
#define WASI_TWOFOLD(C) \
    C(fd_filestat_get, "ii:i")                   C(fd_seek, "iIii:i")                         \
    C(path_filestat_get, "iiiii:i")              C(poll_oneoff, "iiii:i")
/* Only in preview 1. */
#define WASI_NEW(C) C(sock_accept, "iii:i")
/* clang-format on */

#define C(name, signature) u32 wasi_##name(struct process *p, const u64 *a);
WASI_SHARED(C)
WASI_TWOFOLD(C)
WASI_NEW(C)
#undef C
#define C(name, signature) u32 wasi_##name##_unstable(struct process *p, const u64 *a);
WASI_TWOFOLD(C)
#undef C

#endif
