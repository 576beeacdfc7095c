/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/paid.h"

#include "store/owner.h"
#include "tests/support/mould.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DUMP_MAX = 1 << 20 };

void paid_open(struct paid *paid) {
    const char *place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");
    struct err err;
    *paid = (struct paid){0};
    snprintf(paid->folder, sizeof paid->folder, "%s/followtrail-XXXXXX", place ? place : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(paid->folder));
    snprintf(paid->path, sizeof paid->path, "%s/store.db", paid->folder);
    const struct store_config config = {.path = paid->path, .kind = STORE_KIND_SANDBOX};
    mould_new_store(paid->path, 1);
    paid->store = store_open(&config, 1, &err);
    ck_assert_msg(paid->store != NULL, "%s", err.text);
}

void paid_close(struct paid *paid) {
    store_close(paid->store);
    DIR *folder = opendir(paid->folder);
    ck_assert_ptr_nonnull(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        unlinkat(dirfd(folder), entry->d_name, 0);
    closedir(folder);
    ck_assert_int_eq(rmdir(paid->folder), 0);
}

int64_t paid_snapshot(struct paid *paid, const char *target) {
    struct err err;
    struct statement *statement =
        sql_use(paid->store->sql, "INSERT INTO snapshot (target, label, started_ms, owner)"
                                  " VALUES (?1, iif(?1 GLOB '[0-9]*', ?1, '@' || ?1), 500,"
                                  " iif(?1 GLOB '[0-9]*', " OWNER_OF_ID("?1") ", NULL))");
    sql_bind_text(statement, 1, target);
    ck_assert_msg(sql_do(statement, &err), "%s", err.text);
    return sql_last_id(paid->store->sql);
}

int64_t paid_request(struct paid *paid, const char *state, const char *target, int64_t snapshot,
                     int64_t seq, int64_t at_ms) {
    struct err err;
    struct statement *statement = sql_use(
        paid->store->sql,
        "INSERT INTO request (sitting, kind, target, label, snapshot, seq, attempt, reserved,"
        " state, sent_no, sent_ms, ended_no, ended_ms, outcome, credits)"
        " SELECT ?1, iif(?2 IS NULL, 'following', 'profile'),"
        " coalesce(?2, (SELECT target FROM snapshot WHERE id = ?3)), 'label', ?3, ?4, 1, 20,"
        " ?5, ?6 - 1, ?7 - 9, ?6, ?7, iif(?5 = 'answered', NULL, 'no answer'),"
        " iif(?5 = 'not sent', 0, NULL)");
    sql_bind(statement, 1, paid->store->run);
    sql_bind_text(statement, 2, target);
    if (!target) {
        sql_bind(statement, 3, snapshot);
        sql_bind(statement, 4, seq);
    }
    sql_bind_text(statement, 5, state);
    sql_bind(statement, 6, paid->numbers += 2);
    sql_bind(statement, 7, at_ms);
    ck_assert_msg(sql_do(statement, &err), "%s", err.text);
    return sql_last_id(paid->store->sql);
}

bool paid_take(struct paid *paid, int64_t request, struct page *page, struct err *err) {
    struct finding finding = {.outcome = "ok",
                              .request_id = "req_1",
                              .credits = page->count ? (int64_t)page->count : 1,
                              .balance = ACCOUNT_UNKNOWN,
                              .page = page};
    bool is_taken = catalogue_take(paid->store, request, &finding, err);
    page_free(page);
    return is_taken;
}

int64_t paid_enter(struct paid *paid, int64_t snapshot, int64_t seq, int64_t at_ms,
                   struct page *page) {
    struct err err;
    int64_t request = paid_request(paid, "answered", NULL, snapshot, seq, at_ms);
    ck_assert_msg(paid_take(paid, request, page, &err), "%s", err.text);
    return request;
}

int64_t paid_enter_profile(struct paid *paid, const char *target, int64_t at_ms,
                           const struct account *profile) {
    struct err err;
    struct finding finding = {
        .outcome = "ok", .credits = 1, .balance = ACCOUNT_UNKNOWN, .profile = profile};
    int64_t request = paid_request(paid, "answered", target, 0, 0, at_ms);
    ck_assert_msg(catalogue_take(paid->store, request, &finding, &err), "%s", err.text);
    return request;
}

struct account paid_account(const char *id, const char *username, int64_t followers) {
    return (struct account){.id = id,
                            .username = username,
                            .display_name = "Name",
                            .avatar_url = "https://avatar.invalid/1",
                            .bio = "",
                            .region = "NO",
                            .follower_count = followers,
                            .following_count = 2,
                            .like_count = 3,
                            .video_count = 0};
}

struct page *paid_page(const struct account *records, size_t count, const char *next_cursor) {
    struct page *page = page_new();
    page->records = arena_alloc(&page->arena, count * sizeof *page->records);
    for (size_t i = 0; i < count; i++)
        page->records[i] = records[i];
    page->count = count;
    page->has_more = next_cursor != NULL;
    page->next_cursor = next_cursor;
    return page;
}

int64_t paid_number(struct paid *paid, const char *text) {
    struct err err;
    int64_t number = -1;
    ck_assert_msg(sql_read(sql_use(paid->store->sql, text), &number, &err), "%s", err.text);
    return number;
}

void paid_each_holding(struct store *store, holding_take *take, void *context) {
    struct holding_place place = {0};
    struct err err = {.kind = ERR_NONE};
    bool is_end;
    ck_assert_msg(holding_some(store, &place, SIZE_MAX, take, context, &is_end, &err), "%s",
                  err.text);
    holding_place_fini(&place);
}

void paid_dump(struct paid *paid, struct buf *out) {
    static const char *const tables[] = {
        "SELECT 'account', id, quote(key), quote(record) FROM account ORDER BY id",
        "SELECT 'record', id, account || ' ' || first_ms || ' ' || last_ms || ' ' ||"
        " first_no || ' ' || last_no,"
        " quote(username) || quote(display_name) || quote(bio) || quote(region) ||"
        " quote(avatar_url) || quote(followers) || quote(following) || quote(likes) ||"
        " quote(videos) || is_verified || is_private || quote(defect) FROM record ORDER BY id",
        "SELECT 'page', snapshot, seq || ' ' || request || ' ' || received_ms || ' ' || has_more,"
        " is_cut || quote(cursor_out) || ' ' || fresh || ' ' || pages || ' ' || total || ' ' ||"
        " ids || ' ' || nameless || ' ' || defects FROM page ORDER BY snapshot, seq",
        "SELECT 'edge', snapshot, seq || ' ' || row, account FROM edge ORDER BY 2, seq, row",
        "SELECT 'alias', name, account, seen_ms || ' ' || seen_no FROM alias ORDER BY name",
        "SELECT 'snapshot', id, target, quote(owner) FROM snapshot ORDER BY id",
        "SELECT 'spent', scope, no, charged || ' ' || counted || ' ' || reserved || ' ' || maybe"
        " FROM spent WHERE charged OR counted OR reserved OR maybe ORDER BY scope, no",
        "SELECT 'anchor', id, request, balance || ' ' || jump FROM anchor ORDER BY id",
        "SELECT 'request', id, state || quote(outcome) || quote(request_id) || quote(rows),"
        " quote(credits) || quote(balance) || quote(anchor) || is_proved || is_shared"
        " FROM request ORDER BY id",
    };
    struct err err;
    buf_init(out, DUMP_MAX);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct statement *statement = sql_use(paid->store->sql, tables[i]);
        enum sql_step step;
        while ((step = sql_step(statement, &err)) == SQL_ROW)
            buf_format(out, "%s|%s|%s|%s\n", sql_text(statement, 0), sql_text(statement, 1),
                       sql_text(statement, 2), sql_text(statement, 3));
        ck_assert_msg(step == SQL_DONE, "%s", err.text);
    }
    ck_assert(!out->overflowed);
}
