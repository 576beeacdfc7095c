/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fetch_progress.h"

#include "api/answer.h"
#include "api/retry.h"
#include "base/clock.h"
#include "base/figure.h"
#include "cli/progress.h"
#include "session/drive.h"
#include "session/load.h"

enum { WORDS_MAX = 8192, SECOND_MS = 1000 };

/* The first request that waits for a retry; NULL for none. */
static const struct session_request *find_waiting(const struct session *session) {
    for (size_t i = 0; i < session->request_count; i++)
        if (session->requests[i].retry_at_ms)
            return &session->requests[i];
    return NULL;
}

static int64_t wait_ms(const struct session_request *request) {
    int64_t left_ms = request->retry_at_ms - clock_monotonic_ms();
    return left_ms > 0 ? left_ms : 0;
}

static void put_wait(const struct session_request *request, struct buf *line) {
    char duration[FIGURE_MAX];
    figure_duration((wait_ms(request) + SECOND_MS - 1) / SECOND_MS, duration);
    buf_format(line, "%s: ", answer_brief(request->reason));
    if (request->attempt)
        buf_format(line, "retrying in %s (attempt %d of %d)", duration, request->attempt + 1,
                   RETRY_MAX + 1);
    else
        buf_format(line, "waiting %s", duration);
}

static void put_all(const struct fetch_progress *progress, struct buf *line) {
    const struct drive_progress all =
        drive_progress(progress->session, progress->lists, clock_monotonic_ms());
    drive_put_progress(&all, line);
}

static void put_list(const struct session *session, const struct session_load *load,
                     struct buf *line) {
    char figure[FIGURE_MAX];
    progress_put_bar(line, (int64_t)load->list->count, list_length(load->list));
    buf_format(line, "%.40s: ", load->list->label);
    list_describe(load->list, line);
    buf_format(line, " · %s cr", figure_grouped(session->purse.spent[PURSE_SESSION], figure));
    progress_put_left(line, load_left_ms(load, clock_monotonic_ms()));
}

void fetch_progress_show(const struct fetch_progress *progress) {
    const struct session *session = progress->session;
    const struct session_request *request = find_waiting(session);
    struct buf line;
    if (!progress_is_live() || !session->load_count)
        return;
    buf_init(&line, WORDS_MAX);
    if (request) {
        buf_format(&line, "%.40s: ", request->list->label);
        put_wait(request, &line);
    } else if (progress->lists == 1) {
        put_list(session, &session->loads[0], &line);
    } else {
        progress_put_bar(&line, (int64_t)progress->session->tally.ended, (int64_t)progress->lists);
        put_all(progress, &line);
    }
    progress_show(buf_text(&line));
    buf_fini(&line);
}

void fetch_progress_tell_wait(struct fetch_progress *progress, uint64_t job) {
    const struct session_request *request = session_find_request(progress->session, job);
    bool is_rate = request && request->reason == ANSWER_RATE_LIMITED;
    struct buf line;
    if (!request || (is_rate && request->retry_at_ms <= progress->told_ms))
        return;
    if (is_rate)
        progress->told_ms = request->retry_at_ms;
    buf_init(&line, WORDS_MAX);
    buf_format(&line, "%.40s: ", request->list->label);
    put_wait(request, &line);
    progress_tell("followtrail fetch", buf_text(&line));
    buf_fini(&line);
}

void fetch_progress_tell_list(const struct fetch_progress *progress,
                              const struct session_load *load) {
    struct buf line;
    if (progress->lists < 2 || !(load->spent || load->pages))
        return;
    buf_init(&line, WORDS_MAX);
    put_all(progress, &line);
    buf_format(&line, " · %s ", load->list->label);
    list_describe(load->list, &line);
    progress_tell("followtrail fetch", buf_text(&line));
    buf_fini(&line);
}

int fetch_progress_next_ms(const struct fetch_progress *progress) {
    const struct session_request *request = find_waiting(progress->session);
    if (!request || !progress_is_live())
        return -1;
    int64_t left_ms = wait_ms(request);
    return left_ms > 0 ? (int)((left_ms - 1) % SECOND_MS) + 1 : SECOND_MS;
}
