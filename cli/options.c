/* cli/options.c: getopt_long under one table of options per command. */
#include "cli/options.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>

#include "cli/arguments.h"

enum { HELP_WIDTH = 88, HELP_COLUMN = 28, FIRST_LONG = 256 };

static const struct option_row help_row = {"help", 'h', NULL, "Show this help.", NULL, false};

/* ---- Parsing ------------------------------------------------------------------------------
 */

const struct option_row *option_row_at(const struct command *c, u32 n) {
    return n < c->option_count ? &c->options[n] : &help_row;
}

static const struct option_row *row_of_letter(const struct command *c, int letter) {
    for (u32 n = 0; n <= c->option_count; n++)
        if (option_row_at(c, n)->letter == letter) return option_row_at(c, n);
    return NULL;
}

/* The tables that getopt_long wants: "+:h..." and one struct option per row. */
static void make_tables(const struct command *c, struct text *letters, struct option *longs) {
    text_add(letters, c->options_first ? "+:" : ":");
    for (u32 n = 0; n <= c->option_count; n++) {
        const struct option_row *row = option_row_at(c, n);
        longs[n] = (struct option){row->name, row->argument ? required_argument : no_argument,
                                   NULL, FIRST_LONG + (int)n};
        if (row->letter) text_printf(letters, "%c%s", row->letter, row->argument ? ":" : "");
    }
}

/* `word` as typed: "--isb=x" or "-q". Several long options can begin with it. */
static void unknown_option(const struct command *c, const char *word, struct status *st) {
    struct text list = {0};
    const char *names[64];
    size_t length = strcspn(word, "=");
    char *stem = xstrdup(word);
    stem[length] = 0;
    assert(c->option_count < COUNT_OF(names));
    for (u32 n = 0; n <= c->option_count; n++) {
        names[n] = option_row_at(c, n)->name;
        if (length > 2 && !strncmp(names[n], stem + 2, length - 2))
            text_printf(&list, "%s--%s", list.length ? ", " : "", names[n]);
    }
    const char *near =
        length > 2 && stem[1] == '-' ? suggest(stem + 2, names, c->option_count + 1) : NULL;
    if (list.length)
        status_add(st, FAULT_USER, "%s: option %s could be any of %s", c->name, stem,
                   text_string(&list));
    else if (near)
        status_add(st, FAULT_USER, "%s: there is no option %s; did you mean --%s?", c->name,
                   stem, near);
    else
        status_add(st, FAULT_USER, "%s: there is no option %s", c->name, stem);
    text_free(&list);
    free(stem);
}

static void wrong_option(const struct command *c, int what, const char *word,
                         struct status *st) {
    const struct option_row *row = optopt >= FIRST_LONG
                                       ? option_row_at(c, (u32)(optopt - FIRST_LONG))
                                       : row_of_letter(c, optopt);
    char letter[] = {'-', (char)optopt, 0};
    if (what == ':' && row)
        status_add(st, FAULT_USER, "%s: option --%s needs a value: %s", c->name, row->name,
                   row->argument);
    else if (row && optopt)
        status_add(st, FAULT_USER, "%s: option --%s takes no value", c->name, row->name);
    else
        unknown_option(c, optopt ? letter : word, st);
}

static void check_operands(const struct invocation *i, struct status *st) {
    const struct command *c = i->command;
    if (i->operand_count > c->most)
        status_add(st, FAULT_USER, "%s: \"%s\" is one operand too many", c->name,
                   i->operands[c->most]);
    else if (i->operand_count < c->least)
        status_add(st, FAULT_USER, "%s: an operand is missing: %s", c->name, c->operands);
}

enum parsed options_parse(const struct command *c, int argc, char **argv,
                          struct invocation *out, struct status *st) {
    *out = (struct invocation){.command = c};
    struct option *longs = xcalloc(c->option_count + 2, sizeof *longs);
    struct text letters = {0};
    bool help = false;
    make_tables(c, &letters, longs);
    optind = 0; /* start afresh */
    opterr = 0;
    for (;;) {
        int what = getopt_long(argc, argv, text_string(&letters), longs, NULL);
        if (what == -1) break;
        if (what == '?' || what == ':') {
            wrong_option(c, what, argv[optind - 1], st);
            continue;
        }
        const struct option_row *row = what >= FIRST_LONG
                                           ? option_row_at(c, (u32)(what - FIRST_LONG))
                                           : row_of_letter(c, what);
        help |= row == &help_row;
        array_push(&out->given, ((struct option_given){row, row->argument ? optarg : NULL}));
    }
    out->operands = (const char *const *)argv + optind;
    out->operand_count = (u32)(argc - optind);
    if (!help && status_ok(st)) check_operands(out, st);
    text_free(&letters);
    free(longs);
    return help ? PARSED_HELP : status_ok(st) ? PARSED : PARSED_WRONG;
}

void invocation_free(struct invocation *i) {
    array_free(&i->given);
}

/* ---- Asking -------------------------------------------------------------------------------
 */

static const struct option_row *row_of(const struct invocation *i, const char *name) {
    for (u32 n = 0; n < i->command->option_count; n++)
        if (!strcmp(i->command->options[n].name, name)) return &i->command->options[n];
    assert(!"an option that is in no table");
    return NULL;
}

u32 option_count(const struct invocation *i, const char *name) {
    const struct option_row *row = row_of(i, name);
    u32 count = 0;
    for (u32 n = 0; n < i->given.count; n++) count += i->given.at[n].row == row;
    return count;
}

const char *option_nth(const struct invocation *i, const char *name, u32 nth) {
    const struct option_row *row = row_of(i, name);
    for (u32 n = 0; n < i->given.count; n++)
        if (i->given.at[n].row == row && nth-- == 0) return i->given.at[n].value;
    return NULL;
}

bool option_given(const struct invocation *i, const char *name) {
    return option_count(i, name) > 0;
}

const char *option_value(const struct invocation *i, const char *name) {
    u32 count = option_count(i, name);
    return count ? option_nth(i, name, count - 1) : NULL;
}

const char *option_or_initial(const struct invocation *i, const char *name) {
    const char *value = option_value(i, name);
    return value ? value : row_of(i, name)->initial;
}

u64 option_number(const struct invocation *i, const char *name, u64 otherwise, u64 least,
                  u64 most, struct status *st) {
    const char *text = option_value(i, name);
    if (!text) return otherwise;
    char *end;
    errno = 0;
    u64 n = strtoull(text, &end, 10);
    bool number = text[0] >= '0' && text[0] <= '9' && !*end;
    if (number && !errno && n >= least && n <= most) return n;
    if (!number)
        status_add(st, FAULT_USER, "%s: --%s: expected a whole number, found \"%s\"",
                   i->command->name, name, text);
    else if (errno)
        status_add(st, FAULT_USER, "%s: --%s: expected at most %llu, found %s",
                   i->command->name, name, (unsigned long long)most, text);
    else if (most == UINT64_MAX)
        status_add(st, FAULT_USER, "%s: --%s: expected %llu or more, found %s",
                   i->command->name, name, (unsigned long long)least, text);
    else
        status_add(st, FAULT_USER, "%s: --%s: expected a number from %llu to %llu, found %s",
                   i->command->name, name, (unsigned long long)least, (unsigned long long)most,
                   text);
    return otherwise;
}

/* ---- Help ---------------------------------------------------------------------------------
 */

void print_wrapped(FILE *out, const char *text, u32 column, u32 indent, u32 width) {
    for (bool first = true; *text; first = false) {
        size_t word = strcspn(text, " \n");
        if (!first && column + 1 + word > width) {
            fprintf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!first && column > indent) {
            fputc(' ', out);
            column++;
        }
        fwrite(text, 1, word, out);
        column += (u32)word;
        text += word;
        if (*text == '\n') {
            fprintf(out, "\n%*s", (int)indent, "");
            column = indent;
        }
        if (*text) text++;
    }
    fputc('\n', out);
}

void options_print_usage(const struct command *c, FILE *out) {
    fprintf(out, "usage: hpmsim %s%s%s%s\n", c->name, c->option_count ? " [OPTIONS]" : "",
            c->operands[0] ? " " : "", c->operands);
}

/* " One of: ssa, naive." */
static void add_choices(const struct option_row *row, struct text *out) {
    struct arena a;
    arena_init(&a);
    struct argument argument = argument_read(row->argument, &a);
    if (argument.choices) {
        text_add(out, argument.list ? " Any of: " : " One of: ");
        for (const char *c = argument.choices; *c; c++)
            text_add(out, *c == ',' ? ", " : (char[]){*c, 0});
        text_add(out, ".");
    }
    arena_free(&a);
}

void option_help(const struct option_row *row, struct text *out) {
    text_add(out, row->help);
    if (row->argument) add_choices(row, out);
    if (row->repeats) text_add(out, " May be given several times.");
    if (row->initial) text_printf(out, " Default: %s.", row->initial);
}

static void print_option(const struct option_row *row, FILE *out) {
    struct text left = {0}, help = {0};
    if (row->letter)
        text_printf(&left, "  -%c, ", row->letter);
    else
        text_add(&left, "      ");
    text_printf(&left, "--%s%s%s", row->name, row->argument ? " " : "",
                row->argument ? row->argument : "");
    option_help(row, &help);
    if (left.length + 2 <= HELP_COLUMN)
        fprintf(out, "%-*s", HELP_COLUMN, text_string(&left));
    else
        fprintf(out, "%s\n%*s", text_string(&left), HELP_COLUMN, "");
    print_wrapped(out, text_string(&help), HELP_COLUMN, HELP_COLUMN, HELP_WIDTH);
    text_free(&left);
    text_free(&help);
}

void options_print_help(const struct command *c, FILE *out) {
    options_print_usage(c, out);
    fputc('\n', out);
    print_wrapped(out, c->about, 0, 0, HELP_WIDTH);
    fputs("\nOptions:\n", out);
    for (u32 n = 0; n <= c->option_count; n++) print_option(option_row_at(c, n), out);
    if (!c->examples) return;
    fputs("\nExamples:\n", out);
    fputs("  ", out);
    for (const char *at = c->examples; *at; at++)
        fputs(*at == '\n' ? "\n  " : (char[]){*at, 0}, out);
    fputc('\n', out);
}
