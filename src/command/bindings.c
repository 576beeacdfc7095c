/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/bindings.h"

#include "base/key.h"
#include "base/nearest.h"

#include <string.h>

/* Whoever names a key in a message says so here. */
static const struct {
    int key;
    enum command command;
    bool is_named;
} standard[] = {
    {KEY_CODE_DOWN, COMMAND_DOWN, false},
    {'j', COMMAND_DOWN, false},
    {KEY_CTRL('N'), COMMAND_DOWN, false},
    {KEY_CODE_UP, COMMAND_UP, false},
    {'k', COMMAND_UP, false},
    {KEY_CTRL('P'), COMMAND_UP, false},
    {KEY_CODE_PAGE_DOWN, COMMAND_PAGE_DOWN, false},
    {KEY_CTRL('F'), COMMAND_PAGE_DOWN, false},
    {KEY_CTRL('V'), COMMAND_PAGE_DOWN, false},
    {KEY_CODE_PAGE_UP, COMMAND_PAGE_UP, false},
    {KEY_CTRL('B'), COMMAND_PAGE_UP, false},
    {KEY_CTRL('D'), COMMAND_HALF_DOWN, false},
    {KEY_CTRL('U'), COMMAND_HALF_UP, false},
    {KEY_CODE_HOME, COMMAND_FIRST, false},
    {'g', COMMAND_FIRST, false},
    {KEY_CODE_END, COMMAND_LAST, false},
    {'G', COMMAND_LAST, false},
    {KEY_CODE_ENTER, COMMAND_DRILL_IN, true},
    {'l', COMMAND_DRILL_IN, true},
    {KEY_CODE_RIGHT, COMMAND_DRILL_IN, false},
    {KEY_CODE_BACKSPACE, COMMAND_BACK, true},
    {'h', COMMAND_BACK, false},
    {KEY_CODE_LEFT, COMMAND_BACK, false},
    {'[', COMMAND_BACKWARD, true},
    {']', COMMAND_FORWARD, true},
    {'@', COMMAND_OPEN, true},
    {'m', COMMAND_MORE, true},
    {'L', COMMAND_LOAD, true},
    {'s', COMMAND_STOP, true},
    {'R', COMMAND_REFETCH, true},
    {'<', COMMAND_OLDER, true},
    {'>', COMMAND_NEWER, true},
    {'$', COMMAND_LEDGER, true},
    {'\t', COMMAND_NEXT_TAB, true},
    {'p', COMMAND_PREFETCH, false},
    {'/', COMMAND_SEARCH, true},
    {'n', COMMAND_SEARCH_NEXT, false},
    {'N', COMMAND_SEARCH_PREVIOUS, false},
    {'&', COMMAND_FILTER, true},
    {'o', COMMAND_ORDER, false},
    {'f', COMMAND_FIND, false},
    {' ', COMMAND_MARK, true},
    {'V', COMMAND_MARK_RANGE, false},
    {'*', COMMAND_MARK_ALL, false},
    {'U', COMMAND_UNMARK, true},
    {'y', COMMAND_COPY, true},
    {'O', COMMAND_BROWSE, false},
    {'B', COMMAND_BOOKMARK, true},
    {'\'', COMMAND_BOOKMARKS, false},
    {'d', COMMAND_DETAIL, true},
    {'D', COMMAND_PANE_PLACE, false},
    {'+', COMMAND_PANE_LARGER, false},
    {'-', COMMAND_PANE_SMALLER, false},
    {'z', COMMAND_ZOOM, true},
    {'C', COMMAND_COLUMNS, false},
    {'T', COMMAND_THEME, false},
    {'J', COMMAND_RECORD, false},
    {'?', COMMAND_HELP, true},
    {':', COMMAND_PALETTE, false},
    {KEY_CODE_ESCAPE, COMMAND_ESCAPE, true},
    {KEY_CTRL('C'), COMMAND_ESCAPE, false},
    {KEY_CTRL('L'), COMMAND_REDRAW, false},
    {KEY_CTRL('Z'), COMMAND_SUSPEND, false},
    {'q', COMMAND_LEAVE, true},
    {'Q', COMMAND_QUIT, true},
};

enum { STANDARD_COUNT = sizeof standard / sizeof *standard };

void bindings_init(struct bindings *bindings) {
    bindings->count = STANDARD_COUNT;
    for (size_t i = 0; i < STANDARD_COUNT; i++)
        bindings->all[i] = (struct binding){.key = standard[i].key,
                                            .command = standard[i].command,
                                            .is_named = standard[i].is_named};
}

static const struct binding *find(const struct bindings *bindings, int key) {
    for (size_t i = 0; i < bindings->count; i++)
        if (bindings->all[i].key == key)
            return &bindings->all[i];
    return NULL;
}

enum command bindings_command(const struct bindings *bindings, int key) {
    const struct binding *binding = find(bindings, key);
    return binding ? binding->command : COMMAND_NONE;
}

int bindings_key(const struct bindings *bindings, int key) {
    if (bindings_command(bindings, key) != COMMAND_NONE)
        return key;
    key = key_as_command(key);
    return key_has_alt(key) ? KEY_CODE_NONE : key;
}

void bindings_keys(const struct bindings *bindings, enum command command, struct buf *out) {
    char name[KEY_NAME_MAX];
    bool is_first = true;
    for (size_t i = 0; i < bindings->count; i++) {
        if (bindings->all[i].command != command)
            continue;
        buf_format(out, "%s%s", is_first ? "" : "  ", key_label(bindings->all[i].key, name));
        is_first = false;
    }
}

void bindings_named_keys(const struct bindings *bindings, struct buf *out) {
    char name[KEY_NAME_MAX];
    bool is_first = true;
    for (size_t i = 0; i < bindings->count; i++) {
        if (!bindings->all[i].is_named)
            continue;
        buf_format(out, "%s%s", is_first ? "" : " ", key_label(bindings->all[i].key, name));
        is_first = false;
    }
}

/* What is pasted is bracketed by two more, which nobody presses. */
static bool read_key(const char *name, int *key, struct err *err) {
    *key = key_parse(name);
    if (*key != KEY_CODE_NONE && *key != KEY_CODE_PASTE_BEGIN && *key != KEY_CODE_PASTE_END)
        return true;
    const char *near = key_nearest(name);
    if (near)
        return err_set(err, ERR_CONFIG, "there is no key of this name; is it “%s”?", near);
    return err_set(
        err, ERR_CONFIG,
        "there is no key of this name; keys are called as F5, x, ^X, Alt-x, Space, PgDn");
}

/* Whole names: what begins a name today may begin two later. */
static bool read_command(const char *name, enum command *command, struct err *err) {
    const char *names[COMMAND_COUNT];
    size_t count = 0;
    for (*command = COMMAND_NONE; *command < COMMAND_COUNT; ++*command) {
        if (!strcmp(command_info(*command)->name, name))
            return true;
        names[count++] = command_info(*command)->name;
    }
    const char *near = nearest_of(name, names, count);
    if (near)
        return err_set(err, ERR_CONFIG, "there is no command “%.80s”; is it “%s”?", name, near);
    return err_set(err, ERR_CONFIG, "there is no command “%.80s”; the key ? lists them", name);
}

static bool check(const struct binding *before, enum command command, struct err *err) {
    if (before && before->line)
        return err_set(err, ERR_CONFIG, "it is given in line %zu already", before->line);
    if (!before || !before->is_named || before->command == command)
        return true;
    return err_set(err, ERR_CONFIG, "it stays “%s”, because messages name it; another key is free",
                   command_info(before->command)->name);
}

/* What the file gives comes after the standard keys, in its order. */
static void take_out(struct bindings *bindings, const struct binding *binding) {
    size_t at = (size_t)(binding - bindings->all);
    bindings->count--;
    memmove(bindings->all + at, bindings->all + at + 1,
            (bindings->count - at) * sizeof *bindings->all);
}

bool bindings_set(struct bindings *bindings, const char *key, const char *command, size_t line,
                  struct err *err) {
    struct binding wanted = {.line = line};
    if (!read_key(key, &wanted.key, err) || !read_command(command, &wanted.command, err))
        return false;
    const struct binding *before = find(bindings, wanted.key);
    if (!check(before, wanted.command, err))
        return false;
    if (before && before->command == wanted.command) {
        bindings->all[before - bindings->all].line = line;
        return true;
    }
    if (before)
        take_out(bindings, before);
    else if (bindings->count == BINDINGS_MAX)
        return err_set(err, ERR_CONFIG, "there are more than %d keys", BINDINGS_MAX);
    bindings->all[bindings->count++] = wanted;
    return true;
}
