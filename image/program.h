/* image/program.h: a program as all machines share it: what its WebAssembly module declares
 * (types, imports, memory, tables, data, exports, names) and, for each function, what is the
 * same on every machine once its IR is frozen: how many points, the type of each value, the
 * source line of each point. It holds no code of any machine.
 *
 * Made by compile/ (module part by the decoder, point part when the IR is frozen), used by sim/
 * and migrate/, saved with the images in the cache.
 */
#ifndef HPMSIM_IMAGE_PROGRAM_H
#define HPMSIM_IMAGE_PROGRAM_H

#include "base/base.h"
#include "isa/ir.h"

enum external_kind { EXTERNAL_FUNCTION, EXTERNAL_TABLE, EXTERNAL_MEMORY, EXTERNAL_GLOBAL };
enum ref_kind { REF_FUNCTION, REF_EXTERN };

struct function_type {
    u32 param_count, result_count;
    const u8 *params, *results; /* enum type (references are I32) */
    const u8 *kinds; /* the module's own value types, params then results: 0x7f i32 ...
                        0x70 funcref, 0x6f externref; for exact type equality */
    u32 canonical;   /* lowest index of an equal type in the module */
};

struct limits {
    u32 min, max;
    bool has_max;
};

struct import {
    const char *module, *name; /* NUL-terminated UTF-8; a NUL inside a name reads C0 80, bytes
                                  that no UTF-8 contains */
    u8 kind;                   /* enum external_kind */
    u32 index;                 /* in the index space of its kind */
};
struct export {
    const char *name;
    u8 kind;
    u32 index;
};

/* A constant expression: the value, or the content of an imported global, or a function. */
enum init_kind { INIT_CONST, INIT_GLOBAL, INIT_FUNCTION };
struct init {
    u8 kind;
    u8 type;  /* enum type */
    u64 bits; /* CONST: bits; GLOBAL: global index; FUNCTION: function index */
};

struct table {
    struct limits limits;
    u8 ref; /* enum ref_kind */
    bool imported;
};
struct global {
    u8 type;       /* enum type */
    u8 value_type; /* the module's byte: 0x7f ... */
    bool mutable, imported;
    struct init init; /* not for imported ones */
};

enum segment_mode { SEGMENT_ACTIVE, SEGMENT_PASSIVE, SEGMENT_DECLARED };
struct element_segment {
    u8 mode;
    u8 ref;
    u32 table;
    struct init offset;
    u32 count;
    struct init *items; /* INIT_FUNCTION, INIT_GLOBAL, or INIT_CONST NULL_REFERENCE */
};
struct data_segment {
    u8 mode;
    struct init offset;
    const u8 *bytes; /* in program.wasm */
    u32 size;
};

/* A place in the program's source. */
struct source_line {
    u32 file; /* in program.files; 0xffffffff: unknown */
    u32 line; /* from 1; 0: unknown */
};

struct program_function {
    const char *name; /* from the name section, "module.name" of an import, or an export; else
                         "func[12]". Need not be unique */
    u32 type;         /* index in program.types */
    bool imported;
    /* the body in program.wasm: locals and code, as the code section has it */
    u32 body_offset, body_size;
    /* since the IR was frozen: */
    u32 point_count; /* operations of the IR */
    u32 value_count;
    u8 *value_types; /* enum type, per value; | VALUE_IS_CONST, VALUE_ANY_NAN */
    bool any_nans;   /* some value is VALUE_ANY_NAN */
    u64 *const_bits; /* per value (0 where it is none); NULL when the function has no constants
                      */
    u32 *source;     /* per point: offset in program.wasm of the operation; NULL: imported */
    u8 *traits; /* enum point_trait, two bits per point, the first in the lowest; NULL: unknown */
};
/* Of the operation behind a point. Every machine has code for a FIRM one, so that it is executed
 * whenever execution passes the address of its point, which no other firm operation shares. The
 * others can be without code, as a copy that was coalesced is. */
enum point_trait { POINT_FIRM = 1, POINT_RETURN = 2 };
/* Size of program_function.traits. */
static inline u32 traits_bytes(u32 point_count) {
    return (point_count + 3) / 4;
}
/* ANY_NAN: where the value is a NaN, arithmetic made it, so that its bits differ between
 * machines; the program sees them only after an FCANON, and any other NaN would do as well. */
enum { VALUE_TYPE = 0x0f, VALUE_ANY_NAN = 0x40, VALUE_IS_CONST = 0x80 };

struct program {
    struct arena arena; /* owns all below */
    char *name;         /* for messages: the file's name */
    const u8 *wasm;     /* the module, owned, malloc'd */
    size_t wasm_size;
    u64 hash; /* of the module's bytes and of the compiler's version: images of
                 different hashes do not mix */
    struct function_type *types;
    struct import *imports;
    struct program_function *functions; /* imported ones first */
    struct table *tables;
    struct global *globals;
    struct export *exports;
    struct element_segment *elements;
    struct data_segment *datas;
    u32 type_count, import_count, function_count, imported_function_count, table_count,
        global_count, imported_global_count, export_count, element_count, data_count;
    bool has_memory, memory_imported;
    struct limits memory; /* pages of 64 KiB */
    bool has_start;
    u32 start;
    bool has_data_count;
    struct line_table *lines; /* owned; NULL: a program made by hand, without lines */
};

/* Frees the arena, the lines, the module's bytes and the struct itself (malloc'd). NULL is
 * allowed. */
void program_free(struct program *p);
/* The function's name, never NULL; lives as long as the program. */
const char *program_function_name(const struct program *p, u32 function);
/* Index of an exported function, or -1. */
i64 program_find_export(const struct program *p, enum external_kind kind, const char *name);
/* Index of the first function of that name (as program_function_name gives it), or -1. Looks at
 * each function: not for loops over all of them. */
i64 program_find_function(const struct program *p, const char *name);
/* Adds to st that no function has this name, and which one has nearly that. Always returns false. */
bool program_unknown_function(const struct program *p, const char *name, struct status *st);
/* The source line of a point. */
struct source_line program_line(const struct program *p, u32 function, u32 point);
/* enum point_trait, or'ed. */
u32 program_traits(const struct program *p, u32 function, u32 point);
/* "nqueens.c:42", or "" when unknown; returns buffer. */
const char *program_line_text(const struct program *p, u32 function, u32 point, char *buffer,
                              size_t size);

/* ---- Source lines: lines.c ----------------------------------------------------------------
 * Of modules with DWARF, which is read when a line or file is first asked for, by whatever
 * thread: few runs of a program ever ask. A module without lines, or with none that can be
 * read, is a good program, whose lines are all unknown. */
struct line_table *lines_new(void); /* not read yet */
void lines_free(struct line_table *t);
/* The line of a byte of the module. */
struct source_line program_line_at(const struct program *p, u32 wasm_offset);
/* The source files that lines name, as the DWARF has them; they live as long as the program. */
u32 program_file_count(const struct program *p);
const char *program_file(const struct program *p, u32 file);

#endif
