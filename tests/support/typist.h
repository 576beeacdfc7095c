/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyboard (base/keyboard.h) whose bytes and time are the test's: no waiting. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_TYPIST_H
#define FOLLOWTRAIL_TESTS_SUPPORT_TYPIST_H

#include "base/keyboard.h"

/* Longer than anything that a keyboard waits for. */
enum { TYPIST_LONG_MS = 20000 };

struct typist {
    struct keyboard keyboard;
    struct key_table table; /* empty, until the test adds to it */
    int64_t now_ms;
    void (*press)(void *context, int key); /* takes every key that comes */
    void *context;
};

void typist_open(struct typist *typist, const char *charset, void (*press)(void *context, int key),
                 void *context) __attribute__((nonnull(1, 2, 3)));
void typist_close(struct typist *typist) __attribute__((nonnull));

/* Bytes that come one after the other. */
void typist_put(struct typist *typist, const char *bytes, size_t len) __attribute__((nonnull));

/* Time goes by, and what is due in it happens when it is. */
void typist_pass(struct typist *typist, int64_t ms) __attribute__((nonnull));

/* Torn before byte `at`, with `gap_ms` of silence there and at the end. */
void typist_tear(struct typist *typist, const char *bytes, size_t at, int64_t gap_ms)
    __attribute__((nonnull));

/* Whether nothing is begun, and nothing waited for. */
bool typist_is_at_rest(const struct typist *typist) __attribute__((nonnull));

#endif
