/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an invented person presents itself: display name, bio, picture, region. */
#ifndef FOLLOWTRAIL_SANDBOX_PORTRAIT_H
#define FOLLOWTRAIL_SANDBOX_PORTRAIT_H

#include "account/account.h"
#include "sandbox/persona.h"

#include <stdint.h>

/* Fills display_name, bio, avatar_url and region; their text lives in `arena`. */
void portrait_paint(uint64_t seed, const struct persona *persona, const char *handle,
                    struct arena *arena, struct account *account) __attribute__((nonnull));

#endif
