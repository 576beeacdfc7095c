/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    HELP_NAME_COLS = 20,
    LONG_FIRST = 256 /* what stands for a long option: no byte, which is what a short one is */
};

/* What getopt_long() is told of rows, and the row of each. */
struct long_table {
    struct option options[2 * OPTION_TABLE_MAX + 1];
    const struct option_row *rows[2 * OPTION_TABLE_MAX];
    const char *values[2 * OPTION_TABLE_MAX]; /* without an argument: what is applied */
    int count;
};

static void add_name(struct long_table *table, const struct option_row *row, const char *name,
                     const char *value) {
    int has_arg = row->argument ? required_argument : no_argument;
    table->options[table->count] = (struct option){name, has_arg, NULL, LONG_FIRST + table->count};
    table->rows[table->count] = row;
    table->values[table->count++] = value;
}

static void fill_table(const struct option_row *rows, size_t count, struct long_table *table) {
    table->count = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_switch = rows[i].setting && !rows[i].argument;
        bool is_plain = is_switch && !strcmp(rows[i].name, rows[i].setting);
        add_name(table, &rows[i], rows[i].name, is_plain ? "yes" : is_switch ? "no" : "");
        if (is_switch && !is_plain)
            add_name(table, &rows[i], rows[i].setting, "yes");
    }
    table->options[table->count] = (struct option){0};
}

/* There are no short options, so the first letter of several is refused, and getopt_long() has not
 * gone past their word then. */
static const char *find_short(char **argv) {
    const char *word = argv[optind - 1];
    bool is_past = word[0] == '-' && word[1] == (char)optopt && !word[2];
    return is_past ? word : argv[optind];
}

static bool refuse(int result, char **argv, struct err *err) {
    const char *word = argv[optind - 1];
    if (result == ':')
        return err_set(err, ERR_USAGE, "%.80s needs an argument; see --help", word);
    if (optopt >= LONG_FIRST)
        return err_set(err, ERR_USAGE, "%.80s takes no argument; see --help", word);
    if (optopt)
        word = find_short(argv);
    return err_set(err, ERR_USAGE, "there is no option “%.80s”; see --help", word);
}

bool option_parse(const struct option_row *rows, size_t count, int argc, char **argv, void *target,
                  int *first, struct err *err) {
    struct long_table table;
    struct err wrong;
    int result;
    if (count > OPTION_TABLE_MAX)
        return err_set(err, ERR_USAGE, "too many options are defined");
    fill_table(rows, count, &table);
    optind = 0; /* glibc: scans afresh */
    while ((result = getopt_long(argc, argv, ":", table.options, NULL)) != -1) {
        if (result == '?' || result == ':')
            return refuse(result, argv, err);
        int at = result - LONG_FIRST;
        if (!table.rows[at]->apply(target, optarg ? optarg : table.values[at], &wrong))
            return err_set(err, wrong.kind, "--%s: %s", table.rows[at]->name, wrong.text);
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

bool option_switch(const char *value, bool *is_on, struct err *err) {
    *is_on = strcmp(value, "yes") == 0;
    return *is_on || strcmp(value, "no") == 0 ||
           err_set(err, ERR_USAGE, "“%.80s” is neither yes nor no", value);
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
