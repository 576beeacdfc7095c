/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export of a million follows of 100,000 accounts, beside what sqlite3 takes to print the same
 * view as CSV. Prints figures, asserts nothing. */
#include "tests/support/gauge.h"
#include "tests/support/hoard.h"
#include "tests/support/props.h"
#include "tests/support/vast.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ACCOUNTS = 100000, FOLLOWS = 1000000 };

/* Prints what it takes. A peak below this program's own, because it began as a copy of it, is not
 * known. */
static void run(const struct hoard *hoard, const char *what, const char *const words[]) {
    struct hoard_run run;
    if (!hoard_run(hoard, words, &run))
        return;
    int64_t peak = run.peak_bytes < 0 ? gauge_peak_bytes(getpid()) : run.peak_bytes;
    printf("%-40s %5.2f s, %.0f follows a second, %s %.0f MB\n", what, run.seconds,
           FOLLOWS / run.seconds, run.peak_bytes < 0 ? "less than" : "at most", (double)peak / 1e6);
}

static void measure(const struct hoard *hoard, const char *store) {
    char program[HOARD_PATH], whole[HOARD_PATH];
    const char *build = getenv("FOLLOWTRAIL_TEST_BUILD");
    snprintf(program, sizeof program, "%s/followtrail", build ? build : ".");
    snprintf(whole, sizeof whole, "%s/export", hoard->folder);
    const char *const export[] = {program, "export", "--store", store, whole, NULL};
    const char *const follows[] = {program,   "export",  "--store", store,
                                   "--table", "follows", "-",       NULL};
    const char *const sqlite[] = {
        "/usr/bin/env",          "sqlite3", "-readonly", "-header", "-csv", store,
        "SELECT * FROM follows", NULL};
    run(hoard, "export, all files with graph.graphml", export);
    run(hoard, "export - --table follows", follows);
    if (props_is_installed("sqlite3"))
        run(hoard, "sqlite3 -csv, the view follows", sqlite);
}

/* In a process of its own: what that takes is not to count for those measured. */
static bool make(const char *store) {
    struct vast vast = {.accounts = ACCOUNTS, .follows = FOLLOWS};
    struct err err;
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        bool is_made = vast_write(store, &vast, &err);
        if (!is_made)
            fprintf(stderr, "%s\n", err.text);
        _exit(is_made ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == EXIT_SUCCESS;
}

int main(void) {
    struct hoard hoard;
    char store[HOARD_PATH];
    if (!hoard_open(&hoard, 0))
        return EXIT_FAILURE;
    snprintf(store, sizeof store, "%s/vast.db", hoard.folder);
    bool is_made = make(store);
    if (is_made)
        measure(&hoard, store);
    hoard_close(&hoard);
    return is_made ? EXIT_SUCCESS : EXIT_FAILURE;
}
