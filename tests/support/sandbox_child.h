/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `followtrail sandbox` as a process of its own, with a log in a temporary folder, and the program
 * to run against it: $FOLLOWTRAIL_TEST_BUILD/followtrail ("." when that is not set).
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_SANDBOX_CHILD_H
#define FOLLOWTRAIL_TESTS_SUPPORT_SANDBOX_CHILD_H

#include "tests/support/pty.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* The key that the sandbox accepts; looks like nothing else that could be found in a stream. */
#define SANDBOX_CHILD_KEY "ukey_7fQ2xWv9Zp4LmT81"

enum { SANDBOX_CHILD_PATH = 512, SANDBOX_CHILD_WORDS = 24 };

struct sandbox_child {
    pid_t pid;
    char url[128];
    char folder[SANDBOX_CHILD_PATH - 32], log[SANDBOX_CHILD_PATH];
};

/* What the log says. */
struct sandbox_child_bill {
    int64_t requests, credits;
};

const char *sandbox_child_program(void);

/* `options` are further words for it, NULL ends; NULL for none. */
bool sandbox_child_open(struct sandbox_child *sandbox, const char *const options[]);
void sandbox_child_close(struct sandbox_child *sandbox);

bool sandbox_child_read_bill(const struct sandbox_child *sandbox, struct sandbox_child_bill *bill);

/* The browser on it in a terminal: `words` follow the program's name; the address, the key, and the
 * sandbox's folder for the store stand in its environment before what `config` has for it. Pages
 * have 20 records in every window, unless the words say otherwise. A second one finds the first
 * one's store. */
bool sandbox_child_browse(const struct sandbox_child *sandbox, struct pty *pty,
                          const struct pty_config *config, const char *const words[]);

#endif
