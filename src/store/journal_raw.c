/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"
#include "store/catalogue.h"
#include "store/journal.h"
#include "store/store_run.h"
#include "store/synced.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    BODY_LEVEL = 6,           /* zlib's default: 9 takes longer and saves little more */
    BODY_RATIO_MAX = 1032,    /* the maximum of deflate (zlib's technical details) */
    BODY_SIZE_MAX = INT32_MAX /* so that every size fits a uLong on every machine */
};

static const char *const end_names[] = {
    [REPLY_WHOLE] = "whole",
    [REPLY_NOT_SENT] = "not sent",
    [REPLY_BROKEN] = "broken",
    [REPLY_TOO_LARGE] = "too large",
};

/* A request that was declared dead while its program still ran keeps its place in the order; an
 * answer that comes after all is a better source for its charge than a proof. */
static bool end_request(struct store *store, int64_t request, const char *state,
                        const char *outcome, int64_t now_ms, struct err *err) {
    struct statement *end = sql_use(
        store->sql, "UPDATE request SET state = ?2, outcome = ?3, ended_ms = ?4,"
                    " credits = CASE ?2 WHEN 'not sent' THEN 0 WHEN 'unanswered' THEN credits END,"
                    " is_proved = is_proved AND ?2 = 'unanswered',"
                    " is_shared = is_shared AND ?2 = 'unanswered',"
                    " ended_no = coalesce(ended_no,"
                    " 1 + max((SELECT sent_no FROM request ORDER BY id DESC LIMIT 1),"
                    " coalesce((SELECT max(ended_no) FROM request), 0)))"
                    " WHERE id = ?1 AND state IN ('under way', 'unanswered')");
    sql_bind(end, 1, request);
    sql_bind_text(end, 2, state);
    sql_bind_text(end, 3, outcome);
    sql_bind(end, 4, now_ms);
    if (!sql_do(end, err))
        return false;
    return sql_changed(store->sql) == 1 ||
           err_set(err, ERR_DATA, "request %lld is not under way", (long long)request);
}

/* Deflates if that is shorter. The caller frees the result; NULL: store the bytes unchanged. */
static Bytef *pack(const struct buf *body, uLongf *len) {
    if (body->len < 2 || body->len > BODY_SIZE_MAX)
        return NULL;
    *len = (uLongf)body->len - 1;
    Bytef *packed = mem_alloc(*len);
    if (compress2(packed, len, (const Bytef *)body->data, (uLong)body->len, BODY_LEVEL) == Z_OK)
        return packed;
    free(packed);
    return NULL;
}

/* Binds the columns of an answer except the body. */
static void bind_reply(struct statement *answer, int64_t request, const struct reply *reply) {
    sql_bind(answer, 1, request);
    sql_bind_text(answer, 2, end_names[reply->end]);
    sql_bind(answer, 3, reply->bar);
    sql_bind_text(answer, 4, reply->reason);
    sql_bind(answer, 5, reply->status);
    sql_bind_text(answer, 6, reply->content_type);
    sql_bind_text(answer, 7, reply->location);
    const int64_t numbers[] = {reply->retry_after_s, reply->rate_limit, reply->rate_remaining,
                               reply->rate_reset_s};
    for (int i = 0; i < 4; i++)
        if (numbers[i] != REPLY_UNKNOWN)
            sql_bind(answer, 8 + i, numbers[i]);
    sql_bind(answer, 12, (int64_t)reply->body.len);
    sql_bind_text(answer, 14, reply->encoding);
    sql_bind(answer, 15, reply->hidden);
}

static bool enter_answer(struct store *store, int64_t request, const struct reply *reply,
                         struct err *err) {
    struct statement *answer = sql_use(
        store->sql, "INSERT INTO answer (request, end, is_refused, reason, status, content_type,"
                    " location, retry_after_s, rate_limit, rate_remaining, rate_reset_s, size,"
                    " body, encoding, hidden)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)");
    bind_reply(answer, request, reply);
    uLongf len = 0;
    Bytef *packed = pack(&reply->body, &len);
    if (packed)
        sql_bind_blob(answer, 13, packed, len);
    else
        sql_bind_blob(answer, 13, buf_text(&reply->body), reply->body.len);
    bool is_entered = sql_do(answer, err);
    free(packed);
    return is_entered;
}

bool journal_keep(struct store *store, int64_t request, const struct reply *reply, int64_t now_ms,
                  struct err *err) {
    bool is_sent = reply->end != REPLY_NOT_SENT;
    if (!sql_begin(store->sql, err))
        return false;
    bool is_entered = end_request(store, request, is_sent ? "answered" : "not sent",
                                  is_sent ? NULL : "not sent", now_ms, err) &&
                      enter_answer(store, request, reply, err);
    if (!sql_finish(store->sql, is_entered, err))
        return false;
    synced_settle(store);
    return true;
}

bool journal_keep_soon(struct store *store, int64_t request, const struct reply *reply,
                       int64_t now_ms, struct err *err) {
    bool is_fine = synced_relax(store, err) && journal_keep(store, request, reply, now_ms, err);
    if (is_fine)
        synced_owe(store);
    return synced_restore(store, is_fine ? err : NULL) && is_fine;
}

bool journal_abandon(struct store *store, int64_t request, bool is_sent, int64_t now_ms,
                     struct err *err) {
    if (!sql_begin(store->sql, err))
        return false;
    bool is_ended = end_request(store, request, is_sent ? "unanswered" : "not sent",
                                is_sent ? "no answer" : "not sent", now_ms, err);
    if (!sql_finish(store->sql, is_ended, err))
        return false;
    synced_settle(store);
    return true;
}

static int64_t read_or_unknown(struct statement *row, int column) {
    return sql_is_null(row, column) ? REPLY_UNKNOWN : sql_number(row, column);
}

static bool unpack(struct buf *body, const void *bytes, size_t len, int64_t size) {
    if (size < 0 || size > BODY_SIZE_MAX || (size_t)size / BODY_RATIO_MAX > len)
        return false;
    if ((size_t)size == len)
        return buf_put(body, bytes, len);
    uLongf unpacked_len = (uLongf)size;
    Bytef *unpacked = mem_alloc(unpacked_len);
    bool is_whole = uncompress(unpacked, &unpacked_len, bytes, (uLong)len) == Z_OK &&
                    unpacked_len == (uLongf)size && buf_put(body, unpacked, unpacked_len);
    free(unpacked);
    return is_whole;
}

/* NULL: damaged. */
static struct reply *read_reply(struct statement *row) {
    int64_t size = sql_number(row, 15);
    size_t len = 0;
    const void *bytes = sql_blob(row, 16, &len);
    struct reply *reply = reply_new(size > 0 ? (size_t)size : 0);
    if (!unpack(&reply->body, bytes ? bytes : "", len, size)) {
        reply_free(reply);
        return NULL;
    }
    const char *end = sql_text(row, 5);
    for (enum reply_end i = REPLY_WHOLE; i <= REPLY_TOO_LARGE; i++)
        if (end && strcmp(end, end_names[i]) == 0)
            reply->end = i;
    reply->body.overflowed = reply->end == REPLY_TOO_LARGE;
    reply->bar = reply_bar_of(sql_number(row, 6));
    const char *reason = sql_text(row, 7);
    reply->reason = arena_dup(&reply->arena, reason ? reason : "");
    reply->status = (long)sql_number(row, 8);
    reply->content_type = arena_dup(&reply->arena, sql_text(row, 9));
    reply->location = arena_dup(&reply->arena, sql_text(row, 10));
    reply->retry_after_s = read_or_unknown(row, 11);
    reply->rate_limit = read_or_unknown(row, 12);
    reply->rate_remaining = read_or_unknown(row, 13);
    reply->rate_reset_s = read_or_unknown(row, 14);
    reply->encoding = arena_dup(&reply->arena, sql_text(row, 19));
    reply->hidden = sql_number(row, 20);
    return reply;
}

static struct journal_raw *read_raw(struct statement *row) {
    const char *kind = sql_text(row, 2), *label = sql_text(row, 17);
    struct journal_raw *raw = mem_alloc(sizeof *raw);
    *raw = (struct journal_raw){
        .no = sql_number(row, 0),
        .request = sql_number(row, 1),
        .kind = kind && strcmp(kind, "profile") == 0 ? JOURNAL_PROFILE : JOURNAL_FOLLOWING,
        .received_ms = sql_number(row, 3),
        .reserved = sql_number(row, 21),
        .reply = read_reply(row),
        .was_damaged = sql_number(row, 18) != 0,
        .label = mem_dup(label ? label : ""),
    };
    return raw;
}

#define RAW_COLUMNS                                                                                \
    "SELECT ended_no, request.id, kind, ended_ms, sitting, end, is_refused, reason, status,"       \
    " content_type, location, retry_after_s, rate_limit, rate_remaining, rate_reset_s, size, "     \
    "body,"                                                                                        \
    " label, outcome IS '" CATALOGUE_DAMAGED "', encoding, hidden, reserved"                       \
    " FROM request JOIN answer ON answer.request = request.id"                                     \
    " WHERE ended_no > ?1 AND state = 'answered'"

bool journal_next_raw(struct store *store, int64_t after, bool only_pending,
                      struct journal_raw **raw, struct err *err) {
    *raw = NULL;
    struct statement *rows =
        only_pending ? sql_use(store->sql, RAW_COLUMNS
                               " AND anchor IS NULL AND outcome IS NULL ORDER BY ended_no")
                     : sql_use(store->sql, RAW_COLUMNS " ORDER BY ended_no");
    sql_bind(rows, 1, after);
    enum sql_step step;
    while ((step = sql_step(rows, err)) == SQL_ROW) {
        if (only_pending && store_run_is_alive(store, sql_number(rows, 4)))
            continue;
        *raw = read_raw(rows);
        break;
    }
    sql_end(rows);
    return step != SQL_FAILED;
}

bool journal_read_raw(struct store *store, int64_t request, struct journal_raw **raw,
                      struct err *err) {
    struct statement *row = sql_use(store->sql, RAW_COLUMNS " AND request.id = ?2");
    sql_bind(row, 1, INT64_MIN);
    sql_bind(row, 2, request);
    enum sql_step step = sql_step(row, err);
    *raw = step == SQL_ROW ? read_raw(row) : NULL;
    sql_end(row);
    return step != SQL_FAILED;
}

void journal_raw_free(struct journal_raw *raw) {
    if (!raw)
        return;
    reply_free(raw->reply);
    free(raw->label);
    free(raw);
}
