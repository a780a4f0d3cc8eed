/* tests/sim/guest.h: a process to test the host with, without a machine: a program of no code
 * that imports every call of WASI, from both modules, and calls made the way a machine makes
 * them. */
#ifndef HPMSIM_TESTS_SIM_GUEST_H
#define HPMSIM_TESTS_SIM_GUEST_H

#include "sim/host.h"
#include "sim/wasi/wasi.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct guest {
    struct program program;
    struct process *p;
    const char *module; /* of the calls by name: the newer one unless changed */
};

/* A program with 2 pages of memory that can grow to 4, and the imports. */
void guest_program(struct guest *g);
/* Makes the process; fails the test when that fails. */
void guest_start(struct guest *g, const struct process_options *o);
/* Frees process and program. */
void guest_end(struct guest *g);

/* A service with its operands in the context's cells, upper halves of i32 spoilt. */
enum host_outcome guest_service(struct process *p, u64 service, const u64 *cells, u32 n);
/* A call by import number, or by name; yields the first result cell. */
u64 guest_call_number(struct guest *g, u32 number, const u64 *args);
u64 guest_call(struct guest *g, const char *name, const u64 *args);
#define CALL(g, name, ...) guest_call((g), (name), (const u64[16]){__VA_ARGS__})

/* Text into guest memory; yields its length. */
u32 guest_text(struct guest *g, u32 address, const char *text);
u32 guest_u32(const struct guest *g, u32 address);
u64 guest_u64(const struct guest *g, u32 address);

/* Runs a shell command; the test fails when it does. */
void shell(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
