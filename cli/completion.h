/* cli/completion.h: completion functions for shells, made from the tables. */
#ifndef HPMSIM_CLI_COMPLETION_H
#define HPMSIM_CLI_COMPLETION_H

#include "cli/arguments.h"

void completion_add_bash(struct text *out);
void completion_add_zsh(struct text *out);

/* cli/completion.bash: the part that doesn't depend on tables. */
extern const char completion_bash[];

/* Least and most integer registers that a ready model can be narrowed to. */
void completion_register_range(const char *model, u32 *least, u32 *most);

#endif
