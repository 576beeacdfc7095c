/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw record of the selected account in lines. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_RECORD_H
#define FOLLOWTRAIL_PLAIN_PLAIN_RECORD_H

#include "plain/plain_out.h"
#include "session/session.h"

/* The newest record in the store; false if no account is selected. */
bool plain_record_tell(struct plain_out *out, const struct session *session)
    __attribute__((nonnull, warn_unused_result));

/* The stored answer to a request, as record_open_answer() finds it. */
bool plain_record_tell_answer(struct plain_out *out, const struct session *session,
                              const char *request, struct err *err)
    __attribute__((nonnull, warn_unused_result));

#endif
