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
