/* cli/main.c: hpmsim COMMAND. Which command it is, and what belongs to none of them. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"

const struct command *const commands[] = {
    &command_run,    &command_exec,       &command_sweep, &command_merge,
    &command_report, &command_compile,    &command_check, &command_isa,
    &command_schema, &command_completion, &command_help,  &command_version};
const u32 command_count = COUNT_OF(commands);

static const char *const long_forms[] = {"--help", "--version"};

static const struct command *command_of_name(const char *name) {
    for (u32 n = 0; n < command_count; n++)
        if (!strcmp(commands[n]->name, name)) return commands[n];
    return NULL;
}

const struct command *find_command(const char *name, struct status *st) {
    const struct command *c = command_of_name(name);
    const char *names[64];
    bool option = name[0] == '-';
    u32 count = 0;
    if (c) return c;
    for (u32 n = 0; n < COUNT_OF(long_forms) && option; n++) names[count++] = long_forms[n];
    for (u32 n = 0; n < command_count && !option; n++) names[count++] = commands[n]->name;
    const char *kind = option ? "option" : "command", *near = suggest(name, names, count);
    if (near)
        status_add(st, FAULT_USER, "there is no %s %s; did you mean %s?", kind, name, near);
    else
        status_add(st, FAULT_USER, "there is no %s %s; hpmsim --help lists the commands", kind,
                   name);
    return NULL;
}

static int run_command(const struct command *c, int argc, char **argv) {
    struct status st = {0};
    struct invocation i;
    int result = EXIT_DONE;
    switch (options_parse(c, argc, argv, &i, &st)) {
    case PARSED: result = c->run(&i); break;
    case PARSED_HELP: options_print_help(c, stdout); break;
    case PARSED_WRONG:
        result = report(&st);
        options_print_usage(c, stderr);
        break;
    }
    status_free(&st);
    invocation_free(&i);
    return result;
}

/* Data that could not be written is a failure, unless there was one already. */
static int finish(int result) {
    if (fflush(stdout) == 0 && !ferror(stdout)) return result;
    complain("writing to standard output failed");
    return result ? result : EXIT_USAGE;
}

/* A standard stream that is closed is opened such that using it fails. Otherwise a file would
 * get its number, and be written to. */
static void hold_standard_streams(void) {
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0) open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* Asserts, and memory that is not to be had, abort. The exit status says so; a signal's would be
 * that of a guest's trap. */
static void on_abort(int signal) {
    static const char text[] = "hpmsim: this is a fault of hpmsim itself, please report it\n";
    (void)signal;
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    _exit(EXIT_INTERNAL);
}

int main(int argc, char **argv) {
    struct status st = {0};
    memory_keep();
    hold_standard_streams();
    signal(SIGABRT, on_abort);
    if (argc < 2) {
        fputs("usage: hpmsim COMMAND [...]\nhpmsim --help lists the commands\n", stderr);
        return EXIT_USAGE;
    }
    const char *word = !strcmp(argv[1], "-h") ? "--help" : argv[1];
    for (u32 n = 0; n < COUNT_OF(long_forms); n++)
        if (!strcmp(word, long_forms[n])) word += strlen("--");
    const struct command *c = find_command(word, &st);
    return finish(c ? run_command(c, argc - 1, argv + 1) : report(&st));
}
