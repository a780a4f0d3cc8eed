/* sim/fast_store.h: see fast_store.c. */
#ifndef HPMSIM_SIM_FAST_STORE_H
#define HPMSIM_SIM_FAST_STORE_H

#include <stdbool.h>
#include <stdint.h>

/* Whether the emulator has called into the fast path since the program started. */
bool fast_store_reached(void);
/* Why it can't have, as far as the libraries tell. */
const char *fast_store_obstacle(void);
/* Engines made from now on may have the addresses of freed ones: start their counts anew. */
void fast_store_forget(void);

/* Stores across the end of linear memory. Unicorn writes their bytes one by one until it finds
 * one without memory, so what lies before the end would be changed although the store traps. It
 * asks for the page behind the end first: then the last bytes are kept, to be put back by
 * whoever handles the fault. */
struct fast_store {
    uint64_t end;  /* guest address behind the last byte of memory; 0: there is none */
    uint8_t *host; /* of that address */
    bool kept;     /* since fast_store_begin */
    uint8_t bytes[8];
    void *cpu; /* the engine's, once it has filled its TLB */
    bool (*restore)(void *cpu, uintptr_t host_pc, bool will_exit);
};
/* Looks after this engine in a run of this thread. */
void fast_store_begin(struct fast_store *w);
void fast_store_end(void);
void fast_store_put_back(struct fast_store *w);

/* To be called from a hook on an access that finds no memory: makes the program counter that of
 * the access, while Unicorn leaves it at the start of the block. False, and nothing is changed,
 * when that can't be done: on hosts other than x86-64 and AArch64. */
bool fast_store_find_pc(struct fast_store *w, bool store);

#endif
