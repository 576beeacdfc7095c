/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is between this machine and the API: proxy and certificates. Opens no socket, and shows no
 * password. */
#ifndef FOLLOWTRAIL_HEALTH_HEALTH_NETWORK_H
#define FOLLOWTRAIL_HEALTH_HEALTH_NETWORK_H

#include "api/trust.h"
#include "health/health.h"

/* `url` NULL: the API's own. A loopback address has no proxy, and plain http no certificates.
 * `setter`: what sets trust->file if no variable does, such as `configuration`. */
void health_look_at_network(struct health *health, const char *url, const struct trust *trust,
                            const char *setter) __attribute__((nonnull(1, 3, 4)));

#endif
