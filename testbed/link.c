/* testbed/link.c: time on a link. */
#include "testbed/link.h"

u64 link_state_bytes(const struct state *s) {
    return 8 * ((u64)s->frames.count + s->cells.count) + s->bytes.count;
}

u64 link_bytes(const struct link *l, const struct state *s, u64 memory_bytes) {
    return link_state_bytes(s) + (l->copies_memory ? memory_bytes : 0);
}

u64 link_downtime_ns(const struct link *l, u64 bytes) {
    const u64 second_ns = 1000000000;
    u64 rest = bytes * second_ns; /* below 2^64: memory and stack are smaller than 8 GB */
    return l->latency_ns + rest / l->bandwidth_bytes_per_s +
           (rest % l->bandwidth_bytes_per_s != 0);
}
