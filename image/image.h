/* image/image.h: a program compiled for one model: machine code and its location map. The
 * contract between compile/, which makes images, and sim/ and migrate/, which use them.
 *
 *     code_base  +----------------------------+
 *                | function array (isa/isa.h) |
 *                | done: host call SITE_DONE  |  what the outermost frame returns to
 *                | helper routines            |
 *                | function 0 ...             |  prologue, operations, edge code, trap stubs
 *                +----------------------------+
 *
 * The location map says where each live vreg is at each point. It is a list of *ranges*, one
 * for each stretch of points (in the order of code) during which a vreg stays in one place. A
 * vreg can be in a register and also, still, in its spill slot: then two ranges cover the
 * point, and the register is its location; code may rely on both, so rebuild fills both. A
 * constant has a range only where it is held in a register.
 *
 * Memory order of code is a machine's business; map and tables are written little-endian.
 */
#ifndef HPMSIM_IMAGE_IMAGE_H
#define HPMSIM_IMAGE_IMAGE_H

#include "image/program.h"
#include "isa/emit.h"
#include "isa/isa.h"

/* ---- What the compiler hands over, per function ----------------------------------------- */

struct map_range {
    u32 vreg;
    u32 first, end; /* points first .. end - 1 */
    struct loc loc; /* LOC_REG, LOC_SLOT or LOC_INCOMING */
};

/* Numbers of the allocation that are worth telling. */
struct function_counts {
    u32 spills, reloads, moves,
        constants; /* instructions of each kind placed by the allocator */
};

struct compiled_function {
    u8 *code;
    u32 code_size;
    struct fixup *fixups; /* other than labels, which are resolved already */
    u32 fixup_count;
    struct site *sites; /* offsets in this function's code */
    u32 site_count;
    u32 *starts; /* instruction starts, where lengths vary */
    u32 start_count;
    struct mark *marks; /* what instructions do (isa/emit.h); ascending */
    u32 mark_count;
    u32 *point_at;  /* per point: offset in code of the operation; point_count + 1 entries,
                       the last: end of the last operation. Never decreases */
    u32 *return_at; /* per point: for calls, offset of the return address; else NO_OFFSET */
    u32 point_count;
    struct map_range *ranges; /* sorted by first, then vreg */
    u32 range_count;
    struct frame frame;
    u64 layout; /* as in struct image_function */
    struct function_counts counts;
}; /* all owned by the arena of the compile job */

/* ---- Images ----------------------------------------------------------------------------- */

struct image_function {
    u32 code_start, code_end;     /* offsets from code_base; empty for imported functions */
    u32 points_start, points_end; /* where the operations' code lies: behind the prologue,
                                     before edge code and trap stubs */
    u32 frame_bytes, slot_offset, saved_offset;
    i32 link_offset; /* see isa/emit.h: struct frame */
    /* Values that live across calls lie in home_bytes bytes from slot_offset on, and nowhere
     * else, while the function is suspended in a call. Where the hash `layout` is the same, and
     * not 0, so is what each byte means; on images of one program. 0: it has no homes. */
    u32 home_bytes;
    u64 layout;
    regset saved;            /* saved at saved_offset in the order of saved_in_order
                                (isa/shadow.h), a word each for integers, 8 bytes for floats */
    u32 map_start, map_size; /* in image.map */
    struct function_counts counts;
};

struct image {
    struct model model;
    char allocator[16]; /* the name of the one that made it */
    u64 program_hash;
    u64 code_base;
    u8 *code;
    u32 code_size;
    u32 helpers_end;    /* code before it belongs to no function */
    u32 done_at;        /* offset of the host call that the outermost frame returns to */
    struct site *sites; /* sorted by offset from code_base */
    u32 site_count;
    u8 *starts; /* bit per code byte: an instruction starts here; NULL where all
                   instructions have one length */
    u8 *marks;  /* what instructions do, encoded (image/marks.c); only profiles read it, and
                      nobody counts it as map */
    u32 marks_size;
    struct image_function *functions; /* per function of the program */
    u32 function_count;
    bool has_maps;
    u8 *map; /* the maps, encoded: what files hold (image_encode_maps) */
    u32 map_size;
    u64 compile_ns; /* host time that compiling took; 0 when it came from the cache */
    struct point_cache *cache; /* decoded maps; filled on demand */
};

/* Puts compiled functions together: function array, done stub, helpers, code; resolves fixups;
 * takes over the maps. functions[i] is NULL for imported ones. with_map false leaves the maps away
 * (to prove that code is the same with and without). The program must live as long as the
 * image.
 */
struct image *image_link(const struct program *program, const struct model *model,
                         struct compiled_function *const *functions, bool with_map,
                         struct status *st);
void image_free(struct image *image);

/* Encodes the maps, unless they are already or there are none. An image that was just compiled
 * has them as plain tables, which is all that a run needs; encoded, they take a tenth of the
 * code. Different images may be encoded at the same time, but nothing else may be done with one
 * meanwhile. */
void image_encode_maps(struct image *image);
/* Size of the encoded maps; encodes them if need be. */
u32 image_map_bytes(struct image *image);

/* Saving and the cache. Files are checked when read (bounds, hashes); a bad one is an error. A
 * file also holds the program's point part (points, types of values, constants, lines): reading
 * fills it in for functions that have none yet, so a program whose images are all at hand need
 * not be compiled for it. The program must live as long as the image. */
bool image_write(struct image *image, const char *path, struct status *st);
struct image *image_read(const char *path, struct program *program, struct status *st);
/* Like image_read from the user's cache by content; NULL in silence when it isn't there. The
 * cache knows a program, a model, an allocator and the executable that compiled; HPMSIM_CACHE=off turns it
 * off. */
struct image *image_cache_find(struct program *program, const struct model *model,
                               const char *allocator);
void image_cache_store(struct image *image);

/* The image as JSON: every table, map ranges included. */
void image_dump(struct image *image, struct program *program, struct text *out);

/* Whether frames of a function that are suspended in calls hold the same bytes for values on
 * machines of both images. */
static inline bool image_same_layout(const struct image *x, const struct image *y,
                                     u32 function) {
    const struct image_function *a = &x->functions[function], *b = &y->functions[function];
    return a->layout && a->layout == b->layout && a->home_bytes == b->home_bytes &&
           x->program_hash == y->program_hash;
}

/* ---- Questions -------------------------------------------------------------------------- */

struct point_id {
    u32 function, point;
};

/* Where a part of a value is, resolved to the frame. */
struct placed {
    u32 value;
    u8 part;     /* 0: whole or low half; 1: high half */
    u8 type;     /* enum type of this part: I32 I64 F32 F64 */
    u8 in_reg;   /* 1: register `reg`; 0: memory at sp + offset */
    u8 is_const; /* a constant held here; its bits are in the program */
    u8 home;     /* second copy: the spill slot of a vreg that is (also) in a register */
    reg reg;
    i32 offset; /* bytes from the body's sp */
};
struct point_map {
    const struct placed *at; /* sorted by (value, part, home) */
    u32 count;
};

/* The function whose code holds the address (offset from code_base), or -1. */
i64 image_function_at(const struct image *image, u32 offset);
/* The last point that starts exactly at this offset; false when none does. */
bool image_point_at(struct image *image, u32 offset, struct point_id *out);
/* The operation whose code holds the offset (for lines of traps); false outside operations. */
bool image_operation_at(struct image *image, u32 offset, struct point_id *out);
/* Lowest offset >= `offset` at which a point of the same function starts, or the function's
 * points_end. */
u32 image_next_point(struct image *image, u32 offset);
/* Code offset of a point; return offset of a call that is operation `call` (the process resumes
 * there at point call + 1, less the call's results). */
u32 image_point_offset(struct image *image, struct point_id at);
u32 image_return_offset(struct image *image, struct point_id call);
/* The call operation that returns to the offset; false when none does. */
bool image_call_returning_to(struct image *image, u32 offset, struct point_id *call);

/* The map at a point; decoded once, then cached as long as the image lives. */
struct point_map image_map(struct image *image, const struct program *program,
                           struct point_id at);
/* The map of a frame suspended in call operation `call`: that of point call + 1, less the
 * results of the call (all values defined by operation `call`). */
struct point_map image_call_map(struct image *image, const struct program *program,
                                struct point_id call);

/* Decodes the maps of functions ahead of time, so that no migration has to wait for it; stops
 * after budget_ns of host time (large programs decode the rest on demand). */
void image_prepare(struct image *image, const struct program *program, u64 budget_ns);

/* The instructions that touch memory or that the allocator put there, with offsets from
 * code_base, ascending. The array is malloc'd, the caller's; NULL when there are none. */
struct mark *image_marks(const struct image *image, u32 *count);

const struct site *image_site_at(const struct image *image, u32 offset);
/* Instructions that start in [from, to) (offsets). */
u32 image_count_instructions(const struct image *image, u32 from, u32 to);
/* Offset of the nth instruction from `from` (0: from itself). */
u32 image_nth_instruction(const struct image *image, u32 from, u32 n);

#endif
