/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lookup.h"

#include "base/mem.h"
#include "store/journal.h"
#include "store/owner.h"

#include <stdlib.h>
#include <string.h>

/* Columns of an account a and its record r, in the order of read_account(). */
#define ACCOUNT_COLUMNS                                                                            \
    " nullif(a.key, ''), r.username, r.display_name, r.bio, r.region,"                             \
    " coalesce(r.followers, -1), coalesce(r.following, -1), coalesce(r.likes, -1),"                \
    " coalesce(r.videos, -1), r.is_verified, r.is_private, r.defect, coalesce(r.last_ms, -1), "    \
    "a.id"

enum { ACCOUNT_COLUMN_COUNT = 14 };

_Static_assert((int)ACCOUNT_UNKNOWN == -1, "what the columns above say for NULL");

/* Its texts are valid until the statement's next step. */
static struct account view_account(struct statement *statement) {
    return (struct account){
        .id = sql_text(statement, 0),
        .username = sql_text(statement, 1),
        .display_name = sql_text(statement, 2),
        .bio = sql_text(statement, 3),
        .region = sql_text(statement, 4),
        .follower_count = sql_number(statement, 5),
        .following_count = sql_number(statement, 6),
        .like_count = sql_number(statement, 7),
        .video_count = sql_number(statement, 8),
        .is_verified = sql_number(statement, 9) != 0,
        .is_private = sql_number(statement, 10) != 0,
        .defect = sql_text(statement, 11),
        .seen_ms = sql_number(statement, 12),
        .no = sql_number(statement, 13),
    };
}

static void read_account(struct statement *statement, struct arena *arena,
                         struct account *account) {
    *account = view_account(statement);
    account->id = arena_dup(arena, account->id);
    account->username = arena_dup(arena, account->username);
    account->display_name = arena_dup(arena, account->display_name);
    account->bio = arena_dup(arena, account->bio);
    account->region = arena_dup(arena, account->region);
    account->defect = arena_dup(arena, account->defect);
}

/* Takes the first row, if any; a failed statement reports its error when it is stepped. */
static bool take_account(struct statement *statement, struct arena *arena, struct account **account,
                         struct err *err) {
    enum sql_step step = sql_step(statement, err);
    if (step != SQL_ROW)
        return step == SQL_DONE;
    *account = arena_alloc(arena, sizeof **account);
    read_account(statement, arena, *account);
    (*account)->avatar_url = arena_dup(arena, sql_text(statement, ACCOUNT_COLUMN_COUNT));
    sql_end(statement);
    return true;
}

static bool find_by_handle(struct store *store, const char *name, struct arena *arena,
                           struct account **account, struct err *err) {
    struct statement *statement = sql_use(
        store->sql, "SELECT" ACCOUNT_COLUMNS ", r.avatar_url"
                    " FROM record r CROSS JOIN account a"
                    " ON a.id = r.account AND a.record = r.id"
                    " WHERE r.username = ?1 COLLATE NOCASE"
                    " ORDER BY coalesce(a.key, '') = '', r.last_no DESC, r.id DESC LIMIT 1");
    sql_bind_text(statement, 1, name);
    return take_account(statement, arena, account, err);
}

static bool find_by_key(struct store *store, const char *name, struct arena *arena,
                        struct account **account, struct err *err) {
    struct statement *statement =
        sql_use(store->sql, "SELECT" ACCOUNT_COLUMNS ", r.avatar_url"
                            " FROM account a JOIN record r ON r.id = a.record WHERE a.key = ?1");
    sql_bind_text(statement, 1, name);
    return take_account(statement, arena, account, err);
}

/* Ids are case-sensitive, handles are not. An account requested by an all-digit handle is not the
 * one with that id. */
static bool find_by_alias(struct store *store, const struct reference *reference,
                          struct arena *arena, struct account **account, struct err *err) {
    struct statement *statement =
        sql_use(store->sql, "SELECT" ACCOUNT_COLUMNS ", r.avatar_url"
                            " FROM alias n JOIN account a ON a.id = n.account"
                            " JOIN record r ON r.id = a.record"
                            " WHERE n.name = ?1 AND (?2 OR (n.name = ?1 COLLATE BINARY"
                            " AND r.username IS NOT ?1 COLLATE NOCASE))");
    sql_bind_text(statement, 1, reference->name);
    sql_bind(statement, 2, reference->kind == REFERENCE_HANDLE);
    return take_account(statement, arena, account, err);
}

bool lookup_account(struct store *store, const struct reference *reference, struct arena *arena,
                    struct account **account, struct err *err) {
    *account = NULL;
    bool is_fine = reference->kind == REFERENCE_HANDLE
                       ? find_by_handle(store, reference->name, arena, account, err)
                       : find_by_key(store, reference->name, arena, account, err);
    if (!is_fine || *account)
        return is_fine;
    return find_by_alias(store, reference, arena, account, err);
}

bool lookup_account_by_id(struct store *store, const char *id, struct arena *arena,
                          struct account **account, struct err *err) {
    *account = NULL;
    return find_by_key(store, id, arena, account, err);
}

bool lookup_number(struct store *store, const char *id, int64_t *no, struct err *err) {
    struct statement *find = sql_use(store->sql, "SELECT id FROM account WHERE key = ?1");
    sql_bind_text(find, 1, id);
    *no = 0;
    return sql_read(find, no, err);
}

bool lookup_account_by_number(struct store *store, int64_t no, struct arena *arena,
                              struct account **account, struct err *err) {
    *account = NULL;
    struct statement *statement =
        sql_use(store->sql, "SELECT" ACCOUNT_COLUMNS ", r.avatar_url"
                            " FROM account a JOIN record r ON r.id = a.record WHERE a.id = ?1");
    sql_bind(statement, 1, no);
    return take_account(statement, arena, account, err);
}

bool lookup_account_in(struct store *store, int64_t account, int64_t record, struct arena *arena,
                       struct account **found, struct err *err) {
    *found = NULL;
    struct statement *statement =
        sql_use(store->sql, "SELECT" ACCOUNT_COLUMNS ", NULL FROM record r"
                            " JOIN account a ON a.id = r.account WHERE r.id = ?1 AND a.id = ?2");
    sql_bind(statement, 1, record);
    sql_bind(statement, 2, account);
    return take_account(statement, arena, found, err);
}

/* The last record first seen by then, else the earliest. */
#define AS_OF(no)                                                                                  \
    "SELECT" ACCOUNT_COLUMNS ", r.avatar_url"                                                      \
    " FROM account a JOIN record r ON r.account = a.id WHERE a.key = ?1"                           \
    " ORDER BY r.first_no > " no ", abs(r.first_no - " no "), r.id DESC LIMIT 1"

bool lookup_account_at(struct store *store, const char *id, int64_t no, struct arena *arena,
                       struct account **account, struct err *err) {
    *account = NULL;
    struct statement *statement = sql_use(store->sql, AS_OF("?2"));
    sql_bind_text(statement, 1, id);
    sql_bind(statement, 2, no);
    return take_account(statement, arena, account, err);
}

bool lookup_owner(struct store *store, int64_t snapshot, const char *id, struct arena *arena,
                  struct account **account, struct err *err) {
    int64_t no = 0;
    *account = NULL;
    struct statement *last =
        sql_use(store->sql, "SELECT q.ended_no FROM page p JOIN request q ON q.id = p.request"
                            " WHERE p.snapshot = ?1 ORDER BY p.seq DESC LIMIT 1");
    sql_bind(last, 1, snapshot);
    return sql_read(last, &no, err) && lookup_account_at(store, id, no, arena, account, err);
}

bool lookup_every_account(struct store *store,
                          void (*take)(void *context, const struct account *account), void *context,
                          struct err *err) {
    struct statement *statement =
        sql_use(store->sql, "SELECT" ACCOUNT_COLUMNS " FROM account a CROSS JOIN record r"
                            " ON r.id = a.record ORDER BY a.id");
    enum sql_step step;
    while ((step = sql_step(statement, err)) == SQL_ROW) {
        struct account account = view_account(statement);
        take(context, &account);
    }
    return step == SQL_DONE;
}

#define HAS_PAGE "EXISTS (SELECT 1 FROM page WHERE page.snapshot = w.id AND page.seq = 0)"

/* One snapshot of those rows w that match `which`. Its pages are those from the first to the first
 * missing one. One statement, so that all of it is from one moment. */
#define SNAPSHOT(which)                                                                            \
    "WITH s AS MATERIALIZED (SELECT w.id, w.started_ms, w.target, w.label, w.owner, iif(" HAS_PAGE \
    ","                                                                                            \
    " (SELECT p.seq + 1 FROM page p WHERE p.snapshot = w.id AND NOT EXISTS"                        \
    " (SELECT 1 FROM page n WHERE n.snapshot = w.id AND n.seq = p.seq + 1)"                        \
    " ORDER BY p.seq LIMIT 1), 0) AS pages FROM snapshot w WHERE " which " LIMIT 1)"               \
    " SELECT s.id, s.started_ms, s.target, s.label, s.pages,"                                      \
    " (SELECT coalesce(sum(c.rows), 0) FROM page c WHERE c.snapshot = s.id AND c.seq < s.pages),"  \
    " f.received_ms, l.received_ms, l.has_more OR l.is_cut, s.owner"                               \
    " FROM s LEFT JOIN page f ON f.snapshot = s.id AND f.seq = 0"                                  \
    " LEFT JOIN page l ON l.snapshot = s.id AND l.seq = s.pages - 1"

/* Reads the columns of the current row; the statement continues. */
static void read_snapshot(struct statement *statement, struct snapshot *snapshot) {
    *snapshot = (struct snapshot){
        .id = sql_number(statement, 0),
        .started_ms = sql_number(statement, 1),
        .pages = sql_number(statement, 4),
        .rows = sql_number(statement, 5),
        .first_ms = sql_number(statement, 6),
        .last_ms = sql_number(statement, 7),
        .has_more = sql_number(statement, 8) != 0,
        .is_bound = !sql_is_null(statement, 9),
    };
}

static bool take_snapshot(struct statement *statement, struct snapshot *snapshot, struct err *err) {
    *snapshot = (struct snapshot){0};
    enum sql_step step = sql_step(statement, err);
    if (step != SQL_ROW)
        return step == SQL_DONE;
    read_snapshot(statement, snapshot);
    sql_end(statement);
    return true;
}

bool lookup_newest(struct store *store, const char *owner, struct snapshot *snapshot,
                   struct err *err) {
    struct statement *statement = sql_use(
        store->sql,
        SNAPSHOT(
            "w.id = (SELECT max(id) FROM (SELECT w.id FROM snapshot w WHERE w.owner = " OWNER_OF_ID(
                "?1") " AND " HAS_PAGE
                      " UNION ALL SELECT w.id FROM snapshot w WHERE " OWNER_IS_AWAITED(
                          "?1") " AND " HAS_PAGE "))"));
    sql_bind_text(statement, 1, owner);
    return take_snapshot(statement, snapshot, err);
}

bool lookup_unbound(struct store *store, const char *handle, struct snapshot *snapshot,
                    struct err *err) {
    struct statement *statement =
        sql_use(store->sql, SNAPSHOT("w.id = (SELECT w.id FROM snapshot w WHERE w.owner IS NULL"
                                     " AND w.target = ?1 COLLATE NOCASE AND " HAS_PAGE
                                     " ORDER BY w.id DESC LIMIT 1)"));
    sql_bind_text(statement, 1, handle);
    return take_snapshot(statement, snapshot, err);
}

bool lookup_handle_moved(struct store *store, int64_t snapshot, const char *handle, bool *moved,
                         struct err *err) {
    int64_t found = 0;
    struct statement *statement = sql_use(
        store->sql,
        "SELECT EXISTS (SELECT 1 FROM record r CROSS JOIN account a ON a.id = r.account"
        " CROSS JOIN record n ON n.id = a.record WHERE r.username = ?2 COLLATE NOCASE"
        " AND n.first_no > (SELECT q.ended_no FROM page p JOIN request q ON q.id = p.request"
        " WHERE p.snapshot = ?1 ORDER BY p.seq DESC LIMIT 1)"
        " AND (n.username <> ?2 COLLATE NOCASE OR EXISTS (SELECT 1 FROM record o"
        " WHERE o.username = ?2 COLLATE NOCASE AND o.account <> a.id)"
        " OR EXISTS (SELECT 1 FROM record o WHERE o.account = a.id"
        " AND o.username <> ?2 COLLATE NOCASE)))");
    sql_bind(statement, 1, snapshot);
    sql_bind_text(statement, 2, handle);
    bool is_read = sql_read(statement, &found, err);
    *moved = found != 0;
    return is_read;
}

bool lookup_namesake(struct store *store, const char *id, struct arena *arena,
                     struct snapshot *snapshot, const char **handle, struct err *err) {
    struct statement *statement = sql_use(
        store->sql, SNAPSHOT("w.id = (SELECT w.id FROM account a JOIN record r ON r.account = a.id"
                             " CROSS JOIN snapshot w ON w.target = r.username COLLATE NOCASE"
                             " WHERE a.key = ?1 AND w.owner IS NULL AND " HAS_PAGE
                             " ORDER BY w.id DESC LIMIT 1)"));
    *snapshot = (struct snapshot){0};
    *handle = NULL;
    sql_bind_text(statement, 1, id);
    enum sql_step step = sql_step(statement, err);
    if (step != SQL_ROW)
        return step == SQL_DONE;
    read_snapshot(statement, snapshot);
    *handle = arena_dup(arena, sql_text(statement, 2));
    sql_end(statement);
    return true;
}

/* The only account that any record ever gave that handle. */
#define SOLE_HOLDER(handle)                                                                        \
    "(SELECT iif(min(a.key) = max(a.key), min(a.key), NULL) FROM record r"                         \
    " JOIN account a ON a.id = r.account WHERE r.username = " handle " COLLATE NOCASE)"

/* What may be shown with a list of `owner`, or with an unbound one requested by `handle`: lists of
 * the same owner, and those of handles that nobody else was ever seen with. */
#define KIN(owner, handle, which)                                                                  \
    SNAPSHOT(                                                                                      \
        "w.id = (WITH k (owner, handle) AS MATERIALIZED (SELECT coalesce(" owner ", " SOLE_HOLDER( \
            handle) "), iif(" owner " IS NULL, " handle ", NULL))"                                 \
                    " SELECT " which " FROM"                                                       \
                    " (SELECT w.id FROM k CROSS JOIN snapshot w ON w.owner = k.owner "             \
                    "WHERE " HAS_PAGE                                                              \
                    " UNION ALL SELECT w.id FROM k CROSS JOIN snapshot w ON w.target = k.handle"   \
                    " COLLATE NOCASE WHERE w.owner IS NULL AND " HAS_PAGE                          \
                    " UNION ALL SELECT w.id FROM k CROSS JOIN account o ON o.key = k.owner"        \
                    " CROSS JOIN record n ON n.account = o.id"                                     \
                    " CROSS JOIN snapshot w ON w.target = n.username COLLATE NOCASE"               \
                    " WHERE w.owner IS NULL AND " HAS_PAGE                                         \
                    " AND " SOLE_HOLDER("n.username") " = k.owner))")
#define OWNER_OF_SNAPSHOT  "(SELECT owner FROM snapshot WHERE id = ?1)"
#define TARGET_OF_SNAPSHOT "(SELECT target FROM snapshot WHERE id = ?1)"

bool lookup_neighbour(struct store *store, int64_t id, int direction, struct snapshot *snapshot,
                      struct err *err) {
    static const char before[] =
        KIN(OWNER_OF_SNAPSHOT, TARGET_OF_SNAPSHOT, "max(id) FILTER (WHERE id < ?1)");
    static const char after[] =
        KIN(OWNER_OF_SNAPSHOT, TARGET_OF_SNAPSHOT, "min(id) FILTER (WHERE id > ?1)");
    struct statement *statement = sql_use(store->sql, direction < 0 ? before : after);
    sql_bind(statement, 1, id);
    return take_snapshot(statement, snapshot, err);
}

bool lookup_last(struct store *store, const struct reference *reference, struct snapshot *snapshot,
                 struct err *err) {
    static const char of_id[] = KIN(OWNER_OF_ID("?1"), "NULL", "max(id)");
    static const char of_handle[] = KIN("NULL", "?1", "max(id)");
    struct statement *statement =
        sql_use(store->sql, reference->kind == REFERENCE_ID ? of_id : of_handle);
    sql_bind_text(statement, 1, reference->name);
    return take_snapshot(statement, snapshot, err);
}

bool lookup_snapshot(struct store *store, int64_t id, struct arena *arena,
                     struct snapshot *snapshot, struct snapshot_names *names, struct err *err) {
    *snapshot = (struct snapshot){0};
    *names = (struct snapshot_names){0};
    struct statement *statement = sql_use(store->sql, SNAPSHOT("w.id = ?1"));
    sql_bind(statement, 1, id);
    enum sql_step step = sql_step(statement, err);
    if (step != SQL_ROW)
        return step == SQL_DONE;
    read_snapshot(statement, snapshot);
    names->target = arena_dup(arena, sql_text(statement, 2));
    names->label = arena_dup(arena, sql_text(statement, 3));
    names->owner = arena_dup(arena, sql_text(statement, 9));
    sql_end(statement);
    return true;
}

/* Pages under construction: rows come page by page, in order. */
struct reading {
    int64_t seq;       /* of the next page */
    struct page *page; /* the current one; NULL before the first */
    struct account *records;
    size_t capacity; /* of `records`, which has page->count entries */
    void (*take)(void *context, struct page *page);
    void *context;
};

static void hand_over(struct reading *reading) {
    struct page *page = reading->page;
    reading->page = NULL;
    if (!page)
        return;
    size_t size = page->count * sizeof *page->records;
    page->records = arena_alloc(&page->arena, size);
    if (reading->records)
        memcpy(page->records, reading->records, size);
    reading->take(reading->context, page);
}

static struct page *begin_page(struct reading *reading, struct statement *statement) {
    struct page *page = page_new();
    page->received_ms = sql_number(statement, ACCOUNT_COLUMN_COUNT + 1);
    page->has_more = sql_number(statement, ACCOUNT_COLUMN_COUNT + 2) != 0;
    page->is_cut = sql_number(statement, ACCOUNT_COLUMN_COUNT + 3) != 0;
    page->next_cursor = arena_dup(&page->arena, sql_text(statement, ACCOUNT_COLUMN_COUNT + 4));
    page->is_unsaid = sql_number(statement, ACCOUNT_COLUMN_COUNT + 6) != 0;
    reading->page = page;
    reading->seq++;
    return page;
}

static void add_record(struct reading *reading, struct page *page, struct statement *statement) {
    reading->records =
        mem_grow(reading->records, &reading->capacity, page->count + 1, sizeof *reading->records);
    struct account *account = &reading->records[page->count++];
    read_account(statement, &page->arena, account);
    page->defects += account->defect != NULL;
}

/* False if a page is missing before this row. */
static bool read_row(struct reading *reading, struct statement *statement) {
    int64_t seq = sql_number(statement, ACCOUNT_COLUMN_COUNT);
    struct page *page = reading->page;
    if (seq >= reading->seq || !page) {
        hand_over(reading);
        if (seq > reading->seq)
            return false;
        page = begin_page(reading, statement);
    }
    if (!sql_is_null(statement, ACCOUNT_COLUMN_COUNT + 5))
        add_record(reading, page, statement);
    return true;
}

/* Pages `reading->seq` to `last`. One statement, so that pages and rows are from one moment. */
static bool read_pages(struct store *store, int64_t snapshot, int64_t last, struct reading *reading,
                       struct err *err) {
    struct statement *statement = sql_use(
        store->sql, "SELECT" ACCOUNT_COLUMNS
                    ", p.seq, p.received_ms, p.has_more, p.is_cut, p.cursor_out, e.row,"
                    " p.is_unsaid"
                    " FROM page p LEFT JOIN edge e ON e.snapshot = p.snapshot AND e.seq = p.seq"
                    " LEFT JOIN account a ON a.id = e.account"
                    " LEFT JOIN record r ON r.id = a.record"
                    " WHERE p.snapshot = ?1 AND p.seq BETWEEN ?2 AND ?3"
                    " ORDER BY p.seq, e.row");
    sql_bind(statement, 1, snapshot);
    sql_bind(statement, 2, reading->seq);
    sql_bind(statement, 3, last);
    enum sql_step step;
    while ((step = sql_step(statement, err)) == SQL_ROW && read_row(reading, statement))
        continue;
    if (step != SQL_FAILED)
        hand_over(reading);
    sql_end(statement);
    page_free(reading->page);
    free(reading->records);
    return step != SQL_FAILED;
}

bool lookup_pages(struct store *store, int64_t snapshot, int64_t from,
                  void (*take)(void *context, struct page *page), void *context, struct err *err) {
    struct reading reading = {.seq = from, .take = take, .context = context};
    return read_pages(store, snapshot, INT64_MAX, &reading, err);
}

bool lookup_some_pages(struct store *store, int64_t snapshot, int64_t from, int64_t count,
                       void (*take)(void *context, struct page *page), void *context,
                       struct err *err) {
    struct reading reading = {.seq = from, .take = take, .context = context};
    return read_pages(store, snapshot, from + count - 1, &reading, err);
}

static void take_one(void *context, struct page *page) {
    struct page **place = context;
    *place = page;
}

bool lookup_page(struct store *store, int64_t snapshot, int64_t seq, struct page **page,
                 struct err *err) {
    *page = NULL;
    struct reading reading = {.seq = seq, .take = take_one, .context = page};
    return read_pages(store, snapshot, seq, &reading, err);
}

/* Sums over the lost ones of some rows, in the order of read_lost(). */
#define LOST(rows)                                                                                 \
    "SELECT sum(coalesce(credits, reserved)), " JOURNAL_ARRIVED ", " JOURNAL_HAS_COME              \
    ", count(credits) = count(*), EXISTS (SELECT 1 FROM request " rows " AND " JOURNAL_IS_UNREAD   \
    ") FROM request " rows " AND " JOURNAL_IS_LOST

static bool read_lost(struct statement *lost, struct lookup_lost *found, struct err *err) {
    enum sql_step step = sql_step(lost, err);
    *found = (struct lookup_lost){0};
    if (step == SQL_ROW)
        *found =
            (struct lookup_lost){sql_number(lost, 0), sql_number(lost, 1), sql_number(lost, 2) != 0,
                                 sql_number(lost, 3) != 0, sql_number(lost, 4) != 0};
    sql_end(lost);
    return step != SQL_FAILED;
}

bool lookup_lost(struct store *store, int64_t snapshot, int64_t seq, struct lookup_lost *found,
                 struct err *err) {
    struct statement *lost = sql_use(store->sql, LOST("WHERE snapshot = ?1 AND seq = ?2"));
    sql_bind(lost, 1, snapshot);
    sql_bind(lost, 2, seq);
    return read_lost(lost, found, err);
}

bool lookup_lost_profile(struct store *store, const char *target, struct lookup_lost *found,
                         struct err *err) {
    struct statement *lost =
        sql_use(store->sql, LOST("INDEXED BY request_unread WHERE kind = 'profile'"
                                 " AND outcome IS NOT 'ok' AND target = ?1 COLLATE NOCASE"));
    sql_bind_text(lost, 1, target);
    return read_lost(lost, found, err);
}
