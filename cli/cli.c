/* cli/cli.c: errors, colours, interrupts. */
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

int report(struct status *st) {
    int exit_status = st->fault == FAULT_INTERNAL ? EXIT_INTERNAL : EXIT_USAGE;
    fflush(stdout);
    for (const char *at = st->text; at;) {
        const char *end = strchr(at, '\n');
        fprintf(stderr, "hpmsim: %.*s\n", end ? (int)(end - at) : (int)strlen(at), at);
        at = end ? end + 1 : NULL;
    }
    if (st->fault == FAULT_INTERNAL)
        fputs("hpmsim: this is a fault of hpmsim itself, please report it\n", stderr);
    status_free(st);
    return exit_status;
}

void complain(const char *fmt, ...) {
    struct text t = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&t, fmt, args);
    va_end(args);
    fflush(stdout);
    fprintf(stderr, "hpmsim: %s\n", text_string(&t));
    text_free(&t);
}

bool colour_on(FILE *stream) {
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fileno(stream)) && !(no && *no) && !(term && !strcmp(term, "dumb"));
}

bool read_models(const char *list, struct model *out, u32 *count, struct status *st) {
    bool ok = true;
    for (const char *at = list;; at++) {
        size_t length = strcspn(at, ",");
        char *name = xmalloc(length + 1);
        memcpy(name, at, length);
        name[length] = 0;
        struct status one = {0};
        if (*count == MODELS_MAX)
            status_fail(&one, FAULT_USER, "more than %d machines", MODELS_MAX);
        else if (!length)
            status_fail(&one, FAULT_USER, "\"%s\": an ISA model's name is empty", list);
        else if (model_find(name, &out[*count], &one))
            ++*count;
        if (!status_ok(&one)) ok = status_add(st, one.fault, "%s", one.text);
        status_free(&one);
        free(name);
        at += length;
        if (!*at || *count == MODELS_MAX) return ok;
    }
}

const struct allocator *read_allocator(const struct invocation *i, struct status *st) {
    struct status mine = {0};
    const struct allocator *a = allocator_find(option_or_initial(i, "allocator"), &mine);
    if (!a) status_add(st, FAULT_USER, "%s: --allocator: %s", i->command->name, mine.text);
    status_free(&mine);
    return a;
}

const struct strategy *read_strategy(const struct invocation *i, struct status *st) {
    struct status mine = {0};
    const struct strategy *s = strategy_find(option_or_initial(i, "strategy"), &mine);
    if (!s) status_add(st, FAULT_USER, "%s: --strategy: %s", i->command->name, mine.text);
    status_free(&mine);
    return s;
}

i64 find_function(const struct program *p, const char *name, struct status *st) {
    i64 function = program_find_function(p, name);
    if (function < 0) program_unknown_function(p, name, st);
    return function;
}

static struct session *volatile interruptible;

static void on_interrupt(int signal) {
    (void)signal;
    struct session *s = interruptible;
    if (s) session_interrupt(s);
}

void interrupts_go_to(struct session *s) {
    interruptible = s;
    /* No SA_RESTART: a guest that waits for input gets EINTR and goes on to the next block. */
    struct sigaction action = {.sa_flags = (int)SA_RESETHAND};
    action.sa_handler = s ? on_interrupt : SIG_DFL;
    sigaction(SIGINT, &action, NULL);
}

bool write_out(const char *path, const struct text *t, struct status *st) {
    if (strcmp(path, "-")) return file_write(path, text_string(t), t->length, st);
    fwrite(text_string(t), 1, t->length, stdout);
    return true;
}
