/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions for misspelt words. Pure. */
#ifndef FOLLOWTRAIL_BASE_NEAREST_H
#define FOLLOWTRAIL_BASE_NEAREST_H

#include <stddef.h>

enum { NEAREST_WORD_MAX = 32 }; /* bytes; longer words have no suggestion */

/* The word with the fewest slips from `typed`, ignoring case (a letter added, missing, replaced, or
 * two swapped), at most one slip for three letters; NULL if none is that close. */
const char *nearest_of(const char *typed, const char *const words[], size_t count)
    __attribute__((nonnull(1)));

#endif
