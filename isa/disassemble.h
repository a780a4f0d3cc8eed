/* isa/disassemble.h: private to isa/. What struct isa's `disassemble` can be where Capstone
 * knows the ISA. */
#ifndef HPMSIM_ISA_DISASSEMBLE_H
#define HPMSIM_ISA_DISASSEMBLE_H

#include "isa/isa.h"

u32 disassemble_capstone(const struct isa *isa, const u8 *code, size_t size, u64 pc, char *out,
                         size_t out_size);

#endif
