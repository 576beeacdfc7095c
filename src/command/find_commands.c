/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that find accounts: search, filter, order, and the whole store. */
#include "command/front.h"

#include "base/mem.h"
#include "command/crawling.h"
#include "session/grouping.h"
#include "session/refine.h"
#include "session/source_bookmarks.h"
#include "session/source_followed_by.h"
#include "session/source_found.h"
#include "session/source_frontier.h"
#include "session/source_lists.h"

#include <stdlib.h>

enum { WORDS_MAX = 1024 };

void run_search(struct front *front) {
    struct session *session = front->session;
    if (!*front->argument) {
        prompt_search(&front->prompt, session);
        return;
    }
    if (!refine_look(session, front->argument, session->trail.current->excerpt.selected + 1))
        refine_next(session, false);
    if (front->ops->found)
        front->ops->found(front);
}

/* As often as the count says, at most once a row; ends where there is something to say. */
static void search_on(struct front *front, bool is_backward) {
    int64_t rows = (int64_t)front->session->trail.current->excerpt.count;
    int64_t times = front_times(front) < rows ? front_times(front) : rows;
    do
        refine_next(front->session, is_backward);
    while (--times > 0 && !front->session->message);
}

void run_search_next(struct front *front) {
    search_on(front, false);
}

void run_search_previous(struct front *front) {
    search_on(front, true);
}

/* Unlike a filter that is being typed, it must be complete. */
static bool filter(struct session *session, const char *text, struct err *err) {
    struct err none;
    char *before = mem_dup(refine_filter_text(session));
    bool is_read = refine_filter(session, text, err);
    const char *wanted = is_read ? session->trail.current->excerpt.filter.wanted : NULL;
    if (wanted) {
        is_read = err_set(err, ERR_USAGE, "Incomplete: %s is missing at the end.", wanted);
        (void)refine_filter(session, before, &none);
    }
    free(before);
    return is_read;
}

void run_filter(struct front *front) {
    struct err err;
    if (*front->argument)
        front_report(front, filter(front->session, front->argument, &err), &err);
    else
        prompt_filter(&front->prompt, front->session);
}

static void say_orders(struct front *front, const struct list *list) {
    struct buf names;
    buf_init(&names, WORDS_MAX);
    choice_names(&choice_orders, list, &names);
    session_say(front->session, TONE_ERROR, "There is no column “%.40s” here: %s.", front->argument,
                buf_text(&names));
    buf_fini(&names);
}

/* A draw has any number: “random:7”. */
static bool is_ranking(const struct list *list, const char *name) {
    struct ranking ranking;
    return source_frontier_is(list) && ranking_parse(name, &ranking, NULL);
}

static void rank(struct front *front, const char *name) {
    struct err err;
    front_report(front, source_frontier_order(front->session, name, &err), &err);
}

void run_order(struct front *front) {
    const struct list *list = front->session->trail.current->list;
    const struct choice *choice = choice_of_typed(&choice_orders, list, front->argument);
    const char *name = choice ? choice->name : front->argument;
    if (!*front->argument)
        prompt_choice(&front->prompt, PROMPT_ORDER, front->session);
    else if (is_ranking(list, name))
        rank(front, name);
    else if (choice)
        refine_order(front->session, (enum order_key)choice->value);
    else
        say_orders(front, list);
}

void run_find(struct front *front) {
    struct err err;
    if (*front->argument)
        front_report(front, source_found_open(front->session, front->argument, &err), &err);
    else
        prompt_find(&front->prompt);
}

void run_lists(struct front *front) {
    source_lists_open(front->session);
}

void run_followed_by(struct front *front) {
    struct session *session = front->session;
    struct err err;
    const struct account *account = session_selected(session);
    if (!account && session->trail.current)
        account = session->trail.current->list->owner;
    if (*front->argument)
        front_report(front, source_followed_by_open_typed(session, front->argument, &err), &err);
    else if (!account)
        session_say(session, TONE_INFO, "No account is selected. :followed-by names one.");
    else
        front_report(front, source_followed_by_open(session, account, &err), &err);
}

void run_groups(struct front *front) {
    struct err err;
    if (*front->argument && !grouping_read(front->session, front->argument, &err))
        session_say(front->session, TONE_ERROR, "%s.", err.text);
    else
        grouping_say(front->session);
}

void run_frontier(struct front *front) {
    struct err err;
    bool is_open = source_frontier_open(front->session, front->argument, &err);
    front_report(front, is_open, &err);
    if (is_open && !crawling_runs(front->session))
        crawling_tell_interrupted(front->session);
}

void run_bookmarks(struct front *front) {
    source_bookmarks_open(front->session);
}
