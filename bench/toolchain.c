/* bench/toolchain.c: the row that an ISA needs to be compared with gcc. */
#include <unicorn/unicorn.h>

#include "bench/bench.h"

/* Classes of --explain: extended regular expressions over our disassembly and objdump's. */
static const struct toolchain toolchains[] = {
    {
        .isa = "aarch64",
        .prefix = "aarch64-linux-gnu",
        .flags = "-march=armv8-a",
        .more = "",
        .objdump = "",
        .qemu = "qemu-aarch64",
        .argument = UC_ARM64_REG_W0,
        .result = UC_ARM64_REG_W0,
        .link = UC_ARM64_REG_X30,
        .global = -1,
        .register_move = "^f?mov +[wxsdv][0-9]+(\\.16b)?, [wxsdv][0-9]+(\\.16b)?$",
        .constant = "^(movz|movn|movk|mov +[wx][0-9]+, #|adrp? )",
        .load = "^ld",
        .store = "^st",
        .branch = "^(b|b\\..*|cbn?z|tbn?z|br) ",
        .call = "^(bl|blr|ret)( |$)",
        .stack = "\\[sp",
        .synonyms = "movz=mov movn=mov b.hs=b.cs b.lo=b.cc fcmpe=fcmp ldur=ldr stur=str",
    },
    {
        .isa = "x86-64",
        .prefix = "x86_64-linux-gnu",
        .flags = "",
        .more = "-msse4.1 -mpopcnt -mlzcnt -mbmi -mbmi2",
        .objdump = "-M intel",
        .qemu = "qemu-x86_64",
        .argument = UC_X86_REG_EDI,
        .result = UC_X86_REG_EAX,
        .link = -1,
        .global = -1,
        .register_move = "^mov(ap[sd]|dqa|d|q|s[sd])? +[a-z][a-z0-9]+, ?[a-z][a-z0-9]+$",
        .constant = "^(mov(abs)? +[a-z0-9]+, ?-?(0x)?[0-9a-f]+|(xor|xorp[sd]|pxor) "
                    "+([a-z0-9]+), ?\\5)$",
        .load = "^mov.*, ?([a-z]+ ptr )?\\[|^(pop|movs[sd] +xmm.*\\[)",
        .store = "^mov[a-z]* +([a-z]+ ptr )?\\[|^push",
        .branch = "^j",
        .call = "^(call|ret)",
        .stack = "\\[rsp|^(push|pop)",
        .synonyms = "movapd=movaps movdqa=movaps pxor=xorps xorpd=xorps comisd=ucomisd "
                    "comiss=ucomiss movabs=mov",
    },
    {
        .isa = "riscv64",
        .prefix = "riscv64-linux-gnu",
        .flags = "-march=rv64imafd -mabi=lp64d",
        .more = "",
        .objdump = "",
        .qemu = "qemu-riscv64",
        .argument = UC_RISCV_REG_A0,
        .result = UC_RISCV_REG_A0,
        .link = UC_RISCV_REG_RA,
        .global = UC_RISCV_REG_GP,
        .register_move = "^(mv|fmv\\.[sd]) ",
        .constant = "^(li|lui|auipc) ",
        .load = "^f?l[bhwd]u? ",
        .store = "^f?s[bhwd] ",
        .branch = "^(b[a-z]+|j|jr) ",
        .call = "^(jal|jalr|ret|call)( |$)",
        .stack = "\\(sp\\)",
        .synonyms = "addi=add addiw=addw slli=sll slliw=sllw srli=srl srliw=srlw srai=sra "
                    "sraiw=sraw andi=and ori=or xori=xor zext.b=and slti=slt sltiu=sltu",
    },
    {
        .isa = "x86-32",
        .prefix = "i686-linux-gnu",
        .flags = "-march=pentium4 -msse2 -mfpmath=sse",
        .more = "-msse4.1 -mpopcnt -mlzcnt -mbmi -mbmi2",
        .objdump = "-M intel",
        .qemu = "qemu-i386",
        .argument = -1,
        .result = UC_X86_REG_EAX,
        .link = -1,
        .global = -1,
        .register_move = "^mov(ap[sd]|dqa|d|q|s[sd])? +[a-z][a-z0-9]+, ?[a-z][a-z0-9]+$",
        .constant = "^(mov(abs)? +[a-z0-9]+, ?-?(0x)?[0-9a-f]+|(xor|xorp[sd]|pxor) "
                    "+([a-z0-9]+), ?\\5)$",
        .load = "^mov.*, ?([a-z]+ ptr )?\\[|^(pop|movs[sd] +xmm.*\\[)",
        .store = "^mov[a-z]* +([a-z]+ ptr )?\\[|^push",
        .branch = "^j",
        .call = "^(call|ret)",
        .stack = "\\[esp|^(push|pop)",
        .synonyms = "movapd=movaps movdqa=movaps pxor=xorps xorpd=xorps comisd=ucomisd "
                    "comiss=ucomiss movabs=mov",
    },
};

const struct toolchain *toolchain_find(const char *isa) {
    for (u32 n = 0; n < COUNT_OF(toolchains); n++)
        if (strcmp(toolchains[n].isa, isa) == 0) return &toolchains[n];
    return NULL;
}

const char *const rival_names[RIVALS] = {"gcc -O2 -fno-tree-vectorize", "gcc -O2",
                                         "clang -O2 -fno-vectorize"};
