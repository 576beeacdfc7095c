/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/journal.h"

#include "account/reference.h"
#include "store/owner.h"
#include "store/spent.h"
#include "store/store_run.h"
#include "store/synced.h"

#include <inttypes.h>

/* One order while it is decided. Each step returns false if the store failed; `verdict` stays
 * JOURNAL_SEND until a step objects. */
struct opening {
    struct store *store;
    const struct journal_order *order;
    int64_t now_ms;
    struct journal_ticket *ticket;
    enum journal_verdict verdict;
};

static bool is_by_handle(const struct journal_order *order) {
    struct reference reference;
    reference_of_target(order->target, order->label, &reference);
    return reference.kind == REFERENCE_HANDLE;
}

static bool is_renewal(const struct journal_order *order) {
    return order->is_fresh && order->seq == 0;
}

/* The newest with a page, as readers find it; else the newest, which has no page yet. */
#define FIRST_CHOICE                                                                               \
    " ORDER BY EXISTS (SELECT 1 FROM page WHERE snapshot = w.id) DESC, id DESC LIMIT 1"

static bool find_snapshot(struct opening *opening, struct err *err) {
    static const char unbound[] =
        "SELECT id FROM snapshot w WHERE owner IS NULL AND target = ?1 COLLATE NOCASE" FIRST_CHOICE;
    static const char bound[] = "SELECT id FROM snapshot w WHERE owner = " OWNER_OF_ID(
        "?1") " OR (" OWNER_IS_AWAITED("?1") ")" FIRST_CHOICE;
    const struct journal_order *order = opening->order;
    if (is_renewal(order))
        return true;
    opening->ticket->snapshot = order->snapshot;
    if (order->snapshot)
        return true;
    struct statement *newest = sql_use(opening->store->sql, is_by_handle(order) ? unbound : bound);
    sql_bind_text(newest, 1, order->target);
    return sql_read(newest, &opening->ticket->snapshot, err);
}

static bool object_if(struct opening *opening, struct statement *exists,
                      enum journal_verdict objection, struct err *err) {
    int64_t found = 0;
    if (!sql_read(exists, &found, err))
        return false;
    if (found)
        opening->verdict = objection;
    return true;
}

static bool look_for_page(struct opening *opening, struct err *err) {
    struct statement *page = sql_use(
        opening->store->sql, "SELECT EXISTS (SELECT 1 FROM page WHERE snapshot = ?1 AND seq = ?2)");
    sql_bind(page, 1, opening->ticket->snapshot);
    sql_bind(page, 2, opening->order->seq);
    return object_if(opening, page, JOURNAL_HELD, err);
}

/* Finds what lookup_account() finds, because one account's id may be another one's handle. */
static bool look_for_profile(struct opening *opening, struct err *err) {
    static const char by_handle[] =
        "SELECT EXISTS (SELECT 1 FROM alias WHERE name = ?1)"
        " OR EXISTS (SELECT 1 FROM record r CROSS JOIN account a"
        " ON a.id = r.account AND a.record = r.id WHERE r.username = ?1 COLLATE NOCASE)";
    static const char by_id[] =
        "SELECT EXISTS (SELECT 1 FROM account WHERE key = ?1)"
        " OR EXISTS (SELECT 1 FROM alias n JOIN account a ON a.id = n.account"
        " JOIN record r ON r.id = a.record WHERE n.name = ?1 AND n.name = ?1 COLLATE BINARY"
        " AND r.username IS NOT ?1 COLLATE NOCASE)";
    struct statement *profile =
        sql_use(opening->store->sql, is_by_handle(opening->order) ? by_handle : by_id);
    sql_bind_text(profile, 1, opening->order->target);
    return object_if(opening, profile, JOURNAL_HELD, err);
}

/* Under way, or answered but not read yet, which is as good as stored, even if its program is
 * gone. */
static bool look_for_page_under_way(struct opening *opening, struct err *err) {
    struct statement *twin =
        sql_use(opening->store->sql, "SELECT EXISTS (SELECT 1 FROM request"
                                     " WHERE snapshot = ?1 AND seq = ?2 AND (state = 'under way'"
                                     " OR (state = 'answered' AND outcome IS NULL)))");
    sql_bind(twin, 1, opening->ticket->snapshot);
    sql_bind(twin, 2, opening->order->seq);
    return object_if(opening, twin, JOURNAL_WAIT, err);
}

static bool look_for_profile_under_way(struct opening *opening, struct err *err) {
    struct statement *twin = sql_use(
        opening->store->sql, "SELECT EXISTS (SELECT 1 FROM request WHERE state = 'under way'"
                             " AND kind = 'profile' AND target = ?1 COLLATE NOCASE)"
                             " OR EXISTS (SELECT 1 FROM request WHERE anchor IS NULL"
                             " AND ended_no > 0 AND state = 'answered' AND outcome IS NULL"
                             " AND kind = 'profile' AND target = ?1 COLLATE NOCASE)");
    sql_bind_text(twin, 1, opening->order->target);
    return object_if(opening, twin, JOURNAL_WAIT, err);
}

/* A refetch is bought again, whatever the store has or another program is requesting. */
static bool look_for_twin(struct opening *opening, struct err *err) {
    bool is_profile = opening->order->kind == JOURNAL_PROFILE;
    if (is_renewal(opening->order))
        return true;
    if (!(is_profile ? look_for_profile(opening, err) : look_for_page(opening, err)))
        return false;
    if (opening->verdict != JOURNAL_SEND)
        return true;
    return is_profile ? look_for_profile_under_way(opening, err)
                      : look_for_page_under_way(opening, err);
}

#define BEGUN "(SELECT started_no FROM sitting WHERE id = ?4)"

/* What was paid for, or may have been, is never requested again without the user's consent, whoever
 * lost it. */
static bool look_for_lost(struct opening *opening, struct err *err) {
    const struct journal_order *order = opening->order;
    if (order->is_told || is_renewal(order))
        return true;
    struct statement *lost =
        order->kind == JOURNAL_FOLLOWING
            ? sql_use(opening->store->sql,
                      "SELECT sum(coalesce(credits, reserved)), max(ended_no) <= " BEGUN
                      ", " JOURNAL_ARRIVED ", " JOURNAL_HAS_COME
                      ", count(credits) = count(*) FROM request WHERE snapshot = ?1 AND seq = ?2 "
                      "AND " JOURNAL_IS_LOST)
            : sql_use(opening->store->sql,
                      "SELECT sum(coalesce(credits, reserved)), max(ended_no) <= " BEGUN
                      ", " JOURNAL_ARRIVED ", " JOURNAL_HAS_COME
                      ", count(credits) = count(*) FROM request INDEXED BY request_unread WHERE "
                      "kind = 'profile'"
                      " AND target = ?3 COLLATE NOCASE AND " JOURNAL_IS_LOST);
    if (order->kind == JOURNAL_FOLLOWING) {
        sql_bind(lost, 1, opening->ticket->snapshot);
        sql_bind(lost, 2, order->seq);
    } else {
        sql_bind_text(lost, 3, order->target);
    }
    sql_bind(lost, 4, opening->store->run);
    if (sql_step(lost, err) != SQL_ROW)
        return false;
    opening->ticket->maybe = sql_number(lost, 0);
    opening->ticket->is_before = sql_number(lost, 1) != 0;
    opening->ticket->arrived = sql_number(lost, 2);
    opening->ticket->has_come = sql_number(lost, 3) != 0;
    opening->ticket->is_charged = sql_number(lost, 4) != 0;
    sql_end(lost);
    if (opening->ticket->maybe)
        opening->verdict = JOURNAL_LOST;
    return true;
}

/* What the crawl's budget leaves counts what its requests may have cost, as a cap does. */
static bool ask_crawl(struct opening *opening, int64_t *budget, int64_t *used, struct err *err) {
    const struct journal_order *order = opening->order;
    struct spent_sums sums;
    struct statement *crawl =
        sql_use(opening->store->sql, "SELECT budget FROM crawl WHERE id = ?1 AND sitting = ?2"
                                     " AND state = 'running' AND (?3 = 0 OR EXISTS"
                                     " (SELECT 1 FROM crawl_step WHERE crawl = ?1 AND n = ?3"
                                     " AND outcome IS NULL))");
    sql_bind(crawl, 1, order->crawl);
    sql_bind(crawl, 2, opening->store->run);
    sql_bind(crawl, 3, order->step);
    *budget = -1;
    if (!sql_read(crawl, budget, err) ||
        !spent_read_crawl(opening->store, order->crawl, &sums, err))
        return false;
    *used = sums.counted;
    return *budget >= 0 ||
           err_set(err, ERR_DATA,
                   "crawl %" PRId64 " is not run by this program, or has no step %" PRId64,
                   order->crawl, order->step);
}

static bool keep_to_budget(struct opening *opening, struct err *err) {
    struct journal_ticket *ticket = opening->ticket;
    int64_t budget, used;
    if (!opening->order->crawl || !ticket->reserved)
        return true;
    if (!ask_crawl(opening, &budget, &used, err))
        return false;
    int64_t left = budget > used ? budget - used : 0;
    if (left >= ticket->reserved)
        return true;
    ticket->reserved = left;
    ticket->is_budget = true;
    ticket->budget = budget;
    ticket->used = used;
    return true;
}

static bool set_aside(struct opening *opening, struct err *err) {
    struct purse purse;
    if (!journal_read_purse(opening->store, opening->now_ms, &purse, err))
        return false;
    struct journal_ticket *ticket = opening->ticket;
    ticket->reserved = purse_allow(&purse, opening->order->want, &ticket->scope);
    if (!keep_to_budget(opening, err))
        return false;
    if (!ticket->reserved)
        opening->verdict = JOURNAL_CAPPED;
    return true;
}

static bool enter_snapshot(struct opening *opening, struct err *err) {
    const struct journal_order *order = opening->order;
    if (order->kind == JOURNAL_PROFILE || opening->ticket->snapshot)
        return true;
    struct statement *snapshot =
        sql_use(opening->store->sql, "INSERT INTO snapshot (target, label, started_ms, owner)"
                                     " VALUES (?1, ?2, ?3, iif(?4, NULL, " OWNER_OF_ID("?1") "))");
    sql_bind_text(snapshot, 1, order->target);
    sql_bind_text(snapshot, 2, order->label);
    sql_bind(snapshot, 3, opening->now_ms);
    sql_bind(snapshot, 4, is_by_handle(order));
    if (!sql_do(snapshot, err))
        return false;
    opening->ticket->snapshot = sql_last_id(opening->store->sql);
    return true;
}

static bool enter_request(struct opening *opening, struct err *err) {
    const struct journal_order *order = opening->order;
    bool is_list = order->kind == JOURNAL_FOLLOWING;
    struct statement *request = sql_use(
        opening->store->sql,
        "INSERT INTO request (sitting, kind, target, label, snapshot, seq, attempt, cursor_in,"
        " reserved, state, sent_no, sent_ms, purse, crawl, step)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'under way',"
        " 1 + max(coalesce((SELECT sent_no FROM request ORDER BY id DESC LIMIT 1), 0),"
        " coalesce((SELECT max(ended_no) FROM request), 0)), ?10, ?11, ?12, ?13)");
    sql_bind(request, 1, opening->store->run);
    sql_bind_text(request, 2, is_list ? "following" : "profile");
    sql_bind_text(request, 3, order->target);
    sql_bind_text(request, 4, order->label);
    if (is_list) {
        sql_bind(request, 5, opening->ticket->snapshot);
        sql_bind(request, 6, order->seq);
    }
    sql_bind(request, 7, order->attempt);
    sql_bind_text(request, 8, order->cursor);
    sql_bind(request, 9, opening->ticket->reserved);
    sql_bind(request, 10, opening->now_ms);
    if (opening->store->purse)
        sql_bind(request, 11, opening->store->purse);
    if (order->crawl)
        sql_bind(request, 12, order->crawl);
    if (order->step)
        sql_bind(request, 13, order->step);
    if (!sql_do(request, err))
        return false;
    opening->ticket->request = sql_last_id(opening->store->sql);
    return true;
}

static bool decide(struct opening *opening, struct err *err) {
    if (!store_run_bury_dead(opening->store, opening->now_ms, NULL, err) ||
        (opening->order->kind == JOURNAL_FOLLOWING && !find_snapshot(opening, err)) ||
        !look_for_twin(opening, err))
        return false;
    if (opening->verdict == JOURNAL_SEND && !look_for_lost(opening, err))
        return false;
    if (opening->verdict == JOURNAL_SEND && !set_aside(opening, err))
        return false;
    if (opening->verdict != JOURNAL_SEND)
        return true;
    return enter_snapshot(opening, err) && enter_request(opening, err);
}

enum journal_verdict journal_begin(struct store *store, const struct journal_order *order,
                                   int64_t now_ms, struct journal_ticket *ticket, struct err *err) {
    *ticket = (struct journal_ticket){0};
    struct opening opening = {store, order, now_ms, ticket, JOURNAL_SEND};
    if (!store_is_in_place(store, err) || !store_has_one_name(store->path, err) ||
        !store_has_room(store, 0, err) || !sql_begin(store->sql, err))
        return JOURNAL_FAILED;
    if (!sql_finish(store->sql, decide(&opening, err), err))
        return JOURNAL_FAILED;
    if (opening.verdict == JOURNAL_SEND)
        synced_settle(store);
    return opening.verdict;
}
