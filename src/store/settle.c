/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/settle.h"

#include "base/clock.h"
#include "money/proof.h"

/* Parameters of every statement about a group, in the order of bind_group(). */
#define IN_GROUP " WHERE anchor IS NULL AND purse IS ?1 AND ended_no <= ?2"

/* Those whose charge is unknown. */
#define OPEN          "credits IS NULL AND state <> 'not sent'"
#define OPEN_IN_GROUP IN_GROUP " AND " OPEN

/* Those of them on which the API itself reported nothing, though something in front of it may
 * have. */
#define LOST OPEN " AND request_id IS NULL AND request.balance IS NULL"

struct closing {
    int64_t purse; /* 0: unknown */
    int64_t request, ended_no, balance;
    int64_t sent_ms;
    int64_t anchor;            /* the request of its purse's last anchor; 0: none */
    int64_t anchor_no, before; /* when that ended, and its balance */
    int64_t before_ms;         /* it was not reported before this */
    bool has_proof;            /* everything that its balances cover was bought from this purse */
    int64_t charged;           /* certainly, within the group */
    int64_t maybe, open;       /* of those whose charge is unknown: the most they cost; how many */
    int64_t late_ms;           /* they may still be charged until then; 0: no longer */
    bool is_of_one_scope;      /* all are of one run and one day */
};

static void bind_purse(struct statement *statement, int parameter, int64_t purse) {
    if (purse)
        sql_bind(statement, parameter, purse);
}

static void bind_group(struct statement *statement, const struct closing *closing) {
    bind_purse(statement, 1, closing->purse);
    sql_bind(statement, 2, closing->ended_no);
}

static bool read_last_anchor(struct store *store, struct closing *closing, struct err *err) {
    struct statement *last =
        sql_use(store->sql, "SELECT request, ended_no, anchor.balance, sent_ms FROM anchor"
                            " JOIN request ON request.id = anchor.request WHERE anchor.purse IS ?1"
                            " ORDER BY anchor.id DESC LIMIT 1");
    bind_purse(last, 1, closing->purse);
    enum sql_step step = sql_step(last, err);
    if (step == SQL_ROW) {
        closing->anchor = sql_number(last, 0);
        closing->anchor_no = sql_number(last, 1);
        closing->before = sql_number(last, 2);
        closing->before_ms = sql_number(last, 3);
    }
    sql_end(last);
    return step != SQL_FAILED;
}

/* ?1 belongs to bind_group() and is not used. */
#define BETWEEN(by, of_other)                                                                      \
    "SELECT EXISTS (SELECT 1 FROM request" by " WHERE ended_no > ?3 AND ended_no < ?2"             \
    " AND state <> 'not sent' AND " of_other ") OR EXISTS (SELECT 1 FROM request"                  \
    " WHERE anchor IS NULL AND ended_no < ?3 AND ended_ms > ?4 AND " of_other " AND " LOST         \
    ") OR (0 AND ?1)"

/* If one of two purses is unknown, they may be the same. Neither of the two requests with a balance
 * overlaps such a request: those between them ended between them, or were given up before both and
 * are charged late. */
static bool check_between(struct store *store, struct closing *closing, struct err *err) {
    int64_t found = 0;
    if (!closing->anchor)
        return true;
    struct statement *between =
        sql_use(store->sql, closing->purse ? BETWEEN(" INDEXED BY request_unknown", "purse IS NULL")
                                           : BETWEEN("", "purse IS NOT NULL"));
    bind_group(between, closing);
    sql_bind(between, 3, closing->anchor_no);
    sql_bind(between, 4, closing->before_ms - SETTLE_GRACE_MS);
    if (!sql_read(between, &found, err))
        return false;
    closing->has_proof = !found;
    return true;
}

#define BESIDE                                                                                     \
    " other.sent_no < this.ended_no AND (other.purse IS ?1"                                        \
    " OR (other.purse IS NULL) <> (?1 IS NULL)) AND other.id <> this.id"                           \
    " AND (other.ended_no IS NULL OR other.ended_no > this.sent_no)"
#define IS_UNTAKEN                                                                                 \
    " OR EXISTS (SELECT 1 FROM request WHERE anchor IS NULL AND purse IS ?1 AND ended_no < ?2"     \
    " AND state = 'answered' AND outcome IS NULL)"

/* Ids and sent_no grow together, and the purse's last anchor overlapped nothing. So what overlaps
 * began after that one and before this one ended, which bounds its id. */
static const char overlap_since_anchor[] =
    "SELECT EXISTS (SELECT 1 FROM request AS other, request AS this"
    " WHERE this.id = ?3 AND other.id > ?4"
    " AND other.id < this.id + this.ended_no - this.sent_no AND" BESIDE ")" IS_UNTAKEN;

/* The same by what ended since, or has not ended: fewer rows if the purse was not used for long,
 * and this is one of the last requests. */
static const char overlap_by_end[] =
    "SELECT EXISTS (SELECT 1 FROM request AS this CROSS JOIN request AS other"
    " INDEXED BY request_ended ON other.ended_no > this.sent_no WHERE this.id = ?3 AND" BESIDE ")"
    " OR EXISTS (SELECT 1 FROM request AS this CROSS JOIN request AS other"
    " INDEXED BY request_open ON other.state = 'under way' WHERE this.id = ?3 AND" BESIDE
    " AND ?4 IS NOT NULL)" IS_UNTAKEN;

static bool is_late(struct store *store, const struct closing *closing, bool *late,
                    struct err *err) {
    int64_t last = 0;
    bool is_read = sql_read(sql_use(store->sql, "SELECT max(ended_no) FROM request"), &last, err);
    *late = last - closing->ended_no < closing->request - closing->anchor;
    return is_read;
}

/* An overlapping request, answered or not, may have been charged before or after the balance was
 * reported. */
static bool find_overlap(struct store *store, const struct closing *closing, bool *is_found,
                         struct err *err) {
    int64_t found = 0;
    bool late;
    if (!is_late(store, closing, &late, err))
        return false;
    struct statement *overlap = sql_use(store->sql, late ? overlap_by_end : overlap_since_anchor);
    bind_group(overlap, closing);
    sql_bind(overlap, 3, closing->request);
    sql_bind(overlap, 4, closing->anchor);
    if (!sql_read(overlap, &found, err))
        return false;
    *is_found = found != 0;
    return true;
}

/* If the clock was ahead, waiting for that time makes no sense: the wait starts with the next
 * request sent. */
static bool mend_clock(struct store *store, struct closing *closing, int64_t lost_no,
                       struct err *err) {
    int64_t next_ms = INT64_MAX - SETTLE_GRACE_MS;
    struct statement *next =
        sql_use(store->sql, "SELECT min(sent_ms) FROM request" IN_GROUP " AND sent_no > ?3");
    bind_group(next, closing);
    sql_bind(next, 3, lost_no);
    if (!sql_read(next, &next_ms, err))
        return false;
    if (next_ms + SETTLE_GRACE_MS < closing->late_ms)
        closing->late_ms = next_ms + SETTLE_GRACE_MS;
    return true;
}

static bool read_group(struct store *store, struct closing *closing, struct err *err) {
    struct statement *group = sql_use(store->sql, "SELECT sum(credits) FROM request" IN_GROUP);
    bind_group(group, closing);
    if (!sql_read(group, &closing->charged, err))
        return false;
    struct statement *open =
        sql_use(store->sql, "SELECT sum(reserved), count(*), min(sitting) IS max(sitting),"
                            " min(sent_ms), max(sent_ms), max(ended_ms) FILTER (WHERE " LOST "),"
                            " max(ended_no) FILTER (WHERE " LOST ")"
                            " FROM request" OPEN_IN_GROUP);
    bind_group(open, closing);
    if (sql_step(open, err) != SQL_ROW)
        return false;
    closing->maybe = sql_number(open, 0);
    closing->open = sql_number(open, 1);
    closing->is_of_one_scope = sql_number(open, 2) && clock_day_start_ms(sql_number(open, 3)) ==
                                                          clock_day_start_ms(sql_number(open, 4));
    closing->late_ms = sql_is_null(open, 5) ? 0 : sql_number(open, 5) + SETTLE_GRACE_MS;
    int64_t lost_no = sql_number(open, 6);
    sql_end(open);
    return !closing->late_ms || mend_clock(store, closing, lost_no, err);
}

static bool is_within_grace(const struct store *store, const struct closing *closing) {
    if (!closing->late_ms)
        return false;
    return closing->sent_ms < closing->late_ms ||
           (store->has_lost && clock_monotonic_ms() - store->lost_ms < SETTLE_GRACE_MS);
}

/* A late charge must not fall into a later group: no jump explains it there, and it would be taken
 * for another request's charge. One request's charge is made in one step. */
static bool is_early(const struct store *store, const struct closing *closing,
                     const struct proof *proof) {
    bool shows_all = proof->is_settled &&
                     (proof->taken == closing->maybe || (closing->open == 1 && proof->taken > 0));
    return is_within_grace(store, closing) && !shows_all;
}

/* A share is not certain: it may be entered only if every cap covers all requests that share. */
static bool can_enter_shares(const struct closing *closing, const struct proof *proof) {
    if (!proof->is_settled || !closing->open)
        return false;
    return proof->taken == 0 || proof->taken == closing->maybe || closing->is_of_one_scope;
}

/* Distributed in the order in which they ended, each up to its reservation. */
static bool enter_shares(struct store *store, const struct closing *closing, int64_t taken,
                         struct err *err) {
    struct statement *share =
        sql_use(store->sql,
                "UPDATE request SET is_proved = 1, is_shared = ?4,"
                " credits = max(0, min(reserved, ?3 - earlier)) FROM"
                " (SELECT id AS open, sum(reserved) OVER (ORDER BY ended_no) - reserved AS earlier"
                " FROM request" OPEN_IN_GROUP ") WHERE id = open");
    bind_group(share, closing);
    sql_bind(share, 3, taken);
    sql_bind(share, 4, closing->open > 1 && taken > 0 && taken < closing->maybe);
    return sql_do(share, err);
}

static bool enter_anchor(struct store *store, const struct closing *closing, int64_t jump,
                         struct err *err) {
    struct statement *anchor = sql_use(
        store->sql, "INSERT INTO anchor (request, balance, jump, purse) VALUES (?1, ?2, ?3, ?4)");
    sql_bind(anchor, 1, closing->request);
    sql_bind(anchor, 2, closing->balance);
    sql_bind(anchor, 3, jump);
    bind_purse(anchor, 4, closing->purse);
    if (!sql_do(anchor, err))
        return false;
    int64_t id = sql_last_id(store->sql);
    struct statement *group = sql_use(store->sql, "UPDATE request SET anchor = ?3" IN_GROUP);
    bind_group(group, closing);
    sql_bind(group, 3, id);
    return sql_do(group, err);
}

static bool close_group(struct store *store, struct closing *closing, struct err *err) {
    bool overlapped = true;
    if (!read_last_anchor(store, closing, err) || !find_overlap(store, closing, &overlapped, err))
        return false;
    if (overlapped)
        return true;
    if (!check_between(store, closing, err) || !read_group(store, closing, err))
        return false;
    struct proof proof = {0};
    if (closing->has_proof)
        proof = proof_make(closing->before, closing->balance, closing->charged, closing->maybe);
    if (is_early(store, closing, &proof))
        return true;
    if (can_enter_shares(closing, &proof) && !enter_shares(store, closing, proof.taken, err))
        return false;
    return enter_anchor(store, closing, proof.jump, err);
}

/* The purse's first request from `from` on that may close a group; 0 if there is none before one
 * that is not read yet. */
static bool find_closing(struct store *store, int64_t purse, int64_t from, struct closing *closing,
                         struct err *err) {
    struct statement *loose =
        sql_use(store->sql, "SELECT id, ended_no, balance, state = 'answered' AND outcome IS NULL,"
                            " sent_ms"
                            " FROM request WHERE anchor IS NULL AND purse IS ?1 AND ended_no >= ?2"
                            " ORDER BY ended_no");
    bind_purse(loose, 1, purse);
    sql_bind(loose, 2, from);
    *closing = (struct closing){0};
    enum sql_step step;
    while ((step = sql_step(loose, err)) == SQL_ROW && !sql_number(loose, 3)) {
        if (sql_is_null(loose, 2))
            continue;
        *closing = (struct closing){.purse = purse,
                                    .request = sql_number(loose, 0),
                                    .ended_no = sql_number(loose, 1),
                                    .balance = sql_number(loose, 2),
                                    .sent_ms = sql_number(loose, 4)};
        break;
    }
    sql_end(loose);
    return step != SQL_FAILED;
}

static bool read_end(struct store *store, int64_t request, int64_t *purse, int64_t *ended_no,
                     struct err *err) {
    struct statement *end =
        sql_use(store->sql, "SELECT purse, ended_no FROM request WHERE id = ?1");
    sql_bind(end, 1, request);
    enum sql_step step = sql_step(end, err);
    *purse = step == SQL_ROW ? sql_number(end, 0) : 0;
    *ended_no = step == SQL_ROW ? sql_number(end, 1) : 0;
    sql_end(end);
    return step != SQL_FAILED;
}

void settle_note_loss(struct store *store, int64_t monotonic_ms) {
    store->has_lost = true;
    store->lost_ms = monotonic_ms;
}

bool settle_request(struct store *store, int64_t request, struct err *err) {
    int64_t purse, from;
    if (!read_end(store, request, &purse, &from, err))
        return false;
    /* Two programs do not enter answers in order of arrival: later ones may have waited for this
     * one. */
    struct closing closing;
    while (from) {
        if (!find_closing(store, purse, from, &closing, err) ||
            (closing.request && !close_group(store, &closing, err)))
            return false;
        from = closing.request ? closing.ended_no + 1 : 0;
    }
    return true;
}
