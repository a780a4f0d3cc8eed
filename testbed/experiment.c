/* testbed/experiment.c: the reader of experiments. It goes on after an error with the default,
 * so that one run shows every error. */
#include "testbed/experiment.h"

#include <stdlib.h>

enum { MACHINES_MAX = 64, COUNT_MAX = 1 << 20 };
#define ANY INT64_MAX /* json_integer has a limit of its own */

/* ---- Small things ----------------------------------------------------------------------- */

static char *joined(const char *folder, const char *path) {
    struct text t = {0};
    if (path[0] != '/') text_add(&t, folder);
    text_add(&t, path);
    return t.at ? t.at : xstrdup("");
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* A member that must be of some type: NULL-safe, says so when it is missing. */
static bool required(struct json object, const char *key, const char *what, struct json *out,
                     struct status *st) {
    *out = json_member(object, key);
    return json_present(*out) || json_error(object, st, "\"%s\" is missing: %s", key, what);
}

static bool expect_object(struct json j, const char *what, struct status *st) {
    return json_is_object(j) || json_error(j, st, "expected an object: %s", what);
}

/* ---- The program ------------------------------------------------------------------------ */

static void read_args(struct experiment *e, struct json j, struct status *st) {
    if (json_present(j) && !json_is_array(j)) {
        json_error(j, st, "expected a list of strings");
        return;
    }
    for (u32 n = 0; n < json_count(j); n++)
        array_push(&e->args, json_string(json_item(j, n), "", st));
}

static void read_env(struct experiment *e, struct json j, struct status *st) {
    if (!json_present(j) || !expect_object(j, "{\"NAME\": \"VALUE\"}", st)) return;
    for (u32 n = 0; n < json_count(j); n++) {
        const char *key = json_key_at(j, n);
        struct json value = json_value_at(j, n);
        struct text t = {0};
        if (!key[0] || strchr(key, '='))
            json_error(value, st, "\"%s\" can't be the name of a variable", key);
        text_printf(&t, "%s=%s", key, json_string(value, "", st));
        array_push(&e->env, t.at);
    }
}

static void read_folders(struct experiment *e, struct json j, struct status *st) {
    if (!json_present(j) || !expect_object(j, "{\"GUEST FOLDER\": \"HOST FOLDER\"}", st))
        return;
    for (u32 n = 0; n < json_count(j); n++) {
        struct json value = json_value_at(j, n);
        struct process_folder f = {NULL, json_key_at(j, n)};
        if (!f.guest[0]) json_error(value, st, "the name of a guest's folder can't be empty");
        f.host = joined(e->folder, json_string(value, "", st));
        array_push(&e->folders, f);
    }
}

static void read_program(struct experiment *e, struct json root, struct status *st) {
    struct json j;
    e->program = NULL;
    if (required(root, "program", "a .c, .wasm or .wat file", &j, st)) {
        const char *path = json_string(j, NULL, st);
        if (path) {
            e->program = joined(e->folder, path);
            e->name = base_name(path);
            if (!file_exists(e->program)) {
                json_error(j, st, "%s: no such file", e->program);
                e->program[0] = 0;
            }
        }
    }
    if (!e->program) e->program = xstrdup("");
    if (!e->name) e->name = "";
    read_args(e, json_member(root, "args"), st);
    read_env(e, json_member(root, "env"), st);
    read_folders(e, json_member(root, "dirs"), st);
}

/* ---- Machines --------------------------------------------------------------------------- */

/* "aarch64/9" as it is; the path of a model's file starts from the experiment's folder. */
static bool find_model(struct experiment *e, struct json j, const char *name, struct model *out,
                       struct status *st) {
    const char *end = name + strlen(name), *slash = strrchr(name, '/');
    if (slash && slash[1] && strspn(slash + 1, "0123456789") == strlen(slash + 1)) end = slash;
    bool is_path = end - name > 5 && !strncmp(end - 5, ".json", 5);
    char *path = is_path ? joined(e->folder, name) : xstrdup(name);
    struct status mine = {0};
    bool ok = model_find(path, out, &mine) || json_error(j, st, "%s", mine.text);
    status_free(&mine);
    free(path);
    return ok;
}

static void narrow(struct json machine, const char *key, enum reg_class cl, struct model *m,
                   struct status *st) {
    struct json j = json_member(machine, key);
    u32 count = (u32)json_integer(j, m->count[cl], 0, 64, st);
    struct status mine = {0};
    if (!model_narrow(m, cl, count, &mine)) json_error(j, st, "%s", mine.text);
    status_free(&mine);
}

/* Returns `otherwise` when none is named, and after an error. */
static const struct allocator *read_allocator(struct json j, const struct allocator *otherwise,
                                              struct status *st) {
    struct status mine = {0};
    const char *name = json_string(j, NULL, st);
    const struct allocator *found = name ? allocator_find(name, &mine) : otherwise;
    if (!found) json_error(j, st, "%s", mine.text);
    status_free(&mine);
    return found ? found : otherwise;
}

static void read_machine(struct experiment *e, struct json j, const char *name,
                         const struct allocator *allocator, struct status *st) {
    static const char *const keys[] = {"isa", "registers", "float_registers", "allocator"};
    struct experiment_machine *m = array_extend(&e->machines, 1);
    struct json isa;
    m->name = name;
    m->allocator = allocator;
    if (!name[0]) json_error(j, st, "a machine's name can't be empty");
    if (!expect_object(j, "{\"isa\": \"aarch64\", \"registers\": 9}", st)) return;
    json_known_keys(j, keys, COUNT_OF(keys), st);
    m->allocator = read_allocator(json_member(j, "allocator"), allocator, st);
    if (!required(j, "isa", "the name of an ISA model", &isa, st)) return;
    const char *model = json_string(isa, NULL, st);
    if (!model || !find_model(e, isa, model, &m->model, st)) return;
    narrow(j, "registers", CLASS_INT, &m->model, st);
    narrow(j, "float_registers", CLASS_FLOAT, &m->model, st);
}

static void read_machines(struct experiment *e, struct json root, struct status *st) {
    struct json j;
    const struct allocator *allocator =
        read_allocator(json_member(root, "allocator"), allocator_find(NULL, NULL), st);
    if (!required(root, "machines", "{\"big\": {\"isa\": \"aarch64\"}, ...}", &j, st)) return;
    if (!expect_object(j, "{\"big\": {\"isa\": \"aarch64\"}, ...}", st)) return;
    if (!json_count(j)) json_error(j, st, "there must be a machine at least");
    if (json_count(j) > MACHINES_MAX) json_error(j, st, "more than %d machines", MACHINES_MAX);
    for (u32 n = 0; n < json_count(j) && n < MACHINES_MAX; n++)
        read_machine(e, json_value_at(j, n), json_key_at(j, n), allocator, st);
}

/* A machine by its name; 0 after an error. */
static u32 read_machine_name(const struct experiment *e, struct json j, struct status *st) {
    const char *names[MACHINES_MAX], *name = json_string(j, NULL, st);
    if (!name) return 0;
    for (u32 n = 0; n < e->machines.count; n++) {
        names[n] = e->machines.at[n].name;
        if (!strcmp(names[n], name)) return n;
    }
    const char *near = suggest(name, names, e->machines.count);
    if (near)
        json_error(j, st, "there is no machine \"%s\"; did you mean \"%s\"?", name, near);
    else
        json_error(j, st, "there is no machine \"%s\"", name);
    return 0;
}

/* ---- Migrations ------------------------------------------------------------------------- */

static u64 read_instructions(struct json object, i64 least, struct status *st) {
    struct json j;
    if (!required(object, "instructions", "a number", &j, st)) return 1;
    return (u64)json_integer(j, MAX(least, 1), least, ANY, st);
}

/* {"instructions": N} or {"function": NAME, "entry": K} */
static void read_at(struct json at, struct trigger *t, struct json *function,
                    struct status *st) {
    static const char *const keys[] = {"instructions", "function", "entry"};
    if (!expect_object(at, "{\"instructions\": N} or {\"function\": NAME, \"entry\": K}", st))
        return;
    json_known_keys(at, keys, COUNT_OF(keys), st);
    bool by_count = json_present(json_member(at, "instructions"));
    *function = json_member(at, "function");
    if (by_count && json_present(*function)) {
        json_error(at, st, "\"instructions\" and \"function\" exclude each other");
        *function = (struct json){0};
    } else if (by_count) {
        if (json_present(json_member(at, "entry")))
            json_error(json_member(at, "entry"), st, "\"entry\" goes with \"function\"");
        t->kind = TRIGGER_INSTRUCTION;
        t->n = read_instructions(at, 0, st);
    } else if (json_present(*function)) {
        t->kind = TRIGGER_ENTRY;
        t->n = (u64)json_integer(json_member(at, "entry"), 1, 1, ANY, st);
        if (!json_string(*function, NULL, st)) *function = (struct json){0};
    } else {
        json_error(at, st, "when? \"instructions\" or \"function\" is missing");
    }
}

static void read_every(struct json j, struct json every, struct trigger *t, struct status *st) {
    static const char *const keys[] = {"instructions"};
    t->kind = TRIGGER_EVERY;
    t->limit = (u64)json_integer(json_member(j, "limit"), ANY, 0, ANY, st);
    if (!expect_object(every, "{\"instructions\": N}", st)) return;
    json_known_keys(every, keys, COUNT_OF(keys), st);
    t->n = read_instructions(every, 1, st);
}

/* "to": NAME, or "cycle": [NAME, ...] */
static u32 *read_targets(struct experiment *e, struct json j, bool cycle, u32 *count,
                         struct status *st) {
    struct json list;
    if (!required(j, cycle ? "cycle" : "to",
                  cycle ? "the machines to go to in turn" : "the machine to go to", &list, st))
        return NULL;
    if (!cycle) {
        u32 *one = xcalloc(1, sizeof *one);
        *one = read_machine_name(e, list, st);
        *count = 1;
        return one;
    }
    if (!json_is_array(list) || !json_count(list)) {
        json_error(list, st, "expected a list of machines, as in [\"small\", \"big\"]");
        return NULL;
    }
    u32 *all = xcalloc(json_count(list), sizeof *all);
    for (u32 n = 0; n < json_count(list); n++)
        all[n] = read_machine_name(e, json_item(list, n), st);
    *count = json_count(list);
    return all;
}

static void read_migration(struct experiment *e, struct json j, struct status *st) {
    static const char *const keys_at[] = {"at", "to"};
    static const char *const keys_every[] = {"every", "cycle", "limit"};
    static const char *const keys_both[] = {"at", "to", "every", "cycle", "limit"};
    struct trigger t = {.n = 1, .limit = 1};
    struct json function = {0};
    if (!expect_object(j, "{\"at\": ..., \"to\": ...} or {\"every\": ..., \"cycle\": ...}", st))
        return;
    struct json at = json_member(j, "at"), every = json_member(j, "every");
    if (json_present(at) == json_present(every)) {
        json_known_keys(j, keys_both, COUNT_OF(keys_both), st);
        json_error(j, st, "expected either \"at\" (once) or \"every\" (again and again)");
        return;
    }
    if (json_present(at)) {
        json_known_keys(j, keys_at, COUNT_OF(keys_at), st);
        read_at(at, &t, &function, st);
    } else {
        json_known_keys(j, keys_every, COUNT_OF(keys_every), st);
        read_every(j, every, &t, st);
    }
    u32 *targets = read_targets(e, j, json_present(every), &t.to_count, st);
    t.to = targets;
    array_push(&e->triggers, t);
    array_push(&e->targets, targets);
    array_push(&e->functions, function);
}

static void read_migrations(struct experiment *e, struct json j, struct status *st) {
    if (json_present(j) && !json_is_array(j)) {
        json_error(j, st, "expected a list");
        return;
    }
    for (u32 n = 0; n < json_count(j); n++) read_migration(e, json_item(j, n), st);
}

/* ---- All of it -------------------------------------------------------------------------- */

static void read_check(struct experiment *e, struct json j, struct status *st) {
    static const char *const keys[] = {"reference", "state"};
    e->check_reference = e->check_state = true;
    if (!json_present(j) || !expect_object(j, "{\"reference\": true, \"state\": true}", st))
        return;
    json_known_keys(j, keys, COUNT_OF(keys), st);
    e->check_reference = json_bool(json_member(j, "reference"), true, st);
    e->check_state = json_bool(json_member(j, "state"), true, st);
}

static void read_link(struct experiment *e, struct json j, struct status *st) {
    static const char *const keys[] = {"bandwidth_bytes_per_s", "latency_ns", "memory"};
    if (!json_present(j) ||
        !expect_object(j, "{\"bandwidth_bytes_per_s\": 125000000, \"latency_ns\": 50000}", st))
        return;
    json_known_keys(j, keys, COUNT_OF(keys), st);
    struct json bandwidth = json_member(j, "bandwidth_bytes_per_s");
    struct json memory = json_member(j, "memory");
    if (!json_present(bandwidth)) json_error(j, st, "expected \"bandwidth_bytes_per_s\"");
    e->link.bandwidth_bytes_per_s = (u64)json_integer(bandwidth, 1, 1, ANY, st);
    e->link.latency_ns =
        (u64)json_integer(json_member(j, "latency_ns"), 0, 0, 1000000000000, st);
    const char *name = json_string(memory, "shared", st);
    e->link.copies_memory = !strcmp(name, "copy");
    if (!e->link.copies_memory && strcmp(name, "shared"))
        json_error(memory, st, "expected \"shared\" or \"copy\", found \"%s\"", name);
}

static void read_strategy(struct experiment *e, struct json j, struct status *st) {
    struct status mine = {0};
    e->strategy = strategy_find(json_string(j, NULL, st), &mine);
    if (!e->strategy) json_error(j, st, "%s", mine.text);
    status_free(&mine);
}

static void read_all(struct experiment *e, struct json root, struct status *st) {
    static const char *const keys[] = {
        "$schema",  "program",   "args",  "env",   "dirs", "machines", "start", "migrations",
        "strategy", "allocator", "check", "sweep", "seed", "repeat",   "link",  "profile"};
    if (!expect_object(root, "an experiment", st)) return;
    json_known_keys(root, keys, COUNT_OF(keys), st);
    json_string(json_member(root, "$schema"), "", st);
    read_program(e, root, st);
    read_machines(e, root, st);
    if (json_present(json_member(root, "start")))
        e->start = read_machine_name(e, json_member(root, "start"), st);
    read_migrations(e, json_member(root, "migrations"), st);
    read_strategy(e, json_member(root, "strategy"), st);
    read_check(e, json_member(root, "check"), st);
    read_link(e, json_member(root, "link"), st);
    e->profile = json_bool(json_member(root, "profile"), false, st);
    e->seed = (u64)json_integer(json_member(root, "seed"), 0, 0, ANY, st);
    e->repeat = (u32)json_integer(json_member(root, "repeat"), 1, 1, COUNT_MAX, st);
}

struct experiment *experiment_read(const char *path, const struct setting *settings, u32 n,
                                   struct status *st) {
    struct json_document *d = json_parse_file(path, st);
    if (!d) return NULL;
    struct experiment *e = xcalloc(1, sizeof *e);
    e->document = d;
    e->path = xstrdup(path);
    e->folder = xstrdup(path);
    e->folder[base_name(path) - path] = 0;
    for (u32 k = 0; k < n; k++) json_set(d, settings[k].pointer, settings[k].value, st);
    read_all(e, json_root(d), st);
    return e;
}

static bool unknown_function(const struct program *p, struct json j, const char *name,
                             struct status *st) {
    const char *near = program_suggest_function(p, name);
    if (near)
        return json_error(j, st, "%s has no function \"%s\"; did you mean \"%s\"?", p->name,
                          name, near);
    return json_error(j, st, "%s has no function \"%s\" (it may have been inlined)", p->name,
                      name);
}

bool experiment_resolve(struct experiment *e, const struct program *p, struct status *st) {
    bool ok = true;
    for (u32 k = 0; k < e->triggers.count; k++) {
        struct json j = e->functions.at[k];
        if (!json_present(j)) continue;
        const char *name = json_string(j, "", st);
        i64 function = program_find_function(p, name);
        if (function < 0)
            ok = unknown_function(p, j, name, st);
        else
            e->triggers.at[k].function = (u32)function;
    }
    return ok;
}

void experiment_free(struct experiment *e) {
    if (!e) return;
    for (u32 k = 0; k < e->env.count; k++) free(e->env.at[k]);
    for (u32 k = 0; k < e->folders.count; k++) free((char *)e->folders.at[k].host);
    for (u32 k = 0; k < e->targets.count; k++) free(e->targets.at[k]);
    array_free(&e->args);
    array_free(&e->env);
    array_free(&e->folders);
    array_free(&e->machines);
    array_free(&e->triggers);
    array_free(&e->targets);
    array_free(&e->functions);
    json_free(e->document);
    free(e->program);
    free(e->path);
    free(e->folder);
    free(e);
}

void experiment_options(const struct experiment *e, bool moves, const char **args,
                        struct session_options *out) {
    args[0] = e->name;
    for (u32 k = 0; k < e->args.count; k++) args[k + 1] = e->args.at[k];
    *out = (struct session_options){.start = e->start, .counting = true};
    out->process = (struct process_options){.args = args,
                                            .arg_count = e->args.count + 1,
                                            .env = (const char *const *)e->env.at,
                                            .env_count = e->env.count,
                                            .folders = e->folders.at,
                                            .folder_count = e->folders.count,
                                            .seed = e->seed,
                                            .in = -1,
                                            .out = -1,
                                            .err = -1,
                                            .capture = true};
    if (!moves) return;
    out->triggers = e->triggers.at;
    out->trigger_count = e->triggers.count;
    out->check_state = e->check_state;
    out->link = e->link;
    out->profile = e->profile && moves;
}
