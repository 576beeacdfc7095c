/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/refine.h"

#include "base/figure.h"
#include "base/mem.h"
#include "session/load.h"
#include "session/requests.h"

#include <stdlib.h>
#include <string.h>

enum { PREPARED_ROWS = 20000, RENEWED_ROWS = 2000, WORDS_MAX = 1024 };

static struct excerpt *current(const struct session *session) {
    return session->trail.current ? &session->trail.current->excerpt : NULL;
}

bool refine_filter(struct session *session, const char *text, struct err *err) {
    struct place *place = session->trail.current;
    if (!place)
        return true;
    session->changes++;
    if (!excerpt_set_filter(&place->excerpt, text, err))
        return false;
    free(place->filter_text);
    place->filter_text = *text ? mem_dup(text) : NULL;
    return true;
}

const char *refine_filter_text(const struct session *session) {
    const struct place *place = session->trail.current;
    return place && place->filter_text ? place->filter_text : "";
}

bool refine_put_reading(const struct session *session, struct buf *out) {
    const struct excerpt *excerpt = current(session);
    bool is_doubtful = excerpt && excerpt->filter.is_doubtful && !excerpt->filter.wanted;
    if (is_doubtful)
        filter_print(&excerpt->filter, out);
    return is_doubtful;
}

void refine_order(struct session *session, enum order_key key) {
    struct excerpt *excerpt = current(session);
    if (!excerpt)
        return;
    struct order order = excerpt->order;
    order_choose(&order, key);
    refine_set_order(session, &order);
}

void refine_set_order(struct session *session, const struct order *order) {
    struct excerpt *excerpt = current(session);
    if (!excerpt)
        return;
    excerpt_set_order(excerpt, order);
    session->changes++;
}

bool refine_go(struct session *session, size_t number) {
    struct excerpt *excerpt = current(session);
    char figure[FIGURE_MAX], loaded[FIGURE_MAX];
    if (!excerpt)
        return false;
    (void)excerpt_refresh(excerpt);
    size_t count = excerpt->list->count;
    size_t position =
        number >= 1 && number <= count ? excerpt_position(excerpt, number - 1) : SIZE_MAX;
    if (position != SIZE_MAX) {
        excerpt_select(excerpt, position);
        session->changes++;
        return true;
    }
    figure_grouped((int64_t)count, loaded);
    if (number > count)
        session_say(session, TONE_INFO, "There is no account %s: %s %s loaded.",
                    number > INT64_MAX ? "with that number"
                                       : figure_grouped((int64_t)number, figure),
                    loaded, count == 1 ? "is" : "are");
    else
        session_say(session, TONE_INFO, "Account %s is not shown: the filter hides it.",
                    figure_grouped((int64_t)number, figure));
    return false;
}

static bool has_search(const struct session *session) {
    return session->search_text != NULL;
}

void refine_end_search(struct session *session) {
    if (!has_search(session))
        return;
    match_fini(&session->search);
    free(session->search_text);
    session->search_text = NULL;
    for (struct place *place = session->trail.newest; place; place = place->older)
        excerpt_end_search(&place->excerpt);
    session->changes++;
}

static void begin_search(struct session *session, const char *text) {
    if (has_search(session)) {
        match_fini(&session->search);
        free(session->search_text);
    }
    /* An @ before a handle is not part of it. */
    bool is_handle = text[0] == '@' && text[1];
    const char *pattern = text + is_handle;
    session->search_text = mem_dup(text);
    session->search_fields = is_handle ? MATCH_HANDLE : MATCH_ANYWHERE;
    match_init(&session->search, pattern, strlen(pattern));
    session->changes++;
}

static bool select_match(struct session *session, size_t position, bool is_backward) {
    struct excerpt *excerpt = current(session);
    size_t found =
        excerpt_search(excerpt, &session->search, session->search_fields, position, is_backward);
    if (found == SIZE_MAX)
        return false;
    excerpt_select(excerpt, found);
    session->changes++;
    return true;
}

bool refine_look(struct session *session, const char *text, size_t from) {
    const struct excerpt *excerpt = current(session);
    if (!*text)
        refine_end_search(session);
    if (!*text || !excerpt)
        return true;
    begin_search(session, text);
    if (!excerpt->count)
        return false;
    return select_match(session, (from + excerpt->count - 1) % excerpt->count, false);
}

/* Says what was searched without a match, and what was not searched. */
static void say_nowhere(struct session *session) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "“%s” was not found in any handle%s shown: ", session->search_text,
               session->search_fields == MATCH_HANDLE ? "" : ", name or bio");
    refine_describe(session, &words);
    buf_text_put(&words, ".");
    session_say(session, TONE_WARNING, "%s", buf_text(&words));
    buf_fini(&words);
}

void refine_next(struct session *session, bool is_backward) {
    const struct excerpt *excerpt = current(session);
    if (!excerpt)
        return;
    if (!has_search(session)) {
        session_say(session, TONE_INFO, "No search yet. / searches.");
        return;
    }
    size_t before = excerpt->selected;
    if (!excerpt->count || !select_match(session, before, is_backward)) {
        say_nowhere(session);
        return;
    }
    if (excerpt->selected == before)
        session_say(session, TONE_INFO, "No other match for “%s”.", session->search_text);
    else if (is_backward ? excerpt->selected > before : excerpt->selected < before)
        session_say(session, TONE_INFO, "The search wrapped to the %s.",
                    is_backward ? "end" : "beginning");
}

bool refine_is_on(const struct session *session) {
    const struct excerpt *excerpt = current(session);
    return excerpt && !excerpt_is_all(excerpt);
}

void refine_describe(const struct session *session, struct buf *out) {
    const struct excerpt *excerpt = current(session);
    char figure[FIGURE_MAX];
    if (!excerpt)
        return;
    excerpt_describe(excerpt, out);
    if (!list_can_go_on(excerpt->list) || !session->worker)
        return;
    struct purse_limit limit;
    if (requests_has_limit(session, &limit)) {
        buf_format(out, " · %s", purse_limit_brief(&limit));
        return;
    }
    struct load_offer offer = load_offer(session, excerpt->list);
    /* With marks, L loads the marked accounts' lists. */
    const char *keys = marks_count(&session->trail.current->marks) ? "U, then L," : "L";
    buf_format(out, " · %s loads the rest", keys);
    if (offer.quote.is_known)
        buf_format(out, ": about %s", figure_credits(load_about(&offer), figure));
}

void refine_rest(struct session *session) {
    struct excerpt *excerpt = current(session);
    if (excerpt && !has_search(session))
        excerpt_end_search(excerpt);
}

bool refine_renew(struct session *session) {
    struct excerpt *excerpt = current(session);
    bool has_changed = false;
    bool is_done = !excerpt || excerpt_renew(excerpt, RENEWED_ROWS, &has_changed);
    session->changes += has_changed;
    return is_done;
}

bool refine_prepare(struct session *session) {
    struct excerpt *excerpt = current(session);
    return !excerpt || excerpt_prepare(excerpt, PREPARED_ROWS);
}
