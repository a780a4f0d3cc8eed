/* sim/wasi/env.c: what a process is given when it starts (arguments, environment, standard
 * streams, folders), and the calls that need no file: clocks, random bytes, ending.
 */
#include "sim/wasi/wasi.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

/* ---- Start and end ---------------------------------------------------------------------- */

static char **strings_copy(const char *const *from, u32 n) {
    char **to = xcalloc(n, sizeof *to);
    for (u32 i = 0; i < n; i++) to[i] = xstrdup(from[i]);
    return to;
}

static void strings_free(char **strings, u32 n) {
    for (u32 i = 0; i < n; i++) free(strings[i]);
    free(strings);
}

static struct descriptor stdio(enum fd_kind kind, int host) {
    return (struct descriptor){.kind = (u8)kind,
                               .type = TYPE_CHARACTER_DEVICE,
                               .host = host,
                               .rights = kind == FD_INPUT ? RIGHTS_INPUT : RIGHTS_OUTPUT};
}

static bool folder_open(struct process *p, const struct process_folder *folder,
                        struct status *st) {
    u32 fd = fd_lowest_free(p);
    if (fd == FD_MAX) return status_add(st, FAULT_USER, "too many folders: %s", folder->host);
    int host = open(folder->host, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct stat info;
    if (host < 0 || fstat(host, &info))
        return status_add(st, FAULT_USER, "cannot open folder %s: %s", folder->host,
                          strerror(errno));
    p->wasi->fds[fd] = (struct descriptor){
        .kind = FD_DIRECTORY,
        .type = TYPE_DIRECTORY,
        .host = host,
        .inode = inode_number(p, &info),
        .rights = RIGHTS_DIRECTORY,
        .inheriting = RIGHTS_ALL,
        .preopened = xstrdup(folder->guest ? folder->guest : folder->host),
        .root = fd,
        .path = xstrdup("."),
    };
    return true;
}

struct wasi *wasi_open(struct process *p, const struct process_options *o, struct status *st) {
    struct wasi *w = xcalloc(1, sizeof *w);
    p->wasi = w;
    w->args = strings_copy(o->args, o->arg_count);
    w->env = strings_copy(o->env, o->env_count);
    w->arg_count = o->arg_count;
    w->env_count = o->env_count;
    w->fds = xcalloc(FD_MAX, sizeof *w->fds);
    w->fds[0] = stdio(FD_INPUT, o->in);
    w->fds[1] = stdio(FD_OUTPUT, o->out);
    w->fds[2] = stdio(FD_OUTPUT, o->err);
    bool ok = true;
    for (u32 i = 0; i < o->folder_count; i++) ok &= folder_open(p, &o->folders[i], st);
    if (ok) return w;
    wasi_free(w);
    return NULL;
}

void wasi_free(struct wasi *w) {
    if (!w) return;
    strings_free(w->args, w->arg_count);
    strings_free(w->env, w->env_count);
    for (u32 i = 0; i < FD_MAX; i++) fd_release(&w->fds[i]);
    free(w->fds);
    array_free(&w->inodes);
    map_free(&w->numbers);
    free(w);
}

/* ---- Arguments and environment -------------------------------------------------------------
 * Both are a list of NUL-terminated strings: an array of pointers, and a buffer of bytes. */

static u32 sizes_get(struct process *p, char **strings, u32 n, const u64 *a) {
    u64 size = 0;
    for (u32 i = 0; i < n; i++) size += strlen(strings[i]) + 1;
    if (size > UINT32_MAX) return WASI_EOVERFLOW;
    u32 error = guest_put32(p, a[0], n);
    return error ? error : guest_put32(p, a[1], (u32)size);
}

static u32 strings_get(struct process *p, char **strings, u32 n, const u64 *a) {
    u8 *pointers = guest_at(p, a[0], 4ull * n);
    if (!pointers) return WASI_EFAULT;
    u64 to = a[1];
    for (u32 i = 0; i < n; i++) {
        size_t size = strlen(strings[i]) + 1;
        u8 *at = to <= UINT32_MAX ? guest_at(p, to, size) : NULL;
        if (!at) return WASI_EFAULT;
        memcpy(at, strings[i], size);
        put32(pointers + 4 * i, (u32)to);
        to += size;
    }
    return WASI_SUCCESS;
}

u32 wasi_args_sizes_get(struct process *p, const u64 *a) {
    return sizes_get(p, p->wasi->args, p->wasi->arg_count, a);
}

u32 wasi_args_get(struct process *p, const u64 *a) {
    return strings_get(p, p->wasi->args, p->wasi->arg_count, a);
}

u32 wasi_environ_sizes_get(struct process *p, const u64 *a) {
    return sizes_get(p, p->wasi->env, p->wasi->env_count, a);
}

u32 wasi_environ_get(struct process *p, const u64 *a) {
    return strings_get(p, p->wasi->env, p->wasi->env_count, a);
}

/* ---- Clocks ----------------------------------------------------------------------------- */

u32 wasi_clock_res_get(struct process *p, const u64 *a) {
    u64 ns;
    u32 error = clock_now(p, (u32)a[0], &ns);
    return error ? error : guest_put64(p, a[1], 1);
}

/* a[1], the precision wanted, is a hint. */
u32 wasi_clock_time_get(struct process *p, const u64 *a) {
    u64 ns;
    u32 error = clock_now(p, (u32)a[0], &ns);
    return error ? error : guest_put64(p, a[2], ns);
}

/* ---- Random bytes: eight at a time; a call's surplus is dropped ------------------------- */

u32 wasi_random_get(struct process *p, const u64 *a) {
    u8 *at = guest_at(p, a[0], a[1]);
    if (!at) return WASI_EFAULT;
    for (u64 i = 0; i < a[1]; i += 8) {
        u8 bytes[8];
        put64(bytes, random_next(&p->random_state));
        memcpy(at + i, bytes, MIN(8, a[1] - i));
    }
    return WASI_SUCCESS;
}

/* ---- Ending and waiting ----------------------------------------------------------------- */

u32 wasi_proc_exit(struct process *p, const u64 *a) {
    p->state = PROCESS_EXITED;
    p->exit_status = (u32)a[0];
    return WASI_SUCCESS;
}

/* What a signal does to a process that has no handlers: by the numbers of WASI, where T ends it
 * as a shell reports it (128 + signal), i is ignored, S would stop it, which nothing could
 * undo. */
u32 wasi_proc_raise(struct process *p, const u64 *a) {
    static const char actions[] = "iTTTTTTTTTTTTiTTiiSSSSiTTTTiTTT";
    u64 signal = a[0];
    if (signal >= sizeof actions - 1) return WASI_EINVAL;
    if (actions[signal] == 'S') return WASI_ENOTSUP;
    if (actions[signal] == 'T') {
        p->state = PROCESS_EXITED;
        p->exit_status = 128 + (u32)signal;
    }
    return WASI_SUCCESS;
}

u32 wasi_sched_yield(struct process *p, const u64 *a) {
    (void)p, (void)a;
    return WASI_SUCCESS;
}

/* ---- Sockets: there are none ------------------------------------------------------------ */

static u32 no_socket(struct process *p, const u64 *a) {
    struct descriptor *d;
    u32 error = fd_get(p, a[0], 0, &d);
    return error ? error : WASI_ENOTSOCK;
}

u32 wasi_sock_accept(struct process *p, const u64 *a) {
    return no_socket(p, a);
}

u32 wasi_sock_recv(struct process *p, const u64 *a) {
    return no_socket(p, a);
}

u32 wasi_sock_send(struct process *p, const u64 *a) {
    return no_socket(p, a);
}

u32 wasi_sock_shutdown(struct process *p, const u64 *a) {
    return no_socket(p, a);
}
