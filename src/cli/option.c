/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option.h"

#include "base/nearest.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    HELP_NAME_COLS = 21,
    HELP_TEXT_COLS = 80 - 2 - HELP_NAME_COLS - 1,
    WORD_MAX_BYTES = 80,
    LONG_FIRST = 256 /* getopt values of long options: above all bytes, which are those of short
                        ones */
};

/* The rows as getopt_long() expects them, and the row of each. */
struct long_table {
    struct option options[2 * OPTION_TABLE_MAX + 1];
    const struct option_row *rows[2 * OPTION_TABLE_MAX];
    const char *values[2 * OPTION_TABLE_MAX]; /* applied without an argument */
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

/* In a word of several letters, the first unknown one is refused before getopt_long() has moved
 * past the word. */
static const char *find_short(char **argv) {
    const char *word = argv[optind - 1];
    bool is_past = word[0] == '-' && word[1] == (char)optopt && !word[2];
    return is_past ? word : argv[optind];
}

/* The long option that a word probably means; NULL: none. */
static const char *find_near(const struct long_table *table, const char *word) {
    const char *names[2 * OPTION_TABLE_MAX];
    char name[NEAREST_WORD_MAX + 2];
    word += strspn(word, "-");
    size_t len = strcspn(word, "=");
    if (len > NEAREST_WORD_MAX)
        return NULL;
    memcpy(name, word, len);
    name[len] = '\0';
    for (int i = 0; i < table->count; i++)
        names[i] = table->options[i].name;
    return nearest_of(name, names, (size_t)table->count);
}

/* The length of an option's name for messages: what follows its = may be a secret. */
static int name_length(const char *word) {
    size_t len = strcspn(word, "=");
    return (int)(len < WORD_MAX_BYTES ? len : WORD_MAX_BYTES);
}

static bool refuse(const struct long_table *table, int result, char **argv, struct err *err) {
    const char *word = argv[optind - 1];
    if (result == ':')
        return err_set(err, ERR_USAGE, "%.80s needs an argument; see --help", word);
    if (optopt >= LONG_FIRST)
        return err_set(err, ERR_USAGE, "%.*s takes no argument; see --help", name_length(word),
                       word);
    if (optopt)
        word = find_short(argv);
    const char *near = find_near(table, word);
    int shown = name_length(word);
    if (near)
        return err_set(err, ERR_USAGE, "no option “%.*s”; did you mean --%s?", shown, word, near);
    return err_set(err, ERR_USAGE, "no option “%.*s”; see --help", shown, word);
}

static const struct option_row *find_row(const struct option_row *rows, size_t count,
                                         const char *name) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(rows[i].name, name))
            return &rows[i];
    return NULL;
}

static bool apply(const struct option_row *row, void *target, const char *value, struct err *err) {
    struct err wrong;
    if (!row->apply) {
        *(bool *)((char *)target + row->flag) = true;
        return true;
    }
    return row->apply(target, value, &wrong) ||
           err_set(err, wrong.kind, "--%s: %s", row->name, wrong.text);
}

bool option_parse(const struct option_row *rows, size_t count, int argc, char **argv, void *target,
                  int *first, struct err *err) {
    const struct option_row *help = find_row(rows, count, "help"),
                            *version = find_row(rows, count, "version");
    struct long_table table = {.count = 0};
    int result;
    if (count > OPTION_TABLE_MAX)
        return err_set(err, ERR_USAGE, "too many options are defined");
    fill_table(rows, count, &table);
    optind = 0; /* glibc: restarts the scan */
    while ((result = getopt_long(argc, argv, version ? ":hV" : ":h", table.options, NULL)) != -1) {
        int at = result - LONG_FIRST;
        const struct option_row *row = result == 'h'   ? help
                                       : result == 'V' ? version
                                       : at >= 0       ? table.rows[at]
                                                       : NULL;
        if (!row)
            return refuse(&table, result, argv, err);
        if (!apply(row, target, optarg ? optarg : at >= 0 ? table.values[at] : "", err))
            return false;
    }
    *first = optind;
    return true;
}

bool option_is_set(const struct option_row *rows, size_t count, const void *target,
                   const char *name) {
    const struct option_row *row = find_row(rows, count, name);
    return row && *(const bool *)((const char *)target + row->flag);
}

/* As many words as fit, in bytes: help is ASCII. */
static int fit_words(const char *text) {
    size_t len = strlen(text);
    if (len <= HELP_TEXT_COLS)
        return (int)len;
    for (len = HELP_TEXT_COLS; len && text[len] != ' ';)
        len--;
    return len ? (int)len : HELP_TEXT_COLS;
}

void option_help_row(FILE *out, const char *name, const char *text) {
    do {
        int len = fit_words(text);
        fprintf(out, "  %-*s %.*s\n", HELP_NAME_COLS, name, len, text);
        text += len + (text[len] == ' ');
        name = "";
    } while (*text);
}

void option_help(FILE *out, const struct option_row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char name[HELP_NAME_COLS * 4];
        snprintf(name, sizeof name, "--%s%s%s", rows[i].name, rows[i].argument ? " " : "",
                 rows[i].argument ? rows[i].argument : "");
        option_help_row(out, name, rows[i].help);
    }
}

bool option_switch(const char *value, bool *is_on, struct err *err) {
    *is_on = strcmp(value, "yes") == 0;
    return *is_on || strcmp(value, "no") == 0 ||
           err_set(err, ERR_USAGE, "“%.80s” is not yes or no", value);
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

/* strptime() takes dates that do not exist and fewer digits, so the date that it read must be the
 * one that was written. */
static bool read_time(const char *value, bool is_day, time_t *seconds) {
    enum { DAY_S = 24 * 60 * 60, TIME_MAX = 32 };
    char again[TIME_MAX];
    struct tm parts = {.tm_isdst = 0};
    const char *end = is_day ? strptime(value, "%Y-%m-%d", &parts)
                             : strptime(value, "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (!end || *end)
        return false;
    *seconds = timegm(&parts) + (is_day ? DAY_S - 1 : 0);
    if (is_day)
        strftime(again, sizeof again, "%Y-%m-%d", &parts);
    else
        strftime(again, sizeof again, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return *seconds >= 0 && !strcmp(again, value);
}

bool option_date(const char *value, int64_t *ms, struct err *err) {
    enum { SECOND_MS = 1000 };
    time_t seconds;
    if (!read_time(value, true, &seconds) && !read_time(value, false, &seconds))
        return err_set(err, ERR_USAGE,
                       "“%.40s” is no date as 2026-11-29, nor a time as 2026-11-29T10:00:00Z",
                       value);
    *ms = (int64_t)seconds * SECOND_MS + SECOND_MS - 1;
    return true;
}
