/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/difference_words.h"

#include "base/figure.h"
#include "view/timeline_table.h"

#include <stdio.h>
#include <string.h>

enum { PLACES = 3 };

static int64_t accounts_of(struct difference_step of, enum source_difference_kind kind) {
    static const enum difference_kind kinds[] = {[SOURCE_DIFFERENCE_RENAMED] = DIFFERENCE_RENAMED,
                                                 [SOURCE_DIFFERENCE_CHANGED] = DIFFERENCE_CHANGED,
                                                 [SOURCE_DIFFERENCE_COUNTS] = DIFFERENCE_COUNTS};
    return kind == SOURCE_DIFFERENCE_KEPT ? of.difference->kept
                                          : of.difference->accounts[kinds[kind]];
}

const char *difference_words_kind(struct difference_step of, enum source_difference_kind kind,
                                  char out[static DIFFERENCE_WORDS_MAX]) {
    char figure[CELL_BYTES];
    if (kind == SOURCE_DIFFERENCE_NEWLY)
        timeline_figure(of.step->newly, figure);
    else if (kind == SOURCE_DIFFERENCE_NO_LONGER)
        timeline_figure(of.step->no_longer, figure);
    else
        figure_grouped(accounts_of(of, kind), figure);
    snprintf(out, DIFFERENCE_WORDS_MAX, "%s %s", figure, source_difference_words(kind));
    return out;
}

static const char *incomplete_words(struct difference_step of) {
    bool was_complete = of.difference->from.is_complete,
         is_complete = of.difference->to.is_complete;
    return was_complete && is_complete ? "both complete"
           : was_complete              ? "the newer incomplete"
           : is_complete               ? "the older incomplete"
                                       : "both incomplete";
}

void difference_words_add_pair(struct difference_step of, struct line *line) {
    char from[FIGURE_MAX], to[FIGURE_MAX];
    figure_date(of.difference->from.last_ms, from);
    figure_date(of.difference->to.last_ms, to);
    line_add(line, ROLE_TEXT, 0, strcmp(from, to) != 0 ? "%s → %s" : "both of %s", from, to);
    line_add(line, ROLE_DIM, 1, " · %s", incomplete_words(of));
}

static void put_certainty(struct timeline_count count, const char *more, const char *needed,
                          struct buf *out) {
    switch (count.certainty) {
    case TIMELINE_CERTAIN:
        break;
    case TIMELINE_LEAST:
        buf_format(out, " There may be more: the %s snapshot is incomplete.", more);
        break;
    case TIMELINE_MOST:
        buf_format(out, " None is certain: the %s snapshot is incomplete.", needed);
        break;
    case TIMELINE_UNKNOWN:
        buf_text_put(out, " None is certain, and there may be more: both snapshots are "
                          "incomplete.");
        break;
    }
}

void difference_words_put_kind(struct difference_step of, enum source_difference_kind kind,
                               struct buf *out) {
    static const char *const meanings[] = {
        [SOURCE_DIFFERENCE_NEWLY] = "Listed by the newer snapshot and not by the older one.",
        [SOURCE_DIFFERENCE_NO_LONGER] = "Listed by the older snapshot and not by the newer one. "
                                        "Deleted and banned accounts look the same.",
        [SOURCE_DIFFERENCE_KEPT] = "Listed by both snapshots.",
        [SOURCE_DIFFERENCE_RENAMED] = "Listed by both, with another handle now.",
        [SOURCE_DIFFERENCE_CHANGED] = "Listed by both; name, bio, region, verified or private "
                                      "changed.",
        [SOURCE_DIFFERENCE_COUNTS] = "Listed by both; followers, following, likes or videos "
                                     "changed."};
    buf_text_put(out, meanings[kind]);
    if (kind == SOURCE_DIFFERENCE_NEWLY)
        put_certainty(of.step->newly, "newer", "older", out);
    if (kind == SOURCE_DIFFERENCE_NO_LONGER)
        put_certainty(of.step->no_longer, "older", "newer", out);
}

void difference_words_put_all(struct difference_step of, struct buf *out) {
    char words[CELL_BYTES], figure[FIGURE_MAX];
    buf_format(out, "%s newly listed, ", timeline_words(of.step->newly, words));
    buf_format(out, "%s no longer listed (deleted and banned accounts look the same), ",
               timeline_words(of.step->no_longer, words));
    buf_format(out, "%s in both", figure_grouped(of.difference->kept, figure));
    for (enum source_difference_kind kind = SOURCE_DIFFERENCE_RENAMED;
         kind < SOURCE_DIFFERENCE_KINDS; kind++)
        buf_format(out, "%s %s %s", kind == SOURCE_DIFFERENCE_RENAMED ? "; of these" : ",",
                   figure_grouped(accounts_of(of, kind), figure), source_difference_words(kind));
    buf_text_put(out, ".");
}

void difference_words_put_how(struct buf *out) {
    for (enum source_difference_kind kind = 0; kind < SOURCE_DIFFERENCE_KINDS; kind++)
        buf_format(out, "%s%s",
                   !kind                                ? " The accounts: diff "
                   : kind + 1 < SOURCE_DIFFERENCE_KINDS ? ", "
                                                        : " or ",
                   source_difference_name(kind));
    buf_text_put(out, ".");
}

static void put_halved(const struct difference *difference, struct buf *out) {
    char gone[FIGURE_MAX], all[FIGURE_MAX];
    if (difference->is_halved)
        buf_format(out, " Over half of the older list is gone: %s of %s.",
                   figure_grouped(difference->accounts[DIFFERENCE_NO_LONGER_LISTED], gone),
                   figure_grouped(difference->from.listed, all));
}

void difference_words_put_shared(struct difference_step of, struct buf *out) {
    const struct overlap_share *jaccard = &of.difference->overlap.jaccard;
    char value[FRACTION_MAX], least[FRACTION_MAX], most[FRACTION_MAX];
    buf_format(out, " Jaccard %s", fraction_brief(jaccard->value, PLACES, value));
    if (!overlap_is_exact(jaccard))
        buf_format(out, " [%s–%s]", fraction_brief(jaccard->least, PLACES, least),
                   fraction_brief(jaccard->most, PLACES, most));
    buf_text_put(out, ".");
    put_halved(of.difference, out);
}
