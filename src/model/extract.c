/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/extract.h"

#include "base/codepoint.h"
#include "base/csv_text.h"
#include "base/json_text.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

enum { ADDRESS_HANDLE_MAX = 64, RECORD_MAX_BYTES = 64 << 20 };

static const char handle_characters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";

enum column_kind { COLUMN_TEXT, COLUMN_ID, COLUMN_FLAG, COLUMN_COUNT };

static const struct column {
    const char *name;
    enum column_kind kind;
    size_t offset; /* COLUMN_FLAG: enum account_flag */
} columns[] = {
    {"id", COLUMN_ID, offsetof(struct account, id)},
    {"username", COLUMN_TEXT, offsetof(struct account, username)},
    {"display_name", COLUMN_TEXT, offsetof(struct account, display_name)},
    {"bio", COLUMN_TEXT, offsetof(struct account, bio)},
    {"is_verified", COLUMN_FLAG, ACCOUNT_FLAG_VERIFIED},
    {"is_private", COLUMN_FLAG, ACCOUNT_FLAG_PRIVATE},
    {"follower_count", COLUMN_COUNT, offsetof(struct account, follower_count)},
    {"following_count", COLUMN_COUNT, offsetof(struct account, following_count)},
    {"like_count", COLUMN_COUNT, offsetof(struct account, like_count)},
    {"video_count", COLUMN_COUNT, offsetof(struct account, video_count)},
    {"region", COLUMN_TEXT, offsetof(struct account, region)},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static bool is_text(const struct column *column) {
    return column->kind == COLUMN_TEXT || column->kind == COLUMN_ID;
}

/* NULL if it is unknown. */
static const char *text_at(const struct account *account, const struct column *column) {
    const char *text;
    memcpy(&text, (const char *)account + column->offset, sizeof text);
    return text;
}

/* As files have it. `room`: for an id. */
static const char *text_of(const struct account *account, const struct column *column,
                           struct buf *room) {
    const char *text = text_at(account, column);
    if (!text || column->kind == COLUMN_TEXT)
        return text;
    buf_clear(room);
    buf_format(room, ACCOUNT_ID_PREFIX "%s", text);
    return buf_text(room);
}

static int64_t count_of_column(const struct account *account, const struct column *column) {
    int64_t count;
    memcpy(&count, (const char *)account + column->offset, sizeof count);
    return account_has_counts(account) ? count : ACCOUNT_UNKNOWN;
}

/* A number or a flag as both formats write it; false if it is unknown. */
static bool put_plain(struct buf *out, const struct account *account, const struct column *column) {
    if (column->kind == COLUMN_FLAG) {
        int flag = account_flag(account, (enum account_flag)column->offset);
        return flag != ACCOUNT_UNKNOWN && buf_text_put(out, flag ? "true" : "false");
    }
    int64_t count = count_of_column(account, column);
    return count >= 0 && buf_format(out, "%" PRId64, count);
}

/* RFC 4180 does not allow control characters, and a terminal may obey them when they are pasted. */
static bool is_foreign_to_csv(uint32_t code) {
    return code == UTF8_BAD || (code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
           (code >= 0x7F && code <= 0x9F);
}

/* Characters that a terminal would obey, break a line at, or not show. */
static bool is_unshown(uint32_t code) {
    enum codepoint_class class = codepoint_class(code);
    return code != '\n' && (class == CODEPOINT_LINE_BREAK || class == CODEPOINT_CONTROL ||
                            class == CODEPOINT_HIDDEN || class == CODEPOINT_TAG);
}

static void put_csv_field(struct buf *out, const char *text, bool is_shown) {
    struct buf clean;
    buf_init(&clean, RECORD_MAX_BYTES);
    for (size_t left = strlen(text); left;) {
        uint32_t code;
        size_t taken = utf8_decode(text, left, &code);
        if (code == UTF8_BAD)
            buf_text_put(&clean, "\uFFFD");
        else if (is_foreign_to_csv(code) || (is_shown && is_unshown(code)))
            buf_format(&clean, "<U+%04X>", code);
        else
            buf_put(&clean, text, taken);
        text += taken;
        left -= taken;
    }
    csv_text_put(out, buf_text(&clean));
    buf_fini(&clean);
}

static size_t count_formulas(const struct account *account) {
    size_t formulas = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *text = columns[i].kind == COLUMN_TEXT ? text_at(account, &columns[i]) : NULL;
        formulas += text && csv_text_is_formula(text);
    }
    return formulas;
}

static void put_csv(struct buf *out, const struct account *account, bool is_shown) {
    struct buf room;
    buf_init(&room, RECORD_MAX_BYTES);
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *text = is_text(&columns[i]) ? text_of(account, &columns[i], &room) : NULL;
        buf_text_put(out, i ? "," : "");
        if (text)
            put_csv_field(out, text, is_shown);
        else if (!is_text(&columns[i]))
            put_plain(out, account, &columns[i]);
    }
    buf_fini(&room);
}

static void put_json(struct buf *out, const struct account *account) {
    struct buf room;
    buf_init(&room, RECORD_MAX_BYTES);
    buf_text_put(out, "{");
    for (size_t i = 0; i < COLUMNS; i++) {
        buf_format(out, "%s\"%s\": ", i ? ", " : "", columns[i].name);
        if (is_text(&columns[i]))
            json_text_put(out, text_of(account, &columns[i], &room));
        else if (!put_plain(out, account, &columns[i]))
            buf_text_put(out, "null");
    }
    buf_text_put(out, "}");
    buf_fini(&room);
}

/* Whether nothing in it breaks the line, controls a terminal, or is hidden. */
static bool is_plain(const char *text) {
    size_t left = text ? strlen(text) : 0;
    if (!left)
        return false;
    while (left) {
        uint32_t code;
        size_t taken = utf8_decode(text, left, &code);
        if (code == UTF8_BAD)
            return false;
        enum codepoint_class class = codepoint_class(code);
        if (class == CODEPOINT_LINE_BREAK || class == CODEPOINT_CONTROL ||
            class == CODEPOINT_HIDDEN)
            return false;
        text += taken;
        left -= taken;
    }
    return true;
}

static bool has_address(const struct account *account) {
    const char *handle = account->username;
    size_t len = handle ? strspn(handle, handle_characters) : 0;
    return len > 0 && len <= ADDRESS_HANDLE_MAX && !handle[len];
}

static bool put_record(enum extract_kind kind, const struct account *account, struct buf *out) {
    switch (kind) {
    case EXTRACT_HANDLE:
        return is_plain(account->username) && buf_text_put(out, account->username);
    case EXTRACT_ID:
        return is_plain(account->id) && buf_text_put(out, account->id);
    case EXTRACT_ADDRESS:
        return has_address(account) &&
               buf_format(out, "https://www.tiktok.com/@%s", account->username);
    case EXTRACT_CSV:
    case EXTRACT_CSV_SHOWN:
        put_csv(out, account, kind == EXTRACT_CSV_SHOWN);
        break;
    case EXTRACT_JSON:
        put_json(out, account);
    }
    return !out->overflowed;
}

bool extract_put(enum extract_kind kind, const struct account *account, struct buf *out) {
    struct buf record;
    buf_init(&record, RECORD_MAX_BYTES);
    bool is_there =
        put_record(kind, account, &record) && buf_put(out, buf_text(&record), record.len);
    buf_fini(&record);
    return is_there;
}

static void add(struct extract *extract, struct buf *out, const char *bytes, size_t len) {
    extract->size += len;
    buf_put(out, bytes, len);
}

static void add_text(struct extract *extract, struct buf *out, const char *text) {
    add(extract, out, text, strlen(text));
}

static void add_names(struct extract *extract, struct buf *out) {
    for (size_t i = 0; i < COLUMNS; i++) {
        add_text(extract, out, i ? "," : "");
        add_text(extract, out, columns[i].name);
    }
    add_text(extract, out, "\r\n");
}

struct extract extract_accounts(enum extract_kind kind, const struct account *const *accounts,
                                size_t count, struct buf *out) {
    struct extract extract = {0};
    struct buf record;
    bool is_csv = kind == EXTRACT_CSV || kind == EXTRACT_CSV_SHOWN;
    const char *break_between = is_csv ? "\r\n" : kind == EXTRACT_JSON ? ",\n" : "\n";
    buf_init(&record, RECORD_MAX_BYTES);
    if (is_csv)
        add_names(&extract, out);
    else if (kind == EXTRACT_JSON)
        add_text(&extract, out, "[\n");
    for (size_t i = 0; i < count; i++) {
        buf_clear(&record);
        if (!put_record(kind, accounts[i], &record)) {
            extract.left_out++;
            continue;
        }
        extract.formulas += is_csv ? count_formulas(accounts[i]) : 0;
        add_text(&extract, out, extract.taken++ ? break_between : "");
        add(&extract, out, buf_text(&record), record.len);
    }
    if (kind == EXTRACT_JSON)
        add_text(&extract, out, "\n]");
    buf_fini(&record);
    return extract;
}
