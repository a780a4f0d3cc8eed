/* isa/widen.c: models with more registers than their machine has. What is missing are shadow
 * registers, words of the register area in memory, which is the register-depth downgrade of
 * composite-ISA cores (Venkat and others, "Composite-ISA cores: enabling multi-ISA
 * heterogeneity using a single ISA", HPCA 2019). To the allocator, the calling convention and
 * the location map they are registers like others; isa/shadow.c makes up the difference. */
#include "isa/isa.h"

#include <assert.h>
#include <stdio.h>

static regset class_set(enum reg_class cl) {
    return cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT;
}

/* Removes a register from a list. */
static void drop(reg *at, u8 *count, reg r) {
    u8 kept = 0;
    for (u32 k = 0; k < *count; k++)
        if (at[k] != r) at[kept++] = at[k];
    *count = kept;
}

static bool carries_result(const struct model *m, reg r) {
    enum reg_class cl = reg_class_of(r);
    for (u32 k = 0; k < m->result_count[cl]; k++)
        if (m->results[cl][k] == r) return true;
    return false;
}

/* The register that is missed least: the last of the order, rather none that carries results. */
static reg least_wanted(const struct model *m, enum reg_class cl) {
    for (u32 round = 0; round < 2; round++)
        for (u32 k = m->count[cl]; k-- > 0;) {
            reg r = m->order[cl][k];
            if (!regset_has(m->isa->required, r) && (round || !carries_result(m, r))) return r;
        }
    assert(!"a register that no instruction fixes");
    return NO_REG;
}

static void keep_back(struct model *m, enum reg_class cl) {
    for (u32 n = 0; n < m->isa->keep_back[cl]; n++) {
        reg r = least_wanted(m, cl);
        drop(m->order[cl], &m->count[cl], r);
        drop(m->args[cl], &m->arg_count[cl], r);
        drop(m->results[cl], &m->result_count[cl], r);
        m->allocatable &= ~regset_of(r);
        m->callee_saved &= ~regset_of(r);
        m->kept_back |= regset_of(r);
    }
}

/* Numbers for shadow registers: first those that no register has, then those of registers that
 * programs may use but this model doesn't, then the rest. */
static u32 left_over(const struct model *m, enum reg_class cl, reg out[32]) {
    u32 n = 0, first = cl == CLASS_INT ? 0 : FIRST_FLOAT;
    for (u32 round = 0; round < 3; round++)
        for (u32 r = first; r < first + 32; r++) {
            const struct reg_info *info = &m->isa->registers[r];
            u32 mine = !info->name ? 0 : info->role == ROLE_GENERAL ? 1 : 2;
            if (mine == round && !regset_has(m->allocatable, (reg)r)) out[n++] = (reg)r;
        }
    return n;
}

static void add_shadows(struct model *m, enum reg_class cl, const struct model *like) {
    u32 missing = like->count[cl] - m->count[cl];
    u32 saved_there = (u32)count_bits(like->callee_saved & class_set(cl));
    u32 saved_here = (u32)count_bits(m->callee_saved & class_set(cl));
    u32 carriers =
        MAX(like->arg_count[cl] - MIN(m->arg_count[cl], like->arg_count[cl]),
            like->result_count[cl] - MIN(m->result_count[cl], like->result_count[cl]));
    u32 saved =
        MIN(saved_there - MIN(saved_here, saved_there), missing - MIN(carriers, missing));
    reg number[32];
    u32 room = left_over(m, cl, number);
    assert(missing <= room);
    (void)room;
    for (u32 k = 0; k < missing; k++) {
        regset r = regset_of(number[k]);
        m->order[cl][m->count[cl]++] = number[k];
        m->allocatable |= r;
        m->shadow |= r;
        if (k >= missing - saved) {
            m->callee_saved |= r;
            continue;
        }
        if (m->arg_count[cl] < like->arg_count[cl]) m->args[cl][m->arg_count[cl]++] = number[k];
        if (m->result_count[cl] < like->result_count[cl])
            m->results[cl][m->result_count[cl]++] = number[k];
    }
}

void model_widen(struct model *m, const struct model *const like[CLASS_COUNT]) {
    u32 own = m->count[CLASS_INT];
    assert(!m->shadow);
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
        if (m->count[cl] >= like[cl]->count[cl]) continue;
        keep_back(m, cl);
        add_shadows(m, cl, like[cl]);
    }
    if (!m->shadow) return;
    char *slash = strchr(m->name, '/');
    size_t stem = slash ? (size_t)(slash - m->name) : strlen(m->name);
    snprintf(m->name + stem, sizeof m->name - stem, "/%u+%u", own, m->count[CLASS_INT] - own);
}

const char *model_register_name(const struct model *m, reg r) {
    static const char *const names[64] = {
        "m0",   "m1",   "m2",   "m3",   "m4",   "m5",   "m6",   "m7",   "m8",   "m9",   "m10",
        "m11",  "m12",  "m13",  "m14",  "m15",  "m16",  "m17",  "m18",  "m19",  "m20",  "m21",
        "m22",  "m23",  "m24",  "m25",  "m26",  "m27",  "m28",  "m29",  "m30",  "m31",  "mf0",
        "mf1",  "mf2",  "mf3",  "mf4",  "mf5",  "mf6",  "mf7",  "mf8",  "mf9",  "mf10", "mf11",
        "mf12", "mf13", "mf14", "mf15", "mf16", "mf17", "mf18", "mf19", "mf20", "mf21", "mf22",
        "mf23", "mf24", "mf25", "mf26", "mf27", "mf28", "mf29", "mf30", "mf31"};
    if (r >= 64) return "?";
    if (regset_has(m->shadow, r)) return names[r];
    return m->isa->registers[r].name ? m->isa->registers[r].name : "?";
}
