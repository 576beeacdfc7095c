/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text made comparable: composed (NFC), so that é is found however it was typed, and by default
 * case folded as well (Unicode's full case folding: ß is ss). Bytes that are not UTF-8 stay as they
 * are. What is folded is no text to show.
 *
 * Text is folded one unit at a time: a code point with all that may combine with it. No unit is
 * longer than a grapheme cluster, and what one becomes does not depend on its neighbours.
 */
#ifndef FOLLOWTRAIL_BASE_TEXT_FOLD_H
#define FOLLOWTRAIL_BASE_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

enum text_fold {
    TEXT_FOLD_CASE, /* composed, without case */
    TEXT_FOLD_FORM, /* composed */
    /* The same of what a terminal of ASCII shows for it (base/ascii.h), as far as there is ASCII
     * for a unit: who sees `Kathe` finds Käthe by it. */
    TEXT_FOLD_SPELT_CASE,
    TEXT_FOLD_SPELT_FORM,
};

enum {
    TEXT_FOLD_GROWTH = 3,     /* folded text is at most so many times longer, in bytes */
    TEXT_FOLD_UNIT_MAX = 384, /* bytes that a folded unit may have */
};

/* The same way of folding, for text as this terminal shows it. */
enum text_fold text_fold_shown(enum text_fold how);

/* Folds `len` bytes; `out` has room for TEXT_FOLD_GROWTH times as many. Returns how many were
 * written; no NUL is added. */
size_t text_fold(enum text_fold how, const char *text, size_t len, char *out)
    __attribute__((nonnull));

/* Folds the first unit of `len` (1 or more) bytes; returns how many of them it takes. */
size_t text_fold_unit(enum text_fold how, const char *text, size_t len,
                      char out[static TEXT_FOLD_UNIT_MAX], size_t *out_len)
    __attribute__((nonnull));

/* Whether one of `len` bytes of text begins an upper-case or title-case letter. */
bool text_has_upper(const char *text, size_t len) __attribute__((nonnull));

#endif
