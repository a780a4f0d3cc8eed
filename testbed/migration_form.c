/* testbed/migration_form.c: the form of migrations: when the process moves, and where to.
 *
 * To add a kind of trigger, add rows for its keys, a variant that names them, and a row to
 * take_at or take_every that tells its kind. */
#include "testbed/experiment_form.h"

#include <stdlib.h>

static struct experiment *experiment_of(struct form_reader *r) {
    return r->context;
}

/* ---- Triggers --------------------------------------------------------------------------- */

static bool take_function(struct form_reader *r, struct json j, void *at) {
    struct experiment *e = experiment_of(r);
    (void)at;
    e->functions.at[e->functions.count - 1] = j; /* experiment_resolve looks it up */
    return true;
}

static bool take_at(struct form_reader *r, struct json j, void *at) {
    (void)r;
    struct trigger *t = at;
    t->limit = 1;
    t->kind = json_present(json_member(j, "function")) ? TRIGGER_ENTRY : TRIGGER_INSTRUCTION;
    return true;
}

static bool take_every(struct form_reader *r, struct json j, void *at) {
    (void)r, (void)j;
    struct trigger *t = at;
    t->kind = TRIGGER_EVERY;
    return true;
}

static const struct form position_form = {.kind = FORM_INTEGER};
static const struct form period_form = {.kind = FORM_INTEGER, .least = 1};
static const struct form function_form = {
    .kind = FORM_STRING, .expected = "the name of a function", .take = take_function};

static const struct form_key at_keys[] = {
    {"instructions", &position_form,
     .about = "when so many instructions were executed since the start, on whichever machine",
     FORM_FIELD(struct trigger, n)},
    {"function", &function_form, .about = "when this function is entered"},
    {"entry", &period_form, .about = "for which time it is entered", .initial = "1",
     FORM_FIELD(struct trigger, n)},
};
static const struct form_variant at_variants[] = {
    {"instructions", NULL, NULL},
    {"function", NULL, "entry"},
};
static const struct form at_form = {
    .kind = FORM_OBJECT,
    .name = "at",
    .about = "The moment of a migration that takes place once.",
    .expected = "an object: {\"instructions\": N} or {\"function\": NAME, \"entry\": K}",
    .question = "when?",
    .take = take_at,
    FORM_KEYS(at_keys),
    FORM_VARIANTS(at_variants),
};

static const struct form_key every_keys[] = {
    {"instructions", &period_form, .about = "each time so many instructions were executed",
     FORM_FIELD(struct trigger, n)},
};
static const struct form_variant every_variants[] = {{"instructions", NULL, NULL}};
static const struct form every_form = {
    .kind = FORM_OBJECT,
    .name = "every",
    .about = "The moments of migrations that take place again and again.",
    .expected = "an object: {\"instructions\": N}",
    .question = "when?",
    .take = take_every,
    FORM_KEYS(every_keys),
    FORM_VARIANTS(every_variants),
};

/* ---- Targets ---------------------------------------------------------------------------- */

static void *place_target(struct form_reader *r, struct json item, void *at) {
    struct experiment *e = experiment_of(r);
    struct trigger *t = at;
    u32 **list = &e->targets.at[e->targets.count - 1];
    (void)item;
    *list = xrealloc(*list, (t->to_count + 1) * sizeof **list);
    (*list)[t->to_count] = 0;
    t->to = *list;
    return &(*list)[t->to_count++];
}

static bool take_target(struct form_reader *r, struct json j, void *at) {
    return machine_name_form.take(r, j, place_target(r, j, at));
}

static const struct form target_form = {
    .kind = FORM_STRING, .expected = "the name of a machine", .take = take_target};
/* From each machine to each other, once: of i = 0, 1, ... and all j > i, the sequence of i, j is
 * a closed walk over all ordered pairs. It is entered where the process starts. */
static bool take_pairs(struct form_reader *r, struct json j, void *at) {
    struct experiment *e = experiment_of(r);
    u32 machines = e->machines.count, length = machines * (machines - 1), first = length, n = 0;
    if (machines < 2) return json_error(j, r->st, "there are no pairs of a single machine");
    u32 *walk = xcalloc(length, sizeof *walk);
    for (u32 i = 0; i < machines; i++)
        for (u32 k = i + 1; k < machines; k++) {
            walk[n++] = i;
            walk[n++] = k;
        }
    for (u32 k = length; k-- > 0;)
        if (walk[k] == e->start) first = k;
    for (u32 k = 1; k <= length; k++)
        *(u32 *)place_target(r, j, at) = walk[(first + k) % length];
    free(walk);
    return true;
}

static const char *const pairs_names[] = {"pairs", NULL};
static const struct form pairs_form = {
    .kind = FORM_CHOICE,
    .names = pairs_names,
    .expected = "a list of machines, as in [\"small\", \"big\"], or \"pairs\"",
    .noun = "cycle",
    .take = take_pairs,
};
static const struct form cycle_list_form = {
    .kind = FORM_LIST,
    .expected = "a list of machines, as in [\"small\", \"big\"]",
    .noun = "machine",
    .least = 1,
    .item = &machine_name_form,
    .place = place_target,
};
static const struct form *const cycle_forms[] = {&cycle_list_form, &pairs_form};
static const struct form cycle_form = {
    .kind = FORM_EITHER,
    .expected = "a list of machines, as in [\"small\", \"big\"], or \"pairs\"",
    FORM_FORMS(cycle_forms),
};

/* ---- Migrations ------------------------------------------------------------------------- */

static void *place_migration(struct form_reader *r, struct json item, void *at) {
    struct experiment *e = experiment_of(r);
    (void)item, (void)at;
    array_push(&e->functions, ((struct json){0}));
    array_push(&e->targets, NULL);
    struct trigger *t = array_extend(&e->triggers, 1);
    t->limit = INT64_MAX;
    return t;
}

static const struct form limit_form = {.kind = FORM_INTEGER};
static const struct form_key migration_keys[] = {
    {"at", &at_form, .about = "when it moves, once"},
    {"to", &target_form, .about = "the machine to go to"},
    {"every", &every_form, .about = "when it moves, again and again"},
    {"cycle", &cycle_form,
     .about = "the machines to go to in turn; \"pairs\": from each machine to each other, all "
              "ordered pairs in turn"},
    {"limit", &limit_form, .about = "how often it moves at most; without it, any number",
     FORM_FIELD(struct trigger, limit)},
};
static const struct form_variant migration_variants[] = {
    {"at", "to", NULL},
    {"every", "cycle", "limit"},
};
static const struct form migration_form = {
    .kind = FORM_OBJECT,
    .name = "migration",
    .about =
        "When the process moves, and where to. Where it is there already, nothing happens.",
    .expected = "an object: {\"at\": ..., \"to\": ...} or {\"every\": ..., \"cycle\": ...}",
    .question = "when?",
    FORM_KEYS(migration_keys),
    FORM_VARIANTS(migration_variants),
};
const struct form migrations_form = {
    .kind = FORM_LIST, .noun = "migration", .item = &migration_form, .place = place_migration};
