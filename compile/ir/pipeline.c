/* compile/ir/pipeline.c: from a function's body to its frozen IR. */
#include "compile/ir/work.h"

#include <assert.h>

/* True when a comma-separated list names the pass. */
static bool is_listed(const char *list, const char *pass) {
    size_t length = strlen(pass);
    while (list && *list) {
        size_t word = strcspn(list, ",");
        if ((word == length && !memcmp(list, pass, length)) ||
            (word == 3 && !memcmp(list, "all", 3)))
            return true;
        list += word + (list[word] == ',');
    }
    return false;
}

struct dumper {
    const char *passes;
    struct text *out;
};

static void dump_after(struct work *w, const struct dumper *d, const char *pass) {
    if (!d->passes || !is_listed(d->passes, pass)) return;
    text_printf(d->out, "-- after %s\n", pass);
    work_apply(w);
    ir_print(w->program, w->f, d->out);
}

/* In debug and sanitizer builds; the tests of the IR check every function they build in any. */
static void assert_sound(const struct program *p, const struct ir_function *f) {
#ifdef HPMSIM_DEBUG
    struct status st = {0};
    bool sound = ir_check(p, f, &st);
    assert(sound && "see st.text");
    status_free(&st);
#else
    (void)p, (void)f;
#endif
}

static void end_pass(struct work *w, const struct dumper *d, const char *pass) {
    dump_after(w, d, pass);
    if (w->pass != w->arena) arena_reset(w->pass);
}

struct ir_function *ir_build(const struct program *p, u32 function, struct arena *a,
                             struct arena *scratch, const char *dump, struct text *out) {
    struct dumper d = {dump, out};
    struct work w = {.program = p, .arena = scratch, .pass = scratch};

    build_raw(&w, function);
    layout(&w, a);
    w.arena = a;
    w.dominators = dominators_find(a, w.f);
    end_pass(&w, &d, "build");
    assert_sound(p, w.f);
    pass_gvn(&w);
    end_pass(&w, &d, "gvn");
    pass_facts(&w);
    end_pass(&w, &d, "facts");
    pass_dce(&w);
    end_pass(&w, &d, "dce");
    pass_fuse(&w);
    end_pass(&w, &d, "fuse");
    pass_canon(&w);
    end_pass(&w, &d, "canon");
    layout(&w, a);
    end_pass(&w, &d, "final");
    assert_sound(p, w.f);
    return w.f;
}
