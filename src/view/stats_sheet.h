/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics as a page of tables: the same for the screen, lines and the shell. Pure. */
#ifndef FOLLOWTRAIL_VIEW_STATS_SHEET_H
#define FOLLOWTRAIL_VIEW_STATS_SHEET_H

#include "analysis/statistics.h"
#include "base/arena.h"
#include "view/line.h"
#include "view/sheet.h"

struct stats_sheet {
    struct sheet sheet;
    const char *scope;  /* which lists `lists` counts, a sentence: a lead of the sheet */
    struct arena arena; /* of rows and words */
};

/* Borrows texts of the statistics. */
void stats_sheet_init(struct stats_sheet *page, const struct statistics *of)
    __attribute__((nonnull));
/* Adds what the figures are about: how many accounts, which lists, of when. */
void stats_sheet_say_scope(const struct statistics *of, struct line *line) __attribute__((nonnull));

void stats_sheet_fini(struct stats_sheet *page) __attribute__((nonnull));

#endif
