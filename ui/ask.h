/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the prompt asks for, and what becomes of the answer. The words of a question about money
 * stand until it is answered or left; what the session says meanwhile is shown then.
 */
#ifndef FOLLOWTRAIL_UI_ASK_H
#define FOLLOWTRAIL_UI_ASK_H

#include "session/session.h"
#include "ui/edit.h"

/* An account to open; the credits that loading the rest may take. */
enum ask_question { ASK_NOTHING, ASK_ACCOUNT, ASK_LOAD };

struct ask {
    enum ask_question question;
    struct edit edit;
    char *words; /* of ASK_LOAD; else NULL */
};

void ask_fini(struct ask *ask) __attribute__((nonnull)); /* all 0 is a fine beginning */

void ask_account(struct ask *ask) __attribute__((nonnull));
void ask_load(struct ask *ask, struct session *session)
    __attribute__((nonnull)); /* where the amount is to be typed */

/* A key while something is asked. */
void ask_key(struct ask *ask, struct session *session, int key) __attribute__((nonnull));

#endif
