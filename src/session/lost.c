/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/lost.h"

#include "base/figure.h"
#include "session/requests.h"
#include "store/lookup.h"

#include <inttypes.h>
#include <stdio.h>

enum { WORDS_MAX = 512 };

static const char *brief_of(const struct lookup_lost *lost, bool is_profile) {
    if (lost->arrived)
        return answer_brief(ANSWER_ARRIVED);
    if (!lost->has_come)
        return lost->is_charged ? "no answer, charged" : "no answer: maybe charged";
    if (is_profile)
        return lost->is_charged ? "no profile, charged" : "no profile: maybe charged";
    return lost->is_charged ? "no page, charged" : "no page: maybe charged";
}

static const char *what_came(const struct lookup_lost *lost, bool is_profile) {
    if (!lost->has_come)
        return "no complete answer arrived";
    return is_profile ? "its answer was not a profile" : "its answer was not a page";
}

/* Why a page is missing that was, or may have been, paid for. */
static void put_lost(const struct lookup_lost *lost, struct buf *what) {
    char credits[FIGURE_MAX];
    figure_credits(lost->credits, credits);
    if (lost->arrived)
        buf_format(
            what,
            "The next page was paid for in an earlier session (%s) and its answer arrived, but no "
            "records could be read from it. followtrail answer %" PRId64
            " shows its bytes; a later version may read it without paying.",
            credits, lost->arrived);
    else
        buf_format(what, "The next page was requested in an earlier session, and %s. It %s %s.",
                   what_came(lost, false),
                   lost->is_charged ? "cost" : "may have been charged: up to", credits);
}

static void fail(const struct session *session, struct list *list, const struct lookup_lost *lost,
                 bool is_profile, const char *what) {
    char price[FIGURE_MAX], keys[WORDS_MAX];
    snprintf(keys, sizeof keys, " m tries again: up to %s more.",
             figure_credits(requests_price(session, list), price));
    list_fail(list, brief_of(lost, is_profile), what, keys);
    list->failure.records = requests_next_records(session, list);
    list->failure.is_maybe = true;
    list->failure.is_charged = lost->is_charged;
    list->failure.is_profile = is_profile;
}

void lost_find(struct session *session, struct list *list) {
    struct lookup_lost lost;
    struct buf what;
    struct err err;
    if (!lookup_lost(session->store, list->snapshot, (int64_t)list->page_count, &lost, &err))
        session_say_unread(session, &err);
    if (!lost.credits || !list_can_go_on(list))
        return;
    buf_init(&what, WORDS_MAX);
    put_lost(&lost, &what);
    fail(session, list, &lost, false, buf_text(&what));
    list->failure.is_before = !lost.arrived;
    buf_fini(&what);
}

static bool look_up(const struct session *session, const struct list *list,
                    struct lookup_lost *lost) {
    return list->failure.is_profile
               ? lookup_lost_profile(session->store, list->target, lost, NULL)
               : lookup_lost(session->store, list->snapshot, (int64_t)list->page_count, lost, NULL);
}

/* The earlier message is outdated: a balance has shown what it cost. */
static void say_charged(const struct session *session, struct list *list,
                        const struct lookup_lost *lost) {
    const struct list_failure before = list->failure;
    char credits[FIGURE_MAX];
    struct buf what;
    buf_init(&what, WORDS_MAX);
    buf_format(&what, "The %s was requested, and %s. It cost %s, as a later balance shows.",
               before.is_profile ? "profile" : "next page", what_came(lost, before.is_profile),
               figure_credits(lost->credits, credits));
    fail(session, list, lost, before.is_profile, buf_text(&what));
    list->failure.is_before = before.is_before;
    buf_fini(&what);
}

void lost_renew(struct session *session) {
    for (size_t i = 0; i < session->used_count; i++) {
        struct list *list = session->used[i];
        struct lookup_lost lost;
        if (!list->failure.is_maybe || list->failure.is_charged || !look_up(session, list, &lost) ||
            lost.is_unread)
            continue;
        if (list->failure.is_cursor) /* it stopped because of the cursor, whatever that cost */
            list->failure.is_maybe = lost.credits > 0;
        else if (!lost.credits)
            list_clear_failure(list);
        else if (lost.is_charged)
            say_charged(session, list, &lost);
    }
}
