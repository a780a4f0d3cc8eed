/* tests/migrate/suite.c: carrying out the commands of the official suite. */
#include "tests/migrate/suite.h"

#include <stdio.h>
#include <stdlib.h>

struct instance {
    char *name; /* of the module, or "" */
    bool registered;
    bool changed; /* a module that was left out may have done something to this one */
    struct fleet *fleet;
    struct traveller *lanes[LANES_MAX];
};

struct registration { /* others can import from this instance by this name */
    const char *name; /* of the document */
    struct instance *instance;
};

struct lane *suite_lane(struct suite *s, const char *name) {
    struct lane *l = &s->lanes[s->lane_count++];
    snprintf(l->name, sizeof l->name, "%s", name);
    return l;
}

/* ---- Reading ---------------------------------------------------------------------------- */

static const char *text_of(struct json j, const char *key) {
    struct status ignored = {0};
    struct json member = json_member(j, key);
    return json_present(member) ? json_string(member, "", &ignored) : "";
}

static int line_of(struct json command) {
    struct status ignored = {0};
    return (int)json_integer(json_member(command, "line"), 0, 0, INT32_MAX, &ignored);
}

static u64 read_value(struct json j) {
    const char *text = text_of(j, "value");
    if (!strcmp(text, "null")) return NULL_REFERENCE;
    return strtoull(text, NULL, 10);
}

/* A NaN that arithmetic made is quiet; a canonical one has no other bit of payload. Both may
 * have either sign, except that ours, which are observed here, must be the one canonical NaN.
 */
static bool value_matches(struct json expected, u64 found) {
    const char *type = text_of(expected, "type"), *text = text_of(expected, "value");
    bool narrow = !strcmp(type, "f32");
    if (!strncmp(text, "nan:", 4)) return found == (narrow ? 0x7fc00000 : 0x7ff8000000000000);
    if (!*text) return found != NULL_REFERENCE; /* some reference */
    return found == read_value(expected);
}

/* ---- Reporting -------------------------------------------------------------------------- */

static void complain(struct suite *s, struct lane *l, struct json command, const char *what,
                     const char *text) {
    printf("%s:%d: %s: %s %s: %s\n", s->file, line_of(command), l->name,
           text_of(json_member(command, "action"), "field"), what, text);
    l->failed++;
}

static void leave_out(struct suite *s, const char *why) {
    struct omission *o = NULL;
    for (u32 n = 0; n < s->omissions.count && !o; n++)
        if (!strcmp(s->omissions.at[n].file, s->file) && !strcmp(s->omissions.at[n].why, why))
            o = &s->omissions.at[n];
    if (!o) {
        o = array_extend(&s->omissions, 1);
        snprintf(o->file, sizeof o->file, "%s", s->file);
        snprintf(o->why, sizeof o->why, "%s", why);
    }
    o->commands++;
}

/* ---- Modules ---------------------------------------------------------------------------- */

static void close_instance(struct suite *s, struct instance *i) {
    if (!i) return;
    for (u32 n = 0; n < s->lane_count; n++) {
        struct traveller *t = i->lanes[n];
        if (!t) continue;
        s->lanes[n].migrations += t->migrations;
        s->lanes[n].executed += t->executed;
        s->lanes[n].too_small += t->refused;
        traveller_free(t);
    }
    fleet_free(i->fleet);
    free(i->name);
    free(i);
}

/* A module that is left out would have been given what this one exports. */
static void mark_changed(struct suite *s, const char *registered) {
    for (u32 n = 0; n < s->registrations.count; n++)
        if (!strcmp(s->registrations.at[n].name, registered))
            s->registrations.at[n].instance->changed = true;
}

static bool needs_others(struct suite *s, const struct program *p) {
    bool needs = false;
    for (u32 n = 0; n < p->import_count; n++) {
        if (!strcmp(p->imports[n].module, "spectest")) continue;
        mark_changed(s, p->imports[n].module);
        needs = true;
    }
    return needs;
}

/* NULL, and noted as left out, when the module wants what another module has. */
static struct instance *open_module(struct suite *s, struct json command, struct status *st) {
    char path[600], why[120];
    snprintf(path, sizeof path, "work/%s", text_of(command, "filename"));
    struct bytes file;
    struct program *p =
        file_read(path, &file, st) ? program_decode(path, file.at, file.size, st) : NULL;
    if (!p) return NULL;
    if (needs_others(s, p)) {
        snprintf(why, sizeof why, "%s: imports from another module", text_of(command, "type"));
        leave_out(s, why);
        program_free(p);
        return NULL;
    }
    s->modules++;
    s->functions += p->function_count;
    struct instance *i = xcalloc(1, sizeof *i);
    i->name = xstrdup(text_of(command, "name"));
    u64 start = time_now_ns();
    i->fleet = fleet_compile(p, &s->ring, false, st);
    s->compile_ns += time_now_ns() - start;
    if (i->fleet) return i;
    close_instance(s, i);
    return NULL;
}

/* How a start went on one lane: "" or the text of the trap or of the refusal. */
static void start_lane(struct suite *s, struct instance *i, u32 lane, struct text *why) {
    struct status st = {0};
    struct lane *l = &s->lanes[lane];
    struct process_options o = {.in = -1, .out = -1, .err = -1, .spectest = true};
    u64 start = time_now_ns();
    i->lanes[lane] = traveller_new(i->fleet, &o, l->start, &l->way, &st);
    if (!i->lanes[lane]) {
        const char *behind_name = strstr(st.text, ": ");
        text_add(why, behind_name ? behind_name + 2 : st.text);
    } else if (i->fleet->program->has_start) {
        struct traveller *t = i->lanes[lane];
        enum stop stop = traveller_call(t, i->fleet->program->start, NULL, NULL);
        if (stop == STOP_TRAP) text_add(why, trap_text(t->process->trap));
        if (stop == STOP_ERROR) text_add(why, text_string(&t->trouble));
    }
    l->time_ns += time_now_ns() - start;
    status_free(&st);
}

/* text: NULL when the module should start, else how it should fail. */
static struct instance *start_module(struct suite *s, struct json command, const char *text) {
    struct status st = {0};
    struct instance *i = open_module(s, command, &st);
    if (!i) {
        for (u32 n = 0; n < s->lane_count && !status_ok(&st); n++)
            complain(s, &s->lanes[n], command, "compile", st.text);
        status_free(&st);
        return NULL;
    }
    array_push(&s->instances, i);
    bool usable = true;
    for (u32 n = 0; n < s->lane_count; n++) {
        struct text why = {0};
        start_lane(s, i, n, &why);
        const char *found = text_string(&why);
        if (!text && strstr(found, "machines here have up to")) {
            if (!n) leave_out(s, "module: more memory or table than machines here have");
            usable = false;
        } else if (!text && *found) {
            complain(s, &s->lanes[n], command, "start", found);
            usable = false;
        } else if (text && !*found) {
            complain(s, &s->lanes[n], command, "should not start", text);
        } else if (text && strncmp(found, text, MIN(strlen(text), strlen(found)))) {
            complain(s, &s->lanes[n], command, text, found);
        } else if (text) {
            s->lanes[n].refused_modules++;
        }
        text_free(&why);
    }
    return usable ? i : NULL;
}

static struct instance *find_module(struct suite *s, struct json j, const char *key) {
    const char *name = text_of(j, key);
    if (!*name) return s->last;
    for (u32 n = s->instances.count; n-- > 0;)
        if (!strcmp(s->instances.at[n]->name, name)) return s->instances.at[n];
    return NULL;
}

/* Modules without a name can't be spoken of once another one came. */
static void forget_last(struct suite *s) {
    for (u32 n = 0; n < s->instances.count; n++) {
        struct instance *i = s->instances.at[n];
        if (*i->name || i->registered) continue;
        close_instance(s, i);
        s->instances.at[n--] = s->instances.at[--s->instances.count];
    }
    s->last = NULL;
}

/* ---- Actions ---------------------------------------------------------------------------- */

enum { VALUES_MAX = 64 };
enum outcome { SKIPPED, RETURNED, TRAPPED, BROKEN };

static enum outcome do_action(struct suite *s, struct instance *i, u32 lane,
                              struct json command, u64 *results, const char **text) {
    struct json action = json_member(command, "action");
    const struct program *p = i->fleet->program;
    struct traveller *t = i->lanes[lane];
    const char *field = text_of(action, "field");
    if (!strcmp(text_of(action, "type"), "get")) {
        i64 global = program_find_export(p, EXTERNAL_GLOBAL, field);
        *text = "no such global";
        if (global < 0) return BROKEN;
        results[0] = process_global(t->process, (u32)global);
        return RETURNED;
    }
    i64 function = program_find_export(p, EXTERNAL_FUNCTION, field);
    if (function < 0) {
        if (!lane) leave_out(s, "the name of an export that JSON can't say");
        return SKIPPED;
    }
    u64 args[VALUES_MAX] = {0};
    struct json list = json_member(action, "args");
    for (u32 n = 0, count = json_count(list); n < count; n++)
        args[n] = read_value(json_item(list, n));
    text_free(&t->trouble);
    u64 start = time_now_ns();
    enum stop stop = traveller_call(t, (u32)function, args, results);
    s->lanes[lane].time_ns += time_now_ns() - start;
    *text = stop == STOP_TRAP ? trap_text(t->process->trap) : text_string(&t->trouble);
    return stop == STOP_DONE ? RETURNED : stop == STOP_TRAP ? TRAPPED : BROKEN;
}

static void check_return(struct suite *s, struct instance *i, u32 lane, struct json command) {
    u64 results[VALUES_MAX] = {0};
    const char *text = "";
    struct lane *l = &s->lanes[lane];
    enum outcome outcome = do_action(s, i, lane, command, results, &text);
    if (outcome == SKIPPED) return;
    if (outcome != RETURNED) {
        complain(s, l, command, outcome == TRAPPED ? "trapped" : "broke", text);
        return;
    }
    struct json expected = json_member(command, "expected");
    bool is_action = !strcmp(text_of(command, "type"), "action");
    for (u32 n = 0, count = is_action ? 0 : json_count(expected); n < count; n++)
        if (!value_matches(json_item(expected, n), results[n])) {
            char found[200];
            snprintf(found, sizeof found, "0x%llx for %s; %s", (unsigned long long)results[n],
                     text_of(json_item(expected, n), "value"), traveller_place(i->lanes[lane]));
            complain(s, l, command, "returned", found);
            return;
        }
    l->returned += !is_action;
}

static void check_trap(struct suite *s, struct instance *i, u32 lane, struct json command,
                       bool exhaustion) {
    u64 results[VALUES_MAX];
    const char *found = "";
    struct lane *l = &s->lanes[lane];
    enum outcome outcome = do_action(s, i, lane, command, results, &found);
    if (outcome == SKIPPED) return;
    const char *text = text_of(command, "text");
    bool right = !strncmp(found, text, MIN(strlen(found), strlen(text)));
    if (outcome == TRAPPED && right) {
        l->exhausted += exhaustion;
        l->trapped += !exhaustion;
    } else {
        complain(s, l, command, text, outcome == RETURNED ? "returned" : found);
    }
}

static void do_command(struct suite *s, struct json command) {
    const char *type = text_of(command, "type");
    bool returns = !strcmp(type, "assert_return") || !strcmp(type, "action");
    bool exhaustion = !strcmp(type, "assert_exhaustion");
    bool traps = !strcmp(type, "assert_trap") || exhaustion;
    if (!strcmp(type, "module")) {
        forget_last(s);
        s->last = start_module(s, command, NULL);
    } else if (!strcmp(type, "assert_uninstantiable") || !strcmp(type, "assert_unlinkable")) {
        start_module(s, command, text_of(command, "text"));
    } else if (traps && !json_present(json_member(command, "action"))) {
        start_module(s, command, text_of(command, "text"));
    } else if (!strcmp(type, "register")) {
        struct instance *i = find_module(s, command, "name");
        struct registration r = {text_of(command, "as"), i};
        if (i) {
            array_push(&s->registrations, r);
            i->registered = true;
        }
    } else if (returns || traps) {
        struct json action = json_member(command, "action");
        struct instance *i = find_module(s, action, "module");
        char why[120];
        snprintf(why, sizeof why, "%s: %s", type,
                 i ? "a module that was left out may have changed this one"
                   : "of a module that was left out");
        if (!i || i->changed) {
            leave_out(s, why);
            return;
        }
        for (u32 n = 0; n < s->lane_count; n++)
            if (returns)
                check_return(s, i, n, command);
            else
                check_trap(s, i, n, command, exhaustion);
    }
}

/* ---- Files ------------------------------------------------------------------------------ */

static bool convert(const char *file) {
    char command[1000];
    /* NULs in names of exports, which are all the same to us, can't be read as text */
    snprintf(command, sizeof command,
             "mkdir -p work && wast2json %s/%s -o work/suite.json >work/log 2>&1 && "
             "sed -i 's/\\\\u0000/?/g' work/suite.json",
             HPMSIM_SPEC_DIR, file);
    return system(command) == 0;
}

void suite_run_file(struct suite *s, const char *file) {
    s->file = file;
    u64 start = time_now_ns();
    if (!convert(file)) {
        leave_out(s, "the file: wast2json does not accept it");
        return;
    }
    s->convert_ns += time_now_ns() - start;
    struct status st = {0};
    struct json_document *document = json_parse_file("work/suite.json", &st);
    if (!document) {
        complain(s, &s->lanes[0], (struct json){0}, "JSON", st.text);
        status_free(&st);
        return;
    }
    struct json commands = json_member(json_root(document), "commands");
    for (u32 n = 0, count = json_count(commands); n < count; n++)
        do_command(s, json_item(commands, n));
    forget_last(s);
    for (u32 n = 0; n < s->instances.count; n++) close_instance(s, s->instances.at[n]);
    array_free(&s->instances);
    array_free(&s->registrations);
    json_free(document);
    if (system("rm -f work/suite.*")) return;
}

void suite_free(struct suite *s) {
    array_free(&s->omissions);
}
