/* isa/x86/moves.c: values from place to place, and constants. */
#include "isa/x86/x86.h"

void x86_move(struct emitter *e, enum type t, struct loc to, struct loc from) {
    struct x86_rm m = x86_place(e, from);
    bool to_reg = to.kind == LOC_REG;
    if (type_is_float(t)) {
        if (to_reg)
            x86_float_load(e, t, (reg)to.index, m);
        else
            x86_rm(e, x86_of(X86_MOVSS_MR, t), 4, (reg)from.index, x86_place(e, to));
    } else if (to_reg) {
        x86_load(e, width_of(t), (reg)to.index, src_rm(m));
    } else {
        x86_rm(e, X86_MOV_MR, width_of(t), (reg)from.index, x86_place(e, to));
    }
}

static void constant_to_memory(struct emitter *e, enum type t, struct x86_rm m, u64 bits) {
    if (type_bytes(t) == 4) {
        x86_mi(e, X86_MOV_MI, 4, m, (i32)bits);
    } else if (!x86_is_64(e->isa)) {
        struct x86_rm high = m;
        high.disp += 4;
        x86_mi(e, X86_MOV_MI, 4, m, (i32)bits);
        x86_mi(e, X86_MOV_MI, 4, high, (i32)(bits >> 32));
    } else if (fits_i32((i64)bits)) {
        x86_mi(e, X86_MOV_MI, 8, m, (i64)bits);
    } else {
        x86_load(e, 8, x86_scratch(e), src_imm((i64)bits));
        x86_rm(e, X86_MOV_MR, 8, x86_scratch(e), m);
    }
}

void x86_constant(struct emitter *e, enum type t, struct loc to, u64 bits) {
    if (to.kind != LOC_REG) {
        constant_to_memory(e, t, x86_place(e, to), bits);
        return;
    }
    reg d = (reg)to.index;
    if (!type_is_float(t))
        x86_load(e, width_of(t), d, src_imm((i64)bits));
    else if (bits == 0)
        x86_rr(e, X86_XORPS, 4, d, d);
    else
        x86_float_load(e, t, d, x86_label(emitter_literal(e, type_bytes(t), bits)));
}

u32 x86_constant_cost(const struct model *m, enum type t, u64 bits) {
    (void)m;
    (void)t;
    (void)bits;
    return 1; /* floats come from memory behind the code */
}
