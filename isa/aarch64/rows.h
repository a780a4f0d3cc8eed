/* clang-format off */
/* isa/aarch64/rows.h: the instructions of A64 that we write, one row each.
 *
 *     ROW(NAME, "mnemonic", bits, "fields", "syntax")
 *
 * bits    the instruction, with zeros where fields go
 * fields  one letter for each number that a64_emit is given, in order; the letters' places are
 *         the table in encode.c:
 *           f  1: 64-bit form, 0: 32-bit            F  ditto, in bits 31 and 22 at once
 *           e  1: double, 0: single                 l  1: 64-bit form, in bits 31, 22 and 15
 *           d t  bits 0-4    n  bits 5-9    m  bits 16-20    u  bits 10-14       (registers)
 *           i  12-bit immediate, s  1: it is shifted left by 12
 *           b  bitmask immediate (N:immr:imms), r  immr, z  imms or shift
 *           k  16-bit immediate, h  its place in units of 16 bits
 *           x  shift of an extended register       S  1: an index is scaled by the access's size
 *           c  condition    C  condition of a branch    v  NZCV    5  5-bit immediate
 *           p  7-bit, 9  9-bit signed offset    w  19-bit, W  26-bit, j  14-bit branch distance
 *           q  number of a bit, modulo 32    8  8-bit float
 * syntax  the operands as an assembler writes them, for the tests; %KF prints field F as K:
 *           r  w or x register by f, F or l (31: zero)    p  ditto (31: sp)
 *           w x s d b v  just that register    X  x or sp    g  s or d register by e or F
 *           i  number    I  signed number of words    1 2 4 8  number times that (of S: ", lsl"
 *           by its logarithm, if set)    L  ", lsl #" number, if not 0    Z  ", lsl #12", if set
 *           H  ", lsl #" 16 times number    c  condition    M  bitmask    F  float
 */
#ifndef HPMSIM_ISA_AARCH64_ROWS_H
#define HPMSIM_ISA_AARCH64_ROWS_H


/* Loads and stores of one kind: offset scaled by the size, unscaled, in a register. */
#define MEMORY(ROW, NAME, mnemonic, unscaled, bits, reg, size) \
    ROW(NAME##_U, mnemonic, bits, "tni", reg ", [%Xn, #%" size "i]") \
    ROW(NAME##_I, unscaled, (bits) & ~0x01000000u, "tn9", reg ", [%Xn, #%I9]") \
    ROW(NAME##_R, mnemonic, ((bits) & ~0x01000000u) | 0x00206800u, "tnmS", \
        reg ", [%Xn, %xm%" size "S]")

#define A64_ROWS(ROW) \
    /* with an immediate */ \
    ROW(ADD_I,    "add",    0x11000000, "fdnis", "%pd, %pn, #%ii%Zs") \
    ROW(SUB_I,    "sub",    0x51000000, "fdnis", "%pd, %pn, #%ii%Zs") \
    ROW(CMP_I,    "cmp",    0x7100001f, "fnis",  "%pn, #%ii%Zs") \
    ROW(CMN_I,    "cmn",    0x3100001f, "fnis",  "%pn, #%ii%Zs") \
    ROW(AND_I,    "and",    0x12000000, "fdnb",  "%pd, %rn, #%Mb") \
    ROW(ORR_I,    "orr",    0x32000000, "fdnb",  "%pd, %rn, #%Mb") \
    ROW(EOR_I,    "eor",    0x52000000, "fdnb",  "%pd, %rn, #%Mb") \
    ROW(MOVN,     "movn",   0x12800000, "fdkh",  "%rd, #%ik%Hh") \
    ROW(MOVZ,     "movz",   0x52800000, "fdkh",  "%rd, #%ik%Hh") \
    ROW(MOVK,     "movk",   0x72800000, "fdkh",  "%rd, #%ik%Hh") \
    ROW(UBFM,     "ubfm",   0x53000000, "Fdnrz", "%rd, %rn, #%ir, #%iz") \
    ROW(SBFM,     "sbfm",   0x13000000, "Fdnrz", "%rd, %rn, #%ir, #%iz") \
    ROW(LSR_I,    "lsr",    0x53007c00, "ldnr",  "%rd, %rn, #%ir") \
    ROW(ASR_I,    "asr",    0x13007c00, "ldnr",  "%rd, %rn, #%ir") \
    ROW(SXTB,     "sxtb",   0x13001c00, "Fdn",   "%rd, %wn") \
    ROW(SXTH,     "sxth",   0x13003c00, "Fdn",   "%rd, %wn") \
    ROW(SXTW,     "sxtw",   0x93407c00, "dn",    "%xd, %wn") \
    ROW(EXTR,     "extr",   0x13800000, "Fdnmz", "%rd, %rn, %rm, #%iz") \
    ROW(ADR,      "adr",    0x10000000, "dw",    "%xd, #%Iw") \
    /* of registers */ \
    ROW(ADD,      "add",    0x0b000000, "fdnmz", "%rd, %rn, %rm%Lz") \
    ROW(SUB,      "sub",    0x4b000000, "fdnmz", "%rd, %rn, %rm%Lz") \
    ROW(NEG,      "neg",    0x4b0003e0, "fdmz",  "%rd, %rm%Lz") \
    ROW(CMP,      "cmp",    0x6b00001f, "fnm",   "%rn, %rm") \
    ROW(CMP_SXTW, "cmp",    0xeb20c01f, "nm",    "%Xn, %wm, sxtw") \
    ROW(CMP_UXTW, "cmp",    0xeb20401f, "nm",    "%Xn, %wm, uxtw") \
    ROW(ADD_UXTW, "add",    0x8b204000, "dnmx",  "%Xd, %Xn, %wm, uxtw #%ix") \
    ROW(AND,      "and",    0x0a000000, "fdnm",  "%rd, %rn, %rm") \
    ROW(ORR,      "orr",    0x2a000000, "fdnm",  "%rd, %rn, %rm") \
    ROW(EOR,      "eor",    0x4a000000, "fdnm",  "%rd, %rn, %rm") \
    ROW(MOV,      "mov",    0x2a0003e0, "fdm",   "%rd, %rm") \
    ROW(MVN,      "mvn",    0x2a2003e0, "fdm",   "%rd, %rm") \
    ROW(LSL,      "lsl",    0x1ac02000, "fdnm",  "%rd, %rn, %rm") \
    ROW(LSR,      "lsr",    0x1ac02400, "fdnm",  "%rd, %rn, %rm") \
    ROW(ASR,      "asr",    0x1ac02800, "fdnm",  "%rd, %rn, %rm") \
    ROW(ROR,      "ror",    0x1ac02c00, "fdnm",  "%rd, %rn, %rm") \
    ROW(MUL,      "mul",    0x1b007c00, "fdnm",  "%rd, %rn, %rm") \
    ROW(MSUB,     "msub",   0x1b008000, "fdnmu", "%rd, %rn, %rm, %ru") \
    ROW(UDIV,     "udiv",   0x1ac00800, "fdnm",  "%rd, %rn, %rm") \
    ROW(SDIV,     "sdiv",   0x1ac00c00, "fdnm",  "%rd, %rn, %rm") \
    ROW(CLZ,      "clz",    0x5ac01000, "fdn",   "%rd, %rn") \
    ROW(RBIT,     "rbit",   0x5ac00000, "fdn",   "%rd, %rn") \
    ROW(CCMP_I,   "ccmp",   0x7a400800, "fn5vc", "%rn, #%i5, #%iv, %cc") \
    ROW(CSEL,     "csel",   0x1a800000, "fdnmc", "%rd, %rn, %rm, %cc") \
    ROW(CSINC,    "csinc",  0x1a800400, "fdnmc", "%rd, %rn, %rm, %cc") \
    ROW(CSINV,    "csinv",  0x5a800000, "fdnmc", "%rd, %rn, %rm, %cc") \
    /* branches */ \
    ROW(B,        "b",      0x14000000, "W",     "#%IW") \
    ROW(BL,       "bl",     0x94000000, "W",     "#%IW") \
    ROW(B_COND,   "b.",     0x54000000, "Cw",    "%cC #%Iw") \
    ROW(CBZ,      "cbz",    0x34000000, "ftw",   "%rt, #%Iw") \
    ROW(CBNZ,     "cbnz",   0x35000000, "ftw",   "%rt, #%Iw") \
    ROW(TBZ,      "tbz",    0x36000000, "tqj",   "%wt, #%iq, #%Ij") \
    ROW(TBNZ,     "tbnz",   0x37000000, "tqj",   "%wt, #%iq, #%Ij") \
    ROW(TBZ_63,   "tbz",    0xb6f80000, "tj",    "%xt, #63, #%Ij") \
    ROW(TBNZ_63,  "tbnz",   0xb7f80000, "tj",    "%xt, #63, #%Ij") \
    ROW(BR,       "br",     0xd61f0000, "n",     "%xn") \
    ROW(BLR,      "blr",    0xd63f0000, "n",     "%xn") \
    ROW(RET,      "ret",    0xd65f0000, "n",     "%xn") \
    ROW(SVC,      "svc",    0xd4000001, "k",     "#%ik") \
    /* memory */ \
    MEMORY(ROW, LDRB,    "ldrb",  "ldurb",  0x39400000, "%wt", "1") \
    MEMORY(ROW, LDRSB_W, "ldrsb", "ldursb", 0x39c00000, "%wt", "1") \
    MEMORY(ROW, LDRSB_X, "ldrsb", "ldursb", 0x39800000, "%xt", "1") \
    MEMORY(ROW, LDRH,    "ldrh",  "ldurh",  0x79400000, "%wt", "2") \
    MEMORY(ROW, LDRSH_W, "ldrsh", "ldursh", 0x79c00000, "%wt", "2") \
    MEMORY(ROW, LDRSH_X, "ldrsh", "ldursh", 0x79800000, "%xt", "2") \
    MEMORY(ROW, LDR_W,   "ldr",   "ldur",   0xb9400000, "%wt", "4") \
    MEMORY(ROW, LDRSW,   "ldrsw", "ldursw", 0xb9800000, "%xt", "4") \
    MEMORY(ROW, LDR_X,   "ldr",   "ldur",   0xf9400000, "%xt", "8") \
    MEMORY(ROW, LDR_S,   "ldr",   "ldur",   0xbd400000, "%st", "4") \
    MEMORY(ROW, LDR_D,   "ldr",   "ldur",   0xfd400000, "%dt", "8") \
    MEMORY(ROW, STRB,    "strb",  "sturb",  0x39000000, "%wt", "1") \
    MEMORY(ROW, STRH,    "strh",  "sturh",  0x79000000, "%wt", "2") \
    MEMORY(ROW, STR_W,   "str",   "stur",   0xb9000000, "%wt", "4") \
    MEMORY(ROW, STR_X,   "str",   "stur",   0xf9000000, "%xt", "8") \
    MEMORY(ROW, STR_S,   "str",   "stur",   0xbd000000, "%st", "4") \
    MEMORY(ROW, STR_D,   "str",   "stur",   0xfd000000, "%dt", "8") \
    ROW(LDR_X_LIT, "ldr",   0x58000000, "tw",    "%xt, #%Iw") \
    ROW(LDR_S_LIT, "ldr",   0x1c000000, "tw",    "%st, #%Iw") \
    ROW(LDR_D_LIT, "ldr",   0x5c000000, "tw",    "%dt, #%Iw") \
    ROW(STP_X,     "stp",   0xa9000000, "tunp",  "%xt, %xu, [%Xn, #%8p]") \
    ROW(LDP_X,     "ldp",   0xa9400000, "tunp",  "%xt, %xu, [%Xn, #%8p]") \
    ROW(STP_X_PRE, "stp",   0xa9800000, "tunp",  "%xt, %xu, [%Xn, #%8p]!") \
    ROW(LDP_X_POST, "ldp",  0xa8c00000, "tunp",  "%xt, %xu, [%Xn], #%8p") \
    ROW(STP_D,     "stp",   0x6d000000, "tunp",  "%dt, %du, [%Xn, #%8p]") \
    ROW(LDP_D,     "ldp",   0x6d400000, "tunp",  "%dt, %du, [%Xn, #%8p]") \
    ROW(STP_D_PRE, "stp",   0x6d800000, "tunp",  "%dt, %du, [%Xn, #%8p]!") \
    ROW(LDP_D_POST, "ldp",  0x6cc00000, "tunp",  "%dt, %du, [%Xn], #%8p") \
    /* floating point */ \
    ROW(FADD,     "fadd",   0x1e202800, "ednm",  "%gd, %gn, %gm") \
    ROW(FSUB,     "fsub",   0x1e203800, "ednm",  "%gd, %gn, %gm") \
    ROW(FMUL,     "fmul",   0x1e200800, "ednm",  "%gd, %gn, %gm") \
    ROW(FDIV,     "fdiv",   0x1e201800, "ednm",  "%gd, %gn, %gm") \
    ROW(FMAX,     "fmax",   0x1e204800, "ednm",  "%gd, %gn, %gm") \
    ROW(FMIN,     "fmin",   0x1e205800, "ednm",  "%gd, %gn, %gm") \
    ROW(FMOV,     "fmov",   0x1e204000, "edn",   "%gd, %gn") \
    ROW(FABS,     "fabs",   0x1e20c000, "edn",   "%gd, %gn") \
    ROW(FNEG,     "fneg",   0x1e214000, "edn",   "%gd, %gn") \
    ROW(FSQRT,    "fsqrt",  0x1e21c000, "edn",   "%gd, %gn") \
    ROW(FRINTN,   "frintn", 0x1e244000, "edn",   "%gd, %gn") \
    ROW(FRINTP,   "frintp", 0x1e24c000, "edn",   "%gd, %gn") \
    ROW(FRINTM,   "frintm", 0x1e254000, "edn",   "%gd, %gn") \
    ROW(FRINTZ,   "frintz", 0x1e25c000, "edn",   "%gd, %gn") \
    ROW(FCVT_DS,  "fcvt",   0x1e22c000, "dn",    "%dd, %sn") \
    ROW(FCVT_SD,  "fcvt",   0x1e624000, "dn",    "%sd, %dn") \
    ROW(FCMP,     "fcmp",   0x1e202000, "enm",   "%gn, %gm") \
    ROW(FCMP_0,   "fcmp",   0x1e202008, "en",    "%gn, #0.0") \
    ROW(FCCMP,    "fccmp",  0x1e200400, "enmvc", "%gn, %gm, #%iv, %cc") \
    ROW(FCSEL,    "fcsel",  0x1e200c00, "ednmc", "%gd, %gn, %gm, %cc") \
    ROW(FMOV_I,   "fmov",   0x1e201000, "ed8",   "%gd, #%F8") \
    ROW(SCVTF,    "scvtf",  0x1e220000, "fedn",  "%gd, %rn") \
    ROW(UCVTF,    "ucvtf",  0x1e230000, "fedn",  "%gd, %rn") \
    ROW(FCVTZS,   "fcvtzs", 0x1e380000, "fedn",  "%rd, %gn") \
    ROW(FCVTZU,   "fcvtzu", 0x1e390000, "fedn",  "%rd, %gn") \
    ROW(FMOV_FI,  "fmov",   0x1e270000, "Fdn",   "%gd, %rn") \
    ROW(FMOV_IF,  "fmov",   0x1e260000, "Fdn",   "%rd, %gn") \
    ROW(CNT,      "cnt",    0x0e205800, "dn",    "%vd.8b, %vn.8b") \
    ROW(ADDV,     "addv",   0x0e31b800, "dn",    "%bd, %vn.8b") \
    ROW(MOVI_0,   "movi",   0x2f00e400, "d",     "%dd, #0x0000000000000000") \
    ROW(MOVI_2D,  "movi",   0x6f00e400, "d",     "%vd.2d, #0x0000000000000000") \
    ROW(MOVI_80,  "movi",   0x0f046400, "d",     "%vd.2s, #0x80, lsl #24") \
    ROW(FNEG_2D,  "fneg",   0x6ee0f800, "dn",    "%vd.2d, %vn.2d") \
    ROW(BIT,      "bit",    0x2ea01c00, "dnm",   "%vd.8b, %vn.8b, %vm.8b")

struct a64_row {
    const char *mnemonic;
    unsigned bits;
    const char *fields, *syntax;
};

enum a64 {
#define ROW(NAME, ...) A64_##NAME,
    A64_ROWS(ROW)
#undef ROW
    A64_COUNT
};

extern const struct a64_row a64_rows[A64_COUNT];

#endif
