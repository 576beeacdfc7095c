/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/ending.h"

#include "base/figure.h"
#include "session/requests.h"

/* The first Q names paid answers that are not stored; the second quits. */
static bool must_ask(struct session *session) {
    const struct waiting *waiting = &session->waiting;
    const char *answers = waiting->count == 1 ? "answer is" : "answers are";
    char cost[FIGURE_MAX];
    if (!waiting->count ||
        session_has_announced(session, ANNOUNCED_QUIT, session, (int64_t)waiting->count))
        return false;
    if (waiting->unsafe)
        session_say(
            session, TONE_ERROR,
            "Q again quits and loses %zu of %zu paid answers that are only in memory, up to "
            "%s. Make room on the disk: storing them is retried every few seconds.",
            waiting->unsafe, waiting->count, figure_credits(waiting->unsafe_credits, cost));
    else
        session_say(
            session, TONE_WARNING,
            "Q again quits. %zu paid %s not stored yet, but safe in the spill file: the next "
            "start stores them.",
            waiting->count, answers);
    session_announce(session, ANNOUNCED_QUIT, session, (int64_t)waiting->count);
    return true;
}

bool ending_is_due(struct session *session) {
    if (!session->is_finishing || !session_is_idle(session))
        return false;
    if (!must_ask(session))
        return true;
    requests_resume(session);
    return false;
}

bool ending_quit(struct session *session) {
    if (must_ask(session))
        return false;
    if (session->is_finishing || !requests_finish(session))
        return true;
    session_hush(session);
    return false;
}
