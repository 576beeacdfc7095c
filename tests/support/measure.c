/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/measure.h"

#include "tests/support/gauge.h"
#include "tests/support/pty.h"

#include <stdlib.h>
#include <string.h>

enum {
    STARTS = 3,
    START_QUIET_MS = 250,
    SCREEN_QUIET_MS = 100, /* longer than any pause within a screen */
    IDLE_MS = 1000,
    LIGHT_QUIET_MS = 10, /* between keys that are not measured */
    KEYS_INSIDE = 10,    /* fewer than the lowest list has rows */
    ROUNDS_INSIDE = 4,
    KEYS_TO_BOTTOM = 60,
    KEYS_SCROLLING = 100,
    PAGES = 20,
    KEYS_IN_A_BURST = 100,
    SAMPLES_MAX = KEYS_INSIDE * ROUNDS_INSIDE + KEYS_SCROLLING,
    TURNS_MAX = 3000
};

static const char down[] = "\033OB", up[] = "\033OA", home[] = "\033OH", page_down[] = "\033[6~";

struct samples {
    double bytes[SAMPLES_MAX];
    double kinds[STREAM_KINDS];
    size_t count, reads;
};

struct times {
    double ms[SAMPLES_MAX];
    size_t count;
};

static int compare_numbers(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double quantile(double *numbers, size_t count, double share) {
    if (!count)
        return 0;
    qsort(numbers, count, sizeof *numbers, compare_numbers);
    size_t at = (size_t)((double)(count - 1) * share + 0.5);
    return numbers[at];
}

static void count_kinds(const struct pty *pty, double kinds[STREAM_KINDS]) {
    size_t taken = 0;
    for (size_t at = 0; at < pty->out.len; at += taken) {
        enum stream_kind kind = stream_next(pty->out.data + at, pty->out.len - at, &taken);
        kinds[kind] += (double)taken;
    }
}

static bool press_measured(struct pty *pty, struct samples *samples, struct times *times) {
    struct pty_answer answer;
    if (!pty_press(pty, down, &answer))
        return false;
    samples->bytes[samples->count++] = (double)answer.bytes;
    samples->reads += answer.reads;
    times->ms[times->count++] = (double)answer.us / 1000;
    count_kinds(pty, samples->kinds);
    return true;
}

static void sum_up(struct samples *samples, struct measure_keys *keys) {
    for (int kind = 0; samples->count && kind < STREAM_KINDS; kind++)
        keys->kinds[kind] = samples->kinds[kind] / (double)samples->count;
    keys->bytes = quantile(samples->bytes, samples->count, 0.5);
}

/* Keys that need not be answered: at the end of a list nothing moves. */
static bool press_lightly(struct pty *pty, const char *keys) {
    return pty_send(pty, keys) && pty_wait_quiet(pty, LIGHT_QUIET_MS);
}

static bool shows_now(struct pty *pty, const char *text) {
    struct pty_answer answer;
    return pty_press(pty, "\014", &answer) &&
           memmem(pty->out.data, pty->out.len, text, strlen(text));
}

bool measure_shows(struct pty *pty, const char *text) {
    int64_t until_us = pty_now_us() + (int64_t)(PTY_DEADLINE_MS * 1000 * pty_patience());
    while (!shows_now(pty, text))
        if (pty_now_us() > until_us)
            return false;
    return true;
}

void measure_be_patient(void) {
    setenv("CK_TIMEOUT_MULTIPLIER", "10", 0);
}

static bool load_rows(struct pty *pty, const struct measure_subject *subject) {
    for (int turn = 1; subject->all_here && turn <= TURNS_MAX; turn++) {
        if (!press_lightly(pty, page_down))
            return false;
        if (shows_now(pty, subject->all_here))
            return true;
    }
    return !subject->all_here;
}

static bool measure_inside(struct pty *pty, struct measure *measure, struct times *times) {
    struct samples samples = {.count = 0};
    for (int round = 0; round < ROUNDS_INSIDE; round++) {
        for (int key = 0; key < KEYS_INSIDE; key++)
            if (!press_measured(pty, &samples, times))
                return false;
        for (int key = 0; key < KEYS_INSIDE; key++)
            if (!press_lightly(pty, up))
                return false;
    }
    sum_up(&samples, &measure->inside);
    return true;
}

static bool measure_scrolling(struct pty *pty, struct measure *measure, struct times *times) {
    struct samples samples = {.count = 0};
    for (int key = 0; key < KEYS_TO_BOTTOM; key++)
        if (!press_lightly(pty, down))
            return false;
    for (int key = 0; key < KEYS_SCROLLING; key++)
        if (!press_measured(pty, &samples, times))
            return false;
    measure->reads = (double)samples.reads / KEYS_SCROLLING;
    sum_up(&samples, &measure->scrolling);
    return true;
}

static bool measure_pages(struct pty *pty, struct measure *measure) {
    double bytes[PAGES], ms[PAGES];
    if (!press_lightly(pty, home))
        return false;
    for (size_t i = 0; i < PAGES; i++) {
        struct pty_answer answer;
        if (!pty_press(pty, page_down, &answer))
            return false;
        bytes[i] = (double)answer.bytes;
        ms[i] = (double)answer.us / 1000;
    }
    measure->page_bytes = quantile(bytes, PAGES, 0.5);
    measure->page_ms = quantile(ms, PAGES, 0.5);
    return true;
}

/* As long as it takes to be quiet: some draw every key. */
static bool measure_burst(struct pty *pty, struct measure *measure) {
    char burst[KEYS_IN_A_BURST * (sizeof down - 1) + 1] = "";
    if (!press_lightly(pty, home))
        return false;
    for (size_t at = 0; at + sizeof down <= sizeof burst; at += sizeof down - 1)
        memcpy(burst + at, down, sizeof down - 1);
    pty_forget(pty);
    if (!pty_send(pty, burst) || !pty_wait_quiet(pty, SCREEN_QUIET_MS))
        return false;
    measure->burst_bytes = (double)pty->out.len;
    return true;
}

static bool measure_start(struct pty *pty, int64_t start_us, struct measure *measure) {
    if (!pty_wait_text(pty, "\033[") || !pty_wait_quiet(pty, START_QUIET_MS))
        return false;
    measure->start_bytes = (double)pty->out.len;
    measure->start_ms = (double)(pty->last_read_us - start_us) / 1000;
    return true;
}

static bool measure_all(struct pty *pty, const struct measure_subject *subject, int64_t start_us,
                        struct measure *measure) {
    struct times times = {.count = 0};
    if (!measure_start(pty, start_us, measure) ||
        (subject->reply && !press_lightly(pty, subject->reply)) || !load_rows(pty, subject) ||
        !press_lightly(pty, home))
        return false;
    if (subject->first_keys && !press_lightly(pty, subject->first_keys))
        return false;
    /* The first keys after a start may pay for what is set up late. */
    if (!press_lightly(pty, down) || !press_lightly(pty, up))
        return false;
    if (subject->has_selection && !measure_inside(pty, measure, &times))
        return false;
    if (!measure_scrolling(pty, measure, &times) || !measure_pages(pty, measure) ||
        !measure_burst(pty, measure))
        return false;
    measure->median_ms = quantile(times.ms, times.count, 0.5);
    measure->slow_ms = quantile(times.ms, times.count, 0.99);
    pty_forget(pty);
    pty_wait_quiet(pty, IDLE_MS);
    measure->idle_bytes = (double)pty->out.len;
    measure->peak_bytes = gauge_peak_bytes(pty->pid);
    return true;
}

bool measure_program(const struct measure_subject *subject, int rows, int cols,
                     struct measure *measure) {
    struct pty_config config;
    double starts[STARTS];
    bool is_measured = true;
    *measure = (struct measure){.peak_bytes = -1};
    pty_config_init(&config);
    config.rows = rows;
    config.cols = cols;
    config.environment = subject->environment;
    for (size_t i = 0; is_measured && i < STARTS; i++) {
        struct pty pty;
        int64_t start_us = pty_now_us();
        is_measured = pty_open(&pty, &config, subject->argv) &&
                      (i + 1 < STARTS ? measure_start(&pty, start_us, measure)
                                      : measure_all(&pty, subject, start_us, measure));
        pty_close(&pty);
        starts[i] = measure->start_ms;
    }
    if (is_measured)
        measure->start_ms = quantile(starts, STARTS, 0.5);
    return is_measured;
}

struct measure_spread measure_spread(double *numbers, size_t count) {
    return (struct measure_spread){.median = quantile(numbers, count, 0.5),
                                   .least = quantile(numbers, count, 0),
                                   .most = quantile(numbers, count, 1),
                                   .slow = quantile(numbers, count, 0.99)};
}

bool measure_start_to(struct pty *pty, const struct measure_subject *subject, int rows, int cols,
                      const char *text, double *ms) {
    struct pty_config config;
    int64_t start_us = pty_now_us();
    pty_config_init(&config);
    config.rows = rows;
    config.cols = cols;
    config.environment = subject->environment;
    if (!pty_open(pty, &config, subject->argv) || !pty_wait_text(pty, text) ||
        !pty_wait_quiet(pty, SCREEN_QUIET_MS))
        return false;
    *ms = (double)(pty->last_read_us - start_us) / 1000;
    return true;
}

bool measure_key_to(struct pty *pty, const char *key, const char *text, double *ms) {
    struct pty_answer answer;
    int64_t start_us = pty_now_us();
    if (!pty_press(pty, key, &answer) || !pty_wait_quiet(pty, SCREEN_QUIET_MS))
        return false;
    *ms = (double)(pty->last_read_us - start_us) / 1000;
    return !text || measure_shows(pty, text);
}

bool measure_press(struct pty *pty, const char *key, int times) {
    for (; times > 0; times--)
        if (!press_lightly(pty, key))
            return false;
    return true;
}
