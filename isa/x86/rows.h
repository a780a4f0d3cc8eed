/* isa/x86/rows.h: the instructions that we emit, one row for each form.
 *
 * ROW(enumerator, mnemonic, form, prefix, map, opcode, extension, flags)
 *
 *   form       which operands, and where they go in the encoding:
 *                RM     reg, r/m              MR     r/m, reg
 *                M      r/m                   N      none
 *                MI     r/m, imm              RMI    reg, r/m, imm: imm32, or imm8 with opcode
 * | 2 MI8    r/m, imm8             RMI8   reg, r/m, imm8          MRI8  r/m, reg, imm8 MI16
 * r/m, imm16            MI32   r/m, imm32 O      reg in the opcode     OI     the same, imm32
 * OI64  imm64 VRMV   reg, r/m, reg2 (VEX)  VRMI8  reg, r/m, imm8 (VEX) prefix     0, 66, F2 or
 * F3 map        0: opcode alone; 1: 0F; 2: 0F 38; 3: 0F 3A extension  of the opcode, in the reg
 * field of forms without reg flags      W   64 bits wide when the emitter's width is 8 (REX.W)
 *              W1  always 64 bits wide
 *              BR  reg is a byte register      BM  r/m, if a register, is a byte register
 *              C   the condition is added to the opcode (given as the immediate)
 *              what it does to r/m, if that is memory; else it reads it:
 *              WR  writes it     UP  reads and writes it     PK  reads 16 bytes, as two accesses
 *              AO  only takes its address
 *
 * Rows of floats come in pairs: single, then double. */
#ifndef HPMSIM_ISA_X86_ROWS_H
#define HPMSIM_ISA_X86_ROWS_H

#define X86_ALU(ROW, NAME, name, n, access)                  \
    ROW(NAME##_RM, name, RM, 0, 0, (n)*8 + 3, 0, W)          \
    ROW(NAME##_MR, name, MR, 0, 0, (n)*8 + 1, 0, W | access) \
    ROW(NAME##_MI, name, MI, 0, 0, 0x81, n, W | access)
#define X86_SHIFT(ROW, NAME, name, n)               \
    ROW(NAME##_I, name, MI8, 0, 0, 0xc1, n, W | UP) \
    ROW(NAME##_CL, name, M, 0, 0, 0xd3, n, W | UP)
#define X86_SCALAR(ROW, NAME, name, opcode)             \
    ROW(NAME##SS, name "ss", RM, 0xf3, 1, opcode, 0, 0) \
    ROW(NAME##SD, name "sd", RM, 0xf2, 1, opcode, 0, 0)
#define X86_PACKED(ROW, NAME, name, opcode)           \
    ROW(NAME##PS, name "ps", RM, 0, 1, opcode, 0, PK) \
    ROW(NAME##PD, name "pd", RM, 0x66, 1, opcode, 0, PK)

#define X86_ROWS(ROW)                                     \
    X86_ALU(ROW, ADD, "add", 0, UP)                       \
    X86_ALU(ROW, OR, "or", 1, UP)                         \
    X86_ALU(ROW, ADC, "adc", 2, UP)                       \
    X86_ALU(ROW, SBB, "sbb", 3, UP)                       \
    X86_ALU(ROW, AND, "and", 4, UP)                       \
    X86_ALU(ROW, SUB, "sub", 5, UP)                       \
    X86_ALU(ROW, XOR, "xor", 6, UP)                       \
    X86_ALU(ROW, CMP, "cmp", 7, 0)                        \
    ROW(TEST_MR, "test", MR, 0, 0, 0x85, 0, W)            \
    ROW(TEST_MI, "test", MI32, 0, 0, 0xf7, 0, W)          \
    ROW(TEST8_MI, "test", MI8, 0, 0, 0xf6, 0, BM)         \
    ROW(XCHG_MR, "xchg", MR, 0, 0, 0x87, 0, W | UP)       \
    ROW(MOV_RM, "mov", RM, 0, 0, 0x8b, 0, W)              \
    ROW(MOV_MR, "mov", MR, 0, 0, 0x89, 0, W | WR)         \
    ROW(MOV8_MR, "mov", MR, 0, 0, 0x88, 0, BR | BM | WR)  \
    ROW(MOV16_MR, "mov", MR, 0x66, 0, 0x89, 0, WR)        \
    ROW(MOV8_MI, "mov", MI8, 0, 0, 0xc6, 0, BM | WR)      \
    ROW(MOV16_MI, "mov", MI16, 0x66, 0, 0xc7, 0, WR)      \
    ROW(MOV_MI, "mov", MI32, 0, 0, 0xc7, 0, W | WR)       \
    ROW(MOV_OI, "mov", OI, 0, 0, 0xb8, 0, 0)              \
    ROW(MOV_OI64, "movabs", OI64, 0, 0, 0xb8, 0, W1)      \
    ROW(MOVZX8, "movzx", RM, 0, 1, 0xb6, 0, BM)           \
    ROW(MOVZX16, "movzx", RM, 0, 1, 0xb7, 0, 0)           \
    ROW(MOVSX8, "movsx", RM, 0, 1, 0xbe, 0, W | BM)       \
    ROW(MOVSX16, "movsx", RM, 0, 1, 0xbf, 0, W)           \
    ROW(MOVSXD, "movsxd", RM, 0, 0, 0x63, 0, W1)          \
    ROW(LEA, "lea", RM, 0, 0, 0x8d, 0, W | AO)            \
    ROW(IMUL_RM, "imul", RM, 0, 1, 0xaf, 0, W)            \
    ROW(IMUL_RMI, "imul", RMI, 0, 0, 0x69, 0, W)          \
    ROW(NOT, "not", M, 0, 0, 0xf7, 2, W | UP)             \
    ROW(NEG, "neg", M, 0, 0, 0xf7, 3, W | UP)             \
    ROW(MUL, "mul", M, 0, 0, 0xf7, 4, W)                  \
    ROW(IMUL_M, "imul", M, 0, 0, 0xf7, 5, W)              \
    ROW(DIV, "div", M, 0, 0, 0xf7, 6, W)                  \
    ROW(IDIV, "idiv", M, 0, 0, 0xf7, 7, W)                \
    ROW(CDQ, "cdq", N, 0, 0, 0x99, 0, W)                  \
    X86_SHIFT(ROW, ROL, "rol", 0)                         \
    X86_SHIFT(ROW, ROR, "ror", 1)                         \
    X86_SHIFT(ROW, RCR, "rcr", 3)                         \
    X86_SHIFT(ROW, SHL, "shl", 4)                         \
    X86_SHIFT(ROW, SHR, "shr", 5)                         \
    X86_SHIFT(ROW, SAR, "sar", 7)                         \
    ROW(SHLD_I, "shld", MRI8, 0, 1, 0xa4, 0, W | UP)      \
    ROW(SHLD_CL, "shld", MR, 0, 1, 0xa5, 0, W | UP)       \
    ROW(SHRD_I, "shrd", MRI8, 0, 1, 0xac, 0, W | UP)      \
    ROW(SHRD_CL, "shrd", MR, 0, 1, 0xad, 0, W | UP)       \
    ROW(SHLX, "shlx", VRMV, 0x66, 2, 0xf7, 0, W)          \
    ROW(SHRX, "shrx", VRMV, 0xf2, 2, 0xf7, 0, W)          \
    ROW(SARX, "sarx", VRMV, 0xf3, 2, 0xf7, 0, W)          \
    ROW(RORX, "rorx", VRMI8, 0xf2, 3, 0xf0, 0, W)         \
    ROW(BTC_I, "btc", MI8, 0, 1, 0xba, 7, W | UP)         \
    ROW(LZCNT, "lzcnt", RM, 0xf3, 1, 0xbd, 0, W)          \
    ROW(TZCNT, "tzcnt", RM, 0xf3, 1, 0xbc, 0, W)          \
    ROW(SETCC, "set", M, 0, 1, 0x90, 0, BM | C | WR)      \
    ROW(CMOVCC, "cmov", RM, 0, 1, 0x40, 0, W | C)         \
    ROW(PUSH, "push", O, 0, 0, 0x50, 0, 0)                \
    ROW(POP, "pop", O, 0, 0, 0x58, 0, 0)                  \
    ROW(JMP_M, "jmp", M, 0, 0, 0xff, 4, 0)                \
    ROW(CALL_M, "call", M, 0, 0, 0xff, 2, 0)              \
    ROW(RET, "ret", N, 0, 0, 0xc3, 0, 0)                  \
    ROW(SYSCALL, "syscall", N, 0, 1, 0x05, 0, 0)          \
    X86_SCALAR(ROW, ADD, "add", 0x58)                     \
    X86_SCALAR(ROW, MUL, "mul", 0x59)                     \
    X86_SCALAR(ROW, SUB, "sub", 0x5c)                     \
    X86_SCALAR(ROW, MIN, "min", 0x5d)                     \
    X86_SCALAR(ROW, DIV, "div", 0x5e)                     \
    X86_SCALAR(ROW, MAX, "max", 0x5f)                     \
    X86_SCALAR(ROW, SQRT, "sqrt", 0x51)                   \
    X86_SCALAR(ROW, MOV, "mov", 0x10)                     \
    ROW(MOVSS_MR, "movss", MR, 0xf3, 1, 0x11, 0, WR)      \
    ROW(MOVSD_MR, "movsd", MR, 0xf2, 1, 0x11, 0, WR)      \
    ROW(CVTSI2SS, "cvtsi2ss", RM, 0xf3, 1, 0x2a, 0, W)    \
    ROW(CVTSI2SD, "cvtsi2sd", RM, 0xf2, 1, 0x2a, 0, W)    \
    ROW(CVTTSS2SI, "cvttss2si", RM, 0xf3, 1, 0x2c, 0, W)  \
    ROW(CVTTSD2SI, "cvttsd2si", RM, 0xf2, 1, 0x2c, 0, W)  \
    ROW(CVTSS2SD, "cvtss2sd", RM, 0xf3, 1, 0x5a, 0, 0)    \
    ROW(CVTSD2SS, "cvtsd2ss", RM, 0xf2, 1, 0x5a, 0, 0)    \
    ROW(UCOMISS, "ucomiss", RM, 0, 1, 0x2e, 0, 0)         \
    ROW(UCOMISD, "ucomisd", RM, 0x66, 1, 0x2e, 0, 0)      \
    X86_PACKED(ROW, MOVA, "mova", 0x28)                   \
    X86_PACKED(ROW, AND, "and", 0x54)                     \
    X86_PACKED(ROW, OR, "or", 0x56)                       \
    X86_PACKED(ROW, XOR, "xor", 0x57)                     \
    ROW(ROUNDSS, "roundss", RMI8, 0x66, 3, 0x0a, 0, 0)    \
    ROW(ROUNDSD, "roundsd", RMI8, 0x66, 3, 0x0b, 0, 0)    \
    ROW(MOVD_RM, "movd", RM, 0x66, 1, 0x6e, 0, W)         \
    ROW(MOVD_MR, "movd", MR, 0x66, 1, 0x7e, 0, W | WR)    \
    ROW(PINSRD, "pinsrd", RMI8, 0x66, 3, 0x22, 0, W)      \
    ROW(PEXTRD, "pextrd", MRI8, 0x66, 3, 0x16, 0, W | WR) \
    ROW(PSLLQ_I, "psllq", MI8, 0x66, 1, 0x73, 6, 0)       \
    ROW(FLD32, "fld", M, 0, 0, 0xd9, 0, 0)                \
    ROW(FLD64, "fld", M, 0, 0, 0xdd, 0, 0)                \
    ROW(FSTP32, "fstp", M, 0, 0, 0xd9, 3, WR)             \
    ROW(FSTP64, "fstp", M, 0, 0, 0xdd, 3, WR)             \
    ROW(FADD32, "fadd", M, 0, 0, 0xd8, 0, 0)              \
    ROW(FILD64, "fild", M, 0, 0, 0xdf, 5, 0)              \
    ROW(FISTTP64, "fisttp", M, 0, 0, 0xdd, 1, WR)

#endif
