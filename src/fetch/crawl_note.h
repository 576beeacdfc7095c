/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be written of a crawl (store/crawl_log.h), on its way to the worker's thread. */
#ifndef FOLLOWTRAIL_FETCH_CRAWL_NOTE_H
#define FOLLOWTRAIL_FETCH_CRAWL_NOTE_H

#include "fetch/event.h"
#include "store/crawl_log.h"

struct crawl_note; /* with its own texts; in a list */

struct crawl_note *crawl_note_begin(const struct crawl_order *order)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));
struct crawl_note *crawl_note_continue(int64_t crawl, int64_t more)
    __attribute__((returns_nonnull, warn_unused_result));
struct crawl_note *crawl_note_choice(const struct crawl_choice *choice)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));
struct crawl_note *crawl_note_end_step(int64_t crawl, int64_t n, enum crawl_outcome outcome)
    __attribute__((returns_nonnull, warn_unused_result));
struct crawl_note *crawl_note_end(int64_t crawl, enum crawl_end how)
    __attribute__((returns_nonnull, warn_unused_result));

/* Puts it at the end of a list, which starts as NULL. */
void crawl_note_append(struct crawl_note **notes, struct crawl_note *note) __attribute__((nonnull));

/* Takes the first of a list, writes it and frees it. The event that says so; NULL: there is nothing
 * to say. */
struct event *crawl_note_write(struct crawl_note **notes, struct store *store, int64_t now_ms)
    __attribute__((nonnull, warn_unused_result));

#endif
