/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the session asks before it spends credits that the screen does not price, or loses
 * something. A command asks, and does nothing else; when the user agrees, it runs again and finds
 * what was agreed. Up to the threshold the answer is y; above it, an amount of 1 to the price,
 * which is then the budget. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_QUESTION_H
#define FOLLOWTRAIL_SESSION_QUESTION_H

#include "session/session.h"

/* A question for question_ask(). Texts are copied. */
struct question_draft {
    enum question_about about;
    const void *target; /* a list, an account, a place: what the answer is about */
    int64_t estimate;   /* about how many credits; 0: as many as `most`, or unknown */
    int64_t most;       /* credits at most, 1 or more; INT64_MAX: unknown, an amount is asked for */
    bool is_free;       /* `most` says what is lost, and is not put into words */
    bool is_budget; /* always an amount: nobody knows what it will cost, and `most` is the limit */
    const char *verb; /* one word, for narrow screens: "Load" */
    const char *what; /* "Load 3 lists" */
    const char *note; /* what else there is to know; NULL: nothing */
};

void question_ask(struct session *session, const struct question_draft *draft)
    __attribute__((nonnull));

/* How much the user agreed to spend on this target, when a command that asked runs again; 0 if that
 * was not asked, was not agreed, or costs more than was said by now. */
int64_t question_agreed(const struct session *session, enum question_about about,
                        const void *target, int64_t most) __attribute__((nonnull(1)));

/* The user's yes; or the amount that was typed, with or without commas. False: the question is open
 * still, because that amount was not offered. */
void question_accept(struct session *session) __attribute__((nonnull));
bool question_accept_amount(struct session *session, const char *typed)
    __attribute__((nonnull, warn_unused_result));

/* Takes the question away, and what was agreed. */
void question_drop(struct session *session) __attribute__((nonnull));

/* Replaces the note: what there is to know about the amount that is being typed. */
void question_note(struct session *session, const char *note) __attribute__((nonnull));

/* How long the words are: "Load 3 lists for about 155, at most 163 credits ($0.16)", "Load 3 lists
 * for at most 163 credits ($0.16)", "Load 3 lists: 163 cr", "Load: 163 cr", "163 cr". A budget:
 * "Budget of the crawl, up to 163 credits", "Budget of the crawl, up to 163", "Budget". */
enum question_words {
    QUESTION_FULL,
    QUESTION_MOST,
    QUESTION_SHORT,
    QUESTION_VERB,
    QUESTION_LEAST,
    QUESTION_WORDS
};

/* Appends the question as it is asked: its end is "? y/N "; before an amount "? Type 163 or less:
 * ", which becomes " or less: " and ": " with the words; before a budget ": ". */
void question_put(const struct session_question *question, enum question_words words,
                  struct buf *out) __attribute__((nonnull));

/* An amount as typed, with or without commas; -1 for anything else. */
int64_t question_read_amount(const char *typed) __attribute__((nonnull));

#endif
