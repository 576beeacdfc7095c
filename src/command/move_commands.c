/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that move through a list, and from list to list. */
#include "command/front.h"

#include "session/navigate.h"
#include "session/refine.h"

void run_down(struct front *front) {
    front->ops->step(front, FRONT_ROW, front_times(front));
}

void run_up(struct front *front) {
    front->ops->step(front, FRONT_ROW, -front_times(front));
}

void run_page_down(struct front *front) {
    front->ops->step(front, FRONT_SCREEN, front_times(front));
}

void run_page_up(struct front *front) {
    front->ops->step(front, FRONT_SCREEN, -front_times(front));
}

void run_half_down(struct front *front) {
    front->ops->step(front, FRONT_HALF, front_times(front));
}

void run_half_up(struct front *front) {
    front->ops->step(front, FRONT_HALF, -front_times(front));
}

/* With a count, to the account with that number. */
static void jump(struct front *front, bool to_end) {
    if (front->count)
        (void)refine_go(front->session, (size_t)front->count);
    else
        front->ops->jump(front, to_end);
}

void run_first(struct front *front) {
    jump(front, false);
}

void run_last(struct front *front) {
    jump(front, true);
}

static void say_no_row(struct session *session) {
    /* An impatient Enter: a message would keep Esc from cancelling the request. */
    if (!session_request_of(session, session->trail.current->list))
        session_say(session, TONE_INFO, "There is no row to open.");
}

void run_drill_in(struct front *front) {
    if (!session_selected(front->session))
        say_no_row(front->session);
    else
        navigate_drill_in(front->session, front->ops->shows_row_price(front));
}

void run_back(struct front *front) {
    navigate_back(front->session);
}

void run_backward(struct front *front) {
    navigate_backward(front->session);
}

void run_forward(struct front *front) {
    navigate_forward(front->session);
}

void run_open(struct front *front) {
    struct err err = {.kind = ERR_NONE};
    if (*front->argument) {
        bool is_done = (front->ops->visits ? navigate_look : navigate_open)(front->session,
                                                                            front->argument, &err);
        front_report(front, is_done, &err);
        return;
    }
    if (front->ops->ask_account)
        front->ops->ask_account(front);
    prompt_account(&front->prompt);
}

void run_whois(struct front *front) {
    struct err err;
    if (*front->argument)
        front_report(front, navigate_whois(front->session, front->argument, &err), &err);
    else
        navigate_whois_owner(front->session);
}
