/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/schema.h"

#include "store/backup.h"
#include "store/crawl_tables.h"
#include "store/owner.h"
#include "store/page_sums.h"
#include "store/pseudonym_key.h"
#include "store/spent.h"
#include "store/store_internal.h"
#include "store/views.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

/* purse: whose balance paid; NULL if unknown, as for everything bought before. page.rows: the
 * number of rows, because counting edges takes too long for what every key needs. */
static const char version_2[] =
    "ALTER TABLE request ADD COLUMN purse INTEGER;"
    "ALTER TABLE anchor ADD COLUMN purse INTEGER;"
    "CREATE INDEX request_purse ON request (purse, ended_no) WHERE anchor IS NULL;"
    "CREATE INDEX anchor_purse ON anchor (purse);"
    "DROP INDEX request_money;"
    "CREATE INDEX request_money ON request"
    " (sent_ms, sitting, state, reserved, credits, is_proved);"
    "ALTER TABLE page ADD COLUMN rows INTEGER NOT NULL DEFAULT 0;"
    "UPDATE page SET rows = (SELECT count(*) FROM edge"
    " WHERE edge.snapshot = page.snapshot AND edge.seq = page.seq);";

/*
 * snapshot.owner is the id of the list's owner; NULL if nothing proves it (owner.h).
 *
 * record.first_no and last_no are the ended_no of the first and the last answer with that record,
 * and alias.seen_no likewise: these decide what is newer, never a clock. The indexes of `record` do
 * not contain them, because then every page that repeats a record would rewrite the indexes.
 *
 * No request costs more than DECODE_CREDITS_MAX, and no balance exceeds DECODE_BALANCE_MAX
 * (api/decode.h): larger values that an older reader believed become unknown, so that no sum can
 * overflow. answer.encoding is the Content-Encoding of its bytes, which are stored as received;
 * `hidden` counts the secrets replaced in them. page.is_unsaid: the API did not say whether there
 * is more. request.remark is what is odd about the charge; about.reader is DECODE_READER of the
 * program that last read all answers.
 *
 * A sitting is a run of a program (store/store_run.h); its started_no is the last number of a start
 * or an end before it.
 *
 * spent holds running sums of `request`, maintained by triggers and therefore in every transaction
 * that changes it: in total ('all', 0), for each sitting, and for each minute since 1970 (`no`) in
 * which something was sent. A day is a sum of minutes, so a change of time zone moves it. `charged`
 * is what is known, `counted` what counts against a cap, `reserved` what is under way, `maybe` what
 * ended with an unknown charge.
 */
#define BIND_SNAPSHOTS                                                                             \
    "UPDATE snapshot SET owner = " OWNER_OF_ID("target") " WHERE NOT (" OWNER_IS_HANDLE ");"
/* clang-format off */
#define KEEP_SPENT \
    "CREATE TRIGGER request_begun AFTER INSERT ON request" \
    " BEGIN" SPENT_ADD("", "NEW.") " END;" \
    "CREATE TRIGGER request_changed" \
    " AFTER UPDATE OF credits, reserved, state, is_proved, sitting, sent_ms ON request" \
    " BEGIN" SPENT_ADD("-", "OLD.") SPENT_ADD("", "NEW.") " END;"
/* clang-format on */
#define KEEP_BYTES                                                                                 \
    "ALTER TABLE request ADD COLUMN remark TEXT;"                                                  \
    "ALTER TABLE answer ADD COLUMN encoding TEXT;"                                                 \
    "ALTER TABLE answer ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;"                             \
    "ALTER TABLE page ADD COLUMN is_unsaid INTEGER NOT NULL DEFAULT 0;"                            \
    "ALTER TABLE about ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;"
#define FIND_FAST                                                                                  \
    "DROP INDEX request_money;"                                                                    \
    "CREATE INDEX request_unread ON request (target COLLATE NOCASE)"                               \
    " WHERE kind = 'profile' AND outcome IS NOT 'ok';"                                             \
    "CREATE INDEX request_unknown ON request (ended_no) WHERE purse IS NULL;"                      \
    "CREATE INDEX sitting_open ON sitting (id) WHERE ended_ms IS NULL;"                            \
    "ALTER TABLE sitting ADD COLUMN started_no INTEGER NOT NULL DEFAULT 0;"
static const char version_3[] =
    "UPDATE request SET credits = NULL WHERE credits > 1000000;"
    "UPDATE request SET balance = NULL WHERE balance > 1000000000000000;"
    "ALTER TABLE snapshot ADD COLUMN owner TEXT;"
    "CREATE INDEX snapshot_owner ON snapshot (owner, id);" BIND_SNAPSHOTS
    "ALTER TABLE record ADD COLUMN first_no INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE record ADD COLUMN last_no INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE alias ADD COLUMN seen_no INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX request_time ON request (ended_ms, ended_no) WHERE outcome = 'ok';"
    "UPDATE record SET"
    " first_no = coalesce((SELECT min(ended_no) FROM request WHERE outcome = 'ok'"
    " AND ended_ms = first_ms), 0),"
    " last_no = coalesce((SELECT max(ended_no) FROM request WHERE outcome = 'ok'"
    " AND ended_ms = last_ms), 0);"
    "UPDATE record SET first_no = last_no, last_no = first_no WHERE first_no > last_no;"
    "UPDATE alias SET seen_no = coalesce((SELECT max(ended_no) FROM request WHERE outcome = 'ok'"
    " AND ended_ms = seen_ms), 0);"
    "DROP INDEX request_time;"
    "DROP INDEX record_account;"
    "DROP INDEX record_username;"
    "CREATE INDEX record_account ON record (account);"
    "CREATE INDEX record_username ON record (username COLLATE NOCASE);"
    "UPDATE account SET record = (SELECT r.id FROM record r WHERE r.account = account.id"
    " ORDER BY r.last_no DESC, r.id DESC LIMIT 1);"
    "CREATE TABLE spent ("
    " scope TEXT NOT NULL CHECK (scope IN ('all', 'sitting', 'minute')),"
    " no INTEGER NOT NULL,"
    " charged INTEGER NOT NULL,"
    " counted INTEGER NOT NULL,"
    " reserved INTEGER NOT NULL,"
    " maybe INTEGER NOT NULL,"
    " PRIMARY KEY (scope, no)"
    ") STRICT, WITHOUT ROWID;" KEEP_SPENT
    SPENT_SUM_UP_BY(SPENT_IN_FULL_3)
KEEP_BYTES FIND_FAST;

/*
 * page_sums.h says what the new columns of `page` are. edge_account finds the lists that have an
 * account; its columns are followed by those of the key, so it also says in which row.
 * record_nobody finds owners who follow nobody. about.generation changes when numbers of accounts
 * may mean others, and with what a reader cannot see otherwise (catalogue.h). sitting.program is
 * which program ran. asked: see
 * asked.h.
 */
static const char version_4[] =
    "ALTER TABLE page ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE page ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE page ADD COLUMN total INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE page ADD COLUMN ids INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE page ADD COLUMN nameless INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE page ADD COLUMN defects INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE about ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE sitting ADD COLUMN program TEXT;"
    "CREATE TABLE asked (owner TEXT PRIMARY KEY, asked_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX edge_account ON edge (account, snapshot);"
    "CREATE INDEX record_nobody ON record (account) WHERE following = 0;" PAGE_SUMS_COUNT("", "");

/*
 * Version 4 had some of the views; the last step makes today's. account_tt finds an account by its
 * id in these. about.pseudonym_key is the secret of exports for strangers (pseudonym_key.h).
 */
static const char version_5[] =
    "ALTER TABLE about ADD COLUMN pseudonym_key BLOB;"
    "CREATE UNIQUE INDEX account_tt ON account ('tt' || key);" VIEWS_DROP;

#define SPENT_TABLE                                                                                \
    "CREATE TABLE spent ("                                                                         \
    " scope TEXT NOT NULL CHECK (scope IN ('all', 'sitting', 'minute', 'crawl')),"                 \
    " no INTEGER NOT NULL,"                                                                        \
    " charged INTEGER NOT NULL,"                                                                   \
    " counted INTEGER NOT NULL,"                                                                   \
    " reserved INTEGER NOT NULL,"                                                                  \
    " maybe INTEGER NOT NULL,"                                                                     \
    " PRIMARY KEY (scope, no)"                                                                     \
    ") STRICT, WITHOUT ROWID;"
/* clang-format off */
#define KEEP_SPENT_OF_CRAWLS \
    "CREATE TRIGGER request_begun_by_crawl AFTER INSERT ON request WHEN NEW.crawl IS NOT NULL" \
    " BEGIN" SPENT_ADD_TO_CRAWL("", "NEW.") " END;" \
    "CREATE TRIGGER request_of_crawl_changed" \
    " AFTER UPDATE OF credits, reserved, state, is_proved ON request WHEN NEW.crawl IS NOT NULL" \
    " BEGIN" SPENT_ADD_TO_CRAWL("-", "OLD.") SPENT_ADD_TO_CRAWL("", "NEW.") " END;"
/* clang-format on */
/* crawl_tables.h says what the new tables and columns are. */
static const char version_6[] = VIEWS_DROP CRAWL_TABLES
    "ALTER TABLE request ADD COLUMN crawl INTEGER REFERENCES crawl;"
    "ALTER TABLE request ADD COLUMN step INTEGER;" CRAWL_INDEX
    "DROP TABLE spent;" SPENT_TABLE KEEP_SPENT_OF_CRAWLS SPENT_SUM_UP VIEWS_CREATE;

/*
 * What a new store gets in one step; the steps above make the same of an older one, and say what
 * their columns are.
 *
 * Primary data first, then what is derived from it. Ids and cursors are text, never numbers; times
 * are milliseconds since 1970 UTC; credits are whole numbers.
 *
 * request.sent_no and ended_no number the starts and ends of all requests together: they show for
 * ever which requests overlapped, independently of clocks. `credits` is NULL while the charge is
 * unknown; `reserved` is then the most that it can be.
 *
 * answer.body is the body, deflated if that is shorter (the format of SQLite's own
 * sqlar_uncompress(body, size)).
 */
static const char new_store[] =
    "CREATE TABLE about ("
    " only INTEGER PRIMARY KEY CHECK (only = 1),"
    " kind TEXT NOT NULL,"
    " name TEXT NOT NULL,"
    " created_ms INTEGER NOT NULL,"
    " reader INTEGER NOT NULL DEFAULT 0,"
    " generation INTEGER NOT NULL DEFAULT 0,"
    " pseudonym_key BLOB"
    ") STRICT;"
    "CREATE TABLE sitting ("
    " id INTEGER PRIMARY KEY,"
    " started_ms INTEGER NOT NULL,"
    " ended_ms INTEGER,"
    " host TEXT NOT NULL,"
    " pid INTEGER NOT NULL,"
    " started_no INTEGER NOT NULL DEFAULT 0,"
    " program TEXT"
    ") STRICT;"
    "CREATE INDEX sitting_open ON sitting (id) WHERE ended_ms IS NULL;"
    "CREATE TABLE snapshot ("
    " id INTEGER PRIMARY KEY,"
    " target TEXT NOT NULL,"
    " label TEXT NOT NULL,"
    " started_ms INTEGER NOT NULL,"
    " owner TEXT"
    ") STRICT;"
    "CREATE INDEX snapshot_target ON snapshot (target COLLATE NOCASE, id);"
    "CREATE INDEX snapshot_owner ON snapshot (owner, id);" CRAWL_TABLES "CREATE TABLE request ("
    " id INTEGER PRIMARY KEY,"
    " sitting INTEGER NOT NULL REFERENCES sitting,"
    " kind TEXT NOT NULL CHECK (kind IN ('profile', 'following')),"
    " target TEXT NOT NULL,"
    " label TEXT NOT NULL,"
    " snapshot INTEGER REFERENCES snapshot,"
    " seq INTEGER,"
    " attempt INTEGER NOT NULL,"
    " cursor_in TEXT,"
    " reserved INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('under way', 'answered', 'not sent', 'unanswered')),"
    " sent_no INTEGER NOT NULL,"
    " sent_ms INTEGER NOT NULL,"
    " ended_no INTEGER,"
    " ended_ms INTEGER,"
    " outcome TEXT,"
    " request_id TEXT,"
    " rows INTEGER,"
    " credits INTEGER,"
    " balance INTEGER,"
    " anchor INTEGER,"
    " is_proved INTEGER NOT NULL DEFAULT 0,"
    " is_shared INTEGER NOT NULL DEFAULT 0,"
    " purse INTEGER,"
    " remark TEXT,"
    " crawl INTEGER REFERENCES crawl,"
    " step INTEGER"
    ") STRICT;"
    "CREATE INDEX request_page ON request (snapshot, seq);"
    "CREATE INDEX request_open ON request (target) WHERE state = 'under way';"
    "CREATE INDEX request_loose ON request (ended_no) WHERE anchor IS NULL;"
    "CREATE INDEX request_ended ON request (ended_no);"
    "CREATE INDEX request_purse ON request (purse, ended_no) WHERE anchor IS NULL;"
    "CREATE INDEX request_unread ON request (target COLLATE NOCASE)"
    " WHERE kind = 'profile' AND outcome IS NOT 'ok';"
    "CREATE INDEX request_unknown ON request (ended_no) WHERE purse IS NULL;" CRAWL_INDEX
    "CREATE TABLE answer ("
    " request INTEGER PRIMARY KEY REFERENCES request,"
    " end TEXT NOT NULL CHECK (end IN ('whole', 'not sent', 'broken', 'too large')),"
    " is_refused INTEGER NOT NULL,"
    " reason TEXT NOT NULL,"
    " status INTEGER NOT NULL,"
    " content_type TEXT,"
    " location TEXT,"
    " retry_after_s INTEGER,"
    " rate_limit INTEGER,"
    " rate_remaining INTEGER,"
    " rate_reset_s INTEGER,"
    " size INTEGER NOT NULL,"
    " body BLOB NOT NULL,"
    " encoding TEXT,"
    " hidden INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE TABLE account ("
    " id INTEGER PRIMARY KEY,"
    " key TEXT UNIQUE,"
    " record INTEGER"
    ") STRICT;"
    "CREATE UNIQUE INDEX account_tt ON account ('tt' || key);"
    "CREATE TABLE record ("
    " id INTEGER PRIMARY KEY,"
    " account INTEGER NOT NULL REFERENCES account,"
    " first_ms INTEGER NOT NULL,"
    " last_ms INTEGER NOT NULL,"
    " username TEXT,"
    " display_name TEXT,"
    " bio TEXT,"
    " region TEXT,"
    " avatar_url TEXT,"
    " followers INTEGER,"
    " following INTEGER,"
    " likes INTEGER,"
    " videos INTEGER,"
    " is_verified INTEGER NOT NULL,"
    " is_private INTEGER NOT NULL,"
    " defect TEXT,"
    " first_no INTEGER NOT NULL DEFAULT 0,"
    " last_no INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX record_account ON record (account);"
    "CREATE INDEX record_username ON record (username COLLATE NOCASE);"
    "CREATE INDEX record_nobody ON record (account) WHERE following = 0;"
    "CREATE TABLE page ("
    " snapshot INTEGER NOT NULL,"
    " seq INTEGER NOT NULL,"
    " request INTEGER NOT NULL,"
    " received_ms INTEGER NOT NULL,"
    " has_more INTEGER NOT NULL,"
    " is_cut INTEGER NOT NULL,"
    " cursor_out TEXT,"
    " rows INTEGER NOT NULL DEFAULT 0,"
    " is_unsaid INTEGER NOT NULL DEFAULT 0,"
    " fresh INTEGER NOT NULL DEFAULT 0,"
    " pages INTEGER NOT NULL DEFAULT 0,"
    " total INTEGER NOT NULL DEFAULT 0,"
    " ids INTEGER NOT NULL DEFAULT 0,"
    " nameless INTEGER NOT NULL DEFAULT 0,"
    " defects INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (snapshot, seq)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE edge ("
    " snapshot INTEGER NOT NULL,"
    " seq INTEGER NOT NULL,"
    " row INTEGER NOT NULL,"
    " account INTEGER NOT NULL,"
    " PRIMARY KEY (snapshot, seq, row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX edge_account ON edge (account, snapshot);"
    "CREATE TABLE alias ("
    " name TEXT PRIMARY KEY COLLATE NOCASE,"
    " account INTEGER NOT NULL REFERENCES account,"
    " seen_ms INTEGER NOT NULL,"
    " seen_no INTEGER NOT NULL DEFAULT 0"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE anchor ("
    " id INTEGER PRIMARY KEY,"
    " request INTEGER NOT NULL REFERENCES request,"
    " balance INTEGER NOT NULL,"
    " jump INTEGER NOT NULL,"
    " purse INTEGER"
    ") STRICT;"
    "CREATE INDEX anchor_purse ON anchor (purse);" SPENT_TABLE
    "CREATE TABLE asked (owner TEXT PRIMARY KEY, asked_ms INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID;" KEEP_SPENT KEEP_SPENT_OF_CRAWLS VIEWS_CREATE;

static const char *const steps[SCHEMA_VERSION] = {
    new_store, version_2, version_3, version_4, version_5, version_6,
};

struct header {
    int64_t application, version;
    int64_t things; /* tables, indexes and their kin */
};

/* In one statement, so that the values are consistent while another program creates the store. */
static bool read_header(struct sql *sql, struct header *header, struct err *err) {
    struct statement *select =
        sql_use(sql, "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)"
                     " FROM pragma_application_id, pragma_user_version");
    enum sql_step step = sql_step(select, err);
    if (step == SQL_FAILED)
        return false;
    header->application = sql_number(select, 0);
    header->version = sql_number(select, 1);
    header->things = sql_number(select, 2);
    sql_end(select);
    return true;
}

static bool check_up_to(struct sql *sql, const char *path, int64_t newest, int64_t *version,
                        struct err *err) {
    struct header header;
    *version = 0;
    if (!read_header(sql, &header, err))
        return false;
    if (header.application == 0 && header.version == 0 && header.things == 0)
        return true;
    if (header.application != STORE_APPLICATION_ID)
        return err_set(err, ERR_DATA, "%s is another program's database, not a store", path);
    if (header.version < 1) {
        return err_set(err, ERR_DATA, "%s is damaged: it claims to be version %" PRId64, path,
                       header.version);
    }
    if (header.version > newest) {
        return err_set(err, ERR_CONFIG,
                       "%s is version %" PRId64
                       ", and this program supports versions up to %" PRId64
                       ". Use a newer Followtrail (the file was not changed)",
                       path, header.version, newest);
    }
    *version = header.version;
    return true;
}

bool schema_check(struct sql *sql, const char *path, int64_t *version, struct err *err) {
    return check_up_to(sql, path, SCHEMA_VERSION, version, err);
}

static bool make_name(char name[static STORE_NAME_MAX], struct err *err) {
    unsigned char bytes[(STORE_NAME_MAX - 1) / 2];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return err_set(err, ERR_IO, "no random numbers: %s", strerror(errno));
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(name + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

static bool introduce(struct sql *sql, const char *kind, int64_t now_ms, struct err *err) {
    char name[STORE_NAME_MAX];
    if (!make_name(name, err))
        return false;
    struct statement *insert =
        sql_use(sql, "INSERT INTO about (only, kind, name, created_ms) VALUES (1, ?1, ?2, ?3)");
    sql_bind_text(insert, 1, kind);
    sql_bind_text(insert, 2, name);
    sql_bind(insert, 3, now_ms);
    return sql_do(insert, err);
}

static bool set_version(struct sql *sql, int64_t version, struct err *err) {
    char script[96];
    snprintf(script, sizeof script, "PRAGMA application_id = %d; PRAGMA user_version = %" PRId64,
             STORE_APPLICATION_ID, version);
    return sql_run(sql, script, err);
}

static bool may_change(const struct schema_birth *birth, struct err *err) {
    return birth->may_change == NULL || birth->may_change(birth->context, err);
}

/* Within a transaction: if another program was faster, nothing is left to do. */
static bool take_step(struct sql *sql, const char *path, const char *script, int64_t from,
                      int64_t to, const struct schema_birth *birth, struct err *err) {
    int64_t version;
    if (!check_up_to(sql, path, INT64_MAX, &version, err))
        return false;
    return version != from || ((from == 0 || may_change(birth, err)) && sql_run(sql, script, err) &&
                               (from > 0 || introduce(sql, birth->kind, birth->now_ms, err)) &&
                               set_version(sql, to, err));
}

/* Checked before the copy is made, which must include the last writes of an older program. */
static bool check_free(struct sql *sql, const char *path, int64_t from,
                       const struct schema_birth *birth, struct err *err) {
    int64_t version;
    if (!sql_begin(sql, err))
        return false;
    bool is_free = check_up_to(sql, path, INT64_MAX, &version, err) &&
                   (version != from || may_change(birth, err));
    sql_rollback(sql);
    return is_free;
}

bool schema_climb(struct sql *sql, const char *path, const char *const *scripts, int64_t count,
                  const struct schema_birth *birth, struct err *err) {
    int64_t version;
    if (!check_up_to(sql, path, count, &version, err))
        return false;
    if (version > 0 && version < count &&
        (!check_free(sql, path, version, birth, err) ||
         (!birth->has_no_copy && !backup_make(sql, path, version, err))))
        return false;
    for (int64_t to; version < count; version = to) {
        to = version > 0 ? version + 1 : count;
        if (!sql_begin(sql, err))
            return false;
        if (!sql_finish(sql, take_step(sql, path, scripts[version], version, to, birth, err), err))
            return false;
    }
    return true;
}

bool schema_migrate(struct sql *sql, const char *path, const struct schema_birth *birth,
                    struct err *err) {
    return schema_climb(sql, path, steps, SCHEMA_VERSION, birth, err) &&
           pseudonym_key_make(sql, err);
}
