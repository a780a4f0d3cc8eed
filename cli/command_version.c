/* cli/command_version.c: hpmsim version: which program this is, and what it stands on. */
#include "cli/cli.h"

static const struct option_row options[] = {
    {"json", 0, NULL, "Print JSON.", NULL, false},
};

static const char *emulator_version(struct arena *a) {
    u32 v = machine_emulator_version();
    return arena_printf(a, "%u.%u.%u", v >> 24, v >> 16 & 0xff, v >> 8 & 0xff);
}

static const char *capstone_version(struct arena *a) {
    u32 v = disassembler_version();
    return arena_printf(a, "%u.%u", v >> 24, v >> 16 & 0xff);
}

static void write(struct arena *a, struct text *out) {
    struct json_writer w = {.out = out};
    const char *obstacle = machine_stores_slow_why();
    json_begin_object(&w, NULL);
    json_put_string(&w, "hpmsim", hpmsim_version());
    json_put_string(&w, "unicorn", emulator_version(a));
    json_put_string(&w, "stores", obstacle ? "slow" : "fast");
    json_put_string(&w, "stores_slow_why", obstacle);
    json_put_string(&w, "capstone", capstone_version(a));
    json_begin_array(&w, "isas");
    for (u32 n = 0; n < isa_count; n++) json_put_string(&w, NULL, isa_list[n]->name);
    json_end_array(&w);
    json_end_object(&w);
}

static void print(struct arena *a, struct text *out) {
    const char *obstacle = machine_stores_slow_why();
    text_printf(out, "hpmsim %s\n", hpmsim_version());
    text_printf(out, "emulator: Unicorn %s, stores take the %s path", emulator_version(a),
                obstacle ? "slow" : "fast");
    if (obstacle) text_printf(out, ": %s", obstacle);
    text_printf(out, "\ndisassembler: Capstone %s\nISAs:", capstone_version(a));
    for (u32 n = 0; n < isa_count; n++)
        text_printf(out, "%s %s", n ? "," : "", isa_list[n]->name);
    text_add(out, "\n");
}

static int run(const struct invocation *i) {
    struct text out = {0};
    struct arena a;
    arena_init(&a);
    if (option_given(i, "json"))
        write(&a, &out);
    else
        print(&a, &out);
    fputs(text_string(&out), stdout);
    text_free(&out);
    arena_free(&a);
    return EXIT_DONE;
}

const struct command command_version = {
    .name = "version",
    .operands = "",
    .summary =
        "tell versions: of hpmsim, of the emulator and how it stores, of the disassembler",
    .about = "Tells the version of hpmsim with the commit that it was built from (+: with "
             "changes), and those of the libraries that its results depend on.\n"
             "Stores of emulated programs are slow in Unicorn as it is shipped; hpmsim makes "
             "them fast where the library lets it. When it doesn't, the reason is told. "
             "Results are the same.\n"
             "hpmsim --version is the same command.",
    .examples = "hpmsim --version\n"
                "hpmsim --version --json",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
