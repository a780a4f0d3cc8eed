/* testbed/strategy.c: see strategy.h. */
#include "testbed/strategy.h"

#include <stdlib.h>

/* Every machine gets the largest register file among them, class by class; those that have fewer
 * registers keep the missing ones in memory. */
static void apply_shadow(struct model *models, u32 count) {
    struct model largest[CLASS_COUNT];
    const struct model *like[CLASS_COUNT];
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
        u32 best = 0;
        for (u32 k = 1; k < count; k++)
            if (models[k].count[cl] > models[best].count[cl]) best = k;
        largest[cl] = models[best];
        like[cl] = &largest[cl];
    }
    for (u32 k = 0; k < count; k++) model_widen(&models[k], like);
}

/* Frames of one layout. Register files stay as they are. */
static void apply_memory(struct model *models, u32 count) {
    for (u32 k = 0; k < count; k++) model_use_homes(&models[k]);
}

const struct strategy strategy_list[] = {
    {"map", "each machine allocates freely, maps translate", NULL},
    {"common", "the smallest register file for all, registers one to one", model_narrow_common},
    {"memory", "values that outlive calls and loops in memory, in frames of one layout",
     apply_memory},
    {"shadow", "the largest register file for all, missing registers in memory", apply_shadow},
};
const u32 strategy_count = COUNT_OF(strategy_list);

const struct strategy *strategy_find(const char *name, struct status *st) {
    const char *names[COUNT_OF(strategy_list)];
    if (!name) return &strategy_list[0];
    for (u32 n = 0; n < strategy_count; n++) {
        names[n] = strategy_list[n].name;
        if (!strcmp(name, names[n])) return &strategy_list[n];
    }
    const char *near = suggest(name, names, strategy_count);
    struct text t = {0};
    for (u32 n = 0; n < strategy_count; n++)
        text_printf(&t, "%s\"%s\"", n ? ", " : "", names[n]);
    if (near)
        status_fail(st, FAULT_USER, "there is no strategy \"%s\"; did you mean \"%s\"?", name,
                    near);
    else
        status_fail(st, FAULT_USER, "there is no strategy \"%s\"; expected one of %s", name,
                    text_string(&t));
    text_free(&t);
    return NULL;
}

struct model *strategy_models(const struct strategy *s, const struct model *models, u32 count) {
    struct model *out = xcalloc(count, sizeof *out);
    memcpy(out, models, count * sizeof *out);
    if (s->apply) s->apply(out, count);
    return out;
}
