/* isa/x86/registers.c: one row per register. */
#include "isa/x86/x86.h"

#include <unicorn/unicorn.h>

#define R(n, name, NAME, dwarf, role) [n] = {name, NULL, n, role, UC_X86_REG_##NAME, dwarf}
#define XMM(n, dwarf, role) \
    [FIRST_FLOAT + n] = {"xmm" #n, NULL, n, role, UC_X86_REG_XMM##n, dwarf}

const struct reg_info x86_registers_64[64] = {
    R(RAX, "rax", RAX, 0, ROLE_GENERAL),
    R(RCX, "rcx", RCX, 2, ROLE_GENERAL),
    R(RDX, "rdx", RDX, 1, ROLE_GENERAL),
    R(RBX, "rbx", RBX, 3, ROLE_GENERAL),
    R(RSP, "rsp", RSP, 7, ROLE_STACK),
    R(RBP, "rbp", RBP, 6, ROLE_GENERAL),
    R(RSI, "rsi", RSI, 4, ROLE_GENERAL),
    R(RDI, "rdi", RDI, 5, ROLE_GENERAL),
    R(R8, "r8", R8, 8, ROLE_GENERAL),
    R(R9, "r9", R9, 9, ROLE_GENERAL),
    R(R10, "r10", R10, 10, ROLE_GENERAL),
    R(R11, "r11", R11, 11, ROLE_SCRATCH),
    R(R12, "r12", R12, 12, ROLE_GENERAL),
    R(R13, "r13", R13, 13, ROLE_GENERAL),
    R(R14, "r14", R14, 14, ROLE_GENERAL),
    R(R15, "r15", R15, 15, ROLE_GENERAL),
    XMM(0, 17, ROLE_GENERAL),
    XMM(1, 18, ROLE_GENERAL),
    XMM(2, 19, ROLE_GENERAL),
    XMM(3, 20, ROLE_GENERAL),
    XMM(4, 21, ROLE_GENERAL),
    XMM(5, 22, ROLE_GENERAL),
    XMM(6, 23, ROLE_GENERAL),
    XMM(7, 24, ROLE_GENERAL),
    XMM(8, 25, ROLE_GENERAL),
    XMM(9, 26, ROLE_GENERAL),
    XMM(10, 27, ROLE_GENERAL),
    XMM(11, 28, ROLE_GENERAL),
    XMM(12, 29, ROLE_GENERAL),
    XMM(13, 30, ROLE_GENERAL),
    XMM(14, 31, ROLE_GENERAL),
    XMM(15, 32, ROLE_SCRATCH),
};

const struct reg_info x86_registers_32[64] = {
    R(RAX, "eax", EAX, 0, ROLE_GENERAL),
    R(RCX, "ecx", ECX, 1, ROLE_GENERAL),
    R(RDX, "edx", EDX, 2, ROLE_GENERAL),
    R(RBX, "ebx", EBX, 3, ROLE_SCRATCH),
    R(RSP, "esp", ESP, 4, ROLE_STACK),
    R(RBP, "ebp", EBP, 5, ROLE_GENERAL),
    R(RSI, "esi", ESI, 6, ROLE_GENERAL),
    R(RDI, "edi", EDI, 7, ROLE_GENERAL),
    XMM(0, 21, ROLE_GENERAL),
    XMM(1, 22, ROLE_GENERAL),
    XMM(2, 23, ROLE_GENERAL),
    XMM(3, 24, ROLE_GENERAL),
    XMM(4, 25, ROLE_GENERAL),
    XMM(5, 26, ROLE_GENERAL),
    XMM(6, 27, ROLE_GENERAL),
    XMM(7, 28, ROLE_SCRATCH),
};
