/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/mailbox.h"

#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { WAKE_TRIES = 10 };

struct mailbox {
    pthread_mutex_t lock;
    struct event *oldest, *newest;
    int fd;        /* of events that were posted */
    int signal_fd; /* -1: no signals */
    int either_fd; /* both; -1: likewise */
};

struct mailbox *mailbox_open(struct err *err) {
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) {
        err_set(err, ERR_IO, "cannot create an event descriptor: %s", strerror(errno));
        return NULL;
    }
    struct mailbox *mailbox = mem_zalloc(sizeof *mailbox);
    pthread_mutex_init(&mailbox->lock, NULL);
    mailbox->fd = fd;
    mailbox->signal_fd = mailbox->either_fd = -1;
    return mailbox;
}

static bool watch(int epoll_fd, int fd) {
    struct epoll_event event = {.events = EPOLLIN};
    return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

bool mailbox_take_signals(struct mailbox *mailbox, int signal_fd, struct err *err) {
    mailbox->signal_fd = signal_fd;
    mailbox->either_fd = epoll_create1(EPOLL_CLOEXEC);
    return (mailbox->either_fd >= 0 && watch(mailbox->either_fd, mailbox->fd) &&
            watch(mailbox->either_fd, signal_fd)) ||
           err_set(err, ERR_IO, "cannot wait for signals: %s", strerror(errno));
}

void mailbox_close(struct mailbox *mailbox) {
    if (!mailbox)
        return;
    struct event *event;
    while ((event = mailbox_take(mailbox)))
        event_free(event);
    if (mailbox->signal_fd >= 0)
        close(mailbox->signal_fd);
    if (mailbox->either_fd >= 0)
        close(mailbox->either_fd);
    close(mailbox->fd);
    pthread_mutex_destroy(&mailbox->lock);
    free(mailbox);
}

void mailbox_post(struct mailbox *mailbox, struct event *event) {
    event->next = NULL;
    pthread_mutex_lock(&mailbox->lock);
    bool was_empty = !mailbox->oldest;
    if (was_empty)
        mailbox->oldest = event;
    else
        mailbox->newest->next = event;
    mailbox->newest = event;
    /* If this fails, the main thread would sleep for ever. */
    for (int tries = 0; was_empty && tries < WAKE_TRIES; tries++)
        if (eventfd_write(mailbox->fd, 1) == 0)
            break;
    pthread_mutex_unlock(&mailbox->lock);
}

static struct event *take_signal(const struct mailbox *mailbox) {
    struct signalfd_siginfo info;
    if (mailbox->signal_fd < 0 || read(mailbox->signal_fd, &info, sizeof info) != sizeof info)
        return NULL;
    struct event *event = event_new(EVENT_SIGNAL);
    event->signal = (int)info.ssi_signo;
    return event;
}

struct event *mailbox_take(struct mailbox *mailbox) {
    struct event *event = take_signal(mailbox);
    if (event)
        return event;
    pthread_mutex_lock(&mailbox->lock);
    event = mailbox->oldest;
    if (event)
        mailbox->oldest = event->next;
    if (!mailbox->oldest) {
        eventfd_t count;
        mailbox->newest = NULL;
        eventfd_read(mailbox->fd, &count);
    }
    pthread_mutex_unlock(&mailbox->lock);
    return event;
}

int mailbox_fd(const struct mailbox *mailbox) {
    return mailbox->either_fd >= 0 ? mailbox->either_fd : mailbox->fd;
}
