/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The invented network: PERSONA_COUNT accounts in communities of interest, the same for a seed on
 * every machine. Only an index of handles is stored (about 220 KB); records and lists are generated
 * on request. */
#ifndef FOLLOWTRAIL_SANDBOX_INVENTED_H
#define FOLLOWTRAIL_SANDBOX_INVENTED_H

#include "sandbox/network.h"

#include <stdint.h>

struct network *invented_open(uint64_t seed) __attribute__((returns_nonnull, warn_unused_result));

#endif
