/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fetch_words.h"

#include "base/figure.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/progress.h"
#include "session/cap.h"
#include "session/load.h"
#include "session/requests.h"

#include <string.h>

#define WHO "followtrail fetch"

enum { WORDS_MAX = 8192 };

void fetch_complain(const struct err *err) {
    progress_end();
    complaint_print(WHO, err);
}

void fetch_warn(const char *label, const char *text) {
    struct buf line;
    buf_init(&line, SIZE_MAX);
    buf_format(&line, "%s: %s", label, text);
    progress_end();
    complaint_write(WHO, buf_text(&line));
    buf_fini(&line);
}

/* Without a cap from the user, the rest of a list must not exceed the threshold. */
bool fetch_check_price(const struct runtime *runtime, const struct list *list) {
    const struct session *session = &runtime->session;
    struct load_offer offer = load_offer(session, list);
    char about[FIGURE_MAX], most[FIGURE_MAX];
    struct err err;
    if (runtime->options.is_cap_told)
        return true;
    if (offer.quote.is_known && offer.quote.worst <= session->config.threshold)
        return true;
    if (offer.quote.is_known)
        err_set(&err, ERR_LIMIT,
                "the rest of %s's list costs about %s, at most %s: confirm with --cap %lld",
                list->label, figure_credits(offer.quote.credits, about),
                figure_grouped(offer.quote.worst, most),
                (long long)(offer.quote.worst < CAP_MOST ? offer.quote.worst : CAP_MOST));
    else
        err_set(&err, ERR_LIMIT,
                "the length of %s's list is unknown: set what it may cost with --cap N",
                list->label);
    fetch_complain(&err);
    return false;
}

void fetch_put_line(const struct list *list, int64_t credits, struct buf *out) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    text_reveal(out, list->label, strlen(list->label));
    buf_format(out, "\t%zu\t", list->count);
    if (list_reported(list) >= 0)
        buf_format(out, "%lld", (long long)list_reported(list));
    else
        buf_text_put(out, "-");
    buf_format(out, "\t%lld\t", (long long)credits);
    list_describe(list, &words);
    text_reveal(out, buf_text(&words), words.len);
    buf_fini(&words);
}

/* Appends how the list can be fetched again if it cannot continue. */
static void put_refetch(const struct session *session, const struct list *list, struct buf *text) {
    char about[FIGURE_MAX], profile[FIGURE_MAX];
    struct quote quote =
        quote_rest(requests_refetch_length(list), 0, session->config.load_page_size);
    buf_text_put(text, "fetch --refetch starts the list again in a new snapshot");
    if (session->config.wants_profile)
        buf_format(text, ": %s for the profile", figure_credits(1, profile));
    if (quote.is_known)
        buf_format(text, "%s about %s for the list", session->config.wants_profile ? " and" : ":",
                   figure_credits(quote.credits, about));
    buf_text_put(text, ".");
}

int64_t fetch_next_price(const struct session *session, const struct list *list) {
    return requests_offer(session, quote_page(list_length(list), (int64_t)list->count,
                                              session->config.load_page_size));
}

static void put_stop(const struct session *session, const struct list *list, struct buf *text) {
    char price[FIGURE_MAX];
    list_explain_stop(list, text);
    if (list_has_next(list))
        buf_format(text, "Run it again to request one more page: up to %s.",
                   figure_credits(fetch_next_price(session, list), price));
    else
        put_refetch(session, list, text);
}

/* The option that raises the cap that was reached. */
static const char *cap_option(const struct purse_limit *limit) {
    return limit->scope == PURSE_SESSION ? "a higher --cap"
           : limit->scope == PURSE_DAY   ? "a higher --day-cap"
                                         : "a higher --store-cap";
}

/* Appends what ended it, and what running it again needs: credits, a higher cap, or a price. */
static void put_budget(const struct runtime *runtime, const struct list *list, struct buf *text) {
    const struct session *session = &runtime->session;
    const struct purse *purse = &session->purse;
    struct purse_limit limit;
    char held[FIGURE_MAX];
    bool is_cut = list_state(list) == LIST_CUT_BY_BALANCE;
    bool is_limited = requests_has_limit(session, &limit);
    bool is_capped = is_limited && !limit.is_balance;
    bool is_broke = is_cut || (purse->is_balance_current && purse->balance <= 0);
    bool is_priced = runtime->options.is_cap_told || list_length(list) >= 0;
    buf_format(text, "%s loaded, and %s. ", figure_grouped((int64_t)list->count, held),
               is_cut ? "the balance ran out within the last page" : "the list goes on");
    if (is_limited && (is_capped || !is_cut)) {
        purse_put_limit(purse, &limit, text);
        buf_text_put(text, ". ");
    }
    buf_format(text, "%s%s%s to continue.",
               is_broke ? "Add credits to the workspace and run it again" : "Run it again",
               is_capped || !is_priced ? " with " : "",
               is_capped    ? cap_option(&limit)
               : !is_priced ? "--cap N"
                            : "");
}

/* Appends the option that lets more be bought, if a cap stopped the list. */
static void put_cap_step(const struct runtime *runtime, const struct list *list, struct buf *text) {
    struct purse_limit limit;
    if (list->failure.is_capped && requests_has_limit(&runtime->session, &limit) &&
        !limit.is_balance)
        buf_format(text, " Run it again with %s to continue.", cap_option(&limit));
}

void fetch_explain(const struct runtime *runtime, const struct list *list) {
    const struct session *session = &runtime->session;
    struct buf text;
    buf_init(&text, WORDS_MAX);
    if (list->failure.text)
        buf_format(&text, "%.*s", (int)list->failure.what_len, list->failure.text);
    else if (list->is_unkept)
        buf_text_put(&text,
                     "Not all paid answers are stored. Free some disk space, then run it again.");
    if (list->failure.is_cursor) {
        buf_text_put(&text, " ");
        put_refetch(session, list, &text);
    } else if (list->failure.text || list->is_unkept) {
        put_cap_step(runtime, list, &text);
    } else if (list_state(list) == LIST_STOPPED) {
        put_stop(session, list, &text);
    } else if (list_state(list) == LIST_CUT_BY_BALANCE && !list_has_next(list)) {
        buf_text_put(&text, "The balance ran out within the last page, and the API gave no cursor "
                            "to continue from. ");
        put_refetch(session, list, &text);
    } else {
        put_budget(runtime, list, &text);
    }
    fetch_warn(list->label, buf_text(&text));
    buf_fini(&text);
}

void fetch_explain_repetition(const struct runtime *runtime, const struct list *list,
                              int64_t credits) {
    char price[FIGURE_MAX];
    struct err err;
    fetch_explain(runtime, list);
    err_set(&err, ERR_NET, "%s: requesting it again costs up to %s more", list->label,
            figure_credits(credits, price));
    fetch_complain(&err);
}

void fetch_tell_stopped(const struct list *list, int64_t price) {
    char figure[FIGURE_MAX];
    struct buf text;
    buf_init(&text, WORDS_MAX);
    list_explain_stop(list, &text);
    buf_format(&text, "Requesting one more page: up to %s.", figure_credits(price, figure));
    fetch_warn(list->label, buf_text(&text));
    buf_fini(&text);
}

bool fetch_check_refetch(const struct runtime *runtime, const struct list *list) {
    const struct session *session = &runtime->session;
    struct quote quote =
        quote_rest(requests_refetch_length(list), 0, session->config.load_page_size);
    char about[FIGURE_MAX], most[FIGURE_MAX];
    struct buf text;
    bool is_priced =
        runtime->options.is_cap_told || !quote.is_known || quote.worst <= session->config.threshold;
    buf_init(&text, WORDS_MAX);
    buf_format(&text, "a new snapshot %s%s", is_priced ? "starts" : "needs a cap",
               session->config.wants_profile ? "; 1 credit for the profile" : "");
    if (quote.is_known)
        buf_format(&text, ", about %s for the list, at most %s",
                   figure_credits(quote.credits, about), figure_grouped(quote.worst, most));
    if (!is_priced)
        buf_text_put(&text, ": set what it may cost with --cap N");
    fetch_warn(list->label, buf_text(&text));
    buf_fini(&text);
    return is_priced;
}
