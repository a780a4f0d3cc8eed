/* testbed/experiment.c: reading experiments by their form, and what sessions need of them. */
#include "testbed/experiment.h"
#include "testbed/experiment_form.h"

#include <stdlib.h>

/* What is never NULL, also after errors. */
static void fill_names(struct experiment *e) {
    if (!e->program) e->program = xstrdup("");
    if (!e->name) e->name = "";
    for (u32 k = 0; k < e->processes.count; k++) fill_names(e->processes.at[k]);
}

struct experiment *experiment_read(const char *path, const struct setting *settings, u32 n,
                                   struct status *st) {
    struct json_document *d = json_parse_file(path, st);
    if (!d) return NULL;
    struct experiment *e = xcalloc(1, sizeof *e);
    e->document = d;
    e->reading = e;
    e->path = xstrdup(path);
    e->folder = xstrdup(path);
    e->folder[path_name(path) - path] = 0;
    for (u32 k = 0; k < n; k++) json_set(d, settings[k].pointer, settings[k].value, st);
    form_read(&experiment_form, json_root(d), e, e, st);
    fill_names(e);
    return e;
}

bool experiment_resolve(struct experiment *e, const struct program *p, const struct build *b,
                        struct status *st) {
    bool ok = true;
    for (u32 k = 0; k < e->triggers.count; k++) {
        struct json j = e->parts.at[k].named;
        struct status mine = {0};
        if (json_present(j) && !trigger_find(&e->triggers.at[k], p, b, &mine))
            ok = json_error(j, st, "%s", mine.text);
        status_free(&mine);
    }
    return ok;
}

void experiment_profile(struct experiment *e) {
    e->profile = true;
    for (u32 k = 0; k < e->processes.count; k++) e->processes.at[k]->profile = true;
}

void experiment_free(struct experiment *e) {
    if (!e) return;
    for (u32 k = 0; k < e->processes.count; k++) experiment_free(e->processes.at[k]);
    for (u32 k = 0; k < e->env.count; k++) free(e->env.at[k]);
    for (u32 k = 0; k < e->folders.count; k++) free((char *)e->folders.at[k].host);
    for (u32 k = 0; k < e->parts.count; k++) {
        free(e->parts.at[k].to);
        free(e->parts.at[k].positions);
    }
    array_free(&e->processes);
    array_free(&e->args);
    array_free(&e->env);
    array_free(&e->folders);
    array_free(&e->triggers);
    array_free(&e->parts);
    free(e->program);
    if (!e->borrows) {
        array_free(&e->machines);
        json_free(e->document);
        free(e->path);
        free(e->folder);
    }
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
