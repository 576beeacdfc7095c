/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which word was meant. Pure. */
#ifndef FOLLOWTRAIL_BASE_NEAREST_H
#define FOLLOWTRAIL_BASE_NEAREST_H

#include <stddef.h>

enum { NEAREST_WORD_MAX = 32 }; /* bytes; longer words are near to nothing */

/* The word that `typed`, in any case, is the fewest slips away from (a letter more, less, another,
 * or two that changed places), at most one slip for three letters of it; NULL when none is so near.
 */
const char *nearest_of(const char *typed, const char *const words[], size_t count)
    __attribute__((nonnull(1)));

#endif
