/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the prompt asks for. Some answers take effect while they are typed (search, filter) and are
 * taken back by Escape; the others are given to whoever asked, by ASK_ANSWERED. The words of a
 * question about money stand until it is answered or left; what the session says meanwhile is shown
 * then.
 */
#ifndef FOLLOWTRAIL_COMMAND_PROMPT_H
#define FOLLOWTRAIL_COMMAND_PROMPT_H

#include "command/choice.h"
#include "command/edit.h"
#include "session/session.h"

enum ask_question {
    ASK_NOTHING,
    ASK_ACCOUNT, /* to open */
    ASK_LOAD,    /* the credits that loading the rest may take */
    ASK_SEARCH,
    ASK_FILTER,
    ASK_COMMAND,
    ASK_FIND,  /* in the store */
    ASK_ORDER, /* a key: the column to sort by */
    ASK_COPY,  /* a key: what of the accounts to copy */
    ASK_QUESTIONS
};

enum { ASK_HISTORY_MAX = 32 };

/* Earlier answers to a question, the newest last. */
struct ask_history {
    char *texts[ASK_HISTORY_MAX];
    size_t count;
};

struct ask {
    enum ask_question question;
    struct edit edit;
    char *words; /* above the prompt; NULL for none */
    enum session_tone tone;
    char *before;                /* what was searched for or filtered by when it was asked */
    size_t origin;               /* the row that was selected then */
    const struct choice *choice; /* the answer to a question that a key answers */
    int refused;                 /* the key that such a question does not know; 0: none */
    struct ask_history histories[ASK_QUESTIONS];
    size_t recalled; /* how far back an earlier answer was recalled; 0: not */
};

enum ask_outcome {
    ASK_GOES_ON,
    ASK_LEFT,    /* or answered, and what follows is done */
    ASK_ANSWERED /* edit.text or `choice` is to be acted on */
};

void ask_fini(struct ask *ask) __attribute__((nonnull)); /* all 0 is a fine beginning */

void ask_account(struct ask *ask) __attribute__((nonnull));
void ask_load(struct ask *ask, struct session *session)
    __attribute__((nonnull)); /* where the amount is to be typed */
void ask_search(struct ask *ask, const struct session *session) __attribute__((nonnull));
void ask_filter(struct ask *ask, const struct session *session) __attribute__((nonnull));
void ask_find(struct ask *ask) __attribute__((nonnull));
void ask_command(struct ask *ask) __attribute__((nonnull));

/* A question that one key answers. */
void ask_choice(struct ask *ask, enum ask_question question) __attribute__((nonnull));

/* How its answers are shown: in as many words as there is room for. */
enum ask_brevity { ASK_NAMES, ASK_KEYS, ASK_KEYS_CLOSE, ASK_BREVITIES };
void ask_describe_choice(struct ask *ask, enum ask_brevity brevity)
    __attribute__((nonnull)); /* does nothing while another question is asked */

/* What a question that one key answers offers; NULL for one that is answered by text. */
const struct choices *ask_choices(enum ask_question question);

/* A key while something is asked. */
enum ask_outcome ask_key(struct ask *ask, struct session *session, int key)
    __attribute__((nonnull));

#endif
