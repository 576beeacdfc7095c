/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a health report says of the settings, the key and the store that they choose: for the shell,
 * which reads them, and of a running program, which uses them. */
#ifndef FOLLOWTRAIL_CLI_DOCTOR_H
#define FOLLOWTRAIL_CLI_DOCTOR_H

#include "cli/runtime.h"
#include "health/health_terminal.h"

/* Runs no command for the key. Removes the key from the environment. */
void doctor_look_at_settings(struct health *health, const struct store_words *words)
    __attribute__((nonnull));

/* Reads the whole store, which may take long. */
void doctor_look_at_store(struct health *health, const struct store_words *words)
    __attribute__((nonnull));

/* All of a running program, as it is now, except for the pages of its store. Quick. */
void doctor_look_at_program(struct health *health, const struct runtime *runtime,
                            const struct health_terminal *terminal) __attribute__((nonnull));

#endif
