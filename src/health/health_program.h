/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's version, and those of its libraries. */
#ifndef FOLLOWTRAIL_HEALTH_HEALTH_PROGRAM_H
#define FOLLOWTRAIL_HEALTH_HEALTH_PROGRAM_H

#include "health/health.h"

/* `libcurl 8.5.0 (OpenSSL/3.0.13), json-c 0.17, …`; `screen`: that of the terminal's. The caller
 * frees it. */
char *health_libraries(const char *screen)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

void health_look_at_program(struct health *health) __attribute__((nonnull));
void health_look_at_libraries(struct health *health, const char *screen) __attribute__((nonnull));

#endif
