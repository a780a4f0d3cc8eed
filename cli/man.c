/* cli/man.c: manual pages made from the tables.
 *
 * Texts of the tables are plain sentences. On a page, what looks like an option (--name) is set
 * in bold; nothing else is marked up.
 */
#include "cli/man.h"

#include <ctype.h>

#include "cli/cli.h"

/* ---- Text for man(7) ---------------------------------------------------------------------- */

static void add_char(struct text *out, char c) {
    switch (c) {
    case '\\': text_add(out, "\\e"); break;
    case '-': text_add(out, "\\-"); break;
    case '\'': text_add(out, "\\(aq"); break;
    case '`': text_add(out, "\\(ga"); break;
    case '^': text_add(out, "\\(ha"); break;
    case '~': text_add(out, "\\(ti"); break;
    default: text_add_bytes(out, &c, 1);
    }
}

static void add_chars(struct text *out, const char *text, size_t length) {
    for (size_t n = 0; n < length; n++) add_char(out, text[n]);
}

static size_t option_length(const char *text) {
    size_t length = 2;
    if (strncmp(text, "--", 2) || !isalpha((unsigned char)text[2])) return 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '-') length++;
    return length;
}

/* A line of the text, that is a paragraph; options in bold. */
static void add_paragraph(struct text *out, const char *text, size_t length) {
    bool begins = true; /* a line, where "." would be a request */
    for (size_t n = 0; n < length;) {
        size_t option = option_length(text + n);
        if (begins && text[n] == '.') text_add(out, "\\&");
        if (option) {
            text_add(out, "\\fB");
            add_chars(out, text + n, option);
            text_add(out, "\\fR");
        } else {
            add_char(out, text[n]);
        }
        begins = false;
        n += option ? option : 1;
    }
    text_add(out, "\n");
}

/* Paragraphs separated by newlines; `request` stands between them. */
static void add_text(struct text *out, const char *text, const char *request) {
    for (;;) {
        size_t length = strcspn(text, "\n");
        add_paragraph(out, text, length);
        text += length;
        if (!*text) return;
        text_printf(out, "%s\n", request);
        text++;
    }
}

static void add_styled(struct text *out, char font, const char *text) {
    text_printf(out, "\\f%c", font);
    add_chars(out, text, strlen(text));
    text_add(out, "\\fR");
}

static void add_section(struct text *out, const char *title) {
    text_printf(out, ".SH %s\n", title);
}

/* A paragraph with a heading at its left. */
static void begin_entry(struct text *out) {
    text_add(out, ".TP\n");
}

static void add_entry(struct text *out, char font, const char *head, const char *text) {
    begin_entry(out);
    add_styled(out, font, head);
    text_add(out, "\n");
    add_text(out, text, ".IP");
}

/* Lines as they are, such as commands. */
static void add_verbatim(struct text *out, const char *lines) {
    text_add(out, ".EX\n");
    for (const char *at = lines; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        if (*at == '.') text_add(out, "\\&");
        add_chars(out, at, strcspn(at, "\n"));
        text_add(out, "\n");
    }
    text_add(out, ".EE\n");
}

/* ---- What pages have in common ------------------------------------------------------------ */

/* "hpmsim-run" */
static void add_page_name(struct text *out, const struct command *c) {
    text_printf(out, "hpmsim%s%s", c ? "-" : "", c ? c->name : "");
}

static void add_head(struct text *out, const struct command *c, const char *summary) {
    const char *version = hpmsim_version();
    struct text name = {0};
    add_page_name(&name, c);
    text_add(out, ".TH ");
    for (const char *at = name.at; *at; at++) add_char(out, (char)toupper((unsigned char)*at));
    text_printf(out, " 1 \"%s\" \"hpmsim %.*s\" \"hpmsim manual\"\n", hpmsim_date(),
                (int)strcspn(version, " "), version);
    add_section(out, "NAME");
    add_chars(out, name.at, name.length);
    text_add(out, " \\- ");
    add_chars(out, summary, strlen(summary));
    text_add(out, "\n");
    text_free(&name);
}

static void add_option(struct text *out, const struct option_row *row) {
    struct text help = {0};
    begin_entry(out);
    if (row->letter) text_printf(out, "\\fB\\-%c\\fR, ", row->letter);
    text_add(out, "\\fB\\-\\-");
    add_chars(out, row->name, strlen(row->name));
    text_add(out, "\\fR");
    if (row->argument) {
        text_add(out, " ");
        add_styled(out, 'I', row->argument);
    }
    text_add(out, "\n");
    option_help(row, &help);
    add_text(out, help.at, ".IP");
    text_free(&help);
}

/* "hpmsim-run(1)", and what follows without a space. */
static void add_reference(struct text *out, const struct command *c, const char *after) {
    text_printf(out, ".BR hpmsim%s%s (1)%s\n", c ? "\\-" : "", c ? c->name : "", after);
}

/* ---- hpmsim-COMMAND(1) -------------------------------------------------------------------- */

void man_add_command(const struct command *c, struct text *out) {
    add_head(out, c, c->summary);
    add_section(out, "SYNOPSIS");
    text_printf(out, ".B hpmsim %s\n", c->name);
    if (c->option_count) text_add(out, "[\\fIOPTIONS\\fR]\n");
    add_chars(out, c->operands, strlen(c->operands));
    text_add(out, c->operands[0] ? "\n" : "");
    add_section(out, "DESCRIPTION");
    add_text(out, c->about, ".PP");
    add_section(out, "OPTIONS");
    for (u32 n = 0; n <= c->option_count; n++) add_option(out, option_row_at(c, n));
    if (c->examples) {
        add_section(out, "EXAMPLES");
        add_verbatim(out, c->examples);
    }
    add_section(out, "SEE ALSO");
    text_add(out, "Exit statuses and environment variables are described in\n");
    add_reference(out, NULL, ".");
}

/* ---- hpmsim(1) ---------------------------------------------------------------------------- */

void man_add_program(struct text *out) {
    struct text status = {0};
    add_head(out, NULL, "testbed for heterogeneous process migration");
    add_section(out, "SYNOPSIS");
    text_add(out, ".B hpmsim\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIOPERANDS\\fR]\n.br\n"
                  ".B hpmsim \\-\\-help\n.br\n.B hpmsim \\-\\-version\n[\\fB\\-\\-json\\fR]\n");
    add_section(out, "DESCRIPTION");
    add_text(out, program_about, ".PP");
    add_section(out, "COMMANDS");
    for (u32 n = 0; n < command_count; n++) {
        text_add(out, ".TP\n");
        add_reference(out, commands[n], "");
        add_text(out, commands[n]->summary, ".IP");
    }
    add_section(out, "EXIT STATUS");
    for (u32 n = 0; n < exit_meaning_count; n++) {
        text_clear(&status);
        text_printf(&status, "%d", exit_meanings[n].status);
        add_entry(out, 'B', status.at, exit_meanings[n].meaning);
    }
    text_free(&status);
    add_section(out, "ENVIRONMENT");
    for (u32 n = 0; n < environment_count; n++)
        add_entry(out, 'B', environment[n].name, environment[n].meaning);
    add_section(out, "FILES");
    add_entry(out, 'I', "PREFIX/share/hpmsim/experiments, PREFIX/share/hpmsim/workloads",
              "Ready experiments and the programs that they run.");
    add_section(out, "EXAMPLES");
    add_verbatim(out, "hpmsim run /usr/share/hpmsim/experiments/quickstart.json\n"
                      "hpmsim help run\n"
                      "hpmsim help --man run | man -l -");
    add_section(out, "SEE ALSO");
    for (u32 n = 0; n < command_count; n++)
        add_reference(out, commands[n], n + 1 == command_count ? "" : ",");
}
