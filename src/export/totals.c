/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/totals.h"

#include "base/mem.h"
#include "store/asked.h"
#include "store/view_columns.h"

#include <stdio.h>
#include <string.h>

static enum standing_state state_of(const char *name) {
    enum standing_state state = STANDING_NONE;
    while (state < STANDING_STATES && strcmp(standing_name(state), name) != 0)
        state++;
    return state;
}

/* A row a state of chosen lists: how many, how many of them have no greatest length, and how many
 * follows the others may lack. */
static bool read_lists(struct sql *sql, struct export_report *report, struct err *err) {
    struct statement *statement =
        sql_use(sql, "SELECT state, count(*), sum(length_hi IS NULL), total(length_hi - listed)"
                     " FROM list_standing WHERE is_chosen GROUP BY state");
    enum sql_step step;
    while ((step = sql_step(statement, err)) == SQL_ROW) {
        enum standing_state state = state_of(sql_text(statement, 0));
        int64_t count = sql_number(statement, 1);
        if (state == STANDING_STATES)
            continue;
        report->lists += count;
        report->lists_by_state[state] += count;
        if (standing_is_complete(state))
            continue;
        report->incomplete += count;
        report->unlimited += sql_number(statement, 2);
        report->missing_max += sql_number(statement, 3);
    }
    return step == SQL_DONE;
}

/* Owners of whom it is reported that they follow nobody have no snapshot. */
static bool read_nobodies(struct sql *sql, struct export_report *report, struct err *err) {
    int64_t count = 0;
    struct statement *statement =
        sql_use(sql, "SELECT count(*) FROM account a JOIN record r ON r.id = a.record"
                     " WHERE " VIEWS_FOLLOWS_NOBODY " AND export_owns(a.id) AND " ASKED_SQL
                     " AND NOT EXISTS (SELECT 1 FROM list_standing s"
                     " WHERE s.owner = a.key AND s.is_chosen)");
    if (!sql_read(statement, &count, err))
        return false;
    report->lists += count;
    report->lists_by_state[STANDING_NOBODY_REPORTED] += count;
    return true;
}

static void copy_time(const char *text, char out[static EXPORT_TIME_MAX]) {
    snprintf(out, EXPORT_TIME_MAX, "%s", text ? text : "");
}

static bool read_requests(struct sql *sql, struct export_report *report, struct err *err) {
    struct statement *statement =
        sql_use(sql, "SELECT count(*), total(credits), min(sent), max(sent) FROM requests");
    if (sql_step(statement, err) != SQL_ROW)
        return false;
    report->requests = sql_number(statement, 0);
    report->credits = sql_number(statement, 1);
    copy_time(sql_text(statement, 2), report->first_request);
    copy_time(sql_text(statement, 3), report->last_request);
    sql_end(statement);
    return true;
}

static void take_crawl(struct statement *row, struct export_report *report) {
    report->crawls = mem_grow(report->crawls, &report->crawl_capacity, report->crawl_count + 1,
                              sizeof *report->crawls);
    report->crawls[report->crawl_count++] = (struct export_crawl){
        .name = mem_dup(sql_text(row, 0)),
        .started_at = mem_dup(sql_text(row, 1)),
        .ended_at = sql_is_null(row, 2) ? NULL : mem_dup(sql_text(row, 2)),
        .state = mem_dup(sql_text(row, 3)),
        .order = mem_dup(sql_text(row, 4)),
        .budget = sql_number(row, 5),
        .credits = sql_number(row, 6),
        .maybe = sql_number(row, 7),
        .steps = sql_number(row, 8),
    };
}

static bool read_crawls(struct sql *sql, struct export_report *report, struct err *err) {
    struct statement *rows = sql_use(
        sql, "SELECT crawl, started_at, ended_at, state, \"order\", budget, credits,"
             " maybe_credits, steps FROM crawls ORDER BY CAST(substr(crawl, 2) AS INTEGER)");
    enum sql_step step;
    while ((step = sql_step(rows, err)) == SQL_ROW)
        take_crawl(rows, report);
    return step == SQL_DONE;
}

bool totals_read(struct export *export, struct export_report *report, struct err *err) {
    struct sql *sql = export_store(export)->sql;
    report->filtered_unknown = export_filtered_unknown(export);
    report->withheld = export_withheld(export);
    report->withheld_steps = export_withheld_steps(export);
    return read_lists(sql, report, err) && read_nobodies(sql, report, err) &&
           read_requests(sql, report, err) && read_crawls(sql, report, err);
}
