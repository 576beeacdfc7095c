/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/grouping.h"

#include "base/file.h"

#include <stdlib.h>

enum { WORDS_MAX = 2048 };

/* The version of the reader counts changes of the lists, from 1; so this is no such number. */
#define NEWER_GROUPS (UINT64_C(1) << 40)

bool grouping_read(struct session *session, const char *path, struct err *err) {
    char *whole = file_expand(path);
    struct groups *groups = groups_read(whole, session->store, err);
    free(whole);
    if (!groups)
        return false;
    groups_free(session->groups);
    session->groups = groups;
    struct fact_reader *reader = graph_facts_reader(session->graph_facts);
    reader->groups = groups_facts(groups);
    reader->version += NEWER_GROUPS;
    session->changes++;
    return true;
}

uint64_t grouping_count(const struct session *session) {
    return session->facts ? session->facts->version / NEWER_GROUPS : 0;
}

void grouping_say(struct session *session) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (session->groups)
        groups_describe(session->groups, &words);
    else
        buf_text_put(&words,
                     "No groups yet. “:groups FILE” reads a CSV file with an account and its "
                     "group a line, free");
    session_say(session, TONE_INFO, "%s.", buf_text(&words));
    buf_fini(&words);
}
