/* tests/isa/ops_machine.h: a Unicorn engine laid out as an ISA says, that runs pieces of code
 * up to their host call. */
#ifndef HPMSIM_TESTS_OPS_MACHINE_H
#define HPMSIM_TESTS_OPS_MACHINE_H

#include "isa/emit.h"

#include <unicorn/unicorn.h>

enum {
    MEMORY_BYTES = 4 << 16, /* linear memory */
    CODE_BYTES = 8 << 20,
    CONTEXT_BYTES = 1 << 16,
    TABLE_BYTES = 1 << 16, /* of each table that is mapped */
    TABLES = 2,
    STACK_BYTES = 1 << 20,
    ROWS_BYTES = 1 << 16 /* at the start of the code: the function array */
};

enum outcome { OUT_DONE, OUT_TRAP, OUT_FAULT, OUT_LOST };

/* Register contents: the low 64 bits in word 0. */
struct contents {
    u64 words[2];
};

struct machine {
    const struct isa *isa;
    const struct model *model;
    uc_engine *uc;
    u8 *memory, *context, *tables, *stack, *code; /* host addresses, owned */
    u32 code_used;
    u32 helper_at[32]; /* offset in code of each helper */
    u32 helper_count;

    /* Registers that can be read and written: isa numbers and Unicorn's. */
    u32 count;
    reg regs[64];
    int ids[64];
    struct contents before[64], after[64]; /* by isa number */
    void *before_at[64], *after_at[64];    /* in the order of regs */

    /* What happened. */
    bool called;
    u64 call_pc;
    int interrupt;
    uc_err error;
    u64 instructions_from; /* address of the code that ran */
};

void machine_open(struct machine *m, const struct isa *isa, const struct model *model);
void machine_close(struct machine *m);
/* A new engine with the same memory contents, so that code can be overwritten. */
void machine_renew(struct machine *m);
/* Room for `bytes` of code, aligned; its offset. */
u32 machine_room(struct machine *m, u32 bytes);
/* Copies the emitter's code there and resolves the fixups that are left. False when one does
 * not reach. */
bool machine_link(struct machine *m, struct emitter *e, u32 at);
/* Random contents in all registers but those with a task, which get theirs. sp: below the top.
 */
void machine_randomise(struct machine *m, u64 *seed, u64 sp);
/* Writes the registers (before), runs from the address, reads them (after). */
void machine_run(struct machine *m, u64 pc);
/* The site where the code called the host, by the address of the call; NULL when it did not. */
const struct site *machine_site(const struct machine *m, const struct emitter *e, u32 at);
enum outcome machine_outcome(const struct machine *m, const struct emitter *e, u32 at,
                             u64 *what);
u64 machine_pc_of(const struct machine *m, u32 at);
/* The host's address of guest stack memory. */
u8 *machine_stack(const struct machine *m, u64 address);
/* A value in the form in which the ISA keeps it in a register. */
u64 machine_form(const struct isa *isa, enum type t, u64 bits);
/* Is a register's content a proper form of the value? */
bool machine_form_is(const struct isa *isa, enum type t, u64 content, u64 bits);
/* A word-sized or smaller number in guest memory, in the machine's byte order. */
u64 machine_read(const struct isa *isa, const u8 *at, u32 bytes);
void machine_write(const struct isa *isa, u8 *at, u32 bytes, u64 v);
u64 machine_sp(const struct machine *m);
/* Text of the code. */
void machine_disassemble(const struct machine *m, u32 at, u32 bytes, struct text *out);

#endif
