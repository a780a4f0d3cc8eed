/* cli/completion_zsh.c: the completion function for zsh: a function for each command, that gives
 * zsh's own _arguments its options and operands. */
#include "cli/cli.h"
#include "cli/completion.h"

/* Adds text for a place within single quotes, where `special` characters need a backslash. */
static void add_escaped(struct text *out, const char *text, size_t length,
                        const char *special) {
    for (size_t n = 0; n < length; n++) {
        if (text[n] == '\'') {
            text_add(out, "'\\''");
            continue;
        }
        if (strchr(special, text[n])) text_add(out, "\\");
        text_add_bytes(out, text + n, 1);
    }
}

/* Without its full stop, the first sentence. */
static size_t first_sentence(const char *text) {
    const char *end = strstr(text, ". ");
    size_t length = end ? (size_t)(end - text) : strcspn(text, "\n");
    return length && text[length - 1] == '.' ? length - 1 : length;
}

/* What _arguments is to do for a value: the last part of its specifications. */
static void add_action(struct text *out, const struct argument *argument) {
    const char *list = argument->list ? "_sequence " : "";
    switch (argument->kind) {
    case ARGUMENT_TEXT:
    case ARGUMENT_NUMBER: text_add(out, " "); break;
    case ARGUMENT_FOLDER: text_add(out, "_files -/"); break;
    case ARGUMENT_MODEL: text_printf(out, "%s_hpmsim_models", list); break;
    case ARGUMENT_COMMAND: text_add(out, "_hpmsim_commands"); break;
    case ARGUMENT_CHOICE:
        text_printf(out, "%scompadd - ", list);
        for (const char *c = argument->choices; *c; c++)
            text_add_bytes(out, *c == ',' ? " " : c, 1);
        break;
    case ARGUMENT_FILE:
    case ARGUMENT_UNKNOWN:
        text_add(out, "_files");
        if (!argument->suffixes) break;
        /* *.(json) would be a glob with qualifiers */
        bool several = strchr(argument->suffixes, ',');
        text_printf(out, " -g \"*.%s", several ? "(" : "");
        for (const char *c = argument->suffixes; *c; c++)
            text_add_bytes(out, *c == ',' ? "|" : c, 1);
        text_printf(out, "%s\"", several ? ")" : "");
        break;
    }
}

/* '(-o --output)'{-o,--output}'[Write ...]:DIR:_files -/' */
static void add_option(struct text *out, const struct option_row *row, struct arena *a) {
    text_add(out, "        ");
    if (row->letter && row->repeats)
        text_printf(out, "'*'{-%c,--%s}'", row->letter, row->name);
    else if (row->letter)
        text_printf(out, "'(-%c --%s)'{-%c,--%s}'", row->letter, row->name, row->letter,
                    row->name);
    else
        text_printf(out, "'%s--%s", row->repeats ? "*" : "", row->name);
    text_add(out, "[");
    add_escaped(out, row->help, first_sentence(row->help), "[]\\");
    text_add(out, "]");
    if (row->argument) {
        struct argument argument = argument_read(row->argument, a);
        text_add(out, ":");
        add_escaped(out, row->argument, strlen(row->argument), ":\\");
        text_add(out, ":");
        add_action(out, &argument);
    }
    text_add(out, "' \\\n");
}

/* Operands of one form, without a literal: _arguments can do it. */
static void add_plain_operands(struct text *out, const struct operand_form *form) {
    for (u32 n = 0; n < form->count; n++) {
        if (form->operands[n].repeats)
            text_add(out, "        '*:");
        else
            text_printf(out, "        '%u:", n + 1);
        add_escaped(out, form->words[n], strlen(form->words[n]), ":\\");
        text_add(out, ":");
        add_action(out, &form->operands[n]);
        text_add(out, "' \\\n");
    }
}

/* Several forms: words[1] is the first operand, CURRENT the number of the one to complete. */
static void add_alternatives(struct text *out, const struct operand_forms *forms) {
    text_add(out, "    [[ $state == operand ]] || return\n    if ((CURRENT == 1)); then\n");
    for (u32 f = 0; f < forms->count; f++) {
        const struct operand_form *form = &forms->at[f];
        text_add(out, "        ");
        if (form->literal)
            text_printf(out, "compadd - %s", form->literal);
        else
            add_action(out, &form->operands[0]);
        text_add(out, "\n");
    }
    text_add(out, "    else\n        case $words[1]/$CURRENT in\n");
    for (u32 f = 0; f < forms->count; f++) {
        const struct operand_form *form = &forms->at[f];
        for (u32 n = 0; form->literal && n < form->count; n++) {
            if (form->operands[n].repeats)
                text_printf(out, "        %s/*) ", form->literal);
            else
                text_printf(out, "        %s/%u) ", form->literal, n + 2);
            add_action(out, &form->operands[n]);
            text_add(out, " ;;\n");
        }
    }
    text_add(out, "        esac\n    fi\n");
}

static void add_command(struct text *out, const struct command *c, struct arena *a) {
    struct operand_forms forms;
    operand_forms_read(c, &forms, a);
    bool plain = !forms.count || (forms.count == 1 && !forms.at[0].literal);
    text_printf(out, "_hpmsim_%s() {\n", c->name);
    if (!plain) text_add(out, "    local state line\n");
    text_printf(out, "    _arguments -s -S %s: \\\n", c->options_first ? "-A '-*' " : "");
    for (u32 n = 0; n <= c->option_count; n++) add_option(out, option_row_at(c, n), a);
    if (!plain)
        text_add(out, "        '*:: :->operand'\n");
    else if (forms.count)
        add_plain_operands(out, &forms.at[0]);
    if (plain) out->length -= strlen(" \\\n"), text_add(out, "\n");
    if (!plain) add_alternatives(out, &forms);
    text_add(out, "}\n\n");
}

static void add_models(struct text *out) {
    text_add(out, "# NAME or NAME/K or a model's file\n"
                  "_hpmsim_models() {\n"
                  "    local -A most=(");
    for (u32 n = 0; n < isa_count; n++) {
        u32 least, most;
        completion_register_range(isa_list[n]->name, &least, &most);
        text_printf(out, "%s%s '%u %u'", n ? " " : "", isa_list[n]->name, least, most);
    }
    text_add(out, ")\n"
                  "    local name=${PREFIX%%/*} k\n"
                  "    if [[ $PREFIX == */* && -n ${most[$name]} ]]; then\n"
                  "        for ((k = ${most[$name]% *}; k <= ${most[$name]#* }; k++)); do\n"
                  "            compadd -V registers \"$@\" - $name/$k\n"
                  "        done\n"
                  "    else\n"
                  "        compadd \"$@\" - ${(k)most}\n"
                  "        [[ -z $PREFIX ]] || _files -g \"*.json\"\n"
                  "    fi\n"
                  "}\n\n");
}

static void add_commands(struct text *out) {
    text_add(out, "_hpmsim_commands() {\n    local -a names=(\n");
    for (u32 n = 0; n < command_count; n++) {
        text_printf(out, "        '%s:", commands[n]->name);
        add_escaped(out, commands[n]->summary, strlen(commands[n]->summary), "\\");
        text_add(out, "'\n");
    }
    text_add(out, "    )\n    _describe command names\n}\n\n");
}

void completion_add_zsh(struct text *out) {
    struct arena a;
    arena_init(&a);
    text_add(out, "#compdef hpmsim\n# Made by `hpmsim completion zsh`.\n\n");
    add_commands(out);
    add_models(out);
    for (u32 n = 0; n < command_count; n++) add_command(out, commands[n], &a);
    text_add(out, "_hpmsim() {\n"
                  "    local curcontext=$curcontext state line\n"
                  "    _arguments -C \\\n"
                  "        '(- *)'{-h,--help}'[List the commands]' \\\n"
                  "        '(- *)--version[Tell versions]' \\\n"
                  "        '1:command:_hpmsim_commands' \\\n"
                  "        '*:: :->argument'\n"
                  "    [[ $state == argument ]] || return\n"
                  "    curcontext=${curcontext%:*:*}:hpmsim-$words[1]:\n"
                  "    (($+functions[_hpmsim_$words[1]])) && _hpmsim_$words[1]\n"
                  "}\n\n"
                  "_hpmsim \"$@\"\n");
    arena_free(&a);
}
