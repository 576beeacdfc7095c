/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/summary.h"

#include "base/figure.h"

#include <string.h>

/* A cap is not a failure of the list: the summary names it once. */
static bool has_failed(const struct list *list) {
    return list->failure.brief && !list->failure.is_capped;
}

static void name_partial(struct summary *summary, const struct list *list) {
    char held[FIGURE_MAX], length[FIGURE_MAX];
    struct buf words;
    buf_init(&words, SUMMARY_TEXT_MAX - strlen(summary->partly));
    buf_format(&words, ", %s %s", list->label, figure_grouped((int64_t)list_held(list), held));
    if (list_length(list) >= 0)
        buf_format(&words, " of %s", figure_grouped(list_length(list), length));
    else
        buf_text_put(&words, " loaded");
    if (has_failed(list))
        buf_format(&words, " (%s)", list->failure.brief);
    if (!words.overflowed)
        memcpy(summary->partly + strlen(summary->partly), buf_text(&words),
               strlen(buf_text(&words)) + 1);
    buf_fini(&words);
}

/* The API has no more of it, which does not mean that it is complete. */
static void add_whole(struct summary *summary, const struct list *list) {
    int64_t rows = (int64_t)list_held(list), reported = list_reported(list);
    bool has_nameless = !list_awaits_rows(list) && list->count > list->ids.count;
    if (!rows && reported != 0)
        summary->hidden++;
    else if (!rows || list_ends_complete(rows, has_nameless, reported))
        summary->complete++;
    else if (reported < 0)
        summary->unsaid++;
    else
        summary->ended_short++;
}

bool summary_is_whole(const struct summary *summary) {
    return !summary->partial && !summary->empty;
}

void summary_add(struct summary *summary, const struct list *list) {
    summary->lists++;
    if (list_is_whole(list))
        add_whole(summary, list);
    else if (!list->page_count && !list_awaits_rows(list) && !has_failed(list))
        summary->empty++;
    else if (summary->partial++ < SUMMARY_NAMES_MAX)
        name_partial(summary, list);
}

void summary_add_unseen(struct summary *summary, size_t lists) {
    summary->lists += lists;
    summary->empty += lists;
}

void summary_put(const struct summary *summary, struct buf *out) {
    buf_format(out, "%zu of %zu %s complete", summary->complete, summary->lists,
               summary->lists == 1 ? "list" : "lists");
    if (summary->ended_short)
        buf_format(out, ", %zu ended short", summary->ended_short);
    if (summary->unsaid)
        buf_format(out, ", %zu ended (count unknown)", summary->unsaid);
    if (summary->hidden)
        buf_format(out, ", %zu hidden or empty", summary->hidden);
    buf_text_put(out, summary->partly);
    if (summary->partial > SUMMARY_NAMES_MAX)
        buf_format(out, ", %zu more partial", summary->partial - SUMMARY_NAMES_MAX);
    if (summary->empty)
        buf_format(out, ", %zu not started", summary->empty);
}
