/* testbed/trigger_find.c: what triggers name: functions, lines, host calls, addresses. An error
 * tells the nearest that there is. */
#include <stdlib.h>

#include "testbed/trigger.h"

/* ---- Functions -------------------------------------------------------------------------- */

static bool find_function(struct trigger *t, const struct program *p, struct status *st) {
    if (!t->name) return true;
    i64 function = program_find_function(p, t->name);
    if (function >= 0 && p->functions[function].imported)
        return status_fail(st, FAULT_USER, "\"%s\" is a function of the host: \"host_call\"",
                           t->name);
    if (function < 0) return program_unknown_function(p, t->name, st);
    t->function = (u32)function;
    return true;
}

static bool find_exit(struct trigger *t, const struct program *p, const struct build *b,
                      struct status *st) {
    if (!find_function(t, p, st)) return false;
    if (!b) return true;
    for (u32 n = 0; n < p->functions[t->function].point_count; n++)
        if (program_traits(p, t->function, n) & POINT_RETURN) return true;
    return status_fail(st, FAULT_USER, "function \"%s\" never returns",
                       program_function_name(p, t->function));
}

static bool find_host_call(struct trigger *t, const struct program *p, struct status *st) {
    if (!t->name) return true;
    const char **names = xcalloc(p->import_count + 1, sizeof *names);
    u32 count = 0;
    bool found = false;
    for (u32 k = 0; k < p->import_count && !found; k++) {
        const struct import *i = &p->imports[k];
        if (i->kind != EXTERNAL_FUNCTION) continue;
        found = !strcmp(i->name, t->name);
        if (found) t->function = i->index;
        names[count++] = i->name;
    }
    const char *near = suggest(t->name, names, count);
    free(names);
    if (found) return true;
    if (near)
        return status_fail(st, FAULT_USER,
                           "%s calls no function \"%s\" of the host; did you mean \"%s\"?",
                           p->name, t->name, near);
    return status_fail(st, FAULT_USER, "%s calls no function \"%s\" of the host", p->name,
                       t->name);
}

/* ---- Lines ------------------------------------------------------------------------------ */

/* Length of the file's part of "file.c:12". */
static size_t file_length(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? (size_t)(colon - name) : strlen(name);
}

/* Whether a file is meant by the first `length` bytes of a name: its path, or the end of it. */
static bool file_fits(const char *file, const char *name, size_t length) {
    size_t size = strlen(file);
    if (size < length || memcmp(file + size - length, name, length) != 0) return false;
    return size == length || file[size - length - 1] == '/';
}

bool trigger_on_line(const struct trigger *t, const struct program *p, struct source_line l) {
    return l.line == t->line && l.line && l.file != UINT32_MAX &&
           file_fits(program_file(p, l.file), t->name, file_length(t->name));
}

/* The line nearest to the trigger's that has code, of the files that it fits; 0: none has. */
static u32 nearest_line(const struct trigger *t, const struct program *p) {
    u32 nearest = 0;
    for (u32 f = 0; f < p->function_count; f++)
        for (u32 n = 0; n < p->functions[f].point_count; n++) {
            struct source_line l = program_line(p, f, n);
            struct trigger there = {.name = t->name, .line = l.line};
            if (!(program_traits(p, f, n) & POINT_FIRM) || !trigger_on_line(&there, p, l))
                continue;
            u32 now = nearest > t->line ? nearest - t->line : t->line - nearest;
            u32 here = l.line > t->line ? l.line - t->line : t->line - l.line;
            if (!nearest || here < now) nearest = l.line;
        }
    return nearest;
}

static bool no_such_file(const struct trigger *t, const struct program *p, struct status *st) {
    char *name = xstrdup(t->name);
    name[file_length(name)] = 0;
    u32 files = program_file_count(p);
    const char **names = xcalloc(files + 1, sizeof *names);
    for (u32 k = 0; k < files; k++) names[k] = path_name(program_file(p, k));
    const char *near = suggest(name, names, files);
    if (!files)
        status_fail(st, FAULT_USER, "%s has no source lines: compile it with -g", p->name);
    else if (near)
        status_fail(st, FAULT_USER, "%s has no code from \"%s\"; did you mean \"%s\"?", p->name,
                    name, near);
    else
        status_fail(st, FAULT_USER, "%s has no code from \"%s\"", p->name, name);
    free(name);
    free(names);
    return false;
}

static bool find_line(struct trigger *t, const struct program *p, const struct build *b,
                      struct status *st) {
    const char *digits = t->name + file_length(t->name);
    char *end = NULL;
    unsigned long line = *digits ? strtoul(digits + 1, &end, 10) : 0;
    if (!line || line > UINT32_MAX || *end || digits[1] < '0' || digits[1] > '9' ||
        digits == t->name)
        return status_fail(st, FAULT_USER, "expected a file and a line, as in \"loop.c:12\"");
    t->line = (u32)line;
    if (!b) return true; /* lines are known after compiling */
    u32 nearest = nearest_line(t, p);
    if (nearest == t->line) return true;
    if (!nearest) return no_such_file(t, p, st);
    return status_fail(st, FAULT_USER,
                       "there is no code at line %u of %.*s; the nearest line with code is %u",
                       t->line, (int)file_length(t->name), t->name, nearest);
}

/* ---- Addresses -------------------------------------------------------------------------- */

static bool outside_functions(u64 address, const struct program *p, const struct image *image,
                              struct status *st) {
    u64 nearest = UINT64_MAX, distance = UINT64_MAX;
    for (u32 f = 0; f < image->function_count; f++) {
        const struct image_function *i = &image->functions[f];
        if (i->code_end <= i->code_start) continue;
        u64 here = address < i->code_start ? i->code_start - address : address - i->code_end;
        if (here < distance) distance = here, nearest = f;
    }
    if (nearest == UINT64_MAX) return status_fail(st, FAULT_USER, "%s has no code", p->name);
    return status_fail(
        st, FAULT_USER,
        "0x%llx lies outside of functions; the nearest, \"%s\", has the code from 0x%x to 0x%x",
        (unsigned long long)address, program_function_name(p, (u32)nearest),
        image->functions[nearest].code_start, image->functions[nearest].code_end - 1);
}

static bool find_address(struct trigger *t, const struct program *p, const struct build *b,
                         struct status *st) {
    if (!b) return true;
    const struct image *image = b->images[t->machine];
    if (t->address >= image->code_base) t->address -= image->code_base;
    i64 function =
        t->address < image->code_size ? image_function_at(image, (u32)t->address) : -1;
    if (function < 0) return outside_functions(t->address, p, image, st);
    u32 at = (u32)t->address, start = image->functions[function].code_start;
    u32 next = image_nth_instruction(image, start, image_count_instructions(image, start, at));
    return next == at ||
           status_fail(st, FAULT_USER,
                       "0x%x is inside of an instruction of \"%s\"; the next begins at 0x%x",
                       at, program_function_name(p, (u32)function), next);
}

/* ---- All -------------------------------------------------------------------------------- */

bool trigger_find(struct trigger *t, const struct program *p, const struct build *b,
                  struct status *st) {
    switch (t->kind) {
    case TRIGGER_ENTRY: return find_function(t, p, st);
    case TRIGGER_EXIT: return find_exit(t, p, b, st);
    case TRIGGER_DEPTH: return t->function == ANY_FUNCTION || find_function(t, p, st);
    case TRIGGER_LINE: return find_line(t, p, b, st);
    case TRIGGER_ADDRESS: return find_address(t, p, b, st);
    case TRIGGER_HOST_CALL: return find_host_call(t, p, st);
    default: return true;
    }
}
