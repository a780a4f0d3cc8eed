/* isa/convention.c: where arguments and results of a call lie.
 *
 * One rule for every ISA: a value takes the next registers of its class; a pair takes two or
 * none (a register that it leaves over goes to a later value); what gets none takes the next
 * words of the outgoing area. */
#include "isa/isa.h"

struct rule {
    const reg *regs[CLASS_COUNT];
    u32 count[CLASS_COUNT];
};

static struct convention place(const struct isa *isa, const struct rule *rule, const u8 *types,
                               u32 n, u32 first_word, struct arena *a) {
    struct convention c = {.words = first_word};
    u32 used[CLASS_COUNT] = {0};
    c.at = arena_alloc(a, sizeof *c.at * n * isa->parts);
    c.types = arena_alloc(a, n * isa->parts);
    for (u32 k = 0; k < n; k++) {
        enum type t = vreg_type(isa, types[k]);
        enum reg_class cl = type_class(t);
        u32 parts = vreg_count_of_type(isa, types[k]);
        bool in_registers = used[cl] + parts <= rule->count[cl];
        for (u32 part = 0; part < parts; part++, c.count++) {
            c.types[c.count] = (u8)t;
            if (in_registers) {
                c.at[c.count] = loc_reg(rule->regs[cl][used[cl]++]);
            } else {
                c.at[c.count] = (struct loc){LOC_OUTGOING, c.words};
                c.words += type_bytes(t) > isa->word_bytes ? 2 : 1;
            }
        }
    }
    return c;
}

struct convention convention_arguments(const struct model *m, const u8 *types, u32 n,
                                       struct arena *a) {
    struct rule rule = {{m->args[CLASS_INT], m->args[CLASS_FLOAT]},
                        {m->arg_count[CLASS_INT], m->arg_count[CLASS_FLOAT]}};
    return place(m->isa, &rule, types, n, 0, a);
}

struct convention convention_results(const struct model *m, const u8 *types, u32 n,
                                     u32 first_word, struct arena *a) {
    struct rule rule = {{m->results[CLASS_INT], m->results[CLASS_FLOAT]},
                        {m->result_count[CLASS_INT], m->result_count[CLASS_FLOAT]}};
    return place(m->isa, &rule, types, n, first_word, a);
}
