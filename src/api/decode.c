/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/decode.h"

#include "api/json.h"

#include <inttypes.h>
#include <string.h>

enum {
    DECODE_ISSUES_MAX = 2048,
    /* bills considered in a body that is not JSON; each costs a scan of the rest */
    BILLS_MAX = 8,
    OBJECTS_MAX = 8
};

_Static_assert((int)JSON_UNKNOWN == (int)ACCOUNT_UNKNOWN, "an unknown count is one in an account");

/* All members of an answer that are read. */
static const char *const names[] = {"request_id",
                                    "data",
                                    "pagination",
                                    "has_more",
                                    "next_cursor",
                                    "billing",
                                    "credits_charged",
                                    "records_charged",
                                    "balance_remaining",
                                    "truncated_due_to_balance",
                                    "credits_required",
                                    "error",
                                    "type",
                                    "message",
                                    "issues",
                                    "id",
                                    "username",
                                    "display_name",
                                    "avatar_url",
                                    "bio",
                                    "is_verified",
                                    "is_private",
                                    "follower_count",
                                    "following_count",
                                    "like_count",
                                    "video_count",
                                    "region",
                                    NULL};

_Static_assert(sizeof names / sizeof *names - 1 <= JSON_MEND_NAMES_MAX, "one bit a name");

static const struct json_names read_names = {names, "issues"};

static const char *get_region(struct json_reader *reader, struct json_object *record) {
    if (json_has_null(record, "region"))
        return NULL;
    const char *region = json_get_text(reader, record, "region");
    return region && *region ? region : NULL;
}

/* An empty one names no account. */
static const char *get_username(struct json_reader *reader, struct json_object *record) {
    const char *username = json_get_text(reader, record, "username");
    if (!username || *username)
        return username;
    json_note(reader, "username", "is empty");
    return NULL;
}

static void read_fields(struct json_reader *reader, struct json_object *record,
                        struct account *account) {
    account->id = json_get_id(reader, record, "id");
    account->username = get_username(reader, record);
    account->display_name = json_get_text(reader, record, "display_name");
    account->avatar_url = json_get_text(reader, record, "avatar_url");
    account->bio = json_get_text(reader, record, "bio");
    account->is_verified = json_get_flag(reader, record, "is_verified");
    account->is_private = json_get_flag(reader, record, "is_private");
    account->follower_count = json_get_count(reader, record, "follower_count");
    account->following_count = json_get_count(reader, record, "following_count");
    account->like_count = json_get_count(reader, record, "like_count");
    account->video_count = json_get_count(reader, record, "video_count");
    account->region = get_region(reader, record);
}

static void read_account(struct arena *arena, struct json_object *record, struct account *account) {
    struct json_reader reader;
    json_reader_init(&reader, arena);
    *account = (struct account){.follower_count = ACCOUNT_UNKNOWN,
                                .following_count = ACCOUNT_UNKNOWN,
                                .like_count = ACCOUNT_UNKNOWN,
                                .video_count = ACCOUNT_UNKNOWN};
    if (json_kind(record) == JSON_OBJECT)
        read_fields(&reader, record, account);
    else
        json_note(&reader, "the record", "is %s, not %s", json_kind_name(json_kind(record)),
                  json_kind_name(JSON_OBJECT));
    account->defect = json_reader_fini(&reader);
}

/* Whether the body ends, or becomes unreadable, within the list. */
static bool is_cut_within(struct json_object *data) {
    size_t count = json_length(data);
    return count && json_kind(json_item(data, count - 1)) == JSON_CUT;
}

/* In a list that is cut off, the last record counts only if it has an id. */
static void read_records(struct page *page, struct json_object *data) {
    bool is_cut = is_cut_within(data);
    size_t count = json_length(data) - is_cut;
    page->records = arena_alloc(&page->arena, count * sizeof *page->records);
    for (size_t i = 0; i < count; i++) {
        struct account *account = &page->records[page->count];
        read_account(&page->arena, json_item(data, i), account);
        if (is_cut && i + 1 == count && !account->id && !account->username)
            return;
        page->defects += account->defect != NULL;
        page->count++;
    }
}

static const char *get_cursor(struct json_reader *reader, struct json_object *pagination) {
    const char *cursor = json_get_id(reader, pagination, "next_cursor");
    if (!cursor)
        return NULL;
    bool is_number = json_kind(json_member(pagination, "next_cursor")) == JSON_WHOLE;
    if (strlen(cursor) > DECODE_CURSOR_MAX)
        json_note(reader, "next_cursor", "is too long");
    else if (is_number && (*cursor == '-' || *cursor == '0'))
        json_note(reader, "next_cursor", "is %s, which is not a cursor", cursor);
    else
        return cursor;
    return NULL;
}

/* Yes or no, also as 1, 0, "true" or "false". False if it is neither. */
static bool read_flag(struct json_object *object, const char *name, bool *flag) {
    struct json_object *value = json_member(object, name);
    enum json_kind kind = value ? json_kind(value) : JSON_NULL;
    const char *text = "";
    if ((kind == JSON_FLAG || kind == JSON_TEXT || kind == JSON_WHOLE) &&
        !json_is_twice(object, name))
        text = json_plain(value);
    const char *yes = kind == JSON_WHOLE ? "1" : "true", *no = kind == JSON_WHOLE ? "0" : "false";
    *flag = !strcmp(text, yes);
    return *flag || !strcmp(text, no);
}

static bool get_more(struct json_reader *reader, struct json_object *pagination, bool *has_more) {
    (void)json_get(reader, pagination, "has_more", JSON_FLAG); /* only to note its type */
    return read_flag(pagination, "has_more", has_more);
}

static void read_pagination(struct json_reader *reader, struct json_object *root,
                            struct page *page) {
    struct json_object *pagination = json_get(reader, root, "pagination", JSON_OBJECT);
    const char *cursor = NULL;
    reader->prefix = "pagination.";
    page->is_unsaid = !pagination || !get_more(reader, pagination, &page->has_more);
    page->has_more = page->has_more || page->is_unsaid;
    if (pagination && page->has_more)
        cursor = get_cursor(reader, pagination);
    page->next_cursor = arena_dup(&page->arena, cursor);
    reader->prefix = "";
}

/* Requesting a list that was cut off again may bring all of it. Its records count only if they are
 * known to be paid for; then nothing is known of what follows them. */
static bool can_use(struct page *page, struct json_object *data, bool is_billed) {
    if (!is_cut_within(data))
        return true;
    page->has_more = page->is_unsaid = true;
    return is_billed && page->count;
}

static struct page *read_page(struct json_reader *reader, struct json_object *root,
                              bool is_billed) {
    struct json_object *data = json_get(reader, root, "data", JSON_LIST);
    struct page *page = page_new();
    read_pagination(reader, root, page);
    if (data)
        read_records(page, data);
    if (data && can_use(page, data, is_billed))
        return page;
    page_free(page);
    return NULL;
}

static struct account *read_profile(struct json_reader *reader, struct json_object *root) {
    struct json_object *data = json_get(reader, root, "data", JSON_OBJECT);
    if (!data)
        return NULL;
    struct account *profile = arena_alloc(reader->arena, sizeof *profile);
    read_account(reader->arena, data, profile);
    return profile;
}

/* Amounts above `most` are not believed. */
static int64_t get_credits(struct json_reader *reader, struct json_object *object, const char *name,
                           int64_t most) {
    int64_t credits = json_get_count(reader, object, name);
    if (credits <= most)
        return credits;
    json_note(reader, name, "is %" PRId64 ", more than any request can cost", credits);
    return ACCOUNT_UNKNOWN;
}

/* Notes about the charge go to `bill`, others to `reader`. */
static void read_bill(struct json_reader *bill, struct json_reader *reader,
                      struct json_object *object, struct billing *billing) {
    bill->prefix = reader->prefix = "billing.";
    billing->credits_charged = get_credits(bill, object, "credits_charged", DECODE_CREDITS_MAX);
    billing->records_charged = get_credits(bill, object, "records_charged", DECODE_CREDITS_MAX);
    billing->balance_remaining =
        get_credits(reader, object, "balance_remaining", DECODE_BALANCE_MAX);
    (void)json_get(reader, object, "truncated_due_to_balance", JSON_FLAG);
    (void)read_flag(object, "truncated_due_to_balance", &billing->truncated_due_to_balance);
    bill->prefix = reader->prefix = "";
}

/* What follows a key "billing" anywhere in a body. */
static bool read_stray_bill(const char *at, const char *end, struct billing *billing) {
    struct arena arena;
    struct json_reader reader;
    struct json_body body;
    while (at < end && *at && strchr(" \t\r\n:", *at))
        at++;
    bool is_open = json_open(&body, at, (size_t)(end - at), &read_names, NULL);
    bool is_bill = is_open && !body.is_cut;
    arena_init(&arena);
    json_reader_init(&reader, &arena);
    if (is_bill)
        read_bill(&reader, &reader, body.root, billing);
    buf_fini(&reader.notes);
    arena_fini(&arena);
    json_close(&body);
    return is_bill && billing->credits_charged != ACCOUNT_UNKNOWN;
}

/* The bill if the body's own object has none: a complete object after "billing". None if several
 * differ, or there are more than are considered. A bill of 0 proves nothing here: only the API's
 * own error does. */
static void find_bill(const char *text, size_t len, struct billing *billing) {
    static const char key[] = "\"billing\"";
    const size_t key_len = sizeof key - 1;
    const struct billing none = *billing;
    const char *at = text, *end = text + len;
    int found = 0, places = 0;
    for (; (at = memmem(at, (size_t)(end - at), key, key_len)); at += key_len) {
        struct billing bill = none;
        if (at > text && at[-1] == '\\')
            continue;
        bool is_bill = places++ < BILLS_MAX && read_stray_bill(at + key_len, end, &bill);
        bool differs = is_bill && found++ && bill.credits_charged != billing->credits_charged;
        if (places > BILLS_MAX || differs) {
            *billing = none;
            return;
        }
        if (is_bill)
            *billing = bill;
    }
    if (!billing->credits_charged)
        *billing = none;
}

void decode_bill(struct answer *answer, const char *text, size_t len) {
    find_bill(text, len, &answer->billing);
}

static void read_billing(struct json_reader *bill, struct json_reader *reader,
                         struct json_object *root, struct answer *answer) {
    struct json_object *object = json_get(bill, root, "billing", JSON_OBJECT);
    if (object)
        read_bill(bill, reader, object, &answer->billing);
}

/* Notes about the bill are kept separately too, because they belong in the ledger. */
static void end_billing(struct json_reader *bill, struct json_reader *all, struct answer *answer) {
    answer->bill_note = json_reader_fini(bill);
    if (answer->bill_note)
        json_add_note(all, answer->bill_note);
}

static void note_strictness(struct json_reader *reader, const struct json_body *body) {
    if (body->what)
        json_note(reader, "the body", "is not strict JSON (%s at byte %zu)", body->what, body->at);
}

/* Why there are no records; other faults do not matter then. */
static const char *explain(struct arena *arena, const struct json_body *body,
                           enum decode_kind kind) {
    struct json_reader reader;
    json_reader_init(&reader, arena);
    note_strictness(&reader, body);
    struct json_object *data =
        json_get(&reader, body->root, "data", kind == DECODE_PAGE ? JSON_LIST : JSON_OBJECT);
    if (data && is_cut_within(data))
        json_note(&reader, "data", "is cut off");
    return json_reader_fini(&reader);
}

/* Whether it can only be an answer with records. */
static bool is_answer(struct json_object *root) {
    return json_has(root, "data") && json_kind(json_member(root, "billing")) == JSON_OBJECT;
}

/* Opens the answer inside something else: after a guard against scripts, in a call, in a list, or
 * in a gateway's object. */
static bool open_within(struct json_body *body, const char *text, size_t len) {
    const char *at = text, *end = text + len;
    for (int i = 0; i < OBJECTS_MAX && (at = memchr(at, '{', (size_t)(end - at))); i++, at++) {
        if (json_open(body, at, (size_t)(end - at), &read_names, NULL) && is_answer(body->root)) {
            body->what = "more than the answer";
            body->at = 0;
            return true;
        }
        json_close(body);
    }
    return false;
}

static bool open_body(struct json_body *body, const char *text, size_t len, struct err *err) {
    bool is_open = json_open(body, text, len, &read_names, err);
    if (is_open && (json_has(body->root, "data") || json_has(body->root, "billing") ||
                    json_has(body->root, "error")))
        return true;
    struct json_body inner;
    if (!open_within(&inner, text, len))
        return is_open;
    json_close(body);
    *body = inner;
    return true;
}

bool decode_body(struct answer *answer, enum decode_kind kind, const char *text, size_t len) {
    struct err err;
    struct json_body body;
    struct json_reader reader, bill;
    if (!open_body(&body, text, len, &err)) {
        json_close(&body);
        answer->message = arena_dup(&answer->arena, err.text);
        find_bill(text, len, &answer->billing);
        return false;
    }
    json_reader_init(&reader, &answer->arena);
    note_strictness(&reader, &body);
    json_reader_init(&bill, &answer->arena);
    read_billing(&bill, &reader, body.root, answer);
    if (body.is_cut && answer->billing.credits_charged == ACCOUNT_UNKNOWN)
        find_bill(text, len, &answer->billing);
    bool is_billed = answer->billing.credits_charged != ACCOUNT_UNKNOWN;
    if (kind == DECODE_PAGE)
        answer->page = read_page(&reader, body.root, is_billed);
    else
        answer->profile = read_profile(&reader, body.root);
    end_billing(&bill, &reader, answer);
    answer->request_id = json_get_text(&reader, body.root, "request_id");
    answer->message = json_reader_fini(&reader);
    bool is_read = answer->page || answer->profile;
    if (!is_read && !json_has(body.root, "billing") && !json_is_twice(body.root, "billing"))
        find_bill(text, len, &answer->billing);
    if (!is_read)
        answer->message = explain(&answer->arena, &body, kind);
    json_close(&body);
    return is_read;
}

bool decode_is_whole(const char *text, size_t len) {
    struct json_body body;
    bool is_open = open_body(&body, text, len, NULL);
    bool is_whole = is_open && (!body.what || (!body.is_cut && is_answer(body.root)));
    json_close(&body);
    return is_whole;
}

/* Returns whether the charge in the bill of `owner` is unreadable. */
static bool read_one_error_bill(struct json_reader *reader, struct json_object *owner,
                                struct billing *billing) {
    struct json_object *object = json_get(reader, owner, "billing", JSON_OBJECT);
    if (!object)
        return true;
    size_t notes = reader->notes.len;
    if (json_has(object, "credits_charged"))
        billing->credits_charged =
            get_credits(reader, object, "credits_charged", DECODE_CREDITS_MAX);
    if (json_has(object, "records_charged"))
        billing->records_charged =
            get_credits(reader, object, "records_charged", DECODE_CREDITS_MAX);
    bool is_doubtful = reader->notes.len > notes;
    billing->credits_required = get_credits(reader, object, "credits_required", DECODE_CREDITS_MAX);
    billing->balance_remaining =
        get_credits(reader, object, "balance_remaining", DECODE_BALANCE_MAX);
    return is_doubtful;
}

/* An error need not have a bill; its own takes precedence over the body's. Returns whether the
 * charge is in doubt: one of them is unreadable, or they contradict each other. */
static bool read_error_billing(struct json_reader *reader, struct json_object *root,
                               struct json_object *error, struct billing *billing) {
    const struct billing none = {ACCOUNT_UNKNOWN, ACCOUNT_UNKNOWN, ACCOUNT_UNKNOWN, ACCOUNT_UNKNOWN,
                                 false};
    struct billing own = none, outer = none;
    bool has_own = json_has(error, "billing"), has_outer = json_has(root, "billing");
    bool is_doubtful = has_own && read_one_error_bill(reader, error, &own);
    is_doubtful = (has_outer && read_one_error_bill(reader, root, &outer)) || is_doubtful;
    bool has_both =
        own.credits_charged != ACCOUNT_UNKNOWN && outer.credits_charged != ACCOUNT_UNKNOWN;
    bool differs = has_both && own.credits_charged != outer.credits_charged;
    *billing = has_own ? own : outer;
    if (own.credits_charged == ACCOUNT_UNKNOWN)
        billing->credits_charged = outer.credits_charged;
    if (differs)
        billing->credits_charged = ACCOUNT_UNKNOWN;
    return is_doubtful || differs;
}

static void put_issue(struct buf *line, struct json_object *issue) {
    struct json_object *path = json_member(issue, "path");
    struct json_object *message = json_member(issue, "message");
    for (size_t i = 0; i < json_length(path); i++)
        buf_format(line, "%s%s", i ? "." : "", json_plain(json_item(path, i)));
    buf_format(line, "%s%s", json_length(path) ? ": " : "", json_plain(message ? message : issue));
}

/* All of them in one line, as far as they fit; NULL if there are none. */
static const char *read_issues(struct arena *arena, struct json_object *error) {
    struct json_object *issues = json_member(error, "issues");
    if (!json_length(issues))
        return NULL;
    struct buf line;
    buf_init(&line, DECODE_ISSUES_MAX);
    for (size_t i = 0; i < json_length(issues); i++) {
        buf_text_put(&line, i ? "; " : "");
        put_issue(&line, json_item(issues, i));
    }
    const char *text = arena_dup(arena, buf_text(&line));
    buf_fini(&line);
    return text;
}

static bool read_error(struct answer *answer, struct json_reader *reader, struct json_object *root,
                       const char **type, bool *is_doubtful) {
    struct json_object *error = json_get(reader, root, "error", JSON_OBJECT);
    *type = error ? json_get_text(reader, error, "type") : NULL;
    const char *message = *type ? json_get_text(reader, error, "message") : NULL;
    if (!message)
        return false;
    answer->message = message;
    answer->request_id = json_get_text(reader, error, "request_id");
    answer->issues = read_issues(&answer->arena, error);
    *is_doubtful = read_error_billing(reader, root, error, &answer->billing);
    return true;
}

bool decode_error(struct answer *answer, const char *text, size_t len, const char **type,
                  bool *is_doubtful) {
    struct json_body body;
    struct json_reader reader;
    *type = NULL;
    *is_doubtful = false;
    if (!json_open(&body, text, len, &read_names, NULL))
        return false;
    json_reader_init(&reader, &answer->arena);
    bool is_envelope = read_error(answer, &reader, body.root, type, is_doubtful);
    buf_fini(&reader.notes);
    json_close(&body);
    return is_envelope;
}
