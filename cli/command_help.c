/* cli/command_help.c: hpmsim help: what there is, for people, as manual pages, as JSON. */
#include "cli/arguments.h"
#include "cli/cli.h"
#include "cli/man.h"

static const struct option_row options[] = {
    {"man", 0, NULL, "Print the manual page, for man(7): hpmsim(1) or that of COMMAND.", NULL,
     false},
    {"json", 0, NULL, "Print all commands and their options as JSON.", NULL, false},
};

const char program_about[] =
    "A testbed for heterogeneous process migration: moves running processes between emulated "
    "machines whose instruction sets, register counts and word sizes differ.";

const struct exit_meaning exit_meanings[] = {
    {EXIT_DONE, "Done. hpmsim exec exits with the status of the program that it ran."},
    {EXIT_CHECK, "It ran, but a check failed, results differ, or the program trapped."},
    {EXIT_USAGE, "The command line or a file is wrong, or could not be read or written."},
    {EXIT_INTERNAL, "A fault of hpmsim itself."},
    {EXIT_INTERRUPTED, "Interrupted by SIGINT."},
    {EXIT_TRAPPED, "hpmsim exec only: the program trapped."},
};
const u32 exit_meaning_count = COUNT_OF(exit_meanings);

const struct environment_row environment[] = {
    {"HPMSIM_CACHE", "off: compiled images are neither kept nor looked for in the cache."},
    {"XDG_CACHE_HOME",
     "The folder hpmsim in it is the cache; without it, .cache/hpmsim in the home folder."},
    {"NO_COLOR", "No colours on terminals either, unless it is empty."},
    {"TERM", "dumb, or not set: no colours, and no progress lines that are written over."},
};
const u32 environment_count = COUNT_OF(environment);

/* ---- For people ------------------------------------------------------------------------- */

static void print_list(void) {
    puts("usage: hpmsim COMMAND [...]\n");
    print_wrapped(stdout, program_about, 0, 0, 88);
    puts("\nCommands:");
    for (u32 n = 0; n < command_count; n++) {
        printf("  %-10s ", commands[n]->name);
        print_wrapped(stdout, commands[n]->summary, 13, 13, 88);
    }
    puts("\nhpmsim COMMAND --help tells more about one of them; hpmsim --version tells "
         "versions.");
}

/* ---- For programs ----------------------------------------------------------------------- */

static void write_choices(const char *choices, struct json_writer *w, struct arena *a) {
    char *rest = arena_strdup(a, choices);
    json_begin_array(w, "choices");
    for (char *word; (word = strtok_r(rest, ",", &rest));) json_put_string(w, NULL, word);
    json_end_array(w);
}

static void write_option(const struct option_row *row, struct json_writer *w, struct arena *a) {
    json_begin_object(w, NULL);
    json_put_string(w, "name", row->name);
    json_put_string(w, "letter", row->letter ? arena_printf(a, "%c", row->letter) : NULL);
    json_put_string(w, "argument", row->argument);
    if (row->argument) {
        struct argument argument = argument_read(row->argument, a);
        json_put_string(w, "kind", argument_kind_names[argument.kind]);
        json_put_bool(w, "list", argument.list);
        if (argument.choices) write_choices(argument.choices, w, a);
    }
    json_put_string(w, "help", row->help);
    json_put_string(w, "default", row->initial);
    json_put_bool(w, "repeats", row->repeats);
    json_end_object(w);
}

static void write_operands(const struct command *c, struct json_writer *w, struct arena *a) {
    struct operand_forms forms;
    operand_forms_read(c, &forms, a);
    json_begin_array(w, "forms");
    for (u32 f = 0; f < forms.count; f++) {
        const struct operand_form *form = &forms.at[f];
        json_begin_object(w, NULL);
        json_put_string(w, "word", form->literal);
        json_begin_array(w, "operands");
        for (u32 n = 0; n < form->count; n++) {
            json_begin_object(w, NULL);
            json_put_string(w, "operand", form->words[n]);
            json_put_string(w, "kind", argument_kind_names[form->operands[n].kind]);
            json_end_object(w);
        }
        json_end_array(w);
        json_end_object(w);
    }
    json_end_array(w);
}

static void write_commands(struct text *out) {
    struct json_writer w = {.out = out};
    struct arena a;
    arena_init(&a);
    json_begin_object(&w, NULL);
    json_put_string(&w, "version", hpmsim_version());
    json_begin_array(&w, "commands");
    for (u32 n = 0; n < command_count; n++) {
        const struct command *c = commands[n];
        json_begin_object(&w, NULL);
        json_put_string(&w, "name", c->name);
        json_put_string(&w, "summary", c->summary);
        json_put_string(&w, "operands", c->operands);
        write_operands(c, &w, &a);
        json_begin_array(&w, "options");
        for (u32 k = 0; k <= c->option_count; k++) write_option(option_row_at(c, k), &w, &a);
        json_end_array(&w);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    arena_free(&a);
}

/* ---- The command ------------------------------------------------------------------------ */

static int run(const struct invocation *i) {
    struct status st = {0};
    struct text out = {0};
    const struct command *c = i->operand_count ? find_command(i->operands[0], &st) : NULL;
    if (!status_ok(&st)) return report(&st);
    if (option_given(i, "json"))
        write_commands(&out);
    else if (option_given(i, "man") && c)
        man_add_command(c, &out);
    else if (option_given(i, "man"))
        man_add_program(&out);
    else if (c)
        options_print_help(c, stdout);
    else
        print_list();
    fputs(text_string(&out), stdout);
    text_free(&out);
    return EXIT_DONE;
}

const struct command command_help = {
    .name = "help",
    .operands = "[COMMAND]",
    .summary = "tell what commands there are, or all about one of them",
    .about = "Without COMMAND lists the commands. With it, tells its options: the same as "
             "hpmsim COMMAND --help.\n"
             "Manual pages are made from the same tables: hpmsim help --man.",
    .examples = "hpmsim help sweep\n"
                "hpmsim help --man sweep >hpmsim-sweep.1",
    .options = options,
    .option_count = COUNT_OF(options),
    .least = 0,
    .most = 1,
    .run = run,
};
