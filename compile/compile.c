/* compile/compile.c: a program's images, functions in parallel.
 *
 * Workers take one function after the other: they build its IR, then make code for every model
 * out of that same IR, and forget the IR. What stays is small: machine code and map ranges per
 * model, and, in the program, the types of values and where points come from, which all machines
 * share.
 */
#include "compile/compile.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "compile/codegen/generate.h"
#include "compile/wrapper.h"

#ifdef HPMSIM_DEBUG
#define VERIFY_ALWAYS true
#else
#define VERIFY_ALWAYS false
#endif

struct job { /* shared by all workers */
    struct program *program;
    const struct model *models;
    u32 model_count;
    const struct compile_options *options;
    struct image **cached;               /* per model: what the cache had */
    struct compiled_function **compiled; /* [model * function_count + function] */
    const u32 *canonical_types;
    bool near_calls;
    atomic_uint next;
    atomic_bool failed;
    pthread_mutex_t lock; /* guards the program's arena, st, numbers, dump_text */
    struct compile_numbers *numbers;
    u64 *codegen_ns; /* per model */
    struct status *st;
};

static const struct allocator *allocator_of(const struct compile_options *o, u32 model) {
    if (o->allocators && o->allocators[model]) return o->allocators[model];
    return o->allocator ? o->allocator : &allocator_list[0];
}

struct worker {
    struct job *job;
    struct arena ir, scratch; /* reset for each function; for each use of it */
    struct arena keep;        /* results, until images are linked */
    struct emitter *emitters; /* per model */
    /* In wall time while at work, as asking for CPU time costs a system call; then scaled. */
    u64 ir_ns;
    u64 *codegen_ns;
    u64 clock_ns; /* time_now_ns when last asked */
    pthread_t thread;
};

static u64 thread_time_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (u64)t.tv_sec * 1000000000u + (u64)t.tv_nsec;
}

/* Wall time since it was last asked for. */
static u64 lap_ns(struct worker *w) {
    u64 before = w->clock_ns;
    w->clock_ns = time_now_ns();
    return w->clock_ns - before;
}

/* Divides the CPU time that a worker took as its wall time was divided. */
static void scale_laps(struct worker *w, u64 cpu_ns) {
    u64 wall_ns = w->ir_ns;
    for (u32 m = 0; m < w->job->model_count; m++) wall_ns += w->codegen_ns[m];
    double scale = wall_ns ? (double)cpu_ns / (double)wall_ns : 0;
    w->ir_ns = (u64)((double)w->ir_ns * scale);
    for (u32 m = 0; m < w->job->model_count; m++)
        w->codegen_ns[m] = (u64)((double)w->codegen_ns[m] * scale);
}

/* ---- What the program keeps of the IR --------------------------------------------------- */

static void keep_source(struct job *job, struct program_function *pf,
                        const struct ir_function *f) {
    pthread_mutex_lock(&job->lock);
    pf->source = arena_alloc(&job->program->arena, f->ins_count * sizeof *pf->source);
    pthread_mutex_unlock(&job->lock);
    memcpy(pf->source, f->source, f->ins_count * sizeof *pf->source);
}

/* Whether every machine makes code for the operation, whatever is allocated where. Copies, and
 * what 32-bit machines do by halves with a constant, may come to nothing. */
static bool is_firm(const struct ir_function *f, const struct ins *i) {
    switch ((enum op)i->op) {
    case OP_JUMP:
    case OP_WRAP:
    case OP_EXTEND_8S:
    case OP_EXTEND_16S:
    case OP_EXTEND_32S:
    case OP_EXTEND_S:
    case OP_EXTEND_U:
    case OP_REINTERPRET:
    case OP_FCANON: return false;
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_AND:
    case OP_OR:
    case OP_XOR:
    case OP_SHL:
    case OP_SHR_S:
    case OP_SHR_U:
    case OP_ROTL:
    case OP_ROTR:
        return i->type != I64 ||
               (!value_is_const(f, i->arg[0]) && !value_is_const(f, i->arg[1]));
    default: return true;
    }
}

static void keep_traits(struct job *job, struct program_function *pf,
                        const struct ir_function *f) {
    pthread_mutex_lock(&job->lock);
    u8 *traits = ARENA_ARRAY(&job->program->arena, u8, traits_bytes(f->ins_count) + 1);
    pthread_mutex_unlock(&job->lock);
    const struct ins *ins = f->ins;
    for (u32 n = 0, count = f->ins_count; n < count; n++) {
        u32 trait = (is_firm(f, &ins[n]) ? POINT_FIRM : 0) |
                    (ins[n].op == OP_RETURN ? POINT_RETURN : 0);
        traits[n / 4] |= (u8)(trait << n % 4 * 2);
    }
    pf->traits = traits;
}

static void keep_values(struct job *job, struct program_function *pf,
                        const struct ir_function *f) {
    bool constants = f->value_count && value_is_const(f, 0); /* they come first */
    pthread_mutex_lock(&job->lock);
    u8 *types = ARENA_ARRAY(&job->program->arena, u8, f->value_count + 1);
    u64 *bits = constants ? ARENA_ARRAY(&job->program->arena, u64, f->value_count) : NULL;
    pthread_mutex_unlock(&job->lock);
    ir_find_any_nans(f, types);
    const struct value *values = f->values;
    u32 count = f->value_count, v = 0;
    bool any_nans = false;
    for (; v < count && values[v].kind == VALUE_CONST; v++) {
        types[v] = (u8)(values[v].type | VALUE_IS_CONST);
        bits[v] = values[v].bits;
    }
    for (; v < count; v++) {
        any_nans |= types[v] != 0;
        types[v] = (u8)(values[v].type | (types[v] ? VALUE_ANY_NAN : 0));
    }
    pf->any_nans = any_nans;
    pf->value_types = types;
    pf->const_bits = bits;
    pf->value_count = f->value_count;
    pf->point_count = f->ins_count;
}

/* ---- Functions -------------------------------------------------------------------------- */

static void fail(struct job *job, struct status *mine) {
    pthread_mutex_lock(&job->lock);
    status_fail(job->st, mine->fault, "%s", mine->text);
    pthread_mutex_unlock(&job->lock);
    job->failed = true;
    status_free(mine);
}

static bool wants_dump(const struct job *job, u32 function) {
    const struct compile_options *o = job->options;
    return o->dump &&
           (!o->dump_function ||
            !strcmp(o->dump_function, program_function_name(job->program, function)));
}

static void compile_function(struct worker *w, u32 index) {
    struct job *job = w->job;
    struct program *p = job->program;
    struct program_function *pf = &p->functions[index];
    bool dump = wants_dump(job, index);
    struct ir_function *f =
        pf->imported ? wrapper_build(p, index, &w->ir)
                     : ir_build(p, index, &w->ir, &w->scratch, dump ? job->options->dump : NULL,
                                job->options->dump_text);
    keep_values(job, pf, f);
    keep_traits(job, pf, f);
    if (!pf->imported) keep_source(job, pf, f);
    w->ir_ns += lap_ns(w);
    for (u32 m = 0; m < job->model_count && !job->failed; m++) {
        if (job->cached[m]) continue;
        struct status st = {0};
        struct generate_options o = {.allocator = allocator_of(job->options, m),
                                     .verify = job->options->verify || VERIFY_ALWAYS,
                                     .dump = dump ? job->options->dump : NULL,
                                     .dump_text = dump ? job->options->dump_text : NULL};
        w->emitters[m].canonical_types = job->canonical_types;
        w->emitters[m].near_calls = job->near_calls;
        struct compiled_function *c =
            generate(&o, p, f, &job->models[m], &w->emitters[m], &w->keep, &w->scratch, &st);
        w->codegen_ns[m] += lap_ns(w);
        if (c)
            job->compiled[(size_t)m * p->function_count + index] = c;
        else
            fail(job, &st);
        arena_reset(&w->scratch);
    }
    arena_reset(&w->ir);
}

static void *work(void *argument) {
    struct worker *w = argument;
    struct job *job = w->job;
    u64 begun = thread_time_ns();
    lap_ns(w);
    for (;;) {
        u32 index = atomic_fetch_add(&job->next, 1);
        if (index >= job->program->function_count || job->failed) break;
        compile_function(w, index);
    }
    scale_laps(w, thread_time_ns() - begun);
    pthread_mutex_lock(&job->lock);
    job->numbers->ir_ns += w->ir_ns;
    for (u32 m = 0; m < job->model_count; m++) {
        job->numbers->codegen_ns += w->codegen_ns[m];
        job->codegen_ns[m] += w->codegen_ns[m];
    }
    pthread_mutex_unlock(&job->lock);
    return NULL;
}

/* Starts the workers, the last of which is this thread, and waits for them. */
static struct worker *run_workers(struct job *job, u32 count) {
    struct worker *workers = xcalloc(count, sizeof *workers);
    for (u32 k = 0; k < count; k++) {
        struct worker *w = &workers[k];
        w->job = job;
        arena_init(&w->ir);
        arena_init(&w->scratch);
        arena_init(&w->keep);
        w->emitters = xcalloc(job->model_count, sizeof *w->emitters);
        w->codegen_ns = xcalloc(job->model_count, sizeof *w->codegen_ns);
        for (u32 m = 0; m < job->model_count; m++)
            emitter_init(&w->emitters[m], &job->models[m]);
        if (k + 1 < count && pthread_create(&w->thread, NULL, work, w) != 0)
            w->thread = pthread_self(); /* no thread to be had: the others do its work */
    }
    work(&workers[count - 1]);
    for (u32 k = 0; k + 1 < count; k++)
        if (!pthread_equal(workers[k].thread, pthread_self()))
            pthread_join(workers[k].thread, NULL);
    return workers;
}

static void free_workers(struct worker *workers, u32 count) {
    for (u32 k = 0; k < count; k++) {
        struct worker *w = &workers[k];
        for (u32 m = 0; m < w->job->model_count; m++) emitter_free(&w->emitters[m]);
        free(w->emitters);
        free(w->codegen_ns);
        arena_free(&w->ir);
        arena_free(&w->scratch);
        arena_free(&w->keep);
    }
    free(workers);
}

static bool link_images(struct job *job, struct image **out) {
    u32 functions = job->program->function_count;
    for (u32 m = 0; m < job->model_count; m++) {
        if (job->cached[m]) {
            out[m] = job->cached[m];
            continue;
        }
        u64 start = thread_time_ns();
        out[m] =
            image_link(job->program, &job->models[m], job->compiled + (size_t)m * functions,
                       !job->options->without_maps, job->st);
        if (!out[m]) return false;
        snprintf(out[m]->allocator, sizeof out[m]->allocator, "%s",
                 allocator_of(job->options, m)->name);
        u64 took = thread_time_ns() - start;
        job->numbers->link_ns += took;
        out[m]->compile_ns = job->numbers->ir_ns + job->codegen_ns[m] + took;
    }
    return true;
}

/* ---- The cache: images are stored at the same time, as their maps have to be encoded ------ */

struct storing {
    struct image **images;
    u32 count;
    atomic_uint next;
};

static void *store(void *argument) {
    struct storing *s = argument;
    for (u32 m; (m = atomic_fetch_add(&s->next, 1)) < s->count;)
        if (s->images[m]) image_cache_store(s->images[m]);
    return NULL;
}

/* Stores the images that did not come from the cache. */
static void store_images(struct job *job, struct image *const *images, u32 threads) {
    struct storing s = {.images = xcalloc(job->model_count, sizeof *s.images)};
    for (u32 m = 0; m < job->model_count; m++)
        if (!job->cached[m]) s.images[s.count++] = images[m];
    u32 helpers = MIN(threads, s.count), started = 0;
    pthread_t *others = xcalloc(helpers + 1, sizeof *others);
    while (started + 1 < helpers && pthread_create(&others[started], NULL, store, &s) == 0)
        started++;
    store(&s);
    for (u32 k = 0; k < started; k++) pthread_join(others[k], NULL);
    free(others);
    free(s.images);
}

/* Whether all images came from the cache, and with them what the program keeps of the IR. */
static bool nothing_to_do(const struct job *job) {
    for (u32 m = 0; m < job->model_count; m++)
        if (!job->cached[m]) return false;
    for (u32 k = 0; k < job->program->function_count; k++)
        if (!job->program->functions[k].value_types) return false;
    return true;
}

static bool compile_all(struct job *job, struct image **out) {
    if (nothing_to_do(job)) return link_images(job, out);
    u32 threads = job->options->dump ? 1 : job->options->threads;
    if (!threads) threads = host_cores();
    threads = MAX(MIN(threads, (job->program->function_count + 7) / 8), 1);
    job->next = 0;
    job->failed = false;
    struct worker *workers = run_workers(job, threads);
    bool ok = !job->failed && link_images(job, out);
    free_workers(workers, threads);
    if (ok && job->options->cache && !job->options->without_maps)
        store_images(job, out, job->options->threads ? threads : host_cores());
    return ok;
}

/* Frees what was linked before something failed. */
static void drop_images(const struct job *job, struct image **out) {
    for (u32 m = 0; m < job->model_count; m++) {
        if (out[m] != job->cached[m]) image_free(out[m]);
        out[m] = NULL;
    }
}

bool program_compile(struct program *p, const struct model *models, u32 n,
                     const struct compile_options *o, struct image **out,
                     struct compile_numbers *numbers, struct status *st) {
    struct compile_numbers unused = {0};
    struct job job = {.program = p, .models = models, .model_count = n, .options = o, .st = st};
    job.numbers = numbers ? numbers : &unused;
    job.cached = xcalloc(n, sizeof *job.cached);
    job.compiled = xcalloc((size_t)n * p->function_count, sizeof *job.compiled);
    job.codegen_ns = xcalloc(n, sizeof *job.codegen_ns);
    u32 *canonical = xcalloc(p->type_count + 1, sizeof *canonical);
    for (u32 k = 0; k < p->type_count; k++) canonical[k] = p->types[k].canonical;
    job.canonical_types = canonical;
    pthread_mutex_init(&job.lock, NULL);
    for (u32 m = 0; m < n; m++) {
        out[m] = NULL;
        if (o->cache && !o->dump && !o->without_maps)
            job.cached[m] = image_cache_find(p, &models[m], allocator_of(o, m)->name);
    }
    for (u32 k = 0; k < p->function_count; k++)
        job.numbers->wasm_code_bytes += p->functions[k].body_size;
    job.near_calls = job.numbers->wasm_code_bytes < 96 * 1024;

    bool ok = compile_all(&job, out);
    if (!ok && job.near_calls && !job.failed) {
        /* Bigger than it looked: once more with calls that reach anywhere. */
        job.near_calls = false;
        drop_images(&job, out);
        status_free(st);
        ok = compile_all(&job, out);
    }
    if (!ok) drop_images(&job, out);
    for (u32 m = 0; m < n && !ok; m++) image_free(job.cached[m]);
    pthread_mutex_destroy(&job.lock);
    free(canonical);
    free(job.cached);
    free(job.compiled);
    free(job.codegen_ns);
    return ok;
}
