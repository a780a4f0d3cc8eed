/* testbed/profile.h: the profiles of a session's machines (sim/profile.h), put together: what was
 * executed, by machine and by function.
 */
#ifndef HPMSIM_TESTBED_PROFILE_H
#define HPMSIM_TESTBED_PROFILE_H

#include "testbed/layout.h"
#include "testbed/session.h"

/* What is counted, as columns and JSON members have it: name, member of struct profile_counts,
 * what it is. ORDER of columns. */
#define PROFILE_MEASURES(M)                                                                 \
    M(loads, loads, "loads executed, of whatever kind (a pair of registers: two)")          \
    M(stores, stores, "stores executed, likewise")                                          \
    M(spill_loads, duties[DUTY_FILL], "of the loads: values from their spill slots")        \
    M(spill_stores, duties[DUTY_SPILL], "of the stores: values to their spill slots")       \
    M(register_moves, duties[DUTY_MOVE],                                                    \
      "instructions that copy a register to another for the allocator")                     \
    M(constant_instructions, duties[DUTY_CONSTANT],                                         \
      "instructions that make constants again for the allocator")                           \
    M(callee_save_loads, duties[DUTY_RESTORE],                                              \
      "of the loads: callee-saved registers and return addresses")                          \
    M(callee_save_stores, duties[DUTY_SAVE],                                                \
      "of the stores: callee-saved registers and return addresses")                         \
    M(argument_loads, duties[DUTY_TAKE], "of the loads: arguments and results in memory")   \
    M(argument_stores, duties[DUTY_PASS], "of the stores: arguments and results in memory") \
    M(area_loads, duties[DUTY_AREA_LOAD],                                                   \
      "of the loads: from the register area (strategy shadow)")                             \
    M(area_stores, duties[DUTY_AREA_STORE], "of the stores: to the register area")

struct function_profile {
    u32 machine, function; /* function = the program's function_count: helper routines */
    struct profile_counts counts;
};
struct session_profile {
    struct profile_counts total;
    struct profile_counts *machines; /* per machine; zero where it was never used */
    u32 machine_count;
    ARRAY(struct function_profile) functions; /* those executed; by machine, then function */
};

/* Of a session with options.profile; free it. */
void session_profile(const struct session *s, struct session_profile *out);
void session_profile_free(struct session_profile *p);

/* The function's name; helper routines are "(helpers)". */
const char *profile_function_name(const struct program *p, u32 function);
/* Part of all instructions that load from or store to spill slots, 0 to 1. */
double profile_spill_share(const struct profile_counts *c);

/* Tables: the functions, with what `machine_name` says of machines (its data: `names`). */
void session_profile_csv(const struct session *s, const struct session_profile *p,
                         const char *const *machine_names, struct text *out);
/* {"total": {...}, "machines": {...}, "functions": [...]} as member "profile". */
void session_profile_write(const struct session *s, const struct session_profile *p,
                           const char *const *machine_names, struct json_writer *w);
/* For people: a row per machine, and the functions that executed most. */
void session_profile_print(const struct session *s, const struct session_profile *p,
                           const char *const *machine_names, const struct style *style,
                           u32 indent, struct text *out);

#endif
