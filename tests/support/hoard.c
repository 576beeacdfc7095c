/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/hoard.h"

#include "store/sql.h"
#include "tests/support/crowd.h"
#include "tests/support/gauge.h"
#include "tests/support/pty.h"
#include "tests/support/sandbox_child.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    NAME_BYTES = 64,
    WORDS_MAX = 24,
    PROFILES = CROWD_OWNERS + 1, /* accounts beside those that are followed by an owner */
    CANNOT_RUN = 127
};

bool hoard_complain(const char *what) {
    fprintf(stderr, "bench_store: not as it should be: %s\n", what);
    return false;
}

bool hoard_open(struct hoard *hoard, size_t follows) {
    static const char *const homes[] = {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
                                        "XDG_STATE_HOME"};
    const char *build = getenv("FOLLOWTRAIL_TEST_BUILD");
    *hoard = (struct hoard){.follows = follows};
    snprintf(hoard->folder, sizeof hoard->folder, "%s/bench-store-XXXXXX", build ? build : ".");
    if (!mkdtemp(hoard->folder)) {
        hoard_complain(hoard->folder);
        hoard->folder[0] = '\0';
        return false;
    }
    snprintf(hoard->network, sizeof hoard->network, "%s/network", hoard->folder);
    snprintf(hoard->out, sizeof hoard->out, "%s/out", hoard->folder);
    snprintf(hoard->few, sizeof hoard->few, "%s/few", hoard->folder);
    snprintf(hoard->many, sizeof hoard->many, "%s/many", hoard->folder);
    snprintf(hoard->long_one, sizeof hoard->long_one, "%s/long", hoard->folder);
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        setenv(homes[i], hoard->folder, 1);
    setenv("UNIFAPI_API_KEY", SANDBOX_CHILD_KEY, 1);
    return mkdir(hoard->network, 0700) == 0 || hoard_complain(hoard->network);
}

void hoard_close(struct hoard *hoard) {
    if (*hoard->folder)
        props_remove(hoard->folder);
}

static void show_out(const struct hoard *hoard) {
    FILE *out = fopen(hoard->out, "r");
    for (int c; out && (c = getc(out)) != EOF;)
        putc(c, stderr);
    if (out)
        fclose(out);
}

static _Noreturn void replace_process(const struct hoard *hoard, const char *const words[]) {
    if (freopen("/dev/null", "r", stdin) && freopen(hoard->out, "w", stdout) &&
        dup2(STDOUT_FILENO, STDERR_FILENO) == STDERR_FILENO)
        execv(words[0], (char *const *)(uintptr_t)words);
    _exit(CANNOT_RUN);
}

static double seconds_of(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1000000;
}

bool hoard_run(const struct hoard *hoard, const char *const words[], struct hoard_run *run) {
    struct rusage usage;
    int status = -1;
    fflush(stdout);
    int64_t start_us = pty_now_us();
    pid_t pid = fork();
    if (pid == 0)
        replace_process(hoard, words);
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid)
        return hoard_complain(words[1]);
    int64_t peak = (int64_t)usage.ru_maxrss * 1024;
    *run =
        (struct hoard_run){.seconds = (double)(pty_now_us() - start_us) / 1000000,
                           .cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
                           .peak_bytes = peak > gauge_peak_bytes(getpid()) ? peak : -1};
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    show_out(hoard);
    return hoard_complain(words[1]);
}

int64_t hoard_number(const char *path, const char *literal) {
    int64_t number = -1;
    struct err err;
    struct sql *sql = sql_open(path, SQL_READ, &err);
    bool is_read = sql && sql_read(sql_use(sql, literal), &number, &err);
    sql_close(sql);
    return is_read ? number : -1;
}

static bool has_accounts(const char *path, size_t count) {
    return hoard_number(path, "SELECT count(*) FROM account JOIN record ON"
                              " record.id = account.record") == (int64_t)count ||
           hoard_complain(path);
}

size_t hoard_accounts(const struct hoard *hoard) {
    return CROWD_OWNERS * hoard->follows + PROFILES;
}

bool hoard_is_whole(const struct hoard *hoard) {
    return has_accounts(hoard->many, hoard_accounts(hoard));
}

static bool fetch_crowd(const struct hoard *hoard, const char *path) {
    char owners[CROWD_OWNERS][NAME_BYTES];
    const char *words[WORDS_MAX] = {
        sandbox_child_program(), "fetch", "--cap", "2000000", "--store", path, ("@" CROWD_HUB)};
    size_t count = 0;
    struct hoard_run run;
    while (words[count])
        count++;
    for (size_t i = 0; i < CROWD_OWNERS; i++) {
        snprintf(owners[i], sizeof owners[i], "@" CROWD_OWNER, i);
        words[count++] = owners[i];
    }
    return hoard_run(hoard, words, &run);
}

static bool fetch_everyone(const struct hoard *hoard) {
    const char *words[] = {
        sandbox_child_program(), "fetch", "--cap", "2000000", "--store", hoard->long_one,
        ("@" CROWD_EVERYONE),    NULL};
    struct hoard_run run;
    return hoard_run(hoard, words, &run);
}

/* Its address stays the one that programs get: by it, a store knows a sandbox. */
static bool open_sandbox(struct sandbox_child *sandbox, const struct hoard *hoard, size_t follows) {
    const char *const options[] = {"--balance", "100000000", "--network", hoard->network, NULL};
    if (!crowd_write(hoard->network, follows) || !sandbox_child_open(sandbox, options))
        return hoard_complain("the sandbox");
    setenv("FOLLOWTRAIL_API_URL", sandbox->url, 1);
    return true;
}

bool hoard_fill(struct hoard *hoard) {
    struct sandbox_child sandbox = {.pid = 0};
    bool is_filled = open_sandbox(&sandbox, hoard, HOARD_FOLLOWS_FEW) &&
                     fetch_crowd(hoard, hoard->few) &&
                     has_accounts(hoard->few, CROWD_OWNERS * HOARD_FOLLOWS_FEW + PROFILES);
    sandbox_child_close(&sandbox);
    is_filled = is_filled && open_sandbox(&sandbox, hoard, hoard->follows) &&
                fetch_crowd(hoard, hoard->many) && hoard_is_whole(hoard) && fetch_everyone(hoard) &&
                has_accounts(hoard->long_one, CROWD_OWNERS * hoard->follows + 1);
    sandbox_child_close(&sandbox);
    return is_filled;
}
