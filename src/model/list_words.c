/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list's state in words: the same on the screen, in messages and in printed output. */
#include "model/list.h"

#include "base/figure.h"
#include "graph/standing.h"

/* The reported count is too low: the list has more, or the API reports more. */
static bool is_report_too_low(const struct list *list) {
    int64_t reported = list_reported(list);
    return list->page_count && reported >= 0 &&
           (reported < (int64_t)list_held(list) || list_length(list) != reported);
}

/* "20 of 79", "20 loaded" where the owner's record says nothing credible. */
static void describe_count(const struct list *list, struct buf *out) {
    char held[FIGURE_MAX], reported[FIGURE_MAX];
    buf_text_put(out, figure_grouped((int64_t)list_held(list), held));
    if (list_reported(list) >= 0 && !is_report_too_low(list))
        buf_format(out, " of %s", figure_grouped(list_reported(list), reported));
    else if (is_report_too_low(list) || list_state(list) == LIST_PARTIAL)
        buf_text_put(out, " loaded");
}

static const char *stop_words(enum list_stop stop) {
    switch (stop) {
    case LIST_STOP_SAME_CURSOR:
        return "stopped: the API repeats a cursor";
    case LIST_STOP_NOTHING_NEW:
        return "stopped: three pages without a new account";
    case LIST_STOP_NO_CURSOR:
        return "stopped: more reported, but no cursor";
    case LIST_STOP_UNSAID:
        return "stopped: the API did not say whether there is more";
    case LIST_STOP_MOVED:
        return "stopped: the handle now belongs to another account";
    case LIST_STOP_NONE:
        break;
    }
    return "";
}

void list_explain_stop(const struct list *list, struct buf *out) {
    switch (list->stop) {
    case LIST_STOP_SAME_CURSOR:
        buf_text_put(out, "The API reports more but repeats a cursor: the next page would be one "
                          "already paid for. ");
        break;
    case LIST_STOP_NOTHING_NEW:
        buf_format(out, "The API reports more, but the last %zu pages had no new account. ",
                   list->barren_pages);
        break;
    case LIST_STOP_NO_CURSOR:
        buf_text_put(out, "The API reports more, but gave no cursor to request it with. ");
        break;
    case LIST_STOP_UNSAID:
        buf_text_put(out, "The API did not say whether there is more. ");
        break;
    case LIST_STOP_MOVED:
        buf_format(out,
                   "%s now belongs to another account, so the next page would be of another list. ",
                   list->name);
        break;
    case LIST_STOP_NONE:
        break;
    }
}

bool list_ends_complete(int64_t rows, bool has_nameless, int64_t reported) {
    const struct standing_facts facts = {.has_page = true,
                                         .listed = rows,
                                         .nameless = has_nameless,
                                         .reported = reported >= 0 ? reported : STANDING_UNKNOWN};
    return standing_of(&facts).is_complete;
}

const char *list_end_words(int64_t rows, bool has_nameless, int64_t reported) {
    if (!rows && reported == 0)
        return "follows nobody";
    if (!rows)
        return reported > 0 ? "hidden" : "hidden or empty";
    if (reported < 0)
        return "ended, count unknown";
    return list_ends_complete(rows, has_nameless, reported) ? "complete" : "ended short";
}

static void describe_end(const struct list *list, struct buf *out) {
    int64_t rows = (int64_t)list_held(list), reported = list_reported(list);
    bool is_read = !list_is_local(list) && !list_awaits_rows(list);
    int64_t nameless = is_read ? rows - (int64_t)list->ids.count : 0;
    char figure[FIGURE_MAX];
    buf_text_put(out, list_end_words(rows, nameless > 0, reported));
    if (rows && reported > rows)
        buf_format(out, " (%s not listed)", figure_grouped(reported - rows, figure));
    if (nameless)
        buf_format(out, " (%s without an id)", figure_grouped(nameless, figure));
}

static void describe_extras(const struct list *list, struct buf *out) {
    char figure[FIGURE_MAX];
    if (is_report_too_low(list))
        buf_format(out, " (reported %s)", figure_grouped(list_reported(list), figure));
    if (list->asked_ms != ACCOUNT_UNKNOWN)
        buf_format(out, " · requested as %s on %s", list->name,
                   figure_date(list->asked_ms, figure));
    if (list->repeats)
        buf_format(out, " · %s repeated", figure_grouped((int64_t)list->repeats, figure));
    if (list->defects)
        buf_format(out, " · %s partly unreadable", figure_grouped((int64_t)list->defects, figure));
}

static void describe_stop(const struct list *list, struct buf *out) {
    if (list->stop == LIST_STOP_NOTHING_NEW && list->barren_pages > LIST_BARREN_PAGES_MAX)
        buf_format(out, "stopped: %zu pages without a new account", list->barren_pages);
    else
        buf_text_put(out, stop_words(list->stop));
}

static void describe_state(const struct list *list, enum list_state state, struct buf *out) {
    switch (state) {
    case LIST_NEW:
        buf_text_put(out, list_reported(list) == 0 ? "follows nobody" : "nothing loaded yet");
        break;
    case LIST_LOADING:
        if (list->wait)
            buf_format(out, "%s%s", list->is_elsewhere ? "" : "stopped: ", list->wait);
        else
            buf_text_put(out, "loading");
        break;
    case LIST_PARTIAL:
        buf_text_put(out, "more");
        break;
    case LIST_COMPLETE:
    case LIST_EMPTY:
        describe_end(list, out);
        break;
    case LIST_CUT_BY_BALANCE:
        buf_text_put(out, "stopped: balance");
        break;
    case LIST_FAILED:
        buf_format(out, "stopped: %s", list->failure.brief);
        break;
    case LIST_STOPPED:
        describe_stop(list, out);
        break;
    }
}

/* "20 of 79 loaded" says by itself that there is more. */
static bool says_more(const struct list *list, enum list_state state) {
    return state == LIST_PARTIAL && list_reported(list) >= 0 && !is_report_too_low(list);
}

void list_describe(const struct list *list, struct buf *out) {
    enum list_state state = list_state(list);
    bool is_whole = state == LIST_COMPLETE || state == LIST_EMPTY;
    bool follows_nobody =
        list_reported(list) == 0 && !list->count && (state == LIST_NEW || state == LIST_EMPTY);
    bool has_count = !follows_nobody && (list->page_count || list_reported(list) >= 0);
    bool has_state = !list->is_unkept || !is_whole;
    if (has_count)
        describe_count(list, out);
    if (says_more(list, state)) {
        buf_text_put(out, " loaded");
    } else if (has_state) {
        buf_text_put(out, has_count ? " · " : "");
        describe_state(list, state, out);
    }
    if (list->is_unkept)
        buf_format(out, "%snot stored yet", has_count || has_state ? " · " : "");
    describe_extras(list, out);
}
