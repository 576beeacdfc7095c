/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/front.h"

#include "session/marking.h"
#include "session/refine.h"

#include <stdlib.h>

void front_init(struct front *front, const struct front_ops *ops, struct session *session) {
    *front = (struct front){.ops = ops, .session = session, .argument = ""};
    bindings_init(&front->bindings);
}

void front_fini(struct front *front) {
    prompt_fini(&front->prompt);
}

bool front_has_list(struct front *front) {
    if (!front->session->trail.current)
        session_say(front->session, TONE_INFO, "No account is open. @ opens one.");
    return front->session->trail.current;
}

static bool is_refused(struct front *front, enum command command) {
    if (command_has(command, COMMAND_NEEDS_LIST) && !front_has_list(front))
        return true;
    if (!command_has(command, COMMAND_SPENDS) || front->ops->is_shown(front, command))
        return false;
    session_say(front->session, TONE_INFO,
                "“%s” was entered before its price was shown. Enter it again.",
                command_info(command)->name);
    return true;
}

void front_run(struct front *front, enum command command, const char *argument) {
    if (!command_has(command, COMMAND_KEEPS_MESSAGE) &&
        command != command_announced(front->session->announced))
        session_hush(front->session);
    if (is_refused(front, command))
        return;
    front->command = command;
    front->argument = argument;
    command_info(command)->run(front);
    front->argument = "";
}

void front_copy(struct front *front, enum extract_kind kind) {
    size_t count;
    const struct account **accounts = marking_take(front->session, &count);
    if (accounts)
        front->ops->copy(front, kind, accounts, count);
    else
        marking_say_none(front->session);
    free(accounts);
}

bool front_answer(struct front *front, enum prompt_question question) {
    if (question == PROMPT_ORDER)
        refine_order(front->session, (enum order_key)front->prompt.choice->value);
    else if (question == PROMPT_COPY)
        front_copy(front, (enum extract_kind)front->prompt.choice->value);
    return prompt_choices(question);
}

void front_report(struct front *front, bool is_done, const struct err *err) {
    if (!is_done)
        session_say(front->session, TONE_ERROR, "%s", err->text);
}

void front_say_unable(struct front *front) {
    session_say(front->session, TONE_INFO, "“%s” works only on the full screen.",
                command_info(front->command)->name);
}
