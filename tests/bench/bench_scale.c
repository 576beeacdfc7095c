/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a large collection costs: `followtrail fetch` of many lists of 500 that overlap, from a
 * sandbox without latency, and the first purchase in a store of a million accounts. It prints
 * figures and asserts nothing. `bench_scale LISTS` fetches LISTS lists, 300 where that is not
 * given; 2,000 are a million records.
 */
#include "store/sql.h"
#include "tests/support/commits.h"
#include "tests/support/crowd.h"
#include "tests/support/gauge.h"
#include "tests/support/hoard.h"
#include "tests/support/measure.h"
#include "tests/support/pty.h"
#include "tests/support/sandbox_child.h"
#include "tests/support/tally.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LISTS = 300,
    FOLLOWS = 500,
    PAGE = 50,
    MEMBERS_PER_LIST = 50, /* 2,000 lists: 100,000 accounts, each in ten lists */
    GROUP = 100,           /* lists that are compared */
    PURCHASES = 7,
    STORED = 1000000,
    NAME_BYTES = 64,
    MEGABYTE = 1 << 20,
    CANNOT_RUN = 127
};

struct bench {
    struct hoard hoard;
    struct sandbox_child sandbox;
    size_t lists;
    char (*names)[NAME_BYTES];
    const char **words;
    double *ended_s;    /* when each list was printed, from the start */
    double page_ms;     /* the median page in an empty store; 0: not measured */
    double page_cpu_ms; /* processor time of one, which a busy machine changes less */
};

/* A child that prints a line a list. */

struct fetched {
    double seconds, cpu_ms; /* cpu_ms: of the processor, user and system */
    int64_t peak;
    size_t lists;
};

static _Noreturn void run_fetch(const char *const words[], int out) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0 && dup2(null, STDIN_FILENO) >= 0 && dup2(null, STDERR_FILENO) >= 0 &&
        dup2(out, STDOUT_FILENO) >= 0)
        execv(words[0], (char *const *)(uintptr_t)words);
    _exit(CANNOT_RUN);
}

static double cpu_ms(const struct rusage *usage) {
    const struct timeval *user = &usage->ru_utime, *system = &usage->ru_stime;
    return (double)(user->tv_sec + system->tv_sec) * 1000 +
           (double)(user->tv_usec + system->tv_usec) / 1000;
}

static void time_lines(int fd, int64_t start_us, double *ended_s, struct fetched *fetched) {
    char bytes[4096];
    ssize_t taken;
    while ((taken = read(fd, bytes, sizeof bytes)) > 0)
        for (ssize_t i = 0; i < taken; i++)
            if (bytes[i] == '\n') {
                if (ended_s)
                    ended_s[fetched->lists] = (double)(pty_now_us() - start_us) / 1000000;
                fetched->lists++;
            }
}

static bool fetch(const char *const words[], double *ended_s, struct fetched *fetched) {
    struct rusage usage = {.ru_maxrss = 0};
    int out[2], status = -1;
    *fetched = (struct fetched){0};
    fflush(stdout);
    if (pipe(out) != 0)
        return false;
    int64_t start_us = pty_now_us();
    pid_t pid = fork();
    if (pid == 0)
        run_fetch(words, out[1]);
    close(out[1]);
    time_lines(out[0], start_us, ended_s, fetched);
    close(out[0]);
    bool is_over = pid > 0 && wait4(pid, &status, 0, &usage) == pid;
    fetched->seconds = (double)(pty_now_us() - start_us) / 1000000;
    fetched->cpu_ms = cpu_ms(&usage);
    fetched->peak = (int64_t)usage.ru_maxrss * 1024;
    return is_over && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static const char **fetch_words(struct bench *bench, const char *path) {
    const char *const head[] = {
        sandbox_child_program(), "fetch", "--no-profile", "--cap", "100000000", "--store", path};
    memcpy(bench->words, head, sizeof head);
    return bench->words + sizeof head / sizeof *head;
}

static bool fetch_short(struct bench *bench, const char *path, size_t at, struct fetched *fetched) {
    char name[NAME_BYTES];
    snprintf(name, sizeof name, "@" CROWD_SHORT, at);
    const char **last = fetch_words(bench, path);
    last[0] = name;
    last[1] = NULL;
    return fetch(bench->words, NULL, fetched) && fetched->lists == 1;
}

/* The rows. */

static void print_number(const char *name, double number, const char *aim) {
    printf("%-46s %9.2f  %s\n", name, number, aim);
}

static void measure_page(struct bench *bench) {
    static const char *const options[] = {"--balance", "100000000", NULL};
    double ms[COMMITS_STEPS][COMMITS_PAGES];
    struct commits_pages pages = {.replies = {NULL}};
    struct sandbox_child sandbox;
    struct err err = {.text = "no sandbox"};
    char path[HOARD_PATH];
    snprintf(path, sizeof path, "%s/commits", bench->hoard.folder);
    struct rusage before, after;
    bool is_fine = sandbox_child_open(&sandbox, options) &&
                   commits_fetch(&pages, sandbox.url, SANDBOX_CHILD_KEY, &err);
    getrusage(RUSAGE_SELF, &before);
    is_fine = is_fine && commits_measure(&pages, path, ms, &err);
    getrusage(RUSAGE_SELF, &after);
    sandbox_child_close(&sandbox);
    commits_forget(&pages);
    tally_head("a page of 50 in an empty store: ms", "99th");
    if (!is_fine) {
        tally_missing("all steps", err.text);
        return;
    }
    struct measure_spread spread = measure_spread(ms[COMMITS_PAGE], COMMITS_PAGES);
    bench->page_ms = spread.median;
    bench->page_cpu_ms = (cpu_ms(&after) - cpu_ms(&before)) / COMMITS_PAGES;
    tally_row("all steps, two syncs among them", spread, spread.slow, "");
    print_number("processor time of one, on average", bench->page_cpu_ms, "");
}

static void print_groups(const struct bench *bench, size_t lists) {
    const double *at = bench->ended_s;
    size_t group = lists / 3 < GROUP ? lists / 3 : GROUP;
    if (!group)
        return;
    double pages_of_list = (double)FOLLOWS / PAGE, pages = (double)group * pages_of_list;
    double first = (at[group - 1] - at[0]) * 1000 / (pages - pages_of_list);
    double last = (at[lists - 1] - at[lists - 1 - group]) * 1000 / pages;
    printf("%-46s %9zu\n", "lists at either end that are compared", group);
    print_number("ms a page, the first", first, "");
    print_number("ms a page, the last", last, "");
    print_number("last : first", last / first, "1.1");
}

static void print_fetch(const struct bench *bench, const struct fetched *all,
                        const struct fetched *one) {
    double pages = (double)bench->lists * FOLLOWS / PAGE;
    printf("%-46s %9.0f\n", "records", (double)bench->lists * FOLLOWS);
    print_number("seconds", all->seconds, "");
    print_number("ms a page", all->seconds * 1000 / pages, "");
    if (bench->page_ms > 0)
        print_number(": pages x the median page above",
                     all->seconds * 1000 / (pages * bench->page_ms), "1.2");
    print_number("processor time a page, ms", all->cpu_ms / pages, "");
    if (bench->page_cpu_ms > 0)
        print_number(": that of a page above", all->cpu_ms / pages / bench->page_cpu_ms, "1.2");
    print_groups(bench, all->lists);
    print_number("peak, MB", (double)all->peak / MEGABYTE, "");
    print_number("above that of one page, MB", (double)(all->peak - one->peak) / MEGABYTE, "32");
}

static void measure_fetch(struct bench *bench) {
    struct fetched one, all;
    char path[HOARD_PATH];
    snprintf(path, sizeof path, "%s/page", bench->hoard.folder);
    printf("\n%zu lists of %d, fetched by one command\n", bench->lists, FOLLOWS);
    if (!fetch_short(bench, path, 0, &one)) {
        tally_missing("fetch", "a list of one page could not be fetched");
        return;
    }
    const char **names = fetch_words(bench, bench->hoard.many);
    for (size_t i = 0; i < bench->lists; i++)
        names[i] = bench->names[i];
    names[bench->lists] = NULL;
    if (fetch(bench->words, bench->ended_s, &all) && all.lists == bench->lists)
        print_fetch(bench, &all, &one);
    else
        tally_missing("fetch", "it ended before its last list");
    fflush(stdout);
}

/* Accounts that no list has, with a record each, until there are STORED. */
static bool swell(const char *path) {
    static const char text[] =
        "PRAGMA synchronous = OFF; BEGIN;"
        "INSERT INTO account (key) WITH RECURSIVE n (i) AS"
        " (SELECT count(*) + 1 FROM account UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
        " SELECT '5' || printf('%018d', i * 7919 % 999983 * 1000003 + i) FROM n;"
        "INSERT INTO record (account, first_ms, last_ms, username, display_name, bio, region,"
        " avatar_url, followers, following, likes, videos, is_verified, is_private)"
        " SELECT id, 1, 1, 'stored.' || (id * 7919 % 999983) || '.' || id, 'Stored ' || id,"
        " 'An account that another list has shown before', 'SE',"
        " 'https://example.invalid/avatar/' || id, id, 200, 3 * id, 10, 0, 0"
        " FROM account WHERE record IS NULL;"
        "UPDATE account SET record = (SELECT id FROM record WHERE record.account = account.id)"
        " WHERE record IS NULL;"
        "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);";
    struct err err;
    struct sql *sql = sql_open(path, SQL_WRITE, &err);
    bool is_done = sql && sql_run(sql, text, &err);
    sql_close(sql);
    return is_done && hoard_number(path, "SELECT count(*) FROM account") >= STORED;
}

/* From exec to exit, each time another list of one page. */
static bool time_purchases(struct bench *bench, const char *path, double ms[PURCHASES]) {
    for (size_t i = 0; i < PURCHASES; i++) {
        struct fetched fetched;
        if (!fetch_short(bench, path, 1 + i, &fetched))
            return false;
        ms[i] = fetched.seconds * 1000;
    }
    return true;
}

static void measure_purchase(struct bench *bench) {
    double empty_ms[PURCHASES], full_ms[PURCHASES];
    char path[HOARD_PATH];
    snprintf(path, sizeof path, "%s/page", bench->hoard.folder);
    tally_head("start, buy one page, end: ms", "");
    if (!time_purchases(bench, path, empty_ms)) {
        tally_missing("a store of next to nothing", "a page could not be bought");
        return;
    }
    struct measure_spread empty = measure_spread(empty_ms, PURCHASES);
    tally_row("a store of next to nothing", empty, -1, "");
    if (!swell(bench->hoard.many) || !time_purchases(bench, bench->hoard.many, full_ms)) {
        tally_missing("a store of 1,000,000 accounts", "it could not be made, or not bought into");
        return;
    }
    struct measure_spread full = measure_spread(full_ms, PURCHASES);
    tally_row("a store of 1,000,000 accounts", full, -1, "");
    print_number("the second : the first, of the medians", full.median / empty.median, "1.2");
    print_number("the second - the first, ms", full.median - empty.median, "or 5");
}

static bool open_bench(struct bench *bench, size_t lists) {
    static const char *const head[] = {"--balance", "100000000", "--network"};
    const struct crowd_mesh mesh = {lists, FOLLOWS, lists * MEMBERS_PER_LIST + FOLLOWS};
    *bench = (struct bench){.lists = lists};
    bench->names = calloc(lists, sizeof *bench->names);
    bench->words = calloc(lists + 16, sizeof *bench->words);
    bench->ended_s = calloc(lists + 1, sizeof *bench->ended_s);
    for (size_t i = 0; bench->names && i < lists; i++)
        snprintf(bench->names[i], NAME_BYTES, "@" CROWD_OWNER, i);
    if (!bench->names || !bench->words || !bench->ended_s || !hoard_open(&bench->hoard, FOLLOWS) ||
        !crowd_write_mesh(bench->hoard.network, &mesh))
        return false;
    const char *const options[] = {head[0], head[1], head[2], bench->hoard.network, NULL};
    if (!sandbox_child_open(&bench->sandbox, options))
        return false;
    setenv("FOLLOWTRAIL_API_URL", bench->sandbox.url, 1);
    return true;
}

int main(int argc, char **argv) {
    struct bench bench;
    size_t lists = argc > 1 ? strtoul(argv[1], NULL, 10) : LISTS;
    measure_be_patient();
    bool is_open = open_bench(&bench, lists ? lists : LISTS);
    if (is_open) {
        measure_page(&bench);
        measure_fetch(&bench);
        measure_purchase(&bench);
    } else {
        fprintf(stderr, "bench_scale: cannot start %s sandbox\n", sandbox_child_program());
    }
    sandbox_child_close(&bench.sandbox);
    hoard_close(&bench.hoard);
    free(bench.names);
    free(bench.words);
    free(bench.ended_s);
    return is_open ? EXIT_SUCCESS : EXIT_FAILURE;
}
