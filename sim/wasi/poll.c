/* sim/wasi/poll.c: poll_oneoff.
 *
 * Under the virtual clock nobody waits: files and streams are always ready, and if only clocks
 * are asked about, time jumps to the first of them that is due. Under the host's clock the call
 * waits for the host, and for what comes in on stdin.
 *
 *     subscription   userdata type  clock: id timeout precision flags   fd   in all
 *     preview 1             0    8         16      24        32    40   16       48
 *     unstable              0    8         24      32        40    48   16       56
 *     event          userdata @0, u16 errno @8, u8 type @10, u64 bytes @16, u16 flags @24; 32
 */
#define _GNU_SOURCE /* ppoll */
#include "sim/wasi/wasi.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

enum { SUBSCRIBE_CLOCK, SUBSCRIBE_READ, SUBSCRIBE_WRITE };
enum { CLOCK_ABSOLUTE = 1, EVENT_HANGUP = 1 };
enum { EVENT_BYTES = 32 };
#define NEVER UINT64_MAX

struct subscription {
    u64 userdata, timeout;
    u32 clock, fd;
    u16 flags;
    u8 type;
};

static struct subscription subscription_get(const u8 *at, bool unstable) {
    const u8 *clock = at + (unstable ? 24 : 16);
    return (struct subscription){
        .userdata = get64(at),
        .type = at[8],
        .fd = get32(at + 16),
        .clock = get32(clock),
        .timeout = get64(clock + 8),
        .flags = get16(clock + 24),
    };
}

struct event {
    u64 bytes;
    u32 error;
    u16 flags;
    bool ready;
};

static struct event event_error(u32 error) {
    return (struct event){.error = error, .ready = true};
}

/* Nanoseconds from the call's start until the clock is due. */
static u32 time_left(const struct process *p, const struct subscription *s, const u64 start[4],
                     u64 *ns) {
    if (s->clock > CLOCK_WASI_THREAD) return WASI_EINVAL;
    if (p->host_clock && s->clock > CLOCK_WASI_MONOTONIC) return WASI_ENOTSUP;
    if (s->flags & ~CLOCK_ABSOLUTE) return WASI_EINVAL;
    u64 now = start[s->clock];
    bool absolute = s->flags & CLOCK_ABSOLUTE;
    *ns = !absolute ? s->timeout : s->timeout > now ? s->timeout - now : 0;
    return WASI_SUCCESS;
}

static struct event ready_read(const struct process *p, const struct descriptor *d) {
    struct event e = {.ready = true, .bytes = 1};
    struct stat st;
    if (d->kind == FD_INPUT && d->host < 0) return (struct event){0, 0, EVENT_HANGUP, true};
    if (d->kind == FD_INPUT && p->host_clock) {
        struct pollfd one = {d->host, POLLIN, 0};
        e.ready = poll(&one, 1, 0) != 0;
    }
    if (d->kind == FD_FILE && d->type == TYPE_REGULAR_FILE && !fstat(d->host, &st)) {
        off_t at = lseek(d->host, 0, SEEK_CUR);
        e.bytes = at < st.st_size ? (u64)(st.st_size - at) : 0;
    }
    return e;
}

/* What a subscription has to say, `waited` ns after the call's start. */
static struct event event_of(struct process *p, const struct subscription *s,
                             const u64 start[4], u64 waited) {
    struct descriptor *d;
    u64 left = NEVER;
    u32 error;
    switch (s->type) {
    case SUBSCRIBE_CLOCK:
        error = time_left(p, s, start, &left);
        return error ? event_error(error) : (struct event){.ready = left <= waited};
    case SUBSCRIBE_READ:
        error = fd_get(p, s->fd, RIGHT_POLL | RIGHT_READ, &d);
        return error ? event_error(error) : ready_read(p, d);
    case SUBSCRIBE_WRITE:
        error = fd_get(p, s->fd, RIGHT_POLL | RIGHT_WRITE, &d);
        return error ? event_error(error) : (struct event){.ready = true, .bytes = PAGE_BYTES};
    default: return event_error(WASI_EINVAL);
    }
}

/* All arguments of a call, checked. */
struct request {
    const u8 *subscriptions;
    u8 *events;
    u32 count, stride;
    bool unstable;
    u64 start[4]; /* each clock, when the call began; 0 where the host has it not */
};

static struct subscription subscription_at(const struct request *r, u32 i) {
    return subscription_get(r->subscriptions + (u64)i * r->stride, r->unstable);
}

/* How long the call has to wait: 0 when something is ready now, NEVER without clocks. */
static u64 shortest_wait(struct process *p, const struct request *r) {
    u64 shortest = NEVER;
    for (u32 i = 0; i < r->count && shortest; i++) {
        struct subscription s = subscription_at(r, i);
        u64 left = NEVER;
        if (event_of(p, &s, r->start, 0).ready) return 0;
        if (s.type == SUBSCRIBE_CLOCK && !time_left(p, &s, r->start, &left))
            shortest = MIN(shortest, left);
    }
    return shortest;
}

/* Waits on the host; fds that aren't ready can only be stdin (event_of). */
static u64 wait_on_host(struct process *p, const struct request *r, u64 wait) {
    struct pollfd in = {-1, POLLIN, 0};
    for (u32 i = 0; i < r->count; i++) {
        struct subscription s = subscription_at(r, i);
        struct descriptor *d;
        if (s.type == SUBSCRIBE_READ && !fd_get(p, s.fd, 0, &d) && d->kind == FD_INPUT)
            in.fd = d->host;
    }
    for (u64 waited = 0;;) {
        u64 left = wait - waited, seconds = MIN(left / 1000000000, INT32_MAX);
        struct timespec timeout = {(time_t)seconds, (long)(left % 1000000000)};
        int ready = ppoll(&in, 1, wait == NEVER ? NULL : &timeout, NULL);
        u64 now = 0;
        clock_now(p, CLOCK_WASI_MONOTONIC, &now);
        waited = now - r->start[CLOCK_WASI_MONOTONIC];
        if (ready > 0 || waited >= wait || (ready < 0 && errno != EINTR)) return waited;
    }
}

static u32 events_put(struct process *p, const struct request *r, u64 waited) {
    u32 n = 0;
    for (u32 i = 0; i < r->count; i++) {
        struct subscription s = subscription_at(r, i);
        struct event e = event_of(p, &s, r->start, waited);
        if (!e.ready) continue;
        u8 *at = r->events + (u64)EVENT_BYTES * n++;
        memset(at, 0, EVENT_BYTES);
        put64(at, s.userdata);
        put16(at + 8, (u16)e.error);
        at[10] = s.type;
        put64(at + 16, e.bytes);
        put16(at + 24, e.flags);
    }
    return n;
}

/* (subscriptions, events, count, result). The two arrays may overlap from the same address on:
 * an event is never behind the subscription that it answers. */
static u32 poll_oneoff(struct process *p, const u64 *a, bool unstable) {
    struct request r = {.count = (u32)a[2], .stride = unstable ? 56 : 48, .unstable = unstable};
    r.subscriptions = guest_at(p, a[0], a[2] * r.stride);
    r.events = guest_at(p, a[1], a[2] * EVENT_BYTES);
    if (!r.subscriptions || !r.events || !guest_at(p, a[3], 4)) return WASI_EFAULT;
    if (!r.count) return WASI_EINVAL;
    for (u32 clock = 0; clock < COUNT_OF(r.start); clock++)
        clock_now(p, clock, &r.start[clock]);
    u64 waited = shortest_wait(p, &r);
    if (waited && p->host_clock)
        waited = wait_on_host(p, &r, waited);
    else
        clock_advance(p, waited);
    return guest_put32(p, a[3], events_put(p, &r, waited));
}

u32 wasi_poll_oneoff(struct process *p, const u64 *a) {
    return poll_oneoff(p, a, false);
}

u32 wasi_poll_oneoff_unstable(struct process *p, const u64 *a) {
    return poll_oneoff(p, a, true);
}
