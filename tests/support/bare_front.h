/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A front without a face, for tests of the session: it counts as showing every price. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_BARE_FRONT_H
#define FOLLOWTRAIL_TESTS_SUPPORT_BARE_FRONT_H

#include "command/front.h"

/* Runs a command as its key does, with `rows` of the list visible. */
void bare_front_run(struct session *session, enum command command, size_t rows)
    __attribute__((nonnull));

/* The user's yes to what the session asks, or an amount (NULL: yes), as its command finds it.
 * False: nothing is asked, or the amount was not offered. */
bool bare_front_agree(struct session *session, const char *amount, size_t rows)
    __attribute__((nonnull(1)));

#endif
