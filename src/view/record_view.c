/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/record_view.h"

void record_view_init(struct record_view *pane) {
    *pane = (struct record_view){.session = NULL};
    record_init(&pane->record);
    document_init(&pane->lines);
}

void record_view_fini(struct record_view *pane) {
    record_fini(&pane->record);
    document_fini(&pane->lines);
}

static void begin(struct record_view *pane, struct session *session) {
    pane->session = session;
    pane->top = 0;
    pane->cols = 0;
    pane->is_stale = false;
}

bool record_view_open_answer(struct record_view *pane, struct session *session,
                             const char *request) {
    struct err err;
    begin(pane, session);
    if (record_open_answer(&pane->record, session->store, request, &err))
        return true;
    session_say(session, TONE_INFO, "%s", err.text);
    return false;
}

bool record_view_open(struct record_view *pane, struct session *session) {
    begin(pane, session);
    if (record_open(&pane->record, session))
        return true;
    session_say(session, TONE_INFO, "There is no account to show.");
    return false;
}

static void step(struct record_view *pane, int direction) {
    if (pane->record.answer)
        session_say(pane->session, TONE_INFO,
                    "This is a single answer. < and > work on an account's records.");
    else if (!record_step(&pane->record, direction))
        session_say(pane->session, TONE_INFO,
                    direction < 0 ? "There is no older record of this account."
                                  : "This is the newest record of this account.");
    pane->cols = 0;
}

enum view_result record_view_command(struct record_view *pane, enum command command, int64_t rows) {
    if (scroll_move(&pane->top, command, rows, (int64_t)pane->lines.count))
        return VIEW_DONE;
    switch (command) {
    case COMMAND_OLDER:
    case COMMAND_NEWER:
        step(pane, command == COMMAND_OLDER ? -1 : 1);
        return VIEW_DONE;
    case COMMAND_BACK:
    case COMMAND_RECORD:
    case COMMAND_LEAVE:
    case COMMAND_ESCAPE:
        return VIEW_LEFT;
    default:
        return VIEW_UNKNOWN;
    }
}

void record_view_read(struct record_view *pane, int64_t rows, int cols) {
    if (pane->is_stale) {
        record_refresh(&pane->record);
        pane->is_stale = false;
        pane->cols = 0;
    }
    if (pane->cols != cols) {
        record_lines_make(&pane->lines, &pane->record, cols);
        pane->cols = cols;
    }
    scroll_limit(&pane->top, rows, (int64_t)pane->lines.count);
}
