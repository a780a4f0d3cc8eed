/* image/private.h: what the files of image/ tell each other. */
#ifndef HPMSIM_IMAGE_PRIVATE_H
#define HPMSIM_IMAGE_PRIVATE_H

#include "image/image.h"

/* Zero bytes behind image.code and image.starts, so that words may be read at any offset. */
enum { CODE_SLACK = 8 };

/* Size of image.starts. */
static inline size_t starts_bytes(u32 code_size) {
    return code_size / 8 + 1 + CODE_SLACK;
}

/* ---- Points and ranges of one function, decoded (image/map.c) --------------------------- */

/* Offsets count from the function's code_start. */
struct point_table {
    u32 count;
    u32 *at; /* per point, and one more: where the last operation ends */
    u32 call_count;
    u32 *calls, *returns; /* operations that call, ascending, and where they return to */
};
/* NULL for functions without points, and where the map can't be read. */
const struct point_table *point_table(struct image *image, u32 function);

/* A range as the codec gives it: of the same vreg and place, joined where they touch. */
struct range_list {
    struct map_range *at; /* sorted by first, then vreg, then kind of place, then index */
    u32 count;
};
/* The ranges of a function; empty when there are none, or the map can't be read. */
struct range_list range_list(struct image *image, const struct program *program, u32 function);

struct point_cache *point_cache_new(const struct image *image, const struct program *program);
/* Keeps what the compiler says of a function, as it is: nothing has to be decoded then. */
void point_cache_keep(struct point_cache *cache, u32 function,
                      const struct compiled_function *f);
/* Encodes the maps and forgets the compiler's tables: from now on the image answers as one that
 * was read from a file. For tests. */
void image_forget_tables(struct image *image);
/* What was kept of a function; NULL when nothing was. Its ranges are as the compiler gave them:
 * not joined. */
const struct point_table *point_cache_kept(const struct point_cache *cache, u32 function,
                                           struct range_list *ranges);
const struct program *point_cache_program(const struct point_cache *cache);
void point_cache_free(struct point_cache *cache);

/* ---- The codec of location maps (image/map_code.c) -------------------------------------- */

/* What is known of a function before its map is read. */
struct map_shape {
    const struct isa *isa;
    u32 point_count, value_count;
    const u8 *value_types;        /* see struct program_function */
    const u8 *code;               /* the function's, CODE_SLACK bytes readable behind it */
    const u8 *starts;             /* the image's; NULL where all instructions have one length */
    u32 code_start;               /* where the code is in the image, and its bits in `starts` */
    u32 points_start, points_end; /* relative to code */
};
struct map_shape map_shape(const struct image *image, const struct program *program,
                           u32 function);

/* Fills image.map and each function's map_start and map_size, from what the cache keeps. */
void map_encode(struct image *image, const struct program *program);

/* Sorts ranges, and joins those of the same vreg and place that touch or overlap. */
struct range_list ranges_join(const struct map_shape *s, const struct map_range *ranges,
                              u32 count, struct arena *a);

/* Decoding goes in two steps, as the addresses of points are often all that is asked for. All
 * return false (or NULL) when the bytes make no sense. */
struct map_decoder; /* what the maps of an image have in common, and storage to work in */
struct map_decoder *map_decoder_new(const struct image *image);
void map_decoder_free(struct map_decoder *d);
struct map_rest { /* where the first step stopped */
    u32 range, code, past_end;
    const u8 *in;
};
bool map_decode_points(struct map_decoder *d, const struct image *image,
                       const struct map_shape *s, u32 function, struct arena *a,
                       struct point_table *t, struct map_rest *rest);
bool map_decode_ranges(struct map_decoder *d, const struct image *image,
                       const struct map_shape *s, u32 function, const struct point_table *t,
                       const struct map_rest *rest, struct arena *a, struct range_list *out);

/* ---- What instructions do (image/marks.c) ----------------------------------------------- */

/* Fills image.marks; functions must have their places. */
void marks_encode(struct image *image, const struct emitter *helpers, u32 helpers_at,
                  struct compiled_function *const *functions);
/* Whether the bytes in image.marks make sense. */
bool marks_good(const struct image *image);

/* ---- Files (image/file.c) --------------------------------------------------------------- */

/* Raise it with every change to the format of files or maps. */
enum { IMAGE_VERSION = 5 };
/* Appends the file's bytes. */
void image_to_bytes(struct image *image, const struct program *program, struct text *out);
/* `name` is for messages; find: isa_find, or a test's own. */
struct image *image_from_bytes(const char *name, const u8 *at, size_t size,
                               struct program *program, const struct isa *(*find)(const char *),
                               struct status *st);

/* ---- The cache (image/cache.c) ---------------------------------------------------------- */

void cache_prune(const char *folder, u64 most);

#endif
