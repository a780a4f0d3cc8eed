/* isa/aarch64/aarch64.c: Arm A64 as a struct isa. */
#include "isa/aarch64/aarch64.h"
#include "isa/disassemble.h"

#include <unicorn/unicorn.h>

extern const struct isa isa_aarch64;

/* FPCR.DN: any operation that yields a NaN yields the canonical one. */
enum { FPCR_DEFAULT_NAN = 1 << 25 };
static const struct register_setting setup[] = {
    {UC_ARM64_REG_FPCR, FPCR_DEFAULT_NAN},
    {UC_ARM64_REG_X28, A64_CONTEXT_BASE},
    /* "Inexact" has happened already: only then does the emulator use the host's own floating
     * point for exact results too, which is many times faster. WebAssembly can't see the flag.
     */
    {UC_ARM64_REG_FPSR, 1u << 4},
};

const struct isa isa_aarch64 = {
    .name = "aarch64",
    .title = "Arm A64",
    .word_bytes = 8,
    .parts = 1,
    .big_endian = false,
    .stack_align = 16,
    .instruction_bytes = 4,
    .call_pushes = false,
    .i32_form = FORM_ZERO,
    .f32_form = FORM_ZERO,
    .registers = a64_registers,
    .stack = SP,
    .link = X30,
    .context = X28,
    .scratch = {X16, FIRST_FLOAT + V31},
    .keep_back = {2, 2},
    .layout =
        {
            .code_base = A64_CODE_BASE,
            .context_base = A64_CONTEXT_BASE,
            .tables_base = A64_TABLES_BASE,
            .table_stride = A64_TABLE_STRIDE,
            .stack_base = 0x500000000,
            .stack_bytes = 64 << 20,
            .memory_limit = (2048u - 64) << 20,
        },
    .emulation =
        {
            .arch = UC_ARCH_ARM64,
            .mode = UC_MODE_ARM,
            .cpu_model = -1,
            .pc = UC_ARM64_REG_PC,
            .sp = UC_ARM64_REG_SP,
            .hostcall_hook = HOSTCALL_INTR,
            .hostcall_number = 2,
            .hostcall_bytes = 4,
            .setup = setup,
            .setup_count = COUNT_OF(setup),
        },
    .constrain = a64_constrain,
    .emit = a64_operation,
    .branch = a64_op_branch,
    .jump = a64_op_jump,
    .switch_to = a64_op_switch,
    .move = a64_op_move,
    .constant = a64_op_constant,
    .constant_cost = a64_constant_cost,
    .prologue = a64_prologue,
    .epilogue = a64_epilogue,
    .host_call = a64_host_call,
    .helpers = a64_helpers,
    .patch = a64_patch,
    .disassemble = disassemble_capstone,
};
