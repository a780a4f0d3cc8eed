/* testbed/strategy.h: strategies: how a program is compiled so that it can move between register
 * files of different sizes. A strategy changes the models of all machines before anything is
 * compiled for them; what it costs shows while running, what it saves while moving.
 */
#ifndef HPMSIM_TESTBED_STRATEGY_H
#define HPMSIM_TESTBED_STRATEGY_H

#include "isa/isa.h"

struct strategy {
    const char *name;                               /* on the command line and in experiments */
    const char *title;                              /* one line about it, for users */
    void (*apply)(struct model *models, u32 count); /* NULL: models stay as they are */
};
extern const struct strategy strategy_list[]; /* the default first */
extern const u32 strategy_count;

/* NULL name: the default. NULL and an error, with a suggestion, when there is none of that name. */
const struct strategy *strategy_find(const char *name, struct status *st);
/* Of equal length: models as the strategy wants them, owned by the caller. */
struct model *strategy_models(const struct strategy *s, const struct model *models, u32 count);

#endif
