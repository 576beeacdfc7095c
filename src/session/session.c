/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_MAX = 2048 };

void session_init(struct session *session, const struct session_config *config,
                  struct worker *worker) {
    *session = (struct session){.config = *config, .worker = worker};
    trail_init(&session->trail);
    purse_init(&session->purse);
}

void session_fini(struct session *session) {
    for (size_t i = 0; i < session->list_count; i++)
        list_free(session->lists[i]);
    free(session->lists);
    free(session->requests);
    free(session->message);
    trail_fini(&session->trail);
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
    session->changes++;
}

void session_hush(struct session *session) {
    if (!session->message)
        return;
    free(session->message);
    session->message = NULL;
    session->changes++;
}

struct list *session_find_list(const struct session *session, const struct account *account) {
    for (size_t i = 0; account->id && i < session->list_count; i++)
        if (!strcmp(session->lists[i]->target, account->id))
            return session->lists[i];
    return NULL;
}

const struct account *session_selected(const struct session *session) {
    const struct place *place = session->trail.current;
    return place && place->selected < place->list->count ? place->list->rows[place->selected]
                                                         : NULL;
}

struct list *session_add_list(struct session *session, struct list *list) {
    void *lists = session->lists;
    mem_grow(&lists, &session->list_capacity, session->list_count + 1, sizeof(struct list *));
    session->lists = lists;
    session->lists[session->list_count++] = list;
    return list;
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

bool session_is_idle(const struct session *session) {
    return session->request_count == 0;
}
