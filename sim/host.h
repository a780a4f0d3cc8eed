/* sim/host.h: what the files of sim/ that make up the process share. Private to sim/process.c,
 * sim/services.c, sim/imports.c and sim/wasi/. */
#ifndef HPMSIM_SIM_HOST_H
#define HPMSIM_SIM_HOST_H

#include "sim/process.h"

/* ---- Little-endian memory: linear memory, tables and the context region on every host ------
 */
static inline u16 get16(const u8 *at) {
    return (u16)(at[0] | at[1] << 8);
}
static inline u32 get32(const u8 *at) {
    return get16(at) | (u32)get16(at + 2) << 16;
}
static inline u64 get64(const u8 *at) {
    return get32(at) | (u64)get32(at + 4) << 32;
}
static inline void put16(u8 *at, u16 value) {
    at[0] = (u8)value;
    at[1] = (u8)(value >> 8);
}
static inline void put32(u8 *at, u32 value) {
    put16(at, (u16)value);
    put16(at + 2, (u16)(value >> 16));
}
static inline void put64(u8 *at, u64 value) {
    put32(at, (u32)value);
    put32(at + 4, (u32)(value >> 32));
}

/* ---- sim/process.c ---------------------------------------------------------------------- */

/* Ends the process by a trap. */
enum host_outcome process_trap(struct process *p, enum trap trap);
/* The old size in pages, or -1 (all ones) when the memory can't grow by so much. */
u32 process_memory_grow(struct process *p, u32 pages);
/* The old size in elements, or -1; new elements are `ref` as the program sees it. */
u32 process_table_grow(struct process *p, u32 table, u32 ref, u32 n);
/* Where table[index] lies; the caller has checked bounds. */
u8 *process_table_at(const struct process *p, u32 table, u32 index);
/* A reference as it lies in the table's memory, for one as the program sees it. */
u32 process_table_encode(const struct process *p, u32 table, u32 ref);
/* The value of a constant expression. */
u64 process_init_value(const struct process *p, const struct init *init);
/* memory.init and table.init: false when a range is out of bounds. Nothing is written then. */
bool process_data_copy(struct process *p, u32 segment, u32 to, u32 from, u32 size);
bool process_element_copy(struct process *p, u32 table, u32 segment, u32 to, u32 from, u32 n);

/* ---- sim/imports.c ---------------------------------------------------------------------- */

/* Fills p->imports and the imported globals; adds an error for each import that is not offered
 * or has another type. */
bool imports_resolve(struct process *p, bool spectest, struct status *st);
/* The limits of memory and tables as they are: an import's are those of what was imported. */
struct limits imports_memory_limits(const struct program *program);
struct limits imports_table_limits(const struct program *program, u32 table);

/* ---- sim/wasi/ -------------------------------------------------------------------------- */

extern const struct host_function wasi_functions[];
extern const u32 wasi_function_count;
/* Opens the preopened folders and copies arguments and environment; NULL on error. */
struct wasi *wasi_open(struct process *p, const struct process_options *o, struct status *st);
void wasi_free(struct wasi *w); /* NULL is allowed */

#endif
