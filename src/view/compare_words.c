/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/compare_words.h"

#include "account/account.h"
#include "base/figure.h"
#include "model/list.h"

#include <stdio.h>
#include <string.h>

enum {
    LETTERS = 26,
    PLACES = 3,
    BRIEF_PLACES = 2,
    NAMES_MAX = 64,
    MS = 1000,
    DAY_S = 86400,
    DAYS_APART_MAX = 30
};

const char *compare_letter(size_t list, char out[static COMPARE_LETTER_MAX]) {
    size_t at = 0;
    if (list >= LETTERS)
        out[at++] = (char)('A' + (list / LETTERS - 1) % LETTERS);
    out[at++] = (char)('A' + list % LETTERS);
    out[at] = '\0';
    return out;
}

const char *compare_name(const struct compared *list) {
    return list->holding.label ? list->holding.label : list->id ? list->id : "?";
}

const char *compare_share(const struct overlap_share *share, bool is_full,
                          char out[static COMPARE_FIGURE_MAX]) {
    char value[FRACTION_MAX], least[FRACTION_MAX], most[FRACTION_MAX];
    fraction_brief(share->value, BRIEF_PLACES, value);
    fraction_brief(share->least, BRIEF_PLACES, least);
    fraction_brief(share->most, BRIEF_PLACES, most);
    if (overlap_is_exact(share))
        snprintf(out, COMPARE_FIGURE_MAX, "%s", value);
    else if (is_full)
        snprintf(out, COMPARE_FIGURE_MAX, "%s [%s–%s]", value, least, most);
    else
        snprintf(out, COMPARE_FIGURE_MAX, "%s–%s", least, most);
    return out;
}

const char *compare_rows(const struct comparison *comparison, size_t list,
                         char out[static COMPARE_FIGURE_MAX]) {
    const struct holding *holding = &comparison->lists[list].holding;
    char rows[FIGURE_MAX], length[FIGURE_MAX];
    figure_grouped((int64_t)comparison->rows[list].count, rows);
    if (holding->is_complete)
        snprintf(out, COMPARE_FIGURE_MAX, "%s", rows);
    else if (holding->length_hi == STANDING_NO_LIMIT)
        snprintf(out, COMPARE_FIGURE_MAX, "%s+", rows);
    else
        snprintf(out, COMPARE_FIGURE_MAX, "%s/%s", rows,
                 figure_grouped(holding->length_hi, length));
    return out;
}

const char *compare_range(struct overlap_range range, char out[static COMPARE_FIGURE_MAX]) {
    char least[FIGURE_MAX], most[FIGURE_MAX];
    figure_grouped(range.least, least);
    if (range.most == range.least)
        snprintf(out, COMPARE_FIGURE_MAX, "%s", least);
    else if (range.most == OVERLAP_NO_LIMIT)
        snprintf(out, COMPARE_FIGURE_MAX, "%s+", least);
    else
        snprintf(out, COMPARE_FIGURE_MAX, "%s to %s", least, figure_grouped(range.most, most));
    return out;
}

const char *compare_depth(struct overlap_range depth, char out[static COMPARE_FIGURE_MAX]) {
    char least[FIGURE_MAX], most[FIGURE_MAX];
    figure_grouped(depth.least, least);
    if (depth.most == OVERLAP_NO_LIMIT)
        snprintf(out, COMPARE_FIGURE_MAX, "%s+", least);
    else if (depth.most == depth.least)
        snprintf(out, COMPARE_FIGURE_MAX, "%s", least);
    else
        snprintf(out, COMPARE_FIGURE_MAX, "%s–%s", least, figure_grouped(depth.most, most));
    return out;
}

int64_t compare_depth_most(const struct comparison *comparison, size_t at) {
    const struct overlap_range *largest = &comparison->at_least[0];
    int64_t end = largest->most == OVERLAP_NO_LIMIT ? largest->least : largest->most;
    int64_t most = comparison->at_least[at].most;
    return most == OVERLAP_NO_LIMIT ? end : most;
}

/* `.267`, `.117 [.108–.201]`. */
static void put_share(struct buf *out, const struct overlap_share *share) {
    char value[FRACTION_MAX], least[FRACTION_MAX], most[FRACTION_MAX];
    buf_text_put(out, fraction_brief(share->value, PLACES, value));
    if (!overlap_is_exact(share))
        buf_format(out, " [%s–%s]", fraction_brief(share->least, PLACES, least),
                   fraction_brief(share->most, PLACES, most));
}

static void put_shared(struct buf *out, const struct overlap *pair) {
    char figure[FIGURE_MAX];
    buf_format(out, "%s in common", figure_grouped(pair->shared, figure));
    if (pair->shared_most == OVERLAP_NO_LIMIT)
        buf_text_put(out, " or more");
    else if (pair->shared_most > pair->shared)
        buf_format(out, ", at most %s", figure_grouped(pair->shared_most, figure));
}

/* `1`, `1–36`, `1+`. */
static void put_shared_brief(struct buf *out, const struct overlap *pair) {
    char figure[FIGURE_MAX];
    buf_text_put(out, figure_grouped(pair->shared, figure));
    if (pair->shared_most == OVERLAP_NO_LIMIT)
        buf_text_put(out, "+");
    else if (pair->shared_most > pair->shared)
        buf_format(out, "–%s", figure_grouped(pair->shared_most, figure));
}

static void put_pair(const struct comparison *comparison, size_t a, size_t b,
                     enum compare_brevity brevity, struct buf *out) {
    const struct overlap *pair = comparison_pair(comparison, a, b);
    char left[COMPARE_LETTER_MAX], right[COMPARE_LETTER_MAX];
    compare_letter(a, left);
    compare_letter(b, right);
    if (brevity == COMPARE_BRIEF) {
        buf_format(out, "%s×%s ", left, right);
        put_shared_brief(out, pair);
        return;
    }
    buf_format(out, "%s × %s  ", left, right);
    put_shared(out, pair);
    buf_text_put(out, " · Jaccard ");
    put_share(out, &pair->jaccard);
    if (brevity == COMPARE_SHORT)
        return;
    buf_text_put(out, " · ");
    put_share(out, &pair->of_a);
    buf_format(out, " of %s · ", left);
    put_share(out, &pair->of_b);
    buf_format(out, " of %s", right);
}

const char *compare_state(const struct holding *holding) {
    static const char *const words[STANDING_STATES] = {
        [STANDING_NONE] = "not requested",
        [STANDING_COMPLETE] = "complete",
        [STANDING_NOBODY_REPORTED] = "follows nobody",
        [STANDING_COMPLETE_SHORT] = "ended short",
        [STANDING_PARTIAL] = "more to load",
        [STANDING_CUT_BY_BALANCE] = "stopped: balance",
        [STANDING_STOPPED] = "stopped",
        [STANDING_FAILED] = "failed",
        [STANDING_HIDDEN] = "hidden",
        [STANDING_EMPTY_UNKNOWN] = "hidden or empty"};
    if (holding->state == STANDING_COMPLETE_SHORT && holding->reported == ACCOUNT_UNKNOWN)
        return list_end_words(holding->listed, holding->nameless > 0, holding->reported);
    return words[holding->state];
}

static void put_state(struct buf *out, const struct holding *holding) {
    char listed[FIGURE_MAX], reported[FIGURE_MAX];
    int64_t missing = holding->reported - holding->listed;
    buf_text_put(out, compare_state(holding));
    if (holding->is_complete && holding->reported != ACCOUNT_UNKNOWN && missing > 0)
        buf_format(out, " (%s of %s reported not listed)", figure_grouped(missing, listed),
                   figure_grouped(holding->reported, reported));
}

static void put_list(const struct comparison *comparison, size_t list, enum compare_brevity brevity,
                     struct buf *out) {
    const struct compared *of = &comparison->lists[list];
    char letter[COMPARE_LETTER_MAX], figure[COMPARE_FIGURE_MAX], date[FIGURE_MAX];
    compare_rows(comparison, list, figure);
    if (brevity == COMPARE_BRIEF) {
        buf_format(out, "%s %s", compare_letter(list, letter), figure);
        return;
    }
    buf_format(out, "%s  %s · %s rows · ", compare_letter(list, letter), compare_name(of), figure);
    put_state(out, &of->holding);
    if (brevity == COMPARE_SHORT)
        return;
    buf_format(out, " · %s only here", compare_range(of->only, figure));
    if (of->holding.snapshot)
        buf_format(out, " · %s", figure_date(of->holding.last_ms, date));
    if (of->holding.newer)
        buf_text_put(out, " · a newer list is incomplete");
}

void compare_put_words(const struct comparison *comparison, size_t a, size_t b,
                       enum compare_brevity brevity, struct buf *out) {
    if (a == b)
        put_list(comparison, a, brevity, out);
    else
        put_pair(comparison, a, b, brevity, out);
}

static const char *sign_of(bool is_in, bool is_complete, bool is_ascii) {
    if (is_in)
        return is_ascii ? "o" : "●";
    if (!is_complete)
        return "?";
    return is_ascii ? "." : "·";
}

/* A sign a list, with blanks between them where there is room. */
const char *compare_pattern(const struct comparison *comparison, uint32_t in, bool is_spaced,
                            bool is_ascii, char out[static COMPARE_PATTERN_MAX]) {
    size_t len = 0;
    for (size_t i = 0; i < comparison->count; i++)
        len += (size_t)snprintf(
            out + len, COMPARE_PATTERN_MAX - len, "%s%s", i && is_spaced ? " " : "",
            sign_of(in >> i & 1, comparison->lists[i].holding.is_complete, is_ascii));
    return out;
}

const char *compare_letters(const struct comparison *comparison, bool is_spaced,
                            char out[static COMPARE_PATTERN_MAX]) {
    char letter[COMPARE_LETTER_MAX];
    size_t len = 0;
    for (size_t i = 0; i < comparison->count; i++)
        len += (size_t)snprintf(out + len, COMPARE_PATTERN_MAX - len, "%s%s",
                                i && is_spaced ? " " : "", compare_letter(i, letter));
    return out;
}

/* The letters of the lists for which that holds. */
static void find_letters(const struct comparison *comparison, bool (*holds)(const struct holding *),
                         char out[static NAMES_MAX]) {
    char letter[COMPARE_LETTER_MAX];
    size_t len = 0;
    *out = '\0';
    for (size_t i = 0; i < comparison->count && len + COMPARE_LETTER_MAX + 3 < NAMES_MAX; i++)
        if (holds(&comparison->lists[i].holding))
            len += (size_t)snprintf(out + len, NAMES_MAX - len, "%s%s", len ? ", " : "",
                                    compare_letter(i, letter));
}

static bool is_incomplete(const struct holding *holding) {
    return !holding->is_complete;
}

static bool has_newer(const struct holding *holding) {
    return holding->newer;
}

static void add_dates(const struct comparison *comparison, struct line *line) {
    char oldest[FIGURE_MAX], newest[FIGURE_MAX];
    if (comparison->oldest_ms == ACCOUNT_UNKNOWN)
        return;
    int64_t days = (comparison->newest_ms - comparison->oldest_ms) / MS / DAY_S;
    figure_date(comparison->oldest_ms, oldest);
    figure_date(comparison->newest_ms, newest);
    if (strcmp(oldest, newest))
        line_add(line, ROLE_DIM, 3, " · lists of %s to %s", oldest, newest);
    else
        line_add(line, ROLE_DIM, 3, " · lists of %s", oldest);
    if (days > DAYS_APART_MAX)
        line_add(line, ROLE_WARNING, 2, " · %lld days apart", (long long)days);
}

/* What complete lists lack of what was reported: no bound covers it. */
static void add_gap(const struct comparison *comparison, struct line *line) {
    char missing[FIGURE_MAX], reported[FIGURE_MAX];
    int64_t gap = 0, all = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        const struct holding *holding = &comparison->lists[i].holding;
        if (!holding->is_complete || holding->reported == ACCOUNT_UNKNOWN)
            continue;
        all += holding->reported;
        gap += holding->reported > holding->listed ? holding->reported - holding->listed : 0;
    }
    if (gap)
        line_add(line, ROLE_DIM, 4, " · %s of %s reported not listed", figure_grouped(gap, missing),
                 figure_grouped(all, reported));
}

/* `3 of your 40 lists`; `3 lists, 2 of your 40 stored` where one of the three is not stored. */
static void add_count(const struct comparison *comparison, int64_t stored, struct line *line) {
    char figure[FIGURE_MAX];
    bool is_known = stored != ACCOUNT_UNKNOWN;
    bool are_among = comparison->among == comparison->count;
    line_add(line, ROLE_STRONG, 0, "%zu", comparison->count);
    if (is_known && are_among)
        line_add(line, ROLE_STRONG, 6, " of your %s", figure_grouped(stored, figure));
    line_add(line, ROLE_STRONG, 0, " lists");
    if (is_known && !are_among)
        line_add(line, ROLE_STRONG, 6, ", %zu of your %s stored", comparison->among,
                 figure_grouped(stored, figure));
}

void compare_add_scope(const struct comparison *comparison, int64_t stored, struct line *line) {
    char incomplete[NAMES_MAX], newer[NAMES_MAX];
    size_t missing = comparison->count - comparison->complete;
    find_letters(comparison, is_incomplete, incomplete);
    find_letters(comparison, has_newer, newer);
    add_count(comparison, stored, line);
    line_add(line, ROLE_DIM, 1, " · %zu complete", comparison->complete);
    if (missing)
        line_add(line, ROLE_TEXT, 1, ", %zu incomplete (%s)", missing, incomplete);
    add_dates(comparison, line);
    add_gap(comparison, line);
    if (*newer)
        line_add(line, ROLE_DIM, 5, " · newer, incomplete: %s", newer);
}

const char compare_open_patterns[] = "no pattern counts them";
const char compare_open_depths[] = "the greater figures allow for them";

void compare_put_open(const struct comparison *comparison, const char *end, struct buf *out) {
    char letters[NAMES_MAX], figure[FIGURE_MAX];
    if (comparison->complete == comparison->count)
        return;
    find_letters(comparison, is_incomplete, letters);
    buf_format(out, "%s listed so far. %s may have ",
               figure_counted(comparison->accounts, "account", figure), letters);
    if (comparison->hidden != OVERLAP_NO_LIMIT)
        buf_format(out, "up to %s ", figure_grouped(comparison->hidden, figure));
    buf_format(out, "more rows, of these or other accounts: %s.", end);
}
