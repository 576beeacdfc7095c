/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/pseudonym_key.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

static const char missing[] = "SELECT count(*) FROM about WHERE pseudonym_key IS NULL";

/* Another program may be faster; then its key stays. */
bool pseudonym_key_make(struct sql *sql, struct err *err) {
    uint8_t key[PSEUDONYM_KEY_BYTES];
    int64_t count = 0;
    if (!sql_read(sql_use(sql, missing), &count, err))
        return false;
    if (!count)
        return true;
    if (getrandom(key, sizeof key, 0) != (ssize_t)sizeof key)
        return err_set(err, ERR_IO, "no random numbers: %s", strerror(errno));
    if (!sql_begin(sql, err))
        return false;
    struct statement *keep =
        sql_use(sql, "UPDATE about SET pseudonym_key = ?1 WHERE pseudonym_key IS NULL");
    sql_bind_blob(keep, 1, key, sizeof key);
    return sql_finish(sql, sql_do(keep, err), err);
}

bool pseudonym_key_read(struct store *store, uint8_t key[static PSEUDONYM_KEY_BYTES],
                        struct err *err) {
    size_t len = 0;
    struct statement *find = sql_use(store->sql, "SELECT pseudonym_key FROM about");
    enum sql_step step = sql_step(find, err);
    if (step == SQL_FAILED)
        return false;
    const void *bytes = step == SQL_ROW ? sql_blob(find, 0, &len) : NULL;
    bool is_there = bytes && len == PSEUDONYM_KEY_BYTES;
    if (is_there)
        memcpy(key, bytes, len);
    if (step == SQL_ROW)
        sql_end(find);
    return is_there || err_set(err, ERR_DATA, "%s has no key for pseudonyms", store->path);
}
