/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MESSAGE_MAX = 2048 };

void session_init(struct session *session, const struct session_config *config,
                  struct worker *worker, struct store *store, const struct purse *purse) {
    *session =
        (struct session){.config = *config, .worker = worker, .store = store, .purse = *purse};
    trail_init(&session->trail);
    session->index = graph_index_new(store);
    session->graph_facts = graph_facts_new(session->index, store);
    session->facts = graph_facts_reader(session->graph_facts);
    session->frontier = frontier_new(store, session->index);
}

void session_fini(struct session *session) {
    if (session->free_crawl)
        session->free_crawl(session);
    for (size_t i = 0; i < session->list_count; i++)
        list_free(session->lists[i]);
    free(session->lists);
    free(session->used);
    for (size_t i = 0; i < session->alias_count; i++)
        free(session->aliases[i].name);
    free(session->aliases);
    free(session->requests);
    free(session->loads);
    free(session->message);
    free(session->question.what);
    free(session->question.note);
    if (session->search_text)
        match_fini(&session->search);
    free(session->search_text);
    trail_fini(&session->trail);
    groups_free(session->groups);
    frontier_free(session->frontier);
    graph_facts_free(session->graph_facts);
    graph_index_free(session->index);
    *session = (struct session){0};
}

void session_say(struct session *session, enum session_tone tone, const char *format, ...) {
    char text[MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    free(session->message);
    session->message = mem_dup(text);
    session->tone = tone;
    session->is_awaiting = false;
    session->changes++;
}

void session_say_unread(struct session *session, const struct err *err) {
    session_say(session, TONE_ERROR, "The store could not be read: %s", err->text);
}

void session_hush(struct session *session) {
    if (!session->message)
        return;
    free(session->message);
    session->message = NULL;
    session->is_awaiting = false;
    session->changes++;
}

struct list *session_find_list(const struct session *session, const struct account *account) {
    if (!account->id)
        return NULL;
    for (size_t i = 0; i < session->list_count; i++)
        if (!session->lists[i]->is_old && !strcmp(session->lists[i]->target, account->id) &&
            !list_is_by_handle(session->lists[i]))
            return session->lists[i];
    return NULL;
}

const struct account *session_selected(const struct session *session) {
    const struct place *place = session->trail.current;
    return place && place->excerpt.count ? trail_account(place, place->excerpt.selected) : NULL;
}

struct list *session_add_list(struct session *session, struct list *list) {
    session->lists = mem_grow(session->lists, &session->list_capacity, session->list_count + 1,
                              sizeof(struct list *));
    session->lists[session->list_count++] = list;
    list->facts = session->facts;
    return list;
}

static void take_out(struct list **lists, size_t *count, const struct list *list) {
    size_t i = 0;
    while (i < *count && lists[i] != list)
        i++;
    if (i == *count)
        return;
    --*count;
    memmove(&lists[i], &lists[i + 1], (*count - i) * sizeof(struct list *));
}

void session_use_list(struct session *session, struct list *list) {
    take_out(session->used, &session->used_count, list);
    session->used = mem_grow(session->used, &session->used_capacity, session->used_count + 1,
                             sizeof(struct list *));
    session->used[session->used_count++] = list;
}

void session_disuse_list(struct session *session, const struct list *list) {
    take_out(session->used, &session->used_count, list);
}

struct session_request *session_find_request(const struct session *session, uint64_t job) {
    for (size_t i = 0; i < session->request_count; i++)
        if (session->requests[i].job == job)
            return &session->requests[i];
    return NULL;
}

const struct session_request *session_request_of(const struct session *session,
                                                 const struct list *list) {
    return list->job ? session_find_request(session, list->job) : NULL;
}

struct session_load *session_load_of(const struct session *session, const struct list *list) {
    for (size_t i = 0; i < session->load_count; i++)
        if (session->loads[i].list == list)
            return &session->loads[i];
    return NULL;
}

bool session_is_idle(const struct session *session) {
    return session->request_count == 0 && !session->export.is_running && !session->drive.order &&
           !session->awaits_crawl;
}

struct list *session_find_alias(const struct session *session, const char *name) {
    for (size_t i = 0; i < session->alias_count; i++)
        if (!strcmp(session->aliases[i].name, name))
            return session->aliases[i].list;
    return NULL;
}

void session_add_alias(struct session *session, const char *name, struct list *list) {
    session->aliases = mem_grow(session->aliases, &session->alias_capacity,
                                session->alias_count + 1, sizeof *session->aliases);
    session->aliases[session->alias_count++] = (struct session_alias){mem_dup(name), list};
}

void session_move_aliases(struct session *session, const struct list *from, struct list *to) {
    for (size_t i = 0; i < session->alias_count; i++)
        if (session->aliases[i].list == from)
            session->aliases[i].list = to;
}

static void forget_list(struct session *session, const struct list *list) {
    /* What was asked about it cannot be agreed to any more. */
    if (session->question.target == list)
        session->question.target = NULL;
    if (session->kept == list)
        session->kept = NULL;
    take_out(session->lists, &session->list_count, list);
    take_out(session->used, &session->used_count, list);
}

void session_free_list(struct session *session, struct list *list) {
    size_t kept = 0;
    forget_list(session, list);
    for (size_t i = 0; i < session->alias_count; i++)
        if (session->aliases[i].list == list)
            free(session->aliases[i].name);
        else
            session->aliases[kept++] = session->aliases[i];
    session->alias_count = kept;
    list_free(list);
}

void session_replace_list(struct session *session, struct list *from, struct list *to) {
    trail_replace_list(&session->trail, from, to);
    forget_list(session, from);
    session_move_aliases(session, from, to);
    for (size_t i = 0; i < session->load_count; i++)
        if (session->loads[i].list == from)
            session->loads[i].list = to;
    if (session->named == from)
        session->named = to;
    list_free(from);
}

void session_swap_list(struct session *session, struct list *from, struct list *to) {
    session_add_list(session, to);
    session_replace_list(session, from, to);
    session_use_list(session, to);
    session->changes++;
}
