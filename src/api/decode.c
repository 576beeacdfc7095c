/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/decode.h"

#include "api/json.h"

#include <string.h>

enum { DECODE_ISSUES_MAX = 2048 };

_Static_assert((int)JSON_UNKNOWN == (int)ACCOUNT_UNKNOWN, "an unknown count is one in an account");

static const char *get_region(struct json_reader *reader, struct json_object *record) {
    if (json_has_null(record, "region"))
        return NULL;
    const char *region = json_get_text(reader, record, "region");
    return region && *region ? region : NULL;
}

static void read_fields(struct json_reader *reader, struct json_object *record,
                        struct account *account) {
    account->id = json_get_token(reader, record, "id");
    account->username = json_get_text(reader, record, "username");
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

static void read_account(struct arena *arena, const struct json_body *body,
                         struct json_object *record, struct account *account) {
    struct json_reader reader;
    json_reader_init(&reader, arena, body);
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

static void read_records(struct page *page, const struct json_body *body,
                         struct json_object *data) {
    page->count = json_length(data);
    page->records = arena_alloc(&page->arena, page->count * sizeof *page->records);
    for (size_t i = 0; i < page->count; i++) {
        read_account(&page->arena, body, json_item(data, i), &page->records[i]);
        page->defects += page->records[i].defect != NULL;
    }
}

static const char *get_cursor(struct json_reader *reader, struct json_object *pagination) {
    const char *cursor = json_get_token(reader, pagination, "next_cursor");
    if (!cursor || strlen(cursor) <= DECODE_CURSOR_MAX)
        return cursor;
    json_note(reader, "next_cursor", "is too long");
    return NULL;
}

static struct page *read_page(struct json_reader *reader, const struct json_body *body) {
    struct json_object *data = json_get(reader, body->root, "data", JSON_LIST);
    struct json_object *pagination = json_get(reader, body->root, "pagination", JSON_OBJECT);
    if (!pagination)
        return NULL;
    reader->prefix = "pagination.";
    struct json_object *has_more = json_get(reader, pagination, "has_more", JSON_FLAG);
    bool goes_on = has_more && json_get_flag(reader, pagination, "has_more");
    const char *cursor = goes_on ? get_cursor(reader, pagination) : NULL;
    reader->prefix = "";
    if (!data || !has_more)
        return NULL;
    struct page *page = page_new();
    page->has_more = goes_on;
    page->next_cursor = arena_dup(&page->arena, cursor);
    read_records(page, body, data);
    return page;
}

static struct account *read_profile(struct json_reader *reader, const struct json_body *body) {
    struct json_object *data = json_get(reader, body->root, "data", JSON_OBJECT);
    if (!data)
        return NULL;
    struct account *profile = arena_alloc(reader->arena, sizeof *profile);
    read_account(reader->arena, body, data, profile);
    return profile;
}

static void read_billing(struct json_reader *reader, struct json_object *root,
                         struct billing *billing) {
    struct json_object *object = json_get(reader, root, "billing", JSON_OBJECT);
    if (!object)
        return;
    reader->prefix = "billing.";
    billing->credits_charged = json_get_count(reader, object, "credits_charged");
    billing->records_charged = json_get_count(reader, object, "records_charged");
    billing->balance_remaining = json_get_count(reader, object, "balance_remaining");
    billing->truncated_due_to_balance = json_get_flag(reader, object, "truncated_due_to_balance");
    reader->prefix = "";
}

bool decode_body(struct answer *answer, enum decode_kind kind, const char *text, size_t len) {
    struct err err;
    struct json_body body;
    struct json_reader reader;
    if (!json_open(&body, text, len, &err)) {
        answer->message = arena_dup(&answer->arena, err.text);
        return false;
    }
    json_reader_init(&reader, &answer->arena, &body);
    if (kind == DECODE_PAGE)
        answer->page = read_page(&reader, &body);
    else
        answer->profile = read_profile(&reader, &body);
    read_billing(&reader, body.root, &answer->billing);
    answer->request_id = json_get_text(&reader, body.root, "request_id");
    answer->message = json_reader_fini(&reader);
    json_close(&body);
    return answer->page || answer->profile;
}

/* An error owes no bill. Returns whether what its bill says of a charge cannot be read. */
static bool read_error_billing(struct json_reader *reader, struct json_object *error,
                               struct billing *billing) {
    if (!json_has(error, "billing"))
        return false;
    struct json_object *object = json_get(reader, error, "billing", JSON_OBJECT);
    if (!object)
        return true;
    size_t notes = reader->notes.len;
    if (json_has(object, "credits_charged"))
        billing->credits_charged = json_get_count(reader, object, "credits_charged");
    if (json_has(object, "records_charged"))
        billing->records_charged = json_get_count(reader, object, "records_charged");
    bool is_doubtful = reader->notes.len > notes;
    billing->credits_required = json_get_count(reader, object, "credits_required");
    billing->balance_remaining = json_get_count(reader, object, "balance_remaining");
    return is_doubtful;
}

static void put_issue(struct buf *line, struct json_object *issue) {
    struct json_object *path = json_member(issue, "path");
    struct json_object *message = json_member(issue, "message");
    for (size_t i = 0; i < json_length(path); i++)
        buf_format(line, "%s%s", i ? "." : "", json_plain(json_item(path, i)));
    buf_format(line, "%s%s", json_length(path) ? ": " : "", json_plain(message ? message : issue));
}

/* All in one line; NULL when there are none. What does not fit is left out. */
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
    *is_doubtful = read_error_billing(reader, error, &answer->billing);
    return true;
}

bool decode_error(struct answer *answer, const char *text, size_t len, const char **type,
                  bool *is_doubtful) {
    struct json_body body;
    struct json_reader reader;
    *type = NULL;
    *is_doubtful = false;
    if (!json_open(&body, text, len, NULL))
        return false;
    json_reader_init(&reader, &answer->arena, &body);
    bool is_envelope = read_error(answer, &reader, body.root, type, is_doubtful);
    buf_fini(&reader.notes);
    json_close(&body);
    return is_envelope;
}
