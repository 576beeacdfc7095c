/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_help.h"

#include "command/bindings.h"
#include "view/help_view.h"

enum { WORDS_MAX = 1024 };

static void tell_command(struct plain_out *out, const struct bindings *bindings,
                         enum command command) {
    const struct command_info *info = command_info(command);
    struct buf keys;
    buf_init(&keys, WORDS_MAX);
    bindings_keys(bindings, command, &keys);
    plain_out_line(out, "%s%s%s (%s): %s%s.", info->name, info->argument ? " " : "",
                   info->argument ? info->argument : "", buf_text(&keys), info->help,
                   (info->flags & COMMAND_SPENDS) ? "; may spend credits" : "");
    buf_fini(&keys);
}

void plain_help_tell(struct plain_out *out, const struct bindings *bindings, const char *text) {
    struct help_view pane;
    help_view_find(&pane, bindings, text);
    for (int64_t i = 0; i < pane.count; i++)
        tell_command(out, bindings, pane.found[i]);
    if (!pane.count)
        plain_out_line(out, "No matching command.");
    if (*text)
        return;
    plain_out_line(out, "Type a command by its name, as much of it as is needed, or by one of its "
                        "keys, and Enter.");
    plain_out_line(out, "An empty line reads on; a number selects that row; list reads the rows "
                        "again; rows N reads N rows at once; help WORD finds commands.");
    plain_out_line(out, "/TEXT searches, &FILTER filters, @NAME opens; what begins with # is a "
                        "remark. Ctrl-C gets you out of what waits, Ctrl-D leaves.");
}
