/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/signals.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>

static void fill_set(sigset_t *set) {
    static const int taken[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH, SIGTSTP, SIGCONT};
    sigemptyset(set);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        sigaddset(set, taken[i]);
}

static void keep_signal(int signal) {
    (void)signal;
}

void signals_block(void) {
    sigset_t set;
    fill_set(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* exceeding the file size limit is then an error of the write */
    /* A blocked signal that is ignored by default may be dropped, and not wait to be read; one with
     * a handler is not. An ignored SIGHUP (nohup) stays ignored: the closed terminal itself then
     * ends the program. */
    struct sigaction keep = {.sa_handler = keep_signal};
    sigaction(SIGWINCH, &keep, NULL);
    sigaction(SIGCONT, &keep, NULL);
}

bool signals_open(struct mailbox *mailbox, struct err *err) {
    sigset_t set;
    fill_set(&set);
    int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0)
        return err_set(err, ERR_IO, "cannot wait for signals: %s", strerror(errno));
    return mailbox_take_signals(mailbox, fd, err);
}

void signals_stop_process(void) {
    sigset_t stop;
    /* curses installed a handler of its own, which would restore the screen a second time. */
    signal(SIGTSTP, SIG_DFL);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    /* It acts as soon as it is unblocked. */
    raise(SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
}
