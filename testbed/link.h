/* testbed/link.h: what moving would take over a network: a link of fixed bandwidth and latency
 * that carries the abstract state and, if asked, linear memory. Simulated, so the same in every
 * run; host time plays no part.
 */
#ifndef HPMSIM_TESTBED_LINK_H
#define HPMSIM_TESTBED_LINK_H

#include "migrate/migrate.h"

struct link {
    u64 bandwidth_bytes_per_s; /* 0: there is no link, and nothing is simulated */
    u64 latency_ns;            /* one way, once per migration */
    bool copies_memory;        /* linear memory goes along; else both machines share it */
};
/* Bytes of a state on the way: 8 for each frame (function and point), 8 for each value, and the homes
 * of frames that are copied. */
u64 link_state_bytes(const struct state *s);
/* Bytes of one migration, of a process that has so much linear memory. */
u64 link_bytes(const struct link *l, const struct state *s, u64 memory_bytes);
/* Latency and transmission, rounded up. l must have a bandwidth. */
u64 link_downtime_ns(const struct link *l, u64 bytes);

#endif
