/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/books.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "fetch/keep.h"
#include "store/check.h"
#include "store/lookup.h"
#include "store/settle.h"

#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>

enum { PATIENCE_STEP_MS = 250, TROUBLE_MAX = 4096 };

struct unkept {
    int64_t request;
    enum journal_kind kind;
    int64_t received_ms;
    int64_t reserved;
    enum answer_charge charge;
    int64_t credits; /* CHARGE_KNOWN */
    int64_t balance; /* PURSE_UNKNOWN: not reported */
    struct reply *reply;
    int64_t snapshot, seq; /* ACCOUNT_UNKNOWN for a profile */
    struct answer *answer; /* a late answer: its meaning; else NULL, and the reply is read again */
    bool is_raw_kept;      /* only its meaning is missing */
    bool is_read_kept;     /* the store had its bytes when the purse was read */
    bool is_spilled;
    struct unkept *next;
};

static void free_unkept(struct unkept *unkept) {
    answer_free(unkept->answer);
    reply_free(unkept->reply);
    free(unkept);
}

static struct answer *read_unkept(const struct unkept *unkept) {
    const struct keep_case kept = {unkept->reply, unkept->kind, unkept->received_ms,
                                   unkept->reserved};
    return keep_read(&kept);
}

/* The store counts it as under way or, if it has the bytes, as maybe charged. */
static void count_unkept(const struct unkept *unkept, struct purse *purse) {
    int64_t *counted = unkept->is_read_kept ? &purse->maybe : &purse->reserved;
    int64_t credits = unkept->charge == CHARGE_KNOWN ? unkept->credits : 0;
    *counted -= unkept->reserved < *counted ? unkept->reserved : *counted;
    if (unkept->charge == CHARGE_UNKNOWN) {
        purse->maybe += unkept->reserved;
        return;
    }
    for (int scope = 0; scope < PURSE_SCOPE_COUNT; scope++) {
        purse->spent[scope] += credits;
        purse->used[scope] += credits - unkept->reserved;
    }
    if (unkept->balance == PURSE_UNKNOWN)
        return;
    purse->balance = unkept->balance;
    purse->balance_ms = unkept->received_ms;
    purse->is_balance_current = true;
}

/* Adds what came since the store was last readable. */
static void count_purse(struct books *books) {
    books->purse = books->stored;
    for (const struct unkept *unkept = books->unkept; unkept; unkept = unkept->next)
        count_unkept(unkept, &books->purse);
    if (books->late)
        count_unkept(books->late, &books->purse);
}

/* If the purse cannot be read, the last one stays; the next request will fail by itself. */
static void read_purse(struct books *books) {
    struct purse purse;
    struct err err;
    if (journal_read_purse(books->store, clock_wall_ms(), &purse, &err)) {
        books->stored = purse;
        for (struct unkept *unkept = books->unkept; unkept; unkept = unkept->next)
            unkept->is_read_kept = unkept->is_raw_kept;
        if (books->late)
            books->late->is_read_kept = true;
    }
    count_purse(books);
}

void books_init(struct books *books, struct store *store, size_t body_max) {
    *books = (struct books){.store = store, .spill = spill_new(store, body_max)};
    purse_init(&books->stored);
    read_purse(books);
}

void books_set_cap(struct books *books, int64_t most) {
    books->store->caps.most[PURSE_SESSION] = most;
    books->stored.caps = books->purse.caps = books->store->caps;
}

static bool keep(struct books *books, struct unkept *unkept, const struct answer *answer,
                 struct err *err) {
    unkept->is_raw_kept =
        unkept->is_raw_kept ||
        journal_keep(books->store, unkept->request, unkept->reply, unkept->received_ms, err);
    return unkept->is_raw_kept && keep_meaning(books->store, unkept->request, answer, err);
}

/* The oldest first; stops at the first that cannot be stored. */
static bool keep_unkept(struct books *books, struct err *err) {
    while (books->unkept) {
        struct unkept *oldest = books->unkept;
        struct answer *answer = read_unkept(oldest);
        bool is_kept = keep(books, oldest, answer, err);
        answer_free(answer);
        if (!is_kept)
            return false;
        books->unkept = oldest->next;
        free_unkept(oldest);
    }
    spill_clear(books->spill);
    return true;
}

/* At least its bytes are on the disk, in the store or in the spill file: a later start takes it
 * in. */
static bool is_safe(const struct books *books, const struct unkept *unkept) {
    return (unkept->is_raw_kept && !books->store->owes_sync) || unkept->is_spilled;
}

/* The most that an answer cost. */
static int64_t cost(const struct unkept *unkept) {
    if (unkept->charge == CHARGE_UNKNOWN)
        return unkept->reserved;
    return unkept->charge == CHARGE_KNOWN ? unkept->credits : 0;
}

struct waiting books_waiting(const struct books *books) {
    struct waiting waiting = {0};
    for (const struct unkept *unkept = books->unkept; unkept; unkept = unkept->next) {
        waiting.count++;
        if (is_safe(books, unkept))
            continue;
        waiting.unsafe++;
        waiting.unsafe_credits += cost(unkept);
    }
    return waiting;
}

/* What the store does not take, the spill file may take by now. */
static void spill_unkept(struct books *books, struct err *err) {
    for (struct unkept *unkept = books->unkept; unkept; unkept = unkept->next)
        if (!is_safe(books, unkept))
            unkept->is_spilled =
                spill_put(books->spill, unkept->request, unkept->reply, unkept->received_ms, err);
}

static void remember(struct books *books, struct unkept *unkept) {
    struct unkept **end = &books->unkept;
    while (*end)
        end = &(*end)->next;
    *end = unkept;
}

bool books_enter_late(struct books *books) {
    struct unkept *late = books->late;
    struct err err;
    if (!late)
        return true;
    books->late = NULL;
    bool is_kept = keep_meaning(books->store, late->request, late->answer, &err);
    if (is_kept) {
        free_unkept(late);
        read_purse(books);
        return true;
    }
    remember(books, late);
    spill_unkept(books, &err);
    count_purse(books);
    return false;
}

bool books_keep_again(struct books *books) {
    struct err err;
    struct waiting before = books_waiting(books);
    if (!before.count)
        return false;
    if (!keep_unkept(books, &err))
        spill_unkept(books, &err);
    struct waiting after = books_waiting(books);
    if (after.count == before.count && after.unsafe == before.unsafe)
        return false;
    read_purse(books);
    return true;
}

struct losses {
    size_t charged, maybe, uncharged, spilled;
};

static void count_loss(const struct unkept *unkept, struct losses *losses) {
    if (unkept->is_raw_kept)
        return;
    if (unkept->is_spilled)
        losses->spilled++;
    else if (unkept->charge == CHARGE_UNKNOWN)
        losses->maybe++;
    else if (cost(unkept) > 0)
        losses->charged++;
    else
        losses->uncharged++;
}

static bool tell_spilled(const struct books *books, const struct losses *losses,
                         const struct err *reason, struct err *err) {
    return err_set(err, reason->kind,
                   "could not store %zu paid %s: %s. %s safe in %s; the next start stores %s",
                   losses->spilled, losses->spilled == 1 ? "answer" : "answers", reason->text,
                   losses->spilled == 1 ? "It is" : "They are", spill_path(books->spill),
                   losses->spilled == 1 ? "it" : "them");
}

/* Free answers are mentioned only if nothing else was lost. */
static bool tell_losses(const struct losses *losses, const struct err *reason, struct err *err) {
    size_t charged = losses->charged, maybe = losses->maybe, uncharged = losses->uncharged;
    if (maybe)
        return err_set(err, reason->kind, "lost %zu %s that may have been charged: %s",
                       charged + maybe, charged + maybe == 1 ? "answer" : "answers", reason->text);
    if (charged)
        return err_set(err, reason->kind, "lost %zu paid %s: %s", charged,
                       charged == 1 ? "answer" : "answers", reason->text);
    return err_set(err, reason->kind, "lost %zu %s (nothing was charged for %s): %s", uncharged,
                   uncharged == 1 ? "answer" : "answers", uncharged == 1 ? "it" : "them",
                   reason->text);
}

/* Until everything is safe, or it takes too long. */
static bool keep_with_patience(struct books *books, struct err *reason) {
    int64_t until = clock_monotonic_ms() + BOOKS_PATIENCE_MS;
    struct err ignored;
    while (!keep_unkept(books, reason)) {
        spill_unkept(books, &ignored);
        if (!books_waiting(books).unsafe || clock_monotonic_ms() >= until)
            return false;
        poll(NULL, 0, PATIENCE_STEP_MS);
    }
    return true;
}

bool books_fini(struct books *books, struct err *err) {
    struct err reason = {.kind = ERR_NONE};
    struct losses losses = {0};
    (void)books_enter_late(books); /* what fails is tried again below, with patience */
    if (keep_with_patience(books, &reason))
        read_purse(books);
    for (struct unkept *unkept = books->unkept, *next; unkept; unkept = next) {
        next = unkept->next;
        count_loss(unkept, &losses);
        free_unkept(unkept);
    }
    books->unkept = NULL;
    bool is_kept =
        !(losses.charged + losses.maybe + losses.uncharged) || tell_losses(&losses, &reason, err);
    if (is_kept && losses.spilled)
        is_kept = tell_spilled(books, &losses, &reason, err);
    spill_free(books->spill);
    books->spill = NULL;
    return is_kept;
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
        &answer->arena, "the %s cap is %s, used or reserved: %s", purse_scope_name(scope),
        figure_credits(purse->caps.most[scope], most), figure_grouped(purse->used[scope], used));
    return answer;
}

static struct answer *refuse_by_budget(const struct journal_ticket *ticket) {
    char most[FIGURE_MAX], used[FIGURE_MAX];
    struct answer *answer = refuse(ANSWER_CAPPED, NULL);
    answer->is_budget = true;
    answer->message =
        arena_format(&answer->arena, "the budget of the crawl is %s, used or reserved: %s",
                     figure_credits(ticket->budget, most), figure_grouped(ticket->used, used));
    return answer;
}

static struct answer *refuse_lost(const struct journal_ticket *ticket) {
    char figure[FIGURE_MAX];
    struct answer *answer = refuse(ticket->arrived ? ANSWER_ARRIVED : ANSWER_LOST, NULL);
    if (ticket->arrived) {
        answer->message =
            arena_format(&answer->arena, "%s; followtrail answer %" PRId64 " shows its bytes",
                         figure_credits(ticket->maybe, figure), ticket->arrived);
        return answer;
    }
    answer->is_before = ticket->is_before;
    answer->is_charged = ticket->is_charged;
    figure_credits(ticket->maybe, figure);
    answer->message = arena_format(
        &answer->arena,
        ticket->is_charged ? "%s; it cost %s" : "%s; up to %s may have been charged for it",
        ticket->has_come ? "its answer was unusable" : "no complete answer came", figure);
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
    return refuse(ANSWER_NOT_KEPT, is_read ? "it is missing from the store" : err.text);
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
                                  .attempt = attempt,
                                  .crawl = job->crawl,
                                  .step = job->step};
}

/* Once it was found intact; until then, each time. */
static bool check_store(struct books *books, struct err *err) {
    books->is_checked = books->is_checked || check_ends(books->store, err);
    return books->is_checked;
}

/* The answer awaited or missing may be one that a killed program stored without reading, or could
 * not store. */
static enum journal_verdict look_again(struct books *books, const struct journal_order *order,
                                       enum journal_verdict verdict, struct journal_ticket *ticket,
                                       struct err *err) {
    struct spill_intake intake;
    if (!spill_take_in(books->store, &intake, err) || !keep_pending(books->store, err))
        return JOURNAL_FAILED;
    if (intake.damage.kind) {
        *err = intake.damage;
        return JOURNAL_FAILED;
    }
    return intake.stored ? journal_begin(books->store, order, clock_wall_ms(), ticket, err)
                         : verdict;
}

/* Whether the decision on the job is the same before and after the late answer is entered: the job
 * requests the next page, the caps count the answer at its cost, and neither the balance in it nor
 * the one before it is a limit. */
static bool can_precede(const struct books *books, const struct job *job) {
    const struct unkept *late = books->late;
    enum purse_scope scope;
    return late && job->kind == JOB_FOLLOWING && !job->is_fresh &&
           job->snapshot == late->snapshot && job->seq == late->seq + 1 &&
           purse_allow(&books->stored, job->limit, &scope) == job->limit &&
           (late->balance == PURSE_UNKNOWN || late->balance - books->purse.reserved >= job->limit);
}

/* If the disk has no room for one more answer, one that is under way may leave it its own. */
static enum journal_verdict decide(struct books *books, const struct journal_order *order,
                                   struct journal_ticket *ticket, struct err *err) {
    if (!check_store(books, err) || !keep_unkept(books, err))
        return JOURNAL_FAILED;
    if (spill_prepare(books->spill, books->under_way + 1, err))
        return journal_begin(books->store, order, clock_wall_ms(), ticket, err);
    ticket->is_crowded = books->under_way > 0 && err->kind == ERR_LIMIT;
    return ticket->is_crowded ? JOURNAL_WAIT : JOURNAL_FAILED;
}

enum journal_verdict books_begin(struct books *books, const struct job *job, int attempt,
                                 struct journal_ticket *ticket, struct answer **answer) {
    struct err err;
    const struct journal_order order = order_of(job, attempt);
    *ticket = (struct journal_ticket){0};
    *answer = NULL;
    if (!can_precede(books, job))
        (void)books_enter_late(books); /* if it fails, it is tried again below */
    enum journal_verdict verdict = decide(books, &order, ticket, &err);
    if ((verdict == JOURNAL_WAIT && !ticket->is_crowded) || verdict == JOURNAL_LOST)
        verdict = look_again(books, &order, verdict, ticket, &err);
    books->under_way += verdict == JOURNAL_SEND;
    if (verdict != JOURNAL_SEND)
        (void)books_enter_late(books); /* no request is under way that it could wait for */
    if (verdict != JOURNAL_WAIT && verdict != JOURNAL_FAILED)
        read_purse(books);
    if (verdict == JOURNAL_HELD)
        *answer = read_held(books, job, ticket->snapshot);
    else if (verdict == JOURNAL_CAPPED)
        *answer = ticket->is_budget ? refuse_by_budget(ticket)
                                    : refuse_by_cap(&books->purse, ticket->scope);
    else if (verdict == JOURNAL_LOST)
        *answer = refuse_lost(ticket);
    else if (verdict == JOURNAL_FAILED)
        *answer = refuse(ANSWER_NOT_KEPT, err.text);
    return verdict;
}

/* Says where the answer is that the store did not take. */
static char *tell_trouble(const struct books *books, const struct unkept *taken,
                          const struct err *err, const struct err *why) {
    struct buf text;
    buf_init(&text, TROUBLE_MAX);
    buf_format(&text, "%s. ", err->text);
    if (taken->is_raw_kept && !books->store->owes_sync)
        buf_text_put(&text, "Its bytes are stored; the rest follows when the disk has room.");
    else if (taken->is_spilled)
        buf_format(
            &text,
            "It is safe in %s. Storing it is retried every few seconds, and at the next start.",
            spill_path(books->spill));
    else
        buf_format(
            &text,
            "It is only in memory (%s). Storing it is retried every few seconds: do not quit "
            "before there is room.",
            why->text);
    return buf_steal(&text, NULL);
}

static void read_charge(struct unkept *taken, const struct answer *answer) {
    taken->charge = answer->charge;
    taken->credits = answer->billing.credits_charged;
    taken->balance = answer->billing.balance_remaining;
}

/* The part of an answer that keep_meaning() needs, because the answer itself moves on. */
static struct answer *copy_meaning(const struct answer *answer) {
    struct answer *copy = answer_new(answer->outcome);
    copy->charge = answer->charge;
    copy->billing = answer->billing;
    copy->request_id = arena_dup(&copy->arena, answer->request_id);
    copy->remark = arena_dup(&copy->arena, answer->remark);
    copy->page = page_copy(answer->page);
    return copy;
}

/* Only a page after which the next is requested directly, and whose charge caps count at its
 * reservation. */
static bool can_be_late(const struct books *books, const struct job *job,
                        const struct unkept *taken, const struct answer *answer) {
    const struct page *page = answer->page;
    return job->is_followed && taken->is_raw_kept && !books->unkept && page && page->has_more &&
           page->next_cursor && !page->is_unsaid && !page->is_cut &&
           answer->charge == CHARGE_KNOWN && answer->billing.credits_charged == taken->reserved;
}

/* An earlier late page of the list that the store did not take. */
static const struct unkept *find_stuck(struct books *books, int64_t snapshot, struct err *err) {
    const struct unkept *stuck = books->unkept;
    while (stuck && (snapshot == ACCOUNT_UNKNOWN || stuck->snapshot != snapshot))
        stuck = stuck->next;
    if (!stuck)
        return NULL;
    if (!keep_unkept(books, err))
        return books->unkept;
    read_purse(books);
    return NULL;
}

/* False: the store does not take it (err says why); `why` says why the spill file does not. */
static bool take(struct books *books, const struct job *job, struct unkept *taken,
                 const struct answer *answer, struct err *err, struct err *why) {
    read_charge(taken, answer);
    if (can_be_late(books, job, taken, answer)) {
        taken->answer = copy_meaning(answer);
        books->late = taken;
        count_purse(books);
        return true;
    }
    if (taken->is_raw_kept && keep_meaning(books->store, taken->request, answer, err)) {
        free_unkept(taken);
        read_purse(books);
        return true;
    }
    remember(books, taken);
    if (taken->is_raw_kept)
        spill_unkept(books, why);
    /* A store that failed is not read again right away: that may take long, too. */
    count_purse(books);
    return false;
}

static struct unkept *new_unkept(const struct job *job, int64_t request, int64_t reserved,
                                 struct reply *reply) {
    bool is_page = job->kind == JOB_FOLLOWING;
    struct unkept *unkept = mem_alloc(sizeof *unkept);
    *unkept = (struct unkept){.request = request,
                              .kind = is_page ? JOURNAL_FOLLOWING : JOURNAL_PROFILE,
                              .received_ms = clock_wall_ms(),
                              .reserved = reserved,
                              .snapshot = is_page ? job->snapshot : ACCOUNT_UNKNOWN,
                              .seq = is_page ? job->seq : ACCOUNT_UNKNOWN,
                              .reply = reply};
    return unkept;
}

/* If the next request follows directly, its journal entry syncs them too. */
static bool keep_bytes(struct books *books, const struct job *job, const struct unkept *taken,
                       struct err *err) {
    return (job->is_followed && !books->unkept ? journal_keep_soon : journal_keep)(
        books->store, taken->request, taken->reply, taken->received_ms, err);
}

struct answer *books_take(struct books *books, const struct job *job, int64_t request,
                          int64_t reserved, struct reply *reply, char **trouble) {
    struct err err, why = {.text = ""};
    struct unkept *taken = new_unkept(job, request, reserved, reply);
    int64_t snapshot = taken->snapshot;
    books->under_way--;
    (void)books_enter_late(books); /* what fails is found below */
    /* First the bytes, then what they mean. */
    taken->is_raw_kept = keep_bytes(books, job, taken, &err);
    taken->is_spilled =
        !taken->is_raw_kept && spill_put(books->spill, request, reply, taken->received_ms, &why);
    struct answer *answer = read_unkept(taken);
    if (answer->charge == CHARGE_UNKNOWN)
        settle_note_loss(books->store, clock_monotonic_ms());
    bool is_kept = take(books, job, taken, answer, &err, &why);
    const struct unkept *stuck = is_kept ? find_stuck(books, snapshot, &err) : taken;
    *trouble = stuck ? tell_trouble(books, stuck, &err, &why) : NULL;
    return answer;
}

void books_abandon(struct books *books, int64_t request, bool is_sent) {
    struct err err;
    books->under_way--;
    if (is_sent)
        settle_note_loss(books->store, clock_monotonic_ms());
    /* If the store refuses even that, the request stays under way there, and the next program
     * counts it as unanswered. */
    if (journal_abandon(books->store, request, is_sent, clock_wall_ms(), &err))
        read_purse(books);
}
