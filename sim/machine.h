/* sim/machine.h: a machine: a Unicorn engine with one image loaded. It owns registers and a
 * native stack; memory, globals and tables are the process's, mapped, never copied. It runs,
 * stops at any instruction, and rolls on to the next point. Addresses in code are offsets from
 * code_base.
 */
#ifndef HPMSIM_SIM_MACHINE_H
#define HPMSIM_SIM_MACHINE_H

#include "image/image.h"
#include "sim/process.h"
#include "sim/profile.h"
#include "sim/watch.h"

enum stop {
    STOP_LIMIT, /* the asked number of instructions was executed */
    STOP_DONE,  /* the outermost frame returned */
    STOP_EXIT,  /* the process left through the host: process.exit_status */
    STOP_TRAP,  /* the program trapped: process.trap, machine_trap_point */
    STOP_ERROR  /* the emulator refused: status */
};

struct machine;

/* counting: executed instructions are counted, which a limit and profiles need; costs a hook
 * per block. Image and process must outlive the machine. NULL on error. */
struct machine *machine_create(struct image *image, struct process *p, bool counting,
                               struct status *st);
void machine_free(struct machine *m);

/* Counts by function and kind from now on what is executed (sim/profile.h), whatever the machine
 * is used for. The machine must count instructions. */
void machine_profile_begin(struct machine *m);
/* NULL when it was not begun. */
const struct profile *machine_profile(const struct machine *m);
/* The emulator's uc_engine, for tests that look for themselves. */
void *machine_engine(struct machine *m);

struct image *machine_image(const struct machine *m);
const struct isa *machine_isa(const struct machine *m);

/* All of a machine's state that a process leaves in it, besides the stack's bytes. */
struct machine_state {
    u64 regs[64]; /* by register numbers, the model's shadow registers among them; floats as
                     bits in the low half */
    u64 sp, link; /* guest addresses; link 0 where the ISA has none */
    u32 pc;       /* offset from code_base */
};
/* Reads or writes sp, pc, link and the registers in `which`. */
void machine_get(struct machine *m, regset which, struct machine_state *s);
void machine_set(struct machine *m, regset which, const struct machine_state *s);
u32 machine_pc(const struct machine *m);

/* The native stack: guest addresses [base, base + bytes), host bytes at `host`. */
struct machine_stack {
    u8 *host;
    u64 base, bytes;
};
struct machine_stack machine_stack(const struct machine *m);

/* Runs up to `limit` instructions (UINT64_MAX: no limit; else the machine must count).
 * *executed, if not NULL, is increased by the number executed (0 when not counting). */
enum stop machine_run(struct machine *m, u64 limit, u64 *executed, struct status *st);
/* Host time that the last run took to come to a stop: from the block in which it was to stop up
 * to where the machine stood. 0: it ended otherwise. */
u64 machine_stop_ns(const struct machine *m);
/* Goes on to the next point, if the machine isn't at one: STOP_LIMIT when it is there.
 * *distance is set to the number of instructions executed. Works on machines that don't count,
 * too. */
enum stop machine_roll(struct machine *m, u32 *distance, struct status *st);
/* Counts events for a watch from now on, and stops the run when it becomes due (sim/watch.h):
 * machine_run returns STOP_LIMIT. Events while it rolls count too, but don't stop it. The places
 * are copied; the watch must outlive the machine, which must count instructions. */
void machine_watch(struct machine *m, struct watch *w, const struct watch_place *places,
                   u32 count);
/* Where a trap happened: the operation; false when unknown (helpers, prologues: the function
 * alone is known then, point 0). */
bool machine_trap_point(const struct machine *m, struct point_id *at);
/* Guest address of the memory access that trapped; 0 for other traps. */
u64 machine_trap_address(const struct machine *m);

/* Ends what runs on this machine from another thread or a signal handler: the run stops at the
 * next block and returns STOP_LIMIT. */
void machine_interrupt(struct machine *m);

/* NULL when stores take the emulator's fast path (sim/fast_store.c), else why they don't; finds
 * out by trying, once. */
const char *machine_stores_slow_why(void);
/* Of the emulator library: major << 24 | minor << 16 | patch << 8 | extra. */
u32 machine_emulator_version(void);

#endif
