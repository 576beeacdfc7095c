/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/bookmark_file.h"

#include "base/arena.h"
#include "base/dict.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/percent.h"
#include "base/shared_file.h"
#include "store/home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD       "followtrail bookmarks "
#define FIRST_LINE HEAD "1"

enum { FILE_VERSION = 1, FILE_MAX = 4 << 20, FIELDS = 3 };

struct bookmark_file {
    char *path; /* NULL: in memory only */
    struct arena arena;
    struct bookmark *items;
    size_t count, capacity;
    struct dict *ids; /* a set */
};

static void clear(struct bookmark_file *set) {
    arena_fini(&set->arena);
    dict_free(set->ids);
    set->ids = dict_new();
    set->count = 0;
}

struct bookmark_file *bookmark_file_new(const char *path) {
    struct bookmark_file *set = mem_zalloc(sizeof *set);
    arena_init(&set->arena);
    set->ids = dict_new();
    set->path = path ? mem_dup(path) : NULL;
    return set;
}

void bookmark_file_free(struct bookmark_file *set) {
    if (!set)
        return;
    arena_fini(&set->arena);
    dict_free(set->ids);
    free(set->items);
    free(set->path);
    free(set);
}

static void add(struct bookmark_file *set, const struct bookmark *bookmark) {
    if (!dict_add(set->ids, bookmark->id, set))
        return;
    set->items = mem_grow(set->items, &set->capacity, set->count + 1, sizeof *set->items);
    set->items[set->count++] = (struct bookmark){.id = arena_dup(&set->arena, bookmark->id),
                                                 .handle = arena_dup(&set->arena, bookmark->handle),
                                                 .time_ms = bookmark->time_ms};
}

static void take_away(struct bookmark_file *set, const struct bookmark *bookmarks, size_t count) {
    struct dict *gone = dict_new();
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        dict_add(gone, bookmarks[i].id, set);
    dict_free(set->ids);
    set->ids = dict_new();
    for (size_t i = 0; i < set->count; i++) {
        if (dict_get(gone, set->items[i].id))
            continue;
        set->items[kept++] = set->items[i];
        dict_add(set->ids, set->items[i].id, set);
    }
    set->count = kept;
    dict_free(gone);
}

static void change(struct bookmark_file *set, const struct bookmark *bookmarks, size_t count,
                   bool is_adding) {
    if (!is_adding)
        take_away(set, bookmarks, count);
    for (size_t i = 0; is_adding && i < count; i++)
        add(set, &bookmarks[i]);
}

static bool take_line(struct bookmark_file *set, char *line) {
    char *fields[FIELDS + 1];
    size_t count = 0;
    for (char *field; count <= FIELDS && (field = strsep(&line, " "));)
        fields[count++] = field;
    struct bookmark bookmark = {0};
    if (count != FIELDS || !percent_read_number(fields[2], &bookmark.time_ms))
        return false;
    char *id = percent_read(fields[0]), *handle = percent_read(fields[1]);
    bool is_fine = id && *id && handle;
    bookmark.id = id;
    bookmark.handle = handle && *handle ? handle : NULL;
    if (is_fine)
        add(set, &bookmark);
    free(id);
    free(handle);
    return is_fine;
}

/* Reads what it can; false if that is not everything. Modifies `text`. */
static bool take_text(struct bookmark_file *set, char *text) {
    size_t len = strlen(text);
    /* The end of the last line was cut off or is damaged. */
    bool is_fine = len && text[len - 1] == '\n';
    char *line = strsep(&text, "\n");
    if (strcmp(line, FIRST_LINE) != 0)
        return false;
    while ((line = strsep(&text, "\n")))
        if (*line && !take_line(set, line))
            is_fine = false;
    return is_fine;
}

static bool is_newer(const char *text) {
    size_t len = strlen(HEAD);
    if (strncmp(text, HEAD, len) != 0 || text[len] < '1' || text[len] > '9')
        return false;
    char *end;
    return strtol(text + len, &end, 10) > FILE_VERSION && *end == '\n';
}

/* Reads the file; *is_damaged says whether some of it could not be read. */
static bool load(struct bookmark_file *set, bool *is_damaged, struct err *err) {
    struct err reason = {0};
    *is_damaged = false;
    char *text = file_read(set->path, FILE_MAX, &reason);
    if (!text && reason.kind != ERR_NONE)
        return err_set(err, reason.kind, "the bookmarks cannot be read: %s", reason.text);
    if (text && is_newer(text)) {
        free(text);
        return err_set(
            err, ERR_CONFIG,
            "the bookmarks in %s are from a newer Followtrail; the file was left as it is",
            set->path);
    }
    clear(set);
    if (text)
        *is_damaged = !shared_file_is_whole(set->path, text);
    if (text && !take_text(set, text))
        *is_damaged = true;
    free(text);
    return true;
}

static bool save(const struct bookmark_file *set, struct err *err) {
    struct buf content;
    struct err reason = {0};
    buf_init(&content, FILE_MAX);
    buf_text_put(&content, FIRST_LINE "\n");
    for (size_t i = 0; i < set->count; i++) {
        percent_put(&content, set->items[i].id);
        buf_text_put(&content, " ");
        percent_put(&content, set->items[i].handle ? set->items[i].handle : "");
        buf_format(&content, " %lld\n", (long long)set->items[i].time_ms);
    }
    bool is_saved = content.overflowed
                        ? err_set(err, ERR_LIMIT, "the file of bookmarks is full")
                        : file_replace(set->path, &content, &reason) ||
                              err_set(err, ERR_IO, "the bookmarks cannot be written to %s: %s",
                                      set->path, reason.text);
    buf_fini(&content);
    return is_saved;
}

static int lock(const struct bookmark_file *set, struct err *err) {
    struct err reason = {0};
    if (!home_make_folder_of(set->path, err))
        return -1;
    int held = shared_file_lock(set->path, &reason);
    if (held < 0)
        err_set(err, ERR_IO, "the bookmarks cannot be written: %s", reason.text);
    return held;
}

/* Without the file, the next reader would find no bookmarks and no error. */
static bool put_back(const struct bookmark_file *set, const char *aside, const struct err *reason,
                     struct err *err) {
    bool is_back = rename(aside, set->path) == 0;
    return err_set(
        err, reason->kind,
        "the bookmarks are damaged and could not be repaired: the damaged file is %s; %s",
        is_back ? set->path : aside, reason->text);
}

/* With the lock held. Always false, so that the damage is reported. */
static bool mend(const struct bookmark_file *set, struct err *err) {
    struct err reason = {0};
    char *aside = shared_file_put_aside(set->path);
    if (!aside)
        err_set(err, ERR_IO,
                "the bookmarks in %s are damaged and the file cannot be renamed, so nothing "
                "was changed",
                set->path);
    else if (save(set, &reason))
        err_set(err, ERR_DATA,
                "the bookmarks were damaged: recovered %zu; the damaged file is now %s", set->count,
                aside);
    else
        put_back(set, aside, &reason, err);
    free(aside);
    return false;
}

/* Another program may have repaired it before we got the lock. */
static bool load_or_mend(struct bookmark_file *set, struct err *err) {
    bool is_damaged;
    return load(set, &is_damaged, err) && (!is_damaged || mend(set, err));
}

bool bookmark_file_read(struct bookmark_file *set, struct err *err) {
    bool is_damaged;
    if (!set->path)
        return true;
    if (!load(set, &is_damaged, err))
        return false;
    if (!is_damaged)
        return true;
    int fd = lock(set, err);
    bool is_fine = fd >= 0 && load_or_mend(set, err);
    if (fd >= 0)
        shared_file_unlock(fd);
    return is_fine;
}

bool bookmark_file_change(struct bookmark_file *set, const struct bookmark *bookmarks, size_t count,
                          bool is_adding, struct err *err) {
    if (!set->path) {
        change(set, bookmarks, count, is_adding);
        return true;
    }
    int fd = lock(set, err);
    if (fd < 0)
        return false;
    bool is_changed = load_or_mend(set, err);
    if (is_changed) {
        change(set, bookmarks, count, is_adding);
        is_changed = save(set, err);
        bool is_damaged;
        if (!is_changed && !load(set, &is_damaged, NULL))
            clear(set);
    }
    shared_file_unlock(fd);
    return is_changed;
}

bool bookmark_file_has(const struct bookmark_file *set, const char *id) {
    return dict_get(set->ids, id) != NULL;
}

size_t bookmark_file_count(const struct bookmark_file *set) {
    return set->count;
}

const struct bookmark *bookmark_file_at(const struct bookmark_file *set, size_t index) {
    return &set->items[index];
}
