#include "cli/cli.h"
static int run(const struct invocation *i) {
    (void)i;
    return 3;
}
const struct command command_check = {
    .name = "check", .operands = "", .summary = "soon", .about = "soon", .run = run};
