/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reply to a question that the program asked the terminal, an operating system command (OSC).
 * Only the first one that was asked for and comes in time counts. Pure. Initialize with zeros.
 */
#ifndef FOLLOWTRAIL_BASE_VT_REPLY_H
#define FOLLOWTRAIL_BASE_VT_REPLY_H

#include "base/vt.h"

#include <stdint.h>

struct vt_reply {
    const char *question;    /* what the reply begins with, as `11;`; NULL: none is awaited */
    int64_t until_ms;        /* a later one is dropped */
    char text[VT_BYTES_MAX]; /* what came, without `question`; empty: nothing */
};

/* Awaits a reply that begins with `question` (a constant; NULL: none) from now until `until_ms`,
 * and forgets what came before. */
void vt_reply_await(struct vt_reply *reply, const char *question, int64_t until_ms)
    __attribute__((nonnull(1)));

/* Adds a control string that ended at `now_ms`. */
void vt_reply_put(struct vt_reply *reply, const struct vt *vt, int64_t now_ms)
    __attribute__((nonnull));

/* Whether it is still awaited at `now_ms`. */
bool vt_reply_is_due(const struct vt_reply *reply, int64_t now_ms) __attribute__((nonnull));

/* Whether an incomplete sequence is the beginning of it, however late. */
bool vt_reply_is_begun(const struct vt_reply *reply, const struct vt *vt) __attribute__((nonnull));

/* Copies what came and forgets it; false if nothing did. */
bool vt_reply_take(struct vt_reply *reply, char text[static VT_BYTES_MAX]) __attribute__((nonnull));

#endif
