/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/crawling.h"

#include "base/clock.h"
#include "base/figure.h"
#include "session/crawl_plan.h"
#include "session/load.h"
#include "session/question.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/source_frontier.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 4096, NEWEST = 0, PATIENCE_MS = 100 };

bool crawling_runs(const struct session *session) {
    const struct crawl_status *status = crawl_status(session);
    return status && status->is_running;
}

bool crawling_is_interrupted(const struct crawl_record *crawl) {
    return crawl->id && crawl->end == CRAWL_RUNNING && !crawl->is_alive;
}

int64_t crawling_lists(const struct crawl_record *crawl) {
    return crawl->outcomes[CRAWL_COMPLETE] + crawl->outcomes[CRAWL_SHORT];
}

/* Reading. */

static bool read_crawl(const struct session *session, int64_t id, struct arena *arena,
                       struct crawl_record *crawl) {
    struct err err;
    *crawl = (struct crawl_record){.id = 0};
    return crawl_log_read(session->store, id, arena, crawl, &err) && crawl->id;
}

/* Words. */

static void put_spent(const struct crawl_record *crawl, struct buf *out) {
    char spent[FIGURE_MAX], budget[FIGURE_MAX];
    buf_format(out, "%s of %s spent", figure_grouped(crawl->charged, spent),
               figure_credits(crawl->order.budget, budget));
    if (crawl->maybe)
        buf_format(out, ", up to %s more maybe charged", figure_grouped(crawl->maybe, spent));
}

void crawling_put_end(const struct crawl_record *crawl, struct buf *out) {
    static const char *const words[CRAWL_ENDS] = {
        [CRAWL_NOTHING_FITS] = "No list is left that fits the budget.",
        [CRAWL_LISTS] = "It loaded as many lists as its limit allows.",
        [CRAWL_DEPTH] = "No account is left within its depth.",
        [CRAWL_FAILURES] = "Five lists in a row failed.",
        [CRAWL_BALANCE] = "The balance ran out.",
        [CRAWL_CAP] = "A cap was reached.",
        [CRAWL_STOPPED] = "It was stopped."};
    char left[FIGURE_MAX];
    if (crawling_is_interrupted(crawl))
        buf_text_put(out, "It was interrupted.");
    else if (crawl->end == CRAWL_BUDGET && crawl_left(crawl))
        buf_format(out, "The next list costs more than the %s left of its budget.",
                   figure_credits(crawl_left(crawl), left));
    else if (crawl->end == CRAWL_BUDGET)
        buf_text_put(out, "Its budget is spent.");
    else if (crawl->end != CRAWL_RUNNING)
        buf_text_put(out, words[crawl->end]);
    else if (!crawl->is_ours)
        buf_text_put(out, "Another program runs it.");
}

static void say_end(struct session *session, const struct crawl_status *status,
                    const struct crawl_record *crawl) {
    static const bool is_good[CRAWL_ENDS] = {[CRAWL_BUDGET] = true,
                                             [CRAWL_NOTHING_FITS] = true,
                                             [CRAWL_LISTS] = true,
                                             [CRAWL_DEPTH] = true,
                                             [CRAWL_STOPPED] = true};
    char lists[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Crawl %" PRId64 ": %s, ", crawl->id,
               figure_counted(crawling_lists(crawl), "list", lists));
    put_spent(crawl, &words);
    buf_text_put(&words, ". ");
    if (status->trouble)
        buf_format(&words, "It could not go on: %s.", status->trouble);
    else
        crawling_put_end(crawl, &words);
    session_say(session,
                status->trouble       ? TONE_ERROR
                : is_good[crawl->end] ? TONE_INFO
                                      : TONE_WARNING,
                "%s", buf_text(&words));
    buf_fini(&words);
}

static void tell_end(struct session *session, const struct crawl_status *status) {
    struct crawl_record crawl;
    struct arena arena;
    arena_init(&arena);
    if (status->number && read_crawl(session, status->number, &arena, &crawl))
        say_end(session, status, &crawl);
    else
        session_say(session, TONE_ERROR, "No crawl began: %s.",
                    status->trouble ? status->trouble : "the store cannot be read");
    arena_fini(&arena);
}

void crawling_look(struct session *session, bool is_shown) {
    if (!session->awaits_crawl || crawling_runs(session))
        return;
    session->awaits_crawl = false;
    if (!is_shown || crawl_status(session)->trouble)
        tell_end(session, crawl_status(session));
}

bool crawling_stop(struct session *session) {
    const struct place *place = session->trail.current;
    const struct session_load *own = place ? session_load_of(session, place->list) : NULL;
    return (!own || own->crawl) && crawl_stop(session);
}

/* The quote. */

static void put_first(const struct crawl_plan *plan, struct buf *out) {
    char figure[FIGURE_MAX];
    for (size_t i = 0; i < plan->first_count; i++)
        buf_format(out, "%s%s %s", i ? ", " : " First: ", plan->first[i].label,
                   figure_grouped(plan->first[i].price, figure));
    if (plan->first_count)
        buf_text_put(out, ".");
}

/* What lists brought until now, complete or not. */
static void put_experience(const struct crawl_plan *plan, struct buf *out) {
    char lists[FIGURE_MAX], listed[FIGURE_MAX], reported[FIGURE_MAX];
    if (!plan->lists)
        return;
    buf_format(out, " In this store %s %s %s of %s reported rows",
               figure_counted(plan->lists, "list", lists), plan->lists == 1 ? "has" : "have",
               figure_grouped(plan->listed, listed), figure_grouped(plan->reported, reported));
    if (plan->hidden)
        buf_format(out, ", %s hidden", figure_grouped(plan->hidden, lists));
    if (plan->failed)
        buf_format(out, ", %s failed", figure_grouped(plan->failed, lists));
    buf_text_put(out, ".");
}

static void put_fresh(const struct crawl_plan *plan, struct buf *out) {
    char fresh[FIGURE_MAX], rows[FIGURE_MAX];
    if (plan->rows)
        buf_format(out, " Of the last %s rows it listed, %s were new accounts.",
                   figure_grouped(plan->rows, rows), figure_grouped(plan->fresh, fresh));
}

/* How far a budget goes comes first: it is what changes. */
static void put_reach(const struct crawl_plan *plan, int64_t budget, struct buf *out) {
    char figure[FIGURE_MAX], lists[FIGURE_MAX];
    if (budget)
        buf_format(out, "%s: about %s of the frontier. ", figure_credits(budget, figure),
                   figure_counted(plan->about, "list", lists));
}

static void put_plan(const struct crawl_plan *plan, const struct crawl_order *order, int64_t budget,
                     struct buf *out) {
    char accounts[FIGURE_MAX], credits[FIGURE_MAX];
    put_reach(plan, budget, out);
    buf_format(out, "Order %s%s%s: %s, %s for all", order->sort, order->filter ? ", only " : "",
               order->filter ? order->filter : "",
               figure_counted(plan->frontier, "account", accounts),
               figure_credits(plan->credits, credits));
    if (plan->unknown)
        buf_format(out, "; %s left out, price unknown", figure_grouped(plan->unknown, accounts));
    buf_text_put(out, ".");
    put_first(plan, out);
    put_fresh(plan, out);
    put_experience(plan, out);
}

/* What a question is about: a new crawl, or one that goes on. */
struct subject {
    struct crawl_order order;
    const struct crawl_record *crawl; /* NULL: a new one */
};

static void put_limit(const struct load_limit *limit, struct buf *out) {
    char figure[FIGURE_MAX];
    if (limit->by.is_short && !limit->by.is_balance)
        buf_format(out, " The %s cap leaves %s.", purse_scope_name(limit->by.scope),
                   figure_credits(limit->budget, figure));
}

/* What it has spent does not count against the new budget. */
static void put_past(const struct crawl_record *crawl, struct buf *out) {
    buf_text_put(out, " So far: ");
    put_spent(crawl, out);
    buf_text_put(out, ".");
}

static bool put_quote(struct session *session, const struct subject *subject, int64_t budget,
                      struct buf *out, struct err *err) {
    struct crawl_order order = subject->order;
    struct load_limit limit = load_limit(session, INT64_MAX);
    struct crawl_plan plan;
    order.budget = budget ? budget : limit.budget;
    bool is_made = subject->crawl
                       ? crawl_plan_make(&plan, session, NULL, subject->crawl->id, budget, err)
                       : crawl_plan_make(&plan, session, &order, 0, 0, err);
    if (is_made)
        put_plan(&plan, &order, budget, out);
    if (is_made && subject->crawl)
        put_past(subject->crawl, out);
    if (is_made)
        put_limit(&limit, out);
    crawl_plan_fini(&plan);
    return is_made;
}

/* Asking. */

/* A frontier's order, and its filter. */
static bool is_of_frontier(const struct session *session, struct subject *subject) {
    const struct list *list = session->trail.current ? session->trail.current->list : NULL;
    const char *filter = list ? refine_filter_text(session) : "";
    if (!list || !source_frontier_is(list))
        return false;
    *subject = (struct subject){.order = {.seeds = "",
                                          .sort = list->query,
                                          .lists = CRAWL_NO_BOUND,
                                          .depth = CRAWL_NO_BOUND,
                                          .per_list = CRAWL_NO_BOUND,
                                          .filter = *filter ? filter : NULL}};
    return true;
}

void crawling_tell_interrupted(struct session *session) {
    struct subject subject;
    struct crawl_record crawl;
    struct arena arena;
    struct buf words;
    arena_init(&arena);
    buf_init(&words, WORDS_MAX);
    if (read_crawl(session, NEWEST, &arena, &crawl) && crawling_is_interrupted(&crawl)) {
        put_spent(&crawl, &words);
        session_say(session, TONE_WARNING, "Crawl %" PRId64 " was interrupted: %s. %s", crawl.id,
                    buf_text(&words),
                    is_of_frontier(session, &subject) ? "E continues." : "E shows it.");
    }
    buf_fini(&words);
    arena_fini(&arena);
}

static bool begin(struct session *session, const struct subject *subject, int64_t budget) {
    struct crawl_order order = subject->order;
    struct err err;
    order.budget = budget;
    bool is_begun = subject->crawl ? crawl_continue(session, subject->crawl->id, budget, &err)
                                   : crawl_begin(session, &order, &err);
    if (!is_begun)
        session_say(session, TONE_ERROR, "No crawl began: %s.", err.text);
    session->awaits_crawl = is_begun;
    return is_begun;
}

static void ask(struct session *session, const struct subject *subject, int64_t most) {
    char what[WORDS_MAX];
    struct buf note;
    struct err err;
    buf_init(&note, WORDS_MAX);
    snprintf(what, sizeof what, "Budget of the crawl");
    if (subject->crawl)
        snprintf(what, sizeof what, "Budget for the rest of crawl %" PRId64, subject->crawl->id);
    int64_t begun_ms = clock_monotonic_ms();
    bool is_made = put_quote(session, subject, 0, &note, &err);
    session->asks_slowly = clock_monotonic_ms() - begun_ms > PATIENCE_MS;
    if (is_made)
        question_ask(session, &(struct question_draft){.about = ASKED_CRAWL,
                                                       .target = session,
                                                       .most = most,
                                                       .is_budget = true,
                                                       .verb = "Budget",
                                                       .what = what,
                                                       .note = buf_text(&note)});
    else
        session_say(session, TONE_ERROR, "%s.", err.text);
    buf_fini(&note);
}

static enum crawling_result ask_or_begin(struct session *session, const struct subject *subject) {
    int64_t most = load_limit(session, INT64_MAX).budget;
    int64_t agreed = question_agreed(session, ASKED_CRAWL, session, most);
    if (agreed)
        return begin(session, subject, agreed) ? CRAWLING_BEGUN : CRAWLING_TOLD;
    if (!session->worker)
        requests_say_offline(session);
    else if (!requests_say_limit(session))
        ask(session, subject, most);
    return CRAWLING_TOLD;
}

static enum crawling_result ask_new(struct session *session) {
    struct subject subject;
    if (is_of_frontier(session, &subject))
        return ask_or_begin(session, &subject);
    session_say(session, TONE_INFO,
                "A crawl begins in the frontier (:frontier): E there asks for its budget.");
    return CRAWLING_TOLD;
}

/* Whatever rule it has, it keeps. */
static enum crawling_result ask_on(struct session *session, const struct crawl_record *crawl) {
    struct subject subject = {.order = crawl->order, .crawl = crawl};
    session->asked_crawl = crawl->id;
    return ask_or_begin(session, &subject);
}

static enum crawling_result go_on_with(struct session *session, int64_t number) {
    enum crawling_result result = CRAWLING_TOLD;
    struct crawl_record crawl;
    struct arena arena;
    arena_init(&arena);
    if (!read_crawl(session, number, &arena, &crawl))
        session_say(session, TONE_INFO, "The store has no such crawl.");
    else if (crawl.end == CRAWL_RUNNING && crawl.is_alive)
        session_say(session, TONE_INFO, "Another program runs crawl %" PRId64 ".", crawl.id);
    else
        result = ask_on(session, &crawl);
    arena_fini(&arena);
    return result;
}

/* Where nothing is said of it: what was interrupted goes first. */
static enum crawling_result choose(struct session *session) {
    struct subject subject;
    struct crawl_record crawl;
    struct arena arena;
    arena_init(&arena);
    bool has_any = read_crawl(session, NEWEST, &arena, &crawl);
    bool is_interrupted = has_any && crawling_is_interrupted(&crawl);
    arena_fini(&arena);
    if (!is_of_frontier(session, &subject))
        return has_any ? CRAWLING_SHOWN : ask_new(session);
    return is_interrupted ? go_on_with(session, NEWEST) : ask_new(session);
}

enum crawling_result crawling_command(struct session *session, const char *argument) {
    static const char word[] = "continue";
    session->asked_crawl = 0;
    if (crawling_runs(session))
        return CRAWLING_SHOWN;
    if (!*argument)
        return choose(session);
    if (!strcmp(argument, "new"))
        return ask_new(session);
    if (!strncmp(argument, word, sizeof word - 1))
        return go_on_with(session, strtoll(argument + sizeof word - 1, NULL, 10));
    return CRAWLING_SHOWN;
}

static void preview(struct session *session, const struct subject *subject, int64_t budget) {
    struct buf note;
    struct err err;
    buf_init(&note, WORDS_MAX);
    if (put_quote(session, subject, budget, &note, &err))
        question_note(session, buf_text(&note));
    buf_fini(&note);
}

void crawling_preview(struct session *session, int64_t budget) {
    struct subject subject;
    struct crawl_record crawl;
    struct arena arena;
    if (session->asks_slowly)
        return;
    arena_init(&arena);
    if (session->asked_crawl && read_crawl(session, session->asked_crawl, &arena, &crawl)) {
        subject = (struct subject){.order = crawl.order, .crawl = &crawl};
        preview(session, &subject, budget);
    } else if (!session->asked_crawl && is_of_frontier(session, &subject)) {
        preview(session, &subject, budget);
    }
    arena_fini(&arena);
}
