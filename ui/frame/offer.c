/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/frame/offer.h"

#include "base/figure.h"
#include "session/requests.h"

#include "base/text.h"

#include <stdio.h>

enum { MS = 1000, PAGE_COLS = 2 /* of the records of a page, 1 to 50 */ };

static enum offer_kind kind_of(const struct list *list, const struct scene *scene,
                               const struct account *account) {
    if (list && list->failure.brief && !list->page_count)
        return OFFER_FAILED;
    if (list && (list->page_count || list->job))
        return OFFER_HERE;
    if (scene->stored.id)
        return OFFER_STORED;
    if (!account->id)
        return OFFER_NO_ID;
    if (!scene->session->worker)
        return OFFER_OFFLINE;
    if (account_has_counts(account) && account->following_count == 0)
        return OFFER_NOBODY;
    struct purse_limit limit;
    return requests_has_limit(scene->session, &limit) ? OFFER_LIMIT : OFFER_PRICE;
}

void offer_make(struct offer *offer, const struct scene *scene, const struct account *account) {
    *offer = (struct offer){.list = session_find_list(scene->session, account),
                            .reported = ACCOUNT_UNKNOWN};
    offer->kind = kind_of(offer->list, scene, account);
    offer->state = list_facts_of(scene->session->trail.current->list, account).state;
    if (account_has_counts(account))
        offer->reported = account->following_count;
    offer->first_page = requests_first_price(scene->session, offer->reported);
    (void)requests_has_limit(scene->session, &offer->limit);
    offer->all = requests_quote(scene->session, offer->reported, 0);
}

/* The `brevity`-th way to say it. */
static void put_first(int64_t credits, int brevity, char words[OFFER_WORDS_MAX]) {
    char figure[FIGURE_MAX], dollars[FIGURE_MAX];
    const char *plural = credits == 1 ? " " : "s";
    figure_grouped(credits, figure);
    if (brevity == 0)
        snprintf(words, OFFER_WORDS_MAX, "Enter opens: %*s credit%s (%s)", PAGE_COLS, figure,
                 plural, figure_dollars(credits, dollars));
    else if (brevity == 1)
        snprintf(words, OFFER_WORDS_MAX, "Enter opens: %s credit%s", figure, plural);
    else if (brevity == 2)
        snprintf(words, OFFER_WORDS_MAX, "Enter: %s credit%s", figure, plural);
    else
        snprintf(words, OFFER_WORDS_MAX, "Enter %s cr", figure);
}

void offer_make_price(const struct offer *offer, int cols, struct offer_price *price) {
    enum { BRIEFEST = 3 };
    char figure[FIGURE_MAX], dollars[FIGURE_MAX];
    int brevity = 0;
    do
        put_first(offer->first_page, brevity, price->first);
    while ((int)text_width(price->first) > cols && ++brevity <= BRIEFEST);
    if (offer->all.is_known)
        snprintf(price->rest, sizeof price->rest, "all ≈ %s (%s)",
                 figure_grouped(offer->all.credits, figure),
                 figure_dollars(offer->all.credits, dollars));
    else
        snprintf(price->rest, sizeof price->rest, "at most");
}

void offer_put_limit(const struct offer *offer, struct buf *out) {
    buf_format(out, "Nothing can be bought: %s", purse_limit_brief(&offer->limit));
}

const char *offer_sentence(enum offer_kind kind) {
    switch (kind) {
    case OFFER_NO_ID:
        return "It cannot be opened: the record has no readable id";
    case OFFER_OFFLINE:
        return "Not downloaded. You are offline.";
    case OFFER_NOBODY:
        return "Follows nobody: Enter opens it, free";
    default:
        return "";
    }
}

/* Only the stored lists know whether a record has no id, and then the list is incomplete. */
static const char *end_words(const struct offer *offer, const struct snapshot *stored) {
    return list_end_words(stored->rows, offer->state == FACT_INCOMPLETE, offer->reported);
}

/* How much of it is stored; a reported count that is too low is not shown as the whole. */
static void put_stored(const struct offer *offer, const struct snapshot *stored, struct buf *out) {
    char held[FIGURE_MAX], reported[FIGURE_MAX];
    bool is_too_low =
        offer->reported >= 0 &&
        (offer->reported < stored->rows || (stored->has_more && offer->reported == stored->rows));
    if (!stored->rows && !stored->has_more && offer->reported == 0) {
        buf_text_put(out, "follows nobody");
        return;
    }
    figure_grouped(stored->rows, held);
    figure_count(offer->reported, reported);
    if (is_too_low)
        buf_format(out, "%s loaded", held);
    else if (offer->reported >= 0)
        buf_format(out, "%s of %s", held, reported);
    else
        buf_format(out, "%s%s", held, stored->has_more ? " loaded" : "");
    if (stored->has_more && offer->reported >= 0 && !is_too_low)
        buf_text_put(out, " loaded");
    else
        buf_format(out, " · %s", stored->has_more ? "more" : end_words(offer, stored));
    if (is_too_low)
        buf_format(out, " (reported %s)", reported);
}

/* As the stored lists have it; before they are counted, as the list has it. */
const char *offer_sign(const struct offer *offer, const struct scene *scene, enum role *role) {
    bool is_here = offer->kind == OFFER_HERE;
    bool has_ended = is_here ? list_state(offer->list) == LIST_COMPLETE : !scene->stored.has_more;
    int64_t rows = is_here ? (int64_t)list_held(offer->list) : scene->stored.rows;
    bool is_complete =
        offer->state == FACT_COMPLETE || (offer->state == FACT_STATE_NONE && has_ended &&
                                          list_ends_complete(rows, false, offer->reported));
    *role = is_complete ? ROLE_GOOD : ROLE_WARNING;
    return is_complete ? "● stored" : "◐ stored";
}

void offer_put_state(const struct offer *offer, const struct scene *scene, struct buf *out) {
    char age[FIGURE_MAX] = "";
    bool is_here = offer->kind == OFFER_HERE;
    int64_t first_ms = is_here ? offer->list->first_ms : scene->stored.first_ms;
    if (is_here)
        list_describe(offer->list, out);
    else
        put_stored(offer, &scene->stored, out);
    if (first_ms >= 0)
        figure_age((scene->wall_ms - first_ms) / MS, age);
    if (*age)
        buf_format(out, " · %s old", age);
}
