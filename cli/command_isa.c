/* cli/command_isa.c: hpmsim isa: the machines there are, one of them, or a model's file. */
#include <stdlib.h>

#include "cli/cli.h"
#include "testbed/layout.h"

static const struct option_row options[] = {
    {"json", 0, NULL, "Print JSON.", NULL, false},
};

static const char *order_name(const struct isa *isa) {
    return isa->big_endian ? "big" : "little";
}

/* ---- list ------------------------------------------------------------------------------- */

static bool list(bool json, struct text *out, struct status *st) {
    struct json_writer w = {.out = out};
    struct style s = {colour_on(stdout), 100};
    struct grid g = {.column_count = 6,
                     .columns = {{"model", 0, 0},
                                 {"bits", 1, 0},
                                 {"byte order", 0, 0},
                                 {"integer", 1, 0},
                                 {"float", 1, 0},
                                 {NULL, 0, 0}}};
    struct arena a;
    arena_init(&a);
    if (json) json_begin_array(&w, NULL);
    for (u32 n = 0; n < isa_count; n++) {
        const struct isa *isa = isa_list[n];
        struct model m;
        if (!model_find(isa->name, &m, st)) continue;
        grid_cell(&g, isa->name);
        grid_cell(&g, text_count(&a, isa->word_bytes * 8));
        grid_cell(&g, order_name(isa));
        grid_cell(&g, text_count(&a, m.count[CLASS_INT]));
        grid_cell(&g, text_count(&a, m.count[CLASS_FLOAT]));
        grid_cell(&g, isa->title);
        if (!json) continue;
        json_begin_object(&w, NULL);
        w.compact = true;
        json_put_string(&w, "model", isa->name);
        json_put_string(&w, "title", isa->title);
        json_put_integer(&w, "bits", isa->word_bytes * 8);
        json_put_string(&w, "byte_order", order_name(isa));
        json_put_integer(&w, "registers", m.count[CLASS_INT]);
        json_put_integer(&w, "float_registers", m.count[CLASS_FLOAT]);
        json_end_object(&w);
        w.compact = false;
    }
    if (json)
        json_end_array(&w);
    else
        grid_add(&g, out, &s, 0);
    grid_free(&g);
    arena_free(&a);
    return status_ok(st);
}

/* ---- show ------------------------------------------------------------------------------- */

static const char *reserved_text(enum reg_role role) {
    switch (role) {
    case ROLE_GENERAL: return "not used by this model";
    case ROLE_STACK: return "stack pointer";
    case ROLE_LINK: return "return address";
    case ROLE_CONTEXT: return "the process's context";
    case ROLE_SCRATCH: return "scratch of code generation";
    case ROLE_ZERO: return "always zero";
    case ROLE_CONSTANT: return "constant of code generation";
    }
    return "";
}

/* Place of r in a list, counted from 0; -1: it isn't in it. */
static int place_in(const reg *at, u32 count, reg r) {
    for (u32 n = 0; n < count; n++)
        if (at[n] == r) return (int)n;
    return -1;
}

static void add_carried(const char *what, const reg *at, u32 count, reg r, struct text *out) {
    int n = place_in(at, count, r);
    if (n >= 0) text_printf(out, "%s%s %d", out->length ? ", " : "", what, n + 1);
}

static void add_register(const struct model *m, reg r, struct arena *a, struct grid *g) {
    const struct reg_info *info = &m->isa->registers[r];
    enum reg_class cl = reg_class_of(r);
    int order = place_in(m->order[cl], m->count[cl], r);
    struct text use = {0};
    if (order >= 0) {
        add_carried("argument", m->args[cl], m->arg_count[cl], r, &use);
        add_carried("result", m->results[cl], m->result_count[cl], r, &use);
        if (regset_has(m->isa->required, r))
            text_printf(&use, "%sneeded by instructions", use.length ? ", " : "");
    } else {
        text_add(&use, reserved_text((enum reg_role)info->role));
    }
    grid_cell(g, info->name);
    grid_cell(g, info->alias && strcmp(info->alias, info->name) ? info->alias : NULL);
    grid_cell(g, cl == CLASS_INT ? "integer" : "float");
    grid_cell(g, order >= 0 ? text_printed(a, "%d", order + 1) : "-");
    grid_cell(g, order < 0 ? NULL : regset_has(m->callee_saved, r) ? "callee" : "caller");
    grid_cell(g, arena_strdup(a, text_string(&use)));
    text_free(&use);
}

static void show_page(const struct model *m, struct text *out) {
    struct style s = {colour_on(stdout), 100};
    struct arena a;
    struct grid g = {.column_count = 6,
                     .columns = {{"register", 0, 0},
                                 {"alias", 0, 0},
                                 {"class", 0, 0},
                                 {"order", 1, 0},
                                 {"saved by", 0, 0},
                                 {"use", 0, 0}}};
    arena_init(&a);
    add_toned(out, &s, TONE_BOLD, m->name);
    text_printf(out, ": %s, %u bits, %s-endian\n", m->isa->title, m->isa->word_bytes * 8,
                order_name(m->isa));
    text_printf(out,
                "%u integer and %u float registers that programs may use, in the order in "
                "which they are taken:\n\n",
                m->count[CLASS_INT], m->count[CLASS_FLOAT]);
    for (u32 r = 0; r < 64; r++)
        if (m->isa->registers[r].name) add_register(m, (reg)r, &a, &g);
    grid_add(&g, out, &s, 2);
    grid_free(&g);
    arena_free(&a);
}

static void put_list(struct json_writer *w, const char *key, const struct isa *isa,
                     const reg *at, u32 count) {
    bool compact = w->compact;
    json_begin_array(w, key);
    w->compact = true;
    for (u32 n = 0; n < count; n++) json_put_string(w, NULL, isa->registers[at[n]].name);
    json_end_array(w);
    w->compact = compact;
}

/* The same form as a model's file, so that it can be the start of a new one. */
static void show_json(const struct model *m, struct text *out) {
    struct json_writer w = {.out = out};
    reg saved[64];
    u32 count = 0;
    char name[sizeof m->name];
    memcpy(name, m->name, sizeof name);
    if (strchr(name, '/')) *strchr(name, '/') = '-'; /* which names in files don't have */
    for (regset s = m->callee_saved; s; s &= s - 1) saved[count++] = (reg)lowest_bit(s);
    json_begin_object(&w, NULL);
    json_put_string(&w, "name", name);
    json_put_string(&w, "title", m->isa->title);
    json_put_string(&w, "base", m->isa->name);
    put_list(&w, "integer_registers", m->isa, m->order[CLASS_INT], m->count[CLASS_INT]);
    put_list(&w, "float_registers", m->isa, m->order[CLASS_FLOAT], m->count[CLASS_FLOAT]);
    json_begin_object(&w, "arguments");
    put_list(&w, "integer", m->isa, m->args[CLASS_INT], m->arg_count[CLASS_INT]);
    put_list(&w, "float", m->isa, m->args[CLASS_FLOAT], m->arg_count[CLASS_FLOAT]);
    json_end_object(&w);
    json_begin_object(&w, "results");
    put_list(&w, "integer", m->isa, m->results[CLASS_INT], m->result_count[CLASS_INT]);
    put_list(&w, "float", m->isa, m->results[CLASS_FLOAT], m->result_count[CLASS_FLOAT]);
    json_end_object(&w);
    put_list(&w, "callee_saved", m->isa, saved, count);
    json_end_object(&w);
}

static bool show(const char *name, bool json, struct text *out, struct status *st) {
    struct model m;
    if (!model_find(name, &m, st)) return false;
    if (json)
        show_json(&m, out);
    else
        show_page(&m, out);
    return true;
}

/* ---- check ------------------------------------------------------------------------------ */

/* {"file", "good", and what the model is, or "errors": one per line that is told} */
static void check_json(const char *path, const struct model *m, const struct status *st,
                       struct text *out) {
    struct json_writer w = {.out = out};
    json_begin_object(&w, NULL);
    json_put_string(&w, "file", path);
    json_put_bool(&w, "good", status_ok(st));
    if (status_ok(st)) {
        json_put_string(&w, "name", m->name);
        json_put_string(&w, "base", m->isa->name);
        json_put_integer(&w, "registers", m->count[CLASS_INT]);
        json_put_integer(&w, "float_registers", m->count[CLASS_FLOAT]);
    } else {
        json_begin_array(&w, "errors");
        for (const char *at = st->text; at;
             at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
            struct text line = {0};
            text_add_bytes(&line, at, strcspn(at, "\n"));
            json_put_string(&w, NULL, text_string(&line));
            text_free(&line);
        }
        json_end_array(&w);
    }
    json_end_object(&w);
}

static bool check(const char *path, bool json, struct text *out, struct status *st) {
    struct model m;
    struct json_document *d = json_parse_file(path, st);
    bool ok = d && model_read(json_root(d), &m, st);
    if (json)
        check_json(path, &m, st, out);
    else if (ok)
        text_printf(out, "%s: fine: %s, %s with %u integer and %u float registers\n", path,
                    m.name, m.isa->name, m.count[CLASS_INT], m.count[CLASS_FLOAT]);
    json_free(d);
    return ok;
}

/* ---- The command ------------------------------------------------------------------------ */

static bool answer(const struct invocation *i, struct text *out, struct status *st) {
    static const char *const words[] = {"list", "show", "check"};
    const char *word = i->operand_count ? i->operands[0] : "list";
    bool json = option_given(i, "json"), is_list = !strcmp(word, "list");
    if (is_list && i->operand_count <= 1) return list(json, out, st);
    if (is_list)
        return status_fail(st, FAULT_USER, "isa list: \"%s\" is one operand too many",
                           i->operands[1]);
    if (!strcmp(word, "show") || !strcmp(word, "check")) {
        if (i->operand_count < 2)
            return status_fail(st, FAULT_USER, "isa %s: an operand is missing: %s", word,
                               word[0] == 's' ? "MODEL[/K]" : "FILE");
        return word[0] == 's' ? show(i->operands[1], json, out, st)
                              : check(i->operands[1], json, out, st);
    }
    const char *near = suggest(word, words, COUNT_OF(words));
    if (near)
        return status_fail(st, FAULT_USER, "isa: there is no %s; did you mean %s?", word, near);
    return status_fail(st, FAULT_USER, "isa: expected list, show or check, found \"%s\"", word);
}

static int run(const struct invocation *i) {
    struct status st = {0};
    struct text out = {0};
    bool ok = answer(i, &out, &st);
    fputs(text_string(&out), stdout);
    int exit_status = ok ? EXIT_DONE : report(&st);
    text_free(&out);
    return exit_status;
}

const struct command command_isa = {
    .name = "isa",
    .operands = "[list | show MODEL[/K] | check FILE.json]",
    .summary = "the ISA models there are, one of them, or a check of a model's file",
    .about =
        "list: the ready models. show: a model's registers and what each is for; with --json "
        "in the form of a model's file. check: reads a model's file and tells all that is "
        "wrong with it.",
    .examples = "hpmsim isa show x86-32/5\n"
                "hpmsim isa show aarch64 --json >my-model.json",
    .options = options,
    .option_count = COUNT_OF(options),
    .least = 0,
    .most = 2,
    .run = run,
};
