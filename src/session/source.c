/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source.h"

#include "base/figure.h"
#include "base/percent.h"
#include "session/later_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 512 };

#define SOURCE_ADDRESS(NAME) &source_##NAME,
static const struct list_source *const sources[] = {LIST_SOURCES(SOURCE_ADDRESS) NULL};
#undef SOURCE_ADDRESS

const struct list_source *source_at(size_t index) {
    return sources[index];
}

const struct list_source *source_of(const struct list *list) {
    return list->source ? list->source : &source_following;
}

struct list *source_new_list(const struct list_source *source, const char *query) {
    return list_new_local(source, source->step, query);
}

struct list *source_find_list(const struct session *session, const struct list_source *source,
                              const char *query) {
    for (size_t i = 0; i < session->list_count; i++) {
        struct list *list = session->lists[i];
        if (list->source == source && (!query || !strcmp(list->query, query)))
            return list;
    }
    return NULL;
}

struct list *source_list(struct session *session, const struct list_source *source,
                         const char *query) {
    struct list *list = source_find_list(session, source, query);
    return list ? list : session_add_list(session, source_new_list(source, query));
}

struct list *source_renew(struct session *session, struct list *list) {
    struct list *fresh = source_new_list(list->source, list->query);
    struct err err;
    list->source->read(session, fresh);
    if (!later_rows_read_instead(session, fresh, list, &err))
        source_fail(fresh, &err);
    session_swap_list(session, list, fresh);
    return fresh;
}

void source_visit(struct session *session, struct list *list) {
    struct err err;
    session_hush(session);
    if (!later_rows_read_for(session, list, trail_open(&session->trail, list), &err))
        source_fail(list, &err);
    trail_refresh(&session->trail);
    session->changes++;
}

void source_fail(struct list *list, const struct err *err) {
    char what[WORDS_MAX + ERR_TEXT_MAX];
    snprintf(what, sizeof what, "The store could not be read: %s.", err->text);
    list_fail(list, "the store could not be read", what, " R reads it again.");
}

void source_again(struct session *session, struct list *list) {
    const struct list_source *source = source_of(list);
    if (source->again) {
        source->again(session, list);
        return;
    }
    struct buf words;
    buf_init(&words, WORDS_MAX);
    source_describe(source_renew(session, list), &words);
    session_say(session, TONE_INFO, "Read again, free: %s.", buf_text(&words));
    buf_fini(&words);
}

struct list *source_resolve(struct session *session, struct list *list) {
    const struct list_source *source = source_of(list);
    if (source->is_counted && list->is_stale)
        return source_renew(session, list);
    return source->resolve ? source->resolve(session, list) : list;
}

void source_describe(const struct list *list, struct buf *out) {
    char figure[FIGURE_MAX];
    if (list_is_local(list) && list->failure.brief)
        buf_format(out, "stopped: %s", list->failure.brief);
    else if (list_is_local(list) && list->is_unread)
        buf_text_put(out, "not read yet");
    else if (source_of(list)->describe)
        source_of(list)->describe(list, out);
    else
        buf_text_put(out, figure_counted((int64_t)list_held(list), "account", figure));
}

void source_explain_none(const struct session *session, const struct list *list, struct buf *out) {
    if (list_state(list) == LIST_FAILED)
        buf_text_put(out, list->failure.text);
    else if (source_of(list)->explain_none)
        source_of(list)->explain_none(session, list, out);
    else
        buf_text_put(out, "This list is empty. [ goes back.");
}

bool source_has_columns(const struct list *list) {
    return source_of(list)->columns != LOOK_LIST_ANY;
}

void source_columns(const struct list *list, const struct look *look, struct columns *columns) {
    *columns = look->columns[source_of(list)->columns];
    columns_hide(columns, list);
}

void source_save(const struct list *list, struct buf *out) {
    const struct list_source *source = source_of(list);
    buf_text_put(out, source->name);
    if (source->save)
        source->save(list, out);
    if (list->query) {
        buf_text_put(out, " ");
        percent_put(out, list->query);
    }
    buf_text_put(out, "\n");
}

static struct list *restore(struct session *session, const struct list_source *source,
                            char *const *fields) {
    if (source->restore)
        return source->restore(session, fields);
    char *query = source->has_query ? percent_read(fields[0]) : NULL;
    struct list *list = query || !source->has_query ? source_list(session, source, query) : NULL;
    free(query);
    return list;
}

struct list *source_restore(struct session *session, char *const *words, size_t count) {
    for (size_t i = 0; sources[i]; i++)
        if (!strcmp(words[0], sources[i]->name))
            return count == 1 + sources[i]->fields + sources[i]->has_query
                       ? restore(session, sources[i], words + 1)
                       : NULL;
    return NULL;
}
