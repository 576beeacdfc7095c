/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { HELP_NAME_COLS = 20 };

static void fill_long_options(const struct option_row *rows, size_t count,
                              struct option *long_options) {
    for (size_t i = 0; i < count; i++)
        long_options[i] = (struct option){
            rows[i].name, rows[i].argument ? required_argument : no_argument, NULL, (int)i};
    long_options[count] = (struct option){0};
}

static bool refuse(int result, char **argv, struct err *err) {
    const char *word = argv[optind - 1];
    if (result == ':')
        return err_set(err, ERR_USAGE, "%.80s needs an argument; see --help", word);
    if (strchr(word, '=') && !strncmp(word, "--", 2) && optopt >= 0 && optopt < OPTION_TABLE_MAX)
        return err_set(err, ERR_USAGE,
                       "there is no such option, or it takes no argument: %.80s; see --help", word);
    return err_set(err, ERR_USAGE, "there is no option “%.80s”; see --help", word);
}

bool option_parse(const struct option_row *rows, size_t count, int argc, char **argv, void *target,
                  int *first, struct err *err) {
    struct option long_options[OPTION_TABLE_MAX + 1];
    struct err wrong;
    int result;
    if (count > OPTION_TABLE_MAX)
        return err_set(err, ERR_USAGE, "too many options are defined");
    fill_long_options(rows, count, long_options);
    optind = 0; /* glibc: scans afresh */
    while ((result = getopt_long(argc, argv, ":", long_options, NULL)) != -1) {
        if (result == '?' || result == ':')
            return refuse(result, argv, err);
        if (!rows[result].apply(target, optarg ? optarg : "", &wrong))
            return err_set(err, wrong.kind, "--%s: %s", rows[result].name, wrong.text);
    }
    *first = optind;
    return true;
}

void option_help(FILE *out, const struct option_row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char name[HELP_NAME_COLS * 4];
        snprintf(name, sizeof name, "--%s%s%s", rows[i].name, rows[i].argument ? " " : "",
                 rows[i].argument ? rows[i].argument : "");
        fprintf(out, "  %-*s %s\n", HELP_NAME_COLS, name, rows[i].help);
    }
}

bool option_number(const char *value, int64_t least, int64_t most, int64_t *number,
                   struct err *err) {
    char *end = NULL;
    errno = 0;
    long long parsed = strtoll(value, &end, 10);
    if (errno || end == value || *end || strspn(value, "-0123456789") != strlen(value) ||
        parsed < least || parsed > most)
        return err_set(err, ERR_USAGE, "“%.80s” is not a whole number from %" PRId64 " to %" PRId64,
                       value, least, most);
    *number = parsed;
    return true;
}
