/* testbed/migration_form.c: the form of migrations: when the process moves, and where to.
 *
 * To add a kind of trigger, add rows for its keys, a variant that names them, and a row to `kinds`.
 */
#include "testbed/experiment_form.h"

#include <stdlib.h>

/* Of the trigger at hand. */
static struct trigger_parts *parts_of(struct form_reader *r) {
    struct experiment *e = experiment_of(r);
    return &e->parts.at[e->parts.count - 1];
}

/* ---- Triggers --------------------------------------------------------------------------- */

/* Which key tells which kind; the first that is there counts. */
static const struct {
    const char *key;
    enum trigger_kind kind;
} kinds[] = {
    {"instructions", TRIGGER_INSTRUCTIONS},
    {"depth", TRIGGER_DEPTH},
    {"exit", TRIGGER_EXIT},
    {"function", TRIGGER_ENTRY},
    {"line", TRIGGER_LINE},
    {"address", TRIGGER_ADDRESS},
    {"host_call", TRIGGER_HOST_CALL},
    {"output_bytes", TRIGGER_OUTPUT},
    {"memory_bytes", TRIGGER_MEMORY},
};

static bool take_at(struct form_reader *r, struct json j, void *at) {
    (void)r;
    struct trigger *t = at;
    for (u32 k = 0; k < COUNT_OF(kinds); k++) {
        if (!json_present(json_member(j, kinds[k].key))) continue;
        t->kind = kinds[k].kind;
        break;
    }
    if (t->kind == TRIGGER_DEPTH && !t->name) t->function = ANY_FUNCTION;
    return true;
}

static bool take_every(struct form_reader *r, struct json j, void *at) {
    struct trigger *t = at;
    t->every = true;
    return take_at(r, j, at);
}

static bool take_random(struct form_reader *r, struct json j, void *at) {
    struct trigger *t = at;
    t->kind = TRIGGER_RANDOM;
    parts_of(r)->seeded = json_present(json_member(j, "seed"));
    return true;
}

/* What experiment_resolve looks up. */
static bool take_name(struct form_reader *r, struct json j, void *at) {
    struct trigger *t = at;
    t->name = json_string(j, NULL, r->st);
    parts_of(r)->named = j;
    return true;
}

static bool take_address(struct form_reader *r, struct json j, void *at) {
    struct trigger *t = at;
    t->address = strtoull(json_string(j, "", r->st), NULL, 16);
    parts_of(r)->named = j;
    return true;
}

static void *place_position(struct form_reader *r, struct json item, void *at) {
    struct experiment *e = experiment_of(r);
    struct trigger *t = &e->triggers.at[e->triggers.count - 1];
    u64 **list = &parts_of(r)->positions;
    (void)item, (void)at;
    *list = xrealloc(*list, (t->position_count + 1) * sizeof **list);
    (*list)[t->position_count] = 0;
    t->positions = *list;
    return &(*list)[t->position_count++];
}

static bool take_positions(struct form_reader *r, struct json j, void *at) {
    const u64 *list = parts_of(r)->positions;
    (void)at;
    for (u32 n = 1; n < json_count(j); n++)
        if (list[n] <= list[n - 1])
            return json_error(json_item(j, n), r->st, "positions must ascend");
    return true;
}

static const struct form position_form = {.kind = FORM_INTEGER};
static const struct form positions_form = {.kind = FORM_LIST,
                                           .noun = "position",
                                           .least = 1,
                                           .item = &position_form,
                                           .place = place_position,
                                           .take = take_positions};
static const struct form *const position_forms[] = {&position_form, &positions_form};
static const struct form instructions_form = {.kind = FORM_EITHER,
                                              .expected =
                                                  "an integer of at least 0, or a list of them",
                                              FORM_FORMS(position_forms)};
static const struct form period_form = {.kind = FORM_INTEGER, .least = 1};
static const struct form function_form = {
    .kind = FORM_STRING, .expected = "the name of a function", .take = take_name};
static const struct form line_form = {
    .kind = FORM_STRING,
    .expected = "a file and a line, as in \"loop.c:12\"",
    .pattern = ":[1-9][0-9]*$",
    .take = take_name,
};
static const struct form address_form = {
    .kind = FORM_STRING,
    .expected = "an address, as in \"0x1f40\"",
    .pattern = "^0x[0-9a-fA-F]+$",
    .take = take_address,
};
static const struct form host_call_form = {
    .kind = FORM_STRING,
    .expected = "the name of a function of the host, as in \"fd_write\"",
    .take = take_name,
};

#define EVENT_KEYS                                                                             \
    {"function", &function_form,                                                               \
     .about = "when this function is entered; with exit, when it is about to return; with "    \
              "depth, only its frames count"},                                                 \
        {"entry", &period_form,                                                                \
         .about = "for which time it is entered; of every: each time of so many",              \
         .initial = "1", FORM_FIELD(struct trigger, n)},                                       \
        {"exit", &period_form,                                                                 \
         .about = "for which time the function is about to return; of every: each time of so " \
                  "many",                                                                      \
         FORM_FIELD(struct trigger, n)},                                                       \
        {"line", &line_form,                                                                   \
         .about =                                                                              \
             "when execution comes to this line, FILE:LINE, from another one of the same "     \
             "function; calls do not leave a line"},                                           \
        {"address", &address_form,                                                             \
         .about = "when the instruction at this address of a machine's code is about to be "   \
                  "executed: as hpmsim compile --disassemble shows it, or counted from the "   \
                  "start of the code"},                                                        \
        {"machine", &machine_name_form, .about = "the machine whose code the address is in",   \
         FORM_FIELD(struct trigger, machine)},                                                 \
        {"host_call", &host_call_form,                                                         \
         .about = "when this function of the host is about to be called"},                     \
        {"output_bytes", &period_form,                                                         \
         .about = "when so many bytes were written to standard output and error together; "    \
                  "behind the call",                                                           \
         FORM_FIELD(struct trigger, n)},                                                       \
        {"memory_bytes", &period_form,                                                         \
         .about = "when linear memory has so many bytes; behind the call that made it grow",   \
         FORM_FIELD(struct trigger, n)},                                                       \
        {"depth", &period_form,                                                                \
         .about = "when a function is entered and so many frames are "                         \
                  "on the stack",                                                              \
         FORM_FIELD(struct trigger, depth)},                                                   \
        {"occurrence", &period_form,                                                           \
         .about = "for which time that happens; of every: each time of so many",               \
         .initial = "1", FORM_FIELD(struct trigger, n)},

static const struct form_key at_keys[] = {
    {"instructions", &instructions_form,
     .about =
         "when so many instructions were executed since the start, on whichever machine; or "
         "a list of such positions",
     FORM_FIELD(struct trigger, n)},
    EVENT_KEYS};
static const struct form_key every_keys[] = {
    {"instructions", &period_form, .about = "each time so many instructions were executed",
     FORM_FIELD(struct trigger, n)},
    EVENT_KEYS};
static const struct form_variant event_variants[] = {
    {"instructions", NULL, NULL},
    {"function", NULL, "entry"},
    {"exit", "function", NULL},
    {"line", NULL, "occurrence"},
    {"address", "machine", "occurrence"},
    {"host_call", NULL, "occurrence"},
    {"output_bytes", NULL, NULL},
    {"memory_bytes", NULL, NULL},
    {"depth", NULL, "function occurrence"},
};
static const struct form at_form = {
    .kind = FORM_OBJECT,
    .name = "at",
    .about = "The moment of a migration that takes place once; one for each of a list of "
             "positions. Functions, lines, host calls, output, memory and depth are the same "
             "points of the program whichever machine it runs on.",
    .expected =
        "an object, such as {\"instructions\": N} or {\"function\": NAME, \"entry\": K}",
    .question = "when?",
    .take = take_at,
    FORM_KEYS(at_keys),
    FORM_VARIANTS(event_variants),
};
static const struct form every_form = {
    .kind = FORM_OBJECT,
    .name = "every",
    .about = "The moments of migrations that take place again and again.",
    .expected = "an object, such as {\"instructions\": N} or {\"function\": NAME}",
    .question = "when?",
    .take = take_every,
    FORM_KEYS(every_keys),
    FORM_VARIANTS(event_variants),
};

static const struct form seed_form = {.kind = FORM_INTEGER};
static const struct form_key random_keys[] = {
    {"mean_instructions", &period_form,
     .about = "how many instructions lie between two migrations, on average", .required = true,
     FORM_FIELD(struct trigger, n)},
    {"seed", &seed_form,
     .about = "where its random numbers start; without it, the experiment's seed plus the "
              "migration's number in the list",
     FORM_FIELD(struct trigger, seed)},
};
static const struct form random_form = {
    .kind = FORM_OBJECT,
    .name = "random",
    .about = "Migrations at random: between two of them lie numbers of instructions that are "
             "distributed geometrically. The numbers are the same on every host.",
    .expected = "an object: {\"mean_instructions\": N, \"seed\": S}",
    .take = take_random,
    FORM_KEYS(random_keys),
};

/* ---- Targets ---------------------------------------------------------------------------- */

static void *place_target(struct form_reader *r, struct json item, void *at) {
    struct trigger *t = at;
    u32 **list = &parts_of(r)->to;
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
    array_extend(&e->parts, 1);
    struct trigger *t = array_extend(&e->triggers, 1);
    t->limit = INT64_MAX;
    return t;
}

static bool take_migration(struct form_reader *r, struct json j, void *at) {
    (void)at;
    bool to = json_present(json_member(j, "to")), cycle = json_present(json_member(j, "cycle"));
    if (to && cycle) return json_error(j, r->st, "\"to\" and \"cycle\" exclude each other");
    return to || cycle || json_error(j, r->st, "where to? \"to\" or \"cycle\" is missing");
}

static const struct form limit_form = {.kind = FORM_INTEGER};
static const struct form_key migration_keys[] = {
    {"at", &at_form, .about = "when it moves, once"},
    {"every", &every_form, .about = "when it moves, again and again"},
    {"random", &random_form, .about = "when it moves, again and again at random"},
    {"to", &target_form, .about = "the machine to go to"},
    {"cycle", &cycle_form,
     .about = "the machines to go to in turn, instead of to; \"pairs\": from each machine to "
              "each other, all ordered pairs in turn"},
    {"limit", &limit_form, .about = "how often it moves at most; without it, any number",
     FORM_FIELD(struct trigger, limit)},
};
static const struct form_variant migration_variants[] = {
    {"at", NULL, NULL},
    {"every", NULL, "limit"},
    {"random", NULL, "limit"},
};
static const struct form migration_form = {
    .kind = FORM_OBJECT,
    .name = "migration",
    .about = "When the process moves, and where to: to one machine, or round a cycle. Where it "
             "is there already, nothing happens.",
    .expected = "an object: {\"at\": ..., \"to\": ...} or {\"every\": ..., \"cycle\": ...}",
    .question = "when?",
    .take = take_migration,
    FORM_KEYS(migration_keys),
    FORM_VARIANTS(migration_variants),
};
const struct form migrations_form = {
    .kind = FORM_LIST, .noun = "migration", .item = &migration_form, .place = place_migration};
