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

void summary_add(struct summary *summary, const struct list *list) {
    summary->lists++;
    if (list_is_whole(list))
        summary->complete++;
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
    buf_format(out, "%zu of %zu %s complete%s", summary->complete, summary->lists,
               summary->lists == 1 ? "list" : "lists", summary->partly);
    if (summary->partial > SUMMARY_NAMES_MAX)
        buf_format(out, ", %zu more partial", summary->partial - SUMMARY_NAMES_MAX);
    if (summary->empty)
        buf_format(out, ", %zu not started", summary->empty);
}
