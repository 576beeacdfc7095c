/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/mould.h"

#include "store/schema.h"
#include "store/store.h"
#include "tests/support/run.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct mould {
    size_t len; /* 0: nothing yet */
    char bytes[RUN_SHARED_BYTES - sizeof(size_t)];
};

static void make_store(const char *path, int64_t now_ms) {
    struct err err;
    const struct schema_birth birth = {.kind = STORE_KIND_SANDBOX, .now_ms = now_ms};
    struct sql *sql = sql_open(path, SQL_CREATE, &err);
    ck_assert_msg(sql && sql_run(sql, "PRAGMA synchronous = OFF", &err) &&
                      schema_migrate(sql, path, &birth, &err),
                  "%s", err.text);
    sql_close(sql);
}

static void take_from(struct mould *mould, const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = read(fd, mould->bytes, sizeof mould->bytes);
    close(fd);
    ck_assert_msg(len > 0 && (size_t)len < sizeof mould->bytes, "%zd bytes of a new store", len);
    mould->len = (size_t)len;
}

static void copy_to(const struct mould *mould, const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ck_assert_int_eq(write(fd, mould->bytes, mould->len), (ssize_t)mould->len);
    close(fd);
}

void mould_new_store(const char *path, int64_t now_ms) {
    struct mould *mould = run_shared();
    if (mould->len > 0) {
        copy_to(mould, path);
        return;
    }
    make_store(path, now_ms);
    take_from(mould, path);
}

void mould_from(const char *path) {
    take_from(run_shared(), path);
}
