/* cli/cli.h: what the commands share. */
#ifndef HPMSIM_CLI_CLI_H
#define HPMSIM_CLI_CLI_H

#include "cli/options.h"
#include "isa/isa.h"
#include "testbed/session.h"

/* One per command, in the file command_NAME.c. */
extern const struct command command_run, command_exec, command_compile, command_check,
    command_isa, command_schema, command_sweep, command_merge, command_report,
    command_completion, command_help, command_version;
/* All of them, in the order in which they are listed. */
extern const struct command *const commands[];
extern const u32 command_count;
/* NULL and an error, with a suggestion, when there is none. */
const struct command *find_command(const char *name, struct status *st);

/* What help and manual pages tell of the program as a whole (cli/command_help.c). */
extern const char program_about[];
extern const struct exit_meaning {
    int status;
    const char *meaning;
} exit_meanings[];
extern const struct environment_row { const char *name, *meaning; } environment[];
extern const u32 exit_meaning_count, environment_count;

/* "hpmsim: ..." on stderr, a line for each line of the text; frees st; returns the exit status
 * that is due. */
int report(struct status *st);
/* Same, for messages of one line. */
void complain(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* Whether to write in colour on a stream: a terminal, no NO_COLOR, TERM not "dumb". */
bool colour_on(FILE *stream);

/* Reads "aarch64,x86-32/5"; adds to out[], which has room for MODELS_MAX. */
enum { MODELS_MAX = 64 };
bool read_models(const char *list, struct model *out, u32 *count, struct status *st);

/* The option --allocator, and what it says (see allocator_find). */
#define OPTION_ALLOCATOR \
    { "allocator", 'a', "ALLOCATOR", "The register allocator, of all machines.", "ssa", false }
const struct allocator *read_allocator(const struct invocation *i, struct status *st);

/* The option --strategy, and what it says (see strategy_find). */
#define OPTION_STRATEGY                                                                    \
    {                                                                                      \
        "strategy", 0, "STRATEGY",                                                         \
            "How machines of different register counts fit together: map (each "           \
            "allocates freely), common (the smallest register file for all), shadow (the " \
            "largest; "                                                                    \
            "missing registers are in memory).",                                           \
            "map", false                                                                   \
    }
const struct strategy *read_strategy(const struct invocation *i, struct status *st);

/* The passes that `compile --dump` knows. */
extern const char *const dump_passes[];
extern const u32 dump_pass_count;

/* The function of that name; -1 and an error, with a suggestion, when there is none. */
i64 find_function(const struct program *p, const char *name, struct status *st);

/* The settings that --set asks for, option_count(i, "set") of them; what is wrong goes to st. */
struct setting *settings_read(const struct invocation *i, struct status *st);
void settings_free(struct setting *settings, u32 count);

/* While a session runs: SIGINT ends it. A second SIGINT kills. */
void interrupts_go_to(struct session *s); /* NULL: to nobody any more */

/* Writes to a file, or to stdout for "-". */
bool write_out(const char *path, const struct text *t, struct status *st);

#endif
