/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/question.h"

#include "base/figure.h"
#include "base/mem.h"

#include <stdlib.h>

enum { AMOUNT_DIGITS = 18 };

void question_drop(struct session *session) {
    free(session->question.what);
    free(session->question.note);
    session->question = (struct session_question){.about = ASKED_NOTHING};
}

void question_ask(struct session *session, const struct question_draft *draft) {
    question_drop(session);
    session->question = (struct session_question){
        .about = draft->about,
        .target = draft->target,
        .estimate = draft->estimate,
        .most = draft->most,
        .is_free = draft->is_free,
        .is_budget = draft->is_budget,
        .wants_amount = draft->is_budget ||
                        (!draft->is_free &&
                         (draft->most > session->config.threshold || draft->most == INT64_MAX)),
        .verb = draft->verb,
        .what = mem_dup(draft->what),
        .note = draft->note ? mem_dup(draft->note) : NULL,
    };
    session->changes++;
}

void question_note(struct session *session, const char *note) {
    free(session->question.note);
    session->question.note = mem_dup(note);
    session->changes++;
}

int64_t question_agreed(const struct session *session, enum question_about about,
                        const void *target, int64_t most) {
    const struct session_question *question = &session->question;
    if (question->about != about || question->target != target)
        return 0;
    if (question->wants_amount)
        return question->agreed < most ? question->agreed : most;
    return most <= question->most ? question->agreed : 0;
}

void question_accept(struct session *session) {
    session->question.agreed = session->question.most;
}

bool question_accept_amount(struct session *session, const char *typed) {
    int64_t amount = question_read_amount(typed);
    if (amount < 1 || amount > session->question.most)
        return false;
    session->question.agreed = amount;
    return true;
}

static bool is_priced(const struct session_question *question) {
    return !question->is_free && question->most != INT64_MAX;
}

static void put_full(const struct session_question *question, enum question_words words,
                     struct buf *out) {
    char about[FIGURE_MAX], most[FIGURE_MAX], dollars[FIGURE_MAX];
    buf_format(out, "%s for ", question->what);
    if (words == QUESTION_FULL && question->estimate && question->estimate < question->most)
        buf_format(out, "about %s, ", figure_grouped(question->estimate, about));
    buf_format(out, "%s%s (%s)", question->most > 1 ? "at most " : "",
               figure_credits(question->most, most), figure_dollars(question->most, dollars));
}

static void put_price(const struct session_question *question, enum question_words words,
                      struct buf *out) {
    char most[FIGURE_MAX];
    if (words <= QUESTION_MOST)
        put_full(question, words, out);
    else
        buf_format(out, "%s%s%s cr",
                   words == QUESTION_SHORT  ? question->what
                   : words == QUESTION_VERB ? question->verb
                                            : "",
                   words == QUESTION_LEAST ? "" : ": ", figure_grouped(question->most, most));
}

/* Without a price to tell. */
static void put_words(const struct session_question *question, enum question_words words,
                      struct buf *out) {
    buf_text_put(out, words <= QUESTION_SHORT ? question->what : question->verb);
}

/* What is to be typed. */
static void put_answer(const struct session_question *question, enum question_words words,
                       struct buf *out) {
    char most[FIGURE_MAX];
    if (!question->wants_amount)
        buf_text_put(out, "? y/N ");
    else if (words == QUESTION_LEAST)
        buf_text_put(out, ": ");
    else if (!is_priced(question))
        buf_text_put(out, words <= QUESTION_MOST ? "? Type the most credits it may cost: "
                                                 : "? At most, in credits: ");
    else if (words <= QUESTION_MOST)
        buf_format(out, "? Type %s or less: ", figure_grouped(question->most, most));
    else
        buf_text_put(out, " or less: ");
}

static void put_budget(const struct session_question *question, enum question_words words,
                       struct buf *out) {
    char most[FIGURE_MAX];
    buf_text_put(out, words <= QUESTION_SHORT ? question->what : question->verb);
    if (words <= QUESTION_SHORT && question->most != INT64_MAX)
        buf_format(out, ", up to %s",
                   words == QUESTION_SHORT ? figure_grouped(question->most, most)
                                           : figure_credits(question->most, most));
    else if (words < QUESTION_SHORT)
        buf_text_put(out, ", in credits");
    buf_text_put(out, ": ");
}

void question_put(const struct session_question *question, enum question_words words,
                  struct buf *out) {
    if (question->is_budget) {
        put_budget(question, words, out);
        return;
    }
    if (is_priced(question))
        put_price(question, words, out);
    else
        put_words(question, words, out);
    put_answer(question, words, out);
}

int64_t question_read_amount(const char *typed) {
    int64_t amount = 0;
    size_t digits = 0;
    for (; *typed; typed++) {
        if (*typed == ',' || *typed == ' ')
            continue;
        if (*typed < '0' || *typed > '9' || ++digits > AMOUNT_DIGITS)
            return -1;
        amount = amount * 10 + (*typed - '0');
    }
    return digits ? amount : -1;
}
