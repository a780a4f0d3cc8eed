/* testbed/sweep.c: the axes and points of a sweep. */
#include "testbed/sweep.h"
#include "testbed/experiment_form.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- Names and labels ------------------------------------------------------------------- */

/* "/machines/small/registers" -> "machines_small_registers" */
static char *name_of(struct sweep *s, const char *pointer) {
    char *name = arena_strdup(&s->arena, pointer + (*pointer == '/'));
    for (char *c = name; *c; c++)
        if (!isalnum((u8)*c)) *c = '_';
    return name;
}

/* A string without its quotes, a program's path without folder and ending. */
static char *label_of(struct sweep *s, struct json value, const char *json) {
    static const char *const endings[] = {".c", ".wasm", ".wat", ".json"};
    if (!json_is_string(value)) return arena_strdup(&s->arena, json);
    struct status unused = {0};
    const char *text = json_string(value, "", &unused);
    const char *name = path_name(text);
    for (u32 k = 0; name > text && k < COUNT_OF(endings); k++) {
        size_t length = strlen(name), ending = strlen(endings[k]);
        if (length > ending && !strcmp(name + length - ending, endings[k]))
            return arena_strndup(&s->arena, name, length - ending);
    }
    return arena_strdup(&s->arena, text);
}

/* ---- Values ----------------------------------------------------------------------------- */

static void add_value(struct sweep *s, struct sweep_parameter *p, struct json value) {
    struct text t = {0};
    json_text(value, &t);
    struct sweep_value v = {.json = arena_strdup(&s->arena, text_string(&t))};
    v.label = label_of(s, value, v.json);
    array_push(&p->values, v);
    text_free(&t);
}

static void add_number(struct sweep *s, struct sweep_parameter *p, double number) {
    bool integer = number == trunc(number) && fabs(number) < 9007199254740992.0; /* 2^53 */
    char *text = arena_printf(&s->arena, integer ? "%.0f" : "%.15g", number);
    array_push(&p->values, ((struct sweep_value){text, text}));
}

static void read_list(struct sweep *s, struct sweep_parameter *p, struct json list) {
    for (struct json value = json_first(list); json_present(value); value = json_next(value))
        add_value(s, p, value);
}

/* {"from": A, "to": B, "step": S} or {..., "factor": F}; the end is included if it is met. */
static void read_range(struct sweep *s, struct sweep_parameter *p, struct json j,
                       struct status *st) {
    struct json jfrom = json_member(j, "from"), jto = json_member(j, "to");
    struct json jstep = json_member(j, "step"), jfactor = json_member(j, "factor");
    bool geometric = json_present(jfactor);
    double from = json_number(jfrom, 0, st), to = json_number(jto, 0, st);
    double step = json_number(jstep, to >= from ? 1 : -1, st);
    double factor = json_number(jfactor, 10, st);
    if (!geometric && (step == 0 || (to - from) / step < 0)) {
        json_error(json_present(jstep) ? jstep : j, st, "steps of %g from %g never lead to %g",
                   step, from, to);
        return;
    }
    if (geometric && (factor <= 1 || from <= 0 || to < from)) {
        json_error(j, st,
                   "with \"factor\", \"from\" must be above 0, \"to\" not below it, and the "
                   "factor above 1");
        return;
    }
    double count = geometric ? floor(log(to / from) / log(factor) + 1e-9)
                             : floor((to - from) / step + 1e-9);
    if (!(count < SWEEP_POINTS_MAX)) {
        json_error(j, st, "more than %d values", SWEEP_POINTS_MAX);
        return;
    }
    for (u32 n = 0; n <= (u32)count; n++)
        add_number(s, p, geometric ? from * pow(factor, n) : from + n * step);
}

static void read_labels(struct sweep *s, struct sweep_parameter *p, struct json labels,
                        struct status *st) {
    if (!json_present(labels)) return;
    if (json_count(labels) != p->values.count) {
        json_error(labels, st, "expected a list of %u labels, one per value", p->values.count);
        return;
    }
    u32 n = 0;
    for (struct json label = json_first(labels); json_present(label); label = json_next(label))
        p->values.at[n++].label = arena_strdup(&s->arena, json_string(label, "", st));
}

/* A list, a range, or {"values": [...]}; the latter two with "name" and "labels". */
static void read_values(struct sweep *s, struct sweep_parameter *p, struct json j,
                        struct status *st) {
    struct json values = json_is_array(j) ? j : json_member(j, "values");
    if (json_present(values))
        read_list(s, p, values);
    else
        read_range(s, p, j, st);
    read_labels(s, p, json_member(j, "labels"), st);
    p->name = arena_strdup(&s->arena, json_string(json_member(j, "name"), p->name, st));
}

/* ---- Axes ------------------------------------------------------------------------------- */

/* Whether setting one of the two pointers would change what the other one names. */
static bool overlap(const char *x, const char *y) {
    size_t n = MIN(strlen(x), strlen(y));
    const char *longer = strlen(x) > n ? x : y;
    return !strncmp(x, y, n) && (!longer[n] || longer[n] == '/');
}

static void read_parameter(struct sweep *s, const char *pointer, struct json j, u32 axis,
                           struct status *st) {
    struct sweep_parameter p = {.axis = axis};
    p.pointer = arena_strdup(&s->arena, pointer);
    p.name = name_of(s, pointer);
    if (overlap(pointer, "/sweep")) json_error(j, st, "a sweep can't change itself");
    read_values(s, &p, j, st);
    for (u32 k = 0; k < s->parameters.count; k++) {
        const struct sweep_parameter *other = &s->parameters.at[k];
        if (overlap(other->pointer, pointer))
            json_error(j, st, "%s is swept over too", other->pointer);
        else if (!strcmp(other->name, p.name))
            json_error(j, st, "%s is named \"%s\" too", other->pointer, p.name);
    }
    array_push(&s->parameters, p);
}

static void read_zip(struct sweep *s, struct json list, struct status *st) {
    for (struct json group = json_first(list); json_present(group); group = json_next(group)) {
        u32 first = s->parameters.count, axis = s->axes.count;
        for (struct json j = json_first(group); json_present(j); j = json_next(j))
            read_parameter(s, json_key(j), j, axis, st);
        u32 length = s->parameters.at[first].values.count;
        for (u32 k = first; k < s->parameters.count; k++)
            if (s->parameters.at[k].values.count != length)
                json_error(json_value_at(group, k - first), st,
                           "%u values, but %s has %u: what is zipped has one length",
                           s->parameters.at[k].values.count, s->parameters.at[first].pointer,
                           length);
        array_push(&s->axes, ((struct sweep_axis){length}));
    }
}

static void read_axes(struct sweep *s, struct json sweep, struct status *st) {
    for (struct json j = json_first(sweep); json_present(j); j = json_next(j)) {
        if (!strcmp(json_key(j), "zip")) {
            read_zip(s, j, st);
            continue;
        }
        read_parameter(s, json_key(j), j, s->axes.count, st);
        u32 length = s->parameters.at[s->parameters.count - 1].values.count;
        array_push(&s->axes, ((struct sweep_axis){length}));
    }
}

bool sweep_read(const char *path, const struct setting *settings, u32 n, struct sweep *out,
                struct status *st) {
    struct sweep *s = out;
    *s = (struct sweep){0};
    arena_init(&s->arena);
    struct json_document *d = json_parse_file(path, st);
    if (!d) return false;
    struct status mine = {0};
    for (u32 k = 0; k < n; k++) json_set(d, settings[k].pointer, settings[k].value, &mine);
    struct json sweep = json_member(json_root(d), "sweep");
    if (json_present(sweep) && form_read(&sweep_form, sweep, NULL, NULL, &mine))
        read_axes(s, sweep, &mine);
    u64 points = 1;
    for (u32 k = 0; k < s->axes.count && points <= SWEEP_POINTS_MAX; k++)
        points *= s->axes.at[k].length;
    if (points > SWEEP_POINTS_MAX)
        json_error(sweep, &mine, "more than %d points", SWEEP_POINTS_MAX);
    s->points = (u32)MIN(points, (u64)SWEEP_POINTS_MAX);
    struct text t = {0};
    json_text(json_root(d), &t);
    s->experiment_json = arena_strdup(&s->arena, text_string(&t));
    s->identity = hash_bytes(t.at, t.length, 0);
    text_free(&t);
    json_free(d);
    bool ok = status_ok(&mine);
    if (!ok) status_add(st, mine.fault, "%s", mine.text);
    status_free(&mine);
    return ok;
}

void sweep_free(struct sweep *s) {
    for (u32 k = 0; k < s->parameters.count; k++) array_free(&s->parameters.at[k].values);
    array_free(&s->parameters);
    array_free(&s->axes);
    arena_free(&s->arena);
}

/* ---- Points ----------------------------------------------------------------------------- */

const struct sweep_value *sweep_value(const struct sweep *s, u32 parameter, u32 point) {
    const struct sweep_parameter *p = &s->parameters.at[parameter];
    for (u32 k = s->axes.count; k-- > p->axis + 1;) point /= s->axes.at[k].length;
    return &p->values.at[point % s->axes.at[p->axis].length];
}

void sweep_settings(const struct sweep *s, u32 point, const struct setting *common, u32 n,
                    struct setting *out) {
    for (u32 k = 0; k < n; k++) out[k] = common[k];
    for (u32 k = 0; k < s->parameters.count; k++)
        out[n + k] =
            (struct setting){s->parameters.at[k].pointer, sweep_value(s, k, point)->json};
}

/* The hash of a file's content; asked once per path. */
static u64 file_hash(struct map *known, const char *path) {
    u64 name = hash_bytes(path, strlen(path), 0), hash = 0;
    if (map_get(known, name, &hash)) return hash;
    struct bytes b = {0};
    struct status unused = {0};
    if (file_read(path, &b, &unused)) hash = hash_bytes(b.at, b.size, 0);
    status_free(&unused);
    free(b.at);
    map_put(known, name, hash);
    return hash;
}

static u64 key_of(const struct experiment *e, struct map *files) {
    const char *version = hpmsim_version();
    struct text t = {0};
    struct json root = json_root(e->document);
    for (struct json j = json_first(root); json_present(j); j = json_next(j)) {
        if (!strcmp(json_key(j), "sweep") || !strcmp(json_key(j), "$schema")) continue;
        text_add(&t, json_key(j));
        json_text(j, &t);
    }
    u64 key = hash_bytes(t.at, t.length, hash_bytes(version, strlen(version), 0));
    key = hash_bytes(&key, sizeof key, file_hash(files, e->program));
    for (u32 k = 0; k < e->processes.count; k++)
        key = hash_bytes(&key, sizeof key, file_hash(files, e->processes.at[k]->program));
    for (u32 k = 0; k < e->machines.count; k++)
        key = hash_bytes(&key, sizeof key, model_hash(&e->machines.at[k].model));
    text_free(&t);
    return key;
}

/* "point 7, registers = 3: ..." */
static void add_bad_point(const struct sweep *s, u32 point, const struct status *why,
                          struct status *st) {
    struct text t = {0};
    for (u32 k = 0; k < s->parameters.count; k++)
        text_printf(&t, ", %s = %s", s->parameters.at[k].name, sweep_value(s, k, point)->label);
    status_add(st, why->fault, "point %u%s:\n%s", point, text_string(&t), why->text);
    text_free(&t);
}

bool sweep_check(const struct sweep *s, const char *path, const struct setting *common, u32 n,
                 u64 *keys, struct status *st) {
    enum { TOLD_MAX = 3 };
    u32 bad = 0, count = n + s->parameters.count;
    struct map files = {0};
    struct setting *settings = xcalloc(count + 1, sizeof *settings);
    for (u32 point = 0; point < s->points && bad < TOLD_MAX; point++) {
        struct status mine = {0};
        sweep_settings(s, point, common, n, settings);
        struct experiment *e = experiment_read(path, settings, count, &mine);
        if (!status_ok(&mine)) {
            bad++;
            add_bad_point(s, point, &mine, st);
        } else if (keys) {
            keys[point] = key_of(e, &files);
        }
        experiment_free(e);
        status_free(&mine);
    }
    free(settings);
    map_free(&files);
    return !bad;
}
