/* testbed/experiment.c: reading experiments by their form, and what sessions need of them. */
#include "testbed/experiment.h"
#include "testbed/experiment_form.h"

#include <stdlib.h>

struct experiment *experiment_read(const char *path, const struct setting *settings, u32 n,
                                   struct status *st) {
    struct json_document *d = json_parse_file(path, st);
    if (!d) return NULL;
    struct experiment *e = xcalloc(1, sizeof *e);
    e->document = d;
    e->path = xstrdup(path);
    e->folder = xstrdup(path);
    char *slash = strrchr(e->folder, '/');
    e->folder[slash ? slash + 1 - e->folder : 0] = 0;
    for (u32 k = 0; k < n; k++) json_set(d, settings[k].pointer, settings[k].value, st);
    form_read(&experiment_form, json_root(d), e, e, st);
    if (!e->program) e->program = xstrdup("");
    if (!e->name) e->name = "";
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
