/* isa/model_read.c: reading the file of an ISA model, which says which registers of a base ISA a
 * program may use, and for what:
 *
 *     { "name": "small", "title": "...", "base": "aarch64",
 *       "integer_registers": 9  or  ["x0", "x19", ...],     in order of preference
 *       "float_registers":   ditto,
 *       "arguments": { "integer": ["x0", ...], "float": ["v0", ...] },
 *       "results":   { "integer": ["x0", ...], "float": ["v0", ...] },
 *       "callee_saved": ["x19", ..., "v8", ...] }
 *
 * What is absent comes from the base ISA's own model (isa/models/BASE.json), less the registers
 * that this model does not have. The tables at the end of this file are the form; the hooks above
 * them, called row by row, know registers. */
#include "isa/isa.h"
#include "isa/model_form.h"

#include <stdio.h>

static const char *const class_keys[CLASS_COUNT] = {"integer_registers", "float_registers"};
static const char *const class_names[CLASS_COUNT] = {"integer", "float"};

/* What is read into. */
struct reading {
    const char *name; /* NULL: missing, or no good */
    struct model m;   /* m.isa is NULL until the base is known */
};

/* A list of registers in the making. */
struct reg_list {
    reg at[64];
    u32 count;
    regset set;
};

/* ---- Registers -------------------------------------------------------------------------- */

static const char *reserved_for(enum reg_role role) {
    switch (role) {
    case ROLE_GENERAL: return NULL;
    case ROLE_STACK: return "the stack pointer";
    case ROLE_LINK: return "the link register";
    case ROLE_CONTEXT: return "the pointer to the process's context";
    case ROLE_SCRATCH: return "a scratch register of code generation";
    case ROLE_ZERO: return "always zero";
    case ROLE_CONSTANT: return "a constant of code generation";
    }
    return NULL;
}

static reg find_register(const struct isa *isa, const char *name) {
    for (u32 r = 0; r < 64; r++) {
        const struct reg_info *info = &isa->registers[r];
        if (!info->name) continue;
        if (strcmp(info->name, name) == 0 || (info->alias && strcmp(info->alias, name) == 0))
            return (reg)r;
    }
    return NO_REG;
}

static void unknown_register(struct json j, const struct isa *isa, const char *name,
                             struct status *st) {
    const char *candidates[64];
    u32 n = 0;
    for (u32 r = 0; r < 64; r++)
        if (isa->registers[r].name && isa->registers[r].role == ROLE_GENERAL)
            candidates[n++] = isa->registers[r].name;
    const char *near = suggest(name, candidates, n);
    if (near)
        json_error(j, st, "%s has no register \"%s\"; did you mean \"%s\"?", isa->name, name,
                   near);
    else
        json_error(j, st, "%s has no register \"%s\"", isa->name, name);
}

/* A register that a program may use, by its name or alias; NO_REG and an error else. */
static reg read_register(struct json j, const struct isa *isa, struct status *st) {
    const char *name = json_string(j, "", st);
    reg r = find_register(isa, name);
    if (r == NO_REG) {
        unknown_register(j, isa, name, st);
        return NO_REG;
    }
    const char *reserved = reserved_for(isa->registers[r].role);
    if (reserved) {
        json_error(j, st, "%s is reserved: on %s it is %s", name, isa->name, reserved);
        return NO_REG;
    }
    return r;
}

static bool of_class(struct json j, const struct isa *isa, reg r, enum reg_class cl,
                     struct status *st) {
    if (reg_class_of(r) == cl) return true;
    return json_error(j, st, "%s is %s register; expected %s one", isa->registers[r].name,
                      cl == CLASS_INT ? "a float" : "an integer",
                      cl == CLASS_INT ? "an integer" : "a float");
}

/* Reads a list of registers, all in `among`. Returns false where something is wrong; that items
 * are no strings, or too many, is told by the form. */
static bool read_list(struct json j, const struct model *m, u32 most, regset among,
                      const enum reg_class *cl, struct reg_list *out, struct status *st) {
    *out = (struct reg_list){0};
    bool ok = json_is_array(j) && json_count(j) <= most;
    for (struct json item = json_first(j); json_present(item); item = json_next(item)) {
        reg r = json_is_string(item) ? read_register(item, m->isa, st) : NO_REG;
        if (r == NO_REG || (cl && !of_class(item, m->isa, r, *cl, st))) {
            ok = false;
            continue;
        }
        const char *name = m->isa->registers[r].name;
        if (!regset_has(among, r))
            ok = json_error(item, st, "%s is not among the model's %s", name,
                            class_keys[reg_class_of(r)]);
        else if (regset_has(out->set, r))
            ok = json_error(item, st, "%s is listed twice", name);
        else {
            out->at[out->count++] = r;
            out->set |= regset_of(r);
        }
    }
    return ok;
}

/* ---- Name and base ---------------------------------------------------------------------- */

static const char *isa_name(u32 n) {
    return n < isa_count ? isa_list[n]->name : NULL;
}

/* What a model starts from: the base ISA's own model, or, for that one, all registers that
 * programs may use. */
static bool start_from(const struct isa *isa, bool is_own, struct model *out,
                       struct status *st) {
    if (!is_own) return model_find(isa->name, out, st);
    *out = (struct model){.isa = isa};
    for (u32 r = 0; r < 64; r++) {
        enum reg_class cl = reg_class_of((reg)r);
        if (!isa->registers[r].name || isa->registers[r].role != ROLE_GENERAL) continue;
        out->order[cl][out->count[cl]++] = (reg)r;
        out->allocatable |= regset_of((reg)r);
    }
    return true;
}

static bool take_base(struct form_reader *r, struct json j, void *at) {
    struct reading *reading = at;
    const struct isa *isa = isa_find(json_string(j, "", r->st));
    bool is_own = reading->name && !strcmp(reading->name, isa->name);
    return start_from(isa, is_own, &reading->m, r->st);
}

/* ---- Registers of a class --------------------------------------------------------------- */

static enum reg_class class_of_key(struct json j) {
    return strcmp(json_key(j), class_keys[CLASS_FLOAT]) ? CLASS_INT : CLASS_FLOAT;
}

/* The model has the name of its base while it is read: messages speak of that. */
static void name_as_base(struct model *m) {
    snprintf(m->name, sizeof m->name, "%s", m->isa->name);
}

static bool take_count(struct form_reader *r, struct json j, void *at) {
    struct model *m = &((struct reading *)at)->m;
    struct status mine = {0};
    if (!m->isa) return true;
    name_as_base(m);
    u32 count = (u32)json_integer(j, 0, 0, MODEL_REGISTERS_MOST, r->st);
    bool ok =
        model_narrow(m, class_of_key(j), count, &mine) || json_error(j, r->st, "%s", mine.text);
    status_free(&mine);
    return ok;
}

static bool check_required(struct json j, const struct model *m, regset have, enum reg_class cl,
                           struct status *st) {
    regset class = cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT, missing;
    bool ok = true;
    for (missing = m->isa->required & class & ~have; missing; missing &= missing - 1)
        ok = json_error(j, st,
                        "%s must be among them: instructions of %s work on no other register",
                        m->isa->registers[lowest_bit(missing)].name, m->isa->name);
    return ok;
}

static bool take_class(struct form_reader *r, struct json j, void *at) {
    struct model *m = &((struct reading *)at)->m;
    enum reg_class cl = class_of_key(j);
    struct reg_list l;
    if (!m->isa) return true;
    if (!read_list(j, m, COUNT_OF(m->order[cl]), ~0ull, &cl, &l, r->st)) return false;
    if (l.count < MODEL_REGISTERS_LEAST) return false;
    bool ok = check_required(j, m, l.set, cl, r->st);
    model_restrict(m, cl, l.set);
    memcpy(m->order[cl], l.at, l.count);
    m->count[cl] = (u8)l.count;
    m->allocatable |= l.set;
    return ok;
}

/* ---- The calling convention ------------------------------------------------------------- */

/* {"integer": [...], "float": [...]}. Absent lists stay as they are. `at` is an array of
 * CLASS_COUNT rows of `most` registers. */
static bool take_carriers(struct form_reader *r, struct json j, const struct model *m, reg *at,
                          u8 *counts, u32 most) {
    bool ok = true;
    for (u32 n = 0; n < CLASS_COUNT && m->isa; n++) {
        struct json list = json_member(j, class_names[n]);
        enum reg_class cl = n;
        struct reg_list l;
        if (!json_present(list)) continue;
        if (read_list(list, m, most, m->allocatable, &cl, &l, r->st)) {
            memcpy(at + n * most, l.at, l.count);
            counts[n] = (u8)l.count;
        } else {
            ok = false;
        }
    }
    return ok;
}

static bool take_arguments(struct form_reader *r, struct json j, void *at) {
    struct model *m = &((struct reading *)at)->m;
    return take_carriers(r, j, m, m->args[0], m->arg_count, COUNT_OF(m->args[0]));
}

static bool take_results(struct form_reader *r, struct json j, void *at) {
    struct model *m = &((struct reading *)at)->m;
    return take_carriers(r, j, m, m->results[0], m->result_count, COUNT_OF(m->results[0]));
}

static bool take_callee_saved(struct form_reader *r, struct json j, void *at) {
    struct model *m = &((struct reading *)at)->m;
    struct reg_list l;
    if (!m->isa) return true;
    if (!read_list(j, m, COUNT_OF(l.at), m->allocatable, NULL, &l, r->st)) return false;
    m->callee_saved = l.set;
    return true;
}

/* All rows are read: do they fit together? */
static bool take_model(struct form_reader *r, struct json object, void *at) {
    struct reading *reading = at;
    struct model *m = &reading->m;
    struct json saved = json_member(object, "callee_saved");
    bool ok = true;
    if (!m->isa) return true;
    for (u32 cl = 0; cl < CLASS_COUNT; cl++)
        for (u32 n = 0; n < m->result_count[cl]; n++)
            if (regset_has(m->callee_saved, m->results[cl][n]))
                ok = json_error(json_present(saved) ? saved : object, r->st,
                                "%s carries a result, so it cannot be callee-saved",
                                m->isa->registers[m->results[cl][n]].name);
    if (reading->name) snprintf(m->name, sizeof m->name, "%s", reading->name);
    return ok;
}

/* ---- The form --------------------------------------------------------------------------- */

static const struct form text_form = {.kind = FORM_STRING};
static const struct form name_form = {
    .kind = FORM_STRING,
    .pattern = "^[^/]{1,28}$",
    .expected = "a name of 1 to 28 characters without '/'",
};
_Static_assert(MODEL_NAME_MAX == 28, "name_form says so");
static const struct form base_form = {
    .kind = FORM_CHOICE, .name_of = isa_name, .noun = "ISA", .take = take_base};
static const struct form register_form = {.kind = FORM_STRING,
                                          .expected = "the name of a register"};
static const struct form count_form = {
    .kind = FORM_INTEGER,
    .expected = "a count of registers, from 4 up to those that the base has",
    .least = MODEL_REGISTERS_LEAST,
    .most = MODEL_REGISTERS_MOST,
    .take = take_count,
};
static const struct form class_form = {
    .kind = FORM_LIST,
    .noun = "register",
    .least = MODEL_REGISTERS_LEAST,
    .most = COUNT_OF(((struct model *)0)->order[0]),
    .item = &register_form,
    .unique = true,
    .take = take_class,
};
static const struct form *const registers_forms[] = {&count_form, &class_form};
static const struct form registers_form = {
    .kind = FORM_EITHER,
    .name = "registers",
    .about = "How many of the base's registers programs may use, or which, in order of "
             "preference.",
    .expected = "a count or a list of registers",
    FORM_FORMS(registers_forms),
};

#define REGISTERS .kind = FORM_LIST, .noun = "register", .item = &register_form, .unique = true
static const struct form arguments_list = {REGISTERS,
                                           .most = COUNT_OF(((struct model *)0)->args[0])};
static const struct form results_list = {REGISTERS,
                                         .most = COUNT_OF(((struct model *)0)->results[0])};
static const struct form_key arguments_keys[] = {
    {"integer", &arguments_list, .about = "integer registers, the first argument's first"},
    {"float", &arguments_list, .about = "float registers, the first argument's first"},
};
static const struct form_key results_keys[] = {
    {"integer", &results_list, .about = "integer registers, the first result's first"},
    {"float", &results_list, .about = "float registers, the first result's first"},
};
#define CARRIERS .kind = FORM_OBJECT, .expected = "an object with \"integer\" and \"float\""
static const struct form arguments_form = {CARRIERS, .name = "arguments",
                                           .about = "The registers that carry arguments.",
                                           .take = take_arguments, FORM_KEYS(arguments_keys)};
static const struct form results_form = {CARRIERS, .name = "results",
                                         .about = "The registers that carry results.",
                                         .take = take_results, FORM_KEYS(results_keys)};
static const struct form callee_saved_form = {
    REGISTERS, .most = COUNT_OF(((struct reg_list *)0)->at), .take = take_callee_saved};

/* In the order in which they are read: each knows what those above it said. */
static const struct form_key model_keys[] = {
    {"$schema", &text_form, .about = "the JSON Schema of this file, for editors"},
    {"name", &name_form, .about = "what the model is called", .required = true,
     FORM_FIELD(struct reading, name)},
    {"title", &text_form, .about = "a line about it"},
    {"base", &base_form, .about = "the ISA that it is a model of", .required = true},
    {"integer_registers", &registers_form,
     .about = "the integer registers that programs may use; without it, those of the base"},
    {"float_registers", &registers_form,
     .about = "the float registers that programs may use; without it, those of the base"},
    {"arguments", &arguments_form,
     .about =
         "the registers that carry arguments; without it, those of the base that the model "
         "has"},
    {"results", &results_form,
     .about = "the registers that carry results; without it, those of the base that the model "
              "has"},
    {"callee_saved", &callee_saved_form,
     .about =
         "the registers whose values survive calls; without it, those of the base that the "
         "model has"},
};
const struct form model_form = {
    .kind = FORM_OBJECT,
    .title = "ISA model of hpmsim",
    .about = "An ISA model of hpmsim: which registers of a base ISA programs may use, and what "
             "for.",
    .expected = "an ISA model, which is an object",
    .take = take_model,
    FORM_KEYS(model_keys),
};

bool model_read(struct json j, struct model *out, struct status *st) {
    struct reading reading = {0};
    if (!form_read(&model_form, j, &reading, NULL, st)) return false;
    *out = reading.m;
    return true;
}
