/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an export is as it was written: its files are all there and no others, and sizes, hashes,
 * rows, columns, types, keys and references are those of its datapackage.json. In one pass; only
 * ids are kept in memory. Files are opened in the folder itself, without following links. */
#ifndef FOLLOWTRAIL_VERIFY_CHECK_FOLDER_H
#define FOLLOWTRAIL_VERIFY_CHECK_FOLDER_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

/* Appends a sentence on what was checked: "9 files, …". ERR_DATA: the first difference, with
 * file, line and column. ERR_IO: the folder cannot be read. */
bool check_folder(const char *dir, struct buf *out, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
