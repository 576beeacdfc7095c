/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/holding.h"

#include "account/account.h"
#include "base/mem.h"
#include "store/asked.h"
#include "store/journal.h"
#include "store/views.h"

#include <stdlib.h>
#include <string.h>

enum part { PART_PROVED, PART_UNPROVED, PART_NOBODY, PART_END };

#define HAS_PAGE "EXISTS (SELECT 1 FROM page WHERE page.snapshot = w.id AND page.seq = 0)"

/* In the order of read_snapshot(). */
static const char snapshot_facts[] =
    "SELECT coalesce(account, 0), owner, coalesce('@' || username, label), started_ms, pages,"
    " coalesce(first_ms, -1), coalesce(last_ms, -1), has_more, is_cut, stop IS NOT NULL,"
    " failure IS NOT NULL, is_private, coalesce(reported, -1), coalesce(reported_ms, -1), listed,"
    " nameless, repeats, requests, credits, maybe FROM list_facts WHERE snapshot = ?1";

static void read_snapshot(struct statement *from, struct arena *arena, struct holding *holding) {
    holding->account = sql_number(from, 0);
    holding->id = arena_dup(arena, sql_text(from, 1));
    holding->label = arena_dup(arena, sql_text(from, 2));
    holding->started_ms = sql_number(from, 3);
    holding->pages = sql_number(from, 4);
    holding->first_ms = sql_number(from, 5);
    holding->last_ms = sql_number(from, 6);
    holding->reported = sql_number(from, 12);
    holding->reported_ms = sql_number(from, 13);
    holding->listed = sql_number(from, 14);
    holding->nameless = sql_number(from, 15);
    holding->repeats = sql_number(from, 16);
    holding->requests = sql_number(from, 17);
    holding->credits = sql_number(from, 18);
    holding->maybe = sql_number(from, 19);
    holding->is_asked = holding->requests > 0;
}

static struct standing_facts facts_of(struct statement *from, const struct holding *holding) {
    return (struct standing_facts){
        .has_page = holding->pages > 0,
        .has_more = sql_number(from, 7) != 0,
        .is_cut = sql_number(from, 8) != 0,
        .is_stopped = sql_number(from, 9) != 0,
        .is_failed = sql_number(from, 10) != 0,
        .is_private = sql_number(from, 11) != 0,
        .listed = holding->listed,
        .nameless = holding->nameless,
        .reported = holding->reported,
    };
}

static void judge(struct holding *holding, const struct standing_facts *facts) {
    struct standing standing = standing_of(facts);
    holding->state = standing.state;
    holding->is_complete = standing.is_complete;
    holding->length_lo = standing.lo;
    holding->length_hi = standing.hi;
}

bool holding_of_snapshot(struct store *store, int64_t snapshot, struct holding *holding,
                         struct arena *arena, struct err *err) {
    struct statement *find = sql_use(store->sql, snapshot_facts);
    *holding = (struct holding){0};
    sql_bind(find, 1, snapshot);
    enum sql_step step = sql_step(find, err);
    if (step != SQL_ROW)
        return step == SQL_DONE;
    holding->snapshot = snapshot;
    read_snapshot(find, arena, holding);
    struct standing_facts facts = facts_of(find, holding);
    sql_end(find);
    judge(holding, &facts);
    return true;
}

/* The rest of a row of snapshots with a page, the newest first, up to the first complete one. */
static bool choose(struct store *store, struct statement *newest, struct holding *holding,
                   struct arena *arena, struct err *err) {
    int64_t first = 0;
    enum sql_step step;
    *holding = (struct holding){0};
    while ((step = sql_step(newest, err)) == SQL_ROW) {
        struct holding next;
        if (!holding_of_snapshot(store, sql_number(newest, 0), &next, arena, err)) {
            step = SQL_FAILED;
            break;
        }
        if (!first || next.is_complete)
            *holding = next;
        first = first ? first : next.snapshot;
        if (next.is_complete)
            break;
    }
    sql_end(newest);
    holding->newer = holding->snapshot < first ? first : 0;
    return step != SQL_FAILED;
}

static bool choose_of_owner(struct store *store, const char *owner, struct holding *holding,
                            struct arena *arena, struct err *err) {
    struct statement *newest = sql_use(store->sql, "SELECT w.id FROM snapshot w WHERE w.owner = ?1"
                                                   " AND " HAS_PAGE " ORDER BY w.id DESC");
    sql_bind_text(newest, 1, owner);
    return choose(store, newest, holding, arena, err);
}

/* Whether an account that ever had the handle has a list. */
static bool is_anybodys(struct store *store, const char *handle, bool *is, struct err *err) {
    int64_t found = 0;
    struct statement *find =
        sql_use(store->sql, "SELECT EXISTS (SELECT 1 FROM record r JOIN account a"
                            " ON a.id = r.account JOIN snapshot w ON w.owner = a.key"
                            " WHERE r.username = ?1 COLLATE NOCASE AND " HAS_PAGE ")");
    sql_bind_text(find, 1, handle);
    bool is_read = sql_read(find, &found, err);
    *is = found != 0;
    return is_read;
}

/* STANDING_NONE if it may be an owner's that has a list. */
static bool choose_of_handle(struct store *store, const char *handle, struct holding *holding,
                             struct arena *arena, struct err *err) {
    struct statement *newest =
        sql_use(store->sql, "SELECT w.id FROM snapshot w WHERE w.target = ?1 COLLATE NOCASE"
                            " AND w.owner IS NULL AND " HAS_PAGE " ORDER BY w.id DESC");
    bool is_known;
    sql_bind_text(newest, 1, handle);
    if (!choose(store, newest, holding, arena, err) || !is_anybodys(store, handle, &is_known, err))
        return false;
    if (is_known)
        holding->state = STANDING_NONE;
    return true;
}

/* An owner without a page: what its latest record says. */
/* clang-format off */
static const char owner_facts[] =
    "SELECT a.id, coalesce('@' || r.username, a.key), r.is_private,"
    " iif(" VIEWS_HIDES_COUNTS("r") ", -1, coalesce(r.following, -1)), r.last_ms,"
    " " ASKED_SQL ", a.key FROM account a JOIN record r ON r.id = a.record WHERE a.id = ?1";
/* clang-format on */

static bool describe_owner(struct store *store, int64_t account, struct holding *holding,
                           struct arena *arena, struct err *err) {
    struct statement *find = sql_use(store->sql, owner_facts);
    *holding = (struct holding){.account = account,
                                .started_ms = ACCOUNT_UNKNOWN,
                                .first_ms = ACCOUNT_UNKNOWN,
                                .last_ms = ACCOUNT_UNKNOWN,
                                .reported_ms = ACCOUNT_UNKNOWN};
    struct standing_facts facts = {.reported = STANDING_UNKNOWN};
    sql_bind(find, 1, account);
    enum sql_step step = sql_step(find, err);
    if (step == SQL_ROW) {
        holding->label = arena_dup(arena, sql_text(find, 1));
        holding->id = arena_dup(arena, sql_text(find, 6));
        facts.is_private = sql_number(find, 2) != 0;
        facts.reported = sql_number(find, 3);
        holding->is_asked = sql_number(find, 5) != 0;
        if (facts.reported >= 0)
            holding->reported_ms = holding->first_ms = holding->last_ms = sql_number(find, 4);
    }
    holding->reported = facts.reported;
    sql_end(find);
    judge(holding, &facts);
    return step != SQL_FAILED;
}

bool holding_of(struct store *store, int64_t account, struct holding *holding, struct arena *arena,
                struct err *err) {
    struct statement *find = sql_use(store->sql, "SELECT key FROM account WHERE id = ?1");
    bool is_read = true;
    *holding = (struct holding){0};
    sql_bind(find, 1, account);
    enum sql_step step = sql_step(find, err);
    if (step == SQL_ROW && sql_text(find, 0))
        is_read = choose_of_owner(store, sql_text(find, 0), holding, arena, err);
    sql_end(find);
    if (step == SQL_FAILED || !is_read)
        return false;
    return holding->snapshot || describe_owner(store, account, holding, arena, err);
}

bool holding_chosen(struct store *store, int64_t snapshot, struct holding *holding,
                    struct arena *arena, struct err *err) {
    bool is_read = true;
    struct statement *find =
        sql_use(store->sql, "SELECT owner, target FROM snapshot WHERE id = ?1");
    *holding = (struct holding){0};
    sql_bind(find, 1, snapshot);
    enum sql_step step = sql_step(find, err);
    if (step == SQL_ROW)
        is_read = sql_text(find, 0)
                      ? choose_of_owner(store, sql_text(find, 0), holding, arena, err)
                      : choose_of_handle(store, sql_text(find, 1), holding, arena, err);
    sql_end(find);
    return step != SQL_FAILED && is_read;
}

/* Slices: owners whose list is proved, handles of lists that are not, owners who follow nobody. */

struct slice {
    struct store *store;
    struct holding_place *place;
    size_t most, count;
    holding_take *take;
    void *context;
    struct arena arena;
};

static void pass(struct slice *slice, const struct holding *holding) {
    slice->take(slice->context, holding);
    slice->count++;
}

static void keep_name(struct holding_place *place, const char *name) {
    char *copy = mem_dup(name);
    free(place->name);
    place->name = copy;
}

void holding_place_fini(struct holding_place *place) {
    free(place->name);
    *place = (struct holding_place){0};
}

typedef bool read_row(struct slice *slice, struct statement *row, struct err *err);

static bool pass_owner(struct slice *slice, struct statement *row, struct err *err) {
    struct holding holding;
    keep_name(slice->place, sql_text(row, 0));
    if (!choose_of_owner(slice->store, slice->place->name, &holding, &slice->arena, err))
        return false;
    if (holding.snapshot)
        pass(slice, &holding);
    return true;
}

static bool pass_handle(struct slice *slice, struct statement *row, struct err *err) {
    struct holding holding;
    keep_name(slice->place, sql_text(row, 0));
    if (!choose_of_handle(slice->store, slice->place->name, &holding, &slice->arena, err))
        return false;
    if (holding.snapshot && holding.state != STANDING_NONE)
        pass(slice, &holding);
    return true;
}

static bool pass_nobody(struct slice *slice, struct statement *row, struct err *err) {
    struct holding holding;
    slice->place->after = sql_number(row, 0);
    if (!holding_of(slice->store, slice->place->after, &holding, &slice->arena, err))
        return false;
    if (holding.state == STANDING_NOBODY_REPORTED)
        pass(slice, &holding);
    return true;
}

static const struct {
    const char *rows;
    read_row *pass;
} parts[PART_END] = {
    [PART_PROVED] = {"SELECT DISTINCT owner FROM snapshot WHERE owner > ?1 ORDER BY owner",
                     pass_owner},
    [PART_UNPROVED] = {"SELECT DISTINCT target COLLATE NOCASE FROM snapshot WHERE owner IS NULL"
                       " AND target > ?1 COLLATE NOCASE ORDER BY target COLLATE NOCASE",
                       pass_handle},
    [PART_NOBODY] = {"SELECT DISTINCT account FROM record WHERE account > ?2 AND following = 0"
                     " ORDER BY account",
                     pass_nobody},
};

static bool read_part(struct slice *slice, struct err *err) {
    enum part part = (enum part)slice->place->part;
    struct statement *rows = sql_use(slice->store->sql, parts[part].rows);
    enum sql_step step = SQL_ROW;
    sql_bind_text(rows, 1, slice->place->name ? slice->place->name : "");
    if (part == PART_NOBODY)
        sql_bind(rows, 2, slice->place->after);
    bool is_fine = true;
    while (is_fine && slice->count < slice->most && (step = sql_step(rows, err)) == SQL_ROW)
        is_fine = parts[part].pass(slice, rows, err);
    sql_end(rows);
    if (step == SQL_DONE) {
        holding_place_fini(slice->place);
        slice->place->part = (int)part + 1;
    }
    return is_fine && step != SQL_FAILED;
}

/* Parts up to `last`. */
static bool read_parts(struct slice *slice, enum part last, bool *is_end, struct err *err) {
    bool is_fine = true;
    arena_init(&slice->arena);
    while (is_fine && slice->place->part <= (int)last && slice->count < slice->most)
        is_fine = read_part(slice, err);
    arena_fini(&slice->arena);
    *is_end = slice->place->part > (int)last;
    return is_fine;
}

bool holding_some(struct store *store, struct holding_place *place, size_t most, holding_take *take,
                  void *context, bool *is_end, struct err *err) {
    struct slice slice = {
        .store = store, .place = place, .most = most, .take = take, .context = context};
    return read_parts(&slice, PART_NOBODY, is_end, err);
}

bool holding_unproved(struct store *store, struct holding_place *place, size_t most,
                      holding_take *take, void *context, bool *is_end, struct err *err) {
    struct slice slice = {
        .store = store, .place = place, .most = most, .take = take, .context = context};
    if (place->part < PART_UNPROVED)
        place->part = PART_UNPROVED;
    return read_parts(&slice, PART_UNPROVED, is_end, err);
}

/* Answers since. */

static bool pass_account(struct slice *slice, struct statement *row, struct err *err) {
    struct holding holding;
    if (!holding_of(slice->store, sql_number(row, 0), &holding, &slice->arena, err))
        return false;
    pass(slice, &holding);
    return true;
}

static bool pass_unproved(struct slice *slice, struct statement *row, struct err *err) {
    struct holding holding;
    if (!choose_of_handle(slice->store, sql_text(row, 0), &holding, &slice->arena, err))
        return false;
    if (holding.snapshot)
        pass(slice, &holding);
    return true;
}

/* Accounts that answer ?1 may have said something new of: the list's owner, and whom it described
 * if that account has a list or is said to follow nobody, now or before. */
static const char accounts_of_answer[] =
    "SELECT a.id FROM request q JOIN snapshot w ON w.id = q.snapshot JOIN account a"
    " ON a.key = w.owner WHERE q.ended_no = ?1"
    " UNION SELECT a.id FROM (SELECT e.account AS no FROM request q"
    " JOIN page p ON p.snapshot = q.snapshot AND p.seq = q.seq AND p.request = q.id"
    " JOIN edge e ON e.snapshot = p.snapshot AND e.seq = p.seq WHERE q.ended_no = ?1"
    " UNION SELECT n.account FROM request q JOIN alias n ON n.name = q.target"
    " WHERE q.ended_no = ?1 AND q.kind = 'profile') JOIN account a ON a.id = no"
    " WHERE EXISTS (SELECT 1 FROM snapshot w WHERE w.owner = a.key)"
    " OR EXISTS (SELECT 1 FROM record r WHERE r.account = a.id AND r.following = 0)";

/* Its own handle if its owner is not proved, else those that its owner ever had. */
static const char handles_of_answer[] =
    "SELECT w.target FROM request q JOIN snapshot w ON w.id = q.snapshot"
    " WHERE q.ended_no = ?1 AND w.owner IS NULL"
    " UNION SELECT u.target FROM request q JOIN snapshot w ON w.id = q.snapshot"
    " JOIN account a ON a.key = w.owner JOIN record r ON r.account = a.id"
    " JOIN snapshot u ON u.target = r.username COLLATE NOCASE"
    " WHERE q.ended_no = ?1 AND u.owner IS NULL";

static bool pass_rows(struct slice *slice, const char *text, int64_t no, read_row *pass_row,
                      struct err *err) {
    struct statement *rows = sql_use(slice->store->sql, text);
    enum sql_step step;
    sql_bind(rows, 1, no);
    while ((step = sql_step(rows, err)) == SQL_ROW)
        if (!pass_row(slice, rows, err)) {
            sql_end(rows);
            return false;
        }
    return step == SQL_DONE;
}

/* The next answer that was read; 0: none. One that waits to be read holds up those after it,
 * because it may still change what they say. */
static bool find_next(struct store *store, int64_t since, int64_t *no, struct err *err) {
    *no = 0;
    struct statement *next =
        sql_use(store->sql, "SELECT iif(" JOURNAL_IS_UNREAD ", 0, ended_no) FROM request"
                            " WHERE ended_no > ?1 ORDER BY ended_no LIMIT 1");
    sql_bind(next, 1, since);
    return sql_read(next, no, err);
}

bool holding_changed(struct store *store, int64_t *since, size_t most, holding_take *take,
                     void *context, bool *is_end, struct err *err) {
    struct slice slice = {.store = store, .take = take, .context = context};
    bool is_fine = true;
    int64_t no = 1;
    arena_init(&slice.arena);
    for (size_t i = 0; is_fine && no && i < most; i++) {
        is_fine = find_next(store, *since, &no, err) &&
                  (!no || (pass_rows(&slice, accounts_of_answer, no, pass_account, err) &&
                           pass_rows(&slice, handles_of_answer, no, pass_unproved, err)));
        if (is_fine && no)
            *since = no;
    }
    arena_fini(&slice.arena);
    *is_end = is_fine && !no;
    return is_fine;
}

bool holding_newest(struct store *store, int64_t *no, struct err *err) {
    *no = 0;
    struct statement *newest =
        sql_use(store->sql, "SELECT coalesce((SELECT ended_no - 1 FROM request WHERE anchor IS NULL"
                            " AND " JOURNAL_IS_UNREAD " ORDER BY ended_no LIMIT 1),"
                            " (SELECT max(ended_no) FROM request), 0)");
    return sql_read(newest, no, err);
}

bool holding_generation(struct store *store, int64_t *generation, struct err *err) {
    *generation = 0;
    return sql_read(sql_use(store->sql, "SELECT generation FROM about"), generation, err);
}
