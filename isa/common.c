/* isa/common.c: models made equal: what all of them have. Registers then correspond one to one in
 * number and in what the calling convention does with them; which of them instructions fix still
 * differs by ISA, and so does how many words a value takes. */
#include "isa/isa.h"

#include <assert.h>

static regset class_set(enum reg_class cl) {
    return cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT;
}

static u32 saved_count(const struct model *m, enum reg_class cl) {
    return (u32)count_bits(m->callee_saved & class_set(cl));
}

/* Leaves `count` callee-saved registers of a class, the most preferred ones. */
static void trim_saved(struct model *m, enum reg_class cl, u32 count) {
    u32 kept = 0;
    for (u32 k = 0; k < m->count[cl]; k++) {
        regset r = regset_of(m->order[cl][k]);
        if (m->callee_saved & r && ++kept > count) m->callee_saved &= ~r;
    }
}

static void narrow_class(struct model *models, u32 count, enum reg_class cl) {
    u8 registers = models[0].count[cl];
    for (u32 k = 1; k < count; k++) registers = MIN(registers, models[k].count[cl]);
    for (u32 k = 0; k < count; k++) {
        bool ok = model_narrow(&models[k], cl, registers, NULL);
        assert(ok);
        (void)ok;
    }
    u8 args = models[0].arg_count[cl], results = models[0].result_count[cl];
    u32 saved = saved_count(&models[0], cl);
    for (u32 k = 1; k < count; k++) {
        args = MIN(args, models[k].arg_count[cl]);
        results = MIN(results, models[k].result_count[cl]);
        saved = MIN(saved, saved_count(&models[k], cl));
    }
    for (u32 k = 0; k < count; k++) {
        models[k].arg_count[cl] = args;
        models[k].result_count[cl] = results;
        trim_saved(&models[k], cl, saved);
    }
}

void model_narrow_common(struct model *models, u32 count) {
    assert(count);
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) narrow_class(models, count, cl);
}
