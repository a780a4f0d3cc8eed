/* compile/compile.h: from a WebAssembly module to the images of its machines.
 *
 *     wasm bytes -- decode, validate --> program -- build --> IR -- passes --> frozen IR
 *     frozen IR -- per model: constrain, spill + allocate, emit, link --> image
 */
#ifndef HPMSIM_COMPILE_COMPILE_H
#define HPMSIM_COMPILE_COMPILE_H

#include "image/image.h"
#include "image/program.h"
#include "isa/isa.h"

/* Part of a program's hash: raise it with every change to the IR that a module becomes. */
enum { COMPILE_VERSION = 4 };

/* ---- Decoding and validation (compile/wasm/) ------------------------------------------------
 * Decodes and validates a WebAssembly 2.0 module without SIMD. Takes ownership of bytes
 * (malloc'd) in any case. NULL on error; messages read "NAME: 0x001234: what is wrong", the
 * official suite's words where it has any. Never crashes on arbitrary input. Bodies are
 * validated too. Names come from the name section. */
struct program *program_decode(const char *name, u8 *bytes, size_t size, struct status *st);

/* ---- IR -------------------------------------------------------------------------------------
 */

/* Builds the SSA form of one defined function of a validated program and runs the shared
 * passes; the result is frozen and lies in arena a. What is only needed meanwhile comes from
 * `scratch`, which is emptied (it may be a, which is not). dump: NULL, or after which passes to
 * print the function (a comma-separated list of build,gvn,facts,dce,fuse,canon,final or "all")
 * to `out`. */
struct ir_function *ir_build(const struct program *p, u32 function, struct arena *a,
                             struct arena *scratch, const char *dump, struct text *out);
/* Prints a function in the IR's own syntax; stable, no addresses. */
void ir_print(const struct program *p, const struct ir_function *f, struct text *out);
/* any_nan[v], per value: 1 where a NaN in it was made by arithmetic, so that the program never
 * sees its bits (VALUE_ANY_NAN in image/program.h); else 0. */
void ir_find_any_nans(const struct ir_function *f, u8 *any_nan);
/* Checks the invariants of isa/ir.h (dominance, types, edges, orders); adds what is wrong to
 * st. */
bool ir_check(const struct program *p, const struct ir_function *f, struct status *st);

/* ---- Allocators ----------------------------------------------------------------------------
 * The ways to give values registers and spill slots (compile/codegen/alloc.h). All of them take
 * the register file as data; images that different ones made come from the same IR, so a
 * process may move between them. */
struct lowered;
struct allocation;
struct allocator {
    const char *name;  /* "ssa": on the command line, in experiments and in images */
    const char *title; /* one line about it, for users */
    struct allocation *(*allocate)(struct lowered *l, bool with_notes);
};
extern const struct allocator allocator_list[]; /* the default first */
extern const u32 allocator_count;
/* NULL name: the default. NULL and an error, with a suggestion, when there is none. */
const struct allocator *allocator_find(const char *name, struct status *st);

/* ---- Compiling -----------------------------------------------------------------------------
 * Makes the images of a program for n models. The IR of each function is built once and every
 * model's code comes from it; functions are compiled in parallel. Fills in the program's point
 * part (value types, sources of points). On failure out[] is all NULL. */
struct compile_options {
    const struct allocator *allocator;         /* of all models; NULL: the default */
    const struct allocator *const *allocators; /* per model, where it isn't NULL; or NULL */
    u32 threads;                               /* 0: one per core */
    bool verify;                               /* prove every allocation (slow) */
    bool without_maps; /* leave the location maps away: to compare code */
    bool cache;        /* use and fill the user's cache */
    const char *dump;  /* passes to print (ir_build's and "alloc"); implies one thread */
    const char *dump_function; /* only of this function; NULL: of all */
    struct text *dump_text;
};
struct compile_numbers {            /* of one call */
    u64 wasm_code_bytes;            /* of function bodies */
    u64 ir_ns, codegen_ns, link_ns; /* host CPU time, summed over threads */
};
bool program_compile(struct program *p, const struct model *models, u32 n,
                     const struct compile_options *o, struct image **out,
                     struct compile_numbers *numbers, struct status *st);

/* Loads a program from a .wasm, .wat (wat2wasm) or .c file (clang for wasm32-wasi). */
struct program *program_load(const char *path, struct status *st);

#endif
