/* testbed/trigger_text.c: triggers in words. */
#include "testbed/layout.h"
#include "testbed/trigger.h"

/* ORDER TRIGGER */
static const struct words {
    const char *event, *events; /* with what joins them to the thing */
    const char *happened;       /* what the thing "was" so many times */
} words[] = {
    [TRIGGER_INSTRUCTIONS] = {"instruction", "instructions", NULL},
    [TRIGGER_ENTRY] = {"entry of", "entries of", "entered"},
    [TRIGGER_EXIT] = {"exit of", "exits of", "left"},
    [TRIGGER_LINE] = {"arrival at", "arrivals at", "reached"},
    [TRIGGER_ADDRESS] = {"arrival at", "arrivals at", "reached"},
    [TRIGGER_HOST_CALL] = {"call of", "calls of", "called"},
    [TRIGGER_OUTPUT] = {"byte of output", "bytes of output", NULL},
    [TRIGGER_MEMORY] = {"byte of memory", "bytes of memory", NULL},
    [TRIGGER_DEPTH] = {"arrival at", "arrivals at", "reached"},
    [TRIGGER_RANDOM] = {"instruction", "instructions", NULL},
};
_Static_assert(COUNT_OF(words) == TRIGGER_KIND_COUNT, "words for each kind");

static void add_count(struct text *out, u64 n) {
    struct arena a;
    arena_init(&a);
    text_add(out, text_count(&a, n));
    arena_free(&a);
}

static void add_times(struct text *out, u64 n) {
    add_count(out, n);
    text_add(out, n == 1 ? " time" : " times");
}

/* What events are of: "leaf", "loop.c:12", "depth 10". */
static void add_thing(const struct trigger *t, const struct program *p,
                      const char *const *machines, struct text *out) {
    switch (t->kind) {
    case TRIGGER_ENTRY:
    case TRIGGER_EXIT: text_add(out, program_function_name(p, t->function)); break;
    case TRIGGER_HOST_CALL:
        text_add(out, t->name ? t->name : program_function_name(p, t->function));
        break;
    case TRIGGER_LINE: text_add(out, t->name); break;
    case TRIGGER_ADDRESS:
        text_printf(out, "0x%llx on %s", (unsigned long long)t->address, machines[t->machine]);
        break;
    case TRIGGER_DEPTH:
        text_add(out, "depth ");
        add_count(out, t->depth);
        if (t->function != ANY_FUNCTION)
            text_printf(out, " of %s", program_function_name(p, t->function));
        break;
    default: break;
    }
}

static void add_positions(const struct trigger *t, struct text *out) {
    text_add(out, t->position_count > 1 ? "instructions " : "instruction ");
    for (u32 k = 0; k < t->position_count; k++) {
        if (k) text_add(out, ", ");
        add_count(out, t->positions[k]);
    }
}

void trigger_text(const struct trigger *t, const struct program *p, const char *const *machines,
                  struct text *out) {
    const struct words *w = &words[t->kind];
    bool quantity = !w->happened;
    bool again = t->every || t->kind == TRIGGER_RANDOM;
    if (t->kind == TRIGGER_INSTRUCTIONS && !again) {
        struct trigger one = *t;
        if (!t->positions) one.positions = &t->n, one.position_count = 1;
        add_positions(&one, out);
        return;
    }
    if (again) text_add(out, "every ");
    if (quantity || t->n > 1) {
        if (!quantity && !again) {
            const char *space = strchr(w->event, ' '); /* "entry 3 of leaf" */
            text_printf(out, "%.*s ", (int)(space - w->event), w->event);
            add_count(out, t->n);
            text_add(out, space);
        } else {
            if (t->n > 1 || !again) add_count(out, t->n);
            if (t->n > 1 || !again) text_add(out, " ");
            text_add(out, t->n == 1 ? w->event : w->events);
        }
    } else {
        text_add(out, w->event);
    }
    if (!quantity) {
        text_add(out, " ");
        add_thing(t, p, machines, out);
    }
    if (t->kind == TRIGGER_RANDOM) text_add(out, " on average");
}

bool trigger_missed(const struct trigger *t, const struct trigger_state *s,
                    const struct program *p, const char *const *machines, u64 instructions,
                    const struct process *process, struct text *out) {
    const struct words *w = &words[t->kind];
    bool again = t->every || t->kind == TRIGGER_RANDOM;
    if (again ? s->fired || !t->limit : s->spent) return false;
    if (w->happened) {
        add_thing(t, p, machines, out);
        text_printf(out, " was %s ", w->happened);
        add_times(out, s->watch.seen);
        text_add(out, ", not ");
        add_count(out, t->n);
        if (t->kind != TRIGGER_DEPTH) return true;
        text_add(out, " (at most ");
        add_count(out, s->watch.deepest);
        text_add(out, ")");
        return true;
    }
    bool bytes = t->kind == TRIGGER_OUTPUT || t->kind == TRIGGER_MEMORY;
    u64 had = t->kind == TRIGGER_OUTPUT   ? process->output_bytes
              : t->kind == TRIGGER_MEMORY ? process->memory_bytes
                                          : instructions;
    text_add(out, "the run had only ");
    add_count(out, had);
    text_printf(out, " %s", had == 1 ? w->event : w->events);
    if (!bytes && s->fired && t->positions) {
        text_add(out, ", and fired ");
        add_times(out, s->fired);
    }
    return true;
}
