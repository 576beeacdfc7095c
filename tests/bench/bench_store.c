/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store costs: pages committed, a browser that opens long lists from it, bytes on the
 * disk, reindex and ledger. It prints figures; what cannot be measured has a dash and a reason.
 * `bench_store FOLLOWS` has lists of FOLLOWS rows in place of 10,000. All files are in a folder of
 * its own in the build folder, because that is on a disk.
 */
#include "store/sql.h"
#include "tests/support/commits.h"
#include "tests/support/crowd.h"
#include "tests/support/gauge.h"
#include "tests/support/hoard.h"
#include "tests/support/long_list.h"
#include "tests/support/measure.h"
#include "tests/support/pty.h"
#include "tests/support/sandbox_child.h"
#include "tests/support/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    FOLLOWS = 10000,
    COMMIT_RUNS = 5,
    START_RUNS = 7,
    SESSION_RUNS = 3,
    COMMAND_RUNS = 3,
    DOWNS = 50,
    MEGABYTE = 1 << 20,
    WORDS_MAX = 8
};

static const struct { int rows, cols; } sizes[] = {{24, 80}, {50, 200}};

enum { SIZES = sizeof sizes / sizeof *sizes };

/* Pages. */

static const char *const step_names[COMMITS_STEPS] = {[COMMITS_BEGIN] = "  begun (a sync)",
                                                      [COMMITS_KEEP] = "  kept (a sync)",
                                                      [COMMITS_READ] = "  read",
                                                      [COMMITS_MEANING] = "  entered",
                                                      [COMMITS_PAGE] = "a page of 50, all steps"};

static double sum_of(const double ms[COMMITS_PAGES]) {
    double sum = 0;
    for (size_t i = 0; i < COMMITS_PAGES; i++)
        sum += ms[i];
    return sum;
}

struct commit_runs {
    double steps[COMMITS_STEPS][COMMIT_RUNS * COMMITS_PAGES], rates[COMMIT_RUNS];
    double disk[COMMIT_RUNS * COMMITS_PAGES];
};

static void print_commits(struct commit_runs *runs, size_t count, const char *title) {
    tally_head(title, "99th");
    for (size_t step = COMMITS_STEPS; step-- > 0;) {
        struct measure_spread spread = measure_spread(runs->steps[step], count * COMMITS_PAGES);
        tally_row(step_names[step], spread, spread.slow, "");
    }
    struct measure_spread disk = measure_spread(runs->disk, count * COMMITS_PAGES);
    tally_row("this disk: fdatasync of 64 KB", disk, disk.slow, "");
    struct measure_spread rates = measure_spread(runs->rates, count);
    tally_row("pages a second, by run", rates, -1, "");
}

/* `path`: a store that is there; NULL: a new one each time. */
static void measure_commits(const struct hoard *hoard, const struct commits_pages *pages,
                            const char *path, size_t count, const char *title) {
    static struct commit_runs runs; /* large */
    struct err err = {.kind = ERR_NONE};
    char file[PROPS_PATH + 32];
    for (size_t run = 0; run < count; run++) {
        double ms[COMMITS_STEPS][COMMITS_PAGES];
        snprintf(file, sizeof file, "%s/synced", hoard->folder);
        bool is_fine = commits_measure_disk(file, runs.disk + run * COMMITS_PAGES, &err);
        snprintf(file, sizeof file, "%s/commits-%zu", hoard->folder, run);
        if (!is_fine || !commits_measure(pages, path ? path : file, ms, &err)) {
            tally_head(title, "99th");
            tally_missing(step_names[COMMITS_PAGE], err.text);
            return;
        }
        for (size_t step = 0; step < COMMITS_STEPS; step++)
            memcpy(runs.steps[step] + run * COMMITS_PAGES, ms[step], sizeof ms[step]);
        runs.rates[run] = COMMITS_PAGES * 1000 / sum_of(ms[COMMITS_PAGE]);
    }
    print_commits(&runs, count, title);
}

static bool fetch_pages(struct commits_pages *pages) {
    static const char *const options[] = {"--balance", "100000000", NULL};
    struct sandbox_child sandbox;
    struct err err = {.kind = ERR_NET, .text = "cannot start a sandbox"};
    bool is_fine = sandbox_child_open(&sandbox, options) &&
                   commits_fetch(pages, sandbox.url, SANDBOX_CHILD_KEY, &err);
    sandbox_child_close(&sandbox);
    return is_fine || hoard_complain(err.text);
}

/* What a stored account takes. */

static void print_part(const char *name, int64_t bytes, const struct hoard *hoard) {
    printf("  %-44s %9.0f %9.1f\n", name, (double)bytes / (double)hoard_accounts(hoard),
           (double)bytes / MEGABYTE);
}

/* Where SQLite was built to tell it. */
static void print_trees(const struct hoard *hoard) {
    struct err err;
    struct sql *sql = sql_open(hoard->many, SQL_READ, &err);
    if (!sql)
        return;
    struct statement *select =
        sql_use(sql, "SELECT name, sum(pgsize) AS bytes FROM dbstat"
                     " GROUP BY name HAVING bytes > 1000000 ORDER BY 2 DESC");
    while (sql_step(select, &err) == SQL_ROW)
        print_part(sql_text(select, 0), sql_number(select, 1), hoard);
    sql_close(sql);
}

static void print_size(const struct hoard *hoard) {
    struct stat file;
    int64_t raw = hoard_number(hoard->many, "SELECT sum(length(body)) FROM answer");
    int64_t plain = hoard_number(hoard->many, "SELECT sum(size) FROM answer");
    if (raw < 0 || plain < 0 || stat(hoard->many, &file) != 0) {
        tally_missing("bytes of a stored account", "the store could not be read");
        return;
    }
    printf("\n%zu %-39s %9s %9s\n", hoard_accounts(hoard), "stored accounts", "bytes each", "MB");
    print_part("the file", file.st_size, hoard);
    print_part("raw answers", raw, hoard);
    print_part("all the rest", file.st_size - raw, hoard);
    print_part("(raw answers as they came)", plain, hoard);
    print_trees(hoard);
    fflush(stdout);
}

/* Openings. */

struct opening {
    const char *name, *path, *owner;
    size_t rows;
};

static const char *open_words(const struct opening *opening, const char *words[static WORDS_MAX]) {
    const char *const all[] = {sandbox_child_program(), "--offline",    "--store",
                               opening->path,           opening->owner, NULL};
    memcpy(words, all, sizeof all);
    return words[0];
}

static void measure_openings(const struct opening *opening) {
    const char *argv[WORDS_MAX];
    char words[TALLY_NAME], name[2 * TALLY_NAME];
    struct measure_subject subject = {.name = open_words(opening, argv), .argv = argv};
    tally_complete(opening->rows, words);
    for (size_t size = 0; size < SIZES; size++) {
        double ms[START_RUNS];
        int64_t peak = 0;
        size_t taken = 0;
        for (size_t run = 0; run < START_RUNS; run++) {
            struct pty pty;
            bool is_open = measure_start_to(&pty, &subject, sizes[size].rows, sizes[size].cols,
                                            words, &ms[run]);
            int64_t now = gauge_peak_bytes(pty.pid);
            peak = now > peak ? now : peak;
            pty_close(&pty);
            taken += is_open;
        }
        snprintf(name, sizeof name, "%s, %dx%d", opening->name, sizes[size].cols, sizes[size].rows);
        if (taken == START_RUNS)
            tally_row(name, measure_spread(ms, START_RUNS), (double)peak / MEGABYTE,
                      "30 ms, 32 MB");
        else
            tally_missing(name, "it was not shown");
    }
}

/* From the hub into every owner's list and back, in one session. Each step waits until the screen
 * shows what the one before it led to. */
static bool open_all(struct pty *pty, size_t follows, double ms[CROWD_OWNERS]) {
    char words[TALLY_NAME], hub[TALLY_NAME];
    tally_complete(CROWD_OWNERS, hub);
    for (size_t i = 0; i < CROWD_OWNERS; i++) {
        char owner[TALLY_NAME];
        snprintf(owner, sizeof owner, "@" CROWD_OWNER, i);
        if (!measure_key_to(pty, "\r", tally_complete(follows, words), &ms[i]) ||
            !measure_shows(pty, owner) || !measure_press(pty, "\177", 1) ||
            !measure_shows(pty, hub) || !measure_press(pty, "\033OB", 1))
            return false;
    }
    return true;
}

static void measure_sessions(const struct hoard *hoard) {
    const struct opening hub = {.path = hoard->many, .owner = CROWD_HUB};
    const char *argv[WORDS_MAX];
    char words[TALLY_NAME];
    struct measure_subject subject = {.name = open_words(&hub, argv), .argv = argv};
    double ms[SESSION_RUNS * CROWD_OWNERS], ignored;
    int64_t peak = 0;
    tally_complete(CROWD_OWNERS, words);
    tally_head("Enter on an owner's row: key -> screen, ms", "peak MB");
    for (size_t run = 0; run < SESSION_RUNS; run++) {
        struct pty pty;
        bool is_fine =
            measure_start_to(&pty, &subject, sizes[0].rows, sizes[0].cols, words, &ignored) &&
            measure_press(&pty, "\033OH", 1) &&
            open_all(&pty, hoard->follows, ms + run * CROWD_OWNERS);
        int64_t now = gauge_peak_bytes(pty.pid);
        peak = now > peak ? now : peak;
        pty_close(&pty);
        if (!is_fine) {
            tally_missing("its list", "a list after the hub's was not shown");
            return;
        }
    }
    tally_row("its list, ten opened at the end", measure_spread(ms, SESSION_RUNS * CROWD_OWNERS),
              (double)peak / MEGABYTE, "20 ms");
}

static void measure_end(const struct opening *opening) {
    const char *argv[WORDS_MAX];
    char words[TALLY_NAME];
    struct measure_subject subject = {.name = open_words(opening, argv), .argv = argv};
    struct pty pty;
    double ms[DOWNS], ignored;
    tally_complete(opening->rows, words);
    bool is_fine =
        measure_start_to(&pty, &subject, sizes[0].rows, sizes[0].cols, words, &ignored) &&
        measure_press(&pty, "\033OF", 1) && measure_press(&pty, "\033OA", DOWNS);
    for (size_t i = 0; is_fine && i < DOWNS; i++)
        is_fine = measure_key_to(&pty, "\033OB", NULL, &ms[i]);
    int64_t peak = gauge_peak_bytes(pty.pid);
    pty_close(&pty);
    tally_head("Down at the end of the longest list: ms", "peak MB");
    if (is_fine)
        tally_row("the last fifty rows, 80x24", measure_spread(ms, DOWNS), (double)peak / MEGABYTE,
                  "20 ms");
    else
        tally_missing("the last fifty rows, 80x24", "a key was not answered");
}

static void measure_lists(const struct hoard *hoard) {
    const struct opening openings[] = {
        {"small store, list of 10", hoard->few, CROWD_HUB, CROWD_OWNERS},
        {"large store, list of 10", hoard->many, CROWD_HUB, CROWD_OWNERS},
        {"large store, one of the lists", hoard->many, "crowd.owner.7", hoard->follows},
        {"one list of all", hoard->long_one, CROWD_EVERYONE, CROWD_OWNERS * hoard->follows},
    };
    const size_t count = sizeof openings / sizeof *openings;
    tally_head("exec -> screen, ms", "peak MB");
    for (size_t i = 0; i < count; i++)
        measure_openings(&openings[i]);
    measure_sessions(hoard);
    measure_end(&openings[count - 1]);
}

/* Commands. */

static void measure_command(const struct hoard *hoard, const char *name, const char *option) {
    const char *const words[] = {
        sandbox_child_program(), name, "--store", hoard->many, option, NULL};
    double seconds[COMMAND_RUNS];
    int64_t peak = -1;
    for (size_t i = 0; i < COMMAND_RUNS; i++) {
        struct hoard_run run;
        if (!hoard_run(hoard, words, &run)) {
            tally_missing(name, "it ended with an error");
            return;
        }
        seconds[i] = run.seconds;
        peak = run.peak_bytes > peak ? run.peak_bytes : peak;
    }
    tally_row(name, measure_spread(seconds, COMMAND_RUNS), peak < 0 ? -1 : (double)peak / MEGABYTE,
              "");
    (void)hoard_is_whole(hoard); /* complains where it is not */
}

/* All together. */

/* What cannot be measured is said, and the rest goes on. */
static void measure_all(struct hoard *hoard, const struct commits_pages *pages) {
    measure_commits(hoard, pages, NULL, COMMIT_RUNS, "pages into a new store: ms");
    if (!hoard_fill(hoard)) {
        tally_missing("all that needs a full store", "it could not be filled");
        return;
    }
    print_size(hoard);
    measure_lists(hoard);
    long_list_measure(hoard);
    tally_head("on the large store: seconds", "peak MB");
    measure_command(hoard, "ledger", "--json");
    measure_command(hoard, "reindex", NULL);
    measure_commits(hoard, pages, hoard->many, 1, "pages into the large store: ms");
}

int main(int argc, char **argv) {
    struct hoard hoard;
    struct commits_pages pages = {.replies = {NULL}};
    size_t follows = argc > 1 ? strtoul(argv[1], NULL, 10) : FOLLOWS;
    measure_be_patient();
    bool is_open = hoard_open(&hoard, follows ? follows : FOLLOWS) && fetch_pages(&pages);
    if (is_open)
        measure_all(&hoard, &pages);
    commits_forget(&pages);
    hoard_close(&hoard);
    return is_open ? EXIT_SUCCESS : EXIT_FAILURE;
}
