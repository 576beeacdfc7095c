/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify/check_store.h"

#include "api/decode.h"
#include "base/clock.h"
#include "fetch/keep.h"
#include "store/check.h"
#include "store/derived.h"
#include "store/home.h"
#include "store/private_copy.h"
#include "store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* A copy of a store: as it is, and as it is read from its answers in a transaction that is never
 * committed. */
struct pair {
    struct store *again, *stored;
    const struct check_watch *watch;
    int64_t answers;
};

static void tell_read(void *context, int64_t count) {
    const struct pair *pair = context;
    const struct check_progress progress = {
        .step = CHECK_READING, .done = count, .all = pair->answers};
    pair->watch->tell(pair->watch->context, &progress);
}

static void tell_table(void *context, const char *table) {
    const struct pair *pair = context;
    const struct check_progress progress = {.step = CHECK_COMPARING, .table = table};
    pair->watch->tell(pair->watch->context, &progress);
}

static bool add_up(struct sql *sql, struct check_report *report, struct err *err) {
    struct {
        const char *literal;
        int64_t *sum;
    } const sums[] = {
        {"SELECT count(*) FROM account WHERE key IS NOT NULL", &report->accounts},
        {"SELECT count(*) FROM record", &report->records},
        {"SELECT count(*) FROM snapshot", &report->lists},
        {"SELECT count(*) FROM edge", &report->follows},
        {"SELECT count(*) FROM request WHERE state <> 'not sent'", &report->requests},
        {"SELECT sum(credits) FROM request", &report->credits},
        {"SELECT sum(reserved) FROM request WHERE credits IS NULL AND state <> 'not sent'",
         &report->maybe},
        {"SELECT count(*) FROM anchor WHERE jump <> 0", &report->jumps},
        {"SELECT sum(jump) FROM anchor", &report->jump},
        {"SELECT count(*) FROM request WHERE remark IS NOT NULL", &report->remarks},
    };
    bool is_read = true;
    for (size_t i = 0; is_read && i < sizeof sums / sizeof *sums; i++)
        is_read = sql_read(sql_use(sql, sums[i].literal), sums[i].sum, err);
    return is_read;
}

/* Steps are not derived from answers, so only this shows a missing step. */
static bool check_steps(struct sql *sql, struct err *err) {
    int64_t request = 0;
    return sql_read(sql_use(sql, "SELECT min(id) FROM request q WHERE crawl IS NOT NULL AND NOT"
                                 " EXISTS (SELECT 1 FROM crawl c WHERE c.id = q.crawl)"
                                 " OR step IS NOT NULL AND NOT EXISTS (SELECT 1 FROM crawl_step t"
                                 " WHERE t.crawl = q.crawl AND t.n = q.step)"),
                    &request, err) &&
           (!request ||
            err_set(err, ERR_DATA, "request %lld is of a step of a crawl that is not in the store",
                    (long long)request));
}

static bool compare(struct pair *pair, struct check_report *report, struct err *err) {
    const struct keep_watch reading = {tell_read, pair};
    const struct derived_watch comparing = {tell_table, pair};
    return keep_derive_again(pair->again, &reading, &report->answers, err) &&
           derived_compare(pair->stored->sql, pair->again->sql, &comparing, err) &&
           check_steps(pair->stored->sql, err) && add_up(pair->stored->sql, report, err);
}

/* An earlier version read the store, and some answers perhaps not at all. */
static bool is_behind(struct sql *sql) {
    int64_t reader = DECODE_READER;
    return sql_read(sql_use(sql, "SELECT reader FROM about"), &reader, NULL) &&
           reader < DECODE_READER;
}

/* Answers that a killed program left unread are read first, as the next start would do. */
static bool derive_and_compare(struct pair *pair, struct check_report *report, struct err *err) {
    if (!check_whole(pair->again, err) || !keep_pending(pair->again, err) ||
        !sql_read(sql_use(pair->again->sql, "SELECT count(*) FROM answer"), &pair->answers, err) ||
        !sql_begin(pair->again->sql, err))
        return false;
    struct err why = {.kind = ERR_NONE};
    bool is_same = compare(pair, report, &why);
    sql_rollback(pair->again->sql);
    if (!is_same && why.kind == ERR_DATA && is_behind(pair->stored->sql))
        err_set(err, why.kind,
                "%s. An earlier version could not read every answer: followtrail reindex does",
                why.text);
    else if (!is_same)
        err_set(err, why.kind, "%s", why.text);
    return is_same;
}

static bool check_copy(const char *copy, const struct check_watch *watch,
                       struct check_report *report, struct err *err) {
    const struct store_config config = {.path = copy, .is_temporary = true};
    struct pair pair = {.watch = watch};
    pair.again = store_open(&config, clock_wall_ms(), err);
    pair.stored = pair.again ? store_open_reader(&config, err) : NULL;
    home_remove_temporary(copy); /* both have it open: nothing is left if this is killed */
    bool is_same = pair.stored && derive_and_compare(&pair, report, err);
    store_close(pair.stored);
    store_close(pair.again);
    return is_same;
}

bool check_store(const char *path, const struct check_watch *watch, struct check_report *report,
                 struct err *err) {
    const struct check_progress copying = {.step = CHECK_COPYING};
    struct err why = {.kind = ERR_NONE};
    *report = (struct check_report){.answers = 0};
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return err_set(err, ERR_CONFIG, "no store at %s yet", path);
    watch->tell(watch->context, &copying);
    char *copy = private_copy_make(path, err);
    if (!copy)
        return false;
    bool is_same = check_copy(copy, watch, report, &why);
    if (!is_same) {
        private_copy_name_original(&why, copy, path);
        err_set(err, why.kind, "%s", why.text);
    }
    free(copy);
    return is_same;
}
