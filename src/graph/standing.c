/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/standing.h"

#include <string.h>

static const char *const names[STANDING_STATES] = {
    [STANDING_NONE] = "none",
    [STANDING_COMPLETE] = "complete",
    [STANDING_NOBODY_REPORTED] = "nobody_reported",
    [STANDING_COMPLETE_SHORT] = "complete_short",
    [STANDING_PARTIAL] = "partial",
    [STANDING_CUT_BY_BALANCE] = "cut_by_balance",
    [STANDING_STOPPED] = "stopped",
    [STANDING_FAILED] = "failed",
    [STANDING_HIDDEN] = "hidden",
    [STANDING_EMPTY_UNKNOWN] = "empty_unknown",
};

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

int64_t standing_tolerance(int64_t reported) {
    return larger(1, reported / STANDING_TOLERATED_PART);
}

static enum standing_state unfinished(const struct standing_facts *facts) {
    if (facts->is_stopped)
        return STANDING_STOPPED;
    if (facts->is_failed)
        return STANDING_FAILED;
    return facts->is_cut ? STANDING_CUT_BY_BALANCE : STANDING_PARTIAL;
}

/* An empty list whose owner follows one account is hidden, not complete within the tolerance. */
static enum standing_state ended(const struct standing_facts *facts) {
    bool is_known = facts->reported != STANDING_UNKNOWN;
    if (!facts->listed && !facts->nameless && facts->reported != 0)
        return is_known ? STANDING_HIDDEN : STANDING_EMPTY_UNKNOWN;
    if (is_known && !facts->nameless &&
        facts->reported - facts->listed <= standing_tolerance(facts->reported))
        return STANDING_COMPLETE;
    return STANDING_COMPLETE_SHORT;
}

static bool is_ended(const struct standing_facts *facts) {
    return facts->has_page && !facts->has_more && !facts->is_cut && !facts->is_stopped;
}

static enum standing_state state_of(const struct standing_facts *facts) {
    if (is_ended(facts))
        return ended(facts);
    if (facts->has_page)
        return unfinished(facts);
    return facts->reported == 0 && !facts->is_private ? STANDING_NOBODY_REPORTED : STANDING_NONE;
}

static void find_length(const struct standing_facts *facts, struct standing *standing) {
    int64_t here = facts->listed + facts->nameless, reported = facts->reported;
    bool is_over = standing->is_complete || is_ended(facts);
    bool has_limit = reported != STANDING_UNKNOWN && (is_over || here < reported);
    standing->lo = facts->listed;
    standing->hi = has_limit ? larger(here, reported) : STANDING_NO_LIMIT;
    if (standing->is_complete)
        standing->hi = standing->lo;
    else if (has_limit && !is_over)
        standing->lo = larger(facts->listed, reported - standing_tolerance(reported));
}

struct standing standing_of(const struct standing_facts *facts) {
    struct standing standing = {.state = state_of(facts)};
    standing.is_complete = standing_is_complete(standing.state);
    find_length(facts, &standing);
    return standing;
}

const char *standing_name(enum standing_state state) {
    return names[state];
}

bool standing_is_complete(enum standing_state state) {
    return state == STANDING_COMPLETE || state == STANDING_NOBODY_REPORTED;
}
