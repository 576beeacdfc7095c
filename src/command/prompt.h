/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The prompt's questions. Some answers take effect while they are typed (search, filter) and are
 * undone by Escape; the others go to the caller, by PROMPT_ANSWERED. A question about money, and
 * its note, stay until it is answered or cancelled.
 */
#ifndef FOLLOWTRAIL_COMMAND_PROMPT_H
#define FOLLOWTRAIL_COMMAND_PROMPT_H

#include "command/choice.h"
#include "command/edit.h"
#include "session/session.h"

enum prompt_question {
    PROMPT_NOTHING,
    PROMPT_ACCOUNT, /* to open */
    PROMPT_CONFIRM, /* y or n: the session's question */
    PROMPT_AMOUNT,  /* the same, by the credits it may cost */
    PROMPT_SEARCH,
    PROMPT_FILTER,
    PROMPT_COMMAND,
    PROMPT_FIND,   /* in the store */
    PROMPT_WRITE,  /* the file to write the list to */
    PROMPT_EXPORT, /* the folder to export to */
    PROMPT_ORDER,  /* a key: the column to sort by */
    PROMPT_COPY,   /* a key: what of the accounts to copy */
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
    char *words; /* above the prompt; NULL: none */
    enum session_tone tone;
    char *before;                /* the search or filter at the time of the question */
    size_t origin;               /* the selected row then */
    const struct choice *choice; /* the answer to a question that a key answers */
    const struct list *list;     /* that such a question is about */
    int refused;                 /* the last key that it does not offer; 0: none */
    struct prompt_history histories[PROMPT_QUESTIONS];
    size_t recalled; /* how far back in earlier answers; 0: not */
    uint64_t number; /* of the question: each has its own */
};

enum prompt_outcome {
    PROMPT_GOES_ON,
    PROMPT_LEFT,    /* or answered, and nothing is left to do */
    PROMPT_DONE,    /* the answer was acted on */
    PROMPT_ANSWERED /* act on edit.text or `choice` */
};

void prompt_fini(struct prompt *prompt) __attribute__((nonnull)); /* may start zeroed */

void prompt_account(struct prompt *prompt) __attribute__((nonnull));
void prompt_question(struct prompt *prompt, const struct session *session)
    __attribute__((nonnull)); /* the session's */
void prompt_search(struct prompt *prompt, const struct session *session) __attribute__((nonnull));
void prompt_filter(struct prompt *prompt, const struct session *session) __attribute__((nonnull));
void prompt_find(struct prompt *prompt) __attribute__((nonnull));
void prompt_write(struct prompt *prompt, const struct session *session) __attribute__((nonnull));
void prompt_export(struct prompt *prompt, const struct session *session, const char *words)
    __attribute__((nonnull)); /* `words`: what is exported */
void prompt_command(struct prompt *prompt) __attribute__((nonnull));

/* A question that one key answers. */
void prompt_choice(struct prompt *prompt, enum prompt_question question,
                   const struct session *session) __attribute__((nonnull));

/* How its answers are shown: in as many words as fit. */
enum prompt_brevity { PROMPT_NAMES, PROMPT_KEYS, PROMPT_KEYS_CLOSE, PROMPT_BREVITIES };
void prompt_describe_choice(struct prompt *prompt, enum prompt_brevity brevity)
    __attribute__((nonnull)); /* does nothing while another question is asked */

/* The answers of a question for one key; NULL for a question answered by text. */
const struct choices *prompt_choices(enum prompt_question question);

/* Whether the answer is a text, which may be pasted. */
bool prompt_takes_text(enum prompt_question question);

/* Whether the key agrees to PROMPT_CONFIRM or is part of the answer to PROMPT_AMOUNT; says that it
 * was pressed before the question was shown. */
bool prompt_may_agree(enum prompt_question question, int key);
void prompt_say_unseen(struct prompt *prompt) __attribute__((nonnull));

/* Handles a key while a question is open. */
enum prompt_outcome prompt_key(struct prompt *prompt, struct session *session, int key)
    __attribute__((nonnull));

#endif
