/* cli/settings.c: --set /POINTER=VALUE, of the commands that read experiments. */
#include <stdlib.h>

#include "cli/cli.h"
#include "testbed/experiment.h"

struct setting *settings_read(const struct invocation *i, struct status *st) {
    u32 count = option_count(i, "set");
    struct setting *settings = xcalloc(count + 1, sizeof *settings);
    for (u32 n = 0; n < count; n++) {
        const char *text = option_nth(i, "set", n), *equals = strchr(text, '=');
        if (text[0] != '/' || !equals) {
            status_add(st, FAULT_USER,
                       "%s: --set: expected /POINTER=VALUE, as in /seed=7, found \"%s\"",
                       i->command->name, text);
            continue;
        }
        char *pointer = xstrdup(text);
        pointer[equals - text] = 0;
        settings[n] = (struct setting){pointer, equals + 1};
    }
    return settings;
}

void settings_free(struct setting *settings, u32 count) {
    for (u32 n = 0; n < count; n++) free((char *)settings[n].pointer);
    free(settings);
}
