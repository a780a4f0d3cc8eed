/* image/cache.c: images kept in the user's cache, by what they are made from: the program's
 * hash, the model's hash, the allocator, the format's version and the executable that compiled (its size and
 * time, so that an image made by an older compiler is never taken for one of this).
 *
 *     CACHE/images/0123456789abcdef-0123456789abcdef-ssa-0123456789abcdef.img
 *
 * An entry that can't be read is as good as none. Entries are written under a temporary name
 * and renamed, so that other processes see whole ones only; the least recently used are removed
 * when the folder grows beyond its bound. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "image/private.h"

enum { CACHE_MIB = 512 };

/* The folder of images; false when there is none to be had. */
static bool cache_folder(struct text *out) {
    const char *how = getenv("HPMSIM_CACHE");
    if (how && !strcmp(how, "off")) return false;
    struct status st = {0};
    bool ok = folder_cache(out);
    if (ok) {
        text_add(out, "/images");
        ok = folder_make(out->at, &st);
    }
    status_free(&st);
    return ok;
}

/* Differs when the executable was built again. */
static u64 compiler_identity(void) {
    struct stat info;
    if (stat("/proc/self/exe", &info) < 0) return 0;
    const u64 of[] = {(u64)info.st_size, (u64)info.st_mtim.tv_sec, (u64)info.st_mtim.tv_nsec,
                      IMAGE_VERSION};
    return hash_bytes(of, sizeof of, 0);
}

static bool cache_path(u64 program_hash, const struct model *model, const char *allocator,
                       struct text *out) {
    if (!cache_folder(out)) return false;
    text_printf(out, "/%016llx-%016llx-%s-%016llx.img", (unsigned long long)program_hash,
                (unsigned long long)model_hash(model), allocator,
                (unsigned long long)compiler_identity());
    return true;
}

struct image *image_cache_find(struct program *program, const struct model *model,
                               const char *allocator) {
    struct text path = {0};
    struct status st = {0};
    struct image *image = NULL;
    if (cache_path(program->hash, model, allocator, &path) && file_exists(path.at))
        image = image_read(path.at, program, &st);
    if (image && (model_hash(&image->model) != model_hash(model) ||
                  strcmp(image->allocator, allocator) != 0)) {
        image_free(image);
        image = NULL;
    }
    if (image) {
        image->model = *model; /* the same but for the name, which shapes no code */
        utimensat(AT_FDCWD, path.at, NULL, 0);
    }
    status_free(&st);
    text_free(&path);
    return image;
}

/* ---- The bound -------------------------------------------------------------------------- */

struct entry {
    char *path;
    u64 size;
    struct timespec used;
};

static int by_use(const void *x, const void *y) {
    const struct timespec *p = &((const struct entry *)x)->used,
                          *q = &((const struct entry *)y)->used;
    if (p->tv_sec != q->tv_sec) return p->tv_sec < q->tv_sec ? -1 : 1;
    return (p->tv_nsec > q->tv_nsec) - (p->tv_nsec < q->tv_nsec);
}

/* Removes the least recently used images until the rest has at most `most` bytes. */
void cache_prune(const char *folder, u64 most) {
    ARRAY(struct entry) entries = {0};
    struct arena a;
    u64 total = 0;
    arena_init(&a);
    DIR *dir = opendir(folder);
    for (struct dirent *d; dir && (d = readdir(dir));) {
        size_t length = strlen(d->d_name);
        struct stat info;
        if (length < 4 || strcmp(d->d_name + length - 4, ".img") != 0) continue;
        struct entry e = {.path = arena_printf(&a, "%s/%s", folder, d->d_name)};
        if (stat(e.path, &info) < 0) continue;
        e.size = (u64)info.st_size;
        e.used = info.st_mtim;
        total += e.size;
        array_push(&entries, e);
    }
    if (dir) closedir(dir);
    if (total > most) qsort(entries.at, entries.count, sizeof *entries.at, by_use);
    for (u32 n = 0; n < entries.count && total > most; n++)
        if (unlink(entries.at[n].path) == 0) total -= entries.at[n].size;
    array_free(&entries);
    arena_free(&a);
}

void image_cache_store(struct image *image) {
    struct text path = {0};
    struct status st = {0};
    if (cache_path(image->program_hash, &image->model, image->allocator, &path) &&
        image_write(image, path.at, &st)) {
        *strrchr(path.at, '/') = '\0';
        cache_prune(path.at, (u64)CACHE_MIB << 20);
    }
    status_free(&st);
    text_free(&path);
}
