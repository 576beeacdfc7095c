/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/methods.h"

#include "base/figure.h"
#include "graph/ranking.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { SECOND_MS = 1000, SEEDS_NAMED_MAX = 12, DATE_MAX = 40, PERCENT_TENTHS = 1000 };

static const char *date_of(int64_t wall_ms, char out[static DATE_MAX]) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    time_t seconds = (time_t)(wall_ms / SECOND_MS);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    snprintf(out, DATE_MAX, "%d %s %d", parts.tm_mday, months[parts.tm_mon], parts.tm_year + 1900);
    return out;
}

/* "on 30 November 2026", "between 29 November 2026 and 30 November 2026". */
static void put_dates(int64_t first_ms, int64_t last_ms, struct buf *out) {
    char first[DATE_MAX], last[DATE_MAX];
    date_of(first_ms, first);
    date_of(last_ms < first_ms ? first_ms : last_ms, last);
    if (!strcmp(first, last))
        buf_format(out, "on %s (UTC)", first);
    else
        buf_format(out, "between %s and %s (UTC)", first, last);
}

/* Followtrail 0.7.0 calls itself followtrail 0.7.0. */
static void put_programs(const char *programs, struct buf *out) {
    if (!programs)
        buf_text_put(out, "Followtrail");
    for (const char *at = programs; at && *at; at++)
        buf_format(out, "%c", at == programs || at[-1] == ' ' ? toupper(*at) : *at);
}

static void put_source(const char *kind, struct buf *out) {
    if (!strcmp(kind, STORE_KIND_LIVE))
        buf_text_put(out, "from TikTok through UnifAPI");
    else if (!strcmp(kind, STORE_KIND_SANDBOX))
        buf_text_put(out, "from a sandbox (invented accounts or a stored network, and not TikTok)");
    else
        buf_format(out, "from the API at %s", kind);
}

static const char *verb(int64_t count, const char *one, const char *more) {
    return count == 1 ? one : more;
}

/* "28 complete, 1 ended short and 1 hidden": the parts that are not 0. */
struct part {
    int64_t count;
    const char *words;
};

static void put_parts(const struct part *parts, size_t count, struct buf *out) {
    char figure[FIGURE_MAX];
    size_t left = 0;
    bool is_first = true;
    for (size_t i = 0; i < count; i++)
        left += parts[i].count > 0;
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].count)
            continue;
        left--;
        buf_format(out, "%s%s %s",
                   is_first ? ""
                   : left   ? ", "
                            : " and ",
                   figure_grouped(parts[i].count, figure), parts[i].words);
        is_first = false;
    }
}

static void put_seed_names(const struct methods *methods, struct buf *out) {
    size_t named = methods->seed_count > SEEDS_NAMED_MAX ? SEEDS_NAMED_MAX : methods->seed_count;
    char rest[FIGURE_MAX];
    for (size_t i = 0; i < named; i++)
        buf_format(out, "%s%s",
                   !i                                               ? ""
                   : i + 1 == named && named == methods->seed_count ? " and "
                                                                    : ", ",
                   methods->seeds[i].name);
    if (named < methods->seed_count)
        buf_format(out, " and %s more, which crawls.csv names",
                   figure_grouped((int64_t)(methods->seed_count - named), rest));
}

static void put_seeds(const struct methods *methods, struct buf *out) {
    struct part parts[] = {{0, "whose list it requested"},
                           {0, "whose list was stored already"},
                           {0, "whose list it did not request"}};
    char seeds[FIGURE_MAX];
    if (!methods->seed_count) {
        buf_text_put(out, "It had no seeds, and started from all lists in the store. ");
        return;
    }
    for (size_t i = 0; i < methods->seed_count; i++)
        parts[methods->seeds[i].is_bought ? 0 : methods->seeds[i].is_stored ? 1 : 2].count++;
    buf_format(out, "It started from %s (",
               figure_counted((int64_t)methods->seed_count, "seed", seeds));
    put_seed_names(methods, out);
    buf_text_put(out, "): ");
    put_parts(parts, sizeof parts / sizeof *parts, out);
    buf_text_put(out, ". ");
}

static void put_order(const struct ranking *ranking, struct buf *out) {
    switch (ranking->order) {
    case RANKING_PER_CREDIT:
        buf_format(out,
                   "the account with the largest n / (p + %d), where n is the number of stored "
                   "lists that have the account, and p is the number of accounts that it was "
                   "reported to follow, the price of its list in credits",
                   RANKING_PAGE);
        return;
    case RANKING_SEEN:
        buf_text_put(out, "the account in the largest number of stored lists and, of equals, the "
                          "one reported to follow the fewest accounts");
        return;
    case RANKING_FIRST_FOUND:
        buf_text_put(out, "the account that the answers had named first");
        return;
    case RANKING_FOLLOWERS:
        buf_text_put(out, "the account with the most reported followers (unknown counts last)");
        return;
    case RANKING_RANDOM:
        buf_format(out,
                   "the account with the smallest SHA-256 of the text “%" PRIu64
                   ":” followed by its id: a random order that can be drawn again",
                   ranking->draw);
        return;
    case RANKING_ORDERS:
        break;
    }
}

static void put_bounds(const struct crawl_order *order, bool is_random, struct buf *out) {
    char figure[FIGURE_MAX];
    if (order->depth >= 0)
        buf_format(out, "Only accounts at most %s away from a seed were taken. ",
                   figure_counted(order->depth, "follow", figure));
    if (order->lists >= 0)
        buf_format(out, "It was to fetch at most %s. ",
                   figure_counted(order->lists, "list", figure));
    if (order->per_list >= 0)
        buf_format(out, "Lists that were to cost more than %s were skipped and not cut%s. ",
                   figure_credits(order->per_list, figure),
                   is_random ? ", so that the draw preferred short lists" : "");
    if (order->filter)
        buf_format(out,
                   "Only accounts known to pass the filter “%s” were taken; those of whom it was "
                   "not known were left out. ",
                   order->filter);
}

static void put_rule(const struct methods *methods, struct buf *out) {
    struct ranking ranking;
    buf_format(
        out,
        "In each step it ranked the accounts %s whose own list could be fetched (reported to "
        "follow somebody, not private, not fetched to its end before), and fetched the whole "
        "list of ",
        methods->seed_count ? "that stored lists lead to from the seeds and"
                            : "in at least one stored list");
    bool is_random = false;
    if (ranking_parse(methods->crawl.order.sort, &ranking, NULL)) {
        put_order(&ranking, out);
        is_random = ranking.order == RANKING_RANDOM;
    } else {
        buf_text_put(out, methods->crawl.order.sort);
    }
    buf_text_put(out, is_random ? ". "
                                : "; ties went to the account in more lists, then to the lower id "
                                  "(as text). ");
    put_bounds(&methods->crawl.order, is_random, out);
}

static void put_frame(const struct methods *methods, struct buf *out) {
    const char *at = methods->crawl.order.frame;
    char members[FIGURE_MAX], drawn[FIGURE_MAX], got[FIGURE_MAX], refused[FIGURE_MAX];
    int64_t count = 0;
    if (!at)
        return;
    for (at += strspn(at, " "); *at; at += strspn(at, " ")) {
        count++;
        at += strcspn(at, " ");
    }
    buf_format(out,
               "Only members of a population of %s, defined beforehand, were taken: %s %s drawn, "
               "the lists of %s were obtained, and %s of those drawn were not. ",
               figure_counted(count, "account", members), figure_grouped(methods->taken, drawn),
               verb(methods->taken, "was", "were"), figure_grouped(methods->obtained, got),
               figure_grouped(methods->taken - methods->obtained, refused));
}

static void put_cost(const struct methods *methods, struct buf *out) {
    char credits[FIGURE_MAX], figure[FIGURE_MAX], requests[FIGURE_MAX];
    buf_format(out, "%s cost %s", figure_counted(methods->requests, "request", requests),
               figure_credits(methods->credits, credits));
    if (methods->profiles)
        buf_format(out, " (%s of them for profiles)", figure_grouped(methods->profiles, figure));
    buf_text_put(out, ", at one credit a record");
    if (methods->maybe)
        buf_format(out, "; up to %s more may have been charged for requests without an answer",
                   figure_grouped(methods->maybe, figure));
    buf_text_put(out, ". ");
}

static void put_budget(const struct methods *methods, struct buf *out) {
    char budget[FIGURE_MAX], runs[FIGURE_MAX];
    buf_format(out, "Its budget was %s", figure_credits(methods->crawl.order.budget, budget));
    if (methods->crawl.runs > 1)
        buf_format(out, " in the end, in %s", figure_counted(methods->crawl.runs, "run", runs));
    buf_text_put(out, ". ");
}

static void put_outcomes(const struct methods *methods, struct buf *out) {
    const int64_t *outcomes = methods->crawl.outcomes;
    const struct part parts[] = {
        {outcomes[CRAWL_COMPLETE], "complete"},
        {outcomes[CRAWL_SHORT], "ended by the API before all that was reported"},
        {outcomes[CRAWL_PARTIAL], "cut off before the end"},
        {outcomes[CRAWL_HIDDEN], "hidden"},
        {outcomes[CRAWL_GONE], "of accounts that were not found"},
        {outcomes[CRAWL_FAILED], "failed"},
        {outcomes[CRAWL_UNDER_WAY], "not ended"},
    };
    char steps[FIGURE_MAX], skipped[FIGURE_MAX];
    int64_t taken = methods->crawl.steps - outcomes[CRAWL_SKIPPED];
    buf_format(out, "It took %s", figure_counted(taken, "list", steps));
    if (taken) {
        buf_text_put(out, ": ");
        put_parts(parts, sizeof parts / sizeof *parts, out);
    }
    if (outcomes[CRAWL_SKIPPED])
        buf_format(out, ". %s %s skipped as too long",
                   figure_counted(outcomes[CRAWL_SKIPPED], "list", skipped),
                   verb(outcomes[CRAWL_SKIPPED], "was", "were"));
    buf_text_put(out, ". ");
}

static void put_states(const struct methods *methods, struct buf *out) {
    const int64_t *by = methods->by_state;
    const struct part parts[] = {
        {by[STANDING_COMPLETE], "complete"},
        {by[STANDING_NOBODY_REPORTED], "of owners reported to follow nobody"},
        {by[STANDING_COMPLETE_SHORT], "ended by the API before all that was reported"},
        {by[STANDING_PARTIAL] + by[STANDING_STOPPED], "not fetched to the end"},
        {by[STANDING_CUT_BY_BALANCE], "cut off by the balance"},
        {by[STANDING_FAILED], "ended by a failed request"},
        {by[STANDING_HIDDEN], "hidden"},
        {by[STANDING_EMPTY_UNKNOWN], "empty, of owners whose count nobody reported"},
        {methods->unlisted, "without a single page"},
    };
    put_parts(parts, sizeof parts / sizeof *parts, out);
}

/* Tenths of a percent, rounded half up. */
static void put_share(int64_t part, int64_t whole, struct buf *out) {
    int64_t tenths = (2 * PERCENT_TENTHS * part + whole) / (2 * whole);
    buf_format(out, "%" PRId64 ".%" PRId64 " %%", tenths / 10, tenths % 10);
}

/* What is not listed is missing data, and its denominator is what was reported. */
static void put_missing(const struct methods *methods, struct buf *out) {
    char reported[FIGURE_MAX], missing[FIGURE_MAX], unknown[FIGURE_MAX];
    if (methods->reported) {
        buf_format(out, "The owners were reported to follow %s; of these, %s (",
                   figure_counted(methods->reported, "account", reported),
                   figure_grouped(methods->not_listed, missing));
        put_share(methods->not_listed, methods->reported, out);
        buf_format(out, ") %s not listed. ", verb(methods->not_listed, "is", "are"));
    }
    if (methods->unreported)
        buf_format(out, "For %s nobody reported a count. ",
                   figure_counted(methods->unreported, "list", unknown));
}

static void put_rows(const struct methods *methods, struct buf *out) {
    char lists[FIGURE_MAX], listed[FIGURE_MAX], accounts[FIGURE_MAX], figure[FIGURE_MAX];
    if (!methods->lists)
        return;
    buf_format(out, "The %s that brought a page %s %s to %s",
               figure_counted(methods->lists, "list", lists), verb(methods->lists, "has", "have"),
               figure_counted(methods->listed, "follow", listed),
               figure_counted(methods->accounts, "account", accounts));
    if (methods->crawl.id)
        buf_format(out, ", of whom %s were in no stored list before",
                   figure_grouped(methods->fresh, figure));
    buf_format(out, "; %s repeated an account of the same list",
               figure_counted(methods->repeats, "row", figure));
    if (methods->nameless)
        buf_format(out, ", and %s had no id", figure_counted(methods->nameless, "record", figure));
    buf_text_put(out, ". ");
    put_missing(methods, out);
}

static void put_end(const struct crawl_record *crawl, struct buf *out) {
    static const char *const ends[CRAWL_ENDS] = {
        [CRAWL_BUDGET] =
            "It ended because its budget was used up, or did not cover the next list. ",
        [CRAWL_NOTHING_FITS] = "It ended because no list was left that fitted in its budget. ",
        [CRAWL_LISTS] = "It ended with the number of lists that it was to fetch. ",
        [CRAWL_DEPTH] = "It ended because no account within its depth was left. ",
        [CRAWL_FAILURES] = "It ended after five failures in a row. ",
        [CRAWL_BALANCE] = "It ended because the balance of the API was used up. ",
        [CRAWL_CAP] = "It ended because a cap on spending was reached. ",
        [CRAWL_STOPPED] = "It was stopped by hand. ",
    };
    buf_text_put(out, ends[crawl->end]  ? ends[crawl->end]
                      : crawl->is_alive ? "It is still running. "
                                        : "It was interrupted and did not go on. ");
}

static void put_caution(const struct methods *methods, struct buf *out) {
    static const char bias[] = RANKING_BIAS;
    buf_text_put(out, "A list is called complete if the API said that there was no more, every "
                      "record had an id, and at most a twentieth of the accounts that its owner "
                      "was reported to follow, or one, was missing. Ranks in lists are the API's "
                      "order; they are neither dates nor the strength of a follow.");
    if (methods->crawl.id)
        buf_format(out, " %c%s.", toupper(bias[0]), bias + 1);
}

static void put_head(const struct methods *methods, struct buf *out) {
    int64_t last_ms = methods->last_ms;
    buf_text_put(out, "Lists of whom accounts follow were fetched ");
    put_source(methods->kind, out);
    buf_text_put(out, " with ");
    put_programs(methods->programs ? methods->programs : methods->crawl.program, out);
    buf_text_put(out, " ");
    put_dates(methods->crawl.id ? methods->crawl.started_ms : methods->first_ms, last_ms, out);
}

static void put_crawl(const struct methods *methods, struct buf *out) {
    put_head(methods, out);
    buf_format(out, " by a crawl (number %" PRId64 " of the store). ", methods->crawl.id);
    put_seeds(methods, out);
    put_rule(methods, out);
    put_frame(methods, out);
    put_budget(methods, out);
    put_cost(methods, out);
    put_outcomes(methods, out);
    put_rows(methods, out);
    put_end(&methods->crawl, out);
    put_caution(methods, out);
    buf_text_put(out, "\n");
}

static void put_by_hand(const struct methods *methods, struct buf *out) {
    char lists[FIGURE_MAX];
    int64_t count =
        methods->lists + methods->by_state[STANDING_NOBODY_REPORTED] + methods->unlisted;
    if (!methods->requests) {
        buf_text_put(out, "No list was fetched by hand.\n");
        return;
    }
    put_head(methods, out);
    buf_format(out, ". Which lists to fetch was decided by hand. %s %s asked for",
               figure_counted(count, "list", lists), verb(count, "was", "were"));
    if (count) {
        buf_text_put(out, ": ");
        put_states(methods, out);
    }
    buf_text_put(out, ". ");
    put_cost(methods, out);
    put_rows(methods, out);
    put_caution(methods, out);
    buf_text_put(out, "\n");
}

void methods_put(const struct methods *methods, struct buf *out) {
    char crawls[FIGURE_MAX];
    if (methods->crawl.id)
        put_crawl(methods, out);
    else
        put_by_hand(methods, out);
    if (!methods->crawl.id && methods->crawls)
        buf_format(
            out,
            "\nThe store also has %s, which this leaves out: followtrail methods N describes "
            "crawl N, from 1 to %" PRId64 ".\n",
            figure_counted(methods->crawls, "crawl", crawls), methods->crawls);
}
