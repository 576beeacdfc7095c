/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/books.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "fetch/keep.h"
#include "store/lookup.h"

#include <stdlib.h>

struct unkept {
    int64_t request;
    enum journal_kind kind;
    int64_t received_ms;
    struct reply *reply;
    bool is_raw_kept; /* only what it means is missing */
    struct unkept *next;
};

/* When the money cannot be read the last known stands; whatever comes next will fail by itself. */
static void read_purse(struct books *books) {
    struct purse purse;
    struct err err;
    if (journal_read_purse(books->store, clock_wall_ms(), &purse, &err))
        books->purse = purse;
}

void books_init(struct books *books, struct store *store) {
    *books = (struct books){.store = store};
    purse_init(&books->purse);
    read_purse(books);
}

static bool keep(struct books *books, struct unkept *unkept, const struct answer *answer,
                 struct err *err) {
    unkept->is_raw_kept =
        unkept->is_raw_kept ||
        journal_keep(books->store, unkept->request, unkept->reply, unkept->received_ms, err);
    return unkept->is_raw_kept && keep_meaning(books->store, unkept->request, answer, err);
}

/* The oldest first; stops at the first that cannot be kept. */
static bool keep_unkept(struct books *books, struct err *err) {
    while (books->unkept) {
        struct unkept *oldest = books->unkept;
        struct answer *answer = keep_read(oldest->reply, oldest->kind, oldest->received_ms);
        bool is_kept = keep(books, oldest, answer, err);
        answer_free(answer);
        if (!is_kept)
            return false;
        books->unkept = oldest->next;
        reply_free(oldest->reply);
        free(oldest);
    }
    return true;
}

struct losses {
    size_t charged, maybe, uncharged;
};

static void count_loss(const struct unkept *unkept, struct losses *losses) {
    struct answer *answer = keep_read(unkept->reply, unkept->kind, unkept->received_ms);
    if (answer->charge == CHARGE_UNKNOWN)
        losses->maybe++;
    else if (answer->charge == CHARGE_KNOWN && answer->billing.credits_charged > 0)
        losses->charged++;
    else
        losses->uncharged++;
    answer_free(answer);
}

/* What cost nothing is worth a word only where nothing else was lost. */
static bool tell_losses(const struct losses *losses, const struct err *reason, struct err *err) {
    size_t charged = losses->charged, maybe = losses->maybe, uncharged = losses->uncharged;
    if (maybe)
        return err_set(err, reason->kind,
                       "%zu %s that may have been paid for could not be kept: %s", charged + maybe,
                       charged + maybe == 1 ? "answer" : "answers", reason->text);
    if (charged)
        return err_set(err, reason->kind, "%zu %s paid for could not be kept: %s", charged,
                       charged == 1 ? "answer that was" : "answers that were", reason->text);
    return err_set(err, reason->kind, "%zu %s could not be kept (nothing was charged for %s): %s",
                   uncharged, uncharged == 1 ? "answer" : "answers", uncharged == 1 ? "it" : "them",
                   reason->text);
}

bool books_fini(struct books *books, struct err *err) {
    struct err reason;
    struct losses losses = {0};
    bool is_lost = false;
    keep_unkept(books, &reason);
    while (books->unkept) {
        struct unkept *next = books->unkept->next;
        is_lost = is_lost || !books->unkept->is_raw_kept;
        if (!books->unkept->is_raw_kept)
            count_loss(books->unkept, &losses);
        reply_free(books->unkept->reply);
        free(books->unkept);
        books->unkept = next;
    }
    read_purse(books);
    return !is_lost || tell_losses(&losses, &reason, err);
}

static struct answer *refuse(enum answer_outcome outcome, const char *why) {
    struct answer *answer = answer_new(outcome);
    answer->charge = CHARGE_NONE;
    answer->message = arena_dup(&answer->arena, why);
    return answer;
}

static struct answer *refuse_by_cap(const struct purse *purse, enum purse_scope scope) {
    char most[FIGURE_MAX], used[FIGURE_MAX];
    struct answer *answer = refuse(ANSWER_CAPPED, NULL);
    answer->message = arena_format(
        &answer->arena, "the cap of the %s is %s credits, and %s are used or set aside",
        purse_scope_name(scope), figure_grouped(purse->caps.most[scope], most),
        figure_grouped(purse->used[scope], used));
    return answer;
}

static struct answer *refuse_lost(const struct journal_ticket *ticket) {
    char figure[FIGURE_MAX];
    struct answer *answer = refuse(ANSWER_LOST, NULL);
    answer->is_before = ticket->is_before;
    answer->message = arena_format(&answer->arena, "up to %s may have been charged for it",
                                   figure_credits(ticket->maybe, figure));
    return answer;
}

static bool read_held_profile(struct books *books, const struct job *job, struct answer *answer,
                              struct err *err) {
    struct reference reference;
    reference_of_target(job->target, job->label, &reference);
    return lookup_account(books->store, &reference, &answer->arena, &answer->profile, err);
}

/* What the store has, as an answer that costs nothing. */
static struct answer *read_held(struct books *books, const struct job *job, int64_t snapshot) {
    struct answer *answer = answer_new(ANSWER_OK);
    struct err err;
    answer->charge = CHARGE_NONE;
    bool is_read = job->kind == JOB_PROFILE
                       ? read_held_profile(books, job, answer, &err)
                       : lookup_page(books->store, snapshot, job->seq, &answer->page, &err);
    if (is_read && (answer->profile || answer->page))
        return answer;
    answer_free(answer);
    return refuse(ANSWER_NOT_KEPT, is_read ? "the store has lost it" : err.text);
}

static struct journal_order order_of(const struct job *job, int attempt) {
    return (struct journal_order){.kind = job->kind == JOB_PROFILE ? JOURNAL_PROFILE
                                                                   : JOURNAL_FOLLOWING,
                                  .target = job->target,
                                  .label = job->label,
                                  .snapshot = job->snapshot,
                                  .is_fresh = job->is_fresh,
                                  .seq = job->seq,
                                  .cursor = job->cursor,
                                  .want = job->kind == JOB_PROFILE ? 1 : job->limit,
                                  .is_told = job->is_told,
                                  .attempt = attempt};
}

/* Once; until it was found to be whole, each time. */
static bool check_store(struct books *books, struct err *err) {
    books->is_checked = books->is_checked || store_check(books->store, err);
    return books->is_checked;
}

enum journal_verdict books_begin(struct books *books, const struct job *job, int attempt,
                                 struct journal_ticket *ticket, struct answer **answer) {
    struct err err;
    const struct journal_order order = order_of(job, attempt);
    *ticket = (struct journal_ticket){0};
    *answer = NULL;
    enum journal_verdict verdict =
        check_store(books, &err) && keep_unkept(books, &err)
            ? journal_begin(books->store, &order, clock_wall_ms(), ticket, &err)
            : JOURNAL_FAILED;
    /* What one waits for may be the answer of a program that was killed before it read it. */
    if (verdict == JOURNAL_WAIT && !keep_pending(books->store, &err))
        verdict = JOURNAL_FAILED;
    if (verdict != JOURNAL_WAIT)
        read_purse(books);
    if (verdict == JOURNAL_HELD)
        *answer = read_held(books, job, ticket->snapshot);
    else if (verdict == JOURNAL_CAPPED)
        *answer = refuse_by_cap(&books->purse, ticket->scope);
    else if (verdict == JOURNAL_LOST)
        *answer = refuse_lost(ticket);
    else if (verdict == JOURNAL_FAILED)
        *answer = refuse(ANSWER_NOT_KEPT, err.text);
    return verdict;
}

static void remember(struct books *books, const struct unkept *unkept) {
    struct unkept **end = &books->unkept;
    while (*end)
        end = &(*end)->next;
    *end = mem_alloc(sizeof **end);
    **end = *unkept;
}

struct answer *books_take(struct books *books, const struct job *job, int64_t request,
                          struct reply *reply, char **trouble) {
    struct err err;
    struct unkept taken = {.request = request,
                           .kind = job->kind == JOB_PROFILE ? JOURNAL_PROFILE : JOURNAL_FOLLOWING,
                           .received_ms = clock_wall_ms(),
                           .reply = reply};
    /* First the bytes, then what they mean. */
    taken.is_raw_kept = journal_keep(books->store, request, reply, taken.received_ms, &err);
    struct answer *answer = keep_read(reply, taken.kind, taken.received_ms);
    bool is_kept = taken.is_raw_kept && keep_meaning(books->store, request, answer, &err);
    *trouble = is_kept ? NULL : mem_dup(err.text);
    if (is_kept)
        reply_free(reply);
    else
        remember(books, &taken);
    read_purse(books);
    return answer;
}

void books_abandon(struct books *books, int64_t request, bool is_sent) {
    struct err err;
    /* Where the store does not take even that, the request stays under way in it, and the next
     * program counts it as unanswered. */
    if (journal_abandon(books->store, request, is_sent, clock_wall_ms(), &err))
        read_purse(books);
}
