/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A program in a pseudo-terminal of its own: keys go in, its output is kept with the time of every
 * read, and whatever becomes of the process is reported. Between test and program is a keeper, a
 * process that waits for it and passes on what wait() says.
 *
 * Nothing here asserts: functions return false when a deadline passes, so that the bench can use
 * them too. Deadlines are multiplied by $CK_TIMEOUT_MULTIPLIER (sanitizers, valgrind).
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_PTY_H
#define FOLLOWTRAIL_TESTS_SUPPORT_PTY_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

enum { PTY_DEADLINE_MS = 10000, PTY_QUIET_MS = 20 };

struct pty_config {
    int rows, cols;
    const char *const *environment; /* "NAME=VALUE" sets, "NAME" unsets; NULL ends; may be NULL */
    bool is_job;                    /* the job of a shell, which can be stopped; otherwise the
                                       program leads its session, and a hang-up signals it */
    bool ignores_hangup;
    const char *shell;     /* a shell's script, that starts the program as "$@"; NULL: no shell
                              does. What is told of the process is told of the shell */
    bool is_nonblocking;   /* finds its terminal with O_NONBLOCK */
    const char *calls_log; /* strace writes calls of its main thread into this file, from a
                              process beside it; NULL: nobody does */
    const char *calls;     /* which, as strace -e names them; NULL: write() */
};

struct pty {
    int fd; /* the side of the person */
    int news_fd;
    pid_t keeper, pid; /* pid: the program */
    bool has_ended;    /* the other side is closed */
    struct buf out;    /* what the program wrote since pty_forget() */
    size_t reads;      /* that it came in, since pty_forget() */
    int64_t last_read_us;
    int64_t cpu_us;       /* its own and of those that it waited for; once it has ended */
    struct termios found; /* the terminal before the program started */
};

/* What a key brought about. */
struct pty_answer {
    int64_t us;   /* from the key to the last byte of its frame */
    size_t bytes; /* of output */
    size_t reads;
};

void pty_config_init(struct pty_config *config); /* 24×80, xterm-256color, C.UTF-8 */

/* Starts argv[0], looked for in $PATH when it has no slash. pty_close() hangs up, ends what is left
 * and frees all; it may be called twice. */
bool pty_open(struct pty *pty, const struct pty_config *config, const char *const argv[]);
void pty_close(struct pty *pty);

bool pty_send(struct pty *pty, const char *keys);
bool pty_resize(struct pty *pty, int rows, int cols);
void pty_hang_up(struct pty *pty);
void pty_forget(struct pty *pty); /* empties `out` */

/* Reads until `text` is in `out`; in what follows its first `from` bytes. */
bool pty_wait_text(struct pty *pty, const char *text);
bool pty_wait_text_after(struct pty *pty, size_t from, const char *text);

/* Reads until nothing has come for `quiet_ms` or the other side is closed. False when output goes
 * on beyond the deadline. */
bool pty_wait_quiet(struct pty *pty, int quiet_ms);

/* Sends keys and reads until the program has answered and is quiet again. */
bool pty_press(struct pty *pty, const char *keys, struct pty_answer *answer);

/* The next thing that becomes of the program, as wait() tells it (stopped, continued, ended);
 * output is read meanwhile. False when nothing does until the deadline. */
bool pty_wait_news(struct pty *pty, int *status, int deadline_ms);

/* Sends two keys in turn, each of which draws something, and reads nothing, until the program
 * takes no more of them: it waits for the line to take its output. False when it goes on taking
 * them. */
bool pty_stall(struct pty *pty, const char *key, const char *other);

/* Sends a signal to the program. */
bool pty_signal(const struct pty *pty, int number);

/* Whether the terminal's modes are those that the program found. */
bool pty_is_as_found(const struct pty *pty);

double pty_patience(void); /* the multiplier, 1 or more */
int64_t pty_now_us(void);

#endif
