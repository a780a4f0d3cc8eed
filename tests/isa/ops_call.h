/* tests/isa/ops_call.h: CALL and CALL_INDIRECT, as far as the call instruction itself goes. */
#ifndef HPMSIM_TESTS_OPS_CALL_H
#define HPMSIM_TESTS_OPS_CALL_H

#include "ops_case.h"

void check_calls(struct tester *t);

#endif
