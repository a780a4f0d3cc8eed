/* cli/man.h: manual pages made from the tables, for man(7). */
#ifndef HPMSIM_CLI_MAN_H
#define HPMSIM_CLI_MAN_H

#include "cli/options.h"

void man_add_program(struct text *out);                          /* hpmsim(1) */
void man_add_command(const struct command *c, struct text *out); /* hpmsim-NAME(1) */

#endif
