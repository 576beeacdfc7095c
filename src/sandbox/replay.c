/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/replay.h"

#include "base/csv_text.h"

#include <string.h>

enum { PSEUDONYM_DIGITS = 20 };

static const struct {
    const char *name;
    enum replay_state state;
} states[] = {
    {"", REPLAY_UNSAID},
    {"complete", REPLAY_COMPLETE},
    {"nobody_reported", REPLAY_NOBODY},
    {"hidden", REPLAY_HIDDEN},
    {"none", REPLAY_NONE},
    {"complete_short", REPLAY_INCOMPLETE},
    {"partial", REPLAY_INCOMPLETE},
    {"cut_by_balance", REPLAY_INCOMPLETE},
    {"stopped", REPLAY_INCOMPLETE},
    {"failed", REPLAY_INCOMPLETE},
    {"empty_unknown", REPLAY_INCOMPLETE},
};

bool replay_read_state(const char *cell, enum replay_state *state) {
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (strcmp(cell, states[i].name) == 0) {
            *state = states[i].state;
            return true;
        }
    }
    return false;
}

/* A filter may have left rows out of a list that was complete. */
static bool has_all_rows(const struct replay *replay, size_t rows) {
    return replay->listed == ACCOUNT_UNKNOWN || replay->listed == (int64_t)rows;
}

enum network_end replay_end(const struct replay *replay, size_t rows, bool is_private) {
    switch (replay->state) {
    case REPLAY_UNSAID:
        return is_private ? NETWORK_LIST_PRIVATE : NETWORK_LIST_ENDS;
    case REPLAY_NONE:
        return is_private && !rows ? NETWORK_LIST_PRIVATE : NETWORK_LIST_FAILS;
    case REPLAY_COMPLETE:
        return has_all_rows(replay, rows) ? NETWORK_LIST_ENDS : NETWORK_LIST_FAILS;
    case REPLAY_NOBODY:
    case REPLAY_HIDDEN:
        return rows ? NETWORK_LIST_FAILS : NETWORK_LIST_ENDS;
    case REPLAY_INCOMPLETE:
        break;
    }
    return NETWORK_LIST_FAILS;
}

static bool has_no_counts(const struct account *account) {
    return account->follower_count == ACCOUNT_UNKNOWN &&
           account->following_count == ACCOUNT_UNKNOWN && account->like_count == ACCOUNT_UNKNOWN &&
           account->video_count == ACCOUNT_UNKNOWN;
}

/* Whether the list can be that of an account that follows nobody. */
static bool may_be_nobodys(const struct replay *replay, size_t rows, bool is_private) {
    switch (replay->state) {
    case REPLAY_COMPLETE:
    case REPLAY_NOBODY:
        return !rows && has_all_rows(replay, rows);
    case REPLAY_NONE:
        return is_private;
    case REPLAY_UNSAID:
        return true;
    case REPLAY_HIDDEN:
    case REPLAY_INCOMPLETE:
        break;
    }
    return false;
}

void replay_settle_counts(const struct replay *replay, size_t rows, struct account *account) {
    if (account->is_private && has_no_counts(account))
        account->follower_count = account->following_count = account->like_count =
            account->video_count = 0;
    else if (!account->following_count && !may_be_nobodys(replay, rows, account->is_private))
        account->following_count = ACCOUNT_UNKNOWN;
}

bool replay_is_pseudonym(const char *id) {
    return id[0] == 'p' && strlen(id) == 1 + PSEUDONYM_DIGITS &&
           strspn(id + 1, "0123456789abcdef") == PSEUDONYM_DIGITS;
}

const char *replay_undo_excel(const char *cell) {
    size_t marks = strspn(cell, "'");
    return marks && csv_text_is_formula(cell + marks) ? cell + 1 : cell;
}
