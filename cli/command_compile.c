/* cli/command_compile.c: hpmsim compile: a program for one machine; and a look at what came
 * out. */
#include <stdlib.h>

#include "cli/cli.h"
#include "testbed/layout.h"

static const struct option_row options[] = {
    {"isa", 'i', "MODEL[/K]", "The machine to compile for.", "aarch64", false},
    OPTION_ALLOCATOR,
    OPTION_STRATEGY,
    {"among", 0, "MODEL[/K],...", "The other machines that the strategy is to make it fit for.",
     NULL, false},
    {"output", 'o', "FILE", "Write the image: code and location map.", NULL, false},
    {"dump", 0, "PASS,...", "Print functions as they are after these passes.", NULL, false},
    {"function", 'f', "FUNCTION", "Print only this function.", NULL, false},
    {"disassemble", 'd', NULL, "Print the machine code, with source lines.", NULL, false},
    {"json", 0, NULL, "Print the image as JSON: every table, location maps included.", NULL,
     false},
    {"stats", 0, "FILE.json", "Write the summary as JSON; - is standard output.", NULL, false},
};

/* ---- Disassembly ------------------------------------------------------------------------ */

/* "12: solve (nqueens.c:41)" lines between instructions where the source line changes. */
static void add_line_of(const struct program *p, struct image *image, u32 offset,
                        char last[256], struct text *out) {
    char line[256] = "";
    struct point_id at;
    if (!image_operation_at(image, offset, &at)) return;
    program_line_text(p, at.function, at.point, line, sizeof line);
    if (!strcmp(line, last)) return;
    memcpy(last, line, sizeof line);
    if (line[0]) text_printf(out, "                                  ; %s\n", line);
}

static void add_instruction(const u8 *code, u32 length, u64 at, const char *name,
                            struct text *out) {
    enum { BYTES = 10 };
    text_printf(out, "%10llx  ", (unsigned long long)at);
    for (u32 k = 0; k < MAX(length, BYTES); k++) {
        if (k < length)
            text_printf(out, "%02x", code[k]);
        else
            text_add(out, "  ");
    }
    text_printf(out, "  %s\n", name);
}

static void disassemble_function(const struct program *p, struct image *image, u32 function,
                                 struct text *out) {
    const struct image_function *f = &image->functions[function];
    const struct isa *isa = image->model.isa;
    char last[256] = "";
    if (f->code_end == f->code_start) return;
    text_printf(out, "%s  (frame %u bytes, %u spills, %u reloads, %u moves)\n",
                program_function_name(p, function), f->frame_bytes, f->counts.spills,
                f->counts.reloads, f->counts.moves);
    for (u32 at = f->code_start; at < f->code_end;) {
        char text[160];
        u32 length = isa->disassemble(isa, image->code + at, f->code_end - at,
                                      image->code_base + at, text, sizeof text);
        if (!length) {
            length = isa->instruction_bytes ? isa->instruction_bytes : 1;
            snprintf(text, sizeof text, "(data)");
        }
        add_line_of(p, image, at, last, out);
        add_instruction(image->code + at, length, image->code_base + at, text, out);
        at += length;
    }
    text_add(out, "\n");
}

/* ---- Report ----------------------------------------------------------------------------- */

struct summary {
    struct function_counts counts; /* of all functions */
    u64 points;
};

static struct summary summarize(const struct program *p, const struct image *image) {
    struct summary s = {0};
    for (u32 f = 0; f < image->function_count; f++) {
        s.counts.spills += image->functions[f].counts.spills;
        s.counts.reloads += image->functions[f].counts.reloads;
        s.counts.moves += image->functions[f].counts.moves;
        s.counts.constants += image->functions[f].counts.constants;
        s.points += p->functions[f].point_count;
    }
    return s;
}

static void add_report(const struct program *p, struct image *image,
                       const struct compile_numbers *numbers, u64 wall_ns, const char *output,
                       struct text *out) {
    struct summary s = summarize(p, image);
    struct arena a;
    arena_init(&a);
    text_printf(out, "%s for %s: %s, %s\n", p->name, image->model.name,
                text_plural(&a, p->function_count, "function"),
                text_plural(&a, s.points, "point"));
    text_printf(out, "  code          %s, location map %s (%.1f %% of it)\n",
                text_size(&a, image->code_size), text_size(&a, image_map_bytes(image)),
                100.0 * image_map_bytes(image) / MAX(image->code_size, 1u));
    text_printf(out,
                "  instructions  %s spills, %s reloads, %s moves, %s constants placed by the "
                "allocator %s\n",
                text_count(&a, s.counts.spills), text_count(&a, s.counts.reloads),
                text_count(&a, s.counts.moves), text_count(&a, s.counts.constants),
                image->allocator);
    text_printf(out, "  time          %s: IR %s, code %s, linking %s\n", text_time(&a, wall_ns),
                text_time(&a, numbers->ir_ns), text_time(&a, numbers->codegen_ns),
                text_time(&a, numbers->link_ns));
    if (output) text_printf(out, "  written to    %s\n", output);
    arena_free(&a);
}

/* The same for programs. */
static void write_stats(const struct program *p, struct image *image,
                        const struct compile_numbers *numbers, u64 wall_ns, struct text *out) {
    struct summary s = summarize(p, image);
    struct json_writer w = {.out = out};
    json_begin_object(&w, NULL);
    json_put_string(&w, "program", p->name);
    json_put_string(&w, "model", image->model.name);
    json_put_string(&w, "allocator", image->allocator);
    json_put_integer(&w, "functions", p->function_count);
    json_put_integer(&w, "points", (i64)s.points);
    json_put_integer(&w, "code_bytes", image->code_size);
    json_put_integer(&w, "map_bytes", (i64)image_map_bytes(image));
    json_put_integer(&w, "spills", (i64)s.counts.spills);
    json_put_integer(&w, "reloads", (i64)s.counts.reloads);
    json_put_integer(&w, "moves", (i64)s.counts.moves);
    json_put_integer(&w, "constants", (i64)s.counts.constants);
    json_begin_object(&w, "host_times_ns");
    json_put_integer(&w, "all", (i64)wall_ns);
    json_put_integer(&w, "ir", (i64)numbers->ir_ns);
    json_put_integer(&w, "code", (i64)numbers->codegen_ns);
    json_put_integer(&w, "linking", (i64)numbers->link_ns);
    json_end_object(&w);
    json_end_object(&w);
}

/* ---- The command ------------------------------------------------------------------------ */

struct job {
    const struct invocation *i;
    struct program *program;
    struct image *image;
    struct compile_numbers numbers;
    u64 wall_ns;
    i64 function; /* to print; -1: all */
    struct text out;
};

static void print(struct job *j) {
    const struct invocation *i = j->i;
    bool disassemble = option_given(i, "disassemble");
    for (u32 f = 0; disassemble && f < j->image->function_count; f++)
        if (j->function < 0 || f == (u32)j->function)
            disassemble_function(j->program, j->image, f, &j->out);
    if (option_given(i, "json")) image_dump(j->image, j->program, &j->out);
    const char *stats = option_value(i, "stats");
    bool on_stdout = stats && !strcmp(stats, "-");
    if (!disassemble && !option_given(i, "json") && !option_given(i, "dump") && !on_stdout)
        add_report(j->program, j->image, &j->numbers, j->wall_ns, option_value(i, "output"),
                   &j->out);
}

const char *const dump_passes[] = {"build", "const", "gvn",   "dce",   "fuse",
                                   "facts", "canon", "final", "alloc", "all"};
const u32 dump_pass_count = COUNT_OF(dump_passes);

static void check_passes(const char *list, struct status *st) {
    for (const char *at = list; at && *at;) {
        size_t length = strcspn(at, ",");
        char word[32];
        bool known = false;
        snprintf(word, sizeof word, "%.*s", (int)MIN(length, sizeof word - 1), at);
        for (u32 n = 0; n < dump_pass_count; n++) known |= !strcmp(word, dump_passes[n]);
        const char *near = suggest(word, dump_passes, dump_pass_count);
        if (!known && near)
            status_add(st, FAULT_USER,
                       "compile: --dump: there is no pass \"%s\"; did you mean %s?", word,
                       near);
        else if (!known)
            status_add(st, FAULT_USER, "compile: --dump: there is no pass \"%s\"", word);
        at += length + (at[length] == ',');
    }
}

static bool compile(struct job *j, struct status *st) {
    const struct invocation *i = j->i;
    struct model *models = xcalloc(MODELS_MAX, sizeof *models);
    u32 count = 0;
    struct compile_options o = {.allocator = read_allocator(i, st),
                                .dump = option_value(i, "dump"),
                                .dump_function = option_value(i, "function"),
                                .dump_text = &j->out};
    const char *isa = option_or_initial(i, "isa");
    check_passes(o.dump, st);
    if (strchr(isa, ','))
        status_add(st, FAULT_USER, "compile: --isa: one machine at a time, found \"%s\"", isa);
    else
        read_models(isa, models, &count, st);
    if (option_given(i, "among")) read_models(option_value(i, "among"), models, &count, st);
    const struct strategy *strategy = read_strategy(i, st);
    if (status_ok(st)) j->program = program_load(i->operands[0], st);
    if (j->program && o.dump_function)
        j->function = find_function(j->program, o.dump_function, st);
    u64 start = time_now_ns();
    bool ok = status_ok(st);
    if (ok) {
        struct model *fit = strategy_models(strategy, models, count);
        ok = program_compile(j->program, fit, 1, &o, &j->image, &j->numbers, st);
        free(fit);
    }
    free(models);
    j->wall_ns = time_now_ns() - start;
    const char *output = option_value(i, "output");
    return ok && (!output || image_write(j->image, output, st));
}

/* --stats */
static bool save_stats(const struct job *j, struct status *st) {
    const char *path = option_value(j->i, "stats");
    struct text t = {0};
    if (!path) return true;
    write_stats(j->program, j->image, &j->numbers, j->wall_ns, &t);
    bool ok = write_out(path, &t, st);
    text_free(&t);
    return ok;
}

static int run(const struct invocation *i) {
    struct status st = {0};
    struct job j = {.i = i, .function = -1};
    int exit_status = EXIT_DONE;
    if (compile(&j, &st)) {
        print(&j);
        fwrite(text_string(&j.out), 1, j.out.length, stdout);
        if (!save_stats(&j, &st)) exit_status = report(&st);
    } else {
        exit_status = report(&st);
    }
    text_free(&j.out);
    image_free(j.image);
    program_free(j.program);
    return exit_status;
}

const struct command command_compile = {
    .name = "compile",
    .operands = "PROGRAM",
    .summary = "compile a program for one machine, and look at what came out",
    .about =
        "Compiles a program for one ISA model and prints how big the code and its location "
        "map are. With --dump, --disassemble or --json prints what was asked for instead.",
    .examples = "hpmsim compile workloads/nqueens.c --isa riscv64/8 -o nqueens.img\n"
                "hpmsim compile workloads/nqueens.c --isa x86-32 -f solve --disassemble\n"
                "hpmsim compile workloads/nqueens.c -f solve --dump final,alloc\n"
                "hpmsim compile workloads/nqueens.c --isa x86-32/5 --strategy shadow --among "
                "aarch64",
    .options = options,
    .option_count = COUNT_OF(options),
    .least = 1,
    .most = 1,
    .run = run,
};
