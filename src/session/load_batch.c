/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/load_batch.h"

#include "base/figure.h"
#include "base/mem.h"
#include "session/list_lookup.h"
#include "session/marking.h"
#include "session/naming.h"
#include "session/question.h"
#include "session/reading.h"
#include "session/requests.h"

#include <stdlib.h>

enum { WORDS_MAX = 2048, LOOKUPS_MAX = 16 };

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

struct search {
    const struct session *session;
    int lookups;
    bool is_found;
};

static void look_for_more(void *context, const char *id, void *value) {
    struct search *search = context;
    (void)value;
    if (search->is_found)
        return;
    char *copy = mem_dup(id);
    struct account account = {.id = copy};
    const struct list *list = session_find_list(search->session, &account);
    struct snapshot stored = {0};
    if (!list)
        stored = list_lookup_stored(search->session, &account);
    search->is_found = list ? list_can_go_on(list)
                            : !stored.id || stored.has_more || ++search->lookups >= LOOKUPS_MAX;
    free(copy);
}

bool load_batch_is_possible(const struct session *session) {
    struct search search = {.session = session};
    if (marked(session))
        dict_each(session->trail.current->marks.ids, look_for_more, &search);
    return search.is_found;
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

static void ask(struct session *session, const struct load_batch *batch) {
    char object[FIGURE_MAX];
    struct buf note;
    buf_init(&note, WORDS_MAX);
    put_left_out(batch, &note);
    load_put_question(session,
                      &(struct load_question){session->trail.current, batch->quote, batch->limit,
                                              figure_counted((int64_t)batch->count, "list", object),
                                              buf_text(&note)});
    buf_fini(&note);
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

static void ask_or_load(struct session *session, const struct load_batch *batch) {
    int64_t agreed =
        question_agreed(session, ASKED_LOAD, session->trail.current, batch->limit.budget);
    if (!batch->count || !batch->limit.budget)
        say_nothing(session, batch);
    else if (agreed)
        begin(session, batch, agreed);
    else
        ask(session, batch);
}

static void load_marked(struct session *session) {
    if (!session->worker) {
        requests_say_offline(session);
        return;
    }
    if (marked(session) > LOAD_BATCH_MAX) {
        session_say(session, TONE_INFO, "More than %d accounts are marked. Mark fewer.",
                    LOAD_BATCH_MAX);
        return;
    }
    struct load_batch batch = load_batch(session);
    ask_or_load(session, &batch);
    free(batch.lists);
}

void load_batch_ask(struct session *session) {
    if (marked(session))
        load_marked(session);
    else
        load_ask(session);
}
