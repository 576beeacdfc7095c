/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/bare_front.h"

#include "session/navigate.h"
#include "session/question.h"

struct bare {
    struct front front;
    size_t rows;
};

static bool is_shown(const struct front *front, enum command command) {
    return front && command != COMMAND_NONE;
}

static bool shows_price(const struct front *front) {
    return front;
}

static void step(struct front *front, enum front_step step, int64_t times) {
    size_t rows = ((struct bare *)front)->rows;
    navigate_move_by(front->session, times * (step == FRONT_ROW ? 1 : (int64_t)rows - 1), rows);
}

static void jump(struct front *front, bool to_end) {
    navigate_move_to(front->session, to_end ? SIZE_MAX : 0, ((struct bare *)front)->rows);
}

static void pass(struct front *front) {
    (void)front;
}

static bool close_nothing(struct front *front) {
    (void)front;
    return false;
}

void bare_front_run(struct session *session, enum command command, size_t rows) {
    static const struct front_ops ops = {.is_shown = is_shown,
                                         .shows_row_price = shows_price,
                                         .shows_question = shows_price,
                                         .step = step,
                                         .jump = jump,
                                         .show = pass,
                                         .show_list = pass,
                                         .detail = pass,
                                         .close = close_nothing};
    struct bare bare = {.rows = rows};
    if (!session->question.agreed)
        question_drop(session);
    front_init(&bare.front, &ops, session);
    front_run(&bare.front, command, "");
    front_fini(&bare.front);
}

bool bare_front_agree(struct session *session, const char *amount, size_t rows) {
    static const enum command commands[] = {
        [ASKED_MORE] = COMMAND_MORE,         [ASKED_FORWARD] = COMMAND_FORWARD,
        [ASKED_REFETCH] = COMMAND_REFETCH,   [ASKED_LOAD] = COMMAND_LOAD,
        [ASKED_DRILL_IN] = COMMAND_DRILL_IN, [ASKED_WHOIS] = COMMAND_WHOIS,
        [ASKED_QUIT] = COMMAND_QUIT,         [ASKED_CRAWL] = COMMAND_CRAWL};
    const struct session_question *question = &session->question;
    if (!question->about || question->wants_amount != (amount != NULL))
        return false;
    if (amount && !question_accept_amount(session, amount))
        return false;
    if (!amount)
        question_accept(session);
    bare_front_run(session, commands[question->about], rows);
    return true;
}
