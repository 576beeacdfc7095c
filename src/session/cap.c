/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/cap.h"

#include "base/figure.h"
#include "session/question.h"
#include "session/requests.h"

#include <strings.h>

void cap_say(struct session *session) {
    const struct purse *purse = &session->purse;
    int64_t most = purse->caps.most[PURSE_SESSION];
    char cap[FIGURE_MAX], used[FIGURE_MAX];
    figure_grouped(purse->used[PURSE_SESSION], used);
    if (!session->worker)
        requests_say_offline(session);
    else if (most == PURSE_UNKNOWN)
        session_say(session, TONE_INFO, "No session cap; %s used. :cap N sets one.", used);
    else if (most < purse->used[PURSE_SESSION])
        session_say(session, TONE_WARNING,
                    "Session cap: %s, and %s used: nothing more is bought. :cap N changes it.",
                    figure_credits(most, cap), used);
    else
        session_say(session, TONE_INFO, "Session cap: %s used of %s. :cap N changes it.", used,
                    figure_credits(most, cap));
}

bool cap_set(struct session *session, const char *typed, struct err *err) {
    int64_t most = strcasecmp(typed, "none") ? question_read_amount(typed) : PURSE_UNKNOWN;
    if (most > CAP_MOST || (most == PURSE_UNKNOWN && strcasecmp(typed, "none")))
        return err_set(err, ERR_USAGE, "“%.40s” is not 0 to 1,000,000,000 credits, or none.",
                       typed);
    if (session->worker) {
        session->purse.caps.most[PURSE_SESSION] = most;
        worker_set_cap(session->worker, most);
        session->changes++;
    }
    cap_say(session);
    return true;
}
