/* cli/command_schema.c: hpmsim schema: JSON Schemas of the files that hpmsim reads. */
#include "cli/cli.h"
#include "isa/model_form.h"
#include "testbed/experiment_form.h"

static const struct {
    const char *name;
    const struct form *form;
} schemas[] = {
    {"experiment", &experiment_form},
    {"model", &model_form},
};

static int run(const struct invocation *i) {
    const char *name = i->operand_count ? i->operands[0] : schemas[0].name;
    const char *names[COUNT_OF(schemas)];
    struct text out = {0};
    for (u32 n = 0; n < COUNT_OF(schemas); n++) {
        names[n] = schemas[n].name;
        if (strcmp(names[n], name)) continue;
        form_write_schema(schemas[n].form, &out);
        fputs(out.at, stdout);
        text_free(&out);
        return EXIT_DONE;
    }
    const char *near = suggest(name, names, COUNT_OF(names));
    if (near)
        complain("schema: there is no schema of \"%s\"; did you mean %s?", name, near);
    else
        complain("schema: expected experiment or model, found \"%s\"", name);
    return EXIT_USAGE;
}

const struct command command_schema = {
    .name = "schema",
    .operands = "[experiment|model]",
    .summary = "print the JSON Schema of experiments or of ISA models",
    .about = "Prints a JSON Schema (draft-07), with which editors complete and check "
             "experiments (the default) or the files of ISA models while they are written. A "
             "file names its schema by \"$schema\". It accepts what hpmsim accepts, but for "
             "what only the program can know, such as whether a file is there or a machine has "
             "that name.",
    .examples = "hpmsim schema >experiment.schema.json\n"
                "hpmsim schema model >model.schema.json",
    .least = 0,
    .most = 1,
    .run = run,
};
