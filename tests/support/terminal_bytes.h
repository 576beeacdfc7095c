/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What terminals send: their keys in every form, and their replies. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_TERMINAL_BYTES_H
#define FOLLOWTRAIL_TESTS_SUPPORT_TERMINAL_BYTES_H

#include <stddef.h>

struct terminal_bytes {
    const char *who; /* and what it is */
    const char *bytes;
    const char *keys; /* their names, a blank between them; "" for nothing */
};

extern const struct terminal_bytes terminal_keys[], terminal_replies[];
extern const size_t terminal_key_count, terminal_reply_count;

#endif
