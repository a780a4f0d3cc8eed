/* migrate/walk.h: walking the native frames of a machine. */
#ifndef HPMSIM_MIGRATE_WALK_H
#define HPMSIM_MIGRATE_WALK_H

#include "isa/shadow.h"
#include "migrate/migrate.h"

/* A machine's stack as host memory, with its byte order. */
struct view {
    struct machine_stack stack;
    const struct isa *isa;
};
/* NULL when [address, address + size) is not within the stack. */
static inline u8 *view_at(const struct view *v, u64 address, u32 size) {
    u64 offset = address - v->stack.base;
    return offset <= v->stack.bytes && size <= v->stack.bytes - offset ? v->stack.host + offset
                                                                       : NULL;
}

static inline u64 load_bytes(const struct isa *isa, const u8 *at, u32 size) {
    u64 x = 0;
    if (!isa->big_endian) {
        memcpy(&x, at, size);
        return x;
    }
    for (u32 k = 0; k < size; k++) x = x << 8 | at[k];
    return x;
}

static inline void store_bytes(const struct isa *isa, u8 *at, u32 size, u64 x) {
    if (!isa->big_endian) {
        memcpy(at, &x, size);
        return;
    }
    for (u32 k = size; k-- > 0; x >>= 8) at[k] = (u8)x;
}

#endif
