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
struct kept {
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
static void read_lines(struct kept *kept, char *content) {
    struct err wrong;
    int number = 1;
    for (char *line; (line = strsep(&content, "\n")); number++) {
        if (read_line(line, &kept->look, &kept->choices, &wrong) || kept->is_damaged)
            continue;
        kept->is_damaged = true;
        err_set(&kept->wrong, ERR_DATA, "line %d: %s", number, wrong.text);
    }
}

static bool read_kept(const struct saved_look *looks, struct kept *kept, struct err *err) {
    struct err reason = {.kind = ERR_NONE};
    *kept = (struct kept){.look = looks->configured};
    char *content = file_read(looks->path, FILE_MAX_BYTES, &reason);
    if (!content)
        return reason.kind == ERR_NONE || err_set(err, reason.kind, "%s", reason.text);
    bool is_whole = shared_file_is_whole(looks->path, content);
    read_lines(kept, content);
    free(content);
    if (!is_whole && !kept->is_damaged)
        err_set(&kept->wrong, ERR_DATA, "it contains a NUL byte");
    kept->is_damaged = kept->is_damaged || !is_whole;
    return true;
}

static bool write_kept(const struct saved_look *looks, const struct kept *kept, struct err *err) {
    struct buf content;
    buf_init(&content, FILE_MAX_BYTES);
    buf_text_put(&content, HEAD);
    look_print(&kept->look, kept->choices, &content);
    bool is_written = file_replace(looks->path, &content, err);
    buf_fini(&content);
    return is_written;
}

/* Replaces a damaged file, which is renamed, by what could be read. Always false, so that the
 * damage is reported. */
static bool mend(const struct saved_look *looks, const struct kept *kept, struct err *err) {
    struct err reason;
    char *aside = shared_file_put_aside(looks->path);
    if (!aside)
        err_set(err, ERR_DATA,
                "The saved look in %s is damaged, and the file cannot be renamed, so it was left "
                "unchanged: %s",
                looks->path, kept->wrong.text);
    else if (!write_kept(looks, kept, &reason))
        err_set(err, ERR_IO,
                "The saved look was damaged and is now %s; a new %s cannot be written: %s", aside,
                looks->path, reason.text);
    else
        err_set(err, ERR_DATA,
                "The saved look was damaged. What could be read is kept, and the damaged file is "
                "now %s: %s",
                aside, kept->wrong.text);
    free(aside);
    return false;
}

static int lock(const struct saved_look *looks, struct err *err) {
    return home_make_folder_of(looks->path, err) ? shared_file_lock(looks->path, err) : -1;
}

static void remember_pane(struct saved_look *looks) {
    if (looks->now.pane != LOOK_PANE_OFF)
        looks->pane = looks->now.pane;
}

/* Reads the file, and repairs it if it is damaged. Another program may have done so before we got
 * the lock. */
static bool read_or_mend(const struct saved_look *looks, struct kept *kept, struct err *err) {
    struct err reason;
    if (!read_kept(looks, kept, &reason))
        return err_set(err, reason.kind, "The saved look is ignored: %s", reason.text);
    if (!kept->is_damaged)
        return true;
    int held = lock(looks, &reason);
    if (held < 0)
        return err_set(err, ERR_DATA, "The saved look is damaged (%s) and cannot be repaired: %s",
                       kept->wrong.text, reason.text);
    bool is_fine = read_kept(looks, kept, &reason) ||
                   err_set(err, reason.kind, "The saved look is ignored: %s", reason.text);
    if (is_fine && kept->is_damaged)
        is_fine = mend(looks, kept, err);
    shared_file_unlock(held);
    return is_fine;
}

bool saved_look_use(struct saved_look *looks, const struct look *configured, unsigned told,
                    const char *path, struct err *err) {
    struct kept kept = {.choices = 0};
    saved_look_fini(looks);
    looks->now = looks->configured = *configured;
    remember_pane(looks);
    looks->path = path ? mem_dup(path) : NULL;
    bool is_read = !path || read_or_mend(looks, &kept, err);
    look_take(&looks->now, &kept.look, kept.choices & ~told);
    remember_pane(looks);
    return is_read;
}

/* Other programs change the file, too: their changes stay. */
static bool change_file(const struct saved_look *looks, unsigned choices, bool is_kept,
                        struct err *err) {
    struct kept kept;
    struct err reason;
    int held = lock(looks, &reason);
    bool is_changed = held >= 0 && read_kept(looks, &kept, &reason);
    bool was_damaged = is_changed && kept.is_damaged;
    if (is_changed) {
        look_take(&kept.look, &looks->now, is_kept ? choices : 0);
        kept.choices = is_kept ? kept.choices | choices : kept.choices & ~choices;
        is_changed = was_damaged ? mend(looks, &kept, err) : write_kept(looks, &kept, &reason);
    }
    if (held >= 0)
        shared_file_unlock(held);
    if (was_damaged)
        return false;
    return is_changed ||
           err_set(err, ERR_IO, "The look cannot be saved in %s: %s", looks->path, reason.text);
}

bool saved_look_keep(struct saved_look *looks, unsigned choices, struct err *err) {
    return !looks->path || change_file(looks, choices, true, err);
}

bool saved_look_restore(struct saved_look *looks, unsigned choices, struct err *err) {
    look_take(&looks->now, &looks->configured, choices);
    remember_pane(looks);
    return !looks->path || change_file(looks, choices, false, err);
}
