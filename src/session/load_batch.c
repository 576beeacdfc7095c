/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/load_batch.h"

#include "base/figure.h"
#include "base/mem.h"
#include "session/list_lookup.h"
#include "session/marking.h"
#include "session/naming.h"
#include "session/reading.h"
#include "session/requests.h"

#include <stdlib.h>

enum { WORDS_MAX = 2048 };

static size_t marked(const struct session *session) {
    return session->trail.current ? marks_count(&session->trail.current->marks) : 0;
}

/* The list of an account, with its stored rows; NULL, and counted, if there is nothing to load. */
static struct list *list_to_load(struct session *session, const struct account *account,
                                 struct load_batch *batch) {
    struct list *list = account->id ? list_lookup_account(session, account) : NULL;
    if (list)
        reading_finish(session, list);
    if (!list || (list_length(list) < 0 && list_can_go_on(list)))
        batch->unknown++;
    else if (list->failure.is_cursor)
        batch->refused++;
    else if (list->failure.is_maybe)
        batch->maybe++;
    else if (naming_has_namesake(session, list))
        batch->held++;
    else if (!list_reported(list) || !list_can_go_on(list) || list->job ||
             session_load_of(session, list))
        batch->whole++;
    else
        return list;
    return NULL;
}

struct load_batch load_batch(struct session *session) {
    struct load_batch batch = {.quote.is_known = true};
    size_t count;
    const struct account **accounts = marking_take(session, &count);
    batch.lists = mem_resize(NULL, count + 1, sizeof(struct list *));
    for (size_t i = 0; i < count; i++) {
        struct list *list = list_to_load(session, accounts[i], &batch);
        if (!list)
            continue;
        struct quote quote =
            quote_rest(list_length(list), (int64_t)list->count, session->config.load_page_size);
        batch.lists[batch.count++] = list;
        batch.quote.credits = quote_add(batch.quote.credits, quote.credits);
        batch.quote.calls = quote_add(batch.quote.calls, quote.calls);
        batch.quote.worst = quote_add(batch.quote.worst, quote.worst);
    }
    free(accounts);
    batch.missing = marking_missing(session);
    batch.limit = load_limit(session, batch.quote.worst);
    return batch;
}

/* The first lists get their budget first. */
static void begin(struct session *session, const struct load_batch *batch, int64_t budget) {
    int64_t *budgets = mem_resize(NULL, batch->count, sizeof *budgets);
    for (size_t i = 0; i < batch->count; i++) {
        const struct list *list = batch->lists[i];
        struct quote quote =
            quote_rest(list_length(list), (int64_t)list->count, session->config.load_page_size);
        budgets[i] = quote.worst < budget ? quote.worst : budget;
        budget -= budgets[i];
    }
    load_begin_batch(session, batch->lists, budgets, batch->count);
    free(budgets);
}

static void put_count(struct buf *text, size_t count, const char *words) {
    if (count)
        buf_format(text, " %zu skipped: %s.", count, words);
}

static void put_left_out(const struct load_batch *batch, struct buf *text) {
    put_count(text, batch->missing, "not in this snapshot");
    put_count(text, batch->whole, "nothing left to load, or already loading");
    put_count(text, batch->unknown, "length unknown");
    put_count(text, batch->maybe,
              "the next page may already be paid for; open the account to load it");
    put_count(text, batch->refused,
              "the API refused the next page; open the account and press R to start again");
    put_count(text, batch->held,
              "the store may have it under a handle; open the account to load it");
}

/* True: the user must type the amount. */
static bool offer(struct session *session, const struct load_batch *batch) {
    const char *plural = batch->count == 1 ? "" : "s";
    struct buf text;
    buf_init(&text, WORDS_MAX);
    buf_format(&text, " the list%s of %zu marked account%s: ", plural, batch->count, plural);
    load_put_quote(&batch->quote, &text);
    load_put_limit(&batch->limit, &text);
    put_left_out(batch, &text);
    bool is_above = load_announce(session, session->trail.current, &batch->limit, buf_text(&text));
    buf_fini(&text);
    return is_above;
}

static void say_nothing(struct session *session, const struct load_batch *batch) {
    struct buf text;
    if (batch->count && requests_say_limit(session))
        return;
    buf_init(&text, WORDS_MAX);
    buf_text_put(&text, "The marked accounts' lists have nothing to load.");
    put_left_out(batch, &text);
    session_say(session, TONE_INFO, "%s", buf_text(&text));
    buf_fini(&text);
}

static bool ask_marked(struct session *session) {
    bool wants_amount = false;
    if (!session->worker) {
        requests_say_offline(session);
        return false;
    }
    if (marked(session) > LOAD_BATCH_MAX) {
        session_say(session, TONE_INFO, "More than %d accounts are marked. Mark fewer.",
                    LOAD_BATCH_MAX);
        return false;
    }
    struct load_batch batch = load_batch(session);
    if (!batch.count || !batch.limit.budget)
        say_nothing(session, &batch);
    else if (load_is_announced(session, session->trail.current, &batch.limit))
        begin(session, &batch, batch.limit.budget);
    else
        wants_amount = offer(session, &batch);
    free(batch.lists);
    return wants_amount;
}

static bool confirm_marked(struct session *session, const char *typed) {
    struct load_batch batch = load_batch(session);
    int64_t amount = load_read_amount(typed);
    bool is_over = !batch.count || requests_say_limit(session);
    bool is_it = !is_over && load_check_amount(session, &batch.limit, amount);
    if (is_it)
        begin(session, &batch, amount);
    free(batch.lists);
    return is_it || is_over;
}

bool load_batch_ask(struct session *session) {
    return marked(session) ? ask_marked(session) : load_ask(session);
}

bool load_batch_confirm(struct session *session, const char *typed) {
    return marked(session) && session->worker ? confirm_marked(session, typed)
                                              : load_confirm(session, typed);
}
