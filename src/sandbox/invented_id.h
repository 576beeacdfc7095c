/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of invented accounts, written and read without a table: 19 digits above 2^53 for most, a
 * token like TikTok's sec_uid for the others. */
#ifndef FOLLOWTRAIL_SANDBOX_INVENTED_ID_H
#define FOLLOWTRAIL_SANDBOX_INVENTED_ID_H

#include "sandbox/persona.h"

#include <stdbool.h>
#include <stdint.h>

enum { INVENTED_ID_MAX = 55 };

void invented_id_write(uint64_t seed, const struct persona *persona, char id[INVENTED_ID_MAX + 1])
    __attribute__((nonnull));

/* Whose id it is; false if nobody's. */
bool invented_id_find(uint64_t seed, const char *id, uint32_t *index) __attribute__((nonnull));

#endif
