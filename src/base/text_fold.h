/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text made comparable: composed (NFC), so that é is found however it was typed, and by default
 * case-folded (Unicode's full case folding: ß is ss). Invalid UTF-8 stays as it is. Folded text is
 * not for display.
 *
 * Text is folded one unit at a time: a code point with everything that may combine with it. A unit
 * is never longer than a grapheme cluster, and its result does not depend on its neighbours. */
#ifndef FOLLOWTRAIL_BASE_TEXT_FOLD_H
#define FOLLOWTRAIL_BASE_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

enum text_fold {
    TEXT_FOLD_CASE, /* composed, ignoring case */
    TEXT_FOLD_FORM, /* composed */
    /* The same for what an ASCII terminal shows (base/ascii.h), where a unit has an ASCII form: a
     * user who sees `Kathe` finds Käthe that way. */
    TEXT_FOLD_SPELT_CASE,
    TEXT_FOLD_SPELT_FORM,
};

enum {
    TEXT_FOLD_GROWTH = 3,     /* folded text is at most this many times longer, in bytes */
    TEXT_FOLD_UNIT_MAX = 384, /* maximum bytes of a folded unit */
};

/* The same kind of folding for text as this terminal shows it. */
enum text_fold text_fold_shown(enum text_fold how);

/* Folds `len` bytes into `out`, which has room for TEXT_FOLD_GROWTH times as many. Returns the
 * number of bytes written; adds no NUL. */
size_t text_fold(enum text_fold how, const char *text, size_t len, char *out)
    __attribute__((nonnull));

/* Folds the first unit of `len` (1 or more) bytes. Returns its length in bytes. */
size_t text_fold_unit(enum text_fold how, const char *text, size_t len,
                      char out[static TEXT_FOLD_UNIT_MAX], size_t *out_len)
    __attribute__((nonnull));

/* Whether `len` bytes of text contain an upper-case or title-case letter. */
bool text_has_upper(const char *text, size_t len) __attribute__((nonnull));

#endif
