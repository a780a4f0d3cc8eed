/* bench/bench.c: the command line, and the table of promises. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench/bench.h"

/* ---- What sections tell ----------------------------------------------------------------- */

void bench_progress(const char *fmt, ...) {
    if (!isatty(2)) return;
    struct text line = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&line, fmt, args);
    va_end(args);
    fprintf(stderr, "\r\033[K%s", text_string(&line));
    text_free(&line);
}

void bench_trouble(struct bench *b, struct status *st, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    text_vprintf(&b->trouble, fmt, args);
    va_end(args);
    text_printf(&b->trouble, ": %s\n", st->text ? st->text : "?");
    status_free(st);
    *st = (struct status){0};
}

void bench_measure(struct bench *b, const char *section, const char *isa, const char *name,
                   const char *metric, double value) {
    array_push(&b->measures, ((struct measure){section, isa, name, metric, value}));
}

void bench_promise(struct bench *b, const char *what, const char *bound, enum verdict verdict,
                   const char *measured, const char *broken_by) {
    array_push(&b->promises, ((struct promise){arena_strdup(&b->arena, what), bound,
                                               arena_strdup(&b->arena, measured),
                                               arena_strdup(&b->arena, broken_by), verdict}));
}

bool in_list(const char *list, const char *word) {
    size_t length = strlen(word);
    for (const char *at = list; *at; at += *at == ',') {
        size_t n = strcspn(at, ",");
        if (n == length && memcmp(at, word, n) == 0) return true;
        at += n;
    }
    return false;
}

/* ---- Reporting -------------------------------------------------------------------------- */

static const char *const verdict_names[] = {"kept", "BROKEN", "skipped"};

/* The first lines, and how many more there are: one cause often breaks many. */
static void print_trouble(const char *lines) {
    u32 shown = 0, more = 0;
    puts("\nFailed or skipped:");
    for (const char *end; (end = strchr(lines, '\n')) != NULL; lines = end + 1) {
        if (++shown > 16)
            more++;
        else
            printf("%.*s\n", (int)(end - lines), lines);
    }
    if (more) printf("... and %u more lines; --json has them all\n", more);
}

static void print_table(const struct bench *b) {
    printf("%-44s %-12s %-20s %s\n", "promise", "bound", "measured", "verdict");
    for (u32 n = 0; n < b->promises.count; n++) {
        const struct promise *p = &b->promises.at[n];
        printf("%-44s %-12s %-20s %s%s%s\n", p->what, p->bound, p->measured,
               verdict_names[p->verdict], *p->broken_by ? ": " : "", p->broken_by);
    }
    fputs(text_string(&b->details), stdout);
    if (b->trouble.length) print_trouble(b->trouble.at);
}

static void print_json(const struct bench *b) {
    struct text out = {0};
    struct json_writer w = {.out = &out};
    json_begin_object(&w, NULL);
    json_put_string(&w, "mode", b->quick ? "quick" : "full");
    json_begin_array(&w, "promises");
    for (u32 n = 0; n < b->promises.count; n++) {
        const struct promise *p = &b->promises.at[n];
        json_begin_object(&w, NULL);
        json_put_string(&w, "promise", p->what);
        json_put_string(&w, "bound", p->bound);
        json_put_string(&w, "measured", p->measured);
        json_put_string(&w, "verdict", verdict_names[p->verdict]);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_begin_array(&w, "measures");
    for (u32 n = 0; n < b->measures.count; n++) {
        const struct measure *m = &b->measures.at[n];
        json_begin_object(&w, NULL);
        w.compact = true;
        json_put_string(&w, "section", m->section);
        json_put_string(&w, "isa", m->isa);
        json_put_string(&w, "name", m->name);
        json_put_string(&w, "metric", m->metric);
        json_put_number(&w, "value", m->value);
        json_end_object(&w);
        w.compact = false;
    }
    json_end_array(&w);
    json_put_string(&w, "trouble", text_string(&b->trouble));
    json_end_object(&w);
    fputs(text_string(&out), stdout);
    text_free(&out);
}

/* ---- The command line ------------------------------------------------------------------- */

static const struct section {
    const char *name, *what;
    void (*run)(struct bench *b);
} sections[] = {
    {"instructions", "guest instructions executed, against gcc -O2", section_instructions},
    {"time", "wall time of whole programs, against qemu-user", section_time},
    {"images", "code with and without maps; size of maps", section_images},
    {"distance", "instructions from a stop to the next point", section_distance},
    {"translation", "time to capture and rebuild a process", section_translation},
    {"compile", "compile speed", section_compile},
};

static void usage(FILE *out) {
    fputs("usage: bench [OPTION...] [SECTION...]\n"
          "       bench --explain KERNEL|all ISA [-n N] [-b BLOCKS] [--simd | --clang]\n\n"
          "Measures the project's promises; all sections, or those named:\n",
          out);
    for (u32 n = 0; n < COUNT_OF(sections); n++)
        fprintf(out, "  %-14s %s\n", sections[n].name, sections[n].what);
    fputs("\n  -q, --quick       less of everything: under a minute\n"
          "      --json        numbers as JSON\n"
          "      --isa A,B     these ISAs only\n"
          "      --only A,B    these kernels and programs only; big: the big module\n"
          "      --explain     where a kernel's instructions go, ours beside gcc's\n"
          "  -n N              its size; -b BLOCKS: how many hot blocks to show\n"
          "      --simd        against gcc's own -O2, not the scalar one\n"
          "      --clang       against clang -O2\n"
          "      --work DIR    where programs are built (default: the user's cache)\n"
          "  -h, --help\n",
          out);
}

static int fail_usage(const char *what, const char *word) {
    fprintf(stderr, "bench: %s%s\n", what, word);
    return 2;
}

static const char *default_work(struct bench *b) {
    struct text t = {0};
    if (!folder_cache(&t)) text_add(&t, "/tmp/hpmsim");
    const char *work = arena_printf(&b->arena, "%s/bench", text_string(&t));
    text_free(&t);
    return work;
}

static void choose_isas(struct bench *b, const char *list) {
    for (u32 n = 0; n < isa_count; n++)
        if (!list || in_list(list, isa_list[n]->name)) array_push(&b->isas, isa_list[n]->name);
}

static int run_sections(struct bench *b, char **names, int count) {
    for (int k = 0; k < count; k++) {
        bool known = false;
        for (u32 n = 0; n < COUNT_OF(sections); n++)
            known |= strcmp(sections[n].name, names[k]) == 0;
        if (!known) return fail_usage("no section is named ", names[k]);
    }
    for (u32 n = 0; n < COUNT_OF(sections); n++) {
        bool wanted = count == 0;
        for (int k = 0; k < count; k++) wanted |= strcmp(sections[n].name, names[k]) == 0;
        if (wanted) sections[n].run(b);
    }
    bench_progress("%s", "");
    return 0;
}

enum {
    OPTION_JSON = 256,
    OPTION_ISA,
    OPTION_ONLY,
    OPTION_EXPLAIN,
    OPTION_SIMD,
    OPTION_CLANG,
    OPTION_WORK
};
static const struct option options[] = {
    {"quick", no_argument, NULL, 'q'},
    {"json", no_argument, NULL, OPTION_JSON},
    {"isa", required_argument, NULL, OPTION_ISA},
    {"only", required_argument, NULL, OPTION_ONLY},
    {"explain", no_argument, NULL, OPTION_EXPLAIN},
    {"simd", no_argument, NULL, OPTION_SIMD},
    {"clang", no_argument, NULL, OPTION_CLANG},
    {"work", required_argument, NULL, OPTION_WORK},
    {"help", no_argument, NULL, 'h'},
    {0},
};

static void free_bench(struct bench *b) {
    array_free(&b->isas);
    array_free(&b->builds);
    array_free(&b->promises);
    array_free(&b->measures);
    text_free(&b->details);
    text_free(&b->trouble);
    arena_free(&b->arena);
}

int main(int argc, char **argv) {
    struct bench b = {.source = HPMSIM_SOURCE_DIR};
    struct status st = {0};
    bool json = false, explaining = false;
    const char *isas = NULL;
    u32 n = 0, blocks = 12, rival = RIVAL_GCC;
    memory_keep();
    arena_init(&b.arena);
    for (int c; (c = getopt_long(argc, argv, "qhn:b:", options, NULL)) != -1;) {
        switch (c) {
        case 'q': b.quick = true; break;
        case 'n': n = (u32)strtoul(optarg, NULL, 0); break;
        case 'b': blocks = (u32)strtoul(optarg, NULL, 0); break;
        case OPTION_JSON: json = true; break;
        case OPTION_ISA: isas = optarg; break;
        case OPTION_ONLY: b.only = optarg; break;
        case OPTION_EXPLAIN: explaining = true; break;
        case OPTION_SIMD: rival = RIVAL_GCC_SIMD; break;
        case OPTION_CLANG: rival = RIVAL_CLANG; break;
        case OPTION_WORK: b.work = optarg; break;
        case 'h': usage(stdout); return 0;
        default: usage(stderr); return 2;
        }
    }
    if (!b.work) b.work = default_work(&b);
    choose_isas(&b, isas);
    int status = 0;
    if (!b.isas.count) {
        status = fail_usage("no ISA is named ", isas);
    } else if (!folder_make(b.work, &st)) {
        status = fail_usage(st.text, "");
    } else if (explaining) {
        status = argc - optind == 2
                     ? explain(&b, argv[optind], argv[optind + 1], n, blocks, rival)
                     : fail_usage("--explain takes a kernel and an ISA", "");
    } else {
        status = run_sections(&b, argv + optind, argc - optind);
        if (status == 0) (json ? print_json : print_table)(&b);
    }
    status_free(&st);
    free_bench(&b);
    return status;
}
