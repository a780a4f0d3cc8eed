/* tests/compile/ir_interpreter.h: executes IR directly, with WebAssembly's exact semantics: the
 * reference that compiled code is compared with.
 *
 * It is hostile where an ISA may differ: NaNs made by arithmetic are negative and have a
 * payload, so that a missing FCANON shows; and flags that promise something (INS_NONNEG,
 * INS_NOWRAP) are checked on every execution. */
#ifndef HPMSIM_TESTS_IR_INTERPRETER_H
#define HPMSIM_TESTS_IR_INTERPRETER_H

#include "compile/compile.h"

struct interpreter;
/* An imported function: reads its arguments, writes its results (bits, one u64 each). False:
 * trap with in->trap. */
typedef bool interpreter_import(struct interpreter *in, u32 function, const u64 *args,
                                u64 *results);

struct interpreter_table {
    u32 *items;
    u32 count, max;
};
struct interpreter {
    struct program *p;
    struct arena arena;             /* IR */
    struct ir_function **functions; /* built when first needed */
    u8 *memory;
    u32 pages, max_pages;
    u64 *globals;
    struct interpreter_table *tables;
    bool *data_dropped, *elem_dropped;
    interpreter_import *import;
    void *context; /* the import's */
    u32 depth;
    enum trap trap;
    bool stopped;     /* by an import, without a trap */
    u64 operations;   /* executed */
    char broken[160]; /* a promise of the IR that did not hold; "" if none */
};

/* Sets up memory, tables, globals (imported ones: 666, as the suite wants; tables 10, memory as
 * declared), without running segments or the start function. */
void interpreter_open(struct interpreter *in, struct program *p, interpreter_import *import);
/* Segments and start function. False: trap. */
bool interpreter_start(struct interpreter *in);
void interpreter_close(struct interpreter *in);
struct ir_function *interpreter_function(struct interpreter *in, u32 function);
/* Calls a function; args and results are bits. False: in->trap, or stopped. */
bool interpreter_call(struct interpreter *in, u32 function, const u64 *args, u64 *results);

#endif
