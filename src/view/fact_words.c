/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/fact_words.h"

#include "base/figure.h"
#include "base/text.h"
#include "graph/fraction.h"

#include <stdio.h>
#include <string.h>

enum { EXCESS_PLACES = 3 };

#define SPREAD_MS (30 * INT64_C(86400000))

typedef const char *figure_function(int64_t number, char out[static FIGURE_MAX]);

/* Two figures with a sign between them, in full where there is room. False: there is none at all.
 */
static bool put_two(int64_t one, const char *sign, int64_t other, int cols,
                    char out[static FACT_WORDS_MAX]) {
    figure_function *const functions[] = {figure_count, figure_short};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        char first[FIGURE_MAX], second[FIGURE_MAX];
        snprintf(out, FACT_WORDS_MAX, "%s%s%s", functions[i](one, first), sign,
                 functions[i](other, second));
        if ((int)text_width(out) <= cols)
            return true;
    }
    return false;
}

/* In full where there is room. */
static const char *put_one(int64_t number, int cols, char out[static FACT_WORDS_MAX]) {
    figure_count(number, out);
    return (int)text_width(out) <= cols ? out : figure_short(number, out);
}

const char *fact_words_lists(const struct facts *facts, int cols, char out[static FACT_WORDS_MAX]) {
    if (facts->lists == facts->lists_max || facts->lists == ACCOUNT_UNKNOWN)
        return put_one(facts->lists, cols, out);
    if (put_two(facts->lists, "–", facts->lists_max, cols, out))
        return out;
    put_one(facts->lists, cols - 1, out);
    memcpy(out + strlen(out), "+", sizeof "+");
    return out;
}

const char *fact_words_rows(const struct row_facts *facts, int cols,
                            char out[static FACT_WORDS_MAX]) {
    bool is_one = facts->reported == ACCOUNT_UNKNOWN || facts->reported == facts->listed ||
                  facts->listed == ACCOUNT_UNKNOWN;
    if (is_one || !put_two(facts->listed, "/", facts->reported, cols, out))
        return put_one(facts->listed, cols, out);
    return out;
}

const char *fact_words_excess(const struct row_facts *facts, char out[static FACT_WORDS_MAX]) {
    char figure[FRACTION_MAX];
    bool is_negative = facts->excess_n < 0;
    struct fraction size = {is_negative ? -facts->excess_n : facts->excess_n, facts->excess_d};
    const char *sign = !size.d || !size.n ? "" : is_negative ? "−" : "+";
    snprintf(out, FACT_WORDS_MAX, "%s%s", sign, fraction_brief(size, EXCESS_PLACES, figure));
    return out;
}

void fact_words_put_back(const struct excerpt_tally *tally, struct buf *out) {
    char yes[FIGURE_MAX], no[FIGURE_MAX], unknown[FIGURE_MAX];
    buf_format(out, "%s follow back, %s do not, %s unknown",
               figure_grouped((int64_t)tally->back[VERDICT_YES], yes),
               figure_grouped((int64_t)tally->back[VERDICT_NO], no),
               figure_grouped((int64_t)tally->back[VERDICT_UNKNOWN], unknown));
}

/* The names, with a sign where some are left out. */
static void put_names(const struct fact_owners *owners, int cols, struct buf *out) {
    enum { REST_COLS = 2 }; /* of the sign */
    size_t shown = 0;
    for (; shown < owners->in_count; shown++) {
        const char *gap = shown ? ", " : ": ";
        int width =
            (int)(text_width(buf_text(out)) + text_width(gap) + text_width(owners->in[shown]));
        bool is_last = (int64_t)shown + 1 == owners->in_total;
        if (cols && width + (is_last ? 0 : REST_COLS) > cols)
            break;
        buf_format(out, "%s%s", gap, owners->in[shown]);
    }
    if (shown && (int64_t)shown < owners->in_total)
        buf_text_put(out, " …");
}

void fact_words_put_owners(const struct fact_owners *owners, int cols, struct buf *out) {
    char in[FIGURE_MAX], most[FIGURE_MAX], lists[FIGURE_MAX];
    buf_format(out, "In %s",
               !owners->in_total && !owners->may_total ? "none"
                                                       : figure_grouped(owners->in_total, in));
    if (owners->may_total)
        buf_format(out, "–%s", figure_grouped(owners->in_total + owners->may_total, most));
    buf_format(out, " of your %s", figure_counted(owners->lists, "list", lists));
    put_names(owners, cols, out);
}

void fact_words_put_back_of(int back, const char *owner, struct buf *out) {
    static const char *const words[] = {[VERDICT_NO] = "does not follow",
                                        [VERDICT_UNKNOWN] = "may follow",
                                        [VERDICT_YES] = "follows"};
    if (back != FACT_NONE)
        buf_format(out, "%s %s back", words[back], owner);
}

void fact_words_put_scope(const struct fact_scope *scope, struct buf *out) {
    char figure[FIGURE_MAX], oldest[FIGURE_MAX], newest[FIGURE_MAX];
    if (!scope->is_counted) {
        buf_text_put(out, "counting the stored lists …");
        return;
    }
    buf_format(out, "%s stored list%s", figure_grouped(scope->lists, figure),
               scope->lists == 1 ? "" : "s");
    if (scope->incomplete)
        buf_format(out, ", %s incomplete", figure_grouped(scope->incomplete, figure));
    if (scope->newest_ms < 0)
        return;
    figure_date(scope->oldest_ms, oldest);
    figure_date(scope->newest_ms, newest);
    buf_format(out, ", %s", oldest);
    if (strcmp(oldest, newest) != 0)
        buf_format(out, " to %s", newest);
    if (fact_words_is_spread(scope))
        buf_text_put(out, ", over 30 days apart");
}

bool fact_words_is_spread(const struct fact_scope *scope) {
    return scope->oldest_ms >= 0 && scope->newest_ms - scope->oldest_ms > SPREAD_MS;
}

const char *fact_words_state_name(const char *name, char out[static FACT_WORDS_MAX]) {
    static const char *const words[][2] = {{"nobody_reported", "follows nobody"},
                                           {"empty_unknown", "empty or hidden"},
                                           {"complete_short", "short"}};
    for (size_t i = 0; name && i < sizeof words / sizeof *words; i++)
        if (!strcmp(name, words[i][0]))
            name = words[i][1];
    snprintf(out, FACT_WORDS_MAX, "%s", name ? name : "");
    for (char *at = out; *at; at++)
        if (*at == '_')
            *at = ' ';
    return out;
}

void fact_words_put_facts(const struct facts *facts, struct buf *out) {
    static const char *const back[] = {[VERDICT_NO] = "does not follow back",
                                       [VERDICT_UNKNOWN] = "may follow back",
                                       [VERDICT_YES] = "follows back"};
    char lists[FIGURE_MAX], most[FIGURE_MAX], state[FACT_WORDS_MAX];
    if (facts->lists != ACCOUNT_UNKNOWN) {
        buf_format(out, ", in %s", figure_grouped(facts->lists, lists));
        if (facts->lists_max != facts->lists)
            buf_format(out, " to %s", figure_grouped(facts->lists_max, most));
        buf_format(out, " list%s", facts->lists_max == 1 ? "" : "s");
    }
    if (facts->back != FACT_NONE)
        buf_format(out, ", %s", back[facts->back]);
    if (facts->state_name)
        buf_format(out, ", list %s", fact_words_state_name(facts->state_name, state));
    if (facts->group)
        buf_format(out, ", group %s", facts->group);
}

static void put_rows(const struct row_facts *facts, struct buf *out) {
    char listed[FIGURE_MAX], reported[FIGURE_MAX];
    if (facts->listed == ACCOUNT_UNKNOWN)
        return;
    buf_format(out, ", %s", figure_grouped(facts->listed, listed));
    if (facts->reported != ACCOUNT_UNKNOWN)
        buf_format(out, " of %s", figure_grouped(facts->reported, reported));
    buf_text_put(out, facts->listed == 1 && facts->reported == ACCOUNT_UNKNOWN ? " row" : " rows");
}

static void put_excess(const struct row_facts *facts, struct buf *out) {
    struct fraction excess = {facts->excess_n, facts->excess_d};
    char figure[FRACTION_MAX];
    if (fraction_has_value(excess))
        buf_format(out, ", excess %s", fraction_print(excess, EXCESS_PLACES, figure));
}

void fact_words_put_row(const struct row_facts *facts, int64_t now_ms, struct buf *out) {
    enum { MS = 1000 };
    char figure[FIGURE_MAX];
    if (facts->in == VERDICT_UNKNOWN)
        buf_text_put(out, ", not known to belong here");
    if (facts->rank != ACCOUNT_UNKNOWN)
        buf_format(out, ", rank %s", figure_grouped(facts->rank, figure));
    put_rows(facts, out);
    if (facts->at_ms != ACCOUNT_UNKNOWN && *figure_age((now_ms - facts->at_ms) / MS, figure))
        buf_format(out, ", %s old", figure);
    if (facts->credits != ACCOUNT_UNKNOWN)
        buf_format(out, ", for %s", figure_credits(facts->credits, figure));
    if (facts->price != ACCOUNT_UNKNOWN)
        buf_format(out, ", list for %s", figure_credits(facts->price, figure));
    put_excess(facts, out);
    if (facts->change) {
        buf_text_put(out, ", ");
        text_reveal(out, facts->change, strlen(facts->change));
    }
}

const char *fact_words_back(int back) {
    switch (back) {
    case VERDICT_YES:
        return "⇄";
    case VERDICT_NO:
        return "⋅";
    case VERDICT_UNKNOWN:
        return "?";
    default:
        return "";
    }
}

const char *fact_words_state(enum fact_state state) {
    return state == FACT_COMPLETE ? "●" : state == FACT_INCOMPLETE ? "◐" : "";
}
