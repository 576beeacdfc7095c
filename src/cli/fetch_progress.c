/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fetch_progress.h"

#include "api/answer.h"
#include "api/retry.h"
#include "base/clock.h"
#include "base/figure.h"
#include "cli/progress.h"
#include "session/load.h"

#include <stdio.h>

enum { WORDS_MAX = 8192, SECOND_MS = 1000 };

/* The current list's request that waits for a retry; NULL for none. */
static const struct session_request *find_waiting(const struct session *session) {
    const struct place *place = session->trail.current;
    const struct session_request *request =
        place && place->list->job ? session_find_request(session, place->list->job) : NULL;
    return request && request->retry_at_ms ? request : NULL;
}

static int64_t wait_ms(const struct session_request *request) {
    int64_t left_ms = request->retry_at_ms - clock_monotonic_ms();
    return left_ms > 0 ? left_ms : 0;
}

static void put_wait(const struct session_request *request, struct buf *line) {
    char duration[FIGURE_MAX];
    buf_format(line, "%s: retrying in %s (attempt %d of %d)", answer_brief(request->reason),
               figure_duration((wait_ms(request) + SECOND_MS - 1) / SECOND_MS, duration),
               request->attempt + 1, RETRY_MAX + 1);
}

static void put_progress(const struct session *session, const struct list *list, struct buf *line) {
    char spent[FIGURE_MAX], left[FIGURE_MAX];
    const struct session_load *load = session_load_of(session, list);
    const struct session_request *request = find_waiting(session);
    int64_t left_ms = load ? load_left_ms(load, clock_monotonic_ms()) : -1;
    buf_format(line, "%.40s: ", list->label);
    if (request)
        put_wait(request, line);
    else
        list_describe(list, line);
    buf_format(line, " · %s cr", figure_grouped(session->purse.spent[PURSE_SESSION], spent));
    if (left_ms >= 0 && !request)
        buf_format(line, " · %s left",
                   figure_duration((left_ms + SECOND_MS - 1) / SECOND_MS, left));
}

void fetch_progress_show(const struct session *session) {
    const struct place *place = session->trail.current;
    struct buf line;
    if (!place || !progress_is_live())
        return;
    buf_init(&line, WORDS_MAX);
    put_progress(session, place->list, &line);
    progress_show(buf_text(&line));
    buf_fini(&line);
}

void fetch_progress_tell_wait(const struct session *session) {
    const struct session_request *request = find_waiting(session);
    struct buf line;
    if (!request)
        return;
    buf_init(&line, WORDS_MAX);
    buf_format(&line, "%.40s: ", request->list->label);
    put_wait(request, &line);
    progress_tell("followtrail fetch", buf_text(&line));
    buf_fini(&line);
}

int fetch_progress_next_ms(const struct session *session) {
    const struct session_request *request = find_waiting(session);
    if (!request || !progress_is_live())
        return -1;
    int64_t left_ms = wait_ms(request);
    return left_ms > 0 ? (int)((left_ms - 1) % SECOND_MS) + 1 : SECOND_MS;
}
