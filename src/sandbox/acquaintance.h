/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom an invented person follows: mostly people of its own community, the best-known more often,
 * then people whom everybody knows, and two related communities. */
#ifndef FOLLOWTRAIL_SANDBOX_ACQUAINTANCE_H
#define FOLLOWTRAIL_SANDBOX_ACQUAINTANCE_H

#include "base/arena.h"
#include "sandbox/persona.h"

#include <stddef.h>
#include <stdint.h>

/* Returns `count` different indices (at most half of PERSONA_COUNT), never the owner's, in the
 * list's order. */
uint32_t *acquaintance_list(uint64_t seed, const struct persona *owner, size_t count,
                            struct arena *arena) __attribute__((nonnull, returns_nonnull));

#endif
