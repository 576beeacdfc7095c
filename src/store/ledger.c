/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ledger.h"

#include "base/mem.h"
#include "store/view_columns.h"

#include <stdlib.h>
#include <string.h>

static const char *const state_names[] = {
    [LEDGER_UNDER_WAY] = "under way",
    [LEDGER_ANSWERED] = "answered",
    [LEDGER_NOT_SENT] = "not sent",
    [LEDGER_UNANSWERED] = "unanswered",
};

bool ledger_count(struct store *store, int64_t *count, struct err *err) {
    *count = 0;
    return sql_read(sql_use(store->sql, "SELECT count(*) FROM request"), count, err);
}

static int64_t read_or_unknown(struct statement *from, int column) {
    return sql_is_null(from, column) ? REPLY_UNKNOWN : sql_number(from, column);
}

static enum ledger_state read_state(struct statement *from, int column) {
    const char *name = sql_text(from, column);
    enum ledger_state state = LEDGER_UNDER_WAY;
    while (name && state < LEDGER_UNANSWERED && strcmp(name, state_names[state]) != 0)
        state++;
    return state;
}

static void take_row(struct statement *from, struct arena *arena, struct ledger_row *row) {
    bool is_list = sql_number(from, 2) != 0;
    *row = (struct ledger_row){
        .request = sql_number(from, 0),
        .run = sql_number(from, 1),
        .kind = is_list ? JOURNAL_FOLLOWING : JOURNAL_PROFILE,
        .state = read_state(from, 3),
        .kind_name = is_list ? "following" : "profile",
        .label = arena_dup(arena, sql_text(from, 4)),
        .snapshot = sql_number(from, 5),
        .page = is_list ? sql_number(from, 6) + 1 : 0,
        .attempt = (int)sql_number(from, 7),
        .sent_ms = sql_number(from, 8),
        .ended_ms = read_or_unknown(from, 9),
        .limit = is_list ? sql_number(from, 10) : REPLY_UNKNOWN,
        .reserved = sql_number(from, 10),
        .rows = read_or_unknown(from, 11),
        .credits = read_or_unknown(from, 12),
        .is_proved = sql_number(from, 13) != 0,
        .is_shared = sql_number(from, 14) != 0,
        .balance = read_or_unknown(from, 15),
        .jump = sql_number(from, 16),
        .outcome = arena_dup(arena, sql_text(from, 17)),
        .request_id = arena_dup(arena, sql_text(from, 18)),
        .remark = arena_dup(arena, sql_text(from, 19)),
    };
    row->state_name = state_names[row->state];
    if (row->credits == REPLY_UNKNOWN && row->state != LEDGER_NOT_SENT)
        row->maybe = row->reserved;
}

#define LABEL VIEWS_REQUEST_LABEL("request")

/* In the order of take_row(). */
#define ROWS                                                                                       \
    "SELECT request.id, sitting, kind = 'following', state, " LABEL ", snapshot, seq,"             \
    " attempt, sent_ms, ended_ms, reserved, rows, credits, is_proved, is_shared,"                  \
    " request.balance, jump, outcome, request_id, remark"                                          \
    " FROM request LEFT JOIN anchor ON anchor.id = request.anchor"                                 \
    " AND anchor.request = request.id"

bool ledger_read(struct store *store, int64_t from, size_t most, struct arena *arena,
                 struct ledger_row *rows, size_t *count, struct err *err) {
    *count = 0;
    struct statement *newest =
        sql_use(store->sql, ROWS " ORDER BY request.id DESC LIMIT ?1 OFFSET ?2");
    sql_bind(newest, 1, (int64_t)most);
    sql_bind(newest, 2, from);
    enum sql_step step;
    while ((step = sql_step(newest, err)) == SQL_ROW && *count < most)
        take_row(newest, arena, &rows[(*count)++]);
    sql_end(newest);
    return step != SQL_FAILED;
}

bool ledger_find(struct store *store, const char *name, struct arena *arena, struct ledger_row *row,
                 bool *is_found, struct err *err) {
    struct statement *named = sql_use(
        store->sql, ROWS " WHERE CAST(request.id AS TEXT) = ?1 OR request_id = ?1"
                         " ORDER BY CAST(request.id AS TEXT) = ?1 DESC, request.id DESC LIMIT 1");
    sql_bind_text(named, 1, name);
    enum sql_step step = sql_step(named, err);
    *is_found = step == SQL_ROW;
    if (*is_found)
        take_row(named, arena, row);
    sql_end(named);
    return step != SQL_FAILED;
}

bool ledger_find_unread(struct store *store, int64_t snapshot, int64_t seq, const char *target,
                        int64_t *request, struct err *err) {
    struct statement *last =
        snapshot
            ? sql_use(store->sql, "SELECT max(id) FROM request WHERE snapshot = ?1 AND seq = ?2"
                                  " AND state = 'answered' AND outcome IS NOT 'ok'")
            : sql_use(store->sql, "SELECT max(id) FROM request WHERE target = ?3 COLLATE NOCASE"
                                  " AND state = 'answered' AND outcome IS NOT 'ok'");
    if (snapshot) {
        sql_bind(last, 1, snapshot);
        sql_bind(last, 2, seq);
    } else {
        sql_bind_text(last, 3, target);
    }
    *request = 0;
    return sql_read(last, request, err);
}

/* The latest request of each group gives its name; an aggregate cannot, next to others. */
#define SUMS(label, id, where, by)                                                                 \
    "SELECT " label ", " id ", requests, came, charged, perhaps, first_ms, last_ms FROM"           \
    " (SELECT max(id) AS latest, count(*) AS requests, sum(rows) AS came, sum(credits) AS "        \
    "charged,"                                                                                     \
    " sum(reserved) FILTER (WHERE credits IS NULL) AS perhaps, min(sent_ms) AS first_ms,"          \
    " max(coalesce(ended_ms, sent_ms)) AS last_ms FROM request " where " GROUP BY " by ")"         \
    " JOIN request ON request.id = latest ORDER BY latest DESC"
/* A profile belongs to the list of the account that it turned out to be. */
#define LIST_OF                                                                                    \
    "iif(kind = 'following', coalesce((SELECT owner FROM snapshot"                                 \
    " WHERE snapshot.id = request.snapshot), target), coalesce((SELECT account.key FROM alias"     \
    " JOIN account ON account.id = alias.account WHERE alias.name = target), target))"
#define LOCAL_DAY "date(sent_ms / 1000, 'unixepoch', 'localtime')"

static struct statement *use_sums(struct store *store, enum ledger_by by) {
    switch (by) {
    case LEDGER_BY_LIST:
        return sql_use(store->sql, SUMS(LABEL, "0", "", LIST_OF " COLLATE NOCASE"));
    case LEDGER_BY_DAY:
        return sql_use(store->sql, SUMS(LOCAL_DAY, "0", "", LOCAL_DAY));
    case LEDGER_BY_SESSION:
    default:
        return sql_use(store->sql, SUMS("NULL", "sitting", "", "sitting"));
    }
}

bool ledger_sums(struct store *store, enum ledger_by by, struct arena *arena,
                 struct ledger_sum **sums, size_t *count, struct err *err) {
    struct statement *groups = use_sums(store, by);
    struct ledger_sum *grown = NULL;
    size_t capacity = 0;
    enum sql_step step;
    *count = 0;
    while ((step = sql_step(groups, err)) == SQL_ROW) {
        grown = mem_grow(grown, &capacity, *count + 1, sizeof *grown);
        grown[(*count)++] = (struct ledger_sum){
            .label = arena_dup(arena, sql_text(groups, 0)),
            .id = sql_number(groups, 1),
            .requests = sql_number(groups, 2),
            .rows = sql_number(groups, 3),
            .credits = sql_number(groups, 4),
            .maybe = sql_number(groups, 5),
            .first_ms = sql_number(groups, 6),
            .last_ms = sql_number(groups, 7),
        };
    }
    *sums = arena_alloc(arena, *count * sizeof **sums);
    if (*count)
        memcpy(*sums, grown, *count * sizeof **sums);
    free(grown);
    return step == SQL_DONE;
}

bool ledger_sum_of_list(struct store *store, const char *target, struct ledger_sum *sum,
                        struct err *err) {
    struct statement *all =
        sql_use(store->sql, "SELECT count(*), sum(rows), sum(credits),"
                            " sum(reserved) FILTER (WHERE credits IS NULL), min(sent_ms),"
                            " max(coalesce(ended_ms, sent_ms)) FROM request WHERE " LIST_OF
                            " = ?1 COLLATE NOCASE");
    sql_bind_text(all, 1, target);
    *sum = (struct ledger_sum){0};
    enum sql_step step = sql_step(all, err);
    if (step == SQL_ROW) {
        sum->requests = sql_number(all, 0);
        sum->rows = sql_number(all, 1);
        sum->credits = sql_number(all, 2);
        sum->maybe = sql_number(all, 3);
        sum->first_ms = sql_number(all, 4);
        sum->last_ms = sql_number(all, 5);
    }
    sql_end(all);
    return step != SQL_FAILED;
}

bool ledger_is_maybe(const struct ledger_row *row) {
    return row->credits == REPLY_UNKNOWN && row->state != LEDGER_UNDER_WAY;
}

void ledger_add_sum(struct ledger_sum *sum, const struct ledger_sum *other) {
    if (!sum->requests || other->first_ms < sum->first_ms)
        sum->first_ms = other->first_ms;
    if (!sum->requests || other->last_ms > sum->last_ms)
        sum->last_ms = other->last_ms;
    sum->requests += other->requests;
    sum->rows += other->rows;
    sum->credits += other->credits;
    sum->maybe += other->maybe;
}

void ledger_add_row(struct ledger_sum *sum, const struct ledger_row *row) {
    ledger_add_sum(sum,
                   &(struct ledger_sum){
                       .requests = 1,
                       .rows = row->rows == REPLY_UNKNOWN ? 0 : row->rows,
                       .credits = row->credits == REPLY_UNKNOWN ? 0 : row->credits,
                       .maybe = row->maybe,
                       .first_ms = row->sent_ms,
                       .last_ms = row->ended_ms == REPLY_UNKNOWN ? row->sent_ms : row->ended_ms,
                   });
}
