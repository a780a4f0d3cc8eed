/* isa/x86/x86.c: x86-64 and x86-32 as structs isa.
 *
 *     x86-64                                x86-32
 *     0 .. 2^33        linear memory,       0 .. 0x7c000000            linear memory
 *                      then nothing         0x7c000000 .. 0xc0010000   nothing
 *     0x4_00000000     stack                0xc1000000   context
 *     -0x80000000      tables               0xc4000000   tables
 *     -0x40000000      context              0xe5000000   stack
 *     -0x38000000      image                0xea000000   image
 */
#include "isa/x86/x86.h"

#include "isa/disassemble.h"

#include <unicorn/unicorn.h>

extern const struct isa isa_x86_64, isa_x86_32;

/* As after finit, with all exceptions masked; the emulator starts with zeros. */
static const struct register_setting setup[] = {
    {UC_X86_REG_FPCW, 0x37f},
    {UC_X86_REG_MXCSR, 0x1f80},
};

#define SHARED                                                                                \
    .big_endian = false, .instruction_bytes = 0, .call_pushes = true, .f32_form = FORM_EXACT, \
    .stack = RSP, .link = NO_REG, .context = NO_REG, .constrain = x86_constrain,              \
    .emit = x86_emit, .branch = x86_branch, .jump = x86_jump, .switch_to = x86_switch_to,     \
    .move = x86_move, .constant = x86_constant, .constant_cost = x86_constant_cost,           \
    .prologue = x86_prologue, .epilogue = x86_epilogue, .host_call = x86_host_call,           \
    .helpers = x86_helpers, .disassemble = disassemble_capstone

const struct isa isa_x86_64 = {
    .name = "x86-64",
    .title = "x86-64",
    .word_bytes = 8,
    .parts = 1,
    .stack_align = 8,
    .i32_form = FORM_ZERO,
    .registers = x86_registers_64,
    .scratch = {R11, XMM15},
    .required = 1 << RAX | 1 << RCX | 1 << RDX,
    .keep_back = {0, 1},
    .layout =
        {
            .code_base = X86_64_CODE_BASE,
            .context_base = 0xffffffffc0000000,
            .tables_base = 0xffffffff80000000,
            .table_stride = 64 << 20,
            .stack_base = 0x400000000,
            .stack_bytes = 64 << 20,
            .memory_limit = X86_MEMORY_LIMIT,
        },
    .emulation =
        {
            .arch = UC_ARCH_X86,
            .mode = UC_MODE_64,
            .cpu_model = -1,
            .pc = UC_X86_REG_RIP,
            .sp = UC_X86_REG_RSP,
            .hostcall_hook = HOSTCALL_SYSCALL,
            .hostcall_bytes = 2,
            .hostcall_pc_at = true,
            .setup = setup,
            .setup_count = COUNT_OF(setup),
        },
    .patch = x86_patch_64,
    SHARED,
};

const struct isa isa_x86_32 = {
    .name = "x86-32",
    .title = "x86 of 32 bits, with SSE",
    .word_bytes = 4,
    .parts = 2,
    .stack_align = 4,
    .i32_form = FORM_EXACT,
    .registers = x86_registers_32,
    .scratch = {RBX, XMM7},
    .required = 1 << RAX | 1 << RCX | 1 << RDX | 1 << RSI,
    .keep_back = {0, 1},
    .layout =
        {
            .code_base = X86_32_CODE_BASE,
            .context_base = 0xc1000000,
            .tables_base = 0xc4000000,
            .table_stride = 32 << 20,
            .stack_base = 0xe5000000,
            .stack_bytes = 64 << 20,
            .memory_limit = X86_MEMORY_LIMIT,
        },
    .emulation =
        {
            .arch = UC_ARCH_X86,
            .mode = UC_MODE_32,
            .cpu_model = -1,
            .pc = UC_X86_REG_EIP,
            .sp = UC_X86_REG_ESP,
            .hostcall_hook = HOSTCALL_INTR,
            .hostcall_number = 0x80,
            .hostcall_bytes = 2,
            .setup = setup,
            .setup_count = COUNT_OF(setup),
        },
    .patch = x86_patch_32,
    SHARED,
};
