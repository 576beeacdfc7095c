/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/catalogue.h"

#include "store/owner.h"
#include "store/page_sums.h"
#include "store/settle.h"
#include "store/spent.h"
#include "store/store_run.h"
#include "store/synced.h"

#include <inttypes.h>

/* The request whose answer is entered. */
struct entry {
    struct sql *sql;
    int64_t request;
    int64_t at_ms, no;     /* when it came, and its number in order of arrival, which decides
                              what is newer */
    int64_t snapshot, seq; /* ACCOUNT_UNKNOWN if it was not for a page */
    bool is_taken;
};

/* Parameters of every statement below about a record, in the order of bind_record(). Avatar
 * addresses differ in each answer, so they do not make records different. */
#define SAME_RECORD                                                                                \
    " AND username IS ?4 AND display_name IS ?5 AND bio IS ?6 AND region IS ?7"                    \
    " AND followers IS ?8 AND following IS ?9 AND likes IS ?10 AND videos IS ?11"                  \
    " AND is_verified IS ?12 AND is_private IS ?13 AND defect IS ?14"

static const char extend_latest[] =
    "UPDATE record SET last_ms = ?2, last_no = ?15, avatar_url = ?3"
    " WHERE id = (SELECT record FROM account WHERE id = ?1) AND last_no <= ?15" SAME_RECORD;
static const char widen_next[] =
    "UPDATE record SET first_ms = iif(first_no > ?15, ?2, first_ms), first_no = min(first_no, ?15)"
    " WHERE id = (SELECT id FROM record WHERE account = ?1 AND last_no >= ?15"
    " ORDER BY last_no LIMIT 1)" SAME_RECORD;
static const char extend_former[] =
    "UPDATE record SET last_ms = ?2, last_no = ?15, avatar_url = ?3"
    " WHERE id = (SELECT id FROM record WHERE account = ?1 AND last_no < ?15"
    " ORDER BY last_no DESC LIMIT 1)" SAME_RECORD;
static const char add_record[] =
    "INSERT INTO record (account, first_ms, last_ms, first_no, last_no, avatar_url, username,"
    " display_name, bio, region, followers, following, likes, videos, is_verified, is_private,"
    " defect)"
    " VALUES (?1, ?2, ?2, ?15, ?15, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

static void bind_known(struct statement *statement, int parameter, int64_t number) {
    if (number != ACCOUNT_UNKNOWN)
        sql_bind(statement, parameter, number);
}

static void bind_record(struct statement *statement, int64_t id, const struct entry *entry,
                        const struct account *account) {
    sql_bind(statement, 1, id);
    sql_bind(statement, 2, entry->at_ms);
    sql_bind_text(statement, 3, account->avatar_url);
    sql_bind_text(statement, 4, account->username);
    sql_bind_text(statement, 5, account->display_name);
    sql_bind_text(statement, 6, account->bio);
    sql_bind_text(statement, 7, account->region);
    bind_known(statement, 8, account->follower_count);
    bind_known(statement, 9, account->following_count);
    bind_known(statement, 10, account->like_count);
    bind_known(statement, 11, account->video_count);
    sql_bind(statement, 12, account->is_verified);
    sql_bind(statement, 13, account->is_private);
    sql_bind_text(statement, 14, account->defect);
    sql_bind(statement, 15, entry->no);
}

/* *is_done: an existing record says the same. */
static bool update_record(const struct entry *entry, const char *text, int64_t id,
                          const struct account *account, bool *is_done, struct err *err) {
    struct statement *statement = sql_use(entry->sql, text);
    bind_record(statement, id, entry, account);
    if (!sql_do(statement, err))
        return false;
    *is_done = sql_changed(entry->sql) > 0;
    return true;
}

static bool insert_record(const struct entry *entry, int64_t id, const struct account *account,
                          bool is_latest, struct err *err) {
    struct statement *statement = sql_use(entry->sql, add_record);
    bind_record(statement, id, entry, account);
    if (!sql_do(statement, err))
        return false;
    if (!is_latest)
        return true;
    int64_t record = sql_last_id(entry->sql);
    statement = sql_use(entry->sql, "UPDATE account SET record = ?2 WHERE id = ?1");
    sql_bind(statement, 1, id);
    sql_bind(statement, 2, record);
    return sql_do(statement, err);
}

/* Answers may be entered out of order: an older one goes to its place in the history, and does not
 * become the latest record of an account seen since. */
static bool enter_late(const struct entry *entry, int64_t id, const struct account *account,
                       struct err *err) {
    bool is_done;
    if (!update_record(entry, widen_next, id, account, &is_done, err))
        return false;
    if (!is_done && !update_record(entry, extend_former, id, account, &is_done, err))
        return false;
    return is_done || insert_record(entry, id, account, false, err);
}

static bool enter_record(const struct entry *entry, int64_t id, const struct account *account,
                         struct err *err) {
    bool is_done;
    if (!update_record(entry, extend_latest, id, account, &is_done, err))
        return false;
    if (is_done)
        return true;
    struct statement *statement =
        sql_use(entry->sql, "SELECT r.last_no FROM account a JOIN record r ON r.id = a.record"
                            " WHERE a.id = ?1");
    sql_bind(statement, 1, id);
    int64_t last_no = INT64_MIN;
    if (!sql_read(statement, &last_no, err))
        return false;
    if (last_no > entry->no)
        return enter_late(entry, id, account, err);
    return insert_record(entry, id, account, true, err);
}

/* A requested word is an id as soon as a record has it as one. */
static bool bind_awaited(const struct entry *entry, const char *key, struct err *err) {
    struct statement *statement =
        sql_use(entry->sql, "UPDATE snapshot AS w SET owner = ?1 WHERE " OWNER_IS_AWAITED("?1"));
    sql_bind_text(statement, 1, key);
    return sql_do(statement, err);
}

static bool add_account(const struct entry *entry, const char *key, int64_t *id, struct err *err) {
    struct statement *statement = sql_use(entry->sql, "INSERT INTO account (key) VALUES (?1)");
    sql_bind_text(statement, 1, key);
    if (!sql_do(statement, err))
        return false;
    *id = sql_last_id(entry->sql);
    return !key || bind_awaited(entry, key, err);
}

/* A record without an id cannot be matched with a known account. */
static bool enter_account(const struct entry *entry, const struct account *account, int64_t *id,
                          struct err *err) {
    *id = 0;
    if (account->id) {
        struct statement *statement = sql_use(entry->sql, "SELECT id FROM account WHERE key = ?1");
        sql_bind_text(statement, 1, account->id);
        if (!sql_read(statement, id, err))
            return false;
    }
    if (*id)
        return enter_record(entry, *id, account, err);
    return add_account(entry, account->id, id, err) &&
           insert_record(entry, *id, account, true, err);
}

/* For what a reader cannot see from the numbers of answers. */
static bool begin_generation(struct sql *sql, struct err *err) {
    return sql_do(sql_use(sql, "UPDATE about SET generation = generation + 1"), err);
}

/* A page that does not say whether there is more is replaced by one that does, because the next
 * page was requested with that one's cursor. */
static bool drop_unsaid(const struct entry *entry, const struct page *page, struct err *err) {
    if (page->is_unsaid || entry->snapshot == ACCOUNT_UNKNOWN || entry->seq == ACCOUNT_UNKNOWN)
        return true;
    struct statement *drop =
        sql_use(entry->sql, "DELETE FROM page WHERE snapshot = ?1 AND seq = ?2 AND is_unsaid");
    sql_bind(drop, 1, entry->snapshot);
    sql_bind(drop, 2, entry->seq);
    if (!sql_do(drop, err))
        return false;
    if (!sql_changed(entry->sql))
        return true;
    struct statement *edges =
        sql_use(entry->sql, "DELETE FROM edge WHERE snapshot = ?1 AND seq = ?2");
    sql_bind(edges, 1, entry->snapshot);
    sql_bind(edges, 2, entry->seq);
    return sql_do(edges, err) && begin_generation(entry->sql, err);
}

/* *is_new: the first page of that number stays, because the next one was requested with its
 * cursor. */
static bool add_page(const struct entry *entry, const struct page *page, bool *is_new,
                     struct err *err) {
    *is_new = false;
    if (entry->snapshot == ACCOUNT_UNKNOWN || entry->seq == ACCOUNT_UNKNOWN)
        return true;
    struct statement *statement = sql_use(
        entry->sql,
        "INSERT INTO page (snapshot, seq, request, received_ms, has_more, is_cut, cursor_out,"
        " rows, is_unsaid) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        " ON CONFLICT (snapshot, seq) DO NOTHING");
    sql_bind(statement, 1, entry->snapshot);
    sql_bind(statement, 2, entry->seq);
    sql_bind(statement, 3, entry->request);
    sql_bind(statement, 4, entry->at_ms);
    sql_bind(statement, 5, page->has_more);
    sql_bind(statement, 6, page->is_cut);
    sql_bind_text(statement, 7, page->next_cursor);
    sql_bind(statement, 8, (int64_t)page->count);
    sql_bind(statement, 9, page->is_unsaid);
    if (!sql_do(statement, err))
        return false;
    *is_new = sql_changed(entry->sql) > 0;
    return true;
}

static bool add_edge(const struct entry *entry, size_t row, int64_t id, struct err *err) {
    struct statement *statement = sql_use(
        entry->sql, "INSERT INTO edge (snapshot, seq, row, account) VALUES (?1, ?2, ?3, ?4)");
    sql_bind(statement, 1, entry->snapshot);
    sql_bind(statement, 2, entry->seq);
    sql_bind(statement, 3, (int64_t)row);
    sql_bind(statement, 4, id);
    return sql_do(statement, err);
}

static bool enter_rows(const struct entry *entry, const struct page *page, bool is_new,
                       struct err *err) {
    for (size_t i = 0; i < page->count; i++) {
        int64_t id;
        if (!enter_account(entry, &page->records[i], &id, err) ||
            (is_new && !add_edge(entry, i, id, err)))
            return false;
    }
    return true;
}

static int64_t count_nameless(const struct page *page) {
    int64_t nameless = 0;
    for (size_t i = 0; i < page->count; i++)
        nameless += !page->records[i].id || !*page->records[i].id;
    return nameless;
}

static bool enter_page(const struct entry *entry, const struct page *page, struct err *err) {
    bool is_new;
    if (!drop_unsaid(entry, page, err) || !add_page(entry, page, &is_new, err) ||
        !enter_rows(entry, page, is_new, err))
        return false;
    const struct page_sums sums = {.snapshot = entry->snapshot,
                                   .seq = entry->seq,
                                   .nameless = count_nameless(page),
                                   .defects = (int64_t)page->defects};
    return is_new ? page_sums_enter(entry->sql, &sums, err) : begin_generation(entry->sql, err);
}

/* A profile shows which numeric id a sec_uid is. */
static bool bind_lists(const struct entry *entry, struct err *err) {
    struct statement *statement =
        sql_use(entry->sql,
                "UPDATE snapshot SET owner = " OWNER_OF_ID(
                    "target") " WHERE owner IS NOT NULL AND target GLOB 'MS4wLjAB*' AND target ="
                              " (SELECT target FROM request WHERE id = ?1) COLLATE NOCASE");
    sql_bind(statement, 1, entry->request);
    return sql_do(statement, err);
}

/* A name that meant another account is no longer what that one was asked for by. */
static bool leave_alias(const struct entry *entry, int64_t id, struct err *err) {
    int64_t is_other = 0;
    struct statement *find = sql_use(entry->sql, "SELECT 1 FROM alias JOIN request ON name = target"
                                                 " WHERE request.id = ?1 AND account <> ?2");
    sql_bind(find, 1, entry->request);
    sql_bind(find, 2, id);
    return sql_read(find, &is_other, err) && (!is_other || begin_generation(entry->sql, err));
}

/* Under the requested name as it was spelt: ids are case-sensitive. */
static bool add_alias(const struct entry *entry, int64_t id, struct err *err) {
    struct statement *statement =
        sql_use(entry->sql, "INSERT INTO alias (name, account, seen_ms, seen_no)"
                            " SELECT target, ?2, ?3, ?4 FROM request"
                            " WHERE id = ?1 ON CONFLICT (name) DO UPDATE SET name = excluded.name,"
                            " account = excluded.account, seen_ms = excluded.seen_ms,"
                            " seen_no = excluded.seen_no WHERE excluded.seen_no >= seen_no");
    sql_bind(statement, 1, entry->request);
    sql_bind(statement, 2, id);
    sql_bind(statement, 3, entry->at_ms);
    sql_bind(statement, 4, entry->no);
    return sql_do(statement, err);
}

static bool enter_profile(const struct entry *entry, const struct account *profile,
                          struct err *err) {
    int64_t id;
    return enter_account(entry, profile, &id, err) && leave_alias(entry, id, err) &&
           add_alias(entry, id, err) && bind_lists(entry, err);
}

static bool enter_bill(const struct entry *entry, const struct finding *finding, struct err *err) {
    struct statement *statement =
        sql_use(entry->sql, "UPDATE request SET outcome = ?2, request_id = ?3, rows = ?4,"
                            " credits = ?5, balance = ?6, remark = ?7 WHERE id = ?1");
    sql_bind(statement, 1, entry->request);
    sql_bind_text(statement, 2, finding->outcome);
    sql_bind_text(statement, 3, finding->request_id);
    if (finding->page)
        sql_bind(statement, 4, (int64_t)finding->page->count);
    else if (finding->profile)
        sql_bind(statement, 4, 1);
    bind_known(statement, 5, finding->credits);
    bind_known(statement, 6, finding->balance);
    sql_bind_text(statement, 7, finding->remark);
    return sql_do(statement, err);
}

static int64_t known(struct statement *statement, int column) {
    return sql_is_null(statement, column) ? ACCOUNT_UNKNOWN : sql_number(statement, column);
}

static bool read_entry(struct entry *entry, struct err *err) {
    struct statement *statement =
        sql_use(entry->sql, "SELECT outcome IS NOT NULL AND outcome <> '" CATALOGUE_DAMAGED "',"
                            " ended_ms, snapshot, seq, ended_no FROM request"
                            " WHERE id = ?1 AND (state = 'answered' OR outcome IS NOT NULL)");
    sql_bind(statement, 1, entry->request);
    enum sql_step step = sql_step(statement, err);
    if (step == SQL_FAILED)
        return false;
    if (step == SQL_DONE)
        return err_set(err, ERR_DATA, "the store has no answer to request %" PRId64,
                       entry->request);
    entry->is_taken = sql_number(statement, 0) != 0;
    entry->at_ms = sql_number(statement, 1);
    entry->snapshot = known(statement, 2);
    entry->seq = known(statement, 3);
    entry->no = sql_number(statement, 4);
    sql_end(statement);
    return true;
}

static bool enter_finding(struct entry *entry, const struct finding *finding, struct store *store,
                          struct err *err) {
    if (!read_entry(entry, err))
        return false;
    if (entry->is_taken)
        return true;
    if (finding->page && !enter_page(entry, finding->page, err))
        return false;
    if (finding->profile && !enter_profile(entry, finding->profile, err))
        return false;
    return enter_bill(entry, finding, err) && settle_request(store, entry->request, err);
}

static bool take_in_transaction(struct store *store, int64_t request, const struct finding *finding,
                                struct err *err) {
    if (!sql_begin(store->sql, err))
        return false;
    struct entry entry = {.sql = store->sql, .request = request};
    if (!sql_finish(store->sql, enter_finding(&entry, finding, store, err), err))
        return false;
    if (!entry.is_taken)
        synced_settle(store);
    return true;
}

/* On its own this transaction need not be synced: if it is lost, the answer is still there without
 * an outcome, and is entered again. Unless the answer itself is not synced yet. */
bool catalogue_take(struct store *store, int64_t request, const struct finding *finding,
                    struct err *err) {
    if (sql_is_within(store->sql) || store->owes_sync)
        return take_in_transaction(store, request, finding, err);
    bool is_fine = synced_relax(store, err) && take_in_transaction(store, request, finding, err);
    return synced_restore(store, is_fine ? err : NULL) && is_fine;
}

/* Keeps what is known without reading an answer: that a request was not sent, or got no answer. The
 * others look as after a crash, and a later start completes them. */
static bool forget_derived(struct sql *sql, struct err *err) {
    return sql_run(sql,
                   "DELETE FROM edge; DELETE FROM page; DELETE FROM alias;"
                   "DELETE FROM record; DELETE FROM account; DELETE FROM anchor;"
                   "UPDATE about SET generation = generation + 1;"
                   "UPDATE crawl_step SET listed = NULL, new = NULL, inside = NULL"
                   " WHERE listed IS NOT NULL;"
                   "UPDATE snapshot SET owner = iif(target GLOB 'MS4wLjAB*', target, NULL)"
                   " WHERE owner IS NOT NULL;"
                   "UPDATE request SET anchor = NULL, is_proved = 0, is_shared = 0,"
                   " credits = CASE state WHEN 'not sent' THEN 0 END;"
                   "UPDATE request SET outcome = CASE outcome WHEN '" CATALOGUE_DAMAGED
                   "' THEN outcome END, request_id = NULL, rows = NULL, remark = NULL,"
                   " balance = NULL, credits = NULL WHERE state = 'answered';" SPENT_SUM_UP,
                   err);
}

bool catalogue_clear(struct store *store, struct err *err) {
    if (!sql_begin(store->sql, err))
        return false;
    bool is_fine = store_run_check_alone(store, err) && forget_derived(store->sql, err);
    return sql_finish(store->sql, is_fine, err);
}
