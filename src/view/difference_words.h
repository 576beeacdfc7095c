/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a snapshot of a list changes against the one before it, in words. Pure. */
#ifndef FOLLOWTRAIL_VIEW_DIFFERENCE_WORDS_H
#define FOLLOWTRAIL_VIEW_DIFFERENCE_WORDS_H

#include "analysis/difference.h"
#include "analysis/timeline.h"
#include "base/buf.h"
#include "session/source_difference.h"
#include "view/line.h"

enum { DIFFERENCE_WORDS_MAX = 192 };

/* A snapshot that has an older one, and how the two differ. */
struct difference_step {
    const struct timeline_step *step;
    const struct difference *difference;
};

/* How many accounts: “5 newly listed”. Returns `out`. */
const char *difference_words_kind(struct difference_step of, enum source_difference_kind kind,
                                  char out[static DIFFERENCE_WORDS_MAX])
    __attribute__((returns_nonnull));

/* Adds the dates of the two snapshots and which of them are incomplete. */
void difference_words_add_pair(struct difference_step of, struct line *line)
    __attribute__((nonnull));

/* Appends sentences: what the kind means and how certain it is; or all kinds with their figures
 * (for lines). Then what both lists share, and a loss of over half of the older list. */
void difference_words_put_kind(struct difference_step of, enum source_difference_kind kind,
                               struct buf *out) __attribute__((nonnull));
void difference_words_put_all(struct difference_step of, struct buf *out) __attribute__((nonnull));
void difference_words_put_how(struct buf *out) __attribute__((nonnull)); /* to list all kinds */
void difference_words_put_shared(struct difference_step of, struct buf *out)
    __attribute__((nonnull));

#endif
