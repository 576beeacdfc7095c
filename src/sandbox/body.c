/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/body.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>

static void put(struct json_object *object, const char *key, struct json_object *value) {
    json_object_object_add(object, key, value);
}

static void put_text(struct json_object *object, const char *key, const char *text) {
    put(object, key, text ? json_object_new_string(text) : NULL);
}

static void put_number(struct json_object *object, const char *key, int64_t number) {
    put(object, key, json_object_new_int64(number));
}

static void put_count(struct json_object *object, const char *key, int64_t count) {
    put(object, key, count == ACCOUNT_UNKNOWN ? NULL : json_object_new_int64(count));
}

static void put_flag(struct json_object *object, const char *key, bool flag) {
    put(object, key, json_object_new_boolean(flag));
}

static void put_account_flag(struct json_object *record, const char *key,
                             const struct account *account, enum account_flag flag) {
    int value = account_flag(account, flag);
    put(record, key, value == ACCOUNT_UNKNOWN ? NULL : json_object_new_boolean(value));
}

static char *finish(struct json_object *object, size_t *len) {
    int flags = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE;
    const char *text = json_object_to_json_string_length(object, flags, len);
    char *copy = mem_dup_n(text, *len);
    json_object_put(object);
    return copy;
}

static struct json_object *new_record(const struct account *account) {
    struct json_object *record = json_object_new_object();
    put_text(record, "id", account->id);
    put_text(record, "username", account->username);
    put_text(record, "display_name", account->display_name);
    put_text(record, "avatar_url", account->avatar_url);
    put_text(record, "bio", account->bio);
    put_account_flag(record, "is_verified", account, ACCOUNT_FLAG_VERIFIED);
    put_account_flag(record, "is_private", account, ACCOUNT_FLAG_PRIVATE);
    put_count(record, "follower_count", account->follower_count);
    put_count(record, "following_count", account->following_count);
    put_count(record, "like_count", account->like_count);
    put_count(record, "video_count", account->video_count);
    put_text(record, "region", account->region);
    return record;
}

/* Only some of the records, each in a different way. */
static void spoil_types(struct json_object *record, const struct account *account, size_t place) {
    char digits[24];
    switch (place % 8) {
    case 0:
        snprintf(digits, sizeof digits, "%" PRId64, account->follower_count);
        put_text(record, "follower_count", digits);
        break;
    case 2:
        put_number(record, "is_verified", account->is_verified);
        break;
    case 5:
        put_text(record, "display_name", NULL);
        break;
    default:
        break;
    }
}

static void spoil_missing(struct json_object *record, size_t place) {
    switch (place % 16) {
    case 0:
        json_object_object_del(record, "following_count");
        break;
    case 1:
        json_object_object_del(record, "id");
        break;
    case 4:
        json_object_object_del(record, "bio");
        json_object_object_del(record, "avatar_url");
        break;
    default:
        break;
    }
}

static struct json_object *make_record(const struct meter_receipt *receipt,
                                       const struct account *account, size_t place) {
    struct json_object *record = new_record(account);
    if (receipt->fault == FAULT_TYPES)
        spoil_types(record, account, place);
    if (receipt->fault == FAULT_MISSING)
        spoil_missing(record, place);
    return record;
}

static struct json_object *make_billing(const struct meter_receipt *receipt) {
    struct json_object *billing = json_object_new_object();
    if (receipt->refusal == REFUSAL_CREDITS)
        put_number(billing, "credits_required", receipt->required);
    put_number(billing, "credits_charged", receipt->credits);
    put_number(billing, "records_charged", receipt->records);
    put_number(billing, "balance_remaining", receipt->balance);
    return billing;
}

static struct json_object *start_answer(const struct meter_receipt *receipt) {
    struct json_object *answer = json_object_new_object();
    put_text(answer, "request_id", receipt->request_id);
    return answer;
}

static char *finish_answer(struct json_object *answer, const struct meter_receipt *receipt,
                           size_t *len) {
    struct json_object *billing = make_billing(receipt);
    put_flag(billing, "truncated_due_to_balance", receipt->is_truncated);
    put(answer, "billing", billing);
    return finish(answer, len);
}

char *body_page(const struct meter_receipt *receipt, const struct account *records, size_t count,
                const char *next_cursor, size_t *len) {
    struct json_object *data = json_object_new_array(), *pagination = json_object_new_object();
    for (size_t i = 0; i < count; i++)
        json_object_array_add(data, make_record(receipt, &records[i], i));
    put_flag(pagination, "has_more", next_cursor != NULL);
    put_text(pagination, "next_cursor", next_cursor);
    struct json_object *answer = start_answer(receipt);
    put(answer, "data", data);
    put(answer, "pagination", pagination);
    return finish_answer(answer, receipt, len);
}

char *body_profile(const struct meter_receipt *receipt, const struct account *record, size_t *len) {
    struct json_object *answer = start_answer(receipt);
    put(answer, "data", make_record(receipt, record, 0));
    return finish_answer(answer, receipt, len);
}

char *body_error(const struct meter_receipt *receipt, struct json_object *issues, size_t *len) {
    const struct refusal_entry *entry = &refusal_table[receipt->refusal];
    struct json_object *error = json_object_new_object(), *envelope = json_object_new_object();
    put_text(error, "type", entry->type);
    put_text(error, "message", entry->message);
    put_text(error, "request_id", receipt->request_id);
    if (issues)
        put(error, "issues", json_object_get(issues));
    /* the contract's examples have a bill only where credits matter */
    if (receipt->refusal == REFUSAL_CREDITS || receipt->fault == FAULT_CHARGED_ERROR)
        put(error, "billing", make_billing(receipt));
    put(envelope, "error", error);
    return finish(envelope, len);
}
