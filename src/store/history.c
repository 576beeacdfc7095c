/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/history.h"

#include "account/reference.h"
#include "store/store_internal.h"

#include <string.h>

static void read_state(struct statement *from, struct arena *arena, const char *id,
                       struct history_state *state) {
    *state = (struct history_state){.first_ms = sql_number(from, 0),
                                    .account = {.id = id,
                                                .username = arena_dup(arena, sql_text(from, 1)),
                                                .display_name = arena_dup(arena, sql_text(from, 2)),
                                                .bio = arena_dup(arena, sql_text(from, 3)),
                                                .region = arena_dup(arena, sql_text(from, 4)),
                                                .follower_count = sql_number(from, 5),
                                                .following_count = sql_number(from, 6),
                                                .like_count = sql_number(from, 7),
                                                .video_count = sql_number(from, 8),
                                                .is_verified = sql_number(from, 9) != 0,
                                                .is_private = sql_number(from, 10) != 0,
                                                .defect = arena_dup(arena, sql_text(from, 11)),
                                                .seen_ms = sql_number(from, 12)}};
}

static bool read_states(struct store *store, const char *id, struct arena *arena,
                        struct history *history, struct err *err) {
    struct statement *find = sql_use(
        store->sql,
        "SELECT r.first_ms, r.username, r.display_name, r.bio, r.region,"
        " coalesce(r.followers, -1), coalesce(r.following, -1), coalesce(r.likes, -1),"
        " coalesce(r.videos, -1), r.is_verified, r.is_private, r.defect, r.last_ms, r.avatar_url"
        " FROM account a JOIN record r ON r.account = a.id WHERE a.key = ?1"
        " ORDER BY r.last_no DESC, r.id DESC LIMIT ?2");
    enum sql_step step;
    sql_bind_text(find, 1, id);
    sql_bind(find, 2, HISTORY_STATES_MAX);
    while ((step = sql_step(find, err)) == SQL_ROW) {
        if (!history->count)
            history->avatar_url = arena_dup(arena, sql_text(find, 13));
        read_state(find, arena, id, &history->states[history->count++]);
    }
    return step == SQL_DONE;
}

static bool read_sec_uid(struct store *store, const char *id, struct arena *arena,
                         struct history *history, struct err *err) {
    struct statement *find = sql_use(store->sql, "SELECT name FROM alias WHERE account ="
                                                 " (SELECT id FROM account WHERE key = ?1)"
                                                 " AND name LIKE '" REFERENCE_SEC_UID
                                                 "%' ORDER BY seen_ms DESC LIMIT 1");
    enum sql_step step;
    sql_bind_text(find, 1, id);
    while ((step = sql_step(find, err)) == SQL_ROW)
        history->sec_uid = arena_dup(arena, sql_text(find, 0));
    return step == SQL_DONE;
}

bool history_read(struct store *store, const char *id, struct arena *arena, struct history *history,
                  struct err *err) {
    *history = (struct history){
        .states = arena_alloc(arena, HISTORY_STATES_MAX * sizeof *history->states)};
    if (!strncmp(id, REFERENCE_SEC_UID, strlen(REFERENCE_SEC_UID)))
        history->sec_uid = arena_dup(arena, id);
    return read_states(store, id, arena, history, err) &&
           (history->sec_uid || read_sec_uid(store, id, arena, history, err));
}

bool history_moment_of_time(struct store *store, int64_t ms, int64_t *no, struct err *err) {
    struct statement *last =
        sql_use(store->sql, "SELECT max("
                            "coalesce((SELECT max(sent_no) FROM request WHERE sent_ms <= ?1), 0),"
                            " coalesce((SELECT max(ended_no) FROM request WHERE ended_ms <= ?1),"
                            " 0))");
    sql_bind(last, 1, ms);
    *no = 0;
    return sql_read(last, no, err);
}

bool history_moment_of_snapshot(struct store *store, int64_t snapshot, int64_t *no,
                                struct err *err) {
    struct statement *last =
        sql_use(store->sql, "SELECT q.ended_no FROM page p JOIN request q ON q.id = p.request"
                            " WHERE p.snapshot = ?1 AND p.pages = p.seq + 1"
                            " ORDER BY p.seq DESC LIMIT 1");
    sql_bind(last, 1, snapshot);
    *no = 0;
    return sql_read(last, no, err);
}

bool history_record(struct store *store, int64_t account, int64_t no, int64_t *record,
                    struct err *err) {
    struct statement *newest =
        sql_use(store->sql, "SELECT id FROM record WHERE account = ?1 AND first_no <= ?2"
                            " ORDER BY first_no DESC, id DESC LIMIT 1");
    sql_bind(newest, 1, account);
    sql_bind(newest, 2, no);
    *record = 0;
    return sql_read(newest, record, err);
}

/* Of a snapshot w. */
#define IS_THERE                                                                                   \
    " AND w.id < ?3 AND EXISTS (SELECT 1 FROM page p WHERE p.snapshot = w.id AND p.seq = 0)"       \
    " AND coalesce((SELECT min(q.sent_no) FROM request q WHERE q.snapshot = w.id), 0) <= ?2"       \
    " ORDER BY w.id DESC LIMIT 1"

bool history_snapshot(struct store *store, const char *owner, const char *handle, int64_t no,
                      int64_t before, int64_t *snapshot, struct err *err) {
    static const char of_owner[] = "SELECT w.id FROM snapshot w WHERE w.owner = ?1" IS_THERE;
    static const char of_handle[] = "SELECT w.id FROM snapshot w WHERE w.target = ?1 COLLATE "
                                    "NOCASE AND w.owner IS NULL" IS_THERE;
    struct statement *newest = sql_use(store->sql, owner ? of_owner : of_handle);
    sql_bind_text(newest, 1, owner ? owner : handle);
    sql_bind(newest, 2, no);
    sql_bind(newest, 3, before);
    *snapshot = 0;
    return sql_read(newest, snapshot, err);
}
