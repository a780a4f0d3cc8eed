/* testbed/sweep_run.c: the processes of a sweep and the folder that they fill. */
#include "testbed/sweep_run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "testbed/merge.h"

struct worker_slot {
    pid_t pid; /* 0: free */
    u32 point;
};

struct pool {
    const struct sweep *sweep;
    const struct sweep_options *options;
    u64 *keys; /* per point */
    struct worker_slot *slots;
    struct sweep_progress progress;
    u64 begun_ns;
    u32 next; /* point to look at next */
    sigset_t waited_for, before;
    bool interrupted;
};

/* ---- Paths ------------------------------------------------------------------------------ */

static void path_of(const struct pool *p, const char *format, u32 point, struct text *out) {
    text_free(out);
    text_printf(out, "%s/", p->options->folder);
    text_printf(out, format, point);
}
#define POINT_PATH     "points/%06u"
#define UNFINISHED     "points/.%06u.unfinished"
#define FAILURE_PATH   "failures/%06u.txt"
#define POINT_JSON     "points/%06u/point.json"
#define POINT_MESSAGES "points/.%06u.unfinished/messages.txt"

/* ---- What is there already ---------------------------------------------------------------- */

/* The exit status of a complete point with this key; -1: there is none. */
static int kept_status(const struct pool *p, u32 point) {
    struct text path = {0};
    struct status unused = {0};
    path_of(p, POINT_JSON, point, &path);
    struct json_document *d = file_exists(path.at) ? json_parse_file(path.at, &unused) : NULL;
    int result = -1;
    if (d) {
        char key[32];
        snprintf(key, sizeof key, "%016llx", (unsigned long long)p->keys[point]);
        struct json root = json_root(d);
        if (!strcmp(json_string(json_member(root, "key"), "", &unused), key))
            result = (int)json_integer(json_member(root, "exit_status"), -1, 0, 255, &unused);
        json_free(d);
    }
    status_free(&unused);
    text_free(&path);
    return result;
}

/* ---- One point ---------------------------------------------------------------------------- */

/* In the child: becomes `hpmsim run` of the point. Never returns. */
static void become_run(const struct pool *p, u32 point, const char *folder, int messages) {
    const struct sweep *s = p->sweep;
    const struct sweep_options *o = p->options;
    u32 count = o->setting_count + s->parameters.count;
    struct setting *settings = xcalloc(count + 1, sizeof *settings);
    ARRAY(const char *) words = {0};
    struct arena a;
    arena_init(&a);
    sweep_settings(s, point, o->settings, o->setting_count, settings);
    array_push(&words, "hpmsim");
    array_push(&words, "run");
    array_push(&words, o->experiment);
    array_push(&words, "--quiet");
    array_push(&words, "--output");
    array_push(&words, folder);
    array_push(&words, "--point");
    array_push(&words, arena_printf(&a, "%u", point));
    for (u32 k = 0; k < count; k++) {
        array_push(&words, "--set");
        array_push(&words, arena_printf(&a, "%s=%s", settings[k].pointer, settings[k].value));
    }
    for (u32 k = 0; k < s->parameters.count; k++) {
        array_push(&words, "--parameter");
        array_push(&words, arena_printf(&a, "%s=%s", s->parameters.at[k].name,
                                        sweep_value(s, k, point)->label));
    }
    array_push(&words, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a sweep that is killed leaves nobody behind */
    sigprocmask(SIG_SETMASK, &p->before, NULL);
    int nothing = open("/dev/null", O_RDWR);
    if (dup2(nothing, 0) >= 0 && dup2(nothing, 1) >= 0 && dup2(messages, 2) >= 0)
        execv(o->hpmsim, (char *const *)words.at);
    dprintf(messages, "hpmsim: %s: %s\n", o->hpmsim, strerror(errno));
    _exit(127);
}

static bool start(struct pool *p, struct worker_slot *slot, u32 point, struct status *st) {
    struct text folder = {0}, path = {0};
    path_of(p, UNFINISHED, point, &folder);
    path_of(p, POINT_MESSAGES, point, &path);
    bool ok = folder_remove(folder.at, st) && folder_make(folder.at, st);
    int messages = ok ? open(path.at, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : -1;
    if (ok && messages < 0)
        ok = status_fail(st, FAULT_WORLD, "%s: cannot create: %s", path.at, strerror(errno));
    pid_t pid = ok ? fork() : 0;
    if (ok && pid == 0) become_run(p, point, folder.at, messages);
    if (ok && pid < 0)
        ok = status_fail(st, FAULT_WORLD, "cannot start a process: %s", strerror(errno));
    if (messages >= 0) close(messages);
    if (ok) {
        *slot = (struct worker_slot){pid, point};
        p->progress.running++;
    }
    text_free(&folder);
    text_free(&path);
    return ok;
}

/* Keeps what a point printed that gave no results, with how it ended. */
static bool keep_failure(struct pool *p, u32 point, int how, struct status *st) {
    struct text path = {0}, t = {0};
    struct bytes messages = {0};
    struct status unused = {0};
    path_of(p, POINT_MESSAGES, point, &path);
    if (WIFSIGNALED(how))
        text_printf(&t, "killed by signal %d (%s)\n", WTERMSIG(how), strsignal(WTERMSIG(how)));
    else
        text_printf(&t, "exit status %d\n", WEXITSTATUS(how));
    if (file_read(path.at, &messages, &unused)) text_add_bytes(&t, messages.at, messages.size);
    status_free(&unused);
    free(messages.at);
    path_of(p, FAILURE_PATH, point, &path);
    bool ok = file_write(path.at, t.at, t.length, st);
    path_of(p, UNFINISHED, point, &path);
    ok = ok && folder_remove(path.at, st);
    text_free(&path);
    text_free(&t);
    return ok;
}

static bool keep_results(struct pool *p, u32 point, int exit_status, struct status *st) {
    struct text path = {0}, from = {0}, t = {0};
    struct json_writer w = {.out = &t};
    char key[32];
    snprintf(key, sizeof key, "%016llx", (unsigned long long)p->keys[point]);
    json_begin_object(&w, NULL);
    json_put_integer(&w, "point", point);
    json_put_string(&w, "key", key);
    json_put_integer(&w, "exit_status", exit_status);
    json_end_object(&w);
    path_of(p, UNFINISHED "/point.json", point, &path);
    bool ok = file_write(path.at, t.at, t.length, st);
    path_of(p, POINT_MESSAGES, point, &path);
    struct stat info; /* there are none as a rule */
    if (!stat(path.at, &info) && !info.st_size) unlink(path.at);
    path_of(p, POINT_PATH, point, &path);
    path_of(p, UNFINISHED, point, &from);
    ok = ok && folder_remove(path.at, st);
    if (ok && rename(from.at, path.at) < 0)
        ok = status_fail(st, FAULT_WORLD, "%s: cannot create: %s", path.at, strerror(errno));
    path_of(p, FAILURE_PATH, point, &path);
    unlink(path.at); /* of an earlier try */
    text_free(&path);
    text_free(&from);
    text_free(&t);
    return ok;
}

/* What became of a point's process. */
static bool finish(struct pool *p, struct worker_slot *slot, int how, struct status *st) {
    enum { GOOD, CHECK }; /* exit statuses of `hpmsim run` that come with results */
    u32 point = slot->point;
    slot->pid = 0;
    p->progress.running--;
    if (p->interrupted) return true;
    bool results = WIFEXITED(how) && (WEXITSTATUS(how) == GOOD || WEXITSTATUS(how) == CHECK);
    if (!results) {
        p->progress.failed++;
        return keep_failure(p, point, how, st);
    }
    p->progress.done++;
    p->progress.different += WEXITSTATUS(how) == CHECK;
    return keep_results(p, point, WEXITSTATUS(how), st);
}

/* ---- All points --------------------------------------------------------------------------- */

static void tell(struct pool *p) {
    struct sweep_progress *g = &p->progress;
    g->elapsed_ns = time_now_ns() - p->begun_ns;
    u32 run = g->done - g->kept + g->failed, left = g->total - g->done - g->failed;
    g->left_ns = run ? g->elapsed_ns / run * left : 0;
    if (p->options->progress) p->options->progress(p->options->context, g);
}

/* The next point of the shard that must be run; false: there is none. */
static bool next_point(struct pool *p, u32 *out) {
    while (p->next < p->sweep->points) {
        u32 point = p->next++;
        if (!shard_has(p->options->shard, point)) continue;
        int status = p->options->resume ? kept_status(p, point) : -1;
        if (status < 0) {
            *out = point;
            return true;
        }
        p->progress.kept++;
        p->progress.done++;
        p->progress.different += status != 0;
    }
    return false;
}

static bool fill(struct pool *p, struct status *st) {
    for (u32 k = 0; k < p->options->workers && !p->interrupted; k++) {
        u32 point;
        if (p->slots[k].pid) continue;
        if (!next_point(p, &point)) return true;
        if (!start(p, &p->slots[k], point, st)) return false;
    }
    return true;
}

static bool collect(struct pool *p, struct status *st) {
    bool ok = true;
    for (u32 k = 0; k < p->options->workers; k++) {
        int how;
        if (p->slots[k].pid && waitpid(p->slots[k].pid, &how, WNOHANG) == p->slots[k].pid)
            ok = finish(p, &p->slots[k], how, st) && ok;
    }
    return ok;
}

static void give_up(struct pool *p) {
    struct text path = {0};
    struct status unused = {0};
    for (u32 k = 0; k < p->options->workers; k++)
        if (p->slots[k].pid) kill(p->slots[k].pid, SIGKILL);
    for (u32 k = 0; k < p->options->workers; k++) {
        if (!p->slots[k].pid) continue;
        waitpid(p->slots[k].pid, NULL, 0);
        path_of(p, UNFINISHED, p->slots[k].point, &path);
        folder_remove(path.at, &unused);
        p->slots[k].pid = 0;
        p->progress.running--;
    }
    status_free(&unused);
    text_free(&path);
}

static bool work(struct pool *p, struct status *st) {
    bool ok = fill(p, st);
    tell(p);
    while (ok && p->progress.running && !p->interrupted) {
        struct timespec tick = {.tv_nsec = 250 * 1000 * 1000};
        int signal = sigtimedwait(&p->waited_for, NULL, &tick);
        p->interrupted = signal > 0 && signal != SIGCHLD;
        ok = collect(p, st) && (p->interrupted || fill(p, st));
        tell(p);
    }
    give_up(p);
    return ok;
}

/* Signals are waited for, not handled: nothing interrupts anything. */
static bool work_with_signals(struct pool *p, struct status *st) {
    static const int signals[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP};
    sigemptyset(&p->waited_for);
    for (u32 k = 0; k < COUNT_OF(signals); k++) sigaddset(&p->waited_for, signals[k]);
    sigprocmask(SIG_BLOCK, &p->waited_for, &p->before);
    bool ok = work(p, st);
    sigprocmask(SIG_SETMASK, &p->before, NULL);
    return ok;
}

/* ---- The folder --------------------------------------------------------------------------- */

/* Makes the folder and takes hold of it; returns a descriptor that holds it, -1 on error. */
static int open_folder(const struct sweep_options *o, struct status *st) {
    struct text path = {0};
    bool ok = true;
    int fd = -1;
    static const char *const parts[] = {"points", "failures"};
    text_printf(&path, "%s/sweep.json", o->folder);
    if (!o->resume && file_exists(path.at))
        ok =
            status_fail(st, FAULT_USER,
                        "%s holds the results of a sweep: --resume goes on with it", o->folder);
    for (u32 k = 0; k < COUNT_OF(parts) && ok; k++) {
        text_free(&path);
        text_printf(&path, "%s/%s", o->folder, parts[k]);
        ok = folder_make(path.at, st);
    }
    if (ok) {
        fd = open(o->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0) status_fail(st, FAULT_WORLD, "%s: %s", o->folder, strerror(errno));
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0) {
            status_fail(st, FAULT_USER, "%s: another sweep is writing to it", o->folder);
            close(fd);
            fd = -1;
        }
    }
    text_free(&path);
    return fd;
}

/* The tables of the points that are complete, those of earlier runs included. */
static bool make_tables(struct pool *p, struct status *st) {
    const struct shard shard = p->options->shard;
    ARRAY(char *) folders = {0};
    for (u32 point = shard.index; point < p->sweep->points; point += shard.count) {
        struct text path = {0};
        if (kept_status(p, point) < 0) continue;
        path_of(p, POINT_PATH, point, &path);
        array_push(&folders, path.at);
    }
    bool ok =
        merge_tables((const char *const *)folders.at, folders.count, p->options->folder, st);
    for (u32 k = 0; k < folders.count; k++) free(folders.at[k]);
    array_free(&folders);
    return ok;
}

bool sweep_run(const struct sweep *s, const struct sweep_options *o, struct sweep_progress *out,
               bool *interrupted, struct status *st) {
    struct pool p = {.sweep = s, .options = o, .begun_ns = time_now_ns()};
    p.keys = xcalloc(s->points, sizeof *p.keys);
    p.slots = xcalloc(o->workers, sizeof *p.slots);
    for (u32 point = o->shard.index; point < s->points; point += o->shard.count)
        p.progress.total++;
    bool ok = sweep_check(s, o->experiment, o->settings, o->setting_count, p.keys, st);
    int folder = ok ? open_folder(o, st) : -1;
    ok = folder >= 0 && sweep_manifest_write(s, o->folder, st) && work_with_signals(&p, st);
    ok = ok && make_tables(&p, st);
    if (folder >= 0) close(folder);
    *out = p.progress;
    *interrupted = p.interrupted;
    free(p.keys);
    free(p.slots);
    return ok;
}
