/* isa/disassemble.c: the only file that knows Capstone. */
#include "isa/disassemble.h"

#include <assert.h>
#include <capstone/capstone.h>
#include <stdio.h>

/* Capstone's names for the base ISAs that it knows. */
static const struct {
    const char *isa;
    cs_arch arch;
    cs_mode mode;
} known[] = {
    {"aarch64", CS_ARCH_ARM64, CS_MODE_ARM},
    {"x86-64", CS_ARCH_X86, CS_MODE_64},
    {"x86-32", CS_ARCH_X86, CS_MODE_32},
};

/* Opens a handle for each instruction (about 2 us): there is nowhere to keep one, and people
 * read the output. */
static bool open_handle(const struct isa *isa, csh *handle) {
    for (u32 n = 0; n < COUNT_OF(known); n++)
        if (strcmp(known[n].isa, isa->name) == 0)
            return cs_open(known[n].arch, known[n].mode, handle) == CS_ERR_OK;
    assert(!"an ISA that Capstone knows");
    return false;
}

u32 disassemble_capstone(const struct isa *isa, const u8 *code, size_t size, u64 pc, char *out,
                         size_t out_size) {
    u32 length = 0;
    csh handle;
    cs_insn *ins;
    if (!open_handle(isa, &handle)) return 0;
    if (cs_disasm(handle, code, size, pc, 1, &ins) == 1) {
        length = ins->size;
        snprintf(out, out_size, "%s%s%s", ins->mnemonic, ins->op_str[0] ? " " : "",
                 ins->op_str);
        cs_free(ins, 1);
    }
    cs_close(&handle);
    return length;
}

u32 disassembler_version(void) {
    int major, minor;
    cs_version(&major, &minor);
    return (u32)major << 24 | (u32)minor << 16;
}
