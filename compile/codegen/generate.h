/* compile/codegen/generate.h: machine code for one function of frozen IR. */
#ifndef HPMSIM_COMPILE_CODEGEN_GENERATE_H
#define HPMSIM_COMPILE_CODEGEN_GENERATE_H

#include "compile/codegen/alloc.h"
#include "compile/compile.h"
#include "isa/emit.h"

struct generate_options {
    const struct allocator *allocator;
    bool verify;            /* prove the allocation */
    const char *dump;       /* passes to print, comma-separated: alloc */
    struct text *dump_text; /* where to */
};

/* The result lives in keep_in; scratch may be reset afterwards. NULL on failure. */
struct compiled_function *generate(const struct generate_options *o, const struct program *p,
                                   const struct ir_function *f, const struct model *model,
                                   struct emitter *e, struct arena *keep_in,
                                   struct arena *scratch, struct status *st);

#endif
