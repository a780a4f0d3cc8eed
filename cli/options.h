/* cli/options.h: what can be said on the command line. Each command is one row with one table
 * of options; parsing, --help, manual pages and completion come from these tables alone.
 */
#ifndef HPMSIM_CLI_OPTIONS_H
#define HPMSIM_CLI_OPTIONS_H

#include <stdio.h>

#include "base/base.h"

struct option_row {
    const char *name;     /* "migrate-every" */
    char letter;          /* short form, 0: none */
    const char *argument; /* "N"; NULL: takes none. A word of cli/arguments.c */
    const char *help;     /* one sentence, wrapped when printed */
    const char *initial;  /* what holds when it isn't given; NULL: nothing to tell */
    bool repeats;         /* may be given several times */
};

struct invocation; /* one command line, taken apart */

struct command {
    const char *name;
    const char *operands; /* "PROGRAM [ARGS...]"; words of cli/arguments.c */
    const char *summary;  /* half a sentence, for the list of commands */
    const char *about;    /* paragraphs separated by newlines, for its own --help */
    const char *examples; /* command lines separated by newlines */
    const struct option_row *options;
    u32 option_count;
    u32 least, most;    /* operands; most 0xffffffff: any number */
    bool options_first; /* everything behind the first operand is an operand */
    int (*run)(const struct invocation *i); /* returns the exit status */
};
#define MANY 0xffffffffu

/* Exit statuses of hpmsim itself. */
enum {
    EXIT_DONE = 0,
    EXIT_CHECK = 1,
    EXIT_USAGE = 2,
    EXIT_INTERNAL = 3,
    EXIT_INTERRUPTED = 130,
    EXIT_TRAPPED = 134 /* exec: the guest */
};

struct option_given {
    const struct option_row *row;
    const char *value; /* NULL where the option takes none */
};
struct invocation {
    const struct command *command;
    ARRAY(struct option_given) given;
    const char *const *operands; /* not owned */
    u32 operand_count;
};

enum parsed { PARSED, PARSED_HELP, PARSED_WRONG };
/* Takes argv apart (argv[0] is the command's name; the order of argv may change). PARSED_WRONG:
 * all that is wrong is in st. Options that don't repeat: the last one counts. */
enum parsed options_parse(const struct command *c, int argc, char **argv,
                          struct invocation *out, struct status *st);
void invocation_free(struct invocation *i);

/* The names must be in the command's table. */
bool option_given(const struct invocation *i, const char *name);
const char *option_value(const struct invocation *i, const char *name); /* NULL: not given */
/* The value, or what the table says holds without it. */
const char *option_or_initial(const struct invocation *i, const char *name);
u32 option_count(const struct invocation *i, const char *name);
const char *option_nth(const struct invocation *i, const char *name, u32 n);
/* A whole number within [least, most]; `otherwise` when not given. Errors go to st. */
u64 option_number(const struct invocation *i, const char *name, u64 otherwise, u64 least,
                  u64 most, struct status *st);

/* Row n of a command's options; the last, number option_count, is --help. */
const struct option_row *option_row_at(const struct command *c, u32 n);
/* Adds what there is to tell about an option, as sentences. */
void option_help(const struct option_row *row, struct text *out);
void options_print_usage(const struct command *c, FILE *out);
void options_print_help(const struct command *c, FILE *out);
/* Prints text wrapped to `width` columns; all lines but the first start with `indent` spaces.
 * The first starts at column `column`. */
void print_wrapped(FILE *out, const char *text, u32 column, u32 indent, u32 width);

#endif
