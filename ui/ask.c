/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ask.h"

#include "base/mem.h"
#include "session/load.h"
#include "session/navigate.h"

#include <stdlib.h>

enum { KEY_ASCII_END = 0x7f };

static void keep_words(struct ask *ask, const char *words) {
    free(ask->words);
    ask->words = words ? mem_dup(words) : NULL;
}

void ask_fini(struct ask *ask) {
    keep_words(ask, NULL);
}

void ask_account(struct ask *ask) {
    edit_init(&ask->edit);
    ask->question = ASK_ACCOUNT;
}

void ask_load(struct ask *ask, struct session *session) {
    if (!load_ask(session))
        return;
    edit_init(&ask->edit);
    ask->question = ASK_LOAD;
    keep_words(ask, session->message);
    session_hush(session);
}

/* What the session has said while it was asked is not lost by the answer. */
static bool answer_load(struct ask *ask, struct session *session) {
    char *said = session->message ? mem_dup(session->message) : NULL;
    enum session_tone tone = session->tone;
    bool is_done = load_confirm(session, ask->edit.text);
    if (!is_done) {
        keep_words(ask, session->message);
        session_hush(session);
    }
    if (said)
        session_say(session, tone, "%s", said);
    free(said);
    return is_done;
}

static bool open_typed(const struct ask *ask, struct session *session) {
    struct err err;
    if (navigate_open(session, ask->edit.text, &err))
        return true;
    session_say(session, TONE_ERROR, "%s", err.text);
    return false;
}

static bool take_typed(struct ask *ask, struct session *session) {
    if (!ask->edit.len)
        return true;
    return ask->question == ASK_LOAD ? answer_load(ask, session) : open_typed(ask, session);
}

/* An amount has digits; a second L, pressed by mistake, is none. */
static bool is_letter(int key) {
    return key > ' ' && key < KEY_ASCII_END && key != ',' && (key < '0' || key > '9');
}

void ask_key(struct ask *ask, struct session *session, int key) {
    if (ask->question == ASK_LOAD && is_letter(key))
        return;
    if (ask->question != ASK_LOAD)
        session_hush(session);
    enum edit_result result = edit_key(&ask->edit, key);
    if (result == EDIT_GOES_ON || (result == EDIT_DONE && !take_typed(ask, session)))
        return;
    ask->question = ASK_NOTHING;
    keep_words(ask, NULL);
}
