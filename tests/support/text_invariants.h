/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds of `text` for every input, for the unit tests and the fuzzer. Needs a UTF-8 locale. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_TEXT_INVARIANTS_H
#define FOLLOWTRAIL_TESTS_SUPPORT_TEXT_INVARIANTS_H

#include "base/buf.h"

#include <stddef.h>

/* NULL, or what does not hold for `len` bytes of text. */
const char *text_invariants_broken(const char *text, size_t len) __attribute__((nonnull));

/* Appends `text` as a screen shows it in at most `columns` columns, cut by text_cut(); the columns
 * used. */
size_t text_invariants_fit(struct buf *out, const char *text, size_t columns);

#endif
