/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that mark accounts, and those that act on marked or selected accounts. */
#include "command/front.h"

#include "command/exporting.h"
#include "command/web_browser.h"
#include "session/marking.h"
#include "session/source_bookmarks.h"

#include <stdlib.h>

enum { WORDS_MAX = 512 };

void run_mark(struct front *front) {
    struct err err;
    if (!*front->argument)
        marking_toggle(front->session);
    else
        front_report(front, marking_by_filter(front->session, front->argument, &err), &err);
}

void run_mark_range(struct front *front) {
    marking_range(front->session);
}

void run_mark_all(struct front *front) {
    marking_all(front->session);
}

void run_unmark(struct front *front) {
    marking_clear(front->session);
}

void run_copy(struct front *front) {
    const struct choice *choice = choice_of_typed(&choice_copies, NULL, front->argument);
    if (!*front->argument)
        prompt_choice(&front->prompt, PROMPT_COPY, front->session);
    else if (choice)
        front_copy(front, (enum extract_kind)choice->value);
    else
        session_say(front->session, TONE_ERROR, "“%.40s” is not handle, id, address, csv or json.",
                    front->argument);
}

void run_write(struct front *front) {
    if (*front->argument)
        front->ops->write(front, front->argument);
    else
        prompt_write(&front->prompt, front->session);
}

void run_export(struct front *front) {
    struct session *session = front->session;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (*front->argument)
        exporting_begin(&front->exporting, session, front->mailbox, front->argument);
    else if (exporting_describe(front->exporting, session, &words))
        prompt_export(&front->prompt, session, buf_text(&words));
    buf_fini(&words);
}

void run_browse(struct front *front) {
    size_t count;
    const struct account **accounts = marking_take(front->session, &count);
    if (accounts)
        web_browser_open(front->session, accounts, count);
    else
        marking_say_none(front->session);
    free(accounts);
}

void run_bookmark(struct front *front) {
    size_t count;
    const struct account **accounts = marking_take(front->session, &count);
    if (accounts)
        source_bookmarks_toggle(front->session, accounts, count);
    else
        session_say(front->session, TONE_INFO, "There is no account here to bookmark.");
    free(accounts);
}
