/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of a store that an export has. It is read in one transaction, from export_open() to
 * export_close(): what is bought meanwhile is not in it. By one thread, on a reader of its own.
 *
 * On that connection, the names of the store's tables and views mean the selected part:
 * `list_standing` is a table there, with every selected snapshot judged, and `lists`, `requests`,
 * `accounts`, `names`, `follows`, `crawls` and `crawl_steps` are made of it (the counts of
 * `accounts` are known once its rows were read). Eight bytes an account of the store, and a few
 * bits.
 */
#ifndef FOLLOWTRAIL_EXPORT_SELECTION_H
#define FOLLOWTRAIL_EXPORT_SELECTION_H

#include "base/buf.h"
#include "export/export_options.h"
#include "store/store.h"

struct export;

/* Takes the reader, also when it fails. ERR_USAGE: the options, or a name that the store does not
 * have; ERR_DATA: a file that they name, or the store; ERR_IO. */
struct export *export_open(struct store *reader, const struct export_options *options,
                           struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));
void export_close(struct export *export);

/* For queries of the selected part. */
struct store *export_store(struct export *export) __attribute__((nonnull, returns_nonnull));

/* Accounts left out because nobody can say whether they pass the filter; people of the --without
 * file who would be in it, and the steps of crawls that are left out with them. */
int64_t export_filtered_unknown(const struct export *export) __attribute__((nonnull));
int64_t export_withheld(const struct export *export) __attribute__((nonnull));
int64_t export_withheld_steps(const struct export *export) __attribute__((nonnull));

/* Appends sentences, a line each, on who is in the files of groups and of the withheld but not in
 * the store. They are for the user: they name people. */
void export_describe_files(const struct export *export, struct buf *out) __attribute__((nonnull));

#endif
