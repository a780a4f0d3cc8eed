/* testbed/experiment_form.c: the form of experiments. The rows are in the order in which they are
 * read: machines before what names them. */
#include "testbed/experiment_form.h"

#include <stdlib.h>

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
    const char *path = json_string(j, "", r->st);
    e->program = joined(e->folder, path);
    e->name = path_name(path);
    if (file_exists(e->program)) return true;
    json_error(j, r->st, "%s: no such file", e->program);
    e->program[0] = 0;
    return false;
}

static void *place_argument(struct form_reader *r, struct json item, void *at) {
    struct experiment *e = at;
    (void)r, (void)item;
    return array_extend(&e->args, 1);
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
static const struct form speed_form = {.kind = FORM_INTEGER, .least = 1, .most = 1000000000000};
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
    {"instructions_per_s", &speed_form,
     .about = "its simulated speed, for experiments of several processes",
     .initial = "1000000000", FORM_FIELD(struct experiment_machine, instructions_per_s)},
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
    const struct experiment *e = experiment_of(r);
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

/* What a process takes over from the experiment that it is part of. */
static void lend(const struct experiment *e, struct experiment *process) {
    process->path = e->path;
    process->folder = e->folder;
    process->document = e->document;
    process->machines.at = e->machines.at;
    process->machines.count = e->machines.count;
    process->check_reference = e->check_reference;
    process->check_state = e->check_state;
    process->profile = e->profile;
    process->strategy = e->strategy;
    process->allocator = e->allocator;
    process->link = e->link;
    process->repeat = e->repeat;
}

static void seed_triggers(struct experiment *e) {
    for (u32 n = 0; n < e->triggers.count; n++)
        if (!e->parts.at[n].seeded) e->triggers.at[n].seed = e->seed + n;
}

/* A program of its own, or several processes; not both. */
static bool take_processes(struct form_reader *r, struct json j) {
    static const char *const alone[] = {"program", "args",       "env",   "dirs",
                                        "start",   "migrations", "repeat"};
    bool several = json_present(json_member(j, "processes")), ok = true;
    struct json policy = json_member(j, "policy");
    for (u32 n = 0; several && n < COUNT_OF(alone); n++)
        if (json_present(json_member(j, alone[n])))
            ok = json_error(json_member(j, alone[n]), r->st,
                            "\"%s\" and \"processes\" exclude each other", alone[n]);
    if (!several && json_present(policy))
        ok = json_error(policy, r->st, "\"policy\" goes with \"processes\"");
    if (!several && !json_present(json_member(j, "program")))
        ok = json_error(j, r->st,
                        "\"program\" is missing: what is run: a .c, .wasm or .wat file");
    return ok;
}

/* What holds when it isn't said. */
static bool take_experiment(struct form_reader *r, struct json j, void *at) {
    struct experiment *e = at;
    if (!e->strategy) e->strategy = strategy_find(NULL, NULL);
    if (!e->allocator) e->allocator = allocator_find(NULL, NULL);
    for (u32 n = 0; n < e->machines.count; n++)
        if (!e->machines.at[n].allocator) e->machines.at[n].allocator = e->allocator;
    seed_triggers(e);
    for (u32 n = 0; n < e->processes.count; n++) {
        struct experiment *process = e->processes.at[n];
        lend(e, process);
        if (!process->has_seed) process->seed = e->seed;
        seed_triggers(process);
    }
    return take_processes(r, j);
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

/* ---- Several processes ------------------------------------------------------------------ */

static void *place_process(struct form_reader *r, struct json item, void *at) {
    struct experiment *e = at, *process = xcalloc(1, sizeof *process);
    (void)r;
    process->process = json_key(item);
    process->borrows = true;
    process->start = e->machines.count ? e->processes.count % e->machines.count : 0;
    lend(e, process);
    array_push(&e->processes, process);
    e->reading = process;
    return process;
}

static bool take_process(struct form_reader *r, struct json j, void *at) {
    struct experiment *process = at;
    (void)r;
    process->has_seed = json_present(json_member(j, "seed"));
    return true;
}

static bool take_all_processes(struct form_reader *r, struct json j, void *at) {
    struct experiment *e = r->context;
    (void)j, (void)at;
    e->reading = e;
    return true;
}

static const char *policy_name(u32 n) {
    return n < policy_count ? policy_list[n].name : NULL;
}

static const char *policy_about(u32 n) {
    return n < policy_count ? policy_list[n].title : NULL;
}

static const struct form_key process_keys[] = {
    {"program", &program_form, .about = "what is run: a .c, .wasm or .wat file",
     .required = true},
    {"args", &args_form, .about = "its arguments"},
    {"env", &env_form, .about = "its environment: {\"NAME\": \"VALUE\"}"},
    {"dirs", &dirs_form, .about = "folders that it may use"},
    {"start", &machine_name_form,
     .about = "the machine that it starts on; without it, one after the other: the second "
              "process on the second machine",
     FORM_FIELD(struct experiment, start)},
    {"migrations", &migrations_form, .about = "when it moves by itself, and where to"},
    {"seed", &seed_form,
     .about = "where its random numbers start; without it, the experiment's",
     FORM_FIELD(struct experiment, seed)},
};
static const struct form process_form = {
    .kind = FORM_OBJECT,
    .name = "process",
    .about = "A process of several that share the machines.",
    .expected = "an object: {\"program\": FILE, ...}",
    .take = take_process,
    FORM_KEYS(process_keys),
};
static const struct form processes_form = {
    .kind = FORM_OBJECT,
    .expected = "an object: {\"first\": {\"program\": FILE, ...}, ...}",
    .noun = "process",
    .least = 1,
    .most = PROCESSES_MAX,
    .item = &process_form,
    .place = place_process,
    .take = take_all_processes,
    .key_pattern = "^[A-Za-z0-9_.-]+$",
    .key_expected = "a process's name of letters, digits, _, . and -",
    .key_title = "NAME",
};
static const struct form policy_name_form = {
    .kind = FORM_CHOICE, .name_of = policy_name, .about_of = policy_about, .noun = "policy"};
static const struct form slice_form = {.kind = FORM_INTEGER, .least = 1, .most = 1000000000000};
static const struct form window_form = {.kind = FORM_INTEGER, .least = 1};
static const struct form rate_form = {.kind = FORM_NUMBER};
static const struct form_key policy_keys[] = {
    {"name", &policy_name_form, .about = "who decides which process is on which machine",
     .initial = "none", FORM_FIELD(struct policy_options, number)},
    {"slice_ns", &slice_form,
     .about =
         "simulated nanoseconds that a process runs before others of its machine have their "
         "turn, and the policy is asked",
     .initial = "100000", FORM_FIELD(struct policy_options, slice_ns)},
    {"window_instructions", &window_form,
     .about = "phase: instructions over which spills are measured", .initial = "100000",
     FORM_FIELD(struct policy_options, window_instructions)},
    {"leave_above", &rate_form,
     .about =
         "phase: more loads and stores of spill slots per 100 instructions than this send a "
         "process to a machine with more registers",
     .initial = "5", FORM_FIELD(struct policy_options, leave_above)},
    {"leave_below", &rate_form,
     .about = "phase: fewer than this send it to a free machine with fewer registers",
     .initial = "0", FORM_FIELD(struct policy_options, leave_below)},
};
static const struct form policy_form = {
    .kind = FORM_OBJECT,
    .name = "policy",
    .about = "Which process is on which machine, of an experiment of several processes. "
             "Parameters that a policy has no use for do no harm, so that sweeps can vary its "
             "name.",
    .expected = "an object: {\"name\": \"load\", \"slice_ns\": 100000}",
    FORM_KEYS(policy_keys),
};

static const struct form_key experiment_keys[] = {
    {"$schema", &text_form, .about = "the JSON Schema of this file, for editors"},
    {"program", &program_form, .about = "what is run: a .c, .wasm or .wat file"},
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
    {"processes", &processes_form,
     .about = "several processes, by name, that share the machines, instead of one program: "
              "{\"first\": {\"program\": FILE, ...}, ...}"},
    {"policy", &policy_form, .about = "which of several processes is on which machine",
     FORM_FIELD(struct experiment, policy)},
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
             "moves from one to another; or several processes that share the machines by a "
             "policy. Paths start from the folder of its file.",
    .expected = "an experiment, which is an object",
    .take = take_experiment,
    FORM_KEYS(experiment_keys),
};
