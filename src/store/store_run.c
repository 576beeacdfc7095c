/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store_run.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The highest number so far: sent_no grows with the id, ended_no has an index. */
#define LAST_NO                                                                                    \
    "max(coalesce((SELECT sent_no FROM request ORDER BY id DESC LIMIT 1), 0),"                     \
    " coalesce((SELECT max(ended_no) FROM request), 0))"

enum { HOST_MAX = 256 };

static int open_alive(const struct store *store, bool is_to_write) {
    char *name = mem_format("%s-alive", store->path);
    int fd = is_to_write ? sharing_open(&store->sharing, name, O_CREAT)
                         : open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    int reason = errno;
    free(name);
    errno = reason;
    return fd;
}

static bool add_row(struct store *store, int64_t now_ms, struct err *err) {
    char host[HOST_MAX] = "";
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    struct statement *insert =
        sql_use(store->sql, "INSERT INTO sitting (started_ms, host, pid, program, started_no)"
                            " VALUES (?1, ?2, ?3, ?4, " LAST_NO ")");
    sql_bind(insert, 1, now_ms);
    sql_bind_text(insert, 2, host);
    sql_bind(insert, 3, getpid());
    sql_bind_text(insert, 4, PACKAGE_STRING);
    return sql_do(insert, err);
}

static bool set_alive_failure(const struct store *store, struct err *err) {
    enum err_kind kind = errno == EACCES || errno == EPERM || errno == EROFS ? ERR_CONFIG : ERR_IO;
    return err_set(err, kind, "cannot use %s-alive: %s", store->path, strerror(errno));
}

int store_run_take_turn(const struct store *store, struct err *err) {
    int fd = open_alive(store, true);
    if (fd >= 0 && file_lock(fd, F_OFD_SETLKW, F_WRLCK, 0))
        return fd;
    set_alive_failure(store, err);
    if (fd >= 0)
        close(fd);
    return -1;
}

/* The byte is locked before the row is visible, so nobody takes a starting run for a dead one. */
static bool add_living(struct store *store, int fd, int64_t now_ms, struct err *err) {
    if (!sql_begin(store->sql, err))
        return false;
    bool is_added = add_row(store, now_ms, err);
    int64_t run = sql_last_id(store->sql);
    if (is_added && !file_lock(fd, F_OFD_SETLK, F_WRLCK, run))
        is_added = set_alive_failure(store, err);
    if (!sql_finish(store->sql, is_added, err))
        return false;
    store->run = run;
    store->run_ms = now_ms;
    return true;
}

bool store_run_begin(struct store *store, int64_t now_ms, struct err *err) {
    int fd = open_alive(store, true);
    if (fd < 0)
        return set_alive_failure(store, err);
    if (!add_living(store, fd, now_ms, err)) {
        close(fd);
        return false;
    }
    store->alive_fd = fd;
    return true;
}

void store_run_end(struct store *store, int64_t now_ms) {
    if (store->run != 0) {
        struct statement *update =
            sql_use(store->sql, "UPDATE sitting SET ended_ms = ?2 WHERE id = ?1");
        sql_bind(update, 1, store->run);
        sql_bind(update, 2, now_ms);
        if (!sql_do(update, NULL))
            sql_rollback(store->sql); /* the next start treats it as killed and checks it */
        store->run = 0;
    }
    if (store->alive_fd >= 0) {
        close(store->alive_fd);
        store->alive_fd = -1;
    }
}

/* If in doubt, it is alive: then nothing is declared lost. */
static bool is_byte_held(int fd, int64_t run) {
    return file_look_for_lock(fd, run) != F_UNLCK;
}

bool store_run_is_alive(const struct store *store, int64_t run) {
    if (run == store->run && run != 0)
        return true;
    if (store->alive_fd >= 0)
        return is_byte_held(store->alive_fd, run);
    int fd = open_alive(store, false);
    if (fd < 0)
        return errno != ENOENT;
    bool is_held = is_byte_held(fd, run);
    close(fd);
    return is_held;
}

/* Only its index makes this cheap, and the planner may choose the table. */
static bool next_under_way(struct store *store, int64_t after, int64_t *request, int64_t *run,
                           struct err *err) {
    struct statement *select =
        sql_use(store->sql, "SELECT id, sitting FROM request INDEXED BY request_open"
                            " WHERE state = 'under way' AND id > ?1 ORDER BY id LIMIT 1");
    sql_bind(select, 1, after);
    enum sql_step step = sql_step(select, err);
    *request = step == SQL_ROW ? sql_number(select, 0) : 0;
    *run = step == SQL_ROW ? sql_number(select, 1) : 0;
    sql_end(select);
    return step != SQL_FAILED;
}

static bool bury(struct store *store, int64_t request, int64_t now_ms, struct err *err) {
    struct statement *update =
        sql_use(store->sql, "UPDATE request SET state = 'unanswered', ended_ms = ?2,"
                            " ended_no = 1 + " LAST_NO " WHERE id = ?1");
    sql_bind(update, 1, request);
    sql_bind(update, 2, now_ms);
    return sql_do(update, err);
}

bool store_run_bury_dead(struct store *store, int64_t now_ms, int64_t *buried, struct err *err) {
    int64_t count = 0;
    for (int64_t after = 0;;) {
        int64_t request;
        int64_t run;
        if (!next_under_way(store, after, &request, &run, err))
            return false;
        if (request == 0)
            break;
        after = request;
        if (store_run_is_alive(store, run))
            continue;
        if (!bury(store, request, now_ms, err))
            return false;
        count++;
    }
    if (buried != NULL)
        *buried = count;
    return true;
}

bool store_run_check_alone(struct store *store, struct err *err) {
    struct statement *statement = sql_use(
        store->sql, "SELECT id, pid, host FROM sitting WHERE ended_ms IS NULL AND id <> ?1");
    sql_bind(statement, 1, store->run);
    enum sql_step step;
    while ((step = sql_step(statement, err)) == SQL_ROW) {
        if (!store_run_is_alive(store, sql_number(statement, 0)))
            continue;
        err_set(err, ERR_CONFIG,
                "another program is using %s (process %" PRId64 " on %s). Quit it first",
                store->path, sql_number(statement, 1), sql_text(statement, 2));
        sql_end(statement);
        return false;
    }
    return step == SQL_DONE;
}
