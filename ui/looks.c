/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/looks.h"

#include "base/file.h"
#include "base/mem.h"
#include "store/home.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MAX_BYTES = 4096 };

#define HEAD "# What was changed in the program; it wins over the configuration.\n"

void looks_init(struct looks *looks) {
    *looks = (struct looks){.path = NULL};
    look_init(&looks->now);
    looks->configured = looks->kept = looks->now;
    looks->pane = looks->now.pane;
}

void looks_fini(struct looks *looks) {
    free(looks->path);
    looks->path = NULL;
}

/* Cuts blanks at both ends. */
static char *trim(char *text) {
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len && strchr(" \t\r", text[len - 1]))
        text[--len] = '\0';
    return text;
}

static bool read_line(char *line, struct look *look, unsigned *choices, struct err *err) {
    line = trim(line);
    if (!*line || *line == '#')
        return true;
    char *equals = strchr(line, '=');
    if (!equals)
        return err_set(err, ERR_DATA, "it has no =");
    *equals = '\0';
    enum look_choice choice = look_apply(look, trim(line), trim(equals + 1), err);
    *choices |= choice;
    return choice != 0;
}

/* All of it, or nothing where a line is wrong. */
static bool read_lines(struct looks *looks, char *content, struct err *err) {
    struct look look = looks->kept;
    unsigned choices = 0;
    struct err wrong;
    int number = 1;
    for (char *line = content; line; number++) {
        char *end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        if (!read_line(line, &look, &choices, &wrong))
            return err_set(err, ERR_DATA, "%s, line %d: %s; what it says is passed over",
                           looks->path, number, wrong.text);
        line = end;
    }
    looks->kept = look;
    looks->kept_choices = choices;
    return true;
}

static void remember_pane(struct looks *looks) {
    if (looks->now.pane != LOOK_PANE_OFF)
        looks->pane = looks->now.pane;
}

bool looks_use(struct looks *looks, const struct look *configured, unsigned told, const char *path,
               struct err *err) {
    struct err reason = {.kind = ERR_NONE};
    looks_fini(looks);
    looks->now = looks->configured = looks->kept = *configured;
    looks->kept_choices = 0;
    remember_pane(looks);
    looks->path = path ? mem_dup(path) : NULL;
    char *content = path ? file_read(path, FILE_MAX_BYTES, &reason) : NULL;
    if (!content)
        return reason.kind == ERR_NONE ||
               err_set(err, reason.kind, "the kept look is passed over: %s", reason.text);
    bool is_read = read_lines(looks, content, err);
    free(content);
    look_take(&looks->now, &looks->kept, looks->kept_choices & ~told);
    remember_pane(looks);
    return is_read;
}

static bool write_down(const struct looks *looks, struct err *err) {
    struct buf content;
    struct err reason;
    if (!looks->path)
        return true;
    if (!home_make_folder_of(looks->path, err))
        return false;
    buf_init(&content, FILE_MAX_BYTES);
    buf_text_put(&content, HEAD);
    look_print(&looks->kept, looks->kept_choices, &content);
    bool is_written =
        file_replace(looks->path, &content, &reason) ||
        err_set(err, ERR_IO, "the look cannot be kept in %s: %s", looks->path, reason.text);
    buf_fini(&content);
    return is_written;
}

bool looks_keep(struct looks *looks, unsigned choices, struct err *err) {
    look_take(&looks->kept, &looks->now, choices);
    looks->kept_choices |= choices;
    return write_down(looks, err);
}

bool looks_restore(struct looks *looks, unsigned choices, struct err *err) {
    look_take(&looks->now, &looks->configured, choices);
    looks->kept_choices &= ~choices;
    remember_pane(looks);
    return write_down(looks, err);
}
