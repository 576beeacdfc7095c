/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the browser costs at a terminal, beside a few packaged programs that show a list: bytes,
 * milliseconds, memory. It measures and asserts nothing. The browser stands on a sandbox in a
 * process of its own, with a list of 10,000; the others list what tests/props.c makes for them.
 */
#include "tests/measure.h"
#include "tests/props.h"
#include "tests/sandbox_child.h"

#include <stdio.h>
#include <string.h>

enum { SUBJECTS_MAX = 8, WORDS_MAX = 12, MEGABYTE = 1 << 20 };

static const struct { int rows, cols; } sizes[] = {{24, 80}, {50, 200}};

enum { SIZES = sizeof sizes / sizeof *sizes };

struct bench {
    struct sandbox_child sandbox;
    struct props props;
    char url[256], home[PROPS_PATH + 8];
    struct measure_subject subjects[SUBJECTS_MAX];
    const char *argv[SUBJECTS_MAX][WORDS_MAX], *environment[WORDS_MAX];
    size_t count;
    struct measure results[SIZES][SUBJECTS_MAX];
    bool is_measured[SIZES][SUBJECTS_MAX];
};

/* Words are copied; NULL ends them. */
static struct measure_subject *add_subject(struct bench *bench, const char *name,
                                           const char *const words[]) {
    struct measure_subject *subject = &bench->subjects[bench->count];
    const char **argv = bench->argv[bench->count++];
    for (size_t i = 0; words[i] && i + 1 < WORDS_MAX; i++)
        argv[i] = words[i];
    *subject = (struct measure_subject){
        .name = name, .argv = argv, .environment = bench->environment, .has_selection = true};
    return subject;
}

/* The first fetches all rows; the others find them in the store. */
static void add_browser(struct bench *bench, const char *name, const char *option,
                        const char *first_keys) {
    const char *const words[] = {sandbox_child_program(), "--page", "50", "--no-profile",
                                 "collects.everyone",     option,   NULL};
    struct measure_subject *subject = add_subject(bench, name, words);
    subject->all_here = "10,000 · complete";
    subject->first_keys = first_keys;
}

static void add_peers(struct bench *bench) {
    const char *const ncdu[] = {"ncdu", bench->props.tree, NULL};
    const char *const tig[] = {"tig", "-C", bench->props.repository, NULL};
    const char *const mc[] = {"mc", "-u", "-d", bench->props.tree, bench->props.tree, NULL};
    const char *const less[] = {"less", bench->props.text, NULL};
    if (props_is_installed("ncdu"))
        add_subject(bench, "ncdu", ncdu);
    if (props_is_installed("tig") && bench->props.has_repository)
        add_subject(bench, "tig", tig);
    if (props_is_installed("mc"))
        add_subject(bench, "mc", mc);
    if (props_is_installed("less"))
        add_subject(bench, "less", less)->has_selection = false;
}

static bool open_bench(struct bench *bench) {
    static const char *const options[] = {"--balance", "100000000", NULL};
    if (!sandbox_child_open(&bench->sandbox, options) || !props_open(&bench->props))
        return false;
    snprintf(bench->url, sizeof bench->url, "FOLLOWTRAIL_API_URL=%s", bench->sandbox.url);
    snprintf(bench->home, sizeof bench->home, "HOME=%s", bench->props.folder);
    static const char key[] = "UNIFAPI_API_KEY=" SANDBOX_CHILD_KEY;
    const char *const environment[] = {bench->url, bench->home,       key, "LESSHISTFILE=-",
                                       "LESS",     "XDG_CONFIG_HOME", NULL};
    memcpy(bench->environment, environment, sizeof environment);
    add_browser(bench, "followtrail", NULL, NULL);
    add_browser(bench, "followtrail, no pane", NULL, "d");
    add_browser(bench, "followtrail --no-color", "--no-color", NULL);
    add_peers(bench);
    return true;
}

static void print_number(double number, int decimals) {
    if (number < 0)
        printf(" %9s", "-");
    else
        printf(" %9.*f", decimals, number);
}

static void print_result(const struct measure_subject *subject, const struct measure *result) {
    printf("%-24s", subject->name);
    print_number(result->start_bytes, 0);
    print_number(result->start_ms, 1);
    print_number(subject->has_selection ? result->inside.bytes : -1, 0);
    print_number(result->scrolling.bytes, 0);
    print_number(result->median_ms, 2);
    print_number(result->slow_ms, 2);
    print_number(result->writes, 2);
    print_number(result->idle_bytes, 0);
    print_number(result->peak_bytes < 0 ? -1 : (double)result->peak_bytes / MEGABYTE, 1);
    printf("\n");
}

static void print_kinds(const struct measure_subject *subject, const char *key,
                        const struct measure_keys *keys) {
    printf("%-24s %9s", subject->name, key);
    print_number(keys->bytes, 0);
    for (int kind = STREAM_TEXT; kind <= STREAM_MODE; kind++)
        print_number(keys->kinds[kind], 0);
    printf("\n");
}

static void print_size(const struct bench *bench, size_t size) {
    printf("\n%dx%-20d %9s %9s %9s %9s %9s %9s %9s %9s %9s\n", sizes[size].cols, sizes[size].rows,
           "start B", "start ms", "Down B", "scroll B", "key ms", "99th ms", "writes", "idle B/s",
           "peak MB");
    for (size_t i = 0; i < bench->count; i++)
        if (bench->is_measured[size][i])
            print_result(&bench->subjects[i], &bench->results[size][i]);
        else
            printf("%-24s did not answer\n", bench->subjects[i].name);
    if (size == 0)
        printf("%-24s %9s %9d %9d %9d %9d %9s %9d %9d %9d\n", "(aim, pane open)", "", 30, 250, 300,
               20, "", 1, 0, 16);
    printf("\n%-24s %9s %9s %9s %9s %9s %9s %9s\n", "mean bytes of a Down", "", "median", "text",
           "motion", "style", "clearing", "mode");
    for (size_t i = 0; i < bench->count; i++) {
        if (bench->is_measured[size][i] && bench->subjects[i].has_selection)
            print_kinds(&bench->subjects[i], "inside", &bench->results[size][i].inside);
        if (bench->is_measured[size][i])
            print_kinds(&bench->subjects[i], "scrolling", &bench->results[size][i].scrolling);
    }
}

int main(void) {
    static struct bench bench; /* large */
    if (!open_bench(&bench)) {
        fprintf(stderr, "bench_tui: cannot start %s sandbox\n", sandbox_child_program());
        return 1;
    }
    for (size_t size = 0; size < SIZES; size++) {
        for (size_t i = 0; i < bench.count; i++)
            bench.is_measured[size][i] = measure_program(&bench.subjects[i], sizes[size].rows,
                                                         sizes[size].cols, &bench.results[size][i]);
        print_size(&bench, size);
        fflush(stdout);
    }
    props_close(&bench.props);
    sandbox_child_close(&bench.sandbox);
    return 0;
}
