/* tests/compile/allocations.h: functions and models to allocate for. */
#ifndef HPMSIM_TESTS_ALLOCATIONS_H
#define HPMSIM_TESTS_ALLOCATIONS_H

#include "compile/codegen/alloc.h"
#include "compile/compile.h"
#include "tests/compile/wasm_files.h"

enum { MODELS_MAX = 128 };
/* Every base ISA's model as it is, narrowed to several counts of integer registers, and to few
 * float registers; returns how many. */
u32 every_model(struct model out[MODELS_MAX]);
/* The module of workloads/NAME.c; NULL, with a word about it, without a compiler. */
struct program *workload(const char *name);

#endif
