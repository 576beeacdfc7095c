/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program without a terminal, on a sandbox in a process of its own: what it printed, and how it
 * ended. Whatever fails, a deadline among it, ends the test, and the program with it. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_ERRAND_H
#define FOLLOWTRAIL_TESTS_SUPPORT_ERRAND_H

#include "tests/support/sandbox_child.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { ERRAND_TEXT_MAX = 4096, ERRAND_KILLED = 1000 };

/* A user that need not be known to the system, in a group besides his own, which has his number. */
struct errand_user {
    uid_t id;
    gid_t group; /* 0: none */
    mode_t mask; /* of what the files he makes lack */
};

struct errand_config {
    const char *store;         /* --store; NULL: the usual one, in the sandbox's folder */
    const char *url;           /* another address than the sandbox's; "": none; NULL: its own */
    const char *settings;      /* XDG_CONFIG_HOME; NULL: there is none */
    const char *const *words;  /* after the program's name; NULL ends */
    const char *const *before; /* a program that runs it, and its words; NULL: none */
    const char *in, *out;      /* files for its stdin and stdout; NULL: nothing, and a pipe */
    bool is_deaf;              /* nobody reads its stdout */
    unsigned closed;           /* of its stdin, stdout and stderr: 1 << descriptor */
    bool is_nobody;            /* as a user without rights, where the test has them all */
    const struct errand_user *user; /* who runs it, where the test may do as anybody; NULL: nobody
                                       else */
    int deadline_ms;                /* for its end; 0: a minute */
    int64_t most_bytes;             /* that a file may have; 0: any number */
};

struct errand {
    pid_t pid;
    int pidfd, out_fd, err_fd, deadline_ms;
    char out[ERRAND_TEXT_MAX], err[ERRAND_TEXT_MAX]; /* after errand_wait() */
};

void errand_start(struct errand *errand, const struct sandbox_child *sandbox,
                  const struct errand_config *config);

/* Waits for its end: the exit status, or ERRAND_KILLED and the signal. */
int errand_wait(struct errand *errand);

/* SIGKILL, and its end. */
void errand_kill(struct errand *errand);

/* Both together. */
int errand_run(struct errand *errand, const struct sandbox_child *sandbox,
               const struct errand_config *config);

#endif
