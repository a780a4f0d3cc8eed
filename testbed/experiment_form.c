/* testbed/experiment_form.c: the form of experiments. The rows are in the order in which they are
 * read: machines before what names them. */
#include "testbed/experiment_form.h"

#include <stdlib.h>

static struct experiment *experiment_of(struct form_reader *r) {
    return r->context;
}

/* A path as it is said, and as it is seen from here: owned by the caller. */
static char *joined(const char *folder, const char *path) {
    struct text t = {0};
    if (path[0] != '/') text_add(&t, folder);
    text_add(&t, path);
    return t.at ? t.at : xstrdup("");
}

/* ---- The program ------------------------------------------------------------------------ */

static bool take_program(struct form_reader *r, struct json j, void *at) {
    struct experiment *e = at;
    const char *path = json_string(j, "", r->st), *slash = strrchr(path, '/');
    e->program = joined(e->folder, path);
    e->name = slash ? slash + 1 : path;
    if (file_exists(e->program)) return true;
    json_error(j, r->st, "%s: no such file", e->program);
    e->program[0] = 0;
    return false;
}

static void *place_argument(struct form_reader *r, struct json item, void *at) {
    (void)item, (void)at;
    return array_extend(&experiment_of(r)->args, 1);
}

static bool take_variable(struct form_reader *r, struct json j, void *at) {
    struct experiment *e = at;
    struct text t = {0};
    text_printf(&t, "%s=%s", json_key(j), json_string(j, "", r->st));
    array_push(&e->env, t.at);
    return true;
}

static bool take_folder(struct form_reader *r, struct json j, void *at) {
    struct experiment *e = at;
    struct process_folder f = {joined(e->folder, json_string(j, "", r->st)), json_key(j)};
    array_push(&e->folders, f);
    return true;
}

static const struct form text_form = {.kind = FORM_STRING};
static const struct form program_form = {.kind = FORM_STRING,
                                         .expected = "the path of a .c, .wasm or .wat file",
                                         .pattern = ".",
                                         .take = take_program};
static const struct form args_form = {
    .kind = FORM_LIST, .noun = "string", .item = &text_form, .place = place_argument};
static const struct form variable_form = {.kind = FORM_STRING, .take = take_variable};
static const struct form env_form = {
    .kind = FORM_OBJECT,
    .expected = "an object: {\"NAME\": \"VALUE\"}",
    .item = &variable_form,
    .key_pattern = "^[^=]+$",
    .key_expected = "the name of a variable, which has no '=' and can't be empty",
    .key_title = "NAME",
};
static const struct form folder_form = {.kind = FORM_STRING, .take = take_folder};
static const struct form dirs_form = {
    .kind = FORM_OBJECT,
    .expected = "an object: {\"GUEST FOLDER\": \"HOST FOLDER\"}",
    .item = &folder_form,
    .key_pattern = ".",
    .key_expected = "the name of a guest's folder, which can't be empty",
    .key_title = "GUEST FOLDER",
};

/* ---- Machines --------------------------------------------------------------------------- */

/* "aarch64/9" as it is; the path of a model's file starts from the experiment's folder. */
static bool take_isa(struct form_reader *r, struct json j, void *at) {
    struct experiment_machine *m = at;
    const char *name = json_string(j, "", r->st), *end = name + strlen(name);
    const char *slash = strrchr(name, '/');
    if (slash && slash[1] && strspn(slash + 1, "0123456789") == strlen(slash + 1)) end = slash;
    bool is_path = end - name > 5 && !strncmp(end - 5, ".json", 5);
    char *path = is_path ? joined(experiment_of(r)->folder, name) : xstrdup(name);
    struct status mine = {0};
    bool ok = model_find(path, &m->model, &mine) || json_error(j, r->st, "%s", mine.text);
    status_free(&mine);
    free(path);
    return ok;
}

static const char *model_name(u32 n) {
    return n < isa_count ? isa_list[n]->name : NULL;
}

static const char *allocator_name(u32 n) {
    return n < allocator_count ? allocator_list[n].name : NULL;
}

static const char *allocator_about(u32 n) {
    return n < allocator_count ? allocator_list[n].title : NULL;
}

static bool take_allocator(struct form_reader *r, struct json j, void *at) {
    *(const struct allocator **)at = allocator_find(json_string(j, NULL, r->st), r->st);
    return true;
}

static bool narrow(struct form_reader *r, struct json machine, const char *key,
                   enum reg_class cl, u32 count, struct model *m) {
    struct status mine = {0};
    bool ok = !count || model_narrow(m, cl, count, &mine) ||
              json_error(json_member(machine, key), r->st, "%s", mine.text);
    status_free(&mine);
    return ok;
}

static bool take_machine(struct form_reader *r, struct json j, void *at) {
    struct experiment_machine *m = at;
    if (!m->model.isa) return true; /* said already */
    bool ok = narrow(r, j, "registers", CLASS_INT, m->registers, &m->model);
    return ok & narrow(r, j, "float_registers", CLASS_FLOAT, m->float_registers, &m->model);
}

static void *place_machine(struct form_reader *r, struct json item, void *at) {
    (void)at;
    struct experiment_machine *m = array_extend(&experiment_of(r)->machines, 1);
    m->name = json_key(item);
    return m;
}

static const struct form isa_form = {
    .kind = FORM_STRING,
    .expected = "the name of an ISA model, such as \"aarch64\" or \"x86-32/5\", or the path of "
                "a model's file",
    .example_of = model_name,
    .take = take_isa,
};
static const struct form count_form = {
    .kind = FORM_INTEGER,
    .expected = "a count of registers, from 4 up to those that the model has",
    .least = MODEL_REGISTERS_LEAST,
    .most = MODEL_REGISTERS_MOST,
};
static const struct form allocator_form = {
    .kind = FORM_CHOICE,
    .name = "allocator",
    .about = "How values are given registers and spill slots.",
    .name_of = allocator_name,
    .about_of = allocator_about,
    .noun = "allocator",
    .take = take_allocator,
};
static const struct form_key machine_keys[] = {
    {"isa", &isa_form,
     .about = "the name of an ISA model or the path of its file; aarch64, x86-32/5 (with five "
              "integer registers), models/mine.json",
     .required = true},
    {"registers", &count_form,
     .about =
         "how many integer registers programs may use; without it, as many as the model has",
     FORM_FIELD(struct experiment_machine, registers)},
    {"float_registers", &count_form,
     .about = "how many float registers programs may use; without it, as many as the model has",
     FORM_FIELD(struct experiment_machine, float_registers)},
    {"allocator", &allocator_form,
     .about = "the register allocator of this machine; without it, the experiment's",
     FORM_FIELD(struct experiment_machine, allocator)},
};
static const struct form machine_form = {
    .kind = FORM_OBJECT,
    .name = "machine",
    .about = "A machine that the process can be on.",
    .expected = "an object: {\"isa\": \"aarch64\", \"registers\": 9}",
    .take = take_machine,
    FORM_KEYS(machine_keys),
};
static const struct form machines_form = {
    .kind = FORM_OBJECT,
    .expected = "an object: {\"big\": {\"isa\": \"aarch64\"}, ...}",
    .noun = "machine",
    .least = 1,
    .most = MACHINES_MAX,
    .item = &machine_form,
    .place = place_machine,
    .key_pattern = ".",
    .key_expected = "a machine's name, which can't be empty",
    .key_title = "NAME",
};

/* ---- Machines by name ------------------------------------------------------------------- */

static bool take_machine_name(struct form_reader *r, struct json j, void *at) {
    const struct experiment *e = r->context;
    const char *names[MACHINES_MAX], *name = json_string(j, "", r->st);
    for (u32 n = 0; n < e->machines.count; n++) {
        names[n] = e->machines.at[n].name;
        if (strcmp(names[n], name)) continue;
        *(u32 *)at = n;
        return true;
    }
    const char *near = suggest(name, names, e->machines.count);
    if (near)
        return json_error(j, r->st, "there is no machine \"%s\"; did you mean \"%s\"?", name,
                          near);
    return json_error(j, r->st, "there is no machine \"%s\"", name);
}

const struct form machine_name_form = {
    .kind = FORM_STRING, .expected = "the name of a machine", .take = take_machine_name};

/* ---- All of it -------------------------------------------------------------------------- */

static const char *strategy_name(u32 n) {
    return n < strategy_count ? strategy_list[n].name : NULL;
}

static const char *strategy_about(u32 n) {
    return n < strategy_count ? strategy_list[n].title : NULL;
}

static bool take_strategy(struct form_reader *r, struct json j, void *at) {
    *(const struct strategy **)at = strategy_find(json_string(j, NULL, r->st), r->st);
    return true;
}

/* What holds when it isn't said. */
static bool take_experiment(struct form_reader *r, struct json j, void *at) {
    (void)r, (void)j;
    struct experiment *e = at;
    if (!e->strategy) e->strategy = strategy_find(NULL, NULL);
    if (!e->allocator) e->allocator = allocator_find(NULL, NULL);
    for (u32 n = 0; n < e->machines.count; n++)
        if (!e->machines.at[n].allocator) e->machines.at[n].allocator = e->allocator;
    for (u32 n = 0; n < e->triggers.count; n++)
        if (!e->parts.at[n].seeded) e->triggers.at[n].seed = e->seed + n;
    return true;
}

static const struct form flag_form = {.kind = FORM_BOOL};
static const struct form strategy_form = {
    .kind = FORM_CHOICE,
    .name_of = strategy_name,
    .about_of = strategy_about,
    .noun = "strategy",
    .take = take_strategy,
};
static const struct form bandwidth_form = {.kind = FORM_INTEGER, .least = 1};
static const struct form latency_form = {.kind = FORM_INTEGER, .most = 1000000000000};
static const char *const memory_names[] = {"shared", "copy", NULL};
static const struct form memory_form = {.kind = FORM_CHOICE, .names = memory_names};
static const struct form_key link_keys[] = {
    {"bandwidth_bytes_per_s", &bandwidth_form,
     .about = "bytes that the link carries per second", .required = true,
     FORM_FIELD(struct link, bandwidth_bytes_per_s)},
    {"latency_ns", &latency_form, .about = "nanoseconds that each migration takes besides",
     .initial = "0", FORM_FIELD(struct link, latency_ns)},
    {"memory", &memory_form,
     .about = "whether linear memory is shared between the machines, or copied over the link "
              "by each "
              "migration",
     .initial = "shared", FORM_FIELD(struct link, copies_memory)},
};
static const struct form link_form = {
    .kind = FORM_OBJECT,
    .name = "link",
    .about = "A link between the machines, simulated: it tells how long the process would "
             "stand still while it moves.",
    .expected = "an object: {\"bandwidth_bytes_per_s\": 125000000, \"latency_ns\": 50000}",
    FORM_KEYS(link_keys),
};
static const struct form_key check_keys[] = {
    {"reference", &flag_form,
     .about = "run once without migration, and compare output, end and final memory",
     .initial = "true", FORM_FIELD(struct experiment, check_reference)},
    {"state", &flag_form,
     .about = "capture the state again after each migration, and compare frames and values",
     .initial = "true", FORM_FIELD(struct experiment, check_state)},
};
static const struct form check_form = {
    .kind = FORM_OBJECT,
    .name = "check",
    .about = "What is compared to tell whether migrations changed anything.",
    .expected = "an object: {\"reference\": true, \"state\": true}",
    FORM_KEYS(check_keys),
};
static const struct form seed_form = {.kind = FORM_INTEGER};
static const struct form repeat_form = {.kind = FORM_INTEGER, .least = 1, .most = REPEAT_MAX};

static const struct form_key experiment_keys[] = {
    {"$schema", &text_form, .about = "the JSON Schema of this file, for editors"},
    {"program", &program_form, .about = "what is run: a .c, .wasm or .wat file",
     .required = true},
    {"args", &args_form, .about = "its arguments"},
    {"env", &env_form, .about = "its environment: {\"NAME\": \"VALUE\"}"},
    {"dirs", &dirs_form,
     .about = "folders that it may use: {\"GUEST FOLDER\": \"HOST FOLDER\"}; without it, none"},
    {"machines", &machines_form,
     .about = "the machines, by name: {\"big\": {\"isa\": \"aarch64\"}, ...}",
     .required = true},
    {"start", &machine_name_form,
     .about = "the machine that it starts on; without it, the first",
     FORM_FIELD(struct experiment, start)},
    {"migrations", &migrations_form, .about = "when it moves, and where to"},
    {"strategy", &strategy_form,
     .about = "how machines of different register counts fit together", .initial = "map",
     FORM_FIELD(struct experiment, strategy)},
    {"allocator", &allocator_form,
     .about = "the register allocator of all machines that name none", .initial = "ssa",
     FORM_FIELD(struct experiment, allocator)},
    {"link", &link_form,
     .about = "the link that migrations are charged for; without it, none is simulated",
     FORM_FIELD(struct experiment, link)},
    {"check", &check_form, .about = "what is compared"},
    {"profile", &flag_form,
     .about =
         "count what is executed, by machine and function: instructions, loads, stores, spills",
     .initial = "false", FORM_FIELD(struct experiment, profile)},
    {"seed", &seed_form, .about = "where random numbers start, those of the program among them",
     .initial = "0", FORM_FIELD(struct experiment, seed)},
    {"repeat", &repeat_form,
     .about = "how often it is run: results stay the same, host times vary", .initial = "1",
     FORM_FIELD(struct experiment, repeat)},
    {"sweep", &sweep_form, .about = "values to vary; hpmsim sweep runs all combinations"},
};
const struct form experiment_form = {
    .kind = FORM_OBJECT,
    .title = "Experiment of hpmsim",
    .about = "An experiment of hpmsim: a program, the machines that it runs on, and when it "
             "moves from one to another. Paths start from the folder of its file.",
    .expected = "an experiment, which is an object",
    .take = take_experiment,
    FORM_KEYS(experiment_keys),
};
