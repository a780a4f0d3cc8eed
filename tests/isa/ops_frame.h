/* tests/isa/ops_frame.h: moves, constants, prologue and epilogue of an ISA, run. */
#ifndef HPMSIM_TESTS_OPS_FRAME_H
#define HPMSIM_TESTS_OPS_FRAME_H

#include "ops_case.h"

void check_moves(struct tester *t);
void check_constants(struct tester *t);
void check_frames(struct tester *t);

#endif
