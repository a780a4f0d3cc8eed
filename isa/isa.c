/* isa/isa.c: the list of base ISAs. */
#include "isa/isa.h"

extern const struct isa isa_aarch64, isa_x86_64, isa_riscv64, isa_x86_32;

const struct isa *const isa_list[] = {&isa_aarch64, &isa_x86_64, &isa_riscv64, &isa_x86_32};
const u32 isa_count = COUNT_OF(isa_list);

const struct isa *isa_find(const char *name) {
    for (u32 n = 0; n < isa_count; n++)
        if (strcmp(isa_list[n]->name, name) == 0) return isa_list[n];
    return NULL;
}
