/* cli/main.c: hpmsim COMMAND. Which command it is, and what belongs to none of them. */
#include <stdlib.h>

#include "cli/cli.h"

const struct command *const commands[] = {&command_run,   &command_exec,    &command_sweep,
                                          &command_merge, &command_compile, &command_check,
                                          &command_isa};
const u32 command_count = COUNT_OF(commands);

static void print_usage(FILE *out) {
    fputs("usage: hpmsim COMMAND [...]\n", out);
}

static void print_help(void) {
    print_usage(stdout);
    putchar('\n');
    print_wrapped(
        stdout,
        "A testbed for heterogeneous process migration: moves running processes between "
        "emulated machines whose instruction sets, register counts and word sizes "
        "differ.",
        0, 0, 88);
    puts("\nCommands:");
    for (u32 n = 0; n < command_count; n++) {
        printf("  %-10s ", commands[n]->name);
        print_wrapped(stdout, commands[n]->summary, 13, 13, 88);
    }
    puts("\nhpmsim COMMAND --help tells more about one of them; hpmsim --version tells "
         "versions.");
}

static int print_version(void) {
    u32 v = machine_emulator_version();
    printf("hpmsim %s\n", hpmsim_version());
    printf("emulator: Unicorn %u.%u.%u, stores take the %s path\n", v >> 24, v >> 16 & 0xff,
           v >> 8 & 0xff, machine_stores_fast() ? "fast" : "slow");
    printf("ISAs:");
    for (u32 n = 0; n < isa_count; n++) printf("%s %s", n ? "," : "", isa_list[n]->name);
    putchar('\n');
    return EXIT_DONE;
}

static const struct command *find_command(const char *name) {
    for (u32 n = 0; n < command_count; n++)
        if (!strcmp(commands[n]->name, name)) return commands[n];
    return NULL;
}

static int unknown_command(const char *name) {
    const char *names[16];
    const char *kind = name[0] == '-' ? "option" : "command";
    for (u32 n = 0; n < command_count; n++) names[n] = commands[n]->name;
    const char *near = suggest(name, names, command_count);
    if (near)
        complain("there is no %s %s; did you mean %s?", kind, name, near);
    else
        complain("there is no %s %s; hpmsim --help lists the commands", kind, name);
    return EXIT_USAGE;
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

int main(int argc, char **argv) {
    if (argc < 2) {
        print_usage(stderr);
        fputs("hpmsim --help lists the commands\n", stderr);
        return EXIT_USAGE;
    }
    const char *word = argv[1];
    bool help = !strcmp(word, "help");
    const struct command *c = find_command(help && argc > 2 ? argv[2] : word);
    if (!strcmp(word, "--version")) return finish(print_version());
    if (!strcmp(word, "--help") || !strcmp(word, "-h") || (help && argc == 2)) {
        print_help();
        return finish(EXIT_DONE);
    }
    if (!c) return unknown_command(help ? argv[2] : word);
    if (help) {
        options_print_help(c, stdout);
        return finish(EXIT_DONE);
    }
    return finish(run_command(c, argc - 1, argv + 1));
}
