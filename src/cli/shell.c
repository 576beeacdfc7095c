/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/shell.h"

#include "cli/complaint.h"
#include "cli/output.h"

#include <stdlib.h>
#include <string.h>

static void print_usage(FILE *out, const char *usage) {
    const char *start = "usage:";
    for (const char *line = usage; *line; start = "      ") {
        int len = (int)strcspn(line, "\n");
        fprintf(out, "%s followtrail %.*s\n", start, len, line);
        line += len + (line[len] == '\n');
    }
}

void shell_help_print(FILE *out, const struct shell_help *help) {
    print_usage(out, help->usage);
    fprintf(out, "\n%s", help->about);
    if (help->row_count)
        fputs("\n", out);
    option_help(out, help->rows, help->row_count);
    if (help->put_more) {
        fputs("\n", out);
        help->put_more(out);
    }
}

static bool read_and_run(const struct shell_command *command, int argc, char **argv,
                         void *arguments, struct err *err) {
    const struct shell_help *help = &command->help;
    int first;
    if (!option_parse(help->rows, help->row_count, argc, argv, arguments, &first, err))
        return false;
    bool wants_help = option_is_set(help->rows, help->row_count, arguments, "help");
    if (first < argc && !command->has_operands)
        return err_set(err, ERR_USAGE, "“%.80s” is not an option; see --help", argv[first]);
    if (!wants_help)
        return command->run(arguments, argc - first, argv + first, err);
    shell_help_print(stdout, help);
    return output_finish(err);
}

int shell_run(const struct shell_command *command, int argc, char **argv, void *arguments) {
    struct err err = {.kind = ERR_NONE};
    return read_and_run(command, argc, argv, arguments, &err) ? EXIT_SUCCESS
                                                              : complaint_print(command->who, &err);
}
