/* testbed/experiment_form.h: the form of experiments' files, by which testbed/experiment.c reads
 * them and from which their schema and docs/EXPERIMENTS.md are made.
 *
 *     experiment_form.c   the experiment, its machines, what is compared
 *     migration_form.c    migrations and their triggers
 *     sweep_form.c        sweeps
 */
#ifndef HPMSIM_TESTBED_EXPERIMENT_FORM_H
#define HPMSIM_TESTBED_EXPERIMENT_FORM_H

#include "base/form.h"
#include "testbed/experiment.h"

enum { MACHINES_MAX = 64, PROCESSES_MAX = 64, REPEAT_MAX = 1 << 20 };

/* Goes to a struct experiment, which is the context too, with its folder set. What is absent
 * stays zero where no row says otherwise. */
extern const struct form experiment_form;

/* What is read into: of several processes, the one at hand. */
static inline struct experiment *experiment_of(const struct form_reader *r) {
    struct experiment *e = r->context;
    return e->reading;
}

/* "migrations": goes to triggers and their parts. Machines must have been read. */
extern const struct form migrations_form;
/* The name of a machine of the experiment; goes to a u32, its number. */
extern const struct form machine_name_form;
/* "sweep"; only checked: sweep_read takes it. */
extern const struct form sweep_form;

#endif
