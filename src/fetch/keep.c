/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/keep.h"

#include "api/classify.h"
#include "money/bill.h"
#include "store/catalogue.h"
#include "store/crawl_log.h"

enum { REMARK_MAX = 1024 };

/* Also for an answer without records: it may still have been billed. */
static void remark(struct answer *answer, int64_t reserved) {
    const struct bill_case bill = {.billing = &answer->billing,
                                   .note = answer->bill_note,
                                   .announced = reserved,
                                   .rows = answer->page      ? (int64_t)answer->page->count
                                           : answer->profile ? 1
                                                             : ACCOUNT_UNKNOWN};
    struct buf words;
    buf_init(&words, REMARK_MAX);
    bill_remark(&bill, &words);
    if (words.len)
        answer->remark = arena_dup(&answer->arena, buf_text(&words));
    buf_fini(&words);
}

struct answer *keep_read(const struct keep_case *kept) {
    struct answer *answer =
        classify_reply(kept->reply, kept->kind == JOURNAL_PROFILE ? DECODE_PROFILE : DECODE_PAGE);
    struct page *page = answer->page;
    if (answer->outcome == ANSWER_OK || answer->charge == CHARGE_KNOWN)
        remark(answer, kept->reserved);
    if (answer->profile)
        answer->profile->seen_ms = kept->received_ms;
    if (!page)
        return answer;
    page->received_ms = kept->received_ms;
    page->is_cut = answer->billing.truncated_due_to_balance;
    for (size_t i = 0; i < page->count; i++)
        page->records[i].seen_ms = kept->received_ms;
    return answer;
}

static int64_t charged(const struct answer *answer) {
    switch (answer->charge) {
    case CHARGE_NONE:
        return 0;
    case CHARGE_KNOWN:
        return answer->billing.credits_charged;
    case CHARGE_UNKNOWN:
        break;
    }
    return ACCOUNT_UNKNOWN;
}

bool keep_meaning(struct store *store, int64_t request, const struct answer *answer,
                  struct err *err) {
    const struct finding finding = {.outcome = answer_name(answer->outcome),
                                    .request_id = answer->request_id,
                                    .credits = charged(answer),
                                    .balance = answer->billing.balance_remaining,
                                    .remark = answer->remark,
                                    .page = answer->page,
                                    .profile = answer->profile};
    return catalogue_take(store, request, &finding, err) &&
           (!answer->page || crawl_log_recount(store, request, err));
}

static bool enter_damaged(struct store *store, int64_t request, struct err *err) {
    static const struct finding finding = {
        .outcome = CATALOGUE_DAMAGED, .credits = ACCOUNT_UNKNOWN, .balance = ACCOUNT_UNKNOWN};
    return catalogue_take(store, request, &finding, err);
}

static bool enter(struct store *store, const struct journal_raw *raw, struct err *err) {
    const struct keep_case kept = {raw->reply, raw->kind, raw->received_ms, raw->reserved};
    struct answer *answer = keep_read(&kept);
    bool is_entered = keep_meaning(store, raw->request, answer, err);
    answer_free(answer);
    return is_entered;
}

/* Of dead programs. */
static bool enter_pending(struct store *store, const struct journal_raw *raw, struct err *err) {
    struct err why = {.kind = ERR_DATA};
    if (raw->reply && enter(store, raw, &why))
        return true;
    if (why.kind != ERR_DATA)
        return err_set(err, why.kind, "%s", why.text);
    return enter_damaged(store, raw->request, err);
}

static bool enter_again(struct store *store, const struct journal_raw *raw, struct err *err) {
    if (raw->reply)
        return enter(store, raw, err);
    if (raw->was_damaged)
        return enter_damaged(store, raw->request, err);
    return err_set(err, ERR_DATA, "the stored answer to request %lld (%s of %.80s) is damaged",
                   (long long)raw->request,
                   raw->kind == JOURNAL_PROFILE ? "the profile" : "the list", raw->label);
}

static bool derive(struct store *store, bool only_pending, const struct keep_watch *watch,
                   int64_t *count, struct err *err) {
    struct journal_raw *raw;
    int64_t after = 0;
    bool is_fine = true;
    *count = 0;
    while (is_fine && (is_fine = journal_next_raw(store, after, only_pending, &raw, err)) && raw) {
        is_fine = only_pending ? enter_pending(store, raw, err) : enter_again(store, raw, err);
        after = raw->no;
        (*count)++;
        if (watch)
            watch->tell(watch->context, *count);
        journal_raw_free(raw);
    }
    return is_fine;
}

bool keep_pending(struct store *store, struct err *err) {
    int64_t count;
    return derive(store, true, NULL, &count, err);
}

static bool note_reader(struct store *store, struct err *err) {
    struct statement *note = sql_use(store->sql, "UPDATE about SET reader = ?1");
    sql_bind(note, 1, DECODE_READER);
    return sql_do(note, err);
}

/* Unread answers first, so that a damaged one among them is marked as such. */
bool keep_derive_again(struct store *store, const struct keep_watch *watch, int64_t *count,
                       struct err *err) {
    return keep_pending(store, err) && catalogue_clear(store, err) &&
           derive(store, false, watch, count, err) && crawl_log_recount_all(store, err) &&
           note_reader(store, err);
}

static bool reindex(struct store *store, int64_t *count, struct err *err) {
    return sql_begin(store->sql, err) &&
           sql_finish(store->sql, keep_derive_again(store, NULL, count, err), err);
}

bool keep_reindex(struct store *store, int64_t *count, struct err *err) {
    struct err why = {.kind = ERR_NONE};
    int64_t derived;
    return reindex(store, count ? count : &derived, &why) ||
           err_set(err, why.kind, "%s; nothing was changed", why.text);
}

static bool is_caught_up(struct store *store) {
    int64_t reader = DECODE_READER;
    return !sql_read(sql_use(store->sql, "SELECT reader FROM about"), &reader, NULL) ||
           reader >= DECODE_READER;
}

static bool has_unread(struct store *store) {
    int64_t found = 0;
    struct statement *unread =
        sql_use(store->sql,
                "SELECT EXISTS (SELECT 1 FROM request JOIN answer ON answer.request = request.id"
                " WHERE state = 'answered' AND size > 0"
                " AND outcome IN ('unreadable', 'no answer', 'too large'))");
    return sql_read(unread, &found, NULL) && found;
}

void keep_catch_up(struct store *store) {
    struct err err = {.kind = ERR_NONE};
    if (is_caught_up(store))
        return;
    /* A damaged answer makes the reindex fail; it would do so at every start. */
    if (has_unread(store) && !keep_reindex(store, NULL, &err) && err.kind != ERR_DATA)
        return;
    if (!note_reader(store, &err))
        return; /* the next write reports the reason */
}
