/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source_bookmarks.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "session/source.h"
#include "store/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool source_bookmarks_has(const struct session *session, const struct account *account) {
    return session->bookmarks && account->id && bookmark_file_has(session->bookmarks, account->id);
}

static size_t count_gone(const struct session *session, const struct list *list) {
    size_t gone = 0;
    for (size_t row = 0; row < list->count; row++)
        gone += !source_bookmarks_has(session, list->rows[row]);
    return gone;
}

/* The list does not change while it is shown, so that a removed bookmark can be added again; the
 * next visit updates it. */
static void forget_lists(struct session *session) {
    for (size_t i = 0; i < session->list_count; i++) {
        struct list *list = session->lists[i];
        if (list->source != &source_bookmarks)
            continue;
        list->is_stale = true;
        list->tally.gone = count_gone(session, list);
    }
    session->changes++;
}

static void say_changed(struct session *session, const struct bookmark *bookmarks, size_t count,
                        size_t without_id, bool is_adding) {
    char figure[FIGURE_MAX], all[FIGURE_MAX], passed[FIGURE_MAX + 32] = "";
    figure_grouped((int64_t)bookmark_file_count(session->bookmarks), all);
    if (without_id)
        snprintf(passed, sizeof passed, ", %s without an id skipped",
                 figure_grouped((int64_t)without_id, figure));
    if (count > 1)
        session_say(session, TONE_INFO, "%s bookmarks %s%s (%s %s).",
                    figure_grouped((int64_t)count, figure), is_adding ? "added" : "removed", passed,
                    all, is_adding ? "in all" : "left");
    else if (is_adding)
        session_say(session, TONE_INFO, "Bookmark added: %s%s%s (%s in all).",
                    bookmarks->handle ? "@" : "",
                    bookmarks->handle ? bookmarks->handle : bookmarks->id, passed, all);
    else
        session_say(session, TONE_INFO, "Bookmark removed%s (%s left).", passed, all);
}

/* Chooses accounts with an id. *is_adding: one of them is not bookmarked yet. */
static size_t choose(const struct session *session, const struct account *const *accounts,
                     size_t count, struct bookmark *bookmarks, bool *is_adding) {
    size_t chosen = 0;
    int64_t now_ms = clock_wall_ms();
    *is_adding = false;
    for (size_t i = 0; i < count; i++) {
        if (!accounts[i]->id)
            continue;
        *is_adding = *is_adding || !source_bookmarks_has(session, accounts[i]);
        bookmarks[chosen++] = (struct bookmark){
            .id = accounts[i]->id, .handle = accounts[i]->username, .time_ms = now_ms};
    }
    return chosen;
}

void source_bookmarks_toggle(struct session *session, const struct account *const *accounts,
                             size_t count) {
    struct err err;
    bool is_adding;
    if (!session->bookmarks) {
        session_say(session, TONE_WARNING, "Bookmarks are not available here.");
        return;
    }
    struct bookmark *bookmarks = mem_resize(NULL, count ? count : 1, sizeof *bookmarks);
    size_t chosen = choose(session, accounts, count, bookmarks, &is_adding);
    if (!chosen && count)
        session_say(session, TONE_WARNING,
                    "This record has no readable id, so it cannot be bookmarked.");
    if (chosen && bookmark_file_change(session->bookmarks, bookmarks, chosen, is_adding, &err))
        say_changed(session, bookmarks, chosen, count - chosen, is_adding);
    else if (chosen)
        session_say(session, TONE_ERROR, "No bookmark was changed: %s.", err.text);
    if (chosen)
        forget_lists(session);
    free(bookmarks);
}

static bool add_row(struct session *session, struct list *list, const struct bookmark *bookmark,
                    struct err *err) {
    struct account bare = {.id = bookmark->id,
                           .username = bookmark->handle,
                           .is_bare = true,
                           .follower_count = ACCOUNT_UNKNOWN,
                           .following_count = ACCOUNT_UNKNOWN,
                           .like_count = ACCOUNT_UNKNOWN,
                           .video_count = ACCOUNT_UNKNOWN,
                           .seen_ms = ACCOUNT_UNKNOWN};
    struct account *account;
    struct arena arena;
    arena_init(&arena);
    bool is_read = lookup_account_by_id(session->store, bookmark->id, &arena, &account, err);
    if (is_read) {
        list->tally.unknown += !account;
        list_add_account(list, account ? account : &bare);
    }
    arena_fini(&arena);
    return is_read;
}

static void read(struct session *session, struct list *list) {
    size_t count = session->bookmarks ? bookmark_file_count(session->bookmarks) : 0;
    struct err err;
    bool is_read = true;
    list->is_unread = false;
    for (size_t i = count; is_read && i-- > 0;)
        is_read = add_row(session, list, bookmark_file_at(session->bookmarks, i), &err);
    if (!is_read)
        source_fail(list, &err);
    session->changes++;
}

/* False if it reported a problem with the file. What could be read is shown anyway. */
static bool read_file(struct session *session) {
    struct err err;
    if (!session->bookmarks || bookmark_file_read(session->bookmarks, &err))
        return true;
    session_say(session, TONE_WARNING, "Note: %s.", err.text);
    return false;
}

static void again(struct session *session, struct list *list) {
    bool is_fine = read_file(session);
    size_t count = source_renew(session, list)->count;
    char figure[FIGURE_MAX];
    if (is_fine)
        session_say(session, TONE_INFO, "Read again, free: %s.",
                    figure_counted((int64_t)count, "bookmark", figure));
}

void source_bookmarks_open(struct session *session) {
    session_hush(session);
    read_file(session);
    trail_open(&session->trail,
               source_renew(session, source_list(session, &source_bookmarks, NULL)));
    session->changes++;
}

static struct list *resolve(struct session *session, struct list *list) {
    return list->is_stale ? source_renew(session, list) : list;
}

static void describe(const struct list *list, struct buf *out) {
    char figure[FIGURE_MAX];
    size_t count = list->count - list->tally.gone;
    buf_text_put(out, figure_counted((int64_t)count, "account", figure));
    if (list->tally.gone)
        buf_format(out, " · %s removed", figure_grouped((int64_t)list->tally.gone, figure));
    if (list->tally.unknown)
        buf_format(out, " · %s without a record",
                   figure_grouped((int64_t)list->tally.unknown, figure));
}

static void explain_none(const struct session *session, const struct list *list, struct buf *out) {
    (void)session;
    (void)list;
    buf_text_put(out, "No bookmarks yet. B adds one. [ goes back.");
}

const struct list_source source_bookmarks = {.name = "bookmarks",
                                             .step = "bookmarks",
                                             .prefix = "",
                                             .title = "Bookmarks",
                                             .order = "newest first",
                                             .read = read,
                                             .resolve = resolve,
                                             .again = again,
                                             .describe = describe,
                                             .explain_none = explain_none};
