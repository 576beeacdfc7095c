/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/keep.h"

#include "api/classify.h"
#include "store/catalogue.h"

struct answer *keep_read(const struct reply *reply, enum journal_kind kind, int64_t received_ms) {
    struct answer *answer =
        classify_reply(reply, kind == JOURNAL_PROFILE ? DECODE_PROFILE : DECODE_PAGE);
    struct page *page = answer->page;
    if (answer->profile)
        answer->profile->seen_ms = received_ms;
    if (!page)
        return answer;
    page->received_ms = received_ms;
    page->is_cut = answer->billing.truncated_due_to_balance;
    for (size_t i = 0; i < page->count; i++)
        page->records[i].seen_ms = received_ms;
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
                                    .page = answer->page,
                                    .profile = answer->profile};
    return catalogue_take(store, request, &finding, err);
}

/* `only_pending`: of programs that are gone. */
static bool derive(struct store *store, bool only_pending, int64_t *count, struct err *err) {
    struct journal_raw *raw;
    int64_t after = 0;
    bool is_fine = true;
    *count = 0;
    while (is_fine && (is_fine = journal_next_raw(store, after, only_pending, &raw, err)) && raw) {
        struct answer *answer = keep_read(raw->reply, raw->kind, raw->received_ms);
        is_fine = keep_meaning(store, raw->request, answer, err);
        after = raw->no;
        (*count)++;
        answer_free(answer);
        journal_raw_free(raw);
    }
    return is_fine;
}

bool keep_pending(struct store *store, struct err *err) {
    int64_t count;
    return derive(store, true, &count, err);
}

bool keep_reindex(struct store *store, int64_t *count, struct err *err) {
    int64_t derived;
    return catalogue_clear(store, err) && derive(store, false, count ? count : &derived, err);
}
