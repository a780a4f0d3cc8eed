/* cli/command_completion.c: hpmsim completion: how shells complete hpmsim's command lines. */
#include "cli/cli.h"
#include "cli/completion.h"

void completion_register_range(const char *model, u32 *least, u32 *most) {
    struct model m;
    struct status st = {0};
    *most = model_find(model, &m, &st) ? m.count[CLASS_INT] : 0;
    for (*least = 1; *least < *most; ++*least) {
        char name[sizeof m.name + 8];
        status_free(&st);
        snprintf(name, sizeof name, "%s/%u", model, *least);
        if (model_find(name, &m, &st)) break;
    }
    status_free(&st);
}

static int run(const struct invocation *i) {
    static const char *const shells[] = {"bash", "zsh"};
    const char *shell = i->operands[0], *near = suggest(shell, shells, COUNT_OF(shells));
    struct text out = {0};
    if (!strcmp(shell, "bash")) {
        completion_add_bash(&out);
    } else if (!strcmp(shell, "zsh")) {
        completion_add_zsh(&out);
    } else {
        complain("completion: expected bash or zsh, found \"%s\"%s%s%s", shell,
                 near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
        return EXIT_USAGE;
    }
    fputs(text_string(&out), stdout);
    text_free(&out);
    return EXIT_DONE;
}

const struct command command_completion = {
    .name = "completion",
    .operands = "bash|zsh",
    .summary = "print what teaches bash or zsh to complete command lines of hpmsim",
    .about = "Prints a script that completes commands, options, ISA models, files and other "
             "values. It is installed together with hpmsim; without installing, bash reads it "
             "as in the first example, and zsh finds it when it is a file named _hpmsim in a "
             "folder of $fpath.",
    .examples = "source <(hpmsim completion bash)\n"
                "hpmsim completion zsh >~/.zfunc/_hpmsim",
    .least = 1,
    .most = 1,
    .run = run,
};
