/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw records of an account, one at a time, or the stored answer to a request. */
#include "view/view.h"

#include "base/figure.h"
#include "view/hint.h"
#include "view/record_lines.h"

struct record_pane {
    struct record record;
    int cols; /* width of the body; -1: to be laid out */
};

static struct record *record_of(const struct view *view) {
    return &((struct record_pane *)view->own)->record;
}

static void change(struct view *view) {
    ((struct record_pane *)view->own)->cols = -1;
}

static bool open_record(struct view *view, const char *argument) {
    struct record *record = record_of(view);
    struct session *session = view->front->session;
    struct err err;
    record_init(record);
    view->is_stale = false;
    change(view);
    if (*argument ? record_open_answer(record, session->store, argument, &err)
                  : record_open(record, session))
        return true;
    session_say(session, TONE_INFO, "%s", *argument ? err.text : "There is no account to show.");
    record_fini(record);
    return false;
}

static void close_record(struct view *view) {
    record_fini(record_of(view));
}

static enum view_result run(struct view *view, int key, enum command command) {
    struct record *record = record_of(view);
    bool is_older = command == COMMAND_OLDER;
    (void)key;
    if (!is_older && command != COMMAND_NEWER)
        return VIEW_UNKNOWN;
    if (record->answer)
        session_say(view->front->session, TONE_INFO,
                    "This is a single answer. < and > work on an account's records.");
    else if (!record_step(record, is_older ? -1 : 1))
        session_say(view->front->session, TONE_INFO,
                    is_older ? "There is no older record of this account."
                             : "This is the newest record of this account.");
    change(view);
    return VIEW_DONE;
}

static void add_subject(const struct record *record, struct line *line, int rank) {
    char number[FIGURE_MAX];
    if (record->answer) {
        line_add(line, ROLE_CURRENT, rank, "request %s", figure_grouped(record->answer, number));
        return;
    }
    const struct account *account = record->known ? record->known : record->subject;
    if (account->username)
        line_add(line, ROLE_CURRENT, rank, "@%s", account->username);
    else
        line_add(line, ROLE_DIM, rank, "no handle");
    line_add(line, ROLE_DIM, rank ? rank + 1 : 1, " · %s", account->id ? account->id : "no id");
}

static void make_title(struct view *view) {
    const struct record *record = record_of(view);
    char number[FIGURE_MAX], count[FIGURE_MAX];
    struct line *line = &view->title;
    if (record->count)
        line_add(line, ROLE_STRONG, 0, "%s%s of %s", view->has_heading ? "record " : "",
                 figure_grouped((int64_t)record->at + 1, number),
                 figure_grouped((int64_t)record->count, count));
    else if (record->answer)
        line_add(line, ROLE_STRONG, 0, "as stored");
    else
        line_add(line, ROLE_WARNING, 0, "no record");
    if (!view->has_heading) {
        line_add(line, ROLE_DIM, 0, " · ");
        add_subject(record, line, 0);
    } else if (record->count > 1) {
        line_add(line, ROLE_DIM, 1, ", by time received");
    }
}

static void lay_out(struct view *view) {
    struct record_pane *pane = view->own;
    int cols = view->cols ? view->cols - 2 : 0;
    if (view->is_stale)
        record_refresh(&pane->record);
    if (view->is_stale || pane->cols != cols)
        record_lines_make(&view->body, &pane->record, cols);
    view->is_stale = false;
    pane->cols = cols;
}

static void read_record(struct view *view) {
    const struct record *record = record_of(view);
    lay_out(view);
    line_add(&view->heading, ROLE_STRONG, 2, record->answer ? "Answer to " : "Record ");
    add_subject(record, &view->heading, 0);
    make_title(view);
}

/* Only those that have somewhere to go. */
static const struct hint *keys(const struct view *view) {
    static const struct hint both[] = {
        {COMMAND_OLDER, .help = "show the older record of the account"},
        {COMMAND_NEWER, .help = "show the newer record of the account"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    static const struct hint older[] = {
        {COMMAND_OLDER, .help = "show the older record of the account"},
        {COMMAND_HELP},
        {COMMAND_LEAVE},
        {COMMAND_NONE}};
    const struct record *record = record_of(view);
    bool has_newer = record->at + 1 < record->count;
    return record->at > 0 ? has_newer ? both : older : has_newer ? &both[1] : &both[2];
}

const struct view_ops record_view = {.command = COMMAND_RECORD,
                                     .name = "record",
                                     .title = "Record",
                                     .flags = VIEW_GOES_BACK,
                                     .size = sizeof(struct record_pane),
                                     .open = open_record,
                                     .close = close_record,
                                     .run = run,
                                     .read = read_record,
                                     .keys = keys};
