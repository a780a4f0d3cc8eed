/* testbed/schedule.h: several processes that share the machines, in simulated time.
 *
 * A machine runs one process at a time, for a slice of simulated time; others wait in its queue, in
 * the order in which they came. It executes instructions_per_s instructions a second. When a slice
 * is over the policy is asked (policy.h). A process that moves rolls to a point at the speed of the
 * machine that it leaves, then is down for what the link takes; meanwhile both machines can run
 * others. All of it is simulated one event after the other, in order of time and, where times are
 * equal, of machines: the same experiment gives the same schedule, to the nanosecond.
 *
 *     t = 0     100 us    200 us
 *     big   |--- a ---|--- b ---|--- a ---|         a, b: slices; then a has used up its slice and
 *     small |--- c ---|- c end -|  ... a ...        moves to small, where it arrives a bit later
 */
#ifndef HPMSIM_TESTBED_SCHEDULE_H
#define HPMSIM_TESTBED_SCHEDULE_H

#include "testbed/run.h"

enum scheduled_state {
    SCHEDULED_WAITING, /* in the queue of its machine, from ready_ns on */
    SCHEDULED_RUNNING,
    SCHEDULED_ENDED
};
enum stretch_kind { STRETCH_RUNNING, STRETCH_WAITING, STRETCH_MOVING };
struct stretch { /* of a process's time: what it did from when to when */
    enum stretch_kind kind;
    u32 machine; /* that it runs on, waits for, or leaves */
    u32 to;      /* STRETCH_MOVING: where it goes; elsewhere the same as machine */
    u64 begin_ns, end_ns;
    u64 slices, instructions; /* slices that follow each other on one machine are one stretch */
};
struct scheduled_process {
    const struct experiment *experiment; /* not owned */
    struct build build;
    struct results results;
    enum scheduled_state state;
    enum session_end end;
    u32 machine;
    u64 ready_ns;
    u64 finish_ns, running_ns, waiting_ns, moving_ns; /* simulated */
    u64 moving_before_ns; /* of the session's downtime: counted already */
    u64 slices, policy_moves;
    bool slice_over; /* just now */
    /* In order of time, without gaps; waiting for no time is left out. At most RECORDS_MAX. */
    ARRAY(struct stretch) stretches;
    struct status status; /* of its session */
    /* Spills: those of the machine's profile when the window began. */
    u64 window_from, window_spills;
    bool measured;
    double spill_rate, need;
};
struct scheduled_machine {
    const struct experiment_machine *machine;
    ARRAY(u32) queue; /* processes, in the order in which they came */
    i64 running;      /* process, or -1 */
    u64 until_ns;     /* its slice ends then */
    u64 busy_ns, instructions, slices;
};
struct schedule {
    const struct experiment *experiment;
    struct scheduled_process *processes;
    struct scheduled_machine *machines;
    u32 process_count, machine_count;
    u64 now_ns;
    u64 makespan_ns; /* when the last process ended */
    bool interrupted;
};

/* Takes a build per process, compiled for the experiment's machines; frees them with the rest. Runs
 * each process once without migration, if the experiment checks against that, then all together.
 * As experiment_run. */
bool schedule_run(const struct experiment *e, const struct build *builds,
                  void (*begun)(struct session *), struct schedule *out, struct status *st);
void schedule_free(struct schedule *s);
bool schedule_good(const struct schedule *s);
u64 schedule_migrations(const struct schedule *s);

/* For people, and for programs: as those of results. */
void schedule_print(const struct schedule *s, const struct style *style, struct text *out);
void schedule_write(const struct schedule *s, struct json_writer *w);

#endif
