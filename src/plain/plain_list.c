/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_list.h"

#include "base/clock.h"
#include "base/figure.h"
#include "plain/plain_account.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/source.h"
#include "view/fact_words.h"

#include <stdio.h>

enum { WORDS_MAX = 1 << 16, MS = 1000, STEPS_MAX = 256 };

static void tell_trail(struct plain_out *out, const struct place *current) {
    const struct place *steps[STEPS_MAX], *place = current;
    size_t count = 0;
    struct buf words;
    if (!current->parent)
        return;
    for (; place && count < STEPS_MAX; place = place->parent)
        steps[count++] = place;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, place ? "Trail: … " : "Trail:");
    while (count-- > 0)
        buf_format(&words, " %s%s", steps[count]->list->label, count ? " ›" : ".");
    plain_out_line(out, "%s", buf_text(&words));
    buf_fini(&words);
}

static void put_snapshot(const struct list *list, struct buf *out) {
    char age[FIGURE_MAX];
    if (list->is_old)
        buf_text_put(out, "; an older snapshot");
    else if (list->has_older)
        buf_text_put(out, "; < shows an older snapshot");
    if (list->first_ms >= 0 && *figure_age((clock_wall_ms() - list->first_ms) / MS, age))
        buf_format(out, "; %s old", age);
}

void plain_list_title(struct plain_out *out, const struct session *session) {
    const struct list *list = session->trail.current->list;
    struct buf words;
    tell_trail(out, session->trail.current);
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "%s%s: ", source_of(list)->prefix, list->label);
    source_describe(list, &words);
    put_snapshot(list, &words);
    plain_out_line(out, "%s.", buf_text(&words));
    if (!list->count) {
        buf_clear(&words);
        source_explain_none(session, list, &words);
        plain_out_line(out, "%s", buf_text(&words));
    }
    buf_fini(&words);
}

static void put_reading(const struct session *session, struct buf *out) {
    struct buf reading;
    buf_init(&reading, WORDS_MAX);
    if (refine_put_reading(session, &reading))
        buf_format(out, ", read as “%s”", buf_text(&reading));
    buf_fini(&reading);
}

/* What the figures of stored lists cover, where filter or order ask for them. */
static void tell_facts(struct plain_out *out, const struct excerpt *excerpt) {
    const struct fact_reader *facts = excerpt->list->facts;
    struct buf words;
    if (!facts || source_has_columns(excerpt->list) || !excerpt_asks_lists(excerpt))
        return;
    buf_init(&words, WORDS_MAX);
    fact_words_put_scope(&facts->scope, &words);
    plain_out_line(out, "Of %s.", buf_text(&words));
    buf_clear(&words);
    if (excerpt_asks_back(excerpt) && excerpt_is_tallied(excerpt)) {
        fact_words_put_back(&excerpt->tally, &words);
        plain_out_line(out, "%s.", buf_text(&words));
    }
    buf_fini(&words);
}

void plain_list_sieve(struct plain_out *out, const struct session *session) {
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (*refine_filter_text(session)) {
        buf_format(&words, "Filter “%s”", refine_filter_text(session));
        put_reading(session, &words);
        buf_text_put(&words, ": ");
        refine_describe(session, &words);
        plain_out_line(out, "%s.", buf_text(&words));
    }
    if (!order_is_listed(&excerpt->order)) {
        buf_clear(&words);
        order_describe(&excerpt->order, &words);
        plain_out_line(out, "Order: %s.", buf_text(&words));
    }
    tell_facts(out, excerpt);
    buf_fini(&words);
}

/* What m would load, and its price. */
static void put_next_page(const struct session *session, struct buf *out) {
    const struct list *list = session->trail.current->list;
    char figure[FIGURE_MAX], dollars[FIGURE_MAX];
    if (!list_has_next(list) || !session->worker || session_load_of(session, list))
        return;
    buf_text_put(out, " ");
    if (list_state(list) == LIST_STOPPED) {
        requests_put_stop(session, list, out);
        return;
    }
    if (requests_put_limit(session, out))
        return;
    int64_t credits = requests_price(session, list);
    buf_format(out, "m loads the next page: up to %s (%s).", figure_credits(credits, figure),
               figure_dollars(credits, dollars));
}

static void put_cover(const struct excerpt *excerpt, struct buf *out) {
    char shown[FIGURE_MAX];
    if (excerpt->filter.count)
        buf_format(out, "%s shown", figure_grouped((int64_t)excerpt->count, shown));
    else
        excerpt_describe(excerpt, out);
}

/* `rows` begins the line, which continues with how many there are. */
static void tell_position(struct plain_out *out, const struct session *session, const char *rows) {
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    struct buf words;
    if (!excerpt->list->count)
        return;
    buf_init(&words, WORDS_MAX);
    if (excerpt->count) {
        buf_text_put(&words, rows);
        put_cover(excerpt, &words);
        buf_format(&words, ". Row %zu is selected.", excerpt_row(excerpt, excerpt->selected) + 1);
    } else {
        buf_text_put(&words, "No row is shown: nothing that is loaded passes the filter.");
    }
    put_next_page(session, &words);
    plain_out_line(out, "%s", buf_text(&words));
    buf_fini(&words);
}

void plain_list_end(struct plain_out *out, const struct session *session) {
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "%s.",
               excerpt->filter.count  ? "Last account shown"
               : excerpt->list->count ? "Last loaded account"
                                      : "No account is loaded");
    put_next_page(session, &words);
    plain_out_line(out, "%s", buf_text(&words));
    buf_fini(&words);
}

void plain_list_position(struct plain_out *out, const struct session *session) {
    tell_position(out, session, "Now here: ");
}

void plain_list_rows(struct plain_out *out, const struct session *session, size_t from, size_t to) {
    size_t count = session->trail.current->excerpt.count;
    char rows[3 * FIGURE_MAX];
    to = to < count ? to : count;
    for (size_t position = from; position < to; position++)
        plain_account_row(out, session, position);
    /* With a filter or an order, row numbers differ from positions. */
    bool is_all = excerpt_is_all(&session->trail.current->excerpt);
    snprintf(rows, sizeof rows, from + 1 < to ? "%s %zu to %zu of " : "%s %zu of ",
             !is_all         ? from + 1 < to ? "These are" : "This is"
             : from + 1 < to ? "Rows"
                             : "Row",
             from + 1, to);
    tell_position(out, session, rows);
}

static void put_worth(const struct session *session, struct buf *out) {
    const struct purse *purse = &session->purse;
    char figure[FIGURE_MAX];
    if (purse->balance == PURSE_UNKNOWN) {
        buf_format(out, "unknown%s", session->worker ? " until the first request" : "");
        return;
    }
    buf_text_put(out, figure_credits(purse->balance, figure));
    if (purse->is_balance_current) {
        buf_format(out, " (%s)", figure_dollars(purse->balance, figure));
        return;
    }
    figure_age((clock_wall_ms() - purse->balance_ms) / MS, figure);
    buf_format(out, ", as of %s ago", *figure ? figure : "a moment");
}

static void put_cap(const struct purse *purse, struct buf *out) {
    enum purse_scope scope = purse_tightest(purse);
    char most[FIGURE_MAX], left[FIGURE_MAX];
    if (scope != PURSE_SCOPE_COUNT)
        buf_format(out, "; cap of the %s %s, %s left", purse_scope_name(scope),
                   figure_grouped(purse->caps.most[scope], most),
                   figure_grouped(purse_left(purse, scope), left));
}

void plain_list_money(struct plain_out *out, const struct session *session) {
    const struct purse *purse = &session->purse;
    char figure[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    put_worth(session, &words);
    buf_format(&words, "; spent in this session %s",
               figure_grouped(purse->spent[PURSE_SESSION], figure));
    if (purse->maybe)
        buf_format(&words, "; up to %s more maybe charged", figure_grouped(purse->maybe, figure));
    put_cap(purse, &words);
    if (session->waiting.count)
        buf_format(&words, "; ! %zu paid not stored", session->waiting.count);
    plain_out_line(out, "Balance %s.", buf_text(&words));
    buf_fini(&words);
}
