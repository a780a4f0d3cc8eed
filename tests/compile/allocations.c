/* tests/compile/allocations.c: functions and models to allocate for. */
#include "tests/compile/allocations.h"

static void add_model(struct model *out, u32 *count, const char *name, u32 integers,
                      u32 floats) {
    struct status st = {0};
    struct model m;
    assert_true(*count < MODELS_MAX);
    if (!model_find(name, &m, &st)) fail_msg("%s", st.text);
    if (integers >= m.count[CLASS_INT] && floats >= m.count[CLASS_FLOAT] && integers && floats)
        return;
    if (integers && !model_narrow(&m, CLASS_INT, integers, &st)) {
        status_free(&st); /* it has fewer */
        return;
    }
    if (floats && !model_narrow(&m, CLASS_FLOAT, floats, &st)) fail_msg("%s", st.text);
    out[(*count)++] = m;
}

u32 every_model(struct model out[MODELS_MAX]) {
    static const u32 counts[] = {0, 4, 5, 7, 9, 14};
    u32 count = 0;
    for (u32 k = 0; k < isa_count; k++) {
        for (u32 n = 0; n < COUNT_OF(counts); n++)
            add_model(out, &count, isa_list[k]->name, counts[n], 0);
        add_model(out, &count, isa_list[k]->name, 0, 4);
        add_model(out, &count, isa_list[k]->name, 4, 4);
        add_model(out, &count, isa_list[k]->name, 6, 5);
    }
    return count;
}

struct program *workload(const char *name) {
    if (!have_tool("clang")) return NULL;
    if (!run("clang --target=wasm32-wasi -O2 %s/workloads/%s.c -o work/%s.wasm",
             HPMSIM_SOURCE_DIR, name, name)) {
        print_message("SKIPPED: clang has no target wasm32-wasi here\n");
        return NULL;
    }
    char path[300];
    snprintf(path, sizeof path, "work/%s.wasm", name);
    struct status st = {0};
    struct program *p = decode_file(path, &st);
    if (!p) fail_msg("%s", st.text);
    return p;
}
