/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/vast.h"

#include "base/mem.h"
#include "sandbox/prng.h"
#include "store/store.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    SHORT_MIN = 50,
    SHORT_MAX = 5000,
    OWNER_STEP = 7,
    TEXT_BYTES = 64,
    START_MS = 1000000,
    BODY_MAX = 1 << 20
};

/* What lists are made with. `stamps` says in which list an account was last. */
struct work {
    struct vast *vast;
    struct sql *sql;
    struct prng prng;
    uint32_t *stamps;
    int64_t *following; /* of each account; -1: not chosen yet */
    size_t written;
    int64_t requests;
    struct err *err;
};

int64_t vast_owner(const struct vast *vast, size_t list) {
    return (int64_t)(1 + list * OWNER_STEP % vast->accounts);
}

/* Scattered; the factor is a prime, and so shares no factor with a smaller number of accounts. */
int64_t vast_popular(const struct vast *vast, size_t rank) {
    return (int64_t)(1 + rank * UINT64_C(2147483647) % vast->accounts);
}

static double fraction(struct work *work) {
    return (double)(prng_next(&work->prng) >> 11) / 9007199254740992.0;
}

static int64_t draw(struct work *work) {
    double u = fraction(work);
    return vast_popular(work->vast, (size_t)(u * u * (double)work->vast->accounts));
}

static size_t list_size(struct work *work, size_t list) {
    size_t left = work->vast->follows - work->written;
    double range = log((double)SHORT_MAX / SHORT_MIN);
    size_t size =
        list < VAST_LONG_LISTS ? VAST_LONG : (size_t)(SHORT_MIN * exp(fraction(work) * range));
    return size < left ? size : left;
}

static bool add_request(struct work *work, size_t list, size_t seq, size_t rows) {
    struct statement *insert = sql_use(
        work->sql, "INSERT INTO request (sitting, kind, target, label, snapshot, seq, attempt,"
                   " reserved, state, sent_no, sent_ms, ended_no, ended_ms, outcome, rows, credits)"
                   " SELECT 1, 'following', target, label, id, ?2, 1, ?3, 'answered', ?4 - 1,"
                   " ?5, ?4, ?5, 'ok', ?3, ?3 FROM snapshot WHERE id = ?1");
    int64_t no = ++work->requests;
    sql_bind(insert, 1, (int64_t)list + 1);
    sql_bind(insert, 2, (int64_t)seq);
    sql_bind(insert, 3, (int64_t)rows);
    sql_bind(insert, 4, 2 * no);
    sql_bind(insert, 5, START_MS + no);
    return sql_do(insert, work->err);
}

static bool add_page(struct work *work, size_t list, size_t seq, size_t rows, bool has_more) {
    struct statement *insert = sql_use(
        work->sql, "INSERT INTO page (snapshot, seq, request, received_ms, has_more, is_cut,"
                   " cursor_out, rows, fresh, pages, total, ids) SELECT snapshot, seq, id,"
                   " ended_ms, ?2, 0, iif(?2, 'next ' || seq, NULL), rows, rows, seq + 1, ?3, ?3"
                   " FROM request WHERE id = ?1");
    if (!add_request(work, list, seq, rows))
        return false;
    sql_bind(insert, 1, work->requests);
    sql_bind(insert, 2, has_more);
    sql_bind(insert, 3, (int64_t)(seq * VAST_PAGE + rows));
    return sql_do(insert, work->err);
}

static bool add_edge(struct work *work, size_t list, size_t row) {
    struct statement *insert =
        sql_use(work->sql, "INSERT INTO edge (snapshot, seq, row, account) VALUES (?1,?2,?3,?4)");
    int64_t account = draw(work);
    while (work->stamps[account - 1] == list + 1)
        account = draw(work);
    work->stamps[account - 1] = (uint32_t)list + 1;
    sql_bind(insert, 1, (int64_t)list + 1);
    sql_bind(insert, 2, (int64_t)(row / VAST_PAGE));
    sql_bind(insert, 3, (int64_t)(row % VAST_PAGE));
    sql_bind(insert, 4, account);
    return sql_do(insert, work->err);
}

static bool add_snapshot(struct work *work, size_t list) {
    struct statement *insert =
        sql_use(work->sql, "INSERT INTO snapshot (id, target, label, started_ms, owner)"
                           " SELECT ?1, key, '@owner', ?3, key FROM account WHERE id = ?2");
    sql_bind(insert, 1, (int64_t)list + 1);
    sql_bind(insert, 2, vast_owner(work->vast, list));
    sql_bind(insert, 3, START_MS);
    return sql_do(insert, work->err);
}

/* Seven of ten are complete, two go on, one ends short. */
static bool add_list(struct work *work, size_t list) {
    size_t size = list_size(work, list), kind = list < VAST_LONG_LISTS ? 0 : list % 10;
    bool is_fine = add_snapshot(work, list);
    for (size_t row = 0; is_fine && row < size; row++) {
        size_t rest = size - row;
        if (row % VAST_PAGE == 0)
            is_fine = add_page(work, list, row / VAST_PAGE, rest < VAST_PAGE ? rest : VAST_PAGE,
                               rest > VAST_PAGE || kind == 7 || kind == 8);
        is_fine = is_fine && add_edge(work, list, row);
    }
    work->following[vast_owner(work->vast, list) - 1] = (int64_t)(kind < 7 ? size : 2 * size);
    work->written += size;
    return is_fine;
}

static bool add_lists(struct work *work) {
    bool is_fine = true;
    size_t list = 0;
    for (; is_fine && work->written < work->vast->follows; list++)
        is_fine = add_list(work, list);
    work->vast->lists = list;
    return is_fine;
}

static bool add_account(struct work *work, size_t i) {
    char key[TEXT_BYTES];
    struct statement *insert =
        sql_use(work->sql, "INSERT INTO account (id, key, record) VALUES (?1, ?2, ?1)");
    snprintf(key, sizeof key, "%" PRIu64,
             UINT64_C(6000000000000000000) +
                 (uint64_t)i * UINT64_C(11400714819323198485) % UINT64_C(1000000000000000000));
    sql_bind(insert, 1, (int64_t)i + 1);
    sql_bind_text(insert, 2, key);
    return sql_do(insert, work->err);
}

static bool add_record(struct work *work, size_t i) {
    char name[TEXT_BYTES], bio[TEXT_BYTES];
    double u = fraction(work);
    struct statement *insert = sql_use(
        work->sql, "INSERT INTO record (id, account, first_ms, last_ms, first_no, last_no,"
                   " username, display_name, bio, region, avatar_url, followers, following, likes,"
                   " videos, is_verified, is_private) VALUES (?1, ?1, ?2, ?2, 1, 1, ?3, ?3, ?4,"
                   " 'SE', 'https://example.invalid/' || ?3, ?5, ?6, ?5 * 3, 10, 0, ?7)");
    snprintf(name, sizeof name, "%06zx.vast.%zu", i * 7919 % 999983, i);
    snprintf(bio, sizeof bio, "Account %zu of a large invented store", i);
    sql_bind(insert, 1, (int64_t)i + 1);
    sql_bind(insert, 2, START_MS);
    sql_bind_text(insert, 3, name);
    sql_bind_text(insert, 4, bio);
    sql_bind(insert, 5, (int64_t)(1000000 * u * u * u * u));
    sql_bind(insert, 6, work->following[i] < 0 ? (int64_t)(2000 * u * u) : work->following[i]);
    sql_bind(insert, 7, i % 20 == 19);
    return sql_do(insert, work->err);
}

static bool add_each(struct work *work, bool (*add)(struct work *work, size_t i)) {
    bool is_fine = true;
    for (size_t i = 0; is_fine && i < work->vast->accounts; i++)
        is_fine = add(work, i);
    return is_fine;
}

/* Random places of an index cost more than sorting it at the end. */
static const char before[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;"
    "PRAGMA locking_mode = EXCLUSIVE; DROP INDEX record_username;"
    "DROP INDEX edge_account; BEGIN;";
static const char after[] = "CREATE INDEX record_username ON record (username COLLATE NOCASE);"
                            "CREATE INDEX edge_account ON edge (account, snapshot); COMMIT; PRAGMA "
                            "journal_mode = WAL; PRAGMA locking_mode = NORMAL;";

static bool write_all(struct work *work) {
    return sql_run(work->sql, before, work->err) && add_each(work, add_account) &&
           add_lists(work) && add_each(work, add_record) && sql_run(work->sql, after, work->err);
}

static bool make_empty(const char *path, struct err *err) {
    const struct store_config config = {.path = path, .kind = STORE_KIND_SANDBOX};
    struct store *store = store_open(&config, START_MS, err);
    store_close(store);
    return store != NULL;
}

static bool put_account(struct work *work, struct buf *body, bool is_first) {
    struct statement *find =
        sql_use(work->sql, "SELECT json_object('id', a.key, 'username', r.username,"
                           " 'display_name', r.display_name, 'avatar_url', r.avatar_url, 'bio',"
                           " r.bio, 'is_verified', json('false'), 'is_private',"
                           " json(iif(r.is_private, 'true', 'false')), 'follower_count',"
                           " r.followers, 'following_count', r.following, 'like_count', r.likes,"
                           " 'video_count', r.videos, 'region', r.region) FROM account a"
                           " JOIN record r ON r.id = a.record WHERE a.id = ?1");
    sql_bind(find, 1, draw(work));
    bool is_found = sql_step(find, work->err) == SQL_ROW;
    if (is_found)
        buf_format(body, "%s%s", is_first ? "" : ",", sql_text(find, 0));
    sql_end(find);
    return is_found;
}

static struct reply *make_reply(struct work *work, const char *cursor) {
    struct reply *reply = reply_new(BODY_MAX);
    bool is_fine = true;
    buf_text_put(&reply->body, "{\"request_id\":\"unif_vast\",\"data\":[");
    for (size_t i = 0; is_fine && i < COMMITS_RECORDS; i++)
        is_fine = put_account(work, &reply->body, i == 0);
    buf_format(&reply->body,
               "],\"pagination\":{\"has_more\":true,\"next_cursor\":\"%s\"},\"billing\":"
               "{\"credits_charged\":50,\"records_charged\":50,\"balance_remaining\":1000000,"
               "\"truncated_due_to_balance\":false}}",
               cursor);
    reply->end = REPLY_WHOLE;
    reply->status = 200;
    reply->content_type = "application/json";
    if (is_fine)
        return reply;
    reply_free(reply);
    return NULL;
}

bool vast_draw_pages(const char *path, const struct vast *vast, struct commits_pages *pages,
                     struct err *err) {
    struct vast same = *vast;
    struct work work = {.vast = &same, .err = err};
    char cursor[TEXT_BYTES] = "";
    bool is_fine = true;
    *pages = (struct commits_pages){0};
    work.sql = sql_open(path, SQL_READ, err);
    prng_init(&work.prng, 2, 2, 2);
    for (size_t i = 0; work.sql && is_fine && i < COMMITS_PAGES; i++) {
        pages->cursors[i] = i ? mem_dup(cursor) : NULL;
        snprintf(cursor, sizeof cursor, "cursor-%zu", i + 1);
        is_fine = (pages->replies[i] = make_reply(&work, cursor)) != NULL;
    }
    is_fine = is_fine && work.sql;
    sql_close(work.sql);
    return is_fine;
}

bool vast_write(const char *path, struct vast *vast, struct err *err) {
    struct work work = {.vast = vast, .err = err};
    if (!make_empty(path, err))
        return false;
    work.sql = sql_open(path, SQL_WRITE, err);
    work.stamps = mem_zalloc(vast->accounts * sizeof *work.stamps);
    work.following = mem_alloc(vast->accounts * sizeof *work.following);
    for (size_t i = 0; i < vast->accounts; i++)
        work.following[i] = -1;
    prng_init(&work.prng, 1, 1, 1);
    bool is_fine = work.sql && write_all(&work);
    sql_close(work.sql);
    free(work.stamps);
    free(work.following);
    return is_fine;
}
