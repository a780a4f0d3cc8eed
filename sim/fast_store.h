/* sim/fast_store.h: see fast_store.c. */
#ifndef HPMSIM_SIM_FAST_STORE_H
#define HPMSIM_SIM_FAST_STORE_H

#include <stdbool.h>
#include <stdint.h>

/* Whether the emulator has called into the fast path since the program started. */
bool fast_store_reached(void);
/* Engines made from now on may have the addresses of freed ones: start their counts anew. */
void fast_store_forget(void);

/* Stores across the end of linear memory. Unicorn writes their bytes one by one until it finds one
 * without memory, so what lies before the end would be changed although the store traps. It asks for
 * the page behind the end first: then the last bytes are kept, to be put back by whoever handles the
 * fault. */
struct fast_store_edge {
    uint64_t end;  /* guest address behind the last byte of memory; 0: there is none */
    uint8_t *host; /* of that address */
    bool kept;     /* since fast_store_watch */
    uint8_t bytes[8];
};
/* Looks after this edge in the runs of this thread; NULL: no more. */
void fast_store_watch(struct fast_store_edge *edge);
void fast_store_put_back(struct fast_store_edge *edge);

#endif
