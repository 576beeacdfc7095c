/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/account_keys.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 19 }; /* of a number that surely fits */

void account_keys_init(struct account_keys *keys) {
    *keys = (struct account_keys){0};
    buf_init(&keys->text, SIZE_MAX / 2);
}

void account_keys_fini(struct account_keys *keys) {
    free(keys->of);
    buf_fini(&keys->text);
    *keys = (struct account_keys){0};
}

/* 0: it could not be written as it was. */
static uint64_t number_of(const char *key) {
    size_t length = strspn(key, "0123456789");
    if (!length || key[length] || length > DIGITS_MAX || *key == '0')
        return 0;
    return strtoull(key, NULL, 10);
}

static void grow(struct account_keys *keys, int64_t account) {
    size_t before = keys->capacity;
    keys->of = mem_grow(keys->of, &keys->capacity, (size_t)account + 1, sizeof *keys->of);
    memset(keys->of + before, 0, (keys->capacity - before) * sizeof *keys->of);
}

static bool read_key(struct account_keys *keys, struct store *store, int64_t account,
                     struct err *err) {
    struct statement *find =
        sql_use(store->sql, "SELECT key FROM account WHERE id = ?1 AND key <> ''");
    sql_bind(find, 1, account);
    enum sql_step step = sql_step(find, err);
    if (step == SQL_DONE)
        return err_set(err, ERR_DATA, "account %" PRId64 " has no id", account);
    if (step == SQL_FAILED)
        return false;
    const char *key = sql_text(find, 0);
    if ((size_t)account >= keys->capacity)
        grow(keys, account);
    keys->of[account] = number_of(key);
    buf_clear(&keys->text);
    buf_text_put(&keys->text, "tt");
    buf_text_put(&keys->text, key);
    sql_end(find);
    return true;
}

static const char *put_number(struct account_keys *keys, uint64_t number, size_t *length) {
    char *end = keys->number + sizeof keys->number - 1, *at = end;
    for (*at = '\0'; number; number /= 10)
        *--at = (char)('0' + number % 10);
    *--at = 't';
    *--at = 't';
    *length = (size_t)(end - at);
    return at;
}

const char *account_keys_text(struct account_keys *keys, struct store *store, int64_t account,
                              size_t *length, struct err *err) {
    if ((size_t)account < keys->capacity && keys->of[account])
        return put_number(keys, keys->of[account], length);
    if (!read_key(keys, store, account, err))
        return NULL;
    *length = keys->text.len;
    return buf_text(&keys->text);
}
