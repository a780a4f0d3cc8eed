/* isa/model.c: ISA models: finding, narrowing, hashing them. isa/model_read.c reads their files. */
#include "isa/isa.h"
#include "isa/model_text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const class_names[CLASS_COUNT] = {"integer", "float"};

/* ---- Narrowing -------------------------------------------------------------------------- */

static u8 keep(reg *at, u32 count, regset wanted) {
    u8 kept = 0;
    for (u32 n = 0; n < count; n++)
        if (regset_has(wanted, at[n])) at[kept++] = at[n];
    return kept;
}

void model_restrict(struct model *m, enum reg_class cl, regset wanted) {
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
    model_restrict(m, cl, wanted);
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

void model_use_homes(struct model *m) {
    m->homes = true;
    m->callee_saved = 0;
}

/* ---- Finding ---------------------------------------------------------------------------- */

static const struct model_text *find_text(const char *name) {
    for (u32 n = 0; n < model_text_count; n++)
        if (strcmp(model_texts[n].name, name) == 0) return &model_texts[n];
    return NULL;
}

static bool read_text(const struct model_text *text, struct model *out, struct status *st) {
    struct json_document *d = json_parse(text->name, text->text, text->size, st);
    bool ok = d && model_read(json_root(d), out, st);
    json_free(d);
    return ok;
}

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
    bool ok = d && model_read(json_root(d), out, st);
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
    if (m->homes) text_add(&t, "homes");
    u64 hash = hash_bytes(t.at, t.length, 0);
    text_free(&t);
    return hash;
}
