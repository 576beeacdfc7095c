/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/scratch.h"

#include "base/mem.h"
#include "store/home.h"
#include "store/spill.h"

#include <check.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAGIC_TMPFS = 0x01021994, MAGIC_NFS = 0x6969, OPENED_MS = 1000, DESCRIPTORS_MAX = 8 };

int64_t scratch_count_waiting(const char *path) {
    struct err note;
    return spill_tell_waiting(path, "", &note) ? strtoll(note.text, NULL, 10) : 0;
}

/* Not const: the program under test calls statfs(), so only the file can carry the answer. */
static long file_system = MAGIC_TMPFS;

/* In place of the C library's. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int statfs(const char *path, struct statfs *status) {
    if (access(path, F_OK) != 0)
        return -1;
    memset(status, 0, sizeof *status);
    status->f_type = file_system;
    return 0;
}

void scratch_move(bool is_local) {
    file_system = is_local ? MAGIC_TMPFS : MAGIC_NFS;
}

void scratch_init(struct scratch *scratch) {
    const char *base = getenv("TMPDIR");
    if (access("/dev/shm", W_OK) == 0)
        base = "/dev/shm";
    snprintf(scratch->folder, sizeof scratch->folder, "%s/followtrail-test-XXXXXX",
             base != NULL ? base : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(scratch->folder));
    snprintf(scratch->path, sizeof scratch->path, "%s/store.db", scratch->folder);
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

void scratch_fini(struct scratch *scratch) {
    chmod(scratch->folder, 0700);
    nftw(scratch->folder, remove_entry, DESCRIPTORS_MAX, FTW_DEPTH | FTW_PHYS);
    ck_assert_int_eq(access(scratch->folder, F_OK), -1);
}

char *scratch_beside(const struct scratch *scratch, const char *ending) {
    size_t size = strlen(scratch->path) + strlen(ending) + 1;
    char *path = mem_alloc(size);
    snprintf(path, size, "%s%s", scratch->path, ending);
    return path;
}

struct store *scratch_open(const struct scratch *scratch, const char *kind) {
    struct err err = {.kind = ERR_NONE};
    const struct store_config config = {.path = scratch->path, .kind = kind};
    struct store *store = store_open(&config, OPENED_MS, &err);
    ck_assert_msg(store != NULL, "%s", err.text);
    return store;
}

struct store *scratch_read(const struct scratch *scratch) {
    struct err err = {.kind = ERR_NONE};
    const struct store_config config = {.path = scratch->path};
    struct store *store = store_open_reader(&config, &err);
    ck_assert_msg(store != NULL, "%s", err.text);
    return store;
}

static void check_refusal(const struct err *err, enum err_kind wanted, const char *word) {
    ck_assert_msg(err->kind == wanted, "%d: %s", err->kind, err->text);
    ck_assert_msg(word == NULL || strstr(err->text, word) != NULL, "%s: %s", word, err->text);
}

void scratch_refuse(const struct scratch *scratch, const char *kind, enum err_kind wanted,
                    const char *word, const char *other) {
    struct err err = {.kind = ERR_NONE};
    const struct store_config config = {.path = scratch->path, .kind = kind};
    ck_assert_ptr_null(store_open(&config, OPENED_MS, &err));
    check_refusal(&err, wanted, word);
    check_refusal(&err, wanted, other);
}

void scratch_refuse_reader(const struct scratch *scratch, enum err_kind wanted, const char *word) {
    struct err err = {.kind = ERR_NONE};
    const struct store_config config = {.path = scratch->path};
    ck_assert_ptr_null(store_open_reader(&config, &err));
    check_refusal(&err, wanted, word);
}

int64_t scratch_number(struct store *store, const char *literal) {
    struct err err = {.kind = ERR_NONE};
    int64_t number = -1;
    bool is_read = sql_read(sql_use(store->sql, literal), &number, &err);
    ck_assert_msg(is_read, "%s", err.text);
    return number;
}

bool scratch_send(struct store *store, int64_t now_ms, struct err *err) {
    if (!sql_begin(store->sql, err))
        return false;
    struct statement *insert = sql_use(
        store->sql,
        "INSERT INTO request (sitting, kind, target, label, attempt, reserved, state, sent_no,"
        " sent_ms) VALUES (?1, 'profile', 'someone', 'someone', 1, 1, 'under way',"
        " (SELECT 1 + max(coalesce(max(sent_no), 0), coalesce(max(ended_no), 0)) FROM request),"
        " ?2)");
    sql_bind(insert, 1, store->run);
    sql_bind(insert, 2, now_ms);
    if (!sql_do(insert, err)) {
        sql_rollback(store->sql);
        return false;
    }
    return sql_commit(store->sql, err);
}

pid_t scratch_start(int (*play)(const struct scratch *scratch), const struct scratch *scratch) {
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0)
        _exit(play(scratch));
    return child;
}

int scratch_wait(pid_t child) {
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}
