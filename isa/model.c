/* isa/model.c: ISA models. A model is a JSON file that says which registers of a base ISA a
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
 * that this model does not have. */
#include "isa/isa.h"
#include "isa/model_text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const class_names[CLASS_COUNT] = {"integer", "float"};
static const char *const class_keys[CLASS_COUNT] = {"integer_registers", "float_registers"};

/* A list of registers in the making. */
struct reg_list {
    reg at[64];
    u32 count;
    regset set;
};

/* ---- Narrowing -------------------------------------------------------------------------- */

static u8 keep(reg *at, u32 count, regset wanted) {
    u8 kept = 0;
    for (u32 n = 0; n < count; n++)
        if (regset_has(wanted, at[n])) at[kept++] = at[n];
    return kept;
}

/* Leaves a class the registers of `wanted`, in the order that it has. */
static void restrict_to(struct model *m, enum reg_class cl, regset wanted) {
    m->count[cl] = keep(m->order[cl], m->count[cl], wanted);
    m->arg_count[cl] = keep(m->args[cl], m->arg_count[cl], wanted);
    m->result_count[cl] = keep(m->results[cl], m->result_count[cl], wanted);
    regset dropped = (cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT) & ~wanted;
    m->allocatable &= ~dropped;
    m->callee_saved &= ~dropped;
}

/* NULL, or (owned by the caller) what is wrong with taking `count` registers of a class. */
static char *count_error(const struct model *m, enum reg_class cl, i64 count) {
    if (count >= MODEL_REGISTERS_LEAST && count <= m->count[cl]) return NULL;
    struct text t = {0};
    text_printf(&t, "%s has %u allocatable %s registers; asked for %lld; %u is the least",
                m->name, m->count[cl], class_names[cl], (long long)count,
                MODEL_REGISTERS_LEAST);
    return t.at;
}

/* The first `count` of the order, among them all that the ISA's instructions fix. */
static void take_first(struct model *m, enum reg_class cl, u32 count) {
    regset required =
        m->isa->required & m->allocatable & (cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT);
    u32 free = count - (u32)count_bits(required);
    regset wanted = required;
    for (u32 n = 0; n < m->count[cl] && free > 0; n++) {
        if (regset_has(required, m->order[cl][n])) continue;
        wanted |= regset_of(m->order[cl][n]);
        free--;
    }
    restrict_to(m, cl, wanted);
}

/* The name tells the count of integer registers: "aarch64/9". */
static void name_count(struct model *m) {
    char *slash = strchr(m->name, '/');
    size_t stem = slash ? (size_t)(slash - m->name) : strlen(m->name);
    snprintf(m->name + stem, sizeof m->name - stem, "/%u", m->count[CLASS_INT]);
}

bool model_narrow(struct model *m, enum reg_class cl, u32 count, struct status *st) {
    if (count == m->count[cl]) return true;
    char *error = count_error(m, cl, count);
    if (error) {
        status_fail(st, FAULT_USER, "%s", error);
        free(error);
        return false;
    }
    take_first(m, cl, count);
    if (cl == CLASS_INT) name_count(m);
    return true;
}

/* ---- Reading ---------------------------------------------------------------------------- */

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
    if (!json_is_string(j)) {
        json_error(j, st, "expected the name of a register");
        return NO_REG;
    }
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

/* Reads a list of at most `most` registers, all in `among`. */
static bool read_list(struct json j, const struct model *m, u32 most, regset among,
                      const enum reg_class *cl, struct reg_list *out, struct status *st) {
    *out = (struct reg_list){0};
    if (!json_is_array(j)) return json_error(j, st, "expected a list of registers");
    bool ok = true;
    for (u32 n = 0; n < json_count(j); n++) {
        struct json item = json_item(j, n);
        reg r = read_register(item, m->isa, st);
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
        else if (out->count == most)
            return json_error(item, st, "at most %u registers fit here", most);
        else {
            out->at[out->count++] = r;
            out->set |= regset_of(r);
        }
    }
    return ok;
}

static void check_required(struct json j, const struct model *m, regset have, enum reg_class cl,
                           struct status *st) {
    regset class = cl == CLASS_INT ? REGSET_INT : REGSET_FLOAT;
    for (regset missing = m->isa->required & class & ~have; missing; missing &= missing - 1)
        json_error(j, st, "%s must be among them: instructions of %s work on no other register",
                   m->isa->registers[lowest_bit(missing)].name, m->isa->name);
}

/* "integer_registers" or "float_registers": m holds what the base ISA has. */
static void read_class(struct json object, enum reg_class cl, struct model *m,
                       struct status *st) {
    struct json j = json_member(object, class_keys[cl]);
    if (!json_present(j)) return;
    if (json_is_number(j)) {
        i64 count = json_integer(j, 0, INT32_MIN, INT32_MAX, st);
        char *error = count_error(m, cl, count);
        if (error)
            json_error(j, st, "%s", error);
        else
            take_first(m, cl, (u32)count);
        free(error);
        return;
    }
    if (!json_is_array(j)) {
        json_error(j, st, "expected a count or a list of registers");
        return;
    }
    struct reg_list l;
    if (!read_list(j, m, 32, ~0ull, &cl, &l, st)) return;
    if (l.count < MODEL_REGISTERS_LEAST) {
        json_error(j, st, "found %u registers; %u is the least", l.count,
                   MODEL_REGISTERS_LEAST);
        return;
    }
    check_required(j, m, l.set, cl, st);
    restrict_to(m, cl, l.set);
    memcpy(m->order[cl], l.at, l.count);
    m->count[cl] = (u8)l.count;
    m->allocatable |= l.set;
}

/* "arguments" or "results": {"integer": [...], "float": [...]}. Absent lists stay as they are.
 * `at` is an array of CLASS_COUNT rows of `most` registers. */
static void read_carriers(struct json object, const char *key, const struct model *m, reg *at,
                          u8 *counts, u32 most, struct status *st) {
    struct json j = json_member(object, key);
    if (!json_present(j)) return;
    if (!json_is_object(j)) {
        json_error(j, st, "expected an object with \"integer\" and \"float\"");
        return;
    }
    json_known_keys(j, class_names, CLASS_COUNT, st);
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
        struct json list = json_member(j, class_names[cl]);
        struct reg_list l;
        enum reg_class class = cl;
        if (!json_present(list)) continue;
        if (!read_list(list, m, most, m->allocatable, &class, &l, st)) continue;
        memcpy(at + cl * most, l.at, l.count);
        counts[cl] = (u8)l.count;
    }
}

static void read_callee_saved(struct json object, struct model *m, struct status *st) {
    struct json j = json_member(object, "callee_saved");
    struct reg_list l;
    if (json_present(j) && read_list(j, m, 64, m->allocatable, NULL, &l, st))
        m->callee_saved = l.set;
    for (u32 cl = 0; cl < CLASS_COUNT; cl++)
        for (u32 n = 0; n < m->result_count[cl]; n++)
            if (regset_has(m->callee_saved, m->results[cl][n]))
                json_error(json_present(j) ? j : object, st,
                           "%s carries a result, so it cannot be callee-saved",
                           m->isa->registers[m->results[cl][n]].name);
}

static bool read_model(struct json j, struct model *out, struct status *st);

static const struct model_text *find_text(const char *name) {
    for (u32 n = 0; n < model_text_count; n++)
        if (strcmp(model_texts[n].name, name) == 0) return &model_texts[n];
    return NULL;
}

static bool read_text(const struct model_text *text, struct model *out, struct status *st) {
    struct json_document *d = json_parse(text->name, text->text, text->size, st);
    bool ok = d && read_model(json_root(d), out, st);
    json_free(d);
    return ok;
}

/* What a model starts from: the base ISA's own model, or, for that one, all registers that
 * programs may use. */
static bool start_from(const struct isa *isa, bool is_own, struct model *out,
                       struct status *st) {
    if (!is_own) {
        const struct model_text *text = find_text(isa->name);
        if (!text)
            return status_fail(st, FAULT_INTERNAL, "%s has no model of its own", isa->name);
        return read_text(text, out, st);
    }
    *out = (struct model){.isa = isa};
    for (u32 r = 0; r < 64; r++) {
        enum reg_class cl = reg_class_of((reg)r);
        if (!isa->registers[r].name || isa->registers[r].role != ROLE_GENERAL) continue;
        out->order[cl][out->count[cl]++] = (reg)r;
        out->allocatable |= regset_of((reg)r);
    }
    return true;
}

static const struct isa *read_base(struct json object, struct status *st) {
    struct json j = json_member(object, "base");
    const char *name = json_string(j, NULL, st);
    if (!name) {
        if (!json_present(j)) json_error(object, st, "\"base\" is missing: the ISA's name");
        return NULL;
    }
    const struct isa *isa = isa_find(name);
    if (isa) return isa;
    const char *names[64];
    assert(isa_count <= COUNT_OF(names));
    for (u32 n = 0; n < isa_count; n++) names[n] = isa_list[n]->name;
    const char *near = suggest(name, names, isa_count);
    if (near)
        json_error(j, st, "there is no ISA \"%s\"; did you mean \"%s\"?", name, near);
    else
        json_error(j, st, "there is no ISA \"%s\"", name);
    return NULL;
}

static bool read_name(struct json object, struct model *m, struct status *st) {
    struct json j = json_member(object, "name");
    const char *name = json_string(j, NULL, st);
    if (!json_present(j)) return json_error(object, st, "\"name\" is missing");
    if (!name) return false;
    /* Room for a count behind it. */
    if (!name[0] || strlen(name) > MODEL_NAME_MAX || strchr(name, '/'))
        return json_error(j, st, "expected a name of 1 to %u characters without '/'",
                          MODEL_NAME_MAX);
    snprintf(m->name, sizeof m->name, "%s", name);
    return true;
}

static bool read_model(struct json j, struct model *out, struct status *st) {
    static const char *const keys[] = {
        "$schema",         "name",      "title",   "base",        "integer_registers",
        "float_registers", "arguments", "results", "callee_saved"};
    if (!json_is_object(j)) return json_error(j, st, "expected an object: an ISA model");
    json_known_keys(j, keys, COUNT_OF(keys), st);
    json_string(json_member(j, "title"), "", st);
    const struct isa *isa = read_base(j, st);
    if (!isa) return false;
    const char *name = json_string(json_member(j, "name"), "", st);
    struct model m;
    if (!start_from(isa, strcmp(name, isa->name) == 0, &m, st)) return false;
    snprintf(m.name, sizeof m.name, "%s", isa->name); /* messages speak of the base */
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) read_class(j, cl, &m, st);
    read_carriers(j, "arguments", &m, m.args[0], m.arg_count, COUNT_OF(m.args[0]), st);
    read_carriers(j, "results", &m, m.results[0], m.result_count, COUNT_OF(m.results[0]), st);
    read_callee_saved(j, &m, st);
    read_name(j, &m, st);
    if (!status_ok(st)) return false;
    *out = m;
    return true;
}

bool model_read(struct json j, struct model *out, struct status *st) {
    return read_model(j, out, st);
}

/* ---- Finding ---------------------------------------------------------------------------- */

static bool unknown_model(const char *name, struct status *st) {
    const char *names[64];
    struct text list = {0};
    u32 n = 0;
    for (; n < model_text_count && n < COUNT_OF(names); n++) {
        names[n] = model_texts[n].name;
        text_printf(&list, "%s%s", n ? ", " : "", names[n]);
    }
    const char *near = suggest(name, names, n);
    struct text hint = {0};
    if (near)
        text_printf(&hint, "; did you mean \"%s\"?", near);
    else
        text_printf(&hint, "; there are %s, or the path of a model's file", text_string(&list));
    status_fail(st, FAULT_USER, "there is no ISA model \"%s\"%s", name, text_string(&hint));
    text_free(&list);
    text_free(&hint);
    return false;
}

/* A model by its name alone, or by the path of its file. */
static bool find_whole(const char *name, struct model *out, struct status *st) {
    const struct model_text *text = find_text(name);
    size_t length = strlen(name);
    if (text) return read_text(text, out, st);
    if ((length < 5 || strcmp(name + length - 5, ".json") != 0) && !file_exists(name))
        return unknown_model(name, st);
    struct json_document *d = json_parse_file(name, st);
    bool ok = d && read_model(json_root(d), out, st);
    json_free(d);
    return ok;
}

bool model_find(const char *name, struct model *out, struct status *st) {
    const char *slash = strrchr(name, '/');
    size_t digits = slash ? strspn(slash + 1, "0123456789") : 0;
    if (!slash || digits == 0 || digits > 9 || slash[1 + digits])
        return find_whole(name, out, st);
    struct text stem = {0};
    text_add_bytes(&stem, name, (size_t)(slash - name));
    bool ok = find_whole(text_string(&stem), out, st) &&
              model_narrow(out, CLASS_INT, (u32)strtoul(slash + 1, NULL, 10), st);
    text_free(&stem);
    return ok;
}

u64 model_hash(const struct model *m) {
    struct text t = {0};
    text_add(&t, m->isa->name);
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
        const u8 counts[] = {m->count[cl], m->arg_count[cl], m->result_count[cl]};
        text_add_bytes(&t, counts, sizeof counts);
        text_add_bytes(&t, m->order[cl], m->count[cl]);
        text_add_bytes(&t, m->args[cl], m->arg_count[cl]);
        text_add_bytes(&t, m->results[cl], m->result_count[cl]);
    }
    for (u32 k = 0; k < 64; k += 8) {
        const u8 bytes[] = {(u8)(m->callee_saved >> k), (u8)(m->shadow >> k),
                            (u8)(m->kept_back >> k)};
        text_add_bytes(&t, bytes, sizeof bytes);
    }
    u64 hash = hash_bytes(t.at, t.length, 0);
    text_free(&t);
    return hash;
}
