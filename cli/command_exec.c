/* cli/command_exec.c: hpmsim exec: a program as if it ran here. */
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "testbed/profile.h"

static const struct option_row options[] = {
    {"isa", 'i', "MODEL[/K]",
     "The machine to run on: an ISA model, optionally narrowed to K allocatable integer "
     "registers.",
     "aarch64", false},
    OPTION_ALLOCATOR,
    {"migrate-every", 'n', "N",
     "Move the process every N guest instructions, round the ring of machines: to each of --to "
     "in "
     "turn, then back to --isa.",
     NULL, false},
    {"to", 't', "MODEL[/K],...", "The other machines of the ring.", NULL, false},
    OPTION_STRATEGY,
    {"seed", 's', "S", "Seed of the program's random bytes.", "0", false},
    {"dir", 'd', "HOST[::GUEST]",
     "Give the program the host's folder HOST, under the name GUEST.", NULL, true},
    {"env", 'e', "K=V", "Set an environment variable of the program.", NULL, true},
    {"profile", 0, "FILE.csv",
     "Write a table of what was executed to FILE.csv: a row per machine and function with "
     "instructions, calls, loads, stores, spill loads and stores, register moves and so on.",
     NULL, false},
    {"stats", 0, "FILE",
     "Write numbers about the run to FILE as JSON: instructions, migrations, code sizes.", NULL,
     false},
};

struct exec {
    struct model models[MODELS_MAX]; /* the ring */
    u32 ring[MODELS_MAX];            /* --to in turn, then --isa */
    u32 model_count;
    const struct strategy *strategy;
    struct build build;
    struct trigger every;
    struct session_options options;
    struct session *session;
    struct process_folder *folders;
    const char **env;
};

/* ---- The command line ------------------------------------------------------------------- */

/* "HOST::GUEST" or "HOST"; the parts are owned by the process's lifetime, that is, ours. */
static struct process_folder read_folder(const char *text) {
    struct process_folder f = {text, text};
    const char *colons = strstr(text, "::");
    if (!colons) return f;
    char *host = xstrdup(text);
    host[colons - text] = 0;
    f.host = host;
    f.guest = colons + 2;
    return f;
}

static void read_process(struct exec *x, const struct invocation *i, struct status *st) {
    struct process_options *p = &x->options.process;
    p->args = i->operands;
    p->arg_count = i->operand_count;
    p->in = 0, p->out = 1, p->err = 2;
    p->seed = option_number(i, "seed", 0, 0, UINT64_MAX, st);
    p->folder_count = option_count(i, "dir");
    p->env_count = option_count(i, "env");
    p->folders = x->folders = xcalloc(p->folder_count + 1, sizeof *x->folders);
    x->env = xcalloc(p->env_count + 1, sizeof *x->env);
    p->env = x->env;
    for (u32 n = 0; n < p->folder_count; n++) {
        const char *text = option_nth(i, "dir", n);
        x->folders[n] = read_folder(text);
        if (!x->folders[n].host[0] || !x->folders[n].guest[0])
            status_add(st, FAULT_USER,
                       "exec: --dir: expected HOST or HOST::GUEST, found \"%s\"", text);
    }
    for (u32 n = 0; n < p->env_count; n++) {
        x->env[n] = option_nth(i, "env", n);
        if (!strchr(x->env[n], '=') || x->env[n][0] == '=')
            status_add(st, FAULT_USER, "exec: --env: expected K=V, found \"%s\"", x->env[n]);
    }
}

static void read_machines(struct exec *x, const struct invocation *i, struct status *st) {
    const char *isa = option_or_initial(i, "isa"), *to = option_value(i, "to");
    bool moves = option_given(i, "migrate-every");
    u64 every = option_number(i, "migrate-every", 0, 1, UINT64_MAX, st);
    if (strchr(isa, ','))
        status_add(st, FAULT_USER,
                   "exec: --isa names one machine; further ones go to --to, as in --to %s",
                   strchr(isa, ',') + 1);
    else
        read_models(isa, x->models, &x->model_count, st);
    if (to) read_models(to, x->models, &x->model_count, st);
    if (moves && !to)
        status_add(st, FAULT_USER,
                   "exec: --migrate-every needs machines to go to, as in --to riscv64");
    if (to && !moves)
        status_add(st, FAULT_USER,
                   "exec: --to without --migrate-every: say how often to move, as in "
                   "--migrate-every 1000");
    for (u32 n = 0; n < x->model_count; n++) x->ring[n] = (n + 1) % x->model_count;
    x->every = (struct trigger){.kind = TRIGGER_INSTRUCTIONS,
                                .every = true,
                                .n = every,
                                .to = x->ring,
                                .to_count = x->model_count,
                                .limit = UINT64_MAX};
    x->options.triggers = &x->every;
    x->options.trigger_count = moves;
    x->options.profile = option_given(i, "profile");
    x->options.counting = moves || x->options.profile || option_given(i, "stats");
    x->options.check_state = true;
}

/* ---- Numbers ---------------------------------------------------------------------------- */

static const char *end_name(const struct session *s, enum session_end end) {
    switch (end) {
    case END_EXIT: return "exit";
    case END_TRAP: return trap_text(s->process->trap);
    case END_INTERRUPTED:
    case END_PAUSED: return "interrupted";
    case END_ERROR: return "error";
    }
    return "";
}

static void write_images(const struct build *b, struct json_writer *w) {
    json_begin_array(w, "images");
    for (u32 n = 0; n < b->count; n++) {
        struct image *image = b->images[n];
        if (!build_first(b, n)) continue;
        json_begin_object(w, NULL);
        json_put_string(w, "isa", image->model.name);
        json_put_string(w, "allocator", image->allocator);
        json_put_integer(w, "code_bytes", image->code_size);
        json_put_integer(w, "map_bytes", image_map_bytes(image));
        json_put_integer(w, "compile_ns", (i64)image->compile_ns);
        json_put_bool(w, "cached", image->compile_ns == 0);
        json_end_object(w);
    }
    json_end_array(w);
}

static bool write_stats(const struct exec *x, const char *path, enum session_end end,
                        int exit_status, struct status *st) {
    struct session *s = x->session;
    struct text t = {0};
    struct json_writer w = {.out = &t};
    json_begin_object(&w, NULL);
    json_put_string(&w, "program", s->build->program->name);
    json_put_string(&w, "end", end_name(s, end));
    json_put_integer(&w, "exit_status", exit_status);
    json_put_integer(&w, "instructions", (i64)s->instructions);
    json_put_integer(&w, "host_calls", (i64)s->process->host_calls);
    json_put_integer(&w, "output_bytes", (i64)s->process->output_bytes);
    json_put_integer(&w, "time_ns", (i64)s->time_ns);
    json_begin_object(&w, "migrations");
    migration_stats_write(&s->stats, &w);
    json_end_object(&w);
    json_put_string(&w, "strategy", x->strategy->name);
    write_images(s->build, &w);
    json_end_object(&w);
    bool ok = write_out(path, &t, st);
    text_free(&t);
    return ok;
}

static bool write_profile(const char *path, const struct session *s, struct status *st) {
    struct session_profile p;
    struct text t = {0};
    const char **names = xcalloc(s->build->count + 1, sizeof *names);
    for (u32 n = 0; n < s->build->count; n++) names[n] = s->build->images[n]->model.name;
    session_profile(s, &p);
    session_profile_csv(s, &p, names, &t);
    bool ok = write_out(path, &t, st);
    session_profile_free(&p);
    text_free(&t);
    free(names);
    return ok;
}

/* ---- Running ---------------------------------------------------------------------------- */

static int conclude(struct session *s, enum session_end end, struct status *st) {
    struct text trap = {0};
    switch (end) {
    case END_EXIT: return (int)(s->process->exit_status & 0xff);
    case END_INTERRUPTED:
    case END_PAUSED: return EXIT_INTERRUPTED;
    case END_ERROR: return report(st);
    case END_TRAP:
        session_trap_text(s, &trap);
        fputs(text_string(&trap), stderr);
        text_free(&trap);
        return EXIT_TRAPPED;
    }
    return EXIT_INTERNAL;
}

static int execute(struct exec *x, const char *stats, const char *profile, struct status *st) {
    x->session = session_create(&x->build, &x->options, st);
    if (!x->session) return report(st);
    if (x->options.counting) interrupts_go_to(x->session);
    enum session_end end = session_run(x->session, st);
    interrupts_go_to(NULL);
    int exit_status = conclude(x->session, end, st);
    if (x->session->stats.failed)
        complain("%llu of %llu migrations were impossible, and the process stayed: %s",
                 (unsigned long long)x->session->stats.failed,
                 (unsigned long long)(x->session->stats.failed + x->session->stats.count),
                 x->session->failure);
    if (stats && !write_stats(x, stats, end, exit_status, st)) {
        int failed = report(st);
        if (!exit_status) exit_status = failed;
    }
    if (profile && !write_profile(profile, x->session, st)) {
        int failed = report(st);
        if (!exit_status) exit_status = failed;
    }
    return exit_status;
}

static int run(const struct invocation *i) {
    struct status st = {0};
    struct exec *x = xcalloc(1, sizeof *x);
    int exit_status;
    read_process(x, i, &st);
    read_machines(x, i, &st);
    x->strategy = read_strategy(i, &st);
    struct build_options o = {
        .allocator = read_allocator(i, &st), .strategy = x->strategy, .cache = true};
    const char *stats = option_value(i, "stats"), *profile = option_value(i, "profile");
    if (stats && status_ok(&st)) file_can_write(stats, &st);
    if (profile && status_ok(&st)) file_can_write(profile, &st);
    struct program *p = status_ok(&st) ? program_load(i->operands[0], &st) : NULL;
    if (p && build_make(&x->build, p, x->models, x->model_count, &o, &st))
        exit_status = execute(x, stats, profile, &st);
    else
        exit_status = report(&st);
    session_free(x->session);
    build_free(&x->build);
    for (u32 n = 0; n < x->options.process.folder_count; n++)
        if (x->folders[n].host != option_nth(i, "dir", n)) free((char *)x->folders[n].host);
    free(x->folders);
    free(x->env);
    free(x);
    return exit_status;
}

const struct command command_exec = {
    .name = "exec",
    .operands = "PROGRAM [ARGS...]",
    .summary = "run a program on any machine, moving it as often as wanted",
    .about = "Runs a WASI command module (.wasm or .wat), or a C file, which is compiled for "
             "wasm32-wasi first. Input, output and exit status are the program's own: the same "
             "on every machine, and however often it moves. Options stand before PROGRAM; what "
             "follows belongs to the program.\n"
             "The exit status is 134 when the program traps.",
    .examples =
        "hpmsim exec --isa riscv64 workloads/nqueens.c 8\n"
        "hpmsim exec --isa aarch64 --to riscv64,aarch64/5 --migrate-every 1000 prog.wasm\n"
        "hpmsim exec --dir /tmp/box::/data --stats stats.json wordcount.wasm /data",
    .options = options,
    .option_count = COUNT_OF(options),
    .least = 1,
    .most = MANY,
    .options_first = true,
    .run = run,
};
