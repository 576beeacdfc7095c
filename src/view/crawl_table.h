/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Crawls and their steps as tables, of struct crawl_record and struct crawl_step. Pure. */
#ifndef FOLLOWTRAIL_VIEW_CRAWL_TABLE_H
#define FOLLOWTRAIL_VIEW_CRAWL_TABLE_H

#include "store/crawl_log.h"
#include "view/table.h"

extern const struct table crawl_steps, crawl_crawls;

/* What a crawl does or why it does not: "running", "interrupted", "budget". Static text. */
const char *crawl_state_words(const struct crawl_record *crawl)
    __attribute__((nonnull, returns_nonnull));

#endif
