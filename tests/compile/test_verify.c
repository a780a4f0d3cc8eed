/* Allocations are proved, for every model at several register counts: those of random functions,
 * of the workloads, and of the official test suite.
 *
 *     test_verify random|workloads|suite
 *
 * HPMSIM_SEED: the random function of this seed only. HPMSIM_SEEDS: so many of them. */
/* entries: random workloads suite */
#include "tests/compile/allocations.h"
#include "tests/compile/random_function.h"

#include <dirent.h>

static struct model models[MODELS_MAX];
static u32 model_count;
static struct arena scratch; /* of one allocation */

static bool prove_one(const struct program *p, const struct ir_function *f,
                      const struct model *m, const struct allocator *by, struct status *st) {
    struct lowered *l = lower(p, f, m, &scratch);
    bool ok = allocation_verify(by->allocate(l, false), st);
    if (!ok) status_prefix(st, "%s%s", by->name, m->homes ? " with homes" : "");
    arena_reset(&scratch);
    return ok;
}

/* All allocators but the default take turns beside it, by `turn`, and with homes all of them: so
 * that there is time for all of them on all models. */
static bool prove(const struct program *p, const struct ir_function *f, const struct model *m,
                  u32 turn, struct status *st) {
    struct model homes = *m;
    model_use_homes(&homes);
    return prove_one(p, f, m, &allocator_list[0], st) &&
           prove_one(p, f, m, &allocator_list[1 + turn % (allocator_count - 1)], st) &&
           prove_one(p, f, &homes, &allocator_list[turn % allocator_count], st);
}

/* ---- Programs --------------------------------------------------------------------------- */

static void compile_and_prove(struct program *p) {
    struct image *images[MODELS_MAX];
    for (u32 k = 0; k < allocator_count; k++) {
        struct compile_options o = {
            .threads = 1, .verify = true, .allocator = &allocator_list[k]};
        struct status st = {0};
        if (!program_compile(p, models, model_count, &o, images, NULL, &st))
            fail_msg("%s by %s: %s", p->name, o.allocator->name, st.text);
        for (u32 m = 0; m < model_count; m++) image_free(images[m]);
    }
}

static void proves_workloads(void **state) {
    (void)state;
    static const char *const names[] = {"lisp", "raytrace", "bignum", "vm", "fft", "format"};
    u32 functions = 0;
    for (u32 k = 0; k < COUNT_OF(names); k++) {
        struct program *p = workload(names[k]);
        if (!p) skip();
        compile_and_prove(p);
        functions += p->function_count;
        program_free(p);
    }
    print_message("%u functions on %u models\n", functions, model_count);
}

/* Without making images: the suite has thousands of small modules. */
static u32 prove_module(const struct program *p) {
    u32 first = p->imported_function_count;
    struct arena a;
    struct status st = {0};
    arena_init(&a);
    for (u32 n = first; n < p->function_count; n++) {
        const struct ir_function *f = ir_build(p, n, &a, &a, NULL, NULL);
        for (u32 m = 0; m < model_count; m++)
            if (!prove(p, f, &models[m], n + m, &st))
                fail_msg("%s: function %u on %s: %s", p->name, n, models[m].name, st.text);
        arena_reset(&a);
    }
    arena_free(&a);
    return p->function_count - first;
}

static u32 prove_file(const char *file) {
    if (!run("wast2json %s/%s -o work/verify.json", HPMSIM_SPEC_DIR, file)) {
        print_message("SKIPPED: wast2json does not accept %s\n", file);
        return 0;
    }
    struct dirent **files;
    u32 functions = 0;
    int count = scandir("work", &files, NULL, alphasort);
    for (int k = 0; k < count; k++) {
        const char *name = files[k]->d_name;
        char path[600];
        snprintf(path, sizeof path, "work/%s", name);
        bool is_module = !strncmp(name, "verify.", 7) && strstr(name, ".wasm");
        struct status st = {0};
        struct program *p = is_module ? decode_file(path, &st) : NULL;
        if (p) functions += prove_module(p);
        program_free(p);
        status_free(&st); /* a module that is meant to be wrong */
        free(files[k]);
    }
    free(files);
    assert_true(run("rm -f work/verify.*"));
    return functions;
}

static void proves_the_suite(void **state) {
    (void)state;
    if (!*HPMSIM_SPEC_DIR) {
        print_message("SKIPPED: no HPMSIM_SPEC_DIR\n");
        skip();
    }
    if (!have_tool("wast2json")) skip();
    struct dirent **files;
    u32 functions = 0;
    int count = scandir(HPMSIM_SPEC_DIR, &files, NULL, alphasort);
    assert_true(count > 0);
    for (int k = 0; k < count; k++) {
        const char *dot = strrchr(files[k]->d_name, '.');
        if (dot && !strcmp(dot, ".wast")) functions += prove_file(files[k]->d_name);
        free(files[k]);
    }
    free(files);
    print_message("%u functions on %u models\n", functions, model_count);
    assert_true(functions > 0);
}

/* ---- Random functions ------------------------------------------------------------------- */

static void show(const struct program *p, const struct ir_function *f) {
    struct text t = {0};
    if (f->ins_count > 40) return;
    ir_print(p, f, &t);
    puts(text_string(&t)); /* print_message would cut it */
    text_free(&t);
}

/* What a seed makes: mostly small, from easy to full of long live ranges. */
static struct random_shape shape_of(u64 seed) {
    u64 random = seed;
    struct random_shape s = {.seed = seed};
    u32 size = (u32)random_next(&random) % 100;
    s.operations = 3 + (u32)random_next(&random) % (size < 60 ? 30 : size < 97 ? 150 : 1000);
    s.old = (u32)random_next(&random) % 90;
    s.floats = (u32)random_next(&random) % 60;
    return s;
}

static void proves_random_functions(void **state) {
    (void)state;
    const char *only = getenv("HPMSIM_SEED"), *many = getenv("HPMSIM_SEEDS");
    u64 first = only ? strtoull(only, NULL, 0) : 1,
        count = many ? strtoull(many, NULL, 0) : 500;
    u32 bad = 0, operations = 0;
    for (u64 seed = first; seed < first + (only ? 1 : count); seed++) {
        struct arena a;
        arena_init(&a);
        struct random_shape shape = shape_of(seed);
        struct program *p = random_program(seed, &a);
        struct ir_function *f = random_function(p, &shape, &a);
        struct status st = {0};
        if (!ir_check(p, f, &st)) fail_msg("seed %llu: %s", (unsigned long long)seed, st.text);
        operations += f->ins_count;
        for (u32 m = 0; m < model_count; m++) {
            if (prove(p, f, &models[m], (u32)seed + m, &st)) continue;
            if (bad++ < 10) {
                print_message(
                    "HPMSIM_SEED=%llu, %u operations, %s with %u float registers:\n%s\n",
                    (unsigned long long)seed, f->ins_count, models[m].name,
                    models[m].count[CLASS_FLOAT], st.text);
                show(p, f);
            }
            status_free(&st);
        }
        arena_free(&a);
    }
    print_message("%llu functions of %u operations in all, on %u models; %u bad\n",
                  (unsigned long long)(only ? 1 : count), operations, model_count, bad);
    assert_int_equal(bad, 0);
}

int main(int argc, char **argv) {
    static const struct {
        const char *entry;
        struct CMUnitTest test;
    } tests[] = {
        {"random", cmocka_unit_test(proves_random_functions)},
        {"workloads", cmocka_unit_test(proves_workloads)},
        {"suite", cmocka_unit_test(proves_the_suite)},
    };
    model_count = every_model(models);
    arena_init(&scratch);
    int failed = 0;
    for (size_t n = 0; n < COUNT_OF(tests); n++) {
        if (argc > 1 && strcmp(argv[1], tests[n].entry)) continue;
        const struct CMUnitTest one[] = {tests[n].test};
        failed += cmocka_run_group_tests_name(tests[n].entry, one, NULL, NULL);
    }
    arena_free(&scratch);
    return failed;
}
