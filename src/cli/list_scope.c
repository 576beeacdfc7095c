/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/list_scope.h"

#include "base/figure.h"
#include "session/source.h"
#include "view/table_data.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000, DAYS_APART = 30, SNAPSHOT_MAX = 24 };

/* The members' values. Times are those of the oldest and the newest page. */
struct values {
    int64_t lists, incomplete, listed, unknown, accounts, credits, oldest_ms, newest_ms, rows;
    int64_t unfiltered, filtered_unknown;
    int64_t reported, least, most, repeats;
    const char *order, *id, *username, *snapshot, *newer, *state, *is_complete;
    char snapshot_room[SNAPSHOT_MAX], newer_room[SNAPSHOT_MAX];
};

#define COLUMN(id, name, kind)                                                                     \
    static const struct table_column id##_column = {name, NULL, NULL,                              \
                                                    NULL, kind, offsetof(struct values, id)}
COLUMN(lists, "lists", CELL_NUMBER);
COLUMN(incomplete, "incomplete", CELL_NUMBER);
COLUMN(listed, "listed", CELL_NUMBER);
COLUMN(unknown, "unknown", CELL_NUMBER);
COLUMN(accounts, "accounts", CELL_NUMBER);
COLUMN(credits, "credits", CELL_NUMBER);
COLUMN(order, "order", CELL_TEXT);
COLUMN(oldest_ms, "oldest_at", CELL_TIME);
COLUMN(newest_ms, "newest_at", CELL_TIME);
COLUMN(rows, "rows", CELL_NUMBER);
COLUMN(unfiltered, "rows_unfiltered", CELL_NUMBER);
COLUMN(filtered_unknown, "filtered_unknown", CELL_NUMBER);
COLUMN(id, "id", CELL_ID);
COLUMN(username, "username", CELL_TEXT);
COLUMN(snapshot, "snapshot", CELL_TEXT);
COLUMN(newer, "newer_snapshot", CELL_TEXT);
COLUMN(state, "list_state", CELL_TEXT);
COLUMN(is_complete, "is_complete", CELL_DECIMAL);
COLUMN(reported, "reported", CELL_NUMBER);
COLUMN(least, "length_least", CELL_NUMBER);
COLUMN(most, "length_most", CELL_NUMBER);
COLUMN(repeats, "repeats", CELL_NUMBER);

static const struct table_column *const scope_columns[] = {&lists_column,
                                                           &incomplete_column,
                                                           &listed_column,
                                                           &unknown_column,
                                                           &oldest_ms_column,
                                                           &newest_ms_column,
                                                           &rows_column,
                                                           &unfiltered_column,
                                                           &filtered_unknown_column,
                                                           NULL};
static const struct table_column *const frontier_columns[] = {
    &lists_column,   &incomplete_column, &accounts_column,         &credits_column,
    &unknown_column, &order_column,      &oldest_ms_column,        &newest_ms_column,
    &rows_column,    &unfiltered_column, &filtered_unknown_column, NULL};
static const struct table_column *const following_columns[] = {&id_column,
                                                               &username_column,
                                                               &snapshot_column,
                                                               &newer_column,
                                                               &state_column,
                                                               &is_complete_column,
                                                               &listed_column,
                                                               &reported_column,
                                                               &least_column,
                                                               &most_column,
                                                               &repeats_column,
                                                               &credits_column,
                                                               &oldest_ms_column,
                                                               &newest_ms_column,
                                                               &rows_column,
                                                               &unfiltered_column,
                                                               &filtered_unknown_column,
                                                               NULL};

const struct table list_scope_table = {.data = scope_columns};
const struct table list_scope_frontier = {.data = frontier_columns};
const struct table list_scope_following = {.data = following_columns};

/* Where no account is asked about, none is in a list or may be. */
static void take_tally(const struct list *list, struct values *values) {
    bool is_about = list->query != NULL;
    values->lists = (int64_t)list->tally.stored;
    values->incomplete = (int64_t)list->tally.incomplete;
    values->listed = is_about ? (int64_t)list->tally.matched : ACCOUNT_UNKNOWN;
    values->unknown = is_about ? (int64_t)list->tally.unknown : ACCOUNT_UNKNOWN;
    values->accounts = (int64_t)list->tally.matched;
    values->credits = list->tally.credits;
    values->order = list->query;
    values->oldest_ms = list->first_ms;
    values->newest_ms = list->last_ms;
}

/* As in the store's views. */
static const char *name_snapshot(int64_t snapshot, char room[static SNAPSHOT_MAX]) {
    snprintf(room, SNAPSHOT_MAX, "s%" PRId64, snapshot);
    return snapshot ? room : NULL;
}

static void take_holding(const struct list *list, const struct holding *holding,
                         struct values *values) {
    values->id = holding->id;
    values->username = list->owner ? list->owner->username : NULL;
    values->snapshot = name_snapshot(holding->snapshot, values->snapshot_room);
    values->newer = name_snapshot(holding->newer, values->newer_room);
    values->state = standing_name(holding->state);
    values->is_complete = holding->is_complete ? "true" : "false";
    values->listed = holding->listed;
    values->reported = holding->reported;
    values->least = holding->length_lo;
    values->most = holding->length_hi == STANDING_NO_LIMIT ? ACCOUNT_UNKNOWN : holding->length_hi;
    values->repeats = holding->repeats;
    values->credits = holding->credits;
    values->oldest_ms = holding->first_ms;
    values->newest_ms = holding->last_ms;
}

void list_scope_json(const struct list_scope *scope, const struct table *table, struct buf *out) {
    struct excerpt_cover cover = excerpt_cover(scope->excerpt);
    struct values values = {.rows = (int64_t)cover.shown,
                            .unfiltered = (int64_t)cover.loaded,
                            .filtered_unknown = (int64_t)cover.unknown};
    if (scope->holding)
        take_holding(scope->list, scope->holding, &values);
    else
        take_tally(scope->list, &values);
    table_json_members(out, table, 0, &values);
}

/* "; lists of 2026-11-01 to 2026-11-29". */
static void put_dates(int64_t first_ms, int64_t last_ms, const char *noun, struct buf *out) {
    char oldest[FIGURE_MAX], newest[FIGURE_MAX];
    if (first_ms < 0)
        return;
    figure_date(first_ms, oldest);
    figure_date(last_ms, newest);
    if (strcmp(oldest, newest) != 0)
        buf_format(out, "; %s of %s to %s", noun, oldest, newest);
    else
        buf_format(out, "; %s of %s", noun, oldest);
    if (last_ms - first_ms > (int64_t)DAYS_APART * DAY_MS)
        buf_format(out, ", more than %d days apart", DAYS_APART);
}

static void put_gap(const struct holding *holding, struct buf *out) {
    char most[FIGURE_MAX];
    if (holding->is_complete)
        return;
    if (holding->length_hi == STANDING_NO_LIMIT)
        buf_text_put(out, "; not complete, and nobody knows how many are missing");
    else
        buf_format(out, "; not complete, up to %s missing",
                   figure_grouped(holding->length_hi - holding->listed, most));
}

/* "Following of @zoe: 85 of 398 · more; not complete, up to 313 missing; pages of 2026-11-29". */
static void describe_following(const struct list *list, const struct holding *holding,
                               struct buf *out) {
    buf_format(out, "%s%s: ", source_of(list)->prefix, list->label);
    source_describe(list, out);
    put_gap(holding, out);
    put_dates(holding->first_ms, holding->last_ms, holding->snapshot ? "list" : "record", out);
    if (holding->newer)
        buf_text_put(out, "; a newer snapshot of it is not complete");
}

/* What is unknown of a row does not pass. */
static void put_filtered(const struct excerpt *excerpt, struct buf *out) {
    struct excerpt_cover cover = excerpt_cover(excerpt);
    char shown[FIGURE_MAX], loaded[FIGURE_MAX], unknown[FIGURE_MAX];
    buf_format(out, "; filtered: %s of %s shown, %s unknown",
               figure_grouped((int64_t)cover.shown, shown),
               figure_grouped((int64_t)cover.loaded, loaded),
               figure_grouped((int64_t)cover.unknown, unknown));
}

void list_scope_describe(const struct list_scope *scope, struct buf *out) {
    const struct list *list = scope->list;
    if (scope->holding) {
        describe_following(list, scope->holding, out);
    } else {
        buf_format(out, "%s: ", source_of(list)->title);
        source_describe(list, out);
        put_dates(list->first_ms, list->last_ms, "lists", out);
    }
    if (scope->is_filtered)
        put_filtered(scope->excerpt, out);
}
