/* testbed/run.c: the runs of an experiment and their comparison. */
#include "testbed/run.h"

#include <stdlib.h>

static void ending_free(struct ending *e) {
    free(e->trap);
    text_free(&e->output);
    *e = (struct ending){0};
}

static void ending_of(struct session *s, enum session_end end, struct ending *out) {
    struct text trap = {0};
    *out = (struct ending){.end = end,
                           .exit_status = s->process->exit_status,
                           .output = s->process->output,
                           .state_hash = process_state_hash(s->process),
                           .instructions = s->instructions,
                           .time_ns = s->time_ns};
    s->process->output = (struct text){0};
    if (end == END_TRAP) session_trap_text(s, &trap);
    out->trap = trap.at;
}

static enum verdict verdict(bool same) {
    return same ? VERDICT_SAME : VERDICT_DIFFERENT;
}

static bool same_output(const struct ending *x, const struct ending *y) {
    return x->output.length == y->output.length &&
           !memcmp(text_string(&x->output), text_string(&y->output), x->output.length);
}

/* A trap has to be the same one at the same place. */
static bool same_exit(const struct ending *x, const struct ending *y) {
    if (x->end != y->end) return false;
    if (x->end == END_TRAP) return !strcmp(x->trap, y->trap);
    return x->exit_status == y->exit_status;
}

/* Makes a session for a run. It stays in results->session. */
static bool make_session(struct results *r, bool moves, struct status *st) {
    session_free(r->session);
    experiment_options(r->experiment, moves, r->args, &r->options);
    r->options.records = moves ? RECORDS_MAX : 0;
    r->options.profile |= moves && r->measured;
    r->session = session_create(r->build, &r->options, st);
    return r->session != NULL;
}

/* What the session's run came to. Takes the text of `mine`, which is that of the run. */
static bool take_ending(struct results *r, enum session_end end, struct status *mine,
                        struct ending *out, struct status *st) {
    ending_of(r->session, end, out);
    if (r->options.profile && r->experiment->profile) {
        session_profile_free(&r->profile);
        session_profile(r->session, &r->profile);
    }
    r->interrupted |= end == END_INTERRUPTED || end == END_PAUSED;
    if (r->session->state_differed) {
        r->state_difference = mine->text;
        *mine = (struct status){0};
        return true;
    }
    if (end != END_ERROR) return true;
    status_fail(st, mine->fault, "%s", mine->text);
    status_free(mine);
    return false;
}

static bool run_once(struct results *r, bool moves, void (*begun)(struct session *),
                     struct ending *out, struct status *st) {
    struct status mine = {0};
    if (!make_session(r, moves, st)) return false;
    begun(r->session);
    enum session_end end = session_run(r->session, &mine);
    begun(NULL);
    return take_ending(r, end, &mine, out, st);
}

static void compare(struct results *r) {
    const struct ending *x = &r->reference, *y = &r->ending;
    bool ended = y->end == END_EXIT || y->end == END_TRAP;
    bool moved = r->session->stats.count > 0;
    if (r->options.check_state && ((ended && moved) || r->session->state_differed))
        r->state = verdict(!r->session->state_differed);
    if (!r->has_reference || !ended) return;
    r->output = verdict(same_output(x, y));
    r->exit_status = verdict(same_exit(x, y));
    r->memory = verdict(x->state_hash == y->state_hash);
}

static void compare_repeats(struct results *r, const struct ending *before) {
    const struct ending *now = &r->ending;
    bool same = same_output(before, now) && same_exit(before, now) &&
                before->state_hash == now->state_hash &&
                before->instructions == now->instructions;
    if (!same || r->repeats == VERDICT_NONE) r->repeats = verdict(same);
}

bool results_begin(const struct experiment *e, const struct build *b,
                   void (*begun)(struct session *), struct results *out, struct status *st) {
    struct results *r = out;
    *r = (struct results){.experiment = e, .build = b};
    r->args = xcalloc(e->args.count + 1, sizeof *r->args);
    if (!e->check_reference) return true;
    if (!run_once(r, false, begun, &r->reference, st)) return false;
    r->has_reference = !r->interrupted;
    if (r->interrupted) ending_free(&r->reference);
    return true;
}

bool results_launch(struct results *r, struct status *st) {
    r->measured = true;
    return make_session(r, true, st);
}

bool results_end(struct results *r, enum session_end end, struct status *mine,
                 struct status *st) {
    bool ok = take_ending(r, end, mine, &r->ending, st);
    array_push(&r->times_ns, r->ending.time_ns);
    r->runs += ok && !r->interrupted && !r->state_difference;
    if (ok) compare(r);
    return ok;
}

bool experiment_run(const struct experiment *e, const struct build *b,
                    void (*begun)(struct session *), struct results *out, struct status *st) {
    struct results *r = out;
    if (!results_begin(e, b, begun, r, st)) return false;
    while (!r->interrupted && !r->state_difference && r->runs < e->repeat) {
        struct ending before = r->ending;
        r->ending = (struct ending){0};
        bool ok = run_once(r, true, begun, &r->ending, st);
        if (ok && !r->interrupted && !r->state_difference && r->runs++)
            compare_repeats(r, &before);
        ending_free(&before);
        array_push(&r->times_ns, r->ending.time_ns);
        if (!ok) return false;
    }
    compare(r);
    return true;
}

const char *results_folder_remark(const struct results *r) {
    bool differ = r->output == VERDICT_DIFFERENT || r->exit_status == VERDICT_DIFFERENT ||
                  r->memory == VERDICT_DIFFERENT || r->repeats == VERDICT_DIFFERENT;
    if (!differ || !r->experiment->folders.count) return NULL;
    return "runs share the folders of \"dirs\": did this one find what the one before it "
           "wrote?";
}

void results_free(struct results *r) {
    session_free(r->session);
    session_profile_free(&r->profile);
    ending_free(&r->reference);
    ending_free(&r->ending);
    free(r->args);
    free(r->state_difference);
    array_free(&r->times_ns);
    *r = (struct results){0};
}

const char **results_machine_names(const struct results *r) {
    const struct experiment *e = r->experiment;
    const char **names = xcalloc(e->machines.count + 1, sizeof *names);
    for (u32 n = 0; n < e->machines.count; n++) names[n] = e->machines.at[n].name;
    return names;
}

bool results_good(const struct results *r) {
    const enum verdict verdicts[] = {r->output, r->exit_status, r->memory, r->state,
                                     r->repeats};
    for (u32 k = 0; k < COUNT_OF(verdicts); k++)
        if (verdicts[k] == VERDICT_DIFFERENT) return false;
    return !r->interrupted && r->ending.end == END_EXIT;
}
