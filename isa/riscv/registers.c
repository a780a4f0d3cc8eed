/* isa/riscv/registers.c: the registers and facts of RV64IMAFD, and the record that the rest of
 * the house sees. */
#include "isa/riscv/riscv.h"

#include <unicorn/unicorn.h>

#define INT_REGISTER(n, abi, role) [n] = {"x" #n, abi, n, role, UC_RISCV_REG_X##n, n}
#define FLOAT_REGISTER(n, abi, role) \
    [FIRST_FLOAT + n] = {"f" #n, abi, n, role, UC_RISCV_REG_F##n, 32 + n}

static const struct reg_info registers[64] = {
    INT_REGISTER(0, "zero", ROLE_ZERO),       INT_REGISTER(1, "ra", ROLE_LINK),
    INT_REGISTER(2, "sp", ROLE_STACK),        INT_REGISTER(3, "gp", ROLE_CONSTANT),
    INT_REGISTER(4, "tp", ROLE_CONTEXT),      INT_REGISTER(5, "t0", ROLE_GENERAL),
    INT_REGISTER(6, "t1", ROLE_GENERAL),      INT_REGISTER(7, "t2", ROLE_GENERAL),
    INT_REGISTER(8, "s0", ROLE_GENERAL),      INT_REGISTER(9, "s1", ROLE_GENERAL),
    INT_REGISTER(10, "a0", ROLE_GENERAL),     INT_REGISTER(11, "a1", ROLE_GENERAL),
    INT_REGISTER(12, "a2", ROLE_GENERAL),     INT_REGISTER(13, "a3", ROLE_GENERAL),
    INT_REGISTER(14, "a4", ROLE_GENERAL),     INT_REGISTER(15, "a5", ROLE_GENERAL),
    INT_REGISTER(16, "a6", ROLE_GENERAL),     INT_REGISTER(17, "a7", ROLE_GENERAL),
    INT_REGISTER(18, "s2", ROLE_GENERAL),     INT_REGISTER(19, "s3", ROLE_GENERAL),
    INT_REGISTER(20, "s4", ROLE_GENERAL),     INT_REGISTER(21, "s5", ROLE_GENERAL),
    INT_REGISTER(22, "s6", ROLE_GENERAL),     INT_REGISTER(23, "s7", ROLE_GENERAL),
    INT_REGISTER(24, "s8", ROLE_GENERAL),     INT_REGISTER(25, "s9", ROLE_GENERAL),
    INT_REGISTER(26, "s10", ROLE_GENERAL),    INT_REGISTER(27, "s11", ROLE_GENERAL),
    INT_REGISTER(28, "t3", ROLE_GENERAL),     INT_REGISTER(29, "t4", ROLE_GENERAL),
    INT_REGISTER(30, "t5", ROLE_GENERAL),     INT_REGISTER(31, "t6", ROLE_SCRATCH),
    FLOAT_REGISTER(0, "ft0", ROLE_GENERAL),   FLOAT_REGISTER(1, "ft1", ROLE_GENERAL),
    FLOAT_REGISTER(2, "ft2", ROLE_GENERAL),   FLOAT_REGISTER(3, "ft3", ROLE_GENERAL),
    FLOAT_REGISTER(4, "ft4", ROLE_GENERAL),   FLOAT_REGISTER(5, "ft5", ROLE_GENERAL),
    FLOAT_REGISTER(6, "ft6", ROLE_GENERAL),   FLOAT_REGISTER(7, "ft7", ROLE_GENERAL),
    FLOAT_REGISTER(8, "fs0", ROLE_GENERAL),   FLOAT_REGISTER(9, "fs1", ROLE_GENERAL),
    FLOAT_REGISTER(10, "fa0", ROLE_GENERAL),  FLOAT_REGISTER(11, "fa1", ROLE_GENERAL),
    FLOAT_REGISTER(12, "fa2", ROLE_GENERAL),  FLOAT_REGISTER(13, "fa3", ROLE_GENERAL),
    FLOAT_REGISTER(14, "fa4", ROLE_GENERAL),  FLOAT_REGISTER(15, "fa5", ROLE_GENERAL),
    FLOAT_REGISTER(16, "fa6", ROLE_GENERAL),  FLOAT_REGISTER(17, "fa7", ROLE_GENERAL),
    FLOAT_REGISTER(18, "fs2", ROLE_GENERAL),  FLOAT_REGISTER(19, "fs3", ROLE_GENERAL),
    FLOAT_REGISTER(20, "fs4", ROLE_GENERAL),  FLOAT_REGISTER(21, "fs5", ROLE_GENERAL),
    FLOAT_REGISTER(22, "fs6", ROLE_GENERAL),  FLOAT_REGISTER(23, "fs7", ROLE_GENERAL),
    FLOAT_REGISTER(24, "fs8", ROLE_GENERAL),  FLOAT_REGISTER(25, "fs9", ROLE_GENERAL),
    FLOAT_REGISTER(26, "fs10", ROLE_GENERAL), FLOAT_REGISTER(27, "fs11", ROLE_GENERAL),
    FLOAT_REGISTER(28, "ft8", ROLE_GENERAL),  FLOAT_REGISTER(29, "ft9", ROLE_GENERAL),
    FLOAT_REGISTER(30, "ft10", ROLE_GENERAL), FLOAT_REGISTER(31, "ft11", ROLE_SCRATCH),
};

static const struct register_setting setup[] = {
    {UC_RISCV_REG_MSTATUS, 0x6000}, /* floating point is on */
    {UC_RISCV_REG_X3, 0xffffffff},  /* LOW_WORD */
    {UC_RISCV_REG_FFLAGS, 1},       /* inexact: see isa/aarch64/aarch64.c */
};

const struct isa isa_riscv64 = {
    .name = "riscv64",
    .title = "RISC-V RV64IMAFD",
    .word_bytes = 8,
    .parts = 1,
    .stack_align = 16,
    .instruction_bytes = 4,
    .i32_form = FORM_SIGN,
    .f32_form = FORM_BOXED,
    .registers = registers,
    .stack = SP,
    .link = RA,
    .context = TP,
    .scratch = {T6, FT11},
    .keep_back = {2, 2},
    .layout = {.code_base = 0x300000000,
               .context_base = 0x2f0000000,
               .tables_base = 0x400000000,
               .table_stride = 64 << 20,
               .stack_base = 0x500000000,
               .stack_bytes = 8 << 20,
               .memory_limit = (2048ull - 64) << 20},
    .emulation = {.arch = UC_ARCH_RISCV,
                  .mode = UC_MODE_RISCV64,
                  .cpu_model = -1,
                  .pc = UC_RISCV_REG_PC,
                  .sp = UC_RISCV_REG_X2,
                  .hostcall_hook = HOSTCALL_INTR,
                  .hostcall_number = 8,
                  .hostcall_bytes = 4,
                  .setup = setup,
                  .setup_count = COUNT_OF(setup)},
    .constrain = rv_constrain,
    .emit = rv_emit,
    .branch = rv_branch,
    .jump = rv_jump,
    .switch_to = rv_switch,
    .move = rv_move,
    .constant = rv_constant,
    .constant_cost = rv_constant_cost,
    .prologue = rv_prologue,
    .epilogue = rv_epilogue,
    .host_call = rv_host_call,
    .helpers = rv_helpers,
    .patch = rv_patch,
    .disassemble = rv_disassemble,
};
