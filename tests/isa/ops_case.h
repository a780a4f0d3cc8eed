/* tests/isa/ops_case.h: one operation, made into a function of one operation, given registers,
 * emitted and run.
 *
 * The assigner here is not the allocator's: it draws places at random among those that the
 * contract of struct operand allows, so that each promise of constrain is put to the test. */
#ifndef HPMSIM_TESTS_OPS_CASE_H
#define HPMSIM_TESTS_OPS_CASE_H

#include "isa/shadow.h"
#include "ops_machine.h"
#include "ops_reference.h"

enum { ARGS = 4, LABELS_MAX = 300, RESULT_VALUE = ARGS };

/* What is tested. */
struct op_case {
    struct ins ins; /* op, types, cc, shift, flags, imm */
    u8 arg_count;
    u8 arg_type[ARGS]; /* TYPE_NONE: NO_VALUE */
    u8 same_as[ARGS];  /* argument k is the same value as argument same_as[k] (or itself) */
    u8 const_mask;     /* bit k: a constant */
    u64 const_bits[ARGS];
    bool invert; /* BRANCH */
    u32 labels;  /* SWITCH */
    u32 filler;  /* BRANCH, SWITCH: bytes between the operation and its labels */
};

struct tester {
    const struct isa *isa;
    struct model models[4]; /* all registers; four of each class; with shadow registers: four
                               real ones, more real ones */
    struct machine m;
    u64 seed;
    u32 runs, codes, failures, reported;
    u8 area[64 * 8]; /* the register area before the run */
    bool nan_exact;  /* arithmetic makes only canonical NaNs: FCANON is no code */
};

struct built {
    const struct op_case *oc;
    const struct model *model;
    struct ir_function f;
    struct value values[ARGS + 1];
    struct ins ins[LABELS_MAX + 2];
    struct block blocks[LABELS_MAX + 1];
    struct edge edges[LABELS_MAX];
    u32 vreg_first[ARGS + 2];
    struct constraints c;
    struct shadow_answer shadows; /* where operands lie in shadow registers */
    regset live;                  /* then: real registers that must survive */
    bool with_shadows;
    struct emitter e;
    bool emitted;
    u32 at; /* offset of its code */
};

void tester_open(struct tester *t, const struct isa *isa);
void tester_close(struct tester *t);
/* A model for the nth try of a case: every third has all registers. */
const struct model *tester_model(const struct tester *t, u32 n);
/* One line and, for the first few, the details given by the case and the last run. b and in may
 * be NULL. */
void tester_fail(struct tester *t, const struct built *b, const u64 *in, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

/* A case of so many arguments, of the type of the operands. */
struct op_case op_case_of(enum op op, enum type type, enum type type2, u32 args);

/* constrain, assign, emit, link. False (and a failure noted) when something does not fit. */
bool built_make(struct built *b, struct tester *t, const struct op_case *oc,
                const struct model *model);
/* The same for CALL and CALL_INDIRECT. list: room for the operands; callee: offset in code of
 * the function that CALL calls. */
bool built_make_call(struct built *b, struct tester *t, const struct op_case *oc,
                     const struct model *model, u32 *list, const u32 *canonical_types,
                     u32 callee, bool near);
void built_free(struct built *b);
/* Runs it on arguments; the outcome, with `what` the trap or the number of the label. */
enum outcome built_run(struct built *b, struct tester *t, const u64 *in, u64 *what);
/* Compares outcome, result and all that must not change. */
bool built_check(struct built *b, struct tester *t, const u64 *in, enum outcome outcome,
                 u64 what, const struct reference *expected);

/* Several assignments of the case, each on all n vectors of arguments (that is, on those of the
 * first assignment; the others take every `stride`th). */
typedef struct reference expect_fn(struct tester *t, const struct op_case *oc, const u64 *in);
void run_case(struct tester *t, const struct op_case *oc, const u64 (*in)[ARGS], u32 n,
              u32 assignments, u32 stride, expect_fn *expect);

#endif
