/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/derived.h"

#include "base/buf.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = 20, CELL_MAX = 96, ROW_MAX = 256 };

/* What a column has. */
enum kind { NUMBER, TEXT };

struct column {
    const char *title;
    enum kind kind;
};

struct table {
    const char *title; /* of a row: "account" */
    size_t key;        /* the first columns, by which rows are ordered and matched */
    struct column columns[COLUMNS_MAX]; /* up to the first without a title */
    const char *sql;
};

#define RECORD_VALUES                                                                              \
    "r.username, r.display_name, r.bio, r.region, r.followers, r.following, r.likes, r.videos,"    \
    " r.is_verified, r.is_private"

/* clang-format off */
#define RECORD_COLUMNS                                                                             \
    {"username", TEXT}, {"display_name", TEXT}, {"bio", TEXT}, {"region", TEXT},                   \
    {"follower_count", NUMBER}, {"following_count", NUMBER}, {"like_count", NUMBER},               \
    {"video_count", NUMBER}, {"is_verified", NUMBER}, {"is_private", NUMBER}

/* A record without an id is an account of its own, which only its row in a list tells from others,
 * so its values are compared there. */
static const struct table tables[] = {
    {"account", 1, {{"id", TEXT}, {"last_no", NUMBER}, RECORD_COLUMNS},
     "SELECT a.key, r.last_no, " RECORD_VALUES " FROM account a LEFT JOIN record r"
     " ON r.id = a.record WHERE a.key IS NOT NULL ORDER BY a.key"},
    {"record of an account", 3,
     {{"id", TEXT}, {"first_no", NUMBER}, {"last_no", NUMBER}, {"first_ms", NUMBER},
      {"last_ms", NUMBER}, RECORD_COLUMNS, {"avatar_url", TEXT}, {"defect", TEXT}},
     "SELECT a.key, r.first_no, r.last_no, r.first_ms, r.last_ms, " RECORD_VALUES ","
     " r.avatar_url, r.defect FROM account a CROSS JOIN record r ON r.account = a.id"
     " WHERE a.key IS NOT NULL ORDER BY a.key, r.first_no, r.last_no, r.followers, r.username,"
     " r.display_name, r.bio, r.following, r.likes, r.videos, r.region, r.avatar_url"},
    {"list", 1, {{"list", NUMBER}, {"owner", TEXT}},
     "SELECT id, owner FROM snapshot ORDER BY id"},
    {"page", 2,
     {{"list", NUMBER}, {"page", NUMBER}, {"request", NUMBER}, {"received_ms", NUMBER},
      {"has_more", NUMBER}, {"is_cut", NUMBER}, {"is_unsaid", NUMBER}, {"cursor", TEXT},
      {"rows", NUMBER}, {"fresh", NUMBER}, {"pages", NUMBER}, {"total", NUMBER}, {"ids", NUMBER},
      {"nameless", NUMBER}, {"defects", NUMBER}},
     "SELECT snapshot, seq + 1, request, received_ms, has_more, is_cut, is_unsaid, cursor_out,"
     " rows, fresh, pages, total, ids, nameless, defects FROM page ORDER BY snapshot, seq"},
    {"follow", 3,
     {{"list", NUMBER}, {"page", NUMBER}, {"row", NUMBER}, {"account", TEXT}, RECORD_COLUMNS},
     "SELECT e.snapshot, e.seq + 1, e.row + 1, a.key, " RECORD_VALUES " FROM edge e"
     " LEFT JOIN account a ON a.id = e.account LEFT JOIN record r ON r.id = a.record"
     " AND a.key IS NULL ORDER BY e.snapshot, e.seq, e.row"},
    {"name", 1, {{"name", TEXT}, {"account", TEXT}, {"seen_ms", NUMBER}, {"seen_no", NUMBER}},
     "SELECT n.name, a.key, n.seen_ms, n.seen_no FROM alias n LEFT JOIN account a"
     " ON a.id = n.account ORDER BY n.name COLLATE BINARY"},
    {"request", 1,
     {{"number", NUMBER}, {"outcome", TEXT}, {"request_id", TEXT}, {"rows", NUMBER},
      {"credits", NUMBER}, {"balance", NUMBER}, {"remark", TEXT}, {"is_proved", NUMBER},
      {"is_shared", NUMBER}, {"the request that settles it", NUMBER}},
     "SELECT q.id, q.outcome, q.request_id, q.rows, q.credits, q.balance, q.remark, q.is_proved,"
     " q.is_shared, n.request FROM request q LEFT JOIN anchor n ON n.id = q.anchor ORDER BY q.id"},
    {"balance", 1,
     {{"request", NUMBER}, {"balance", NUMBER}, {"jump", NUMBER}, {"purse", NUMBER}},
     "SELECT request, balance, jump, purse FROM anchor ORDER BY request, balance, jump"},
    {"step of a crawl", 2,
     {{"crawl", NUMBER}, {"step", NUMBER}, {"listed", NUMBER}, {"new", NUMBER},
      {"inside", NUMBER}},
     "SELECT crawl, n, listed, new, inside FROM crawl_step ORDER BY crawl, n"},
    {"sum of credits", 2,
     {{"of", TEXT}, {"number", NUMBER}, {"charged", NUMBER}, {"counted", NUMBER},
      {"reserved", NUMBER}, {"maybe", NUMBER}},
     "SELECT scope, no, charged, counted, reserved, maybe FROM spent"
     " WHERE charged OR counted OR reserved OR maybe ORDER BY scope, no"},
    {"all of it", 0, {{"the number of accounts", NUMBER}, {"the number of records", NUMBER}},
     "SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM record)"},
};
/* clang-format on */

static size_t count_columns(const struct table *table) {
    size_t count = 0;
    while (count < COLUMNS_MAX && table->columns[count].title)
        count++;
    return count;
}

/* Negative, 0 or positive, as the rows are ordered: NULL first, text by its bytes. */
static int compare_cell(struct statement *a, struct statement *b, size_t column, enum kind kind) {
    int at = (int)column;
    bool is_null = sql_is_null(a, at);
    if (is_null || sql_is_null(b, at))
        return (int)!is_null - (int)!sql_is_null(b, at);
    if (kind == TEXT)
        return strcmp(sql_text(a, at), sql_text(b, at));
    int64_t left = sql_number(a, at), right = sql_number(b, at);
    return left < right ? -1 : left > right;
}

static void put_cell(struct statement *row, size_t column, enum kind kind, struct buf *out) {
    if (sql_is_null(row, (int)column))
        buf_text_put(out, "unknown");
    else if (kind == NUMBER)
        buf_format(out, "%" PRId64, sql_number(row, (int)column));
    else
        buf_format(out, "“%.*s”", CELL_MAX, sql_text(row, (int)column));
}

/* "page (list 3, page 1)". */
static void put_row(const struct table *table, struct statement *row, struct buf *out) {
    buf_text_put(out, table->title);
    for (size_t i = 0; i < table->key; i++) {
        buf_format(out, "%s%s ", i ? ", " : " (", table->columns[i].title);
        put_cell(row, i, table->columns[i].kind, out);
    }
    buf_text_put(out, table->key ? ")" : "");
}

static bool tell_unlike(const struct table *table, struct statement *stored,
                        struct statement *again, size_t column, struct err *err) {
    struct buf text;
    buf_init(&text, ERR_TEXT_MAX);
    put_row(table, stored, &text);
    buf_format(&text, ": in the store %s is ", table->columns[column].title);
    put_cell(stored, column, table->columns[column].kind, &text);
    buf_text_put(&text, ", by the answers ");
    put_cell(again, column, table->columns[column].kind, &text);
    err_set(err, ERR_DATA, "%s", buf_text(&text));
    buf_fini(&text);
    return false;
}

static bool tell_single(const struct table *table, struct statement *row, const char *what,
                        struct err *err) {
    struct buf text;
    buf_init(&text, ERR_TEXT_MAX);
    put_row(table, row, &text);
    err_set(err, ERR_DATA, "%s %s", buf_text(&text), what);
    buf_fini(&text);
    return false;
}

#define ONLY_STORED "is in the store, and no answer says so"
#define ONLY_AGAIN  "follows from the answers, and is not in the store"

/* Rows that are both there. */
static bool compare_rows(const struct table *table, struct statement *stored,
                         struct statement *again, struct err *err) {
    size_t count = count_columns(table);
    for (size_t i = 0; i < count; i++) {
        int order = compare_cell(stored, again, i, table->columns[i].kind);
        if (order && i >= table->key)
            return tell_unlike(table, stored, again, i, err);
        if (order)
            return order < 0 ? tell_single(table, stored, ONLY_STORED, err)
                             : tell_single(table, again, ONLY_AGAIN, err);
    }
    return true;
}

static bool walk(const struct table *table, struct statement *stored, struct statement *again,
                 struct err *err) {
    for (;;) {
        enum sql_step left = sql_step(stored, err);
        enum sql_step right = left == SQL_FAILED ? SQL_FAILED : sql_step(again, err);
        if (right == SQL_FAILED || (left == SQL_DONE && right == SQL_DONE))
            return right != SQL_FAILED;
        if (left == SQL_DONE)
            return tell_single(table, again, ONLY_AGAIN, err);
        if (right == SQL_DONE)
            return tell_single(table, stored, ONLY_STORED, err);
        if (!compare_rows(table, stored, again, err))
            return false;
    }
}

static bool compare_table(const struct table *table, struct sql *stored, struct sql *again,
                          struct err *err) {
    struct statement *left = sql_use(stored, table->sql), *right = sql_use(again, table->sql);
    bool is_same = walk(table, left, right, err);
    sql_end(left);
    sql_end(right);
    return is_same;
}

bool derived_compare(struct sql *stored, struct sql *again, const struct derived_watch *watch,
                     struct err *err) {
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (watch->tell)
            watch->tell(watch->context, tables[i].title);
        if (!compare_table(&tables[i], stored, again, err))
            return false;
    }
    return true;
}
