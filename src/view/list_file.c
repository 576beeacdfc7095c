/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/list_file.h"

#include "base/figure.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/new_file.h"
#include "fetch/chore.h"
#include "session/counting.h"
#include "session/question.h"
#include "session/source.h"
#include "view/account_table.h"
#include "view/table_data.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { PART_ROWS = 500, PART_BYTES = 1 << 28, WORDS_MAX = 2048 };

struct list_file {
    const struct list *list; /* session->kept */
    size_t *rows;            /* of the list, in the order shown */
    size_t count, at;
    bool is_json, is_filtered;
    struct account_table table;
    struct table_csv csv;
    struct new_file file;
    struct chore *chore; /* it syncs; NULL: not yet */
    char *name;          /* of the file, as typed */
    char *words;         /* what the list lacked when this began; NULL: nothing */
};

static bool ends_in(const char *name, const char *ending) {
    size_t len = strlen(name), end = strlen(ending);
    return len > end && !strcasecmp(name + len - end, ending);
}

static bool choose_form(const char *name, bool *is_json, struct err *err) {
    *is_json = ends_in(name, ".jsonl") || ends_in(name, ".ndjson");
    return *is_json || ends_in(name, ".csv") ||
           err_set(err, ERR_USAGE,
                   "The name must end in .csv, or in .jsonl or .ndjson for JSON lines.");
}

/* Whether it says that there may be more than its rows. */
static bool lacks_some(const struct list *list) {
    if (list_is_local(list))
        return list->tally.matched > list->count;
    return !list_is_whole(list) || list_reported(list) > (int64_t)list->count;
}

/* "The list is not complete: 85 of 398 loaded." */
static char *describe_lack(const struct list *list) {
    struct buf words;
    if (!lacks_some(list))
        return NULL;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, list_is_local(list) || list_is_whole(list) ? "The list has "
                                                                    : "The list is not complete: ");
    source_describe(list, &words);
    buf_text_put(&words, ".");
    return buf_steal(&words, NULL);
}

static void free_file(struct list_file **of, struct session *session) {
    struct list_file *file = *of;
    *of = NULL;
    session->kept = NULL;
    new_file_close(&file->file);
    free(file->rows);
    free(file->name);
    free(file->words);
    free(file);
}

static void say_end(const struct list_file *file, struct session *session) {
    struct buf words;
    char rows[FIGURE_MAX], cells[FIGURE_MAX];
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Wrote %s%s to %s.", figure_counted((int64_t)file->count, "account", rows),
               file->is_filtered ? " (filtered)" : "", file->name);
    if (file->words)
        buf_format(&words, " %s", file->words);
    if (file->csv.formulas)
        buf_format(&words,
                   " %s begin%s with = + - @, a tab or a line break: spreadsheets must "
                   "import %s as text.",
                   figure_counted(file->csv.formulas, "cell", cells),
                   file->csv.formulas == 1 ? "s" : "", file->csv.formulas == 1 ? "it" : "them");
    session_say(session, file->words ? TONE_WARNING : TONE_INFO, "%s", buf_text(&words));
    buf_fini(&words);
}

static void end(struct list_file **of, struct session *session, bool is_done,
                const struct err *err) {
    if (is_done)
        say_end(*of, session);
    else
        session_say(session, TONE_ERROR, "%s Nothing was written.", err->text);
    free_file(of, session);
}

static bool put(struct list_file *file, struct buf *out, struct err *err) {
    return out->overflowed ? err_set(err, ERR_LIMIT, "A row is too long for a file.")
                           : new_file_put(&file->file, buf_text(out), out->len, err);
}

static bool put_names(struct list_file *file, struct err *err) {
    struct buf out;
    buf_init(&out, PART_BYTES);
    if (!file->is_json)
        table_csv_names(&out, &file->table.table);
    bool is_put = put(file, &out, err);
    buf_fini(&out);
    return is_put;
}

static void put_row(struct list_file *file, size_t row, struct buf *out) {
    struct account_row of = account_table_row(file->list, row);
    if (file->is_json) {
        table_json_row(out, &file->table.table, &of);
        buf_text_put(out, "\n");
    } else {
        table_csv_row(&file->csv, out, &file->table.table, &of);
    }
}

static bool put_part(struct list_file *file, struct err *err) {
    struct buf out;
    buf_init(&out, PART_BYTES);
    for (size_t i = 0; i < PART_ROWS && file->at < file->count; i++)
        put_row(file, file->rows[file->at++], &out);
    bool is_put = put(file, &out, err);
    buf_fini(&out);
    return is_put;
}

static void copy_rows(struct list_file *file, const struct excerpt *excerpt) {
    file->count = excerpt->count;
    file->is_filtered = excerpt->count < file->list->count;
    file->rows = mem_alloc((excerpt->count + 1) * sizeof *file->rows);
    for (size_t i = 0; i < excerpt->count; i++)
        file->rows[i] = excerpt_row(excerpt, i);
}

static bool open_file(struct list_file *file, struct session *session, const char *path,
                      bool may_replace, struct err *err) {
    const struct place *place = session->trail.current;
    session->kept = file->list = place->list;
    file->name = mem_dup(path);
    file->words = describe_lack(place->list);
    copy_rows(file, &place->excerpt);
    account_table_init(&file->table, place->list, "rows");
    return new_file_open(&file->file, path, may_replace, err) && put_names(file, err);
}

static bool exists(const char *path) {
    struct stat at;
    char *whole = file_expand(path);
    bool is_there = lstat(whole, &at) == 0 && S_ISREG(at.st_mode);
    free(whole);
    return is_there;
}

static void ask(struct session *session, const char *path) {
    struct buf what;
    buf_init(&what, WORDS_MAX);
    buf_format(&what, "Replace %s", path);
    question_ask(session, &(struct question_draft){.about = ASKED_WRITE,
                                                   .target = session->trail.current->list,
                                                   .most = 1,
                                                   .is_free = true,
                                                   .verb = "Replace",
                                                   .what = buf_text(&what)});
    buf_fini(&what);
}

void list_file_begin(struct list_file **of, struct session *session, const char *path) {
    const struct list *list = session->trail.current->list;
    bool is_json, may_replace = question_agreed(session, ASKED_WRITE, list, 1) > 0;
    struct err err;
    if (*of) {
        session_say(session, TONE_INFO, "%s is still being written.", (*of)->name);
    } else if (!choose_form(path, &is_json, &err)) {
        session_say(session, TONE_ERROR, "%s", err.text);
    } else if (exists(path) && !may_replace) {
        ask(session, path);
    } else {
        *of = mem_zalloc(sizeof **of);
        (*of)->is_json = is_json;
        if (!open_file(*of, session, path, may_replace, &err))
            end(of, session, false, &err);
        else if ((*of)->count > PART_ROWS)
            session_say(session, TONE_INFO, "Writing %s …", path);
    }
}

static bool sync_in_thread(struct chore *chore, void *context, struct err *err) {
    (void)chore;
    return new_file_finish(context, err);
}

/* The list that it came from was read again, so that its rows are others. */
static bool is_gone(const struct list_file *file, const struct session *session) {
    return session->kept != file->list;
}

static void go_on(struct list_file **of, struct session *session, struct mailbox *mailbox) {
    struct list_file *file = *of;
    struct err err;
    if (is_gone(file, session)) {
        err_set(&err, ERR_USAGE, "The list was read again while it was being written.");
        end(of, session, false, &err);
    } else if (file->at < file->count) {
        if (!put_part(file, &err))
            end(of, session, false, &err);
    } else if (!mailbox) {
        bool is_done = new_file_finish(&file->file, &err);
        end(of, session, is_done, &err);
    } else if (!(file->chore = chore_start(mailbox, sync_in_thread, &file->file, &err))) {
        end(of, session, false, &err);
    }
}

/* Waits for the disk. */
static void end_chore(struct list_file **of, struct session *session) {
    struct err err;
    bool is_done = chore_end((*of)->chore, &err);
    end(of, session, is_done, &err);
}

bool list_file_go_on(struct list_file **of, struct session *session, struct mailbox *mailbox) {
    if (*of && !(*of)->chore)
        go_on(of, session, mailbox);
    else if (*of && chore_look((*of)->chore).has_ended)
        end_chore(of, session);
    return !*of || (*of)->chore;
}

void list_file_finish(struct list_file **of, struct session *session) {
    struct err err;
    if (*of && (*of)->chore)
        end_chore(of, session);
    if (*of && !counting_finish(session, &err))
        end(of, session, false, &err);
    while (*of)
        go_on(of, session, NULL);
}

void list_file_drop(struct list_file **of, struct session *session) {
    if (*of && (*of)->chore)
        end_chore(of, session);
    else if (*of)
        free_file(of, session);
}
