/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/saved_look.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/shared_file.h"
#include "store/home.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MAX_BYTES = 4096 };

#define HEAD "# Changes made in the program. They override the configuration.\n"

/* The content of the file. */
struct saved {
    struct look look;
    unsigned choices; /* those of `look` that it has */
    bool is_damaged;  /* there is more in it; `wrong` describes the first error */
    struct err wrong;
};

void saved_look_init(struct saved_look *looks) {
    *looks = (struct saved_look){.path = NULL};
    look_init(&looks->now);
    looks->configured = looks->now;
    looks->pane = looks->now.pane;
}

void saved_look_fini(struct saved_look *looks) {
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
        return err_set(err, ERR_DATA, "“=” is missing");
    *equals = '\0';
    enum look_choice choice = look_apply(look, trim(line), trim(equals + 1), err);
    *choices |= choice;
    return choice != 0;
}

/* Reads what it can. Modifies `content`. */
static void read_lines(struct saved *saved, char *content) {
    struct err wrong;
    int number = 1;
    for (char *line; (line = strsep(&content, "\n")); number++) {
        if (read_line(line, &saved->look, &saved->choices, &wrong) || saved->is_damaged)
            continue;
        saved->is_damaged = true;
        err_set(&saved->wrong, ERR_DATA, "line %d: %s", number, wrong.text);
    }
}

static bool read_file(const struct saved_look *looks, struct saved *saved, struct err *err) {
    struct err reason = {.kind = ERR_NONE};
    *saved = (struct saved){.look = looks->configured};
    char *content = file_read(looks->path, FILE_MAX_BYTES, &reason);
    if (!content)
        return reason.kind == ERR_NONE || err_set(err, reason.kind, "%s", reason.text);
    bool is_whole = shared_file_is_whole(looks->path, content);
    read_lines(saved, content);
    free(content);
    if (!is_whole && !saved->is_damaged)
        err_set(&saved->wrong, ERR_DATA, "it contains a NUL byte");
    saved->is_damaged = saved->is_damaged || !is_whole;
    return true;
}

static bool write_file(const struct saved_look *looks, const struct saved *saved, struct err *err) {
    struct buf content;
    buf_init(&content, FILE_MAX_BYTES);
    buf_text_put(&content, HEAD);
    look_print(&saved->look, saved->choices, &content);
    bool is_written = file_replace(looks->path, &content, err);
    buf_fini(&content);
    return is_written;
}

static int lock(const struct saved_look *looks, struct err *err) {
    return home_make_folder_of(looks->path, err) ? shared_file_lock(looks->path, err) : -1;
}

static void remember_pane(struct saved_look *looks) {
    if (looks->now.pane != LOOK_PANE_OFF)
        looks->pane = looks->now.pane;
}

bool saved_look_use(struct saved_look *looks, const struct look *configured, unsigned told,
                    const char *path, struct err *err) {
    struct saved saved = {.choices = 0};
    struct err reason = {.kind = ERR_NONE};
    saved_look_fini(looks);
    looks->now = looks->configured = *configured;
    remember_pane(looks);
    if (!path)
        return true;
    looks->path = mem_dup(path);
    bool is_read = read_file(looks, &saved, &reason);
    look_take(&looks->now, &saved.look, saved.choices & ~told);
    remember_pane(looks);
    if (!is_read)
        return err_set(err, reason.kind, "The saved look is ignored: %s", reason.text);
    return !saved.is_damaged ||
           err_set(
               err, ERR_DATA,
               "The saved look is damaged: %s in %s. That is ignored; the next change keeps the "
               "damaged file beside the new one",
               saved.wrong.text, path);
}

/* What cannot be read would be lost with the file that is replaced. */
static bool put_damaged_aside(const struct saved_look *looks, const struct saved *saved,
                              struct err *err) {
    char *aside = saved->is_damaged ? shared_file_put_aside(looks->path) : NULL;
    bool is_fine =
        aside || !saved->is_damaged ||
        err_set(err, ERR_DATA, "it is damaged and cannot be renamed (%s)", saved->wrong.text);
    free(aside);
    return is_fine;
}

/* Other programs change the file, too: their changes stay. */
static bool change_file(const struct saved_look *looks, unsigned choices, bool is_change,
                        struct err *err) {
    struct saved saved;
    struct err reason;
    int held = lock(looks, &reason);
    bool is_written =
        held >= 0 && read_file(looks, &saved, &reason) && put_damaged_aside(looks, &saved, &reason);
    if (is_written) {
        look_take(&saved.look, &looks->now, is_change ? choices : 0);
        saved.choices = is_change ? saved.choices | choices : saved.choices & ~choices;
        is_written = write_file(looks, &saved, &reason);
    }
    if (held >= 0)
        shared_file_unlock(held);
    return is_written ||
           err_set(err, ERR_IO, "The look cannot be saved in %s: %s", looks->path, reason.text);
}

bool saved_look_save(struct saved_look *looks, unsigned choices, struct err *err) {
    return !looks->path || change_file(looks, choices, true, err);
}

bool saved_look_restore(struct saved_look *looks, unsigned choices, struct err *err) {
    look_take(&looks->now, &looks->configured, choices);
    remember_pane(looks);
    return !looks->path || change_file(looks, choices, false, err);
}
