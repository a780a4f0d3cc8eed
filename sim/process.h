/* sim/process.h: the process. Linear memory, globals, tables, open files, arguments, clock: all
 * that belongs to no ISA. It is on exactly one machine at a time (sim/machine.h), and moves
 * without any of this being copied.
 *
 *     host mapping                 guest address
 *     memory   (reserved whole)    0                       linear memory, little-endian
 *     context  (isa/isa.h)         layout.context_base     globals, sizes, host arguments
 *     tables   (reserved whole)    layout.tables_base      u32 per element
 */
#ifndef HPMSIM_SIM_PROCESS_H
#define HPMSIM_SIM_PROCESS_H

#include "image/program.h"
#include "isa/isa.h"

#define PAGE_BYTES 65536u

struct process_folder { /* --dir HOST::GUEST */
    const char *host, *guest;
};
struct process_options {
    const char *const *args; /* argv, with the program's name first */
    u32 arg_count;
    const char *const *env; /* "K=V" */
    u32 env_count;
    const struct process_folder *folders;
    u32 folder_count;
    u64 seed;        /* random_get */
    bool host_clock; /* else virtual: starts at 0 (realtime: a fixed date) and advances with
                        what the process does, never with host time */
    /* stdio: host file descriptors, not owned; -1: nothing there (reads give end of file,
     * writes vanish). Where capture is set, fd 1 and 2 are collected in process.output as well
     * as (if not -1) written to the host. */
    int in, out, err;
    bool capture;
    bool spectest; /* offer the official suite's imports ("spectest") too */
};

enum process_state { PROCESS_RUNNING, PROCESS_EXITED, PROCESS_TRAPPED };
enum host_outcome { HOST_CONTINUE, HOST_EXIT, HOST_TRAPPED };

struct wasi; /* open files and preopened folders */

struct process {
    struct program *program; /* not owned */
    u8 *memory;       /* host address of guest address 0; MEMORY_RESERVE bytes reserved */
    u64 memory_bytes; /* accessible now */
    u8 *context;
    u64 context_bytes; /* whole host pages */
    u8 *tables;        /* table i at tables + i * TABLE_STRIDE */
    u32 table_count;
    u32 table_capacity;     /* elements that any table can have */
    u32 mapping_generation; /* grows whenever memory or tables change size */
    bool *data_dropped, *element_dropped;
    struct wasi *wasi;
    const struct host_function **imports; /* per imported function */
    u64 clock_ns;                         /* virtual time since the start */
    u64 random_state;
    u64 output_bytes; /* written to fd 1 and 2 so far */
    u64 host_calls;   /* WASI calls made so far */
    bool host_clock, capture;
    struct text output; /* what was written, when captured (both streams, in order) */
    enum process_state state;
    u32 exit_status;
    enum trap trap; /* when trapped */
};

#define MEMORY_RESERVE (2048ull << 20)
#define MEMORY_LIMIT   ((2048ull - 64) << 20) /* = layout.memory_limit of every ISA */
#define TABLE_STRIDE   (64ull << 20)          /* = layout.table_stride */

/* Instantiates the program: reserves memory, initialises globals and tables, copies active
 * segments, resolves imports (an unknown import is an error that names it and its signature).
 * NULL on error; a segment out of bounds is FAULT_USER with the official suite's text. */
struct process *process_create(struct program *program, const struct process_options *o,
                               struct status *st);
void process_free(struct process *p);

/* Carries out a host service (imm of OP_HOST: enum host_service | argument << 32). Operands and
 * results lie in the context region from CONTEXT_HOST on, 8 bytes each. Sets state,
 * exit_status, trap when the outcome is not HOST_CONTINUE. */
enum host_outcome process_host(struct process *p, u64 service);

/* Hash over linear memory, globals, tables: to compare final states. Zero pages hash fast. */
u64 process_state_hash(const struct process *p);

u64 process_global(const struct process *p, u32 index); /* bits */
void process_set_global(struct process *p, u32 index, u64 bits);
u32 process_table_size(const struct process *p, u32 table);
/* Element as the program sees it (NULL_REFERENCE for null). */
u32 process_table_get(const struct process *p, u32 table, u32 index);

/* The bytes at a guest range, or NULL when it isn't within linear memory. */
static inline u8 *process_memory(const struct process *p, u32 address, u64 size) {
    return (u64)address + size <= p->memory_bytes ? p->memory + address : NULL;
}

/* A function that the host offers to programs. Arguments and results as 64-bit cells (i32
 * zero-extended). */
struct host_function {
    const char *module, *name;
    const char *signature; /* "iiii:i": i32 i, i64 I, f32 f, f64 F; results after the colon */
    enum host_outcome (*call)(struct process *p, const u64 *args, u64 *results);
};

#endif
