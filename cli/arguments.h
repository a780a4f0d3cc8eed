/* cli/arguments.h: what the words for arguments mean: FILE, MODEL[/K], DIR... in the tables of
 * options and operands. Completion and `hpmsim help --json` come from it.
 */
#ifndef HPMSIM_CLI_ARGUMENTS_H
#define HPMSIM_CLI_ARGUMENTS_H

#include "cli/options.h"

enum argument_kind {
    ARGUMENT_TEXT, /* anything: nothing to offer */
    ARGUMENT_NUMBER,
    ARGUMENT_FILE,
    ARGUMENT_FOLDER,
    ARGUMENT_MODEL,   /* the name of a ready ISA model, or a file */
    ARGUMENT_CHOICE,  /* one of a few words */
    ARGUMENT_COMMAND, /* of hpmsim */
    ARGUMENT_UNKNOWN, /* not in the table: to be added to it */
};
extern const char *const argument_kind_names[];

struct argument {
    enum argument_kind kind;
    bool list;            /* several, with commas between */
    bool repeats;         /* several, as words of their own (operands only) */
    const char *suffixes; /* of files: "c,wasm,wat"; NULL: any */
    const char *choices;  /* "gvn,dce"; NULL for other kinds than ARGUMENT_CHOICE */
};

/* The meaning of such a word, as in "MODEL[/K],...", "EXPERIMENT.json", "bash|zsh",
 * "[ARGS...]". Texts live in the arena. */
struct argument argument_read(const char *word, struct arena *a);

/* The operands of a command: the alternatives that its synopsis names. In
 * "[list | show MODEL[/K]]" there are two, and each begins with a literal. */
struct operand_form {
    const char *literal; /* "show"; NULL: none */
    const char *words[8];
    struct argument operands[8]; /* behind the literal */
    u32 count;
};
struct operand_forms {
    struct operand_form at[8];
    u32 count;
};
void operand_forms_read(const struct command *c, struct operand_forms *out, struct arena *a);

#endif
