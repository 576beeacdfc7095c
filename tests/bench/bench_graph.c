/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the interest graph costs in a store of 1,000,000 accounts and 10,000,000 follows. It prints
 * figures and asserts nothing. `bench_graph FOLLOWS` makes a store of that many; `bench_graph
 * STORE` uses one that tests/support/vast.h wrote, and `bench_graph --make STORE` writes one.
 */
#include "analysis/comparison.h"
#include "analysis/statistics_work.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/spawn.h"
#include "session/counting.h"
#include "session/list_lookup.h"
#include "session/reading.h"
#include "session/refine.h"
#include "session/source.h"
#include "session/source_followed_by.h"
#include "session/source_lists.h"
#include "store/edges.h"
#include "store/store.h"
#include "tests/support/hoard.h"
#include "tests/support/measure.h"
#include "tests/support/pty.h"
#include "tests/support/tally.h"
#include "tests/support/vast.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    ACCOUNTS = 1000000,
    FOLLOWS = 10000000,
    STORED = 1000000,
    RUNS = 100,
    SCANS = 5,
    STEP_MS = 8,
    STATISTICS_RUNS = 10,
    COMPARISON_RUNS = 11,
    FEW = 20,
    ROWS = 50,
    SQLITE_PATIENCE_MS = 300000
};

struct bench {
    struct hoard hoard;
    struct vast vast;
    char path[HOARD_PATH];
    struct store *store;
};

static double since_ms(int64_t us) {
    return (double)(pty_now_us() - us) / 1000;
}

static void count_one(void *context, const struct holding *holding, int64_t rank) {
    (void)holding;
    *(size_t *)context += rank > 0;
}

/* Accounts from the middle of the order: about as many owners as most have. */
static void measure_owners(struct bench *bench) {
    double ms[RUNS];
    struct err err;
    size_t owners = 0;
    char name[TALLY_NAME];
    for (size_t i = 0; i < RUNS; i++) {
        int64_t us = pty_now_us();
        int64_t account = vast_popular(&bench->vast, bench->vast.accounts / 3 + i);
        if (!edges_owners(bench->store, account, count_one, &owners, &err)) {
            tally_missing("followed by, from the store", err.text);
            return;
        }
        ms[i] = since_ms(us);
    }
    struct measure_spread spread = measure_spread(ms, RUNS);
    snprintf(name, sizeof name, "followed by, from the store: %zu owners", owners / RUNS);
    tally_row(name, spread, spread.slow, "5");
}

/* The peer: SQLite without the index reads all follows. */
static void measure_scan(struct bench *bench) {
    double ms[SCANS];
    struct err err;
    for (size_t i = 0; i < SCANS; i++) {
        int64_t us = pty_now_us(), found = 0;
        struct statement *scan = sql_use(bench->store->sql, "SELECT count(DISTINCT snapshot)"
                                                            " FROM edge"
                                                            " WHERE +account = ?1");
        sql_bind(scan, 1, vast_popular(&bench->vast, bench->vast.accounts / 3 + i));
        if (!sql_read(scan, &found, &err)) {
            tally_missing("the same in SQL without the index", err.text);
            return;
        }
        ms[i] = since_ms(us);
    }
    tally_row("the same in SQL without the index", measure_spread(ms, SCANS), -1, "");
}

/* The longest lists of the store, whole: what `c` reads before it draws. */
static bool compare_lists(struct bench *bench, const char *const *ids, struct err *err) {
    struct comparison comparison;
    comparison_init(&comparison);
    bool is_read = comparison_read(&comparison, bench->store, ids, VAST_LONG_LISTS, err);
    comparison_fini(&comparison);
    return is_read;
}

static void measure_comparison(struct bench *bench) {
    const char *ids[VAST_LONG_LISTS];
    double ms[COMPARISON_RUNS];
    struct arena arena;
    struct err err;
    bool is_fine = true;
    arena_init(&arena);
    for (size_t i = 0; is_fine && i < VAST_LONG_LISTS; i++) {
        struct account *owner = NULL;
        is_fine = lookup_account_by_number(bench->store, vast_owner(&bench->vast, i), &arena,
                                           &owner, &err) &&
                  owner;
        ids[i] = is_fine ? owner->id : NULL;
    }
    for (size_t run = 0; is_fine && run < COMPARISON_RUNS; run++) {
        int64_t us = pty_now_us();
        is_fine = compare_lists(bench, ids, &err);
        ms[run] = since_ms(us);
    }
    if (is_fine) {
        struct measure_spread spread = measure_spread(ms, COMPARISON_RUNS);
        tally_row("12 lists of 10,000 compared", spread, spread.slow, "200");
    } else {
        tally_missing("12 lists of 10,000 compared", err.text);
    }
    arena_fini(&arena);
}

/* The peer for that: NetworkX, whose lists are read from the store before the time begins. Debian
 * has it for its own Python. */
static void measure_networkx(const struct bench *bench) {
    static const char script[] =
        "import sys, time, sqlite3, itertools\n"
        "import networkx\n"
        "store = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)\n"
        "follows = store.execute('SELECT snapshot, account FROM edge WHERE snapshot <= ?',\n"
        "                        (int(sys.argv[2]),)).fetchall()\n"
        "begin = time.perf_counter()\n"
        "graph = networkx.DiGraph((-s, a) for s, a in follows)\n"
        "for a, b in itertools.combinations(range(1, int(sys.argv[2]) + 1), 2):\n"
        "    one, other = set(graph[-a]), set(graph[-b])\n"
        "    len(one & other) / len(one | other)\n"
        "print((time.perf_counter() - begin) * 1000)\n";
    const char *name = "Jaccard of the same by NetworkX, in its memory";
    char lists[TALLY_NAME], out[TALLY_NAME];
    const char *const argv[] = {"/usr/bin/python3", "-c", script, bench->path, lists, NULL};
    struct err err;
    size_t len = 0;
    snprintf(lists, sizeof lists, "%d", VAST_LONG_LISTS);
    if (!spawn_read(argv, out, sizeof out - 1, &len, SQLITE_PATIENCE_MS, &err)) {
        tally_missing(name, "NetworkX is not installed (python3-networkx), or it failed");
        return;
    }
    out[len] = '\0';
    double ms = strtod(out, NULL);
    tally_row(name, measure_spread(&ms, 1), ms, "");
}

/* As the screen makes them, in steps of STEP_MS; the last figure is the longest step. */
static bool make_statistics(struct bench *bench, const struct graph_index *index,
                            const struct holding *list, double *slowest, struct err *err) {
    bool is_done = false, is_fine = true;
    struct statistics_work *work = statistics_work_new(bench->store, index, NULL, 0);
    statistics_work_add_list(work, list);
    is_fine = statistics_work_add_listed(work, err);
    while (is_fine && !is_done) {
        int64_t us = pty_now_us();
        is_fine = statistics_work_go_on(work, clock_monotonic_ms() + STEP_MS, &is_done, err);
        if (since_ms(us) > *slowest)
            *slowest = since_ms(us);
    }
    statistics_work_free(work);
    return is_fine;
}

static void measure_statistics(struct bench *bench) {
    struct graph_index *index = graph_index_new(bench->store);
    double ms[STATISTICS_RUNS], slowest = 0;
    struct holding list;
    struct arena arena;
    struct err err;
    arena_init(&arena);
    bool is_fine = graph_index_finish(index, &err) &&
                   holding_of(bench->store, vast_owner(&bench->vast, 0), &list, &arena, &err);
    for (size_t i = 0; is_fine && i < STATISTICS_RUNS; i++) {
        int64_t us = pty_now_us();
        is_fine = make_statistics(bench, index, &list, &slowest, &err);
        ms[i] = since_ms(us);
    }
    if (is_fine)
        tally_row("statistics of a list of 10,000; the longest step",
                  measure_spread(ms, STATISTICS_RUNS), slowest, "");
    else
        tally_missing("statistics of a list", err.text);
    graph_index_free(index);
    arena_fini(&arena);
}

/* What this process wrote so far; a busy disk changes times, but not this. */
static int64_t count_written(void) {
    char line[TALLY_NAME];
    long long bytes = 0;
    FILE *file = fopen("/proc/self/io", "re");
    while (file && fgets(line, sizeof line, file) && strncmp(line, "wchar:", 6) != 0)
        continue;
    if (file) {
        bytes = strtoll(line + 6, NULL, 10);
        fclose(file);
    }
    return bytes;
}

/* A store of its own, of STORED follows. */
static double time_commits(const char *path, const struct commits_pages *pages, const char *name) {
    static double ms[COMMITS_STEPS][COMMITS_PAGES];
    struct err err;
    int64_t before = count_written();
    if (!commits_measure(pages, path, ms, &err)) {
        tally_missing(name, err.text);
        return 0;
    }
    struct measure_spread spread = measure_spread(ms[COMMITS_PAGE], COMMITS_PAGES);
    tally_row(name, spread, spread.slow, "");
    printf("  %-44s %9.0f KB written\n", "",
           (double)(count_written() - before) / COMMITS_PAGES / 1024);
    return spread.median;
}

static bool drop_index(const char *path) {
    struct err err;
    struct sql *sql = sql_open(path, SQL_WRITE, &err);
    bool is_done = sql && sql_run(sql, "DROP INDEX edge_account", &err);
    sql_close(sql);
    return is_done;
}

static void measure_commits(struct bench *bench) {
    struct vast vast = {.accounts = ACCOUNTS, .follows = STORED};
    struct commits_pages pages = {0};
    struct err err;
    char path[HOARD_PATH + 8];
    snprintf(path, sizeof path, "%s-1", bench->path);
    tally_head("a page of 50 known accounts into 1,000,000 follows: ms", "99th");
    if (!vast_write(path, &vast, &err) || !vast_draw_pages(path, &vast, &pages, &err)) {
        tally_missing("a page of 50", err.text);
    } else {
        double with = time_commits(path, &pages, "with the index by account");
        double without = drop_index(path) ? time_commits(path, &pages, "without it") : 0;
        if (with > 0 && without > 0)
            printf("  %.2f times (aim: 1.50)\n", with / without);
    }
    commits_forget(&pages);
    unlink(path);
}

/* Milliseconds of this process's own time. */
static double own_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

/* What a key may have to wait for while everything is counted for the first time. */
static void measure_counting(struct bench *bench, struct session *session) {
    double *ms = NULL, all = 0;
    size_t count = 0, capacity = 0;
    char name[TALLY_NAME];
    bool is_done = false;
    (void)bench;
    while (!is_done) {
        double from = own_ms();
        is_done = counting_go_on(session);
        ms = mem_grow(ms, &capacity, count + 1, sizeof *ms);
        ms[count] = own_ms() - from;
        all += ms[count++];
    }
    struct measure_spread spread = measure_spread(ms, count);
    snprintf(name, sizeof name, "a slice of the first count: %.1f s in %zu, most %.1f", all / 1000,
             count, spread.most);
    tally_row(name, spread, ms[count * 99 / 100], "10");
    free(ms);
}

/* The accounts of the screen: the popular ones, which the most lists have. */
static struct list *screen_rows(struct bench *bench, struct session *session, struct arena *arena) {
    struct list *list = source_list(session, &source_followed_by, "screen");
    for (size_t i = 0; i < ROWS; i++) {
        struct account *account = NULL;
        if (lookup_account_by_number(bench->store, vast_popular(&bench->vast, i), arena, &account,
                                     NULL) &&
            account)
            list_add_account(list, account);
    }
    return list;
}

static void measure_rows(struct session *session, const struct list *list) {
    double facts_ms[RUNS], pane_ms[RUNS];
    struct arena arena;
    struct fact_owners owners;
    for (size_t run = 0; run < RUNS; run++) {
        int64_t us = pty_now_us();
        for (size_t row = 0; row < list->count; row++)
            (void)list_facts(list, row);
        facts_ms[run] = since_ms(us);
        arena_init(&arena);
        us = pty_now_us();
        (void)session->facts->owners(session->facts->context, list->rows[run % list->count], 3,
                                     &arena, &owners, NULL);
        pane_ms[run] = since_ms(us);
        arena_fini(&arena);
    }
    struct measure_spread spread = measure_spread(facts_ms, RUNS);
    tally_row("`lists` of 50 rows", spread, spread.slow, "5");
    spread = measure_spread(pane_ms, RUNS);
    tally_row("whose lists have the account, for the pane", spread, spread.slow, "5");
}

/* The rows below the screen's, as they are read while no key waits: the longest part. */
static double read_rows(struct session *session) {
    double longest = 0;
    bool is_done = false;
    while (!is_done) {
        double from = own_ms();
        is_done = reading_go_on(session);
        longest = own_ms() - from > longest ? own_ms() - from : longest;
    }
    return longest;
}

/* A key that opens a list, which is about an account from the middle of the order. */
static void measure_opening(struct bench *bench, struct session *session, const char *what,
                            void (*open)(struct session *session, const struct account *account)) {
    double ms[FEW], longest = 0;
    struct arena arena;
    struct account *account = NULL;
    char name[TALLY_NAME];
    arena_init(&arena);
    for (size_t i = 0; i < FEW; i++) {
        int64_t number = vast_popular(&bench->vast, bench->vast.accounts / 3 + i);
        if (!lookup_account_by_number(bench->store, number, &arena, &account, NULL) || !account)
            continue;
        double from = own_ms();
        open(session, account);
        ms[i] = own_ms() - from;
        double part = read_rows(session);
        longest = part > longest ? part : longest;
    }
    struct measure_spread spread = measure_spread(ms, FEW);
    snprintf(name, sizeof name, "%s: %zu rows, parts of at most %.1f", what,
             session->trail.current->list->count, longest);
    tally_row(name, spread, spread.most, "5");
    arena_fini(&arena);
}

static void open_followed_by(struct session *session, const struct account *account) {
    struct err err;
    if (!source_followed_by_open(session, account, &err))
        hoard_complain(err.text);
}

static void open_lists(struct session *session, const struct account *account) {
    (void)account;
    source_lists_open(session);
}

static void measure_filters(struct session *session) {
    static const char *const filters[] = {"lists>=3", "back", "stored or !complete"};
    struct err err;
    for (size_t f = 0; f < sizeof filters / sizeof *filters; f++) {
        double ms[FEW];
        char name[TALLY_NAME];
        for (size_t i = 0; i < FEW; i++) {
            (void)refine_filter(session, "", &err);
            int64_t us = pty_now_us();
            (void)refine_filter(session, filters[f], &err);
            ms[i] = since_ms(us);
        }
        struct measure_spread spread = measure_spread(ms, FEW);
        snprintf(name, sizeof name, "10,000 rows filtered by `%s`", filters[f]);
        tally_row(name, spread, spread.most, "100");
    }
    (void)refine_filter(session, "", &err);
}

/* A list of 10,000. */
static void measure_order(struct session *session) {
    double ms[FEW];
    struct list *list = list_lookup_snapshot(session, 1);
    if (!list)
        return;
    reading_finish(session, list);
    trail_open(&session->trail, list);
    for (size_t i = 0; i < FEW; i++) {
        struct order listed = {0};
        refine_set_order(session, &listed);
        int64_t us = pty_now_us();
        refine_order(session, ORDER_LISTS);
        ms[i] = since_ms(us);
    }
    struct measure_spread spread = measure_spread(ms, FEW);
    tally_row("10,000 rows by `lists`", spread, spread.most, "100");
    measure_filters(session);
}

/* The whole of a ranking in slices: all of them, and the longest. */
static double rank(struct session *session, double *longest) {
    double all = 0;
    bool is_done = false;
    *longest = 0;
    while (!is_done) {
        double from = own_ms();
        is_done = frontier_go_on(session->frontier);
        double ms = own_ms() - from;
        *longest = ms > *longest ? ms : *longest;
        all += ms;
    }
    return all;
}

/* Ranks again as after one more list, without that list's records. */
static void measure_order_of_frontier(struct session *session, const char *order) {
    double ms[FEW], longest, most = 0;
    struct ranking ranking;
    char name[TALLY_NAME];
    if (!ranking_parse(order, &ranking, NULL))
        return;
    frontier_choose(session->frontier, &ranking, FRONTIER_SHOWN_MAX);
    rank(session, &longest);
    for (size_t i = 0; i < FEW; i++) {
        frontier_choose(session->frontier, &ranking, FRONTIER_SHOWN_MAX - 1 - i % 2);
        ms[i] = rank(session, &longest);
        most = longest > most ? longest : most;
    }
    struct measure_spread spread = measure_spread(ms, FEW);
    snprintf(name, sizeof name, "ranked again %s, slices of at most %.1f", order, most);
    tally_row(name, spread, spread.slow, "100");
}

/* One statement for the same, without the states of lists. */
static void measure_sqlite(const struct bench *bench) {
    static const char select[] =
        "SELECT a.key, count(*) n, r.following FROM edge e CROSS JOIN account a ON a.id = e.account"
        " CROSS JOIN record r ON r.id = a.record WHERE r.following > 0 AND NOT r.is_private"
        " AND NOT EXISTS (SELECT 1 FROM snapshot s WHERE s.owner = a.key) GROUP BY e.account"
        " ORDER BY count(*) * 1.0 / (r.following + 20) DESC, n DESC, a.key LIMIT 2000";
    const char *const argv[] = {"sqlite3", "-readonly", bench->path, select, NULL};
    static char out[1 << 20];
    struct err err;
    size_t len;
    int64_t us = pty_now_us();
    if (!spawn_read(argv, out, sizeof out, &len, SQLITE_PATIENCE_MS, &err)) {
        tally_missing("the same by sqlite3", err.text);
        return;
    }
    double ms = since_ms(us);
    tally_row("the same by sqlite3", measure_spread(&ms, 1), ms, "");
}

static void measure_frontier(const struct bench *bench, struct session *session) {
    double longest, ms = rank(session, &longest);
    char name[TALLY_NAME];
    snprintf(name, sizeof name, "frontier of %lld, first, slices of at most %.1f",
             (long long)frontier_sum(session->frontier).accounts, longest);
    tally_row(name, measure_spread(&ms, 1), ms, "3000");
    measure_order_of_frontier(session, "per-credit");
    measure_order_of_frontier(session, "seen");
    measure_order_of_frontier(session, "random:1");
    measure_sqlite(bench);
}

static void measure_session(struct bench *bench) {
    const struct session_config config = {.threshold = 0};
    const struct purse purse = {.spent = {0}};
    struct session session;
    struct arena arena;
    arena_init(&arena);
    session_init(&session, &config, NULL, bench->store, &purse);
    measure_counting(bench, &session);
    measure_rows(&session, screen_rows(bench, &session, &arena));
    session.config.reads_in_parts = true;
    measure_opening(bench, &session, "the list followed by", open_followed_by);
    measure_opening(bench, &session, "the list of lists", open_lists);
    session.config.reads_in_parts = false;
    measure_order(&session);
    measure_frontier(bench, &session);
    session_fini(&session);
    arena_fini(&arena);
}

static void measure_all(struct bench *bench) {
    struct err err;
    const struct store_config config = {.path = bench->path};
    measure_commits(bench);
    bench->store = store_open_reader(&config, &err);
    if (!bench->store) {
        hoard_complain(err.text);
        return;
    }
    tally_head("the graph: ms", "99th");
    measure_owners(bench);
    measure_scan(bench);
    measure_comparison(bench);
    measure_networkx(bench);
    measure_statistics(bench);
    measure_session(bench);
    store_close(bench->store);
}

static bool make(struct bench *bench) {
    struct err err;
    int64_t us = pty_now_us();
    bool is_made = vast_write(bench->path, &bench->vast, &err);
    if (is_made)
        printf("%zu accounts, %zu follows, %zu lists: written in %.1f s\n", bench->vast.accounts,
               bench->vast.follows, bench->vast.lists, since_ms(us) / 1000);
    return is_made || hoard_complain(err.text);
}

static int run_own(struct bench *bench) {
    bool is_fine = hoard_open(&bench->hoard, 0);
    snprintf(bench->path, sizeof bench->path, "%s/vast.db", bench->hoard.folder);
    is_fine = is_fine && make(bench);
    if (is_fine)
        measure_all(bench);
    hoard_close(&bench->hoard);
    return is_fine ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv) {
    struct bench bench = {.vast = {.accounts = ACCOUNTS, .follows = FOLLOWS}};
    bool is_make = argc == 3 && !strcmp(argv[1], "--make");
    size_t follows = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (follows)
        bench.vast.follows = follows;
    if (argc == 1 || follows)
        return run_own(&bench);
    snprintf(bench.path, sizeof bench.path, "%s", argv[argc - 1]);
    if (is_make)
        return make(&bench) ? EXIT_SUCCESS : EXIT_FAILURE;
    measure_all(&bench);
    return EXIT_SUCCESS;
}
