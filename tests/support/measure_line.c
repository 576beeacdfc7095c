/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/measure.h"

#include "tests/support/gauge.h"
#include "tests/support/pty.h"

#include <poll.h>
#include <string.h>
#include <sys/wait.h>

enum {
    ROWS = 24,
    COLS = 80,
    START_QUIET_MS = 250,
    END_DEADLINE_MS = 2000,
    SECOND_MS = 1000,
    KEYS_MAX = 200,
    LOAD_TIMED_MS = 3000,
    KEYS_WAITING = 100,
    ESCAPES = 10,
    HELD_MS = 1000 /* keys that come closer together may count as one that is held down */
};

static const char down[] = "\033OB", up[] = "\033OA";

static const char page_down[] = "\033[6~", page_up[] = "\033[5~";

static bool start(struct pty *pty, const struct measure_subject *subject, bool ignores_hangup) {
    struct pty_config config;
    pty_config_init(&config);
    config.rows = ROWS;
    config.cols = COLS;
    config.environment = subject->environment;
    config.ignores_hangup = ignores_hangup;
    return pty_open(pty, &config, subject->argv) && pty_wait_text(pty, "\033[") &&
           pty_wait_quiet(pty, START_QUIET_MS);
}

static double time_hang_up(const struct measure_subject *subject, bool ignores_hangup) {
    struct pty pty;
    double ms = -1;
    int status = 0;
    if (start(&pty, subject, ignores_hangup)) {
        int64_t start_us = pty_now_us();
        pty_hang_up(&pty);
        if (pty_wait_news(&pty, &status, END_DEADLINE_MS) &&
            (WIFEXITED(status) || WIFSIGNALED(status)))
            ms = (double)(pty_now_us() - start_us) / 1000;
    }
    pty_close(&pty);
    return ms;
}

static double time_stall(const struct measure_subject *subject) {
    struct pty pty;
    double ms = -1;
    if (start(&pty, subject, false)) {
        if (subject->first_keys && pty_send(&pty, subject->first_keys))
            pty_wait_quiet(&pty, START_QUIET_MS);
        if (pty_stall(&pty, page_down, page_up)) {
            int64_t before_us = gauge_cpu_us(pty.pid);
            poll(NULL, 0, SECOND_MS);
            ms = (double)(gauge_cpu_us(pty.pid) - before_us) / 1000;
        }
    }
    pty_close(&pty);
    return ms;
}

void measure_line(const struct measure_subject *subject, struct measure_line *line) {
    *line = (struct measure_line){.default_ms = time_hang_up(subject, false),
                                  .ignored_ms = time_hang_up(subject, true),
                                  .stall_ms = time_stall(subject)};
}

/* Frames of the load come between: a key is painted when the mark is drawn at another row. */
static bool time_keys(struct pty *pty, const char *mark, struct measure_load *load) {
    double ms[KEYS_MAX];
    size_t count = 0;
    int64_t until_us = pty_now_us() + (int64_t)LOAD_TIMED_MS * 1000;
    for (; count < KEYS_MAX && pty_now_us() < until_us; count++) {
        pty_wait_quiet(pty, 1);
        pty_forget(pty);
        int64_t start_us = pty_now_us();
        if (!pty_send(pty, count % 2 ? up : down) || !pty_wait_text(pty, mark))
            return false;
        ms[count] = (double)(pty->last_read_us - start_us) / 1000;
    }
    struct measure_spread spread = measure_spread(ms, count);
    load->median_ms = spread.median;
    load->slow_ms = spread.slow;
    return count > 0;
}

static void count_frames(struct pty *pty, struct measure_load *load) {
    int64_t start_us = pty_now_us();
    pty_forget(pty);
    while (pty_now_us() - start_us < (int64_t)SECOND_MS * 1000)
        pty_wait_quiet(pty, 1);
    double seconds = (double)(pty_now_us() - start_us) / 1000000;
    load->bytes = (double)pty->out.len / seconds;
    load->frames = (double)pty->reads / seconds;
}

bool measure_load(const struct measure_subject *subject, const char *const load_keys[],
                  const char *mark, struct measure_load *load) {
    struct pty pty;
    bool is_fine = start(&pty, subject, false);
    for (; is_fine && *load_keys; load_keys++)
        is_fine =
            pty_send(&pty, *load_keys) && (load_keys[1] ? pty_wait_quiet(&pty, HELD_MS) : true);
    if (is_fine)
        count_frames(&pty, load);
    is_fine = is_fine && time_keys(&pty, mark, load);
    pty_close(&pty);
    return is_fine;
}

static bool time_waiting(struct pty *pty, struct measure_waiting *waiting) {
    double ms[KEYS_WAITING], escape_ms[ESCAPES];
    struct pty_answer answer;
    for (size_t i = 0; i < KEYS_WAITING; i++) {
        if (!pty_press(pty, "?", &answer))
            return false;
        ms[i] = (double)answer.us / 1000;
    }
    for (size_t i = 0; i < ESCAPES; i++) {
        if (!pty_press(pty, "@abc", &answer) || !pty_press(pty, "\033", &answer))
            return false;
        escape_ms[i] = (double)answer.us / 1000;
    }
    struct measure_spread spread = measure_spread(ms, KEYS_WAITING);
    waiting->median_ms = spread.median;
    waiting->slow_ms = spread.slow;
    waiting->escape_ms = measure_spread(escape_ms, ESCAPES).median;
    return true;
}

bool measure_waiting(const struct measure_subject *subject, const char *text,
                     struct measure_waiting *waiting) {
    struct pty pty;
    bool is_fine = start(&pty, subject, false) && measure_shows(&pty, text) &&
                   time_waiting(&pty, waiting) && measure_shows(&pty, text);
    pty_close(&pty);
    return is_fine;
}
