/* sim/wasi/paths.c: from a guest's path to a name in a directory, with no way out.
 *
 * The host is never given a path, only single names, none of them "..", "" or with a slash, and
 * each opened without following links. Links are read and put in front of what is left of the
 * path; ".." drops the last name of what was resolved so far and walks there again from the
 * top. So wherever the walk stands, it came there from the descriptor's own directory by plain
 * steps down, even if someone on the host moves folders meanwhile. An absolute path or link,
 * and a ".." above the top, are ENOTCAPABLE.
 */
#define _GNU_SOURCE /* O_PATH, strchrnul */
#include "sim/wasi/wasi.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

enum { LINKS_MAX = 40 };

struct walk {
    int top;               /* the descriptor's directory, not owned */
    int current;           /* where the walk stands: top, or owned; -1 behind a ".." */
    char done[PATH_BYTES]; /* "a/b": from top to current */
    size_t done_length;
    char rest[2 * PATH_BYTES]; /* what is left */
    const char *next;          /* in rest */
    u32 links;                 /* followed so far */
};

static void leave(struct walk *w) {
    if (w->current >= 0 && w->current != w->top) close(w->current);
    w->current = -1;
}

static int open_below(int directory, const char *name) {
    return openat(directory, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Goes one plain step down. */
static u32 enter(struct walk *w, const char *name) {
    int below = open_below(w->current, name);
    if (below < 0) return wasi_errno_of(errno == ELOOP ? ENOTDIR : errno);
    leave(w);
    w->current = below;
    return WASI_SUCCESS;
}

/* Walks from the top to `done` again, after a "..". */
static u32 settle(struct walk *w) {
    if (w->current >= 0) return WASI_SUCCESS;
    char names[PATH_BYTES];
    memcpy(names, w->done, w->done_length + 1);
    w->current = w->top;
    u32 error = WASI_SUCCESS;
    for (char *name = names, *slash; *name && !error; name = slash) {
        slash = strchrnul(name, '/');
        if (*slash) *slash++ = 0;
        error = enter(w, name);
    }
    return error;
}

static u32 append_done(struct walk *w, const char *name) {
    size_t length = strlen(name), slash = w->done_length ? 1 : 0;
    if (w->done_length + slash + length >= PATH_BYTES) return WASI_ENAMETOOLONG;
    if (slash) w->done[w->done_length++] = '/';
    memcpy(w->done + w->done_length, name, length + 1);
    w->done_length += length;
    return WASI_SUCCESS;
}

static u32 go_up(struct walk *w) {
    if (!w->done_length) return WASI_ENOTCAPABLE;
    while (w->done_length && w->done[w->done_length - 1] != '/') w->done_length--;
    if (w->done_length) w->done_length--;
    w->done[w->done_length] = 0;
    leave(w);
    return WASI_SUCCESS;
}

/* Takes the next component off the rest. `last`: nothing but slashes behind it. */
static u32 take(struct walk *w, char name[NAME_MAX + 1], bool *last, bool *slash) {
    size_t length = strcspn(w->next, "/");
    if (length > NAME_MAX) return WASI_ENAMETOOLONG;
    memcpy(name, w->next, length);
    name[length] = 0;
    w->next += length;
    *slash = *w->next == '/';
    w->next += strspn(w->next, "/");
    *last = !*w->next;
    return WASI_SUCCESS;
}

/* If name is a link, puts what it says in front of the rest. */
static u32 expand(struct walk *w, const char *name, bool slash, bool *expanded) {
    char target[PATH_BYTES];
    ssize_t size = readlinkat(w->current, name, target, sizeof target);
    *expanded = size >= 0;
    if (size < 0)
        return errno == EINVAL || errno == ENOENT ? WASI_SUCCESS : wasi_errno_of(errno);
    if (++w->links > LINKS_MAX) return WASI_ELOOP;
    if (!size) return WASI_ENOENT;
    if (target[0] == '/') return WASI_ENOTCAPABLE;
    char old[sizeof w->rest];
    size_t left = strlen(w->next);
    if ((size_t)size + slash + left >= PATH_BYTES) return WASI_ENAMETOOLONG;
    memcpy(old, w->next, left + 1);
    memcpy(w->rest, target, (size_t)size);
    if (slash) w->rest[size] = '/';
    memcpy(w->rest + size + slash, old, left + 1);
    w->next = w->rest;
    return WASI_SUCCESS;
}

static u32 finish(struct walk *w, const char *name, bool slash, struct place *out) {
    u32 error = settle(w);
    if (error) return error;
    bool self = !strcmp(name, ".");
    size_t name_at = w->done_length ? w->done_length + 1 : 0;
    if (!self && (error = append_done(w, name))) return error;
    const char *path = w->done_length ? w->done : ".";
    memcpy(out->path, path, strlen(path) + 1);
    out->name = self ? "." : out->path + name_at;
    out->slash = slash || self;
    out->parent = w->current;
    out->parent_owned = w->current != w->top;
    return WASI_SUCCESS;
}

static u32 walk(struct walk *w, enum last_link last_link, struct place *out) {
    char name[NAME_MAX + 1];
    bool last = false, slash = false, expanded = false;
    for (;;) {
        u32 error = take(w, name, &last, &slash);
        if (error) return error;
        bool up = !strcmp(name, "..");
        if (up && (error = go_up(w))) return error;
        if (up || !strcmp(name, ".")) {
            if (last) return finish(w, ".", slash, out);
            continue;
        }
        if ((error = settle(w))) return error;
        bool follow = !last || last_link == LINK_FOLLOW || (slash && last_link == LINK_SLASH);
        if (follow && (error = expand(w, name, slash, &expanded))) return error;
        if (follow && expanded) continue;
        if (last) return finish(w, name, slash, out);
        if ((error = enter(w, name)) || (error = append_done(w, name))) return error;
    }
}

u32 place_find(struct process *p, u64 fd, u64 rights, u64 path, u64 length, enum last_link last,
               struct place *out) {
    const u8 *text = guest_at(p, path, length);
    if (!text) return WASI_EFAULT;
    struct descriptor *d;
    u32 error = fd_get_directory(p, fd, rights, &d);
    if (error) return error;
    if (!length) return WASI_ENOENT;
    if (length >= PATH_BYTES) return WASI_ENAMETOOLONG;
    if (memchr(text, 0, length)) return WASI_EINVAL;
    if (text[0] == '/') return WASI_ENOTCAPABLE;
    struct walk w = {.top = d->host, .current = d->host};
    memcpy(w.rest, text, length);
    w.next = w.rest;
    error = walk(&w, last, out);
    if (error) leave(&w);
    return error;
}

void place_close(struct place *at) {
    if (at->parent_owned) close(at->parent);
}

u32 place_stat(const struct place *at, struct stat *st) {
    return wasi_result(fstatat(at->parent, at->name, st, AT_SYMLINK_NOFOLLOW));
}
