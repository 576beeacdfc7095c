/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `fetch` says of a list: its line on stdout, and on stderr what it costs, why it is
 * incomplete, and how it continues. */
#ifndef FOLLOWTRAIL_CLI_FETCH_WORDS_H
#define FOLLOWTRAIL_CLI_FETCH_WORDS_H

#include "cli/runtime.h"

/* On stderr, after the progress line is cleared. */
void fetch_complain(const struct err *err) __attribute__((nonnull));
void fetch_warn(const char *label, const char *text) __attribute__((nonnull));

/* Appends the list's line for stdout, without its end. */
void fetch_put_line(const struct list *list, int64_t credits, struct buf *out)
    __attribute__((nonnull));

/* Whether the rest may be loaded: without a cap from the user it must not exceed the threshold.
 * If it does, says so. */
bool fetch_check_price(const struct runtime *runtime, const struct list *list)
    __attribute__((nonnull));

/* For --refetch: announces the price of a new snapshot; false if that needs --cap. */
bool fetch_check_refetch(const struct runtime *runtime, const struct list *list)
    __attribute__((nonnull));

/* The most that the next page costs; 0: nothing can be bought. */
int64_t fetch_next_price(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* Explains why a list is incomplete, and how it continues. */
void fetch_explain(const struct runtime *runtime, const struct list *list) __attribute__((nonnull));

/* Running the command requests again what an earlier session lost; this says so, with what the
 * request may cost. */
void fetch_explain_repetition(const struct runtime *runtime, const struct list *list,
                              int64_t credits) __attribute__((nonnull));

/* One more page is requested, at that price, of a list that stopped because nothing new came. */
void fetch_tell_stopped(const struct list *list, int64_t price) __attribute__((nonnull));

#endif
