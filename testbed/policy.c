/* testbed/policy.c: the policies. To add one, write its function and a row of the table. */
#include "testbed/policy.h"

#include <stdlib.h>

static void place_none(const struct policy_view *v, const struct policy_options *o, u32 *to) {
    (void)v, (void)o, (void)to;
}

static void place_round_robin(const struct policy_view *v, const struct policy_options *o,
                              u32 *to) {
    (void)o;
    for (u32 p = 0; p < v->process_count; p++)
        if (v->processes[p].slice_over && v->processes[p].movable)
            to[p] = (v->processes[p].machine + 1) % v->machine_count;
}

/* ---- What will be on each machine ------------------------------------------------------- */

struct plan {
    const struct policy_view *v;
    u32 *to;
    u32 *assigned; /* per machine, by `to` */
};

static struct plan plan_begin(const struct policy_view *v, u32 *to) {
    struct plan p = {v, to, xcalloc(v->machine_count, sizeof *p.assigned)};
    for (u32 m = 0; m < v->machine_count; m++) p.assigned[m] = v->machines[m].assigned;
    return p;
}

static void plan_move(struct plan *p, u32 process, u32 machine) {
    p->assigned[p->to[process]]--;
    p->assigned[machine]++;
    p->to[process] = machine;
}

/* ---- Load ------------------------------------------------------------------------------- */

/* Whether n processes on machine x have longer to wait than k on machine y. */
static bool is_slower(const struct policy_view *v, u32 n, u32 x, u32 k, u32 y) {
    return (double)n * (double)v->machines[y].instructions_per_s >
           (double)k * (double)v->machines[x].instructions_per_s;
}

/* A movable process of the machine; the one whose slice is over, if there is; -1: none. */
static i64 movable_on(const struct plan *p, u32 machine) {
    i64 found = -1;
    for (u32 k = 0; k < p->v->process_count; k++) {
        const struct policy_process *q = &p->v->processes[k];
        if (q->ended || !q->movable || p->to[k] != machine) continue;
        if (found < 0 || q->slice_over) found = k;
    }
    return found;
}

/* From the longest queue to the shortest, as long as the process is better off there. */
static void place_load(const struct policy_view *v, const struct policy_options *o, u32 *to) {
    struct plan p = plan_begin(v, to);
    (void)o;
    for (u32 round = 0; round < v->process_count; round++) {
        u32 least = 0;
        i64 most = -1, process = -1;
        for (u32 m = 0; m < v->machine_count; m++) {
            if (is_slower(v, p.assigned[least] + 1, least, p.assigned[m] + 1, m)) least = m;
            i64 here = movable_on(&p, m);
            if (here < 0 ||
                (most >= 0 && !is_slower(v, p.assigned[m], m, p.assigned[most], (u32)most)))
                continue;
            most = m, process = here;
        }
        if (most < 0 ||
            !is_slower(v, p.assigned[most], (u32)most, p.assigned[least] + 1, least))
            break;
        plan_move(&p, (u32)process, least);
    }
    free(p.assigned);
}

/* ---- Phase ------------------------------------------------------------------------------ */

/* Whether one process needs registers clearly more than another: by a quarter, lest they swap
 * places again and again. */
static bool needs_more(const struct plan *p, u32 x, u32 y) {
    return p->v->processes[x].need > 1.25 * p->v->processes[y].need;
}

/* Whether all that are to be on the machine need its registers less than a process does. */
static bool needed_less(const struct plan *p, u32 machine, u32 process) {
    for (u32 k = 0; k < p->v->process_count; k++)
        if (k != process && !p->v->processes[k].ended && p->to[k] == machine &&
            !needs_more(p, process, k))
            return false;
    return true;
}

/* The machine with most registers, of those that have more than the process's own and are free,
 * or whose processes need them less; -1: none. */
static i64 richer(const struct plan *p, u32 process) {
    const struct policy_machine *m = p->v->machines;
    i64 best = -1;
    for (u32 k = 0; k < p->v->machine_count; k++) {
        if (m[k].registers <= m[p->to[process]].registers) continue;
        if (p->assigned[k] && !needed_less(p, k, process)) continue;
        if (best < 0 || m[k].registers > m[best].registers ||
            (m[k].registers == m[best].registers && p->assigned[k] < p->assigned[best]))
            best = k;
    }
    return best;
}

/* The machine with fewest processes, of those that have fewer registers than the process's own;
 * -1: none. */
static i64 poorer(const struct plan *p, u32 process, bool free_only) {
    const struct policy_machine *m = p->v->machines;
    i64 best = -1;
    for (u32 k = 0; k < p->v->machine_count; k++) {
        if (m[k].registers >= m[p->to[process]].registers || (free_only && p->assigned[k]))
            continue;
        if (best < 0 || p->assigned[k] < p->assigned[best]) best = k;
    }
    return best;
}

/* Where a process goes that makes way for another: to a shorter queue; -1: there is none. */
static i64 way_out(const struct plan *p, u32 process) {
    i64 where = poorer(p, process, false);
    return where >= 0 && p->assigned[where] < p->assigned[p->to[process]] ? where : -1;
}

/* Whether another process is to be on the machine that needs it more. */
static bool in_the_way(const struct plan *p, u32 process) {
    for (u32 k = 0; k < p->v->process_count; k++)
        if (k != process && !p->v->processes[k].ended && p->to[k] == p->to[process] &&
            needs_more(p, k, process))
            return true;
    return false;
}

static void place_phase(const struct policy_view *v, const struct policy_options *o, u32 *to) {
    struct plan p = plan_begin(v, to);
    for (u32 k = 0; k < v->process_count; k++) {
        const struct policy_process *q = &v->processes[k];
        i64 where = -1;
        if (q->ended || !q->movable || !q->measured) continue;
        if (q->spill_rate > o->leave_above) where = richer(&p, k);
        if (where < 0 && in_the_way(&p, k)) where = way_out(&p, k);
        if (where < 0 && q->spill_rate < o->leave_below) where = poorer(&p, k, true);
        if (where >= 0) plan_move(&p, k, (u32)where);
    }
    free(p.assigned);
}

/* ---- The table -------------------------------------------------------------------------- */

const struct policy policy_list[] = {
    {"none", "processes stay where they start", place_none},
    {"round-robin", "after each slice, on to the next machine", place_round_robin},
    {"load", "from the longest queue to the shortest, when it helps", place_load},
    {"phase",
     "to a machine with more registers when spills are frequent, away when they are rare or "
     "another process needs it more",
     place_phase},
};
const u32 policy_count = COUNT_OF(policy_list);
