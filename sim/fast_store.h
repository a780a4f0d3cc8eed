/* sim/fast_store.h: see fast_store.c. */
#ifndef HPMSIM_SIM_FAST_STORE_H
#define HPMSIM_SIM_FAST_STORE_H

#include <stdbool.h>

/* Whether the emulator has called into the fast path since the program started. */
bool fast_store_reached(void);
/* Engines made from now on may have the addresses of freed ones: start their counts anew. */
void fast_store_forget(void);

#endif
