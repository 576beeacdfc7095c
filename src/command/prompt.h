/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the prompt asks for. Some answers take effect while they are typed (search, filter) and are
 * taken back by Escape; the others are given to whoever asked, by PROMPT_ANSWERED. The words of a
 * question about money stand until it is answered or left; what the session says meanwhile is shown
 * then.
 */
#ifndef FOLLOWTRAIL_COMMAND_PROMPT_H
#define FOLLOWTRAIL_COMMAND_PROMPT_H

#include "command/choice.h"
#include "command/edit.h"
#include "session/session.h"

enum prompt_question {
    PROMPT_NOTHING,
    PROMPT_ACCOUNT, /* to open */
    PROMPT_LOAD,    /* the credits that loading the rest may take */
    PROMPT_SEARCH,
    PROMPT_FILTER,
    PROMPT_COMMAND,
    PROMPT_FIND,  /* in the store */
    PROMPT_ORDER, /* a key: the column to sort by */
    PROMPT_COPY,  /* a key: what of the accounts to copy */
    PROMPT_QUESTIONS
};

enum { PROMPT_HISTORY_MAX = 32 };

/* Earlier answers to a question, the newest last. */
struct prompt_history {
    char *texts[PROMPT_HISTORY_MAX];
    size_t count;
};

struct prompt {
    enum prompt_question question;
    struct edit edit;
    char *words; /* above the prompt; NULL for none */
    enum session_tone tone;
    char *before;                /* what was searched for or filtered by when it was asked */
    size_t origin;               /* the row that was selected then */
    const struct choice *choice; /* the answer to a question that a key answers */
    int refused;                 /* the key that such a question does not know; 0: none */
    struct prompt_history histories[PROMPT_QUESTIONS];
    size_t recalled; /* how far back an earlier answer was recalled; 0: not */
};

enum prompt_outcome {
    PROMPT_GOES_ON,
    PROMPT_LEFT,    /* or answered, and what follows is done */
    PROMPT_ANSWERED /* edit.text or `choice` is to be acted on */
};

void prompt_fini(struct prompt *prompt) __attribute__((nonnull)); /* all 0 is a fine beginning */

void prompt_account(struct prompt *prompt) __attribute__((nonnull));
void prompt_load(struct prompt *prompt, struct session *session)
    __attribute__((nonnull)); /* where the amount is to be typed */
void prompt_search(struct prompt *prompt, const struct session *session) __attribute__((nonnull));
void prompt_filter(struct prompt *prompt, const struct session *session) __attribute__((nonnull));
void prompt_find(struct prompt *prompt) __attribute__((nonnull));
void prompt_command(struct prompt *prompt) __attribute__((nonnull));

/* A question that one key answers. */
void prompt_choice(struct prompt *prompt, enum prompt_question question) __attribute__((nonnull));

/* How its answers are shown: in as many words as there is room for. */
enum prompt_brevity { PROMPT_NAMES, PROMPT_KEYS, PROMPT_KEYS_CLOSE, PROMPT_BREVITIES };
void prompt_describe_choice(struct prompt *prompt, enum prompt_brevity brevity)
    __attribute__((nonnull)); /* does nothing while another question is asked */

/* What a question that one key answers offers; NULL for one that is answered by text. */
const struct choices *prompt_choices(enum prompt_question question);

/* A key while something is asked. */
enum prompt_outcome prompt_key(struct prompt *prompt, struct session *session, int key)
    __attribute__((nonnull));

#endif
