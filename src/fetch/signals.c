/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/signals.h"

#include "base/mem.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct signals {
    struct mailbox *mailbox;
    pthread_t thread;
    atomic_bool is_leaving; /* any process may send the signal that ends the wait; only this makes
                               it the end */
};

/* Ends the waiting thread; only ever sent to it, and blocked like the others. */
#define SIGNAL_LEAVE SIGUSR1

static void fill_set(sigset_t *set) {
    static const int taken[] = {SIGHUP,   SIGINT,  SIGQUIT, SIGTERM,
                                SIGWINCH, SIGTSTP, SIGCONT, SIGNAL_LEAVE};
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
    /* A blocked signal that is ignored by default may be dropped before sigwait() sees it; one with
     * a handler is not. An ignored SIGHUP (nohup) stays ignored: the closed terminal itself then
     * ends the program. */
    struct sigaction keep = {.sa_handler = keep_signal};
    sigaction(SIGWINCH, &keep, NULL);
    sigaction(SIGCONT, &keep, NULL);
}

static void *wait_for_signals(void *argument) {
    struct signals *signals = argument;
    sigset_t set;
    fill_set(&set);
    for (;;) {
        int number = 0;
        if (sigwait(&set, &number) != 0)
            continue;
        if (number == SIGNAL_LEAVE && atomic_load(&signals->is_leaving))
            return NULL;
        if (number == SIGNAL_LEAVE)
            continue;
        struct event *event = event_new(EVENT_SIGNAL);
        event->signal = number;
        mailbox_post(signals->mailbox, event);
    }
}

struct signals *signals_open(struct mailbox *mailbox, struct err *err) {
    struct signals *signals = mem_zalloc(sizeof *signals);
    signals->mailbox = mailbox;
    int failure = pthread_create(&signals->thread, NULL, wait_for_signals, signals);
    if (!failure)
        return signals;
    err_set(err, ERR_IO, "cannot start the signal thread: %s", strerror(failure));
    free(signals);
    return NULL;
}

void signals_close(struct signals *signals) {
    if (!signals)
        return;
    atomic_store(&signals->is_leaving, true);
    pthread_kill(signals->thread, SIGNAL_LEAVE);
    pthread_join(signals->thread, NULL);
    free(signals);
}

void signals_stop_process(void) {
    sigset_t stop;
    /* curses installed a handler of its own, which would restore the screen a second time. */
    signal(SIGTSTP, SIG_DFL);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    /* Sent to this thread only, so that the waiting thread cannot take it; it acts as soon as it is
     * unblocked. */
    raise(SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
}
