/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/front.h"

#include "base/key.h"
#include "base/mem.h"
#include "command/exporting.h"
#include "command/unknown.h"
#include "session/marking.h"
#include "session/question.h"
#include "session/refine.h"

#include <stdlib.h>

enum { WORDS_MAX = 1024 };

void front_init(struct front *front, const struct front_ops *ops, struct session *session) {
    *front = (struct front){.ops = ops, .session = session, .argument = ""};
    bindings_init(&front->bindings);
}

void front_fini(struct front *front) {
    exporting_end(&front->exporting, front->session);
    prompt_fini(&front->prompt);
    free(front->asked_argument);
    undo_fini(&front->undo);
}

static const struct look *look_of(const struct front *front) {
    return front->looks ? &front->looks->now : NULL;
}

void front_remember(struct front *front) {
    if (!front->prompt.question)
        undo_remember(&front->undo, front->session, look_of(front));
}

void front_note(struct front *front) {
    if (!front->prompt.question)
        undo_note(&front->undo, front->session, look_of(front));
}

bool front_has_list(struct front *front) {
    if (!front->session->trail.current)
        session_say(front->session, TONE_INFO, "No account is open. @ opens one.");
    return front->session->trail.current;
}

/* A question that was agreed to has shown the price. */
static bool is_refused(struct front *front, enum command command) {
    if (command_has(command, COMMAND_NEEDS_LIST) && !front_has_list(front))
        return true;
    if (!command_has(command, COMMAND_SPENDS) || command_has(command, COMMAND_QUOTES) ||
        front->session->question.agreed || front->ops->is_shown(front, command))
        return false;
    session_say(front->session, TONE_INFO,
                "“%s” was entered before its price was shown. Enter it again.",
                command_info(command)->name);
    return true;
}

/* The command runs again when its question is answered. */
static void ask(struct front *front, enum command command, const char *argument) {
    char *kept = mem_dup(argument);
    free(front->asked_argument);
    front->asked = command;
    front->asked_argument = kept;
    prompt_question(&front->prompt, front->session);
}

bool front_take_digit(struct front *front, int key) {
    bool is_digit = key >= (front->count ? '0' : '1') && key <= '9';
    if (!is_digit || (!front->count && bindings_command(&front->bindings, key) != COMMAND_NONE))
        return false;
    if (front->count <= FRONT_COUNT_MAX / 10)
        front->count = front->count * 10 + (key - '0');
    return true;
}

int64_t front_times(const struct front *front) {
    return front->count ? front->count : 1;
}

bool front_refuses_count(struct front *front, enum command command) {
    if (!front->count || command_has(command, COMMAND_COUNTS | COMMAND_BLIND))
        return false;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (!unknown_put_first_key(&front->bindings, command, &words))
        buf_format(&words, "“%s”", command_info(command)->name);
    session_say(front->session, TONE_INFO, "%s takes no count. Nothing was done.",
                buf_text(&words));
    buf_fini(&words);
    return true;
}

static bool is_asking(const struct front *front) {
    return front->prompt.question == PROMPT_CONFIRM || front->prompt.question == PROMPT_AMOUNT;
}

static void run(struct front *front, enum command command, const char *argument) {
    struct place *place = front->session->trail.current;
    front->command = command;
    front->argument = argument;
    if (place)
        marks_record(&place->marks);
    command_info(command)->run(front);
    if (place)
        undo_note_marks(&front->undo, place, marks_end_record(&place->marks));
    front->argument = "";
}

void front_run(struct front *front, enum command command, const char *argument) {
    struct session *session = front->session;
    if (!command_has(command, COMMAND_KEEPS_MESSAGE))
        session_hush(session);
    if (!front_refuses_count(front, command) && !is_refused(front, command))
        run(front, command, argument);
    front->count = 0;
    if (session->question.agreed)
        question_drop(session);
    else if (session->question.about && !is_asking(front))
        ask(front, command, argument);
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

/* The command finds what was agreed. */
static void run_agreed(struct front *front) {
    char *argument = front->asked_argument;
    front->asked_argument = NULL;
    front_run(front, front->asked, argument);
    free(argument);
}

static enum prompt_outcome act(struct front *front, enum prompt_question question) {
    if (question == PROMPT_CONFIRM || question == PROMPT_AMOUNT)
        run_agreed(front);
    else if (question == PROMPT_ORDER)
        front_run(front, COMMAND_ORDER, front->prompt.choice->name);
    else if (question == PROMPT_EXPORT)
        front_run(front, COMMAND_EXPORT, front->prompt.edit.text);
    else if (question == PROMPT_WRITE)
        front_run(front, COMMAND_WRITE, front->prompt.edit.text);
    else if (question == PROMPT_COPY)
        front_copy(front, (enum extract_kind)front->prompt.choice->value);
    else
        return PROMPT_ANSWERED;
    return PROMPT_DONE;
}

/* A key that the user gave to Esc's command is Esc where something is asked, unless it types a
 * character. */
static int as_escape(const struct front *front, int key) {
    bool is_escape = !key_is_text(key) && bindings_command(&front->bindings, key) == COMMAND_ESCAPE;
    return is_escape ? KEY_CODE_ESCAPE : key;
}

enum prompt_outcome front_prompt_key(struct front *front, int key) {
    enum prompt_question question = front->prompt.question;
    key = as_escape(front, key);
    if (prompt_may_agree(question, key) && !front->ops->shows_question(front)) {
        prompt_say_unseen(&front->prompt);
        return PROMPT_GOES_ON;
    }
    enum prompt_outcome outcome = prompt_key(&front->prompt, front->session, key);
    return outcome == PROMPT_ANSWERED ? act(front, question) : outcome;
}

void front_report(struct front *front, bool is_done, const struct err *err) {
    if (!is_done)
        session_say(front->session, TONE_ERROR, "%s", err->text);
}

void front_say_unknown(struct front *front, int key, const char *view) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    unknown_put_key(&front->bindings, key, view, &words);
    session_say(front->session, TONE_INFO, "%s", buf_text(&words));
    buf_fini(&words);
}

void front_say_unable(struct front *front) {
    session_say(front->session, TONE_INFO, "“%s” works only on the full screen.",
                command_info(front->command)->name);
}
