/* cli/completion_bash.c: the table that cli/completion.bash reads. What is in it, and how kinds
 * of arguments are written, is told there. */
#include "cli/cli.h"
#include "cli/completion.h"

static void add_kind(struct text *out, const struct argument *argument) {
    switch (argument->kind) {
    case ARGUMENT_TEXT:
    case ARGUMENT_NUMBER: text_add(out, "none"); break;
    case ARGUMENT_FOLDER: text_add(out, "folder"); break;
    case ARGUMENT_MODEL: text_add(out, "model"); break;
    case ARGUMENT_COMMAND: text_add(out, "command"); break;
    case ARGUMENT_CHOICE: text_printf(out, "choice:%s", argument->choices); break;
    case ARGUMENT_FILE:
    case ARGUMENT_UNKNOWN:
        text_add(out, "file");
        if (argument->suffixes) text_printf(out, ":%s", argument->suffixes);
        break;
    }
    if (argument->list) text_add(out, "+");
    if (argument->repeats) text_add(out, "*");
}

static void add_options(struct text *out, const struct command *c) {
    text_add(out, "        options='");
    for (u32 n = 0; n <= c->option_count; n++) {
        const struct option_row *row = option_row_at(c, n);
        if (n) text_add(out, " ");
        if (row->letter) text_printf(out, "-%c ", row->letter);
        text_printf(out, "--%s", row->name);
    }
    text_add(out, "'\n");
}

static void add_values(struct text *out, const struct command *c, struct arena *a) {
    text_add(out, "        values='");
    for (u32 n = 0; n < c->option_count; n++) {
        const struct option_row *row = option_row_at(c, n);
        if (!row->argument) continue;
        struct argument argument = argument_read(row->argument, a);
        struct text kind = {0};
        add_kind(&kind, &argument);
        if (row->letter) text_printf(out, " -%c=%s", row->letter, kind.at);
        text_printf(out, " --%s=%s", row->name, kind.at);
        text_free(&kind);
    }
    text_add(out, "'\n");
}

static void add_forms(struct text *out, const struct command *c, struct arena *a) {
    struct operand_forms forms;
    operand_forms_read(c, &forms, a);
    text_add(out, "        forms='");
    for (u32 f = 0; f < forms.count; f++) {
        const struct operand_form *form = &forms.at[f];
        if (f) text_add(out, "|");
        if (form->literal) text_printf(out, "=%s", form->literal);
        for (u32 n = 0; n < form->count; n++) {
            if (n || form->literal) text_add(out, " ");
            add_kind(out, &form->operands[n]);
        }
    }
    text_add(out, "'\n");
}

void completion_add_bash(struct text *out) {
    struct arena a;
    arena_init(&a);
    text_add(out, "# Made by `hpmsim completion bash`.\n\n_hpmsim_commands='");
    for (u32 n = 0; n < command_count; n++)
        text_printf(out, "%s%s", n ? " " : "", commands[n]->name);
    text_add(out, "'\n_hpmsim_models='");
    for (u32 n = 0; n < isa_count; n++) {
        u32 least, most;
        completion_register_range(isa_list[n]->name, &least, &most);
        text_printf(out, "%s%s:%u-%u", n ? " " : "", isa_list[n]->name, least, most);
    }
    text_add(out, "'\n\n_hpmsim_table() {\n    case $1 in\n");
    for (u32 n = 0; n < command_count; n++) {
        const struct command *c = commands[n];
        text_printf(out, "    %s)\n", c->name);
        add_options(out, c);
        add_values(out, c, &a);
        add_forms(out, c, &a);
        text_printf(out, "        first=%s\n        ;;\n", c->options_first ? "1" : "''");
    }
    text_add(out, "    *) return 1 ;;\n    esac\n}\n\n");
    text_add(out, completion_bash);
    arena_free(&a);
}
