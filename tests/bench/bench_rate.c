/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of the API's rate is used: requests a minute against a sandbox that takes 200 ms for an
 * answer and allows 600 a minute, with one list and with several, beside what `curl --parallel`
 * gets of it; and what 10,000 requests take of processor and memory where nothing limits them.
 * Prints figures, asserts nothing.
 */
#include "tests/support/crowd.h"
#include "tests/support/hoard.h"
#include "tests/support/measure.h"
#include "tests/support/props.h"
#include "tests/support/sandbox_child.h"
#include "tests/support/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    RUNS = 3,
    LISTS = 8,  /* fetched together */
    PAGES = 80, /* of a list */
    PAGE_ROWS = 50,
    OWNERS = 125,   /* so that all of them take 10,000 requests */
    EDGE_MS = 3000, /* of a run's beginning and end, which do not count */
    DAY_MS = 86400000,
    WORDS_MAX = OWNERS + 16,
    NAME_BYTES = 64,
    LINE_BYTES = 1024,
    URL_BYTES = 512,
};

static const struct crowd_mesh mesh = {
    .owners = OWNERS, .follows = PAGES * PAGE_ROWS, .members = 20000};

/* What the sandbox's log says of a run. */
struct traffic {
    double per_minute; /* answered, away from the edges */
    size_t refused;    /* 429 */
};

static int64_t time_of(const char *line) {
    const char *time = strchr(line, 'T');
    return time ? ((strtol(time + 1, NULL, 10) * 60 + strtol(time + 4, NULL, 10)) * 60) * 1000 +
                      (int64_t)(strtod(time + 7, NULL) * 1000)
                : 0;
}

/* Reads what came after `offset`, and moves that to the end. */
static struct traffic read_traffic(const struct sandbox_child *sandbox, long *offset) {
    static int64_t times[2 * OWNERS * PAGES];
    struct traffic traffic = {0};
    size_t count = 0, inside = 0;
    char line[LINE_BYTES];
    FILE *log = fopen(sandbox->log, "r");
    if (!log)
        return traffic;
    fseek(log, *offset, SEEK_SET);
    while (count < sizeof times / sizeof *times && fgets(line, sizeof line, log))
        if (strstr(line, "\"status\":429"))
            traffic.refused++;
        else
            times[count++] = time_of(line);
    *offset = ftell(log);
    fclose(log);
    for (size_t i = 1; i < count; i++)
        times[i] += times[i] < times[0] ? DAY_MS : 0;
    int64_t first = count ? times[0] + EDGE_MS : 0, last = count ? times[count - 1] - EDGE_MS : 0;
    for (size_t i = 0; i < count; i++)
        inside += times[i] >= first && times[i] < last;
    traffic.per_minute = last > first ? (double)inside * 60000 / (double)(last - first) : 0;
    return traffic;
}

/* Empties the bucket. */
static bool drain(const struct hoard *hoard, const struct sandbox_child *sandbox) {
    char url[URL_BYTES];
    struct hoard_run run;
    snprintf(url, sizeof url, "%s/tiktok/users/nobody[1-700]", sandbox->url);
    const char *const words[] = {"/usr/bin/env",
                                 "curl",
                                 "-s",
                                 "-H",
                                 "Authorization: Bearer " SANDBOX_CHILD_KEY,
                                 "--parallel",
                                 "--parallel-max",
                                 "64",
                                 "-o",
                                 "/dev/null",
                                 url,
                                 NULL};
    return hoard_run(hoard, words, &run);
}

static bool fetch(const struct hoard *hoard, size_t first, size_t count, const char *store,
                  struct hoard_run *run) {
    char owners[OWNERS][NAME_BYTES];
    const char *words[WORDS_MAX] = {sandbox_child_program(), "fetch", "--cap",   "2000000",
                                    "--load-page",           "50",    "--store", store};
    size_t used = 0;
    while (words[used])
        used++;
    for (size_t i = 0; i < count; i++) {
        snprintf(owners[i], sizeof owners[i], "@" CROWD_OWNER, first + i);
        words[used++] = owners[i];
    }
    return hoard_run(hoard, words, run);
}

static bool ask_with_curl(const struct hoard *hoard, const struct sandbox_child *sandbox) {
    char url[URL_BYTES];
    struct hoard_run run;
    snprintf(url, sizeof url, "%s/tiktok/users/crowd.owner.[0-9]/following?limit=[1-40]",
             sandbox->url);
    const char *const words[] = {"/usr/bin/env",
                                 "curl",
                                 "-s",
                                 "-H",
                                 "Authorization: Bearer " SANDBOX_CHILD_KEY,
                                 "--parallel",
                                 "--parallel-max",
                                 "4",
                                 "-o",
                                 "/dev/null",
                                 url,
                                 NULL};
    return hoard_run(hoard, words, &run);
}

struct subject {
    const char *name;
    size_t lists; /* 0: curl */
};

static void measure_subject(const struct hoard *hoard, const struct sandbox_child *sandbox,
                            const struct subject *subject) {
    double rates[RUNS];
    size_t refused = 0;
    char store[HOARD_PATH + NAME_BYTES];
    for (size_t run = 0; run < RUNS; run++) {
        struct hoard_run spent;
        long offset = 0;
        snprintf(store, sizeof store, "%s/rate-%zu-%zu", hoard->folder, subject->lists, run);
        if (!drain(hoard, sandbox))
            return tally_missing(subject->name, "curl failed");
        (void)read_traffic(sandbox, &offset);
        if (subject->lists ? !fetch(hoard, run * LISTS, subject->lists, store, &spent)
                           : !ask_with_curl(hoard, sandbox))
            return tally_missing(subject->name, "it failed");
        struct traffic traffic = read_traffic(sandbox, &offset);
        rates[run] = traffic.per_minute;
        refused += traffic.refused;
    }
    tally_row(subject->name, measure_spread(rates, RUNS), (double)refused / RUNS,
              subject->lists > 1 ? "588, 0" : "");
}

static void measure_rate(const struct hoard *hoard) {
    static const char *const options[] = {"--balance", "100000000", "--latency", "200", "--rate",
                                          "600",       "--network", NULL,        NULL};
    static const struct subject subjects[] = {
        {"one list", 1}, {"eight lists", LISTS}, {"curl --parallel --parallel-max 4", 0}};
    const char *words[sizeof options / sizeof *options];
    struct sandbox_child sandbox;
    memcpy(words, options, sizeof words);
    words[sizeof words / sizeof *words - 2] = hoard->network;
    if (!sandbox_child_open(&sandbox, words))
        return tally_missing("requests a minute", "cannot start a sandbox");
    setenv("FOLLOWTRAIL_API_URL", sandbox.url, 1);
    tally_head("requests a minute of 600, answers of 200 ms", "429");
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        measure_subject(hoard, &sandbox, &subjects[i]);
    sandbox_child_close(&sandbox);
}

static void measure_cost(const struct hoard *hoard) {
    const char *const options[] = {"--balance", "100000000",    "--rate", "1000000000",
                                   "--network", hoard->network, NULL};
    struct sandbox_child sandbox;
    struct hoard_run run;
    char store[HOARD_PATH + NAME_BYTES];
    snprintf(store, sizeof store, "%s/rate-cost", hoard->folder);
    if (!sandbox_child_open(&sandbox, options))
        return tally_missing("10,000 requests", "cannot start a sandbox");
    setenv("FOLLOWTRAIL_API_URL", sandbox.url, 1);
    if (fetch(hoard, 0, OWNERS, store, &run))
        printf("\n10,000 requests for pages of 50: %.1f s of processor, in %.1f s, %.0f MB\n",
               run.cpu_seconds, run.seconds, (double)run.peak_bytes / 1e6);
    sandbox_child_close(&sandbox);
}

int main(void) {
    struct hoard hoard;
    if (!hoard_open(&hoard, 0))
        return EXIT_FAILURE;
    bool is_made = crowd_write_mesh(hoard.network, &mesh);
    if (is_made && props_is_installed("curl"))
        measure_rate(&hoard);
    else
        tally_missing("requests a minute", is_made ? "curl is not installed" : "no network");
    if (is_made)
        measure_cost(&hoard);
    hoard_close(&hoard);
    return is_made ? EXIT_SUCCESS : EXIT_FAILURE;
}
