/* cli/arguments.c: the vocabulary of arguments, and how synopses are read. */
#include "cli/arguments.h"

#include <assert.h>
#include <ctype.h>

#include "cli/cli.h"

const char *const argument_kind_names[] = {"text",  "number", "file",    "folder",
                                           "model", "choice", "command", "unknown"};

/* ---- Choices ------------------------------------------------------------------------------
 */

static const char *nth_allocator(u32 n) {
    return n < allocator_count ? allocator_list[n].name : NULL;
}

static const char *nth_strategy(u32 n) {
    return n < strategy_count ? strategy_list[n].name : NULL;
}

static const char *nth_pass(u32 n) {
    return n < dump_pass_count ? dump_passes[n] : NULL;
}

/* ---- The vocabulary -----------------------------------------------------------------------
 * A word means the same in all tables of options and synopses. "FILE.json" needs no row: a file
 * of that suffix; nor does "map|shadow": one of these. */

static const struct {
    const char *word;
    enum argument_kind kind;
    const char *suffixes;         /* ARGUMENT_FILE */
    const char *(*choice)(u32 n); /* ARGUMENT_CHOICE: NULL behind the last */
} vocabulary[] = {
    {"ALLOCATOR", ARGUMENT_CHOICE, NULL, nth_allocator},
    {"ARGS", ARGUMENT_FILE, NULL, NULL},
    {"COMMAND", ARGUMENT_COMMAND, NULL, NULL},
    {"DIR", ARGUMENT_FOLDER, NULL, NULL},
    {"FILE", ARGUMENT_FILE, NULL, NULL},
    {"FUNCTION", ARGUMENT_TEXT, NULL, NULL},
    {"HOST[::GUEST]", ARGUMENT_FOLDER, NULL, NULL},
    {"I/N", ARGUMENT_TEXT, NULL, NULL},
    {"K=V", ARGUMENT_TEXT, NULL, NULL},
    {"MODEL[/K]", ARGUMENT_MODEL, NULL, NULL},
    {"N", ARGUMENT_NUMBER, NULL, NULL},
    {"NAME", ARGUMENT_TEXT, NULL, NULL},
    {"NAME=VALUE", ARGUMENT_TEXT, NULL, NULL},
    {"OUT", ARGUMENT_FILE, NULL, NULL},
    {"PASS", ARGUMENT_CHOICE, NULL, nth_pass},
    {"/POINTER=VALUE", ARGUMENT_TEXT, NULL, NULL},
    {"PROGRAM", ARGUMENT_FILE, "c,wasm,wat", NULL},
    {"S", ARGUMENT_NUMBER, NULL, NULL},
    {"STRATEGY", ARGUMENT_CHOICE, NULL, nth_strategy},
    {"TEXT", ARGUMENT_TEXT, NULL, NULL},
    {"TRACE", ARGUMENT_FILE, NULL, NULL},
};

static const char *joined(const char *(*choice)(u32 n), struct arena *a) {
    const char *all = "";
    for (u32 n = 0; choice(n); n++)
        all = arena_printf(a, "%s%s%s", all, n ? "," : "", choice(n));
    return all;
}

static u32 count_of(const char *text, char c) {
    u32 count = 0;
    for (; *text; text++) count += *text == c;
    return count;
}

static bool cut(char *word, const char *end) {
    size_t length = strlen(word), size = strlen(end);
    if (length <= size || strcmp(word + length - size, end)) return false;
    word[length - size] = 0;
    return true;
}

/* Brackets that enclose more than this word say what may be left out. */
static char *without_brackets(char *word) {
    while (word[0] == '[') word++;
    while (count_of(word, ']') > count_of(word, '[') && cut(word, "]"))
        ;
    return word;
}

struct argument argument_read(const char *text, struct arena *a) {
    struct argument found = {.kind = ARGUMENT_UNKNOWN};
    char *word = without_brackets(arena_strdup(a, text));
    found.list = cut(word, ",...");
    found.repeats = cut(word, "...");
    for (u32 n = 0; n < COUNT_OF(vocabulary); n++) {
        if (strcmp(vocabulary[n].word, word)) continue;
        found.kind = vocabulary[n].kind;
        found.suffixes = vocabulary[n].suffixes;
        if (vocabulary[n].choice) found.choices = joined(vocabulary[n].choice, a);
        return found;
    }
    const char *dot = strrchr(word, '.');
    if (dot && dot[1]) {
        found.kind = ARGUMENT_FILE;
        found.suffixes = dot + 1;
    } else if (strchr(word, '|')) {
        found.kind = ARGUMENT_CHOICE;
        for (char *c = word; *c; c++)
            if (*c == '|') *c = ',';
        found.choices = word;
    }
    return found;
}

/* ---- Synopses ------------------------------------------------------------------------------
 */

static bool is_literal(const char *word) {
    for (; *word; word++)
        if (!islower((unsigned char)*word) && *word != '-') return false;
    return true;
}

static struct operand_form *new_form(struct operand_forms *f) {
    assert(f->count < COUNT_OF(f->at));
    f->at[f->count] = (struct operand_form){0};
    return &f->at[f->count++];
}

void operand_forms_read(const struct command *c, struct operand_forms *out, struct arena *a) {
    struct operand_form *form = NULL;
    char *rest = arena_strdup(a, c->operands);
    out->count = 0;
    for (char *word = strtok_r(rest, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (word[0] == '-') break; /* an option that must be given */
        if (!strcmp(word, "|")) {
            form = NULL;
            continue;
        }
        const char *plain = without_brackets(arena_strdup(a, word));
        if (!form) {
            form = new_form(out);
            if (is_literal(plain)) {
                form->literal = plain;
                continue;
            }
        }
        assert(form->count < COUNT_OF(form->operands));
        form->words[form->count] = plain;
        form->operands[form->count++] = argument_read(word, a);
    }
}
