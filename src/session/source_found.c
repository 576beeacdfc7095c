/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source_found.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "model/filter.h"
#include "session/source.h"
#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 512 };

#define SPACES " \t\n\v\f\r"

/* The caller frees it. */
static char *trim(const char *text) {
    text += strspn(text, SPACES);
    size_t len = strlen(text);
    while (len && strchr(SPACES, text[len - 1]))
        len--;
    return mem_dup_n(text, len);
}

static bool parse(struct filter *filter, const char *query, const struct list *list,
                  struct err *err) {
    if (!filter_parse_whole(filter, query, err) || !filter_check(filter, query, list, err))
        return false;
    return filter->count ||
           err_set(err, ERR_USAGE,
                   "Nothing to find. Type part of a handle, name or bio, or a filter: coffee, "
                   "verified followers>=10k region:SE");
}

struct search {
    struct list *list;
    const struct filter *filter;
};

static void take_account(void *context, const struct account *account) {
    struct search *search = context;
    struct list_tally *tally = &search->list->tally;
    enum verdict verdict = filter_test_account(search->filter, search->list, account);
    tally->stored++;
    tally->unknown += verdict == VERDICT_UNKNOWN;
    tally->matched += verdict == VERDICT_YES;
    if (verdict == VERDICT_YES && search->list->count < SOURCE_FOUND_ROWS_MAX)
        list_add_account(search->list, account);
}

static bool search(struct store *store, struct list *list, struct err *err) {
    struct filter filter;
    struct err reason;
    struct search search = {.list = list, .filter = &filter};
    filter_init(&filter);
    list->is_unread = false;
    list->first_ms = list->last_ms = clock_wall_ms();
    bool is_parsed = parse(&filter, list->query, list, err);
    bool is_read = is_parsed && lookup_every_account(store, take_account, &search, &reason);
    filter_fini(&filter);
    if (is_parsed && !is_read)
        err_set(err, reason.kind, "The store could not be read: %s", reason.text);
    return is_read;
}

/* NULL when it fails. */
static struct list *search_for(const struct session *session, const char *query, struct err *err) {
    struct list *list = source_new_list(&source_found, query);
    list->facts = session->facts;
    if (search(session->store, list, err))
        return list;
    list_free(list);
    return NULL;
}

/* Repeats an earlier search. */
static void put(struct session *session, struct list *list) {
    struct list *known = source_find_list(session, &source_found, list->query);
    if (known)
        session_swap_list(session, known, list);
    else
        session_add_list(session, list);
}

/* Says how an ambiguous query is read. */
static void say_reading(struct session *session, const char *query) {
    struct filter filter;
    struct buf words;
    struct err err;
    filter_init(&filter);
    buf_init(&words, WORDS_MAX);
    if (filter_parse(&filter, query, &err) && filter.is_doubtful) {
        filter_print(&filter, &words);
        session_say(session, TONE_INFO, "Read as: %s", buf_text(&words));
    }
    buf_fini(&words);
    filter_fini(&filter);
}

bool source_found_open(struct session *session, const char *text, struct err *err) {
    char *query = trim(text);
    struct list *list = search_for(session, query, err);
    if (list) {
        put(session, list);
        trail_open(&session->trail, list);
        session_hush(session);
        say_reading(session, query);
        session->changes++;
    }
    free(query);
    return list != NULL;
}

static void read(struct session *session, struct list *list) {
    struct err err;
    if (!search(session->store, list, &err))
        list_fail(list, "could not be searched", err.text, " R searches again, free.");
    session->changes++;
}

static void again(struct session *session, struct list *list) {
    struct err err;
    struct buf words;
    struct list *fresh = search_for(session, list->query, &err);
    if (!fresh) {
        session_say(session, TONE_ERROR, "%s", err.text);
        return;
    }
    session_swap_list(session, list, fresh);
    buf_init(&words, WORDS_MAX);
    source_describe(fresh, &words);
    session_say(session, TONE_INFO, "Searched again, free: %s.", buf_text(&words));
    buf_fini(&words);
}

static void describe(const struct list *list, struct buf *out) {
    const struct list_tally *tally = &list->tally;
    char kept[FIGURE_MAX], matched[FIGURE_MAX], stored[FIGURE_MAX], unknown[FIGURE_MAX];
    if (tally->matched > list->count)
        buf_format(out, "the first %s of %s found · %s", figure_grouped((int64_t)list->count, kept),
                   figure_grouped((int64_t)tally->matched, matched),
                   figure_counted((int64_t)tally->stored, "account", stored));
    else
        buf_format(out, "%s of %s", figure_counted((int64_t)list->count, "account", kept),
                   figure_grouped((int64_t)tally->stored, stored));
    if (tally->unknown)
        buf_format(out, " · %s unknown", figure_grouped((int64_t)tally->unknown, unknown));
}

static void explain_none(const struct session *session, const struct list *list, struct buf *out) {
    const struct list_tally *tally = &list->tally;
    char stored[FIGURE_MAX], unknown[FIGURE_MAX];
    (void)session;
    if (!tally->stored) {
        buf_text_put(out, "The store has no accounts yet. Nothing was requested. @ opens an "
                          "account.");
        return;
    }
    buf_format(out, "No stored account matches “%s”; the store has %s. ", list->query,
               figure_counted((int64_t)tally->stored, "account", stored));
    if (tally->unknown)
        buf_format(out, "%s may match: their records do not show enough. ",
                   figure_grouped((int64_t)tally->unknown, unknown));
    buf_text_put(out, "Nothing was requested. [ goes back.");
}

const struct list_source source_found = {.name = "found",
                                         .step = "find: ",
                                         .prefix = "",
                                         .title = "Found in the store",
                                         .order = "as stored",
                                         .again_words = "searches again",
                                         .is_dated = true,
                                         .has_query = true,
                                         .read = read,
                                         .again = again,
                                         .describe = describe,
                                         .explain_none = explain_none};
