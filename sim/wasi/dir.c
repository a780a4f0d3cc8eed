/* sim/wasi/dir.c: fd_readdir.
 *
 * Reading from cookie 0 takes a listing of the folder, sorted by name behind "." and "..", so
 * that the host's order doesn't matter; further reads page through that listing. A cookie is
 * the number of the next entry. The last entry may be cut off at the buffer's end: then the
 * guest sees a full buffer and asks again from the cookie before it.
 *
 *     entry: {u64 next cookie @0, u64 inode @8, u32 length of name @16, u8 type @20} name
 */
#include "sim/wasi/wasi.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { ENTRY_BYTES = 24 };

static int by_name(const void *x, const void *y) {
    return strcmp(((const struct listing_entry *)x)->name,
                  ((const struct listing_entry *)y)->name);
}

static void listing_add(struct descriptor *d, const char *name, u64 inode, u8 type) {
    struct listing_entry entry = {xstrdup(name), inode, type};
    array_push(&d->listing, entry);
}

static u32 read_names(struct descriptor *d) {
    int host = openat(d->host, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (host < 0) return wasi_errno_of(errno);
    DIR *stream = fdopendir(host);
    if (!stream) {
        close(host);
        return wasi_errno_of(errno);
    }
    errno = 0;
    for (struct dirent *entry; (entry = readdir(stream)); errno = 0)
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            listing_add(d, entry->d_name, 0, TYPE_UNKNOWN);
    u32 error = wasi_errno_of(errno);
    closedir(stream);
    return error;
}

/* The parent of a folder has the folder's own inode: what lies above is none of the guest's. */
static u32 listing_read(struct process *p, struct descriptor *d) {
    struct stat st;
    fd_listing_clear(d);
    if (fstat(d->host, &st)) return wasi_errno_of(errno);
    u64 self = p->host_clock ? (u64)st.st_ino : d->inode;
    listing_add(d, ".", self, TYPE_DIRECTORY);
    listing_add(d, "..", self, TYPE_DIRECTORY);
    u32 error = read_names(d);
    if (error) {
        fd_listing_clear(d);
        return error;
    }
    qsort(d->listing.at + 2, d->listing.count - 2, sizeof *d->listing.at, by_name);
    u32 kept = 2;
    for (u32 i = 2; i < d->listing.count; i++) {
        struct listing_entry *entry = &d->listing.at[i];
        if (fstatat(d->host, entry->name, &st, AT_SYMLINK_NOFOLLOW)) {
            free(entry->name); /* gone meanwhile */
            continue;
        }
        u32 number = inode_number(p, &st);
        entry->inode = p->host_clock ? (u64)st.st_ino : number;
        entry->type = filetype_of(st.st_mode);
        d->listing.at[kept++] = *entry;
    }
    d->listing.count = kept;
    return WASI_SUCCESS;
}

/* Appends as many of the bytes as there is room for. */
static u64 put_some(u8 *to, u64 at, u64 size, const void *bytes, u64 n) {
    n = MIN(n, size - at);
    memcpy(to + at, bytes, n);
    return at + n;
}

/* (fd, buffer, size, cookie, result) */
u32 wasi_fd_readdir(struct process *p, const u64 *a) {
    struct descriptor *d;
    u8 *to = guest_at(p, a[1], a[2]);
    if (!to || !guest_at(p, a[4], 4)) return WASI_EFAULT;
    u32 error = fd_get_directory(p, a[0], RIGHT_READDIR, &d);
    if (!error && (!a[3] || !d->listing.count)) error = listing_read(p, d);
    if (error) return error;
    u64 used = 0;
    for (u64 i = a[3]; i < d->listing.count && used < a[2]; i++) {
        const struct listing_entry *entry = &d->listing.at[i];
        u8 head[ENTRY_BYTES] = {0};
        size_t length = strlen(entry->name);
        put64(head, i + 1);
        put64(head + 8, entry->inode);
        put32(head + 16, (u32)length);
        head[20] = entry->type;
        used = put_some(to, used, a[2], head, sizeof head);
        used = put_some(to, used, a[2], entry->name, length);
    }
    clock_advance(p, used);
    return guest_put32(p, a[4], (u32)used);
}
