/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sighting.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

bool sighting_account_in(struct store *store, int64_t snapshot, int64_t seq, int64_t row,
                         int64_t *account, struct err *err) {
    struct statement *find = sql_use(store->sql, "SELECT account FROM edge WHERE snapshot = ?1"
                                                 " AND seq = ?2 AND row = ?3");
    sql_bind(find, 1, snapshot);
    sql_bind(find, 2, seq);
    sql_bind(find, 3, row);
    *account = 0;
    return sql_read(find, account, err);
}

/* At the time of the account's records: an answer to a page that was there already is none. */
#define SEEN_THEN                                                                                  \
    " q.state = 'answered' AND EXISTS (SELECT 1 FROM record r WHERE r.account = ?1"                \
    " AND q.ended_no BETWEEN r.first_no AND r.last_no)"

#define COLUMNS(kind, row, from)                                                                   \
    "SELECT q.id, " kind ", " row ", q.ended_ms, q.snapshot, q.seq + 1, q.label, q.request_id,"    \
    " q.rows, q.credits, q.reserved, q.ended_no FROM " from

/* A profile may have been requested by its id, by any of its handles, or by another name. */
#define OF_PAGES                                                                                   \
    COLUMNS("1", "e.row",                                                                          \
            "edge e CROSS JOIN page p ON p.snapshot = e.snapshot AND p.seq = e.seq"                \
            " CROSS JOIN request q ON q.id = p.request")                                           \
    " WHERE e.account = ?1"
#define OF_PROFILES                                                                                \
    COLUMNS("0", "-1", "request q")                                                                \
    " WHERE q.kind = 'profile' AND q.outcome = 'ok' AND q.target COLLATE NOCASE IN"                \
    " (SELECT key FROM account WHERE id = ?1 UNION SELECT username FROM record WHERE account = ?1" \
    " UNION SELECT name FROM alias WHERE account = ?1) AND" SEEN_THEN

static int64_t read_or_unknown(struct statement *from, int column) {
    return sql_is_null(from, column) ? REPLY_UNKNOWN : sql_number(from, column);
}

static void read_sighting(struct statement *from, struct arena *arena, struct sighting *sighting) {
    bool is_list = sql_number(from, 1) != 0;
    *sighting = (struct sighting){
        .request = sql_number(from, 0),
        .kind = is_list ? JOURNAL_FOLLOWING : JOURNAL_PROFILE,
        .row = is_list ? sql_number(from, 2) : REPLY_UNKNOWN,
        .received_ms = sql_number(from, 3),
        .snapshot = is_list ? sql_number(from, 4) : 0,
        .page = is_list ? sql_number(from, 5) : 0,
        .label = arena_dup(arena, sql_text(from, 6)),
        .request_id = arena_dup(arena, sql_text(from, 7)),
        .rows = read_or_unknown(from, 8),
        .credits = read_or_unknown(from, 9),
        .reserved = sql_number(from, 10),
        .no = sql_number(from, 11),
    };
}

bool sighting_list(struct store *store, int64_t account, struct arena *arena,
                   struct sighting **sightings, size_t *count, struct err *err) {
    struct statement *select =
        sql_use(store->sql, OF_PAGES " UNION ALL " OF_PROFILES " ORDER BY 12, 3");
    struct sighting *grown = NULL;
    size_t capacity = 0;
    enum sql_step step;
    *count = 0;
    sql_bind(select, 1, account);
    while ((step = sql_step(select, err)) == SQL_ROW) {
        grown = mem_grow(grown, &capacity, *count + 1, sizeof *grown);
        read_sighting(select, arena, &grown[(*count)++]);
    }
    *sightings = arena_alloc(arena, (*count + 1) * sizeof *grown);
    if (*count)
        memcpy(*sightings, grown, *count * sizeof *grown);
    free(grown);
    return step != SQL_FAILED;
}
