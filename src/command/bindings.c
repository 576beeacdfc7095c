/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/bindings.h"

#include "base/key.h"
#include "base/nearest.h"

#include <stdio.h>
#include <string.h>

static void add(struct bindings *bindings, enum command command, const char *names, bool is_named) {
    char name[KEY_NAME_MAX];
    for (; *names; names += strspn(names, " ")) {
        size_t len = strcspn(names, " ");
        snprintf(name, sizeof name, "%.*s", (int)len, names);
        bindings->all[bindings->count++] =
            (struct binding){.key = key_parse(name), .command = command, .is_named = is_named};
        names += len;
    }
}

void bindings_init(struct bindings *bindings) {
    bindings->count = 0;
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        add(bindings, command, command_info(command)->named_keys, true);
        add(bindings, command, command_info(command)->keys, false);
    }
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

/* Pasted text is bracketed by two more keys, which nobody presses. */
static bool read_key(const char *name, int *key, struct err *err) {
    *key = key_parse(name);
    if (*key != KEY_CODE_NONE && *key != KEY_CODE_PASTE_BEGIN && *key != KEY_CODE_PASTE_END)
        return true;
    const char *near = key_nearest(name);
    if (near)
        return err_set(err, ERR_CONFIG, "no key has this name; did you mean “%s”?", near);
    return err_set(err, ERR_CONFIG,
                   "no key has this name; write keys as F5, x, ^X, Alt-x, Space, PgDn");
}

/* Whole names only: a prefix that is unique today may not be tomorrow. */
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
        return err_set(err, ERR_CONFIG, "there is no command “%.80s”; did you mean “%s”?", name,
                       near);
    return err_set(err, ERR_CONFIG, "there is no command “%.80s”; the key ? lists them", name);
}

static bool check(const struct binding *before, enum command command, struct err *err) {
    if (before && before->line)
        return err_set(err, ERR_CONFIG, "this key is already set on line %zu", before->line);
    if (!before || !before->is_named || before->command == command)
        return true;
    return err_set(err, ERR_CONFIG,
                   "this key is always “%s”, because messages name it; choose another key",
                   command_info(before->command)->name);
}

/* Keys from the file come after the standard keys, in the file's order. */
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
