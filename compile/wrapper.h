/* compile/wrapper.h: functions for imports, so that tables can hold them and calls reach them.
 */
#ifndef HPMSIM_COMPILE_WRAPPER_H
#define HPMSIM_COMPILE_WRAPPER_H

#include "image/program.h"
#include "isa/ir.h"

/* IR of a function that hands its parameters to the host and returns what comes back. */
struct ir_function *wrapper_build(const struct program *p, u32 function, struct arena *a);

#endif
