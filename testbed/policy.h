/* testbed/policy.h: policies: which of several processes runs on which machine. A policy is asked
 * each time a process has used up its slice of simulated time; it sees machines, processes and
 * what was measured of them, and says where each process is to be.
 */
#ifndef HPMSIM_TESTBED_POLICY_H
#define HPMSIM_TESTBED_POLICY_H

#include "base/base.h"

struct policy_machine {
    u32 registers; /* allocatable integer registers */
    u64 instructions_per_s;
    u32 assigned; /* processes that are on it, running, waiting, or on the way to it */
};
struct policy_process {
    u32 machine;
    bool ended;        /* not there any more */
    bool movable;      /* not: it is running, or on its way */
    bool slice_over;   /* its slice ends just now */
    bool measured;     /* it has executed a window's instructions on its machine */
    double spill_rate; /* of the last window: loads and stores of spill slots per 100
                          instructions */
    double need; /* the last rate on a machine that has fewer registers than another. Where
                          it can't be measured, it fades by a 64th with each window */
};
struct policy_view {
    const struct policy_machine *machines;
    const struct policy_process *processes;
    u32 machine_count, process_count;
};

struct policy_options {
    u32 number; /* in policy_list */
    u64 slice_ns;
    u64 window_instructions;
    double leave_above, leave_below; /* phase: spill rates */
};
struct policy {
    const char *name;
    const char *title; /* half a sentence */
    /* to: per process, the machine that it is to be on; filled with those that they are on.
     * Changes count for processes that are movable. */
    void (*place)(const struct policy_view *v, const struct policy_options *o, u32 *to);
};
extern const struct policy policy_list[]; /* the default first */
extern const u32 policy_count;

#endif
