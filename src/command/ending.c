/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/ending.h"

#include "base/figure.h"
#include "command/crawling.h"
#include "session/question.h"
#include "session/requests.h"

#include <stdio.h>

enum { WORDS_MAX = 512 };

static bool is_agreed(const struct session *session) {
    return !session->waiting.count ||
           question_agreed(session, ASKED_QUIT, session, (int64_t)session->waiting.count);
}

/* Names the paid answers that are not stored. */
static void ask(struct session *session) {
    const struct waiting *waiting = &session->waiting;
    char what[WORDS_MAX], note[WORDS_MAX], cost[FIGURE_MAX];
    snprintf(what, sizeof what, waiting->unsafe ? "Quit and lose %zu paid answer%s" : "Quit now",
             waiting->unsafe, waiting->unsafe == 1 ? "" : "s");
    if (waiting->unsafe)
        snprintf(note, sizeof note,
                 "%zu of %zu paid answers are only in memory, up to %s. Make room on the disk: "
                 "storing them is retried every few seconds.",
                 waiting->unsafe, waiting->count, figure_credits(waiting->unsafe_credits, cost));
    else
        snprintf(note, sizeof note,
                 "%zu paid %s not stored yet, but safe in the spill file: the next start stores "
                 "them.",
                 waiting->count, waiting->count == 1 ? "answer is" : "answers are");
    question_ask(session, &(struct question_draft){.about = ASKED_QUIT,
                                                   .target = session,
                                                   .most = (int64_t)waiting->count,
                                                   .is_free = true,
                                                   .verb = "Quit",
                                                   .what = what,
                                                   .note = note});
}

bool ending_is_due(struct session *session) {
    if (!session->is_finishing || !session_is_idle(session) || crawling_runs(session))
        return false;
    if (is_agreed(session))
        return true;
    requests_resume(session);
    session_say(session, TONE_WARNING,
                "The paid answer could not be stored, so the program goes on. Q asks again.");
    return false;
}

/* A crawl's end is written first, so that it was not interrupted. */
static bool is_finished(struct session *session) {
    (void)crawl_stop(session);
    bool is_awaited = requests_finish(session);
    return !is_awaited && !crawling_runs(session);
}

bool ending_quit(struct session *session) {
    if (!is_agreed(session)) {
        ask(session);
        return false;
    }
    if (session->is_finishing || is_finished(session))
        return true;
    session_hush(session);
    return false;
}
