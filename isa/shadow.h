/* isa/shadow.h: operations on shadow registers. A shadow register (isa.h: struct model) is a
 * word in memory, but emit takes operands in registers. So real registers stand in for shadow
 * ones while an operation runs:
 *
 *     save    a real register whose content is wanted later, to its own word of the area
 *     load    what the operation reads
 *             the operation, its operands replaced
 *     store   what it defines
 *     restore
 *
 * Stand-ins hold nothing at points, so location maps know nothing of them. They are taken from
 * what costs least: registers that the operation itself writes later, those that the model keeps
 * back, those that hold nothing wanted, and only then others, saved and restored. An operand
 * AT_ANY is read from the area as it is.
 */
#ifndef HPMSIM_ISA_SHADOW_H
#define HPMSIM_ISA_SHADOW_H

#include "isa/isa.h"

struct shadow_question {
    const struct model *model;
    const struct operand *operands; /* placed: those that the ISA's constrain added, in order */
    u32 count;
    regset clobbers;
    /* Real registers that hold something wanted behind the operation, callee-saved ones that the
     * prologue doesn't save among them. What the operation defines need not be in it. */
    regset live;
    regset busy; /* registers of operands besides these: arguments of a call */
    /* Control leaves the operation for elsewhere (BRANCH, SWITCH, CALL_INDIRECT): nothing can be
     * done behind it, so only registers that are kept back stand in. It defines nothing. */
    bool leaves;
};

struct shadow_move {
    u8 type; /* enum type */
    struct loc to, from;
};
enum { SHADOW_MOVES_MAX = 2 * OPERANDS_MAX };

struct shadow_answer {
    struct operand operands[OPERANDS_MAX];                                /* for emit */
    struct shadow_move before[SHADOW_MOVES_MAX], after[SHADOW_MOVES_MAX]; /* in order */
    u32 before_count, after_count;
};

/* Whether any operand is in a shadow register; only then is there something to do. */
bool shadow_concerns(const struct model *m, const struct operand *operands, u32 count);
void shadow_answer(const struct shadow_question *q, struct shadow_answer *out);

struct emitter;
/* Emits a list of moves, one after the other. */
void shadow_moves_emit(struct emitter *e, const struct shadow_move *moves, u32 count);
/* Stores saved shadow registers (frame.shadow_saved) behind the prologue, loads them before the
 * epilogue; destroys scratch registers. */
void shadow_save_emit(struct emitter *e);
void shadow_restore_emit(struct emitter *e);

/* The type that moves a whole register of a class. */
static inline enum type register_type(const struct isa *isa, enum reg_class cl) {
    return cl == CLASS_FLOAT ? F64 : isa->word_bytes == 8 ? I64 : I32;
}
static inline u32 register_bytes(const struct isa *isa, reg r) {
    return reg_class_of(r) == CLASS_FLOAT ? 8 : isa->word_bytes;
}
/* The saved registers of a frame in order of increasing offset: shadow registers ascending, then
 * real ones ascending. Returns how many. */
u32 saved_in_order(const struct model *m, regset saved, reg out[64]);

#endif
