/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/palette.h"

#include "base/nearest.h"
#include "command/unknown.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 64 };

/* Copies the first word, cut at the size. Returns what follows it. */
static const char *first_word(const char *text, char word[static NAME_MAX_BYTES]) {
    text += strspn(text, " ");
    size_t len = strcspn(text, " ");
    snprintf(word, NAME_MAX_BYTES, "%.*s", (int)(len < NAME_MAX_BYTES ? len : NAME_MAX_BYTES - 1),
             text);
    return text + len + strspn(text + len, " ");
}

static bool parse_row(const char *text, size_t *row) {
    char *end;
    errno = 0;
    text += strspn(text, " ");
    if (*text < '0' || *text > '9')
        return false;
    unsigned long long number = strtoull(text, &end, 10);
    *row = number > SIZE_MAX ? SIZE_MAX : (size_t)number;
    return !end[strspn(end, " ")] && !errno && number > 0;
}

/* Words of other programs come before prefixes of ours: `e` is not "escape", `w` not "whois". */
static enum command find_command(const char *name) {
    enum command command = unknown_find(name);
    return command != COMMAND_NONE || unknown_advice(name) ? command : command_find(name);
}

static bool refuse_name(const char *name, struct err *err) {
    const char *names[COMMAND_COUNT];
    size_t count = 0;
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
        names[count++] = command_info(command)->name;
    const char *advice = unknown_advice(name), *near = nearest_of(name, names, count);
    enum command nearby = unknown_nearby(name);
    if (advice)
        return err_set(err, ERR_USAGE, "There is no command “%s”. %s", name, advice);
    if (nearby != COMMAND_NONE)
        return err_set(err, ERR_USAGE, "There is no command “%s”. :%s: %s.", name,
                       command_info(nearby)->name, command_info(nearby)->help);
    if (near)
        return err_set(err, ERR_USAGE, "There is no command “%s”; did you mean “%s”?", name, near);
    return err_set(err, ERR_USAGE, "There is no command “%s”. ? lists them.", name);
}

bool palette_parse(const char *text, struct palette_input *order, struct err *err) {
    char name[NAME_MAX_BYTES];
    *order = (struct palette_input){.command = COMMAND_NONE, .argument = ""};
    if (parse_row(text, &order->row))
        return true;
    order->argument = first_word(text, name);
    order->command = find_command(name);
    if (order->command == COMMAND_NONE)
        return refuse_name(name, err);
    const struct command_info *info = command_info(order->command);
    return !*order->argument || info->argument ||
           err_set(err, ERR_USAGE, "“%s” takes no argument.", info->name);
}

static bool begins(enum command command, const char *name) {
    return !strncmp(command_info(command)->name, name, strlen(name));
}

/* How many bytes all names with this prefix share, and how many such names there are. */
static size_t shared_start(const char *name, const char **start, size_t *count) {
    size_t shared = 0;
    *count = 0;
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        const char *other = command_info(command)->name;
        size_t same = 0;
        if (!begins(command, name))
            continue;
        if (!(*count)++) {
            *start = other;
            shared = strlen(other);
            continue;
        }
        while (same < shared && (*start)[same] == other[same])
            same++;
        shared = same;
    }
    return shared;
}

void palette_complete(struct edit *edit) {
    char name[NAME_MAX_BYTES];
    const char *start = "";
    size_t count;
    if (strchr(edit->text, ' '))
        return;
    first_word(edit->text, name);
    size_t shared = shared_start(name, &start, &count);
    if (!count)
        return;
    bool is_whole = count == 1 && command_info(command_find(start))->argument;
    snprintf(edit->text, sizeof edit->text, "%.*s%s", (int)shared, start, is_whole ? " " : "");
    edit->len = edit->cursor = strlen(edit->text);
}

static void describe_one(enum command command, struct buf *out) {
    const struct command_info *info = command_info(command);
    buf_format(out, "%s%s%s: %s%s", info->name, info->argument ? " " : "",
               info->argument ? info->argument : "", info->help,
               (info->flags & COMMAND_SPENDS) ? " ($ may spend credits)" : "");
}

void palette_describe(const char *text, struct buf *out) {
    char name[NAME_MAX_BYTES];
    const char *argument = first_word(text, name), *start;
    size_t count, listed = 0, row;
    if (parse_row(text, &row)) {
        buf_format(out, "%zu: goes to row %zu", row, row);
        return;
    }
    shared_start(name, &start, &count);
    enum command only = find_command(name);
    bool is_foreign = unknown_find(name) != COMMAND_NONE;
    if (only != COMMAND_NONE && (is_foreign || count == 1 || *argument || strchr(text, ' '))) {
        describe_one(only, out);
        return;
    }
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
        if (begins(command, name))
            buf_format(out, "%s%s", listed++ ? " · " : "", command_info(command)->name);
    if (!count)
        buf_text_put(out, "No matching command.");
}
